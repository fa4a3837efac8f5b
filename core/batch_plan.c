#include "core/batch_plan.h"

#include <stdlib.h>
#include <string.h>

#include "core/batch_sets.h"
#include "core/batch_spool.h"
#include "core/csv.h"
#include "core/csv_header.h"
#include "core/evaluate.h"
#include "core/workbook.h"

enum { WHOLE_MOST = 1 << 20 }; /* bytes of a data set that is read in one piece */

/* ---- inputs ---- */

static bool add_input(struct batch_plan *plan, capai_text name, uint64_t size,
                      const unsigned char digest[DIGEST_SIZE])
{
    struct batch_input *inputs = capai_arena_grow(plan->arena, plan->inputs, plan->input_count,
                                                  &plan->input_capacity, sizeof *inputs);
    if (!inputs)
        return false;
    plan->inputs = inputs;
    struct batch_input *input = &inputs[plan->input_count++];
    *input = (struct batch_input){.name = name, .size = size};
    memcpy(input->digest, digest, DIGEST_SIZE);
    return true;
}

/* "kabupaten/indikator.csv": a file without the folders above its data set. */
static capai_text input_name(const struct batch_set *set, const char *path,
                             struct capai_arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (!set->name.size || (set->path && strcmp(set->path, path) == 0))
        return capai_text_of(name);
    const char *full = capai_path_join(set->name.data, name, arena);
    return capai_text_of(full);
}

static enum capai_status note_bytes(struct batch_plan *plan, const struct batch_set *set,
                                    const char *path, capai_text bytes, struct capai_error *err)
{
    unsigned char digest[DIGEST_SIZE];
    capai_text name = input_name(set, path, plan->arena);
    scan_digest(bytes, digest);
    return name.data && add_input(plan, name, bytes.size, digest) ? CAPAI_OK
                                                                  : capai_fail_memory(err);
}

/* ---- one set ---- */

/* Opens the tables of a set that stand in files. */
static enum capai_status open_scans(struct batch_plan *plan, struct batch_set *set,
                                    struct capai_error *err)
{
    set->scans = capai_arena_array(plan->arena, SCHEMA_PRINTED, sizeof *set->scans);
    if (!set->scans)
        return capai_fail_memory(err);
    for (enum schema_file which = 0; which < SCHEMA_PRINTED; which++) {
        const char *path = sets_file(plan, set, schema_of(which)->file);
        struct scan *scan = &set->scans[set->scan_count];
        if (!path)
            continue;
        *scan = (struct scan){.path = path, .which = which};
        enum capai_status status = spool_kind_of(path) == SPOOL_NONE
                                       ? capai_source_open(path, plan->arena, &scan->source, err)
                                       : spool_open(plan->store, path, plan->arena, &scan->source,
                                                    &scan->size, scan->digest, err);
        if (status)
            return status;
        set->scan_count++;
    }
    return CAPAI_OK;
}

static void drop_scans(struct batch_set *set)
{
    for (size_t i = 0; i < set->scan_count; i++) {
        scan_clear(&set->scans[i]);
        free(set->first ? set->first[i] : NULL);
        free(set->at ? set->at[i] : NULL);
    }
    set->first = set->at = NULL;
    set->scan_count = 0;
    opd_clear(&set->names);
    set->names = (struct opd_names){.arena = NULL};
}

/* Scans the files; *fits is false where they can only be read as a whole. */
static enum capai_status scan_set(struct batch_plan *plan, struct batch_set *set, bool *fits,
                                  struct capai_error *err)
{
    *fits = true;
    set->names = (struct opd_names){.arena = &plan->keys};
    for (size_t i = 0; i < set->scan_count && *fits; i++) {
        struct scan *scan = &set->scans[i];
        enum capai_status status =
            scan_file(scan, &set->names, plan->batch->libcsv, plan->arena, err);
        if (status)
            return status;
        *fits = scan->keyed && !scan->foreign && scan->count < UINT32_MAX;
        if (plan->scanned)
            plan->scanned(plan->user, scan->size);
    }
    return CAPAI_OK;
}

