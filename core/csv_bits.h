/* Bits of a block of sixty-four bytes, one for each, and where they stand: by what every processor
 * can do, and by what some can. Private to the core. */
#ifndef CORE_CSV_BITS_H
#define CORE_CSV_BITS_H

#include <stddef.h>
#include <stdint.h>

#include "core/csv_index.h"

/* Writes the bits of `mask` from the lowest on, for a block at `at`; returns where they end. How
 * that is done is known where blocks are taken, so that nothing is asked there. */
typedef uint32_t *csv_put_bits(uint32_t *out, size_t at, uint64_t mask);

#define CSV_INLINE inline __attribute__((always_inline))

/* Each bit becomes the parity of the quotes up to it, itself included. */
static CSV_INLINE uint64_t csv_parity(uint64_t quotes)
{
    quotes ^= quotes << 1;
    quotes ^= quotes << 2;
    quotes ^= quotes << 4;
    quotes ^= quotes << 8;
    quotes ^= quotes << 16;
    return quotes ^ quotes << 32;
}

static CSV_INLINE uint32_t *csv_write_bit(uint32_t *out, size_t at, uint64_t *mask)
{
    *out = (uint32_t)at + (uint32_t)__builtin_ctzll(*mask | UINT64_C(1) << 63);
    *mask &= *mask - 1;
    return out + 1;
}

/* Most blocks have no more than four, which are written whether they are there or not: to ask costs
 * more. */
static CSV_INLINE uint32_t *csv_write_bits(uint32_t *out, size_t at, uint64_t mask)
{
    uint32_t *const end = out + __builtin_popcountll(mask);
    out = csv_write_bit(out, at, &mask);
    out = csv_write_bit(out, at, &mask);
    out = csv_write_bit(out, at, &mask);
    out = csv_write_bit(out, at, &mask);
    while (mask)
        out = csv_write_bit(out, at, &mask);
    return end;
}

/* Of each line end that is a separator its number among these; `found` are those of the block, of
 * which the first has the number `before`. Few blocks have more than one. */
static CSV_INLINE uint32_t *csv_write_rows(uint32_t *row, uint32_t before, uint64_t found,
                                           uint64_t lines)
{
    while (lines) {
        const uint64_t below = (lines & (0 - lines)) - 1;
        *row++ = before + (uint32_t)__builtin_popcountll(found & below);
        lines &= lines - 1;
    }
    return row;
}

/* Adds the separators of blocks to the index, which has room for them, the first block at `at`;
 * `lines` are those of them that are line ends. */
static CSV_INLINE void csv_write_blocks(struct csv_index *index, size_t at, size_t blocks,
                                        const uint64_t *restrict found,
                                        const uint64_t *restrict lines, csv_put_bits *put)
{
    uint32_t before[CSV_BLOCKS]; /* the number of the first separator of each */
    uint32_t *const ends = index->ends, *end = ends + index->count;
    uint32_t *row = index->rows + index->row_count, having = 0;
    for (size_t i = 0; i < CSV_BLOCKS; i++)
        having |= (uint32_t)(lines[i] != 0) << i;
    for (size_t i = 0; i < blocks; i++) {
        before[i] = (uint32_t)(end - ends);
        end = put(end, at + i * CSV_BLOCK, found[i]);
    }
    for (; having; having &= having - 1) { /* most blocks have none */
        const size_t i = (size_t)__builtin_ctz(having);
        row = csv_write_rows(row, before[i], found[i], lines[i]);
    }
    index->count = (size_t)(end - ends);
    index->row_count = (size_t)(row - index->rows);
}

#if defined __x86_64__ && defined __SSE2__

#include <immintrin.h>

/* Where bytes are equal to one, sixteen, thirty-two and sixty-four at a time. */

#define CSV_WITH_32 __attribute__((target("avx2")))
#define CSV_WITH_64 __attribute__((target("avx512f,avx512bw")))

