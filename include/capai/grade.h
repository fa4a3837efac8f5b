/* Grades: ordinal values such as the SAKIP grades AA..D (PermenPANRB 88/2021) or the audit opinions
 * WTP..TMP, best first. */
#ifndef CAPAI_GRADE_H
#define CAPAI_GRADE_H

#include "capai/api.h"
#include "capai/cell.h"
#include "capai/progress.h"

CAPAI_API_BEGIN

/* What a grade below the target is worth. */
enum capai_worse {
    CAPAI_WORSE_ERROR, /* no capaian: the rule gives none */
    CAPAI_WORSE_RATIO  /* rank of realisasi / rank of target * 100; the last grade has rank 1 */
};

struct capai_grades {
    const capai_text *names; /* best first */
    size_t count;
    enum capai_worse worse;
};

/* Rank of a grade, the last one 1; 0 when these grades do not have it. */
size_t capai_grade_rank(const struct capai_grades *grades, capai_text name);

/* Capaian in percent of two cells of which at least one is a grade without a number, as reports
 * that set a SAKIP grade for a target do (PermenPANRB 53/2014 compares target and realisasi of any
 * kind): the same or better is 100, worse is as the rule says. Cells that both have numbers do not
 * come here, their numbers divide. CAPAI_TIDAK_DAPAT_DIHITUNG, *out unchanged, *err set:
 * GRADE_UNKNOWN, GRADE_AGAINST_NUMBER, GRADE_WORSE. */
enum capai_outcome capai_grade_progress(const struct capai_grades *grades,
                                        const struct capai_cell *realisasi,
                                        const struct capai_cell *target, struct capai_ratio *out,
                                        struct capai_error *err);

CAPAI_API_END

#endif
