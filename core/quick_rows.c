#include "core/quick_rows.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool quick_rows_trim(const char *start, const char *end, struct quick_field *out)
{
    if (end > start && end[-1] == '\r')
        end--;
    while (start < end && is_blank(*start))
        start++;
    while (end > start && is_blank(end[-1]))
        end--;
    out->raw = out->text = (capai_text){start, (size_t)(end - start)};
    if (end - start >= 2 && *start == '"')
        out->text = (capai_text){start + 1, (size_t)(end - start) - 2};
    if (!out->text.size)
        return true;
    /* the two ends as capai_text_trim looks at them */
    const unsigned char first = (unsigned char)out->text.data[0];
    const unsigned char last = (unsigned char)out->text.data[out->text.size - 1];
    if (first > ' ' && first < 0x80 && last > ' ' && last < 0x80)
        return true;
    return capai_text_trim(out->text).size == out->text.size;
}