/* Lists the stretches of a scan by OPD. */
static bool index_scan(struct batch_set *set, size_t s)
{
    const struct scan *scan = &set->scans[s];
    size_t opds = set->names.count + 1; /* the last one: rows without OPD */
    uint32_t *first = calloc(opds + 2, sizeof *first);
    uint32_t *at = calloc(scan->count + 1, sizeof *at);
    set->first[s] = first;
    set->at[s] = at;
    if (!first || !at)
        return false;
    for (size_t i = 0; i < scan->count; i++) {
        size_t opd = scan->stretches[i].opd == NO_OPD ? opds - 1 : scan->stretches[i].opd;
        set->nameless |= opd == opds - 1;
        first[opd + 2]++;
    }
    for (size_t i = 2; i < opds + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 0; i < scan->count; i++) {
        size_t opd = scan->stretches[i].opd == NO_OPD ? opds - 1 : scan->stretches[i].opd;
        at[first[opd + 1]++] = (uint32_t)i;
    }
    return true;
}

size_t plan_stretches(const struct batch_set *set, size_t scan, size_t opd)
{
    return set->first[scan][opd + 1] - set->first[scan][opd];
}

const struct stretch *plan_stretch(const struct batch_set *set, size_t scan, size_t opd, size_t i)
{
    return &set->scans[scan].stretches[set->at[scan][set->first[scan][opd] + i]];
}

uint64_t plan_weight(const struct batch_set *set, size_t opd)
{
    uint64_t size = 0;
    for (size_t s = 0; !set->whole && s < set->scan_count; s++)
        for (size_t i = 0; i < plan_stretches(set, s, opd); i++)
            size += plan_stretch(set, s, opd, i)->size;
    return size;
}

static const struct scan *scan_of(const struct batch_set *set, enum schema_file which)
{
    for (size_t i = 0; i < set->scan_count; i++)
        if (set->scans[i].which == which)
            return &set->scans[i];
    return NULL;
}

/* What only the whole data set says: the report year, and what rows without OPD mean. */
static enum capai_status frame_set(struct batch_plan *plan, struct batch_set *set)
{
    const struct scan *opd = scan_of(set, SCHEMA_OPD), *rows = scan_of(set, SCHEMA_INDIKATOR);
    struct piece *piece = &set->piece;
    piece->listed = opd && opd->rows;
    piece->year = plan->batch->data.year ? plan->batch->data.year
                  : opd && opd->year     ? opd->year
                  : rows                 ? rows->year
                                         : 0;
    piece->tahun = plan->batch->data.year ? capai_value_of_int(plan->batch->data.year)
                                          : capai_value_without(CAPAI_BELUM_DIISI);
    set->first = capai_arena_array(plan->arena, set->scan_count, sizeof *set->first);
    set->at = capai_arena_array(plan->arena, set->scan_count, sizeof *set->at);
    if (!set->first || !set->at)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < set->scan_count; i++)
        if (!index_scan(set, i))
            return CAPAI_ERR_MEMORY;
    return CAPAI_OK;
}

/* A data set of few OPDs and large files, or of files that say nothing of OPDs, is read as eval
 * reads it. */
static bool suits(const struct batch_set *set)
{
    const struct scan *opd = scan_of(set, SCHEMA_OPD);
    return set->piece.year && set->names.count > 0 && !(opd && opd->rows == 1) &&
           scan_of(set, SCHEMA_INDIKATOR) && (opd || !set->nameless);
}

/* ---- headers ---- */

/* The header of a file that is read as a whole; missing where there is none. */
static capai_text head_of(capai_text content, enum schema_file which)
{
    const struct schema *schema = schema_of(which);
    capai_text names[32];
    size_t count = 0;
    for (; count < schema->count && count < 32; count++)
        names[count] = schema->columns[count].name;
    struct csv_header header = csv_find_header(content, names, count);
    bool quoted = false;
    size_t i = header.offset;
    for (; i < content.size; i++) {
        quoted ^= content.data[i] == '"';
        if (!quoted && (content.data[i] == '\n' || content.data[i] == '\r'))
            break;
    }
    return (capai_text){content.data + header.offset, i - header.offset};
}

