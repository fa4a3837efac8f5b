#include "core/version.h"

#include <stdlib.h>

/* "perubahan", or "Setelah Perubahan" as some documents head it. */
static bool is_revision(capai_text versi)
{
    return capai_text_equal_nocase(versi, CAPAI_TEXT("perubahan")) ||
           capai_text_equal_nocase(versi, CAPAI_TEXT("setelah perubahan"));
}

capai_text version_name(capai_text versi)
{
    static const capai_text original[] = {{"murni", 5}, {"sebelum perubahan", 17}};
    if (is_revision(versi))
        return CAPAI_TEXT("perubahan");
    for (size_t i = 0; i < 2; i++)
        if (capai_text_equal_nocase(versi, original[i]))
            return CAPAI_NO_TEXT;
    return versi;
}

/* A year, and in the budget a table, that was revised. */
struct revised {
    int year;
    capai_text tabel;
};

static capai_text text_of(const struct capai_table *table, int column, size_t row)
{
    return column < 0 ? CAPAI_NO_TEXT : capai_table_texts(table, column)[row];
}

static int compare_revised(const void *a, const void *b)
{
    const struct revised *x = a, *y = b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    return capai_text_compare(x->tabel, y->tabel);
}

static bool note_left_out(const struct capai_dataset *dataset, enum schema_file file, size_t row,
                          int versi, size_t count)
{
    char number[CAPAI_DECIMAL_TEXT];
    struct capai_error error = {0};
    capai_decimal_format(capai_decimal_from_int((int64_t)count), CAPAI_NOTATION_INDONESIA, number);
    capai_fail(&error, CAPAI_MSG_VERSION_LEFT_OUT,
               CAPAI_WORDS(dataset->sheets[file].table->name, capai_text_of(number)));
    return dataset_complain(dataset, file, row, versi, &error) == CAPAI_OK;
}

bool version_rows(const struct capai_dataset *dataset, enum schema_file file, size_t opd,
                  struct capai_arena *arena, struct rows *out)
{
    const struct sheet *sheet = &dataset->sheets[file];
    struct rows all = dataset_rows(dataset, file, opd);
    *out = all;
    if (!all.count)
        return true;
    int versi = capai_table_find(sheet->table, CAPAI_TEXT("versi"));
    int tabel = capai_table_find(sheet->table, CAPAI_TEXT("tabel"));
    struct revised *list = capai_arena_array(arena, all.count, sizeof *list);
    size_t count = 0, kept = 0, left_out = 0, first = 0;
    if (!list)
        return false;
    for (size_t i = 0; i < all.count; i++) {
        size_t row = all.row[i];
        if (is_revision(text_of(sheet->table, versi, row)))
            list[count++] = (struct revised){sheet->year[row], text_of(sheet->table, tabel, row)};
    }
    if (!count)
        return true;
    qsort(list, count, sizeof *list, compare_revised);
    size_t *rows = capai_arena_array(arena, all.count, sizeof *rows);
    for (size_t i = 0; rows && i < all.count; i++) {
        size_t row = all.row[i];
        const struct revised key = {sheet->year[row], text_of(sheet->table, tabel, row)};
        bool original = !is_revision(text_of(sheet->table, versi, row)) &&
                        bsearch(&key, list, count, sizeof *list, compare_revised);
        if (!original)
            rows[kept++] = row;
        else if (!left_out++)
            first = row;
    }
    *out = (struct rows){rows, kept};
    return rows && (!left_out || note_left_out(dataset, file, first, versi, left_out));
}
