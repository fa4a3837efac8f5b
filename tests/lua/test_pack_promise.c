/* What is promised to a pack: the version it asks for, and names that are replaced. */
#define _XOPEN_SOURCE 700

#include "bindings/lua/pack_needs.h"
#include "bindings/lua/pack_replaced.h"
#include "packs_test.h"

static void test_needs_versions_are_compared_part_by_part(void **state)
{
    static const struct {
        const char *wanted, *here;
        enum pack_needs needs;
    } cases[] = {
        {"0.1.0", "0.1.0", PACK_NEEDS_MET},
        {"0.1", "0.1.0", PACK_NEEDS_MET},
        {"0", "0.1.0", PACK_NEEDS_MET},
        {"0.1.1", "0.1.0", PACK_NEEDS_NEWER},
        {"0.2", "0.1.9", PACK_NEEDS_NEWER},
        {"1", "0.99.99", PACK_NEEDS_NEWER},
        {"0.9", "0.10.0", PACK_NEEDS_MET},
        {"0.10", "0.9.0", PACK_NEEDS_NEWER},
        {"0.10.3", "1.0.0", PACK_NEEDS_MET},
        {"1.2.3", "1.2.4", PACK_NEEDS_MET},
        {"9999.9999.9999", "1", PACK_NEEDS_NEWER},
        {"00.01.00", "0.1.0", PACK_NEEDS_MET},
        {"", "0.1.0", PACK_NEEDS_BAD},
        {"0.1.", "0.1.0", PACK_NEEDS_BAD},
        {".1", "0.1.0", PACK_NEEDS_BAD},
        {"0..1", "0.1.0", PACK_NEEDS_BAD},
        {"0.1.0.0", "0.1.0", PACK_NEEDS_BAD},
        {"10000", "0.1.0", PACK_NEEDS_BAD},
        {"-1", "0.1.0", PACK_NEEDS_BAD},
        {"0.1 ", "0.1.0", PACK_NEEDS_BAD},
        {"0.1.0-rc1", "0.1.0", PACK_NEEDS_BAD},
        {"0,1", "0.1.0", PACK_NEEDS_BAD},
        {">=0.1", "0.1.0", PACK_NEEDS_BAD},
        {"99999999999", "0.1.0", PACK_NEEDS_BAD},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            pack_needs_of(capai_text_of(cases[i].wanted), capai_text_of(cases[i].here)),
            cases[i].needs);
}

/* A script is refused before it runs, for what it uses may be what is missing. */
static void test_needs_newer_is_refused_before_the_script_runs(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p",
                 HEAD "capai.of_a_later_version()\n"
                      "return capai.rules {\n  capai_version = '7.1',\n}\n");
    assert_int_equal(find(f, "p", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NEEDS_NEWER);
    assert_string_equal(f->err.file, f->path);
    assert_int_equal(f->err.line, 4);
    assert_int_equal(f->err.column, 19);
}

static void test_needs_met_is_a_pack_as_any_other(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p") "  capai_version = \"0.1\",\n"));
    assert_int_equal(find(f, "p", 2024), CAPAI_OK);
    assert_text(f->rules->capai_version, "0.1");
    write_script(f, "derived", RULES("  id = \"derived\", name = \"n\", base = \"p\",\n"));
    assert_int_equal(find(f, "derived", 2024), CAPAI_OK);
    assert_null(f->rules->capai_version.data);
}

/* Names that are in no list of ours: what the warnings say of those that will be. */
static const struct pack_replaced replaced[] = {
    {"capai.progress.inverse", "capai.progress.other", "0.7"},
    {"classify =", "classified =", "0.8"},
    {NULL, NULL, NULL}};

static void test_replaced_names_are_warned_of_with_their_place(void **state)
{
    struct fixture *f = *state;
    char words[256];
    static const char script[] =
        "-- capai.progress.inverse\n"
        "local text = 'capai.progress.inverse classify ='\n"
        "return capai.rules {\n"
        "  progress = { lain = capai . progress.inverse },\n"
        "  classify = 'exact', reclassify = 1, x.classify = 2,\n"
        "  y = capai.progress.inverses, z = other.capai.progress.inverse,\n"
        "}\n";
    assert_int_equal(pack_replaced_check(replaced, CAPAI_TEXT(script), "p.lua", &f->notices),
                     CAPAI_OK);
    assert_int_equal(f->notices.count, 2);
    const struct capai_error *first = &f->notices.list[0], *second = &f->notices.list[1];
    assert_int_equal(first->status, CAPAI_WARNING);
    assert_message(*first, CAPAI_MSG_RULES_REPLACED);
    assert_string_equal(first->file, "p.lua");
    assert_int_equal(first->line, 4);
    assert_int_equal(first->column, 23);
    assert_string_equal(words_of(first, words, sizeof words),
                        "capai.progress.inverse|capai.progress.other|0.7");
    assert_int_equal(second->line, 5);
    assert_int_equal(second->column, 3);
    assert_string_equal(words_of(second, words, sizeof words), "classify =|classified =|0.8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_needs_versions_are_compared_part_by_part),
        TEST(test_needs_newer_is_refused_before_the_script_runs),
        TEST(test_needs_met_is_a_pack_as_any_other),
        TEST(test_replaced_names_are_warned_of_with_their_place),
    };
    return cmocka_run_group_tests_name("pack_promise", tests, NULL, NULL);
}
