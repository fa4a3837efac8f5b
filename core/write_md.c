/* Tables as Markdown: pipe tables, as GitHub and pandoc read them. */
#include "capai/write.h"

#include <string.h>

/* A rule shows how wide a column is: pandoc gives long tables their relative widths by it. */
enum { WIDTH_LEAST = 3, WIDTH_MOST = 40 };

static void put(struct capai_sink *sink, const char *text)
{
    capai_sink_text(sink, capai_text_of(text));
}

/* Signs that only mean something in company: "://" and "www." make a link by themselves on GitHub,
 * "--" a dash in pandoc. */
static bool is_special_here(capai_text text, size_t i)
{
    char c = text.data[i], next = i + 1 < text.size ? text.data[i + 1] : ' ';
    if (c == ':')
        return i + 2 < text.size && next == '/' && text.data[i + 2] == '/';
    if (c == '-')
        return next == '-' || (i && text.data[i - 1] == '-');
    return c == '.' && i >= 3 &&
           capai_text_equal_nocase((capai_text){text.data + i - 3, 3}, CAPAI_TEXT("www"));
}

static void put_character(struct capai_sink *sink, capai_text text, size_t i, size_t size)
{
    static const char special[] = "\\`*_{}[]#|~^$@";
    const char c = text.data[i];
    if (c == '\n' || c == '\r' || c == '\t')
        put(sink, " ");
    else if (!size || capai_text_steers((capai_text){text.data + i, size}))
        put(sink, "\xEF\xBF\xBD");
    else if (c == '<' || c == '>' || c == '&')
        put(sink, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
    else {
        if (strchr(special, c) || is_special_here(text, i))
            put(sink, "\\");
        capai_sink_write(sink, &text.data[i], size);
    }
}

void capai_write_markdown_text(struct capai_sink *sink, capai_text text)
{
    size_t i = 0, step;
    for (; i < text.size && text.data[i] == ' '; i++)
        put(sink, "&nbsp;"); /* the level of a tree */
    for (; i < text.size; i += step ? step : 1) {
        step = capai_text_character((capai_text){text.data + i, text.size - i});
        put_character(sink, text, i, step);
    }
}

void capai_write_markdown_rule(struct capai_sink *sink, size_t width, bool right)
{
    if (width < WIDTH_LEAST)
        width = WIDTH_LEAST;
    if (width > WIDTH_MOST)
        width = WIDTH_MOST;
    put(sink, "|");
    for (size_t i = right; i < width; i++)
        put(sink, "-");
    put(sink, right ? ":" : "");
}

static bool is_right(const struct capai_column *column)
{
    return column->kind != CAPAI_COLUMN_TEXT;
}

static size_t widest_of(const struct capai_column *column, struct capai_selection rows)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    size_t widest = capai_text_length(column->name);
    for (size_t i = 0; i < rows.count && widest < WIDTH_MOST; i++) {
        size_t length = capai_text_length(capai_entry_for_people(column, rows.rows[i], buffer));
        widest = length > widest ? length : widest;
    }
    return widest;
}

void capai_write_markdown(struct capai_sink *sink, const struct capai_table *table,
                          struct capai_selection rows)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    int columns = capai_table_columns(table);
    for (int c = 0; c < columns; c++) {
        put(sink, c ? " | " : "| ");
        capai_write_markdown_text(sink, capai_table_column(table, c)->name);
    }
    put(sink, " |\n");
    for (int c = 0; c < columns; c++) {
        const struct capai_column *column = capai_table_column(table, c);
        capai_write_markdown_rule(sink, widest_of(column, rows), is_right(column));
    }
    put(sink, "|\n");
    for (size_t i = 0; i < rows.count; i++) {
        for (int c = 0; c < columns; c++) {
            put(sink, c ? " | " : "| ");
            capai_write_markdown_text(
                sink, capai_entry_for_people(capai_table_column(table, c), rows.rows[i], buffer));
        }
        put(sink, " |\n");
    }
}
