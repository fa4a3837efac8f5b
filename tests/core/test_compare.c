/* What changes under other rules, and which part of them makes it. */
#include "compare_test.h"

#include "core/compare.h"

/* ---- causes ---- */

static void test_compare_equal_rules_changes_nothing(void **state)
{
    struct data *d = *state;
    compare_load(d, HEAD "\n" IND("S", "i", "100", "95") IND("S", "j", "100", "120"));
    const struct capai_rules b = d->rules;
    compare(d, &b, false);
    assert_int_equal(capai_comparison_changed(comparison), 0);
    assert_int_equal(capai_comparison_opds(comparison), 1);
    assert_int_equal(compare_rows(CAPAI_COMPARED_ROWS),
                     5); /* two indicators, sasaran, tujuan, OPD */
    for (size_t row = 0; row < 5; row++) {
        assert_rows(d, {row, "gerak", "tetap"}, {row, "berubah", "tidak"},
                    {row, "sebab_capaian", ""});
    }
    assert_int_equal(compare_rows(CAPAI_COMPARED_CAUSES), 0);
    assert_string_equal(TOTAL(d, MOVES, "tetap", "", "indikator"), "2");
    assert_string_equal(TOTAL(d, CLASSES, "jumlah", "indikator", "Sangat Tinggi", "Sangat Tinggi"),
                        "2");
}

/* 120 is cut to 100; the means cut at 100 already under A. */
static void test_compare_clamp_lowers_the_indicator_alone(void **state)
{
    struct data *d = *state;
    compare_load(d, HEAD "\n" IND("S", "i", "100", "120"));
    struct capai_rules b = d->rules;
    b.id = CAPAI_TEXT("lain");
    b.clamp = data_clamp("0", "100");
    compare(d, &b, false);
    assert_int_equal(capai_comparison_changed(comparison), 1);
    assert_rows(d, {0, "jenis", "indikator"}, {0, "nama", "i"}, {0, "sasaran", "S"},
                {0, "aturan_a", "uji"}, {0, "aturan_b", "lain"}, {0, "capaian_a", "120.00"},
                {0, "capaian_b", "100.00"}, {0, "selisih", "-20.00"}, {0, "sebab_capaian", "clamp"},
                {0, "sebab_predikat", ""},
                {0, "gerak", "tetap"}, /* the same class of the same scale */
                {0, "berubah", "ya"}, {3, "jenis", "opd"}, {3, "berubah", "tidak"});
    assert_string_equal(TOTAL(d, CAUSES, "jumlah", "indikator", "capaian", "clamp"), "1");
}

/* Target 100, realisasi 80: (2 * 100 - 80) / 100 is 120, 100 / 80 is 125. */
static void test_compare_formula_names_the_arah_of_the_indicator(void **state)
{
    struct data *d = *state;
    static const struct capai_arah arah[] = {
        {.name = {"positif", 7}, .formula = CAPAI_POSITIVE},
        {.name = {"negatif", 7}, .formula = CAPAI_NEGATIVE_INVERSE}};
    compare_load(d, HEAD "\n2024,,T,S,i,negatif,100,80\n2024,,T,S,j,positif,100,80\n");
    d->rules.average.clamp = (struct capai_clamp){.has_min = false};
    struct capai_rules b = d->rules;
    b.arah = arah;
    compare(d, &b, false);
    assert_rows(d, {0, "capaian_a", "120.00"}, {0, "capaian_b", "125.00"},
                {0, "sebab_capaian", "progress.negatif"}, {1, "berubah", "tidak"},
                {2, "jenis", "sasaran"}, {2, "capaian_a", "100.00"}, {2, "capaian_b", "102.50"},
                {2, "sebab_capaian", "progress"});
}

/* The arah of a row that names none is the default, whose formula is another. */
static void test_compare_default_arah_is_a_cause_of_its_own(void **state)
{
    struct data *d = *state;
    compare_load(d, HEAD "\n2024,,T,S,i,,100,80\n");
    d->rules.default_arah = CAPAI_TEXT("positif");
    struct capai_rules b = d->rules;
    b.default_arah = CAPAI_TEXT("negatif");
    compare(d, &b, false);
    assert_rows(d, {0, "capaian_a", "80.00"}, {0, "capaian_b", "120.00"},
                {0, "sebab_capaian", "arah"}, {0, "sebab_predikat", "arah"}, {0, "gerak", "naik"});
}

/* Under A 120 is P; cut to 100 it still is, and so is 120 on the scale of B; only 100 on the scale
 * of B is Q. */
