#include "core/batch_shard.h"

#include "core/batch_mark.h"

#include <string.h>

#include "capai/system.h"
#include "capai/version.h"

static void put_number(struct bytes *out, uint64_t number)
{
    bytes_add(out, &number, sizeof number);
}

static void put_text(struct bytes *out, capai_text text)
{
    put_number(out, text.data ? text.size + 1 : 0);
    bytes_add(out, text.data, text.size);
}

static bool get_bytes(capai_text *text, void *out, size_t size)
{
    if (text->size < size)
        return false;
    memcpy(out, text->data, size);
    *text = (capai_text){text->data + size, text->size - size};
    return true;
}

/* A copy, so that it ends with a NUL. */
static bool get_text(capai_text *text, struct capai_arena *arena, capai_text *out)
{
    uint64_t size;
    *out = CAPAI_NO_TEXT;
    if (!get_bytes(text, &size, sizeof size) || (size && size - 1 > text->size))
        return false;
    if (!size)
        return true;
    *out = capai_text_copy((capai_text){text->data, (size_t)size - 1}, arena);
    *text = (capai_text){text->data + size - 1, text->size - (size_t)size + 1};
    return out->data != NULL;
}

/* ---- writing ---- */

static void put_columns(struct bytes *out, const struct batch_table *table)
{
    put_number(out, table->count);
    for (size_t c = 0; c < table->count; c++) {
        put_text(out, table->columns[c].source);
        put_text(out, table->columns[c].title);
        put_number(out, (uint64_t)table->columns[c].kind);
        put_number(out, table->columns[c].original);
    }
}

/* What the pieces are, and how long. */
static void put_pieces(struct bytes *out, const unsigned char id[DIGEST_SIZE], uint64_t shards,
                       const struct shard_piece *pieces, size_t count)
{
    mark_put(out, SHARD_FILE, SHARD_FORM);
    bytes_add(out, id, DIGEST_SIZE);
    put_number(out, shards);
    put_number(out, count);
    for (size_t i = 0; i < count; i++) {
        put_number(out, pieces[i].number);
        bytes_add(out, &pieces[i].state, sizeof pieces[i].state);
    }
}

/* What all shards of the run have in common. */
static void put_run(struct bytes *out, const struct batch_run *run)
{
    const struct batch_plan *plan = &run->plan;
    put_text(out, run->batch->rules.option);
    put_text(out, run->batch->rules.name);
    put_number(out, (uint64_t)run->batch->data.notation);
    for (size_t r = 0; r < CAPAI_RESULT_COUNT; r++)
        put_columns(out, &run->common.tables[r]);
    put_number(out, plan->input_count);
    for (size_t i = 0; i < plan->input_count; i++) {
        put_text(out, plan->inputs[i].name);
        put_number(out, plan->inputs[i].size);
        bytes_add(out, plan->inputs[i].digest, DIGEST_SIZE);
    }
    put_number(out, plan->set_count);
    for (size_t i = 0; i < plan->set_count; i++) {
        put_text(out, capai_text_of(plan->sets[i].path));
        put_text(out, plan->sets[i].name);
    }
    for (size_t i = 0; i < run->plan_notices; i++) /* they come first */
        record_notice(out, &run->notices->list[i]);
}

/* Writes the file that says what the store holds, with a digest behind it, since it may travel;
 * and the mark that all of it is there. Takes `out`. */
static enum capai_status seal(struct batch_run *run, struct bytes *out, struct capai_error *err)
{
    struct capai_part *part;
    unsigned char digest[DIGEST_SIZE];
    enum capai_status status = CAPAI_OK;
    for (size_t p = 0; !status && p < PART_COUNT && !run->complete; p++)
        if (run->parts[p])
            status = capai_part_seal(run->parts[p], err);
    if (!status && (out->failed || !digest_of((capai_text){out->data, out->size}, digest)))
        status = capai_fail_memory(err);
    if (!status)
        status = capai_part_open(run->store, SHARD_FILE, 0, &part, err);
    if (!status)
        status = capai_part_write(part, (capai_text){out->data, out->size}, err);
    if (!status)
        status = capai_part_write(part, (capai_text){(const char *)digest, DIGEST_SIZE}, err);
    if (!status)
        status = capai_part_seal(part, err);
    if (!status)
        status = capai_part_open(run->store, BATCH_COMPLETE, 0, &part, err);
    if (!status)
        status = capai_part_seal(part, err);
    if (!status)
        status = capai_store_sync(run->store, err);
    bytes_clear(out);
    return status;
}

