/* What stands where in blocks of sixty-four bytes: one bit for each byte. Private to the core.
 *
 * All variants tell the same of the same bytes; the wider its vectors, the faster one is. */
#ifndef CORE_CSV_LOOK_H
#define CORE_CSV_LOOK_H

#include <stddef.h>
#include <stdint.h>

#include "core/csv_glance.h"

enum { CSV_BLOCK = 64, CSV_BLOCKS = 32 };

/* The masks of some blocks, one behind the other. */
struct csv_masks {
    uint64_t quote[CSV_BLOCKS], delimiter[CSV_BLOCKS], line[CSV_BLOCKS], carriage[CSV_BLOCKS];
    uint64_t blank[CSV_BLOCKS]; /* blanks, and tabs that are no delimiter */
    uint64_t odd[CSV_BLOCKS];   /* neither printable ASCII nor a line end, a carriage return or a
                                   tab */
};

/* Looks at `count` blocks from `data` on, and writes their masks from block `at` on. */
typedef void csv_look(const char *data, size_t count, char delimiter, struct csv_masks *out,
                      size_t at);

/* What the processor has instructions for, each with all before: to count bits and find them, and
 * to press bytes together. */
enum csv_bits { CSV_PLAIN, CSV_BITS, CSV_PRESS };

/* A way to look, and what can be done with the masks. */
struct csv_way {
    csv_look *look;
    csv_glance *glance; /* NULL: it would not be faster */
    enum csv_bits bits;
};

enum { CSV_WAYS = 5 };

/* The ways that this machine can go, the fastest one first; returns how many they are: one at
 * least. */
size_t csv_ways(struct csv_way out[CSV_WAYS]);

#endif
