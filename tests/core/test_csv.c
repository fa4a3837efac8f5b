/* alarm(): a reading that never ends must fail, not hang */
#define _POSIX_C_SOURCE 200809L

#include "capai_test.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/csv.h"

/* One reading. The content is a piece of memory of exactly its size, so that the sanitizer sees
 * who reads past its end. */
struct reading {
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_error err;
    struct grid file;
    enum capai_status status;
    char *content;
};

static int set_up(void **state)
{
    static struct reading r;
    r = (struct reading){.status = CAPAI_OK};
    capai_arena_init(&r.arena, NULL, NULL, 0);
    *state = &r;
    alarm(60);
    return 0;
}

static void forget(struct reading *r)
{
    capai_arena_clear(&r->arena);
    free(r->content);
    r->content = NULL;
}

static int tear_down(void **state)
{
    alarm(0);
    forget(*state);
    return 0;
}

static void read_bytes(struct reading *r, const char *data, size_t size)
{
    forget(r);
    if (data) {
        r->content = malloc(size ? size : 1);
        assert_non_null(r->content);
        memcpy(r->content, data, size);
    }
    capai_notices_init(&r->notices, &r->arena, CAPAI_NOTICES_LIMIT);
    r->err = (struct capai_error){0};
    struct capai_pool *pool = capai_pool_new(&r->arena);
    assert_non_null(pool);
    r->status = csv_read("x.csv", (capai_text){r->content, size}, NULL, 0, &r->arena, pool,
                         &r->notices, &r->file, &r->err);
}

static void read_string(struct reading *r, const char *text)
{
    read_bytes(r, text, strlen(text));
}

/* Fields joined by "|", a missing one shown as "~"; each row ends with "/". */
static size_t show_row(const struct grid_row *row, char *buffer, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < row->count; i++) {
        const capai_text field = row->fields[i].data ? row->fields[i] : CAPAI_TEXT("~");
        assert_true(n + field.size + 2 < size);
        if (i)
            buffer[n++] = '|';
        memcpy(buffer + n, field.data, field.size);
        n += field.size;
    }
    buffer[n++] = '/';
    return n;
}

static void assert_rows(const struct reading *r, const char *expected)
{
    char shown[1024];
    size_t n = show_row(&r->file.header, shown, sizeof shown);
    for (size_t i = 0; i < r->file.count; i++)
        n += show_row(&r->file.rows[i], shown + n, sizeof shown - n);
    shown[n] = '\0';
    assert_string_equal(shown, expected);
}

static void assert_clean(const struct reading *r)
{
    assert_int_equal(r->status, CAPAI_OK);
    assert_int_equal(r->err.status, CAPAI_OK);
    assert_int_equal(r->notices.count, 0);
}

/* The only notice, at its place. */
static void assert_notice(const struct reading *r, enum capai_message message, size_t line,
                          size_t column)
{
    assert_int_equal(r->notices.count, 1);
    assert_message(r->notices.list[0], message);
    assert_string_equal(r->notices.list[0].file, "x.csv");
    assert_int_equal(r->notices.list[0].line, line);
    assert_int_equal(r->notices.list[0].column, column);
}

static void assert_refused(const struct reading *r, enum capai_message message, size_t line,
                           size_t column)
{
    assert_int_equal(r->status, CAPAI_ERR_UNUSABLE);
    assert_message(r->err, message);
    assert_string_equal(r->err.file, "x.csv");
    assert_int_equal(r->err.line, line);
    assert_int_equal(r->err.column, column);
}

enum { MOST_ROWS = 6 };

