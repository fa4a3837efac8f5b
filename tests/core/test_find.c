/* The data sets that a path stands for. */
#include "folder_test.h"

#include "capai/dataset.h"

struct tree {
    struct bench bench;
    struct capai_error err;
    const char *const *paths;
    size_t count;
};

static int set_up(void **state)
{
    static struct tree t;
    t = (struct tree){.count = 0};
    *state = &t;
    return bench_open(&t.bench);
}

static int tear_down(void **state)
{
    struct tree *t = *state;
    return bench_close(&t->bench);
}

static const char *path_of(struct tree *t, const char *name)
{
    return bench_path(&t->bench, name);
}

/* Makes the folders above a file, then the file; a name that ends in / is a folder. */
static void make(struct tree *t, const char *name)
{
    char part[512];
    for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        snprintf(part, sizeof part, "%.*s", (int)(slash - name), name);
        mkdir(path_of(t, part), 0777);
    }
    if (name[strlen(name) - 1] == '/')
        return;
    FILE *file = fopen(path_of(t, name), "wb");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
}

static void find(struct tree *t, const char *name)
{
    t->err = (struct capai_error){0};
    assert_int_equal(
        capai_dataset_find(path_of(t, name), &t->bench.arena, &t->paths, &t->count, &t->err),
        CAPAI_OK);
}

/* What was found, without the folder of the tree, is `expected`, each followed by a blank. */
static void check(struct tree *t, const char *expected)
{
    char list[1024] = "";
    size_t used = 0, skip = strlen(t->bench.folder);
    for (size_t i = 0; i < t->count; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s ", t->paths[i] + skip);
    assert_string_equal(list, expected);
}

static void test_find_data_set_is_itself(void **state)
{
    struct tree *t = *state;
    make(t, "a/indikator.csv");
    make(t, "a/b/indikator.csv"); /* what is below a data set is its own affair */
    make(t, "book.xlsx");
    find(t, "a");
    check(t, "/a ");
    find(t, "book.xlsx");
    check(t, "/book.xlsx ");
    find(t, "none");
    check(t, "/none ");
}

static void test_find_goes_down_in_byte_order(void **state)
{
    struct tree *t = *state;
    make(t, "z/indikator.csv");
    make(t, "a/y/indikator.csv");
    make(t, "a/x/w/indikator.csv");
    make(t, "a-b/indikator.csv");
    make(t, "a.xlsx");
    make(t, "B.ODS");
    make(t, "note.txt");
    find(t, "");
    check(t, "/B.ODS /a/x/w /a/y /a-b /a.xlsx /z ");
}

static void test_find_leaves_out_what_is_hidden_or_locked(void **state)
{
    struct tree *t = *state;
    make(t, ".git/indikator.csv");
    make(t, "~$a.xlsx");
    make(t, ".~lock.a.ods");
    make(t, ".xlsx");
    make(t, "folder.xlsx/note.txt"); /* a folder is no workbook */
    make(t, "a/indikator.csv");
    find(t, "");
    check(t, "/a ");
}

/* Loading it says that it leads nowhere; editors keep hidden links of that kind. */
static void test_find_link_that_leads_nowhere_is_not_passed_over(void **state)
{
    struct tree *t = *state;
    make(t, "a/indikator.csv");
    assert_int_equal(symlink("nowhere", path_of(t, "dinas")), 0);
    assert_int_equal(symlink("user@host", path_of(t, ".#note")), 0);
    find(t, "");
    check(t, "/a /dinas ");
}

static void test_find_without_any_is_itself(void **state)
{
    struct tree *t = *state;
    make(t, "a/b/");
    find(t, "");
    check(t, "/ ");
    find(t, "a");
    check(t, "/a ");
}

/* One of many that lacks indikator.csv is not passed over: loading it says so. */
static void test_find_keeps_a_folder_that_lacks_indikator(void **state)
{
    struct tree *t = *state;
    make(t, "a/indikator.csv");
    make(t, "b/anggaran.csv");
    make(t, "c/note.txt");
    find(t, "");
    check(t, "/a /b ");
}

static void test_find_ends_where_links_lead_back(void **state)
{
    struct tree *t = *state;
    make(t, "a/x/indikator.csv");
    make(t, "b/");
    assert_int_equal(symlink("..", path_of(t, "a/up")), 0);
    assert_int_equal(symlink("../a", path_of(t, "b/other")), 0);
    assert_int_equal(symlink("self", path_of(t, "b/self")), 0);
    assert_int_equal(symlink("a/x", path_of(t, "c")), 0);
    find(t, "");
    check(t, "/a/x /b/self "); /* a link to itself leads nowhere, which loading says */
}

static void test_find_many_folders_each_once(void **state)
{
    struct tree *t = *state;
    char name[64];
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "d%02d/indikator.csv", i);
        make(t, name);
    }
    find(t, "");
    assert_int_equal(t->count, 100);
    assert_string_equal(t->paths[99] + strlen(t->bench.folder), "/d99");
}

static void test_find_deeper_than_the_limit_is_an_error(void **state)
{
    struct tree *t = *state;
    char name[256] = "";
    for (int depth = 1; depth <= 65; depth++)
        snprintf(name + strlen(name), 3, "d/");
    make(t, name);
    assert_int_equal(
        capai_dataset_find(path_of(t, ""), &t->bench.arena, &t->paths, &t->count, &t->err),
        CAPAI_ERR_UNUSABLE);
    assert_int_equal(t->err.message, CAPAI_MSG_DATA_DEEP);
    find(t, "d");
    check(t, "/d ");
}

static void test_find_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct tree *t = *state;
    char name[64];
    const char *root = path_of(t, "");
    for (int i = 0; i < 12; i++) {
        snprintf(name, sizeof name, "d%02d/indikator.csv", i);
        make(t, name);
    }
    make(t, "book.ods");
    struct torture torture = {.runs = 0};
    while (torture_next(&torture)) {
        const char *const *paths = NULL;
        size_t count = 0;
        torture.status = capai_dataset_find(root, &torture.arena, &paths, &count, &torture.err);
        assert_int_equal(count, torture.status ? 0 : 13);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_find_data_set_is_itself),
        TEST(test_find_goes_down_in_byte_order),
        TEST(test_find_leaves_out_what_is_hidden_or_locked),
        TEST(test_find_link_that_leads_nowhere_is_not_passed_over),
        TEST(test_find_without_any_is_itself),
        TEST(test_find_keeps_a_folder_that_lacks_indikator),
        TEST(test_find_ends_where_links_lead_back),
        TEST(test_find_many_folders_each_once),
        TEST(test_find_deeper_than_the_limit_is_an_error),
        TEST(test_find_out_of_memory_at_any_request_fails_cleanly),
    };
    return cmocka_run_group_tests_name("find", tests, NULL, NULL);
}
