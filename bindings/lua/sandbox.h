/* A Lua state for scripts from strangers: an allow-list of functions, and limits on memory, steps
 * and time that a script cannot catch. Private to the bindings.
 *
 * A state is only touched inside sandbox_do: outside of a protected call, running out of memory
 * would end the process.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "bindings/lua/binding.h"

struct sandbox_limits {
    size_t memory;                   /* bytes */
    long long steps;                 /* instructions of the Lua machine */
    unsigned long long milliseconds; /* processor time, for what one instruction can do at length */
};

/* What a pack gets: far more than any needs. Builds that run slowly, under valgrind, give more
 * time. */
#ifndef SANDBOX_MILLISECONDS
#define SANDBOX_MILLISECONDS 5000
#endif
#define SANDBOX_LIMITS ((struct sandbox_limits){(size_t)64 << 20, 20000000, SANDBOX_MILLISECONDS})

/* A new state in which `require "capai"` is all there is beside the allow-list; NULL when memory
 * ran out. Close it with sandbox_close. */
lua_State *sandbox_new(struct sandbox_limits limits);
void sandbox_close(lua_State *L);

/* Calls `body` with `context` as a light userdata. What it raises is taken apart into *err; an
 * exceeded limit is RULES_STEPS or RULES_MEMORY, whatever a script did to hide it. Names of files
 * in *err lie in `arena`. */
enum capai_status sandbox_do(lua_State *L, lua_CFunction body, void *context,
                             struct capai_arena *arena, struct capai_error *err);

/* Inside sandbox_do: loads `source` as text, never as bytecode, calls it, and pushes its one
 * result. Raises what the script raises. */
void sandbox_script(lua_State *L, const char *chunkname, capai_text source);

#endif
