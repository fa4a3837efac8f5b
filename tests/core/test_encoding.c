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
        {T("ab\0\xE9"), ENCODING_WINDOWS, T("ab\0\xC3\xA9")},
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
        /* without a mark, by the ASCII letter in front */
        {T("a\0\t\0\xE9\0"), ENCODING_UTF16, T("a\t\xC3\xA9")},
        {T("\0a\0\t\0\xE9"), ENCODING_UTF16, T("a\t\xC3\xA9")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_arena arena;
        enum encoding encoding;
        capai_text text;
        struct encoding_damage damage;
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(encoding_decode(cases[i].content, &arena, &encoding, &text, &damage, NULL),
                         CAPAI_OK);
        assert_int_equal(encoding, cases[i].encoding);
        assert_int_equal(damage.count, 0);
        assert_true(capai_text_equal(text, cases[i].text));
        capai_arena_clear(&arena);
    }
}

#define SIGN "\xEF\xBF\xBD" /* U+FFFD */

static void test_decode_puts_signs_for_bytes_that_do_not_fit(void **state)
{
    const struct {
        capai_text content;
        enum encoding encoding;
        size_t count, first;
        capai_text text;
    } cases[] = {
        /* UTF-8 and Windows-1252 in one file */
        {T("caf\xC3\xA9 caf\xE9"), ENCODING_UTF8, 1, 9, T("caf\xC3\xA9 caf" SIGN)},
        {T("\xEF\xBB\xBF"
           "abcdef\xE9 \xE9 "),
         ENCODING_UTF8, 2, 6, T("abcdef" SIGN " " SIGN " ")},
        {T("abcd\xC3"), ENCODING_WINDOWS, 0, 0, T("abcd\xC3\x83")},
        {T("\xC3\xA9"
           "abcd\xC3"),
         ENCODING_UTF8, 1, 6,
         T("\xC3\xA9"
           "abcd" SIGN)},
        /* not assigned in Windows-1252 */
        {T("ab\xE9\x81"), ENCODING_WINDOWS, 1, 4, T("ab\xC3\xA9" SIGN)},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_arena arena;
        enum encoding encoding;
        struct encoding_damage damage;
        capai_text text;
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(encoding_decode(cases[i].content, &arena, &encoding, &text, &damage, NULL),
                         CAPAI_OK);
        assert_int_equal(encoding, cases[i].encoding);
        assert_int_equal(damage.count, cases[i].count);
        assert_int_equal(damage.first, cases[i].first);
        assert_true(capai_text_equal(text, cases[i].text));
        capai_arena_clear(&arena);
    }
}

static void test_decode_what_is_no_text_is_none_at_its_byte(void **state)
{
    const struct {
        capai_text content;
        size_t bad;
    } cases[] = {
        {T("ab\x81"), 2},
        {T("a\x01"
           "b\xE9\xC3\xA9\xE9"),
         1},
        {T("PK\x03\x04\x14\0\x06\0"), 2},
        {T("\xFF\xFE"
           "a\0b"),
         4}, /* half a unit */
        {T("a\0b"), 2},
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
        struct encoding_damage damage;
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(encoding_decode(cases[i].content, &arena, &encoding, &text, &damage, NULL),
                         CAPAI_OK);
        assert_int_equal(encoding, ENCODING_NONE);
        assert_int_equal(damage.first, cases[i].bad);
        assert_true(capai_text_equal(text, cases[i].content));
        capai_arena_clear(&arena);
    }
}

/* Wherever in a run of bytes it stands, and however they are read. */
static void test_decode_counts_control_characters(void **state)
{
    (void)state;
    for (size_t at = 0; at < 40; at++)
        for (int c = 0; c < 256; c++) {
            char text[40];
            struct capai_arena arena;
            enum encoding encoding;
            struct encoding_damage damage;
            capai_text out;
            memset(text, 'x', sizeof text);
            text[at] = (char)c;
            bool control = c == 0x7F || (c < 0x20 && c != '\t' && c != '\n' && c != '\r');
            bool utf16 = c == 0 && at < 2;
            capai_arena_init(&arena, NULL, NULL, 0);
            assert_int_equal(encoding_decode((capai_text){text, sizeof text}, &arena, &encoding,
                                             &out, &damage, NULL),
                             CAPAI_OK);
            if (!utf16) {
                assert_int_equal(damage.controls, control);
                assert_int_equal(encoding, c < 0x80 ? ENCODING_UTF8 : ENCODING_WINDOWS);
            }
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
        struct encoding_damage damage;
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        assert_int_equal(encoding_decode(contents[i], &arena, &encoding, &text, &damage, &err),
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
        cmocka_unit_test(test_decode_puts_signs_for_bytes_that_do_not_fit),
        cmocka_unit_test(test_decode_what_is_no_text_is_none_at_its_byte),
        cmocka_unit_test(test_decode_counts_control_characters),
        cmocka_unit_test(test_decode_out_of_memory_fails_cleanly),
    };
    return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
