#include "bindings/results/sheets.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bindings/lua/native.h"
#include "bindings/lua/workbook.h"
#include "bindings/results/rows.h"

/* Rows by which the width of a column is chosen, and decimals that have a format. */
enum { SAMPLE = 2000, FORMATS = 13 };

/* Bytes that are written in a second by any machine, however busy. */
enum { SLOW = 50000 };

/* Text that takes no second to write again, and text from which on parts of a workbook may be
 * larger than 4 GB. */
static const uint64_t small = (uint64_t)1 << 20, large = (uint64_t)400 << 20;

/* What the cells of a sheet look like, and what is in its columns: t text, n number, y year. */
struct looks {
    size_t file;
    lxw_row_t rows; /* that the sheet has below its head */
    const char *columns;
    lxw_format *text, *right, *year, *numbers[FORMATS];
};

/* The job, as the functions that are called back need it. */
struct filling {
    struct sheets *sheets;
    struct workbook w;
    struct rows *rows; /* of the file that is being written */
    const char *again; /* where the workbook is written a second time; NULL: nowhere yet */
    size_t file;       /* its number; SIZE_MAX: none */
    const struct workbook_file *target; /* that the rows go to */
};

static void raise(lua_State *L, const struct capai_error *error)
{
    if (error->status)
        binding_raise(L, error);
}

/* What the library complains of. */
static void complain(const struct sheets *sheets, const char *reason)
{
    capai_fail(sheets->err, CAPAI_MSG_WORKBOOK_WRITE, CAPAI_WORDS(capai_text_of(reason)));
    capai_error_place(sheets->err, sheets->name, 0, 0);
}

/* ---- what the files hold ---- */

/* What is known of a file before it is written. */
struct extent {
    uint64_t rows;
    size_t *characters; /* of the widest text in each column */
};

