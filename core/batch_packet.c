#include "core/batch_packet.h"

#include <string.h>

#include "core/dataset.h"
#include "core/decimal.h"

/* How the data set was read. */
enum { FROM_FILES, FROM_TEXTS, FROM_PIECE };

enum { NOTATIONS = CAPAI_NOTATION_PLAIN + 1, QUARTERS = 4 };

/* ---- writing ---- */

static void put_inputs(struct bytes *out, const struct capai_input *list, size_t count)
{
    bytes_put_number(out, count);
    for (size_t i = 0; i < count; i++) {
        bytes_put_text(out, capai_text_of(list[i].path));
        bytes_put_text(out, list[i].name);
        bytes_put_text(out, list[i].bytes);
    }
}

static void put_piece(struct bytes *out, const struct piece *piece, size_t count)
{
    bytes_put_number(out, (uint64_t)piece->year);
    bytes_put_text(out, piece->opd);
    bytes_put_number(out, (uint64_t)piece->tahun.outcome);
    bytes_add(out, &piece->tahun.number, sizeof piece->tahun.number);
    bytes_put_number(out, piece->listed);
    bytes_put_number(out, (uint64_t)piece->notation.numbers);
    bytes_put_number(out, (uint64_t)piece->notation.texts);
    bytes_put_number(out, piece->notation.results);
    for (size_t i = 0; i < count; i++) {
        const struct piece_file *file = &piece->files[i];
        bytes_put_number(out, file->header_line);
        bytes_put_number(out, (unsigned char)file->delimiter);
        bytes_put_number(out, file->count);
        bytes_add(out, file->stretches, file->count * sizeof *file->stretches);
    }
}

static void put_opds(struct bytes *out, const struct packet_opd *opds, size_t count)
{
    bytes_put_number(out, count);
    for (size_t i = 0; i < count; i++) {
        bytes_put_number(out, opds[i].opd);
        bytes_put_number(out, opds[i].rows);
        put_inputs(out, opds[i].texts, opds[i].text_count);
        bytes_put_number(out, opds[i].error.status != CAPAI_OK);
        if (opds[i].error.status)
            record_notice(out, &opds[i].error);
    }
}

void packet_put(struct bytes *out, const struct capai_batch *batch,
                const struct capai_dataset *dataset, const struct packet_opd *opds, size_t count)
{
    bytes_put_number(out, batch->opd_memory);
    bytes_put_number(out, batch->opd_milliseconds);
    put_opds(out, opds, count);
    bytes_put_number(out, (uint64_t)batch->data.notation);
    bytes_put_number(out, (uint64_t)batch->data.year);
    bytes_put_number(out, (uint64_t)batch->data.quarter);
    bytes_put_number(out, (uint64_t)batch->data.versi);
    bytes_put_text(out, capai_text_of(dataset->path));
    bytes_put_number(out, dataset->piece ? FROM_PIECE : dataset->texts ? FROM_TEXTS : FROM_FILES);
    if (dataset->texts)
        put_inputs(out, dataset->texts, dataset->text_count);
    else
        put_inputs(out, dataset->inputs, dataset->input_count);
    if (dataset->piece)
        put_piece(out, dataset->piece, dataset->text_count);
}

/* ---- reading ---- */

/* The least bytes that an input has, or an OPD, so that no number of them is believed that the text
 * cannot hold. */
enum { INPUT_LEAST = 24, OPD_LEAST = 32 };

static bool get_number(capai_text *text, uint64_t *out)
{
    return bytes_get(text, out, sizeof *out);
}

/* A number below `limit`, of which ours all are. */
static bool get_below(capai_text *text, uint64_t limit, uint64_t *out)
{
    return get_number(text, out) && *out < limit;
}

static bool get_inputs(capai_text *text, struct capai_arena *arena, const struct capai_input **list,
                       size_t *count)
{
    uint64_t number;
    if (!get_number(text, &number) || number > text->size / INPUT_LEAST)
        return false;
    struct capai_input *inputs = capai_arena_array(arena, (size_t)number + 1, sizeof *inputs);
    bool good = inputs != NULL;
    for (size_t i = 0; good && i < number; i++) {
        capai_text path;
        good = bytes_get_text(text, arena, &path) && bytes_get_text(text, arena, &inputs[i].name) &&
               bytes_get_text(text, arena, &inputs[i].bytes) && path.data && inputs[i].name.data;
        inputs[i].path = path.data;
    }
    *list = inputs;
    *count = (size_t)number;
    return good;
}

static bool get_files(capai_text *text, struct capai_arena *arena, size_t count,
                      struct piece_file *files)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t line, delimiter, stretches;
        if (!get_number(text, &line) || !get_number(text, &delimiter) ||
            !get_number(text, &stretches) || stretches > text->size / sizeof(struct piece_stretch))
            return false;
        struct piece_stretch *list = capai_arena_array(arena, (size_t)stretches + 1, sizeof *list);
        if (!list)
            return false;
        bytes_get(text, list, (size_t)stretches * sizeof *list); /* so many are there */
        files[i] = (struct piece_file){(size_t)line, (char)delimiter, list, (size_t)stretches};
    }
    return true;
}

