/* Which columns a batch writes, and under which titles. Private to the core. */
#ifndef CORE_BATCH_COLUMNS_H
#define CORE_BATCH_COLUMNS_H

#include "core/batch_unit.h"

/* Fills `tables` with the columns of `results` that `list` chooses ("opd,indikator.target:asli=T"),
 * with all when it is NULL. Errors: CAPAI_ERR_USAGE with COLUMNS_SYNTAX, COLUMNS_UNKNOWN or
 * COLUMNS_TWICE; CAPAI_ERR_MEMORY. */
enum capai_status columns_choose(const struct result *results, const char *list,
                                 struct capai_arena *arena, struct batch_table *tables,
                                 struct capai_error *err);

/* True where every entry of a list names one of these tables (1 << enum capai_result) before its
 * column: known before it is known which columns there are. */
bool columns_within(const char *list, unsigned tables);

#endif
