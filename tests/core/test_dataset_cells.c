/* Cells of a data set: what is reported of them, and where. */
#include "dataset_test.h"

static void test_load_broken_cell_is_reported_at_its_place(void **state)
{
    static const struct {
        const char *cell;
        enum capai_message message;
    } cases[] = {
        {"9.871.1466.000", CAPAI_MSG_NUMBER_GROUPS},
        {"12 !", CAPAI_MSG_NUMBER_SYNTAX},
        {"8 - 7 bulan", CAPAI_MSG_RANGE_REVERSED},
        {"#DIV/0!", CAPAI_MSG_SPREADSHEET_ERROR},
        {"1,234,567.89", CAPAI_MSG_NUMBER_NOTATION},
        {"12345678901234567890123456789012345", CAPAI_MSG_NUMBER_DIGITS},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256]; /* a cell of two lines and letters of two bytes stand before it */
        snprintf(content, sizeof content,
                 "opd,tahun,catatan,indikator,target,realisasi\na,2024,\"satu\ndua\",i,1,2\n"
                 "a,2024,\"b\xC3\xA9\n\xC3\xA9\",j,\"%s\",2\n",
                 cases[i].cell);
        data_put(d, "indikator.csv", content);
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        assert_notices(d, {cases[i].message, "indikator.csv", 5, 6, 0});
        assert_word(d, &d->notices.list[0], 1, cases[i].cell);
        assert_int_equal(d->notices.list[0].width, strlen(cases[i].cell) + 2);
        assert_int_equal(cell(d, SCHEMA_INDIKATOR, 1, "target")->kind, CAPAI_CELL_BROKEN);
        assert_entry(d, SCHEMA_INDIKATOR, 1, "target", cases[i].cell);
        assert_decimal(cell(d, SCHEMA_INDIKATOR, 1, "realisasi")->number, "2");
        data_reset(d);
    }
}

static void test_load_each_broken_cell_is_reported(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv",
             "opd,tahun,indikator,target,realisasi,pembanding,bobot,capaian_lapor\n"
             "a,2024,i,12 !,13 !,1.2.3,1.1.1,5 - 4\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(data_count(d, CAPAI_MSG_NUMBER_SYNTAX), 2);
    assert_int_equal(data_count(d, CAPAI_MSG_NUMBER_GROUPS), 1); /* bobot comes with the rules */
    /* nothing is computed from what a report printed */
    assert_int_equal(data_count(d, CAPAI_MSG_RANGE_REVERSED), 1);
    assert_int_equal(d->notices.seen[CAPAI_WARNING], 1);
    assert_int_equal(d->notices.seen[CAPAI_ERR_DATA], 3);
}

static void test_load_doubtful_signs_are_reported_once_per_column(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv",
             HEADER "a,2024,i,1.125,19.76\na,2024,j,2.250,2.125\na,2024,k,7.5,20.5\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_notices(
        d, AT(NUMBER_AMBIGUOUS, "indikator.csv", 2, 10), AT(NUMBER_FOREIGN, "indikator.csv", 4, 10),
        AT(NUMBER_FOREIGN, "indikator.csv", 2, 16), AT(NUMBER_AMBIGUOUS, "indikator.csv", 3, 16));
    assert_word(d, &d->notices.list[0], 1, "1.125");
    assert_word(d, &d->notices.list[0], 2, "target");
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 0, "target")->number, "1125");
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 2, "target")->number, "7.5");
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 0, "realisasi")->number, "19.76");
}

static void test_load_plain_notation_reads_the_point_as_decimal_sign(void **state)
{
    struct data *d = *state;
    struct capai_dataset_options options = {.notation = CAPAI_NOTATION_PLAIN};
    data_put(d, "indikator.csv", HEADER "a,2024,i,19.76,\"1,234.5\"\n");
    assert_int_equal(
        capai_dataset_load(d->folder, &options, &d->arena, &d->notices, &d->dataset, &d->err),
        CAPAI_OK);
    assert_no_notices(d);
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 0, "target")->number, "19.76");
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 0, "realisasi")->number, "1234.5");
}

