/* Files inside the program: those of tests/support/carried, which core/carry.lua has written into
 * this one. */
#define CAPAI_CARRIED "tests/carried.inc"
#include "core/carried.c"

#include "capai_test.h"

#include "capai/system.h"

#define SOURCE "tests/support/carried/"
#define INSIDE "capai:/tests/support/carried/"

static int set_up(void **state)
{
    static struct capai_arena arena;
    capai_arena_init(&arena, NULL, NULL, 0);
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    capai_arena_clear(*state);
    return 0;
}

static void test_read_gives_the_bytes_of_the_source(void **state)
{
    static const char *const names[][2] = {{SOURCE "satu/a.lua", INSIDE "satu/a.lua"},
                                           {SOURCE "satu/aneh.txt", INSIDE "satu/aneh.txt"},
                                           {SOURCE "satu/kosong.lua", INSIDE "satu/kosong.lua"},
                                           {SOURCE "satu/dua/b.lua", INSIDE "satu/dua/b.lua"}};
    for (size_t i = 0; i < 4; i++) {
        capai_text source, inside;
        assert_int_equal(capai_file_read(names[i][0], *state, &source, NULL), CAPAI_OK);
        assert_int_equal(capai_file_read(names[i][1], *state, &inside, NULL), CAPAI_OK);
        assert_int_equal(source.size, inside.size);
        assert_memory_equal(source.data, inside.data, source.size + 1);
    }
}

static void test_steps_back_and_double_slashes_are_resolved(void **state)
{
    static const char *const paths[] = {
        INSIDE "satu/dua/../a.lua", INSIDE "satu//a.lua", INSIDE "x/y/../../satu/a.lua",
        "capai:/../../" SOURCE "satu/a.lua", "capai://" SOURCE "satu/a.lua"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_int_equal(capai_file_kind_of(paths[i]), CAPAI_FILE_REGULAR);
}

static void test_kind_of_what_is_not_there(void **state)
{
    char path[1000] = INSIDE;
    (void)state;
    assert_int_equal(capai_file_kind_of(INSIDE "satu/c.lua"), CAPAI_FILE_NONE);
    assert_int_equal(capai_file_kind_of(INSIDE "sat"), CAPAI_FILE_NONE);
    assert_int_equal(capai_file_kind_of(INSIDE "satu/a.lua/.."), CAPAI_FILE_FOLDER);
    assert_int_equal(capai_file_kind_of("capai:"), CAPAI_FILE_NONE);
    memset(path + sizeof INSIDE - 1, 'x', sizeof path - sizeof INSIDE);
    assert_int_equal(capai_file_kind_of(path), CAPAI_FILE_NONE);
}

static void test_check_of_a_file_inside_finds_it(void **state)
{
    (void)state;
    assert_int_equal(capai_file_check(INSIDE "satu/a.lua", NULL), CAPAI_OK);
    assert_int_equal(capai_file_check(INSIDE "satu/c.lua", NULL), CAPAI_ERR_SYSTEM);
}

static void test_kind_of_folders(void **state)
{
    (void)state;
    assert_int_equal(capai_file_kind_of(INSIDE "satu"), CAPAI_FILE_FOLDER);
    assert_int_equal(capai_file_kind_of(INSIDE "satu/dua/"), CAPAI_FILE_FOLDER);
    assert_int_equal(capai_file_kind_of("capai:/"), CAPAI_FILE_FOLDER);
}

static void test_read_what_is_not_there(void **state)
{
    struct capai_error err = {0};
    capai_text text = CAPAI_TEXT("before");
    assert_int_equal(capai_file_read(INSIDE "satu/c.lua", *state, &text, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_READ_NO_FILE);
    assert_text(text, "before");
}

static void test_list_holds_the_files_of_the_folder_itself(void **state)
{
    capai_text *names;
    size_t count;
    assert_int_equal(capai_folder_list(INSIDE "satu", ".lua", *state, &names, &count, NULL),
                     CAPAI_OK);
    assert_int_equal(count, 2);
    assert_text(names[0], "a.lua");
    assert_text(names[1], "kosong.lua");
    assert_int_equal(capai_folder_list(INSIDE "satu/dua/..", "", *state, &names, &count, NULL),
                     CAPAI_OK);
    assert_int_equal(count, 3);
}

static void test_memory_that_runs_out_leaves_outputs_alone(void **state)
{
    (void)state;
    for (long n = 0;; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_error err = {0};
        capai_text text = CAPAI_TEXT("before"), *names;
        size_t count;
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        enum capai_status status = capai_file_read(INSIDE "satu/a.lua", &arena, &text, &err);
        if (status)
            assert_text(text, "before");
        else
            status = capai_folder_list(INSIDE "satu", "", &arena, &names, &count, &err);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        if (!status)
            break;
        assert_int_equal(status, CAPAI_ERR_MEMORY);
        assert_true(n < 100);
    }
}

static void test_carried_folder_is_that_of_the_scripts(void **state)
{
    (void)state;
    assert_string_equal(capai_file_carried(), "capai:/scripts");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_gives_the_bytes_of_the_source),
        cmocka_unit_test(test_steps_back_and_double_slashes_are_resolved),
        cmocka_unit_test(test_kind_of_what_is_not_there),
        cmocka_unit_test(test_check_of_a_file_inside_finds_it),
        cmocka_unit_test(test_kind_of_folders),
        cmocka_unit_test(test_read_what_is_not_there),
        cmocka_unit_test(test_list_holds_the_files_of_the_folder_itself),
        cmocka_unit_test(test_memory_that_runs_out_leaves_outputs_alone),
        cmocka_unit_test(test_carried_folder_is_that_of_the_scripts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
