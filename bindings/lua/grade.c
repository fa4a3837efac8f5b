/* capai.grade and capai.efficiency. */
#include "bindings/lua/rules.h"

static const struct api_value grade_fields[] = {
    {"[integer]", "string", "The grades, best first."},
    {"worse", "\"error\"|\"ratio\"?",
     "What a grade below the target is worth: nothing (the default), or the ratio of the ranks."},
    {NULL, NULL, NULL}};

static const struct api_value compare_fields[] = {
    {"greater", "string", "The verdict where capaian is above serapan."},
    {"equal", "string", "Where they are equal."},
    {"less", "string", "Where it is below."},
    {NULL, NULL, NULL}};

static const struct api_value saving_fields[] = {
    {"reached_only", "boolean?", "Only where capaian is at least 100."}, {NULL, NULL, NULL}};

static int grade_new(lua_State *L)
{
    static const char *const worse[] = {"error", "ratio"};
    int choice = CAPAI_WORSE_ERROR;
    if (lua_type(L, 1) == LUA_TSTRING) {
        struct reader r = {L, 1, "grade", 0};
        capai_text id;
        id.data = lua_tolstring(L, 1, &id.size);
        binding_find(L, &r, NULL, id, 0);
        lua_getiuservalue(L, -1, RULES_PARTS);
        if (lua_getfield(L, -1, "grade") == LUA_TNIL)
            reader_error(&r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                         CAPAI_WORDS(CAPAI_TEXT("grade"), capai_text_of(lua_tostring(L, 1))));
        return 1;
    }
    struct reader r = reader_argument(L, 1, "grade");
    size_t count = reader_count(&r);
    reader_check_keys(&r, grade_fields, READER_ANY_ENTRIES);
    reader_choice(&r, "worse", worse, 2, &choice);
    if (count < 1 || count > 1000)
        api_argument_error(L, 1, "1 .. 1000 grades");

    struct capai_grades *grades =
        lua_newuserdatauv(L, sizeof *grades + count * sizeof(capai_text), 1);
    capai_text *names = (capai_text *)(grades + 1);
    *grades = (struct capai_grades){names, count, (enum capai_worse)choice};
    luaL_setmetatable(L, CAPAI_META_GRADE);
    lua_newtable(L);
    r.keep = lua_gettop(L);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, -3, 1);
    for (size_t i = 0; i < count; i++)
        reader_entry(&r, i, &names[i]);
    lua_settop(L, r.keep - 1);
    return 1;
}

static int grade_rank(lua_State *L)
{
    const struct capai_grades *grades = lua_touserdata(L, 1);
    capai_text name;
    name.data = lua_tolstring(L, 2, &name.size);
    size_t rank = capai_grade_rank(grades, name);
    if (!rank)
        return 0;
    lua_pushinteger(L, (lua_Integer)rank);
    return 1;
}

/* Pushes a new value, and a table that keeps its texts alive. */
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

static int efficiency_compare(lua_State *L)
{
    struct reader r = reader_argument(L, 1, "efficiency");
    reader_check_keys(&r, compare_fields, 0);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_COMPARE, &r);
    capai_text *words[] = {&efficiency->greater, &efficiency->equal, &efficiency->less};
    for (size_t i = 0; i < 3; i++)
        if (!reader_text(&r, compare_fields[i].name, words[i]))
            reader_error(
                &r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                CAPAI_WORDS(capai_text_of(compare_fields[i].name), CAPAI_TEXT("efficiency")));
    lua_settop(L, r.keep - 1);
    return 1;
}

static int efficiency_saving(lua_State *L)
{
    if (lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_newtable(L);
    }
    struct reader r = reader_argument(L, 1, "efficiency");
    reader_check_keys(&r, saving_fields, 0);
    struct capai_efficiency *efficiency = new_efficiency(L, CAPAI_EFFICIENCY_SAVING, &r);
    reader_boolean(&r, "reached_only", &efficiency->reached_only);
    lua_settop(L, r.keep - 1);
    return 1;
}

