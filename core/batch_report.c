/* Reports of single OPDs: made with their results, unless their layout asks for what is known only
 * when all OPDs are, and kept in a file of the store until they get their names. */
#include "core/batch_report.h"

#include <string.h>

#include "core/batch_packet.h"

/* ---- records ---- */

static void put_head(struct bytes *out, enum report_kind kind, uint64_t rows, uint64_t size)
{
    const struct report_head head = {(uint64_t)kind, rows, size};
    bytes_add(out, &head, sizeof head);
}

/* Says how long the record is that begins at `start`, head included. */
static void end_record(struct bytes *out, size_t start)
{
    struct report_head head;
    if (out->failed)
        return;
    memcpy(&head, out->data + start, sizeof head);
    head.size = out->size - start - sizeof head;
    memcpy(out->data + start, &head, sizeof head);
}

void report_put_failed(struct batch_worker *worker, const struct capai_dataset *dataset, size_t opd,
                       uint64_t rows, const struct capai_error *why, struct bytes *out)
{
    struct capai_error error = *why;
    if (error.status == CAPAI_ERR_MEMORY) {
        worker->starved = true;
        error = (struct capai_error){0};
        capai_fail(&error, CAPAI_MSG_BATCH_MEMORY, CAPAI_NO_WORDS);
        capai_dataset_place(dataset, opd, CAPAI_TEXT("opd"), &error);
    }
    const size_t start = out->size;
    put_head(out, REPORT_FAILED, rows, 0);
    record_failed(out, dataset->opds[opd], &error);
    end_record(out, start);
}

enum capai_status report_make(const struct batch_worker *worker,
                              const struct capai_batch_report *report, size_t opd, uint64_t rows,
                              struct bytes *out, struct capai_error *err)
{
    const struct capai_batch_reports *reports = &worker->common->reports;
    capai_text *forms = capai_arena_array(report->arena, reports->count, sizeof *forms);
    if (!forms)
        return capai_fail_memory(err);
    enum capai_status status = reports->make(reports->user, worker->rules, report, forms, err);
    if (status)
        return status;
    const size_t start = out->size;
    put_head(out, REPORT_MADE, rows, 0);
    bytes_put_text(out, report->dataset->opds[opd]);
    bytes_put_number(out, reports->count);
    for (size_t i = 0; i < reports->count; i++) {
        bytes_put_text(out, reports->endings[i]);
        bytes_put_text(out, forms[i]);
    }
    end_record(out, start);
    return CAPAI_OK;
}

bool report_make_or_fail(struct batch_worker *worker, const struct capai_batch_report *report,
                         size_t opd, uint64_t rows, struct bytes *out)
{
    struct capai_error error = {0};
    if (report_make(worker, report, opd, rows, out, &error) == CAPAI_OK)
        return true;
    report_put_failed(worker, report->dataset, opd, rows, &error, out);
    return false;
}

/* ---- with the results ---- */

/* The folder of a data set, in which its texts stand, too; NULL: there is none, or (*memory) memory
 * ran out. */
static const char *folder_of(const struct capai_dataset *dataset, struct capai_arena *arena,
                             bool *memory)
{
    const char *path = dataset->texts && dataset->text_count ? dataset->texts[0].path
                       : dataset->input_count                ? dataset->inputs[0].path
                                                             : NULL;
    *memory = false;
    if (!path || strcmp(path, "-") == 0)
        return NULL;
    const char *slash = strrchr(path, '/');
    const capai_text folder = slash ? (capai_text){path, (size_t)(slash - path)} : CAPAI_TEXT(".");
    const char *copy = capai_text_copy(folder, arena).data;
    *memory = !copy;
    return copy;
}

/* Reads what people wrote for the OPD. */
static void read_texts(const struct capai_dataset *dataset, struct capai_arena *arena,
                       struct packet_opd *out)
{
    bool memory;
    const char *folder = folder_of(dataset, arena, &memory);
    if (memory)
        capai_fail_memory(&out->error);
    else if (folder)
        capai_narasi_read(folder, dataset->opds[out->opd], arena, &out->texts, &out->text_count,
                          &out->error);
}

bool report_add(struct batch_worker *worker, struct capai_evaluation *evaluation,
                const struct capai_trace *trace, struct capai_dataset *dataset, size_t opd,
                struct capai_arena *arena, struct report_unit *unit, struct bytes *out)
{
    static const struct capai_input none;
    struct result *rows = &evaluation->results[CAPAI_RESULT_OPD];
    struct batch_common *common = worker->common;
    struct packet_opd *opds =
        capai_arena_grow(arena, unit->opds, unit->count, &unit->capacity, sizeof *opds);
    if (!opds) {
        struct capai_error error = {0};
        capai_fail_memory(&error);
        report_put_failed(worker, dataset, opd, rows->table->rows, &error, out);
        return false;
    }
    unit->opds = opds;
    struct packet_opd *one = &opds[unit->count++];
    *one = (struct packet_opd){.opd = opd, .rows = rows->table->rows, .texts = &none};
    read_texts(dataset, arena, one);
    unit->asked |= atomic_load_explicit(&common->asked, memory_order_relaxed);
    if (unit->asked)
        return true;
    if (one->error.status) {
        report_put_failed(worker, dataset, opd, one->rows, &one->error, out);
        return false;
    }
    const struct capai_batch_report report = {.evaluation = evaluation,
                                              .dataset = dataset,
                                              .trace = trace,
                                              .texts = one->texts,
                                              .text_count = one->text_count,
                                              .arena = arena};
    evaluation->asked = rows->table->asked = &unit->asked;
    rows->table->watched = rows->at[COLUMN_PERINGKAT];
    const bool made = report_make_or_fail(worker, &report, opd, one->rows, out);
    evaluation->asked = rows->table->asked = NULL;
    if (unit->asked) /* layouts ask for it of all OPDs: it need not be tried again */
        atomic_store_explicit(&common->asked, true, memory_order_relaxed);
    return made || unit->asked;
}

