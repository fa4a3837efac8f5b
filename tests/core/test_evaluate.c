#include "data_test.h"

#include "core/evaluate.h"

#define BAD "tidak_dapat_dihitung"
#define EMPTY "belum_diisi"

/* ---- the examples ---- */

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

/* ---- indicators ---- */

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
    {{"positif", "", "90"}, EMPTY, 0, 0, ""},
    {{"positif", "100", ""}, EMPTY, 0, 0, ""},
    {{"positif", "NA", "-"}, EMPTY, 0, 0, ""},
    {{"positif", "0", "5"}, BAD, 0, 0, ""},
    {{"positif", "0", "0"}, BAD, 0, 0, ""},
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
        {CAPAI_ZERO_NONE, "positif", "0", "5", BAD, 0, 0},
        {CAPAI_ZERO_VALUE, "positif", "0", "5", "20.00", 0, 0},
        {CAPAI_ZERO_VALUE, "negatif", "0", "0", "10.00", 0, 0},
        {CAPAI_ZERO_VALUE, "terbalik", "5", "0", "30.00", 0, 0},
        {CAPAI_ZERO_NONE, "terbalik", "5", "0", BAD, 0, 0},
        {CAPAI_ZERO_ERROR, "positif", "0", "5", BAD, CAPAI_MSG_ZERO_TARGET, 21},
        {CAPAI_ZERO_ERROR, "negatif", "0", "0", BAD, CAPAI_MSG_ZERO_TARGET, 21},
        {CAPAI_ZERO_ERROR, "terbalik", "5", "0", BAD, CAPAI_MSG_ZERO_REALISASI, 24},
        {CAPAI_ZERO_ERROR, "positif", "5", "0", "0.00", 0, 0},
    };
    const struct capai_arah arah[] = {{CAPAI_TEXT("positif"), CAPAI_POSITIVE},
                                      {CAPAI_TEXT("negatif"), CAPAI_NEGATIVE},
                                      {CAPAI_TEXT("terbalik"), CAPAI_NEGATIVE_INVERSE}};
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

static void test_evaluate_karanganyar_gap_is_the_class_below_and_di_batas(void **state)
{
    struct data *d = *state;
    karanganyar_rules(d);
    evaluate(d, HEAD "\n" IND("S", "i", "100", "\"74,5\"") IND("S", "j", "100", "100"));
    assert_entries(d, INDIKATOR, {0, "capaian", "74.50"}, {0, "predikat", "Cukup"},
                   {0, "di_batas", "ya"}, {1, "predikat", "Baik"}, {1, "di_batas", "tidak"});
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
             "3,2024,meningkatnya-mutu,1\n");
    data_put(d, "sasaran.csv", "tahun,sasaran,capaian_lapor\n2024,Meningkatkan Mutu,11\n");
    evaluate(d, HEAD "\n2024,,T,Meningkatnya Mutu,i,positif,100,90\n");
    assert_notices(d, AT(SASARAN_UNKNOWN, "sasaran.csv", 2, 6),
                   AT(SASARAN_UNKNOWN, "anggaran.csv", 2, 8),
                   AT(SASARAN_UNKNOWN, "anggaran.csv", 3, 8));
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
    for (size_t i = 0, size = 0; i < table->column_count; i++)
        size +=
            (size_t)snprintf(names + size, sizeof names - size, "%s ", table->columns[i].name.data);
    assert_string_equal(names, "opd tahun versi jenis tujuan sasaran indikator "
                               "realisasi warna target arah capaian_lapor "
                               "capaian predikat status capaian_akhir status_capaian_akhir "
                               "selisih tren tren_persen di_batas ");
    assert_entries(d, INDIKATOR, {0, "warna", "biru"}, {0, "capaian_lapor", "99"},
                   {0, "status", "nilai"}, {0, "jenis", "sasaran"});
}

static void test_result_name_names_every_table(void **state)
{
    static const char *const names[] = {"indikator", "sasaran", "tujuan",
                                        "anggaran",  "opd",     "rekap"};
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
        data_test(test_evaluate_semboro_gives_the_printed_numbers),
        data_test(test_evaluate_ledokombo_gives_the_printed_numbers),
        data_test(test_evaluate_jaten_gives_the_printed_numbers),
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
        data_test(test_evaluate_karanganyar_gap_is_the_class_below_and_di_batas),
        data_test(test_evaluate_mean_without_class_names_whose_it_is),
        data_test(test_evaluate_value_without_class_is_reported),
        data_test(test_evaluate_clamps_act_where_the_rule_says),
        data_test(test_evaluate_tujuan_with_own_rows_takes_only_them),
        data_test(test_evaluate_tujuan_without_rows_is_the_mean_of_its_sasaran),
        data_test(test_evaluate_average_over_indikator_or_sasaran),
        data_test(test_evaluate_missing_rows_in_a_mean_follow_the_rule),
        data_test(test_evaluate_mean_of_nothing_has_no_value),
        data_test(test_evaluate_mean_is_exact_or_of_rounded_values),
        data_test(test_evaluate_weighted_mean_uses_bobot),
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
