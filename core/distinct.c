#include "core/distinct.h"

#include <string.h>

size_t distinct_slots(size_t count)
{
    size_t slots = 16;
    while (slots < count * 2)
        slots *= 2;
    return slots;
}

void distinct_begin(struct distinct *set, uint64_t *slots, size_t count)
{
    const size_t size = distinct_slots(count);
    memset(slots, 0, size * sizeof *slots);
    *set = (struct distinct){slots, size - 1};
}

bool distinct_add(struct distinct *set, uint64_t hash)
{
    hash |= 1; /* 0 is a free slot */
    size_t slot = (size_t)(hash >> 8) & set->mask;
    for (; set->slots[slot]; slot = (slot + 1) & set->mask)
        if (set->slots[slot] == hash)
            return false;
    set->slots[slot] = hash;
    return true;
}