/* With "," and LF, which are changed for the other delimiters and line ends. */
static const struct {
    const char *text, *rows;
    size_t lines[MOST_ROWS]; /* of the header, then of the rows */
} written[] = {
    {"a,b,c\n1,2,3\n4,5,6\n", "a|b|c/1|2|3/4|5|6/", {1, 2, 3}},
    {"a,b,c\n1,2,3\n4,5,6", "a|b|c/1|2|3/4|5|6/", {1, 2, 3}},
    {"a,b\n", "a|b/", {1}},
    {"a,b", "a|b/", {1}},
    {"\"a\",\"b\"\n\"1\",\"2\"", "a|b/1|2/", {1, 2}},
    {"a,b\n,2\n1,\n", "a|b/~|2/1|~/", {1, 2, 3}},
    {"a,b\n\"\",2\n1,\"\"", "a|b/|2/1|/", {1, 2, 3}},
    {"a,b,c\n1\n1,2,3,4\n", "a|b|c/1/1|2|3|4/", {1, 2, 3}},
    {"a,b\n  1 ,\t2\t\n", "a|b/1|2/", {1, 2}},
    {"a,b\n\" 1 \",2\n", "a|b/ 1 |2/", {1, 2}},
    {"a,b\n\"x\"\"y\",\"\"\"\"\n", "a|b/x\"y|\"/", {1, 2}},
    {"a,b\n\"x,y\",2\n", "a|b/x,y|2/", {1, 2}},
    {"a,b\n\"x\ny\",2\n3,4\n", "a|b/x\ny|2/3|4/", {1, 2, 4}},
    {"a,b\n1,\"x\n\ny\"\n3,4\n", "a|b/1|x\n\ny/3|4/", {1, 2, 5}},
    {"a,b\n\"\n\n\",2\n3,4", "a|b/\n\n|2/3|4/", {1, 2, 5}},
    {"c,\"a\nb\"\n\n1,2\n", "c|a\nb/1|2/", {1, 4}},
    {"\n\na,b\n\n1,2\n\n\n3,4\n\n", "a|b/1|2/3|4/", {3, 5, 8}},
    {"a,b\n  \n1,2\n \n\"x\ny\",4\n", "a|b/1|2/x\ny|4/", {1, 3, 5}},
    {"a,b\n,\n1,2\n\"\",\"\"\n3,4\n,,,,\n", "a|b/1|2/3|4/", {1, 3, 5}},
    {",,\na,b\n1,2\n", "a|b/1|2/", {2, 3}},
    {"a,b\n\"\n\"\n1,2\n", "a|b/\n/1|2/", {1, 2, 4}},
};

