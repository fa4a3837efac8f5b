/* Making data sets ready for a batch: what is read of them before the work begins. Private to the
 * core. */
#ifndef CORE_BATCH_READY_H
#define CORE_BATCH_READY_H

#include "core/batch_plan.h"

/* ---- what both ways to read a set have in common (batch_ready.c) ---- */

/* Adds an input of the manifest. False: memory. */
bool ready_input(struct batch_plan *plan, capai_text name, uint64_t size,
                 const unsigned char digest[DIGEST_SIZE]);

/* "kabupaten/indikator.csv": a file without the folders above its data set. Missing: memory. */
capai_text ready_name(const struct batch_set *set, const char *path, struct capai_arena *arena);

/* Adds a file that is in memory as an input. */
enum capai_status ready_note(struct batch_plan *plan, const struct batch_set *set, const char *path,
                             capai_text bytes, struct capai_error *err);

/* Reads columns only. The set has no header where that fails (*why), which its own reading says
 * again. Errors: CAPAI_ERR_MEMORY. */
enum capai_status ready_headers(struct batch_plan *plan, struct batch_set *set,
                                const struct capai_input *texts, size_t count,
                                struct capai_notices *notices, struct capai_error *why,
                                struct capai_error *err);

/* Reads the small files beside the tables, alias.csv and manifest.json. Errors: those of reading,
 * CAPAI_ERR_MEMORY. */
enum capai_status ready_beside(struct batch_plan *plan, struct batch_set *set,
                               struct capai_error *err);

/* ---- OPD by OPD (batch_pieces.c) ---- */

/* Scans the files of a set, and reads what stands beside them; *fits is false where it can only be
 * read as a whole. */
enum capai_status pieces_scan(struct batch_plan *plan, struct batch_set *set, bool *fits,
                              struct capai_error *err);

/* Makes ready a set that was scanned and fits: header, inputs, complaints of its files. */
enum capai_status pieces_ready(struct batch_plan *plan, struct batch_set *set,
                               struct capai_error *err);

/* Closes and frees what scanning took. Harmless on a set that was not scanned. */
void pieces_drop(struct batch_set *set);

/* ---- in one piece (batch_whole.c) ---- */

/* Reads the columns of a set of files, and notes its files. */
enum capai_status whole_ready(struct batch_plan *plan, struct batch_set *set,
                              struct capai_arena *scratch, struct capai_error *err);

/* The same of a workbook, which has to be read to know its columns. */
enum capai_status whole_workbook(struct batch_plan *plan, struct batch_set *set,
                                 struct capai_arena *scratch, struct capai_error *err);

/* Takes the files of a packed set, which was scanned, into memory: nothing else can be done with
 * few rows of one OPD, or without a column opd. */
enum capai_status whole_packed(struct batch_plan *plan, struct batch_set *set,
                               struct capai_error *err);

/* Reads a set that is whole into `arena`. Errors: those of capai_dataset_load. */
enum capai_status whole_load(const struct batch_plan *plan, const struct batch_set *set,
                             struct capai_arena *arena, struct capai_notices *notices,
                             struct capai_dataset **out, struct capai_error *err);

/* Why the first set that cannot be read at all is of no use: its columns are not known. CAPAI_OK:
 * there is none. */
enum capai_status whole_find_fault(struct batch_plan *plan, struct capai_error *err);

#endif
