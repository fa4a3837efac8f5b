/* Documents of Word (.docx). Private to the core. */
#ifndef CORE_DOCX_H
#define CORE_DOCX_H

#include "capai/report.h"
#include "core/package.h"

/* The part of a package of Office Open XML that is a text document, in *main, in `arena`; NULL
 * where its main part is something else. `err` is not NULL. Errors: those of xml_read. */
enum capai_status docx_main(struct package *package, struct capai_arena *arena, const char **main,
                            struct capai_error *err);

/* Reads that part. `err` is not NULL. Errors: those of xml_read, SHEET_CELLS. */
enum capai_status docx_read(struct package *package, const char *main, struct capai_arena *arena,
                            struct capai_report *out, struct capai_error *err);

#endif
