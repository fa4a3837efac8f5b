/* Sheets: columns, rows, what stays in view, what is printed. */
#include "bindings/lua/workbook.h"

#include <stdio.h>
#include <string.h>

/* Of a name, as it stands in definitions that the library cuts at 127 bytes. */
enum { NAME_BYTES = 90 };

const struct api_value workbook_column_fields[] = {
    {"width", "integer", "In pixels, of which there are 96 to the inch."},
    {"format", "integer?", "One of formats, of all cells that have none."},
    {NULL, NULL, NULL}};

const struct api_value workbook_row_fields[] = {
    {"row", "integer", "From 1."},
    {"height", "integer?", "In pixels; as its texts need it when absent."},
    {"level", "integer?", "In the outline, 0 to 7."},
    {NULL, NULL, NULL}};

const struct api_value workbook_print_fields[] = {
    {"landscape", "boolean?", ""},
    {"fit", "boolean?", "As wide as the page, as many pages as it takes."},
    {"center", "boolean?", "In the middle between left and right."},
    {"area", "capai.workbook.range?", "What is printed."},
    {"repeated", "capai.workbook.range?", "Rows that are printed on every page."},
    {"header", "string?", "In the notation of files: &L left, &C centre, &R right, &P the page."},
    {"footer", "string?", ""},
    {"left", "string?", "Margins in inches: \"0.7\"; as Excel has them when absent."},
    {"right", "string?", ""},
    {"top", "string?", ""},
    {"bottom", "string?", ""},
    {NULL, NULL, NULL}};

const struct api_value workbook_sheet_fields[] = {
    {"name", "string", "Unique, at most 31 characters, none of [ ] : * ? / \\."},
    {"columns", "capai.workbook.column[]?", "From the first column on."},
    {"rows", "capai.workbook.row[]?", "Those that are not as all others."},
    {"cells", "capai.workbook.cell[]?", "In any order; no place twice."},
    {"choices", "capai.workbook.choice[]?", "What cells may say that are yet to be filled."},
    {"charts", "capai.workbook.chart[]?", ""},
    {"frozen", "capai.workbook.range?", "The first cell that scrolls."},
    {"filter", "capai.workbook.range?", "Header and rows that a reader can filter."},
    {"gridlines", "boolean?", "Shown on the screen."},
    {"print", "capai.workbook.print?", "On A4."},
    {NULL, NULL, NULL}};

static const char *name_of(struct workbook *w, const struct reader *r)
{
    const char *name = workbook_need_text(r, "name", LXW_SHEETNAME_MAX, false);
    lxw_error error = w->x.workbook_validate_sheet_name(w->book, name);
    bool long_one = strlen(luaL_gsub(r->L, name, "'", "''")) > NAME_BYTES;
    if (error || !*name || long_one)
        reader_error(
            r, "name", CAPAI_MSG_RULES_VALUE,
            CAPAI_WORDS(CAPAI_TEXT("name"), capai_text_of(name),
                        capai_text_of(error ? w->x.lxw_strerror(error) : "1 .. 31 (90 byte)")));
    return name;
}

static void add_column(const struct reader *r, size_t place, void *sheet)
{
    struct workbook_sheet *s = sheet;
    reader_check_keys(r, workbook_column_fields, 0);
    int width = workbook_need(r, "width", 0, 1790);
    if (place >= WORKBOOK_COLUMNS)
        return;
    workbook_expect(s->w, s->w->x.worksheet_set_column_pixels(s->sheet, (lxw_col_t)place,
                                                              (lxw_col_t)place, (uint32_t)width,
                                                              workbook_format(s->w, r)));
}

static void add_row(const struct reader *r, size_t place, void *sheet)
{
    struct workbook_sheet *s = sheet;
    int height = 0, level = 0;
    (void)place;
    reader_check_keys(r, workbook_row_fields, 0);
    lxw_row_t row = (lxw_row_t)workbook_need(r, "row", 1, WORKBOOK_ROWS) - 1;
    bool fixed = reader_integer(r, "height", 1, 545, &height);
    reader_integer(r, "level", 0, WORKBOOK_LEVELS, &level);
    lxw_row_col_options options = {.level = (uint8_t)level};
    workbook_expect(s->w, fixed ? s->w->x.worksheet_set_row_pixels_opt(
                                      s->sheet, row, (uint32_t)height, NULL, &options)
                                : s->w->x.worksheet_set_row_opt(s->sheet, row, LXW_DEF_ROW_HEIGHT,
                                                                NULL, &options));
}

/* ---- printing ---- */

static void set_margins(struct workbook_sheet *s, const struct reader *r)
{
    /* checksrc: allow double */
    double left = -1, right = -1, top = -1, bottom = -1; /* as they are */
    workbook_number(r, "left", &left);
    workbook_number(r, "right", &right);
    workbook_number(r, "top", &top);
    workbook_number(r, "bottom", &bottom);
    s->w->x.worksheet_set_margins(s->sheet, left, right, top, bottom);
}

