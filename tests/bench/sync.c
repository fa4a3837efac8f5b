/* A library that stands before the C library and takes the time of those calls that bring files to
 * the disk. The tools that the benchmark compares do none, so this time is told apart. Only calls
 * of the first thread count: another one holds nobody up. */
#define _GNU_SOURCE /* gettid */

#include <errno.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* As in measure.c. */
enum { NOTES = 100 };

static uint64_t wall(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static uint64_t cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static int call(long number, int file)
{
    uint64_t start[2] = {wall(), cpu()};
    int result = (int)syscall(number, file);
    int error = errno;
    uint64_t note[2] = {wall() - start[0], cpu() - start[1]};
    if (gettid() == getpid() && lseek(NOTES, 0, SEEK_END) >= 0)
        (void)!write(NOTES, note, sizeof note);
    errno = error;
    return result;
}

__attribute__((visibility("default"))) int fsync(int file);
__attribute__((visibility("default"))) int fdatasync(int file);
__attribute__((visibility("default"))) int syncfs(int file);

int fsync(int file)
{
    return call(SYS_fsync, file);
}

int fdatasync(int file)
{
    return call(SYS_fdatasync, file);
}

int syncfs(int file)
{
    return call(SYS_syncfs, file);
}
