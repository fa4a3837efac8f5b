/* The input tables: what their columns are, and what would be if another figure stood in a file. */
#include "core/error.h"
#include "core/load.h"

#include <assert.h>

static struct capai_table *find_table(const struct capai_dataset *dataset, capai_text name,
                                      enum schema_file *which)
{
    for (*which = 0; *which < SCHEMA_COUNT; ++*which)
        if (capai_text_equal(schema_of(*which)->name, name))
            return dataset->sheets[*which].table;
    return NULL;
}

const struct capai_table *capai_dataset_table(const struct capai_dataset *dataset, capai_text name)
{
    enum schema_file which;
    return find_table(dataset, name, &which);
}

enum capai_column_role capai_column_role(capai_text table, capai_text column)
{
    /* results that are named otherwise than the file they come from */
    if (capai_text_equal(table, CAPAI_TEXT("tujuan")))
        table = CAPAI_TEXT("sasaran");
    if (capai_text_equal(table, CAPAI_TEXT("triwulan")))
        table = CAPAI_TEXT("rencana_aksi");
    if (capai_text_equal(column, CAPAI_TEXT("tujuan")))
        return CAPAI_COLUMN_NAME;
    for (enum schema_file which = 0; which < SCHEMA_COUNT; which++) {
        const struct schema *schema = schema_of(which);
        const struct schema_column *known = schema_find(schema, column);
        if (known && capai_text_equal(schema->name, table))
            return known->type == SCHEMA_NAME ? CAPAI_COLUMN_NAME : CAPAI_COLUMN_KNOWN;
    }
    return CAPAI_COLUMN_FOREIGN;
}

enum capai_status capai_dataset_set(struct capai_dataset *dataset, const struct capai_table *table,
                                    size_t row, int column, capai_text text, bool plain,
                                    struct capai_error *err)
{
    enum schema_file which;
    struct capai_table *own = find_table(dataset, table->name, &which);
    assert(own == table);
    struct capai_column *c = &own->columns[column];
    if (c->kind != CAPAI_COLUMN_CELL)
        return capai_fail(err, CAPAI_MSG_CELL_FIXED, CAPAI_WORDS(c->name));
    struct capai_error error = {0};
    struct capai_cell cell = {.kind = CAPAI_CELL_MISSING};
    if (!capai_pool_text(dataset->pool, capai_text_trim(text), &cell.source))
        return capai_fail_memory(err);
    enum capai_status status = load_cell(dataset, schema_type_of(schema_of(which), c->name),
                                         plain ? GRID_NUMBER : GRID_TEXT, c->name, &cell, &error);
    if (status)
        return error_pass(err, &error);
    c->of.cells[row] = cell;
    return CAPAI_OK;
}
