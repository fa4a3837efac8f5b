#include "random_test.h"

#include "capai/decimal.h"

#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

__extension__ typedef __int128 wide;

/* `count` times `c`, NUL-terminated, for texts of many digits. */
static char *repeat(char *buffer, char c, size_t count)
{
    memset(buffer, c, count);
    buffer[count] = '\0';
    return buffer;
}

/* ---- an independent printer and rounding, in whole numbers ---- */

/* value / 10^decimals as plain or Indonesian text. */
static void print_wide(wide value, int decimals, bool plain, char *text)
{
    char reversed[80];
    size_t n = 0, places = 0;
    bool negative = value < 0;
    wide rest = negative ? -value : value;
    for (int i = 0; rest || i <= decimals; i++) {
        if (i == decimals && decimals)
            reversed[n++] = plain ? '.' : ',';
        if (i >= decimals && places++ && places % 3 == 1 && !plain)
            reversed[n++] = '.';
        reversed[n++] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    }
    if (negative)
        reversed[n++] = '-';
    while (n)
        *text++ = reversed[--n];
    *text = '\0';
}

static wide power(int n)
{
    wide p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

/* value / divisor, rounded; the divisor is positive. */
static wide divide_rounded(wide value, wide divisor, enum capai_rounding mode)
{
    wide floor = value / divisor - (value % divisor < 0);
    wide twice = 2 * (value - floor * divisor);
    if (twice == 0)
        return floor;
    switch (mode) {
    case CAPAI_HALF_UP:
        return twice > divisor || (twice == divisor && value > 0) ? floor + 1 : floor;
    case CAPAI_HALF_EVEN:
        return twice > divisor || (twice == divisor && floor % 2 != 0) ? floor + 1 : floor;
    case CAPAI_DOWN:
        return value < 0 ? floor + 1 : floor;
    case CAPAI_UP:
        return value > 0 ? floor + 1 : floor;
    case CAPAI_CEIL:
        return floor + 1;
    case CAPAI_FLOOR:
    default:
        return floor;
    }
}

static wide random_wide(int digits)
{
    wide value = 0;
    for (int i = random_below(digits + 1); i > 0; i--)
        value = value * 10 + random_below(10);
    return random_below(2) ? value : -value;
}

/* ---- reading and printing ---- */

static void test_parse_and_format_by_text_keep_decimals(void **state)
{
    static const struct {
        const char *text, *plain, *indonesia;
        int decimals, sign;
    } cases[] = {
        {"0", "0", "0", 0, 0},
        {"-0", "0", "0", 0, 0},
        {"-0.00", "0.00", "0,00", 2, 0},
        {"+7", "7", "7", 0, 1},
        {"007", "7", "7", 0, 1},
        {"83.20", "83.20", "83,20", 2, 1},
        {"-0.05", "-0.05", "-0,05", 2, -1},
        {"999", "999", "999", 0, 1},
        {"1000", "1000", "1.000", 0, 1},
        {"-1234567.89", "-1234567.89", "-1.234.567,89", 2, -1},
        {"-123456", "-123456", "-123.456", 0, -1},
        {"1234567890123456789012345678901234", "1234567890123456789012345678901234",
         "1.234.567.890.123.456.789.012.345.678.901.234", 0, 1},
        {"0.1234567890123456789012345678901234", "0.1234567890123456789012345678901234",
         "0,1234567890123456789012345678901234", 34, 1},
    };
    char text[CAPAI_DECIMAL_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        capai_decimal x;
        assert_int_equal(capai_decimal_parse(capai_text_of(cases[i].text), &x, &err), CAPAI_OK);
        assert_int_equal(err.status, CAPAI_OK);
        size_t length = capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
        assert_int_equal(length, strlen(cases[i].plain));
        assert_string_equal(text, cases[i].plain);
        length = capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text);
        assert_int_equal(length, strlen(cases[i].indonesia));
        assert_string_equal(text, cases[i].indonesia);
        assert_int_equal(capai_decimal_decimals(x), cases[i].decimals);
        assert_int_equal(capai_decimal_sign(x), cases[i].sign);
    }
}

