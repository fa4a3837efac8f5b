#include "capai_test.h"

#include "capai/write.h"

/* A sink that takes `room` bytes and fails with the next write. */
struct taker {
    char data[4096];
    size_t size, room;
    size_t after; /* writes after a failure: must stay 0 */
    bool failed;
};

static bool take(void *user, const char *data, size_t size)
{
    struct taker *t = user;
    t->after += t->failed;
    if (size > t->room - t->size) {
        t->failed = true;
        return false;
    }
    memcpy(t->data + t->size, data, size);
    t->size += size;
    return true;
}

struct bench {
    struct capai_arena arena;
    struct capai_table *table;
    struct taker taker;
    struct capai_sink sink;
};

static int set_up(void **state)
{
    static struct bench b;
    capai_arena_init(&b.arena, NULL, NULL, 0);
    b.table = capai_table_new(CAPAI_TEXT("t"), &b.arena);
    b.taker = (struct taker){.room = sizeof b.taker.data};
    b.sink = (struct capai_sink){.write = take, .user = &b.taker};
    *state = &b;
    return b.table == NULL;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    capai_arena_clear(&b->arena);
    return 0;
}

static void reset(struct bench *b, size_t room)
{
    b->taker.size = b->taker.after = 0;
    b->taker.failed = b->sink.failed = false;
    b->taker.room = room;
}

static struct capai_selection all_rows(struct bench *b)
{
    struct capai_selection selection;
    assert_true(capai_select_year(b->table, 0, &b->arena, &selection));
    assert_int_equal(selection.count, capai_table_rows(b->table));
    return selection;
}

static void assert_csv(struct bench *b, const char *expected)
{
    reset(b, sizeof b->taker.data);
    capai_write_csv(&b->sink, b->table, all_rows(b));
    assert_false(b->sink.failed);
    assert_text(((capai_text){b->taker.data, b->taker.size}), expected);
}

static void assert_json(struct bench *b, size_t indent, const char *expected)
{
    reset(b, sizeof b->taker.data);
    capai_write_json(&b->sink, b->table, all_rows(b), indent);
    assert_false(b->sink.failed);
    assert_text(((capai_text){b->taker.data, b->taker.size}), expected);
}

static void assert_markdown(struct bench *b, const char *expected)
{
    reset(b, sizeof b->taker.data);
    capai_write_markdown(&b->sink, b->table, all_rows(b));
    assert_false(b->sink.failed);
    assert_text(((capai_text){b->taker.data, b->taker.size}), expected);
}

static int add_column(struct bench *b, const char *name, enum capai_column_kind kind)
{
    int column = capai_table_add_column(b->table, capai_text_of(name), kind);
    assert_int_not_equal(column, CAPAI_NO_COLUMN);
    return column;
}

static size_t add_row(struct bench *b)
{
    assert_true(capai_table_add_row(b->table));
    return capai_table_rows(b->table) - 1;
}

static void set_cell(struct bench *b, int column, size_t row, const char *text)
{
    assert_int_equal(capai_cell_parse(capai_text_of(text), CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY,
                                      &capai_table_cells(b->table, column)[row], NULL),
                     CAPAI_OK);
}

/* opd, tahun, target, capaian over three years, one row without anything. */
static void fill(struct bench *b)
{
    const int opd = add_column(b, "opd", CAPAI_COLUMN_TEXT);
    const int tahun = add_column(b, "tahun", CAPAI_COLUMN_VALUE);
    const int target = add_column(b, "target", CAPAI_COLUMN_CELL);
    const int capaian = add_column(b, "capaian", CAPAI_COLUMN_VALUE);
    const char *const targets[] = {"1.234,50", "4 Dok", "97,78%"};
    for (int i = 0; i < 3; i++) {
        size_t row = add_row(b);
        capai_table_texts(b->table, opd)[row] = CAPAI_TEXT("Semboro");
        capai_table_values(b->table, tahun)[row] = capai_value_of_int(2022 + i % 2);
        set_cell(b, target, row, targets[i]);
        capai_table_values(b->table, capaian)[row] =
            (struct capai_value){CAPAI_NILAI, dec("100.00")};
    }
    add_row(b);
}

