/* The evaluation of one OPD as tables for people. */
#include "bindings/cli/cli.h"

#include <stdint.h>
#include <string.h>

struct view {
    const struct terminal *terminal;
    const struct capai_evaluation *evaluation;
    const struct capai_section *section;
    int year;
    struct capai_arena *arena;
    bool *failed; /* memory ran out: what is shown has holes */
};

static capai_text keep(const struct view *v, capai_text text)
{
    capai_text copy = capai_text_copy(text, v->arena);
    *v->failed |= !copy.data;
    return copy;
}

static const char *label(const struct view *v, enum capai_message message)
{
    return capai_label(message, v->terminal->language);
}

/* A message with its words, in the arena. */
static capai_text phrase(const struct view *v, enum capai_message message, const capai_text *words,
                         size_t count)
{
    struct capai_error error = {0};
    char text[1024];
    capai_fail(&error, message, words, count);
    capai_error_text(&error, v->terminal->language, false, text, sizeof text);
    return keep(v, capai_text_of(text));
}

static capai_text number_text(const struct view *v, int64_t number)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size =
        capai_decimal_format(capai_decimal_from_int(number), CAPAI_NOTATION_INDONESIA, text);
    return keep(v, (capai_text){text, size});
}

static void title(const struct view *v, capai_text text)
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

static const struct capai_column *column_of(const struct view *v, enum capai_result result,
                                            const char *name)
{
    const struct capai_table *table = table_of(v, result);
    return capai_table_column(table, capai_table_find(table, capai_text_of(name)));
}

/* An entry as people read it; missing when there is no such column or value. */
static capai_text entry(const struct view *v, enum capai_result result, size_t row,
                        const char *name)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    bool number;
    const struct capai_column *column = column_of(v, result, name);
    if (!column)
        return CAPAI_NO_TEXT;
    capai_text text = capai_entry_text(column, row, CAPAI_NOTATION_INDONESIA, buffer, &number);
    return text.data == buffer ? keep(v, text) : text;
}

/* A difference, with its sign. */
static capai_text signed_text(const struct view *v, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT + 1] = "+";
    bool plus = capai_decimal_sign(x) > 0;
    size_t size = capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text + plus) + plus;
    return keep(v, (capai_text){text, size});
}

static capai_text signed_entry(const struct view *v, enum capai_result result, size_t row,
                               const char *name)
{
    const struct capai_column *column = column_of(v, result, name);
    if (!column || column->of.values[row].outcome != CAPAI_NILAI)
        return CAPAI_NO_TEXT;
    return signed_text(v, column->of.values[row].number);
}

/* A measured cell without the unit, which has a column of its own. */
static capai_text measured(const struct view *v, size_t row, const char *name)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    const struct capai_column *column = column_of(v, CAPAI_RESULT_INDIKATOR, name);
    if (!column || column->kind != CAPAI_COLUMN_CELL)
        return CAPAI_NO_TEXT;
    const struct capai_cell *cell = &column->of.cells[row];
    if (cell->kind == CAPAI_CELL_MISSING)
        return CAPAI_NO_TEXT;
    if (cell->kind != CAPAI_CELL_NUMBER)
        return cell->source;
    size_t size = capai_decimal_format(cell->number, CAPAI_NOTATION_INDONESIA, buffer);
    return keep(v, (capai_text){buffer, size});
}

static capai_text unit_of(const struct view *v, size_t row)
{
    capai_text unit = entry(v, CAPAI_RESULT_INDIKATOR, row, "satuan");
    const struct capai_column *target = column_of(v, CAPAI_RESULT_INDIKATOR, "target");
    if (unit.size || !target)
        return unit;
    const struct capai_cell *cell = &target->of.cells[row];
    return cell->unit.size ? cell->unit : cell->percent ? CAPAI_TEXT("%") : CAPAI_NO_TEXT;
}

static bool in_year(const struct view *v, enum capai_result result, size_t row)
{
    const struct capai_column *tahun = column_of(v, result, "tahun");
    return capai_decimal_compare(tahun->of.values[row].number, capai_decimal_from_int(v->year)) ==
           0;
}

