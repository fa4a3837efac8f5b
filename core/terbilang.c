#include "capai/terbilang.h"

#include "core/decimal.h"

enum { SCALES = 12 }; /* up to desiliun, 10^33 */

static const char *const digits[10] = {"nol",  "satu", "dua",   "tiga",    "empat",
                                       "lima", "enam", "tujuh", "delapan", "sembilan"};

/* Names of 1000^n. */
static const char *const scales[SCALES] = {
    NULL,         "ribu",       "juta",      "miliar",   "triliun",  "kuadriliun",
    "kuintiliun", "sekstiliun", "septiliun", "oktiliun", "noniliun", "desiliun",
};

struct words {
    char *buffer;
    size_t size;
};

/* Adds a word, behind a blank where it is not the first. */
static void add(struct words *words, const char *word)
{
    size_t size = strlen(word);
    if (words->size)
        words->buffer[words->size++] = ' ';
    memcpy(words->buffer + words->size, word, size);
    words->size += size;
}

/* "lima ratus", but "seratus": one of a kind is joined. */
static void add_times(struct words *words, unsigned count, const char *one, const char *many)
{
    if (count == 1) {
        add(words, one);
    } else if (count) {
        add(words, digits[count]);
        add(words, many);
    }
}

/* 1 to 999. */
static void add_group(struct words *words, unsigned group)
{
    unsigned rest = group % 100;
    add_times(words, group / 100, "seratus", "ratus");
    if (rest > 10 && rest < 20) {
        add_times(words, rest - 10, "sebelas", "belas");
        return;
    }
    add_times(words, rest / 10, "sepuluh", "puluh");
    if (rest % 10)
        add(words, digits[rest % 10]);
}

static void add_whole(struct words *words, capai_uint128 whole, enum capai_miliar spelling)
{
    unsigned groups[SCALES] = {0};
    if (!whole)
        add(words, digits[0]);
    for (size_t i = 0; i < SCALES; i++, whole /= 1000)
        groups[i] = (unsigned)(whole % 1000);
    for (size_t i = SCALES; i-- > 0;) {
        if (i == 1 && groups[i] == 1) {
            add(words, "seribu");
        } else if (groups[i]) {
            add_group(words, groups[i]);
            if (i)
                add(words, i == 3 && spelling == CAPAI_MILYAR ? "milyar" : scales[i]);
        }
    }
}

static size_t count_digits(capai_uint128 value)
{
    size_t count = 0;
    for (; value; value /= 10)
        count++;
    return count;
}

enum capai_status capai_terbilang_format(capai_decimal x, enum capai_miliar spelling, char *buffer,
                                         size_t *size, struct capai_error *err)
{
    struct decimal_parts parts = decimal_split(x);
    struct words words = {buffer, 0};
    char text[CAPAI_DECIMAL_TEXT];
    size_t length = capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
    int zeros = parts.exponent > 0 && parts.coefficient ? parts.exponent : 0;

    if (count_digits(parts.coefficient) + (size_t)zeros > CAPAI_TERBILANG_DIGITS)
        return capai_fail(err, CAPAI_MSG_WORDS_LARGE, CAPAI_WORDS((capai_text){text, length}));
    if (parts.negative)
        add(&words, "minus");
    capai_uint128 whole = 0;
    const char *p = text + parts.negative;
    for (; *p && *p != '.'; p++)
        whole = whole * 10 + (unsigned)(*p - '0');
    add_whole(&words, whole, spelling);
    if (*p)
        add(&words, "koma");
    while (*p && *++p)
        add(&words, digits[*p - '0']);
    buffer[words.size] = '\0';
    *size = words.size;
    return CAPAI_OK;
}
