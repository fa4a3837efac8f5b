/* Capaian: how far a target was reached, in percent.
 *
 * The formulas are those in use since Permendagri 54/2010 and PermenPANRB 53/2014 (both leave the
 * choice of formula to the kind of indicator). Results are quotients, not rounded: rounding is the
 * rule's own and comes last. Argument order is (realisasi, target), as in the printed R/T.
 */
#ifndef CAPAI_PROGRESS_H
#define CAPAI_PROGRESS_H

#include "capai/api.h"
#include "capai/exact.h"

CAPAI_API_BEGIN

/* What became of a computed quantity. Only NILAI carries a value; a missing one is never zero. */
enum capai_outcome {
    CAPAI_NILAI,                /* there is a value */
    CAPAI_BELUM_DIISI,          /* data missing */
    CAPAI_TIDAK_DAPAT_DIHITUNG, /* zero target, bad cell */
    CAPAI_TIDAK_BERLAKU,        /* not applicable here */
    CAPAI_OUTCOME_COUNT
};

/* The word for it in a file: "nilai", "belum_diisi", "tidak_dapat_dihitung", "tidak_berlaku". */
const char *capai_outcome_name(enum capai_outcome outcome);

enum capai_formula {
    CAPAI_POSITIVE,         /* realisasi / target * 100: more is better (PermenPANRB 53/2014) */
    CAPAI_NEGATIVE,         /* (target - (realisasi - target)) / target * 100: less is better */
    CAPAI_NEGATIVE_INVERSE, /* target / realisasi * 100: less is better, another rule */
    CAPAI_FORMULA_COUNT,
    CAPAI_EXPRESSION = CAPAI_FORMULA_COUNT, /* not one of these: a formula text, */
    CAPAI_FUNCTION                          /* or a function (capai/formula.h) */
};

/* One of the formulas above as it is printed, for people: "realisasi / target * 100". */
const char *capai_formula_text(enum capai_formula formula);

/* What a rule says about a division by zero. */
enum capai_zero_kind {
    CAPAI_ZERO_NONE,  /* tidak_dapat_dihitung, in silence: the default */
    CAPAI_ZERO_VALUE, /* the capaian is `value` */
    CAPAI_ZERO_ERROR  /* tidak_dapat_dihitung, and reported as an error in the data */
};

struct capai_zero {
    enum capai_zero_kind kind;
    capai_decimal value; /* percent */
};

struct capai_zero_rules {
    struct capai_zero both;      /* target 0 and realisasi 0, any formula */
    struct capai_zero target;    /* target 0, realisasi not */
    struct capai_zero realisasi; /* realisasi 0, target not, under CAPAI_NEGATIVE_INVERSE */
};

/* The rule of `zero` for a division by zero that these numbers lead to; NULL: they divide. */
const struct capai_zero *capai_progress_zero(enum capai_formula formula,
                                             const struct capai_zero_rules *zero,
                                             capai_decimal realisasi, capai_decimal target);

/* Capaian of one indicator in percent.
 * CAPAI_NILAI: *out is numerator over denominator. CAPAI_TIDAK_DAPAT_DIHITUNG: a zero, *out is
 * unchanged; or digits beyond the 34, which sets *err to NUMBER_RANGE; or a zero that the rule
 * calls an error, which sets *err to ZERO_TARGET or ZERO_REALISASI. */
enum capai_outcome capai_progress(enum capai_formula formula, const struct capai_zero_rules *zero,
                                  capai_decimal realisasi, capai_decimal target,
                                  struct capai_ratio *out, struct capai_error *err);

/* What the rule says where something is 0 by which a formula would divide. Results as above;
 * `message` is the error of CAPAI_ZERO_ERROR. */
enum capai_outcome capai_zero_value(const struct capai_zero *rule, enum capai_message message,
                                    struct capai_ratio *out, struct capai_error *err);

/* Cap and floor. */
struct capai_clamp {
    bool has_min, has_max;
    capai_decimal min, max;
};

/* `x`, or *bound made from the end of the clamp that x lies beyond. The result borrows from `x` or
 * from *bound. Errors of capai_exact_compare; *out is then unchanged. */
enum capai_status capai_clamp_apply(const struct capai_clamp *clamp, struct capai_exact x,
                                    struct capai_arena *scratch, struct capai_ratio *bound,
                                    struct capai_exact *out, struct capai_error *err);

/* Share in percent, part / whole * 100: serapan from realisasi and pagu. Outcome
 * CAPAI_TIDAK_DAPAT_DIHITUNG, *out unchanged, when the whole is 0 or the digits do not suffice. */
enum capai_outcome capai_share(capai_decimal part, capai_decimal whole, struct capai_ratio *out);

CAPAI_API_END

#endif
