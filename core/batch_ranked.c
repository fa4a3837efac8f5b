/* Reports whose layout asks for ranks or kabupaten: made when these are known. */
#include <stdlib.h>
#include <string.h>

#include "capai/pipeline.h"
#include "core/batch_finish.h"
#include "core/batch_packet.h"
#include "core/batch_report.h"
#include "core/error.h"
#include "core/reserve.h"

enum { FLUSH_MILLISECONDS = 500 };

/* The packet of a unit, and what becomes of it. */
struct slot {
    struct bytes packet, out;
    size_t row; /* its first one in the table opd */
    enum capai_status status;
    struct capai_error error;
};

struct ranking {
    const struct finish *finish;
    struct batch_run *run;
    struct report_file file;
    struct capai_part *part;
    struct slot *slots;
    size_t total;      /* units that wait */
    size_t next, done; /* of them */
    size_t row;        /* of the table opd, up to the unit that is next */
    size_t ready;      /* those that an earlier process made */
    unsigned long long flushed;
    struct capai_error *err;
};

/* ---- what the end knows ---- */

/* The columns that say which kabupaten a row is of, and in which year. */
struct whereabouts {
    const capai_text *kabupaten, *provinsi; /* NULL: there is no such column */
    const struct capai_value *tahun;
};

static const capai_text *texts_of(const struct capai_table *table, capai_text name)
{
    const int column = capai_table_find(table, name);
    return column < 0 ? NULL : capai_table_texts(table, column);
}

static struct whereabouts whereabouts(const struct result *result)
{
    return (struct whereabouts){texts_of(result->table, CAPAI_TEXT("kabupaten")),
                                texts_of(result->table, CAPAI_TEXT("provinsi")),
                                capai_table_values(result->table, result->at[COLUMN_TAHUN])};
}

static bool same_text(const capai_text *a, size_t row, const capai_text *b, size_t other)
{
    return capai_text_equal(a ? a[row] : CAPAI_NO_TEXT, b ? b[other] : CAPAI_NO_TEXT);
}

static bool same_place(const struct whereabouts *a, size_t row, const struct whereabouts *b,
                       size_t other)
{
    return same_text(a->kabupaten, row, b->kabupaten, other) &&
           same_text(a->provinsi, row, b->provinsi, other) &&
           capai_decimal_compare(a->tahun[row].number, b->tahun[other].number) == 0;
}

/* Copies a row of the table kabupaten, whose columns are always the same. False: memory. */
static bool copy_row(struct result *to, const struct result *from, size_t row)
{
    if (!capai_table_add_row(to->table))
        return false;
    const size_t last = to->table->rows - 1;
    for (int c = 0; c < capai_table_columns(to->table); c++) {
        const struct capai_column *source = &from->table->columns[c];
        struct capai_column *column = &to->table->columns[c];
        if (column->kind == CAPAI_COLUMN_TEXT)
            column->of.texts[last] = source->of.texts[row];
        else if (column->kind == CAPAI_COLUMN_CELL)
            column->of.cells[last] = source->of.cells[row];
        else
            column->of.values[last] = source->of.values[row];
    }
    return true;
}

/* Gives the rows of one OPD their ranks, of which the first is in row `first` of all, and the
 * evaluation the kabupaten that it is in. False: memory. */
static bool complete(const struct capai_evaluation *all, size_t first,
                     struct capai_evaluation *evaluation)
{
    const struct result *ranks = &all->results[CAPAI_RESULT_OPD];
    const struct result *places = &all->results[CAPAI_RESULT_KABUPATEN];
    struct result *opds = &evaluation->results[CAPAI_RESULT_OPD];
    struct result *own = &evaluation->results[CAPAI_RESULT_KABUPATEN];
    const struct capai_value *rank = capai_table_values(ranks->table, ranks->at[COLUMN_PERINGKAT]);
    struct capai_value *to = capai_table_values(opds->table, opds->at[COLUMN_PERINGKAT]);
    const struct whereabouts its = whereabouts(opds), theirs = whereabouts(places);
    for (size_t row = 0; row < opds->table->rows; row++) {
        to[row] = rank[first + row];
        for (size_t other = 0; other < places->table->rows; other++)
            if (same_place(&its, row, &theirs, other) && !copy_row(own, places, other))
                return false;
    }
    return true;
}

/* ---- work ---- */

static bool fill(void *user, size_t number)
{
    struct ranking *r = user;
    struct slot *slot = &r->slots[number];
    while (r->file.at < r->file.end) {
        struct report_head head;
        if (report_read_head(&r->file, &head) != CAPAI_OK)
            return false;
        slot->row = r->row;
        r->row += (size_t)head.rows;
        if (head.kind != REPORT_WAITING || r->next++ < r->ready) {
            r->file.at += head.size;
            continue;
        }
        slot->status = CAPAI_OK;
        slot->packet.size = (size_t)head.size;
        if (!reserve_more(&slot->packet.data, &slot->packet.capacity, 0, slot->packet.size, 1)) {
            capai_fail_memory(r->err);
            return false;
        }
        return report_read(&r->file, slot->packet.data, slot->packet.size) == CAPAI_OK;
    }
    return false;
}

