/* capai.efficiency: how the use of resources is judged. */
#include "bindings/lua/part.h"
#include "bindings/lua/rules.h"

static const struct api_value compare_fields[] = {
    {"greater", "string", "The verdict where capaian is above serapan."},
    {"equal", "string", "Where they are equal."},
    {"less", "string", "Where it is below."},
    {NULL, NULL, NULL}};

static const struct api_value saving_fields[] = {
    {"reached_only", "boolean?", "Only where capaian is at least 100."}, {NULL, NULL, NULL}};

static const struct api_value difference_fields[] = {
    {"scale", "capai.scale", "The classes of capaian - serapan, in points."}, {NULL, NULL, NULL}};

static const struct api_value ratio_fields[] = {
    {"scale", "capai.scale", "The classes of the ratio: 1 is a capaian as large as the serapan."},
    {"less_one", "boolean?", "The classes are of the ratio less one (TE): 0 in place of 1."},
    {NULL, NULL, NULL}};

#define RANGE "{ -20, 20 }"
static const struct api_value adjusted_fields[] = {
    {"range", "decimal[]?",
     "The lowest and the highest percentage, which become the scores 0 and 100; " RANGE
     " when absent."},
    {"scale", "capai.scale?", "The classes of the score; without it there are no words."},
    {NULL, NULL, NULL}};

static const struct api_value typed_fields[] = {
    {"[integer]", "string", "The words that there are, best first; none: any word."},
    {"range", "decimal[]?",
     "What a percentage may be without a warning; { -100, 100 } when absent."},
    {NULL, NULL, NULL}};

/* Begins with the table of options, which may be left out where nothing in it is required. */
static struct reader read_options(lua_State *L)
{
    if (lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_newtable(L);
    }
    lua_settop(L, 1);
    return reader_argument(L, 1, "efficiency");
}

/* Pushes a new value, and a table that keeps its texts and its scale alive. */
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

static _Noreturn void missing(const struct reader *r, const char *key)
{
    reader_error(r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                 CAPAI_WORDS(capai_text_of(key), CAPAI_TEXT("efficiency")));
}

/* range = { -20, 20 } */
static void read_range(const struct reader *r, int low, int high, struct capai_clamp *range)
{
    lua_State *L = r->L;
    struct reader pair;
    *range =
        (struct capai_clamp){true, true, capai_decimal_from_int(low), capai_decimal_from_int(high)};
    if (!reader_table(r, "range", "range", &pair))
        return;
    reader_check_keys(&pair, NULL, 2);
    bool inexact, right = reader_count(&pair) == 2;
    for (int i = 0; right && i < 2; i++) {
        lua_rawgeti(L, pair.table, i + 1);
        right = binding_to_decimal(L, -1, i ? &range->max : &range->min, &inexact);
        lua_pop(L, 1);
    }
    if (!right || capai_decimal_compare(range->min, range->max) >= 0)
        reader_error(r, "range", CAPAI_MSG_RULES_CLAMP, CAPAI_WORDS(CAPAI_TEXT("range")));
    lua_pop(L, 1);
}

static int efficiency_compare(lua_State *L)
{
    struct reader r = reader_argument(L, 1, "efficiency");
    reader_check_keys(&r, compare_fields, 0);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_COMPARE, &r);
    capai_text *words[] = {&efficiency->greater, &efficiency->equal, &efficiency->less};
    for (size_t i = 0; i < 3; i++)
        if (!reader_text(&r, compare_fields[i].name, words[i]))
            missing(&r, compare_fields[i].name);
    lua_settop(L, r.keep - 1);
    return 1;
}

static int efficiency_saving(lua_State *L)
{
    struct reader r = read_options(L);
    reader_check_keys(&r, saving_fields, 0);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_SAVING, &r);
    reader_boolean(&r, "reached_only", &efficiency->reached_only);
    lua_settop(L, r.keep - 1);
    return 1;
}

static int efficiency_difference(lua_State *L)
{
    struct reader r = reader_argument(L, 1, "efficiency");
    reader_check_keys(&r, difference_fields, 0);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_DIFFERENCE, &r);
    if (!part_scale(&r, &efficiency->scale))
        missing(&r, "scale");
    lua_settop(L, r.keep - 1);
    return 1;
}

static int efficiency_ratio(lua_State *L)
{
    struct reader r = reader_argument(L, 1, "efficiency");
    reader_check_keys(&r, ratio_fields, 0);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_RATIO, &r);
    if (!part_scale(&r, &efficiency->scale))
        missing(&r, "scale");
    reader_boolean(&r, "less_one", &efficiency->less_one);
    lua_settop(L, r.keep - 1);
    return 1;
}

static int efficiency_adjusted(lua_State *L)
{
    struct reader r = read_options(L);
    reader_check_keys(&r, adjusted_fields, 0);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_ADJUSTED, &r);
    part_scale(&r, &efficiency->scale);
    read_range(&r, -20, 20, &efficiency->range);
    lua_settop(L, r.keep - 1);
    return 1;
}

