#include "capai_test.h"

#include "capai/error.h"

#define REPLACEMENT "\xEF\xBF\xBD"
#define E_ACUTE "\xC3\xA9"

enum { BUFFER = 4000 };

static const enum capai_language languages[] = {CAPAI_INDONESIAN, CAPAI_ENGLISH};

/* ---- the message list ---- */

/* The last byte of "{1|row|rows}" at `p`; fails where a form is missing. */
static const char *end_of_forms(const char *p)
{
    const char *end = strchr(p, '}'), *one = p + 3, *more = strchr(one, '|');
    assert_non_null(end);
    assert_true(more && one < more && more + 1 < end);
    return end;
}

/* Which of {1} to {5} a template uses, as bits; fails on brackets or braces that are not paired. */
static unsigned words_used(const char *template)
{
    unsigned used = 0;
    bool open = false;
    for (const char *p = template; *p; p++) {
        if (*p == '[' || *p == ']') {
            assert_int_equal(open, *p == ']');
            open = !open;
        }
        /* a brace before a blank is one of Lua's: "{ 0, 100 }" */
        if (*p == '{' && p[1] != ' ') {
            assert_in_range(p[1], '1', '5');
            used |= 1u << (p[1] - '1');
            if (p[2] == '|')
                p = end_of_forms(p);
            else
                assert_int_equal(p[2], '}');
        }
    }
    assert_false(open);
    return used;
}

static void test_list_walk_every_entry_is_whole(void **state)
{
#define CAPAI_MESSAGE(id, status, indonesian, english, hint_indonesian, hint_english)              \
    {indonesian, english, hint_indonesian, hint_english},
    static const char *const texts[][4] = {
#include "capai/messages.def"
    };
#undef CAPAI_MESSAGE
    (void)state;
    assert_int_equal(sizeof texts / sizeof *texts, CAPAI_MESSAGE_COUNT - 1);
    for (int i = 1; i < CAPAI_MESSAGE_COUNT; i++) {
        const char *const *text = texts[i - 1];
        enum capai_message message = (enum capai_message)i;
        assert_true(*capai_message_name(message));
        assert_in_range(capai_message_status(message), CAPAI_OK, CAPAI_ERR_MEMORY);
        assert_string_equal(capai_label(message, CAPAI_INDONESIAN), text[0]);
        assert_string_equal(capai_label(message, CAPAI_ENGLISH), text[1]);
        assert_true(*text[0]);
        assert_true(*text[1]);
        if (words_used(text[0]) != words_used(text[1]) ||
            words_used(text[2]) != words_used(text[3]))
            fail_msg("%s: the languages use different words", capai_message_name(message));
        if (!*text[2] != !*text[3])
            fail_msg("%s: a hint in one language only", capai_message_name(message));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(capai_message_name(message),
                                    capai_message_name((enum capai_message)j));
    }
}

static void test_message_none_is_ok_and_empty(void **state)
{
    (void)state;
    assert_int_equal(capai_message_status(CAPAI_MSG_NONE), CAPAI_OK);
    assert_string_equal(capai_message_name(CAPAI_MSG_NONE), "NONE");
    assert_string_equal(capai_label(CAPAI_MSG_NONE, CAPAI_ENGLISH), "");
    assert_string_equal(capai_message_name(CAPAI_MSG_NUMBER_GROUPS), "NUMBER_GROUPS");
    assert_int_equal(capai_message_status(CAPAI_MSG_NUMBER_AMBIGUOUS), CAPAI_WARNING);
}

/* ---- filling ---- */

static void test_fail_null_gives_status_only(void **state)
{
    (void)state;
    assert_int_equal(capai_fail(NULL, CAPAI_MSG_NUMBER_GROUPS, CAPAI_WORDS(CAPAI_TEXT("x"))),
                     CAPAI_ERR_DATA);
    assert_int_equal(capai_fail_memory(NULL), CAPAI_ERR_MEMORY);
    capai_error_place(NULL, "a.csv", 1, 2);
}

