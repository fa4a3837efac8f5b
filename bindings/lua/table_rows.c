/* Which rows of a table, and in which order: where, sort, group. */
#include "bindings/lua/table.h"

#include <string.h>

#include "capai/dataset.h"

/* A value over the same table as the one at 1, with room for as many rows. */
static size_t *push_rows(lua_State *L, struct table_box **out)
{
    const struct table_box *box = table_at(L, 1);
    *out = table_push(L, box->table, 1);
    return table_reserve(L, *out, box->count);
}

/* ---- where ---- */

/* True when two names meet: without capitals, blanks and punctuation they are the same. */
static bool same_name(lua_State *L, int a, int b)
{
    struct capai_arena *arena = binding_new_arena(L);
    capai_text x, y;
    x.data = lua_tolstring(L, a, &x.size);
    y.data = lua_tolstring(L, b, &y.size);
    x = capai_text_fold(x, arena);
    y = capai_text_fold(y, arena);
    bool same = x.data && y.data && capai_text_equal(x, y);
    capai_arena_clear(arena);
    lua_pop(L, 1);
    return same;
}

/* True when two values of a script are the same: numbers as numbers, names as names, the rest as
 * Lua has it. */
static bool same_value(lua_State *L, int a, int b, bool name)
{
    capai_decimal x, y;
    bool inexact;
    if (lua_type(L, a) == LUA_TSTRING && lua_type(L, b) == LUA_TSTRING)
        return lua_rawequal(L, a, b) ||
               (name && same_name(L, lua_absindex(L, a), lua_absindex(L, b)));
    if (binding_to_decimal(L, a, &x, &inexact) && binding_to_decimal(L, b, &y, &inexact))
        return capai_decimal_compare(x, y) == 0;
    return lua_rawequal(L, a, b);
}

bool table_has_fields(lua_State *L, const struct capai_table *table, size_t row, int fields,
                      int arg)
{
    bool has = true;
    int top = lua_gettop(L);
    for (lua_pushnil(L); has && lua_next(L, fields); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            api_argument_wants(L, arg, CAPAI_MSG_LABEL_WANT_VALUES);
        const struct capai_column *column = table_column(L, table, lua_gettop(L) - 1);
        bool name = capai_column_role(capai_table_name(table), column->name) == CAPAI_COLUMN_NAME;
        table_push_entry(L, column, row);
        has = same_value(L, -1, -2, name);
        lua_pop(L, 1);
    }
    lua_settop(L, top);
    return has;
}

static bool is_wanted(lua_State *L, size_t i)
{
    lua_pushvalue(L, 2);
    table_push_row(L, 1, i);
    lua_call(L, 1, 1);
    bool wanted = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return wanted;
}

static int table_where(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    bool function = lua_isfunction(L, 2);
    struct table_box *found;
    lua_settop(L, 2);
    size_t *rows = push_rows(L, &found), count = 0;
    for (size_t i = 0; i < box->count; i++)
        if (function ? is_wanted(L, i) : table_has_fields(L, box->table, box->rows[i], 2, 2))
            rows[count++] = box->rows[i];
    found->count = count;
    return 1;
}

/* ---- sort ---- */

/* What rows are compared by: columns, or the function at stack index 2. */
struct order {
    lua_State *L;
    const struct table_box *box;
    struct {
        const struct capai_column *column;
        bool down;
    } keys[TABLE_KEYS];
    size_t count; /* 0: by the function */
};

/* The number of an entry; false where it has none. */
static bool number_of(const struct capai_column *column, size_t row, capai_decimal *out)
{
    if (column->kind == CAPAI_COLUMN_TEXT)
        return false;
    if (column->kind == CAPAI_COLUMN_CELL) {
        *out = column->of.cells[row].number;
        return column->of.cells[row].kind == CAPAI_CELL_NUMBER;
    }
    *out = column->of.values[row].number;
    return column->of.values[row].outcome == CAPAI_NILAI;
}

