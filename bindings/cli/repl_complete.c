/* Completion: names of globals, of fields of tables, and of fields and methods of our values. */
#include <stdlib.h>
#include <string.h>

#include "bindings/cli/repl.h"
#include "bindings/lua/api.h"
#include "bindings/lua/table.h"

static bool is_name_part(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_name(capai_text text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!is_name_part(text.data[i]))
            return false;
    return text.size && !(text.data[0] >= '0' && text.data[0] <= '9');
}

/* ---- the list of candidates: a table of its own, the names its keys ---- */

static void add_name(lua_State *L, int list, capai_text name, capai_text stem)
{
    if (!is_name(name) || name.size < stem.size || memcmp(name.data, stem.data, stem.size) != 0)
        return;
    lua_pushlstring(L, name.data, name.size);
    lua_pushboolean(L, true);
    lua_rawset(L, list);
}

static void add_keywords(lua_State *L, int list, capai_text stem)
{
    static const char *const words[] = {"and",   "break", "do",       "else", "elseif", "end",
                                        "false", "for",   "function", "goto", "if",     "in",
                                        "local", "nil",   "not",      "or",   "repeat", "return",
                                        "then",  "true",  "until",    "while"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add_name(L, list, capai_text_of(words[i]), stem);
}

/* The keys of the table on top of the stack. */
static void add_keys(lua_State *L, int list, capai_text stem)
{
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        capai_text key = CAPAI_NO_TEXT;
        if (lua_type(L, -2) == LUA_TSTRING)
            key.data = lua_tolstring(L, -2, &key.size);
        add_name(L, list, key, stem);
    }
}

/* The keys of a table and of the tables that its metatable looks them up in. */
static void add_table(lua_State *L, int list, capai_text stem)
{
    enum { CHAIN = 10 };
    int top = lua_gettop(L);
    for (int i = 0; i < CHAIN && lua_istable(L, -1); i++) {
        add_keys(L, list, stem);
        if (luaL_getmetafield(L, -1, "__index") == LUA_TNIL)
            break;
    }
    lua_settop(L, top);
}

/* ---- values of ours ---- */

/* Goes through a row as pairs does: its columns. Stack: ..., row. */
static void add_columns(lua_State *L, int list, capai_text stem)
{
    int row = lua_gettop(L);
    if (luaL_getmetafield(L, row, "__pairs") == LUA_TNIL)
        return;
    lua_pushvalue(L, row);
    lua_call(L, 1, 3); /* stack: ..., row, next, state, key */
    for (;;) {
        capai_text name = CAPAI_NO_TEXT;
        lua_pushvalue(L, -3);
        lua_insert(L, -2);
        lua_pushvalue(L, -3);
        lua_insert(L, -2); /* stack: ..., row, next, state, next, state, key */
        lua_call(L, 2, 1); /* stack: ..., row, next, state, key */
        if (lua_type(L, -1) != LUA_TSTRING)
            break;
        name.data = lua_tolstring(L, -1, &name.size);
        add_name(L, list, name, stem);
    }
    lua_settop(L, row);
}

/* The fields and methods of a type, by the description of the module; behind a colon, methods. */
static void add_described(lua_State *L, int list, const char *type, bool fields, capai_text stem)
{
    size_t count, size = strlen(type);
    const struct api_part *const *parts = api_parts(&count);
    for (size_t i = 0; i < count; i++) {
        for (const struct api_class *c = parts[i]->classes; c && c->name; c++)
            for (const struct api_value *f = c->fields; f && f->name; f++)
                if (fields && strcmp(c->name, type) == 0)
                    add_name(L, list, capai_text_of(f->name), stem);
        for (const struct api_function *f = parts[i]->functions; f && f->name; f++)
            if (size > 6 && strncmp(f->name, type + 6, size - 6) == 0 && f->name[size - 6] == ':')
                add_name(L, list, capai_text_of(f->name + size - 5), stem);
    }
}