enum capai_status shard_finish(struct batch_run *run, struct capai_batch_summary *summary,
                               struct capai_error *err)
{
    struct bytes out = {.data = NULL};
    const struct shard_piece piece = {.number = run->batch->shard, .state = run->state};
    batch_count(run, summary);
    put_pieces(&out, run->id, run->batch->shards, &piece, 1);
    put_run(&out, run);
    enum capai_status status = seal(run, &out, err);
    return status ? status : batch_say_failed(run, err);
}

enum capai_status shard_keep(struct batch_run *run, const struct shard *first,
                             const struct shard_piece *pieces, size_t count,
                             struct capai_error *err)
{
    struct bytes out = {.data = NULL};
    put_pieces(&out, first->id, first->count, pieces, count);
    bytes_add(&out, first->rest.data, first->rest.size);
    return seal(run, &out, err);
}

/* ---- reading ---- */

static enum capai_status no_shard(const char *folder, struct capai_error *err)
{
    enum capai_status status = capai_fail(err, CAPAI_MSG_MERGE_NO_SHARD, CAPAI_NO_WORDS);
    capai_error_place(err, folder, 0, 0);
    return status;
}

/* A shard of a form that a later Capai writes. */
static enum capai_status newer_shard(const char *folder, capai_text version,
                                     struct capai_error *err)
{
    enum capai_status status =
        capai_fail(err, CAPAI_MSG_MERGE_NEWER, CAPAI_WORDS(version, CAPAI_TEXT(CAPAI_VERSION)));
    capai_error_place(err, folder, 0, 0);
    return status;
}

static bool get_pieces(capai_text *text, struct capai_arena *arena, struct shard *out)
{
    uint64_t count, at[PART_COUNT] = {0};
    if (!get_bytes(text, out->id, DIGEST_SIZE) ||
        !get_bytes(text, &out->count, sizeof out->count) ||
        !get_bytes(text, &count, sizeof count) || !count || count > text->size)
        return false;
    out->pieces = capai_arena_array(arena, (size_t)count, sizeof *out->pieces);
    out->piece_count = (size_t)count;
    bool good = out->pieces != NULL;
    for (size_t i = 0; good && i < count; i++) {
        struct shard_piece *piece = &out->pieces[i];
        good = get_bytes(text, &piece->number, sizeof piece->number) &&
               get_bytes(text, &piece->state, sizeof piece->state) && piece->number &&
               piece->number <= out->count;
        piece->shard = out;
        memcpy(piece->offsets, at, sizeof at);
        for (size_t p = 0; p < PART_COUNT; p++)
            at[p] += piece->state.sizes[p];
    }
    out->rest = *text;
    return good;
}

enum capai_status shard_read(const char *folder, struct capai_arena *arena, struct shard *out,
                             struct capai_error *err)
{
    capai_text text;
    const char *store = capai_path_join(folder, CAPAI_STORE_NAME, arena);
    const char *path = store ? capai_path_join(store, SHARD_FILE, arena) : NULL;
    const char *mark = store ? capai_path_join(store, BATCH_COMPLETE, arena) : NULL;
    if (!path || !mark)
        return capai_fail_memory(err);
    if (capai_file_kind_of(path) != CAPAI_FILE_REGULAR ||
        capai_file_kind_of(mark) != CAPAI_FILE_REGULAR)
        return no_shard(folder, err);
    enum capai_status status = capai_file_read(path, arena, &text, err);
    if (status)
        return status;
    unsigned char digest[DIGEST_SIZE];
    capai_text behind = text;
    struct mark begin;
    *out = (struct shard){.folder = folder, .store = store};
    if (!mark_take(&behind, SHARD_FILE, &begin))
        return no_shard(folder, err);
    if (!capai_text_equal(begin.form, CAPAI_TEXT(SHARD_FORM)))
        return newer_shard(folder, begin.version, err);
    if (behind.size < DIGEST_SIZE)
        return no_shard(folder, err);
    text.size -= DIGEST_SIZE; /* which stands at its end */
    if (!digest_of(text, digest))
        return capai_fail_memory(err);
    if (memcmp(digest, text.data + text.size, DIGEST_SIZE) != 0)
        return no_shard(folder, err);
    behind.size -= DIGEST_SIZE;
    return get_pieces(&behind, arena, out) ? CAPAI_OK : capai_fail_memory(err);
}

