/* Linked with --wrap=capai_arena_init: an arena asks for every piece by itself, so that each of
 * them can be refused where otherwise most are cut from a block that is there already. */
#ifndef SINGLE_PIECES_H
#define SINGLE_PIECES_H

#include "capai/arena.h"

void __real_capai_arena_init(struct capai_arena *arena, capai_alloc alloc, void *user,
                             size_t limit);
void __wrap_capai_arena_init(struct capai_arena *arena, capai_alloc alloc, void *user,
                             size_t limit);

void __wrap_capai_arena_init(struct capai_arena *arena, capai_alloc alloc, void *user, size_t limit)
{
    __real_capai_arena_init(arena, alloc, user, limit);
    arena->block_size = 1;
}

#endif