static void expect_no_decimal(capai_text text, enum capai_message message)
{
    struct capai_error err = {0};
    capai_decimal x = dec("42.0");
    assert_int_equal(capai_decimal_parse(text, &x, &err), CAPAI_ERR_DATA);
    assert_message(err, message);
    assert_decimal(x, "42.0");
    assert_int_equal(capai_decimal_parse(text, &x, NULL), CAPAI_ERR_DATA);
    assert_decimal(x, "42.0");
}

static void test_parse_broken_text_gives_syntax(void **state)
{
    const capai_text cases[] = {
        CAPAI_NO_TEXT,       CAPAI_TEXT(""),       CAPAI_TEXT("-"),        CAPAI_TEXT("+"),
        CAPAI_TEXT("."),     CAPAI_TEXT(".5"),     CAPAI_TEXT("5."),       CAPAI_TEXT("-.5"),
        CAPAI_TEXT("1.2.3"), CAPAI_TEXT("1,5"),    CAPAI_TEXT(" 1"),       CAPAI_TEXT("1 "),
        CAPAI_TEXT("--1"),   CAPAI_TEXT("1e5"),    CAPAI_TEXT("NaN"),      CAPAI_TEXT("Infinity"),
        CAPAI_TEXT("1\0"),   CAPAI_TEXT("1\0002"), CAPAI_TEXT("\0"),       CAPAI_TEXT("0x10"),
        CAPAI_TEXT("1-"),    CAPAI_TEXT("1..2"),   CAPAI_TEXT("\xC2\xB2"), CAPAI_TEXT("1\n"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_no_decimal(cases[i], CAPAI_MSG_NUMBER_SYNTAX);
}

static void test_parse_too_many_digits_gives_digits(void **state)
{
    static char text[100003];
    capai_decimal x;
    (void)state;
    assert_int_equal(capai_decimal_parse((capai_text){repeat(text, '9', 34), 34}, &x, NULL),
                     CAPAI_OK);
    assert_decimal(x, text);
    expect_no_decimal((capai_text){repeat(text, '9', 35), 35}, CAPAI_MSG_NUMBER_DIGITS);
    expect_no_decimal((capai_text){repeat(text, '1', 100000), 100000}, CAPAI_MSG_NUMBER_DIGITS);

    /* zeros in front are no significant digits */
    repeat(text, '0', 100000);
    assert_int_equal(capai_decimal_parse((capai_text){text, 100000}, &x, NULL), CAPAI_OK);
    assert_decimal(x, "0");
    memset(text + 100000 - 34, '9', 34);
    assert_int_equal(capai_decimal_parse((capai_text){text, 100000}, &x, NULL), CAPAI_OK);
    assert_decimal(x, text + 100000 - 34);

    /* 100 decimals, and one more */
    repeat(text, '0', 103);
    text[1] = '.';
    text[101] = '1';
    assert_int_equal(capai_decimal_parse((capai_text){text, 102}, &x, NULL), CAPAI_OK);
    assert_int_equal(capai_decimal_decimals(x), CAPAI_DECIMAL_SCALE);
    expect_no_decimal((capai_text){text, 103}, CAPAI_MSG_NUMBER_DIGITS);
    repeat(text, '0', 100002);
    text[1] = '.';
    expect_no_decimal((capai_text){text, 100002}, CAPAI_MSG_NUMBER_DIGITS);
}

static void test_parse_and_format_random_round_trip(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        int decimals = random_below(40);
        wide value = random_wide(34);
        char plain[100], indonesia[100], text[CAPAI_DECIMAL_TEXT];
        print_wide(value, decimals, true, plain);
        print_wide(value, decimals, false, indonesia);

        capai_decimal x = dec(plain);
        assert_int_equal(capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text), strlen(plain));
        assert_string_equal(text, plain);
        assert_int_equal(capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text),
                         strlen(indonesia));
        assert_string_equal(text, indonesia);
        assert_int_equal(capai_decimal_decimals(x), decimals);
        assert_int_equal(capai_decimal_sign(x), (value > 0) - (value < 0));
    }
}

