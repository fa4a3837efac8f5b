/* Arguments checked against the descriptions, and the functions put where they are called. */
#include "bindings/lua/api.h"

#include <string.h>

enum { FIELDS_MOST = 64 };

const struct api_value api_aliases[] = {
    {"rounding", "\"half_up\"|\"half_even\"|\"down\"|\"up\"|\"floor\"|\"ceil\"",
     "What happens to the digits that go: half_up is the norm (ties away from zero), down "
     "truncates, up goes away from zero."},
    {"notation", "\"indonesia\"|\"plain\"",
     "How numbers are written: 1.234.567,89 or 1234567.89 (also 1,234,567.89)."},
    {"input",
     "\"opd\"|\"indikator\"|\"anggaran\"|\"sasaran\"|\"output\"|\"skm\"|\"lke\"|\"rencana_aksi\"|"
     "\"renstra\"|\"skm_lapor\"|\"narasi\"|\"tabel\"|\"padanan\"",
     "A file of a data set; of a workbook the sheet of that name."},
    {NULL, NULL, NULL}};

/* ---- one type ---- */

static capai_text alias_of(capai_text type)
{
    for (const struct api_value *alias = api_aliases; alias->name; alias++)
        if (capai_text_equal(type, capai_text_of(alias->name)))
            return capai_text_of(alias->type);
    return type;
}

/* Takes the next alternative off a type. */
static capai_text take_alternative(capai_text *type)
{
    const char *bar = memchr(type->data, '|', type->size);
    size_t size = bar ? (size_t)(bar - type->data) : type->size;
    capai_text one = {type->data, size};
    size_t rest = bar ? size + 1 : size;
    *type = (capai_text){type->data + rest, type->size - rest};
    return one;
}

static bool is_word(lua_State *L, int index, capai_text quoted)
{
    capai_text value;
    if (lua_type(L, index) != LUA_TSTRING)
        return false;
    value.data = lua_tolstring(L, index, &value.size);
    return capai_text_equal(value, (capai_text){quoted.data + 1, quoted.size - 2});
}

/* Pushes the metatable of a type of ours and returns true; false, nothing pushed, for other types.
 */
static bool push_class(lua_State *L, capai_text type)
{
    lua_pushlstring(L, type.data, type.size);
    bool found = lua_gettable(L, LUA_REGISTRYINDEX) == LUA_TTABLE && type.size > 6 &&
                 memcmp(type.data, "capai.", 6) == 0;
    if (!found)
        lua_pop(L, 1);
    return found;
}

static bool is_object(lua_State *L, int index, capai_text type)
{
    int top = lua_gettop(L);
    if (!push_class(L, type))
        return lua_istable(L, index); /* whose keys the function checks itself */
    bool same = lua_type(L, index) == LUA_TUSERDATA && lua_getmetatable(L, index);
    same = same && lua_rawequal(L, -1, -2);
    lua_settop(L, top);
    return same;
}

/* True when the value is of one plain type: no alternatives, no question mark. */
static bool is_type(lua_State *L, int index, capai_text type)
{
    static const struct {
        const char *name;
        int type;
    } plain[] = {{"string", LUA_TSTRING},     {"boolean", LUA_TBOOLEAN}, {"table", LUA_TTABLE},
                 {"function", LUA_TFUNCTION}, {"nil", LUA_TNIL},         {NULL, 0}};
    capai_decimal x;
    bool inexact;
    if (type.data[0] == '"')
        return is_word(L, index, type);
    if (capai_text_equal(type, CAPAI_TEXT("any")))
        return lua_type(L, index) != LUA_TNONE;
    if (capai_text_equal(type, CAPAI_TEXT("decimal")))
        return binding_to_decimal(L, index, &x, &inexact);
    if (capai_text_equal(type, CAPAI_TEXT("integer"))) {
        int whole = 0;
        if (lua_type(L, index) == LUA_TNUMBER)
            lua_tointegerx(L, index, &whole);
        return whole;
    }
    for (int i = 0; plain[i].name; i++)
        if (capai_text_equal(type, capai_text_of(plain[i].name)))
            return lua_type(L, index) == plain[i].type;
    if (type.size > 2 && memcmp(type.data + type.size - 2, "[]", 2) == 0)
        return lua_istable(L, index);
    return is_object(L, index, type);
}

