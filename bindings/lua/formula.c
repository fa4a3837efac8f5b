/* capai.formula: formula texts as values that packs name, and that can be tried by hand. */
#include "bindings/lua/formula.h"

#include <string.h>

#include "bindings/lua/sandbox.h"

struct formula_box {
    struct capai_expression expression;
    struct capai_arena arena;
};

void formula_check(lua_State *L, enum capai_status status, const struct capai_error *error)
{
    if (status == CAPAI_ERR_MEMORY)
        sandbox_no_memory(L);
    if (status)
        binding_raise(L, error);
}

/* ---- values by hand ---- */

int formula_push(lua_State *L, enum capai_outcome outcome, const struct capai_ratio *ratio,
                 const struct capai_error *error)
{
    unsigned flags = 0;
    formula_check(L, error->status, error);
    if (outcome != CAPAI_NILAI) {
        lua_pushnil(L);
        lua_pushstring(L, capai_outcome_name(outcome));
        return 2;
    }
    const capai_decimal x =
        capai_decimal_divide(ratio->numerator, ratio->denominator, CAPAI_HALF_EVEN, &flags);
    if (flags & CAPAI_RANGE) {
        struct capai_error range = {0};
        capai_fail(&range, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
        binding_raise(L, &range);
    }
    binding_push_decimal(L, x);
    return 1;
}

static enum capai_outcome field_by_hand(const void *row, enum capai_field field, capai_decimal *out)
{
    const struct by_hand *fields = row;
    bool end = field == CAPAI_FIELD_TARGET_BAWAH || field == CAPAI_FIELD_TARGET_ATAS;
    if (!fields->given[field] && end) /* a target that is no range is both its ends */
        field = CAPAI_FIELD_TARGET;
    *out = fields->value[field];
    return fields->given[field] ? CAPAI_NILAI : CAPAI_BELUM_DIISI;
}

int formula_push_by_hand(lua_State *L, const struct capai_expression *expression,
                         const struct by_hand *fields, struct capai_arena *arena)
{
    struct capai_ratio ratio;
    struct capai_error error = {0};
    enum capai_outcome outcome =
        capai_expression_value(expression, field_by_hand, fields, arena, &ratio, &error);
    return formula_push(L, outcome, &ratio, &error);
}

capai_decimal formula_number_at(lua_State *L, int index, const struct capai_expression *expression)
{
    const struct capai_word *word;
    capai_text text;
    if (!expression->word_count || lua_type(L, index) != LUA_TSTRING)
        return binding_decimal_at(L, index);
    text.data = lua_tolstring(L, index, &text.size);
    word = capai_word_find(expression, text);
    if (!word)
        return binding_decimal_at(L, index);
    return word->number;
}

/* The field on top of the stack: a number, or a word that stands for one. */
static capai_decimal given_number(const struct reader *r, const char *field,
                                  const struct capai_expression *expression)
{
    const struct capai_word *word = NULL;
    capai_decimal x = capai_decimal_from_int(0);
    capai_text text;
    if (expression->word_count && lua_type(r->L, -1) == LUA_TSTRING) {
        text.data = lua_tolstring(r->L, -1, &text.size);
        word = capai_word_find(expression, text);
    }
    if (word)
        return word->number;
    reader_decimal(r, field, &x);
    return x;
}

static int formula_value(lua_State *L)
{
    const struct formula_box *box = lua_touserdata(L, 1);
    struct by_hand fields = {.given = {false}};
    static const struct api_value names[] = {
        {"realisasi", "", ""},      {"target", "", ""},
        {"target_bawah", "", ""},   {"target_atas", "", ""},
        {"target_akhir", "", ""},   {"pembanding", "", ""},
        {"bobot", "", ""},          {"target_lalu", "", ""},
        {"realisasi_lalu", "", ""}, {"realisasi_sd_lalu", "", ""},
        {"tahun", "", ""},          {"tahun_akhir", "", ""},
        {NULL, NULL, NULL}};
    struct reader r = reader_argument(L, 2, "fields");
    reader_check_keys(&r, names, 0);
    for (int f = 0; f < CAPAI_FIELD_COUNT; f++) {
        fields.given[f] = reader_push(&r, capai_field_name((enum capai_field)f).data) != LUA_TNIL;
        if (fields.given[f])
            fields.value[f] =
                given_number(&r, capai_field_name((enum capai_field)f).data, &box->expression);
        lua_pop(L, 1);
    }
    return formula_push_by_hand(L, &box->expression, &fields, binding_new_arena(L));
}

/* ---- making ---- */

struct capai_expression *formula_new(lua_State *L, struct capai_arena **arena)
{
    struct formula_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    void *user;
    capai_alloc alloc = lua_getallocf(L, &user);
    box->expression = (struct capai_expression){.count = 0};
    capai_arena_init(&box->arena, alloc, user, 0);
    luaL_setmetatable(L, CAPAI_META_FORMULA);
    *arena = &box->arena;
    return &box->expression;
}

void formula_read_words(const struct reader *r, struct capai_arena *arena,
                        struct capai_expression *out)
{
    lua_State *L = r->L;
    size_t most = 0, n = 0;
    for (lua_pushnil(L); lua_next(L, r->table); lua_pop(L, 1))
        most++;
    struct capai_word *words = capai_arena_array(arena, most, sizeof *words);
    formula_check(L, words ? CAPAI_OK : CAPAI_ERR_MEMORY, NULL);
    for (lua_pushnil(L); lua_next(L, r->table); lua_pop(L, 1)) {
        struct capai_word word;
        size_t at = n;
        if (lua_type(L, -2) != LUA_TSTRING)
            reader_error(r, NULL, CAPAI_MSG_RULES_ENTRY,
                         CAPAI_WORDS(capai_text_of(r->what), capai_text_of(luaL_typename(L, -2))));
        word.word.data = lua_tolstring(L, -2, &word.word.size);
        reader_decimal(r, word.word.data, &word.number);
        word.word = capai_text_copy(word.word, arena);
        formula_check(L, word.word.data ? CAPAI_OK : CAPAI_ERR_MEMORY, NULL);
        /* lua_next has no order of its own: messages list the words sorted */
        for (; at > 0 && capai_text_compare(word.word, words[at - 1].word) < 0; at--)
            words[at] = words[at - 1];
        words[at] = word;
        n++;
    }
    out->words = words;
    out->word_count = n;
}

static const struct api_value option_fields[] = {
    {"words", "table<string, decimal>?",
     "Words that stand in target and realisasi instead of numbers, and the numbers they mean: "
     "{ Ya = 1, Tidak = 0 }. Case does not count."},
    {"from", "integer?", "First year of the plan, for realisasi_sd_lalu."},
    {NULL, NULL, NULL}};

static int formula_make(lua_State *L)
{
    struct capai_error error = {0};
    struct capai_arena *arena;
    struct capai_expression made;
    struct reader r, words;
    capai_text text;
    text.data = lua_tolstring(L, 1, &text.size);
    lua_settop(L, 2);
    struct capai_expression *out = formula_new(L, &arena);
    formula_check(L, capai_expression_parse(text, arena, &made, &error), &error);
    *out = made;
    if (lua_isnil(L, 2))
        return 1;
    r = reader_argument(L, 2, "formula");
    reader_check_keys(&r, option_fields, 0);
    reader_integer(&r, "from", 1900, 2199, &out->from);
    if (reader_table(&r, "words", "words", &words)) {
        formula_read_words(&words, arena, out);
        lua_pop(L, 1);
    }
    return 1;
}

static int formula_gc(lua_State *L)
{
    struct formula_box *box = luaL_checkudata(L, 1, CAPAI_META_FORMULA);
    capai_arena_clear(&box->arena);
    return 0;
}

static const struct api_value value_fields[] = {{"text", "string", "The formula as it is printed."},
                                                {NULL, NULL, NULL}};

static int formula_index(lua_State *L)
{
    const struct formula_box *box = luaL_checkudata(L, 1, CAPAI_META_FORMULA);
    const char *key = luaL_checkstring(L, 2);
    if (strcmp(key, "text") != 0)
        return api_method(L, value_fields, CAPAI_META_FORMULA);
    lua_pushlstring(L, box->expression.text.data, box->expression.text.size);
    return 1;
}

static int formula_tostring(lua_State *L)
{
    const struct formula_box *box = luaL_checkudata(L, 1, CAPAI_META_FORMULA);
    lua_pushlstring(L, box->expression.text.data, box->expression.text.size);
    return 1;
}

/* ---- exact quotients ---- */

const char binding_ratio_type[] = "capai.ratio";

static int ratio_make(lua_State *L)
{
    struct capai_ratio made = {binding_decimal_at(L, 1), binding_decimal_at(L, 2)};
    if (capai_decimal_sign(made.denominator) == 0) {
        lua_pushnil(L);
        lua_pushstring(L, capai_outcome_name(CAPAI_TIDAK_DAPAT_DIHITUNG));
        return 2;
    }
    *(struct capai_ratio *)lua_newuserdatauv(L, sizeof made, 0) = made;
    api_be(L, CAPAI_META_RATIO);
    return 1;
}

static const struct api_value ratio_fields[] = {
    {"numerator", "capai.decimal", ""}, {"denominator", "capai.decimal", ""}, {NULL, NULL, NULL}};

static int ratio_index(lua_State *L)
{
    const struct capai_ratio *ratio = luaL_checkudata(L, 1, CAPAI_META_RATIO);
    const char *key = luaL_checkstring(L, 2);
    if (strcmp(key, "numerator") == 0)
        binding_push_decimal(L, ratio->numerator);
    else if (strcmp(key, "denominator") == 0)
        binding_push_decimal(L, ratio->denominator);
    else
        return api_method(L, ratio_fields, CAPAI_META_RATIO);
    return 1;
}

static int ratio_tostring(lua_State *L)
{
    const struct capai_ratio *ratio = luaL_checkudata(L, 1, CAPAI_META_RATIO);
    char numerator[CAPAI_DECIMAL_TEXT], denominator[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(ratio->numerator, CAPAI_NOTATION_PLAIN, numerator);
    capai_decimal_format(ratio->denominator, CAPAI_NOTATION_PLAIN, denominator);
    lua_pushfstring(L, "%s / %s", numerator, denominator);
    return 1;
}

static const struct api_function functions[] = {
    {"ratio",
     ratio_make,
     "An exact quotient, for a function of `progress` to return: nothing is divided before the "
     "pack rounds, sums, compares and classifies.",
     {{"numerator", "decimal", ""}, {"denominator", "decimal", ""}},
     {{"ratio", "capai.ratio?", "nil where the denominator is 0."},
      {"outcome", "string?", "tidak_dapat_dihitung, where there is no value."}},
     "assert(tostring(capai.ratio(100, 3)) == \"100 / 3\")"},
    {"formula",
     formula_make,
     "A formula text, as a regulation prints it, for a pack's `progress`.\n\nFields of the row, "
     "numbers with a decimal point, `+ - * / ( )`, `< <= > >= == ~=`, `and or not`, `min max abs "
     "if(condition, a, b)`. It is evaluated exactly. A zero that divides makes it "
     "tidak_dapat_dihitung, a field that is missing belum_diisi; of `if`, `and` and `or` only the "
     "part that counts is computed. What is wrong in the text is an error that names its column.",
     {{"text", "string", "Such as (2*target - realisasi) / target * 100."},
      {"options", "capai.formula.options?", ""}},
     {{"formula", "capai.formula", ""}},
     "local f = capai.formula \"(2*target - realisasi) / target * 100\"\n"
     "assert(f:value({ realisasi = 4, target = 5 }):eq(120))"},
    {"formula:value",
     formula_value,
     "Tries a formula by hand.",
     {{"fields", "table<string, decimal>",
       "The fields that the formula names; of one that has words, words too."}},
     {{"capaian", "capai.decimal?", "With 34 digits; nil where there is none."},
      {"outcome", "string?", "belum_diisi or tidak_dapat_dihitung, where there is no value."}},
     "local f = capai.formula(\"realisasi / target * 100\", { words = { WTP = 4, WDP = 3 } })\n"
     "assert(f:value({ realisasi = \"WDP\", target = \"WTP\" }):eq(75))"},
    {.name = NULL}};

static const struct api_class classes[] = {
    {"capai.formula", "A formula text, or a formula of capai.progress with its parameters.",
     value_fields, NULL},
    {"capai.ratio", "An exact quotient.", ratio_fields, NULL},
    {"capai.formula.options", "What a formula text may need beside its text.", option_fields, NULL},
    {NULL, NULL, NULL, NULL}};

static void open_formula(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__gc", formula_gc},
                                    {"__index", formula_index},
                                    {"__tostring", formula_tostring},
                                    {NULL, NULL}};
    static const luaL_Reg ratio_meta[] = {
        {"__index", ratio_index}, {"__tostring", ratio_tostring}, {NULL, NULL}};
    api_new_type(L, CAPAI_META_FORMULA, meta);
    api_new_type(L, CAPAI_META_RATIO, ratio_meta);
}

const struct api_part api_formula = {functions, classes, open_formula};
