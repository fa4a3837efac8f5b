/* Any table, for people. */
#include "bindings/lua/print.h"

/* Row by row: one line per entry, names in front. */
static void print_records(const struct terminal *terminal, const struct capai_table *table,
                          struct capai_selection rows)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    size_t widest = 0;
    for (int c = 0; c < capai_table_columns(table); c++) {
        size_t length = capai_text_length(capai_table_column(table, c)->name);
        widest = length > widest ? length : widest;
    }
    for (size_t i = 0; i < rows.count; i++) {
        fputc('\n', terminal->file);
        for (int c = 0; c < capai_table_columns(table); c++) {
            const struct capai_column *column = capai_table_column(table, c);
            capai_text text = capai_entry_for_people(column, rows.rows[i], buffer);
            if (text.size) {
                fputc(' ', terminal->file);
                terminal_put(terminal, STYLE_SOFT, column->name);
                for (size_t k = capai_text_length(column->name); k < widest + 2; k++)
                    fputc(' ', terminal->file);
                print_wrapped(terminal, STYLE_PLAIN, text, widest + 3);
            }
        }
    }
}

bool print_table(const struct terminal *terminal, const struct capai_table *table,
                 struct capai_selection rows, struct capai_arena *arena)
{
    struct grid grid;
    char buffer[CAPAI_DECIMAL_TEXT];
    grid_init(&grid, arena);
    if (capai_table_columns(table) > GRID_COLUMNS || rows.count > GRID_ROWS) {
        print_records(terminal, table, rows);
        return true;
    }
    for (int c = 0; c < capai_table_columns(table); c++) {
        const struct capai_column *column = capai_table_column(table, c);
        grid_column(&grid, column->name.data, column->kind != CAPAI_COLUMN_TEXT,
                    column->kind == CAPAI_COLUMN_TEXT);
    }
    for (size_t i = 0; i < rows.count; i++) {
        grid_row(&grid);
        for (size_t c = 0; c < grid.column_count; c++) {
            capai_text text =
                capai_entry_for_people(capai_table_column(table, (int)c), rows.rows[i], buffer);
            if (text.data == buffer) {
                text = capai_text_copy(text, arena);
                grid.failed |= !text.data;
            }
            grid_set(&grid, c, text, STYLE_PLAIN);
        }
    }
    if (grid.failed)
        return false;
    if (grid_fits(&grid, terminal->width))
        grid_print(&grid, terminal);
    else
        print_records(terminal, table, rows);
    return true;
}
