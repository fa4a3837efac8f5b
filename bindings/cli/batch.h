/* What the parts of capai batch share. */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "bindings/cli/cli.h"
#include "capai/batch.h"

/* How a batch tells how far it is: a bar on a terminal, else a line every ten seconds. */
struct progress {
    const struct terminal *terminal;  /* NULL: it is quiet */
    unsigned long long started, told; /* milliseconds */
    bool shown;                       /* a bar stands on the terminal */
    bool reports;                     /* results are done; reports are made */
    size_t before;                    /* of these an earlier process made so many */
};

void progress_begin(struct progress *progress, const struct terminal *terminal);

/* For capai_batch.progress; `user` is the struct progress. */
void progress_tell(void *user, const struct capai_batch_progress *now);

/* Removes the bar. */
void progress_end(struct progress *progress);

/* What the -o name. */
struct batch_file {
    const char *path;
    enum format format;
    struct capai_output *output; /* while it is written */
};

struct batch_outputs {
    const char *folder; /* of the tables */
    bool only;          /* nobody has named it: it is there for the files only */
    struct batch_file *files;
    size_t count;
    struct capai_arena *arena;
    const struct options *options;
};

/* Errors: OUT_ENDING, OUT_INPUT, BATCH_FOLDERS, BATCH_SHARD_FILE; CAPAI_ERR_MEMORY. */
enum capai_status batch_outputs_read(const struct options *options, struct capai_arena *arena,
                                     struct batch_outputs *out, struct capai_error *err);

/* For capai_batch_delivery: writes all files, or none. */
enum capai_status batch_outputs_deliver(void *user, const struct capai_batch_results *results,
                                        struct capai_error *err);

/* Writes the results as a workbook into the file `path`; `name` is what complaints call it. Errors:
 * CAPAI_ERR_SYSTEM with WORKBOOK_WRITE, those of reading; CAPAI_ERR_MEMORY. */
enum capai_status batch_workbook(const char *path, const char *name,
                                 const struct capai_batch_results *results,
                                 enum capai_language language, struct capai_arena *arena,
                                 struct capai_error *err);

/* The reports of a batch: a layout, and the forms that it is written in. */
struct batch_reports {
    const struct options *options;
    capai_text *endings;
    enum format *formats;
    size_t count;
};

/* Reads --layout and --to; *out has no forms where there is no layout. `name` becomes what decides
 * how reports look. Errors: OPTION_VALUE, LAYOUT_NEEDED, BATCH_REPORT_FOLDER, those of layout_read;
 * CAPAI_ERR_MEMORY. */
enum capai_status batch_reports_read(const struct options *options,
                                     const struct batch_outputs *outputs, struct capai_arena *arena,
                                     struct batch_reports *out, capai_text *name,
                                     struct capai_error *err);

/* What they are chosen by, as text, for shards; missing: memory. */
capai_text batch_reports_option(const struct options *options, struct capai_arena *arena);

/* Reads that text: *own becomes `options` with what it says. False: memory. */
bool batch_reports_adopt(capai_text option, const struct options *options,
                         struct capai_arena *arena, struct options *own);

/* For capai_batch_reports, with the packs of the thread: all forms of one report. */
enum capai_status batch_report_make(const struct batch_reports *reports, struct capai_packs *packs,
                                    const struct capai_batch_report *report, capai_text *out,
                                    struct capai_error *err);

/* Removes the folder that nobody has named; where not all is done, only an empty one. */
void batch_outputs_end(const struct batch_outputs *outputs, bool done);

/* Tells which files were written. */
void batch_outputs_announce(const struct batch_outputs *outputs, const struct terminal *terminal);

/* Prints what came of it. */
void batch_summary(const struct terminal *terminal, const struct capai_batch_summary *summary,
                   struct capai_arena *arena);

#endif
