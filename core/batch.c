#include "capai/batch.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "capai/pipeline.h"
#include "core/batch_columns.h"
#include "core/batch_ready.h"
#include "core/batch_shard.h"
#include "core/error.h"
#include "core/quick.h"

/* Reports wait in memory until they are taken: fewer of them go to a thread at once. */
enum { REPORTS_MOST = 4 };
enum { UNITS_MOST = 64, SMALL_WORKS = 5, SLOTS_PER_WORKER = 3, JOURNAL_MILLISECONDS = 500 };
static const uint64_t work_weight = 1 << 20; /* bytes of text that go to a thread at once */

/* ---- work ---- */

static void tell(void *user)
{
    struct batch_run *run = user;
    if (!run->batch->progress)
        return;
    const struct capai_batch_progress progress = {
        .done = run->weight ? (size_t)(run->weight_done * 1000 / run->weight) : 1000,
        .total = 1000,
        .opds = (size_t)run->state.opds,
        .failed = (size_t)run->state.failed + run->unreported,
        .rows = run->state.indicators + run->state.lines};
    run->batch->progress(run->batch->user, &progress);
}

static uint64_t weight_of(const struct batch_plan *plan, size_t unit)
{
    size_t opd;
    const struct batch_set *set = plan_find(plan, unit, &opd);
    return set->whole || (set->failed && set->failed->status) ? work_weight : plan_weight(set, opd);
}

/* How much a piece of work is. The first ones are small: while the list of complaints is not full,
 * all OPDs that are at work must make theirs, and that is slow. */
static uint64_t work_size(size_t handed)
{
    return handed < SMALL_WORKS ? work_weight >> (SMALL_WORKS - handed) : work_weight;
}

static bool fill(void *user, size_t slot)
{
    struct batch_run *run = user;
    struct batch_work *work = &run->works[slot];
    if (run->next_unit >= run->last_unit)
        return false;
    work->unit = run->next_unit;
    work->count = 0;
    work->weight = 0;
    const size_t most = run->common.reports.make ? REPORTS_MOST : UNITS_MOST;
    const uint64_t size = work_size(run->handed++);
    while (run->next_unit < run->last_unit && work->count < most && work->weight < size) {
        work->weight += weight_of(&run->plan, run->next_unit++);
        work->count++;
    }
    return true;
}

static void work(void *user, size_t worker, size_t slot)
{
    struct batch_run *run = user;
    unit_work(&run->workers[worker], &run->works[slot]);
}

/* The word {2} of a complaint: the name of its column. */
static capai_text column_of(const struct capai_error *error)
{
    return (capai_text){error->text + error->word[1], (size_t)(error->word[2] - error->word[1])};
}

/* True for a complaint that is made once for a column, and was made. */
static bool is_repeated(const struct batch_run *run, const struct capai_error *error)
{
    for (size_t i = 0; i < run->once_count; i++)
        if (run->once[i].message == error->message && strcmp(run->once[i].file, error->file) == 0 &&
            capai_text_equal(column_of(&run->once[i]), column_of(error)))
            return true;
    return false;
}

/* Keeps a complaint, in memory and for a process that goes on after this one. */
static enum capai_status keep_notice(struct batch_run *run, const struct capai_error *error)
{
    struct bytes bytes = {.data = NULL};
    run->state.seen[error->status]++;
    if (!capai_notices_wants(run->notices, error->status))
        return capai_notices_add(run->notices, error);
    run->state.kept[error->status]++;
    record_notice(&bytes, error);
    enum capai_status status =
        bytes.failed ? capai_fail_memory(run->err)
                     : capai_part_write(run->parts[PART_NOTICES],
                                        (capai_text){bytes.data, bytes.size}, run->err);
    bytes_clear(&bytes);
    if (status)
        return status;
    return capai_notices_add(run->notices, error) == CAPAI_OK ? CAPAI_OK
                                                              : capai_fail_memory(run->err);
}

