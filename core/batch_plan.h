/* What a batch reads: data sets, their files, and where their OPDs stand. Private to the core. */
#ifndef CORE_BATCH_PLAN_H
#define CORE_BATCH_PLAN_H

#include "capai/batch.h"
#include "core/batch_scan.h"
#include "core/piece.h"
#include "core/result.h"

/* A data set. */
struct batch_set {
    const char *path; /* NULL: of files that were named one by one */
    capai_text name;  /* of the data set, for manifests and for rows that name no OPD */
    bool whole;       /* it is read, and evaluated, in one piece */
    /* of a whole one, and of files that were named: */
    const char **files; /* NULL: all that stand in the folder */
    size_t file_count;
    struct capai_input
        *texts; /* what a whole one that was packed holds; NULL: it stands in files */
    size_t text_count;
    /* of one that is read OPD by OPD: */
    struct scan *scans;
    size_t scan_count;
    struct capai_input alias; /* path NULL: there is none */
    struct opd_names names;
    struct piece piece;     /* files NULL */
    uint32_t **first, **at; /* per scan: where the stretches of an OPD begin in the list of them */
    uint64_t *weights;      /* bytes of each OPD in all scans */
    bool nameless;          /* there are rows without OPD */
    const struct capai_dataset *header;
    struct capai_error *failed; /* why it is of no use; NULL: it is */
    size_t first_unit, unit_count;
    size_t first_input, end_input; /* of the plan's inputs, those of this set */
};

struct batch_plan {
    const struct capai_batch *batch;
    struct capai_arena *arena;
    struct capai_notices *notices;
    struct batch_set *sets;
    size_t set_count, set_capacity;
    bool starved;      /* there was no memory to look for a file */
    size_t unit_count; /* OPDs, and data sets that are read in one piece */
    struct capai_manifest_file *inputs;
    size_t input_count, input_capacity;
    struct result results[CAPAI_RESULT_COUNT]; /* tables without rows: their columns */
    struct capai_store *store;                 /* where inputs are unpacked */
    enum capai_notation texts;                 /* of numbers that results copy as text */
    struct capai_arena keys;                   /* of OPDs, which are not needed when all are done */
    struct opd_names headers;                  /* those that were read, by their bytes */
};

/* Finds out all of it. Errors: those of capai_batch_run. */
enum capai_status plan_make(struct batch_plan *plan, struct capai_error *err);

void plan_clear(struct batch_plan *plan);

/* The data set of a unit, and the number of its OPD there. */
const struct batch_set *plan_find(const struct batch_plan *plan, size_t unit, size_t *opd);

/* Bytes of text that a unit has. */
uint64_t plan_weight(const struct batch_set *set, size_t opd);

/* The stretches of an OPD (of rows without one: number names.count) in a scan. */
const struct stretch *plan_stretch(const struct batch_set *set, size_t scan, size_t opd, size_t i);
size_t plan_stretches(const struct batch_set *set, size_t scan, size_t opd);

#endif
