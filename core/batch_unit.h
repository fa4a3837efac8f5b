/* One OPD, or one small data set, from its rows to the bytes of its results. Private to the core.
 */
#ifndef CORE_BATCH_UNIT_H
#define CORE_BATCH_UNIT_H

#include <stdatomic.h>

#include "core/batch_plan.h"
#include "core/batch_record.h"

enum { OPD_MEMORY = 1 << 30 }; /* bytes for one OPD where nothing else is said */

/* A column of a result file. */
struct batch_column {
    capai_text source; /* of the result table */
    capai_text title;
    enum capai_column_kind kind;
    bool original; /* the text of the source in place of its number */
};

struct batch_table {
    struct batch_column *columns;
    size_t count; /* 0: the table is not written */
};

/* What all units have in common. */
struct batch_common {
    const struct batch_plan *plan;
    /* no more complaints of that status are kept: what is left need only be counted */
    atomic_bool full[CAPAI_ERR_MEMORY + 1];
    struct capai_batch_reports reports;
    atomic_bool asked; /* layouts ask for ranks: reports wait for them */
    struct batch_table tables[CAPAI_RESULT_COUNT];
};

/* What one thread keeps from one unit to the next. */
struct batch_worker {
    struct batch_common *common;
    void *rules;  /* as capai_batch_rules has opened them */
    bool starved; /* a report of the work could not be made for want of memory */
    struct quick *quick;
    /* the last that were found */
    char aturan[128];
    size_t aturan_size;
    int year;
    const struct capai_rules *found;
};

/* Work for one thread: some units, and what became of them. */
struct batch_work {
    size_t unit, count;
    struct bytes tables[CAPAI_RESULT_COUNT]; /* rows as CSV; of the table opd as records */
    struct bytes totals, failed, reports, notices;
    struct bytes once;                 /* complaints that are made once for a column of a file */
    size_t seen[CAPAI_ERR_MEMORY + 1]; /* complaints that were not worked out */
    size_t opds, failures;
    size_t unreported; /* OPDs without report */
    bool starved;      /* for want of memory */
    uint64_t indicators, lines, weight;
    enum capai_status status; /* CAPAI_ERR_SYSTEM or CAPAI_ERR_MEMORY: the batch cannot go on */
    struct capai_error error;
};

/* Does the work; all that it had of earlier work is dropped. */
void unit_work(struct batch_worker *worker, struct batch_work *work);

/* Evaluates one OPD, within `milliseconds` (0: the usual), and sees how its numbers come about
 * where `trace` is not NULL. Errors, with a place: those of rules.find, BATCH_TIME, BATCH_MEMORY.
 */
enum capai_status unit_evaluate(struct batch_worker *worker, struct capai_dataset *dataset,
                                size_t opd, unsigned milliseconds, struct capai_trace *trace,
                                struct capai_arena *arena, struct capai_notices *notices,
                                struct capai_evaluation **out, struct capai_error *err);

/* Where the columns stand in a table; those behind the last that is remembered are looked for. */
enum { UNIT_COLUMNS = 64 };
struct unit_places {
    const struct batch_table *columns;
    const struct capai_table *table;
    int at[UNIT_COLUMNS];
};
struct unit_places unit_find(const struct batch_table *columns, const struct capai_table *table);

/* Writes one row; of a table with ranks, *before is what stands before the rank, and the rank is
 * left out. */
void unit_write_row(struct bytes *out, const struct unit_places *places, size_t row,
                    size_t *before);

/* A row that is completed when the ranks are known has in front of it how many bytes stand before
 * the rank and behind it: begins one, and ends it; `before` is SIZE_MAX where it has no rank. */
size_t unit_begin_ranked(struct bytes *out);
void unit_end_ranked(struct bytes *out, size_t start, size_t before);

/* Writes the row of titles. */
void unit_write_titles(struct bytes *out, const struct batch_table *columns);

#endif
