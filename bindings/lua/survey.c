/* capai.survey: which unsur a survey of public satisfaction has, and how they make an index. */
#include "bindings/lua/part.h"
#include "bindings/lua/rules.h"

#include <string.h>

enum { UNSUR_MOST = 100, ANSWER_MOST = 100 };

static const struct api_value survey_fields[] = {
    {"base", "string?", "Id of the pack whose survey this one starts from."},
    {"unsur", "capai.survey.unsur[]?", "The questions, in their order. Required without a base."},
    {"weight", "decimal|\"equal\"?",
     "Of every unsur: 1/n as it is printed, such as \"0,111\"; equal, and absent without a base, "
     "is 1/n itself. Not beside weights of single unsur."},
    {"answers", "integer[]?", "The lowest and the highest answer; { 1, 4 } when absent."},
    {"conversion", "decimal?", "From the index to IKM; 25 when absent."},
    {"missing", "\"unsur\"|\"responden\"|\"none\"?",
     "What an empty answer does: the respondent is left out of that unsur (the default), or of the "
     "survey; or there is no mean. It is reported in any case."},
    {"invalid", "\"unsur\"|\"responden\"|\"none\"?",
     "What an answer does that is none of `answers`; the same words."},
    {"round", "capai.survey.round?", "Decimals and mode."},
    {"scale", "capai.scale?", "Mutu of IKM, from capai.scale. Required without a base."},
    {NULL, NULL, NULL}};

static const struct api_value unsur_fields[] = {
    {"[1]", "string", "Its column in skm.csv: u1."},
    {"[2]", "string?", "Its name for people."},
    {"weight", "decimal?", "Its share of the index; the shares of all unsur are 1 together."},
    {NULL, NULL, NULL}};

#define ROUND "capai.rules.digits?"
static const struct api_value survey_round_fields[] = {
    {"digits", "integer?", "Decimals of every quantity, 0 to 12; 2 when absent."},
    {"mode", "rounding?", "Of every quantity; half_up when absent."},
    {"nrr", ROUND, "Of the mean of an unsur."},
    {"nrr_tertimbang", ROUND, "Of the mean times the weight."},
    {"rata", ROUND, "Of the mean as the report's table prints it once more."},
    {"indeks", ROUND, "Of the index."},
    {"ikm", ROUND, "Of the converted index."},
    {NULL, NULL, NULL}};

static const struct api_value sample_fields[] = {
    {"chi_square", "decimal?", "3,841 when absent: 95 percent."},
    {"proportion", "decimal?", "Of the population; 0,5 when absent, which asks for the most."},
    {"error", "decimal?", "Margin of error; 0,05 when absent."},
    {NULL, NULL, NULL}};

/* ---- unsur and their weights ---- */

static void read_unsur(const struct reader *survey, const struct reader *list, size_t at,
                       struct capai_unsur *all, bool *weighs)
{
    lua_State *L = survey->L;
    struct capai_unsur *unsur = &all[at];
    if (lua_rawgeti(L, list->table, (lua_Integer)at + 1) != LUA_TTABLE)
        reader_error(survey, "unsur", CAPAI_MSG_SURVEY_UNSUR, CAPAI_NO_WORDS);
    struct reader r = {L, lua_gettop(L), "survey.unsur", survey->keep};
    reader_check_keys(&r, unsur_fields, READER_ANY_ENTRIES);
    size_t count = reader_count(&r);
    if (count < 1 || count > 2)
        reader_error(survey, "unsur", CAPAI_MSG_SURVEY_UNSUR, CAPAI_NO_WORDS);
    reader_entry(&r, 0, &unsur->column);
    if (count == 2)
        reader_entry(&r, 1, &unsur->name);
    for (size_t i = 0; i < at; i++)
        if (capai_text_equal_nocase(all[i].column, unsur->column))
            reader_error(survey, "unsur", CAPAI_MSG_SURVEY_DOUBLED, CAPAI_WORDS(unsur->column));
    unsur->weight = capai_ratio_of(capai_decimal_from_int(0));
    *weighs |= reader_decimal(&r, "weight", &unsur->weight.numerator);
    lua_pop(L, 1);
}