static CSV_INLINE uint64_t csv_gather16(__m128i a, __m128i b, __m128i c, __m128i d)
{
    const uint64_t low = (uint64_t)_mm_movemask_epi8(a) | (uint64_t)_mm_movemask_epi8(b) << 16;
    const uint64_t high = (uint64_t)_mm_movemask_epi8(c) | (uint64_t)_mm_movemask_epi8(d) << 16;
    return low | high << 32;
}

static CSV_INLINE void csv_load16(const char *data, __m128i v[4])
{
    for (int i = 0; i < 4; i++)
        v[i] = _mm_loadu_si128((const void *)(data + 16 * i));
}

static CSV_INLINE uint64_t csv_equal16(const __m128i *v, char wanted)
{
    const __m128i w = _mm_set1_epi8(wanted);
    return csv_gather16(_mm_cmpeq_epi8(v[0], w), _mm_cmpeq_epi8(v[1], w), _mm_cmpeq_epi8(v[2], w),
                        _mm_cmpeq_epi8(v[3], w));
}

CSV_WITH_32 static inline uint64_t csv_gather32(__m256i a, __m256i b)
{
    return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

CSV_WITH_32 static inline uint64_t csv_equal32(__m256i a, __m256i b, char wanted)
{
    const __m256i w = _mm256_set1_epi8(wanted);
    return csv_gather32(_mm256_cmpeq_epi8(a, w), _mm256_cmpeq_epi8(b, w));
}

CSV_WITH_64 static inline uint64_t csv_equal64(__m512i v, char wanted)
{
    return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(wanted));
}

/* Where bytes are no printable ASCII: as signed numbers, one more than such a byte is not above the
 * blank. */

static CSV_INLINE uint64_t csv_other16(const __m128i *v)
{
    const __m128i one = _mm_set1_epi8(1), end = _mm_set1_epi8(' ' + 1);
    return csv_gather16(
        _mm_cmplt_epi8(_mm_add_epi8(v[0], one), end), _mm_cmplt_epi8(_mm_add_epi8(v[1], one), end),
        _mm_cmplt_epi8(_mm_add_epi8(v[2], one), end), _mm_cmplt_epi8(_mm_add_epi8(v[3], one), end));
}

CSV_WITH_32 static inline uint64_t csv_other32(__m256i a, __m256i b)
{
    const __m256i one = _mm256_set1_epi8(1), end = _mm256_set1_epi8(' ' + 1);
    return csv_gather32(_mm256_cmpgt_epi8(end, _mm256_add_epi8(a, one)),
                        _mm256_cmpgt_epi8(end, _mm256_add_epi8(b, one)));
}

CSV_WITH_64 static inline uint64_t csv_other64(__m512i v)
{
    return _mm512_cmplt_epi8_mask(_mm512_add_epi8(v, _mm512_set1_epi8(1)),
                                  _mm512_set1_epi8(' ' + 1));
}

#define CSV_WITH_BITS "popcnt,bmi"
#define CSV_WITH_PRESS CSV_WITH_BITS ",avx512f,avx512bw,avx512vl,avx512vbmi2"

/* The numbers of the bits, pressed together: sixteen at a time, more than most blocks have. */
__attribute__((target(CSV_WITH_PRESS))) static inline uint32_t *
csv_press_bits(uint32_t *out, size_t at, uint64_t mask)
{
    static const char numbers[CSV_BLOCK] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    const __m512i base = _mm512_set1_epi32((int)(uint32_t)at);
    const size_t count = (size_t)__builtin_popcountll(mask);
    const __m512i pressed = _mm512_maskz_compress_epi8(mask, _mm512_loadu_si512(numbers));
    _mm512_storeu_si512(
        out, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(pressed))));
    if (count > 16) {
        char rest[CSV_BLOCK];
        _mm512_storeu_si512(rest, pressed);
        for (size_t i = 16; i < count; i++)
            out[i] = (uint32_t)at + (uint32_t)rest[i];
    }
    return out + count;
}

#endif

#endif
