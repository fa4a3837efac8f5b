/* Loading a data set: columns, rows, files that cannot be used, alias.csv. */
#include "dataset_test.h"

/* ---- columns ---- */

static void test_load_columns_in_any_order_and_case_are_found(void **state)
{
    static const char *const expected[] = {"opd",     "tahun",   "versi",        "jenis",
                                           "tujuan",  "sasaran", "indikator",    "realisasi",
                                           "catatan", "target",  "capaian_lapor"};
    struct data *d = *state;
    data_put(d, "indikator.csv",
             "REALISASI,Catatan,\" Target\xC2\xA0\",  iNDIKATOR ,Tahun,OPD,Capaian_Lapor\n"
             "81,Lihat tabel,90,IKM,2024,a,\"90,5%\"\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_no_notices(d);
    const struct capai_table *table = sheet(d, SCHEMA_INDIKATOR);
    assert_int_equal(capai_table_columns(table), sizeof expected / sizeof *expected);
    for (int i = 0; i < capai_table_columns(table); i++)
        assert_text(capai_table_column(table, i)->name, expected[i]);
    assert_entry(d, SCHEMA_INDIKATOR, 0, "opd", "a");
    assert_entry(d, SCHEMA_INDIKATOR, 0, "tahun", "2024");
    assert_entry(d, SCHEMA_INDIKATOR, 0, "catatan", "Lihat tabel");
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 0, "target")->number, "90");
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 0, "realisasi")->number, "81");
    const struct capai_cell *reported = cell(d, SCHEMA_INDIKATOR, 0, "capaian_lapor");
    assert_int_equal(reported->kind, CAPAI_CELL_NUMBER);
    assert_true(reported->percent);
    assert_decimal(reported->number, "90.5");
}

static void test_load_required_column_missing_is_unusable(void **state)
{
    static const struct {
        const char *header, *column, *near;
        size_t place;
    } cases[] = {
        {"opd,tahun,indikator,target,realisai\n", "realisasi", "realisai", 28},
        {"opd,tahun,indikator,catatan,realisasi\n", "target", "", 1},
        {"indikatr;target;realisasi\n", "indikator", "indikatr", 1},
        {"target;realisasi\n", "indikator", "", 1},
        /* a known column is never what was meant */
        {"tahun,indikator,realisasi,target_akhir\n", "target", "", 1},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        data_put(d, "indikator.csv", cases[i].header);
        assert_int_equal(data_load(d, 2024), CAPAI_ERR_UNUSABLE);
        assert_message(d->err, CAPAI_MSG_COLUMN_MISSING);
        assert_string_equal(data_base(d->err.file), "indikator.csv");
        assert_int_equal(d->err.line, 1);
        assert_int_equal(d->err.column, cases[i].place);
        assert_word(d, &d->err, 1, cases[i].column);
        assert_word(d, &d->err, 2, cases[i].near);
        assert_null(d->dataset);
        data_reset(d);
    }
}

static void test_load_column_doubled_keeps_the_first(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv",
             "opd,tahun,indikator,target,realisasi,Target,catatan,Catatan\n"
             "a,2024,IKM,90,81,10,satu,dua\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_notices(d, AT(COLUMN_DOUBLED, "indikator.csv", 1, 38),
                   AT(COLUMN_DOUBLED, "indikator.csv", 1, 53));
    assert_word(d, &d->notices.list[0], 1, "Target");
    assert_entry(d, SCHEMA_INDIKATOR, 0, "target", "90");
    assert_entry(d, SCHEMA_INDIKATOR, 0, "catatan", "satu");
}

static void test_load_unknown_column_near_a_present_one_is_a_warning(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv",
             "opd,tahun,indikator,target,realisasi,realisai,warna\na,2024,IKM,90,81,7,biru\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_notices(d, AS(COLUMN_UNKNOWN, "indikator.csv", 1, 38, CAPAI_WARNING));
    assert_word(d, &d->notices.list[0], 1, "realisai");
    assert_word(d, &d->notices.list[0], 2, "realisasi");
    assert_int_equal(d->notices.list[0].width, 8);
    assert_entry(d, SCHEMA_INDIKATOR, 0, "realisai", "7");
    assert_entry(d, SCHEMA_INDIKATOR, 0, "warna", "biru");
}

/* ---- rows ---- */

