/* The parts of the quick way: what they prove, the rest of the core decides in the same way. FUZZ
 * is how many random cases there are of each. */
#include "random_test.h"

#include <string.h>

#include "capai/cell.h"
#include "capai/exact.h"
#include "core/number.h"
#include "core/quick_formula.h"
#include "core/quick_names.h"

/* ---- numbers ---- */

static void number_is_that_of_the_long_way(void **state)
{
    static const char *const pieces[] = {"1", "2", "0", "00", "123", "7", ".", ",", ".",
                                         ",", "-", "%", " ",  "Rp",  "(", "9", "55"};
    static const enum capai_cell_purpose purposes[] = {CAPAI_QUANTITY, CAPAI_RUPIAH,
                                                       CAPAI_RUPIAH_MIXED};
    int proven = 0, count = random_cases(500000);
    (void)state;
    for (int n = 0; n < count; n++) {
        char buffer[256];
        const int kinds = n % 4 ? 10 : (int)(sizeof pieces / sizeof *pieces);
        const capai_text text = random_text(pieces, kinds, 8, buffer);
        const enum capai_notation notation =
            n % 2 ? CAPAI_NOTATION_INDONESIA : CAPAI_NOTATION_PLAIN;
        const enum capai_cell_purpose purpose = purposes[n % 3];
        struct quick_number quick;
        struct number number;
        capai_text rest = text;
        if (!quick_number_read(text, notation, purpose, &quick))
            continue;
        proven++;
        const capai_decimal x = quick_decimal(quick.digits, quick.scale);
        if (!number_begins(text) ||
            number_scan(&rest, text, notation, purpose, &number, NULL) != CAPAI_OK || rest.size ||
            memcmp(&number.value, &x, sizeof x) != 0 || number.percent ||
            number.ambiguous != quick.ambiguous || number.foreign != quick.foreign)
            fail_msg("%.*s", (int)text.size, text.data);
    }
    assert_true(proven > count / 8);
}

/* An amount in groups, with or without decimals, in which sometimes a character is another one. */
static capai_text random_amount(bool indonesia, char *at)
{
    const char group = indonesia ? '.' : ',', decimal = indonesia ? ',' : '.';
    size_t size = 0;
    for (int i = 1 + random_below(4); i > 0; i--)
        at[size++] = (char)('0' + random_below(10));
    for (int i = random_below(6); i > 0; i--) {
        at[size++] = group;
        for (int k = 0; k < 3; k++)
            at[size++] = (char)('0' + random_below(10));
    }
    for (int i = random_below(2) ? random_below(4) : -1; i >= 0; i--)
        at[size++] = i > 2 || (i && random_below(2)) ? decimal : (char)('0' + random_below(10));
    if (random_below(4) == 0)
        at[random_below((int)size)] = "0,.-/:9 \xB0"[random_below(9)];
    return (capai_text){at, size};
}

static bool is_same(const struct quick_number *a, const struct quick_number *b)
{
    return a->digits == b->digits && a->scale == b->scale && a->ambiguous == b->ambiguous &&
           a->foreign == b->foreign;
}

/* The short way reads neither more nor less than it says; `number` is what the long way read. */
static void assert_amount_is_plain(capai_text text, bool indonesia,
                                   const struct quick_number *number)
{
    struct quick_number quick;
    const char group = indonesia ? '.' : ',', decimal = indonesia ? ',' : '.';
    const bool plain = number && memchr(text.data, group, text.size) &&
                       (number->scale == 2 || !memchr(text.data, decimal, text.size)) &&
                       text.size - (number->scale ? 3 : 0) < QUICK_BEFORE;
    if (quick_amount_plain(text, group, decimal, &quick) != plain ||
        (plain && !is_same(&quick, number)))
        fail_msg("%splain: %.*s", plain ? "" : "not ", (int)text.size, text.data);
}

