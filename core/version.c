#include "core/version.h"

#include <stdlib.h>

#include "core/keys.h"

/* "perubahan", or "Setelah Perubahan" as some documents head it. */
static bool is_revision(capai_text versi)
{
    return schema_same_word(versi, CAPAI_TEXT("perubahan")) ||
           schema_same_word(versi, CAPAI_TEXT("setelah perubahan"));
}

capai_text version_name(capai_text versi)
{
    static const capai_text original[] = {{"murni", 5}, {"sebelum perubahan", 17}};
    if (is_revision(versi))
        return CAPAI_TEXT("perubahan");
    for (size_t i = 0; i < 2; i++)
        if (schema_same_word(versi, original[i]))
            return CAPAI_NO_TEXT;
    return versi;
}

/* A year, and in the budget a table of it, and the versions that it has. */
struct revised {
    int year;
    capai_text tabel;
    bool original, revision;
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

/* The choice of the rows of one file that belong to an OPD. */
struct choice {
    const struct capai_dataset *dataset;
    enum schema_file file;
    struct capai_arena *arena;
    int versi, tabel;
    struct rows all, kept, left_out;
    struct revised *list; /* in order, each once */
    size_t count;
};

static struct revised revised_of(const struct choice *c, size_t row)
{
    const struct sheet *sheet = &c->dataset->sheets[c->file];
    bool revision = is_revision(text_of(sheet->table, c->versi, row));
    return (struct revised){sheet->year[row], text_of(sheet->table, c->tabel, row), !revision,
                            revision};
}

static bool list_revised(struct choice *c)
{
    size_t kept = 0;
    c->list = capai_arena_array(c->arena, c->all.count, sizeof *c->list);
    if (!c->list)
        return false;
    for (size_t i = 0; i < c->all.count; i++)
        c->list[i] = revised_of(c, c->all.row[i]);
    qsort(c->list, c->all.count, sizeof *c->list, compare_revised);
    for (size_t i = 0; i < c->all.count; i++) {
        if (!kept || compare_revised(&c->list[kept - 1], &c->list[i]) != 0)
            c->list[kept++] = c->list[i];
        c->list[kept - 1].original |= c->list[i].original;
        c->list[kept - 1].revision |= c->list[i].revision;
    }
    c->count = kept;
    return true;
}

/* Parts the rows, and finds the first one that is not of the version asked for. */
static bool part_rows(struct choice *c, long *other)
{
    enum capai_versi versi = c->dataset->versi;
    size_t *rows = capai_arena_array(c->arena, c->all.count, sizeof *rows), count = 0, out = 0;
    *other = -1;
    if (!rows)
        return false;
    for (size_t i = 0; i < c->all.count; i++) {
        size_t row = c->all.row[i];
        const struct revised of = revised_of(c, row);
        const struct revised *has =
            bsearch(&of, c->list, c->count, sizeof *c->list, compare_revised);
        bool revision = versi == CAPAI_VERSI_MURNI ? !has->original : has->revision;
        if (*other < 0 && versi != CAPAI_VERSI_LATEST && of.year == c->dataset->year &&
            revision != (versi == CAPAI_VERSI_PERUBAHAN))
            *other = (long)row;
        if (of.revision == revision)
            rows[count++] = row;
        else
            rows[c->all.count - ++out] = row; /* from behind */
    }
    for (size_t i = 0; i < out / 2; i++) {
        size_t *a = &rows[count + i], *b = &rows[c->all.count - 1 - i], swap = *a;
        *a = *b;
        *b = swap;
    }
    c->kept = (struct rows){rows, count};
    c->left_out = (struct rows){rows + count, out};
    return true;
}

/* ---- complaints ---- */

static capai_text version_word(bool revision)
{
    return revision ? CAPAI_TEXT("perubahan") : CAPAI_TEXT("murni");
}

/* A count, at a row of the file. */
static bool complain(const struct choice *c, enum capai_message message, size_t row, size_t count,
                     capai_text list)
{
    char number[CAPAI_DECIMAL_TEXT];
    struct capai_error error = {0};
    bool revision = revised_of(c, row).revision;
    capai_decimal_format(capai_decimal_from_int((int64_t)count), CAPAI_NOTATION_INDONESIA, number);
    capai_fail(&error, message,
               CAPAI_WORDS(c->dataset->sheets[c->file].table->name, capai_text_of(number),
                           version_word(revision), version_word(!revision), list));
    return dataset_complain(c->dataset, c->file, row, c->versi, &error) == CAPAI_OK;
}

static int compare_found(const void *a, const void *b)
{
    return keys_compare(a, b);
}

/* The keys of rows, in order; false: memory. */
static bool read_keys(const struct choice *c, struct rows rows, struct key *keys, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < rows.count; i++) {
        bool whole;
        if (keys_read(c->dataset, c->file, rows.row[i], false, &keys[*count], &whole) != CAPAI_OK)
            return false;
        *count += whole;
    }
    return true;
}

/* Lists what stands only in the version that is left out. */
static bool list_lost(const struct choice *c)
{
    const struct capai_table *table = c->dataset->sheets[c->file].table;
    const struct schema *schema = schema_of(c->file);
    struct key *kept = capai_arena_array(c->arena, c->kept.count, sizeof *kept);
    struct key *left = capai_arena_array(c->arena, c->left_out.count, sizeof *left);
    char list[CAPAI_ERROR_TEXT / 2];
    size_t kept_count, left_count, lost = 0, first = 0, size = 0, name = 0;
    while (name + 1 < schema->count && schema->columns[name + 1].key)
        name++;
    if (!kept || !left || !read_keys(c, c->kept, kept, &kept_count) ||
        !read_keys(c, c->left_out, left, &left_count))
        return false;
    if (kept_count)
        qsort(kept, kept_count, sizeof *kept, compare_found);
    for (size_t i = 0; i < left_count; i++) {
        if (kept_count && bsearch(&left[i], kept, kept_count, sizeof *kept, compare_found))
            continue;
        if (!lost++)
            first = left[i].row;
        size = capai_text_append(list, sizeof list, size,
                                 capai_table_texts(table, (int)name)[left[i].row]);
    }
    return !lost || complain(c, CAPAI_MSG_VERSION_LOST, first, lost, (capai_text){list, size});
}

bool version_rows(const struct capai_dataset *dataset, enum schema_file file, size_t opd,
                  struct capai_arena *arena, struct rows *out)
{
    const struct capai_table *table = dataset->sheets[file].table;
    struct choice c = {
        .dataset = dataset, .file = file, .arena = arena, .all = dataset_rows(dataset, file, opd)};
    long other;
    *out = c.all;
    if (!c.all.count)
        return true;
    c.versi = capai_table_find(table, CAPAI_TEXT("versi"));
    c.tabel = capai_table_find(table, CAPAI_TEXT("tabel"));
    bool any = dataset->versi == CAPAI_VERSI_PERUBAHAN;
    for (size_t i = 0; !any && i < c.all.count; i++)
        any = is_revision(text_of(table, c.versi, c.all.row[i]));
    if (!any) /* one version of everything, and not another one was asked for */
        return true;
    if (!list_revised(&c) || !part_rows(&c, &other))
        return false;
    *out = c.kept;
    if (other >= 0 &&
        !complain(&c, CAPAI_MSG_VERSION_LACKING, (size_t)other, 1, dataset->opds[opd]))
        return false;
    if (!c.left_out.count)
        return true;
    return complain(&c, CAPAI_MSG_VERSION_LEFT_OUT, c.left_out.row[0], c.left_out.count,
                    CAPAI_NO_TEXT) &&
           list_lost(&c);
}