static void test_fail_first_failure_wins(void **state)
{
    struct capai_error err = {0};
    char text[BUFFER];
    (void)state;
    assert_int_equal(capai_fail(&err, CAPAI_MSG_NUMBER_GROUPS, CAPAI_WORDS(CAPAI_TEXT("1.2"))),
                     CAPAI_ERR_DATA);
    assert_int_equal(capai_fail_memory(&err), CAPAI_ERR_MEMORY);
    assert_message(err, CAPAI_MSG_NUMBER_GROUPS);
    assert_int_equal(err.status, CAPAI_ERR_DATA);
    capai_error_text(&err, CAPAI_ENGLISH, false, text, sizeof text);
    assert_string_equal(text, "\"1.2\" is not a number: broken digit groups");
}

static void test_fail_over_warning_replaces_it_and_clears_place(void **state)
{
    struct capai_error err = {0};
    (void)state;
    capai_fail(&err, CAPAI_MSG_NUMBER_AMBIGUOUS,
               CAPAI_WORDS(CAPAI_TEXT("1.125"), CAPAI_TEXT("target")));
    capai_error_place(&err, "a.csv", 3, 4);
    err.width = 5;
    assert_int_equal(err.status, CAPAI_WARNING);
    assert_int_equal(capai_fail_memory(&err), CAPAI_ERR_MEMORY);
    assert_message(err, CAPAI_MSG_MEMORY);
    assert_null(err.file);
    assert_int_equal(err.line, 0);
    assert_int_equal(err.column, 0);
    assert_int_equal(err.width, 0);
    assert_int_equal(err.word[CAPAI_ERROR_WORDS], 0);
}

static void test_place_filled_once_stays(void **state)
{
    struct capai_error err = {0};
    (void)state;
    capai_fail(&err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS(CAPAI_TEXT("x")));
    capai_error_place(&err, NULL, 7, 8);
    assert_null(err.file);
    capai_error_place(&err, "a.csv", 0, 0);
    capai_error_place(&err, "b.csv", 9, 9);
    assert_string_equal(err.file, "a.csv");
    assert_int_equal(err.line, 7);
    assert_int_equal(err.column, 8);
}

static capai_text word_of(const struct capai_error *err, size_t n)
{
    return (capai_text){err->text + err->word[n], (size_t)(err->word[n + 1] - err->word[n])};
}

static void test_fail_long_words_are_cut_at_characters(void **state)
{
    char accents[1001];
    struct capai_error err = {0};
    (void)state;
    for (size_t i = 0; i < 1000; i += 2)
        memcpy(accents + i, E_ACUTE, 3);
    /* an odd start, so that the cut would fall into a character */
    const capai_text odd = {accents + 1, 999}, even = {accents, 1000};

    capai_fail(&err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS(even));
    assert_int_equal(word_of(&err, 0).size, CAPAI_ERROR_TEXT);
    err = (struct capai_error){0};
    capai_fail(&err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS(odd));
    assert_int_equal(word_of(&err, 0).size, CAPAI_ERROR_TEXT - 1);

    /* a long word leaves room for those after it, and none is cut inside a character */
    err = (struct capai_error){0};
    capai_fail(&err, CAPAI_MSG_NUMBER_SYNTAX,
               CAPAI_WORDS(even, CAPAI_TEXT("two"), even, CAPAI_NO_TEXT, even));
    assert_text(word_of(&err, 1), "two");
    assert_int_equal(word_of(&err, 3).size, 0);
    for (size_t n = 0; n < CAPAI_ERROR_WORDS; n += 2) {
        assert_true(word_of(&err, n).size > 0);
        assert_int_equal(word_of(&err, n).size % 2, 0);
    }
    assert_true(err.word[CAPAI_ERROR_WORDS] <= CAPAI_ERROR_TEXT);
}

static void test_fail_words_at_the_limit_are_kept_whole(void **state)
{
    char exact[CAPAI_ERROR_TEXT + 1];
    struct capai_error err = {0};
    (void)state;
    memset(exact, 'x', sizeof exact);
    capai_fail(&err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS((capai_text){exact, CAPAI_ERROR_TEXT}));
    assert_int_equal(word_of(&err, 0).size, CAPAI_ERROR_TEXT);
    err = (struct capai_error){0};
    capai_fail(&err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS((capai_text){exact, sizeof exact}));
    assert_int_equal(word_of(&err, 0).size, CAPAI_ERROR_TEXT);
}

