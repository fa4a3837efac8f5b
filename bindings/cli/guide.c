#include "bindings/cli/guide.h"

#include <string.h>

#include "bindings/cli/library.h"
#include "bindings/cli/script.h"
#include "capai/packs.h"
#include "capai/store.h"
#include "capai/system.h"

struct guide {
    const struct options *options;
    const char *name;
    struct terminal terminal;
    struct capai_arena arena;
    struct capai_error error;
};

static struct guide *guide_of(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(1));
}

/* ---- what the scripts call ---- */

/* Path below our scripts; NULL where they are not found. */
static const char *script_path(struct guide *guide, const char *below)
{
    const char *rules = capai_packs_installed(&guide->arena);
    const char *scripts = rules ? capai_path_join(rules, "..", &guide->arena) : NULL;
    return scripts ? capai_path_join(scripts, below, &guide->arena) : NULL;
}

static int read_page(lua_State *L)
{
    struct guide *guide = guide_of(L);
    const char *path = script_path(guide, lua_pushfstring(L, "help/%s", luaL_checkstring(L, 1)));
    binding_push_file(L, path, &guide->arena);
    return 1;
}

static int list_ids(lua_State *L)
{
    struct guide *guide = guide_of(L);
    const char *folder = luaL_checkstring(L, 1);
    const char *path = lua_toboolean(L, 2) ? folder : script_path(guide, folder);
    capai_text *names;
    size_t count = 0;
    struct capai_error error = {0};
    lua_newtable(L);
    if (!path)
        capai_fail_memory(&error);
    else
        capai_folder_list(path, ".lua", &guide->arena, &names, &count, &error);
    if (error.status)
        binding_raise(L, &error);
    for (size_t i = 0; i < count; i++) {
        lua_pushlstring(L, names[i].data, names[i].size - 4);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* What is no regular file has no size, and nobody waits at a pipe to see it. */
static int size_of(lua_State *L)
{
    struct guide *guide = guide_of(L);
    struct capai_source *source;
    const char *path = luaL_checkstring(L, 1);
    if (strcmp(path, "-") == 0 || capai_source_open(path, &guide->arena, &source, NULL) != CAPAI_OK)
        return 0;
    lua_pushinteger(L, (lua_Integer)capai_source_size(source));
    capai_source_close(source);
    return 1;
}

static int write_text(lua_State *L)
{
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    fwrite(text, 1, size, guide_of(L)->terminal.file);
    return 0;
}

/* ---- the facts ---- */

static void push_text(lua_State *L, const char *key, capai_text text)
{
    lua_pushlstring(L, text.data, text.size);
    lua_setfield(L, -2, key);
}

static void push_options(lua_State *L, capai_text command)
{
    capai_text name;
    bool has_value;
    lua_newtable(L);
    for (size_t i = 0; options_describe(i, &name, &has_value); i++) {
        if (!options_belongs(i, command))
            continue;
        lua_createtable(L, 0, 2);
        push_text(L, "name", name);
        lua_pushboolean(L, has_value);
        lua_setfield(L, -2, "value");
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    }
}

static void push_commands(lua_State *L)
{
    capai_text name;
    lua_newtable(L);
    for (size_t i = 0; (name = command_name(i)).data; i++) {
        lua_createtable(L, 0, 2);
        push_text(L, "name", name);
        push_options(L, name);
        lua_setfield(L, -2, "options");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_arguments(lua_State *L, const struct options *options)
{
    lua_newtable(L);
    for (size_t i = 0; i < options->argument_count; i++) {
        lua_pushstring(L, options->arguments[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_facts(lua_State *L, struct guide *guide)
{
    static const luaL_Reg functions[] = {
        {"read", read_page},          {"ids", list_ids}, {"size", size_of}, {"write", write_text},
        {"nearest", binding_nearest}, {NULL, NULL}};
    const struct options *options = guide->options;
    lua_newtable(L);
    lua_pushlightuserdata(L, guide);
    luaL_setfuncs(L, functions, 1);
    library_set_terminal(L, &guide->terminal);
    lua_pushstring(L, options->language == CAPAI_INDONESIAN ? "id" : "en");
    lua_setfield(L, -2, "language");
    lua_pushstring(L, options->format == FORMAT_MAN        ? "man"
                      : options->format == FORMAT_MARKDOWN ? "md"
                                                           : "text");
    lua_setfield(L, -2, "format");
    push_commands(L);
    lua_setfield(L, -2, "commands");
    push_arguments(L, options);
    lua_setfield(L, -2, "arguments");
}

/* (guide): calls the script. */
static int run(lua_State *L)
{
    struct guide *guide = lua_touserdata(L, 1);
    capai_text words[CAPAI_ERROR_WORDS];
    library_require(L, guide->name);
    push_facts(L, guide);
    lua_settop(L, 3); /* stack: guide, script, facts */
    lua_call(L, 1, LUA_MULTRET);
    if (lua_gettop(L) >= 2 && lua_isstring(L, 2)) {
        size_t count = library_words(L, 3, words);
        capai_fail(&guide->error, library_message(lua_tostring(L, 2)), words, count);
    }
    return 0;
}

enum exit_status guide_run(const struct options *options, const char *name)
{
    struct guide guide = {
        .options = options, .name = name, .terminal = terminal_of(stdout, options->language)};
    struct terminal terminal = terminal_of(stderr, options->language);
    lua_State *L = script_open(options->language);
    enum exit_status exit = EXIT_DONE;
    int status = LUA_ERRMEM;
    capai_arena_init(&guide.arena, NULL, NULL, 0);
    if (L) {
        lua_pushcfunction(L, run);
        lua_pushlightuserdata(L, &guide);
        status = script_call(L, 1, 0);
    }
    if (L && status != LUA_OK) {
        script_complain(L, status, &terminal);
        exit = EXIT_SYSTEM;
    } else if (!L) {
        capai_fail_memory(&guide.error);
    }
    if (!guide.error.status)
        finish_output(&guide.error);
    if (guide.error.status) {
        print_error(&terminal, &guide.error);
        exit = exit_status_of(guide.error.status);
    }
    if (L)
        lua_close(L);
    capai_arena_clear(&guide.arena);
    return exit;
}
