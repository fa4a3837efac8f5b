/* Where the header of a file or sheet stands, and what separates the columns of a CSV file. Private
 * to the core. */
#ifndef CORE_CSV_HEADER_H
#define CORE_CSV_HEADER_H

#include "core/grid.h"

struct csv_header {
    char delimiter; /* , or ; or tab */
    size_t offset;  /* of the line in which the header begins */
    size_t line;    /* 1-based */
    size_t titles;  /* rows above it that are not blank: a title, a date */
};

/* Bytes up to and with the next line end: LF, CR LF or a lone CR. */
size_t csv_line_size(capai_text text);

/* Among the first rows, the one that has most of the `count` known names, split by the delimiter
 * that gives most; where none has any, the first row, split by the sign that stands in it most
 * often (comma when none does). Quotes and the line breaks in them are minded. */
struct csv_header csv_find_header(capai_text content, const capai_text *names, size_t count);

/* The same among rows whose fields are known: the index of the header in `rows`. */
size_t csv_find_header_row(const struct grid_row *rows, size_t count, const capai_text *names,
                           size_t name_count);

#endif
