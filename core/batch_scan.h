/* Where the rows of each OPD stand in a CSV file that is too large to be read as a whole. Private
 * to the core. */
#ifndef CORE_BATCH_SCAN_H
#define CORE_BATCH_SCAN_H

#include "capai/store.h"
#include "core/schema.h"

enum { DIGEST_SIZE = 16, DIGEST_BLOCK = 1 << 20 };

/* Rows of one OPD that follow one another. */
struct stretch {
    uint64_t offset, line; /* of the first of them */
    uint64_t size;         /* in bytes, with what stands between it and the next stretch */
    size_t opd;            /* NO_OPD: they name none, or one of a file of none */
};

/* OPDs by their keys, numbered as they are met. */
struct opd_names {
    struct capai_arena *arena; /* of the keys */
    capai_text *keys;
    size_t count, capacity;
    uint32_t *slots; /* a hash: number + 1, 0 is free */
    size_t slot_count;
};

/* The number of a key, which is added where it is new. False: memory. */
bool opd_number(struct opd_names *names, capai_text key, size_t *number);

/* Its number; NO_OPD where it is none of them. */
size_t opd_find(const struct opd_names *names, capai_text key);

void opd_clear(struct opd_names *names);

/* A file that was scanned. */
struct scan {
    const char *path;            /* as complaints name it */
    struct capai_source *source; /* its text in UTF-8 */
    enum schema_file which;
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
    bool foreign;           /* it is no UTF-8: the rest means nothing */
    bool cut;               /* the reading ended before the end of the file */
    size_t cut_line;        /* at this row, */
    capai_text cut_opd;     /* of this OPD; missing: it was not read */
    struct capai_error end; /* why */
    uint64_t controls;      /* control characters; the first of them: */
    size_t control_line, control_column;
};

/* Scans scan->source for the columns of `which`; path, source and which are set. What stands in the
 * file wrongly is no failure. With `libcsv` that splits every row, else only those of which the
 * scan cannot prove how it would. The head and the end live in `arena`. Errors: CAPAI_ERR_SYSTEM,
 * CAPAI_ERR_MEMORY. */
enum capai_status scan_file(struct scan *scan, struct opd_names *names, bool libcsv,
                            struct capai_arena *arena, struct capai_error *err);

/* A digest that is made block by block; all but the last one have DIGEST_BLOCK bytes. */
struct digest {
    void *state; /* NULL: memory ran out */
    uint64_t size;
};
void digest_begin(struct digest *digest);
void digest_block(struct digest *digest, const char *block, size_t size);

/* Ends it; returns the number of bytes. Harmless on one that was not begun. */
uint64_t digest_end(struct digest *digest, unsigned char out[DIGEST_SIZE]);

/* Frees what the arena does not hold. */
void scan_clear(struct scan *scan);

/* The digest of bytes in memory, by the same rule. */
void scan_digest(capai_text bytes, unsigned char digest[DIGEST_SIZE]);

#endif
