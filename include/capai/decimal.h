/* Exact decimal numbers: IEEE 754-2008 decimal128 (34 digits), through the Intel library.
 *
 * Invariants: a capai_decimal is always finite; zero has no sign; the exponent lies within
 * +/- CAPAI_DECIMAL_SCALE. The number of decimals is part of the value (83.20 stays 83.20) and
 * does not count in comparisons (83.20 equals 83.2). Plain values: copy them, there is nothing to
 * free. No function keeps state, so any thread may call any of them.
 *
 * An operation that cannot give such a value says so in `*flags`, which accumulates over a whole
 * computation and is looked at once, at its end.
 */
#ifndef CAPAI_DECIMAL_H
#define CAPAI_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "capai/api.h"
#include "capai/error.h"
#include "capai/text.h"

CAPAI_API_BEGIN

typedef struct {
    uint64_t word[2]; /* decimal128 in binary encoding, low word first */
} capai_decimal;

enum {
    CAPAI_DECIMAL_DIGITS = 34, /* most significant digits */
    CAPAI_DECIMAL_SCALE = 100, /* most decimals, and most zeros behind the digits */
    CAPAI_DECIMAL_TEXT = 192   /* bytes that any formatted decimal fits into, with its NUL */
};

enum capai_decimal_flag {
    CAPAI_INEXACT = 1,          /* digits were lost: 34 were not enough */
    CAPAI_DIVISION_BY_ZERO = 2, /* the result is 0 and means nothing */
    CAPAI_RANGE = 4             /* too large or too fine: the result is 0 and means nothing */
};

/* Rounding modes, by what happens to the digits that go. */
enum capai_rounding {
    CAPAI_HALF_UP,   /* nearest, ties away from zero: the norm */
    CAPAI_HALF_EVEN, /* nearest, ties to the even digit */
    CAPAI_DOWN,      /* toward zero: truncation */
    CAPAI_UP,        /* away from zero */
    CAPAI_FLOOR,     /* toward minus infinity */
    CAPAI_CEIL,      /* toward plus infinity */
    CAPAI_ROUNDING_COUNT
};

/* The script's name of a mode: "half_up". */
const char *capai_rounding_name(enum capai_rounding mode);

/* How numbers are written by people. */
enum capai_notation {
    CAPAI_NOTATION_INDONESIA, /* 1.234.567,89 */
    CAPAI_NOTATION_PLAIN      /* 1234567.89, and 1,234,567.89 as in the US */
};

/* The decimal of a whole number. Exact, cannot fail. */
capai_decimal capai_decimal_from_int(int64_t value);

/* Reads plain text: optional sign, digits, optionally a point and more digits; nothing around it.
 * Errors: CAPAI_ERR_DATA with NUMBER_SYNTAX or NUMBER_DIGITS (more than 34 significant digits, or
 * more than CAPAI_DECIMAL_SCALE decimals); *out is then unchanged. */
enum capai_status capai_decimal_parse(capai_text text, capai_decimal *out, struct capai_error *err);

/* Writes `x` with all its decimals and a NUL into `buffer` of at least CAPAI_DECIMAL_TEXT bytes and
 * returns the bytes without the NUL. Indonesian groups the digits before the comma with points;
 * plain writes digits and one point only. Cannot fail. */
size_t capai_decimal_format(capai_decimal x, enum capai_notation notation, char *buffer);

/* -1, 0 or 1: the sign of x. */
int capai_decimal_sign(capai_decimal x);

/* -1, 0 or 1: a below, equal to, above b, as numbers. */
int capai_decimal_compare(capai_decimal a, capai_decimal b);

/* Number of decimals that x carries; 0 for a whole number. */
int capai_decimal_decimals(capai_decimal x);

/* -x. Exact. */
capai_decimal capai_decimal_negate(capai_decimal x);

/* a + b, a - b, a * b, a / b. `mode` matters only where 34 digits cannot hold the result, which
 * sets CAPAI_INEXACT. */
capai_decimal capai_decimal_add(capai_decimal a, capai_decimal b, enum capai_rounding mode,
                                unsigned *flags);
capai_decimal capai_decimal_subtract(capai_decimal a, capai_decimal b, enum capai_rounding mode,
                                     unsigned *flags);
capai_decimal capai_decimal_multiply(capai_decimal a, capai_decimal b, enum capai_rounding mode,
                                     unsigned *flags);
capai_decimal capai_decimal_divide(capai_decimal a, capai_decimal b, enum capai_rounding mode,
                                   unsigned *flags);

/* x with exactly `digits` decimals (0 to CAPAI_DECIMAL_SCALE), rounded by `mode`; rounding that
 * drops digits other than 0 is what was asked for and sets no flag. CAPAI_RANGE when the result
 * has more than 34 digits. */
capai_decimal capai_decimal_round(capai_decimal x, int digits, enum capai_rounding mode,
                                  unsigned *flags);

/* One unit of the last of `digits` decimals: 0.01 for 2. */
capai_decimal capai_decimal_unit(int digits);

CAPAI_API_END

#endif
