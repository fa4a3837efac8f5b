/* The quick way from the rows of an OPD to its results: whole numbers, no tables, no texts copied
 * but into the result. Private to the core.
 *
 * It does an OPD of which it can be shown that nothing is to be said, but for rows that repeat one
 * another and for sasaran that nobody has, and that all is of the common kind: plain numbers, one
 * year, no versions, a budget whose sums agree. Any other OPD it leaves alone, and the evaluation
 * of capai/evaluate.h does it, which decides what results are: where both do an OPD their bytes are
 * the same. */
#ifndef CORE_QUICK_H
#define CORE_QUICK_H

#include "core/batch_unit.h"

struct quick;

/* Makes ready what a thread needs; NULL: memory. It lives in `arena`, but for what quick_close
 * frees. */
struct quick *quick_open(const struct batch_common *common, struct capai_arena *arena);
void quick_close(struct quick *quick); /* harmless on NULL */

/* The work that begins now: the rows of its OPDs are read together where they stand together. */
void quick_begin(struct quick *quick, size_t unit, size_t count);

/* Finds the rules of an OPD. */
typedef enum capai_status quick_find_rules(void *user, const struct capai_opd *opd,
                                           const struct capai_rules **rules);

/* What became of an OPD. */
enum quick_outcome {
    QUICK_LEFT,     /* it is left alone */
    QUICK_DONE,     /* its results are known */
    QUICK_REPEATED, /* so they are; perhaps two rows are about one indicator, as is said on reading
                     */
};

/* Does an OPD. Errors: those of reading, CAPAI_ERR_MEMORY. */
enum capai_status quick_measure(struct quick *quick, const struct batch_set *set, size_t opd,
                                quick_find_rules *find, void *user, enum quick_outcome *outcome,
                                struct capai_error *err);

/* Adds the results of the OPD that was done last to `work`. */
void quick_write(struct quick *quick, struct batch_work *work);

#endif
