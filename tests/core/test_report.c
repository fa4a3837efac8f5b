/* Documents of office programs as rows. */
#include "workbook_test.h"

#include "capai/report.h"

#define WORD_NS "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define WORD_ROOT                                                                                  \
    {                                                                                              \
        "_rels/.rels", RELS(REL("r1", "officeDocument", "word/document.xml"))                      \
    }
#define DOCUMENT(ns, body)                                                                         \
    {                                                                                              \
        "word/document.xml",                                                                       \
            "<w:document xmlns:w='" ns "' xmlns:mc='"                                              \
            "http://schemas.openxmlformats.org/markup-compatibility/2006'><w:body>" body           \
            "</w:body></w:document>"                                                               \
    }
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(text) "<w:tc>" P(text) "</w:tc>"
#define WIDE(n, text) "<w:tc><w:tcPr><w:gridSpan w:val='" n "'/></w:tcPr>" P(text) "</w:tc>"
#define BEFORE(n) "<w:trPr><w:gridBefore w:val='" n "'/></w:trPr>"
#define DOWN(val, text) "<w:tc><w:tcPr><w:vMerge" val "/></w:tcPr>" P(text) "</w:tc>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl>" rows "</w:tbl>"

static enum capai_status read_report(struct data *d, const char *name, struct capai_report *out)
{
    static char path[1200];
    snprintf(path, sizeof path, "%s/%s", d->folder, name);
    d->err = (struct capai_error){0};
    return capai_report_read(path, take_file(d, name), &d->arena, &d->notices, out, &d->err);
}

/* Puts a document of Word with that body into the folder. */
static void put_document(struct data *d, struct part document)
{
    const struct part parts[] = {TYPES, WORD_ROOT, document};
    put_package(d, "laporan.docx", parts, sizeof parts / sizeof *parts);
}

/* The rows as "part!line:a|b|" lines; "^" is where a merged cell goes on. */
static const char *show(const struct capai_report *report)
{
    static char shown[2048];
    size_t used = 0;
    shown[0] = '\0';
    for (size_t i = 0; i < report->count; i++) {
        const struct capai_report_row *row = &report->rows[i];
        used += (size_t)snprintf(shown + used, sizeof shown - used,
                                 "%s!%zu:", row->part ? row->part : "", row->line);
        for (size_t k = 0; k < row->count; k++)
            used += (size_t)snprintf(shown + used, sizeof shown - used, "%.*s|",
                                     row->cells[k].size ? (int)row->cells[k].size : 1,
                                     !row->cells[k].data  ? ""
                                     : row->cells[k].size ? row->cells[k].data
                                                          : "^");
        used += (size_t)snprintf(shown + used, sizeof shown - used, "\n");
        assert_in_range(used, 1, sizeof shown - 1);
    }
    return shown;
}

static void test_paragraphs_and_tables(void **state)
{
    struct data *d = *state;
    struct capai_report report;
    put_document(d,
                 (struct part)DOCUMENT(
                     WORD_NS, P("Tabel 3.1") "<w:p/>" TBL(
                                  TR(TC("No") TC("Uraian") WIDE("2", "Tahun 2023"))
                                      TR(DOWN(" w:val='restart'", "1") TC("a") TC("5") TC("6"))
                                          TR(DOWN("", "") TC("b") TC("") TC("8"))) P("antara")
                                  TBL(TR("<w:trPr><w:gridBefore w:val='2'/></w:trPr>" TC("x")))));
    assert_int_equal(read_report(d, "laporan.docx", &report), CAPAI_OK);
    assert_string_equal(show(&report), "!0:Tabel 3.1|\n"
                                       "tabel 1!1:No|Uraian|Tahun 2023||\n"
                                       "tabel 1!2:1|a|5|6|\n"
                                       "tabel 1!3:^|b||8|\n"
                                       "!0:antara|\n"
                                       "tabel 2!1:||x|\n");
}

/* What is no plain text: breaks, symbols, what was deleted, what old programs see, tables within
 * cells. */
static void test_texts(void **state)
{
    struct data *d = *state;
    struct capai_report report;
    put_document(
        d, (struct part)DOCUMENT(
               WORD_NS,
               "<w:p><w:r><w:t>satu</w:t><w:br/><w:t>dua</w:t><w:tab/><w:t>tiga</w:t>"
               "<w:noBreakHyphen/><w:t>empat</w:t></w:r>"
               "<w:del><w:r><w:delText>lama</w:delText></w:r></w:del></w:p>"
               "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>baru</w:t></mc:Choice>"
               "<mc:Fallback><w:t>baru</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>" TBL(
                   TR("<w:tc>" P("baris satu")
                          P("baris dua") "</w:tc>"
                                         "<w:tc>" P("luar") TBL(TR(TC("dalam") TC("lagi"))) P(
                                             "") "</w:tc>"
                                                 "<w:tc><w:p><w:r><w:sym/></w:r></w:p></w:tc>"))));
    assert_int_equal(read_report(d, "laporan.docx", &report), CAPAI_OK);
    assert_string_equal(show(&report), "!0:satu dua tiga-empat|\n"
                                       "!0:baru|\n"
                                       "tabel 1!1:baris satu baris dua|luar dalam lagi|✓|\n");
}

