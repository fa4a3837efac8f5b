#include "capai/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct capai_block {
    struct capai_block *previous;
    size_t size; /* bytes of `data` */
    size_t used;
    alignas(max_align_t) unsigned char data[];
};

void *capai_alloc_default(void *user, void *ptr, size_t old_size, size_t size)
{
    (void)user;
    (void)old_size;
    if (size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, size);
}

void capai_arena_init(struct capai_arena *arena, capai_alloc alloc, void *user, size_t limit)
{
    *arena = (struct capai_arena){
        .alloc = alloc ? alloc : capai_alloc_default,
        .user = user,
        .limit = limit,
        .block_size = FIRST_BLOCK,
    };
}

void capai_arena_init_inner(struct capai_arena *arena, const struct capai_arena *outer,
                            size_t limit)
{
    capai_arena_init(arena, outer->alloc, outer->user, limit);
    if (outer->block_size < FIRST_BLOCK)
        arena->block_size = outer->block_size;
}

static void pop_block(struct capai_arena *arena)
{
    struct capai_block *block = arena->block;
    size_t size = sizeof *block + block->size;

    arena->block = block->previous;
    arena->total -= size;
    arena->alloc(arena->user, block, size, 0);
}

void capai_arena_clear(struct capai_arena *arena)
{
    while (arena->block)
        pop_block(arena);
}

static struct capai_block *push_block(struct capai_arena *arena, size_t need)
{
    size_t size = need > arena->block_size ? need : arena->block_size;
    if (size > SIZE_MAX - sizeof(struct capai_block))
        return NULL;
    size_t whole = sizeof(struct capai_block) + size;
    if (arena->limit && (whole > arena->limit || arena->total > arena->limit - whole))
        return NULL;

    struct capai_block *block = arena->alloc(arena->user, NULL, 0, whole);
    if (!block)
        return NULL;
    *block = (struct capai_block){.previous = arena->block, .size = size};
    arena->block = block;
    arena->total += whole;
    /* Growing blocks keep their number small; torture builds start at 1 and stay there. */
    if (arena->block_size >= FIRST_BLOCK && arena->block_size < LARGEST_BLOCK)
        arena->block_size *= 2;
    return block;
}

void *capai_arena_alloc(struct capai_arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - align) {
        arena->starved = true;
        return NULL;
    }
    size = (size + align - 1) / align * align;

    struct capai_block *block = arena->block;
    if (!block || size > block->size - block->used) {
        block = push_block(arena, size);
        if (!block) {
            arena->starved = true;
            return NULL;
        }
    }
    void *piece = block->data + block->used;
    block->used += size;
    return piece;
}

void *capai_arena_array(struct capai_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        arena->starved = true;
        return NULL;
    }
    void *array = capai_arena_alloc(arena, count * size);
    if (array)
        memset(array, 0, count * size);
    return array;
}

void *capai_arena_grow(struct capai_arena *arena, void *array, size_t count, size_t *capacity,
                       size_t size)
{
    if (count < *capacity)
        return array;
    if (*capacity > SIZE_MAX / 2)
        return NULL;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    if (size && wanted > SIZE_MAX / size)
        return NULL;
    void *larger = capai_arena_alloc(arena, wanted * size);
    if (!larger)
        return NULL;
    if (count)
        memcpy(larger, array, count * size);
    memset((char *)larger + count * size, 0, (wanted - count) * size);
    *capacity = wanted;
    return larger;
}

struct capai_mark capai_arena_mark(const struct capai_arena *arena)
{
    return (struct capai_mark){arena->block, arena->block ? arena->block->used : 0};
}

void capai_arena_release(struct capai_arena *arena, struct capai_mark mark)
{
    while (arena->block != mark.block)
        pop_block(arena);
    if (arena->block)
        arena->block->used = mark.used;
}
