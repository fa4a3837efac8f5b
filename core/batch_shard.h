/* What a shard says of itself, for those who put it together with the others. Private to the core.
 */
#ifndef CORE_BATCH_SHARD_H
#define CORE_BATCH_SHARD_H

#include "core/batch_run.h"

/* The file of the store that holds it. */
#define SHARD_FILE "shard"

/* Its form; larger with every change of what stands in it. */
#define SHARD_FORM "1"

enum { SHARDS_MOST = 9999 }; /* as --shard takes them */

/* One of the parts that --shard I/N cuts a run into, and where its bytes begin in the files of the
 * store that holds it. */
struct shard_piece {
    const struct shard *shard;
    uint64_t number;
    struct batch_state state;
    uint64_t offsets[PART_COUNT];
};

/* What a folder holds of a run: one piece, or several that were put together. The bytes of the
 * pieces follow one another in the order of their numbers, each as it was computed, titles
 * included; so what is in a store depends on its pieces only, not on how they came together. */
struct shard {
    const char *folder, *store;    /* of its results; the store in it */
    unsigned char id[DIGEST_SIZE]; /* of the run that it is part of */
    uint64_t count;                /* of pieces of that run */
    struct shard_piece *pieces;
    size_t piece_count;
    capai_text rest; /* what follows in the file */
};

/* Ends a run that is a shard: its store stays. Errors: those of writing. */
enum capai_status shard_finish(struct batch_run *run, struct capai_batch_summary *summary,
                               struct capai_error *err);

/* Ends a run whose parts hold `pieces`, of which `first` has the lowest: its store stays. Errors:
 * those of writing. */
enum capai_status shard_keep(struct batch_run *run, const struct shard *first,
                             const struct shard_piece *pieces, size_t count,
                             struct capai_error *err);

/* Reads the shard in a folder. Errors: MERGE_NO_SHARD, MERGE_NEWER, MERGE_DAMAGED, those
 * of reading. */
enum capai_status shard_read(const char *folder, struct capai_arena *arena, struct shard *out,
                             struct capai_error *err);

/* Fills the plan and the columns of a run from what a shard says, and adds the complaints of its
 * plan to the notices. The rules of the batch must be those of the shard. Errors: MERGE_RULES,
 * MERGE_DAMAGED, CAPAI_ERR_MEMORY. */
enum capai_status shard_adopt(const struct shard *shard, struct batch_run *run,
                              struct capai_error *err);

#endif
