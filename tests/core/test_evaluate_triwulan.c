/* Evaluation of rencana_aksi.csv: how quarters combine, and against what they are measured. */
#include "data_test.h"

#define NO "tidak_berlaku"
#define EMPTY "belum_diisi"
#define BAD "tidak_dapat_dihitung"

#define HEAD_TW "tahun,sasaran,indikator,perhitungan,tw1,tw2,tw3,tw4"
#define HEAD_R "realisasi_tw1,realisasi_tw2,realisasi_tw3,realisasi_tw4"

static void put(struct data *d, const char *rows)
{
    char content[2048];
    snprintf(content, sizeof content, HEAD_TW "," HEAD_R "\n%s", rows);
    data_put(d, "rencana_aksi.csv", content);
}

/* "target|realisasi|capaian|capaian_tahun" of a row, which ends at `size`. */
static void quarter(struct data *d, size_t row, char *out, size_t size)
{
    static const char *const columns[] = {"target", "realisasi", "capaian", "capaian_tahun"};
    size_t used = 0;
    for (size_t c = 0; c < 4; c++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", c ? "|" : "",
                                 data_at(d, CAPAI_RESULT_TRIWULAN, row, columns[c]));
}

/* The year's target is 100, more is better. */
static const struct combined {
    const char *cells, *expected[4];
} combined[] = {
    /* the filled quarters add up, against the same quarters' targets and the year's */
    {"jumlah,20,20,30,30,10,20,30,40",
     {"20|10|50.00|10.00", "40|30|75.00|30.00", "70|60|85.71|60.00", "100|100|100.00|100.00"}},
    {"jumlah,20,20,30,30,10,20,,",
     {"20|10|50.00|10.00", "40|30|75.00|30.00", "70||" EMPTY "|" EMPTY, "100||" EMPTY "|" EMPTY}},
    /* what a quarter left out was to bring stays out too */
    {"jumlah,20,20,30,30,,20,30,",
     {"20||" EMPTY "|" EMPTY, "20|20|100.00|20.00", "50|50|100.00|50.00", "100||" EMPTY "|" EMPTY}},
    /* nothing due, nothing done: what was known stays known */
    {"jumlah,,1 Dok,,1 Dok,,1,,",
     {"||" NO "|" NO, "1|1|100.00|1.00", "1|1|100.00|1.00", "2||" EMPTY "|" EMPTY}},
    {"jumlah,20,,,,,,,",
     {"20||" EMPTY "|" EMPTY, "20||" EMPTY "|" EMPTY, "20||" EMPTY "|" EMPTY,
      "20||" EMPTY "|" EMPTY}},
    {"jumlah,,,,,,,,",
     {"||" EMPTY "|" EMPTY, "||" EMPTY "|" EMPTY, "||" EMPTY "|" EMPTY, "||" EMPTY "|" EMPTY}},
    {"jumlah,,50,,50,10,40,,50",
     {"|10|" EMPTY "|10.00", "50|50|100.00|50.00", "50|50|100.00|50.00", "100|100|100.00|100.00"}},
    {"jumlah,0,5,,,0,5,,",
     {"0|0|" BAD "|0.00", "5|5|100.00|5.00", "5|5|100.00|5.00", "5|5|100.00|5.00"}},
    /* the last filled quarter stands for the year so far */
    {"terakhir,16,16,16,16,15,,12,16",
     {"16|15|93.75|15.00", "16||" EMPTY "|" EMPTY, "16|12|75.00|12.00", "16|16|100.00|16.00"}},
    {"terakhir,,80,,90,70,,,",
     {"|70|" EMPTY "|70.00", "80||" EMPTY "|" EMPTY, "80||" EMPTY "|" EMPTY,
      "90||" EMPTY "|" EMPTY}},
    {"terakhir,50,,,100,40,,60,80",
     {"50|40|80.00|40.00", "50|40|80.00|40.00", "50|60|120.00|60.00", "100|80|80.00|80.00"}},
    {"tidak_turun,25,50,75,100,25,25,70,100",
     {"25|25|100.00|25.00", "50|25|50.00|25.00", "75|70|93.33|70.00", "100|100|100.00|100.00"}},
    /* a quarter counts by what it adds */
    {"kenaikan,25,50,75,100,20,50,70,100",
     {"25|20|80.00|20.00", "25|30|120.00|50.00", "25|20|80.00|70.00", "25|30|120.00|100.00"}},
    {"kenaikan,25,,75,100,20,,80,",
     {"25|20|80.00|20.00", "||" NO "|20.00", "50|60|120.00|80.00", "25||" EMPTY "|" EMPTY}},
};

