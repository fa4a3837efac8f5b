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
    bool done = false;
    (void)state;
    for (long n = 0; !done; n++) {
        struct capai_arena arena;
        struct failing failing = {.fail_at = n};
        struct capai_error err = {0};
        capai_text verdict = CAPAI_TEXT("as before");
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        enum capai_outcome outcome =
            capai_efficiency_verdict(&full, (struct capai_exact){thirds, 3},
                                     capai_exact_of(&hundred), &arena, &verdict, &err);
        done = outcome == CAPAI_NILAI;
        if (!done) {
            assert_int_equal(outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
            assert_message(err, CAPAI_MSG_MEMORY);
        }
        assert_text(verdict, done ? "Seimbang" : "as before");
        assert_true(n > 0 || !done); /* this comparison needs scratch */
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        assert_true(n < 100);
    }
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdict_each_order_is_its_word),
        cmocka_unit_test(test_verdict_equal_without_word_leaves_verdict),
        cmocka_unit_test(test_verdict_memory_fails_leaves_verdict),
        cmocka_unit_test(test_saving_is_100_less_what_is_shown),
    };
    return cmocka_run_group_tests_name("efficiency", tests, NULL, NULL);
}