/* Tells the threads that a complaint which is made once for a column was made. */
static void mark_said(struct batch_run *run, const struct capai_error *error)
{
    const enum scan_said what =
        error->message == CAPAI_MSG_NUMBER_FOREIGN ? SCAN_FOREIGN : SCAN_AMBIGUOUS;
    for (size_t i = 0; i < run->plan.set_count; i++) {
        const struct batch_set *set = &run->plan.sets[i];
        for (size_t s = 0; set->header && s < set->scan_count; s++) {
            const struct capai_table *table = set->header->sheets[set->scans[s].which].table;
            const int column = table ? capai_table_find(table, column_of(error)) : CAPAI_NO_COLUMN;
            if (column < 0 || strcmp(set->scans[s].path, error->file) != 0)
                continue;
            const int field = table->origin->field[column];
            if (field >= 0 && field < 64)
                atomic_fetch_or_explicit(&set->scans[s].said[what], 1ULL << field,
                                         memory_order_relaxed);
        }
    }
}

/* Those that are made once for a column: the first one. */
static enum capai_status take_once(struct batch_run *run, const struct batch_work *work)
{
    capai_text text = {work->once.data, work->once.size};
    struct capai_error error;
    enum capai_status status = CAPAI_OK;
    struct capai_mark mark = capai_arena_mark(run->arena);
    for (; !status && record_read_notice(&text, run->arena, &error);
         mark = capai_arena_mark(run->arena)) {
        mark_said(run, &error);
        if (is_repeated(run, &error)) {
            capai_arena_release(run->arena, mark);
            continue;
        }
        struct capai_error *once = capai_arena_grow(run->arena, run->once, run->once_count,
                                                    &run->once_capacity, sizeof *once);
        if (!once)
            return capai_fail_memory(run->err);
        run->once = once;
        once[run->once_count++] = error;
        status = keep_notice(run, &error);
    }
    if (!status && text.size)
        status = capai_fail_memory(run->err);
    return status;
}

/* Complaints of a piece of work; those of OPDs that failed are made at the end. */
static enum capai_status take_notices(struct batch_run *run, const struct batch_work *work)
{
    capai_text notices = {work->notices.data, work->notices.size};
    struct capai_error error;
    enum capai_status status = CAPAI_OK;
    struct capai_mark mark = capai_arena_mark(run->arena);
    while (!status && record_read_notice(&notices, run->arena, &error)) {
        bool wanted = capai_notices_wants(run->notices, error.status);
        status = keep_notice(run, &error);
        if (!wanted)
            capai_arena_release(run->arena, mark);
        mark = capai_arena_mark(run->arena);
    }
    if (!status && notices.size)
        status = capai_fail_memory(run->err);
    for (size_t s = 0; s <= CAPAI_ERR_MEMORY; s++) {
        run->state.seen[s] += work->seen[s];
        run->notices->seen[s] += work->seen[s];
        if (!capai_notices_wants(run->notices, (enum capai_status)s))
            atomic_store_explicit(&run->common.full[s], true, memory_order_relaxed);
    }
    return status;
}

static enum capai_status take_bytes(struct batch_run *run, const struct batch_work *work)
{
    enum capai_status status = CAPAI_OK;
    const struct bytes *const others[] = {&work->totals, &work->failed, &work->reports};
    for (size_t p = 0; !status && p < PART_NOTICES; p++) {
        const struct bytes *bytes =
            p < CAPAI_RESULT_COUNT ? &work->tables[p] : others[p - PART_TOTALS];
        if (run->parts[p])
            status =
                capai_part_write(run->parts[p], (capai_text){bytes->data, bytes->size}, run->err);
    }
    return status;
}