static void test_load_row_of_other_width_is_reported(void **state)
{
    static const struct {
        const char *row;
        struct notice notice;
        const char *word, *realisasi;
    } cases[] = {
        {"a,2024,IKM,90,81,lebih\n", AT(ROW_LONG, "indikator.csv", 2, 18), "lebih", "81"},
        {"a,2024,IKM,90,81,,dua\n", AT(ROW_LONG, "indikator.csv", 2, 19), "dua", "81"},
        {"a,2024,IKM,90\n", AT(ROW_SHORT, "indikator.csv", 2, 12), "realisasi", ""},
        {"a,2024,IKM\n", AT(ROW_SHORT, "indikator.csv", 2, 8), "target", ""},
        {"a,2024,IKM,90,81,,,\n", {0}, "", "81"}, /* separators only: nothing is lost */
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[128];
        snprintf(content, sizeof content, HEADER "%s", cases[i].row);
        data_put(d, "indikator.csv", content);
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        if (cases[i].notice.message) {
            assert_notices(d, cases[i].notice);
            assert_word(d, &d->notices.list[0], 1, cases[i].word);
        } else {
            assert_no_notices(d);
        }
        assert_entry(d, SCHEMA_INDIKATOR, 0, "realisasi", cases[i].realisasi);
        data_reset(d);
    }
}

static void test_load_quote_not_closed_keeps_earlier_rows(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEADER ROW "a,2024,\"Nilai,1,2\nb,2024,x,1,2\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_notices(d, AT(CSV_UNTERMINATED, "indikator.csv", 3, 1),
                   AT(FILE_CUT, "indikator.csv", 3, 1));
    assert_int_equal(sheet(d, SCHEMA_INDIKATOR)->rows, 1);
    assert_int_equal(capai_dataset_opds(d->dataset), 1);
}

/* Whose rows are cut: the one of the row, and those who have none yet; where the row does not say,
 * the one before it. */
static void test_load_quote_not_closed_names_the_opds(void **state)
{
    static const struct {
        const char *rows, *count, *opds;
    } cases[] = {
        {"a,2024,i,1,2\nb,2024,\"i,1,2\nc,2024,i,1,2\n", "2", "b, c"},
        {"a,2024,i,1,2\na,2024,\"j,1,2\n", "3", "a, b, c"},
        {"a,2024,i,1,2\nb,2024,i,1,2\n\"c,2024,i,1,2\n", "2", "b, c"},
        {"a,2024,i,1,2\nb,2024,i,1,2\nc,2024,i,1,2\nx,2024,\"i,1,2\n", "1", "x"},
        {"a,2024,i,1,2\nb,2024,i\"j,1,2\nc,2024,i,1,2\n", "2", "b, c"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256];
        snprintf(content, sizeof content, "opd,tahun,indikator,target,realisasi\n%s",
                 cases[i].rows);
        data_put(d, "opd.csv", "opd,tahun\na,2024\nb,2024\nc,2024\n");
        data_put(d, "indikator.csv", content);
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        assert_int_equal(d->notices.list[1].message, CAPAI_MSG_FILE_CUT);
        assert_word(d, &d->notices.list[1], 1, cases[i].count);
        assert_word(d, &d->notices.list[1], 2, cases[i].opds);
        data_reset(d);
    }
}

static void test_load_semicolon_file_is_recognised(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv",
             "opd;tahun;indikator;target;realisasi\na;2024;\"IKM; SKM\";90,5;83,57\n");
    data_put(d, "anggaran.csv", "opd\ttahun\tkode\tpagu\na\t2024\t1\tRp 1.000,-\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_no_notices(d);
    assert_entry(d, SCHEMA_INDIKATOR, 0, "indikator", "IKM; SKM");
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 0, "target")->number, "90.5");
    assert_decimal(cell(d, SCHEMA_INDIKATOR, 0, "realisasi")->number, "83.57");
    assert_decimal(cell(d, SCHEMA_ANGGARAN, 0, "pagu")->number, "1000");
}

/* ---- what cannot be used ---- */

