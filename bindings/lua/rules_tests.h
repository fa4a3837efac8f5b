/* Reading the tests of a pack. Private to the bindings. */
#ifndef RULES_TESTS_H
#define RULES_TESTS_H

#include "bindings/lua/pack_test.h"
#include "bindings/lua/rules.h"

/* Reads `tests` of the table that `r` reads into the box; raises where it is wrong. */
void rules_read_tests(const struct reader *r, struct rules_box *box);

#endif
