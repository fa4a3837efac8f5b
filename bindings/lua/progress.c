/* capai.progress: the formulas of capaian, as values that packs name and functions to call. */
#include "bindings/lua/formula.h"

static int call(lua_State *L, enum capai_formula formula)
{
    static const struct capai_zero_rules no_rules = {.both = {.kind = CAPAI_ZERO_NONE}};
    struct capai_ratio ratio;
    struct capai_error error = {0};
    capai_decimal realisasi = binding_decimal_at(L, 1), target = binding_decimal_at(L, 2);
    enum capai_outcome outcome =
        capai_progress(formula, &no_rules, realisasi, target, &ratio, &error);
    return formula_push(L, outcome, &ratio, &error);
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

/* A formula of capai/formula.h; the arguments are `fields`, in their order. */
static int call_block(lua_State *L, enum capai_progress_block block, const enum capai_field *fields,
                      int count)
{
    struct capai_error error = {0};
    struct capai_expression expression;
    struct by_hand given = {.given = {false}};
    struct capai_arena *arena = binding_new_arena(L);
    formula_check(L, capai_block_make(block, arena, &expression, &error), &error);
    for (int i = 0; i < count; i++) {
        given.given[fields[i]] = true;
        given.value[fields[i]] = formula_number_at(L, i + 1, &expression);
    }
    return formula_push_by_hand(L, &expression, &given, arena);
}

static const enum capai_field against_target[] = {CAPAI_FIELD_REALISASI, CAPAI_FIELD_TARGET};
static const enum capai_field against_last[] = {CAPAI_FIELD_REALISASI, CAPAI_FIELD_REALISASI_LALU};
static const enum capai_field against_end[] = {CAPAI_FIELD_REALISASI, CAPAI_FIELD_TARGET_AKHIR};

static int tolerance(lua_State *L)
{
    return call_block(L, CAPAI_TOLERANCE, against_target, 2);
}

static int stabilize(lua_State *L)
{
    return call_block(L, CAPAI_STABILIZE, against_target, 2);
}

static int binary(lua_State *L)
{
    return call_block(L, CAPAI_BINARY, against_target, 2);
}

static int growth(lua_State *L)
{
    return call_block(L, CAPAI_GROWTH, against_last, 2);
}

static int change(lua_State *L)
{
    return call_block(L, CAPAI_CHANGE, against_last, 2);
}

static int final(lua_State *L)
{
    return call_block(L, CAPAI_FINAL, against_end, 2);
}

/* ---- with parameters ---- */

static const struct api_value cumulative_fields[] = {
    {"from", "integer",
     "First year of the plan: from it on, every year must have its realisasi. In that year itself "
     "there is nothing before."},
    {NULL, NULL, NULL}};

static int cumulative(lua_State *L)
{
    static const enum capai_field fields[] = {CAPAI_FIELD_REALISASI_SD_LALU, CAPAI_FIELD_REALISASI,
                                              CAPAI_FIELD_TARGET_AKHIR};
    struct capai_error error = {0};
    struct capai_arena *arena;
    if (!lua_istable(L, 1)) {
        if (lua_isnoneornil(L, 2) || lua_isnoneornil(L, 3))
            api_argument_error(L, lua_isnoneornil(L, 2) ? 2 : 3, "decimal");
        return call_block(L, CAPAI_CUMULATIVE, fields, 3);
    }
    struct reader r = reader_argument(L, 1, "cumulative");
    reader_check_keys(&r, cumulative_fields, 0);
    struct capai_expression *out = formula_new(L, &arena), made;
    formula_check(L, capai_block_make(CAPAI_CUMULATIVE, arena, &made, &error), &error);
    if (!reader_integer(&r, "from", 1900, 2199, &made.from))
        reader_error(&r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                     CAPAI_WORDS(CAPAI_TEXT("from"), CAPAI_TEXT("cumulative")));
    *out = made;
    return 1;
}

static int ordinal(lua_State *L)
{
    struct capai_error error = {0};
    struct capai_arena *arena;
    struct reader r = reader_argument(L, 1, "ordinal");
    struct capai_expression *out = formula_new(L, &arena), made;
    formula_check(L, capai_block_make(CAPAI_ORDINAL, arena, &made, &error), &error);
    formula_read_words(&r, arena, &made);
    if (!made.word_count)
        api_argument_error(L, 1, "{ WTP = 4, ... }");
    *out = made;
    return 1;
}

static const struct api_value range_fields[] = {
    {"above", "function",
     "How realisasi above the range is measured against its upper end: capai.progress.positive, "
     "negative or inverse."},
    {"below", "function", "How realisasi below it is measured against its lower end."},
    {NULL, NULL, NULL}};

/* One of the formulas of capai/progress.h under a key. */
static enum capai_formula read_formula(const struct reader *r, const char *key);

static int range(lua_State *L)
{
    struct capai_error error = {0};
    struct capai_arena *arena;
    struct reader r = reader_argument(L, 1, "range");
    reader_check_keys(&r, range_fields, 0);
    enum capai_formula above = read_formula(&r, "above"), below = read_formula(&r, "below");
    struct capai_expression *out = formula_new(L, &arena), made;
    formula_check(L, capai_range_make(above, below, arena, &made, &error), &error);
    *out = made;
    return 1;
}

/* ---- the list ---- */

#define CAPAIAN                                                                                    \
    {                                                                                              \
        {"capaian", "capai.decimal?", "In percent, with 34 digits; nil where a zero divides."},    \
        {                                                                                          \
            "outcome", "string?", "tidak_dapat_dihitung, where there is no value."                 \
        }                                                                                          \
    }
#define TWO(second, what)                                                                          \
    {                                                                                              \
        {"realisasi", "decimal", "The measured value."},                                           \
        {                                                                                          \
            second, "decimal", what                                                                \
        }                                                                                          \
    }
#define PROGRESS TWO("target", "The promised one.")
#define LAST TWO("realisasi_lalu", "That of the year before.")
#define FORMULA                                                                                    \
    {                                                                                              \
        {                                                                                          \
            "formula", "capai.formula", ""                                                         \
        }                                                                                          \
    }

/* First in the order of enum capai_formula, then in that of enum capai_progress_block. */
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
    {"progress.tolerance", tolerance,
     "Less is better, within a tolerance: 100 where realisasi is at most target, beyond it 100 - "
     "(realisasi - target) / target * 100, and never below 0.",
     PROGRESS, CAPAIAN,
     "assert(capai.progress.tolerance(4, 5):eq(100) and capai.progress.tolerance(6, 5):eq(80))"},
    {"progress.stabilize", stabilize,
     "As near to target as can be: 100 - abs((realisasi - target) / target) * 100.", PROGRESS,
     CAPAIAN, "assert(capai.progress.stabilize(4, 5):eq(capai.progress.stabilize(6, 5)))"},
    {"progress.ordinal",
     ordinal,
     "Words with an order, such as audit opinions: each has a score, and those of realisasi and "
     "target divide.",
     {{"words", "table<string, decimal>", "The score of each word; case does not count."}},
     FORMULA,
     "local opini = capai.progress.ordinal { WTP = 4, WDP = 3, TW = 2, TMP = 1 }\n"
     "assert(opini:value({ realisasi = \"WDP\", target = \"WTP\" }):eq(75))"},
    {"progress.binary",
     binary,
     "Reached or not: 100 where realisasi says the same as target, else 0.\n\nYa, Tercapai, Ada "
     "and Sudah are one; Tidak, Tidak tercapai, Belum tercapai, Tidak ada, Belum ada and Belum the "
     "other. For other words there is capai.formula.",
     {{"realisasi", "string", "What was found."}, {"target", "string", "What was promised."}},
     CAPAIAN,
     "assert(capai.progress.binary(\"Ya\", \"Ya\"):eq(100))"},
    {"progress.growth", growth,
     "Growth against the year before: (realisasi - realisasi_lalu) / realisasi_lalu * 100.", LAST,
     CAPAIAN, "assert(capai.progress.growth(6, 5):eq(20))"},
    {"progress.change", change,
     "The difference to the year before, in points: realisasi - realisasi_lalu.", LAST, CAPAIAN,
     "assert(capai.progress.change(6, 5):eq(1))"},
    {"progress.final", final, "Against the end of the Renstra: realisasi / target_akhir * 100.",
     TWO("target_akhir", "What the plan promises at its end."), CAPAIAN,
     "assert(capai.progress.final(4, 5):eq(80))"},
    {"progress.cumulative",
     cumulative,
     "All that was reached since the plan began, against its end: (realisasi_sd_lalu + realisasi) "
     "/ target_akhir * 100.\n\nWithout `from`, the earlier rows with the same tahun_akhir count; "
     "where there are none, or one is missing on the way, it is belum_diisi.",
     {{"realisasi_sd_lalu", "decimal|capai.progress.cumulative.fields",
       "Sum of realisasi over the earlier years of the plan; or what makes a formula for a pack."},
      {"realisasi", "decimal?", "That of this year."},
      {"target_akhir", "decimal?", "What the plan promises at its end."}},
     {{"capaian", "capai.decimal|capai.formula|nil", "In percent; or the formula."},
      {"outcome", "string?", "tidak_dapat_dihitung, where there is no value."}},
     "assert(capai.progress.cumulative(3, 1, 5):eq(80))"},
    {"progress.range",
     range,
     "A target that is a range, such as 7 - 8 bulan: inside it 100; above it realisasi against the "
     "upper end, below it against the lower.",
     {{"sides", "capai.progress.range.fields", ""}},
     FORMULA,
     "local lama = capai.progress.range { above = capai.progress.negative,\n"
     "                                    below = capai.progress.positive }\n"
     "assert(lama:value({ realisasi = 9, target_bawah = 7, target_atas = 8 }):eq \"87,5\")"},
    {.name = NULL}};

