/* Work in a process of its own, and how the system ends it. */
#define _DEFAULT_SOURCE /* prctl, usleep */

#include "capai_test.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capai/system.h"

static const struct capai_child_limits limits = {1, (size_t)256 << 20};

static enum capai_status run(int (*work)(void *user), void *user, int *result,
                             struct capai_error *err)
{
    *err = (struct capai_error){0};
    *result = -1;
    return capai_child_run(limits, work, user, result, err);
}

static int give(void *user)
{
    int *value = user;
    (*value)++;
    return *value;
}

static void test_child_gives_its_result_and_changes_nothing_here(void **state)
{
    struct capai_error err;
    int result, value = 41;
    (void)state;
    assert_int_equal(run(give, &value, &result, &err), CAPAI_OK);
    assert_int_equal(result, 42);
    assert_int_equal(value, 41);
    value = 254;
    assert_int_equal(run(give, &value, &result, &err), CAPAI_OK);
    assert_int_equal(result, 255);
    assert_int_equal(err.status, CAPAI_OK);
}

static int loop(void *user)
{
    volatile unsigned long long *count = user;
    while (++*count)
        ;
    return 0;
}

static void test_child_that_never_ends_is_ended(void **state)
{
    struct capai_error err;
    int result;
    unsigned long long count = 0;
    (void)state;
    assert_int_equal(run(loop, &count, &result, &err), CAPAI_ERR_RULES);
    assert_message(err, CAPAI_MSG_CHILD_TIME);
    assert_text(((capai_text){err.text, err.word[1]}), "1");
    assert_int_equal(result, -1);
}

/* Whoever started the program may have SIGXCPU ignored. */
static void test_child_ends_where_its_signal_is_ignored(void **state)
{
    struct capai_error err;
    int result;
    unsigned long long count = 0;
    (void)state;
    void (*before)(int) = signal(SIGXCPU, SIG_IGN);
    enum capai_status status = run(loop, &count, &result, &err);
    signal(SIGXCPU, before);
    assert_int_equal(status, CAPAI_ERR_RULES);
    assert_message(err, CAPAI_MSG_CHILD_TIME);
}

/* The same work in a child that has let the signal be ignored itself: the hard limit. */
static int ignore_and_loop(void *user)
{
    signal(SIGXCPU, SIG_IGN);
    return loop(user);
}

static void test_child_that_ignores_its_limit_is_killed(void **state)
{
    struct capai_error err;
    int result;
    unsigned long long count = 0;
    (void)state;
    assert_int_equal(run(ignore_and_loop, &count, &result, &err), CAPAI_ERR_RULES);
    assert_message(err, CAPAI_MSG_CHILD_DIED);
    assert_text(((capai_text){err.text, err.word[1]}), "9");
}

static int end_by(void *user)
{
    const int *number = user;
    raise(*number);
    return 0;
}

static void test_child_that_is_ended_names_the_signal(void **state)
{
    struct capai_error err;
    int result, number = SIGKILL;
    (void)state;
    assert_int_equal(run(end_by, &number, &result, &err), CAPAI_ERR_RULES);
    assert_message(err, CAPAI_MSG_CHILD_DIED);
    assert_text(((capai_text){err.text, err.word[1]}), "9");
    number = SIGTERM;
    assert_int_equal(run(end_by, &number, &result, &err), CAPAI_ERR_RULES);
    assert_text(((capai_text){err.text, err.word[1]}), "15");
    assert_int_equal(capai_child_run(limits, end_by, &number, &result, NULL), CAPAI_ERR_RULES);
}

#ifndef CAPAI_SHADOW_MEMORY
static int fill(void *user)
{
    static char *volatile last; /* so that the memory cannot be optimised away */
    (void)user;
    for (size_t piece = (size_t)1 << 20, all = 0; all < (size_t)1 << 30; all += piece) {
        char *memory = malloc(piece);
        if (!memory)
            return all < limits.memory ? 7 : 8;
        last = memset(memory, 1, piece);
    }
    return last ? 9 : 10;
}

