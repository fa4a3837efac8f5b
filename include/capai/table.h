/* Tables: rows over typed columns, as data sets and evaluations hold them.
 *
 * Invariants: every column has as many entries as the table has rows; text is interned, so equal
 * names cost one copy; columns keep the order in which they were added. A table lives in an arena.
 */
#ifndef CAPAI_TABLE_H
#define CAPAI_TABLE_H

#include "capai/api.h"
#include "capai/cell.h"
#include "capai/progress.h"

CAPAI_API_BEGIN

enum capai_column_kind {
    CAPAI_COLUMN_TEXT,  /* a name, a word */
    CAPAI_COLUMN_CELL,  /* an input cell that was read as a quantity */
    CAPAI_COLUMN_VALUE, /* a computed quantity */
    CAPAI_COLUMN_WHOLE  /* a whole number of ours: a year, a count, a rank */
};

/* A number of ours and what became of it. `number` means something only with CAPAI_NILAI. */
struct capai_value {
    enum capai_outcome outcome;
    capai_decimal number;
};

/* One column, as a reader sees it. */
struct capai_column {
    capai_text name;
    enum capai_column_kind kind;
    union { /* by kind; one entry per row */
        capai_text *texts;
        struct capai_cell *cells;
        struct capai_value *values; /* VALUE and WHOLE */
    } of;
};

struct capai_table;

enum { CAPAI_NO_COLUMN = -1 };

/* ---- reading: nothing here can fail; many threads may read one table ---- */

capai_text capai_table_name(const struct capai_table *table);
size_t capai_table_rows(const struct capai_table *table);
int capai_table_columns(const struct capai_table *table);

/* The name of a column. */
capai_text capai_table_column_name(const struct capai_table *table, int column);

/* Index of the column `name`, or CAPAI_NO_COLUMN. */
int capai_table_find(const struct capai_table *table, capai_text name);

/* A column by its index, to read all entries whatever they are; NULL for CAPAI_NO_COLUMN. Valid
 * until a column or a row is added. */
const struct capai_column *capai_table_column(const struct capai_table *table, int column);

/* Entries of column `column`, which must be of that kind (values: VALUE or WHOLE); NULL for
 * CAPAI_NO_COLUMN. Valid until a row is added. Only who made the table writes to them. */
capai_text *capai_table_texts(const struct capai_table *table, int column);
struct capai_cell *capai_table_cells(const struct capai_table *table, int column);
struct capai_value *capai_table_values(const struct capai_table *table, int column);

/* ---- making ---- */

/* An empty table, or NULL when memory ran out. */
struct capai_table *capai_table_new(capai_text name, struct capai_arena *arena);

/* Adds a column, missing in all rows, and returns its index; CAPAI_NO_COLUMN when memory ran out.
 * The name is borrowed. */
int capai_table_add_column(struct capai_table *table, capai_text name, enum capai_column_kind kind);

/* Makes room for `rows` rows in all, so that adding them moves nothing. False when memory ran out.
 */
bool capai_table_reserve(struct capai_table *table, size_t rows);

/* Adds a row in which everything is missing. False when memory ran out; the table is unchanged. */
bool capai_table_add_row(struct capai_table *table);

/* The value of a whole number, such as a count. */
struct capai_value capai_value_of_int(int64_t number);

/* A value without a number. */
struct capai_value capai_value_without(enum capai_outcome outcome);

CAPAI_API_END

#endif