/* Weights of single unsur: each above 0, and 1 together. */
static void check_weights(const struct reader *r, const struct capai_survey *survey)
{
    capai_decimal sum = capai_decimal_from_int(0);
    char text[CAPAI_DECIMAL_TEXT];
    bool right = true;
    unsigned flags = 0;
    for (size_t i = 0; i < survey->count; i++) {
        right &= capai_decimal_sign(survey->unsur[i].weight.numerator) > 0;
        sum = capai_decimal_add(sum, survey->unsur[i].weight.numerator, CAPAI_HALF_EVEN, &flags);
    }
    if (right && !flags && capai_decimal_compare(sum, capai_decimal_from_int(1)) == 0)
        return;
    capai_decimal_format(sum, CAPAI_NOTATION_INDONESIA, text);
    reader_error(r, "unsur", CAPAI_MSG_SURVEY_WEIGHTS, CAPAI_WORDS(capai_text_of(text)));
}

/* True when a report that writes 1/n with the decimals of `weight` may print `weight`. */
static bool is_printed(capai_decimal weight, size_t n)
{
    static const enum capai_rounding modes[] = {CAPAI_HALF_UP, CAPAI_DOWN};
    unsigned flags = 0;
    capai_decimal share = capai_decimal_divide(
        capai_decimal_from_int(1), capai_decimal_from_int((int64_t)n), CAPAI_DOWN, &flags);
    for (size_t i = 0; i < 2; i++) {
        unsigned none = 0;
        capai_decimal printed =
            capai_decimal_round(share, capai_decimal_decimals(weight), modes[i], &none);
        if (!none && capai_decimal_compare(printed, weight) == 0)
            return capai_decimal_sign(weight) > 0;
    }
    return false;
}

/* One weight for all; `own` says that single unsur have theirs, `inherited` that the base's stay */
static void read_weight(const struct reader *r, struct capai_survey *survey,
                        struct capai_unsur *unsur, bool own, bool inherited)
{
    struct capai_ratio weight = {capai_decimal_from_int(1),
                                 capai_decimal_from_int((int64_t)survey->count)};
    int type = reader_push(r, "weight");
    bool equal = type == LUA_TSTRING && strcmp(lua_tostring(r->L, -1), "equal") == 0;
    lua_pop(r->L, 1);
    if (own && type != LUA_TNIL)
        reader_error(r, "weight", CAPAI_MSG_RULES_BOTH,
                     CAPAI_WORDS(CAPAI_TEXT("weight"), CAPAI_TEXT("unsur[].weight")));
    if (own)
        check_weights(r, survey);
    if (own || (inherited && type == LUA_TNIL))
        return;
    if (type != LUA_TNIL && !equal) {
        char text[CAPAI_DECIMAL_TEXT], n[CAPAI_DECIMAL_TEXT];
        capai_decimal one;
        reader_decimal(r, "weight", &one);
        capai_decimal_format(one, CAPAI_NOTATION_INDONESIA, text);
        capai_decimal_format(weight.denominator, CAPAI_NOTATION_PLAIN, n);
        if (!is_printed(one, survey->count))
            reader_error(r, "weight", CAPAI_MSG_SURVEY_WEIGHT,
                         CAPAI_WORDS(capai_text_of(text), capai_text_of(n)));
        weight = capai_ratio_of(one);
    }
    for (size_t i = 0; i < survey->count; i++)
        unsur[i].weight = weight;
}

/* ---- the rest ---- */

static void read_answers(const struct reader *r, struct capai_survey *survey)
{
    struct reader pair;
    lua_State *L = r->L;
    if (!reader_table(r, "answers", "survey.answers", &pair))
        return;
    reader_check_keys(&pair, NULL, READER_ANY_ENTRIES);
    lua_rawgeti(L, pair.table, 1);
    lua_rawgeti(L, pair.table, 2);
    lua_Integer low = lua_tointeger(L, -2), high = lua_tointeger(L, -1);
    if (reader_count(&pair) != 2 || !lua_isinteger(L, -2) || !lua_isinteger(L, -1) || low < 0 ||
        high > ANSWER_MOST || low >= high)
        reader_error(r, "answers", CAPAI_MSG_SURVEY_ANSWERS, CAPAI_NO_WORDS);
    survey->lowest = (int)low;
    survey->highest = (int)high;
    lua_pop(L, 3);
}

