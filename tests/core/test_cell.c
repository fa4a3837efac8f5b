#include "random_test.h"

#include "capai/cell.h"

#define NBSP "\xC2\xA0"
#define NARROW "\xE2\x80\xAF"
#define EN_DASH "\xE2\x80\x93"
#define EM_DASH "\xE2\x80\x94"
#define MINUS "\xE2\x88\x92"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define T(literal) CAPAI_TEXT(literal)

enum { DESCRIPTION = 1000 };

/* ---- a cell as one line, so that tables can say what they expect ---- */

static void add(char *line, const char *before, capai_text text, const char *after)
{
    size_t used = strlen(line);
    snprintf(line + used, DESCRIPTION - used, "%s%.*s%s", before, (int)text.size,
             text.size ? text.data : "", after);
}

static void add_number(char *line, const char *before, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
    add(line, before, capai_text_of(text), "");
}

static void describe(const struct capai_cell *cell, char *line)
{
    static const char *const kinds[] = {"missing", "number", "grade", "range", "text", "broken"};
    *line = '\0';
    add(line, kinds[cell->kind], CAPAI_NO_TEXT, "");
    if (cell->grade.data)
        add(line, " ", cell->grade, "");
    if (cell->has_number)
        add_number(line, " ", cell->number);
    if (cell->kind == CAPAI_CELL_RANGE)
        add_number(line, " to ", cell->upper);
    if (cell->percent)
        add(line, "%", CAPAI_NO_TEXT, "");
    if (cell->unit.size)
        add(line, " [", cell->unit, "]");
    if (cell->note.size)
        add(line, " (", cell->note, ")");
    if (cell->ambiguous)
        add(line, " ambiguous", CAPAI_NO_TEXT, "");
    if (cell->foreign)
        add(line, " foreign", CAPAI_NO_TEXT, "");
}

static void expect_inside(capai_text part, capai_text whole)
{
    if (part.size)
        assert_true(part.data >= whole.data && part.data + part.size <= whole.data + whole.size);
}

/* What holds for every cell, whatever it says. */
static void expect_invariants(const struct capai_cell *cell, capai_text text)
{
    capai_text trimmed = capai_text_trim(text);
    assert_int_equal(cell->source.size, trimmed.size);
    assert_true(capai_text_equal(cell->source, trimmed));
    expect_inside(cell->source, text);
    expect_inside(cell->unit, cell->source);
    expect_inside(cell->note, cell->source);
    expect_inside(cell->grade, cell->source);
    bool number = cell->kind == CAPAI_CELL_NUMBER || cell->kind == CAPAI_CELL_RANGE;
    assert_true(cell->has_number == number || (cell->has_number && cell->kind == CAPAI_CELL_GRADE));
    assert_int_equal(cell->grade.size > 0, cell->kind == CAPAI_CELL_GRADE);
    assert_true(cell->has_number || (!cell->percent && !cell->ambiguous && !cell->foreign));
    assert_int_equal(capai_cell_is_bare(cell), cell->kind == CAPAI_CELL_NUMBER &&
                                                   cell->unit.size == 0 && cell->note.size == 0);
    if (cell->kind == CAPAI_CELL_BROKEN) {
        assert_null(cell->unit.data);
        assert_null(cell->note.data);
        assert_null(cell->grade.data);
    }
}

/* Reads `text` and checks it against its description; a broken one is "broken MESSAGE". */
static void expect_cell(capai_text text, enum capai_notation notation,
                        enum capai_cell_purpose purpose, const char *expected)
{
    char got[DESCRIPTION];
    struct capai_cell cell, same;
    struct capai_error err = {0};
    /* an exact copy, so that the sanitizer sees a byte read too many */
    char *bytes = malloc(text.size + !text.size);
    assert_non_null(bytes);
    if (text.size)
        memcpy(bytes, text.data, text.size);
    capai_text copy = {bytes, text.size};

    enum capai_status status = capai_cell_parse(copy, notation, purpose, &cell, &err);
    assert_int_equal(capai_cell_parse(copy, notation, purpose, &same, NULL), status);
    assert_int_equal(same.kind, cell.kind);
    assert_int_equal(err.status, status);
    assert_int_equal(status, cell.kind == CAPAI_CELL_BROKEN ? CAPAI_ERR_DATA : CAPAI_OK);
    expect_invariants(&cell, copy);
    describe(&cell, got);
    if (status) {
        add(got, " ", capai_text_of(capai_message_name(err.message)), "");
        /* the word of the message is the cell, as far as it fits */
        assert_int_equal(err.word[0], 0);
        assert_true(err.word[1] == cell.source.size || cell.source.size > CAPAI_ERROR_TEXT);
        assert_memory_equal(err.text, cell.source.data, err.word[1]);
    }
    if (strcmp(got, expected) != 0)
        fail_msg("\"%.*s\" is \"%s\", expected \"%s\"", (int)text.size, bytes, got, expected);
    free(bytes);
}

