/* A hash of a name as capai_text_fold leaves it, for the quick way. Private to the core. */
#ifndef CORE_QUICK_FOLD_H
#define CORE_QUICK_FOLD_H

#include <stdint.h>

#include "capai/text.h"

enum { QUICK_NAME_BYTES = 1024 };

/* The hash of the folded bytes of a text, and whether there are none: other ones for other bytes,
 * as good as always. False: it is too long. */
bool quick_fold(capai_text text, uint64_t *hash, bool *empty);

/* A way to fold the beginning of a text while it is ASCII: returns the bytes that are done, and
 * adds to *size those that are written. NULL: byte by byte. All ways give the same hash. */
typedef size_t quick_fold_way(capai_text text, unsigned char *out, size_t *size);

/* The ways that this machine can go, the fastest one first; returns how many they are: one at
 * least. */
enum { QUICK_FOLD_WAYS = 3 };
size_t quick_fold_ways(quick_fold_way *out[QUICK_FOLD_WAYS]);

bool quick_fold_with(quick_fold_way *way, capai_text text, uint64_t *hash, bool *empty);

#endif
