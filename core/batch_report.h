/* Reports of single OPDs beside the tables of a batch. Private to the core. */
#ifndef CORE_BATCH_REPORT_H
#define CORE_BATCH_REPORT_H

#include "core/batch_run.h"

/* Their folder in that of the results, and, with .csv behind it, the list of them. */
#define BATCH_REPORTS "laporan"

/* Makes the report of OPD `opd` of a data set, and adds it to `out`. Errors: those of its maker;
 * CAPAI_ERR_MEMORY. Nothing is then added. */
enum capai_status report_make(const struct batch_worker *worker,
                              const struct capai_batch_report *report, size_t opd,
                              struct bytes *out, struct capai_error *err);

/* Writes all reports into their folder, with their list, and removes those of an earlier batch that
 * are no longer made. Uses `arena`. Errors: those of writing and reading; CAPAI_ERR_MEMORY. */
enum capai_status batch_place_reports(struct batch_run *run, struct capai_arena *arena,
                                      struct capai_error *err);

#endif
