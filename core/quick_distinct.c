#include "core/quick_distinct.h"

#include <string.h>

void quick_distinct_begin(struct quick_distinct *set, size_t count)
{
    size_t size = 16;
    while (size < count * 2)
        size *= 2;
    memset(set->slots, 0, size * sizeof *set->slots);
    set->mask = size - 1;
}

bool quick_distinct_add(struct quick_distinct *set, uint64_t hash)
{
    hash |= 1; /* 0 is a free slot */
    size_t slot = (size_t)(hash >> 8) & set->mask;
    for (; set->slots[slot]; slot = (slot + 1) & set->mask)
        if (set->slots[slot] == hash)
            return false;
    set->slots[slot] = hash;
    return true;
}