static void replace(char *out, const char *text, char from, const char *to)
{
    for (; *text; text++) {
        if (*text == from) {
            memcpy(out, to, strlen(to));
            out += strlen(to);
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
}

static void test_read_each_mark_delimiter_and_line_end_is_the_same(void **state)
{
    const char *const marks[] = {"", "\xEF\xBB\xBF"}, *const delimiters[] = {",", ";", "\t"},
                      *const ends[] = {"\n", "\r\n", "\r"};
    struct reading *r = *state;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        for (int variant = 0; variant < 18; variant++) {
            const char *mark = marks[variant % 2], *end = ends[variant / 6];
            const char *delimiter = delimiters[variant / 2 % 3];
            char text[256], other[256], rows[256];
            if (*delimiter == '\t' && strchr(written[i].text, '\t'))
                continue;
            memcpy(text, mark, strlen(mark));
            replace(other, written[i].text, ',', delimiter);
            replace(text + strlen(mark), other, '\n', end);
            replace(other, written[i].rows, ',', delimiter);
            replace(rows, other, '\n', end);
            read_string(r, text);
            assert_clean(r);
            assert_int_equal(r->file.delimiter, *delimiter);
            assert_rows(r, rows);
            assert_int_equal(r->file.header.line, written[i].lines[0]);
            for (size_t k = 0; k < r->file.count; k++)
                assert_int_equal(r->file.rows[k].line, written[i].lines[k + 1]);
        }
}

static void test_read_mixed_line_ends_count_each_once(void **state)
{
    const size_t lines[] = {2, 3, 5, 7, 10};
    struct reading *r = *state;
    read_string(r, "a,b\n1,2\r\n3,4\r\r5,6\n\r\n7,\"x\ry\r\nz\"\r8,9");
    assert_clean(r);
    assert_rows(r, "a|b/1|2/3|4/5|6/7|x\ry\r\nz/8|9/");
    assert_int_equal(r->file.header.line, 1);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(r->file.rows[i].line, lines[i]);
}

struct headed {
    const char *text;
    char delimiter;
    const char *rows;
};

static void assert_delimiters(struct reading *r, const struct headed *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        read_string(r, cases[i].text);
        assert_clean(r);
        assert_int_equal(r->file.delimiter, cases[i].delimiter);
        assert_rows(r, cases[i].rows);
    }
}

static void test_read_delimiter_is_found_in_header(void **state)
{
    static const struct headed cases[] = {
        {"indikator;target\n\"a,b,c\";1,5\n", ';', "indikator|target/a,b,c|1,5/"},
        {"indikator\ttarget\n1;2,3\t4\n", '\t', "indikator|target/1;2,3|4/"},
        {"\"a,b,c\";d\n1;2\n", ';', "a,b,c|d/1|2/"},
        {"\"a;b;c\",d\n1,2\n", ',', "a;b;c|d/1|2/"},
        {"a,b;c;d\n1;2;3\n", ';', "a,b|c|d/1|2|3/"},
        {"indikator\n1;2\n", ',', "indikator/1;2/"},
        {"\n\r\n\na;b\n1;2\n", ';', "a|b/1|2/"},
    };
    assert_delimiters(*state, cases, sizeof cases / sizeof *cases);
}

/* It was taken from the first line break on, also where that stands in quotes. */
static void test_read_delimiter_is_found_behind_quoted_line_break(void **state)
{
    static const struct headed cases[] = {
        {"\"a\nb\",c\n1,2\n", ',', "a\nb|c/1|2/"},
        {"\"a\nb\";c\n1;2\n", ';', "a\nb|c/1|2/"},
        {"\"a\r\nb\"\tc\r\n1\t2\r\n", '\t', "a\r\nb|c/1|2/"},
        {"a,\"b\nb;b;b\",c\n1,2,3\n", ',', "a|b\nb;b;b|c/1|2|3/"},
    };
    assert_delimiters(*state, cases, sizeof cases / sizeof *cases);
}

static void test_read_delimiter_is_found_behind_line_of_blanks(void **state)
{
    static const struct headed cases[] = {{"   \na;b\n1;2\n", ';', "a|b/1|2/"},
                                          {" \t \r\na;b\r\n1;2\r\n", ';', "a|b/1|2/"}};
    assert_delimiters(*state, cases, sizeof cases / sizeof *cases);
}

static void test_read_delimiter_of_one_letter_header_is_comma(void **state)
{
    static const struct headed cases[] = {{"a\n1;2\n", ',', "a/1;2/"},
                                          {"a\n1;2;3,4\n", ',', "a/1;2;3|4/"}};
    assert_delimiters(*state, cases, sizeof cases / sizeof *cases);
}

static void test_read_byte_order_mark_is_no_part_of_content(void **state)
{
    struct reading *r = *state;
    read_string(r, "\xEF\xBB\xBF\"a\",b\n");
    assert_clean(r);
    assert_text(r->file.content, "\"a\",b\n");
    assert_string_equal(r->file.name, "x.csv");
    assert_int_equal(r->file.header.offset, 0);
}

static void test_read_fields_are_interned(void **state)
{
    struct reading *r = *state;
    read_string(r, "a,b\nsama,sama\n\"sama\",x\n");
    assert_clean(r);
    assert_ptr_equal(r->file.rows[0].fields[0].data, r->file.rows[0].fields[1].data);
    assert_ptr_equal(r->file.rows[0].fields[0].data, r->file.rows[1].fields[0].data);
}

static void test_read_missing_is_not_empty_text(void **state)
{
    struct reading *r = *state;
    read_string(r, "a,b,c,d\n1,,\"\",  \n");
    assert_clean(r);
    const capai_text *fields = r->file.rows[0].fields;
    assert_int_equal(r->file.rows[0].count, 4);
    assert_null(fields[1].data);
    assert_non_null(fields[2].data);
    assert_int_equal(fields[2].size, 0);
    assert_null(fields[3].data);
}

static void test_read_nul_is_an_ordinary_byte(void **state)
{
    static const char text[] = "a,b\nx\0y,\"\0\"\n\0\n2,3\n";
    struct reading *r = *state;
    read_bytes(r, text, sizeof text - 1);
    assert_int_equal(r->status, CAPAI_OK);
    assert_notice(r, CAPAI_MSG_FILE_CONTROLS, 2, 2);
    assert_int_equal(r->file.count, 3);
    assert_int_equal(r->file.rows[0].fields[0].size, 3);
    assert_memory_equal(r->file.rows[0].fields[0].data, "x\0y", 3);
    assert_int_equal(r->file.rows[0].fields[1].size, 1);
    assert_int_equal(r->file.rows[1].fields[0].size, 1);
    assert_int_equal(r->file.rows[2].fields[0].size, 1);
    assert_int_equal(r->file.rows[0].line, 2);
    assert_int_equal(r->file.rows[2].line, 4);
}

static void test_read_line_of_nul_is_row_with_its_place(void **state)
{
    static const char text[] = "a,b\n1,2\n\0\n3,4\n";
    struct reading *r = *state;
    read_bytes(r, text, sizeof text - 1);
    assert_int_equal(r->status, CAPAI_OK);
    assert_notice(r, CAPAI_MSG_FILE_CONTROLS, 3, 1);
    assert_int_equal(r->file.count, 3);
    assert_int_equal(r->file.rows[2].line, 4);
    assert_int_equal(r->file.rows[1].line, 3);
    assert_int_equal(r->file.rows[1].offset, 8);
}

static void test_read_field_of_1_mb_is_whole(void **state)
{
    enum { SIZE = 1 << 20 };
    struct reading *r = *state;
    char *text = malloc(SIZE + 32);
    assert_non_null(text);
    memcpy(text, "a,b\n\"", 5);
    for (size_t i = 0; i < SIZE; i++)
        text[5 + i] = i % 1000 == 999 ? '\n' : 'x';
    memcpy(text + 5 + SIZE, "\",2\n3,4", 7);
    read_bytes(r, text, 5 + SIZE + 7);
    assert_clean(r);
    assert_int_equal(r->file.count, 2);
    assert_int_equal(r->file.rows[0].fields[0].size, SIZE);
    assert_memory_equal(r->file.rows[0].fields[0].data, text + 5, SIZE);
    assert_int_equal(r->file.rows[0].line, 2);
    assert_int_equal(r->file.rows[1].line, 2 + SIZE / 1000 + 1);
    free(text);
}

static void test_read_10000_columns_are_all_there(void **state)
{
    enum { COLUMNS = 10000 };
    struct reading *r = *state;
    char *text = malloc(2 * COLUMNS * 8);
    size_t n = 0;
    assert_non_null(text);
    for (int row = 0; row < 2; row++)
        for (int i = 0; i < COLUMNS; i++)
            n += (size_t)snprintf(text + n, 8, "%d%c", i, i + 1 < COLUMNS ? ';' : '\n');
    read_bytes(r, text, n);
    free(text);
    assert_clean(r);
    assert_int_equal(r->file.header.count, COLUMNS);
    assert_int_equal(r->file.rows[0].count, COLUMNS);
    assert_text(r->file.rows[0].fields[COLUMNS - 1], "9999");
    struct capai_error err = {0};
    grid_place(&r->file, &r->file.rows[0], COLUMNS - 1, &err);
    assert_int_equal(err.line, 2);
    assert_int_equal(err.column, 10 * 2 + 90 * 3 + 900 * 4 + 8999 * 5 + 1);
    assert_int_equal(err.width, 4);
}

static void test_read_unterminated_quote_keeps_earlier_rows(void **state)
{
    const struct {
        const char *text, *rows;
        size_t line;
    } cases[] = {
        {"a,b\n1,2\n3,\"4\n5,6\n7,8\n", "a|b/1|2/", 3},
        {"a,b\n1,2\n\"3,4", "a|b/1|2/", 3},
        {"a,b\n1,2\n\"", "a|b/1|2/", 3},
        {"a,b\n1,2\n3,\"x\ny\",\"z\nz\n", "a|b/1|2/", 3}, /* the row's first line */
        {"a,b\n\n\n\"1,2", "a|b/", 4},
        {"a,b\r\n1,2\r\n3,\"4\r\n5,6\r\n", "a|b/1|2/", 3},
        {"a,b\r1,2\r3,\"4\r5,6\r", "a|b/1|2/", 3},
        {"a,b\n\"x\ny\",2\n3,\"4\"\"\n", "a|b/x\ny|2/", 4},
    };
    struct reading *r = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_string(r, cases[i].text);
        assert_int_equal(r->status, CAPAI_OK);
        assert_rows(r, cases[i].rows);
        assert_notice(r, CAPAI_MSG_CSV_UNTERMINATED, cases[i].line, 1);
    }
}

