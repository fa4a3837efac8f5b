/* Cells of workbooks of LibreOffice. */
#include "workbook_test.h"

#define P(text) "<x:p>" text "</x:p>"
#define TEXT_CELL(text) "<t:table-cell o:value-type='string'>" P(text) "</t:table-cell>"
#define CELL(attributes, body) "<t:table-cell " attributes ">" body "</t:table-cell>"
#define FLOAT(value) CELL("o:value-type='float' o:value='" value "'", P("tampilan"))
#define ODS_ROW(cells) "<t:table-row>" cells "</t:table-row>"
#define TABLE(name, body) "<t:table t:name='" name "'>" body "</t:table>"
#define ODS_HEADER                                                                                 \
    ODS_ROW(TEXT_CELL("tahun") TEXT_CELL("sasaran") TEXT_CELL("indikator") TEXT_CELL("arah")       \
                TEXT_CELL("target") TEXT_CELL("realisasi"))
#define ODS_IND(sasaran, indikator, target, realisasi)                                             \
    ODS_ROW(FLOAT("2024") TEXT_CELL(sasaran) TEXT_CELL(indikator) TEXT_CELL("positif")             \
                target realisasi)

static enum capai_status load_content(struct data *d, const char *content)
{
    const struct part parts[] = {MIMETYPE, {"content.xml", content}};
    put_package(d, "data.ods", parts, 2);
    return load_workbook(d, "data.ods");
}

static enum capai_status load_rows(struct data *d, const char *rows)
{
    char content[16384];
    int size = snprintf(content, sizeof content, CONTENT("", TABLE("indikator", "%s")), rows);
    assert_in_range(size, 1, sizeof content - 1);
    return load_content(d, content);
}

static void test_cell_of_every_kind(void **state)
{
    static const struct {
        const char *cell, *target, *said;
    } cases[] = {
        {FLOAT("83.57"), "83.57", ""},
        {FLOAT("83.569999999999993"), "83.57", ""},
        {FLOAT("1.125"), "1.125", ""},
        {FLOAT("1.2E+7"), "12000000", ""},
        {CELL("o:value-type='percentage' o:value='0.9778'", P("98%")), "97.78%", ""},
        {CELL("o:value-type='currency' o:currency='IDR' o:value='1000'", P("Rp1.000")), "1000", ""},
        {CELL("o:value-type='date' o:date-value='2024-08-07'", P("7/8")), "2024-08-07",
         "data.ods:indikator!E2 CELL_DATE\n"},
        {CELL("o:value-type='date' o:date-value='2024-08-07T00:00:00'", ""), "2024-08-07",
         "data.ods:indikator!E2 CELL_DATE\n"},
        {CELL("o:value-type='float' o:value='x'", P("5")), "x",
         "data.ods:indikator!E2 CELL_DAMAGED\n"},
        {CELL("o:value-type='float' o:value='1E300'", P("5")), "1E300",
         "data.ods:indikator!E2 CELL_RANGE\n"},
        {CELL("o:value-type='float'", P("5")), "", ""},
        {CELL("t:formula='of:=[.A1]' o:value-type='float' o:value='5'", P("5,00")), "5", ""},
        {CELL("t:formula='of:=[.A1]'", ""), "=[.A1]", "data.ods:indikator!E2 FORMULA_EMPTY\n"},
        {CELL("t:formula=''", ""), "=", "data.ods:indikator!E2 FORMULA_EMPTY\n"},
        {CELL("t:formula='A1'", ""), "A1", "data.ods:indikator!E2 FORMULA_EMPTY\n"},
        {CELL("t:formula='of:=1/0' o:value-type='string' o:string-value='' "
              "c:value-type='error'",
              P("#DIV/0!")),
         "#DIV/0!", "data.ods:indikator!E2 SPREADSHEET_ERROR\n"},
        {TEXT_CELL("1.125"), "1.125", "data.ods:indikator!E2 NUMBER_AMBIGUOUS\n"},
        {TEXT_CELL("4 Dok"), "4 Dok", ""},
        {CELL("o:value-type='string' o:string-value='4 Dok'", ""), "4 Dok", ""},
        {CELL("", P("4 Dok")), "4 Dok", ""},
        {CELL("", ""), "", ""},
        {"<t:covered-table-cell>" P("9") "</t:covered-table-cell>", "", ""},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rows[8192];
        snprintf(rows, sizeof rows, ODS_HEADER ODS_IND("S", "i", "%s", FLOAT("4")), cases[i].cell);
        assert_int_equal(load_rows(d, rows), CAPAI_OK);
        assert_said(d, cases[i].said);
        data_evaluate(d);
        assert_at(d, INDIKATOR, 0, "target", cases[i].target);
        data_reset(d);
    }
}

