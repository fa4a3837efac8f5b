/* Charts of a sheet over its own cells. */
#include "bindings/lua/workbook.h"

#include <string.h>

enum { SERIES_MOST = 16, POINTS_MOST = 500, CHART_WIDTH = 480, CHART_HEIGHT = 288 };

const struct api_value workbook_axis_fields[] = {
    {"min", "string?", "Where it begins."},
    {"max", "string?", "Where it ends."},
    {"number", "string?", "How its numbers are shown."},
    {"grid", "string?", "Colour of lines across the chart; none when absent."},
    {"line", "string?", "Colour of the axis; none when absent."},
    {"reverse", "boolean?", "From the other end."},
    {"place", "\"low\"|\"high\"?", "Of its texts: at one edge or the other, wherever it crosses."},
    {NULL, NULL, NULL}};

const struct api_value workbook_series_fields[] = {
    {"name", "string", ""},
    {"categories", "capai.workbook.range", "What the values are of."},
    {"values", "capai.workbook.range", ""},
    {"fill", "string?", "Colour of bars, or of markers; none when absent."},
    {"line", "string?", "Colour of the line, or of the edge; none when absent."},
    {"line_width", "string?", "In points; 1 when absent."},
    {"dashed", "boolean?", ""},
    {"points", "string[]?", "Colours of single bars."},
    {"marker", "\"none\"|\"circle\"|\"square\"|\"diamond\"?", "On a line; none when absent."},
    {"marker_line", "string?", "Colour of its edge; none when absent."},
    {"marker_size", "integer?", "2 to 72; 7 when absent."},
    {"labels", "string?", "How the values beside the points are shown; no values when absent."},
    {"label_place", "\"end\"|\"inside\"|\"above\"|\"below\"|\"left\"|\"right\"?",
     "Where they stand."},
    {"label_bold", "boolean?", ""},
    {"hidden", "boolean?", "Not in the legend."},
    {NULL, NULL, NULL}};

const struct api_value workbook_chart_fields[] = {
    {"type", "\"bar\"|\"column\"|\"line\"", "Bars that lie, bars that stand, lines."},
    {"at", "capai.workbook.range", "The cell of its corner."},
    {"width", "integer", "In pixels."},
    {"height", "integer", "In pixels."},
    {"alt", "string?", "What it shows, in words."},
    {"font", "string?", ""},
    {"size", "string?", "Of the letters, in points."},
    {"color", "string?", "Of the letters."},
    {"series", "capai.workbook.series[]", "At most 16."},
    {"categories", "capai.workbook.axis?", ""},
    {"values", "capai.workbook.axis?", ""},
    {"legend", "\"none\"|\"top\"|\"bottom\"?", "none when absent."},
    {"gap", "integer?", "Between bars, in percent of their width, 0 to 500."},
    {"overlap", "integer?", "Of bars, -100 to 100 percent."},
    {"joined", "string?", "Colour of a line from the lowest to the highest value."},
    {NULL, NULL, NULL}};

/* A chart that is being made. */
struct chart {
    struct workbook_sheet *s;
    lxw_chart *chart;
    bool lies; /* its bars do */
    lxw_chart_font font;
    int16_t hidden[SERIES_MOST + 1]; /* series that the legend leaves out, ended by -1 */
    size_t hidden_count;
};

/* ---- small things ---- */

/* The line that `key` gives the colour of. */
static lxw_chart_line line_of(const struct reader *r, const char *key)
{
    double width = 1; /* checksrc: allow double */
    lxw_chart_line line = {.color = workbook_color(r, key, LXW_COLOR_UNSET)};
    line.none = line.color == LXW_COLOR_UNSET;
    line.width = 1;
    if (workbook_number(r, "line_width", &width))
        line.width = (float)width; /* checksrc: allow double */
    return line;
}

static lxw_chart_font font_of(const struct reader *r)
{
    lxw_chart_font font = {.color = workbook_color(r, "color", LXW_COLOR_UNSET)};
    font.name = (char *)(uintptr_t)workbook_text(r, "font", 31, false); /* which is only read */
    if (!workbook_number(r, "size", &font.size))
        font.size = 9;
    return font;
}

/* ---- series ---- */

static void set_ranges(struct chart *c, lxw_chart_series *series, const struct reader *r)
{
    const struct xlsxwriter *x = &c->s->w->x;
    struct workbook_range range;
    if (workbook_range(r, "categories", &range))
        x->chart_series_set_categories(series, c->s->name, range.row, range.column, range.last_row,
                                       range.last_column);
    if (!workbook_range(r, "values", &range))
        workbook_missing(r, "values");
    x->chart_series_set_values(series, c->s->name, range.row, range.column, range.last_row,
                               range.last_column);
}

