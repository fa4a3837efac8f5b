/* Where a formula text divides by zero: for capai check. */
#ifndef BINDINGS_LUA_PACK_ZERO_H
#define BINDINGS_LUA_PACK_ZERO_H

#include "capai/formula.h"

/* Writes where a division of the text has no value into `where`, an example for each divisor,
 * separated by commas: "target = 0", "realisasi = target", "realisasi = 206 (target = 103)";
 * nothing where all are guarded, or none is found. Divisors are looked at as if each field stood in
 * them once. Returns false when memory ran out. */
bool pack_zero(const struct capai_expression *expression, struct capai_arena *arena, char *where,
               size_t size);

#endif
