/* The budget lines of one OPD in whole numbers. Private to the core. */
#ifndef CORE_QUICK_BUDGET_H
#define CORE_QUICK_BUDGET_H

#include "core/quick_file.h"
#include "core/quick_names.h"
#include "core/quick_number.h"
#include "core/quick_rows.h"

enum { QUICK_LINES = 4096 };

/* How lines are read. */
struct quick_form {
    struct quick_file file;
    enum capai_notation notation;
};

/* A line: a code, and two amounts as digits / 10^scale of the budget. */
struct quick_line {
    capai_text kode;
    int64_t pagu, realisasi, pagu_children, realisasi_children;
    uint32_t children;
    uint8_t called; /* the sasaran it names, and one more; 0: none */
    uint8_t depth;  /* points of its code, where quick_budget_depths has counted them */
};

/* A sasaran that lines name. */
struct quick_called {
    uint64_t fold;  /* as in struct quick_name */
    uint32_t times; /* lines that follow one another count once */
};

/* What the evaluation needs of them. */
struct quick_sum {
    int64_t pagu, realisasi; /* of the lines that no other one holds: digits / 10^scale */
    uint32_t lines;
    uint8_t scale, called; /* and how many sasaran they name */
};

struct quick_budget {
    struct quick_line lines[QUICK_LINES];
    uint16_t order[QUICK_LINES]; /* the lines by code */
    struct quick_names names;    /* as they are spelt, */
    uint8_t at[QUICK_NAMES];     /* and where each stands in the next list */
    struct quick_called called[QUICK_NAMES];
    struct quick_sum sum;
};

/* Adds up the lines in `rows`, which name that year; missing: whoever asks has looked at it. False:
 * there is something to say of a line beside the sasaran it names, or a doubt. */
bool quick_budget_read(struct quick_budget *budget, const struct quick_form *form, capai_text year,
                       const struct quick_rows *rows);

/* Counts the points in the codes of the lines. False: one is of a kind that is not done here. */
bool quick_budget_depths(struct quick_budget *budget);

/* How often sasaran are named under which no indicator stands. */
size_t quick_unknown(const struct quick_called *called, size_t count,
                     const struct quick_names *names);

/* A hash of a code: other ones for other codes, as good as always. */
uint64_t quick_code(capai_text kode);

#endif