static void test_format_longest_fits_the_buffer(void **state)
{
    char text[CAPAI_DECIMAL_TEXT + 1], nines[40];
    unsigned flags = 0;
    capai_decimal huge = dec("1000000000000000000000000000000000");
    capai_decimal x = capai_decimal_negate(dec(repeat(nines, '9', 34)));
    (void)state;
    for (int i = 0; i < 3; i++)
        x = capai_decimal_multiply(x, huge, CAPAI_DOWN, &flags);
    x = capai_decimal_multiply(x, dec("10"), CAPAI_DOWN, &flags);
    assert_int_equal(flags, 0);
    assert_int_equal(capai_decimal_decimals(x), 0);
    text[CAPAI_DECIMAL_TEXT] = '#';
    size_t length = capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text);
    assert_int_equal(length, 1 + 134 + 44);
    assert_int_equal(length, strlen(text));
    assert_memory_equal(text, "-99.999.999", 11);
    assert_string_equal(text + length - 8, ".000.000");
    assert_int_equal(text[CAPAI_DECIMAL_TEXT], '#');
    assert_int_equal(capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text), 135);

    capai_decimal_multiply(x, dec("10"), CAPAI_DOWN, &flags);
    assert_int_equal(flags, CAPAI_RANGE);
}

static void test_from_int_boundaries_are_exact(void **state)
{
    (void)state;
    assert_decimal(capai_decimal_from_int(0), "0");
    assert_decimal(capai_decimal_from_int(-1), "-1");
    assert_decimal(capai_decimal_from_int(INT64_MAX), "9223372036854775807");
    assert_decimal(capai_decimal_from_int(INT64_MIN), "-9223372036854775808");
}

static void test_rounding_name_by_mode(void **state)
{
    static const char *const names[] = {"half_up", "half_even", "down", "up", "floor", "ceil"};
    (void)state;
    assert_int_equal(CAPAI_ROUNDING_COUNT, 6);
    for (int m = 0; m < CAPAI_ROUNDING_COUNT; m++)
        assert_string_equal(capai_rounding_name((enum capai_rounding)m), names[m]);
}

/* ---- comparing ---- */

