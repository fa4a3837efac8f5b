/* Efisiensi: what was reached against what was spent, the analysis of the use of resources that
 * PermenPANRB 53/2014 asks of every report. It leaves the measure to the government, so a rule
 * names it. */
#ifndef CAPAI_EFFICIENCY_H
#define CAPAI_EFFICIENCY_H

#include "capai/api.h"
#include "capai/progress.h"

CAPAI_API_BEGIN

enum capai_efficiency_kind {
    CAPAI_EFFICIENCY_NONE,    /* the rule judges nothing */
    CAPAI_EFFICIENCY_COMPARE, /* capaian against serapan: one word each for >, =, < */
    CAPAI_EFFICIENCY_SAVING   /* 100 - serapan in percent, pagu - realisasi in rupiah */
};

struct capai_efficiency {
    enum capai_efficiency_kind kind;
    capai_text greater, equal, less; /* COMPARE; equal may be missing: no verdict */
    bool reached_only;               /* SAVING: only where capaian is at least 100 */
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

CAPAI_API_END

#endif
