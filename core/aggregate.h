/* Means, as rules define them. Private to the core. */
#ifndef CORE_AGGREGATE_H
#define CORE_AGGREGATE_H

#include "capai/aggregate.h"

struct capai_subject;

/* A quantity that was computed: what is shown, and what is true. */
struct amount {
    enum capai_outcome outcome;
    capai_decimal shown;      /* rounded by the rule */
    struct capai_exact exact; /* borrowed */
    size_t rows;              /* indicators that entered: 1, or jumlah_indikator of a mean */
    bool root;                /* `exact` stands for a root (core/root.h): into a mean of its own it
                                 enters as it is shown */
};

/* One value that may enter a mean. */
struct member {
    struct amount amount;
    bool has_weight;
    bool group; /* a mean itself */
    capai_decimal weight;
    const struct grading *grading;       /* its class; NULL: none */
    const struct capai_subject *subject; /* whose value it is; NULL: nobody watches */
};

/* The mean of `members`; its terms lie in `arena`, which also serves as scratch. `shown` is not
 * set: rounding comes later. Without members the outcome is CAPAI_TIDAK_BERLAKU. In a weighted mean
 * a member without weight counts as one without value; where that would count as zero there is no
 * mean. `trace`, which may be NULL, is told of each member. Errors: CAPAI_ERR_MEMORY,
 * NUMBER_RANGE, GEOMETRIC_NEGATIVE. */
enum capai_status aggregate(const struct capai_average *average, const struct member *members,
                            size_t count, struct capai_subject *trace, struct capai_arena *arena,
                            struct amount *out, struct capai_error *err);

#endif
