#include "capai/write.h"

#include <stdint.h>
#include <string.h>

#include "core/table.h"

void capai_sink_write(struct capai_sink *sink, const char *data, size_t size)
{
    if (!sink->failed && size)
        sink->failed = !sink->write(sink->user, data, size);
}

void capai_sink_text(struct capai_sink *sink, capai_text text)
{
    capai_sink_write(sink, text.data, text.size);
}

bool capai_select_year(const struct capai_table *table, int year, struct capai_arena *arena,
                       struct capai_selection *out)
{
    const struct capai_value *tahun =
        capai_table_values(table, capai_table_find(table, CAPAI_TEXT("tahun")));
    const capai_decimal wanted = capai_decimal_from_int(year);
    size_t *rows = capai_arena_array(arena, table->rows, sizeof *rows);
    size_t count = 0;
    if (!rows)
        return false;
    for (size_t row = 0; row < table->rows; row++)
        if (!year || (tahun && tahun[row].outcome == CAPAI_NILAI &&
                      capai_decimal_compare(tahun[row].number, wanted) == 0))
            rows[count++] = row;
    *out = (struct capai_selection){rows, count};
    return true;
}

capai_text capai_entry_text(const struct capai_column *column, size_t row,
                            enum capai_notation notation, char *buffer, bool *number)
{
    const struct capai_cell *cell;
    *number = false;
    switch (column->kind) {
    case CAPAI_COLUMN_CELL:
        cell = &column->of.cells[row];
        if (cell->kind == CAPAI_CELL_MISSING)
            return CAPAI_NO_TEXT;
        if (!capai_cell_is_bare(cell))
            return cell->source;
        *number = true;
        return (capai_text){buffer, capai_decimal_format(cell->number, notation, buffer)};
    case CAPAI_COLUMN_VALUE:
    case CAPAI_COLUMN_WHOLE:
        if (column->of.values[row].outcome != CAPAI_NILAI)
            return CAPAI_NO_TEXT;
        *number = true;
        return (capai_text){buffer,
                            capai_decimal_format(column->of.values[row].number, notation, buffer)};
    default: /* CAPAI_COLUMN_TEXT */
        return column->of.texts[row];
    }
}

capai_text capai_entry_for_people(const struct capai_column *column, size_t row, char *buffer)
{
    bool number, year = capai_text_equal(column->name, CAPAI_TEXT("tahun")) ||
                        capai_text_equal(column->name, CAPAI_TEXT("tahun_akhir"));
    capai_text text = capai_entry_text(
        column, row, year ? CAPAI_NOTATION_PLAIN : CAPAI_NOTATION_INDONESIA, buffer, &number);
    return text.size || column->kind == CAPAI_COLUMN_TEXT ? text : CAPAI_TEXT("\xE2\x80\x93");
}

/* ---- CSV ---- */

/* Whether one of eight bytes is `c`. */
static bool holds(uint64_t bytes, char c)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    bytes ^= ones * (unsigned char)c;
    return ((bytes - ones) & ~bytes & ones << 7) != 0;
}

static bool needs_quotes(capai_text text)
{
    size_t i = 0;
    for (uint64_t bytes; i + sizeof bytes <= text.size; i += sizeof bytes) {
        memcpy(&bytes, text.data + i, sizeof bytes);
        if (holds(bytes, ',') || holds(bytes, '"') || holds(bytes, '\r') || holds(bytes, '\n'))
            return true;
    }
    for (; i < text.size; i++) {
        char c = text.data[i];
        if (c == ',' || c == '"' || c == '\r' || c == '\n')
            return true;
    }
    return text.size && (capai_text_trim(text).size != text.size);
}

void capai_write_csv_field(struct capai_sink *sink, capai_text text)
{
    if (!needs_quotes(text)) {
        capai_sink_text(sink, text);
        return;
    }
    capai_sink_write(sink, "\"", 1);
    size_t start = 0;
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == '"') { /* ends one piece and begins the next */
            capai_sink_write(sink, &text.data[start], i - start + 1);
            start = i;
        }
    capai_sink_write(sink, &text.data[start], text.size - start);
    capai_sink_write(sink, "\"", 1);
}

