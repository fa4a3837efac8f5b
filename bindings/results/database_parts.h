/* What the files that write databases share. Private to them. */
#ifndef RESULTS_DATABASE_PARTS_H
#define RESULTS_DATABASE_PARTS_H

#include "bindings/results/database.h"
#include "bindings/results/sqlite.h"

/* A database that is being written. */
struct database {
    struct sqlite x;
    sqlite3 *handle;
    const char *name; /* in complaints */
    struct capai_arena *arena;
    struct capai_error *err;
    /* of the table opd, where they are its key, and others can refer to it */
    bool known_opd;
    const char *opd_name, *tahun_name;
};

/* A column of a table: of the file, and, of a quantity, the one that keeps its digits. */
struct database_column {
    const struct capai_batch_column *of;
    const char *name, *digits; /* digits NULL: the column is what the file has */
};

struct database_table {
    const struct capai_batch_file *file;
    const char *name;
    struct database_column *columns;
};

/* The status of what the library said, with its words; CAPAI_OK for SQLITE_OK. */
enum capai_status database_status(struct database *d, int result);

/* Runs statements. */
enum capai_status database_run(struct database *d, const char *sql);

/* The names of all columns, none twice. Errors: CAPAI_ERR_MEMORY. */
enum capai_status database_name_columns(struct database *d, struct database_table *table);

/* The column of the table that has the result column `source`; NULL: there is none. */
const char *database_find(const struct database_table *table, capai_text source);

/* Makes a table without rows. */
enum capai_status database_create(struct database *d, const struct database_table *table);

/* Makes the key and the indexes of a table that has its rows. */
enum capai_status database_index(struct database *d, const struct database_table *table);

/* Makes the views for which all columns are there. */
enum capai_status database_views(struct database *d);

#endif
