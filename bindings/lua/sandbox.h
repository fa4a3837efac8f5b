/* A Lua state for scripts from strangers: an allow-list of functions, a limit on memory and one on
 * instructions that a script cannot catch. Private to the bindings. */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "bindings/lua/binding.h"

struct sandbox_limits {
    size_t memory;   /* bytes */
    long long steps; /* instructions of the Lua machine */
};

enum { SANDBOX_MEMORY = 64 << 20, SANDBOX_STEPS = 20000000 };

/* A new state in which `require "capai"` is all there is beside the allow-list; NULL when memory
 * ran out. Close it with sandbox_close. */
lua_State *sandbox_new(struct sandbox_limits limits);
void sandbox_close(lua_State *L);

/* Loads `source` as text, never as bytecode, and calls it; pushes its one result. The allowance of
 * steps is that of the state. LUA_OK, or a Lua status with the error on the stack; an exceeded
 * limit is an error value with RULES_STEPS or RULES_MEMORY, whatever the script did to hide it. */
int sandbox_run(lua_State *L, const char *chunkname, capai_text source);

#endif
