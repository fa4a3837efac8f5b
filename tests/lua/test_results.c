/* Results in other forms: rows that are read again, and databases when memory runs out. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "folder_test.h"

#include <sys/mman.h>
#include <zip.h>

#include "bindings/results/database.h"
#include "bindings/results/rows.h"
#include "bindings/results/sheets.h"

static int set_up(void **state)
{
    static struct bench b;
    *state = &b;
    return bench_open(&b);
}

static int tear_down(void **state)
{
    return bench_close(*state);
}

static const char *put(struct bench *b, const char *name, const char *text)
{
    const char *path = bench_path(b, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

/* ---- rows ---- */

static void assert_row(struct rows *rows, const char *const *expected, size_t size)
{
    const capai_text *fields;
    size_t count;
    assert_int_equal(rows_next(rows, &fields, &count, NULL), CAPAI_OK);
    assert_int_equal(count, size);
    for (size_t i = 0; i < size; i++) {
        assert_int_equal(!fields[i].data, !expected[i]);
        if (expected[i])
            assert_text(fields[i], expected[i]);
    }
}

static void test_rows_next_quotes_and_line_ends_in_fields(void **state)
{
    struct bench *b = *state;
    struct rows *rows;
    const char *path = put(b, "a.csv",
                           "judul,\"dua\nbaris\",c\n"
                           "a,\"b, \"\"c\"\"\",\n"
                           ",,\n"
                           "\"x\ny\n\",\"\",\"\"\"\"\n"
                           "terakhir,1,2");
    assert_int_equal(rows_open(path, &b->arena, &rows, NULL), CAPAI_OK);
    assert_row(rows, (const char *[]){"a", "b, \"c\"", NULL}, 3);
    assert_row(rows, (const char *[]){NULL, NULL, NULL}, 3);
    assert_row(rows, (const char *[]){"x\ny\n", NULL, "\""}, 3);
    assert_row(rows, (const char *[]){"terakhir", "1", "2"}, 3);
    assert_row(rows, NULL, 0);
    assert_row(rows, NULL, 0);
    rows_close(rows);
}

/* A row that is larger than what is read at once, and one that begins where that ends. */
static void test_rows_next_long_rows_whole(void **state)
{
    struct bench *b = *state;
    struct rows *rows;
    const capai_text *fields;
    size_t count, size = 700000;
    char *text = capai_arena_alloc(&b->arena, size + 64);
    assert_non_null(text);
    for (size_t before = 262130; before < 262160; before++) {
        strcpy(text, "t\n");
        memset(text + 2, 'a', before);
        strcpy(text + 2 + before, "\n\"b\",c\n");
        assert_int_equal(rows_open(put(b, "b.csv", text), &b->arena, &rows, NULL), CAPAI_OK);
        assert_int_equal(rows_next(rows, &fields, &count, NULL), CAPAI_OK);
        assert_int_equal(fields[0].size, before);
        assert_row(rows, (const char *[]){"b", "c"}, 2);
        rows_close(rows);
    }
    memset(text, 'z', size);
    memcpy(text, "t\n\"", 3);
    strcpy(text + size, "\",2\n");
    assert_int_equal(rows_open(put(b, "c.csv", text), &b->arena, &rows, NULL), CAPAI_OK);
    assert_int_equal(rows_next(rows, &fields, &count, NULL), CAPAI_OK);
    assert_int_equal(count, 2);
    assert_int_equal(fields[0].size, size - 3);
    rows_close(rows);
}

static void test_rows_open_no_file_is_refused(void **state)
{
    struct bench *b = *state;
    struct rows *rows = NULL;
    struct capai_error error = {0};
    assert_int_equal(rows_open(bench_path(b, "none.csv"), &b->arena, &rows, &error),
                     CAPAI_ERR_SYSTEM);
    assert_null(rows);
    assert_message(error, CAPAI_MSG_READ_NO_FILE);
}

static enum capai_status read_rows(const char *path, struct capai_arena *arena,
                                   struct capai_error *err)
{
    struct rows *rows;
    const capai_text *fields;
    size_t count = 1;
    enum capai_status status = rows_open(path, arena, &rows, err);
    if (status)
        return status;
    while (!status && count)
        status = rows_next(rows, &fields, &count, err);
    rows_close(rows);
    return status;
}

static void test_rows_torture(void **state)
{
    struct torture t = {.runs = 0};
    const char *path = put(*state, "d.csv", "a,b\n1,2\n3,4,5,6,7,8,9,10,11,12,13,14,15,16,17\n");
    while (torture_next(&t))
        t.status = read_rows(path, &t.arena, &t.err);
}

/* ---- databases ---- */

#define COLUMN(name, kind)                                                                         \
    {                                                                                              \
        {name, sizeof name - 1}, {name, sizeof name - 1}, kind, false                              \
    }

