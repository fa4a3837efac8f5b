/* Workbooks of LibreOffice (.ods). Private to the core. */
#ifndef CORE_ODS_H
#define CORE_ODS_H

#include "core/book.h"

/* True when the package claims to be one of OpenDocument. */
bool ods_is(const struct package *package);

/* Reads the sheets that the data set asks for into `book`; what is wrong with one of them stands in
 * its error. `err` is not NULL. Errors: CAPAI_ERR_UNUSABLE where nothing can be read: those of
 * xml_read, WORKBOOK_ENCRYPTED, DATA_NOT_WORKBOOK; CAPAI_ERR_MEMORY. */
enum capai_status ods_read(struct package *package, struct book *book, struct capai_error *err);

#endif
