#include "bindings/cli/library.h"

#include <stdlib.h>
#include <string.h>

#include "capai/system.h"

/* True where the scripts are those that the program carries inside. */
static bool scripts_are_carried(void)
{
    const char *folder = getenv("CAPAI_PATH");
    return capai_file_carried() && !(folder && *folder);
}

void library_require(lua_State *L, const char *name)
{
    lua_getglobal(L, "require");
    lua_pushliteral(L, "capai");
    lua_call(L, 1, 0); /* puts our folder last into package.path, or our searcher behind all */
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "path");
    const char *path = lua_tostring(L, -1), *last = strrchr(path, ';');
    lua_pushstring(L, scripts_are_carried() ? "" : last ? last + 1 : path);
    lua_setfield(L, -3, "path");
    lua_pop(L, 2);
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
