#include "folder_test.h"

#include <errno.h>

#include "core/native.h"

static int set_up(void **state)
{
    static struct bench b;
    *state = &b;
    return bench_open(&b);
}

static int tear_down(void **state)
{
    return bench_close(*state);
}

static const char *make_file(struct bench *b, const char *name, const char *data, size_t size)
{
    const char *path = bench_path(b, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void test_file_kind_of_each_kind(void **state)
{
    struct bench *b = *state;
    const char *file = make_file(b, "x.csv", "", 0), *link = bench_path(b, "link");
    assert_int_equal(capai_file_kind_of(file), CAPAI_FILE_REGULAR);
    assert_int_equal(capai_file_kind_of(b->folder), CAPAI_FILE_FOLDER);
    assert_int_equal(capai_file_kind_of("/dev/null"), CAPAI_FILE_OTHER);
    assert_int_equal(capai_file_kind_of(bench_path(b, "missing.csv")), CAPAI_FILE_NONE);
    assert_int_equal(capai_file_kind_of(bench_path(b, "x.csv/y.csv")), CAPAI_FILE_NONE);
    assert_int_equal(capai_file_kind_of(""), CAPAI_FILE_NONE);
    assert_int_equal(symlink(b->folder, link), 0);
    assert_int_equal(capai_file_kind_of(link), CAPAI_FILE_FOLDER);
    assert_int_equal(unlink(link), 0);
    assert_int_equal(symlink("nowhere", link), 0);
    assert_int_equal(capai_file_kind_of(link), CAPAI_FILE_DANGLING);
}

static void test_file_read_gives_bytes_and_nul_behind(void **state)
{
    static const char bytes[] = "a,b\r\n\0\xFF\xC3\xA9";
    struct bench *b = *state;
    for (size_t size = 0; size < sizeof bytes; size++) {
        const char *path = make_file(b, "x.csv", bytes, size);
        struct capai_error err = {0};
        capai_text out = {NULL, 77};
        assert_int_equal(capai_file_read(path, &b->arena, &out, &err), CAPAI_OK);
        assert_int_equal(out.size, size);
        assert_non_null(out.data);
        assert_memory_equal(out.data, bytes, size);
        assert_int_equal(out.data[size], '\0');
        assert_int_equal(err.status, CAPAI_OK);
    }
}

static void test_file_read_large_file_is_whole(void **state)
{
    enum { SIZE = 3000000 };
    struct bench *b = *state;
    char *data = malloc(SIZE);
    capai_text out;
    assert_non_null(data);
    for (size_t i = 0; i < SIZE; i++)
        data[i] = (char)(i * 7 % 251);
    const char *path = make_file(b, "x.csv", data, SIZE);
    assert_int_equal(capai_file_read(path, &b->arena, &out, NULL), CAPAI_OK);
    assert_int_equal(out.size, SIZE);
    assert_memory_equal(out.data, data, SIZE);
    free(data);
}

static void test_file_read_not_a_file_is_file_read_with_reason(void **state)
{
    struct bench *b = *state;
    const char *fifo = bench_path(b, "fifo");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    make_file(b, "x.csv", "", 0);
    char too_long[5000];
    memset(too_long, 'a', sizeof too_long);
    too_long[sizeof too_long - 1] = '\0';
    const struct {
        const char *path, *reason;
        enum capai_message message;
    } cases[] = {
        {bench_path(b, "missing.csv"), "\1LABEL_REASON_GONE", CAPAI_MSG_READ_NO_FILE},
        {bench_path(b, "x.csv/y.csv"), "\1LABEL_REASON_NO_FOLDER", CAPAI_MSG_READ_NO_FILE},
        {b->folder, "Is a directory", CAPAI_MSG_READ_FOLDER},
        {fifo, "Invalid argument", CAPAI_MSG_READ_SPECIAL}, /* and no waiting for a writer */
        {"/dev/null", "Invalid argument", CAPAI_MSG_READ_SPECIAL},
        {"", "\1LABEL_REASON_GONE", CAPAI_MSG_READ_NO_FILE},
        {too_long, "\1LABEL_REASON_NAME", CAPAI_MSG_FILE_READ},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        capai_text out = CAPAI_TEXT("as before");
        assert_int_equal(capai_file_read(cases[i].path, &b->arena, &out, &err), CAPAI_ERR_SYSTEM);
        assert_message(err, cases[i].message);
        assert_ptr_equal(err.file, cases[i].path);
        assert_int_equal(err.line, 0);
        assert_text(((capai_text){err.text, err.word[1]}), cases[i].reason);
        assert_text(out, "as before");
        assert_int_equal(capai_file_read(cases[i].path, &b->arena, &out, NULL), CAPAI_ERR_SYSTEM);
    }
}

static void test_file_read_denied(void **state)
{
    struct bench *b = *state;
    struct capai_error err = {0};
    capai_text out;
    bool is_root = geteuid() == 0; /* to whom nothing is denied */
    const char *path = make_file(b, "x.csv", "a", 1);
    chmod(path, 0);
    assert_int_equal(is_root ? seteuid(65534) : 0, 0);
    enum capai_status status = capai_file_read(path, &b->arena, &out, &err);
    assert_int_equal(is_root ? seteuid(0) : 0, 0);
    assert_int_equal(status, CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_READ_DENIED);
}

static void test_file_read_memory_fails_leaves_out(void **state)
{
    struct bench *b = *state;
    const char *path = make_file(b, "x.csv", "a,b\n", 4);
    for (long n = 0; n < 2; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_error err = {0};
        capai_text out = CAPAI_TEXT("as before");
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        enum capai_status status = capai_file_read(path, &arena, &out, &err);
        assert_int_equal(status, n ? CAPAI_OK : CAPAI_ERR_MEMORY);
        assert_message(err, n ? CAPAI_MSG_NONE : CAPAI_MSG_MEMORY);
        assert_text(out, n ? "a,b\n" : "as before");
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
    }
}

static void test_file_read_beyond_limit_of_arena_is_memory(void **state)
{
    struct bench *b = *state;
    char data[9000] = "";
    const char *path = make_file(b, "x.csv", data, sizeof data);
    struct capai_arena arena;
    struct capai_error err = {0};
    capai_text out = CAPAI_TEXT("as before");
    capai_arena_init(&arena, NULL, NULL, 8192);
    assert_int_equal(capai_file_read(path, &arena, &out, &err), CAPAI_ERR_MEMORY);
    assert_message(err, CAPAI_MSG_MEMORY);
    assert_text(out, "as before");
    capai_arena_clear(&arena);
}

static void test_path_join_puts_one_slash(void **state)
{
    const char *const cases[][3] = {
        {"a", "b.csv", "a/b.csv"},   {"a/", "b.csv", "a/b.csv"}, {"/", "b.csv", "/b.csv"},
        {"/a/b", "c/d", "/a/b/c/d"}, {".", "b.csv", "./b.csv"},  {"a", "", "a/"},
        {"", "b.csv", "b.csv"},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(capai_path_join(cases[i][0], cases[i][1], &b->arena), cases[i][2]);
}

static void test_path_join_memory_fails_is_null(void **state)
{
    struct failing failing = {.fail_at = 0};
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, failing_alloc, &failing, 0);
    assert_null(capai_path_join("a", "b", &arena));
    assert_string_equal(capai_path_join("a", "b", &arena), "a/b");
    capai_arena_clear(&arena);
    assert_int_equal(failing.live, 0);
}

/* Files in an order that is neither of bytes nor of letters, and others that do not match. */
static void make_listed(struct bench *b)
{
    const char *const names[] = {"b.csv",  "a.csv",        "B.csv",     "10.csv",  "9.csv",
                                 "aa.csv", "\xC3\xA9.csv", "a.csv.txt", "csv.txt", "c.csv",
                                 "d.csv",  "e.csv",        "x.CSV.txt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        make_file(b, names[i], "", 0);
}

static const char *const listed[] = {"10.csv", "9.csv", "B.csv", "a.csv", "aa.csv",
                                     "b.csv",  "c.csv", "d.csv", "e.csv", "\xC3\xA9.csv"};

static void test_folder_list_is_in_byte_order(void **state)
{
    struct bench *b = *state;
    capai_text *names;
    size_t count;
    struct capai_error err = {0};
    make_listed(b);
    assert_int_equal(mkdir(bench_path(b, "folder"), 0700), 0);
    assert_int_equal(capai_folder_list(b->folder, ".csv", &b->arena, &names, &count, &err),
                     CAPAI_OK);
    assert_int_equal(count, sizeof listed / sizeof *listed);
    for (size_t i = 0; i < count; i++)
        assert_text(names[i], listed[i]);
    assert_int_equal(err.status, CAPAI_OK);
}

static void test_folder_list_nothing_to_list_is_none(void **state)
{
    struct bench *b = *state;
    const char *const folders[] = {b->folder, bench_path(b, "missing"),
                                   make_file(b, "x.txt", "", 0)};
    for (size_t i = 0; i < 3; i++) {
        capai_text *names;
        size_t count = 77;
        assert_int_equal(capai_folder_list(folders[i], ".csv", &b->arena, &names, &count, NULL),
                         CAPAI_OK);
        assert_int_equal(count, 0);
    }
}

static void test_folder_list_memory_fails_each_time_cleanly(void **state)
{
    struct bench *b = *state;
    bool done = false;
    make_listed(b);
    for (long n = 0; !done; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_error err = {0};
        capai_text *names;
        size_t count;
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        enum capai_status status =
            capai_folder_list(b->folder, ".csv", &arena, &names, &count, &err);
        done = status == CAPAI_OK;
        if (!done) {
            assert_int_equal(status, CAPAI_ERR_MEMORY);
            assert_message(err, CAPAI_MSG_MEMORY);
        }
        assert_true(n > 5 || !done);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        assert_true(n < 1000);
    }
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

/* A folder that is not there is called as it is named, but for a step that is no name. */
static void test_folder_name_of_what_is_not_there(void **state)
{
    struct bench *b = *state;
    assert_string_equal(capai_folder_name("tidak-ada/dinas", &b->arena), "dinas");
    assert_string_equal(capai_folder_name("tidak-ada/..", &b->arena), "");
    assert_string_equal(capai_folder_name("tidak-ada/.", &b->arena), "");
    assert_string_equal(capai_folder_name("tidak-ada", &b->arena), "tidak-ada");
}

static void test_reason_that_the_system_does_not_know_is_none(void **state)
{
    char room[100] = "x";
    (void)state;
    native_reason(ENOENT, room, sizeof room);
    assert_true(strlen(room) > 5);
    native_reason(987654, room, sizeof room);
    assert_string_equal(room, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(test_file_kind_of_each_kind),
        test(test_file_read_gives_bytes_and_nul_behind),
        test(test_file_read_large_file_is_whole),
        test(test_file_read_not_a_file_is_file_read_with_reason),
        test(test_file_read_denied),
        test(test_file_read_memory_fails_leaves_out),
        test(test_file_read_beyond_limit_of_arena_is_memory),
        test(test_path_join_puts_one_slash),
        test(test_path_join_memory_fails_is_null),
        test(test_folder_list_is_in_byte_order),
        test(test_folder_list_nothing_to_list_is_none),
        test(test_folder_list_memory_fails_each_time_cleanly),
        test(test_folder_name_of_what_is_not_there),
        cmocka_unit_test(test_reason_that_the_system_does_not_know_is_none),
    };
    return cmocka_run_group_tests_name("system", tests, NULL, NULL);
}
