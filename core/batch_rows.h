/* The rows of a file that is scanned: where those of each OPD begin, line by line. Private to the
 * core. */
#ifndef CORE_BATCH_ROWS_H
#define CORE_BATCH_ROWS_H

#include <csv.h>

#include "core/batch_scan.h"
#include "core/batch_split.h"

struct scanner {
    struct scan *scan;
    struct opd_names *names;
    struct csv_parser parser;
    bool memory; /* ran out */
    bool libcsv; /* splits every row */
    /* the row that is being read */
    bool open, filled;
    uint64_t offset;
    size_t line, field;
    bool has_opd;
    size_t opd;
    capai_text last_key; /* of `opd`; missing: none yet */
    int year;
    /* what is known of the file */
    bool has_header;
    struct split_form form;
    struct quick_form lines; /* where form.form points, where budget lines are added up */
    struct split split;
};

/* Begins with an empty parser. False: memory. */
bool rows_begin(struct scanner *s, struct scan *scan, struct opd_names *names, bool libcsv);

/* A line, with its end. False: the reading ends here. */
bool rows_line(struct scanner *s, const char *data, size_t size, uint64_t offset, size_t line,
               char delimiter);

/* As many of these whole lines, from the beginning, as are rows for certain; returns their bytes,
 * and *lines how many they were. It comes back early for want of memory, too. */
size_t rows_block(struct scanner *s, capai_text block, uint64_t offset, size_t line, size_t *lines);

/* The same where they are split already. */
size_t rows_split(struct scanner *s, const struct split *split, uint64_t offset, size_t line,
                  size_t *lines);

/* True where rows may be split by threads, each block by itself. */
bool rows_ready(const struct scanner *s);

/* The end of the file, or of what of it could be read: closes the last stretch, and a row that
 * nothing ended. */
void rows_end(struct scanner *s, uint64_t end);

/* Frees the parser. */
void rows_clear(struct scanner *s);

#endif