static const struct api_class classes[] = {
    {"capai.progress.cumulative.fields", "Which years a plan has.", cumulative_fields, NULL},
    {"capai.progress.range.fields", "How what lies outside of a range is measured.", range_fields,
     NULL},
    {NULL, NULL, NULL, NULL}};

/* Place of one of the functions in the list; -1 where it is none. */
static int find(lua_State *L, int index)
{
    lua_CFunction function = api_function_at(L, index);
    for (int i = 0; function && functions[i].name; i++)
        if (function == functions[i].call)
            return i;
    return -1;
}

static enum capai_formula read_formula(const struct reader *r, const char *key)
{
    if (reader_push(r, key) == LUA_TNIL)
        reader_error(r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                     CAPAI_WORDS(capai_text_of(key), capai_text_of(r->what)));
    int place = find(r->L, -1);
    if (place < 0 || place >= CAPAI_FORMULA_COUNT)
        reader_type_error(r, key, "capai.progress.positive, negative, inverse");
    lua_pop(r->L, 1);
    return (enum capai_formula)place;
}

/* A copy of an expression of which nothing lies elsewhere. */
static void copy_expression(lua_State *L, const struct capai_expression *from,
                            struct capai_arena *arena, struct capai_expression *out)
{
    struct capai_error error = {0};
    struct capai_expression copy;
    formula_check(L, capai_expression_parse(from->text, arena, &copy, &error), &error);
    struct capai_word *words = capai_arena_array(arena, from->word_count, sizeof *words);
    formula_check(L, words ? CAPAI_OK : CAPAI_ERR_MEMORY, NULL);
    for (size_t i = 0; i < from->word_count; i++) {
        words[i] = from->words[i];
        words[i].word = capai_text_copy(words[i].word, arena);
        formula_check(L, words[i].word.data ? CAPAI_OK : CAPAI_ERR_MEMORY, NULL);
    }
    *out = *from;
    out->text = copy.text;
    out->steps = copy.steps;
    out->words = words;
}

bool binding_to_formula(lua_State *L, int index, struct capai_arena *arena, struct capai_arah *out)
{
    struct capai_error error = {0};
    const struct capai_expression *value = luaL_testudata(L, index, CAPAI_META_FORMULA);
    int place = find(L, index);
    if (place >= 0 && place < CAPAI_FORMULA_COUNT) {
        out->formula = (enum capai_formula)place;
        return true;
    }
    if (!value && (place < 0 || functions[place].call == ordinal || functions[place].call == range))
        return false;
    struct capai_expression *expression = capai_arena_array(arena, 1, sizeof *expression);
    formula_check(L, expression ? CAPAI_OK : CAPAI_ERR_MEMORY, NULL);
    if (value)
        copy_expression(L, value, arena, expression);
    else
        formula_check(L,
                      capai_block_make((enum capai_progress_block)(place - CAPAI_FORMULA_COUNT),
                                       arena, expression, &error),
                      &error);
    out->formula = CAPAI_EXPRESSION;
    out->expression = expression;
    return true;
}

const struct api_part api_progress = {functions, classes, NULL};
