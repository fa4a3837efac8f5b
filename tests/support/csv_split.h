/* One CSV text, split by libcsv, by the reader and by the index of the core, each as text that can
 * be compared. Who includes this defines REQUIRE(condition), which ends the test where it is false.
 */
#ifndef CSV_SPLIT_H
#define CSV_SPLIT_H

#include <csv.h>
#include <string.h>

#include "core/csv.h"
#include "core/csv_index.h"

enum { ROOM = 1 << 18 };

/* Fields as text: <a><><NULL>| */
struct shown {
    char text[ROOM];
    size_t size;
    size_t row; /* where the row begins */
    bool filled;
};

/* Not the text, which is large. */
static inline void show_nothing(struct shown *shown)
{
    shown->size = shown->row = 0;
    shown->filled = false;
}

static inline void show_field(struct shown *shown, const char *data, size_t size)
{
    if (!data)
        size = 4;
    REQUIRE(shown->size + size + 4 < ROOM);
    shown->text[shown->size++] = '<';
    memcpy(shown->text + shown->size, data ? data : "NULL", size);
    shown->size += size;
    shown->text[shown->size++] = '>';
}

static inline void add_field(struct shown *shown, const char *data, size_t size)
{
    shown->filled |= size > 0;
    show_field(shown, data, size);
}

static inline void on_field(void *data, size_t size, void *user)
{
    add_field(user, data, size);
}

static inline void on_row(int end, void *user)
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

static inline void split_by_libcsv(capai_text text, char delimiter, struct shown *shown)
{
    struct csv_parser parser;
    show_nothing(shown);
    REQUIRE(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) == 0);
    csv_set_delim(&parser, (unsigned char)delimiter);
    bool good = csv_parse(&parser, text.data, text.size, on_field, on_row, shown) == text.size &&
                csv_fini(&parser, on_field, on_row, shown) == 0;
    if (!good)
        shown->size = shown->row; /* the row that was not ended */
    csv_free(&parser);
}

static inline void split_by_us(capai_text text, char delimiter, struct shown *shown)
{
    struct capai_arena arena;
    struct capai_notices notices;
    struct grid grid;
    show_nothing(shown);
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, 10);
    struct capai_pool *pool = capai_pool_new(&arena);
    enum capai_status status =
        csv_read_piece("x.csv", text, delimiter, &arena, pool, &notices, &grid, NULL);
    REQUIRE(status == CAPAI_OK || status == CAPAI_ERR_UNUSABLE); /* without a header */
    for (size_t i = 0; status == CAPAI_OK && i <= grid.count; i++) {
        const struct grid_row *row = i ? &grid.rows[i - 1] : &grid.header;
        for (size_t f = 0; f < row->count; f++)
            show_field(shown, row->fields[f].data, row->fields[f].size);
        shown->text[shown->size++] = '|';
    }
    capai_arena_clear(&arena);
}

/* A field as it stands in the text, perhaps with blanks and quotes round it. */
static inline void show_raw(struct shown *shown, const char *data, size_t size)
{
    while (size && memchr(" \t", *data, 2))
        data++, size--;
    while (size && memchr(" \t\r", data[size - 1], 3))
        size--;
    const bool quoted = size && *data == '"';
    if (!quoted) {
        add_field(shown, size ? data : NULL, size);
        return;
    }
    REQUIRE(shown->size + size < ROOM);
    shown->text[shown->size++] = '<';
    for (size_t i = 1; i < size - 1; i++) {
        shown->text[shown->size++] = data[i];
        shown->filled = true;
        i += data[i] == '"'; /* it is doubled */
    }
    shown->text[shown->size++] = '>';
}

/* False: the index leaves the text to libcsv. */
static inline bool split_by_index(capai_text text, char delimiter, struct shown *shown)
{
    struct csv_index index = {.ends = NULL};
    const bool proven = csv_index_make(&index, text, delimiter);
    show_nothing(shown);
    REQUIRE(!index.memory);
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

/* How the fields differ from those of libcsv. */
enum split_by { SPLIT_SAME, SPLIT_BY_INDEX, SPLIT_BY_US };

/* Splits a text in all ways; *proven tells whether the index could. `ours` and `theirs` are what
 * differs. */
static inline enum split_by split_all(capai_text text, char delimiter, struct shown *ours,
                                      struct shown *theirs, bool *proven)
{
    split_by_libcsv(text, delimiter, theirs);
    *proven = split_by_index(text, delimiter, ours);
    if (*proven &&
        (ours->size != theirs->size || memcmp(ours->text, theirs->text, ours->size) != 0))
        return SPLIT_BY_INDEX;
    split_by_us(text, delimiter, ours);
    const bool same =
        ours->size == theirs->size && memcmp(ours->text, theirs->text, ours->size) == 0;
    return same ? SPLIT_SAME : SPLIT_BY_US;
}

#endif