static bool take(void *user, size_t slot)
{
    struct batch_run *run = user;
    const struct batch_work *work = &run->works[slot];
    if (work->status) {
        *run->err = work->error;
        return false;
    }
    run->torn = true;
    if (take_bytes(run, work) != CAPAI_OK || take_once(run, work) != CAPAI_OK ||
        take_notices(run, work) != CAPAI_OK)
        return false;
    run->torn = false;
    run->state.units = work->unit + work->count;
    run->state.opds += work->opds;
    run->state.failed += work->failures;
    run->unreported += work->unreported;
    run->state.indicators += work->indicators;
    run->state.lines += work->lines;
    run->weight_done += work->weight;
    run->starved = work->starved;
    unsigned long long now = capai_clock_milliseconds();
    if (!run->starved && now - run->journalled >= JOURNAL_MILLISECONDS) {
        run->journalled = now;
        if (journal_write(run, run->err) != CAPAI_OK)
            return false;
    }
    tell(run);
    return true;
}

/* ---- the run ---- */

static enum capai_status open_workers(struct batch_run *run, struct capai_error *err)
{
    const struct capai_batch_rules *rules = &run->batch->rules;
    run->worker_count = run->batch->jobs ? run->batch->jobs : capai_processors();
    run->slot_count = run->worker_count == 1 ? 1 : run->worker_count * SLOTS_PER_WORKER;
    run->workers = capai_arena_array(run->arena, run->worker_count, sizeof *run->workers);
    run->works = capai_arena_array(run->arena, run->slot_count, sizeof *run->works);
    if (!run->workers || !run->works)
        return capai_fail_memory(err);
    for (size_t i = 0; i < run->worker_count; i++) {
        run->workers[i].common = &run->common;
        run->workers[i].rules = rules->open(rules->user);
        run->workers[i].quick = quick_open(&run->common, run->arena);
        if (!run->workers[i].rules || !run->workers[i].quick)
            return capai_fail_memory(err);
    }
    return CAPAI_OK;
}

/* Frees what the work took; the end has no use for it. */
static void clear_works(struct batch_run *run)
{
    for (size_t i = 0; run->works && i < run->slot_count; i++) {
        struct batch_work *work = &run->works[i];
        for (size_t r = 0; r < CAPAI_RESULT_COUNT; r++)
            bytes_clear(&work->tables[r]);
        bytes_clear(&work->totals);
        bytes_clear(&work->failed);
        bytes_clear(&work->reports);
        bytes_clear(&work->notices);
        bytes_clear(&work->once);
    }
    for (size_t i = 0; run->workers && i < run->worker_count; i++) {
        quick_close(run->workers[i].quick);
        run->workers[i].quick = NULL;
    }
    plan_clear(&run->plan);
}

static void close_workers(struct batch_run *run)
{
    clear_works(run);
    for (size_t i = 0; run->workers && i < run->worker_count; i++)
        run->batch->rules.close(run->workers[i].rules);
}

/* The units of this run: all, or those of a shard, which has as much to read as the others. */
static void choose_units(struct batch_run *run)
{
    const struct capai_batch *batch = run->batch;
    uint64_t total = 0, before = 0;
    size_t first = SIZE_MAX;
    for (size_t unit = 0; unit < run->plan.unit_count; unit++)
        total += weight_of(&run->plan, unit);
    run->last_unit = 0;
    for (size_t unit = 0; unit < run->plan.unit_count; unit++) {
        uint64_t weight = weight_of(&run->plan, unit);
        uint64_t shard = total ? before / (total / (batch->shards ? batch->shards : 1) + 1) : 0;
        before += weight;
        if (batch->shards && shard + 1 != batch->shard)
            continue;
        if (first == SIZE_MAX)
            first = unit;
        run->last_unit = unit + 1;
        run->weight += weight;
        run->weight_done += unit < run->state.units ? weight : 0;
    }
    run->next_unit =
        first < run->last_unit && run->state.units < first ? first : (size_t)run->state.units;
}

