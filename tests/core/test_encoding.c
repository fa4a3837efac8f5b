#include "capai_test.h"

#include "core/encoding.h"

/* A literal with its length, so that it can hold NUL. */
#define T(literal) ((capai_text){(literal), sizeof(literal) - 1})

static void test_decode_recognises_encoding_and_gives_utf8(void **state)
{
    const struct {
        capai_text content;
        enum encoding encoding;
        capai_text text;
    } cases[] = {
        {T(""), ENCODING_UTF8, T("")},
        {T("a;b\n"), ENCODING_UTF8, T("a;b\n")},
        {T("caf\xC3\xA9"), ENCODING_UTF8, T("caf\xC3\xA9")},
        {T("\xEF\xBB\xBF"
           "a"),
         ENCODING_UTF8, T("a")},
        {T("caf\xE9 \x96 \x80\xFF"), ENCODING_WINDOWS,
         T("caf\xC3\xA9 \xE2\x80\x93 \xE2\x82\xAC\xC3\xBF")},
        {T("a\0\xE9"), ENCODING_WINDOWS, T("a\0\xC3\xA9")},
        {T("\xFF\xFE"
           "a\0\t\0\xE9\0"),
         ENCODING_UTF16, T("a\t\xC3\xA9")},
        {T("\xFE\xFF"
           "\0a\0\t\0\xE9"),
         ENCODING_UTF16, T("a\t\xC3\xA9")},
        {T("\xFF\xFE"
           "\xAC\x20\x3D\xD8\x00\xDE"),
         ENCODING_UTF16, T("\xE2\x82\xAC\xF0\x9F\x98\x80")},
        {T("\xFF\xFE"), ENCODING_UTF16, T("")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_arena arena;
        enum encoding encoding;
        capai_text text;
        size_t bad;
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(encoding_decode(cases[i].content, &arena, &encoding, &text, &bad, NULL),
                         CAPAI_OK);
        assert_int_equal(encoding, cases[i].encoding);
        assert_true(capai_text_equal(text, cases[i].text));
        capai_arena_clear(&arena);
    }
}

static void test_decode_mixtures_and_cuts_are_none_at_their_byte(void **state)
{
    const struct {
        capai_text content;
        size_t bad;
    } cases[] = {
        {T("caf\xC3\xA9 caf\xE9"), 9}, /* UTF-8 and Windows-1252 in one file */
        {T("\xEF\xBB\xBF"
           "ab\xE9"),
         2},              /* not the UTF-8 that its mark says */
        {T("ab\x81"), 2}, /* not assigned in Windows-1252 */
        {T("\xFF\xFE"
           "a\0b"),
         4}, /* half a unit */
        {T("\xFF\xFE"
           "\x3D\xD8"),
         4}, /* half a pair */
        {T("\xFF\xFE"
           "\x00\xDE"
           "a\0"),
         2}, /* the other half */
        {T("\xFF\xFE"
           "\x3D\xD8"
           "a\0"),
         4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_arena arena;
        enum encoding encoding;
        capai_text text;
        size_t bad = 99;
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(encoding_decode(cases[i].content, &arena, &encoding, &text, &bad, NULL),
                         CAPAI_OK);
        assert_int_equal(encoding, ENCODING_NONE);
        assert_int_equal(bad, cases[i].bad);
        capai_arena_clear(&arena);
    }
}

static void test_decode_out_of_memory_fails_cleanly(void **state)
{
    const capai_text contents[] = {T("\xE9"), T("\xFF\xFE"
                                                "a\0")};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct failing failing = {.fail_at = 0};
        struct capai_arena arena;
        struct capai_error err = {0};
        enum encoding encoding;
        capai_text text;
        size_t bad;
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        assert_int_equal(encoding_decode(contents[i], &arena, &encoding, &text, &bad, &err),
                         CAPAI_ERR_MEMORY);
        assert_message(err, CAPAI_MSG_MEMORY);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode_recognises_encoding_and_gives_utf8),
        cmocka_unit_test(test_decode_mixtures_and_cuts_are_none_at_their_byte),
        cmocka_unit_test(test_decode_out_of_memory_fails_cleanly),
    };
    return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
