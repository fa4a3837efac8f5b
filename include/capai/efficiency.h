/* Efisiensi: what was reached against what was spent, the analysis of the use of resources that
 * PermenPANRB 53/2014 asks of every report. It leaves the measure to the government, so a rule
 * names it. */
#ifndef CAPAI_EFFICIENCY_H
#define CAPAI_EFFICIENCY_H

#include "capai/api.h"
#include "capai/progress.h"
#include "capai/scale.h"

CAPAI_API_BEGIN

enum capai_efficiency_kind {
    CAPAI_EFFICIENCY_NONE,       /* the rule judges nothing */
    CAPAI_EFFICIENCY_COMPARE,    /* capaian against serapan: one word each for >, =, < */
    CAPAI_EFFICIENCY_SAVING,     /* 100 - serapan in percent, pagu - realisasi in rupiah */
    CAPAI_EFFICIENCY_DIFFERENCE, /* capaian - serapan, in points, on a scale */
    CAPAI_EFFICIENCY_RATIO,      /* capaian / serapan, or that less one, on a scale */
    CAPAI_EFFICIENCY_ADJUSTED,   /* what of pagu * capaian was not spent: PMK 22/PMK.02/2021 */
    CAPAI_EFFICIENCY_TYPED       /* the words and numbers that stand in sasaran.csv */
};

struct capai_efficiency {
    enum capai_efficiency_kind kind;
    capai_text greater, equal, less; /* COMPARE; equal may be missing: no verdict */
    bool reached_only;               /* SAVING: only where capaian is at least 100 */
    bool less_one;                   /* RATIO: capaian / serapan - 1 */
    struct capai_scale scale;        /* DIFFERENCE: of the points; RATIO: of the ratio; ADJUSTED: of
                                        the score, without bands where there are no words for it */
    struct capai_clamp range;        /* ADJUSTED: both ends, of the percentage that becomes a score
                                        of 0 to 100; TYPED: what a number may be */
    const capai_text *words;         /* TYPED: best first; none: any word */
    size_t word_count;
};

/* COMPARE: *verdict becomes the word for `capaian` against `serapan`, both in percent. Outcome
 * CAPAI_TIDAK_DAPAT_DIHITUNG, *verdict unchanged, where they are equal and the rule has no word for
 * that. Errors of capai_exact_compare go to *err with the same outcome. */
enum capai_outcome capai_efficiency_verdict(const struct capai_efficiency *rule,
                                            struct capai_exact capaian, struct capai_exact serapan,
                                            struct capai_arena *scratch, capai_text *verdict,
                                            struct capai_error *err);

/* SAVING: the percentage that is shown beside a serapan, 100 - serapan as shown. */
capai_decimal capai_efficiency_saving(capai_decimal serapan_shown);

/* DIFFERENCE and RATIO: *value becomes what the bands of the rule are about, in points or as a
 * ratio; its terms lie in `arena`. CAPAI_TIDAK_DAPAT_DIHITUNG, *value unchanged, for the ratio to a
 * serapan of 0, and with *err for NUMBER_RANGE and CAPAI_ERR_MEMORY. */
enum capai_outcome capai_efficiency_value(const struct capai_efficiency *rule,
                                          struct capai_exact capaian, struct capai_ratio serapan,
                                          struct capai_arena *arena, struct capai_exact *value,
                                          struct capai_error *err);

/* ADJUSTED: *percent becomes (adjusted - spent) / adjusted * 100. `adjusted` is a pagu times its
 * capaian, or a sum of these; a capaian against a serapan gives the same.
 * CAPAI_TIDAK_DAPAT_DIHITUNG, *percent unchanged, where it is not above 0, and with *err for
 * NUMBER_RANGE. */
enum capai_outcome capai_efficiency_adjusted(capai_decimal adjusted, capai_decimal spent,
                                             struct capai_ratio *percent, struct capai_error *err);

/* ADJUSTED: *clipped becomes that percentage within the range of the rule, and *score where it lies
 * in the range, from 0 at its low end to 100 at its high one: with -20 .. 20 that is
 * 50 + clipped / 20 * 50. Errors: NUMBER_RANGE, CAPAI_ERR_MEMORY; outputs are then unchanged. */
enum capai_status capai_efficiency_score(const struct capai_efficiency *rule,
                                         struct capai_ratio percent, struct capai_arena *scratch,
                                         struct capai_ratio *clipped, struct capai_ratio *score,
                                         struct capai_error *err);

CAPAI_API_END

#endif
