/* The contract of a data set: which files it may have, and what stands in their columns. For
 * programs that write data sets, or help people to.
 *
 * A file may have other columns, too: they are carried through. What each column means is told to
 * people by `capai help columns`.
 */
#ifndef CAPAI_SCHEMA_H
#define CAPAI_SCHEMA_H

#include "capai/api.h"
#include "capai/text.h"

CAPAI_API_BEGIN

struct capai_schema_file {
    capai_text name; /* indikator; of a folder with .csv behind it */
    bool required;   /* without it there is no data set */
    bool printed;    /* it says what a printed report says of itself, which is checked only */
};

enum capai_schema_entry {
    CAPAI_SCHEMA_TEXT,
    CAPAI_SCHEMA_NAME, /* a text that meets its like in other files after folding */
    CAPAI_SCHEMA_YEAR,
    CAPAI_SCHEMA_QUANTITY, /* capai/cell.h */
    CAPAI_SCHEMA_RUPIAH
};

struct capai_schema_column {
    capai_text name; /* of columns that differ in a number: what stands before it, "target_" */
    enum capai_schema_entry entry;
    bool required;           /* the file cannot be used without it */
    int first, last;         /* such numbers; 0: one column */
    const capai_text *words; /* all that it may say, ended by the missing text; NULL: anything */
};

/* File `file`, counted from 0, in the order in which people fill them in. False where there is
 * none; *out is then unchanged. All that it gives is constant. */
bool capai_schema_file(size_t file, struct capai_schema_file *out);

/* Column `column` of that file, counted from 0. The columns of skm.csv that are named by the rules
 * (struct capai_survey) are not among them. False as above. */
bool capai_schema_column(size_t file, size_t column, struct capai_schema_column *out);

CAPAI_API_END

#endif