static void test_csv_quotes_where_needed(void **state)
{
    const struct {
        capai_text text;
        const char *expected;
    } cases[] = {
        {{"Kecamatan Jaten", 15}, "Kecamatan Jaten"},
        {{"a,b", 3}, "\"a,b\""},
        {{",", 1}, "\",\""},
        {{"a\"b", 3}, "\"a\"\"b\""},
        {{"\"", 1}, "\"\"\"\""},
        {{"\"\"", 2}, "\"\"\"\"\"\""},
        {{"a\nb", 3}, "\"a\nb\""},
        {{"a\rb", 3}, "\"a\rb\""},
        {{"a\r\nb", 4}, "\"a\r\nb\""},
        {{" a", 2}, "\" a\""},
        {{"a ", 2}, "\"a \""},
        {{"\ta", 2}, "\"\ta\""},
        {{"   ", 3}, "\"   \""},
        {{"\xC2\xA0", 2}, "\"\xC2\xA0\""},
        {{"a b", 3}, "a b"},
        {{"a;b\tc", 5}, "a;b\tc"},
        {{"\xC3\xA9\xE2\x82\xAC", 5}, "\xC3\xA9\xE2\x82\xAC"},
        {{"", 0}, ""},
        {{NULL, 0}, ""},
    };
    struct bench *b = *state;
    const int column = add_column(b, "x", CAPAI_COLUMN_TEXT);
    add_column(b, "y", CAPAI_COLUMN_TEXT);
    add_row(b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[64];
        capai_table_texts(b->table, column)[0] = cases[i].text;
        snprintf(expected, sizeof expected, "x,y\n%s,\n", cases[i].expected);
        assert_csv(b, expected);
    }
}

/* Long texts are looked at in larger pieces. */
static void test_csv_quotes_wherever_the_sign_stands(void **state)
{
    static const char signs[] = ",\"\r\n-+!#\v\f\x0C\x0E"; /* the first four need them */
    struct bench *b = *state;
    const int column = add_column(b, "x", CAPAI_COLUMN_TEXT);
    add_row(b);
    for (size_t at = 1; at + 1 < 20; at++)
        for (size_t i = 0; i + 1 < sizeof signs; i++) {
            char text[] = "abcdefghijklmnopqrst", expected[64];
            text[at] = signs[i];
            capai_table_texts(b->table, column)[0] = (capai_text){text, 20};
            if (signs[i] == '"')
                snprintf(expected, sizeof expected, "x\n\"%.*s\"\"%s\"\n", (int)at, text,
                         text + at + 1);
            else
                snprintf(expected, sizeof expected, i < 4 ? "x\n\"%s\"\n" : "x\n%s\n", text);
            assert_csv(b, expected);
        }
}

static void test_csv_header_is_quoted_too(void **state)
{
    struct bench *b = *state;
    add_column(b, "target, akhir", CAPAI_COLUMN_TEXT);
    add_column(b, "\"x\"", CAPAI_COLUMN_VALUE);
    assert_csv(b, "\"target, akhir\",\"\"\"x\"\"\"\n");
}

static void test_csv_nul_is_an_ordinary_byte(void **state)
{
    struct bench *b = *state;
    const int column = add_column(b, "x", CAPAI_COLUMN_TEXT);
    add_row(b);
    capai_table_texts(b->table, column)[0] = CAPAI_TEXT("a\0b");
    capai_write_csv(&b->sink, b->table, all_rows(b));
    assert_int_equal(b->taker.size, 6);
    assert_memory_equal(b->taker.data, "x\na\0b\n", 6);
}

static void test_csv_numbers_are_plain_and_missing_is_empty(void **state)
{
    struct bench *b = *state;
    fill(b);
    assert_csv(b, "opd,tahun,target,capaian\n"
                  "Semboro,2022,1234.50,100.00\n"
                  "Semboro,2023,4 Dok,100.00\n"
                  "Semboro,2022,97.78,100.00\n"
                  ",,,\n");
}

static void test_csv_without_rows_is_header(void **state)
{
    struct bench *b = *state;
    add_column(b, "x", CAPAI_COLUMN_TEXT);
    add_column(b, "y", CAPAI_COLUMN_TEXT);
    assert_csv(b, "x,y\n");
}

