/* capai dashboard RESULTS [RESULTS]: a page that shows all OPDs of a folder of results. The page is
 * made by the library's Lua half, scripts/capai/dashboard; here are its files. */
#include "bindings/cli/dashboard.h"

#include <stdlib.h>
#include <string.h>

#include "bindings/cli/file_lines.h"
#include "bindings/cli/library.h"
#include "bindings/cli/script.h"
#include "capai/manifest.h"
#include "capai/system.h"

/* One dashboard on its way into a folder. */
struct desk {
    const char *const *folders;
    size_t folder_count;
    const char *out, *details; /* folders */
    bool made, made_details;   /* they were not there before */
    struct capai_arena *arena;
    bool inside;                   /* out is a name of ours in a folder of results */
    struct capai_output **outputs; /* closed, still under temporary names */
    size_t count, capacity;
    struct dashboard_size size;
    struct capai_error *error;
};

static struct desk *desk_of(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(1));
}

/* ---- what the scripts call ---- */

/* read(name): the text of a file below our scripts; nil where there is none */
static int read_file(lua_State *L)
{
    struct desk *desk = desk_of(L);
    const char *name = luaL_checkstring(L, 1), *rules = capai_packs_installed(desk->arena);
    const char *scripts = rules ? capai_path_join(rules, "..", desk->arena) : NULL;
    const char *path = scripts ? capai_path_join(scripts, name, desk->arena) : NULL;
    binding_push_file(L, path, desk->arena);
    return 1;
}

/* The path that is argument 1, for as long as the desk stands. */
static const char *path_argument(lua_State *L)
{
    struct desk *desk = desk_of(L);
    capai_text path;
    path.data = luaL_checklstring(L, 1, &path.size);
    path = capai_text_copy(path, desk->arena);
    if (path.data)
        return path.data;
    capai_fail_memory(desk->error);
    binding_raise(L, desk->error);
}

/* lines(path): the lines of a file, one for each call; nil where there is none, or no table */
static int file_lines(lua_State *L)
{
    enum { TITLES_MOST = 1 << 20 };
    struct desk *desk = desk_of(L);
    file_lines_push(L, path_argument(L), TITLES_MOST, desk->arena, desk->error);
    return 1;
}

/* text(path): that of a file of results; nil where there is none */
static int file_text(lua_State *L)
{
    struct desk *desk = desk_of(L);
    const char *path = path_argument(L);
    capai_text text = CAPAI_NO_TEXT;
    struct capai_error error = {0};
    if (capai_file_read(path, desk->arena, &text, &error) != CAPAI_OK &&
        (error.message != CAPAI_MSG_READ_NO_FILE || capai_file_kind_of(path) != CAPAI_FILE_NONE)) {
        *desk->error = error;
        binding_raise(L, &error);
    }
    if (text.data)
        lua_pushlstring(L, text.data, text.size);
    return text.data != NULL;
}

/* sha256(text): its digest, in hexadecimal digits */
static int sha256(lua_State *L)
{
    char digest[CAPAI_SHA256_TEXT];
    capai_text text;
    text.data = luaL_checklstring(L, 1, &text.size);
    capai_sha256(text, digest);
    lua_pushstring(L, digest);
    return 1;
}

/* Sees to the folders, before the first file: what cannot be shown leaves no empty ones. */
static enum capai_status make_folders(struct desk *desk, struct capai_error *err)
{
    desk->details = capai_path_join(desk->out, "dasbor-data", desk->arena);
    if (!desk->details)
        return capai_fail_memory(err);
    enum capai_status status =
        (desk->inside ? capai_folder_make_inside : capai_folder_make)(desk->out, &desk->made, err);
    return status ? status : capai_folder_make_inside(desk->details, &desk->made_details, err);
}

/* Begins a file of the dashboard, and keeps it for the end. */
static enum capai_status open_file(struct desk *desk, const char *name,
                                   struct capai_output **output, struct capai_error *err)
{
    char *path = capai_path_join(desk->out, name, desk->arena);
    struct capai_output **outputs =
        capai_arena_grow(desk->arena, desk->outputs, desk->count, &desk->capacity, sizeof *outputs);
    if (!path || !outputs)
        return capai_fail_memory(err);
    desk->outputs = outputs;
    enum capai_status status = capai_output_open_inside(path, desk->arena, output, err);
    if (!status)
        desk->outputs[desk->count++] = *output;
    return status;
}

