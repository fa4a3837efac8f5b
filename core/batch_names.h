/* OPDs by their keys, numbered as they are met. Private to the core. */
#ifndef CORE_BATCH_NAMES_H
#define CORE_BATCH_NAMES_H

#include <stdint.h>

#include "capai/text.h"

struct opd_names {
    struct capai_arena *arena; /* of the keys */
    capai_text *keys;
    size_t count, capacity;
    uint32_t *slots; /* a hash: number + 1, 0 is free */
    size_t slot_count;
};

/* The number of a key, which is added where it is new. False: memory; nothing was added. */
bool opd_number(struct opd_names *names, capai_text key, size_t *number);

/* Its number; NO_OPD where it is none of them. */
size_t opd_find(const struct opd_names *names, capai_text key);

/* Frees what the arena does not hold; the names are empty then. */
void opd_clear(struct opd_names *names);

#endif
