#include "core/keys.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/version.h"

int keys_compare(const struct key *x, const struct key *y)
{
    if (x->opd != y->opd)
        return x->opd < y->opd ? -1 : 1;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    for (int i = 0; i < KEY_PARTS; i++)
        if (x->part[i] != y->part[i])
            return x->part[i] < y->part[i] ? -1 : 1;
    return 0;
}

static int compare_rows(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    int sign = keys_compare(x, y);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

/* The key columns behind opd and tahun; the last one is what the row is about. */
static size_t key_columns(const struct capai_table *table, const struct schema *schema)
{
    size_t n = 0;
    while (n < schema->count && schema->columns[n].key)
        n++;
    return n < table->column_count ? n : table->column_count;
}

/* A word that is left out stands for the usual one. */
static capai_text usual(capai_text column, capai_text text)
{
    if (capai_text_equal(column, CAPAI_TEXT("versi")))
        return version_name(text);
    if (capai_text_equal(column, CAPAI_TEXT("jenis")) && !text.size)
        return CAPAI_TEXT("sasaran");
    return text;
}

enum capai_status keys_read(const struct capai_dataset *dataset, enum schema_file which, size_t row,
                            bool versions, struct key *key, bool *whole)
{
    const struct sheet *sheet = &dataset->sheets[which];
    const struct schema *schema = schema_of(which);
    size_t columns = key_columns(sheet->table, schema);
    *key = (struct key){.opd = sheet->opd[row], .year = sheet->year[row], .row = row};
    size_t first = schema_has_year(schema) ? 2 : 1;
    *whole = key->opd != NO_OPD && (key->year || first == 1);
    for (size_t c = first; c < columns; c++) {
        const struct capai_column *column = &sheet->table->columns[c];
        capai_text text = usual(column->name, column->of.texts[row]), kept;
        if (!versions && capai_text_equal(column->name, CAPAI_TEXT("versi")))
            continue;
        bool name = schema_type_of(schema, column->name) == SCHEMA_NAME ||
                    capai_text_equal(column->name, CAPAI_TEXT("jenis"));
        /* codes are not folded: 1.1 is not 11 */
        if (!(name ? dataset_fold(dataset, text, &kept)
                   : capai_pool_text(dataset->pool, text, &kept)))
            return CAPAI_ERR_MEMORY;
        key->part[c - first] = kept.size ? (uintptr_t)kept.data : 0;
        if (c + 1 == columns && !kept.size)
            *whole = false;
    }
    return CAPAI_OK;
}

static bool same_entry(const struct capai_column *column, size_t a, size_t b)
{
    switch (column->kind) {
    case CAPAI_COLUMN_CELL:
        return capai_text_equal(column->of.cells[a].source, column->of.cells[b].source);
    case CAPAI_COLUMN_VALUE:
    case CAPAI_COLUMN_WHOLE:
        return column->of.values[a].outcome == column->of.values[b].outcome &&
               capai_decimal_compare(column->of.values[a].number, column->of.values[b].number) == 0;
    default: /* CAPAI_COLUMN_TEXT */
        return capai_text_equal(column->of.texts[a], column->of.texts[b]);
    }
}

/* Entries of a key column of two rows whose keys are equal: one that is left out says nothing else.
 */
static bool same_key_entry(const struct capai_column *column, size_t a, size_t b)
{
    if (column->kind != CAPAI_COLUMN_TEXT)
        return same_entry(column, a, b);
    capai_text x = usual(column->name, column->of.texts[a]);
    capai_text y = usual(column->name, column->of.texts[b]);
    return !x.size || !y.size || capai_text_equal(x, y);
}

static bool same_rows(const struct capai_table *table, size_t keys, size_t a, size_t b)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (!(c < keys ? same_key_entry : same_entry)(&table->columns[c], a, b))
            return false;
    return true;
}

