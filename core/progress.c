#include "capai/progress.h"

const char *capai_outcome_name(enum capai_outcome outcome)
{
    static const char *const names[CAPAI_OUTCOME_COUNT] = {
        [CAPAI_NILAI] = "nilai",
        [CAPAI_BELUM_DIISI] = "belum_diisi",
        [CAPAI_TIDAK_DAPAT_DIHITUNG] = "tidak_dapat_dihitung",
        [CAPAI_TIDAK_BERLAKU] = "tidak_berlaku",
    };
    return names[outcome];
}

const char *capai_formula_text(enum capai_formula formula)
{
    static const char *const texts[CAPAI_FORMULA_COUNT] = {
        [CAPAI_POSITIVE] = "realisasi / target * 100",
        [CAPAI_NEGATIVE] = "(target - (realisasi - target)) / target * 100",
        [CAPAI_NEGATIVE_INVERSE] = "target / realisasi * 100",
    };
    return texts[formula];
}

enum capai_outcome capai_zero_value(const struct capai_zero *rule, enum capai_message message,
                                    struct capai_ratio *out, struct capai_error *err)
{
    if (rule->kind == CAPAI_ZERO_VALUE) {
        *out = capai_ratio_of(rule->value);
        return CAPAI_NILAI;
    }
    if (rule->kind == CAPAI_ZERO_ERROR)
        capai_fail(err, message, CAPAI_NO_WORDS);
    return CAPAI_TIDAK_DAPAT_DIHITUNG;
}

/* Percent: times 100 before the one division, so that nothing is lost on the way. */
static enum capai_outcome percent(capai_decimal numerator, capai_decimal denominator,
                                  unsigned flags, struct capai_ratio *out, struct capai_error *err)
{
    numerator =
        capai_decimal_multiply(numerator, capai_decimal_from_int(100), CAPAI_HALF_EVEN, &flags);
    if (flags) {
        capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    *out = (struct capai_ratio){numerator, denominator};
    return CAPAI_NILAI;
}

const struct capai_zero *capai_progress_zero(enum capai_formula formula,
                                             const struct capai_zero_rules *zero,
                                             capai_decimal realisasi, capai_decimal target)
{
    const bool no_realisasi = capai_decimal_sign(realisasi) == 0;
    if (capai_decimal_sign(target) == 0)
        return no_realisasi ? &zero->both : &zero->target;
    return no_realisasi && formula == CAPAI_NEGATIVE_INVERSE ? &zero->realisasi : NULL;
}

enum capai_outcome capai_progress(enum capai_formula formula, const struct capai_zero_rules *zero,
                                  capai_decimal realisasi, capai_decimal target,
                                  struct capai_ratio *out, struct capai_error *err)
{
    const struct capai_zero *rule = capai_progress_zero(formula, zero, realisasi, target);
    unsigned flags = 0;
    if (rule)
        return capai_zero_value(
            rule, rule == &zero->realisasi ? CAPAI_MSG_ZERO_REALISASI : CAPAI_MSG_ZERO_TARGET, out,
            err);

    switch (formula) {
    case CAPAI_NEGATIVE: {
        /* (T - (R - T)) / T = (2T - R) / T */
        capai_decimal twice = capai_decimal_add(target, target, CAPAI_HALF_EVEN, &flags);
        capai_decimal rest = capai_decimal_subtract(twice, realisasi, CAPAI_HALF_EVEN, &flags);
        return percent(rest, target, flags, out, err);
    }
    case CAPAI_NEGATIVE_INVERSE:
        return percent(target, realisasi, flags, out, err);
    default: /* CAPAI_POSITIVE */
        return percent(realisasi, target, flags, out, err);
    }
}

enum capai_status capai_clamp_apply(const struct capai_clamp *clamp, struct capai_exact x,
                                    struct capai_arena *scratch, struct capai_ratio *bound,
                                    struct capai_exact *out, struct capai_error *err)
{
    const struct {
        bool present;
        capai_decimal value;
        int beyond; /* the sign of x - value that puts x outside */
    } ends[] = {{clamp->has_min, clamp->min, -1}, {clamp->has_max, clamp->max, 1}};

    for (size_t i = 0; i < 2; i++) {
        if (!ends[i].present)
            continue;
        struct capai_ratio end = capai_ratio_of(ends[i].value);
        int sign;
        enum capai_status status =
            capai_exact_compare(x, capai_exact_of(&end), scratch, &sign, err);
        if (status)
            return status;
        if (sign == ends[i].beyond) {
            *bound = end;
            *out = capai_exact_of(bound);
            return CAPAI_OK;
        }
    }
    *out = x;
    return CAPAI_OK;
}

enum capai_outcome capai_share(capai_decimal part, capai_decimal whole, struct capai_ratio *out)
{
    if (capai_decimal_sign(whole) == 0)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    return percent(part, whole, 0, out, NULL);
}
