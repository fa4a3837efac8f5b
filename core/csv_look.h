/* What stands where in blocks of sixty-four bytes: one bit for each byte. Private to the core.
 *
 * All variants tell the same of the same bytes; the wider its vectors, the faster one is. */
#ifndef CORE_CSV_LOOK_H
#define CORE_CSV_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CSV_BLOCK = 64 };

struct csv_masks {
    uint64_t quote, delimiter, line, carriage;
    uint64_t blank; /* blanks, and tabs that are no delimiter */
    uint64_t odd;   /* neither printable ASCII nor a line end, a carriage return or a tab */
};

/* Looks at `count` blocks from `data` on. */
typedef void csv_look(const char *data, size_t count, char delimiter, struct csv_masks *out);

/* A way to do so, and whether the processor has instructions that count bits and find them. */
struct csv_way {
    csv_look *look;
    bool bits;
};

enum { CSV_WAYS = 4 };

/* The ways that this machine can go, the fastest one first; returns how many they are: one at
 * least. */
size_t csv_ways(struct csv_way out[CSV_WAYS]);

#endif