static void test_json_rows_are_objects_in_column_order(void **state)
{
    struct bench *b = *state;
    fill(b);
    assert_json(
        b, 0,
        "[\n"
        "  {\"opd\": \"Semboro\", \"tahun\": 2022, \"target\": 1234.50, \"capaian\": 100.00},\n"
        "  {\"opd\": \"Semboro\", \"tahun\": 2023, \"target\": \"4 Dok\", \"capaian\": 100.00},\n"
        "  {\"opd\": \"Semboro\", \"tahun\": 2022, \"target\": 97.78, \"capaian\": 100.00},\n"
        "  {\"opd\": null, \"tahun\": null, \"target\": null, \"capaian\": null}\n"
        "]");
}

static void test_json_indent_stands_before_each_line_but_first(void **state)
{
    struct bench *b = *state;
    add_column(b, "x", CAPAI_COLUMN_TEXT);
    assert_json(b, 4, "[]");
    add_row(b);
    add_row(b);
    assert_json(b, 4, "[\n      {\"x\": null},\n      {\"x\": null}\n    ]");
    assert_json(b, 0, "[\n  {\"x\": null},\n  {\"x\": null}\n]");
}

static void test_json_text_is_escaped(void **state)
{
    const struct {
        capai_text text;
        const char *expected;
    } cases[] = {
        {{"a\"b", 3}, "\"a\\\"b\""},
        {{"a\\b", 3}, "\"a\\\\b\""},
        {{"a/b", 3}, "\"a/b\""},
        {{"a\0b", 3}, "\"a\\u0000b\""},
        {{"\x01\x1F\x7F", 3}, "\"\\u0001\\u001f\\u007f\""},
        {{"a\nb\r\tc", 6}, "\"a\\u000ab\\u000d\\u0009c\""},
        {{"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 9}, "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\""},
        {{"\xC2\x9B\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\x93", 11},
         "\"\\u009b\\u202e\\u2066\xE2\x80\x93\""},
        {{"\xC3\"\xFF", 3}, "\"\xC3\\\"\xFF\""},
        {{" a ", 3}, "\" a \""},
        {{"", 0}, "\"\""},
        {{NULL, 0}, "null"},
    };
    struct bench *b = *state;
    const int column = add_column(b, "x\"", CAPAI_COLUMN_TEXT);
    add_row(b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[96];
        capai_table_texts(b->table, column)[0] = cases[i].text;
        snprintf(expected, sizeof expected, "[\n  {\"x\\\"\": %s}\n]", cases[i].expected);
        assert_json(b, 0, expected);
    }
}

static void test_json_outcome_without_value_is_null(void **state)
{
    struct bench *b = *state;
    const int column = add_column(b, "x", CAPAI_COLUMN_VALUE);
    add_row(b);
    for (int outcome = 1; outcome < CAPAI_OUTCOME_COUNT; outcome++) {
        capai_table_values(b->table, column)[0] =
            (struct capai_value){(enum capai_outcome)outcome, dec("5")};
        assert_json(b, 0, "[\n  {\"x\": null}\n]");
    }
}

/* Numbers as people read them, years without a grouping point, a missing one is a dash. */
static void test_markdown_table_for_people(void **state)
{
    struct bench *b = *state;
    fill(b);
    assert_markdown(b, "| opd | tahun | target | capaian |\n"
                       "|-------|----:|-------:|------:|\n"
                       "| Semboro | 2022 | 1.234,50 | 100,00 |\n"
                       "| Semboro | 2023 | 4 Dok | 100,00 |\n"
                       "| Semboro | 2022 | 97,78 | 100,00 |\n"
                       "|  | \xE2\x80\x93 | \xE2\x80\x93 | \xE2\x80\x93 |\n");
}

static void test_markdown_without_rows_is_header(void **state)
{
    struct bench *b = *state;
    add_column(b, "a|b", CAPAI_COLUMN_TEXT);
    add_column(b, "c", CAPAI_COLUMN_VALUE);
    assert_markdown(b, "| a\\|b | c |\n|---|--:|\n");
}

static void test_markdown_text_is_escaped(void **state)
{
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"a|b", "a\\|b"},
        {"\\", "\\\\"},
        {"`a` *b* _c_ ~d~", "\\`a\\` \\*b\\* \\_c\\_ \\~d\\~"},
        {"<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"},
        {"[a](b) {#c}", "\\[a\\](b) \\{\\#c\\}"},
        {"$x^2$ @a", "\\$x\\^2\\$ \\@a"},
        {"http://a.b WWW.a.b", "http\\://a.b WWW\\.a.b"},
        {"a: b/c -6,81 1.234", "a: b/c -6,81 1.234"},
        {":// a:/", "\\:// a:/"},
        {"a--b ---", "a\\-\\-b \\-\\-\\-"},
        {"a\r\nb\tc", "a  b c"},
        {"  a b", "&nbsp;&nbsp;a b"},
        {"\x01\x7F\xC2\x9B\xFF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xC3\xA9\xE2\x80\x93", "\xC3\xA9\xE2\x80\x93"},
        {"", ""},
    };
    struct bench *b = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reset(b, sizeof b->taker.data);
        capai_write_markdown_text(&b->sink, capai_text_of(cases[i].text));
        assert_text(((capai_text){b->taker.data, b->taker.size}), cases[i].expected);
    }
    reset(b, sizeof b->taker.data);
    capai_write_markdown_text(&b->sink, (capai_text){"a\0b", 3});
    assert_text(((capai_text){b->taker.data, b->taker.size}), "a\xEF\xBF\xBD"
                                                              "b");
}