/* Reads columns only. The set has no header where that fails, which its own reading says again. */
static enum capai_status read_headers(struct batch_plan *plan, struct batch_set *set,
                                      const struct capai_input *texts, size_t count,
                                      struct capai_notices *notices, struct capai_error *why,
                                      struct capai_error *err)
{
    struct piece *piece = capai_arena_array(plan->arena, 1, sizeof *piece);
    struct piece_file *files = capai_arena_array(plan->arena, count + 1, sizeof *files);
    struct capai_dataset *header = NULL;
    if (!piece || !files)
        return capai_fail_memory(err);
    for (size_t i = 0; i < set->scan_count; i++)
        files[i] = (struct piece_file){.header_line = set->scans[i].head_line,
                                       .delimiter = set->scans[i].delimiter};
    *piece = set->piece;
    piece->files = files;
    piece->header_only = true;
    piece->once = notices;
    if (dataset_read_piece(set->path ? set->path : set->name.data, texts, count, piece,
                           &plan->batch->data, plan->arena, notices, &header,
                           why) == CAPAI_ERR_MEMORY)
        return capai_fail_memory(err);
    set->header = header;
    return CAPAI_OK;
}

/* The texts of a data set's headers, and its alias.csv. */
static struct capai_input *header_texts(struct batch_plan *plan, const struct batch_set *set,
                                        size_t *count)
{
    struct capai_input *texts = capai_arena_array(plan->arena, set->scan_count + 1, sizeof *texts);
    *count = 0;
    for (size_t i = 0; texts && i < set->scan_count; i++)
        texts[(*count)++] =
            (struct capai_input){.path = set->scans[i].path,
                                 .name = capai_text_of(schema_of(set->scans[i].which)->file),
                                 .bytes = set->scans[i].head};
    if (texts && set->alias.path)
        texts[(*count)++] = set->alias;
    return texts;
}

/* What was found while a file was scanned. */
static enum capai_status note_scan(struct batch_plan *plan, const struct scan *scan)
{
    const struct {
        enum capai_message message;
        uint64_t count;
        size_t line, column;
    } found[] = {
        {CAPAI_MSG_TITLE_ROWS, scan->titles, 1, 1},
        {CAPAI_MSG_FILE_CONTROLS, scan->controls, scan->control_line, scan->control_column}};
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < sizeof found / sizeof *found; i++) {
        char number[CAPAI_DECIMAL_TEXT];
        struct capai_error error = {0};
        if (!found[i].count)
            continue;
        capai_decimal_format(capai_decimal_from_int((int64_t)found[i].count),
                             CAPAI_NOTATION_INDONESIA, number);
        capai_fail(&error, found[i].message, CAPAI_WORDS(capai_text_of(number)));
        capai_error_place(&error, scan->path, found[i].line, found[i].column);
        status = capai_notices_add(plan->notices, &error);
    }
    if (!status && scan->end.status)
        status = capai_notices_add(plan->notices, &scan->end);
    return status;
}

/* Names the OPDs that a file which ended early may lack. */
static enum capai_status note_cut(struct batch_plan *plan, const struct batch_set *set, size_t s)
{
    const struct scan *scan = &set->scans[s];
    char list[CAPAI_ERROR_TEXT / 2], number[CAPAI_DECIMAL_TEXT];
    size_t size = 0, count = 0;
    size_t own = scan->cut_opd.size ? opd_find(&set->names, scan->cut_opd)
                 : scan->count      ? scan->stretches[scan->count - 1].opd
                                    : NO_OPD;
    struct capai_error error = {0};
    for (size_t opd = 0; opd < set->names.count; opd++) {
        if (opd != own && plan_stretches(set, s, opd))
            continue;
        size = capai_text_append(list, sizeof list, size, set->names.keys[opd]);
        count++;
    }
    if (!scan->cut || !count)
        return CAPAI_OK;
    capai_decimal_format(capai_decimal_from_int((int64_t)count), CAPAI_NOTATION_INDONESIA, number);
    capai_fail(&error, CAPAI_MSG_FILE_CUT,
               CAPAI_WORDS(capai_text_of(number), ((capai_text){list, size})));
    capai_error_place(&error, scan->path, scan->cut_line, 1);
    return capai_notices_add(plan->notices, &error);
}

