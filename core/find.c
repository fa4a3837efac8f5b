/* The data sets that a path stands for. */
#include "capai/dataset.h"

#include <stdint.h>
#include <string.h>

#include "capai/system.h"
#include "core/find.h"
#include "core/schema.h"

enum { DEPTH_MOST = 64 };

/* A search, and what it has met. */
struct search {
    struct capai_arena *arena;
    const char **found;
    size_t found_count, found_capacity;
    struct capai_file_id *seen; /* a hash: folders that were looked into; all zero is free */
    size_t seen_count, seen_capacity;
    struct capai_error *err;
    bool packed; /* indikator.csv may be packed */
};

static struct capai_file_id *find_slot(struct capai_file_id *seen, size_t capacity,
                                       struct capai_file_id id)
{
    size_t i = (size_t)((id.file ^ id.device << 32) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
    for (i &= capacity - 1; seen[i].file || seen[i].device; i = (i + 1) & (capacity - 1))
        if (seen[i].file == id.file && seen[i].device == id.device)
            break;
    return &seen[i];
}

/* Notes a folder; *again tells that it was met before, by another way or by a link that leads back.
 */
static enum capai_status note_seen(struct search *s, const char *path, bool *again)
{
    struct capai_file_id id = capai_file_id_of(path);
    if (s->seen_count * 2 >= s->seen_capacity) {
        size_t capacity = s->seen_capacity ? s->seen_capacity * 2 : 16;
        struct capai_file_id *seen = capai_arena_array(s->arena, capacity, sizeof *seen);
        if (!seen)
            return capai_fail_memory(s->err);
        for (size_t i = 0; i < s->seen_capacity; i++)
            if (s->seen[i].file || s->seen[i].device)
                *find_slot(seen, capacity, s->seen[i]) = s->seen[i];
        s->seen = seen;
        s->seen_capacity = capacity;
    }
    struct capai_file_id *slot = find_slot(s->seen, s->seen_capacity, id);
    *again = slot->file || slot->device;
    s->seen_count += !*again;
    *slot = id;
    return CAPAI_OK;
}

static enum capai_status add_found(struct search *s, const char *path)
{
    const char **found =
        capai_arena_grow(s->arena, s->found, s->found_count, &s->found_capacity, sizeof *found);
    if (!found)
        return capai_fail_memory(s->err);
    s->found = found;
    found[s->found_count++] = path;
    return CAPAI_OK;
}

/* True when the names of a folder have that file. */
static bool has_file(const capai_text *names, size_t count, const char *file)
{
    for (size_t i = 0; i < count; i++)
        if (capai_text_equal(names[i], capai_text_of(file)))
            return true;
    return false;
}

/* A workbook by its name; what programs keep beside an open one begins with ~ or a point. */
static bool is_workbook(capai_text name)
{
    static const capai_text endings[] = {{".xlsx", 5}, {".ods", 4}};
    for (size_t i = 0; i < 2 && name.data[0] != '~'; i++)
        if (name.size > endings[i].size &&
            capai_text_equal_nocase(
                (capai_text){name.data + name.size - endings[i].size, endings[i].size}, endings[i]))
            return true;
    return false;
}

static enum capai_status search_folder(struct search *s, const char *path, int depth);

static enum capai_status search_entry(struct search *s, const char *folder, capai_text name,
                                      int depth)
{
    if (name.data[0] == '.') /* hidden, the folder itself, the one above it */
        return CAPAI_OK;
    char *path = capai_path_join(folder, name.data, s->arena);
    if (!path)
        return capai_fail_memory(s->err);
    enum capai_file_kind kind = capai_file_kind_of(path);
    if (kind == CAPAI_FILE_FOLDER)
        return search_folder(s, path, depth + 1);
    /* nobody knows what a link that leads nowhere was to be: loading it says so */
    bool wanted = kind == CAPAI_FILE_DANGLING || kind == CAPAI_FILE_UNKNOWN ||
                  (kind == CAPAI_FILE_REGULAR && is_workbook(name));
    return wanted ? add_found(s, path) : CAPAI_OK;
}

/* Adds the folder, if it is a data set, else what is in it. */
static enum capai_status search_folder(struct search *s, const char *path, int depth)
{
    capai_text *names;
    size_t count, before = s->found_count;
    bool again = false, parts = false;
    enum capai_status status = note_seen(s, path, &again);
    if (status || again)
        return status;
    if (depth > DEPTH_MOST) {
        status = capai_fail(s->err, CAPAI_MSG_DATA_DEEP, CAPAI_WORDS(CAPAI_TEXT("64")));
        capai_error_place(s->err, path, 0, 0);
        return status;
    }
    status = capai_folder_list(path, "", s->arena, &names, &count, s->err);
    bool found = !status && (has_file(names, count, "indikator.csv") ||
                             (s->packed && (has_file(names, count, "indikator.csv.gz") ||
                                            has_file(names, count, "indikator.csv.zst"))));
    if (found)
        return add_found(s, path);
    for (size_t i = 0; !status && i < count; i++)
        status = search_entry(s, path, names[i], depth);
    if (status || s->found_count > before)
        return status;
    /* other files of a data set, but not the one it needs: loading it says so */
    for (enum schema_file file = 0; file < SCHEMA_COUNT; file++)
        parts |= has_file(names, count, schema_of(file)->file);
    return parts || depth == 0 ? add_found(s, path) : CAPAI_OK;
}

static enum capai_status find(const char *path, bool packed, struct capai_arena *arena,
                              const char *const **paths, size_t *count, struct capai_error *err)
{
    struct search search = {.arena = arena, .err = err, .packed = packed};
    enum capai_status status = capai_file_kind_of(path) == CAPAI_FILE_FOLDER
                                   ? search_folder(&search, path, 0)
                                   : add_found(&search, path);
    if (status)
        return status;
    *paths = search.found;
    *count = search.found_count;
    return CAPAI_OK;
}

enum capai_status capai_dataset_find(const char *path, struct capai_arena *arena,
                                     const char *const **paths, size_t *count,
                                     struct capai_error *err)
{
    return find(path, false, arena, paths, count, err);
}

enum capai_status find_packed(const char *path, struct capai_arena *arena,
                              const char *const **paths, size_t *count, struct capai_error *err)
{
    return find(path, true, arena, paths, count, err);
}
