/* For tests of files: a folder of its own for each test. Include it first. */
#ifndef FOLDER_TEST_H
#define FOLDER_TEST_H

#define _XOPEN_SOURCE 700 /* mkdtemp, nftw, symlink */

#include "capai_test.h"

#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capai/system.h"

struct bench {
    struct capai_arena arena;
    char folder[256];
};

static inline int bench_open(struct bench *b)
{
    const char *tmp = getenv("TMPDIR");
    capai_arena_init(&b->arena, NULL, NULL, 0);
    snprintf(b->folder, sizeof b->folder, "%s/capai-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    return mkdtemp(b->folder) ? 0 : -1;
}

static inline int bench_remove_entry(const char *path, const struct stat *info, int kind,
                                     struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

/* Removes the folder with all that is in it. */
static inline int bench_close(struct bench *b)
{
    capai_arena_clear(&b->arena);
    return nftw(b->folder, bench_remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static inline const char *bench_path(struct bench *b, const char *name)
{
    char *path = capai_path_join(b->folder, name, &b->arena);
    assert_non_null(path);
    return path;
}

#endif
