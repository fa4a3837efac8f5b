/* Exact values as people read them. */
#include "bindings/cli/explain.h"

#include <string.h>

enum { SIGNIFICANT = 12, ENDS_WITHIN = 18, LEAST_DECIMALS = 2 };

capai_text explain_join(const struct view *v, const capai_text *texts, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += texts[i].size;
    char *joined = capai_arena_alloc(v->arena, size + 1);
    *v->failed |= !joined;
    if (!joined)
        return CAPAI_NO_TEXT;
    size = 0;
    for (size_t i = 0; i < count; i++) {
        if (texts[i].size)
            memcpy(joined + size, texts[i].data, texts[i].size);
        size += texts[i].size;
    }
    return (capai_text){joined, size};
}

/* Digits before the decimal point. */
static int whole_digits(capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT];
    int count = 0;
    capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
    for (const char *p = text; *p && *p != '.'; p++)
        count += *p != '-';
    return count;
}

capai_decimal explain_digits(struct capai_exact x, struct capai_arena *scratch, bool *ends)
{
    capai_decimal digits = capai_decimal_from_int(0);
    int sign = 0, decimals = ENDS_WITHIN;
    *ends = false;
    while (capai_exact_round(x, decimals, CAPAI_DOWN, scratch, &digits, NULL) != CAPAI_OK &&
           decimals > 0)
        decimals--;
    const struct capai_ratio ratio = capai_ratio_of(digits);
    if (capai_exact_compare(x, capai_exact_of(&ratio), scratch, &sign, NULL) == CAPAI_OK)
        *ends = sign == 0;
    int fewer = SIGNIFICANT - whole_digits(digits);
    fewer = fewer < LEAST_DECIMALS ? LEAST_DECIMALS : fewer;
    unsigned flags = 0;
    return *ends || fewer > decimals ? digits
                                     : capai_decimal_round(digits, fewer, CAPAI_DOWN, &flags);
}

capai_text explain_decimal(const struct view *v, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size = capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text);
    return view_keep(v, (capai_text){text, size});
}

/* Without the zeros that end its decimals. */
static capai_text trimmed(const struct view *v, capai_decimal x)
{
    capai_text text = explain_decimal(v, x);
    if (!text.size || !memchr(text.data, ',', text.size))
        return text;
    while (text.data[text.size - 1] == '0')
        text.size--;
    text.size -= text.data[text.size - 1] == ',';
    return text;
}

capai_text explain_exact(const struct view *v, struct capai_exact x)
{
    bool ends;
    capai_decimal digits = explain_digits(x, v->arena, &ends);
    return ends ? trimmed(v, digits)
                : JOIN(v, explain_decimal(v, digits), CAPAI_TEXT("\xE2\x80\xA6"));
}

capai_text explain_quotient(const struct view *v, struct capai_exact x)
{
    bool ends;
    explain_digits(x, v->arena, &ends);
    if (ends || x.count != 1)
        return CAPAI_NO_TEXT;
    return JOIN(v, trimmed(v, x.terms[0].numerator), CAPAI_TEXT(" / "),
                trimmed(v, x.terms[0].denominator));
}
