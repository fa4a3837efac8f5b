/* Evaluation of indicators: outcomes, formulas, trends, classes, clamps. */
#include "data_test.h"

#include "core/evaluate.h"

#define BAD "tidak_dapat_dihitung"
#define EMPTY "belum_diisi"

/* culprit: which of arah, target, realisasi the complaint is about; word: its {1}. */
static const struct measured {
    const char *cells[3], *capaian;
    enum capai_message message;
    int culprit;
    const char *word;
} measured[] = {
    {{"positif", "100", "90"}, "90.00", 0, 0, ""},
    {{"POSITIF", "80%", "60%"}, "75.00", 0, 0, ""},
    {{"negatif", "10", "8"}, "120.00", 0, 0, ""},
    {{"negatif", "10", "25"}, "-50.00", 0, 0, ""},
    {{"positif", "4 Dok", "4 Dok"}, "100.00", 0, 0, ""},
    {{"positif", "", "90"}, EMPTY, CAPAI_MSG_TARGET_MISSING, 1, ""},
    {{"positif", "100", ""}, EMPTY, 0, 0, ""},
    {{"positif", "NA", "-"}, EMPTY, 0, 0, ""},
    {{"positif", "0", "5"}, BAD, CAPAI_MSG_ZERO_TARGET_NONE, 1, ""},
    {{"positif", "0", "0"}, BAD, CAPAI_MSG_ZERO_TARGET_NONE, 1, ""},
    {{"", "100", "90"}, BAD, CAPAI_MSG_ARAH_MISSING, 0, "positif, negatif"},
    {{"posiitf", "100", "90"}, BAD, CAPAI_MSG_ARAH_UNKNOWN, 0, "posiitf"},
    {{"positif", "banyak", "90"}, BAD, CAPAI_MSG_NOT_A_NUMBER, 1, "banyak"},
    {{"positif", "100", "banyak"}, BAD, CAPAI_MSG_NOT_A_NUMBER, 2, "banyak"},
    {{"positif", "7 - 8 bulan", "7"}, BAD, CAPAI_MSG_RANGE_FORMULA, 1, "7 - 8 bulan"},
    {{"positif", "9.8.7", "7"}, BAD, CAPAI_MSG_NUMBER_GROUPS, 1, "9.8.7"},
    {{"positif", "A", "AAA"}, BAD, CAPAI_MSG_GRADE_UNKNOWN, 2, "AAA"},
    {{"positif", "E", "A"}, BAD, CAPAI_MSG_GRADE_UNKNOWN, 1, "E"},
    {{"positif", "A", "80"}, BAD, CAPAI_MSG_GRADE_AGAINST_NUMBER, 1, "80"},
    {{"positif", "80", "A"}, BAD, CAPAI_MSG_GRADE_AGAINST_NUMBER, 2, "A"},
    {{"positif", "A", "B"}, "66.67", 0, 0, ""},
    {{"positif", "B", "AA"}, "100.00", 0, 0, ""},
    {{"positif", "BB (74)", "A (80.5)"}, "108.78", CAPAI_MSG_NUMBER_FOREIGN, 2, "A (80.5)"},
};

static void test_evaluate_indicator_has_one_of_four_outcomes(void **state)
{
    struct data *d = *state;
    for (size_t i = 0; i < sizeof measured / sizeof *measured; i++) {
        const struct measured *m = &measured[i];
        const char *const *c = m->cells;
        bool valued = strcmp(m->capaian, BAD) != 0 && strcmp(m->capaian, EMPTY) != 0;
        char content[256];
        snprintf(content, sizeof content, HEAD "\n2024,,T,S,i,%s,%s,%s\n", c[0], c[1], c[2]);
        evaluate(d, content);
        assert_at(d, INDIKATOR, 0, "status", valued ? "nilai" : m->capaian);
        assert_at(d, INDIKATOR, 0, "capaian", m->capaian);
        bool classed = data_at(d, CAPAI_RESULT_INDIKATOR, 0, "predikat")[0] != '\0';
        assert_int_equal(classed, valued);
        assert_at(d, INDIKATOR, 0, "status_capaian_akhir", m->message && !m->culprit ? BAD : EMPTY);
        if (m->message) {
            size_t column = 13; /* after 2024,,T,S,i, */
            for (int k = 0; k < m->culprit; k++)
                column += strlen(c[k]) + 1;
            assert_notices(d, {m->message, "indikator.csv", 2, column, 0});
            assert_word(d, &d->notices.list[0], 1, m->word);
        } else {
            assert_no_notices(d);
        }
        data_reset(d);
    }
}

