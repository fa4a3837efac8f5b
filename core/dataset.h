/* The inside of a data set. Private to the core. */
#ifndef CORE_DATASET_H
#define CORE_DATASET_H

#include "capai/dataset.h"
#include "core/grid.h"
#include "core/schema.h"
#include "core/table.h"

/* Where the rows of an input table came from. */
struct capai_origin {
    struct grid file;
    size_t *row; /* per table row: index of the row in the file */
    int *field;  /* per column: field in the file, or -1 for a column the file does not have */
};

/* Rows of a table that belong to one OPD: a stretch of `rows` of the sheet. */
struct rows {
    const size_t *row;
    size_t count;
};

#define NO_OPD ((size_t)-1)

/* One input table with what evaluation asks for again and again. */
struct sheet {
    struct capai_table *table; /* NULL: the file is absent */
    bool *doubtful;            /* per row: a word that decides how it counts is not known */
    int *year;                 /* per row; 0 where it is missing or wrong */
    size_t *opd;               /* per row: index of its OPD, or NO_OPD */
    size_t *grouped;           /* row numbers, OPD after OPD, in file order within each */
    size_t *first;             /* per OPD: where its rows begin in `grouped`; one entry more */
};

struct capai_dataset {
    struct capai_arena *arena;
    struct capai_pool *pool;
    struct capai_notices *notices;
    struct capai_manifest_notation notation;
    const char *path;
    struct book *book;               /* its workbook; NULL: it is a folder */
    const struct capai_input *texts; /* what it was made from in place of files; NULL: from files */
    size_t text_count;
    /* what its files held when they were read before; NULL: they are read now */
    const struct capai_input *stored;
    size_t stored_count;
    const struct piece *piece; /* of a larger data set; NULL: it is a whole one */
    int year, quarter;
    enum capai_versi versi;
    bool printed;
    struct sheet sheets[SCHEMA_COUNT];
    struct grid alias; /* rows kolom, nama (folded), baku; count 0 when absent */
    capai_text *opds;  /* their keys, interned */
    size_t opd_count, opd_capacity;
    size_t *slots; /* hash of the keys: index + 1, 0 is free */
    size_t slot_capacity;
    struct capai_input *inputs; /* the files that were read */
    size_t input_count, input_capacity;
};

/* Remembers a file that was read: one of the data set's folder, or the data set itself. `path` and
 * `bytes` must outlive the data set. False: memory. */
bool dataset_add_input(struct capai_dataset *dataset, const char *path, capai_text bytes);

/* capai_dataset_load of a data set that was read before, and of which `stored` are the inputs: no
 * file is looked at. They must outlive it. */
enum capai_status dataset_load_stored(const char *path, const struct capai_input *stored,
                                      size_t count, const struct capai_dataset_options *options,
                                      struct capai_arena *arena, struct capai_notices *notices,
                                      struct capai_dataset **out, struct capai_error *err);

/* Rows of `file` that belong to OPD `opd`; none when the file is absent. */
struct rows dataset_rows(const struct capai_dataset *dataset, enum schema_file file, size_t opd);

/* An entry of a file, by the name of its column: a text or a cell; the missing text or NULL when
 * the file does not have the column. */
capai_text dataset_text(const struct capai_dataset *dataset, enum schema_file file, size_t row,
                        capai_text column);
const struct capai_cell *dataset_cell(const struct capai_dataset *dataset, enum schema_file file,
                                      size_t row, capai_text column);

/* The folded name, interned: two spellings of one name give the same pointer. False: memory. */
bool dataset_fold(const struct capai_dataset *dataset, capai_text name, capai_text *out);

/* Completes *error with the place of a cell and adds it to the notices. CAPAI_NO_COLUMN or a column
 * that the file does not have places it at the beginning of the row. */
enum capai_status dataset_complain(const struct capai_dataset *dataset, enum schema_file file,
                                   size_t row, int column, struct capai_error *error);

/* The row of opd.csv for an OPD: that of `year`, else that of the report year, else the first;
 * -1 when it has none. */
long dataset_opd_row(const struct capai_dataset *dataset, size_t opd, int year);

#endif
