/* Evaluation of renstra.csv: one row per line and year, and whether its rupiah add up. */
#include "data_test.h"

#define NO "tidak_berlaku"
#define EMPTY "belum_diisi"
#define BAD "tidak_dapat_dihitung"

static void load(struct data *d, const char *renstra)
{
    data_put(d, "opd.csv", "opd,tahun\na,2024\n");
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "90"));
    data_put(d, "renstra.csv", renstra);
    data_load_and_evaluate(d);
}

static void test_evaluate_renstra_gives_a_row_for_each_line_and_year(void **state)
{
    struct data *d = *state;
    load(d, "versi,kode,jenjang,indikator,satuan,awal,rp_2025,target_2025,target_2024,rp_2024,"
            "target_akhir,rp_akhir,catatan\n"
            "Setelah Perubahan,1,program,i,%,80,20,100,B,10,100,30,ya\n"
            ",2,program,j,,,,,,,,,\n");
    assert_no_notices(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_RENSTRA), 4);
    assert_entries(d, RENSTRA, {0, "opd", "a"}, {0, "versi", "Setelah Perubahan"}, {0, "kode", "1"},
                   {0, "indikator", "i"}, {0, "tahun", "2024"}, {0, "jenjang", "program"},
                   {0, "awal", "80"}, {0, "target_akhir", "100"}, {0, "rp_akhir", "30"},
                   {0, "catatan", "ya"}, {0, "target", "B"}, {0, "rp", "10"}, {0, "rp_anak", NO},
                   {0, "rp_jumlah", "30"}, {0, "status", "nilai"});
    assert_entries(d, RENSTRA, {1, "tahun", "2025"}, {1, "target", "100"}, {1, "rp", "20"},
                   {1, "rp_jumlah", "30"}, {2, "tahun", "2024"}, {2, "target", ""},
                   {2, "rp", EMPTY}, {2, "rp_jumlah", EMPTY}, {2, "status", EMPTY});
    const struct capai_table *table = capai_evaluation_table(d->evaluation, CAPAI_RESULT_RENSTRA);
    assert_int_equal(capai_table_find(table, CAPAI_TEXT("target_2024")), CAPAI_NO_COLUMN);
}

/* The parent is the nearest code of the same version; totals and lines without a code are outside.
 */
static void test_evaluate_renstra_sums_the_children_of_a_code(void **state)
{
    struct data *d = *state;
    load(d, "versi,kode,jenjang,indikator,rp_2024\n"
            ",7.01,program,i,99\n,7.01.2.01,kegiatan,j,40\n,7.01.2.02,kegiatan,k,\n"
            ",7.01.2.01.0001,subkegiatan,l,15\n,7.01.2.01.0002,subkegiatan,m,25\n"
            ",7.010.1,kegiatan,n,7\n,7.01.T,total,o,5\n,,sasaran,p,3\n"
            "perubahan,7.01.2.03,kegiatan,q,11\n");
    assert_no_notices(d);
    assert_entries(d, RENSTRA, {0, "rp", "99"}, {0, "rp_anak", "40"}, {1, "rp_anak", "40"},
                   {2, "rp_anak", NO}, {3, "rp_anak", NO}, {5, "rp_anak", NO}, {6, "rp", "5"},
                   {6, "rp_anak", NO}, {7, "rp", "3"}, {8, "rp_anak", NO});
}

/* Missing years are no zeros, but a plan spends nothing in them; a broken amount breaks its sums.
 */
static void test_evaluate_renstra_sums_what_is_filled(void **state)
{
    struct data *d = *state;
    load(d, "kode,indikator,rp_2023,rp_2024,rp_2025\n"
            "1,i,,,\n1.1,j,1.000,,x\n1.2,k,2.000,,3\n2,l,5,,\n");
    assert_notices(d, AT(RUPIAH, "renstra.csv", 3, 14));
    assert_entries(d, RENSTRA, {0, "rp_anak", "3000"}, {1, "rp_anak", EMPTY}, {2, "rp_anak", BAD},
                   {0, "rp_jumlah", EMPTY}, {3, "rp_jumlah", BAD}, {5, "rp", BAD},
                   {6, "rp_jumlah", "2003"}, {9, "rp_jumlah", "5"}, {10, "rp", EMPTY});
}

