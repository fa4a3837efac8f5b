/* Watching files: every way to change one is seen, once, and nothing else is. */
#define _XOPEN_SOURCE 700

#include "capai_test.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "capai/system.h"

struct place {
    char folder[256], file[300], other[300];
    struct capai_arena arena;
    struct capai_watch *watch;
};

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* Until the clock of files has moved on, so that two changes have two times. */
static void let_time_pass(void)
{
    struct timespec pause = {0, 20000000};
    nanosleep(&pause, NULL);
}

static int begin(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    const char *above = getenv("TMPDIR");
    assert_non_null(place);
    snprintf(place->folder, sizeof place->folder, "%s/capai-watch-XXXXXX", above ? above : "/tmp");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->file, sizeof place->file, "%s/indikator.csv", place->folder);
    snprintf(place->other, sizeof place->other, "%s/other", place->folder);
    write_text(place->file, "one");
    let_time_pass();
    capai_arena_init(&place->arena, NULL, NULL, 0);
    place->watch = capai_watch_new(&place->arena);
    assert_non_null(place->watch);
    *state = place;
    return 0;
}

static int end(void **state)
{
    struct place *place = *state;
    capai_watch_free(place->watch);
    capai_arena_clear(&place->arena);
    unlink(place->file);
    unlink(place->other);
    assert_int_equal(rmdir(place->folder), 0);
    free(place);
    return 0;
}

static void watch(struct place *place, const char *path)
{
    assert_int_equal(capai_watch_set(place->watch, &path, 1, NULL), CAPAI_OK);
    assert_false(capai_watch_changed(place->watch));
    let_time_pass();
}

/* True when the system says that it is time to look. */
static bool is_told(const struct place *place)
{
    struct pollfd handle = {.fd = capai_watch_handle(place->watch), .events = POLLIN};
    return handle.fd < 0 || poll(&handle, 1, 2000) == 1;
}

/* The change is told of, seen, and then over. */
static void assert_seen(struct place *place)
{
    assert_true(is_told(place));
    assert_true(capai_watch_changed(place->watch));
    assert_false(capai_watch_changed(place->watch));
    let_time_pass();
}

static void test_watch_sees_a_file_written_replaced_removed_and_made(void **state)
{
    struct place *place = *state;
    watch(place, place->file);
    write_text(place->file, "two");
    assert_seen(place);
    write_text(place->other, "six"); /* as editors do: of the same size, by another name */
    assert_int_equal(rename(place->other, place->file), 0);
    assert_seen(place);
    assert_int_equal(unlink(place->file), 0);
    assert_seen(place);
    write_text(place->file, "new");
    assert_seen(place);
}

static void test_watch_sees_a_file_of_another_time_only(void **state)
{
    struct place *place = *state;
    struct stat info;
    watch(place, place->file);
    assert_int_equal(stat(place->file, &info), 0);
    write_text(place->file, "eno");
    const struct timespec times[2] = {info.st_atim, info.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, place->file, times, 0), 0);
    assert_seen(place);
}

static void test_watch_of_a_folder_sees_what_is_in_it(void **state)
{
    struct place *place = *state;
    watch(place, place->folder);
    write_text(place->file, "two");
    assert_seen(place);
    write_text(place->other, "new");
    assert_seen(place);
    assert_int_equal(unlink(place->other), 0);
    assert_seen(place);
}

static void test_watch_of_a_folder_leaves_out_what_only_passes(void **state)
{
    static const char *const names[] = {".~lock.indikator.csv#", "indikator.csv~", "4913",
                                        ".indikator.csv.swp",    "~$data.xlsx",    "x.tmp"};
    struct place *place = *state;
    watch(place, place->folder);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", place->folder, names[i]);
        write_text(path, "lock");
        assert_false(capai_watch_changed(place->watch));
        assert_int_equal(unlink(path), 0);
        assert_false(capai_watch_changed(place->watch));
    }
}

static void test_watch_leaves_out_other_files(void **state)
{
    struct place *place = *state;
    watch(place, place->file);
    write_text(place->other, "other");
    assert_false(capai_watch_changed(place->watch));
}

static void test_watch_of_nothing_yet_sees_it_come(void **state)
{
    struct place *place = *state;
    watch(place, place->other);
    write_text(place->other, "now");
    assert_seen(place);
}

/* What is named only after it was read, and was written between. */
static void test_watch_of_a_new_path_sees_what_came_after_the_last_look(void **state)
{
    struct place *place = *state;
    const char *path = place->file;
    assert_false(capai_watch_changed(place->watch));
    let_time_pass();
    write_text(place->file, "two");
    assert_int_equal(capai_watch_set(place->watch, &path, 1, NULL), CAPAI_OK);
    assert_true(capai_watch_changed(place->watch));
    assert_false(capai_watch_changed(place->watch));
}

/* Named again, it is compared with what it was. */
static void test_watch_of_a_known_path_goes_on(void **state)
{
    struct place *place = *state;
    const char *paths[] = {place->other, place->file, place->file};
    watch(place, place->file);
    write_text(place->file, "two");
    assert_int_equal(capai_watch_set(place->watch, paths, 3, NULL), CAPAI_OK);
    assert_true(capai_watch_changed(place->watch));
    assert_int_equal(capai_watch_set(place->watch, NULL, 0, NULL), CAPAI_OK);
    let_time_pass();
    write_text(place->file, "one");
    assert_false(capai_watch_changed(place->watch));
}

static void test_watch_without_memory_goes_on_as_before(void **state)
{
    struct place *place = *state;
    const char *paths[] = {place->file, place->other};
    enum capai_status status = CAPAI_ERR_MEMORY;
    for (long n = 0; status != CAPAI_OK; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_error err = {0};
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        struct capai_watch *watch = capai_watch_new(&arena);
        status = watch ? capai_watch_set(watch, paths, 2, &err) : CAPAI_ERR_MEMORY;
        assert_true(!watch || err.status == status);
        if (watch && status)
            assert_false(capai_watch_changed(watch));
        capai_watch_free(watch);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
    }
}

int main(void)
{
#define watch_test(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        watch_test(test_watch_sees_a_file_written_replaced_removed_and_made),
        watch_test(test_watch_sees_a_file_of_another_time_only),
        watch_test(test_watch_of_a_folder_sees_what_is_in_it),
        watch_test(test_watch_of_a_folder_leaves_out_what_only_passes),
        watch_test(test_watch_leaves_out_other_files),
        watch_test(test_watch_of_nothing_yet_sees_it_come),
        watch_test(test_watch_of_a_new_path_sees_what_came_after_the_last_look),
        watch_test(test_watch_of_a_known_path_goes_on),
        watch_test(test_watch_without_memory_goes_on_as_before),
    };
    return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
