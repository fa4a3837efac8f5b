/* Numbers and dates as people in Indonesia read them: 3.129.257.771, Rp3.129.257.771,00, 97,78%,
 * 31 Desember 2024. Text for people is Indonesian in both languages of the program.
 *
 * Nothing is rounded in passing: the caller says how many decimals are shown and how the others go.
 * A value with fewer decimals gets zeros. A negative number begins with the ASCII hyphen, before
 * "Rp" too (-Rp500,00); a value that rounds to zero has no sign. No function keeps state or fails.
 */
#ifndef CAPAI_FORMAT_H
#define CAPAI_FORMAT_H

#include "capai/api.h"
#include "capai/decimal.h"

CAPAI_API_BEGIN

enum { CAPAI_FORMAT_TEXT = 320 /* bytes that any text from here fits into, with its NUL */ };

/* Each writes into `buffer` of at least CAPAI_FORMAT_TEXT bytes, with a NUL, and returns the bytes
 * without it. `digits` is 0 to CAPAI_DECIMAL_SCALE. */
size_t capai_format_number(capai_decimal x, int digits, enum capai_rounding mode, char *buffer);
size_t capai_format_rupiah(capai_decimal x, int digits, enum capai_rounding mode, char *buffer);
/* x in percent: 97.78 gives 97,78%. */
size_t capai_format_percent(capai_decimal x, int digits, enum capai_rounding mode, char *buffer);

/* A day of the Gregorian calendar. */
struct capai_date {
    int year;  /* 1 to 9999 */
    int month; /* 1 to 12 */
    int day;   /* 1 to what the month has */
};

/* True for a day that exists. */
bool capai_date_exists(struct capai_date date);

/* Reads year-month-day, as ISO 8601 and spreadsheets write it: 2024-12-31; a time behind it
 * ("2024-12-31T00:00:00") is left out, blanks around it do not count.
 * Errors: CAPAI_ERR_DATA with DATE; *out is then unchanged. */
enum capai_status capai_date_parse(capai_text text, struct capai_date *out,
                                   struct capai_error *err);

/* "31 Desember 2024", of a day that exists. Buffer and result as above. */
size_t capai_format_date(struct capai_date date, char *buffer);

CAPAI_API_END

#endif
