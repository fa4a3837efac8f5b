/* capai.progress: the formulas of capaian, as values that packs name and functions to call. */
#include "bindings/lua/api.h"

static int call(lua_State *L, enum capai_formula formula)
{
    static const struct capai_zero_rules no_rules = {.both = {.kind = CAPAI_ZERO_NONE}};
    capai_decimal value[2];
    struct capai_ratio ratio;
    struct capai_error error = {0};
    unsigned flags = 0;
    value[0] = binding_decimal_at(L, 1);
    value[1] = binding_decimal_at(L, 2);
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

static int positive(lua_State *L)
{
    return call(L, CAPAI_POSITIVE);
}

static int negative(lua_State *L)
{
    return call(L, CAPAI_NEGATIVE);
}

static int inverse(lua_State *L)
{
    return call(L, CAPAI_NEGATIVE_INVERSE);
}

#define PROGRESS                                                                                   \
    {                                                                                              \
        {"realisasi", "decimal", "The measured value."},                                           \
        {                                                                                          \
            "target", "decimal", "The promised one."                                               \
        }                                                                                          \
    }
#define CAPAIAN                                                                                    \
    {                                                                                              \
        {"capaian", "capai.decimal?", "In percent, with 34 digits; nil where a zero divides."},    \
        {                                                                                          \
            "outcome", "string?", "tidak_dapat_dihitung, where there is no value."                 \
        }                                                                                          \
    }

/* In the order of enum capai_formula. */
static const struct api_function functions[] = {
    {"progress.positive", positive,
     "More is better: realisasi / target * 100.\n\nTo call by hand, and the value that a pack "
     "names "
     "in `progress`.",
     PROGRESS, CAPAIAN,
     "assert(capai.round(capai.progress.positive(\"68,45\", 70), 2):eq \"97,79\")"},
    {"progress.negative", negative,
     "Less is better: (target - (realisasi - target)) / target * 100.", PROGRESS, CAPAIAN,
     "assert(capai.progress.negative(4, 5):eq(120))"},
    {"progress.inverse", inverse, "Less is better, another rule: target / realisasi * 100.",
     PROGRESS, CAPAIAN, "assert(capai.progress.inverse(4, 5):eq(125))"},
    {.name = NULL}};

bool binding_to_formula(lua_State *L, int index, enum capai_formula *out)
{
    lua_CFunction function = api_function_at(L, index);
    for (int i = 0; function && functions[i].name; i++)
        if (function == functions[i].call) {
            *out = (enum capai_formula)i;
            return true;
        }
    return false;
}

const struct api_part api_progress = {functions, NULL, NULL};
