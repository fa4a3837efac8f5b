/* capai.progress: the formulas of capaian, as values that packs name and functions to call. */
#include "bindings/lua/binding.h"

static int call(lua_State *L, enum capai_formula formula)
{
    static const struct capai_zero_rules no_rules = {.both = {.kind = CAPAI_ZERO_NONE}};
    capai_decimal value[2];
    struct capai_ratio ratio;
    struct capai_error error = {0};
    unsigned flags = 0;
    for (int i = 0; i < 2; i++) {
        bool inexact;
        if (!binding_to_decimal(L, i + 1, &value[i], &inexact))
            luaL_typeerror(L, i + 1, inexact ? "decimal of at most 15 digits" : "decimal");
    }
    enum capai_outcome outcome =
        capai_progress(formula, &no_rules, value[0], value[1], &ratio, NULL);
    if (outcome != CAPAI_NILAI) {
        lua_pushnil(L);
        lua_pushstring(L, capai_outcome_name(outcome));
        return 2;
    }
    capai_decimal x =
        capai_decimal_divide(ratio.numerator, ratio.denominator, CAPAI_HALF_EVEN, &flags);
    if (flags & CAPAI_RANGE) {
        capai_fail(&error, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
        binding_raise(L, &error);
    }
    binding_push_decimal(L, x);
    return 1;
}

/* capai.progress.positive(realisasi, target): realisasi / target * 100 */
static int positive(lua_State *L)
{
    return call(L, CAPAI_POSITIVE);
}

/* capai.progress.negative(realisasi, target): (target - (realisasi - target)) / target * 100 */
static int negative(lua_State *L)
{
    return call(L, CAPAI_NEGATIVE);
}

/* capai.progress.inverse(realisasi, target): target / realisasi * 100 */
static int inverse(lua_State *L)
{
    return call(L, CAPAI_NEGATIVE_INVERSE);
}

static const luaL_Reg library[] = {
    {"positive", positive}, {"negative", negative}, {"inverse", inverse}, {NULL, NULL}};

bool binding_to_formula(lua_State *L, int index, enum capai_formula *out)
{
    lua_CFunction function = lua_tocfunction(L, index);
    for (int i = 0; library[i].func; i++)
        if (function == library[i].func) {
            *out = (enum capai_formula)i;
            return true;
        }
    return false;
}

void binding_open_progress(lua_State *L)
{
    luaL_newlib(L, library);
}
