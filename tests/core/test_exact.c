#include "random_test.h"

#include "capai/exact.h"

__extension__ typedef __int128 wide;

enum { TERMS = 8, MODES = CAPAI_ROUNDING_COUNT };

/* A sum written as "100/3 + 100/3 - 1/7", terms in plain text. */
static struct capai_exact sum_of(const char *text, struct capai_ratio *terms)
{
    size_t count = 0;
    while (*text) {
        size_t size = strcspn(text, " "), slash = strcspn(text, "/");
        assert_true(slash < size);
        assert_true(count < TERMS);
        struct capai_ratio *term = &terms[count++];
        assert_int_equal(capai_decimal_parse((capai_text){text, slash}, &term->numerator, NULL), 0);
        assert_int_equal(capai_decimal_parse((capai_text){text + slash + 1, size - slash - 1},
                                             &term->denominator, NULL),
                         0);
        text += size;
        text += strspn(text, " ");
    }
    return (struct capai_exact){terms, count};
}

/* Rounds in every mode, checks that the scratch arena is as before, and compares with `results`;
 * where one is missing it is as the first. */
static void expect_rounded(struct capai_exact x, int digits, const char *const results[MODES])
{
    struct capai_arena scratch;
    capai_arena_init(&scratch, NULL, NULL, 0);
    char *kept = capai_arena_alloc(&scratch, 8);
    memcpy(kept, "kept", 5);
    for (int m = 0; m < MODES; m++) {
        struct capai_error err = {0};
        capai_decimal out = dec("42");
        struct capai_mark before = capai_arena_mark(&scratch);
        size_t total = scratch.total;
        enum capai_status status =
            capai_exact_round(x, digits, (enum capai_rounding)m, &scratch, &out, &err);
        assert_string_equal(capai_message_name(err.message), "NONE");
        assert_int_equal(status, CAPAI_OK);
        assert_decimal(out, results[m] ? results[m] : results[0]);
        struct capai_mark after = capai_arena_mark(&scratch);
        assert_ptr_equal(after.block, before.block);
        assert_int_equal(after.used, before.used);
        assert_int_equal(scratch.total, total);
        assert_string_equal(kept, "kept");
    }
    capai_arena_clear(&scratch);
}

static int compared(struct capai_exact a, struct capai_exact b)
{
    struct capai_arena scratch;
    struct capai_error err = {0};
    int sign = 42;
    capai_arena_init(&scratch, NULL, NULL, 0);
    assert_int_equal(capai_exact_compare(a, b, &scratch, &sign, &err), CAPAI_OK);
    assert_int_equal(err.message, CAPAI_MSG_NONE);
    capai_arena_clear(&scratch);
    return sign;
}

/* ---- by table ---- */

#define NINES "9999999999999999999999999999999999" /* 34 */

