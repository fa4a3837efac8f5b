/* The Lua module "capai". */
#include "bindings/lua/api.h"
#include "bindings/lua/data.h"

#include <string.h>

#include "capai/packs.h"
#include "capai/system.h"
#include "capai/version.h"

static const char finder_key;

struct finder {
    binding_find_pack find;
    void *user;
};

void binding_set_finder(lua_State *L, binding_find_pack find, void *user)
{
    struct finder *finder = lua_newuserdatauv(L, sizeof *finder, 0);
    *finder = (struct finder){find, user};
    lua_rawsetp(L, LUA_REGISTRYINDEX, &finder_key);
}

void binding_find(lua_State *L, const struct reader *r, const char *key, capai_text id, int year)
{
    const struct finder *finder = NULL;
    struct capai_error error = {0};
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &finder_key) == LUA_TUSERDATA)
        finder = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (!finder)
        capai_fail(&error, CAPAI_MSG_RULES_NOT_FOUND, CAPAI_WORDS(id));
    if (!finder || !finder->find(L, id, year, finder->user, &error))
        reader_raise(r, key, &error);
}

/* ---- memory for the length of a call ---- */

#define META_ARENA "capai.arena"

static int arena_gc(lua_State *L)
{
    capai_arena_clear(luaL_checkudata(L, 1, META_ARENA));
    return 0;
}

static const luaL_Reg arena_meta[] = {{"__gc", arena_gc}, {NULL, NULL}};

struct capai_arena *binding_new_arena(lua_State *L)
{
    struct capai_arena *arena = lua_newuserdatauv(L, sizeof *arena, 0);
    void *user;
    capai_alloc alloc = lua_getallocf(L, &user);
    capai_arena_init(arena, alloc, user, 0);
    api_new_type(L, META_ARENA, arena_meta); /* the first one may come before the module is open */
    luaL_setmetatable(L, META_ARENA);
    return arena;
}

/* ---- opening ---- */

/* What every script may use, and from SAFE on what only trusted ones get. */
static const struct api_part *const parts[] = {
    &api_decimal,    &api_format,     &api_progress,     &api_formula,    &api_row_function,
    &api_scale,      &api_grade,      &api_efficiency,   &api_survey,     &api_lke,
    &api_aggregate,  &api_rules,      &api_rules_fields, &api_data,       &api_data_set,
    &api_evaluation, &api_comparison, &api_table,        &api_table_rows, &api_table_sum,
    &api_table_make, &api_table_out,  &api_layout,       &api_archive,    &api_workbook};
enum { SAFE = 13, PARTS = sizeof parts / sizeof *parts };

const struct api_part *const *api_parts(size_t *count)
{
    *count = PARTS;
    return parts;
}

void binding_open_safe(lua_State *L)
{
    binding_open_error(L);
    lua_createtable(L, 0, 16);
    for (size_t i = 0; i < SAFE; i++)
        api_install(L, parts[i]);
    lua_pushliteral(L, CAPAI_VERSION);
    lua_setfield(L, -2, "version");
}

/* What layouts may do besides: read results, and make tables of them. Nothing that touches a file,
 * the terminal or the data. */
static const char *const reading[] = {"evaluation:current",
                                      "evaluation:budget",
                                      "evaluation:rules",
                                      "evaluation:input",
                                      "table:columns",
                                      "table:where",
                                      "table:sort",
                                      "table:group",
                                      "table:sum",
                                      "table:mean",
                                      "table:select",
                                      "table:rename",
                                      "table:with",
                                      "table:join",
                                      "row:cell",
                                      "row:place",
                                      "row:text",
                                      "table",
                                      "cell",
                                      NULL};

void binding_open_reading(lua_State *L)
{
    binding_open_safe(L);
    for (size_t i = SAFE; i < PARTS; i++)
        api_install_some(L, parts[i], reading);
}

/* A searcher of package.searchers, for the library's Lua half. Its upvalue is the folder of our
 * scripts, perhaps one that the program carries inside. Where a script is there and cannot be read,
 * what it raises says why. */
static int search_scripts(lua_State *L)
{
    static const char ours[] = "capai.";
    struct capai_error error = {0};
    capai_text source;
    const char *name = luaL_checkstring(L, 1);
    if (strncmp(name, ours, sizeof ours - 1) != 0)
        return 0;
    name = luaL_gsub(L, name, ".", "/");
    const char *path = lua_pushfstring(L, "%s/%s.lua", lua_tostring(L, lua_upvalueindex(1)), name);
    struct capai_arena *arena = binding_new_arena(L);
    if (capai_file_read(path, arena, &source, &error) != CAPAI_OK) {
        if (error.message != CAPAI_MSG_READ_NO_FILE)
            binding_raise(L, &error);
        lua_pushfstring(L, "no file '%s'", path);
        return 1;
    }
    const int status =
        luaL_loadbufferx(L, source.data, source.size, lua_pushfstring(L, "@%s", path), "t");
    capai_arena_clear(arena);
    if (status != LUA_OK)
        return lua_error(L);
    lua_pushstring(L, path);
    return 2;
}

void binding_push_file(lua_State *L, const char *path, struct capai_arena *arena)
{
    struct capai_error error = {0};
    capai_text text;
    if (!path)
        capai_fail_memory(&error);
    else if (capai_file_read(path, arena, &text, &error) == CAPAI_OK)
        lua_pushlstring(L, text.data, text.size);
    else if (error.message == CAPAI_MSG_READ_NO_FILE)
        lua_pushnil(L);
    if (error.status && error.message != CAPAI_MSG_READ_NO_FILE)
        binding_raise(L, &error);
}

void binding_add_scripts(lua_State *L)
{
    static const char key;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key) != LUA_TNIL)
        return;
    lua_pushboolean(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key);
    struct capai_error error = {0};
    struct capai_arena *arena = binding_new_arena(L);
    const char *rules = capai_packs_installed(arena);
    const char *slash = rules ? strrchr(rules, '/') : NULL;
    if (arena->starved) {
        capai_fail_memory(&error);
        binding_raise(L, &error);
    }
    if (slash)
        lua_pushlstring(L, rules, (size_t)(slash - rules));
    capai_arena_clear(arena); /* a finalizer for which there is no memory would never run */
    if (!slash)
        return;
    const int folder = lua_gettop(L);
    if (lua_getglobal(L, "package") != LUA_TTABLE || lua_getfield(L, -1, "searchers") != LUA_TTABLE)
        return;
    int searchers = lua_gettop(L);
    lua_Integer count = (lua_Integer)lua_rawlen(L, searchers);
    for (lua_Integer i = count; i >= 2; i--) { /* the first is of what is there already */
        lua_rawgeti(L, searchers, i);
        lua_rawseti(L, searchers, i + 1);
    }
    lua_pushvalue(L, folder);
    lua_pushcclosure(L, search_scripts, 1);
    lua_rawseti(L, searchers, 2);
}

int luaopen_capai(lua_State *L)
{
    luaL_checkversion(L);
    binding_open_safe(L);
    int module = lua_gettop(L);
    for (size_t i = SAFE; i < PARTS; i++)
        api_install(L, parts[i]);
    data_open_finder(L);
    binding_add_scripts(L);
    lua_settop(L, module);
    return 1;
}
