/* A glance at blocks of sixty-four bytes, which is enough for most. Private to the core.
 *
 * Four kinds of bytes are looked for: quotes, delimiters, line ends, and others that are no
 * printable ASCII. Where quotes stand at the very ends of fields, and the others are carriage
 * returns before line ends, if there are any, that tells where fields end, and that libcsv would
 * say the same. Else the blocks need the closer look of csv_look.h, which takes half as long again.
 */
#ifndef CORE_CSV_GLANCE_H
#define CORE_CSV_GLANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the bytes so far say of the next one; of masks the highest bit is the last byte. */
struct csv_carry {
    uint64_t inside;   /* all ones within quotes */
    uint64_t found;    /* separators */
    uint64_t close;    /* quotes that close */
    uint64_t carriage; /* carriage returns */
    uint64_t begin;    /* 1: there were only blanks since a field began */
    uint64_t end;      /* 1: only blanks since a quote closed */
};

struct csv_index;

/* Adds what stands in `blocks` blocks, one at least, from `data` on, the first of them at `at`, to
 * the index, which has room for it. False: they need a closer look; nothing was added, and *carry
 * is as it was. */
typedef bool csv_glance(struct csv_index *index, size_t at, const char *data, size_t blocks,
                        char delimiter, struct csv_carry *carry);

/* Each needs what its vectors and the word behind that take: see csv_ways. */
#if defined __x86_64__ && defined __SSE2__
csv_glance csv_glance16_plain, csv_glance32_bits, csv_glance64_bits, csv_glance64_press;
#endif

#endif
