/* Means of numbers, as rules define them: what the engine does with the capaian of indicators, for
 * numbers by hand. */
#ifndef CAPAI_AGGREGATE_H
#define CAPAI_AGGREGATE_H

#include "capai/api.h"
#include "capai/rules.h"

CAPAI_API_BEGIN

/* `values`, each clamped as `average` says, become one value, unrounded; `weights` is as long, and
 * NULL but for CAPAI_WEIGHTED. CAPAI_NILAI: *out, whose terms lie in `arena`. Otherwise *out is
 * unchanged: CAPAI_TIDAK_BERLAKU without values, CAPAI_TIDAK_DAPAT_DIHITUNG where the weights sum
 * to zero, or with *err: GEOMETRIC_NEGATIVE, NUMBER_RANGE, CAPAI_ERR_MEMORY.
 * A geometric mean is a decimal that stands for the root: it compares and rounds as the root does,
 * to at most 20 decimals. */
enum capai_outcome capai_aggregate(const struct capai_average *average, const capai_decimal *values,
                                   const capai_decimal *weights, size_t count,
                                   struct capai_arena *arena, struct capai_exact *out,
                                   struct capai_error *err);

CAPAI_API_END

#endif
