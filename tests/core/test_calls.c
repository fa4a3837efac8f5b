/* Calls of the system that fail, one at a time: what is said of it, and what is left behind. */
#define _GNU_SOURCE /* cpu_set_t, syncfs, for calls_test.h */

#include "folder_test.h"

#include "calls_test.h"

#include <signal.h>

#include "capai/pipeline.h"
#include "capai/store.h"

static int set_up(void **state)
{
    static struct bench bench;
    *state = &bench;
    return bench_open(&bench);
}

static int tear_down(void **state)
{
    fail_calls(CALL_COUNT, -1, 0, 0);
    return bench_close(*state);
}

static const char *make_file(struct bench *b, const char *name, const char *text)
{
    const char *path = bench_path(b, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void assert_holds(struct bench *b, const char *path, const char *text)
{
    capai_text found = {NULL, 0};
    assert_int_equal(capai_file_read(path, &b->arena, &found, NULL), CAPAI_OK);
    assert_text(found, text);
}

/* Files in a folder of which the names end so. */
static size_t count_files(struct bench *b, const char *folder, const char *suffix)
{
    capai_text *names;
    size_t count;
    assert_int_equal(capai_folder_list(folder, suffix, &b->arena, &names, &count, NULL), CAPAI_OK);
    return count;
}

/* A call that fails in a way, and what then is said; CAPAI_MSG_NONE: nothing, it goes well. */
struct failure {
    enum call call;
    int skip, times, number;
    enum capai_message message;
};

static void arm(const struct failure *f)
{
    fail_calls(f->call, f->skip, f->times, f->number);
}

/* The call failed, and that is what was said of it. */
static void assert_failure(const struct failure *f, enum capai_status status,
                           const struct capai_error *err)
{
    assert_true(call_failed());
    assert_int_equal(err->status, status);
    if (f->message == CAPAI_MSG_NONE)
        assert_int_equal(status, CAPAI_OK);
    else
        assert_message(*err, f->message);
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- files that are read ---- */

static void test_file_read_when_a_call_fails(void **state)
{
    static const struct failure failures[] = {
        {CALL_open, 0, 1, EMFILE, CAPAI_MSG_FILE_READ},
        {CALL_open, 0, 1, EPERM, CAPAI_MSG_READ_DENIED},
        {CALL_fstat, 0, 1, EIO, CAPAI_MSG_FILE_READ},
        {CALL_fstat, 1, 1, EIO, CAPAI_MSG_FILE_READ},
        {CALL_read, 0, 1, EIO, CAPAI_MSG_FILE_READ},
        {CALL_read, 0, 3, EINTR, CAPAI_MSG_NONE},
    };
    struct bench *b = *state;
    const char *path = make_file(b, "berkas", "isi");
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct capai_error err = {0};
        capai_text text = {NULL, 7};
        arm(&failures[i]);
        enum capai_status status = capai_file_read(path, &b->arena, &text, &err);
        assert_failure(&failures[i], status, &err);
        if (status) {
            assert_string_equal(err.file, path);
            assert_int_equal(text.size, 7);
        } else {
            assert_text(text, "isi");
        }
    }
}

static void test_source_when_a_call_fails(void **state)
{
    static const struct failure failures[] = {
        {CALL_open, 0, 1, ENFILE, CAPAI_MSG_FILE_READ},
        {CALL_fstat, 0, 1, EIO, CAPAI_MSG_FILE_READ},
        {CALL_pread, 0, 1, EIO, CAPAI_MSG_FILE_READ},
        {CALL_pread, 0, 2, EINTR, CAPAI_MSG_NONE},
        {CALL_read, 0, 1, EIO, CAPAI_MSG_FILE_READ},
        {CALL_read, 0, 2, EINTR, CAPAI_MSG_NONE},
    };
    struct bench *b = *state;
    const char *path = make_file(b, "berkas", "isi berkas");
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct capai_error err = {0};
        struct capai_source *source = NULL;
        char at[8] = "", next[4] = "";
        size_t done = 0;
        arm(&failures[i]);
        enum capai_status status = capai_source_open(path, &b->arena, &source, &err);
        assert_int_equal(status != CAPAI_OK, source == NULL);
        if (!status)
            status = capai_source_read(source, 4, at, sizeof at, &done, &err);
        if (!status) {
            assert_text(((capai_text){at, done}), "berkas");
            status = capai_source_next(source, next, 3, &done, &err);
        }
        if (!status)
            assert_text(((capai_text){next, done}), "isi");
        assert_failure(&failures[i], status, &err);
        capai_source_close(source);
    }
}

static void test_source_of_standard_input_that_cannot_be_had(void **state)
{
    struct bench *b = *state;
    struct capai_error err = {0};
    struct capai_source *source = NULL;
    fail_call(CALL_dup, 0, EMFILE);
    assert_int_equal(capai_source_open("-", &b->arena, &source, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_FILE_READ);
    assert_null(source);
}

static void test_source_that_cannot_be_looked_at_is_not_unchanged(void **state)
{
    struct bench *b = *state;
    struct capai_source *source = NULL;
    const char *path = make_file(b, "berkas", "isi");
    assert_int_equal(capai_source_open(path, &b->arena, &source, NULL), CAPAI_OK);
    assert_true(capai_source_unchanged(source));
    fail_call(CALL_fstat, 0, EIO);
    assert_false(capai_source_unchanged(source));
    make_file(b, "berkas", "ISI");
    struct timespec then[2] = {{.tv_sec = 7}, {.tv_sec = 7}};
    assert_int_equal(utimensat(AT_FDCWD, path, then, 0), 0);
    assert_false(capai_source_unchanged(source)); /* of the same size, at another time */
    make_file(b, "berkas", "isi lagi");
    assert_false(capai_source_unchanged(source));
    capai_source_close(source);
    capai_source_close(NULL);
}

/* ---- files that are written ---- */

/* The whole way of a file. */
static enum capai_status write_file(struct bench *b, const char *path, const char *text,
                                    struct capai_error *err)
{
    struct capai_output *output;
    enum capai_status status = capai_output_open(path, &b->arena, &output, err);
    if (status)
        return status;
    fputs(text, capai_output_stream(output));
    status = capai_output_close(output, err);
    if (!status)
        status = capai_output_commit(output, err);
    capai_output_drop(output);
    return status;
}

static void test_output_when_a_call_fails_leaves_the_old_file(void **state)
{
    static const struct failure failures[] = {
        {CALL_access, 0, 1, EACCES, CAPAI_MSG_WRITE_DENIED},
        {CALL_access, 0, 1, EPERM, CAPAI_MSG_WRITE_DENIED},
        {CALL_open, 0, 1, EEXIST, CAPAI_MSG_NONE}, /* takes the next name */
        {CALL_open, 0, 1000, EEXIST, CAPAI_MSG_FILE_WRITE},
        {CALL_open, 0, 1, EROFS, CAPAI_MSG_WRITE_DENIED},
        {CALL_open, 0, 1, EDQUOT, CAPAI_MSG_WRITE_FULL},
        {CALL_fchmod, 0, 1, EPERM, CAPAI_MSG_NONE},
        {CALL_fdopen, 0, 1, EMFILE, CAPAI_MSG_FILE_WRITE},
        {CALL_fdopen, 0, 1, ENOMEM, CAPAI_MSG_MEMORY},
        {CALL_fsync, 0, 1, ENOSPC, CAPAI_MSG_WRITE_FULL},
        {CALL_fclose, 0, 1, EIO, CAPAI_MSG_FILE_WRITE},
        {CALL_rename, 0, 1, EACCES, CAPAI_MSG_WRITE_DENIED},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(failures); i++) {
        const char *path = make_file(b, "berkas", "lama");
        struct capai_error err = {0};
        arm(&failures[i]);
        enum capai_status status = write_file(b, path, "baru", &err);
        assert_failure(&failures[i], status, &err);
        assert_holds(b, path, status ? "lama" : "baru");
        assert_int_equal(count_files(b, b->folder, ""), 1 + 2); /* "." and ".." */
    }
}

/* What is no file is opened without waiting, and made to wait then. */
static void test_output_to_what_is_no_file_when_a_call_fails(void **state)
{
    static const struct failure failures[] = {
        {CALL_open, 0, 1, ENXIO, CAPAI_MSG_NONE}, /* whoever reads it may just be on its way */
        {CALL_open, 0, 41, ENXIO, CAPAI_MSG_WRITE_NO_READER}, /* nor does it come in two seconds */
        {CALL_open, 0, 1, EACCES, CAPAI_MSG_WRITE_DENIED},
        {CALL_fcntl, 0, 1, EIO, CAPAI_MSG_FILE_WRITE},
        {CALL_fcntl, 1, 1, EIO, CAPAI_MSG_FILE_WRITE},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct capai_error err = {0};
        arm(&failures[i]);
        assert_failure(&failures[i], write_file(b, "/dev/null", "baru", &err), &err);
    }
}

static void test_output_path_is_that_of_the_file_that_grows(void **state)
{
    struct bench *b = *state;
    struct capai_output *output;
    const char *path = bench_path(b, "berkas");
    assert_int_equal(capai_output_open(path, &b->arena, &output, NULL), CAPAI_OK);
    assert_int_equal(capai_file_kind_of(capai_output_path(output)), CAPAI_FILE_REGULAR);
    assert_int_equal(capai_file_kind_of(path), CAPAI_FILE_NONE);
    capai_output_drop(output);
    assert_int_equal(capai_output_open("/dev/null", &b->arena, &output, NULL), CAPAI_OK);
    assert_string_equal(capai_output_path(output), "/dev/null");
    capai_output_drop(output);
}

/* A byte that was refused earlier is not forgotten, nor is one that the closing loses. */
static void test_output_close_tells_of_every_loss(void **state)
{
    struct bench *b = *state;
    struct capai_output *output;
    struct capai_error err = {0};
    assert_int_equal(capai_output_open("/dev/full", &b->arena, &output, NULL), CAPAI_OK);
    setvbuf(capai_output_stream(output), NULL, _IONBF, 0);
    assert_int_equal(fputc('x', capai_output_stream(output)), EOF);
    assert_int_equal(capai_output_close(output, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_FILE_WRITE);
    err = (struct capai_error){0};
    assert_int_equal(capai_output_open("/dev/null", &b->arena, &output, NULL), CAPAI_OK);
    close(fileno(capai_output_stream(output)));
    assert_int_equal(capai_output_close(output, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_FILE_WRITE);
}

/* ---- the store of a batch ---- */

/* A part that is opened with two of its three bytes, grows, is published and is on the disk. */
static enum capai_status use_store(struct bench *b, const char *folder, struct capai_error *err)
{
    struct capai_store *store = NULL;
    struct capai_part *part = NULL;
    enum capai_status status = capai_store_open(folder, true, &b->arena, &store, err);
    if (!status)
        status = capai_part_open(store, "bagian", 2, &part, err);
    if (!status)
        status = capai_part_write(part, CAPAI_TEXT("baru"), err);
    if (!status) {
        status = capai_part_flush(part, err);
        if (status) { /* nothing can follow bytes that are missing */
            struct capai_error again = {0};
            assert_int_equal(capai_part_write(part, CAPAI_TEXT("x"), &again), CAPAI_OK);
            assert_int_equal(capai_part_flush(part, &again), status);
            assert_message(again, err->message);
        }
    }
    if (!status)
        status = capai_part_seal(part, err);
    if (!status)
        status = capai_store_publish(store, "bagian", err);
    if (!status)
        status = capai_store_sync(store, err);
    if (!status)
        status = capai_store_sync_disk(store, err);
    capai_part_close(part);
    capai_store_close(store, status == CAPAI_OK);
    return status;
}

static void test_store_when_a_call_fails(void **state)
{
    static const struct failure failures[] = {
        {CALL_mkdir, 0, 1, EROFS, CAPAI_MSG_WRITE_DENIED}, /* the folder */
        {CALL_open, 0, 1, EMFILE, CAPAI_MSG_FILE_WRITE},   /* to take it */
        {CALL_flock, 0, 1, EWOULDBLOCK, CAPAI_MSG_BATCH_LOCKED},
        {CALL_flock, 0, 1, ENOLCK, CAPAI_MSG_FILE_WRITE},
        {CALL_mkdir, 1, 1, ENOSPC, CAPAI_MSG_WRITE_FULL}, /* the store in it */
        {CALL_open, 1, 1, EIO, CAPAI_MSG_FILE_WRITE},     /* the part */
        {CALL_fstat, 0, 1, EIO, CAPAI_MSG_FILE_WRITE},
        {CALL_ftruncate, 0, 1, EIO, CAPAI_MSG_FILE_WRITE},
        {CALL_write, 0, 2, EINTR, CAPAI_MSG_NONE},
        {CALL_write, 0, 1, ENOSPC, CAPAI_MSG_WRITE_FULL},
        {CALL_fsync, 0, 1, EIO, CAPAI_MSG_FILE_WRITE}, /* the part */
        {CALL_close, 0, 1, EIO, CAPAI_MSG_FILE_WRITE},
        {CALL_rename, 0, 1, EXDEV, CAPAI_MSG_FILE_WRITE},
        {CALL_rename, 0, 1, ENOENT, CAPAI_MSG_NONE},     /* an earlier process has done so */
        {CALL_open, 2, 1, EMFILE, CAPAI_MSG_FILE_WRITE}, /* the lists of names */
        {CALL_fsync, 1, 1, EIO, CAPAI_MSG_FILE_WRITE},
        {CALL_fsync, 2, 1, EIO, CAPAI_MSG_FILE_WRITE},
        {CALL_open, 4, 1, EMFILE, CAPAI_MSG_FILE_WRITE}, /* the disk */
        {CALL_syncfs, 0, 1, EIO, CAPAI_MSG_FILE_WRITE},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < COUNT(failures); i++) {
        const struct failure *f = &failures[i];
        struct capai_error err = {0};
        char name[32];
        snprintf(name, sizeof name, "hasil-%zu", i);
        const char *folder = bench_path(b, name);
        const char *inside = capai_path_join(folder, CAPAI_STORE_NAME, &b->arena);
        if (f->call != CALL_mkdir) {
            assert_int_equal(mkdir(folder, 0777), 0);
            assert_int_equal(mkdir(inside, 0777), 0);
            make_file(b, capai_path_join(name, CAPAI_STORE_NAME "/bagian", &b->arena), "abc");
        }
        arm(f);
        enum capai_status status = use_store(b, folder, &err);
        if (f->call == CALL_mkdir) {
            assert_failure(f, status, &err);
            assert_int_equal(capai_file_kind_of(inside), CAPAI_FILE_NONE);
            continue;
        }
        assert_failure(f, status, &err);
        /* the store stays for another process to go on, until all is done */
        assert_int_equal(capai_file_kind_of(inside), status ? CAPAI_FILE_FOLDER : CAPAI_FILE_NONE);
        if (!status && f->call != CALL_rename)
            assert_holds(b, capai_path_join(folder, "bagian", &b->arena), "abbaru");
    }
}

static void test_part_with_fewer_bytes_than_it_should_have_is_refused(void **state)
{
    struct bench *b = *state;
    struct capai_store *store;
    struct capai_part *part = NULL;
    struct capai_error err = {0};
    assert_int_equal(capai_store_open(b->folder, false, &b->arena, &store, NULL), CAPAI_OK);
    make_file(b, CAPAI_STORE_NAME "/bagian", "abc");
    assert_int_equal(capai_part_open(store, "bagian", 4, &part, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_BATCH_SHORT);
    assert_null(part);
    capai_part_close(part);
    capai_store_close(store, true);
    capai_store_close(NULL, true);
}

/* What cannot be looked at is not taken for missing: a batch would leave out what stands in it. */
static void test_store_that_cannot_be_looked_at_says_so(void **state)
{
    struct bench *b = *state;
    struct capai_store *store;
    struct capai_error err = {0};
    bool has = true;
    assert_int_equal(capai_store_open(b->folder, false, &b->arena, &store, NULL), CAPAI_OK);
    assert_int_equal(capai_store_has(store, "bagian", &has, &err), CAPAI_OK);
    assert_false(has);
    make_file(b, CAPAI_STORE_NAME "/bagian", "abc");
    assert_int_equal(capai_store_has(store, "bagian", &has, &err), CAPAI_OK);
    assert_true(has);
    fail_call(CALL_stat, 0, EIO);
    assert_int_equal(capai_store_has(store, "bagian", &has, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_FILE_READ);
    assert_false(has);
    capai_store_close(store, true);
}

/* More bytes than are kept in memory go to the file at once, in order and in whole blocks; the byte
 * behind them is lost when the next block cannot be written, and nothing follows it. */
static void test_part_writes_much_at_once(void **state)
{
    enum { MUCH = 1 << 17 };
    struct bench *b = *state;
    struct capai_store *store;
    struct capai_part *part;
    struct capai_error err = {0};
    static char much[MUCH];
    memset(much, 'x', MUCH);
    assert_int_equal(capai_store_open(b->folder, false, &b->arena, &store, NULL), CAPAI_OK);
    assert_int_equal(capai_part_open(store, "bagian", 0, &part, NULL), CAPAI_OK);
    assert_int_equal(capai_part_write(part, CAPAI_TEXT("a"), &err), CAPAI_OK);
    assert_int_equal(capai_part_write(part, (capai_text){much, MUCH}, &err), CAPAI_OK);
    assert_int_equal(capai_part_write(part, CAPAI_NO_TEXT, &err), CAPAI_OK);
    assert_int_equal(capai_part_size(part), MUCH + 1);
    fail_call(CALL_write, 0, ENOSPC);
    assert_int_equal(capai_part_write(part, (capai_text){much, MUCH}, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_WRITE_FULL);
    assert_int_equal(capai_part_seal(part, NULL), CAPAI_ERR_SYSTEM);
    const char *path = bench_path(b, "hasil");
    assert_int_equal(capai_store_move(store, "bagian", path, &err), CAPAI_OK);
    fail_call(CALL_rename, 0, EACCES);
    err = (struct capai_error){0};
    assert_int_equal(capai_store_move(store, "bagian", path, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_WRITE_DENIED);
    capai_text whole;
    assert_int_equal(capai_file_read(path, &b->arena, &whole, NULL), CAPAI_OK);
    assert_int_equal(whole.size, MUCH);
    assert_int_equal(whole.data[0], 'a');
    assert_memory_equal(whole.data + 1, much, MUCH - 1);
    capai_store_close(store, true);
}

/* ---- processes ---- */

static const struct capai_child_limits limits = {7, (size_t)1 << 30};

static int give(void *user)
{
    return *(const int *)user;
}

static int tell(void *user, FILE *told)
{
    (void)told; /* nobody reads it here */
    return *(const int *)user;
}

static void test_child_when_a_call_fails(void **state)
{
    static const struct failure failures[] = {
        {CALL_fork, 0, 1, EAGAIN, CAPAI_MSG_CHILD_START},
        {CALL_waitpid, 0, 2, EINTR, CAPAI_MSG_NONE},
        {CALL_waitpid, 0, 1, ECHILD, CAPAI_MSG_CHILD_START},
        {CALL_getrlimit, 0, 1, EINVAL, CAPAI_MSG_NONE}, /* ours are then not lowered by it */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct capai_error err = {0};
        int value = 7, result = -1;
        arm(&failures[i]);
        enum capai_status status = capai_child_run(limits, give, &value, &result, &err);
        assert_failure(&failures[i], status, &err);
        assert_int_equal(result, status ? -1 : 7);
    }
    while (waitpid(-1, NULL, 0) > 0) /* the one that was not waited for */
        ;
}

static void answer_three(void *user, void *answer)
{
    (void)user;
    *(int *)answer = 3;
}

static void test_child_that_answers_when_a_call_fails(void **state)
{
    static const struct failure failures[] = {
        {CALL_fork, 0, 1, EAGAIN, CAPAI_MSG_CHILD_START},
        {CALL_waitpid, 0, 2, EINTR, CAPAI_MSG_NONE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct capai_error err = {0};
        int answer = -1;
        arm(&failures[i]);
        enum capai_status status =
            capai_child_ask(60, answer_three, NULL, &answer, sizeof answer, &err);
        assert_failure(&failures[i], status, &err);
        assert_int_equal(answer, status ? -1 : 3);
    }
}

/* What cannot be limited is not begun: the process ends before its work. */
static void test_child_without_limits_does_not_work(void **state)
{
    static const struct failure failures[] = {{CALL_getrlimit, 1, 1, EINVAL, CAPAI_MSG_CHILD_DIED},
                                              {CALL_getrlimit, 2, 1, EINVAL, CAPAI_MSG_CHILD_DIED}};
    (void)state;
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct capai_error err = {0};
        int value = 7, result = -1;
        arm(&failures[i]); /* the count goes on in the other process */
        assert_int_equal(capai_child_run(limits, give, &value, &result, &err), CAPAI_ERR_RULES);
        assert_message(err, failures[i].message);
        assert_text(((capai_text){err.text, err.word[1]}), "9");
        assert_int_equal(result, -1);
        fail_calls(CALL_COUNT, -1, 0, 0);
    }
}

static void test_child_keeps_a_limit_of_time_that_is_lower(void **state)
{
    struct rlimit before, lower;
    struct capai_child child = {0};
    int value = 3, result = -1;
    (void)state;
    assert_int_equal(getrlimit(RLIMIT_CPU, &before), 0);
    lower = before;
    lower.rlim_cur = 3600;
    assert_int_equal(setrlimit(RLIMIT_CPU, &lower), 0);
    struct capai_child_limits day = {86400, 0};
    assert_int_equal(capai_child_start(day, tell, &value, &child, NULL), CAPAI_OK);
    assert_int_equal(child.seconds, 3600);
    assert_int_equal(capai_child_end(&child, &result, NULL), CAPAI_OK);
    assert_int_equal(result, 3);
    assert_int_equal(setrlimit(RLIMIT_CPU, &before), 0);
}

static void test_child_that_tells_when_a_call_fails(void **state)
{
    static const struct failure failures[] = {
        {CALL_fcntl, 0, 1, EINVAL, CAPAI_MSG_CHILD_START},
        {CALL_fcntl, 1, 1, EINVAL, CAPAI_MSG_CHILD_START},
        {CALL_fork, 0, 1, EAGAIN, CAPAI_MSG_CHILD_START},
    };
    int value = 3, result = -1;
    (void)state;
    for (size_t i = 0; i < COUNT(failures); i++) {
        struct capai_child child = {0};
        struct capai_error err = {0};
        arm(&failures[i]);
        enum capai_status status = capai_child_start(limits, tell, &value, &child, &err);
        assert_failure(&failures[i], status, &err);
        assert_int_equal(child.process, 0);
    }
    /* nowhere to tell it: the process ends */
    struct capai_child child = {0};
    struct capai_error err = {0};
    fail_call(CALL_fdopen, 0, ENOMEM);
    assert_int_equal(capai_child_start(limits, tell, &value, &child, &err), CAPAI_OK);
    assert_int_equal(capai_child_end(&child, &result, &err), CAPAI_ERR_RULES);
    assert_message(err, CAPAI_MSG_CHILD_DIED);
    assert_int_equal(result, -1);
    /* no more descriptors for the two ends */
    struct rlimit before, none;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    err = (struct capai_error){0};
    enum capai_status status = capai_child_start(limits, tell, &value, &child, &err);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(status, CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_CHILD_START);
}

/* Streams that a process is begun without: their numbers are taken, by what cannot be used. */
static int hold(void *user)
{
    const int *fails = user;
    for (int number = 0; number <= 2; number++)
        close(number);
    if (*fails)
        fail_call(CALL_open, 1, EMFILE);
    capai_hold_streams();
    int held = 0;
    for (int number = 0; number <= 2; number++)
        if (fcntl(number, F_GETFD) >= 0)
            held |= 1 << number;
    if (read(0, &(char){0}, 1) >= 0 || (held & 2 && write(1, "x", 1) >= 0))
        return 8; /* neither can be used */
    return held;
}

static void test_streams_that_are_missing_are_held(void **state)
{
    int result = -1;
    (void)state;
    assert_int_equal(capai_child_run(limits, hold, &(int){0}, &result, NULL), CAPAI_OK);
    assert_int_equal(result, 7);
    assert_int_equal(capai_child_run(limits, hold, &(int){1}, &result, NULL), CAPAI_OK);
    assert_int_equal(result, 1);
}

/* Signals that would end the process when a reader goes away, or a file has grown too far. */
static int heed(void *user)
{
    int ends[2];
    struct rlimit most = {16, RLIM_INFINITY};
    (void)user;
    capai_heed_pipes();
    capai_heed_limits();
    if (pipe(ends) != 0)
        return 1;
    close(ends[0]);
    if (write(ends[1], "x", 1) >= 0 || errno != EPIPE)
        return 2;
    FILE *file = tmpfile();
    if (!file || setrlimit(RLIMIT_FSIZE, &most) != 0)
        return 3;
    char much[32] = "";
    ssize_t first = write(fileno(file), much, sizeof much);
    bool refused = write(fileno(file), much, 1) < 0 && errno == EFBIG;
    most.rlim_cur = RLIM_INFINITY;
    return first == 16 && refused && setrlimit(RLIMIT_FSIZE, &most) == 0 ? 0 : 4;
}

static void test_signals_of_writing_are_heeded(void **state)
{
    int result = -1;
    (void)state;
    assert_int_equal(capai_child_run(limits, heed, NULL, &result, NULL), CAPAI_OK);
    assert_int_equal(result, 0);
}

/* ---- other programs ---- */

#define ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Runs a program; what it prints comes to `text`. */
static enum capai_status run_program(const char *const *arguments, capai_text input, char text[64],
                                     struct capai_error *err)
{
    FILE *output = __real_tmpfile();
    assert_non_null(output);
    enum capai_status status = capai_program_run(arguments, input, output, err);
    rewind(output);
    size_t size = fread(text, 1, 63, output);
    text[size] = '\0';
    __real_fclose(output);
    return status;
}

static void test_program_gets_its_input_and_gives_its_output(void **state)
{
    char text[64];
    (void)state;
    assert_int_equal(
        run_program(ARGUMENTS("tr", "a-z", "A-Z"), CAPAI_TEXT("masukan\n"), text, NULL), CAPAI_OK);
    assert_string_equal(text, "MASUKAN\n");
}

static void test_program_that_fails_is_told_with_its_last_words(void **state)
{
    static const struct {
        const char *script;
        const char *words;
    } cases[] = {
        {"echo awal >&2; echo akhir >&2; echo >&2; exit 3", "akhir"},
        {"exit 3", ""},
        {"kill -9 $$", ""},
    };
    char text[64];
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct capai_error err = {0};
        assert_int_equal(
            run_program(ARGUMENTS("sh", "-c", cases[i].script), CAPAI_NO_TEXT, text, &err),
            CAPAI_ERR_SYSTEM);
        assert_message(err, CAPAI_MSG_PROGRAM_FAILED);
        assert_text(((capai_text){err.text, err.word[1]}), "sh");
        assert_text(((capai_text){err.text + err.word[1], (size_t)(err.word[2] - err.word[1])}),
                    cases[i].words);
    }
}

static void test_program_that_is_not_there_or_cannot_be_begun(void **state)
{
    static const struct failure failures[] = {
        {CALL_tmpfile, 0, 1, EMFILE, CAPAI_MSG_CHILD_START},
        {CALL_tmpfile, 1, 1, EMFILE, CAPAI_MSG_CHILD_START},
        {CALL_fork, 0, 1, EAGAIN, CAPAI_MSG_CHILD_START},
        {CALL_waitpid, 0, 1, ECHILD, CAPAI_MSG_CHILD_START},
        {CALL_waitpid, 0, 2, EINTR, CAPAI_MSG_NONE},
    };
    struct bench *b = *state;
    char text[64];
    struct capai_error err = {0};
    assert_int_equal(run_program(ARGUMENTS("capai-tidak-ada"), CAPAI_NO_TEXT, text, &err),
                     CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_PROGRAM_MISSING);
    err = (struct capai_error){0}; /* no program at all */
    assert_int_equal(run_program(ARGUMENTS(b->folder), CAPAI_NO_TEXT, text, &err),
                     CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_PROGRAM_FAILED);
    for (size_t i = 0; i < COUNT(failures); i++) {
        err = (struct capai_error){0};
        arm(&failures[i]);
        enum capai_status status = run_program(ARGUMENTS("cat"), CAPAI_TEXT("isi"), text, &err);
        assert_failure(&failures[i], status, &err);
        if (!status)
            assert_string_equal(text, "isi");
    }
    while (waitpid(-1, NULL, 0) > 0)
        ;
    /* in the new process: no standard input for it */
    err = (struct capai_error){0};
    fail_call(CALL_dup2, 0, EMFILE);
    assert_int_equal(run_program(ARGUMENTS("cat"), CAPAI_TEXT("isi"), text, &err),
                     CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_PROGRAM_FAILED);
    assert_string_equal(text, "");
}

/* ---- clocks and processors ---- */

static void test_clocks_go_on(void **state)
{
    (void)state;
    unsigned long long coarse = capai_coarse_milliseconds(), exact = capai_clock_milliseconds();
    unsigned long long used = capai_cpu_milliseconds();
    while (capai_cpu_milliseconds() < used + 20)
        ;
    assert_true(capai_clock_milliseconds() >= exact + 15); /* each of them is cut to whole ones */
    assert_true(capai_coarse_milliseconds() >= coarse + 10);
    fail_call(CALL_clock_gettime, 0, EINVAL);
    assert_int_equal(capai_cpu_milliseconds(), 0);
    assert_true(call_failed());
}

static void test_processors_are_one_at_least(void **state)
{
    (void)state;
    assert_true(capai_processors() >= 1);
    fail_call(CALL_sched_getaffinity, 0, EINVAL);
    assert_int_equal(capai_processors(), 1);
    assert_true(call_failed());
}

static void test_clock_year_is_that_of_the_calendar(void **state)
{
    (void)state;
    time_t now = time(NULL);
    struct tm parts;
    assert_non_null(gmtime_r(&now, &parts));
    int year = capai_clock_year();
    assert_in_range(year, parts.tm_year + 1900,
                    parts.tm_year + 1901); /* it may just have changed */
}

#define calls_test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        calls_test(test_file_read_when_a_call_fails),
        calls_test(test_source_when_a_call_fails),
        calls_test(test_source_of_standard_input_that_cannot_be_had),
        calls_test(test_source_that_cannot_be_looked_at_is_not_unchanged),
        calls_test(test_output_when_a_call_fails_leaves_the_old_file),
        calls_test(test_output_to_what_is_no_file_when_a_call_fails),
        calls_test(test_output_path_is_that_of_the_file_that_grows),
        calls_test(test_output_close_tells_of_every_loss),
        calls_test(test_store_when_a_call_fails),
        calls_test(test_part_with_fewer_bytes_than_it_should_have_is_refused),
        calls_test(test_store_that_cannot_be_looked_at_says_so),
        calls_test(test_part_writes_much_at_once),
        calls_test(test_child_when_a_call_fails),
        calls_test(test_child_that_answers_when_a_call_fails),
        calls_test(test_child_without_limits_does_not_work),
        calls_test(test_child_keeps_a_limit_of_time_that_is_lower),
        calls_test(test_child_that_tells_when_a_call_fails),
        calls_test(test_streams_that_are_missing_are_held),
        calls_test(test_signals_of_writing_are_heeded),
        calls_test(test_program_gets_its_input_and_gives_its_output),
        calls_test(test_program_that_fails_is_told_with_its_last_words),
        calls_test(test_program_that_is_not_there_or_cannot_be_begun),
        calls_test(test_clocks_go_on),
        calls_test(test_processors_are_one_at_least),
        calls_test(test_clock_year_is_that_of_the_calendar),
    };
    return cmocka_run_group_tests_name("calls", tests, NULL, NULL);
}
