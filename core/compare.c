/* One OPD under two sets of rules. */
#include "core/compare.h"

#include <assert.h>

#include "core/keys.h"

const enum capai_result compared_kinds[COMPARED_KINDS] = {
    CAPAI_RESULT_INDIKATOR, CAPAI_RESULT_SASARAN, CAPAI_RESULT_TUJUAN, CAPAI_RESULT_OPD};

static const struct {
    const char *name;
    enum capai_column_kind kind;
} columns[ROWS_COUNT] = {
    [ROWS_OPD] = {"opd", CAPAI_COLUMN_TEXT},
    [ROWS_TAHUN] = {"tahun", CAPAI_COLUMN_WHOLE},
    [ROWS_JENIS] = {"jenis", CAPAI_COLUMN_TEXT},
    [ROWS_SASARAN] = {"sasaran", CAPAI_COLUMN_TEXT},
    [ROWS_NAMA] = {"nama", CAPAI_COLUMN_TEXT},
    [ROWS_KABUPATEN] = {"kabupaten", CAPAI_COLUMN_TEXT},
    [ROWS_ATURAN_A] = {"aturan_a", CAPAI_COLUMN_TEXT},
    [ROWS_ATURAN_B] = {"aturan_b", CAPAI_COLUMN_TEXT},
    [ROWS_CAPAIAN_A] = {"capaian_a", CAPAI_COLUMN_VALUE},
    [ROWS_CAPAIAN_B] = {"capaian_b", CAPAI_COLUMN_VALUE},
    [ROWS_SELISIH] = {"selisih", CAPAI_COLUMN_VALUE},
    [ROWS_STATUS_A] = {"status_a", CAPAI_COLUMN_TEXT},
    [ROWS_STATUS_B] = {"status_b", CAPAI_COLUMN_TEXT},
    [ROWS_PREDIKAT_A] = {"predikat_a", CAPAI_COLUMN_TEXT},
    [ROWS_PREDIKAT_B] = {"predikat_b", CAPAI_COLUMN_TEXT},
    [ROWS_EFISIENSI_A] = {"efisiensi_a", CAPAI_COLUMN_TEXT},
    [ROWS_EFISIENSI_B] = {"efisiensi_b", CAPAI_COLUMN_TEXT},
    [ROWS_EFISIENSI_PERSEN_A] = {"efisiensi_persen_a", CAPAI_COLUMN_VALUE},
    [ROWS_EFISIENSI_PERSEN_B] = {"efisiensi_persen_b", CAPAI_COLUMN_VALUE},
    [ROWS_NILAI_EFISIENSI_A] = {"nilai_efisiensi_a", CAPAI_COLUMN_VALUE},
    [ROWS_NILAI_EFISIENSI_B] = {"nilai_efisiensi_b", CAPAI_COLUMN_VALUE},
    [ROWS_INDEKS_A] = {"indeks_a", CAPAI_COLUMN_VALUE},
    [ROWS_INDEKS_B] = {"indeks_b", CAPAI_COLUMN_VALUE},
    [ROWS_IKM_A] = {"ikm_a", CAPAI_COLUMN_VALUE},
    [ROWS_IKM_B] = {"ikm_b", CAPAI_COLUMN_VALUE},
    [ROWS_MUTU_A] = {"mutu_a", CAPAI_COLUMN_TEXT},
    [ROWS_MUTU_B] = {"mutu_b", CAPAI_COLUMN_TEXT},
    [ROWS_NILAI_LKE_A] = {"nilai_lke_a", CAPAI_COLUMN_VALUE},
    [ROWS_NILAI_LKE_B] = {"nilai_lke_b", CAPAI_COLUMN_VALUE},
    [ROWS_GRADE_LKE_A] = {"grade_lke_a", CAPAI_COLUMN_TEXT},
    [ROWS_GRADE_LKE_B] = {"grade_lke_b", CAPAI_COLUMN_TEXT},
    [ROWS_GERAK] = {"gerak", CAPAI_COLUMN_TEXT},
    [ROWS_BERUBAH] = {"berubah", CAPAI_COLUMN_TEXT},
    [ROWS_SEBAB_CAPAIAN] = {"sebab_capaian", CAPAI_COLUMN_TEXT},
    [ROWS_SEBAB_PREDIKAT] = {"sebab_predikat", CAPAI_COLUMN_TEXT},
    [ROWS_SEBAB_EFISIENSI] = {"sebab_efisiensi", CAPAI_COLUMN_TEXT},
    [ROWS_SEBAB_INDEKS] = {"sebab_indeks", CAPAI_COLUMN_TEXT},
    [ROWS_SEBAB_IKM] = {"sebab_ikm", CAPAI_COLUMN_TEXT},
    [ROWS_SEBAB_MUTU] = {"sebab_mutu", CAPAI_COLUMN_TEXT},
    [ROWS_SEBAB_NILAI_LKE] = {"sebab_nilai_lke", CAPAI_COLUMN_TEXT},
    [ROWS_SEBAB_GRADE_LKE] = {"sebab_grade_lke", CAPAI_COLUMN_TEXT},
};

