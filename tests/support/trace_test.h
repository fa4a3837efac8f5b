/* For tests of traces: does every step again with fractions of GMP, from nothing but the trace and
 * the rules, and compares with what was told and with the results. Include it first.
 */
#ifndef TRACE_TEST_H
#define TRACE_TEST_H

#include "data_test.h"

#include "capai/trace.h"
#include "formula_test.h"
#include "fraction_test.h"

enum { NAMES = 32 };

/* The values of a subject, by their names, while its steps are done again. */
struct again {
    struct data *d;
    const struct capai_subject *subject;
    capai_text names[NAMES];
    mpq_t values[NAMES], now;        /* now: what the last step gave */
    mpq_t pagu, realisasi;           /* of the lines since the last sum */
    mpq_t members, weights, product; /* of the members since the last mean */
    mpq_t total;                     /* of the members before the last total */
    mpq_t exact[3];                  /* capaian, serapan and efisiensi_persen before they were
                                        rounded; of a topic its main value */
    mpq_t score;                     /* nilai_efisiensi before that */
    size_t count, lines, entered, reached, steps;
    bool summed;
};

/* ---- comparing ---- */

static inline void check(const struct again *a, const mpq_t expected, struct capai_exact told,
                         const char *what)
{
    mpq_t x;
    mpq_init(x);
    set_exact(x, told);
    bool right = mpq_equal(x, expected);
    if (!right)
        gmp_fprintf(stderr, "%s of %.*s row %zu: %Qd, told %Qd\n", what,
                    (int)a->subject->quantity.size, a->subject->quantity.data, a->subject->row,
                    expected, x);
    mpq_clear(x);
    assert_true(right);
}

static inline void check_decimal(const struct again *a, const mpq_t expected, capai_decimal told,
                                 const char *what)
{
    struct capai_ratio ratio = capai_ratio_of(told);
    check(a, expected, capai_exact_of(&ratio), what);
}

/* ---- names ---- */

static inline mpq_t *named(struct again *a, capai_text name, bool create)
{
    for (size_t i = 0; i < a->count; i++)
        if (capai_text_equal(a->names[i], name))
            return &a->values[i];
    if (!create)
        fail_msg("the formula names %.*s, which no step does", (int)name.size, name.data);
    assert_in_range(a->count, 0, NAMES - 1);
    a->names[a->count] = name;
    return &a->values[a->count++];
}

static inline mpq_t *named_of(void *user, capai_text name, bool create)
{
    return named(user, name, create);
}

/* What a name stands for before any rounding. */
static inline mpq_t *unrounded_of(void *user, capai_text name, bool create)
{
    static const char *const rounded[] = {"capaian", "serapan", "efisiensi_persen"};
    struct again *a = user;
    for (size_t i = 0; i < 3; i++)
        if (capai_text_equal(name, capai_text_of(rounded[i])))
            return &a->exact[i];
    return named(user, name, create);
}

static inline void keep(struct again *a, const struct capai_trace_step *step)
{
    capai_text name = step->name.size ? step->name : step->quantity;
    set_exact(a->now, step->value);
    mpq_set(*named(a, name, true), a->now);
}

/* ---- the steps again ---- */

static inline void input_again(struct again *a, const struct capai_trace_step *step)
{
    if (step->outcome != CAPAI_NILAI)
        return;
    mpq_t x;
    mpq_init(x);
    if (step->of.input.cell.kind == CAPAI_CELL_NUMBER) {
        set_decimal(x, step->of.input.cell.number);
        check(a, x, step->value, "input");
    }
    mpq_clear(x);
    assert_true(step->place.line > 0);
    keep(a, step);
}

