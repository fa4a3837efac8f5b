/* Traces: that every value follows from the cells by the steps that are told, and that nobody
 * computes otherwise because somebody watches. The steps are done again with fractions of GMP, from
 * nothing but the trace and the rules. */
#include "data_test.h"

#include <gmp.h>

#include "capai/trace.h"
#include "core/decimal.h"

enum { NAMES = 32, FORMULA = 32 };

/* The values of a subject, by their names, while its steps are done again. */
struct again {
    struct data *d;
    const struct capai_subject *subject;
    capai_text names[NAMES];
    mpq_t values[NAMES], now;        /* now: what the last step gave */
    mpq_t pagu, realisasi;           /* of the lines since the last sum */
    mpq_t members, weights, product; /* of the members since the last mean */
    mpq_t exact[2];                  /* capaian and serapan before they were rounded */
    size_t count, lines, entered, reached, steps;
    bool summed;
};

/* ---- fractions ---- */

static void set_decimal(mpq_t out, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT], digits[CAPAI_DECIMAL_TEXT];
    size_t size = 0, decimals = 0;
    capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
    const char *point = strchr(text, '.');
    for (const char *p = text; *p; p++)
        if (*p != '.')
            digits[size++] = *p;
    digits[size] = '\0';
    decimals = point ? strlen(point) - 1 : 0;
    assert_int_equal(mpz_set_str(mpq_numref(out), digits, 10), 0);
    mpz_ui_pow_ui(mpq_denref(out), 10, decimals);
    mpq_canonicalize(out);
}

static void set_exact(mpq_t out, struct capai_exact x)
{
    mpq_t n, d;
    mpq_inits(n, d, NULL);
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < x.count; i++) {
        set_decimal(n, x.terms[i].numerator);
        set_decimal(d, x.terms[i].denominator);
        mpq_div(n, n, d);
        mpq_add(out, out, n);
    }
    mpq_clears(n, d, NULL);
}