static void test_child_gets_no_more_memory_than_its_limit(void **state)
{
    struct capai_error err;
    int result;
    (void)state;
    assert_int_equal(run(fill, NULL, &result, &err), CAPAI_OK);
    assert_int_equal(result, 7);
}
#endif

static int print_child(void *user)
{
    fputs("child ", user);
    return 0;
}

static void test_child_prints_in_order_and_once(void **state)
{
    struct capai_error err;
    int result;
    char text[64];
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    fputs("before ", file);
    assert_int_equal(run(print_child, file, &result, &err), CAPAI_OK);
    fseek(file, 0, SEEK_END);
    fputs("after", file);
    rewind(file);
    size_t size = fread(text, 1, sizeof text, file);
    fclose(file);
    assert_text(((capai_text){text, size}), "before child after");
}

static int only_few(void *user)
{
    struct rlimit limit;
    (void)user;
    if (getrlimit(RLIMIT_CPU, &limit) != 0 || limit.rlim_cur != 1)
        return 1;
    return getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_max == 0 ? 0 : 2;
}

static void test_child_has_limits_on_time_and_no_core_file(void **state)
{
    struct capai_error err;
    int result;
    (void)state;
    assert_int_equal(run(only_few, NULL, &result, &err), CAPAI_OK);
    assert_int_equal(result, 0);
}

/* In a child of ours that may begin no other process. */
static int begin_another(void *user)
{
    struct capai_error err = {0};
    struct rlimit none = {0, 0};
    int result = -1, value = 1;
    (void)user;
    if (setrlimit(RLIMIT_NPROC, &none) != 0)
        return 1;
    if (geteuid() == 0 && setuid(65534) != 0) /* the limit does not hold for root */
        return 2;
    if (run(give, &value, &result, &err) != CAPAI_ERR_SYSTEM)
        return 3;
    return err.message == CAPAI_MSG_CHILD_START && err.word[1] > 0 && result == -1 ? 0 : 4;
}

static void test_child_that_cannot_be_begun_is_an_error(void **state)
{
    struct capai_error err;
    int result;
    (void)state;
    assert_int_equal(run(begin_another, NULL, &result, &err), CAPAI_OK);
    assert_int_equal(result, 0);
}

/* ---- work that tells ---- */

static int tell_files(void *user, FILE *told)
{
    const int *closed = user;
    errno = 0;
    fprintf(told, "%s", fcntl(*closed, F_GETFD) < 0 && errno == EBADF ? "closed" : "open");
    return 7;
}

/* All that is told, waited for. */
static size_t read_told(const struct capai_child *child, char *text, size_t size)
{
    struct pollfd told = {.fd = child->told, .events = POLLIN};
    size_t done = 0;
    for (ssize_t n = 1; n != 0;) {
        assert_int_equal(poll(&told, 1, 10000), 1);
        n = read(child->told, text + done, size - done);
        assert_true(n >= 0);
        done += (size_t)n;
    }
    return done;
}

static void test_child_tells_and_has_no_files_of_others(void **state)
{
    struct capai_error err = {0};
    struct capai_child child = {0};
    char text[64];
    int result = -1, ends[2];
    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(capai_child_start(limits, tell_files, &ends[1], &child, &err), CAPAI_OK);
    assert_text(((capai_text){text, read_told(&child, text, sizeof text)}), "closed");
    assert_int_equal(capai_child_end(&child, &result, &err), CAPAI_OK);
    assert_int_equal(result, 7);
    assert_int_equal(child.process, 0);
    close(ends[0]);
    close(ends[1]);
}

