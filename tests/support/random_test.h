/* Random numbers for tests of properties: the seed is printed, and CAPAI_SEED sets it. A suite
 * takes setup_seed as its set-up.
 */
#ifndef RANDOM_TEST_H
#define RANDOM_TEST_H

#include "capai_test.h"

#include <stdlib.h>
#include <string.h>

#include "capai/text.h"

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

/* How many random cases a test has: FUZZ in the environment, or as many as usual. */
static inline int random_cases(int usual)
{
    const char *wanted = getenv("FUZZ");
    return wanted ? atoi(wanted) : usual;
}

/* Joins up to `parts` of some pieces; the buffer has room for them. */
static inline capai_text random_text(const char *const *pieces, int count, int parts, char *buffer)
{
    size_t size = 0;
    for (int i = random_below(parts + 1); i > 0; i--) {
        const char *piece = pieces[random_below(count)];
        memcpy(buffer + size, piece, strlen(piece));
        size += strlen(piece);
    }
    return (capai_text){buffer, size};
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
