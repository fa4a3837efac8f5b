/* New tables: chosen and added columns, two tables joined, rows of a script. */
#include "bindings/lua/table.h"

#include <string.h>

/* ---- columns and entries ---- */

static int add_column(lua_State *L, struct capai_table *table, capai_text name,
                      enum capai_column_kind kind)
{
    int column = capai_table_add_column(table, name, kind);
    if (column == CAPAI_NO_COLUMN)
        table_no_memory(L);
    return column;
}

static void copy_entry(struct capai_table *table, int to, size_t row,
                       const struct capai_column *from, size_t source)
{
    switch (from->kind) {
    case CAPAI_COLUMN_TEXT:
        capai_table_texts(table, to)[row] = from->of.texts[source];
        break;
    case CAPAI_COLUMN_CELL:
        capai_table_cells(table, to)[row] = from->of.cells[source];
        break;
    case CAPAI_COLUMN_VALUE:
    case CAPAI_COLUMN_WHOLE:
        capai_table_values(table, to)[row] = from->of.values[source];
        break;
    }
}

/* Pushes a value with a table of its own, named as the one at 1 and with as many rows. */
static struct capai_table *push_new(lua_State *L, size_t rows)
{
    const struct table_box *box = table_at(L, 1);
    struct table_box *made = table_push(L, NULL, 1);
    struct capai_table *table = capai_table_new(capai_table_name(box->table), &made->arena);
    made->table = table;
    if (!table)
        table_no_memory(L);
    for (size_t i = 0; i < rows; i++)
        if (!capai_table_add_row(table))
            table_no_memory(L);
    table_all_rows(L, made);
    return table;
}

static void copy_column(lua_State *L, struct capai_table *table, const struct table_box *box,
                        const struct capai_column *column)
{
    int to = add_column(L, table, column->name, column->kind);
    for (size_t i = 0; i < box->count; i++)
        if (column->of.texts) /* else no file has it */
            copy_entry(table, to, i, column, box->rows[i]);
}

static int table_rename(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    struct capai_table *table = push_new(L, box->count);
    struct table_box *made = table_at(L, -1);
    for (int c = 0; c < capai_table_columns(box->table); c++) {
        struct capai_column column = *capai_table_column(box->table, c);
        lua_pushlstring(L, column.name.data, column.name.size);
        if (lua_rawget(L, 2) == LUA_TSTRING) {
            capai_text name;
            name.data = lua_tolstring(L, -1, &name.size);
            column.name = capai_text_copy(name, &made->arena);
            if (!column.name.data)
                table_no_memory(L);
        }
        lua_pop(L, 1);
        if (capai_table_find(table, column.name) != CAPAI_NO_COLUMN)
            api_argument_wants(L, 2, CAPAI_MSG_LABEL_WANT_DIFFER);
        copy_column(L, table, box, &column);
    }
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) { /* a name that is none is a mistake */
        if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING)
            api_argument_wants(L, 2, CAPAI_MSG_LABEL_WANT_NAMES);
        table_column(L, box->table, lua_gettop(L) - 1);
    }
    return 1;
}

static int table_select(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    const struct capai_column *columns[TABLE_KEYS];
    size_t count = table_columns_from(L, box->table, 2, columns);
    struct capai_table *table = push_new(L, box->count);
    for (size_t i = 0; i < count; i++)
        copy_column(L, table, box, columns[i]);
    return 1;
}

/* ---- entries from a script ---- */

/* What kind of column holds the value at `index`: -1 for nil, which any does. */
static int kind_of(lua_State *L, int index)
{
    if (lua_isnil(L, index))
        return -1;
    if (lua_type(L, index) == LUA_TSTRING)
        return CAPAI_COLUMN_TEXT;
    return lua_isinteger(L, index) ? CAPAI_COLUMN_WHOLE : CAPAI_COLUMN_VALUE;
}

/* Of two kinds the one that holds both: a count among other numbers is a number. -2: none. */
static int common_kind(int a, int b)
{
    if (a < 0 || b < 0)
        return a < 0 ? b : a;
    if (a == b)
        return a;
    return a == CAPAI_COLUMN_TEXT || b == CAPAI_COLUMN_TEXT ? -2 : CAPAI_COLUMN_VALUE;
}

