#include "core/csv_index.h"

#include <stdlib.h>
#include <string.h>

#include "core/reserve.h"

#define INLINE inline __attribute__((always_inline))

/* How what differs from processor to processor is done: known where a block is taken, so that
 * nothing is asked there. */
typedef uint64_t find_parity(uint64_t quotes);
typedef uint32_t *put_bits(uint32_t *out, size_t at, uint64_t mask);

/* Each bit becomes the parity of the quotes up to it, itself included. */
static INLINE uint64_t parity(uint64_t quotes)
{
    quotes ^= quotes << 1;
    quotes ^= quotes << 2;
    quotes ^= quotes << 4;
    quotes ^= quotes << 8;
    quotes ^= quotes << 16;
    return quotes ^ quotes << 32;
}

/* ---- from block to block ---- */

/* What is known of a group of blocks, each behind the one before it: what that one says of its
 * first byte is in the highest bit, or the lowest of what is carried. All blocks of a group take
 * each step together, so that the compiler can do several at once. */
struct group {
    uint64_t inside[CSV_BLOCKS];    /* within quotes */
    uint64_t found[1 + CSV_BLOCKS]; /* separators */
    uint64_t close[1 + CSV_BLOCKS]; /* quotes that close */
    uint64_t carriage[1 + CSV_BLOCKS];
    uint64_t begin[1 + CSV_BLOCKS]; /* 1: the first byte of a field is in a block behind, as */
    uint64_t end[1 + CSV_BLOCKS];   /* 1: blanks alone stand behind a quote that closed, as yet */
    uint64_t lines[CSV_BLOCKS];     /* line ends that are separators */
};

/* What all groups so far say. */
struct whole {
    uint64_t inside; /* all ones within quotes */
    /* not zero where libcsv may take a byte otherwise, where one is odd, and where a line ends
     * within quotes */
    uint64_t doubts, odd, broken;
};

/* `bits` moved on by a byte, with what the block before says of the first. */
static INLINE uint64_t behind(const uint64_t *bits)
{
    return bits[0] << 1 | bits[-1] >> 63;
}

/* From each of `starts` on over blanks to the first byte that is none. */
static INLINE uint64_t skip(uint64_t starts, uint64_t blank)
{
    return (((starts & blank) + blank) | starts) & ~blank;
}

/* 1 where that byte is in the next block. */
static INLINE uint64_t skips_on(uint64_t starts, uint64_t blank)
{
    const uint64_t few = starts & blank, sum = few + blank;
    return (few | (blank & ~sum)) >> 63; /* the carry of the sum: few is part of blank */
}

/* A block of blanks carries on what reaches it. */
static INLINE void carry_on(const struct csv_masks *restrict m, uint64_t *carried)
{
    uint64_t all = 0;
    for (size_t i = 0; i < CSV_BLOCKS; i++)
        all |= m->blank[i] == UINT64_MAX;
    for (size_t i = 0; all && i < CSV_BLOCKS; i++)
        carried[1 + i] |= carried[i] & (m->blank[i] == UINT64_MAX);
}

/* Finds the separators, and where a group is doubtful. */
static INLINE void separate(const struct csv_masks *restrict m, struct group *restrict g,
                            struct whole *restrict whole, find_parity *parity_of)
{
    uint64_t doubts = 0, odd = 0, broken = 0;
    for (size_t i = 0; i < CSV_BLOCKS; i++) {
        g->inside[i] = parity_of(m->quote[i]) ^ whole->inside;
        whole->inside = 0 - (g->inside[i] >> 63);
    }
    for (size_t i = 0; i < CSV_BLOCKS; i++) {
        g->found[1 + i] = (m->delimiter[i] | m->line[i]) & ~g->inside[i];
        g->close[1 + i] = m->quote[i] & ~g->inside[i];
        g->carriage[1 + i] = m->carriage[i];
        g->lines[i] = m->line[i] & ~g->inside[i];
        broken |= m->line[i] & g->inside[i];
        odd |= m->odd[i];
    }
    for (size_t i = 0; i < CSV_BLOCKS; i++) {
        g->begin[1 + i] = skips_on(behind(&g->found[1 + i]), m->blank[i]);
        g->end[1 + i] = skips_on(behind(&g->close[1 + i]) & ~m->quote[i], m->blank[i]);
    }
    carry_on(m, g->begin);
    carry_on(m, g->end);
    for (size_t i = 0; i < CSV_BLOCKS; i++) {
        const uint64_t closed = behind(&g->close[1 + i]);
        /* a quote opens a field, or is the second one of two in it */
        const uint64_t first = skip(behind(&g->found[1 + i]) | g->begin[i], m->blank[i]);
        doubts |= m->quote[i] & g->inside[i] & ~(first | closed);
        /* one that closes ends its field, or is the first one of two in it */
        const uint64_t last = skip((closed & ~m->quote[i]) | g->end[i], m->blank[i]);
        doubts |= last & ~(g->found[1 + i] | m->carriage[i]);
        doubts |= behind(&g->carriage[1 + i]) & ~m->line[i];
        doubts |= m->carriage[i] & g->inside[i];
    }
    whole->doubts |= doubts;
    whole->odd |= odd;
    whole->broken = broken;
}

