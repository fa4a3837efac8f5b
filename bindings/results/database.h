/* The results of a batch as an SQLite database. Private to the bindings.
 *
 * Each result file is a table, with its rows in their order. A quantity stands twice: under its own
 * name as a number, which sorts, compares and sums, and with _teks behind it as the digits of the
 * file, of which nothing is lost. Keys, indexes, views and the manifest come with it. The same
 * results give the same bytes, by one version of the library. */
#ifndef RESULTS_DATABASE_H
#define RESULTS_DATABASE_H

#include "capai/batch.h"

/* Writes the database into the file `path`, which is empty or none. Rows are read one after the
 * other: memory does not grow with them. Errors, their file set to `name`: CAPAI_ERR_SYSTEM with
 * DATABASE_WRITE (word {1} the reason) or WRITE_FULL; CAPAI_ERR_MEMORY; those of reading. */
enum capai_status database_write(const char *path, const char *name,
                                 const struct capai_batch_results *results,
                                 struct capai_arena *arena, struct capai_error *err);

#endif