static void test_evaluate_triwulan_combines_as_the_rule_says(void **state)
{
    struct data *d = *state;
    for (size_t i = 0; i < sizeof combined / sizeof *combined; i++) {
        char row[256], found[256];
        data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "90"));
        snprintf(row, sizeof row, "2024,S,i,%s\n", combined[i].cells);
        put(d, row);
        data_load_and_evaluate(d);
        assert_no_notices(d);
        assert_int_equal(data_rows(d, CAPAI_RESULT_TRIWULAN), 4);
        for (size_t q = 0; q < 4; q++) {
            quarter(d, q, found, sizeof found);
            if (strcmp(found, combined[i].expected[q]) != 0)
                print_error("%s, quarter %zu\n", combined[i].cells, q + 1);
            assert_string_equal(found, combined[i].expected[q]);
        }
        data_reset(d);
    }
}

static void test_evaluate_triwulan_takes_the_rule_of_the_pack_where_the_row_is_silent(void **state)
{
    static const char *const capaian[] = {"75.00", "100.00", "100.00", "150.00"};
    struct data *d = *state;
    for (enum capai_quarters rule = 0; rule < CAPAI_QUARTERS_COUNT; rule++) {
        data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "90"));
        put(d, "2024,S,i,,20,40,,,15,40,,\n");
        if (rule == CAPAI_QUARTERS_SUM)
            put(d, "2024,S,i,,20,20,,,10,20,,\n");
        if (rule == CAPAI_QUARTERS_INCREASE)
            put(d, "2024,S,i,,20,40,,,10,40,,\n");
        d->rules.quarters = rule;
        data_load_and_evaluate(d);
        assert_at(d, TRIWULAN, 1, "capaian", capaian[rule]);
        data_reset(d);
    }
}

static void test_evaluate_triwulan_has_key_class_and_carried_columns(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "90") "2024,,T,S,j,negatif,10,9\n");
    data_put(d, "rencana_aksi.csv",
             "tahun,sasaran,indikator,tw2,realisasi_tw2,penanggung\n"
             "2024,S,I.,50,40,seksi\n2024,,j,10,8,\n");
    data_load_and_evaluate(d);
    assert_no_notices(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_TRIWULAN), 8);
    assert_entries(d, TRIWULAN, {1, "tahun", "2024"}, {1, "sasaran", "S"}, {1, "indikator", "I."},
                   {1, "triwulan", "2"}, {1, "penanggung", "seksi"}, {1, "capaian", "80.00"},
                   {1, "predikat", "Tinggi"}, {1, "status", "nilai"}, {0, "predikat", ""},
                   {0, "status", NO}, {5, "capaian", "120.00"}, {5, "capaian_tahun", "120.00"});
    const struct capai_table *table = capai_evaluation_table(d->evaluation, CAPAI_RESULT_TRIWULAN);
    assert_int_equal(capai_table_find(table, CAPAI_TEXT("tw2")), CAPAI_NO_COLUMN);
    assert_int_equal(capai_table_find(table, CAPAI_TEXT("realisasi_tw2")), CAPAI_NO_COLUMN);
}

/* A row without a sasaran is about the same indicator as one that names it. */
static void test_evaluate_triwulan_twice_with_and_without_sasaran_is_reported(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv",
             HEAD "\n" IND("S", "i", "100", "90") IND("S", "j", "80", "70")
                 IND("S", "k", "80", "70"));
    put(d, "2024,S,i,,50,,,,40,,,\n2024,,i,,50,,,,40,,,\n2024,,j,,50,,,,40,,,\n"
           "2024,s.,j,,60,,,,40,,,\n2024,,k,,50,,,,40,,,\n2024,,k,,50,,,,40,,,\n");
    data_load_and_evaluate(d);
    assert_notices(d, AT(ROW_DOUBLED, "rencana_aksi.csv", 7, 7),
                   AT(ROW_DOUBLED, "rencana_aksi.csv", 3, 7),
                   AT(ROW_CONFLICT, "rencana_aksi.csv", 5, 9));
    assert_word(d, &d->notices.list[2], 1, "4");
    assert_int_equal(data_rows(d, CAPAI_RESULT_TRIWULAN), 24);
}