struct spelling {
    capai_text text;
    const char *indonesia, *plain; /* a missing one is as the other notation */
};

static void expect_spellings(const struct spelling *cases, size_t count,
                             enum capai_cell_purpose purpose)
{
    for (size_t i = 0; i < count; i++) {
        const char *plain = cases[i].plain ? cases[i].plain : cases[i].indonesia;
        expect_cell(cases[i].text, CAPAI_NOTATION_INDONESIA, purpose, cases[i].indonesia);
        expect_cell(cases[i].text, CAPAI_NOTATION_PLAIN, purpose, plain);
    }
}

/* ---- quantities ---- */

static void test_parse_every_spelling_of_the_catalogue(void **state)
{
    const struct spelling cases[] = {
        {T("1.234.567,89"), "number 1234567.89", "broken NUMBER_NOTATION"},
        {T("Rp 1.000.000"), "number 1000000", "broken NUMBER_NOTATION"},
        {T("Rp. 1.000,-"), "number 1000", "number 1.000 ambiguous"},
        {T("Rp3.263.675.877,00"), "number 3263675877.00", "broken NUMBER_NOTATION"},
        {T("0.820"), "number 0.820 foreign", "number 0.820"},
        {T("19.76 %"), "number 19.76% foreign", "number 19.76%"},
        {T("3,564,173,500"), "broken NUMBER_NOTATION", "number 3564173500"},
        {T("9.871.1466.000"), "broken NUMBER_GROUPS", NULL},
        {T("133.825.00,00"), "broken NUMBER_GROUPS", NULL},
        {T("100"), "number 100", NULL},
        {T("100%"), "number 100%", NULL},
        {T("100 %"), "number 100%", NULL},
        {T("96,12 %."), "number 96.12%", "number 96.12% foreign"},
        {T("110, 93 %"), "number 110.93%", "number 110.93% foreign"},
        {T("NA"), "missing", NULL},
        {T("n/a"), "missing", NULL},
        {T("-"), "missing", NULL},
        {T(""), "missing", NULL},
        {T("#DIV/0!"), "broken SPREADSHEET_ERROR", NULL},
        {T("A (80,60)"), "grade A 80.60", "grade A 80.60 foreign"},
        {T("BB (74)"), "grade BB 74", NULL},
        {T("B"), "grade B", NULL},
        {T("WTP"), "grade WTP", NULL},
        {T("4 Dok"), "number 4 [Dok]", NULL},
        {T("335 buah"), "number 335 [buah]", NULL},
        {T("13.125 meter kubik"), "number 13125 [meter kubik] ambiguous",
         "number 13.125 [meter kubik] ambiguous"},
        {T("7 - 8 bulan"), "range 7 to 8 [bulan]", NULL},
        {T("4,98% - 5,23%"), "range 4.98 to 5.23%", "range 4.98 to 5.23% foreign"},
        {T("-38,67"), "number -38.67", "number -38.67 foreign"},
        {T("(1.000)"), "number -1000 ambiguous", "number -1.000 ambiguous"},
        {T("1.125%"), "number 1125% ambiguous", "number 1.125% ambiguous"},
        /* the spellings of README and design.md */
        {T("97,78%"), "number 97.78%", "number 97.78% foreign"},
        {T("Rp 2.083.637.017,-"), "number 2083637017", "broken NUMBER_NOTATION"},
        {T("(1.250)"), "number -1250 ambiguous", "number -1.250 ambiguous"},
        {T("87,33 (IKM Kab. Jember)"), "number 87.33 (IKM Kab. Jember)",
         "number 87.33 (IKM Kab. Jember) foreign"},
    };
    (void)state;
    expect_spellings(cases, COUNT(cases), CAPAI_QUANTITY);
}

