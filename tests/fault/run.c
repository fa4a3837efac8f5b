#define _GNU_SOURCE /* memfd_create, personality */

#include "tests/fault/run.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct rig rig;

/* ---- running ---- */

static void set_environment(const char *name)
{
    char path[700];
    const char *english = strstr(name, "english");
    const char *const counts_to = getenv("LLVM_PROFILE_FILE"); /* of a build that counts */
    char *keep = strdup(getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin");
    char *counts = counts_to ? strdup(counts_to) : NULL;
    clearenv();
    setenv("PATH", keep, 1);
    if (counts)
        setenv("LLVM_PROFILE_FILE", counts, 1);
    setenv("LC_ALL", english ? "C" : "id_ID.UTF-8", 1);
    setenv("LD_PRELOAD", rig.library, 1);
    setenv("FAULT", "1", 1);
    setenv("MALLOC_PERTURB_", "165", 1); /* what is read after it was freed is seen */
    snprintf(path, sizeof path, "%s/tmp", rig.folder);
    setenv("TMPDIR", path, 1);
    setenv("HOME", rig.folder, 1);
    free(keep);
    free(counts);
}

static _Noreturn void be_program(const char *name, const struct command *command)
{
    char *words[WORDS + 2] = {(char *)(uintptr_t)rig.capai};
    for (int i = 0; i < command->count; i++)
        words[i + 1] = command->words[i];
    set_environment(name);
    int in =
        chdir(rig.folder) == 0 ? open(command->input ? command->input : "/dev/null", O_RDONLY) : -1;
    setpgid(0, 0);
    alarm(SECONDS);
    if (in < 0 || dup2(in, 0) < 0 || dup2(rig.out, 1) < 0 || dup2(rig.err, 2) < 0 ||
        dup2(rig.memory_file, FAULT_FILE) < 0)
        _exit(98);
    close(in);
    personality(ADDR_NO_RANDOMIZE);
    execv(rig.capai, words);
    _exit(98);
}

static char *slurp(int fd, size_t *size)
{
    struct stat found;
    if (fstat(fd, &found) != 0)
        tree_fail("look at", "output");
    char *text = malloc((size_t)found.st_size + 1);
    if (!text || pread(fd, text, (size_t)found.st_size, 0) != found.st_size)
        tree_fail("read", "output");
    *size = (size_t)found.st_size;
    text[*size] = '\0';
    return text;
}

static struct {
    void (*change)(void *user);
    void *user;
} stop;

void watch(const char *path, uint64_t nth, void (*change)(void *user), void *user)
{
    snprintf(rig.shared->watched, sizeof rig.shared->watched, "%s", path ? path : "");
    rig.shared->stop_at = nth;
    stop.change = change;
    stop.user = user;
}

/* Its status when it has ended. Each time it stops, its file is changed, and it goes on. */
static bool wait_for(pid_t child, int *status)
{
    pid_t ended;
    while ((ended = waitpid(child, status, WUNTRACED)) == child && WIFSTOPPED(*status)) {
        if (stop.change && atomic_load(&rig.shared->concerned) >= rig.shared->stop_at)
            stop.change(stop.user);
        stop.change = NULL;
        kill(child, SIGCONT);
    }
    return ended == child;
}

struct outcome run(const char *name, const struct command *command)
{
    struct fault_shared *s = rig.shared;
    struct outcome outcome;
    int status;
    for (int i = 0; i < FAULT_CLASS_COUNT; i++)
        atomic_store(&s->counts[i], 0);
    atomic_store(&s->recorded, 0);
    atomic_store(&s->concerned, 0);
    atomic_store(&s->fired, 0);
    atomic_store(&s->processes, 0);
    s->frames = 0;
    s->fired_file = -1;
    memset(s->live, 0, sizeof s->live);
    if (ftruncate(rig.out, 0) != 0 || ftruncate(rig.err, 0) != 0 ||
        lseek(rig.out, 0, SEEK_SET) != 0 || lseek(rig.err, 0, SEEK_SET) != 0)
        tree_fail("empty", "output");
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        be_program(name, command);
    if (child < 0 || !wait_for(child, &status))
        tree_fail("run", name);
    kill(-child, SIGKILL); /* what it has left behind */
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    if (outcome.status == 98 || outcome.status == 99)
        tree_fail("begin", name);
    outcome.out = slurp(rig.out, &outcome.out_size);
    outcome.err = slurp(rig.err, &outcome.err_size);
    outcome.tree = tree_read(rig.folder);
    return outcome;
}

void forget(struct outcome *outcome)
{
    free(outcome->out);
    free(outcome->err);
    tree_free(&outcome->tree);
}

void plan(const struct fault *fault, uint64_t nth)
{
    rig.shared->nth = nth;
    rig.shared->record = 0;
    if (fault) {
        rig.shared->kind = (int)fault->kind;
        rig.shared->action = fault->action;
        rig.shared->sticky = fault->sticky;
    }
}

/* ---- the folder ---- */

static int mapped_file(const char *name, size_t size)
{
    int fd = memfd_create(name, MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, (off_t)size) != 0)
        tree_fail("make", name);
    return fd;
}

void rig_begin(const char *files)
{
    const char *where = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");
    char command[2000];
    snprintf(rig.base, sizeof rig.base, "%s/torture-XXXXXX", where ? where : "/tmp");
    if (!mkdtemp(rig.base))
        tree_fail("make", rig.base);
    snprintf(rig.folder, sizeof rig.folder, "%s/run", rig.base);
    snprintf(command, sizeof command,
             "cp -r '%s' '%s' && cd '%s' && mkdir tmp && cp -r besar padat && "
             "gzip padat/indikator.csv && cp -r satu rapat && gzip rapat/indikator.csv",
             files, rig.folder, rig.folder);
    if (system(command) != 0)
        tree_fail("copy", files);
    rig.memory_file = mapped_file("fault", sizeof *rig.shared);
    rig.out = mapped_file("out", 0);
    rig.err = mapped_file("err", 0);
    rig.shared =
        mmap(NULL, sizeof *rig.shared, PROT_READ | PROT_WRITE, MAP_SHARED, rig.memory_file, 0);
    if (rig.shared == MAP_FAILED)
        tree_fail("map", "memory");
}

void rig_end(void)
{
    char command[600];
    snprintf(command, sizeof command, "rm -rf '%s'", rig.base);
    if (system(command) != 0)
        tree_fail("remove", rig.base);
}