static void test_evaluate_unknown_arah_names_the_nearest_and_all(void **state)
{
    struct data *d = *state;
    evaluate(d, HEAD "\n2024,,T,S,i,negatf,100,90\n2024,,T,S,j,naik,100,90\n");
    assert_notices(d, AT(ARAH_UNKNOWN, "indikator.csv", 2, 13),
                   AT(ARAH_UNKNOWN, "indikator.csv", 3, 13));
    assert_word(d, &d->notices.list[0], 2, "positif, negatif");
    assert_word(d, &d->notices.list[0], 3, "negatif");
    assert_word(d, &d->notices.list[1], 3, "");
}

static void test_evaluate_default_arah_serves_rows_without_one(void **state)
{
    struct data *d = *state;
    d->rules.default_arah = CAPAI_TEXT("negatif");
    evaluate(d, HEAD "\n2024,,T,S,i,,10,8\n2024,,T,S,j,positif,10,8\n");
    assert_entries(d, INDIKATOR, {0, "capaian", "120.00"}, {1, "capaian", "80.00"});
    assert_no_notices(d);
    data_reset(d);
    d->rules.default_arah = CAPAI_TEXT("positif");
    evaluate(d, "tahun,indikator,target,realisasi\n2024,i,10,8\n"); /* no such column */
    assert_at(d, INDIKATOR, 0, "capaian", "80.00");
}

static void test_evaluate_arah_missing_without_the_column_is_placed_at_the_row(void **state)
{
    struct data *d = *state;
    evaluate(d, "tahun,indikator,target,realisasi\n2024,i,10,8\n");
    assert_notices(d, AT(ARAH_MISSING, "indikator.csv", 2, 1));
    assert_at(d, INDIKATOR, 0, "status", BAD);
}

/* One bad cell is one complaint, also where two results need it. */
static void test_evaluate_bad_cell_is_reported_once(void **state)
{
    static const struct {
        const char *target, *realisasi, *akhir;
        struct notice notice;
    } cases[] = {
        {"100", "banyak", "100", AT(NOT_A_NUMBER, "indikator.csv", 2, 25)},
        {"100", "banyak", "", AT(NOT_A_NUMBER, "indikator.csv", 2, 25)},
        {"100", "7 - 8", "100", AT(RANGE_FORMULA, "indikator.csv", 2, 25)},
        {"A", "XX", "A", AT(GRADE_UNKNOWN, "indikator.csv", 2, 23)},
        {"BB", "XX (70)", "", AT(GRADE_UNKNOWN, "indikator.csv", 2, 24)},
        {"XX (70)", "BB", "", AT(GRADE_UNKNOWN, "indikator.csv", 2, 21)},
        {"100", "90", "banyak", AT(NOT_A_NUMBER, "indikator.csv", 2, 28)},
        {"", "banyak", "", AT(NOT_A_NUMBER, "indikator.csv", 2, 22)},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256];
        snprintf(content, sizeof content, HEAD ",target_akhir\n2024,,T,S,i,positif,%s,%s,%s\n",
                 cases[i].target, cases[i].realisasi, cases[i].akhir);
        evaluate(d, content);
        assert_notices(d, cases[i].notice);
        data_reset(d);
    }
}

