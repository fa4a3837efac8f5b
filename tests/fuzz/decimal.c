/* Decimals: the laws of arithmetic, and whole numbers of any length (GMP) as the judge of every
 * result. Input: three choices, then two numbers, a line each, which are read as plain text; or
 * bytes of which each stands for a sign of a number, so that most of them are some. */
#include "fuzz.h"

#include <gmp.h>

#include "capai/decimal.h"

typedef capai_decimal (*operation)(capai_decimal a, capai_decimal b, enum capai_rounding mode,
                                   unsigned *flags);

/* What stands before the point and behind it, without the point, in *out; returns the decimals. */
static int digits_of(capai_decimal x, mpz_t out)
{
    char text[CAPAI_DECIMAL_TEXT];
    const size_t size = capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
    char *point = memchr(text, '.', size);
    const int decimals = point ? (int)(text + size - point) - 1 : 0;
    if (point)
        memmove(point, point + 1, (size_t)decimals + 1);
    CHECK(mpz_set_str(out, text, 10) == 0);
    return decimals;
}

static void exact_of(capai_decimal x, mpq_t out)
{
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 10, (unsigned)digits_of(x, mpq_numref(out)));
    mpz_set(mpq_denref(out), power);
    mpq_canonicalize(out);
    mpz_clear(power);
}

/* -1, 0 or 1 times: where `rounded` lies from the exact value, which is `mode`'s to choose. */
static void check_direction(int sign, int from, enum capai_rounding mode)
{
    if (mode == CAPAI_FLOOR)
        CHECK(from <= 0);
    if (mode == CAPAI_CEIL)
        CHECK(from >= 0);
    if (mode == CAPAI_DOWN)
        CHECK(from * sign <= 0);
    if (mode == CAPAI_UP)
        CHECK(from * sign >= 0);
}

/* `x` stands for `exact`, rounded by `mode` where a unit of its last digit is `unit`: less than one
 * unit away, half a unit at most where the nearest is wanted, and on the right side. */
static void check_rounded(capai_decimal x, mpq_t exact, mpq_t unit, enum capai_rounding mode)
{
    mpq_t value, away, limit;
    mpq_inits(value, away, limit, NULL);
    exact_of(x, value);
    mpq_sub(away, value, exact);
    const int from = mpq_sgn(away);
    check_direction(mpq_sgn(exact), from, mode);
    mpq_abs(away, away);
    CHECK(mpq_cmp(away, unit) < 0);
    mpq_div_2exp(limit, unit, 1);
    if (mode == CAPAI_HALF_UP || mode == CAPAI_HALF_EVEN) {
        const int tie = mpq_cmp(away, limit);
        CHECK(tie <= 0);
        mpq_div(value, value, unit); /* the last digit, of a whole number now */
        if (tie == 0 && mode == CAPAI_HALF_UP)
            CHECK(from == mpq_sgn(exact));
        if (tie == 0 && mode == CAPAI_HALF_EVEN)
            CHECK(mpz_even_p(mpq_numref(value)) && mpz_cmp_ui(mpq_denref(value), 1) == 0);
    }
    mpq_clears(value, away, limit, NULL);
}

/* One unit of the last of 34 digits of `x`. */
static void last_unit(capai_decimal x, mpq_t unit)
{
    mpz_t digits, power;
    mpz_inits(digits, power, NULL);
    const int decimals = digits_of(x, digits);
    mpz_abs(digits, digits);
    const size_t length = strlen(mpz_get_str((char[CAPAI_DECIMAL_TEXT]){0}, 10, digits));
    mpq_set_ui(unit, 1, 1);
    mpz_ui_pow_ui(mpq_denref(unit), 10, (unsigned)decimals);
    if (length > CAPAI_DECIMAL_DIGITS)
        mpz_ui_pow_ui(mpq_numref(unit), 10, (unsigned)(length - CAPAI_DECIMAL_DIGITS));
    mpq_canonicalize(unit);
    mpz_clears(digits, power, NULL);
}

static void check_result(capai_decimal x, unsigned flags, mpq_t exact, enum capai_rounding mode)
{
    mpq_t value, unit;
    CHECK((flags & ~(unsigned)(CAPAI_INEXACT | CAPAI_RANGE)) == 0);
    if (flags & CAPAI_RANGE) {
        CHECK(capai_decimal_sign(x) == 0);
        return;
    }
    mpq_inits(value, unit, NULL);
    exact_of(x, value);
    CHECK((flags & CAPAI_INEXACT) == (mpq_equal(value, exact) ? 0 : CAPAI_INEXACT));
    if (flags & CAPAI_INEXACT) {
        last_unit(x, unit);
        check_rounded(x, exact, unit, mode);
    }
    mpq_clears(value, unit, NULL);
}

