#include "core/batch_unit.h"

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
    struct capai_evaluation *evaluation;
    struct capai_error error = {0};
    const bool reports = common->reports.make != NULL;
    struct capai_trace trace;
    work->opds++;
    capai_trace_init(&trace, arena);
    if (unit_evaluate(worker, dataset, opd, common->plan->batch->opd_milliseconds,
                      reports ? &trace : NULL, arena, notices, &evaluation, &error) != CAPAI_OK) {
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

/* ---- reading ---- */

/* Reads what one OPD has in one file, behind its header. */
static enum capai_status read_text(const struct batch_set *set, size_t s, size_t opd,
                                   struct capai_arena *arena, struct capai_input *text,
                                   struct piece_file *file, struct capai_error *err)
{
    const struct scan *scan = &set->scans[s];
    size_t count = plan_stretches(set, s, opd), size = scan->head.size + 1, done;
    for (size_t i = 0; i < count; i++)
        size += (size_t)plan_stretch(set, s, opd, i)->size + 1;
    char *data = capai_arena_alloc(arena, size + 1);
    struct piece_stretch *stretches = capai_arena_array(arena, count + 1, sizeof *stretches);
    if (!data || !stretches)
        return capai_fail_memory(err);
    memcpy(data, scan->head.data, scan->head.size);
    size = scan->head.size;
    for (size_t i = 0; i < count; i++) {
        const struct stretch *stretch = plan_stretch(set, s, opd, i);
        if (data[size - 1] != '\n' && data[size - 1] != '\r')
            data[size++] = '\n';
        stretches[i] = (struct piece_stretch){size, (size_t)stretch->line};
        enum capai_status status = capai_source_read(scan->source, stretch->offset, data + size,
                                                     (size_t)stretch->size, &done, err);
        if (!status && done < stretch->size) {
            status = capai_fail(err, CAPAI_MSG_BATCH_CHANGED, CAPAI_NO_WORDS);
            capai_error_place(err, scan->path, 0, 0);
        }
        if (status)
            return status;
        size += done;
    }
    *text =
        (struct capai_input){scan->path, capai_text_of(schema_of(scan->which)->file), {data, size}};
    *file = (struct piece_file){scan->head_line, scan->delimiter, stretches, count};
    return CAPAI_OK;
}

/* The rows of one OPD as a data set. */
static enum capai_status load_piece(const struct batch_plan *plan, const struct batch_set *set,
                                    size_t opd, struct capai_arena *arena,
                                    struct capai_notices *notices, struct capai_notices *once,
                                    struct capai_dataset **out, struct capai_error *err)
{
    struct capai_input *texts = capai_arena_array(arena, set->scan_count + 1, sizeof *texts);
    struct piece_file *files = capai_arena_array(arena, set->scan_count + 1, sizeof *files);
    struct piece *piece = capai_arena_array(arena, 1, sizeof *piece);
    size_t count = 0;
    enum capai_status status = CAPAI_OK;
    if (!texts || !files || !piece)
        return capai_fail_memory(err);
    for (; !status && count < set->scan_count; count++)
        status = read_text(set, count, opd, arena, &texts[count], &files[count], err);
    if (status)
        return status;
    if (set->alias.path)
        texts[count++] = set->alias;
    *piece = set->piece;
    piece->files = files;
    piece->once = once;
    return dataset_read_piece(set->path ? set->path : set->name.data, texts, count, piece,
                              &plan->batch->data, arena, notices, out, err);
}

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

/* Does a unit the quick way, if it can be done so; what cannot be read ends the batch. A report
 * needs the evaluation itself. */
static bool do_quickly(struct batch_worker *worker, const struct batch_set *set, size_t opd,
                       struct batch_work *work)
{
    bool done = false;
    struct capai_error error = {0};
    if (set->whole || (set->failed && set->failed->status) || worker->common->reports.make)
        return false;
    enum capai_status status =
        quick_opd(worker->quick, set, opd, find_quickly, worker, work, &done, &error);
    if (status) {
        work->status = status;
        work->error = error;
    }
    return status || done;
}

static void do_unit(struct batch_worker *worker, size_t unit, struct batch_work *work)
{
    const struct batch_plan *plan = worker->common->plan;
    struct capai_arena arena;
    struct capai_notices notices, once;
    struct capai_dataset *dataset;
    struct capai_error error = {0};
    size_t opd;
    const struct batch_set *set = plan_find(plan, unit, &opd);
    if (do_quickly(worker, set, opd, work))
        return;
    capai_arena_init(&arena, plan->arena->alloc, plan->arena->user,
                     plan->batch->opd_memory ? plan->batch->opd_memory : OPD_MEMORY);
    begin_notices(worker->common, &notices, &arena);
    capai_notices_init(&once, &arena, CAPAI_NOTICES_LIMIT);
    size_t before[CAPAI_ERR_MEMORY + 1];
    memcpy(before, notices.seen, sizeof before);
    enum capai_status status = CAPAI_OK;
    if (set->failed && set->failed->status) {
        status = set->failed->status;
        error = *set->failed;
    } else if (set->whole) {
        status = whole_load(plan, set, &arena, &notices, &dataset, &error);
    } else {
        status = load_piece(plan, set, opd, &arena, &notices, &once, &dataset, &error);
    }
    if (status)
        refuse_unit(set, opd, &error, work);
    struct report_unit reports = {.start = work->reports.size};
    for (size_t i = 0; !status && i < dataset->opd_count; i++)
        evaluate_one(worker, set, dataset, i, &arena, &notices, &reports, work);
    if (!status)
        report_end_unit(worker, dataset, &reports, &work->reports);
    keep_notices(set, &notices, before, work);
    for (size_t i = 0; i < once.count; i++)
        record_notice(&work->once, &once.list[i]);
    capai_arena_clear(&arena);
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
    quick_begin(worker->quick, work->unit, work->count);
    for (size_t i = 0; !work->status && i < work->count; i++)
        do_unit(worker, work->unit + i, work);
    for (size_t i = 0; i < CAPAI_RESULT_COUNT; i++)
        failed |= work->tables[i].failed;
    if (failed || work->totals.failed || work->failed.failed || work->notices.failed ||
        work->once.failed || work->reports.failed)
        work->status = capai_fail_memory(&work->error);
}
