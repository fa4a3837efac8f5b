/* Tables out of a script: on the terminal, as text, into a file. */
#include "bindings/lua/data.h"
#include "bindings/lua/language.h"
#include "bindings/lua/print.h"
#include "bindings/lua/table.h"

#include <string.h>

#include "capai/system.h"

static void write_json(struct capai_sink *sink, const struct capai_table *table,
                       struct capai_selection rows)
{
    capai_write_json(sink, table, rows, 0);
    capai_sink_text(sink, CAPAI_TEXT("\n"));
}

static const struct {
    const char *name;
    void (*write)(struct capai_sink *, const struct capai_table *, struct capai_selection);
} formats[] = {
    {"csv", capai_write_csv}, {"json", write_json}, {"md", capai_write_markdown}, {NULL, NULL}};

static struct capai_selection selection_of(const struct table_box *box)
{
    return (struct capai_selection){box->rows, box->count};
}

static int table_print(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    struct terminal terminal = terminal_of(stdout, language_of(L));
    if (!print_table(&terminal, box->table, selection_of(box), binding_new_arena(L)))
        table_no_memory(L);
    return 0;
}

static bool add_text(void *user, const char *data, size_t size)
{
    luaL_addlstring(user, data, size);
    return true;
}

static int table_text(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    const char *name = lua_tostring(L, 2);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    struct capai_sink sink = {add_text, &buffer, false};
    for (size_t i = 0; formats[i].name; i++)
        if (strcmp(formats[i].name, name) == 0)
            formats[i].write(&sink, box->table, selection_of(box));
    luaL_pushresult(&buffer);
    return 1;
}

/* Index of the format that the ending of a path names, -1 for none of ours. */
static int format_of(const char *path)
{
    const char *point = strrchr(path, '.');
    for (int i = 0; point && formats[i].name; i++)
        if (capai_text_equal_nocase(capai_text_of(point + 1), capai_text_of(formats[i].name)))
            return i;
    return -1;
}

/* True for a file that a data set was read from. */
static bool is_input(lua_State *L, const char *path)
{
    bool input = false;
    int top = lua_gettop(L);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, DATA_INPUTS);
    for (lua_pushnil(L); !input && lua_next(L, top + 1); lua_pop(L, 1))
        input = capai_file_same(lua_tostring(L, -2), path);
    lua_settop(L, top);
    return input;
}

static int table_save(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    const char *path = lua_tostring(L, 2);
    struct capai_error error = {0};
    struct capai_output *output;
    int format = format_of(path);
    if (format < 0)
        api_argument_wants(L, 2, CAPAI_MSG_LABEL_WANT_PATH);
    if (is_input(L, path)) {
        capai_fail(&error, CAPAI_MSG_OUT_INPUT, CAPAI_NO_WORDS);
        capai_error_place(&error, path, 0, 0);
        return binding_data_error(L, &error);
    }
    if (capai_output_open(path, binding_new_arena(L), &output, &error) != CAPAI_OK)
        return binding_data_error(L, &error);
    struct capai_sink sink = sink_of(capai_output_stream(output));
    formats[format].write(&sink, box->table, selection_of(box));
    if (capai_output_close(output, &error) != CAPAI_OK ||
        capai_output_commit(output, &error) != CAPAI_OK) {
        capai_output_drop(output);
        return binding_data_error(L, &error);
    }
    lua_pushboolean(L, true);
    return 1;
}

static const struct api_function functions[] = {
    {"table:print",
     table_print,
     "Prints the table for people: as a grid where it fits, else row by row.",
     {{NULL, NULL, NULL}},
     {{NULL, NULL, NULL}},
     "EV.sasaran:select(\"sasaran\", \"capaian\", \"predikat\"):print()"},
    {"table:text",
     table_text,
     "The table as text: CSV and JSON for programs, Markdown for people.",
     {{"format", "\"csv\"|\"json\"|\"md\"", ""}},
     {{"text", "string", ""}},
     "assert(EV.rekap:text \"csv\":match \"^opd,tahun,predikat\")"},
    {"table:save",
     table_save,
     "Writes the table into a file: all of it, or nothing; never over a file that was read.",
     {{"path", "string", "Ends in .csv, .json or .md."}},
     {{"saved", "boolean?", "true; nil where it cannot be written."},
      {"message", "string?", "Then: what is wrong."},
      {"info", "capai.info?", "Then: the same in parts."}},
     NULL},
    {.name = NULL}};

const struct api_part api_table_out = {functions, NULL, NULL};
