/* measure SYNC PROGRAM ARGUMENT...: runs a program, and says in one line what it took: wall time
 * and processor time in nanoseconds, peak memory in KiB, and how much of both times it spent
 * bringing files to the disk. What the program prints goes nowhere. SYNC is the library made of
 * sync.c, which tells that. Exit status: the program's. */
#define _GNU_SOURCE /* wait4, memfd_create */

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* As in sync.c. */
enum { NOTES = 100 };

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(125);
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static uint64_t nanoseconds(struct timeval t)
{
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_usec * 1000;
}

static _Noreturn void become(char **argv, const char *library)
{
    int null = open("/dev/null", O_WRONLY);
    if (null < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
        _exit(127);
    setenv("LD_PRELOAD", library, 1);
    execvp(argv[0], argv);
    _exit(127);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return fprintf(stderr, "usage: measure SYNC PROGRAM ARGUMENT...\n"), 2;
    /* what sync.c notes; the program and those that it starts have it open at the same number */
    int made = memfd_create("sync", 0), notes = made < 0 ? -1 : dup2(made, NOTES);
    if (notes < 0)
        die("memfd_create");
    close(made);
    uint64_t start = now();
    pid_t child = fork();
    if (child < 0)
        die("fork");
    if (child == 0)
        become(argv + 2, argv[1]);
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) < 0)
        die("wait4");
    uint64_t wall = now() - start, sync[2], total[2] = {0, 0};
    lseek(notes, 0, SEEK_SET);
    while (read(notes, sync, sizeof sync) == (ssize_t)sizeof sync) {
        total[0] += sync[0];
        total[1] += sync[1];
    }
    printf("%" PRIu64 " %" PRIu64 " %ld %" PRIu64 " %" PRIu64 "\n", wall,
           nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime), usage.ru_maxrss, total[0],
           total[1]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}