/* Two tables, and a manifest. */
static struct capai_batch_results results_of(struct bench *b)
{
    static const struct capai_batch_column opd[] = {
        COLUMN("opd", CAPAI_COLUMN_TEXT), COLUMN("tahun", CAPAI_COLUMN_WHOLE),
        COLUMN("capaian", CAPAI_COLUMN_VALUE), COLUMN("predikat", CAPAI_COLUMN_TEXT)};
    static const struct capai_batch_column indikator[] = {
        COLUMN("opd", CAPAI_COLUMN_TEXT), COLUMN("tahun", CAPAI_COLUMN_WHOLE),
        COLUMN("target", CAPAI_COLUMN_CELL), COLUMN("Target", CAPAI_COLUMN_CELL)};
    static struct capai_batch_file files[2];
    files[0] = (struct capai_batch_file){
        CAPAI_TEXT("indikator"),
        put(b, "indikator.csv", "opd,tahun,target,Target\na,2024,7 - 8 bulan,\nb,2024,-3.50,BB\n"),
        indikator, 4};
    files[1] = (struct capai_batch_file){
        CAPAI_TEXT("opd"),
        put(b, "opd.csv", "opd,tahun,capaian,predikat\na,2024,100.00,Baik\nb,2024,,\n"), opd, 4};
    return (struct capai_batch_results){
        .files = files,
        .count = 2,
        .manifest = put(b, "manifest.json",
                        "{\"capai\": \"1\", \"rules\": [{\"id\": \"x\", \"version\": \"1\"}], "
                        "\"scripts\": [], \"inputs\": []}"),
        .folder = b->folder};
}

static void test_database_write_twice_same_bytes(void **state)
{
    struct bench *b = *state;
    const struct capai_batch_results results = results_of(b);
    const char *one = bench_path(b, "1.sqlite"), *two = bench_path(b, "2.sqlite");
    capai_text first, second;
    assert_int_equal(database_write(one, "x", &results, &b->arena, NULL), CAPAI_OK);
    assert_int_equal(database_write(two, "x", &results, &b->arena, NULL), CAPAI_OK);
    assert_int_equal(capai_file_read(one, &b->arena, &first, NULL), CAPAI_OK);
    assert_int_equal(capai_file_read(two, &b->arena, &second, NULL), CAPAI_OK);
    assert_true(capai_text_equal(first, second));
}

static void test_database_write_failures_are_named(void **state)
{
    struct bench *b = *state;
    struct capai_error error = {0};
    struct capai_batch_results results = results_of(b);
    assert_int_equal(
        database_write(bench_path(b, "none/x.sqlite"), "x.sqlite", &results, &b->arena, &error),
        CAPAI_ERR_SYSTEM);
    assert_message(error, CAPAI_MSG_DATABASE_WRITE);
    assert_string_equal(error.file, "x.sqlite");
    error = (struct capai_error){0};
    results.manifest = put(b, "damaged.json", "{");
    assert_int_equal(
        database_write(bench_path(b, "y.sqlite"), "y.sqlite", &results, &b->arena, &error),
        CAPAI_ERR_SYSTEM);
    assert_message(error, CAPAI_MSG_DATABASE_WRITE);
}

static void test_database_torture(void **state)
{
    struct bench *b = *state;
    const struct capai_batch_results results = results_of(b);
    const char *path = bench_path(b, "z.sqlite");
    struct torture t = {.runs = 0};
    while (torture_next(&t)) {
        remove(path);
        t.status = database_write(path, "z.sqlite", &results, &t.arena, &t.err);
    }
}

/* ---- workbooks ---- */

/* A description of two rows for a sheet. */
static const char describe[] =
    "local files, manifest = ...\n"
    "assert(manifest:find 'capai' and files[1].rows == 2 and files[2].name == 'opd')\n"
    "assert(files[1].columns[3].kind == 'number' and files[1].columns[3].characters == 11)\n"
    "local numbers, sheets, sources = {}, {}, {}\n"
    "for i = 1, 13 do numbers[i] = 1 end\n"
    "local function add(file, rows, columns)\n"
    "  sheets[#sheets + 1] = { name = 'lembar ' .. #sheets, cells = {\n"
    "    { row = 1, column = 1, text = 'judul' } }, rows = { { row = 1, height = 30 } } }\n"
    "  sources[#sheets] = { file = file, rows = rows, columns = columns, text = 1, right = 1,\n"
    "    year = 1, numbers = numbers }\n"
    "end\n"
    "add(1, 1, 'tynn') add(1, 1, 'tynn') add(2, 2, 'tynt')\n"
    "return { formats = { { bold = true } }, sheets = sheets }, sources\n";

static int write_sheets(lua_State *L)
{
    struct sheets *sheets = lua_touserdata(L, 1);
    assert_int_equal(luaL_loadstring(L, describe), LUA_OK);
    sheets_write(L, sheets);
    return 0;
}

