/* capai.workbook: an Excel workbook from its description.
 *
 * The same description gives the same bytes: nothing of the time, the place or the locale is in
 * them. The library writes into files of the folder for temporary ones, of which none stays.
 *
 * The library does not survive that memory runs out: it writes where it was given none, forgets
 * what it had, and leaves files open. It is called in a process of its own, which may crash; what
 * that has found out it answers, and this one says it as if it had found it out itself.
 */
#include "bindings/lua/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bindings/lua/native.h"
#include "bindings/lua/table.h"
#include "capai/system.h"

/* What stands outside of Lua while a workbook is made. */
struct job {
    struct workbook w;
    struct native_temporary temporary, second;
    FILE *file, *again; /* of them; NULL: there is none */
};

/* ---- the description ---- */

static const struct api_value property_fields[] = {{"title", "string?", ""},
                                                   {"subject", "string?", ""},
                                                   {"author", "string?", ""},
                                                   {"company", "string?", ""},
                                                   {"comments", "string?", ""},
                                                   {"year", "integer?",
                                                    "1980 to 2100: the first day of it is the date "
                                                    "of the workbook; 1980 when absent."},
                                                   {NULL, NULL, NULL}};

static const struct api_value workbook_fields[] = {
    {"properties", "capai.workbook.properties?", "What a system shows of the file."},
    {"formats", "capai.workbook.format[]?", "That cells name by their place."},
    {"sheets", "capai.workbook.sheet[]", "At least one."},
    {NULL, NULL, NULL}};

/* Seconds from 1970 to the first day of a year, which is also what its days are in the calendar. */
static time_t first_day(int year)
{
    int before = year - 1;
    time_t days = (time_t)before * 365 + before / 4 - before / 100 + before / 400 - 719162;
    return days * 86400;
}

static void set_properties(struct workbook *w, const struct reader *description)
{
    static const char *const keys[] = {"title", "subject", "author", "company", "comments"};
    lxw_doc_properties properties = {0};
    char **const places[] = {&properties.title, &properties.subject, &properties.author,
                             &properties.company, &properties.comments};
    struct reader r;
    int year = 1980;
    if (reader_table(description, "properties", "properties", &r)) {
        reader_check_keys(&r, property_fields, 0);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            *places[i] = (char *)(uintptr_t)workbook_text(&r, keys[i], 255, false);
        reader_integer(&r, "year", 1980, 2100, &year);
        lua_pop(w->L, 1);
    }
    properties.created = first_day(year);
    workbook_expect(w, w->x.workbook_set_properties(w->book, &properties));
}

static void add_sheet(const struct reader *r, size_t place, void *user)
{
    struct workbook *w = user;
    workbook_heed(w); /* a sheet of a stream has a temporary file */
    lxw_worksheet *sheet = workbook_add_sheet(w, r);
    workbook_heed(w);
    if (w->file->fill)
        w->file->fill(w, sheet, place, w->file->user);
}

static void describe(struct workbook *w)
{
    struct reader r = reader_argument(w->L, 1, "workbook");
    reader_check_keys(&r, workbook_fields, 0);
    set_properties(w, &r);
    workbook_formats(w, &r);
    workbook_each(&r, "sheets", "sheet", add_sheet, w);
    if (!w->book->num_sheets)
        workbook_missing(&r, "sheets");
}

/* ---- the library ---- */

