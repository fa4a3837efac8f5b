#include "capai_test.h"

#include "capai/progress.h"

/* 34 digits with 100 zeros behind them: a hundred times that leaves the range of decimals. */
static capai_decimal largest(void)
{
    unsigned flags = 0;
    capai_decimal x = dec("9999999999999999999999999999999999");
    for (int i = 0; i < 10; i++)
        x = capai_decimal_multiply(x, dec("10000000000"), CAPAI_HALF_EVEN, &flags);
    assert_int_equal(flags, 0);
    return x;
}

static void assert_rounded(struct capai_exact x, int digits, const char *expected)
{
    struct capai_arena arena;
    capai_decimal shown;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(capai_exact_round(x, digits, CAPAI_HALF_UP, &arena, &shown, NULL), CAPAI_OK);
    capai_arena_clear(&arena);
    assert_decimal(shown, expected);
}

static const struct capai_zero_rules silent = {
    {CAPAI_ZERO_NONE, {{0, 0}}}, {CAPAI_ZERO_NONE, {{0, 0}}}, {CAPAI_ZERO_NONE, {{0, 0}}}};

static void test_outcome_name_each_is_word_of_files(void **state)
{
    const char *const names[] = {"nilai", "belum_diisi", "tidak_dapat_dihitung", "tidak_berlaku"};
    (void)state;
    for (int i = 0; i < CAPAI_OUTCOME_COUNT; i++)
        assert_string_equal(capai_outcome_name((enum capai_outcome)i), names[i]);
}

static void test_formula_text_each_is_formula_as_printed(void **state)
{
    const char *const texts[] = {"realisasi / target * 100",
                                 "(target - (realisasi - target)) / target * 100",
                                 "target / realisasi * 100"};
    (void)state;
    for (int i = 0; i < CAPAI_FORMULA_COUNT; i++)
        assert_string_equal(capai_formula_text((enum capai_formula)i), texts[i]);
}

