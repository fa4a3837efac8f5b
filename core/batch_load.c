#include "core/batch_load.h"

#include <string.h>

#include "core/load.h"

/* Reads what one OPD has in one file, behind its header. */
static enum capai_status read_text(const struct batch_set *set, size_t s, size_t opd,
                                   struct capai_arena *arena, struct capai_input *text,
                                   struct piece_file *file, struct capai_error *err)
{
    const struct scan *scan = &set->scans[s];
    size_t count = plan_stretches(set, s, opd), size = scan->head.size + 1, done;
    for (size_t i = 0; i < count; i++)
        size += (size_t)plan_stretch(set, s, opd, i)->size + 1;
    char *data = capai_arena_alloc(arena, size + 1);
    struct piece_stretch *stretches = capai_arena_array(arena, count + 1, sizeof *stretches);
    if (!data || !stretches)
        return capai_fail_memory(err);
    memcpy(data, scan->head.data, scan->head.size);
    size = scan->head.size;
    for (size_t i = 0; i < count; i++) {
        const struct stretch *stretch = plan_stretch(set, s, opd, i);
        if (data[size - 1] != '\n' && data[size - 1] != '\r')
            data[size++] = '\n';
        stretches[i] = (struct piece_stretch){size, (size_t)stretch->line};
        enum capai_status status = capai_source_read(scan->source, stretch->offset, data + size,
                                                     (size_t)stretch->size, &done, err);
        if (!status && done < stretch->size) {
            status = capai_fail(err, CAPAI_MSG_READ_CHANGED, CAPAI_NO_WORDS);
            capai_error_place(err, scan->path, 0, 0);
        }
        if (status)
            return status;
        size += done;
    }
    *text =
        (struct capai_input){scan->path, capai_text_of(schema_of(scan->which)->file), {data, size}};
    *file = (struct piece_file){scan->head_line, scan->delimiter, stretches, count};
    return CAPAI_OK;
}

enum capai_status batch_load(const struct batch_plan *plan, const struct batch_set *set, size_t opd,
                             bool budget, struct capai_arena *arena, struct capai_notices *notices,
                             struct capai_notices *once, struct capai_dataset **out,
                             struct capai_error *err)
{
    struct capai_input *texts = capai_arena_array(arena, set->scan_count + 1, sizeof *texts);
    struct piece_file *files = capai_arena_array(arena, set->scan_count + 1, sizeof *files);
    struct piece *piece = capai_arena_array(arena, 1, sizeof *piece);
    size_t count = 0;
    enum capai_status status = CAPAI_OK;
    if (!texts || !files || !piece)
        return capai_fail_memory(err);
    for (size_t s = 0; !status && s < set->scan_count; s++)
        if (budget || set->scans[s].which != SCHEMA_ANGGARAN) {
            status = read_text(set, s, opd, arena, &texts[count], &files[count], err);
            count++;
        }
    if (status)
        return status;
    if (set->alias.path)
        texts[count++] = set->alias;
    *piece = set->piece;
    piece->files = files;
    piece->once = once;
    return dataset_read_piece(set->path ? set->path : set->name.data, texts, count, piece,
                              &plan->batch->data, arena, notices, out, err);
}