static void test_evaluate_triwulan_without_partner_is_reported(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv",
             HEAD "\n" IND("S", "Indeks Kepuasan", "100", "90") IND("S", "Nilai", "80", "70")
                 IND("U", "Nilai", "80", "70"));
    put(d, "2024,S,Indeks Kepuasn,,50,50,,,40,50,,\n2024,X,Indeks kepuasan,,50,,,,40,,,\n"
           "2024,,Nilai,,50,,,,40,,,\n2023,S,Nilai,,50,,,,40,,,\n");
    data_load_and_evaluate(d);
    assert_notices(d, AT(ACTION_UNKNOWN, "rencana_aksi.csv", 2, 8),
                   AT(ACTION_ELSEWHERE, "rencana_aksi.csv", 3, 6),
                   AT(ACTION_ELSEWHERE, "rencana_aksi.csv", 4, 6),
                   AT(ACTION_UNKNOWN, "rencana_aksi.csv", 5, 8));
    assert_word(d, &d->notices.list[0], 2, "Indeks Kepuasan");
    assert_word(d, &d->notices.list[1], 2, "S");
    assert_entries(d, TRIWULAN, {0, "target", "50"}, {0, "capaian", BAD}, {0, "status", BAD},
                   {0, "capaian_tahun", BAD}, {1, "realisasi", "90"}, {2, "status", BAD});
}

static void test_evaluate_triwulan_names_meet_through_alias(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "Indeks", "100", "90"));
    data_put(d, "alias.csv", "kolom,nama,baku\nindikator,IKM,Indeks\nsasaran,Sas.,S\n");
    put(d, "2024,Sas,ikm,,50,,,,40,,,\n");
    data_load_and_evaluate(d);
    assert_no_notices(d);
    assert_entries(d, TRIWULAN, {0, "indikator", "Indeks"}, {0, "capaian", "80.00"});
}

/* What a rule cannot work with is reported, once, and leaves the other quarters alone. */
static void test_evaluate_triwulan_bad_cells_are_reported_in_their_place(void **state)
{
    static const struct {
        const char *cells;
        enum capai_message message;
        size_t column;
        const char *capaian[2];
    } cases[] = {
        {"jumlah,x,50,,,40,50,,", CAPAI_MSG_NOT_A_NUMBER, 17, {BAD, BAD}},
        {"jumlah,50,50,,,A,50,,", CAPAI_MSG_QUARTER_GRADE, 25, {BAD, BAD}},
        {"jumlah,50,50,,,1..2,50,,", CAPAI_MSG_NUMBER_GROUPS, 25, {BAD, BAD}},
        {"terakhir,50,50,,,7 - 8,50,,", CAPAI_MSG_RANGE_FORMULA, 27, {BAD, "100.00"}},
        {"tidak_turun,50,50,,,40,30,,", CAPAI_MSG_QUARTER_FALLS, 33, {"80.00", BAD}},
        {"tidak_turun,50,50,,,40,x,,", CAPAI_MSG_NOT_A_NUMBER, 33, {"80.00", BAD}},
        {"tidak_turun,50,50,,,40,7 - 8,,", CAPAI_MSG_RANGE_FORMULA, 33, {"80.00", BAD}},
        {"tidak_turun,50,50,,,7 - 8,3,,", CAPAI_MSG_RANGE_FORMULA, 30, {BAD, "6.00"}},
        {"tidak_turun,A,A,,,B,CC,,", CAPAI_MSG_QUARTER_FALLS, 30, {"66.67", BAD}},
        {"kenaikan,25,50,,,25,20,,", CAPAI_MSG_QUARTER_FALLS, 30, {"100.00", BAD}},
        {"kali,25,25,,,25,20,,", CAPAI_MSG_WORD_DOUBTFUL, 10, {BAD, BAD}},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char row[256];
        data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "90"));
        snprintf(row, sizeof row, "2024,S,i,%s\n", cases[i].cells);
        put(d, row);
        data_load_and_evaluate(d);
        assert_notices(d, {cases[i].message, "rencana_aksi.csv", 2, cases[i].column, 0});
        assert_at(d, TRIWULAN, 0, "capaian", cases[i].capaian[0]);
        assert_at(d, TRIWULAN, 1, "capaian", cases[i].capaian[1]);
        data_reset(d);
    }
}

