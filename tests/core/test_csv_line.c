/* Rows that are split without libcsv are split as it does: random texts (FUZZ: how many). */
#include "capai_test.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/csv.h"

enum { ROOM = 1 << 15 };

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

static void split_by_libcsv(capai_text text, struct shown *shown)
{
    struct csv_parser parser;
    *shown = (struct shown){.size = 0};
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL), 0);
    bool good = csv_parse(&parser, text.data, text.size, on_field, on_row, shown) == text.size &&
                csv_fini(&parser, on_field, on_row, shown) == 0;
    if (!good)
        shown->size = shown->row; /* the row that was not ended */
    csv_free(&parser);
}

static void split_by_us(capai_text text, struct shown *shown)
{
    static const capai_text names[] = {{"opd", 3}, {"tahun", 5}};
    struct capai_arena arena;
    struct capai_notices notices;
    struct grid grid;
    *shown = (struct shown){.size = 0};
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, 10);
    struct capai_pool *pool = capai_pool_new(&arena);
    assert_int_equal(csv_read("x.csv", text, names, 2, &arena, pool, &notices, &grid, NULL),
                     CAPAI_OK);
    for (size_t i = 0; i <= grid.count; i++) {
        const struct grid_row *row = i ? &grid.rows[i - 1] : &grid.header;
        for (size_t f = 0; f < row->count; f++)
            show_field(shown, row->fields[f].data, row->fields[f].size);
        shown->text[shown->size++] = '|';
    }
    capai_arena_clear(&arena);
}

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
    static struct shown ours, theirs;
    const char *wanted = getenv("FUZZ");
    unsigned long count = wanted ? strtoul(wanted, NULL, 10) : 20000;
    (void)state;
    for (uint32_t n = 1; n <= count; n++) {
        char text[512] = "opd,tahun,x\n";
        uint32_t seed = n;
        size_t size = strlen(text), parts = next(&seed) % 40;
        for (size_t i = 0; i < parts; i++) {
            const char *piece = pieces[next(&seed) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        split_by_libcsv((capai_text){text, size}, &theirs);
        split_by_us((capai_text){text, size}, &ours);
        if (ours.size != theirs.size || memcmp(ours.text, theirs.text, ours.size) != 0)
            fail_msg("seed %u: %.*s\nours   %.*s\nlibcsv %.*s", n, (int)size, text, (int)ours.size,
                     ours.text, (int)theirs.size, theirs.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_split_as_libcsv_splits_them)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
