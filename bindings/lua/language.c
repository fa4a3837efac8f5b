#include "bindings/lua/language.h"

#include <stdlib.h>

static const char language_key;

enum capai_language language_of_environment(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return strncmp(value, "id", 2) == 0 ? CAPAI_INDONESIAN : CAPAI_ENGLISH;
    }
    return CAPAI_ENGLISH;
}

enum capai_language language_of(lua_State *L)
{
    bool set = lua_rawgetp(L, LUA_REGISTRYINDEX, &language_key) != LUA_TNIL;
    enum capai_language language =
        set ? (enum capai_language)lua_tointeger(L, -1) : language_of_environment();
    lua_pop(L, 1);
    return language;
}

void language_set(lua_State *L, enum capai_language language)
{
    lua_pushinteger(L, language);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &language_key);
}
