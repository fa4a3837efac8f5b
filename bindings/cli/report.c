/* The evaluation of one OPD as tables for people. */
#include "bindings/cli/report.h"

#include <stdint.h>
#include <string.h>

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
    return size ? view_keep(v, (capai_text){text, size}) : CAPAI_NO_TEXT;
}

/* The row of the OPD in the year, SIZE_MAX when there is none. */
static size_t opd_row(const struct view *v)
{
    for (size_t row = v->section->first[CAPAI_RESULT_OPD]; row < v->section->last[CAPAI_RESULT_OPD];
         row++)
        if (view_in_year(v, CAPAI_RESULT_OPD, row))
            return row;
    return SIZE_MAX;
}

/* What the capaian of the OPD is of so many indicators. */
static capai_text mean_text(const struct view *v, const struct capai_average *average,
                            capai_text count)
{
    static const enum capai_message words[CAPAI_AVERAGE_COUNT] = {
        [CAPAI_MEAN] = CAPAI_MSG_LABEL_MEAN,
        [CAPAI_WEIGHTED] = CAPAI_MSG_LABEL_MEAN_WEIGHTED,
        [CAPAI_GEOMETRIC] = CAPAI_MSG_LABEL_MEAN_GEOMETRIC,
        [CAPAI_REACHED] = CAPAI_MSG_LABEL_MEAN_REACHED,
        [CAPAI_ALL] = CAPAI_MSG_LABEL_MEAN_ALL};
    capai_text by = CAPAI_NO_TEXT;
    if (average->over_sasaran)
        by = capai_text_of(view_label(v, CAPAI_MSG_LABEL_MEAN_BY_SASARAN));
    return view_phrase(v, words[average->kind],
                       CAPAI_WORDS(count, clamp_text(v, &average->clamp), by));
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
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_INDIKATOR), false, true);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_SATUAN), false, false);
    grid_column(&grid, "Target", true, false);
    grid_column(&grid, "Realisasi", true, false);
    grid_column(&grid, "Capaian", true, false);
    grid_column(&grid, "Predikat", false, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        if (!view_in_year(v, result, row))
            continue;
        if (!view_enters_mean(v, row)) {
            others++;
            continue;
        }
        grid_row(&grid);
        grid_set(&grid, 0, view_number_text(v, (int64_t)grid.rows), STYLE_PLAIN);
        grid_set(&grid, 1, view_entry(v, result, row, "indikator"), STYLE_PLAIN);
        grid_set(&grid, 2, view_unit_of(v, row), STYLE_PLAIN);
        view_put(&grid, 3, view_measured(v, row, "target"), STYLE_PLAIN);
        view_put(&grid, 4, view_measured(v, row, "realisasi"), STYLE_PLAIN);
        view_put(&grid, 5, view_entry(v, result, row, "capaian"), STYLE_BOLD);
        view_put_class(v, &grid, 6, result, row);
        borderline |= view_is_borderline(v, result, row);
    }
    if (grid.rows && opd != SIZE_MAX) {
        const struct capai_rules *rules = v->section->rules;
        grid.total_row = grid.rows;
        grid_row(&grid);
        grid_set(
            &grid, 1,
            mean_text(v, &rules->average, view_entry(v, CAPAI_RESULT_OPD, opd, "jumlah_indikator")),
            STYLE_PLAIN);
        view_put(&grid, 5, view_entry(v, CAPAI_RESULT_OPD, opd, "capaian"), STYLE_BOLD);
        view_put_class(v, &grid, 6, CAPAI_RESULT_OPD, opd);
        borderline |= view_is_borderline(v, CAPAI_RESULT_OPD, opd);
    }
    if (!view_finish(v, &grid, capai_text_of(view_label(v, CAPAI_MSG_LABEL_TABLE_INDIKATOR))))
        return false;
    if (borderline)
        view_remark(v, capai_text_of(view_label(v, CAPAI_MSG_LABEL_BORDERLINE)));
    if (others)
        view_remark(v, view_phrase(v, CAPAI_MSG_LABEL_OTHERS,
                                   CAPAI_WORDS(view_number_text(v, others),
                                               view_option(v, CAPAI_TEXT("--table indikator")))));
    return true;
}

