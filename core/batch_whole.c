#include "core/batch_ready.h"

#include <string.h>

#include "core/batch_sets.h"
#include "core/csv.h"
#include "core/csv_header.h"

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
        if (why.message == CAPAI_MSG_FILE_READ) { /* the manifest would be without it */
            if (err && err->status < CAPAI_ERR_DATA)
                *err = why;
            return why.status;
        }
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
    return ready_note(plan, set, set->path, bytes, err);
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
        capai_text name = ready_name(set, scan->path, plan->arena);
        size_t size = (size_t)capai_source_size(scan->source);
        char *bytes = capai_arena_alloc(plan->arena, size + 1);
        if (!bytes || !name.data || !ready_input(plan, name, scan->size, scan->digest))
            status = capai_fail_memory(err);
        else
            status = capai_source_read(scan->source, 0, bytes, size, &size, err);
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

enum capai_status whole_load(const struct batch_plan *plan, const struct batch_set *set,
                             struct capai_arena *arena, struct capai_notices *notices,
                             struct capai_dataset **out, struct capai_error *err)
{
    if (set->texts)
        return capai_dataset_read(set->name.data, set->texts, set->text_count, &plan->batch->data,
                                  arena, notices, out, err);
    if (set->path)
        return capai_dataset_load(set->path, &plan->batch->data, arena, notices, out, err);
    struct capai_input *texts = capai_arena_array(arena, set->file_count, sizeof *texts);
    enum capai_status status = texts ? CAPAI_OK : capai_fail_memory(err);
    for (size_t i = 0; !status && i < set->file_count; i++) {
        const char *slash = strrchr(set->files[i], '/');
        texts[i] = (struct capai_input){.path = set->files[i],
                                        .name = capai_text_of(slash ? slash + 1 : set->files[i])};
        status = capai_file_read(set->files[i], arena, &texts[i].bytes, err);
    }
    return status ? status
                  : capai_dataset_read(set->name.data, texts, set->file_count, &plan->batch->data,
                                       arena, notices, out, err);
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