static int tell_signals(void *user, FILE *told)
{
    static const int numbers[] = {SIGTERM, SIGHUP};
    (void)user;
    for (size_t i = 0; i < 2; i++) {
        struct sigaction now;
        sigaction(numbers[i], NULL, &now);
        fprintf(told, "%s ",
                now.sa_handler == SIG_DFL   ? "usual"
                : now.sa_handler == SIG_IGN ? "ignored"
                                            : "handled");
    }
    return 0;
}

static void handle(int number)
{
    (void)number;
}

static void test_child_handles_no_signals_and_ignores_those_that_are(void **state)
{
    struct capai_child child = {0};
    char text[64];
    int result = -1;
    (void)state;
    signal(SIGTERM, handle);
    signal(SIGHUP, SIG_IGN);
    assert_int_equal(capai_child_start(limits, tell_signals, NULL, &child, NULL), CAPAI_OK);
    assert_text(((capai_text){text, read_told(&child, text, sizeof text)}), "usual ignored ");
    assert_int_equal(capai_child_end(&child, &result, NULL), CAPAI_OK);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
}

static int tell_forever(void *user, FILE *told)
{
    fputs("begun", told);
    fflush(told);
    return loop(user);
}

static void test_child_that_tells_and_never_ends_is_ended(void **state)
{
    struct capai_error err = {0};
    struct capai_child child = {0};
    char text[64];
    unsigned long long count = 0;
    int result = -1;
    (void)state;
    assert_int_equal(capai_child_start(limits, tell_forever, &count, &child, &err), CAPAI_OK);
    assert_text(((capai_text){text, read_told(&child, text, sizeof text)}), "begun");
    assert_int_equal(capai_child_end(&child, &result, &err), CAPAI_ERR_RULES);
    assert_message(err, CAPAI_MSG_CHILD_TIME);
    assert_int_equal(result, -1);
}

static void test_child_is_stopped(void **state)
{
    struct capai_child child = {0};
    unsigned long long count = 0;
    (void)state;
    capai_child_stop(&child); /* none: harmless */
    assert_int_equal(capai_child_start(limits, tell_forever, &count, &child, NULL), CAPAI_OK);
    long process = child.process;
    capai_child_stop(&child);
    assert_int_equal(child.process, 0);
    assert_int_equal(kill((pid_t)process, 0), -1);
}

/* ---- work that answers ---- */

struct found {
    int value, zero;
    char text[40];
};

static void find(void *user, void *answer)
{
    struct found *found = answer;
    found->zero = found->value;
    found->value = give(user);
    snprintf(found->text, sizeof found->text, "dari anak");
}

static void test_child_answers_and_changes_nothing_here(void **state)
{
    struct capai_error err = {0};
    struct found found = {5, 5, ""};
    int value = 41;
    (void)state;
    assert_int_equal(capai_child_ask(60, find, &value, &found, sizeof found, &err), CAPAI_OK);
    assert_int_equal(value, 41);
    assert_int_equal(found.value, 42);
    assert_int_equal(found.zero, 0);
    assert_string_equal(found.text, "dari anak");
    assert_int_equal(err.status, CAPAI_OK);
}

static void crash(void *user, void *answer)
{
    *(int *)answer = 3;
    end_by(user);
}

static void leave(void *user, void *answer)
{
    *(int *)answer = 3;
    _exit(*(int *)user);
}

static void wait_for_ever(void *user, void *answer)
{
    (void)user;
    (void)answer;
    for (;;)
        pause();
}

