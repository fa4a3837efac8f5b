/* The first line of a file of the store, "capai shard 1 0.1.0": what the file is, its form, and the
 * version that wrote it. Private to the core.
 */
#ifndef CORE_BATCH_MARK_H
#define CORE_BATCH_MARK_H

#include "core/batch_record.h"

/* Adds the line of a file that we write; `form` is a whole number that grows with every change of
 * what follows the line. */
void mark_put(struct bytes *out, const char *what, const char *form);

struct mark {
    capai_text form, version; /* point into the text */
};

/* Takes the line from the beginning of a text. False, and nothing is taken: it is no such file. */
bool mark_take(capai_text *text, const char *what, struct mark *mark);

#endif
