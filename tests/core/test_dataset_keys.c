/* Years and keys of rows, and the OPDs that they belong to. */
#include "dataset_test.h"

static void test_load_year_that_is_none_is_reported(void **state)
{
    static const struct {
        const char *year;
        bool right;
    } cases[] = {
        {"20223", false},  {"dua ribu", false}, {"1899", false}, {"2200", false}, {"24", false},
        {"2024.0", false}, {"-2024", false},    {"1900", true},  {"2199", true},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[128];
        snprintf(content, sizeof content, HEADER ROW "b,%s,IKM,90,81\n", cases[i].year);
        data_put(d, "indikator.csv", content);
        assert_int_equal(data_load(d, 2024), CAPAI_OK);
        if (cases[i].right) {
            assert_int_equal(d->notices.seen[CAPAI_ERR_DATA], 0);
            assert_entry(d, SCHEMA_INDIKATOR, 1, "tahun", cases[i].year);
        } else {
            assert_message(d->notices.list[0], CAPAI_MSG_YEAR);
            assert_int_equal(d->notices.list[0].line, 3);
            assert_int_equal(d->notices.list[0].column, 3);
            assert_message(d->notices.list[1], CAPAI_MSG_OPD_EMPTY); /* b has nothing else */
            assert_word(d, &d->notices.list[1], 1, "b");
            assert_word(d, &d->notices.list[0], 1, cases[i].year);
            assert_word(d, &d->notices.list[0], 2, "tahun");
            assert_entry(d, SCHEMA_INDIKATOR, 1, "tahun", "tidak_dapat_dihitung");
            assert_int_equal(d->dataset->sheets[SCHEMA_INDIKATOR].year[1], 0);
        }
        data_reset(d);
    }
}

/* design.md, 4: a missing cell is written NA, n/a, - or nothing. */
static void test_load_year_marked_missing_is_not_an_error(void **state)
{
    static const char *const words[] = {"-", "NA", "n/a", ""};
    struct data *d = *state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char content[128];
        snprintf(content, sizeof content,
                 "opd,tahun,indikator,target,realisasi,tahun_akhir\na,2024,IKM,90,81,%s\n",
                 words[i]);
        data_put(d, "indikator.csv", content);
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        assert_no_notices(d);
        assert_entry(d, SCHEMA_INDIKATOR, 0, "tahun_akhir", "belum_diisi");
        data_reset(d);
    }
}