static void test_evaluate_two_bad_cells_of_a_row_are_both_reported(void **state)
{
    struct data *d = *state;
    evaluate(d, HEAD "\n" IND("S", "i", "sedikit", "banyak"));
    assert_notices(d, AT(NOT_A_NUMBER, "indikator.csv", 2, 21),
                   AT(NOT_A_NUMBER, "indikator.csv", 2, 29));
}

static void test_evaluate_zero_follows_the_rule(void **state)
{
    static const struct {
        enum capai_zero_kind kind;
        const char *arah, *target, *realisasi, *capaian;
        enum capai_message message;
        size_t column;
    } cases[] = {
        {CAPAI_ZERO_NONE, "positif", "0", "5", BAD, CAPAI_MSG_ZERO_TARGET_NONE, 21},
        {CAPAI_ZERO_VALUE, "positif", "0", "5", "20.00", 0, 0},
        {CAPAI_ZERO_VALUE, "negatif", "0", "0", "10.00", 0, 0},
        {CAPAI_ZERO_VALUE, "terbalik", "5", "0", "30.00", 0, 0},
        {CAPAI_ZERO_NONE, "terbalik", "5", "0", BAD, CAPAI_MSG_ZERO_REALISASI_NONE, 24},
        {CAPAI_ZERO_ERROR, "positif", "0", "5", BAD, CAPAI_MSG_ZERO_TARGET, 21},
        {CAPAI_ZERO_ERROR, "negatif", "0", "0", BAD, CAPAI_MSG_ZERO_TARGET, 21},
        {CAPAI_ZERO_ERROR, "terbalik", "5", "0", BAD, CAPAI_MSG_ZERO_REALISASI, 24},
        {CAPAI_ZERO_ERROR, "positif", "5", "0", "0.00", 0, 0},
    };
    const struct capai_arah arah[] = {
        {.name = CAPAI_TEXT("positif"), .formula = CAPAI_POSITIVE},
        {.name = CAPAI_TEXT("negatif"), .formula = CAPAI_NEGATIVE},
        {.name = CAPAI_TEXT("terbalik"), .formula = CAPAI_NEGATIVE_INVERSE}};
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256];
        snprintf(content, sizeof content, HEAD "\n2024,,T,S,i,%s,%s,%s\n", cases[i].arah,
                 cases[i].target, cases[i].realisasi);
        d->rules.arah = arah;
        d->rules.arah_count = 3;
        d->rules.zero = (struct capai_zero_rules){
            {cases[i].kind, dec("10")}, {cases[i].kind, dec("20")}, {cases[i].kind, dec("30")}};
        evaluate(d, content);
        assert_at(d, INDIKATOR, 0, "capaian", cases[i].capaian);
        if (cases[i].message)
            assert_notices(d, {cases[i].message, "indikator.csv", 2, cases[i].column, 0});
        else
            assert_no_notices(d);
        data_reset(d);
    }
}

static void test_evaluate_capaian_akhir_measures_against_target_akhir(void **state)
{
    struct data *d = *state;
    evaluate(d, HEAD ",target_akhir\n2024,,T,S,i,positif,BB (74),\"A (80,60)\",A\n"
                     "2024,,T,S,j,positif,100,90,120\n2024,,T,S,k,positif,100,90,\n"
                     "2024,,T,S,l,positif,,90,90\n2024,,T,S,m,positif,100,90,0\n");
    assert_entries(d, INDIKATOR, {0, "capaian", "108.92"}, {0, "capaian_akhir", "100.00"},
                   {0, "status_capaian_akhir", "nilai"}, {1, "capaian_akhir", "75.00"},
                   {2, "capaian_akhir", EMPTY}, {2, "status_capaian_akhir", EMPTY},
                   {3, "capaian", EMPTY}, {3, "capaian_akhir", "100.00"}, {4, "capaian", "90.00"},
                   {4, "status_capaian_akhir", BAD});
    assert_no_notices(d);
}

