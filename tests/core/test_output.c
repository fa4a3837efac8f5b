/* Writing files: all of a file or nothing of it. */
#include "folder_test.h"

#include <fcntl.h>

static int set_up(void **state)
{
    static struct bench b;
    *state = &b;
    return bench_open(&b);
}

/* Fails when a temporary file was left behind. */
static int tear_down(void **state)
{
    struct bench *b = *state;
    capai_text *names;
    size_t count, left = 0;
    assert_int_equal(capai_folder_list(b->folder, "", &b->arena, &names, &count, NULL), CAPAI_OK);
    for (size_t i = 0; i < count; i++)
        left += strncmp(names[i].data, ".capai-", 7) == 0;
    return bench_close(b) || left;
}

static void assert_holds(struct bench *b, const char *path, const char *text)
{
    capai_text content;
    assert_int_equal(capai_file_read(path, &b->arena, &content, NULL), CAPAI_OK);
    assert_string_equal(content.data, text);
}

static struct capai_output *open_ok(struct bench *b, const char *path)
{
    struct capai_output *output = NULL;
    assert_int_equal(capai_output_open(path, &b->arena, &output, NULL), CAPAI_OK);
    assert_non_null(output);
    return output;
}

static void write_ok(struct bench *b, const char *path, const char *text)
{
    struct capai_output *output = open_ok(b, path);
    fputs(text, capai_output_stream(output));
    assert_int_equal(capai_output_close(output, NULL), CAPAI_OK);
    assert_int_equal(capai_output_commit(output, NULL), CAPAI_OK);
    capai_output_drop(output); /* changes nothing any more */
}

static void assert_refused(struct bench *b, const char *path, enum capai_message message)
{
    struct capai_output *output = NULL;
    struct capai_error error = {0};
    assert_int_equal(capai_output_open(path, &b->arena, &output, &error), CAPAI_ERR_SYSTEM);
    assert_null(output);
    assert_int_equal(error.message, message);
    assert_string_equal(error.file, path);
}

static void test_output_commit_new_and_old_file(void **state)
{
    const char *path = bench_path(*state, "a.csv");
    write_ok(*state, path, "one");
    assert_holds(*state, path, "one");
    chmod(path, 0640);
    struct capai_output *output = open_ok(*state, path);
    fputs("two", capai_output_stream(output));
    assert_int_equal(capai_output_close(output, NULL), CAPAI_OK);
    assert_holds(*state, path, "one");
    assert_int_equal(capai_output_commit(output, NULL), CAPAI_OK);
    assert_holds(*state, path, "two");
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
}

static void test_output_drop_leaves_old_file(void **state)
{
    const char *path = bench_path(*state, "a.csv");
    write_ok(*state, path, "old");
    struct capai_output *output = open_ok(*state, path);
    fputs("new", capai_output_stream(output));
    capai_output_drop(output);
    capai_output_drop(output);
    output = open_ok(*state, path);
    assert_int_equal(capai_output_close(output, NULL), CAPAI_OK);
    capai_output_drop(output);
    assert_holds(*state, path, "old");
}

static void test_output_two_at_once(void **state)
{
    struct capai_output *one = open_ok(*state, bench_path(*state, "a.csv"));
    struct capai_output *two = open_ok(*state, bench_path(*state, "./a.csv"));
    assert_string_equal(capai_output_target(one), capai_output_target(two));
    capai_output_drop(one);
    capai_output_drop(two);
    assert_int_equal(capai_file_kind_of(bench_path(*state, "a.csv")), CAPAI_FILE_NONE);
}

/* In a folder that comes from strangers a name may be a link to what is ours. */
static void test_output_inside_follows_no_link(void **state)
{
    struct bench *b = *state;
    const char *path = bench_path(b, "a.csv"), *link = bench_path(b, "link.csv");
    struct capai_output *output;
    write_ok(b, path, "old");
    assert_int_equal(symlink("a.csv", link), 0);
    assert_int_equal(capai_output_open_inside(link, &b->arena, &output, NULL), CAPAI_OK);
    fputs("new", capai_output_stream(output));
    assert_int_equal(capai_output_close(output, NULL), CAPAI_OK);
    assert_int_equal(capai_output_commit(output, NULL), CAPAI_OK);
    assert_holds(b, path, "old");
    assert_holds(b, link, "new");
    assert_false(capai_file_same(path, link));
}

static void test_output_inside_waits_for_no_pipe(void **state)
{
    struct bench *b = *state;
    const char *path = bench_path(b, "pipe.csv");
    struct capai_output *output;
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(capai_output_open_inside(path, &b->arena, &output, NULL), CAPAI_OK);
    assert_int_equal(capai_output_close(output, NULL), CAPAI_OK);
    assert_int_equal(capai_output_commit(output, NULL), CAPAI_OK);
    assert_int_equal(capai_file_kind_of(path), CAPAI_FILE_REGULAR);
}

static void test_folder_inside_is_no_link(void **state)
{
    struct bench *b = *state;
    struct capai_error error = {0};
    bool made = true;
    assert_int_equal(symlink(".", bench_path(b, "link")), 0);
    assert_int_equal(capai_folder_make(bench_path(b, "link"), &made, NULL), CAPAI_OK);
    assert_int_equal(capai_folder_make_inside(bench_path(b, "link"), &made, &error),
                     CAPAI_ERR_SYSTEM);
    assert_message(error, CAPAI_MSG_OUT_LINK);
    assert_false(made);
    assert_true(capai_path_is_link(bench_path(b, "link")));
    assert_false(capai_path_is_link(b->folder));
    assert_false(capai_path_is_link(bench_path(b, "none")));
    assert_int_equal(capai_folder_make_inside(bench_path(b, "own"), &made, NULL), CAPAI_OK);
    assert_true(made);
    assert_int_equal(capai_folder_make_inside(bench_path(b, "own"), &made, NULL), CAPAI_OK);
}

