/* Linked with --wrap: arenas ask for every piece by itself, and the small set "besar" is read OPD
 * by OPD, as large ones are. */
#include <string.h>

#include "core/batch_sets.h"
#include "tests/support/single_pieces.h"

uint64_t __real_sets_size(struct batch_plan *plan, const struct batch_set *set,
                          struct capai_arena *scratch);
uint64_t __wrap_sets_size(struct batch_plan *plan, const struct batch_set *set,
                          struct capai_arena *scratch);

uint64_t __wrap_sets_size(struct batch_plan *plan, const struct batch_set *set,
                          struct capai_arena *scratch)
{
    const uint64_t size = __real_sets_size(plan, set, scratch);
    return set->path && strcmp(set->path, "besar") == 0 ? size + UINT32_MAX : size;
}