static void test_compare_parts_that_act_only_together_are_listed(void **state)
{
    struct data *d = *state;
    const struct capai_band a_bands[] = {data_band("P", "0", true, NULL, false),
                                         data_band("Q", NULL, false, "0", false)};
    const struct capai_band b_bands[] = {data_band("P", "110", false, NULL, false),
                                         data_band("Q", NULL, false, "110", true)};
    compare_load(d, HEAD "\n" IND("S", "i", "100", "120"));
    d->rules.scale.bands = a_bands;
    d->rules.scale.count = 2;
    struct capai_rules b = d->rules;
    b.scale.bands = b_bands;
    b.clamp = data_clamp("0", "100");
    b.round[CAPAI_Q_CAPAIAN].digits = 1; /* differs, and does nothing */
    compare(d, &b, false);
    assert_rows(d, {0, "predikat_a", "P"}, {0, "predikat_b", "Q"},
                {0, "sebab_predikat", "clamp + scale"}, {0, "sebab_capaian", "clamp"},
                {0, "gerak", "turun"},
                {1, "sebab_predikat", "scale"}); /* the mean of A cuts at 100 already */
}

static void test_compare_parts_that_suffice_alone_are_alternatives(void **state)
{
    struct data *d = *state;
    compare_load(d, HEAD "\n" IND("S", "i", "100", "120"));
    d->rules.average.clamp = (struct capai_clamp){.has_max = false};
    struct capai_rules b = d->rules;
    b.clamp = data_clamp("0", "100");
    b.average.clamp = b.clamp;
    compare(d, &b, false);
    assert_rows(d, {0, "sebab_capaian", "clamp"}, {1, "capaian_a", "120.00"},
                {1, "capaian_b", "100.00"}, {1, "sebab_capaian", "clamp / average"});
}

/* Each part that rules have, alone: the row in which it shows, the column, and its name. */
static void test_compare_each_part_is_recognised(void **state)
{
    struct data *d = *state;
    const struct capai_zero full = {CAPAI_ZERO_VALUE, dec("100")};
    static const capai_text few[] = {{"A", 1}, {"BB", 2}};
    static const char *const expected[][3] = {
        {"round", "0", "capaian"},        {"classify", "1", "predikat"}, {"zero", "2", "capaian"},
        {"grade", "3", "capaian"},        {"average", "5", "capaian"},   {"scale", "0", "predikat"},
        {"efficiency", "5", "efisiensi"}, {"budget", "6", "efisiensi"}};
    compare_load(d, HEAD "\n" IND("S", "i", "3", "2") IND("S", "j", "100000", "89999")
                        IND("S", "k", "0", "0")
                            IND("S", "l", "A", "BB") "2024,,T,U,m,positif,100,120\n");
    data_put(d, "anggaran.csv",
             "tahun,kode,jenjang,sasaran,pagu,realisasi\n"
             "2024,1,program,S,100,90\n2024,2,program,,10,9\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        struct capai_rules b = d->rules;
        struct capai_band bands[DATA_BANDS];
        memcpy(bands, d->bands, sizeof bands);
        bands[2].high.value = dec("66.5"); /* 66,67 falls into the gap, and so lower: the same */
        bands[2].low.value = dec("66.7");
        bands[3].high.value = dec("66.6");
        switch (i) {
        case 0:
            b.round[CAPAI_Q_CAPAIAN].mode = CAPAI_DOWN;
            break;
        case 1:
            b.classify_exact = true;
            break;
        case 2:
            b.zero.both = full;
            break;
        case 3:
            b.grades = (struct capai_grades){few, 2, CAPAI_WORSE_RATIO};
            break;
        case 4:
            b.average.missing[CAPAI_TIDAK_DAPAT_DIHITUNG] = CAPAI_MISSING_ZERO;
            break;
        case 5:
            b.scale.bands = bands;
            break;
        case 6:
            b.efficiency.less = CAPAI_TEXT("Boros");
            break;
        default:
            b.unlinked_opd = true;
        }
        compare(d, &b, false);
        char column[32];
        snprintf(column, sizeof column, "sebab_%s", expected[i][2]);
        assert_string_equal(
            compare_at(d, CAPAI_COMPARED_ROWS, (size_t)strtol(expected[i][1], NULL, 10), column),
            expected[i][0]);
    }
}

/* ---- up and down ---- */

