/* Comparison: what would change if other rules held, OPD by OPD, and which part of the rules makes
 * the difference.
 *
 * The cause of a difference is computed, not guessed: the OPD is evaluated by the rules A in which
 * one part is replaced by that of B, for each part, and the parts that alone give B's result are
 * the causes; where none does alone, the parts of B are taken away one by one as long as the result
 * stays B's, and those that remain are the cause together.
 */
#ifndef CAPAI_COMPARE_H
#define CAPAI_COMPARE_H

#include "capai/api.h"
#include "capai/evaluate.h"

CAPAI_API_BEGIN

/* The tables of a comparison. */
enum capai_compared {
    CAPAI_COMPARED_ROWS,    /* perbandingan: each indikator, sasaran, tujuan and OPD under both */
    CAPAI_COMPARED_MOVES,   /* gerak: how many move up and down, per kabupaten and kind of row */
    CAPAI_COMPARED_CLASSES, /* perpindahan: how many go from which predikat to which */
    CAPAI_COMPARED_CAUSES,  /* sebab: how many differences each part of the rules makes */
    CAPAI_COMPARED_COUNT
};

/* Name of a table of a comparison: "perbandingan". */
capai_text capai_compared_name(enum capai_compared which);

struct capai_comparison;

/* A comparison of `count` data sets, still without rows. It holds the report year of each data set,
 * or all years. It lives in `arena`, together with its tables; the data sets must outlive it.
 * Complaints go to `notices`. NULL when memory ran out. One comparison belongs to one thread. */
struct capai_comparison *capai_comparison_new(struct capai_dataset *const *datasets, size_t count,
                                              bool all_years, struct capai_arena *arena,
                                              struct capai_notices *notices);

/* Evaluates one OPD of a data set by the rules `a` and by `b`, which must outlive the comparison,
 * and adds its rows. What is wrong in the data under both is said once. Needs memory for one OPD
 * besides the rows that are added. Error: CAPAI_ERR_MEMORY; the tables then hold part of this OPD
 * and must not be shown. */
enum capai_status capai_compare_opd(struct capai_comparison *comparison,
                                    const struct capai_dataset *dataset, size_t opd,
                                    const struct capai_rules *a, const struct capai_rules *b,
                                    struct capai_error *err);

/* Fills the tables other than perbandingan. Call it once, after the last OPD. Error:
 * CAPAI_ERR_MEMORY. */
enum capai_status capai_comparison_finish(struct capai_comparison *comparison,
                                          struct capai_error *err);

/* A table. Never NULL. */
const struct capai_table *capai_comparison_table(const struct capai_comparison *comparison,
                                                 enum capai_compared which);

/* The names of all predikat of the scales of A (side 0) or B (side 1), the best of each scale
 * first; their number. */
const capai_text *capai_comparison_classes(const struct capai_comparison *comparison, int side,
                                           size_t *count);

/* Number of OPDs that were compared. */
size_t capai_comparison_opds(const struct capai_comparison *comparison);

/* Number of rows in which anything differs: capaian, predikat, efisiensi, of an OPD also what its
 * survey and its worksheet give. */
size_t capai_comparison_changed(const struct capai_comparison *comparison);

CAPAI_API_END

#endif
