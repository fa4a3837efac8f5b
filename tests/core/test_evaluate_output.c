/* Evaluation of output.csv. */
#include "data_test.h"

#define ROW(content) "kode,output,satuan,target,realisasi,catatan\n" content

static void put_indikator(struct data *d)
{
    data_put(d, "opd.csv", "opd,tahun\na,2024\n");
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "90"));
}

static void test_evaluate_output_measures_with_units_and_carries_columns(void **state)
{
    struct data *d = *state;
    put_indikator(d);
    data_put(d, "output.csv",
             ROW("1.1,Dokumen,Dok,4 Dok,3 Dok,ya\n1.1,Laporan,Lap,12,12,\n,Orang,,3,1,\n"));
    data_load_and_evaluate(d);
    assert_no_notices(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_OUTPUT), 3);
    assert_entries(d, OUTPUT, {0, "opd", "a"}, {0, "tahun", "2024"}, {0, "kode", "1.1"},
                   {0, "output", "Dokumen"}, {0, "target", "4 Dok"}, {0, "catatan", "ya"},
                   {0, "capaian", "75.00"}, {0, "status", "nilai"}, {1, "capaian", "100.00"},
                   {2, "capaian", "33.33"});
}

static void test_evaluate_output_has_one_of_four_outcomes(void **state)
{
    static const struct {
        const char *cells, *capaian;
        enum capai_message message;
        size_t column;
    } cases[] = {
        {"4,", "belum_diisi", 0, 0},
        {",4", "belum_diisi", 0, 0},
        {"0,4", "tidak_dapat_dihitung", 0, 0},
        {"4,banyak", "tidak_dapat_dihitung", CAPAI_MSG_NOT_A_NUMBER, 8},
        {"1..2,4", "tidak_dapat_dihitung", CAPAI_MSG_NUMBER_GROUPS, 6},
        {"BB (74),\"A (80,60)\"", "108.92", 0, 0},
        {"A,B", "66.67", 0, 0},
        {"A,9", "tidak_dapat_dihitung", CAPAI_MSG_GRADE_AGAINST_NUMBER, 6},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256];
        snprintf(content, sizeof content, ROW("1,o,,%s,\n"), cases[i].cells);
        put_indikator(d);
        data_put(d, "output.csv", content);
        data_load_and_evaluate(d);
        assert_at(d, OUTPUT, 0, "capaian", cases[i].capaian);
        if (cases[i].message)
            assert_notices(d, {cases[i].message, "output.csv", 2, cases[i].column, 0});
        else
            assert_no_notices(d);
        data_reset(d);
    }
}

static void test_evaluate_output_arah_is_positif_unless_the_row_says_otherwise(void **state)
{
    struct data *d = *state;
    put_indikator(d);
    data_put(d, "output.csv",
             "output,arah,target,realisasi\no,,10,8\np,negatif,10,8\nq,negatip,10,8\n");
    data_load_and_evaluate(d);
    assert_notices(d, AT(ARAH_UNKNOWN, "output.csv", 4, 3));
    assert_entries(d, OUTPUT, {0, "capaian", "80.00"}, {1, "capaian", "120.00"},
                   {2, "capaian", "tidak_dapat_dihitung"}, {2, "status", "tidak_dapat_dihitung"});
}

/* A pack without the arah positif has a default, or cannot measure an output. */
static void test_evaluate_output_without_positif_takes_the_default_arah(void **state)
{
    static const struct capai_arah arah[] = {{.name = {"turun", 5}, .formula = CAPAI_NEGATIVE}};
    struct data *d = *state;
    put_indikator(d);
    data_put(d, "indikator.csv", HEAD "\n2024,,T,S,i,turun,100,90\n");
    data_put(d, "output.csv", "output,target,realisasi\no,10,8\n");
    d->rules.arah = arah;
    d->rules.arah_count = 1;
    data_load_and_evaluate(d);
    assert_notices(d, AT(ARAH_MISSING, "output.csv", 2, 1));
    d->rules.default_arah = arah[0].name;
    data_evaluate(d);
    assert_at(d, OUTPUT, 0, "capaian", "120.00");
}

static void test_evaluate_output_rows_of_a_year_and_opd_of_their_own(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,tahun\na,2024\nb,2024\n");
    data_put(d, "indikator.csv",
             "opd," HEAD "\na,2024,,T,S,i,positif,1,1\nb,2024,,T,S,i,positif,1,1\n");
    data_put(d, "output.csv",
             "opd,tahun,kode,output,target,realisasi\n"
             "b,2024,1,o,2,1\na,2023,1,o,4,1\na,2024,1,o,4,4\na,,1,o,4,4\na,2024,1,o,4,3\n");
    data_load_and_evaluate(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_OUTPUT), 4);
    assert_entries(d, OUTPUT, {0, "opd", "a"}, {0, "tahun", "2023"}, {0, "capaian", "25.00"},
                   {1, "capaian", "100.00"}, {2, "capaian", "75.00"}, {3, "opd", "b"},
                   {3, "capaian", "50.00"});
    assert_notices(d, AT(KEY_MISSING, "output.csv", 5, 1), AT(ROW_CONFLICT, "output.csv", 6, 10));
}

/* Without its columns the file is left out, and the rest goes on. */
static void test_evaluate_output_without_target_is_left_out(void **state)
{
    struct data *d = *state;
    put_indikator(d);
    data_put(d, "output.csv", "output,targt,realisasi\no,10,8\n");
    data_load_and_evaluate(d);
    assert_notices(d, AS(COLUMN_MISSING, "output.csv", 1, 8, CAPAI_ERR_DATA));
    assert_int_equal(data_rows(d, CAPAI_RESULT_OUTPUT), 0);
    assert_at(d, INDIKATOR, 0, "capaian", "90.00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_evaluate_output_measures_with_units_and_carries_columns),
        data_test(test_evaluate_output_has_one_of_four_outcomes),
        data_test(test_evaluate_output_arah_is_positif_unless_the_row_says_otherwise),
        data_test(test_evaluate_output_without_positif_takes_the_default_arah),
        data_test(test_evaluate_output_rows_of_a_year_and_opd_of_their_own),
        data_test(test_evaluate_output_without_target_is_left_out),
    };
    return cmocka_run_group_tests_name("evaluate_output", tests, NULL, NULL);
}
