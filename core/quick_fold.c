#include "core/quick_fold.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* What folding makes of a byte, as capai_text_fold does: 0 where it is dropped. */
static const unsigned char folded[256] = {
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0,    0,    0,    0,    0,    0,
    0,    0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F,
    0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0,    0,    0,    0,    0,
    0,    0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F,
    0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0,    0,    0,    0,    0,
    0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F,
    0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F,
    0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF,
    0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBD, 0xBE, 0xBF,
    0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF,
    0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF,
    0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF,
    0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF,
};

/* ---- ASCII, many bytes at once ---- */

enum { TOGETHER = 64 }; /* most bytes that are written at once, whether they count or not */

#if defined __x86_64__
#include <immintrin.h>

/* The sign bit of each byte between `low` and `high`; all bytes are ASCII. */
static inline uint64_t between(uint64_t text, unsigned char low, unsigned char high)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), signs = ones << 7;
    return (text + (0x80u - low) * ones) & ~(text + (0x7Fu - high) * ones) & signs;
}

/* Eight bytes, by an instruction that gathers bits. */
__attribute__((target("bmi2,popcnt"))) static size_t fold_eights(capai_text text,
                                                                 unsigned char *out, size_t *size)
{
    size_t at = 0;
    uint64_t bytes;
    for (; at + sizeof bytes <= text.size; at += sizeof bytes) {
        memcpy(&bytes, text.data + at, sizeof bytes);
        if (bytes & UINT64_C(0x8080808080808080))
            break;
        bytes |= between(bytes, 'A', 'Z') >> 2;
        const uint64_t kept = between(bytes, 'a', 'z') | between(bytes, '0', '9');
        bytes = _pext_u64(bytes, (kept >> 7) * 0xFF);
        memcpy(out + *size, &bytes, sizeof bytes);
        *size += (size_t)__builtin_popcountll(kept);
    }
    return at;
}

#define WITH_PRESS "bmi2,popcnt,avx512f,avx512bw,avx512vbmi2"

/* Bytes of a range; those that are none are masked. */
__attribute__((target(WITH_PRESS))) static inline uint64_t within(__m512i bytes, char low,
                                                                  char count)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(low)),
                                  _mm512_set1_epi8(count));
}

/* Up to sixty-four bytes, by one that presses bytes together. */
__attribute__((target(WITH_PRESS))) static size_t fold_press(capai_text text, unsigned char *out,
                                                             size_t *size)
{
    size_t at = 0;
    while (at < text.size) {
        const size_t count = text.size - at < TOGETHER ? text.size - at : TOGETHER;
        /* cppcheck-suppress shiftTooManyBits ; there is at least one */
        __m512i bytes = _mm512_maskz_loadu_epi8(UINT64_MAX >> (TOGETHER - count), text.data + at);
        if (_mm512_movepi8_mask(bytes))
            break;
        bytes = _mm512_mask_add_epi8(bytes, within(bytes, 'A', 26), bytes, _mm512_set1_epi8(0x20));
        const uint64_t kept = within(bytes, 'a', 26) | within(bytes, '0', 10);
        _mm512_storeu_si512(out + *size, _mm512_maskz_compress_epi8(kept, bytes));
        *size += (size_t)__builtin_popcountll(kept);
        at += count;
    }
    return at;
}

size_t quick_fold_ways(quick_fold_way *out[QUICK_FOLD_WAYS])
{
    size_t count = 0;
    const bool gathers = __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    if (gathers && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2"))
        out[count++] = fold_press;
    if (gathers)
        out[count++] = fold_eights;
    out[count++] = NULL;
    return count;
}
#else
size_t quick_fold_ways(quick_fold_way *out[QUICK_FOLD_WAYS])
{
    out[0] = NULL;
    return 1;
}
#endif

/* ---- all names ---- */

/* Folds into `out`; returns the bytes. Control characters other than blanks do not come here. */
static size_t fold(quick_fold_way *way, capai_text text, unsigned char *out)
{
    size_t size = 0, i = way ? way(text, out, &size) : 0;
    while (i < text.size) {
        const unsigned char c = folded[(unsigned char)text.data[i]];
        const size_t blank = (unsigned char)text.data[i] < 0x80
                                 ? 0
                                 : capai_text_blank((capai_text){text.data + i, text.size - i});
        out[size] = c; /* there may be blanks beyond ASCII */
        size += c && !blank;
        i += blank ? blank : 1;
    }
    return size;
}

bool quick_fold_with(quick_fold_way *way, capai_text text, uint64_t *hash, bool *empty)
{
    unsigned char bytes[QUICK_NAME_BYTES + TOGETHER];
    if (text.size > QUICK_NAME_BYTES)
        return false;
    const size_t size = fold(way, text, bytes);
    *hash = XXH3_64bits(bytes, size);
    *empty = size == 0;
    return true;
}

bool quick_fold(capai_text text, uint64_t *hash, bool *empty)
{
    quick_fold_way *ways[QUICK_FOLD_WAYS];
    quick_fold_ways(ways);
    return quick_fold_with(ways[0], text, hash, empty);
}
