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
    long long steps;                 /* instructions of the Lua machine, and what counts as such */
    unsigned long long milliseconds; /* processor time, for what one instruction can do at length */
};

/* What a pack gets: far more than any needs. Builds that run slowly, under valgrind, give more
 * time. */
#ifndef SANDBOX_MILLISECONDS
#define SANDBOX_MILLISECONDS 500
#endif
#define SANDBOX_LIMITS ((struct sandbox_limits){(size_t)64 << 20, 10000000, SANDBOX_MILLISECONDS})

/* How steps go with time, where somebody sets another time. */
enum { SANDBOX_STEPS_PER_MILLISECOND = 20000 };

/* No text of a script is larger: single instructions go through whole texts. */
enum { SANDBOX_TEXT = 4 << 20 };

/* A new state in which `require "capai"` is all there is beside the allow-list; NULL when memory
 * ran out. Close it with sandbox_close. */
lua_State *sandbox_new(struct sandbox_limits limits);

/* The same, where `open` pushes the module that `require "capai"` gives. */
lua_State *sandbox_new_with(struct sandbox_limits limits, void (*open)(lua_State *L));

void sandbox_close(lua_State *L);

/* The most memory that the state ever had, in bytes. */
size_t sandbox_memory_most(lua_State *L);

/* Calls `body` with `context` as a light userdata. What it raises is taken apart into *err; an
 * exceeded limit is RULES_STEPS or RULES_MEMORY, whatever a script did to hide it; MEMORY where the
 * system has no more. Names of files
 * in *err lie in `arena`. */
enum capai_status sandbox_do(lua_State *L, lua_CFunction body, void *context,
                             struct capai_arena *arena, struct capai_error *err);

/* True for a state of sandbox_new. */
bool sandbox_is(lua_State *L);

/* What runs next may take at most so many steps of those that are left. When it took more, or too
 * much memory, what runs after it may go on again. Called outside sandbox_do; cannot fail. */
void sandbox_share(lua_State *L, long long steps);

/* Inside sandbox_do: loads `source` as text, never as bytecode, calls it, and pushes its one
 * result. Raises what the script raises. */
void sandbox_script(lua_State *L, const char *chunkname, capai_text source);

/* The same for a script of the library, whose `require` is `require` with the module "capai" as its
 * upvalue. */
void sandbox_library(lua_State *L, const char *chunkname, capai_text source, lua_CFunction require);

/* ---- after loading ---- */

/* Inside sandbox_do: makes all tables that the value at `index` reaches read-only, through
 * functions, their upvalues and environments, too, and notes the upvalues. */
void sandbox_freeze(lua_State *L, int index);

/* All limits begin anew, even those that were exceeded. Cannot fail. */
void sandbox_refill(lua_State *L);

/* Before each OPD for which frozen functions are used: upvalues are what they were when they were
 * frozen, and limits begin anew. Called outside sandbox_do; cannot fail. */
void sandbox_reset(lua_State *L);

/* ---- for the parts of the sandbox ---- */

/* Takes steps off the account; raises, as the hook does, where they are used up. */
void sandbox_spend(lua_State *L, long long steps);

/* Raises RULES_MEMORY, which no pcall catches. */
_Noreturn void sandbox_out_of_memory(lua_State *L);

/* Raises MEMORY, which no pcall catches: the system has no more. */
_Noreturn void sandbox_starve(lua_State *L);

/* In any state, where its allocator gave nothing: raises RULES_MEMORY if a limit is why, else
 * MEMORY. */
_Noreturn void sandbox_no_memory(lua_State *L);

/* Pushes the table at `index`, or, where it is frozen, the one that holds its content. */
void sandbox_push_content(lua_State *L, int index);

/* Lets unknown names in the module on top of the stack, and in its tables, raise FIELD_UNKNOWN. */
void sandbox_guard(lua_State *L);

/* Lua function (table, name): the same for one table, which is returned. */
int sandbox_guard_table(lua_State *L);

/* The part of sandbox_reset that puts upvalues back. */
void sandbox_restore(lua_State *L);

/* What scripts call in place of Lua's own functions, by library. Each has the function that it
 * replaces, if Lua has one, as its upvalue. */
extern const luaL_Reg sandbox_text[], sandbox_match[], sandbox_table[], sandbox_base[],
    sandbox_iterate[];

#endif