/* Sets an entry; a dash in soft ink where there is none. */
static void put(struct grid *grid, size_t column, capai_text text, int style)
{
    if (text.size)
        grid_set(grid, column, text, style);
    else
        grid_set(grid, column, CAPAI_TEXT("\xE2\x80\x93"), STYLE_SOFT);
}

static capai_text outcome_words(const struct view *v, capai_text status)
{
    static const enum capai_message messages[] = {CAPAI_MSG_LABEL_BELUM_DIISI,
                                                  CAPAI_MSG_LABEL_TIDAK_DAPAT_DIHITUNG,
                                                  CAPAI_MSG_LABEL_TIDAK_BERLAKU};
    for (int o = 1; o < CAPAI_OUTCOME_COUNT; o++)
        if (capai_text_equal(status, capai_text_of(capai_outcome_name((enum capai_outcome)o))))
            return capai_text_of(label(v, messages[o - 1]));
    return CAPAI_NO_TEXT;
}

/* True when the class of a capaian was not simply read off the scale: an indicator's row says so
 * itself; a mean is looked up again. */
static bool is_borderline(const struct view *v, enum capai_result result, size_t row)
{
    const struct capai_value *capaian = &column_of(v, result, "capaian")->of.values[row];
    const struct capai_ratio shown = capai_ratio_of(capaian->number);
    enum capai_match match;
    size_t band;
    if (result == CAPAI_RESULT_INDIKATOR)
        return capai_text_equal(entry(v, result, row, "di_batas"), CAPAI_TEXT("ya"));
    return capai_scale_classify(&v->section->rules->scale, capai_exact_of(&shown), v->arena, &band,
                                &match, NULL) == CAPAI_OK &&
           (match == CAPAI_MATCH_GAP || match == CAPAI_MATCH_OVERLAP);
}

/* The predikat in the style of its class, or why there is none. */
static void put_class(const struct view *v, struct grid *grid, size_t column,
                      enum capai_result result, size_t row)
{
    const struct capai_scale *scale = &v->section->rules->scale;
    capai_text name = entry(v, result, row, "predikat");
    for (size_t i = 0; i < scale->count; i++)
        if (capai_text_equal(scale->bands[i].name, name)) {
            if (is_borderline(v, result, row))
                name = phrase(v, CAPAI_MSG_LABEL_DI_BATAS, CAPAI_WORDS(name));
            grid_set(grid, column, name, style_of_class(i, scale->count));
            return;
        }
    put(grid, column, outcome_words(v, entry(v, result, row, "status")), STYLE_SOFT);
}

static bool enters_mean(const struct view *v, size_t row)
{
    capai_text jenis = entry(v, CAPAI_RESULT_INDIKATOR, row, "jenis");
    const struct capai_average *average = &v->section->rules->average;
    for (size_t i = 0; i < average->jenis_count; i++)
        if (capai_text_equal_nocase(average->jenis[i], jenis))
            return true;
    return false;
}

/* Prints the grid, unless it has no rows. */
static bool finish(const struct view *v, struct grid *grid, capai_text heading)
{
    if (grid->failed)
        return false;
    if (grid->rows) {
        title(v, heading);
        grid_print(grid, v->terminal);
    }
    return true;
}

/* Where the rest can be seen; a document does not name options. */
static capai_text option(const struct view *v, capai_text text)
{
    return v->terminal->markdown ? CAPAI_NO_TEXT : text;
}

/* A line below a table. */
static void remark(const struct view *v, capai_text text)
{
    if (v->terminal->markdown) {
        markdown_paragraph(v->terminal->file, text);
        return;
    }
    fputc(' ', v->terminal->file);
    print_wrapped(v->terminal, STYLE_SOFT, text, 1);
}

/* ---- indicators ---- */

/* "0–100" for a clamp, missing when it clamps nothing. */
static capai_text clamp_text(const struct view *v, const struct capai_clamp *clamp)
{
    char text[2 * CAPAI_DECIMAL_TEXT + 8] = "";
    size_t size = 0;
    if (clamp->has_min)
        size = capai_decimal_format(clamp->min, CAPAI_NOTATION_INDONESIA, text);
    if (clamp->has_min && clamp->has_max) {
        memcpy(text + size, "\xE2\x80\x93", 3); /* en dash */
        size += 3;
    }
    if (clamp->has_max)
        size += capai_decimal_format(clamp->max, CAPAI_NOTATION_INDONESIA, text + size);
    return size ? keep(v, (capai_text){text, size}) : CAPAI_NO_TEXT;
}

