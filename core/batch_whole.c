#include "core/batch_ready.h"

#include <string.h>

#include "core/batch_sets.h"
#include "core/batch_spool.h"
#include "core/csv.h"
#include "core/csv_header.h"
#include "core/error.h"

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

/* True where the manifest would be without a file that may be read later. */
static bool is_lost(const struct capai_error *why)
{
    return why->message == CAPAI_MSG_FILE_READ || why->message == CAPAI_MSG_READ_CHANGED;
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
        struct capai_error why = {0};
        if (path && capai_file_read(path, scratch, &bytes, &why) == CAPAI_ERR_MEMORY)
            return capai_fail_memory(err);
        if (is_lost(&why))
            return error_pass(err, &why);
        if (!path || why.status)
            continue; /* its own reading says why */
        status = ready_note(plan, set, path, bytes, err);
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

enum capai_status whole_ready(struct batch_plan *plan, struct batch_set *set,
                              struct capai_arena *scratch, struct capai_error *err)
{
    struct capai_notices ignored;
    struct capai_error why = {0};
    struct capai_input texts[SCHEMA_COUNT];
    size_t count;
    bool memory;
    set->whole = true;
    set->unit_count = 1;
    enum capai_status status = whole_texts(plan, set, scratch, texts, &count, err);
    const struct capai_mark mark = capai_arena_mark(plan->arena);
    if (status)
        return status;
    capai_notices_init(&ignored, plan->arena, 0);
    bool new = are_new(plan, texts, count, &memory);
    if (!memory)
        return capai_fail_memory(err);
    if (new)
        return ready_headers(plan, set, texts, count, &ignored, &why, err);
    capai_arena_release(plan->arena, mark);
    return CAPAI_OK;
}

enum capai_status whole_workbook(struct batch_plan *plan, struct batch_set *set,
                                 struct capai_arena *scratch, struct capai_error *err)
{
    capai_text bytes;
    struct capai_notices ignored;
    struct capai_error why = {0};
    struct capai_dataset *dataset = NULL;
    capai_notices_init(&ignored, plan->arena, 0);
    set->whole = true;
    set->unit_count = 1;
    if (capai_file_kind_of(set->path) != CAPAI_FILE_REGULAR)
        return CAPAI_OK;
    if (capai_file_read(set->path, scratch, &bytes, &why) != CAPAI_OK)
        return is_lost(&why) ? error_pass(err, &why) : CAPAI_OK;
    if (capai_dataset_load(set->path, &plan->batch->data, plan->arena, &ignored, &dataset, NULL) ==
        CAPAI_OK)
        set->header = dataset;
    return ready_note(plan, set, set->path, bytes, err);
}

/* Notes a table that was opened, and perhaps not scanned: what is packed by the bytes before they
 * were unpacked. */
static enum capai_status note_table(struct batch_plan *plan, const struct batch_set *set,
                                    const struct scan *scan, capai_text bytes,
                                    struct capai_error *err)
{
    if (spool_kind_of(scan->path) == SPOOL_NONE)
        return ready_note(plan, set, scan->path, bytes, err);
    capai_text name = ready_name(set, scan->path, plan->arena);
    return name.data && ready_input(plan, name, scan->size, scan->digest) ? CAPAI_OK
                                                                          : capai_fail_memory(err);
}

enum capai_status whole_packed(struct batch_plan *plan, struct batch_set *set,
                               struct capai_error *err)
{
    struct capai_notices ignored;
    struct capai_error why = {0};
    enum capai_status status = ready_beside(plan, set, err);
    set->texts = capai_arena_array(plan->arena, set->scan_count + 1, sizeof *set->texts);
    if (!status && !set->texts)
        status = capai_fail_memory(err);
    for (size_t i = 0; !status && i < set->scan_count; i++) {
        const struct scan *scan = &set->scans[i];
        size_t size = (size_t)capai_source_size(scan->source);
        char *bytes = capai_arena_alloc(plan->arena, size + 1);
        status = bytes ? capai_source_read(scan->source, 0, bytes, size, &size, err)
                       : capai_fail_memory(err);
        if (!status && !capai_source_unchanged(scan->source)) { /* since it was opened */
            status = capai_fail(err, CAPAI_MSG_READ_CHANGED, CAPAI_NO_WORDS);
            capai_error_place(err, scan->path, 0, 0);
        }
        if (!status)
            status = note_table(plan, set, scan, (capai_text){bytes, size}, err);
        set->texts[set->text_count++] = (struct capai_input){
            scan->path, capai_text_of(schema_of(scan->which)->file), {bytes, size}};
    }
    if (!status && set->alias.path)
        set->texts[set->text_count++] = set->alias;
    pieces_drop(set);
    set->whole = true;
    set->unit_count = 1;
    capai_notices_init(&ignored, plan->arena, 0);
    return status ? status
                  : ready_headers(plan, set, set->texts, set->text_count, &ignored, &why, err);
}

/* What a data set is read from. */
struct readings {
    const struct capai_input *list;
    size_t count;
};

/* True where that is the same file, with the same bytes. */
static bool is_read(const struct batch_set *set, const struct capai_manifest_file *noted,
                    struct readings read, struct capai_arena *arena, bool *memory)
{
    for (size_t i = 0; *memory && i < read.count; i++) {
        unsigned char digest[DIGEST_SIZE];
        capai_text name = ready_name(set, read.list[i].path, arena);
        if (!name.data)
            *memory = false;
        if (!name.data || !capai_text_equal(name, noted->name))
            continue;
        *memory = digest_of(read.list[i].bytes, digest);
        return memcmp(digest, noted->digest, DIGEST_SIZE) == 0;
    }
    return false;
}

/* Refuses files that are others than those whose columns were read before, and which the manifest
 * names; and those that changed while they were read, which the data set goes without. */
static enum capai_status check_noted(const struct batch_plan *plan, const struct batch_set *set,
                                     struct readings read, struct capai_arena *arena,
                                     struct capai_error *err)
{
    bool memory = true;
    for (size_t i = set->first_input; i < set->end_input; i++) {
        if (is_read(set, &plan->inputs[i], read, arena, &memory))
            continue;
        if (!memory)
            return capai_fail_memory(err);
        enum capai_status status = capai_fail(err, CAPAI_MSG_READ_CHANGED, CAPAI_NO_WORDS);
        capai_error_place(err, plan->inputs[i].name.data, 0, 0);
        return status;
    }
    return CAPAI_OK;
}

/* Of a data set that was found by its path. */
static enum capai_status load_path(const struct batch_plan *plan, const struct batch_set *set,
                                   struct capai_arena *arena, struct capai_notices *notices,
                                   struct capai_dataset **out, struct capai_error *err)
{
    struct readings read;
    enum capai_status status =
        capai_dataset_load(set->path, &plan->batch->data, arena, notices, out, err);
    if (status)
        return status;
    read.count = capai_dataset_inputs(*out, &read.list);
    return check_noted(plan, set, read, arena, err);
}

enum capai_status whole_load(const struct batch_plan *plan, const struct batch_set *set,
                             struct capai_arena *arena, struct capai_notices *notices,
                             struct capai_dataset **out, struct capai_error *err)
{
    if (set->texts)
        return capai_dataset_read(set->name.data, set->texts, set->text_count, &plan->batch->data,
                                  arena, notices, out, err);
    if (set->path)
        return load_path(plan, set, arena, notices, out, err);
    struct capai_input *texts = capai_arena_array(arena, set->file_count, sizeof *texts);
    enum capai_status status = texts ? CAPAI_OK : capai_fail_memory(err);
    for (size_t i = 0; !status && i < set->file_count; i++) {
        const char *slash = strrchr(set->files[i], '/');
        texts[i] = (struct capai_input){.path = set->files[i],
                                        .name = capai_text_of(slash ? slash + 1 : set->files[i])};
        status = capai_file_read(set->files[i], arena, &texts[i].bytes, err);
    }
    if (!status)
        status = capai_dataset_read(set->name.data, texts, set->file_count, &plan->batch->data,
                                    arena, notices, out, err);
    const struct readings read = {texts, set->file_count};
    return status ? status : check_noted(plan, set, read, arena, err);
}

/* True for a set that lacks what every data set has. */
static bool lacks(struct batch_plan *plan, const struct batch_set *set)
{
    const enum capai_file_kind kind = set->path ? capai_file_kind_of(set->path) : CAPAI_FILE_FOLDER;
    if (set->failed)
        return set->failed->status != CAPAI_OK;
    if (!set->whole || set->header)
        return false;
    return kind != CAPAI_FILE_FOLDER || !sets_file(plan, set, "indikator.csv");
}

enum capai_status whole_find_fault(struct batch_plan *plan, struct capai_error *err)
{
    struct capai_arena arena;
    struct capai_notices ignored;
    struct capai_dataset *dataset;
    struct capai_error error = {0};
    for (size_t i = 0; i < plan->set_count && !error.status; i++) {
        const struct batch_set *set = &plan->sets[i];
        if (!lacks(plan, set))
            continue;
        if (set->failed) {
            error = *set->failed;
            break;
        }
        capai_arena_init(&arena, plan->arena->alloc, plan->arena->user, 0);
        capai_notices_init(&ignored, &arena, 0);
        whole_load(plan, set, &arena, &ignored, &dataset, &error);
        const capai_text file = capai_text_copy(capai_text_of(error.file), plan->arena);
        error.file = error.file ? file.data : NULL;
        capai_arena_clear(&arena);
    }
    if (error.status && err)
        *err = error;
    return error.status;
}
