/* The rows of rencana_aksi.csv: what each quarter was to bring, what it brought, and how far that
 * is on the way to the year's target. */
#include "core/evaluate.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/keys.h"

enum { QUARTERS = 4 };

/* A row of rencana_aksi.csv. Cells that cannot be measured are reported and broken here. */
struct action {
    size_t row;
    int year;
    capai_text sasaran, indikator; /* folded */
    const struct indicator *partner;
    const struct capai_arah *arah; /* NULL: none is known */
    enum capai_quarters rule;
    struct capai_cell target[QUARTERS], realisasi[QUARTERS];
};

/* What is known at the end of a quarter. */
struct quarter {
    struct capai_cell target, realisasi; /* as the rule combines them */
    struct amount capaian, capaian_tahun;
    struct grading grading;
};

/* ---- partners ---- */

static int compare_address(capai_text a, capai_text b)
{
    uintptr_t x = (uintptr_t)a.data, y = (uintptr_t)b.data;
    return (x > y) - (x < y);
}

/* By year and name; then sasaran, then file order. */
static int compare_partners(const void *a, const void *b)
{
    const struct indicator *x = *(struct indicator *const *)a;
    const struct indicator *y = *(struct indicator *const *)b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    int sign = compare_address(x->indikator, y->indikator);
    if (!sign)
        sign = compare_address(x->sasaran, y->sasaran);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

/* The indicators of a name in a year, among all in that order; *count is their number. */
static struct indicator *const *find_named(struct indicator *const *order, size_t total,
                                           const struct action *action, size_t *count)
{
    size_t low = 0, high = total;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct indicator *at = order[middle];
        bool before =
            at->year < action->year ||
            (at->year == action->year && compare_address(at->indikator, action->indikator) < 0);
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    for (*count = 0; low + *count < total; ++*count)
        if (order[low + *count]->year != action->year ||
            order[low + *count]->indikator.data != action->indikator.data)
            break;
    return order + low;
}

/* Warns that a row belongs to no indicator: its name is another one's, or stands elsewhere. */
static enum capai_status warn_alone(struct job *job, const struct action *action,
                                    const struct indicator *namesake)
{
    struct capai_error error = {0};
    struct capai_notices *notices = job->evaluation->notices;
    capai_text name = dataset_text(job->dataset, SCHEMA_RENCANA_AKSI, action->row,
                                   CAPAI_TEXT("indikator")),
               nearest = CAPAI_NO_TEXT;
    if (namesake) {
        capai_fail(&error, CAPAI_MSG_ACTION_ELSEWHERE, CAPAI_WORDS(name, namesake->sasaran_name));
        return evaluate_complain(job, SCHEMA_RENCANA_AKSI, action->row, CAPAI_TEXT("sasaran"),
                                 &error);
    }
    if (capai_notices_wants(notices, CAPAI_WARNING)) {
        size_t count = 0;
        capai_text *names = capai_arena_array(job->arena, job->indicator_count, sizeof *names);
        if (!names)
            return CAPAI_ERR_MEMORY;
        for (size_t i = 0; i < job->indicator_count; i++)
            if (job->indicators[i].year == action->year)
                names[count++] = dataset_text(job->dataset, SCHEMA_INDIKATOR,
                                              job->indicators[i].row, CAPAI_TEXT("indikator"));
        nearest = capai_text_nearest(name, names, count);
    }
    capai_fail(&error, CAPAI_MSG_ACTION_UNKNOWN, CAPAI_WORDS(name, nearest));
    return evaluate_complain(job, SCHEMA_RENCANA_AKSI, action->row, CAPAI_TEXT("indikator"),
                             &error);
}

/* Finds the indicator of a row. Without a sasaran its name must be that of one indicator only. */
static enum capai_status find_partner(struct job *job, struct indicator *const *order,
                                      struct action *action)
{
    size_t count;
    struct indicator *const *named = find_named(order, job->indicator_count, action, &count);
    for (size_t i = 0; i < count && !action->partner; i++)
        if (named[i]->sasaran.data == action->sasaran.data)
            action->partner = named[i];
    if (!action->sasaran.size && count == 1)
        action->partner = named[0];
    if (action->partner)
        return CAPAI_OK;
    return warn_alone(job, action, count ? named[0] : NULL);
}

/* Complains of a row that belongs to the indicator of an earlier one where only one of the two
 * names the sasaran: their keys differ, and still they say the same thing twice. `first` holds, per
 * indicator, 1 + the first row that belongs to it. */
static enum capai_status check_twice(struct job *job, const struct action *action, size_t *first)
{
    size_t *earlier = action->partner ? &first[action->partner - job->indicators] : NULL;
    if (!earlier || !*earlier) {
        if (earlier)
            *earlier = action->row + 1;
        return CAPAI_OK;
    }
    capai_text sasaran =
        dataset_text(job->dataset, SCHEMA_RENCANA_AKSI, *earlier - 1, CAPAI_TEXT("sasaran"));
    bool same_key = !sasaran.size == !action->sasaran.size; /* said when the file was read */
    return same_key ? CAPAI_OK
                    : keys_complain(job->dataset, SCHEMA_RENCANA_AKSI, *earlier - 1, action->row);
}

/* ---- reading ---- */

static struct place place_of(const struct action *action, bool realisasi, size_t quarter)
{
    static const capai_text columns[2][QUARTERS] = {
        {{"tw1", 3}, {"tw2", 3}, {"tw3", 3}, {"tw4", 3}},
        {{"realisasi_tw1", 13},
         {"realisasi_tw2", 13},
         {"realisasi_tw3", 13},
         {"realisasi_tw4", 13}}};
    return (struct place){SCHEMA_RENCANA_AKSI, action->row, columns[realisasi][quarter]};
}

static bool is_filled(const struct capai_cell *cell)
{
    return cell->kind != CAPAI_CELL_MISSING;
}

/* Reads one cell; what the rule cannot work with is reported, and broken from here on: what is
 * added up must be a number, what stands for itself is whatever the formula of the indicator takes.
 */
static enum capai_status read_quarter(struct job *job, const struct action *action, bool realisasi,
                                      size_t quarter, struct capai_cell *out)
{
    struct capai_error error = {0};
    struct place place = place_of(action, realisasi, quarter);
    const struct capai_cell *cell = dataset_cell(job->dataset, place.file, place.row, place.column);
    *out = cell ? *cell : (struct capai_cell){.kind = CAPAI_CELL_MISSING};
    if (action->rule == CAPAI_QUARTERS_SUM || action->rule == CAPAI_QUARTERS_INCREASE) {
        if (!measure_cell_error(job->rules, out, &error) && measure_is_bare_grade(out))
            capai_fail(&error, CAPAI_MSG_QUARTER_GRADE, CAPAI_WORDS(out->source));
    } else if (action->arah) {
        evaluate_cell_error(job->rules, action->arah,
                            realisasi ? CAPAI_FIELD_REALISASI : CAPAI_FIELD_TARGET, out, &error);
    }
    if (error.status)
        *out = (struct capai_cell){.kind = CAPAI_CELL_BROKEN, .source = out->source};
    return evaluate_complain(job, place.file, place.row, place.column, &error);
}

/* How the quarters of a row combine: as it says itself, else as the rules say. */
static enum capai_quarters rule_of(const struct job *job, size_t row)
{
    capai_text word =
        dataset_text(job->dataset, SCHEMA_RENCANA_AKSI, row, CAPAI_TEXT("perhitungan"));
    for (enum capai_quarters rule = 0; rule < CAPAI_QUARTERS_COUNT; rule++)
        if (capai_text_equal(word, capai_text_of(capai_quarters_name(rule))))
            return rule;
    return job->rules->quarters;
}

static enum capai_status read_action(struct job *job, struct indicator *const *order, size_t row,
                                     struct action *action)
{
    struct capai_error ignored = {0}; /* the indicator itself complains of its arah */
    const struct capai_dataset *dataset = job->dataset;
    *action = (struct action){.row = row,
                              .year = dataset->sheets[SCHEMA_RENCANA_AKSI].year[row],
                              .rule = rule_of(job, row)};
    if (!dataset_fold(dataset,
                      dataset_text(dataset, SCHEMA_RENCANA_AKSI, row, CAPAI_TEXT("sasaran")),
                      &action->sasaran) ||
        !dataset_fold(dataset,
                      dataset_text(dataset, SCHEMA_RENCANA_AKSI, row, CAPAI_TEXT("indikator")),
                      &action->indikator))
        return CAPAI_ERR_MEMORY;
    if (!action->year || !action->indikator.size)
        return CAPAI_OK;
    if (find_partner(job, order, action) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    if (action->partner)
        action->arah = evaluate_arah(job->rules, action->partner->arah, &ignored);
    for (size_t q = 0; q < QUARTERS; q++) {
        bool known = q < (size_t)job->dataset->quarter;
        action->realisasi[q].kind = CAPAI_CELL_MISSING;
        if (read_quarter(job, action, false, q, &action->target[q]) != CAPAI_OK ||
            (known && read_quarter(job, action, true, q, &action->realisasi[q]) != CAPAI_OK))
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* ---- combining ---- */

/* A cell that holds a number of ours. */
static struct capai_cell cell_of_number(capai_decimal number)
{
    return (struct capai_cell){.kind = CAPAI_CELL_NUMBER, .has_number = true, .number = number};
}

/* a + b, or a - b; a cell without a number breaks it, a missing `a` is where a sum begins. */
static struct capai_cell combine(const struct capai_cell *a, const struct capai_cell *b, bool add)
{
    unsigned flags = 0;
    capai_decimal x = is_filled(a) ? a->number : capai_decimal_from_int(0);
    struct capai_cell broken = {.kind = CAPAI_CELL_BROKEN};
    if (a->kind == CAPAI_CELL_BROKEN || b->kind == CAPAI_CELL_BROKEN)
        return broken;
    capai_decimal sum = add ? capai_decimal_add(x, b->number, CAPAI_HALF_EVEN, &flags)
                            : capai_decimal_subtract(x, b->number, CAPAI_HALF_EVEN, &flags);
    return flags ? broken : cell_of_number(sum);
}

/* The last filled of the quarters before `end`; NULL: none. */
static const struct capai_cell *last_filled(const struct capai_cell *cells, size_t end)
{
    while (end-- > 0)
        if (is_filled(&cells[end]))
            return &cells[end];
    return NULL;
}

static void trace_quarter(struct capai_subject *trace, struct trace_terms *terms,
                          const struct action *action, bool realisasi, size_t q, bool plus)
{
    struct place place = place_of(action, realisasi, q);
    trace_term(trace, terms, plus, place.column, place.file, place.row, place.column,
               realisasi ? &action->realisasi[q] : &action->target[q]);
}

/* One cell alone stands for the whole. */
static struct capai_cell only(struct capai_subject *trace, const struct action *action,
                              bool realisasi, size_t q)
{
    const struct capai_cell *cell = realisasi ? &action->realisasi[q] : &action->target[q];
    struct place place = place_of(action, realisasi, q);
    trace_input(trace, realisasi ? CAPAI_TEXT("realisasi") : CAPAI_TEXT("target"), place.file,
                place.row, place.column, cell);
    return *cell;
}

/* The sum of one line of cells up to quarter `q`; a quarter that is due and has no realisasi stays
 * out, unless that is quarter `q`. */
static struct capai_cell sum_of(const struct action *action, bool realisasi, size_t q,
                                struct capai_subject *trace)
{
    const struct capai_cell *cells = realisasi ? action->realisasi : action->target;
    const struct capai_cell *where = is_filled(&action->realisasi[q]) ? action->realisasi : NULL;
    struct trace_terms terms = {.size = 0};
    struct capai_cell sum = {.kind = CAPAI_CELL_MISSING};
    for (size_t i = 0; i <= q; i++)
        if (is_filled(&cells[i]) && (!where || is_filled(&where[i]))) {
            sum = combine(&sum, &cells[i], true);
            trace_quarter(trace, &terms, action, realisasi, i, true);
        }
    if (sum.kind == CAPAI_CELL_NUMBER)
        trace_terms(trace, &terms, realisasi ? CAPAI_TEXT("realisasi") : CAPAI_TEXT("target"),
                    sum.number);
    return sum;
}

/* What the rule makes of one line of cells at quarter `q`. */
static struct capai_cell state_of(const struct action *action, bool realisasi, size_t q,
                                  struct capai_subject *trace)
{
    const struct capai_cell *cells = realisasi ? action->realisasi : action->target;
    const struct capai_cell *now = last_filled(cells, q + 1), *before = last_filled(cells, q);
    struct trace_terms terms = {.size = 0};
    struct capai_cell rise;
    if (!now)
        return (struct capai_cell){.kind = CAPAI_CELL_MISSING};
    switch (action->rule) {
    case CAPAI_QUARTERS_SUM:
        return sum_of(action, realisasi, q, trace);
    case CAPAI_QUARTERS_INCREASE:
        if (!is_filled(&cells[q]) || !before)
            return is_filled(&cells[q]) ? only(trace, action, realisasi, q) : cells[q];
        rise = combine(&cells[q], before, false);
        trace_quarter(trace, &terms, action, realisasi, q, true);
        trace_quarter(trace, &terms, action, realisasi, (size_t)(before - cells), false);
        if (rise.kind == CAPAI_CELL_NUMBER)
            trace_terms(trace, &terms, realisasi ? CAPAI_TEXT("realisasi") : CAPAI_TEXT("target"),
                        rise.number);
        return rise;
    case CAPAI_QUARTERS_LAST:
    default: /* CAPAI_QUARTERS_RISING */
        return only(trace, action, realisasi, (size_t)(now - cells));
    }
}

/* What a cell weighs against others of its row: its number, the score of its word, or, of a bare
 * grade, its rank. False where it has none of these; broken cells do not come here. */
static bool height_of(const struct job *job, const struct action *action,
                      const struct capai_cell *cell, capai_decimal *out)
{
    const struct capai_expression *e = action->arah ? action->arah->expression : NULL;
    if (e && e->word_count) {
        const struct capai_word *word =
            capai_word_find(e, cell->kind == CAPAI_CELL_GRADE ? cell->grade : cell->source);
        if (word)
            *out = word->number;
        return word != NULL;
    }
    if (measure_is_bare_grade(cell)) {
        size_t rank = capai_grade_rank(&job->rules->grades, cell->grade);
        *out = capai_decimal_from_int((int64_t)rank);
        return rank > 0;
    }
    *out = cell->number;
    return cell->has_number && cell->kind != CAPAI_CELL_RANGE;
}

/* True where a value lies below that of an earlier quarter; a grade and a number do not compare. */
static bool falls(const struct job *job, const struct action *action, const struct capai_cell *now,
                  const struct capai_cell *before)
{
    capai_decimal x, y;
    return measure_is_bare_grade(now) == measure_is_bare_grade(before) &&
           height_of(job, action, now, &x) && height_of(job, action, before, &y) &&
           capai_decimal_compare(x, y) < 0;
}

/* Where the rule says that values must not fall, one that does is an error and counts as broken.
 * What follows must not be below the last one that stands. */
static enum capai_status check_rising(struct job *job, struct action *action)
{
    const struct capai_cell *before = NULL;
    if (action->rule != CAPAI_QUARTERS_RISING && action->rule != CAPAI_QUARTERS_INCREASE)
        return CAPAI_OK;
    for (size_t q = 0; q < QUARTERS; q++) {
        struct capai_cell *now = &action->realisasi[q];
        struct capai_error error = {0};
        if (!is_filled(now) || now->kind == CAPAI_CELL_BROKEN)
            continue;
        if (!before || !falls(job, action, now, before)) {
            before = now;
            continue;
        }
        capai_fail(&error, CAPAI_MSG_QUARTER_FALLS, CAPAI_WORDS(now->source, before->source));
        *now = (struct capai_cell){.kind = CAPAI_CELL_BROKEN, .source = now->source};
        struct place place = place_of(action, true, q);
        if (evaluate_complain(job, place.file, place.row, place.column, &error) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* ---- measuring ---- */

static struct amount without(enum capai_outcome outcome)
{
    return (struct amount){.outcome = outcome};
}

static enum capai_status measure_quarter(struct job *job, const struct action *action, size_t q,
                                         struct capai_subject *trace, struct quarter *out,
                                         struct capai_error *err)
{
    const struct operand target = {place_of(action, false, q), &out->target};
    const struct operand realisasi = {place_of(action, true, q), &out->realisasi};
    bool increase = action->rule == CAPAI_QUARTERS_INCREASE;
    out->capaian = out->capaian_tahun = without(CAPAI_TIDAK_DAPAT_DIHITUNG);
    if (!action->arah)
        return CAPAI_OK;
    enum capai_status status =
        evaluate_progress(job, action->arah, action->partner, realisasi, target, CAPAI_Q_CAPAIAN,
                          trace, &out->capaian, err);
    if (!status)
        status = evaluate_class(job, realisasi.place, &out->capaian, trace, &out->grading, err);
    /* what is wrong with the year's target is said of the indicator */
    struct subject year = {
        .job = job,
        .arah = action->arah,
        .indicator = action->partner,
        .realisasi = increase ? &action->realisasi[q] : &out->realisasi,
        .target = action->partner->target,
        .target_place = {SCHEMA_INDIKATOR, action->partner->row, CAPAI_TEXT("target")},
        .trace = trace,
        .told = CAPAI_TEXT("capaian_tahun")};
    if (increase)
        year.realisasi_place = realisasi.place;
    if (!status)
        status = evaluate_ratio(job, &year, CAPAI_Q_CAPAIAN, &out->capaian_tahun, NULL);
    return status;
}

/* A quarter in which nothing was due and nothing came: what was known before stays known. */
static void carry(const struct action *action, size_t q, const struct quarter *before,
                  struct capai_subject *trace, struct quarter *out)
{
    bool later = false;
    for (size_t i = q; i < QUARTERS; i++)
        later |= is_filled(&action->target[i]) || is_filled(&action->realisasi[i]);
    if (before && action->rule != CAPAI_QUARTERS_INCREASE) {
        *out = *before;
        trace_kept(trace);
        return;
    }
    enum capai_outcome outcome = before || later ? CAPAI_TIDAK_BERLAKU : CAPAI_BELUM_DIISI;
    out->capaian = out->capaian_tahun = without(outcome);
    trace_none(trace, outcome, NULL);
    if (before)
        out->capaian_tahun = before->capaian_tahun;
}

static enum capai_status evaluate_quarter(struct job *job, const struct action *action, size_t q,
                                          const struct quarter *before, struct capai_subject *trace,
                                          struct quarter *out, struct capai_error *err)
{
    bool due = is_filled(&action->target[q]), done = is_filled(&action->realisasi[q]);
    *out = (struct quarter){.target.kind = CAPAI_CELL_MISSING};
    if (!due && !done) {
        carry(action, q, before, trace, out);
        return CAPAI_OK;
    }
    out->target = state_of(action, false, q, trace);
    if (done) {
        out->realisasi = state_of(action, true, q, trace);
        return measure_quarter(job, action, q, trace, out, err);
    }
    out->capaian = out->capaian_tahun = without(CAPAI_BELUM_DIISI);
    trace_none(trace, CAPAI_BELUM_DIISI, NULL);
    return CAPAI_OK;
}

static enum capai_status write_quarter(struct job *job, const struct action *action, size_t q,
                                       const struct quarter *quarter, struct capai_subject *trace,
                                       struct capai_error *err)
{
    struct result_row out = evaluate_row(job, CAPAI_RESULT_TRIWULAN, action->year);
    if (!out.result || !result_copy(out, job->dataset, SCHEMA_RENCANA_AKSI, action->row, 0))
        return capai_fail_memory(err);
    trace_row(trace, out.row);
    result_count(out, COLUMN_TRIWULAN, q + 1);
    if (!result_cell(out, COLUMN_TARGET, &quarter->target) ||
        !result_cell(out, COLUMN_REALISASI, &quarter->realisasi))
        return capai_fail_memory(err);
    result_capaian(out, job->rules, &quarter->capaian, &quarter->grading);
    result_amount(out, COLUMN_CAPAIAN_TAHUN, &quarter->capaian_tahun);
    return CAPAI_OK;
}

static enum capai_status evaluate_action(struct job *job, struct indicator *const *order,
                                         size_t *first, size_t row, struct capai_error *err)
{
    struct action action;
    struct quarter quarters[QUARTERS], *known = NULL;
    enum capai_status status = read_action(job, order, row, &action);
    if (status || !action.year || !action.indikator.size)
        return status;
    if (check_twice(job, &action, first) != CAPAI_OK || check_rising(job, &action) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    for (size_t q = 0; !status && q < (size_t)job->dataset->quarter; q++) {
        struct capai_subject *trace = trace_quantity(
            evaluate_trace(job, CAPAI_RESULT_TRIWULAN, action.year), CAPAI_TEXT("capaian"));
        status = evaluate_quarter(job, &action, q, known, trace, &quarters[q], err);
        if (!status)
            status = write_quarter(job, &action, q, &quarters[q], trace, err);
        if (known || is_filled(&action.target[q]) || is_filled(&action.realisasi[q]))
            known = &quarters[q];
    }
    return status;
}

enum capai_status evaluate_triwulan(struct job *job, struct capai_error *err)
{
    struct rows rows = dataset_rows(job->dataset, SCHEMA_RENCANA_AKSI, job->opd);
    struct indicator **order = capai_arena_array(job->arena, job->indicator_count, sizeof *order);
    size_t *first = capai_arena_array(job->arena, job->indicator_count, sizeof *first);
    if (!order || !first)
        return capai_fail_memory(err);
    for (size_t i = 0; i < job->indicator_count; i++)
        order[i] = &job->indicators[i];
    if (job->indicator_count && rows.count)
        qsort(order, job->indicator_count, sizeof *order, compare_partners);
    for (size_t i = 0; i < rows.count; i++)
        if (evaluate_action(job, order, first, rows.row[i], err) != CAPAI_OK)
            return capai_fail_memory(err);
    return CAPAI_OK;
}
