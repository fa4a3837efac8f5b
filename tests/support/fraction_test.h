/* For tests that compute again with fractions of GMP: decimals and exact values as fractions,
 * rounding and limits by their definitions. Include it after capai_test.h.
 */
#ifndef FRACTION_TEST_H
#define FRACTION_TEST_H

#include <gmp.h>

#include "capai/aggregate.h"
#include "capai/exact.h"

static inline void set_decimal(mpq_t out, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT], digits[CAPAI_DECIMAL_TEXT];
    size_t size = 0, decimals = 0;
    capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
    const char *point = strchr(text, '.');
    for (const char *p = text; *p; p++)
        if (*p != '.')
            digits[size++] = *p;
    digits[size] = '\0';
    decimals = point ? strlen(point) - 1 : 0;
    assert_int_equal(mpz_set_str(mpq_numref(out), digits, 10), 0);
    mpz_ui_pow_ui(mpq_denref(out), 10, decimals);
    mpq_canonicalize(out);
}

static inline void set_exact(mpq_t out, struct capai_exact x)
{
    mpq_t n, d;
    mpq_inits(n, d, NULL);
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < x.count; i++) {
        set_decimal(n, x.terms[i].numerator);
        set_decimal(d, x.terms[i].denominator);
        mpq_div(n, n, d);
        mpq_add(out, out, n);
    }
    mpq_clears(n, d, NULL);
}

/* x rounded, by the definitions of the modes. */
static inline void round_again(mpq_t x, int digits, enum capai_rounding mode)
{
    mpz_t unit, quotient, rest, twice;
    mpz_inits(unit, quotient, rest, twice, NULL);
    mpz_ui_pow_ui(unit, 10, (unsigned long)digits);
    mpz_mul(mpq_numref(x), mpq_numref(x), unit);
    mpz_fdiv_qr(quotient, rest, mpq_numref(x), mpq_denref(x)); /* 0 <= rest < denominator */
    mpz_mul_2exp(twice, rest, 1);
    bool negative = mpq_sgn(x) < 0, some = mpz_sgn(rest) != 0;
    int half = mpz_cmp(twice, mpq_denref(x));
    bool up = mode == CAPAI_HALF_UP     ? half > 0 || (half == 0 && !negative)
              : mode == CAPAI_HALF_EVEN ? half > 0 || (half == 0 && mpz_odd_p(quotient))
              : mode == CAPAI_DOWN      ? some && negative
              : mode == CAPAI_UP        ? some && !negative
              : mode == CAPAI_CEIL      ? some
                                        : false;
    if (up)
        mpz_add_ui(quotient, quotient, 1);
    mpz_set(mpq_numref(x), quotient);
    mpz_set(mpq_denref(x), unit);
    mpq_canonicalize(x);
    mpz_clears(unit, quotient, rest, twice, NULL);
}

static inline void clamp_again(mpq_t x, const struct capai_clamp *clamp)
{
    mpq_t end;
    mpq_init(end);
    if (clamp->has_max) {
        set_decimal(end, clamp->max);
        if (mpq_cmp(x, end) > 0)
            mpq_set(x, end);
    }
    if (clamp->has_min) {
        set_decimal(end, clamp->min);
        if (mpq_cmp(x, end) < 0)
            mpq_set(x, end);
    }
    mpq_clear(end);
}

#endif
