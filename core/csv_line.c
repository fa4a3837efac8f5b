#include "core/csv_line.h"

#include <stdint.h>
#include <string.h>

size_t csv_field_end(const char *data, size_t at, size_t end, char delimiter)
{
    if (at == end || data[at] != '"') {
        const char *next = at < end ? memchr(data + at, delimiter, end - at) : NULL;
        size_t stop = next ? (size_t)(next - data) : end;
        return stop > at && memchr(data + at, '"', stop - at) ? SIZE_MAX : stop;
    }
    for (at++; at < end;) {
        const char *quote = memchr(data + at, '"', end - at);
        if (!quote)
            return SIZE_MAX;
        at = (size_t)(quote - data) + 1;
        if (at == end || data[at] == delimiter)
            return at;
        if (data[at++] != '"')
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool csv_field_text(const char *data, size_t at, size_t end, capai_text *out)
{
    if (end - at >= 2 && data[at] == '"') {
        *out = (capai_text){data + at + 1, end - at - 2};
        return !out->size || !memchr(out->data, '"', out->size);
    }
    while (at < end && is_blank(data[at]))
        at++;
    while (end > at && is_blank(data[end - 1]))
        end--;
    *out = end > at ? (capai_text){data + at, end - at} : CAPAI_NO_TEXT;
    return true;
}

size_t csv_line_end(const char *data, size_t size)
{
    if (!size || data[size - 1] != '\n')
        return SIZE_MAX;
    return size - (size > 1 && data[size - 2] == '\r' ? 2 : 1);
}