static void set_points(struct chart *c, lxw_chart_series *series, const struct reader *r)
{
    struct reader list;
    lxw_chart_fill fills[POINTS_MOST] = {{0}};
    lxw_chart_point points[POINTS_MOST] = {{0}}, *all[POINTS_MOST + 1] = {NULL};
    if (!reader_table(r, "points", "points", &list))
        return;
    lua_newtable(r->L);
    struct reader one = {r->L, lua_gettop(r->L), "points", 0};
    for (size_t i = 0; i < reader_count(&list) && i < POINTS_MOST; i++) {
        lua_rawgeti(r->L, list.table, (lua_Integer)i + 1);
        lua_setfield(r->L, one.table, "color");
        fills[i].color = workbook_color(&one, "color", LXW_COLOR_BLACK);
        points[i].fill = &fills[i];
        all[i] = &points[i];
    }
    if (all[0])
        workbook_expect(c->s->w, c->s->w->x.chart_series_set_points(series, all));
    lua_pop(r->L, 2);
}

static void set_marker(struct chart *c, lxw_chart_series *series, const struct reader *r)
{
    static const char *const names[] = {"none", "circle", "square", "diamond"};
    static const uint8_t values[] = {LXW_CHART_MARKER_NONE, LXW_CHART_MARKER_CIRCLE,
                                     LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_DIAMOND};
    const struct xlsxwriter *x = &c->s->w->x;
    lxw_chart_line line = {.color = workbook_color(r, "marker_line", LXW_COLOR_UNSET), .width = 2};
    lxw_chart_fill fill = {.color = workbook_color(r, "fill", LXW_COLOR_UNSET)};
    int choice = 0, size = 7;
    reader_choice(r, "marker", names, 4, &choice);
    reader_integer(r, "marker_size", 2, 72, &size);
    x->chart_series_set_marker_type(series, values[choice]);
    if (!choice)
        return;
    x->chart_series_set_marker_size(series, (uint8_t)size);
    line.none = line.color == LXW_COLOR_UNSET;
    x->chart_series_set_marker_line(series, &line);
    x->chart_series_set_marker_fill(series, &fill);
}

static void set_labels(struct chart *c, lxw_chart_series *series, const struct reader *r)
{
    static const char *const names[] = {"end", "inside", "above", "below", "left", "right"};
    static const uint8_t values[] = {
        LXW_CHART_LABEL_POSITION_OUTSIDE_END, LXW_CHART_LABEL_POSITION_INSIDE_END,
        LXW_CHART_LABEL_POSITION_ABOVE,       LXW_CHART_LABEL_POSITION_BELOW,
        LXW_CHART_LABEL_POSITION_LEFT,        LXW_CHART_LABEL_POSITION_RIGHT};
    const struct xlsxwriter *x = &c->s->w->x;
    const char *number = workbook_text(r, "labels", 127, false);
    lxw_chart_font font = c->font;
    int choice;
    if (!number)
        return;
    font.bold = workbook_true(r, "label_bold");
    x->chart_series_set_labels(series);
    x->chart_series_set_labels_num_format(series, number);
    x->chart_series_set_labels_font(series, &font);
    if (reader_choice(r, "label_place", names, 6, &choice))
        x->chart_series_set_labels_position(series, values[choice]);
}

static void add_series(const struct reader *r, size_t place, void *user)
{
    struct chart *c = user;
    const struct xlsxwriter *x = &c->s->w->x;
    reader_check_keys(r, workbook_series_fields, 0);
    if (place >= SERIES_MOST)
        reader_error(r, NULL, CAPAI_MSG_RULES_VALUE,
                     CAPAI_WORDS(CAPAI_TEXT("series"), CAPAI_TEXT("#"), CAPAI_TEXT("1 .. 16")));
    const char *name = workbook_need_text(r, "name", 255, false);
    lxw_chart_series *series = workbook_made(c->s->w, x->chart_add_series(c->chart, NULL, NULL));
    set_ranges(c, series, r);
    if (*name && *name != '=') /* else it would be a formula */
        x->chart_series_set_name(series, name);
    else
        x->chart_series_set_name(series, lua_pushfstring(r->L, " %s", name));
    lxw_chart_line line = line_of(r, "line");
    lxw_chart_fill fill = {.color = workbook_color(r, "fill", LXW_COLOR_UNSET)};
    line.dash_type = workbook_true(r, "dashed") ? LXW_CHART_LINE_DASH_DASH : 0;
    fill.none = fill.color == LXW_COLOR_UNSET;
    x->chart_series_set_line(series, &line);
    x->chart_series_set_fill(series, &fill);
    set_points(c, series, r);
    set_marker(c, series, r);
    set_labels(c, series, r);
    if (workbook_true(r, "hidden"))
        c->hidden[c->hidden_count++] = (int16_t)place;
}

/* ---- axes ---- */

