/* The parts of the quick way: what they prove, the rest of the core decides in the same way. FUZZ
 * is how many random cases there are of each. */
#include "random_test.h"

#include <csv.h>
#include <string.h>

#include "capai/cell.h"
#include "capai/exact.h"
#include "core/csv_index.h"
#include "core/number.h"
#include "core/quick_formula.h"
#include "core/quick_names.h"

static int cases(int usual)
{
    const char *wanted = getenv("FUZZ");
    return wanted ? atoi(wanted) : usual;
}

/* Joins random pieces. */
static capai_text random_text(const char *const *pieces, int count, int parts, char *buffer)
{
    size_t size = 0;
    for (int i = random_below(parts + 1); i > 0; i--) {
        const char *piece = pieces[random_below(count)];
        memcpy(buffer + size, piece, strlen(piece));
        size += strlen(piece);
    }
    return (capai_text){buffer, size};
}

/* ---- fields ---- */

/* Fields one behind the other: a letter f and the text of each, r for the end of a row. */
struct said {
    char text[4096];
    size_t size;
};

static void say(struct said *said, char what, const char *data, size_t size)
{
    assert_true(said->size + size + 1 < sizeof said->text);
    said->text[said->size++] = what;
    if (size)
        memcpy(said->text + said->size, data, size);
    said->size += size;
}

static void on_field(void *data, size_t size, void *user)
{
    say(user, 'f', data, size);
}

static void on_row(int end, void *user)
{
    (void)end;
    say(user, 'r', NULL, 0);
}

/* What libcsv makes of it; false where it refuses it. */
static bool split(capai_text text, char delimiter, struct said *said)
{
    struct csv_parser parser;
    said->size = 0;
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    csv_set_delim(&parser, (unsigned char)delimiter);
    bool good = csv_parse(&parser, text.data, text.size, on_field, on_row, said) == text.size &&
                csv_fini(&parser, on_field, on_row, said) == 0;
    csv_free(&parser);
    return good;
}

static void say_field(struct said *said, const char *start, const char *end, char delimiter)
{
    while (start < end && (*start == ' ' || *start == '\t') && *start != delimiter)
        start++;
    while (end > start && memchr(" \t\r", end[-1], 3))
        end--;
    say(said, 'f', NULL, 0);
    const bool quoted = end - start >= 2 && *start == '"';
    for (const char *at = start + quoted; at < end - quoted; at++) {
        said->text[said->size++] = *at;
        at += quoted && *at == '"'; /* it is doubled */
    }
}

static bool is_blank(const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!memchr(" \t\r", data[i], 3))
            return false;
    return true;
}

/* The same of the index; a line of blanks is no row. */
static void tell(const struct csv_index *index, capai_text text, char delimiter, struct said *said)
{
    size_t start = 0, row = 0;
    said->size = 0;
    for (size_t i = 0; i < index->count; i++) {
        const bool last = row < index->row_count && index->rows[row] == i;
        const size_t end = index->ends[i];
        const bool first = i == 0 || (row > 0 && index->rows[row - 1] == i - 1);
        const bool empty = last && first && is_blank(text.data + start, end - start);
        if (!empty)
            say_field(said, text.data + start, text.data + end, delimiter);
        if (last && !empty)
            say(said, 'r', NULL, 0);
        row += last;
        start = end + 1;
    }
    assert_int_equal(row, index->row_count);
}

/* Every way of this machine finds the same. */
static void compare_ways(capai_text text, char delimiter, const struct csv_index *index,
                         bool proven)
{
    struct csv_index other = {.ends = NULL};
    struct csv_way ways[CSV_WAYS];
    for (size_t w = 0, count = csv_ways(ways); w < count; w++) {
        if (csv_index_with(ways[w], &other, text, delimiter) != proven)
            fail_msg("way %zu of %zu proves otherwise: %.*s", w, count, (int)text.size, text.data);
        assert_int_equal(other.count, index->count);
        assert_int_equal(other.row_count, index->row_count);
        assert_int_equal(other.breaks, index->breaks);
        assert_int_equal(other.odd, index->odd);
        if (index->count)
            assert_memory_equal(other.ends, index->ends, index->count * sizeof *index->ends);
        if (index->row_count)
            assert_memory_equal(other.rows, index->rows, index->row_count * sizeof *index->rows);
    }
    csv_index_clear(&other);
}

