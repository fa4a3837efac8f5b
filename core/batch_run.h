/* A batch while it runs: files that grow, and the journal that says how far they are good. Private
 * to the core. */
#ifndef CORE_BATCH_RUN_H
#define CORE_BATCH_RUN_H

#include "core/batch_unit.h"

/* The files of the store that grow with every OPD. */
enum {
    PART_TOTALS = CAPAI_RESULT_COUNT, /* behind those of the tables */
    PART_FAILED,
    PART_REPORTS,
    PART_NOTICES,
    PART_COUNT
};

/* How far a run is: a record of the journal. */
struct batch_state {
    uint64_t units; /* done */
    uint64_t sizes[PART_COUNT];
    uint64_t kept[CAPAI_ERR_MEMORY + 1], seen[CAPAI_ERR_MEMORY + 1]; /* complaints, by status */
    uint64_t opds, failed, indicators, lines;
    uint64_t check;
};

struct batch_run {
    const struct capai_batch *batch;
    struct capai_arena *arena;
    struct capai_notices *notices;
    struct batch_plan plan;
    struct batch_common common;
    struct capai_store *store;
    struct capai_part *parts[PART_COUNT]; /* NULL: the table is not written, or only at the end */
    struct capai_part *journal;
    struct batch_state state;
    size_t unreported;             /* OPDs whose report cannot be made */
    size_t last_unit;              /* where this run ends */
    unsigned char id[DIGEST_SIZE]; /* what it is known by, of all shards */
    size_t plan_notices;           /* complaints of the plan: the first ones */
    uint64_t resumed;              /* OPDs */
    bool complete; /* an earlier process made all results: they only need their names */
    bool torn;     /* a piece of work was taken by half when something failed */
    bool starved;  /* the last one lacks a report for want of memory */
    struct batch_worker *workers;
    struct batch_work *works; /* by slot */
    size_t worker_count, slot_count, next_unit;
    size_t handed; /* pieces of work so far */
    uint64_t weight, weight_done;
    unsigned long long started, journalled, synced; /* milliseconds */
    struct capai_error *once;                       /* complaints that are made once for a column */
    size_t once_count, once_capacity;
    struct capai_error *err;
};

/* Opens the parts as the journal says, or empty ones, and the journal. Errors: BATCH_OTHER where
 * the store is of a run of other inputs or options, those of writing and reading. */
enum capai_status journal_open(struct batch_run *run, struct capai_error *err);

/* Takes up the complaints that stand in the parts. Errors: those of reading. */
enum capai_status journal_recall(struct batch_run *run, struct capai_error *err);

/* Writes what the parts have taken so far, of which the journal does not know yet: the next process
 * does it again. Errors: those of writing. */
enum capai_status journal_flush(struct batch_run *run, struct capai_error *err);

/* Brings the parts to the system and notes how far they are. */
enum capai_status journal_write(struct batch_run *run, struct capai_error *err);

/* The file of the store that holds all that failed, results before reports. */
#define BATCH_FAILURES "failures"

/* Makes it. Errors: those of reading and writing; CAPAI_ERR_MEMORY. */
enum capai_status batch_gather_failed(struct batch_run *run, struct capai_error *err);

/* How many it holds, for whom the causes do not count them. Errors: those of reading;
 * BATCH_DAMAGED; CAPAI_ERR_MEMORY. */
enum capai_status batch_count_failed(struct batch_run *run, size_t *count, struct capai_error *err);

/* The file of the store that says that all results are made. */
#define BATCH_COMPLETE "complete"

/* Name of a part in the store. */
const char *part_name(size_t part);

/* Adds the manifest to `out`; `used` are the rules that were used, each once, and `rules` is what
 * the batch calls for their scripts. Errors: MEMORY; where writing fails, `out` has failed. */
enum capai_status batch_manifest(struct batch_run *run, void *rules,
                                 const struct capai_rules **used, size_t used_count,
                                 struct capai_arena *arena, struct bytes *out,
                                 struct capai_error *err);

/* Fills the summary with what the run has counted so far, and nothing else. */
void batch_count(const struct batch_run *run, struct capai_batch_summary *summary);

/* Complains of what failed, once for neighbours that failed for one cause; done at the end, so that
 * neither the end of a shard nor a kill between two of them says it again. */
enum capai_status batch_say_failed(struct batch_run *run, struct capai_error *err);

/* Hands the results, which are complete, to whoever wants them in another form. Errors:
 * those of the delivery. */
enum capai_status batch_deliver(struct batch_run *run, struct capai_error *err);

/* Makes the results out of the parts, and fills the summary. */
enum capai_status batch_finish(struct batch_run *run, struct capai_batch_summary *summary,
                               struct capai_error *err);

#endif
