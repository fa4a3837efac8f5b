#include "core/csv_index.h"

#include <stdlib.h>
#include <string.h>

#include "core/csv_bits.h"
#include "core/csv_glance.h"
#include "core/reserve.h"

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
    uint64_t doubts[CSV_BLOCKS];    /* where libcsv may take a byte otherwise */
};

/* What all groups so far say. */
struct whole {
    struct csv_carry carry;
    /* not zero where libcsv may take a byte otherwise, where one is odd, and where a line ends
     * within quotes */
    uint64_t doubts, odd, broken;
};

/* `bits` moved on by a byte, with what the block before says of the first. */
static CSV_INLINE uint64_t behind(const uint64_t *bits)
{
    return bits[0] << 1 | bits[-1] >> 63;
}

/* From each of `starts` on over blanks to the first byte that is none. */
static CSV_INLINE uint64_t skip(uint64_t starts, uint64_t blank)
{
    return (((starts & blank) + blank) | starts) & ~blank;
}

/* 1 where that byte is in the next block. */
static CSV_INLINE uint64_t skips_on(uint64_t starts, uint64_t blank)
{
    const uint64_t few = starts & blank, sum = few + blank;
    return (few | (blank & ~sum)) >> 63; /* the carry of the sum: few is part of blank */
}

/* A block of blanks carries on what reaches it. */
static CSV_INLINE void carry_on(const struct csv_masks *restrict m, uint64_t *carried)
{
    uint64_t all = 0;
    for (size_t i = 0; i < CSV_BLOCKS; i++)
        all |= m->blank[i] == UINT64_MAX;
    for (size_t i = 0; all && i < CSV_BLOCKS; i++)
        carried[1 + i] |= carried[i] & (m->blank[i] == UINT64_MAX);
}

/* Finds the separators, and where a group is doubtful. */
static CSV_INLINE void separate(const struct csv_masks *restrict m, struct group *restrict g,
                                struct whole *restrict whole)
{
    uint64_t odd = 0, broken = 0;
    for (size_t i = 0; i < CSV_BLOCKS; i++)
        g->inside[i] = csv_parity(m->quote[i]);
    for (size_t i = 0; i < CSV_BLOCKS; i++) {
        g->inside[i] ^= whole->carry.inside;
        whole->carry.inside = 0 - (g->inside[i] >> 63);
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
        uint64_t doubts = m->quote[i] & g->inside[i] & ~(first | closed);
        /* one that closes ends its field, or is the first one of two in it */
        const uint64_t last = skip((closed & ~m->quote[i]) | g->end[i], m->blank[i]);
        doubts |= last & ~(g->found[1 + i] | m->carriage[i]);
        doubts |= behind(&g->carriage[1 + i]) & ~m->line[i];
        g->doubts[i] = doubts | (m->carriage[i] & g->inside[i]);
    }
    whole->odd |= odd;
    whole->broken = broken;
}

/* What the blocks before say stands before those of a group. */
static CSV_INLINE void go_on(struct group *g, const struct csv_carry *carry)
{
    g->found[0] = carry->found;
    g->close[0] = carry->close;
    g->carriage[0] = carry->carriage;
    g->begin[0] = carry->begin;
    g->end[0] = carry->end;
}

/* What its first `blocks` blocks say of those behind them. */
static CSV_INLINE void carry_over(const struct group *g, size_t blocks, struct csv_carry *carry)
{
    carry->found = g->found[blocks];
    carry->close = g->close[blocks];
    carry->carriage = g->carriage[blocks];
    carry->begin = g->begin[blocks];
    carry->end = g->end[blocks];
}

/* ---- the index ---- */

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

/* Copies the rows from `at` on, of which there are less than a group, into whole blocks, with a
 * line end behind them, and blanks; returns how many blocks these are. */
static size_t copy_last(char last[CSV_BLOCKS * CSV_BLOCK], capai_text rows, size_t at)
{
    size_t size = rows.size - at;
    memcpy(last, rows.data + at, size);
    if (rows.data[rows.size - 1] != '\n')
        last[size++] = '\n';
    const size_t blocks = (size + CSV_BLOCK - 1) / CSV_BLOCK;
    memset(last + size, ' ', blocks * CSV_BLOCK - size);
    return blocks;
}

