#include "capai/exact.h"

#include <assert.h>
#include <string.h>

#include "core/integer.h"

struct capai_ratio capai_ratio_of(capai_decimal x)
{
    return (struct capai_ratio){x, capai_decimal_from_int(1)};
}

struct capai_exact capai_exact_of(const struct capai_ratio *ratio)
{
    return (struct capai_exact){ratio, 1};
}

__extension__ typedef __int128 units;

static capai_decimal from_units(units n, int digits)
{
    bool negative = n < 0;
    return decimal_join(
        (struct decimal_parts){(capai_uint128)(negative ? -n : n), -digits, negative});
}

/* ---- small quotients: whole numbers of 128 bits decide ---- */

/* One quotient instead of a sum over one denominator; false when there are several. */
static bool join_terms(struct capai_exact x, struct capai_ratio *out)
{
    unsigned flags = 0;
    *out = x.count ? x.terms[0] : capai_ratio_of(capai_decimal_from_int(0));
    for (size_t i = 1; i < x.count; i++) {
        if (memcmp(&x.terms[i].denominator, &out->denominator, sizeof out->denominator) != 0)
            return false;
        out->numerator =
            capai_decimal_add(out->numerator, x.terms[i].numerator, CAPAI_HALF_EVEN, &flags);
    }
    return !flags;
}

/* Whether a quotient moves away from zero, its rest being r of d. */
static bool rounds_up(capai_uint128 r, capai_uint128 d, bool odd, bool negative,
                      enum capai_rounding mode)
{
    switch (mode) {
    case CAPAI_HALF_UP:
        return r >= d - r;
    case CAPAI_HALF_EVEN:
        return r > d - r || (r == d - r && odd);
    case CAPAI_UP:
        return r > 0;
    case CAPAI_FLOOR:
        return r > 0 && negative;
    case CAPAI_CEIL:
        return r > 0 && !negative;
    default: /* CAPAI_DOWN */
        return false;
    }
}

static bool round_small(struct capai_exact x, int digits, enum capai_rounding mode,
                        capai_decimal *out)
{
    struct capai_ratio ratio;
    if (!join_terms(x, &ratio))
        return false;
    struct decimal_parts n = decimal_split(ratio.numerator), d = decimal_split(ratio.denominator);
    int shift = n.exponent - d.exponent + digits;
    bool negative = n.negative != d.negative;
    if (!decimal_scale(&n.coefficient, shift > 0 ? shift : 0) ||
        !decimal_scale(&d.coefficient, shift < 0 ? -shift : 0))
        return false;
    capai_uint128 q = n.coefficient / d.coefficient, r = n.coefficient % d.coefficient;
    q += rounds_up(r, d.coefficient, q % 2 != 0, negative, mode);
    if (q >> 112) /* may have more than 34 digits */
        return false;
    *out = decimal_join((struct decimal_parts){q, -digits, negative});
    return true;
}

/* Order of two quotients by their cross products. */
static bool compare_small(struct capai_exact a, struct capai_exact b, int *sign)
{
    struct capai_ratio x, y;
    if (!join_terms(a, &x) || !join_terms(b, &y))
        return false;
    struct decimal_parts xn = decimal_split(x.numerator), xd = decimal_split(x.denominator);
    struct decimal_parts yn = decimal_split(y.numerator), yd = decimal_split(y.denominator);
    bool x_negative = xn.coefficient && xn.negative != xd.negative;
    bool y_negative = yn.coefficient && yn.negative != yd.negative;
    if (x_negative != y_negative) {
        *sign = x_negative ? -1 : 1;
        return true;
    }
    capai_uint128 left, right;
    int gap = xn.exponent + yd.exponent - yn.exponent - xd.exponent;
    if (__builtin_mul_overflow(xn.coefficient, yd.coefficient, &left) ||
        __builtin_mul_overflow(yn.coefficient, xd.coefficient, &right) ||
        !decimal_scale(&left, gap > 0 ? gap : 0) || !decimal_scale(&right, gap < 0 ? -gap : 0))
        return false;
    *sign = x_negative ? (left < right) - (left > right) : (left > right) - (left < right);
    return true;
}