static void test_read_stray_quote_keeps_earlier_rows(void **state)
{
    const struct {
        const char *text, *rows;
        size_t line, column;
    } cases[] = {
        {"a,b\n1,2\n3,4\"5\n6,7\n", "a|b/1|2/", 3, 4},
        {"a,b\n1,2\n\"3\"x,4\n6,7\n", "a|b/1|2/", 3, 4},
        {"a,b\n1,2\n\"\xC3\xA9\xE2\x82\xAC\"x,4\n", "a|b/1|2/", 3, 5},
        {"a,b\r\n1,2\r\n3,4\"5\r\n", "a|b/1|2/", 3, 4},
        {"a,b\r1,2\r3,4\"5\r", "a|b/1|2/", 3, 4},
        {"a,b\n\"x\ny\"z,2\n", "a|b/", 3, 3}, /* where it stands, two lines into its row */
        {"a,b\n1,2\n3,12\"", "a|b/1|2/", 3, 5},
        {"a,b\n1,\"2\n3,\"4\n", "a|b/", 3, 4},
    };
    struct reading *r = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_string(r, cases[i].text);
        assert_int_equal(r->status, CAPAI_OK);
        assert_rows(r, cases[i].rows);
        assert_notice(r, CAPAI_MSG_CSV_QUOTE, cases[i].line, cases[i].column);
    }
}

