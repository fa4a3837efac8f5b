/* The journal of a batch, and what a run is known by. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "capai/version.h"
#include "core/batch_check.h"
#include "core/batch_mark.h"
#include "core/batch_run.h"

#define RUN_FORM "1" /* of the key and the journal; larger with every change of them */

static const char run_name[] = CAPAI_STORE_KEY, journal_name[] = "journal";

const char *part_name(size_t part)
{
    static const char *const names[PART_COUNT] = {
        [CAPAI_RESULT_INDIKATOR] = "indikator.csv",
        [CAPAI_RESULT_SASARAN] = "sasaran.csv",
        [CAPAI_RESULT_TUJUAN] = "tujuan.csv",
        [CAPAI_RESULT_ANGGARAN] = "anggaran.csv",
        [CAPAI_RESULT_OPD] = "opd",
        [CAPAI_RESULT_REKAP] = "rekap.csv",
        [CAPAI_RESULT_OUTPUT] = "output.csv",
        [CAPAI_RESULT_SKM] = "skm.csv",
        [CAPAI_RESULT_LKE] = "lke.csv",
        [CAPAI_RESULT_TRIWULAN] = "triwulan.csv",
        [CAPAI_RESULT_RENSTRA] = "renstra.csv",
        [CAPAI_RESULT_KABUPATEN] = NULL,
        [PART_TOTALS] = "totals",
        [PART_FAILED] = "failed",
        [PART_REPORTS] = "reports",
        [PART_NOTICES] = "notices",
    };
    return names[part];
}

/* ---- what a run is known by ---- */

static void add_text(XXH3_state_t *state, capai_text text)
{
    uint64_t size = text.size;
    XXH3_128bits_update(state, &size, sizeof size);
    if (text.size)
        XXH3_128bits_update(state, text.data, text.size);
}

static void add_number(XXH3_state_t *state, uint64_t number)
{
    XXH3_128bits_update(state, &number, sizeof number);
}

/* All that decides what the results are: program, options, rules, columns, and the inputs. */
static void identify(const struct batch_run *run, unsigned char id[DIGEST_SIZE])
{
    XXH3_state_t state;
    XXH128_canonical_t text;
    const struct capai_batch *batch = run->batch;
    XXH3_128bits_reset(&state);
    add_text(&state, CAPAI_TEXT(CAPAI_VERSION));
    add_number(&state, (uint64_t)batch->data.notation);
    add_number(&state, (uint64_t)batch->data.year);
    add_number(&state, (uint64_t)batch->data.quarter);
    add_number(&state, (uint64_t)batch->data.versi);
    add_number(&state, batch->opd_memory);
    add_number(&state, batch->opd_milliseconds);
    add_text(&state, batch->rules.name);
    for (size_t r = 0; r < CAPAI_RESULT_COUNT; r++) {
        add_number(&state, run->common.tables[r].count);
        for (size_t c = 0; c < run->common.tables[r].count; c++) {
            add_text(&state, run->common.tables[r].columns[c].source);
            add_text(&state, run->common.tables[r].columns[c].title);
            add_number(&state, run->common.tables[r].columns[c].original);
        }
    }
    add_number(&state, batch->reports.count);
    for (size_t i = 0; i < batch->reports.count; i++)
        add_text(&state, batch->reports.endings[i]);
    add_text(&state, batch->reports.name);
    for (size_t i = 0; i < run->plan.input_count; i++) {
        add_text(&state, run->plan.inputs[i].name);
        add_number(&state, run->plan.inputs[i].size);
        XXH3_128bits_update(&state, run->plan.inputs[i].digest, DIGEST_SIZE);
    }
    add_number(&state, run->plan.unit_count);
    XXH128_canonicalFromHash(&text, XXH3_128bits_digest(&state));
    memcpy(id, text.digest, DIGEST_SIZE);
}

/* What the store of a run is known by. */
struct run_key {
    unsigned char id[DIGEST_SIZE];
    uint32_t shard, shards;
};

/* ---- records ---- */

static uint64_t check_of(const struct batch_state *state)
{
    return XXH3_64bits(state, offsetof(struct batch_state, check));
}

/* The last record of the journal that is whole; false: there is none. */
static bool last_state(capai_text journal, struct batch_state *state)
{
    bool found = false;
    for (size_t at = 0; journal.size - at >= sizeof *state; at += sizeof *state) {
        struct batch_state next;
        memcpy(&next, journal.data + at, sizeof next);
        if (next.check != check_of(&next))
            break;
        *state = next;
        found = true;
    }
    return found;
}

