/* What every operating system does in its own way with streams, for the module and the program:
 * native.c is for POSIX, native_windows.c for Windows. */
#ifndef NATIVE_H
#define NATIVE_H

#include <stdio.h>

#include "capai/arena.h"
#include "capai/text.h"

/* ---- temporary bytes ---- */

/* What is written with stdio and taken up in one piece. It stays where it was opened. */
struct native_spool {
    FILE *stream;
    char *text; /* private to the system */
    size_t size, capacity;
};

/* Begins one, whose stream is NULL where that failed. */
void native_spool_open(struct native_spool *spool);

/* Ends it: what was written, in `arena`; the missing text when anything failed. */
capai_text native_spool_take(struct native_spool *spool, struct capai_arena *arena);

/* A file that a library writes by its name and that is read here. */
struct native_temporary {
    char folder[512]; /* of temporary files */
    char path[600];
};

/* Makes an empty file of a new name in the folder for temporary files, open for reading, to be
 * closed and removed by the caller; NULL with errno, and nothing to remove. */
FILE *native_temporary_open(struct native_temporary *out);

/* ---- the locale ---- */

/* Until it is restored, C's functions print and read numbers in this thread as in the C locale.
 * NULL with errno on failure. */
void *native_locale_plain(void);
void native_locale_restore(void *before);

/* ---- terminals ---- */

/* True for a stream that people look at. */
bool native_terminal_is(FILE *stream);

/* Characters in a line of it; 0: unknown. */
unsigned native_terminal_width(FILE *stream);

/* True when it understands the codes of colours. */
bool native_terminal_has_colours(FILE *stream);

#endif
