/* capai repl: the API by hand, line after line. */
#include "bindings/cli/repl.h"

#include <string.h>

#include "capai/version.h"

struct session {
    lua_State *L;
    struct lines *lines;
    struct terminal out, err;
    bool found;   /* an error was reported */
    bool starved; /* a line is missing */
};

/* ---- Ctrl-C while Lua runs ---- */

static lua_State *volatile running;

static void stop(lua_State *L, lua_Debug *ar)
{
    (void)ar;
    lua_sethook(L, NULL, 0, 0);
    luaL_error(L, "%s", "interrupted");
}

static void on_interrupt(int number)
{
    (void)number;
    if (running) /* the hook may be set at any time */
        lua_sethook(running, stop, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

/* Calls with Ctrl-C stopping Lua instead of the reading of a line. */
static int call_stoppable(struct session *s, int arguments, int results)
{
    if (!lines_interactive(s->lines))
        return script_call(s->L, arguments, results);
    running = s->L;
    interrupt_catch(on_interrupt);
    int status = script_call(s->L, arguments, results);
    interrupt_release();
    running = NULL;
    return status;
}

/* ---- reading ---- */

/* True when the text could be the beginning of more. Pops the message then. */
static bool is_incomplete(lua_State *L, int status)
{
    static const char mark[] = "<eof>";
    size_t size;
    if (status != LUA_ERRSYNTAX)
        return false;
    const char *message = lua_tolstring(L, -1, &size);
    if (size < sizeof mark - 1 || strcmp(message + size - (sizeof mark - 1), mark) != 0)
        return false;
    lua_pop(L, 1);
    return true;
}

/* Loads a line as an expression. Returns the status of loading; nothing is pushed when that is
 * LUA_ERRSYNTAX, as it is no expression then. */
static int load_expression(lua_State *L, capai_text line)
{
    lua_pushliteral(L, "return ");
    lua_pushlstring(L, line.data, line.size);
    lua_concat(L, 2);
    size_t size;
    const char *text = lua_tolstring(L, -1, &size);
    int status = luaL_loadbufferx(L, text, size, "=repl", "t");
    lua_remove(L, -2); /* the text */
    if (status == LUA_ERRSYNTAX)
        lua_pop(L, 1);
    return status;
}

/* Loads a statement that begins with `line`, reading on as long as it is incomplete. What stays
 * incomplete at the end of input is a syntax error. Returns the status of loading. */
static int load_statement(struct session *s, capai_text line, enum line_result *result)
{
    lua_State *L = s->L;
    lua_pushlstring(L, line.data, line.size); /* stack: text */
    for (;;) {
        size_t size;
        const char *text = lua_tolstring(L, -1, &size);
        int status = luaL_loadbufferx(L, text, size, "=repl", "t");
        if (status == LUA_ERRSYNTAX && is_incomplete(L, status)) {
            *result = lines_read(s->lines, true, &line);
            if (*result == LINE_READ) {
                lua_pushfstring(L, "\n");
                lua_pushlstring(L, line.data, line.size);
                lua_concat(L, 3);
                continue;
            }
            status = luaL_loadbufferx(L, text, size, "=repl", "t");
        }
        lua_remove(L, -2);
        return status;
    }
}

/* ---- running ---- */

/* Lua function (terminal, values...): shows them. */
static int show_results(lua_State *L)
{
    const struct terminal *terminal = lua_touserdata(L, 1);
    show_values(L, 2, terminal);
    return 0;
}

/* Runs the chunk on top of the stack and shows its results. */
static int run_chunk(struct session *s)
{
    lua_State *L = s->L;
    int base = lua_gettop(L) - 1;
    int status = call_stoppable(s, 0, LUA_MULTRET);
    int count = lua_gettop(L) - base;
    if (status != LUA_OK || !count)
        return status;
    if (!lua_checkstack(L, 10)) {
        lua_settop(L, base);
        lua_pushliteral(L, "too many results");
        return LUA_ERRRUN;
    }
    lua_pushcfunction(L, show_results);
    lua_insert(L, base + 1);
    lua_pushlightuserdata(L, &s->out);
    lua_insert(L, base + 2);
    return call_stoppable(s, count + 1, 0);
}

/* One turn; false at the end of input. */
static bool take_turn(struct session *s)
{
    lua_State *L = s->L;
    capai_text line;
    enum line_result result = lines_read(s->lines, false, &line);
    s->starved = result == LINE_STARVED;
    if (result != LINE_READ)
        return result == LINE_CANCELLED;
    lua_settop(L, 0);
    int status = load_expression(L, line);
    if (status == LUA_ERRSYNTAX)
        status = load_statement(s, line, &result);
    s->starved = result == LINE_STARVED;
    if (result == LINE_CANCELLED || s->starved)
        return !s->starved;
    if (status == LUA_OK)
        status = run_chunk(s);
    fflush(stdout);
    if (status != LUA_OK) {
        s->found = true;
        script_complain(L, status, &s->err);
    }
    return result == LINE_READ && !ferror(stdout);
}

/* `capai` as a global, since that is what repl is for. */
static int prepare(lua_State *L)
{
    help_install(L, lua_touserdata(L, 1));
    lua_getglobal(L, "require");
    lua_pushliteral(L, "capai");
    lua_call(L, 1, 1);
    lua_setglobal(L, "capai");
    return 0;
}

static void greet(const struct session *s)
{
    struct capai_error greeting = {0};
    char text[512];
    capai_fail(&greeting, CAPAI_MSG_LABEL_REPL, CAPAI_WORDS(CAPAI_TEXT(CAPAI_VERSION)));
    capai_error_text(&greeting, s->out.language, false, text, sizeof text);
    terminal_put(&s->out, STYLE_SOFT, capai_text_of(text));
    fputc('\n', stdout);
}

static void run_session(lua_State *L, void *user)
{
    struct session *s = user;
    lua_pushcfunction(L, prepare);
    lua_pushlightuserdata(L, &s->out);
    s->lines = script_call(L, 1, 0) == LUA_OK ? lines_open(L) : NULL;
    if (!s->lines)
        return;
    if (lines_interactive(s->lines))
        greet(s);
    while (take_turn(s))
        continue;
    if (lines_interactive(s->lines))
        s->found = false; /* the person has seen it */
}

enum exit_status command_repl(const struct options *options)
{
    struct session s = {.L = script_open(options->language),
                        .out = terminal_of(stdout, options->language),
                        .err = terminal_of(stderr, options->language)};
    struct capai_error error = {0};
    if (!s.L || !script_protect(s.L, run_session, &s) || !s.lines || s.starved)
        capai_fail_memory(&error);
    if (s.lines)
        lines_close(s.lines);
    if (s.L)
        lua_close(s.L);
    if (!error.status && ferror(stdin)) /* lines may be missing */
        capai_fail(&error, CAPAI_MSG_FILE_READ,
                   CAPAI_WORDS(capai_message_word(CAPAI_MSG_LABEL_REASON_DEVICE)));
    if (!error.status)
        finish_output(&error);
    if (error.status) {
        print_error(&s.err, &error);
        return exit_status_of(error.status);
    }
    return s.found ? EXIT_FOUND : EXIT_DONE;
}
