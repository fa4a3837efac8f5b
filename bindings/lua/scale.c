/* capai.scale: bands as the regulation prints them, and what happens between them. */
#include "bindings/lua/binding.h"

#include <string.h>

static const char *const edges[] = {"first", "last", "lower", "upper", "error"};
enum { EDGES = 5, SCALE_DIGITS = 12 };

/* One end of a band: the key of the closed form, or that of the open one. */
static void read_bound(const struct reader *r, const char *closed, const char *open,
                       struct capai_bound *bound)
{
    capai_decimal other;
    bound->closed = reader_decimal(r, closed, &bound->value);
    bound->present = bound->closed;
    if (!reader_decimal(r, open, &other))
        return;
    if (bound->present)
        reader_error(r, open, CAPAI_MSG_RULES_BOTH,
                     CAPAI_WORDS(capai_text_of(closed), capai_text_of(open)));
    bound->present = true;
    bound->value = other;
}

static void read_band(const struct reader *scale, size_t index, struct capai_band *band)
{
    static const char *const keys[] = {"ge", "gt", "le", "lt"};
    lua_State *L = scale->L;
    if (lua_rawgeti(L, scale->table, (lua_Integer)index + 1) != LUA_TTABLE)
        reader_error(scale, NULL, CAPAI_MSG_RULES_BANDS, CAPAI_NO_WORDS);
    struct reader r = {L, lua_gettop(L), "scale", scale->keep};
    reader_check_keys(&r, keys, 4, READER_ANY_ENTRIES);
    if (reader_count(&r) != 1)
        reader_error(scale, NULL, CAPAI_MSG_RULES_BANDS, CAPAI_NO_WORDS);
    reader_entry(&r, 0, &band->name);
    read_bound(&r, "ge", "gt", &band->low);
    read_bound(&r, "le", "lt", &band->high);
    lua_pop(L, 1);
}

/* gap = "lower", or gap = { round = 0, "lower" } */
static void read_edge(const struct reader *scale, const char *key, struct capai_edge_policy *policy)
{
    static const char *const keys[] = {"round"};
    lua_State *L = scale->L;
    struct reader r;
    int choice;
    if (reader_push(scale, key) == LUA_TTABLE) {
        lua_pop(L, 1);
        reader_table(scale, key, key, &r);
        reader_check_keys(&r, keys, 1, 1);
        policy->round = reader_integer(&r, "round", 0, SCALE_DIGITS, &policy->digits);
        policy->edge = CAPAI_EDGE_ERROR; /* what rounding does not settle, unless it is said */
        lua_newtable(L);
        lua_rawgeti(L, r.table, 1);
        lua_setfield(L, -2, key);
        struct reader inner = {L, lua_gettop(L), scale->what, 0};
        if (reader_choice(&inner, key, edges, EDGES, &choice))
            policy->edge = (enum capai_edge)(choice + 1);
        lua_pop(L, 2);
        return;
    }
    lua_pop(L, 1);
    if (reader_choice(scale, key, edges, EDGES, &choice))
        policy->edge = (enum capai_edge)(choice + 1);
}

/* above = "Sangat Tinggi", or "error" */
static int read_beyond(const struct reader *r, const char *key, const struct capai_scale *scale)
{
    capai_text name;
    if (!reader_text(r, key, &name))
        return CAPAI_BEYOND_UNDECLARED;
    for (size_t i = 0; i < scale->count; i++)
        if (capai_text_equal(scale->bands[i].name, name))
            return (int)i;
    if (capai_text_equal(name, CAPAI_TEXT("error")))
        return CAPAI_BEYOND_ERROR;
    luaL_Buffer list;
    luaL_buffinit(r->L, &list);
    for (size_t i = 0; i < scale->count; i++) {
        luaL_addlstring(&list, scale->bands[i].name.data, scale->bands[i].name.size);
        luaL_addstring(&list, ", ");
    }
    luaL_addstring(&list, "error");
    luaL_pushresult(&list);
    const char *text = lua_tostring(r->L, -1);
    reader_error(r, key, CAPAI_MSG_RULES_VALUE,
                 CAPAI_WORDS(capai_text_of(key), name, capai_text_of(text)));
}

/* Refuses a scale with a gap or an overlap for which no policy is declared. */
static void check(const struct reader *r, const struct capai_scale *scale)
{
    static const enum capai_message messages[] = {
        [CAPAI_MATCH_GAP] = CAPAI_MSG_RULES_GAP,
        [CAPAI_MATCH_OVERLAP] = CAPAI_MSG_RULES_OVERLAP,
        [CAPAI_MATCH_ABOVE] = CAPAI_MSG_RULES_ABOVE,
        [CAPAI_MATCH_BELOW] = CAPAI_MSG_RULES_BELOW,
    };
    struct capai_error error = {0};
    struct capai_arena arena;
    struct capai_flaw *flaws;
    size_t count = 0;
    capai_arena_init(&arena, NULL, NULL, 0);
    enum capai_status status = capai_scale_check(scale, &arena, &flaws, &count, &error);
    for (size_t i = 0; !status && i < count; i++) {
        char example[CAPAI_DECIMAL_TEXT];
        if (flaws[i].declared)
            continue;
        capai_decimal_format(flaws[i].example, CAPAI_NOTATION_INDONESIA, example);
        status = capai_fail(&error, messages[flaws[i].kind],
                            CAPAI_WORDS(scale->bands[flaws[i].lower].name,
                                        scale->bands[flaws[i].upper].name, capai_text_of(example)));
    }
    capai_arena_clear(&arena);
    if (status)
        binding_raise(r->L, &error);
}

/* capai.scale { { "Tinggi", ge = 76, le = 90 }, ..., gap = "lower", overlap = "upper" } */
static int scale_new(lua_State *L)
{
    static const char *const keys[] = {"gap", "overlap", "above", "below", "basis"};
    struct reader r = reader_argument(L, 1, "scale");
    size_t count = reader_count(&r);
    lua_settop(L, 1);
    reader_check_keys(&r, keys, 5, READER_ANY_ENTRIES);
    if (count == 0)
        reader_error(&r, NULL, CAPAI_MSG_RULES_BANDS, CAPAI_NO_WORDS);

    /* the bands follow their scale in one piece */
    luaL_argcheck(L, count <= 1000, 1, "at most 1000 bands");
    struct capai_scale *scale =
        lua_newuserdatauv(L, sizeof *scale + count * sizeof(struct capai_band), 1);
    struct capai_band *bands = (struct capai_band *)(scale + 1);
    memset(scale, 0, sizeof *scale + count * sizeof *bands);
    scale->bands = bands;
    scale->count = count;
    luaL_setmetatable(L, CAPAI_META_SCALE);
    lua_newtable(L);
    r.keep = lua_gettop(L);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, 2, 1);

    for (size_t i = 0; i < count; i++)
        read_band(&r, i, &bands[i]);
    read_edge(&r, "gap", &scale->gap);
    read_edge(&r, "overlap", &scale->overlap);
    scale->above = read_beyond(&r, "above", scale);
    scale->below = read_beyond(&r, "below", scale);
    reader_text(&r, "basis", &scale->basis);
    check(&r, scale);
    lua_settop(L, 2);
    return 1;
}

void binding_open_scale(lua_State *L)
{
    if (luaL_newmetatable(L, CAPAI_META_SCALE)) {
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__metatable");
    }
    lua_pop(L, 1);
    lua_pushcfunction(L, scale_new);
}
