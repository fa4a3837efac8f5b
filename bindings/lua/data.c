/* capai.load: data sets as Lua values. */
#include "bindings/lua/data.h"
#include "bindings/lua/table.h"

#include <string.h>

#include "capai/write.h"

static struct data_box *data_at(lua_State *L, int index)
{
    return luaL_checkudata(L, index, CAPAI_META_DATA);
}

static int data_gc(lua_State *L)
{
    capai_arena_clear(&data_at(L, 1)->arena);
    return 0;
}

void data_push_notices(lua_State *L, struct capai_notices *notices)
{
    capai_notices_sort(notices);
    lua_createtable(L, (int)notices->count, 0);
    for (size_t i = 0; i < notices->count; i++) {
        binding_push_info(L, &notices->list[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

void data_weigh(lua_State *L, const struct capai_arena *arena)
{
    lua_gc(L, LUA_GCSTEP, (int)(arena->total >> 10 < 1 << 20 ? arena->total >> 10 : 1 << 20));
}

/* ---- loading ---- */

static const struct api_value option_fields[] = {
    {"tahun", "integer?", "The report year; the largest of opd.csv, else of indikator.csv."},
    {"notation", "notation?", "Of the numbers in the files; indonesia when absent."},
    {"versi", "\"murni\"|\"perubahan\"?",
     "Which version is evaluated; perubahan, where there is one, when absent."},
    {"triwulan", "integer?", "Up to which quarter rencana_aksi.csv is known; 4 when absent."},
    {"lapor", "boolean?",
     "Also read what a printed report says of itself: skm_lapor, narasi, tabel, padanan."},
    {NULL, NULL, NULL}};

static void read_options(lua_State *L, int arg, struct capai_dataset_options *options)
{
    static const char *const notations[] = {"indonesia", "plain"};
    static const char *const versions[] = {"murni", "perubahan"};
    int choice = 0;
    *options = (struct capai_dataset_options){.notation = CAPAI_NOTATION_INDONESIA};
    if (lua_isnoneornil(L, arg))
        return;
    struct reader r = reader_argument(L, arg, "options");
    reader_check_keys(&r, option_fields, 0);
    reader_integer(&r, "tahun", 1900, 2199, &options->year);
    if (reader_choice(&r, "notation", notations, 2, &choice))
        options->notation = choice ? CAPAI_NOTATION_PLAIN : CAPAI_NOTATION_INDONESIA;
    if (reader_choice(&r, "versi", versions, 2, &choice))
        options->versi = choice ? CAPAI_VERSI_PERUBAHAN : CAPAI_VERSI_MURNI;
    reader_integer(&r, "triwulan", 1, 4, &options->quarter);
    reader_boolean(&r, "lapor", &options->printed);
}

/* Loads what `path` stands for. Of several data sets in a folder one that cannot be used is noted,
 * and the others go on. */
static enum capai_status load_path(struct data_box *box, const char *path,
                                   const struct capai_dataset_options *options,
                                   struct capai_error *err)
{
    const char *const *paths;
    size_t count;
    enum capai_status status = capai_dataset_find(path, &box->arena, &paths, &count, err);
    for (size_t i = 0; !status && i < count; i++) {
        struct capai_error error = {0};
        struct capai_dataset **sets =
            capai_arena_grow(&box->arena, box->sets, box->count, &box->capacity, sizeof *sets);
        if (!sets)
            return capai_fail_memory(err);
        box->sets = sets;
        status = capai_dataset_load(paths[i], options, &box->arena, &box->notices,
                                    &sets[box->count], &error);
        box->count += !status;
        if (status && status != CAPAI_ERR_MEMORY && count > 1)
            status = capai_notices_add(&box->notices, &error);
        if (status && err->status < CAPAI_ERR_DATA)
            *err = error;
    }
    return status;
}

/* Remembers what was read, so that no result replaces it. */
static void keep_inputs(lua_State *L, const struct data_box *box)
{
    luaL_getsubtable(L, LUA_REGISTRYINDEX, DATA_INPUTS);
    for (size_t i = 0; i < box->count; i++) {
        const struct capai_input *inputs;
        size_t count = capai_dataset_inputs(box->sets[i], &inputs);
        for (size_t k = 0; k < count; k++) {
            lua_pushboolean(L, true);
            lua_setfield(L, -2, inputs[k].path);
        }
    }
    lua_pop(L, 1);
}

/* An empty value. */
static struct data_box *push_box(lua_State *L)
{
    struct data_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = (struct data_box){.count = 0};
    capai_arena_init(&box->arena, NULL, NULL, 0);
    capai_notices_init(&box->notices, &box->arena, CAPAI_NOTICES_LIMIT);
    luaL_setmetatable(L, CAPAI_META_DATA);
    return box;
}

void data_push_sets(lua_State *L, struct capai_dataset **sets, size_t count)
{
    struct data_box *box = push_box(L);
    box->sets = sets;
    box->count = box->capacity = count;
}

static int load(lua_State *L)
{
    struct capai_dataset_options options;
    struct capai_error error = {0};
    bool list = lua_istable(L, 1);
    size_t count = list ? (size_t)lua_rawlen(L, 1) : 1;
    if (count < 1)
        api_argument_error(L, 1, "string|string[]");
    read_options(L, 2, &options);
    struct data_box *box = push_box(L);
    for (size_t i = 0; !error.status && i < count; i++) {
        if (!list)
            lua_pushvalue(L, 1);
        else if (lua_rawgeti(L, 1, (lua_Integer)i + 1) != LUA_TSTRING)
            api_argument_error(L, 1, "string[]");
        capai_text path = capai_text_copy(capai_text_of(lua_tostring(L, -1)), &box->arena);
        if (path.data)
            load_path(box, path.data, &options, &error);
        else
            capai_fail_memory(&error);
        lua_pop(L, 1);
    }
    if (error.status == CAPAI_ERR_MEMORY)
        binding_raise(L, &error);
    data_weigh(L, &box->arena);
    keep_inputs(L, box);
    for (size_t i = 0; !box->count && !error.status && i < box->notices.count; i++)
        if (box->notices.list[i].status >= CAPAI_ERR_UNUSABLE)
            error = box->notices.list[i];
    return error.status ? binding_data_error(L, &error) : 1;
}

/* ---- reading ---- */

static const struct api_value data_fields[] = {
    {"tahun", "integer", "The report year; of several data sets that of the first."},
    {"opd", "capai.opd[]", "Its OPDs, by first appearance."},
    {NULL, NULL, NULL}};

static const struct api_value opd_fields[] = {
    {"opd", "string", "The key."},
    {"nama", "string?", ""},
    {"kabupaten", "string?", ""},
    {"provinsi", "string?", ""},
    {"aturan", "string?", "Id of the rule pack."},
    {"tahun", "integer", "The report year of its data set."},
    {NULL, NULL, NULL}};

static void push_opd(lua_State *L, struct capai_opd opd)
{
    const capai_text texts[] = {opd.opd, opd.nama, opd.kabupaten, opd.provinsi, opd.aturan};
    lua_createtable(L, 0, 5);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!texts[i].size)
            continue;
        lua_pushlstring(L, texts[i].data, texts[i].size);
        lua_setfield(L, -2, opd_fields[i].name);
    }
    lua_pushinteger(L, opd.tahun);
    lua_setfield(L, -2, "tahun");
}

static int data_index(lua_State *L)
{
    const struct data_box *box = data_at(L, 1);
    const char *key = luaL_tolstring(L, 2, NULL);
    if (strcmp(key, "tahun") == 0) {
        lua_pushinteger(L, box->count ? capai_dataset_year(box->sets[0]) : 0);
        return 1;
    }
    if (strcmp(key, "opd") != 0)
        return api_method(L, data_fields, CAPAI_META_DATA);
    lua_Integer n = 0;
    lua_newtable(L);
    for (size_t i = 0; i < box->count; i++)
        for (size_t opd = 0; opd < capai_dataset_opds(box->sets[i]); opd++) {
            push_opd(L, capai_dataset_opd(box->sets[i], opd));
            lua_rawseti(L, -2, ++n);
        }
    return 1;
}

void data_derive(lua_State *L)
{
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, DERIVED_DATA);
    lua_newtable(L);
    lua_setiuservalue(L, -2, DERIVED_TABLES);
}

void data_push_table(lua_State *L, const struct capai_table *table, int slot)
{
    lua_getiuservalue(L, 1, DERIVED_TABLES);
    if (lua_rawgeti(L, -1, slot) == LUA_TNIL) {
        table_all_rows(L, table_push(L, table, 1));
        lua_pushvalue(L, -1);
        lua_rawseti(L, -4, slot);
    }
}

void data_push_all_notices(lua_State *L, const struct capai_notices *notices)
{
    lua_getiuservalue(L, 1, DERIVED_DATA);
    const struct data_box *data = lua_touserdata(L, -1);
    const struct capai_notices *lists[] = {&data->notices, notices};
    struct capai_notices all;
    capai_notices_init(&all, binding_new_arena(L), (size_t)2 * CAPAI_NOTICES_LIMIT);
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k]->count; i++)
            if (capai_notices_add(&all, &lists[k]->list[i]) != CAPAI_OK)
                table_no_memory(L);
    data_push_notices(L, &all);
}

