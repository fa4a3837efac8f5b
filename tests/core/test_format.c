#include "capai_test.h"

#include "capai/format.h"

static void test_number_rupiah_percent_by_table(void **state)
{
    static const struct {
        const char *x;
        int digits;
        enum capai_rounding mode;
        const char *number;
    } cases[] = {
        {"3129257771", 2, CAPAI_HALF_UP, "3.129.257.771,00"},
        {"3129257771", 0, CAPAI_HALF_UP, "3.129.257.771"},
        {"97.7857", 2, CAPAI_HALF_UP, "97,79"},
        {"97.7857", 2, CAPAI_DOWN, "97,78"},
        {"97.7857", 4, CAPAI_HALF_UP, "97,7857"},
        {"97.7857", 6, CAPAI_HALF_UP, "97,785700"},
        {"97.7800", 2, CAPAI_HALF_UP, "97,78"},
        {"999.995", 2, CAPAI_HALF_UP, "1.000,00"},
        {"999.995", 2, CAPAI_HALF_EVEN, "1.000,00"},
        {"0.5", 0, CAPAI_HALF_EVEN, "0"},
        {"0", 0, CAPAI_UP, "0"},
        {"0", 2, CAPAI_UP, "0,00"},
        {"9999999999999999999999999999999999", 2, CAPAI_HALF_UP,
         "9.999.999.999.999.999.999.999.999.999.999.999,00"},
        {"999999999999999999999999999999999.9", 0, CAPAI_HALF_UP,
         "1.000.000.000.000.000.000.000.000.000.000.000"},
    };
    char text[CAPAI_FORMAT_TEXT], expected[CAPAI_FORMAT_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        capai_decimal x = dec(cases[i].x);
        const char *number = cases[i].number;
        size_t size = capai_format_number(x, cases[i].digits, cases[i].mode, text);
        assert_string_equal(text, number);
        assert_int_equal(size, strlen(text));
        snprintf(expected, sizeof expected, "Rp%s", number);
        size = capai_format_rupiah(x, cases[i].digits, cases[i].mode, text);
        assert_string_equal(text, expected);
        assert_int_equal(size, strlen(text));
        snprintf(expected, sizeof expected, "%s%%", number);
        size = capai_format_percent(x, cases[i].digits, cases[i].mode, text);
        assert_string_equal(text, expected);
        assert_int_equal(size, strlen(text));
    }
}

static void test_negative_sign_stands_first(void **state)
{
    char text[CAPAI_FORMAT_TEXT];
    (void)state;
    capai_format_number(dec("-6.805"), 2, CAPAI_HALF_UP, text);
    assert_string_equal(text, "-6,81");
    capai_format_rupiah(dec("-107552700"), 2, CAPAI_HALF_UP, text);
    assert_string_equal(text, "-Rp107.552.700,00");
    capai_format_percent(dec("-0.004"), 2, CAPAI_UP, text);
    assert_string_equal(text, "-0,01%");
    capai_format_rupiah(dec("-0.004"), 2, CAPAI_HALF_UP, text);
    assert_string_equal(text, "Rp0,00");
}

static void test_longest_fits_the_buffer(void **state)
{
    unsigned flags = 0;
    char text[CAPAI_FORMAT_TEXT];
    capai_decimal x = dec("-9999999999999999999999999999999999"), power = dec("1");
    (void)state;
    for (int i = 0; i < CAPAI_DECIMAL_SCALE; i++) {
        x = capai_decimal_multiply(x, dec("10"), CAPAI_HALF_UP, &flags);
        power = capai_decimal_multiply(power, dec("10"), CAPAI_HALF_UP, &flags);
    }
    /* a coefficient of 34 digits and 100 zeros */
    assert_int_equal(flags, 0);
    assert_int_equal(capai_decimal_decimals(power), 0);
    assert_in_range(capai_format_rupiah(x, CAPAI_DECIMAL_SCALE, CAPAI_DOWN, text), 280,
                    sizeof text - 2);
    assert_memory_equal(text, "-Rp99.999.999.", 14);
}

static void test_date_by_table(void **state)
{
    static const struct {
        const char *iso, *text;
    } cases[] = {
        {"2024-12-31", "31 Desember 2024"},     {"2024-02-29", "29 Februari 2024"},
        {"2000-02-29", "29 Februari 2000"},     {"2023-01-01", "1 Januari 2023"},
        {"0001-08-17", "17 Agustus 1"},         {"9999-03-31", "31 Maret 9999"},
        {" 2023-05-09 ", "9 Mei 2023"},         {"2024-06-30T23:59:59", "30 Juni 2024"},
        {"2024-07-01 00:00:00", "1 Juli 2024"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        struct capai_date date;
        char text[CAPAI_FORMAT_TEXT];
        assert_int_equal(capai_date_parse(capai_text_of(cases[i].iso), &date, &err), CAPAI_OK);
        assert_int_equal(err.status, CAPAI_OK);
        assert_int_equal(capai_format_date(date, text), strlen(cases[i].text));
        assert_string_equal(text, cases[i].text);
    }
}

static void test_date_that_is_none(void **state)
{
    static const char *const cases[] = {
        "",           "2024",       "2024-12",     "2024-13-01", "2024-00-01",  "2024-01-00",
        "2024-01-32", "2023-02-29", "1900-02-29",  "2024-04-31", "0000-01-01",  "24-01-01",
        "2024-1-1",   "20240101",   "31-12-2024",  "2024/12/31", "2024-12-31x", "2024-12-311",
        "-024-12-31", "2024--1-01", "12024-01-01",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        struct capai_date date = {1, 2, 3};
        assert_int_equal(capai_date_parse(capai_text_of(cases[i]), &date, &err), CAPAI_ERR_DATA);
        assert_message(err, CAPAI_MSG_DATE);
        assert_int_equal(date.year, 1);
        assert_int_equal(date.day, 3);
        assert_int_equal(capai_date_parse(capai_text_of(cases[i]), &date, NULL), CAPAI_ERR_DATA);
    }
}

/* Every day of 400 years is there once, and none more. */
static void test_date_exists_counts_the_days(void **state)
{
    size_t days = 0;
    (void)state;
    for (int year = 1801; year <= 2200; year++)
        for (int month = 0; month <= 13; month++)
            for (int day = -1; day <= 40; day++)
                days += capai_date_exists((struct capai_date){year, month, day});
    assert_int_equal(days, 146097);
    assert_false(capai_date_exists((struct capai_date){10000, 1, 1}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number_rupiah_percent_by_table),
        cmocka_unit_test(test_negative_sign_stands_first),
        cmocka_unit_test(test_longest_fits_the_buffer),
        cmocka_unit_test(test_date_by_table),
        cmocka_unit_test(test_date_that_is_none),
        cmocka_unit_test(test_date_exists_counts_the_days),
    };
    return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
