/* The end of a batch, in pieces: ranks, kabupaten, what failed, the summary. Private to the core.
 */
#ifndef CORE_BATCH_FINISH_H
#define CORE_BATCH_FINISH_H

#include "core/batch_run.h"

struct finish {
    struct batch_run *run;
    struct capai_batch_summary *summary;
    struct capai_arena arena;
    void *rules;
    size_t count;              /* of the rows of the table opd */
    bool all;                  /* they are all looked at; else those of no kabupaten are not */
    uint32_t *sets;            /* the data set of each that is looked at */
    size_t predicates, causes; /* room for them in the summary */
    uint64_t failed;           /* OPDs */
    struct capai_evaluation evaluation;
    const struct capai_rules **used; /* each once */
    size_t used_count, used_capacity;
    struct capai_error *err;
};

/* A whole file of the store, in the arena. */
enum capai_status finish_read(struct finish *f, const char *name, capai_text *out);

/* Writes a file of the store, and brings it to the disk. Takes `bytes`. */
enum capai_status finish_write(struct finish *f, const char *name, struct bytes *bytes);

/* Counts an OPD into the summary (batch_summary.c). */
enum capai_status finish_summarise(struct finish *f, const struct total_record *record);

/* Complains of an OPD of which two data sets have figures of one year, once for each two
 * (batch_twins.c). */
enum capai_status finish_twins(struct finish *f);

/* ---- what failed (batch_failed.c) ---- */

/* gagal.csv: an OPD, or a data set, per row. Its words are Indonesian whatever the language. */
enum capai_status finish_failed(struct finish *f);

/* Counts the causes into the summary. */
enum capai_status finish_causes(struct finish *f);

#endif