/* Against the end of the plan, last year, and another unit: only what the data have. */
static bool report_comparisons(const struct view *v)
{
    const enum capai_result result = CAPAI_RESULT_INDIKATOR;
    static const char *const columns[] = {"target_akhir", "capaian_akhir", "tren",
                                          "tren_persen",  "pembanding",    "selisih"};
    const char *const titles[] = {view_label(v, CAPAI_MSG_LABEL_TARGET_AKHIR),
                                  view_label(v, CAPAI_MSG_LABEL_CAPAIAN_AKHIR),
                                  "Tren",
                                  "Tren %",
                                  view_label(v, CAPAI_MSG_LABEL_PEMBANDING),
                                  view_label(v, CAPAI_MSG_LABEL_SELISIH)};
    struct grid grid;
    int64_t number = 0;
    grid_init(&grid, v->arena);
    grid_column(&grid, "No", true, false);
    grid_column(&grid, view_label(v, CAPAI_MSG_LABEL_INDIKATOR), false, true);
    for (size_t i = 0; i < 6; i++)
        grid_column(&grid, titles[i], true, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        capai_text texts[6];
        bool any = false;
        if (!view_in_year(v, result, row) || !view_enters_mean(v, row))
            continue;
        number++;
        for (size_t i = 0; i < 6; i++) {
            bool input = i == 0 || i == 4;
            texts[i] = input    ? view_measured(v, row, columns[i])
                       : i == 1 ? view_entry(v, result, row, columns[i])
                                : view_signed_entry(v, result, row, columns[i]);
            any |= !input && texts[i].size;
        }
        if (!any)
            continue;
        grid_row(&grid);
        grid_set(&grid, 0, view_number_text(v, number), STYLE_PLAIN);
        grid_set(&grid, 1, view_entry(v, result, row, "indikator"), STYLE_PLAIN);
        for (size_t i = 0; i < 6; i++)
            view_put(&grid, i + 2, texts[i], STYLE_PLAIN);
    }
    return view_finish(v, &grid, capai_text_of(view_label(v, CAPAI_MSG_LABEL_TABLE_COMPARE)));
}

/* ---- sasaran and tujuan ---- */

static bool is_worst(const struct view *v, capai_text verdict)
{
    return verdict.size && capai_text_equal(verdict, v->section->rules->efficiency.less);
}

/* Capaian minus serapan, both as shown, so that a reader who subtracts finds it. */
static capai_text gap_text(const struct view *v, enum capai_result result, size_t row)
{
    const struct capai_value *capaian = &view_column_of(v, result, "capaian")->of.values[row];
    const struct capai_value *serapan = &view_column_of(v, result, "serapan")->of.values[row];
    unsigned flags = 0;
    if (capaian->outcome != CAPAI_NILAI || serapan->outcome != CAPAI_NILAI)
        return CAPAI_NO_TEXT;
    return view_signed_text(
        v, capai_decimal_subtract(capaian->number, serapan->number, CAPAI_HALF_EVEN, &flags));
}

