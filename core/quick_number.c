#include "core/quick_number.h"

#include <string.h>

/* ---- reading ---- */

/* Signs of a text, which stand between runs of digits. */
struct signs {
    size_t groups, decimals; /* of each kind */
    size_t last;             /* where the last one stands */
    bool right;              /* the groups have three digits each, up to the decimal sign */
};

/* Notes a sign behind a run of digits. False: none may stand there. */
static inline bool add_sign(struct signs *s, bool group, size_t at)
{
    const size_t run = at - (s->groups ? s->last + 1 : 0);
    if (s->decimals)
        return false;
    s->right = s->right && (s->groups ? run == 3 : run > 0 && (!group || run <= 3));
    s->groups += group;
    s->decimals += !group;
    s->last = at;
    return true;
}

bool quick_number_read(capai_text text, enum capai_notation notation,
                       enum capai_cell_purpose purpose, struct quick_number *out)
{
    const bool indonesia = notation == CAPAI_NOTATION_INDONESIA;
    const char group = indonesia ? '.' : ',', decimal = indonesia ? ',' : '.';
    struct signs s = {0, 0, 0, true};
    uint64_t value = 0; /* means nothing where there are too many digits */
    if (!text.size || text.size > 2 * QUICK_DIGITS)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        const unsigned digit = (unsigned char)text.data[i] - (unsigned)'0';
        if (digit <= 9)
            value = value * 10 + digit;
        else if ((text.data[i] != group && text.data[i] != decimal) ||
                 !add_sign(&s, text.data[i] == group, i))
            return false;
    }
    const size_t signs = s.groups + s.decimals;
    const size_t run = text.size - (signs ? s.last + 1 : 0);
    if (!run || text.size - signs > QUICK_DIGITS || text.data[0] < '0' || text.data[0] > '9')
        return false;
    if (s.groups)
        s.right = s.right && text.data[0] != '0' && (s.decimals || run == 3);
    *out = (struct quick_number){.digits = (int64_t)value, .scale = s.decimals ? (int)run : 0};
    if (s.decimals) {
        if (purpose == CAPAI_RUPIAH_MIXED)
            return false;
        out->ambiguous = !indonesia && purpose == CAPAI_QUANTITY && !s.groups && run == 3 &&
                         s.last <= 3 && text.data[0] != '0';
        return s.right;
    }
    if (s.right) {
        out->ambiguous = s.groups == 1 && purpose == CAPAI_QUANTITY;
        return true;
    }
    if (s.groups != 1 || purpose != CAPAI_QUANTITY)
        return false;
    out->scale = (int)run; /* 19.76, 0.820: the point is that of the other notation */
    out->foreign = true;
    return true;
}

/* ---- decimals ---- */

capai_decimal quick_decimal(quick_wide digits, int scale)
{
    const bool negative = digits < 0;
    return decimal_join((struct decimal_parts){
        .coefficient = (capai_uint128)(negative ? -digits : digits),
        .exponent = -scale,
        .negative = negative,
    });
}

bool quick_whole(capai_decimal x, int scale, int64_t *out)
{
    struct decimal_parts parts = decimal_split(x);
    int zeros = parts.exponent + scale;
    for (; zeros < 0 && parts.coefficient % 10 == 0; zeros++)
        parts.coefficient /= 10;
    if (parts.coefficient == 0)
        zeros = 0;
    if (zeros < 0 || zeros > QUICK_DIGITS)
        return false;
    const capai_uint128 most = (capai_uint128)decimal_power(QUICK_DIGITS);
    const capai_uint128 factor = (capai_uint128)decimal_power(zeros);
    if (parts.coefficient > most || parts.coefficient * factor > most)
        return false;
    const int64_t value = (int64_t)(parts.coefficient * factor);
    *out = parts.negative ? -value : value;
    return true;
}

/* x * 10^zeros; false beyond 10^30. */
static bool shift(struct decimal_parts x, int zeros, quick_wide *out)
{
    const quick_wide most = (quick_wide)decimal_power(15) * decimal_power(15);
    if (zeros > QUICK_DIGITS || x.coefficient > (capai_uint128)decimal_power(QUICK_DIGITS))
        return false;
    const quick_wide value = (quick_wide)x.coefficient * decimal_power(zeros);
    *out = x.negative ? -value : value;
    return value <= most;
}

