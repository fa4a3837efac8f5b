/* capai.grade: ordinal values. */
#include "bindings/lua/part.h"
#include "bindings/lua/rules.h"

static const struct api_value grade_fields[] = {
    {"[integer]", "string", "The grades, best first."},
    {"worse", "\"error\"|\"ratio\"?",
     "What a grade below the target is worth: nothing (the default), or the ratio of the ranks."},
    {NULL, NULL, NULL}};

static const struct part_kind kind = {"grade", CAPAI_META_GRADE};

static int grade_new(lua_State *L)
{
    static const char *const worse[] = {"error", "ratio"};
    int choice = CAPAI_WORSE_ERROR;
    if (lua_type(L, 1) == LUA_TSTRING) {
        struct reader r = {L, 1, "grade", 0};
        part_find(&r, NULL, capai_text_of(lua_tostring(L, 1)), &kind);
        return 1;
    }
    struct reader r = reader_argument(L, 1, "grade");
    size_t count = reader_count(&r);
    reader_check_keys(&r, grade_fields, READER_ANY_ENTRIES);
    reader_choice(&r, "worse", worse, 2, &choice);
    if (count < 1 || count > 1000)
        api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_GRADES);

    struct capai_grades *grades =
        lua_newuserdatauv(L, sizeof *grades + count * sizeof(capai_text), 1);
    capai_text *names = (capai_text *)(grades + 1);
    *grades = (struct capai_grades){names, count, (enum capai_worse)choice};
    luaL_setmetatable(L, CAPAI_META_GRADE);
    lua_newtable(L);
    r.keep = lua_gettop(L);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, -3, 1);
    for (size_t i = 0; i < count; i++) {
        reader_entry(&r, i, &names[i]);
        for (size_t k = 0; k < i; k++)
            if (capai_text_equal(names[k], names[i]))
                api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_DIFFER);
    }
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

static void open_grade(lua_State *L)
{
    api_new_type(L, CAPAI_META_GRADE, NULL);
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
    {.name = NULL}};

static const struct api_class classes[] = {
    {"capai.grade", "Ordinal grades, best first.", NULL, NULL},
    {"capai.grade.fields", "What capai.grade takes.", grade_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_grade = {functions, classes, open_grade};
