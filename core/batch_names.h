/* OPDs by their keys, numbered as they are met. Private to the core. */
#ifndef CORE_BATCH_NAMES_H
#define CORE_BATCH_NAMES_H

#include <stdint.h>

#include "capai/text.h"

/* A place in the table of hashes: the number of a key and 1, or 0 where it is free. */
struct opd_slot {
    uint32_t number, hash; /* the upper half */
};

struct opd_names {
    struct capai_arena *arena; /* of the keys */
    capai_text *keys;
    size_t count, capacity;
    struct opd_slot *slots;
    size_t slot_count;
};

/* The number of a key, which is added where it is new. False: memory; nothing was added. */
bool opd_number(struct opd_names *names, capai_text key, size_t *number);

/* The same where its hash is known. */
uint64_t opd_hash(capai_text key);
bool opd_number_of(struct opd_names *names, capai_text key, uint64_t hash, size_t *number);

/* Fetches what opd_number_of will look at, in three steps, each some keys after the one before, so
 * that none waits for memory: of keys in no order that takes most of the time. */
void opd_fetch(const struct opd_names *names, uint64_t hash, int step);

/* Its number; NO_OPD where it is none of them. */
size_t opd_find(const struct opd_names *names, capai_text key);

/* Frees what the arena does not hold; the names are empty then. */
void opd_clear(struct opd_names *names);

#endif
