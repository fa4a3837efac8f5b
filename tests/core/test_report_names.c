/* Names of files for OPDs. */
#include "capai_test.h"

#include "core/report_names.h"

static const char *name_of(struct report_names *names, const char *opd)
{
    const char *name = names_take(names, capai_text_of(opd));
    assert_non_null(name);
    return name;
}

static void test_names_take_any_system_can_have_them(void **state)
{
    static const char *const cases[][2] = {
        {"Dinas Kesehatan", "Dinas-Kesehatan"},
        {"1.02.01", "1.02.01"},
        {"../../etc/passwd", "etc-passwd"},
        {"..", "opd"},
        {"", "opd-2"},
        {".tersembunyi", "tersembunyi"},
        {"a / b \\ c : d", "a-b-c-d"},
        {"akhir. ", "akhir"},
        {"con", "opd-con"},
        {"Aux.txt", "opd-Aux.txt"},
        {"LPT9", "opd-LPT9"},
        {"lpt", "lpt"},
        {"console", "console"},
        {"-rf", "rf"},
        {"\xC3\xA9", "opd-3"},
    };
    struct capai_arena arena;
    struct report_names names;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    names_init(&names, &arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(name_of(&names, cases[i][0]), cases[i][1]);
    names_clear(&names);
}

static void test_names_take_equal_but_for_case_numbered(void **state)
{
    struct capai_arena arena;
    struct report_names names;
    char text[128];
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    names_init(&names, &arena);
    assert_string_equal(name_of(&names, "a"), "a");
    assert_string_equal(name_of(&names, "A"), "A-2");
    assert_string_equal(name_of(&names, "a-2"), "a-2-2");
    assert_string_equal(name_of(&names, "a"), "a-3");
    memset(text, 'z', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < 1000; i++)
        assert_true(strlen(name_of(&names, text)) < NAMES_SIZE - 8);
    names_clear(&names);
}

static void test_names_has_file_only_what_was_noted(void **state)
{
    struct capai_arena arena;
    struct report_names names;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    names_init(&names, &arena);
    assert_false(names_has_file(&names, CAPAI_TEXT("a.md")));
    name_of(&names, "a.md");
    assert_false(names_has_file(&names, CAPAI_TEXT("a.md")));
    assert_true(names_note_file(&names, "a.md.docx"));
    assert_true(names_has_file(&names, CAPAI_TEXT("A.md.docx")));
    assert_false(names_has_file(&names, CAPAI_TEXT("a.md.html")));
    names_clear(&names);
}

static enum capai_status take_many(struct capai_arena *arena, struct capai_error *err)
{
    struct report_names names;
    char text[24];
    bool good = true;
    names_init(&names, arena);
    for (int i = 0; good && i < 200; i++) {
        snprintf(text, sizeof text, "opd %d", i % 150);
        const char *name = names_take(&names, capai_text_of(text));
        good = name && names_note_file(&names, name);
    }
    for (int i = 0; good && i < 200; i++) { /* files alone: now it is they that want room */
        snprintf(text, sizeof text, "berkas %d", i);
        good = names_note_file(&names, text);
    }
    names_clear(&names);
    return good ? CAPAI_OK : capai_fail_memory(err);
}

static void test_names_torture(void **state)
{
    struct torture t = {.runs = 0};
    (void)state;
    while (torture_next(&t))
        t.status = take_many(&t.arena, &t.err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_take_any_system_can_have_them),
        cmocka_unit_test(test_names_take_equal_but_for_case_numbered),
        cmocka_unit_test(test_names_has_file_only_what_was_noted),
        cmocka_unit_test(test_names_torture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
