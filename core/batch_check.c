#include "core/batch_check.h"

#include <string.h>

#include "core/batch_report.h"

struct check {
    const struct check_piece *piece;
    struct capai_arena *arena; /* for paths */
    uint64_t rows;             /* of the table opd, as the totals have them */
    struct capai_error *err;
};

/* The bytes of one part. */
struct range {
    struct capai_source *source;
    const char *path;
    uint64_t at, end;
};

static enum capai_status fail_at(const struct check *c, enum capai_message message,
                                 const char *path)
{
    enum capai_status status = capai_fail(c->err, message, CAPAI_NO_WORDS);
    capai_error_place(c->err, path, 0, 0);
    return status;
}

static enum capai_status damaged(const struct check *c, const struct range *r)
{
    return fail_at(c, c->piece->damaged, r->path);
}

static enum capai_status open_range(struct check *c, size_t part, struct range *r)
{
    const uint64_t begin = c->piece->offsets[part], size = c->piece->state->sizes[part];
    r->path = capai_path_join(c->piece->store, part_name(part), c->arena);
    if (!r->path)
        return capai_fail_memory(c->err);
    enum capai_status status = capai_source_open(r->path, c->arena, &r->source, c->err);
    if (status)
        return status;
    const uint64_t there = capai_source_size(r->source);
    if (begin > there || size > there - begin) {
        capai_source_close(r->source);
        return fail_at(c, c->piece->cut, r->path);
    }
    r->at = begin;
    r->end = begin + size;
    return CAPAI_OK;
}

/* ---- records of no fixed size, which are small ---- */

/* Reads one record; false where there is none. */
typedef bool read_record(struct check *c, capai_text *text, struct capai_arena *arena);

static bool read_total(struct check *c, capai_text *text, struct capai_arena *arena)
{
    struct total_record record;
    c->rows++;
    return record_read_total(text, arena, &record) && record.set < c->piece->sets;
}

static bool read_failed(struct check *c, capai_text *text, struct capai_arena *arena)
{
    struct failed_record record;
    (void)c;
    return record_read_failed(text, arena, &record);
}

static bool read_notice(struct check *c, capai_text *text, struct capai_arena *arena)
{
    struct capai_error error;
    (void)c;
    return record_read_notice(text, arena, &error);
}

static enum capai_status check_records(struct check *c, const struct range *r, read_record *read)
{
    struct capai_arena arena;
    size_t done = 0;
    enum capai_status status = CAPAI_OK;
    capai_arena_init_inner(&arena, c->arena, 0);
    const size_t size = (size_t)(r->end - r->at);
    char *data = capai_arena_alloc(&arena, size + 1);
    const struct capai_mark mark = capai_arena_mark(&arena);
    if (!data)
        status = capai_fail_memory(c->err);
    else
        status = capai_source_read(r->source, r->at, data, size, &done, c->err);
    capai_text text = {data, done};
    while (!status && text.size) {
        if (!read(c, &text, &arena))
            status = arena.starved ? capai_fail_memory(c->err) : damaged(c, r);
        capai_arena_release(&arena, mark);
    }
    capai_arena_clear(&arena);
    return status;
}

static enum capai_status check_small(struct check *c, size_t part, read_record *read)
{
    struct range r;
    enum capai_status status = open_range(c, part, &r);
    if (status)
        return status;
    status = check_records(c, &r, read);
    capai_source_close(r.source);
    return status;
}

/* ---- records that say how long they are ---- */

/* Reads the head of the next record. */
static enum capai_status read_head(struct check *c, struct range *r, void *head, size_t size)
{
    size_t done;
    enum capai_status status = capai_source_read(r->source, r->at, head, size, &done, c->err);
    if (!status && (done < size || size > r->end - r->at))
        status = damaged(c, r);
    r->at += size;
    return status;
}

/* The rows of the table opd: one for each of the totals. */
static enum capai_status check_rows(struct check *c, struct range *r)
{
    enum capai_status status = CAPAI_OK;
    uint64_t sizes[2], count = 0;
    for (; !status && r->at < r->end; count++) {
        status = read_head(c, r, sizes, sizeof sizes);
        if (!status && (sizes[0] > r->end - r->at || sizes[1] > r->end - r->at - sizes[0]))
            status = damaged(c, r);
        if (!status)
            r->at += sizes[0] + sizes[1];
    }
    return !status && count != c->rows ? damaged(c, r) : status;
}

/* What is said of a report that could not be made: records and nothing else. */
static enum capai_status check_failure(struct check *c, const struct range *r, size_t size)
{
    const struct range one = {r->source, r->path, r->at, r->at + size};
    return check_records(c, &one, read_failed);
}

/* Reports: those of no more rows than there are. */
static enum capai_status check_reports(struct check *c, struct range *r)
{
    struct report_head head;
    enum capai_status status = CAPAI_OK;
    uint64_t rows = 0;
    while (!status && r->at < r->end) {
        status = read_head(c, r, &head, sizeof head);
        if (!status && (!report_is_head(&head, r->end - r->at) || head.rows > c->rows - rows))
            status = damaged(c, r);
        if (!status && head.kind == REPORT_FAILED)
            status = check_failure(c, r, (size_t)head.size);
        if (!status) {
            rows += head.rows;
            r->at += head.size;
        }
    }
    return status;
}

static enum capai_status check_long(struct check *c, size_t part,
                                    enum capai_status (*look)(struct check *, struct range *))
{
    struct range r;
    enum capai_status status = open_range(c, part, &r);
    if (status)
        return status;
    status = look(c, &r);
    capai_source_close(r.source);
    return status;
}

/* ---- all ---- */

enum capai_status batch_check(const struct check_piece *piece, struct capai_arena *arena,
                              struct capai_error *err)
{
    struct check c = {.piece = piece, .arena = arena, .err = err};
    enum capai_status status = check_small(&c, PART_TOTALS, read_total);
    if (!status)
        status = check_small(&c, PART_FAILED, read_failed);
    if (!status)
        status = check_small(&c, PART_NOTICES, read_notice);
    if (!status && piece->state->sizes[CAPAI_RESULT_OPD])
        status = check_long(&c, CAPAI_RESULT_OPD, check_rows);
    if (!status)
        status = check_long(&c, PART_REPORTS, check_reports);
    return status;
}

enum capai_status batch_unread(const struct batch_run *run, const struct capai_arena *arena,
                               const char *name, struct capai_error *err)
{
    const char *path = arena->starved ? NULL : capai_store_path(run->store, name, run->arena);
    if (!path)
        return capai_fail_memory(err);
    enum capai_status status = capai_fail(err, CAPAI_MSG_BATCH_DAMAGED, CAPAI_NO_WORDS);
    capai_error_place(err, path, 0, 0);
    return status;
}
