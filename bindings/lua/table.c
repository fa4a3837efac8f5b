/* capai.table and capai.row: reading the tables of an evaluation. */
#include "bindings/lua/table.h"

#include <string.h>

#include "capai/dataset.h"
#include "capai/write.h"

_Noreturn void table_no_memory(lua_State *L)
{
    struct capai_error error = {0};
    capai_fail_memory(&error);
    binding_raise(L, &error);
}

/* ---- values ---- */

struct table_box *table_push(lua_State *L, const struct capai_table *table, int owner)
{
    owner = owner ? lua_absindex(L, owner) : 0;
    struct table_box *box = lua_newuserdatauv(L, sizeof *box, 1);
    *box = (struct table_box){.table = table};
    void *user;
    capai_alloc alloc = lua_getallocf(L, &user);
    capai_arena_init(&box->arena, alloc, user, 0);
    luaL_setmetatable(L, CAPAI_META_TABLE);
    if (owner) {
        lua_pushvalue(L, owner);
        lua_setiuservalue(L, -2, 1);
    }
    return box;
}

size_t *table_reserve(lua_State *L, struct table_box *box, size_t count)
{
    size_t *rows = capai_arena_array(&box->arena, count, sizeof *rows);
    if (!rows)
        table_no_memory(L);
    box->rows = rows;
    box->count = box->capacity = count;
    return rows;
}

void table_add_row(lua_State *L, struct table_box *box, size_t row)
{
    size_t *rows =
        capai_arena_grow(&box->arena, box->rows, box->count, &box->capacity, sizeof *rows);
    if (!rows)
        table_no_memory(L);
    box->rows = rows;
    rows[box->count++] = row;
}

void table_all_rows(lua_State *L, struct table_box *box)
{
    size_t count = capai_table_rows(box->table);
    size_t *rows = table_reserve(L, box, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = i;
}

struct table_box *table_at(lua_State *L, int index)
{
    return luaL_checkudata(L, index, CAPAI_META_TABLE);
}

static int table_gc(lua_State *L)
{
    capai_arena_clear(&table_at(L, 1)->arena);
    return 0;
}

/* ---- entries ---- */

static void push_text(lua_State *L, capai_text text)
{
    if (text.size)
        lua_pushlstring(L, text.data, text.size);
    else
        lua_pushnil(L);
}

static void push_cell(lua_State *L, const struct capai_cell *cell)
{
    if (cell->kind == CAPAI_CELL_NUMBER)
        binding_push_decimal(L, cell->number);
    else if (cell->kind == CAPAI_CELL_MISSING || cell->kind == CAPAI_CELL_BROKEN)
        lua_pushnil(L); /* a broken one was reported, and has no value */
    else
        push_text(L, cell->source);
}

/* A count is a Lua integer, so that scripts can compare it with ==. */
static void push_whole(lua_State *L, capai_decimal number)
{
    char text[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(number, CAPAI_NOTATION_PLAIN, text);
    if (!lua_stringtonumber(L, text))
        binding_push_decimal(L, number);
}

void table_push_entry(lua_State *L, const struct capai_column *column, size_t row)
{
    switch (column->kind) {
    case CAPAI_COLUMN_TEXT:
        push_text(L, column->of.texts ? column->of.texts[row] : CAPAI_NO_TEXT);
        break;
    case CAPAI_COLUMN_CELL:
        push_cell(L, &column->of.cells[row]);
        break;
    case CAPAI_COLUMN_VALUE:
    case CAPAI_COLUMN_WHOLE:
        if (column->of.values[row].outcome != CAPAI_NILAI)
            lua_pushnil(L);
        else if (column->kind == CAPAI_COLUMN_WHOLE)
            push_whole(L, column->of.values[row].number);
        else
            binding_push_decimal(L, column->of.values[row].number);
        break;
    }
}

/* ---- columns ---- */

enum { NAMES_MOST = 64 };

static _Noreturn void raise_column(lua_State *L, const struct capai_table *table, capai_text name)
{
    capai_text names[NAMES_MOST];
    struct capai_error error = {0};
    int count = capai_table_columns(table) < NAMES_MOST ? capai_table_columns(table) : NAMES_MOST;
    for (int i = 0; i < count; i++)
        names[i] = capai_table_column_name(table, i);
    capai_fail(
        &error, CAPAI_MSG_FIELD_UNKNOWN,
        CAPAI_WORDS(name, capai_table_name(table), capai_text_nearest(name, names, (size_t)count)));
    binding_raise(L, &error);
}

/* A column of the contract that no file had: nothing stands in it. One per name and Lua state. */
static const struct capai_column *absent_column(lua_State *L, capai_text name)
{
    luaL_getsubtable(L, LUA_REGISTRYINDEX, "capai.absent");
    lua_pushlstring(L, name.data, name.size);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TNIL) {
        lua_pop(L, 1);
        struct capai_column *column = lua_newuserdatauv(L, sizeof *column, 1);
        *column = (struct capai_column){.kind = CAPAI_COLUMN_TEXT};
        column->name = (capai_text){lua_tostring(L, -2), name.size};
        lua_pushvalue(L, -2);
        lua_setiuservalue(L, -2, 1); /* the name lives as long as the column */
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, -5);
    }
    const struct capai_column *column = lua_touserdata(L, -1);
    lua_pop(L, 3);
    return column;
}