static void test_load_rupiah_is_an_amount_and_nothing_else(void **state)
{
    static const struct {
        const char *cell;
        const char *amount; /* NULL: none */
        enum capai_message message;
    } cases[] = {
        {"1.000", "1000", 0}, /* never ambiguous */
        {"Rp 2.083.637.017", "2083637017", 0},
        {"\"Rp1.000,00\"", "1000.00", 0},
        {"(1.250)", "-1250", 0},
        {"0", "0", 0},
        {"1.000 Dok", NULL, CAPAI_MSG_RUPIAH},
        {"50%", NULL, CAPAI_MSG_RUPIAH},
        {"1.000 (revisi)", NULL, CAPAI_MSG_RUPIAH},
        {"BB", NULL, CAPAI_MSG_RUPIAH},
        {"seribu", NULL, CAPAI_MSG_RUPIAH},
        {"1 - 2", NULL, CAPAI_MSG_RUPIAH},
        {"2.162.907.", NULL, CAPAI_MSG_NUMBER_GROUPS},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[128];
        snprintf(content, sizeof content, "opd,tahun,kode,pagu,realisasi\na,2024,1,5,%s\n",
                 cases[i].cell);
        data_put(d, "anggaran.csv", content);
        data_put(d, "indikator.csv", HEADER ROW);
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        const struct capai_cell *realisasi = cell(d, SCHEMA_ANGGARAN, 0, "realisasi");
        if (cases[i].amount) {
            assert_no_notices(d);
            assert_decimal(realisasi->number, cases[i].amount);
        } else {
            assert_notices(d, {cases[i].message, "anggaran.csv", 2, 12, 0});
            assert_int_equal(realisasi->kind, CAPAI_CELL_BROKEN);
        }
        data_reset(d);
    }
}

static void test_load_broken_cell_elsewhere_is_only_a_warning(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,tahun,tabel_anggaran\na,2024,3.6\nb,2024,\n");
    data_put(d, "indikator.csv", HEADER ROW "b,2024,i,1,1\n");
    data_put(d, "anggaran.csv",
             "opd,tahun,tabel,kode,pagu\na,2024,3.6,1,5 Dok\na,2024,III.C,1,6 Dok\n"
             "a,2024,III.C,2,1.1.1\nb,2024,III.C,1,7 Dok\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_notices(d, AS(RUPIAH, "anggaran.csv", 2, 14, CAPAI_ERR_DATA),
                   AS(RUPIAH, "anggaran.csv", 3, 16, CAPAI_WARNING),
                   AS(NUMBER_GROUPS, "anggaran.csv", 4, 16, CAPAI_WARNING),
                   AS(RUPIAH, "anggaran.csv", 5, 16, CAPAI_ERR_DATA));
}

/* What is no quantity, or no number, does not change a cell. */
static void test_set_refuses_and_leaves_the_cell(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEADER ROW "a,2024,i,4,3\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    const struct capai_table *table = capai_dataset_table(d->dataset, CAPAI_TEXT("indikator"));
    const int target = capai_table_find(table, CAPAI_TEXT("target"));
    const int name = capai_table_find(table, CAPAI_TEXT("indikator"));
    assert_null(capai_dataset_table(d->dataset, CAPAI_TEXT("ngawur")));
    assert_int_equal(capai_dataset_set(d->dataset, table, 1, name, CAPAI_TEXT("5"), true, &d->err),
                     CAPAI_ERR_RULES);
    assert_int_equal(d->err.message, CAPAI_MSG_CELL_FIXED);
    assert_int_equal(
        capai_dataset_set(d->dataset, table, 1, target, CAPAI_TEXT("1.1.1"), false, NULL),
        CAPAI_ERR_DATA);
    d->err = (struct capai_error){0};
    assert_int_equal(
        capai_dataset_set(d->dataset, table, 1, target, CAPAI_TEXT("1.1.1"), false, &d->err),
        CAPAI_ERR_DATA);
    assert_int_equal(d->err.message, CAPAI_MSG_NUMBER_GROUPS);
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 1, "target")->number, "4");
    assert_int_equal(
        capai_dataset_set(d->dataset, table, 1, target, CAPAI_TEXT("5.5"), true, &d->err),
        CAPAI_OK);
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 1, "target")->number, "5.5");
}

static void test_set_without_memory_leaves_the_cell(void **state)
{
    struct data *d = *state;
    static char much[1 << 21];
    memset(much, '7', sizeof much);
    data_put(d, "indikator.csv", HEADER "a,2024,i,4,3\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    const struct capai_table *table = capai_dataset_table(d->dataset, CAPAI_TEXT("indikator"));
    const int target = capai_table_find(table, CAPAI_TEXT("target"));
    d->arena.limit = d->arena.total; /* no block more */
    assert_int_equal(capai_dataset_set(d->dataset, table, 0, target,
                                       (capai_text){much, sizeof much}, true, &d->err),
                     CAPAI_ERR_MEMORY);
    assert_int_equal(d->err.status, CAPAI_ERR_MEMORY);
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 0, "target")->number, "4");
    assert_entry(d, SCHEMA_INDIKATOR, 0, "target", "4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_load_broken_cell_is_reported_at_its_place),
        data_test(test_load_each_broken_cell_is_reported),
        data_test(test_load_doubtful_signs_are_reported_once_per_column),
        data_test(test_load_plain_notation_reads_the_point_as_decimal_sign),
        data_test(test_load_rupiah_is_an_amount_and_nothing_else),
        data_test(test_load_broken_cell_elsewhere_is_only_a_warning),
        data_test(test_set_refuses_and_leaves_the_cell),
        data_test(test_set_without_memory_leaves_the_cell),
    };
    return cmocka_run_group_tests_name("dataset_cells", tests, NULL, NULL);
}