static bool compare_fields(capai_text text, char delimiter, struct csv_index *index, int *proven)
{
    static struct said libcsv, ours;
    const bool made = csv_index_make(index, text, delimiter);
    assert_false(index->memory);
    if (text.size && delimiter != ' ')
        compare_ways(text, delimiter, index, made);
    if (!made)
        return false;
    ++*proven;
    if (!split(text, delimiter, &libcsv))
        fail_msg("libcsv refuses what was proven: %.*s", (int)text.size, text.data);
    tell(index, text, delimiter, &ours);
    if (ours.size != libcsv.size || memcmp(ours.text, libcsv.text, ours.size) != 0)
        fail_msg("%.*s\nlibcsv: %.*s\nindex:  %.*s", (int)text.size, text.data, (int)libcsv.size,
                 libcsv.text, (int)ours.size, ours.text);
    return true;
}

/* Writes what stands before the text that is looked at: nothing, or about as much as is looked at
 * together, so that the text lies across its end; returns its bytes. */
static size_t lead(int kind, char *out)
{
    const size_t size = kind < 8 ? 0 : (size_t)(CSV_BLOCK * CSV_BLOCKS - 12 + random_below(24));
    memset(out, kind == 8 ? ' ' : 'x', size);
    if (kind == 9)
        out[0] = '"';
    if (kind == 10) {
        memset(out, ' ', size);
        memcpy(out, "\"\"", 2);
    }
    return size;
}

static void index_splits_as_libcsv_does(void **state)
{
    /* blanks that fill several blocks */
    static char blanks[3 * CSV_BLOCK + 1], behind[3 * CSV_BLOCK + 1], ahead[3 * CSV_BLOCK + 1];
    static const char *const pieces[] = {"a",
                                         "b",
                                         "\"",
                                         "\"\"",
                                         ",",
                                         ",",
                                         ",",
                                         "\n",
                                         "\n",
                                         "\r\n",
                                         " ",
                                         "\"c\"",
                                         "\t",
                                         ";",
                                         "\"",
                                         "\xC3",
                                         "\xA9",
                                         "\"a\"",
                                         "\"x, \"\"y\"\"\"",
                                         "\r",
                                         "long text"};
    struct csv_index index = {.ends = NULL};
    int proven = 0, count = cases(200000);
    (void)state;
    memset(blanks, ' ', sizeof blanks - 1);
    memset(behind, ' ', sizeof behind - 1);
    memcpy(behind, "\"b\"", 3);
    memset(ahead, ' ', sizeof ahead - 1);
    memcpy(ahead + sizeof ahead - 4, "\"b\"", 3);
    for (int n = 0; n < count; n++) {
        char buffer[8 * 1024];
        /* short ones, and such as go from one block to the next */
        const size_t before = lead(random_below(16), buffer);
        capai_text text =
            random_text(pieces, sizeof pieces / sizeof *pieces, n % 3 ? 12 : 90, buffer + before);
        text = (capai_text){buffer, before + text.size};
        if (n % 2) { /* rows that are mostly right */
            size_t at = before;
            if (before) {
                buffer[at - 1] = buffer[0] == '"' && buffer[1] != '"' ? '"' : buffer[at - 1];
                buffer[at++] = ',';
            }
            for (int i = random_below(12); i >= 0; i--) {
                const char *const fields[] = {"a",      "\"b\"", " \"c\" ", "\"d\"\"\"",
                                              "\"\n\"", "e f ",  "",        "\"\"",
                                              blanks,   behind,  ahead};
                const char *field = fields[random_below(n % 8 == 1 ? 11 : 8)];
                memcpy(buffer + at, field, strlen(field));
                at += strlen(field);
                buffer[at++] = i % 4 ? ',' : '\n';
            }
            text = (capai_text){buffer, at};
            if (!compare_fields(text, ',', &index, &proven))
                fail_msg("not proven: %.*s", (int)text.size, text.data);
            text.size -= (size_t)random_below(2);
        }
        compare_fields(text, n % 5 ? ',' : n % 2 ? ';' : '\t', &index, &proven);
    }
    csv_index_clear(&index);
    assert_true(proven > count / 8);
}

