#include "core/stored.h"

#include <stdint.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* ---- numbers ---- */

/* The number 0.DIGITS * 10^point. */
struct digits {
    bool negative;
    char digit[STORED_WHOLE]; /* without zeros at either end */
    long count;
    long point;
};

enum { EXPONENT_MOST = 9999 };

/* Reads "E+7" at the end of a number; nothing is the exponent 0. */
static bool take_exponent(capai_text text, long *exponent)
{
    long value = 0;
    *exponent = 0;
    if (!text.size)
        return true;
    if (lower(text.data[0]) != 'e' || text.size < 2)
        return false;
    size_t i = text.data[1] == '+' || text.data[1] == '-' ? 2 : 1;
    if (i == text.size)
        return false;
    for (; i < text.size; i++) {
        if (!is_digit(text.data[i]) || value > EXPONENT_MOST)
            return false;
        value = value * 10 + (text.data[i] - '0');
    }
    *exponent = text.data[1] == '-' ? -value : value;
    return true;
}

/* Adds one to the last digit; all nines become a one before the point that moves. */
static void carry(struct digits *d)
{
    long i = d->count - 1;
    while (i >= 0 && d->digit[i] == '9')
        d->digit[i--] = '0';
    if (i >= 0) {
        d->digit[i]++;
    } else {
        d->digit[0] = '1';
        d->point++;
    }
}

static bool is_whole(capai_text raw)
{
    for (size_t i = raw.size && (raw.data[0] == '-' || raw.data[0] == '+'); i < raw.size; i++)
        if (!is_digit(raw.data[i]))
            return false;
    return true;
}

static bool read_digits(capai_text raw, struct digits *d)
{
    size_t i = raw.size && (raw.data[0] == '-' || raw.data[0] == '+');
    bool point = false, any = false, up = false;
    long exponent, behind = 0;
    /* a whole number that is written out is what it says; anything else has a binary tail */
    int most = is_whole(raw) ? STORED_WHOLE : STORED_DIGITS;
    *d = (struct digits){.negative = i && raw.data[0] == '-'};
    for (; i < raw.size && (is_digit(raw.data[i]) || (raw.data[i] == '.' && !point)); i++) {
        if (raw.data[i] == '.') {
            point = true;
            continue;
        }
        any = true;
        behind += point;
        if (d->count == 0 && behind == 0 && raw.data[i] == '0')
            continue; /* before the first digit that counts */
        if (d->count == 0 && raw.data[i] == '0') {
            d->point--;
            continue;
        }
        d->point += !point;
        if (d->count < most)
            d->digit[d->count++] = raw.data[i];
        else if (d->count == most) {
            up = raw.data[i] >= '5';
            d->count++; /* the digit that decides was seen */
        }
    }
    if (!any || !take_exponent((capai_text){raw.data + i, raw.size - i}, &exponent))
        return false;
    if (most == STORED_WHOLE && d->count > most)
        return false; /* more than a number of ours can hold */
    d->count = d->count > most ? most : d->count;
    if (up)
        carry(d);
    while (d->count && d->digit[d->count - 1] == '0')
        d->count--;
    d->point += exponent;
    return true;
}

size_t stored_number(capai_text raw, bool percent, char out[STORED_TEXT])
{
    struct digits d;
    size_t size = 0;
    if (!read_digits(raw, &d))
        return 0;
    if (percent)
        d.point += 2;
    if (!d.count)
        d = (struct digits){.negative = false};
    /* sign, "0.", zeros before or behind, digits, "%" */
    if (d.point > STORED_TEXT - 8 || d.point < -(STORED_TEXT - STORED_DIGITS - 8))
        return 0;
    if (d.negative)
        out[size++] = '-';
    if (d.point <= 0)
        out[size++] = '0';
    for (long i = 0; i < d.point; i++)
        out[size++] = i < d.count ? d.digit[i] : '0';
    if (d.count > d.point)
        out[size++] = '.';
    for (long i = d.point; i < 0 && d.count; i++)
        out[size++] = '0';
    for (long i = d.point > 0 ? d.point : 0; i < d.count; i++)
        out[size++] = d.digit[i];
    if (percent)
        out[size++] = '%';
    return size;
}

bool stored_is_number(capai_text raw)
{
    size_t at = raw.size && (raw.data[0] == '-' || raw.data[0] == '+'), digits = 0, exponent = 0;
    for (bool point = false; at < raw.size; at++) {
        if (raw.data[at] == '.' && !point)
            point = true;
        else if (is_digit(raw.data[at]))
            digits++;
        else
            break;
    }
    if (!digits || at == raw.size)
        return digits;
    if (lower(raw.data[at++]) != 'e')
        return false;
    at += at < raw.size && (raw.data[at] == '-' || raw.data[at] == '+');
    for (; at < raw.size && is_digit(raw.data[at]); at++)
        exponent++;
    return exponent && at == raw.size;
}

/* ---- dates ---- */

enum { DAY = 86400, LAST_DAY = 2958465 /* 9999-12-31, counted from 1900 */ };

