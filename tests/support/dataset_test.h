/* For tests of loading: entries of the input tables. Include it first. */
#ifndef DATASET_TEST_H
#define DATASET_TEST_H

#include "data_test.h"

#include "core/dataset.h"

#define HEADER "opd,tahun,indikator,target,realisasi\n"
#define ROW "a,2024,IKM,90,81\n"

static inline const struct capai_table *sheet(const struct data *d, enum schema_file file)
{
    return d->dataset->sheets[file].table;
}

static inline const struct capai_cell *cell(const struct data *d, enum schema_file file, size_t row,
                                            const char *name)
{
    const struct capai_table *table = sheet(d, file);
    return &capai_table_cells(table, capai_table_find(table, capai_text_of(name)))[row];
}

#define assert_entry(d, file, row, name, expected)                                                 \
    assert_string_equal(data_entry((d), sheet((d), (file)), (row), (name)), (expected))

#endif
