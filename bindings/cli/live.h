/* Work that is done again whenever what it was made from changes: capai preview, capai eval
 * --watch.
 *
 * Each round is a process of its own under limits, so that nothing of a script, and no memory,
 * outlives it. It tells what it has found in parts, which the caller gets at its end.
 */
#ifndef LIVE_H
#define LIVE_H

#include "bindings/cli/sources.h"

struct event_base;
struct live;

/* What a round told, until `ended` returns. */
struct round {
    enum exit_status status;
    const struct capai_error *error; /* NULL, or why there was no result: time, memory */
    struct live *live;
};

struct live_work {
    /* One round, in its own process: works, and tells by `live_tell` and `live_tell_sources`. */
    enum exit_status (*work)(void *user, FILE *told);
    void (*begun)(void *user); /* before a round; may be NULL */
    void (*ended)(void *user, const struct round *round);
    void *user;
    bool on_terminal; /* a window of another size asks for another round, too */
};

/* Tells a part, by a short name. */
void live_tell(FILE *told, const char *name, capai_text part);

/* Tells where the results come from. */
void live_tell_sources(FILE *told, const struct sources *sources);

/* The part of that name; the missing text where it was not told. */
capai_text live_part(const struct round *round, const char *name);

/* Begins to watch what the options name. Errors: CAPAI_ERR_SYSTEM, CAPAI_ERR_MEMORY; there is then
 * nothing to end. */
enum capai_status live_begin(const struct options *options, const struct live_work *work,
                             struct live **out, struct capai_error *err);

/* What waits for its events, for others who do, too. */
struct event_base *live_events(const struct live *live);

/* Does rounds until a person or the system says that it is enough (SIGINT, SIGTERM, SIGHUP). */
enum capai_status live_run(struct live *live, struct capai_error *err);

/* Ends what still works, and frees all. Harmless on NULL. */
void live_end(struct live *live);

#endif
