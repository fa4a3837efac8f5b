/* The survey of public satisfaction, and the worksheet of the SAKIP grade, for people. */
#include "bindings/cli/report.h"

bool report_survey(const struct view *v, size_t opd)
{
    const enum capai_result result = CAPAI_RESULT_SKM;
    static const char *const columns[] = {"unsur", "uraian",         "jumlah",   "responden",
                                          "nrr",   "nrr_tertimbang", "peringkat"};
    struct grid grid;
    grid_init(&grid, v->arena);
    grid_column(&grid, "Unsur", false, false);
    grid_column(&grid, "Uraian", false, true);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_JUMLAH), true, false);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_RESPONDEN), true, false);
    grid_column(&grid, "NRR", true, false);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_TERTIMBANG), true, false);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_PERINGKAT), true, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        if (!view_in_year(v, result, row))
            continue;
        grid_row(&grid);
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
            view_put(&grid, c, view_entry(v, result, row, columns[c]), STYLE_PLAIN);
    }
    if (!grid.rows)
        return true;
    capai_text ikm = view_entry(v, CAPAI_RESULT_OPD, opd, "ikm");
    capai_text mutu = view_entry(v, CAPAI_RESULT_OPD, opd, "mutu");
    grid.total_row = grid.rows;
    grid_row(&grid);
    grid_set(&grid, 1, capai_text_of(view_label(v, CAPAI_MSG_LABEL_INDEKS)), STYLE_PLAIN);
    view_put(&grid, 5, view_entry(v, CAPAI_RESULT_OPD, opd, "indeks"), STYLE_BOLD);
    return view_finish(v, &grid, view_phrase(v, CAPAI_MSG_LABEL_TABLE_SKM, CAPAI_WORDS(ikm, mutu)));
}

bool report_lke(const struct view *v, size_t opd)
{
    const enum capai_result result = CAPAI_RESULT_LKE;
    static const char *const columns[] = {"kode", "uraian", "jawaban", "bobot", "nilai"};
    struct grid grid;
    grid_init(&grid, v->arena);
    grid_column(&grid, "Kode", false, false);
    grid_column(&grid, "Uraian", false, true);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_JAWABAN), false, false);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_BOBOT), true, false);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_NILAI), true, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        if (!view_in_year(v, result, row))
            continue;
        bool upper = !view_entry(v, result, row, "jawaban").size;
        grid_row(&grid);
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
            capai_text text = view_entry(v, result, row, columns[c]);
            if (c == 2)
                grid_set(&grid, c, text, STYLE_PLAIN); /* none is wanted of a component */
            else
                view_put(&grid, c, text, upper && c == 4 ? STYLE_BOLD : STYLE_PLAIN);
        }
    }
    if (!grid.rows)
        return true;
    capai_text nilai = view_entry(v, CAPAI_RESULT_OPD, opd, "nilai_lke");
    capai_text grade = view_entry(v, CAPAI_RESULT_OPD, opd, "grade_lke");
    return view_finish(v, &grid,
                       view_phrase(v, CAPAI_MSG_LABEL_TABLE_LKE, CAPAI_WORDS(nilai, grade)));
}