static void assert_quantity_is_plain(capai_text text, bool indonesia,
                                     const struct quick_number *number)
{
    struct quick_number quick;
    const bool plain = number && text.size <= 8 &&
                       !memchr(text.data, indonesia ? '.' : ',', text.size) &&
                       (number->scale != 3 || indonesia);
    if (quick_quantity_plain(text, indonesia ? ',' : '.', &quick) != plain ||
        (plain && !is_same(&quick, number)))
        fail_msg("%splain: %.*s", plain ? "" : "not ", (int)text.size, text.data);
}

static void amount_is_that_of_a_number(void **state)
{
    int same = 0, count = random_cases(500000);
    (void)state;
    for (int n = 0; n < count; n++) {
        char buffer[QUICK_BEFORE + 64];
        const bool indonesia = n % 2;
        const enum capai_notation notation =
            indonesia ? CAPAI_NOTATION_INDONESIA : CAPAI_NOTATION_PLAIN;
        struct quick_number quick, number;
        for (int i = 0; i < QUICK_BEFORE; i++)
            buffer[i] = (char)random_below(256);
        const capai_text text = random_amount(indonesia, buffer + QUICK_BEFORE);
        const bool read = quick_number_read(text, notation, CAPAI_RUPIAH, &number);
        if (quick_amount_soon(text, QUICK_BEFORE, notation, &quick) &&
            !(read && is_same(&quick, &number)))
            fail_msg("%.*s", (int)text.size, text.data);
        assert_amount_is_plain(text, indonesia, read ? &number : NULL);
        same += read;
    }
    assert_true(same > count / 8);
}

/* Processors that cannot look at all groups at once find the same. */
static void assert_groups_are_same(capai_text text)
{
    struct quick_number number;
    uint64_t value = 0;
    if (text.size < 5 || text.size % 4 == 0 || text.data[0] == '0' ||
        text.data[text.size - 3] == ',')
        return; /* no amount, or one with decimals */
    const bool read = quick_groups_by_two(text.data + text.size, text.size, '.', &value);
    if (read != quick_amount_plain(text, '.', ',', &number) ||
        (read && value != (uint64_t)number.digits))
        fail_msg("%.*s", (int)text.size, text.data);
}

static void groups_are_read_alike(void **state)
{
    (void)state;
    for (int n = random_cases(200000); n > 0; n--) {
        char bytes[QUICK_BEFORE];
        const size_t size = (size_t)random_below(QUICK_BEFORE - 1) + 1;
        const capai_text text = {bytes + QUICK_BEFORE - size, size};
        for (int i = 0; i < QUICK_BEFORE; i++)
            bytes[i] = (char)(i % 4 ? '0' + random_below(10) : '.');
        assert_groups_are_same(text);
        bytes[random_below(QUICK_BEFORE)] = (char)random_below(256);
        assert_groups_are_same(text);
    }
}

/* A quantity, in which sometimes a character is another one. */
static capai_text random_quantity(char *at)
{
    size_t size = 0;
    for (int i = random_below(6); i >= 0; i--)
        at[size++] = (char)('0' + random_below(10));
    if (random_below(3)) {
        at[size++] = random_below(3) ? ',' : '.';
        for (int i = random_below(5); i > 0; i--)
            at[size++] = (char)('0' + random_below(10));
    }
    if (random_below(4) == 0)
        at[random_below((int)size)] = "0,.-/:9\xFF"[random_below(8)];
    return (capai_text){at, size};
}

static void quantity_is_that_of_a_number(void **state)
{
    int same = 0, count = random_cases(500000);
    (void)state;
    for (int n = 0; n < count; n++) {
        char buffer[QUICK_BEFORE + 64];
        const enum capai_notation notation =
            n % 2 ? CAPAI_NOTATION_INDONESIA : CAPAI_NOTATION_PLAIN;
        struct quick_number quick, number;
        for (int i = 0; i < QUICK_BEFORE; i++)
            buffer[i] = (char)random_below(256);
        const capai_text text = random_quantity(buffer + QUICK_BEFORE);
        const bool read = quick_number_read(text, notation, CAPAI_QUANTITY, &number);
        if (quick_quantity_soon(text, QUICK_BEFORE, notation, &quick) &&
            !(read && is_same(&quick, &number)))
            fail_msg("%.*s", (int)text.size, text.data);
        assert_quantity_is_plain(text, n % 2, read ? &number : NULL);
        same += read;
    }
    assert_true(same > count / 8);
}

