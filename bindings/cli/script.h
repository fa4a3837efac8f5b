/* Lua for run and repl. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "bindings/cli/cli.h"
#include "bindings/lua/binding.h"

/* A state with Lua's whole library, in which `require "capai"` gives the module, whose
 * messages are in `language`; NULL when memory ran out. */
lua_State *script_open(enum capai_language language);

/* Calls `work` with an empty stack, so that what it does with Lua outside of script_call may need
 * memory, too; false where there was none. */
bool script_protect(lua_State *L, void (*work)(lua_State *L, void *user), void *user);

/* As lua_pcall, for the function and its arguments on top of the stack; an error value is turned
 * into something that script_complain can show. */
int script_call(lua_State *L, int arguments, int results);

/* Shows the error value on top of the stack with its place, and pops it; `status` is what Lua
 * returned with it. EXIT_SYSTEM where memory, a file or the like failed, else EXIT_UNUSABLE. */
enum exit_status script_complain(lua_State *L, int status, const struct terminal *terminal);

#endif
