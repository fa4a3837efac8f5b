#include "capai_test.h"

#include "core/measure.h"

static const capai_text grade_names[] = {{"AA", 2}, {"A", 1}, {"BB", 2}, {"B", 1},
                                         {"CC", 2}, {"C", 1}, {"D", 1}};

/* What a test measures by: rules that it may change, and an arena. */
struct bench {
    struct capai_arena arena;
    struct capai_rules rules;
    struct capai_band bands[4];
};

enum { UPPER, LOWER, LAST_BAND }; /* of the bench's scale */

static struct capai_bound bound(const char *value, bool closed)
{
    return (struct capai_bound){true, closed, dec(value)};
}

/* Two bands that meet at 90, and quantities that round to 2. */
static int set_up(void **state)
{
    static struct bench b;
    b = (struct bench){
        .rules = {.grades = {grade_names, 7, CAPAI_WORSE_ERROR}, .from = 2020, .to = 2024}};
    capai_arena_init(&b.arena, NULL, NULL, 0);
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++)
        b.rules.round[q] = (struct capai_round){2, CAPAI_HALF_UP};
    b.bands[UPPER] = (struct capai_band){.name = {"Tinggi", 6}, .low = bound("90", true)};
    b.bands[LOWER] = (struct capai_band){.name = {"Rendah", 6}, .high = bound("90", false)};
    b.rules.scale = (struct capai_scale){.bands = b.bands,
                                         .count = 2,
                                         .above = CAPAI_BEYOND_UNDECLARED,
                                         .below = CAPAI_BEYOND_UNDECLARED};
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    capai_arena_clear(&b->arena);
    return 0;
}

/* Broken cells are kept, as by whoever reads a file. */
static struct capai_cell cell(const char *text)
{
    struct capai_cell c;
    capai_cell_parse(capai_text_of(text), CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, &c, NULL);
    return c;
}

static void test_cells_with_numbers_are_computed(void **state)
{
    const struct {
        enum capai_formula formula;
        const char *realisasi, *target, *expected;
    } cases[] = {
        {CAPAI_POSITIVE, "135,15", "88,82", "152.16"},
        {CAPAI_NEGATIVE, "135,15", "88,82", "47.84"},
        {CAPAI_NEGATIVE_INVERSE, "135,15", "88,82", "65.72"},
        {CAPAI_POSITIVE, "4 Dok", "5 Dok", "80.00"},
        {CAPAI_POSITIVE, "97,78%", "100 %", "97.78"},
        {CAPAI_POSITIVE, "BB (74)", "A (80,60)", "91.81"}, /* the numbers divide */
        {CAPAI_POSITIVE, "BB (74)", "80", "92.50"},
        {CAPAI_POSITIVE, "87,33 (IKM Kab. Jember)", "90", "97.03"},
        {CAPAI_POSITIVE, "BB", "B", "100.00"},
        {CAPAI_NEGATIVE, "BB", "BB (74)", "100.00"},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_cell realisasi = cell(cases[i].realisasi),
                                target = cell(cases[i].target);
        struct capai_ratio out;
        struct capai_error err = {0};
        capai_decimal shown;
        assert_int_equal(
            measure_cells(&b->rules, cases[i].formula, &realisasi, &target, NULL, &out, &err),
            CAPAI_NILAI);
        assert_int_equal(err.status, CAPAI_OK);
        assert_int_equal(
            capai_exact_round(capai_exact_of(&out), 2, CAPAI_HALF_UP, &b->arena, &shown, NULL),
            CAPAI_OK);
        assert_decimal(shown, cases[i].expected);
    }
}

