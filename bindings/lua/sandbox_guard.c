/* Names that are not there. In a table that a pack writes, a function that it misspells would
 * otherwise be a nil that nobody sees: progress = { positif = capai.progress.postive }. */
#include "bindings/lua/sandbox.h"

#include <stdlib.h>

enum { NAMES_MOST = 256 };

static int compare_names(const void *a, const void *b)
{
    return capai_text_compare(*(const capai_text *)a, *(const capai_text *)b);
}

/* __index of a guarded table. Upvalue: what the table is called. */
static int raise_unknown(lua_State *L)
{
    capai_text names[NAMES_MOST], key, what;
    struct capai_error error = {0};
    size_t count = 0;
    lua_settop(L, 2);
    if (!lua_isstring(L, 2)) {
        lua_pushstring(L, luaL_typename(L, 2));
        lua_replace(L, 2);
    }
    key.data = lua_tolstring(L, 2, &key.size);
    what.data = lua_tolstring(L, lua_upvalueindex(1), &what.size);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
        if (lua_type(L, -2) == LUA_TSTRING && count < NAMES_MOST) {
            names[count].data = lua_tolstring(L, -2, &names[count].size);
            count++;
        }
    if (count) /* of two that are as near, the same one every time */
        qsort(names, count, sizeof *names, compare_names);
    capai_fail(&error, CAPAI_MSG_FIELD_UNKNOWN,
               CAPAI_WORDS(key, what, capai_text_nearest(key, names, count)));
    binding_raise(L, &error);
}

/* Guards the table at stack index `table`, whose name is on top of the stack; pops that. */
static void guard(lua_State *L, int table)
{
    lua_createtable(L, 0, 2);
    lua_insert(L, -2);
    lua_pushcclosure(L, raise_unknown, 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, table);
}

int sandbox_guard_table(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkstring(L, 2);
    lua_settop(L, 2);
    guard(L, 1);
    return 1;
}

void sandbox_guard(lua_State *L)
{
    int module = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, module); lua_pop(L, 1))
        if (lua_istable(L, -1)) {
            lua_pushfstring(L, "capai.%s", lua_tostring(L, -2));
            guard(L, lua_gettop(L) - 1);
        }
    lua_pushliteral(L, "capai");
    guard(L, module);
}
