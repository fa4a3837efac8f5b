/* torture CAPAI LIBRARY CASES FILES: runs each command line of the file CASES in a folder with the
 * files of FILES, once undisturbed, and then again and again with one request of memory or one
 * system call that fails (fault.h), and judges what becomes of it. Prints the figures of each
 * command, and every promise that is broken, with the calls that led there.
 *
 *   --only NAMES  these cases, A,B    --sample N   N requests and N system calls of each case
 *   --io          no requests of memory            --memory     no system calls
 *   --points      one call for each way that leads there
 *   --through F,G  only those that lead through one of these functions of CAPAI, with --points,
 *                 each request of memory once and from there on
 *   --call W      those of one kind, such as lseek (fault.h)
 *   --once        with --points: none that an earlier case has had
 *   --stride N    every N-th request of memory
 */
#define _DEFAULT_SOURCE /* getline, popen, realpath */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fault/judge.h"
#include "tests/fault/steps.h"

enum { SHOWN = 12 };

static const char *const class_names[] = {
#define X(name, word) word,
    FAULT_CLASSES(X)
#undef X
};

static const struct fault faults[] = {
    {FAULT_ALLOCATE, ENOMEM, 0, "once"},
    {FAULT_ALLOCATE, ENOMEM, 1, "from there on"},
    {FAULT_OPEN, EIO, 0, "EIO"},
    {FAULT_OPEN, EMFILE, 0, "EMFILE"},
    {FAULT_OPEN, EINTR, 0, "EINTR"},
    {FAULT_READ, EIO, 0, "EIO"},
    {FAULT_READ, EINTR, 0, "EINTR"},
    {FAULT_READ, FAULT_SHORT, 0, "short"},
    {FAULT_WRITE, EIO, 0, "EIO"},
    {FAULT_WRITE, ENOSPC, 0, "ENOSPC"},
    {FAULT_WRITE, ENOSPC, 1, "ENOSPC from there on"},
    {FAULT_WRITE, EINTR, 0, "EINTR"},
    {FAULT_WRITE, FAULT_SHORT, 0, "short"},
    {FAULT_SEEK, EIO, 0, "EIO"},
    {FAULT_CLOSE, EIO, 0, "EIO"},
    {FAULT_CLOSE, EINTR, 0, "EINTR"},
    {FAULT_STAT, EIO, 0, "EIO"},
    {FAULT_STAT, ENOMEM, 0, "ENOMEM"},
    {FAULT_ACCESS, EIO, 0, "EIO"},
    {FAULT_LIST, EIO, 0, "EIO"},
    {FAULT_PATH, EIO, 0, "EIO"},
    {FAULT_PATH, ENOMEM, 0, "ENOMEM"},
    {FAULT_SYNC, EIO, 0, "EIO"},
    {FAULT_SYNC, ENOSPC, 0, "ENOSPC"},
    {FAULT_SYNC, EINTR, 0, "EINTR"},
    {FAULT_TRUNCATE, EIO, 0, "EIO"},
    {FAULT_TRUNCATE, EINTR, 0, "EINTR"},
    {FAULT_RENAME, EIO, 0, "EIO"},
    {FAULT_RENAME, ENOSPC, 0, "ENOSPC"},
    {FAULT_REMOVE, EIO, 0, "EIO"},
    {FAULT_FOLDER, ENOSPC, 0, "ENOSPC"},
    {FAULT_FOLDER, EIO, 0, "EIO"},
    {FAULT_MODE, EPERM, 0, "EPERM"},
    {FAULT_LOCK, ENOLCK, 0, "ENOLCK"},
    {FAULT_LOCK, EINTR, 0, "EINTR"},
    {FAULT_COPY, EMFILE, 0, "EMFILE"},
    {FAULT_MAP, ENOMEM, 0, "ENOMEM"},
    {FAULT_WAIT, EINTR, 0, "EINTR"},
    {FAULT_FORK, EAGAIN, 0, "EAGAIN"},
    {FAULT_THREAD, EAGAIN, 0, "EAGAIN"},
};
enum { FAULTS = sizeof faults / sizeof *faults };

struct options {
    const char *only, *through, *call;
    unsigned long sample, stride;
    bool memory, io, points, once;
};

static struct {
    struct options options;
    unsigned long points, tried, survived, contained, broken;
    uint64_t *seen; /* distinct points of all cases */
    size_t seen_count;
    struct range {
        uintptr_t begin, end;
    } * through; /* the functions that options.through names */
    size_t through_count;
    uint64_t *met; /* a table of points, with --once of all cases */
} t;
enum { MET = 1 << 20 };

