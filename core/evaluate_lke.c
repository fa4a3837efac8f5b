/* lke.csv: the answers of the worksheet, by the parts that the rules name. */
#include "core/evaluate.h"

enum { NO_ROW = -1 };

/* A part in one year. */
struct state {
    long row;          /* of lke.csv; NO_ROW: it has none */
    bool answered;     /* by itself */
    size_t answer_row; /* where */
    size_t criteria;
    capai_decimal sum;          /* of the answers that count */
    enum capai_outcome outcome; /* why it has no value */
    struct capai_subject *trace;
};

/* A row of a criterion. */
struct criterion {
    size_t row, part;
    capai_decimal value;
    enum capai_outcome outcome;
    struct capai_subject *trace;
};

/* The work on the LKE of one OPD in one year. */
struct sheet_work {
    struct job *job;
    const struct capai_lke *lke;
    int year;
    struct state *states; /* by part */
    struct criterion *criteria;
    size_t criterion_count;
    size_t *first;             /* by part: the number of terms before it; one entry more */
    struct capai_ratio *dense; /* the terms of all answered parts, in their order */
};

static bool is_leaf(const struct capai_lke *lke, size_t part)
{
    return lke->parts[part].end == part + 1;
}

/* ---- rows ---- */

/* The part with that code, or, of a criterion, the answered part that it stands below; count:
 * none. */
static size_t find_part(const struct capai_lke *lke, capai_text code, bool *criterion)
{
    *criterion = false;
    for (size_t i = 0; i < lke->count; i++)
        if (capai_text_equal_nocase(lke->parts[i].code, code))
            return i;
    *criterion = true;
    for (size_t i = 0; i < lke->count; i++) {
        capai_text own = lke->parts[i].code;
        if (is_leaf(lke, i) && code.size > own.size && code.data[own.size] == '.' &&
            capai_text_equal_nocase((capai_text){code.data, own.size}, own))
            return i;
    }
    return lke->count;
}

static const struct capai_lke_answer *find_answer(const struct capai_lke *lke, capai_text text)
{
    for (size_t i = 0; i < lke->answer_count; i++)
        if (capai_text_equal(lke->answers[i].name, text))
            return &lke->answers[i];
    for (size_t i = 0; i < lke->answer_count; i++)
        if (capai_text_equal_nocase(lke->answers[i].name, text))
            return &lke->answers[i];
    return NULL;
}

static enum capai_status complain_code(const struct sheet_work *work, size_t row, capai_text code)
{
    struct capai_error error = {0};
    capai_text *codes = capai_arena_array(work->job->arena, work->lke->count, sizeof *codes);
    if (!codes)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < work->lke->count; i++)
        codes[i] = work->lke->parts[i].code;
    capai_text near = capai_text_nearest(code, codes, work->lke->count);
    capai_fail(&error, CAPAI_MSG_LKE_CODE, CAPAI_WORDS(code, work->job->rules->id, near));
    return evaluate_complain(work->job, SCHEMA_LKE, row, CAPAI_TEXT("kode"), &error);
}

static enum capai_status complain_answer(const struct sheet_work *work, size_t row, capai_text text)
{
    struct capai_error error = {0};
    char list[160];
    size_t size = 0, count = work->lke->answer_count;
    capai_text *names = capai_arena_array(work->job->arena, count, sizeof *names);
    if (!names)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        names[i] = work->lke->answers[i].name;
        size = capai_text_append(list, sizeof list, size, names[i]);
    }
    capai_fail(
        &error, CAPAI_MSG_LKE_ANSWER,
        CAPAI_WORDS(text, capai_text_nearest(text, names, count), ((capai_text){list, size})));
    return evaluate_complain(work->job, SCHEMA_LKE, row, CAPAI_TEXT("jawaban"), &error);
}

static bool is_missing(capai_text text)
{
    return !text.size || capai_text_equal(text, CAPAI_TEXT("-")) ||
           capai_text_equal_nocase(text, CAPAI_TEXT("NA")) ||
           capai_text_equal_nocase(text, CAPAI_TEXT("n/a"));
}

