#include "random_test.h"

#include <gmp.h>

#include "capai/aggregate.h"
#include "core/root.h"

static const struct capai_average geometric = {.kind = CAPAI_GEOMETRIC};

static enum capai_status root_of(const struct capai_ratio *factors, size_t count,
                                 capai_decimal *out)
{
    struct capai_arena arena;
    struct capai_error err = {0};
    capai_arena_init(&arena, NULL, NULL, 0);
    enum capai_status status = root_of_product(factors, count, &arena, out, &err);
    capai_arena_clear(&arena);
    assert_int_equal(err.status, status);
    if (status)
        assert_message(err, CAPAI_MSG_NUMBER_RANGE);
    return status;
}

static void test_root_worked_numbers(void **state)
{
    const struct {
        const char *factors[4][2]; /* numerator, denominator */
        const char *expected;
    } cases[] = {
        {{{"50", "1"}, {"200", "1"}}, "100.00000000000000000000"},
        {{{"100", "3"}, {"300", "1"}}, "100.00000000000000000000"},
        {{{"97.78", "1"}}, "97.78000000000000000000"},
        {{{"-8", "-1"}}, "8.00000000000000000000"},
        {{{"80", "1"}, {"80", "1"}, {"80", "1"}, {"80", "1"}}, "80.00000000000000000000"},
        {{{"0", "7"}, {"200", "1"}}, "0.00000000000000000000"},
        {{{"0.000004", "1"}, {"0.000009", "1"}}, "0.00000600000000000000"},
        /* irrational: a digit 5 behind the twentieth decimal stands for the rest */
        {{{"1", "1"}, {"2", "1"}}, "1.414213562373095048805"},
        {{{"1", "1"}, {"1", "1"}, {"10", "1"}}, "2.154434690031883721755"},
        {{{"100", "3"}}, "33.333333333333333333335"},
        /* the largest, and the smallest above zero, that can be told apart */
        {{{"9999999999999", "1"}}, "9999999999999.00000000000000000000"},
        {{{"1", "1000000000000000000000000000000"}}, "0.000000000000000000005"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_ratio factors[4];
        size_t count = 0;
        capai_decimal root;
        for (; count < 4 && cases[i].factors[count][0]; count++)
            factors[count] = (struct capai_ratio){dec(cases[i].factors[count][0]),
                                                  dec(cases[i].factors[count][1])};
        assert_int_equal(root_of(factors, count, &root), CAPAI_OK);
        assert_decimal(root, cases[i].expected);
    }
}

static void test_root_beyond_its_limits_is_range(void **state)
{
    static struct capai_ratio many[ROOT_FACTORS + 1];
    const struct capai_ratio large = capai_ratio_of(dec("10000000000000"));
    capai_decimal root = dec("77");
    (void)state;
    assert_int_equal(root_of(&large, 1, &root), CAPAI_ERR_DATA);
    for (size_t i = 0; i <= ROOT_FACTORS; i++)
        many[i] = capai_ratio_of(dec("99.99"));
    assert_int_equal(root_of(many, ROOT_FACTORS + 1, &root), CAPAI_ERR_DATA);
    assert_decimal(root, "77");
    assert_int_equal(root_of(many, ROOT_FACTORS, &root), CAPAI_OK);
    assert_decimal(root, "99.99000000000000000000");
}

/* ---- against integer powers ---- */

/* (units / 10^digits)^count against the product of n[i] / d[i]: its sign. */
static int compare_power(const mpz_t units, unsigned digits, const long *n, const long *d,
                         size_t count)
{
    mpz_t left, right, scale;
    mpz_inits(left, right, scale, NULL);
    mpz_pow_ui(left, units, count);
    mpz_ui_pow_ui(scale, 10, digits * count);
    mpz_set(right, scale);
    for (size_t i = 0; i < count; i++) {
        mpz_mul_si(left, left, d[i]);
        mpz_mul_si(right, right, n[i]);
    }
    int sign = mpz_cmp(left, right);
    mpz_clears(left, right, scale, NULL);
    return (sign > 0) - (sign < 0);
}

static capai_decimal rounded(const struct capai_ratio *factors, size_t count, int digits,
                             enum capai_rounding mode)
{
    struct capai_arena arena;
    capai_decimal root, out = dec("-1");
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(root_of(factors, count, &root), CAPAI_OK);
    const struct capai_ratio ratio = capai_ratio_of(root);
    assert_int_equal(capai_exact_round(capai_exact_of(&ratio), digits, mode, &arena, &out, NULL),
                     CAPAI_OK);
    capai_arena_clear(&arena);
    return out;
}

/* The decimal in units of its last digit. */
static void set_units(mpz_t out, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT], digits[CAPAI_DECIMAL_TEXT];
    size_t count = 0;
    capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
    for (const char *c = text; *c; c++)
        if (*c != '.')
            digits[count++] = *c;
    digits[count] = 0;
    assert_int_equal(mpz_set_str(out, digits, 10), 0);
}

