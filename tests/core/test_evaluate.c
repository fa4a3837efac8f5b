/* Evaluation of what stands above the indicators: means, versions, ranks, names, rows. */
#include "data_test.h"

#include "core/evaluate.h"

#define BAD "tidak_dapat_dihitung"
#define EMPTY "belum_diisi"

/* ---- tujuan, sasaran, means ---- */

static void test_evaluate_tujuan_with_own_rows_takes_only_them(void **state)
{
    struct data *d = *state;
    evaluate(d, HEAD "\n2024,tujuan,T,,i,positif,100,80\n2024,Tujuan,t.,,k,positif,100,60\n"
                     "2024,sasaran,T,S,j,positif,100,20\n2024,program,T,S,p,positif,100,1\n");
    assert_int_equal(data_rows(d, CAPAI_RESULT_TUJUAN), 1);
    assert_entries(d, TUJUAN, {0, "tujuan", "T"}, {0, "jumlah_indikator", "2"},
                   {0, "capaian", "70.00"});
    assert_int_equal(data_rows(d, CAPAI_RESULT_SASARAN), 1);
    assert_entries(d, SASARAN, {0, "jumlah_indikator", "1"}, {0, "capaian", "20.00"});
    assert_entries(d, OPD, {0, "jumlah_indikator", "3"}, {0, "capaian", "53.33"});
}

static void test_evaluate_tujuan_without_rows_is_the_mean_of_its_sasaran(void **state)
{
    struct data *d = *state; /* 90 and (40 + 60) / 2, not the mean of three indicators */
    evaluate(d, HEAD "\n2024,,T,S1,i,positif,100,90\n2024,,T,S2,j,positif,100,40\n"
                     "2024,,U,S3,l,positif,100,10\n2024,,T,S2,k,positif,100,60\n"
                     "2023,,T,S1,i,positif,100,30\n");
    assert_entries(d, TUJUAN, {0, "tujuan", "T"}, {0, "tahun", "2024"}, {0, "capaian", "70.00"},
                   {0, "jumlah_indikator", "3"}, {1, "tujuan", "U"}, {1, "capaian", "10.00"},
                   {2, "tujuan", "T"}, {2, "tahun", "2023"}, {2, "capaian", "30.00"});
    assert_entries(d, SASARAN, {0, "sasaran", "S1"}, {1, "sasaran", "S2"}, {1, "capaian", "50.00"},
                   {1, "jumlah_indikator", "2"}, {2, "sasaran", "S3"}, {3, "tahun", "2023"});
}

