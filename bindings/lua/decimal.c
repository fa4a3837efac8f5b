/* capai.decimal: exact numbers for scripts. */
#include "bindings/lua/api.h"

#include <stdio.h>

const char binding_decimal_type[] = "capai.decimal";

void binding_push_decimal(lua_State *L, capai_decimal x)
{
    capai_decimal *box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = x;
    api_be(L, CAPAI_META_DECIMAL);
}

enum { NUMBER_TEXT = 40, EXPONENT_MAX = 60, PLAIN_TEXT = NUMBER_TEXT + EXPONENT_MAX + 2 };

/* "1.5e-07" as "0.00000015"; false when the exponent is beyond what data can have. */
static bool expand(const char *text, char *plain, size_t *size)
{
    char digits[NUMBER_TEXT];
    size_t n = 0, length = 0;
    int point = -1, exponent = 0;
    const char *p = text + (*text == '-');
    for (; *p && *p != 'e'; p++)
        if (*p == '.')
            point = (int)n;
        else
            digits[n++] = *p;
    point = point < 0 ? (int)n : point;
    if (*p == 'e') {
        bool negative = p[1] == '-';
        for (p += 2; *p && exponent <= EXPONENT_MAX; p++)
            exponent = exponent * 10 + (*p - '0');
        exponent = negative ? -exponent : exponent;
    }
    if (exponent > EXPONENT_MAX || exponent < -EXPONENT_MAX)
        return false;
    point += exponent;
    if (*text == '-')
        plain[length++] = '-';
    if (point <= 0)
        plain[length++] = '0';
    for (int i = point < 0 ? point : 0; i < (int)n || i < point; i++) {
        if (i == point || (point <= 0 && i == (point < 0 ? point : 0)))
            plain[length++] = '.';
        plain[length++] = i >= 0 && i < (int)n ? digits[i] : '0';
    }
    *size = length;
    return true;
}

/* A Lua number stands for the decimal that its shortest form shows. The only place where binary
 * floating point is touched: it is printed and read back, never computed with. */
static bool from_number(lua_State *L, int index, capai_decimal *out)
{
    char text[NUMBER_TEXT], plain[PLAIN_TEXT];
    size_t length;
    if (lua_isinteger(L, index)) {
        *out = capai_decimal_from_int(lua_tointeger(L, index));
        return true;
    }
    int size = snprintf(text, sizeof text, "%.15g", lua_tonumber(L, index));
    if (size <= 0 || (size_t)size >= sizeof text || lua_stringtonumber(L, text) == 0)
        return false; /* infinities and NaN are not read back */
    /* 1e+20 reads back as a float too: compare as numbers */
    bool same = lua_compare(L, index < 0 ? index - 1 : index, -1, LUA_OPEQ);
    lua_pop(L, 1);
    return same && expand(text, plain, &length) &&
           capai_decimal_parse((capai_text){plain, length}, out, NULL) == CAPAI_OK;
}

const char *binding_push_number(lua_State *L, int index)
{
    char text[NUMBER_TEXT];
    if (lua_type(L, index) != LUA_TNUMBER || lua_isinteger(L, index))
        return luaL_tolstring(L, index, NULL);
    if (!lua_compare(L, index, index, LUA_OPEQ))
        return lua_pushliteral(L, "nan"); /* its sign differs from machine to machine */
    int size = snprintf(text, sizeof text, "%.17g", lua_tonumber(L, index));
    return lua_pushlstring(L, text, size > 0 ? (size_t)size : 0);
}

bool binding_to_decimal(lua_State *L, int index, capai_decimal *out, bool *inexact)
{
    const capai_decimal *box = api_box(L, index, CAPAI_META_DECIMAL);
    struct capai_cell cell;
    size_t size;
    *inexact = false;
    if (box) {
        *out = *box;
        return true;
    }
    if (lua_type(L, index) == LUA_TNUMBER) {
        *inexact = !from_number(L, index, out);
        return !*inexact;
    }
    if (lua_type(L, index) != LUA_TSTRING)
        return false;
    const char *text = lua_tolstring(L, index, &size);
    if (capai_cell_parse((capai_text){text, size}, CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, &cell,
                         NULL) != CAPAI_OK ||
        !capai_cell_is_bare(&cell) || cell.ambiguous)
        return false;
    *out = cell.number;
    return true;
}

