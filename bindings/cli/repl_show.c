/* How repl shows values. */
#include <stdlib.h>
#include <string.h>

#include "bindings/cli/repl.h"

enum { ENTRIES_MOST = 20, DEPTH_MOST = 3 };

static void put(const struct terminal *terminal, const char *text)
{
    terminal_put(terminal, STYLE_PLAIN, capai_text_of(text));
}

/* A text in quotes, as a script would write it. */
static void show_text(const struct terminal *terminal, capai_text text)
{
    put(terminal, "\"");
    for (size_t i = 0, step; i < text.size; i += step) {
        capai_text rest = {text.data + i, text.size - i};
        step = capai_text_character(rest);
        char c = text.data[i];
        if (c == '"' || c == '\\')
            put(terminal, c == '"' ? "\\\"" : "\\\\");
        else if (c == '\n' || c == '\t')
            put(terminal, c == '\n' ? "\\n" : "\\t");
        else
            terminal_put(terminal, STYLE_PLAIN, (capai_text){rest.data, step ? step : 1});
        step += !step;
    }
    put(terminal, "\"");
}

static void show_value(lua_State *L, int index, const struct terminal *terminal, int depth);

/* ---- tables ---- */

static int compare_texts(const void *a, const void *b)
{
    return capai_text_compare(*(const capai_text *)a, *(const capai_text *)b);
}

/* The text keys of a table, sorted, in memory that the value pushed on the stack owns. */
static capai_text *sorted_keys(lua_State *L, int table, size_t *count)
{
    size_t n = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        n += lua_type(L, -2) == LUA_TSTRING;
    capai_text *keys = lua_newuserdatauv(L, (n + 1) * sizeof *keys, 0);
    *count = n;
    n = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        if (lua_type(L, -2) == LUA_TSTRING) {
            keys[n].data = lua_tolstring(L, -2, &keys[n].size);
            n++;
        }
    qsort(keys, n, sizeof *keys, compare_texts);
    return keys;
}

static size_t count_entries(lua_State *L, int table)
{
    size_t n = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        n++;
    return n;
}

/* { 1, 2, nama = "x", ... 12 }: the list, then the names in order, then how many more there are. */
static void show_table(lua_State *L, int table, const struct terminal *terminal, int depth)
{
    size_t all = count_entries(L, table), names, shown = 0, most = depth ? 6 : ENTRIES_MOST;
    if (!all || depth == DEPTH_MOST) {
        put(terminal, all ? "{ ... }" : "{}");
        return;
    }
    put(terminal, "{ ");
    lua_Unsigned length = lua_rawlen(L, table);
    for (lua_Unsigned i = 1; i <= length && shown < most; i++, shown++) {
        put(terminal, shown ? ", " : "");
        lua_rawgeti(L, table, (lua_Integer)i);
        show_value(L, lua_gettop(L), terminal, depth + 1);
        lua_pop(L, 1);
    }
    const capai_text *keys = sorted_keys(L, table, &names);
    for (size_t i = 0; i < names && shown < most; i++, shown++) {
        put(terminal, shown ? ", " : "");
        terminal_put(terminal, STYLE_PLAIN, keys[i]);
        put(terminal, " = ");
        lua_pushlstring(L, keys[i].data, keys[i].size);
        lua_rawget(L, table);
        show_value(L, lua_gettop(L), terminal, depth + 1);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    if (shown < all)
        fprintf(terminal->file, "%s... +%zu", shown ? ", " : "", all - shown);
    put(terminal, " }");
}

/* ---- any value ---- */

/* What a value says of itself, its lines kept; without a __tostring its type, without an address.
 */
static void show_other(lua_State *L, int index, const struct terminal *terminal)
{
    capai_text text;
    bool named = luaL_getmetafield(L, index, "__tostring") != LUA_TNIL;
    lua_pop(L, named);
    text.data = luaL_tolstring(L, index, &text.size);
    if (!named && lua_type(L, index) > LUA_TSTRING)
        for (size_t i = 0; i + 1 < text.size; i++)
            if (text.data[i] == ':' && text.data[i + 1] == ' ')
                text.size = i;
    while (text.size) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t line = end ? (size_t)(end - text.data) : text.size;
        terminal_put(terminal, STYLE_PLAIN, (capai_text){text.data, line});
        fputs(end && line + 1 < text.size ? "\n" : "", terminal->file);
        line += end != NULL;
        text = (capai_text){text.data + line, text.size - line};
    }
    lua_pop(L, 1);
}

static void show_value(lua_State *L, int index, const struct terminal *terminal, int depth)
{
    capai_text text;
    luaL_checkstack(L, 12, "too deep");
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        text.data = lua_tolstring(L, index, &text.size);
        show_text(terminal, text);
        break;
    case LUA_TTABLE:
        if (luaL_getmetafield(L, index, "__tostring") == LUA_TNIL) {
            show_table(L, index, terminal, depth);
            break;
        }
        lua_pop(L, 1);
        show_other(L, index, terminal);
        break;
    default:
        show_other(L, index, terminal);
    }
}

void show_values(lua_State *L, int first, const struct terminal *terminal)
{
    int last = lua_gettop(L);
    for (int i = first; i <= last; i++) {
        fputs(i > first ? "\t" : "", terminal->file);
        show_value(L, i, terminal, 0);
    }
    fputc('\n', terminal->file);
}