/* Every sign, and what stands beside the digits, in each place of a number. */
static void any_sign_in_any_place_is_read_as_in_others(void **state)
{
    static const char *const texts[] = {
        "1.382.141.327,05", "1.382.141.327", "38.214,50", "1.234", "92,11", "7"};
    static const char signs[] = "./:,09 \x80\xAA\xB0\xFF";
    (void)state;
    for (size_t n = 0; n < sizeof texts / sizeof *texts; n++) {
        char buffer[QUICK_BEFORE + 64];
        const capai_text text = {buffer + QUICK_BEFORE, strlen(texts[n])};
        memset(buffer, '5', sizeof buffer);
        for (size_t at = 0; at < text.size; at++)
            for (size_t k = 0; k < sizeof signs - 1; k++) {
                struct quick_number number;
                memcpy(buffer + QUICK_BEFORE, texts[n], text.size);
                buffer[QUICK_BEFORE + at] = signs[k];
                bool read =
                    quick_number_read(text, CAPAI_NOTATION_INDONESIA, CAPAI_RUPIAH, &number);
                assert_amount_is_plain(text, true, read ? &number : NULL);
                assert_groups_are_same(text);
                read = quick_number_read(text, CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, &number);
                assert_quantity_is_plain(text, true, read ? &number : NULL);
            }
    }
}

/* Where too little may be read before a text, nothing is (the sanitizers look at it). */
static void number_at_the_beginning_is_left_to_others(void **state)
{
    static const char *const texts[] = {"1.234", "1.382.141.327,00", "92,11", "7"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct quick_number quick;
        const capai_text whole = capai_text_of(texts[i]);
        char *const alone = calloc(1, QUICK_BEFORE + whole.size);
        assert_non_null(alone);
        for (size_t before = 0; before <= QUICK_BEFORE; before++) {
            const capai_text text = {alone + before, whole.size};
            memcpy(alone + before, whole.data, whole.size);
            const bool amount = quick_amount_soon(text, before, CAPAI_NOTATION_INDONESIA, &quick);
            const bool quantity =
                quick_quantity_soon(text, before, CAPAI_NOTATION_INDONESIA, &quick);
            assert_int_equal(amount, before == QUICK_BEFORE && i < 2);
            assert_int_equal(quantity, before == QUICK_BEFORE && i >= 2);
        }
        free(alone);
    }
}

static int64_t random_whole(void)
{
    const int64_t x = (int64_t)(next_random() % (uint64_t)decimal_power(1 + random_below(17)));
    return random_below(3) ? x : -x;
}

static void text_is_that_of_the_decimal(void **state)
{
    (void)state;
    for (int n = random_cases(200000); n > 0; n--) {
        const int64_t digits = random_whole();
        const int scale = random_below(12);
        char ours[QUICK_TEXT], theirs[CAPAI_DECIMAL_TEXT];
        const capai_text text = quick_format(digits, scale, ours);
        assert_int_equal(
            capai_decimal_format(quick_decimal(digits, scale), CAPAI_NOTATION_PLAIN, theirs),
            text.size);
        assert_memory_equal(text.data, theirs, text.size);
        int64_t back;
        assert_true(quick_whole(quick_decimal(digits, scale), scale, &back));
        assert_int_equal(back, digits);
    }
}

