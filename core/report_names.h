/* Names of files for OPDs, which any system can have and none of which comes twice. Private to the
 * core. */
#ifndef CORE_REPORT_NAMES_H
#define CORE_REPORT_NAMES_H

#include <stdint.h>

#include "capai/arena.h"
#include "capai/text.h"

enum { NAMES_SIZE = 96 };

/* Names that were given, and what they are made in. */
struct report_names {
    struct capai_arena arena; /* of the table */
    uint64_t *taken;          /* digests; 0: none */
    size_t count, capacity;   /* a power of two */
    char name[NAMES_SIZE];
};

/* No names; memory comes from where that of `arena` does. */
void names_init(struct report_names *names, struct capai_arena *arena);
void names_clear(struct report_names *names);

/* A new name for an OPD: its key in ASCII letters, digits and - _ . , with a number behind it where
 * another one has it. It lives until the next call; NULL: memory. */
const char *names_take(struct report_names *names, capai_text opd);

/* Notes that a file of that name was written. False: memory. */
bool names_note_file(struct report_names *names, const char *file);

/* True for the name of such a file. */
bool names_has_file(const struct report_names *names, capai_text file);

#endif
