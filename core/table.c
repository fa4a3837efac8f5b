#include "core/table.h"

#include <assert.h>
#include <stdint.h>

struct capai_table *capai_table_new(capai_text name, struct capai_arena *arena)
{
    struct capai_table *table = capai_arena_array(arena, 1, sizeof *table);
    if (table) {
        table->name = name;
        table->arena = arena;
    }
    return table;
}

capai_text capai_table_name(const struct capai_table *table)
{
    return table->name;
}

size_t capai_table_rows(const struct capai_table *table)
{
    return table->rows;
}

int capai_table_columns(const struct capai_table *table)
{
    return (int)table->column_count;
}

capai_text capai_table_column_name(const struct capai_table *table, int column)
{
    return table->columns[column].name;
}

const struct capai_column *capai_table_column(const struct capai_table *table, int column)
{
    if (table->asked && column == table->watched)
        *table->asked = true;
    return column == CAPAI_NO_COLUMN ? NULL : &table->columns[column];
}

int capai_table_find(const struct capai_table *table, capai_text name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (capai_text_equal(table->columns[i].name, name))
            return (int)i;
    return CAPAI_NO_COLUMN;
}

static size_t entry_size(enum capai_column_kind kind)
{
    switch (kind) {
    case CAPAI_COLUMN_CELL:
        return sizeof(struct capai_cell);
    case CAPAI_COLUMN_VALUE:
    case CAPAI_COLUMN_WHOLE:
        return sizeof(struct capai_value);
    default: /* CAPAI_COLUMN_TEXT */
        return sizeof(capai_text);
    }
}

static void set_missing(struct capai_column *column, size_t row)
{
    switch (column->kind) {
    case CAPAI_COLUMN_CELL:
        column->of.cells[row] = (struct capai_cell){.kind = CAPAI_CELL_MISSING};
        break;
    case CAPAI_COLUMN_VALUE:
    case CAPAI_COLUMN_WHOLE:
        column->of.values[row] = capai_value_without(CAPAI_BELUM_DIISI);
        break;
    default: /* CAPAI_COLUMN_TEXT */
        column->of.texts[row] = CAPAI_NO_TEXT;
        break;
    }
}

/* Room for `capacity` entries in a column, what it has kept. */
static bool resize(struct capai_table *table, struct capai_column *column, size_t capacity)
{
    size_t size = entry_size(column->kind);
    if (capacity > SIZE_MAX / size)
        return false;
    void *entries = capai_arena_alloc(table->arena, capacity * size); /* set row by row */
    if (!entries)
        return false;
    if (table->rows && column->of.texts)
        memcpy(entries, column->of.texts, table->rows * size);
    column->of.texts = entries; /* the members of the union are all pointers to the entries */
    return true;
}

int capai_table_add_column(struct capai_table *table, capai_text name, enum capai_column_kind kind)
{
    struct capai_column *columns =
        capai_arena_grow(table->arena, table->columns, table->column_count, &table->column_capacity,
                         sizeof *columns);
    if (!columns)
        return CAPAI_NO_COLUMN;
    table->columns = columns;

    struct capai_column *column = &columns[table->column_count];
    *column = (struct capai_column){.name = name, .kind = kind};
    if (!resize(table, column, table->row_capacity))
        return CAPAI_NO_COLUMN;
    for (size_t row = 0; row < table->rows; row++)
        set_missing(column, row);
    return (int)table->column_count++;
}

bool capai_table_reserve(struct capai_table *table, size_t rows)
{
    if (rows <= table->row_capacity)
        return true;
    /* a column that is already wider when a later one fails is harmless */
    for (size_t i = 0; i < table->column_count; i++)
        if (!resize(table, &table->columns[i], rows))
            return false;
    table->row_capacity = rows;
    return true;
}

bool capai_table_add_row(struct capai_table *table)
{
    size_t wanted = table->row_capacity ? table->row_capacity * 2 : 16;
    if (table->rows == table->row_capacity && !capai_table_reserve(table, wanted))
        return false;
    for (size_t i = 0; i < table->column_count; i++)
        set_missing(&table->columns[i], table->rows);
    table->rows++;
    return true;
}

capai_text *capai_table_texts(const struct capai_table *table, int column)
{
    if (column == CAPAI_NO_COLUMN)
        return NULL;
    assert(table->columns[column].kind == CAPAI_COLUMN_TEXT);
    return table->columns[column].of.texts;
}

struct capai_cell *capai_table_cells(const struct capai_table *table, int column)
{
    if (column == CAPAI_NO_COLUMN)
        return NULL;
    assert(table->columns[column].kind == CAPAI_COLUMN_CELL);
    return table->columns[column].of.cells;
}

struct capai_value *capai_table_values(const struct capai_table *table, int column)
{
    if (column == CAPAI_NO_COLUMN)
        return NULL;
    assert(table->columns[column].kind == CAPAI_COLUMN_VALUE ||
           table->columns[column].kind == CAPAI_COLUMN_WHOLE);
    if (table->asked && column == table->watched)
        *table->asked = true;
    return table->columns[column].of.values;
}

struct capai_value capai_value_of_int(int64_t number)
{
    return (struct capai_value){CAPAI_NILAI, capai_decimal_from_int(number)};
}

struct capai_value capai_value_without(enum capai_outcome outcome)
{
    return (struct capai_value){outcome, capai_decimal_from_int(0)};
}
