/* For tests of comparisons: a data set of C strings under the rules of data_test.h and under
 * others. Include it first.
 */
#ifndef COMPARE_TEST_H
#define COMPARE_TEST_H

#include "data_test.h"

#include "capai/compare.h"

static struct capai_comparison *comparison; /* of the test that runs */

static inline void compare(struct data *d, const struct capai_rules *b, bool all_years)
{
    comparison = capai_comparison_new(&d->dataset, 1, all_years, &d->arena, &d->notices);
    assert_non_null(comparison);
    for (size_t i = 0; i < capai_dataset_opds(d->dataset); i++)
        assert_int_equal(capai_compare_opd(comparison, d->dataset, i, &d->rules, b, &d->err),
                         CAPAI_OK);
    assert_int_equal(capai_comparison_finish(comparison, &d->err), CAPAI_OK);
}

static inline void compare_load(struct data *d, const char *indikator)
{
    data_put(d, "indikator.csv", indikator);
    assert_int_equal(data_load(d, 0), CAPAI_OK);
}

/* An entry of perbandingan, or of another table. */
static inline const char *compare_at(struct data *d, enum capai_compared which, size_t row,
                                     const char *column)
{
    return data_entry(d, capai_comparison_table(comparison, which), row, column);
}

#define assert_row(d, row, column, expected)                                                       \
    assert_string_equal(compare_at((d), CAPAI_COMPARED_ROWS, (row), (column)), (expected))

static inline size_t compare_rows(enum capai_compared which)
{
    return capai_table_rows(capai_comparison_table(comparison, which));
}

/* The count in the row of a table of totals whose first texts are these. */
static inline const char *compare_total(struct data *d, enum capai_compared which,
                                        const char *const *texts, const char *column)
{
    const struct capai_table *table = capai_comparison_table(comparison, which);
    for (size_t row = 0; row < capai_table_rows(table); row++) {
        bool same = true;
        for (int c = 0; texts[c]; c++) {
            capai_text text = capai_table_texts(table, c)[row];
            same = same && capai_text_equal(text, capai_text_of(texts[c]));
        }
        if (same)
            return data_entry(d, table, row, column);
    }
    return "none";
}
#define TOTAL(d, which, column, ...)                                                               \
    compare_total((d), CAPAI_COMPARED_##which, (const char *const[]){__VA_ARGS__, NULL}, (column))

/* Entries of perbandingan: {row, column, expected}. */
static inline void compare_check(struct data *d, const struct entry *entries, size_t count,
                                 const char *source, int line)
{
    for (size_t i = 0; i < count; i++) {
        const char *found = compare_at(d, CAPAI_COMPARED_ROWS, entries[i].row, entries[i].column);
        bool right = strcmp(found, entries[i].expected) == 0;
        if (!right)
            print_error("row %zu, %s: expected \"%s\", there is \"%s\"\n", entries[i].row,
                        entries[i].column, entries[i].expected, found);
        _assert_true(right, "the entries are as expected", source, line);
    }
}

#define assert_rows(d, ...)                                                                        \
    do {                                                                                           \
        const struct entry entries_[] = {__VA_ARGS__};                                             \
        compare_check((d), entries_, sizeof entries_ / sizeof *entries_, __FILE__, __LINE__);      \
    } while (0)

#endif
