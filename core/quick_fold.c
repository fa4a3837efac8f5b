#include "core/quick_fold.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define FOUR(c) (c), (c) + 1, (c) + 2, (c) + 3
#define SIXTEEN(c) FOUR(c), FOUR((c) + 4), FOUR((c) + 8), FOUR((c) + 12)
#define SIXTY_FOUR(c) SIXTEEN(c), SIXTEEN((c) + 16), SIXTEEN((c) + 32), SIXTEEN((c) + 48)
#define DIGITS FOUR('0'), FOUR('4'), '8', '9'
#define LETTERS SIXTEEN('a'), FOUR('q'), FOUR('u'), 'y', 'z'
#define OTHERS SIXTY_FOUR(0x80), SIXTY_FOUR(0xC0)

/* What folding makes of a byte, as capai_text_fold does: 0 where it is dropped. */
static const unsigned char folded[256] = {
    ['0'] = DIGITS, ['A'] = LETTERS, ['a'] = LETTERS, [0x80] = OTHERS};

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