/* The row of the OPD in the year, SIZE_MAX when there is none. */
static size_t opd_row(const struct view *v)
{
    for (size_t row = v->section->first[CAPAI_RESULT_OPD]; row < v->section->last[CAPAI_RESULT_OPD];
         row++)
        if (in_year(v, CAPAI_RESULT_OPD, row))
            return row;
    return SIZE_MAX;
}

static bool report_indicators(const struct view *v)
{
    const enum capai_result result = CAPAI_RESULT_INDIKATOR;
    struct grid grid;
    int64_t others = 0;
    bool borderline = false;
    size_t opd = opd_row(v);
    grid_init(&grid, v->arena);
    grid_column(&grid, "No", true, false);
    grid_column(&grid, label(v, CAPAI_MSG_LABEL_INDIKATOR), false, true);
    grid_column(&grid, label(v, CAPAI_MSG_LABEL_SATUAN), false, false);
    grid_column(&grid, "Target", true, false);
    grid_column(&grid, "Realisasi", true, false);
    grid_column(&grid, "Capaian", true, false);
    grid_column(&grid, "Predikat", false, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        if (!in_year(v, result, row))
            continue;
        if (!enters_mean(v, row)) {
            others++;
            continue;
        }
        grid_row(&grid);
        grid_set(&grid, 0, number_text(v, (int64_t)grid.rows), STYLE_PLAIN);
        grid_set(&grid, 1, entry(v, result, row, "indikator"), STYLE_PLAIN);
        grid_set(&grid, 2, unit_of(v, row), STYLE_PLAIN);
        put(&grid, 3, measured(v, row, "target"), STYLE_PLAIN);
        put(&grid, 4, measured(v, row, "realisasi"), STYLE_PLAIN);
        put(&grid, 5, entry(v, result, row, "capaian"), STYLE_BOLD);
        put_class(v, &grid, 6, result, row);
        borderline |= is_borderline(v, result, row);
    }
    if (grid.rows && opd != SIZE_MAX) {
        const struct capai_rules *rules = v->section->rules;
        grid.total_row = grid.rows;
        grid_row(&grid);
        grid_set(&grid, 1,
                 phrase(v, CAPAI_MSG_LABEL_MEAN,
                        CAPAI_WORDS(entry(v, CAPAI_RESULT_OPD, opd, "jumlah_indikator"),
                                    clamp_text(v, &rules->average.clamp))),
                 STYLE_PLAIN);
        put(&grid, 5, entry(v, CAPAI_RESULT_OPD, opd, "capaian"), STYLE_BOLD);
        put_class(v, &grid, 6, CAPAI_RESULT_OPD, opd);
        borderline |= is_borderline(v, CAPAI_RESULT_OPD, opd);
    }
    if (!finish(v, &grid, capai_text_of(label(v, CAPAI_MSG_LABEL_TABLE_INDIKATOR))))
        return false;
    if (borderline)
        remark(v, capai_text_of(label(v, CAPAI_MSG_LABEL_BORDERLINE)));
    if (others)
        remark(v, phrase(v, CAPAI_MSG_LABEL_OTHERS,
                         CAPAI_WORDS(number_text(v, others),
                                     option(v, CAPAI_TEXT("--table indikator")))));
    return true;
}