const struct capai_column *table_column(lua_State *L, const struct capai_table *table, int arg)
{
    capai_text name;
    name.data = lua_tolstring(L, arg, &name.size);
    int column = capai_table_find(table, name);
    if (column != CAPAI_NO_COLUMN)
        return capai_table_column(table, column);
    if (capai_column_role(capai_table_name(table), name) == CAPAI_COLUMN_FOREIGN)
        raise_column(L, table, name);
    return absent_column(L, name);
}

/* ---- rows ---- */

struct row_box {
    const struct capai_table *table;
    size_t row;
};

void table_push_row(lua_State *L, int index, size_t i)
{
    const struct table_box *box = table_at(L, index);
    index = lua_absindex(L, index);
    struct row_box *row = lua_newuserdatauv(L, sizeof *row, 1);
    *row = (struct row_box){box->table, box->rows[i]};
    luaL_setmetatable(L, CAPAI_META_ROW);
    lua_pushvalue(L, index);
    lua_setiuservalue(L, -2, 1);
}

static int row_index(lua_State *L)
{
    const struct row_box *row = luaL_checkudata(L, 1, CAPAI_META_ROW);
    capai_text name;
    name.data = luaL_tolstring(L, 2, &name.size);
    int column = capai_table_find(row->table, name);
    if (column != CAPAI_NO_COLUMN) {
        table_push_entry(L, capai_table_column(row->table, column), row->row);
        return 1;
    }
    if (!api_find_method(L))
        table_push_entry(L, table_column(L, row->table, 2), row->row);
    return 1;
}

/* (row, name of the column before): the next column and its entry */
static int row_next(lua_State *L)
{
    const struct row_box *row = luaL_checkudata(L, 1, CAPAI_META_ROW);
    int column = 0;
    if (lua_type(L, 2) == LUA_TSTRING) {
        capai_text name;
        name.data = lua_tolstring(L, 2, &name.size);
        column = capai_table_find(row->table, name) + 1;
    }
    if (column >= capai_table_columns(row->table))
        return 0;
    const struct capai_column *c = capai_table_column(row->table, column);
    lua_pushlstring(L, c->name.data, c->name.size);
    table_push_entry(L, c, row->row);
    return 2;
}

static int row_pairs(lua_State *L)
{
    luaL_checkudata(L, 1, CAPAI_META_ROW);
    lua_pushcfunction(L, row_next);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* "indikator { sasaran = ..., capaian = 97.79 }": the entries that are there */
static int row_tostring(lua_State *L)
{
    const struct row_box *row = luaL_checkudata(L, 1, CAPAI_META_ROW);
    luaL_Buffer buffer;
    bool first = true;
    capai_text name = capai_table_name(row->table);
    luaL_buffinit(L, &buffer);
    luaL_addlstring(&buffer, name.data, name.size);
    luaL_addstring(&buffer, " {");
    for (int i = 0; i < capai_table_columns(row->table); i++) {
        char text[CAPAI_DECIMAL_TEXT];
        bool number;
        const struct capai_column *c = capai_table_column(row->table, i);
        capai_text entry = capai_entry_text(c, row->row, CAPAI_NOTATION_PLAIN, text, &number);
        if (!entry.size)
            continue;
        luaL_addstring(&buffer, first ? " " : ", ");
        luaL_addlstring(&buffer, c->name.data, c->name.size);
        luaL_addstring(&buffer, " = ");
        luaL_addlstring(&buffer, entry.data, entry.size);
        first = false;
    }
    luaL_addstring(&buffer, " }");
    luaL_pushresult(&buffer);
    return 1;
}

/* Pushes a cell, taken apart. */
static void push_parts(lua_State *L, const struct capai_cell *cell)
{
    static const char *const kinds[] = {"missing", "number", "grade", "range", "text", "broken"};
    const struct {
        const char *name;
        capai_text text;
    } texts[] = {{"unit", cell->unit},
                 {"grade", cell->grade},
                 {"note", cell->note},
                 {"source", cell->source}};
    lua_createtable(L, 0, 8);
    lua_pushstring(L, kinds[cell->kind]);
    lua_setfield(L, -2, "kind");
    bool range = cell->kind == CAPAI_CELL_RANGE;
    if (cell->has_number) {
        binding_push_decimal(L, cell->number);
        lua_setfield(L, -2, range ? "lower" : "number");
    }
    if (range) {
        binding_push_decimal(L, cell->upper);
        lua_setfield(L, -2, "upper");
    }
    lua_pushboolean(L, cell->percent);
    lua_setfield(L, -2, "percent");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        push_text(L, texts[i].text);
        lua_setfield(L, -2, texts[i].name);
    }
}

