#include "core/carried.h"

#include <string.h>

#ifdef CAPAI_CARRIED
#pragma GCC diagnostic ignored "-Woverlength-strings"
#include CAPAI_CARRIED
#else
const struct carried carried_files[] = {{NULL, {NULL, 0}}};
const size_t carried_count = 0;
#endif

enum { PATH_SIZE = 200 }; /* bytes of a path; those that are carried have less */

bool carried_is_path(const char *path)
{
    return strncmp(path, CARRIED_ROOT, sizeof CARRIED_ROOT - 1) == 0;
}

/* Copies a path behind the root into `out`, its steps back done, without a slash at its end; false
 * when it is none of ours. */
static bool plain(const char *path, char out[PATH_SIZE])
{
    size_t size = 0;
    if (!carried_is_path(path))
        return false;
    for (const char *part = path + sizeof CARRIED_ROOT - 1, *end; *part; part = end) {
        end = part + strcspn(part, "/");
        size_t length = (size_t)(end - part);
        bool back = length == 2 && part[0] == '.' && part[1] == '.';
        if (size + length + 2 > PATH_SIZE)
            return false;
        while (back && size && out[--size] != '/')
            ;
        if (!back && length) {
            if (size)
                out[size++] = '/';
            memcpy(out + size, part, length);
            size += length;
        }
        end += *end == '/';
    }
    out[size] = '\0';
    return true;
}

const struct carried *carried_find(const char *path)
{
    char wanted[PATH_SIZE];
    if (!plain(path, wanted))
        return NULL;
    for (size_t i = 0; i < carried_count; i++)
        if (strcmp(carried_files[i].path, wanted) == 0)
            return &carried_files[i];
    return NULL;
}

/* What follows `folder` and a slash in the path of a file; NULL when it lies elsewhere. */
static const char *below(const char *folder, const struct carried *file)
{
    size_t size = strlen(folder);
    if (!size)
        return file->path;
    return strncmp(file->path, folder, size) == 0 && file->path[size] == '/' ? file->path + size + 1
                                                                             : NULL;
}

bool carried_is_folder(const char *path)
{
    char folder[PATH_SIZE];
    if (!plain(path, folder))
        return false;
    for (size_t i = 0; i < carried_count; i++)
        if (below(folder, &carried_files[i]))
            return true;
    return false;
}

const char *carried_name_in(const char *path, const struct carried *file)
{
    char folder[PATH_SIZE];
    const char *name = plain(path, folder) ? below(folder, file) : NULL;
    return name && !strchr(name, '/') ? name : NULL;
}