static void test_parse_digits_and_signs_by_notation(void **state)
{
    const struct spelling cases[] = {
        {T("83,57"), "number 83.57", "number 83.57 foreign"},
        {T("83.20"), "number 83.20 foreign", "number 83.20"},
        {T("0"), "number 0", NULL},
        {T("-0,00"), "number 0.00", "number 0.00 foreign"},
        {T("1,125"), "number 1.125", "number 1125 ambiguous"},
        {T("0,125"), "number 0.125", "number 0.125 foreign"},
        {T("012.345"), "number 12.345 foreign", "number 12.345"},
        {T("1234,567"), "number 1234.567", "number 1234.567 foreign"},
        {T("1234.567"), "number 1234.567 foreign", "number 1234.567"},
        {T("1.2345"), "number 1.2345 foreign", "number 1.2345"},
        {T("1.125.000"), "number 1125000", "broken NUMBER_NOTATION"},
        {T("1,234,567.89"), "broken NUMBER_NOTATION", "number 1234567.89"},
        {T("1,234.567"), "broken NUMBER_NOTATION", "number 1234.567"},
        {T("1.234,567"), "number 1234.567", "broken NUMBER_NOTATION"},
        {T("+5"), "number 5", NULL},
        {T("2.162.907."), "broken NUMBER_GROUPS", NULL},
        {T("5."), "broken NUMBER_GROUPS", NULL},
        {T("5,"), "broken NUMBER_GROUPS", NULL},
        {T("1..2"), "broken NUMBER_GROUPS", NULL},
        {T("1,,2"), "broken NUMBER_GROUPS", NULL},
        {T("1.,2"), "broken NUMBER_GROUPS", NULL},
        {T("1,2,3"), "broken NUMBER_GROUPS", NULL},
        {T("1.2.3"), "broken NUMBER_GROUPS", NULL},
        {T("1.2,3.4"), "broken NUMBER_GROUPS", NULL},
        {T("0.000.000"), "broken NUMBER_GROUPS", NULL},
        {T("1234.567,8"), "broken NUMBER_GROUPS", NULL},
        {T("1234,567.8"), "broken NUMBER_GROUPS", NULL},
        {T("12.34,5"), "broken NUMBER_GROUPS", NULL},
    };
    (void)state;
    expect_spellings(cases, COUNT(cases), CAPAI_QUANTITY);
}

static void test_parse_what_stands_around_a_number(void **state)
{
    const struct spelling cases[] = {
        {T("Rp5"), "number 5", NULL},
        {T("rp 5"), "number 5", NULL},
        {T("RP.5"), "number 5", NULL},
        {T("Rp -5"), "number -5", NULL},
        {T("-Rp 5"), "number -5", NULL},
        {T("Rp (5)"), "number -5", NULL},
        {T("(Rp 5)"), "number -5", NULL},
        {T("- 5"), "number -5", NULL},
        {T(MINUS "5"), "number -5", NULL},
        {T(EN_DASH "5"), "number -5", NULL},
        {T("5,-"), "number 5", NULL},
        {T("5.-"), "number 5", NULL},
        {T("5,--"), "number 5", NULL},
        {T("Rp 1.000.000,- (lunas)"), "number 1000000 (lunas)", "broken NUMBER_NOTATION"},
        {T("(5%)"), "number -5%", NULL},
        {T("(5)%"), "number -5%", NULL},
        {T("( 5 ) %"), "number -5%", NULL},
        {T("(5) (x)"), "number -5 (x)", NULL},
        {T("5 % (x)"), "number 5% (x)", NULL},
        {T("5 ()"), "number 5", NULL},
        {T("5 Dok (a (b) c)"), "number 5 [Dok] (a (b) c)", NULL},
        {T("5 /1000"), "broken NUMBER_SYNTAX", NULL},
        {T("5\xC2\xB2"), "number 5 [\xC2\xB2]", NULL},
        {T("12orang"), "number 12 [orang]", NULL},
        {T("5 . "), "number 5", NULL},
        {T("5 %. (x)"), "number 5% (x)", NULL},
        {T("(5"), "broken NUMBER_SYNTAX", NULL},
        {T("5)"), "broken NUMBER_SYNTAX", NULL},
        {T("(-5)"), "broken NUMBER_SYNTAX", NULL},
        {T("(2 Dok)"), "broken NUMBER_SYNTAX", NULL},
        {T("4 5"), "broken NUMBER_SYNTAX", NULL},
        {T("1 000 000"), "number 1000000", NULL}, /* blanks that set off thousands */
        {T("1\xC2\xA0"
           "234\xC2\xA0"
           "567,89"),
         "number 1234567.89", "broken NUMBER_GROUPS"},
        {T("1,23E+09"), "broken NUMBER_WORD", NULL},
        {T("1,5e7"), "broken NUMBER_WORD", NULL},
        {T("2 rb"), "broken NUMBER_WORD", NULL},
        {T("2 ribu"), "broken NUMBER_WORD", NULL},
        {T("2 jt"), "broken NUMBER_WORD", NULL},
        {T("2 juta"), "broken NUMBER_WORD", NULL},
        {T("2 miliar"), "broken NUMBER_WORD", NULL},
        {T("2 milyar"), "broken NUMBER_WORD", NULL},
        {T("2 triliun"), "broken NUMBER_WORD", NULL},
        {T("2 trilyun"), "broken NUMBER_WORD", NULL},
        {T("Rp100rb"), "broken NUMBER_WORD", NULL},
        {T("5 Jt rupiah"), "broken NUMBER_WORD", NULL},
        {T("0,5\xE2\x80\xB0"), "broken NUMBER_WORD", NULL},
        {T("3 dari 4"), "broken NUMBER_SYNTAX", NULL},
        {T("6x8"), "broken NUMBER_SYNTAX", NULL},
        {T("6 X8"), "broken NUMBER_SYNTAX", NULL},
        {T("0x1F"), "broken NUMBER_SYNTAX", NULL},
        {T("8S,57"), "broken NUMBER_SYNTAX", NULL}, /* scanned digits, not a unit "S,57" */
        {T("7S,OO%"), "broken NUMBER_SYNTAX", NULL},
        {T("9B%"), "broken NUMBER_SYNTAX", NULL},
        {T("1S Dok"), "broken NUMBER_SYNTAX", NULL},
        {T("1.2S0"), "broken NUMBER_SYNTAX", NULL},
        {T("83,5B"), "broken NUMBER_SYNTAX", NULL},
        {T("1OO"), "broken NUMBER_SYNTAX", NULL},
        {T("8\xD0\x97,57"), "broken NUMBER_SYNTAX", NULL},
        {T("8\xD0\x97"), "broken NUMBER_SYNTAX", NULL},
        {T("7A5"), "broken NUMBER_SYNTAX", NULL},
        {T("8 S,57"), "broken NUMBER_SYNTAX", NULL},
        {T("3Kali"), "number 3 [Kali]", NULL},
        {T("12BULAN"), "number 12 [BULAN]", NULL},
        {T("5m2"), "number 5 [m2]", NULL},
        {T("5kg."), "number 5 [kg.]", NULL},
        {T("20Orang/bulan"), "number 20 [Orang/bulan]", NULL},
        {T("20 Orang/bulan"), "number 20 [Orang/bulan]", NULL},
        {T("100/bulan"), "number 100 [/bulan]", NULL},
        {T("3-4Dok"), "range 3 to 4 [Dok]", NULL},
        {T("4Dok (lengkap)"), "number 4 [Dok] (lengkap)", NULL},
        {T("30\xC2\xB0"), "number 30 [\xC2\xB0]", NULL},
        {T("5 S"), "number 5 [S]", NULL},
        {T("5 ekor"), "number 5 [ekor]", NULL},
        {T("5 E"), "number 5 [E]", NULL},
        {T("5 m2"), "number 5 [m2]", NULL},
        {T("12 345 Dok"), "number 12345 [Dok]", NULL},
        {T("2023 100"), "broken NUMBER_SYNTAX", NULL},
        {T("0 820"), "broken NUMBER_SYNTAX", NULL},
        {T("1 234 56"), "broken NUMBER_SYNTAX", NULL},
        {T("1 234.567"), "broken NUMBER_GROUPS", "number 1234.567"},
        {T("1,5 000"), "broken NUMBER_SYNTAX", NULL},
        {T("5%%"), "broken NUMBER_SYNTAX", NULL},
        {T("5 *"), "broken NUMBER_SYNTAX", NULL},
        {T("12:30"), "broken NUMBER_SYNTAX", NULL},
        {T("5 ((x)"), "broken NUMBER_SYNTAX", NULL},
        {T("5 - x"), "broken NUMBER_SYNTAX", NULL},
        {T("5 -"), "broken NUMBER_SYNTAX", NULL},
        {T("1\0002"), "broken NUMBER_SYNTAX", NULL},
        {T("5\0"), "broken NUMBER_SYNTAX", NULL},
        {T("5 \0x"), "broken NUMBER_SYNTAX", NULL},
    };
    (void)state;
    expect_spellings(cases, COUNT(cases), CAPAI_QUANTITY);
}