static void set_axis(struct chart *c, lxw_chart_axis *axis, const struct reader *chart,
                     const char *key, bool values)
{
    static const char *const places[] = {"low", "high"};
    static const uint8_t place_values[] = {LXW_CHART_AXIS_LABEL_POSITION_LOW,
                                           LXW_CHART_AXIS_LABEL_POSITION_HIGH};
    const struct xlsxwriter *x = &c->s->w->x;
    struct reader r;
    int choice;
    double bound; /* checksrc: allow double */
    x->chart_axis_set_num_font(axis, &c->font);
    x->chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
    x->chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
    if (!reader_table(chart, key, key, &r))
        return;
    reader_check_keys(&r, workbook_axis_fields, 0);
    if (values && workbook_number(&r, "min", &bound))
        x->chart_axis_set_min(axis, bound);
    if (values && workbook_number(&r, "max", &bound))
        x->chart_axis_set_max(axis, bound);
    const char *number = workbook_text(&r, "number", 127, false);
    if (number)
        x->chart_axis_set_num_format(axis, number);
    lxw_chart_line grid = line_of(&r, "grid"), line = line_of(&r, "line");
    if (!grid.none) {
        x->chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
        x->chart_axis_major_gridlines_set_line(axis, &grid);
    }
    x->chart_axis_set_line(axis, &line);
    if (workbook_true(&r, "reverse"))
        x->chart_axis_set_reverse(axis);
    if (reader_choice(&r, "place", places, 2, &choice))
        x->chart_axis_set_label_position(axis, place_values[choice]);
    lua_pop(r.L, 1);
}

/* ---- the chart ---- */

static void set_legend(struct chart *c, const struct reader *r)
{
    static const char *const names[] = {"none", "top", "bottom"};
    static const uint8_t values[] = {LXW_CHART_LEGEND_NONE, LXW_CHART_LEGEND_TOP,
                                     LXW_CHART_LEGEND_BOTTOM};
    const struct xlsxwriter *x = &c->s->w->x;
    int choice = 0;
    reader_choice(r, "legend", names, 3, &choice);
    x->chart_legend_set_position(c->chart, values[choice]);
    x->chart_legend_set_font(c->chart, &c->font);
    c->hidden[c->hidden_count] = -1;
    if (choice && c->hidden_count)
        workbook_expect(c->s->w, x->chart_legend_delete_series(c->chart, c->hidden));
}

static void set_look(struct chart *c, const struct reader *r)
{
    const struct xlsxwriter *x = &c->s->w->x;
    lxw_chart_line none = {.none = 1}, joined = line_of(r, "joined");
    int gap, overlap;
    x->chart_title_off(c->chart);
    x->chart_chartarea_set_line(c->chart, &none);
    x->chart_show_blanks_as(c->chart, LXW_CHART_BLANKS_AS_GAP);
    if (reader_integer(r, "gap", 0, 500, &gap))
        x->chart_set_series_gap(c->chart, (uint16_t)gap);
    if (reader_integer(r, "overlap", -100, 100, &overlap))
        x->chart_set_series_overlap(c->chart, (int8_t)overlap);
    joined.width = 2;
    if (!joined.none)
        x->chart_set_high_low_lines(c->chart, &joined);
}

static void insert(struct chart *c, const struct reader *r)
{
    struct workbook_range at;
    lxw_chart_options options = {.object_position = LXW_OBJECT_MOVE_DONT_SIZE};
    if (!workbook_range(r, "at", &at))
        workbook_missing(r, "at");
    options.x_scale = workbook_need(r, "width", 50, WORKBOOK_PIXELS) / 1.0 / CHART_WIDTH;
    options.y_scale = workbook_need(r, "height", 50, WORKBOOK_PIXELS) / 1.0 / CHART_HEIGHT;
    options.description = (char *)(uintptr_t)workbook_text(r, "alt", WORKBOOK_TEXT, false);
    workbook_expect(c->s->w, c->s->w->x.worksheet_insert_chart_opt(c->s->sheet, at.row, at.column,
                                                                   c->chart, &options));
}

void workbook_add_chart_to(const struct reader *r, size_t place, void *sheet)
{
    static const char *const names[] = {"bar", "column", "line"};
    static const uint8_t values[] = {LXW_CHART_BAR, LXW_CHART_COLUMN, LXW_CHART_LINE};
    struct chart c = {.s = sheet};
    int choice;
    (void)place;
    reader_check_keys(r, workbook_chart_fields, 0);
    if (!reader_choice(r, "type", names, 3, &choice))
        workbook_missing(r, "type");
    c.lies = values[choice] == LXW_CHART_BAR;
    c.font = font_of(r);
    c.chart = workbook_made(c.s->w, c.s->w->x.workbook_add_chart(c.s->w->book, values[choice]));
    workbook_each(r, "series", "series", add_series, &c);
    if (!c.chart->series_list || !c.chart->series_list->stqh_first)
        workbook_missing(r, "series");
    /* the axes of bars that lie change places */
    set_axis(&c, c.lies ? c.chart->y_axis : c.chart->x_axis, r, "categories", false);
    set_axis(&c, c.lies ? c.chart->x_axis : c.chart->y_axis, r, "values", true);
    set_legend(&c, r);
    set_look(&c, r);
    insert(&c, r);
}
