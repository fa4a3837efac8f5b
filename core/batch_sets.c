#include "core/batch_sets.h"

#include <stdio.h>
#include <string.h>

#include "core/batch_spool.h"
#include "core/find.h"

/* ---- sets ---- */

static struct batch_set *add_set(struct batch_plan *plan, const char *path)
{
    struct batch_set *sets = capai_arena_grow(plan->arena, plan->sets, plan->set_count,
                                              &plan->set_capacity, sizeof *sets);
    if (!sets)
        return NULL;
    plan->sets = sets;
    struct batch_set *set = &sets[plan->set_count++];
    *set = (struct batch_set){.path = path};
    return set;
}

static bool has_ending(const char *path, const char *ending)
{
    size_t size = strlen(path), end = strlen(ending);
    return size > end &&
           capai_text_equal_nocase((capai_text){path + size - end, end}, (capai_text){ending, end});
}

/* The folder of a file, in the arena. */
static const char *folder_of(const char *path, struct capai_arena *arena)
{
    const char *slash = strrchr(path, '/');
    capai_text folder =
        slash ? (capai_text){path, (size_t)(slash + (slash == path) - path)} : CAPAI_TEXT(".");
    return capai_text_copy(folder, arena).data;
}

/* Adds a file that was named to the data set of its folder. */
static enum capai_status add_file(struct batch_plan *plan, const char *path, size_t room,
                                  struct capai_error *err)
{
    const char *folder = folder_of(path, plan->arena);
    const char *name = folder ? capai_folder_name(folder, plan->arena) : NULL;
    struct batch_set *set = NULL;
    if (!name)
        return capai_fail_memory(err);
    for (size_t i = 0; i < plan->set_count && !set; i++) {
        const struct batch_set *other = &plan->sets[i];
        if (other->files && capai_file_same(folder_of(other->files[0], plan->arena), folder))
            set = &plan->sets[i];
    }
    if (!set) {
        set = add_set(plan, NULL);
        if (!set)
            return capai_fail_memory(err);
        set->name = capai_text_of(name);
        set->files = capai_arena_array(plan->arena, room, sizeof *set->files);
        if (!set->files)
            return capai_fail_memory(err);
    }
    set->files[set->file_count++] = path;
    return CAPAI_OK;
}

/* True for standard input, and for a file that is, or holds, a CSV file. */
static bool is_table(const char *path)
{
    return spool_kind_of(path) == SPOOL_INPUT ||
           ((has_ending(path, ".csv") || spool_kind_of(path) != SPOOL_NONE) &&
            capai_file_kind_of(path) == CAPAI_FILE_REGULAR);
}

enum capai_status sets_find(struct batch_plan *plan, struct capai_error *err)
{
    for (size_t i = 0; i < plan->batch->path_count; i++) {
        const char *path = plan->batch->paths[i];
        const char *const *paths;
        size_t count;
        enum capai_status status = CAPAI_OK;
        if (is_table(path)) {
            status = add_file(plan, path, plan->batch->path_count, err);
            if (status)
                return status;
            continue;
        }
        status = find_packed(path, plan->arena, &paths, &count, err);
        for (size_t k = 0; !status && k < count; k++) {
            struct batch_set *set = add_set(plan, paths[k]);
            const char *name = set ? capai_folder_name(paths[k], plan->arena) : NULL;
            if (!name)
                return capai_fail_memory(err);
            set->name = capai_text_of(name);
        }
        if (status)
            return status;
    }
    return CAPAI_OK;
}

/* ---- one set ---- */

/* True when a path is that of a file of that name, perhaps packed; standard input has indicators.
 */
static bool is_file(const char *path, const char *name)
{
    const char *slash = strrchr(path, '/'), *last = slash ? slash + 1 : path;
    size_t size = strlen(name);
    enum spool_kind kind = spool_kind_of(path);
    if (kind == SPOOL_INPUT)
        return strcmp(name, "indikator.csv") == 0;
    return strncmp(last, name, size) == 0 &&
           strcmp(last + size, kind == SPOOL_NONE ? "" : spool_endings[kind - SPOOL_GZIP]) == 0;
}

/* The path of one of its files; NULL where it has none of that name. */
const char *sets_file(struct batch_plan *plan, const struct batch_set *set, const char *name)
{
    for (size_t i = 0; i < set->file_count; i++)
        if (is_file(set->files[i], name))
            return set->files[i];
    if (set->files || !set->path)
        return NULL;
    for (int packed = -1; packed < 2; packed++) {
        char full[64];
        snprintf(full, sizeof full, "%s%s", name, packed < 0 ? "" : spool_endings[packed]);
        const char *path = capai_path_join(set->path, full, plan->arena);
        plan->starved |= !path;
        enum capai_file_kind kind = path ? capai_file_kind_of(path) : CAPAI_FILE_NONE;
        /* reading what is no file says so; what is not packed is read, and said, as eval does */
        if (kind == CAPAI_FILE_REGULAR || kind == CAPAI_FILE_UNKNOWN ||
            (packed >= 0 && kind != CAPAI_FILE_NONE))
            return path;
    }
    return NULL;
}

/* True for a set of which a file must be unpacked. */
bool sets_packed(struct batch_plan *plan, const struct batch_set *set)
{
    for (enum schema_file which = 0; which < SCHEMA_PRINTED; which++) {
        const char *path = sets_file(plan, set, schema_of(which)->file);
        if (path && spool_kind_of(path) != SPOOL_NONE)
            return true;
    }
    return false;
}

/* How much its tables have; what cannot be opened has nothing, and is complained of when it is
 * read. */
uint64_t sets_size(struct batch_plan *plan, const struct batch_set *set,
                   struct capai_arena *scratch)
{
    uint64_t bytes = 0;
    for (enum schema_file which = 0; which < SCHEMA_PRINTED; which++) {
        const char *path = sets_file(plan, set, schema_of(which)->file);
        struct capai_source *source;
        if (!path || capai_source_open(path, scratch, &source, NULL) != CAPAI_OK)
            continue;
        bytes += capai_source_size(source);
        capai_source_close(source);
    }
    return bytes;
}