static void idle_zeros_behind_the_point_are_dropped(void **state)
{
    static const struct {
        int digits, scale, stripped, left;
    } cases[] = {{150, 2, 15, 1},  {100, 2, 1, 0},    {1000, 2, 10, 0}, {100, 0, 100, 0},
                 {105, 2, 105, 2}, {-150, 1, -15, 0}, {0, 3, 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        quick_wide digits = cases[i].digits;
        int scale = cases[i].scale;
        quick_strip(&digits, &scale);
        assert_true(digits == cases[i].stripped);
        assert_int_equal(scale, cases[i].left);
    }
}

static void rounding_is_exact(void **state)
{
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (int n = random_cases(200000); n > 0; n--) {
        const int64_t numerator = n % 2 ? random_whole() : random_whole() / 100 * 100;
        const int64_t denominator =
            n % 3 ? 1 + random_below(n % 5 ? 16 : 1000000) : 1 + (int64_t)(next_random() >> 20);
        const int digits = random_below(5);
        const enum capai_rounding mode = (enum capai_rounding)random_below(CAPAI_ROUNDING_COUNT);
        const struct capai_ratio ratio = {capai_decimal_from_int(numerator),
                                          capai_decimal_from_int(denominator)};
        struct capai_mark mark = capai_arena_mark(&arena);
        capai_decimal rounded;
        int64_t ours;
        assert_int_equal(
            capai_exact_round(capai_exact_of(&ratio), digits, mode, &arena, &rounded, NULL),
            CAPAI_OK);
        assert_true(quick_round(numerator, denominator, digits, mode, &ours) ||
                    numerator / denominator > decimal_power(12) ||
                    numerator / denominator < -decimal_power(12));
        if (quick_round(numerator, denominator, digits, mode, &ours))
            assert_int_equal(capai_decimal_compare(quick_decimal(ours, digits), rounded), 0);
        capai_arena_release(&arena, mark);
    }
    capai_arena_clear(&arena);
}

/* ---- formulas ---- */

static enum capai_outcome value_of(const void *row, enum capai_field field, capai_decimal *out)
{
    const capai_decimal *cells = row;
    *out = cells[field != CAPAI_FIELD_REALISASI];
    return CAPAI_NILAI;
}

static void formula_is_that_of_the_decimals(void **state)
{
    static const char *const texts[] = {
        "realisasi / target * 100",
        "(2*target - realisasi) / target * 100",
        "if(realisasi <= target_atas, 100, max(0, 100 - (realisasi - target) / target * 100))",
        "100 - abs((realisasi - target) / target) * 100",
        "if(not (realisasi > 5 and target >= 2.5 or realisasi == 7), -realisasi, min(target, 80))",
        "realisasi / (target - 3) * 1.25 + target / 7 - 0.5",
        "max(target_bawah, realisasi) / min(target, realisasi) / 3",
        "if(target ~= 10, realisasi * realisasi / target, 12.345678)",
    };
    struct capai_arena arena;
    int good = 0, count = random_cases(100000);
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
        struct capai_expression expression;
        assert_int_equal(capai_expression_parse(capai_text_of(texts[t]), &arena, &expression, NULL),
                         CAPAI_OK);
        assert_true(quick_formula_fits(&expression));
        for (int n = 0; n < count / 8; n++) {
            const int scale = random_below(4), small = n % 2 ? 1000000 : 30;
            const int64_t r = random_below(small), target = random_below(small);
            const capai_decimal cells[] = {quick_decimal(r, scale), quick_decimal(target, scale)};
            struct capai_ratio exact;
            quick_wide numerator, denominator;
            struct capai_mark mark = capai_arena_mark(&arena);
            const enum capai_outcome outcome =
                capai_expression_value(&expression, value_of, cells, &arena, &exact, NULL);
            const bool ours =
                quick_formula_value(&expression, r, target, scale, &numerator, &denominator);
            assert_int_equal(ours, outcome == CAPAI_NILAI);
            int sign = 1;
            if (ours) {
                const struct capai_ratio ratio = {quick_decimal(numerator, 0),
                                                  quick_decimal(denominator, 0)};
                assert_true(denominator > 0);
                assert_int_equal(capai_exact_compare(capai_exact_of(&ratio), capai_exact_of(&exact),
                                                     &arena, &sign, NULL),
                                 CAPAI_OK);
                assert_int_equal(sign, 0);
                good++;
            }
            capai_arena_release(&arena, mark);
        }
    }
    capai_arena_clear(&arena);
    assert_true(good > count / 2);
}