static _Noreturn void raise_mixed(lua_State *L, const char *name)
{
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_COLUMN_MIXED, CAPAI_WORDS(capai_text_of(name)));
    binding_raise(L, &error);
}

/* The kind of a column whose values are the list on top of the stack, in which nil is false. */
static enum capai_column_kind list_kind(lua_State *L, size_t count, const char *name)
{
    int kind = -1;
    for (size_t i = 0; kind != -2 && i < count; i++) {
        capai_decimal x;
        bool inexact;
        if (lua_rawgeti(L, -1, (lua_Integer)i + 1) == LUA_TBOOLEAN) {
            lua_pop(L, 1);
            continue;
        }
        bool usable = lua_type(L, -1) == LUA_TSTRING || binding_to_decimal(L, -1, &x, &inexact);
        kind = usable ? common_kind(kind, kind_of(L, -1)) : -2;
        lua_pop(L, 1);
    }
    if (kind == -2)
        raise_mixed(L, name);
    return kind < 0 ? CAPAI_COLUMN_TEXT : (enum capai_column_kind)kind;
}

/* Adds a column whose entries are the list on top of the stack. */
static void add_list(lua_State *L, struct capai_table *table, struct capai_arena *arena,
                     const char *name, size_t count)
{
    enum capai_column_kind kind = list_kind(L, count, name);
    capai_text copy = capai_text_copy(capai_text_of(name), arena);
    if (!copy.data)
        table_no_memory(L);
    int column = add_column(L, table, copy, kind);
    for (size_t i = 0; i < count; i++, lua_pop(L, 1)) {
        bool inexact;
        if (lua_rawgeti(L, -1, (lua_Integer)i + 1) == LUA_TBOOLEAN)
            continue;
        if (kind == CAPAI_COLUMN_TEXT) {
            capai_text text;
            text.data = lua_tolstring(L, -1, &text.size);
            text = capai_text_copy(text, arena);
            if (!text.data)
                table_no_memory(L);
            capai_table_texts(table, column)[i] = text;
        } else {
            struct capai_value *value = &capai_table_values(table, column)[i];
            value->outcome = CAPAI_NILAI;
            binding_to_decimal(L, -1, &value->number, &inexact);
        }
    }
}

/* Puts the value on top of the stack into a list: false stands for nil, and so cannot be one. */
static void set_list(lua_State *L, int list, size_t i, const char *name)
{
    if (lua_isboolean(L, -1))
        raise_mixed(L, name);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, false);
    }
    lua_rawseti(L, list, (lua_Integer)i + 1);
}

static int table_with(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    capai_text name = capai_text_of(lua_tostring(L, 2));
    if (!name.size || capai_table_find(box->table, name) != CAPAI_NO_COLUMN)
        api_argument_wants(L, 2, CAPAI_MSG_LABEL_WANT_COLUMN_NEW);
    lua_settop(L, 3);
    lua_createtable(L, (int)box->count, 0);
    for (size_t i = 0; i < box->count; i++) {
        lua_pushvalue(L, 3);
        table_push_row(L, 1, i);
        lua_call(L, 1, 1);
        set_list(L, 4, i, name.data);
    }
    struct capai_table *table = push_new(L, box->count);
    struct table_box *made = table_at(L, -1);
    for (int c = 0; c < capai_table_columns(box->table); c++)
        copy_column(L, table, box, capai_table_column(box->table, c));
    lua_pushvalue(L, 4);
    add_list(L, table, &made->arena, name.data, box->count);
    lua_pop(L, 1);
    return 1;
}

