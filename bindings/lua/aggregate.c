/* capai.aggregate: means of numbers by hand, as packs have them made of capaian. */
#include "bindings/lua/api.h"

#include "capai/aggregate.h"

/* The numbers of the list that is argument `arg`. */
static capai_decimal *read_list(lua_State *L, int arg, struct capai_arena *arena, size_t *count)
{
    struct reader r = reader_argument(L, arg, "aggregate");
    reader_check_keys(&r, NULL,
                      READER_ANY_ENTRIES); /* a hole is no value to leave out in silence */
    *count = reader_count(&r);
    capai_decimal *list = capai_arena_array(arena, *count, sizeof *list);
    if (!list)
        luaL_error(L, "not enough memory");
    for (size_t i = 0; i < *count; i++) {
        bool inexact = false;
        lua_rawgeti(L, arg, (lua_Integer)i + 1);
        if (!binding_to_decimal(L, -1, &list[i], &inexact))
            api_argument_error(
                L, arg,
                lua_pushfstring(L, "%s (#%d)", inexact ? API_INEXACT : "decimal[]", (int)i + 1));
        lua_pop(L, 1);
    }
    return list;
}

/* Pushes the value, rounded as the arguments from `digits` on say; two decimals, half up, when
 * they are absent. */
static int aggregate_as(lua_State *L, const struct capai_average *average, bool weighted,
                        int digits_at)
{
    struct capai_error error = {0};
    struct capai_exact value;
    capai_decimal shown;
    size_t count, weight_count;
    lua_Integer digits = luaL_optinteger(L, digits_at, 2);
    enum capai_rounding mode = binding_rounding_at(L, digits_at + 1);
    struct capai_arena *arena = binding_new_arena(L);
    capai_decimal *values = read_list(L, 1, arena, &count), *weights = NULL;
    if (digits < 0 || digits > CAPAI_ROUND_DIGITS)
        api_argument_error(L, digits_at, "0 .. 12");
    if (weighted) {
        weights = read_list(L, 2, arena, &weight_count);
        if (weight_count != count)
            api_argument_wants(L, 2, CAPAI_MSG_LABEL_WANT_WEIGHTS);
    }
    if (capai_aggregate(average, values, weights, count, arena, &value, &error) != CAPAI_NILAI)
        return error.status ? binding_data_error(L, &error) : 0;
    if (capai_exact_round(value, (int)digits, mode, arena, &shown, &error) != CAPAI_OK)
        return binding_data_error(L, &error);
    binding_push_decimal(L, shown);
    return 1;
}

static int mean(lua_State *L)
{
    return aggregate_as(L, &(struct capai_average){.kind = CAPAI_MEAN}, false, 2);
}

static int weighted(lua_State *L)
{
    return aggregate_as(L, &(struct capai_average){.kind = CAPAI_WEIGHTED}, true, 3);
}

static int geometric(lua_State *L)
{
    return aggregate_as(L, &(struct capai_average){.kind = CAPAI_GEOMETRIC}, false, 2);
}

static struct capai_average counting(lua_State *L, enum capai_average_kind kind)
{
    bool given = !lua_isnoneornil(L, 2);
    return (struct capai_average){
        .kind = kind, .threshold = given ? binding_decimal_at(L, 2) : capai_decimal_from_int(100)};
}

static int reached(lua_State *L)
{
    const struct capai_average average = counting(L, CAPAI_REACHED);
    return aggregate_as(L, &average, false, 3);
}

static int all(lua_State *L)
{
    const struct capai_average average = counting(L, CAPAI_ALL);
    lua_settop(L, 2);
    lua_pushinteger(L, 0);
    return aggregate_as(L, &average, false, 3);
}

/* The class of an entry on top of the stack: its name, or that of a number. */
static enum capai_status take_class(lua_State *L, const struct capai_scale *scale,
                                    struct capai_arena *arena, size_t *band,
                                    struct capai_error *error)
{
    capai_decimal x;
    bool inexact = false;
    enum capai_match match;
    capai_text name = {lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "", 0};
    name = capai_text_of(name.data);
    for (*band = 0; *band < scale->count; ++*band)
        if (capai_text_equal_nocase(scale->bands[*band].name, name))
            return CAPAI_OK;
    if (!binding_to_decimal(L, -1, &x, &inexact))
        inexact ? api_argument_error(L, 1, API_INEXACT)
                : api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_CLASS);
    struct capai_ratio ratio = capai_ratio_of(x);
    return capai_scale_classify(scale, capai_exact_of(&ratio), arena, band, &match, error);
}

