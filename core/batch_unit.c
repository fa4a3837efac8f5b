#include "core/batch_unit.h"

#include "core/batch_load.h"
#include "core/batch_ready.h"
#include "core/batch_report.h"

#include <stdint.h>
#include <string.h>

#include "core/quick.h"

enum { OPD_MILLISECONDS = 300000 };

/* ---- rows ---- */

void unit_write_titles(struct bytes *out, const struct batch_table *columns)
{
    struct capai_sink sink = bytes_sink(out);
    for (size_t c = 0; c < columns->count; c++) {
        bytes_add(out, ",", c > 0);
        capai_write_csv_field(&sink, columns->columns[c].title);
    }
    bytes_add(out, "\n", 1);
}

/* An entry; the source text of a cell where that is asked for. */
static capai_text entry_of(const struct capai_column *column, size_t row, bool original,
                           char *buffer)
{
    bool number;
    if (original && column->kind == CAPAI_COLUMN_CELL)
        return column->of.cells[row].source;
    return capai_entry_text(column, row, CAPAI_NOTATION_PLAIN, buffer, &number);
}

struct unit_places unit_find(const struct batch_table *columns, const struct capai_table *table)
{
    struct unit_places places = {.columns = columns, .table = table};
    for (size_t c = 0; c < columns->count && c < UNIT_COLUMNS; c++)
        places.at[c] = capai_table_find(table, columns->columns[c].source);
    return places;
}

void unit_write_row(struct bytes *out, const struct unit_places *places, size_t row, size_t *before)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    struct capai_sink sink = bytes_sink(out);
    size_t start = out->size;
    for (size_t c = 0; c < places->columns->count; c++) {
        const struct batch_column *column = &places->columns->columns[c];
        bytes_add(out, ",", c > 0);
        if (before && capai_text_equal(column->source, CAPAI_TEXT("peringkat"))) {
            *before = out->size - start;
            continue;
        }
        int at = c < UNIT_COLUMNS ? places->at[c] : capai_table_find(places->table, column->source);
        if (at >= 0)
            capai_write_csv_field(
                &sink, entry_of(&places->table->columns[at], row, column->original, buffer));
    }
    bytes_add(out, "\n", 1);
}

size_t unit_begin_ranked(struct bytes *out)
{
    const uint64_t sizes[2] = {0, 0};
    bytes_add(out, sizes, sizeof sizes);
    return out->size;
}

void unit_end_ranked(struct bytes *out, size_t start, size_t before)
{
    uint64_t sizes[2];
    if (out->failed)
        return;
    sizes[1] = out->size - start;
    sizes[0] = before < sizes[1] ? before : sizes[1]; /* without a rank: all */
    sizes[1] -= sizes[0];
    memcpy(out->data + start - sizeof sizes, sizes, sizeof sizes);
}

static void write_ranked(struct bytes *out, const struct unit_places *places, size_t row)
{
    const size_t start = unit_begin_ranked(out);
    size_t before = SIZE_MAX;
    unit_write_row(out, places, row, &before);
    unit_end_ranked(out, start, before);
}

static void write_results(const struct batch_common *common,
                          const struct capai_evaluation *evaluation,
                          const struct capai_dataset *dataset, size_t opd, struct batch_work *work)
{
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++) {
        const struct capai_table *table = evaluation->results[r].table;
        if (!common->tables[r].count || !table->rows)
            continue;
        const struct unit_places places = unit_find(&common->tables[r], table);
        for (size_t row = 0; row < table->rows; row++)
            if (r == CAPAI_RESULT_OPD)
                write_ranked(&work->tables[r], &places, row);
            else
                unit_write_row(&work->tables[r], &places, row, NULL);
    }
    work->indicators += evaluation->results[CAPAI_RESULT_INDIKATOR].table->rows;
    work->lines += evaluation->without_lines
                       ? dataset_rows(dataset, SCHEMA_ANGGARAN, opd).count
                       : evaluation->results[CAPAI_RESULT_ANGGARAN].table->rows;
}

/* ---- what the end needs ---- */

static capai_text text_at(const struct capai_table *table, capai_text name, size_t row)
{
    int column = capai_table_find(table, name);
    return column < 0 ? CAPAI_NO_TEXT : capai_table_texts(table, column)[row];
}

