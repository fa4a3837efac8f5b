/* What a store holds, looked at before it is relied on: a file of it may be damaged, and that of a
 * shard has come from elsewhere, perhaps from somebody who wants harm. Private to the core.
 */
#ifndef CORE_BATCH_CHECK_H
#define CORE_BATCH_CHECK_H

#include "core/batch_run.h"

/* Bytes of all parts that one process has written. */
struct check_piece {
    const char *store;               /* the folder */
    const uint64_t *offsets;         /* where they begin in each part */
    const struct batch_state *state; /* how many there are */
    size_t sets;                     /* data sets of the run */
    enum capai_message cut, damaged; /* what is said of a file; its remedy is that of the caller */
};

/* Reads the parts that are records from their beginning to their end. Errors: the two messages,
 * placed at the file; those of reading; CAPAI_ERR_MEMORY. Paths of errors lie in `arena`. */
enum capai_status batch_check(const struct check_piece *piece, struct capai_arena *arena,
                              struct capai_error *err);

/* A record of a file of the store could not be read into `arena`: memory ran out there, else the
 * file is damaged. */
enum capai_status batch_unread(const struct batch_run *run, const struct capai_arena *arena,
                               const char *name, struct capai_error *err);

#endif