static void test_read_without_header_is_file_empty(void **state)
{
    const char *const texts[] = {"\n",       "\r\n\r\n", "\r\r", "   \n\t\n",
                                 ",,,\n,\n", "\"\"\n",   " ",    "\xEF\xBB\xBF\n"};
    struct reading *r = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        read_string(r, texts[i]);
        assert_refused(r, CAPAI_MSG_FILE_EMPTY, 1, 1);
        assert_int_equal(r->notices.count, 0);
    }
}

static void test_read_no_bytes_is_file_empty(void **state)
{
    struct reading *r = *state;
    alarm(5);
    read_string(r, "");
    assert_refused(r, CAPAI_MSG_FILE_EMPTY, 1, 1);
    read_bytes(r, NULL, 0); /* the bytes of a packet that carries an empty file have no address */
    assert_refused(r, CAPAI_MSG_FILE_EMPTY, 1, 1);
    read_string(r, "\xEF\xBB\xBF");
    assert_refused(r, CAPAI_MSG_FILE_EMPTY, 1, 1);
}

static void test_read_what_is_not_utf8_is_reported_at_its_place(void **state)
{
    const struct {
        const char *text;
        size_t line, column;
    } cases[] = {
        {"a\r\nb\r\xC3\xA9\xE2\x82\xAC\x80", 3, 3}, /* a byte that continues nothing */
        {"a,\xC0\xAF", 1, 3},                       /* overlong forms */
        {"a,\xC1\xBF", 1, 3},
        {"a,\xE0\x9F\xBF", 1, 3},
        {"a,\xF0\x8F\xBF\xBF", 1, 3},
        {"a,\xED\xA0\x80", 1, 3},     /* half of a pair */
        {"a,\xF4\x90\x80\x80", 1, 3}, /* beyond U+10FFFF */
        {"a,\xF5\x80\x80\x80", 1, 3},
        {"a,\xC3", 1, 3}, /* cut at the end of the file */
        {"a,\xE2\x82", 1, 3},
        {"a,\xF0\x9F\x98", 1, 3},
        {"a,\xC3(", 1, 3},
        {"a\n\xE9", 2, 1},
    };
    struct reading *r = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        /* the mark says that it should be UTF-8; a few mistakes in a long text are no other file */
        char text[128];
        snprintf(text, sizeof text, "\xEF\xBB\xBF%40s\n%s", "a", cases[i].text);
        read_string(r, text);
        assert_int_equal(r->status, CAPAI_OK);
        assert_notice(r, CAPAI_MSG_FILE_DAMAGED, cases[i].line + 1, cases[i].column);
    }
    read_string(r, "a,\xF5\x80\x80\x80\xC3\xA9");
    assert_refused(r, CAPAI_MSG_FILE_ENCODING, 1, 3);
}

