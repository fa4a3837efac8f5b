/* Scales, seen from the core. Private to it. */
#ifndef CORE_SCALE_H
#define CORE_SCALE_H

#include "capai/scale.h"

/* Orders bands by value: by low end, then by high end. */
int scale_compare_bands(const struct capai_band *a, const struct capai_band *b);

#endif
