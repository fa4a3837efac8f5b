/* The Lua module "capai". */
#include "bindings/lua/binding.h"

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

void binding_find(lua_State *L, const struct reader *r, const char *key, capai_text id)
{
    const struct finder *finder = NULL;
    struct capai_error error = {0};
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &finder_key) == LUA_TUSERDATA)
        finder = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (!finder)
        capai_fail(&error, CAPAI_MSG_RULES_NOT_FOUND, CAPAI_WORDS(id));
    if (!finder || !finder->find(L, id, finder->user, &error))
        reader_raise(r, key, &error);
}

int luaopen_capai(lua_State *L)
{
    static const struct {
        const char *name;
        void (*open)(lua_State *L);
    } parts[] = {
        {"progress", binding_open_progress}, {"scale", binding_open_scale},
        {"grade", binding_open_grade},       {"efficiency", binding_open_efficiency},
        {"rules", binding_open_rules},
    };
    luaL_checkversion(L);
    binding_open_error(L);
    lua_createtable(L, 0, 8);
    binding_open_decimal(L);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        parts[i].open(L);
        lua_setfield(L, -2, parts[i].name);
    }
    lua_pushliteral(L, CAPAI_VERSION);
    lua_setfield(L, -2, "version");
    return 1;
}
