/* Shards to the whole. */
#include <stdlib.h>
#include <string.h>

#include "capai/pipeline.h"
#include "core/batch_shard.h"

static int compare_shards(const void *a, const void *b)
{
    const struct shard *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static size_t number_text(uint64_t number, char *room)
{
    return capai_decimal_format(capai_decimal_from_int((int64_t)number), CAPAI_NOTATION_PLAIN,
                                room);
}

/* Names the shards that are not there. */
static enum capai_status fail_missing(const struct shard *shards, size_t count,
                                      struct capai_error *err)
{
    char list[CAPAI_ERROR_TEXT / 2], number[CAPAI_DECIMAL_TEXT], all[CAPAI_DECIMAL_TEXT];
    size_t size = 0, at = 0;
    for (uint64_t n = 1; n <= shards[0].count; n++) {
        if (at < count && shards[at].number == n) {
            at++;
            continue;
        }
        capai_text text = {number, number_text(n, number)};
        size = capai_text_append(list, sizeof list, size, text);
    }
    return capai_fail(err, CAPAI_MSG_MERGE_MISSING,
                      CAPAI_WORDS(((capai_text){list, size}),
                                  ((capai_text){all, number_text(shards[0].count, all)})));
}

/* Each shard of one run, once. */
static enum capai_status check_shards(struct shard *shards, size_t count, struct capai_error *err)
{
    char number[CAPAI_DECIMAL_TEXT];
    for (size_t i = 1; i < count; i++) {
        if (memcmp(shards[i].id, shards[0].id, DIGEST_SIZE) == 0 &&
            shards[i].count == shards[0].count)
            continue;
        enum capai_status status =
            capai_fail(err, CAPAI_MSG_MERGE_OTHER, CAPAI_WORDS(capai_text_of(shards[0].folder)));
        capai_error_place(err, shards[i].folder, 0, 0);
        return status;
    }
    qsort(shards, count, sizeof *shards, compare_shards);
    for (size_t i = 1; i < count; i++) {
        if (shards[i].number != shards[i - 1].number)
            continue;
        enum capai_status status =
            capai_fail(err, CAPAI_MSG_MERGE_TWICE,
                       CAPAI_WORDS(((capai_text){number, number_text(shards[i].number, number)}),
                                   capai_text_of(shards[i - 1].folder)));
        capai_error_place(err, shards[i].folder, 0, 0);
        return status;
    }
    return count == shards[0].count ? CAPAI_OK : fail_missing(shards, count, err);
}

/* Adds a part of a shard, of a file with titles without them unless it is the first. */
static enum capai_status add_part(struct batch_run *run, const struct shard *shard, size_t p,
                                  uint64_t titles, char *block, size_t room,
                                  struct capai_error *err)
{
    struct capai_source *source;
    const char *path = capai_path_join(shard->store, part_name(p), run->arena);
    if (!path)
        return capai_fail_memory(err);
    enum capai_status status = capai_source_open(path, run->arena, &source, err);
    if (status)
        return status;
    uint64_t at = shard->number > 1 ? titles : 0, size = shard->state.sizes[p];
    while (!status && at < size) {
        size_t want = size - at < room ? (size_t)(size - at) : room, done;
        status = capai_source_read(source, at, block, want, &done, err);
        if (!status && done < want) {
            status = capai_fail(err, CAPAI_MSG_BATCH_SHORT, CAPAI_NO_WORDS);
            capai_error_place(err, path, 0, 0);
        }
        if (!status)
            status = capai_part_write(run->parts[p], (capai_text){block, done}, err);
        at += done;
    }
    capai_source_close(source);
    return status;
}

/* Bytes of the titles of a part. */
static uint64_t titles_of(const struct batch_run *run, size_t p)
{
    struct bytes titles = {.data = NULL};
    if (p >= CAPAI_RESULT_COUNT || p == CAPAI_RESULT_OPD)
        return 0;
    unit_write_titles(&titles, &run->common.tables[p]);
    uint64_t size = titles.size;
    bytes_clear(&titles);
    return size;
}

static enum capai_status join_parts(struct batch_run *run, const struct shard *shards, size_t count,
                                    struct capai_error *err)
{
    enum { ROOM = 1 << 18 };
    char *block = malloc(ROOM);
    enum capai_status status = block ? CAPAI_OK : capai_fail_memory(err);
    for (size_t p = 0; !status && p < PART_COUNT; p++) {
        bool written = p >= CAPAI_RESULT_COUNT || run->common.tables[p].count;
        if (!written || !part_name(p))
            continue;
        status = capai_part_open(run->store, part_name(p), 0, &run->parts[p], err);
        for (size_t i = 0; !status && i < count; i++)
            status = add_part(run, &shards[i], p, titles_of(run, p), block, ROOM, err);
        if (!status)
            status = capai_part_flush(run->parts[p], err);
    }
    free(block);
    return status;
}

static void add_states(struct batch_run *run, const struct shard *shards, size_t count)
{
    struct batch_state *sum = &run->state;
    for (size_t i = 0; i < count; i++) {
        const struct batch_state *state = &shards[i].state;
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

static enum capai_status read_shards(struct batch_run *run, struct shard *shards,
                                     struct capai_error *err)
{
    const struct capai_batch *batch = run->batch;
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < batch->path_count; i++) {
        if (capai_file_same(batch->paths[i], batch->folder)) {
            status = capai_fail(err, CAPAI_MSG_OUT_INPUT, CAPAI_NO_WORDS);
            capai_error_place(err, batch->folder, 0, 0);
        } else {
            status = shard_read(batch->paths[i], run->arena, &shards[i], err);
        }
    }
    return status ? status : check_shards(shards, batch->path_count, err);
}

enum capai_status capai_batch_merge(const struct capai_batch *batch, struct capai_arena *arena,
                                    struct capai_notices *notices,
                                    struct capai_batch_summary *summary, struct capai_error *err)
{
    struct batch_run *run = capai_arena_array(arena, 1, sizeof *run);
    struct shard *shards = capai_arena_array(arena, batch->path_count, sizeof *shards);
    struct batch_worker *worker = capai_arena_array(arena, 1, sizeof *worker);
    if (!run || !shards || !worker)
        return capai_fail_memory(err);
    *run = (struct batch_run){.batch = batch, .arena = arena, .notices = notices};
    run->started = capai_clock_milliseconds();
    run->plan = (struct batch_plan){.batch = batch, .arena = arena, .notices = notices};
    enum capai_status status = read_shards(run, shards, err);
    if (!status)
        status = shard_adopt(&shards[0], run, err);
    if (!status)
        status = capai_store_open(batch->folder, false, arena, &run->store, err);
    if (!status)
        status = join_parts(run, shards, batch->path_count, err);
    if (!status) {
        add_states(run, shards, batch->path_count);
        status = journal_recall(run, err);
    }
    run->workers = worker;
    if (!status && !(worker->rules = batch->rules.open(batch->rules.user)))
        status = capai_fail_memory(err);
    if (!status)
        status = batch_finish(run, summary, err);
    for (size_t p = 0; p < PART_COUNT; p++)
        capai_part_close(run->parts[p]);
    batch->rules.close(worker->rules);
    capai_store_close(run->store, !status);
    return status;
}