static bool get_columns(capai_text *text, struct capai_arena *arena, struct batch_table *out)
{
    uint64_t count, kind = 0, original = 0;
    if (!get_bytes(text, &count, sizeof count) || count > text->size)
        return false;
    out->columns = capai_arena_array(arena, (size_t)count, sizeof *out->columns);
    out->count = (size_t)count;
    bool good = out->columns != NULL;
    for (size_t c = 0; good && c < count; c++) {
        good = get_text(text, arena, &out->columns[c].source) &&
               get_text(text, arena, &out->columns[c].title) &&
               get_bytes(text, &kind, sizeof kind) && get_bytes(text, &original, sizeof original) &&
               kind <= CAPAI_COLUMN_WHOLE;
        out->columns[c].kind = (enum capai_column_kind)kind;
        out->columns[c].original = original != 0;
    }
    return good;
}

static bool get_inputs(capai_text *text, struct batch_plan *plan)
{
    uint64_t count;
    if (!get_bytes(text, &count, sizeof count) || count > text->size)
        return false;
    plan->inputs = capai_arena_array(plan->arena, (size_t)count, sizeof *plan->inputs);
    plan->input_count = (size_t)count;
    bool good = plan->inputs != NULL;
    for (size_t i = 0; good && i < count; i++)
        good = get_text(text, plan->arena, &plan->inputs[i].name) &&
               get_bytes(text, &plan->inputs[i].size, sizeof plan->inputs[i].size) &&
               get_bytes(text, plan->inputs[i].digest, DIGEST_SIZE);
    return good;
}

static bool get_sets(capai_text *text, struct batch_plan *plan)
{
    uint64_t count;
    capai_text path;
    if (!get_bytes(text, &count, sizeof count) || count > text->size)
        return false;
    plan->sets = capai_arena_array(plan->arena, (size_t)count, sizeof *plan->sets);
    plan->set_count = (size_t)count;
    bool good = plan->sets != NULL;
    for (size_t i = 0; good && i < count; i++) {
        good =
            get_text(text, plan->arena, &path) && get_text(text, plan->arena, &plan->sets[i].name);
        plan->sets[i].path = path.data;
    }
    return good;
}

enum capai_status shard_adopt(const struct shard *shard, struct batch_run *run,
                              struct capai_error *err)
{
    capai_text text = shard->rest, option, name, own;
    uint64_t notation;
    const struct capai_batch_rules *rules = &run->batch->rules;
    struct capai_error error;
    /* the digest was right, so that only memory can lack */
    if (!get_text(&text, run->arena, &option) || !get_text(&text, run->arena, &name) ||
        !get_bytes(&text, &notation, sizeof notation))
        return capai_fail_memory(err);
    if (!rules->adopt(rules->user, option, &own))
        return capai_fail_memory(err);
    if (!capai_text_equal(name, own)) {
        enum capai_status status = capai_fail(err, CAPAI_MSG_MERGE_RULES, CAPAI_NO_WORDS);
        capai_error_place(err, shard->folder, 0, 0);
        return status;
    }
    run->plan.texts = (enum capai_notation)notation;
    for (size_t r = 0; r < CAPAI_RESULT_COUNT; r++)
        if (!get_columns(&text, run->arena, &run->common.tables[r]))
            return capai_fail_memory(err);
    if (!get_inputs(&text, &run->plan) || !get_sets(&text, &run->plan))
        return capai_fail_memory(err);
    while (record_read_notice(&text, run->arena, &error))
        if (capai_notices_add(run->notices, &error) != CAPAI_OK)
            return capai_fail_memory(err);
    return text.size ? capai_fail_memory(err) : CAPAI_OK;
}