static void test_parse_blanks_of_spreadsheets_are_blanks(void **state)
{
    const struct spelling cases[] = {
        {T(NBSP "1.234.567,89" NARROW), "number 1234567.89", "broken NUMBER_NOTATION"},
        {T("Rp" NBSP "5"), "number 5", NULL},
        {T("4" NBSP "Dok"), "number 4 [Dok]", NULL},
        {T("100" NARROW "%"), "number 100%", NULL},
        {T("110," NBSP "93" NBSP "%"), "number 110.93%", "number 110.93% foreign"},
        {T("7" NBSP "-" NBSP "8" NBSP "bulan"), "range 7 to 8 [bulan]", NULL},
        {T("BB" NBSP "(74)"), "grade BB 74", NULL},
        {T("A (" NBSP "80" NARROW ")"), "grade A 80", NULL},
        {T("5" NBSP "(" NBSP "x" NBSP ")" NBSP), "number 5 (x)", NULL},
        {T(NBSP NARROW " \t\r\n"), "missing", NULL},
        {T(NBSP "-" NBSP), "missing", NULL},
        {T("\tNA\r\n"), "missing", NULL},
        {T(NBSP), "missing", NULL},
    };
    (void)state;
    expect_spellings(cases, COUNT(cases), CAPAI_QUANTITY);
    expect_cell(CAPAI_NO_TEXT, CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, "missing");
}