/* ---- texts ---- */

static void test_text_by_words_language_and_hint(void **state)
{
    const struct {
        enum capai_message message;
        const char *one, *two;
        enum capai_language language;
        bool hint;
        const char *text;
    } cases[] = {
        {CAPAI_MSG_NUMBER_SYNTAX, "4 5", NULL, CAPAI_INDONESIAN, false,
         "\"4 5\" bukan angka yang utuh"},
        {CAPAI_MSG_NUMBER_SYNTAX, "4 5", NULL, CAPAI_ENGLISH, false,
         "\"4 5\" is not a complete number"},
        {CAPAI_MSG_NUMBER_DIGITS, "1", NULL, CAPAI_ENGLISH, true,
         "at most 34 digits; this cell is not computed"},
        {CAPAI_MSG_GRADE_UNKNOWN, "BBB", NULL, CAPAI_ENGLISH, true, "other rows are computed"},
        {CAPAI_MSG_GRADE_UNKNOWN, "BBB", "BB", CAPAI_ENGLISH, true,
         "perhaps meant: BB; other rows are computed"},
        {CAPAI_MSG_GRADE_UNKNOWN, "BBB", "BB", CAPAI_INDONESIAN, true,
         "mungkin maksudnya: BB; baris lain tetap dihitung"},
        /* signs of the template in a word are only text */
        {CAPAI_MSG_GRADE_UNKNOWN, "]{2}[", "{1}", CAPAI_ENGLISH, false,
         "these rules do not know the grade ]{2}["},
        {CAPAI_MSG_GRADE_UNKNOWN, "B", "]{1}[", CAPAI_ENGLISH, true,
         "perhaps meant: ]{1}[; other rows are computed"},
        /* the form that goes with the count */
        {CAPAI_MSG_TITLE_ROWS, "1", NULL, CAPAI_ENGLISH, false,
         "1 row above the header is left out"},
        {CAPAI_MSG_TITLE_ROWS, "2", NULL, CAPAI_ENGLISH, false,
         "2 rows above the header are left out"},
        {CAPAI_MSG_TITLE_ROWS, "11", NULL, CAPAI_ENGLISH, false,
         "11 rows above the header are left out"},
        {CAPAI_MSG_TITLE_ROWS, NULL, NULL, CAPAI_ENGLISH, false,
         " rows above the header are left out"},
        {CAPAI_MSG_MEMORY, NULL, NULL, CAPAI_ENGLISH, false, "out of memory"},
        {CAPAI_MSG_MEMORY, NULL, NULL, CAPAI_ENGLISH, true, ""},
        {CAPAI_MSG_NONE, NULL, NULL, CAPAI_ENGLISH, false, ""},
    };
    char text[BUFFER];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        capai_fail(&err, cases[i].message,
                   CAPAI_WORDS(capai_text_of(cases[i].one), capai_text_of(cases[i].two)));
        size_t size = capai_error_text(&err, cases[i].language, cases[i].hint, text, sizeof text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(size, strlen(text));
    }
}

static void test_text_control_characters_become_replacement(void **state)
{
    const struct {
        capai_text word;
        const char *shown;
    } cases[] = {
        {CAPAI_TEXT("a\0b"), "a" REPLACEMENT "b"},
        {CAPAI_TEXT("\x1B[31m"), REPLACEMENT "[31m"},
        {CAPAI_TEXT("a\nb\tc\r"), "a b c "}, /* white space is a blank */
        {CAPAI_TEXT("\x7F\x1F"), REPLACEMENT REPLACEMENT},
        {CAPAI_TEXT("\xC2\x80\xC2\x9F"), REPLACEMENT REPLACEMENT},
        {CAPAI_TEXT("\xC2\xA0" E_ACUTE), "\xC2\xA0" E_ACUTE},
    };
    char text[BUFFER], expected[BUFFER];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        capai_fail(&err, CAPAI_MSG_NOT_A_NUMBER, CAPAI_WORDS(cases[i].word));
        snprintf(expected, sizeof expected, "\"%s\" is not a number", cases[i].shown);
        size_t size = capai_error_text(&err, CAPAI_ENGLISH, false, text, sizeof text);
        assert_string_equal(text, expected);
        assert_int_equal(size, strlen(expected));
    }
}