static void test_cells_without_value_say_why(void **state)
{
    const struct {
        const char *realisasi, *target;
        enum capai_outcome outcome;
        enum capai_message message;
        const char *word;
    } cases[] = {
        {"NA", "5", CAPAI_BELUM_DIISI, CAPAI_MSG_NONE, ""},
        {"5", "", CAPAI_BELUM_DIISI, CAPAI_MSG_NONE, ""},
        {"-", "-", CAPAI_BELUM_DIISI, CAPAI_MSG_NONE, ""},
        {"BB", "n/a", CAPAI_BELUM_DIISI, CAPAI_MSG_NONE, ""},
        {"NA", "baik", CAPAI_BELUM_DIISI, CAPAI_MSG_NOT_A_NUMBER, "baik"},
        {"baik", "5", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_NOT_A_NUMBER, "baik"},
        {"5", "ada", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_NOT_A_NUMBER, "ada"},
        {"satu", "dua", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_NOT_A_NUMBER, "dua"},
        {"7", "7 - 8 bulan", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_RANGE_FORMULA, "7 - 8 bulan"},
        {"BB", "ada", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_NOT_A_NUMBER, "ada"},
        {"#DIV/0!", "5", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_NONE, ""}, /* said when read */
        {"#DIV/0!", "BB", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_NONE, ""},
        {"5", "0", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_NONE, ""},
        {"BB", "A", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_GRADE_WORSE, "BB"},
        {"BBB", "A", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_GRADE_UNKNOWN, "BBB"},
        {"74", "A", CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_MSG_GRADE_AGAINST_NUMBER, "74"},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_cell realisasi = cell(cases[i].realisasi),
                                target = cell(cases[i].target);
        struct capai_ratio out;
        struct capai_error err = {0};
        assert_int_equal(
            measure_cells(&b->rules, CAPAI_POSITIVE, &realisasi, &target, NULL, &out, &err),
            cases[i].outcome);
        assert_message(err, cases[i].message);
        assert_text(((capai_text){err.text, err.word[1]}), cases[i].word);
        assert_int_equal(
            measure_cells(&b->rules, CAPAI_POSITIVE, &realisasi, &target, NULL, &out, NULL),
            cases[i].outcome);
    }
}

static void test_cells_bare_grade_without_grades_in_rules_is_unknown(void **state)
{
    const char *const cases[][3] = {{"BB", "A", "A"}, {"BB", "80", "BB"}, {"80", "A", "A"}};
    struct bench *b = *state;
    b->rules.grades.count = 0;
    for (size_t i = 0; i < 3; i++) {
        const struct capai_cell realisasi = cell(cases[i][0]), target = cell(cases[i][1]);
        struct capai_ratio out;
        struct capai_error err = {0};
        assert_int_equal(
            measure_cells(&b->rules, CAPAI_POSITIVE, &realisasi, &target, NULL, &out, &err),
            CAPAI_TIDAK_DAPAT_DIHITUNG);
        assert_message(err, CAPAI_MSG_GRADE_UNKNOWN);
        assert_text(((capai_text){err.text, err.word[1]}), cases[i][2]);
    }
}