/* Before a group its last block becomes the one before. */
static INLINE void go_on(struct group *g)
{
    g->found[0] = g->found[CSV_BLOCKS];
    g->close[0] = g->close[CSV_BLOCKS];
    g->carriage[0] = g->carriage[CSV_BLOCKS];
    g->begin[0] = g->begin[CSV_BLOCKS];
    g->end[0] = g->end[CSV_BLOCKS];
}

/* ---- the index ---- */

static INLINE uint32_t *write_bit(uint32_t *out, size_t at, uint64_t *mask)
{
    *out = (uint32_t)at + (uint32_t)__builtin_ctzll(*mask | UINT64_C(1) << 63);
    *mask &= *mask - 1;
    return out + 1;
}

/* The bits of `mask` from the lowest on, for a block at `at`; returns where they end. Most blocks
 * have no more than four, which are written whether they are there or not: to ask costs more. */
static INLINE uint32_t *write_bits(uint32_t *out, size_t at, uint64_t mask)
{
    uint32_t *const end = out + __builtin_popcountll(mask);
    out = write_bit(out, at, &mask);
    out = write_bit(out, at, &mask);
    out = write_bit(out, at, &mask);
    out = write_bit(out, at, &mask);
    while (mask)
        out = write_bit(out, at, &mask);
    return end;
}

/* Makes room for all that so many blocks can hold. */
static bool make_room(struct csv_index *index, size_t blocks)
{
    const size_t most = blocks * CSV_BLOCK;
    index->memory =
        !reserve_more(&index->ends, &index->capacity, index->count, most, sizeof *index->ends) ||
        !reserve_more(&index->rows, &index->row_capacity, index->row_count, most,
                      sizeof *index->rows);
    return !index->memory;
}

/* The last block of the rows, with a line end behind it, and blanks. */
static void copy_last(char *last, capai_text rows, size_t at)
{
    memset(last, ' ', CSV_BLOCK);
    if (rows.size > at)
        memcpy(last, rows.data + at, rows.size - at);
    if (rows.data[rows.size - 1] != '\n')
        last[rows.size - at] = '\n';
}

/* Takes the first blocks of a group that was looked at, the first of them at `at`; there is room.
 */
static INLINE void take(struct csv_index *index, size_t at, const struct csv_masks *restrict masks,
                        size_t blocks, struct group *restrict g, struct whole *restrict whole,
                        find_parity *parity_of, put_bits *put)
{
    uint32_t *const ends = index->ends, *end = ends + index->count;
    uint32_t *row = index->rows + index->row_count;
    go_on(g);
    separate(masks, g, whole, parity_of);
    for (size_t i = 0; i < blocks; i++, at += CSV_BLOCK) {
        const uint64_t found = g->found[1 + i];
        const uint32_t before = (uint32_t)(end - ends);
        uint64_t lines = g->lines[i];
        do { /* most blocks have one line end or none */
            const uint64_t below = (lines & (0 - lines)) - 1;
            *row = before + (uint32_t)__builtin_popcountll(found & below);
            row += lines != 0;
            lines &= lines - 1;
        } while (lines);
        end = put(end, at, found);
    }
    for (size_t i = 0; whole->broken && i < blocks; i++)
        index->breaks += (size_t)__builtin_popcountll(masks->line[i] & g->inside[i]);
    index->count = (size_t)(end - ends);
    index->row_count = (size_t)(row - index->rows);
}

