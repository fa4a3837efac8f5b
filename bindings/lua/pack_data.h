/* A test of a pack as a small data set. Private to the bindings. */
#ifndef PACK_DATA_H
#define PACK_DATA_H

#include "bindings/lua/pack_test.h"

enum { PACK_DATA_FILES = 5 };

/* The files, and the rules that they are evaluated by: those of the pack, widened so that a value
 * can be put in as it is where the test gives nothing that it comes from. */
struct pack_data {
    struct capai_rules rules;
    struct capai_input files[PACK_DATA_FILES];
    size_t count;
};

/* Fills *out, all of it in `arena`. False: memory. */
bool pack_data(const struct capai_rules *rules, const struct pack_test *test,
               struct capai_arena *arena, struct pack_data *out);

#endif
