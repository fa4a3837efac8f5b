/* The sums of budgets, made while a file is scanned, so that its lines are not read again. Private
 * to the core.
 *
 * Lines of an OPD that stand together within a block are added up at once. Those at the ends of a
 * block, or alone among those of others, wait for the rest of their OPD. An OPD of which something
 * is to be said, or doubtful, has no sum: whoever needs it reads its rows. */
#ifndef CORE_QUICK_SUMS_H
#define CORE_QUICK_SUMS_H

#include "core/quick_budget.h"

/* A line that waits. */
struct quick_loose {
    uint64_t code; /* a hash of its kode */
    uint64_t fold; /* of the sasaran it names; `called` says whether it does */
    int64_t pagu, realisasi;
    uint32_t opd;
    int16_t year;
    uint8_t depth; /* points of the code */
    uint8_t scale : 7, called : 1;
};

/* What is known of an OPD. */
struct quick_kept {
    struct quick_sum sum;
    uint32_t called; /* its first sasaran in the list of all */
    int16_t year;    /* that its lines name */
    uint8_t state;
};

struct quick_sums {
    struct quick_kept *list; /* by OPD */
    struct quick_called *called;
    struct quick_loose *loose;
    size_t count, called_count, loose_count;
    size_t capacity, called_capacity, loose_capacity;
    /* the lines that were added last, of one OPD: where they begin, and whether it has no others */
    size_t tail;
    bool tail_is_all;
};

/* Lines of an OPD, added up, that none of its own stands beside. False: memory. */
bool quick_sums_add(struct quick_sums *sums, size_t opd, int year, const struct quick_sum *sum,
                    const struct quick_called *called);

/* Lines of an OPD that stand together; `opd` and `year` are set in all of them. False: memory. */
bool quick_sums_wait(struct quick_sums *sums, size_t opd, const struct quick_loose *lines,
                     size_t count);

/* An OPD has other lines than those that were added. False: memory. */
bool quick_sums_break(struct quick_sums *sums, size_t opd);

/* All lines were added: brings together what waits. False: memory. */
bool quick_sums_end(struct quick_sums *sums);

/* The sum of an OPD whose lines name that year, all zero where it has none. False: it is not known.
 */
bool quick_sums_find(const struct quick_sums *sums, size_t opd, int year, struct quick_sum *sum,
                     const struct quick_called **called);

void quick_sums_clear(struct quick_sums *sums);

#endif