static void test_load_opd_and_tahun_left_out_come_from_the_one_row_of_opd(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,nama,tahun\njaten,Kecamatan Jaten,2023\n");
    data_put(d, "indikator.csv", "indikator,target,realisasi\nIKM,75,80\nSAKIP,70,68\n");
    data_put(d, "anggaran.csv", "tahun,opd,kode,pagu\n2022,,1,10\n,,1,20\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_no_notices(d);
    assert_int_equal(capai_dataset_opds(d->dataset), 1);
    assert_int_equal(capai_dataset_year(d->dataset), 2023);
    for (size_t row = 0; row < 2; row++) {
        assert_entry(d, SCHEMA_INDIKATOR, row, "opd", "jaten");
        assert_entry(d, SCHEMA_INDIKATOR, row, "tahun", "2023");
        assert_entry(d, SCHEMA_ANGGARAN, row, "opd", "jaten");
    }
    assert_entry(d, SCHEMA_ANGGARAN, 0, "tahun", "2022");
    assert_entry(d, SCHEMA_ANGGARAN, 1, "tahun", "2023");
}

static void test_load_only_indikator_names_the_opd_by_its_folder(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", "tahun,indikator,target,realisasi\n2024,IKM,75,80\n");
    for (int slashes = 0; slashes < 3; slashes++) {
        char path[600];
        snprintf(path, sizeof path, "%s%.*s", d->folder, slashes, "//");
        assert_int_equal(data_load_path(d, path, 0), CAPAI_OK);
        assert_no_notices(d);
        assert_int_equal(capai_dataset_opds(d->dataset), 1);
        assert_text(capai_dataset_opd(d->dataset, 0).opd, data_base(d->folder));
        assert_null(capai_dataset_opd(d->dataset, 0).aturan.data);
    }
}

static void test_load_row_without_opd_among_several_is_no_opd(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,tahun\na,2024\nb,2024\n");
    data_put(d, "indikator.csv", HEADER ROW ",2024,IKM,90,81\nb,2024,IKM,90,81\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_notices(d, AT(KEY_MISSING, "indikator.csv", 3, 1));
    assert_word(d, &d->notices.list[0], 1, "opd");
    assert_int_equal(capai_dataset_opds(d->dataset), 2);
}

static void test_load_row_without_year_is_reported(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,tahun\na,2024\nb,2024\n");
    data_put(d, "indikator.csv", HEADER ROW "b,,IKM,90,81\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(d->notices.count, 2);
    assert_message(d->notices.list[0], CAPAI_MSG_KEY_MISSING);
    assert_int_equal(d->notices.list[0].line, 3);
    assert_message(d->notices.list[1], CAPAI_MSG_OPD_EMPTY);
    assert_word(d, &d->notices.list[0], 1, "tahun");
}

static void test_load_no_year_anywhere_is_unusable(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", "indikator,target,realisasi\nIKM,75,80\n");
    assert_int_equal(data_load(d, 0), CAPAI_ERR_UNUSABLE);
    assert_message(d->err, CAPAI_MSG_YEAR_UNKNOWN);
    assert_string_equal(d->err.file, d->folder);
    assert_int_equal(d->err.line, 0);
    assert_null(d->dataset);

    d->err = (struct capai_error){0};
    assert_int_equal(data_load(d, 2024), CAPAI_OK); /* the option settles it */
    assert_entry(d, SCHEMA_INDIKATOR, 0, "tahun", "2024");
}

static void test_load_report_year_follows_option_then_opd_then_indikator(void **state)
{
    static const struct {
        const char *opd;
        int option, expected;
    } cases[] = {
        {NULL, 0, 2025},
        {NULL, 2022, 2022},
        {"opd,tahun\na,2023\n", 0, 2023},
        {"opd,tahun\na,2023\nb,2024\na,2022\n", 0, 2024},
        {"opd,tahun\na,2023\n", 2021, 2021},
        {"opd,tahun\n", 0, 2025},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        data_put(d, "indikator.csv", HEADER "a,2024,i,1,1\na,2025,i,1,1\na,2023,i,1,1\n");
        data_put(d, "anggaran.csv", "opd,tahun,kode\na,2030,1\n");
        if (cases[i].opd)
            data_put(d, "opd.csv", cases[i].opd);
        assert_int_equal(data_load(d, cases[i].option), CAPAI_OK);
        assert_int_equal(capai_dataset_year(d->dataset), cases[i].expected);
        data_reset(d);
    }
}

static void test_opd_tells_the_row_of_the_report_year(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv",
             "opd,tahun,nama,kabupaten,provinsi,aturan\n"
             "a,2023,Lama,K,P,uji-2023\na,2024,Baru,K,P,uji-2024\nb,2022,Be,L,Q,uji-2022\n");
    data_put(d, "indikator.csv", HEADER ROW "c,2024,i,1,1\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(capai_dataset_opds(d->dataset), 3);
    struct capai_opd a = capai_dataset_opd(d->dataset, 0), b = capai_dataset_opd(d->dataset, 1),
                     c = capai_dataset_opd(d->dataset, 2);
    assert_text(a.opd, "a");
    assert_text(a.nama, "Baru");
    assert_text(a.aturan, "uji-2024");
    assert_text(a.kabupaten, "K");
    assert_text(a.provinsi, "P");
    assert_text(b.opd, "b");
    assert_text(b.aturan, "uji-2022");
    assert_text(c.opd, "c");
    assert_null(c.nama.data);
    assert_null(c.aturan.data);
    assert_int_equal(dataset_opd_row(d->dataset, 0, 2023), 0);
    assert_int_equal(dataset_opd_row(d->dataset, 0, 2019), 1);
    assert_int_equal(dataset_opd_row(d->dataset, 2, 2024), -1);
}

static void test_load_scattered_opds_keep_their_own_rows_in_order(void **state)
{
    static const size_t expected[3][3] = {{1, 4, 6}, {0, 2, 5}, {3, 7, 8}}; /* c, a, b */
    struct data *d = *state;
    data_put(d, "opd.csv", "opd,tahun\nc,2024\n");
    data_put(d, "indikator.csv",
             HEADER "a,2024,1,1,1\nc,2024,2,1,1\na,2023,3,1,1\nb,2024,4,1,1\nc,2022,5,1,1\n"
                    "a,2024,6,1,1\nc,2024,7,1,1\nb,2024,8,1,1\nb,2023,9,1,1\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_notices(d, AT(OPD_UNKNOWN, "indikator.csv", 2, 1),
                   AT(OPD_UNKNOWN, "indikator.csv", 5, 1));
    assert_int_equal(capai_dataset_opds(d->dataset), 3);
    for (size_t opd = 0; opd < 3; opd++) {
        struct rows rows = dataset_rows(d->dataset, SCHEMA_INDIKATOR, opd);
        assert_int_equal(rows.count, 3);
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(rows.row[i], expected[opd][i]);
        assert_int_equal(dataset_rows(d->dataset, SCHEMA_OPD, opd).count, opd == 0);
        assert_int_equal(dataset_rows(d->dataset, SCHEMA_ANGGARAN, opd).count, 0);
    }
}

/* A complaint about an OPD stands in opd.csv, else where the OPD is first named. */
static void test_place_of_an_opd_is_where_it_is_named(void **state)
{
    static const struct {
        const char *opd, *indikator, *file;
        size_t line, column;
    } cases[] = {
        {"opd,tahun,aturan\na,2024,\n", HEADER "a,2024,1,1,1\n", "opd.csv", 2, 8},
        {"opd,tahun\na,2024\n", HEADER "a,2024,1,1,1\n", "opd.csv", 2, 1},
        {NULL, "tahun,indikator,target,realisasi,opd\n2024,1,1,1,a\n", "indikator.csv", 2, 12},
    };
    struct data *d = *state;
    for (size_t i = 0; i <= sizeof cases / sizeof *cases; i++) {
        bool named = i < sizeof cases / sizeof *cases;
        struct capai_error error = {0};
        if (named && cases[i].opd)
            data_put(d, "opd.csv", cases[i].opd);
        data_put(d, "indikator.csv",
                 named ? cases[i].indikator : "tahun,indikator,target,realisasi\n2024,1,1,1\n");
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        capai_dataset_place(d->dataset, 0, CAPAI_TEXT("aturan"), &error);
        assert_string_equal(named ? data_base(error.file) : error.file,
                            named ? cases[i].file : d->folder);
        assert_int_equal(error.line, named ? cases[i].line : 0);
        assert_int_equal(error.column, named ? cases[i].column : 0);
        data_reset(d);
    }
}

/* Enough of them to widen the hash of keys a few times. */
static void test_load_many_opds_are_told_apart(void **state)
{
    enum { OPDS = 100, LINE = 24 };
    static char content[64 + 2 * OPDS * LINE];
    struct data *d = *state;
    size_t size = (size_t)snprintf(content, sizeof content, HEADER);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < OPDS; i++)
            size += (size_t)snprintf(content + size, LINE, "opd-%d,2024,i%d,1,1\n", i, pass);
    data_put(d, "indikator.csv", content);
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(capai_dataset_opds(d->dataset), OPDS);
    for (size_t i = 0; i < OPDS; i++) {
        struct rows rows = dataset_rows(d->dataset, SCHEMA_INDIKATOR, i);
        assert_int_equal(rows.count, 2);
        assert_int_equal(rows.row[0], i);
        assert_int_equal(rows.row[1], OPDS + i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_load_year_that_is_none_is_reported),
        data_test(test_load_year_marked_missing_is_not_an_error),
        data_test(test_load_opd_and_tahun_left_out_come_from_the_one_row_of_opd),
        data_test(test_load_only_indikator_names_the_opd_by_its_folder),
        data_test(test_load_row_without_opd_among_several_is_no_opd),
        data_test(test_load_row_without_year_is_reported),
        data_test(test_load_no_year_anywhere_is_unusable),
        data_test(test_load_report_year_follows_option_then_opd_then_indikator),
        data_test(test_opd_tells_the_row_of_the_report_year),
        data_test(test_load_scattered_opds_keep_their_own_rows_in_order),
        data_test(test_place_of_an_opd_is_where_it_is_named),
        data_test(test_load_many_opds_are_told_apart),
    };
    return cmocka_run_group_tests_name("dataset_keys", tests, NULL, NULL);
}