/* The columns of results that make up a quantity; a result that has none of them has no such. */
static const enum column quantity_columns[COMPARED_COUNT][3] = {
    [COMPARED_CAPAIAN] = {COLUMN_CAPAIAN},
    [COMPARED_PREDIKAT] = {COLUMN_PREDIKAT},
    [COMPARED_EFISIENSI] = {COLUMN_EFISIENSI, COLUMN_EFISIENSI_PERSEN, COLUMN_NILAI_EFISIENSI},
    [COMPARED_INDEKS] = {COLUMN_INDEKS},
    [COMPARED_IKM] = {COLUMN_IKM},
    [COMPARED_MUTU] = {COLUMN_MUTU},
    [COMPARED_NILAI_LKE] = {COLUMN_NILAI_LKE},
    [COMPARED_GRADE_LKE] = {COLUMN_GRADE_LKE},
};

capai_text capai_compared_name(enum capai_compared which)
{
    static const capai_text names[CAPAI_COMPARED_COUNT] = {
        [CAPAI_COMPARED_ROWS] = {"perbandingan", 12},
        [CAPAI_COMPARED_MOVES] = {"gerak", 5},
        [CAPAI_COMPARED_CLASSES] = {"perpindahan", 11},
        [CAPAI_COMPARED_CAUSES] = {"sebab", 5},
    };
    return names[which];
}

struct capai_comparison *capai_comparison_new(struct capai_dataset *const *datasets, size_t count,
                                              bool all_years, struct capai_arena *arena,
                                              struct capai_notices *notices)
{
    struct capai_comparison *comparison = capai_arena_array(arena, 1, sizeof *comparison);
    if (!comparison || keys_check_datasets(datasets, count, arena, notices) != CAPAI_OK)
        return NULL;
    comparison->arena = arena;
    comparison->notices = notices;
    comparison->all_years = all_years;
    comparison->pool = capai_pool_new(arena);
    if (!comparison->pool)
        return NULL;
    for (int t = 0; t < CAPAI_COMPARED_COUNT; t++) {
        comparison->tables[t] = capai_table_new(capai_compared_name((enum capai_compared)t), arena);
        if (!comparison->tables[t])
            return NULL;
    }
    for (int c = 0; c < ROWS_COUNT; c++)
        if (capai_table_add_column(comparison->tables[CAPAI_COMPARED_ROWS],
                                   capai_text_of(columns[c].name), columns[c].kind) < 0)
            return NULL;
    return compare_totals_init(comparison) ? comparison : NULL;
}

const struct capai_table *capai_comparison_table(const struct capai_comparison *comparison,
                                                 enum capai_compared which)
{
    return comparison->tables[which];
}

size_t capai_comparison_opds(const struct capai_comparison *comparison)
{
    return comparison->opds;
}

size_t capai_comparison_changed(const struct capai_comparison *comparison)
{
    return comparison->changed;
}

