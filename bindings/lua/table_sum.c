/* Sums and means over the rows of a table. */
#include "bindings/lua/table.h"

/* Pushes what a row contributes: the entry of a column, or what a function makes of the row. */
static void push_contribution(lua_State *L, const struct table_box *box,
                              const struct capai_column *column, size_t i)
{
    if (column) {
        table_push_entry(L, column, box->rows[i]);
        return;
    }
    lua_pushvalue(L, 2);
    table_push_row(L, 1, i);
    lua_call(L, 1, 1);
}

static _Noreturn void raise_number(lua_State *L)
{
    struct capai_error error = {0};
    capai_text text;
    text.data = luaL_tolstring(L, -1, &text.size);
    capai_fail(&error, CAPAI_MSG_SUM_NUMBER, CAPAI_WORDS(text));
    binding_raise(L, &error);
}

static _Noreturn void raise_range(lua_State *L)
{
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    binding_raise(L, &error);
}

/* The sum of what the rows contribute, and how many of them do. */
static capai_decimal add_up(lua_State *L, size_t *entered)
{
    const struct table_box *box = table_at(L, 1);
    const struct capai_column *column =
        lua_isfunction(L, 2) ? NULL : table_column(L, box->table, 2);
    capai_decimal sum = capai_decimal_from_int(0);
    unsigned flags = 0;
    *entered = 0;
    for (size_t i = 0; i < box->count; i++) {
        capai_decimal x;
        bool inexact;
        push_contribution(L, box, column, i);
        if (!lua_isnil(L, -1)) {
            if (lua_type(L, -1) == LUA_TSTRING || !binding_to_decimal(L, -1, &x, &inexact))
                raise_number(L);
            sum = capai_decimal_add(sum, x, CAPAI_HALF_EVEN, &flags);
            ++*entered;
        }
        lua_pop(L, 1);
    }
    if (flags) /* a sum is exact or not at all */
        raise_range(L);
    return sum;
}

static int table_sum(lua_State *L)
{
    size_t entered;
    capai_decimal sum = add_up(L, &entered);
    if (entered)
        binding_push_decimal(L, sum);
    else
        lua_pushnil(L);
    lua_pushinteger(L, (lua_Integer)entered);
    return 2;
}

static int table_mean(lua_State *L)
{
    size_t entered;
    unsigned flags = 0;
    capai_decimal sum = add_up(L, &entered);
    if (entered)
        binding_push_decimal(L, capai_decimal_divide(sum, capai_decimal_from_int((int64_t)entered),
                                                     CAPAI_HALF_EVEN, &flags));
    else
        lua_pushnil(L);
    lua_pushinteger(L, (lua_Integer)entered);
    return 2;
}

#define WHAT                                                                                       \
    {                                                                                              \
        {                                                                                          \
            "what", "string|function",                                                             \
                "A column, or a function that is given each row and returns a number, or nil for " \
                "a row that does not enter."                                                       \
        }                                                                                          \
    }

static const struct api_function functions[] = {
    {"table:sum",
     table_sum,
     "The exact sum over the rows.\n\nA row without a value does not enter: a missing value is "
     "never "
     "zero. Text is an error.",
     WHAT,
     {{"sum", "capai.decimal?", "nil where no row has a value."},
      {"entered", "integer", "How many rows have one."}},
     "local pagu, lines = EV:budget():where { jenjang = \"program\" }:sum \"pagu\""},
    {"table:mean",
     table_mean,
     "The mean over the rows that have a value: the exact sum, divided once, to 34 digits.",
     WHAT,
     {{"mean", "capai.decimal?", "nil where no row has a value."},
      {"entered", "integer", "How many rows have one."}},
     "local mean = EV:current \"sasaran\":mean \"capaian\""},
    {.name = NULL}};

const struct api_part api_table_sum = {functions, NULL, NULL};
