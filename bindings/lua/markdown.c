/* The parts of a report as Markdown. */
#include "bindings/lua/print.h"

static void put_text(FILE *file, capai_text text)
{
    struct capai_sink sink = sink_of(file);
    capai_write_markdown_text(&sink, text);
}

void markdown_heading(FILE *file, size_t level, capai_text text)
{
    if (level > 1)
        fputc('\n', file);
    while (level-- > 0)
        fputc('#', file);
    fputc(' ', file);
    put_text(file, text);
    fputs("\n\n", file);
}

void markdown_item(FILE *file, capai_text text)
{
    fputs("- ", file);
    put_text(file, text);
    fputc('\n', file);
}

void markdown_paragraph(FILE *file, capai_text text)
{
    fputc('\n', file);
    put_text(file, text);
    fputc('\n', file);
}

static const struct grid_cell *cell_of(const struct grid *grid, size_t row, size_t column)
{
    return &grid->cells[row * grid->column_count + column];
}

static size_t widest_of(const struct grid *grid, size_t column)
{
    size_t widest = capai_text_length(grid->columns[column].title);
    for (size_t row = 0; row < grid->rows; row++) {
        size_t length = capai_text_length(cell_of(grid, row, column)->text);
        widest = length > widest ? length : widest;
    }
    return widest;
}

void markdown_grid(FILE *file, const struct grid *grid)
{
    struct capai_sink sink = sink_of(file);
    for (size_t c = 0; c < grid->column_count; c++) {
        fputs(c ? " | " : "| ", file);
        put_text(file, grid->columns[c].title);
    }
    fputs(" |\n", file);
    for (size_t c = 0; c < grid->column_count; c++)
        capai_write_markdown_rule(&sink, widest_of(grid, c), grid->columns[c].right);
    fputs("|\n", file);
    for (size_t row = 0; row < grid->rows; row++) {
        for (size_t c = 0; c < grid->column_count; c++) {
            capai_text text = cell_of(grid, row, c)->text;
            bool strong = row == grid->total_row && text.size;
            fputs(c ? " | " : "| ", file);
            fputs(strong ? "**" : "", file);
            put_text(file, text);
            fputs(strong ? "**" : "", file);
        }
        fputs(" |\n", file);
    }
}