/* Takes the key from its file. Error: BATCH_VERSION, since what one version began another would end
 * differently. False in *found: it is no such file, and there was no run. */
static enum capai_status take_key(const struct batch_run *run, capai_text *known, bool *found,
                                  struct capai_error *err)
{
    struct mark mark;
    *found = mark_take(known, run_name, &mark);
    if (!*found || (capai_text_equal(mark.form, CAPAI_TEXT(RUN_FORM)) &&
                    capai_text_equal(mark.version, CAPAI_TEXT(CAPAI_VERSION))))
        return CAPAI_OK;
    enum capai_status status = capai_fail(err, CAPAI_MSG_BATCH_VERSION,
                                          CAPAI_WORDS(mark.version, CAPAI_TEXT(CAPAI_VERSION)));
    capai_error_place(err, run->batch->folder, 0, 0);
    return status;
}

/* Reads how far an earlier process came; *found is false where there was none. */
static enum capai_status read_store(struct batch_run *run, const struct run_key *key, bool *found,
                                    struct capai_error *err)
{
    struct capai_arena *arena = run->arena;
    capai_text known, journal;
    enum capai_status status = CAPAI_OK;
    *found = run->batch->resume;
    if (*found)
        status = capai_store_has(run->store, run_name, found, err);
    if (!status && *found)
        status = capai_store_has(run->store, journal_name, found, err);
    if (status || !*found)
        return status;
    const char *path = capai_store_path(run->store, run_name, arena);
    const char *journal_path = capai_store_path(run->store, journal_name, arena);
    if (!path || !journal_path)
        return capai_fail_memory(err);
    status = capai_file_read(path, arena, &known, err);
    if (!status)
        status = take_key(run, &known, found, err);
    if (status || !*found)
        return status;
    if (known.size == sizeof *key && memcmp(known.data, key, sizeof *key) != 0) {
        status = capai_fail(err, CAPAI_MSG_BATCH_OTHER, CAPAI_NO_WORDS);
        capai_error_place(err, run->batch->folder, 0, 0);
    }
    if (!status)
        status = capai_file_read(journal_path, arena, &journal, err);
    *found = !status && known.size == sizeof *key && last_state(journal, &run->state);
    return status;
}

/* True for a record that can be one of this run, whoever has written it. */
static bool is_possible(const struct batch_run *run)
{
    const struct batch_state *state = &run->state;
    bool possible = state->units <= run->plan.unit_count;
    for (size_t s = 0; s <= CAPAI_ERR_MEMORY; s++)
        possible = possible && state->kept[s] <= state->seen[s];
    return possible;
}

/* Looks at what an earlier process has left, before it is relied on. */
static enum capai_status check_store(struct batch_run *run, struct capai_error *err)
{
    static const uint64_t beginning[PART_COUNT];
    const char *store = capai_path_join(run->batch->folder, CAPAI_STORE_NAME, run->arena);
    const struct check_piece piece = {.store = store,
                                      .offsets = beginning,
                                      .state = &run->state,
                                      .sets = run->plan.set_count,
                                      .cut = CAPAI_MSG_BATCH_SHORT,
                                      .damaged = CAPAI_MSG_BATCH_DAMAGED};
    if (!store)
        return capai_fail_memory(err);
    return is_possible(run) ? batch_check(&piece, run->arena, err)
                            : batch_unread(run, run->arena, journal_name, err);
}

/* Writes the file by which the run is known. */
static enum capai_status write_id(struct batch_run *run, const struct run_key *key,
                                  struct capai_error *err)
{
    struct capai_part *part;
    enum capai_status status = capai_part_open(run->store, run_name, 0, &part, err);
    struct bytes bytes = {.data = NULL};
    mark_put(&bytes, run_name, RUN_FORM);
    bytes_add(&bytes, key, sizeof *key);
    if (!status && bytes.failed)
        status = capai_fail_memory(err);
    if (!status)
        status = capai_part_write(part, (capai_text){bytes.data, bytes.size}, err);
    bytes_clear(&bytes);
    return status ? status : capai_part_seal(part, err);
}

