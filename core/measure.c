#include "core/measure.h"

/* A cell's number, or why there is none. */
static enum capai_outcome number_of(const struct capai_cell *cell, struct capai_error *err)
{
    switch (cell->kind) {
    case CAPAI_CELL_MISSING:
        return CAPAI_BELUM_DIISI;
    case CAPAI_CELL_NUMBER:
        return CAPAI_NILAI;
    case CAPAI_CELL_GRADE:
        if (cell->has_number)
            return CAPAI_NILAI;
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    case CAPAI_CELL_RANGE:
        capai_fail(err, CAPAI_MSG_RANGE_FORMULA, CAPAI_WORDS(cell->source));
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    case CAPAI_CELL_TEXT:
        capai_fail(err, CAPAI_MSG_NOT_A_NUMBER, CAPAI_WORDS(cell->source));
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    case CAPAI_CELL_BROKEN: /* reported when it was read */
    default:
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
}

static bool is_bare_grade(const struct capai_cell *cell)
{
    return cell->kind == CAPAI_CELL_GRADE && !cell->has_number;
}

enum capai_outcome measure_cells(const struct capai_rules *rules, enum capai_formula formula,
                                 const struct capai_cell *realisasi,
                                 const struct capai_cell *target, struct capai_ratio *out,
                                 struct capai_error *err)
{
    enum capai_outcome t = number_of(target, err), r = number_of(realisasi, err);
    if (t == CAPAI_BELUM_DIISI || r == CAPAI_BELUM_DIISI)
        return CAPAI_BELUM_DIISI;
    if (t == CAPAI_NILAI && r == CAPAI_NILAI)
        return capai_progress(formula, &rules->zero, realisasi->number, target->number, out, err);
    bool broken = (t && !is_bare_grade(target)) || (r && !is_bare_grade(realisasi));
    if (broken)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    if (!rules->grades.count) {
        const struct capai_cell *grade = is_bare_grade(target) ? target : realisasi;
        capai_fail(err, CAPAI_MSG_NOT_A_NUMBER, CAPAI_WORDS(grade->source));
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    return capai_grade_progress(&rules->grades, realisasi, target, out, err);
}

enum capai_status measure_round(const struct capai_rules *rules, enum capai_quantity quantity,
                                const struct capai_clamp *clamp, struct capai_arena *arena,
                                struct amount *amount, struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    const struct capai_round *round = &rules->round[quantity];
    if (amount->outcome != CAPAI_NILAI)
        return CAPAI_OK;
    if (clamp && (clamp->has_min || clamp->has_max)) {
        struct capai_ratio *bound = capai_arena_array(arena, 1, sizeof *bound);
        if (!bound)
            return capai_fail_memory(err);
        status = capai_clamp_apply(clamp, amount->exact, arena, bound, &amount->exact, err);
    }
    if (!status)
        status = capai_exact_round(amount->exact, round->digits, round->mode, arena, &amount->shown,
                                   err);
    if (status)
        amount->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    return status;
}

/* The class of a value once it is clamped for classification. */
static enum capai_status classify(const struct capai_rules *rules, struct capai_exact x,
                                  struct capai_arena *arena, size_t *band, enum capai_match *match,
                                  struct capai_error *err)
{
    struct capai_ratio bound;
    enum capai_status status = capai_clamp_apply(&rules->clamp_class, x, arena, &bound, &x, err);
    return status ? status : capai_scale_classify(&rules->scale, x, arena, band, match, err);
}

enum capai_status measure_class(const struct capai_rules *rules, const struct amount *capaian,
                                struct capai_arena *arena, struct grading *out,
                                struct capai_error *err)
{
    struct capai_ratio shown = capai_ratio_of(capaian->shown);
    struct capai_exact values[2] = {capai_exact_of(&shown), capaian->exact};
    enum capai_match match;
    size_t band, other;
    *out = (struct grading){.has_class = false};

    int decisive = rules->classify_exact;
    enum capai_status status = classify(rules, values[decisive], arena, &band, &match, err);
    if (status)
        return status;
    out->has_class = true;
    out->band = band;
    out->borderline = match == CAPAI_MATCH_GAP || match == CAPAI_MATCH_OVERLAP;
    if (!out->borderline) {
        /* would the reader of the other value see another class? */
        status = classify(rules, values[!decisive], arena, &other, &match, NULL);
        if (status == CAPAI_ERR_MEMORY)
            return capai_fail_memory(err);
        out->borderline = status != CAPAI_OK || other != band;
    }
    return CAPAI_OK;
}
