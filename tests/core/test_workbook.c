/* Workbooks as a whole: which parts they have, which sheets are used, and what hostile files do. */
#include "workbook_test.h"

#define STYLES                                                                                     \
    {                                                                                              \
        "xl/styles.xml", MAIN("styleSheet", "")                                                    \
    }
#define STRINGS                                                                                    \
    {                                                                                              \
        "xl/sharedStrings.xml", MAIN("sst", "")                                                    \
    }
#define GOOD DATA(ROW("1", HEADER) IND_ROW("2", "S1", "i", N("E2", "4"), N("F2", "3")))
#define SHEET1(content)                                                                            \
    {                                                                                              \
        "xl/worksheets/sheet1.xml", content                                                        \
    }
#define HEADER2                                                                                    \
    T("A2", "tahun")                                                                               \
    T("B2", "sasaran") T("C2", "indikator") T("D2", "arah") T("E2", "target") T("F2", "realisasi")
/* Every way in which a workbook as a whole cannot be used. */
static void test_workbook_that_cannot_be_used_says_why(void **state)
{
    static const struct {
        const char *said;
        struct part parts[PARTS];
    } cases[] = {
        {"data.xlsx DATA_NOT_WORKBOOK\n", {{"a.txt", "a"}}},
        {"data.xlsx DATA_NOT_WORKBOOK\n",
         {TYPES, {"_rels/.rels", RELS(REL("r1", "officeDocument", "word/document.bin.txt"))}}},
        {"data.xlsx WORKBOOK_BINARY\n",
         {TYPES, {"_rels/.rels", RELS(REL("r1", "officeDocument", "xl/workbook.bin"))}}},
        {"data.xlsx DATA_NOT_WORKBOOK\n", {TYPES, {"_rels/.rels", RELS("")}}},
        {"data.xlsx DATA_NOT_WORKBOOK\n",
         {TYPES, ROOT, {"xl/workbook.xml", "<document xmlns='urn:other'/>"}}},
        {"data.xlsx WORKBOOK_PART_MISSING\n", {TYPES}},
        {"data.xlsx WORKBOOK_PART_MISSING\n", {TYPES, ROOT}},
        {"data.xlsx WORKBOOK_XML\n", {TYPES, ROOT, {"xl/workbook.xml", "<workbook>"}}},
        {"data.xlsx WORKBOOK_XML\n", {TYPES, ROOT, {"xl/workbook.xml", ""}}},
        {"data.xlsx WORKBOOK_XML\n", {TYPES, ROOT, {"xl/workbook.xml", "teks biasa"}}},
        {"data.xlsx WORKBOOK_DOCTYPE\n",
         {TYPES,
          ROOT,
          {"xl/workbook.xml", "<!DOCTYPE w [<!ENTITY a 'a'><!ENTITY b '&a;&a;'>]><w>&b;</w>"}}},
        {"data.xlsx WORKBOOK_DOCTYPE\n",
         {TYPES, ROOT, {"xl/workbook.xml", "<!DOCTYPE w SYSTEM 'file:///etc/passwd'><w/>"}}},
        {"data.xlsx WORKBOOK_PART_MISSING\n",
         {TYPES, ROOT, BOOK(SHEET("indikator", "s1")), BOOK_RELS, SHEET1(GOOD), STYLES}},
        {"data.xlsx SHEET_MISSING\n",
         {TYPES, ROOT, BOOK(SHEET("opd", "s1")), BOOK_RELS, SHEET1(DATA(ROW("1", T("A1", "opd")))),
          STYLES, STRINGS}},
        {"data.xlsx SHEET_UNUSED\ndata.xlsx SHEET_MISSING\n",
         {TYPES, ROOT, BOOK(SHEET("indikatr", "s1")), BOOK_RELS, SHEET1(GOOD)}},
        {"data.xlsx:indikator WORKBOOK_PART_MISSING\n",
         {TYPES, ROOT, BOOK(SHEET("indikator", "s1")), BOOK_RELS, STYLES, STRINGS}},
        {"data.xlsx:indikator WORKBOOK_PART_MISSING\n",
         {TYPES, ROOT, BOOK(SHEET("indikator", "zz")), BOOK_RELS, SHEET1(GOOD), STYLES, STRINGS}},
        {"data.xlsx:indikator WORKBOOK_PART_MISSING\n",
         {TYPES, ROOT, BOOK("<sheet name='indikator'/>"), BOOK_RELS, SHEET1(GOOD), STYLES,
          STRINGS}},
        {"data.xlsx:indikator FILE_EMPTY\n",
         {TYPES, ROOT, BOOK(SHEET("indikator", "s1")), BOOK_RELS, SHEET1(DATA("")), STYLES,
          STRINGS}},
        {"data.xlsx:indikator!A1 COLUMNS_MISSING\n",
         {TYPES, ROOT, BOOK(SHEET("indikator", "s1")), BOOK_RELS,
          SHEET1(DATA(ROW("1", T("A1", "tahun") T("B1", "sasaran")))), STYLES, STRINGS}},
        {"data.xlsx WORKBOOK_PART_MISSING\n", {MIMETYPE}},
        {"data.xlsx DATA_NOT_WORKBOOK\n",
         {MIMETYPE, {"content.xml", "<o:t xmlns:o='" ODF "office:1.0'/>"}}},
        {"data.xlsx WORKBOOK_ENCRYPTED\n",
         {MIMETYPE,
          {"content.xml", "xyz"},
          {"META-INF/manifest.xml", "<m:manifest xmlns:m='" ODF "manifest:1.0'>"
                                    "<m:file-entry><m:encryption-data/></m:file-entry>"
                                    "</m:manifest>"}}},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put_package(d, "data.xlsx", cases[i].parts, PARTS);
        assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
        assert_said(d, cases[i].said);
        data_reset(d);
    }
}

