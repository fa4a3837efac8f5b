/* How packs are found by name, folder and year. */
#define _XOPEN_SOURCE 700

#include "packs_test.h"

#define VERSION(name, from, to)                                                                    \
    "  capai.rules { id = \"v\", name = \"" name "\", base = \"p\", valid = { from = " from        \
    ", to = " to " } },\n"

static const char versions[] = HEAD "return {\n" VERSION("one", "2010", "2014")
    VERSION("two", "2015", "2019") VERSION("three", "2018", "2020") "}\n";

static void test_find_list_of_versions_is_chosen_by_year(void **state)
{
    static const struct {
        int year;
        const char *name;
    } cases[] = {{2010, "one"}, {2014, "one"},   {2015, "two"},
                 {2017, "two"}, {2018, "three"}, {2020, "three"}};
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    write_script(f, "v", versions);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(find(f, "v", cases[i].year), CAPAI_OK);
        assert_text(f->rules->name, cases[i].name);
        assert_int_equal(named(f, "v", cases[i].year), CAPAI_OK);
        assert_text(f->rules->name, cases[i].name);
    }
    assert_int_equal(f->notices.count, 0);
}

static void test_find_outside_years_is_not_valid(void **state)
{
    struct fixture *f = *state;
    char words[256];
    write_script(f, "p", RULES(COMPLETE("p")));
    write_script(f, "v", versions);
    static const int years[] = {2009, 2021};
    for (size_t i = 0; i < 2; i++) {
        char expected[64];
        assert_int_equal(find(f, "v", years[i]), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_NOT_VALID);
        snprintf(expected, sizeof expected, "v|%d|2010|2020", years[i]);
        assert_string_equal(words_of(&f->err, words, sizeof words), expected);
        assert_string_equal(f->err.file, f->path);
        assert_null(f->rules);
    }
}

static void test_named_outside_years_warns_and_is_used(void **state)
{
    struct fixture *f = *state;
    char words[256];
    assert_int_equal(named(f, "jember-2024", 2020), CAPAI_OK);
    assert_text(f->rules->id, "jember-2024");
    assert_int_equal(f->notices.count, 1);
    assert_int_equal(f->notices.list[0].status, CAPAI_WARNING);
    assert_message(f->notices.list[0], CAPAI_MSG_RULES_YEAR);
    assert_string_equal(words_of(&f->notices.list[0], words, sizeof words),
                        "jember-2024|2020|2024|2024");
    assert_string_equal(f->notices.list[0].file, "scripts/rules/jember-2024.lua");
    assert_int_equal(named(f, "jember-2024", 2024), CAPAI_OK);
    assert_int_equal(f->notices.count, 1);
}

