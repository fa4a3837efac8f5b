/* A workbook while it is read: the sheets that a data set asks for, cell by cell, whatever the
 * format. Private to the core.
 *
 * A function that gives back false has said why in the error of the sheet; the reader goes on with
 * the next sheet, or, when memory ran out, not at all.
 */
#ifndef CORE_BOOK_H
#define CORE_BOOK_H

#include "capai/decimal.h"
#include "core/grid.h"
#include "core/package.h"

/* Cells from one corner to the other: rows from 1, columns from 0. */
struct book_range {
    size_t first_row, last_row;
    size_t first_column, last_column;
};

/* Rows or columns. */
struct book_span {
    size_t first, last;
};

struct book_spans {
    struct book_span *list;
    size_t count, capacity;
};

struct book_sheet {
    const char *path;         /* of the workbook */
    const char *name;         /* the file of a data set that it stands for: "indikator" */
    bool found;               /* the workbook has it */
    bool hidden;              /* as a whole */
    struct capai_error error; /* why it cannot be used; OK: it can */
    struct grid_row *rows;    /* those in which something stands, top down */
    size_t count, capacity;
    struct book_range *merged;
    size_t merged_count, merged_capacity;
    struct book_spans hidden_rows, hidden_columns;
};

/* The row that is being read. */
struct book_row {
    capai_text *fields;
    unsigned char *kinds;
    size_t count, field_capacity, kind_capacity;
};

struct book {
    const char *path;
    struct capai_arena *arena;
    struct capai_pool *pool;
    struct capai_notices *notices;
    struct book_sheet *sheets; /* one for each file that a data set can have */
    size_t sheet_count;
    capai_text *unused; /* names of the sheets that stand for none */
    size_t unused_count, unused_capacity;
    size_t cells; /* fields of all rows so far */
    struct book_row row;
};

/* The sheet of the data set that a name of the workbook means (capitals, blanks at the ends and a
 * ".csv" do not count) in *sheet, NULL for none and for one that the workbook has already, which is
 * reported. Error: CAPAI_ERR_MEMORY. */
enum capai_status book_find(struct book *book, capai_text name, struct book_sheet **sheet,
                            struct capai_error *err);

/* Refuses the sheet with a message, placed at row `row` (0: at the whole). Always false. */
bool book_refuse(struct book_sheet *sheet, size_t row, enum capai_message message,
                 const capai_text *words, size_t count);

/* Fails for want of memory. Always false. */
bool book_out_of_memory(struct book_sheet *sheet);

/* A limit in words for a message, written into `number`. */
capai_text book_limit(int limit, char number[CAPAI_DECIMAL_TEXT]);

/* Puts a field into the current row, in column `column` from 0, behind those that it has. A missing
 * text puts nothing. */
bool book_put(struct book *book, struct book_sheet *sheet, size_t column, capai_text text,
              enum grid_kind kind);

/* Ends the current row, which stands in the rows `line` to `line` + `repeat` - 1 of the sheet. */
bool book_end_row(struct book *book, struct book_sheet *sheet, size_t line, size_t repeat);

/* Adds merged cells. */
bool book_merge(struct book *book, struct book_sheet *sheet, struct book_range range);

/* Adds hidden rows or columns to one of the lists of the sheet: `first` to `last`, behind those
 * that are in it. Past the limit they are left out: nobody reads so long a list. */
bool book_hide(struct book *book, struct book_sheet *sheet, struct book_spans *spans, size_t first,
               size_t last);

/* Bytes that grow, in the arena. */
struct book_bytes {
    char *data;
    size_t size, capacity;
};

/* False when memory ran out. */
bool book_append(struct book *book, struct book_bytes *bytes, capai_text text);

#endif
