#include "core/measure.h"

#include "core/grade.h"
#include "core/scale.h"
#include "core/trace.h"

/* Whether a cell has a number, or why not. */
static enum capai_outcome outcome_of(const struct capai_cell *cell)
{
    if (cell->kind == CAPAI_CELL_MISSING)
        return CAPAI_BELUM_DIISI;
    bool number = cell->has_number && cell->kind != CAPAI_CELL_RANGE;
    return number ? CAPAI_NILAI : CAPAI_TIDAK_DAPAT_DIHITUNG;
}

bool measure_is_bare_grade(const struct capai_cell *cell)
{
    return cell->kind == CAPAI_CELL_GRADE && !cell->has_number;
}

bool measure_cell_error(const struct capai_rules *rules, const struct capai_cell *cell,
                        struct capai_error *err)
{
    const struct capai_grades *grades = &rules->grades;
    if (cell->kind == CAPAI_CELL_RANGE)
        capai_fail(err, CAPAI_MSG_RANGE_FORMULA, CAPAI_WORDS(cell->source));
    else if (cell->kind == CAPAI_CELL_TEXT)
        capai_fail(err, CAPAI_MSG_NOT_A_NUMBER, CAPAI_WORDS(cell->source));
    else if (measure_is_bare_grade(cell) && !capai_grade_rank(grades, cell->grade))
        grade_unknown(grades, cell->grade, err);
    else
        return false;
    return true;
}

/* Tells how two numbers gave a value: by the formula, or by the rule for a zero. */
static void trace_numbers(const struct capai_rules *rules, enum capai_formula formula,
                          capai_decimal realisasi, capai_decimal target,
                          const struct capai_ratio *value, struct capai_subject *trace)
{
    const struct capai_zero *zero = capai_progress_zero(formula, &rules->zero, realisasi, target);
    if (!zero)
        trace_formula(trace, capai_text_of(capai_formula_text(formula)), capai_exact_of(value));
    else
        trace_zero(trace,
                   zero == &rules->zero.both     ? CAPAI_TEXT("keduanya")
                   : zero == &rules->zero.target ? CAPAI_TEXT("target")
                                                 : CAPAI_TEXT("realisasi"),
                   capai_exact_of(value));
}

enum capai_outcome measure_cells(const struct capai_rules *rules, enum capai_formula formula,
                                 const struct capai_cell *realisasi,
                                 const struct capai_cell *target, struct capai_subject *trace,
                                 struct capai_ratio *out, struct capai_error *err)
{
    enum capai_outcome t = outcome_of(target), r = outcome_of(realisasi);
    bool wrong =
        measure_cell_error(rules, target, err) || measure_cell_error(rules, realisasi, err);
    if (t == CAPAI_BELUM_DIISI || r == CAPAI_BELUM_DIISI)
        return CAPAI_BELUM_DIISI;
    if (wrong)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    if (t == CAPAI_NILAI && r == CAPAI_NILAI) {
        enum capai_outcome outcome =
            capai_progress(formula, &rules->zero, realisasi->number, target->number, out, err);
        if (trace && outcome == CAPAI_NILAI)
            trace_numbers(rules, formula, realisasi->number, target->number, out, trace);
        return outcome;
    }
    if ((t && !measure_is_bare_grade(target)) || (r && !measure_is_bare_grade(realisasi)))
        return CAPAI_TIDAK_DAPAT_DIHITUNG; /* a broken cell: reported when it was read */
    enum capai_outcome outcome = capai_grade_progress(&rules->grades, realisasi, target, out, err);
    if (trace && outcome == CAPAI_NILAI)
        trace_grades(trace, capai_grade_rank(&rules->grades, realisasi->grade),
                     capai_grade_rank(&rules->grades, target->grade), capai_exact_of(out));
    return outcome;
}

enum capai_status measure_round(const struct capai_rules *rules, enum capai_quantity quantity,
                                const struct capai_clamp *clamp, struct capai_subject *trace,
                                struct capai_arena *arena, struct amount *amount,
                                struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    const struct capai_round *round = &rules->round[quantity];
    if (amount->outcome != CAPAI_NILAI)
        return CAPAI_OK;
    if (clamp && (clamp->has_min || clamp->has_max)) {
        struct capai_ratio *bound = capai_arena_array(arena, 1, sizeof *bound);
        if (!bound)
            return capai_fail_memory(err);
        struct capai_exact before = amount->exact;
        status = capai_clamp_apply(clamp, before, arena, bound, &amount->exact, err);
        if (!status)
            trace_clamp(trace, clamp, before, amount->exact);
    }
    if (!status)
        status = capai_exact_round(amount->exact, round->digits, round->mode, arena, &amount->shown,
                                   err);
    if (status)
        amount->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    else
        trace_round(trace, *round, amount->shown);
    return status;
}

