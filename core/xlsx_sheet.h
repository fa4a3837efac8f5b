/* The cells of one sheet of a workbook of Excel. Private to the core. */
#ifndef CORE_XLSX_SHEET_H
#define CORE_XLSX_SHEET_H

#include "core/book.h"
#include "core/stored.h"

/* What all sheets of a workbook refer to. */
struct xlsx_shared {
    capai_text *strings; /* interned */
    size_t string_count;
    unsigned char *formats; /* enum stored_format by number of the style */
    size_t format_count;
    bool from_1904;
};

/* Puts the characters that the format writes as _x000D_ into their place; returns the text
 * then, which is never missing. */
capai_text xlsx_unescape(struct book_bytes *text);

/* Reads the cells of a part into `sheet`; what is wrong stands in its error. */
void xlsx_read_sheet(struct package *package, const char *part, const struct xlsx_shared *shared,
                     struct book *book, struct book_sheet *sheet);

#endif
