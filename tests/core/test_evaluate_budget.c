/* Budget lines as results, and what the budget makes of a sasaran. */
#include "budget_test.h"

/* ---- the rows of the result ---- */

static void test_anggaran_rows_have_serapan_sisa_and_proporsi(void **state)
{
    struct data *d = *state;
    build(d, OPD,
          BUDGET ",1,program,S1,75,60\n,1.1,kegiatan,,75,60\n,2,program,S2,25,\n"
                 ",0,total,,100,60\n,3,program,,,5\n");
    d->notices.count = 0;
    data_evaluate(d);
    assert_entries(d, ANGGARAN, {0, "serapan", "80.00"}, {0, "status", "nilai"}, {0, "sisa", "15"},
                   {0, "pagu_anak", "75"}, {0, "realisasi_anak", "60"},
                   {1, "pagu_anak", "tidak_berlaku"}, {2, "serapan", "belum_diisi"},
                   {2, "status", "belum_diisi"}, {2, "sisa", "belum_diisi"},
                   {3, "serapan", "60.00"}, {3, "proporsi", "tidak_berlaku"},
                   {4, "serapan", "belum_diisi"}, {4, "sisa", "belum_diisi"});
    /* a whole with a missing part has no shares */
    assert_at(d, ANGGARAN, 0, "proporsi", "belum_diisi");
    assert_at(d, OPD, 0, "pagu", "belum_diisi");
    assert_at(d, OPD, 0, "status_serapan", "belum_diisi");
    assert_at(d, SASARAN, 0, "serapan", "80.00");
    assert_at(d, SASARAN, 1, "serapan", "belum_diisi");
    assert_notices(d, AT(BUDGET_MISSING, "anggaran.csv", 4, 18),
                   AT(BUDGET_MISSING, "anggaran.csv", 6, 13));
}

static void test_anggaran_proporsi_is_of_the_roots_of_its_own_table(void **state)
{
    struct data *d = *state;
    build(d, OPD_OF("A"),
          BUDGET "A,1,program,,60,1\nB,1,program,,10,1\nA,2,program,,30,1\nA,2.1,kegiatan,,30,1\n");
    data_evaluate(d);
    assert_entries(d, ANGGARAN, {0, "proporsi", "66.67"}, {1, "proporsi", "100.00"},
                   {2, "proporsi", "33.33"}, {3, "proporsi", "33.33"});
}

static void test_anggaran_line_that_is_not_the_sum_of_its_children_is_warned(void **state)
{
    struct data *d = *state;
    static const char *const words[] = {"1", "realisasi", "1.234", "1.233,50"};
    build(d, OPD_OF("A"),
          BUDGET "A,1,program,,2000,1234\nA,1.1,kegiatan,,\"2.000,00\",\"1.233,50\"\n"
                 "B,1,program,,10,10\nB,1.1,kegiatan,,9,9\nA,2,program,,5,5\nA,2.1,kegiatan,,,5\n");
    data_evaluate(d);
    assert_notices(d, AT(BUDGET_SUM, "anggaran.csv", 2, 19));
    for (int i = 0; i < 4; i++)
        assert_word(d, &d->notices.list[0], i + 1, words[i]);
}

/* Each level of the tree stands below the one before it. */
static void test_anggaran_line_without_the_one_above_it_is_warned(void **state)
{
    static const char *const levels[] = {"urusan", "bidang", "program", "kegiatan", "subkegiatan"};
    struct data *d = *state;
    for (size_t i = 1; i < sizeof levels / sizeof *levels; i++) {
        char lines[512];
        snprintf(lines, sizeof lines,
                 BUDGET "A,1.0,%s,,9,9\nA,1.0.1,%s,,9,9\nA,2.01,%s,,5,5\nA,3,%s,,5,5\n"
                        "A,5.01,,,5,5\nB,6.01,%s,,5,5\n",
                 levels[i - 1], levels[i], levels[i], levels[i], levels[i]);
        build(d, OPD_OF("A"), lines);
        data_evaluate(d);
        assert_notices(d, AT(BUDGET_PARENT, "anggaran.csv", 4, 3));
        assert_word(d, &d->notices.list[0], 1, "2.01");
        assert_word(d, &d->notices.list[0], 2, levels[i]);
        assert_word(d, &d->notices.list[0], 3, "2");
        data_reset(d);
    }
}

static void test_anggaran_total_that_is_not_what_it_repeats_is_warned(void **state)
{
    struct data *d = *state;
    static const char *const words[] = {"0", "pagu", "2.500", "2.000"};
    build(d, OPD,
          BUDGET ",1,program,,1000,9\n,1.T,total,,1000,8\n,2,program,,1000,9\n,0,total,,2500,18\n");
    data_evaluate(d);
    assert_notices(d, AT(BUDGET_SUM, "anggaran.csv", 3, 18), AT(BUDGET_SUM, "anggaran.csv", 5, 11));
    for (int i = 0; i < 4; i++)
        assert_word(d, &d->notices.list[1], i + 1, words[i]);
}

