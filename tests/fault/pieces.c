/* Linked with --wrap: an arena asks for every piece by itself, so that each of them can be refused
 * where otherwise most are cut from a block that is there already; and the small set "besar" is
 * read OPD by OPD, as large ones are. */
#include <string.h>

#include "core/batch_sets.h"

void __real_capai_arena_init(struct capai_arena *arena, capai_alloc alloc, void *user,
                             size_t limit);
void __wrap_capai_arena_init(struct capai_arena *arena, capai_alloc alloc, void *user,
                             size_t limit);

void __wrap_capai_arena_init(struct capai_arena *arena, capai_alloc alloc, void *user, size_t limit)
{
    __real_capai_arena_init(arena, alloc, user, limit);
    arena->block_size = 1;
}

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
