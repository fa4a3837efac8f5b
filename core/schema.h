/* Which columns the files of a data set have. Private to the core. */
#ifndef CORE_SCHEMA_H
#define CORE_SCHEMA_H

#include "capai/cell.h"
#include "capai/table.h"

enum schema_file {
    SCHEMA_OPD,
    SCHEMA_INDIKATOR,
    SCHEMA_ANGGARAN,
    SCHEMA_SASARAN,
    SCHEMA_OUTPUT,
    SCHEMA_SKM,
    SCHEMA_LKE,
    SCHEMA_RENCANA_AKSI,
    SCHEMA_RENSTRA,
    /* what a printed report says of itself: read where somebody checks it */
    SCHEMA_PRINTED,
    SCHEMA_SKM_LAPOR = SCHEMA_PRINTED,
    SCHEMA_NARASI,
    SCHEMA_TABEL,
    SCHEMA_PADANAN,
    SCHEMA_COUNT
};

enum schema_type {
    SCHEMA_TEXT,
    SCHEMA_NAME, /* a text for which alias.csv may know the standard spelling */
    SCHEMA_YEAR,
    SCHEMA_QUANTITY,       /* a cell */
    SCHEMA_RUPIAH,         /* a cell that must be a plain amount */
    SCHEMA_RUPIAH_MIXED,   /* an amount whose groups may be set off by either sign */
    SCHEMA_REPORTED,       /* *_lapor: a cell that nothing is computed from */
    SCHEMA_REPORTED_RUPIAH /* the same, an amount as SCHEMA_RUPIAH_MIXED */
};

struct schema_column {
    capai_text name;
    enum schema_type type;
    bool key;      /* of the table: comes first in results, also when the file does not have it */
    bool required; /* the file cannot be used without it */
    const capai_text *words; /* all that it may say, ended by the missing text; NULL: anything */
};

/* Columns that differ in a number only, tw1 to tw4: a result has a row for each number instead. */
struct schema_series {
    capai_text name; /* without the number */
    int first, last;
    enum schema_type type;
    capai_text example; /* for messages */
};

struct schema {
    const char *file;                    /* indikator.csv */
    capai_text name;                     /* indikator */
    const struct schema_column *columns; /* keys first */
    size_t count;
    const struct schema_series *series; /* ended by one without a name; NULL: none. The file
                                           cannot be used without one of their columns */
};

/* True for a word of a closed list, in whatever case and with blanks where it has none. */
bool schema_same_word(capai_text text, capai_text word);

/* True when the rows of the file belong to a year: `tahun` is the column behind `opd` then. */
bool schema_has_year(const struct schema *schema);

const struct schema *schema_of(enum schema_file file);

/* alias.csv, which no table is made of: kolom, nama, baku. */
const struct schema *schema_alias(void);

/* The known column of that name (case does not count), or NULL. */
const struct schema_column *schema_find(const struct schema *schema, capai_text name);

/* The series that a column belongs to, and its number there; NULL: none. */
const struct schema_series *schema_series_of(const struct schema *schema, capai_text name,
                                             int *number);

/* Type of any column, known or not. */
enum schema_type schema_type_of(const struct schema *schema, capai_text name);

enum capai_column_kind schema_kind(enum schema_type type);

#endif