static void test_strict_dialect(void **state)
{
    struct data *d = *state;
    struct capai_report report;
    put_document(d, (struct part)DOCUMENT("http://purl.oclc.org/ooxml/wordprocessingml/main",
                                          TBL(TR(TC("a") TC("b")))));
    assert_int_equal(read_report(d, "laporan.docx", &report), CAPAI_OK);
    assert_string_equal(show(&report), "tabel 1!1:a|b|\n");
}

static void test_hostile_documents(void **state)
{
    struct data *d = *state;
    struct capai_report report = {NULL, 7};
    const struct part doctype[] = {
        TYPES, WORD_ROOT, {"word/document.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}};
    const struct part missing[] = {TYPES, WORD_ROOT};
    const struct part broken[] = {TYPES, WORD_ROOT, {"word/document.xml", "<a>"}};
    put_package(d, "doctype.docx", doctype, 3);
    put_package(d, "missing.docx", missing, 2);
    put_package(d, "broken.docx", broken, 3);
    assert_int_equal(read_report(d, "doctype.docx", &report), CAPAI_ERR_UNUSABLE);
    assert_said(d, "doctype.docx WORKBOOK_DOCTYPE\n");
    assert_int_equal(read_report(d, "missing.docx", &report), CAPAI_ERR_UNUSABLE);
    assert_said(d, "missing.docx WORKBOOK_PART_MISSING\n");
    assert_int_equal(read_report(d, "broken.docx", &report), CAPAI_ERR_UNUSABLE);
    assert_said(d, "broken.docx WORKBOOK_XML\n");
    put_bytes(d, "cut.docx", CAPAI_TEXT("PK\x03\x04 and no more"));
    assert_int_equal(read_report(d, "cut.docx", &report), CAPAI_ERR_UNUSABLE);
    assert_said(d, "cut.docx WORKBOOK_DAMAGED\n");
    const struct part slides[] = {
        TYPES, {"_rels/.rels", RELS(REL("r1", "officeDocument", "ppt/presentation.xml"))}};
    const struct part other[] = {{"a.txt", "a"}};
    put_package(d, "slides.pptx", slides, 2);
    put_package(d, "other.zip", other, 1);
    assert_int_equal(read_report(d, "slides.pptx", &report), CAPAI_ERR_UNUSABLE);
    assert_said(d, "slides.pptx WORKBOOK_PART_MISSING\n");
    assert_int_equal(read_report(d, "other.zip", &report), CAPAI_ERR_UNUSABLE);
    assert_said(d, "other.zip DATA_NOT_REPORT\n");
    assert_int_equal(report.count, 7); /* unchanged */
    assert_false(capai_report_is(CAPAI_TEXT("Tabel\t1\n")));
    assert_true(capai_report_is(CAPAI_TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")));
}

/* A cell that says it reaches over more columns than there can be is one cell. */
static void test_absurd_spans(void **state)
{
    struct data *d = *state;
    struct capai_report report;
    put_document(d, (struct part)DOCUMENT(WORD_NS, TBL(TR(WIDE("99999999999999999999", "a")
                                                              WIDE("0", "b") WIDE("x", "c")))));
    assert_int_equal(read_report(d, "laporan.docx", &report), CAPAI_OK);
    assert_string_equal(show(&report), "tabel 1!1:a|b|c|\n");
}

static void test_workbooks(void **state)
{
    struct data *d = *state;
    struct capai_report report;
    const struct part parts[] = {
        TYPES,
        ROOT,
        BOOK(SHEET("Anggaran 2023", "s1") SHEET("rusak", "s2")),
        BOOK_RELS,
        {"xl/worksheets/sheet1.xml",
         MAIN("worksheet",
              "<sheetData>" ROW("2", T("A2", "Pagu") N("B2", "1234.5") N("D2", "7"))
                  ROW("5", C("A5", "s='1'", "<v>0.9778</v>")
                               T("B5", "1.5")) ROW("6", T("A6", "a") T("B6", "b"))
                      ROW("7", T("B7", "c")) ROW("8", T("A8", "d") T("B8", "e")) ROW(
                          "9", T("B9", "f")) "</sheetData>"
                                             "<mergeCells><mergeCell ref='A6:A8'/></mergeCells>")},
        {"xl/worksheets/sheet2.xml", "<a>"},
        {"xl/styles.xml", MAIN("styleSheet", "<cellXfs><xf numFmtId='0'/><xf numFmtId='10'/>"
                                             "</cellXfs>")},
        {"xl/sharedStrings.xml", MAIN("sst", "")}};
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
    assert_int_equal(read_report(d, "data.xlsx", &report), CAPAI_OK);
    assert_string_equal(show(&report), "Anggaran 2023!2:Pagu|1234,5||7|\n"
                                       "Anggaran 2023!5:97,78%|1.5|\n"
                                       "Anggaran 2023!6:a|b|\n"
                                       "Anggaran 2023!7:^|c|\n"
                                       "Anggaran 2023!8:d|e|\n"
                                       "Anggaran 2023!9:|f|\n");
    assert_said(d, "data.xlsx:rusak WORKBOOK_XML\n");
}

/* What is no document of an office program is text, or is refused for what it is. */
static void test_texts_of_reports(void **state)
{
    static const struct {
        capai_text content;
        const char *text; /* NULL: refused with the message */
        enum capai_message message;
    } cases[] = {
        {{"a\tb\n", 4}, "a\tb\n", CAPAI_MSG_NONE},
        {{"\xEF\xBB\xBF"
          "a",
          4},
         "a",
         CAPAI_MSG_NONE},
        {{"\xFF\xFE"
          "a\0\t\0",
          6},
         "a\t",
         CAPAI_MSG_NONE},
        {{"50\xB0", 3}, "50\xC2\xB0", CAPAI_MSG_FILE_WINDOWS},
        {{"%PDF-1.7\n", 9}, NULL, CAPAI_MSG_REPORT_PDF},
        {{"", 0}, NULL, CAPAI_MSG_REPORT_EMPTY},
        {{" \n\t", 3}, NULL, CAPAI_MSG_REPORT_EMPTY},
        {{"\1\2\3\4\5\6\7\1", 8}, NULL, CAPAI_MSG_REPORT_BINARY},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        capai_text out = CAPAI_TEXT("as before");
        d->err = (struct capai_error){0};
        capai_notices_init(&d->notices, &d->arena, 10);
        enum capai_status status = capai_report_text("laporan.txt", cases[i].content, &d->arena,
                                                     &d->notices, &out, &d->err);
        assert_int_equal(status, cases[i].text ? CAPAI_OK : CAPAI_ERR_UNUSABLE);
        assert_int_equal(d->err.message, cases[i].text ? CAPAI_MSG_NONE : cases[i].message);
        assert_string_equal(out.data, cases[i].text ? cases[i].text : "as before");
        assert_int_equal(d->notices.count, cases[i].text && cases[i].message ? 1 : 0);
    }
}

static void test_every_allocation_fails(void **state)
{
    struct data *d = *state;
    const struct part sheet[] = {TYPES,
                                 ROOT,
                                 BOOK(SHEET("a", "s1")),
                                 BOOK_RELS,
                                 {"xl/worksheets/sheet1.xml", DATA(ROW("1", N("A1", "1.5")))},
                                 {"xl/styles.xml", MAIN("styleSheet", "")},
                                 {"xl/sharedStrings.xml", MAIN("sst", "")}};
    put_document(
        d, (struct part)DOCUMENT(WORD_NS, P("judul") TBL(TR(BEFORE("20") WIDE("60", "a") TC("b"))
                                                             TR(TC("c") TC("") TC("")))));
    put_package(d, "data.xlsx", sheet, sizeof sheet / sizeof *sheet);
    const char *names[] = {"laporan.docx", "data.xlsx"};
    for (size_t i = 0; i < 2; i++) {
        capai_text content = take_file(d, names[i]);
        struct torture t = {.runs = 0};
        while (torture_next(&t)) {
            struct capai_notices notices;
            struct capai_report report = {NULL, 0};
            capai_notices_init(&notices, &t.arena, CAPAI_NOTICES_LIMIT);
            t.status = capai_report_read(names[i], content, &t.arena, &notices, &report, &t.err);
            assert_int_equal(report.count, t.status ? 0 : i ? 1 : 3);
        }
    }
    struct torture t = {.runs = 0};
    while (torture_next(&t)) {
        struct capai_notices notices;
        capai_text out = CAPAI_TEXT("as before");
        capai_notices_init(&notices, &t.arena, CAPAI_NOTICES_LIMIT);
        t.status = capai_report_text("laporan.txt", CAPAI_TEXT("50\xB0"), &t.arena, &notices, &out,
                                     &t.err);
        assert_string_equal(out.data, t.status ? "as before" : "50\xC2\xB0");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_paragraphs_and_tables), data_test(test_texts),
        data_test(test_strict_dialect),        data_test(test_hostile_documents),
        data_test(test_absurd_spans),          data_test(test_workbooks),
        data_test(test_texts_of_reports),      data_test(test_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
