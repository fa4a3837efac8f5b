/* capai audit DATA...: what does not add up in a printed report. The work is done by the library's
 * Lua half, scripts/capai/audit; here is what it needs of the program. */
#include <string.h>

#include "bindings/cli/document.h"
#include "bindings/cli/library.h"
#include "bindings/cli/script.h"
#include "bindings/cli/session.h"
#include "bindings/lua/data.h"
#include "capai/system.h"

/* ---- what the scripts call ---- */

struct desk {
    struct session *session;
    lua_State *L; /* stack: command, report */
    struct terminal terminal;
    const char *format;  /* of a document; NULL: the terminal */
    capai_text baseline; /* the list of known findings */
};

static struct desk *desk_of(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(1));
}

/* label(name, words...): a label of the message list */
static int label(lua_State *L)
{
    char name[64], text[CAPAI_ERROR_TEXT];
    capai_text words[CAPAI_ERROR_WORDS];
    struct capai_error error = {0};
    size_t count = library_words(L, 2, words);
    snprintf(name, sizeof name, "LABEL_AUDIT_%s", luaL_checkstring(L, 1));
    capai_fail(&error, library_message(name), words, count);
    capai_error_text(&error, desk_of(L)->terminal.language, false, text, sizeof text);
    lua_pushstring(L, text);
    return 1;
}

/* note(name, place, words...): a complaint, for the end */
static int note(lua_State *L)
{
    struct session *session = desk_of(L)->session;
    capai_text words[CAPAI_ERROR_WORDS];
    struct capai_error error = {0};
    capai_fail(&error, library_message(luaL_checkstring(L, 1)), words, library_words(L, 3, words));
    lua_getfield(L, 2, "file");
    lua_getfield(L, 2, "line");
    lua_getfield(L, 2, "column");
    lua_getfield(L, 2, "sheet");
    const char *file = capai_text_copy(capai_text_of(lua_tostring(L, -4)), &session->arena).data;
    capai_error_place(&error, file, (size_t)lua_tointeger(L, -3), (size_t)lua_tointeger(L, -2));
    if (!lua_isnil(L, -1))
        error.sheet = capai_text_copy(capai_text_of(lua_tostring(L, -1)), &session->arena).data;
    session_note(session, &error);
    return 0;
}

/* ---- showing ---- */

/* (command, report, desk): prints the report, or its document, to the file of the terminal. */
static int render(lua_State *L)
{
    static const luaL_Reg functions[] = {{"label", label}, {NULL, NULL}};
    struct desk *desk = lua_touserdata(L, 3);
    lua_getfield(L, 1, desk->format ? "document" : "show");
    lua_pushvalue(L, 2);
    if (desk->format) {
        capai_text text;
        struct capai_sink sink = sink_of(desk->terminal.file);
        lua_pushstring(L, desk->format);
        lua_call(L, 2, 1);
        text.data = lua_tolstring(L, -1, &text.size);
        sink.write(sink.user, text.data, text.size);
        return 0;
    }
    lua_createtable(L, 0, 3);
    library_set_terminal(L, &desk->terminal);
    lua_pushlightuserdata(L, desk);
    luaL_setfuncs(L, functions, 1);
    lua_call(L, 2, 0);
    return 0;
}

/* Keeps the error value on top of the stack for the end, and pops it. */
static void note_error(struct desk *desk)
{
    struct capai_error error = {0};
    binding_take_error(desk->L, &desk->session->arena, &error);
    session_note(desk->session, &error);
}

/* Findings as a document for people, which is made anew for each file. */
static bool write_worksheet(const struct desk *desk, enum format format, FILE *file,
                            struct capai_error *err)
{
    lua_State *L = desk->L;
    struct document document = {desk->session, L, lua_gettop(L) + 1, NULL, 0};
    lua_getfield(L, 1, "worksheet");
    lua_pushvalue(L, 2);
    bool done = script_call(L, 1, 1) == LUA_OK;
    if (done)
        done = document_write(&document, 0, format, file, err);
    else
        binding_take_error(L, &desk->session->arena, err);
    lua_settop(L, document.index - 1);
    return done;
}

static bool write_report(const void *user, int table, enum format format, FILE *file,
                         struct capai_error *err)
{
    static const char *const formats[] = {[FORMAT_TEXT] = NULL,
                                          [FORMAT_CSV] = "csv",
                                          [FORMAT_JSON] = "json",
                                          [FORMAT_MARKDOWN] = "md",
                                          [FORMAT_SARIF] = "sarif"};
    const struct desk *seen = user;
    struct desk desk = *seen;
    (void)table;
    if (format >= FORMAT_HTML)
        return write_worksheet(seen, format, file, err);
    desk.terminal = terminal_of(file, desk.session->options->language);
    desk.format = formats[format];
    lua_pushcfunction(desk.L, render);
    lua_pushvalue(desk.L, 1);
    lua_pushvalue(desk.L, 2);
    lua_pushlightuserdata(desk.L, &desk);
    int status = script_call(desk.L, 3, 0);
    if (status != LUA_OK && err)
        binding_take_error(desk.L, &desk.session->arena, err);
    else if (status != LUA_OK)
        note_error(&desk);
    return status == LUA_OK;
}

