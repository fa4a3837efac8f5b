/* Scripts that are trusted: a Lua state with everything, and how its errors are shown. */
#include "bindings/cli/script.h"

#include <stdlib.h>
#include <string.h>

#include "bindings/lua/language.h"
#include "bindings/lua/sandbox.h"
#include "capai/system.h"

/* The module, in which a function that is misspelt is no nil that fails later. */
static int open_capai(lua_State *L)
{
    luaopen_capai(L);
    sandbox_guard(L);
    return 1;
}

/* (language): fills a new state. */
static int open_all(lua_State *L)
{
    luaL_openlibs(L);
    language_set(L, (enum capai_language)lua_tointeger(L, 1));
    binding_add_scripts(L); /* even for a script that requires a part before the whole */
    lua_settop(L, 0);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    lua_pushcfunction(L, open_capai);
    lua_setfield(L, -2, "capai");
    lua_pushcfunction(L, luaopen_capai_api);
    lua_setfield(L, -2, "capai.api");
    return 0;
}

lua_State *script_open(enum capai_language language)
{
    lua_State *L = luaL_newstate();
    if (!L)
        return NULL;
    lua_pushcfunction(L, open_all); /* of what can fail nothing is done outside of a call */
    lua_pushinteger(L, (lua_Integer)language);
    if (lua_pcall(L, 1, 0, 0) == LUA_OK)
        return L;
    lua_close(L);
    return NULL;
}

/* The folder of the library's scripts, or NULL. */
static const char *library_folder(struct capai_arena *arena)
{
    const char *rules = capai_packs_installed(arena);
    size_t size = rules ? strlen(rules) : 0;
    if (size < 5 || strcmp(rules + size - 5, "rules") != 0)
        return NULL;
    capai_text above = capai_text_copy((capai_text){rules, size - 5}, arena);
    return above.data ? capai_path_join(above.data, "capai/", arena) : NULL;
}

/* A message "file:line: text" whose file is the library's is that of the line that called the
 * library: it is what a person can mend. Where none did, nothing changes. */
static void blame_caller(lua_State *L, const char *folder)
{
    lua_Debug ar;
    const char *text = lua_tostring(L, 1);
    size_t size = strlen(folder);
    if (strncmp(text, folder, size) != 0)
        return;
    text = strstr(text + size, ": ");
    for (int level = 1; text && lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline <= 0 || strncmp(ar.source + 1, folder, size) == 0)
            continue;
        lua_pushfstring(L, "%s:%d%s", ar.source + 1, ar.currentline, text);
        lua_replace(L, 1);
        return;
    }
}

/* Makes text of an error value that is neither text nor ours. */
static int describe(lua_State *L)
{
    if (lua_type(L, 1) == LUA_TSTRING) {
        struct capai_arena arena;
        capai_arena_init(&arena, NULL, NULL, 0);
        const char *folder = library_folder(&arena);
        if (folder)
            blame_caller(L, folder);
        capai_arena_clear(&arena);
        return 1;
    }
    if (luaL_testudata(L, 1, CAPAI_META_ERROR) || binding_is_info(L, 1))
        return 1;
    if (lua_isnumber(L, 1))
        lua_tostring(L, 1);
    else if (!luaL_callmeta(L, 1, "__tostring") || lua_type(L, -1) != LUA_TSTRING)
        lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
    return 1;
}

struct work {
    void (*work)(lua_State *L, void *user);
    void *user;
};

static int do_work(lua_State *L)
{
    const struct work *work = lua_touserdata(L, 1);
    lua_settop(L, 0);
    work->work(L, work->user);
    return 0;
}

bool script_protect(lua_State *L, void (*work)(lua_State *L, void *user), void *user)
{
    struct work all = {work, user};
    lua_pushcfunction(L, do_work);
    lua_pushlightuserdata(L, &all);
    return lua_pcall(L, 1, 0, 0) == LUA_OK;
}

int script_call(lua_State *L, int arguments, int results)
{
    int handler = lua_gettop(L) - arguments;
    lua_pushcfunction(L, describe);
    lua_insert(L, handler); /* stack: handler, function, arguments */
    int status = lua_pcall(L, arguments, results, handler);
    lua_remove(L, handler);
    return status;
}

/* The file that the complaint names, read for its line; what does not come from a file has none. */
static capai_text find_line(void *user, const char *file)
{
    capai_text text = CAPAI_NO_TEXT;
    if (capai_file_kind_of(file) == CAPAI_FILE_REGULAR)
        capai_file_read(file, user, &text, NULL);
    return text;
}

static struct capai_error out_of_memory(void)
{
    struct capai_error error = {0};
    capai_fail_memory(&error);
    return error;
}

/* What a script says when it ends itself: the same words at the same place, by another message. */
static struct capai_error stopped(const struct capai_error *said)
{
    struct capai_error error = *said;
    error.status = CAPAI_OK;
    capai_fail(&error, CAPAI_MSG_SCRIPT_STOPPED, CAPAI_WORDS({said->text, said->word[1]}));
    capai_error_place(&error, said->file, said->line, said->column);
    error.width = said->width;
    return error;
}

enum exit_status script_complain(lua_State *L, int status, const struct terminal *terminal)
{
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_error error = {0};
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, 1);
    binding_take_error(L, &arena, &error);
    if (status == LUA_ERRMEM)
        error = out_of_memory();
    else if (status != LUA_ERRSYNTAX && error.message == CAPAI_MSG_RULES_LUA)
        error = stopped(&error);
    if (capai_notices_add(&notices, &error) == CAPAI_OK)
        print_notices(terminal, &notices, find_line, &arena);
    else
        print_error(terminal, &error);
    capai_arena_clear(&arena);
    return error.status == CAPAI_ERR_SYSTEM || error.status == CAPAI_ERR_MEMORY ? EXIT_SYSTEM
                                                                                : EXIT_UNUSABLE;
}