static void test_child_that_crashes_or_hangs_gives_no_answer(void **state)
{
    struct capai_error err = {0};
    int number = SIGABRT, answer = 9;
    (void)state;
    assert_int_equal(capai_child_ask(60, crash, &number, &answer, sizeof answer, &err),
                     CAPAI_ERR_RULES);
    assert_message(err, CAPAI_MSG_CHILD_DIED);
    assert_text(((capai_text){err.text, err.word[1]}), "6");
    err = (struct capai_error){0};
    assert_int_equal(capai_child_ask(60, leave, &number, &answer, sizeof answer, &err),
                     CAPAI_ERR_RULES);
    assert_message(err, CAPAI_MSG_CHILD_DIED);
    assert_text(((capai_text){err.text, err.word[1]}), "0");
    err = (struct capai_error){0};
    signal(SIGALRM, SIG_IGN); /* which it does not inherit */
    assert_int_equal(capai_child_ask(1, wait_for_ever, NULL, &answer, sizeof answer, &err),
                     CAPAI_ERR_RULES);
    signal(SIGALRM, SIG_DFL);
    assert_message(err, CAPAI_MSG_CHILD_TIME);
    assert_text(((capai_text){err.text, err.word[1]}), "1");
    assert_int_equal(answer, 9);
}

static void test_child_that_cannot_be_asked_is_an_error(void **state)
{
    struct capai_error err = {0};
    int answer = 9;
    (void)state;
    assert_int_equal(capai_child_ask(1, find, NULL, &answer, SIZE_MAX / 2, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_CHILD_START);
    assert_int_equal(answer, 9);
}

static void find_surroundings(void *user, void *answer)
{
    struct found *found = answer;
    struct sigaction now;
    struct rlimit core;
    sigset_t held;
    sigaction(SIGTERM, NULL, &now);
    sigprocmask(SIG_BLOCK, NULL, &held);
    getrlimit(RLIMIT_CORE, &core);
    found->value = fcntl(*(int *)user, F_GETFD);
    snprintf(found->text, sizeof found->text, "%s, %s, %s",
             now.sa_handler == SIG_DFL ? "usual" : "handled",
             sigismember(&held, SIGTERM) ? "held" : "heard", core.rlim_cur ? "core" : "no core");
}

static void test_child_that_answers_has_no_files_and_signals_of_others(void **state)
{
    struct found found = {0};
    int ends[2];
    sigset_t held;
    (void)state;
    assert_int_equal(pipe(ends), 0);
    signal(SIGTERM, handle);
    assert_int_equal(capai_child_ask(60, find_surroundings, &ends[1], &found, sizeof found, NULL),
                     CAPAI_OK);
    signal(SIGTERM, SIG_DFL);
    assert_int_equal(found.value, -1);
    assert_string_equal(found.text, "usual, heard, no core");
    sigprocmask(SIG_BLOCK, NULL, &held);
    assert_false(sigismember(&held, SIGTERM));
    close(ends[0]);
    close(ends[1]);
}

/* The system then tells nothing of its end. */
static void test_child_answers_where_the_ends_of_processes_are_ignored(void **state)
{
    struct capai_error err = {0};
    struct found found = {0};
    int value = 41, number = SIGABRT, answer = 9;
    (void)state;
    signal(SIGCHLD, SIG_IGN);
    assert_int_equal(capai_child_ask(60, find, &value, &found, sizeof found, &err), CAPAI_OK);
    assert_int_equal(found.value, 42);
    assert_int_equal(capai_child_ask(60, crash, &number, &answer, sizeof answer, &err),
                     CAPAI_ERR_SYSTEM);
    signal(SIGCHLD, SIG_DFL);
    assert_message(err, CAPAI_MSG_CHILD_START);
    assert_int_equal(answer, 9);
}

/* ---- beside threads ---- */

struct others {
    _Atomic bool begun, ended;
    FILE *stream;
};

/* Holds the lock of a stream all the time, and that of the memory now and then. */
static void *be_other(void *user)
{
    struct others *others = user;
    flockfile(others->stream);
    for (size_t size = 1; !atomic_load(&others->ended); size = size % 5000 + 1) {
        free(malloc(size));
        atomic_store(&others->begun, true);
    }
    funlockfile(others->stream);
    return NULL;
}

static void take_memory(void *user, void *answer)
{
    (void)user;
    for (size_t size = 1; size < 3000; size += 100) {
        void *block = malloc(size);
        *(int *)answer += block != NULL;
        free(block);
    }
}

/* What a stream has not written yet is written once, and whoever holds its lock is not waited for.
 */
static void test_child_answers_beside_threads(void **state)
{
    struct others others = {.stream = tmpfile()};
    pthread_t thread;
    int answer = 0;
    (void)state;
    assert_non_null(others.stream);
    assert_int_equal(fputs("sekali", others.stream), 1);
    assert_int_equal(pthread_create(&thread, NULL, be_other, &others), 0);
    while (!atomic_load(&others.begun))
        usleep(100);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(capai_child_ask(60, take_memory, NULL, &answer, sizeof answer, NULL),
                         CAPAI_OK);
        assert_int_equal(answer, 30);
    }
    atomic_store(&others.ended, true);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(fseek(others.stream, 0, SEEK_END), 0);
    assert_int_equal(ftell(others.stream), 6);
    fclose(others.stream);
}

