#include "core/decimal.h"

#include <assert.h>
#include <string.h>

/* The variant of the Intel library that is linked (libbidgcc000): arguments by value, rounding mode
 * and flags passed along, no global state. */
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

enum {
    EXPONENT_BIAS = 6176,
    EXPONENT_SHIFT = 49,
    EXPONENT_MASK = 0x3FFF,
    EXPONENT_MOST = 6111 /* infinities and NaN have more */
};

static BID_UINT128 to_bid(capai_decimal x)
{
    return (BID_UINT128){{x.word[0], x.word[1]}};
}

struct decimal_parts decimal_split(capai_decimal x)
{
    uint64_t high = x.word[1];
    uint64_t high_digits = high & ((UINT64_C(1) << EXPONENT_SHIFT) - 1);
    return (struct decimal_parts){
        .coefficient = (capai_uint128)high_digits << 64 | x.word[0],
        .exponent = (int)(high >> EXPONENT_SHIFT & EXPONENT_MASK) - EXPONENT_BIAS,
        .negative = high >> 63,
    };
}

capai_decimal decimal_join(struct decimal_parts parts)
{
    uint64_t sign = parts.negative && parts.coefficient ? UINT64_C(1) << 63 : 0;
    uint64_t exponent = (uint64_t)(parts.exponent + EXPONENT_BIAS) << EXPONENT_SHIFT;
    return (capai_decimal){
        {(uint64_t)parts.coefficient, sign | exponent | (uint64_t)(parts.coefficient >> 64)}};
}

bool decimal_is_sound(capai_decimal x)
{
    const capai_uint128 limit = (capai_uint128)decimal_power(17) * (capai_uint128)decimal_power(17);
    const struct decimal_parts parts = decimal_split(x);
    const capai_decimal same = decimal_join(parts);
    return parts.coefficient < limit && parts.exponent >= -CAPAI_DECIMAL_SCALE &&
           parts.exponent <= CAPAI_DECIMAL_SCALE && memcmp(&same, &x, sizeof x) == 0;
}

/* Takes a result of the library over into our invariants. */
static capai_decimal adopt(BID_UINT128 raw, _IDEC_flags raised, unsigned *flags)
{
    capai_decimal x = {{raw.w[0], raw.w[1]}};
    struct decimal_parts parts = decimal_split(x);

    if (raised & BID_INEXACT_EXCEPTION)
        *flags |= CAPAI_INEXACT;
    if (parts.coefficient == 0 && parts.exponent <= EXPONENT_MOST) {
        /* a zero is exact however many decimals its factors had */
        if (parts.exponent < -CAPAI_DECIMAL_SCALE)
            parts.exponent = -CAPAI_DECIMAL_SCALE;
        if (parts.exponent > CAPAI_DECIMAL_SCALE)
            parts.exponent = 0;
        return decimal_join(parts);
    }
    /* infinities and NaN have exponent bits far outside the range, so this catches them too; no
     * divisor is zero */
    if ((raised & (BID_INVALID_EXCEPTION | BID_OVERFLOW_EXCEPTION | BID_UNDERFLOW_EXCEPTION)) ||
        parts.exponent < -CAPAI_DECIMAL_SCALE || parts.exponent > CAPAI_DECIMAL_SCALE) {
        *flags |= CAPAI_RANGE;
        return capai_decimal_from_int(0);
    }
    return decimal_join(parts);
}

const char *capai_rounding_name(enum capai_rounding mode)
{
    static const char *const names[CAPAI_ROUNDING_COUNT] = {
        [CAPAI_HALF_UP] = "half_up", [CAPAI_HALF_EVEN] = "half_even", [CAPAI_DOWN] = "down",
        [CAPAI_UP] = "up",           [CAPAI_FLOOR] = "floor",         [CAPAI_CEIL] = "ceil",
    };
    return names[mode];
}

/* The library has no "away from zero": it is the directed mode on the side of the sign. */
static unsigned bid_mode(enum capai_rounding mode, bool negative)
{
    switch (mode) {
    case CAPAI_HALF_UP:
        return BID_ROUNDING_TIES_AWAY;
    case CAPAI_HALF_EVEN:
        return BID_ROUNDING_TO_NEAREST;
    case CAPAI_UP:
        return negative ? BID_ROUNDING_DOWN : BID_ROUNDING_UP;
    case CAPAI_FLOOR:
        return BID_ROUNDING_DOWN;
    case CAPAI_CEIL:
        return BID_ROUNDING_UP;
    default: /* CAPAI_DOWN */
        return BID_ROUNDING_TO_ZERO;
    }
}

capai_decimal capai_decimal_from_int(int64_t value)
{
    uint64_t magnitude = value < 0 ? ~(uint64_t)value + 1 : (uint64_t)value;
    return decimal_join((struct decimal_parts){magnitude, 0, value < 0});
}

