/* capai.scale: bands as the regulation prints them, and what happens between them. */
#include "bindings/lua/api.h"

#include <string.h>

static const char *const edges[] = {"first", "last", "lower", "upper", "error"};
enum { EDGES = 5, SCALE_DIGITS = 12 };

static const struct api_value band_fields[] = {
    {"[1]", "string", "The name of the class."},
    {"ge", "decimal?", "Values of at least this."},
    {"gt", "decimal?", "Values above this."},
    {"le", "decimal?", "Values of at most this."},
    {"lt", "decimal?", "Values below this."},
    {"verdict", "boolean?",
     "false: a class that judges nothing (\"tidak dapat disimpulkan\"). It is shown and counted, "
     "but no efisiensi is judged by such a capaian."},
    {NULL, NULL, NULL}};

#define EDGE "\"first\"|\"last\"|\"lower\"|\"upper\"|\"error\"|capai.scale.edge?"
static const struct api_value scale_fields[] = {
    {"[integer]", "capai.scale.band", "The bands, in any order."},
    {"gap", EDGE, "Where a value between two bands belongs."},
    {"overlap", EDGE, "Where a value that stands in two bands belongs."},
    {"above", "string?", "The class of a value above all bands, or error."},
    {"below", "string?", "The class of a value below all bands, or error."},
    {"basis", "string?", "The regulation, as it is cited."},
    {NULL, NULL, NULL}};

static const struct api_value edge_fields[] = {
    {"[1]", "\"first\"|\"last\"|\"lower\"|\"upper\"|\"error\"?",
     "For what rounding does not settle; error when absent."},
    {"round", "integer?", "First round to so many decimals, half up, and look again."},
    {NULL, NULL, NULL}};

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
    lua_State *L = scale->L;
    bool verdict;
    if (lua_rawgeti(L, scale->table, (lua_Integer)index + 1) != LUA_TTABLE)
        reader_error(scale, NULL, CAPAI_MSG_RULES_BANDS, CAPAI_NO_WORDS);
    struct reader r = {L, lua_gettop(L), "scale", scale->keep};
    reader_check_keys(&r, band_fields, READER_ANY_ENTRIES);
    if (reader_count(&r) != 1)
        reader_error(scale, NULL, CAPAI_MSG_RULES_BANDS, CAPAI_NO_WORDS);
    reader_entry(&r, 0, &band->name);
    read_bound(&r, "ge", "gt", &band->low);
    read_bound(&r, "le", "lt", &band->high);
    if (reader_boolean(&r, "verdict", &verdict))
        band->no_verdict = !verdict;
    lua_pop(L, 1);
}