static bool begins_a_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static void test_text_in_every_size_is_cut_at_a_character(void **state)
{
    char whole[BUFFER], part[BUFFER];
    struct capai_error err = {0};
    (void)state;
    capai_fail(&err, CAPAI_MSG_NOT_A_NUMBER,
               CAPAI_WORDS(CAPAI_TEXT("a" E_ACUTE "\x01\xE2\x82\xAC\xF0\x9F\x98\x80z")));
    size_t needed = capai_error_text(&err, CAPAI_ENGLISH, false, whole, sizeof whole);
    assert_int_equal(capai_error_text(&err, CAPAI_ENGLISH, false, NULL, 0), needed);
    for (size_t size = 1; size <= needed + 2; size++) {
        memset(part, '#', sizeof part);
        assert_int_equal(capai_error_text(&err, CAPAI_ENGLISH, false, part, size), needed);
        size_t length = strlen(part);
        assert_true(length < size);
        assert_memory_equal(part, whole, length);
        assert_true(begins_a_character(whole[length]));
        assert_int_equal(part[size], '#');
        /* no more is cut than the character that does not fit */
        assert_true(length == needed || length + 4 >= size);
    }
}

/* Signs of the template that nobody should see. */
static bool has_leftovers(const char *text)
{
    for (const char *p = text; *p; p++)
        if (*p == '[' || *p == ']' || (*p == '{' && p[1] != ' '))
            return true;
    return false;
}

static void test_text_of_every_message_in_both_languages_is_filled(void **state)
{
    char text[BUFFER];
    (void)state;
    for (int i = 1; i < CAPAI_MESSAGE_COUNT; i++)
        for (size_t l = 0; l < 2; l++)
            for (int hint = 0; hint < 2; hint++) {
                struct capai_error err = {.message = (enum capai_message)i};
                assert_true(capai_error_text(&err, languages[l], hint, text, sizeof text) < BUFFER);
                assert_false(has_leftovers(text));
                err = (struct capai_error){0};
                capai_fail(&err, (enum capai_message)i,
                           CAPAI_WORDS(CAPAI_TEXT("a"), CAPAI_TEXT("b"), CAPAI_TEXT("c"),
                                       CAPAI_TEXT("d"), CAPAI_TEXT("e")));
                assert_true(capai_error_text(&err, languages[l], hint, text, sizeof text) < BUFFER);
                assert_false(has_leftovers(text));
            }
}

static void test_text_word_that_is_an_entry_is_put_in_the_language_of_the_reader(void **state)
{
    struct capai_error err = {0};
    char text[BUFFER];
    (void)state;
    capai_fail(&err, CAPAI_MSG_NOT_A_NUMBER,
               CAPAI_WORDS(capai_message_word(CAPAI_MSG_LABEL_WANT_ROWS)));
    capai_error_text(&err, CAPAI_INDONESIAN, false, text, sizeof text);
    assert_string_equal(text, "\"daftar baris\" bukan angka");
    capai_error_text(&err, CAPAI_ENGLISH, false, text, sizeof text);
    assert_string_equal(text, "\"list of rows\" is not a number");
    /* what only begins like one is a word as any other */
    err = (struct capai_error){0};
    capai_fail(&err, CAPAI_MSG_NOT_A_NUMBER, CAPAI_WORDS(CAPAI_TEXT("\1LABEL_WANT")));
    capai_error_text(&err, CAPAI_ENGLISH, false, text, sizeof text);
    assert_string_equal(text, "\"\xEF\xBF\xBDLABEL_WANT\" is not a number");
}

/* A cell whose text was that of such a word became a page of help in the midst of a complaint. */
static void test_text_word_of_the_data_is_never_an_entry(void **state)
{
    struct capai_error err = {0};
    char text[BUFFER];
    const char cell[] = "\1LABEL_START"; /* a copy: of equal literals a linker makes one */
    (void)state;
    capai_fail(&err, CAPAI_MSG_NOT_A_NUMBER, CAPAI_WORDS(capai_text_of(cell)));
    capai_error_text(&err, CAPAI_ENGLISH, false, text, sizeof text);
    assert_string_equal(text, "\"\xEF\xBF\xBDLABEL_START\" is not a number");
}

