/* The rows of one OPD as a data set. Private to the core. */
#ifndef CORE_BATCH_LOAD_H
#define CORE_BATCH_LOAD_H

#include "core/batch_plan.h"

/* Reads what an OPD has in the files of a set, its budget only where `budget` is true, and
 * complains of it in `notices`, and in `once` of what is said once for a column. All lies in
 * `arena`. Errors: those of reading, READ_CHANGED, CAPAI_ERR_MEMORY. */
enum capai_status batch_load(const struct batch_plan *plan, const struct batch_set *set, size_t opd,
                             bool budget, struct capai_arena *arena, struct capai_notices *notices,
                             struct capai_notices *once, struct capai_dataset **out,
                             struct capai_error *err);

#endif
