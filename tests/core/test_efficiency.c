#include "capai_test.h"

#include "capai/efficiency.h"

static const struct capai_efficiency full = {.kind = CAPAI_EFFICIENCY_COMPARE,
                                             .greater = {"Efisien", 7},
                                             .equal = {"Seimbang", 8},
                                             .less = {"Tidak efisien", 13}};
static const struct capai_efficiency no_equal = {
    .kind = CAPAI_EFFICIENCY_COMPARE, .greater = {"Efisien", 7}, .less = {"Tidak efisien", 13}};

static void test_verdict_each_order_is_its_word(void **state)
{
    const struct {
        const char *capaian[2], *serapan[2]; /* numerator, denominator */
        const char *expected;
    } cases[] = {
        {{"100", "1"}, {"99.99", "1"}, "Efisien"},
        {{"99.99", "1"}, {"100", "1"}, "Tidak efisien"},
        {{"100.00", "1"}, {"100", "1"}, "Seimbang"},
        {{"100", "3"}, {"200", "6"}, "Seimbang"},
        {{"100", "3"}, {"33.3333333333333333333333333333333", "1"}, "Efisien"},
        {{"100", "3"}, {"33.33333333333333333333333333333334", "1"}, "Tidak efisien"},
        {{"0", "1"}, {"0", "5"}, "Seimbang"},
        {{"-1", "1"}, {"0", "1"}, "Tidak efisien"},
    };
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_ratio a = {dec(cases[i].capaian[0]), dec(cases[i].capaian[1])};
        const struct capai_ratio b = {dec(cases[i].serapan[0]), dec(cases[i].serapan[1])};
        struct capai_error err = {0};
        capai_text verdict = CAPAI_NO_TEXT;
        assert_int_equal(capai_efficiency_verdict(&full, capai_exact_of(&a), capai_exact_of(&b),
                                                  &arena, &verdict, &err),
                         CAPAI_NILAI);
        assert_text(verdict, cases[i].expected);
        assert_int_equal(err.status, CAPAI_OK);
    }
    capai_arena_clear(&arena);
}