capai_text *rows_texts(const struct capai_comparison *comparison, enum rows_column column)
{
    return capai_table_texts(comparison->tables[CAPAI_COMPARED_ROWS], (int)column);
}

struct capai_value *rows_values(const struct capai_comparison *comparison, enum rows_column column)
{
    return capai_table_values(comparison->tables[CAPAI_COMPARED_ROWS], (int)column);
}

/* ---- entries of the results ---- */

static const struct result *result_of(const struct trial *trial, enum capai_result kind)
{
    return &trial->evaluation->results[kind];
}

static size_t row_of(const struct trial *trial, enum capai_result kind, size_t section,
                     size_t index)
{
    return trial->evaluation->sections[section].first[kind] + index;
}

static capai_text text_at(const struct trial *trial, enum capai_result kind, enum column column,
                          size_t row)
{
    const struct result *result = result_of(trial, kind);
    capai_text *texts = capai_table_texts(result->table, result->at[column]);
    return texts ? texts[row] : CAPAI_NO_TEXT;
}

static struct capai_value value_at(const struct trial *trial, enum capai_result kind,
                                   enum column column, size_t row)
{
    const struct result *result = result_of(trial, kind);
    struct capai_value *values = capai_table_values(result->table, result->at[column]);
    return values ? values[row] : capai_value_without(CAPAI_TIDAK_BERLAKU);
}

static bool same_value(struct capai_value x, struct capai_value y)
{
    return x.outcome == y.outcome &&
           (x.outcome != CAPAI_NILAI || capai_decimal_compare(x.number, y.number) == 0);
}

static bool same_entry(const struct result *result, enum column column, size_t x, size_t y)
{
    if (result->at[column] < 0)
        return true;
    const struct capai_column *c = &result->table->columns[result->at[column]];
    return c->kind == CAPAI_COLUMN_TEXT ? capai_text_equal(c->of.texts[x], c->of.texts[y])
                                        : same_value(c->of.values[x], c->of.values[y]);
}

bool trial_equal(const struct trial *trial, enum capai_result kind, size_t index,
                 enum compared_quantity quantity, size_t section, size_t other)
{
    size_t x = row_of(trial, kind, section, index), y = row_of(trial, kind, other, index);
    bool same = true;
    for (int i = 0; same && i < 3 && quantity_columns[quantity][i]; i++)
        same = same_entry(result_of(trial, kind), quantity_columns[quantity][i], x, y);
    return same;
}

/* ---- up and down ---- */

/* The band of that name; SIZE_MAX when the scale has none. */
static size_t band_of(const struct capai_scale *scale, capai_text name)
{
    for (size_t i = 0; i < scale->count; i++)
        if (capai_text_equal(scale->bands[i].name, name))
            return i;
    return SIZE_MAX;
}

/* True when both scales have the same names in the same order. */
static bool same_ladder(const struct capai_scale *a, const struct capai_scale *b)
{
    for (size_t i = 0; i < a->count; i++) {
        size_t other = band_of(b, a->bands[i].name);
        if (other == SIZE_MAX || compare_rank(a, i) != compare_rank(b, other))
            return false;
    }
    return a->count == b->count;
}

static capai_text move_of(const struct trial *trial, enum capai_result kind, size_t x, size_t y)
{
    struct capai_value a = value_at(trial, kind, COLUMN_CAPAIAN, x);
    struct capai_value b = value_at(trial, kind, COLUMN_CAPAIAN, y);
    size_t low = band_of(&trial->a->scale, text_at(trial, kind, COLUMN_PREDIKAT, x));
    size_t high = band_of(&trial->b->scale, text_at(trial, kind, COLUMN_PREDIKAT, y));
    if (a.outcome != CAPAI_NILAI || b.outcome != CAPAI_NILAI)
        return a.outcome == CAPAI_NILAI   ? CAPAI_TEXT("hilang")
               : b.outcome == CAPAI_NILAI ? CAPAI_TEXT("muncul")
                                          : CAPAI_TEXT("tetap");
    int sign = capai_decimal_compare(b.number, a.number);
    if (low != SIZE_MAX && high != SIZE_MAX && same_ladder(&trial->a->scale, &trial->b->scale)) {
        size_t from = compare_rank(&trial->a->scale, low),
               to = compare_rank(&trial->b->scale, high);
        sign = (to > from) - (to < from);
    }
    return sign > 0 ? CAPAI_TEXT("naik") : sign < 0 ? CAPAI_TEXT("turun") : CAPAI_TEXT("tetap");
}

