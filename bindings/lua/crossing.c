#include "bindings/lua/crossing.h"

#include <string.h>

#include "bindings/lua/sandbox.h"

/* Tables within tables: a document has ten levels. A report of ten thousand rows has a million
 * values in fifty megabytes. */
enum { DEPTH = 40, VALUES_MOST = 2000000, BYTES_MOST = 64 << 20 };

enum mark { MARK_TABLE, MARK_END, MARK_TEXT, MARK_INTEGER, MARK_TRUE, MARK_FALSE };

static _Noreturn void refuse(lua_State *L, enum capai_message message, const char *word)
{
    struct capai_error error = {0};
    capai_fail(&error, message, CAPAI_WORDS(capai_text_of(word)));
    binding_raise(L, &error);
}

static void add(lua_State *L, struct crossing *crossing, const void *bytes, size_t size)
{
    if (size > BYTES_MOST - crossing->count)
        refuse(L, CAPAI_MSG_CROSSING_LARGE, "");
    while (crossing->capacity - crossing->count < size) {
        char *grown = capai_arena_grow(crossing->arena, crossing->bytes, crossing->capacity,
                                       &crossing->capacity, 1);
        if (!grown)
            sandbox_starve(L);
        /* only what is filled so far counts */
        crossing->bytes = grown;
    }
    memcpy(crossing->bytes + crossing->count, bytes, size);
    crossing->count += size;
}

static void add_mark(lua_State *L, struct crossing *crossing, enum mark mark)
{
    const char byte = (char)mark;
    add(L, crossing, &byte, 1);
}

static void write_value(lua_State *L, int index, struct crossing *crossing, int depth);

static void write_table(lua_State *L, int index, struct crossing *crossing, int depth)
{
    if (depth == DEPTH || !lua_checkstack(L, 4))
        refuse(L, CAPAI_MSG_CROSSING_DEPTH, "");
    add_mark(L, crossing, MARK_TABLE);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING && !lua_isinteger(L, -2))
            refuse(L, CAPAI_MSG_CROSSING, luaL_typename(L, -2));
        write_value(L, lua_gettop(L) - 1, crossing, depth);
        write_value(L, lua_gettop(L), crossing, depth + 1);
    }
    add_mark(L, crossing, MARK_END);
}

static void write_number(lua_State *L, int index, struct crossing *crossing)
{
    lua_Integer integer;
    int whole;
    integer = lua_tointegerx(L, index, &whole);
    if (!whole)
        refuse(L, CAPAI_MSG_CROSSING, "number");
    add_mark(L, crossing, MARK_INTEGER);
    add(L, crossing, &integer, sizeof integer);
}

static void write_value(lua_State *L, int index, struct crossing *crossing, int depth)
{
    capai_text text;
    if (crossing->values++ == VALUES_MOST)
        refuse(L, CAPAI_MSG_CROSSING_LARGE, "");
    switch (lua_type(L, index)) {
    case LUA_TTABLE:
        write_table(L, index, crossing, depth);
        break;
    case LUA_TSTRING:
        text.data = lua_tolstring(L, index, &text.size);
        add_mark(L, crossing, MARK_TEXT);
        add(L, crossing, &text.size, sizeof text.size);
        add(L, crossing, text.data, text.size);
        break;
    case LUA_TNUMBER:
        write_number(L, index, crossing);
        break;
    case LUA_TBOOLEAN:
        add_mark(L, crossing, lua_toboolean(L, index) ? MARK_TRUE : MARK_FALSE);
        break;
    default:
        refuse(L, CAPAI_MSG_CROSSING, luaL_typename(L, index));
    }
}

void crossing_write(lua_State *L, int index, struct crossing *crossing)
{
    write_value(L, lua_absindex(L, index), crossing, 0);
}

/* ---- the other side ---- */

struct reading {
    const char *at;
};

static void take(struct reading *r, void *bytes, size_t size)
{
    memcpy(bytes, r->at, size);
    r->at += size;
}

static void read_value(lua_State *L, struct reading *r);

static void read_table(lua_State *L, struct reading *r)
{
    luaL_checkstack(L, 4, NULL);
    lua_newtable(L);
    while (*r->at != MARK_END) {
        read_value(L, r);
        read_value(L, r);
        lua_rawset(L, -3);
    }
    r->at++;
}

static void read_value(lua_State *L, struct reading *r)
{
    lua_Integer integer;
    size_t size;
    switch ((enum mark) * r->at++) {
    case MARK_TABLE:
        read_table(L, r);
        break;
    case MARK_TEXT:
        take(r, &size, sizeof size);
        lua_pushlstring(L, r->at, size);
        r->at += size;
        break;
    case MARK_INTEGER:
        take(r, &integer, sizeof integer);
        lua_pushinteger(L, integer);
        break;
    case MARK_TRUE:
        lua_pushboolean(L, true);
        break;
    default:
        lua_pushboolean(L, false);
        break;
    }
}

void crossing_read(lua_State *L, const struct crossing *crossing)
{
    struct reading r = {crossing->bytes};
    read_value(L, &r);
}