/* Against the end of the plan, last year, and another unit: only what the data have. */
static bool report_comparisons(const struct view *v)
{
    const enum capai_result result = CAPAI_RESULT_INDIKATOR;
    static const char *const columns[] = {"target_akhir", "capaian_akhir", "tren",
                                          "tren_persen",  "pembanding",    "selisih"};
    const char *const titles[] = {label(v, CAPAI_MSG_LABEL_TARGET_AKHIR),
                                  label(v, CAPAI_MSG_LABEL_CAPAIAN_AKHIR),
                                  "Tren",
                                  "Tren %",
                                  label(v, CAPAI_MSG_LABEL_PEMBANDING),
                                  label(v, CAPAI_MSG_LABEL_SELISIH)};
    struct grid grid;
    int64_t number = 0;
    grid_init(&grid, v->arena);
    grid_column(&grid, "No", true, false);
    grid_column(&grid, label(v, CAPAI_MSG_LABEL_INDIKATOR), false, true);
    for (size_t i = 0; i < 6; i++)
        grid_column(&grid, titles[i], true, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        capai_text texts[6];
        bool any = false;
        if (!in_year(v, result, row) || !enters_mean(v, row))
            continue;
        number++;
        for (size_t i = 0; i < 6; i++) {
            bool input = i == 0 || i == 4;
            texts[i] = input    ? measured(v, row, columns[i])
                       : i == 1 ? entry(v, result, row, columns[i])
                                : signed_entry(v, result, row, columns[i]);
            any |= !input && texts[i].size;
        }
        if (!any)
            continue;
        grid_row(&grid);
        grid_set(&grid, 0, number_text(v, number), STYLE_PLAIN);
        grid_set(&grid, 1, entry(v, result, row, "indikator"), STYLE_PLAIN);
        for (size_t i = 0; i < 6; i++)
            put(&grid, i + 2, texts[i], STYLE_PLAIN);
    }
    return finish(v, &grid, capai_text_of(label(v, CAPAI_MSG_LABEL_TABLE_COMPARE)));
}

/* ---- sasaran and tujuan ---- */

static bool is_worst(const struct view *v, capai_text verdict)
{
    return verdict.size && capai_text_equal(verdict, v->section->rules->efficiency.less);
}

/* Capaian minus serapan, both as shown, so that a reader who subtracts finds it. */
static capai_text gap_text(const struct view *v, enum capai_result result, size_t row)
{
    const struct capai_value *capaian = &column_of(v, result, "capaian")->of.values[row];
    const struct capai_value *serapan = &column_of(v, result, "serapan")->of.values[row];
    unsigned flags = 0;
    if (capaian->outcome != CAPAI_NILAI || serapan->outcome != CAPAI_NILAI)
        return CAPAI_NO_TEXT;
    return signed_text(
        v, capai_decimal_subtract(capaian->number, serapan->number, CAPAI_HALF_EVEN, &flags));
}

static bool report_groups(const struct view *v, enum capai_result result, const char *name,
                          enum capai_message heading)
{
    bool saving = v->section->rules->efficiency.kind == CAPAI_EFFICIENCY_SAVING;
    struct grid grid;
    bool borderline = false;
    grid_init(&grid, v->arena);
    grid_column(&grid, "No", true, false);
    grid_column(&grid, label(v, heading), false, true);
    grid_column(&grid, "Capaian", true, false);
    grid_column(&grid, "Predikat", false, false);
    grid_column(&grid, "Serapan", true, false);
    grid_column(&grid, saving ? "Efisiensi %" : label(v, CAPAI_MSG_LABEL_SELISIH), true, false);
    grid_column(&grid, saving ? "Efisiensi Rp" : "Efisiensi", saving, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        if (!in_year(v, result, row))
            continue;
        capai_text verdict = entry(v, result, row, "efisiensi");
        int style = is_worst(v, verdict) ? STYLE_ATTENTION : STYLE_PLAIN;
        grid_row(&grid);
        grid_set(&grid, 0, number_text(v, (int64_t)grid.rows), STYLE_PLAIN);
        grid_set(&grid, 1, entry(v, result, row, name), STYLE_PLAIN);
        put(&grid, 2, entry(v, result, row, "capaian"), STYLE_BOLD);
        put_class(v, &grid, 3, result, row);
        borderline |= is_borderline(v, result, row);
        put(&grid, 4, entry(v, result, row, "serapan"), STYLE_PLAIN);
        if (saving) {
            put(&grid, 5, entry(v, result, row, "efisiensi_persen"), STYLE_PLAIN);
            put(&grid, 6, entry(v, result, row, "efisiensi_rupiah"), STYLE_PLAIN);
            continue;
        }
        put(&grid, 5, gap_text(v, result, row), style);
        if (!verdict.size) {
            verdict = outcome_words(v, entry(v, result, row, "status_serapan"));
            style = STYLE_SOFT;
        }
        put(&grid, 6, verdict, style);
    }
    if (!finish(v, &grid, capai_text_of(label(v, heading))))
        return false;
    if (borderline)
        remark(v, capai_text_of(label(v, CAPAI_MSG_LABEL_BORDERLINE)));
    return true;
}