/* ---- lists of complaints ---- */

static struct capai_error numbered(enum capai_message message, size_t line)
{
    struct capai_error err = {0};
    capai_fail(&err, message, CAPAI_WORDS(CAPAI_TEXT("x"), CAPAI_TEXT("y")));
    capai_error_place(&err, "a.csv", line, 1);
    return err;
}

static void test_notices_past_the_limit_are_counted_per_status(void **state)
{
    static const size_t limits[] = {0, 1, 20, CAPAI_NOTICES_LIMIT};
    (void)state;
    for (size_t l = 0; l < sizeof limits / sizeof *limits; l++) {
        struct capai_arena arena;
        struct capai_notices notices;
        size_t limit = limits[l], total = limit + 5;
        capai_arena_init(&arena, NULL, NULL, 0);
        capai_notices_init(&notices, &arena, limit);
        assert_int_equal(arena.total, 0);
        for (size_t i = 1; i <= total; i++) {
            struct capai_error warning = numbered(CAPAI_MSG_NUMBER_AMBIGUOUS, i);
            struct capai_error wrong = numbered(CAPAI_MSG_NUMBER_SYNTAX, i);
            assert_int_equal(capai_notices_add(&notices, &warning), CAPAI_OK);
            assert_int_equal(capai_notices_add(&notices, &wrong), CAPAI_OK);
        }
        assert_int_equal(notices.count, 2 * limit);
        assert_int_equal(notices.seen[CAPAI_WARNING], total);
        assert_int_equal(notices.seen[CAPAI_ERR_DATA], total);
        assert_int_equal(notices.seen[CAPAI_NOTE], 0);
        for (size_t i = 0; i < notices.count; i++) {
            assert_int_equal(notices.list[i].line, i / 2 + 1);
            assert_int_equal(notices.list[i].status, i % 2 ? CAPAI_ERR_DATA : CAPAI_WARNING);
        }
        capai_arena_clear(&arena);
    }
}

static void test_notices_torture_keeps_what_was_there(void **state)
{
    bool done = false;
    (void)state;
    for (long n = 0; !done; n++) {
        struct capai_arena arena;
        struct failing failing = {.fail_at = n};
        struct capai_notices notices;
        enum capai_status status = CAPAI_OK;
        size_t added = 0;
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        capai_notices_init(&notices, &arena, 100);
        while (added < 50 && status == CAPAI_OK) {
            struct capai_error err = numbered(CAPAI_MSG_NUMBER_SYNTAX, added + 1);
            status = capai_notices_add(&notices, &err);
            added += status == CAPAI_OK;
        }
        assert_true(status == CAPAI_OK || status == CAPAI_ERR_MEMORY);
        assert_int_equal(notices.count, added);
        for (size_t i = 0; i < added; i++)
            assert_int_equal(notices.list[i].line, i + 1);
        done = status == CAPAI_OK;
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        assert_true(n < 100);
    }
}

static void test_where_names_line_or_cell_and_is_cut_at_a_character(void **state)
{
    static const struct {
        struct capai_error err;
        const char *expected;
    } cases[] = {
        {{.line = 3}, ""},
        {{.file = "a.csv"}, "a.csv"},
        {{.file = "a.csv", .line = 3}, "a.csv:3"},
        {{.file = "a.csv", .line = 30, .column = 1}, "a.csv:30:1"},
        {{.file = "b.xlsx", .sheet = "opd"}, "b.xlsx:opd"},
        {{.file = "b.xlsx", .sheet = "opd", .line = 7}, "b.xlsx:opd!7"},
        {{.file = "b.xlsx", .sheet = "opd", .line = 7, .column = 4}, "b.xlsx:opd!D7"},
        {{.file = "b.xlsx", .sheet = "opd", .line = 1, .column = 26}, "b.xlsx:opd!Z1"},
        {{.file = "b.xlsx", .sheet = "opd", .line = 1, .column = 27}, "b.xlsx:opd!AA1"},
        {{.file = "b.xlsx", .sheet = "opd", .line = 1048576, .column = 16384},
         "b.xlsx:opd!XFD1048576"},
        {{.file = "a\033.csv", .line = 2}, "a\xEF\xBF\xBD.csv:2"},
    };
    char text[64];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size = capai_error_where(&cases[i].err, text, sizeof text);
        assert_string_equal(text, cases[i].expected);
        assert_int_equal(size, strlen(cases[i].expected));
    }
    assert_int_equal(capai_error_where(&cases[10].err, text, 4), 10);
    assert_string_equal(text, "a");
    assert_int_equal(capai_error_where(&cases[10].err, NULL, 0), 10);
}

