/* Cells: text is text, whatever it looks like, and only what is called a formula is one. */
#include "bindings/lua/workbook.h"

#include <string.h>

enum { MERGED_MOST = 100000, COMMENT_WIDTH = 260 };

const struct api_value workbook_cell_fields[] = {
    {"row", "integer", "From 1."},
    {"column", "integer", "From 1."},
    {"rows", "integer?", "That it covers; 1 when absent."},
    {"columns", "integer?", "That it covers; 1 when absent."},
    {"text", "string?", "Its text, which is never a formula; it may hold line ends."},
    {"number", "string?",
     "Its number, in plain notation, of at most 15 significant digits; of a formula the result."},
    {"formula", "string?", "Without =, in the notation of files: SUM(A1:A3)."},
    {"format", "integer?", "One of formats."},
    {"comment", "string?", "A note on the cell."},
    {"link", "string?", "Of a text: the sheet that a click leads to."},
    {NULL, NULL, NULL}};

static _Noreturn void raise_place(const struct reader *r, const struct workbook_range *place,
                                  const char *expected)
{
    const char *at = lua_pushfstring(r->L, "%d, %d", (int)place->row + 1, (int)place->column + 1);
    reader_error(
        r, NULL, CAPAI_MSG_RULES_VALUE,
        CAPAI_WORDS(CAPAI_TEXT("row, column"), capai_text_of(at), capai_text_of(expected)));
}

/* Takes the places of a cell; raises where one is taken: a merged cell over another one makes a
 * workbook that Excel calls damaged. */
static void take(struct workbook_sheet *s, const struct reader *r,
                 const struct workbook_range *place)
{
    lua_State *L = r->L;
    lua_Integer area =
        (lua_Integer)(place->last_row - place->row + 1) * (place->last_column - place->column + 1);
    if (area > MERGED_MOST)
        raise_place(r, place, "rows * columns <= 100000");
    for (lua_Integer row = place->row; row <= place->last_row; row++)
        for (lua_Integer column = place->column; column <= place->last_column; column++) {
            lua_Integer key = row * WORKBOOK_COLUMNS + column;
            if (lua_rawgeti(L, s->taken, key) != LUA_TNIL)
                raise_place(r, place, "row, column");
            lua_pushboolean(L, true);
            lua_rawseti(L, s->taken, key);
            lua_pop(L, 1);
        }
}

static struct workbook_range place_of(const struct reader *r)
{
    int rows = 1, columns = 1;
    int row = workbook_need(r, "row", 1, WORKBOOK_ROWS);
    int column = workbook_need(r, "column", 1, WORKBOOK_COLUMNS);
    reader_integer(r, "rows", 1, WORKBOOK_ROWS - row + 1, &rows);
    reader_integer(r, "columns", 1, WORKBOOK_COLUMNS - column + 1, &columns);
    return (struct workbook_range){(lxw_row_t)(row - 1), (lxw_row_t)(row + rows - 2),
                                   (lxw_col_t)(column - 1), (lxw_col_t)(column + columns - 2)};
}

/* True where "_x0041_" begins, which readers take for the character of that code. */
static bool is_escape(const char *text)
{
    return text[0] == '_' && text[1] == 'x' && strspn(text + 2, "0123456789abcdefABCDEF") >= 4 &&
           text[6] == '_';
}

/* Writes a text so that readers see what it says, of at most twice as many bytes. */
static void put_escaped(char *to, const char *text)
{
    static const char escape[] = "_x005F";
    for (; *text; text++) {
        if (is_escape(text)) {
            memcpy(to, escape, sizeof escape - 1);
            to += sizeof escape - 1;
        }
        *to++ = *text;
    }
    *to = '\0';
}

/* Pushes such a text. */
static const char *push_escaped(lua_State *L, const char *text)
{
    luaL_Buffer buffer;
    char *room = luaL_buffinitsize(L, &buffer, 2 * strlen(text) + 1);
    put_escaped(room, text);
    luaL_pushresultsize(&buffer, strlen(room));
    return lua_tostring(L, -1);
}

/* Writes a text as a cell can hold it, at most WORKBOOK_CLEAN bytes: what it cannot hold is seen to
 * have been there. */
