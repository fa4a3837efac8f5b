/* Rows that say the same thing twice. Private to the core. */
#ifndef CORE_KEYS_H
#define CORE_KEYS_H

#include <stdint.h>

#include "core/dataset.h"

enum { KEY_PARTS = 5 }; /* of a key, beside OPD and year */

/* The key of a row. Texts are interned, so their addresses tell them apart. */
struct key {
    size_t opd;
    int year;
    uintptr_t part[KEY_PARTS];
    size_t row;
};

/* Fills the key of a row; *whole is false when it is about nothing, or of no year. With `versions`
 * false all versions of a row have one key. Error: CAPAI_ERR_MEMORY. */
enum capai_status keys_read(const struct capai_dataset *dataset, enum schema_file which, size_t row,
                            bool versions, struct key *key, bool *whole);

/* Order of keys, for two equal ones 0. It says nothing else. */
int keys_compare(const struct key *x, const struct key *y);

/* Complains of rows of a file that have the key of an earlier row: a warning where all cells
 * are equal, an error that names both lines where they are not. Both rows stay.
 * Names count as equal when they fold to the same; rows without the name that they are about are
 * left alone. Of rows of opd.csv the first counts. Error: CAPAI_ERR_MEMORY. */
enum capai_status keys_check(struct capai_dataset *dataset, enum schema_file which);

/* The complaint itself, at row `later`. */
enum capai_status keys_complain(const struct capai_dataset *dataset, enum schema_file which,
                                size_t earlier, size_t later);

/* Warns of two OPDs that opd.csv gives one name, in the same kabupaten, provinsi and year. Error:
 * CAPAI_ERR_MEMORY. */
enum capai_status keys_check_names(const struct capai_dataset *dataset);

/* Complains of an OPD of which two data sets have figures of one year. Error: CAPAI_ERR_MEMORY. */
enum capai_status keys_check_datasets(struct capai_dataset *const *datasets, size_t count,
                                      struct capai_arena *arena, struct capai_notices *notices);

#endif
