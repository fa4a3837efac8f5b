/* Tables under the limits of a sandbox: iteration and sorting in an order that is always the same.
 *
 * Lua's own `next` follows addresses and a random seed, its sort draws pivots by the clock. */
#include "bindings/lua/sandbox.h"

#include <string.h>

/* ---- comparing ---- */

/* True when the first of the two values on top of the stack comes before the second; pops both. */
static bool pop_less(lua_State *L)
{
    capai_text a, b;
    bool less;
    if (lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TSTRING) {
        a.data = lua_tolstring(L, -2, &a.size);
        b.data = lua_tolstring(L, -1, &b.size);
        sandbox_spend(L, 1 + (long long)(a.size < b.size ? a.size : b.size) / 16);
        less = capai_text_compare(a, b) < 0;
    } else {
        sandbox_spend(L, 1);
        less = lua_compare(L, -2, -1, LUA_OPLT);
    }
    lua_pop(L, 2);
    return less;
}

/* The order of keys: numbers, then texts in byte order, then booleans. */
static int rank_of(lua_State *L, int index)
{
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        return 0;
    case LUA_TSTRING:
        return 1;
    case LUA_TBOOLEAN:
        return 2;
    default:
        return luaL_error(L, "a key of type %s has no order", luaL_typename(L, index));
    }
}

static bool pop_key_less(lua_State *L)
{
    int a = rank_of(L, -2), b = rank_of(L, -1);
    bool less = a < b;
    if (a == b && a != 2)
        return pop_less(L);
    if (a == b)
        less = !lua_toboolean(L, -2) && lua_toboolean(L, -1);
    lua_pop(L, 2);
    return less;
}

/* ---- sorting: equal values keep their order, and no comparison is made twice ---- */

struct sorter {
    lua_State *L;
    int list, spare; /* stack indices of two tables of ours */
    int function;    /* stack index of what the script compares with; 0: pop_less or keys */
    bool keys;
};

static bool less(const struct sorter *s, lua_Integer i, int other, lua_Integer k)
{
    lua_State *L = s->L;
    if (s->function)
        lua_pushvalue(L, s->function);
    lua_rawgeti(L, s->list, i);
    lua_rawgeti(L, other, k);
    if (!s->function)
        return s->keys ? pop_key_less(L) : pop_less(L);
    sandbox_spend(L, 1);
    lua_call(L, 2, 1);
    bool is_less = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return is_less;
}

/* Sorts places `from` to `to` of the list. */
static void sort(const struct sorter *s, lua_Integer from, lua_Integer to)
{
    lua_Integer middle = from + (to - from) / 2;
    if (from >= to)
        return;
    sort(s, from, middle);
    sort(s, middle + 1, to);
    if (!less(s, middle + 1, s->list, middle))
        return;
    for (lua_Integer i = from; i <= middle; i++) {
        lua_rawgeti(s->L, s->list, i);
        lua_rawseti(s->L, s->spare, i);
    }
    lua_Integer left = from, right = middle + 1;
    for (lua_Integer at = from; left <= middle; at++) {
        if (right <= to && less(s, right, s->spare, left))
            lua_rawgeti(s->L, s->list, right++);
        else
            lua_rawgeti(s->L, s->spare, left++);
        lua_rawseti(s->L, s->list, at);
    }
}

/* table.sort(list [, less]): the list is changed when all is done, not before. */
static int table_sort(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer n = luaL_len(L, 1);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    sandbox_spend(L, n);
    lua_newtable(L);
    lua_newtable(L);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, 1, i);
        lua_rawseti(L, 3, i);
    }
    luaL_checkstack(L, 10, NULL);
    struct sorter s = {L, 3, 4, lua_isnil(L, 2) ? 0 : 2, false};
    sort(&s, 1, n);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, 3, i);
        lua_seti(L, 1, i);
    }
    return 0;
}

/* ---- iterating ---- */