static void test_evaluate_selisih_is_the_difference_of_two_numbers(void **state)
{
    static const struct {
        const char *realisasi, *pembanding, *selisih;
        enum capai_message message;
    } cases[] = {
        {"90", "87.5 (IKM Kab.)", "2.50", CAPAI_MSG_NUMBER_FOREIGN},
        {"A (80)", "62 (nilai)", "18.00", 0},
        {"90", "-", EMPTY, 0},
        {"", "90", EMPTY, 0},
        {"90", "A", BAD, 0},
        {"90", "7 - 8", BAD, 0},
        {"90", "rata-rata", BAD, CAPAI_MSG_NOT_A_NUMBER},
        {"90", "1.2.3", BAD, CAPAI_MSG_NUMBER_GROUPS},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256];
        snprintf(content, sizeof content, HEAD ",pembanding\n2024,,T,S,i,positif,90,%s,%s\n",
                 cases[i].realisasi, cases[i].pembanding);
        evaluate(d, content);
        assert_at(d, INDIKATOR, 0, "selisih", cases[i].selisih);
        if (cases[i].message)
            assert_notices(
                d, {cases[i].message, "indikator.csv", 2, 25 + strlen(cases[i].realisasi), 0});
        else
            assert_no_notices(d);
        data_reset(d);
    }
}

static void test_evaluate_tren_compares_with_the_year_before(void **state)
{
    struct data *d = *state;
    evaluate(d, HEAD "\n2024,,T,S,i,positif,100,75\n2023,,t,s,I,positif,100,60\n"
                     "2021,,T,S,i,positif,100,50\n" /* two years before: none */
                     "2022,,T,S,j,positif,100,0\n2023,,T,S,j,positif,100,10\n"
                     "2024,,T,S,j,positif,100,\n2025,,T,S,j,positif,100,9\n"
                     "2023,,T,S2,i,positif,100,1\n2023,,T,S,l,positif,100,A\n"
                     "2024,,T,S,l,positif,100,80\n2023,tujuan,T,S,i,positif,100,2\n");
    assert_entries(d, INDIKATOR, {0, "tren", "15.00"}, {0, "tren_persen", "25.00"},
                   {1, "tren", EMPTY}, {2, "tren", EMPTY}, {4, "tren", "10.00"},
                   {4, "tren_persen", BAD}, {5, "tren", EMPTY}, {6, "tren", EMPTY},
                   {6, "tren_persen", EMPTY}, {7, "tren", EMPTY}, {9, "tren", BAD},
                   {10, "tren", EMPTY});
}

static void test_evaluate_tren_of_doubled_rows_takes_the_first(void **state)
{
    struct data *d = *state;
    evaluate(d, HEAD "\n2024,,T,S,i,positif,100,75\n2023,,T,S,i,positif,100,60\n"
                     "2023,,T,S,i,positif,100,70\n2024,,T,S,i,positif,100,80\n");
    assert_entries(d, INDIKATOR, {0, "tren", "15.00"}, {3, "tren", "20.00"});
}

static void test_evaluate_class_at_the_edges_of_the_scale(void **state)
{
    static const struct {
        const char *realisasi, *capaian, *predikat, *di_batas;
        bool exact;
    } cases[] = {
        {"90", "90.00", "Sangat Tinggi", "ya", false}, /* in two bands */
        {"\"90,01\"", "90.01", "Sangat Tinggi", "tidak", false},
        {"\"89,99\"", "89.99", "Tinggi", "tidak", false},
        {"\"75,4\"", "75.40", "Sedang", "ya", false}, /* in a gap */
        {"75", "75.00", "Sedang", "tidak", false},
        {"76", "76.00", "Tinggi", "tidak", false},
        {"\"50,5\"", "50.50", "Sangat Rendah", "ya", false},
        {"-10", "-10.00", "Sangat Rendah", "tidak", false},
        {"\"75,996\"", "76.00", "Tinggi", "ya", false}, /* the exact value is in a gap */
        {"\"75,996\"", "76.00", "Sedang", "ya", true},
        {"\"89,996\"", "90.00", "Sangat Tinggi", "ya", false},
        {"\"89,996\"", "90.00", "Tinggi", "ya", true},
        {"\"94,994\"", "94.99", "Sangat Tinggi", "tidak", true},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256];
        snprintf(content, sizeof content, HEAD "\n2024,,T,S,i,positif,100,%s\n",
                 cases[i].realisasi);
        d->rules.classify_exact = cases[i].exact;
        evaluate(d, content);
        assert_entries(d, INDIKATOR, {0, "capaian", cases[i].capaian},
                       {0, "predikat", cases[i].predikat}, {0, "di_batas", cases[i].di_batas});
        data_reset(d);
    }
}

