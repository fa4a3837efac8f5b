/* The inside of a decimal: sign, coefficient, exponent. Private to the core. */
#ifndef CORE_DECIMAL_H
#define CORE_DECIMAL_H

#include "capai/decimal.h"

__extension__ typedef unsigned __int128 capai_uint128;

struct decimal_parts {
    capai_uint128 coefficient; /* below 10^34 */
    int exponent;              /* of ten */
    bool negative;
};

struct decimal_parts decimal_split(capai_decimal x);

/* The decimal of these parts, which must satisfy the invariants of capai/decimal.h. */
capai_decimal decimal_join(struct decimal_parts parts);

/* True for bytes from elsewhere that satisfy them. */
bool decimal_is_sound(capai_decimal x);

/* 10^n, for n up to DECIMAL_POWER. */
enum { DECIMAL_POWER = 18 };
static inline int64_t decimal_power(int n)
{
    static const int64_t powers[DECIMAL_POWER + 1] = {1,
                                                      10,
                                                      100,
                                                      1000,
                                                      10000,
                                                      100000,
                                                      1000000,
                                                      10000000,
                                                      100000000,
                                                      1000000000,
                                                      10000000000,
                                                      100000000000,
                                                      1000000000000,
                                                      10000000000000,
                                                      100000000000000,
                                                      1000000000000000,
                                                      10000000000000000,
                                                      100000000000000000,
                                                      1000000000000000000};
    return powers[n];
}

/* *x times 10^zeros; false when 128 bits do not hold it, *x then means nothing. */
bool decimal_scale(capai_uint128 *x, int zeros);

#endif
