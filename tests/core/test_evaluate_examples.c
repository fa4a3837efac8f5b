/* Evaluation of the three examples: the numbers their reports print. */
#include "data_test.h"

#include "core/evaluate.h"

static void load_example(struct data *d, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "examples/%s", name);
    assert_int_equal(data_load_path(d, path, 0), CAPAI_OK);
}

/* What is expected of the first row whose `name` begins with `text`, in a year. */
struct figure {
    enum capai_result result;
    const char *name, *text, *year, *entries; /* column=value, with | between them */
};

static void check_figures(struct data *d, const struct figure *figures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct figure *f = &figures[i];
        size_t row = data_row(d, f->result, f->name, f->text, f->year);
        for (const char *at = f->entries, *end; *at; at = end + (*end == '|')) {
            char column[64], expected[64];
            const char *sign = strchr(at, '=');
            end = at + strcspn(at, "|");
            snprintf(column, sizeof column, "%.*s", (int)(sign - at), at);
            snprintf(expected, sizeof expected, "%.*s", (int)(end - sign - 1), sign + 1);
            struct entry entry = {row, column, expected};
            data_check_entries(d, f->result, &entry, 1, f->text, (int)i);
        }
    }
}

#define assert_figures(d, figures)                                                                 \
    check_figures((d), (figures), sizeof(figures) / sizeof *(figures))

#define I CAPAI_RESULT_INDIKATOR, "indikator"
#define S CAPAI_RESULT_SASARAN, "sasaran"
#define T CAPAI_RESULT_TUJUAN, "tujuan"
#define O CAPAI_RESULT_OPD, "opd"

static void test_evaluate_semboro_gives_the_printed_numbers(void **state)
{
    static const struct figure figures[] = {
        {I, "Indeks Kepuasan", "2024",
         "capaian=92.86|predikat=Sangat Tinggi|capaian_akhir=92.86|selisih=-3.76|tren=-0.16|"
         "tren_persen=-0.19|di_batas=tidak"},
        {I, "Indeks Kepuasan", "2022", "capaian=78.82"},
        {I, "Indeks Kepuasan", "2021", "status=belum_diisi"},
        {I, "Nilai SAKIP", "2024",
         "target=BB (74)|capaian=108.92|capaian_akhir=100.00|selisih=18.10|tren=belum_diisi"},
        {I, "Jumlah Dokumen Penataan", "2024", "capaian=100.00"},
        {I, "Persentase realisasi anggaran", "2024", "status=belum_diisi"},
        {S, "Meningkatnya Efektifitas", "2024", "serapan=89.17"},
        {S, "Meningkatnya Kepuasan", "2024",
         "serapan=99.67|efisiensi=Tidak efisien|capaian=92.86|jumlah_indikator=1|"
         "serapan_lapor=99,67"},
        {S, "Meningkatnya Fasilitasi", "2024", "serapan=80.91"},
        {S, "Terjaganya", "2024", "serapan=94.53|efisiensi=Efisien"},
        {S, "Meningkatnya penataan", "2024", "status_serapan=tidak_berlaku"},
        {T, "Meningkatnya penataan", "2024", "jumlah_indikator=4|capaian=98.21"},
        {O, "semboro", "2024",
         "capaian=98.81|jumlah_indikator=6|predikat=Sangat Tinggi|pagu=3894507781|"
         "realisasi=3545596394|serapan=91.04|efisiensi=Efisien|"
         "efisiensi_persen=tidak_berlaku|peringkat=1|nama=Kecamatan Semboro"},
    };
    struct data *d = *state;
    load_example(d, "semboro-2024");
    data_evaluate(d);
    assert_figures(d, figures);
    assert_entries(d, REKAP, {0, "predikat", "Sangat Tinggi"}, {0, "jumlah", "6"},
                   {4, "predikat", "Sangat Rendah"}, {4, "jumlah", "0"});

    d->rules.average.clamp = (struct capai_clamp){.has_min = false};
    data_evaluate(d);
    assert_at(d, OPD, 0, "capaian", "100.30");
}

/* The scale AA..D of PermenPANRB 88/2021: lower bounds exclusive. */
static void sakip_rules(struct data *d)
{
    static const char *const names[] = {"AA", "A", "BB", "B", "CC", "C", "D"};
    static const char *const bounds[] = {"100", "90", "80", "70", "60", "50", "30", "0"};
    for (size_t i = 0; i < 7; i++)
        d->bands[i] = data_band(names[i], bounds[i + 1], false, bounds[i], true);
    d->rules.scale = (struct capai_scale){.bands = d->bands, .count = 7, .above = 0, .below = 6};
    d->rules.clamp = data_clamp("0", "100");
}