static void test_entry_text_each_kind_in_both_notations(void **state)
{
    const struct {
        const char *cell; /* NULL: the value 1234567.80 instead */
        const char *indonesian, *plain;
        bool number;
    } cases[] = {
        {"1.234.567,89", "1.234.567,89", "1234567.89", true},
        {"97,780%", "97,780", "97.780", true},
        {"-0,5", "-0,5", "-0.5", true},
        {"(1.000)", "-1.000", "-1000", true},
        {"4 Dok", "4 Dok", "4 Dok", false},
        {"87,33 (IKM)", "87,33 (IKM)", "87,33 (IKM)", false},
        {"BB (74)", "BB (74)", "BB (74)", false},
        {"7 - 8 bulan", "7 - 8 bulan", "7 - 8 bulan", false},
        {"NA", "", "", false},
        {"", "", "", false},
        {NULL, "1.234.567,80", "1234567.80", true},
    };
    struct bench *b = *state;
    const int cell = add_column(b, "x", CAPAI_COLUMN_CELL);
    const int value = add_column(b, "y", CAPAI_COLUMN_VALUE);
    const size_t row = add_row(b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char buffer[CAPAI_DECIMAL_TEXT];
        bool number = !cases[i].number;
        if (cases[i].cell)
            set_cell(b, cell, row, cases[i].cell);
        capai_table_values(b->table, value)[row] =
            (struct capai_value){CAPAI_NILAI, dec("1234567.80")};
        const struct capai_column *column =
            capai_table_column(b->table, cases[i].cell ? cell : value);
        assert_text(capai_entry_text(column, row, CAPAI_NOTATION_INDONESIA, buffer, &number),
                    cases[i].indonesian);
        assert_int_equal(number, cases[i].number);
        assert_text(capai_entry_text(column, row, CAPAI_NOTATION_PLAIN, buffer, &number),
                    cases[i].plain);
        assert_int_equal(number, cases[i].number);
    }
}

static void test_entry_text_broken_cell_is_its_text(void **state)
{
    struct bench *b = *state;
    const int column = add_column(b, "x", CAPAI_COLUMN_CELL);
    char buffer[CAPAI_DECIMAL_TEXT];
    bool number = true;
    add_row(b);
    capai_cell_parse(CAPAI_TEXT("9.871.1466.000"), CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY,
                     capai_table_cells(b->table, column), NULL);
    assert_text(
        capai_entry_text(capai_table_column(b->table, 0), 0, CAPAI_NOTATION_PLAIN, buffer, &number),
        "9.871.1466.000");
    assert_false(number);
}

static void test_select_year_takes_its_rows_in_order(void **state)
{
    const struct {
        int year;
        size_t count, rows[4];
    } cases[] = {
        {0, 4, {0, 1, 2, 3}}, {2022, 2, {0, 2}}, {2023, 1, {1}}, {2024, 0, {0}}, {-2022, 0, {0}}};
    struct bench *b = *state;
    fill(b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_selection selection;
        assert_true(capai_select_year(b->table, cases[i].year, &b->arena, &selection));
        assert_int_equal(selection.count, cases[i].count);
        for (size_t k = 0; k < cases[i].count; k++)
            assert_int_equal(selection.rows[k], cases[i].rows[k]);
    }
    struct capai_selection one;
    assert_true(capai_select_year(b->table, 2023, &b->arena, &one));
    capai_write_csv(&b->sink, b->table, one);
    assert_text(((capai_text){b->taker.data, b->taker.size}),
                "opd,tahun,target,capaian\nSemboro,2023,4 Dok,100.00\n");
}

