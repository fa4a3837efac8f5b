/* The rows of a result file, one after the other: it may be larger than memory. Private to the
 * bindings. */
#ifndef RESULTS_ROWS_H
#define RESULTS_ROWS_H

#include "capai/store.h"

struct rows;

/* Opens a CSV file as capai/write.h writes it and reads over its titles. It must be closed again,
 * also after a failure of reading; `path` must outlive it. Memory comes from where that of `arena`
 * does. Errors: those of capai_source_open; CAPAI_ERR_MEMORY. *out is then unchanged. */
enum capai_status rows_open(const char *path, struct capai_arena *arena, struct rows **out,
                            struct capai_error *err);

/* Reads the next row: its fields, which live until the next call; an empty one is missing.
 * *count is 0 behind the last row. Errors: CAPAI_ERR_SYSTEM with FILE_READ; CAPAI_ERR_MEMORY. */
enum capai_status rows_next(struct rows *rows, const capai_text **fields, size_t *count,
                            struct capai_error *err);

/* Harmless on NULL. */
void rows_close(struct rows *rows);

#endif
