/* data:set: what would be if other figures stood in the files. */
#include "bindings/lua/data.h"
#include "bindings/lua/table.h"

/* Puts the values of the table at 4 into a row. Raises for a value that cannot stand there. */
static void set_row(lua_State *L, struct capai_dataset *set, const struct capai_table *table,
                    size_t row)
{
    for (lua_pushnil(L); lua_next(L, 4); lua_pop(L, 1)) {
        char number[CAPAI_DECIMAL_TEXT];
        struct capai_error error = {0};
        capai_decimal x;
        capai_text text;
        bool inexact, plain = lua_type(L, -1) != LUA_TSTRING;
        if (lua_type(L, -2) != LUA_TSTRING || (plain && !binding_to_decimal(L, -1, &x, &inexact)))
            api_argument_wants(L, 4, CAPAI_MSG_LABEL_WANT_FIGURES);
        const struct capai_column *column = table_column(L, table, lua_gettop(L) - 1);
        if (plain)
            text = (capai_text){number, capai_decimal_format(x, CAPAI_NOTATION_PLAIN, number)};
        else
            text.data = lua_tolstring(L, -1, &text.size);
        if (capai_dataset_set(set, table, row, capai_table_find(table, column->name), text, plain,
                              &error) != CAPAI_OK)
            binding_raise(L, &error);
    }
}

static int data_set(lua_State *L)
{
    const struct data_box *box = lua_touserdata(L, 1);
    capai_text name = capai_text_of(lua_tostring(L, 2));
    lua_Integer changed = 0;
    bool found = false;
    lua_settop(L, 4);
    for (size_t i = 0; i < box->count; i++) {
        const struct capai_table *table = capai_dataset_table(box->sets[i], name);
        found |= table != NULL;
        for (size_t row = 0; table && row < capai_table_rows(table); row++)
            if (table_has_fields(L, table, row, 3, 3)) {
                set_row(L, box->sets[i], table, row);
                changed++;
            }
    }
    if (!found)
        api_argument_wants(L, 2, CAPAI_MSG_LABEL_WANT_FILE_READ);
    lua_pushinteger(L, changed);
    return 1;
}

static const struct api_function functions[] = {
    {"data:set",
     data_set,
     "Puts other figures into rows, to ask what would be: a target, a realisasi, a pagu.\n\nOnly "
     "what is in memory changes, and evaluations made before keep what they have.",
     {{"file", "input", "indikator, anggaran and so on."},
      {"rows", "table<string, any>", "Columns of the file with the value that the rows must have."},
      {"figures", "table<string, decimal|string>",
       "The new figures by column; a text is read as the files are."}},
     {{"changed", "integer", "The number of rows."}},
     "local data = assert(capai.load \"examples/semboro-2024\")\n"
     "assert(data:set(\"indikator\", { indikator = \"Nilai SAKIP OPD\", tahun = 2024 },\n"
     "  { target = 80 }) == 1)"},
    {.name = NULL}};

const struct api_part api_data_set = {functions, NULL, NULL};
