/* What is done again whenever its data change: not on Windows, where no process can be copied for a
 * round and libevent knows no descriptors of files. */
#include "bindings/cli/live.h"

enum capai_status live_begin(const struct options *options, const struct live_work *work,
                             struct live **out, struct capai_error *err)
{
    (void)work, (void)out;
    return capai_fail(
        err, CAPAI_MSG_NOT_ON_WINDOWS,
        CAPAI_WORDS(options->watch ? CAPAI_TEXT("eval --watch") : CAPAI_TEXT("preview")));
}

/* Nothing begins, and so nothing comes to what follows. */

enum capai_status live_run(struct live *live, struct capai_error *err)
{
    (void)live, (void)err;
    return CAPAI_OK;
}

void live_end(struct live *live)
{
    (void)live;
}

void live_tell_sources(FILE *told, const struct sources *sources)
{
    (void)told, (void)sources;
}