/* 34 digits cannot hold the difference: no value is better than a wrong one. */
static void test_anggaran_sisa_beyond_the_digits_is_not_computed(void **state)
{
    struct data *d = *state;
    build(d, OPD, BUDGET ",1,program,,9999999999999999999999999999999999,\"0,5\"\n");
    data_evaluate(d);
    assert_at(d, ANGGARAN, 0, "sisa", "tidak_dapat_dihitung");
}

static void test_pagu_zero_follows_the_rule(void **state)
{
    static const struct {
        struct capai_zero zero;
        const char *realisasi, *expected;
    } cases[] = {
        {{.kind = CAPAI_ZERO_NONE}, "0", "tidak_dapat_dihitung"},
        {{.kind = CAPAI_ZERO_NONE}, "5", "tidak_dapat_dihitung"},
        {{.kind = CAPAI_ZERO_ERROR}, "0", "tidak_dapat_dihitung"},
        {{.kind = CAPAI_ZERO_VALUE}, "0", "0.00"},
        /* a missing value is never zero */
        {{.kind = CAPAI_ZERO_VALUE}, "", "belum_diisi"},
        {{.kind = CAPAI_ZERO_VALUE}, "5 Dok", "tidak_dapat_dihitung"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[128];
        snprintf(content, sizeof content, BUDGET ",1,program,S1,0,%s\n", cases[i].realisasi);
        build(d, OPD, content);
        d->rules.zero_pagu = cases[i].zero;
        d->rules.zero_pagu.value = dec("0");
        data_evaluate(d);
        assert_at(d, SASARAN, 0, "serapan", cases[i].expected);
        assert_at(d, OPD, 0, "serapan", cases[i].expected);
        assert_at(d, ANGGARAN, 0, "serapan", cases[i].expected);
        assert_at(d, ANGGARAN, 0, "proporsi", "tidak_dapat_dihitung");
        data_reset(d);
    }
}

/* ---- budget and efficiency ---- */

static void put_budget(struct data *d, const char *lines)
{
    char content[512];
    snprintf(content, sizeof content, "kode,jenjang,sasaran,pagu,realisasi\n%s", lines);
    data_put(d, "opd.csv", "opd,tahun\na,2024\n");
    data_put(d, "anggaran.csv", content);
}

static void test_evaluate_sasaran_without_lines_follows_unlinked(void **state)
{
    struct data *d = *state;
    for (int unlinked = 0; unlinked < 2; unlinked++) {
        d->rules.unlinked_opd = unlinked;
        put_budget(d, "1,program,S1,60,30\n2,program,,40,40\n");
        evaluate(d, HEAD "\n" IND("S1", "i", "100", "90") "2024,,U,S2,j,positif,100,90\n");
        assert_entries(d, SASARAN, {0, "serapan", "50.00"}, {0, "pagu", "60"},
                       {1, "serapan", unlinked ? "70.00" : "tidak_berlaku"},
                       {1, "status_serapan", unlinked ? "nilai" : "tidak_berlaku"},
                       {1, "pagu", unlinked ? "100" : "tidak_berlaku"},
                       {1, "efisiensi", unlinked ? "Efisien" : ""});
        assert_entries(d, TUJUAN, {0, "serapan", "50.00"},
                       {1, "serapan", unlinked ? "70.00" : "tidak_berlaku"});
        data_reset(d);
    }
}

static void test_evaluate_without_a_budget_serapan_does_not_apply(void **state)
{
    struct data *d = *state;
    d->rules.unlinked_opd = true;
    evaluate(d, HEAD "\n" IND("S1", "i", "100", "90"));
    assert_entries(d, SASARAN, {0, "serapan", "tidak_berlaku"}, {0, "efisiensi", ""});
    assert_entries(d, OPD, {0, "pagu", "tidak_berlaku"}, {0, "status_serapan", "tidak_berlaku"});
    assert_int_equal(data_rows(d, CAPAI_RESULT_ANGGARAN), 0);
}

static void test_evaluate_efficiency_compares_capaian_with_serapan(void **state)
{
    static const struct {
        const char *capaian, *realisasi; /* of 100 */
        bool no_equal, exact;
        const char *expected;
    } cases[] = {
        {"90", "80", false, false, "lebih"},
        {"80", "90", false, false, "kurang"},
        {"90", "90", false, false, "sama"},
        {"90", "90", true, false, ""},
        {"\"90,004\"", "90", false, false, "sama"}, /* by the numbers that are shown */
        {"\"90,004\"", "90", false, true, "lebih"},
        {"", "90", false, false, ""},
        {"90", "", false, false, ""},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256], budget[64];
        snprintf(content, sizeof content, HEAD "\n2024,,T,S,i,positif,100,%s\n", cases[i].capaian);
        snprintf(budget, sizeof budget, "1,program,S,100,%s\n", cases[i].realisasi);
        d->rules.efficiency = (struct capai_efficiency){
            .kind = CAPAI_EFFICIENCY_COMPARE,
            .greater = CAPAI_TEXT("lebih"),
            .equal = cases[i].no_equal ? CAPAI_NO_TEXT : CAPAI_TEXT("sama"),
            .less = CAPAI_TEXT("kurang"),
        };
        d->rules.classify_exact = cases[i].exact;
        put_budget(d, budget);
        evaluate(d, content);
        assert_entries(d, SASARAN, {0, "efisiensi", cases[i].expected},
                       {0, "efisiensi_persen", "tidak_berlaku"});
        assert_at(d, OPD, 0, "efisiensi", cases[i].expected);
        data_reset(d);
    }
}