/* ---- sums of small quotients: bounds in units of 10^-FINE ---- */

enum { FINE = 12, MOST_TERMS = 1 << 20 };

struct span {
    units low, high; /* low <= x <= high */
};

/* False where 128 bits are not enough. */
static bool span_of(struct capai_exact x, struct span *span)
{
    *span = (struct span){0, 0};
    for (size_t i = 0; i < x.count; i++) {
        struct decimal_parts n = decimal_split(x.terms[i].numerator);
        struct decimal_parts d = decimal_split(x.terms[i].denominator);
        int shift = n.exponent - d.exponent + FINE;
        if (!decimal_scale(&n.coefficient, shift > 0 ? shift : 0) ||
            !decimal_scale(&d.coefficient, shift < 0 ? -shift : 0))
            return false;
        units q = (units)(n.coefficient / d.coefficient);
        bool negative = n.negative != d.negative, rest = n.coefficient % d.coefficient != 0;
        if (q >> 100)
            return false;
        span->low += negative ? -q - rest : q;
        span->high += negative ? -q : q + rest;
    }
    return x.count <= MOST_TERMS; /* so that their sum fits */
}

static units round_units(units x, capai_uint128 divisor, enum capai_rounding mode)
{
    bool negative = x < 0;
    capai_uint128 size = (capai_uint128)(negative ? -x : x);
    capai_uint128 q = size / divisor, r = size % divisor;
    q += rounds_up(r, divisor, q % 2 != 0, negative, mode);
    return negative ? -(units)q : (units)q;
}

static bool round_span(struct capai_exact x, int digits, enum capai_rounding mode,
                       capai_decimal *out)
{
    struct span span;
    capai_uint128 divisor = 1;
    if (digits > FINE || !span_of(x, &span) || !decimal_scale(&divisor, FINE - digits))
        return false;
    units low = round_units(span.low, divisor, mode), high = round_units(span.high, divisor, mode);
    if (low != high || (low < 0 ? -low : low) >> 112)
        return false;
    *out = from_units(low, digits);
    return true;
}

static bool compare_spans(struct capai_exact a, struct capai_exact b, int *sign)
{
    struct span x, y;
    if (!span_of(a, &x) || !span_of(b, &y) || (x.low <= y.high && y.low <= x.high))
        return false;
    *sign = x.high < y.low ? -1 : 1;
    return true;
}

/* ---- bounds: what 34 digits can say ---- */

struct bounds {
    capai_decimal low, high;
    bool valid; /* false when a quotient left the range of decimals */
};

static struct bounds bounds_of(struct capai_exact x)
{
    unsigned flags = 0;
    struct bounds b = {capai_decimal_from_int(0), capai_decimal_from_int(0), true};
    for (size_t i = 0; i < x.count; i++) {
        struct capai_ratio t = x.terms[i];
        capai_decimal low = capai_decimal_divide(t.numerator, t.denominator, CAPAI_FLOOR, &flags);
        capai_decimal high = capai_decimal_divide(t.numerator, t.denominator, CAPAI_CEIL, &flags);
        b.low = capai_decimal_add(b.low, low, CAPAI_FLOOR, &flags);
        b.high = capai_decimal_add(b.high, high, CAPAI_CEIL, &flags);
    }
    b.valid = !(flags & (CAPAI_RANGE | CAPAI_DIVISION_BY_ZERO));
    return b;
}

/* ---- the sign of a sum, in whole numbers ----
 *
 * Every question comes down to one: is a sum of quotients below, at or above zero? Brought to one
 * denominator, the sign of the numerator answers. */