static inline void answers_again(struct again *a, const struct capai_trace_step *step)
{
    mpq_t x;
    mpq_init(x);
    a->lines = 0;
    for (size_t i = 0; i < step->of.answers.count; i++) {
        unsigned long answer = (unsigned long)step->of.answers.lowest + i;
        mpq_t part;
        mpq_init(part);
        mpq_set_ui(part, answer * step->of.answers.times[i], 1);
        mpq_add(x, x, part);
        mpq_clear(part);
        a->lines += step->of.answers.times[i];
    }
    check(a, x, step->value, "answers");
    mpq_clear(x);
    keep(a, step);
}

static inline void line_again(struct again *a, const struct capai_trace_step *step)
{
    mpq_t x;
    if (a->summed) {
        mpq_set_ui(a->pagu, 0, 1);
        mpq_set_ui(a->realisasi, 0, 1);
        a->lines = 0;
        a->summed = false;
    }
    mpq_init(x);
    set_decimal(x, step->of.line.pagu);
    mpq_add(a->pagu, a->pagu, x);
    set_decimal(x, step->of.line.realisasi);
    mpq_add(a->realisasi, a->realisasi, x);
    mpq_clear(x);
    a->lines++;
}

static inline void sum_again(struct again *a, const struct capai_trace_step *step)
{
    bool pagu = capai_text_equal(step->name, CAPAI_TEXT("pagu"));
    a->summed = true;
    if (step->outcome != CAPAI_NILAI) { /* of members, too: one of them has no value */
        mpq_set_ui(a->members, 0, 1);
        a->entered = 0;
        return;
    }
    if (step->of.sum.lines) {
        assert_int_equal(step->of.sum.lines, a->lines);
        check(a, pagu ? a->pagu : a->realisasi, step->value, "sum");
    }
    if (capai_text_equal(step->name, CAPAI_TEXT("responden"))) {
        mpq_set_ui(a->now, a->lines, 1);
        check(a, a->now, step->value, "respondents");
    }
    if (a->subject->result == CAPAI_RESULT_REKAP) {
        mpq_set_ui(a->now, a->entered, 1);
        check(a, a->now, step->value, "rows of a class");
        const char *shown = data_at(a->d, a->subject->result, a->subject->row, "jumlah");
        assert_int_equal(strtoul(shown, NULL, 10), a->entered);
    }
    keep(a, step);
}

/* A value that is added up is one that its own subject has. */
static inline void part_again(struct again *a, const struct capai_trace_step *step)
{
    const struct capai_subject *part = step->of.member.subject;
    mpq_t x, own;
    mpq_inits(x, own, NULL);
    bool found = step->of.member.entry != CAPAI_ENTRY_VALUE;
    set_exact(x, step->value);
    for (size_t i = 0; i < part->step_count && !found; i++) {
        set_exact(own, part->steps[i].value);
        found = part->steps[i].kind != CAPAI_TRACE_ROUND && mpq_equal(x, own);
    }
    assert_true(found);
    mpq_add(a->members, a->members, x);
    a->entered += step->of.member.entry == CAPAI_ENTRY_VALUE;
    mpq_clears(x, own, NULL);
}

/* The sum of the members; what was added up may be told again where it goes on to a formula. */
static inline void total_again(struct again *a, const struct capai_trace_step *step)
{
    if (a->entered) {
        assert_int_equal(step->of.total.members, a->entered);
        mpq_set(a->total, a->members);
    }
    mpq_set(a->now, a->total);
    check(a, a->now, step->value, "total");
    mpq_set_ui(a->members, 0, 1);
    a->entered = 0;
    keep(a, step);
}

