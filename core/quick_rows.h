/* The rows of one OPD in one file as fields, for the quick way. Private to the core. */
#ifndef CORE_QUICK_ROWS_H
#define CORE_QUICK_ROWS_H

#include "core/batch_plan.h"
#include "core/csv_index.h"

/* A piece of a file in memory, kept from one OPD to the next. All zero is an empty one. */
struct quick_rows {
    char *data;
    size_t size, capacity;
    uint64_t offset; /* in the file */
    struct csv_index index;
    /* of the OPD that was read last */
    const char *text;
    size_t rows, columns;
};

/* A field between its separators, without blanks around it. */
struct quick_field {
    capai_text raw;  /* as it stands, with its quotes */
    capai_text text; /* without them; a quote in it is doubled */
};

/* Reads the rows of an OPD, each of `columns` fields. `ahead` is where the rows of the OPDs that
 * come next may end, in bytes of the file. CAPAI_OK with *whole false: they are doubtful. Errors:
 * those of reading, CAPAI_ERR_MEMORY. */
enum capai_status quick_rows_read(struct quick_rows *rows, const struct batch_set *set, size_t scan,
                                  size_t opd, size_t columns, uint64_t ahead, bool *whole,
                                  struct capai_error *err);

/* A field from `start` to `end`, of which the ends need a closer look. */
bool quick_rows_trim(const char *start, const char *end, struct quick_field *out);

static inline bool quick_rows_is_plain(char c)
{
    return c > ' ' && c != '"' && c != 0x7F; /* what is beyond ASCII lies below zero, or above */
}

/* Field `field` of row `row`. False: its text is not what stands there: blanks inside of its
 * quotes, or a kind of blank beyond ASCII. Here since most fields take no more than a look at their
 * ends. */
static inline bool quick_rows_field(const struct quick_rows *rows, size_t row, int field,
                                    struct quick_field *out)
{
    const uint32_t *end = rows->index.ends + row * rows->columns + (size_t)field;
    const char *start = rows->text + (end == rows->index.ends ? 0 : end[-1] + 1);
    const char *stop = rows->text + *end;
    if (start == stop || (quick_rows_is_plain(*start) && quick_rows_is_plain(stop[-1]) &&
                          (unsigned char)*start < 0x80 && (unsigned char)stop[-1] < 0x80)) {
        out->raw = out->text = (capai_text){start, (size_t)(stop - start)};
        return true;
    }
    return quick_rows_trim(start, stop, out);
}

void quick_rows_clear(struct quick_rows *rows);

#endif
