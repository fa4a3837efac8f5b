/* capai.evaluate: the result tables of data sets. */
#include "bindings/lua/data.h"
#include "bindings/lua/layout.h"
#include "bindings/lua/rules.h"
#include "bindings/lua/table.h"

#include <string.h>

struct evaluation_box {
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_evaluation *evaluation;
    const struct capai_packs *packs; /* of the rules; NULL where they are no pack's */
    int year;
};

/* The user value that keeps the rules. */
enum { EVALUATION_RULES = DERIVED_OTHERS };

/* ---- packs ---- */

#define META_PACKS "capai.packs"

struct packs_box {
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_packs *packs;
};

static int packs_gc(lua_State *L)
{
    struct packs_box *box = luaL_checkudata(L, 1, META_PACKS);
    if (box->packs)
        capai_packs_free(box->packs);
    box->packs = NULL;
    capai_arena_clear(&box->arena);
    return 0;
}

struct capai_packs *data_push_packs(lua_State *L, struct capai_notices *notices)
{
    struct packs_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = (struct packs_box){.packs = NULL};
    capai_arena_init(&box->arena, NULL, NULL, 0);
    luaL_setmetatable(L, META_PACKS);
    const char **folder = capai_arena_array(&box->arena, 1, sizeof *folder);
    if (folder) {
        *folder = capai_packs_installed(&box->arena);
        capai_notices_init(&box->notices, &box->arena, 1);
        if (!box->arena.starved) /* else the folder may not have been seen */
            box->packs = capai_packs_new(folder, *folder != NULL, &box->arena,
                                         notices ? notices : &box->notices);
    }
    if (!box->packs)
        table_no_memory(L);
    return box->packs;
}

/* ---- evaluating ---- */

static struct evaluation_box *evaluation_at(lua_State *L, int index)
{
    return luaL_checkudata(L, index, CAPAI_META_EVALUATION);
}

static int evaluation_gc(lua_State *L)
{
    capai_arena_clear(&evaluation_at(L, 1)->arena);
    return 0;
}

static struct evaluation_box *push_evaluation(lua_State *L)
{
    struct evaluation_box *box = lua_newuserdatauv(L, sizeof *box, 3);
    *box = (struct evaluation_box){.evaluation = NULL};
    capai_arena_init(&box->arena, NULL, NULL, 0);
    capai_notices_init(&box->notices, &box->arena, CAPAI_NOTICES_LIMIT);
    luaL_setmetatable(L, CAPAI_META_EVALUATION);
    data_derive(L);
    return box;
}

void evaluation_push(lua_State *L, struct capai_evaluation *evaluation,
                     struct capai_dataset **datasets, size_t count, int year)
{
    int top = lua_gettop(L);
    data_push_sets(L, datasets, count);
    lua_insert(L, 1); /* where data_derive looks for it */
    struct evaluation_box *box = push_evaluation(L);
    box->evaluation = evaluation;
    box->year = year;
    lua_remove(L, 1);
    lua_settop(L, top + 1);
}

void evaluation_read(lua_State *L, int index, struct layout_job *job)
{
    const struct evaluation_box *box = evaluation_at(L, index);
    lua_getiuservalue(L, index, DERIVED_DATA);
    const struct data_box *data = lua_touserdata(L, -1);
    lua_pop(L, 1);
    job->evaluation = box->evaluation;
    job->datasets = data->sets;
    job->dataset_count = data->count;
    job->year = box->year;
    job->packs = box->packs;
}

/* Evaluates every OPD by one set of rules. */
static enum capai_status evaluate_by(struct evaluation_box *box, const struct data_box *data,
                                     const struct capai_rules *rules, struct capai_error *err)
{
    box->evaluation = capai_evaluation_new(data->sets, data->count, &box->arena, &box->notices);
    if (!box->evaluation)
        return capai_fail_memory(err);
    for (size_t i = 0; i < data->count; i++)
        for (size_t opd = 0; opd < capai_dataset_opds(data->sets[i]); opd++)
            if (capai_evaluate_opd(box->evaluation, data->sets[i], opd, rules, err) != CAPAI_OK)
                return CAPAI_ERR_MEMORY;
    return capai_evaluation_finish(box->evaluation, err);
}

