/* Which data sets a batch is about, and where their files are. Private to the core. */
#ifndef CORE_BATCH_SETS_H
#define CORE_BATCH_SETS_H

#include "core/batch_plan.h"

/* Adds the data sets that the paths of the batch stand for to the plan. Errors: DATA_DEEP,
 * CAPAI_ERR_MEMORY. */
enum capai_status sets_find(struct batch_plan *plan, struct capai_error *err);

/* The path of a file of a set by its name, "indikator.csv", perhaps packed; NULL where it has none,
 * and where there is no memory to look: plan->starved tells, and stays. */
const char *sets_file(struct batch_plan *plan, const struct batch_set *set, const char *name);

/* True for a set of which a file must be unpacked. */
bool sets_packed(struct batch_plan *plan, const struct batch_set *set);

/* Bytes of its tables; what cannot be opened has none, and is complained of when it is read. */
uint64_t sets_size(struct batch_plan *plan, const struct batch_set *set,
                   struct capai_arena *scratch);

#endif