static void test_texts_of_every_kind(void **state)
{
    static const struct {
        const char *cell, *text;
    } cases[] = {
        {TEXT_CELL("Sasaran"), "Sasaran"},
        {CELL("o:value-type='string'", P("satu") P("dua") P("")), "satu\ndua"},
        {TEXT_CELL("a<x:s/>b<x:s x:c='3'/>c<x:tab/>d<x:line-break/>e"), "a b   c\td\ne"},
        {TEXT_CELL("a<x:span>b<x:span>c</x:span></x:span><x:a>d</x:a>"), "abcd"},
        {CELL("o:value-type='string'", "<o:annotation><x:p>komentar</x:p></o:annotation>" P(
                                           "isi") "<x:list><x:p>bukan</x:p></x:list>"),
         "isi"},
        {TEXT_CELL("a<o:annotation>x<x:s/><x:p>y</x:p></o:annotation>b"), "ab"},
        {CELL("o:value-type='string'",
              "<t:table t:name='opd'><t:table-row><t:table-cell><x:p>dalam</x:p></t:table-cell>"
              "</t:table-row></t:table>" P("isi")),
         "isi"},
        {CELL("o:value-type='boolean' o:boolean-value='true'", P("BENAR")), "ya"},
        {CELL("o:value-type='boolean' o:boolean-value='false'", P("SALAH")), "tidak"},
        {CELL("o:value-type='time' o:time-value='PT13H45M00S'", P("13:45:00")), "13:45:00"},
        {CELL("o:value-type='date' o:date-value='2024-12-31T13:45:00'", P("x")),
         "2024-12-31 13:45:00"},
        {FLOAT("7.01"), "7.01"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char rows[8192];
        snprintf(rows, sizeof rows,
                 ODS_HEADER ODS_ROW(FLOAT("2024") "%s" TEXT_CELL("i") TEXT_CELL("positif")
                                        FLOAT("5") FLOAT("4")),
                 cases[i].cell);
        assert_int_equal(load_rows(d, rows), CAPAI_OK);
        assert_no_notices(d);
        data_evaluate(d);
        assert_at(d, INDIKATOR, 0, "sasaran", cases[i].text);
        data_reset(d);
    }
}

/* What LibreOffice does with empty cells and rows, and with equal ones. */
static void test_repeated_cells_and_rows(void **state)
{
    struct data *d = *state;
    assert_int_equal(
        load_rows(d, "<t:table-column t:number-columns-repeated='16384'/>"
                     "<t:table-header-rows>" ODS_HEADER "</t:table-header-rows>"
                     "<t:table-row t:number-rows-repeated='3'>"
                     "<t:table-cell t:number-columns-repeated='16384'/></t:table-row>"
                     "<t:table-row-group>" ODS_ROW(FLOAT("2024") TEXT_CELL("S") TEXT_CELL(
                         "i") TEXT_CELL("positif") "<t:table-cell "
                                                   "t:number-columns-repeated='2' "
                                                   "o:value-type='float' "
                                                   "o:value='5'/><t:table-cell "
                                                   "t:number-columns-repeated='16378'/"
                                                   ">") "</t:table-row-group>"
                                                        "<t:table-row "
                                                        "t:number-rows-repeated='2'"
                                                        ">" FLOAT("2024") TEXT_CELL("S") TEXT_CELL(
                                                            "j") TEXT_CELL("positif") FLOAT("5")
                                                            TEXT_CELL("1.125") "</"
                                                                               "t:table-"
                                                                               "row>"
                                                                               "<t:table-"
                                                                               "row "
                                                                               "t:number-"
                                                                               "rows-"
                                                                               "repeated="
                                                                               "'1048565'"
                                                                               "><t:"
                                                                               "table-"
                                                                               "cell "
                                                                               "t:number-"
                                                                               "columns-"
                                                                               "repeated="
                                                                               "'16384'/"
                                                                               "></"
                                                                               "t:table-"
                                                                               "row"
                                                                               ">" ODS_ROW("<t:"
                                                                                           "table"
                                                                                           "-cell"
                                                                                           "/>")),
        CAPAI_OK);
    assert_said(d, "data.ods:indikator!F6 NUMBER_AMBIGUOUS\ndata.ods:indikator!C7 ROW_DOUBLED\n");
    data_evaluate(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_INDIKATOR), 3);
    assert_at(d, INDIKATOR, 0, "capaian", "100.00");
}