/* write(name, text) */
static int write_file(lua_State *L)
{
    struct desk *desk = desk_of(L);
    struct capai_output *output;
    size_t size;
    const char *name = luaL_checkstring(L, 1), *text = luaL_checklstring(L, 2, &size);
    if (!desk->details)
        make_folders(desk, desk->error);
    if (!desk->error->status && open_file(desk, name, &output, desk->error) == CAPAI_OK) {
        fwrite(text, 1, size, capai_output_stream(output));
        capai_output_close(output, desk->error);
    }
    if (desk->error->status)
        binding_raise(L, desk->error);
    return 0;
}

/* Pushes what the scripts are given. */
static void push_desk(lua_State *L, struct desk *desk)
{
    static const luaL_Reg functions[] = {{"read", read_file},   {"lines", file_lines},
                                         {"text", file_text},   {"sha256", sha256},
                                         {"write", write_file}, {NULL, NULL}};
    lua_createtable(L, 0, 5);
    lua_pushlightuserdata(L, desk);
    luaL_setfuncs(L, functions, 1);
}

/* (desk): has the scripts write all files, under their temporary names. */
static int make(lua_State *L)
{
    struct desk *desk = lua_touserdata(L, 1);
    library_require(L, "capai.dashboard");
    lua_getfield(L, -1, "write");
    lua_createtable(L, (int)desk->folder_count, 0);
    for (size_t i = 0; i < desk->folder_count; i++) {
        lua_pushstring(L, desk->folders[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    push_desk(L, desk);
    lua_call(L, 2, 3); /* stack: size, files; or nil, message, file */
    if (lua_isnil(L, -3)) {
        capai_fail(desk->error, library_message(luaL_checkstring(L, -2)), CAPAI_NO_WORDS);
        capai_text file = capai_text_copy(capai_text_of(lua_tostring(L, -1)), desk->arena);
        capai_error_place(desk->error, file.data, 0, 0);
    } else {
        desk->size.opd = (size_t)lua_tointeger(L, -3);
        desk->size.files = (size_t)lua_tointeger(L, -2);
    }
    return 0;
}

/* ---- writing ---- */

static void run_scripts(struct desk *desk, enum capai_language language)
{
    lua_State *L = script_open(language);
    if (!L) {
        capai_fail_memory(desk->error);
        return;
    }
    lua_pushcfunction(L, make);
    lua_pushlightuserdata(L, desk);
    int status = script_call(L, 1, 0);
    if (status == LUA_ERRMEM)
        capai_fail_memory(desk->error);
    else if (status != LUA_OK && !desk->error->status)
        binding_take_error(L, desk->arena, desk->error);
    lua_close(L);
}

/* True for a name such as "0012.js", which only a dashboard gives. */
static bool is_detail(capai_text name)
{
    static const capai_text ending = {".js", 3};
    size_t digits = 0;
    while (digits < name.size && name.data[digits] >= '0' && name.data[digits] <= '9')
        digits++;
    return digits >= 4 &&
           capai_text_equal((capai_text){name.data + digits, name.size - digits}, ending);
}

/* Takes away the details of an earlier dashboard of more OPDs, which its page needs no longer. */
static void remove_leftovers(struct desk *desk)
{
    capai_text *names;
    size_t count;
    if (!desk->details ||
        capai_folder_list(desk->details, ".js", desk->arena, &names, &count, NULL) != CAPAI_OK)
        return;
    /* there are `written` of ours, numbered from 1: whoever comes behind the last is left over */
    const size_t written = desk->size.files - 1;
    for (size_t i = 0; i < count; i++) {
        const char *path = capai_path_join(desk->details, names[i].data, desk->arena);
        if (path && is_detail(names[i]) && strtoul(names[i].data, NULL, 10) > written)
            remove(path);
    }
}

/* Gives the files their names, the page last, which needs the others; or takes all away. */
static void settle(struct desk *desk)
{
    for (size_t i = 0; !desk->error->status && i < desk->count; i++)
        capai_output_commit(desk->outputs[i], desk->error);
    if (!desk->error->status)
        remove_leftovers(desk);
    for (size_t i = 0; desk->error->status && i < desk->count; i++)
        capai_output_drop(desk->outputs[i]);
    if (desk->error->status && desk->made_details)
        capai_folder_remove(desk->details);
    if (desk->error->status && desk->made)
        capai_folder_remove(desk->out);
}

enum capai_status dashboard_write(const char *const *folders, size_t count, const char *out,
                                  enum capai_language language, struct capai_arena *arena,
                                  struct dashboard_size *size, struct capai_error *err)
{
    struct capai_error error = {0};
    const char *own = out ? NULL : capai_path_join(folders[count - 1], "dasbor", arena);
    struct desk desk = {.folders = folders,
                        .folder_count = count,
                        .out = out ? out : own,
                        .inside = !out,
                        .arena = arena,
                        .error = &error};
    if (!desk.out)
        capai_fail_memory(&error);
    desk.size.out = desk.out;
    if (!error.status)
        run_scripts(&desk, language);
    settle(&desk);
    if (error.status)
        *err = error;
    else
        *size = desk.size;
    return error.status;
}

/* ---- the command ---- */

static enum capai_status announce(const struct dashboard_size *size, const struct options *options,
                                  struct capai_arena *arena, struct capai_error *err)
{
    struct terminal terminal = terminal_of(stdout, options->language);
    struct capai_error line = {0};
    char opd[CAPAI_DECIMAL_TEXT], files[CAPAI_DECIMAL_TEXT], text[1024];
    const char *page = capai_path_join(size->out, "dasbor.html", arena);
    if (!page)
        return capai_fail_memory(err);
    capai_decimal_format(capai_decimal_from_int((int64_t)size->opd), CAPAI_NOTATION_INDONESIA, opd);
    capai_decimal_format(capai_decimal_from_int((int64_t)size->files), CAPAI_NOTATION_INDONESIA,
                         files);
    capai_fail(&line, CAPAI_MSG_LABEL_DASHBOARD,
               CAPAI_WORDS(capai_text_of(page), capai_text_of(opd), capai_text_of(files)));
    capai_error_text(&line, terminal.language, false, text, sizeof text);
    terminal_put(&terminal, STYLE_SOFT, capai_text_of(text));
    fputc('\n', terminal.file);
    return finish_output(err);
}

static enum capai_status check(const struct options *options, struct capai_error *err)
{
    if (options->argument_count < 1 || options->argument_count > 2)
        return capai_fail(err, CAPAI_MSG_DASHBOARD_NEEDED, CAPAI_NO_WORDS);
    if (options->output_count > 1)
        return capai_fail(err, CAPAI_MSG_OPTION_TWICE, CAPAI_WORDS(CAPAI_TEXT("-o")));
    return CAPAI_OK;
}

/* Results of a later Capai may have other columns than those that the page is made of. */
static enum capai_status check_forms(const struct options *options, struct capai_arena *arena,
                                     struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < options->argument_count; i++) {
        capai_text text;
        const char *path = capai_path_join(options->arguments[i], "manifest.json", arena);
        if (!path)
            return capai_fail_memory(err);
        if (capai_file_kind_of(path) != CAPAI_FILE_REGULAR)
            continue;
        status = capai_file_read(path, arena, &text, err);
        if (!status)
            status = capai_manifest_known(text, path, err);
    }
    return status;
}

static enum capai_status run(const struct options *options, struct capai_arena *arena,
                             struct capai_error *err)
{
    struct dashboard_size size;
    const char *out = options->output_count ? options->outputs[0] : NULL;
    enum capai_status status = dashboard_write(options->arguments, options->argument_count, out,
                                               options->language, arena, &size, err);
    return status ? status : announce(&size, options, arena, err);
}

enum exit_status command_dashboard(const struct options *options)
{
    struct capai_error error = {0};
    struct capai_arena arena;
    capai_arena_init(&arena, NULL, NULL, 0);
    if (check(options, &error) == CAPAI_OK && check_forms(options, &arena, &error) == CAPAI_OK)
        run(options, &arena, &error);
    if (error.status) {
        struct terminal terminal = terminal_of(stderr, options->language);
        print_error(&terminal, &error);
    }
    capai_arena_clear(&arena);
    return exit_status_of(error.status);
}