/* The type of the value on top of the stack when it is one of ours, "capai.table"; else NULL. */
static const char *own_type(lua_State *L)
{
    const char *type = NULL;
    if (lua_isuserdata(L, -1) && luaL_getmetafield(L, -1, "__name") != LUA_TNIL) {
        type = lua_tostring(L, -1); /* the metatable keeps it */
        lua_pop(L, 1);
    }
    return type && strncmp(type, "capai.", 6) == 0 ? type : NULL;
}

/* ---- the path before the last word: "ev.opd" in "ev.opd.ca" ---- */

/* Replaces the value on top of the stack by its field; nil where a function of the user would have
 * to be called. */
static void enter(lua_State *L, capai_text name)
{
    bool ours = own_type(L) != NULL, table = lua_istable(L, -1);
    if (ours || table)
        lua_pushlstring(L, name.data, name.size);
    if (ours)
        lua_gettable(L, -2);
    else if (table)
        lua_rawget(L, -2);
    else
        lua_pushnil(L);
    lua_remove(L, -2);
}

/* Pushes the value that a path of names leads to. */
static void push_path(lua_State *L, capai_text path)
{
    lua_pushglobaltable(L);
    for (size_t at = 0; at < path.size;) {
        size_t end = at;
        while (end < path.size && is_name_part(path.data[end]))
            end++;
        enter(L, (capai_text){path.data + at, end - at});
        at = end + 1;
    }
}

/* Lua function (text): list, size of the last word. */
static int complete(lua_State *L)
{
    capai_text before;
    before.data = luaL_checklstring(L, 1, &before.size);
    size_t stem_at = before.size;
    while (stem_at && is_name_part(before.data[stem_at - 1]))
        stem_at--;
    capai_text stem = {before.data + stem_at, before.size - stem_at};
    size_t path_at = stem_at;
    while (path_at &&
           (is_name_part(before.data[path_at - 1]) || strchr(".:", before.data[path_at - 1])))
        path_at--;
    lua_settop(L, 1);
    lua_newtable(L); /* stack: text, names */
    push_path(L, (capai_text){before.data + path_at, stem_at - path_at});
    const char *type = own_type(L);
    bool fields = !stem_at || before.data[stem_at - 1] != ':';
    if (type)
        add_described(L, 2, type, fields, stem);
    if (type && fields && strcmp(type, CAPAI_META_ROW) == 0)
        add_columns(L, 2, stem);
    if (lua_istable(L, -1))
        add_table(L, 2, stem);
    if (path_at == stem_at)
        add_keywords(L, 2, stem);
    lua_settop(L, 2);
    lua_newtable(L); /* stack: text, names, list */
    lua_Integer n = 0;
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        lua_rawseti(L, 3, ++n);
    }
    lua_pushinteger(L, (lua_Integer)stem.size);
    return 2;
}

static int compare_texts(const void *a, const void *b)
{
    return capai_text_compare(*(const capai_text *)a, *(const capai_text *)b);
}

size_t complete_names(lua_State *L, capai_text before, struct capai_arena *arena,
                      capai_text **names, size_t *count)
{
    size_t stem = 0;
    int top = lua_gettop(L);
    *count = 0;
    lua_pushcfunction(L, complete);
    lua_pushlstring(L, before.data, before.size);
    if (lua_pcall(L, 1, 2, 0) == LUA_OK) {
        size_t n = (size_t)lua_rawlen(L, -2);
        stem = (size_t)lua_tointeger(L, -1);
        *names = capai_arena_array(arena, n, sizeof **names);
        for (size_t i = 0; *names && i < n; i++) {
            capai_text name;
            lua_rawgeti(L, -2, (lua_Integer)i + 1);
            name.data = lua_tolstring(L, -1, &name.size);
            (*names)[i] = capai_text_copy(name, arena);
            *count += (*names)[i].data != NULL;
            lua_pop(L, 1);
        }
        if (*count != n)
            *count = 0;
        if (*count)
            qsort(*names, *count, sizeof **names, compare_texts);
    }
    lua_settop(L, top);
    return stem;
}
