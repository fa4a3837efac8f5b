/* Whether hashes are all different: equal ones are only suspects. Private to the core. */
#ifndef CORE_QUICK_DISTINCT_H
#define CORE_QUICK_DISTINCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QUICK_DISTINCT = 4096 }; /* most that can be compared */

/* A set of hashes; quick_distinct_begin makes it ready for so many. */
struct quick_distinct {
    uint64_t slots[2 * QUICK_DISTINCT];
    size_t mask;
};

void quick_distinct_begin(struct quick_distinct *set, size_t count);

/* Adds a hash; false where it is there already. */
bool quick_distinct_add(struct quick_distinct *set, uint64_t hash);

#endif