static const struct writer reports = {
    .formats = WRITES(FORMAT_TEXT) | WRITES(FORMAT_CSV) | WRITES(FORMAT_JSON) |
               WRITES(FORMAT_MARKDOWN) | WRITES(FORMAT_SARIF) | WRITES(FORMAT_HTML) |
               WRITES(FORMAT_DOCX) | WRITES(FORMAT_XLSX) | WRITES(FORMAT_PDF),
    .write = write_report};

/* ---- the command ---- */

/* Pushes path and text of the list of known findings, or nil. */
static void push_baseline(lua_State *L, const struct desk *desk)
{
    if (!desk->session->options->baseline) {
        lua_pushnil(L);
        return;
    }
    lua_createtable(L, 0, 2);
    lua_pushstring(L, desk->session->options->baseline);
    lua_setfield(L, -2, "path");
    lua_pushlstring(L, desk->baseline.data, desk->baseline.size);
    lua_setfield(L, -2, "text");
}

/* (desk): the command, and its report; nil where there is none. */
static int run_audit(lua_State *L)
{
    struct desk *desk = lua_touserdata(L, 1);
    struct session *session = desk->session;
    lua_settop(L, 0);
    library_require(L, "capai.audit.command");
    lua_getfield(L, 1, "run");
    data_push_sets(L, session->datasets, session->dataset_count);
    lua_pushstring(L, session->options->rules);
    push_baseline(L, desk);
    lua_pushlightuserdata(L, desk);
    lua_pushcclosure(L, note, 1);
    lua_call(L, 4, 1);
    if (!lua_isnil(L, 2)) {
        lua_getfield(L, 2, "rows");
        if (lua_rawlen(L, -1))
            session_found(session);
        lua_pop(L, 1);
    }
    return 2;
}

/* Evaluates as eval does, and says what it could not: rules that are not there, figures that cannot
 * be computed. What it warns of are findings here. True where an OPD was evaluated. */
static bool evaluate(struct session *session)
{
    struct capai_notices notices;
    struct capai_error error = {0};
    size_t sections = 0;
    capai_notices_init(&notices, &session->arena, CAPAI_NOTICES_LIMIT);
    if (capai_evaluate(session->packs, session->options->rules, session->datasets,
                       session->dataset_count, &session->arena, &notices, &session->evaluation,
                       &error) != CAPAI_OK)
        session_note(session, &error);
    else
        capai_evaluation_sections(session->evaluation, &sections);
    for (size_t i = 0; i < notices.count; i++)
        if (notices.list[i].status > CAPAI_WARNING)
            session_note(session, &notices.list[i]);
    return sections;
}

static void audit(struct session *session)
{
    struct desk desk = {.session = session};
    struct writer writer = reports;
    struct capai_error error = {0};
    if (session->options->baseline && capai_file_read(session->options->baseline, &session->arena,
                                                      &desk.baseline, &error) != CAPAI_OK) {
        session_note(session, &error);
        return;
    }
    desk.L = script_open(session->options->language);
    writer.user = &desk;
    if (!desk.L) {
        session_note_memory(session);
        return;
    }
    lua_pushcfunction(desk.L, run_audit);
    lua_pushlightuserdata(desk.L, &desk);
    if (script_call(desk.L, 1, 2) != LUA_OK)
        note_error(&desk);
    else if (!lua_isnil(desk.L, 2) && session->options->output_count)
        session_write(session, &writer, NULL);
    else if (!lua_isnil(desk.L, 2))
        write_report(&desk, ALL_TABLES, session->options->format, stdout, NULL);
    lua_close(desk.L);
}

/* Refuses an output that is the list of known findings: it would hold only what is new. */
static void check_baseline(const struct options *options, struct capai_error *err)
{
    for (size_t i = 0; options->baseline && i < options->output_count; i++)
        if (capai_file_same(options->baseline, options->outputs[i])) {
            capai_fail(err, CAPAI_MSG_OUT_INPUT, CAPAI_NO_WORDS);
            capai_error_place(err, options->outputs[i], 0, 0);
        }
}

enum exit_status command_audit(const struct options *options)
{
    struct session session;
    struct options own = *options;
    struct capai_error error = {0};
    if (!options->argument_count)
        capai_fail(&error, CAPAI_MSG_DATA_NEEDED, CAPAI_WORDS(CAPAI_TEXT("audit")));
    else
        outputs_check(options, &reports, &error);
    if (!error.status)
        check_baseline(options, &error);
    if (error.status) {
        struct terminal terminal = terminal_of(stderr, options->language);
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    own.printed = true;
    session_load(&session, &own, options->argument_count);
    if (session.packs && session.status < EXIT_SYSTEM && evaluate(&session))
        audit(&session);
    return session_end(&session);
}
