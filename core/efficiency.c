#include "capai/efficiency.h"

enum capai_outcome capai_efficiency_verdict(const struct capai_efficiency *rule,
                                            struct capai_exact capaian, struct capai_exact serapan,
                                            struct capai_arena *scratch, capai_text *verdict,
                                            struct capai_error *err)
{
    int sign;
    if (capai_exact_compare(capaian, serapan, scratch, &sign, err) != CAPAI_OK)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    capai_text word = sign > 0 ? rule->greater : sign < 0 ? rule->less : rule->equal;
    if (!word.size)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    *verdict = word;
    return CAPAI_NILAI;
}

capai_decimal capai_efficiency_saving(capai_decimal serapan_shown)
{
    unsigned flags = 0; /* both have a rule's few decimals: the difference is exact */
    return capai_decimal_subtract(capai_decimal_from_int(100), serapan_shown, CAPAI_HALF_EVEN,
                                  &flags);
}

enum capai_outcome capai_efficiency_value(const struct capai_efficiency *rule,
                                          struct capai_exact capaian, struct capai_ratio serapan,
                                          struct capai_arena *arena, struct capai_exact *value,
                                          struct capai_error *err)
{
    bool ratio = rule->kind == CAPAI_EFFICIENCY_RATIO;
    unsigned flags = 0;
    if (ratio && capai_decimal_sign(serapan.numerator) == 0)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    struct capai_ratio *terms = capai_arena_array(arena, capaian.count + 1, sizeof *terms);
    if (!terms) {
        capai_fail_memory(err);
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    for (size_t i = 0; i < capaian.count; i++) {
        terms[i] = capaian.terms[i];
        if (!ratio)
            continue;
        terms[i].numerator = capai_decimal_multiply(terms[i].numerator, serapan.denominator,
                                                    CAPAI_HALF_EVEN, &flags);
        terms[i].denominator = capai_decimal_multiply(terms[i].denominator, serapan.numerator,
                                                      CAPAI_HALF_EVEN, &flags);
    }
    terms[capaian.count] = ratio ? capai_ratio_of(capai_decimal_from_int(-1)) : serapan;
    if (!ratio)
        terms[capaian.count].numerator = capai_decimal_negate(serapan.numerator);
    if (flags) {
        capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    *value = (struct capai_exact){terms, capaian.count + (!ratio || rule->less_one)};
    return CAPAI_NILAI;
}

enum capai_outcome capai_efficiency_adjusted(capai_decimal adjusted, capai_decimal spent,
                                             struct capai_ratio *percent, struct capai_error *err)
{
    unsigned flags = 0;
    if (capai_decimal_sign(adjusted) <= 0)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    capai_decimal left = capai_decimal_subtract(adjusted, spent, CAPAI_HALF_EVEN, &flags);
    left = capai_decimal_multiply(left, capai_decimal_from_int(100), CAPAI_HALF_EVEN, &flags);
    if (flags) {
        capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    *percent = (struct capai_ratio){left, adjusted};
    return CAPAI_NILAI;
}

enum capai_status capai_efficiency_score(const struct capai_efficiency *rule,
                                         struct capai_ratio percent, struct capai_arena *scratch,
                                         struct capai_ratio *clipped, struct capai_ratio *score,
                                         struct capai_error *err)
{
    const struct capai_clamp *range = &rule->range;
    unsigned flags = 0;
    struct capai_ratio bound;
    struct capai_exact within;
    enum capai_status status =
        capai_clamp_apply(range, capai_exact_of(&percent), scratch, &bound, &within, err);
    if (status)
        return status;
    /* (n/d - min) / (max - min) * 100 */
    struct capai_ratio e = within.terms[0];
    capai_decimal low = capai_decimal_multiply(e.denominator, range->min, CAPAI_HALF_EVEN, &flags);
    capai_decimal width = capai_decimal_subtract(range->max, range->min, CAPAI_HALF_EVEN, &flags);
    capai_decimal above = capai_decimal_subtract(e.numerator, low, CAPAI_HALF_EVEN, &flags);
    const struct capai_ratio points = {
        capai_decimal_multiply(above, capai_decimal_from_int(100), CAPAI_HALF_EVEN, &flags),
        capai_decimal_multiply(e.denominator, width, CAPAI_HALF_EVEN, &flags)};
    if (flags)
        return capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    *clipped = e;
    *score = points;
    return CAPAI_OK;
}
