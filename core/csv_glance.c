#include "core/csv_glance.h"

#include <string.h>

#include "core/csv_bits.h"

#if defined __x86_64__ && defined __SSE2__

/* What a glance sees in blocks, one behind the other. */
struct seen {
    uint64_t quote[CSV_BLOCKS], delimiter[CSV_BLOCKS], line[CSV_BLOCKS];
    uint64_t other[CSV_BLOCKS]; /* with the line ends */
};

/* Where a byte stands in a block; where one does that is no printable ASCII. */
typedef uint64_t find_byte(const char *data, char wanted);
typedef uint64_t find_others(const char *data);

/* What that says. All blocks take each step together, so that the compiler can do several at once;
 * where a list begins with what the block before them says, that is its highest bit. */
struct told {
    uint64_t inside[CSV_BLOCKS];
    uint64_t found[1 + CSV_BLOCKS], close[1 + CSV_BLOCKS];
    uint64_t stray;   /* not zero where what follows a quote that closed does not end its field */
    uint64_t strange; /* not zero where there are others than line ends */
};

/* Blanks at the end of what was taken may stand at the beginning of a field: that is told by what
 * stands before them. Within quotes it means nothing: the next one closes. Behind a quote that
 * closed there are no blanks. */
static CSV_INLINE void look_back(const char *data, size_t size, char delimiter,
                                 struct csv_carry *carry)
{
    size_t at = size;
    while (at && data[at - 1] == ' ')
        at--;
    if (at)
        carry->begin = data[at - 1] == delimiter || data[at - 1] == '\n';
    else
        carry->begin |= carry->found >> 63;
    carry->end = 0;
}

/* Whether the first byte can follow what stood before it. */
static CSV_INLINE bool follows(const struct csv_carry *carry, char first, char delimiter)
{
    return (!(carry->carriage >> 63) || first == '\n') &&
           (!carry->end || first == delimiter || first == '\n');
}

/* What follows a quote that closed, and is neither a separator nor a quote. */
static CSV_INLINE uint64_t find_stray(const struct seen *s, const struct told *t, size_t i)
{
    const uint64_t closed = t->close[1 + i] << 1 | t->close[i] >> 63;
    return closed & ~s->quote[i] & ~t->found[1 + i];
}

/* Finds the separators; false where something is in doubt. */
static CSV_INLINE bool tell(const struct seen *restrict s, struct told *restrict t,
                            uint64_t *inside)
{
    uint64_t doubts = 0;
    t->stray = t->strange = 0;
    for (size_t i = 0; i < CSV_BLOCKS; i++)
        t->inside[i] = csv_parity(s->quote[i]);
    for (size_t i = 0; i < CSV_BLOCKS; i++) {
        t->inside[i] ^= *inside;
        *inside = 0 - (t->inside[i] >> 63);
    }
    for (size_t i = 0; i < CSV_BLOCKS; i++) {
        t->found[1 + i] = (s->delimiter[i] | s->line[i]) & ~t->inside[i];
        t->close[1 + i] = s->quote[i] & ~t->inside[i];
        t->strange |= s->other[i] ^ s->line[i];
        doubts |= s->line[i] & t->inside[i];
    }
    for (size_t i = 0; i < CSV_BLOCKS; i++) {
        const uint64_t begun = t->found[1 + i] << 1 | t->found[i] >> 63;
        const uint64_t closed = t->close[1 + i] << 1 | t->close[i] >> 63;
        /* a quote opens a field, or is the second one of two in it; one that closes ends its field,
         * or is the first one of two in it */
        doubts |= s->quote[i] & t->inside[i] & ~(begun | closed);
        t->stray |= find_stray(s, t, i);
    }
    return !doubts;
}

/* Whether what is strange are carriage returns alone, each before a line end: libcsv leaves them
 * out there. *last has those of the last block. */
static CSV_INLINE bool are_carriages(const char *data, size_t blocks, const struct seen *s,
                                     const struct told *t, find_byte *find, uint64_t *last)
{
    uint64_t doubts = 0;
    for (size_t i = 0; i < blocks; i++) {
        const uint64_t carriage = find(data + i * CSV_BLOCK, '\r');
        doubts |= (carriage << 1 | *last >> 63) & ~s->line[i];
        doubts |= ((s->other[i] ^ s->line[i]) | find_stray(s, t, i)) & ~carriage;
        doubts |= carriage & t->inside[i];
        *last = carriage;
    }
    return !doubts;
}

