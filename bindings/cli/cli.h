/* The program "capai", as seen by its own files. */
#ifndef CLI_H
#define CLI_H

#include <stdio.h>

#include "capai/evaluate.h"
#include "capai/write.h"

enum exit_status { EXIT_DONE = 0, EXIT_FOUND = 1, EXIT_UNUSABLE = 2, EXIT_SYSTEM = 3 };

/* Exit status that a complaint asks for. */
enum exit_status exit_status_of(enum capai_status status);

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMAT_MARKDOWN };

/* The command line. */
struct options {
    const char *command; /* NULL: none given */
    const char **arguments;
    size_t argument_count;
    const char **outputs; /* each -o, in their order */
    size_t output_count;
    const char *rules, *rules_path, *table;
    enum capai_notation notation; /* of the data */
    enum format format;
    bool has_format; /* --format was given */
    int year;        /* 0: the report year of the data */
    bool all_years;  /* --tahun semua */
    int quarter;     /* --triwulan; 0: all */
    bool help, version;
    enum capai_language language;
};

/* Reads the command line; `room` needs 2 * argc entries, for arguments and outputs. Error:
 * CAPAI_ERR_USAGE. */
enum capai_status options_parse(int argc, char **argv, const char **room, struct options *options,
                                struct capai_error *err);

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

/* Prints header, rule and rows, each line indented by one blank. */
void grid_print(const struct grid *grid, const struct terminal *terminal);

/* Prints text broken at blanks, the second and later lines indented by `indent` blanks. */
void print_wrapped(const struct terminal *terminal, int style, capai_text text, size_t indent);

/* ---- markdown.c: the parts of a report as Markdown ---- */

void markdown_heading(FILE *file, size_t level, capai_text text);
void markdown_item(FILE *file, capai_text text); /* of a list */
void markdown_paragraph(FILE *file, capai_text text);
void markdown_grid(FILE *file, const struct grid *grid);

/* ---- the parts of eval ---- */

/* Prints the evaluation of one OPD in a year for people. False: memory. */
bool report_section(const struct terminal *terminal, const struct capai_evaluation *evaluation,
                    const struct capai_section *section, int year, struct capai_arena *arena);

/* Prints the kabupaten, for people who look at several OPDs. False: memory. */
bool report_kabupaten(const struct terminal *terminal, const struct capai_evaluation *evaluation,
                      struct capai_selection rows, struct capai_arena *arena);

/* Prints one result table for people: as a grid where it fits, else row by row. False: memory. */
bool report_table(const struct terminal *terminal, const struct capai_table *table,
                  struct capai_selection rows, struct capai_arena *arena);

/* ---- show.c ---- */

/* What is shown of an evaluation. */
struct shown {
    const struct capai_evaluation *evaluation;
    int table; /* of enum capai_result; ALL_TABLES */
    bool all_years;
    enum capai_language language;
    struct capai_arena *arena;
};
enum { ALL_TABLES = -1 };

/* Writes it to `file`, where failures can be seen. CSV needs one table. False: memory. */
bool show(const struct shown *shown, enum format format, FILE *file);

/* What the writers of tables need to write to `file`. */
struct capai_sink sink_of(FILE *file);

/* ---- outputs.c: what -o names ---- */

/* Looks whether each -o can be written with these options. Error: CAPAI_ERR_USAGE. */
enum capai_status outputs_check(const struct options *options, struct capai_error *err);

/* Writes all of them, or none: a failure leaves what was there before. The inputs of the manifest,
 * which goes into each folder, are not replaced. Errors: CAPAI_ERR_SYSTEM, CAPAI_ERR_USAGE,
 * CAPAI_ERR_MEMORY; the files that they name live in the arena of `shown`. */
enum capai_status outputs_write(const struct options *options, const struct shown *shown,
                                const struct capai_manifest *manifest, struct capai_error *err);

/* Tells what was written, a line for each. */
void outputs_announce(const struct options *options, const struct terminal *terminal);

/* Where the lines that complaints quote come from. */
typedef capai_text (*find_source)(void *user, const char *file);

/* Prints complaints: place, message, the line with a caret, hint; then how many more there are. One
 * complaint alone is printed without its line. */
void print_notices(const struct terminal *terminal, const struct capai_notices *notices,
                   find_source find, void *user);
void print_error(const struct terminal *terminal, const struct capai_error *error);

/* ---- commands ---- */

enum exit_status command_eval(const struct options *options);
enum exit_status command_run(const struct options *options);
enum exit_status command_help(const struct options *options);

#endif