static bool get_piece(capai_text *text, struct capai_arena *arena, size_t count, struct piece *out)
{
    uint64_t year, outcome, listed, numbers, texts, results;
    struct piece_file *files = capai_arena_array(arena, count + 1, sizeof *files);
    *out = (struct piece){.files = files};
    if (!files || !get_number(text, &year) || !bytes_get_text(text, arena, &out->opd) ||
        !get_below(text, CAPAI_OUTCOME_COUNT, &outcome) ||
        !bytes_get(text, &out->tahun.number, sizeof out->tahun.number) ||
        (outcome == CAPAI_NILAI && !decimal_is_sound(out->tahun.number)) ||
        !get_number(text, &listed) || !get_below(text, NOTATIONS, &numbers) ||
        !get_below(text, NOTATIONS, &texts) || !get_number(text, &results))
        return false;
    out->year = (int)year;
    out->tahun.outcome = (enum capai_outcome)outcome;
    out->listed = listed != 0;
    out->notation = (struct capai_manifest_notation){(enum capai_notation)numbers,
                                                     (enum capai_notation)texts, results != 0};
    return get_files(text, arena, count, files);
}

static bool get_opds(capai_text *text, struct capai_arena *arena, struct packet *out)
{
    uint64_t count, opd, failed;
    if (!get_number(text, &count) || count > text->size / OPD_LEAST)
        return false;
    out->opds = capai_arena_array(arena, (size_t)count + 1, sizeof *out->opds);
    out->count = (size_t)count;
    bool good = out->opds != NULL;
    for (size_t i = 0; good && i < count; i++) {
        struct packet_opd *one = &out->opds[i];
        *one = (struct packet_opd){.opd = 0};
        good = get_number(text, &opd) && get_number(text, &one->rows) &&
               get_inputs(text, arena, &one->texts, &one->text_count) && get_number(text, &failed);
        one->opd = (size_t)opd;
        if (good && failed)
            good = record_read_notice(text, arena, &one->error);
    }
    return good;
}

bool packet_begin(capai_text *text, struct packet *out)
{
    uint64_t memory, milliseconds;
    *out = (struct packet){.count = 0};
    if (!get_number(text, &memory) || !get_number(text, &milliseconds))
        return false;
    out->opd_memory = (size_t)memory;
    out->opd_milliseconds = (unsigned)milliseconds;
    return true;
}

/* What the data set is read from. */
struct origin {
    const char *path;
    uint64_t from;
    const struct capai_input *inputs;
    size_t count;
    struct capai_dataset_options options;
};

static bool get_origin(capai_text *text, struct capai_arena *arena, struct origin *out)
{
    uint64_t notation, year, quarter, versi;
    capai_text path;
    if (!get_below(text, NOTATIONS, &notation) || !get_number(text, &year) ||
        !get_below(text, QUARTERS + 1, &quarter) ||
        !get_below(text, CAPAI_VERSI_PERUBAHAN + 1, &versi) ||
        !bytes_get_text(text, arena, &path) || !get_below(text, FROM_PIECE + 1, &out->from) ||
        (out->from == FROM_FILES && !path.data) ||
        !get_inputs(text, arena, &out->inputs, &out->count))
        return false;
    out->path = path.data;
    out->options = (struct capai_dataset_options){.notation = (enum capai_notation)notation,
                                                  .year = (int)year,
                                                  .quarter = (int)quarter,
                                                  .versi = (enum capai_versi)versi};
    return true;
}

/* It is no packet, or memory ran out. */
static enum capai_status unread(const struct capai_arena *arena, struct capai_error *err)
{
    return arena->starved ? capai_fail_memory(err)
                          : capai_fail(err, CAPAI_MSG_BATCH_DAMAGED, CAPAI_NO_WORDS);
}

static enum capai_status load(capai_text text, const struct origin *origin,
                              struct capai_arena *arena, struct packet *out,
                              struct capai_error *err)
{
    struct capai_notices *said = capai_arena_array(arena, 1, sizeof *said);
    struct piece *piece = capai_arena_array(arena, 1, sizeof *piece);
    if (!said || !piece)
        return capai_fail_memory(err);
    capai_notices_init(said, arena, 0);
    if (origin->from == FROM_FILES)
        return dataset_load_stored(origin->path, origin->inputs, origin->count, &origin->options,
                                   arena, said, &out->dataset, err);
    if (origin->from == FROM_TEXTS)
        return capai_dataset_read(origin->path, origin->inputs, origin->count, &origin->options,
                                  arena, said, &out->dataset, err);
    if (!get_piece(&text, arena, origin->count, piece))
        return unread(arena, err);
    piece->once = said;
    return dataset_read_piece(origin->path, origin->inputs, origin->count, piece, &origin->options,
                              arena, said, &out->dataset, err);
}

enum capai_status packet_load(capai_text text, struct capai_arena *arena, struct packet *out,
                              struct capai_error *err)
{
    struct origin origin;
    struct capai_error error = {0};
    if (!get_opds(&text, arena, out) || !get_origin(&text, arena, &origin))
        return unread(arena, err);
    enum capai_status status = load(text, &origin, arena, out, &error);
    if (status == CAPAI_ERR_MEMORY)
        return capai_fail_memory(err);
    bool whole = !status; /* it could be read before */
    for (size_t i = 0; whole && i < out->count; i++)
        whole = out->opds[i].opd < out->dataset->opd_count;
    return whole ? CAPAI_OK : unread(arena, err);
}