static void test_load_path_that_is_no_data_set_is_unusable(void **state)
{
    struct data *d = *state;
    char missing[600], file[600];
    snprintf(missing, sizeof missing, "%s/tidak-ada", d->folder);
    snprintf(file, sizeof file, "%s/opd.csv", d->folder);
    data_put(d, "opd.csv", "opd,tahun\na,2024\n");
    const struct {
        const char *path;
        enum capai_message message;
    } cases[] = {{missing, CAPAI_MSG_DATA_NOT_FOUND},
                 {file, CAPAI_MSG_DATA_NOT_WORKBOOK},
                 {d->folder, CAPAI_MSG_FILE_MISSING}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        d->err = (struct capai_error){0};
        assert_int_equal(data_load_path(d, cases[i].path, 0), CAPAI_ERR_UNUSABLE);
        assert_message(d->err, cases[i].message);
        assert_string_equal(d->err.file, cases[i].path);
        assert_int_equal(d->err.line, 0);
        assert_null(d->dataset);
    }
    assert_word(d, &d->err, 1, "indikator.csv");
}

static void test_load_indikator_that_is_no_table_is_unusable(void **state)
{
    static const struct {
        const char *content;
        enum capai_message message;
        size_t line, column;
    } cases[] = {
        {"\xC3\xA9\xFF\xFF\n", CAPAI_MSG_FILE_ENCODING, 1, 2},
        {"\n \n", CAPAI_MSG_FILE_EMPTY, 1, 1},
        {"", CAPAI_MSG_FILE_EMPTY, 1, 1},
    };
    struct data *d = *state;
    alarm(20); /* an empty file was once read for ever */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        data_put(d, "indikator.csv", cases[i].content);
        assert_int_equal(data_load(d, 0), CAPAI_ERR_UNUSABLE);
        assert_message(d->err, cases[i].message);
        assert_string_equal(data_base(d->err.file), "indikator.csv");
        assert_int_equal(d->err.line, cases[i].line);
        assert_int_equal(d->err.column, cases[i].column);
        assert_no_notices(d);
        data_reset(d);
    }
    alarm(0);
}

static void test_load_more_columns_than_anybody_has_is_unusable(void **state)
{
    struct data *d = *state;
    char content[8 * 1024] = "indikator,target,realisasi";
    size_t size = strlen(content);
    for (int i = 0; i < 998; i++)
        size += (size_t)snprintf(content + size, sizeof content - size, ",c%d", i);
    data_put(d, "indikator.csv", content);
    assert_int_equal(data_load(d, 2024), CAPAI_ERR_UNUSABLE);
    assert_message(d->err, CAPAI_MSG_COLUMNS_MANY);
    assert_int_equal(d->err.line, 1);
}

static void test_load_optional_file_that_cannot_be_used_is_left_out(void **state)
{
    static const struct {
        const char *content;
        struct notice notice;
    } cases[] = {
        {"opd,tahun,sasran\na,2024,S\n", AS(COLUMN_MISSING, "sasaran.csv", 1, 11, CAPAI_ERR_DATA)},
        {"\xC3\xA9\xFF\xFF\n", AS(FILE_ENCODING, "anggaran.csv", 1, 2, CAPAI_ERR_DATA)},
        {"\n", AS(FILE_EMPTY, "opd.csv", 1, 1, CAPAI_ERR_DATA)},
        {"\n", AS(FILE_EMPTY, "alias.csv", 1, 1, CAPAI_ERR_DATA)},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        data_put(d, "indikator.csv", HEADER ROW);
        data_put(d, cases[i].notice.file, cases[i].content);
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        assert_notices(d, cases[i].notice);
        assert_null(sheet(d, SCHEMA_SASARAN));
        assert_null(sheet(d, SCHEMA_ANGGARAN));
        assert_null(sheet(d, SCHEMA_OPD));
        assert_entry(d, SCHEMA_INDIKATOR, 0, "opd", "a");
        data_reset(d);
    }
}

static void test_load_optional_name_that_is_a_folder_is_left_out(void **state)
{
    struct data *d = *state;
    char path[600];
    data_put(d, "indikator.csv", HEADER ROW);
    snprintf(path, sizeof path, "%s/anggaran.csv", d->folder);
    assert_int_equal(symlink(d->folder, path), 0);
    enum capai_status status = data_load(d, 0);
    unlink(path);
    assert_int_equal(status, CAPAI_OK);
    assert_notices(d, AS(READ_FOLDER, "anggaran.csv", 0, 0, CAPAI_ERR_SYSTEM));
}

/* ---- alias.csv, content ---- */

