/* Files that somebody writes to while a command of capai reads them.
 *
 * The program stops before each system call that concerns the file, one after the other (fault.c);
 * meanwhile the file grows, is cut, emptied, written anew, replaced or removed, and the program
 * goes on. What it then gives is what it gives for the file as it was, or for the file as it is
 * now, or a refusal that names the file and leaves what stood in the place of the results; a batch
 * may list the OPD as failed. Cases stand in tests/fault/changes.
 *
 *   change [--only A,B] [--quick] CAPAI LIBRARY CASES FILES      --quick: every third moment
 */
#define _DEFAULT_SOURCE /* getline, realpath */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fault/steps.h"

/* ---- what happens to the file ---- */

enum change { GROWS, IS_CUT, IS_EMPTIED, IS_WRITTEN, IS_REPLACED, IS_REMOVED, CHANGES };
static const char *const change_names[] = {"grows",      "is cut",      "is emptied",
                                           "is written", "is replaced", "is removed"};

/* A file of a case, and what it becomes. */
struct target {
    char path[700];
    const struct tree_entry *old;
    char *other; /* whole new bytes */
    size_t other_size;
    enum change change;
};

static void put_bytes(const char *path, int flags, const char *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | flags, 0644);
    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size || close(fd) != 0)
        tree_fail("write", path);
}

static void change_file(void *user)
{
    const struct target *t = user;
    char beside[720];
    snprintf(beside, sizeof beside, "%s.baru", t->path);
    switch (t->change) {
    case GROWS: /* by its second half */
        put_bytes(t->path, O_APPEND, t->other + t->other_size / 2,
                  t->other_size - t->other_size / 2);
        break;
    case IS_CUT:
        if (truncate(t->path, (off_t)t->old->size / 2) != 0)
            tree_fail("cut", t->path);
        break;
    case IS_EMPTIED:
        put_bytes(t->path, O_TRUNC, "", 0);
        break;
    case IS_WRITTEN:
        put_bytes(t->path, 0, t->other, t->other_size);
        break;
    case IS_REPLACED:
        put_bytes(beside, O_TRUNC, t->other, t->other_size);
        if (rename(beside, t->path) != 0)
            tree_fail("replace", t->path);
        break;
    default:
        if (unlink(t->path) != 0)
            tree_fail("remove", t->path);
    }
}

/* Files of the case were written long ago: a change is seen by the time of it, too. */
static void make_old(const struct target *t)
{
    const struct timespec then[2] = {{1000000000, 0}, {1000000000, 0}};
    if (utimensat(AT_FDCWD, t->path, then, 0) != 0)
        tree_fail("make old", t->path);
}

/* ---- judging ---- */

static bool same_results(const struct outcome *a, const struct outcome *b, const char *changed)
{
    if (a->status != b->status || a->out_size != b->out_size ||
        memcmp(a->out, b->out, a->out_size) != 0)
        return false;
    for (size_t i = 0, k = 0; i < a->tree.count || k < b->tree.count; i++, k++) {
        const struct tree_entry *x = i < a->tree.count ? &a->tree.list[i] : NULL;
        const struct tree_entry *y = k < b->tree.count ? &b->tree.list[k] : NULL;
        if (x && strcmp(x->path, changed) == 0 && (!y || strcmp(y->path, changed) != 0))
            k--; /* it is removed in the other one */
        else if (y && strcmp(y->path, changed) == 0 && (!x || strcmp(x->path, changed) != 0))
            i--;
        else if (!x || !y || strcmp(x->path, y->path) != 0 ||
                 (strcmp(x->path, changed) != 0 && !tree_same_entry(x, y)))
            return false;
    }
    return true;
}

/* True for a batch that has results, and lists what it could not read among what failed. */
static bool is_listed(const struct outcome *now, const char *name)
{
    const struct tree_entry *failed = tree_find(&now->tree, "hasil/gagal.csv");
    for (size_t i = 0; failed && i + strlen(name) <= failed->size; i++)
        if (memcmp(failed->data + i, name, strlen(name)) == 0)
            return (now->status == 1 || now->status == 2) && strstr(now->err, name);
    return false;
}

/* Names the file, and has written no result. */
static bool is_refusal(const struct outcome *now, const struct tree *before, const char *changed)
{
    const char *slash = strrchr(changed, '/'), *name = slash ? slash + 1 : changed;
    if (is_listed(now, name))
        return true;
    if (now->status < 2 || now->status > 3 || now->out_size || !strstr(now->err, name))
        return false;
    for (size_t i = 0; i < now->tree.count; i++) {
        const struct tree_entry *entry = &now->tree.list[i];
        const struct tree_entry *then = tree_find(before, entry->path);
        const bool store =
            strstr(entry->path, ".capai-batch") || strncmp(entry->path, ".capai-hasil.", 13) == 0;
        if (strcmp(entry->path, changed) != 0 && !store && !(entry->folder && !then) &&
            (!then || !tree_same_entry(then, entry)))
            return false;
    }
    return true;
}

static struct {
    const char *only;
    bool quick;
    unsigned long tried, old, new, refused, broken;
} t;