static bool is_optional(capai_text type)
{
    return type.size && type.data[type.size - 1] == '?';
}

static bool matches(lua_State *L, int index, capai_text type)
{
    if (is_optional(type)) {
        if (lua_isnoneornil(L, index))
            return true;
        type.size--;
    }
    type = alias_of(type);
    while (type.size)
        if (is_type(L, index, take_alternative(&type)))
            return true;
    return false;
}

/* ---- misuse ---- */

/* Pushes what came: a word in quotes, else the name of the type. */
static const char *push_got(lua_State *L, int index, bool word)
{
    if (word && lua_type(L, index) == LUA_TSTRING)
        return lua_pushfstring(L, "\"%s\"", lua_tostring(L, index));
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING)
        return lua_tostring(L, -1);
    return lua_pushstring(L, luaL_typename(L, index));
}

enum { READABLE_MOST = 96 }; /* bytes of a type that a message has room for */

static bool is_ours(capai_text type)
{
    return type.size > 6 && memcmp(type.data, "capai.", 6) == 0;
}

/* Pushes a type as a person reads it: what is no type of ours is a table. Of a long list of words
 * it has the first. */
static capai_text push_readable(lua_State *L, capai_text type)
{
    capai_text text, rest = type, first = take_alternative(&rest);
    luaL_Buffer buffer;
    if (!rest.size && first.size <= READABLE_MOST && !is_ours(first))
        return type; /* as it is: the word of a message is known by where it lies */
    luaL_buffinit(L, &buffer);
    while (type.size) {
        capai_text one = take_alternative(&type);
        if (luaL_bufflen(&buffer) + one.size > READABLE_MOST) {
            luaL_addstring(&buffer, "...");
            break;
        }
        if (is_ours(one)) {
            lua_pushlstring(L, one.data, one.size);
            if (lua_rawget(L, LUA_REGISTRYINDEX) != LUA_TTABLE)
                one = CAPAI_TEXT("table");
            lua_pop(L, 1);
        }
        luaL_addlstring(&buffer, one.data, one.size);
        if (type.size)
            luaL_addstring(&buffer, " | ");
    }
    luaL_pushresult(&buffer);
    text.data = lua_tolstring(L, -1, &text.size);
    return text;
}

/* The word of the type that is most like the one that came. */
static capai_text nearest_word(lua_State *L, int index, capai_text type)
{
    capai_text words[16], value;
    size_t count = 0;
    if (lua_type(L, index) != LUA_TSTRING)
        return CAPAI_NO_TEXT;
    value.data = lua_tolstring(L, index, &value.size);
    while (type.size && count < 16) {
        capai_text one = take_alternative(&type);
        if (one.data[0] == '"')
            words[count++] = (capai_text){one.data + 1, one.size - 2};
    }
    return capai_text_nearest(value, words, count);
}

/* True for "1.234". */
static bool is_ambiguous(lua_State *L, int index)
{
    struct capai_cell cell;
    capai_text text;
    if (lua_type(L, index) != LUA_TSTRING)
        return false;
    text.data = lua_tolstring(L, index, &text.size);
    return capai_cell_parse(text, CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, &cell, NULL) ==
               CAPAI_OK &&
           cell.ambiguous;
}

