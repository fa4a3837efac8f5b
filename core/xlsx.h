/* Workbooks of Excel (.xlsx, .xlsm). Private to the core. */
#ifndef CORE_XLSX_H
#define CORE_XLSX_H

#include "core/book.h"

/* True when the package claims to be one of Office Open XML. */
bool xlsx_is(const struct package *package);

/* Reads the sheets that the data set asks for into `book`; what is wrong with one of them stands in
 * its error. `err` is not NULL. Errors: CAPAI_ERR_UNUSABLE where nothing can be read: those of
 * xml_read, WORKBOOK_BINARY, DATA_NOT_WORKBOOK; CAPAI_ERR_MEMORY. */
enum capai_status xlsx_read(struct package *package, struct book *book, struct capai_error *err);

#endif
