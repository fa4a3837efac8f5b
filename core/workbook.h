/* Workbooks as data sets: from the bytes of a file to the grids of its sheets. Private to the core.
 */
#ifndef CORE_WORKBOOK_H
#define CORE_WORKBOOK_H

#include "core/book.h"
#include "core/schema.h"

/* True when `content` is that of a workbook, or of one in a form that cannot be read: then
 * workbook_read says which. */
bool workbook_is(capai_text content);

/* Reads the sheets that bear one of the `count` names (NUL-terminated: "indikator"). What the data
 * set does not use is noted. `content` is needed only until this comes back; `path` and the names
 * must outlive the notices. `err` is not NULL. Errors: CAPAI_ERR_UNUSABLE with WORKBOOK_OLD,
 * DATA_NOT_WORKBOOK, and those of xlsx_read and ods_read; CAPAI_ERR_MEMORY. */
enum capai_status workbook_read(const char *path, capai_text content, const capai_text *names,
                                size_t count, struct capai_arena *arena, struct capai_pool *pool,
                                struct capai_notices *notices, struct book **out,
                                struct capai_error *err);

/* The grid of the sheet `name`, with its header found among the first rows by the names of
 * `columns`; *found is false where the workbook has no such sheet. A text of cells that are merged
 * one below the other stands in each of them, unless `schema` (NULL: all are texts) has an amount
 * or a quantity there. What was done so, and hidden rows and columns, goes to the notices. Errors:
 * CAPAI_ERR_UNUSABLE with FILE_EMPTY or what is wrong with the sheet, CAPAI_ERR_MEMORY. */
enum capai_status workbook_grid(struct book *book, const char *name, const struct schema *schema,
                                const capai_text *columns, size_t count, bool *found,
                                struct grid *out, struct capai_error *err);

/* The unused sheet whose name is nearest to `name`, or the missing text. */
capai_text workbook_nearest(const struct book *book, capai_text name);

#endif