static void test_parse_missing_grade_text_and_formula_errors(void **state)
{
    const struct spelling cases[] = {
        {T("na"), "missing", NULL},
        {T("N/A"), "missing", NULL},
        {T(EN_DASH), "missing", NULL},
        {T(EM_DASH), "missing", NULL},
        {T("NA (belum)"), "grade NA (belum)", NULL},
        {T("A+"), "grade A+", NULL},
        {T("BB-"), "grade BB-", NULL},
        {T("A+(95%)"), "grade A+ 95%", NULL},
        {T("WDP (BPK)"), "grade WDP (BPK)", NULL},
        {T("B (1.125)"), "grade B 1125 ambiguous", "grade B 1.125 ambiguous"},
        {T("B (70 - 80)"), "grade B (70 - 80)", NULL},
        {T("B (1.2.3)"), "grade B (1.2.3)", NULL},
        {T("ABCD"), "grade ABCD", NULL},
        {T("ABCDE"), "text", NULL},
        {T("A B"), "text", NULL},
        {T("B80"), "text", NULL},
        {T("A++"), "text", NULL},
        {T("A (80"), "text", NULL},
        {T("a"), "text", NULL},
        {T("Baik"), "text", NULL},
        {T("Rp"), "text", NULL},
        {T("(catatan)"), "text", NULL},
        {T("--"), "text", NULL},
        {T("A\0"), "text", NULL},
        {T("\0"), "text", NULL},
        {T("NA\0"), "text", NULL},
        {T("%"), "text", NULL},
        {T("#1"), "text", NULL},
        {T("#N/A"), "broken SPREADSHEET_ERROR", NULL},
        {T("#NAME?"), "broken SPREADSHEET_ERROR", NULL},
        {T("#NULL!"), "broken SPREADSHEET_ERROR", NULL},
        {T("#NUM!"), "broken SPREADSHEET_ERROR", NULL},
        {T("#REF!"), "broken SPREADSHEET_ERROR", NULL},
        {T("#VALUE!"), "broken SPREADSHEET_ERROR", NULL},
        {T("#SPILL!"), "broken SPREADSHEET_ERROR", NULL},
        {T("#CALC!"), "broken SPREADSHEET_ERROR", NULL},
        {T("Err:502"), "broken SPREADSHEET_ERROR", NULL},
        {T("#DIV/0"), "text", NULL}, /* what is cut short is none */
        {T("#N/"), "text", NULL},
        {T("#NAME"), "text", NULL},
        {T("#NULL"), "text", NULL},
        {T("#NUM"), "text", NULL},
        {T("#REF"), "text", NULL},
        {T("#VALUE"), "text", NULL},
        {T("#SPILL"), "text", NULL},
        {T("#CALC"), "text", NULL},
        {T("Err"), "text", NULL},
        {T("Errata"), "text", NULL}, /* begins like an error of a spreadsheet, and is a word */
        {T(" #DIV/0! "), "broken SPREADSHEET_ERROR", NULL},
    };
    (void)state;
    expect_spellings(cases, COUNT(cases), CAPAI_QUANTITY);
}

/* A cell ends where its text ends: what stands behind it in the file says nothing about it. */
static void test_parse_does_not_look_behind_the_text(void **state)
{
    static const char *const texts[] = {
        "1,23E+09",    "1,5e7", "1.234,5",   "1.234",     "97,78%", "2 miliar", "Rp 1.000",
        "7 - 8 bulan", "5 E7",  "1,23 E+09", "BB (74)",   "4 Dok",  "(5",       "Err",
        "#N/A",        "-",     "12,",       "A (80,60)", "1.234.", "5 Dok.",   "n/a",
        "0",           "7 s/d", "1,23E",     "12 (x",     "1.2.3"};
    static const char behind[] = "0,.)%:-!E";
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t size = 1; size <= strlen(texts[i]); size++) {
            char buffer[64], alone[DESCRIPTION], line[DESCRIPTION];
            struct capai_cell cell;
            memcpy(buffer, texts[i], size);
            for (const char *c = behind; *c; c++) {
                memset(buffer + size, *c, sizeof buffer - size);
                capai_cell_parse((capai_text){buffer, size}, CAPAI_NOTATION_INDONESIA,
                                 CAPAI_QUANTITY, &cell, NULL);
                describe(&cell, line);
                if (c == behind)
                    memcpy(alone, line, sizeof alone);
                assert_string_equal(line, alone);
            }
        }
}