static capai_text text_of(const struct capai_column *column, size_t row)
{
    if (column->kind == CAPAI_COLUMN_TEXT)
        return column->of.texts ? column->of.texts[row] : CAPAI_NO_TEXT;
    return column->kind == CAPAI_COLUMN_CELL ? column->of.cells[row].source : CAPAI_NO_TEXT;
}

/* Numbers first, then words; what is missing comes last, whichever way the order goes. */
static int compare_entries(const struct capai_column *column, bool down, size_t a, size_t b)
{
    capai_decimal x, y;
    bool number_a = number_of(column, a, &x), number_b = number_of(column, b, &y);
    if (number_a != number_b)
        return number_a ? -1 : 1;
    if (number_a)
        return down ? capai_decimal_compare(y, x) : capai_decimal_compare(x, y);
    capai_text s = text_of(column, a), t = text_of(column, b);
    if (!s.size != !t.size)
        return s.size ? -1 : 1;
    return down ? capai_text_compare(t, s) : capai_text_compare(s, t);
}

/* True when row b must stand before row a. */
static bool is_before(const struct order *order, size_t b, size_t a)
{
    lua_State *L = order->L;
    if (order->count == 0) {
        lua_pushvalue(L, 2);
        table_push_row(L, 1, b);
        table_push_row(L, 1, a);
        lua_call(L, 2, 1);
        bool before = lua_toboolean(L, -1);
        lua_pop(L, 1);
        return before;
    }
    for (size_t k = 0; k < order->count; k++) {
        int sign = compare_entries(order->keys[k].column, order->keys[k].down, order->box->rows[b],
                                   order->box->rows[a]);
        if (sign)
            return sign < 0;
    }
    return false;
}

/* Merges two sorted stretches of `from` into `to`; equal rows keep their order. */
static void merge(const struct order *order, const size_t *from, size_t *to, size_t first,
                  size_t middle, size_t last)
{
    size_t a = first, b = middle;
    for (size_t i = first; i < last; i++) {
        bool second = a == middle || (b < last && is_before(order, from[b], from[a]));
        to[i] = from[second ? b++ : a++];
    }
}

static void read_order(lua_State *L, struct order *order)
{
    int top = lua_gettop(L);
    if (lua_isfunction(L, 2)) {
        if (top > 2)
            api_argument_error(L, 3, "nil");
        return;
    }
    if (top < 2 || top - 1 > TABLE_KEYS)
        api_argument_wants(L, 2, CAPAI_MSG_LABEL_WANT_COLUMNS_OR);
    for (int arg = 2; arg <= top; arg++) {
        if (lua_type(L, arg) != LUA_TSTRING)
            api_argument_error(L, arg, "string");
        const char *name = lua_tostring(L, arg);
        order->keys[order->count].down = *name == '-';
        lua_pushstring(L, name + (*name == '-'));
        order->keys[order->count++].column = table_column(L, order->box->table, -1);
        lua_pop(L, 1);
    }
}

static int table_sort(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    struct order order = {.L = L, .box = box};
    struct table_box *sorted;
    size_t count = box->count;
    read_order(L, &order);
    size_t *rows = push_rows(L, &sorted);
    /* what is sorted are places in the old order, and only the end turns them into rows */
    size_t *from = lua_newuserdatauv(L, (count + 1) * sizeof *from, 0);
    size_t *to = lua_newuserdatauv(L, (count + 1) * sizeof *to, 0);
    for (size_t i = 0; i < count; i++)
        from[i] = i;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t first = 0; first < count; first += 2 * width) {
            size_t middle = first + width < count ? first + width : count;
            size_t last = middle + width < count ? middle + width : count;
            merge(&order, from, to, first, middle, last);
        }
        size_t *swap = from;
        from = to;
        to = swap;
    }
    for (size_t i = 0; i < count; i++)
        rows[i] = box->rows[from[i]];
    lua_pop(L, 2);
    return 1;
}

/* ---- group ---- */