enum capai_status keys_complain(const struct capai_dataset *dataset, enum schema_file which,
                                size_t earlier, size_t later)
{
    const struct capai_table *table = dataset->sheets[which].table;
    const size_t columns = key_columns(table, schema_of(which));
    const struct capai_origin *origin = table->origin;
    struct capai_error error = {0};
    char line[CAPAI_DECIMAL_TEXT];
    size_t number = origin->file.rows[origin->row[earlier]].line;
    bool same = same_rows(table, columns, earlier, later);
    capai_decimal_format(capai_decimal_from_int((int64_t)number), CAPAI_NOTATION_PLAIN, line);
    if (which == SCHEMA_OPD) { /* of these only the first counts */
        char year[CAPAI_DECIMAL_TEXT];
        capai_decimal_format(capai_decimal_from_int(dataset->sheets[which].year[later]),
                             CAPAI_NOTATION_PLAIN, year);
        capai_fail(&error, same ? CAPAI_MSG_OPD_ROW_DOUBLED : CAPAI_MSG_OPD_ROW_CONFLICT,
                   CAPAI_WORDS(capai_table_texts(table, 0)[later], capai_text_of(year),
                               capai_text_of(line)));
        return dataset_complain(dataset, which, later, 0, &error);
    }
    capai_fail(&error, same ? CAPAI_MSG_ROW_DOUBLED : CAPAI_MSG_ROW_CONFLICT,
               CAPAI_WORDS(capai_text_of(line), table->columns[columns - 1].name));
    return dataset_complain(dataset, which, later, (int)columns - 1, &error);
}