static void test_load_alias_gives_the_standard_spelling(void **state)
{
    static const char *const headers[] = {
        "kolom,nama,baku\nsasaran,mutu layanan,Meningkatnya Mutu\nindikator,i k m,IKM\n",
        "catatan,Baku,KOLOM, nama \nx,Meningkatnya Mutu,Sasaran,mutu "
        "layanan\nx,IKM,indikator,ikm\n",
    };
    struct data *d = *state;
    for (size_t i = 0; i < 2; i++) {
        data_put(d, "alias.csv", headers[i]);
        data_put(d, "indikator.csv",
                 "tahun,tujuan,sasaran,indikator,satuan,target,realisasi\n"
                 "2024,Mutu Layanan,\"Mutu, layanan\",I-K-M,ikm,1,1\n2024,t,Lain,X,,1,1\n");
        data_put(d, "anggaran.csv", "tahun,kode,sasaran\n2024,1,MUTU LAYANAN\n");
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        assert_no_notices(d);
        assert_entry(d, SCHEMA_INDIKATOR, 0, "sasaran", "Meningkatnya Mutu");
        assert_entry(d, SCHEMA_INDIKATOR, 0, "indikator", "IKM");
        assert_entry(d, SCHEMA_INDIKATOR, 0, "tujuan", "Mutu Layanan"); /* another kolom */
        assert_entry(d, SCHEMA_INDIKATOR, 0, "satuan", "ikm");          /* no name */
        assert_entry(d, SCHEMA_INDIKATOR, 1, "sasaran", "Lain");
        assert_entry(d, SCHEMA_ANGGARAN, 0, "sasaran", "Meningkatnya Mutu");
        data_reset(d);
    }
}

static void test_load_alias_without_a_column_is_left_out(void **state)
{
    static const struct {
        const char *content, *column, *near;
        size_t line;
    } cases[] = {
        {"kolom,nama\nindikator,IKM\n", "baku", "", 1},
        {"kolm,nama,baku\nindikator,IKM,Indeks\n", "kolom", "kolm", 1},
        {"\nkolom;baku\nindikator;Indeks\n", "nama", "", 2},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        data_put(d, "indikator.csv", HEADER ROW);
        data_put(d, "alias.csv", cases[i].content);
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        assert_notices(d,
                       {CAPAI_MSG_COLUMN_MISSING, "alias.csv", cases[i].line, 1, CAPAI_ERR_DATA});
        assert_word(d, &d->notices.list[0], 1, cases[i].column);
        assert_word(d, &d->notices.list[0], 2, cases[i].near);
        assert_entry(d, SCHEMA_INDIKATOR, 0, "indikator", "IKM");
        data_reset(d);
    }
}

static void test_load_alias_row_that_is_short_changes_nothing(void **state)
{
    struct data *d = *state;
    data_put(d, "alias.csv", "kolom,nama,baku\nindikator\n");
    data_put(d, "indikator.csv", HEADER ROW);
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_entry(d, SCHEMA_INDIKATOR, 0, "indikator", "IKM");
}

