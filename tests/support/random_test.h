/* Random numbers for tests of properties: the seed is printed, and CAPAI_SEED sets it. A suite
 * takes setup_seed as its set-up.
 */
#ifndef RANDOM_TEST_H
#define RANDOM_TEST_H

#include "capai_test.h"

#include <stdlib.h>

static uint64_t seed;

static inline uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* From 0 to below `limit`. */
static inline int random_below(int limit)
{
    return (int)(next_random() % (unsigned)limit);
}

static inline int setup_seed(void **state)
{
    const char *given = getenv("CAPAI_SEED");
    (void)state;
    seed = given ? strtoull(given, NULL, 10) : UINT64_C(88172645463325252);
    seed += !seed;
    print_message("CAPAI_SEED=%llu\n", (unsigned long long)seed);
    return 0;
}

#endif
