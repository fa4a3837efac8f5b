/* Geometric means. Private to the core. */
#ifndef CORE_ROOT_H
#define CORE_ROOT_H

#include "capai/exact.h"

enum {
    ROOT_DIGITS = 20,   /* decimals in which a root is told from every number that has no more */
    ROOT_FACTORS = 1000 /* most of them: each comparison raises a number to that power */
};

/* The root of the product of `count` (1 to ROOT_FACTORS) quotients, none below zero, taken `count`
 * times. A root is irrational as a rule, so *out is a decimal that stands for it: the root itself
 * where that has at most ROOT_DIGITS decimals, else one between the same two neighbours of
 * ROOT_DIGITS decimals as the root. So it compares with numbers of up to ROOT_DIGITS decimals, and
 * rounds to fewer, as the root does. Errors: CAPAI_ERR_MEMORY; NUMBER_RANGE from 10^13 on, and with
 * too many factors. */
enum capai_status root_of_product(const struct capai_ratio *factors, size_t count,
                                  struct capai_arena *scratch, capai_decimal *out,
                                  struct capai_error *err);

#endif
