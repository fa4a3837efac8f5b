/* Where the fields of rows end, found sixty-four bytes at a time. Private to the core.
 *
 * libcsv decides what a field is. Here the same is found faster, together with the proof that
 * libcsv would split the rows in the same way: a quote stands at an end of its field, blanks apart,
 * or is doubled, and a carriage return before a line end only. Where that cannot be shown the rows
 * are doubtful, and whoever asked leaves them to libcsv. A line of blanks is a row of one field
 * here, and none to libcsv. */
#ifndef CORE_CSV_INDEX_H
#define CORE_CSV_INDEX_H

#include <stdint.h>

#include "capai/text.h"
#include "core/csv_look.h"

/* All zero is an empty one. */
struct csv_index {
    uint32_t *ends; /* positions of the delimiters and line ends outside quotes, in order */
    uint32_t *rows; /* for each of these line ends, its number among the ends */
    size_t count, row_count, capacity, row_capacity;
    size_t breaks; /* line ends in all, also within quotes */
    bool odd;      /* there are bytes beyond ASCII, or control characters */
    bool memory;   /* ran out; the index means nothing then */
};

/* Splits whole rows; behind the last one the line end may lack, and is then taken as if it stood
 * there. False: they are doubtful, or memory ran out, and the index means nothing. */
bool csv_index_make(struct csv_index *index, capai_text rows, char delimiter);

/* The same by a way of looking that is chosen, for tests: it is the same for each. */
bool csv_index_with(struct csv_way way, struct csv_index *index, capai_text rows, char delimiter);

void csv_index_clear(struct csv_index *index);

#endif
