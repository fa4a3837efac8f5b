/* Rules in whole numbers: the capaian and the class of most indicators take a few multiplications
 * then. Private to the core. What does not fit into them, the exact decimals of the rest of the
 * core decide. */
#ifndef CORE_QUICK_RULES_H
#define CORE_QUICK_RULES_H

#include "capai/rules.h"
#include "core/quick_formula.h"

enum { QUICK_BANDS = 16, QUICK_FORMULAS = 16 };

/* An end of a band, or of a clamp: digits / 10^scale of the rules. */
struct quick_end {
    bool present, closed;
    int64_t digits;
};

struct quick_clamp {
    struct quick_end low, high;
};

struct quick_rules {
    const struct capai_rules *rules; /* NULL: nothing was made ready */
    bool fit;                        /* false: rules of a kind that is not done here */
    struct capai_arena *scratch;     /* for functions */
    bool measures[QUICK_FORMULAS];   /* for each arah: its formula is done here */
    int scale;                       /* of all ends, not below that of what is shown of a capaian */
    struct quick_clamp clamp, clamp_class, clamp_mean;
    struct {
        struct quick_end low, high;
        bool bare; /* its name needs no quotes in a CSV file */
    } bands[QUICK_BANDS];
};

/* An exact value in percent, and what is shown of it: digits / 10^digits of its rounding. */
struct quick_value {
    quick_wide numerator, denominator; /* the latter above zero */
    int64_t shown;
};

/* Makes rules ready; out->fit says whether they are done here. What functions need lies in
 * `scratch`, until whoever gave it empties that. */
void quick_rules_make(const struct capai_rules *rules, struct capai_arena *scratch,
                      struct quick_rules *out);

/* The capaian of an indicator, clamped and rounded. False: it is doubtful, as with a target of 0.
 */
bool quick_capaian(const struct quick_rules *rules, const struct capai_arah *arah,
                   const struct quick_number *realisasi, const struct quick_number *target,
                   struct quick_value *out);

/* The class of a value, and whether it hangs on rounding. False: no band holds it, or several. */
bool quick_class(const struct quick_rules *rules, const struct quick_value *value, size_t *band,
                 bool *borderline);

/* The mean of values: of what is shown, or of what is exact, as the rules say, and its class.
 * `shown` of *out is always right; the quotient only where what is shown is averaged. False:
 * doubtful. */
bool quick_mean(const struct quick_rules *rules, const struct quick_value *values, size_t count,
                struct quick_value *out, size_t *band);

/* The same mean as a sum of quotients, for a mean of means; returns their number, at most `count`.
 */
size_t quick_mean_terms(const struct quick_rules *rules, const struct quick_value *values,
                        size_t count, const struct quick_value *mean, struct capai_ratio *terms);

#endif