static int modal(lua_State *L)
{
    const struct capai_scale *scale = luaL_checkudata(L, 2, CAPAI_META_SCALE);
    struct reader r = reader_argument(L, 1, "aggregate");
    struct capai_error error = {0};
    struct capai_arena *arena = binding_new_arena(L);
    size_t *counts = capai_arena_array(arena, scale->count, sizeof *counts), band;
    if (!counts)
        luaL_error(L, "not enough memory");
    reader_check_keys(&r, NULL, READER_ANY_ENTRIES);
    for (size_t i = 0; i < reader_count(&r); i++) {
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        if (take_class(L, scale, arena, &band, &error) != CAPAI_OK)
            return binding_data_error(L, &error);
        counts[band]++;
        lua_pop(L, 1);
    }
    if (!capai_scale_modal(scale, counts, &band))
        return 0;
    lua_pushlstring(L, scale->bands[band].name.data, scale->bands[band].name.size);
    lua_pushinteger(L, (lua_Integer)counts[band]);
    return 2;
}

#define VALUES                                                                                     \
    {                                                                                              \
        "values", "decimal[]", "A list without holes."                                             \
    }
#define DIGITS                                                                                     \
    {                                                                                              \
        "digits", "integer?", "Decimals, 0 to 12; 2 when absent."                                  \
    }
#define MODE                                                                                       \
    {                                                                                              \
        "mode", "rounding?", "half_up when absent."                                                \
    }
#define THRESHOLD                                                                                  \
    {                                                                                              \
        "threshold", "decimal?", "100 when absent."                                                \
    }
#define NUMBER                                                                                     \
    {                                                                                              \
        {                                                                                          \
            "value", "capai.decimal?", "Rounded once, from the exact value; nil of an empty list." \
        }                                                                                          \
    }

static const struct api_function functions[] = {
    {"aggregate.mean",
     mean,
     "The mean of numbers.\n\nThe only rounding is the one asked for.",
     {VALUES, DIGITS, MODE},
     NUMBER,
     "assert(capai.aggregate.mean({ \"97,78\", 100, \"88,5\" }):eq \"95,43\")"},
    {"aggregate.weighted",
     weighted,
     "The weighted mean: the sum of value times weight over the sum of the weights.",
     {VALUES, {"weights", "decimal[]", "As many."}, DIGITS, MODE},
     {{"value", "capai.decimal?", "nil where the weights sum to 0."}},
     "assert(capai.aggregate.weighted({ 80, 100 }, { 3, 1 }):eq(85))"},
    {"aggregate.geometric",
     geometric,
     "The geometric mean: the root of the product.\n\nRounded as the true root would be, however "
     "many digits that takes. A zero makes it 0; of a value below zero there is none.",
     {VALUES, DIGITS, MODE},
     {{"value", "capai.decimal?", "nil, a message and its capai.info where a value is below 0."},
      {"message", "string?", ""},
      {"info", "capai.info?", ""}},
     "assert(capai.aggregate.geometric({ 50, 200 }):eq(100))"},
    {"aggregate.reached",
     reached,
     "How many of the numbers are at least the threshold, in percent of all.",
     {VALUES, THRESHOLD, DIGITS, MODE},
     NUMBER,
     "assert(capai.aggregate.reached({ 100, 120, \"99,99\" }):eq \"66,67\")"},
    {"aggregate.all",
     all,
     "All or nothing: 100 where every number is at least the threshold, else 0.",
     {VALUES, THRESHOLD},
     NUMBER,
     "assert(capai.aggregate.all({ 100, 120 }):eq(100))"},
    {"aggregate.modal",
     modal,
     "The most frequent class of a scale, of several the lowest; classes without verdict are left "
     "out.",
     {{"values", "table", "A list without holes, of numbers, or of names of classes."},
      {"scale", "capai.scale", "Which has the classes."}},
     {{"name", "string?",
       "Of the class; nil where there is none; where a number has no class, a message and its "
       "capai.info follow."},
      {"count", "integer|string", "How many have it."},
      {"info", "capai.info?", ""}},
     "local scale = capai.scale { { \"Tinggi\", ge = 76 }, { \"Rendah\", lt = 76 } }\n"
     "assert(capai.aggregate.modal({ 80, 90, 70 }, scale) == \"Tinggi\")"},
    {.name = NULL}};

const struct api_part api_aggregate = {functions, NULL, NULL};