static void test_select_year_without_tahun_finds_only_all(void **state)
{
    struct bench *b = *state;
    struct capai_selection selection;
    assert_true(capai_select_year(b->table, 0, &b->arena, &selection));
    assert_int_equal(selection.count, 0);
    add_column(b, "x", CAPAI_COLUMN_TEXT);
    add_row(b);
    assert_true(capai_select_year(b->table, 0, &b->arena, &selection));
    assert_int_equal(selection.count, 1);
    assert_true(capai_select_year(b->table, 2024, &b->arena, &selection));
    assert_int_equal(selection.count, 0);
}

static void test_select_year_memory_fails_is_false(void **state)
{
    struct bench *b = *state;
    fill(b);
    for (long n = 0; n < 2; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_selection selection = {NULL, 77};
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        assert_int_equal(capai_select_year(b->table, 2022, &arena, &selection), n == 1);
        assert_int_equal(selection.count, n == 1 ? 2 : 77);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
    }
}

static void test_sink_write_passes_bytes_until_failure(void **state)
{
    struct bench *b = *state;
    reset(b, 5);
    capai_sink_write(&b->sink, "abc", 3);
    capai_sink_write(&b->sink, "", 0);
    capai_sink_text(&b->sink, CAPAI_NO_TEXT);
    assert_false(b->sink.failed);
    capai_sink_text(&b->sink, CAPAI_TEXT("def"));
    assert_true(b->sink.failed);
    capai_sink_write(&b->sink, "g", 1);
    assert_true(b->sink.failed);
    assert_int_equal(b->taker.after, 0);
    assert_text(((capai_text){b->taker.data, b->taker.size}), "abc");
}

static void write_form(struct bench *b, int form, struct capai_selection rows)
{
    if (form == 0)
        capai_write_json(&b->sink, b->table, rows, 2);
    else if (form == 1)
        capai_write_csv(&b->sink, b->table, rows);
    else
        capai_write_markdown(&b->sink, b->table, rows);
}

static void test_write_sink_full_after_n_bytes_writes_nothing_more(void **state)
{
    struct bench *b = *state;
    fill(b);
    capai_table_texts(b->table, 0)[0] = CAPAI_TEXT("a\"b\\\x01");
    const struct capai_selection rows = all_rows(b);
    for (int form = 0; form < 3; form++) {
        char whole[sizeof b->taker.data];
        reset(b, sizeof b->taker.data);
        write_form(b, form, rows);
        const size_t size = b->taker.size;
        memcpy(whole, b->taker.data, size);
        for (size_t n = 0; n <= size; n++) {
            reset(b, n);
            write_form(b, form, rows);
            assert_int_equal(b->sink.failed, n < size);
            assert_int_equal(b->taker.after, 0);
            assert_true(b->taker.size <= n);
            assert_memory_equal(b->taker.data, whole, b->taker.size);
        }
    }
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(test_csv_quotes_where_needed),
        test(test_csv_quotes_wherever_the_sign_stands),
        test(test_csv_header_is_quoted_too),
        test(test_csv_nul_is_an_ordinary_byte),
        test(test_csv_numbers_are_plain_and_missing_is_empty),
        test(test_csv_without_rows_is_header),
        test(test_json_rows_are_objects_in_column_order),
        test(test_json_indent_stands_before_each_line_but_first),
        test(test_json_text_is_escaped),
        test(test_json_outcome_without_value_is_null),
        test(test_markdown_table_for_people),
        test(test_markdown_without_rows_is_header),
        test(test_markdown_text_is_escaped),
        test(test_entry_text_each_kind_in_both_notations),
        test(test_entry_text_broken_cell_is_its_text),
        test(test_select_year_takes_its_rows_in_order),
        test(test_select_year_without_tahun_finds_only_all),
        test(test_select_year_memory_fails_is_false),
        test(test_sink_write_passes_bytes_until_failure),
        test(test_write_sink_full_after_n_bytes_writes_nothing_more),
    };
    return cmocka_run_group_tests_name("write", tests, NULL, NULL);
}