/* The value of an answer; what is none is reported. */
static enum capai_status read_answer(const struct sheet_work *work, size_t row,
                                     capai_decimal *value, enum capai_outcome *outcome)
{
    capai_text text = dataset_text(work->job->dataset, SCHEMA_LKE, row, CAPAI_TEXT("jawaban"));
    const struct capai_lke_answer *answer = find_answer(work->lke, text);
    *value = answer ? answer->value : capai_decimal_from_int(0);
    *outcome = CAPAI_NILAI;
    if (answer)
        return CAPAI_OK;
    if (is_missing(text)) {
        *outcome = work->lke->missing_zero ? CAPAI_NILAI : CAPAI_BELUM_DIISI;
        return CAPAI_OK;
    }
    *outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    return complain_answer(work, row, text);
}

/* A form that prints another weight than the rules have. */
static enum capai_status check_weight(const struct sheet_work *work, size_t row, size_t part)
{
    struct capai_error error = {0};
    char form[CAPAI_DECIMAL_TEXT], rule[CAPAI_DECIMAL_TEXT];
    const struct capai_lke_part *p = &work->lke->parts[part];
    const struct capai_cell *cell =
        dataset_cell(work->job->dataset, SCHEMA_LKE, row, CAPAI_TEXT("bobot"));
    if (!cell || cell->kind != CAPAI_CELL_NUMBER ||
        capai_decimal_compare(cell->number, p->weight) == 0)
        return CAPAI_OK;
    capai_decimal_format(cell->number, CAPAI_NOTATION_INDONESIA, form);
    capai_decimal_format(p->weight, CAPAI_NOTATION_INDONESIA, rule);
    capai_fail(&error, CAPAI_MSG_LKE_WEIGHT,
               CAPAI_WORDS(capai_text_of(form), p->code, capai_text_of(rule)));
    return evaluate_complain(work->job, SCHEMA_LKE, row, CAPAI_TEXT("bobot"), &error);
}