/* capai.table(columns, rows): a table from a script */
static int table_new(lua_State *L)
{
    size_t columns = (size_t)lua_rawlen(L, 1), rows = (size_t)lua_rawlen(L, 2);
    lua_settop(L, 3);
    struct table_box *made = table_push(L, NULL, 0);
    capai_text name = capai_text_copy(capai_text_of(luaL_optstring(L, 3, "table")), &made->arena);
    struct capai_table *table = name.data ? capai_table_new(name, &made->arena) : NULL;
    for (size_t i = 0; table && i < rows; i++)
        if (!capai_table_add_row(table))
            table = NULL;
    if (!table)
        table_no_memory(L);
    made->table = table;
    table_all_rows(L, made);
    for (size_t c = 0; c < columns; c++) {
        if (lua_rawgeti(L, 1, (lua_Integer)c + 1) != LUA_TSTRING)
            api_argument_error(L, 1, "string[]");
        const char *column = lua_tostring(L, -1);
        if (capai_table_find(table, capai_text_of(column)) != CAPAI_NO_COLUMN)
            api_argument_wants(L, 1, CAPAI_MSG_LABEL_WANT_DIFFER);
        lua_createtable(L, (int)rows, 0);
        for (size_t i = 0; i < rows; i++) {
            if (lua_rawgeti(L, 2, (lua_Integer)i + 1) != LUA_TTABLE &&
                !luaL_testudata(L, -1, CAPAI_META_ROW))
                api_argument_wants(L, 2, CAPAI_MSG_LABEL_WANT_ROWS);
            lua_getfield(L, -1, column);
            lua_remove(L, -2);
            set_list(L, lua_gettop(L) - 1, i, column);
        }
        add_list(L, table, &made->arena, column, rows);
        lua_settop(L, 4);
    }
    return 1;
}

/* ---- join ---- */

/* Pushes a table from the key of each row of `box` to its number; or returns the number of a row
 * whose key another one has. */
static size_t index_rows(lua_State *L, const struct table_box *box,
                         const struct capai_column *const *columns, size_t count)
{
    lua_newtable(L);
    for (size_t i = 0; i < box->count; i++) {
        table_push_key(L, columns, count, box->rows[i]);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, -3) != LUA_TNIL)
            return i;
        lua_pop(L, 1);
        lua_pushinteger(L, (lua_Integer)i);
        lua_rawset(L, -3);
    }
    return box->count;
}

static int fail_double(lua_State *L, const struct table_box *box,
                       const struct capai_column *const *columns, size_t count, size_t row)
{
    struct capai_error error = {0};
    char text[CAPAI_ERROR_TEXT];
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        table_push_entry(L, columns[i], box->rows[row]);
        capai_text entry;
        entry.data = luaL_tolstring(L, -1, &entry.size);
        size = capai_text_append(text, sizeof text, size, entry);
        lua_pop(L, 2);
    }
    capai_fail(&error, CAPAI_MSG_JOIN_DOUBLE,
               CAPAI_WORDS(capai_table_name(box->table), ((capai_text){text, size})));
    return binding_data_error(L, &error);
}

/* Columns of the other table that are no keys, under a name that is still free. */
static void join_columns(lua_State *L, struct table_box *made, struct capai_table *table,
                         const struct table_box *other, const char *suffix, const size_t *partner)
{
    for (int c = 0; c < capai_table_columns(other->table); c++) {
        const struct capai_column *from = capai_table_column(other->table, c);
        bool key = false;
        for (lua_Integer k = 1; k <= (lua_Integer)lua_rawlen(L, 3); k++, lua_pop(L, 1)) {
            lua_rawgeti(L, 3, k);
            key |= capai_text_equal(capai_text_of(lua_tostring(L, -1)), from->name);
        }
        if (key)
            continue;
        capai_text name = from->name;
        if (capai_table_find(table, name) != CAPAI_NO_COLUMN) {
            lua_pushlstring(L, name.data, name.size);
            lua_pushstring(L, suffix);
            lua_concat(L, 2);
            name = capai_text_copy(capai_text_of(lua_tostring(L, -1)), &made->arena);
            lua_pop(L, 1);
            if (!name.data)
                table_no_memory(L);
            if (capai_table_find(table, name) != CAPAI_NO_COLUMN)
                api_argument_wants(L, 4, CAPAI_MSG_LABEL_WANT_SUFFIX);
        }
        int to = add_column(L, table, name, from->kind);
        for (size_t i = 0; i < made->count; i++)
            if (partner[i])
                copy_entry(table, to, i, from, other->rows[partner[i] - 1]);
    }
}

/* Key columns of both tables, by the list at 3; their number. */
static size_t read_keys(lua_State *L, const struct table_box *box, const struct table_box *other,
                        const struct capai_column **mine, const struct capai_column **theirs)
{
    size_t count = (size_t)lua_rawlen(L, 3);
    if (count < 1 || count > TABLE_KEYS)
        api_argument_wants(L, 3, CAPAI_MSG_LABEL_WANT_COLUMNS);
    for (size_t k = 0; k < count; k++) {
        if (lua_rawgeti(L, 3, (lua_Integer)k + 1) != LUA_TSTRING)
            api_argument_error(L, 3, "string[]");
        mine[k] = table_column(L, box->table, lua_gettop(L));
        theirs[k] = table_column(L, other->table, lua_gettop(L));
        lua_pop(L, 1);
    }
    return count;
}