/* ---- rows ---- */

static capai_text name_of(const struct trial *trial, enum capai_result kind, size_t row)
{
    static const enum column names[CAPAI_RESULT_COUNT] = {
        [CAPAI_RESULT_INDIKATOR] = COLUMN_INDIKATOR,
        [CAPAI_RESULT_SASARAN] = COLUMN_SASARAN,
        [CAPAI_RESULT_TUJUAN] = COLUMN_TUJUAN,
    };
    if (kind != CAPAI_RESULT_OPD)
        return text_at(trial, kind, names[kind], row);
    const struct capai_table *table = result_of(trial, kind)->table;
    capai_text nama = capai_table_texts(table, capai_table_find(table, CAPAI_TEXT("nama")))[row];
    return nama.size ? nama : text_at(trial, kind, COLUMN_OPD, row);
}

static struct capai_value difference_of(struct capai_value a, struct capai_value b)
{
    unsigned flags = 0;
    struct capai_value out = capai_value_without(CAPAI_TIDAK_DAPAT_DIHITUNG);
    if (a.outcome != CAPAI_NILAI || b.outcome != CAPAI_NILAI)
        return out;
    out.number = capai_decimal_subtract(b.number, a.number, CAPAI_HALF_EVEN, &flags);
    if (!flags)
        out.outcome = CAPAI_NILAI;
    return out;
}

/* Puts what both rules give into row `target`; `x` and `y` are the rows under A and B. */
static void write_row(const struct trial *trial, enum capai_result kind, size_t target, size_t x,
                      size_t y)
{
    const struct capai_comparison *c = trial->comparison;
    static const struct {
        enum column column;
        enum rows_column a, b;
    } texts[] = {{COLUMN_STATUS, ROWS_STATUS_A, ROWS_STATUS_B},
                 {COLUMN_PREDIKAT, ROWS_PREDIKAT_A, ROWS_PREDIKAT_B},
                 {COLUMN_EFISIENSI, ROWS_EFISIENSI_A, ROWS_EFISIENSI_B},
                 {COLUMN_MUTU, ROWS_MUTU_A, ROWS_MUTU_B},
                 {COLUMN_GRADE_LKE, ROWS_GRADE_LKE_A, ROWS_GRADE_LKE_B}},
      values[] = {{COLUMN_CAPAIAN, ROWS_CAPAIAN_A, ROWS_CAPAIAN_B},
                  {COLUMN_EFISIENSI_PERSEN, ROWS_EFISIENSI_PERSEN_A, ROWS_EFISIENSI_PERSEN_B},
                  {COLUMN_NILAI_EFISIENSI, ROWS_NILAI_EFISIENSI_A, ROWS_NILAI_EFISIENSI_B},
                  {COLUMN_INDEKS, ROWS_INDEKS_A, ROWS_INDEKS_B},
                  {COLUMN_IKM, ROWS_IKM_A, ROWS_IKM_B},
                  {COLUMN_NILAI_LKE, ROWS_NILAI_LKE_A, ROWS_NILAI_LKE_B}};
    rows_texts(c, ROWS_OPD)[target] = text_at(trial, kind, COLUMN_OPD, x);
    rows_values(c, ROWS_TAHUN)[target] = value_at(trial, kind, COLUMN_TAHUN, x);
    rows_texts(c, ROWS_JENIS)[target] = capai_result_name(kind);
    rows_texts(c, ROWS_SASARAN)[target] = text_at(trial, kind, COLUMN_SASARAN, x);
    rows_texts(c, ROWS_NAMA)[target] = name_of(trial, kind, x);
    rows_texts(c, ROWS_KABUPATEN)[target] = trial->kabupaten;
    rows_texts(c, ROWS_ATURAN_A)[target] = trial->a->id;
    rows_texts(c, ROWS_ATURAN_B)[target] = trial->b->id;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        rows_texts(c, texts[i].a)[target] = text_at(trial, kind, texts[i].column, x);
        rows_texts(c, texts[i].b)[target] = text_at(trial, kind, texts[i].column, y);
    }
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        rows_values(c, values[i].a)[target] = value_at(trial, kind, values[i].column, x);
        rows_values(c, values[i].b)[target] = value_at(trial, kind, values[i].column, y);
    }
    rows_values(c, ROWS_SELISIH)[target] = difference_of(rows_values(c, ROWS_CAPAIAN_A)[target],
                                                         rows_values(c, ROWS_CAPAIAN_B)[target]);
    rows_texts(c, ROWS_GERAK)[target] = move_of(trial, kind, x, y);
}