static CSV_INLINE bool glance(struct csv_index *index, size_t at, const char *data, size_t blocks,
                              char delimiter, struct csv_carry *carry, find_byte *find,
                              find_others *others, csv_put_bits *put)
{
    struct seen s;
    struct told t;
    uint64_t inside = carry->inside, carriage = carry->carriage;
    if (!follows(carry, *data, delimiter))
        return false;
    if (blocks < CSV_BLOCKS) {
        memset(&s, 0, sizeof s);
        s.delimiter[blocks] = UINT64_MAX; /* whatever stands there ends the field */
    }
    for (size_t i = 0; i < blocks; i++) {
        const char *block = data + i * CSV_BLOCK;
        s.quote[i] = find(block, '"');
        s.delimiter[i] = find(block, delimiter);
        s.line[i] = find(block, '\n');
        s.other[i] = others(block);
    }
    t.found[0] = carry->found;
    t.close[0] = carry->close;
    if (!tell(&s, &t, &inside) ||
        ((t.strange || t.stray) && !are_carriages(data, blocks, &s, &t, find, &carriage)))
        return false;
    csv_write_blocks(index, at, blocks, t.found + 1, s.line, put);
    carry->inside = inside;
    look_back(data, blocks * CSV_BLOCK, delimiter, carry);
    carry->found = t.found[blocks];
    carry->close = t.close[blocks];
    carry->carriage = t.strange ? carriage : 0;
    return true;
}

/* ---- sixteen bytes at a time, which every processor of this kind can do ---- */

static CSV_INLINE uint64_t find16(const char *data, char wanted)
{
    __m128i v[4];
    csv_load16(data, v);
    return csv_equal16(v, wanted);
}

static CSV_INLINE uint64_t others16(const char *data)
{
    __m128i v[4];
    csv_load16(data, v);
    return csv_other16(v);
}

bool csv_glance16_plain(struct csv_index *index, size_t at, const char *data, size_t blocks,
                        char delimiter, struct csv_carry *carry)
{
    return glance(index, at, data, blocks, delimiter, carry, find16, others16, csv_write_bits);
}

/* ---- thirty-two at a time ---- */

#define WITH_32 __attribute__((target("avx2," CSV_WITH_BITS)))

WITH_32 static inline uint64_t find32(const char *data, char wanted)
{
    return csv_equal32(_mm256_loadu_si256((const void *)data),
                       _mm256_loadu_si256((const void *)(data + 32)), wanted);
}

WITH_32 static inline uint64_t others32(const char *data)
{
    return csv_other32(_mm256_loadu_si256((const void *)data),
                       _mm256_loadu_si256((const void *)(data + 32)));
}

WITH_32 bool csv_glance32_bits(struct csv_index *index, size_t at, const char *data, size_t blocks,
                               char delimiter, struct csv_carry *carry)
{
    return glance(index, at, data, blocks, delimiter, carry, find32, others32, csv_write_bits);
}

/* ---- a whole block at a time ---- */

#define WITH_64 __attribute__((target("avx512f,avx512bw," CSV_WITH_BITS)))

WITH_64 static inline uint64_t find64(const char *data, char wanted)
{
    return csv_equal64(_mm512_loadu_si512((const void *)data), wanted);
}

WITH_64 static inline uint64_t others64(const char *data)
{
    return csv_other64(_mm512_loadu_si512((const void *)data));
}

WITH_64 bool csv_glance64_bits(struct csv_index *index, size_t at, const char *data, size_t blocks,
                               char delimiter, struct csv_carry *carry)
{
    return glance(index, at, data, blocks, delimiter, carry, find64, others64, csv_write_bits);
}

__attribute__((target(CSV_WITH_PRESS))) bool csv_glance64_press(struct csv_index *index, size_t at,
                                                                const char *data, size_t blocks,
                                                                char delimiter,
                                                                struct csv_carry *carry)
{
    return glance(index, at, data, blocks, delimiter, carry, find64, others64, csv_press_bits);
}

#endif