static void keep_totals(const struct capai_evaluation *evaluation, size_t set, capai_text aturan,
                        struct batch_work *work)
{
    const struct capai_table *table = evaluation->results[CAPAI_RESULT_OPD].table;
    for (size_t row = 0; row < table->rows; row++) {
        const struct total_record record = {
            .total = evaluation->totals[row],
            .opd = text_at(table, CAPAI_TEXT("opd"), row),
            .kabupaten = text_at(table, CAPAI_TEXT("kabupaten"), row),
            .provinsi = text_at(table, CAPAI_TEXT("provinsi"), row),
            .aturan = aturan,
            .predikat = text_at(table, CAPAI_TEXT("predikat"), row),
            .set = set,
        };
        record_total(&work->totals, &record);
    }
}

static void note_failure(struct batch_work *work, capai_text opd, const struct capai_error *error)
{
    record_failed(&work->failed, opd, error);
    work->failures++;
}

/* True for a complaint of a header, or of the whole file: those were made once, for all OPDs. */
static bool is_common(const struct batch_set *set, const struct capai_error *error)
{
    if (set->whole || !error->file)
        return false;
    if (set->alias.path && strcmp(error->file, set->alias.path) == 0)
        return true;
    for (size_t i = 0; i < set->scan_count; i++)
        if (strcmp(error->file, set->scans[i].path) == 0)
            return error->line <= set->scans[i].head_line ||
                   error->message == CAPAI_MSG_FILE_CONTROLS;
    return false;
}

/* An empty list that counts only what nobody would read. */
static void begin_notices(const struct batch_common *common, struct capai_notices *notices,
                          struct capai_arena *arena)
{
    capai_notices_init(notices, arena, CAPAI_NOTICES_LIMIT);
    for (size_t s = 0; s <= CAPAI_ERR_MEMORY; s++)
        if (atomic_load_explicit(&common->full[s], memory_order_relaxed))
            notices->seen[s] = CAPAI_NOTICES_LIMIT;
}

/* `before` is what the list had counted when it was empty. */
static void keep_notices(const struct batch_set *set, const struct capai_notices *notices,
                         const size_t *before, struct batch_work *work)
{
    size_t kept[CAPAI_ERR_MEMORY + 1];
    memcpy(kept, before, sizeof kept);
    for (size_t i = 0; i < notices->count; i++) {
        kept[notices->list[i].status]++;
        if (!is_common(set, &notices->list[i]))
            record_notice(&work->notices, &notices->list[i]);
    }
    for (size_t s = 0; s <= CAPAI_ERR_MEMORY; s++)
        work->seen[s] += notices->seen[s] - kept[s];
}

/* ---- evaluation ---- */

/* The rules of an OPD; those of the one before where they are the same. */
static enum capai_status find_rules(struct batch_worker *worker, const struct capai_opd *info,
                                    const struct capai_rules **rules, struct capai_error *err)
{
    const struct capai_batch_rules *source = &worker->common->plan->batch->rules;
    capai_text last = {worker->aturan, worker->aturan_size};
    *rules = worker->found;
    if (worker->found && worker->year == info->tahun && capai_text_equal(info->aturan, last))
        return CAPAI_OK;
    worker->found = NULL;
    enum capai_status status = source->find(worker->rules, info, rules, err);
    if (!status && info->aturan.size <= sizeof worker->aturan) {
        if (info->aturan.size)
            memcpy(worker->aturan, info->aturan.data, info->aturan.size);
        worker->aturan_size = info->aturan.size;
        worker->year = info->tahun;
        worker->found = *rules;
    }
    return status;
}

static enum capai_status find_quickly(void *user, const struct capai_opd *info,
                                      const struct capai_rules **rules)
{
    struct capai_error ignored = {0}; /* who does the OPD then says it */
    return find_rules(user, info, rules, &ignored);
}

