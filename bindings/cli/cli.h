/* The program "capai", as seen by its own files. */
#ifndef CLI_H
#define CLI_H

#include "bindings/lua/print.h"
#include "capai/packs.h"
#include "capai/write.h"

enum exit_status { EXIT_DONE = 0, EXIT_FOUND = 1, EXIT_UNUSABLE = 2, EXIT_SYSTEM = 3 };

/* Exit status that a complaint asks for. */
enum exit_status exit_status_of(enum capai_status status);

enum format {
    FORMAT_TEXT,
    FORMAT_CSV,
    FORMAT_JSON,
    FORMAT_MARKDOWN,
    FORMAT_SARIF,
    FORMAT_MAN,
    FORMAT_HTML,
    FORMAT_DOCX,
    FORMAT_XLSX,
    FORMAT_PDF,
    FORMAT_SQLITE
};

/* The command line. */
struct options {
    const char *command; /* NULL: none given */
    const char **arguments;
    size_t argument_count;
    const char **outputs; /* each -o, in their order */
    size_t output_count;
    unsigned long long given; /* a bit for each option that was */
    const char *rules, *rules_path, *table;
    const char *first_rules; /* of --rules given twice */
    size_t rules_count;
    const char *name;             /* part of the names of tests */
    const char *from;             /* what something new begins with */
    const char *baseline;         /* findings that are known */
    const char *layout;           /* of the report */
    enum capai_notation notation; /* of the data */
    enum format format;
    bool has_format; /* --format was given */
    int year;        /* 0: the report year of the data */
    bool all_years;  /* --tahun semua */
    int quarter;     /* --triwulan; 0: all */
    enum capai_versi versi;
    struct capai_script_limits limits; /* zeros: the usual ones */
    bool isolate;
    bool all;               /* --all */
    bool formulas;          /* live ones in a workbook */
    unsigned jobs;          /* threads; 0: as many as there are processors */
    unsigned shard, shards; /* part `shard` of so many; 0: all */
    const char *columns;    /* of the results of a batch */
    const char *to;         /* the forms of its reports */
    unsigned opd_memory;    /* megabytes; 0: the usual */
    unsigned opd_seconds;   /* likewise */
    bool resume, quiet, libcsv, partial;
    bool watch;    /* do it again when the data change */
    unsigned port; /* of the preview; 0: any that is free */
    bool has_port; /* --port was given */
    bool help, version;
    bool printed; /* read also what a printed report says of itself */
    enum capai_language language;
};

/* Reads the command line; `room` needs 2 * argc entries, for arguments and outputs. Error:
 * CAPAI_ERR_USAGE. */
enum capai_status options_parse(int argc, char **argv, const char **room, struct options *options,
                                struct capai_error *err);

/* Refuses options that the command does not know. Error: CAPAI_ERR_USAGE. */
enum capai_status options_check(const struct options *options, capai_text command,
                                struct capai_error *err);

/* The name of option `index`, and whether it takes a value; false past the last one. */
bool options_describe(size_t index, capai_text *name, bool *has_value);

/* True when the command takes option `index`. */
bool options_belongs(size_t index, capai_text command);

/* The name of command `index`; the missing text past the last one. */
capai_text command_name(size_t index);

/* ---- the parts of eval ---- */

/* Prints the evaluation of one OPD in a year for people. False: memory. */
bool report_section(const struct terminal *terminal, const struct capai_evaluation *evaluation,
                    const struct capai_section *section, int year, struct capai_arena *arena);

/* Prints the kabupaten, for people who look at several OPDs. False: memory. */
bool report_kabupaten(const struct terminal *terminal, const struct capai_evaluation *evaluation,
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

/* ---- outputs.c: what -o names ---- */

/* What a command can write. */
struct writer {
    unsigned formats;  /* WRITES(f) of each */
    bool folders;      /* a folder takes all tables of the evaluation as CSV, and a manifest */
    bool csv_of_table; /* as CSV only what --table names */
    int table;         /* that files get; of a folder each has its own */
    /* false: *err says what, or memory where it says nothing */
    bool (*write)(const void *user, int table, enum format format, FILE *file,
                  struct capai_error *err);
    const void *user;
};
#define WRITES(format) (1u << (format))

/* What it was made from. */
struct written_from {
    struct capai_dataset *const *datasets; /* whose files are not replaced */
    size_t dataset_count;
    const struct capai_manifest *manifest; /* goes into each folder; NULL: there is none */
    struct capai_arena *arena;
};

/* What an -o means to a writer. Error: OUT_ENDING. */
enum capai_status output_read(const char *path, const struct writer *writer, bool *folder,
                              enum format *format, struct capai_error *err);

/* Looks whether each -o can be written with these options. Error: CAPAI_ERR_USAGE. */
enum capai_status outputs_check(const struct options *options, const struct writer *writer,
                                struct capai_error *err);

/* Writes all of them, or none: a failure leaves what was there before. Errors: CAPAI_ERR_SYSTEM,
 * CAPAI_ERR_USAGE, CAPAI_ERR_MEMORY; the files that they name live in the arena. */
enum capai_status outputs_write(const struct options *options, const struct writer *writer,
                                const struct written_from *from, struct capai_error *err);

/* Tells what was written, a line for each. */
void outputs_announce(const struct options *options, const struct writer *writer,
                      const struct terminal *terminal);

/* Where the lines that complaints quote come from. */
typedef capai_text (*find_source)(void *user, const char *file);

/* Prints complaints: place, message, the line with a caret, hint; then how many more there are. One
 * complaint alone is printed without its line. */
void print_notices(const struct terminal *terminal, const struct capai_notices *notices,
                   find_source find, void *user);
void print_error(const struct terminal *terminal, const struct capai_error *error);

/* Sees to it that standard output takes what was printed; OUTPUT or OUTPUT_CLOSED where it does
 * not. */
enum capai_status finish_output(struct capai_error *err);

/* ---- commands ---- */

enum exit_status command_eval(const struct options *options);
enum exit_status command_explain(const struct options *options);
enum exit_status command_compare(const struct options *options);
enum exit_status command_audit(const struct options *options);
enum exit_status command_batch(const struct options *options);
enum exit_status command_merge(const struct options *options);
enum exit_status command_dashboard(const struct options *options);
enum exit_status command_preview(const struct options *options);
enum exit_status command_run(const struct options *options);
enum exit_status command_rules(const struct options *options);
enum exit_status command_new(const struct options *options);
enum exit_status command_check(const struct options *options);
enum exit_status command_test(const struct options *options);
enum exit_status command_repl(const struct options *options);
enum exit_status command_help(const struct options *options);
enum exit_status command_complete(const struct options *options);
enum exit_status command_start(const struct options *options); /* no command was named */

#endif