static int row_cell(lua_State *L)
{
    const struct row_box *row = lua_touserdata(L, 1);
    const struct capai_column *column = table_column(L, row->table, 2);
    if (column->kind != CAPAI_COLUMN_CELL)
        return 0;
    push_parts(L, &column->of.cells[row->row]);
    return 1;
}

/* row:place(name): nil for a row that was computed */
static int row_place(lua_State *L)
{
    const struct row_box *row = lua_touserdata(L, 1);
    int column = CAPAI_NO_COLUMN;
    if (!lua_isnoneornil(L, 2))
        column = capai_table_find(row->table, table_column(L, row->table, 2)->name);
    struct capai_place place = capai_input_place(row->table, row->row, column);
    if (!place.file)
        return 0;
    lua_createtable(L, 0, 4);
    lua_pushstring(L, place.file);
    lua_setfield(L, -2, "file");
    if (place.sheet) {
        lua_pushstring(L, place.sheet);
        lua_setfield(L, -2, "sheet");
    }
    lua_pushinteger(L, (lua_Integer)place.line);
    lua_setfield(L, -2, "line");
    if (place.column) {
        lua_pushinteger(L, (lua_Integer)place.column);
        lua_setfield(L, -2, "column");
    }
    return 1;
}

static int read_cell(lua_State *L)
{
    struct capai_error error = {0};
    struct capai_cell cell;
    capai_text text;
    bool plain = !lua_isnoneornil(L, 2) && strcmp(lua_tostring(L, 2), "plain") == 0;
    text.data = lua_tolstring(L, 1, &text.size);
    if (capai_cell_parse(text, plain ? CAPAI_NOTATION_PLAIN : CAPAI_NOTATION_INDONESIA,
                         CAPAI_QUANTITY, &cell, &error) != CAPAI_OK)
        return binding_data_error(L, &error);
    push_parts(L, &cell);
    return 1;
}

/* row:text(name): as a report prints it */
static int row_text(lua_State *L)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    const struct row_box *row = lua_touserdata(L, 1);
    const struct capai_column *column = table_column(L, row->table, 2);
    capai_text text =
        column->of.texts ? capai_entry_for_people(column, row->row, buffer) : CAPAI_NO_TEXT;
    lua_pushlstring(L, text.data ? text.data : "", text.size);
    return 1;
}

/* ---- tables ---- */

static const struct api_value table_fields[] = {
    {"name", "string", "Which table it is: indikator."},
    {"[integer]", "capai.row", "Its rows, from 1; nil beyond the last."},
    {NULL, NULL, NULL}};

static int table_index(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    if (lua_isinteger(L, 2)) {
        lua_Integer i = lua_tointeger(L, 2);
        if (i < 1 || (size_t)i > box->count)
            return 0;
        table_push_row(L, 1, (size_t)i - 1);
        return 1;
    }
    if (lua_type(L, 2) == LUA_TSTRING && strcmp(lua_tostring(L, 2), "name") == 0) {
        capai_text name = capai_table_name(box->table);
        lua_pushlstring(L, name.data, name.size);
        return 1;
    }
    return api_method(L, table_fields, CAPAI_META_TABLE);
}

static int table_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)table_at(L, 1)->count);
    return 1;
}

static int table_next(lua_State *L)
{
    lua_Integer i = luaL_optinteger(L, 2, 0);
    const struct table_box *box = table_at(L, 1);
    if (i < 0 || (size_t)i >= box->count)
        return 0;
    lua_pushinteger(L, i + 1);
    table_push_row(L, 1, (size_t)i);
    return 2;
}