static size_t characters_of(capai_text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

static enum capai_status measure(const struct sheets *sheets, const struct capai_batch_file *file,
                                 struct extent *out)
{
    struct rows *rows;
    const capai_text *fields;
    size_t count = 1;
    *out = (struct extent){
        0, capai_arena_array(sheets->arena, file->column_count + 1, sizeof *out->characters)};
    if (!out->characters)
        return capai_fail_memory(sheets->err);
    enum capai_status status = rows_open(file->path, sheets->arena, &rows, sheets->err);
    if (status)
        return status;
    while (!status && count) {
        status = rows_next(rows, &fields, &count, sheets->err);
        out->rows += count > 0;
        for (size_t c = 0; !status && c < count && c < file->column_count && out->rows <= SAMPLE;
             c++) {
            size_t characters = characters_of(fields[c]);
            if (characters > out->characters[c])
                out->characters[c] = characters;
        }
    }
    rows_close(rows);
    return status;
}

static void push_text(lua_State *L, capai_text text, const char *key)
{
    lua_pushlstring(L, text.data ? text.data : "", text.size);
    lua_setfield(L, -2, key);
}

static const char *kind_of(const struct capai_batch_column *column)
{
    if (column->original || column->kind == CAPAI_COLUMN_TEXT)
        return "text";
    return column->kind == CAPAI_COLUMN_WHOLE ? "whole" : "number";
}

/* Pushes what the scripts are told of a file. */
static void push_file(lua_State *L, const struct capai_batch_file *file,
                      const struct extent *extent)
{
    lua_createtable(L, 0, 3);
    push_text(L, file->name, "name");
    lua_pushinteger(L, (lua_Integer)extent->rows);
    lua_setfield(L, -2, "rows");
    lua_createtable(L, (int)file->column_count, 0);
    for (size_t c = 0; c < file->column_count; c++) {
        const struct capai_batch_column *column = &file->columns[c];
        lua_createtable(L, 0, 4);
        push_text(L, column->title, "title");
        push_text(L, column->source, "source");
        push_text(L, capai_text_of(kind_of(column)), "kind");
        lua_pushinteger(L, (lua_Integer)extent->characters[c]);
        lua_setfield(L, -2, "characters");
        lua_rawseti(L, -2, (lua_Integer)c + 1);
    }
    lua_setfield(L, -2, "columns");
}

/* Pushes the list of files. */
static void push_files(lua_State *L, const struct sheets *sheets)
{
    lua_createtable(L, (int)sheets->results->count, 0);
    for (size_t i = 0; i < sheets->results->count; i++) {
        struct extent extent;
        if (sheets->results->files[i].column_count > WORKBOOK_COLUMNS) {
            complain(sheets, "kolom > 16384");
            raise(L, sheets->err);
        }
        if (measure(sheets, &sheets->results->files[i], &extent) != CAPAI_OK)
            raise(L, sheets->err);
        push_file(L, &sheets->results->files[i], &extent);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* ---- rows ---- */

static lxw_format *format_of(const struct workbook *w, const char *key)
{
    lua_getfield(w->L, -1, key);
    size_t place = (size_t)lua_tointeger(w->L, -1);
    lua_pop(w->L, 1);
    return place && place <= w->format_count ? w->formats[place - 1] : NULL;
}

/* Reads what the scripts said of a sheet; false: its rows are in the description. */
static bool read_looks(const struct workbook *w, size_t place, struct looks *out)
{
    lua_State *L = w->L;
    if (lua_rawgeti(L, 2, (lua_Integer)place + 1) != LUA_TTABLE) {
        lua_pop(L, 1);
        return false;
    }
    lua_getfield(L, -1, "file");
    out->file = (size_t)lua_tointeger(L, -1) - 1;
    lua_pop(L, 1);
    lua_getfield(L, -1, "rows");
    out->rows = (lxw_row_t)lua_tointeger(L, -1);
    lua_pop(L, 1);
    lua_getfield(L, -1, "columns");
    out->columns = lua_tostring(L, -1); /* which the table keeps */
    lua_pop(L, 1);
    out->text = format_of(w, "text");
    out->right = format_of(w, "right");
    out->year = format_of(w, "year");
    lua_getfield(L, -1, "numbers");
    for (int i = 0; i < FORMATS; i++) {
        lua_rawgeti(L, -1, i + 1);
        out->numbers[i] = w->formats[lua_tointeger(L, -1) - 1];
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
    return true;
}

static size_t decimals_of(capai_text text)
{
    const char *point = memchr(text.data, '.', text.size);
    return point ? (size_t)(text.data + text.size - point) - 1 : 0;
}

static void write_cell(struct workbook *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                       const struct looks *looks, capai_text field)
{
    double number; /* checksrc: allow double */
    char kind = looks->columns[column], text[48];
    if (!field.data) {
        w->cells += looks->text != NULL;
        workbook_expect(w, w->x.worksheet_write_blank(sheet, row, column, looks->text));
        return;
    }
    if (kind == 't' || field.size >= sizeof text) {
        workbook_write_text(w, sheet, row, column, kind == 't' ? looks->text : looks->right, field);
        return;
    }
    memcpy(text, field.data, field.size);
    text[field.size] = '\0';
    size_t decimals = decimals_of(field);
    if (decimals < FORMATS && workbook_read_number(w->L, (capai_text){text, field.size}, &number)) {
        w->cells++;
        workbook_expect(
            w, w->x.worksheet_write_number(sheet, row, column, number,
                                           kind == 'y' ? looks->year : looks->numbers[decimals]));
    } else /* a word, or more digits than a cell can hold */
        workbook_write_text(w, sheet, row, column, looks->right, field);
}

/* The rows of a file go on where those of the sheet before ended. */
static void fill(struct workbook *w, lxw_worksheet *sheet, size_t place, void *user)
{
    struct filling *filling = user;
    const struct sheets *sheets = filling->sheets;
    const capai_text *fields;
    struct looks looks;
    size_t count = 1;
    if (!read_looks(w, place, &looks))
        return;
    const struct capai_batch_file *file = &sheets->results->files[looks.file];
    if (filling->file != looks.file || filling->target != w->file) {
        filling->target = w->file;
        rows_close(filling->rows);
        filling->rows = NULL;
        filling->file = looks.file;
        if (rows_open(file->path, sheets->arena, &filling->rows, sheets->err) != CAPAI_OK)
            raise(w->L, sheets->err);
    }
    for (lxw_row_t row = 1; count && row <= looks.rows; row++) {
        if (rows_next(filling->rows, &fields, &count, sheets->err) != CAPAI_OK)
            raise(w->L, sheets->err);
        workbook_heed(w);
        for (size_t c = 0; count && c < file->column_count; c++)
            write_cell(w, sheet, row, (lxw_col_t)c, &looks, c < count ? fields[c] : CAPAI_NO_TEXT);
    }
}

/* ---- the file ---- */

/* The bytes of the largest of the files, and of all together. */
static uint64_t largest_of(lua_State *L, const struct sheets *sheets, uint64_t *all)
{
    uint64_t largest = 0;
    *all = 0;
    for (size_t i = 0; i < sheets->results->count; i++) {
        struct capai_source *source;
        if (capai_source_open(sheets->results->files[i].path, sheets->arena, &source,
                              sheets->err) != CAPAI_OK)
            raise(L, sheets->err);
        const uint64_t size = capai_source_size(source);
        largest = size > largest ? size : largest;
        *all += size;
        capai_source_close(source);
    }
    return largest;
}

/* (describe, filling): the description and what the rows look like go to the places 1 and 2 */
static int make(lua_State *L)
{
    struct filling *filling = lua_touserdata(L, 2);
    struct sheets *sheets = filling->sheets;
    capai_text manifest;
    filling->again = capai_path_join(sheets->results->folder, "again.xlsx", sheets->arena);
    if (!filling->again) {
        capai_fail_memory(sheets->err);
        raise(L, sheets->err);
    }
    uint64_t all;
    const uint64_t largest = largest_of(L, sheets, &all);
    const struct workbook_file file = {.path = sheets->path,
                                       .again = filling->again,
                                       .folder = (char *)(uintptr_t)sheets->results->folder,
                                       .stream = true,
                                       .once = largest > small,
                                       .large = largest > large,
                                       .seconds = (unsigned)(all / SLOW),
                                       .fill = fill,
                                       .user = filling};
    lua_settop(L, 1);
    push_files(L, sheets);
    if (capai_file_read(sheets->results->manifest, sheets->arena, &manifest, sheets->err) !=
        CAPAI_OK)
        raise(L, sheets->err);
    lua_pushlstring(L, manifest.data, manifest.size);
    lua_call(L, 2, 2);
    filling->w.L = L;
    if (workbook_write(&filling->w, &file, sheets->err) != CAPAI_OK)
        capai_error_place(sheets->err, sheets->name, 0, 0);
    return 0;
}

void sheets_write(lua_State *L, struct sheets *sheets)
{
    struct filling filling = {.sheets = sheets, .file = SIZE_MAX};
    void *before = native_locale_plain();
    if (!before) {
        lua_pop(L, 1);
        complain(sheets, strerror(errno));
        return;
    }
    lua_pushcfunction(L, make);
    lua_insert(L, -2);
    lua_pushlightuserdata(L, &filling);
    int status = lua_pcall(L, 2, 0, 0);
    native_locale_restore(before);
    workbook_drop(&filling.w);
    rows_close(filling.rows);
    if (filling.again)
        remove(filling.again);
    if (status != LUA_OK)
        lua_error(L);
}
