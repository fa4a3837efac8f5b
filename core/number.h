/* Numbers as people write them. Private to the core. */
#ifndef CORE_NUMBER_H
#define CORE_NUMBER_H

#include "capai/cell.h"

struct number {
    capai_decimal value;
    bool percent;
    bool ambiguous;
    bool foreign;
};

/* Reads the number that `*text` begins with, with its sign, "Rp", closing ",-" and percent sign,
 * and moves *text behind it and the blanks after it. `whole` is the cell for messages. Errors as
 * in capai_cell_parse; *text and *out are then unchanged. */
enum capai_status number_scan(capai_text *text, capai_text whole, enum capai_notation notation,
                              enum capai_cell_purpose purpose, struct number *out,
                              struct capai_error *err);

/* True when `text` begins as a number does: a digit, a sign before one, "(" or "Rp" before one. */
bool number_begins(capai_text text);

#endif
