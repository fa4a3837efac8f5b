/* Evaluation: data sets and rules in, result tables out, one OPD at a time.
 *
 * The tables are those of enum capai_result, each with key columns first, the input's other columns
 * in their order, then the computed ones. They hold all years; a reader shows those that were asked
 * for.
 */
#ifndef CAPAI_EVALUATE_H
#define CAPAI_EVALUATE_H

#include "capai/api.h"
#include "capai/dataset.h"
#include "capai/rules.h"
#include "capai/write.h"

CAPAI_API_BEGIN

enum capai_result {
    CAPAI_RESULT_INDIKATOR,
    CAPAI_RESULT_SASARAN,
    CAPAI_RESULT_TUJUAN,
    CAPAI_RESULT_ANGGARAN,
    CAPAI_RESULT_OPD,
    CAPAI_RESULT_REKAP,
    CAPAI_RESULT_OUTPUT,
    CAPAI_RESULT_SKM,
    CAPAI_RESULT_LKE,
    CAPAI_RESULT_TRIWULAN,
    CAPAI_RESULT_RENSTRA,
    CAPAI_RESULT_KABUPATEN,
    CAPAI_RESULT_COUNT
};

/* Name of a result table: "indikator". */
capai_text capai_result_name(enum capai_result result);

struct capai_evaluation;

/* An evaluation of `count` data sets, still without results. It lives in `arena`, together with
 * its tables; the data sets must outlive it. Complaints go to `notices`. NULL when memory ran out.
 * One evaluation belongs to one thread. */
struct capai_evaluation *capai_evaluation_new(struct capai_dataset *const *datasets, size_t count,
                                              struct capai_arena *arena,
                                              struct capai_notices *notices);

/* Evaluates one OPD of a data set by `rules`, which must outlive the evaluation, and adds its rows
 * to the tables. Data that are wrong are noted and leave the rest alone. Error: CAPAI_ERR_MEMORY;
 * the tables then hold part of this OPD and must not be shown. */
enum capai_status capai_evaluate_opd(struct capai_evaluation *evaluation,
                                     const struct capai_dataset *dataset, size_t opd,
                                     const struct capai_rules *rules, struct capai_error *err);

/* Ranks the OPDs within their kabupaten and year: 1 + the number of those with a greater capaian,
 * so that equal ones share a rank; and fills the table `kabupaten`, each by the rules of its first
 * OPD, ranked within its provinsi. Call it once, after the last OPD. */
enum capai_status capai_evaluation_finish(struct capai_evaluation *evaluation,
                                          struct capai_error *err);

/* One OPD that was evaluated, its rules, and where its rows stand in the result tables. */
struct capai_section {
    const struct capai_dataset *dataset;
    size_t opd;
    const struct capai_rules *rules;
    size_t first[CAPAI_RESULT_COUNT], last[CAPAI_RESULT_COUNT]; /* last: one past */
};

/* The OPDs in the order in which they were evaluated; valid until the next one is. */
const struct capai_section *capai_evaluation_sections(const struct capai_evaluation *evaluation,
                                                      size_t *count);

/* The rows of a result table that a reader shows, in `arena`: those of the report year of each data
 * set (of kabupaten: of any data set), or all. False: memory; *out is then unchanged. */
bool capai_evaluation_select(const struct capai_evaluation *evaluation, enum capai_result result,
                             bool all_years, struct capai_arena *arena,
                             struct capai_selection *out);

/* True when row `row` of the table anggaran is of the printed table that is evaluated: only such
 * rows make up an OPD's pagu and realisasi, the others repeat them. Cannot fail. */
bool capai_evaluation_counts(const struct capai_evaluation *evaluation, size_t row);

/* A result table. Never NULL. */
const struct capai_table *capai_evaluation_table(const struct capai_evaluation *evaluation,
                                                 enum capai_result result);

CAPAI_API_END

#endif
