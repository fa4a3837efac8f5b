/* Where the columns of a data set stand, for the quick way. Private to the core. */
#ifndef CORE_QUICK_SET_H
#define CORE_QUICK_SET_H

#include "core/batch_plan.h"
#include "core/quick_file.h"

enum { QUICK_YEAR = 4 }; /* digits of a year */

struct quick_set {
    const struct batch_set *set; /* NULL: nothing was made ready */
    bool fit;                    /* false: a data set of a kind that is not done here */
    enum capai_notation notation;
    struct quick_file opd, indikator, anggaran;
    char year[QUICK_YEAR + 1]; /* that is reported, as text */
};

/* Makes a data set ready that is read OPD by OPD; out->fit says whether it is done here. */
void quick_set_make(const struct batch_set *set, struct quick_set *out);

#endif