static bool report_groups(const struct view *v, enum capai_result result, const char *name,
                          enum capai_message heading)
{
    const struct capai_efficiency *rule = &v->section->rules->efficiency;
    bool saving = rule->kind == CAPAI_EFFICIENCY_SAVING ||
                  (rule->kind == CAPAI_EFFICIENCY_ADJUSTED && !rule->scale.count); /* no words */
    struct grid grid;
    bool borderline = false;
    grid_init(&grid, v->arena);
    grid_column(&grid, "No", true, false);
    grid_column(&grid, view_label(v, heading), false, true);
    grid_column(&grid, "Capaian", true, false);
    grid_column(&grid, "Predikat", false, false);
    grid_column(&grid, "Serapan", true, false);
    grid_column(&grid, saving ? "Efisiensi %" : view_label(v, CAPAI_MSG_LABEL_SELISIH), true,
                false);
    grid_column(&grid, saving ? "Efisiensi Rp" : "Efisiensi", saving, false);
    for (size_t row = v->section->first[result]; row < v->section->last[result]; row++) {
        if (!view_in_year(v, result, row))
            continue;
        capai_text verdict = view_entry(v, result, row, "efisiensi");
        int style = is_worst(v, verdict) ? STYLE_ATTENTION : STYLE_PLAIN;
        grid_row(&grid);
        grid_set(&grid, 0, view_number_text(v, (int64_t)grid.rows), STYLE_PLAIN);
        grid_set(&grid, 1, view_entry(v, result, row, name), STYLE_PLAIN);
        view_put(&grid, 2, view_entry(v, result, row, "capaian"), STYLE_BOLD);
        view_put_class(v, &grid, 3, result, row);
        borderline |= view_is_borderline(v, result, row);
        view_put(&grid, 4, view_entry(v, result, row, "serapan"), STYLE_PLAIN);
        if (saving) {
            view_put(&grid, 5, view_entry(v, result, row, "efisiensi_persen"), STYLE_PLAIN);
            view_put(&grid, 6, view_entry(v, result, row, "efisiensi_rupiah"), STYLE_PLAIN);
            continue;
        }
        view_put(&grid, 5, gap_text(v, result, row), style);
        if (!verdict.size)
            verdict = view_entry(v, result, row, "efisiensi_persen");
        if (!verdict.size) {
            verdict = view_outcome_words(v, view_entry(v, result, row, "status_serapan"));
            style = STYLE_SOFT;
        }
        view_put(&grid, 6, verdict, style);
    }
    if (!view_finish(v, &grid, capai_text_of(view_label(v, heading))))
        return false;
    if (borderline)
        view_remark(v, capai_text_of(view_label(v, CAPAI_MSG_LABEL_BORDERLINE)));
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
    const struct capai_column *pagu = view_column_of(v, CAPAI_RESULT_OPD, "pagu");
    return pagu->of.values[opd].outcome == CAPAI_TIDAK_BERLAKU;
}