static void test_evaluate_average_over_indikator_or_sasaran(void **state)
{
    static const struct {
        bool over_sasaran;
        size_t jenis; /* how many of tujuan, sasaran */
        const char *capaian, *rows;
    } cases[] = {
        {false, 2, "70.00", "4"}, /* 80 90 50 60 */
        {true, 2, "75.00", "4"},  /* 80, 90, (50 + 60) / 2 */
        {false, 1, "80.00", "1"},
        {true, 1, "80.00", "1"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        d->rules.average.over_sasaran = cases[i].over_sasaran;
        d->rules.average.jenis_count = cases[i].jenis;
        evaluate(d, HEAD "\n2024,tujuan,T,,t,positif,100,80\n" IND("S1", "i", "100", "90")
                        IND("S2", "j", "100", "50") IND("S2", "k", "100", "60"));
        assert_entries(d, OPD, {0, "capaian", cases[i].capaian},
                       {0, "jumlah_indikator", cases[i].rows});
        data_reset(d);
    }
}

static void test_evaluate_missing_rows_in_a_mean_follow_the_rule(void **state)
{
    static const struct {
        enum capai_missing belum, tidak_dapat;
        const char *capaian, *rows;
    } cases[] = {
        {CAPAI_MISSING_SKIP, CAPAI_MISSING_SKIP, "90.00", "1"},
        {CAPAI_MISSING_ZERO, CAPAI_MISSING_SKIP, "45.00", "2"},
        {CAPAI_MISSING_ZERO, CAPAI_MISSING_ZERO, "30.00", "3"},
        {CAPAI_MISSING_NONE, CAPAI_MISSING_SKIP, EMPTY, "0"},
        {CAPAI_MISSING_SKIP, CAPAI_MISSING_NONE, BAD, "0"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        d->rules.average.missing[CAPAI_BELUM_DIISI] = cases[i].belum;
        d->rules.average.missing[CAPAI_TIDAK_DAPAT_DIHITUNG] = cases[i].tidak_dapat;
        evaluate(d, HEAD "\n" IND("S", "i", "100", "90") IND("S", "j", "100", "")
                        IND("S", "k", "0", "5"));
        assert_entries(d, SASARAN, {0, "capaian", cases[i].capaian},
                       {0, "jumlah_indikator", cases[i].rows});
        assert_entries(d, OPD, {0, "capaian", cases[i].capaian},
                       {0, "jumlah_indikator", cases[i].rows});
        data_reset(d);
    }
}

static void test_evaluate_mean_of_nothing_has_no_value(void **state)
{
    struct data *d = *state;
    evaluate(d, HEAD "\n" IND("S", "i", "100", "") "2024,program,T,S2,p,positif,100,90\n");
    assert_entries(d, SASARAN, {0, "status", EMPTY}, {1, "status", "tidak_berlaku"},
                   {1, "jumlah_indikator", "0"}, {1, "predikat", ""});
    assert_entries(d, OPD, {0, "status", EMPTY}, {0, "peringkat", EMPTY});
}

static void test_evaluate_mean_is_exact_or_of_rounded_values(void **state)
{
    struct data *d = *state; /* 16,6667 and 50 */
    for (int rounded = 0; rounded < 2; rounded++) {
        d->rules.average.of_rounded = rounded;
        evaluate(d, HEAD "\n" IND("S", "i", "6", "1") IND("S", "j", "2", "1"));
        assert_at(d, OPD, 0, "capaian", rounded ? "33.34" : "33.33");
        data_reset(d);
    }
    /* a third of 100, three times, truncated: 100 and not 99,99 */
    data_round(&d->rules, 2, CAPAI_DOWN);
    d->rules.average.clamp = (struct capai_clamp){.has_min = false};
    evaluate(d, HEAD "\n" IND("S", "i", "3", "4") IND("S", "j", "3", "4") IND("S", "k", "3", "1"));
    assert_at(d, OPD, 0, "capaian", "100.00");
}

static void test_evaluate_weighted_mean_uses_bobot(void **state)
{
    struct data *d = *state;
    d->rules.average.kind = CAPAI_WEIGHTED;
    evaluate(d, HEAD ",bobot\n2024,,T,S,i,positif,100,100,30%\n2024,,T,S,j,positif,100,50,70%\n"
                     "2024,,T,S,k,positif,100,10,\n2024,,T,S2,l,positif,100,10,0\n");
    assert_entries(d, SASARAN, {0, "capaian", "65.00"}, {0, "jumlah_indikator", "2"},
                   {1, "capaian", BAD});
    assert_entries(d, OPD, {0, "capaian", "65.00"}, {0, "jumlah_indikator", "3"});
    assert_notices(d, AT(WEIGHT_MISSING, "indikator.csv", 4, 28));
    data_reset(d);
    d->rules.average.kind = CAPAI_WEIGHTED;
    evaluate(d, HEAD "\n" IND("S", "i", "100", "90")); /* no such column */
    assert_at(d, OPD, 0, "status", EMPTY);
    assert_notices(d, AT(WEIGHT_MISSING, "indikator.csv", 2, 1));
}

static void test_evaluate_revision_of_a_year_replaces_the_original(void **state)
{
    struct data *d = *state;
    evaluate(d, "versi," HEAD "\nmurni,2024,,T,S,i,positif,100,50\n"
                "Setelah Perubahan,2024,,T,S,i,positif,80,60\n,2023,,T,S,i,positif,100,10\n");
    assert_int_equal(data_rows(d, CAPAI_RESULT_INDIKATOR), 2);
    assert_entries(d, INDIKATOR, {0, "capaian", "75.00"}, {1, "tahun", "2023"});
    assert_at(d, OPD, 0, "capaian", "75.00");
    assert_notices(d, AT(VERSION_LEFT_OUT, "indikator.csv", 2, 1));
}

static void test_evaluate_iku_below_a_sasaran_is_a_warning(void **state)
{
    struct data *d = *state;
    evaluate(d, HEAD ",iku\n2024,tujuan,T,,i,positif,1,1,ya\n2024,,T,S,j,positif,1,1,Ya\n"
                     "2024,program,T,S,k,positif,1,1,ya\n2024,kegiatan,T,S,l,positif,1,1,tidak\n");
    assert_notices(d, AT(IKU_LEVEL, "indikator.csv", 4, 32));
    assert_word(d, &d->notices.list[0], 1, "program");
}

/* A bad cell in a column that the rules do not use is a warning; said once, either way. */
static void test_evaluate_broken_bobot_is_an_error_where_it_counts(void **state)
{
    struct data *d = *state;
    for (int weighted = 0; weighted < 2; weighted++) {
        d->rules.average.kind = weighted ? CAPAI_WEIGHTED : CAPAI_MEAN;
        evaluate(d, HEAD ",bobot\n2024,,T,S,i,positif,100,90,1..2\n"
                         "2024,,T,S,j,positif,100,90,banyak\n2024,,T,S,k,positif,100,50,1\n");
        enum capai_status status = weighted ? CAPAI_ERR_DATA : CAPAI_WARNING;
        assert_notices(d, AS(NUMBER_GROUPS, "indikator.csv", 2, 28, status),
                       AS(NOT_A_NUMBER, "indikator.csv", 3, 28, status));
        assert_at(d, OPD, 0, "capaian", weighted ? "50.00" : "76.67");
        data_reset(d);
    }
}

/* The year before is the year before, whichever version of it holds. */
static void test_evaluate_tren_of_a_revision_compares_with_the_original_before(void **state)
{
    struct data *d = *state;
    evaluate(d, "versi," HEAD "\n,2023,,T,S,i,positif,100,10\n"
                "perubahan,2024,,T,S,i,positif,80,60\nmurni,2025,,T,S,i,positif,80,65\n");
    assert_entries(d, INDIKATOR, {1, "tren", "50.00"}, {2, "tren", "5.00"});
}

/* ---- rekap, ranks ---- */

static void test_evaluate_rekap_counts_every_predikat_zeros_too(void **state)
{
    static const char *const counts[] = {"1", "0", "2", "0", "1"};
    struct data *d = *state;
    evaluate(d, HEAD "\n2024,tujuan,T,,t,positif,100,95\n" IND("S", "i", "100", "70")
                    IND("S", "j", "100", "75") IND("S", "k", "100", "10")
                        IND("S", "l", "100",
                            "") "2024,program,T,S,p,positif,100,80\n2023,,T,S,i,positif,100,80\n");
    assert_int_equal(data_rows(d, CAPAI_RESULT_REKAP), 10);
    for (size_t i = 0; i < 5; i++) {
        char place[2] = {(char)('1' + i), '\0'};
        assert_entries(d, REKAP, {i, "tahun", "2024"}, {i, "jumlah", counts[i]},
                       {i, "urutan", place}, {i + 5, "jumlah", i == 1 ? "1" : "0"});
    }
    assert_at(d, REKAP, 2, "predikat", "Sedang");
}

static void test_finish_ranks_within_kabupaten_and_year(void **state)
{
    static const struct {
        const char *opd, *year, *rank;
    } expected[] = {
        {"a", "2024", "2"}, {"b", "2024", "1"}, {"c", "2024", "1"},   {"d", "2024", "2"},
        {"e", "2024", "4"}, {"a", "2023", "1"}, {"f", "2024", EMPTY},
    };
    struct data *d = *state;
    data_put(d, "opd.csv",
             "opd,tahun,kabupaten\na,2024,K\nb,2024,L\nc,2024,K\nd,2024,K\ne,2024,K\nf,2024,K\n"
             "a,2023,K\n");
    evaluate(d, "opd," HEAD "\na,2024,,T,S,i,positif,100,80\nb,2024,,T,S,i,positif,100,10\n"
                "c,2024,,T,S,i,positif,100,90\nd,2024,,T,S,i,positif,1000,800\n"
                "e,2024,,T,S,i,positif,100,70\na,2023,,T,S,i,positif,100,5\n"
                "f,2024,,T,S,i,positif,100,\n");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        size_t row = data_row(d, CAPAI_RESULT_OPD, "opd", expected[i].opd, expected[i].year);
        assert_at(d, OPD, row, "peringkat", expected[i].rank);
    }
}

static void test_finish_ranks_across_data_sets(void **state)
{
    struct data *d = *state;
    struct capai_dataset *datasets[2];
    static const char *const realisasi[] = {"80", "90"};
    for (size_t i = 0; i < 2; i++) {
        char content[256];
        snprintf(content, sizeof content, HEAD "\n2024,,T,S,i,positif,100,%s\n", realisasi[i]);
        data_put(d, "opd.csv",
                 i ? "opd,tahun,kabupaten\nb,2024,K\n"
                   : "opd,tahun,kabupaten,ibu kota\na,2024,K,X\n");
        data_put(d, "indikator.csv", content);
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        datasets[i] = d->dataset;
    }
    d->evaluation = capai_evaluation_new(datasets, 2, &d->arena, &d->notices);
    assert_non_null(d->evaluation);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(capai_evaluate_opd(d->evaluation, datasets[i], 0, &d->rules, &d->err), 0);
    assert_int_equal(capai_evaluation_finish(d->evaluation, &d->err), CAPAI_OK);
    assert_entries(d, OPD, {0, "opd", "a"}, {0, "peringkat", "2"}, {1, "opd", "b"},
                   {1, "peringkat", "1"}, {0, "ibu kota", "X"}, {1, "ibu kota", ""});
}

/* ---- names ---- */

static void test_evaluate_reported_row_joins_tujuan_or_sasaran(void **state)
{
    struct data *d = *state;
    data_put(d, "sasaran.csv",
             "tahun,jenis,sasaran,capaian_lapor,catatan\n2024,,T,11,tujuan tanpa jenis\n"
             "2024,,s 1,22,sasaran\n2024,tujuan,U,33,tujuan\n2024,sasaran,U,44,sasaran senama\n"
             "2023,,S1,55,tahun lain\n");
    evaluate(d, HEAD "\n2024,,T,S1,i,positif,100,90\n2024,,U,U,j,positif,100,90\n"
                     "2023,,T,S1,i,positif,100,90\n");
    assert_no_notices(d);
    assert_entries(d, SASARAN, {0, "sasaran", "S1"}, {0, "capaian_lapor", "22"},
                   {0, "catatan", "sasaran"}, {1, "sasaran", "U"}, {1, "capaian_lapor", "44"},
                   {2, "capaian_lapor", "55"});
    assert_entries(d, TUJUAN, {0, "tujuan", "T"}, {0, "capaian_lapor", "11"},
                   {1, "capaian_lapor", "33"}, {2, "capaian_lapor", ""});
    const struct capai_table *table = capai_evaluation_table(d->evaluation, CAPAI_RESULT_SASARAN);
    assert_int_equal(capai_table_find(table, CAPAI_TEXT("jenis")), CAPAI_NO_COLUMN);
    assert_int_equal(capai_table_find(table, CAPAI_TEXT("capaian_lapor")), 3);
}

static void test_evaluate_name_without_partner_is_warned_with_the_nearest(void **state)
{
    struct data *d = *state;
    data_put(d, "anggaran.csv",
             "kode,tahun,sasaran,pagu\n1,2024,Meningkatnya Mutuu,60\n2,2024,Lain sekali,40\n"
             "3,2024,meningkatnya-mutu,1\n4,2023,Tahun lalu,1\n5,2024,,1\n"
             "6,2024,Lain sekali,1\n7,2024,lain-sekali,1\n");
    data_put(d, "sasaran.csv", "tahun,sasaran,capaian_lapor\n2024,Meningkatkan Mutu,11\n");
    evaluate(d, HEAD "\n2024,,T,Meningkatnya Mutu,i,positif,100,90\n");
    assert_notices(
        d, AT(SASARAN_UNKNOWN, "sasaran.csv", 2, 6), AT(SASARAN_UNKNOWN, "anggaran.csv", 2, 8),
        AT(SASARAN_UNKNOWN, "anggaran.csv", 3, 8), AT(SASARAN_UNKNOWN, "anggaran.csv", 7, 8));
    assert_word(d, &d->notices.list[0], 1, "Meningkatkan Mutu");
    assert_word(d, &d->notices.list[0], 2, "Meningkatnya Mutu");
    assert_word(d, &d->notices.list[1], 1, "Meningkatnya Mutuu");
    assert_word(d, &d->notices.list[2], 2, "");
    assert_at(d, SASARAN, 0, "pagu", "1");
}

static void test_evaluate_reported_row_without_a_year_is_complained_of_once(void **state)
{
    struct data *d = *state;
    data_put(d, "sasaran.csv", "tahun,sasaran,capaian_lapor\n20224,S,11\n");
    evaluate(d, HEAD "\n" IND("S", "i", "100", "90"));
    assert_notices(d, AT(YEAR, "sasaran.csv", 2, 1));
}

/* ---- rows and columns ---- */

static void test_evaluate_rows_that_cannot_be_keyed_are_left_out(void **state)
{
    struct data *d = *state;
    evaluate(d, HEAD "\n20224,,T,S,i,positif,100,90\n2024,,T,S,,positif,100,90\n"
                     "2024,,T,,k,positif,100,80\n");
    assert_notices(d, AT(YEAR, "indikator.csv", 2, 1), AT(KEY_MISSING, "indikator.csv", 3, 11),
                   AT(SASARAN_MISSING, "indikator.csv", 4, 9));
    assert_word(d, &d->notices.list[1], 1, "indikator");
    assert_int_equal(data_rows(d, CAPAI_RESULT_INDIKATOR), 1);
    assert_int_equal(data_rows(d, CAPAI_RESULT_SASARAN), 0); /* a row of no sasaran */
    assert_entries(d, INDIKATOR, {0, "indikator", "k"});
    assert_entries(d, OPD, {0, "capaian", "80.00"});
}

static void test_evaluate_rows_stand_in_the_order_of_the_input(void **state)
{
    static const char *const names[] = {"z", "c", "a", "b"};
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,tahun\ny,2023\nx,2024\ny,2024\n");
    evaluate(d, "opd," HEAD "\nx,2024,,T,S,z,positif,1,1\ny,2024,,T,S,a,positif,1,1\n"
                "x,2022,,T,S,c,positif,1,1\ny,2023,,T,S,b,positif,1,1\n");
    /* one OPD after the other, in the order of opd.csv: y, then x */
    static const size_t places[] = {2, 3, 0, 1};
    for (size_t i = 0; i < 4; i++)
        assert_at(d, INDIKATOR, places[i], "indikator", names[i]);
    assert_entries(d, OPD, {0, "opd", "y"}, {0, "tahun", "2023"}, {1, "opd", "y"},
                   {1, "tahun", "2024"}, {2, "opd", "x"}, {2, "tahun", "2024"}, {3, "opd", "x"},
                   {3, "tahun", "2022"});
}

static void test_evaluation_new_columns_are_key_input_computed(void **state)
{
    struct data *d = *state;
    evaluate(d, "realisasi,Warna,indikator,tahun,target,status,arah,capaian_lapor\n"
                "1,biru,i,2024,1,selesai,positif,99\n");
    const struct capai_table *table = capai_evaluation_table(d->evaluation, CAPAI_RESULT_INDIKATOR);
    char names[512] = "";
    size_t size = 0;
    for (int i = 0; i < capai_table_columns(table); i++)
        size += (size_t)snprintf(names + size, sizeof names - size, "%s ",
                                 capai_table_column(table, i)->name.data);
    assert_string_equal(names, "opd tahun versi jenis tujuan sasaran indikator "
                               "realisasi warna target arah capaian_lapor "
                               "capaian predikat status capaian_akhir status_capaian_akhir "
                               "selisih tren tren_persen di_batas ");
    assert_entries(d, INDIKATOR, {0, "warna", "biru"}, {0, "capaian_lapor", "99"},
                   {0, "status", "nilai"}, {0, "jenis", "sasaran"});
}

static void test_result_name_names_every_table(void **state)
{
    static const char *const names[] = {"indikator", "sasaran",  "tujuan",  "anggaran",
                                        "opd",       "rekap",    "output",  "skm",
                                        "lke",       "triwulan", "renstra", "kabupaten"};
    struct data *d = *state; /* no OPD at all is no error */
    data_put(d, "indikator.csv", HEAD "\n");
    assert_int_equal(data_load(d, 2024), CAPAI_OK);
    assert_int_equal(capai_dataset_opds(d->dataset), 0);
    data_evaluate(d);
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++) {
        assert_text(capai_result_name(r), names[r]);
        assert_text(capai_evaluation_table(d->evaluation, r)->name, names[r]);
        assert_int_equal(data_rows(d, r), 0);
    }
}

