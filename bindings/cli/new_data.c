/* capai new data NAME --from FILE: a data set out of a report (without one: new_template.c). What
 * the report says is made out by the library's Lua half, scripts/capai/intake; here it is read, and
 * written. */
#include "bindings/cli/new_data.h"

#include <string.h>

#include "bindings/cli/library.h"
#include "bindings/cli/new_template.h"
#include "bindings/cli/script.h"
#include "capai/report.h"
#include "capai/system.h"

/* One report on its way into a folder. */
struct intake {
    struct pack_run *run;
    const char *name, *path; /* of the folder, of the report */
    capai_text content;
    bool is_office; /* what an office program made, in `report`; else a text */
    struct capai_report report;
    lua_State *L;
};

/* ---- what the scripts call ---- */

/* note(message, line, words...): a complaint about a line of the report, for the end */
static int note(lua_State *L)
{
    struct intake *intake = lua_touserdata(L, lua_upvalueindex(1));
    capai_text words[CAPAI_ERROR_WORDS];
    struct capai_error error = {0};
    size_t line = (size_t)luaL_checkinteger(L, 2);
    capai_fail(&error, library_message(luaL_checkstring(L, 1)), words, library_words(L, 3, words));
    if (line && line <= intake->report.count) {
        const struct capai_report_row *row = &intake->report.rows[line - 1];
        capai_error_place(&error, intake->path, row->line, 0);
        error.sheet = row->part;
    } else {
        capai_error_place(&error, intake->path, line, 0);
    }
    pack_run_note(intake->run, &error);
    return 0;
}

/* Pushes the numbers of the cells of a row in which a merged one goes on, as a set; nil for none.
 */
static void push_merged(lua_State *L, const struct capai_report_row *row)
{
    lua_pushnil(L);
    for (size_t k = 0; k < row->count; k++) {
        if (row->cells[k].size || !row->cells[k].data)
            continue;
        if (lua_isnil(L, -1)) {
            lua_pop(L, 1);
            lua_newtable(L);
        }
        lua_pushboolean(L, true);
        lua_rawseti(L, -2, (lua_Integer)k + 1);
    }
}

/* Pushes a document of an office program as a list of its rows: cells, with the names of the part,
 * the line in it, and which cells go on from above. */