static void test_parse_ranges_with_every_dash(void **state)
{
    const struct spelling cases[] = {
        {T("7-8"), "range 7 to 8", NULL},
        {T("7 -8"), "range 7 to 8", NULL},
        {T("7" EN_DASH "8 bulan"), "range 7 to 8 [bulan]", NULL},
        {T("7 " EM_DASH " 8"), "range 7 to 8", NULL},
        {T("7 s/d 8"), "range 7 to 8", NULL},
        {T("7 s.d. 8 (x)"), "range 7 to 8 (x)", NULL},
        {T("7 sampai 8 hari"), "range 7 to 8 [hari]", NULL},
        {T("80 - 90%"), "range 80 to 90%", NULL},
        {T("80% - 90"), "range 80 to 90%", NULL},
        {T("-8 - -7"), "range -8 to -7", NULL},
        {T("7 - 7"), "range 7 to 7", NULL},
        {T("7,50 - 7,5"), "range 7.50 to 7.5", "range 7.50 to 7.5 foreign"},
        {T("1 - 1.125"), "range 1 to 1125 ambiguous", "range 1 to 1.125 ambiguous"},
        {T("Rp 1 - Rp 2"), "range 1 to 2", NULL},
        {T("8 - 7"), "broken RANGE_REVERSED", NULL},
        {T("8" EN_DASH "7 bulan"), "broken RANGE_REVERSED", NULL},
        {T("1 - 1.2.3"), "broken NUMBER_GROUPS", NULL},
        {T("1 - 2 - 3"), "broken NUMBER_SYNTAX", NULL},
        {T("1 - (2"), "broken NUMBER_SYNTAX", NULL},
        {T("4 Dok - 8 Dok"), "broken NUMBER_SYNTAX", NULL}, /* not 4 */
        {T("4 Dok -8 Dok"), "broken NUMBER_SYNTAX", NULL},
        {T("4 Dok s/d Rp8"), "broken NUMBER_SYNTAX", NULL},
        {T("4 Dok - x"), "number 4 [Dok - x]", NULL},
        {T("4 Dok  s/d  8 Dok"), "broken NUMBER_SYNTAX", NULL},
        {T("4 Dok-8"), "number 4 [Dok-8]", NULL},
    };
    (void)state;
    expect_spellings(cases, COUNT(cases), CAPAI_QUANTITY);
}

/* "What is none of these is broken: an error, never a guess." A range that is not understood must
 * not become its lower end. */
static void test_parse_ranges_not_understood_are_no_single_number(void **state)
{
    static const char *const cases[] = {
        "7 " MINUS " 8",     "7 s.d 8",       "7 S/D 8", "7 sd 8",
        "7 sampai dengan 8", "7 Dok - 8 Dok", "7 ~ 8",
    };
    size_t guessed = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct capai_cell cell;
        capai_cell_parse(capai_text_of(cases[i]), CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, &cell,
                         NULL);
        if (cell.kind == CAPAI_CELL_NUMBER) {
            print_error("\"%s\" is 7 with the unit \"%.*s\"\n", cases[i], (int)cell.unit.size,
                        cell.unit.data);
            guessed++;
        }
    }
    assert_int_equal(guessed, 0);
}

/* ---- rupiah ---- */

static void test_parse_rupiah_grouping_sign_always_groups(void **state)
{
    const struct spelling cases[] = {
        {T("1.125"), "number 1125", "number 1.125"},
        {T("1,125"), "number 1.125", "number 1125"},
        {T("Rp. 1.000,-"), "number 1000", "number 1.000"},
        {T("Rp 2.083.637.017,-"), "number 2083637017", "broken NUMBER_NOTATION"},
        {T("Rp3.263.675.877,00"), "number 3263675877.00", "broken NUMBER_NOTATION"},
        {T("3,564,173,500"), "broken NUMBER_NOTATION", "number 3564173500"},
        {T("19.76"), "broken NUMBER_GROUPS", "number 19.76"},
        {T("19,76"), "number 19.76", "broken NUMBER_GROUPS"},
        {T("0.820"), "broken NUMBER_GROUPS", "number 0.820"},
        {T("1234.567"), "broken NUMBER_GROUPS", "number 1234.567"},
        {T("(1.000)"), "number -1000", "number -1.000"},
        {T("2.162.907."), "broken NUMBER_GROUPS", NULL},
        {T("9.871.1466.000"), "broken NUMBER_GROUPS", NULL},
        {T("133.825.00,00"), "broken NUMBER_GROUPS", NULL},
        {T("3,097,507.638"), "broken NUMBER_NOTATION", "number 3097507.638"},
    };
    (void)state;
    expect_spellings(cases, COUNT(cases), CAPAI_RUPIAH);
}

static void test_parse_rupiah_mixed_both_signs_group(void **state)
{
    const struct spelling cases[] = {
        {T("3,097,507.638"), "number 3097507638", NULL},
        {T("3.097.507,638"), "number 3097507638", NULL},
        {T("3.097,507.638"), "number 3097507638", NULL},
        {T("1.125"), "number 1125", NULL},
        {T("1,125"), "number 1125", NULL},
        {T("Rp 1.125,-"), "number 1125", NULL},
        {T("(1,125)"), "number -1125", NULL},
        {T("500"), "number 500", NULL},
        {T("1.234,56"), "number 1234.56", "broken NUMBER_NOTATION"},
        {T("1,234.56"), "broken NUMBER_NOTATION", "number 1234.56"},
        {T("19.76"), "broken NUMBER_GROUPS", "number 19.76"},
        {T("0.820"), "broken NUMBER_GROUPS", "number 0.820"},
        {T("9.871.1466.000"), "broken NUMBER_GROUPS", NULL},
        {T("3,097,507.63"), "broken NUMBER_NOTATION", "number 3097507.63"},
        {T("2.162.907."), "broken NUMBER_GROUPS", NULL},
    };
    (void)state;
    expect_spellings(cases, COUNT(cases), CAPAI_RUPIAH_MIXED);
}