/* What it takes is limited, so memory that runs out here is its own. */
enum capai_status unit_evaluate(struct batch_worker *worker, struct capai_dataset *dataset,
                                size_t opd, unsigned milliseconds, struct capai_trace *trace,
                                struct capai_arena *arena, struct capai_notices *notices,
                                struct capai_evaluation **out, struct capai_error *err)
{
    const struct capai_rules *rules;
    struct capai_error error = {0};
    const struct capai_opd info = capai_dataset_opd(dataset, opd);
    if (find_rules(worker, &info, &rules, &error) != CAPAI_OK) {
        if (!error.file)
            capai_dataset_place(dataset, opd, CAPAI_TEXT("aturan"), &error);
        *err = error;
        return error.status;
    }
    struct capai_evaluation *evaluation = capai_evaluation_new(&dataset, 1, arena, notices);
    if (evaluation) {
        evaluation->without_lines = !worker->common->tables[CAPAI_RESULT_ANGGARAN].count && !trace;
        evaluation->deadline =
            capai_cpu_milliseconds() + (milliseconds ? milliseconds : OPD_MILLISECONDS);
    }
    if (evaluation && trace)
        capai_evaluation_trace(evaluation, trace);
    if (!evaluation || capai_evaluate_opd(evaluation, dataset, opd, rules, &error) != CAPAI_OK) {
        error = (struct capai_error){0};
        capai_fail(&error,
                   evaluation && evaluation->late ? CAPAI_MSG_BATCH_TIME : CAPAI_MSG_BATCH_MEMORY,
                   CAPAI_NO_WORDS);
        capai_dataset_place(dataset, opd, CAPAI_TEXT("opd"), &error);
        *err = error;
        return error.status;
    }
    *out = evaluation;
    return CAPAI_OK;
}

/* Evaluates one OPD of a unit, and keeps what comes of it. Without a report its results stay. */
static void evaluate_one(struct batch_worker *worker, const struct batch_set *set,
                         struct capai_dataset *dataset, size_t opd, struct capai_arena *arena,
                         struct capai_notices *notices, struct report_unit *unit,
                         struct batch_work *work)
{
    const struct batch_common *common = worker->common;
    struct capai_evaluation *evaluation = NULL;
    struct capai_error error = {0};
    const bool reports = common->reports.make != NULL;
    struct capai_trace trace;
    work->opds++;
    capai_trace_init(&trace, arena);
    unit_evaluate(worker, dataset, opd, common->plan->batch->opd_milliseconds,
                  reports ? &trace : NULL, arena, notices, &evaluation, &error);
    if (!evaluation) {
        note_failure(work, dataset->opds[opd], &error);
        return;
    }
    write_results(common, evaluation, dataset, opd, work);
    keep_totals(evaluation, (size_t)(set - common->plan->sets),
                capai_dataset_opd(dataset, opd).aturan, work);
    if (reports)
        work->unreported +=
            !report_add(worker, evaluation, &trace, dataset, opd, arena, unit, &work->reports);
}

/* ---- the unit ---- */

/* What a data set that cannot be read means for the batch: its files may lack, which is a system's
 * failure only where they were there before. */
static void refuse_unit(const struct batch_set *set, size_t opd, const struct capai_error *error,
                        struct batch_work *work)
{
    if (!set->whole && error->status == CAPAI_ERR_SYSTEM) {
        work->status = CAPAI_ERR_SYSTEM;
        work->error = *error;
        return;
    }
    struct capai_error known = *error;
    if (error->status == CAPAI_ERR_MEMORY) {
        known = (struct capai_error){0};
        capai_fail(&known, CAPAI_MSG_BATCH_MEMORY, CAPAI_NO_WORDS);
        capai_error_place(&known, set->path, 0, 0);
    }
    work->opds++;
    note_failure(work, set->whole || opd >= set->names.count ? set->name : set->names.keys[opd],
                 &known);
}

/* What is said of one unit. */
struct talk {
    struct capai_arena arena; /* of the unit: also its data, and its results */
    struct capai_notices notices, once;
    size_t before[CAPAI_ERR_MEMORY + 1];
};

static void begin_talk(const struct batch_common *common, struct talk *talk)
{
    const struct batch_plan *plan = common->plan;
    capai_arena_init(&talk->arena, plan->arena->alloc, plan->arena->user,
                     plan->batch->opd_memory ? plan->batch->opd_memory : OPD_MEMORY);
    begin_notices(common, &talk->notices, &talk->arena);
    capai_notices_init(&talk->once, &talk->arena, CAPAI_NOTICES_LIMIT);
    memcpy(talk->before, talk->notices.seen, sizeof talk->before);
}

