/* The command lines of a file of cases. */
#ifndef FAULT_STEPS_H
#define FAULT_STEPS_H

#include "tests/fault/run.h"

enum { STEPS = 8 };

/* Takes STEP && STEP || AGAIN apart, where a step is words, perhaps between '...', and perhaps
 * `< FILE`; the words stay in `text`. Their number; *again, unless it is NULL, has no words where
 * there is none. Steps are zeros before. */
int steps_read(char *text, struct command steps[STEPS], struct command *again);

/* True for a name that stands in a list A,B. */
bool steps_among(const char *name, const char *list);

#endif
