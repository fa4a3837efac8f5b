/* Totals of a comparison: moves, classes, causes. */
#include "core/compare.h"

#include <stdint.h>
#include <stdlib.h>

enum moves_column {
    MOVES_KABUPATEN,
    MOVES_JENIS,
    MOVES_JUMLAH,
    MOVES_BERUBAH,
    MOVES_NAIK,
    MOVES_TURUN,
    MOVES_TETAP,
    MOVES_MUNCUL,
    MOVES_HILANG,
    MOVES_COUNT
};
enum classes_column { CLASSES_JENIS, CLASSES_A, CLASSES_B, CLASSES_JUMLAH, CLASSES_COUNT };
enum causes_column { CAUSES_JENIS, CAUSES_BESARAN, CAUSES_SEBAB, CAUSES_JUMLAH, CAUSES_COUNT };

static const capai_text quantities[COMPARED_COUNT] = {
    [COMPARED_CAPAIAN] = {"capaian", 7},
    [COMPARED_PREDIKAT] = {"predikat", 8},
    [COMPARED_EFISIENSI] = {"efisiensi", 9},
    [COMPARED_INDEKS] = {"indeks", 6},
    [COMPARED_IKM] = {"ikm", 3},
    [COMPARED_MUTU] = {"mutu", 4},
    [COMPARED_NILAI_LKE] = {"nilai_lke", 9},
    [COMPARED_GRADE_LKE] = {"grade_lke", 9},
};

/* Names of columns; the first `texts` hold text, the others counts. */
static bool add_columns(struct capai_table *table, const char *const *names, size_t count,
                        size_t texts)
{
    for (size_t i = 0; i < count; i++)
        if (capai_table_add_column(table, capai_text_of(names[i]),
                                   i < texts ? CAPAI_COLUMN_TEXT : CAPAI_COLUMN_WHOLE) < 0)
            return false;
    return true;
}

bool compare_totals_init(struct capai_comparison *comparison)
{
    static const char *const moves[MOVES_COUNT] = {
        "kabupaten", "jenis", "jumlah", "berubah", "naik", "turun", "tetap", "muncul", "hilang"};
    static const char *const classes[CLASSES_COUNT] = {"jenis", "predikat_a", "predikat_b",
                                                       "jumlah"};
    static const char *const causes[CAUSES_COUNT] = {"jenis", "besaran", "sebab", "jumlah"};
    struct capai_table **tables = comparison->tables;
    return add_columns(tables[CAPAI_COMPARED_MOVES], moves, MOVES_COUNT, MOVES_JUMLAH) &&
           add_columns(tables[CAPAI_COMPARED_CLASSES], classes, CLASSES_COUNT, CLASSES_JUMLAH) &&
           add_columns(tables[CAPAI_COMPARED_CAUSES], causes, CAUSES_COUNT, CAUSES_JUMLAH);
}

/* ---- classes in their order ---- */

/* Order of bands by their values, the lowest first. */
static int compare_bands(const struct capai_band *x, const struct capai_band *y)
{
    if (x->low.present != y->low.present)
        return x->low.present ? 1 : -1;
    int sign = x->low.present ? capai_decimal_compare(x->low.value, y->low.value) : 0;
    if (!sign && x->low.present)
        sign = (int)y->low.closed - (int)x->low.closed;
    if (sign)
        return sign;
    if (x->high.present != y->high.present)
        return x->high.present ? -1 : 1;
    return x->high.present ? capai_decimal_compare(x->high.value, y->high.value) : 0;
}

size_t compare_rank(const struct capai_scale *scale, size_t band)
{
    size_t below = 0;
    for (size_t i = 0; i < scale->count; i++)
        below += compare_bands(&scale->bands[i], &scale->bands[band]) < 0;
    return below;
}

/* Index of a class in a list, its count when it is not there. */
static size_t class_index(const struct class_list *list, capai_text name)
{
    size_t i = 0;
    while (i < list->count && !capai_text_equal(list->names[i], name))
        i++;
    return i;
}

bool compare_list_classes(struct capai_comparison *comparison, struct class_list *list,
                          const struct capai_scale *scale)
{
    for (size_t rank = scale->count; rank-- > 0;)
        for (size_t band = 0; band < scale->count; band++) {
            if (compare_rank(scale, band) != rank ||
                class_index(list, scale->bands[band].name) < list->count)
                continue;
            capai_text *names = capai_arena_grow(comparison->arena, list->names, list->count,
                                                 &list->capacity, sizeof *names);
            if (!names)
                return false;
            list->names = names;
            names[list->count++] = scale->bands[band].name;
        }
    return true;
}

const capai_text *capai_comparison_classes(const struct capai_comparison *comparison, int side,
                                           size_t *count)
{
    *count = comparison->classes[side].count;
    return comparison->classes[side].names;
}

/* ---- counting ---- */

/* Adds 1 to a count of a row. */
static void add_one(struct capai_table *table, size_t row, int column)
{
    unsigned flags = 0;
    struct capai_value *value = &capai_table_values(table, column)[row];
    value->number =
        capai_decimal_add(value->number, capai_decimal_from_int(1), CAPAI_HALF_EVEN, &flags);
}

/* A new row of counts that are 0; SIZE_MAX: memory. */
static size_t add_row(struct capai_table *table, int texts)
{
    size_t row = table->rows;
    if (!capai_table_add_row(table))
        return SIZE_MAX;
    for (int c = texts; c < (int)table->column_count; c++)
        capai_table_values(table, c)[row] = capai_value_of_int(0);
    return row;
}