static int evaluate(lua_State *L)
{
    const struct data_box *data = lua_touserdata(L, 1);
    struct capai_error error = {0};
    lua_settop(L, 2);
    struct evaluation_box *box = push_evaluation(L);
    const struct rules_box *rules = luaL_testudata(L, 2, CAPAI_META_RULES);
    box->year = data->count ? capai_dataset_year(data->sets[0]) : 0;
    if (rules) {
        lua_pushvalue(L, 2);
        evaluate_by(box, data, &rules->rules, &error);
    } else {
        struct capai_packs *packs = data_push_packs(L, &box->notices);
        box->packs = packs;
        capai_evaluate(packs, lua_tostring(L, 2), data->sets, data->count, &box->arena,
                       &box->notices, &box->evaluation, &error);
    }
    lua_setiuservalue(L, 3, EVALUATION_RULES);
    if (error.status)
        binding_raise(L, &error);
    data_weigh(L, &box->arena);
    size_t sections;
    capai_evaluation_sections(box->evaluation, &sections);
    for (size_t i = 0; !sections && i < box->notices.count; i++)
        if (box->notices.list[i].status >= CAPAI_ERR_UNUSABLE)
            return binding_data_error(L, &box->notices.list[i]);
    return 1;
}

/* ---- reading ---- */

/* The result tables have fields of their own names. */
static const struct api_value evaluation_fields[] = {
    {"tahun", "integer", "The report year."},
    {"indikator", "capai.table", "Every indicator of every year, with capaian and predikat."},
    {"sasaran", "capai.table", "Capaian, serapan and efisiensi of each sasaran."},
    {"tujuan", "capai.table", "The same of each tujuan."},
    {"anggaran", "capai.table",
     "The budget lines of every printed table; evaluation:budget gives those that count."},
    {"opd", "capai.table", "Each OPD and year, with rank."},
    {"rekap", "capai.table", "How many indicators have each predikat."},
    {"output", "capai.table", "Outputs of sub kegiatan."},
    {"skm", "capai.table", "The unsur of the survey of each year: sums, NRR, ranks."},
    {"lke", "capai.table", "The parts of the LKE of each year, with their values."},
    {"triwulan", "capai.table", "The quarters of rencana_aksi.csv."},
    {"renstra", "capai.table", "The years of the lines of renstra.csv."},
    {"kabupaten", "capai.table", "The OPDs of each kabupaten and year together."},
    {NULL, NULL, NULL}};

_Static_assert(sizeof evaluation_fields / sizeof *evaluation_fields == CAPAI_RESULT_COUNT + 2,
               "each result table is described");

static int evaluation_index(lua_State *L)
{
    const struct evaluation_box *box = evaluation_at(L, 1);
    capai_text key;
    key.data = luaL_tolstring(L, 2, &key.size);
    for (int r = 0; r < CAPAI_RESULT_COUNT; r++)
        if (capai_text_equal(key, capai_result_name((enum capai_result)r))) {
            data_push_table(L, capai_evaluation_table(box->evaluation, (enum capai_result)r),
                            r + 1);
            return 1;
        }
    if (!capai_text_equal(key, CAPAI_TEXT("tahun")))
        return api_method(L, evaluation_fields, CAPAI_META_EVALUATION);
    lua_pushinteger(L, box->year);
    return 1;
}

/* What reading complained of and what evaluating did, in one list. */
static int evaluation_notices(lua_State *L)
{
    data_push_all_notices(L, &evaluation_at(L, 1)->notices);
    return 1;
}

/* Pushes rows of a result table: those that are given. */
static int push_selection(lua_State *L, const struct evaluation_box *box, enum capai_result result,
                          struct capai_selection shown, bool counted)
{
    struct table_box *table = table_push(L, capai_evaluation_table(box->evaluation, result), 1);
    size_t count = 0, *rows = table_reserve(L, table, shown.count);
    for (size_t i = 0; i < shown.count; i++)
        if (!counted || capai_evaluation_counts(box->evaluation, shown.rows[i]))
            rows[count++] = shown.rows[i];
    table->count = count;
    return 1;
}

static int evaluation_current(lua_State *L)
{
    const struct evaluation_box *box = evaluation_at(L, 1);
    capai_text name = capai_text_of(lua_tostring(L, 2));
    struct capai_selection shown;
    for (int r = 0; r < CAPAI_RESULT_COUNT; r++) {
        if (!capai_text_equal(name, capai_result_name((enum capai_result)r)))
            continue;
        if (!capai_evaluation_select(box->evaluation, (enum capai_result)r, false,
                                     binding_new_arena(L), &shown))
            table_no_memory(L);
        return push_selection(L, box, (enum capai_result)r, shown, false);
    }
    api_argument_error(L, 2, "string");
}

static int evaluation_budget(lua_State *L)
{
    const struct evaluation_box *box = evaluation_at(L, 1);
    struct capai_selection shown;
    if (!capai_evaluation_select(box->evaluation, CAPAI_RESULT_ANGGARAN, lua_toboolean(L, 2),
                                 binding_new_arena(L), &shown))
        table_no_memory(L);
    return push_selection(L, box, CAPAI_RESULT_ANGGARAN, shown, true);
}

/* ---- what it was made from ---- */

