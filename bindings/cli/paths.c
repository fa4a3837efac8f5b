#define _XOPEN_SOURCE 700

#include "bindings/cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capai/system.h"

/* The folder of the running program, NULL when it cannot be known. */
static const char *program_folder(struct capai_arena *arena)
{
    char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    if (size <= 0)
        return NULL;
    path[size] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash)
        return NULL;
    *slash = '\0';
    return capai_text_copy(capai_text_of(path), arena).data;
}

/* The installed scripts: beside build/, or below the prefix. */
static const char *installed_rules(struct capai_arena *arena)
{
    static const char *const places[] = {"../scripts/rules", "../../scripts/rules",
                                         "../share/capai/scripts/rules"};
    const char *folder = program_folder(arena);
    for (size_t i = 0; folder && i < sizeof places / sizeof *places; i++) {
        const char *path = capai_path_join(folder, places[i], arena);
        if (path && capai_file_kind_of(path) == CAPAI_FILE_FOLDER) {
            /* without "..", so that messages show a path that people can read */
            char *real = realpath(path, NULL);
            capai_text copy = real ? capai_text_copy(capai_text_of(real), arena) : CAPAI_NO_TEXT;
            free(real);
            return copy.data ? copy.data : path;
        }
    }
    return NULL;
}

size_t pack_folders(const struct options *options, const char **folders, struct capai_arena *arena)
{
    const char *scripts = getenv("CAPAI_PATH");
    size_t count = 0;
    if (options->rules_path)
        folders[count++] = options->rules_path;
    const char *own =
        scripts && *scripts ? capai_path_join(scripts, "rules", arena) : installed_rules(arena);
    if (own)
        folders[count++] = own;
    return count;
}