static void test_verdict_equal_without_word_leaves_verdict(void **state)
{
    const struct capai_ratio t = {dec("100"), dec("3")}, thirds[] = {t, t, t};
    const struct capai_ratio hundred = capai_ratio_of(dec("100"));
    struct capai_arena arena;
    struct capai_error err = {0};
    capai_text verdict = CAPAI_TEXT("as before");
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(capai_efficiency_verdict(&no_equal, (struct capai_exact){thirds, 3},
                                              capai_exact_of(&hundred), &arena, &verdict, &err),
                     CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_text(verdict, "as before");
    assert_message(err, CAPAI_MSG_NONE);
    capai_arena_clear(&arena);
}

static void test_verdict_memory_fails_leaves_verdict(void **state)
{
    const struct capai_ratio t = {dec("100"), dec("3")}, sixth = {dec("200"), dec("6")},
                             thirds[] = {t, sixth, t};
    const struct capai_ratio hundred = capai_ratio_of(dec("100"));
    struct torture torture = {.runs = 0};
    (void)state;
    while (torture_next(&torture)) {
        capai_text verdict = CAPAI_TEXT("as before");
        enum capai_outcome outcome = capai_efficiency_verdict(
            &full, (struct capai_exact){thirds, 3}, capai_exact_of(&hundred), &torture.arena,
            &verdict, &torture.err);
        torture.status = outcome == CAPAI_NILAI ? CAPAI_OK : CAPAI_ERR_MEMORY;
        assert_text(verdict, torture.status ? "as before" : "Seimbang");
    }
    assert_true(torture.runs > 1); /* this comparison needs scratch */
}

static void test_saving_is_100_less_what_is_shown(void **state)
{
    const char *const cases[][2] = {
        {"92.86", "7.14"},  {"100.00", "0.00"},  {"0", "100"},
        {"110.5", "-10.5"}, {"99.999", "0.001"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_decimal(capai_efficiency_saving(dec(cases[i][0])), cases[i][1]);
}

/* ---- difference, ratio, adjusted ---- */

static void test_value_is_exact(void **state)
{
    const struct capai_ratio t = {dec("100"), dec("3")}, thirds[] = {t, t, t},
                             fifth = {dec("400"), dec("5")};
    const struct {
        enum capai_efficiency_kind kind;
        bool less_one;
        const char *expected; /* with six decimals, truncated */
    } cases[] = {
        {CAPAI_EFFICIENCY_DIFFERENCE, false, "20.000000"},
        {CAPAI_EFFICIENCY_RATIO, false, "1.250000"},
        {CAPAI_EFFICIENCY_RATIO, true, "0.250000"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_efficiency rule = {.kind = cases[i].kind, .less_one = cases[i].less_one};
        struct capai_arena arena;
        struct capai_error err = {0};
        struct capai_exact value;
        capai_decimal shown;
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(capai_efficiency_value(&rule, (struct capai_exact){thirds, 3}, fifth,
                                                &arena, &value, &err),
                         CAPAI_NILAI);
        assert_int_equal(capai_exact_round(value, 6, CAPAI_DOWN, &arena, &shown, &err), CAPAI_OK);
        assert_decimal(shown, cases[i].expected);
        capai_arena_clear(&arena);
    }
}

static void test_value_without_number_leaves_it(void **state)
{
    const struct capai_efficiency rule = {.kind = CAPAI_EFFICIENCY_RATIO};
    const struct capai_ratio hundred = capai_ratio_of(dec("100")),
                             none = capai_ratio_of(dec("0.00"));
    const struct capai_ratio many = {dec("9234567890123456789012345678901234"), dec("7")};
    struct capai_exact value = {&hundred, 77};
    struct capai_error err = {0};
    struct failing failing = {.fail_at = 0};
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(
        capai_efficiency_value(&rule, capai_exact_of(&hundred), none, &arena, &value, &err),
        CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_int_equal(err.status, CAPAI_OK);
    assert_int_equal(
        capai_efficiency_value(&rule, capai_exact_of(&many), many, &arena, &value, &err),
        CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_message(err, CAPAI_MSG_NUMBER_RANGE);
    capai_arena_clear(&arena);
    capai_arena_init(&arena, failing_alloc, &failing, 0);
    err = (struct capai_error){0};
    assert_int_equal(
        capai_efficiency_value(&rule, capai_exact_of(&hundred), hundred, &arena, &value, &err),
        CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_int_equal(err.status, CAPAI_ERR_MEMORY);
    assert_int_equal(value.count, 77);
    capai_arena_clear(&arena);
}

/* PMK 22/PMK.02/2021: three outputs of 1000, 2000 and 3000, reached by 100, 80 and 66,67 percent,
 * and what was spent on them. */
static void test_adjusted_worked_numbers(void **state)
{
    const struct {
        const char *adjusted, *spent;
        const char *percent, *score; /* NULL: none */
    } cases[] = {
        {"4600.10", "4450", "3.262973", "58.157431"},
        {"1000", "1000", "0.000000", "50.000000"},
        {"1000", "800.01", "19.999000", "99.997500"},
        {"1000", "800", "20.000000", "100.000000"},
        {"1000", "799.99", "20.000000", "100.000000"},
        {"1000", "1199.99", "-19.999000", "0.002500"},
        {"1000", "1200", "-20.000000", "0.000000"},
        {"1000", "1200.01", "-20.000000", "0.000000"},
        {"3", "2", "20.000000", "100.000000"},
        {"7", "6", "14.285714", "85.714286"},
        {"0", "6", NULL, NULL},
        {"-7", "6", NULL, NULL},
    };
    const struct capai_efficiency rule = {.kind = CAPAI_EFFICIENCY_ADJUSTED,
                                          .range = {true, true, dec("-20"), dec("20")}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *expected[] = {cases[i].percent, cases[i].score};
        struct capai_ratio whole, found[2];
        struct capai_arena arena;
        struct capai_error err = {0};
        capai_arena_init(&arena, NULL, NULL, 0);
        enum capai_outcome outcome =
            capai_efficiency_adjusted(dec(cases[i].adjusted), dec(cases[i].spent), &whole, &err);
        if (!outcome)
            assert_int_equal(
                capai_efficiency_score(&rule, whole, &arena, &found[0], &found[1], &err), CAPAI_OK);
        assert_int_equal(outcome, expected[0] ? CAPAI_NILAI : CAPAI_TIDAK_DAPAT_DIHITUNG);
        assert_int_equal(err.status, CAPAI_OK);
        for (int k = 0; k < 2 && expected[k]; k++) {
            capai_decimal shown;
            assert_int_equal(capai_exact_round(capai_exact_of(&found[k]), 6, CAPAI_HALF_UP, &arena,
                                               &shown, &err),
                             CAPAI_OK);
            assert_decimal(shown, expected[k]);
        }
        capai_arena_clear(&arena);
    }
}

static void test_adjusted_beyond_34_digits_is_range(void **state)
{
    const struct capai_efficiency rule = {.kind = CAPAI_EFFICIENCY_ADJUSTED,
                                          .range = {true, true, dec("-20"), dec("20")}};
    const struct capai_ratio fine = {dec("1"), dec("9234567890123456789012345678901234")};
    struct capai_ratio percent = fine, score = fine;
    struct capai_arena arena;
    struct capai_error err = {0};
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(capai_efficiency_adjusted(dec("1234567890123456789012345678901234"),
                                               dec("0.1"), &percent, &err),
                     CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_message(err, CAPAI_MSG_NUMBER_RANGE);
    err = (struct capai_error){0};
    assert_int_equal(capai_efficiency_score(&rule, fine, &arena, &percent, &score, &err),
                     CAPAI_ERR_DATA);
    assert_message(err, CAPAI_MSG_NUMBER_RANGE);
    assert_decimal(percent.numerator, "1");
    assert_decimal(score.numerator, "1");
    capai_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdict_each_order_is_its_word),
        cmocka_unit_test(test_verdict_equal_without_word_leaves_verdict),
        cmocka_unit_test(test_verdict_memory_fails_leaves_verdict),
        cmocka_unit_test(test_saving_is_100_less_what_is_shown),
        cmocka_unit_test(test_value_is_exact),
        cmocka_unit_test(test_value_without_number_leaves_it),
        cmocka_unit_test(test_adjusted_worked_numbers),
        cmocka_unit_test(test_adjusted_beyond_34_digits_is_range),
    };
    return cmocka_run_group_tests_name("efficiency", tests, NULL, NULL);
}