/* The report of one OPD. */
static void make_one(const struct ranking *r, struct batch_worker *worker,
                     const struct packet *packet, const struct packet_opd *opd, size_t row,
                     struct capai_arena *arena, struct bytes *out)
{
    struct capai_error error = opd->error;
    struct capai_evaluation *evaluation = NULL;
    struct capai_notices said;
    struct capai_trace trace;
    capai_notices_init(&said, arena, 0);
    capai_trace_init(&trace, arena);
    if (!error.status)
        unit_evaluate(worker, packet->dataset, opd->opd, packet->opd_milliseconds, &trace, arena,
                      &said, &evaluation, &error);
    /* there is one where nothing failed */
    const size_t rows = evaluation ? evaluation->results[CAPAI_RESULT_OPD].table->rows : 0;
    if (rows > r->finish->count || row > r->finish->count - rows) /* others than it was to have */
        capai_fail(&error, CAPAI_MSG_BATCH_DAMAGED, CAPAI_NO_WORDS);
    else if (evaluation && !complete(&r->finish->evaluation, row, evaluation))
        capai_fail_memory(&error);
    const struct capai_batch_report report = {.evaluation = evaluation,
                                              .dataset = packet->dataset,
                                              .trace = &trace,
                                              .texts = opd->texts,
                                              .text_count = opd->text_count,
                                              .arena = arena};
    if (error.status)
        report_put_failed(worker, packet->dataset, opd->opd, opd->rows, &error, out);
    else
        report_make_or_fail(worker, &report, opd->opd, opd->rows, out);
}

/* The packet of a slot is none that a batch has written. */
static enum capai_status fail_slot(const struct ranking *r, struct slot *slot)
{
    slot->error = (struct capai_error){0};
    enum capai_status status = capai_fail(&slot->error, CAPAI_MSG_BATCH_DAMAGED, CAPAI_NO_WORDS);
    capai_error_place(&slot->error, r->file.path, 0, 0);
    return status;
}

/* True where all rows of the table opd that the OPDs have are there, from `row` on. */
static bool is_within(const struct ranking *r, const struct packet *packet, size_t row)
{
    size_t left = r->finish->count > row ? r->finish->count - row : 0;
    for (size_t i = 0; i < packet->count; i++) {
        if (packet->opds[i].rows > left)
            return false;
        left -= (size_t)packet->opds[i].rows;
    }
    return true;
}

static void work(void *user, size_t number, size_t at)
{
    struct ranking *r = user;
    struct slot *slot = &r->slots[at];
    struct capai_arena arena;
    struct packet packet;
    capai_text text = {slot->packet.data, slot->packet.size};
    slot->out.size = 0;
    slot->error = (struct capai_error){0};
    if (!packet_begin(&text, &packet)) {
        slot->status = fail_slot(r, slot);
        return;
    }
    capai_arena_init(&arena, r->run->arena->alloc, r->run->arena->user,
                     packet.opd_memory ? packet.opd_memory : OPD_MEMORY);
    slot->status = packet_load(text, &arena, &packet, &slot->error);
    size_t row = slot->row;
    if (!slot->status && !is_within(r, &packet, row))
        slot->status = fail_slot(r, slot);
    for (size_t i = 0; !slot->status && i < packet.count; i++) {
        make_one(r, &r->run->workers[number], &packet, &packet.opds[i], row, &arena, &slot->out);
        row += (size_t)packet.opds[i].rows;
    }
    if (slot->status == CAPAI_ERR_MEMORY)
        slot->error.file = NULL;
    else if (slot->status)
        slot->status = fail_slot(r, slot);
    else if (slot->out.failed)
        slot->status = capai_fail_memory(&slot->error);
    capai_arena_clear(&arena);
}

static void tell(void *user)
{
    const struct ranking *r = user;
    const struct batch_run *run = r->run;
    if (!run->batch->progress)
        return;
    const struct capai_batch_progress progress = {.done = r->done,
                                                  .total = r->total,
                                                  .opds = (size_t)run->state.opds,
                                                  .failed = (size_t)run->state.failed,
                                                  .reports = true};
    run->batch->progress(run->batch->user, &progress);
}