/* ---- the two ways to read a set ---- */

/* Reads the small files beside the tables. */
static enum capai_status read_beside(struct batch_plan *plan, struct batch_set *set,
                                     struct capai_error *err)
{
    capai_text bytes;
    const char *alias = sets_file(plan, set, "alias.csv");
    const char *manifest = sets_file(plan, set, "manifest.json");
    enum capai_status status = CAPAI_OK;
    set->piece.notation = (struct capai_manifest_notation){plan->batch->data.notation,
                                                           plan->batch->data.notation, false};
    if (alias && (status = capai_file_read(alias, plan->arena, &bytes, err)) == CAPAI_OK) {
        set->alias = (struct capai_input){alias, CAPAI_TEXT("alias.csv"), bytes};
        status = note_bytes(plan, set, alias, bytes, err);
    }
    if (!status && manifest &&
        (status = capai_file_read(manifest, plan->arena, &bytes, err)) == CAPAI_OK) {
        capai_manifest_read(bytes, &set->piece.notation);
        status = note_bytes(plan, set, manifest, bytes, err);
    }
    return status;
}

/* Makes ready a data set that is read OPD by OPD. */
static enum capai_status ready_pieces(struct batch_plan *plan, struct batch_set *set,
                                      struct capai_error *err)
{
    size_t count;
    struct capai_input *texts = header_texts(plan, set, &count);
    if (!texts)
        return capai_fail_memory(err);
    set->failed = capai_arena_array(plan->arena, 1, sizeof *set->failed);
    if (!set->failed)
        return capai_fail_memory(err);
    enum capai_status status =
        read_headers(plan, set, texts, count, plan->notices, set->failed, err);
    for (size_t i = 0; !status && i < set->scan_count; i++) {
        const struct scan *scan = &set->scans[i];
        capai_text name = input_name(set, scan->path, plan->arena);
        if (!name.data || !add_input(plan, name, scan->size, scan->digest) ||
            note_scan(plan, scan) != CAPAI_OK || note_cut(plan, set, i) != CAPAI_OK)
            status = capai_fail_memory(err);
    }
    set->unit_count = set->header ? set->names.count + set->nameless : 1;
    return status;
}

/* The header texts of a set that is read in one piece; its files are noted. */
static enum capai_status whole_texts(struct batch_plan *plan, struct batch_set *set,
                                     struct capai_arena *scratch, struct capai_input *texts,
                                     size_t *count, struct capai_error *err)
{
    struct capai_notices ignored;
    enum capai_status status = CAPAI_OK;
    *count = 0;
    capai_notices_init(&ignored, scratch, 0);
    for (enum schema_file which = 0; !status && which <= SCHEMA_PRINTED; which++) {
        const char *name = which < SCHEMA_PRINTED ? schema_of(which)->file : "alias.csv";
        const char *path = sets_file(plan, set, name);
        capai_text bytes;
        if (!path || capai_file_read(path, scratch, &bytes, NULL) != CAPAI_OK)
            continue; /* its own reading says why */
        status = note_bytes(plan, set, path, bytes, err);
        if (status || which == SCHEMA_PRINTED ||
            csv_decode(path, &bytes, scratch, &ignored, NULL) != CAPAI_OK)
            continue;
        texts[(*count)++] = (struct capai_input){path, capai_text_of(name), head_of(bytes, which)};
    }
    return status;
}

/* True for headers of which none were met before; the texts are copied then. False as well when
 * memory ran out: *memory tells. */