static int efficiency_typed(lua_State *L)
{
    struct reader r = read_options(L);
    size_t count = reader_count(&r);
    reader_check_keys(&r, typed_fields, READER_ANY_ENTRIES);
    if (count > 1000)
        api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_WORDS);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_TYPED, &r);
    capai_text *words = lua_newuserdatauv(L, (count + 1) * sizeof *words, 0);
    lua_setfield(L, r.keep, "words");
    for (size_t i = 0; i < count; i++)
        reader_entry(&r, i, &words[i]);
    efficiency->words = words;
    efficiency->word_count = count;
    read_range(&r, -100, 100, &efficiency->range);
    lua_settop(L, r.keep - 1);
    return 1;
}

/* ---- judging by hand ---- */

/* Pushes a value with two decimals. */
static void push_rounded(lua_State *L, struct capai_exact x, struct capai_arena *arena)
{
    struct capai_error error = {0};
    capai_decimal shown;
    if (capai_exact_round(x, 2, CAPAI_HALF_UP, arena, &shown, &error) != CAPAI_OK)
        binding_raise(L, &error);
    binding_push_decimal(L, shown);
}

/* Pushes the class on the scale of the rule, or nil; false with *error where it has none. */
static bool push_class(lua_State *L, const struct capai_efficiency *rule, struct capai_exact x,
                       struct capai_arena *arena, struct capai_error *error)
{
    enum capai_match match;
    size_t band;
    if (!rule->scale.count) {
        lua_pushnil(L);
        return true;
    }
    if (capai_scale_classify(&rule->scale, x, arena, &band, &match, error) != CAPAI_OK)
        return false;
    lua_pushlstring(L, rule->scale.bands[band].name.data, rule->scale.bands[band].name.size);
    return true;
}

static int judge_value(lua_State *L, const struct capai_efficiency *rule,
                       struct capai_ratio capaian, struct capai_ratio serapan)
{
    struct capai_error error = {0};
    struct capai_exact value;
    struct capai_arena *arena = binding_new_arena(L);
    if (capai_efficiency_value(rule, capai_exact_of(&capaian), serapan, arena, &value, &error) !=
        CAPAI_NILAI)
        return error.status ? binding_data_error(L, &error) : 0;
    if (!push_class(L, rule, value, arena, &error))
        return binding_data_error(L, &error);
    push_rounded(L, value, arena);
    return 2;
}

static int judge_adjusted(lua_State *L, const struct capai_efficiency *rule, capai_decimal capaian,
                          capai_decimal serapan)
{
    struct capai_error error = {0};
    struct capai_ratio whole, percent, score;
    struct capai_arena *arena = binding_new_arena(L);
    if (capai_efficiency_adjusted(capaian, serapan, &whole, &error) != CAPAI_NILAI)
        return error.status ? binding_data_error(L, &error) : 0;
    if (capai_efficiency_score(rule, whole, arena, &percent, &score, &error) != CAPAI_OK ||
        !push_class(L, rule, capai_exact_of(&score), arena, &error))
        return binding_data_error(L, &error);
    push_rounded(L, capai_exact_of(&percent), arena);
    push_rounded(L, capai_exact_of(&score), arena);
    return 3;
}

static int judge_order(lua_State *L, const struct capai_efficiency *rule,
                       struct capai_ratio capaian, struct capai_ratio serapan)
{
    struct capai_error error = {0};
    capai_text verdict = CAPAI_NO_TEXT;
    if (capai_efficiency_verdict(rule, capai_exact_of(&capaian), capai_exact_of(&serapan),
                                 binding_new_arena(L), &verdict, &error) != CAPAI_NILAI)
        return error.status ? binding_data_error(L, &error) : 0;
    lua_pushlstring(L, verdict.data, verdict.size);
    return 1;
}

static int efficiency_judge(lua_State *L)
{
    const struct capai_efficiency *rule = lua_touserdata(L, 1);
    capai_decimal capaian = binding_decimal_at(L, 2), serapan = binding_decimal_at(L, 3);
    switch (rule->kind) {
    case CAPAI_EFFICIENCY_COMPARE:
        return judge_order(L, rule, capai_ratio_of(capaian), capai_ratio_of(serapan));
    case CAPAI_EFFICIENCY_SAVING:
        if (rule->reached_only && capai_decimal_compare(capaian, capai_decimal_from_int(100)) < 0)
            return 0;
        binding_push_decimal(L, capai_efficiency_saving(serapan));
        return 1;
    case CAPAI_EFFICIENCY_DIFFERENCE:
    case CAPAI_EFFICIENCY_RATIO:
        return judge_value(L, rule, capai_ratio_of(capaian), capai_ratio_of(serapan));
    case CAPAI_EFFICIENCY_ADJUSTED:
        return judge_adjusted(L, rule, capaian, serapan);
    case CAPAI_EFFICIENCY_NONE:
    case CAPAI_EFFICIENCY_TYPED:
    default:
        return 0; /* what is typed follows from nothing */
    }
}