/* Capaian against serapan by the rule: a word, or the percentage that was saved. */
static int efficiency_judge(lua_State *L)
{
    const struct capai_efficiency *rule = lua_touserdata(L, 1);
    struct capai_ratio capaian = capai_ratio_of(binding_decimal_at(L, 2));
    capai_decimal serapan = binding_decimal_at(L, 3);
    struct capai_ratio spent = capai_ratio_of(serapan);
    struct capai_error error = {0};
    capai_text verdict = CAPAI_NO_TEXT;
    if (rule->kind == CAPAI_EFFICIENCY_SAVING) {
        if (rule->reached_only &&
            capai_decimal_compare(capaian.numerator, capai_decimal_from_int(100)) < 0)
            return 0;
        binding_push_decimal(L, capai_efficiency_saving(serapan));
        return 1;
    }
    if (capai_efficiency_verdict(rule, capai_exact_of(&capaian), capai_exact_of(&spent),
                                 binding_new_arena(L), &verdict, &error) != CAPAI_NILAI)
        return error.status ? binding_data_error(L, &error) : 0;
    lua_pushlstring(L, verdict.data, verdict.size);
    return 1;
}

static void open_grade(lua_State *L)
{
    api_new_type(L, CAPAI_META_GRADE, NULL);
    api_new_type(L, CAPAI_META_EFFICIENCY, NULL);
}

static const struct api_function functions[] = {
    {"grade",
     grade_new,
     "Grades: the ordinal values that stand where numbers are expected, such as AA to D.\n\nA text "
     "takes the grades of the pack of that id.",
     {{"grades", "string|capai.grade.fields", "Id of a pack, or the grades, best first."}},
     {{"grade", "capai.grade", ""}},
     "local opini = capai.grade { \"WTP\", \"WDP\", \"TW\", \"TMP\", worse = \"ratio\" }\n"
     "assert(opini:rank \"WDP\" == 3)"},
    {"grade:rank",
     grade_rank,
     "The rank of a grade: the last one has 1.",
     {{"name", "string", ""}},
     {{"rank", "integer?", "nil for a grade that is none of these."}},
     NULL},
    {"efficiency.compare",
     efficiency_compare,
     "Efisiensi as a verdict: capaian against serapan.",
     {{"words", "capai.efficiency.words", ""}},
     {{"efficiency", "capai.efficiency", ""}},
     "local rule = capai.efficiency.compare {\n  greater = \"Efisien\", equal = \"Efisien\", less "
     "= "
     "\"Tidak efisien\",\n}\nassert(rule:judge(\"92,86\", \"99,67\") == \"Tidak efisien\")"},
    {"efficiency.saving",
     efficiency_saving,
     "Efisiensi as what of the pagu was not spent: 100 - serapan, and the rupiah.",
     {{"options", "capai.efficiency.options?", ""}},
     {{"efficiency", "capai.efficiency", ""}},
     "assert(capai.efficiency.saving():judge(100, \"91,68\"):eq \"8,32\")"},
    {"efficiency:judge",
     efficiency_judge,
     "What the rule says of a capaian and a serapan.",
     {{"capaian", "decimal", "In percent, as it is shown."},
      {"serapan", "decimal", "In percent, as it is shown."}},
     {{"verdict", "string|capai.decimal?",
       "The word of the rule, or the percentage saved; nil where the rule judges nothing."}},
     NULL},
    {.name = NULL}};

static const struct api_class classes[] = {
    {"capai.grade", "Ordinal grades, best first.", NULL, NULL},
    {"capai.grade.fields", "What capai.grade takes.", grade_fields, NULL},
    {"capai.efficiency", "How the use of resources is judged.", NULL, NULL},
    {"capai.efficiency.words", "One word each for above, equal and below.", compare_fields, NULL},
    {"capai.efficiency.options", "What capai.efficiency.saving takes.", saving_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_grade = {functions, classes, open_grade};
