/* How cells look. */
#include "bindings/lua/workbook.h"

#include <string.h>

const struct api_value workbook_format_fields[] = {
    {"font", "string?", "Of the letters; Calibri when absent."},
    {"size", "string?", "In points: \"8.5\"."},
    {"color", "string?", "Of the letters: \"1A1F26\"."},
    {"fill", "string?", "Behind them."},
    {"bold", "boolean?", ""},
    {"italic", "boolean?", ""},
    {"underline", "boolean?", ""},
    {"number", "string?", "How numbers are shown: \"#,##0.00\"."},
    {"align", "\"left\"|\"center\"|\"right\"?", ""},
    {"valign", "\"top\"|\"center\"|\"bottom\"?", ""},
    {"wrap", "boolean?", "Long texts take several lines."},
    {"indent", "integer?", "Steps, 0 to 15."},
    {"border", "boolean?", "A thin line around the cell."},
    {"border_color", "string?", ""},
    {"top", "\"thin\"|\"medium\"?", "Another line above."},
    {"bottom", "\"thin\"|\"medium\"?", "Another line below."},
    {"rule_color", "string?", "Of top and bottom."},
    {NULL, NULL, NULL}};

static void set_font(const struct xlsxwriter *x, lxw_format *format, const struct reader *r)
{
    const char *name = workbook_text(r, "font", 31, false);
    double size; /* checksrc: allow double */
    if (name)
        x->format_set_font_name(format, name);
    if (workbook_number(r, "size", &size))
        x->format_set_font_size(format, size);
    lxw_color_t color = workbook_color(r, "color", LXW_COLOR_UNSET);
    if (color != LXW_COLOR_UNSET)
        x->format_set_font_color(format, color);
    if (workbook_true(r, "bold"))
        x->format_set_bold(format);
    if (workbook_true(r, "italic"))
        x->format_set_italic(format);
    if (workbook_true(r, "underline"))
        x->format_set_underline(format, LXW_UNDERLINE_SINGLE);
}

static void set_place(const struct xlsxwriter *x, lxw_format *format, const struct reader *r)
{
    static const char *const across[] = {"left", "center", "right"};
    static const uint8_t across_values[] = {LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT};
    static const char *const down[] = {"top", "center", "bottom"};
    static const uint8_t down_values[] = {LXW_ALIGN_VERTICAL_TOP, LXW_ALIGN_VERTICAL_CENTER,
                                          LXW_ALIGN_VERTICAL_BOTTOM};
    int choice, indent = 0;
    if (reader_choice(r, "align", across, 3, &choice))
        x->format_set_align(format, across_values[choice]);
    if (reader_choice(r, "valign", down, 3, &choice))
        x->format_set_align(format, down_values[choice]);
    if (workbook_true(r, "wrap"))
        x->format_set_text_wrap(format);
    if (reader_integer(r, "indent", 0, 15, &indent) && indent)
        x->format_set_indent(format, (uint8_t)indent);
}

static void set_lines(const struct xlsxwriter *x, lxw_format *format, const struct reader *r)
{
    static const char *const widths[] = {"thin", "medium"};
    static const uint8_t width_values[] = {LXW_BORDER_THIN, LXW_BORDER_MEDIUM};
    lxw_color_t color = workbook_color(r, "border_color", LXW_COLOR_UNSET);
    lxw_color_t rule = workbook_color(r, "rule_color", LXW_COLOR_UNSET);
    int choice;
    if (workbook_true(r, "border"))
        x->format_set_border(format, LXW_BORDER_THIN);
    if (color != LXW_COLOR_UNSET)
        x->format_set_border_color(format, color);
    if (reader_choice(r, "top", widths, 2, &choice)) {
        x->format_set_top(format, width_values[choice]);
        if (rule != LXW_COLOR_UNSET)
            x->format_set_top_color(format, rule);
    }
    if (reader_choice(r, "bottom", widths, 2, &choice)) {
        x->format_set_bottom(format, width_values[choice]);
        if (rule != LXW_COLOR_UNSET)
            x->format_set_bottom_color(format, rule);
    }
}

static void add_format(const struct reader *r, size_t place, void *user)
{
    struct workbook *w = user;
    const struct xlsxwriter *x = &w->x;
    reader_check_keys(r, workbook_format_fields, 0);
    lxw_format *format = workbook_made(w, x->workbook_add_format(w->book));
    set_font(x, format, r);
    set_place(x, format, r);
    set_lines(x, format, r);
    lxw_color_t fill = workbook_color(r, "fill", LXW_COLOR_UNSET);
    if (fill != LXW_COLOR_UNSET) {
        x->format_set_pattern(format, LXW_PATTERN_SOLID);
        x->format_set_fg_color(format, fill);
    }
    const char *number = workbook_text(r, "number", 127, false);
    if (number)
        x->format_set_num_format(format, number);
    w->formats[place] = format;
}

void workbook_formats(struct workbook *w, const struct reader *r)
{
    struct reader list;
    if (!reader_table(r, "formats", "formats", &list))
        return;
    w->format_count = reader_count(&list);
    lua_pop(w->L, 1);
    if (w->format_count > UINT16_MAX / 2)
        reader_error(
            r, "formats", CAPAI_MSG_RULES_VALUE,
            CAPAI_WORDS(CAPAI_TEXT("formats"), CAPAI_TEXT("..."), CAPAI_TEXT("0 .. 32767")));
    w->formats = lua_newuserdatauv(w->L, (w->format_count + 1) * sizeof *w->formats, 0);
    memset(w->formats, 0, (w->format_count + 1) * sizeof *w->formats);
    workbook_each(r, "formats", "format", add_format, w);
}

lxw_format *workbook_format(const struct workbook *w, const struct reader *r)
{
    int place;
    if (!reader_integer(r, "format", 1, (int)w->format_count, &place))
        return NULL;
    return w->formats[place - 1];
}
