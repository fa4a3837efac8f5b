/* The columns of a file that the quick way looks at. Private to the core. */
#ifndef CORE_QUICK_FILE_H
#define CORE_QUICK_FILE_H

#include "core/schema.h"

/* The columns that are looked at. */
enum quick_role {
    QUICK_OPD,
    QUICK_TAHUN,
    QUICK_JENIS,
    QUICK_TUJUAN,
    QUICK_SASARAN,
    QUICK_INDIKATOR,
    QUICK_ARAH,
    QUICK_TARGET,
    QUICK_REALISASI,
    QUICK_KODE,
    QUICK_TABEL,
    QUICK_PAGU,
    QUICK_NAMA,
    QUICK_KABUPATEN,
    QUICK_PROVINSI,
    QUICK_ATURAN,
    QUICK_ROLE_COUNT
};

enum { QUICK_FIELDS = 64 };

/* A file of a data set. */
struct quick_file {
    bool present;
    size_t scan;                 /* its number in the set */
    size_t columns;              /* fields of a row */
    int field[QUICK_ROLE_COUNT]; /* CAPAI_NO_COLUMN: it has none */
    int empty[QUICK_FIELDS];     /* fields that must be empty: what they hold is not done here */
    size_t empty_count;
};

/* A file without columns. */
struct quick_file quick_file_none(void);

/* Adds a column that results have, at `field` of a row. What it holds is text, or it has a role, or
 * it must be empty. */
void quick_file_add(struct quick_file *file, capai_text name, bool text, int field);

/* True when the columns of budget lines stand at the same places. */
bool quick_file_same(const struct quick_file *a, const struct quick_file *b);

#endif
