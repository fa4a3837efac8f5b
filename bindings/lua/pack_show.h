/* What a pack says, as facts that can be read. Private to the bindings. */
#ifndef PACK_SHOW_H
#define PACK_SHOW_H

#include "bindings/lua/pack_test.h"

/* "progress", "positif", "realisasi / target * 100": a key of the pack, what of it, and its value.
 */
struct pack_fact {
    const char *key;
    capai_text name; /* missing: the key has but one value, or a list of them */
    capai_text text;
};

struct pack_facts {
    struct capai_arena *arena;
    struct pack_fact *list;
    size_t count, capacity;
    bool failed; /* memory ran out */
};

/* Lists all that a pack says, in the order of the keys in the guide, into `arena`. False: memory.
 */
bool pack_facts(const struct capai_packs *packs, const struct capai_rules *rules,
                struct capai_arena *arena, struct pack_facts *out);

#endif