static void judge_change(const char *name, const struct target *target, const char *changed,
                         uint64_t nth, const struct outcome *now, const struct outcome *old,
                         const struct outcome *new, const struct tree *before)
{
    t.tried++;
    if (same_results(now, old, changed)) {
        t.old++;
    } else if (same_results(now, new, changed)) {
        t.new ++;
    } else if (is_refusal(now, before, changed)) {
        t.refused++;
    } else {
        t.broken++;
        printf("BROKEN %s: %s %s before call %llu: neither the old result nor the new one, nor a "
               "refusal (exit %d)\n%.600s%.600s",
               name, changed, change_names[target->change], (unsigned long long)nth, now->status,
               now->out, now->err);
    }
}

/* ---- one case ---- */

/* No call reads all that it is asked for, so that there are moments between. */
static const struct fault halves = {FAULT_READ, FAULT_HALF, 1, "half"};

static void take_other(struct target *target, const struct tree *before, const char *other)
{
    const struct tree_entry *from = other ? tree_find(before, other) : target->old;
    if (!from || !(target->other = malloc(from->size + 1)))
        tree_fail("find", other ? other : target->path);
    memcpy(target->other, from->data, from->size);
    target->other_size = from->size;
    for (size_t i = 0; i < from->size && !other; i++)
        if (target->other[i] == '4')
            target->other[i] = '5';
}

/* Every moment of one change; the number of moments. */
static uint64_t try_change(const char *name, const struct command *command, struct target *target,
                           const char *changed, const struct tree *before,
                           const struct outcome *old)
{
    watch(NULL, 0, NULL, NULL);
    plan(NULL, 0);
    change_file(target);
    struct outcome new = run(name, command), now;
    tree_restore(rig.folder, &new.tree, before);
    uint64_t nth = 1, moments = 0;
    for (bool again = true; again; nth += t.quick ? 3 : 1) {
        make_old(target);
        plan(&halves, 1);
        watch(changed, nth, change_file, target);
        now = run(name, command);
        again = atomic_load(&rig.shared->concerned) >= nth;
        if (again)
            judge_change(name, target, changed, nth, &now, old, &new, before);
        moments += again;
        tree_restore(rig.folder, &now.tree, before);
        forget(&now);
    }
    forget(&new);
    return moments;
}

static void try_case(const char *name, const char *changed, const char *other,
                     const struct command *steps, int count, const struct tree *files)
{
    struct target target = {0};
    const struct command *command = &steps[count - 1];
    struct tree now = tree_read(rig.folder);
    uint64_t moments = 0;
    tree_restore(rig.folder, &now, files);
    tree_free(&now);
    watch(NULL, 0, NULL, NULL);
    plan(NULL, 0);
    for (int i = 0; i + 1 < count; i++) {
        struct outcome prepared = run(name, &steps[i]);
        if (prepared.status > 1 || prepared.status < 0)
            tree_fail("prepare", name);
        forget(&prepared);
    }
    struct tree before = tree_read(rig.folder);
    snprintf(target.path, sizeof target.path, "%s/%s", rig.folder, changed);
    target.old = tree_find(&before, changed);
    take_other(&target, &before, other);
    make_old(&target);
    struct outcome old = run(name, command);
    if (old.status > 1 || old.status < 0)
        tree_fail(old.err, name);
    tree_restore(rig.folder, &old.tree, &before);
    for (target.change = 0; target.change < CHANGES; target.change++)
        moments += try_change(name, command, &target, changed, &before, &old);
    printf("%-16s %4llu\n", name, (unsigned long long)moments);
    fflush(stdout);
    free(target.other);
    forget(&old);
    tree_free(&before);
}

/* NAME: FILE [= OTHER] : STEP && STEP */
static void read_case(char *line, const struct tree *files)
{
    struct command steps[STEPS] = {0};
    char *colon = strchr(line, ':'), *next = colon ? strchr(colon + 1, ':') : NULL;
    if (*line == '#' || !next)
        return;
    *colon = *next = '\0';
    if (t.only && !steps_among(line, t.only))
        return;
    char *save, *changed = strtok_r(colon + 1, " =", &save), *other = strtok_r(NULL, " =", &save);
    int count = steps_read(next + 1, steps, NULL);
    try_case(line, changed, other, steps, count, files);
}

int main(int argc, char **argv)
{
    const char *paths[4];
    int count = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--only") == 0 && i + 1 < argc)
            t.only = argv[++i];
        else if (strcmp(argv[i], "--quick") == 0)
            t.quick = true;
        else if (count < 4)
            paths[count++] = argv[i];
    }
    if (count != 4) {
        fputs("change [--only NAMES] [--quick] CAPAI LIBRARY CASES FILES\n", stderr);
        return 2;
    }
    rig.capai = realpath(paths[0], NULL);
    rig.library = realpath(paths[1], NULL);
    FILE *cases = fopen(paths[2], "r");
    if (!rig.capai || !rig.library || !cases)
        tree_fail("open", "CAPAI, LIBRARY or CASES");
    rig_begin(paths[3]);
    struct tree files = tree_read(rig.folder);
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, cases) > 0)
        read_case(line, &files);
    free(line);
    fclose(cases);
    tree_free(&files);
    rig_end();
    printf("%lu changes, %lu as before, %lu as after, %lu refused, %lu broken\n", t.tried, t.old,
           t.new, t.refused, t.broken);
    return t.broken || !t.tried;
}