static void test_cells_zero_target_follows_rules(void **state)
{
    struct bench *b = *state;
    const struct capai_cell realisasi = cell("5"), target = cell("0 kasus");
    struct capai_ratio out;
    struct capai_error err = {0};
    b->rules.zero.target = (struct capai_zero){CAPAI_ZERO_ERROR, dec("0")};
    assert_int_equal(
        measure_cells(&b->rules, CAPAI_NEGATIVE, &realisasi, &target, NULL, &out, &err),
        CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_message(err, CAPAI_MSG_ZERO_TARGET);
}

static struct amount amount_of(const struct capai_ratio *ratio)
{
    return (struct amount){.outcome = CAPAI_NILAI, .exact = capai_exact_of(ratio), .rows = 1};
}

static void test_round_is_by_quantity_and_clamp(void **state)
{
    const struct {
        int digits;
        enum capai_rounding mode;
        const char *min, *max; /* NULL: no end */
        const char *x[2];
        const char *shown;
    } cases[] = {
        {2, CAPAI_HALF_UP, NULL, NULL, {"6845", "70"}, "97.79"},
        {2, CAPAI_DOWN, NULL, NULL, {"6845", "70"}, "97.78"},
        {0, CAPAI_HALF_UP, NULL, NULL, {"6845", "70"}, "98"},
        {12, CAPAI_HALF_EVEN, NULL, NULL, {"100", "3"}, "33.333333333333"},
        {2, CAPAI_HALF_UP, "0", "100", {"15216", "100"}, "100.00"},
        {2, CAPAI_HALF_UP, "0", "100", {"-1", "3"}, "0.00"},
        {2, CAPAI_HALF_UP, "0", "100", {"300", "3"}, "100.00"},
        {2, CAPAI_HALF_UP, NULL, "120.5", {"121", "1"}, "120.50"},
        {1, CAPAI_HALF_UP, "0", NULL, {"121", "1"}, "121.0"},
        {2, CAPAI_HALF_UP, NULL, NULL, {"-1", "3"}, "-0.33"},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++) {
            const struct capai_clamp clamp = {cases[i].min != NULL, cases[i].max != NULL,
                                              dec(cases[i].min ? cases[i].min : "1000"),
                                              dec(cases[i].max ? cases[i].max : "-1000")};
            const struct capai_ratio x = {dec(cases[i].x[0]), dec(cases[i].x[1])};
            struct amount amount = amount_of(&x);
            struct capai_error err = {0};
            for (int k = 0; k < CAPAI_QUANTITY_COUNT; k++)
                b->rules.round[k] = (struct capai_round){k == q ? cases[i].digits : 5,
                                                         k == q ? cases[i].mode : CAPAI_UP};
            assert_int_equal(measure_round(&b->rules, (enum capai_quantity)q, &clamp, NULL,
                                           &b->arena, &amount, &err),
                             CAPAI_OK);
            assert_int_equal(amount.outcome, CAPAI_NILAI);
            assert_decimal(amount.shown, cases[i].shown);
            assert_int_equal(err.status, CAPAI_OK);
        }
}

static void test_round_clamp_holds_for_exact_value_too(void **state)
{
    struct bench *b = *state;
    const struct capai_clamp clamp = {true, true, dec("0"), dec("100")};
    const struct capai_ratio x = {dec("15216"), dec("100")};
    struct amount amount = amount_of(&x);
    assert_int_equal(
        measure_round(&b->rules, CAPAI_Q_CAPAIAN, &clamp, NULL, &b->arena, &amount, NULL),
        CAPAI_OK);
    assert_int_equal(amount.exact.count, 1);
    assert_decimal(amount.exact.terms[0].numerator, "100");
    assert_decimal(amount.exact.terms[0].denominator, "1");
    assert_int_equal(amount.rows, 1);
    /* no clamp at all */
    amount = amount_of(&x);
    assert_int_equal(
        measure_round(&b->rules, CAPAI_Q_CAPAIAN, NULL, NULL, &b->arena, &amount, NULL), CAPAI_OK);
    assert_decimal(amount.shown, "152.16");
    assert_ptr_equal(amount.exact.terms, &x);
}

static void test_round_without_value_changes_nothing(void **state)
{
    struct bench *b = *state;
    for (int outcome = 1; outcome < CAPAI_OUTCOME_COUNT; outcome++) {
        struct amount amount = {.outcome = (enum capai_outcome)outcome, .shown = dec("7")};
        struct capai_error err = {0};
        assert_int_equal(measure_round(&b->rules, CAPAI_Q_CAPAIAN, &b->rules.clamp, NULL, &b->arena,
                                       &amount, &err),
                         CAPAI_OK);
        assert_int_equal(amount.outcome, outcome);
        assert_decimal(amount.shown, "7");
        assert_int_equal(err.status, CAPAI_OK);
    }
}

static void test_round_beyond_34_digits_takes_value_away(void **state)
{
    struct bench *b = *state;
    const struct capai_ratio x = capai_ratio_of(dec("9999999999999999999999999999999999"));
    struct amount amount = amount_of(&x);
    struct capai_error err = {0};
    assert_int_equal(
        measure_round(&b->rules, CAPAI_Q_CAPAIAN, NULL, NULL, &b->arena, &amount, &err),
        CAPAI_ERR_DATA);
    assert_message(err, CAPAI_MSG_NUMBER_RANGE);
    assert_int_equal(amount.outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
}

static void test_round_memory_fails_each_time_cleanly(void **state)
{
    struct bench *b = *state;
    const struct capai_ratio t = {dec("100"), dec("3")}, thirds[] = {t, t, t};
    const struct capai_clamp clamp = {.has_max = true, .max = dec("100")};
    struct torture torture = {.runs = 0};
    b->rules.round[CAPAI_Q_CAPAIAN].mode = CAPAI_DOWN; /* decided by whole numbers only */
    while (torture_next(&torture)) {
        struct amount amount = {.outcome = CAPAI_NILAI, .exact = {thirds, 3}};
        torture.status = measure_round(&b->rules, CAPAI_Q_CAPAIAN, &clamp, NULL, &torture.arena,
                                       &amount, &torture.err);
        if (!torture.status)
            assert_decimal(amount.shown, "100.00");
    }
    assert_true(torture.runs > 1);
}

/* A capaian as it comes from measure_round. */
static struct amount rounded(struct bench *b, const struct capai_ratio *x)
{
    struct amount amount = amount_of(x);
    assert_int_equal(
        measure_round(&b->rules, CAPAI_Q_CAPAIAN, NULL, NULL, &b->arena, &amount, NULL), CAPAI_OK);
    return amount;
}

static void assert_grading(struct bench *b, const char *capaian, size_t band, bool borderline)
{
    const struct capai_ratio x = capai_ratio_of(dec(capaian));
    const struct amount amount = rounded(b, &x);
    struct grading out = {.band = 77};
    struct capai_error err = {0};
    assert_int_equal(measure_class(&b->rules, &amount, NULL, &b->arena, &out, &err), CAPAI_OK);
    assert_int_equal(err.status, CAPAI_OK);
    assert_true(out.has_class);
    assert_int_equal(out.band, band);
    assert_int_equal(out.borderline, borderline);
}

static void test_class_of_shown_or_exact_value_as_rules_say(void **state)
{
    const struct {
        const char *capaian;
        size_t rounded, exact;
    } cases[] = {
        {"89.99", LOWER, LOWER},      {"89.994999", LOWER, LOWER}, {"89.995", UPPER, LOWER},
        {"89.9999999", UPPER, LOWER}, {"90", UPPER, UPPER},        {"90.004", UPPER, UPPER},
        {"90.01", UPPER, UPPER},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const bool differs = cases[i].rounded != cases[i].exact;
        b->rules.classify_exact = false;
        assert_grading(b, cases[i].capaian, cases[i].rounded, differs);
        b->rules.classify_exact = true;
        assert_grading(b, cases[i].capaian, cases[i].exact, differs);
    }
}

static void test_class_by_gap_or_overlap_policy_is_borderline(void **state)
{
    struct bench *b = *state;
    b->bands[UPPER].low = bound("76", true);
    b->bands[LOWER].high = bound("75", true);
    b->rules.scale.gap.edge = CAPAI_EDGE_LOWER;
    assert_grading(b, "75.4", LOWER, true);
    assert_grading(b, "75", LOWER, false);
    assert_grading(b, "76", UPPER, false);
    b->rules.scale.gap = (struct capai_edge_policy){CAPAI_EDGE_ERROR, true, 0};
    assert_grading(b, "75.5", UPPER, true); /* rounding first is a policy too */
    b->bands[UPPER].low = bound("75", true);
    b->rules.scale.overlap.edge = CAPAI_EDGE_UPPER;
    assert_grading(b, "75", UPPER, true);
    assert_grading(b, "75.01", UPPER, false);
}

static void test_class_beyond_bands_is_not_borderline(void **state)
{
    struct bench *b = *state;
    b->bands[UPPER].high = bound("100", true);
    b->bands[LOWER].low = bound("0", true);
    b->rules.scale.above = UPPER;
    b->rules.scale.below = LOWER;
    assert_grading(b, "152.16", UPPER, false);
    assert_grading(b, "-5", LOWER, false);
}

static void test_class_where_other_value_has_none_is_borderline(void **state)
{
    struct bench *b = *state;
    b->bands[UPPER].high = bound("100", true);
    b->rules.scale.above = CAPAI_BEYOND_ERROR;
    assert_grading(b, "100.004", UPPER, true); /* shown 100.00, truly beyond */
    assert_grading(b, "100", UPPER, false);
}

static void test_class_clamp_comes_before_scale(void **state)
{
    struct bench *b = *state;
    b->bands[UPPER].high = bound("100", true);
    b->bands[LOWER].low = bound("0", true);
    b->rules.clamp_class = (struct capai_clamp){true, true, dec("0"), dec("100")};
    for (int exact = 0; exact < 2; exact++) {
        b->rules.classify_exact = exact;
        assert_grading(b, "152.16", UPPER, false);
        assert_grading(b, "100.004", UPPER, false);
        assert_grading(b, "-5", LOWER, false);
        assert_grading(b, "90", UPPER, false);
    }
}

static void test_class_where_scale_has_none_is_no_class(void **state)
{
    struct bench *b = *state;
    const char *const cases[][2] = {{"152.16", "152,16"}, {"95.5", "95,5"}, {"90", "90"}};
    b->bands[UPPER] = (struct capai_band){.low = bound("90", false), .high = bound("95", true)};
    b->bands[LAST_BAND] = (struct capai_band){.low = bound("96", true), .high = bound("100", true)};
    b->rules.scale.count = 3;
    b->rules.scale.gap.edge = CAPAI_EDGE_ERROR;
    for (size_t i = 0; i < 3; i++) {
        const struct capai_ratio x = capai_ratio_of(dec(cases[i][0]));
        const struct amount amount = rounded(b, &x);
        struct grading out = {.has_class = true};
        struct capai_error err = {0};
        assert_int_equal(measure_class(&b->rules, &amount, NULL, &b->arena, &out, &err),
                         CAPAI_ERR_DATA);
        assert_message(err, CAPAI_MSG_SCALE_NO_CLASS);
        assert_text(((capai_text){err.text, err.word[1]}), cases[i][1]);
        assert_false(out.has_class);
    }
}

static void test_class_memory_fails_each_time_cleanly(void **state)
{
    struct bench *b = *state;
    const struct capai_ratio t = {dec("100"), dec("3")};
    const struct capai_ratio terms[] = {t, t, t, {dec("-10"), dec("1")}}; /* 90, hard to tell */
    const struct amount amount = {
        .outcome = CAPAI_NILAI, .shown = dec("90.00"), .exact = {terms, 4}};
    for (int exact = 0; exact < 2; exact++) {
        struct torture torture = {.runs = 0};
        b->rules.classify_exact = exact;
        while (torture_next(&torture)) {
            struct grading out;
            torture.status =
                measure_class(&b->rules, &amount, NULL, &torture.arena, &out, &torture.err);
            if (!torture.status) {
                assert_int_equal(out.band, UPPER);
                assert_false(out.borderline);
            }
        }
        assert_true(torture.runs > 1);
    }
}

static void test_rules_valid_both_ends_count(void **state)
{
    const struct bench *b = *state;
    const struct {
        int year;
        bool valid;
    } cases[] = {{2019, false}, {2020, true}, {2022, true}, {2024, true}, {2025, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(capai_rules_valid(&b->rules, cases[i].year), cases[i].valid);
}

static void test_quantity_name_each_is_its_column(void **state)
{
    const char *const names[] = {"capaian",  "capaian_akhir",    "selisih",
                                 "tren",     "tren_persen",      "serapan",
                                 "proporsi", "efisiensi_persen", "nilai_efisiensi"};
    (void)state;
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++)
        assert_text(capai_quantity_name((enum capai_quantity)q), names[q]);
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(test_cells_with_numbers_are_computed),
        test(test_cells_without_value_say_why),
        test(test_cells_bare_grade_without_grades_in_rules_is_unknown),
        test(test_cells_zero_target_follows_rules),
        test(test_round_is_by_quantity_and_clamp),
        test(test_round_clamp_holds_for_exact_value_too),
        test(test_round_without_value_changes_nothing),
        test(test_round_beyond_34_digits_takes_value_away),
        test(test_round_memory_fails_each_time_cleanly),
        test(test_class_of_shown_or_exact_value_as_rules_say),
        test(test_class_by_gap_or_overlap_policy_is_borderline),
        test(test_class_beyond_bands_is_not_borderline),
        test(test_class_where_other_value_has_none_is_borderline),
        test(test_class_clamp_comes_before_scale),
        test(test_class_where_scale_has_none_is_no_class),
        test(test_class_memory_fails_each_time_cleanly),
        test(test_rules_valid_both_ends_count),
        test(test_quantity_name_each_is_its_column),
    };
    return cmocka_run_group_tests_name("measure", tests, NULL, NULL);
}