static void test_notices_sort_by_sheet_then_row(void **state)
{
    static const struct capai_error cases[] = {
        {.file = "b.xlsx", .sheet = "opd", .line = 1, .width = 4},
        {.file = "b.xlsx", .sheet = "indikator", .line = 9, .width = 3},
        {.file = "b.xlsx", .width = 0},
        {.file = "b.xlsx", .sheet = "indikator", .line = 2, .column = 2, .width = 2},
        {.file = "b.xlsx", .sheet = "indikator", .line = 2, .column = 1, .width = 1},
    };
    struct capai_arena arena;
    struct capai_notices notices;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, 100);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(capai_notices_add(&notices, &cases[i]), CAPAI_OK);
    capai_notices_sort(&notices);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(notices.list[i].width, i);
    capai_arena_clear(&arena);
}

static void test_notices_sort_by_place_keeps_order_of_equals(void **state)
{
    static const struct {
        const char *file;
        size_t line, column, place; /* where it stands when sorted */
    } cases[] = {
        {"b.csv", 1, 1, 8},  {"a.csv", 2, 5, 6}, {NULL, 9, 0, 1},
        {"a.csv", 10, 1, 7}, {"a.csv", 2, 1, 4}, {"a.csv", 0, 0, 2},
        {"a.csv", 1, 9, 3},  {"a.csv", 2, 1, 5}, {NULL, 0, 0, 0},
    };
    enum { CASES = sizeof cases / sizeof *cases };
    struct capai_arena arena;
    struct capai_notices notices;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, 100);
    capai_notices_sort(&notices);
    assert_int_equal(notices.count, 0);
    for (size_t i = 0; i < CASES; i++) {
        struct capai_error err = {0};
        capai_fail(&err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_NO_WORDS);
        capai_error_place(&err, cases[i].file, cases[i].line, cases[i].column);
        err.width = i;
        assert_int_equal(capai_notices_add(&notices, &err), CAPAI_OK);
    }
    for (int twice = 0; twice < 2; twice++) {
        capai_notices_sort(&notices);
        assert_int_equal(notices.count, CASES);
        for (size_t i = 0; i < CASES; i++)
            assert_int_equal(notices.list[cases[i].place].width, i);
    }
    capai_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list_walk_every_entry_is_whole),
        cmocka_unit_test(test_message_none_is_ok_and_empty),
        cmocka_unit_test(test_fail_null_gives_status_only),
        cmocka_unit_test(test_fail_first_failure_wins),
        cmocka_unit_test(test_fail_over_warning_replaces_it_and_clears_place),
        cmocka_unit_test(test_place_filled_once_stays),
        cmocka_unit_test(test_fail_long_words_are_cut_at_characters),
        cmocka_unit_test(test_fail_words_at_the_limit_are_kept_whole),
        cmocka_unit_test(test_text_by_words_language_and_hint),
        cmocka_unit_test(test_text_control_characters_become_replacement),
        cmocka_unit_test(test_text_in_every_size_is_cut_at_a_character),
        cmocka_unit_test(test_text_of_every_message_in_both_languages_is_filled),
        cmocka_unit_test(test_text_word_that_is_an_entry_is_put_in_the_language_of_the_reader),
        cmocka_unit_test(test_text_word_of_the_data_is_never_an_entry),
        cmocka_unit_test(test_notices_past_the_limit_are_counted_per_status),
        cmocka_unit_test(test_where_names_line_or_cell_and_is_cut_at_a_character),
        cmocka_unit_test(test_notices_sort_by_sheet_then_row),
        cmocka_unit_test(test_notices_sort_by_place_keeps_order_of_equals),
        cmocka_unit_test(test_notices_torture_keeps_what_was_there),
    };
    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
