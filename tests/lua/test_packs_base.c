/* Packs that derive from others. */
#define _XOPEN_SOURCE 700

#include "packs_test.h"

static void test_base_of_base_overrides_in_order(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p") "  version = \"1\", arah = \"negatif\",\n"));
    write_script(f, "q",
                 RULES(DERIVED "  progress = { serapan = capai.progress.inverse,\n"
                               "    positif = capai.progress.negative },\n"
                               "  grade = capai.grade { \"X\", \"Y\" }, clamp = { 0, 100 },\n"));
    const struct capai_rules *r =
        load(f, "r",
             RULES("  id = \"r\", name = \"R\", base = \"q\", basis = \"B 3\",\n"
                   "  zero = { both = 100 },\n"
                   "  progress = { bagus = capai.progress.positive },\n"));
    assert_text(r->id, "r");
    assert_text(r->name, "R");
    assert_text(r->version, "1");
    assert_text(r->default_arah, "negatif");
    assert_int_equal(r->basis_count, 1);
    assert_text(r->basis[0], "B 3");
    assert_int_equal(r->arah_count, 4);
    assert_text(r->arah[0].name, "negatif");
    assert_text(r->arah[1].name, "positif");
    assert_int_equal(r->arah[1].formula, CAPAI_NEGATIVE);
    assert_text(r->arah[2].name, "serapan");
    assert_int_equal(r->arah[2].formula, CAPAI_NEGATIVE_INVERSE);
    assert_text(r->arah[3].name, "bagus");
    assert_text(r->grades.names[1], "Y");
    assert_clamp(&r->clamp, "0", "100");
    assert_decimal(r->zero.both.value, "100");
    assert_text(r->scale.bands[0].name, "A");
    assert_int_equal(find(f, "q", 2024), CAPAI_OK);
    assert_int_equal(f->rules->arah_count, 3);
    assert_int_equal(f->rules->zero.both.kind, CAPAI_ZERO_NONE);
    assert_int_equal(find(f, "p", 2024), CAPAI_OK);
    assert_int_equal(f->rules->arah[1].formula, CAPAI_POSITIVE);
}

static void test_base_overridden_by_none_is_taken_back(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p",
                 RULES(COMPLETE("p") "  zero = { both = 100 }, clamp = { 0, 100 },\n"
                                     "  average = { clamp = { 0, 100 } },\n"
                                     "  budget = { unlinked = \"opd\", zero = 0 },\n"));
    const struct capai_rules *r =
        load(f, "q",
             RULES(DERIVED "  zero = { both = \"none\" }, clamp = \"none\",\n"
                           "  average = { clamp = \"none\" },\n"
                           "  budget = { unlinked = \"none\", zero = \"none\" },\n"));
    assert_int_equal(r->zero.both.kind, CAPAI_ZERO_NONE);
    assert_clamp(&r->clamp, "", "");
    assert_clamp(&r->average.clamp, "", "");
    assert_false(r->unlinked_opd);
    assert_int_equal(r->zero_pagu.kind, CAPAI_ZERO_NONE);
}

static void test_base_arah_in_other_case_is_overridden(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    const struct capai_rules *r =
        load(f, "q", RULES(DERIVED "  progress = { POSITIF = capai.progress.inverse },\n"));
    assert_int_equal(r->arah_count, 2);
    assert_text(r->arah[1].name, "positif");
    assert_int_equal(r->arah[1].formula, CAPAI_NEGATIVE_INVERSE);
}

static void test_base_does_not_see_what_its_heir_changed(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    const struct capai_rules *r = load(f, "q",
                                       HEAD "capai.progress.positive = capai.progress.negative\n"
                                            "local old = require\n"
                                            "require = function() return { rules = 5 } end\n"
                                            "string.lower, table.concat, math.max = nil, nil, nil\n"
                                            "return capai.rules {\n" DERIVED "}\n");
    assert_int_equal(r->arah[1].formula, CAPAI_POSITIVE);
}

static void test_base_cycle_is_reported(void **state)
{
    struct fixture *f = *state;
    write_script(f, "b", RULES("  id = \"b\", name = \"B\",\n  base = \"a\",\n"));
    write_script(f, "a", RULES("  id = \"a\", name = \"A\",\n  base = \"b\",\n"));
    write_script(f, "self", RULES("  id = \"self\", name = \"S\",\n  base = \"self\",\n"));
    static const char *const ids[] = {"a", "b", "self"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(find(f, ids[i], 2024), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_CYCLE);
        assert_non_null(f->err.file);
        assert_int_equal(strncmp(f->err.file, f->folder, strlen(f->folder)), 0);
        assert_null(f->rules);
    }
}