/* Remembers what differs in a row. False: memory. */
static bool add_differences(struct trial *trial, enum capai_result kind, size_t index,
                            size_t target)
{
    size_t before = trial->count;
    for (enum compared_quantity q = 0; q < COMPARED_COUNT; q++) {
        if (trial_equal(trial, kind, index, q, 0, 1))
            continue;
        struct difference *list = capai_arena_grow(trial->evaluation->arena, trial->differences,
                                                   trial->count, &trial->capacity, sizeof *list);
        if (!list)
            return false;
        trial->differences = list;
        list[trial->count++] = (struct difference){kind, index, target, q, 0, 0};
    }
    bool changed = trial->count > before;
    rows_texts(trial->comparison, ROWS_BERUBAH)[target] =
        changed ? CAPAI_TEXT("ya") : CAPAI_TEXT("tidak");
    trial->comparison->changed += changed;
    return true;
}

static bool add_rows(struct trial *trial, enum capai_result kind)
{
    const struct capai_section *sections = trial->evaluation->sections;
    struct capai_table *table = trial->comparison->tables[CAPAI_COMPARED_ROWS];
    size_t count = sections[0].last[kind] - sections[0].first[kind];
    capai_decimal year = capai_decimal_from_int(capai_dataset_year(trial->dataset));
    assert(sections[1].last[kind] - sections[1].first[kind] == count);
    for (size_t i = 0; i < count; i++) {
        size_t x = row_of(trial, kind, 0, i), target = table->rows;
        if (!trial->comparison->all_years &&
            capai_decimal_compare(value_at(trial, kind, COLUMN_TAHUN, x).number, year) != 0)
            continue;
        if (!capai_table_add_row(table))
            return false;
        write_row(trial, kind, target, x, row_of(trial, kind, 1, i));
        if (!add_differences(trial, kind, i, target))
            return false;
    }
    return true;
}

static bool write_causes(const struct trial *trial)
{
    for (size_t i = 0; i < trial->count; i++) {
        const struct difference *difference = &trial->differences[i];
        capai_text arah = CAPAI_NO_TEXT;
        if (difference->kind == CAPAI_RESULT_INDIKATOR) {
            const struct capai_table *table = result_of(trial, difference->kind)->table;
            int column = capai_table_find(table, CAPAI_TEXT("arah"));
            if (column >= 0)
                arah = capai_table_texts(
                    table, column)[row_of(trial, difference->kind, 0, difference->index)];
            if (!arah.size)
                arah = trial->b->default_arah;
        }
        if (!compare_cause_text(
                trial, difference, arah,
                &rows_texts(trial->comparison,
                            (enum rows_column)(ROWS_SEBAB_CAPAIAN +
                                               difference->quantity))[difference->target]))
            return false;
    }
    return true;
}

/* ---- evaluating ---- */

enum capai_status trial_evaluate(struct trial *trial, const struct capai_rules *rules,
                                 struct capai_error *err)
{
    struct capai_notices dropped;
    capai_notices_init(&dropped, trial->evaluation->arena, 0);
    trial->evaluation->notices = &dropped;
    return capai_evaluate_opd(trial->evaluation, trial->dataset, trial->opd, rules, err);
}