static inline void member_again(struct again *a, const struct capai_trace_step *step)
{
    const struct capai_rules *rules = a->subject->rules;
    const struct capai_round *round = &rules->round[CAPAI_Q_CAPAIAN];
    mpq_t x, weight;
    if (step->of.member.as) {
        part_again(a, step);
        return;
    }
    mpq_inits(x, weight, NULL);
    set_decimal(weight, step->of.member.weight);
    if (step->of.member.entry == CAPAI_ENTRY_VALUE) {
        set_exact(x, step->of.member.of);
        if (!step->of.member.exact)
            round_again(x, round->digits, round->mode);
        clamp_again(x, &rules->average.clamp);
        check(a, x, step->value, "member");
    }
    if (step->of.member.entry <= CAPAI_ENTRY_ZERO) {
        mpq_mul(a->product, a->product, x);
        if (rules->average.kind == CAPAI_REACHED || rules->average.kind == CAPAI_ALL) {
            set_decimal(a->now, rules->average.threshold);
            a->reached += mpq_cmp(x, a->now) >= 0;
        }
        mpq_mul(x, x, weight);
        mpq_add(a->members, a->members, x);
        mpq_add(a->weights, a->weights, weight);
        a->entered++;
    }
    mpq_clears(x, weight, NULL);
}

/* A root that is told lies within 10^-19 of the true one: between two numbers so far from it, whose
 * powers lie on both sides of the product. */
static inline void check_root(struct again *a, const struct capai_trace_step *step)
{
    mpq_t ends[2], power;
    mpq_inits(ends[0], ends[1], power, NULL);
    for (int side = 0; side < 2; side++) {
        mpz_ui_pow_ui(mpq_denref(power), 10, 19);
        mpz_set_si(mpq_numref(power), side ? 1 : -1);
        set_exact(ends[side], step->value);
        mpq_add(ends[side], ends[side], power);
        if (mpq_sgn(ends[side]) < 0)
            mpq_set_ui(ends[side], 0, 1);
        mpq_set_ui(power, 1, 1);
        for (size_t i = 0; i < a->entered; i++)
            mpq_mul(power, power, ends[side]);
        assert_true(side ? mpq_cmp(power, a->product) >= 0 : mpq_cmp(power, a->product) <= 0);
    }
    mpq_clears(ends[0], ends[1], power, NULL);
}

static inline void forget_members(struct again *a)
{
    mpq_set_ui(a->members, 0, 1);
    mpq_set_ui(a->weights, 0, 1);
    mpq_set_ui(a->product, 1, 1);
    a->entered = a->reached = 0;
}

static inline void mean_again(struct again *a, const struct capai_trace_step *step)
{
    enum capai_average_kind kind = step->of.mean.kind;
    assert_int_equal(step->of.mean.members, a->entered);
    check_decimal(a, a->weights, step->of.mean.weight, "weight");
    mpq_div(a->now, a->members, a->weights);
    if (kind == CAPAI_REACHED)
        mpq_set_ui(a->now, 100 * a->reached, a->entered);
    if (kind == CAPAI_ALL)
        mpq_set_ui(a->now, a->reached == a->entered ? 100 : 0, 1);
    mpq_canonicalize(a->now);
    if (kind == CAPAI_REACHED || kind == CAPAI_ALL)
        assert_int_equal(step->of.mean.reached, a->reached);
    if (kind == CAPAI_GEOMETRIC)
        check_root(a, step);
    else
        check(a, a->now, step->value, "mean");
    forget_members(a);
    keep(a, step);
}

static inline void grades_again(struct again *a, const struct capai_trace_step *step)
{
    unsigned long r = step->of.grades.realisasi, t = step->of.grades.target;
    mpq_set_ui(a->now, r >= t ? 100 : r * 100, r >= t ? 1 : t);
    mpq_canonicalize(a->now);
    check(a, a->now, step->value, "grades");
    keep(a, step);
}

/* The quantity that has the class. */
static inline capai_text main_of(const struct capai_subject *subject)
{
    return subject->topic == CAPAI_TOPIC_SURVEY ? CAPAI_TEXT("ikm")
           : subject->topic == CAPAI_TOPIC_LKE  ? CAPAI_TEXT("nilai_lke")
                                                : CAPAI_TEXT("capaian");
}