/* ---- sizes ---- */

static void test_parse_too_many_digits_gives_digits(void **state)
{
    static char text[100000];
    char expected[100] = "number ";
    (void)state;
    memset(text, '9', sizeof text);
    memset(expected + 7, '9', 34);
    expect_cell((capai_text){text, 34}, CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, expected);
    static const size_t sizes[] = {35, 127, 128, 129, 100000};
    for (size_t i = 0; i < COUNT(sizes); i++)
        expect_cell((capai_text){text, sizes[i]}, CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY,
                    "broken NUMBER_DIGITS");

    /* zeros before a number are digits, too */
    memset(text, '0', 129);
    text[127] = '7';
    expect_cell((capai_text){text, 128}, CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, "number 7");
    text[128] = '7';
    expect_cell((capai_text){text, 129}, CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY,
                "broken NUMBER_DIGITS");

    /* 34 digits in groups, and one more */
    expect_cell(T("1.234.567.890.123.456.789.012.345.678.901.234"), CAPAI_NOTATION_INDONESIA,
                CAPAI_RUPIAH, "number 1234567890123456789012345678901234");
    expect_cell(T("1.234.567.890.123.456.789.012.345.678.901.234,5"), CAPAI_NOTATION_INDONESIA,
                CAPAI_RUPIAH, "broken NUMBER_DIGITS");
    /* 100 decimals, and one more */
    memset(text, '0', 103);
    text[1] = ',';
    struct capai_cell cell;
    assert_int_equal(capai_cell_parse((capai_text){text, 102}, CAPAI_NOTATION_INDONESIA,
                                      CAPAI_QUANTITY, &cell, NULL),
                     CAPAI_OK);
    expect_cell((capai_text){text, 103}, CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY,
                "broken NUMBER_DIGITS");
    /* the second number of a range, and the number of a grade, which is then a remark */
    expect_cell(T("1 - 99999999999999999999999999999999999"), CAPAI_NOTATION_INDONESIA,
                CAPAI_QUANTITY, "broken NUMBER_DIGITS");
    expect_cell(T("B (99999999999999999999999999999999999)"), CAPAI_NOTATION_INDONESIA,
                CAPAI_QUANTITY, "grade B (99999999999999999999999999999999999)");
}

static void test_parse_very_long_text_is_read_whole(void **state)
{
    enum { SIZE = 1000000 };
    char *text = malloc(SIZE);
    struct capai_cell cell;
    struct capai_error err = {0};
    const capai_text whole = {text, SIZE};
    (void)state;
    assert_non_null(text);

    memset(text, 'x', SIZE);
    assert_int_equal(capai_cell_parse(whole, CAPAI_NOTATION_PLAIN, CAPAI_QUANTITY, &cell, &err), 0);
    assert_int_equal(cell.kind, CAPAI_CELL_TEXT);
    assert_int_equal(cell.source.size, SIZE);

    text[0] = '4';
    assert_int_equal(capai_cell_parse(whole, CAPAI_NOTATION_PLAIN, CAPAI_QUANTITY, &cell, &err), 0);
    assert_int_equal(cell.unit.size, SIZE - 1);

    text[1] = '(';
    text[SIZE - 1] = ')';
    assert_int_equal(capai_cell_parse(whole, CAPAI_NOTATION_PLAIN, CAPAI_QUANTITY, &cell, &err), 0);
    assert_int_equal(cell.unit.size, 0);
    assert_int_equal(cell.note.size, SIZE - 3);

    memset(text + 1, ')', SIZE - 1);
    assert_int_equal(capai_cell_parse(whole, CAPAI_NOTATION_PLAIN, CAPAI_QUANTITY, &cell, &err),
                     CAPAI_ERR_DATA);
    assert_message(err, CAPAI_MSG_NUMBER_SYNTAX);
    assert_int_equal(cell.source.size, SIZE);

    memset(text, ' ', SIZE);
    assert_int_equal(capai_cell_parse(whole, CAPAI_NOTATION_PLAIN, CAPAI_QUANTITY, &cell, NULL), 0);
    assert_int_equal(cell.kind, CAPAI_CELL_MISSING);
    free(text);
}

/* ---- random cells ---- */

