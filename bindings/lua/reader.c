#include "bindings/lua/api.h"

#include <string.h>

enum { READER_CHOICES = 32 }; /* words among which the nearest is looked for */

struct reader reader_argument(lua_State *L, int arg, const char *what)
{
    struct reader r = {L, lua_absindex(L, arg), what, 0};
    if (!lua_istable(L, arg)) {
        lua_pushvalue(L, arg);
        reader_type_error(&r, what, "table");
    }
    return r;
}

_Noreturn void reader_type_error(const struct reader *r, const char *key, const char *expected)
{
    const char *got = luaL_typename(r->L, -1);
    reader_error(r, key, CAPAI_MSG_RULES_TYPE,
                 CAPAI_WORDS(capai_text_of(key), capai_text_of(expected), capai_text_of(got),
                             capai_text_of(r->what)));
}

enum { FIELDS_MOST = 64 };

static bool is_known(const struct api_value *fields, capai_text key)
{
    for (; fields && fields->name; fields++)
        if (capai_text_equal(capai_text_of(fields->name), key))
            return true;
    return false;
}

static _Noreturn void raise_unknown(const struct reader *r, const struct api_value *fields,
                                    capai_text key)
{
    capai_text names[FIELDS_MOST];
    char list[256];
    size_t count = 0, size = 0;
    for (; fields && fields->name && count < FIELDS_MOST; fields++)
        if (fields->name[0] != '[') {
            names[count] = capai_text_of(fields->name);
            size = capai_text_append(list, sizeof list, size, names[count++]);
        }
    capai_text nearest = capai_text_nearest(key, names, count);
    if (nearest.size) /* enough of a hint */
        size = 0;
    reader_error(r, key.data, CAPAI_MSG_RULES_KEY_UNKNOWN,
                 CAPAI_WORDS(key, capai_text_of(r->what), nearest, ((capai_text){list, size})));
}

void reader_check_keys(const struct reader *r, const struct api_value *fields, size_t entries)
{
    lua_State *L = r->L;
    capai_text unknown = CAPAI_NO_TEXT;
    if (entries > reader_count(r))
        entries = reader_count(r);
    for (lua_pushnil(L); lua_next(L, r->table); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING) {
            capai_text key;
            key.data = lua_tolstring(L, -2, &key.size);
            if (!is_known(fields, key) && (!unknown.data || capai_text_compare(key, unknown) < 0))
                unknown = key;
        } else if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1 ||
                   (size_t)lua_tointeger(L, -2) > entries) {
            const char *got = luaL_typename(L, lua_isinteger(L, -2) ? -1 : -2);
            reader_error(r, NULL, CAPAI_MSG_RULES_ENTRY,
                         CAPAI_WORDS(capai_text_of(r->what), capai_text_of(got)));
        }
    }
    if (unknown.data)
        raise_unknown(r, fields, unknown);
}

int reader_push(const struct reader *r, const char *key)
{
    lua_pushstring(r->L, key);
    return lua_rawget(r->L, r->table);
}

/* Takes the text on top of the stack. */
static void take_text(const struct reader *r, capai_text *out)
{
    out->data = lua_tolstring(r->L, -1, &out->size);
    if (r->keep)
        lua_rawseti(r->L, r->keep, (lua_Integer)lua_rawlen(r->L, r->keep) + 1);
    else
        lua_pop(r->L, 1);
}

bool reader_text(const struct reader *r, const char *key, capai_text *out)
{
    int type = reader_push(r, key);
    if (type == LUA_TSTRING) {
        take_text(r, out);
        return true;
    }
    if (type != LUA_TNIL)
        reader_type_error(r, key, "string");
    lua_pop(r->L, 1);
    return false;
}

void reader_entry(const struct reader *r, size_t index, capai_text *out)
{
    if (lua_rawgeti(r->L, r->table, (lua_Integer)index + 1) != LUA_TSTRING)
        reader_error(r, NULL, CAPAI_MSG_RULES_ENTRY,
                     CAPAI_WORDS(capai_text_of(r->what), capai_text_of(luaL_typename(r->L, -1))));
    take_text(r, out);
}

bool reader_integer(const struct reader *r, const char *key, int min, int max, int *out)
{
    int type = reader_push(r, key);
    if (type != LUA_TNIL) {
        lua_Integer value = lua_tointeger(r->L, -1);
        if (!lua_isinteger(r->L, -1))
            reader_type_error(r, key, "integer");
        if (value < min || value > max) {
            lua_pushfstring(r->L, "%d .. %d", min, max);
            const char *range = lua_tostring(r->L, -1);
            const char *text = luaL_tolstring(r->L, -2, NULL);
            reader_error(
                r, key, CAPAI_MSG_RULES_VALUE,
                CAPAI_WORDS(capai_text_of(key), capai_text_of(text), capai_text_of(range)));
        }
        *out = (int)value;
    }
    lua_pop(r->L, 1);
    return type != LUA_TNIL;
}

bool reader_boolean(const struct reader *r, const char *key, bool *out)
{
    int type = reader_push(r, key);
    if (type != LUA_TNIL && type != LUA_TBOOLEAN)
        reader_type_error(r, key, "boolean");
    if (type == LUA_TBOOLEAN)
        *out = lua_toboolean(r->L, -1);
    lua_pop(r->L, 1);
    return type == LUA_TBOOLEAN;
}

bool reader_decimal(const struct reader *r, const char *key, capai_decimal *out)
{
    bool inexact = false;
    int type = reader_push(r, key);
    if (type != LUA_TNIL && !binding_to_decimal(r->L, -1, out, &inexact)) {
        if (!inexact)
            reader_type_error(r, key, "number");
        const char *text = binding_push_number(r->L, -1);
        reader_error(r, key, CAPAI_MSG_RULES_NUMBER,
                     CAPAI_WORDS(capai_text_of(key), capai_text_of(text)));
    }
    lua_pop(r->L, 1);
    return type != LUA_TNIL;
}

bool reader_choice(const struct reader *r, const char *key, const char *const *choices,
                   size_t count, int *out)
{
    capai_text value;
    if (!reader_text(r, key, &value))
        return false;
    luaL_Buffer list;
    for (size_t i = 0; i < count; i++)
        if (capai_text_equal(value, capai_text_of(choices[i]))) {
            *out = (int)i;
            return true;
        }
    luaL_buffinit(r->L, &list);
    for (size_t i = 0; i < count; i++) {
        luaL_addstring(&list, i ? ", " : "");
        luaL_addstring(&list, choices[i]);
    }
    luaL_pushresult(&list);
    const char *text = lua_tostring(r->L, -1);
    capai_text words[READER_CHOICES];
    for (size_t i = 0; i < count && i < READER_CHOICES; i++)
        words[i] = capai_text_of(choices[i]);
    capai_text near =
        capai_text_nearest(value, words, count < READER_CHOICES ? count : READER_CHOICES);
    reader_error(r, key, CAPAI_MSG_RULES_VALUE,
                 CAPAI_WORDS(capai_text_of(key), value, capai_text_of(text), near));
}

bool reader_table(const struct reader *r, const char *key, const char *what, struct reader *out)
{
    int type = reader_push(r, key);
    if (type == LUA_TNIL) {
        lua_pop(r->L, 1);
        return false;
    }
    if (type != LUA_TTABLE)
        reader_type_error(r, key, "table");
    *out = (struct reader){r->L, lua_gettop(r->L), what, r->keep};
    return true;
}

size_t reader_count(const struct reader *r)
{
    return (size_t)lua_rawlen(r->L, r->table);
}
