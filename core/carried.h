/* Files that the program carries inside, so that it is whole without a folder beside it. They have
 * paths like "capai:/scripts/rules/jember-2024.lua", and core/system.c finds them by these as it
 * finds files of the system. Private to the core.
 *
 * Which files they are is settled when the program is built: CAPAI_CARRIED names the list that
 * core/carry.lua has written. Otherwise there are none.
 */
#ifndef CORE_CARRIED_H
#define CORE_CARRIED_H

#include "capai/text.h"

/* What all their paths begin with. */
#define CARRIED_ROOT "capai:/"

struct carried {
    const char *path; /* behind the root: "scripts/rules/jember-2024.lua" */
    capai_text bytes; /* followed by a NUL that is not counted */
};

/* All of them, in byte order of their paths. */
extern const struct carried carried_files[];
extern const size_t carried_count;

/* True for a path below the root, whether there is a file or not. */
bool carried_is_path(const char *path);

/* The file of a path, in which "x/.." stands for nothing; NULL when there is none. */
const struct carried *carried_find(const char *path);

/* True when files lie below the folder `path`. */
bool carried_is_folder(const char *path);

/* The name of the file in the folder `path` itself, not below it; NULL when it lies elsewhere. */
const char *carried_name_in(const char *path, const struct carried *file);

#endif
