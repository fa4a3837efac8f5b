/* Data sets: the folder of CSV files, or the workbook, of one OPD or of many, read, checked and
 * cross-linked.
 *
 * What is wrong in the data never stops the rest: each complaint goes to the notices with file,
 * line and column (of a workbook: file, sheet and cell), its cell counts as not computable, and the
 * other rows go on.
 */
#ifndef CAPAI_DATASET_H
#define CAPAI_DATASET_H

#include "capai/api.h"
#include "capai/manifest.h"
#include "capai/table.h"

CAPAI_API_BEGIN

struct capai_dataset;

/* Which version of indicators and budget is evaluated; where an OPD lacks it, its other one is. */
enum capai_versi {
    CAPAI_VERSI_LATEST, /* perubahan where a year has it, else murni */
    CAPAI_VERSI_MURNI,
    CAPAI_VERSI_PERUBAHAN
};

struct capai_dataset_options {
    enum capai_notation notation; /* where no manifest says another: capai/manifest.h */
    int year;    /* report year; 0: the largest in opd.csv, else the largest in indikator.csv */
    int quarter; /* rencana_aksi.csv is known up to this quarter, 1 to 4; 0: to the fourth */
    enum capai_versi versi;
    bool printed; /* also what a printed report says of itself: skm_lapor, narasi, tabel, padanan */
};

/* Reads `path`, a folder or a workbook (.xlsx, .ods; its content decides), into `arena`, which
 * holds everything and must outlive the data set, as must `path`. Complaints go to `notices`.
 * Errors: CAPAI_ERR_UNUSABLE (no indikator.csv, a required column is absent, no year to report, a
 * workbook that is damaged, locked or beyond the limits), CAPAI_ERR_SYSTEM, CAPAI_ERR_MEMORY; *out
 * is then unchanged. */
enum capai_status capai_dataset_load(const char *path, const struct capai_dataset_options *options,
                                     struct capai_arena *arena, struct capai_notices *notices,
                                     struct capai_dataset **out, struct capai_error *err);

/* The same from texts in memory: files[i].name is that of the file ("indikator.csv"), .bytes what
 * would stand in it, and .path what complaints call it. `name` is the key of an OPD that no file
 * names. The files must outlive the data set. Errors: as above, without CAPAI_ERR_SYSTEM. */
enum capai_status capai_dataset_read(const char *name, const struct capai_input *files,
                                     size_t count, const struct capai_dataset_options *options,
                                     struct capai_arena *arena, struct capai_notices *notices,
                                     struct capai_dataset **out, struct capai_error *err);

/* The rows of an input file, "indikator", with its columns, keys first; NULL where the data set has
 * no such file. Lives as long as the data set. */
const struct capai_table *capai_dataset_table(const struct capai_dataset *dataset, capai_text name);

/* A cell or row of an input file. */
struct capai_place {
    const char *file;  /* as complaints name it; NULL: nowhere */
    const char *sheet; /* of a workbook; NULL: the file has lines of text */
    size_t line;       /* 1-based; of a sheet: the row */
    size_t column;     /* 1-based, in characters; of a sheet: the column; 0: the whole row */
};

/* Where an entry of an input table stands; column CAPAI_NO_COLUMN, or one that the file does not
 * have: its row. NULL file: the table was computed. Cannot fail. */
struct capai_place capai_input_place(const struct capai_table *table, size_t row, int column);

/* What the contract says of a column of the file, or result table, `table`. */
enum capai_column_role {
    CAPAI_COLUMN_FOREIGN, /* nothing: one file has it, another not */
    CAPAI_COLUMN_KNOWN,   /* it is one of its columns, also where a file leaves it out */
    CAPAI_COLUMN_NAME     /* the same; its names meet after folding */
};
enum capai_column_role capai_column_role(capai_text table, capai_text column);

/* Puts `text` into a cell of an input table, to ask what would be if it stood in the file: in plain
 * notation where `plain`, else in that of the file. Evaluations made before keep what they have.
 * Errors: those of capai_cell_parse, RUPIAH, CELL_FIXED (the column holds no quantities),
 * CAPAI_ERR_MEMORY; the cell is then unchanged. */
enum capai_status capai_dataset_set(struct capai_dataset *dataset, const struct capai_table *table,
                                    size_t row, int column, capai_text text, bool plain,
                                    struct capai_error *err);

/* The data sets that `path` stands for, in `arena`: itself, or, for a folder without indikator.csv,
 * those below it at any depth, folders and workbooks (.xlsx, .ods), in byte order of their names. A
 * folder is looked into once, so that symbolic links cannot lead in circles; names that begin with
 * a point are left out. Where there is none, and for a folder that lacks only indikator.csv, the
 * path itself: loading it says what is missing. There is at least one. `path` must outlive them.
 * Errors: CAPAI_ERR_UNUSABLE with DATA_DEEP, CAPAI_ERR_MEMORY; *paths and *count are then
 * unchanged. */
enum capai_status capai_dataset_find(const char *path, struct capai_arena *arena,
                                     const char *const **paths, size_t *count,
                                     struct capai_error *err);

/* Lets evaluations that are made from now on take another version than the options said. Cannot
 * fail. */
void capai_dataset_choose(struct capai_dataset *dataset, enum capai_versi versi);

/* What was read from the file of that name (as notices name it), for showing a line of it; the
 * missing text when the data set has no such file, and for a workbook, which has no lines. */
capai_text capai_dataset_content(const struct capai_dataset *dataset, const char *file);

/* The files that were read, in the order of reading; their number. `list` may be NULL. */
size_t capai_dataset_inputs(const struct capai_dataset *dataset, const struct capai_input **list);

/* The notation of numbers that people wrote in it, with units and remarks. */
enum capai_notation capai_dataset_notation(const struct capai_dataset *dataset);

/* Places *err at a cell of opd.csv, that of the OPD in the report year; of an OPD that opd.csv does
 * not have, where a row first names it, else at the data set. */
void capai_dataset_place(const struct capai_dataset *dataset, size_t opd, capai_text column,
                         struct capai_error *err);

/* The report year. */
int capai_dataset_year(const struct capai_dataset *dataset);

/* Number of OPDs, in order of first appearance. */
size_t capai_dataset_opds(const struct capai_dataset *dataset);

/* What opd.csv says of one OPD in the report year; missing texts where it says nothing. */
struct capai_opd {
    capai_text opd; /* its key */
    capai_text nama, kabupaten, provinsi;
    capai_text aturan; /* id of the rule pack */
    int tahun;         /* the report year of its data set */
};
struct capai_opd capai_dataset_opd(const struct capai_dataset *dataset, size_t index);

/* The running text that people wrote for the report of an OPD, in `arena`, in byte order of names:
 * narasi/NAME.md in `folder`, in which its data stand, and narasi/OPD/NAME.md, which goes before
 * the other of that name; OPD is its key, with "-" in place of "/" and of "\\". (*list)[i].name is
 * "NAME.md". Errors: LAYOUT_TEXT_LARGE, those of capai_file_read; *list and *count are then
 * unchanged. */
enum capai_status capai_narasi_read(const char *folder, capai_text opd, struct capai_arena *arena,
                                    const struct capai_input **list, size_t *count,
                                    struct capai_error *err);

CAPAI_API_END

#endif