static void test_merged_cells_and_those_they_cover(void **state)
{
    struct data *d = *state;
    assert_int_equal(
        load_rows(d, ODS_HEADER ODS_ROW(
                         CELL("o:value-type='float' o:value='2024' t:number-rows-spanned='3' "
                              "t:number-columns-spanned='1'",
                              "") CELL("o:value-type='string' t:number-rows-spanned='2'", P("S1"))
                             TEXT_CELL("i") TEXT_CELL("positif") FLOAT("5") FLOAT("4"))
                         ODS_ROW("<t:covered-table-cell t:number-columns-repeated='2'/>" TEXT_CELL(
                             "j") TEXT_CELL("positif") FLOAT("5") FLOAT("4"))
                             ODS_ROW("<t:covered-table-cell/>" TEXT_CELL("S2") TEXT_CELL("k")
                                         TEXT_CELL("positif") FLOAT("5") FLOAT("4"))),
        CAPAI_OK);
    assert_said(d, "data.ods:indikator!A2 MERGED_FILLED\n");
    data_evaluate(d);
    assert_at(d, INDIKATOR, 1, "sasaran", "S1");
    assert_at(d, INDIKATOR, 2, "sasaran", "S2");
    assert_at(d, INDIKATOR, 2, "tahun", "2024");
}

static void test_hidden_sheet_rows_and_columns_are_read_and_named(void **state)
{
    struct data *d = *state;
    assert_int_equal(
        load_content(
            d, CONTENT("<s:style s:name='ta1'><s:table-properties t:display='true'/></s:style>"
                       "<s:style s:name='ta2'><s:table-properties t:display='false'/></s:style>",
                       "<t:table t:name='Indikator' t:style-name='ta2'>"
                       "<t:table-column/><t:table-column t:number-columns-repeated='2' "
                       "t:visibility='collapse'/><t:table-column t:number-columns-repeated='16381' "
                       "t:visibility='filter'/>" ODS_HEADER
                       "<t:table-row t:visibility='filter' t:number-rows-repeated='2'>" FLOAT(
                           "2024") TEXT_CELL("S") TEXT_CELL("i") TEXT_CELL("positif") FLOAT("5")
                           FLOAT("4") "</t:table-row>"
                                      "<t:table-row t:visibility='collapse' "
                                      "t:number-rows-repeated='1048573'>"
                                      "<t:table-cell/></t:table-row></t:table>"
                                      "<t:table t:name='catatan' t:style-name='ta1'/>")),
        CAPAI_OK);
    assert_said(d, "data.ods SHEET_UNUSED\n"
                   "data.ods:indikator SHEET_HIDDEN\n"
                   "data.ods:indikator ROWS_HIDDEN\n"
                   "data.ods:indikator!C3 ROW_DOUBLED\n");
    assert_word(d, &d->notices.list[2], 1, "2-3");
    assert_word(d, &d->notices.list[2], 2, "B-F");
}