/* Takes the first blocks of a group that was looked at, the first of them at `at`; there is room.
 */
static CSV_INLINE void take(struct csv_index *index, size_t at,
                            const struct csv_masks *restrict masks, size_t blocks,
                            struct whole *restrict whole, csv_put_bits *put)
{
    struct group g;
    go_on(&g, &whole->carry);
    separate(masks, &g, whole);
    carry_over(&g, blocks, &whole->carry);
    for (size_t i = 0; i < blocks; i++)
        whole->doubts |= g.doubts[i];
    for (size_t i = 0; whole->broken && i < blocks; i++)
        index->breaks += (size_t)__builtin_popcountll(masks->line[i] & g.inside[i]);
    csv_write_blocks(index, at, blocks, g.found + 1, g.lines, put);
}

/* ---- the same for every processor, and for those that can more ---- */

typedef void take_blocks(struct csv_index *index, size_t at, const struct csv_masks *restrict masks,
                         size_t blocks, struct whole *restrict whole);

static void take_plainly(struct csv_index *index, size_t at, const struct csv_masks *restrict masks,
                         size_t blocks, struct whole *restrict whole)
{
    take(index, at, masks, blocks, whole, csv_write_bits);
}

#if defined __x86_64__ && defined __SSE2__

__attribute__((target(CSV_WITH_BITS))) static void
take_by_bits(struct csv_index *index, size_t at, const struct csv_masks *restrict masks,
             size_t blocks, struct whole *restrict whole)
{
    take(index, at, masks, blocks, whole, csv_write_bits);
}

__attribute__((target(CSV_WITH_PRESS))) static void
take_by_press(struct csv_index *index, size_t at, const struct csv_masks *restrict masks,
              size_t blocks, struct whole *restrict whole)
{
    take(index, at, masks, blocks, whole, csv_press_bits);
}

static take_blocks *const takes[] = {take_plainly, take_by_bits, take_by_press};

#else

static take_blocks *const takes[] = {take_plainly};

#endif

/* The blocks of some rows, and how they are taken. */
struct taking {
    struct csv_way way;
    take_blocks *take;
    char delimiter;
    size_t closely; /* so many groups are not glanced at, where one needed the closer look: */
    size_t next;    /* of several in a row, twice as many each time */
    struct whole whole;
};

/* Takes CSV_BLOCKS blocks or fewer, the first of them at `at`. False: memory ran out. */
static bool take_group(struct taking *t, struct csv_index *index, size_t at, const char *data,
                       size_t blocks)
{
    struct csv_masks masks;
    if (!make_room(index, blocks))
        return false;
    if (t->closely) {
        t->closely--;
    } else if (t->way.glance) {
        if (t->way.glance(index, at, data, blocks, t->delimiter, &t->whole.carry)) {
            t->next = 0;
            return true;
        }
        t->closely = t->next;
        t->next = 2 * t->next + 1;
    }
    if (blocks < CSV_BLOCKS)
        memset(&masks, 0, sizeof masks);
    t->way.look(data, blocks, t->delimiter, &masks, 0);
    t->take(index, at, &masks, blocks, &t->whole);
    return true;
}

bool csv_index_with(struct csv_way way, struct csv_index *index, capai_text rows, char delimiter)
{
    struct taking t = {.way = way,
                       .take = takes[way.bits],
                       .delimiter = delimiter,
                       .whole.carry.found = UINT64_C(1) << 63}; /* a field begins */
    char last[CSV_BLOCKS * CSV_BLOCK];
    size_t done = 0;
    index->count = index->row_count = index->breaks = 0;
    index->memory = false;
    if (!rows.size || rows.size > UINT32_MAX - 2 * CSV_BLOCK || delimiter == '"' ||
        delimiter == ' ')
        return false;
    for (; done + sizeof last <= rows.size; done += sizeof last)
        if (!take_group(&t, index, done, rows.data + done, CSV_BLOCKS))
            return false;
    const size_t rest = copy_last(last, rows, done);
    if (rest && !take_group(&t, index, done, last, rest))
        return false;
    index->breaks += index->row_count;
    index->odd = t.whole.odd != 0;
    return !t.whole.doubts && !t.whole.carry.inside;
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
