/* SKM: from sums of answers to an index. Private to the core. */
#ifndef CORE_SURVEY_H
#define CORE_SURVEY_H

#include "core/measure.h"

/* The answers to one question. */
struct tally {
    int64_t sum;
    size_t count;               /* respondents that entered */
    enum capai_outcome outcome; /* not NILAI: the rule takes no mean, or there is no such column */
};

struct survey_unsur {
    struct amount nrr, weighted, rata;
    size_t rank; /* 1 + the number of unsur with a greater NRR; 0: it has no NRR */
};

struct survey_total {
    struct amount indeks, ikm;
    struct grading grading; /* of the scale: mutu */
};

/* What `tallies` say, one for each unsur of `survey`: `unsur` by unsur, and the whole, whose terms
 * lie in `arena`. The class is that of the exact IKM where `exact`, else of the one shown. `traces`
 * has a subject for each unsur, then one for the whole; NULL: nobody watches. Errors:
 * CAPAI_ERR_MEMORY; CAPAI_ERR_DATA with NUMBER_RANGE, what it concerns is then
 * tidak_dapat_dihitung, or SCALE_NO_CLASS, the total is then without a class. */
enum capai_status survey_compute(const struct capai_survey *survey, bool exact,
                                 const struct tally *tallies, struct capai_subject *const *traces,
                                 struct capai_arena *arena, struct survey_unsur *unsur,
                                 struct survey_total *total, struct capai_error *err);

#endif