/* 92 is the best class under A; the scale of B, which lists the lowest first, asks 95 for it. */
static void test_compare_moves_go_by_the_order_of_the_bands(void **state)
{
    struct data *d = *state;
    const struct capai_band bands[] = {data_band("Sangat Rendah", NULL, false, "50", true),
                                       data_band("Rendah", "50", false, "65", false),
                                       data_band("Sedang", "65", true, "75", false),
                                       data_band("Tinggi", "75", true, "95", false),
                                       data_band("Sangat Tinggi", "95", true, NULL, false)};
    compare_load(d, HEAD "\n" IND("S", "i", "100", "92") IND("S", "j", "100", "75.5")
                        IND("S", "k", "100", "97"));
    struct capai_rules b = d->rules;
    b.scale.bands = bands;
    compare(d, &b, false);
    assert_rows(d, {0, "gerak", "turun"}, {0, "selisih", "0.00"},
                {1, "predikat_a", "Sedang"}, /* below the gap */
                {1, "predikat_b", "Tinggi"}, {1, "gerak", "naik"}, {2, "gerak", "tetap"});
    assert_string_equal(TOTAL(d, MOVES, "naik", "", "indikator"), "1");
    assert_string_equal(TOTAL(d, MOVES, "turun", "", "indikator"), "1");
    assert_string_equal(TOTAL(d, MOVES, "berubah", "", "indikator"), "2");
    assert_string_equal(TOTAL(d, CLASSES, "jumlah", "indikator", "Sangat Tinggi", "Tinggi"), "1");
    /* the best classes first */
    assert_string_equal(compare_at(d, CAPAI_COMPARED_CLASSES, 0, "predikat_b"), "Sangat Tinggi");
    assert_string_equal(compare_at(d, CAPAI_COMPARED_CLASSES, 1, "predikat_b"), "Tinggi");
}

static void test_compare_scales_of_other_names_move_by_capaian(void **state)
{
    struct data *d = *state;
    const struct capai_band bands[] = {data_band("Lulus", "60", true, NULL, false),
                                       data_band("Gagal", NULL, false, "60", false)};
    compare_load(d, HEAD "\n" IND("S", "i", "100", "92") IND("S", "j", "100", "120"));
    struct capai_rules b = d->rules;
    b.scale.bands = bands;
    b.scale.count = 2;
    b.clamp = data_clamp("0", "100");
    compare(d, &b, false);
    assert_rows(d, {0, "gerak", "tetap"}, {0, "berubah", "ya"}, {1, "gerak", "turun"});
    assert_string_equal(TOTAL(d, CLASSES, "jumlah", "indikator", "Sangat Tinggi", "Lulus"), "2");
}

static void test_compare_values_that_come_and_go(void **state)
{
    struct data *d = *state;
    static const struct capai_arah arah[] = {{.name = {"positif", 7}, .formula = CAPAI_POSITIVE}};
    compare_load(d, HEAD
                 "\n" IND("S", "i", "0", "0") "2024,,T,U,j,negatif,4,3\n" IND("S", "k", "3", ""));
    struct capai_rules b = d->rules;
    b.zero.both = (struct capai_zero){CAPAI_ZERO_VALUE, dec("100")};
    b.arah = arah;
    b.arah_count = 1;
    compare(d, &b, false);
    assert_rows(d, {0, "gerak", "muncul"}, {0, "status_a", "tidak_dapat_dihitung"},
                {0, "capaian_b", "100.00"}, {0, "selisih", "tidak_dapat_dihitung"},
                {0, "sebab_capaian", "zero"}, {0, "sebab_predikat", "zero"}, {1, "gerak", "hilang"},
                {1, "sebab_capaian", "progress.negatif"}, {2, "gerak", "tetap"});
    assert_string_equal(TOTAL(d, MOVES, "muncul", "", "indikator"), "1");
    assert_string_equal(TOTAL(d, MOVES, "hilang", "", "indikator"), "1");
    assert_string_equal(TOTAL(d, CLASSES, "jumlah", "indikator", "", "Sangat Tinggi"), "1");
}

/* ---- what is compared ---- */

static void test_compare_holds_the_report_year_or_all(void **state)
{
    struct data *d = *state;
    compare_load(d, HEAD "\n" IND("S", "i", "4", "3") "2023,,T,S,i,positif,4,3\n");
    const struct capai_rules b = d->rules;
    compare(d, &b, false);
    assert_int_equal(compare_rows(CAPAI_COMPARED_ROWS), 4);
    assert_row(d, 0, "tahun", "2024");
    compare(d, &b, true);
    assert_int_equal(compare_rows(CAPAI_COMPARED_ROWS), 8);
}

static void test_compare_counts_each_kabupaten(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,tahun,nama,kabupaten\na,2024,Dinas A,K\nb,2024,,L\nc,2024,,K\n");
    compare_load(d, "opd," HEAD "\na,2024,,T,S,i,positif,100,120\nb,2024,,T,S,i,positif,100,90\n"
                    "c,2024,,T,S,i,positif,100,130\n");
    struct capai_rules b = d->rules;
    b.clamp = data_clamp("0", "100");
    compare(d, &b, false);
    assert_int_equal(capai_comparison_opds(comparison), 3);
    assert_rows(d, {3, "nama", "Dinas A"}, {7, "nama", "b"}, /* no name: its key */
                {4, "kabupaten", "L"});
    assert_string_equal(TOTAL(d, MOVES, "berubah", "K", "indikator"), "2");
    assert_string_equal(TOTAL(d, MOVES, "berubah", "L", "indikator"), "0");
    assert_string_equal(TOTAL(d, MOVES, "jumlah", "K", "opd"), "2");
}