/* The best word where less was reached than spent, and the worst where more was, contradict it. */
static void test_evaluate_typed_word_that_contradicts_the_numbers_is_warned(void **state)
{
    static const capai_text words[] = {{"Baik", 4}, {"Cukup", 5}, {"Buruk", 5}};
    static const char *const doubtful[] = {"80", "", "90"}; /* of which capaian, against 85 */
    static const char *const capaian[] = {"80", "85", "90"};
    struct data *d = *state;
    for (size_t w = 0; w < 3; w++)
        for (size_t c = 0; c < 3; c++) {
            char content[256];
            snprintf(content, sizeof content, "tahun,sasaran,efisiensi\n2024,S,%s\n",
                     words[w].data);
            data_put(d, "sasaran.csv", content);
            snprintf(content, sizeof content, HEAD "\n2024,,T,S,i,positif,100,%s\n", capaian[c]);
            d->rules.efficiency = (struct capai_efficiency){
                .kind = CAPAI_EFFICIENCY_TYPED, .words = words, .word_count = 3};
            put_budget(d, "1,program,S,100,85\n");
            evaluate(d, content);
            if (strcmp(capaian[c], doubtful[w]) == 0)
                assert_notices(d, AT(EFFICIENCY_WORD_DOUBTFUL, "sasaran.csv", 2, 8));
            else
                assert_no_notices(d);
            data_reset(d);
        }
}

static void test_evaluate_saving_is_what_was_not_spent(void **state)
{
    static const struct {
        const char *capaian, *realisasi;
        bool reached_only;
        const char *persen, *rupiah;
    } cases[] = {
        {"90", "1", false, "66.67", "2"},
        {"90", "1", true, "tidak_berlaku", "tidak_berlaku"},
        {"100", "1", true, "66.67", "2"},
        {"\"99,996\"", "1", true, "66.67", "2"}, /* shown as 100,00 */
        {"", "1", true, "tidak_berlaku", "tidak_berlaku"},
        {"90", "4", false, "-33.33", "-1"},
        {"90", "", false, "belum_diisi", "belum_diisi"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256], budget[64];
        snprintf(content, sizeof content, HEAD "\n2024,,T,S,i,positif,100,%s\n", cases[i].capaian);
        snprintf(budget, sizeof budget, "1,program,S,3,%s\n", cases[i].realisasi);
        d->rules.efficiency = (struct capai_efficiency){.kind = CAPAI_EFFICIENCY_SAVING,
                                                        .reached_only = cases[i].reached_only};
        put_budget(d, budget);
        evaluate(d, content);
        assert_entries(d, SASARAN, {0, "efisiensi", ""}, {0, "efisiensi_persen", cases[i].persen},
                       {0, "efisiensi_rupiah", cases[i].rupiah});
        data_reset(d);
    }
}

static void test_evaluate_tujuan_spends_what_its_sasaran_spend(void **state)
{
    struct data *d = *state;
    put_budget(d, "1,program,S1,60,30\n2,program,S2,40,40\n3,program,S3,7,7\n");
    evaluate(d, HEAD "\n" IND("S1", "i", "100", "90")
                    IND("S2", "j", "100", "90") "2024,,U,S3,k,positif,1,1\n");
    assert_entries(d, TUJUAN, {0, "pagu", "100"}, {0, "realisasi", "70"}, {0, "serapan", "70.00"},
                   {1, "pagu", "7"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_anggaran_rows_have_serapan_sisa_and_proporsi),
        data_test(test_anggaran_proporsi_is_of_the_roots_of_its_own_table),
        data_test(test_anggaran_line_that_is_not_the_sum_of_its_children_is_warned),
        data_test(test_anggaran_line_without_the_one_above_it_is_warned),
        data_test(test_anggaran_total_that_is_not_what_it_repeats_is_warned),
        data_test(test_anggaran_sisa_beyond_the_digits_is_not_computed),
        data_test(test_pagu_zero_follows_the_rule),
        data_test(test_evaluate_sasaran_without_lines_follows_unlinked),
        data_test(test_evaluate_without_a_budget_serapan_does_not_apply),
        data_test(test_evaluate_efficiency_compares_capaian_with_serapan),
        data_test(test_evaluate_typed_word_that_contradicts_the_numbers_is_warned),
        data_test(test_evaluate_saving_is_what_was_not_spent),
        data_test(test_evaluate_tujuan_spends_what_its_sasaran_spend),
    };
    return cmocka_run_group_tests_name("evaluate_budget", tests, NULL, NULL);
}
