/* A folder with all that is in it, held in memory: to be compared with what a program leaves, and
 * put back afterwards. */
#ifndef FAULT_TREE_H
#define FAULT_TREE_H

#include <stdbool.h>
#include <stddef.h>

struct tree_entry {
    char *path; /* from the folder on */
    bool folder;
    char *data; /* of a file; of a link where it leads */
    size_t size;
    unsigned mode;
};

/* Entries in order of their paths: a folder comes before what is in it. */
struct tree {
    struct tree_entry *list;
    size_t count;
};

/* What lies in `folder`. Ends the program where that cannot be read. */
struct tree tree_read(const char *folder);
void tree_free(struct tree *tree);

/* The entry with that path; NULL: none. */
const struct tree_entry *tree_find(const struct tree *tree, const char *path);

bool tree_same_entry(const struct tree_entry *a, const struct tree_entry *b);

/* The first entry of `now` that differs from `then`, or is in one of them only; NULL: none. */
const struct tree_entry *tree_differs(const struct tree *now, const struct tree *then);

/* Makes `folder`, in which `now` lies, what `then` says. */
void tree_restore(const char *folder, const struct tree *now, const struct tree *then);

/* What the program is ended with where memory or a file fails us. */
_Noreturn void tree_fail(const char *what, const char *path);

#endif
