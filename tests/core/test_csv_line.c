/* Rows that are split without libcsv are split as it does: every CSV file of the project, and
 * random texts; tests/fuzz/csv.c tries more. */
#define _XOPEN_SOURCE 700 /* nftw */

#include "capai_test.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capai/system.h"
#include "core/csv_header.h"

#define REQUIRE assert_true
#include "csv_split.h"

static unsigned long proven; /* texts that the index has split */

static void compare(const char *what, capai_text text, char delimiter)
{
    static struct shown ours, theirs;
    bool split;
    const enum split_by by = split_all(text, delimiter, &ours, &theirs, &split);
    proven += split;
    if (by != SPLIT_SAME)
        fail_msg("%s: %.*s\n%s %.*s\nlibcsv %.*s", what, (int)text.size, text.data,
                 by == SPLIT_BY_INDEX ? "index " : "ours  ", (int)ours.size, ours.text,
                 (int)theirs.size, theirs.text);
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
    enum { COUNT = 20000 };
    (void)state;
    for (uint32_t n = 1; n <= COUNT; n++) {
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