void report_end_unit(const struct batch_worker *worker, const struct capai_dataset *dataset,
                     const struct report_unit *unit, struct bytes *out)
{
    uint64_t rows = 0;
    if (!unit->asked || out->failed)
        return;
    for (size_t i = 0; i < unit->count; i++)
        rows += unit->opds[i].rows;
    out->size = unit->start;
    put_head(out, REPORT_WAITING, rows, 0);
    packet_put(out, worker->common->plan->batch, dataset, unit->opds, unit->count);
    end_record(out, unit->start);
}

/* ---- reading ---- */

enum capai_status report_damaged(const struct report_file *file)
{
    enum capai_status status = capai_fail(file->err, CAPAI_MSG_BATCH_DAMAGED, CAPAI_NO_WORDS);
    capai_error_place(file->err, file->path, 0, 0);
    return status;
}

enum capai_status report_read(struct report_file *file, void *out, size_t size)
{
    size_t done;
    enum capai_status status =
        capai_source_read(file->source, file->at, out, size, &done, file->err);
    if (!status && done < size)
        status = report_damaged(file);
    file->at += done;
    return status;
}

enum capai_status report_read_head(struct report_file *file, struct report_head *out)
{
    enum capai_status status = report_read(file, out, sizeof *out);
    if (!status && (file->at > file->end || !report_is_head(out, file->end - file->at)))
        status = report_damaged(file);
    return status;
}

enum capai_status report_read_text(struct report_file *file, struct capai_arena *arena,
                                   capai_text *out)
{
    uint64_t size = 0;
    *out = CAPAI_NO_TEXT;
    enum capai_status status = report_read(file, &size, sizeof size);
    if (status || !size--)
        return status;
    if (file->at > file->end || size > file->end - file->at)
        return report_damaged(file);
    char *data = capai_arena_alloc(arena, (size_t)size + 1);
    if (!data)
        return capai_fail_memory(file->err);
    data[size] = '\0';
    *out = (capai_text){data, (size_t)size};
    return report_read(file, data, (size_t)size);
}

enum capai_status report_open(struct batch_run *run, const char *name, struct capai_arena *arena,
                              struct report_file *out, struct capai_error *err)
{
    *out = (struct report_file){.path = capai_store_path(run->store, name, run->arena), .err = err};
    if (!out->path)
        return capai_fail_memory(err);
    enum capai_status status = capai_source_open(out->path, arena, &out->source, err);
    out->end = status ? 0 : capai_source_size(out->source);
    return status;
}

void report_close(struct report_file *file)
{
    capai_source_close(file->source);
    file->source = NULL;
}

enum capai_status walk_open(struct batch_run *run, struct capai_arena *arena,
                            struct report_walk *out, struct capai_error *err)
{
    *out = (struct report_walk){.frame_end = 0};
    enum capai_status status = report_open(run, part_name(PART_REPORTS), arena, &out->made, err);
    bool waited = false;
    if (!status)
        status = capai_store_has(run->store, REPORTS_RANKED, &waited, err);
    if (!status && waited)
        status = report_open(run, REPORTS_RANKED, arena, &out->ranked, err);
    return status;
}

void walk_close(struct report_walk *walk)
{
    report_close(&walk->made);
    report_close(&walk->ranked);
}

/* Goes into the next frame of those that waited. */
static enum capai_status enter_frame(struct report_walk *walk)
{
    struct report_frame frame;
    enum capai_status status = report_read(&walk->ranked, &frame, sizeof frame);
    if (!status && frame.size > walk->ranked.end - walk->ranked.at)
        status = report_damaged(&walk->ranked);
    walk->frame_end = walk->ranked.at + (status ? 0 : frame.size);
    return status;
}

enum capai_status walk_next(struct report_walk *walk, struct report_file **file,
                            struct report_head *head)
{
    for (;;) {
        const bool ranked = walk->ranked.source && walk->ranked.at < walk->frame_end;
        struct report_file *from = ranked ? &walk->ranked : &walk->made;
        *file = NULL;
        if (from->at >= from->end)
            return CAPAI_OK;
        enum capai_status status = report_read_head(from, head);
        if (status)
            return status;
        if (head->kind != REPORT_WAITING) {
            *file = from;
            return CAPAI_OK;
        }
        from->at += head->size;
        if (walk->ranked.source && (status = enter_frame(walk)) != CAPAI_OK)
            return status;
    }
}

/* ---- what failed ---- */

enum capai_status report_failures(struct batch_run *run, struct capai_arena *arena,
                                  struct bytes *out, struct capai_error *err)
{
    struct report_walk walk;
    struct report_file *file;
    struct report_head head;
    enum capai_status status = walk_open(run, arena, &walk, err);
    while (!status && !(status = walk_next(&walk, &file, &head)) && file) {
        const struct capai_mark mark = capai_arena_mark(arena);
        char *text =
            head.kind == REPORT_FAILED ? capai_arena_alloc(arena, (size_t)head.size + 1) : NULL;
        if (head.kind != REPORT_FAILED)
            file->at += head.size;
        else if (!text)
            status = capai_fail_memory(err);
        else
            status = report_read(file, text, (size_t)head.size);
        if (!status && text)
            bytes_add(out, text, (size_t)head.size);
        if (!status)
            capai_arena_release(arena, mark);
    }
    walk_close(&walk);
    return status;
}