enum capai_status capai_decimal_parse(capai_text text, capai_decimal *out, struct capai_error *err)
{
    struct decimal_parts parts = {0};
    size_t i = 0, digits = 0;
    bool point = false;

    if (text.size && (text.data[0] == '-' || text.data[0] == '+'))
        parts.negative = text.data[i++] == '-';
    size_t first = i;
    for (; i < text.size; i++) {
        char c = text.data[i];
        if (c == '.' && !point && i > first) {
            point = true;
        } else if (c < '0' || c > '9') {
            return capai_fail(err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS(text));
        } else {
            digits += parts.coefficient != 0;
            if (digits >= CAPAI_DECIMAL_DIGITS)
                continue; /* too many: said once the rest is known to be digits */
            parts.coefficient = parts.coefficient * 10 + (unsigned)(c - '0');
            parts.exponent -= point;
        }
    }
    if (i == first || text.data[i - 1] == '.')
        return capai_fail(err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS(text));
    if (digits >= CAPAI_DECIMAL_DIGITS || parts.exponent < -CAPAI_DECIMAL_SCALE)
        return capai_fail(err, CAPAI_MSG_NUMBER_DIGITS, CAPAI_WORDS(text));
    *out = decimal_join(parts);
    return CAPAI_OK;
}

/* Digits of the coefficient, at least one, without a NUL. */
static size_t digits_of(capai_uint128 coefficient, char *digits)
{
    char reversed[40];
    size_t n = 0;
    do {
        reversed[n++] = (char)('0' + (int)(coefficient % 10));
        coefficient /= 10;
    } while (coefficient);
    for (size_t i = 0; i < n; i++)
        digits[i] = reversed[n - 1 - i];
    return n;
}

size_t capai_decimal_format(capai_decimal x, enum capai_notation notation, char *buffer)
{
    struct decimal_parts parts = decimal_split(x);
    char digits[CAPAI_DECIMAL_DIGITS + CAPAI_DECIMAL_SCALE + 8];
    size_t n = digits_of(parts.coefficient, digits);
    bool plain = notation == CAPAI_NOTATION_PLAIN;
    size_t decimals = parts.exponent < 0 ? (size_t)-parts.exponent : 0;
    size_t length = 0;

    if (parts.exponent > 0 && parts.coefficient) {
        memset(digits + n, '0', (size_t)parts.exponent);
        n += (size_t)parts.exponent;
    }
    if (n <= decimals) { /* 0.05: zeros in front */
        size_t zeros = decimals + 1 - n;
        memmove(digits + zeros, digits, n);
        memset(digits, '0', zeros);
        n += zeros;
    }
    if (parts.negative)
        buffer[length++] = '-';
    size_t whole = n - decimals;
    for (size_t i = 0; i < whole; i++) {
        if (!plain && i && (whole - i) % 3 == 0)
            buffer[length++] = '.';
        buffer[length++] = digits[i]; /* NOLINT: n of them were written */
    }
    if (decimals) {
        buffer[length++] = plain ? '.' : ',';
        memcpy(buffer + length, digits + whole, decimals);
        length += decimals;
    }
    buffer[length] = '\0';
    return length;
}

int capai_decimal_sign(capai_decimal x)
{
    struct decimal_parts parts = decimal_split(x);
    return parts.coefficient == 0 ? 0 : parts.negative ? -1 : 1;
}

/* ---- whole numbers of 128 bits, where they hold the result: most data are small ---- */

__extension__ typedef __int128 whole;

bool decimal_scale(capai_uint128 *x, int zeros)
{
    enum { MOST = DECIMAL_POWER };
    if (*x == 0)
        return true;
    for (; zeros > MOST; zeros -= MOST)
        if (__builtin_mul_overflow(*x, (capai_uint128)decimal_power(MOST), x))
            return false;
    return !__builtin_mul_overflow(*x, (capai_uint128)decimal_power(zeros), x);
}

/* Brings both to the smaller exponent, with their signs; false when they become too large. */
static bool align(capai_decimal a, capai_decimal b, whole *x, whole *y, int *exponent)
{
    struct decimal_parts p = decimal_split(a), q = decimal_split(b);
    const capai_uint128 most = (capai_uint128)1 << 111; /* sums stay below 10^34 */
    int gap = p.exponent - q.exponent;
    *exponent = gap > 0 ? q.exponent : p.exponent;
    if (!decimal_scale(&p.coefficient, gap > 0 ? gap : 0) ||
        !decimal_scale(&q.coefficient, gap < 0 ? -gap : 0) || p.coefficient >= most ||
        q.coefficient >= most)
        return false;
    *x = p.negative ? -(whole)p.coefficient : (whole)p.coefficient;
    *y = q.negative ? -(whole)q.coefficient : (whole)q.coefficient;
    return true;
}

static capai_decimal from_whole(whole x, int exponent)
{
    return decimal_join((struct decimal_parts){(capai_uint128)(x < 0 ? -x : x), exponent, x < 0});
}

