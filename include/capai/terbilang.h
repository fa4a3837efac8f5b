/* Terbilang: numbers in Indonesian words, as reports and receipts repeat an amount.
 *
 * The words are those of the standard language: nol, satu, sepuluh, sebelas, dua belas, seratus
 * lima, seribu, dua ribu, satu juta, satu miliar, triliun, kuadriliun, kuintiliun, sekstiliun,
 * septiliun, oktiliun, noniliun, desiliun. Decimals follow "koma" digit by digit: 97,05 is
 * "sembilan puluh tujuh koma nol lima". They belong to the value, so 83,20 is "delapan puluh tiga
 * koma dua nol" and is read back with two decimals; who wants none rounds first.
 */
#ifndef CAPAI_TERBILANG_H
#define CAPAI_TERBILANG_H

#include "capai/api.h"
#include "capai/decimal.h"

CAPAI_API_BEGIN

/* How 10^9 is spelt. */
enum capai_miliar {
    CAPAI_MILIAR, /* the standard spelling */
    CAPAI_MILYAR  /* that of many offices */
};

enum {
    CAPAI_TERBILANG_DIGITS = 34, /* most digits before the comma, written and read */
    CAPAI_TERBILANG_TEXT = 2048  /* bytes that any number in words fits into, with its NUL */
};

/* Writes `x` in small letters and a NUL into `buffer` of at least CAPAI_TERBILANG_TEXT bytes; *size
 * becomes the bytes without the NUL. A negative number begins with "minus".
 * Errors: CAPAI_ERR_DATA with WORDS_LARGE (10^34 or more, which only a result of arithmetic is);
 * buffer and *size are then unchanged. */
enum capai_status capai_terbilang_format(capai_decimal x, enum capai_miliar spelling, char *buffer,
                                         size_t *size, struct capai_error *err);

/* Reads a number in words, as documents write it: capitals do not count; blanks, line breaks and
 * hyphens part words, and words may be joined (duapuluh); miliar, milyar, milliar, triliun,
 * trilyun, trilliun; sejuta, satu ribu, satu ratus; "tiga ribu triliun" for three quadrillion;
 * "minus" or "negatif" before it, "rupiah", a full stop, or parentheses around it.
 *
 * Nothing is guessed: words that make no number are an error. Its message names the first word that
 * is wrong; {2} is the nearest word that could stand there, and where none is near {3} lists all
 * that could. The column of *err is where that word begins in `text`, in characters from 1, its
 * width the characters of the word. The line is left 0: a caller that knows where the text stands
 * adds to it.
 * Errors: CAPAI_ERR_DATA with WORDS_EMPTY (no word at all), WORDS_UNKNOWN (no word of a number),
 * WORDS_PLACE (a word of a number that cannot stand here), WORDS_END (the number is not finished)
 * or WORDS_DIGITS (more than 34 digits, or more than CAPAI_DECIMAL_SCALE decimals); *out is then
 * unchanged. */
enum capai_status capai_terbilang_parse(capai_text text, capai_decimal *out,
                                        struct capai_error *err);

CAPAI_API_END

#endif