/* next(t, key): the key that follows in the order above, with its value. */
static int ordered_next(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    bool first = lua_isnil(L, 2);
    sandbox_push_content(L, 1); /* 3; the best key so far goes to 4 */
    lua_pushnil(L);
    for (lua_pushnil(L); lua_next(L, 3);) {
        lua_pop(L, 1);
        lua_pushvalue(L, 2);
        lua_pushvalue(L, 5);
        bool after = first ? (lua_pop(L, 2), rank_of(L, 5) >= 0) : pop_key_less(L);
        bool better = after && lua_isnil(L, 4);
        if (after && !better) {
            lua_pushvalue(L, 5);
            lua_pushvalue(L, 4);
            better = pop_key_less(L);
        }
        if (better)
            lua_copy(L, 5, 4);
        sandbox_spend(L, 1);
    }
    if (lua_isnil(L, 4))
        return 1;
    lua_pushvalue(L, 4);
    lua_rawget(L, 3);
    return 2;
}

enum { PAIRS_TABLE = 1, PAIRS_KEYS, PAIRS_AT };

/* Goes on with the next key that still has a value. */
static int pairs_next(lua_State *L)
{
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(PAIRS_AT));
    lua_settop(L, 0);
    while (lua_geti(L, lua_upvalueindex(PAIRS_KEYS), ++at) != LUA_TNIL) {
        lua_pushvalue(L, 1);
        if (lua_gettable(L, lua_upvalueindex(PAIRS_TABLE)) != LUA_TNIL) {
            lua_pushinteger(L, at);
            lua_replace(L, lua_upvalueindex(PAIRS_AT));
            return 2;
        }
        lua_settop(L, 0);
    }
    return 1;
}

/* pairs(t) over a list of the keys, sorted. Values of ours that have their own order keep it. */
static int ordered_pairs(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_insert(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_newtable(L);
    lua_newtable(L);
    sandbox_push_content(L, 1); /* 4 */
    lua_Integer n = 0;
    for (lua_pushnil(L); lua_next(L, 4); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        rank_of(L, -1);
        lua_rawseti(L, 2, ++n);
    }
    sandbox_spend(L, n);
    luaL_checkstack(L, 10, NULL);
    sort(&(struct sorter){L, 2, 3, 0, true}, 1, n);
    lua_settop(L, 2);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, pairs_next, 3);
    return 1;
}

/* ---- Lua's own functions, whose work is paid for first; upvalue: the function ---- */

static int call_original(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* insert and remove move what stands behind a place. */
static int pay_for_moving(lua_State *L, bool has_place)
{
    lua_Integer n = lua_istable(L, 1) ? (lua_Integer)lua_rawlen(L, 1) : 0;
    lua_Integer at = has_place ? lua_tointeger(L, 2) : n;
    if (at >= 0 && at < n)
        sandbox_spend(L, (n - at) / 4);
    return call_original(L);
}

static int table_insert(lua_State *L)
{
    return pay_for_moving(L, lua_gettop(L) == 3);
}

static int table_remove(lua_State *L)
{
    return pay_for_moving(L, lua_gettop(L) == 2);
}

/* concat and unpack go through the list. */
static int pay_for_list(lua_State *L)
{
    if (lua_istable(L, 1))
        sandbox_spend(L, (long long)lua_rawlen(L, 1) / 4);
    return call_original(L);
}

/* tonumber reads its text. */
static int pay_for_text(lua_State *L)
{
    if (lua_type(L, 1) == LUA_TSTRING)
        sandbox_spend(L, (long long)lua_rawlen(L, 1) / 4);
    return call_original(L);
}

const luaL_Reg sandbox_table[] = {{"concat", pay_for_list}, {"insert", table_insert},
                                  {"remove", table_remove}, {"sort", table_sort},
                                  {"unpack", pay_for_list}, {NULL, NULL}};
const luaL_Reg sandbox_iterate[] = {
    {"next", ordered_next}, {"pairs", ordered_pairs}, {"tonumber", pay_for_text}, {NULL, NULL}};
