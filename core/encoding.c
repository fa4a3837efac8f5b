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

static enum capai_status from_windows(capai_text content, struct capai_arena *arena,
                                      enum encoding *encoding, capai_text *out, size_t *bad,
                                      struct capai_error *err)
{
    char *text = room(content, 3, arena);
    size_t size = 0;
    if (!text)
        return capai_fail_memory(err);
    for (size_t i = 0; i < content.size; i++) {
        unsigned long c = (unsigned char)content.data[i];
        if (c >= 0x80 && c < 0xA0)
            c = windows[c - 0x80];
        if (!c && content.data[i]) {
            *encoding = ENCODING_NONE;
            *bad = i;
            return CAPAI_OK;
        }
        size += put(text + size, c);
    }
    text[size] = '\0';
    *encoding = ENCODING_WINDOWS;
    *out = (capai_text){text, size};
    return CAPAI_OK;
}

static enum capai_status from_utf16(capai_text content, bool big, struct capai_arena *arena,
                                    enum encoding *encoding, capai_text *out, size_t *bad,
                                    struct capai_error *err)
{
    const unsigned char *p = (const unsigned char *)content.data;
    char *text = room(content, 2, arena);
    size_t size = 0;
    unsigned long high = 0; /* first half of a pair */
    if (!text)
        return capai_fail_memory(err);
    for (size_t i = 2; i < content.size; i += 2) {
        bool whole = i + 1 < content.size;
        unsigned long c = !whole ? 0 : big ? p[i] * 256ul + p[i + 1] : p[i + 1] * 256ul + p[i];
        bool is_high = c >= 0xD800 && c < 0xDC00, is_low = c >= 0xDC00 && c < 0xE000;
        if (!whole || (high != 0) != is_low) {
            *encoding = ENCODING_NONE;
            *bad = i;
            return CAPAI_OK;
        }
        if (is_high) {
            high = c;
            continue;
        }
        if (is_low)
            c = 0x10000 + (high - 0xD800) * 0x400 + (c - 0xDC00);
        high = 0;
        size += put(text + size, c);
    }
    *encoding = high ? ENCODING_NONE : ENCODING_UTF16;
    *bad = content.size;
    text[size] = '\0';
    *out = (capai_text){text, size};
    return CAPAI_OK;
}

/* Bytes of a word from `at` that is all ASCII, as most are; 0 when it is not, or ends too early. */
static size_t ascii_word(capai_text content, size_t at)
{
    uint64_t word;
    if (content.size - at < sizeof word)
        return 0;
    memcpy(&word, content.data + at, sizeof word);
    return word & UINT64_C(0x8080808080808080) ? 0 : sizeof word;
}

enum capai_status encoding_decode(capai_text content, struct capai_arena *arena,
                                  enum encoding *encoding, capai_text *out, size_t *bad,
                                  struct capai_error *err)
{
    bool marked = content.size >= 3 && memcmp(content.data, "\xEF\xBB\xBF", 3) == 0;
    bool foreign = false, beyond_ascii = false;
    *out = content;
    if (content.size >= 2 &&
        (memcmp(content.data, "\xFF\xFE", 2) == 0 || memcmp(content.data, "\xFE\xFF", 2) == 0))
        return from_utf16(content, content.data[0] == '\xFE', arena, encoding, out, bad, err);

    if (marked)
        content = (capai_text){content.data + 3, content.size - 3};
    *out = content;
    for (size_t i = 0, size; i < content.size; i += size) {
        size = ascii_word(content, i);
        if (size)
            continue;
        size = capai_text_character((capai_text){content.data + i, content.size - i});
        if (!size && !foreign)
            *bad = i;
        foreign |= !size;
        beyond_ascii |= size > 1;
        size += !size;
    }
    if (foreign && !marked && !beyond_ascii)
        return from_windows(content, arena, encoding, out, bad, err);
    *encoding = foreign ? ENCODING_NONE : ENCODING_UTF8;
    return CAPAI_OK;
}
