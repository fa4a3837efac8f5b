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