/* ---- budget ---- */

/* How many lines of the list are above a code: its depth in the tree. */
static size_t depth_of(const capai_text *codes, size_t count, capai_text code)
{
    size_t depth = 0;
    for (size_t i = 0; i < count; i++)
        depth += codes[i].size && codes[i].size < code.size && code.data[codes[i].size] == '.' &&
                 memcmp(codes[i].data, code.data, codes[i].size) == 0;
    return depth;
}

/* A name with two blanks before it for each level. */
static capai_text indented(const struct view *v, capai_text name, size_t depth)
{
    size_t blanks = 2 * (depth < 6 ? depth : 6);
    char *text = capai_arena_alloc(v->arena, blanks + name.size + 1);
    if (!text)
        return name;
    memset(text, ' ', blanks);
    if (name.size)
        memcpy(text + blanks, name.data, name.size);
    return (capai_text){text, blanks + name.size};
}

/* True when there are budget lines, but none of them counts: no table was chosen. */
static bool is_undecided(const struct view *v, size_t opd)
{
    const struct capai_column *pagu = column_of(v, CAPAI_RESULT_OPD, "pagu");
    return pagu->of.values[opd].outcome == CAPAI_TIDAK_BERLAKU;
}

static bool report_budget(const struct view *v)
{
    const enum capai_result result = CAPAI_RESULT_ANGGARAN;
    size_t opd = opd_row(v), first = v->section->first[result], last = v->section->last[result];
    if (opd == SIZE_MAX)
        return true;
    capai_text tabel = entry(v, CAPAI_RESULT_OPD, opd, "tabel_anggaran");
    capai_text *codes = capai_arena_array(v->arena, last - first + 1, sizeof *codes);
    size_t shown = 0;
    int64_t hidden = 0;
    struct grid grid;
    if (!codes)
        return false;
    if (is_undecided(v, opd))
        return true; /* an error says which tables there are */
    grid_init(&grid, v->arena);
    grid_column(&grid, "Kode", false, false);
    grid_column(&grid, "Uraian", false, true);
    grid_column(&grid, "Pagu", true, false);
    grid_column(&grid, "Realisasi", true, false);
    grid_column(&grid, "Serapan", true, false);
    for (size_t row = first; row < last; row++) {
        capai_text jenjang = entry(v, result, row, "jenjang");
        bool chosen = !tabel.size || capai_text_equal(entry(v, result, row, "tabel"), tabel);
        if (!in_year(v, result, row) || !chosen || capai_text_equal(jenjang, CAPAI_TEXT("total")))
            continue;
        if (capai_text_equal(jenjang, CAPAI_TEXT("subkegiatan"))) {
            hidden++;
            continue;
        }
        capai_text code = entry(v, result, row, "kode");
        size_t depth = depth_of(codes, shown, code);
        codes[shown++] = code;
        grid_row(&grid);
        grid_set(&grid, 0, code, STYLE_PLAIN);
        grid_set(&grid, 1, indented(v, entry(v, result, row, "uraian"), depth), STYLE_PLAIN);
        put(&grid, 2, entry(v, result, row, "pagu"), STYLE_PLAIN);
        put(&grid, 3, entry(v, result, row, "realisasi"), STYLE_PLAIN);
        put(&grid, 4, entry(v, result, row, "serapan"), STYLE_PLAIN);
    }
    if (grid.rows) {
        grid.total_row = grid.rows;
        grid_row(&grid);
        grid_set(&grid, 1, capai_text_of(label(v, CAPAI_MSG_LABEL_TOTAL)), STYLE_PLAIN);
        put(&grid, 2, entry(v, CAPAI_RESULT_OPD, opd, "pagu"), STYLE_PLAIN);
        put(&grid, 3, entry(v, CAPAI_RESULT_OPD, opd, "realisasi"), STYLE_PLAIN);
        put(&grid, 4, entry(v, CAPAI_RESULT_OPD, opd, "serapan"), STYLE_BOLD);
    }
    if (!finish(v, &grid, phrase(v, CAPAI_MSG_LABEL_TABLE_ANGGARAN, CAPAI_WORDS(tabel))))
        return false;
    if (grid.rows && hidden)
        remark(v, phrase(v, CAPAI_MSG_LABEL_SUBKEGIATAN,
                         CAPAI_WORDS(number_text(v, hidden),
                                     option(v, CAPAI_TEXT("--table anggaran")))));
    return true;
}