static void test_base_cycle_names_line_of_key(void **state)
{
    struct fixture *f = *state;
    write_script(f, "self", RULES("  id = \"self\", name = \"S\",\n  base = \"self\",\n"));
    assert_int_equal(find(f, "self", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_CYCLE);
    assert_int_equal(f->err.line, 4);
    assert_int_equal(f->err.column, 3);
}

static void test_base_unknown_names_nearest(void **state)
{
    struct fixture *f = *state;
    char words[512];
    write_script(f, "q", RULES("  id = \"q\", name = \"Q\",\n  base = \"jembr-2024\",\n"));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    assert_string_equal(
        words_of(&f->err, words, sizeof words),
        "jembr-2024|jember-2024|jember-2023, jember-2024, karanganyar-2023, "
        "permendagri-86-2017, permenpanrb-14-2017, permenpanrb-88-2021, pmk-22-2021, q");
    assert_string_equal(f->err.file, f->path);
}

static void test_base_unknown_names_line_of_key(void **state)
{
    struct fixture *f = *state;
    write_script(f, "q", RULES("  id = \"q\", name = \"Q\",\n  base = \"jembr-2024\",\n"));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_int_equal(f->err.line, 4);
    assert_int_equal(f->err.column, 3);
}

static void test_base_that_is_wrong_names_its_own_line(void **state)
{
    struct fixture *f = *state;
    char path[512], words[256];
    write_script(f, "p", RULES(COMPLETE("p") "\n\n  basiss = 1,\n"));
    snprintf(path, sizeof path, "%s", f->path);
    write_script(f, "q", RULES(DERIVED));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_KEY_UNKNOWN);
    assert_string_equal(f->err.file, path);
    assert_int_equal(f->err.line, 10);
    assert_int_equal(f->err.column, 3);
    assert_string_equal(words_of(&f->err, words, sizeof words), "basiss|rules|basis");
}

/* A pack that failed is not one that the next one derives from. */
static void test_base_after_failures_that_were_swallowed_is_found(void **state)
{
    struct fixture *f = *state;
    write_script(f, "b", "error(\"no\")\n");
    write_script(f, "p", RULES(COMPLETE("p")));
    load(f, "q",
         HEAD "for _ = 1, 20 do pcall(capai.grade, \"b\") end\nreturn capai.rules {\n" DERIVED
              "}\n");
}

static void test_base_chain_of_fifteen_is_found(void **state)
{
    struct fixture *f = *state;
    char name[16], script[256];
    write_script(f, "p0", RULES(COMPLETE("p0")));
    for (int i = 1; i < 16; i++) {
        snprintf(name, sizeof name, "p%d", i);
        snprintf(script, sizeof script, RULES("  id = \"p%d\", name = \"N\", base = \"p%d\",\n"), i,
                 i - 1);
        write_script(f, name, script);
    }
    assert_int_equal(find(f, "p15", 2024), CAPAI_OK);
    assert_text(f->rules->id, "p15");
    assert_text(f->rules->scale.bands[0].name, "A");
}

static void test_base_that_leaves_folder_is_not_found(void **state)
{
    struct fixture *f = *state;
    char path[600];
    snprintf(path, sizeof path, "%s/sub", f->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    write_script(f, "sub/x", RULES(COMPLETE("x")));
    static const char *const ids[] = {"sub/x", "../sub/x", "./x", "X", ""};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char script[512];
        snprintf(script, sizeof script, RULES("  id = \"q\", name = \"Q\",\n  base = \"%s\",\n"),
                 ids[i]);
        write_script(f, "q", script);
        forget(f);
        assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    }
}

static void test_grade_by_name_takes_those_of_other_pack(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p") "  grade = capai.grade { \"X\", \"Y\" },\n"));
    const struct capai_rules *r = load(
        f, "q",
        RULES("  id = \"q\", name = \"Q\", base = \"jember-2024\", grade = capai.grade \"p\",\n"));
    assert_int_equal(r->grades.count, 2);
    assert_text(r->grades.names[0], "X");
    assert_int_equal(r->grades.worse, CAPAI_WORSE_ERROR);
    assert_int_equal(r->scale.count, 5);
}

/* "bad argument #-1" tells nobody what is wrong */
static void test_grade_of_pack_without_grades_says_so(void **state)
{
    struct fixture *f = *state;
    char words[512];
    write_script(f, "q", RULES(DERIVED "  grade = capai.grade \"karanganyar-2023\",\n"));
    write_script(f, "p", RULES(COMPLETE("p")));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_int_equal(f->err.line, 4);
    assert_null(strstr(words_of(&f->err, words, sizeof words), "#-1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_base_of_base_overrides_in_order),
        TEST(test_base_overridden_by_none_is_taken_back),
        TEST(test_base_arah_in_other_case_is_overridden),
        TEST(test_base_does_not_see_what_its_heir_changed),
        TEST(test_base_cycle_is_reported),
        TEST(test_base_cycle_names_line_of_key),
        TEST(test_base_unknown_names_nearest),
        TEST(test_base_unknown_names_line_of_key),
        TEST(test_base_that_is_wrong_names_its_own_line),
        TEST(test_base_after_failures_that_were_swallowed_is_found),
        TEST(test_base_chain_of_fifteen_is_found),
        TEST(test_base_that_leaves_folder_is_not_found),
        TEST(test_grade_by_name_takes_those_of_other_pack),
        TEST(test_grade_of_pack_without_grades_says_so),
    };
    return cmocka_run_group_tests_name("packs_base", tests, NULL, NULL);
}
