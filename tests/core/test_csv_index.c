/* The index finds the fields that libcsv finds, or says that it does not know; every way of looking
 * finds the same. FUZZ is how many random texts there are. */
#include "random_test.h"

#include <csv.h>

#include "core/csv_glance.h"
#include "core/csv_index.h"

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

/* Nothing of what was found before is left where the next way writes. */
static void forget(struct csv_index *index)
{
    if (index->capacity)
        memset(index->ends, 0xFF, index->capacity * sizeof *index->ends);
    if (index->row_capacity)
        memset(index->rows, 0xFF, index->row_capacity * sizeof *index->rows);
    index->count = index->row_count = 0;
}

/* Every way of this machine finds the same. */
static void compare_ways(capai_text text, char delimiter, const struct csv_index *index,
                         bool proven)
{
    struct csv_index other = {.ends = NULL};
    struct csv_way ways[CSV_WAYS];
    for (size_t w = 0, count = csv_ways(ways); w < count; w++) {
        forget(&other);
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
                                         "\x1F",
                                         "!~",
                                         "\x7F",
                                         "long text"};
    struct csv_index index = {.ends = NULL};
    int proven = 0, count = random_cases(200000);
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

/* ---- from group to group ---- */

enum { GROUP = CSV_BLOCK * CSV_BLOCKS, SIGNS = 4 };

/* Fills a group up to a place near its end with what is plain, puts a few signs there, with `gap`
 * blanks between them, and plain text behind: all ways must find the same. */
static void compare_across(const char *signs, size_t before, size_t gap, struct csv_index *index)
{
    static char buffer[4 * GROUP];
    size_t at = GROUP - before;
    memset(buffer, 'x', sizeof buffer);
    buffer[at - 1] = ',';
    memcpy(buffer + at, signs, before);
    memset(buffer + at + before, ' ', gap);
    at += before + gap;
    memcpy(buffer + at, signs + before, SIGNS - before);
    at += SIGNS - before + GROUP;
    buffer[at] = '\n';
    const capai_text text = {buffer, at + 1};
    compare_ways(text, ',', index, csv_index_make(index, text, ','));
}

/* Signs of all kinds on both sides of the end of a group, or of a group of blanks. */
static void each_group_says_the_same_of_the_next_one(void **state)
{
    static const char kinds[] = "\", \n\ra";
    struct csv_index index = {.ends = NULL};
    char signs[SIGNS + 1] = "";
    (void)state;
    for (int n = 0; n < 6 * 6 * 6 * 6; n++) {
        for (int i = 0, rest = n; i < SIGNS; i++, rest /= 6)
            signs[i] = kinds[rest % 6];
        for (size_t before = 0; before < SIGNS; before++) {
            compare_across(signs, before, 0, &index);
            compare_across(signs, before, GROUP, &index);
        }
    }
    csv_index_clear(&index);
}

/* A file of Windows needs no closer look, unless a carriage return stands somewhere else. */
static void a_glance_is_enough_for_line_ends_of_windows(void **state)
{
    static const char row[] = "\"a;b\";cd;e \r\n";
    static char buffer[GROUP + sizeof row];
    struct csv_index index = {.ends = NULL};
    struct csv_way ways[CSV_WAYS];
    (void)state;
    for (size_t at = 0; at < GROUP; at += sizeof row - 1)
        memcpy(buffer + at, row, sizeof row - 1);
    for (size_t w = 0, count = csv_ways(ways); w < count; w++) {
        const struct csv_carry begin = {.found = UINT64_C(1) << 63};
        struct csv_carry carry = begin;
        assert_true(csv_index_with(ways[w], &index, (capai_text){buffer, GROUP}, ';'));
        const size_t found = index.count;
        if (!ways[w].glance)
            continue;
        index.count = index.row_count = 0; /* what it had room for */
        assert_true(ways[w].glance(&index, 0, buffer, CSV_BLOCKS, ';', &carry));
        assert_in_range(found - index.count, 0, 1); /* of the last row, which was cut */
        index.count = index.row_count = 0;
        carry = begin;
        char *const sign = buffer + GROUP / 2 - GROUP / 2 % (sizeof row - 1) + 6;
        assert_int_equal(*sign, 'c');
        *sign = '\r';
        assert_false(ways[w].glance(&index, 0, buffer, CSV_BLOCKS, ';', &carry));
        assert_int_equal(index.count, 0);
        assert_memory_equal(&carry, &begin, sizeof carry);
        *sign = 'c';
    }
    csv_index_clear(&index);
}

/* ---- at a glance ---- */

enum { GROUPS = 3 };

/* Rows without a blank beside a quote, which fill blocks. */
static capai_text make_plain(char *out)
{
    static const char *const fields[] = {"a",         "\"b\"",        "\"d\"\"\"",  "\"x, y\"",
                                         "",          "\"\"",         "\"\"\"\"",   "e f",
                                         "long text", "\"a \"\" b\"", "1.234,50 ~!"};
    const size_t room = (size_t)(1 + random_below(GROUPS * CSV_BLOCKS)) * CSV_BLOCK;
    const bool windows = random_below(2), empty = !random_below(8); /* as many as a block holds */
    size_t size = 0;
    while (size + 24 < room) {
        const char *field = empty ? "" : fields[random_below(sizeof fields / sizeof *fields)];
        const char *end = empty || random_below(5) ? "," : windows ? "\r\n" : "\n";
        memcpy(out + size, field, strlen(field));
        size += strlen(field);
        memcpy(out + size, end, strlen(end));
        size += strlen(end);
    }
    memset(out + size, 'x', room - size);
    out[room - 1] = '\n';
    return (capai_text){out, room};
}

/* One glance is enough for them, and finds what the closer look finds. */
static void plain_rows_are_read_at_a_glance(void **state)
{
    struct csv_index closely = {.ends = NULL}, index = {.ends = NULL};
    struct csv_way ways[CSV_WAYS];
    const size_t way_count = csv_ways(ways);
    char text[GROUPS * GROUP];
    (void)state;
    for (int n = random_cases(20000); n > 0; n--) {
        const capai_text rows = make_plain(text);
        for (size_t w = 0; w < way_count; w++) {
            struct csv_way without = ways[w];
            struct csv_carry carry = {.found = UINT64_C(1) << 63};
            if (!ways[w].glance)
                continue;
            without.glance = NULL;
            assert_true(csv_index_with(without, &closely, rows, ','));
            assert_true(csv_index_with(ways[w], &index, rows, ',')); /* makes room */
            forget(&index);
            for (size_t at = 0; at < rows.size; at += GROUP) {
                const size_t rest = (rows.size - at) / CSV_BLOCK;
                const size_t blocks = rest < CSV_BLOCKS ? rest : CSV_BLOCKS;
                if (!ways[w].glance(&index, at, rows.data + at, blocks, ',', &carry))
                    fail_msg("way %zu, from %zu: %.*s", w, at, (int)rows.size, rows.data);
            }
            assert_int_equal(index.count, closely.count);
            assert_int_equal(index.row_count, closely.row_count);
            assert_memory_equal(index.ends, closely.ends, index.count * sizeof *index.ends);
            assert_memory_equal(index.rows, closely.rows, index.row_count * sizeof *index.rows);
        }
    }
    csv_index_clear(&closely);
    csv_index_clear(&index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(index_splits_as_libcsv_does),
        cmocka_unit_test(each_group_says_the_same_of_the_next_one),
        cmocka_unit_test(a_glance_is_enough_for_line_ends_of_windows),
        cmocka_unit_test(plain_rows_are_read_at_a_glance),
    };
    return cmocka_run_group_tests(tests, setup_seed, NULL);
}
