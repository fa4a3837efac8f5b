/* Plain values on their way from one Lua state to another: tables, texts, whole numbers and
 * booleans, written as bytes on one side and made anew on the other, so that no failure of either
 * state can reach the other. Private to the bindings.
 */
#ifndef CROSSING_H
#define CROSSING_H

#include "bindings/lua/binding.h"

/* The bytes, in an arena. */
struct crossing {
    struct capai_arena *arena;
    char *bytes;
    size_t count, capacity;
    size_t values; /* tables, texts and so on */
};

/* Adds the value at `index`. Raises CROSSING with the kind of what is not plain, CROSSING_DEPTH and
 * CROSSING_LARGE, in which case the crossing holds nothing of use; RULES_MEMORY when the arena is
 * full. What stands in several places is written, and counts, in each. */
void crossing_write(lua_State *L, int index, struct crossing *crossing);

/* Pushes the value. Raises memory only. */
void crossing_read(lua_State *L, const struct crossing *crossing);

#endif
