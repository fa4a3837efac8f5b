#include "capai_test.h"

#include "capai/grade.h"

/* SAKIP grades, PermenPANRB 88/2021. */
static const capai_text names[] = {{"AA", 2}, {"A", 1}, {"BB", 2}, {"B", 1},
                                   {"CC", 2}, {"C", 1}, {"D", 1}};

static const struct capai_grades by_ratio = {names, 7, CAPAI_WORSE_RATIO};
static const struct capai_grades by_error = {names, 7, CAPAI_WORSE_ERROR};

static struct capai_cell cell(const char *text)
{
    struct capai_cell c;
    assert_int_equal(
        capai_cell_parse(capai_text_of(text), CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, &c, NULL),
        CAPAI_OK);
    return c;
}

static capai_text word(const struct capai_error *err, int n)
{
    return (capai_text){err->text + err->word[n - 1], (size_t)(err->word[n] - err->word[n - 1])};
}

static void test_rank_known_counts_from_last(void **state)
{
    (void)state;
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(capai_grade_rank(&by_ratio, names[i]), 7 - i);
}

static void test_rank_unknown_is_0(void **state)
{
    const char *const unknown[] = {"aa", "AAA", "E", "", "A ", NULL};
    const struct capai_grades none = {NULL, 0, CAPAI_WORSE_RATIO};
    (void)state;
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_int_equal(capai_grade_rank(&by_ratio, capai_text_of(unknown[i])), 0);
    assert_int_equal(capai_grade_rank(&none, CAPAI_TEXT("AA")), 0);
}

static void test_progress_same_or_better_is_100(void **state)
{
    const char *const cases[][2] = {
        {"AA", "AA"},      {"D", "D"},       {"AA", "D"},       {"A", "BB"},
        {"BB (74)", "BB"}, {"BB", "B (65)"}, {"BB", "BB (80)"},
    };
    const struct capai_grades *const rules[] = {&by_ratio, &by_error};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t k = 0; k < 2; k++) {
            const struct capai_cell realisasi = cell(cases[i][0]), target = cell(cases[i][1]);
            struct capai_ratio out = {dec("7"), dec("9")};
            struct capai_error err = {0};
            assert_int_equal(capai_grade_progress(rules[k], &realisasi, &target, &out, &err),
                             CAPAI_NILAI);
            assert_decimal(out.numerator, "100");
            assert_decimal(out.denominator, "1");
            assert_int_equal(err.status, CAPAI_OK);
        }
}

static void test_progress_worse_is_ratio_of_ranks(void **state)
{
    const struct {
        const char *realisasi, *target, *expected;
    } cases[] = {
        {"A", "AA", "85.71"},
        {"B", "A", "66.67"},
        {"D", "AA", "14.29"},
        {"B (65,20)", "BB", "80.00"},
    };
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_cell realisasi = cell(cases[i].realisasi),
                                target = cell(cases[i].target);
        struct capai_ratio out;
        capai_decimal shown;
        assert_int_equal(capai_grade_progress(&by_ratio, &realisasi, &target, &out, NULL),
                         CAPAI_NILAI);
        assert_int_equal(
            capai_exact_round(capai_exact_of(&out), 2, CAPAI_HALF_UP, &arena, &shown, NULL),
            CAPAI_OK);
        assert_decimal(shown, cases[i].expected);
    }
    capai_arena_clear(&arena);
}

static void test_progress_failures_say_why_and_leave_out(void **state)
{
    const struct {
        const char *realisasi, *target;
        enum capai_message message;
        const char *first, *second; /* words */
    } cases[] = {
        {"BB", "A", CAPAI_MSG_GRADE_WORSE, "BB", "A"},
        {"B (65,20)", "BB", CAPAI_MSG_GRADE_WORSE, "B (65,20)", "BB"},
        {"BBB", "A", CAPAI_MSG_GRADE_UNKNOWN, "BBB", "BB"},
        {"A", "AAA", CAPAI_MSG_GRADE_UNKNOWN, "AAA", "AA"},
        {"WTP", "A", CAPAI_MSG_GRADE_UNKNOWN, "WTP", ""},
        {"A", "80,60", CAPAI_MSG_GRADE_AGAINST_NUMBER, "A", "80,60"},
        {"4 Dok", "A", CAPAI_MSG_GRADE_AGAINST_NUMBER, "4 Dok", "A"},
        {"A", "7 - 8 bulan", CAPAI_MSG_GRADE_AGAINST_NUMBER, "A", "7 - 8 bulan"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_cell realisasi = cell(cases[i].realisasi),
                                target = cell(cases[i].target);
        struct capai_ratio out = {dec("7"), dec("9")};
        struct capai_error err = {0};
        assert_int_equal(capai_grade_progress(&by_error, &realisasi, &target, &out, &err),
                         CAPAI_TIDAK_DAPAT_DIHITUNG);
        assert_message(err, cases[i].message);
        assert_int_equal(err.status, CAPAI_ERR_DATA);
        assert_text(word(&err, 1), cases[i].first);
        assert_text(word(&err, 2), cases[i].second);
        assert_decimal(out.numerator, "7");
        assert_decimal(out.denominator, "9");
        assert_int_equal(capai_grade_progress(&by_error, &realisasi, &target, &out, NULL),
                         CAPAI_TIDAK_DAPAT_DIHITUNG);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rank_known_counts_from_last),
        cmocka_unit_test(test_rank_unknown_is_0),
        cmocka_unit_test(test_progress_same_or_better_is_100),
        cmocka_unit_test(test_progress_worse_is_ratio_of_ranks),
        cmocka_unit_test(test_progress_failures_say_why_and_leave_out),
    };
    return cmocka_run_group_tests_name("grade", tests, NULL, NULL);
}