static void test_content_gives_what_was_read(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", "\xEF\xBB\xBF" HEADER ROW);
    data_put(d, "alias.csv", "kolom,nama,baku\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    char path[sizeof d->shown];
    snprintf(path, sizeof path, "%s", data_path(d, "indikator.csv"));
    assert_text(capai_dataset_content(d->dataset, path), HEADER ROW);
    snprintf(path, sizeof path, "%s", data_path(d, "alias.csv"));
    assert_text(capai_dataset_content(d->dataset, path), "kolom,nama,baku\n");
    snprintf(path, sizeof path, "%s", data_path(d, "opd.csv"));
    assert_null(capai_dataset_content(d->dataset, path).data);
}

/* ---- torture ---- */

static void test_read_texts_are_taken_for_files(void **state)
{
    static const struct capai_input files[] = {
        {"first",
         {"indikator.csv", 13},
         {"indikator;arah;target;realisasi\nI;positif;70;68,45\nJ;positif;x;1\n", 65}},
        {"second", {"anggaran.csv", 12}, {"kode;pagu;realisasi\n1;100;80\n", 29}},
    };
    const struct capai_dataset_options options = {.year = 2024};
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_dataset *dataset;
    struct capai_error err = {0};
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    assert_int_equal(
        capai_dataset_read("opd-x", files, 2, &options, &arena, &notices, &dataset, &err),
        CAPAI_OK);
    assert_text(capai_dataset_opd(dataset, 0).opd, "opd-x");
    assert_int_equal(capai_table_rows(capai_dataset_table(dataset, CAPAI_TEXT("indikator"))), 2);
    assert_int_equal(capai_table_rows(capai_dataset_table(dataset, CAPAI_TEXT("anggaran"))), 1);
    assert_null(capai_dataset_table(dataset, CAPAI_TEXT("opd")));
    assert_text(capai_dataset_content(dataset, "second"), "kode;pagu;realisasi\n1;100;80\n");
    assert_int_equal(
        capai_dataset_read("x", files + 1, 1, &options, &arena, &notices, &dataset, &err),
        CAPAI_ERR_UNUSABLE);
    assert_message(err, CAPAI_MSG_FILE_MISSING);
    capai_arena_clear(&arena);
}

static void test_load_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct data *d = *state;
    struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA};
    struct torture t = {.runs = 0};
    data_put(d, "opd.csv", "opd,tahun,tabel_anggaran\na,2024,A\nb,20223,\n");
    data_put(d, "indikator.csv", HEADER "a,2024,IKM,1.125,12 !\nb,2024,IKM,90\n,2024,x,1,1,9\n");
    data_put(d, "anggaran.csv", "opd,tahun,tabel,kode,pagu,pgu\na,2024,A,1,5 Dok,1\n");
    data_put(d, "sasaran.csv", "opd,tahun,sasaran,capaian_lapor\na,2024,S,5 - 4\n");
    data_put(d, "alias.csv", "kolom,nama,baku\nindikator,ikm,Indeks\n");
    while (torture_next(&t)) {
        struct capai_notices notices;
        struct capai_dataset *dataset = NULL;
        capai_notices_init(&notices, &t.arena, CAPAI_NOTICES_LIMIT);
        t.status = capai_dataset_load(d->folder, &options, &t.arena, &notices, &dataset, &t.err);
        assert_int_equal(t.status == CAPAI_OK, dataset != NULL);
    }
}

/* Tables of results have the columns of the files that they come from. */
static void test_column_role_by_table(void **state)
{
    static const struct {
        capai_text table, column;
        enum capai_column_role role;
    } cases[] = {
        {{"indikator", 9}, {"target", 6}, CAPAI_COLUMN_KNOWN},
        {{"indikator", 9}, {"sasaran", 7}, CAPAI_COLUMN_NAME},
        {{"indikator", 9}, {"dinas", 5}, CAPAI_COLUMN_FOREIGN},
        {{"tujuan", 6}, {"efisiensi", 9}, CAPAI_COLUMN_KNOWN},
        {{"tujuan", 6}, {"tujuan", 6}, CAPAI_COLUMN_NAME},
        {{"triwulan", 8}, {"perhitungan", 11}, CAPAI_COLUMN_KNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(capai_column_role(cases[i].table, cases[i].column), cases[i].role);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_load_columns_in_any_order_and_case_are_found),
        data_test(test_load_required_column_missing_is_unusable),
        data_test(test_load_column_doubled_keeps_the_first),
        data_test(test_load_unknown_column_near_a_present_one_is_a_warning),
        data_test(test_load_row_of_other_width_is_reported),
        data_test(test_load_quote_not_closed_keeps_earlier_rows),
        data_test(test_load_quote_not_closed_names_the_opds),
        data_test(test_load_semicolon_file_is_recognised),
        data_test(test_load_path_that_is_no_data_set_is_unusable),
        data_test(test_load_alias_gives_the_standard_spelling),
        data_test(test_load_alias_without_a_column_is_left_out),
        data_test(test_load_more_columns_than_anybody_has_is_unusable),
        data_test(test_load_optional_file_that_cannot_be_used_is_left_out),
        data_test(test_load_optional_name_that_is_a_folder_is_left_out),
        data_test(test_load_alias_row_that_is_short_changes_nothing),
        data_test(test_content_gives_what_was_read),
        data_test(test_read_texts_are_taken_for_files),
        data_test(test_load_out_of_memory_at_any_request_fails_cleanly),
        data_test(test_load_indikator_that_is_no_table_is_unusable),
        cmocka_unit_test(test_column_role_by_table),
    };
    return cmocka_run_group_tests_name("dataset", tests, NULL, NULL);
}