static void push_report(lua_State *L, const struct capai_report *report)
{
    lua_createtable(L, (int)report->count, 0);
    for (size_t i = 0; i < report->count; i++) {
        const struct capai_report_row *row = &report->rows[i];
        lua_createtable(L, (int)row->count, 2);
        for (size_t k = 0; k < row->count; k++) {
            lua_pushlstring(L, row->cells[k].data ? row->cells[k].data : "", row->cells[k].size);
            lua_rawseti(L, -2, (lua_Integer)k + 1);
        }
        lua_pushstring(L, row->part);
        lua_setfield(L, -2, "part");
        lua_pushinteger(L, (lua_Integer)row->line);
        lua_setfield(L, -2, "line");
        push_merged(L, row);
        lua_setfield(L, -2, "merged");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* Pushes the key of the OPD: the name of what is written, without the ending of a workbook. */
static void push_key(lua_State *L, const char *name)
{
    lua_pushlstring(L, name, strlen(name) - (new_template_is_workbook(name) ? 5 : 0));
}

/* (intake): the files of the data set, a list of { name, text }, or of a workbook, { "", bytes,
 * sheets }; nil where there is none. */
static int read_report(lua_State *L)
{
    struct intake *intake = lua_touserdata(L, 1);
    int year = intake->run->options->year;
    struct capai_error error = {0};
    library_require(L, "capai.intake");
    lua_getfield(L, -1, "run");
    if (intake->is_office)
        push_report(L, &intake->report);
    else
        lua_pushlstring(L, intake->content.data, intake->content.size);
    lua_pushstring(L, intake->path);
    push_key(L, intake->name);
    lua_pushinteger(L, year);
    lua_pushlightuserdata(L, intake);
    lua_pushcclosure(L, note, 1);
    if (!new_template_is_workbook(intake->name))
        lua_pushnil(L);
    else if (!new_template_push_facts(L, intake->run, intake->name, &error))
        binding_raise(L, &error);
    lua_call(L, 6, 1);
    return 1;
}

/* ---- writing ---- */

/* Text `field` of the file `i` (from 1) in the list on top of the stack; the list holds it. */
static capai_text text_of(lua_State *L, lua_Integer i, lua_Integer field)
{
    capai_text text;
    lua_rawgeti(L, -1, i);
    lua_rawgeti(L, -1, field);
    text.data = lua_tolstring(L, -1, &text.size);
    lua_pop(L, 2);
    return text;
}

/* Writes one file under its temporary name; *output is NULL where there is nothing to drop. */
static enum capai_status write_one(struct pack_run *run, lua_State *L, const char *path,
                                   bool inside, lua_Integer i, struct capai_output **output,
                                   struct capai_error *err)
{
    *output = NULL;
    if (!path)
        return capai_fail_memory(err);
    enum capai_status status =
        (inside ? capai_output_open_inside : capai_output_open)(path, &run->arena, output, err);
    if (status)
        return status;
    capai_text text = text_of(L, i, 2);
    fwrite(text.data, 1, text.size, capai_output_stream(*output));
    return capai_output_close(*output, err);
}

/* Writes all files of the list on top of the stack into a folder, or none; without a folder the
 * first, as `name`. */
static enum capai_status write_all(struct pack_run *run, lua_State *L, const char *name,
                                   bool is_folder, struct capai_error *err)
{
    enum { MOST = 16 };
    struct capai_output *outputs[MOST] = {NULL};
    lua_Integer count = is_folder ? (lua_Integer)lua_rawlen(L, -1) : 1, done = 0;
    enum capai_status status = CAPAI_OK;
    for (; !status && done < count && done < MOST; done++) {
        const char *path =
            is_folder ? capai_path_join(name, text_of(L, done + 1, 1).data, &run->arena) : name;
        status = write_one(run, L, path, is_folder, done + 1, &outputs[done], err);
    }
    for (lua_Integer i = 0; !status && i < done; i++)
        status = capai_output_commit(outputs[i], err);
    for (lua_Integer i = 0; status && i < done; i++)
        if (outputs[i])
            capai_output_drop(outputs[i]);
    return status;
}

enum capai_status new_data_write(struct pack_run *run, lua_State *L, const char *name,
                                 bool is_folder, struct capai_error *err)
{
    bool made;
    enum capai_status status = is_folder ? capai_folder_make(name, &made, err) : CAPAI_OK;
    if (status)
        return status;
    status = write_all(run, L, name, is_folder, err);
    if (status && is_folder)
        capai_folder_remove(name);
    return status;
}

static void write_set(const struct intake *intake, struct capai_error *err)
{
    struct pack_run *run = intake->run;
    bool is_workbook = new_template_is_workbook(intake->name);
    if (new_data_write(run, intake->L, intake->name, !is_workbook, err) != CAPAI_OK)
        return;
    if (is_workbook) {
        capai_text sheets = capai_text_copy(text_of(intake->L, 1, 3), &run->arena);
        print_wrapped(&run->terminal, STYLE_PLAIN,
                      pack_run_label(run, CAPAI_MSG_LABEL_NEW_DATA_SHEETS,
                                     CAPAI_WORDS(capai_text_of(intake->name), sheets,
                                                 pack_run_count(run, run->notices.count))),
                      2);
        return;
    }
    size_t files = (size_t)lua_rawlen(intake->L, -1);
    print_wrapped(
        &run->terminal, STYLE_PLAIN,
        pack_run_label(run, CAPAI_MSG_LABEL_NEW_DATA,
                       CAPAI_WORDS(capai_text_of(intake->name), pack_run_count(run, files),
                                   pack_run_count(run, run->notices.count))),
        2);
}

/* ---- the command ---- */

static void take_in(struct intake *intake, struct capai_error *error)
{
    lua_pushcfunction(intake->L, read_report);
    lua_pushlightuserdata(intake->L, intake);
    if (script_call(intake->L, 1, 1) != LUA_OK)
        binding_take_error(intake->L, &intake->run->arena, error);
    else if (!lua_isnil(intake->L, -1))
        write_set(intake, error);
}

/* Reads the file: what an office program made of it, or its text. */
static enum capai_status read_file(struct intake *intake, struct capai_error *err)
{
    struct pack_run *run = intake->run;
    struct capai_notices *notices = &run->notices;
    enum capai_status status = capai_file_read(intake->path, &run->arena, &intake->content, err);
    if (status)
        return status;
    intake->is_office = capai_report_is(intake->content);
    status = intake->is_office ? capai_report_read(intake->path, intake->content, &run->arena,
                                                   notices, &intake->report, err)
                               : capai_report_text(intake->path, intake->content, &run->arena,
                                                   notices, &intake->content, err);
    for (size_t i = 0; i < notices->count; i++)
        if (notices->list[i].status >= CAPAI_ERR_DATA && run->status < EXIT_FOUND)
            run->status = EXIT_FOUND;
    return status;
}

bool new_data_is_free(const char *name, struct capai_error *err)
{
    enum capai_file_kind kind = capai_file_kind_of(name);
    capai_text text;
    struct capai_arena arena;
    if (kind == CAPAI_FILE_NONE)
        return true;
    if (kind == CAPAI_FILE_UNKNOWN) { /* reading says what is the matter */
        capai_arena_init(&arena, NULL, NULL, 1 << 20);
        capai_file_read(name, &arena, &text, err);
        capai_arena_clear(&arena);
        if (err->message == CAPAI_MSG_READ_NO_FILE) {
            *err = (struct capai_error){.status = CAPAI_OK};
            return true;
        }
        if (err->status)
            return false;
    }
    capai_fail(err, kind == CAPAI_FILE_FOLDER ? CAPAI_MSG_NEW_FOLDER_EXISTS : CAPAI_MSG_NEW_EXISTS,
               CAPAI_NO_WORDS);
    capai_error_place(err, name, 0, 0);
    return false;
}

enum exit_status new_data(struct pack_run *run, const char *name)
{
    struct intake intake = {.run = run, .name = name, .path = run->options->from};
    struct capai_error error = {0};
    if (new_data_is_free(name, &error) && read_file(&intake, &error) == CAPAI_OK) {
        intake.L = script_open(run->options->language);
        if (intake.L)
            take_in(&intake, &error);
        else
            capai_fail_memory(&error);
    }
    if (error.status)
        pack_run_note(run, &error);
    if (!intake.is_office)
        run->quoted = (struct quoted){intake.path, intake.content};
    enum exit_status status = pack_run_close(run);
    if (intake.L)
        lua_close(intake.L);
    return status;
}