static void check_arithmetic(capai_decimal a, capai_decimal b, enum capai_rounding mode)
{
    static const operation operations[] = {capai_decimal_add, capai_decimal_subtract,
                                           capai_decimal_multiply, capai_decimal_divide};
    mpq_t x, y, results[4];
    mpq_inits(x, y, results[0], results[1], results[2], results[3], NULL);
    exact_of(a, x);
    exact_of(b, y);
    mpq_add(results[0], x, y);
    mpq_sub(results[1], x, y);
    mpq_mul(results[2], x, y);
    const bool by_zero = mpq_sgn(y) == 0;
    if (!by_zero)
        mpq_div(results[3], x, y);
    CHECK(capai_decimal_compare(a, b) == (mpq_cmp(x, y) > 0) - (mpq_cmp(x, y) < 0));
    CHECK(capai_decimal_sign(a) == mpq_sgn(x));
    for (int i = 0; i < 4; i++) {
        unsigned flags = 0;
        const capai_decimal result = operations[i](a, b, mode, &flags);
        if (i == 3 && by_zero)
            CHECK(flags == CAPAI_DIVISION_BY_ZERO && capai_decimal_sign(result) == 0);
        else
            check_result(result, flags, results[i], mode);
    }
    mpq_clears(x, y, results[0], results[1], results[2], results[3], NULL);
}

static void check_rounding(capai_decimal a, int digits, enum capai_rounding mode)
{
    unsigned flags = 0;
    mpq_t exact, unit;
    const capai_decimal rounded = capai_decimal_round(a, digits, mode, &flags);
    CHECK((flags & ~(unsigned)CAPAI_RANGE) == 0);
    if (flags)
        return;
    CHECK(capai_decimal_decimals(rounded) == digits);
    mpq_inits(exact, unit, NULL);
    exact_of(a, exact);
    exact_of(capai_decimal_unit(digits), unit);
    check_rounded(rounded, exact, unit, mode);
    mpq_clears(exact, unit, NULL);
}

/* Reads plain text; what was read is written so that it is read again as it was. */
static bool read_number(capai_text text, capai_decimal *out)
{
    const capai_decimal before = {{0x5A5A5A5A5A5A5A5A, 0xA5A5A5A5A5A5A5A5}};
    capai_decimal again;
    struct capai_error err = {0};
    char written[CAPAI_DECIMAL_TEXT];
    *out = before;
    const enum capai_status status = capai_decimal_parse(text, out, &err);
    fuzz_check_status(status, &err);
    if (status) {
        CHECK(status == CAPAI_ERR_DATA && memcmp(out, &before, sizeof before) == 0);
        return false;
    }
    const size_t size = capai_decimal_format(*out, CAPAI_NOTATION_PLAIN, written);
    CHECK(size < sizeof written && written[size] == '\0');
    CHECK(capai_decimal_parse((capai_text){written, size}, &again, NULL) == CAPAI_OK);
    CHECK(memcmp(&again, out, sizeof again) == 0);
    return true;
}

enum { SIGNS = 400 };

/* Numbers of any bytes. */
static size_t spell(const struct fuzz_input *input, uint8_t *out)
{
    static const char signs[] = "0123456789012345.-\n0000000999999";
    size_t size = 0;
    while (size < input->size && size < SIGNS) {
        out[size] = (uint8_t)signs[input->data[size] % (sizeof signs - 1)];
        size++;
    }
    return size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    uint8_t spelt[SIGNS];
    capai_decimal a, b;
    const bool any = fuzz_choice(&input, 2) == 0;
    const enum capai_rounding mode = (enum capai_rounding)fuzz_choice(&input, CAPAI_ROUNDING_COUNT);
    const int digits = (int)fuzz_choice(&input, CAPAI_DECIMAL_SCALE + 1);
    if (any)
        input = (struct fuzz_input){spelt, spell(&input, spelt)};
    if (!read_number(fuzz_text(&input, '\n'), &a))
        return 0;
    check_rounding(a, digits, mode);
    const capai_decimal minus = capai_decimal_negate(a);
    CHECK(capai_decimal_sign(minus) == -capai_decimal_sign(a));
    if (read_number(fuzz_text(&input, '\n'), &b))
        check_arithmetic(a, b, mode);
    return 0;
}
