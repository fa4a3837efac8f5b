/* LKE: the worksheet that makes the SAKIP grade (PermenPANRB 88/2021; older forms alike).
 *
 * A form is a tree of parts with weights: components, and sub-components below them. A part without
 * parts below is answered, by itself or by criteria whose codes begin with its own (1.a.1 under
 * 1.a); its value is weight * answer / full, of several criteria their mean. The sum of all values
 * is the nilai, its class the grade.
 */
#ifndef CAPAI_LKE_H
#define CAPAI_LKE_H

#include "capai/api.h"
#include "capai/scale.h"

CAPAI_API_BEGIN

struct capai_lke_part {
    capai_text code, name;
    capai_decimal weight;
    size_t end; /* index behind the parts below it; its own index + 1: it is answered */
};

struct capai_lke_answer {
    capai_text name; /* AA, Y, a */
    capai_decimal value;
};

struct capai_lke {
    const struct capai_lke_part *parts; /* each before those below it */
    size_t count;                       /* 0: the rules know no LKE */
    const struct capai_lke_answer *answers;
    size_t answer_count;
    capai_decimal full;  /* the answer that earns the whole weight, above 0 */
    capai_decimal total; /* sum of the weights */
    bool missing_zero;   /* what is not answered counts as 0, else there is no nilai */
    struct capai_round round;
    struct capai_scale scale; /* of nilai: grade */
};

CAPAI_API_END

#endif