static int table_pairs(lua_State *L)
{
    table_at(L, 1);
    lua_pushcfunction(L, table_next);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int table_tostring(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    capai_text name = capai_table_name(box->table);
    lua_pushfstring(L, "capai.table %s (%I x %d)", name.data, (LUAI_UACINT)box->count,
                    capai_table_columns(box->table));
    return 1;
}

static int table_columns(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    lua_newtable(L);
    for (int i = 0; i < capai_table_columns(box->table); i++) {
        capai_text name = capai_table_column_name(box->table, i);
        lua_pushlstring(L, name.data, name.size);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

static void open_table(lua_State *L)
{
    static const luaL_Reg table_meta[] = {
        {"__gc", table_gc},       {"__index", table_index},       {"__len", table_len},
        {"__pairs", table_pairs}, {"__tostring", table_tostring}, {NULL, NULL}};
    static const luaL_Reg row_meta[] = {
        {"__index", row_index}, {"__pairs", row_pairs}, {"__tostring", row_tostring}, {NULL, NULL}};
    api_new_type(L, CAPAI_META_TABLE, table_meta);
    api_new_type(L, CAPAI_META_ROW, row_meta);
}

static const struct api_function functions[] = {
    {"table:columns",
     table_columns,
     "The names of the columns, in their order.",
     {{NULL, NULL, NULL}},
     {{"names", "string[]", ""}},
     NULL},
    {"row:cell",
     row_cell,
     "What the office wrote in an input cell, taken apart: \"A (80,60)\", \"7 - 8 bulan\".",
     {{"column", "string", ""}},
     {{"cell", "capai.cell?", "nil for a column that is no input cell."}},
     NULL},
    {"row:place",
     row_place,
     "Where an entry of an input file stands.",
     {{"column", "string?", "The row when absent."}},
     {{"place", "capai.place?", "nil in a table that was computed."}},
     NULL},
    {"row:text",
     row_text,
     "An entry as a report prints it: Indonesian numbers, a dash where a number is missing.",
     {{"column", "string", ""}},
     {{"text", "string", ""}},
     "print(EV.indikator[1]:text \"capaian\")"},
    {"cell",
     read_cell,
     "What an office wrote, taken apart: \"97,78%\", \"4 Dok\", \"BB (74)\", \"7 - 8 bulan\".",
     {{"text", "string", ""}, {"notation", "notation?", "indonesia when absent."}},
     {{"cell", "capai.cell?", "nil where it cannot be read."},
      {"message", "string?", "Then: what is wrong."},
      {"info", "capai.info?", "Then: the same in parts."}},
     "assert(capai.cell(\"1.234,50 Dok\").number:eq(1234.5))"},
    {.name = NULL}};

static const struct api_value cell_fields[] = {
    {"kind", "\"missing\"|\"number\"|\"grade\"|\"range\"|\"text\"|\"broken\"", ""},
    {"number", "capai.decimal?", "Of a grade the number beside it; a range has none."},
    {"lower", "capai.decimal?", "The lower end of a range."},
    {"upper", "capai.decimal?", "The upper end of a range."},
    {"percent", "boolean", "A percent sign followed the number."},
    {"unit", "string?", "4 Dok: Dok."},
    {"grade", "string?", "BB (74): BB."},
    {"note", "string?", "87,33 (IKM Kab. Jember): IKM Kab. Jember."},
    {"source", "string?", "The whole cell."},
    {NULL, NULL, NULL}};

static const struct api_value place_fields[] = {
    {"file", "string", ""},
    {"sheet", "string?", "Of a workbook."},
    {"line", "integer", "Of a sheet: the row."},
    {"column", "integer?", "In characters; of a sheet: the column. nil for a whole row."},
    {NULL, NULL, NULL}};

static const struct api_value row_fields[] = {{"[string]", "string|integer|capai.decimal|nil",
                                               "The entry of a column: an integer for years, "
                                               "counts and ranks, a decimal for other numbers, a "
                                               "string for the rest; nil where it is missing or "
                                               "could not be read. No such column is an error."},
                                              {NULL, NULL, NULL}};

static const struct api_class classes[] = {
    {"capai.table",
     "Rows of a table, in an order. It never changes: where, sort and so on give new ones.\n\n`#t` "
     "is "
     "the number of rows; `for i, row in ipairs(t)` goes through them.",
     table_fields, NULL},
    {"capai.row",
     "One row. `for name, value in pairs(row)` goes through its columns in their order.",
     row_fields, NULL},
    {"capai.cell", "An input cell, taken apart.", cell_fields, NULL},
    {"capai.place", "Where something stands in a file.", place_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_table = {functions, classes, open_table};
