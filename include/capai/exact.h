/* Exact values: sums of quotients, as a mean of capaian is one.
 *
 * A value is the sum of its terms, numerator over denominator. Nothing is divided until somebody
 * asks what the value is when rounded, or how it compares; and then the answer is the true one: it
 * is taken from 34-digit bounds where these agree, and from whole-number arithmetic of any length
 * (GMP) where they do not. So 1/3 + 1/3 + 1/3 of 100, truncated, is 100 and not 99,99.
 */
#ifndef CAPAI_EXACT_H
#define CAPAI_EXACT_H

#include "capai/api.h"
#include "capai/arena.h"
#include "capai/decimal.h"

CAPAI_API_BEGIN

/* How a quantity is shown. */
struct capai_round {
    int digits; /* decimals */
    enum capai_rounding mode;
};

/* Largest number of decimals that a rule may ask for. */
enum { CAPAI_ROUND_DIGITS = 12 };

/* One term; the denominator is never 0. */
struct capai_ratio {
    capai_decimal numerator;
    capai_decimal denominator;
};

/* The sum of `count` terms; 0 when there are none. Borrows its terms. */
struct capai_exact {
    const struct capai_ratio *terms;
    size_t count;
};

/* x over 1. */
struct capai_ratio capai_ratio_of(capai_decimal x);

/* x as a value of one term; *ratio is where that term lives. */
struct capai_exact capai_exact_of(const struct capai_ratio *ratio);

/* `x` with `digits` decimals by `mode`, exactly. `scratch` is used when the bounds do not decide
 * and is left as it was found. Errors: CAPAI_ERR_DATA with NUMBER_RANGE (the result has more than
 * 34 digits), CAPAI_ERR_MEMORY; *out is then unchanged. */
enum capai_status capai_exact_round(struct capai_exact x, int digits, enum capai_rounding mode,
                                    struct capai_arena *scratch, capai_decimal *out,
                                    struct capai_error *err);

/* *sign becomes -1, 0 or 1: a below, equal to, above b. Errors as above. */
enum capai_status capai_exact_compare(struct capai_exact a, struct capai_exact b,
                                      struct capai_arena *scratch, int *sign,
                                      struct capai_error *err);

CAPAI_API_END

#endif
