/* Rows of fields as a file holds them: what a CSV file and a sheet of a workbook have in common.
 * Private to the core. */
#ifndef CORE_GRID_H
#define CORE_GRID_H

#include "capai/error.h"
#include "capai/text.h"

/* What a field holds. */
enum grid_kind {
    GRID_TEXT,    /* what somebody typed; a number in it follows the notation in force */
    GRID_NUMBER,  /* a number that a workbook stores: in plain notation, never ambiguous */
    GRID_DATE,    /* a date or time that a workbook stores, in ISO form */
    GRID_FORMULA, /* a formula, whose value the workbook does not store */
    GRID_RANGE,   /* a number that a workbook stores, but of a size that ours do not have */
    GRID_DAMAGED  /* something that cannot be what it says it is; the text shows it */
};

struct grid_row {
    size_t line;                /* where it begins, 1-based; in a workbook the row of the sheet */
    size_t offset;              /* of its first byte in the content; not used in a workbook */
    size_t count;               /* of its fields */
    capai_text *fields;         /* interned; missing where nothing stands */
    const unsigned char *kinds; /* enum grid_kind of each field; NULL: all are text */
};

/* One file or sheet. Rows with nothing but empty fields are left out. */
struct grid {
    const char *name;   /* of the file, for messages */
    const char *sheet;  /* of a workbook; NULL: a CSV file */
    capai_text content; /* of a CSV file, in UTF-8 without a byte-order mark; else missing */
    char delimiter;     /* of a CSV file: , or ; or tab, recognised from the header */
    struct grid_row header;
    struct grid_row *rows;
    size_t count, capacity;
    bool cut;                /* the reading ended before the end of the file */
    struct grid_row cut_row; /* where, and what had been read of that row */
};

/* Kind of field `field` of `row`; one behind the last is text. */
enum grid_kind grid_kind_of(const struct grid_row *row, size_t field);

/* Places *err at field `field` of `row`: line, column in characters and width of the field; in a
 * workbook row and column of the cell. */
void grid_place(const struct grid *grid, const struct grid_row *row, size_t field,
                struct capai_error *err);

#endif