static void check(const struct again *a, const mpq_t expected, struct capai_exact told,
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

static void check_decimal(const struct again *a, const mpq_t expected, capai_decimal told,
                          const char *what)
{
    struct capai_ratio ratio = capai_ratio_of(told);
    check(a, expected, capai_exact_of(&ratio), what);
}

/* x rounded, by the definitions of the modes. */
static void round_again(mpq_t x, int digits, enum capai_rounding mode)
{
    mpz_t unit, quotient, rest, twice;
    mpz_inits(unit, quotient, rest, twice, NULL);
    mpz_ui_pow_ui(unit, 10, (unsigned long)digits);
    mpz_mul(mpq_numref(x), mpq_numref(x), unit);
    mpz_fdiv_qr(quotient, rest, mpq_numref(x), mpq_denref(x)); /* 0 <= rest < denominator */
    mpz_mul_2exp(twice, rest, 1);
    bool negative = mpq_sgn(x) < 0, some = mpz_sgn(rest) != 0;
    int half = mpz_cmp(twice, mpq_denref(x));
    bool up = mode == CAPAI_HALF_UP     ? half > 0 || (half == 0 && !negative)
              : mode == CAPAI_HALF_EVEN ? half > 0 || (half == 0 && mpz_odd_p(quotient))
              : mode == CAPAI_DOWN      ? some && negative
              : mode == CAPAI_UP        ? some && !negative
              : mode == CAPAI_CEIL      ? some
                                        : false;
    if (up)
        mpz_add_ui(quotient, quotient, 1);
    mpz_set(mpq_numref(x), quotient);
    mpz_set(mpq_denref(x), unit);
    mpq_canonicalize(x);
    mpz_clears(unit, quotient, rest, twice, NULL);
}

static void clamp_again(mpq_t x, const struct capai_clamp *clamp)
{
    mpq_t end;
    mpq_init(end);
    if (clamp->has_max) {
        set_decimal(end, clamp->max);
        if (mpq_cmp(x, end) > 0)
            mpq_set(x, end);
    }
    if (clamp->has_min) {
        set_decimal(end, clamp->min);
        if (mpq_cmp(x, end) < 0)
            mpq_set(x, end);
    }
    mpq_clear(end);
}

/* ---- names ---- */

static mpq_t *named(struct again *a, capai_text name, bool create)
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

static void keep(struct again *a, const struct capai_trace_step *step)
{
    capai_text name = step->name.size ? step->name : step->quantity;
    set_exact(a->now, step->value);
    mpq_set(*named(a, name, true), a->now);
}

/* ---- formulas, read as they are printed ---- */

struct reading {
    struct again *a;
    const char *at, *end;
    bool branches; /* it has an `if`: names of the part that does not count are not told */
};

static void blanks(struct reading *r)
{
    while (r->at < r->end && *r->at == ' ')
        r->at++;
}

/* Takes a word or sign off; words do not go on with a letter. */
static bool takes(struct reading *r, const char *sign)
{
    size_t size = strlen(sign);
    blanks(r);
    if ((size_t)(r->end - r->at) < size || memcmp(r->at, sign, size) != 0)
        return false;
    bool word = sign[0] >= 'a' && sign[0] <= 'z';
    if (word && r->at + size < r->end &&
        ((r->at[size] >= 'a' && r->at[size] <= 'z') || r->at[size] == '_'))
        return false;
    r->at += size;
    return true;
}

static void read_any(struct reading *r, mpq_t out);

/* if, min and max of what stands in parentheses; all of it is read, what counts is chosen. */
static void read_call(struct reading *r, char function, mpq_t out)
{
    mpq_t list[3];
    size_t count = 0;
    mpq_inits(list[0], list[1], list[2], NULL);
    assert_true(takes(r, "("));
    do
        read_any(r, list[count++]);
    while (count < 3 && takes(r, ","));
    assert_true(takes(r, ")"));
    if (function == 'i')
        mpq_set(out, mpq_sgn(list[0]) ? list[1] : list[2]);
    else if (function == 'a')
        mpq_abs(out, list[0]);
    else
        mpq_set(out, (mpq_cmp(list[0], list[1]) < 0) == (function == 'n') ? list[0] : list[1]);
    mpq_clears(list[0], list[1], list[2], NULL);
}

static void read_operand(struct reading *r, mpq_t out)
{
    if (takes(r, "-")) {
        read_operand(r, out);
        mpq_neg(out, out);
    } else if (takes(r, "(")) {
        read_any(r, out);
        assert_true(takes(r, ")"));
    } else if (takes(r, "if")) {
        read_call(r, 'i', out);
    } else if (takes(r, "abs")) {
        read_call(r, 'a', out);
    } else if (takes(r, "min")) {
        read_call(r, 'n', out);
    } else if (takes(r, "max")) {
        read_call(r, 'x', out);
    } else if (*r->at >= '0' && *r->at <= '9') {
        char *after;
        mpq_set_ui(out, strtoul(r->at, &after, 10), 1);
        r->at = after;
    } else {
        const char *start = r->at;
        while (r->at < r->end && ((*r->at >= 'a' && *r->at <= 'z') || *r->at == '_' ||
                                  (r->at > start && *r->at >= '0' && *r->at <= '9')))
            r->at++;
        assert_true(r->at > start);
        mpq_set(out, *named(r->a, (capai_text){start, (size_t)(r->at - start)}, r->branches));
    }
}

static void read_product(struct reading *r, mpq_t out)
{
    mpq_t x;
    mpq_init(x);
    read_operand(r, out);
    for (bool times = takes(r, "*"); times || takes(r, "/"); times = takes(r, "*")) {
        read_operand(r, x);
        if (times)
            mpq_mul(out, out, x);
        else if (mpq_sgn(x))
            mpq_div(out, out, x);
        else
            assert_true(r->branches); /* of a branch that does not count */
    }
    mpq_clear(x);
}

static void read_sum(struct reading *r, mpq_t out)
{
    mpq_t x;
    mpq_init(x);
    read_product(r, out);
    for (bool plus = takes(r, "+"); plus || takes(r, "-"); plus = takes(r, "+")) {
        read_product(r, x);
        if (plus)
            mpq_add(out, out, x);
        else
            mpq_sub(out, out, x);
    }
    mpq_clear(x);
}

static void read_any(struct reading *r, mpq_t out)
{
    static const char *const signs[] = {"<=", ">=", "==", "~=", "<", ">"};
    mpq_t x;
    mpq_init(x);
    read_sum(r, out);
    for (size_t i = 0; i < 6; i++) {
        if (!takes(r, signs[i]))
            continue;
        read_sum(r, x);
        int sign = mpq_cmp(out, x);
        const bool holds[] = {sign <= 0, sign >= 0, sign == 0, sign != 0, sign<0, sign> 0};
        mpq_set_ui(out, holds[i], 1);
        break;
    }
    mpq_clear(x);
}

/* ---- the steps again ---- */

static void input_again(struct again *a, const struct capai_trace_step *step)
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

static void line_again(struct again *a, const struct capai_trace_step *step)
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

static void sum_again(struct again *a, const struct capai_trace_step *step)
{
    bool pagu = capai_text_equal(step->name, CAPAI_TEXT("pagu"));
    a->summed = true;
    if (step->outcome != CAPAI_NILAI)
        return;
    if (step->of.sum.lines) {
        assert_int_equal(step->of.sum.lines, a->lines);
        check(a, pagu ? a->pagu : a->realisasi, step->value, "sum");
    }
    keep(a, step);
}

static void member_again(struct again *a, const struct capai_trace_step *step)
{
    const struct capai_rules *rules = a->subject->rules;
    const struct capai_round *round = &rules->round[CAPAI_Q_CAPAIAN];
    mpq_t x, weight;
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
static void check_root(struct again *a, const struct capai_trace_step *step)
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

static void mean_again(struct again *a, const struct capai_trace_step *step)
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
    mpq_set_ui(a->members, 0, 1);
    mpq_set_ui(a->weights, 0, 1);
    mpq_set_ui(a->product, 1, 1);
    a->entered = a->reached = 0;
    keep(a, step);
}

static void grades_again(struct again *a, const struct capai_trace_step *step)
{
    unsigned long r = step->of.grades.realisasi, t = step->of.grades.target;
    mpq_set_ui(a->now, r >= t ? 100 : r * 100, r >= t ? 1 : t);
    mpq_canonicalize(a->now);
    check(a, a->now, step->value, "grades");
    keep(a, step);
}

static void round_step_again(struct again *a, const struct capai_trace_step *step)
{
    if (capai_text_equal(step->quantity, CAPAI_TEXT("capaian")))
        mpq_set(a->exact[0], a->now);
    if (capai_text_equal(step->quantity, CAPAI_TEXT("serapan")))
        mpq_set(a->exact[1], a->now);
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

/* What is judged: the shown value, or the exact one; then the class of the result. */
static void class_again(struct again *a, const struct capai_trace_step *step)
{
    const struct capai_rules *rules = a->subject->rules;
    const struct capai_band *band = &rules->scale.bands[step->of.grading.band];
    mpq_t x, end;
    mpq_inits(x, end, NULL);
    mpq_set(x, step->of.grading.exact ? a->exact[0] : *named(a, CAPAI_TEXT("capaian"), false));
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
    const char *predikat = data_at(a->d, a->subject->result, a->subject->row, "predikat");
    assert_int_equal(strlen(predikat), band->name.size);
    assert_memory_equal(predikat, band->name.data, band->name.size);
    mpq_clears(x, end, NULL);
}

static void compare_again(struct again *a, const struct capai_trace_step *step)
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

static void step_again(struct again *a, const struct capai_trace_step *step)
{
    struct reading reading = {a, step->of.formula.text.data, NULL, false};
    switch (step->kind) {
    case CAPAI_TRACE_INPUT:
        input_again(a, step);
        break;
    case CAPAI_TRACE_LINE:
        line_again(a, step);
        break;
    case CAPAI_TRACE_SUM:
        sum_again(a, step);
        break;
    case CAPAI_TRACE_FORMULA:
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
    case CAPAI_TRACE_KEPT:
    case CAPAI_TRACE_OF_OPD:
    case CAPAI_TRACE_NONE:
    case CAPAI_TRACE_COUNT:
    default:
        break;
    }
    a->steps++;
}

/* Does all steps of a trace again; returns how many there were of each kind. */
static void trace_again(struct data *d, const struct capai_trace *trace,
                        size_t kinds[CAPAI_TRACE_COUNT])
{
    for (size_t i = 0; i < trace->count; i++) {
        struct again a = {.d = d, .subject = trace->subjects[i]};
        for (size_t k = 0; k < NAMES; k++)
            mpq_init(a.values[k]);
        mpq_inits(a.now, a.pagu, a.realisasi, a.members, a.weights, a.product, a.exact[0],
                  a.exact[1], NULL);
        mpq_set_ui(a.product, 1, 1);
        for (size_t k = 0; k < a.subject->step_count; k++) {
            kinds[a.subject->steps[k].kind]++;
            step_again(&a, &a.subject->steps[k]);
        }
        for (size_t k = 0; k < NAMES; k++)
            mpq_clear(a.values[k]);
        mpq_clears(a.now, a.pagu, a.realisasi, a.members, a.weights, a.product, a.exact[0],
                   a.exact[1], NULL);
    }
}

/* ---- evaluating, watched ---- */

static void evaluate_traced(struct data *d, struct capai_trace *trace)
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

static const char *const examples[] = {"examples/semboro-2024", "examples/jaten-2023",
                                       "examples/ledokombo-2023"};

static void test_trace_of_the_examples_recomputes_to_every_result(void **state)
{
    struct data *d = *state;
    for (size_t i = 0; i < 3; i++) {
        size_t kinds[CAPAI_TRACE_COUNT] = {0};
        struct capai_trace trace;
        data_reset(d);
        assert_int_equal(data_load_path(d, examples[i], 0), CAPAI_OK);
        evaluate_traced(d, &trace);
        assert_true(trace.count > 50);
        trace_again(d, &trace, kinds);
        assert_true(kinds[CAPAI_TRACE_FORMULA] > 50 && kinds[CAPAI_TRACE_ROUND] > 50);
        assert_true(kinds[CAPAI_TRACE_MEAN] && kinds[CAPAI_TRACE_CLASS] && kinds[CAPAI_TRACE_SUM]);
    }
}

/* Every choice of the rules that leaves a trace. */
static void test_trace_of_other_rules_recomputes(void **state)
{
    struct data *d = *state;
    static const struct capai_arah arah[] = {
        {.name = {"positif", 7}, .formula = CAPAI_POSITIVE},
        {.name = {"negatif", 7}, .formula = CAPAI_NEGATIVE},
        {.name = {"balik", 5}, .formula = CAPAI_NEGATIVE_INVERSE}};
    size_t kinds[CAPAI_TRACE_COUNT] = {0};
    struct capai_trace trace;
    for (int variant = 0; variant < 20; variant++) {
        data_reset(d);
        data_put(d, "opd.csv", "opd,tahun,kabupaten\na,2024,K\nb,2024,K\n");
        data_put(d, "indikator.csv",
                 "opd," HEAD ",target_akhir,pembanding,bobot\n"
                 "a,2023,,T,S1,i,positif,3,1,3,2,1\na,2024,,T,S1,i,positif,3,2,7,9,2\n"
                 "a,2024,,T,S1,j,negatif,7,9,3,1,2\na,2024,,T,S2,k,balik,3,7,3,1,0.5\n"
                 "a,2024,,U,S2,l,positif,A,B,AA,1,1\na,2024,,U,S3,m,positif,0,0,1,1,3\n"
                 "a,2024,,U,S3,n,positif,5,,1,1,3\na,2024,,U,S3,o,positif,7,300,1,1,1\n"
                 "a,2024,tujuan,U,,p,balik,7,0,1,1,1\nb,2024,,T,S1,i,positif,7,2,3,2,1\n");
        data_put(d, "rencana_aksi.csv",
                 "opd,tahun,sasaran,indikator,perhitungan,tw1,tw2,tw3,realisasi_tw1,realisasi_tw2,"
                 "realisasi_tw3\n"
                 "a,2024,S1,i,jumlah,1,2,3,1,,2\na,2024,S1,j,kenaikan,1,2,5,1,2,4\n"
                 "a,2024,S2,k,terakhir,1,2,,1,2,\na,2024,S2,l,terakhir,A,B,,A,C,\n");
        data_put(d, "anggaran.csv",
                 "opd,tahun,kode,sasaran,pagu,realisasi\na,2024,1,,30,10\n"
                 "a,2024,1.1,S1,20,9\na,2024,1.2,S2,10,1\na,2024,1.3,S1,0,0\n");
        d->rules.arah = arah;
        d->rules.arah_count = 3;
        data_round(&d->rules, variant % 3, (enum capai_rounding)(variant % CAPAI_ROUNDING_COUNT));
        d->rules.average.of_rounded = variant & 1;
        d->rules.average.over_sasaran = variant & 2;
        d->rules.average.kind = (enum capai_average_kind)(variant % CAPAI_AVERAGE_COUNT);
        d->rules.average.threshold = dec("50");
        d->rules.average.modal = variant >= 12;
        d->rules.classify_exact = variant & 2;
        d->rules.unlinked_opd = variant & 1;
        d->rules.zero.both = (struct capai_zero){CAPAI_ZERO_VALUE, dec("100")};
        d->rules.zero_pagu = (struct capai_zero){CAPAI_ZERO_VALUE, dec("0")};
        for (int o = 1; o < CAPAI_OUTCOME_COUNT; o++)
            d->rules.average.missing[o] = (enum capai_missing)(variant % 3);
        if (variant & 4)
            d->rules.clamp = d->rules.clamp_class = data_clamp("0", "120");
        if (variant & 8)
            d->rules.efficiency = (struct capai_efficiency){.kind = CAPAI_EFFICIENCY_SAVING};
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        evaluate_traced(d, &trace);
        trace_again(d, &trace, kinds);
    }
    for (size_t kind = 0; kind < CAPAI_TRACE_COUNT; kind++) {
        if (!kinds[kind])
            fail_msg("no step %s", capai_trace_name((enum capai_trace_kind)kind));
    }
}

/* ---- the same results ---- */

struct bytes {
    char data[1 << 20];
    size_t size;
};

static bool take(void *user, const char *data, size_t size)
{
    struct bytes *bytes = user;
    if (size > sizeof bytes->data - bytes->size)
        return false;
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
    return true;
}

static void write_all(struct data *d, struct bytes *bytes)
{
    struct capai_sink sink = {take, bytes, false};
    bytes->size = 0;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++) {
        struct capai_selection rows;
        assert_true(capai_evaluation_select(d->evaluation, r, true, &d->arena, &rows));
        capai_write_csv(&sink, capai_evaluation_table(d->evaluation, r), rows);
    }
    assert_false(sink.failed);
}

/* Formula texts, those that have a name and one of a script. */
static void test_trace_of_formula_texts_recomputes(void **state)
{
    struct data *d = *state;
    enum { TEXTS = CAPAI_BLOCK_COUNT + 2 };
    static const char *const names[TEXTS] = {"toleransi", "stabil", "ordinal", "biner",
                                             "tumbuh",    "ubah",   "akhir",   "kumulatif",
                                             "rentang",   "teks"};
    struct capai_arah arah[TEXTS];
    struct capai_expression texts[TEXTS];
    size_t kinds[CAPAI_TRACE_COUNT] = {0};
    struct capai_trace trace;
    data_put(d, "indikator.csv",
             HEAD
             ",target_akhir,tahun_akhir,pembanding,bobot\n"
             "2022,,T,S,g,tumbuh,3,1,9,2026,3,2\n2022,,T,S,h,kumulatif,3,1,9,2026,3,2\n"
             "2023,,T,S,g,tumbuh,3,2,9,2026,3,2\n2023,,T,S,h,kumulatif,3,2,9,2026,3,2\n"
             "2024,,T,S,a,toleransi,7,9,9,2026,3,2\n2024,,T,S,b,toleransi,7,5,9,2026,3,2\n"
             "2024,,T,S,c,stabil,7,9,9,2026,3,2\n2024,,T,S,d,toleransi,0,0,9,2026,3,2\n"
             "2024,,T,S,e,biner,Ya,Tidak,9,2026,3,2\n2024,,T,S,f,biner,Ya,Ada,9,2026,3,2\n"
             "2024,,T,S,g,tumbuh,7,9,9,2026,3,2\n2024,,T,S,h,kumulatif,7,9,11,2026,3,2\n"
             "2024,,T,S,i,ubah,7,9,9,2026,3,2\n2024,,T,S,j,akhir,7,9,11,2026,3,2\n"
             "2024,,T,S,k,rentang,7 - 8,9,11,2026,3,2\n2024,,T,S,l,rentang,7 - 8,7.5,1,2026,3,2\n"
             "2024,,T,S,m,teks,7,9,11,2026,3,2\n2024,,T,S,n,teks,A,B,11,2026,3,2\n");
    for (size_t i = 0; i < TEXTS; i++) {
        enum capai_status status =
            i < CAPAI_BLOCK_COUNT
                ? capai_block_make((enum capai_progress_block)i, &d->arena, &texts[i], &d->err)
            : i == CAPAI_BLOCK_COUNT
                ? capai_range_make(CAPAI_NEGATIVE, CAPAI_POSITIVE, &d->arena, &texts[i], &d->err)
                : capai_expression_parse(
                      CAPAI_TEXT("min(realisasi / target * 100, max(-bobot, tahun - tahun_akhir)) "
                                 "+ abs(pembanding - target) / 3"),
                      &d->arena, &texts[i], &d->err);
        assert_int_equal(status, CAPAI_OK);
        arah[i] = (struct capai_arah){
            .name = capai_text_of(names[i]), .formula = CAPAI_EXPRESSION, .expression = &texts[i]};
    }
    d->rules.arah = arah;
    d->rules.arah_count = TEXTS;
    d->rules.zero.both = (struct capai_zero){CAPAI_ZERO_VALUE, dec("100")};
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    trace_again(d, &trace, kinds);
    assert_in_range(kinds[CAPAI_TRACE_FORMULA], 20, 1000);
    assert_true(kinds[CAPAI_TRACE_ZERO] && kinds[CAPAI_TRACE_GRADES]);
}

static void test_trace_changes_no_byte_of_the_results(void **state)
{
    static struct bytes alone, watched;
    struct data *d = *state;
    for (size_t i = 0; i < 3; i++) {
        struct capai_trace trace;
        data_reset(d);
        assert_int_equal(data_load_path(d, examples[i], 0), CAPAI_OK);
        data_evaluate(d);
        write_all(d, &alone);
        size_t notices = d->notices.count;
        data_reset(d);
        assert_int_equal(data_load_path(d, examples[i], 0), CAPAI_OK);
        evaluate_traced(d, &trace);
        write_all(d, &watched);
        assert_true(alone.size > 1000);
        assert_int_equal(alone.size, watched.size);
        assert_memory_equal(alone.data, watched.data, alone.size);
        assert_int_equal(notices, d->notices.count);
    }
}

/* ---- what is told ---- */

static const struct capai_trace_step *find_step(const struct capai_subject *subject,
                                                enum capai_trace_kind kind, const char *quantity)
{
    for (size_t i = 0; i < subject->step_count; i++)
        if (subject->steps[i].kind == kind &&
            capai_text_equal(subject->steps[i].quantity, capai_text_of(quantity)))
            return &subject->steps[i];
    fail_msg("no step %s of %s", capai_trace_name(kind), quantity);
    return NULL;
}

static void test_trace_tells_cells_reasons_and_members(void **state)
{
    struct data *d = *state;
    struct capai_trace trace;
    data_put(d, "indikator.csv",
             HEAD "\n" IND("S", "i", "3", "2") IND("S", "j", "0", "2") IND("S", "k", "3", "x"));
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    const struct capai_subject *i = trace.subjects[0], *sasaran = trace.subjects[3];
    assert_int_equal(i->result, CAPAI_RESULT_INDIKATOR);
    assert_ptr_equal(i->dataset, d->dataset);
    const struct capai_trace_step *input = find_step(i, CAPAI_TRACE_INPUT, "capaian");
    assert_text(input->name, "realisasi");
    assert_string_equal(data_base(input->place.file), "indikator.csv");
    assert_int_equal(input->place.line, 2);
    assert_int_equal(input->place.column, 23);
    assert_text(find_step(i, CAPAI_TRACE_FORMULA, "capaian")->of.formula.arah, "positif");

    const struct capai_trace_step *none = find_step(trace.subjects[1], CAPAI_TRACE_NONE, "capaian");
    assert_int_equal(none->outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
    none = find_step(trace.subjects[2], CAPAI_TRACE_NONE, "capaian");
    assert_non_null(none->of.none.reason);
    assert_message(*none->of.none.reason, CAPAI_MSG_NOT_A_NUMBER);

    assert_int_equal(sasaran->result, CAPAI_RESULT_SASARAN);
    const struct capai_trace_step *member = find_step(sasaran, CAPAI_TRACE_MEMBER, "capaian");
    assert_ptr_equal(member[0].of.member.subject, i);
    assert_int_equal(member[0].of.member.entry, CAPAI_ENTRY_VALUE);
    assert_int_equal(member[1].of.member.entry, CAPAI_ENTRY_LEFT_OUT);
    assert_ptr_equal(member[2].of.member.subject, trace.subjects[2]);
}

/* Everything in small blocks, so that each request can be the one that fails. */
static enum capai_status run(struct data *d, struct capai_arena *arena, struct capai_error *err)
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

static void test_trace_without_memory_ends_the_evaluation(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2") IND("S", "j", "0", "x"));
    assert_int_equal(data_load(d, 0), CAPAI_OK);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_trace_of_the_examples_recomputes_to_every_result),
        data_test(test_trace_of_other_rules_recomputes),
        data_test(test_trace_of_formula_texts_recomputes),
        data_test(test_trace_changes_no_byte_of_the_results),
        data_test(test_trace_tells_cells_reasons_and_members),
        data_test(test_trace_without_memory_ends_the_evaluation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
