/* What the commands about packs share: the packs that the command line names, and how they end. */
#ifndef PACK_RUN_H
#define PACK_RUN_H

#include "bindings/cli/cli.h"
#include "bindings/lua/pack_test.h"

/* A file that complaints quote, besides scripts. */
struct quoted {
    const char *path; /* NULL: none */
    capai_text content;
};

struct pack_run {
    const struct options *options;
    struct terminal terminal; /* standard output */
    struct capai_arena arena;
    struct capai_notices notices;
    const char *folders[2];
    struct capai_packs *packs;
    const struct capai_rules **rules; /* all versions, in the order of the command line */
    size_t count, capacity;
    struct quoted quoted;
    enum exit_status status; /* the worst so far */
};

/* Begins: nothing is loaded yet. False: memory, which is noted. */
bool pack_run_open(struct pack_run *run, const struct options *options);

/* False where the command cannot print in the format that was asked for, which is noted: it knows
 * text and JSON. */
bool pack_run_usable(struct pack_run *run);

/* Loads what `names` name: ids, scripts, folders of scripts; with none, all packs that are found.
 * What cannot be loaded is noted. */
void pack_run_load(struct pack_run *run, const char *const *names, size_t count);

/* Writes a key and a text as JSON, behind `before`. */
void pack_put_pair(struct capai_sink *sink, const char *before, const char *key, capai_text text);

/* Keeps a complaint for the end, and the exit status that it asks for. */
void pack_run_note(struct pack_run *run, const struct capai_error *error);
void pack_run_note_memory(struct pack_run *run);

/* Prints the complaints, gives everything back and returns the exit status. */
enum exit_status pack_run_close(struct pack_run *run);

/* The text of a label whose words are filled in, in the arena of the run; empty when there is no
 * memory. */
capai_text pack_run_label(struct pack_run *run, enum capai_message label, const capai_text *words,
                          size_t count);

/* A number as people read it, in the arena of the run. */
capai_text pack_run_number(struct pack_run *run, capai_decimal x);
capai_text pack_run_count(struct pack_run *run, size_t count);

/* A text made longer by a word; "; " stands between. */
capai_text pack_run_join(struct pack_run *run, capai_text list, capai_text word);

#endif
