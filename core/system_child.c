/* Processes: work in a copy of this one, under limits or since it may crash, and other programs. */
#define _DEFAULT_SOURCE /* SIGWINCH */

#include "capai/system.h"
#include "core/error.h"
#include "core/system_error.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capai/decimal.h"

/* ---- signals ---- */

void capai_heed_pipes(void)
{
    signal(SIGPIPE, SIG_IGN);
}

void capai_heed_limits(void)
{
    signal(SIGXFSZ, SIG_IGN);
}

void capai_hold_streams(void)
{
    for (int number = 0; number <= 2; number++) /* open takes the lowest number that is free */
        if (fcntl(number, F_GETFD) < 0 && open("/dev/null", number ? O_RDONLY : O_WRONLY) < 0)
            return;
}

/* ---- work in a process of its own ---- */

/* Lowers a limit; one that is lower already, by the user or the system, stays. */
static bool lower(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0)
        return false;
    limit.rlim_max = limit.rlim_max < hard ? limit.rlim_max : hard;
    limit.rlim_cur = limit.rlim_cur < soft ? limit.rlim_cur : soft;
    return setrlimit(resource, &limit) == 0;
}

static bool lower_all(struct capai_child_limits limits)
{
    bool done = lower(RLIMIT_CPU, limits.seconds, (rlim_t)limits.seconds + 1);
    done &= lower(RLIMIT_CORE, 0, 0);
#ifndef CAPAI_SHADOW_MEMORY /* of a sanitizer or valgrind: more than any limit */
    if (limits.memory)
        done &= lower(RLIMIT_AS, limits.memory, limits.memory);
#endif
    return done;
}

static _Noreturn void be_child(struct capai_child_limits limits, int (*work)(void *user),
                               void *user)
{
    signal(SIGXCPU, SIG_DFL); /* whoever started us may have it ignored */
    if (!lower_all(limits))
        raise(SIGKILL); /* never without limits */
    int result = work(user);
    fflush(NULL);
    _exit(result);
}

/* A limit of processor time below ours is the user's or the system's, and stays. */
static struct capai_child_limits within_ours(struct capai_child_limits limits)
{
    struct rlimit now;
    if (getrlimit(RLIMIT_CPU, &now) == 0 && now.rlim_cur < limits.seconds)
        limits.seconds = (unsigned)now.rlim_cur;
    return limits;
}

/* The end of a process that did not end by itself. */
static enum capai_status child_ended(int number, unsigned seconds, struct capai_error *err)
{
    char text[CAPAI_DECIMAL_TEXT];
    bool time = number == SIGXCPU || number == SIGALRM;
    capai_decimal_format(capai_decimal_from_int(time ? (int)seconds : number), CAPAI_NOTATION_PLAIN,
                         text);
    return capai_fail(err, time ? CAPAI_MSG_CHILD_TIME : CAPAI_MSG_CHILD_DIED,
                      CAPAI_WORDS(capai_text_of(text)));
}

/* Waits for the end of a process. */
static enum capai_status await_end(pid_t process, unsigned seconds, int *result,
                                   struct capai_error *err)
{
    int status = 0;
    pid_t ended = process;
    while (process > 0 && (ended = waitpid(process, &status, 0)) < 0 && errno == EINTR)
        ;
    if (ended < 0)
        return system_error(CAPAI_MSG_CHILD_START, NULL, errno, err);
    if (WIFSIGNALED(status))
        return child_ended(WTERMSIG(status), seconds, err);
    *result = WEXITSTATUS(status);
    return CAPAI_OK;
}

enum capai_status capai_child_run(struct capai_child_limits limits, int (*work)(void *user),
                                  void *user, int *result, struct capai_error *err)
{
    limits = within_ours(limits);
    fflush(NULL); /* or both processes would print it */
    pid_t child = fork();
    if (child == 0)
        be_child(limits, work, user);
    return await_end(child, limits.seconds, result, err);
}

/* ---- work that tells ---- */

struct telling {
    int (*work)(void *user, FILE *told);
    void *user;
    int fd;
};

/* Leaves open only the standard files and what is told to: a socket of the other process would
 * otherwise stay open until this one ends. */
static void close_others(int kept)
{
    enum { MOST = 1024 }; /* the lowest numbers are given first */
    for (int fd = STDERR_FILENO + 1; fd < MOST; fd++)
        if (fd != kept)
            close(fd);
}

static const int handled[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};

/* The other process has its own ways to hear of signals, through files that are closed here. What
 * is ignored stays so. */
static void handle_no_signals(void)
{
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++) {
        struct sigaction now;
        if (sigaction(handled[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            signal(handled[i], SIG_DFL);
    }
}

static int tell(void *user)
{
    const struct telling *telling = user;
    handle_no_signals();
    close_others(telling->fd);
    FILE *told = fdopen(telling->fd, "wb");
    if (!told)
        raise(SIGKILL);
    return telling->work(telling->user, told);
}

enum capai_status capai_child_start(struct capai_child_limits limits,
                                    int (*work)(void *user, FILE *told), void *user,
                                    struct capai_child *child, struct capai_error *err)
{
    int ends[2];
    if (pipe(ends) != 0)
        return system_error(CAPAI_MSG_CHILD_START, NULL, errno, err);
    limits = within_ours(limits);
    fflush(NULL);
    bool ready =
        fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
    pid_t process = ready ? fork() : -1;
    if (process == 0) {
        struct telling telling = {work, user, ends[1]};
        be_child(limits, tell, &telling);
    }
    int number = errno;
    close(ends[1]);
    if (process < 0) {
        close(ends[0]);
        return system_error(CAPAI_MSG_CHILD_START, NULL, number, err);
    }
    *child = (struct capai_child){process, ends[0], limits.seconds};
    return CAPAI_OK;
}

enum capai_status capai_child_end(struct capai_child *child, int *result, struct capai_error *err)
{
    const struct capai_child ended = *child;
    close(ended.told);
    *child = (struct capai_child){0, -1, 0};
    return await_end((pid_t)ended.process, ended.seconds, result, err);
}

void capai_child_stop(struct capai_child *child)
{
    int result;
    if (child->process <= 0)
        return;
    kill((pid_t)child->process, SIGKILL);
    capai_child_end(child, &result, NULL);
}

/* ---- work that answers ---- */

/* Nobody wants what it does when the process that asked is gone, nor what it holds open. */
static void end_with(pid_t asking)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != asking)
        raise(SIGKILL);
}

