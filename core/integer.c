#include "core/integer.h"

enum { LIMB_DIGITS = 19 }; /* powers of ten up to 10^19 fit into a limb */

_Static_assert(GMP_NUMB_BITS == 64, "factors are built from 64-bit limbs");

void integer_normalize(struct integer *x)
{
    while (x->size && x->limb[x->size - 1] == 0)
        x->size--;
}

struct integer integer_scaled(struct decimal_parts parts, int zeros, mp_limb_t *limbs)
{
    struct integer x = {limbs, 2, parts.negative};
    limbs[0] = (mp_limb_t)parts.coefficient;
    limbs[1] = (mp_limb_t)(parts.coefficient >> 64);
    integer_normalize(&x);
    while (zeros > 0 && x.size) {
        mp_limb_t power = 1;
        for (int i = 0; i < LIMB_DIGITS && zeros > 0; i++, zeros--)
            power *= 10;
        mp_limb_t carry = mpn_mul_1(limbs, limbs, x.size, power);
        if (carry)
            limbs[x.size++] = carry;
    }
    return x;
}

void integer_ratio(struct capai_ratio term, struct integer *n, struct integer *d,
                   mp_limb_t *n_limbs, mp_limb_t *d_limbs)
{
    struct decimal_parts a = decimal_split(term.numerator);
    struct decimal_parts b = decimal_split(term.denominator);
    int shift = a.exponent - b.exponent;
    *n = integer_scaled(a, shift > 0 ? shift : 0, n_limbs);
    *d = integer_scaled(b, shift < 0 ? -shift : 0, d_limbs);
    n->negative ^= d->negative;
    d->negative = false;
}

void integer_multiply(struct integer *big, const struct integer *factor, mp_limb_t **spare)
{
    if (!big->size || !factor->size) {
        big->size = 0;
        return;
    }
    mp_limb_t *product = *spare;
    if (big->size >= factor->size)
        mpn_mul(product, big->limb, big->size, factor->limb, factor->size);
    else
        mpn_mul(product, factor->limb, factor->size, big->limb, big->size);
    *spare = big->limb;
    big->limb = product;
    big->size += factor->size;
    integer_normalize(big);
}