/* ---- head and foot ---- */

/* A line of the head. */
static void head_line(const struct view *v, capai_text text, size_t indent)
{
    if (v->terminal->markdown) {
        markdown_item(v->terminal->file, text);
        return;
    }
    fputc(' ', v->terminal->file);
    print_wrapped(v->terminal, STYLE_SOFT, text, indent);
}

/* Who reports, and by which rules. */
static void head_title(const struct view *v, capai_text name, capai_text place, capai_text pack)
{
    FILE *file = v->terminal->file;
    if (v->terminal->markdown) {
        char title[1024];
        int size = snprintf(title, sizeof title, "%.*s%.*s", (int)name.size, name.data,
                            (int)place.size, place.data);
        bool fits = size > 0 && (size_t)size < sizeof title;
        markdown_heading(file, 1, fits ? (capai_text){title, (size_t)size} : name);
        markdown_item(file, pack);
        return;
    }
    fputs("\n ", file);
    terminal_put(v->terminal, STYLE_BOLD, name);
    terminal_put(v->terminal, STYLE_PLAIN, place);
    size_t used = capai_text_length(name) + capai_text_length(place) + capai_text_length(pack) + 1;
    for (size_t i = used; i + 1 < v->terminal->width; i++)
        fputc(' ', file);
    fputs(" ", file);
    terminal_put(v->terminal, STYLE_SOFT, pack);
    fputs("\n", file);
}

static void report_head(const struct view *v)
{
    const struct capai_opd opd = capai_dataset_opd(v->section->dataset, v->section->opd);
    const struct capai_rules *rules = v->section->rules;
    char year[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(capai_decimal_from_int(v->year), CAPAI_NOTATION_PLAIN, year);
    head_title(v, opd.nama.size ? opd.nama : opd.opd,
               phrase(v, CAPAI_MSG_LABEL_PLACE, CAPAI_WORDS(opd.kabupaten, capai_text_of(year))),
               phrase(v, CAPAI_MSG_LABEL_RULES, CAPAI_WORDS(rules->id)));
    head_line(v, rules->name, 1);
    for (size_t i = 0; i < rules->basis_count; i++)
        head_line(v, phrase(v, CAPAI_MSG_LABEL_BASIS, CAPAI_WORDS(rules->basis[i])), 3);
    for (size_t i = 0; i < rules->arah_count; i++) {
        capai_text formula = capai_text_of(capai_formula_text(rules->arah[i].formula));
        head_line(v, phrase(v, CAPAI_MSG_LABEL_FORMULA, CAPAI_WORDS(rules->arah[i].name, formula)),
                  3);
    }
}

/* "Sangat Tinggi 4, Tinggi 1"; empty when no class has indicators. */
static capai_text rekap_text(const struct view *v)
{
    const enum capai_result result = CAPAI_RESULT_REKAP;
    char list[1024], line[256];
    size_t size = 0;
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        capai_text name = entry(v, result, row, "predikat"),
                   count = entry(v, result, row, "jumlah");
        if (!in_year(v, result, row))
            continue;
        snprintf(line, sizeof line, "%.*s %.*s", (int)name.size, name.data, (int)count.size,
                 count.data);
        size = capai_text_append(list, sizeof list, size, capai_text_of(line));
    }
    return size ? keep(v, (capai_text){list, size}) : CAPAI_NO_TEXT;
}

/* A line of the foot, with its name. */
static void foot_line(const struct view *v, const char *name, capai_text text, size_t indent)
{
    FILE *file = v->terminal->file;
    if (v->terminal->markdown) {
        fprintf(file, "- **%s:** ", name);
        struct capai_sink sink = sink_of(file);
        capai_write_markdown_text(&sink, text);
        fputc('\n', file);
        return;
    }
    fputc(' ', file);
    terminal_put(v->terminal, STYLE_BOLD, capai_text_of(name));
    fputs("  ", file);
    print_wrapped(v->terminal, STYLE_PLAIN, text, indent);
}