/* The section of the OPD that is named, of the first where none is; NULL when there is none. */
static const struct capai_section *section_of(lua_State *L, const struct evaluation_box *box)
{
    size_t count;
    const struct capai_section *sections = capai_evaluation_sections(box->evaluation, &count);
    capai_text name;
    name.data = lua_tolstring(L, 2, &name.size); /* whatever signs it has, NUL too */
    for (size_t i = 0; i < count; i++) {
        struct capai_opd opd = capai_dataset_opd(sections[i].dataset, sections[i].opd);
        if (lua_isnoneornil(L, 2) || capai_text_equal(opd.opd, name))
            return &sections[i];
    }
    return NULL;
}

static int evaluation_rules(lua_State *L)
{
    const struct evaluation_box *box = evaluation_at(L, 1);
    const struct capai_section *section = section_of(L, box);
    if (section)
        rules_push_found(L, section->rules, 1);
    else
        lua_pushnil(L);
    return 1;
}

static int evaluation_input(lua_State *L)
{
    lua_getiuservalue(L, 1, DERIVED_DATA);
    lua_replace(L, 1);
    return data_push_tables(L);
}

/* ---- rules by name ---- */

/* Pushes the installed pack `id` as a rules value, for capai.rules, capai.grade and base. */
static bool find_pack(lua_State *L, capai_text id, int year, void *user, struct capai_error *error)
{
    const struct capai_rules *rules;
    struct capai_packs *packs = data_push_packs(L, NULL);
    (void)user;
    int owner = lua_gettop(L);
    if (capai_packs_named(packs, id.data, year, &rules, error) != CAPAI_OK)
        return false;
    rules_push_found(L, rules, owner);
    return true;
}

static void open_evaluation(lua_State *L)
{
    static const luaL_Reg meta[] = {
        {"__gc", evaluation_gc}, {"__index", evaluation_index}, {NULL, NULL}};
    static const luaL_Reg packs_meta[] = {{"__gc", packs_gc}, {NULL, NULL}};
    api_new_type(L, CAPAI_META_EVALUATION, meta);
    api_new_type(L, META_PACKS, packs_meta);
}

void data_open_finder(lua_State *L)
{
    binding_set_finder(L, find_pack, NULL);
}

static const struct api_function functions[] = {
    {"evaluate",
     evaluate,
     "Evaluates data sets: every number, predikat and rank, in all years, by the rules of the "
     "report "
     "year.",
     {{"data", "capai.data", "From capai.load."},
      {"rules", "string|capai.rules?",
       "Rules for every OPD: the id of a pack, the path of a script, or a value of capai.rules. "
       "When "
       "absent each OPD has the pack that opd.csv names in aturan."}},
     {{"evaluation", "capai.evaluation?", "nil where no OPD could be evaluated."},
      {"message", "string?", "Then: what is wrong, and where."},
      {"info", "capai.info?", "Then: the same in parts."}},
     NULL},
    {"evaluation:current",
     evaluation_current,
     "The rows that a report shows: those of the report year of each data set.",
     {{"table",
       "\"indikator\"|\"sasaran\"|\"tujuan\"|\"anggaran\"|\"opd\"|\"rekap\"|\"output\"|\"skm\"|"
       "\"lke\"|\"triwulan\"|\"renstra\"|\"kabupaten\"",
       ""}},
     {{"rows", "capai.table", ""}},
     "for _, row in ipairs(EV:current \"sasaran\") do print(row.sasaran, row.capaian) end"},
    {"evaluation:budget",
     evaluation_budget,
     "The budget lines that are evaluated.\n\nA report prints its budget in several tables; of "
     "these "
     "only one counts, the tabel_anggaran of opd.csv. Lines of jenjang total repeat others.",
     {{"all", "boolean?", "Of all years; of the report year when absent."}},
     {{"rows", "capai.table", "Rows of anggaran."}},
     "local pagu = EV:budget():where { jenjang = \"program\" }:sum \"pagu\"\n"
     "assert(pagu == EV:current \"opd\"[1].pagu)"},
    {"evaluation:rules",
     evaluation_rules,
     "The rules by which an OPD was evaluated.",
     {{"opd", "string?", "Its key; the first OPD when absent."}},
     {{"rules", "capai.rules?", "nil for an OPD that was not evaluated."}},
     "assert(EV:rules().id == \"jember-2024\")"},
    {"evaluation:input",
     evaluation_input,
     "The rows of an input file as they were read: of each data set that has it, in their order.",
     {{"file", "input", "indikator, anggaran and so on."}},
     {{"tables", "capai.table[]", ""}},
     NULL},
    {"evaluation:notices",
     evaluation_notices,
     "Everything that reading and evaluation complained of, by place.",
     {{NULL, NULL, NULL}},
     {{"notices", "capai.info[]", ""}},
     NULL},
    {.name = NULL}};

static const struct api_class classes[] = {
    {"capai.evaluation", "The result tables of one or more data sets, with the rows of all years.",
     evaluation_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_evaluation = {functions, classes, open_evaluation};