/* ---- the same for every processor, and for those that can more ---- */

typedef void take_blocks(struct csv_index *index, size_t at, const struct csv_masks *restrict masks,
                         size_t blocks, struct group *restrict group, struct whole *restrict whole);

static void take_plainly(struct csv_index *index, size_t at, const struct csv_masks *restrict masks,
                         size_t blocks, struct group *restrict group, struct whole *restrict whole)
{
    take(index, at, masks, blocks, group, whole, parity, write_bits);
}

#if defined __x86_64__ && defined __SSE2__

#include <immintrin.h>

#define WITH_BITS "popcnt,bmi,pclmul"
#define WITH_PRESS WITH_BITS ",avx512f,avx512bw,avx512vl,avx512vbmi2"

/* A product without carries, with all ones, adds up the bits below each. */
__attribute__((target(WITH_BITS))) static inline uint64_t parity_of_product(uint64_t quotes)
{
    const __m128i product =
        _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)quotes), _mm_set1_epi8((char)0xFF), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

__attribute__((target(WITH_BITS))) static void
take_by_bits(struct csv_index *index, size_t at, const struct csv_masks *restrict masks,
             size_t blocks, struct group *restrict group, struct whole *restrict whole)
{
    take(index, at, masks, blocks, group, whole, parity_of_product, write_bits);
}

/* The numbers of the bits, pressed together: sixteen at a time, more than most blocks have. */
__attribute__((target(WITH_PRESS))) static inline uint32_t *press_bits(uint32_t *out, size_t at,
                                                                       uint64_t mask)
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

__attribute__((target(WITH_PRESS))) static void
take_by_press(struct csv_index *index, size_t at, const struct csv_masks *restrict masks,
              size_t blocks, struct group *restrict group, struct whole *restrict whole)
{
    take(index, at, masks, blocks, group, whole, parity_of_product, press_bits);
}

static take_blocks *const takes[] = {take_plainly, take_by_bits, take_by_press};

#else

static take_blocks *const takes[] = {take_plainly};

#endif

bool csv_index_with(struct csv_way way, struct csv_index *index, capai_text rows, char delimiter)
{
    take_blocks *const take_them = takes[way.bits];
    struct group group = {.found = {[CSV_BLOCKS] = UINT64_C(1) << 63}}; /* a field begins */
    struct whole whole = {0};
    struct csv_masks masks;
    char last[CSV_BLOCK];
    index->count = index->row_count = index->breaks = 0;
    index->memory = false;
    if (!rows.size || rows.size > UINT32_MAX - 2 * CSV_BLOCK || delimiter == '"' ||
        delimiter == ' ')
        return false;
    const size_t full = rows.size / CSV_BLOCK;
    const bool more = full * CSV_BLOCK < rows.size || rows.data[rows.size - 1] != '\n';
    for (size_t done = 0; done < full + more; done += CSV_BLOCKS) {
        const size_t count = full - done < CSV_BLOCKS ? full - done : CSV_BLOCKS;
        const bool ends = more && count < CSV_BLOCKS;
        if (!make_room(index, count + ends))
            return false;
        if (count < CSV_BLOCKS)
            memset(&masks, 0, sizeof masks);
        way.look(rows.data + done * CSV_BLOCK, count, delimiter, &masks, 0);
        if (ends) {
            copy_last(last, rows, full * CSV_BLOCK);
            way.look(last, 1, delimiter, &masks, count);
        }
        take_them(index, done * CSV_BLOCK, &masks, count + ends, &group, &whole);
    }
    index->breaks += index->row_count;
    index->odd = whole.odd != 0;
    return !whole.doubts && !whole.inside;
}

bool csv_index_make(struct csv_index *index, capai_text rows, char delimiter)
{
    struct csv_way ways[CSV_WAYS];
    csv_ways(ways);
    return csv_index_with(ways[0], index, rows, delimiter);
}

void csv_index_clear(struct csv_index *index)
{
    free(index->ends);
    free(index->rows);
    *index = (struct csv_index){.ends = NULL};
}
