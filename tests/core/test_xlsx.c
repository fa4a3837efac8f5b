/* Cells of workbooks of Excel. */
#include "workbook_test.h"

/* Loads a sheet indikator with these elements around and within its rows. */
static enum capai_status load_sheet_with(struct data *d, const char *before, const char *rows,
                                         const char *after)
{
    char sheet[16384];
    int size = snprintf(sheet, sizeof sheet,
                        "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/"
                        "main'>%s<sheetData>%s</sheetData>%s</worksheet>",
                        before, rows, after);
    assert_in_range(size, 1, sizeof sheet - 1);
    const struct part parts[] = {
        TYPES,
        ROOT,
        {"xl/workbook.xml", MAIN("workbook", "<workbookPr date1904='0'/><sheets>" SHEET(
                                                 "indikator", "s1") "</sheets>")},
        BOOK_RELS,
        {"xl/worksheets/sheet1.xml", sheet},
        {"xl/styles.xml",
         MAIN("styleSheet",
              "<numFmts><numFmt numFmtId='170' formatCode='0.0\\ %'/>"
              "<numFmt numFmtId='171' formatCode='[$-421]dd\\ mmmm\\ yyyy'/></numFmts>"
              "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
              "<cellXfs><xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='170'/>"
              "<xf numFmtId='14'/><xf numFmtId='171'/><xf numFmtId='3'/></cellXfs>")},
        {"xl/sharedStrings.xml",
         MAIN("sst", "<si><t xml:space='preserve'> S1 </t></si>"
                     "<si><r><t>Sasaran </t></r><r><rPr><b/></rPr><t>dua</t></r></si>"
                     "<si><t>S3</t><rPh sb='0' eb='1'><t>bunyi</t></rPh></si>"
                     "<si><t>baris_x000D_\nlagi _x005F_x</t></si><si/>")}};
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
    return load_workbook(d, "data.xlsx");
}

static enum capai_status load_rows(struct data *d, const char *rows)
{
    return load_sheet_with(d, "", rows, "");
}

#define HEAD_ROW ROW("1", HEADER)
#define V "<v>"
#define E "</v>"