static enum capai_status read_part(struct sheet_work *work, size_t row, size_t part)
{
    struct state *state = &work->states[part];
    struct capai_error error = {0};
    capai_decimal value;
    enum capai_outcome outcome;
    capai_text text = dataset_text(work->job->dataset, SCHEMA_LKE, row, CAPAI_TEXT("jawaban"));
    if (state->row == NO_ROW)
        state->row = (long)row;
    if (check_weight(work, row, part) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    if (is_missing(text) || state->answered) /* twice: that was said, and the first one counts */
        return CAPAI_OK;
    if (!is_leaf(work->lke, part)) {
        capai_fail(&error, CAPAI_MSG_LKE_UPPER,
                   CAPAI_WORDS(work->lke->parts[part].code, work->lke->parts[part + 1].code));
        return evaluate_complain(work->job, SCHEMA_LKE, row, CAPAI_TEXT("jawaban"), &error);
    }
    if (read_answer(work, row, &value, &outcome) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    state->answered = true;
    state->answer_row = row;
    state->sum = value;
    state->outcome = outcome;
    return CAPAI_OK;
}

static enum capai_status read_row(struct sheet_work *work, size_t row)
{
    bool below;
    capai_text code = dataset_text(work->job->dataset, SCHEMA_LKE, row, CAPAI_TEXT("kode"));
    size_t part = find_part(work->lke, code, &below);
    if (part == work->lke->count)
        return complain_code(work, row, code);
    if (!below)
        return read_part(work, row, part);
    struct criterion *criterion = &work->criteria[work->criterion_count++];
    *criterion = (struct criterion){.row = row, .part = part};
    work->states[part].criteria++;
    return read_answer(work, row, &criterion->value, &criterion->outcome);
}

/* A form whose weights have another sum than those of the rules; only where it prints them all. */
static enum capai_status check_form(const struct sheet_work *work, size_t row)
{
    const struct capai_lke *lke = work->lke;
    char form[CAPAI_DECIMAL_TEXT], rule[CAPAI_DECIMAL_TEXT];
    struct capai_error error = {0};
    capai_decimal sum = capai_decimal_from_int(0);
    unsigned flags = 0;
    for (size_t i = 0; i < lke->count; i++) {
        if (!is_leaf(lke, i))
            continue;
        const struct capai_cell *cell =
            work->states[i].row == NO_ROW
                ? NULL
                : dataset_cell(work->job->dataset, SCHEMA_LKE, (size_t)work->states[i].row,
                               CAPAI_TEXT("bobot"));
        if (!cell || cell->kind != CAPAI_CELL_NUMBER)
            return CAPAI_OK;
        sum = capai_decimal_add(sum, cell->number, CAPAI_HALF_EVEN, &flags);
    }
    if (flags || capai_decimal_compare(sum, lke->total) == 0)
        return CAPAI_OK;
    capai_decimal_format(sum, CAPAI_NOTATION_INDONESIA, form);
    capai_decimal_format(lke->total, CAPAI_NOTATION_INDONESIA, rule);
    capai_fail(&error, CAPAI_MSG_LKE_FORM_TOTAL,
               CAPAI_WORDS(capai_text_of(form), capai_text_of(rule)));
    return evaluate_complain(work->job, SCHEMA_LKE, row, CAPAI_TEXT("bobot"), &error);
}

/* ---- values ---- */

/* What criteria say of the parts that have no answer of their own. */
static void add_criteria(struct sheet_work *work)
{
    unsigned flags = 0;
    for (size_t i = 0; i < work->criterion_count; i++) {
        struct criterion *criterion = &work->criteria[i];
        struct state *state = &work->states[criterion->part];
        if (state->answered) { /* the part's own answer counts */
            criterion->outcome = CAPAI_TIDAK_BERLAKU;
            continue;
        }
        state->sum = capai_decimal_add(state->sum, criterion->value, CAPAI_HALF_EVEN, &flags);
        if (criterion->outcome > state->outcome)
            state->outcome = criterion->outcome;
        if (flags)
            state->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
}

/* weight * sum / (number * full) */
static bool make_term(const struct capai_lke *lke, capai_decimal weight, capai_decimal sum,
                      size_t number, struct capai_ratio *out)
{
    unsigned flags = 0;
    *out = (struct capai_ratio){capai_decimal_multiply(weight, sum, CAPAI_HALF_EVEN, &flags),
                                capai_decimal_multiply(capai_decimal_from_int((int64_t)number),
                                                       lke->full, CAPAI_HALF_EVEN, &flags)};
    return !flags;
}

/* Tells an answer and the number that it stands for. */
static void trace_answer(const struct sheet_work *work, size_t row, enum capai_outcome outcome,
                         capai_decimal value, struct capai_subject *trace)
{
    capai_text column = CAPAI_TEXT("jawaban");
    capai_text text = dataset_text(work->job->dataset, SCHEMA_LKE, row, column);
    const struct capai_cell cell = {.kind = is_missing(text) ? CAPAI_CELL_MISSING : CAPAI_CELL_TEXT,
                                    .source = text};
    trace_input(trace, column, SCHEMA_LKE, row, column, &cell);
    if (outcome == CAPAI_NILAI)
        trace_word(trace, column, value);
}

/* Begins what is told of each part and each criterion, in the order of their rows. */
static void begin_traces(struct sheet_work *work)
{
    for (size_t i = 0; work->job->evaluation->trace && i < work->lke->count; i++) {
        work->states[i].trace = trace_quantity(
            evaluate_trace(work->job, CAPAI_RESULT_LKE, work->year), CAPAI_TEXT("nilai"));
        for (size_t k = 0; k < work->criterion_count; k++)
            if (work->criteria[k].part == i)
                work->criteria[k].trace = evaluate_trace(work->job, CAPAI_RESULT_LKE, work->year);
    }
}

/* Tells how an answered part has its value. */
static void trace_leaf(const struct sheet_work *work, size_t part, const struct capai_ratio *term)
{
    const struct capai_lke *lke = work->lke;
    const struct state *state = &work->states[part];
    bool alone = state->answered || !state->criteria;
    const char *formula = alone ? "bobot * jawaban / jawaban_penuh"
                                : "bobot * jumlah_jawaban / (jumlah_kriteria * jawaban_penuh)";
    if (state->answered)
        trace_answer(work, state->answer_row, state->outcome, state->sum, state->trace);
    else if (alone && !state->outcome)
        trace_given(state->trace, CAPAI_TEXT("jawaban"), capai_ratio_of(state->sum));
    for (size_t k = 0; !alone && k < work->criterion_count; k++) {
        const struct criterion *criterion = &work->criteria[k];
        const struct capai_ratio value = capai_ratio_of(criterion->value);
        if (criterion->part == part)
            trace_part(state->trace, criterion->trace, criterion->outcome, capai_exact_of(&value));
    }
    if (state->outcome)
        return;
    const struct capai_ratio sum = capai_ratio_of(state->sum);
    if (!alone) {
        trace_total(state->trace, CAPAI_TEXT("jumlah_jawaban"), capai_exact_of(&sum),
                    state->criteria);
        trace_count(state->trace, CAPAI_TEXT("jumlah_kriteria"), state->criteria);
    }
    trace_given(state->trace, CAPAI_TEXT("bobot"), capai_ratio_of(lke->parts[part].weight));
    trace_given(state->trace, CAPAI_TEXT("jawaban_penuh"), capai_ratio_of(lke->full));
    trace_formula(state->trace, capai_text_of(formula), capai_exact_of(term));
}

/* Terms of all answered parts; says which are not answered. `row` is the OPD's first. */
static enum capai_status make_terms(struct sheet_work *work, size_t row)
{
    const struct capai_lke *lke = work->lke;
    size_t n = 0;
    for (size_t i = 0; i < lke->count; i++) {
        struct state *state = &work->states[i];
        struct capai_error error = {0};
        work->first[i] = n;
        if (!is_leaf(lke, i))
            continue;
        if (!state->answered && !state->criteria) {
            state->outcome = lke->missing_zero ? CAPAI_NILAI : CAPAI_BELUM_DIISI;
            capai_fail(&error, CAPAI_MSG_LKE_UNANSWERED,
                       CAPAI_WORDS(lke->parts[i].code, lke->parts[i].name));
            size_t at = state->row == NO_ROW ? row : (size_t)state->row;
            if (evaluate_complain(work->job, SCHEMA_LKE, at,
                                  state->row == NO_ROW ? CAPAI_NO_TEXT : CAPAI_TEXT("jawaban"),
                                  &error) != CAPAI_OK)
                return CAPAI_ERR_MEMORY;
        }
        size_t number = state->answered || !state->criteria ? 1 : state->criteria;
        if (!make_term(lke, lke->parts[i].weight, state->sum, number, &work->dense[n++]))
            state->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
        trace_leaf(work, i, &work->dense[n - 1]);
        if (state->outcome)
            trace_none(state->trace, state->outcome, &error);
    }
    work->first[lke->count] = n;
    return CAPAI_OK;
}

/* The sum of the parts from `from` to `to`, before it is rounded. */
static struct amount add_parts(const struct sheet_work *work, size_t from, size_t to)
{
    struct amount sum = {.outcome = CAPAI_NILAI};
    for (size_t i = from; i < to; i++)
        if (is_leaf(work->lke, i) && work->states[i].outcome > sum.outcome)
            sum.outcome = work->states[i].outcome;
    if (!sum.outcome)
        sum.exact = (struct capai_exact){work->dense + work->first[from],
                                         work->first[to] - work->first[from]};
    return sum;
}

/* Tells the parts that stand directly below another, and their sum. */
static void trace_parts(const struct sheet_work *work, size_t from, size_t to,
                        const struct amount *sum, struct capai_subject *trace)
{
    size_t count = 0;
    for (size_t i = from; trace && i < to; i = work->lke->parts[i].end) {
        struct amount part = add_parts(work, i, work->lke->parts[i].end);
        trace_part(trace, work->states[i].trace, part.outcome, part.exact);
        count++;
    }
    if (sum->outcome)
        trace_none(trace, sum->outcome, NULL);
    else
        trace_total(trace, CAPAI_NO_TEXT, sum->exact, count);
}

/* Rounds a value as the rules show it. Fails with CAPAI_ERR_MEMORY only. */
static enum capai_status show(const struct sheet_work *work, struct capai_subject *trace,
                              struct amount *amount)
{
    const struct capai_round *round = &work->lke->round;
    struct capai_error error = {0};
    if (amount->outcome)
        return CAPAI_OK;
    enum capai_status status = capai_exact_round(amount->exact, round->digits, round->mode,
                                                 work->job->arena, &amount->shown, &error);
    if (!status) {
        trace_round(trace, *round, amount->shown);
        return CAPAI_OK;
    }
    amount->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    trace_none(trace, amount->outcome, &error);
    return status == CAPAI_ERR_MEMORY ? status : CAPAI_OK;
}

/* The value of a part: its own, or the sum of those below it. */
static enum capai_status measure_part(const struct sheet_work *work, size_t part,
                                      struct amount *out)
{
    struct capai_subject *trace = work->states[part].trace;
    size_t end = work->lke->parts[part].end;
    *out = add_parts(work, part, end);
    if (!is_leaf(work->lke, part))
        trace_parts(work, part + 1, end, out, trace);
    return show(work, trace, out);
}

/* ---- results ---- */

/* A row of the result; `source` is that of lke.csv, or NO_ROW. */
static enum capai_status write_row(const struct sheet_work *work, long source, capai_text code,
                                   capai_text name, const struct amount *weight,
                                   const struct amount *value, struct capai_subject *trace)
{
    struct result_row out = evaluate_row(work->job, CAPAI_RESULT_LKE, work->year);
    if (!out.result ||
        (source != NO_ROW && !result_copy(out, work->job->dataset, SCHEMA_LKE, (size_t)source, 3)))
        return CAPAI_ERR_MEMORY;
    trace_row(trace, out.row);
    result_text(out, COLUMN_KODE, code);
    result_text(out, COLUMN_URAIAN, name);
    result_amount(out, COLUMN_BOBOT, weight);
    result_amount(out, COLUMN_NILAI, value);
    result_outcome(out, COLUMN_STATUS, value->outcome);
    return CAPAI_OK;
}

/* Weight and value of a criterion: its share of those of the part above it. */
static enum capai_status measure_criterion(const struct sheet_work *work,
                                           const struct criterion *criterion,
                                           struct capai_ratio terms[2], struct amount *weight,
                                           struct amount *value)
{
    const struct capai_lke *lke = work->lke;
    struct capai_subject *trace = trace_quantity(criterion->trace, CAPAI_TEXT("nilai"));
    size_t number = work->states[criterion->part].criteria;
    capai_decimal whole = lke->parts[criterion->part].weight;
    *weight = (struct amount){.outcome = CAPAI_TIDAK_BERLAKU};
    *value = (struct amount){.outcome = criterion->outcome};
    trace_answer(work, criterion->row, criterion->outcome, criterion->value, trace);
    if (criterion->outcome == CAPAI_TIDAK_BERLAKU) {
        trace_none(trace, criterion->outcome, NULL);
        return CAPAI_OK;
    }
    trace_count(trace, CAPAI_TEXT("jumlah_kriteria"), number);
    trace_given(trace, CAPAI_TEXT("bobot_induk"), capai_ratio_of(whole));
    if (!value->outcome && !make_term(lke, whole, criterion->value, number, &terms[0]))
        value->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    value->exact = capai_exact_of(&terms[0]);
    if (value->outcome) {
        trace_none(trace, value->outcome, NULL);
    } else {
        trace_given(trace, CAPAI_TEXT("jawaban_penuh"), capai_ratio_of(lke->full));
        trace_formula(trace,
                      CAPAI_TEXT("bobot_induk * jawaban / (jumlah_kriteria * jawaban_penuh)"),
                      value->exact);
    }
    enum capai_status status = show(work, trace, value);
    trace_quantity(trace, CAPAI_TEXT("bobot"));
    terms[1] = (struct capai_ratio){whole, capai_decimal_from_int((int64_t)number)};
    *weight = (struct amount){.outcome = CAPAI_NILAI, .exact = capai_exact_of(&terms[1])};
    trace_formula(trace, CAPAI_TEXT("bobot_induk / jumlah_kriteria"), weight->exact);
    return status ? status : show(work, trace, weight);
}

static enum capai_status write_criterion(const struct sheet_work *work,
                                         const struct criterion *criterion)
{
    const struct capai_dataset *dataset = work->job->dataset;
    struct capai_ratio terms[2];
    struct amount weight, value;
    if (measure_criterion(work, criterion, terms, &weight, &value) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    return write_row(work, (long)criterion->row,
                     dataset_text(dataset, SCHEMA_LKE, criterion->row, CAPAI_TEXT("kode")),
                     dataset_text(dataset, SCHEMA_LKE, criterion->row, CAPAI_TEXT("kriteria")),
                     &weight, &value, criterion->trace);
}

static enum capai_status write_parts(const struct sheet_work *work)
{
    const struct capai_lke *lke = work->lke;
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < lke->count; i++) {
        struct amount weight = {.outcome = CAPAI_NILAI, .shown = lke->parts[i].weight}, value;
        status = measure_part(work, i, &value);
        if (!status)
            status = write_row(work, work->states[i].row, lke->parts[i].code, lke->parts[i].name,
                               &weight, &value, work->states[i].trace);
        for (size_t k = 0; !status && k < work->criterion_count; k++)
            if (work->criteria[k].part == i)
                status = write_criterion(work, &work->criteria[k]);
    }
    return status;
}

static enum capai_status keep_total(const struct sheet_work *work, size_t row)
{
    struct job *job = work->job;
    struct capai_error error = {0};
    struct capai_subject *trace = trace_quantity(
        evaluate_trace_topic(job, CAPAI_TOPIC_LKE, work->year), CAPAI_TEXT("nilai_lke"));
    struct lke_year year = {
        .year = work->year, .nilai = add_parts(work, 0, work->lke->count), .trace = trace};
    struct lke_year *years =
        capai_arena_grow(job->arena, job->lkes, job->lke_count, &job->lke_capacity, sizeof *years);
    trace_parts(work, 0, work->lke->count, &year.nilai, trace);
    if (!years || show(work, trace, &year.nilai) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    if (!year.nilai.outcome &&
        measure_band(&work->lke->scale, job->rules->classify_exact, CAPAI_TEXT("grade_lke"),
                     &year.nilai, trace, job->arena, &year.grading, &error) != CAPAI_OK)
        trace_none(trace_quantity(trace, CAPAI_TEXT("grade_lke")), CAPAI_TIDAK_DAPAT_DIHITUNG,
                   &error);
    job->lkes = years;
    years[job->lke_count++] = year;
    return error.status == CAPAI_ERR_MEMORY
               ? error.status
               : evaluate_complain(job, SCHEMA_LKE, row, CAPAI_NO_TEXT, &error);
}

void evaluate_write_lke(const struct job *job, struct result_row out, int year)
{
    const struct amount none = {.outcome = CAPAI_TIDAK_BERLAKU};
    const struct lke_year *found = NULL;
    for (size_t i = 0; i < job->lke_count; i++)
        if (job->lkes[i].year == year)
            found = &job->lkes[i];
    result_amount(out, COLUMN_NILAI_LKE, found ? &found->nilai : &none);
    if (found && found->grading.has_class)
        result_text(out, COLUMN_GRADE_LKE, job->rules->lke.scale.bands[found->grading.band].name);
    if (found)
        trace_row(found->trace, out.row);
}

/* ---- the whole ---- */

static bool make_work(struct sheet_work *work, size_t rows)
{
    struct capai_arena *arena = work->job->arena;
    size_t count = work->lke->count;
    work->states = capai_arena_array(arena, count, sizeof *work->states);
    work->criteria = capai_arena_array(arena, rows, sizeof *work->criteria);
    work->first = capai_arena_array(arena, count + 1, sizeof *work->first);
    work->dense = capai_arena_array(arena, count, sizeof *work->dense);
    for (size_t i = 0; work->states && i < count; i++)
        work->states[i] = (struct state){.row = NO_ROW, .sum = capai_decimal_from_int(0)};
    return work->states && work->criteria && work->first && work->dense;
}

/* The rows of one year, of which `rows[first]` is the first. */
static enum capai_status evaluate_year(struct job *job, struct rows rows, size_t first)
{
    const int *years = job->dataset->sheets[SCHEMA_LKE].year;
    struct sheet_work work = {.job = job, .lke = &job->rules->lke, .year = years[rows.row[first]]};
    if (!make_work(&work, rows.count))
        return CAPAI_ERR_MEMORY;
    enum capai_status status = CAPAI_OK;
    for (size_t i = first; !status && i < rows.count; i++)
        if (years[rows.row[i]] == work.year)
            status = read_row(&work, rows.row[i]);
    if (!status)
        status = check_form(&work, rows.row[first]);
    if (status)
        return status;
    begin_traces(&work);
    add_criteria(&work);
    status = make_terms(&work, rows.row[first]);
    if (!status)
        status = write_parts(&work);
    return status ? status : keep_total(&work, rows.row[first]);
}

static bool is_done(const struct job *job, int year)
{
    bool done = year == 0;
    for (size_t i = 0; i < job->lke_count; i++)
        done |= job->lkes[i].year == year;
    return done;
}

enum capai_status evaluate_lke(struct job *job, struct capai_error *err)
{
    struct rows rows = dataset_rows(job->dataset, SCHEMA_LKE, job->opd);
    struct capai_error error = {0};
    enum capai_status status = CAPAI_OK;
    if (!rows.count)
        return CAPAI_OK;
    if (!job->rules->lke.count) {
        capai_fail(&error, CAPAI_MSG_LKE_NO_RULE, CAPAI_WORDS(job->rules->id));
        return evaluate_complain(job, SCHEMA_LKE, rows.row[0], CAPAI_NO_TEXT, &error);
    }
    for (size_t i = 0; !status && i < rows.count; i++)
        if (!is_done(job, job->dataset->sheets[SCHEMA_LKE].year[rows.row[i]]))
            status = evaluate_year(job, rows, i);
    return status ? capai_fail_memory(err) : CAPAI_OK;
}
