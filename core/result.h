/* Rows of the result tables. Private to the core. */
#ifndef CORE_RESULT_H
#define CORE_RESULT_H

#include "capai/evaluate.h"
#include "core/budget.h"
#include "core/measure.h"

/* The columns that results fill themselves; result.c says which table has which. */
enum column {
    COLUMN_NONE = 0,
#define RESULT_COLUMN(id, name) COLUMN_##id,
#include "core/result_columns.def"
#undef RESULT_COLUMN
    COLUMN_COUNT
};

struct layout;

/* A result table, and where its columns stand in it. */
struct result {
    struct capai_table *table;
    const struct layout *layout;
    short at[COLUMN_COUNT]; /* by enum column; CAPAI_NO_COLUMN where the table has it not */
    /* of the file that was copied from last: where each of its columns goes */
    const struct capai_table *source;
    short *places;
};

/* A row that is being filled. */
struct result_row {
    struct result *result; /* NULL: there was no memory for it */
    size_t row;
};

/* Makes the table of a result, with the columns that the data sets' files bring along. False:
 * memory. */
bool result_init(struct result *result, enum capai_result which,
                 struct capai_dataset *const *datasets, size_t count, struct capai_arena *arena);

/* A new row, everything missing but opd, if given, and, unless it is 0, tahun. */
struct result_row result_add(struct result *result, capai_text opd, int year);

void result_text(struct result_row out, enum column column, capai_text text);

/* A copy of a cell; one that was computed gets its number as source. False: memory. */
bool result_cell(struct result_row out, enum column column, const struct capai_cell *cell);

void result_number(struct result_row out, enum column column, enum capai_outcome outcome,
                   capai_decimal number);
void result_count(struct result_row out, enum column column, size_t count);
void result_rupiah(struct result_row out, enum column column, struct rupiah rupiah);
void result_amount(struct result_row out, enum column column, const struct amount *amount);

/* The word for an outcome. */
void result_outcome(struct result_row out, enum column column, enum capai_outcome outcome);

/* Capaian with predikat and status. */
void result_capaian(struct result_row out, const struct capai_rules *rules,
                    const struct amount *capaian, const struct grading *grading);

/* Copies a row of an input file: every column that the result has under the same name, but for the
 * first `skip` and for those it computes. False: memory. */
bool result_copy(struct result_row out, const struct capai_dataset *dataset, enum schema_file file,
                 size_t source, size_t skip);

#endif