static bool are_new(struct batch_plan *plan, struct capai_input *texts, size_t count, bool *memory)
{
    size_t size = 0, before = plan->headers.count, number;
    for (size_t i = 0; i < count; i++)
        size += texts[i].name.size + texts[i].bytes.size + 2;
    char *all = capai_arena_alloc(plan->arena, size + 1), *at = all;
    *memory = all != NULL;
    for (size_t i = 0; all && i < count; i++) {
        memcpy(at, texts[i].name.data, texts[i].name.size);
        at += texts[i].name.size;
        *at++ = '\n';
        memcpy(at, texts[i].bytes.data, texts[i].bytes.size);
        texts[i].bytes.data = at;
        at += texts[i].bytes.size;
        *at++ = '\n';
    }
    plan->headers.arena = plan->arena;
    *memory = *memory && opd_number(&plan->headers, (capai_text){all, size}, &number);
    return *memory && plan->headers.count > before;
}

/* Reads the columns of a data set that is read in one piece, and notes its files. */
static enum capai_status ready_whole(struct batch_plan *plan, struct batch_set *set,
                                     struct capai_arena *scratch, struct capai_error *err)
{
    struct capai_notices ignored;
    struct capai_error why = {0};
    struct capai_input texts[SCHEMA_COUNT];
    struct capai_mark mark = capai_arena_mark(plan->arena);
    size_t count;
    bool memory;
    set->whole = true;
    set->unit_count = 1;
    enum capai_status status = whole_texts(plan, set, scratch, texts, &count, err);
    mark = capai_arena_mark(plan->arena);
    if (status)
        return status;
    capai_notices_init(&ignored, plan->arena, 0);
    bool new = are_new(plan, texts, count, &memory);
    if (!memory)
        return capai_fail_memory(err);
    if (new)
        return read_headers(plan, set, texts, count, &ignored, &why, err);
    capai_arena_release(plan->arena, mark);
    return CAPAI_OK;
}

/* A workbook has to be read to know its columns. */
static enum capai_status ready_workbook(struct batch_plan *plan, struct batch_set *set,
                                        struct capai_arena *scratch, struct capai_error *err)
{
    capai_text bytes;
    struct capai_notices ignored;
    struct capai_dataset *dataset = NULL;
    capai_notices_init(&ignored, plan->arena, 0);
    set->whole = true;
    set->unit_count = 1;
    if (capai_file_kind_of(set->path) != CAPAI_FILE_REGULAR ||
        capai_file_read(set->path, scratch, &bytes, NULL) != CAPAI_OK)
        return CAPAI_OK;
    if (capai_dataset_load(set->path, &plan->batch->data, plan->arena, &ignored, &dataset, NULL) ==
        CAPAI_OK)
        set->header = dataset;
    return note_bytes(plan, set, set->path, bytes, err);
}

/* Takes the files of a packed data set into memory: nothing else can be done with few rows of one
 * OPD, or without a column opd. */
static enum capai_status ready_texts(struct batch_plan *plan, struct batch_set *set,
                                     struct capai_error *err)
{
    struct capai_notices ignored;
    struct capai_error why = {0};
    enum capai_status status = read_beside(plan, set, err);
    set->texts = capai_arena_array(plan->arena, set->scan_count + 1, sizeof *set->texts);
    if (!status && !set->texts)
        status = capai_fail_memory(err);
    for (size_t i = 0; !status && i < set->scan_count; i++) {
        const struct scan *scan = &set->scans[i];
        capai_text name = input_name(set, scan->path, plan->arena);
        size_t size = (size_t)capai_source_size(scan->source);
        char *bytes = capai_arena_alloc(plan->arena, size + 1);
        if (!bytes || !name.data || !add_input(plan, name, scan->size, scan->digest))
            status = capai_fail_memory(err);
        else
            status = capai_source_read(scan->source, 0, bytes, size, &size, err);
        set->texts[set->text_count++] = (struct capai_input){
            scan->path, capai_text_of(schema_of(scan->which)->file), {bytes, size}};
    }
    if (set->alias.path)
        set->texts[set->text_count++] = set->alias;
    drop_scans(set);
    set->whole = true;
    set->unit_count = 1;
    capai_notices_init(&ignored, plan->arena, 0);
    return status ? status
                  : read_headers(plan, set, set->texts, set->text_count, &ignored, &why, err);
}