/* ---- numbers ---- */

static void number_is_that_of_the_long_way(void **state)
{
    static const char *const pieces[] = {"1", "2", "0", "00", "123", "7", ".", ",", ".",
                                         ",", "-", "%", " ",  "Rp",  "(", "9", "55"};
    static const enum capai_cell_purpose purposes[] = {CAPAI_QUANTITY, CAPAI_RUPIAH,
                                                       CAPAI_RUPIAH_MIXED};
    int proven = 0, count = cases(500000);
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
        at[random_below((int)size)] = "0,.-/:9 "[random_below(8)];
    return (capai_text){at, size};
}

static void amount_is_that_of_a_number(void **state)
{
    int same = 0, count = cases(500000);
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
        const bool read = quick_amount_read(text, QUICK_BEFORE, notation, &quick);
        if (read != quick_number_read(text, notation, CAPAI_RUPIAH, &number) ||
            (read && (quick.digits != number.digits || quick.scale != number.scale ||
                      quick.ambiguous != number.ambiguous || quick.foreign != number.foreign)))
            fail_msg("%.*s", (int)text.size, text.data);
        same += read;
    }
    assert_true(same > count / 8);
}

static int64_t random_whole(void)
{
    const int64_t x = (int64_t)(next_random() % (uint64_t)decimal_power(1 + random_below(17)));
    return random_below(3) ? x : -x;
}

static void text_is_that_of_the_decimal(void **state)
{
    (void)state;
    for (int n = cases(200000); n > 0; n--) {
        const int64_t digits = random_whole();
        const int scale = random_below(12);
        char ours[QUICK_TEXT], theirs[CAPAI_DECIMAL_TEXT];
        const size_t size = quick_format(digits, scale, ours);
        assert_int_equal(
            capai_decimal_format(quick_decimal(digits, scale), CAPAI_NOTATION_PLAIN, theirs), size);
        assert_memory_equal(ours, theirs, size);
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
    for (int n = cases(200000); n > 0; n--) {
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
    int good = 0, count = cases(100000);
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
    int same = 0, count = cases(100000);
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
                    const size_t size = quick_format(digits, scale, ours);
                    assert_int_equal(size, capai_decimal_format(quick_decimal(digits, scale),
                                                                CAPAI_NOTATION_PLAIN, text));
                    assert_memory_equal(ours, text, size);
                }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(index_splits_as_libcsv_does),
        cmocka_unit_test(number_is_that_of_the_long_way),
        cmocka_unit_test(amount_is_that_of_a_number),
        cmocka_unit_test(text_is_that_of_the_decimal),
        cmocka_unit_test(large_text_is_that_of_the_decimal),
        cmocka_unit_test(idle_zeros_behind_the_point_are_dropped),
        cmocka_unit_test(rounding_is_exact),
        cmocka_unit_test(formula_is_that_of_the_decimals),
        cmocka_unit_test(formulas_with_other_fields_words_and_long_numbers_do_not_fit),
        cmocka_unit_test(quotients_are_of_whole_numbers),
        cmocka_unit_test(fold_is_that_of_the_text),
        cmocka_unit_test(names_are_known_by_their_bytes),
    };
    return cmocka_run_group_tests(tests, setup_seed, NULL);
}
