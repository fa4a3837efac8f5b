/* Shards to the whole. */
#include <stdlib.h>
#include <string.h>

#include "capai/pipeline.h"
#include "core/batch_check.h"
#include "core/batch_report.h"
#include "core/batch_shard.h"

/* Several shards to one, or to the whole. */
struct merge {
    struct batch_run *run;
    struct shard *shards;
    struct shard_piece *pieces; /* of all of them, by number */
    size_t count;
    struct capai_error *err;
};

static int compare_pieces(const void *a, const void *b)
{
    const struct shard_piece *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static size_t number_text(uint64_t number, char *room)
{
    return capai_decimal_format(capai_decimal_from_int((int64_t)number), CAPAI_NOTATION_PLAIN,
                                room);
}

/* Names the shards that are not there. */
static enum capai_status fail_missing(const struct merge *m)
{
    char list[CAPAI_ERROR_TEXT / 2], number[CAPAI_DECIMAL_TEXT], all[CAPAI_DECIMAL_TEXT];
    size_t size = 0, at = 0;
    for (uint64_t n = 1; n <= m->shards[0].count; n++) {
        if (at < m->count && m->pieces[at].number == n) {
            at++;
            continue;
        }
        capai_text text = {number, number_text(n, number)};
        size = capai_text_append(list, sizeof list, size, text);
    }
    return capai_fail(m->err, CAPAI_MSG_MERGE_MISSING,
                      CAPAI_WORDS(((capai_text){list, size}),
                                  ((capai_text){all, number_text(m->shards[0].count, all)})));
}

/* All shards of one run. */
static enum capai_status check_run(const struct merge *m)
{
    const struct shard *first = &m->shards[0];
    for (size_t i = 1; i < m->run->batch->path_count; i++) {
        const struct shard *shard = &m->shards[i];
        if (memcmp(shard->id, first->id, DIGEST_SIZE) == 0 && shard->count == first->count)
            continue;
        enum capai_status status =
            capai_fail(m->err, CAPAI_MSG_MERGE_OTHER, CAPAI_WORDS(capai_text_of(first->folder)));
        capai_error_place(m->err, shard->folder, 0, 0);
        return status;
    }
    return CAPAI_OK;
}

/* No piece twice. */
static enum capai_status check_twice(const struct merge *m)
{
    char number[CAPAI_DECIMAL_TEXT];
    for (size_t i = 1; i < m->count; i++) {
        const struct shard_piece *a = &m->pieces[i - 1], *b = &m->pieces[i];
        if (a->number != b->number)
            continue;
        enum capai_status status =
            capai_fail(m->err, CAPAI_MSG_MERGE_TWICE,
                       CAPAI_WORDS(((capai_text){number, number_text(b->number, number)}),
                                   capai_text_of(a->shard->folder)));
        capai_error_place(m->err, b->shard->folder, 0, 0);
        return status;
    }
    return CAPAI_OK;
}

/* Puts the pieces of all shards in order. */
static enum capai_status list_pieces(struct merge *m)
{
    size_t total = 0;
    for (size_t i = 0; i < m->run->batch->path_count; i++)
        total += m->shards[i].piece_count;
    m->pieces = capai_arena_array(m->run->arena, total, sizeof *m->pieces);
    if (!m->pieces)
        return capai_fail_memory(m->err);
    for (size_t i = 0; i < m->run->batch->path_count; i++)
        for (size_t k = 0; k < m->shards[i].piece_count; k++)
            m->pieces[m->count++] = m->shards[i].pieces[k];
    qsort(m->pieces, m->count, sizeof *m->pieces, compare_pieces);
    return check_twice(m);
}

static enum capai_status fail_short(const struct merge *m, const char *path)
{
    enum capai_status status = capai_fail(m->err, CAPAI_MSG_MERGE_SHORT, CAPAI_NO_WORDS);
    capai_error_place(m->err, path, 0, 0);
    return status;
}

/* Adds what a part has of a piece, but for its first `skip` bytes. */
static enum capai_status add_part(struct merge *m, const struct shard_piece *piece, size_t p,
                                  uint64_t skip, char *block, size_t room)
{
    struct batch_run *run = m->run;
    struct capai_source *source;
    const char *path = capai_path_join(piece->shard->store, part_name(p), run->arena);
    if (!path)
        return capai_fail_memory(m->err);
    enum capai_status status = capai_source_open(path, run->arena, &source, m->err);
    if (status)
        return status;
    uint64_t at = piece->offsets[p] + skip, end = piece->offsets[p] + piece->state.sizes[p];
    if (capai_source_size(source) < end || at > end)
        status = fail_short(m, path);
    while (!status && at < end) {
        size_t want = end - at < room ? (size_t)(end - at) : room, done;
        status = capai_source_read(source, at, block, want, &done, m->err);
        if (!status && done < want)
            status = fail_short(m, path);
        if (!status)
            status = capai_part_write(run->parts[p], (capai_text){block, done}, m->err);
        at += done;
    }
    if (!status && !capai_source_unchanged(source)) {
        status = capai_fail(m->err, CAPAI_MSG_READ_CHANGED, CAPAI_NO_WORDS);
        capai_error_place(m->err, path, 0, 0);
    }
    capai_source_close(source);
    return status;
}

/* Bytes of the titles of a part. False: memory. */
static bool titles_of(const struct batch_run *run, size_t p, uint64_t *size)
{
    struct bytes titles = {.data = NULL};
    *size = 0;
    if (p >= CAPAI_RESULT_COUNT || p == CAPAI_RESULT_OPD)
        return true;
    unit_write_titles(&titles, &run->common.tables[p]);
    bool done = !titles.failed;
    *size = titles.size;
    bytes_clear(&titles);
    return done;
}

/* The pieces behind one another: for the results without their titles but the first, for a shard
 * as they are. */
static enum capai_status join_parts(struct merge *m)
{
    enum { ROOM = 1 << 18 };
    struct batch_run *run = m->run;
    char *block = malloc(ROOM);
    enum capai_status status = block ? CAPAI_OK : capai_fail_memory(m->err);
    for (size_t p = 0; !status && p < PART_COUNT; p++) {
        bool written = p >= CAPAI_RESULT_COUNT || run->common.tables[p].count;
        if (!written || !part_name(p))
            continue;
        uint64_t titles = 0;
        if (!run->batch->partial && !titles_of(run, p, &titles))
            status = capai_fail_memory(m->err);
        if (!status)
            status = capai_part_open(run->store, part_name(p), 0, &run->parts[p], m->err);
        for (size_t i = 0; !status && i < m->count; i++)
            status = add_part(m, &m->pieces[i], p, i ? titles : 0, block, ROOM);
        if (!status)
            status = capai_part_flush(run->parts[p], m->err);
    }
    free(block);
    return status;
}

static void add_states(struct merge *m)
{
    struct batch_state *sum = &m->run->state;
    for (size_t i = 0; i < m->count; i++) {
        const struct batch_state *state = &m->pieces[i].state;
        sum->opds += state->opds;
        sum->failed += state->failed;
        sum->indicators += state->indicators;
        sum->lines += state->lines;
        for (size_t p = 0; p < PART_COUNT; p++)
            sum->sizes[p] += state->sizes[p];
        for (size_t s = 0; s <= CAPAI_ERR_MEMORY; s++) {
            sum->kept[s] += state->kept[s];
            sum->seen[s] += state->seen[s];
        }
    }
}

/* Looks at what the shards hold, before it is put together. */
static enum capai_status check_pieces(const struct merge *m)
{
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < m->count; i++) {
        const struct check_piece piece = {.store = m->pieces[i].shard->store,
                                          .offsets = m->pieces[i].offsets,
                                          .state = &m->pieces[i].state,
                                          .sets = m->run->plan.set_count,
                                          .cut = CAPAI_MSG_MERGE_SHORT,
                                          .damaged = CAPAI_MSG_MERGE_DAMAGED};
        status = batch_check(&piece, m->run->arena, m->err);
    }
    return status;
}

