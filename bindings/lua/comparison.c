/* capai.compare: what changes under other rules. */
#include "bindings/lua/data.h"
#include "bindings/lua/rules.h"
#include "bindings/lua/table.h"

#define META_COMPARISON "capai.comparison"

struct comparison_box {
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_comparison *comparison;
};

/* User values that keep what the comparison reads from. */
enum { COMPARISON_PACKS = DERIVED_OTHERS, COMPARISON_A, COMPARISON_B };

static struct comparison_box *comparison_at(lua_State *L, int index)
{
    return luaL_checkudata(L, index, META_COMPARISON);
}

static int comparison_gc(lua_State *L)
{
    capai_arena_clear(&comparison_at(L, 1)->arena);
    return 0;
}

static struct comparison_box *push_comparison(lua_State *L)
{
    struct comparison_box *box = lua_newuserdatauv(L, sizeof *box, COMPARISON_B);
    *box = (struct comparison_box){.comparison = NULL};
    capai_arena_init(&box->arena, NULL, NULL, 0);
    capai_notices_init(&box->notices, &box->arena, CAPAI_NOTICES_LIMIT);
    luaL_setmetatable(L, META_COMPARISON);
    data_derive(L);
    for (int side = 0; side < 2; side++) {
        lua_pushvalue(L, 2 + side);
        lua_setiuservalue(L, -2, COMPARISON_A + side);
    }
    return box;
}

/* The rules that an argument means. */
static struct capai_side side_at(lua_State *L, int arg)
{
    const struct rules_box *box = luaL_testudata(L, arg, CAPAI_META_RULES);
    return (struct capai_side){box ? &box->rules : NULL, box ? NULL : lua_tostring(L, arg)};
}

static int compare(lua_State *L)
{
    const struct data_box *data = lua_touserdata(L, 1);
    struct capai_error error = {0};
    lua_settop(L, 4);
    const struct capai_side sides[] = {side_at(L, 2), side_at(L, 3)};
    struct comparison_box *box = push_comparison(L);
    struct capai_packs *packs = data_push_packs(L, &box->notices);
    capai_compare(packs, sides, data->sets, data->count, lua_toboolean(L, 4), &box->arena,
                  &box->notices, &box->comparison, &error);
    lua_setiuservalue(L, 5, COMPARISON_PACKS);
    if (error.status)
        binding_raise(L, &error);
    data_weigh(L, &box->arena);
    bool none = !capai_comparison_opds(box->comparison);
    for (size_t i = 0; none && i < box->notices.count; i++)
        if (box->notices.list[i].status >= CAPAI_ERR_UNUSABLE)
            return binding_data_error(L, &box->notices.list[i]);
    return 1;
}

/* ---- reading ---- */

static const struct api_value comparison_fields[] = {
    {"perbandingan", "capai.table",
     "Each indikator, sasaran, tujuan and OPD under both, with what differs and why."},
    {"gerak", "capai.table", "How many rows move up and down, by kabupaten and kind of row."},
    {"perpindahan", "capai.table", "How many go from which predikat to which."},
    {"sebab", "capai.table", "How many differences each part of the rules makes."},
    {"jumlah_opd", "integer", "OPDs that were compared."},
    {"berubah", "integer", "Rows of perbandingan in which anything differs."},
    {NULL, NULL, NULL}};

_Static_assert(sizeof comparison_fields / sizeof *comparison_fields == CAPAI_COMPARED_COUNT + 3,
               "each table of a comparison is described");

static int comparison_index(lua_State *L)
{
    const struct capai_comparison *comparison = comparison_at(L, 1)->comparison;
    capai_text key;
    key.data = luaL_tolstring(L, 2, &key.size);
    for (int t = 0; t < CAPAI_COMPARED_COUNT; t++)
        if (capai_text_equal(key, capai_compared_name((enum capai_compared)t))) {
            data_push_table(L, capai_comparison_table(comparison, (enum capai_compared)t), t + 1);
            return 1;
        }
    if (capai_text_equal(key, CAPAI_TEXT("jumlah_opd")))
        lua_pushinteger(L, (lua_Integer)capai_comparison_opds(comparison));
    else if (capai_text_equal(key, CAPAI_TEXT("berubah")))
        lua_pushinteger(L, (lua_Integer)capai_comparison_changed(comparison));
    else
        return api_method(L, comparison_fields, META_COMPARISON);
    return 1;
}

static int comparison_notices(lua_State *L)
{
    data_push_all_notices(L, &comparison_at(L, 1)->notices);
    return 1;
}

static void open_comparison(lua_State *L)
{
    static const luaL_Reg meta[] = {
        {"__gc", comparison_gc}, {"__index", comparison_index}, {NULL, NULL}};
    api_new_type(L, META_COMPARISON, meta);
}

static const struct api_function functions[] = {
    {"compare",
     compare,
     "Evaluates data sets by two sets of rules: what changes, and which part of the rules makes "
     "it.\n\nThe tables are those of capai compare (docs/compare.md).",
     {{"data", "capai.data", "From capai.load."},
      {"a", "string|capai.rules?",
       "Rules, as capai.evaluate takes them; when nil, the pack that opd.csv names for each OPD."},
      {"b", "string|capai.rules", "The rules to hold against them."},
      {"all", "boolean?", "Of all years; of the report year of each data set when absent."}},
     {{"comparison", "capai.comparison?", "nil where no OPD could be compared."},
      {"message", "string?", "Then: what is wrong, and where."},
      {"info", "capai.info?", "Then: the same in parts."}},
     "local data = assert(capai.load \"examples/semboro-2024\")\n"
     "local comparison = assert(capai.compare(data, \"jember-2023\", \"jember-2024\"))\n"
     "for _, row in ipairs(comparison.perbandingan:where { berubah = \"ya\" }) do\n"
     "  print(row.nama, row.predikat_a, row.predikat_b, row.sebab_predikat)\n"
     "end"},
    {"comparison:notices",
     comparison_notices,
     "Everything that reading and comparing complained of, by place.",
     {{NULL, NULL, NULL}},
     {{"notices", "capai.info[]", ""}},
     NULL},
    {.name = NULL}};

static const struct api_class classes[] = {
    {META_COMPARISON, "What differs under two sets of rules.", comparison_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_comparison = {functions, classes, open_comparison};