static bool report_budget(const struct view *v)
{
    const enum capai_result result = CAPAI_RESULT_ANGGARAN;
    size_t opd = opd_row(v), first = v->section->first[result], last = v->section->last[result];
    if (opd == SIZE_MAX)
        return true;
    capai_text tabel = view_entry(v, CAPAI_RESULT_OPD, opd, "tabel_anggaran");
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
        capai_text jenjang = view_entry(v, result, row, "jenjang");
        if (!view_in_year(v, result, row) || !capai_evaluation_counts(v->evaluation, row) ||
            capai_text_equal(jenjang, CAPAI_TEXT("total")))
            continue;
        if (capai_text_equal(jenjang, CAPAI_TEXT("subkegiatan"))) {
            hidden++;
            continue;
        }
        capai_text code = view_entry(v, result, row, "kode");
        size_t depth = depth_of(codes, shown, code);
        codes[shown++] = code;
        grid_row(&grid);
        grid_set(&grid, 0, code, STYLE_PLAIN);
        grid_set(&grid, 1, indented(v, view_entry(v, result, row, "uraian"), depth), STYLE_PLAIN);
        view_put(&grid, 2, view_entry(v, result, row, "pagu"), STYLE_PLAIN);
        view_put(&grid, 3, view_entry(v, result, row, "realisasi"), STYLE_PLAIN);
        view_put(&grid, 4, view_entry(v, result, row, "serapan"), STYLE_PLAIN);
    }
    if (grid.rows) {
        grid.total_row = grid.rows;
        grid_row(&grid);
        grid_set(&grid, 1, capai_text_of(view_label(v, CAPAI_MSG_LABEL_TOTAL)), STYLE_PLAIN);
        view_put(&grid, 2, view_entry(v, CAPAI_RESULT_OPD, opd, "pagu"), STYLE_PLAIN);
        view_put(&grid, 3, view_entry(v, CAPAI_RESULT_OPD, opd, "realisasi"), STYLE_PLAIN);
        view_put(&grid, 4, view_entry(v, CAPAI_RESULT_OPD, opd, "serapan"), STYLE_BOLD);
    }
    if (!view_finish(v, &grid, view_phrase(v, CAPAI_MSG_LABEL_TABLE_ANGGARAN, CAPAI_WORDS(tabel))))
        return false;
    if (grid.rows && hidden)
        view_remark(v, view_phrase(v, CAPAI_MSG_LABEL_SUBKEGIATAN,
                                   CAPAI_WORDS(view_number_text(v, hidden),
                                               view_option(v, CAPAI_TEXT("--table anggaran")))));
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
    head_title(
        v, opd.nama.size ? opd.nama : opd.opd,
        view_phrase(v, CAPAI_MSG_LABEL_PLACE, CAPAI_WORDS(opd.kabupaten, capai_text_of(year))),
        view_phrase(v, CAPAI_MSG_LABEL_RULES, CAPAI_WORDS(rules->id)));
    head_line(v, rules->name, 1);
    for (size_t i = 0; i < rules->basis_count; i++)
        head_line(v, view_phrase(v, CAPAI_MSG_LABEL_BASIS, CAPAI_WORDS(rules->basis[i])), 3);
    for (size_t i = 0; i < rules->arah_count; i++) {
        capai_text formula = capai_arah_text(&rules->arah[i]);
        head_line(
            v, view_phrase(v, CAPAI_MSG_LABEL_FORMULA, CAPAI_WORDS(rules->arah[i].name, formula)),
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
        capai_text name = view_entry(v, result, row, "predikat"),
                   count = view_entry(v, result, row, "jumlah");
        if (!view_in_year(v, result, row))
            continue;
        snprintf(line, sizeof line, "%.*s %.*s", (int)name.size, name.data, (int)count.size,
                 count.data);
        size = capai_text_append(list, sizeof list, size, capai_text_of(line));
    }
    return size ? view_keep(v, (capai_text){list, size}) : CAPAI_NO_TEXT;
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
    const char *name = view_label(v, CAPAI_MSG_LABEL_REKAP);
    if (rekap.size) {
        fputc('\n', v->terminal->file);
        foot_line(v, name, rekap, capai_text_length(capai_text_of(name)) + 3);
    }
    if (opd == SIZE_MAX)
        return;
    capai_text summary =
        view_phrase(v, CAPAI_MSG_LABEL_OPD,
                    CAPAI_WORDS(view_entry(v, CAPAI_RESULT_OPD, opd, "capaian"),
                                view_entry(v, CAPAI_RESULT_OPD, opd, "predikat"),
                                view_entry(v, CAPAI_RESULT_OPD, opd, "serapan"),
                                view_entry(v, CAPAI_RESULT_OPD, opd, "efisiensi"),
                                view_entry(v, CAPAI_RESULT_OPD, opd, "efisiensi_persen")));
    if (!summary.size)
        summary = view_outcome_words(v, view_entry(v, CAPAI_RESULT_OPD, opd, "status"));
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
                 report_budget(&v) && report_survey(&v, opd_row(&v)) &&
                 report_lke(&v, opd_row(&v)) && report_work(&v);
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
    grid_column(&grid, view_label(&v, CAPAI_MSG_LABEL_TAHUN), true, false);
    grid_column(&grid, "OPD", true, false);
    grid_column(&grid, "Capaian", true, false);
    grid_column(&grid, "Predikat", false, false);
    grid_column(&grid, "Pagu", true, false);
    grid_column(&grid, "Serapan", true, false);
    for (size_t i = 0; i < rows.count; i++) {
        size_t row = rows.rows[i];
        char year[CAPAI_DECIMAL_TEXT];
        size_t size = capai_decimal_format(
            view_column_of(&v, result, "tahun")->of.values[row].number, CAPAI_NOTATION_PLAIN, year);
        grid_row(&grid);
        grid_set(&grid, 0, view_entry(&v, result, row, "kabupaten"), STYLE_PLAIN);
        grid_set(&grid, 1, view_keep(&v, (capai_text){year, size}), STYLE_PLAIN);
        view_put(&grid, 2, view_entry(&v, result, row, "jumlah_opd"), STYLE_PLAIN);
        view_put(&grid, 3, view_entry(&v, result, row, "capaian"), STYLE_BOLD);
        view_put(&grid, 4, view_entry(&v, result, row, "predikat"), STYLE_PLAIN);
        view_put(&grid, 5, view_entry(&v, result, row, "pagu"), STYLE_PLAIN);
        view_put(&grid, 6, view_entry(&v, result, row, "serapan"), STYLE_PLAIN);
    }
    return view_finish(&v, &grid, capai_text_of(view_label(&v, CAPAI_MSG_LABEL_TABLE_KABUPATEN))) &&
           !failed;
}
