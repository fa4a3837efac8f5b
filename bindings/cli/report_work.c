/* What was done beside the indicators: outputs, quarters, the plan. */
#include "bindings/cli/report.h"

/* A line that belongs to no table stands apart from the one above. */
static void stand_apart(const struct view *v)
{
    if (!v->terminal->markdown)
        fputc('\n', v->terminal->file);
}

/* True for a capaian that has a value, and is below 100. */
static bool is_below(const struct view *v, enum capai_result result, size_t row, bool *measured)
{
    const struct capai_value *capaian = &view_column_of(v, result, "capaian")->of.values[row];
    *measured = capaian->outcome == CAPAI_NILAI;
    return *measured && capai_decimal_compare(capaian->number, capai_decimal_from_int(100)) < 0;
}

/* How many outputs reached their target, and those that did not. */
static bool report_outputs(const struct view *v)
{
    const enum capai_result result = CAPAI_RESULT_OUTPUT;
    struct grid grid;
    int64_t measured = 0;
    grid_init(&grid, v->arena);
    grid_column(&grid, "Kode", false, false);
    grid_column(&grid, "Output", false, true);
    grid_column(&grid, "Target", true, false);
    grid_column(&grid, "Realisasi", true, false);
    grid_column(&grid, "Capaian", true, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        bool counts;
        if (!view_in_year(v, result, row))
            continue;
        bool below = is_below(v, result, row, &counts);
        measured += counts;
        if (!below)
            continue;
        grid_row(&grid);
        view_put(&grid, 0, view_entry(v, result, row, "kode"), STYLE_PLAIN);
        grid_set(&grid, 1, view_entry(v, result, row, "output"), STYLE_PLAIN);
        view_put(&grid, 2, view_entry(v, result, row, "target"), STYLE_PLAIN);
        view_put(&grid, 3, view_entry(v, result, row, "realisasi"), STYLE_PLAIN);
        view_put(&grid, 4, view_entry(v, result, row, "capaian"), STYLE_BOLD);
    }
    capai_text reached = view_number_text(v, measured - (int64_t)grid.rows);
    capai_text heading = view_phrase(v, CAPAI_MSG_LABEL_TABLE_OUTPUT,
                                     CAPAI_WORDS(reached, view_number_text(v, measured)));
    if (measured && !grid.rows && !grid.failed)
        view_title(v, heading);
    return view_finish(v, &grid, heading);
}

/* The last quarter of an indicator that has a capaian, among the rows from `row` on; the first one
 * when there is none. *end is the row behind its quarters. */
static size_t last_quarter(const struct view *v, size_t row, size_t *end)
{
    const enum capai_result result = CAPAI_RESULT_TRIWULAN;
    const struct capai_column *quarter = view_column_of(v, result, "triwulan");
    const struct capai_column *capaian = view_column_of(v, result, "capaian");
    size_t last = row;
    for (*end = row; *end < v->section->last[result]; ++*end) {
        bool next = *end > row && capai_decimal_compare(quarter->of.values[*end].number,
                                                        capai_decimal_from_int(1)) == 0;
        if (next)
            break;
        if (capaian->of.values[*end].outcome == CAPAI_NILAI)
            last = *end;
    }
    return last;
}

/* Each indicator of the action plan as it stood at the last quarter that is known. */
static bool report_quarters(const struct view *v)
{
    const enum capai_result result = CAPAI_RESULT_TRIWULAN;
    const struct capai_column *capaian = view_column_of(v, result, "capaian");
    struct grid grid;
    int64_t unknown = 0;
    bool borderline = false;
    size_t end;
    grid_init(&grid, v->arena);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_INDIKATOR), false, true);
    grid_column(&grid, "TW", true, false);
    grid_column(&grid, "Target", true, false);
    grid_column(&grid, "Realisasi", true, false);
    grid_column(&grid, "Capaian", true, false);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_OF_YEAR), true, false);
    grid_column(&grid, "Predikat", false, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row = end) {
        size_t last = last_quarter(v, row, &end);
        if (!view_in_year(v, result, row))
            continue;
        if (capaian->of.values[last].outcome != CAPAI_NILAI) {
            unknown++;
            continue;
        }
        grid_row(&grid);
        grid_set(&grid, 0, view_entry(v, result, last, "indikator"), STYLE_PLAIN);
        grid_set(&grid, 1, view_entry(v, result, last, "triwulan"), STYLE_PLAIN);
        view_put(&grid, 2, view_entry(v, result, last, "target"), STYLE_PLAIN);
        view_put(&grid, 3, view_entry(v, result, last, "realisasi"), STYLE_PLAIN);
        view_put(&grid, 4, view_entry(v, result, last, "capaian"), STYLE_BOLD);
        view_put(&grid, 5, view_entry(v, result, last, "capaian_tahun"), STYLE_PLAIN);
        view_put_class(v, &grid, 6, result, last);
        borderline |= view_is_borderline(v, result, last);
    }
    if (!view_finish(v, &grid, capai_text_of(view_label(v, CAPAI_MSG_LABEL_TABLE_TRIWULAN))))
        return false;
    if (borderline)
        view_remark(v, capai_text_of(view_label(v, CAPAI_MSG_LABEL_BORDERLINE)));
    if (unknown && !grid.rows)
        stand_apart(v);
    if (unknown)
        view_remark(v, view_phrase(v, CAPAI_MSG_LABEL_QUARTERS_UNKNOWN,
                                   CAPAI_WORDS(view_number_text(v, unknown),
                                               view_option(v, CAPAI_TEXT("--table triwulan")))));
    return true;
}

bool report_work(const struct view *v)
{
    const enum capai_result plan = CAPAI_RESULT_RENSTRA;
    int64_t lines = 0;
    if (!report_outputs(v) || !report_quarters(v))
        return false;
    for (size_t row = v->section->first[plan]; row < v->section->last[plan]; row++)
        lines += view_in_year(v, plan, row);
    if (lines)
        stand_apart(v);
    if (lines)
        view_remark(v, view_phrase(v, CAPAI_MSG_LABEL_PLAN,
                                   CAPAI_WORDS(view_number_text(v, lines),
                                               view_option(v, CAPAI_TEXT("--table renstra")))));
    return true;
}
