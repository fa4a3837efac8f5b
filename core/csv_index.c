#include "core/csv_index.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 64 };

/* ---- what stands where in a block: one bit for each byte ---- */

struct masks {
    uint64_t quote, delimiter, line;
    bool plain; /* the rest is printable ASCII */
};

/* What is looked for where it may be needed. */
struct more {
    uint64_t carriage, blank;
    uint64_t odd; /* neither printable ASCII nor a line end, a carriage return or a tab */
};

#ifdef __SSE2__
#define INLINE inline __attribute__((always_inline))

/* The sign bits of the bytes of four vectors. Written out: as loops over arrays these few lines
 * take twice as long. */
static INLINE uint64_t gather(__m128i a, __m128i b, __m128i c, __m128i d)
{
    const uint64_t low = (uint64_t)_mm_movemask_epi8(a) | (uint64_t)_mm_movemask_epi8(b) << 16;
    const uint64_t high = (uint64_t)_mm_movemask_epi8(c) | (uint64_t)_mm_movemask_epi8(d) << 16;
    return low | high << 32;
}

static INLINE uint64_t equal(__m128i a, __m128i b, __m128i c, __m128i d, char wanted)
{
    const __m128i w = _mm_set1_epi8(wanted);
    return gather(_mm_cmpeq_epi8(a, w), _mm_cmpeq_epi8(b, w), _mm_cmpeq_epi8(c, w),
                  _mm_cmpeq_epi8(d, w));
}

/* As signed numbers, bytes beyond ASCII lie below the blank. */
static INLINE __m128i unprintable(__m128i v)
{
    return _mm_or_si128(_mm_cmplt_epi8(v, _mm_set1_epi8(' ')),
                        _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7F)));
}

static INLINE __m128i part(const char *block, int i)
{
    return _mm_loadu_si128((const void *)(block + 16 * i));
}

static INLINE struct masks look(const char *block, char delimiter)
{
    const __m128i a = part(block, 0), b = part(block, 1), c = part(block, 2), d = part(block, 3);
    const __m128i end = _mm_set1_epi8('\n');
    const __m128i p = _mm_cmpeq_epi8(a, end), q = _mm_cmpeq_epi8(b, end);
    const __m128i r = _mm_cmpeq_epi8(c, end), s = _mm_cmpeq_epi8(d, end);
    const __m128i rest = _mm_or_si128(
        _mm_or_si128(_mm_xor_si128(unprintable(a), p), _mm_xor_si128(unprintable(b), q)),
        _mm_or_si128(_mm_xor_si128(unprintable(c), r), _mm_xor_si128(unprintable(d), s)));
    return (struct masks){.quote = equal(a, b, c, d, '"'),
                          .delimiter = equal(a, b, c, d, delimiter),
                          .line = gather(p, q, r, s),
                          .plain = _mm_movemask_epi8(rest) == 0};
}

static INLINE struct more look_again(const char *block, char delimiter)
{
    const __m128i a = part(block, 0), b = part(block, 1), c = part(block, 2), d = part(block, 3);
    const uint64_t tab = equal(a, b, c, d, '\t'), carriage = equal(a, b, c, d, '\r');
    const uint64_t bad = gather(unprintable(a), unprintable(b), unprintable(c), unprintable(d));
    return (struct more){.carriage = carriage,
                         .blank = equal(a, b, c, d, ' ') | (delimiter == '\t' ? 0 : tab),
                         .odd = bad & ~(carriage | tab | equal(a, b, c, d, '\n'))};
}
#else
#define INLINE inline

static INLINE struct masks look(const char *block, char delimiter)
{
    struct masks m = {.plain = true};
    for (int i = 0; i < BLOCK; i++) {
        const uint64_t bit = UINT64_C(1) << i;
        const unsigned char c = (unsigned char)block[i];
        m.quote |= c == '"' ? bit : 0;
        m.delimiter |= block[i] == delimiter ? bit : 0;
        m.line |= c == '\n' ? bit : 0;
        m.plain = m.plain && (c == '\n' || (c >= ' ' && c < 0x7F));
    }
    return m;
}

