/* Numbers as workbooks store them, read as decimal text and never as binary numbers: a spreadsheet
 * shows at most 15 digits, and writes the binary number behind them with 17. Private to the core.
 */
#ifndef CORE_STORED_H
#define CORE_STORED_H

#include "capai/text.h"

enum { STORED_TEXT = 64, STORED_DIGITS = 15, STORED_WHOLE = 34 };

/* What a number format makes of a number. */
enum stored_format {
    STORED_GENERAL,
    STORED_PERCENT, /* 0.9778 is shown as 97.78% */
    STORED_DATE,    /* a count of days */
    STORED_TIME     /* a part of a day, or hours beyond one */
};

/* What the format code of a workbook makes of a number; its first section decides. */
enum stored_format stored_format_of(capai_text code);

/* The same for the formats that have a number but no code. */
enum stored_format stored_format_builtin(size_t id);

/* Writes a stored number (83.569999999999993, 1.2E+7) into `out` as plain decimal text without an
 * exponent and without idle zeros: 83.57, 12000000. More than 15 significant digits are rounded to
 * 15, half up, as the spreadsheet shows them; but a whole number that is written out keeps all. As
 * a percentage the point moves by two, and "%" follows. Returns its size; 0 when `raw` is no
 * number, or too long to be written so. */
size_t stored_number(capai_text raw, bool percent, char out[STORED_TEXT]);

/* True for a number in that notation, even for one that is too long to be written so. */
bool stored_is_number(capai_text raw);

/* Writes a stored date as 2024-12-31, with a time of day as 2024-12-31 13:45:00; a time as
 * 13:45:00. Days are counted from 1900, which holds a 29 February that never was, or from 1904.
 * Returns its size; 0 when `raw` is no date before the year 10000. */
size_t stored_date(capai_text raw, enum stored_format format, bool from_1904,
                   char out[STORED_TEXT]);

/* An ISO date or time as a workbook stores it, 2024-12-31T13:45:00: written with a blank, and
 * without a time of day that is midnight. In place; returns the
 * size then. */
size_t stored_iso(char *text, size_t size);

#endif
