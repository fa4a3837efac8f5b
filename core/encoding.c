#include "core/encoding.h"

#include <stdint.h>

/* Characters of Windows-1252 from 0x80 to 0x9F; 0 is not assigned. The rest are those of Latin-1.
 */
static const unsigned short windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* Appends a character below U+110000, up to four bytes; returns the bytes. */
static size_t put(char *out, unsigned long c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* Room for `content` when each byte becomes up to `factor`, in `arena`; NULL: memory. */
static char *room(capai_text content, size_t factor, struct capai_arena *arena)
{
    if (content.size > SIZE_MAX / factor - 1)
        return NULL;
    return capai_arena_alloc(arena, content.size * factor + 1);
}

enum { REPLACEMENT = 0xFFFD, TEXT_PER_DAMAGE = 4 };

static void count_damage(struct encoding_damage *damage, size_t at)
{
    if (!damage->count++)
        damage->first = at;
}

/* Makes U+FFFD of all that is not UTF-8, or not assigned in Windows-1252. */
static enum capai_status copy_text(capai_text content, bool utf8, struct capai_arena *arena,
                                   capai_text *out, struct encoding_damage *damage,
                                   struct capai_error *err)
{
    char *text = room(content, 3, arena);
    size_t size = 0;
    if (!text)
        return capai_fail_memory(err);
    for (size_t i = 0, step; i < content.size; i += step) {
        const char *from = content.data + i;
        unsigned long c = (unsigned char)*from;
        step = utf8 ? capai_text_character((capai_text){from, content.size - i}) : 1;
        bool bad = step == 0;
        if (!utf8 && c >= 0x80 && c < 0xA0) {
            c = windows[c - 0x80];
            bad = c == 0;
        }
        if (bad) {
            count_damage(damage, size);
            c = REPLACEMENT;
            step = 1;
        }
        if (step > 1)
            memcpy(text + size, from, step);
        size += step > 1 ? step : put(text + size, c);
    }
    text[size] = '\0';
    *out = (capai_text){text, size};
    return CAPAI_OK;
}

bool encoding_is_control(char c)
{
    return ((unsigned char)c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7F;
}

/* `start` is behind the byte-order mark, where there is one. */
static enum capai_status from_utf16(capai_text content, size_t start, bool big,
                                    struct capai_arena *arena, enum encoding *encoding,
                                    capai_text *out, struct encoding_damage *damage,
                                    struct capai_error *err)
{
    const unsigned char *p = (const unsigned char *)content.data;
    char *text = room(content, 2, arena);
    size_t size = 0;
    unsigned long high = 0; /* first half of a pair */
    if (!text)
        return capai_fail_memory(err);
    for (size_t i = start; i < content.size; i += 2) {
        bool whole = i + 1 < content.size;
        unsigned long c = !whole ? 0 : big ? p[i] * 256ul + p[i + 1] : p[i + 1] * 256ul + p[i];
        bool is_high = c >= 0xD800 && c < 0xDC00, is_low = c >= 0xDC00 && c < 0xE000;
        if (!whole || (high != 0) != is_low) {
            *encoding = ENCODING_NONE;
            count_damage(damage, i);
            return CAPAI_OK;
        }
        if (is_high) {
            high = c;
            continue;
        }
        if (is_low)
            c = 0x10000 + (high - 0xD800) * 0x400 + (c - 0xDC00);
        high = 0;
        damage->controls += c < 0x80 && encoding_is_control((char)c);
        size += put(text + size, c);
    }
    *encoding = high ? ENCODING_NONE : ENCODING_UTF16;
    if (high)
        count_damage(damage, content.size);
    else
        *out = (capai_text){text, size};
    text[size] = '\0';
    return CAPAI_OK;
}

/* Bytes of a word from `at` that is all printable ASCII, as most are; 0 when it is not, or ends too
 * early. */
static size_t plain_word(capai_text content, size_t at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
    uint64_t word;
    if (content.size - at < sizeof word)
        return 0;
    memcpy(&word, content.data + at, sizeof word);
    uint64_t delete = word ^ ones * 0x7F; /* a byte 0 where the word has 0x7F */
    uint64_t odd = word | ((word - ones * 0x20) & ~word) | ((delete - ones) & ~delete);
    return odd & high ? 0 : sizeof word;
}

static bool is_ascii(char c)
{
    return c && (unsigned char)c < 0x80;
}

static bool begins(capai_text content, const char *mark, size_t size)
{
    return content.size >= size && memcmp(content.data, mark, size) == 0;
}

enum capai_status encoding_decode(capai_text content, struct capai_arena *arena,
                                  enum encoding *encoding, capai_text *out,
                                  struct encoding_damage *damage, struct capai_error *err)
{
    bool marked = begins(content, "\xEF\xBB\xBF", 3), beyond_ascii = marked;
    bool little = begins(content, "\xFF\xFE", 2), big = begins(content, "\xFE\xFF", 2);
    size_t mark = little || big ? 2 : 0, first = 0, foreign = 0;
    *damage = (struct encoding_damage){0};
    *out = content;
    if (!mark && content.size >= 2) { /* a header begins with an ASCII letter or a quote */
        little = is_ascii(content.data[0]) && !content.data[1];
        big = !content.data[0] && is_ascii(content.data[1]);
    }
    if (little || big)
        return from_utf16(content, mark, big, arena, encoding, out, damage, err);

    if (marked)
        content = (capai_text){content.data + 3, content.size - 3};
    *out = content;
    for (size_t i = 0, size; i < content.size; i += size) {
        size = plain_word(content, i);
        if (size)
            continue;
        size = capai_text_character((capai_text){content.data + i, content.size - i});
        bool control = encoding_is_control(content.data[i]);
        if ((!size || control) && foreign + damage->controls == 0)
            first = i;
        foreign += !size;
        damage->controls += control;
        beyond_ascii |= size > 1;
        size += !size;
    }
    *encoding = beyond_ascii || !foreign ? ENCODING_UTF8 : ENCODING_WINDOWS;
    enum capai_status status =
        foreign ? copy_text(content, beyond_ascii, arena, out, damage, err) : CAPAI_OK;
    if (!status && damage->count + damage->controls > content.size / TEXT_PER_DAMAGE) {
        *encoding = ENCODING_NONE;
        *out = content;
        damage->first = first;
    }
    return status;
}
