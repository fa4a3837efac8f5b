/* Rows that are split without libcsv are split as it does: every CSV file of the project, and
 * random texts (FUZZ: how many). */
#define _XOPEN_SOURCE 700 /* nftw */

#include "capai_test.h"

#include <csv.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capai/system.h"
#include "core/csv.h"
#include "core/csv_header.h"
#include "core/csv_index.h"

enum { ROOM = 1 << 18 };

/* Fields as text: <a><><NULL>| */
struct shown {
    char text[ROOM];
    size_t size;
    size_t row; /* where the row begins */
    bool filled;
};

static void show_field(struct shown *shown, const char *data, size_t size)
{
    if (!data)
        size = 4;
    assert_true(shown->size + size + 4 < ROOM);
    shown->text[shown->size++] = '<';
    memcpy(shown->text + shown->size, data ? data : "NULL", size);
    shown->size += size;
    shown->text[shown->size++] = '>';
}

static void on_field(void *data, size_t size, void *user)
{
    struct shown *shown = user;
    shown->filled |= size > 0;
    show_field(shown, data, size);
}

static void on_row(int end, void *user)
{
    struct shown *shown = user;
    (void)end;
    if (!shown->filled)
        shown->size = shown->row;
    else
        shown->text[shown->size++] = '|';
    shown->row = shown->size;
    shown->filled = false;
}

static void split_by_libcsv(capai_text text, char delimiter, struct shown *shown)
{
    struct csv_parser parser;
    *shown = (struct shown){.size = 0};
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL), 0);
    csv_set_delim(&parser, (unsigned char)delimiter);
    bool good = csv_parse(&parser, text.data, text.size, on_field, on_row, shown) == text.size &&
                csv_fini(&parser, on_field, on_row, shown) == 0;
    if (!good)
        shown->size = shown->row; /* the row that was not ended */
    csv_free(&parser);
}

static void split_by_us(capai_text text, char delimiter, struct shown *shown)
{
    struct capai_arena arena;
    struct capai_notices notices;
    struct grid grid;
    *shown = (struct shown){.size = 0};
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, 10);
    struct capai_pool *pool = capai_pool_new(&arena);
    enum capai_status status =
        csv_read_piece("x.csv", text, delimiter, &arena, pool, &notices, &grid, NULL);
    assert_true(status == CAPAI_OK || status == CAPAI_ERR_UNUSABLE); /* without a header */
    for (size_t i = 0; status == CAPAI_OK && i <= grid.count; i++) {
        const struct grid_row *row = i ? &grid.rows[i - 1] : &grid.header;
        for (size_t f = 0; f < row->count; f++)
            show_field(shown, row->fields[f].data, row->fields[f].size);
        shown->text[shown->size++] = '|';
    }
    capai_arena_clear(&arena);
}

/* A field as it stands in the text, perhaps with blanks and quotes round it. */
static void show_raw(struct shown *shown, const char *data, size_t size)
{
    char text[ROOM];
    size_t length = 0;
    while (size && memchr(" \t", *data, 2))
        data++, size--;
    while (size && memchr(" \t\r", data[size - 1], 3))
        size--;
    const bool quoted = size && *data == '"';
    for (size_t i = quoted; i < size - quoted; i++) {
        text[length++] = data[i];
        i += quoted && data[i] == '"'; /* it is doubled */
    }
    on_field(size ? text : NULL, length, shown);
}

/* False: the index leaves the text to libcsv. */
static bool split_by_index(capai_text text, char delimiter, struct shown *shown)
{
    struct csv_index index = {.ends = NULL};
    const bool proven = csv_index_make(&index, text, delimiter);
    *shown = (struct shown){.size = 0};
    assert_false(index.memory);
    for (size_t i = 0, row = 0, start = 0; proven && i < index.count; i++) {
        show_raw(shown, text.data + start, index.ends[i] - start);
        start = index.ends[i] + (size_t)1;
        if (row < index.row_count && index.rows[row] == i) {
            on_row('\n', shown);
            row++;
        }
    }
    csv_index_clear(&index);
    return proven;
}

static unsigned long proven; /* texts that the index has split */

static void compare(const char *what, capai_text text, char delimiter)
{
    static struct shown ours, theirs;
    split_by_libcsv(text, delimiter, &theirs);
    if (split_by_index(text, delimiter, &ours)) {
        proven++;
        if (ours.size != theirs.size || memcmp(ours.text, theirs.text, ours.size) != 0)
            fail_msg("%s: %.*s\nindex  %.*s\nlibcsv %.*s", what, (int)text.size, text.data,
                     (int)ours.size, ours.text, (int)theirs.size, theirs.text);
    }
    split_by_us(text, delimiter, &ours);
    if (ours.size != theirs.size || memcmp(ours.text, theirs.text, ours.size) != 0)
        fail_msg("%s: %.*s\nours   %.*s\nlibcsv %.*s", what, (int)text.size, text.data,
                 (int)ours.size, ours.text, (int)theirs.size, theirs.text);
}

/* ---- files of the project ---- */

static unsigned files;

static int compare_file(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    static const capai_text names[] = {{"opd", 3},       {"tahun", 5},     {"sasaran", 7},
                                       {"indikator", 9}, {"realisasi", 9}, {"kode", 4}};
    size_t size = strlen(path);
    (void)info;
    (void)where;
    if (kind != FTW_F || size < 4 || strcmp(path + size - 4, ".csv") != 0)
        return 0;
    struct capai_arena arena;
    struct capai_notices notices;
    capai_text text;
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, 10);
    assert_int_equal(capai_file_read(path, &arena, &text, NULL), CAPAI_OK);
    if (csv_decode(path, &text, &arena, &notices, NULL) == CAPAI_OK) {
        struct csv_header header = csv_find_header(text, names, sizeof names / sizeof *names);
        capai_text rows = {text.data + header.offset, text.size - header.offset};
        compare(path, rows, header.delimiter);
        files++;
    }
    capai_arena_clear(&arena);
    return 0;
}

static void files_are_split_as_libcsv_splits_them(void **state)
{
    (void)state;
    assert_int_equal(nftw("examples", compare_file, 8, FTW_PHYS), 0);
    assert_int_equal(nftw("tests", compare_file, 8, FTW_PHYS), 0);
    assert_true(files > 150 && proven > 150);
}

/* ---- random texts ---- */

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void rows_are_split_as_libcsv_splits_them(void **state)
{
    static const char *const pieces[] = {
        "a",       "b",       "\"", "\"\"", ",",          ",",
        ",",       "\n",      "\n", "\r",   "\r\n",       " ",
        "\t",      "2024",    "cc", "\"",   "a,2024,x\n", "\"a\",2023,\"x,y\"\n",
        ", \"z\"", "\xC3\xA9"};
    const char *wanted = getenv("FUZZ");
    unsigned long count = wanted ? strtoul(wanted, NULL, 10) : 20000;
    (void)state;
    for (uint32_t n = 1; n <= count; n++) {
        char text[512] = "opd,tahun,x\n", what[32];
        uint32_t seed = n;
        size_t size = strlen(text), parts = next(&seed) % 40;
        for (size_t i = 0; i < parts; i++) {
            const char *piece = pieces[next(&seed) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        snprintf(what, sizeof what, "seed %u", n);
        compare(what, (capai_text){text, size}, ',');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_are_split_as_libcsv_splits_them),
                                       cmocka_unit_test(rows_are_split_as_libcsv_splits_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