/* A file of results begins with its titles. */
static enum capai_status begin_part(struct batch_run *run, size_t part, struct capai_error *err)
{
    struct bytes titles = {.data = NULL};
    if (part >= CAPAI_RESULT_COUNT || part == CAPAI_RESULT_OPD)
        return CAPAI_OK;
    unit_write_titles(&titles, &run->common.tables[part]);
    enum capai_status status =
        titles.failed
            ? capai_fail_memory(err)
            : capai_part_write(run->parts[part], (capai_text){titles.data, titles.size}, err);
    bytes_clear(&titles);
    return status;
}

enum capai_status journal_open(struct batch_run *run, struct capai_error *err)
{
    struct run_key key;
    bool found;
    identify(run, run->id);
    memset(&key, 0, sizeof key);
    memcpy(key.id, run->id, DIGEST_SIZE);
    key.shard = run->batch->shard;
    key.shards = run->batch->shards;
    enum capai_status status = read_store(run, &key, &found, err);
    if (!status && found)
        status = check_store(run, err);
    if (!status && found)
        status = capai_store_has(run->store, BATCH_COMPLETE, &run->complete, err);
    run->resumed = run->state.opds;
    if (run->complete)
        return status;
    if (!status && !found) {
        capai_store_empty(run->store); /* what is there may be half removed */
        status = write_id(run, &key, err);
    }
    for (size_t p = 0; !status && p < PART_COUNT; p++) {
        bool written = p >= CAPAI_RESULT_COUNT || run->common.tables[p].count;
        if (!written || !part_name(p))
            continue;
        status =
            capai_part_open(run->store, part_name(p), run->state.sizes[p], &run->parts[p], err);
        if (!status && !found)
            status = begin_part(run, p, err);
    }
    if (!status)
        status = capai_part_open(run->store, journal_name, 0, &run->journal, err);
    return status ? status : journal_write(run, err);
}

enum capai_status journal_flush(struct batch_run *run, struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    for (size_t p = 0; !status && p < PART_COUNT; p++)
        if (run->parts[p]) {
            status = capai_part_flush(run->parts[p], err);
            run->state.sizes[p] = capai_part_size(run->parts[p]);
        }
    return status;
}

enum capai_status journal_write(struct batch_run *run, struct capai_error *err)
{
    enum capai_status status = journal_flush(run, err);
    run->state.check = check_of(&run->state);
    if (!status)
        status = capai_part_write(run->journal,
                                  (capai_text){(const char *)&run->state, sizeof run->state}, err);
    return status ? status : capai_part_flush(run->journal, err);
}

/* True for what is said once for a column, and another shard said. */
static bool is_known(const struct capai_notices *notices, const struct capai_error *error)
{
    if (error->message != CAPAI_MSG_NUMBER_AMBIGUOUS && error->message != CAPAI_MSG_NUMBER_FOREIGN)
        return false;
    const capai_text column = {error->text + error->word[1],
                               (size_t)(error->word[2] - error->word[1])};
    for (size_t i = 0; i < notices->count; i++) {
        const struct capai_error *other = &notices->list[i];
        const capai_text named = {other->text + other->word[1],
                                  (size_t)(other->word[2] - other->word[1])};
        if (other->message == error->message && other->file && error->file &&
            strcmp(other->file, error->file) == 0 && capai_text_equal(named, column))
            return true;
    }
    return false;
}

enum capai_status journal_recall(struct batch_run *run, struct capai_error *err)
{
    capai_text text;
    struct capai_error error;
    const char *path = capai_store_path(run->store, part_name(PART_NOTICES), run->arena);
    enum capai_status status =
        path ? capai_file_read(path, run->arena, &text, err) : capai_fail_memory(err);
    if (status)
        return status;
    if (text.size > run->state.sizes[PART_NOTICES])
        text.size = (size_t)run->state.sizes[PART_NOTICES];
    /* those of the plan were made again just now */
    while (record_read_notice(&text, run->arena, &error))
        if (!is_known(run->notices, &error) && capai_notices_add(run->notices, &error) != CAPAI_OK)
            return capai_fail_memory(err);
    if (text.size)
        return batch_unread(run, run->arena, part_name(PART_NOTICES), err);
    for (size_t s = 0; s <= CAPAI_ERR_MEMORY; s++)
        run->notices->seen[s] += (size_t)(run->state.seen[s] - run->state.kept[s]);
    return CAPAI_OK;
}