/* The row whose first texts are these; added where there is none. SIZE_MAX: memory. */
static size_t find_row(struct capai_table *table, const capai_text *texts, int text_count)
{
    for (size_t row = table->rows; row-- > 0;) { /* the rows of a place stand together */
        bool same = true;
        for (int c = 0; same && c < text_count; c++)
            same = capai_text_equal(capai_table_texts(table, c)[row], texts[c]);
        if (same)
            return row;
    }
    size_t row = add_row(table, text_count);
    for (int c = 0; row != SIZE_MAX && c < text_count; c++)
        capai_table_texts(table, c)[row] = texts[c];
    return row;
}

/* ---- the tables ---- */

static bool total_moves(struct capai_comparison *comparison)
{
    struct capai_table *table = comparison->tables[CAPAI_COMPARED_MOVES];
    for (size_t i = 0; i < comparison->tables[CAPAI_COMPARED_ROWS]->rows; i++) {
        const capai_text keys[] = {rows_texts(comparison, ROWS_KABUPATEN)[i],
                                   rows_texts(comparison, ROWS_JENIS)[i]};
        size_t row = find_row(table, keys, MOVES_JUMLAH);
        if (row == SIZE_MAX)
            return false;
        add_one(table, row, MOVES_JUMLAH);
        if (capai_text_equal(rows_texts(comparison, ROWS_BERUBAH)[i], CAPAI_TEXT("ya")))
            add_one(table, row, MOVES_BERUBAH);
        add_one(table, row, capai_table_find(table, rows_texts(comparison, ROWS_GERAK)[i]));
    }
    return true;
}

/* How many rows of a kind go from each class of A to each of B; the last of each is none. */
static size_t *count_classes(const struct capai_comparison *comparison, capai_text kind)
{
    const struct class_list *a = &comparison->classes[0], *b = &comparison->classes[1];
    size_t *counts =
        capai_arena_array(comparison->arena, (a->count + 1) * (b->count + 1), sizeof *counts);
    for (size_t i = 0; counts && i < comparison->tables[CAPAI_COMPARED_ROWS]->rows; i++)
        if (capai_text_equal(rows_texts(comparison, ROWS_JENIS)[i], kind))
            counts[class_index(a, rows_texts(comparison, ROWS_PREDIKAT_A)[i]) * (b->count + 1) +
                   class_index(b, rows_texts(comparison, ROWS_PREDIKAT_B)[i])]++;
    return counts;
}

static bool total_classes(struct capai_comparison *comparison, capai_text kind)
{
    const struct class_list *a = &comparison->classes[0], *b = &comparison->classes[1];
    struct capai_table *table = comparison->tables[CAPAI_COMPARED_CLASSES];
    const size_t *counts = count_classes(comparison, kind);
    if (!counts)
        return false;
    for (size_t x = 0; x <= a->count; x++)
        for (size_t y = 0; y <= b->count; y++) {
            size_t row = table->rows, found = counts[x * (b->count + 1) + y];
            if (!found)
                continue;
            if (!capai_table_add_row(table))
                return false;
            capai_table_texts(table, CLASSES_JENIS)[row] = kind;
            if (x < a->count)
                capai_table_texts(table, CLASSES_A)[row] = a->names[x];
            if (y < b->count)
                capai_table_texts(table, CLASSES_B)[row] = b->names[y];
            capai_table_values(table, CLASSES_JUMLAH)[row] = capai_value_of_int((int64_t)found);
        }
    return true;
}

/* Brings the rows from `first` on into falling order of their counts; there are few. */
static void sort_causes(struct capai_table *table, size_t first)
{
    capai_text *texts = capai_table_texts(table, CAUSES_SEBAB);
    struct capai_value *counts = capai_table_values(table, CAUSES_JUMLAH);
    for (size_t i = first + 1; i < table->rows; i++)
        for (size_t k = i;
             k > first && capai_decimal_compare(counts[k].number, counts[k - 1].number) > 0; k--) {
            capai_text text = texts[k];
            struct capai_value value = counts[k];
            texts[k] = texts[k - 1];
            counts[k] = counts[k - 1];
            texts[k - 1] = text;
            counts[k - 1] = value;
        }
}

static bool total_causes(struct capai_comparison *comparison, capai_text kind,
                         enum compared_quantity quantity)
{
    struct capai_table *table = comparison->tables[CAPAI_COMPARED_CAUSES];
    const capai_text *causes =
        rows_texts(comparison, (enum rows_column)(ROWS_SEBAB_CAPAIAN + quantity));
    size_t first = table->rows;
    for (size_t i = 0; i < comparison->tables[CAPAI_COMPARED_ROWS]->rows; i++) {
        const capai_text keys[] = {kind, quantities[quantity], causes[i]};
        if (!causes[i].size || !capai_text_equal(rows_texts(comparison, ROWS_JENIS)[i], kind))
            continue;
        size_t row = find_row(table, keys, CAUSES_JUMLAH);
        if (row == SIZE_MAX)
            return false;
        add_one(table, row, CAUSES_JUMLAH);
    }
    sort_causes(table, first);
    return true;
}

enum capai_status capai_comparison_finish(struct capai_comparison *comparison,
                                          struct capai_error *err)
{
    bool done = total_moves(comparison);
    for (int k = 0; done && k < COMPARED_KINDS; k++) {
        capai_text kind = capai_result_name(compared_kinds[k]);
        done = total_classes(comparison, kind);
        for (int q = 0; done && q < COMPARED_COUNT; q++)
            done = total_causes(comparison, kind, (enum compared_quantity)q);
    }
    return done ? CAPAI_OK : capai_fail_memory(err);
}