/* A sheet that is too large is left out; the next one is read. */
static void test_sheet_beyond_the_limits_is_left_out(void **state)
{
    static const struct {
        const char *rows, *said;
    } cases[] = {
        {"<t:table-row t:number-rows-repeated='1048576'><t:table-cell "
         "t:number-columns-repeated='17' o:value-type='float' o:value='1'/></t:table-row>",
         "data.ods:opd!1 SHEET_CELLS\n"},
        {"<t:table-row t:number-rows-repeated='1048577'>" FLOAT("1") "</t:table-row>",
         "data.ods:opd!1 SHEET_CELLS\n"},
        {"<t:table-row t:number-rows-repeated='x'>" FLOAT("1") "</t:table-row>",
         "data.ods:opd!1 SHEET_CELLS\n"},
        {"<t:table-row t:number-rows-repeated='1048575'/>"
         "<t:table-row t:number-rows-repeated='2'>" FLOAT("1") "</t:table-row>",
         "data.ods:opd!1048576 SHEET_CELLS\n"},
        {ODS_ROW("<t:table-cell t:number-columns-repeated='16385' o:value-type='float' "
                 "o:value='1'/>"),
         "data.ods:opd!1 CELL_ADDRESS\n"},
        {ODS_ROW("<t:table-cell t:number-columns-repeated='16384'/>" FLOAT("1")),
         "data.ods:opd!1 CELL_ADDRESS\n"},
        {ODS_ROW("<t:table-cell t:number-columns-repeated='99999999999999999999'/>" FLOAT("1")),
         "data.ods:opd!1 CELL_ADDRESS\n"},
        {ODS_ROW(TEXT_CELL("a<x:s x:c='16777217'/>b") TEXT_CELL("a<x:s/>b")),
         "data.ods:opd!1 SHEET_CELLS\n"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[8192];
        snprintf(content, sizeof content,
                 CONTENT("", TABLE("opd", "%s")
                                 TABLE("indikator",
                                       ODS_HEADER ODS_IND("S", "i", FLOAT("5"), FLOAT("4")))),
                 cases[i].rows);
        assert_int_equal(load_content(d, content), CAPAI_OK);
        assert_said(d, cases[i].said);
        assert_int_equal(d->notices.list[0].status, CAPAI_ERR_DATA);
        data_reset(d);
    }
}

/* Tables that are no sheets: a record of changes, a table in a text document. */
static void test_tables_elsewhere_are_no_sheets(void **state)
{
    struct data *d = *state;
    assert_int_equal(
        load_content(
            d, CONTENT("", "<t:tracked-changes><t:cell-content-change><t:table "
                           "t:name='indikator'/></t:cell-content-change>"
                           "</t:tracked-changes>" TABLE(
                               "indikator", ODS_HEADER ODS_IND("S", "i", FLOAT("5"), FLOAT("4"))))),
        CAPAI_OK);
    assert_no_notices(d);
}

static void test_content_that_is_broken_is_refused(void **state)
{
    static const struct {
        const char *content, *said;
    } cases[] = {
        {"", "data.ods WORKBOOK_XML\n"},
        {"<a>", "data.ods WORKBOOK_XML\n"},
        {"<a xmlns:o='urn:x'><o:spreadsheet/></a>", "data.ods DATA_NOT_WORKBOOK\n"},
        {"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "data.ods WORKBOOK_DOCTYPE\n"},
        {CONTENT("", ""), "data.ods SHEET_MISSING\n"},
        {CONTENT("", "<t:table/>"), "data.ods SHEET_UNUSED\ndata.ods SHEET_MISSING\n"},
        {CONTENT("", TABLE("indikator", "")), "data.ods:indikator FILE_EMPTY\n"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(load_content(d, cases[i].content), CAPAI_ERR_UNUSABLE);
        assert_said(d, cases[i].said);
        data_reset(d);
    }
}

static void test_workbook_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct data *d = *state;
    assert_int_equal(
        load_content(d,
                     CONTENT("<s:style s:name='ta2'><s:table-properties t:display='false'/>"
                             "</s:style>",
                             "<t:table t:name='indikator' t:style-name='ta2'>"
                             "<t:table-column t:visibility='collapse'/>" ODS_HEADER ODS_ROW(
                                 CELL("o:value-type='float' o:value='2024' "
                                      "t:number-rows-spanned='2'",
                                      "") TEXT_CELL("S<x:s x:c='300'/>1") TEXT_CELL("i")
                                     TEXT_CELL("positif") CELL("t:formula='of:=1'", "") FLOAT("4"))
                                 ODS_ROW("<t:covered-table-cell/>" TEXT_CELL("S2") TEXT_CELL("j")
                                             TEXT_CELL("positif") FLOAT("5")
                                                 FLOAT("4")) "</t:table>" TABLE("lain", ""))),
        CAPAI_OK);
    torture_workbook(d, "data.ods", 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_cell_of_every_kind),
        data_test(test_texts_of_every_kind),
        data_test(test_repeated_cells_and_rows),
        data_test(test_merged_cells_and_those_they_cover),
        data_test(test_hidden_sheet_rows_and_columns_are_read_and_named),
        data_test(test_sheet_beyond_the_limits_is_left_out),
        data_test(test_tables_elsewhere_are_no_sheets),
        data_test(test_content_that_is_broken_is_refused),
        data_test(test_workbook_out_of_memory_at_any_request_fails_cleanly),
    };
    return cmocka_run_group_tests_name("ods", tests, NULL, NULL);
}
