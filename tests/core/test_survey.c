/* SKM: unsur, index, classes, holes and wrong answers; sizes of samples. */
#include "data_test.h"

#include "core/survey.h"

enum { NINE = 9 };

/* A survey of `count` unsur u1, u2, ..., each of weight `numerator` / `denominator`. */
struct poll {
    struct capai_unsur unsur[12];
    struct capai_band bands[4];
    struct capai_survey survey;
};

static struct capai_survey *survey_of(struct poll *p, size_t count, const char *numerator,
                                      const char *denominator)
{
    static const char *const columns[] = {"u1", "u2", "u3", "u4",  "u5",  "u6",
                                          "u7", "u8", "u9", "u10", "u11", "u12"};
    p->bands[0] = data_band("A", "88.31", true, "100", true);
    p->bands[1] = data_band("B", "76.61", true, "88.30", true);
    p->bands[2] = data_band("C", "65.00", true, "76.60", true);
    p->bands[3] = data_band("D", "25.00", true, "64.99", true);
    for (size_t i = 0; i < count; i++)
        p->unsur[i] = (struct capai_unsur){
            capai_text_of(columns[i]), CAPAI_TEXT("Unsur"), {dec(numerator), dec(denominator)}};
    p->survey = (struct capai_survey){
        .unsur = p->unsur,
        .count = count,
        .lowest = 1,
        .highest = 4,
        .conversion = dec("25"),
        .round = {{6, CAPAI_HALF_UP},
                  {6, CAPAI_HALF_UP},
                  {3, CAPAI_HALF_UP},
                  {6, CAPAI_HALF_UP},
                  {5, CAPAI_HALF_UP}},
        .scale = {.bands = p->bands,
                  .count = 4,
                  .gap = {.edge = CAPAI_EDGE_ERROR, .round = true, .digits = 2},
                  .above = CAPAI_BEYOND_ERROR,
                  .below = 3},
    };
    return &p->survey;
}

/* ---- from sums ---- */

static const int64_t jaten[NINE] = {961, 971, 926, 1094, 959, 966, 977, 947, 1104};

static void check_index(const char *numerator, const char *denominator, const char *indeks,
                        const char *ikm)
{
    static const size_t ranks[NINE] = {6, 4, 9, 2, 7, 5, 3, 8, 1};
    struct poll p;
    struct tally tallies[NINE];
    struct survey_unsur unsur[NINE];
    struct survey_total total;
    struct capai_arena arena;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < NINE; i++)
        tallies[i] = (struct tally){jaten[i], 297, CAPAI_NILAI};
    assert_int_equal(survey_compute(survey_of(&p, NINE, numerator, denominator), false, tallies,
                                    NULL, &arena, unsur, &total, NULL),
                     CAPAI_OK);
    assert_decimal(total.indeks.shown, indeks);
    assert_decimal(total.ikm.shown, ikm);
    assert_true(total.grading.has_class);
    assert_int_equal(total.grading.band, 1);
    for (size_t i = 0; i < NINE; i++)
        assert_int_equal(unsur[i].rank, ranks[i]);
    assert_decimal(unsur[0].nrr.shown, "3.235690");
    assert_decimal(unsur[0].rata.shown, "3.236");
    capai_arena_clear(&arena);
}

static void test_survey_jaten_gives_the_index_of_each_weight(void **state)
{
    (void)state;
    check_index("0.111", "1", "3.328131", "83.20328");
    check_index("0.11", "1", "3.298148", "82.45370");
    check_index("1", "9", "3.331463", "83.28657"); /* 83,2866 with four decimals */
}

static void test_survey_memory_fails_cleanly(void **state)
{
    struct torture t = {.runs = 0};
    (void)state;
    while (torture_next(&t)) {
        struct poll p;
        struct tally tallies[NINE];
        struct survey_unsur unsur[NINE];
        struct survey_total total;
        for (size_t i = 0; i < NINE; i++)
            tallies[i] = (struct tally){jaten[i], 297, CAPAI_NILAI};
        t.status = survey_compute(survey_of(&p, NINE, "1", "9"), true, tallies, NULL, &t.arena,
                                  unsur, &total, &t.err);
        if (!t.status)
            assert_decimal(total.ikm.shown, "83.28657");
    }
}