capai_decimal binding_decimal_at(lua_State *L, int index)
{
    capai_decimal x;
    bool inexact;
    lua_Debug ar;
    struct capai_error error = {0};
    if (binding_to_decimal(L, index, &x, &inexact))
        return x;
    /* arguments of functions have been checked: this is the other side of an operator */
    lua_getstack(L, 0, &ar);
    lua_getinfo(L, "n", &ar);
    const char *number = lua_pushfstring(L, "#%d", index);
    if (lua_isnil(L, index))
        capai_fail(&error, CAPAI_MSG_OPERAND_NIL, CAPAI_NO_WORDS);
    capai_fail(&error, CAPAI_MSG_ARGUMENT,
               CAPAI_WORDS(capai_text_of(number), capai_text_of(ar.name ? ar.name : "?"),
                           capai_text_of(inexact ? API_INEXACT : "decimal"),
                           capai_text_of(luaL_typename(L, index))));
    binding_raise(L, &error);
}

typedef capai_decimal (*operation)(capai_decimal, capai_decimal, enum capai_rounding, unsigned *);

static int arithmetic(lua_State *L, operation op)
{
    unsigned flags = 0;
    capai_decimal x =
        op(binding_decimal_at(L, 1), binding_decimal_at(L, 2), CAPAI_HALF_EVEN, &flags);
    struct capai_error error = {0};
    if (flags & CAPAI_DIVISION_BY_ZERO)
        capai_fail(&error, CAPAI_MSG_DIVISION_BY_ZERO, CAPAI_NO_WORDS);
    else if (flags & CAPAI_RANGE)
        capai_fail(&error, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    if (error.status)
        binding_raise(L, &error);
    binding_push_decimal(L, x);
    return 1;
}

static int decimal_add(lua_State *L)
{
    return arithmetic(L, capai_decimal_add);
}

static int decimal_sub(lua_State *L)
{
    return arithmetic(L, capai_decimal_subtract);
}

static int decimal_mul(lua_State *L)
{
    return arithmetic(L, capai_decimal_multiply);
}

static int decimal_div(lua_State *L)
{
    return arithmetic(L, capai_decimal_divide);
}

static int decimal_unm(lua_State *L)
{
    binding_push_decimal(L, capai_decimal_negate(binding_decimal_at(L, 1)));
    return 1;
}

static int compare(lua_State *L)
{
    return capai_decimal_compare(binding_decimal_at(L, 1), binding_decimal_at(L, 2));
}

static int decimal_eq(lua_State *L)
{
    lua_pushboolean(L, compare(L) == 0);
    return 1;
}

static int decimal_lt(lua_State *L)
{
    lua_pushboolean(L, compare(L) < 0);
    return 1;
}

static int decimal_le(lua_State *L)
{
    lua_pushboolean(L, compare(L) <= 0);
    return 1;
}

static int decimal_is_zero(lua_State *L)
{
    lua_pushboolean(L, capai_decimal_sign(binding_decimal_at(L, 1)) == 0);
    return 1;
}

static int decimal_tostring(lua_State *L)
{
    char text[CAPAI_DECIMAL_TEXT];
    const capai_decimal *x = luaL_checkudata(L, 1, CAPAI_META_DECIMAL);
    lua_pushlstring(L, text, capai_decimal_format(*x, CAPAI_NOTATION_PLAIN, text));
    return 1;
}

static int decimal_new(lua_State *L)
{
    binding_push_decimal(L, binding_decimal_at(L, 1));
    return 1;
}

enum capai_rounding binding_rounding_at(lua_State *L, int index)
{
    const char *modes[CAPAI_ROUNDING_COUNT + 1] = {NULL};
    for (int i = 0; i < CAPAI_ROUNDING_COUNT; i++)
        modes[i] = capai_rounding_name((enum capai_rounding)i);
    return (enum capai_rounding)luaL_checkoption(L, index, "half_up", modes);
}

static int decimal_round(lua_State *L)
{
    unsigned flags = 0;
    lua_Integer digits = lua_tointeger(L, 2);
    if (digits < 0 || digits > CAPAI_ROUND_DIGITS)
        api_argument_error(L, 2, "integer 0 .. 12");
    capai_decimal x = capai_decimal_round(binding_decimal_at(L, 1), (int)digits,
                                          binding_rounding_at(L, 3), &flags);
    struct capai_error error = {0};
    if (flags) {
        capai_fail(&error, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
        binding_raise(L, &error);
    }
    binding_push_decimal(L, x);
    return 1;
}

static const struct api_function functions[] = {
    {"decimal",
     decimal_new,
     "An exact number.\n\nA Lua number is the decimal that its shortest form shows (76.61), with "
     "at "
     "most 15 digits; a text is read in Indonesian notation (\"1.234,50\") or plainly "
     "(\"1234.5\").",
     {{"x", "decimal", ""}},
     {{"x", "capai.decimal", ""}},
     "assert(capai.decimal \"1.234,50\" + 0.5 == capai.decimal(1235))"},
    {"round",
     decimal_round,
     "A number with exactly so many decimals.",
     {{"x", "decimal", ""},
      {"digits", "integer", "Decimals, 0 to 12."},
      {"mode", "rounding?", "half_up when absent."}},
     {{"x", "capai.decimal", ""}},
     "assert(tostring(capai.round(\"97,785\", 2)) == \"97.79\")\n"
     "assert(tostring(capai.round(\"97,785\", 2, \"down\")) == \"97.78\")"},
    {"decimal:is_zero",
     decimal_is_zero,
     "True for 0, however many decimals it has.",
     {{NULL, NULL, NULL}},
     {{"zero", "boolean", ""}},
     NULL},
    {"decimal:eq",
     decimal_eq,
     "True when both are equal as numbers.\n\nLua itself calls a decimal and a Lua number unequal: "
     "write x:eq(5) and not x == 5.",
     {{"y", "decimal", ""}},
     {{"equal", "boolean", ""}},
     "assert(capai.decimal \"83,20\":eq(83.2))"},
    {.name = NULL}};

static const struct api_value operators[] = {
    {"add", "decimal", "capai.decimal"}, {"sub", "decimal", "capai.decimal"},
    {"mul", "decimal", "capai.decimal"}, {"div", "decimal", "capai.decimal"},
    {"unm", NULL, "capai.decimal"},      {NULL, NULL, NULL}};

static const struct api_class classes[] = {
    {"capai.decimal",
     "An exact decimal number of up to 34 digits. It never changes.\n\n`+ - * /` and unary minus "
     "give "
     "decimals and take what capai.decimal takes; a result that needs more than 34 digits is "
     "rounded to 34, a zero divisor raises. `== < <= > >=` compare decimals. tostring gives plain "
     "digits "
     "(97.78) with the decimals that the number has.",
     NULL, operators},
    {NULL, NULL, NULL, NULL}};

static void open_decimal(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__add", decimal_add},
                                    {"__sub", decimal_sub},
                                    {"__mul", decimal_mul},
                                    {"__div", decimal_div},
                                    {"__unm", decimal_unm},
                                    {"__eq", decimal_eq},
                                    {"__lt", decimal_lt},
                                    {"__le", decimal_le},
                                    {"__tostring", decimal_tostring},
                                    {NULL, NULL}};
    api_new_type(L, CAPAI_META_DECIMAL, meta);
}

const struct api_part api_decimal = {functions, classes, open_decimal};
