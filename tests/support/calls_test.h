/* For tests of failures of the system: calls that fail when told to. The test program is linked
 * with
 * --wrap for each of them (Makefile). Include it in one file of the program.
 *
 *     fail_call(CALL_READ, 0, EINTR);    the first read fails, the next one is a real one
 */
#ifndef CALLS_TEST_H
#define CALLS_TEST_H

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Name, what it returns, parameters, arguments, what it returns when it fails. */
#define CALLS(X)                                                                                   \
    X(access, int, (const char *path, int mode), (path, mode), -1)                                 \
    X(close, int, (int fd), (fd), -1)                                                              \
    X(dup, int, (int fd), (fd), -1)                                                                \
    X(dup2, int, (int fd, int to), (fd, to), -1)                                                   \
    X(fchmod, int, (int fd, mode_t mode), (fd, mode), -1)                                          \
    X(fclose, int, (FILE * file), (file), -1)                                                      \
    X(fdopen, FILE *, (int fd, const char *mode), (fd, mode), NULL)                                \
    X(flock, int, (int fd, int operation), (fd, operation), -1)                                    \
    X(fork, pid_t, (void), (), -1)                                                                 \
    X(fstat, int, (int fd, struct stat *info), (fd, info), -1)                                     \
    X(fsync, int, (int fd), (fd), -1)                                                              \
    X(ftruncate, int, (int fd, off_t size), (fd, size), -1)                                        \
    X(clock_gettime, int, (clockid_t clock, struct timespec * now), (clock, now), -1)              \
    X(mkdir, int, (const char *path, mode_t mode), (path, mode), -1)                               \
    X(pread, ssize_t, (int fd, void *to, size_t size, off_t at), (fd, to, size, at), -1)           \
    X(read, ssize_t, (int fd, void *to, size_t size), (fd, to, size), -1)                          \
    X(rename, int, (const char *from, const char *to), (from, to), -1)                             \
    X(sched_getaffinity, int, (pid_t process, size_t size, cpu_set_t * set), (process, size, set), \
      -1)                                                                                          \
    X(stat, int, (const char *path, struct stat *info), (path, info), -1)                          \
    X(syncfs, int, (int fd), (fd), -1)                                                             \
    X(tmpfile, FILE *, (void), (), NULL)                                                           \
    X(waitpid, pid_t, (pid_t process, int *status, int options), (process, status, options), -1)   \
    X(write, ssize_t, (int fd, const void *from, size_t size), (fd, from, size), -1)

enum call {
#define X(name, type, parameters, arguments, failed) CALL_##name,
    CALLS(X)
#undef X
        CALL_open,
    CALL_fcntl,
    CALL_getrlimit,
    CALL_COUNT
};

static struct {
    enum call call;
    int skip;   /* calls that are real before; -1: nothing fails any more */
    int number; /* the errno of those that fail */
    int times;  /* how many do, from that one on */
} failing_call = {.skip = -1};

static inline void fail_calls(enum call call, int skip, int times, int number)
{
    failing_call.call = call;
    failing_call.skip = skip;
    failing_call.times = times;
    failing_call.number = number;
}

static inline void fail_call(enum call call, int skip, int number)
{
    fail_calls(call, skip, 1, number);
}

/* No call fails any more. True when the one that was to fail did. */
static inline bool call_failed(void)
{
    bool did = failing_call.skip < 0;
    failing_call.skip = -1;
    return did;
}

static inline bool call_fails(enum call call)
{
    if (failing_call.call != call || failing_call.skip < 0 || failing_call.skip-- > 0)
        return false;
    if (--failing_call.times > 0)
        failing_call.skip = 0;
    errno = failing_call.number;
    return true;
}

#define X(name, type, parameters, arguments, failed)                                               \
    type __real_##name parameters;                                                                 \
    type __wrap_##name parameters;                                                                 \
    type __wrap_##name parameters                                                                  \
    {                                                                                              \
        return call_fails(CALL_##name) ? failed : __real_##name arguments;                         \
    }
CALLS(X)
#undef X

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return call_fails(CALL_open) ? -1 : __real_open(path, flags, mode);
}

/* What a fortified build calls where the flags are not known. */
int __wrap___open_2(const char *path, int flags);
int __wrap___open_2(const char *path, int flags)
{
    return call_fails(CALL_open) ? -1 : __real_open(path, flags);
}

int __real_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...)
{
    va_list more;
    va_start(more, command);
    int value = command == F_SETFD || command == F_SETFL ? va_arg(more, int) : 0;
    va_end(more);
    return call_fails(CALL_fcntl) ? -1 : __real_fcntl(fd, command, value);
}

int __real_getrlimit(unsigned resource, struct rlimit *limit);
int __wrap_getrlimit(unsigned resource, struct rlimit *limit);
int __wrap_getrlimit(unsigned resource, struct rlimit *limit)
{
    return call_fails(CALL_getrlimit) ? -1 : __real_getrlimit(resource, limit);
}

#endif
