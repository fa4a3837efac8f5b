/* Where the rows of each OPD stand in a CSV file that is too large to be read as a whole. Private
 * to the core. */
#ifndef CORE_BATCH_SCAN_H
#define CORE_BATCH_SCAN_H

#include <stdatomic.h>

#include "capai/store.h"
#include "core/batch_digest.h"
#include "core/batch_names.h"
#include "core/quick_sums.h"
#include "core/schema.h"

/* Rows of one OPD that follow one another. */
struct stretch {
    uint64_t offset, line; /* of the first of them */
    uint64_t size;         /* in bytes, with what stands between it and the next stretch */
    size_t opd;            /* NO_OPD: they name none, or one of a file of none */
};

/* What is said once for a column. */
enum scan_said { SCAN_AMBIGUOUS, SCAN_FOREIGN, SCAN_SAID };

/* A file that was scanned. */
struct scan {
    const char *path;            /* as complaints name it */
    struct capai_source *source; /* its text in UTF-8 */
    enum schema_file which;
    char *held;                        /* all of that text; NULL: it is read piece by piece */
    uint64_t size;                     /* of the file as it was given */
    unsigned char digest[DIGEST_SIZE]; /* of that: the XXH3-128 of those of its blocks */
    capai_text head;                   /* the header row, with its line end */
    size_t head_line;
    char delimiter;
    size_t titles; /* rows above the header */
    struct stretch *stretches;
    size_t count, capacity;
    uint64_t rows;
    int year;               /* the largest one; 0: none */
    bool keyed;             /* there is a column opd */
    bool scattered;         /* an OPD has several stretches */
    bool foreign;           /* no UTF-8, or a line without end: the rest means nothing */
    bool cut;               /* the reading ended before the end of the file */
    size_t cut_line;        /* at this row, */
    capai_text cut_opd;     /* of this OPD; missing: it was not read */
    struct capai_error end; /* why */
    uint64_t controls;      /* control characters; the first of them: */
    size_t control_line, control_column;
    struct quick_sums *sums; /* of budget lines by OPD; NULL: nobody adds them up */
    struct quick_form lines; /* and how these were read; without columns: they were not */
    enum capai_notation notation;
    atomic_ullong said[SCAN_SAID]; /* fields of which all was said that is said once for a column */
};

/* One bit for each of the first 64 fields. */
unsigned long long scan_said(const struct scan *scan, enum scan_said what);

/* Scans scan->source for the columns of `which`; path, source and which are set, and sums and
 * notation where budget lines are to be added up. What stands in the
 * file wrongly is no failure. With `libcsv` that splits every row, else only those of which the
 * scan cannot prove how it would. `jobs` threads read ahead. The head and the end live in `arena`.
 * Errors: CAPAI_ERR_SYSTEM, CAPAI_ERR_MEMORY. */
enum capai_status scan_file(struct scan *scan, struct opd_names *names, bool libcsv, size_t jobs,
                            struct capai_arena *arena, struct capai_error *err);

/* Holds the text of a file in memory, where it is not too large: one whose rows are scattered is
 * read row by row, and to ask the system for each takes as long as all the rest. */
void scan_hold(struct scan *scan);

/* Reads as capai_source_read does. */
enum capai_status scan_read(const struct scan *scan, uint64_t offset, char *out, size_t size,
                            size_t *done, struct capai_error *err);

/* Frees what the arena does not hold. */
void scan_clear(struct scan *scan);

#endif
