/* The indicators of one OPD in whole numbers. Private to the core. */
#ifndef CORE_QUICK_INDICATORS_H
#define CORE_QUICK_INDICATORS_H

#include "core/batch_unit.h"
#include "core/quick_names.h"
#include "core/quick_rows.h"
#include "core/quick_rules.h"
#include "core/quick_set.h"

enum { QUICK_INDICATORS = 1024 };

struct quick_indicator {
    struct quick_number target, realisasi;
    struct quick_value value;
    size_t band;
    bool borderline;
    bool counts;  /* it enters the mean of the OPD */
    uint64_t key; /* a hash of what the row is about */
};

struct quick_indicators {
    struct quick_indicator list[QUICK_INDICATORS];
    struct quick_value members[QUICK_INDICATORS]; /* that enter the mean of the OPD */
    size_t count, member_count;
    bool repeated;                   /* perhaps two are about the same */
    capai_text arah[QUICK_FORMULAS]; /* as each was spelt last, */
    capai_text jenis;                /* and the jenis that was looked up last, */
    bool counts;                     /* with what is known of it */
};

/* True for a field of which every text is looked at when indicators are measured. */
bool quick_indicators_look_at(const struct quick_file *file, int field);

/* Measures the indicators in `rows`, and notes their sasaran and tujuan in `names`, which is empty.
 * False: there is something to say of one, beside that it repeats another one, or a doubt. */
bool quick_indicators_read(struct quick_indicators *indicators, const struct quick_set *set,
                           const struct quick_rules *rules, const struct quick_rows *rows,
                           struct quick_names *names);

#endif