/* The memory that both processes have: the answer, and behind it whether that is whole. */
struct asking {
    unsigned seconds;
    void (*work)(void *user, void *answer);
    void *user;
    char *shared;
    size_t size;
};

/* Other threads may have held a lock of a stream when the process was copied: no stream of theirs
 * is touched, and nothing is done that exit does. */
static _Noreturn void be_asked(const struct asking *asking, pid_t process, const sigset_t *heard)
{
    end_with(process);
    handle_no_signals();
    signal(SIGALRM, SIG_DFL);
    pthread_sigmask(SIG_SETMASK, heard, NULL);
    close_others(STDERR_FILENO);
    lower(RLIMIT_CORE, 0, 0);
    alarm(asking->seconds);
    asking->work(asking->user, asking->shared);
    asking->shared[asking->size] = true;
    _Exit(0);
}

/* Begins the process and waits for its end; signals that come before it is ready for them would
 * be heard of twice. */
static enum capai_status ask(const struct asking *asking, struct capai_error *err)
{
    int result;
    sigset_t held, before;
    sigemptyset(&held);
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
        sigaddset(&held, handled[i]);
    pthread_sigmask(SIG_BLOCK, &held, &before);
    const pid_t process = getpid(), child = fork();
    if (child == 0)
        be_asked(asking, process, &before);
    const int number = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = number;
    enum capai_status status = await_end(child, asking->seconds, &result, err);
    return status ? status : child_ended(0, 0, err);
}

enum capai_status capai_child_ask(unsigned seconds, void (*work)(void *user, void *answer),
                                  void *user, void *answer, size_t size, struct capai_error *err)
{
    struct capai_error failure = {0};
    char *shared = mmap(NULL, size + 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return system_error(CAPAI_MSG_CHILD_START, NULL, errno, err);
    enum capai_status status = ask(&(struct asking){seconds, work, user, shared, size}, &failure);
    if (shared[size]) { /* whatever is known of its end: nothing where SIGCHLD is ignored */
        memcpy(answer, shared, size);
        status = CAPAI_OK;
    }
    munmap(shared, size + 1);
    return status ? error_pass(err, &failure) : CAPAI_OK;
}

/* ---- other programs ---- */

enum { PROGRAM_NOT_THERE = 127 };

static _Noreturn void be_program(const char *const *arguments, const int files[3])
{
    for (int i = 0; i < 3; i++)
        if (dup2(files[i], i) < 0)
            _exit(PROGRAM_NOT_THERE - 1);
    signal(SIGPIPE, SIG_DFL);
    execvp(arguments[0], (char *const *)(uintptr_t)arguments);
    _exit(errno == ENOENT ? PROGRAM_NOT_THERE : PROGRAM_NOT_THERE - 1);
}

/* The last line in a file that is not empty, cut to `size`. */
static void last_line(FILE *file, char *line, size_t size)
{
    char next[200];
    *line = '\0';
    /* cppcheck-suppress ctunullpointer ; no program was started without it */
    rewind(file);
    while (fgets(next, sizeof next, file)) {
        next[strcspn(next, "\n")] = '\0';
        if (*next)
            snprintf(line, size, "%s", next);
    }
}

static enum capai_status program_ended(const char *name, int status, FILE *errors,
                                       struct capai_error *err)
{
    char line[200];
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return CAPAI_OK;
    if (WIFEXITED(status) && WEXITSTATUS(status) == PROGRAM_NOT_THERE)
        return capai_fail(err, CAPAI_MSG_PROGRAM_MISSING, CAPAI_WORDS(capai_text_of(name)));
    last_line(errors, line, sizeof line);
    return capai_fail(err, CAPAI_MSG_PROGRAM_FAILED,
                      CAPAI_WORDS(capai_text_of(name), capai_text_of(line)));
}

enum capai_status capai_program_run(const char *const *arguments, capai_text input, FILE *output,
                                    struct capai_error *err)
{
    enum capai_status status;
    int ended = 0;
    FILE *in = tmpfile(), *errors = tmpfile();
    bool ready = in && errors &&
                 (!input.size || fwrite(input.data, 1, input.size, in) == input.size) &&
                 fflush(in) == 0 && fseek(in, 0, SEEK_SET) == 0 && fflush(output) == 0;
    pid_t child = -1, found = -1;
    if (ready) {
        const int files[3] = {fileno(in), fileno(output), fileno(errors)};
        child = fork();
        if (child == 0)
            be_program(arguments, files);
        found = child;
        while (child > 0 && (found = waitpid(child, &ended, 0)) < 0 && errno == EINTR)
            ;
    }
    status = found > 0 ? program_ended(arguments[0], ended, errors, err)
                       : system_error(CAPAI_MSG_CHILD_START, NULL, errno, err);
    if (in)
        fclose(in);
    if (errors)
        fclose(errors);
    return status;
}