static void test_parse_printed_decimal_gives_it_back(void **state)
{
    static const enum capai_notation notations[] = {CAPAI_NOTATION_INDONESIA, CAPAI_NOTATION_PLAIN};
    (void)state;
    for (int i = 0; i < 20000; i++) {
        char printed[CAPAI_DECIMAL_TEXT], expected[DESCRIPTION] = "number";
        unsigned flags = 0;
        /* as many digits as chance wants, not always all nineteen */
        int64_t digits = (int64_t)(next_random() >> 1 >> random_below(63));
        capai_decimal x = capai_decimal_from_int(random_below(2) ? digits : -digits);
        x = capai_decimal_multiply(x, capai_decimal_unit(random_below(12)), CAPAI_DOWN, &flags);
        add_number(expected, " ", x);
        for (size_t n = 0; n < COUNT(notations); n++) {
            size_t size = capai_decimal_format(x, notations[n], printed);
            expect_cell((capai_text){printed, size}, notations[n], CAPAI_RUPIAH, expected);
        }
    }
}

static void test_parse_random_pieces_keeps_invariants(void **state)
{
    const capai_text pieces[] = {
        T("0"),   T("1"),    T("25"),  T("125"),  T("000"),      T("."),     T(","),
        T("-"),   T("%"),    T("("),   T(")"),    T(" "),        T("Rp"),    T("A"),
        T("BB+"), T("Dok"),  T("s/d"), T("\0"),   T(NBSP),       T(EN_DASH), T(EM_DASH),
        T("/"),   T("#N/A"), T("NA"),  T("\xC2"), T("\xE2\x80"), T(NARROW),  T(MINUS),
    };
    (void)state;
    for (int i = 0; i < 100000; i++) {
        char line[100];
        size_t size = 0;
        for (int n = random_below(12); n > 0; n--) {
            capai_text piece = pieces[random_below((int)COUNT(pieces))];
            memcpy(line + size, piece.data, piece.size);
            size += piece.size;
        }
        char *bytes = malloc(size + !size);
        assert_non_null(bytes);
        memcpy(bytes, line, size);
        struct capai_cell cell;
        struct capai_error err = {0};
        capai_text text = {bytes, size};
        enum capai_status status =
            capai_cell_parse(text, (enum capai_notation)random_below(2),
                             (enum capai_cell_purpose)random_below(3), &cell, &err);
        assert_int_equal(err.status, status);
        assert_int_equal(status, cell.kind == CAPAI_CELL_BROKEN ? CAPAI_ERR_DATA : CAPAI_OK);
        expect_invariants(&cell, text);
        free(bytes);
    }
}

/* ---- the rest of the contract ---- */

static void test_parse_failing_twice_keeps_the_first_error(void **state)
{
    struct capai_cell cell;
    struct capai_error err = {0};
    (void)state;
    capai_cell_parse(T("8 - 7"), CAPAI_NOTATION_PLAIN, CAPAI_QUANTITY, &cell, &err);
    capai_cell_parse(T("1.2.3"), CAPAI_NOTATION_PLAIN, CAPAI_QUANTITY, &cell, &err);
    assert_int_equal(cell.kind, CAPAI_CELL_BROKEN);
    assert_text(cell.source, "1.2.3");
    assert_message(err, CAPAI_MSG_RANGE_REVERSED);
}

static void test_is_bare_only_for_plain_numbers(void **state)
{
    static const struct {
        const char *text;
        bool bare;
    } cases[] = {
        {"83,57", true},    {"100%", true},   {"Rp 5,-", true}, {"(5)", true},
        {"4 Dok", false},   {"5 (x)", false}, {"7 - 8", false}, {"BB", false},
        {"BB (74)", false}, {"NA", false},    {"Baik", false},  {"1.2.3", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct capai_cell cell;
        capai_cell_parse(capai_text_of(cases[i].text), CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY,
                         &cell, NULL);
        assert_int_equal(capai_cell_is_bare(&cell), cases[i].bare);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse_every_spelling_of_the_catalogue),
        cmocka_unit_test(test_parse_digits_and_signs_by_notation),
        cmocka_unit_test(test_parse_what_stands_around_a_number),
        cmocka_unit_test(test_parse_blanks_of_spreadsheets_are_blanks),
        cmocka_unit_test(test_parse_missing_grade_text_and_formula_errors),
        cmocka_unit_test(test_parse_does_not_look_behind_the_text),
        cmocka_unit_test(test_parse_ranges_with_every_dash),
        cmocka_unit_test(test_parse_ranges_not_understood_are_no_single_number),
        cmocka_unit_test(test_parse_rupiah_grouping_sign_always_groups),
        cmocka_unit_test(test_parse_rupiah_mixed_both_signs_group),
        cmocka_unit_test(test_parse_too_many_digits_gives_digits),
        cmocka_unit_test(test_parse_very_long_text_is_read_whole),
        cmocka_unit_test(test_parse_printed_decimal_gives_it_back),
        cmocka_unit_test(test_parse_random_pieces_keeps_invariants),
        cmocka_unit_test(test_parse_failing_twice_keeps_the_first_error),
        cmocka_unit_test(test_is_bare_only_for_plain_numbers),
    };
    return cmocka_run_group_tests_name("cell", tests, setup_seed, NULL);
}
