/* An arena: many small pieces of memory that are given back at once.
 *
 * Invariants: every piece is aligned for any type; a piece never moves; the sum of all blocks never
 * exceeds the limit. One arena belongs to one job, and so to one thread at a time.
 */
#ifndef CAPAI_ARENA_H
#define CAPAI_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "capai/api.h"

CAPAI_API_BEGIN

/* Allocator in the shape of lua_Alloc: `size` 0 frees `ptr` and returns NULL; otherwise the piece
 * is (re)allocated, NULL on failure with the old piece untouched. `old_size` is what it had. */
typedef void *(*capai_alloc)(void *user, void *ptr, size_t old_size, size_t size);

/* The allocator of the C library; `user` is not used. */
void *capai_alloc_default(void *user, void *ptr, size_t old_size, size_t size);

struct capai_arena {
    capai_alloc alloc;
    void *user;
    size_t limit;              /* bytes all blocks together may take; 0 is no limit */
    size_t total;              /* bytes they take now */
    size_t block_size;         /* of the next block; 1 makes every piece a block (torture) */
    struct capai_block *block; /* newest block; its predecessors hang on it */
    bool starved;              /* a request has failed, ever */
};

/* A place in an arena to which it can be wound back. */
struct capai_mark {
    struct capai_block *block;
    size_t used;
};

/* Makes an empty arena; allocates nothing. NULL for `alloc` means capai_alloc_default. */
void capai_arena_init(struct capai_arena *arena, capai_alloc alloc, void *user, size_t limit);

/* Makes an empty arena for a part of the work of `outer`: with its allocator, and with every piece
 * a block where it has that. */
void capai_arena_init_inner(struct capai_arena *arena, const struct capai_arena *outer,
                            size_t limit);

/* Frees every block. The arena can be used again. Harmless on an empty one. */
void capai_arena_clear(struct capai_arena *arena);

/* `size` bytes, or NULL when memory or the limit ran out (the arena is then unchanged). */
void *capai_arena_alloc(struct capai_arena *arena, size_t size);

/* `count` elements of `size` bytes, all bits zero. NULL also when the product overflows. */
void *capai_arena_array(struct capai_arena *arena, size_t count, size_t size);

/* Room for one element more in an array that lives in `arena`: returns `array` while `count` is
 * below *capacity, else a copy with twice the room (the old one stays behind in the arena).
 * NULL on failure; `array` and *capacity are then unchanged. */
void *capai_arena_grow(struct capai_arena *arena, void *array, size_t count, size_t *capacity,
                       size_t size);

/* Where the arena stands now. */
struct capai_mark capai_arena_mark(const struct capai_arena *arena);

/* Gives back all that was allocated since `mark`; marks taken later become invalid. */
void capai_arena_release(struct capai_arena *arena, struct capai_mark mark);

CAPAI_API_END

#endif