static void test_evaluate_renstra_reads_either_grouping_sign(void **state)
{
    struct data *d = *state;
    load(d, "kode,indikator,rp_2024,rp_akhir\n"
            "1,i,\"2,519,516,374\",\"3,097,507.638\"\n2,j,1.911.000,1..2\n");
    assert_entries(d, RENSTRA, {0, "rp", "2519516374"}, {1, "rp", "1911000"});
    assert_notices(d, AS(NUMBER_GROUPS, "renstra.csv", 3, 15, CAPAI_WARNING));
}

/* A code with several indicators counts once; amounts that contradict are reported. */
static void test_evaluate_renstra_counts_a_code_once(void **state)
{
    struct data *d = *state;
    load(d, "kode,indikator,rp_2024\n1,i,30\n1.1,j,\n1.1,k,10\n1.1,l,10\n1.2,m,20\n1.2,n,21\n");
    assert_notices(d, AT(PLAN_AMOUNTS, "renstra.csv", 7, 7));
    assert_word(d, &d->notices.list[0], 2, "20");
    assert_entries(d, RENSTRA, {0, "rp_anak", "30"}, {1, "rp", EMPTY}, {5, "rp", "21"});
}

/* All versions stay; a doubled key is found although the file has no years. */
static void test_evaluate_renstra_checks_its_keys(void **state)
{
    struct data *d = *state;
    load(d, "versi,kode,indikator,rp_2024\nmurni,1,i,1\nperubahan,1,i,2\n,1,i,1\n,1,I,3\n");
    assert_notices(d, AT(ROW_DOUBLED, "renstra.csv", 4, 4), AT(ROW_CONFLICT, "renstra.csv", 5, 4),
                   AT(PLAN_AMOUNTS, "renstra.csv", 5, 6));
    assert_int_equal(data_rows(d, CAPAI_RESULT_RENSTRA), 4);
}

/* Without a column of years the file says nothing; neither does an action plan without quarters. */
static void test_evaluate_renstra_without_years_is_left_out(void **state)
{
    struct data *d = *state;
    data_put(d, "rencana_aksi.csv", "tahun,indikator\n2024,i\n");
    load(d, "kode,indikator,target_24\n1,i,1\n");
    assert_notices(d, AS(COLUMN_SERIES, "rencana_aksi.csv", 1, 1, CAPAI_ERR_DATA),
                   AS(COLUMN_SERIES, "renstra.csv", 1, 1, CAPAI_ERR_DATA));
    assert_word(d, &d->notices.list[0], 2, "realisasi_tw1");
    assert_int_equal(data_rows(d, CAPAI_RESULT_TRIWULAN), 0);
    assert_int_equal(data_rows(d, CAPAI_RESULT_RENSTRA), 0);
}

/* A column of the file that is called as one of ours was copied over it, as if it were a number;
 * what the program then wrote as a year ended it. */
static void test_evaluate_renstra_column_named_tahun_is_not_the_year(void **state)
{
    struct data *d = *state;
    load(d, "kode,indikator,tahun,target_2024,rp_2024\n1,i,tahun kedua,7,30\n");
    assert_entries(d, RENSTRA, {0, "tahun", "2024"}, {0, "target", "7"}, {0, "rp", "30"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_evaluate_renstra_gives_a_row_for_each_line_and_year),
        data_test(test_evaluate_renstra_sums_the_children_of_a_code),
        data_test(test_evaluate_renstra_sums_what_is_filled),
        data_test(test_evaluate_renstra_reads_either_grouping_sign),
        data_test(test_evaluate_renstra_counts_a_code_once),
        data_test(test_evaluate_renstra_checks_its_keys),
        data_test(test_evaluate_renstra_without_years_is_left_out),
        data_test(test_evaluate_renstra_column_named_tahun_is_not_the_year),
    };
    return cmocka_run_group_tests_name("evaluate_renstra", tests, NULL, NULL);
}