static void test_named_path_or_id_loads_the_script(void **state)
{
    struct fixture *f = *state;
    char path[512];
    write_script(f, "Kertas Kerja", RULES(COMPLETE("kertas")));
    snprintf(path, sizeof path, "%s", f->path);
    assert_int_equal(named(f, path, 2024), CAPAI_OK);
    assert_text(f->rules->id, "kertas");
    assert_int_equal(named(f, "scripts/rules/jember-2024.lua", 2024), CAPAI_OK);
    assert_text(f->rules->id, "jember-2024");
    assert_int_equal(named(f, "./scripts/../scripts/rules/jember-2023.lua", 2023), CAPAI_OK);
    assert_int_equal(named(f, "jember-2024.lua", 2024), CAPAI_ERR_SYSTEM);
    assert_message(f->err, CAPAI_MSG_READ_NO_FILE);
    assert_string_equal(f->err.file, "jember-2024.lua");
    assert_int_equal(find(f, path, 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    assert_int_equal(find(f, "scripts/rules/jember-2024", 2024), CAPAI_ERR_RULES);
}

static void test_find_first_folder_hides_later_one(void **state)
{
    struct fixture *f = *state;
    write_script(f, "jember-2024", RULES(COMPLETE("jember-2024")));
    assert_int_equal(find(f, "jember-2024", 2024), CAPAI_OK);
    assert_text(f->rules->name, "N");
    assert_int_equal(find(f, "jember-2023", 2023), CAPAI_OK);
}

static void test_find_same_id_twice_gives_same_rules(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(find(f, "jember-2024", 2024), CAPAI_OK);
    const struct capai_rules *first = f->rules;
    assert_int_equal(find(f, "jember-2023", 2023), CAPAI_OK);
    assert_int_equal(find(f, "jember-2024", 2024), CAPAI_OK);
    assert_ptr_equal(f->rules, first);
    assert_text(first->id, "jember-2024");
}

static void test_find_id_that_leaves_folder_is_not_found(void **state)
{
    static char letters[501], longest[124];
    static const char *const ids[] = {"",      "../x", "a/b",  "..",     ".",   "X",   "a b",
                                      "x.lua", "/x",   "a\\b", "jembér", "a_b", "x\n", letters};
    struct fixture *f = *state;
    memset(letters, 'a', 500);
    memset(longest, 'a', 123);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        assert_int_equal(find(f, ids[i], 2024), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
        assert_null(f->rules);
    }
    assert_int_equal(
        capai_packs_find(f->packs, (capai_text){"jember-2024\0x", 13}, 2024, &f->rules, NULL),
        CAPAI_ERR_RULES);
    /* the longest id is found, and then must be that of the pack */
    write_script(f, longest, RULES(COMPLETE("x")));
    assert_int_equal(find(f, longest, 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_ID_FILE);
}

static void test_find_unknown_names_nearest_and_list(void **state)
{
    struct fixture *f = *state;
    char words[512];
    assert_int_equal(find(f, "jember-2042", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    assert_string_equal(
        words_of(&f->err, words, sizeof words),
        "jember-2042|jember-2024|jember-2023, jember-2024, karanganyar-2023, "
        "permendagri-86-2017, permenpanrb-14-2017, permenpanrb-88-2021, pmk-22-2021");
    assert_int_equal(named(f, "zzz", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    assert_string_equal(words_of(&f->err, words, sizeof words),
                        "zzz||jember-2023, jember-2024, karanganyar-2023, permendagri-86-2017, "
                        "permenpanrb-14-2017, permenpanrb-88-2021, pmk-22-2021");
}

static void test_find_folder_or_no_folders_is_not_found(void **state)
{
    struct fixture *f = *state;
    char path[600];
    snprintf(path, sizeof path, "%s/map.lua", f->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(find(f, "map", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    struct capai_packs *none = capai_packs_new(NULL, 0, &f->arena, &f->notices);
    assert_int_equal(capai_packs_find(none, CAPAI_TEXT("p"), 2024, &f->rules, NULL),
                     CAPAI_ERR_RULES);
    assert_text(capai_packs_list(none, 0, &f->arena), "");
    capai_packs_free(none);
}

/* Ids of several folders are one list, and what cannot be found is no id. */
static void test_list_of_two_folders_is_in_byte_order(void **state)
{
    struct fixture *f = *state;
    const char *folders[] = {"/nonexistent", f->folder, "scripts/rules"};
    write_script(f, "zeta", RULES(COMPLETE("zeta")));
    write_script(f, "jember-2024", RULES(COMPLETE("jember-2024")));
    struct capai_packs *packs = capai_packs_new(folders, 3, &f->arena, &f->notices);
    assert_text(capai_packs_list(packs, 0, &f->arena),
                "jember-2023, jember-2024, karanganyar-2023, permendagri-86-2017, "
                "permenpanrb-14-2017, permenpanrb-88-2021, pmk-22-2021, zeta");
    capai_packs_free(packs);
}

static void test_list_leaves_out_what_is_no_id(void **state)
{
    struct fixture *f = *state;
    const char *folders[] = {f->folder};
    write_script(f, "Upper", RULES(COMPLETE("x")));
    write_script(f, "with blank", RULES(COMPLETE("x")));
    write_script(f, "", RULES(COMPLETE("x")));
    write_script(f, "good", RULES(COMPLETE("good")));
    struct capai_packs *packs = capai_packs_new(folders, 1, &f->arena, &f->notices);
    assert_text(capai_packs_list(packs, 0, &f->arena), "good");
    capai_packs_free(packs);
}

static void test_source_of_loaded_script_is_its_text(void **state)
{
    struct fixture *f = *state;
    const char *script = RULES(COMPLETE("p"));
    load(f, "p", script);
    assert_text(capai_packs_source(f->packs, f->path), script);
    assert_null(capai_packs_source(f->packs, "other.lua").data);
    write_script(f, "w", RULES("  idd = 1,\n"));
    assert_int_equal(find(f, "w", 2024), CAPAI_ERR_RULES);
    assert_text(capai_packs_source(f->packs, f->err.file), RULES("  idd = 1,\n"));
}

/* The line of an error in a base is shown as any other. */
static void test_source_of_base_is_its_text(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p") "  basiss = 1,\n"));
    write_script(f, "q", RULES(DERIVED));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_text(capai_packs_source(f->packs, f->err.file), RULES(COMPLETE("p") "  basiss = 1,\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_find_list_of_versions_is_chosen_by_year),
        TEST(test_find_outside_years_is_not_valid),
        TEST(test_named_outside_years_warns_and_is_used),
        TEST(test_named_path_or_id_loads_the_script),
        TEST(test_find_first_folder_hides_later_one),
        TEST(test_find_same_id_twice_gives_same_rules),
        TEST(test_find_id_that_leaves_folder_is_not_found),
        TEST(test_find_unknown_names_nearest_and_list),
        TEST(test_find_folder_or_no_folders_is_not_found),
        TEST(test_list_of_two_folders_is_in_byte_order),
        TEST(test_list_leaves_out_what_is_no_id),
        TEST(test_source_of_loaded_script_is_its_text),
        TEST(test_source_of_base_is_its_text),
    };
    return cmocka_run_group_tests_name("packs_find", tests, NULL, NULL);
}