/* One respondent whose answers make a converted index; two unsur, weights as given. */
static void check_class(const char *conversion, int64_t sum, size_t count, bool exact,
                        const char *band)
{
    struct poll p;
    struct survey_unsur unsur;
    struct survey_total total;
    struct capai_arena arena;
    struct capai_survey *survey = survey_of(&p, 1, "1", "1");
    const struct tally tally = {sum, count, CAPAI_NILAI};
    capai_arena_init(&arena, NULL, NULL, 0);
    survey->conversion = dec(conversion);
    assert_int_equal(survey_compute(survey, exact, &tally, NULL, &arena, &unsur, &total, NULL),
                     CAPAI_OK);
    assert_true(total.grading.has_class);
    assert_text(survey->scale.bands[total.grading.band].name, band);
    capai_arena_clear(&arena);
}

static void test_survey_classes_round_to_two_decimals_at_every_edge(void **state)
{
    static const struct {
        const char *ikm, *band; /* NRR 1: IKM is the conversion */
    } cases[] = {
        {"24.97", "D"}, {"25", "D"},     {"64.99", "D"},  {"64.994", "D"}, {"64.995", "C"},
        {"65", "C"},    {"76.60", "C"},  {"76.604", "C"}, {"76.605", "B"}, {"76.61", "B"},
        {"88.30", "B"}, {"88.304", "B"}, {"88.305", "A"}, {"88.31", "A"},  {"100", "A"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_class(cases[i].ikm, 1, 1, false, cases[i].band);
    /* five decimals are shown: a reader of 76,60500 takes B, the exact value is below */
    check_class("76.604999", 1, 1, false, "B");
    check_class("76.604999", 1, 1, true, "C");
}

static void test_survey_beyond_the_scale_has_no_class(void **state)
{
    struct poll p;
    struct survey_unsur unsur;
    struct survey_total total;
    struct capai_error err = {0};
    struct capai_arena arena;
    struct capai_survey *survey = survey_of(&p, 1, "1", "1");
    const struct tally tally = {4, 1, CAPAI_NILAI};
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    survey->conversion = dec("26");
    assert_int_equal(survey_compute(survey, false, &tally, NULL, &arena, &unsur, &total, &err),
                     CAPAI_ERR_DATA);
    assert_int_equal(err.message, CAPAI_MSG_SCALE_NO_CLASS);
    assert_false(total.grading.has_class);
    assert_decimal(total.ikm.shown, "104.00000");
    /* and more digits than a decimal has */
    const struct tally many = {7, 3, CAPAI_NILAI};
    err = (struct capai_error){0};
    p.unsur[0].weight.numerator = dec("0.9999999999999999999999999999999999");
    assert_int_equal(survey_compute(survey, false, &many, NULL, &arena, &unsur, &total, &err),
                     CAPAI_ERR_DATA);
    assert_int_equal(err.message, CAPAI_MSG_NUMBER_RANGE);
    assert_int_equal(unsur.weighted.outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_int_equal(total.ikm.outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
    capai_arena_clear(&arena);
}

static void test_survey_equal_means_share_a_rank_exactly(void **state)
{
    struct poll p;
    struct survey_unsur unsur[4];
    struct survey_total total;
    struct capai_arena arena;
    const struct tally tallies[] = {/* 10/3, 20/6, and one that is a little less */
                                    {10, 3, CAPAI_NILAI},
                                    {20, 6, CAPAI_NILAI},
                                    {3333333, 1000000, CAPAI_NILAI},
                                    {0, 0, CAPAI_NILAI}};
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(survey_compute(survey_of(&p, 4, "1", "4"), false, tallies, NULL, &arena, unsur,
                                    &total, NULL),
                     CAPAI_OK);
    assert_int_equal(unsur[0].rank, 1);
    assert_int_equal(unsur[1].rank, 1);
    assert_int_equal(unsur[2].rank, 3);
    assert_int_equal(unsur[3].rank, 0);
    assert_int_equal(unsur[3].nrr.outcome, CAPAI_BELUM_DIISI);
    assert_int_equal(total.indeks.outcome, CAPAI_BELUM_DIISI); /* one unsur is missing */
    assert_false(total.grading.has_class);
    capai_arena_clear(&arena);
}

/* ---- from skm.csv ---- */

#define OPD "opd,tahun\na,2024\n"

/* Evaluates `skm` by three unsur of weight 1/3. */
static void evaluate_skm(struct data *d, struct poll *p, const char *skm)
{
    d->rules.survey = p->survey;
    data_put(d, "opd.csv", OPD);
    data_put(d, "skm.csv", skm);
    evaluate(d, HEAD "\n" IND("S", "i", "1", "1"));
}

static void test_skm_gives_sums_means_ranks_and_the_index_of_the_opd(void **state)
{
    struct data *d = *state;
    struct poll p;
    survey_of(&p, 3, "1", "3");
    evaluate_skm(d, &p, "responden,u2,U1,u3,umur\n1,3,4,2,30\n2,4, 4 ,\"3,0\",40\n3,3,4,2,\n");
    assert_no_notices(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_SKM), 3);
    assert_entries(d, SKM, {0, "opd", "a"}, {0, "tahun", "2024"}, {0, "unsur", "u1"},
                   {0, "uraian", "Unsur"}, {0, "jumlah", "12"}, {0, "responden", "3"},
                   {0, "nrr", "4.000000"}, {0, "nrr_tertimbang", "1.333333"}, {0, "rata", "4.000"},
                   {0, "peringkat", "1"}, {1, "jumlah", "10"}, {1, "nrr", "3.333333"},
                   {1, "peringkat", "2"}, {2, "jumlah", "7"}, {2, "nrr", "2.333333"},
                   {2, "nrr_tertimbang", "0.777778"}, {2, "peringkat", "3"});
    assert_entries(d, OPD, {0, "indeks", "3.222222"}, {0, "ikm", "80.55556"}, {0, "mutu", "B"});
}

static void test_skm_every_year_has_its_own_index(void **state)
{
    struct data *d = *state;
    struct poll p;
    survey_of(&p, 2, "1", "2");
    evaluate_skm(d, &p, "tahun,responden,u1,u2\n2023,1,4,4\n2024,1,2,2\n2023,2,4,2\n,3,2,2\n");
    assert_no_notices(d);
    assert_entries(d, SKM, {0, "tahun", "2023"}, {0, "jumlah", "8"}, {1, "jumlah", "6"},
                   {2, "tahun", "2024"}, {2, "jumlah", "4"}, {3, "responden", "2"});
    assert_entries(d, OPD, {0, "tahun", "2024"}, {0, "ikm", "50.00000"}, {0, "mutu", "D"},
                   {1, "tahun", "2023"}, {1, "ikm", "87.50000"}, {1, "mutu", "B"});
}

static void test_skm_without_rows_is_not_applicable(void **state)
{
    struct data *d = *state;
    struct poll p;
    survey_of(&p, 2, "1", "2");
    evaluate_skm(d, &p, "responden,u1,u2\n");
    assert_int_equal(data_rows(d, CAPAI_RESULT_SKM), 0);
    assert_entries(d, OPD, {0, "indeks", "tidak_berlaku"}, {0, "ikm", "tidak_berlaku"},
                   {0, "mutu", ""});
}

/* What a hole and a wrong answer do is the rule's choice; both are reported in any case. */
static void test_skm_hole_and_wrong_answer_do_what_the_rules_say(void **state)
{
    static const struct {
        enum capai_unanswered missing, invalid;
        const char *sum[3], *count[3], *ikm;
    } cases[] = {
        {CAPAI_UNANSWERED_UNSUR,
         CAPAI_UNANSWERED_UNSUR,
         {"11", "7", "9"},
         {"4", "3", "3"},
         "67.36111"},
        {CAPAI_UNANSWERED_RESPONDENT,
         CAPAI_UNANSWERED_UNSUR,
         {"8", "7", "6"},
         {"3", "3", "2"},
         "66.66667"},
        {CAPAI_UNANSWERED_UNSUR,
         CAPAI_UNANSWERED_RESPONDENT,
         {"9", "5", "9"},
         {"3", "2", "3"},
         "70.83333"},
        {CAPAI_UNANSWERED_RESPONDENT,
         CAPAI_UNANSWERED_RESPONDENT,
         {"6", "5", "6"},
         {"2", "2", "2"},
         "70.83333"},
        {CAPAI_UNANSWERED_NONE,
         CAPAI_UNANSWERED_UNSUR,
         {"11", "7", "9"},
         {"4", "3", "3"},
         "belum_diisi"},
        {CAPAI_UNANSWERED_UNSUR,
         CAPAI_UNANSWERED_NONE,
         {"11", "7", "9"},
         {"4", "3", "3"},
         "tidak_dapat_dihitung"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct poll p;
        struct capai_survey *survey = survey_of(&p, 3, "1", "3");
        survey->missing = cases[i].missing;
        survey->invalid = cases[i].invalid;
        evaluate_skm(d, &p, "responden,u1,u2,u3\n1,3,3,3\n2,3,,3\n3,2,2,5\n4,3,2,3\n");
        assert_notices(d, AT(SKM_HOLE, "skm.csv", 3, 5), AT(SKM_ANSWER, "skm.csv", 4, 7));
        assert_word(d, &d->notices.list[1], 1, "5");
        for (size_t u = 0; u < 3; u++)
            assert_entries(d, SKM, {u, "jumlah", cases[i].sum[u]},
                           {u, "responden", cases[i].count[u]});
        assert_entries(d, OPD, {0, "ikm", cases[i].ikm});
        if (cases[i].missing == CAPAI_UNANSWERED_NONE)
            assert_entries(d, SKM, {1, "nrr", "belum_diisi"}, {1, "peringkat", "belum_diisi"},
                           {0, "nrr", "2.750000"}, {0, "peringkat", "2"});
        data_reset(d);
    }
}

static void test_skm_what_is_no_answer_is_reported_with_its_place(void **state)
{
    static const char *const wrong[] = {"0",     "5",       "-1",    "3,5",
                                        "3%",    "4 orang", "baik",  "B",
                                        "1.2.3", "1 - 4",   "#REF!", "44444444444444444444"};
    static const char *const holes[] = {"", "NA", "-", " "};
    struct data *d = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char skm[128];
        struct poll p;
        survey_of(&p, 1, "1", "1");
        snprintf(skm, sizeof skm, "responden,u1\n1,\"%s\"\n2,4\n", wrong[i]);
        evaluate_skm(d, &p, skm);
        assert_notices(d, AT(SKM_ANSWER, "skm.csv", 2, 3));
        assert_word(d, d->notices.list, 1, wrong[i]);
        assert_entries(d, SKM, {0, "jumlah", "4"}, {0, "responden", "1"});
        data_reset(d);
    }
    for (size_t i = 0; i < sizeof holes / sizeof *holes; i++) {
        char skm[128];
        struct poll p;
        survey_of(&p, 1, "1", "1");
        snprintf(skm, sizeof skm, "responden,u1\n1,%s\n2,4\n", holes[i]);
        evaluate_skm(d, &p, skm);
        assert_notices(d, AT(SKM_HOLE, "skm.csv", 2, 3));
        assert_entries(d, SKM, {0, "jumlah", "4"}, {0, "responden", "1"});
        data_reset(d);
    }
}

static void test_skm_without_a_valid_answer_has_no_mean(void **state)
{
    struct data *d = *state;
    struct poll p;
    survey_of(&p, 2, "1", "2");
    evaluate_skm(d, &p, "responden,u1,u2\n1,4,\n2,4,NA\n");
    assert_int_equal(data_count(d, CAPAI_MSG_SKM_HOLE), 2);
    assert_entries(d, SKM, {0, "nrr", "4.000000"}, {1, "nrr", "belum_diisi"}, {1, "jumlah", "0"},
                   {1, "responden", "0"});
    assert_entries(d, OPD, {0, "indeks", "belum_diisi"}, {0, "mutu", ""});
}

static void test_skm_columns_and_rules_that_do_not_meet_are_reported(void **state)
{
    struct data *d = *state;
    struct poll p;
    survey_of(&p, 3, "1", "3");
    p.unsur[1].column = CAPAI_TEXT("prosedur");
    p.unsur[3].column = CAPAI_TEXT("u4"); /* none of these three */
    evaluate_skm(d, &p, "responden,u1,prosedr,u3,u4,umur\n1,4,4,4,4,30\n");
    assert_notices(d, AT(SKM_COLUMN, "skm.csv", 2, 1), AT(SKM_UNSUR_EXTRA, "skm.csv", 2, 9));
    assert_word(d, &d->notices.list[0], 1, "prosedur");
    assert_word(d, &d->notices.list[0], 3, "prosedr");
    assert_entries(d, SKM, {0, "nrr", "4.000000"}, {1, "nrr", "belum_diisi"},
                   {1, "jumlah", "belum_diisi"}, {2, "nrr", "4.000000"});
    assert_entries(d, OPD, {0, "ikm", "belum_diisi"});
    data_reset(d);

    p.survey.count = 0;
    evaluate_skm(d, &p, "responden,u1\n1,4\n2,4\n");
    assert_notices(d, AT(SKM_NO_RULE, "skm.csv", 2, 1));
    assert_int_equal(data_rows(d, CAPAI_RESULT_SKM), 0);
    assert_entries(d, OPD, {0, "ikm", "tidak_berlaku"});
}

static void test_skm_respondent_twice_is_reported(void **state)
{
    struct data *d = *state;
    struct poll p;
    survey_of(&p, 1, "1", "1");
    evaluate_skm(d, &p, "responden,u1\n1,4\n1,4\n2,4\n2,3\n,1\n,1\n");
    assert_notices(d, AT(ROW_DOUBLED, "skm.csv", 3, 1), AT(ROW_CONFLICT, "skm.csv", 5, 1));
    assert_entries(d, SKM, {0, "responden", "6"}); /* both rows count, as everywhere */
}

/* ---- samples ---- */

static void check_sample(const char *population, const char *size)
{
    const struct capai_sample usual = capai_sample_usual();
    struct capai_arena arena;
    capai_decimal out;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(capai_sample_size(dec(population), &usual, &arena, &out, NULL), CAPAI_OK);
    assert_decimal(out, size);
    capai_arena_clear(&arena);
}

static void test_sample_size_is_that_of_the_published_table(void **state)
{
    static const char *const table[][2] = {
        {"10", "10"},      {"15", "14"},     {"20", "19"},     {"30", "28"},       {"50", "44"},
        {"100", "80"},     {"150", "108"},   {"200", "132"},   {"250", "152"},     {"300", "169"},
        {"500", "217"},    {"1000", "278"},  {"1500", "306"},  {"2000", "322"},    {"5000", "357"},
        {"10000", "370"},  {"50000", "381"}, {"75000", "382"}, {"1000000", "384"}, {"1", "1"},
        {"100000", "383"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        check_sample(table[i][0], table[i][1]);
}

/* s = X2 N P (1-P) / (d2 (N-1) + X2 P (1-P)) with 3,841, 0,5 and 0,05, in whole numbers: both times
 * 4 10^6, rounded half up. */
static void test_sample_size_is_that_of_the_formula(void **state)
{
    (void)state;
    for (uint64_t n = 1; n <= 10000; n++) {
        char population[32], size[32];
        uint64_t above = 3841000 * n, below = 10000 * (n - 1) + 3841000;
        snprintf(population, sizeof population, "%llu", (unsigned long long)n);
        snprintf(size, sizeof size, "%llu",
                 (unsigned long long)((2 * above + below) / (2 * below)));
        check_sample(population, size);
    }
}

static void test_sample_size_of_nonsense_is_an_error(void **state)
{
    static const struct {
        const char *population, *chi_square, *proportion, *error;
    } cases[] = {
        {"0", "3.841", "0.5", "0.05"},   {"-5", "3.841", "0.5", "0.05"},
        {"1.5", "3.841", "0.5", "0.05"}, {"10", "0", "0.5", "0.05"},
        {"10", "3.841", "0", "0.05"},    {"10", "3.841", "1", "0.05"},
        {"10", "3.841", "0.5", "0"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_sample sample = {dec(cases[i].chi_square), dec(cases[i].proportion),
                                      dec(cases[i].error)};
        struct capai_error err = {0};
        capai_decimal out = dec("7");
        assert_int_equal(capai_sample_size(dec(cases[i].population), &sample, NULL, &out, &err),
                         CAPAI_ERR_DATA);
        assert_int_equal(err.message, CAPAI_MSG_SAMPLE);
        assert_decimal(out, "7");
    }
    struct capai_sample fine = capai_sample_usual();
    struct capai_error err = {0};
    capai_decimal out;
    fine.error = dec("0.12345678901234567890123456789");
    assert_int_equal(capai_sample_size(dec("10"), &fine, NULL, &out, &err), CAPAI_ERR_DATA);
    assert_int_equal(err.message, CAPAI_MSG_NUMBER_RANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_survey_jaten_gives_the_index_of_each_weight),
        cmocka_unit_test(test_survey_memory_fails_cleanly),
        cmocka_unit_test(test_survey_classes_round_to_two_decimals_at_every_edge),
        cmocka_unit_test(test_survey_beyond_the_scale_has_no_class),
        cmocka_unit_test(test_survey_equal_means_share_a_rank_exactly),
        data_test(test_skm_gives_sums_means_ranks_and_the_index_of_the_opd),
        data_test(test_skm_every_year_has_its_own_index),
        data_test(test_skm_without_rows_is_not_applicable),
        data_test(test_skm_hole_and_wrong_answer_do_what_the_rules_say),
        data_test(test_skm_what_is_no_answer_is_reported_with_its_place),
        data_test(test_skm_without_a_valid_answer_has_no_mean),
        data_test(test_skm_columns_and_rules_that_do_not_meet_are_reported),
        data_test(test_skm_respondent_twice_is_reported),
        cmocka_unit_test(test_sample_size_is_that_of_the_published_table),
        cmocka_unit_test(test_sample_size_is_that_of_the_formula),
        cmocka_unit_test(test_sample_size_of_nonsense_is_an_error),
    };
    return cmocka_run_group_tests_name("survey", tests, NULL, NULL);
}
