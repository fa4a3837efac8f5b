/* Cells: what one field of an office's table says.
 *
 * Offices write "1.234.567,89", "BB (74)", "4 Dok", "7 - 8 bulan", "NA". A cell is exactly one of:
 * missing, a number (with unit and remark), a grade (with or without its number), a range, a text.
 * What is none of these is broken: an error, never a guess. What can be read in two ways is read in
 * the notation in force and marked.
 */
#ifndef CAPAI_CELL_H
#define CAPAI_CELL_H

#include "capai/api.h"
#include "capai/decimal.h"

CAPAI_API_BEGIN

enum capai_cell_kind {
    CAPAI_CELL_MISSING, /* empty, NA, n/a, - */
    CAPAI_CELL_NUMBER,  /* 83,57   4 Dok   97,78%   87,33 (IKM Kab. Jember) */
    CAPAI_CELL_GRADE,   /* BB   A (80,60)   WTP: one to four capitals, perhaps + or - */
    CAPAI_CELL_RANGE,   /* 7 - 8 bulan   80 - 90% */
    CAPAI_CELL_TEXT,    /* anything else that does not begin like a number */
    CAPAI_CELL_BROKEN   /* could not be read; set by whoever keeps a cell after reporting it */
};

/* What a column holds, which decides how its signs are read. */
enum capai_cell_purpose {
    CAPAI_QUANTITY,    /* target, realisasi: one sign may be the decimal sign of either notation */
    CAPAI_RUPIAH,      /* pagu: the grouping sign of the notation in force always groups */
    CAPAI_RUPIAH_MIXED /* rp_*: both signs may group where every later group has three digits */
};

struct capai_cell {
    enum capai_cell_kind kind;
    bool has_number;      /* number is set: NUMBER, RANGE, and GRADE with a number */
    bool percent;         /* a percent sign followed the number */
    bool ambiguous;       /* "1.125": group or decimal; read by the notation in force */
    bool foreign;         /* "19.76" in Indonesian notation: can only be the other decimal sign */
    capai_decimal number; /* of a range: its lower end */
    capai_decimal upper;  /* of a range */
    capai_text grade;     /* views into the text that was parsed */
    capai_text unit;
    capai_text note;   /* without its parentheses */
    capai_text source; /* the whole cell, without the blanks around it */
};

/* Reads one cell. The views in *cell point into `text` and live as long as it.
 * Errors: CAPAI_ERR_DATA with NUMBER_GROUPS, NUMBER_NOTATION, NUMBER_SYNTAX, NUMBER_DIGITS,
 * RANGE_REVERSED or SPREADSHEET_ERROR, whose word {1} is the cell; *cell is then BROKEN with its
 * source, so that it can be shown. */
enum capai_status capai_cell_parse(capai_text text, enum capai_notation notation,
                                   enum capai_cell_purpose purpose, struct capai_cell *cell,
                                   struct capai_error *err);

/* True for a number that has neither unit nor remark ("100%", "83,57"): results print it as a plain
 * number and every other cell as its text. */
bool capai_cell_is_bare(const struct capai_cell *cell);

CAPAI_API_END

#endif
