/* What can be said of a pack without data. Private to the bindings. */
#ifndef PACK_CHECK_H
#define PACK_CHECK_H

#include "bindings/lua/pack_test.h"

/* Adds to `findings` what is doubtful in the pack whose tests were run, each with its place, as
 * warnings; what holds for gaps and overlaps of its scale as notes without a place. Error:
 * CAPAI_ERR_MEMORY. */
enum capai_status pack_check(const struct capai_packs *packs, const struct trials *trials,
                             struct capai_arena *arena, struct capai_notices *findings,
                             struct capai_error *err);

/* The parts of it; each fails with CAPAI_ERR_MEMORY only. */

/* Warns of comparisons that are always false: a decimal with == or ~= against a Lua number. */
enum capai_status pack_check_script(capai_text source, const char *path, struct capai_arena *arena,
                                    struct capai_notices *findings);

#endif
