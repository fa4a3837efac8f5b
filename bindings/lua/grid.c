#include "bindings/lua/print.h"

#include <stdint.h>
#include <string.h>

enum { GAP = 2, NAME_LEAST = 12 };

void grid_init(struct grid *grid, struct capai_arena *arena)
{
    *grid = (struct grid){.total_row = SIZE_MAX, .arena = arena};
}

void grid_column(struct grid *grid, const char *title, bool right, bool wraps)
{
    if (grid->column_count < GRID_COLUMNS)
        grid->columns[grid->column_count++] =
            (struct grid_column){capai_text_of(title), right, wraps};
}

void grid_row(struct grid *grid)
{
    size_t n = grid->column_count;
    struct grid_cell *cells = grid->failed ? NULL
                                           : capai_arena_grow(grid->arena, grid->cells, grid->rows,
                                                              &grid->capacity, n * sizeof *cells);
    grid->failed = !cells;
    if (cells) {
        grid->cells = cells;
        memset(&cells[grid->rows * n], 0, n * sizeof *cells);
        grid->rows++;
    }
}

void grid_set(struct grid *grid, size_t column, capai_text text, int style)
{
    if (!grid->failed)
        grid->cells[(grid->rows - 1) * grid->column_count + column] =
            (struct grid_cell){text, style};
}

/* ---- breaking at blanks ---- */

/* Takes one line of at most `width` characters off *text; a word longer than that is broken. */
static capai_text take_line(capai_text *text, size_t width)
{
    size_t end = 0, characters = 0, last_blank = 0;
    if (!text->size) /* which may have no bytes to point into */
        return *text;
    while (end < text->size && characters < width) {
        end++;
        while (end < text->size && ((unsigned char)text->data[end] & 0xC0) == 0x80)
            end++;
        characters++;
        if (end < text->size && text->data[end] == ' ')
            last_blank = end;
    }
    if (end < text->size && text->data[end] != ' ' && last_blank)
        end = last_blank;
    capai_text line = capai_text_trim((capai_text){text->data, end});
    *text = capai_text_trim((capai_text){text->data + end, text->size - end});
    return line;
}

static size_t longest_word(capai_text text)
{
    size_t longest = 0;
    while (text.size) {
        size_t end = 0;
        while (end < text.size && text.data[end] != ' ')
            end++;
        size_t length = capai_text_length((capai_text){text.data, end});
        longest = length > longest ? length : longest;
        text = capai_text_trim((capai_text){text.data + end, text.size - end});
    }
    return longest;
}

void print_wrapped(const struct terminal *terminal, int style, capai_text text, size_t indent)
{
    bool first = true;
    size_t width = terminal->width > indent + 20 ? terminal->width - indent : 20;
    while (text.size) {
        capai_text line = take_line(&text, width);
        for (size_t i = 0; !first && i < indent; i++)
            fputc(' ', terminal->file);
        terminal_put(terminal, style, line);
        fputc('\n', terminal->file);
        first = false;
    }
}

/* ---- widths ---- */

static const struct grid_cell *cell(const struct grid *grid, size_t row, size_t column)
{
    return &grid->cells[row * grid->column_count + column];
}

/* What a column takes unbroken, and at least. */
static void measure(const struct grid *grid, size_t column, size_t *natural, size_t *least)
{
    const struct grid_column *c = &grid->columns[column];
    *natural = *least = capai_text_length(c->title);
    for (size_t row = 0; row < grid->rows; row++) {
        capai_text text = cell(grid, row, column)->text;
        size_t length = capai_text_length(text);
        size_t word = c->wraps ? longest_word(text) : length;
        *natural = length > *natural ? length : *natural;
        *least = word > *least ? word : *least;
    }
    if (c->wraps && *least<NAME_LEAST && * natural> NAME_LEAST)
        *least = NAME_LEAST;
}

/* Widths of all columns within `width`; the sum, with gaps and the indent of one. Names give way:
 * the widest shrinks first. */