/* Each data set's own: they have different columns. */
int data_push_tables(lua_State *L)
{
    const struct data_box *box = data_at(L, 1);
    capai_text name = capai_text_of(lua_tostring(L, 2));
    lua_Integer n = 0;
    lua_newtable(L);
    for (size_t i = 0; i < box->count; i++) {
        const struct capai_table *table = capai_dataset_table(box->sets[i], name);
        if (!table)
            continue;
        table_all_rows(L, table_push(L, table, 1));
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

static int data_versi(lua_State *L)
{
    const struct data_box *box = data_at(L, 1);
    enum capai_versi versi = CAPAI_VERSI_LATEST;
    if (!lua_isnoneornil(L, 2))
        versi =
            strcmp(lua_tostring(L, 2), "murni") == 0 ? CAPAI_VERSI_MURNI : CAPAI_VERSI_PERUBAHAN;
    for (size_t i = 0; i < box->count; i++)
        capai_dataset_choose(box->sets[i], versi);
    return 0;
}

static int data_notices(lua_State *L)
{
    data_push_notices(L, &data_at(L, 1)->notices);
    return 1;
}

static int data_tostring(lua_State *L)
{
    const struct data_box *box = data_at(L, 1);
    size_t opds = 0;
    for (size_t i = 0; i < box->count; i++)
        opds += capai_dataset_opds(box->sets[i]);
    lua_pushfstring(L, "capai.data (%I OPD, %d)", (LUAI_UACINT)opds,
                    box->count ? capai_dataset_year(box->sets[0]) : 0);
    return 1;
}

static void open_data(lua_State *L)
{
    static const luaL_Reg meta[] = {
        {"__gc", data_gc}, {"__index", data_index}, {"__tostring", data_tostring}, {NULL, NULL}};
    api_new_type(L, CAPAI_META_DATA, meta);
}

static const struct api_function functions[] = {
    {"load",
     load,
     "Reads a data set, or several: folders of CSV files, or workbooks.\n\nWhat is wrong in a cell "
     "does not stop the rest: it is listed by notices, and counts as not computable.",
     {{"path", "string|string[]",
       "Of a folder or workbook; or of a folder in which there are several, at any depth."},
      {"options", "capai.load.options?", ""}},
     {{"data", "capai.data?", "nil where a data set cannot be used at all."},
      {"message", "string?", "Then: what is wrong, and where."},
      {"info", "capai.info?", "Then: the same in parts."}},
     NULL},
    {"data:tables",
     data_push_tables,
     "The rows of an input file as they were read: of each data set that has it, in their order.",
     {{"file", "input", "indikator, anggaran and so on."}},
     {{"tables", "capai.table[]", ""}},
     "local data = assert(capai.load \"examples/semboro-2024\")\n"
     "assert(data:tables \"anggaran\"[1][1].tabel == \"1.4\")"},
    {"data:versi",
     data_versi,
     "Chooses which version of indicators and budget later evaluations take; evaluations made "
     "before keep what they have.",
     {{"versi", "\"murni\"|\"perubahan\"?", "perubahan, where there is one, when absent."}},
     {{NULL, NULL, NULL}},
     NULL},
    {"data:notices",
     data_notices,
     "Everything that reading complained of, by place.",
     {{NULL, NULL, NULL}},
     {{"notices", "capai.info[]", ""}},
     NULL},
    {.name = NULL}};

static const struct api_value info_fields[] = {
    {"level", "\"note\"|\"warning\"|\"error\"", ""},
    {"code", "string", "The name of the message, the same in every language: COLUMN_MISSING."},
    {"message", "string", "In the language of the user."},
    {"hint", "string", "What was expected, and what happens next; may be empty."},
    {"file", "string?", ""},
    {"sheet", "string?", "Of a workbook."},
    {"line", "integer?", "Of a sheet: the row."},
    {"column", "integer?", "In characters; of a sheet: the column."},
    {NULL, NULL, NULL}};

static const struct api_class classes[] = {
    {"capai.data", "One or more data sets that were read.", data_fields, NULL},
    {"capai.load.options", "What capai.load takes.", option_fields, NULL},
    {"capai.opd", "What opd.csv says of an OPD in the report year.", opd_fields, NULL},
    {"capai.info",
     "A complaint, in parts. The error that misuse raises has the same fields.\n\n"
     "tostring gives its place and message, as they are printed.",
     info_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_data = {functions, classes, open_data};