static void test_evaluate_mean_without_class_names_whose_it_is(void **state)
{
    struct data *d = *state;
    d->rules.scale.gap.edge = CAPAI_EDGE_ERROR;
    evaluate(d, HEAD "\n" IND("S", "i", "100", "75") IND("S", "j", "100", "76"));
    /* the sasaran, its tujuan, and the OPD */
    assert_notices(d, AT(SCALE_NO_CLASS_MEAN, "indikator.csv", 2, 25),
                   AT(SCALE_NO_CLASS_MEAN, "indikator.csv", 2, 25),
                   AT(SCALE_NO_CLASS_MEAN, "indikator.csv", 2, 25));
    assert_word(d, &d->notices.list[0], 1, "75,5");
    assert_word(d, &d->notices.list[0], 2, "S");
    assert_entries(d, SASARAN, {0, "capaian", "75.50"}, {0, "predikat", ""});
}

static void test_evaluate_value_without_class_is_reported(void **state)
{
    struct data *d = *state;
    d->rules.scale.gap.edge = CAPAI_EDGE_ERROR;
    evaluate(d, HEAD "\n2024,program,T,S,i,positif,100,\"75,4\"\n");
    assert_notices(d, AT(SCALE_NO_CLASS, "indikator.csv", 2, 32));
    assert_word(d, &d->notices.list[0], 1, "75,4");
    assert_entries(d, INDIKATOR, {0, "capaian", "75.40"}, {0, "status", "nilai"},
                   {0, "predikat", ""}, {0, "di_batas", ""});
}

static void test_evaluate_clamps_act_where_the_rule_says(void **state)
{
    struct data *d = *state;
    d->rules.clamp = data_clamp("0", "120");
    d->rules.clamp_class = data_clamp("60", "80");
    evaluate(d, HEAD "\n" IND("S", "i", "100", "130") IND("S", "j", "100", "-5"));
    assert_entries(d, INDIKATOR, {0, "capaian", "120.00"}, {0, "predikat", "Tinggi"},
                   {1, "capaian", "0.00"}, {1, "predikat", "Rendah"});
    assert_at(d, OPD, 0, "capaian", "50.00"); /* 100 and 0 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_evaluate_indicator_has_one_of_four_outcomes),
        data_test(test_evaluate_unknown_arah_names_the_nearest_and_all),
        data_test(test_evaluate_default_arah_serves_rows_without_one),
        data_test(test_evaluate_arah_missing_without_the_column_is_placed_at_the_row),
        data_test(test_evaluate_bad_cell_is_reported_once),
        data_test(test_evaluate_two_bad_cells_of_a_row_are_both_reported),
        data_test(test_evaluate_zero_follows_the_rule),
        data_test(test_evaluate_capaian_akhir_measures_against_target_akhir),
        data_test(test_evaluate_selisih_is_the_difference_of_two_numbers),
        data_test(test_evaluate_tren_compares_with_the_year_before),
        data_test(test_evaluate_tren_of_doubled_rows_takes_the_first),
        data_test(test_evaluate_class_at_the_edges_of_the_scale),
        data_test(test_evaluate_mean_without_class_names_whose_it_is),
        data_test(test_evaluate_value_without_class_is_reported),
        data_test(test_evaluate_clamps_act_where_the_rule_says),
    };
    return cmocka_run_group_tests_name("evaluate_indicators", tests, NULL, NULL);
}