static inline void round_step_again(struct again *a, const struct capai_trace_step *step)
{
    if (capai_text_equal(step->quantity, main_of(a->subject)))
        mpq_set(a->exact[0], a->now);
    if (capai_text_equal(step->quantity, CAPAI_TEXT("serapan")))
        mpq_set(a->exact[1], a->now);
    if (capai_text_equal(step->quantity, CAPAI_TEXT("efisiensi_persen")))
        mpq_set(a->exact[2], a->now);
    if (capai_text_equal(step->quantity, CAPAI_TEXT("nilai_efisiensi")))
        mpq_set(a->score, a->now);
    round_again(a->now, step->of.round.digits, step->of.round.mode);
    check(a, a->now, step->value, "round");
    keep(a, step);
    char column[64];
    snprintf(column, sizeof column, "%.*s", (int)step->quantity.size, step->quantity.data);
    if (strcmp(column, "capaian_sasaran") == 0) /* of a part of a sasaran: no column of its own */
        return;
    char shown[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(step->value.terms[0].numerator, CAPAI_NOTATION_PLAIN, shown);
    assert_string_equal(data_at(a->d, a->subject->result, a->subject->row, column), shown);
}

/* What the scale of an efficiency is about. */
static inline void efficiency_again(struct again *a, bool exact, mpq_t x)
{
    const struct capai_efficiency *rule = &a->subject->rules->efficiency;
    if (rule->kind == CAPAI_EFFICIENCY_ADJUSTED) {
        mpq_set(x, exact ? a->score : *named(a, CAPAI_TEXT("nilai_efisiensi"), false));
        return;
    }
    mpq_set(x, *named(a, CAPAI_TEXT("efisiensi_persen"), false));
    if (rule->kind == CAPAI_EFFICIENCY_DIFFERENCE && exact)
        mpq_sub(x, a->exact[0], a->exact[1]);
    if (rule->kind == CAPAI_EFFICIENCY_RATIO) {
        if (exact)
            mpq_set(x, a->exact[2]);
        mpq_set_ui(a->now, 1, 100);
        mpq_mul(x, x, a->now);
    }
}

/* What is judged: the shown value, or the exact one; then the class of the result. */
static inline void class_again(struct again *a, const struct capai_trace_step *step)
{
    const struct capai_rules *rules = a->subject->rules;
    const struct capai_band *band = &step->of.grading.scale->bands[step->of.grading.band];
    char column[64];
    mpq_t x, end;
    mpq_inits(x, end, NULL);
    bool verdict = capai_text_equal(step->quantity, CAPAI_TEXT("efisiensi"));
    if (verdict)
        efficiency_again(a, step->of.grading.exact, x);
    else
        mpq_set(x, step->of.grading.exact ? a->exact[0] : *named(a, main_of(a->subject), false));
    if (!a->subject->topic && !verdict)
        clamp_again(x, &rules->clamp_class);
    check(a, x, step->value, "class");
    if (step->of.grading.match == CAPAI_MATCH_BAND && band->low.present) {
        set_decimal(end, band->low.value);
        assert_true(mpq_cmp(x, end) > -(int)band->low.closed);
    }
    if (step->of.grading.match == CAPAI_MATCH_BAND && band->high.present) {
        set_decimal(end, band->high.value);
        assert_true(mpq_cmp(x, end) < (int)band->high.closed);
    }
    snprintf(column, sizeof column, "%.*s", (int)step->quantity.size, step->quantity.data);
    const char *predikat = data_at(a->d, a->subject->result, a->subject->row, column);
    assert_int_equal(strlen(predikat), band->name.size);
    assert_memory_equal(predikat, band->name.data, band->name.size);
    mpq_clears(x, end, NULL);
}

static inline void compare_again(struct again *a, const struct capai_trace_step *step)
{
    const struct capai_efficiency *rule = &a->subject->rules->efficiency;
    bool exact = a->subject->rules->classify_exact;
    mpq_t *capaian = exact ? &a->exact[0] : named(a, CAPAI_TEXT("capaian"), false);
    mpq_t *serapan = exact ? &a->exact[1] : named(a, CAPAI_TEXT("serapan"), false);
    check(a, *capaian, step->value, "capaian compared");
    check(a, *serapan, step->of.compare.with, "serapan compared");
    int sign = mpq_cmp(*capaian, *serapan);
    capai_text word = sign > 0 ? rule->greater : sign < 0 ? rule->less : rule->equal;
    assert_true(capai_text_equal(word, step->of.compare.verdict));
}

static inline void step_again(struct again *a, const struct capai_trace_step *step)
{
    struct reading reading = {a, named_of, step->of.formula.text.data, NULL, false};
    if (step->kind == CAPAI_TRACE_FORMULA && step->of.formula.unrounded)
        reading.named = unrounded_of;
    switch (step->kind) {
    case CAPAI_TRACE_INPUT:
        input_again(a, step);
        break;
    case CAPAI_TRACE_GIVEN:
        keep(a, step);
        break;
    case CAPAI_TRACE_ANSWERS:
        answers_again(a, step);
        break;
    case CAPAI_TRACE_RANK: {
        char rank[32];
        snprintf(rank, sizeof rank, "%zu", step->of.rank.rank);
        assert_string_equal(data_at(a->d, a->subject->result, a->subject->row, "peringkat"), rank);
        assert_int_equal(step->of.rank.rank, step->of.rank.greater + 1);
        assert_in_range(step->of.rank.rank, 1, step->of.rank.of);
        break;
    }
    case CAPAI_TRACE_LINE:
        line_again(a, step);
        break;
    case CAPAI_TRACE_SUM:
        sum_again(a, step);
        break;
    case CAPAI_TRACE_FORMULA:
        if (step->of.formula.call) { /* what a script gives back is taken as it is */
            keep(a, step);
            break;
        }
        reading.end = reading.at + step->of.formula.text.size;
        for (const char *at = reading.at; at + 3 < reading.end && !reading.branches; at++)
            reading.branches = memcmp(at, "if(", 3) == 0;
        read_any(&reading, a->now);
        assert_ptr_equal(reading.at, reading.end);
        check(a, a->now, step->value, "formula");
        keep(a, step);
        break;
    case CAPAI_TRACE_GRADES:
        grades_again(a, step);
        break;
    case CAPAI_TRACE_MEMBER:
        member_again(a, step);
        break;
    case CAPAI_TRACE_MEAN:
        mean_again(a, step);
        break;
    case CAPAI_TRACE_TOTAL:
        total_again(a, step);
        break;
    case CAPAI_TRACE_CLAMP:
        if (!capai_text_equal(step->quantity, CAPAI_TEXT("predikat"))) {
            clamp_again(a->now, step->of.clamp.ends);
            check(a, a->now, step->value, "clamp");
            keep(a, step);
        }
        break;
    case CAPAI_TRACE_ROUND:
        round_step_again(a, step);
        break;
    case CAPAI_TRACE_CLASS:
        class_again(a, step);
        break;
    case CAPAI_TRACE_COMPARE:
        compare_again(a, step);
        break;
    case CAPAI_TRACE_ZERO:
        keep(a, step);
        break;
    case CAPAI_TRACE_MODAL: {
        capai_text name = a->subject->rules->scale.bands[step->of.modal.band].name;
        const char *predikat = data_at(a->d, a->subject->result, a->subject->row, "predikat");
        assert_true(capai_text_equal(name, capai_text_of(predikat)));
        break;
    }
    case CAPAI_TRACE_SKIPPED:
    case CAPAI_TRACE_KEPT:
    case CAPAI_TRACE_OF_OPD:
    case CAPAI_TRACE_NONE: /* of a mean that a member prevents, too */
        forget_members(a);
        break;
    case CAPAI_TRACE_COUNT:
    default:
        break;
    }
    a->steps++;
}

/* Does all steps of a trace again; returns how many there were of each kind. */
static inline void trace_again(struct data *d, const struct capai_trace *trace,
                               size_t kinds[CAPAI_TRACE_COUNT])
{
    for (size_t i = 0; i < trace->count; i++) {
        struct again a = {.d = d, .subject = trace->subjects[i]};
        for (size_t k = 0; k < NAMES; k++)
            mpq_init(a.values[k]);
        mpq_inits(a.now, a.pagu, a.realisasi, a.members, a.weights, a.product, a.total, a.exact[0],
                  a.exact[1], a.exact[2], a.score, NULL);
        mpq_set_ui(a.product, 1, 1);
        for (size_t k = 0; k < a.subject->step_count; k++) {
            kinds[a.subject->steps[k].kind]++;
            step_again(&a, &a.subject->steps[k]);
        }
        for (size_t k = 0; k < NAMES; k++)
            mpq_clear(a.values[k]);
        mpq_clears(a.now, a.pagu, a.realisasi, a.members, a.weights, a.product, a.total, a.exact[0],
                   a.exact[1], a.exact[2], a.score, NULL);
    }
}

/* ---- evaluating, watched ---- */

static inline void evaluate_traced(struct data *d, struct capai_trace *trace)
{
    capai_trace_init(trace, &d->arena);
    d->evaluation = capai_evaluation_new(&d->dataset, 1, &d->arena, &d->notices);
    assert_non_null(d->evaluation);
    capai_evaluation_trace(d->evaluation, trace);
    for (size_t i = 0; i < capai_dataset_opds(d->dataset); i++)
        assert_int_equal(capai_evaluate_opd(d->evaluation, d->dataset, i, &d->rules, &d->err),
                         CAPAI_OK);
    assert_int_equal(capai_evaluation_finish(d->evaluation, &d->err), CAPAI_OK);
}

/* ---- what is told ---- */

static inline const struct capai_trace_step *
find_step(const struct capai_subject *subject, enum capai_trace_kind kind, const char *quantity)
{
    for (size_t i = 0; i < subject->step_count; i++)
        if (subject->steps[i].kind == kind &&
            capai_text_equal(subject->steps[i].quantity, capai_text_of(quantity)))
            return &subject->steps[i];
    fail_msg("no step %s of %s", capai_trace_name(kind), quantity);
    return NULL;
}

/* ---- without memory ---- */

/* Everything in small blocks, so that each request can be the one that fails. */
static inline enum capai_status run(struct data *d, struct capai_arena *arena,
                                    struct capai_error *err)
{
    struct capai_trace trace;
    struct capai_notices notices;
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    struct capai_evaluation *evaluation = capai_evaluation_new(&d->dataset, 1, arena, &notices);
    if (!evaluation)
        return capai_fail_memory(err);
    capai_trace_init(&trace, arena);
    capai_evaluation_trace(evaluation, &trace);
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < capai_dataset_opds(d->dataset); i++)
        status = capai_evaluate_opd(evaluation, d->dataset, i, &d->rules, err);
    return status ? status : capai_evaluation_finish(evaluation, err);
}

/* Evaluates while every allocation fails in turn. */
static inline void trace_without_memory(struct data *d)
{
    enum capai_status status = CAPAI_ERR_MEMORY;
    for (long n = 0; status; n++) {
        struct failing f = {.fail_at = n};
        struct capai_arena arena;
        struct capai_error err = {0};
        capai_arena_init(&arena, failing_alloc, &f, 0);
        arena.block_size = 1;
        status = run(d, &arena, &err);
        assert_int_equal(status, err.status);
        assert_true(status == CAPAI_OK || status == CAPAI_ERR_MEMORY);
        capai_arena_clear(&arena);
        assert_int_equal(f.live, 0);
        assert_in_range(n, 0, 100000);
    }
}

#endif
