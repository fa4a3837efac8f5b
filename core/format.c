#include "capai/format.h"

#include <assert.h>

/* ---- numbers ---- */

/* The number with `before` behind its sign, and `after`. */
static size_t format(capai_decimal x, int digits, enum capai_rounding mode, const char *before,
                     const char *after, char *buffer)
{
    unsigned flags = 0;
    char text[CAPAI_DECIMAL_TEXT];
    size_t size = 0;

    assert(digits >= 0 && digits <= CAPAI_DECIMAL_SCALE);
    if (capai_decimal_decimals(x) > digits)
        x = capai_decimal_round(x, digits, mode, &flags);
    assert(!flags); /* fewer decimals never need more digits */
    size_t length = capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text);
    const char *number = text;
    if (*number == '-')
        buffer[size++] = *number++;
    for (; *before; before++)
        buffer[size++] = *before;
    memcpy(buffer + size, number, length - (size_t)(number - text));
    size += length - (size_t)(number - text);
    /* zeros are added as text: the value might have no room for them */
    for (int i = capai_decimal_decimals(x); i < digits; i++) {
        if (i == 0)
            buffer[size++] = ',';
        buffer[size++] = '0';
    }
    for (; *after; after++)
        buffer[size++] = *after;
    buffer[size] = '\0';
    return size;
}

size_t capai_format_number(capai_decimal x, int digits, enum capai_rounding mode, char *buffer)
{
    return format(x, digits, mode, "", "", buffer);
}

size_t capai_format_rupiah(capai_decimal x, int digits, enum capai_rounding mode, char *buffer)
{
    return format(x, digits, mode, "Rp", "", buffer);
}

size_t capai_format_percent(capai_decimal x, int digits, enum capai_rounding mode, char *buffer)
{
    return format(x, digits, mode, "", "%", buffer);
}

/* ---- dates ---- */

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool capai_date_exists(struct capai_date date)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    return date.day <= days[date.month - 1] + (date.month == 2 && is_leap(date.year));
}

/* Takes `count` digits; -1 when there are none. */
static int take_digits(capai_text *text, size_t count)
{
    int value = 0;
    if (text->size < count)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (text->data[i] < '0' || text->data[i] > '9')
            return -1;
        value = value * 10 + (text->data[i] - '0');
    }
    *text = (capai_text){text->data + count, text->size - count};
    return value;
}

static bool take(capai_text *text, char c)
{
    if (!text->size || *text->data != c)
        return false;
    *text = (capai_text){text->data + 1, text->size - 1};
    return true;
}

enum capai_status capai_date_parse(capai_text text, struct capai_date *out, struct capai_error *err)
{
    capai_text rest = capai_text_trim(text);
    struct capai_date date = {.year = take_digits(&rest, 4)};
    bool right = take(&rest, '-');
    date.month = take_digits(&rest, 2);
    right = right && take(&rest, '-');
    date.day = take_digits(&rest, 2);
    bool time = rest.size && (*rest.data == 'T' || *rest.data == ' ');
    if (!right || (rest.size && !time) || !capai_date_exists(date))
        return capai_fail(err, CAPAI_MSG_DATE, CAPAI_WORDS(text));
    *out = date;
    return CAPAI_OK;
}

size_t capai_format_date(struct capai_date date, char *buffer)
{
    static const char *const months[] = {"Januari",   "Februari", "Maret",    "April",
                                         "Mei",       "Juni",     "Juli",     "Agustus",
                                         "September", "Oktober",  "November", "Desember"};
    assert(capai_date_exists(date));
    /* grouping would set a point into the year */
    size_t size =
        capai_decimal_format(capai_decimal_from_int(date.day), CAPAI_NOTATION_PLAIN, buffer);
    const char *month = months[date.month - 1];
    buffer[size++] = ' ';
    memcpy(buffer + size, month, strlen(month));
    size += strlen(month);
    buffer[size++] = ' ';
    return size + capai_decimal_format(capai_decimal_from_int(date.year), CAPAI_NOTATION_PLAIN,
                                       buffer + size);
}