static bool take(void *user, size_t number)
{
    struct ranking *r = user;
    const struct slot *slot = &r->slots[number];
    const capai_text bytes = {slot->out.data, slot->out.size};
    struct report_frame frame = {.size = bytes.size};
    if (slot->status) {
        *r->err = slot->error;
        return false;
    }
    if (!digest_of(bytes, frame.digest)) {
        capai_fail_memory(r->err);
        return false;
    }
    if (capai_part_write(r->part, (capai_text){(const char *)&frame, sizeof frame}, r->err) ||
        capai_part_write(r->part, bytes, r->err))
        return false;
    r->done++;
    const unsigned long long now = capai_clock_milliseconds();
    if (now - r->flushed >= FLUSH_MILLISECONDS) {
        r->flushed = now;
        if (capai_part_flush(r->part, r->err))
            return false;
    }
    tell(r);
    return true;
}

/* ---- going on ---- */

/* Counts what an earlier process made; *size are the bytes that are good. */
static enum capai_status count_ready(struct ranking *r, struct capai_arena *arena, uint64_t *size)
{
    struct report_file file;
    struct report_frame frame;
    struct bytes bytes = {.data = NULL};
    unsigned char digest[DIGEST_SIZE];
    *size = 0;
    bool has;
    enum capai_status status = capai_store_has(r->run->store, REPORTS_RANKED, &has, r->err);
    if (status || !has)
        return status;
    status = report_open(r->run, REPORTS_RANKED, arena, &file, r->err);
    while (!status && file.end - file.at > sizeof frame) {
        status = report_read(&file, &frame, sizeof frame);
        if (status || frame.size > file.end - file.at)
            break;
        if (!reserve_more(&bytes.data, &bytes.capacity, 0, (size_t)frame.size, 1))
            status = capai_fail_memory(r->err);
        if (!status)
            status = report_read(&file, bytes.data, (size_t)frame.size);
        if (!status && !digest_of((capai_text){bytes.data, (size_t)frame.size}, digest))
            status = capai_fail_memory(r->err);
        if (status || memcmp(digest, frame.digest, DIGEST_SIZE) != 0)
            break;
        r->ready++;
        *size = file.at;
    }
    bytes_clear(&bytes);
    report_close(&file);
    return status;
}

/* ---- all ---- */

/* How many units wait. */
static enum capai_status count_waiting(struct batch_run *run, struct capai_arena *arena,
                                       size_t *count, struct capai_error *err)
{
    struct report_file file;
    struct report_head head;
    *count = 0;
    enum capai_status status = report_open(run, part_name(PART_REPORTS), arena, &file, err);
    while (!status && file.at < file.end) {
        status = report_read_head(&file, &head);
        if (status)
            break;
        file.at += head.size;
        *count += head.kind == REPORT_WAITING;
    }
    report_close(&file);
    return status;
}

enum capai_status ranked_wait(struct batch_run *run, struct capai_arena *arena, bool *any,
                              struct capai_error *err)
{
    size_t count;
    enum capai_status status = count_waiting(run, arena, &count, err);
    *any = count > 0 && !run->batch->delivery.only; /* nobody would see them */
    return status;
}

static enum capai_status run_all(struct ranking *r)
{
    struct batch_run *run = r->run;
    const struct capai_pipeline pipeline = {.workers = run->worker_count,
                                            .slots = run->worker_count * 2,
                                            .user = r,
                                            .fill = fill,
                                            .work = work,
                                            .take = take,
                                            .wait = tell};
    struct capai_error why = {0}, *err = r->err;
    r->slots = capai_arena_array(run->arena, pipeline.slots, sizeof *r->slots);
    if (!r->slots)
        return capai_fail_memory(err);
    r->err = r->file.err = &why;
    r->done = r->ready;
    enum capai_status status = capai_pipeline_run(&pipeline, err);
    r->err = err;
    if (!status && why.status)
        status = error_pass(err, &why);
    for (size_t i = 0; i < pipeline.slots; i++) {
        bytes_clear(&r->slots[i].packet);
        bytes_clear(&r->slots[i].out);
    }
    return status;
}

enum capai_status ranked_make(struct finish *f)
{
    struct batch_run *run = f->run;
    struct ranking r = {.finish = f, .run = run, .err = f->err};
    uint64_t size = 0;
    if (run->batch->delivery.only)
        return CAPAI_OK;
    r.flushed = capai_clock_milliseconds();
    enum capai_status status = count_waiting(run, &f->arena, &r.total, f->err);
    if (status || !r.total)
        return status;
    status = count_ready(&r, &f->arena, &size);
    if (!status)
        status = report_open(run, part_name(PART_REPORTS), &f->arena, &r.file, f->err);
    if (!status)
        status = capai_part_open(run->store, REPORTS_RANKED, size, &r.part, f->err);
    if (!status)
        status = run_all(&r);
    /* what is done stays done, if the system still takes it */
    struct capai_error last = {0};
    if (r.part && status)
        capai_part_flush(r.part, &last);
    if (r.part && !status)
        status = capai_part_seal(r.part, f->err);
    capai_part_close(r.part);
    report_close(&r.file);
    return status;
}
