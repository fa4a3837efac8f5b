#include "core/dataset.h"

#include <string.h>

#include "capai/system.h"

int capai_dataset_year(const struct capai_dataset *dataset)
{
    return dataset->year;
}

capai_text capai_dataset_content(const struct capai_dataset *dataset, const char *file)
{
    for (enum schema_file which = 0; which < SCHEMA_COUNT; which++) {
        const struct capai_table *table = dataset->sheets[which].table;
        if (table && strcmp(table->origin->file.name, file) == 0)
            return table->origin->file.content;
    }
    if (dataset->alias.name && strcmp(dataset->alias.name, file) == 0)
        return dataset->alias.content;
    return CAPAI_NO_TEXT;
}

bool dataset_add_input(struct capai_dataset *dataset, const char *path, capai_text bytes)
{
    const char *name = strrchr(path, '/');
    char *folder = capai_folder_name(dataset->path, dataset->arena);
    bool inside = strcmp(path, dataset->path) != 0 && folder && *folder;
    struct capai_input *inputs =
        capai_arena_grow(dataset->arena, dataset->inputs, dataset->input_count,
                         &dataset->input_capacity, sizeof *inputs);
    if (!inputs || !folder)
        return false;
    dataset->inputs = inputs;
    name = name ? name + 1 : path;
    const char *full = inside ? capai_path_join(folder, name, dataset->arena) : name;
    inputs[dataset->input_count++] = (struct capai_input){path, capai_text_of(full), bytes};
    return full != NULL;
}

size_t capai_dataset_inputs(const struct capai_dataset *dataset, const struct capai_input **list)
{
    if (list)
        *list = dataset->inputs;
    return dataset->input_count;
}

enum capai_notation capai_dataset_notation(const struct capai_dataset *dataset)
{
    return dataset->notation.texts;
}

size_t capai_dataset_opds(const struct capai_dataset *dataset)
{
    return dataset->opd_count;
}

struct rows dataset_rows(const struct capai_dataset *dataset, enum schema_file file, size_t opd)
{
    const struct sheet *sheet = &dataset->sheets[file];
    if (!sheet->table)
        return (struct rows){NULL, 0};
    return (struct rows){sheet->grouped + sheet->first[opd],
                         sheet->first[opd + 1] - sheet->first[opd]};
}

capai_text dataset_text(const struct capai_dataset *dataset, enum schema_file file, size_t row,
                        capai_text column)
{
    const struct capai_table *table = dataset->sheets[file].table;
    int c = table ? capai_table_find(table, column) : CAPAI_NO_COLUMN;
    return c < 0 ? CAPAI_NO_TEXT : capai_table_texts(table, c)[row];
}

const struct capai_cell *dataset_cell(const struct capai_dataset *dataset, enum schema_file file,
                                      size_t row, capai_text column)
{
    const struct capai_table *table = dataset->sheets[file].table;
    int c = table ? capai_table_find(table, column) : CAPAI_NO_COLUMN;
    return c < 0 ? NULL : &capai_table_cells(table, c)[row];
}

bool dataset_fold(const struct capai_dataset *dataset, capai_text name, capai_text *out)
{
    return capai_pool_fold(dataset->pool, name, out);
}

enum capai_status dataset_complain(const struct capai_dataset *dataset, enum schema_file file,
                                   size_t row, int column, struct capai_error *error)
{
    const struct capai_origin *origin = dataset->sheets[file].table->origin;
    if (!capai_notices_wants(dataset->notices, error->status))
        return capai_notices_add(dataset->notices, error); /* counts it */
    int field = column < 0 ? -1 : origin->field[column];
    grid_place(&origin->file, &origin->file.rows[origin->row[row]], field < 0 ? 0 : (size_t)field,
               error);
    if (field < 0)
        error->width = 0;
    return capai_notices_add(dataset->notices, error);
}

void capai_dataset_choose(struct capai_dataset *dataset, enum capai_versi versi)
{
    dataset->versi = versi;
}

struct capai_place capai_input_place(const struct capai_table *table, size_t row, int column)
{
    const struct capai_origin *origin = table->origin;
    struct capai_error error = {0};
    if (!origin)
        return (struct capai_place){.file = NULL};
    int field = column < 0 ? -1 : origin->field[column];
    grid_place(&origin->file, &origin->file.rows[origin->row[row]], field < 0 ? 0 : (size_t)field,
               &error);
    return (struct capai_place){error.file, error.sheet, error.line, field < 0 ? 0 : error.column};
}

long dataset_opd_row(const struct capai_dataset *dataset, size_t opd, int year)
{
    const struct sheet *sheet = &dataset->sheets[SCHEMA_OPD];
    struct rows rows = dataset_rows(dataset, SCHEMA_OPD, opd);
    const int wanted[] = {year, dataset->year};
    for (size_t w = 0; w < 2; w++)
        for (size_t i = 0; i < rows.count; i++)
            if (sheet->year[rows.row[i]] == wanted[w])
                return (long)rows.row[i];
    return rows.count ? (long)rows.row[0] : -1;
}

/* Places *err at an entry; at the beginning of its row where the file does not have that column. */
static void place_entry(const struct capai_dataset *dataset, enum schema_file file, size_t row,
                        capai_text column, struct capai_error *err)
{
    const struct capai_table *table = dataset->sheets[file].table;
    const struct capai_origin *origin = table->origin;
    int c = capai_table_find(table, column), field = c < 0 ? -1 : origin->field[c];
    grid_place(&origin->file, &origin->file.rows[origin->row[row]], field < 0 ? 0 : (size_t)field,
               err);
}

/* Places *err where an OPD that opd.csv does not have is named first; one that no row names has its
 * name from the data set. */
static void place_named(const struct capai_dataset *dataset, size_t opd, struct capai_error *err)
{
    for (enum schema_file file = 0; file < SCHEMA_COUNT; file++) {
        struct rows rows = dataset_rows(dataset, file, opd);
        const struct capai_table *table = dataset->sheets[file].table;
        for (size_t i = 0; i < rows.count && table->origin->field[0] >= 0; i++) {
            const struct grid *grid = &table->origin->file;
            const struct grid_row *source = &grid->rows[table->origin->row[rows.row[i]]];
            size_t field = (size_t)table->origin->field[0];
            if (field < source->count && capai_text_trim(source->fields[field]).size) {
                grid_place(grid, source, field, err);
                return;
            }
        }
    }
    capai_error_place(err, dataset->path, 0, 0);
}

void capai_dataset_place(const struct capai_dataset *dataset, size_t opd, capai_text column,
                         struct capai_error *err)
{
    long row = dataset_opd_row(dataset, opd, dataset->year);
    if (row >= 0)
        place_entry(dataset, SCHEMA_OPD, (size_t)row, column, err);
    else
        place_named(dataset, opd, err);
}

static capai_text opd_text(const struct capai_dataset *dataset, long row, capai_text column)
{
    return row < 0 ? CAPAI_NO_TEXT : dataset_text(dataset, SCHEMA_OPD, (size_t)row, column);
}

struct capai_opd capai_dataset_opd(const struct capai_dataset *dataset, size_t index)
{
    long row = dataset_opd_row(dataset, index, dataset->year);
    return (struct capai_opd){
        .opd = dataset->opds[index],
        .nama = opd_text(dataset, row, CAPAI_TEXT("nama")),
        .kabupaten = opd_text(dataset, row, CAPAI_TEXT("kabupaten")),
        .provinsi = opd_text(dataset, row, CAPAI_TEXT("provinsi")),
        .aturan = opd_text(dataset, row, CAPAI_TEXT("aturan")),
        .tahun = dataset->year,
    };
}