/* One cell in the column target, and what it is read as. */
static void test_cell_of_every_kind(void **state)
{
    static const struct {
        const char *cell, *target, *said;
    } cases[] = {
        {N("E2", "83.57"), "83.57", ""},
        {N("E2", "83.569999999999993"), "83.57", ""},
        {N("E2", "1.125"), "1.125", ""}, /* no thousands, and no doubt */
        {N("E2", "1.2E+7"), "12000000", ""},
        {N("E2", " 7 "), "7", ""},
        {C("E2", "t='n'", V "5" E), "5", ""},
        {C("E2", "t='zz'", V "5" E), "5", ""},
        {C("E2", "s='1'", V "0.9778" E), "97.78%", ""},
        {C("E2", "s='2'", V "0.97780000000000011" E), "97.78%", ""},
        {C("E2", "s='5'", V "1000" E), "1000", ""},
        {C("E2", "s='99'", V "0.5" E), "0.5", "data.xlsx:indikator!E2 CELL_DAMAGED\n"},
        {C("E2", "s='-1'", V "0.5" E), "0.5", "data.xlsx:indikator!E2 CELL_DAMAGED\n"},
        {C("E2", "s='3'", V "45657" E), "2024-12-31", "data.xlsx:indikator!E2 CELL_DATE\n"},
        {C("E2", "s='4'", V "45657" E), "2024-12-31", "data.xlsx:indikator!E2 CELL_DATE\n"},
        {C("E2", "t='d'", V "2024-12-31T00:00:00" E), "2024-12-31",
         "data.xlsx:indikator!E2 CELL_DATE\n"},
        {C("E2", "s='3'", V "-4" E), "-4", "data.xlsx:indikator!E2 CELL_DAMAGED\n"},
        {T("E2", "1.125"), "1.125", "data.xlsx:indikator!E2 NUMBER_AMBIGUOUS\n"},
        {T("E2", "1.234,5"), "1.234,5", ""},
        {T("E2", "4 Dok"), "4 Dok", ""},
        {C("E2", "t='str'", "<f>A1</f>" V "4 Dok" E), "4 Dok", ""},
        {C("E2", "", "<f>B7/C7</f>" V "12.5" E), "12.5", ""},
        {C("E2", "t='str'", "<f>A1</f>" V E), "", ""},
        {C("E2", "", "<f>B7/C7</f>"), "=B7/C7", "data.xlsx:indikator!E2 FORMULA_EMPTY\n"},
        {C("E2", "", "<f>B7/C7</f><v/>"), "=B7/C7", "data.xlsx:indikator!E2 FORMULA_EMPTY\n"},
        {C("E2", "", "<f t='shared' si='0'/>"), "=", "data.xlsx:indikator!E2 FORMULA_EMPTY\n"},
        {C("E2", "t='e'", V "#DIV/0!" E), "#DIV/0!", "data.xlsx:indikator!E2 SPREADSHEET_ERROR\n"},
        {C("E2", "t='s'", V "5" E), "5", "data.xlsx:indikator!E2 CELL_DAMAGED\n"},
        {C("E2", "t='s'", V "-1" E), "-1", "data.xlsx:indikator!E2 CELL_DAMAGED\n"},
        {C("E2", "t='s'", V "99999999999999999999999999" E), "99999999999999999999999999",
         "data.xlsx:indikator!E2 CELL_DAMAGED\n"},
        {C("E2", "t='s'", V "4" E), "", ""},
        {N("E2", "12abc"), "12abc", "data.xlsx:indikator!E2 CELL_DAMAGED\n"},
        {N("E2", "1E+300"), "1E+300", "data.xlsx:indikator!E2 CELL_RANGE\n"},
        {N("E2", "-1e-300"), "-1e-300", "data.xlsx:indikator!E2 CELL_RANGE\n"},
        {C("E2", "s='1'", V "1E+99999" E), "1E+99999", "data.xlsx:indikator!E2 CELL_RANGE\n"},
        {N("E2", "NaN"), "NaN", "data.xlsx:indikator!E2 CELL_DAMAGED\n"},
        {C("E2", "", ""), "", ""},
        {"", "", ""},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rows[4096];
        snprintf(rows, sizeof rows,
                 HEAD_ROW ROW("2", N("A2", "2024") T("B2", "S") T("C2", "i")
                                       T("D2", "positif") "%s" N("F2", "4")),
                 cases[i].cell);
        assert_int_equal(load_rows(d, rows), CAPAI_OK);
        assert_said(d, cases[i].said);
        data_evaluate(d);
        assert_at(d, INDIKATOR, 0, "target", cases[i].target);
        data_reset(d);
    }
}

/* A workbook with one indicator and another sheet. */
#define PUT_BESIDE(d, name, sheet)                                                                 \
    do {                                                                                           \
        const struct part parts_[] = {                                                             \
            TYPES,                                                                                 \
            ROOT,                                                                                  \
            BOOK(SHEET("indikator", "s1") SHEET(name, "s2")),                                      \
            BOOK_RELS,                                                                             \
            {"xl/worksheets/sheet1.xml",                                                           \
             DATA(HEAD_ROW IND_ROW("2", "S", "i", N("E2", "5"), N("F2", "4")))},                   \
            {"xl/worksheets/sheet2.xml", sheet},                                                   \
            {"xl/styles.xml", MAIN("styleSheet", "")},                                             \
            {"xl/sharedStrings.xml", MAIN("sst", "")}};                                            \
        put_package((d), "data.xlsx", parts_, sizeof parts_ / sizeof *parts_);                     \
    } while (0)