static void test_evaluate_triwulan_grades_stand_where_the_last_quarter_counts(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "Nilai", "A", "B"));
    put(d, "2024,S,Nilai,terakhir,B,,,A,B,,,BB\n");
    data_load_and_evaluate(d);
    assert_no_notices(d);
    assert_entries(d, TRIWULAN, {0, "target", "B"}, {0, "capaian", "100.00"},
                   {0, "capaian_tahun", "66.67"}, {3, "capaian", "83.33"});
}

/* Sums of quotients are no matter here, but sums of decimals are: 0,1 thrice is 0,3. */
static void test_evaluate_triwulan_adds_exactly(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "\"0,3\"", "1"));
    put(d, "2024,S,i,,\"0,1\",\"0,1\",\"0,1\",,\"0,1\",\"0,1\",\"0,1\",\n");
    data_load_and_evaluate(d);
    assert_entries(d, TRIWULAN, {2, "realisasi", "0,3"}, {2, "capaian", "100.00"},
                   {2, "capaian_tahun", "100.00"}, {1, "capaian_tahun", "66.67"});
}

/* Up to a quarter: what came later is not known yet, not even that it is wrong. */
static void test_evaluate_triwulan_up_to_a_quarter_knows_nothing_later(void **state)
{
    struct data *d = *state;
    struct capai_dataset_options options = {.quarter = 2};
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "90"));
    put(d, "2024,S,i,,25,25,25,25,20,30,x,1..2\n2024,S,i,,,,25,25,,,9,9\n");
    assert_int_equal(
        capai_dataset_load(d->folder, &options, &d->arena, &d->notices, &d->dataset, &d->err),
        CAPAI_OK);
    data_evaluate(d);
    assert_int_equal(data_rows(d, CAPAI_RESULT_TRIWULAN), 4);
    assert_int_equal(data_count(d, CAPAI_MSG_NOT_A_NUMBER), 0);
    assert_entries(d, TRIWULAN, {1, "triwulan", "2"}, {1, "capaian_tahun", "50.00"},
                   {2, "triwulan", "1"}, {3, "status", NO});
}

static void test_evaluate_triwulan_column_close_to_a_quarter_is_a_warning(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "90"));
    data_put(d, "rencana_aksi.csv", "tahun,sasaran,indikator,tw1,tw5\n2024,S,i,1,2\n");
    data_load_and_evaluate(d);
    assert_notices(d, AT(COLUMN_UNKNOWN, "rencana_aksi.csv", 1, 29));
    assert_at(d, TRIWULAN, 0, "tw5", "2");
}

static void test_evaluate_triwulan_column_named_triwulan_is_not_the_quarter(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "90"));
    data_put(d, "rencana_aksi.csv",
             "tahun,sasaran,indikator,triwulan,tw1,realisasi_tw1\n2024,S,i,I sampai IV,1,1\n");
    data_load_and_evaluate(d);
    assert_entries(d, TRIWULAN, {0, "triwulan", "1"}, {0, "capaian", "100.00"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_evaluate_triwulan_combines_as_the_rule_says),
        data_test(test_evaluate_triwulan_takes_the_rule_of_the_pack_where_the_row_is_silent),
        data_test(test_evaluate_triwulan_has_key_class_and_carried_columns),
        data_test(test_evaluate_triwulan_twice_with_and_without_sasaran_is_reported),
        data_test(test_evaluate_triwulan_without_partner_is_reported),
        data_test(test_evaluate_triwulan_names_meet_through_alias),
        data_test(test_evaluate_triwulan_bad_cells_are_reported_in_their_place),
        data_test(test_evaluate_triwulan_grades_stand_where_the_last_quarter_counts),
        data_test(test_evaluate_triwulan_adds_exactly),
        data_test(test_evaluate_triwulan_up_to_a_quarter_knows_nothing_later),
        data_test(test_evaluate_triwulan_column_close_to_a_quarter_is_a_warning),
        data_test(test_evaluate_triwulan_column_named_triwulan_is_not_the_quarter),
    };
    return cmocka_run_group_tests_name("evaluate_triwulan", tests, NULL, NULL);
}