/* a = a + b; a has room for one limb more than the longer of both. */
static void add(struct integer *a, const struct integer *b)
{
    const struct integer *longer = a->size >= b->size ? a : b;
    const struct integer *shorter = longer == a ? b : a;

    if (a->negative == b->negative) {
        mp_limb_t carry = shorter->size ? mpn_add(a->limb, longer->limb, longer->size,
                                                  shorter->limb, shorter->size)
                                        : 0;
        if (!shorter->size && longer != a)
            mpn_copyi(a->limb, longer->limb, longer->size);
        a->size = longer->size;
        if (carry)
            a->limb[a->size++] = carry;
        return;
    }
    bool same = a->size == b->size;
    if (same && a->size && mpn_cmp(a->limb, b->limb, a->size) < 0) {
        longer = b;
        shorter = a;
    }
    bool negative = longer->negative;
    if (shorter->size)
        mpn_sub(a->limb, longer->limb, longer->size, shorter->limb, shorter->size);
    else if (longer != a)
        mpn_copyi(a->limb, longer->limb, longer->size);
    a->size = longer->size;
    a->negative = negative;
    integer_normalize(a);
}

static enum capai_status sign_of_sum(const struct capai_ratio *terms, size_t count,
                                     struct capai_arena *scratch, int *sign,
                                     struct capai_error *err)
{
    struct capai_mark mark = capai_arena_mark(scratch);
    size_t room = (count + 2) * FACTOR_LIMBS;
    mp_limb_t *block = capai_arena_array(scratch, room * 4, sizeof *block);
    if (!block)
        return capai_fail_memory(err);

    /* numerator and denominator of the sum so far, one new part, and a spare for products */
    struct integer n = {block, 0, false}, d = {block + room, 1, false},
                   part = {block + 2 * room, 0, false};
    mp_limb_t *spare = block + 3 * room;
    d.limb[0] = 1;

    for (size_t i = 0; i < count; i++) {
        mp_limb_t n_limbs[FACTOR_LIMBS], d_limbs[FACTOR_LIMBS];
        struct integer term_n, term_d;
        integer_ratio(terms[i], &term_n, &term_d, n_limbs, d_limbs);
        /* n/d + tn/td = (n*td + tn*d) / (d*td) */
        integer_multiply(&n, &term_d, &spare);
        if (d.size)
            mpn_copyi(part.limb, d.limb, d.size);
        part.size = d.size;
        part.negative = term_n.negative;
        integer_multiply(&part, &term_n, &spare);
        add(&n, &part);
        integer_multiply(&d, &term_d, &spare);
    }
    *sign = n.size == 0 ? 0 : n.negative ? -1 : 1;
    capai_arena_release(scratch, mark);
    return CAPAI_OK;
}

/* The sign of a - b, terms side by side. */
static enum capai_status sign_of_difference(struct capai_exact a, struct capai_exact b,
                                            struct capai_arena *scratch, int *sign,
                                            struct capai_error *err)
{
    struct capai_mark mark = capai_arena_mark(scratch);
    size_t count = a.count + b.count;
    struct capai_ratio *terms = capai_arena_array(scratch, count, sizeof *terms);
    if (!terms)
        return capai_fail_memory(err);
    if (a.count)
        memcpy(terms, a.terms, a.count * sizeof *terms);
    for (size_t i = 0; i < b.count; i++) {
        terms[a.count + i] = b.terms[i];
        terms[a.count + i].numerator = capai_decimal_negate(b.terms[i].numerator);
    }
    enum capai_status status = sign_of_sum(terms, count, scratch, sign, err);
    capai_arena_release(scratch, mark);
    return status;
}

enum capai_status capai_exact_compare(struct capai_exact a, struct capai_exact b,
                                      struct capai_arena *scratch, int *sign,
                                      struct capai_error *err)
{
    if (compare_small(a, b, sign) || compare_spans(a, b, sign))
        return CAPAI_OK;
    struct bounds x = bounds_of(a), y = bounds_of(b);
    if (x.valid && y.valid) {
        if (capai_decimal_compare(x.high, y.low) < 0) {
            *sign = -1;
            return CAPAI_OK;
        }
        if (capai_decimal_compare(x.low, y.high) > 0) {
            *sign = 1;
            return CAPAI_OK;
        }
        if (capai_decimal_compare(x.low, x.high) == 0 &&
            capai_decimal_compare(y.low, y.high) == 0) {
            *sign = capai_decimal_compare(x.low, y.low);
            return CAPAI_OK;
        }
    }
    return sign_of_difference(a, b, scratch, sign, err);
}