bool quick_quotient(struct capai_ratio ratio, quick_wide *numerator, quick_wide *denominator)
{
    const struct decimal_parts n = decimal_split(ratio.numerator);
    const struct decimal_parts d = decimal_split(ratio.denominator);
    const int least = n.exponent < d.exponent ? n.exponent : d.exponent;
    if (!shift(n, n.exponent - least, numerator) || !shift(d, d.exponent - least, denominator) ||
        *denominator == 0)
        return false;
    if (*denominator < 0) {
        *numerator = -*numerator;
        *denominator = -*denominator;
    }
    return true;
}

/* ---- writing ---- */

capai_text quick_format(quick_wide digits, int scale, char out[QUICK_TEXT])
{
    /* cppcheck-suppress ctuPointerArith ; behind the last one, as C allows */
    char *const end = out + QUICK_TEXT, *at = end;
    capai_uint128 value = (capai_uint128)(digits < 0 ? -digits : digits);
    int left = scale; /* decimals to come */
    while (value > UINT64_MAX) {
        *--at = (char)('0' + (int)(value % 10));
        value /= 10;
        if (--left == 0)
            *--at = '.';
    }
    uint64_t rest = (uint64_t)value;
    do {
        *--at = (char)('0' + (int)(rest % 10));
        rest /= 10;
        if (--left == 0)
            *--at = '.';
    } while (rest || left >= 0);
    if (digits < 0)
        *--at = '-';
    return (capai_text){at, (size_t)(end - at)};
}

void quick_strip(quick_wide *digits, int *scale)
{
    for (; *scale > 0 && *digits % 10 == 0; --*scale)
        *digits /= 10;
}

/* ---- rounding ---- */

/* The quotient towards zero becomes the rounded one: `side` says whether what is left is more than
 * half, less, or neither. */
static int64_t settle(int64_t quotient, int side, bool negative, enum capai_rounding mode)
{
    bool away = false;
    switch (mode) {
    case CAPAI_HALF_UP:
        away = side >= 0;
        break;
    case CAPAI_HALF_EVEN:
        away = side > 0 || (side == 0 && quotient % 2 != 0);
        break;
    case CAPAI_UP:
        away = true;
        break;
    case CAPAI_FLOOR:
        away = negative;
        break;
    case CAPAI_CEIL:
        away = !negative;
        break;
    case CAPAI_DOWN:
    case CAPAI_ROUNDING_COUNT:
    default:
        break;
    }
    return quotient + (away ? negative ? -1 : 1 : 0);
}

int64_t quick_round_small(int64_t numerator, int64_t denominator, enum capai_rounding mode)
{
    const int64_t quotient = numerator / denominator, rest = numerator % denominator;
    const int64_t size = rest < 0 ? -rest : rest, other = denominator - size;
    return rest ? settle(quotient, (size > other) - (size < other), numerator < 0, mode) : quotient;
}

bool quick_round(quick_wide numerator, quick_wide denominator, int scale, enum capai_rounding mode,
                 int64_t *out)
{
    quick_wide scaled;
    if (scale < 0 || scale > QUICK_DIGITS ||
        __builtin_mul_overflow(numerator, (quick_wide)decimal_power(scale), &scaled))
        return false;
    if (scaled <= INT64_MAX && scaled >= -INT64_MAX && denominator <= INT64_MAX) {
        *out = quick_round_small((int64_t)scaled, (int64_t)denominator, mode); /* far cheaper */
        return true;
    }
    const quick_wide quotient = scaled / denominator, rest = scaled % denominator;
    if (quotient >= decimal_power(QUICK_DIGITS) || quotient <= -decimal_power(QUICK_DIGITS))
        return false;
    const quick_wide size = rest < 0 ? -rest : rest, other = denominator - size;
    *out = (int64_t)quotient;
    if (rest)
        *out = settle(*out, (size > other) - (size < other), scaled < 0, mode);
    return true;
}
