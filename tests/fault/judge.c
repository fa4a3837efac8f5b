#include "tests/fault/judge.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Results in a folder are published one after another; what is not yet published lies there. */
static bool is_store(const char *path)
{
    return strstr(path, ".capai-batch") || strncmp(path, ".capai-hasil.", 13) == 0;
}

/* A failure is said in the language of the reader, and memory by its name. */
static bool is_said(const struct fault *fault, const struct outcome *now)
{
    if (rig.shared->fired_file == 2 || (fault->sticky && fault->kind == FAULT_WRITE))
        return true; /* what would say it is what failed */
    if (fault->kind == FAULT_ALLOCATE)
        return strstr(now->err, "memori") || strstr(now->err, "memory");
    return now->err_size > 0;
}

/* A batch, or the merge of one. */
static bool is_batch(const char *name)
{
    return strncmp(name, "batch", 5) == 0 || strncmp(name, "merge", 5) == 0;
}

/* What a script of the user's makes of a failure is its own affair; so is, in a batch, an OPD that
 * fails alone and is listed. */
static bool may_end_with(const char *name, const struct fault *fault, const struct outcome *now)
{
    if (strcmp(name, "run") == 0 || strcmp(name, "repl") == 0)
        return now->status <= 3 && is_said(fault, now);
    return is_batch(name) && now->status >= 1 && now->status <= 3 && strstr(now->err, "gagal") &&
           now->err_size;
}

/* The shells are told what could be found out, and nothing is said to the user. */
static bool is_hint(const char *name)
{
    return strcmp(name, "complete") == 0;
}

/* Every file is as before or as after an undisturbed run, and there is none besides. */
static const char *judge_files(const struct expected *e, const struct tree *now, char *room,
                               size_t size)
{
    const struct tree *after = &e->undisturbed.tree;
    for (size_t i = 0; i < now->count; i++) {
        const struct tree_entry *entry = &now->list[i], *a = tree_find(&e->before, entry->path),
                                *b = tree_find(after, entry->path);
        if ((a && tree_same_entry(a, entry)) || (b && tree_same_entry(b, entry)) ||
            is_store(entry->path) || (entry->folder && !a && b))
            continue;
        snprintf(room, size, "%s %s",
                 a || b ? "is neither old nor new:" : "is left behind:", entry->path);
        return room;
    }
    for (size_t i = 0; i < e->before.count; i++) {
        const char *path = e->before.list[i].path;
        if (tree_find(after, path) && !tree_find(now, path)) {
            snprintf(room, size, "is lost: %s", path);
            return room;
        }
    }
    return NULL;
}

static const char *judge_leaks(const struct expected *e, char *room, size_t size)
{
    for (int i = 0; i < FAULT_PROCESSES; i++) {
        if (rig.shared->live[i] <= e->live[i])
            continue;
        snprintf(room, size, "process %d keeps %lld blocks more", i,
                 (long long)(rig.shared->live[i] - e->live[i]));
        return room;
    }
    return NULL;
}

/* True where more differs than what lies in a store, and, where removing failed, than what is left.
 */
static bool differs_beyond(const struct tree *now, const struct tree *whole,
                           const struct fault *fault)
{
    for (size_t i = 0; i < whole->count; i++) {
        const struct tree_entry *there = tree_find(now, whole->list[i].path);
        if (!is_store(whole->list[i].path) && (!there || !tree_same_entry(there, &whole->list[i])))
            return true;
    }
    for (size_t i = 0; i < now->count; i++)
        if (!is_store(now->list[i].path) && !tree_find(whole, now->list[i].path) &&
            fault->kind != FAULT_REMOVE)
            return true;
    return false;
}

bool is_contained(const struct outcome *now)
{
    return now->status == 3 && strstr(now->err, "libxlsxwriter") &&
           (strstr(now->err, "(sinyal ") || strstr(now->err, "(signal "));
}

/* True where the call that failed was one of that library, or of the one that packs for it. */
static bool is_of_library(void)
{
    for (int i = 0; i < rig.shared->frames; i++)
        if (strncmp(rig.shared->modules[i], "libxlsxwriter", 13) == 0 ||
            strncmp(rig.shared->modules[i], "libminizip", 10) == 0)
            return true;
    return false;
}

const char *judge(const char *name, const struct fault *fault, const struct expected *e,
                  const struct outcome *now, char *room, size_t size)
{
    const struct outcome *whole = &e->undisturbed;
    const struct tree_entry *other = tree_differs(&now->tree, &whole->tree);
    if (other && !differs_beyond(&now->tree, &whole->tree, fault))
        other = NULL; /* what could not be removed is left */
    const char *wrong = judge_leaks(e, room, size);
    bool same =
        now->out_size == whole->out_size && memcmp(now->out, whole->out, whole->out_size) == 0;
    if (now->status < 0) {
        snprintf(room, size, now->status == -SIGALRM ? "hangs" : "ends by signal %d", -now->status);
        return room;
    }
    if (is_contained(now) && !is_of_library())
        return "ends by signal where the library is called, but not in it";
    if (may_end_with(name, fault, now) || (is_hint(name) && now->status == 0))
        return wrong;
    if (now->status == whole->status && same && !other) {
        if (wrong)
            return wrong;
        bool told = now->err_size >= whole->err_size ||
                    is_batch(name) || /* it tells how long it took */
                    rig.shared->fired_file == 2;
        return told ? NULL : "says less";
    }
    if (now->status == whole->status && other) {
        snprintf(room, size, "no failure is said (%d), but not the same: %s", now->status,
                 other->path);
        return room;
    }
    if (now->status == whole->status)
        return "no failure is said, but another output";
    if (now->status != 3) {
        /* what a process of its own ends by is told by the first one */
        const bool signalled = strstr(now->err, "(sinyal ") || strstr(now->err, "(signal ");
        snprintf(room, size, signalled ? "ends by signal, and with %d" : "ends with %d",
                 now->status);
        return room;
    }
    if (!is_said(fault, now))
        return "fails without the right words";
    if (wrong)
        return wrong;
    wrong = judge_files(e, &now->tree, room, size);
    return wrong && fault->kind == FAULT_REMOVE ? NULL : wrong;
}