/* What both rules complain of is said once, what only B complains of is said too. */
static void test_compare_complains_once(void **state)
{
    struct data *d = *state;
    static const struct capai_arah arah[] = {{.name = {"positif", 7}, .formula = CAPAI_POSITIVE}};
    compare_load(d, HEAD "\n2024,,T,S,i,negatif,x,3\n");
    struct capai_rules b = d->rules;
    b.arah = arah;
    b.arah_count = 1;
    compare(d, &b, false);
    assert_notices(d, AT(NOT_A_NUMBER, "indikator.csv", 2, 21),
                   AT(ARAH_UNKNOWN, "indikator.csv", 2, 13));
    d->notices.count = 0;
    const struct capai_rules same = d->rules;
    compare(d, &same, false);
    assert_notices(d, AT(NOT_A_NUMBER, "indikator.csv", 2, 21));
}

/* ---- memory ---- */

static enum capai_status run(struct data *d, struct capai_arena *arena, struct capai_error *err)
{
    struct capai_notices notices;
    struct capai_rules b = d->rules;
    b.clamp = data_clamp("0", "100");
    b.average.clamp = data_clamp("0", "110");
    b.efficiency.greater = CAPAI_TEXT("Hemat");
    b.scale.count--;
    b.scale.below = 3;
    b.survey.conversion = dec("20");
    b.lke.missing_zero = true;
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    struct capai_comparison *c = capai_comparison_new(&d->dataset, 1, false, arena, &notices);
    if (!c)
        return capai_fail_memory(err);
    enum capai_status status = capai_compare_opd(c, d->dataset, 0, &d->rules, &b, err);
    return status ? status : capai_comparison_finish(c, err);
}

static void test_compare_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct data *d = *state;
    static const struct capai_lke_part part = {{"1", 1}, {NULL, 0}, .end = 1};
    struct capai_unsur unsur = {.column = CAPAI_TEXT("u1"), .weight = {dec("1"), dec("1")}};
    d->rules.survey = (struct capai_survey){.unsur = &unsur,
                                            .count = 1,
                                            .lowest = 1,
                                            .highest = 4,
                                            .conversion = dec("25"),
                                            .scale = d->rules.scale};
    d->rules.lke =
        (struct capai_lke){.parts = &part, .count = 1, .full = dec("1"), .scale = d->rules.scale};
    data_put(d, "skm.csv", "tahun,u1\n2024,3\n");
    data_put(d, "lke.csv", "tahun,kode,jawaban\n2024,1,\n");
    data_put(d, "anggaran.csv", "tahun,kode,jenjang,pagu,realisasi\n2024,1,program,100,90\n");
    compare_load(d, HEAD "\n" IND("S", "i", "100", "120") IND("U", "j", "100", "40")
                        IND("U", "k", "x", "40"));
    struct torture t = {.runs = 0};
    while (torture_next(&t))
        t.status = run(d, &t.arena, &t.err);
}

/* Of two classes from the same bound on that which ends is the lower one. */
static void test_rank_of_classes_from_one_bound_on_is_by_their_end(void **state)
{
    struct capai_band bands[4] = {data_band("tanpa batas", "90", true, NULL, false),
                                  data_band("sampai 95", "90", true, "95", true),
                                  data_band("semua", NULL, false, NULL, false),
                                  data_band("sampai 99", "90", true, "99", true)};
    const struct capai_scale scale = {.bands = bands, .count = 4};
    (void)state;
    assert_int_equal(compare_rank(&scale, 2), 0);
    assert_int_equal(compare_rank(&scale, 1), 1);
    assert_int_equal(compare_rank(&scale, 3), 2);
    assert_int_equal(compare_rank(&scale, 0), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_compare_equal_rules_changes_nothing),
        data_test(test_compare_clamp_lowers_the_indicator_alone),
        data_test(test_compare_formula_names_the_arah_of_the_indicator),
        data_test(test_compare_default_arah_is_a_cause_of_its_own),
        data_test(test_compare_parts_that_act_only_together_are_listed),
        data_test(test_compare_parts_that_suffice_alone_are_alternatives),
        data_test(test_compare_each_part_is_recognised),
        data_test(test_compare_moves_go_by_the_order_of_the_bands),
        data_test(test_compare_scales_of_other_names_move_by_capaian),
        data_test(test_compare_values_that_come_and_go),
        data_test(test_compare_holds_the_report_year_or_all),
        data_test(test_compare_counts_each_kabupaten),
        data_test(test_compare_complains_once),
        data_test(test_compare_out_of_memory_at_any_request_fails_cleanly),
        cmocka_unit_test(test_rank_of_classes_from_one_bound_on_is_by_their_end),
    };
    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