static void test_rules_valid_holds_within_its_years(void **state)
{
    struct capai_rules rules = {.from = 2023, .to = 2024};
    (void)state;
    assert_false(capai_rules_valid(&rules, 2022));
    assert_true(capai_rules_valid(&rules, 2023));
    assert_true(capai_rules_valid(&rules, 2024));
    assert_false(capai_rules_valid(&rules, 2025));
}

/* evaluate.h: complaints go to the notices that the evaluation was given. */
static void test_evaluation_new_notices_get_what_evaluation_complains_of(void **state)
{
    struct data *d = *state;
    struct capai_notices notices;
    capai_notices_init(&notices, &d->arena, CAPAI_NOTICES_LIMIT);
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "banyak"));
    assert_int_equal(data_load(d, 2024), CAPAI_OK);
    d->evaluation = capai_evaluation_new(&d->dataset, 1, &d->arena, &notices);
    assert_non_null(d->evaluation);
    assert_int_equal(capai_evaluate_opd(d->evaluation, d->dataset, 0, &d->rules, &d->err), 0);
    assert_int_equal(notices.count, 1);
    assert_message(notices.list[0], CAPAI_MSG_NOT_A_NUMBER);
    assert_no_notices(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_evaluate_tujuan_with_own_rows_takes_only_them),
        data_test(test_evaluate_tujuan_without_rows_is_the_mean_of_its_sasaran),
        data_test(test_evaluate_average_over_indikator_or_sasaran),
        data_test(test_evaluate_missing_rows_in_a_mean_follow_the_rule),
        data_test(test_evaluate_mean_of_nothing_has_no_value),
        data_test(test_evaluate_mean_is_exact_or_of_rounded_values),
        data_test(test_evaluate_weighted_mean_uses_bobot),
        data_test(test_evaluate_iku_below_a_sasaran_is_a_warning),
        data_test(test_evaluate_broken_bobot_is_an_error_where_it_counts),
        data_test(test_evaluate_revision_of_a_year_replaces_the_original),
        data_test(test_evaluate_tren_of_a_revision_compares_with_the_original_before),
        data_test(test_evaluate_rekap_counts_every_predikat_zeros_too),
        data_test(test_finish_ranks_within_kabupaten_and_year),
        data_test(test_finish_ranks_across_data_sets),
        data_test(test_evaluate_reported_row_joins_tujuan_or_sasaran),
        data_test(test_evaluate_name_without_partner_is_warned_with_the_nearest),
        data_test(test_evaluate_reported_row_without_a_year_is_complained_of_once),
        data_test(test_evaluate_rows_that_cannot_be_keyed_are_left_out),
        data_test(test_evaluate_rows_stand_in_the_order_of_the_input),
        data_test(test_evaluation_new_columns_are_key_input_computed),
        data_test(test_result_name_names_every_table),
        cmocka_unit_test(test_rules_valid_holds_within_its_years),
        data_test(test_evaluation_new_notices_get_what_evaluation_complains_of),
    };
    return cmocka_run_group_tests_name("evaluate", tests, NULL, NULL);
}