static void read_conversion(const struct reader *r, struct capai_survey *survey)
{
    char text[CAPAI_DECIMAL_TEXT];
    if (!reader_decimal(r, "conversion", &survey->conversion) ||
        capai_decimal_sign(survey->conversion) > 0)
        return;
    capai_decimal_format(survey->conversion, CAPAI_NOTATION_INDONESIA, text);
    reader_error(r, "conversion", CAPAI_MSG_RULES_VALUE,
                 CAPAI_WORDS(CAPAI_TEXT("conversion"), capai_text_of(text), CAPAI_TEXT("> 0")));
}

static void read_unanswered(const struct reader *r, const char *key, enum capai_unanswered *out)
{
    static const char *const words[] = {"unsur", "responden", "none"};
    int choice;
    if (reader_choice(r, key, words, 3, &choice))
        *out = (enum capai_unanswered)choice;
}

static void read_round(const struct reader *survey, struct capai_round *round)
{
    struct reader r, one;
    if (!reader_table(survey, "round", "survey.round", &r))
        return;
    reader_check_keys(&r, survey_round_fields, 0);
    for (int q = 0; q < CAPAI_SURVEY_QUANTITY_COUNT; q++)
        rules_read_digits(&r, &round[q]);
    for (int q = 0; q < CAPAI_SURVEY_QUANTITY_COUNT; q++) {
        const char *key = capai_survey_quantity_name((enum capai_survey_quantity)q);
        if (!reader_table(&r, key, "survey.round", &one))
            continue;
        reader_check_keys(&one, digits_fields, 0);
        rules_read_digits(&one, &round[q]);
        lua_pop(r.L, 1);
    }
    lua_pop(r.L, 1);
}

/* ---- the whole ---- */

static const struct part_kind kind = {"survey", CAPAI_META_SURVEY};

static void set_defaults(struct capai_survey *survey)
{
    *survey =
        (struct capai_survey){.lowest = 1, .highest = 4, .conversion = capai_decimal_from_int(25)};
    for (int q = 0; q < CAPAI_SURVEY_QUANTITY_COUNT; q++)
        survey->round[q] = (struct capai_round){2, CAPAI_HALF_UP};
}

/* The unsur of the list, else those of the base; returns whether they have weights of their own. */
static bool read_list(const struct reader *r, const struct capai_survey *base, struct reader *list,
                      struct capai_survey *survey, struct capai_unsur *unsur)
{
    bool weighs = false;
    if (!list->table) {
        memcpy(unsur, base->unsur, base->count * sizeof *unsur);
        return false;
    }
    for (size_t i = 0; i < survey->count; i++)
        read_unsur(r, list, i, unsur, &weighs);
    return weighs;
}

/* capai.survey { unsur = { { "u1", "Persyaratan" }, ... }, scale = capai.scale { ... } } */
static int survey_make(lua_State *L)
{
    static const char *const needed[] = {"unsur", "scale", NULL};
    struct reader r = {.L = L}, list = {.table = 0};
    const struct capai_survey *base = part_begin(&r, &kind, survey_fields, needed);
    bool listed = reader_table(&r, "unsur", "survey.unsur", &list);
    /* cppcheck-suppress nullPointerRedundantCheck ; without a list there is a base: see `needed` */
    size_t count = listed ? reader_count(&list) : base->count;
    if (listed)
        reader_check_keys(&list, NULL, READER_ANY_ENTRIES);
    if (count < 1 || count > UNSUR_MOST)
        reader_error(&r, "unsur", CAPAI_MSG_SURVEY_UNSUR, CAPAI_NO_WORDS);
    struct capai_survey *survey =
        lua_newuserdatauv(L, sizeof *survey + count * sizeof(struct capai_unsur), 2);
    struct capai_unsur *unsur = (struct capai_unsur *)(survey + 1);
    int value = lua_gettop(L);
    memset(unsur, 0, count * sizeof *unsur);
    set_defaults(survey);
    if (base)
        *survey = *base;
    survey->unsur = unsur;
    survey->count = count;
    part_own(L, &kind);
    bool own = read_list(&r, base, &list, survey, unsur);
    read_weight(&r, survey, unsur, own, !listed);
    read_answers(&r, survey);
    read_conversion(&r, survey);
    read_unanswered(&r, "missing", &survey->missing);
    read_unanswered(&r, "invalid", &survey->invalid);
    read_round(&r, survey->round);
    part_scale(&r, &survey->scale);
    lua_settop(L, value);
    return 1;
}