/* In rp_* a point may group; that of a stored number never does. */
static void test_number_in_an_amount_of_a_plan_is_never_grouped(void **state)
{
    struct data *d = *state;
    PUT_BESIDE(d, "renstra",
               DATA(ROW("1", T("A1", "opd") T("B1", "kode") T("C1", "indikator") T("D1", "rp_2024"))
                        ROW("2", T("A2", "data") T("B2", "1") T("C2", "i") N("D2", "123.456"))));
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_OK);
    assert_no_notices(d);
    data_evaluate(d);
    assert_at(d, RENSTRA, 0, "rp", "123.456");
}

/* 7.10 as a number is 7.1: said once per column of codes. */
static void test_code_stored_as_a_number_is_reported(void **state)
{
    struct data *d = *state;
    PUT_BESIDE(
        d, "anggaran",
        DATA(ROW("1", T("A1", "kode") T("B1", "tabel") T("C1", "pagu") T("D1", "realisasi")
                          T("E1", "tahun")) ROW("2", N("A2", "7") T("B2", "3.1") N("C2", "5")
                                                         N("D2", "4") N("E2", "2024"))
                 ROW("3", N("A3", "7.01") T("B3", "3.1") N("C3", "3") N("D3", "2") N("E3", "2024"))
                     ROW("4",
                         N("A4", "7.1") N("B4", "3.1") N("C4", "2") N("D4", "2") N("E4", "2024"))));
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_OK);
    assert_said(d, "data.xlsx:anggaran!A3 CODE_NUMBER\n"
                   "data.xlsx:anggaran!B4 CODE_NUMBER\n");
    assert_word(d, &d->notices.list[0], 1, "7.01");
}

/* Whatever notation holds for text, a stored number is what it is. */
static void test_number_does_not_follow_the_notation(void **state)
{
    struct data *d = *state;
    static const enum capai_notation notations[] = {CAPAI_NOTATION_INDONESIA, CAPAI_NOTATION_PLAIN};
    for (size_t i = 0; i < 2; i++) {
        char path[1200];
        assert_int_equal(
            load_rows(d, HEAD_ROW IND_ROW("2", "S", "i", N("E2", "1.125"), N("F2", "2.25"))),
            CAPAI_OK);
        struct capai_dataset_options options = {.notation = notations[i]};
        snprintf(path, sizeof path, "%s/data.xlsx", d->folder);
        assert_int_equal(
            capai_dataset_load(path, &options, &d->arena, &d->notices, &d->dataset, &d->err),
            CAPAI_OK);
        assert_no_notices(d);
        data_evaluate(d);
        assert_at(d, INDIKATOR, 0, "capaian", "200.00");
        data_reset(d);
    }
}

