#include "capai_test.h"

#include <stdlib.h>

#include "core/text.h"

#define NBSP "\xC2\xA0"
#define NARROW "\xE2\x80\xAF"

static void test_equal_nocase_by_case_and_bytes(void **state)
{
    const struct {
        capai_text a, b;
        bool equal, nocase;
    } cases[] = {
        {CAPAI_TEXT(""), CAPAI_NO_TEXT, true, true},
        {CAPAI_TEXT("Dok"), CAPAI_TEXT("Dok"), true, true},
        {CAPAI_TEXT("Dok"), CAPAI_TEXT("dOK"), false, true},
        {CAPAI_TEXT("Dok"), CAPAI_TEXT("Doks"), false, false},
        {CAPAI_TEXT("AZ[@"), CAPAI_TEXT("az[@"), false, true},
        /* neighbours of the letters in ASCII, and bytes above it, have no case */
        {CAPAI_TEXT("@"), CAPAI_TEXT("`"), false, false},
        {CAPAI_TEXT("["), CAPAI_TEXT("{"), false, false},
        {CAPAI_TEXT("\xC3\x89"), CAPAI_TEXT("\xC3\xA9"), false, false},
        {CAPAI_TEXT("a\0b"), CAPAI_TEXT("A\0B"), false, true},
        {CAPAI_TEXT("a\0b"), CAPAI_TEXT("a\0c"), false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(capai_text_equal(cases[i].a, cases[i].b), cases[i].equal);
        assert_int_equal(capai_text_equal_nocase(cases[i].a, cases[i].b), cases[i].nocase);
        assert_int_equal(capai_text_equal_nocase(cases[i].b, cases[i].a), cases[i].nocase);
    }
}

static void test_compare_orders_by_bytes(void **state)
{
    const capai_text rising[] = {CAPAI_NO_TEXT,         CAPAI_TEXT("3"),   CAPAI_TEXT("3.1"),
                                 CAPAI_TEXT("3.10"),    CAPAI_TEXT("3.2"), CAPAI_TEXT("A"),
                                 CAPAI_TEXT("a"),       CAPAI_TEXT("ab"),  CAPAI_TEXT("b"),
                                 CAPAI_TEXT("\xC3\xA9")};
    const size_t count = sizeof rising / sizeof *rising;
    (void)state;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++) {
            int sign = capai_text_compare(rising[i], rising[k]);
            assert_int_equal((sign > 0) - (sign < 0), (i > k) - (i < k));
        }
    assert_int_equal(capai_text_compare(CAPAI_NO_TEXT, CAPAI_TEXT("")), 0);
}

static void test_append_keeps_what_fits(void **state)
{
    char list[8];
    size_t size = 0;
    (void)state;
    memset(list, '#', sizeof list);
    size = capai_text_append(list, 7, size, CAPAI_TEXT("murni"));
    assert_int_equal(size, 5);
    assert_int_equal(capai_text_append(list, 7, size, CAPAI_TEXT("a")), 5); /* 8 bytes */
    assert_memory_equal(list, "murni###", 8);
    assert_int_equal(capai_text_append(list, 8, size, CAPAI_TEXT("a")), 8);
    assert_memory_equal(list, "murni, a", 8);
    assert_int_equal(capai_text_append(list, 4, 0, CAPAI_TEXT("murni")), 0);
    assert_int_equal(capai_text_append(list, 4, 0, CAPAI_NO_TEXT), 0);
    assert_int_equal(capai_text_append(list, 6, 5, CAPAI_NO_TEXT), 5);
}

static void test_of_null_gives_missing(void **state)
{
    (void)state;
    assert_null(capai_text_of(NULL).data);
    assert_int_equal(capai_text_of(NULL).size, 0);
    assert_text(capai_text_of("abc"), "abc");
}