static void test_read_utf8_of_all_lengths_is_accepted(void **state)
{
    struct reading *r = *state;
    read_string(r, "a,b\n\x7E,\xC2\x80\n\xDF\xBF,\xE0\xA0\x80\n\xED\x9F\xBF,\xEE\x80\x80\n"
                   "\xF0\x90\x80\x80,\xF4\x8F\xBF\xBF\n");
    assert_clean(r);
    assert_int_equal(r->file.count, 4);
}

enum { HEADER = -1 };

static void test_place_each_field_at_line_column_width(void **state)
{
    const struct {
        const char *text;
        int row;
        size_t field, line, column, width;
    } cases[] = {
        {"a,bb,c\n1,22,333\n", HEADER, 0, 1, 1, 1},
        {"a,bb,c\n1,22,333\n", HEADER, 1, 1, 3, 2},
        {"a,bb,c\n1,22,333\n", 0, 0, 2, 1, 1},
        {"a,bb,c\n1,22,333\n", 0, 2, 2, 6, 3},
        {"a,b\n1,22", 0, 1, 2, 3, 2},
        {"\xEF\xBB\xBF"
         "a,bb\n1,2\n",
         HEADER, 1, 1, 3, 2},
        {"a;b\n\xC3\xA9\xE2\x82\xAC;\xF0\x9F\x98\x80x\n", 0, 1, 2, 4, 2}, /* characters */
        {"a,b\n\"1,2\",33\n", 0, 0, 2, 1, 5},                             /* with its quotes */
        {"a,b\n\"1,2\",33\n", 0, 1, 2, 7, 2},
        {"a,b\n\"x\"\"y\",33\n", 0, 1, 2, 8, 2},
        {"a,b,c\n\"x\nyy\",33,4\n", 0, 0, 2, 1, 6},
        {"a,b,c\n\"x\nyy\",33,4\n", 0, 1, 3, 5, 2},
        {"a,b,c\n\"x\nyy\",33,4\n", 0, 2, 3, 8, 1},
        {"a,b,c\n\"x\r\nyy\",33,4\r\n", 0, 1, 3, 5, 2},
        {"a,b,c\r\"x\ryy\",33,4\r", 0, 1, 3, 5, 2},
        {"a,b,c\n1,\"x\n\n\xC3\xA9\",33\n", 0, 2, 4, 4, 2},
        {"a,b\n\n\n\"x\ny\",2\n3,4\n", 0, 1, 5, 4, 1},
        {"a,b\n\n\n\"x\ny\",2\n3,4\n", 1, 1, 6, 3, 1},
        {"a,b,c\n1,,3\n", 0, 1, 2, 3, 0}, /* missing */
        {"a,b,c\n1,,3\n", 0, 2, 2, 4, 1},
        {"a,b,c\n1,2,\n", 0, 2, 2, 5, 0},
        {"a,b,c\n1,2,", 0, 2, 2, 5, 0},
        {"a\tb\n1\t22\n", 0, 1, 2, 3, 2},
        {"\"a\nb\",c\n1,2\n", HEADER, 1, 2, 4, 1},
    };
    struct reading *r = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        read_string(r, cases[i].text);
        assert_clean(r);
        const struct grid_row *row =
            cases[i].row == HEADER ? &r->file.header : &r->file.rows[cases[i].row];
        assert_true(cases[i].field < row->count);
        grid_place(&r->file, row, cases[i].field, &err);
        assert_string_equal(err.file, "x.csv");
        assert_int_equal(err.line, cases[i].line);
        assert_int_equal(err.column, cases[i].column);
        assert_int_equal(err.width, cases[i].width);
    }
}