static void test_texts_of_every_kind(void **state)
{
    static const struct {
        const char *cell, *text;
    } cases[] = {
        {C("B2", "t='s'", V "0" E), "S1"},
        {C("B2", "t='s'", V "1" E), "Sasaran dua"},
        {C("B2", "t='s'", V "2" E), "S3"},
        {C("B2", "t='s'", V "3" E), "baris\r\nlagi _x"},
        {C("B2", "t='inlineStr'",
           "<is><r><t>Sasaran </t></r><r><t>dua</t></r>"
           "<rPh><t>bunyi</t></rPh></is>"),
         "Sasaran dua"},
        {T("B2", "A &amp; B &#233; _x0041_ _x00zz_ _x0"), "A & B \xC3\xA9 A _x00zz_ _x0"},
        {C("B2", "t='b'", V "1" E), "ya"},
        {C("B2", "t='b'", V "0" E), "tidak"},
        {N("B2", "7.01"), "7.01"},
        {C("B2", "s='3'", V "45657" E), "2024-12-31"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rows[4096];
        snprintf(rows, sizeof rows,
                 HEAD_ROW ROW("2", N("A2", "2024") "%s" T("C2", "i") T("D2", "positif") N("E2", "5")
                                       N("F2", "4")),
                 cases[i].cell);
        assert_int_equal(load_rows(d, rows), CAPAI_OK);
        assert_no_notices(d);
        data_evaluate(d);
        assert_at(d, INDIKATOR, 0, "sasaran", cases[i].text);
        data_reset(d);
    }
}

/* A formula without a value in a column of texts, in the year, in a column that nobody knows. */
static void test_formula_without_a_value_outside_quantities(void **state)
{
    struct data *d = *state;
    assert_int_equal(load_rows(d, ROW("1", HEADER T("G1", "catatan"))
                                      ROW("2", C("A2", "", "<f>X1</f>") C("B2", "", "<f>X2</f>")
                                                   T("C2", "i") T("D2", "positif") N("E2", "5")
                                                       N("F2", "4") C("G2", "", "<f>X3</f>"))
                                          IND_ROW("3", "S", "j", N("E3", "5"), N("F3", "4"))),
                     CAPAI_OK);
    assert_said(d, "data.xlsx:indikator!A2 FORMULA_EMPTY\n"
                   "data.xlsx:indikator!B2 FORMULA_EMPTY\n"
                   "data.xlsx:indikator!G2 FORMULA_EMPTY\n");
    assert_int_equal(d->notices.list[0].status, CAPAI_ERR_DATA);
    assert_int_equal(d->notices.list[2].status, CAPAI_WARNING);
    assert_word(d, &d->notices.list[1], 1, "=X2");
}

static void test_date_counts_from_1904_where_the_workbook_says_so(void **state)
{
    struct data *d = *state;
    const struct part parts[] = {
        TYPES,
        ROOT,
        {"xl/workbook.xml", MAIN("workbook", "<workbookPr date1904='1'/><sheets>" SHEET(
                                                 "indikator", "s1") "</sheets>")},
        BOOK_RELS,
        {"xl/worksheets/sheet1.xml",
         DATA(HEAD_ROW ROW("2", N("A2", "2024") C("B2", "s='1'", V "44195" E) T("C2", "i")
                                    T("D2", "positif") N("E2", "5") N("F2", "4")))},
        {"xl/styles.xml",
         MAIN("styleSheet", "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>")},
        {"xl/sharedStrings.xml", MAIN("sst", "")}};
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_OK);
    data_evaluate(d);
    assert_at(d, INDIKATOR, 0, "sasaran", "2024-12-31");
}

/* Cells and rows without an address follow one another; prefixes and other elements are no matter.
 */
static void test_cells_without_addresses_and_with_prefixes(void **state)
{
    struct data *d = *state;
    put_sheet(d, "<x:worksheet xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' "
                 "xmlns:o='urn:other'><o:row><o:c/></o:row><x:sheetData><x:row>"
                 "<x:c t='str'><x:v>tahun</x:v></x:c><x:c t='str'><x:v>indikator</x:v></x:c>"
                 "<x:c t='str'><x:v>arah</x:v></x:c><x:c t='str'><x:v>target</x:v></x:c>"
                 "<x:c t='str'><x:v>realisasi</x:v></x:c></x:row><x:row>"
                 "<x:c><x:v>2024</x:v></x:c><x:c t='str'><x:v>i</x:v><o:v>x</o:v></x:c>"
                 "<x:c t='str'><x:v>positif</x:v></x:c><x:c><x:v>4</x:v></x:c>"
                 "<x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>");
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_OK);
    data_evaluate(d);
    assert_at(d, INDIKATOR, 0, "capaian", "75.00");
}

static void test_rows_title_blank_short_long(void **state)
{
    struct data *d = *state;
    assert_int_equal(
        load_rows(d, ROW("1", T("A1", "LAPORAN")) ROW("2", C("A2", "s='1'", "")) "<row r='4'>" T(
                         "A4", "tahun") T("B4", "sasaran") T("C4", "indikator") T("D4", "arah")
                         T("E4", "target") T("F4", "realisasi")
                             T("G4", "catatan") "</row>" ROW("5", "") ROW("6", C("C6", "s='1'", ""))
                                 IND_ROW("7", "S", "i", N("E7", "5"), N("F7", "4"))
                                     IND_ROW("9", "S", "j", N("E9", "5"), T("I9", "lebih"))),
        CAPAI_OK);
    assert_said(d, "data.xlsx:indikator!1 TITLE_ROWS\n"
                   "data.xlsx:indikator!I9 ROW_LONG\n");
    data_evaluate(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_INDIKATOR), 2);
    assert_at(d, INDIKATOR, 1, "status", "belum_diisi");
}

