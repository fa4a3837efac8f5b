/* What a shard says of itself, for those who put it together with the others. Private to the core.
 */
#ifndef CORE_BATCH_SHARD_H
#define CORE_BATCH_SHARD_H

#include "core/batch_run.h"

/* The file of the store that holds it. */
#define SHARD_FILE "shard"

/* A shard that was read. */
struct shard {
    const char *folder, *store;    /* of its results; the store in it */
    unsigned char id[DIGEST_SIZE]; /* of the run that it is part of */
    uint64_t number, count;
    capai_text rest; /* what follows in the file */
    struct batch_state state;
};

/* Ends a run that is a shard: its store stays. Errors: those of writing. */
enum capai_status shard_finish(struct batch_run *run, struct capai_batch_summary *summary,
                               struct capai_error *err);

/* Reads the shard in a folder. Errors: MERGE_NO_SHARD, those of reading. */
enum capai_status shard_read(const char *folder, struct capai_arena *arena, struct shard *out,
                             struct capai_error *err);

/* Fills the plan and the columns of a run from what a shard says, and adds the complaints of its
 * plan to the notices. The rules of the batch must be those of the shard. Errors: MERGE_RULES,
 * MERGE_NO_SHARD. */
enum capai_status shard_adopt(const struct shard *shard, struct batch_run *run,
                              struct capai_error *err);

#endif
