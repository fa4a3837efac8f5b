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
};

void progress_begin(struct progress *progress, const struct terminal *terminal);

/* For capai_batch.progress; `user` is the struct progress. */
void progress_tell(void *user, const struct capai_batch_progress *now);

/* Removes the bar. */
void progress_end(struct progress *progress);

/* Prints what came of it. */
void batch_summary(const struct terminal *terminal, const struct capai_batch_summary *summary,
                   struct capai_arena *arena);

#endif