static _Noreturn void raise_argument(lua_State *L, const struct api_function *function, int arg,
                                     const char *param, capai_text expected)
{
    struct capai_error error = {0};
    const char *colon = strchr(function->name, ':');
    if (is_optional(expected))
        expected.size--;
    capai_text type = alias_of(expected);
    capai_decimal x;
    bool inexact = false;
    /* first what came: what is pushed later could stand where an argument is missing */
    capai_text near = nearest_word(L, arg, type);
    bool decimal = capai_text_equal(type, CAPAI_TEXT("decimal"));
    if (decimal && !binding_to_decimal(L, arg, &x, &inexact) && inexact)
        type = capai_text_of(API_INEXACT);
    if (decimal && is_ambiguous(L, arg))
        type = CAPAI_TEXT("decimal (\"1234\"|\"1,234\")"); /* what 1.234 may mean */
    /* of a word, and of a text that is no number, the text itself says most */
    const char *got = push_got(L, arg, decimal || memchr(type.data, '"', type.size) != NULL);
    type = push_readable(L, type);
    /* the object of a method does not count, as in Lua's own messages */
    int number = colon ? arg - 1 : arg;
    const char *which = number ? lua_pushfstring(L, "#%d %s", number, param) : param;
    const char *name = lua_pushfstring(L, colon ? "%s" : "capai.%s", function->name);
    capai_fail(
        &error, CAPAI_MSG_ARGUMENT,
        CAPAI_WORDS(capai_text_of(which), capai_text_of(name), type, capai_text_of(got), near));
    binding_raise(L, &error);
}

/* The description of the function that runs, which its closure carries. */
static const struct api_function *running(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(1));
}

/* Of the argument that this is, the name. */
static const char *param_of(const struct api_function *function, int arg)
{
    int index = arg - (strchr(function->name, ':') ? 2 : 1);
    const char *param = index < 0 ? "self" : function->params[0].name;
    for (int i = 0; i <= index && i < API_PARAMS && function->params[i].name; i++)
        param = function->params[i].name;
    return param;
}

_Noreturn void api_argument_error(lua_State *L, int arg, const char *expected)
{
    const struct api_function *function = running(L);
    raise_argument(L, function, arg, param_of(function, arg), capai_text_of(expected));
}

_Noreturn void api_argument_wants(lua_State *L, int arg, enum capai_message label)
{
    const struct api_function *function = running(L);
    raise_argument(L, function, arg, param_of(function, arg), capai_message_word(label));
}

static int call(lua_State *L)
{
    const struct api_function *function = running(L);
    const char *colon = strchr(function->name, ':');
    int arg = 1;
    if (colon) {
        char type[64] = "capai.";
        size_t size = (size_t)(colon - function->name);
        memcpy(type + 6, function->name, size);
        if (!is_type(L, 1, (capai_text){type, size + 6}))
            raise_argument(L, function, 1, "self", (capai_text){type, size + 6});
        arg = 2;
    }
    for (const struct api_value *param = function->params; param->name; param++) {
        bool rest = strcmp(param->name, "...") == 0;
        int last = rest ? lua_gettop(L) : arg;
        for (; arg <= last; arg++)
            if (!matches(L, arg, capai_text_of(param->type)))
                raise_argument(L, function, arg, param->name, capai_text_of(param->type));
        if (param == &function->params[API_PARAMS - 1])
            break;
    }
    int count = function->call(L);
    if (count || !function->returns[0].name)
        return count;
    lua_pushnil(L); /* no value is nil, also where a function counts what it is given */
    return 1;
}

bool api_find_method(lua_State *L)
{
    lua_getmetatable(L, 1);
    luaL_getsubtable(L, -1, "methods");
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) != LUA_TNIL)
        return true;
    lua_pop(L, 3);
    return false;
}

/* Adds a name to a list that is kept in byte order, so that the nearest is always the same. */
static size_t add_name(capai_text *names, size_t count, capai_text name)
{
    size_t i = count;
    if (count == FIELDS_MOST)
        return count;
    for (; i > 0 && capai_text_compare(name, names[i - 1]) < 0; i--)
        names[i] = names[i - 1];
    names[i] = name;
    return count + 1;
}