static void put_clean(char *to, capai_text text)
{
    size_t units = 0;
    for (size_t size; text.size; text = (capai_text){text.data + size, text.size - size}) {
        capai_text put = CAPAI_TEXT("\xEF\xBF\xBD"); /* U+FFFD */
        size = capai_text_character(text);
        units += size == 4 ? 2 : 1;
        if (units >= WORKBOOK_TEXT)
            put = CAPAI_TEXT("\xE2\x80\xA6"); /* an ellipsis */
        else if (size && !workbook_is_barred((capai_text){text.data, size}, true))
            put = (capai_text){text.data, size};
        memcpy(to, put.data, put.size);
        to += put.size;
        size = units >= WORKBOOK_TEXT ? text.size : size ? size : 1;
    }
    *to = '\0';
}

void workbook_write_text(struct workbook *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                         lxw_format *format, capai_text text)
{
    char *const escaped = w->text + WORKBOOK_CLEAN;
    put_clean(w->text, text);
    put_escaped(escaped, w->text);
    w->cells += *escaped || format;
    workbook_expect(w, w->x.worksheet_write_string(sheet, row, column, escaped, format));
}

static void add_comment(struct workbook_sheet *s, const struct reader *r,
                        const struct workbook_range *place)
{
    const char *text = workbook_text(r, "comment", WORKBOOK_TEXT, true);
    if (!text)
        return;
    size_t lines = strlen(text) / 40 + 2;
    char font[] = "Arial";
    lxw_comment_options options = {.width = COMMENT_WIDTH, .font_name = font, .font_size = 9};
    options.height = (uint16_t)(lines < 20 ? 16 * lines + 8 : 330);
    workbook_expect(s->w, s->w->x.worksheet_write_comment_opt(s->sheet, place->row, place->column,
                                                              push_escaped(r->L, text), &options));
}

/* Writes a text that leads to another sheet. */
static lxw_error write_link(struct workbook_sheet *s, const struct reader *r,
                            const struct workbook_range *place, lxw_format *format,
                            const char *text, const char *name)
{
    name = luaL_gsub(r->L, name, "'", "''");
    const char *target = lua_pushfstring(r->L, "internal:'%s'!A1", name);
    return s->w->x.worksheet_write_url_opt(s->sheet, place->row, place->column, target, format,
                                           push_escaped(r->L, text), NULL);
}

/* Writes what is in the cell, over what merging has put there. */
static void add_content(struct workbook_sheet *s, const struct reader *r,
                        const struct workbook_range *place, lxw_format *format)
{
    const struct xlsxwriter *x = &s->w->x;
    const char *text = workbook_text(r, "text", WORKBOOK_TEXT, true);
    const char *formula = workbook_text(r, "formula", WORKBOOK_FORMULA, false);
    const char *link = workbook_text(r, "link", LXW_SHEETNAME_MAX, false);
    double number; /* checksrc: allow double */
    bool counts = workbook_number(r, "number", &number);
    lxw_error error;
    s->w->cells += formula || counts || (text && *text) || format;
    if ((text && (counts || formula)) || (formula && !counts) || (link && !(text && *text)))
        raise_place(r, place, "text | text, link | number | formula, number");
    if (link)
        error = write_link(s, r, place, format, text, link);
    else if (formula)
        error = x->worksheet_write_formula_num(s->sheet, place->row, place->column, formula, format,
                                               number);
    else if (counts)
        error = x->worksheet_write_number(s->sheet, place->row, place->column, number, format);
    else if (text && *text)
        error = x->worksheet_write_string(s->sheet, place->row, place->column,
                                          push_escaped(r->L, text), format);
    else
        error = x->worksheet_write_blank(s->sheet, place->row, place->column, format);
    workbook_expect(s->w, error);
}

void workbook_add_cell(const struct reader *r, size_t index, void *sheet)
{
    struct workbook_sheet *s = sheet;
    (void)index;
    reader_check_keys(r, workbook_cell_fields, 0);
    struct workbook_range place = place_of(r);
    take(s, r, &place);
    workbook_begin_row(s, r, place.row);
    lxw_format *format = workbook_format(s->w, r);
    const uint64_t covered =
        (uint64_t)(place.last_row - place.row + 1) * (place.last_column - place.column + 1U) - 1;
    s->w->cells += format ? covered : 0; /* an empty one is there for its looks */
    if (covered)
        workbook_expect(s->w, s->w->x.worksheet_merge_range(s->sheet, place.row, place.column,
                                                            place.last_row, place.last_column, "",
                                                            format));
    add_content(s, r, &place, format);
    add_comment(s, r, &place);
    s->rows = s->rows > (int)place.last_row + 1 ? s->rows : (int)place.last_row + 1;
    s->columns = s->columns > place.last_column + 1 ? s->columns : place.last_column + 1;
}