enum capai_status keys_check(struct capai_dataset *dataset, enum schema_file which)
{
    const struct sheet *sheet = &dataset->sheets[which];
    if (!sheet->table)
        return CAPAI_OK;
    size_t count = 0;
    struct key *keys = capai_arena_array(dataset->arena, sheet->table->rows, sizeof *keys);
    if (!keys)
        return CAPAI_ERR_MEMORY;
    for (size_t row = 0; row < sheet->table->rows; row++) {
        bool whole;
        if (keys_read(dataset, which, row, true, &keys[count], &whole) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
        count += whole;
    }
    if (count)
        qsort(keys, count, sizeof *keys, compare_rows);
    for (size_t i = 1, first = 0; i < count; i++) {
        if (keys_compare(&keys[i], &keys[i - 1]) != 0)
            first = i;
        else if (keys_complain(dataset, which, keys[first].row, keys[i].row) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* ---- OPDs of one name ---- */

/* The place and year of a row of opd.csv as a key: name, kabupaten, provinsi, folded. */
static enum capai_status read_name(const struct capai_dataset *dataset, size_t row, struct key *key)
{
    static const capai_text columns[] = {{"nama", 4}, {"kabupaten", 9}, {"provinsi", 8}};
    *key = (struct key){.year = dataset->sheets[SCHEMA_OPD].year[row], .row = row};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        capai_text fold;
        if (!dataset_fold(dataset, dataset_text(dataset, SCHEMA_OPD, row, columns[i]), &fold))
            return CAPAI_ERR_MEMORY;
        key->part[i] = (uintptr_t)fold.data;
    }
    return CAPAI_OK;
}

static enum capai_status complain_name(const struct capai_dataset *dataset, size_t earlier,
                                       size_t later)
{
    const struct sheet *sheet = &dataset->sheets[SCHEMA_OPD];
    const struct capai_origin *origin = sheet->table->origin;
    struct capai_error error = {0};
    char line[CAPAI_DECIMAL_TEXT];
    size_t number = origin->file.rows[origin->row[earlier]].line;
    int nama = capai_table_find(sheet->table, CAPAI_TEXT("nama"));
    capai_decimal_format(capai_decimal_from_int((int64_t)number), CAPAI_NOTATION_PLAIN, line);
    capai_fail(&error, CAPAI_MSG_OPD_NAME,
               CAPAI_WORDS(capai_table_texts(sheet->table, nama)[later],
                           dataset->opds[sheet->opd[earlier]], capai_text_of(line)));
    return dataset_complain(dataset, SCHEMA_OPD, later, nama, &error);
}

enum capai_status keys_check_names(const struct capai_dataset *dataset)
{
    const struct sheet *sheet = &dataset->sheets[SCHEMA_OPD];
    size_t rows = sheet->table ? sheet->table->rows : 0, count = 0;
    struct key *keys = capai_arena_array(dataset->arena, rows, sizeof *keys);
    if (!keys)
        return CAPAI_ERR_MEMORY;
    for (size_t row = 0; row < rows; row++) {
        if (read_name(dataset, row, &keys[count]) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
        count += keys[count].part[0] && sheet->opd[row] != NO_OPD;
    }
    if (count)
        qsort(keys, count, sizeof *keys, compare_rows);
    for (size_t i = 1, first = 0; i < count; i++) {
        if (keys_compare(&keys[i], &keys[first]) != 0)
            first = i;
        else if (sheet->opd[keys[i].row] != sheet->opd[keys[first].row] &&
                 complain_name(dataset, keys[first].row, keys[i].row) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* ---- OPDs of several data sets ---- */

struct home {
    const struct capai_dataset *dataset;
    size_t opd, order;
};

static int compare_homes(const void *a, const void *b)
{
    const struct home *x = a, *y = b;
    int sign = capai_text_compare(x->dataset->opds[x->opd], y->dataset->opds[y->opd]);
    return sign ? sign : (x->order > y->order) - (x->order < y->order);
}

/* The files whose figures enter those of an OPD. */
static const enum schema_file figures[] = {SCHEMA_INDIKATOR, SCHEMA_ANGGARAN, SCHEMA_SKM,
                                           SCHEMA_LKE};
enum { FIGURES = sizeof figures / sizeof *figures };

static bool has_figures(const struct home *home, int year)
{
    for (size_t f = 0; f < FIGURES; f++) {
        struct rows rows = dataset_rows(home->dataset, figures[f], home->opd);
        for (size_t i = 0; i < rows.count; i++)
            if (home->dataset->sheets[figures[f]].year[rows.row[i]] == year)
                return true;
    }
    return false;
}

/* A year of which both have figures of the OPD; 0: there is none. */
static int common_year(const struct home *x, const struct home *y)
{
    for (size_t f = 0; f < FIGURES; f++) {
        struct rows rows = dataset_rows(x->dataset, figures[f], x->opd);
        int last = 0;
        for (size_t i = 0; i < rows.count; i++) {
            int year = x->dataset->sheets[figures[f]].year[rows.row[i]];
            if (year != last && has_figures(y, year))
                return year;
            last = year;
        }
    }
    return 0;
}

static enum capai_status complain_twice(const struct home *first, const struct home *second,
                                        int year, struct capai_notices *notices)
{
    struct capai_error error = {0};
    char text[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(capai_decimal_from_int(year), CAPAI_NOTATION_PLAIN, text);
    capai_fail(&error, CAPAI_MSG_OPD_TWICE,
               CAPAI_WORDS(second->dataset->opds[second->opd], capai_text_of(text),
                           capai_text_of(first->dataset->path)));
    capai_error_place(&error, second->dataset->path, 0, 0);
    return capai_notices_add(notices, &error);
}

enum capai_status keys_check_datasets(struct capai_dataset *const *datasets, size_t count,
                                      struct capai_arena *arena, struct capai_notices *notices)
{
    size_t total = 0, n = 0;
    for (size_t d = 0; d < count; d++)
        total += datasets[d]->opd_count;
    struct home *homes = capai_arena_array(arena, total, sizeof *homes);
    if (!homes)
        return CAPAI_ERR_MEMORY;
    for (size_t d = 0; d < count; d++)
        for (size_t opd = 0; opd < datasets[d]->opd_count; opd++, n++)
            homes[n] = (struct home){datasets[d], opd, n};
    if (n)
        qsort(homes, n, sizeof *homes, compare_homes);
    for (size_t i = 1; i < n; i++) {
        const struct home *first = &homes[i - 1], *second = &homes[i];
        bool same =
            capai_text_equal(first->dataset->opds[first->opd], second->dataset->opds[second->opd]);
        int year = same ? common_year(first, second) : 0;
        if (year && complain_twice(first, second, year, notices) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}
