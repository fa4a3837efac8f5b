#include "core/batch_shard.h"

#include "core/batch_mark.h"

#include <string.h>

#include "capai/system.h"
#include "capai/version.h"

/* ---- writing ---- */

static void put_columns(struct bytes *out, const struct batch_table *table)
{
    bytes_put_number(out, table->count);
    for (size_t c = 0; c < table->count; c++) {
        bytes_put_text(out, table->columns[c].source);
        bytes_put_text(out, table->columns[c].title);
        bytes_put_number(out, (uint64_t)table->columns[c].kind);
        bytes_put_number(out, table->columns[c].original);
    }
}

/* What the pieces are, and how long. */
static void put_pieces(struct bytes *out, const unsigned char id[DIGEST_SIZE], uint64_t shards,
                       const struct shard_piece *pieces, size_t count)
{
    mark_put(out, SHARD_FILE, SHARD_FORM);
    bytes_add(out, id, DIGEST_SIZE);
    bytes_put_number(out, shards);
    bytes_put_number(out, count);
    for (size_t i = 0; i < count; i++) {
        bytes_put_number(out, pieces[i].number);
        bytes_add(out, &pieces[i].state, sizeof pieces[i].state);
    }
}

/* What all shards of the run have in common. */
static void put_run(struct bytes *out, const struct batch_run *run)
{
    const struct batch_plan *plan = &run->plan;
    bytes_put_text(out, run->batch->rules.option);
    bytes_put_text(out, run->batch->rules.name);
    bytes_put_text(out, run->common.reports.option);
    bytes_put_text(out, run->common.reports.name);
    bytes_put_number(out, (uint64_t)run->batch->data.notation);
    for (size_t r = 0; r < CAPAI_RESULT_COUNT; r++)
        put_columns(out, &run->common.tables[r]);
    bytes_put_number(out, plan->input_count);
    for (size_t i = 0; i < plan->input_count; i++) {
        bytes_put_text(out, plan->inputs[i].name);
        bytes_put_number(out, plan->inputs[i].size);
        bytes_add(out, plan->inputs[i].digest, DIGEST_SIZE);
    }
    bytes_put_number(out, plan->set_count);
    for (size_t i = 0; i < plan->set_count; i++) {
        bytes_put_text(out, capai_text_of(plan->sets[i].path));
        bytes_put_text(out, plan->sets[i].name);
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
    enum capai_status status = batch_gather_failed(run, err);
    if (!status)
        status = batch_count_failed(run, &summary->failed, err);
    if (status)
        return status;
    put_pieces(&out, run->id, run->batch->shards, &piece, 1);
    put_run(&out, run);
    status = seal(run, &out, err);
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

/* A description that is not one, whoever has computed its digest; or memory ran out. */
static enum capai_status unread_shard(const struct shard *shard, struct capai_arena *arena,
                                      struct capai_error *err)
{
    const char *path = arena->starved ? NULL : capai_path_join(shard->store, SHARD_FILE, arena);
    if (!path)
        return capai_fail_memory(err);
    enum capai_status status = capai_fail(err, CAPAI_MSG_MERGE_DAMAGED, CAPAI_NO_WORDS);
    capai_error_place(err, path, 0, 0);
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
    if (!bytes_get(text, out->id, DIGEST_SIZE) ||
        !bytes_get(text, &out->count, sizeof out->count) || out->count > SHARDS_MOST ||
        !bytes_get(text, &count, sizeof count) || !count || count > out->count)
        return false;
    out->pieces = capai_arena_array(arena, (size_t)count, sizeof *out->pieces);
    out->piece_count = (size_t)count;
    bool good = out->pieces != NULL;
    for (size_t i = 0; good && i < count; i++) {
        struct shard_piece *piece = &out->pieces[i];
        good = bytes_get(text, &piece->number, sizeof piece->number) &&
               bytes_get(text, &piece->state, sizeof piece->state) && piece->number &&
               piece->number <= out->count;
        piece->shard = out;
        memcpy(piece->offsets, at, sizeof at);
        for (size_t p = 0; good && p < PART_COUNT; p++) {
            good = piece->state.sizes[p] <= INT64_MAX - at[p];
            at[p] += good ? piece->state.sizes[p] : 0;
        }
    }
    out->rest = *text;
    return good;
}

/* A file that cannot be looked at may be there, too: to read it says what is the matter. */
static bool may_be_file(const char *path)
{
    const enum capai_file_kind kind = capai_file_kind_of(path);
    return kind == CAPAI_FILE_REGULAR || kind == CAPAI_FILE_UNKNOWN;
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
    if (!may_be_file(path) || !may_be_file(mark))
        return no_shard(folder, err);
    enum capai_status status = capai_file_read(mark, arena, &text, err);
    if (!status)
        status = capai_file_read(path, arena, &text, err);
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
    return get_pieces(&behind, arena, out) ? CAPAI_OK : unread_shard(out, arena, err);
}

/* The least bytes that one has, so that a number of them is not believed that the file cannot hold.
 */
enum { COLUMN_LEAST = 32, INPUT_LEAST = 16 + DIGEST_SIZE, SET_LEAST = 16 };

static bool get_columns(capai_text *text, struct capai_arena *arena, struct batch_table *out)
{
    uint64_t count, kind = 0, original = 0;
    if (!bytes_get(text, &count, sizeof count) || count > text->size / COLUMN_LEAST)
        return false;
    out->columns = capai_arena_array(arena, (size_t)count, sizeof *out->columns);
    out->count = (size_t)count;
    bool good = out->columns != NULL;
    for (size_t c = 0; good && c < count; c++) {
        good = bytes_get_text(text, arena, &out->columns[c].source) &&
               bytes_get_text(text, arena, &out->columns[c].title) &&
               bytes_get(text, &kind, sizeof kind) && bytes_get(text, &original, sizeof original) &&
               kind <= CAPAI_COLUMN_WHOLE;
        out->columns[c].kind = (enum capai_column_kind)kind;
        out->columns[c].original = original != 0;
    }
    return good;
}

static bool get_inputs(capai_text *text, struct batch_plan *plan)
{
    uint64_t count;
    if (!bytes_get(text, &count, sizeof count) || count > text->size / INPUT_LEAST)
        return false;
    plan->inputs = capai_arena_array(plan->arena, (size_t)count, sizeof *plan->inputs);
    plan->input_count = (size_t)count;
    bool good = plan->inputs != NULL;
    for (size_t i = 0; good && i < count; i++)
        good = bytes_get_text(text, plan->arena, &plan->inputs[i].name) &&
               bytes_get(text, &plan->inputs[i].size, sizeof plan->inputs[i].size) &&
               bytes_get(text, plan->inputs[i].digest, DIGEST_SIZE);
    return good;
}

static bool get_sets(capai_text *text, struct batch_plan *plan)
{
    uint64_t count;
    capai_text path;
    if (!bytes_get(text, &count, sizeof count) || count > text->size / SET_LEAST)
        return false;
    plan->sets = capai_arena_array(plan->arena, (size_t)count, sizeof *plan->sets);
    plan->set_count = (size_t)count;
    bool good = plan->sets != NULL;
    for (size_t i = 0; good && i < count; i++) {
        good = bytes_get_text(text, plan->arena, &path) &&
               bytes_get_text(text, plan->arena, &plan->sets[i].name);
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
    struct capai_batch_reports *reports = &run->common.reports;
    if (!bytes_get_text(&text, run->arena, &option) || !bytes_get_text(&text, run->arena, &name) ||
        !bytes_get_text(&text, run->arena, &reports->option) ||
        !bytes_get_text(&text, run->arena, &reports->name) ||
        !bytes_get(&text, &notation, sizeof notation) || notation > CAPAI_NOTATION_PLAIN)
        return unread_shard(shard, run->arena, err);
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
            return unread_shard(shard, run->arena, err);
    if (!get_inputs(&text, &run->plan) || !get_sets(&text, &run->plan))
        return unread_shard(shard, run->arena, err);
    while (record_read_notice(&text, run->arena, &error))
        if (capai_notices_add(run->notices, &error) != CAPAI_OK)
            return capai_fail_memory(err);
    return text.size ? unread_shard(shard, run->arena, err) : CAPAI_OK;
}