static void test_round_by_table_in_every_mode(void **state)
{
    static const struct {
        const char *sum;
        int digits;
        const char *results[MODES]; /* half_up, half_even, down, up, floor, ceil */
    } cases[] = {
        {"", 2, {"0.00"}},
        {"5/1", 0, {"5"}},
        {"100/3 100/3 100/3", 2, {"100.00"}},
        {"-100/3 -100/3 -100/3", 2, {"-100.00"}},
        {"100/3 100/3", 2, {"66.67", "66.67", "66.66", "66.67", "66.66", "66.67"}},
        {"-100/3 100/-3", 2, {"-66.67", "-66.67", "-66.66", "-66.67", "-66.67", "-66.66"}},
        {"68.45/0.70", 2, {"97.79", "97.79", "97.78", "97.79", "97.78", "97.79"}},
        /* ties that only whole numbers see: 1/6 + 1/3 = 1/2, 5/6 + 5/3 = 5/2 */
        {"1/6 1/3", 0, {"1", "0", "0", "1", "0", "1"}},
        {"-1/6 -1/3", 0, {"-1", "0", "0", "-1", "-1", "0"}},
        {"5/6 5/3", 0, {"3", "2", "2", "3", "2", "3"}},
        {"-5/6 -5/3", 0, {"-3", "-2", "-2", "-3", "-3", "-2"}},
        /* nothing, out of terms that none of the bounds can make nothing of */
        {"1/3 1/3 -2/3", 2, {"0.00"}},
        {"-1/3 -1/7 10/21", 3, {"0.000"}},
        /* a hair beside zero: bounds on both sides */
        {"1/3 -1/3 "
         "0.0000000000000000000000000000000000000001/3",
         2,
         {"0.00", "0.00", "0.00", "0.01", "0.00", "0.01"}},
        {"1/3 -1/3 "
         "-0.0000000000000000000000000000000000000001/3",
         2,
         {"0.00", "0.00", "0.00", "-0.01", "-0.01", "0.00"}},
        /* a hair beside a tie */
        {"1/6 1/3 0.0000000000000000000000000000000000000001/3", 0, {"1", "1", "0", "1", "0", "1"}},
        {"1/6 1/3 -0.0000000000000000000000000000000000000001/3",
         0,
         {"0", "0", "0", "1", "0", "1"}},
        {"0/7 0/-3", 1, {"0.0"}},
        {NINES "/1", 0, {NINES}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_ratio terms[TERMS];
        expect_rounded(sum_of(cases[i].sum, terms), cases[i].digits, cases[i].results);
    }
}

/* Results that fit, out of terms that leave the 34-digit bounds far apart or out of their range. */
static void test_round_where_bounds_are_useless_is_still_exact(void **state)
{
    static const struct {
        const char *sum;
        int digits;
        const char *results[MODES];
    } cases[] = {
        /* 10^33/3 - 10^33/3 + 1/3 */
        {"1000000000000000000000000000000000/3 -1000000000000000000000000000000000/3 1/3",
         2,
         {"0.33", "0.33", "0.33", "0.34", "0.33", "0.34"}},
        /* less than nothing by so little that bounds do not tell on which side it is */
        {"1000000000000000000000000000000000/3 -2000000000000000000000000000000000/6 -0.01/3",
         0,
         {"0", "0", "0", "-1", "-1", "0"}},
        /* three times (10^34 - 2)/9 * 3 */
        {"9999999999999999999999999999999998/3 9999999999999999999999999999999998/3 "
         "9999999999999999999999999999999998/3",
         0,
         {"9999999999999999999999999999999998"}},
        /* 34 digits, whose midpoint has 35 */
        {"9999999999999999999999999999999998/1.1",
         0,
         {"9090909090909090909090909090909089", "9090909090909090909090909090909089",
          "9090909090909090909090909090909089", "9090909090909090909090909090909090",
          "9090909090909090909090909090909089", "9090909090909090909090909090909090"}},
        /* as many decimals as the units of the sums have, one more and one less */
        {"1.00000000001/3 1/7", 2, {"0.48", "0.48", "0.47", "0.48", "0.47", "0.48"}},
        {"1.000000000001/3 1/7", 2, {"0.48", "0.48", "0.47", "0.48", "0.47", "0.48"}},
        {"1.0000000000001/3 1/7", 2, {"0.48", "0.48", "0.47", "0.48", "0.47", "0.48"}},
        {"123456789.00000000000007/3 1/7",
         2,
         {"41152263.14", "41152263.14", "41152263.14", "41152263.15", "41152263.14",
          "41152263.15"}},
        /* 10^-70 / 3 */
        {"0.0000000000000000000000000000000000000000000000000000000000000000000001/3",
         2,
         {"0.00", "0.00", "0.00", "0.01", "0.00", "0.01"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_ratio terms[TERMS];
        expect_rounded(sum_of(cases[i].sum, terms), cases[i].digits, cases[i].results);
    }
}

static void test_round_result_of_more_than_34_digits_gives_range(void **state)
{
    static const struct {
        const char *sum;
        int digits;
    } cases[] = {
        {NINES "/1", 1},
        {NINES "/1 " NINES "/1", 0},
        {"-1000000000000000000000000000000000/3", 2},
        {"1/3", 35},
        /* 35 digits that a few bits more than those of 34 would hold */
        {"1000000000000000000000000000000000/1", 1},
        {"500000000000000000000000000000000/1 1500000000000000000000000000000000/3", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int m = 0; m < MODES; m++) {
            struct capai_ratio terms[TERMS];
            struct capai_exact x = sum_of(cases[i].sum, terms);
            struct capai_error err = {0};
            struct capai_arena scratch;
            capai_decimal out = dec("42");
            capai_arena_init(&scratch, NULL, NULL, 0);
            assert_int_equal(
                capai_exact_round(x, cases[i].digits, (enum capai_rounding)m, &scratch, &out, &err),
                CAPAI_ERR_DATA);
            assert_message(err, CAPAI_MSG_NUMBER_RANGE);
            assert_decimal(out, "42");
            assert_int_equal(scratch.total, 0);
            assert_int_equal(
                capai_exact_round(x, cases[i].digits, (enum capai_rounding)m, &scratch, &out, NULL),
                CAPAI_ERR_DATA);
            capai_arena_clear(&scratch);
        }
}

static void test_compare_by_table_is_antisymmetric(void **state)
{
    static const struct {
        const char *a, *b;
        int sign;
    } cases[] = {
        {"", "", 0},
        {"", "0/5", 0},
        {"1/1", "", 1},
        {"100/3 100/3 100/3", "100/1", 0},
        {"1/3 1/6", "0.5/1", 0},
        {"1/3", "0.3333333333333333333333333333333333/1", 1},
        {"-1/3", "-0.3333333333333333333333333333333333/1", -1},
        {"1/3", "0.3333333333333333333333333333333334/1", -1},
        {"1/3", "-1/-3", 0},
        {"1/-3", "-1/3", 0},
        {"2/7 3/7", "5/7", 0},
        {"1/7 1/11", "18/77", 0},
        {"1/7 1/11", "18/77 0.0000000000000000000000000000000000000000000000000001/7", -1},
        {"1000000000000000000000000000000000/3 1/3", "1000000000000000000000000000000001/3", 0},
        {"0.00/3", "1/3 -1/3", 0},
        {"83.20/1", "83.2/1", 0},
        /* quotients finer than a decimal can be */
        {"0.0000000000000000000000000000000000000000000000000000000000000000000001/3",
         "0.0000000000000000000000000000000000000000000000000000000000000000000001/4", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_ratio a[TERMS], b[TERMS];
        struct capai_exact x = sum_of(cases[i].a, a), y = sum_of(cases[i].b, b);
        assert_int_equal(compared(x, y), cases[i].sign);
        assert_int_equal(compared(y, x), -cases[i].sign);
        assert_int_equal(compared(x, x), 0);
        assert_int_equal(compared(y, y), 0);
    }
}

static void test_ratio_of_and_exact_of_are_the_decimal(void **state)
{
    struct capai_ratio ratio = capai_ratio_of(dec("83.25"));
    struct capai_exact x = capai_exact_of(&ratio);
    static const char *const results[MODES] = {"83.3", "83.2", "83.2", "83.3", "83.2", "83.3"};
    (void)state;
    assert_decimal(ratio.numerator, "83.25");
    assert_decimal(ratio.denominator, "1");
    assert_int_equal(x.count, 1);
    assert_ptr_equal(x.terms, &ratio);
    expect_rounded(x, 1, results);
}

/* ---- against whole numbers ---- */

/* All denominators below divide this; the numerators have two decimals. */
enum { COMMON = 720720, HUNDRED = 100 };

struct fraction {
    wide numerator, denominator; /* the denominator is positive */
};

static capai_decimal decimal_of(int64_t value, int decimals)
{
    unsigned flags = 0;
    capai_decimal unit = capai_decimal_unit(decimals);
    return capai_decimal_multiply(capai_decimal_from_int(value), unit, CAPAI_DOWN, &flags);
}

/* A random sum in `terms`, and its value. */
static struct capai_exact random_sum(struct capai_ratio *terms, struct fraction *value)
{
    static const int denominators[] = {1, 2, 3, 3, 3, 4, 6, 7, 8, 9, 11, 12, 13};
    size_t count = (size_t)random_below(TERMS - 1);
    *value = (struct fraction){0, (wide)COMMON * HUNDRED};
    for (size_t i = 0; i < count; i++) {
        int d = denominators[random_below(sizeof denominators / sizeof *denominators)];
        int n = random_below(40001) - 20000;
        if (random_below(2))
            n = n / HUNDRED * HUNDRED;
        int sign = random_below(4) ? 1 : -1;
        /* 12.5/3, and 1.25/0.3 for the same */
        int fine = random_below(3);
        terms[i] = (struct capai_ratio){decimal_of(n, 2 + fine), decimal_of(sign * d, fine)};
        value->numerator += (wide)sign * n * (COMMON / d);
    }
    return (struct capai_exact){terms, count};
}

/* Adds the term that brings the sum to a tie, a whole unit or zero at `digits` decimals, or to a
 * neighbour of it. */
static void bring_to_tie(struct capai_exact *x, struct capai_ratio *terms, struct fraction *value,
                         int digits)
{
    int scale = 2;
    for (int i = 0; i < digits; i++)
        scale *= 10;
    wide whole = value->denominator * scale;
    int64_t goal = random_below(4) ? random_below(401) - 200 : 0;
    int64_t missing = (int64_t)(goal * value->denominator - value->numerator * scale);
    missing += random_below(3) - 1;
    terms[x->count++] = (struct capai_ratio){capai_decimal_from_int(missing),
                                             capai_decimal_from_int((int64_t)whole)};
    *value = (struct fraction){value->numerator * scale + missing, whole};
}

static int64_t round_fraction(struct fraction x, int digits, enum capai_rounding mode)
{
    wide n = x.numerator, d = x.denominator;
    for (int i = 0; i < digits; i++)
        n *= 10;
    wide floor = n / d - (n % d < 0), twice = 2 * (n - floor * d);
    bool up = false;
    if (mode == CAPAI_HALF_UP)
        up = twice > d || (twice == d && n > 0);
    else if (mode == CAPAI_HALF_EVEN)
        up = twice > d || (twice == d && floor % 2 != 0);
    else if (mode == CAPAI_DOWN)
        up = twice && n < 0;
    else if (mode == CAPAI_UP)
        up = twice && n > 0;
    else if (mode == CAPAI_CEIL)
        up = twice != 0;
    return (int64_t)(floor + up);
}

static void test_round_random_agrees_with_whole_numbers(void **state)
{
    struct capai_arena scratch;
    (void)state;
    capai_arena_init(&scratch, NULL, NULL, 0);
    for (int i = 0; i < 10000; i++) {
        struct capai_ratio terms[TERMS];
        struct fraction value;
        int digits = random_below(4);
        struct capai_exact x = random_sum(terms, &value);
        if (random_below(4))
            bring_to_tie(&x, terms, &value, digits);
        for (int m = 0; m < MODES; m++) {
            enum capai_rounding mode = (enum capai_rounding)m;
            capai_decimal out;
            assert_int_equal(capai_exact_round(x, digits, mode, &scratch, &out, NULL), CAPAI_OK);
            capai_decimal expected = decimal_of(round_fraction(value, digits, mode), digits);
            if (capai_decimal_compare(out, expected) != 0)
                fail_msg("case %d, mode %s", i, capai_rounding_name(mode));
            assert_int_equal(capai_decimal_decimals(out), digits);
        }
    }
    capai_arena_clear(&scratch);
}

static void test_compare_random_agrees_with_whole_numbers(void **state)
{
    (void)state;
    for (int i = 0; i < 10000; i++) {
        struct capai_ratio a[TERMS], b[TERMS];
        struct fraction p, q;
        struct capai_exact x = random_sum(a, &p), y = random_sum(b, &q);
        if (random_below(4)) { /* b's last term makes it equal to a, or nearly so */
            int64_t missing = (int64_t)(p.numerator - q.numerator) + random_below(3) - 1;
            b[y.count++] = (struct capai_ratio){capai_decimal_from_int(missing),
                                                capai_decimal_from_int((int64_t)p.denominator)};
            q.numerator += missing;
        }
        int sign = (p.numerator > q.numerator) - (p.numerator < q.numerator);
        if (compared(x, y) != sign || compared(y, x) != -sign)
            fail_msg("case %d: expected %d", i, sign);
    }
}

/* ---- one quotient, and the same in two: both ways of deciding agree at every size ---- */

/* A decimal of up to `most` random digits, with up to 6 decimals. */
static capai_decimal random_decimal(int most)
{
    char text[64];
    size_t size = 0;
    int digits = 1 + random_below(most), decimals = random_below(7);
    text[size++] = random_below(2) ? '-' : '+';
    text[size++] = (char)('1' + random_below(9));
    for (int i = 1; i < digits; i++) /* often one that ends in zeros */
        text[size++] = i > digits / 2 && random_below(2) ? '0' : (char)('0' + random_below(10));
    text[size] = '\0';
    unsigned flags = 0;
    return capai_decimal_multiply(dec(text), capai_decimal_unit(decimals), CAPAI_DOWN, &flags);
}

static capai_decimal times(capai_decimal x, int factor)
{
    unsigned flags = 0;
    x = capai_decimal_multiply(x, capai_decimal_from_int(factor), CAPAI_DOWN, &flags);
    assert_int_equal(flags, 0);
    return x;
}

static void test_one_quotient_and_the_same_in_two_agree(void **state)
{
    struct capai_arena scratch;
    (void)state;
    capai_arena_init(&scratch, NULL, NULL, 0);
    for (int i = 0; i < 10000; i++) {
        const struct capai_ratio one = {random_decimal(33), random_decimal(33)};
        /* n/2d + 2n/4d */
        const struct capai_ratio two[] = {{one.numerator, times(one.denominator, 2)},
                                          {times(one.numerator, 2), times(one.denominator, 4)}};
        struct capai_exact x = capai_exact_of(&one), y = {two, 2};
        const struct capai_ratio other = {random_decimal(33), random_decimal(33)};
        int digits = random_below(5);
        for (int m = 0; m < MODES; m++) {
            capai_decimal a = dec("42"), b = dec("42");
            enum capai_rounding mode = (enum capai_rounding)m;
            enum capai_status status = capai_exact_round(x, digits, mode, &scratch, &a, NULL);
            assert_int_equal(capai_exact_round(y, digits, mode, &scratch, &b, NULL), status);
            assert_memory_equal(&a, &b, sizeof a);
        }
        assert_int_equal(compared(x, y), 0);
        assert_int_equal(compared(x, capai_exact_of(&other)), compared(y, capai_exact_of(&other)));
    }
    capai_arena_clear(&scratch);
}

/* ---- many denominators ---- */

enum { MANY = 1000 };

/* factor/(1*2) + factor/(2*3) + ... = factor - factor/n, out of n - 1 terms. */
static struct capai_exact telescope(struct capai_ratio *terms, int n, int factor)
{
    for (int k = 1; k < n; k++)
        terms[k - 1] = (struct capai_ratio){capai_decimal_from_int(factor),
                                            capai_decimal_from_int((int64_t)k * (k + 1))};
    return (struct capai_exact){terms, (size_t)n - 1};
}

static void test_round_many_denominators_sees_ties_and_equality(void **state)
{
    static struct capai_ratio terms[MANY];
    static const struct {
        int n, factor, digits;
        const char *results[MODES];
    } cases[] = {
        {200, 1, 2, {"1.00", "1.00", "0.99", "1.00", "0.99", "1.00"}},        /* 0.995 */
        {200, -1, 2, {"-1.00", "-1.00", "-0.99", "-1.00", "-1.00", "-0.99"}}, /* -0.995 */
        {200, 3, 2, {"2.99", "2.98", "2.98", "2.99", "2.98", "2.99"}},        /* 2.985 */
        {200, -3, 2, {"-2.99", "-2.98", "-2.98", "-2.99", "-2.99", "-2.98"}}, /* -2.985 */
        {400, 100, 2, {"99.75"}},
        {MANY, 1, 3, {"0.999"}},
        {300, 1, 2, {"1.00", "1.00", "0.99", "1.00", "0.99", "1.00"}}, /* 0.99666... */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_rounded(telescope(terms, cases[i].n, cases[i].factor), cases[i].digits,
                       cases[i].results);

    struct capai_ratio limit = capai_ratio_of(dec("0.999"));
    struct capai_exact x = telescope(terms, MANY, 1), y = capai_exact_of(&limit);
    assert_int_equal(compared(x, y), 0);
    x.count--;
    assert_int_equal(compared(x, y), -1);
    assert_int_equal(compared(y, x), 1);
}

/* Numbers at the ends of the range need the longest whole numbers: 34 nines and 200 zeros. */
static void test_compare_longest_factors_is_exact(void **state)
{
    struct capai_ratio a[TERMS], b[TERMS];
    unsigned flags = 0;
    capai_decimal huge = dec(NINES), fine = capai_decimal_unit(CAPAI_DECIMAL_SCALE);
    (void)state;
    for (int i = 0; i < 3; i++)
        huge = capai_decimal_multiply(huge, dec("1000000000000000000000000000000000"), CAPAI_DOWN,
                                      &flags);
    huge = capai_decimal_multiply(huge, dec("10"), CAPAI_DOWN, &flags);
    assert_int_equal(flags, 0);
    for (size_t i = 0; i < TERMS; i++) {
        a[i] = (struct capai_ratio){huge, i % 2 ? fine : capai_decimal_negate(fine)};
        b[i] = (struct capai_ratio){fine, huge};
    }
    struct capai_exact x = {a, TERMS}, y = {b, TERMS};
    assert_int_equal(compared(x, x), 0);
    assert_int_equal(compared(x, y), -1);
    assert_int_equal(compared(y, x), 1);
    x.count--;
    assert_int_equal(compared(x, y), -1);
    y.count--;
    assert_int_equal(compared(y, (struct capai_exact){b, TERMS}), -1);
}

/* ---- torture ---- */

static void expect_round_torture(struct capai_exact x, int digits, const char *expected)
{
    struct torture t = {.runs = 0};
    while (torture_next(&t)) {
        capai_decimal out = dec("42");
        t.status = capai_exact_round(x, digits, CAPAI_DOWN, &t.arena, &out, &t.err);
        assert_decimal(out, t.status ? "42" : expected);
        assert_int_equal(t.arena.total, 0); /* as it was found, also after a failure */
    }
    assert_true(t.runs > 2);
}

static void test_round_torture_fails_cleanly(void **state)
{
    struct capai_ratio terms[TERMS];
    (void)state;
    expect_round_torture(sum_of("100/3 200/6 100/3", terms), 2, "100.00");
    expect_round_torture(sum_of("1000000000000000000000000000000000/3 "
                                "-2000000000000000000000000000000000/6 1/3",
                                terms),
                         2, "0.33");
    expect_round_torture(sum_of("1/3 2/6 1/3 0.0000000000000000000000000000000000000001/3", terms),
                         2, "1.00");
}

static void test_compare_torture_fails_cleanly(void **state)
{
    struct capai_ratio a[TERMS], b[TERMS];
    struct capai_exact x = sum_of("1/3 2/6 1/3", a), y = sum_of("1/1", b);
    struct torture t = {.runs = 0};
    (void)state;
    while (torture_next(&t)) {
        int sign = 42;
        t.status = capai_exact_compare(x, y, &t.arena, &sign, &t.err);
        assert_int_equal(sign, t.status ? 42 : 0);
        assert_int_equal(t.arena.total, 0);
    }
    assert_true(t.runs > 2);
}

#define MUCH "1000000000000000000000000000000000"

static void test_bounds_that_decide_take_no_memory(void **state)
{
    struct capai_ratio a[TERMS], b[TERMS];
    struct capai_arena scratch;
    struct failing failing = {.fail_at = 0};
    capai_decimal out;
    int sign;
    (void)state;
    capai_arena_init(&scratch, failing_alloc, &failing, 0);
    struct capai_exact x = sum_of("200/3", a), y = sum_of("200/7", b);
    assert_int_equal(capai_exact_round(x, 2, CAPAI_HALF_UP, &scratch, &out, NULL), CAPAI_OK);
    assert_decimal(out, "66.67");
    assert_int_equal(capai_exact_compare(x, y, &scratch, &sign, NULL), CAPAI_OK);
    assert_int_equal(sign, 1);
    assert_int_equal(failing.requests, 0);
    /* bounds of which the lower one is 0 */
    x = sum_of("0.3333333333333333333333333333333334/1 -1/3", a);
    assert_int_equal(capai_exact_round(x, 2, CAPAI_FLOOR, &scratch, &out, NULL), CAPAI_OK);
    assert_decimal(out, "0.00");
    assert_int_equal(failing.requests, 0);
}

/* Of which bounds of 34 digits do not tell what whole numbers of 128 bits do. */
static void test_small_quotients_take_no_memory(void **state)
{
    static const struct {
        const char *a, *b;
        int sign;
    } cases[] = {
        {"1/3", "2/6", 0},
        {"-1/3", "-2/6", 0},
        {MUCH "/3 -" MUCH "/3 0.1/3", "0.2/6", 0},
        {MUCH "/3 -" MUCH "/3 0.1/3", "0.3/6", -1},
        {MUCH "/3 -" MUCH "/3 -0.1/3", "0.1/3", -1},
    };
    struct capai_ratio a[TERMS], b[TERMS];
    struct capai_arena scratch;
    struct failing failing = {.fail_at = 0};
    capai_decimal out;
    (void)state;
    capai_arena_init(&scratch, failing_alloc, &failing, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_exact x = sum_of(cases[i].a, a), y = sum_of(cases[i].b, b);
        int sign = 42;
        assert_int_equal(capai_exact_compare(x, y, &scratch, &sign, NULL), CAPAI_OK);
        assert_int_equal(sign, cases[i].sign);
        assert_int_equal(capai_exact_compare(y, x, &scratch, &sign, NULL), CAPAI_OK);
        assert_int_equal(sign, -cases[i].sign);
    }
    /* less than half of the last digit, which no 34 digits show */
    struct capai_exact x = sum_of("3375148726953394003373678527596359/65003", a);
    assert_int_equal(capai_exact_round(x, 5, CAPAI_HALF_UP, &scratch, &out, NULL), CAPAI_OK);
    assert_decimal(out, "51922968585348276285304963272.40833");
    assert_int_equal(failing.requests, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_by_table_in_every_mode),
        cmocka_unit_test(test_round_where_bounds_are_useless_is_still_exact),
        cmocka_unit_test(test_round_result_of_more_than_34_digits_gives_range),
        cmocka_unit_test(test_compare_by_table_is_antisymmetric),
        cmocka_unit_test(test_ratio_of_and_exact_of_are_the_decimal),
        cmocka_unit_test(test_round_random_agrees_with_whole_numbers),
        cmocka_unit_test(test_compare_random_agrees_with_whole_numbers),
        cmocka_unit_test(test_one_quotient_and_the_same_in_two_agree),
        cmocka_unit_test(test_round_many_denominators_sees_ties_and_equality),
        cmocka_unit_test(test_compare_longest_factors_is_exact),
        cmocka_unit_test(test_round_torture_fails_cleanly),
        cmocka_unit_test(test_compare_torture_fails_cleanly),
        cmocka_unit_test(test_bounds_that_decide_take_no_memory),
        cmocka_unit_test(test_small_quotients_take_no_memory),
    };
    return cmocka_run_group_tests_name("exact", tests, setup_seed, NULL);
}