static struct more look_again(const char *block, char delimiter)
{
    struct more m = {0, 0, 0};
    for (int i = 0; i < BLOCK; i++) {
        const uint64_t bit = UINT64_C(1) << i;
        const unsigned char c = (unsigned char)block[i];
        m.carriage |= c == '\r' ? bit : 0;
        m.blank |= c == ' ' || (c == '\t' && delimiter != '\t') ? bit : 0;
        m.odd |= (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t' ? 0 : bit;
    }
    return m;
}
#endif

/* Each bit becomes the parity of the quotes up to it, itself included. */
static uint64_t parity(uint64_t quotes)
{
    for (int shift = 1; shift < BLOCK; shift *= 2)
        quotes ^= quotes << shift;
    return quotes;
}

/* ---- from block to block ---- */

/* What the bytes before a block say of its first one. */
struct carry {
    uint64_t inside;   /* all ones within quotes */
    uint64_t begins;   /* 1: a field begins, blanks apart */
    uint64_t closed;   /* 1: the byte before is a quote that closed */
    uint64_t ends;     /* 1: a field that had quotes ends, blanks apart */
    uint64_t carriage; /* 1 behind a carriage return: a line end follows */
};

/* From each of `starts` on over blanks to the first byte that is none. *carry says whether that is
 * in the next block. */
static uint64_t skip(uint64_t starts, uint64_t blank, uint64_t *carry)
{
    uint64_t sum;
    *carry = __builtin_add_overflow(starts & blank, blank, &sum);
    return (sum | starts) & ~blank;
}

/* The separators of a block; *doubt is not zero where libcsv may take a byte otherwise. */
static uint64_t separators(struct masks m, struct more more, struct carry *carry, uint64_t *doubt)
{
    const uint64_t inside = parity(m.quote) ^ carry->inside;
    const uint64_t open = m.quote & inside, close = m.quote & ~inside;
    const uint64_t found = (m.delimiter | m.line) & ~inside;
    const uint64_t behind_close = close << 1 | carry->closed;
    const uint64_t behind_carriage = more.carriage << 1 | carry->carriage;
    uint64_t begins, ends;
    /* a quote opens a field, or is the second one of two in it */
    const uint64_t first = skip(found << 1 | carry->begins, more.blank, &begins);
    *doubt = open & ~(first | behind_close);
    /* one that closes ends its field, or is the first one of two in it */
    const uint64_t last = skip((behind_close & ~m.quote) | carry->ends, more.blank, &ends);
    *doubt |= last & ~(found | more.carriage);
    *doubt |= behind_carriage & ~m.line;
    *doubt |= more.carriage & inside;
    carry->inside = 0 - (inside >> 63);
    carry->begins = found >> 63 | begins;
    carry->closed = close >> 63;
    carry->ends = ends;
    carry->carriage = more.carriage >> 63;
    return found;
}

/* True where nothing but separators and printable ASCII can be in a block, and it does not end with
 * a blank: all that was carried to it is done with, and only whether a field begins goes on. */
static INLINE bool is_simple(const char *block, const struct masks *m, const struct carry *carry)
{
    return m->plain && !(m->quote | carry->inside | carry->closed | carry->ends) &&
           !carry->carriage && block[BLOCK - 1] != ' ';
}

/* ---- the index ---- */

static bool reserve(uint32_t **list, size_t *capacity, size_t count)
{
    if (count <= *capacity)
        return true;
    size_t wanted = *capacity ? *capacity * 2 : 1024;
    while (wanted < count)
        wanted *= 2;
    uint32_t *more = realloc(*list, wanted * sizeof *more);
    if (!more)
        return false;
    *list = more;
    *capacity = wanted;
    return true;
}

static size_t count_bits(uint64_t mask)
{
    size_t count = 0;
    for (; mask; mask &= mask - 1)
        count++;
    return count;
}

/* The bits of `mask` from the lowest on, for a block at `at`; returns how many. Most blocks have no
 * more than four, which are written whether they are there or not: to ask costs more. */
static INLINE size_t write_bits(uint32_t *out, size_t at, uint64_t mask)
{
    const uint64_t sentinel = UINT64_C(1) << 63;
    size_t count = 0;
    for (int i = 0; i < 4; i++) {
        out[i] = (uint32_t)at + (uint32_t)__builtin_ctzll(mask | sentinel);
        count += mask != 0;
        mask &= mask - 1;
    }
    for (; mask; mask &= mask - 1)
        out[count++] = (uint32_t)at + (uint32_t)__builtin_ctzll(mask);
    return count;
}

/* Adds the separators of the block at `at`. */
static INLINE bool add(struct csv_index *index, size_t at, uint64_t found, uint64_t lines)
{
    if (index->count + BLOCK > index->capacity &&
        !reserve(&index->ends, &index->capacity, index->count + BLOCK)) {
        index->memory = true;
        return false;
    }
    for (; lines; lines &= lines - 1) {
        if (index->row_count == index->row_capacity &&
            !reserve(&index->rows, &index->row_capacity, index->row_count + 1)) {
            index->memory = true;
            return false;
        }
        index->rows[index->row_count++] =
            (uint32_t)(index->count + count_bits(found & ((lines & (0 - lines)) - 1)));
    }
    index->count += write_bits(index->ends + index->count, at, found);
    return true;
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

bool csv_index_make(struct csv_index *index, capai_text rows, char delimiter)
{
    struct carry carry = {.begins = 1};
    uint64_t doubts = 0, doubt, odd = 0;
    index->count = index->row_count = index->breaks = 0;
    index->memory = false;
    if (!rows.size || rows.size > UINT32_MAX - 2 * BLOCK || delimiter == '"' || delimiter == ' ')
        return false;
    const size_t size = rows.size + (rows.data[rows.size - 1] != '\n');
    for (size_t at = 0; at < size; at += BLOCK) {
        char last[BLOCK];
        const char *block = rows.data + at;
        if (rows.size - at < BLOCK) {
            copy_last(last, rows, at);
            block = last;
        }
        const struct masks m = look(block, delimiter);
        uint64_t found = m.delimiter | m.line;
        if (is_simple(block, &m, &carry)) {
            carry.begins = found >> 63;
        } else {
            const struct more more = look_again(block, delimiter);
            found = separators(m, more, &carry, &doubt);
            doubts |= doubt;
            odd |= more.odd;
        }
        if (m.line)
            index->breaks += count_bits(m.line);
        if (!add(index, at, found, m.line & found))
            return false;
    }
    index->odd = odd != 0;
    return !doubts && !carry.inside;
}

void csv_index_clear(struct csv_index *index)
{
    free(index->ends);
    free(index->rows);
    *index = (struct csv_index){.ends = NULL};
}
