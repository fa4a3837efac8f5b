/* Whether a run kept what is promised. */
#ifndef FAULT_JUDGE_H
#define FAULT_JUDGE_H

#include "tests/fault/run.h"

/* What a case is when nothing fails. */
struct expected {
    struct tree before;
    struct outcome undisturbed;
    int64_t live[FAULT_PROCESSES];
};

/* What is wrong with what the case `name` gave, in `room`; NULL: all promises are kept. */
const char *judge(const char *name, const struct fault *fault, const struct expected *e,
                  const struct outcome *now, char *room, size_t size);

/* The library that writes workbooks does not survive all of its own requests: true where it has
 * ended the process in which it is called, and the command says so. */
bool is_contained(const struct outcome *now);

#endif