static void test_output_follows_link(void **state)
{
    const char *path = bench_path(*state, "a.csv"), *link = bench_path(*state, "link.csv");
    write_ok(*state, path, "old");
    assert_int_equal(symlink("a.csv", link), 0);
    assert_true(capai_file_same(path, link));
    write_ok(*state, link, "new");
    assert_holds(*state, path, "new");
    assert_true(capai_file_same(path, link));
    assert_false(capai_file_same(path, bench_path(*state, "b.csv")));
}

static void test_output_full_disk(void **state)
{
    struct capai_error error = {0};
    const char *path = bench_path(*state, "full.csv");
    if (capai_file_kind_of("/dev/full") != CAPAI_FILE_OTHER)
        skip();
    assert_int_equal(symlink("/dev/full", path), 0);
    struct capai_output *output = open_ok(*state, path);
    for (int i = 0; i < 100000; i++)
        fputs("more than any buffer holds\n", capai_output_stream(output));
    assert_int_equal(capai_output_close(output, &error), CAPAI_ERR_SYSTEM);
    assert_int_equal(error.message, CAPAI_MSG_WRITE_FULL);
    assert_string_equal(error.file, path);
    capai_output_drop(output);
}

static void test_output_refused(void **state)
{
    struct bench *b = *state;
    bool made;
    struct capai_error error = {0};
    char long_name[300];
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    write_ok(b, bench_path(b, "file.csv"), "");
    assert_refused(b, b->folder, CAPAI_MSG_WRITE_FOLDER);
    assert_refused(b, bench_path(b, "none/a.csv"), CAPAI_MSG_WRITE_NO_FOLDER);
    assert_refused(b, bench_path(b, "file.csv/a.csv"), CAPAI_MSG_WRITE_THROUGH_FILE);
    assert_refused(b, "", CAPAI_MSG_WRITE_FOLDER);
    assert_refused(b, bench_path(b, long_name), CAPAI_MSG_FILE_WRITE);
    assert_int_equal(capai_folder_make(bench_path(b, "file.csv"), &made, &error), CAPAI_ERR_SYSTEM);
    assert_int_equal(error.message, CAPAI_MSG_OUT_NOT_FOLDER);
    assert_false(made);
}

static void test_output_denied(void **state)
{
    struct bench *b = *state;
    bool made;
    write_ok(b, bench_path(b, "a.csv"), "old");
    if (geteuid() == 0) { /* nothing is denied to root, but to nobody the folder is */
        assert_int_equal(seteuid(65534), 0);
        struct capai_output *output;
        struct capai_error err = {0};
        enum capai_status status =
            capai_output_open(bench_path(b, "a.csv"), &b->arena, &output, &err);
        assert_int_equal(seteuid(0), 0);
        assert_int_equal(status, CAPAI_ERR_SYSTEM);
        assert_int_equal(err.message, CAPAI_MSG_WRITE_DENIED);
        return;
    }
    chmod(bench_path(b, "a.csv"), 0400);
    assert_refused(b, bench_path(b, "a.csv"), CAPAI_MSG_WRITE_DENIED);
    chmod(b->folder, 0500);
    assert_refused(b, bench_path(b, "b.csv"), CAPAI_MSG_WRITE_DENIED);
    struct capai_error error = {0};
    assert_int_equal(capai_folder_make(bench_path(b, "sub"), &made, &error), CAPAI_ERR_SYSTEM);
    assert_int_equal(error.message, CAPAI_MSG_WRITE_DENIED);
    chmod(b->folder, 0700);
}

static void test_folder_make_and_remove(void **state)
{
    struct bench *b = *state;
    bool made;
    assert_int_equal(capai_folder_make(bench_path(b, "sub.csv"), &made, NULL), CAPAI_OK);
    assert_true(made);
    assert_int_equal(capai_folder_make(bench_path(b, "sub.csv"), &made, NULL), CAPAI_OK);
    assert_false(made);
    write_ok(b, bench_path(b, "sub.csv/a.csv"), "kept");
    capai_folder_remove(bench_path(b, "sub.csv"));
    assert_holds(b, bench_path(b, "sub.csv/a.csv"), "kept");
    remove(bench_path(b, "sub.csv/a.csv"));
    capai_folder_remove(bench_path(b, "sub.csv"));
    assert_int_equal(capai_file_kind_of(bench_path(b, "sub.csv")), CAPAI_FILE_NONE);
}

/* Every allocation fails once: memory is reported and nothing is left behind. */
static void test_output_open_memory(void **state)
{
    struct bench *b = *state;
    const char *path = bench_path(b, "a.csv");
    size_t failures = 0;
    for (size_t limit = 1;; limit *= 2) {
        struct capai_arena arena;
        struct capai_output *output = NULL;
        capai_arena_init(&arena, NULL, NULL, limit);
        enum capai_status status = capai_output_open(path, &arena, &output, NULL);
        if (!status)
            capai_output_drop(output);
        capai_arena_clear(&arena);
        if (!status)
            break;
        assert_int_equal(status, CAPAI_ERR_MEMORY);
        failures++;
    }
    assert_true(failures > 0);
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(test_output_commit_new_and_old_file),
        test(test_output_drop_leaves_old_file),
        test(test_output_two_at_once),
        test(test_output_inside_follows_no_link),
        test(test_output_inside_waits_for_no_pipe),
        test(test_folder_inside_is_no_link),
        test(test_output_follows_link),
        test(test_output_full_disk),
        test(test_output_refused),
        test(test_output_denied),
        test(test_folder_make_and_remove),
        test(test_output_open_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