static enum capai_status read_shards(struct merge *m)
{
    const struct capai_batch *batch = m->run->batch;
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < batch->path_count; i++) {
        if (capai_file_same(batch->paths[i], batch->folder)) {
            status = capai_fail(m->err, CAPAI_MSG_OUT_INPUT, CAPAI_NO_WORDS);
            capai_error_place(m->err, batch->folder, 0, 0);
        } else {
            status = shard_read(batch->paths[i], m->run->arena, &m->shards[i], m->err);
        }
    }
    if (!status)
        status = check_run(m);
    if (!status)
        status = list_pieces(m);
    if (!status && !batch->partial && m->count < m->shards[0].count)
        status = fail_missing(m);
    if (!status)
        status = shard_adopt(m->pieces[0].shard, m->run, m->err);
    return status ? status : check_pieces(m);
}

/* A shard of more pieces, to be merged with others. */
static enum capai_status keep(struct merge *m, struct capai_batch_summary *summary)
{
    batch_count(m->run, summary);
    return shard_keep(m->run, m->pieces[0].shard, m->pieces, m->count, m->err);
}

/* Finds out how reports are made that wait for ranks: as the shards made theirs. */
static enum capai_status adopt_reports(struct merge *m)
{
    struct capai_batch_reports *reports = &m->run->common.reports, own = *reports;
    const struct capai_batch_reports *given = &m->run->batch->reports;
    own.user = given->user;
    enum capai_status status = given->adopt(given->user, reports->option, &own, m->err);
    if (!status && !capai_text_equal(own.name, reports->name)) {
        status = capai_fail(m->err, CAPAI_MSG_MERGE_LAYOUT, CAPAI_NO_WORDS);
        capai_error_place(m->err, m->pieces[0].shard->folder, 0, 0);
    }
    *reports = own;
    return status;
}