/* Hands it to the library. NULL, or what that says. */
static const char *write_book(struct workbook *w, const char *path)
{
    lxw_workbook_options options = {.tmpdir = w->file->folder, /* which is copied */
                                    .constant_memory = w->file->stream,
                                    .use_zip64 = w->file->large};
    w->cells = 0;
    w->sheets = 0;
    w->starved = false;
    errno = 0;
    w->book = workbook_made(w, w->x.workbook_new_opt(path, &options));
    describe(w);
    workbook_heed(w);
    lxw_workbook *book = w->book;
    w->book = NULL; /* closing frees it, whatever comes of it */
    errno = 0;
    lxw_error error = w->x.workbook_close(book);
    workbook_heed(w);
    if (w->starved || error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        table_no_memory(w->L);
    return error ? w->x.lxw_strerror(error) : NULL;
}

/* The library leaves the streams of its sheets open. One that it freed, for want of memory, may
 * still be in its list, behind those that it gave us. */
void workbook_drop(struct workbook *w)
{
    if (!w->book)
        return;
    lxw_worksheet *sheet = STAILQ_FIRST(w->book->worksheets);
    for (size_t i = 0; i < w->sheets; i++, sheet = STAILQ_NEXT(sheet, list_pointers)) {
        if (sheet->optimize_tmpfile)
            fclose(sheet->optimize_tmpfile);
        sheet->optimize_tmpfile = NULL;
    }
    w->x.lxw_workbook_free(w->book);
    w->book = NULL;
}

/* NULL, or what is wrong with what it has written. */
static const char *check_book(const struct workbook *w, const char *path)
{
    errno = 0;
    const char *reason = workbook_check(path, w->cells);
    if (reason && errno == ENOMEM)
        table_no_memory(w->L);
    return reason;
}

/* The library goes on without what it had no memory for, does not say so, and forgets the error
 * number when it makes its next temporary file. Equal descriptions give equal bytes: what it had no
 * memory for once is there the other time. Many rows are written but once; of them the cells are
 * counted. NULL, or what is wrong. */
static const char *write_twice(struct workbook *w, const struct workbook_file *file)
{
    struct workbook_file second = *file;
    w->file = file;
    w->text = lua_newuserdatauv(w->L, WORKBOOK_CLEAN + WORKBOOK_ESCAPED, 0);
    const char *reason = write_book(w, file->path);
    reason = reason ? reason : check_book(w, file->path);
    if (reason)
        return reason;
    second.fill = file->once ? NULL : file->fill;
    /* cppcheck-suppress autoVariables ; nobody looks at it any more after this function */
    w->file = &second;
    reason = write_book(w, file->again);
    reason = reason ? reason : check_book(w, file->again);
    if (!reason && !workbook_same(file->path, file->again, file->once))
        table_no_memory(w->L);
    return reason;
}

/* ---- the process of its own ---- */

/* What it has found out. The first is also that of a process which says nothing. */
struct answer {
    enum { NO_MEMORY, WRITTEN, COMPLAINED, REFUSED, RAISED } what;
    struct capai_error error; /* REFUSED: its file is `text`, where it has one */
    char text[1000];          /* COMPLAINED: by the library; RAISED: by Lua */
};

/* What it works on. */
struct asked {
    struct workbook *w;
    const struct workbook_file *file;
    struct answer *answer;
};

static void put_text(struct answer *answer, const char *text)
{
    snprintf(answer->text, sizeof answer->text, "%s", text);
}

/* (description, what its rows look like, asked) */
static int write_asked(lua_State *L)
{
    const struct asked *asked = lua_touserdata(L, 3);
    const char *reason = write_twice(asked->w, asked->file);
    if (reason)
        put_text(asked->answer, reason);
    asked->answer->what = reason ? COMPLAINED : WRITTEN;
    return 0;
}

/* What was raised, which is on top of the stack. */
static void put_raised(lua_State *L, struct answer *answer)
{
    const struct capai_error *error = luaL_testudata(L, -1, CAPAI_META_ERROR);
    const char *text = lua_tostring(L, -1);
    if (error) {
        answer->error = *error;
        put_text(answer, error->file ? error->file : "");
        answer->what = REFUSED;
    } else if (text) {
        put_text(answer, text);
        answer->what = RAISED;
    }
}

/* What the collector takes is not ours here: to end it would write to files that others have open,
 * or remove them. */
static void work(void *user, void *answer)
{
    struct asked *asked = user;
    lua_State *L = asked->w->L;
    const int running = lua_gc(L, LUA_GCISRUNNING);
    lua_gc(L, LUA_GCSTOP);
    asked->answer = answer;
    lua_pushcfunction(L, write_asked);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    lua_pushlightuserdata(L, asked);
    const int status = lua_pcall(L, 3, 0, 0);
    if (status != LUA_OK && status != LUA_ERRMEM)
        put_raised(L, answer);
    if (status != LUA_OK)
        lua_pop(L, 1);
    if (running)
        lua_gc(L, LUA_GCRESTART);
}

/* Says what the process has found out. */
static enum capai_status take_answer(lua_State *L, struct answer *answer, struct capai_error *err)
{
    switch (answer->what) {
    case WRITTEN:
        return CAPAI_OK;
    case COMPLAINED:
        return capai_fail(err, CAPAI_MSG_WORKBOOK_WRITE, CAPAI_WORDS(capai_text_of(answer->text)));
    case REFUSED:
        answer->error.file = *answer->text ? answer->text : NULL;
        answer->error.sheet = NULL; /* files that are read meanwhile have none */
        binding_raise(L, &answer->error);
    case RAISED:
        lua_pushstring(L, answer->text);
        lua_error(L);
        __builtin_unreachable(); /* lua_error does not return, but does not say so */
    case NO_MEMORY:
        break;
    }
    table_no_memory(L);
}

/* What becomes of a process that gave no answer, in words about the workbook. */
static enum capai_status fail_ended(const struct capai_error *ended, struct capai_error *err)
{
    const capai_text word = {ended->text, ended->word[1]};
    if (ended->message == CAPAI_MSG_CHILD_DIED)
        return capai_fail(err, CAPAI_MSG_WORKBOOK_DIED, CAPAI_WORDS(word));
    if (ended->message == CAPAI_MSG_CHILD_TIME)
        return capai_fail(err, CAPAI_MSG_WORKBOOK_TIME, CAPAI_WORDS(word));
    return capai_fail(err, ended->message, CAPAI_WORDS(word)); /* it was not begun */
}

enum capai_status workbook_write(struct workbook *w, const struct workbook_file *file,
                                 struct capai_error *err)
{
    struct asked asked = {w, file, NULL};
    struct answer answer;
    struct capai_error ended = {0};
    const char *reason = xlsxwriter_load(&w->x);
    if (reason)
        return capai_fail(err, CAPAI_MSG_WORKBOOK_WRITE, CAPAI_WORDS(capai_text_of(reason)));
    if (capai_child_ask(WORKBOOK_SECONDS + file->seconds, work, &asked, &answer, sizeof answer,
                        &ended) != CAPAI_OK)
        return fail_ended(&ended, err);
    return take_answer(w->L, &answer, err);
}

/* ---- the file ---- */

static int fail(lua_State *L, const char *reason)
{
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_WORKBOOK_WRITE, CAPAI_WORDS(capai_text_of(reason)));
    return binding_data_error(L, &error);
}

