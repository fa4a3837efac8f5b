/* Which version of a year's rows is evaluated. */
#include "data_test.h"

#define ROWS "versi," HEAD "\n"
#define MURNI(i, target) "murni,2024,,T,S," i ",positif," target ",60\n"
#define PERUBAHAN(i, target) "perubahan,2024,,T,S," i ",positif," target ",60\n"

static void load_version(struct data *d, enum capai_versi versi)
{
    struct capai_dataset_options options = {.versi = versi};
    assert_int_equal(
        capai_dataset_load(d->folder, &options, &d->arena, &d->notices, &d->dataset, &d->err),
        CAPAI_OK);
    data_evaluate(d);
}

static void test_version_asked_for_is_evaluated(void **state)
{
    static const struct {
        enum capai_versi versi;
        const char *capaian, *left_out;
        size_t line;
    } cases[] = {{CAPAI_VERSI_LATEST, "75.00", "murni", 2},
                 {CAPAI_VERSI_PERUBAHAN, "75.00", "murni", 2},
                 {CAPAI_VERSI_MURNI, "60.00", "perubahan", 3}};
    struct data *d = *state;
    for (size_t i = 0; i < 3; i++) {
        data_put(d, "indikator.csv", ROWS MURNI("i", "100") PERUBAHAN("i", "80"));
        load_version(d, cases[i].versi);
        assert_int_equal(data_rows(d, CAPAI_RESULT_INDIKATOR), 1);
        assert_at(d, INDIKATOR, 0, "capaian", cases[i].capaian);
        assert_notices(d, AT(VERSION_LEFT_OUT, "indikator.csv", cases[i].line, 1));
        assert_word(d, &d->notices.list[0], 3, cases[i].left_out);
        data_reset(d);
    }
}

/* Keys are the same whatever their spelling; what stands only in the other version is listed. */
static void test_version_left_out_alone_is_listed(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv",
             ROWS MURNI("i", "100") MURNI("j", "100") PERUBAHAN("I.", "80") MURNI("k", "100")
                 PERUBAHAN("l", "1"));
    data_put(d, "anggaran.csv",
             "versi,tahun,kode,pagu\nmurni,2024,1,10\nmurni,2024,11,10\nperubahan,2024,1.1,5\n"
             "perubahan,2024,1,12\n");
    load_version(d, CAPAI_VERSI_LATEST);
    assert_notices(d, AT(VERSION_LEFT_OUT, "anggaran.csv", 2, 1),
                   AT(VERSION_LOST, "anggaran.csv", 3, 1),
                   AT(VERSION_LEFT_OUT, "indikator.csv", 2, 1),
                   AT(VERSION_LOST, "indikator.csv", 3, 1), AT(BUDGET_SUM, "anggaran.csv", 5, 18));
    assert_word(d, &d->notices.list[1], 5, "11");
    assert_word(d, &d->notices.list[3], 2, "2");
    assert_word(d, &d->notices.list[3], 5, "j, k");
    assert_int_equal(data_rows(d, CAPAI_RESULT_INDIKATOR), 2);
}

/* A version is known in any spelling, and keeps the name that its document gives it. */
static void test_version_keeps_its_own_spelling(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv",
             ROWS "Sebelum Perubahan,2024,,T,S,i,positif,100,60\n"
                  "Setelah  Perubahan,2024,,T,S,i,positif,80,60\n"
                  "perubahan,2024,,T,S,i,positif,80,60\n");
    load_version(d, CAPAI_VERSI_LATEST);
    assert_notices(d, AT(ROW_DOUBLED, "indikator.csv", 4, 21),
                   AT(VERSION_LEFT_OUT, "indikator.csv", 2, 1));
    assert_entries(d, INDIKATOR, {0, "versi", "Setelah  Perubahan"}, {0, "capaian", "75.00"},
                   {1, "versi", "perubahan"});
}

/* Of all years, but for the report year only it is said that a version is lacking. */
static void test_version_lacking_falls_back_and_is_named(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,tahun\na,2024\nb,2024\n");
    data_put(d, "indikator.csv",
             "opd,versi," HEAD "\na,,2024,,T,S,i,positif,100,60\na,,2023,,T,S,i,positif,100,60\n"
             "b,perubahan,2024,,T,S,i,positif,80,60\nb,,2023,,T,S,i,positif,100,50\n");
    load_version(d, CAPAI_VERSI_PERUBAHAN);
    assert_notices(d, AT(VERSION_LACKING, "indikator.csv", 2, 3));
    assert_word(d, &d->notices.list[0], 5, "a");
    assert_word(d, &d->notices.list[0], 3, "murni");
    assert_int_equal(data_rows(d, CAPAI_RESULT_INDIKATOR), 4);
    d->notices.count = 0;
    load_version(d, CAPAI_VERSI_MURNI);
    assert_notices(d, AT(VERSION_LACKING, "indikator.csv", 4, 3));
    assert_word(d, &d->notices.list[0], 3, "perubahan");
    assert_int_equal(data_rows(d, CAPAI_RESULT_INDIKATOR), 4);
}

/* A budget chooses in each of its tables. */
static void test_version_of_a_budget_is_chosen_per_table(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,tahun,tabel_anggaran\na,2024,A\n");
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "60"));
    data_put(d, "anggaran.csv",
             "versi,tahun,tabel,kode,pagu,realisasi\nmurni,2024,A,1,10,6\nperubahan,2024,A,1,12,6\n"
             "murni,2024,B,1,7,7\n");
    load_version(d, CAPAI_VERSI_MURNI);
    assert_at(d, OPD, 0, "pagu", "10");
    assert_int_equal(data_rows(d, CAPAI_RESULT_ANGGARAN), 2);
    load_version(d, CAPAI_VERSI_LATEST);
    assert_at(d, OPD, 0, "pagu", "12");
    assert_int_equal(data_rows(d, CAPAI_RESULT_ANGGARAN), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_version_asked_for_is_evaluated),
        data_test(test_version_left_out_alone_is_listed),
        data_test(test_version_keeps_its_own_spelling),
        data_test(test_version_lacking_falls_back_and_is_named),
        data_test(test_version_of_a_budget_is_chosen_per_table),
    };
    return cmocka_run_group_tests_name("version", tests, NULL, NULL);
}
