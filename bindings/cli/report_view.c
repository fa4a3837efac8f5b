/* Entries of result tables as people read them. */
#include "bindings/cli/report.h"

#include <string.h>

capai_text view_keep(const struct view *v, capai_text text)
{
    capai_text copy = capai_text_copy(text, v->arena);
    *v->failed |= !copy.data;
    return copy;
}

const char *view_label(const struct view *v, enum capai_message message)
{
    return capai_label(message, v->terminal->language);
}

capai_text view_phrase(const struct view *v, enum capai_message message, const capai_text *words,
                       size_t count)
{
    struct capai_error error = {0};
    char text[1024];
    capai_fail(&error, message, words, count);
    capai_error_text(&error, v->terminal->language, false, text, sizeof text);
    return view_keep(v, capai_text_of(text));
}

capai_text view_number_text(const struct view *v, int64_t number)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size =
        capai_decimal_format(capai_decimal_from_int(number), CAPAI_NOTATION_INDONESIA, text);
    return view_keep(v, (capai_text){text, size});
}

void view_title(const struct view *v, capai_text text)
{
    if (v->terminal->markdown) {
        markdown_heading(v->terminal->file, 2, text);
        return;
    }
    fputs("\n ", v->terminal->file);
    terminal_put(v->terminal, STYLE_BOLD, text);
    fputc('\n', v->terminal->file);
}

/* ---- entries of result tables ---- */

static const struct capai_table *table_of(const struct view *v, enum capai_result result)
{
    return capai_evaluation_table(v->evaluation, result);
}

const struct capai_column *view_column_of(const struct view *v, enum capai_result result,
                                          const char *name)
{
    const struct capai_table *table = table_of(v, result);
    return capai_table_column(table, capai_table_find(table, capai_text_of(name)));
}

capai_text view_entry(const struct view *v, enum capai_result result, size_t row, const char *name)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    bool number;
    const struct capai_column *column = view_column_of(v, result, name);
    if (!column)
        return CAPAI_NO_TEXT;
    capai_text text = capai_entry_text(column, row, CAPAI_NOTATION_INDONESIA, buffer, &number);
    return text.data == buffer ? view_keep(v, text) : text;
}

capai_text view_signed_text(const struct view *v, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT + 1] = "+";
    bool plus = capai_decimal_sign(x) > 0;
    size_t size = capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text + plus) + plus;
    return view_keep(v, (capai_text){text, size});
}

capai_text view_signed_entry(const struct view *v, enum capai_result result, size_t row,
                             const char *name)
{
    const struct capai_column *column = view_column_of(v, result, name);
    if (!column || column->of.values[row].outcome != CAPAI_NILAI)
        return CAPAI_NO_TEXT;
    return view_signed_text(v, column->of.values[row].number);
}

capai_text view_measured(const struct view *v, size_t row, const char *name)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    const struct capai_column *column = view_column_of(v, CAPAI_RESULT_INDIKATOR, name);
    if (!column || column->kind != CAPAI_COLUMN_CELL)
        return CAPAI_NO_TEXT;
    const struct capai_cell *cell = &column->of.cells[row];
    if (cell->kind == CAPAI_CELL_MISSING)
        return CAPAI_NO_TEXT;
    if (cell->kind != CAPAI_CELL_NUMBER)
        return cell->source;
    size_t size = capai_decimal_format(cell->number, CAPAI_NOTATION_INDONESIA, buffer);
    return view_keep(v, (capai_text){buffer, size});
}

capai_text view_unit_of(const struct view *v, size_t row)
{
    capai_text unit = view_entry(v, CAPAI_RESULT_INDIKATOR, row, "satuan");
    const struct capai_column *target = view_column_of(v, CAPAI_RESULT_INDIKATOR, "target");
    if (unit.size || !target)
        return unit;
    const struct capai_cell *cell = &target->of.cells[row];
    return cell->unit.size ? cell->unit : cell->percent ? CAPAI_TEXT("%") : CAPAI_NO_TEXT;
}

bool view_in_year(const struct view *v, enum capai_result result, size_t row)
{
    const struct capai_column *tahun = view_column_of(v, result, "tahun");
    return capai_decimal_compare(tahun->of.values[row].number, capai_decimal_from_int(v->year)) ==
           0;
}

void view_put(struct grid *grid, size_t column, capai_text text, int style)
{
    if (text.size)
        grid_set(grid, column, text, style);
    else
        grid_set(grid, column, CAPAI_TEXT("\xE2\x80\x93"), STYLE_SOFT);
}

capai_text view_outcome_words(const struct view *v, capai_text status)
{
    static const enum capai_message messages[] = {CAPAI_MSG_LABEL_BELUM_DIISI,
                                                  CAPAI_MSG_LABEL_TIDAK_DAPAT_DIHITUNG,
                                                  CAPAI_MSG_LABEL_TIDAK_BERLAKU};
    for (int o = 1; o < CAPAI_OUTCOME_COUNT; o++)
        if (capai_text_equal(status, capai_text_of(capai_outcome_name((enum capai_outcome)o))))
            return capai_text_of(view_label(v, messages[o - 1]));
    return CAPAI_NO_TEXT;
}

bool view_is_borderline(const struct view *v, enum capai_result result, size_t row)
{
    const struct capai_value *capaian = &view_column_of(v, result, "capaian")->of.values[row];
    const struct capai_ratio shown = capai_ratio_of(capaian->number);
    enum capai_match match;
    size_t band;
    if (result == CAPAI_RESULT_INDIKATOR)
        return capai_text_equal(view_entry(v, result, row, "di_batas"), CAPAI_TEXT("ya"));
    return capai_scale_classify(&v->section->rules->scale, capai_exact_of(&shown), v->arena, &band,
                                &match, NULL) == CAPAI_OK &&
           (match == CAPAI_MATCH_GAP || match == CAPAI_MATCH_OVERLAP);
}

void view_put_class(const struct view *v, struct grid *grid, size_t column,
                    enum capai_result result, size_t row)
{
    const struct capai_scale *scale = &v->section->rules->scale;
    capai_text name = view_entry(v, result, row, "predikat");
    for (size_t i = 0; i < scale->count; i++)
        if (capai_text_equal(scale->bands[i].name, name)) {
            if (view_is_borderline(v, result, row))
                name = view_phrase(v, CAPAI_MSG_LABEL_DI_BATAS, CAPAI_WORDS(name));
            grid_set(grid, column, name, style_of_class(i, scale->count));
            return;
        }
    view_put(grid, column, view_outcome_words(v, view_entry(v, result, row, "status")), STYLE_SOFT);
}

bool view_enters_mean(const struct view *v, size_t row)
{
    capai_text jenis = view_entry(v, CAPAI_RESULT_INDIKATOR, row, "jenis");
    const struct capai_average *average = &v->section->rules->average;
    for (size_t i = 0; i < average->jenis_count; i++)
        if (capai_text_equal_nocase(average->jenis[i], jenis))
            return true;
    return false;
}

bool view_finish(const struct view *v, struct grid *grid, capai_text heading)
{
    if (grid->failed)
        return false;
    if (grid->rows) {
        view_title(v, heading);
        grid_print(grid, v->terminal);
    }
    return true;
}

capai_text view_option(const struct view *v, capai_text text)
{
    return v->terminal->markdown ? CAPAI_NO_TEXT : text;
}

void view_remark(const struct view *v, capai_text text)
{
    if (v->terminal->markdown) {
        markdown_paragraph(v->terminal->file, text);
        return;
    }
    fputc(' ', v->terminal->file);
    print_wrapped(v->terminal, STYLE_SOFT, text, 1);
}
