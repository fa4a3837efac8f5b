/* Scales, seen from the core. Private to it. */
#ifndef CORE_SCALE_H
#define CORE_SCALE_H

#include "capai/scale.h"

/* Orders bands by value: by low end, then by high end. */
int scale_compare_bands(const struct capai_band *a, const struct capai_band *b);

/* True when a class that `seen` members have is more frequent than the best one so far, which
 * `most` have (0: there is none), or as frequent and lower. Classes without verdict never are. */
bool scale_is_more_modal(const struct capai_scale *scale, size_t band, size_t seen, size_t best,
                         size_t most);

#endif