/* gap = "lower", or gap = { round = 0, "lower" } */
static void read_edge(const struct reader *scale, const char *key, struct capai_edge_policy *policy)
{
    lua_State *L = scale->L;
    struct reader r;
    int choice;
    if (reader_push(scale, key) == LUA_TTABLE) {
        lua_pop(L, 1);
        reader_table(scale, key, key, &r);
        reader_check_keys(&r, edge_fields, 1);
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

/* The class whose name is most like `name`, among the first of many; missing for none. */
static capai_text nearest_band(const struct capai_scale *scale, capai_text name)
{
    capai_text names[32];
    size_t count = 0;
    while (count < scale->count && count < sizeof names / sizeof *names) {
        names[count] = scale->bands[count].name;
        count++;
    }
    return capai_text_nearest(name, names, count);
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
    capai_text near = nearest_band(scale, name);
    luaL_buffinit(r->L, &list);
    for (size_t i = 0; i < scale->count; i++) {
        luaL_addlstring(&list, scale->bands[i].name.data, scale->bands[i].name.size);
        luaL_addstring(&list, ", ");
    }
    luaL_addstring(&list, "error");
    luaL_pushresult(&list);
    const char *text = lua_tostring(r->L, -1);
    reader_error(r, key, CAPAI_MSG_RULES_VALUE,
                 CAPAI_WORDS(capai_text_of(key), name, capai_text_of(text), near));
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

/* capai.scale "permendagri-86-2017": the scale of that pack */
static int scale_of_pack(lua_State *L)
{
    struct reader r = {L, 1, "scale", 0};
    capai_text id;
    id.data = lua_tolstring(L, 1, &id.size);
    binding_find(L, &r, NULL, id, 0);
    lua_getfield(L, -1, "scale"); /* every pack has one */
    return 1;
}

/* capai.scale { { "Tinggi", ge = 76, le = 90 }, ..., gap = "lower", overlap = "upper" } */
static int scale_new(lua_State *L)
{
    if (lua_type(L, 1) == LUA_TSTRING)
        return scale_of_pack(L);
    struct reader r = reader_argument(L, 1, "scale");
    size_t count = reader_count(&r);
    lua_settop(L, 1);
    reader_check_keys(&r, scale_fields, READER_ANY_ENTRIES);
    if (count == 0)
        reader_error(&r, NULL, CAPAI_MSG_RULES_BANDS, CAPAI_NO_WORDS);

    /* the bands follow their scale in one piece */
    if (count > 1000)
        api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_BANDS);
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

/* Pushes the outcome of a classification, or nil and what is wrong with the value. */
static int scale_classify(lua_State *L)
{
    const struct capai_scale *scale = lua_touserdata(L, 1);
    static const char *const matches[] = {"band", "gap", "overlap", "above", "below"};
    struct capai_ratio ratio = capai_ratio_of(binding_decimal_at(L, 2));
    struct capai_error error = {0};
    struct capai_arena arena;
    enum capai_match match = CAPAI_MATCH_BAND;
    size_t index = 0;
    capai_arena_init(&arena, NULL, NULL, 0);
    enum capai_status status =
        capai_scale_classify(scale, capai_exact_of(&ratio), &arena, &index, &match, &error);
    capai_arena_clear(&arena);
    if (status)
        return binding_data_error(L, &error);
    lua_pushlstring(L, scale->bands[index].name.data, scale->bands[index].name.size);
    lua_pushinteger(L, (lua_Integer)index + 1);
    lua_pushstring(L, matches[match]);
    return 3;
}

static int scale_check(lua_State *L)
{
    static const char *const kinds[] = {"band", "gap", "overlap", "above", "below"};
    const struct capai_scale *scale = lua_touserdata(L, 1);
    struct capai_error error = {0};
    struct capai_arena *arena = binding_new_arena(L);
    struct capai_flaw *flaws;
    size_t count;
    if (capai_scale_check(scale, arena, &flaws, &count, &error) != CAPAI_OK)
        binding_raise(L, &error);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        const capai_text names[] = {scale->bands[flaws[i].lower].name,
                                    scale->bands[flaws[i].upper].name};
        lua_createtable(L, 0, 4);
        lua_pushstring(L, kinds[flaws[i].kind]);
        lua_setfield(L, -2, "kind");
        lua_pushlstring(L, names[0].data, names[0].size);
        lua_setfield(L, -2, "lower");
        lua_pushlstring(L, names[1].data, names[1].size);
        lua_setfield(L, -2, "upper");
        binding_push_decimal(L, flaws[i].example);
        lua_setfield(L, -2, "example");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static void push_bound(lua_State *L, const struct capai_bound *bound, const char *closed,
                       const char *open)
{
    if (!bound->present)
        return;
    binding_push_decimal(L, bound->value);
    lua_setfield(L, -2, bound->closed ? closed : open);
}

static int scale_bands(lua_State *L)
{
    const struct capai_scale *scale = lua_touserdata(L, 1);
    lua_createtable(L, (int)scale->count, 0);
    for (size_t i = 0; i < scale->count; i++) {
        const struct capai_band *band = &scale->bands[i];
        lua_createtable(L, 0, 3);
        lua_pushlstring(L, band->name.data, band->name.size);
        lua_setfield(L, -2, "name");
        push_bound(L, &band->low, "ge", "gt");
        push_bound(L, &band->high, "le", "lt");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushlstring(L, scale->basis.data ? scale->basis.data : "", scale->basis.size);
    return 2;
}

static void open_scale(lua_State *L)
{
    api_new_type(L, CAPAI_META_SCALE, NULL);
}

static const struct api_function functions[] = {
    {"scale",
     scale_new,
     "A scale: bands as the regulation prints them.\n\nA gap or an overlap for which nothing is "
     "declared is an error that names a value in it. A text takes the scale of the pack of that "
     "id.",
     {{"bands", "string|capai.scale.fields",
       "Id of a pack, or the bands and what happens between them."}},
     {{"scale", "capai.scale", ""}},
     "local scale = capai.scale {\n  { \"Baik\", ge = 75 }, { \"Cukup\", ge = 55, lt = 75 },\n"
     "  { \"Kurang\", lt = 55 },\n}\nassert(scale:classify \"97,78\" == \"Baik\")"},
    {"scale:classify",
     scale_classify,
     "The class of a value.",
     {{"x", "decimal", "In percent, as it is to be classified."}},
     {{"name", "string?",
       "Of the class; nil where the scale says error: then a message and its "
       "capai.info follow."},
      {"index", "integer|string", "Its place in the scale, from 1."},
      {"match", "\"band\"|\"gap\"|\"overlap\"|\"above\"|\"below\"|capai.info",
       "How it was found."}},
     NULL},
    {"scale:check",
     scale_check,
     "The gaps and overlaps of the printed scale, in rising order, each with a value in it.",
     {{NULL, NULL, NULL}},
     {{"flaws", "capai.scale.flaw[]", ""}},
     NULL},
    {"scale:bands",
     scale_bands,
     "Its bands, as the script lists them.",
     {{NULL, NULL, NULL}},
     {{"bands", "table[]", "Each with name and its bounds ge, gt, le, lt, as decimals."},
      {"basis", "string", "The regulation, as it is cited; may be empty."}},
     "local bands = capai.scale(\"jember-2024\"):bands()\n"
     "assert(bands[1].name == \"Sangat Tinggi\" and bands[1].ge:eq(90))"},
    {.name = NULL}};

static const struct api_value flaw_fields[] = {
    {"kind", "\"gap\"|\"overlap\"|\"above\"|\"below\"", ""},
    {"lower", "string", "The class below it."},
    {"upper", "string", "The class above it."},
    {"example", "capai.decimal", "A value in it."},
    {NULL, NULL, NULL}};

static const struct api_class classes[] = {
    {"capai.scale", "Bands that turn a capaian into a predikat.", NULL, NULL},
    {"capai.scale.fields", "What capai.scale takes.", scale_fields, NULL},
    {"capai.scale.band", "One band, each end open, closed or absent.", band_fields, NULL},
    {"capai.scale.edge", "Rounding before a gap or an overlap is decided.", edge_fields, NULL},
    {"capai.scale.flaw", "Values that lie in no band or in several.", flaw_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_scale = {functions, classes, open_scale};
