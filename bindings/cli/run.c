/* capai run SCRIPT [ARG...]: a trusted Lua script with the whole API. */
#include <string.h>

#include "bindings/cli/script.h"
#include "capai/system.h"

/* The table `arg`, as the stock interpreter makes it: the script at 0, its arguments behind. Pushes
 * the arguments too. */
static int push_arguments(lua_State *L, const struct options *options)
{
    int count = (int)options->argument_count - 1;
    lua_createtable(L, count, 1);
    for (int i = 0; i <= count; i++) {
        lua_pushstring(L, options->arguments[i]);
        lua_rawseti(L, -2, i);
    }
    lua_setglobal(L, "arg");
    luaL_checkstack(L, count, "too many arguments");
    for (int i = 1; i <= count; i++)
        lua_pushstring(L, options->arguments[i]);
    return count;
}

/* The script could not be opened: reading it again says why, else Lua, which puts the system's
 * reason last. */
static enum exit_status complain_file(lua_State *L, const char *path,
                                      const struct terminal *terminal)
{
    struct capai_error error = {0};
    struct capai_arena arena;
    capai_text content;
    const char *text = lua_tostring(L, -1), *colon = text ? strrchr(text, ':') : NULL;
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_file_read(path, &arena, &content, &error);
    capai_arena_clear(&arena);
    if (!error.status)
        capai_fail(&error, CAPAI_MSG_FILE_READ,
                   CAPAI_WORDS(capai_text_trim(capai_text_of(colon ? colon + 1 : text))));
    capai_error_place(&error, path, 0, 0);
    print_error(terminal, &error);
    return exit_status_of(error.status);
}

/* Runs the script under protection; what it raises goes to its caller. */
static int run_chunk(lua_State *L)
{
    const struct options *options = lua_touserdata(L, 2);
    lua_settop(L, 1); /* stack: chunk */
    lua_call(L, push_arguments(L, options), 0);
    return 0;
}

struct script {
    const struct options *options;
    const struct terminal *terminal;
    enum exit_status status;
};

static void run_script(lua_State *L, void *user)
{
    struct script *script = user;
    const struct options *options = script->options;
    const struct terminal *terminal = script->terminal;
    const char *path = options->arguments[0];
    bool from_input = strcmp(path, "-") == 0;
    struct capai_error error = {0};
    if (!from_input && capai_file_check(path, &error) != CAPAI_OK) {
        print_error(terminal, &error);
        script->status = exit_status_of(error.status);
        return;
    }
    int status = luaL_loadfilex(L, from_input ? NULL : path, "t"); /* bytecode can break anything */
    if (status == LUA_ERRFILE) {
        script->status = complain_file(L, path, terminal);
        return;
    }
    if (status == LUA_OK) {
        lua_pushcfunction(L, run_chunk);
        lua_insert(L, -2);
        lua_pushlightuserdata(L, (void *)(uintptr_t)options);
        status = script_call(L, 2, 0);
    }
    fflush(stdout); /* what the script has said comes before what is said of it */
    script->status = status == LUA_OK ? EXIT_DONE : script_complain(L, status, terminal);
}

enum exit_status command_run(const struct options *options)
{
    struct terminal terminal = terminal_of(stderr, options->language);
    struct capai_error error = {0};
    enum exit_status status = EXIT_UNUSABLE;
    if (!options->argument_count)
        capai_fail(&error, CAPAI_MSG_SCRIPT_NEEDED, CAPAI_NO_WORDS);
    lua_State *L = error.status ? NULL : script_open(options->language);
    if (L) {
        struct script script = {options, &terminal, EXIT_SYSTEM};
        if (!script_protect(L, run_script, &script))
            capai_fail_memory(&error);
        lua_close(L);
        status = script.status;
        if (!error.status)
            finish_output(&error);
    } else if (!error.status)
        capai_fail_memory(&error);
    if (error.status) {
        print_error(&terminal, &error);
        status = exit_status_of(error.status);
    }
    return status;
}
