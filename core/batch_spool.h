/* Inputs that cannot be read in pieces as they are: compressed files, standard input. Private to
 * the core. */
#ifndef CORE_BATCH_SPOOL_H
#define CORE_BATCH_SPOOL_H

#include "core/batch_scan.h"

enum spool_kind { SPOOL_NONE, SPOOL_GZIP, SPOOL_ZSTD, SPOOL_INPUT };

/* What a path is by its name: NONE is a file that can be read as it is. */
enum spool_kind spool_kind_of(const char *path);

/* The endings of compressed files, ".gz" and ".zst". */
extern const char *const spool_endings[2];

/* Writes what `path` holds into a file of the store, which has no name any more when this comes
 * back, and opens it in `arena`; *size and *digest are those of the bytes before they were
 * unpacked. Errors: CAPAI_ERR_UNUSABLE with INPUT_DAMAGED, those of reading and writing. */
enum capai_status spool_open(struct capai_store *store, const char *path, struct capai_arena *arena,
                             struct capai_source **out, uint64_t *size,
                             unsigned char digest[DIGEST_SIZE], struct capai_error *err);

#endif
