/* What a formula sees of a row: its cells, and the same indicator in other years. */
#include <stdint.h>
#include <stdlib.h>

#include "core/evaluate.h"
#include "core/decimal.h"

/* ---- years ---- */

/* Order of the same indicator over the years; each year has one version of it here. Names are
 * interned, so their addresses do; the order itself is seen by nobody. */
static int compare_names(const struct indicator *a, const struct indicator *b)
{
    const char *const left[] = {a->tujuan.data, a->sasaran.data, a->indikator.data};
    const char *const right[] = {b->tujuan.data, b->sasaran.data, b->indikator.data};
    for (int i = 0; i < 3; i++) {
        uintptr_t x = (uintptr_t)left[i], y = (uintptr_t)right[i];
        if (x != y)
            return x < y ? -1 : 1;
    }
    return capai_text_compare(a->jenis, b->jenis);
}

static int compare_indicators(const void *a, const void *b)
{
    const struct indicator *x = *(struct indicator *const *)a;
    const struct indicator *y = *(struct indicator *const *)b;
    int sign = compare_names(x, y);
    if (!sign)
        sign = (x->year > y->year) - (x->year < y->year);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

bool evaluate_order_years(struct job *job)
{
    size_t count = job->indicator_count;
    job->by_year = capai_arena_array(job->arena, count, sizeof *job->by_year);
    for (size_t i = 0; job->by_year && i < count; i++)
        job->by_year[i] = &job->indicators[i];
    if (job->by_year && count)
        qsort(job->by_year, count, sizeof *job->by_year, compare_indicators);
    return job->by_year != NULL;
}

/* The first row of the same indicator that is of `year` or later; NULL when there is none. */
static const struct indicator *year_from(const struct job *job, const struct indicator *indicator,
                                         int year)
{
    size_t low = 0, high = job->indicator_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int sign = compare_names(job->by_year[middle], indicator);
        if (sign < 0 || (sign == 0 && job->by_year[middle]->year < year))
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < job->indicator_count && compare_names(job->by_year[low], indicator) == 0;
    return found ? job->by_year[low] : NULL;
}

const struct indicator *evaluate_in_year(const struct job *job, const struct indicator *indicator,
                                         int year)
{
    const struct indicator *found = year_from(job, indicator, year);
    return found && found->year == year ? found : NULL;
}

/* ---- fields ---- */

/* The number of a cell; under words, that of its word. */
static enum capai_outcome cell_number(const struct capai_expression *e,
                                      const struct capai_cell *cell, capai_decimal *out)
{
    if (!cell || cell->kind == CAPAI_CELL_MISSING)
        return CAPAI_BELUM_DIISI;
    if (cell->kind == CAPAI_CELL_BROKEN)
        return CAPAI_TIDAK_DAPAT_DIHITUNG; /* its source may still be a word */
    if (e && e->word_count) {
        const struct capai_word *word =
            capai_word_find(e, cell->kind == CAPAI_CELL_GRADE ? cell->grade : cell->source);
        if (!word)
            return CAPAI_TIDAK_DAPAT_DIHITUNG;
        *out = word->number;
        return CAPAI_NILAI;
    }
    if (!cell->has_number || cell->kind == CAPAI_CELL_RANGE)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    *out = cell->number;
    return CAPAI_NILAI;
}

/* An end of a target that may be a range. */
static enum capai_outcome target_end(const struct subject *row, bool upper, capai_decimal *out)
{
    const struct capai_cell *target = row->target;
    if (!target || target->kind != CAPAI_CELL_RANGE)
        return cell_number(row->arah->expression, target, out);
    *out = upper ? target->upper : target->number;
    return CAPAI_NILAI;
}

static const struct capai_cell *other_cell(const struct subject *row,
                                           const struct indicator *indicator, capai_text column)
{
    return indicator ? dataset_cell(row->job->dataset, SCHEMA_INDIKATOR, indicator->row, column)
                     : NULL;
}

/* tahun_akhir of an indicator; 0 where it has none. */
static int plan_end(const struct job *job, const struct indicator *indicator)
{
    const struct capai_table *table = job->dataset->sheets[SCHEMA_INDIKATOR].table;
    const struct capai_value *values =
        capai_table_values(table, capai_table_find(table, CAPAI_TEXT("tahun_akhir")));
    int year = 0;
    if (values && values[indicator->row].outcome == CAPAI_NILAI)
        year = (int)decimal_split(values[indicator->row].number).coefficient;
    return year;
}

/* The realisasi of an earlier year, as a term of a sum. */
static void trace_year(const struct subject *row, const struct indicator *year,
                       struct trace_terms *terms)
{
    char name[CAPAI_DECIMAL_TEXT + 10] = "realisasi_";
    if (!row->trace)
        return;
    size_t size =
        capai_decimal_format(capai_decimal_from_int(year->year), CAPAI_NOTATION_PLAIN, name + 10);
    trace_term(row->trace, terms, true, (capai_text){name, size + 10}, SCHEMA_INDIKATOR, year->row,
               CAPAI_TEXT("realisasi"), year->realisasi);
}

/* Sum of realisasi over the earlier years of the plan: from the year that the rule names, else of
 * all rows that have the same tahun_akhir. A year that is missing on the way leaves no sum, and
 * neither do data without any earlier year: nobody knows then what the plan had reached. */
static enum capai_outcome sum_before(const struct subject *row, capai_decimal *out)
{
    const struct indicator *now = row->indicator, *year;
    const struct job *job = row->job;
    int from = row->arah->expression->from, end = plan_end(job, now), expected = from;
    unsigned flags = 0;
    struct trace_terms terms = {.size = 0};
    capai_decimal sum = capai_decimal_from_int(0), x;
    for (year = year_from(job, now, from); year && year->year < now->year;
         year = year_from(job, now, year->year + 1)) {
        if (!from && plan_end(job, year) != end)
            continue;
        if (expected && year->year != expected)
            return CAPAI_BELUM_DIISI;
        enum capai_outcome outcome = cell_number(row->arah->expression, year->realisasi, &x);
        if (outcome != CAPAI_NILAI)
            return outcome;
        sum = capai_decimal_add(sum, x, CAPAI_HALF_EVEN, &flags);
        trace_year(row, year, &terms);
        expected = year->year + 1;
    }
    if (expected != now->year)
        return CAPAI_BELUM_DIISI;
    *out = sum;
    trace_terms(row->trace, &terms, CAPAI_TEXT("realisasi_sd_lalu"), sum);
    return flags ? CAPAI_TIDAK_DAPAT_DIHITUNG : CAPAI_NILAI;
}

static enum capai_outcome year_number(int year, capai_decimal *out)
{
    *out = capai_decimal_from_int(year);
    return year ? CAPAI_NILAI : CAPAI_BELUM_DIISI;
}

/* The fields that are not those of the two cells. */
static enum capai_outcome other_field(const struct subject *row, enum capai_field field,
                                      capai_decimal *out)
{
    const struct indicator *now = row->indicator, *before;
    if (!now)
        return CAPAI_BELUM_DIISI;
    switch (field) {
    case CAPAI_FIELD_BOBOT:
        return cell_number(NULL, &now->weight, out);
    case CAPAI_FIELD_TARGET_LALU:
    case CAPAI_FIELD_REALISASI_LALU:
        before = evaluate_in_year(row->job, now, now->year - 1);
        if (!before)
            return CAPAI_BELUM_DIISI;
        return cell_number(row->arah->expression,
                           field == CAPAI_FIELD_TARGET_LALU ? before->target : before->realisasi,
                           out);
    case CAPAI_FIELD_REALISASI_SD_LALU:
        return sum_before(row, out);
    case CAPAI_FIELD_TAHUN:
        return year_number(now->year, out);
    case CAPAI_FIELD_TAHUN_AKHIR:
        return year_number(plan_end(row->job, now), out);
    default: /* target_akhir and pembanding */
        return cell_number(row->arah->expression, other_cell(row, now, capai_field_name(field)),
                           out);
    }
}

static enum capai_outcome read_field(const struct subject *row, enum capai_field field,
                                     capai_decimal *out)
{
    switch (field) {
    case CAPAI_FIELD_REALISASI:
        return cell_number(row->arah->expression, row->realisasi, out);
    case CAPAI_FIELD_TARGET:
        return cell_number(row->arah->expression, row->target, out);
    case CAPAI_FIELD_TARGET_BAWAH:
    case CAPAI_FIELD_TARGET_ATAS:
        return target_end(row, field == CAPAI_FIELD_TARGET_ATAS, out);
    default:
        return other_field(row, field, out);
    }
}

/* ---- telling ---- */

/* Where a field stands; without a file: nowhere by itself. */
static struct operand operand_of(const struct subject *row, enum capai_field field)
{
    const struct indicator *now = row->indicator, *before;
    bool last = field == CAPAI_FIELD_TARGET_LALU || field == CAPAI_FIELD_REALISASI_LALU;
    capai_text column = capai_field_name(field);
    if (field == CAPAI_FIELD_REALISASI)
        return (struct operand){row->realisasi_place, row->realisasi};
    if (field == CAPAI_FIELD_TARGET || field == CAPAI_FIELD_TARGET_BAWAH ||
        field == CAPAI_FIELD_TARGET_ATAS)
        return (struct operand){row->target_place, row->target};
    if (last) {
        before = evaluate_in_year(row->job, now, now->year - 1);
        column = field == CAPAI_FIELD_TARGET_LALU ? CAPAI_TEXT("target") : CAPAI_TEXT("realisasi");
        now = before;
    }
    if (!now)
        return (struct operand){.cell = NULL};
    bool cell = field != CAPAI_FIELD_TAHUN && field != CAPAI_FIELD_TAHUN_AKHIR;
    return (struct operand){
        {SCHEMA_INDIKATOR, now->row, column},
        cell ? dataset_cell(row->job->dataset, SCHEMA_INDIKATOR, now->row, column) : NULL};
}

/* A field with the number that it has in the formula. */
static void trace_field(const struct subject *row, enum capai_field field,
                        enum capai_outcome outcome, capai_decimal number)
{
    capai_text name = capai_field_name(field);
    if (field == CAPAI_FIELD_REALISASI_SD_LALU)
        return; /* told year by year */
    struct operand operand = operand_of(row, field);
    evaluate_trace_input(row->trace, name, operand);
    if (outcome == CAPAI_NILAI)
        trace_word(row->trace, name, number);
}

static enum capai_outcome tell_field(const struct subject *row, enum capai_field field,
                                     capai_decimal *out)
{
    enum capai_outcome outcome = read_field(row, field, out);
    if (row->trace)
        trace_field(row, field, outcome, outcome ? capai_decimal_from_int(0) : *out);
    return outcome;
}

/* What a formula text asks, and whether a field had no value. */
struct asking {
    const struct subject *row;
    bool *lacking;
};

static enum capai_outcome field_value(const void *user, enum capai_field field, capai_decimal *out)
{
    const struct asking *asking = user;
    enum capai_outcome outcome = tell_field(asking->row, field, out);
    *asking->lacking |= outcome != CAPAI_NILAI;
    return outcome;
}

/* ---- rows for functions ---- */

/* Tells what a function looks at, but for what it is told from the start: its own two cells. */
static void trace_seen(const struct capai_row *row, const struct capai_column *column,
                       const struct capai_cell *cell)
{
    const struct indicator *indicator = row->indicator;
    if (row->elsewhen)
        trace_input_year(row->trace, indicator->year, SCHEMA_INDIKATOR, indicator->row,
                         column->name, cell);
    else
        trace_input(row->trace, column->name, SCHEMA_INDIKATOR, indicator->row, column->name, cell);
}

/* What a column of indikator.csv holds, as a cell. */
static struct capai_cell cell_in(const struct capai_column *column, size_t row)
{
    struct capai_cell cell = {.kind = CAPAI_CELL_MISSING};
    if (column->kind == CAPAI_COLUMN_CELL) {
        cell = column->of.cells[row];
    } else if (column->kind == CAPAI_COLUMN_TEXT) {
        cell.source = column->of.texts[row];
        cell.kind = cell.source.size ? CAPAI_CELL_TEXT : CAPAI_CELL_MISSING;
    } else if (column->of.values[row].outcome == CAPAI_NILAI) {
        cell.number = column->of.values[row].number;
        cell.kind = CAPAI_CELL_NUMBER;
        cell.has_number = true;
    } else if (column->of.values[row].outcome == CAPAI_TIDAK_DAPAT_DIHITUNG) {
        cell.kind = CAPAI_CELL_BROKEN;
    }
    return cell;
}

bool capai_row_cell(const struct capai_row *row, capai_text column, struct capai_cell *out)
{
    const struct job *job = row->job;
    const struct indicator *indicator = row->indicator;
    bool realisasi = capai_text_equal(column, CAPAI_TEXT("realisasi"));
    const struct capai_cell *cell = realisasi ? row->realisasi : row->target;
    if (!row->elsewhen && (realisasi || capai_text_equal(column, CAPAI_TEXT("target")))) {
        if (cell)
            *out = *cell;
        return cell != NULL;
    }
    if (row->beyond) {
        *row->beyond = true;
        return false;
    }
    const struct capai_table *table = job->dataset->sheets[SCHEMA_INDIKATOR].table;
    const struct capai_column *c =
        indicator ? capai_table_column(table, capai_table_find(table, column)) : NULL;
    if (!c)
        return false;
    *out = cell_in(c, indicator->row);
    trace_seen(row, c, out);
    return true;
}

bool capai_row_in_year(const struct capai_row *row, int year, struct capai_row *out)
{
    if (row->beyond) {
        *row->beyond = true;
        return false;
    }
    const struct indicator *found =
        row->indicator ? evaluate_in_year(row->job, row->indicator, year) : NULL;
    if (!found)
        return false;
    *out = (struct capai_row){.job = row->job,
                              .indicator = found,
                              .realisasi = found->realisasi,
                              .target = found->target,
                              .elsewhen = true,
                              .trace = row->trace};
    return true;
}

/* ---- what a cell must be ---- */

static bool names(const struct capai_expression *e, enum capai_field field)
{
    return e->fields >> field & 1;
}

/* True when a formula looks at target, or at realisasi. */
static bool looks_at(const struct capai_expression *e, enum capai_field role)
{
    if (role == CAPAI_FIELD_REALISASI)
        return names(e, CAPAI_FIELD_REALISASI);
    return names(e, CAPAI_FIELD_TARGET) || names(e, CAPAI_FIELD_TARGET_BAWAH) ||
           names(e, CAPAI_FIELD_TARGET_ATAS);
}

bool evaluate_uses_target(const struct capai_arah *arah)
{
    return arah->formula != CAPAI_FUNCTION &&
           (arah->formula != CAPAI_EXPRESSION || looks_at(arah->expression, CAPAI_FIELD_TARGET));
}

static bool word_error(const struct capai_expression *e, const struct capai_cell *cell,
                       struct capai_error *err)
{
    enum { MOST = 32 };
    capai_text known[MOST];
    char list[CAPAI_ERROR_TEXT / 2];
    capai_text word = cell->kind == CAPAI_CELL_GRADE ? cell->grade : cell->source;
    size_t size = 0, count = e->word_count < MOST ? e->word_count : MOST;
    if (cell->kind == CAPAI_CELL_MISSING || cell->kind == CAPAI_CELL_BROKEN ||
        capai_word_find(e, word))
        return false;
    for (size_t i = 0; i < count; i++) {
        known[i] = e->words[i].word;
        size = capai_text_append(list, sizeof list, size, known[i]);
    }
    capai_fail(err, CAPAI_MSG_ARAH_WORD,
               CAPAI_WORDS(cell->source, capai_text_nearest(word, known, count),
                           ((capai_text){list, size})));
    return true;
}

bool evaluate_cell_error(const struct capai_rules *rules, const struct capai_arah *arah,
                         enum capai_field role, const struct capai_cell *cell,
                         struct capai_error *err)
{
    const struct capai_expression *e = arah->expression;
    if (arah->formula == CAPAI_FUNCTION)
        return false; /* which judges itself */
    if (arah->formula != CAPAI_EXPRESSION)
        return measure_cell_error(rules, cell, err);
    if (!looks_at(e, role))
        return false;
    if (e->word_count)
        return word_error(e, cell, err);
    bool range = role == CAPAI_FIELD_TARGET && !names(e, CAPAI_FIELD_TARGET);
    return !(range && cell->kind == CAPAI_CELL_RANGE) && measure_cell_error(rules, cell, err);
}

/* ---- the value ---- */

/* True where a text that says how realisasi and target are compared meets grades without numbers:
 * those are compared by rank, whatever it says. */
static bool are_grades(const struct subject *row)
{
    const struct capai_expression *e = row->arah->expression;
    return !e->word_count && row->realisasi && row->target && looks_at(e, CAPAI_FIELD_REALISASI) &&
           looks_at(e, CAPAI_FIELD_TARGET) && row->realisasi->kind != CAPAI_CELL_MISSING &&
           row->target->kind != CAPAI_CELL_MISSING &&
           (measure_is_bare_grade(row->realisasi) || measure_is_bare_grade(row->target));
}

/* What the rules' `zero` says of this row, where a formula that has a name would divide by 0. False
 * where it does not. */
static bool zero_value(const struct subject *row, enum capai_outcome *outcome,
                       struct capai_ratio *out, struct capai_error *err)
{
    const struct capai_expression *e = row->arah->expression;
    const struct capai_zero_rules *zero = &row->job->rules->zero;
    capai_decimal target, realisasi;
    if (!e->has_zero || tell_field(row, e->zero, &target) != CAPAI_NILAI ||
        tell_field(row, CAPAI_FIELD_REALISASI, &realisasi) != CAPAI_NILAI ||
        capai_decimal_sign(target) != 0)
        return false;
    bool both = capai_decimal_sign(realisasi) == 0;
    *outcome =
        capai_zero_value(both ? &zero->both : &zero->target, CAPAI_MSG_ZERO_TARGET, out, err);
    if (*outcome == CAPAI_NILAI)
        trace_zero(row->trace, both ? CAPAI_TEXT("keduanya") : capai_field_name(e->zero),
                   capai_exact_of(out));
    return true;
}

static enum capai_outcome call_function(const struct subject *row, struct capai_ratio *out,
                                        struct capai_error *err)
{
    const struct capai_function *function = row->arah->function;
    const struct capai_row seen = {.job = row->job,
                                   .indicator = row->indicator,
                                   .realisasi = row->realisasi,
                                   .target = row->target,
                                   .trace = row->trace};
    if (evaluate_is_late(row->job->evaluation)) {
        capai_fail_memory(err);
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    evaluate_trace_input(row->trace, CAPAI_TEXT("realisasi"),
                         (struct operand){row->realisasi_place, row->realisasi});
    evaluate_trace_input(row->trace, CAPAI_TEXT("target"),
                         (struct operand){row->target_place, row->target});
    enum capai_outcome outcome =
        function->call(function->user, &seen, row->job->evaluation->arena, out, err);
    if (outcome == CAPAI_NILAI)
        trace_call(row->trace, function->text, capai_exact_of(out));
    return outcome;
}

static enum capai_outcome value_of_text(const struct subject *row, struct capai_ratio *out,
                                        struct capai_error *err)
{
    bool lacking = false;
    const struct asking asking = {row, &lacking};
    const struct capai_expression *e = row->arah->expression;
    struct capai_error error = {0}, zero = {0};
    enum capai_outcome outcome =
        capai_expression_value(e, field_value, &asking, row->job->arena, out, &error);
    if (outcome == CAPAI_NILAI)
        trace_formula(row->trace, e->text, capai_exact_of(out));
    if (outcome == CAPAI_TIDAK_DAPAT_DIHITUNG && !lacking && !error.status) {
        capai_fail(&zero, CAPAI_MSG_ZERO_DIVIDES, CAPAI_WORDS(e->text));
        trace_none(row->trace, outcome, &zero);
    }
    if (error.status && err)
        *err = error;
    return outcome;
}

enum capai_outcome evaluate_measured(const struct subject *row, struct capai_ratio *out,
                                     struct capai_error *err)
{
    const struct capai_rules *rules = row->job->rules;
    enum capai_outcome outcome;
    if (row->arah->formula == CAPAI_FUNCTION)
        return call_function(row, out, err);
    bool grades = row->arah->formula == CAPAI_EXPRESSION && are_grades(row);
    if (row->arah->formula != CAPAI_EXPRESSION || grades) {
        evaluate_trace_input(row->trace, CAPAI_TEXT("realisasi"),
                             (struct operand){row->realisasi_place, row->realisasi});
        evaluate_trace_input(row->trace, CAPAI_TEXT("target"),
                             (struct operand){row->target_place, row->target});
        if (!row->target || !row->realisasi)
            return CAPAI_BELUM_DIISI;
        return measure_cells(rules, grades ? CAPAI_POSITIVE : row->arah->formula, row->realisasi,
                             row->target, row->trace, out, err);
    }
    if (zero_value(row, &outcome, out, err))
        return outcome;
    return value_of_text(row, out, err);
}