/* Parts a plain number into days and seconds, half up. False for what is negative or too large. */
static bool read_days(capai_text raw, int64_t *days, int64_t *seconds)
{
    char text[STORED_TEXT];
    size_t size = stored_number(raw, false, text), i = 0;
    int64_t fraction = 0, scale = 1;
    *days = 0;
    for (; i < size && is_digit(text[i]); i++) {
        *days = *days * 10 + (text[i] - '0');
        if (*days > LAST_DAY)
            return false;
    }
    if (!size || i == 0)
        return false;
    for (i++; i < size && scale < INT64_C(10000000000); i++) {
        fraction = fraction * 10 + (text[i] - '0');
        scale *= 10;
    }
    *seconds = (fraction * DAY + scale / 2) / scale;
    *days += *seconds / DAY;
    *seconds %= DAY;
    return true;
}

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static size_t put_number(char *out, int64_t number, int width)
{
    for (int i = width; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
    return (size_t)width;
}

/* Writes the day that lies `days` days after 1 January of `year`. */
static size_t put_day(char *out, int64_t year, int64_t days)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int month = 0;
    size_t size = 0;
    for (; days >= 365 + is_leap(year); year++)
        days -= 365 + is_leap(year);
    for (int length; days >= (length = lengths[month] + (month == 1 && is_leap(year))); month++)
        days -= length;
    size += put_number(out + size, year, 4);
    out[size++] = '-';
    size += put_number(out + size, month + 1, 2);
    out[size++] = '-';
    return size + put_number(out + size, days + 1, 2);
}

static size_t put_time(char *out, int64_t seconds)
{
    int64_t hours = seconds / 3600;
    size_t size = put_number(out, hours, hours < 100 ? 2 : 8);
    out[size++] = ':';
    size += put_number(out + size, seconds / 60 % 60, 2);
    out[size++] = ':';
    return size + put_number(out + size, seconds % 60, 2);
}

size_t stored_date(capai_text raw, enum stored_format format, bool from_1904, char out[STORED_TEXT])
{
    enum { NEVER = 60 }; /* 29 February 1900 */
    int64_t days, seconds;
    if (!read_days(raw, &days, &seconds))
        return 0;
    if (format == STORED_TIME)
        return put_time(out, days * DAY + seconds);
    if (days > LAST_DAY - (from_1904 ? 1462 : 0) || (!from_1904 && (days == 0 || days == NEVER)))
        return 0;
    size_t size =
        from_1904 ? put_day(out, 1904, days) : put_day(out, 1900, days - (days > NEVER ? 2 : 1));
    if (seconds) {
        out[size++] = ' ';
        size += put_time(out + size, seconds);
    }
    return size;
}

size_t stored_iso(char *text, size_t size)
{
    static const char midnight[] = "00:00:00.000000000";
    enum { ISO_DAY = 10, ISO_TIME = 8 };
    if (size <= ISO_DAY || text[ISO_DAY] != 'T')
        return size;
    size_t time = size - ISO_DAY - 1;
    if (text[size - 1] == 'Z')
        time--;
    if (time >= ISO_TIME && time < sizeof midnight &&
        memcmp(text + ISO_DAY + 1, midnight, time) == 0)
        return ISO_DAY;
    text[ISO_DAY] = ' ';
    return ISO_DAY + 1 + time;
}

/* ---- formats ---- */

/* How many bytes at the beginning of `code` are no code: text in quotes, an escaped or repeated
 * character, a colour or currency in brackets. */
static size_t literal_size(capai_text code)
{
    char close = code.data[0] == '"' ? '"' : ']';
    if (memchr("\\_*", code.data[0], 3))
        return code.size > 1 ? 2 : 1;
    if (code.data[0] != '"' && code.data[0] != '[')
        return 0;
    if (code.data[0] == '[' && code.size > 1 && memchr("hms", lower(code.data[1]), 3))
        return 0; /* [h]:mm counts hours beyond a day */
    for (size_t i = 1; i < code.size; i++)
        if (code.data[i] == close)
            return i + 1;
    return code.size;
}

enum stored_format stored_format_of(capai_text code)
{
    bool day = false, time = false, month = false, percent = false;
    if (capai_text_equal_nocase(code, CAPAI_TEXT("General")))
        return STORED_GENERAL;
    for (size_t i = 0, skip; i < code.size && code.data[i] != ';'; i += skip ? skip : 1) {
        skip = literal_size((capai_text){code.data + i, code.size - i});
        char c = skip ? ' ' : lower(code.data[i]);
        day |= c == 'y' || c == 'd';
        time |= c == 'h' || c == 's';
        month |= c == 'm';
        percent |= c == '%';
    }
    if (day || (month && !time))
        return STORED_DATE;
    if (time)
        return STORED_TIME;
    return percent ? STORED_PERCENT : STORED_GENERAL;
}

enum stored_format stored_format_builtin(size_t id)
{
    if (id == 9 || id == 10)
        return STORED_PERCENT;
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
        return STORED_DATE;
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47))
        return STORED_TIME;
    return STORED_GENERAL;
}