static size_t settle(const struct grid *grid, size_t width, size_t *widths)
{
    size_t least[GRID_COLUMNS], total = 1 + GAP * (grid->column_count ? grid->column_count - 1 : 0);
    for (size_t i = 0; i < grid->column_count; i++) {
        measure(grid, i, &widths[i], &least[i]);
        total += widths[i];
    }
    while (total > width) {
        size_t widest = SIZE_MAX;
        for (size_t i = 0; i < grid->column_count; i++)
            if (widths[i] > least[i] && (widest == SIZE_MAX || widths[i] > widths[widest]))
                widest = i;
        if (widest == SIZE_MAX)
            break;
        widths[widest]--;
        total--;
    }
    return total;
}

bool grid_fits(const struct grid *grid, size_t width)
{
    size_t widths[GRID_COLUMNS];
    return settle(grid, width, widths) <= width;
}

/* ---- printing ---- */

static void blanks(const struct terminal *terminal, size_t count)
{
    while (count-- > 0)
        fputc(' ', terminal->file);
}

static void print_padded(const struct terminal *terminal, int style, capai_text text, size_t width,
                         bool right, bool last)
{
    size_t length = capai_text_length(text), pad = length < width ? width - length : 0;
    if (right)
        blanks(terminal, pad);
    terminal_put(terminal, style, text);
    if (!right && !last)
        blanks(terminal, pad);
}

static void print_row(const struct grid *grid, const struct terminal *terminal, size_t row,
                      const size_t *widths)
{
    capai_text rest[GRID_COLUMNS];
    bool more = true;
    for (size_t c = 0; c < grid->column_count; c++)
        rest[c] = cell(grid, row, c)->text;
    for (bool first = true; more; first = false) {
        size_t last = 0;
        for (size_t c = 0; c < grid->column_count; c++)
            if (rest[c].size)
                last = c;
        more = false;
        fputc(' ', terminal->file);
        for (size_t c = 0; c <= last; c++) {
            const struct grid_column *column = &grid->columns[c];
            /* leading blanks show a level of a tree and stay on every line of the name */
            size_t level = 0;
            capai_text whole = cell(grid, row, c)->text;
            while (column->wraps && level < whole.size && whole.data[level] == ' ')
                level++;
            capai_text line = rest[c];
            if (column->wraps) {
                if (first)
                    rest[c] = capai_text_trim(rest[c]);
                size_t room = widths[c] > level ? widths[c] - level : 1;
                blanks(terminal, level);
                line = take_line(&rest[c], room);
                print_padded(terminal, cell(grid, row, c)->style, line, room, column->right,
                             c == last);
            } else {
                print_padded(terminal, cell(grid, row, c)->style, line, widths[c], column->right,
                             c == last);
                rest[c] = CAPAI_NO_TEXT;
            }
            if (c < last)
                blanks(terminal, GAP);
            more |= rest[c].size > 0;
        }
        fputc('\n', terminal->file);
    }
}

static void print_rule(const struct terminal *terminal, size_t width)
{
    fputc(' ', terminal->file);
    for (size_t i = 0; i < width; i++)
        terminal_put(terminal, STYLE_SOFT, CAPAI_TEXT("\xE2\x94\x80"));
    fputc('\n', terminal->file);
}

static bool has_titles(const struct grid *grid)
{
    size_t size = 0;
    for (size_t c = 0; c < grid->column_count; c++)
        size += grid->columns[c].title.size;
    return size > 0;
}

/* The header and the rule below it. */
static void print_titles(const struct grid *grid, const struct terminal *terminal,
                         const size_t *widths, size_t total)
{
    fputc(' ', terminal->file);
    for (size_t c = 0; c < grid->column_count; c++) {
        print_padded(terminal, STYLE_SOFT, grid->columns[c].title, widths[c],
                     grid->columns[c].right, c + 1 == grid->column_count);
        if (c + 1 < grid->column_count)
            blanks(terminal, GAP);
    }
    fputc('\n', terminal->file);
    print_rule(terminal, total - 1);
}

void grid_print(const struct grid *grid, const struct terminal *terminal)
{
    size_t widths[GRID_COLUMNS];
    if (terminal->markdown) {
        markdown_grid(terminal->file, grid);
        return;
    }
    size_t total = settle(grid, terminal->width, widths);
    if (has_titles(grid))
        print_titles(grid, terminal, widths, total);
    for (size_t row = 0; row < grid->rows; row++) {
        if (row == grid->total_row)
            print_rule(terminal, total - 1);
        print_row(grid, terminal, row, widths);
    }
}