/* Chooses between the neighbours `low` and `high`, one unit apart, with x between them (or beyond
 * one by so little that 34 digits do not show it). */
static enum capai_status decide(struct capai_exact x, capai_decimal low, capai_decimal high,
                                enum capai_rounding mode, struct capai_arena *scratch,
                                capai_decimal *out, struct capai_error *err)
{
    /* Where the result changes hands: at the midpoint, or at the neighbour that a directed mode
     * leaves only when x is exactly on it. */
    bool positive = capai_decimal_sign(low) >= 0; /* 0 never lies strictly between them */
    bool half = mode == CAPAI_HALF_UP || mode == CAPAI_HALF_EVEN;
    bool upward =
        mode == CAPAI_CEIL || (mode == CAPAI_UP && positive) || (mode == CAPAI_DOWN && !positive);
    capai_decimal two = capai_decimal_from_int(2);
    /* the midpoint as a sum: as one decimal it might need a digit too many */
    const struct capai_ratio midpoint[] = {{low, two}, {high, two}};
    const struct capai_ratio neighbour = capai_ratio_of(upward ? low : high);
    struct capai_exact threshold = {half ? midpoint : &neighbour, half ? 2 : 1};
    int side = 0;
    enum capai_status status = capai_exact_compare(x, threshold, scratch, &side, err);
    if (status)
        return status;

    bool take_high;
    if (side)
        take_high = side > 0;
    else if (mode == CAPAI_HALF_UP)
        take_high = positive;
    else if (mode == CAPAI_HALF_EVEN)
        take_high = decimal_split(low).coefficient % 2 != 0;
    else
        take_high = !upward;
    *out = take_high ? high : low;
    return CAPAI_OK;
}

/* The largest number of units of the last decimal that is not above x, by halving. For the rare sum
 * whose 34-digit bounds say nothing, because its terms are far larger or finer than itself. */
static enum capai_status find_floor(struct capai_exact x, int digits, struct capai_arena *scratch,
                                    units *floor, struct capai_error *err)
{
    units limit = 1; /* 10^34 units and more have no decimal */
    for (int i = 0; i < CAPAI_DECIMAL_DIGITS; i++)
        limit *= 10;
    units low = -limit, high = limit; /* low <= x < high, if x has a decimal at all */
    while (high - low > 1) {
        units middle = low + (high - low) / 2;
        const struct capai_ratio at = capai_ratio_of(from_units(middle, digits));
        int sign;
        enum capai_status status = capai_exact_compare(x, capai_exact_of(&at), scratch, &sign, err);
        if (status)
            return status;
        if (sign >= 0)
            low = middle;
        else
            high = middle;
    }
    if (low == -limit || high == limit)
        return capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    *floor = low;
    return CAPAI_OK;
}

enum capai_status capai_exact_round(struct capai_exact x, int digits, enum capai_rounding mode,
                                    struct capai_arena *scratch, capai_decimal *out,
                                    struct capai_error *err)
{
    if (round_small(x, digits, mode, out) || round_span(x, digits, mode, out))
        return CAPAI_OK;
    struct bounds b = bounds_of(x);
    unsigned flags = 0;
    bool one_sign = capai_decimal_sign(b.low) >= 0 || capai_decimal_sign(b.high) <= 0;
    capai_decimal low = capai_decimal_round(b.low, digits, mode, &flags);
    capai_decimal high = capai_decimal_round(b.high, digits, mode, &flags);
    if (b.valid && !flags && one_sign) {
        if (capai_decimal_compare(low, high) == 0) {
            *out = low;
            return CAPAI_OK;
        }
        /* the bounds round to neighbours: the true value decides */
        capai_decimal next =
            capai_decimal_add(low, capai_decimal_unit(digits), CAPAI_HALF_EVEN, &flags);
        if (!flags && capai_decimal_compare(next, high) == 0)
            return decide(x, low, high, mode, scratch, out, err);
    }
    units floor = 0;
    enum capai_status status = find_floor(x, digits, scratch, &floor, err);
    if (status)
        return status;
    return decide(x, from_units(floor, digits), from_units(floor + 1, digits), mode, scratch, out,
                  err);
}
