/* Whole numbers of any length, on memory of our own. Private to the core.
 *
 * Only GMP's low-level functions are used, and each multiplication has one short factor: those
 * allocate nothing, so running out of memory is an error here and not, as with mpz or mpq, the end
 * of the process. */
#ifndef CORE_INTEGER_H
#define CORE_INTEGER_H

#include <gmp.h>

#include "capai/exact.h"
#include "core/decimal.h"

/* Limbs of a factor: 34 digits with at most 2 * CAPAI_DECIMAL_SCALE zeros behind them. */
enum { FACTOR_LIMBS = (CAPAI_DECIMAL_DIGITS + 2 * CAPAI_DECIMAL_SCALE) / 19 + 2 };

struct integer {
    mp_limb_t *limb; /* least significant first, no leading zero limb */
    mp_size_t size;  /* 0 is zero */
    bool negative;
};

void integer_normalize(struct integer *x);

/* coefficient * 10^zeros into `limbs`, which has room for FACTOR_LIMBS. */
struct integer integer_scaled(struct decimal_parts parts, int zeros, mp_limb_t *limbs);

/* The numbers n and d, whole, with n/d the value of the term; room as above. */
void integer_ratio(struct capai_ratio term, struct integer *n, struct integer *d,
                   mp_limb_t *n_limbs, mp_limb_t *d_limbs);

/* big = big * factor; `spare` takes the product and changes places with the old limbs. */
void integer_multiply(struct integer *big, const struct integer *factor, mp_limb_t **spare);

#endif