static enum capai_status write_workbook(const char *path, const struct capai_batch_results *results,
                                        struct capai_arena *arena, struct capai_error *err)
{
    struct sheets sheets = {path, "x.xlsx", results, arena, err};
    lua_State *L = luaL_newstate();
    assert_non_null(L);
    luaL_openlibs(L);
    lua_pushcfunction(L, luaopen_capai);
    lua_call(L, 0, 0);
    lua_pushcfunction(L, write_sheets);
    lua_pushlightuserdata(L, &sheets);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK && !err->status)
        binding_take_error(L, arena, err);
    lua_close(L);
    return err->status;
}

/* The part of a workbook that begins with "<sheetData>", of a sheet counted from 1. */
static void assert_sheet(struct bench *b, const char *path, unsigned sheet, const char *expected)
{
    char name[64], data[8192];
    zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);
    assert_non_null(archive);
    snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", sheet);
    zip_file_t *file = zip_fopen(archive, name, 0);
    assert_non_null(file);
    zip_int64_t size = zip_fread(file, data, sizeof data - 1);
    assert_true(size > 0);
    data[size] = '\0';
    zip_fclose(file);
    zip_discard(archive);
    if (!strstr(data, expected))
        fail_msg("sheet %u: %s", sheet, data);
    (void)b;
}

static void test_sheets_write_rows_go_on_in_the_next_sheet(void **state)
{
    struct bench *b = *state;
    struct capai_error error = {0};
    const struct capai_batch_results results = results_of(b);
    const char *path = bench_path(b, "a.xlsx");
    assert_int_equal(write_workbook(path, &results, &b->arena, &error), CAPAI_OK);
    assert_sheet(b, path, 1, "<t>7 - 8 bulan</t>");
    assert_sheet(b, path, 1, "<row r=\"1\" ht=\"22.5\" customHeight=\"1\"");
    assert_sheet(b, path, 2, "<c r=\"C2\" s=\"1\"><v>-3.5</v></c>");
    assert_sheet(b, path, 2,
                 "<c r=\"D2\" s=\"1\" t=\"inlineStr\"><is><t>BB</t></is></c></row></sheetData>");
    assert_sheet(b, path, 3, "<c r=\"C2\" s=\"1\"><v>100</v></c>");
}

static void test_sheets_write_failures_are_named(void **state)
{
    struct bench *b = *state;
    struct capai_error error = {0};
    struct capai_batch_results results = results_of(b);
    assert_int_equal(write_workbook(bench_path(b, "none/x.xlsx"), &results, &b->arena, &error),
                     CAPAI_ERR_SYSTEM);
    assert_message(error, CAPAI_MSG_WORKBOOK_WRITE);
    assert_string_equal(error.file, "x.xlsx");
    error = (struct capai_error){0};
    results.manifest = bench_path(b, "none.json");
    assert_int_equal(write_workbook(bench_path(b, "y.xlsx"), &results, &b->arena, &error),
                     CAPAI_ERR_SYSTEM);
    assert_message(error, CAPAI_MSG_READ_NO_FILE);
}

static void test_sheets_torture(void **state)
{
    struct bench *b = *state;
    const struct capai_batch_results results = results_of(b);
    const char *path = bench_path(b, "z.xlsx");
    /* some of the requests are made in a process of its own, which counts them here, too */
    struct failing *whole =
        mmap(NULL, sizeof *whole, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct capai_arena arena;
    struct capai_error err = {0};
    assert_true(whole != MAP_FAILED);
    whole->fail_at = -1;
    capai_arena_init(&arena, failing_alloc, whole, 0);
    arena.block_size = 1;
    assert_int_equal(write_workbook(path, &results, &arena, &err), CAPAI_OK);
    capai_arena_clear(&arena);
    const long requests = whole->requests;
    munmap(whole, sizeof *whole);
    for (long i = 0; i <= requests; i++) {
        struct torture t = {.runs = 0};
        torture_begin(&t, i, NULL);
        t.status = write_workbook(path, &results, &t.arena, &t.err);
        assert_int_equal(t.status, i < requests ? CAPAI_ERR_MEMORY : CAPAI_OK);
        assert_int_equal(t.err.status, t.status);
        capai_arena_clear(&t.arena);
        assert_int_equal(t.failing.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(test_rows_next_quotes_and_line_ends_in_fields),
        TEST(test_rows_next_long_rows_whole),
        TEST(test_rows_open_no_file_is_refused),
        TEST(test_rows_torture),
        TEST(test_database_write_twice_same_bytes),
        TEST(test_database_write_failures_are_named),
        TEST(test_database_torture),
        TEST(test_sheets_write_rows_go_on_in_the_next_sheet),
        TEST(test_sheets_write_failures_are_named),
        TEST(test_sheets_torture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