static void test_progress_each_formula_is_as_in_catalogue(void **state)
{
    const struct {
        const char *realisasi, *target;
        const char *expected[CAPAI_FORMULA_COUNT]; /* a1, a2, a3 */
    } cases[] = {
        {"135.15", "88.82", {"152.16", "47.84", "65.72"}},
        {"88.82", "135.15", {"65.72", "134.28", "152.16"}},
        {"68.45", "70", {"97.79", "102.21", "102.26"}},
        {"7", "7", {"100.00", "100.00", "100.00"}},
        {"7.00", "7", {"100.00", "100.00", "100.00"}},
        {"3", "1", {"300.00", "-100.00", "33.33"}},
        {"2", "1", {"200.00", "0.00", "50.00"}},
        {"-5", "10", {"-50.00", "250.00", "-200.00"}},
        {"-5", "-10", {"50.00", "150.00", "200.00"}},
        {"0.000001", "3000000000000", {"0.00", "200.00", "300000000000000000000.00"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int f = 0; f < CAPAI_FORMULA_COUNT; f++) {
            struct capai_ratio out;
            struct capai_error err = {0};
            enum capai_outcome outcome =
                capai_progress((enum capai_formula)f, &silent, dec(cases[i].realisasi),
                               dec(cases[i].target), &out, &err);
            assert_int_equal(outcome, CAPAI_NILAI);
            assert_int_equal(err.status, CAPAI_OK);
            assert_rounded(capai_exact_of(&out), 2, cases[i].expected[f]);
        }
}

static void test_progress_realisasi_zero_is_computed_but_for_inverse(void **state)
{
    struct capai_ratio out;
    (void)state;
    assert_int_equal(capai_progress(CAPAI_POSITIVE, &silent, dec("0"), dec("8"), &out, NULL),
                     CAPAI_NILAI);
    assert_rounded(capai_exact_of(&out), 2, "0.00");
    assert_int_equal(capai_progress(CAPAI_NEGATIVE, &silent, dec("0"), dec("8"), &out, NULL),
                     CAPAI_NILAI);
    assert_rounded(capai_exact_of(&out), 2, "200.00");
}

static void test_progress_quotient_is_not_rounded(void **state)
{
    struct capai_ratio out;
    struct capai_arena arena;
    int sign = 9;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(capai_progress(CAPAI_POSITIVE, &silent, dec("1"), dec("3"), &out, NULL),
                     CAPAI_NILAI);
    struct capai_ratio thirds[] = {out, out, out};
    struct capai_ratio hundred = capai_ratio_of(dec("100"));
    assert_int_equal(capai_exact_compare((struct capai_exact){thirds, 3}, capai_exact_of(&hundred),
                                         &arena, &sign, NULL),
                     CAPAI_OK);
    assert_int_equal(sign, 0);
    capai_arena_clear(&arena);
}

static void test_progress_zero_each_policy_decides(void **state)
{
    const struct {
        enum capai_formula formula;
        const char *realisasi, *target;
        const char *value;          /* by CAPAI_ZERO_VALUE */
        enum capai_message message; /* by CAPAI_ZERO_ERROR */
    } cases[] = {
        {CAPAI_POSITIVE, "0", "0", "100", CAPAI_MSG_ZERO_TARGET},
        {CAPAI_NEGATIVE, "0.00", "0", "100", CAPAI_MSG_ZERO_TARGET},
        {CAPAI_NEGATIVE_INVERSE, "0", "0.000", "100", CAPAI_MSG_ZERO_TARGET},
        {CAPAI_POSITIVE, "3", "0", "0", CAPAI_MSG_ZERO_TARGET},
        {CAPAI_NEGATIVE, "-3", "0", "0", CAPAI_MSG_ZERO_TARGET},
        {CAPAI_NEGATIVE_INVERSE, "3", "0", "0", CAPAI_MSG_ZERO_TARGET},
        {CAPAI_NEGATIVE_INVERSE, "0", "3", "110.5", CAPAI_MSG_ZERO_REALISASI},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int kind = CAPAI_ZERO_NONE; kind <= CAPAI_ZERO_ERROR; kind++) {
            const enum capai_zero_kind k = (enum capai_zero_kind)kind;
            const struct capai_zero_rules zero = {
                {k, dec("100")}, {k, dec("0")}, {k, dec("110.5")}};
            struct capai_ratio out = {dec("7"), dec("9")};
            struct capai_error err = {0};
            enum capai_outcome outcome = capai_progress(
                cases[i].formula, &zero, dec(cases[i].realisasi), dec(cases[i].target), &out, &err);
            if (k == CAPAI_ZERO_VALUE) {
                assert_int_equal(outcome, CAPAI_NILAI);
                assert_decimal(out.numerator, cases[i].value);
                assert_decimal(out.denominator, "1");
            } else {
                assert_int_equal(outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
                assert_decimal(out.numerator, "7");
                assert_decimal(out.denominator, "9");
            }
            assert_message(err, k == CAPAI_ZERO_ERROR ? cases[i].message : CAPAI_MSG_NONE);
            assert_int_equal(err.status, k == CAPAI_ZERO_ERROR ? CAPAI_ERR_DATA : CAPAI_OK);
        }
}

static void test_progress_each_zero_policy_stands_alone(void **state)
{
    const struct capai_zero_rules zero = {
        {CAPAI_ZERO_VALUE, dec("100")}, {CAPAI_ZERO_NONE, dec("1")}, {CAPAI_ZERO_ERROR, dec("2")}};
    struct capai_ratio out = {dec("7"), dec("9")};
    struct capai_error err = {0};
    (void)state;
    assert_int_equal(capai_progress(CAPAI_NEGATIVE_INVERSE, &zero, dec("0"), dec("0"), &out, &err),
                     CAPAI_NILAI);
    assert_decimal(out.numerator, "100");
    assert_int_equal(capai_progress(CAPAI_NEGATIVE_INVERSE, &zero, dec("4"), dec("0"), &out, &err),
                     CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_message(err, CAPAI_MSG_NONE);
    assert_int_equal(capai_progress(CAPAI_NEGATIVE_INVERSE, &zero, dec("0"), dec("4"), &out, &err),
                     CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_message(err, CAPAI_MSG_ZERO_REALISASI);
    /* without an error to fill, the outcome is the same */
    assert_int_equal(capai_progress(CAPAI_NEGATIVE_INVERSE, &zero, dec("0"), dec("4"), &out, NULL),
                     CAPAI_TIDAK_DAPAT_DIHITUNG);
}

static void test_progress_beyond_34_digits_is_number_range(void **state)
{
    const capai_decimal huge = largest(), nines = dec("9999999999999999999999999999999999");
    const struct {
        enum capai_formula formula;
        capai_decimal realisasi, target;
    } cases[] = {
        {CAPAI_POSITIVE, huge, dec("1")},         /* times 100 */
        {CAPAI_NEGATIVE_INVERSE, dec("1"), huge}, /* times 100 */
        {CAPAI_NEGATIVE, dec("1"), nines},        /* twice the target */
        {CAPAI_NEGATIVE, dec("0.1"), dec("1000000000000000000000000000000000")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_ratio out = {dec("7"), dec("9")};
        struct capai_error err = {0};
        assert_int_equal(capai_progress(cases[i].formula, &silent, cases[i].realisasi,
                                        cases[i].target, &out, &err),
                         CAPAI_TIDAK_DAPAT_DIHITUNG);
        assert_message(err, CAPAI_MSG_NUMBER_RANGE);
        assert_decimal(out.numerator, "7");
        assert_decimal(out.denominator, "9");
        assert_int_equal(capai_progress(cases[i].formula, &silent, cases[i].realisasi,
                                        cases[i].target, &out, NULL),
                         CAPAI_TIDAK_DAPAT_DIHITUNG);
    }
}

static void test_progress_34_digits_are_enough_for_positive(void **state)
{
    struct capai_ratio out;
    const capai_decimal nines = dec("9999999999999999999999999999999999");
    (void)state;
    assert_int_equal(capai_progress(CAPAI_POSITIVE, &silent, nines, nines, &out, NULL),
                     CAPAI_NILAI);
    assert_rounded(capai_exact_of(&out), 2, "100.00");
}

static void test_clamp_apply_each_end_and_exact_hits(void **state)
{
    const struct {
        const char *min, *max; /* NULL: no end */
        const char *numerator, *denominator;
        const char *expected; /* with 4 decimals */
        bool clamped;
    } cases[] = {
        {NULL, NULL, "15216", "100", "152.1600", false},
        {NULL, NULL, "-1", "3", "-0.3333", false},
        {"0", "100", "100", "1", "100.0000", false},
        {"0", "100", "300.00", "3", "100.0000", false},
        {"0", "100", "300.0000000000000000000000000001", "3", "100.0000", true},
        {"0", "100", "299.9999999999999999999999999999", "3", "100.0000", false},
        {"0", "100", "0", "7", "0.0000", false},
        {"0", "100", "-0.0000000000000000000000000001", "7", "0.0000", true},
        {"0", "100", "200", "3", "66.6667", false},
        {"0", NULL, "152.16", "1", "152.1600", false},
        {"0", NULL, "-152.16", "1", "0.0000", true},
        {NULL, "120", "-5", "1", "-5.0000", false},
        {NULL, "120", "120.01", "1", "120.0000", true},
        {NULL, "120", "120", "1", "120.0000", false},
        {"50", "50", "70", "1", "50.0000", true},
        {"50", "50", "50", "1", "50.0000", false},
    };
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_clamp clamp = {.has_min = cases[i].min != NULL,
                                          .has_max = cases[i].max != NULL,
                                          .min = dec(cases[i].min ? cases[i].min : "1000"),
                                          .max = dec(cases[i].max ? cases[i].max : "-1000")};
        const struct capai_ratio ratio = {dec(cases[i].numerator), dec(cases[i].denominator)};
        struct capai_ratio bound;
        struct capai_exact out = {NULL, 0};
        assert_int_equal(
            capai_clamp_apply(&clamp, capai_exact_of(&ratio), &arena, &bound, &out, NULL),
            CAPAI_OK);
        assert_ptr_equal(out.terms, cases[i].clamped ? &bound : &ratio);
        assert_int_equal(out.count, 1);
        assert_rounded(out, 4, cases[i].expected);
    }
    capai_arena_clear(&arena);
}

/* Three times 100/3 is 100 exactly, which 34 digits cannot say: the decision needs scratch. */
static const char *const third[] = {"100", "3"};

static void test_clamp_apply_thirds_hit_end_exactly(void **state)
{
    const struct capai_clamp clamps[] = {{.has_max = true, .max = dec("100")},
                                         {.has_min = true, .min = dec("100")},
                                         {true, true, dec("100"), dec("100")}};
    const struct capai_ratio t = {dec(third[0]), dec(third[1])};
    struct capai_ratio terms[] = {t, t, t, capai_ratio_of(dec("0"))};
    struct capai_arena arena;
    struct capai_ratio bound;
    struct capai_exact out;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(capai_clamp_apply(&clamps[i], (struct capai_exact){terms, 3}, &arena,
                                           &bound, &out, NULL),
                         CAPAI_OK);
        assert_ptr_equal(out.terms, terms);
        assert_int_equal(out.count, 3);
    }
    /* a hair above, far beyond the 34th digit */
    terms[3] = capai_ratio_of(dec("0.00000000000000000000000000000000000000000000000000000001"));
    assert_int_equal(
        capai_clamp_apply(&clamps[0], (struct capai_exact){terms, 4}, &arena, &bound, &out, NULL),
        CAPAI_OK);
    assert_ptr_equal(out.terms, &bound);
    assert_decimal(bound.numerator, "100");
    capai_arena_clear(&arena);
}

static void test_clamp_apply_memory_fails_leaves_out(void **state)
{
    const struct capai_clamp clamp = {true, true, dec("100"), dec("100")};
    const struct capai_ratio t = {dec("100"), dec("3")}, sixth = {dec("200"), dec("6")},
                             terms[] = {t, sixth, t};
    const struct capai_exact before = {terms, 77};
    struct torture torture = {.runs = 0};
    (void)state;
    while (torture_next(&torture)) {
        struct capai_ratio bound;
        struct capai_exact out = before;
        torture.status = capai_clamp_apply(&clamp, (struct capai_exact){terms, 3}, &torture.arena,
                                           &bound, &out, &torture.err);
        if (torture.status)
            assert_int_equal(out.count, before.count);
        assert_int_equal(torture.arena.total, 0); /* scratch is left as it was found */
    }
    assert_true(torture.runs > 1);
}

static void test_share_is_percent_of_whole(void **state)
{
    const struct {
        const char *part, *whole, *expected;
    } cases[] = {
        {"2083637017", "2140000000", "97.37"},
        {"1", "3", "33.33"},
        {"0", "5", "0.00"},
        {"110", "100", "110.00"},
        {"-5", "10", "-50.00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_ratio out;
        assert_int_equal(capai_share(dec(cases[i].part), dec(cases[i].whole), &out), CAPAI_NILAI);
        assert_rounded(capai_exact_of(&out), 2, cases[i].expected);
    }
}

static void test_share_without_whole_or_digits_leaves_out(void **state)
{
    struct capai_ratio out = {dec("7"), dec("9")};
    (void)state;
    assert_int_equal(capai_share(dec("5"), dec("0"), &out), CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_int_equal(capai_share(dec("0"), dec("0.00"), &out), CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_int_equal(capai_share(largest(), dec("5"), &out), CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_decimal(out.numerator, "7");
    assert_decimal(out.denominator, "9");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outcome_name_each_is_word_of_files),
        cmocka_unit_test(test_formula_text_each_is_formula_as_printed),
        cmocka_unit_test(test_progress_each_formula_is_as_in_catalogue),
        cmocka_unit_test(test_progress_realisasi_zero_is_computed_but_for_inverse),
        cmocka_unit_test(test_progress_quotient_is_not_rounded),
        cmocka_unit_test(test_progress_zero_each_policy_decides),
        cmocka_unit_test(test_progress_each_zero_policy_stands_alone),
        cmocka_unit_test(test_progress_beyond_34_digits_is_number_range),
        cmocka_unit_test(test_progress_34_digits_are_enough_for_positive),
        cmocka_unit_test(test_clamp_apply_each_end_and_exact_hits),
        cmocka_unit_test(test_clamp_apply_thirds_hit_end_exactly),
        cmocka_unit_test(test_clamp_apply_memory_fails_leaves_out),
        cmocka_unit_test(test_share_is_percent_of_whole),
        cmocka_unit_test(test_share_without_whole_or_digits_leaves_out),
    };
    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
