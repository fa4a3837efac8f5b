/* What a pack keeps after loading: frozen, and put back to where it was before each use.
 *
 * A frozen table stays the same value: its content moves into a table that only its metatable
 * knows, and whatever is written to it from then on raises. */
#include "bindings/lua/sandbox.h"

static const char seen_key;    /* registry: what was frozen, and ids of upvalues, as keys */
static const char journal_key; /* registry: function, number and value of each upvalue, in a list */

static int raise_frozen(lua_State *L)
{
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_RULES_FROZEN, CAPAI_NO_WORDS);
    binding_raise(L, &error);
}

static int frozen_length(lua_State *L)
{
    sandbox_push_content(L, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    return 1;
}

void sandbox_push_content(lua_State *L, int index)
{
    lua_pushvalue(L, index);
    if (!lua_getmetatable(L, -1))
        return;
    lua_pushliteral(L, "__index");
    if (lua_rawget(L, -2) == LUA_TTABLE)
        lua_copy(L, -1, -3);
    lua_pop(L, 2);
}

/* The tables that a walk works on. */
struct walk {
    lua_State *L;
    int seen, journal, queue; /* stack indices */
};

/* Takes the value on top of the stack: queues it, unless it cannot change or was seen before. */
static void visit(const struct walk *w)
{
    lua_State *L = w->L;
    bool changes = lua_istable(L, -1) || lua_isfunction(L, -1);
    lua_pushvalue(L, -1);
    if (!changes || lua_rawget(L, w->seen) != LUA_TNIL) {
        lua_pop(L, 2);
        return;
    }
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, w->seen);
    lua_rawseti(L, w->queue, (lua_Integer)lua_rawlen(L, w->queue) + 1);
}

/* Freezes the table at stack index `table` and visits what it holds. What a metatable does for
 * unknown names, it does on. */
static void freeze_table(const struct walk *w, int table)
{
    static const luaL_Reg meta[] = {
        {"__newindex", raise_frozen}, {"__len", frozen_length}, {NULL, NULL}};
    lua_State *L = w->L;
    lua_newtable(L);
    int content = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, table);) {
        lua_pushvalue(L, -1);
        visit(w);
        lua_pushvalue(L, -2);
        visit(w);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, content);
    }
    for (lua_pushnil(L); lua_next(L, content); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        lua_pushnil(L);
        lua_rawset(L, table);
    }
    if (lua_getmetatable(L, table))
        lua_setmetatable(L, content);
    luaL_newlib(L, meta);
    lua_pushvalue(L, content);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, table);
    lua_settop(L, content - 1);
}

/* Takes the upvalue on top of the stack, `n` of the function at stack index `function`, into the
 * journal. */
static void note(const struct walk *w, int function, int n)
{
    lua_State *L = w->L;
    lua_Integer at = (lua_Integer)lua_rawlen(L, w->journal);
    lua_pushvalue(L, function);
    lua_rawseti(L, w->journal, at + 1);
    lua_pushinteger(L, n);
    lua_rawseti(L, w->journal, at + 2);
    /* nil would end the list */
    if (lua_isnil(L, -1))
        lua_pushlightuserdata(L, NULL);
    else
        lua_pushvalue(L, -1);
    lua_rawseti(L, w->journal, at + 3);
}

/* Whether the upvalue on top of the stack may change, and was not met before: functions share them.
 * Those of functions of C are what iterators go on from, or, as an address, the same for ever. */
static bool is_new(const struct walk *w, int function, int n)
{
    lua_State *L = w->L;
    if (lua_iscfunction(L, function) && lua_islightuserdata(L, -1))
        return false;
    const void *id = lua_upvalueid(L, function, n);
    const bool new = lua_rawgetp(L, w->seen, id) == LUA_TNIL;
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
    lua_rawsetp(L, w->seen, id);
    return new;
}

/* Notes the upvalues of the function at stack index `function`, and visits them. */
static void freeze_function(const struct walk *w, int function)
{
    for (int n = 1; lua_getupvalue(w->L, function, n); n++) {
        if (is_new(w, function, n))
            note(w, function, n);
        visit(w);
    }
}

/* Pushes the table of the registry that `key` names. */
static int push_own(lua_State *L, const char *key)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, key);
    }
    return lua_gettop(L);
}

void sandbox_freeze(lua_State *L, int index)
{
    int top = lua_gettop(L);
    index = lua_absindex(L, index);
    luaL_checkstack(L, 20, NULL);
    struct walk w = {L, push_own(L, &seen_key), push_own(L, &journal_key), 0};
    lua_newtable(L);
    w.queue = lua_gettop(L);
    lua_pushvalue(L, index);
    visit(&w);
    for (lua_Integer at = 1; lua_rawgeti(L, w.queue, at) != LUA_TNIL; at++) {
        int value = lua_gettop(L);
        if (lua_isfunction(L, value))
            freeze_function(&w, value);
        else
            freeze_table(&w, value);
        lua_settop(L, w.queue);
    }
    lua_settop(L, top);
}

/* Nothing here takes memory, so that nothing raises. */
void sandbox_restore(lua_State *L)
{
    lua_settop(L, 0);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &journal_key) == LUA_TTABLE) {
        lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
        for (lua_Integer at = 1; at < count; at += 3) {
            lua_rawgeti(L, 1, at);
            lua_rawgeti(L, 1, at + 1);
            int n = (int)lua_tointeger(L, -1);
            lua_pop(L, 1);
            lua_rawgeti(L, 1, at + 2);
            if (lua_islightuserdata(L, -1) && !lua_touserdata(L, -1)) {
                lua_pop(L, 1);
                lua_pushnil(L);
            }
            lua_setupvalue(L, -2, n);
            lua_pop(L, 1);
        }
    }
    lua_settop(L, 0);
}