static void test_evaluate_ledokombo_gives_the_printed_numbers(void **state)
{
    static const struct figure figures[] = {
        {I, "Persentase Indikator Program", "2023", "capaian=91.00|predikat=AA|tren=-9.00"},
        {I, "Indeks Kepuasan", "2023",
         "capaian=98.82|capaian_akhir=84.00|selisih=-2.34|tren_persen=5.00"},
        {I, "Indeks Kepuasan", "2021", "capaian=97.50"},
        {I, "Persentase Fasilitas", "2023", "capaian_akhir=84.21"},
        {I, "Persentase Penyelesaian", "2023", "capaian=100.00"},
        {S, "Meningkatnya Efektifitas", "2023", "serapan=85.10"},
        {S, "Meningkatnya kepuasan", "2023", "serapan=99.82|efisiensi=Tidak efisien"},
        {S, "Meningkatnya fasilitas", "2023", "serapan=99.81"},
        {S, "Terjaganya", "2023", "serapan=98.95"},
        {T, "Meningkatnya Kepuasan", "2023", "capaian=99.61|serapan=99.60"},
        {O, "ledokombo", "2023", "capaian=97.46|jumlah_indikator=4|pagu=3651502088|serapan=89.38"},
    };
    struct data *d = *state;
    load_example(d, "ledokombo-2023");
    sakip_rules(d);
    data_evaluate(d);
    assert_figures(d, figures);
    assert_entries(d, REKAP, {0, "predikat", "AA"}, {0, "jumlah", "4"}, {6, "predikat", "D"},
                   {6, "jumlah", "0"});
}

static void karanganyar_rules(struct data *d)
{
    d->bands[0] = data_band("Sangat Baik", "100", false, NULL, false);
    d->bands[1] = data_band("Baik", "75", true, "100", true);
    d->bands[2] = data_band("Cukup", "55", true, "74", true);
    d->bands[3] = data_band("Kurang", NULL, false, "55", false);
    d->rules.scale.count = 4;
    d->rules.arah_count = 1;
    d->rules.grades.count = 0;
    d->rules.average.clamp = (struct capai_clamp){.has_min = false};
    d->rules.efficiency = (struct capai_efficiency){.kind = CAPAI_EFFICIENCY_SAVING};
    d->rules.unlinked_opd = true;
}

static void test_evaluate_jaten_gives_the_printed_numbers(void **state)
{
    static const struct figure figures[] = {
        {I, "Nilai SAKIP", "2023",
         "capaian=97.79|capaian_akhir=97.79|predikat=Baik|tren=0.00|tren_persen=0.00"},
        {I, "Nilai SAKIP", "2022", "tren=-6.83|tren_persen=-9.07"},
        {I, "Nilai SAKIP", "2020", "tren=belum_diisi"},
        {I, "Nilai SAKIP", "2019", "status=belum_diisi"},
        {I, "IKM", "2023", "capaian=110.93|predikat=Sangat Baik|tren=2.24|tren_persen=2.77"},
        {I, "IKM", "2019", "status=belum_diisi"},
        {I, "IKM", "2020", "tren=0.88"},
        {S, "Meningkatnya", "2023",
         "capaian=110.93|serapan=91.68|efisiensi_persen=8.32|efisiensi_rupiah=283842529|"
         "efisiensi=|capaian_lapor=110,93"},
        {T, "Meningkatkan", "2023", "capaian=97.79|predikat_lapor=baik|serapan=91.68"},
        {O, "jaten", "2023", "capaian=104.36|pagu=3413100300|realisasi=3129257771|serapan=91.68"},
    };
    struct data *d = *state;
    load_example(d, "jaten-2023");
    karanganyar_rules(d);
    data_evaluate(d);
    assert_figures(d, figures);
    data_round(&d->rules, 2, CAPAI_DOWN);
    data_evaluate(d);
    size_t row = data_row(d, CAPAI_RESULT_INDIKATOR, "indikator", "Nilai SAKIP", "2023");
    assert_at(d, INDIKATOR, row, "capaian", "97.78");
}

#undef I
#undef S
#undef T
#undef O

static void test_evaluate_karanganyar_gap_is_the_class_below_and_di_batas(void **state)
{
    struct data *d = *state;
    karanganyar_rules(d);
    evaluate(d, HEAD "\n" IND("S", "i", "100", "\"74,5\"") IND("S", "j", "100", "100"));
    assert_entries(d, INDIKATOR, {0, "capaian", "74.50"}, {0, "predikat", "Cukup"},
                   {0, "di_batas", "ya"}, {1, "predikat", "Baik"}, {1, "di_batas", "tidak"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_evaluate_semboro_gives_the_printed_numbers),
        data_test(test_evaluate_ledokombo_gives_the_printed_numbers),
        data_test(test_evaluate_jaten_gives_the_printed_numbers),
        data_test(test_evaluate_karanganyar_gap_is_the_class_below_and_di_batas),
    };
    return cmocka_run_group_tests_name("evaluate_examples", tests, NULL, NULL);
}
