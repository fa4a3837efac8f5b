/* Files that are larger than memory: inputs that are read in pieces, and a folder of results while
 * they are being made.
 */
#ifndef CAPAI_STORE_H
#define CAPAI_STORE_H

#include <stdint.h>

#include "capai/system.h"

CAPAI_API_BEGIN

/* ---- reading in pieces ---- */

struct capai_source;

/* Opens a regular file, which must be closed again; it lives in `arena`, and `path` must outlive
 * it. "-" is standard input, which can only be read from its beginning to its end. Errors: those
 * of capai_file_read; *out is then unchanged. */
enum capai_status capai_source_open(const char *path, struct capai_arena *arena,
                                    struct capai_source **out, struct capai_error *err);

/* Bytes that it had when it was opened. */
uint64_t capai_source_size(const struct capai_source *source);

/* Reads up to `size` bytes from `offset` on; *done is less only at its end. Several threads may do
 * so at once. Errors: CAPAI_ERR_SYSTEM with FILE_READ. */
enum capai_status capai_source_read(const struct capai_source *source, uint64_t offset,
                                    char *buffer, size_t size, size_t *done,
                                    struct capai_error *err);

/* Reads the next bytes, for one reader; *done is less than `size` only at the end. Errors as above.
 */
enum capai_status capai_source_next(struct capai_source *source, char *buffer, size_t size,
                                    size_t *done, struct capai_error *err);

/* True when nobody has written to it since it was opened. */
bool capai_source_unchanged(const struct capai_source *source);

/* Harmless on NULL. */
void capai_source_close(struct capai_source *source);

/* ---- results while they are made ----
 *
 * The folder of results has a folder ".capai-batch" in it as long as they are not complete. It
 * belongs to one process at a time; what is in it survives a process that is killed. */
struct capai_store;

/* Its name in the folder of results. */
#define CAPAI_STORE_NAME ".capai-batch"

/* The file without which the others of a store mean nothing. */
#define CAPAI_STORE_KEY "run"

/* Makes `folder`, unless it is there, takes it for this process, and opens the store in it; what an
 * earlier process left there is kept only where `keep`. `folder` must outlive the store, which
 * lives in `arena`. Errors: CAPAI_ERR_SYSTEM with BATCH_LOCKED (another process has it), or those
 * of writing (capai/system.h); CAPAI_ERR_MEMORY. *out is then unchanged. */
enum capai_status capai_store_open(const char *folder, bool keep, struct capai_arena *arena,
                                   struct capai_store **out, struct capai_error *err);

/* The path of a file in the store, in `arena`; NULL: memory. */
const char *capai_store_path(const struct capai_store *store, const char *name,
                             struct capai_arena *arena);

/* A file of the store that grows at its end. Lives in the arena of the store. */
struct capai_part;

/* Opens it with its first `size` bytes, and no more. Errors: those of writing; BATCH_SHORT where it
 * has fewer; CAPAI_ERR_MEMORY. */
enum capai_status capai_part_open(struct capai_store *store, const char *name, uint64_t size,
                                  struct capai_part **out, struct capai_error *err);

/* Adds bytes; they may stay in memory until the part is flushed. Errors: those of writing. */
enum capai_status capai_part_write(struct capai_part *part, capai_text bytes,
                                   struct capai_error *err);

/* Gives all bytes to the system. Errors: those of writing. */
enum capai_status capai_part_flush(struct capai_part *part, struct capai_error *err);

/* Bytes that it has, with those in memory. */
uint64_t capai_part_size(const struct capai_part *part);

/* Flushes a part, brings it to the disk and closes it. Errors: those of writing. */
enum capai_status capai_part_seal(struct capai_part *part, struct capai_error *err);

/* Closes a part without a word; what was not flushed is lost. Harmless on NULL, and again. */
void capai_part_close(struct capai_part *part);

/* Looks whether the store has a file of that name. Errors: those of reading, when that cannot be
 * known: *has is false then; CAPAI_ERR_MEMORY. */
enum capai_status capai_store_has(const struct capai_store *store, const char *name, bool *has,
                                  struct capai_error *err);

/* Makes a file of the store the file of that name in the folder of results; does nothing where the
 * store has none. Errors: those of writing. */
enum capai_status capai_store_publish(struct capai_store *store, const char *name,
                                      struct capai_error *err);

/* Makes a file of the store the file `path`, on the same disk. Errors: those of writing. */
enum capai_status capai_store_move(struct capai_store *store, const char *name, const char *path,
                                   struct capai_error *err);

/* Removes a file of the store, if it is there. */
void capai_store_drop(const struct capai_store *store, const char *name);

/* Removes all files of the store. */
void capai_store_empty(struct capai_store *store);

/* Removes a file of the folder of results, if it is there. */
void capai_store_remove(const struct capai_store *store, const char *name);

/* Brings the folder of results, and the store, as lists of names, to the disk. Errors: those of
 * writing. */
enum capai_status capai_store_sync(struct capai_store *store, struct capai_error *err);

/* Brings all that stands on the disk of the folder of results to it, for many small files. Errors:
 * those of writing. */
enum capai_status capai_store_sync_disk(struct capai_store *store, struct capai_error *err);

/* Gives the folder free and, with `complete`, removes the store; else it stays for another process
 * to go on. Harmless on NULL. */
void capai_store_close(struct capai_store *store, bool complete);

CAPAI_API_END

#endif