static int push_file(lua_State *L, struct job *job)
{
    luaL_Buffer buffer;
    size_t size;
    luaL_buffinit(L, &buffer);
    do {
        size = fread(luaL_prepbuffer(&buffer), 1, LUAL_BUFFERSIZE, job->file);
        luaL_addsize(&buffer, size);
    } while (size);
    if (ferror(job->file))
        return fail(L, strerror(errno));
    luaL_pushresult(&buffer);
    return 1;
}

/* make(description, job) */
static int make(lua_State *L)
{
    struct job *job = lua_touserdata(L, 2);
    struct capai_error error = {0};
    job->file = native_temporary_open(&job->temporary);
    job->again = job->file ? native_temporary_open(&job->second) : NULL;
    if (!job->again)
        return fail(L, strerror(errno));
    const struct workbook_file file = {
        .path = job->temporary.path, .again = job->second.path, .folder = job->temporary.folder};
    job->w.L = L;
    return workbook_write(&job->w, &file, &error) ? binding_data_error(L, &error)
                                                  : push_file(L, job);
}

static void end(FILE *file, const struct native_temporary *temporary)
{
    if (!file)
        return;
    fclose(file);
    remove(temporary->path);
}

/* The library prints numbers by the locale of the process; a file is the same everywhere. */
static int workbook(lua_State *L)
{
    struct job job = {.file = NULL};
    void *before = native_locale_plain();
    if (!before && errno == ENOMEM) {
        struct capai_error error = {0};
        capai_fail_memory(&error);
        binding_raise(L, &error);
    }
    if (!before)
        return fail(L, strerror(errno));
    lua_settop(L, 1);
    lua_pushcfunction(L, make);
    lua_insert(L, 1);
    lua_pushlightuserdata(L, &job);
    int status = lua_pcall(L, 2, LUA_MULTRET, 0);
    native_locale_restore(before);
    workbook_drop(&job.w);
    end(job.file, &job.temporary);
    end(job.again, &job.second);
    return status ? lua_error(L) : lua_gettop(L);
}

static const struct api_function functions[] = {
    {"workbook",
     workbook,
     "An Excel workbook, from a table that says all that is in it.\n\nText is never taken for a "
     "formula. Equal tables give equal bytes.",
     {{"description", "capai.workbook", ""}},
     {{"bytes", "string?", "What to write into a file; nil where it cannot be made."},
      {"message", "string?", "Then: what is wrong."},
      {"info", "capai.info?", "Then: the same in parts."}},
     "local bytes = assert(capai.workbook {\n"
     "  formats = { { bold = true }, { number = \"#,##0.00\" } },\n"
     "  sheets = { { name = \"Capaian\", columns = { { width = 200 } }, cells = {\n"
     "    { row = 1, column = 1, text = \"Indeks\", format = 1 },\n"
     "    { row = 1, column = 2, number = \"92.86\", format = 2 },\n"
     "    { row = 2, column = 2, formula = \"B1*2\", number = \"185.72\" } } } } })\n"
     "assert(bytes:sub(1, 2) == \"PK\")"},
    {.name = NULL}};

static const struct api_class classes[] = {
    {"capai.workbook", "A workbook.", workbook_fields, NULL},
    {"capai.workbook.properties", "What a system shows of the file.", property_fields, NULL},
    {"capai.workbook.format", "How a cell looks.", workbook_format_fields, NULL},
    {"capai.workbook.sheet", "A sheet.", workbook_sheet_fields, NULL},
    {"capai.workbook.column", "A column.", workbook_column_fields, NULL},
    {"capai.workbook.row", "A row.", workbook_row_fields, NULL},
    {"capai.workbook.cell", "A cell, or several that are merged.", workbook_cell_fields, NULL},
    {"capai.workbook.range", "Cells that lie together.", workbook_range_fields, NULL},
    {"capai.workbook.choice", "What cells of a sheet may say.", workbook_choice_fields, NULL},
    {"capai.workbook.print", "How a sheet is printed.", workbook_print_fields, NULL},
    {"capai.workbook.chart", "A chart over cells of its sheet.", workbook_chart_fields, NULL},
    {"capai.workbook.series", "What a chart shows in one colour.", workbook_series_fields, NULL},
    {"capai.workbook.axis", "An axis of a chart.", workbook_axis_fields, NULL},
    {NULL, NULL, NULL, NULL}};

const struct api_part api_workbook = {functions, classes, NULL};