static int survey_new(lua_State *L)
{
    return part_new(L, &kind, survey_make);
}

static int sample_size(lua_State *L)
{
    struct capai_sample sample = capai_sample_usual();
    struct capai_error error = {0};
    capai_decimal population = binding_decimal_at(L, 1), size;
    if (!lua_isnoneornil(L, 2)) {
        struct reader r = reader_argument(L, 2, "sample");
        reader_check_keys(&r, sample_fields, 0);
        reader_decimal(&r, "chi_square", &sample.chi_square);
        reader_decimal(&r, "proportion", &sample.proportion);
        reader_decimal(&r, "error", &sample.error);
    }
    if (capai_sample_size(population, &sample, binding_new_arena(L), &size, &error) != CAPAI_OK)
        return binding_data_error(L, &error);
    binding_push_decimal(L, size);
    return 1;
}

static int survey_unsur(lua_State *L)
{
    const struct capai_survey *survey = lua_touserdata(L, 1);
    lua_createtable(L, (int)survey->count, 0);
    for (size_t i = 0; i < survey->count; i++) {
        const struct capai_unsur *unsur = &survey->unsur[i];
        lua_createtable(L, 0, 2);
        lua_pushlstring(L, unsur->column.data, unsur->column.size);
        lua_setfield(L, -2, "column");
        if (unsur->name.size) {
            lua_pushlstring(L, unsur->name.data, unsur->name.size);
            lua_setfield(L, -2, "name");
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* The scale shares the memory of the survey, which its user value keeps. */
static int survey_scale(lua_State *L)
{
    const struct capai_survey *survey = lua_touserdata(L, 1);
    struct capai_scale *scale = lua_newuserdatauv(L, sizeof *scale, 1);
    *scale = survey->scale;
    luaL_setmetatable(L, CAPAI_META_SCALE);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

static void open_survey(lua_State *L)
{
    api_new_type(L, CAPAI_META_SURVEY, NULL);
}

static const struct api_function functions[] = {
    {"survey",
     survey_new,
     "A survey of public satisfaction (SKM): its unsur, their weights, and the classes of IKM.\n\n"
     "A text takes the survey of the pack of that id.",
     {{"survey", "string|capai.survey.fields", "Id of a pack, or the parts."}},
     {{"survey", "capai.survey", ""}},
     "local survey = capai.survey {\n  unsur = { { \"u1\", \"Persyaratan\" }, { \"u2\", \"Biaya\" "
     "} "
     "},\n  scale = capai.scale { { \"Baik\", ge = 76 }, { \"Kurang\", lt = 76 } },\n}\n"
     "assert(survey)"},
    {"sample_size",
     sample_size,
     "How many respondents a population takes, by Krejcie and Morgan.\n\nX2 N P (1-P) / (d2 (N-1) "
     "+ "
     "X2 P (1-P)), exact, rounded half up to a whole number, as their table is.",
     {{"population", "decimal", "Whole, at least 1."}, {"options", "capai.sample?", ""}},
     {{"size", "capai.decimal?", "nil where the numbers make no sample."},
      {"message", "string?", "Then: what is wrong."},
      {"info", "capai.info?", "Then: the same in parts."}},
     "assert(capai.sample_size(1000):eq(278))"},
    {"survey:unsur",
     survey_unsur,
     "Its questions, in their order.",
     {{NULL, NULL, NULL}},
     {{"unsur", "table[]", "Each with column, as in skm.csv, and name, where it has one."}},
     NULL},
    {"survey:scale",
     survey_scale,
     "The classes of IKM.",
     {{NULL, NULL, NULL}},
     {{"scale", "capai.scale", ""}},
     "local bands = capai.survey(\"permenpanrb-14-2017\"):scale():bands()\n"
     "assert(#bands == 4)"},
    {.name = NULL}};

static const struct api_class classes[] = {
    {"capai.survey", "How the answers of respondents make an index.", NULL, NULL},
    {"capai.survey.fields", "What capai.survey takes.", survey_fields, NULL},
    {"capai.survey.unsur", "One question of a survey.", unsur_fields, NULL},
    {"capai.survey.round", "Decimals and mode, of all quantities of a survey and of single ones.",
     survey_round_fields, NULL},
    {"capai.sample", "What the size of a sample depends on.", sample_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_survey = {functions, classes, open_survey};
