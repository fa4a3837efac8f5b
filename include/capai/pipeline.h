/* Work by several threads with results in order: what touches threads, as system.h is what touches
 * files.
 */
#ifndef CAPAI_PIPELINE_H
#define CAPAI_PIPELINE_H

#include "capai/api.h"
#include "capai/error.h"

CAPAI_API_BEGIN

/* Pieces of work pass through `slots` places. `fill` puts the next one into a slot and `take` has
 * it when it is done; both are called by the thread that runs the pipeline, each in the order of
 * the pieces. `work` is called by any of the workers, which share nothing but what `user` holds
 * constant.
 *
 * Where pieces are short the calling thread is best one of the workers: there are as many threads
 * as workers then, and they seldom wait for each other. While it works nothing is filled, taken or
 * told; where a piece may take long it had better do nothing else. */
struct capai_pipeline {
    size_t workers; /* 1: all is done by the calling thread */
    size_t slots;   /* at least one more than workers */
    bool helps;     /* the calling thread is the last of the workers */
    void *user;
    bool (*fill)(void *user, size_t slot); /* false: there is no more */
    void (*work)(void *user, size_t worker, size_t slot);
    bool (*take)(void *user, size_t slot); /* false: stop; what is under way ends first */
    /* now and then: between pieces that the calling thread works on, and else at least five times a
     * second */
    void (*wait)(void *user);
};

/* Runs it to its end. Errors: CAPAI_ERR_SYSTEM with THREAD_START (word {1} the system's reason)
 * where there is no worker at all, CAPAI_ERR_MEMORY; nothing was done then. */
enum capai_status capai_pipeline_run(const struct capai_pipeline *pipeline,
                                     struct capai_error *err);

/* Processors that this process may use, at least 1. */
size_t capai_processors(void);

/* Milliseconds of a clock that never goes back. */
unsigned long long capai_clock_milliseconds(void);

CAPAI_API_END

#endif
