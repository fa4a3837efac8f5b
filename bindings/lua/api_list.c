/* `require "capai.api"`: the description of the module as tables, for whoever makes documents,
 * stubs or completions of it. */
#include "bindings/lua/api.h"

static void set_text(lua_State *L, const char *key, const char *text)
{
    if (text) {
        lua_pushstring(L, text);
        lua_setfield(L, -2, key);
    }
}

/* Pushes a list of values; `count` SIZE_MAX: ended by one without a name. */
static void push_values(lua_State *L, const struct api_value *values, size_t count)
{
    lua_newtable(L);
    for (size_t i = 0; values && i < count && values[i].name; i++) {
        lua_createtable(L, 0, 3);
        set_text(L, "name", values[i].name);
        set_text(L, "type", values[i].type);
        set_text(L, "doc", values[i].doc);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_function(lua_State *L, const struct api_function *function)
{
    lua_createtable(L, 0, 5);
    set_text(L, "name", function->name);
    set_text(L, "doc", function->doc);
    set_text(L, "example", function->example);
    push_values(L, function->params, API_PARAMS);
    lua_setfield(L, -2, "params");
    push_values(L, function->returns, API_RETURNS);
    lua_setfield(L, -2, "returns");
}

static void push_class(lua_State *L, const struct api_class *class)
{
    lua_createtable(L, 0, 4);
    set_text(L, "name", class->name);
    set_text(L, "doc", class->doc);
    push_values(L, class->fields, SIZE_MAX);
    lua_setfield(L, -2, "fields");
    push_values(L, class->operators, SIZE_MAX);
    lua_setfield(L, -2, "operators");
}

int luaopen_capai_api(lua_State *L)
{
    size_t count;
    const struct api_part *const *parts = api_parts(&count);
    lua_createtable(L, 0, 3);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++)
        for (const struct api_function *f = parts[i]->functions; f && f->name; f++) {
            push_function(L, f);
            lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        }
    lua_setfield(L, -2, "functions");
    lua_newtable(L);
    for (size_t i = 0; i < count; i++)
        for (const struct api_class *c = parts[i]->classes; c && c->name; c++) {
            push_class(L, c);
            lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        }
    lua_setfield(L, -2, "classes");
    push_values(L, api_aliases, SIZE_MAX);
    lua_setfield(L, -2, "aliases");
    return 1;
}