/* Replaces the entry on top of the stack by text that is the same for equal entries only. */
static void make_comparable(lua_State *L)
{
    const capai_decimal *number = luaL_testudata(L, -1, CAPAI_META_DECIMAL);
    if (number) { /* 83.20 is 83.2 */
        char text[CAPAI_DECIMAL_TEXT];
        size_t size = capai_decimal_format(*number, CAPAI_NOTATION_PLAIN, text);
        while (capai_decimal_decimals(*number) && text[size - 1] == '0')
            size--;
        lua_pushlstring(L, text, size - (text[size - 1] == '.'));
    } else {
        luaL_tolstring(L, -1, NULL);
    }
    lua_remove(L, -2);
}

void table_push_key(lua_State *L, const struct capai_column *const *columns, size_t count,
                    size_t row)
{
    luaL_checkstack(L, (int)count * 3 + 4, NULL);
    for (size_t i = 0; i < count; i++) {
        table_push_entry(L, columns[i], row);
        bool missing = lua_isnil(L, -1);
        make_comparable(L);
        lua_pushfstring(L, "%s%I:", missing ? "-" : "", (LUAI_UACINT)lua_rawlen(L, -1));
        lua_insert(L, -2);
    }
    lua_concat(L, (int)count * 2);
}

size_t table_columns_from(lua_State *L, const struct capai_table *table, int arg,
                          const struct capai_column **columns)
{
    size_t count = 0;
    int last = lua_gettop(L);
    if (last < arg || last - arg >= TABLE_KEYS)
        api_argument_wants(L, arg, CAPAI_MSG_LABEL_WANT_COLUMNS);
    for (; arg <= last; arg++)
        columns[count++] = table_column(L, table, arg);
    return count;
}

static int table_group(lua_State *L)
{
    const struct table_box *box = table_at(L, 1);
    const struct capai_column *columns[TABLE_KEYS];
    size_t count = table_columns_from(L, box->table, 2, columns);
    lua_Integer groups = 0;
    lua_newtable(L);
    int list = lua_gettop(L);
    lua_newtable(L); /* key: number of the group */
    for (size_t i = 0; i < box->count; i++) {
        table_push_key(L, columns, count, box->rows[i]);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, list + 1) == LUA_TNIL) {
            lua_pop(L, 1);
            lua_pushinteger(L, ++groups);
            lua_rawset(L, list + 1);
            table_push(L, box->table, 1);
            lua_rawseti(L, list, groups);
            lua_pushinteger(L, groups);
        } else {
            lua_remove(L, -2);
        }
        lua_rawgeti(L, list, lua_tointeger(L, -1));
        table_add_row(L, table_at(L, -1), box->rows[i]);
        lua_settop(L, list + 1);
    }
    lua_settop(L, list);
    return 1;
}

static const struct api_function functions[] = {
    {"table:where",
     table_where,
     "The rows that are wanted, in their order.",
     {{"wanted", "table<string, any>|function",
       "Columns with the value that they must have (names of tujuan, sasaran and indikator without "
       "regard to capitals, blanks and punctuation), or a function that is given each row and says "
       "whether it is wanted."}},
     {{"rows", "capai.table", ""}},
     "local rows = EV.indikator:where { tahun = 2024, predikat = \"Sangat Tinggi\" }\n"
     "local weak = EV.indikator:where(function(row) return row.capaian and row.capaian < "
     "capai.decimal(100) end)"},
    {"table:sort",
     table_sort,
     "The rows in another order. Equal rows keep theirs; missing entries come last.",
     {{"...", "string|function",
       "Columns, the weightiest first, with - before one that goes down; or one function that is "
       "given two rows and says whether the first stands before the second."}},
     {{"rows", "capai.table", ""}},
     "local best = EV.indikator:sort(\"-capaian\", \"indikator\")[1]"},
    {"table:group",
     table_group,
     "The rows parted by the entries of some columns, by first appearance.",
     {{"...", "string", "Columns."}},
     {{"groups", "capai.table[]",
       "Never empty: group[1] has the entries that all its rows share."}},
     "for _, group in ipairs(EV:budget():group \"jenjang\") do\n"
     "  print(group[1].jenjang, group:sum \"pagu\")\nend"},
    {.name = NULL}};

const struct api_part api_table_rows = {functions, NULL, NULL};
