#include "bindings/cli/near_path.h"

#include <string.h>

#include "capai/system.h"

/* The entry of `folder` that is most like `name`; NULL for none. */
static const char *near_entry(const char *folder, capai_text name, struct capai_arena *arena)
{
    capai_text *names;
    size_t count;
    if (capai_folder_list(folder, "", arena, &names, &count, NULL) != CAPAI_OK)
        return NULL;
    return capai_text_nearest(name, names, count).data;
}

/* folder/name, or what is near it. */
static const char *follow(const char *folder, capai_text name, struct capai_arena *arena)
{
    capai_text copy = capai_text_copy(name, arena);
    const char *path = copy.data ? capai_path_join(folder, copy.data, arena) : NULL;
    if (!path || capai_file_kind_of(path) != CAPAI_FILE_NONE)
        return path;
    const char *near = near_entry(folder, name, arena);
    return near ? capai_path_join(folder, near, arena) : NULL;
}

capai_text near_path(const char *path, struct capai_arena *arena)
{
    const char *found = *path == '/' ? "/" : ".";
    for (const char *at = path + strspn(path, "/"); found && *at; at += strspn(at, "/")) {
        size_t size = strcspn(at, "/");
        if (size != 1 || *at != '.')
            found = follow(found, (capai_text){at, size}, arena);
        at += size;
    }
    bool dotted = found && strncmp(found, "./", 2) == 0 && strncmp(path, "./", 2) != 0;
    return found ? capai_text_of(found + (dotted ? 2 : 0)) : CAPAI_NO_TEXT;
}
