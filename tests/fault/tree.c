#define _DEFAULT_SOURCE

#include "tests/fault/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH = 4096 };

_Noreturn void tree_fail(const char *what, const char *path)
{
    fprintf(stderr, "torture: %s %s: %s\n", what, path, strerror(errno));
    exit(99);
}

static void *need(void *block)
{
    if (!block)
        tree_fail("memory", "");
    return block;
}

static void read_file(const char *path, struct tree_entry *entry, size_t size)
{
    int fd = open(path, O_RDONLY);
    entry->data = need(malloc(size + 1));
    ssize_t n = fd < 0 ? -1 : read(fd, entry->data, size);
    if (n < 0 || close(fd) != 0)
        tree_fail("read", path);
    entry->size = (size_t)n;
}

static void add(struct tree *tree, const char *folder, const char *inside);

static void add_entry(struct tree *tree, const char *folder, const char *path)
{
    char whole[PATH], target[PATH];
    struct stat found;
    if (snprintf(whole, sizeof whole, "%s/%s", folder, path) >= (int)sizeof whole)
        tree_fail("take in", path);
    if (lstat(whole, &found) != 0)
        tree_fail("look at", whole);
    struct tree_entry entry = {.path = need(strdup(path)), .mode = found.st_mode};
    if (S_ISREG(found.st_mode)) {
        read_file(whole, &entry, (size_t)found.st_size);
    } else if (S_ISLNK(found.st_mode)) {
        ssize_t n = readlink(whole, target, sizeof target - 1);
        target[n < 0 ? 0 : n] = '\0';
        entry.data = need(strdup(target));
        entry.size = strlen(target);
    }
    entry.folder = S_ISDIR(found.st_mode);
    tree->list = need(realloc(tree->list, (tree->count + 1) * sizeof *tree->list));
    tree->list[tree->count++] = entry;
    if (entry.folder)
        add(tree, folder, path);
}

static void add(struct tree *tree, const char *folder, const char *inside)
{
    char path[PATH];
    struct dirent **names;
    snprintf(path, sizeof path, "%s/%s", folder, inside);
    int count = scandir(path, &names, NULL, alphasort);
    if (count < 0)
        tree_fail("list", path);
    for (int i = 0; i < count; i++) {
        const char *name = names[i]->d_name;
        snprintf(path, sizeof path, "%s%s%s", inside, *inside ? "/" : "", name);
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            add_entry(tree, folder, path);
        free(names[i]);
    }
    free(names);
}

struct tree tree_read(const char *folder)
{
    struct tree tree = {NULL, 0};
    add(&tree, folder, "");
    return tree;
}

void tree_free(struct tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        free(tree->list[i].path);
        free(tree->list[i].data);
    }
    free(tree->list);
    *tree = (struct tree){NULL, 0};
}

const struct tree_entry *tree_find(const struct tree *tree, const char *path)
{
    for (size_t i = 0; i < tree->count; i++)
        if (strcmp(tree->list[i].path, path) == 0)
            return &tree->list[i];
    return NULL;
}

bool tree_same_entry(const struct tree_entry *a, const struct tree_entry *b)
{
    return a->mode == b->mode && a->size == b->size &&
           (!a->size || memcmp(a->data, b->data, a->size) == 0);
}

const struct tree_entry *tree_differs(const struct tree *now, const struct tree *then)
{
    for (size_t i = 0; i < now->count || i < then->count; i++) {
        if (i == now->count)
            return &then->list[i];
        if (i == then->count || strcmp(now->list[i].path, then->list[i].path) != 0 ||
            !tree_same_entry(&now->list[i], &then->list[i]))
            return &now->list[i];
    }
    return NULL;
}

static void put(const char *folder, const struct tree_entry *entry)
{
    char path[PATH];
    snprintf(path, sizeof path, "%s/%s", folder, entry->path);
    if (entry->folder) {
        if ((mkdir(path, 0777) != 0 && errno != EEXIST) || chmod(path, entry->mode & 07777) != 0)
            tree_fail("make", path);
    } else if (S_ISLNK(entry->mode)) {
        if (symlink(entry->data, path) != 0)
            tree_fail("link", path);
    } else {
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
        if (fd < 0 || write(fd, entry->data, entry->size) != (ssize_t)entry->size ||
            fchmod(fd, entry->mode & 07777) != 0 || close(fd) != 0)
            tree_fail("write", path);
    }
}

void tree_restore(const char *folder, const struct tree *now, const struct tree *then)
{
    char path[PATH];
    for (size_t i = now->count; i-- > 0;) { /* what is in a folder before the folder */
        const struct tree_entry *entry = &now->list[i], *wanted = tree_find(then, entry->path);
        snprintf(path, sizeof path, "%s/%s", folder, entry->path);
        if (wanted && wanted->folder == entry->folder && !S_ISLNK(entry->mode))
            continue;
        if ((entry->folder ? rmdir(path) : unlink(path)) != 0)
            tree_fail("remove", path);
    }
    for (size_t i = 0; i < then->count; i++) {
        const struct tree_entry *entry = &then->list[i], *there = tree_find(now, entry->path);
        if (!there || !tree_same_entry(there, entry) || S_ISLNK(entry->mode))
            put(folder, entry);
    }
}