/* ---- without the process that asked ---- */

#ifdef __linux__
static void say_and_wait(void *user, void *answer)
{
    FILE *file = fopen(user, "w");
    fprintf(file, "%d\n", (int)getpid());
    fclose(file);
    wait_for_ever(NULL, answer);
}

static void test_child_ends_with_the_process_that_asked(void **state)
{
    char path[300];
    const char *folder = getenv("TMPDIR");
    int answer, process = 0, status;
    (void)state;
    snprintf(path, sizeof path, "%s/capai-child-XXXXXX", folder ? folder : "/tmp");
    const int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    pid_t asking = fork();
    if (asking == 0)
        _exit((int)capai_child_ask(60, say_and_wait, path, &answer, sizeof answer, NULL));
    for (char text[20] = ""; !strchr(text, '\n'); usleep(1000))
        assert_true(pread(file, text, sizeof text - 1, 0) >= 0 &&
                    (!strchr(text, '\n') || sscanf(text, "%d", &process) == 1));
    kill(asking, SIGKILL);
    assert_int_equal(waitpid(asking, &status, 0), asking);
    assert_int_equal(waitpid(process, &status, 0), process); /* it is ours now */
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGKILL);
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0), 0);
    close(file);
    unlink(path);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_child_gives_its_result_and_changes_nothing_here),
        cmocka_unit_test(test_child_that_never_ends_is_ended),
        cmocka_unit_test(test_child_ends_where_its_signal_is_ignored),
        cmocka_unit_test(test_child_that_ignores_its_limit_is_killed),
        cmocka_unit_test(test_child_that_is_ended_names_the_signal),
#ifndef CAPAI_SHADOW_MEMORY
        cmocka_unit_test(test_child_gets_no_more_memory_than_its_limit),
#endif
        cmocka_unit_test(test_child_prints_in_order_and_once),
        cmocka_unit_test(test_child_has_limits_on_time_and_no_core_file),
        cmocka_unit_test(test_child_that_cannot_be_begun_is_an_error),
        cmocka_unit_test(test_child_tells_and_has_no_files_of_others),
        cmocka_unit_test(test_child_handles_no_signals_and_ignores_those_that_are),
        cmocka_unit_test(test_child_that_tells_and_never_ends_is_ended),
        cmocka_unit_test(test_child_is_stopped),
        cmocka_unit_test(test_child_answers_and_changes_nothing_here),
        cmocka_unit_test(test_child_that_crashes_or_hangs_gives_no_answer),
        cmocka_unit_test(test_child_that_cannot_be_asked_is_an_error),
        cmocka_unit_test(test_child_that_answers_has_no_files_and_signals_of_others),
        cmocka_unit_test(test_child_answers_where_the_ends_of_processes_are_ignored),
        cmocka_unit_test(test_child_answers_beside_threads),
#ifdef __linux__
        cmocka_unit_test(test_child_ends_with_the_process_that_asked),
#endif
    };
    return cmocka_run_group_tests_name("child", tests, NULL, NULL);
}