/* The end takes one thread, reports that it makes as many as there are. */
static enum capai_status open_workers(struct merge *m, bool waiting)
{
    struct batch_run *run = m->run;
    const struct capai_batch_rules *rules = &run->batch->rules;
    run->worker_count = !waiting ? 1 : run->batch->jobs ? run->batch->jobs : capai_processors();
    run->workers = capai_arena_array(run->arena, run->worker_count, sizeof *run->workers);
    if (!run->workers)
        return capai_fail_memory(m->err);
    for (size_t i = 0; i < run->worker_count; i++) {
        run->workers[i].common = &run->common;
        run->workers[i].rules = rules->open(rules->user);
        if (!run->workers[i].rules)
            return capai_fail_memory(m->err);
    }
    return CAPAI_OK;
}

/* The results, of which the shards have all pieces. */
static enum capai_status finish(struct merge *m, struct capai_batch_summary *summary)
{
    struct batch_run *run = m->run;
    const struct capai_batch_rules *rules = &run->batch->rules;
    bool waiting = false;
    enum capai_status status = journal_recall(run, m->err);
    if (!status)
        status = ranked_wait(run, run->arena, &waiting, m->err);
    if (!status && waiting)
        status = adopt_reports(m);
    if (!status)
        status = open_workers(m, waiting);
    if (!status)
        status = batch_finish(run, summary, m->err);
    for (size_t i = 0; run->workers && i < run->worker_count; i++)
        rules->close(run->workers[i].rules);
    return status;
}

enum capai_status capai_batch_merge(const struct capai_batch *batch, struct capai_arena *arena,
                                    struct capai_notices *notices,
                                    struct capai_batch_summary *summary, struct capai_error *err)
{
    struct batch_run *run = capai_arena_array(arena, 1, sizeof *run);
    struct merge m = {.run = run, .err = err};
    m.shards = capai_arena_array(arena, batch->path_count, sizeof *m.shards);
    if (!run || !m.shards)
        return capai_fail_memory(err);
    struct capai_notices unsaid; /* of a shard: what becomes of it says them */
    capai_notices_init(&unsaid, arena, 0);
    *run = (struct batch_run){
        .batch = batch, .arena = arena, .notices = batch->partial ? &unsaid : notices};
    run->started = capai_clock_milliseconds();
    run->plan = (struct batch_plan){.batch = batch, .arena = arena, .notices = notices};
    run->common.plan = &run->plan;
    enum capai_status status = read_shards(&m);
    if (!status)
        status = capai_store_open(batch->folder, false, arena, &run->store, err);
    if (!status)
        status = join_parts(&m);
    if (!status) {
        add_states(&m);
        status = batch->partial ? keep(&m, summary) : finish(&m, summary);
    }
    for (size_t p = 0; p < PART_COUNT; p++)
        capai_part_close(run->parts[p]);
    capai_store_close(run->store, !status && !batch->partial);
    return status;
}