static void put_good(struct data *d, const char *name)
{
    const struct part parts[] = {
        TYPES, ROOT, BOOK(SHEET("indikator", "s1")), BOOK_RELS, SHEET1(GOOD), STYLES, STRINGS};
    put_package(d, name, parts, sizeof parts / sizeof *parts);
}

static void test_workbook_is_known_by_its_content(void **state)
{
    static const char *const names[] = {"data.xlsx", "data.xlsm", "data.ods", "data", "data.csv"};
    struct data *d = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        put_good(d, names[i]);
        assert_int_equal(load_workbook(d, names[i]), CAPAI_OK);
        assert_text(capai_dataset_opd(d->dataset, 0).opd, "data");
        data_reset(d);
    }
}

static void test_file_that_is_no_workbook_says_why(void **state)
{
    static const struct {
        capai_text content;
        const char *said;
    } cases[] = {
        {{"tahun;indikator\n", 16}, "data.xlsx DATA_NOT_WORKBOOK\n"},
        {{"", 0}, "data.xlsx DATA_NOT_WORKBOOK\n"},
        {{"PK\x03", 3}, "data.xlsx DATA_NOT_WORKBOOK\n"},
        {{"PK\x03\x04 and nothing else", 20}, "data.xlsx WORKBOOK_DAMAGED\n"},
        {{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", 12}, "data.xlsx WORKBOOK_OLD\n"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put_bytes(d, "data.xlsx", cases[i].content);
        assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
        assert_said(d, cases[i].said);
        data_reset(d);
    }
}

/* However early a workbook is cut off, it is refused. */
static void test_workbook_cut_short_is_damaged(void **state)
{
    struct data *d = *state;
    put_good(d, "data.xlsx");
    capai_text whole = take_file(d, "data.xlsx");
    assert_in_range(whole.size, 100, 10000);
    char *copy = malloc(whole.size);
    assert_non_null(copy);
    memcpy(copy, whole.data, whole.size);
    for (size_t size = 5; size < whole.size; size += 13) {
        data_reset(d);
        put_bytes(d, "data.xlsx", (capai_text){copy, size});
        assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
        assert_said(d, "data.xlsx WORKBOOK_DAMAGED\n");
    }
    free(copy);
}

/* A byte of the packed sheet is wrong: its checksum does not match. */
static void test_workbook_with_a_wrong_byte_is_damaged(void **state)
{
    struct data *d = *state;
    const struct part parts[] = {
        TYPES, ROOT, BOOK(SHEET("indikator", "s1")), BOOK_RELS, SHEET1(GOOD), STYLES, STRINGS};
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
    capai_text whole = take_file(d, "data.xlsx");
    char *copy = malloc(whole.size);
    assert_non_null(copy);
    memcpy(copy, whole.data, whole.size);
    size_t at = 0;
    while (at < whole.size && memcmp(copy + at, "sheet1.xml", 10) != 0)
        at++;
    copy[at + 60] ^= 0x10;
    put_bytes(d, "data.xlsx", (capai_text){copy, whole.size});
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
    assert_true(d->err.message == CAPAI_MSG_WORKBOOK_DAMAGED ||
                d->err.message == CAPAI_MSG_WORKBOOK_XML);
    assert_string_equal(d->err.sheet, "indikator");
    free(copy);
}

static void test_workbook_with_a_locked_part_is_refused(void **state)
{
    struct data *d = *state;
    put_good(d, "data.xlsx");
    zip_t *zip = zip_open(data_path(d, "data.xlsx"), 0, NULL);
    assert_non_null(zip);
    zip_int64_t index = zip_name_locate(zip, "xl/workbook.xml", 0);
    assert_true(index >= 0);
    assert_int_equal(zip_file_set_encryption(zip, (zip_uint64_t)index, ZIP_EM_AES_256, "rahasia"),
                     0);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
    assert_said(d, "data.xlsx WORKBOOK_ENCRYPTED\n");
}

/* Two parts of one name: the second is written under a name of the same length and renamed. */
static void test_workbook_with_a_part_twice_is_refused(void **state)
{
    struct data *d = *state;
    const struct part parts[] = {TYPES,     ROOT,         BOOK(SHEET("indikator", "s1")),
                                 BOOK_RELS, SHEET1(GOOD), {"xl/worksheets/sheetX.xml", GOOD},
                                 STYLES,    STRINGS};
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
    capai_text whole = take_file(d, "data.xlsx");
    char *copy = malloc(whole.size);
    assert_non_null(copy);
    memcpy(copy, whole.data, whole.size);
    for (size_t i = 0; i + 6 < whole.size; i++)
        if (memcmp(copy + i, "sheetX", 6) == 0)
            copy[i + 5] = '1';
    put_bytes(d, "data.xlsx", (capai_text){copy, whole.size});
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
    assert_said(d, "data.xlsx:indikator WORKBOOK_PART_TWICE\n");
    free(copy);
}

/* ---- bombs ---- */

/* A part of `size` blanks between the two texts. */
static char *blow_up(const char *head, const char *tail, size_t size)
{
    char *text = malloc(strlen(head) + size + strlen(tail) + 1);
    assert_non_null(text);
    memcpy(text, head, strlen(head));
    memset(text + strlen(head), ' ', size);
    memcpy(text + strlen(head) + size, tail, strlen(tail) + 1);
    return text;
}

static void test_workbook_that_unpacks_to_many_times_its_size_is_refused(void **state)
{
    struct data *d = *state;
    char *sheet = blow_up(MAIN("worksheet", "") "<!--", "-->", 8 << 20);
    put_sheet(d, sheet);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
    assert_said(d, "data.xlsx:indikator WORKBOOK_BOMB\n");
    assert_word(d, &d->err, 2, "500");
    free(sheet);
}

/* The size that the directory declares (bytes 24 to 27 of an entry) is enough to refuse a part. */
static void test_workbook_with_a_huge_part_is_refused(void **state)
{
    struct data *d = *state;
    put_good(d, "data.xlsx");
    capai_text whole = take_file(d, "data.xlsx");
    char *copy = malloc(whole.size);
    assert_non_null(copy);
    memcpy(copy, whole.data, whole.size);
    for (size_t i = 0; i + 70 < whole.size; i++)
        if (memcmp(copy + i, "PK\x01\x02", 4) == 0 &&
            memcmp(copy + i + 46, "xl/worksheets/sheet1.xml", 24) == 0)
            memcpy(copy + i + 24, "\x00\x00\x10\x20", 4); /* 513 MB */
    put_bytes(d, "data.xlsx", (capai_text){copy, whole.size});
    free(copy);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
    assert_said(d, "data.xlsx:indikator WORKBOOK_LARGE\n");
    assert_word(d, &d->err, 2, "512");
}

static void test_workbook_of_many_parts_is_refused(void **state)
{
    struct data *d = *state;
    put_good(d, "data.xlsx");
    zip_t *zip = zip_open(data_path(d, "data.xlsx"), 0, NULL);
    assert_non_null(zip);
    for (int i = 0; i < 10000; i++) {
        char name[32];
        snprintf(name, sizeof name, "x/%d", i);
        zip_source_t *source = zip_source_buffer(zip, "", 0, 0);
        assert_true(zip_file_add(zip, name, source, 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
    assert_said(d, "data.xlsx WORKBOOK_ENTRIES\n");
}

static void test_workbook_nested_to_the_limit_is_read_and_beyond_refused(void **state)
{
    struct data *d = *state;
    for (int depth = 100; depth <= 101; depth++) {
        char open[2048] = "", close[2048] = "", sheet[8192];
        for (int i = 2; i < depth; i++) { /* <worksheet> and <sheetData> are two of them */
            strncat(open, "<x>", sizeof open - strlen(open) - 1);
            strncat(close, "</x>", sizeof close - strlen(close) - 1);
        }
        snprintf(sheet, sizeof sheet,
                 "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
                 "<sheetData>%s%s" ROW("1", HEADER) "</sheetData></worksheet>",
                 open, close);
        put_sheet(d, sheet);
        assert_int_equal(load_workbook(d, "data.xlsx") == CAPAI_OK, false);
        assert_said(d, depth == 100 ? "data.xlsx:indikator!A1 FILE_HEADER_ONLY\n"
                                    : "data.xlsx:indikator WORKBOOK_DEPTH\n");
        data_reset(d);
    }
}

/* ---- sheets ---- */

static void test_sheets_are_found_by_name_and_others_noted(void **state)
{
    const struct part parts[] = {
        TYPES,
        ROOT,
        BOOK("<sheet name=' INDIKATOR.csv ' r:id='s1' state='hidden'/>" SHEET("Opd", "s2") SHEET(
            "opd", "s1") SHEET("Catatan", "s1") SHEET("Petunjuk", "s1") SHEET("sasarn", "s1")),
        BOOK_RELS,
        SHEET1(GOOD),
        {"xl/worksheets/sheet2.xml",
         DATA(ROW("1", T("A1", "opd") T("B1", "tahun") T("C1", "nama"))
                  ROW("2", T("A2", "smb") N("B2", "2024") T("C2", "Semboro")))},
        STYLES,
        STRINGS};
    struct data *d = *state;
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_OK);
    assert_said(d, "data.xlsx SHEET_TWICE\n"
                   "data.xlsx SHEET_UNUSED\n"
                   "data.xlsx SHEET_UNUSED\n"
                   "data.xlsx:indikator SHEET_HIDDEN\n");
    assert_word(d, &d->notices.list[1], 1, "Catatan");
    assert_word(d, &d->notices.list[2], 2, "sasaran");
    assert_text(capai_dataset_opd(d->dataset, 0).nama, "Semboro");
}

/* One sheet cannot be read: the others are. */
static void test_sheet_that_is_broken_is_left_out(void **state)
{
    const struct part parts[] = {
        TYPES,     ROOT,         BOOK(SHEET("indikator", "s1") SHEET("anggaran", "s2")),
        BOOK_RELS, SHEET1(GOOD), {"xl/worksheets/sheet2.xml", "<worksheet><a></b></worksheet>"},
        STYLES,    STRINGS};
    struct data *d = *state;
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_OK);
    assert_said(d, "data.xlsx:anggaran WORKBOOK_XML\n");
    assert_int_equal(d->notices.list[0].status, CAPAI_ERR_DATA);
    data_evaluate(d);
    assert_at(d, INDIKATOR, 0, "capaian", "75.00");
}

/* A workbook beside CSV files changes nothing: the folder is the data set. */
static void test_folder_with_a_workbook_in_it_is_a_folder(void **state)
{
    struct data *d = *state;
    put_good(d, "data.xlsx");
    evaluate(d, HEAD "\n" IND("S1", "i", "4", "1"));
    assert_at(d, INDIKATOR, 0, "capaian", "25.00");
}

/* ---- memory ---- */

/* longer than all texts before it */
#define TEN_CELLS "A1+A1+A1+A1+A1+A1+A1+A1+A1+A1+"
#define LONG_FORMULA TEN_CELLS TEN_CELLS TEN_CELLS "A1"

static void test_workbook_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct data *d = *state;
    const struct part parts[] = {
        TYPES,
        ROOT,
        BOOK(SHEET("indikator", "s1") SHEET("opd", "s2") SHEET("lain", "s2")),
        BOOK_RELS,
        SHEET1(MAIN(
            "worksheet",
            "<cols><col min='2' max='2' hidden='1'/></cols><sheetData>" ROW("1", T("A1", "Judul"))
                ROW("2", HEADER2) "<row r='3' hidden='1'>" N("A3", "2024") C(
                    "B3", "t='s'", "<v>0</v>") T("C3", "i") T("D3", "positif") C("E3", "s='1'",
                                                                                 "<v>0.5</v>")
                    C("F3", "", "<f>" LONG_FORMULA "</f>") "</row>" ROW(
                        "4",
                        N("A4", "2024") T("C4", "j") T("D4", "positif") N("E4", "5") N(
                            "F4",
                            "4")) "</sheetData><mergeCells><mergeCell ref='B3:B4'/></mergeCells>")),
        {"xl/worksheets/sheet2.xml", DATA(ROW("1", T("A1", "opd")) ROW("2", T("A2", "o")))},
        {"xl/styles.xml",
         MAIN("styleSheet", "<numFmts><numFmt numFmtId='170' formatCode='0.0%'/></numFmts>"
                            "<cellXfs><xf numFmtId='0'/><xf numFmtId='170'/></cellXfs>")},
        {"xl/sharedStrings.xml", MAIN("sst", "<si><r><t>S</t></r><r><t>1</t></r></si>")}};
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
    torture_workbook(d, "data.xlsx", 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_workbook_that_cannot_be_used_says_why),
        data_test(test_workbook_is_known_by_its_content),
        data_test(test_file_that_is_no_workbook_says_why),
        data_test(test_workbook_cut_short_is_damaged),
        data_test(test_workbook_with_a_wrong_byte_is_damaged),
        data_test(test_workbook_with_a_locked_part_is_refused),
        data_test(test_workbook_with_a_part_twice_is_refused),
        data_test(test_workbook_that_unpacks_to_many_times_its_size_is_refused),
        data_test(test_workbook_with_a_huge_part_is_refused),
        data_test(test_workbook_of_many_parts_is_refused),
        data_test(test_workbook_nested_to_the_limit_is_read_and_beyond_refused),
        data_test(test_sheets_are_found_by_name_and_others_noted),
        data_test(test_sheet_that_is_broken_is_left_out),
        data_test(test_folder_with_a_workbook_in_it_is_a_folder),
        data_test(test_workbook_out_of_memory_at_any_request_fails_cleanly),
    };
    return cmocka_run_group_tests_name("workbook", tests, NULL, NULL);
}