static enum capai_status run_all(struct batch_run *run, struct capai_error *err)
{
    struct capai_error why = {0};
    const struct capai_pipeline pipeline = {.workers = run->worker_count,
                                            .slots = run->slot_count,
                                            .helps = !run->common.reports.make,
                                            .user = run,
                                            .fill = fill,
                                            .work = work,
                                            .take = take,
                                            .wait = tell};
    run->err = &why;
    choose_units(run);
    enum capai_status status = capai_pipeline_run(&pipeline, err);
    run->err = NULL;
    if (!status && why.status)
        status = error_pass(err, &why);
    /* what is done stays done, if the system still takes it; not what was taken by half, which the
       next process would do again, behind what is there of it */
    struct capai_error last = {0};
    if (status && run->torn)
        return status;
    /* Where memory runs out for all that follows, too, the next process makes again what it ran out
       for last. A shard's end is that of its journal. */
    enum capai_status written =
        (run->starved && !run->batch->shards ? journal_flush : journal_write)(run,
                                                                              status ? &last : err);
    return status ? status : written;
}

/* Refuses inputs that somebody wrote to in the meantime. */
static enum capai_status check_inputs(const struct batch_run *run, struct capai_error *err)
{
    for (size_t i = 0; i < run->plan.set_count; i++) {
        const struct batch_set *set = &run->plan.sets[i];
        for (size_t s = 0; s < set->scan_count; s++) {
            if (capai_source_unchanged(set->scans[s].source))
                continue;
            enum capai_status status = capai_fail(err, CAPAI_MSG_READ_CHANGED, CAPAI_NO_WORDS);
            capai_error_place(err, set->scans[s].path, 0, 0);
            return status;
        }
    }
    return CAPAI_OK;
}

/* A column that nothing has may be that of an input which cannot be read: then this is said. */
static enum capai_status choose_columns(struct batch_run *run, struct capai_error *err)
{
    struct capai_error error = {0}, fault = {0};
    enum capai_status status = columns_choose(run->plan.results, run->batch->columns, run->arena,
                                              run->common.tables, &error);
    if (error.message == CAPAI_MSG_COLUMNS_UNKNOWN &&
        whole_find_fault(&run->plan, &fault) != CAPAI_OK)
        error = fault;
    return status ? error_pass(err, &error) : CAPAI_OK;
}

static enum capai_status prepare(struct batch_run *run, struct capai_error *err)
{
    enum capai_status status =
        capai_store_open(run->batch->folder, run->batch->resume, run->arena, &run->store, err);
    run->plan.store = run->store;
    if (!status)
        status = plan_make(&run->plan, err);
    if (!status)
        status = choose_columns(run, err);
    run->plan_notices = run->notices->count;
    if (!status)
        status = journal_open(run, err);
    if (!status)
        status = journal_recall(run, err);
    return status ? status : open_workers(run, err);
}

enum capai_status capai_batch_run(const struct capai_batch *batch, struct capai_arena *arena,
                                  struct capai_notices *notices,
                                  struct capai_batch_summary *summary, struct capai_error *err)
{
    struct batch_run *run = capai_arena_array(arena, 1, sizeof *run);
    if (!run)
        return capai_fail_memory(err);
    *run = (struct batch_run){.batch = batch, .arena = arena, .notices = notices};
    run->started = run->journalled = capai_clock_milliseconds();
    run->plan = (struct batch_plan){.batch = batch, .arena = arena, .notices = notices};
    run->common.plan = &run->plan;
    run->common.reports = batch->reports;
    enum capai_status status = prepare(run, err);
    if (!status && !run->complete)
        status = run_all(run, err);
    if (!status && !run->complete)
        status = check_inputs(run, err);
    clear_works(run);
    if (!status)
        status = batch->shards ? shard_finish(run, summary, err) : batch_finish(run, summary, err);
    for (size_t p = 0; p < PART_COUNT; p++)
        capai_part_close(run->parts[p]);
    capai_part_close(run->journal);
    close_workers(run);
    capai_store_close(run->store, !status && !batch->shards);
    return status;
}