static void test_compare_as_numbers_ignores_decimals(void **state)
{
    static const struct {
        const char *a, *b;
        int sign;
    } cases[] = {
        {"83.20", "83.2", 0}, {"0", "-0.000", 0},   {"0.1", "0.10000001", -1},
        {"-1", "1", -1},      {"-2", "-1", -1},     {"9999999999999999999999999999999999", "1", 1},
        {"0", "-0.01", 1},    {"100", "99.999", 1}, {"1000", "1000.0000", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        capai_decimal a = dec(cases[i].a), b = dec(cases[i].b);
        assert_int_equal(capai_decimal_compare(a, b), cases[i].sign);
        assert_int_equal(capai_decimal_compare(b, a), -cases[i].sign);
        assert_int_equal(capai_decimal_compare(capai_decimal_negate(a), capai_decimal_negate(b)),
                         -cases[i].sign);
    }
}

static void test_negate_zero_has_no_sign(void **state)
{
    (void)state;
    assert_decimal(capai_decimal_negate(dec("0.00")), "0.00");
    assert_decimal(capai_decimal_negate(dec("1.50")), "-1.50");
    assert_decimal(capai_decimal_negate(dec("-1.50")), "1.50");
    assert_int_equal(capai_decimal_sign(capai_decimal_negate(dec("0"))), 0);
}

/* ---- arithmetic ---- */

typedef capai_decimal (*operation)(capai_decimal, capai_decimal, enum capai_rounding, unsigned *);

static operation operation_of(char sign)
{
    return sign == '+'   ? capai_decimal_add
           : sign == '-' ? capai_decimal_subtract
           : sign == '*' ? capai_decimal_multiply
                         : capai_decimal_divide;
}

#define NINES "9999999999999999999999999999999999" /* 34 */
#define ROUND_34 "1000000000000000000000000000000000"
#define THIRD "0.3333333333333333333333333333333333"
#define THIRD_UP "0.3333333333333333333333333333333334"
#define TINY "0.000000000000000000000000000000000000000000000000000000000001" /* 60 decimals */

static void test_arithmetic_in_every_mode_by_table(void **state)
{
    static const struct {
        const char *a;
        char sign;
        const char *b;
        const char *result[CAPAI_ROUNDING_COUNT]; /* a missing one is as the first */
        unsigned flags;
    } cases[] = {
        {"1.10", '+', "2.2", {"3.30"}, 0},
        {"1.1", '-', "1.10", {"0.00"}, 0},
        {"0", '-', "0", {"0"}, 0},
        {"-5", '+', "5", {"0"}, 0},
        {"-0.5", '*', "0", {"0.0"}, 0},
        {"1.5", '*', "-2", {"-3.0"}, 0},
        {"7", '/', "2", {"3.5"}, 0},
        {"-7", '/', "-8", {"0.875"}, 0},
        {"0", '/', "5", {"0"}, 0},
        {"1", '/', "3", {THIRD, THIRD, THIRD, THIRD_UP, THIRD, THIRD_UP}, CAPAI_INEXACT},
        {"-1",
         '/',
         "3",
         {"-" THIRD, "-" THIRD, "-" THIRD, "-" THIRD_UP, "-" THIRD_UP, "-" THIRD},
         CAPAI_INEXACT},
        {ROUND_34,
         '+',
         "0.5",
         {"1000000000000000000000000000000001", ROUND_34, ROUND_34,
          "1000000000000000000000000000000001", ROUND_34, "1000000000000000000000000000000001"},
         CAPAI_INEXACT},
        {"-" ROUND_34,
         '-',
         "0.5",
         {"-1000000000000000000000000000000001", "-" ROUND_34, "-" ROUND_34,
          "-1000000000000000000000000000000001", "-1000000000000000000000000000000001",
          "-" ROUND_34},
         CAPAI_INEXACT},
        {NINES,
         '+',
         "0.1",
         {NINES, NINES, NINES, ROUND_34 "0", NINES, ROUND_34 "0"},
         CAPAI_INEXACT},
        {NINES, '*', "10", {NINES "0"}, 0},
        {"5", '/', "0", {"0"}, CAPAI_DIVISION_BY_ZERO},
        {"0", '/', "0.00", {"0"}, CAPAI_DIVISION_BY_ZERO},
        {TINY, '*', TINY, {"0"}, CAPAI_RANGE},
        {"-" TINY, '*', TINY, {"0"}, CAPAI_RANGE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int m = 0; m < CAPAI_ROUNDING_COUNT; m++) {
            const char *const *result = cases[i].result;
            unsigned flags = 0;
            capai_decimal x = operation_of(cases[i].sign)(dec(cases[i].a), dec(cases[i].b),
                                                          (enum capai_rounding)m, &flags);
            assert_decimal(x, result[m] ? result[m] : result[0]);
            assert_int_equal(flags, cases[i].flags);
        }
}

static void test_arithmetic_flags_accumulate(void **state)
{
    unsigned flags = CAPAI_INEXACT;
    (void)state;
    capai_decimal_add(dec("1"), dec("1"), CAPAI_HALF_UP, &flags);
    assert_int_equal(flags, CAPAI_INEXACT);
    capai_decimal_divide(dec("1"), dec("0"), CAPAI_HALF_UP, &flags);
    capai_decimal_multiply(dec(TINY), dec(TINY), CAPAI_HALF_UP, &flags);
    assert_int_equal(flags, CAPAI_INEXACT | CAPAI_DIVISION_BY_ZERO | CAPAI_RANGE);
}

static void test_arithmetic_random_agrees_with_integers(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        int s = random_below(5), t = random_below(5), both = s > t ? s : t;
        wide a = random_wide(15), b = random_wide(15);
        char text[100];
        unsigned flags = 0;
        enum capai_rounding mode = (enum capai_rounding)random_below(CAPAI_ROUNDING_COUNT);
        print_wide(a, s, true, text);
        capai_decimal x = dec(text);
        print_wide(b, t, true, text);
        capai_decimal y = dec(text);

        wide p = a * power(both - s), q = b * power(both - t);
        print_wide(p + q, both, true, text);
        assert_decimal(capai_decimal_add(x, y, mode, &flags), text);
        print_wide(p - q, both, true, text);
        assert_decimal(capai_decimal_subtract(x, y, mode, &flags), text);
        print_wide(a * b, s + t, true, text);
        assert_decimal(capai_decimal_multiply(x, y, mode, &flags), text);
        assert_int_equal(flags, 0);
        assert_int_equal(capai_decimal_compare(x, y), (p > q) - (p < q));
    }
}

static capai_decimal random_decimal(void)
{
    char text[100];
    wide value = random_wide(CAPAI_DECIMAL_DIGITS);
    print_wide(value, random_below(CAPAI_DECIMAL_DIGITS), true, text);
    return dec(text);
}

/* The library's result, where it is exact. A zero has no sign with us. */
static void expect_same(capai_decimal ours, unsigned flags, BID_UINT128 theirs, _IDEC_flags raised)
{
    assert_int_equal(flags & CAPAI_INEXACT, raised & BID_INEXACT_EXCEPTION ? CAPAI_INEXACT : 0);
    if (capai_decimal_sign(ours) == 0)
        theirs.w[1] &= ~(UINT64_C(1) << 63);
    assert_int_equal(ours.word[0], theirs.w[0]);
    assert_int_equal(ours.word[1], theirs.w[1]);
}

/* Whole numbers of 128 bits do most of the work: what they give is what the library gives, down to
 * the number of decimals, at every size. */
static void test_arithmetic_random_agrees_with_the_library(void **state)
{
    (void)state;
    for (int i = 0; i < 50000; i++) {
        capai_decimal x = random_decimal(), y = random_below(8) ? random_decimal() : x;
        BID_UINT128 a = {{x.word[0], x.word[1]}}, b = {{y.word[0], y.word[1]}};
        unsigned flags[3] = {0};
        _IDEC_flags raised[3] = {0}, none = 0;
        capai_decimal sum = capai_decimal_add(x, y, CAPAI_FLOOR, &flags[0]);
        BID_UINT128 c = bid128_add(a, b, BID_ROUNDING_DOWN, &raised[0]);
        expect_same(sum, flags[0], c, raised[0]);
        capai_decimal difference = capai_decimal_subtract(x, y, CAPAI_CEIL, &flags[1]);
        c = bid128_sub(a, b, BID_ROUNDING_UP, &raised[1]);
        expect_same(difference, flags[1], c, raised[1]);
        capai_decimal product = capai_decimal_multiply(x, y, CAPAI_HALF_UP, &flags[2]);
        c = bid128_mul(a, b, BID_ROUNDING_TIES_AWAY, &raised[2]);
        expect_same(product, flags[2], c, raised[2]);
        int sign = bid128_quiet_less(a, b, &none) ? -1 : !bid128_quiet_equal(a, b, &none);
        assert_int_equal(capai_decimal_compare(x, y), sign);
    }
}

/* ---- rounding ---- */

static void test_round_in_every_mode_by_table(void **state)
{
    static const struct {
        const char *x;
        int digits;
        const char *result[CAPAI_ROUNDING_COUNT];
    } cases[] = {
        /*               half_up  half_even  down    up      floor   ceil */
        {"2.5", 0, {"3", "2", "2", "3", "2", "3"}},
        {"-2.5", 0, {"-3", "-2", "-2", "-3", "-3", "-2"}},
        {"3.5", 0, {"4", "4", "3", "4", "3", "4"}},
        {"-3.5", 0, {"-4", "-4", "-3", "-4", "-4", "-3"}},
        {"0.5", 0, {"1", "0", "0", "1", "0", "1"}},
        {"-0.5", 0, {"-1", "0", "0", "-1", "-1", "0"}},
        {"2.4999999", 0, {"2", "2", "2", "3", "2", "3"}},
        {"-2.5000001", 0, {"-3", "-3", "-2", "-3", "-3", "-2"}},
        {"97.7857", 2, {"97.79", "97.79", "97.78", "97.79", "97.78", "97.79"}},
        {"0.995", 2, {"1.00", "1.00", "0.99", "1.00", "0.99", "1.00"}},
        {"-0.004", 2, {"0.00", "0.00", "0.00", "-0.01", "-0.01", "0.00"}},
        {"7", 2, {"7.00", "7.00", "7.00", "7.00", "7.00", "7.00"}},
        {"-7.1000", 1, {"-7.1", "-7.1", "-7.1", "-7.1", "-7.1", "-7.1"}},
        {"-0.00", 1, {"0.0", "0.0", "0.0", "0.0", "0.0", "0.0"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int m = 0; m < CAPAI_ROUNDING_COUNT; m++) {
            unsigned flags = 0;
            capai_decimal x = capai_decimal_round(dec(cases[i].x), cases[i].digits,
                                                  (enum capai_rounding)m, &flags);
            assert_decimal(x, cases[i].result[m]);
            assert_int_equal(flags, 0);
            assert_int_equal(capai_decimal_decimals(x), cases[i].digits);
        }
}

static void test_round_random_agrees_with_integers(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        int scale = random_below(12), digits = random_below(8);
        wide value = random_wide(24);
        /* half of the values that lose digits are ties */
        if (scale > digits && random_below(2))
            value = value / power(scale - digits) * power(scale - digits) +
                    (value < 0 ? -5 : 5) * power(scale - digits - 1);
        char text[100];
        print_wide(value, scale, true, text);
        capai_decimal x = dec(text);
        for (int m = 0; m < CAPAI_ROUNDING_COUNT; m++) {
            enum capai_rounding mode = (enum capai_rounding)m;
            unsigned flags = 0;
            wide rounded = digits >= scale ? value * power(digits - scale)
                                           : divide_rounded(value, power(scale - digits), mode);
            print_wide(rounded, digits, true, text);
            assert_decimal(capai_decimal_round(x, digits, mode, &flags), text);
            assert_int_equal(flags, 0);
        }
    }
}

static void test_round_result_of_more_than_34_digits_gives_range(void **state)
{
    static const struct {
        const char *x;
        int digits;
        unsigned flags;
    } cases[] = {
        {NINES, 0, 0},
        {NINES, 1, CAPAI_RANGE},
        {"99999999999999999999999999999999.99", 2, 0},
        {"99999999999999999999999999999999.99", 3, CAPAI_RANGE},
        {"-1", 33, 0},
        {"-1", 34, CAPAI_RANGE},
        {"0", CAPAI_DECIMAL_SCALE, 0},
        {TINY, 93, 0},
        {TINY, 94, CAPAI_RANGE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned flags = 0;
        capai_decimal x = dec(cases[i].x);
        capai_decimal y = capai_decimal_round(x, cases[i].digits, CAPAI_HALF_UP, &flags);
        assert_int_equal(flags, cases[i].flags);
        assert_int_equal(capai_decimal_compare(y, flags ? dec("0") : x), 0);
    }
}

static void test_unit_by_digits(void **state)
{
    (void)state;
    assert_decimal(capai_decimal_unit(0), "1");
    assert_decimal(capai_decimal_unit(2), "0.01");
    assert_int_equal(capai_decimal_decimals(capai_decimal_unit(CAPAI_DECIMAL_SCALE)),
                     CAPAI_DECIMAL_SCALE);
    assert_int_equal(capai_decimal_sign(capai_decimal_unit(CAPAI_DECIMAL_SCALE)), 1);
}

/* A zero is exact however many zeros stand behind the digits of its factors. */
static void test_multiply_zero_by_a_number_without_end_is_zero(void **state)
{
    unsigned flags = 0;
    capai_decimal x = dec("1000000000000000000000000000000000");
    (void)state;
    for (int i = 0; i < 3; i++) {
        x = capai_decimal_multiply(x, dec("100000000000000000000"), CAPAI_HALF_EVEN, &flags);
        const capai_decimal zero = capai_decimal_subtract(x, x, CAPAI_HALF_EVEN, &flags);
        assert_decimal(capai_decimal_multiply(zero, x, CAPAI_HALF_EVEN, &flags), "0");
    }
    assert_int_equal(flags, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse_and_format_by_text_keep_decimals),
        cmocka_unit_test(test_parse_broken_text_gives_syntax),
        cmocka_unit_test(test_parse_too_many_digits_gives_digits),
        cmocka_unit_test(test_parse_and_format_random_round_trip),
        cmocka_unit_test(test_format_longest_fits_the_buffer),
        cmocka_unit_test(test_from_int_boundaries_are_exact),
        cmocka_unit_test(test_rounding_name_by_mode),
        cmocka_unit_test(test_compare_as_numbers_ignores_decimals),
        cmocka_unit_test(test_negate_zero_has_no_sign),
        cmocka_unit_test(test_arithmetic_in_every_mode_by_table),
        cmocka_unit_test(test_arithmetic_flags_accumulate),
        cmocka_unit_test(test_arithmetic_random_agrees_with_integers),
        cmocka_unit_test(test_arithmetic_random_agrees_with_the_library),
        cmocka_unit_test(test_round_in_every_mode_by_table),
        cmocka_unit_test(test_round_random_agrees_with_integers),
        cmocka_unit_test(test_round_result_of_more_than_34_digits_gives_range),
        cmocka_unit_test(test_unit_by_digits),
        cmocka_unit_test(test_multiply_zero_by_a_number_without_end_is_zero),
    };
    return cmocka_run_group_tests_name("decimal", tests, setup_seed, NULL);
}
