#include "core/csv_index.h"

#include <stdlib.h>
#include <string.h>

#include "core/reserve.h"

#define INLINE inline __attribute__((always_inline))

enum { BLOCK = CSV_BLOCK, AT_ONCE = 32 /* blocks that are looked at before they are split */ };

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

/* What the bytes before a block say of its first one. */
struct carry {
    uint64_t inside;   /* all ones within quotes */
    uint64_t begins;   /* 1: a field begins, blanks apart */
    uint64_t closed;   /* 1: the byte before is a quote that closed */
    uint64_t ends;     /* 1: a field that had quotes ends, blanks apart */
    uint64_t carriage; /* 1 behind a carriage return: a line end follows */
    /* of all blocks so far: not zero where libcsv may take a byte otherwise, and where one is odd
     */
    uint64_t doubts, odd;
};

/* From each of `starts` on over blanks to the first byte that is none. *carry says whether that is
 * in the next block. */
static INLINE uint64_t skip(uint64_t starts, uint64_t blank, uint64_t *carry)
{
    uint64_t sum;
    *carry = __builtin_add_overflow(starts & blank, blank, &sum);
    return (sum | starts) & ~blank;
}

/* The separators of a block. Without branches: half of the blocks have quotes. */
static INLINE uint64_t separators(const struct csv_masks *m, struct carry *carry)
{
    const uint64_t inside = parity(m->quote) ^ carry->inside;
    const uint64_t open = m->quote & inside, close = m->quote & ~inside;
    const uint64_t found = (m->delimiter | m->line) & ~inside;
    const uint64_t behind_close = close << 1 | carry->closed;
    const uint64_t behind_carriage = m->carriage << 1 | carry->carriage;
    uint64_t begins, ends;
    /* a quote opens a field, or is the second one of two in it */
    const uint64_t first = skip(found << 1 | carry->begins, m->blank, &begins);
    uint64_t doubt = open & ~(first | behind_close);
    /* one that closes ends its field, or is the first one of two in it */
    const uint64_t last = skip((behind_close & ~m->quote) | carry->ends, m->blank, &ends);
    doubt |= last & ~(found | m->carriage);
    doubt |= behind_carriage & ~m->line;
    doubt |= m->carriage & inside;
    carry->doubts |= doubt;
    carry->inside = 0 - (inside >> 63);
    carry->begins = found >> 63 | begins;
    carry->closed = close >> 63;
    carry->ends = ends;
    carry->carriage = m->carriage >> 63;
    return found;
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
    const size_t most = blocks * BLOCK;
    index->memory =
        !reserve_more(&index->ends, &index->capacity, index->count, most, sizeof *index->ends) ||
        !reserve_more(&index->rows, &index->row_capacity, index->row_count, most,
                      sizeof *index->rows);
    return !index->memory;
}

/* The last block of the rows, with a line end behind it, and blanks. */
static void copy_last(char *last, capai_text rows, size_t at)
{
    memset(last, ' ', BLOCK);
    if (rows.size > at)
        memcpy(last, rows.data + at, rows.size - at);
    if (rows.data[rows.size - 1] != '\n')
        last[rows.size - at] = '\n';
}

/* Takes blocks that were looked at, the first of them at `at`; there is room. */
static INLINE void take(struct csv_index *index, size_t at, const struct csv_masks *list,
                        size_t blocks, struct carry *all)
{
    struct carry carry = *all;
    uint32_t *end = index->ends + index->count, *row = index->rows + index->row_count;
    for (size_t i = 0; i < blocks; i++, at += BLOCK) {
        const uint64_t found = separators(&list[i], &carry);
        const uint32_t before = (uint32_t)(end - index->ends);
        uint64_t lines = list[i].line & found;
        carry.odd |= list[i].odd;
        if (list[i].line != lines)
            index->breaks += (size_t)__builtin_popcountll(list[i].line & ~found);
        do { /* most blocks have one line end or none */
            const uint64_t below = (lines & (0 - lines)) - 1;
            *row = before + (uint32_t)__builtin_popcountll(found & below);
            row += lines != 0;
            lines &= lines - 1;
        } while (lines);
        end = write_bits(end, at, found);
    }
    index->count = (size_t)(end - index->ends);
    index->row_count = (size_t)(row - index->rows);
    *all = carry;
}

/* The same for every processor, and for those that count bits and find them by themselves. */
typedef void take_blocks(struct csv_index *index, size_t at, const struct csv_masks *list,
                         size_t blocks, struct carry *carry);

static void take_plainly(struct csv_index *index, size_t at, const struct csv_masks *list,
                         size_t blocks, struct carry *carry)
{
    take(index, at, list, blocks, carry);
}

#if defined __x86_64__
__attribute__((target("popcnt,bmi"))) static void take_by_bits(struct csv_index *index, size_t at,
                                                               const struct csv_masks *list,
                                                               size_t blocks, struct carry *carry)
{
    take(index, at, list, blocks, carry);
}
#else
#define take_by_bits take_plainly
#endif

bool csv_index_with(struct csv_way way, struct csv_index *index, capai_text rows, char delimiter)
{
    take_blocks *const take_them = way.bits ? take_by_bits : take_plainly;
    struct carry carry = {.begins = 1};
    struct csv_masks masks[AT_ONCE];
    char last[BLOCK];
    index->count = index->row_count = index->breaks = 0;
    index->memory = false;
    if (!rows.size || rows.size > UINT32_MAX - 2 * BLOCK || delimiter == '"' || delimiter == ' ')
        return false;
    const size_t whole = rows.size / BLOCK;
    for (size_t done = 0, count; done < whole; done += count) {
        count = whole - done < AT_ONCE ? whole - done : AT_ONCE;
        if (!make_room(index, count))
            return false;
        way.look(rows.data + done * BLOCK, count, delimiter, masks);
        take_them(index, done * BLOCK, masks, count, &carry);
    }
    if (whole * BLOCK < rows.size || rows.data[rows.size - 1] != '\n') {
        copy_last(last, rows, whole * BLOCK);
        if (!make_room(index, 1))
            return false;
        way.look(last, 1, delimiter, masks);
        take_them(index, whole * BLOCK, masks, 1, &carry);
    }
    index->breaks += index->row_count;
    index->odd = carry.odd != 0;
    return !carry.doubts && !carry.inside;
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
