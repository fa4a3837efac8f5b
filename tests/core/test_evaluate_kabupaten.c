/* The kabupaten as a whole: the mean of its OPDs, its budget, its rank in the provinsi. */
#include "data_test.h"

#define ROW(opd, year, target, realisasi) opd "," year ",,T,S,i,positif," target "," realisasi "\n"

static void put(struct data *d, const char *opd, const char *rows)
{
    char content[1024];
    snprintf(content, sizeof content, "opd,%s\n%s", HEAD, rows);
    data_put(d, "opd.csv", opd);
    data_put(d, "indikator.csv", content);
}

static void test_kabupaten_is_the_mean_of_its_opds(void **state)
{
    struct data *d = *state;
    put(d,
        "opd,tahun,kabupaten,provinsi\na,2024,K,P\nb,2024,L,P\nc,2024,K,P\nd,2024,,P\n"
        "e,2024,K,Q\nf,2024,M,P\n",
        ROW("a", "2024", "100", "90") ROW("b", "2024", "100", "95") ROW("c", "2024", "100", "70")
            ROW("d", "2024", "100", "10") ROW("e", "2024", "100", "60")
                ROW("f", "2024", "100", "80") ROW("a", "2023", "100", "50"));
    data_put(d, "anggaran.csv",
             "opd,tahun,kode,pagu,realisasi\na,2024,1,100,60\nc,2024,1,200,180\nb,2024,1,10,\n"
             "e,2024,1,0,0\n");
    data_load_and_evaluate(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_KABUPATEN), 5);
    assert_entries(d, KABUPATEN, {0, "provinsi", "P"}, {0, "kabupaten", "K"}, {0, "tahun", "2024"},
                   {0, "jumlah_opd", "2"}, {0, "capaian", "80.00"}, {0, "predikat", "Tinggi"},
                   {0, "pagu", "300"}, {0, "realisasi", "240"}, {0, "serapan", "80.00"},
                   {0, "peringkat", "2"});
    assert_entries(d, KABUPATEN, {1, "tahun", "2023"}, {1, "capaian", "50.00"},
                   {1, "pagu", "tidak_berlaku"}, {1, "peringkat", "1"}, {2, "kabupaten", "L"},
                   {2, "pagu", "10"}, {2, "realisasi", "belum_diisi"},
                   {2, "serapan", "belum_diisi"}, {2, "peringkat", "1"}, {3, "provinsi", "Q"},
                   {3, "kabupaten", "K"}, {3, "serapan", "tidak_dapat_dihitung"},
                   {3, "peringkat", "1"}, {4, "kabupaten", "M"}, {4, "capaian", "80.00"},
                   {4, "peringkat", "2"});
}

/* 100/3 and 200/3 are 50 on the mean, also where everything is cut off; what is shown is not. */
static void test_kabupaten_mean_is_exact(void **state)
{
    struct data *d = *state;
    put(d, "opd,tahun,kabupaten\na,2024,K\nb,2024,K\n",
        ROW("a", "2024", "3", "1") ROW("b", "2024", "3", "2"));
    data_round(&d->rules, 2, CAPAI_DOWN);
    data_load_and_evaluate(d);
    assert_entries(d, OPD, {0, "capaian", "33.33"}, {1, "capaian", "66.66"});
    assert_at(d, KABUPATEN, 0, "capaian", "50.00");
    d->rules.average.of_rounded = true;
    data_evaluate(d);
    assert_at(d, KABUPATEN, 0, "capaian", "49.99");
}

/* The clamp and the word for what is missing hold at this level too. */
static void test_kabupaten_mean_follows_the_average_of_the_rules(void **state)
{
    struct data *d = *state;
    put(d, "opd,tahun,kabupaten\na,2024,K\nb,2024,K\nc,2024,K\n",
        ROW("a", "2024", "100", "150") ROW("b", "2024", "100", "50") ROW("c", "2024", "100", ""));
    data_load_and_evaluate(d);
    assert_entries(d, KABUPATEN, {0, "capaian", "75.00"}, {0, "jumlah_opd", "2"});
    for (int outcome = 1; outcome < CAPAI_OUTCOME_COUNT; outcome++)
        d->rules.average.missing[outcome] = CAPAI_MISSING_NONE;
    data_evaluate(d);
    assert_entries(d, KABUPATEN, {0, "capaian", "belum_diisi"}, {0, "predikat", ""},
                   {0, "peringkat", "belum_diisi"});
    d->rules.average.kind = CAPAI_WEIGHTED;
    for (int outcome = 1; outcome < CAPAI_OUTCOME_COUNT; outcome++)
        d->rules.average.missing[outcome] = CAPAI_MISSING_SKIP;
    data_put(d, "indikator.csv",
             "opd," HEAD
             ",bobot\na,2024,,T,S,i,positif,100,60,3\nb,2024,,T,S,i,positif,100,40,1\n");
    data_load_and_evaluate(d);
    assert_at(d, KABUPATEN, 0, "capaian", "50.00");
}