/* Makes ready a folder, or files. */
static enum capai_status ready_files(struct batch_plan *plan, struct batch_set *set,
                                     struct capai_arena *scratch, struct capai_error *err)
{
    bool fits = false;
    size_t inputs = plan->input_count;
    enum capai_status status = CAPAI_OK;
    if (sets_packed(plan, set) || sets_size(plan, set, scratch) > WHOLE_MOST) {
        status = open_scans(plan, set, err);
        if (!status)
            status = scan_set(plan, set, &fits, err);
        if (!status && fits)
            status = read_beside(plan, set, err);
        if (!status && fits && frame_set(plan, set) != CAPAI_OK)
            status = capai_fail_memory(err);
        fits = fits && !status && suits(set);
    }
    if (!status && fits)
        return ready_pieces(plan, set, err);
    plan->input_count = inputs;
    if (!status && sets_packed(plan, set))
        return ready_texts(plan, set, err);
    drop_scans(set);
    return status ? status : ready_whole(plan, set, scratch, err);
}

static enum capai_status ready_set(struct batch_plan *plan, struct batch_set *set,
                                   struct capai_error *err)
{
    struct capai_arena scratch;
    capai_arena_init(&scratch, plan->arena->alloc, plan->arena->user, 0);
    bool folder = !set->path || capai_file_kind_of(set->path) == CAPAI_FILE_FOLDER;
    struct capai_error why = {0};
    enum capai_status status =
        folder ? ready_files(plan, set, &scratch, &why) : ready_workbook(plan, set, &scratch, &why);
    capai_arena_clear(&scratch);
    if (status == CAPAI_ERR_UNUSABLE) { /* it fails alone */
        drop_scans(set);
        set->failed = capai_arena_array(plan->arena, 1, sizeof *set->failed);
        if (!set->failed)
            return capai_fail_memory(err);
        *set->failed = why;
        set->whole = true;
        set->unit_count = 1;
        return CAPAI_OK;
    }
    if (status && err && err->status < CAPAI_ERR_DATA)
        *err = why;
    return status;
}

/* The columns that all sets together give the results. */
static enum capai_status make_columns(struct batch_plan *plan, struct capai_error *err)
{
    size_t count = 0;
    struct capai_dataset **headers =
        capai_arena_array(plan->arena, plan->set_count, sizeof(struct capai_dataset *));
    if (!headers)
        return capai_fail_memory(err);
    for (size_t i = 0; i < plan->set_count; i++)
        if (plan->sets[i].header)
            headers[count++] = (struct capai_dataset *)(uintptr_t)plan->sets[i].header;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
        if (!result_init(&plan->results[r], r, headers, count, plan->arena))
            return capai_fail_memory(err);
    return CAPAI_OK;
}

enum capai_status plan_make(struct batch_plan *plan, struct capai_error *err)
{
    capai_arena_init(&plan->keys, plan->arena->alloc, plan->arena->user, 0);
    enum capai_status status = sets_find(plan, err);
    plan->texts = plan->batch->data.notation;
    for (size_t i = 0; !status && i < plan->set_count; i++) {
        struct batch_set *set = &plan->sets[i];
        status = ready_set(plan, set, err);
        set->first_unit = plan->unit_count;
        plan->unit_count += set->unit_count;
    }
    return status ? status : make_columns(plan, err);
}

void plan_clear(struct batch_plan *plan)
{
    for (size_t i = 0; i < plan->set_count; i++)
        drop_scans(&plan->sets[i]);
    opd_clear(&plan->headers);
    capai_arena_clear(&plan->keys);
}

const struct batch_set *plan_find(const struct batch_plan *plan, size_t unit, size_t *opd)
{
    size_t low = 0, high = plan->set_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (plan->sets[middle].first_unit <= unit)
            low = middle;
        else
            high = middle;
    }
    *opd = unit - plan->sets[low].first_unit;
    return &plan->sets[low];
}