static void report_foot(const struct view *v)
{
    size_t opd = opd_row(v);
    capai_text rekap = rekap_text(v);
    const char *name = label(v, CAPAI_MSG_LABEL_REKAP);
    if (rekap.size) {
        fputc('\n', v->terminal->file);
        foot_line(v, name, rekap, capai_text_length(capai_text_of(name)) + 3);
    }
    if (opd == SIZE_MAX)
        return;
    capai_text summary = phrase(v, CAPAI_MSG_LABEL_OPD,
                                CAPAI_WORDS(entry(v, CAPAI_RESULT_OPD, opd, "capaian"),
                                            entry(v, CAPAI_RESULT_OPD, opd, "predikat"),
                                            entry(v, CAPAI_RESULT_OPD, opd, "serapan"),
                                            entry(v, CAPAI_RESULT_OPD, opd, "efisiensi"),
                                            entry(v, CAPAI_RESULT_OPD, opd, "efisiensi_persen")));
    if (!summary.size)
        summary = outcome_words(v, entry(v, CAPAI_RESULT_OPD, opd, "status"));
    foot_line(v, "OPD", summary, 6);
}

bool report_section(const struct terminal *terminal, const struct capai_evaluation *evaluation,
                    const struct capai_section *section, int year, struct capai_arena *arena)
{
    bool failed = false;
    const struct view v = {terminal, evaluation, section, year, arena, &failed};
    report_head(&v);
    bool shown = report_indicators(&v) && report_comparisons(&v) &&
                 report_groups(&v, CAPAI_RESULT_TUJUAN, "tujuan", CAPAI_MSG_LABEL_TUJUAN) &&
                 report_groups(&v, CAPAI_RESULT_SASARAN, "sasaran", CAPAI_MSG_LABEL_SASARAN) &&
                 report_budget(&v);
    if (shown)
        report_foot(&v);
    return shown && !failed;
}

/* ---- the kabupaten ---- */

bool report_kabupaten(const struct terminal *terminal, const struct capai_evaluation *evaluation,
                      struct capai_selection rows, struct capai_arena *arena)
{
    const enum capai_result result = CAPAI_RESULT_KABUPATEN;
    bool failed = false;
    const struct view v = {terminal, evaluation, NULL, 0, arena, &failed};
    struct grid grid;
    grid_init(&grid, arena);
    grid_column(&grid, "Kabupaten", false, true);
    grid_column(&grid, label(&v, CAPAI_MSG_LABEL_TAHUN), true, false);
    grid_column(&grid, "OPD", true, false);
    grid_column(&grid, "Capaian", true, false);
    grid_column(&grid, "Predikat", false, false);
    grid_column(&grid, "Pagu", true, false);
    grid_column(&grid, "Serapan", true, false);
    for (size_t i = 0; i < rows.count; i++) {
        size_t row = rows.rows[i];
        char year[CAPAI_DECIMAL_TEXT];
        size_t size = capai_decimal_format(column_of(&v, result, "tahun")->of.values[row].number,
                                           CAPAI_NOTATION_PLAIN, year);
        grid_row(&grid);
        grid_set(&grid, 0, entry(&v, result, row, "kabupaten"), STYLE_PLAIN);
        grid_set(&grid, 1, keep(&v, (capai_text){year, size}), STYLE_PLAIN);
        put(&grid, 2, entry(&v, result, row, "jumlah_opd"), STYLE_PLAIN);
        put(&grid, 3, entry(&v, result, row, "capaian"), STYLE_BOLD);
        put(&grid, 4, entry(&v, result, row, "predikat"), STYLE_PLAIN);
        put(&grid, 5, entry(&v, result, row, "pagu"), STYLE_PLAIN);
        put(&grid, 6, entry(&v, result, row, "serapan"), STYLE_PLAIN);
    }
    return finish(&v, &grid, capai_text_of(label(&v, CAPAI_MSG_LABEL_TABLE_KABUPATEN))) && !failed;
}