/* ---- merged, hidden ---- */

static void test_merged_cells_fill_texts_and_years_but_no_amounts(void **state)
{
    struct data *d = *state;
    assert_int_equal(
        load_sheet_with(
            d, "",
            HEAD_ROW IND_ROW("2", "S1", "i", N("E2", "5"), N("F2", "4"))
                ROW("3", T("C3", "j") T("D3", "positif") N("F3", "4"))
                    ROW("4", T("C4", "k") T("D4", "positif") N("E4", "5") N("F4", "4"))
                        IND_ROW("5", "S2", "l", N("E5", "5"), N("F5", "4")),
            "<mergeCells><mergeCell ref='A2:A4'/><mergeCell ref='B2:B4'/><mergeCell ref='E2:E3'/>"
            "<mergeCell ref='G2:G9'/><mergeCell ref='C5:D5'/><mergeCell ref='B30:B31'/>"
            "</mergeCells>"),
        CAPAI_OK);
    assert_said(d, "data.xlsx:indikator!A2 MERGED_FILLED\n"
                   "data.xlsx:indikator!E2 MERGED_AMOUNT\n");
    assert_word(d, &d->notices.list[0], 1, "2");
    data_evaluate(d);
    assert_at(d, INDIKATOR, 2, "sasaran", "S1");
    assert_at(d, INDIKATOR, 2, "tahun", "2024");
    assert_at(d, INDIKATOR, 3, "sasaran", "S2");
    assert_at(d, INDIKATOR, 1, "status", "belum_diisi");
    assert_at(d, INDIKATOR, 1, "target", "");
}

static void test_hidden_rows_and_columns_are_read_and_named(void **state)
{
    struct data *d = *state;
    assert_int_equal(
        load_sheet_with(
            d,
            "<cols><col min='2' max='3' hidden='1'/><col min='6' max='6' hidden='true'/>"
            "<col min='8' max='16384' hidden='1'/></cols>",
            HEAD_ROW "<row r='2' hidden='1'>" N("A2", "2024") T("C2", "i") T("D2", "positif")
                N("E2", "5")
                    N("F2", "4") "</row>"
                                 "<row r='3' hidden='1'>" N("A3", "2024") T("C3", "j")
                                     T("D3", "positif") N("E3", "5") N("F3", "4") "</row>" IND_ROW(
                                         "4", "S", "k", N("E4", "5"),
                                         N("F4", "4")) "<row r='5' hidden='true'>" N("A5", "2024")
                                         T("C5", "l") T("D5", "positif") N("E5", "5")
                                             N("F5", "4") "</row>"
                                                          "<row r='7' hidden='1'/>",
            ""),
        CAPAI_OK);
    assert_int_equal(data_count(d, CAPAI_MSG_ROWS_HIDDEN), 1);
    assert_word(d, &d->notices.list[0], 1, "2-3, 5");
    assert_word(d, &d->notices.list[0], 2, "B-C, F");
    data_evaluate(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_INDIKATOR), 4);
}

/* ---- what cannot be a sheet ---- */

