/* Printing for people: terminals, tables of text, Markdown. Private to the bindings. */
#ifndef PRINT_H
#define PRINT_H

#include <stdio.h>

#include "capai/error.h"
#include "capai/table.h"
#include "capai/write.h"

/* What the writers of tables need to write to `file`: its bytes as they are, but on a terminal
 * control characters other than tab and LF become U+FFFD. */
struct capai_sink sink_of(FILE *file);

/* ---- terminal.c ---- */

/* Where people read: how wide, whether in colour. */
struct terminal {
    FILE *file;
    size_t width;
    bool interactive; /* a person looks at it */
    bool colour;
    bool markdown; /* a document, not a terminal */
    enum capai_language language;
};

struct terminal terminal_of(FILE *file, enum capai_language language);

enum style {
    STYLE_PLAIN,
    STYLE_BOLD,
    STYLE_SOFT,      /* grey */
    STYLE_ATTENTION, /* yellow */
    STYLE_ERROR,     /* red */
    STYLE_CLASS      /* STYLE_CLASS + 0 .. 4: best class to worst */
};

/* Writes `text` in a style; control characters become U+FFFD. */
void terminal_put(const struct terminal *terminal, int style, capai_text text);

/* Style of class `index` of `count`. */
int style_of_class(size_t index, size_t count);

/* ---- grid.c: tables of text ---- */

struct grid_cell {
    capai_text text;
    int style;
};

struct grid_column {
    capai_text title;
    bool right; /* numbers */
    bool wraps; /* names: may be broken at blanks */
};

/* What a grid can hold, and what is still pleasant to read as one. */
enum { GRID_COLUMNS = 40, GRID_ROWS = 10000 };

struct grid {
    struct grid_column columns[GRID_COLUMNS];
    size_t column_count;
    struct grid_cell *cells; /* row after row */
    size_t rows, capacity;
    size_t total_row; /* a rule stands above it; SIZE_MAX for none */
    struct capai_arena *arena;
    bool failed; /* memory ran out */
};

void grid_init(struct grid *grid, struct capai_arena *arena);
void grid_column(struct grid *grid, const char *title, bool right, bool wraps);

/* Begins a row; its cells are empty. */
void grid_row(struct grid *grid);

/* Sets a cell of the last row. The text must outlive the grid. */
void grid_set(struct grid *grid, size_t column, capai_text text, int style);

/* True when the grid fits into the width with its names broken at blanks. */
bool grid_fits(const struct grid *grid, size_t width);

/* Prints header and rule, unless all titles are empty, and the rows, each line indented by one
 * blank. */
void grid_print(const struct grid *grid, const struct terminal *terminal);

/* Prints text broken at blanks, the second and later lines indented by `indent` blanks. */
void print_wrapped(const struct terminal *terminal, int style, capai_text text, size_t indent);

/* ---- markdown.c: the parts of a report as Markdown ---- */

void markdown_heading(FILE *file, size_t level, capai_text text);
void markdown_item(FILE *file, capai_text text); /* of a list */
void markdown_paragraph(FILE *file, capai_text text);
void markdown_grid(FILE *file, const struct grid *grid);

/* ---- print_table.c ---- */

/* Prints a table: as a grid where it fits, else row by row. False: memory. */
bool print_table(const struct terminal *terminal, const struct capai_table *table,
                 struct capai_selection rows, struct capai_arena *arena);

#endif