/* a * b when it is exact in few digits. */
static bool multiply_small(capai_decimal a, capai_decimal b, capai_decimal *out)
{
    struct decimal_parts p = decimal_split(a), q = decimal_split(b);
    const capai_uint128 most = (capai_uint128)1 << 56;
    int exponent = p.exponent + q.exponent;
    if (p.coefficient >= most || q.coefficient >= most || exponent < -CAPAI_DECIMAL_SCALE ||
        exponent > CAPAI_DECIMAL_SCALE)
        return false;
    *out = decimal_join(
        (struct decimal_parts){p.coefficient * q.coefficient, exponent, p.negative != q.negative});
    return true;
}

/* ---- arithmetic ---- */

int capai_decimal_compare(capai_decimal a, capai_decimal b)
{
    whole x, y;
    int exponent;
    if ((a.word[1] ^ b.word[1]) >> EXPONENT_SHIFT == 0) { /* sign and exponent are the same */
        const int sign = a.word[1] != b.word[1] ? (a.word[1] > b.word[1] ? 1 : -1)
                                                : (a.word[0] > b.word[0]) - (a.word[0] < b.word[0]);
        return a.word[1] >> 63 ? -sign : sign;
    }
    if (align(a, b, &x, &y, &exponent))
        return (x > y) - (x < y);
    _IDEC_flags raised = 0;
    if (bid128_quiet_less(to_bid(a), to_bid(b), &raised))
        return -1;
    return bid128_quiet_equal(to_bid(a), to_bid(b), &raised) ? 0 : 1;
}

int capai_decimal_decimals(capai_decimal x)
{
    int exponent = decimal_split(x).exponent;
    return exponent < 0 ? -exponent : 0;
}

capai_decimal capai_decimal_negate(capai_decimal x)
{
    struct decimal_parts parts = decimal_split(x);
    parts.negative = !parts.negative;
    return decimal_join(parts);
}

typedef BID_UINT128 (*operation)(BID_UINT128, BID_UINT128, _IDEC_round, _IDEC_flags *);

/* "Away from zero" needs the sign of the result, which toward-zero rounding tells. */
static capai_decimal apply(operation op, capai_decimal a, capai_decimal b, enum capai_rounding mode,
                           unsigned *flags)
{
    _IDEC_flags raised = 0;
    bool negative = false;
    if (mode == CAPAI_UP)
        negative = op(to_bid(a), to_bid(b), BID_ROUNDING_TO_ZERO, &raised).w[1] >> 63;
    raised = 0;
    BID_UINT128 result = op(to_bid(a), to_bid(b), bid_mode(mode, negative), &raised);
    return adopt(result, raised, flags);
}

capai_decimal capai_decimal_add(capai_decimal a, capai_decimal b, enum capai_rounding mode,
                                unsigned *flags)
{
    whole x, y;
    int exponent;
    if (align(a, b, &x, &y, &exponent))
        return from_whole(x + y, exponent);
    return apply(bid128_add, a, b, mode, flags);
}

capai_decimal capai_decimal_subtract(capai_decimal a, capai_decimal b, enum capai_rounding mode,
                                     unsigned *flags)
{
    whole x, y;
    int exponent;
    if (align(a, b, &x, &y, &exponent))
        return from_whole(x - y, exponent);
    return apply(bid128_sub, a, b, mode, flags);
}

capai_decimal capai_decimal_multiply(capai_decimal a, capai_decimal b, enum capai_rounding mode,
                                     unsigned *flags)
{
    capai_decimal product;
    if (multiply_small(a, b, &product))
        return product;
    return apply(bid128_mul, a, b, mode, flags);
}

capai_decimal capai_decimal_divide(capai_decimal a, capai_decimal b, enum capai_rounding mode,
                                   unsigned *flags)
{
    /* 0/0 is invalid in IEEE terms; here both are one mistake */
    if (capai_decimal_sign(b) == 0) {
        *flags |= CAPAI_DIVISION_BY_ZERO;
        return capai_decimal_from_int(0);
    }
    return apply(bid128_div, a, b, mode, flags);
}

capai_decimal capai_decimal_unit(int digits)
{
    assert(digits >= 0 && digits <= CAPAI_DECIMAL_SCALE);
    return decimal_join((struct decimal_parts){1, -digits, false});
}

capai_decimal capai_decimal_round(capai_decimal x, int digits, enum capai_rounding mode,
                                  unsigned *flags)
{
    _IDEC_flags raised = 0;
    BID_UINT128 result = bid128_quantize(to_bid(x), to_bid(capai_decimal_unit(digits)),
                                         bid_mode(mode, capai_decimal_sign(x) < 0), &raised);
    return adopt(result, raised & ~(_IDEC_flags)BID_INEXACT_EXCEPTION, flags);
}