static void test_trim_by_blanks_gives_inner(void **state)
{
    const struct {
        capai_text text, trimmed;
    } cases[] = {
        {CAPAI_TEXT("a"), CAPAI_TEXT("a")},
        {CAPAI_TEXT(" \t\r\n a b \t\r\n"), CAPAI_TEXT("a b")},
        {CAPAI_TEXT(NBSP NARROW "a" NBSP "b" NARROW NBSP), CAPAI_TEXT("a" NBSP "b")},
        {CAPAI_TEXT(" " NBSP "\t" NARROW), CAPAI_TEXT("")},
        {CAPAI_TEXT(""), CAPAI_TEXT("")},
        {CAPAI_TEXT("\0 a \0"), CAPAI_TEXT("\0 a \0")},
        /* half a blank is none */
        {CAPAI_TEXT("\xC2"), CAPAI_TEXT("\xC2")},
        {CAPAI_TEXT("a\xE2\x80"), CAPAI_TEXT("a\xE2\x80")},
        {CAPAI_TEXT("\xA0"
                    "a\xA0"),
         CAPAI_TEXT("\xA0"
                    "a\xA0")},
        {CAPAI_TEXT("\v\fa\v"), CAPAI_TEXT("\v\fa\v")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* an exact copy, so that the sanitizer sees a byte read too many */
        char *bytes = malloc(cases[i].text.size + !cases[i].text.size);
        assert_non_null(bytes);
        if (cases[i].text.size)
            memcpy(bytes, cases[i].text.data, cases[i].text.size);
        capai_text trimmed = capai_text_trim((capai_text){bytes, cases[i].text.size});
        assert_int_equal(trimmed.size, cases[i].trimmed.size);
        assert_true(capai_text_equal(trimmed, cases[i].trimmed));
        free(bytes);
    }
    assert_int_equal(capai_text_trim(CAPAI_NO_TEXT).size, 0);
}

static void test_blank_at_beginning_gives_its_bytes(void **state)
{
    (void)state;
    assert_int_equal(capai_text_blank(CAPAI_TEXT(" a")), 1);
    assert_int_equal(capai_text_blank(CAPAI_TEXT("\t")), 1);
    assert_int_equal(capai_text_blank(CAPAI_TEXT("\r")), 1);
    assert_int_equal(capai_text_blank(CAPAI_TEXT("\n")), 1);
    assert_int_equal(capai_text_blank(CAPAI_TEXT(NBSP "a")), 2);
    assert_int_equal(capai_text_blank(CAPAI_TEXT(NARROW)), 3);
    assert_int_equal(capai_text_blank(CAPAI_TEXT("a ")), 0);
    assert_int_equal(capai_text_blank(CAPAI_TEXT("\0")), 0);
    assert_int_equal(capai_text_blank(CAPAI_TEXT("\xC2")), 0);
    assert_int_equal(capai_text_blank(CAPAI_NO_TEXT), 0);
}

static void test_steers_is_what_nobody_sees(void **state)
{
    static const char *const steer[] = {
        "\x01",         "\x1B",         "\x1F",         "\n",           "\t",
        "\x7F",         "\xC2\x80",     "\xC2\x9F",     "\xE2\x80\xA8", "\xE2\x80\xA9",
        "\xE2\x80\xAA", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA9"};
    static const char *const plain[] = {" ",
                                        "~",
                                        "\xC2\xA0",
                                        "\xC3\x9B",
                                        "\xE2\x80\xA7",
                                        "\xE2\x80\xAF",
                                        "\xE2\x81\xA5",
                                        "\xE2\x82\xA8",
                                        "\xE3\x80\xAE",
                                        "\xF0\x9F\x98\x80"};
    (void)state;
    for (size_t i = 0; i < sizeof steer / sizeof *steer; i++)
        assert_true(capai_text_steers(capai_text_of(steer[i])));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_false(capai_text_steers(capai_text_of(plain[i])));
}

static void test_length_counts_characters(void **state)
{
    const struct {
        capai_text text;
        size_t length;
    } cases[] = {
        {CAPAI_NO_TEXT, 0},
        {CAPAI_TEXT("abc"), 3},
        {CAPAI_TEXT("\xC3\xA9"), 1},
        {CAPAI_TEXT("\xE2\x82\xAC"
                    "5"),
         2},
        {CAPAI_TEXT("\xF0\x9F\x98\x80"), 1},
        {CAPAI_TEXT("a\0b"), 3},
    };
    (void)state;
    assert_int_equal(capai_text_character(CAPAI_NO_TEXT), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(capai_text_length(cases[i].text), cases[i].length);
}

static void test_length_counts_bytes_that_are_not_utf8(void **state)
{
    const struct {
        capai_text text;
        size_t length;
    } cases[] = {
        {CAPAI_TEXT("a\xE9"
                    "b"),
         3}, /* Latin-1 */
        {CAPAI_TEXT("\xFF\xFE"), 2},
        {CAPAI_TEXT("\x80"), 1},
        {CAPAI_TEXT("a\xA0"
                    "b"),
         3},
        {CAPAI_TEXT("\xC3\xA9\xA9"), 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(capai_text_length(cases[i].text), cases[i].length);
}

/* Wherever among ASCII something else stands. */
static void test_length_is_the_same_at_each_place(void **state)
{
    static const capai_text others[] = {
        {"\xC3\xA9", 2}, {"\xE2\x82\xAC", 3}, {"\xFF", 1}, {"\n", 1}};
    (void)state;
    for (size_t other = 0; other < sizeof others / sizeof *others; other++)
        for (size_t before = 0; before <= 20; before++)
            for (size_t behind = 0; behind <= 20; behind++) {
                char text[48];
                memset(text, 'a', sizeof text);
                memcpy(text + before, others[other].data, others[other].size);
                assert_int_equal(
                    capai_text_length((capai_text){text, before + others[other].size + behind}),
                    before + 1 + behind);
            }
}

static void test_copy_any_bytes_gives_terminated_copy(void **state)
{
    const capai_text cases[] = {CAPAI_TEXT("abc"), CAPAI_TEXT("a\0b"), CAPAI_TEXT(""),
                                CAPAI_NO_TEXT};
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        capai_text copy = capai_text_copy(cases[i], &arena);
        assert_non_null(copy.data);
        assert_ptr_not_equal(copy.data, cases[i].data);
        assert_true(capai_text_equal(copy, cases[i]));
        assert_int_equal(copy.data[copy.size], '\0');
    }
    assert_null(capai_text_copy((capai_text){"", SIZE_MAX}, &arena).data);
    capai_arena_clear(&arena);
}

static void test_fold_spellings_meet(void **state)
{
    const struct {
        capai_text text, folded;
    } cases[] = {
        {CAPAI_TEXT("Fasilitasi, Masyarakat"), CAPAI_TEXT("fasilitasimasyarakat")},
        {CAPAI_TEXT("fasilitasi masyarakat"), CAPAI_TEXT("fasilitasimasyarakat")},
        {CAPAI_TEXT(" IKM" NBSP "(Kab.)" NARROW "1/2\t"), CAPAI_TEXT("ikmkab12")},
        {CAPAI_TEXT("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), CAPAI_TEXT("")},
        {CAPAI_TEXT("09AZaz"), CAPAI_TEXT("09azaz")},
        {CAPAI_TEXT("\xC3\x89"
                    "A"),
         CAPAI_TEXT("\xC3\x89"
                    "a")},
        {CAPAI_TEXT("A\0\x7F\x01"), CAPAI_TEXT("a\0\x7F\x01")},
        {CAPAI_NO_TEXT, CAPAI_TEXT("")},
    };
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        capai_text folded = capai_text_fold(cases[i].text, &arena);
        assert_non_null(folded.data);
        assert_int_equal(folded.size, cases[i].folded.size);
        assert_true(capai_text_equal(folded, cases[i].folded));
        assert_int_equal(folded.data[folded.size], '\0');
    }
    assert_null(capai_text_fold((capai_text){"", SIZE_MAX}, &arena).data);
    capai_arena_clear(&arena);
}

static void test_copy_and_fold_without_memory_give_null(void **state)
{
    struct capai_arena arena;
    struct failing failing = {.fail_at = 0};
    (void)state;
    capai_arena_init(&arena, failing_alloc, &failing, 0);
    assert_null(capai_text_copy(CAPAI_TEXT("abc"), &arena).data);
    failing = (struct failing){.fail_at = 0};
    assert_null(capai_text_fold(CAPAI_TEXT("abc"), &arena).data);
    capai_arena_clear(&arena);
    assert_int_equal(failing.live, 0);
}

static void test_nearest_suggests_the_most_alike(void **state)
{
    const capai_text names[] = {CAPAI_TEXT("realisasi"), CAPAI_TEXT("target"), CAPAI_TEXT("satuan"),
                                CAPAI_TEXT("sasaran"),   CAPAI_TEXT(""),       CAPAI_NO_TEXT};
    const struct {
        const char *word, *nearest;
    } cases[] = {
        {"target", "target"},
        {"TARGET", "target"},
        {"traget", "target"}, /* one swap */
        {"targt", "target"},
        {"targets", "target"},
        {"realiasasi", "realisasi"},
        {"satuna", "satuan"},
        {"sasarn", "sasaran"},
        {"xyzzyx", ""},
        {"tar", ""},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(
            capai_text_nearest(capai_text_of(cases[i].word), names, sizeof names / sizeof *names),
            cases[i].nearest);
    assert_int_equal(capai_text_nearest(CAPAI_TEXT("target"), NULL, 0).size, 0);
    assert_int_equal(capai_text_nearest(CAPAI_NO_TEXT, names, 6).size, 0);
}

static void test_nearest_more_than_a_third_different_gives_missing(void **state)
{
    const struct {
        const char *word, *other;
        bool near;
    } cases[] = {
        {"abc", "abx", true},        {"abcdef", "abcdxy", true}, {"abcdefghi", "abcdefxyz", true},
        {"abcdef", "abcxyz", false}, {"abc", "axy", false},      {"a", "b", false},
        {"ab", "ax", true},          {"abcd", "abxy", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        capai_text other = capai_text_of(cases[i].other);
        bool near = capai_text_nearest(capai_text_of(cases[i].word), &other, 1).data != NULL;
        if (near != cases[i].near)
            fail_msg("%s for %s: near %d", cases[i].other, cases[i].word, near);
    }
}

static void test_nearest_long_words_compares_first_64_bytes(void **state)
{
    char word[200], same[300], other[200];
    (void)state;
    memset(word, 'a', sizeof word);
    memset(same, 'a', 64);
    memset(same + 64, 'z', sizeof same - 64);
    memset(other, 'b', sizeof other);
    const capai_text candidates[] = {{other, sizeof other}, {same, sizeof same}};
    capai_text nearest = capai_text_nearest((capai_text){word, sizeof word}, candidates, 2);
    assert_ptr_equal(nearest.data, same);
    assert_int_equal(nearest.size, sizeof same);
    nearest = capai_text_nearest((capai_text){word, sizeof word}, candidates, 1);
    assert_null(nearest.data);
}

static void test_pool_text_same_bytes_same_pointer(void **state)
{
    struct capai_arena arena;
    capai_text first[500], again;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    struct capai_pool *pool = capai_pool_new(&arena);
    assert_non_null(pool);
    for (size_t round = 0; round < 2; round++)
        for (unsigned i = 0; i < 500; i++) {
            char name[20];
            size_t size = (size_t)snprintf(name, sizeof name, "OPD %u", i);
            assert_true(
                capai_pool_text(pool, (capai_text){name, size}, round ? &again : &first[i]));
            capai_text got = round ? again : first[i];
            assert_string_equal(got.data, name);
            assert_int_equal(got.size, size);
            assert_ptr_equal(got.data, first[i].data);
        }
    capai_arena_clear(&arena);
}

static void test_pool_text_nul_empty_and_missing_stay_apart(void **state)
{
    struct capai_arena arena;
    capai_text a, b, shorter, empty, missing = CAPAI_TEXT("x");
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    struct capai_pool *pool = capai_pool_new(&arena);
    assert_true(capai_pool_text(pool, CAPAI_TEXT("a\0b"), &a));
    assert_true(capai_pool_text(pool, CAPAI_TEXT("a\0c"), &b));
    assert_true(capai_pool_text(pool, CAPAI_TEXT("a"), &shorter));
    assert_true(capai_pool_text(pool, CAPAI_TEXT(""), &empty));
    assert_true(capai_pool_text(pool, CAPAI_NO_TEXT, &missing));
    assert_int_equal(a.size, 3);
    assert_int_equal(a.data[3], '\0');
    assert_ptr_not_equal(a.data, b.data);
    assert_ptr_not_equal(a.data, shorter.data);
    assert_non_null(empty.data);
    assert_int_equal(empty.size, 0);
    assert_null(missing.data);
    assert_int_equal(missing.size, 0);
    capai_arena_clear(&arena);
}

enum { TORTURE_TEXTS = 100 };

static capai_text torture_text(unsigned i, char *buffer, size_t size)
{
    return (capai_text){buffer, (size_t)snprintf(buffer, size, "text %u", i % TORTURE_TEXTS)};
}

/* Fills a pool twice; a text that failed is asked for again, since the pool must still be whole.
 * Returns how many requests were refused. */
static int fill_pool(struct capai_pool *pool)
{
    capai_text kept[TORTURE_TEXTS];
    int refused = 0;
    for (unsigned i = 0; i < 2 * TORTURE_TEXTS; i++) {
        char buffer[20];
        capai_text text = torture_text(i, buffer, sizeof buffer), out = CAPAI_TEXT("before");
        if (!capai_pool_text(pool, text, &out)) {
            assert_text(out, "before");
            refused++;
            assert_true(capai_pool_text(pool, text, &out));
        }
        assert_string_equal(out.data, buffer);
        if (i < TORTURE_TEXTS)
            kept[i] = out;
        else
            assert_ptr_equal(out.data, kept[i - TORTURE_TEXTS].data);
    }
    return refused;
}

static void test_pool_torture_fails_cleanly(void **state)
{
    int refused = 1;
    (void)state;
    for (long n = 0; refused; n++) {
        struct capai_arena arena;
        struct failing failing = {.fail_at = n};
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        struct capai_pool *pool = capai_pool_new(&arena);
        if (n == 0)
            assert_null(pool);
        else
            refused = fill_pool(pool);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        assert_true(n < 10000);
    }
}

/* A name that is missing is as far from another as that is long. */
static void test_nearest_to_nothing_is_what_is_short(void **state)
{
    static const capai_text names[] = {{"empat", 5}, {"dua", 3}};
    (void)state;
    assert_text(text_nearest_within(CAPAI_TEXT(""), names, 2, 3), "dua");
    assert_null(text_nearest_within(CAPAI_TEXT(""), names, 2, 2).data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_nocase_by_case_and_bytes),
        cmocka_unit_test(test_compare_orders_by_bytes),
        cmocka_unit_test(test_append_keeps_what_fits),
        cmocka_unit_test(test_of_null_gives_missing),
        cmocka_unit_test(test_trim_by_blanks_gives_inner),
        cmocka_unit_test(test_blank_at_beginning_gives_its_bytes),
        cmocka_unit_test(test_steers_is_what_nobody_sees),
        cmocka_unit_test(test_length_counts_characters),
        cmocka_unit_test(test_length_counts_bytes_that_are_not_utf8),
        cmocka_unit_test(test_length_is_the_same_at_each_place),
        cmocka_unit_test(test_copy_any_bytes_gives_terminated_copy),
        cmocka_unit_test(test_fold_spellings_meet),
        cmocka_unit_test(test_copy_and_fold_without_memory_give_null),
        cmocka_unit_test(test_nearest_suggests_the_most_alike),
        cmocka_unit_test(test_nearest_more_than_a_third_different_gives_missing),
        cmocka_unit_test(test_nearest_long_words_compares_first_64_bytes),
        cmocka_unit_test(test_pool_text_same_bytes_same_pointer),
        cmocka_unit_test(test_pool_text_nul_empty_and_missing_stay_apart),
        cmocka_unit_test(test_pool_torture_fails_cleanly),
        cmocka_unit_test(test_nearest_to_nothing_is_what_is_short),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