static void assert_memory_torture(const char *text)
{
    bool done = false;
    for (long n = 0; !done; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_notices notices;
        struct grid file;
        struct capai_error err = {0};
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
        struct capai_pool *pool = capai_pool_new(&arena);
        if (pool) {
            enum capai_status status = csv_read("x.csv", capai_text_of(text), NULL, 0, &arena, pool,
                                                &notices, &file, &err);
            done = status == CAPAI_OK;
            if (!done) {
                assert_int_equal(status, CAPAI_ERR_MEMORY);
                assert_message(err, CAPAI_MSG_MEMORY);
            }
        }
        assert_true(n > 5 || !done);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        assert_true(n < 1000);
    }
}

static void test_read_memory_fails_each_time_cleanly(void **state)
{
    (void)state;
    /* more fields and rows than a first block holds; a notice at the end */
    assert_memory_torture("a,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,10\n\"x\ny\",2\n,\n1\n2\n3\n4\n"
                          "5\n6\n7\n");
    assert_memory_torture("a,b\n1,2\n3,\"4\n");
    assert_memory_torture("a,b\n1,2\n3,4\"\n");
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(test_read_each_mark_delimiter_and_line_end_is_the_same),
        test(test_read_mixed_line_ends_count_each_once),
        test(test_read_delimiter_is_found_in_header),
        test(test_read_delimiter_is_found_behind_quoted_line_break),
        test(test_read_delimiter_is_found_behind_line_of_blanks),
        test(test_read_delimiter_of_one_letter_header_is_comma),
        test(test_read_byte_order_mark_is_no_part_of_content),
        test(test_read_fields_are_interned),
        test(test_read_missing_is_not_empty_text),
        test(test_read_nul_is_an_ordinary_byte),
        test(test_read_line_of_nul_is_row_with_its_place),
        test(test_read_field_of_1_mb_is_whole),
        test(test_read_10000_columns_are_all_there),
        test(test_read_unterminated_quote_keeps_earlier_rows),
        test(test_read_stray_quote_keeps_earlier_rows),
        test(test_read_without_header_is_file_empty),
        test(test_read_what_is_not_utf8_is_reported_at_its_place),
        test(test_read_utf8_of_all_lengths_is_accepted),
        test(test_place_each_field_at_line_column_width),
        test(test_read_memory_fails_each_time_cleanly),
        test(test_read_no_bytes_is_file_empty), /* last: where it never ends, it ends the program */
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
