/* Lua functions as formulas. Private to the bindings. */
#ifndef FUNCTION_H
#define FUNCTION_H

#include "bindings/lua/rules.h"

/* Takes the Lua function at `index` as the formula of *out. It, and what it refers to, lives as
 * long as the rules of `box`. Raises when memory runs out. */
void function_compile(lua_State *L, int index, struct rules_box *box, struct capai_arah *out);

/* Lets the functions of rules that go away go, too. */
void function_release(lua_State *L, const struct rules_box *box);

/* Inside sandbox_do: what the functions of the rules reach is read-only from now on. */
void function_freeze(lua_State *L, const struct capai_rules *rules);

#endif
