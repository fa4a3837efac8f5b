/* capai.grade and capai.efficiency. */
#include "bindings/lua/binding.h"

#include <string.h>

static void new_type(lua_State *L, const char *name)
{
    if (luaL_newmetatable(L, name)) {
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__metatable");
    }
    lua_pop(L, 1);
}

/* capai.grade "permenpanrb-88-2021": the grades of that pack;
 * capai.grade { "AA", "A", ..., "D", worse = "ratio" }: best first. */
static int grade_new(lua_State *L)
{
    static const char *const keys[] = {"worse"};
    static const char *const worse[] = {"error", "ratio"};
    int choice = CAPAI_WORSE_ERROR;
    if (lua_type(L, 1) == LUA_TSTRING) {
        struct reader r = {L, 1, "grade", 0};
        capai_text id;
        id.data = lua_tolstring(L, 1, &id.size);
        binding_find(L, &r, NULL, id);
        lua_getiuservalue(L, -1, 1); /* the parts of that pack */
        if (lua_getfield(L, -1, "grade") == LUA_TNIL)
            reader_error(&r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                         CAPAI_WORDS(CAPAI_TEXT("grade"), capai_text_of(lua_tostring(L, 1))));
        return 1;
    }
    struct reader r = reader_argument(L, 1, "grade");
    size_t count = reader_count(&r);
    reader_check_keys(&r, keys, 1, READER_ANY_ENTRIES);
    reader_choice(&r, "worse", worse, 2, &choice);
    luaL_argcheck(L, count > 0 && count <= 1000, 1, "1 to 1000 grades");

    struct capai_grades *grades =
        lua_newuserdatauv(L, sizeof *grades + count * sizeof(capai_text), 1);
    capai_text *names = (capai_text *)(grades + 1);
    *grades = (struct capai_grades){names, count, (enum capai_worse)choice};
    luaL_setmetatable(L, CAPAI_META_GRADE);
    lua_newtable(L);
    r.keep = lua_gettop(L);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, -3, 1);
    for (size_t i = 0; i < count; i++)
        reader_entry(&r, i, &names[i]);
    lua_settop(L, r.keep - 1);
    return 1;
}

void binding_open_grade(lua_State *L)
{
    new_type(L, CAPAI_META_GRADE);
    lua_pushcfunction(L, grade_new);
}

/* Pushes a new value, and a table that keeps its texts alive. */
static struct capai_efficiency *new_efficiency(lua_State *L, enum capai_efficiency_kind kind,
                                               struct reader *r)
{
    struct capai_efficiency *efficiency = lua_newuserdatauv(L, sizeof *efficiency, 1);
    *efficiency = (struct capai_efficiency){.kind = kind};
    luaL_setmetatable(L, CAPAI_META_EFFICIENCY);
    lua_newtable(L);
    r->keep = lua_gettop(L);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, -3, 1);
    return efficiency;
}

/* capai.efficiency.compare { greater = "Efisien", equal = "Efisien", less = "Tidak efisien" } */
static int efficiency_compare(lua_State *L)
{
    static const char *const keys[] = {"greater", "equal", "less"};
    struct reader r = reader_argument(L, 1, "efficiency");
    reader_check_keys(&r, keys, 3, 0);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_COMPARE, &r);
    capai_text *words[] = {&efficiency->greater, &efficiency->equal, &efficiency->less};
    for (size_t i = 0; i < 3; i++)
        if (!reader_text(&r, keys[i], words[i]))
            reader_error(&r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                         CAPAI_WORDS(capai_text_of(keys[i]), CAPAI_TEXT("efficiency")));
    lua_settop(L, r.keep - 1);
    return 1;
}

/* capai.efficiency.saving { reached_only = false }: what of the pagu was not spent */
static int efficiency_saving(lua_State *L)
{
    static const char *const keys[] = {"reached_only"};
    if (lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_newtable(L);
    }
    struct reader r = reader_argument(L, 1, "efficiency");
    reader_check_keys(&r, keys, 1, 0);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_SAVING, &r);
    reader_boolean(&r, "reached_only", &efficiency->reached_only);
    lua_settop(L, r.keep - 1);
    return 1;
}

void binding_open_efficiency(lua_State *L)
{
    static const luaL_Reg library[] = {
        {"compare", efficiency_compare}, {"saving", efficiency_saving}, {NULL, NULL}};
    new_type(L, CAPAI_META_EFFICIENCY);
    luaL_newlib(L, library);
}
