#include "bindings/lua/part.h"

#include "bindings/lua/rules.h"

const void *part_find(const struct reader *r, const char *key, capai_text id,
                      const struct part_kind *kind)
{
    binding_find(r->L, r, key, id, 0);
    lua_getiuservalue(r->L, -1, RULES_PARTS);
    lua_getfield(r->L, -1, kind->name);
    const void *part = luaL_testudata(r->L, -1, kind->meta);
    if (!part)
        reader_error(r, key, CAPAI_MSG_RULES_KEY_MISSING,
                     CAPAI_WORDS(capai_text_of(kind->name), id));
    return part;
}

static void need_keys(const struct reader *r, const char *what, const char *const *keys)
{
    for (; *keys; keys++) {
        if (reader_push(r, *keys) == LUA_TNIL)
            reader_error(r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                         CAPAI_WORDS(capai_text_of(*keys), capai_text_of(what)));
        lua_pop(r->L, 1);
    }
}

const void *part_begin(struct reader *r, const struct part_kind *kind,
                       const struct api_value *fields, const char *const *needed)
{
    const void *base = NULL;
    capai_text id;
    lua_settop(r->L, PART_TABLE);
    *r = reader_argument(r->L, PART_TABLE, kind->name);
    reader_check_keys(r, fields, 0);
    lua_newtable(r->L);
    r->keep = PART_KEEP;
    if (reader_text(r, "base", &id)) {
        base = part_find(r, "base", id, kind);
    } else {
        need_keys(r, kind->name, needed);
        lua_pushnil(r->L);
    }
    lua_replace(r->L, PART_BASE);
    lua_settop(r->L, PART_BASE);
    return base;
}

void part_own(lua_State *L, const struct part_kind *kind)
{
    luaL_setmetatable(L, kind->meta);
    for (int i = 1; i <= 2; i++) { /* what it keeps, and its base */
        lua_pushvalue(L, PART_TABLE + i);
        lua_setiuservalue(L, -2, i);
    }
}

int part_new(lua_State *L, const struct part_kind *kind, lua_CFunction make)
{
    if (lua_istable(L, 1))
        return make(L);
    struct reader r = {L, 1, kind->name, 0};
    capai_text id;
    id.data = lua_tolstring(L, 1, &id.size);
    part_find(&r, NULL, id, kind);
    return 1;
}

bool part_scale(const struct reader *r, struct capai_scale *out)
{
    if (reader_push(r, "scale") == LUA_TNIL) {
        lua_pop(r->L, 1);
        return false;
    }
    const struct capai_scale *scale = luaL_testudata(r->L, -1, CAPAI_META_SCALE);
    if (!scale)
        reader_type_error(r, "scale", CAPAI_META_SCALE);
    *out = *scale;
    lua_rawseti(r->L, r->keep, (lua_Integer)lua_rawlen(r->L, r->keep) + 1);
    return true;
}