/* OPDs under two packs: the first one's scale and rounding, and a note, once. */
static void test_kabupaten_under_two_packs_takes_the_first(void **state)
{
    struct data *d = *state;
    put(d, "opd,tahun,kabupaten\na,2024,K\nb,2024,K\n",
        ROW("a", "2024", "3", "2") ROW("b", "2024", "3", "2") ROW("a", "2023", "3", "2")
            ROW("b", "2023", "3", "2"));
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    struct capai_rules other = d->rules;
    other.id = CAPAI_TEXT("lain");
    data_round(&other, 0, CAPAI_UP);
    d->evaluation = capai_evaluation_new(&d->dataset, 1, &d->arena, &d->notices);
    assert_non_null(d->evaluation);
    const struct capai_rules *rules[] = {&d->rules, &other};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(capai_evaluate_opd(d->evaluation, d->dataset, i, rules[i], &d->err), 0);
    assert_int_equal(capai_evaluation_finish(d->evaluation, &d->err), CAPAI_OK);
    assert_entries(d, KABUPATEN, {0, "capaian", "66.67"}, {0, "jumlah_opd", "2"});
    assert_notices(d, AT(KABUPATEN_RULES, NULL, 0, 0));
    assert_word(d, &d->notices.list[0], 3, "lain");
}

#define IND_ROWS(rows) "opd," HEAD "\n" rows

/* Loads two data sets of these files and evaluates both. */
static void evaluate_two(struct data *d, const struct capai_input first[3],
                         const struct capai_input second[3])
{
    static struct capai_dataset *sets[2];
    const struct capai_input *const files[] = {first, second};
    const struct capai_dataset_options options = {.notation = CAPAI_NOTATION_PLAIN};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(capai_dataset_read(i ? "second" : "first", files[i], 3, &options,
                                            &d->arena, &d->notices, &sets[i], &d->err),
                         CAPAI_OK);
    d->evaluation = capai_evaluation_new(sets, 2, &d->arena, &d->notices);
    assert_non_null(d->evaluation);
    for (size_t i = 0; i < 2; i++)
        for (size_t opd = 0; opd < capai_dataset_opds(sets[i]); opd++)
            assert_int_equal(capai_evaluate_opd(d->evaluation, sets[i], opd, &d->rules, &d->err),
                             CAPAI_OK);
    assert_int_equal(capai_evaluation_finish(d->evaluation, &d->err), CAPAI_OK);
}

#define INPUT(file, text)                                                                          \
    {                                                                                              \
        file, {file, sizeof(file) - 1},                                                            \
        {                                                                                          \
            text, sizeof(text) - 1                                                                 \
        }                                                                                          \
    }

static const struct capai_input two_opds[] = {
    INPUT("opd.csv", "opd,tahun,kabupaten\na,2024,K\nb,2024,K\n"),
    INPUT("indikator.csv", IND_ROWS(ROW("a", "2024", "100", "90") ROW("b", "2024", "100", "70"))),
    INPUT("anggaran.csv", "opd,tahun,kode,pagu,realisasi\na,2024,1,100,50.00\n")};