/* ---- telling ---- */

static void show_stack(void)
{
    for (int i = 0; i < rig.shared->frames; i++) {
        const char *module = rig.shared->modules[i];
        unsigned long at = (unsigned long)rig.shared->stack[i];
        char command[1200], line[400] = "?\n";
        FILE *found = NULL;
        if (strncmp(module, "capai", 5) == 0) {
            snprintf(command, sizeof command, "addr2line -f -p -s -e '%s' 0x%lx", rig.capai,
                     at - 1);
            found = popen(command, "r");
        }
        if (found && !fgets(line, sizeof line, found))
            snprintf(line, sizeof line, "?\n");
        if (found)
            pclose(found);
        printf("      %s+0x%lx %s", module, at, found ? line : "\n");
    }
}

/* ---- one case ---- */

static int compare_numbers(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Of every point of a kind (memory or not) the number of its first call; the count. */
struct first {
    enum fault_class kind;
    uint64_t number;
};

static bool leads_through(const struct fault_point *point)
{
    for (int i = 0; i < point->count; i++)
        for (size_t k = 0; k < t.through_count; k++)
            if (point->frames[i] > t.through[k].begin && point->frames[i] <= t.through[k].end)
                return true;
    return !t.options.through;
}

static size_t first_calls(bool memory, struct first **out)
{
    static uint64_t numbers[FAULT_CLASS_COUNT];
    uint64_t recorded = atomic_load(&rig.shared->recorded);
    size_t count = 0, room = 0;
    memset(numbers, 0, sizeof numbers);
    *out = NULL;
    if (!t.met)
        t.met = calloc(MET, sizeof *t.met);
    for (uint64_t i = 0; i < recorded && i < FAULT_POINTS; i++) {
        const struct fault_point *p = &rig.shared->points[i];
        uint64_t number = ++numbers[p->kind], key = (p->stack ^ (uint64_t)p->kind) | 1;
        if ((p->kind == FAULT_ALLOCATE) != memory ||
            (t.options.call && strcmp(class_names[p->kind], t.options.call) != 0))
            continue;
        size_t at = key % MET;
        while (t.met[at] && t.met[at] != key)
            at = (at + 1) % MET;
        if (t.met[at] || !leads_through(p))
            continue;
        t.met[at] = key;
        if (count == room)
            *out = realloc(*out, (room = 2 * room + 64) * sizeof **out);
        (*out)[count++] = (struct first){(enum fault_class)p->kind, number};
        t.seen = realloc(t.seen, (t.seen_count + 1) * sizeof *t.seen);
        t.seen[t.seen_count++] = key;
    }
    if (!t.options.once)
        memset(t.met, 0, MET * sizeof *t.met);
    return count;
}

struct figures {
    unsigned long tried, survived;
    uint64_t shown[SHOWN];
    int shown_count;
};

static void try(const char *name, const struct command *command, const struct command *again,
                const struct expected *e, const struct fault *fault, uint64_t nth,
                struct figures *figures)
{
    char room[300];
    plan(fault, nth);
    struct outcome now = run(name, command);
    const char *wrong = judge(name, fault, e, &now, room, sizeof room);
    const bool fired = atomic_load(&rig.shared->fired); /* not so in another order of threads */
    figures->tried += fired || wrong;
    uint64_t place = rig.shared->frames > 2 ? rig.shared->stack[0] ^ rig.shared->stack[1] << 20 ^
                                                  rig.shared->stack[2] << 40
                                            : 0;
    struct outcome after = now;
    if (!wrong && again && now.status == 3) {
        struct tree left = tree_read(rig.folder);
        plan(NULL, 0);
        tree_free(&left);
        int frames = rig.shared->frames;
        after = run(name, again);
        rig.shared->frames = frames;
        const struct tree_entry *other = tree_differs(&after.tree, &e->undisturbed.tree);
        if (other || after.status != e->undisturbed.status) {
            snprintf(room, sizeof room, "going on gives %d and another %s", after.status,
                     other ? other->path : "end");
            wrong = room;
        }
    }
    t.contained += !wrong && is_contained(&now);
    if (wrong) {
        bool known = false;
        for (int i = 0; i < figures->shown_count; i++)
            known = known || figures->shown[i] == place;
        if (!known && figures->shown_count < SHOWN) {
            figures->shown[figures->shown_count++] = place;
            printf("BROKEN %s: %s %llu %s: %s (exit %d)\n", name, class_names[fault->kind],
                   (unsigned long long)nth, fault->name, wrong, now.status);
            if (now.err_size)
                printf("      says: %.300s\n", now.err);
            show_stack();
        }
        t.broken++;
    } else if (fired) {
        figures->survived++;
    }
    tree_restore(rig.folder, &after.tree, &e->before);
    if (after.out != now.out)
        forget(&after);
    forget(&now);
}

static void each_memory(const char *name, const struct command *command,
                        const struct command *again, const struct expected *e, uint64_t count,
                        const struct first *points, size_t point_count, struct figures *figures)
{
    const struct options *o = &t.options;
    size_t step = o->sample && point_count > o->sample ? point_count / o->sample : 1;
    if (!o->sample && !o->points)
        for (uint64_t n = 1; n <= count; n += o->stride)
            try(name, command, again, e, &faults[0], n, figures);
    for (size_t i = 0; i < point_count; i += step)
        try(name, command, again, e, &faults[o->sample || o->points ? i / step % 2 : 1],
            points[i].number, figures);
    for (size_t i = 0; i < point_count && o->through; i += step) /* the other fault: they are few */
        try(name, command, again, e, &faults[(i + 1) % 2], points[i].number, figures);
}

static void each_call(const char *name, const struct command *command, const struct command *again,
                      const struct expected *e, const uint64_t *counts, const struct first *points,
                      size_t point_count, struct figures *figures)
{
    const struct options *o = &t.options;
    size_t step = o->sample && point_count > o->sample ? point_count / o->sample : 1;
    for (int f = 0; f < FAULTS && !o->sample && !o->points; f++)
        for (uint64_t n = 1; faults[f].kind != FAULT_ALLOCATE && n <= counts[faults[f].kind]; n++)
            try(name, command, again, e, &faults[f], n, figures);
    for (size_t i = 0; i < point_count && (o->sample || o->points); i += step) {
        int f = 0, of_kind[8], found = 0;
        for (; f < FAULTS; f++)
            if (faults[f].kind == points[i].kind && found < 8)
                of_kind[found++] = f;
        for (int k = 0; k < found && o->points; k++)
            try(name, command, again, e, &faults[of_kind[k]], points[i].number, figures);
        if (found && !o->points)
            try(name, command, again, e, &faults[of_kind[i / step % (size_t)found]],
                points[i].number, figures);
    }
}

/* A case that says nothing. */
static void give_up(const char *name, const char *when, const struct outcome *outcome)
{
    printf("BROKEN %s: %s gives %d: %s\n", name, when, outcome->status, outcome->err);
    t.broken++;
}

static void torture(const char *name, const struct command *steps, int count,
                    const struct command *again, const struct tree *files)
{
    struct expected e;
    struct tree now = tree_read(rig.folder);
    struct first *memory, *calls;
    uint64_t counts[FAULT_CLASS_COUNT], total = 0;
    const struct command *command = &steps[count - 1];
    tree_restore(rig.folder, &now, files);
    tree_free(&now);
    plan(NULL, 0);
    for (int i = 0; i + 1 < count; i++) {
        struct outcome prepared = run(name, &steps[i]);
        if (prepared.status > 1 || prepared.status < 0)
            give_up(name, "preparing", &prepared);
        forget(&prepared);
    }
    e.before = tree_read(rig.folder);
    rig.shared->record = 1;
    e.undisturbed = run(name, command);
    if (e.undisturbed.status > 1 || e.undisturbed.status < 0)
        give_up(name, "undisturbed", &e.undisturbed);
    memcpy(e.live, rig.shared->live, sizeof e.live);
    for (int i = 0; i < FAULT_CLASS_COUNT; i++) {
        counts[i] = atomic_load(&rig.shared->counts[i]);
        total += i == FAULT_ALLOCATE ? 0 : counts[i];
    }
    size_t memory_points = first_calls(true, &memory), call_points = first_calls(false, &calls);
    tree_restore(rig.folder, &e.undisturbed.tree, &e.before);
    struct figures f = {0}, g = {0};
    if (t.options.memory)
        each_memory(name, command, again, &e, counts[FAULT_ALLOCATE], memory, memory_points, &f);
    if (t.options.io)
        each_call(name, command, again, &e, counts, calls, call_points, &g);
    printf("%-22s %7llu %6zu %7lu %7lu   %5llu %5zu %6lu %6lu\n", name,
           (unsigned long long)counts[FAULT_ALLOCATE], memory_points, f.tried, f.survived,
           (unsigned long long)total, call_points, g.tried, g.survived);
    fflush(stdout);
    t.tried += f.tried + g.tried;
    t.survived += f.survived + g.survived;
    free(memory);
    free(calls);
    forget(&e.undisturbed);
    tree_free(&e.before);
}

/* ---- the file of cases ---- */

/* NAME: STEP && STEP || AGAIN */
static void read_case(char *line, const struct tree *files)
{
    struct command steps[STEPS] = {0}, again = {0};
    char *colon = strchr(line, ':');
    if (*line == '#' || !colon)
        return;
    *colon = '\0';
    if (t.options.only && !steps_among(line, t.options.only))
        return;
    int count = steps_read(colon + 1, steps, &again);
    torture(line, steps, count, again.count ? &again : NULL, files);
}

/* Where the functions are that --through names. One that the compiler has put into its callers is
 * not there; that some are is seen by the number of faults. */
static void find_functions(void)
{
    char command[1200], name[300];
    unsigned long begin, size;
    snprintf(command, sizeof command, "nm -S '%s'", rig.capai);
    FILE *list = popen(command, "r");
    char line[400];
    while (list && fgets(line, sizeof line, list)) {
        if (sscanf(line, "%lx %lx %*c %299s", &begin, &size, name) != 3)
            continue;
        name[strcspn(name, ".")] = '\0'; /* what the compiler made of it */
        if (!steps_among(name, t.options.through))
            continue;
        t.through = realloc(t.through, (t.through_count + 1) * sizeof *t.through);
        t.through[t.through_count++] = (struct range){begin, begin + size};
    }
    if (list)
        pclose(list);
}

static void print_sum(void)
{
    if (t.seen_count)
        qsort(t.seen, t.seen_count, sizeof *t.seen, compare_numbers);
    for (size_t i = 0; i < t.seen_count; i++)
        t.points += !i || t.seen[i] != t.seen[i - 1];
    printf("%lu distinct points, %lu faults, %lu survived (in %lu a library ended its process), "
           "%lu broken\n",
           t.points, t.tried, t.survived, t.contained, t.broken);
}

int main(int argc, char **argv)
{
    const char *paths[4];
    int count = 0;
    t.options = (struct options){.stride = 1, .memory = true, .io = true};
    for (int i = 1; i < argc; i++) {
        bool more = i + 1 < argc;
        if (strcmp(argv[i], "--only") == 0 && more)
            t.options.only = argv[++i];
        else if (strcmp(argv[i], "--through") == 0 && more)
            t.options.through = argv[++i];
        else if (strcmp(argv[i], "--call") == 0 && more)
            t.options.call = argv[++i];
        else if (strcmp(argv[i], "--sample") == 0 && more)
            t.options.sample = strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--stride") == 0 && more)
            t.options.stride = strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--points") == 0)
            t.options.points = true;
        else if (strcmp(argv[i], "--once") == 0)
            t.options.once = true;
        else if (strcmp(argv[i], "--io") == 0)
            t.options.memory = false;
        else if (strcmp(argv[i], "--memory") == 0)
            t.options.io = false;
        else if (count < 4)
            paths[count++] = argv[i];
    }
    if (count != 4 || !t.options.stride) {
        fputs("torture [--only NAMES] [--sample N] [--stride N] [--through NAMES] [--call WORD] "
              "[--once] [--io] [--memory] CAPAI LIBRARY CASES FILES\n",
              stderr);
        return 2;
    }
    rig.capai = realpath(paths[0], NULL);
    rig.library = realpath(paths[1], NULL);
    FILE *cases = fopen(paths[2], "r");
    if (!rig.capai || !rig.library || !cases)
        tree_fail("open", "CAPAI, LIBRARY or CASES");
    if (t.options.through)
        find_functions();
    rig_begin(paths[3]);
    struct tree files = tree_read(rig.folder);
    printf("%-22s %7s %6s %7s %7s   %5s %5s %6s %6s\n", "", "memory", "points", "faults", "stood",
           "calls", "points", "faults", "stood");
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, cases) > 0)
        read_case(line, &files);
    free(line);
    fclose(cases);
    tree_free(&files);
    rig_end();
    print_sum();
    return t.broken || !t.tried;
}