static int table_join(lua_State *L)
{
    const struct table_box *box = table_at(L, 1), *other = table_at(L, 2);
    const struct capai_column *mine[TABLE_KEYS], *theirs[TABLE_KEYS];
    const char *suffix = luaL_optstring(L, 4, "_2");
    size_t count = read_keys(L, box, other, mine, theirs);
    lua_settop(L, 4);
    size_t row = index_rows(L, other, theirs, count);
    if (row < other->count)
        return fail_double(L, other, theirs, count, row);
    size_t *partner = lua_newuserdatauv(L, (box->count + 1) * sizeof *partner, 0);
    for (size_t i = 0; i < box->count; i++) {
        table_push_key(L, mine, count, box->rows[i]);
        partner[i] = lua_rawget(L, 5) == LUA_TNIL ? 0 : (size_t)lua_tointeger(L, -1) + 1;
        lua_pop(L, 1);
    }
    struct capai_table *table = push_new(L, box->count);
    struct table_box *made = table_at(L, -1);
    lua_createtable(L, 2, 0); /* both keep what the entries point to */
    for (int i = 1; i <= 2; i++) {
        lua_pushvalue(L, i);
        lua_rawseti(L, -2, i);
    }
    lua_setiuservalue(L, -2, 1);
    for (int c = 0; c < capai_table_columns(box->table); c++)
        copy_column(L, table, box, capai_table_column(box->table, c));
    join_columns(L, made, table, other, suffix, partner);
    return 1;
}

static const struct api_function functions[] = {
    {"table",
     table_new,
     "A table from rows of a script, to sort, print or save it.\n\nThe entries of a column are all "
     "text or all numbers; a missing one is nil.",
     {{"columns", "string[]", "Their names, in their order."},
      {"rows", "table[]", "Tables with these fields, or rows."},
      {"name", "string?", "table when absent."}},
     {{"table", "capai.table", ""}},
     "local t = capai.table({ \"nama\", \"nilai\" }, { { nama = \"A\", nilai = 2 }, { nama = \"B\" "
     "} })\n"
     "assert(#t == 2 and t[1].nilai == 2 and t[2].nilai == nil)"},
    {"table:select",
     table_select,
     "The same rows with some of the columns.",
     {{"...", "string", "Columns, in the order that is wanted."}},
     {{"rows", "capai.table", ""}},
     "EV.indikator:select(\"indikator\", \"capaian\"):sort \"-capaian\""},
    {"table:rename",
     table_rename,
     "The same rows under other headings, for people.",
     {{"names", "table<string, string>", "New names by old ones."}},
     {{"rows", "capai.table", ""}},
     "EV:current \"sasaran\":select(\"sasaran\", \"capaian\"):rename { capaian = \"Capaian (%)\" "
     "}"},
    {"table:with",
     table_with,
     "The same rows with one column more.",
     {{"name", "string", "Of the new column."},
      {"value", "function", "Is given each row and returns a number, a text or nil."}},
     {{"rows", "capai.table", ""}},
     "local t = EV.anggaran:with(\"sisa_persen\", function(row)\n"
     "  return row.serapan and 100 - row.serapan\nend)"},
    {"table:join",
     table_join,
     "The same rows with the columns of another table, where a row of that has equal entries in "
     "the "
     "key columns.\n\nA row without a partner stays, with nothing in the new columns.",
     {{"other", "capai.table", "In which no two rows have equal keys."},
      {"on", "string[]", "The key columns, which both have."},
      {"suffix", "string?", "Added to names that both have; _2 when absent."}},
     {{"rows", "capai.table?", "nil where two rows of the other table have equal keys."},
      {"message", "string?", "Then: what is wrong."},
      {"info", "capai.info?", "Then: the same in parts."}},
     "local now = EV.indikator:where { tahun = 2024, jenis = \"sasaran\" }\n"
     "local before = EV.indikator:where { tahun = 2023, jenis = \"sasaran\" }\n"
     "local both = assert(now:join(before, { \"sasaran\", \"indikator\" }, \"_lalu\"))"},
    {.name = NULL}};

const struct api_part api_table_make = {functions, NULL, NULL};
