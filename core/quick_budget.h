/* The budget of one OPD in whole numbers. Private to the core. */
#ifndef CORE_QUICK_BUDGET_H
#define CORE_QUICK_BUDGET_H

#include "core/quick_names.h"
#include "core/quick_number.h"
#include "core/quick_rows.h"
#include "core/quick_set.h"

enum { QUICK_LINES = 4096 };

/* A line: a code, and two amounts as digits / 10^scale of the budget. */
struct quick_line {
    capai_text kode;
    int64_t pagu, realisasi, pagu_children, realisasi_children;
    size_t children;
};

struct quick_budget {
    struct quick_line lines[QUICK_LINES];
    uint16_t order[QUICK_LINES]; /* the lines by code */
    size_t count;
    int scale;
    quick_wide pagu, realisasi; /* of the lines that no other one holds */
    size_t unknown;             /* how often a sasaran is named under which no indicator stands */
};

/* Adds up the lines in `rows`. `names` holds the sasaran and tujuan of the indicators, and gets
 * those of the lines. False: there is something to say of a line beside `unknown`, or a doubt. */
bool quick_budget_read(struct quick_budget *budget, const struct quick_set *set,
                       const struct quick_rows *rows, struct quick_names *names);

#endif