void capai_write_csv(struct capai_sink *sink, const struct capai_table *table,
                     struct capai_selection rows)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    bool number;
    for (size_t c = 0; c < table->column_count; c++) {
        capai_sink_write(sink, ",", c > 0);
        capai_write_csv_field(sink, table->columns[c].name);
    }
    capai_sink_write(sink, "\n", 1);
    for (size_t i = 0; i < rows.count; i++) {
        for (size_t c = 0; c < table->column_count; c++) {
            capai_sink_write(sink, ",", c > 0);
            capai_write_csv_field(sink, capai_entry_text(&table->columns[c], rows.rows[i],
                                                         CAPAI_NOTATION_PLAIN, buffer, &number));
        }
        capai_sink_write(sink, "\n", 1);
    }
}

/* ---- JSON ---- */

/* A character by its number, as "\u001b". */
static void escape(struct capai_sink *sink, unsigned code)
{
    static const char hex[] = "0123456789abcdef";
    const char text[] = {
        '\\', 'u', hex[code >> 12 & 15], hex[code >> 8 & 15], hex[code >> 4 & 15], hex[code & 15]};
    capai_sink_write(sink, text, sizeof text);
}

/* One character of a text of JSON, or a byte that is none. What steers a terminal is escaped, so
 * that nothing is lost where it is looked at. */
static void put_json(struct capai_sink *sink, capai_text character)
{
    const unsigned char *p = (const unsigned char *)character.data;
    if (p[0] == '"' || p[0] == '\\')
        capai_sink_write(sink, "\\", 1);
    if (!capai_text_steers(character))
        capai_sink_write(sink, character.data, character.size);
    else if (character.size == 1)
        escape(sink, p[0]);
    else if (character.size == 2)
        escape(sink, (p[0] & 0x1FU) << 6 | (p[1] & 0x3FU));
    else
        escape(sink, (p[0] & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU));
}

void capai_write_json_text(struct capai_sink *sink, capai_text text)
{
    if (!text.data) {
        capai_sink_write(sink, "null", 4);
        return;
    }
    capai_sink_write(sink, "\"", 1);
    for (size_t i = 0, step; i < text.size; i += step) {
        step = capai_text_character((capai_text){text.data + i, text.size - i});
        step += !step;
        put_json(sink, (capai_text){text.data + i, step});
    }
    capai_sink_write(sink, "\"", 1);
}

static void json_indent(struct capai_sink *sink, size_t indent)
{
    capai_sink_write(sink, "\n", 1);
    for (size_t i = 0; i < indent; i++)
        capai_sink_write(sink, " ", 1);
}

void capai_write_json(struct capai_sink *sink, const struct capai_table *table,
                      struct capai_selection rows, size_t indent)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    bool number;
    capai_sink_write(sink, "[", 1);
    for (size_t i = 0; i < rows.count; i++) {
        capai_sink_write(sink, ",", i > 0);
        json_indent(sink, indent + 2);
        capai_sink_write(sink, "{", 1);
        for (size_t c = 0; c < table->column_count; c++) {
            capai_text text = capai_entry_text(&table->columns[c], rows.rows[i],
                                               CAPAI_NOTATION_PLAIN, buffer, &number);
            capai_sink_write(sink, ", ", c > 0 ? 2 : 0);
            capai_write_json_text(sink, table->columns[c].name);
            capai_sink_write(sink, ": ", 2);
            if (number)
                capai_sink_text(sink, text);
            else
                capai_write_json_text(sink, text);
        }
        capai_sink_write(sink, "}", 1);
    }
    if (rows.count)
        json_indent(sink, indent);
    capai_sink_write(sink, "]", 1);
}
