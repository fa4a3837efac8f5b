/* Rows as fields, for the quick way. Private to the core. */
#ifndef CORE_QUICK_ROWS_H
#define CORE_QUICK_ROWS_H

#include <stdint.h>

#include "capai/text.h"

/* Rows of equally many fields, somewhere in a text of which it is known where fields end. */
struct quick_rows {
    const char *text;
    const uint32_t *ends; /* in the text: of their fields, one row behind the other */
    size_t start;         /* in the text: of the first of them */
    size_t rows, columns;
};

/* A field between its separators, without blanks around it. */
struct quick_field {
    capai_text raw;  /* as it stands, with its quotes */
    capai_text text; /* without them; a quote in it is doubled */
};

/* A field from `start` to `end`, of which the ends need a closer look. */
bool quick_rows_trim(const char *start, const char *end, struct quick_field *out);

/* Most bytes at the ends of fields, of which nothing is to be looked at: of ASCII, and neither a
 * blank nor a quote nor a control character. The exclamation mark is none of them, for one
 * comparison's sake. */
static inline bool quick_rows_is_plain(char c)
{
    return (unsigned char)(c - '#') <= '~' - '#';
}

/* Field `field` of row `row` as it stands between its separators. */
static inline capai_text quick_rows_bytes(const struct quick_rows *rows, size_t row, int field)
{
    const uint32_t *end = rows->ends + row * rows->columns + (size_t)field;
    const size_t start = end == rows->ends ? rows->start : end[-1] + (size_t)1;
    return (capai_text){rows->text + start, *end - start};
}

/* The same without the carriage return of a line end, the blanks that spreadsheets put around it,
 * and quotes, for texts that say by themselves whether others are left. */
static inline capai_text quick_rows_bare(const struct quick_rows *rows, size_t row, int field)
{
    const capai_text bytes = quick_rows_bytes(rows, row, field);
    const char *start = bytes.data, *stop = start + bytes.size;
    if (start != stop && stop[-1] == '\r')
        stop--;
    if (stop - start > 2 && *start == ' ' && stop[-1] == ' ') {
        start++;
        stop--;
    }
    if (stop - start > 2 && *start == '"' && stop[-1] == '"') {
        start++;
        stop--;
    }
    return (capai_text){start, (size_t)(stop - start)};
}

/* Field `field` of row `row`. False: its text is not what stands there: blanks inside of its
 * quotes, or a kind of blank beyond ASCII. Here since most fields take no more than a look at their
 * ends, and those of their quotes. */
static inline bool quick_rows_field(const struct quick_rows *rows, size_t row, int field,
                                    struct quick_field *out)
{
    const capai_text bytes = quick_rows_bytes(rows, row, field);
    const char *start = bytes.data, *stop = start + bytes.size;
    if (start != stop && *start == ' ' && stop[-1] == ' ' && stop - start > 2) {
        start++; /* as spreadsheets pad them */
        stop--;
    }
    if (start == stop || (quick_rows_is_plain(*start) && quick_rows_is_plain(stop[-1]))) {
        out->raw.data = out->text.data = start;
        out->raw.size = out->text.size = (size_t)(stop - start);
        return true;
    }
    if (stop - start > 2 && *start == '"' && stop[-1] == '"' && quick_rows_is_plain(start[1]) &&
        quick_rows_is_plain(stop[-2])) {
        out->raw.data = start;
        out->raw.size = (size_t)(stop - start);
        out->text.data = start + 1;
        out->text.size = (size_t)(stop - start) - 2;
        return true;
    }
    return quick_rows_trim(start, stop, out);
}

#endif
