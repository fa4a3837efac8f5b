/* Rule packs as Lua values: made from a table or found by id, and read field by field. */
#include "bindings/lua/function.h"

#include <string.h>

struct rules_box *rules_push(lua_State *L)
{
    struct rules_box *box = lua_newuserdatauv(L, sizeof *box, 2);
    memset(box, 0, sizeof *box);
    /* from Lua's own allocator, so that a script's limit holds for this memory too; and Lua does
     * not collect its garbage to make room for it, so that is done now */
    lua_gc(L, LUA_GCCOLLECT, 0);
    void *user;
    capai_alloc alloc = lua_getallocf(L, &user);
    capai_arena_init(&box->arena, alloc, user, 0);
    luaL_setmetatable(L, CAPAI_META_RULES);
    lua_newtable(L);
    lua_setiuservalue(L, -2, RULES_PARTS);
    return box;
}

/* A scale, grades or an efficiency of the rules at stack index `rules`, whose memory they share. */
static void add_part(lua_State *L, int rules, const char *key, const char *meta, const void *part,
                     size_t size)
{
    memcpy(lua_newuserdatauv(L, size, 1), part, size);
    luaL_setmetatable(L, meta);
    lua_pushvalue(L, rules);
    lua_setiuservalue(L, -2, 1);
    lua_setfield(L, -2, key);
}

void rules_push_found(lua_State *L, const struct capai_rules *rules, int owner)
{
    owner = lua_absindex(L, owner);
    rules_push(L)->rules = *rules;
    int value = lua_gettop(L);
    lua_pushvalue(L, owner);
    lua_setiuservalue(L, value, RULES_OWNER);
    lua_getiuservalue(L, value, RULES_PARTS);
    if (rules->scale.count)
        add_part(L, value, "scale", CAPAI_META_SCALE, &rules->scale, sizeof rules->scale);
    if (rules->grades.count)
        add_part(L, value, "grade", CAPAI_META_GRADE, &rules->grades, sizeof rules->grades);
    if (rules->efficiency.kind != CAPAI_EFFICIENCY_NONE)
        add_part(L, value, "efficiency", CAPAI_META_EFFICIENCY, &rules->efficiency,
                 sizeof rules->efficiency);
    if (rules->lke.count)
        add_part(L, value, "lke", CAPAI_META_LKE, &rules->lke, sizeof rules->lke);
    if (rules->survey.count)
        add_part(L, value, "survey", CAPAI_META_SURVEY, &rules->survey, sizeof rules->survey);
    lua_pop(L, 1);
}

static int rules_gc(lua_State *L)
{
    struct rules_box *box = luaL_checkudata(L, 1, CAPAI_META_RULES);
    function_release(L, box);
    box->functions = NULL;
    capai_arena_clear(&box->arena);
    return 0;
}

static void push_text(lua_State *L, capai_text text)
{
    if (text.data)
        lua_pushlstring(L, text.data, text.size);
    else
        lua_pushnil(L);
}

