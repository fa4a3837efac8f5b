#include "core/grid.h"

#include "core/csv.h"

enum grid_kind grid_kind_of(const struct grid_row *row, size_t field)
{
    return row->kinds && field < row->count ? (enum grid_kind)row->kinds[field] : GRID_TEXT;
}

void grid_place(const struct grid *grid, const struct grid_row *row, size_t field,
                struct capai_error *err)
{
    if (!grid->sheet) {
        csv_place(grid, row, field, err);
        return;
    }
    err->file = grid->name;
    err->sheet = grid->sheet;
    err->line = row->line;
    err->column = field + 1;
    err->width = 0;
}
