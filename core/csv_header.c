#include "core/csv_header.h"

static const char signs[] = ",;\t";
enum { SIGNS = 3, ROWS = 10 }; /* a title is a few rows, not a page */

size_t csv_line_size(capai_text text)
{
    if (!text.size)
        return 0;
    const char *feed = memchr(text.data, '\n', text.size);
    size_t end = feed ? (size_t)(feed - text.data) + 1 : text.size;
    const char *lone = memchr(text.data, '\r', end); /* without LF it ends a line, too */
    return lone && lone + 1 != feed ? (size_t)(lone - text.data) + 1 : end;
}

/* The first row of `text`, without its line end. A line break in quotes does not end it. */
static capai_text first_row(capai_text text)
{
    bool quoted = false;
    size_t i = 0;
    for (; i < text.size; i++) {
        quoted ^= text.data[i] == '"';
        if (!quoted && (text.data[i] == '\n' || text.data[i] == '\r'))
            break;
    }
    return (capai_text){text.data, i};
}

static bool is_blank(capai_text row)
{
    for (size_t i = 0; i < row.size; i++)
        if (!memchr(" \t", row.data[i], 2))
            return false;
    return true;
}

static bool is_known(capai_text field, const capai_text *names, size_t count)
{
    field = capai_text_trim(field);
    if (field.size >= 2 && field.data[0] == '"' && field.data[field.size - 1] == '"')
        field = capai_text_trim((capai_text){field.data + 1, field.size - 2});
    for (size_t i = 0; i < count; i++)
        if (capai_text_equal_nocase(field, names[i]))
            return true;
    return false;
}

/* How many fields of the row are known names when it is split by `sign`. */
static size_t count_known(capai_text row, char sign, const capai_text *names, size_t count)
{
    size_t known = 0, start = 0;
    bool quoted = false;
    for (size_t i = 0; i <= row.size; i++) {
        if (i < row.size) {
            quoted ^= row.data[i] == '"';
            if (quoted || row.data[i] != sign)
                continue;
        }
        known += is_known((capai_text){row.data + start, i - start}, names, count);
        start = i + 1;
    }
    return known;
}

/* The sign that stands most often in the row, quotes left out. */
static char commonest_sign(capai_text row)
{
    size_t seen[SIGNS] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < row.size; i++) {
        const char *sign = memchr(signs, row.data[i], SIGNS);
        quoted ^= row.data[i] == '"';
        if (sign && !quoted)
            seen[sign - signs]++;
    }
    for (size_t i = 1; i < SIGNS; i++)
        if (seen[i] > seen[best])
            best = i;
    return signs[best];
}

struct csv_header csv_find_header(capai_text content, const capai_text *names, size_t count)
{
    struct csv_header found = {',', 0, 1, 0};
    size_t best = 0, rows = 0, line = 1;
    for (size_t at = 0; at < content.size && rows < ROWS;) {
        capai_text rest = {content.data + at, content.size - at}, row = first_row(rest);
        size_t end = at + row.size;
        if (!is_blank(row)) {
            if (rows == 0)
                found = (struct csv_header){commonest_sign(row), at, line, 0};
            for (size_t i = 0; i < SIGNS; i++) {
                size_t known = count_known(row, signs[i], names, count);
                if (known > best) {
                    best = known;
                    found = (struct csv_header){signs[i], at, line, rows};
                }
            }
            rows++;
        }
        end += csv_line_size((capai_text){content.data + end, content.size - end});
        while (at < end) {
            at += csv_line_size((capai_text){content.data + at, end - at});
            line++;
        }
    }
    return found;
}

size_t csv_find_header_row(const struct grid_row *rows, size_t count, const capai_text *names,
                           size_t name_count)
{
    size_t found = 0, best = 0;
    for (size_t i = 0; i < count && i < ROWS; i++) {
        size_t known = 0;
        for (size_t f = 0; f < rows[i].count; f++)
            known += is_known(rows[i].fields[f], names, name_count);
        if (known > best) {
            best = known;
            found = i;
        }
    }
    return found;
}
