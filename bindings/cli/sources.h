/* The files and folders that results come from, for whoever makes them again when these change. */
#ifndef SOURCES_H
#define SOURCES_H

#include "bindings/cli/session.h"

/* A list of paths, in an arena; repetitions do no harm. */
struct sources {
    struct capai_arena *arena;
    const char **paths;
    size_t count, capacity;
    bool failed; /* memory ran out, and some are missing */
};

void sources_add(struct sources *sources, const char *path);
void sources_add_inputs(struct sources *sources, const struct capai_input *inputs, size_t count);

/* What the command line names, whether it is there or not: data, texts beside them, rules and
 * layout, or the folders where these are looked for. */
void sources_of_options(struct sources *sources, const struct options *options);

/* What was read, and what is complained about. */
void sources_of_session(struct sources *sources, struct session *session);

#endif