static void end_talk(struct talk *talk, const struct batch_set *set, struct batch_work *work)
{
    keep_notices(set, &talk->notices, talk->before, work);
    for (size_t i = 0; i < talk->once.count; i++)
        record_notice(&work->once, &talk->once.list[i]);
    capai_arena_clear(&talk->arena);
}

/* Says what is to be said of an OPD when it is read, of whose budget nothing is, and no more.
 * False: it cannot be read. */
static bool talk_of_rows(const struct batch_worker *worker, const struct batch_set *set, size_t opd,
                         struct batch_work *work)
{
    struct talk talk;
    struct capai_dataset *dataset;
    struct capai_error error = {0};
    begin_talk(worker->common, &talk);
    const enum capai_status status = batch_load(worker->common->plan, set, opd, false, &talk.arena,
                                                &talk.notices, &talk.once, &dataset, &error);
    if (status)
        capai_arena_clear(&talk.arena);
    else
        end_talk(&talk, set, work);
    return !status;
}

/* Does a unit the quick way, if it can be done so; what cannot be read ends the batch. A report
 * needs the evaluation itself. */
static bool do_quickly(struct batch_worker *worker, const struct batch_set *set, size_t opd,
                       struct batch_work *work)
{
    enum quick_outcome outcome;
    struct capai_error error = {0};
    if (set->whole || (set->failed && set->failed->status) || worker->common->reports.make)
        return false;
    enum capai_status status =
        quick_measure(worker->quick, set, opd, find_quickly, worker, &outcome, &error);
    if (status) {
        work->status = status;
        work->error = error;
        return true;
    }
    if (outcome == QUICK_LEFT ||
        (outcome == QUICK_REPEATED && !talk_of_rows(worker, set, opd, work)))
        return false;
    quick_write(worker->quick, work);
    return true;
}

static void do_unit(struct batch_worker *worker, size_t unit, struct batch_work *work)
{
    const struct batch_plan *plan = worker->common->plan;
    struct talk talk;
    struct capai_dataset *dataset;
    struct capai_error error = {0};
    size_t opd;
    const struct batch_set *set = plan_find(plan, unit, &opd);
    if (do_quickly(worker, set, opd, work))
        return;
    begin_talk(worker->common, &talk);
    enum capai_status status = CAPAI_OK;
    if (set->failed && set->failed->status) {
        status = set->failed->status;
        error = *set->failed;
    } else if (set->whole) {
        status = whole_load(plan, set, &talk.arena, &talk.notices, &dataset, &error);
    } else {
        status = batch_load(plan, set, opd, true, &talk.arena, &talk.notices, &talk.once, &dataset,
                            &error);
    }
    if (status)
        refuse_unit(set, opd, &error, work);
    struct report_unit reports = {.start = work->reports.size};
    for (size_t i = 0; !status && i < dataset->opd_count; i++)
        evaluate_one(worker, set, dataset, i, &talk.arena, &talk.notices, &reports, work);
    if (!status)
        report_end_unit(worker, dataset, &reports, &work->reports);
    end_talk(&talk, set, work);
}

void unit_work(struct batch_worker *worker, struct batch_work *work)
{
    bool failed = false;
    for (size_t i = 0; i < CAPAI_RESULT_COUNT; i++)
        work->tables[i].size = 0;
    work->totals.size = work->failed.size = work->notices.size = work->once.size = 0;
    work->reports.size = 0;
    memset(work->seen, 0, sizeof work->seen);
    work->opds = work->failures = work->unreported = 0;
    work->indicators = work->lines = 0;
    work->status = CAPAI_OK;
    work->error = (struct capai_error){0};
    worker->starved = false;
    quick_begin(worker->quick, work->unit, work->count);
    for (size_t i = 0; !work->status && i < work->count; i++)
        do_unit(worker, work->unit + i, work);
    work->starved = worker->starved;
    for (size_t i = 0; i < CAPAI_RESULT_COUNT; i++)
        failed |= work->tables[i].failed;
    if (failed || work->totals.failed || work->failed.failed || work->notices.failed ||
        work->once.failed || work->reports.failed)
        work->status = capai_fail_memory(&work->error);
}