static void test_sheet_with_a_wrong_address_is_refused(void **state)
{
    static const struct {
        const char *rows, *said;
    } cases[] = {
        {ROW("1", N("ZZZ99999999", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("XFE1", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("a1", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("A", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("A0", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("A1x", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("A2", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("B1", "1") N("A1", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("B1", "1") N("B1", "1")), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("1", N("XFD1", "1") "<c><v>1</v></c>"), "data.xlsx:indikator!1 CELL_ADDRESS\n"},
        {ROW("2", "") ROW("1", ""), "data.xlsx:indikator!2 CELL_ADDRESS\n"},
        {ROW("2", "") ROW("2", ""), "data.xlsx:indikator!2 CELL_ADDRESS\n"},
        {ROW("0", ""), "data.xlsx:indikator CELL_ADDRESS\n"},
        {ROW("1048577", ""), "data.xlsx:indikator CELL_ADDRESS\n"},
        {ROW("1048576", "") "<row/>", "data.xlsx:indikator!1048576 CELL_ADDRESS\n"},
        {ROW("18446744073709551617", ""), "data.xlsx:indikator CELL_ADDRESS\n"},
        {ROW("x", ""), "data.xlsx:indikator CELL_ADDRESS\n"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(load_rows(d, cases[i].rows), CAPAI_ERR_UNUSABLE);
        assert_said(d, cases[i].said);
        data_reset(d);
    }
}

static void test_sheet_with_a_wrong_merge_is_refused(void **state)
{
    static const char *const refs[] = {"",      "A1",          "A1:",     "A2:A1",
                                       "B1:A1", "A1:A1048577", "A1:B2:C3"};
    struct data *d = *state;
    for (size_t i = 0; i < sizeof refs / sizeof *refs; i++) {
        char after[128];
        snprintf(after, sizeof after, "<mergeCells><mergeCell ref='%s'/></mergeCells>", refs[i]);
        assert_int_equal(load_sheet_with(d, "", HEAD_ROW, after), CAPAI_ERR_UNUSABLE);
        assert_said(d, "data.xlsx:indikator!1 CELL_ADDRESS\n");
        data_reset(d);
    }
}

/* Many copies of a piece between the ends of a sheet. */
static char *repeat(const char *head, const char *piece, size_t count, const char *tail)
{
    size_t size = strlen(piece), at = strlen(head);
    char *text = malloc(at + size * count + strlen(tail) + 1);
    assert_non_null(text);
    memcpy(text, head, at);
    for (size_t i = 0; i < count; i++, at += size)
        memcpy(text + at, piece, size);
    memcpy(text + at, tail, strlen(tail) + 1);
    return text;
}

#define OPEN "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"

/* One cell in the last column of each row: every row counts as 16,384 cells. */
static void test_sheet_of_too_many_cells_is_refused(void **state)
{
    struct data *d = *state;
    char *sheet = malloc(1 << 20);
    assert_non_null(sheet);
    for (size_t rows = 1024; rows <= 1025; rows++) {
        size_t size = (size_t)snprintf(sheet, 1 << 20, OPEN "<sheetData>");
        for (size_t row = 1; row <= rows; row++)
            size += (size_t)snprintf(sheet + size, (1 << 20) - size,
                                     "<row r='%zu'><c r='XFD%zu'><v>1</v></c></row>", row, row);
        snprintf(sheet + size, (1 << 20) - size, "</sheetData></worksheet>");
        put_sheet(d, sheet);
        assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
        assert_said(d, rows == 1024 ? "data.xlsx:indikator!ALM1 COLUMNS_MANY\n"
                                    : "data.xlsx:indikator!1025 SHEET_CELLS\n");
        data_reset(d);
    }
    free(sheet);
}

/* Formats past the limit: whether their numbers are percentages would be a guess. */
static void test_styles_of_too_many_formats_are_refused(void **state)
{
    static const struct {
        const char *head, *piece, *tail;
        size_t limit;
    } cases[] = {
        {"<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><cellXfs>",
         "<xf/>", "</cellXfs></styleSheet>", 65536},
        {"<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>",
         "<numFmt numFmtId='200' formatCode='0'/>", "</styleSheet>", 4096},
    };
    struct data *d = *state;
    for (size_t i = 0; i < 4; i++) {
        char *styles = repeat(cases[i / 2].head, cases[i / 2].piece, cases[i / 2].limit + i % 2,
                              cases[i / 2].tail);
        const struct part parts[] = {
            TYPES,
            ROOT,
            BOOK(SHEET("indikator", "s1")),
            BOOK_RELS,
            {"xl/worksheets/sheet1.xml",
             DATA(HEAD_ROW IND_ROW("2", "S", "i", N("E2", "5"), N("F2", "4")))},
            {"xl/styles.xml", styles},
            {"xl/sharedStrings.xml", MAIN("sst", "")}};
        put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
        load_workbook(d, "data.xlsx");
        assert_said(d, i % 2 ? "data.xlsx WORKBOOK_DAMAGED\n" : "");
        free(styles);
        data_reset(d);
    }
}

static void test_sheet_of_too_many_merged_cells_is_refused(void **state)
{
    struct data *d = *state;
    char *sheet = repeat(OPEN "<sheetData/><mergeCells>", "<mergeCell ref='A2:A3'/>", 65537,
                         "</mergeCells></worksheet>");
    put_sheet(d, sheet);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
    assert_said(d, "data.xlsx:indikator!2 SHEET_MERGES\n");
    free(sheet);
}

/* Merged cells that lie over one another a thousand times cost no more than the cells allowed. */
static void test_merged_cells_over_one_another_are_bounded(void **state)
{
    struct data *d = *state;
    alarm(60);
    char *rows = malloc(1 << 20);
    assert_non_null(rows);
    size_t size = (size_t)snprintf(rows, 1 << 20, OPEN "<sheetData>" HEAD_ROW);
    for (int row = 2; row <= 3000; row++)
        size += (size_t)snprintf(rows + size, (1 << 20) - size,
                                 "<row r='%d'><c r='E%d'><v>1</v></c></row>", row, row);
    snprintf(rows + size, (1 << 20) - size, "</sheetData><mergeCells>");
    char *sheet =
        repeat(rows, "<mergeCell ref='E2:E1048576'/>", 60000, "</mergeCells></worksheet>");
    put_sheet(d, sheet);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_ERR_UNUSABLE);
    assert_message(d->err, CAPAI_MSG_YEAR_UNKNOWN);
    free(rows);
    free(sheet);
    alarm(0);
}

/* Whatever byte of it is changed, a workbook is read or refused; it is never worse. */
static void test_workbook_with_any_byte_changed_is_read_or_refused(void **state)
{
    struct data *d = *state;
    struct capai_arena arena;
    capai_text whole;
    size_t refused = 0;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(load_rows(d, HEAD_ROW IND_ROW("2", "S", "i", N("E2", "4"), N("F2", "3"))),
                     CAPAI_OK);
    assert_int_equal(capai_file_read(data_path(d, "data.xlsx"), &arena, &whole, NULL), CAPAI_OK);
    char *bytes = capai_arena_alloc(&arena, whole.size);
    assert_non_null(bytes);
    for (size_t i = 0; i<whole.size; i += i> 40 && i + 700 < whole.size ? 5 : 1) {
        struct capai_notices notices;
        struct capai_dataset *dataset;
        struct capai_error error = {0};
        struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA};
        struct capai_mark mark = capai_arena_mark(&arena);
        memcpy(bytes, whole.data, whole.size);
        bytes[i] = (char)(bytes[i] ^ 0x5A);
        FILE *file = fopen(data_path(d, "data.xlsx"), "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(bytes, 1, whole.size, file), whole.size);
        assert_int_equal(fclose(file), 0);
        capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
        const enum capai_status status = capai_dataset_load(data_path(d, "data.xlsx"), &options,
                                                            &arena, &notices, &dataset, &error);
        assert_int_equal(error.status, status);
        assert_true(status == CAPAI_OK || status == CAPAI_ERR_UNUSABLE);
        refused += status != CAPAI_OK;
        capai_arena_release(&arena, mark);
    }
    assert_true(refused > 100);
    capai_arena_clear(&arena);
}

/* Of hidden columns only those are named that have a title, and none where none has. */
static void test_hidden_columns_without_a_title_are_not_named(void **state)
{
    static const char *const hidden[][2] = {{"<col min='2' max='3' hidden='1'/>", "C"},
                                            {"<col min='2' max='2' hidden='1'/>", NULL}};
    struct data *d = *state;
    for (size_t i = 0; i < 2; i++) {
        char columns[100];
        snprintf(columns, sizeof columns, "<cols>%s</cols>", hidden[i][0]);
        data_reset(d);
        assert_int_equal(
            load_sheet_with(d, columns,
                            ROW("1", T("A1", "tahun") T("C1", "indikator") T("D1", "arah")
                                         T("E1", "target") T("F1", "realisasi"))
                                ROW("2", N("A2", "2024") T("C2", "i") T("D2", "positif")
                                             N("E2", "5") N("F2", "4")),
                            ""),
            CAPAI_OK);
        assert_int_equal(data_count(d, CAPAI_MSG_ROWS_HIDDEN), hidden[i][1] != NULL);
        if (hidden[i][1])
            assert_word(d, &d->notices.list[0], 2, hidden[i][1]);
        data_evaluate(d);
        assert_at(d, INDIKATOR, 0, "capaian", "80.00");
    }
}

/* The first text of a sheet, and the first one that cells share, of which no byte is kept. */
static void test_first_text_may_be_empty(void **state)
{
    struct data *d = *state;
    const struct part parts[] = {
        TYPES,
        ROOT,
        BOOK(SHEET("indikator", "s1")),
        BOOK_RELS,
        {"xl/worksheets/sheet1.xml",
         DATA("<row r='1'>" C("A1", "t='str'", V E) C("B1", "t='s'", V "0" E)
                  C("C1", "t='s'", V "1" E) T("D1", "indikator") T("E1", "arah") T("F1", "target")
                      T("G1", "realisasi") "</row>" ROW("2", N("C2", "2024") T("D2", "i")
                                                                 T("E2", "positif") N("F2", "5")
                                                                     N("G2", "4")))},
        {"xl/styles.xml", MAIN("styleSheet", "")},
        {"xl/sharedStrings.xml", MAIN("sst", "<si/><si><t>tahun</t></si>")}};
    put_package(d, "data.xlsx", parts, sizeof parts / sizeof *parts);
    assert_int_equal(load_workbook(d, "data.xlsx"), CAPAI_OK);
    assert_no_notices(d);
    data_evaluate(d);
    assert_at(d, INDIKATOR, 0, "capaian", "80.00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_cell_of_every_kind),
        data_test(test_number_in_an_amount_of_a_plan_is_never_grouped),
        data_test(test_code_stored_as_a_number_is_reported),
        data_test(test_number_does_not_follow_the_notation),
        data_test(test_texts_of_every_kind),
        data_test(test_formula_without_a_value_outside_quantities),
        data_test(test_date_counts_from_1904_where_the_workbook_says_so),
        data_test(test_cells_without_addresses_and_with_prefixes),
        data_test(test_first_text_may_be_empty),
        data_test(test_rows_title_blank_short_long),
        data_test(test_merged_cells_fill_texts_and_years_but_no_amounts),
        data_test(test_hidden_rows_and_columns_are_read_and_named),
        data_test(test_sheet_with_a_wrong_address_is_refused),
        data_test(test_sheet_with_a_wrong_merge_is_refused),
        data_test(test_sheet_of_too_many_cells_is_refused),
        data_test(test_styles_of_too_many_formats_are_refused),
        data_test(test_sheet_of_too_many_merged_cells_is_refused),
        data_test(test_merged_cells_over_one_another_are_bounded),
        data_test(test_workbook_with_any_byte_changed_is_read_or_refused),
        data_test(test_hidden_columns_without_a_title_are_not_named),
    };
    return cmocka_run_group_tests_name("xlsx", tests, NULL, NULL);
}
