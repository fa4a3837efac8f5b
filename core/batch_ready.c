#include "core/batch_ready.h"

#include <string.h>

#include "core/batch_sets.h"

bool ready_input(struct batch_plan *plan, capai_text name, uint64_t size,
                 const unsigned char digest[DIGEST_SIZE])
{
    struct capai_manifest_file *inputs = capai_arena_grow(
        plan->arena, plan->inputs, plan->input_count, &plan->input_capacity, sizeof *inputs);
    if (!inputs)
        return false;
    plan->inputs = inputs;
    struct capai_manifest_file *input = &inputs[plan->input_count++];
    *input = (struct capai_manifest_file){.name = name, .size = size};
    memcpy(input->digest, digest, DIGEST_SIZE);
    return true;
}

capai_text ready_name(const struct batch_set *set, const char *path, struct capai_arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    if (!set->name.size || (set->path && strcmp(set->path, path) == 0))
        return capai_text_of(name);
    const char *full = capai_path_join(set->name.data, name, arena);
    return capai_text_of(full);
}

enum capai_status ready_note(struct batch_plan *plan, const struct batch_set *set, const char *path,
                             capai_text bytes, struct capai_error *err)
{
    unsigned char digest[DIGEST_SIZE];
    capai_text name = ready_name(set, path, plan->arena);
    return name.data && digest_of(bytes, digest) && ready_input(plan, name, bytes.size, digest)
               ? CAPAI_OK
               : capai_fail_memory(err);
}

enum capai_status ready_headers(struct batch_plan *plan, struct batch_set *set,
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

enum capai_status ready_beside(struct batch_plan *plan, struct batch_set *set,
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
        status = ready_note(plan, set, alias, bytes, err);
    }
    if (!status && manifest &&
        (status = capai_file_read(manifest, plan->arena, &bytes, err)) == CAPAI_OK) {
        if (capai_manifest_known(bytes, manifest, err) != CAPAI_OK)
            return CAPAI_ERR_UNUSABLE;
        capai_manifest_read(bytes, &set->piece.notation);
        status = ready_note(plan, set, manifest, bytes, err);
    }
    return !status && plan->starved ? capai_fail_memory(err) : status;
}