static void formulas_with_other_fields_words_and_long_numbers_do_not_fit(void **state)
{
    static const struct {
        const char *text;
        bool fits;
    } cases[] = {
        {"realisasi / target * 100", true},
        {"(target_bawah + target_atas) / 2", true},
        {"realisasi * 1.234567", true},
        {"realisasi * 1.2345678", false},
        {"realisasi * 1000000000000", true},
        {"realisasi * 1000000000001", false},
        {"realisasi * bobot", false},
        {"(realisasi - realisasi_lalu) / realisasi_lalu * 100", false},
        {"realisasi / target_akhir * 100", false},
        {"tahun / realisasi", false},
    };
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_expression expression;
        assert_int_equal(
            capai_expression_parse(capai_text_of(cases[i].text), &arena, &expression, NULL),
            CAPAI_OK);
        if (quick_formula_fits(&expression) != cases[i].fits)
            fail_msg("%s", cases[i].text);
        expression.word_count = 1; /* cells are words then */
        assert_false(quick_formula_fits(&expression));
    }
    capai_arena_clear(&arena);
}

/* What a function returns, as whole numbers. */
static void quotients_are_of_whole_numbers(void **state)
{
    const int64_t most = decimal_power(18);
    const struct {
        int64_t n, d;
        int n_scale, d_scale;
        bool known;
        quick_wide numerator, denominator;
    } cases[] = {
        {1, 3, 0, 0, true, 1, 3},
        {15, 25, 1, 2, true, 150, 25},
        {15, 25, 2, 1, true, 15, 250},
        {-1, -3, 0, 0, true, 1, 3},
        {1, -3, 0, 0, true, -1, 3},
        {-1, 3, 0, 0, true, -1, 3},
        {0, 7, 0, 0, true, 0, 7},
        {7, 0, 0, 0, false, 0, 0},
        /* up to 18 digits, 18 more zeros, and 10^30 */
        {most, 1, 0, 0, true, most, 1},
        {most + 1, 1, 0, 0, false, 0, 0},
        {most, 1, -12, 0, true, (quick_wide)most * decimal_power(12), 1},
        {most, 1, -13, 0, false, 0, 0},
        {1, 3, -18, 0, true, most, 3},
        {1, 3, -19, 0, false, 0, 0},
        {3, 1, 0, -19, false, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_ratio ratio = {quick_decimal(cases[i].n, cases[i].n_scale),
                                          quick_decimal(cases[i].d, cases[i].d_scale)};
        quick_wide numerator, denominator;
        assert_int_equal(quick_quotient(ratio, &numerator, &denominator), cases[i].known);
        assert_true(!cases[i].known ||
                    (numerator == cases[i].numerator && denominator == cases[i].denominator));
    }
}

/* ---- names ---- */

static void fold_is_that_of_the_text(void **state)
{
    static const char *const pieces[] = {"a",     "B",        "b",        "\"", " ", "-",
                                         "7",     "\xC2\xA0", "\xC3\xA9", "A",  ".", "\xE2\x80\xAF",
                                         "Nilai", "\t"};
    struct capai_arena arena;
    int same = 0, count = random_cases(100000);
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (int n = 0; n < count; n++) {
        char buffer[2][128];
        struct quick_name names[2] = {{.empty = false}, {.empty = false}};
        capai_text folds[2];
        struct capai_mark mark = capai_arena_mark(&arena);
        for (int i = 0; i < 2; i++) {
            names[i].raw = random_text(pieces, sizeof pieces / sizeof *pieces, 5, buffer[i]);
            assert_true(quick_fold(names[i].raw, &names[i].fold, &names[i].empty));
            folds[i] = capai_text_fold(names[i].raw, &arena);
            assert_int_equal(names[i].empty, folds[i].size == 0);
        }
        const bool equal = capai_text_equal(folds[0], folds[1]);
        assert_int_equal(names[0].fold == names[1].fold, equal);
        same += equal;
        capai_arena_release(&arena, mark);
    }
    capai_arena_clear(&arena);
    assert_true(same > count / 100);
}

enum { NAMES_ROOM = 90 * 16 };

/* A way goes on while there is ASCII, but for a rest of less than eight bytes, or of less than
 * sixty-four before others; what it has done is folded as in the text. */
static void assert_begins_as_folded(quick_fold_way *way, capai_text text, struct capai_arena *arena)
{
    unsigned char out[NAMES_ROOM + 64];
    size_t size = 0, plain = 0;
    while (plain < text.size && (unsigned char)text.data[plain] < 0x80)
        plain++;
    memset(out, '?', sizeof out);
    const size_t done = way(text, out, &size);
    assert_true(done <= plain && plain - done < (plain < text.size ? 64 : 8));
    const capai_text folded = capai_text_fold((capai_text){text.data, done}, arena);
    assert_int_equal(size, folded.size);
    assert_memory_equal(out, folded.data, size);
}

/* Folded once or twice, a name is the same; whatever the processor can do. */
static void all_ways_fold_alike(void **state)
{
    static const char *const pieces[] = {"AZ",       "az",       "@[",       "`{",
                                         "09",       "/:",       "b",        " ",
                                         "\xC3\xA9", "\xC2\xA0", "\"x, y\"", "Nilai-nilai "};
    quick_fold_way *ways[QUICK_FOLD_WAYS];
    const size_t way_count = quick_fold_ways(ways);
    struct capai_arena arena;
    (void)state;
    assert_true(way_count && way_count <= QUICK_FOLD_WAYS && !ways[way_count - 1]);
    capai_arena_init(&arena, NULL, NULL, 0);
    for (int n = random_cases(50000); n > 0; n--) {
        char buffer[NAMES_ROOM];
        uint64_t once, twice;
        bool nothing, empty;
        struct capai_mark mark = capai_arena_mark(&arena);
        const int kinds = n % 2 ? (int)(sizeof pieces / sizeof *pieces) : 8;
        const capai_text text = random_text(pieces, kinds, n % 3 ? 30 : 90, buffer);
        const capai_text folded = capai_text_fold(text, &arena);
        assert_true(quick_fold_with(NULL, folded, &twice, &nothing));
        assert_int_equal(nothing, folded.size == 0);
        for (size_t way = 0; way < way_count; way++) {
            if (ways[way])
                assert_begins_as_folded(ways[way], text, &arena);
            assert_true(quick_fold_with(ways[way], text, &once, &empty));
            if (once != twice || empty != nothing)
                fail_msg("way %zu: %.*s", way, (int)text.size, text.data);
        }
        capai_arena_release(&arena, mark);
    }
    capai_arena_clear(&arena);
}

/* Each byte by itself, but for control characters, which never come here. */
static void each_byte_folds_as_in_the_text(void **state)
{
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (int c = ' '; c < 256; c++) {
        const char text[] = {'x', (char)c, 'y'};
        const capai_text folded = capai_text_fold((capai_text){text, sizeof text}, &arena);
        uint64_t once, twice;
        bool empty;
        if (c == 0x7F)
            continue;
        assert_true(quick_fold_with(NULL, (capai_text){text, sizeof text}, &once, &empty));
        assert_int_equal(folded.size, c >= 0x80 || (c >= '0' && c <= '9') ||
                                              (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
                                          ? 3
                                          : 2);
        assert_true(quick_fold_with(NULL, folded, &twice, &empty));
        if (once != twice)
            fail_msg("%02X", (unsigned)c);
    }
    capai_arena_clear(&arena);
}

/* What stands behind a text is no part of it, though both together were a blank. */
static void blank_that_is_cut_is_none(void **state)
{
    static const char *const texts[] = {"x\xC2\xA0", "x\xE2\x80\xAF"};
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint64_t hashes[5];
        bool empty;
        for (size_t size = 1; size <= strlen(texts[i]); size++) {
            const capai_text text = {texts[i], size};
            const capai_text folded = capai_text_fold(text, &arena);
            assert_int_equal(folded.size, size == strlen(texts[i]) ? 1 : size);
            assert_true(quick_fold_with(NULL, text, &hashes[size], &empty));
            for (size_t k = 1; k < size; k++)
                assert_int_equal(hashes[k] == hashes[size], k == folded.size);
        }
    }
    capai_arena_clear(&arena);
}

static void names_are_known_by_their_bytes(void **state)
{
    static struct quick_names names;
    (void)state;
    struct quick_name *a = quick_names_find(&names, CAPAI_TEXT("Nilai A"));
    assert_non_null(a);
    assert_ptr_equal(quick_names_find(&names, CAPAI_TEXT("Nilai A")), a);
    struct quick_name *b = quick_names_find(&names, CAPAI_TEXT("\"nilai-a\""));
    assert_ptr_not_equal(a, b);
    assert_true(a->fold == b->fold);
    char text[QUICK_NAME_BYTES + 1];
    memset(text, 'x', sizeof text);
    assert_non_null(quick_names_find(&names, (capai_text){text, QUICK_NAME_BYTES}));
    assert_null(quick_names_find(&names, (capai_text){text, sizeof text}));
    for (int i = 0; names.count < QUICK_NAMES; i++) {
        static char many[QUICK_NAMES][16];
        snprintf(many[i], sizeof *many, "n%d", i);
        assert_non_null(quick_names_find(&names, capai_text_of(many[i])));
    }
    assert_null(quick_names_find(&names, CAPAI_TEXT("one too many")));
}

/* Sums of rupiah may have more digits than 64 bits hold. */
static void large_text_is_that_of_the_decimal(void **state)
{
    (void)state;
    quick_wide power = 1;
    for (int n = 0; n <= 30; n++, power *= 10)
        for (int near = -2; near <= 2; near++)
            for (int scale = 0; scale <= 3; scale++)
                for (int sign = -1; sign <= 1; sign += 2) {
                    char ours[QUICK_TEXT], text[CAPAI_DECIMAL_TEXT];
                    const quick_wide digits = sign * (7 * power + near);
                    const capai_text written = quick_format(digits, scale, ours);
                    assert_int_equal(written.size,
                                     capai_decimal_format(quick_decimal(digits, scale),
                                                          CAPAI_NOTATION_PLAIN, text));
                    assert_memory_equal(written.data, text, written.size);
                }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number_is_that_of_the_long_way),
        cmocka_unit_test(amount_is_that_of_a_number),
        cmocka_unit_test(groups_are_read_alike),
        cmocka_unit_test(quantity_is_that_of_a_number),
        cmocka_unit_test(any_sign_in_any_place_is_read_as_in_others),
        cmocka_unit_test(number_at_the_beginning_is_left_to_others),
        cmocka_unit_test(text_is_that_of_the_decimal),
        cmocka_unit_test(large_text_is_that_of_the_decimal),
        cmocka_unit_test(idle_zeros_behind_the_point_are_dropped),
        cmocka_unit_test(rounding_is_exact),
        cmocka_unit_test(formula_is_that_of_the_decimals),
        cmocka_unit_test(formulas_with_other_fields_words_and_long_numbers_do_not_fit),
        cmocka_unit_test(quotients_are_of_whole_numbers),
        cmocka_unit_test(fold_is_that_of_the_text),
        cmocka_unit_test(all_ways_fold_alike),
        cmocka_unit_test(each_byte_folds_as_in_the_text),
        cmocka_unit_test(blank_that_is_cut_is_none),
        cmocka_unit_test(names_are_known_by_their_bytes),
    };
    return cmocka_run_group_tests(tests, setup_seed, NULL);
}
