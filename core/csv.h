/* CSV files through libcsv, in strict mode, with the place of every field. Private to the core. */
#ifndef CORE_CSV_H
#define CORE_CSV_H

#include "core/grid.h"

/* Reads `content` (which must outlive the result) into `arena`: UTF-8, UTF-16 with a byte-order
 * mark, or Windows-1252. The header is the row among the first ones that has most of the known
 * column names; rows above it are a title and left out. What was found so goes to `notices`, and
 * what is wrong in the file: a quote in the wrong place or never closed ends the reading at its
 * row; what was read before stays. Fails with CAPAI_ERR_MEMORY, or CAPAI_ERR_UNUSABLE with
 * FILE_EMPTY, FILE_ENCODING, or CSV_QUOTE or CSV_UNTERMINATED in the header. `name` must outlive
 * the notices. */
enum capai_status csv_read(const char *name, capai_text content, const capai_text *names,
                           size_t name_count, struct capai_arena *arena, struct capai_pool *pool,
                           struct capai_notices *notices, struct grid *out,
                           struct capai_error *err);

/* The same of a part of a file that begins with its header and is known to be UTF-8. */
enum capai_status csv_read_piece(const char *name, capai_text content, char delimiter,
                                 struct capai_arena *arena, struct capai_pool *pool,
                                 struct capai_notices *notices, struct grid *out,
                                 struct capai_error *err);

/* Puts *content into UTF-8, in `arena` where something changes, as csv_read does first; the same
 * errors and notices. */
enum capai_status csv_decode(const char *name, capai_text *content, struct capai_arena *arena,
                             struct capai_notices *notices, struct capai_error *err);

/* grid_place for a CSV file. */
void csv_place(const struct grid *file, const struct grid_row *row, size_t field,
               struct capai_error *err);

#endif
