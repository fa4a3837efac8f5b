/* Which version of a year's rows is evaluated. Private to the core. */
#ifndef CORE_VERSION_H
#define CORE_VERSION_H

#include "core/dataset.h"

/* One word for each version: "perubahan", the missing text for the original, any other as it is. */
capai_text version_name(capai_text versi);

/* The rows of an OPD that are evaluated: in each year (of a budget table: a table's year) those of
 * one version, the mid-year revision where there is one, or the one that the data set is read for.
 * Complains of what is left out, lists what only stands there, and says where an OPD lacks the
 * version asked for. False: memory. */
bool version_rows(const struct capai_dataset *dataset, enum schema_file file, size_t opd,
                  struct capai_arena *arena, struct rows *out);

#endif
