#include "bindings/cli/library.h"

#include <string.h>

void library_require(lua_State *L, const char *name)
{
    lua_getglobal(L, "require");
    lua_pushliteral(L, "capai");
    lua_call(L, 1, 0); /* which finds the library's scripts from now on */
    lua_getglobal(L, "package");
    lua_pushliteral(L, ""); /* and nothing else, wherever the program was begun */
    lua_setfield(L, -2, "path");
    lua_pushliteral(L, "");
    lua_setfield(L, -2, "cpath");
    lua_pop(L, 1);
    lua_getglobal(L, "require");
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
}

enum capai_message library_message(const char *name)
{
    for (enum capai_message m = CAPAI_MSG_NONE + 1; m < CAPAI_MESSAGE_COUNT; m++)
        if (strcmp(capai_message_name(m), name) == 0)
            return m;
    return CAPAI_MSG_NONE;
}

size_t library_words(lua_State *L, int first, capai_text *words)
{
    size_t count = 0;
    for (int arg = first; arg <= lua_gettop(L) && count < CAPAI_ERROR_WORDS; arg++, count++) {
        words[count] = CAPAI_NO_TEXT;
        if (lua_isstring(L, arg))
            words[count].data = lua_tolstring(L, arg, &words[count].size);
    }
    return count;
}

/* put(style, text): to the terminal of upvalue 1 */
static int put(lua_State *L)
{
    static const char *const names[] = {"plain", "bold", "soft", "attention", "error", NULL};
    static const enum style styles[] = {STYLE_PLAIN, STYLE_BOLD, STYLE_SOFT, STYLE_ATTENTION,
                                        STYLE_ERROR};
    const struct terminal *terminal = lua_touserdata(L, lua_upvalueindex(1));
    capai_text text;
    const int style = (int)styles[luaL_checkoption(L, 1, NULL, names)];
    text.data = luaL_checklstring(L, 2, &text.size);
    /* what comes from data may hold anything; line ends are our own */
    while (text.size) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t size = end ? (size_t)(end - text.data) : text.size;
        terminal_put(terminal, style, (capai_text){text.data, size});
        if (end)
            fputc('\n', terminal->file);
        size += end != NULL;
        text = (capai_text){text.data + size, text.size - size};
    }
    return 0;
}

void library_set_terminal(lua_State *L, const struct terminal *terminal)
{
    lua_pushinteger(L, (lua_Integer)terminal->width);
    lua_setfield(L, -2, "width");
    lua_pushlightuserdata(L, (void *)(uintptr_t)terminal);
    lua_pushcclosure(L, put, 1);
    lua_setfield(L, -2, "put");
}