static void open_efficiency(lua_State *L)
{
    api_new_type(L, CAPAI_META_EFFICIENCY, NULL);
}

#define RULE                                                                                       \
    {                                                                                              \
        {                                                                                          \
            "efficiency", "capai.efficiency", ""                                                   \
        }                                                                                          \
    }

static const struct api_function functions[] = {
    {"efficiency.compare",
     efficiency_compare,
     "Efisiensi as a verdict: capaian against serapan.",
     {{"words", "capai.efficiency.words", ""}},
     RULE,
     "local rule = capai.efficiency.compare {\n  greater = \"Efisien\", equal = \"Efisien\", less "
     "= \"Tidak efisien\",\n}\nassert(rule:judge(\"92,86\", \"99,67\") == \"Tidak efisien\")"},
    {"efficiency.saving",
     efficiency_saving,
     "Efisiensi as what of the pagu was not spent: 100 - serapan, and the rupiah.",
     {{"options", "capai.efficiency.options?", ""}},
     RULE,
     "assert(capai.efficiency.saving():judge(100, \"91,68\"):eq \"8,32\")"},
    {"efficiency.difference",
     efficiency_difference,
     "Efisiensi as capaian - serapan on a scale of points.",
     {{"options", "capai.efficiency.difference", ""}},
     RULE,
     "local rule = capai.efficiency.difference {\n  scale = capai.scale {\n"
     "    { \"Efisien\", gt = 5 }, { \"Cukup efisien\", ge = -5, le = 5 },\n"
     "    { \"Tidak efisien\", lt = -5 },\n  },\n}\n"
     "assert(rule:judge(\"97,78\", 93) == \"Cukup efisien\")"},
    {"efficiency.ratio",
     efficiency_ratio,
     "Efisiensi as capaian / serapan, or that less one (TE), on a scale.",
     {{"options", "capai.efficiency.ratio", ""}},
     RULE,
     "local rule = capai.efficiency.ratio {\n  scale = capai.scale {\n"
     "    { \"Efisien\", ge = 1 }, { \"Tidak efisien\", lt = 1 },\n  },\n}\n"
     "assert(rule:judge(\"97,78\", 93) == \"Efisien\")"},
    {"efficiency.adjusted",
     efficiency_adjusted,
     "Efisiensi as what of pagu times capaian was not spent, in percent of it, and a score of "
     "that.\n\nAs PMK 22/PMK.02/2021 has it: (sum(pagu * capaian) - realisasi) / sum(pagu * "
     "capaian) * 100, not beyond -20 and 20, with the score 50 + that / 20 * 50.",
     {{"options", "capai.efficiency.adjusted?", ""}},
     RULE,
     "local _, percent, score = capai.efficiency.adjusted():judge(100, 90)\n"
     "assert(percent:eq(10) and score:eq(75))"},
    {"efficiency.typed",
     efficiency_typed,
     "Efisiensi as it stands in the column efisiensi of sasaran.csv, checked for what it can "
     "be.\n\nA word that is none of the list is an error; the first word where capaian is below "
     "serapan, the last where it is above, and a percentage beyond the range are warnings.",
     {{"options", "capai.efficiency.typed?", ""}},
     RULE,
     NULL},
    {"efficiency:judge",
     efficiency_judge,
     "What the rule says of a capaian and a serapan.",
     {{"capaian", "decimal", "In percent, as it is shown."},
      {"serapan", "decimal", "In percent, as it is shown."}},
     {{"verdict", "string|capai.decimal?",
       "The word of the rule, or, of capai.efficiency.saving, the percentage; nil where the rule "
       "judges nothing, and, with a message and its capai.info, where its scale has no class."},
      {"value", "capai.decimal?",
       "The points, the ratio or the percentage behind the word, with two decimals."},
      {"score", "capai.decimal?", "Of capai.efficiency.adjusted, with two decimals."}},
     NULL},
    {.name = NULL}};

static const struct api_class classes[] = {
    {"capai.efficiency", "How the use of resources is judged.", NULL, NULL},
    {"capai.efficiency.words", "One word each for above, equal and below.", compare_fields, NULL},
    {"capai.efficiency.options", "What capai.efficiency.saving takes.", saving_fields, NULL},
    {"capai.efficiency.difference", "What capai.efficiency.difference takes.", difference_fields,
     NULL},
    {"capai.efficiency.ratio", "What capai.efficiency.ratio takes.", ratio_fields, NULL},
    {"capai.efficiency.adjusted", "What capai.efficiency.adjusted takes.", adjusted_fields, NULL},
    {"capai.efficiency.typed", "What capai.efficiency.typed takes.", typed_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_efficiency = {functions, classes, open_efficiency};
