/* tostring, string.rep and string.format without addresses and without endless work. */
#include "bindings/lua/sandbox.h"

#include <string.h>

/* tostring without addresses, so that a result is the same every time. */
static int plain_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    int type = lua_type(L, 1);
    bool printable = type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TBOOLEAN ||
                     type == LUA_TNIL || luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL;
    if (printable)
        luaL_tolstring(L, 1, NULL);
    else
        lua_pushstring(L, luaL_typename(L, 1));
    return 1;
}

/* Lua's own would join nothing to nothing as often as it is told. Upvalue: that function. */
static int string_rep(lua_State *L)
{
    size_t size, between = 0;
    luaL_checklstring(L, 1, &size);
    lua_Integer n = luaL_checkinteger(L, 2);
    luaL_optlstring(L, 3, "", &between);
    if (n <= 0 || size + between == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((unsigned long long)n > (unsigned long long)SANDBOX_TEXT / (size + between))
        sandbox_out_of_memory(L);
    sandbox_spend(L, n / 16);
    lua_settop(L, 3);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 3, 1);
    return 1;
}

/* %s as tostring here has it, and no %p. Upvalue: Lua's own function. */
static int string_format(lua_State *L)
{
    size_t size;
    int arg = 1, top = lua_gettop(L);
    const char *format = luaL_checklstring(L, 1, &size), *end = format + size;
    for (const char *p = format; p < end; p++) {
        if (*p != '%')
            continue;
        for (p++; p < end && memchr("-+ #0123456789.", *p, 15); p++)
            ;
        if (p == end || *p == '%')
            continue;
        if (*p == 'p')
            return luaL_argerror(L, 1, "%p would show an address");
        if (++arg <= top && *p == 's') {
            lua_pushcfunction(L, plain_tostring);
            lua_pushvalue(L, arg);
            lua_call(L, 1, 1);
            lua_replace(L, arg);
        }
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, top, 1);
    return 1;
}

const luaL_Reg sandbox_text[] = {{"rep", string_rep}, {"format", string_format}, {NULL, NULL}};
const luaL_Reg sandbox_base[] = {{"tostring", plain_tostring}, {NULL, NULL}};