/* Which of two data sets holds nobody knows: the kabupaten has no figures, its OPDs no rank. */
static void test_kabupaten_of_an_opd_in_two_data_sets_is_left_empty(void **state)
{
    static const struct capai_input others[][3] = {
        {INPUT("opd.csv", "opd,tahun,kabupaten\na,2024,K\nc,2024,K\n"),
         INPUT("indikator.csv",
               IND_ROWS(ROW("a", "2024", "100", "50") ROW("c", "2024", "100", "80"))),
         INPUT("anggaran.csv", "opd,tahun,kode,pagu,realisasi\n")},
        /* its budget alone, beside the indicators of another year */
        {INPUT("opd.csv", "opd,tahun,kabupaten\na,2024,K\nc,2024,K\n"),
         INPUT("indikator.csv",
               IND_ROWS(ROW("a", "2023", "100", "50") ROW("c", "2024", "100", "80"))),
         INPUT("anggaran.csv", "opd,tahun,kode,pagu,realisasi\na,2024,1,100,50\n")}};
    struct data *d = *state;
    for (size_t i = 0; i < 2; i++) {
        evaluate_two(d, two_opds, others[i]);
        assert_int_equal(data_count(d, CAPAI_MSG_OPD_TWICE), 1);
        assert_entries(d, KABUPATEN, {0, "tahun", "2024"}, {0, "jumlah_opd", "3"},
                       {0, "capaian", "tidak_dapat_dihitung"}, {0, "predikat", ""},
                       {0, "pagu", "tidak_dapat_dihitung"}, {0, "serapan", "tidak_dapat_dihitung"},
                       {0, "realisasi", "tidak_dapat_dihitung"}, {0, "peringkat", "belum_diisi"});
        assert_entries(d, OPD, {0, "capaian", "90.00"}, {0, "peringkat", "belum_diisi"},
                       {1, "peringkat", "belum_diisi"});
        data_reset(d);
    }
}

/* A data set that only lists the OPD of another one takes nothing from it and adds nothing. */
static void test_kabupaten_counts_an_opd_that_is_listed_twice_once(void **state)
{
    static const struct capai_input other[] = {
        INPUT("opd.csv", "opd,tahun,kabupaten\na,2024,K\nc,2024,K\n"),
        INPUT("indikator.csv", IND_ROWS(ROW("c", "2024", "100", "80"))),
        INPUT("anggaran.csv", "opd,tahun,kode,pagu,realisasi\nc,2024,1,50,50\n")};
    struct data *d = *state;
    for (int swap = 0; swap < 2; swap++) {
        evaluate_two(d, swap ? other : two_opds, swap ? two_opds : other);
        assert_int_equal(data_count(d, CAPAI_MSG_OPD_TWICE), 0);
        /* 90, 70, 80; amounts without the idle zeros of one cell */
        assert_entries(d, KABUPATEN, {0, "jumlah_opd", "3"}, {0, "capaian", "80.00"},
                       {0, "pagu", "150"}, {0, "realisasi", "100"}, {0, "peringkat", "1"});
        assert_at(d, OPD, data_row(d, CAPAI_RESULT_OPD, "opd", "b", "2024"), "peringkat", "3");
        data_reset(d);
    }
}

static void test_kabupaten_without_a_class_says_so(void **state)
{
    struct data *d = *state;
    put(d, "opd,tahun,kabupaten\na,2024,K\nb,2024,K\n",
        ROW("a", "2024", "100", "100") ROW("b", "2024", "100", "51"));
    d->rules.scale.gap.edge = CAPAI_EDGE_ERROR;
    data_load_and_evaluate(d);
    assert_notices(d, AT(SCALE_NO_CLASS_MEAN, NULL, 0, 0));
    assert_word(d, &d->notices.list[0], 1, "75,5");
    assert_entries(d, KABUPATEN, {0, "capaian", "75.50"}, {0, "predikat", ""});
}

static void test_kabupaten_rows_shown_are_those_of_report_years(void **state)
{
    struct data *d = *state;
    struct capai_selection rows;
    put(d, "opd,tahun,kabupaten\na,2024,K\n",
        ROW("a", "2023", "1", "1") ROW("a", "2024", "1", "1"));
    data_load_and_evaluate(d);
    assert_true(
        capai_evaluation_select(d->evaluation, CAPAI_RESULT_KABUPATEN, false, &d->arena, &rows));
    assert_int_equal(rows.count, 1);
    assert_at(d, KABUPATEN, rows.rows[0], "tahun", "2024");
    assert_true(
        capai_evaluation_select(d->evaluation, CAPAI_RESULT_KABUPATEN, true, &d->arena, &rows));
    assert_int_equal(rows.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_kabupaten_is_the_mean_of_its_opds),
        data_test(test_kabupaten_mean_is_exact),
        data_test(test_kabupaten_mean_follows_the_average_of_the_rules),
        data_test(test_kabupaten_under_two_packs_takes_the_first),
        data_test(test_kabupaten_of_an_opd_in_two_data_sets_is_left_empty),
        data_test(test_kabupaten_counts_an_opd_that_is_listed_twice_once),
        data_test(test_kabupaten_without_a_class_says_so),
        data_test(test_kabupaten_rows_shown_are_those_of_report_years),
    };
    return cmocka_run_group_tests_name("evaluate_kabupaten", tests, NULL, NULL);
}
