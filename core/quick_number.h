/* Numbers as most cells hold them: digits, groups of three, decimals, and nothing else, small
 * enough for a machine word. Private to the core. Whatever else a cell holds is doubtful here, and
 * left to capai_cell_parse, which decides what a cell means. */
#ifndef CORE_QUICK_NUMBER_H
#define CORE_QUICK_NUMBER_H

#include "capai/cell.h"
#include "capai/exact.h"
#include "core/decimal.h"

__extension__ typedef __int128 quick_wide;

/* A number: digits / 10^scale, not below zero. */
struct quick_number {
    int64_t digits;
    int scale;
    /* as in a cell: the point may be meant otherwise, or is that of another notation; said once for
     * a column */
    bool ambiguous, foreign;
};

/* Most digits of a number, and so the most decimals. */
enum { QUICK_DIGITS = DECIMAL_POWER };

/* Reads a text without blanks around it. False: it is doubtful; *out then means nothing. */
bool quick_number_read(capai_text text, enum capai_notation notation,
                       enum capai_cell_purpose purpose, struct quick_number *out);

/* What most cells hold, read sooner, with QUICK_BEFORE bytes before it that may be read, whatever
 * they are: amounts of two groups or more, of less than QUICK_BEFORE bytes before the decimals,
 * with two decimals or none; quantities of up to eight bytes without groups, if three decimals
 * cannot be meant as thousands. False: it is left to quick_number_read. */
enum { QUICK_BEFORE = 16 };
bool quick_amount_plain(capai_text text, char group, char decimal, struct quick_number *out);
bool quick_quantity_plain(capai_text text, char decimal, struct quick_number *out);

/* The same for whoever has `before` bytes before it. Here since there are two amounts in each line
 * of a budget. */
static inline bool quick_amount_soon(capai_text text, size_t before, enum capai_notation notation,
                                     struct quick_number *out)
{
    const bool indonesia = notation == CAPAI_NOTATION_INDONESIA;
    return before >= QUICK_BEFORE &&
           quick_amount_plain(text, indonesia ? '.' : ',', indonesia ? ',' : '.', out);
}

static inline bool quick_quantity_soon(capai_text text, size_t before, enum capai_notation notation,
                                       struct quick_number *out)
{
    return before >= QUICK_BEFORE &&
           quick_quantity_plain(text, notation == CAPAI_NOTATION_INDONESIA ? ',' : '.', out);
}

/* What the groups of an amount come to, a sign and three digits each, of which `size` bytes before
 * `end` count, up to four groups; QUICK_BEFORE bytes may be read, whatever they are. False: they
 * are something else. Processors without SSE2 take them by two; here for tests. */
bool quick_groups_by_two(const char *end, size_t size, char group, uint64_t *value);

/* The decimal of digits / 10^scale; digits must lie below 10^34 on either side of zero. */
capai_decimal quick_decimal(quick_wide digits, int scale);

/* x * 10^scale as a whole number; false where it is none, or beyond 10^18. */
bool quick_whole(capai_decimal x, int scale, int64_t *out);

/* A quotient of decimals as one of whole numbers, the denominator above zero; false where it is
 * none, or beyond 10^30. */
bool quick_quotient(struct capai_ratio ratio, quick_wide *numerator, quick_wide *denominator);

/* Writes digits / 10^scale in plain notation, with all its decimals, as capai_decimal_format does:
 * the end of `out`. */
enum { QUICK_TEXT = 48 };
capai_text quick_format(quick_wide digits, int scale, char out[QUICK_TEXT]);

/* digits / 10^scale without idle zeros behind the point. */
void quick_strip(quick_wide *digits, int *scale);

/* numerator / denominator, which is above zero, rounded to a whole number. */
int64_t quick_round_small(int64_t numerator, int64_t denominator, enum capai_rounding mode);

/* numerator / denominator, which is above zero, times 10^scale, rounded to a whole number. False:
 * it is too large to be told here. */
bool quick_round(quick_wide numerator, quick_wide denominator, int scale, enum capai_rounding mode,
                 int64_t *out);

#endif
