/* The inside of a table. Private to the core. */
#ifndef CORE_TABLE_H
#define CORE_TABLE_H

#include "capai/table.h"

/* Where the rows of an input table came from. */
struct capai_origin;

struct capai_table {
    capai_text name;
    struct capai_arena *arena;
    struct capai_column *columns;
    size_t column_count, column_capacity;
    size_t rows, row_capacity;
    struct capai_origin *origin; /* NULL for a computed table */
    /* becomes true when somebody reads the column `watched` from outside of the core; NULL: nobody
     * wants to know */
    bool *asked;
    int watched;
};

#endif