/* down <= root < down + 1 unit; up and half up follow from where the root lies between them. */
static void check_rounding(const long *n, const long *d, const struct capai_ratio *factors,
                           size_t count, unsigned digits)
{
    mpz_t down, other;
    mpz_inits(down, other, NULL);
    set_units(down, rounded(factors, count, (int)digits, CAPAI_DOWN));
    int below = compare_power(down, digits, n, d, count);
    mpz_add_ui(other, down, 1);
    assert_true(below <= 0);
    assert_int_equal(compare_power(other, digits, n, d, count), 1);

    set_units(other, rounded(factors, count, (int)digits, CAPAI_UP));
    mpz_sub(other, other, down);
    assert_int_equal(mpz_get_si(other), below < 0);

    mpz_mul_ui(other, down, 10); /* the middle, with one digit more */
    mpz_add_ui(other, other, 5);
    bool up = compare_power(other, digits + 1, n, d, count) <= 0;
    set_units(other, rounded(factors, count, (int)digits, CAPAI_HALF_UP));
    mpz_sub(other, other, down);
    assert_int_equal(mpz_get_si(other), up);
    mpz_clears(down, other, NULL);
}

static void test_root_rounds_as_integer_powers_say(void **state)
{
    (void)state;
    for (int run = 0; run < 400; run++) {
        long n[9], d[9];
        struct capai_ratio factors[9];
        size_t count = 1 + next_random() % 9;
        for (size_t i = 0; i < count; i++) {
            n[i] = random_below(20000);
            d[i] = 1 + random_below(150);
            if (run % 4 == 0 && i) { /* equal factors, and so roots without a rest */
                n[i] = n[0];
                d[i] = d[0];
            }
            factors[i] =
                (struct capai_ratio){capai_decimal_from_int(n[i]), capai_decimal_from_int(d[i])};
        }
        check_rounding(n, d, factors, count, (unsigned)random_below(13));
    }
}

/* ---- as a mean ---- */

static void test_aggregate_geometric_tie_and_class_are_those_of_the_root(void **state)
{
    const struct {
        const char *values[2];
        const char *half_up, *down;
    } cases[] = {
        {{"50", "200"}, "100.00", "100.00"},
        {{"99.99", "99.99"}, "99.99", "99.99"},
        {{"80", "90"}, "84.85", "84.85"},          /* 84.8528 */
        {{"99.995", "99.995"}, "100.00", "99.99"}, /* a tie */
        {{"0", "100"}, "0.00", "0.00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const capai_decimal values[] = {dec(cases[i].values[0]), dec(cases[i].values[1])};
        struct capai_arena arena;
        struct capai_exact mean;
        struct capai_error err = {0};
        capai_decimal out;
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(capai_aggregate(&geometric, values, NULL, 2, &arena, &mean, &err),
                         CAPAI_NILAI);
        assert_int_equal(capai_exact_round(mean, 2, CAPAI_HALF_UP, &arena, &out, &err), CAPAI_OK);
        assert_decimal(out, cases[i].half_up);
        assert_int_equal(capai_exact_round(mean, 2, CAPAI_DOWN, &arena, &out, &err), CAPAI_OK);
        assert_decimal(out, cases[i].down);
        capai_arena_clear(&arena);
    }
}

static void test_aggregate_geometric_below_zero_is_error(void **state)
{
    const capai_decimal values[] = {dec("50"), dec("-0.01")};
    struct capai_arena arena;
    struct capai_exact mean;
    struct capai_error err = {0};
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(capai_aggregate(&geometric, values, NULL, 2, &arena, &mean, &err),
                     CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_message(err, CAPAI_MSG_GEOMETRIC_NEGATIVE);
    capai_arena_clear(&arena);
}

static void test_aggregate_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    const capai_decimal values[] = {dec("50"), dec("70.5"), dec("1"), dec("2"), dec("3"),
                                    dec("4"),  dec("5"),    dec("6"), dec("7")};
    (void)state;
    for (int kind = 0; kind < CAPAI_AVERAGE_COUNT; kind++) {
        const struct capai_average average = {.kind = (enum capai_average_kind)kind};
        struct torture t = {.runs = 0};
        while (torture_next(&t)) {
            struct capai_exact mean = {NULL, 77};
            enum capai_outcome outcome =
                capai_aggregate(&average, values, values, 9, &t.arena, &mean, &t.err);
            t.status = outcome ? CAPAI_ERR_MEMORY : CAPAI_OK;
            assert_int_equal(mean.count == 77, outcome != CAPAI_NILAI);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_root_worked_numbers),
        cmocka_unit_test(test_root_beyond_its_limits_is_range),
        cmocka_unit_test(test_root_rounds_as_integer_powers_say),
        cmocka_unit_test(test_aggregate_geometric_tie_and_class_are_those_of_the_root),
        cmocka_unit_test(test_aggregate_geometric_below_zero_is_error),
        cmocka_unit_test(test_aggregate_out_of_memory_at_any_request_fails_cleanly),
    };
    return cmocka_run_group_tests_name("root", tests, setup_seed, NULL);
}
