/* The parts of loading a data set. Private to the core. */
#ifndef CORE_LOAD_H
#define CORE_LOAD_H

#include "core/dataset.h"

/* The columns up to the last one with a name: spreadsheets leave columns without one behind it,
 * which may be empty. */
size_t header_named(const struct grid *file);

/* Where a column of that name stands, in whatever case; CAPAI_NO_COLUMN. */
int header_field(const struct grid *file, capai_text name);

/* Required columns that a file does not have, and for each the one that may be meant. */
struct absent {
    size_t count;
    capai_text first, near;      /* the first of them; the first that may be meant */
    char names[128], pairs[256]; /* all of them: "target, realisasi", "tagret -> target" */
    size_t name_size, pair_size;
};

/* Notes one more; `near` is missing where nothing is like it. */
void header_absent(struct absent *absent, capai_text name, capai_text near);

/* Fills *err with COLUMN_MISSING, or COLUMNS_MISSING for several. */
enum capai_status header_refuse(const struct absent *absent, const struct grid *file,
                                struct capai_error *err);

/* Refuses a file that lacks required columns or has far too many, and complains of columns that
 * stand there twice or look misspelt. Errors: CAPAI_ERR_UNUSABLE, CAPAI_ERR_MEMORY. */
enum capai_status header_check(struct capai_dataset *dataset, const struct grid *file,
                               const struct schema *schema, struct capai_error *err);

/* Makes the table of `schema` out of `file`: keys first, then the file's other columns in its
 * order. Names get their standard spelling. Complaints about columns, rows and cells go to the
 * notices. Fails with CAPAI_ERR_UNUSABLE where a required column is absent, CAPAI_ERR_MEMORY. */
enum capai_status load_table(struct capai_dataset *dataset, enum schema_file which,
                             const struct grid *file, struct capai_error *err);

/* Reads the source of one cell of a column `column` of that type. Errors of capai_cell_parse, and
 * RUPIAH; the cell is then BROKEN. */
enum capai_status load_cell(const struct capai_dataset *dataset, enum schema_type type,
                            enum grid_kind kind, capai_text column, struct capai_cell *cell,
                            struct capai_error *error);

/* Reads the cells of columns with quantities and amounts, and complains about those that are wrong.
 * Comes after load_table, when it is known which `tabel` is evaluated: what is wrong elsewhere is a
 * warning. */
enum capai_status load_cells(struct capai_dataset *dataset, enum schema_file which);

/* Gives every row its OPD and year, lists the rows of each OPD, and finds the report year; `year`
 * is that of the options, or 0. Errors: YEAR_UNKNOWN or FILE_HEADER_ONLY, CAPAI_ERR_MEMORY. */
enum capai_status load_link(struct capai_dataset *dataset, int year, struct capai_error *err);

/* Warns of OPDs that opd.csv does not know, or that have no indicator in the report year. Error:
 * CAPAI_ERR_MEMORY. */
enum capai_status load_check_opds(struct capai_dataset *dataset);

/* Warns, for each file whose reading ended early, of the OPDs that may be cut. Comes after the rows
 * are linked to their OPDs. Error: CAPAI_ERR_MEMORY. */
enum capai_status load_name_cuts(struct capai_dataset *dataset);

#endif