/* How a value is judged. */
struct judging {
    const struct capai_scale *scale;
    const struct capai_clamp *clamp; /* of the value that is judged */
    bool exact;                      /* the exact value is judged, else the one shown */
    capai_text quantity;             /* that the class is, for the trace */
};

/* The class of a value once it is clamped for classification, which makes *x what was judged;
 * *bound is where its term may lie. */
static enum capai_status classify(const struct judging *how, struct capai_exact *x,
                                  struct capai_ratio *bound, struct capai_arena *arena,
                                  size_t *band, enum capai_match *match, struct capai_error *err)
{
    enum capai_status status = capai_clamp_apply(how->clamp, *x, arena, bound, x, err);
    return status ? status : capai_scale_classify(how->scale, *x, arena, band, match, err);
}

/* Tells what was judged, and how. */
static void trace_judged(const struct judging *how, const struct grading *grading,
                         enum capai_match match, struct capai_exact before,
                         struct capai_exact judged, struct capai_subject *trace)
{
    trace_quantity(trace, how->quantity);
    if (how->clamp->has_min || how->clamp->has_max)
        trace_clamp(trace, how->clamp, before, judged);
    trace_class(trace, how->scale, grading, match, how->exact, judged);
}

static enum capai_status judge(const struct judging *how, const struct amount *amount,
                               struct capai_subject *trace, struct capai_arena *arena,
                               struct grading *out, struct capai_error *err)
{
    struct capai_ratio shown = capai_ratio_of(amount->shown);
    struct capai_exact values[2] = {capai_exact_of(&shown), amount->exact};
    struct capai_ratio bounds[2];
    enum capai_match match, ignored;
    size_t band, other;
    *out = (struct grading){.has_class = false};

    int decisive = how->exact;
    struct capai_exact judged = values[decisive];
    enum capai_status status = classify(how, &judged, &bounds[0], arena, &band, &match, err);
    if (status)
        return status;
    out->has_class = true;
    out->band = band;
    out->borderline = match == CAPAI_MATCH_GAP || match == CAPAI_MATCH_OVERLAP;
    if (!out->borderline) {
        /* would the reader of the other value see another class? */
        struct capai_exact seen = values[!decisive];
        status = classify(how, &seen, &bounds[1], arena, &other, &ignored, NULL);
        if (status == CAPAI_ERR_MEMORY)
            return capai_fail_memory(err);
        out->borderline = status != CAPAI_OK || other != band;
    }
    trace_judged(how, out, match, values[decisive], judged, trace);
    return CAPAI_OK;
}

enum capai_status measure_class(const struct capai_rules *rules, const struct amount *capaian,
                                struct capai_subject *trace, struct capai_arena *arena,
                                struct grading *out, struct capai_error *err)
{
    const struct judging how = {&rules->scale, &rules->clamp_class, rules->classify_exact,
                                CAPAI_TEXT("predikat")};
    return judge(&how, capaian, trace, arena, out, err);
}

enum capai_status measure_band(const struct capai_scale *scale, bool exact, capai_text quantity,
                               const struct amount *amount, struct capai_subject *trace,
                               struct capai_arena *arena, struct grading *out,
                               struct capai_error *err)
{
    static const struct capai_clamp nowhere = {.has_min = false};
    const struct judging how = {scale, &nowhere, exact, quantity};
    return judge(&how, amount, trace, arena, out, err);
}

void measure_modal(const struct capai_rules *rules, const struct member *members, size_t count,
                   struct capai_subject *trace, struct grading *out)
{
    size_t most = 0;
    *out = (struct grading){.has_class = false};
    for (size_t band = 0; band < rules->scale.count; band++) {
        size_t seen = 0;
        for (size_t i = 0; i < count; i++) {
            const struct grading *grading = members[i].grading;
            seen += grading && grading->has_class && grading->band == band;
        }
        if (!scale_is_more_modal(&rules->scale, band, seen, out->band, most))
            continue;
        most = seen;
        *out = (struct grading){.has_class = true, .band = band};
    }
    trace_quantity(trace, CAPAI_TEXT("predikat"));
    if (out->has_class)
        trace_modal(trace, out, most);
    else
        trace_none(trace, CAPAI_TIDAK_BERLAKU, NULL);
}
