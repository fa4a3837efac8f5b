/* One run of a command over data sets: what eval, explain and compare have in common. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "bindings/cli/cli.h"
#include "capai/packs.h"

struct session {
    const struct options *options;
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_dataset **datasets;
    size_t dataset_count, dataset_capacity;
    const char *folders[2];
    struct capai_packs *packs;           /* NULL: there is nothing to evaluate */
    struct capai_evaluation *evaluation; /* NULL: there is nothing to show */
    const struct capai_input
        *texts; /* running text of a report; NULL: what stands beside the data */
    size_t text_count;
    enum exit_status status;
};

/* Loads the data sets that the first `count` arguments stand for, and opens the packs, unless there
 * is no data set. What is wrong is kept for the end, where all complaints stand together. */
void session_load(struct session *session, const struct options *options, size_t count);

/* The same, and evaluates them; `trace`, which may be NULL, follows. */
void session_begin(struct session *session, const struct options *options, size_t count,
                   struct capai_trace *trace);

/* True when an OPD was evaluated and can be shown. */
bool session_has_results(const struct session *session);

/* Something was found, and the exit status says so. */
void session_found(struct session *session);

/* Keeps a failure for the end. */
void session_note(struct session *session, const struct capai_error *error);
void session_note_memory(struct session *session);

/* Writes what -o names; a manifest is needed where there may be folders. */
void session_write(struct session *session, const struct writer *writer,
                   const struct capai_manifest *manifest);

/* Prints the complaints so far. */
void session_complain(struct session *session, const struct terminal *terminal);

/* Sees to it that standard output took everything, prints the complaints, and frees all. Returns
 * the exit status. */
enum exit_status session_end(struct session *session);

#endif