static bool same_complaint(const struct capai_error *x, const struct capai_error *y)
{
    return x->message == y->message && x->file == y->file && x->sheet == y->sheet &&
           x->line == y->line && x->column == y->column &&
           memcmp(x->word, y->word, sizeof x->word) == 0 &&
           memcmp(x->text, y->text, x->word[CAPAI_ERROR_WORDS]) == 0;
}

/* Passes complaints on, but for those that are among `known`. The name of a file may live as long
 * as the trial only (of a script, where a function of it failed), and is kept. False: memory. */
static bool pass_on(const struct capai_comparison *comparison, const struct capai_notices *from,
                    const struct capai_notices *known)
{
    for (size_t i = 0; i < from->count; i++) {
        bool again = false;
        for (size_t k = 0; known && !again && k < known->count; k++)
            again = same_complaint(&from->list[i], &known->list[k]);
        if (again)
            continue;
        struct capai_error complaint = from->list[i];
        capai_text file;
        if (!capai_pool_text(comparison->pool, capai_text_of(complaint.file), &file))
            return false;
        complaint.file = file.data;
        if (capai_notices_add(comparison->notices, &complaint) != CAPAI_OK)
            return false;
    }
    return true;
}

/* The first two sections: A and B, with their complaints. */
static enum capai_status evaluate_both(struct trial *trial, struct capai_error *err)
{
    struct capai_notices lists[2];
    const struct capai_rules *const rules[] = {trial->a, trial->b};
    for (int i = 0; i < 2; i++) {
        capai_notices_init(&lists[i], trial->evaluation->arena, trial->comparison->notices->limit);
        trial->evaluation->notices = &lists[i];
        if (capai_evaluate_opd(trial->evaluation, trial->dataset, trial->opd, rules[i], err) !=
            CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return pass_on(trial->comparison, &lists[0], NULL) &&
                   pass_on(trial->comparison, &lists[1], &lists[0])
               ? CAPAI_OK
               : capai_fail_memory(err);
}

/* Lists the classes of rules that were not those of the OPD before. */
static bool list_classes(struct capai_comparison *comparison, const struct trial *trial)
{
    const struct capai_rules *const rules[] = {trial->a, trial->b};
    for (int i = 0; i < 2; i++) {
        if (rules[i] != comparison->listed[i] &&
            !compare_list_classes(comparison, &comparison->classes[i], &rules[i]->scale))
            return false;
        comparison->listed[i] = rules[i];
    }
    return true;
}

static enum capai_status run_trial(struct trial *trial, struct capai_error *err)
{
    if (!list_classes(trial->comparison, trial))
        return capai_fail_memory(err);
    enum capai_status status = evaluate_both(trial, err);
    for (size_t k = 0; !status && k < COMPARED_KINDS; k++)
        if (!add_rows(trial, compared_kinds[k]))
            status = capai_fail_memory(err);
    if (!status)
        status = compare_causes(trial, err);
    if (!status && !write_causes(trial))
        status = capai_fail_memory(err);
    trial->comparison->opds += !status;
    return status;
}

enum capai_status capai_compare_opd(struct capai_comparison *comparison,
                                    const struct capai_dataset *dataset, size_t opd,
                                    const struct capai_rules *a, const struct capai_rules *b,
                                    struct capai_error *err)
{
    struct capai_dataset seen = *dataset, *sets[] = {&seen};
    struct capai_arena arena;
    capai_arena_init_inner(&arena, comparison->arena, comparison->arena->limit);
    struct trial trial = {.comparison = comparison,
                          .kabupaten = capai_dataset_opd(dataset, opd).kabupaten,
                          .dataset = dataset,
                          .opd = opd,
                          .a = a,
                          .b = b};
    trial.evaluation = evaluation_new_brief(sets, 1, &arena, comparison->notices);
    enum capai_status status = trial.evaluation ? run_trial(&trial, err) : capai_fail_memory(err);
    capai_arena_clear(&arena);
    return status;
}