static void push_basis(lua_State *L, const struct capai_rules *rules)
{
    lua_createtable(L, (int)rules->basis_count, 0);
    for (size_t i = 0; i < rules->basis_count; i++) {
        push_text(L, rules->basis[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static const struct api_value value_fields[] = {
    {"id", "string", ""},
    {"name", "string", ""},
    {"version", "string?", ""},
    {"capai_version", "string?", "The oldest Capai that can use the pack."},
    {"from", "integer", "First year for which it holds."},
    {"to", "integer", "Last year."},
    {"basis", "string[]", "Regulations, as the pack cites them."},
    {"scale", "capai.scale?", "The scale that makes predikat of capaian."},
    {"grade", "capai.grade?", "The grades that it knows."},
    {"lke", "capai.lke?", "How the worksheet makes a grade."},
    {"survey", "capai.survey?", "How answers make an index."},
    {"efficiency", "capai.efficiency?", "How it judges the use of resources."},
    {"triwulan", "string", "How quarters combine, where a row does not say it: jumlah."},
    {NULL, NULL, NULL}};

static int rules_index(lua_State *L)
{
    const struct rules_box *box = luaL_checkudata(L, 1, CAPAI_META_RULES);
    const struct capai_rules *rules = &box->rules;
    const char *key = luaL_checkstring(L, 2);
    if (strcmp(key, "id") == 0)
        push_text(L, rules->id);
    else if (strcmp(key, "name") == 0)
        push_text(L, rules->name);
    else if (strcmp(key, "version") == 0)
        push_text(L, rules->version);
    else if (strcmp(key, "capai_version") == 0)
        push_text(L, rules->capai_version);
    else if (strcmp(key, "from") == 0)
        lua_pushinteger(L, rules->from);
    else if (strcmp(key, "to") == 0)
        lua_pushinteger(L, rules->to);
    else if (strcmp(key, "basis") == 0)
        push_basis(L, rules);
    else if (strcmp(key, "triwulan") == 0)
        lua_pushstring(L, capai_quarters_name(rules->quarters));
    else if (strcmp(key, "scale") == 0 || strcmp(key, "grade") == 0 ||
             strcmp(key, "efficiency") == 0 || strcmp(key, "survey") == 0 ||
             strcmp(key, "lke") == 0)
        lua_getiuservalue(L, 1, RULES_PARTS), lua_getfield(L, -1, key);
    else
        return api_method(L, value_fields, CAPAI_META_RULES);
    return 1;
}

static int rules_tostring(lua_State *L)
{
    const struct rules_box *box = luaL_checkudata(L, 1, CAPAI_META_RULES);
    lua_pushfstring(L, "capai.rules %s", box->rules.id.data);
    return 1;
}

static int rules_new(lua_State *L)
{
    if (lua_istable(L, 1))
        return rules_compile(L);
    struct reader r = {L, 1, "rules", 0};
    capai_text id;
    id.data = lua_tolstring(L, 1, &id.size);
    int year = lua_isnoneornil(L, 2) ? 0 : (int)lua_tointeger(L, 2);
    binding_find(L, &r, NULL, id, year);
    return 1;
}

/* Cut off, so that rounding to fewer decimals decides as the exact value would. */
static int rules_unrounded(lua_State *L)
{
    const struct rules_box *box = lua_touserdata(L, 1);
    struct capai_rules rules = box->rules;
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++)
        rules.round[q] = (struct capai_round){CAPAI_ROUND_DIGITS, CAPAI_DOWN};
    for (int q = 0; q < CAPAI_SURVEY_QUANTITY_COUNT; q++)
        rules.survey.round[q] = (struct capai_round){CAPAI_ROUND_DIGITS, CAPAI_DOWN};
    rules.lke.round = (struct capai_round){CAPAI_ROUND_DIGITS, CAPAI_DOWN};
    rules_push_found(L, &rules, 1);
    return 1;
}

static int rules_formulas(lua_State *L)
{
    const struct rules_box *box = lua_touserdata(L, 1);
    lua_createtable(L, (int)box->rules.arah_count, 0);
    for (size_t i = 0; i < box->rules.arah_count; i++) {
        const struct capai_arah *arah = &box->rules.arah[i];
        lua_createtable(L, 0, 3);
        push_text(L, arah->name);
        lua_setfield(L, -2, "arah");
        push_text(L, capai_arah_text(arah));
        lua_setfield(L, -2, "text");
        lua_pushboolean(L, arah->formula == CAPAI_FUNCTION);
        lua_setfield(L, -2, "is_function");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* How a column is rounded; NULL for one that no rule rounds. */
static const struct capai_round *round_of(const struct capai_rules *rules, capai_text column)
{
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++)
        if (capai_text_equal(column, capai_quantity_name((enum capai_quantity)q)))
            return &rules->round[q];
    for (int q = 0; q < CAPAI_SURVEY_QUANTITY_COUNT; q++)
        if (capai_text_equal(
                column, capai_text_of(capai_survey_quantity_name((enum capai_survey_quantity)q))))
            return &rules->survey.round[q];
    bool lke = capai_text_equal(column, CAPAI_TEXT("nilai")) ||
               capai_text_equal(column, CAPAI_TEXT("nilai_lke"));
    return lke ? &rules->lke.round : NULL;
}

static int rules_digits(lua_State *L)
{
    const struct rules_box *box = lua_touserdata(L, 1);
    const struct capai_round *round = round_of(&box->rules, capai_text_of(lua_tostring(L, 2)));
    if (!round)
        return 0;
    lua_pushinteger(L, round->digits);
    lua_pushstring(L, capai_rounding_name(round->mode));
    return 2;
}

/* The floor and the cap of what enters a mean. */
static int rules_clamp(lua_State *L)
{
    const struct rules_box *box = lua_touserdata(L, 1);
    const struct capai_clamp *clamp = &box->rules.average.clamp;
    if (clamp->has_min)
        binding_push_decimal(L, clamp->min);
    else
        lua_pushnil(L);
    if (clamp->has_max)
        binding_push_decimal(L, clamp->max);
    else
        lua_pushnil(L);
    return 2;
}

static const struct api_function functions[] = {
    {"rules:formulas",
     rules_formulas,
     "The formula of each arah, as it is printed.",
     {{NULL, NULL, NULL}},
     {{"formulas", "table[]",
       "Each with arah, text, and is_function, true where a Lua function computes it."}},
     "assert(capai.rules(\"jember-2024\"):formulas()[1].text:match \"realisasi\")"},
    {"rules:digits",
     rules_digits,
     "How a column of the results is rounded.",
     {{"column", "string", "capaian, serapan, ikm and so on."}},
     {{"digits", "integer?", "Decimals; nil for a column that no rule rounds."},
      {"mode", "string?", "half_up, half_even, down, up, floor or ceil."}},
     "local digits, mode = capai.rules(\"jember-2024\"):digits \"capaian\"\n"
     "assert(digits == 2 and mode == \"half_up\")"},
    {"rules:clamp",
     rules_clamp,
     "Floor and cap of the capaian that enters a mean.",
     {{NULL, NULL, NULL}},
     {{"min", "capai.decimal?", "What is below counts as this; nil where there is no floor."},
      {"max", "capai.decimal?", "What is above counts as this; nil where there is no cap."}},
     "local min, max = capai.rules(\"jember-2024\"):clamp()\n"
     "assert(min:is_zero() and max:eq(100))"},
    {"rules:unrounded",
     rules_unrounded,
     "The same rules, but that every quantity keeps 12 decimals, the rest cut off: rounded to "
     "fewer, it gives what the exact value would.",
     {{NULL, NULL, NULL}},
     {{"rules", "capai.rules", ""}},
     NULL},
    {"rules",
     rules_new,
     "A rule pack: made from its parts, or found by its id.\n\nAn unknown key, a wrong type or a "
     "missing part is an error that names the line of the key.",
     {{"pack", "string|capai.rules.fields",
       "Id of an installed pack, or, outside of packs, the path of a script; or the parts."},
      {"tahun", "integer?", "Of several versions the one for this year; the newest when absent."}},
     {{"rules", "capai.rules", ""}},
     NULL},
    {.name = NULL}};

static const struct api_class value_class[] = {
    {"capai.rules", "How one government measures.", value_fields, NULL}, {NULL, NULL, NULL, NULL}};

static void open_rules(lua_State *L)
{
    static const luaL_Reg meta[] = {
        {"__gc", rules_gc}, {"__index", rules_index}, {"__tostring", rules_tostring}, {NULL, NULL}};
    api_new_type(L, CAPAI_META_RULES, meta);
}

const struct api_part api_rules = {functions, value_class, open_rules};
const struct api_part api_rules_fields = {NULL, rules_classes, NULL};
