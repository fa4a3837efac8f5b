/* Whether hashes are all different: equal ones are only suspects. Private to the core. */
#ifndef CORE_DISTINCT_H
#define CORE_DISTINCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A set of hashes in slots of the caller's. */
struct distinct {
    uint64_t *slots;
    size_t mask;
};

/* How many slots so many hashes want: at most four for each, and 16 at least. */
size_t distinct_slots(size_t count);

/* Makes an empty set for so many hashes in distinct_slots(count) slots. */
void distinct_begin(struct distinct *set, uint64_t *slots, size_t count);

/* Adds a hash; false where it is there already. */
bool distinct_add(struct distinct *set, uint64_t hash);

#endif
