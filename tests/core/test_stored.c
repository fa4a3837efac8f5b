#include "capai_test.h"

#include "core/stored.h"

static void assert_stored(const char *raw, bool percent, const char *expected)
{
    char out[STORED_TEXT + 1];
    memset(out, '#', sizeof out);
    size_t size = stored_number(capai_text_of(raw), percent, out);
    assert_true(size <= STORED_TEXT);
    assert_int_equal(out[STORED_TEXT], '#');
    out[size] = '\0';
    assert_string_equal(out, expected);
}

static void test_number_is_the_decimal_that_the_spreadsheet_shows(void **state)
{
    static const struct {
        const char *raw, *expected;
    } cases[] = {
        {"83.57", "83.57"},
        {"83.569999999999993", "83.57"},
        {"0.97780000000000011", "0.9778"},
        {"66.666666666666671", "66.6666666666667"},
        {"1.2E+7", "12000000"},
        {"1.2e7", "12000000"},
        {"1E-05", "0.00001"},
        {"-3.5E-3", "-0.0035"},
        {"3129257771", "3129257771"},
        {"0.1", "0.1"},
        {".5", "0.5"},
        {"5.", "5"},
        {"007.50", "7.5"},
        {"0", "0"},
        {"-0.0", "0"},
        {"0E+400", "0"},
        {"0.00012", "0.00012"},
        {"123456789012345", "123456789012345"},
        {"1234567890123454", "1234567890123454"},
        {"1234567890123454.0", "1234567890123450"},
        {"1234567890123455", "1234567890123455"},
        {"1.234567890123455E+15", "1234567890123460"},
        {"-1234567890123456789012345678901234", "-1234567890123456789012345678901234"},
        {"12345678901234567890123456789012345", ""},
        {"999999999999999.5", "1000000000000000"},
        {"0.9999999999999999", "1"},
        {"9.99999999999999449", "9.99999999999999"},
        {"1E+55", "10000000000000000000000000000000000000000000000000000000"},
        {"1E+56", ""},
        {"1E-40", "0.0000000000000000000000000000000000000001"},
        {"1E-60", ""},
        {"1E+99999999999999999999", ""},
        {"", ""},
        {"-", ""},
        {".", ""},
        {"1.2.3", ""},
        {"1,5", ""},
        {"12x", ""},
        {"1E", ""},
        {"1E+", ""},
        {"NaN", ""},
        {"INF", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_stored(cases[i].raw, false, cases[i].expected);
}

static void test_number_of_any_size_is_a_number(void **state)
{
    static const char *const numbers[] = {
        "0", "-1", "+1.5", ".5", "5.", "1E+300", "1e-300", "-2E9", "12345678901234567890123456"};
    static const char *const others[] = {"",    "-",   ".",   "1.2.3", "1,5",  "12x", "1E",
                                         "1E+", "NaN", "INF", "E+5",   "1E5x", "1 2", "1E+-5"};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_true(stored_is_number(capai_text_of(numbers[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(stored_is_number(capai_text_of(others[i])));
    assert_false(stored_is_number(CAPAI_NO_TEXT));
    /* what the message on numbers outside of the range promises, as percentages too */
    char out[STORED_TEXT];
    assert_true(stored_number(CAPAI_TEXT("1E+50"), true, out) > 0);
    assert_true(stored_number(CAPAI_TEXT("1E-40"), true, out) > 0);
}

static void test_percentage_moves_the_point_by_two(void **state)
{
    (void)state;
    assert_stored("0.9778", true, "97.78%");
    assert_stored("0.97780000000000011", true, "97.78%");
    assert_stored("1", true, "100%");
    assert_stored("12.5", true, "1250%");
    assert_stored("-0.005", true, "-0.5%");
    assert_stored("0", true, "0%");
    assert_stored("0.123456789012345", true, "12.3456789012345%");
    assert_stored("x", true, "");
}

/* Every number of up to 15 digits, written with noise behind them, is that number. */
static void test_number_of_fifteen_digits_survives_the_binary_detour(void **state)
{
    (void)state;
    for (long i = 1; i < 100000; i += 7) {
        char raw[64], expected[64];
        snprintf(raw, sizeof raw, "%ld.%02ld", i / 100, i % 100);
        char out[STORED_TEXT + 1];
        size_t size = stored_number(capai_text_of(raw), false, out);
        out[size] = '\0';
        snprintf(expected, sizeof expected, "%.17g", (double)i / 100);
        char again[STORED_TEXT + 1];
        size_t other = stored_number(capai_text_of(expected), false, again);
        again[other] = '\0';
        assert_string_equal(again, out);
    }
}

static void test_date_counts_from_1900_or_1904(void **state)
{
    static const struct {
        const char *raw;
        enum stored_format format;
        bool from_1904;
        const char *expected;
    } cases[] = {
        {"45657", STORED_DATE, false, "2024-12-31"},
        {"44195", STORED_DATE, true, "2024-12-31"},
        {"1", STORED_DATE, false, "1900-01-01"},
        {"59", STORED_DATE, false, "1900-02-28"},
        {"60", STORED_DATE, false, ""},
        {"61", STORED_DATE, false, "1900-03-01"},
        {"0", STORED_DATE, false, ""},
        {"0", STORED_DATE, true, "1904-01-01"},
        {"36585", STORED_DATE, false, "2000-02-29"},
        {"2958465", STORED_DATE, false, "9999-12-31"},
        {"2958466", STORED_DATE, false, ""},
        {"2957003", STORED_DATE, true, "9999-12-31"},
        {"2957004", STORED_DATE, true, ""},
        {"-1", STORED_DATE, false, ""},
        {"x", STORED_DATE, false, ""},
        {"45657.5729166667", STORED_DATE, false, "2024-12-31 13:45:00"},
        {"45657.9999999", STORED_DATE, false, "2025-01-01"},
        {"0.5729166666666666", STORED_TIME, false, "13:45:00"},
        {"1.5", STORED_TIME, false, "36:00:00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[STORED_TEXT + 1];
        size_t size =
            stored_date(capai_text_of(cases[i].raw), cases[i].format, cases[i].from_1904, out);
        out[size] = '\0';
        assert_string_equal(out, cases[i].expected);
    }
}

static void test_iso_loses_midnight_and_its_letter(void **state)
{
    static const struct {
        const char *raw, *expected;
    } cases[] = {
        {"2024-12-31", "2024-12-31"},
        {"2024-12-31T00:00:00", "2024-12-31"},
        {"2024-12-31T00:00:00.000", "2024-12-31"},
        {"2024-12-31T00:00:00Z", "2024-12-31"},
        {"2024-12-31T13:45:00", "2024-12-31 13:45:00"},
        {"2024-12-31T", "2024-12-31 "},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s", cases[i].raw);
        text[stored_iso(text, strlen(text))] = '\0';
        assert_string_equal(text, cases[i].expected);
    }
}

static void test_format_by_its_code(void **state)
{
    static const struct {
        const char *code;
        enum stored_format format;
    } cases[] = {
        {"General", STORED_GENERAL},
        {"GENERAL", STORED_GENERAL},
        {"", STORED_GENERAL},
        {"#,##0.00", STORED_GENERAL},
        {"0.00E+00", STORED_GENERAL},
        {"0.00%", STORED_PERCENT},
        {"0%;[Red]-0%", STORED_PERCENT},
        {"0 \"% dari target\"", STORED_GENERAL},
        {"0\\%", STORED_GENERAL},
        {"[$Rp-421]#,##0", STORED_GENERAL},
        {"\"Rp\"#,##0;[Red]\"Rp\"-#,##0", STORED_GENERAL},
        {"_-* #,##0_-", STORED_GENERAL},
        {"0 \"hari\"", STORED_GENERAL},
        {"0;0 yyyy", STORED_GENERAL},
        {"dd/mm/yyyy", STORED_DATE},
        {"[$-421]dd mmmm yyyy", STORED_DATE},
        {"mmm", STORED_DATE},
        {"YYYY\\-MM\\-DD\\ HH:MM:SS", STORED_DATE},
        {"hh:mm", STORED_TIME},
        {"[h]:mm:ss", STORED_TIME},
        {"mm:ss.0", STORED_TIME},
        {"\"tidak ditutup", STORED_GENERAL},
        {"[tidak ditutup", STORED_GENERAL},
        {"0\\", STORED_GENERAL},
    };
    static const struct {
        size_t id;
        enum stored_format format;
    } builtin[] = {{0, STORED_GENERAL},  {4, STORED_GENERAL},  {9, STORED_PERCENT},
                   {10, STORED_PERCENT}, {11, STORED_GENERAL}, {14, STORED_DATE},
                   {17, STORED_DATE},    {18, STORED_TIME},    {21, STORED_TIME},
                   {22, STORED_DATE},    {23, STORED_GENERAL}, {45, STORED_TIME},
                   {49, STORED_GENERAL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(stored_format_of(capai_text_of(cases[i].code)), cases[i].format);
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++)
        assert_int_equal(stored_format_builtin(builtin[i].id), builtin[i].format);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number_is_the_decimal_that_the_spreadsheet_shows),
        cmocka_unit_test(test_number_of_any_size_is_a_number),
        cmocka_unit_test(test_percentage_moves_the_point_by_two),
        cmocka_unit_test(test_number_of_fifteen_digits_survives_the_binary_detour),
        cmocka_unit_test(test_date_counts_from_1900_or_1904),
        cmocka_unit_test(test_iso_loses_midnight_and_its_letter),
        cmocka_unit_test(test_format_by_its_code),
    };
    return cmocka_run_group_tests_name("stored", tests, NULL, NULL);
}
