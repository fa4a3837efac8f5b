/* Formula texts in whole numbers, as capai_expression_value evaluates them in exact decimals.
 * Private to the core. */
#ifndef CORE_QUICK_FORMULA_H
#define CORE_QUICK_FORMULA_H

#include "capai/formula.h"
#include "core/quick_number.h"

/* True for a formula of realisasi and target alone, whose numbers are small. */
bool quick_formula_fits(const struct capai_expression *expression);

/* Its value as a quotient; realisasi and target are digits / 10^scale. False: it divides by 0, or
 * the numbers grow too large. */
bool quick_formula_value(const struct capai_expression *expression, quick_wide realisasi,
                         quick_wide target, int scale, quick_wide *numerator,
                         quick_wide *denominator);

#endif