static void set_page(struct workbook_sheet *s, const struct reader *r)
{
    const struct xlsxwriter *x = &s->w->x;
    struct workbook_range range;
    if (workbook_true(r, "landscape"))
        x->worksheet_set_landscape(s->sheet);
    if (workbook_true(r, "fit"))
        x->worksheet_fit_to_pages(s->sheet, 1, 0);
    if (workbook_true(r, "center"))
        x->worksheet_center_horizontally(s->sheet);
    if (workbook_range(r, "area", &range))
        workbook_expect(s->w, x->worksheet_print_area(s->sheet, range.row, range.column,
                                                      range.last_row, range.last_column));
    if (workbook_range(r, "repeated", &range))
        workbook_expect(s->w, x->worksheet_repeat_rows(s->sheet, range.row, range.last_row));
}

/* A head or foot. There are no pictures for it, and the library frees its text twice where one is
 * asked for. */
static const char *head_text(const struct reader *r, const char *key)
{
    const char *text = workbook_text(r, key, WORKBOOK_HEADER, false);
    if (text && (strstr(text, "&G") || strstr(text, "&[Picture]")))
        reader_error(r, key, CAPAI_MSG_RULES_VALUE,
                     CAPAI_WORDS(capai_text_of(key), CAPAI_TEXT("\"...\""),
                                 CAPAI_TEXT("no &G, &[Picture]")));
    return text;
}

static void set_print(struct workbook_sheet *s, const struct reader *sheet)
{
    const struct xlsxwriter *x = &s->w->x;
    struct reader r;
    x->worksheet_set_paper(s->sheet, 9); /* A4 */
    if (!reader_table(sheet, "print", "print", &r))
        return;
    reader_check_keys(&r, workbook_print_fields, 0);
    set_page(s, &r);
    set_margins(s, &r);
    const char *header = head_text(&r, "header");
    const char *footer = head_text(&r, "footer");
    if (header)
        workbook_expect(s->w, x->worksheet_set_header(s->sheet, header));
    if (footer)
        workbook_expect(s->w, x->worksheet_set_footer(s->sheet, footer));
    lua_pop(r.L, 1);
}

/* ---- the sheet ---- */

static void set_view(struct workbook_sheet *s, const struct reader *r)
{
    const struct xlsxwriter *x = &s->w->x;
    struct workbook_range range;
    x->worksheet_gridlines(s->sheet, workbook_true(r, "gridlines") ? LXW_SHOW_SCREEN_GRIDLINES
                                                                   : LXW_HIDE_ALL_GRIDLINES);
    /* the row that sums up stands above its parts */
    x->worksheet_outline_settings(s->sheet, LXW_TRUE, LXW_FALSE, LXW_FALSE, LXW_FALSE);
    if (workbook_range(r, "frozen", &range))
        x->worksheet_freeze_panes(s->sheet, range.row, range.column);
    if (workbook_range(r, "filter", &range))
        workbook_expect(s->w, x->worksheet_autofilter(s->sheet, range.row, range.column,
                                                      range.last_row, range.last_column));
}

/* Codes and numbered names are texts on purpose. */
static void accept_texts(struct workbook_sheet *s)
{
    char range[] = "A1:XFD1048576";
    workbook_expect(
        s->w, s->w->x.worksheet_ignore_errors(s->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
}

void workbook_begin_row(struct workbook_sheet *s, const struct reader *r, lxw_row_t row)
{
    lua_State *L = r->L;
    if (!s->w->file->stream)
        return;
    if (lua_rawgeti(L, s->heights, (lua_Integer)row + 1) == LUA_TTABLE) {
        const struct reader entry = {L, lua_gettop(L), "row", 0};
        add_row(&entry, 0, s);
        lua_pushnil(L);
        lua_rawseti(L, s->heights, (lua_Integer)row + 1);
    }
    lua_pop(L, 1);
}

/* Keeps a row until its first cell comes. */
static void keep_row(const struct reader *r, size_t place, void *sheet)
{
    struct workbook_sheet *s = sheet;
    (void)place;
    int row = workbook_need(r, "row", 1, WORKBOOK_ROWS);
    lua_pushvalue(r->L, r->table);
    lua_rawseti(r->L, s->heights, row);
}

lxw_worksheet *workbook_add_sheet(struct workbook *w, const struct reader *r)
{
    struct workbook_sheet s = {.w = w};
    reader_check_keys(r, workbook_sheet_fields, 0);
    s.name = name_of(w, r);
    s.sheet = workbook_made(w, w->x.workbook_add_worksheet(w->book, s.name));
    w->sheets++;
    lua_newtable(r->L);
    s.taken = lua_gettop(r->L);
    lua_newtable(r->L);
    s.heights = lua_gettop(r->L);
    workbook_each(r, "columns", "column", add_column, &s);
    workbook_each(r, "rows", "row", w->file->stream ? keep_row : add_row, &s);
    workbook_each(r, "cells", "cell", workbook_add_cell, &s);
    workbook_each(r, "choices", "choice", workbook_add_choice, &s);
    workbook_each(r, "charts", "chart", workbook_add_chart_to, &s);
    set_view(&s, r);
    set_print(&s, r);
    accept_texts(&s);
    return s.sheet;
}
