/* Where the columns of a data set stand, for the quick way. Private to the core. */
#ifndef CORE_QUICK_SET_H
#define CORE_QUICK_SET_H

#include "core/batch_plan.h"

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

struct quick_set {
    const struct batch_set *set; /* NULL: nothing was made ready */
    bool fit;                    /* false: a data set of a kind that is not done here */
    enum capai_notation notation;
    struct quick_file opd, indikator, anggaran;
    char year[5]; /* that is reported, as text */
};

/* Makes a data set ready that is read OPD by OPD; out->fit says whether it is done here. */
void quick_set_make(const struct batch_set *set, struct quick_set *out);

#endif