int api_method(lua_State *L, const struct api_value *fields, const char *what)
{
    capai_text names[FIELDS_MOST], key;
    struct capai_error error = {0};
    size_t count = 0;
    if (api_find_method(L))
        return 1;
    for (; fields->name; fields++)
        if (fields->name[0] != '[')
            count = add_name(names, count, capai_text_of(fields->name));
    lua_getmetatable(L, 1);
    luaL_getsubtable(L, -1, "methods");
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
        count = add_name(names, count, capai_text_of(lua_tostring(L, -2)));
    if (!lua_isstring(L, 2)) /* a message shows no address */
        lua_pushstring(L, luaL_typename(L, 2));
    else
        lua_pushvalue(L, 2);
    key.data = lua_tolstring(L, -1, &key.size);
    capai_fail(&error, CAPAI_MSG_FIELD_UNKNOWN,
               CAPAI_WORDS(key, capai_text_of(what), capai_text_nearest(key, names, count)));
    binding_raise(L, &error);
}

/* ---- putting functions in their places ---- */

lua_CFunction api_function_at(lua_State *L, int index)
{
    if (lua_tocfunction(L, index) != call || !lua_getupvalue(L, index, 1))
        return NULL;
    const struct api_function *function = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return function->call;
}

enum { TYPE_NAME = 1 }; /* in a metatable: the address of its name, which no script can make */

void api_new_type(lua_State *L, const char *name, const luaL_Reg *meta)
{
    if (luaL_newmetatable(L, name)) {
        if (meta)
            luaL_setfuncs(L, meta, 0);
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__metatable");
        if (lua_getfield(L, -1, "__index") == LUA_TNIL) {
            lua_newtable(L);
            lua_setfield(L, -3, "__index");
        }
        lua_pop(L, 1);
    }
    lua_pushlightuserdata(L, (void *)(uintptr_t)name);
    lua_rawseti(L, -2, TYPE_NAME);
    lua_rawsetp(L, LUA_REGISTRYINDEX, name);
}

void *api_box(lua_State *L, int index, const char *name)
{
    void *box = lua_touserdata(L, index);
    if (!box || !lua_getmetatable(L, index))
        return NULL;
    lua_rawgeti(L, -1, TYPE_NAME);
    const bool is_one = lua_touserdata(L, -1) == name;
    lua_pop(L, 2);
    return is_one ? box : NULL;
}

void api_be(lua_State *L, const char *name)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, name);
    lua_setmetatable(L, -2);
}

/* Puts the table in which a function stands on top of the stack, with scraps below it, and returns
 * its name there: methods in the __index of their metatable, "progress.positive" in a table of the
 * module. */
static const char *push_place(lua_State *L, int module, const char *name)
{
    const char *sign = strpbrk(name, ".:");
    if (!sign) {
        lua_pushvalue(L, module);
        return name;
    }
    lua_pushlstring(L, name, (size_t)(sign - name));
    if (*sign == '.') {
        luaL_getsubtable(L, module, lua_tostring(L, -1));
    } else {
        luaL_getmetatable(L, lua_pushfstring(L, "capai.%s", lua_tostring(L, -1)));
        int meta = lua_gettop(L);
        if (lua_getfield(L, meta, "__index") == LUA_TFUNCTION) /* which looks here */
            luaL_getsubtable(L, meta, "methods");
    }
    return sign + 1;
}

static bool is_listed(const char *const *names, const char *name)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names;
}

/* `names` NULL: all. */
static void install(lua_State *L, const struct api_part *part, const char *const *names)
{
    int module = lua_gettop(L);
    if (part->open)
        part->open(L);
    for (const struct api_function *function = part->functions; function && function->name;
         function++) {
        if (names && !is_listed(names, function->name))
            continue;
        const char *name = push_place(L, module, function->name);
        lua_pushlightuserdata(L, (void *)(uintptr_t)function);
        lua_pushcclosure(L, call, 1);
        lua_setfield(L, -2, name);
        lua_settop(L, module);
    }
}

void api_install(lua_State *L, const struct api_part *part)
{
    install(L, part, NULL);
}

void api_install_some(lua_State *L, const struct api_part *part, const char *const *names)
{
    install(L, part, names);
}
