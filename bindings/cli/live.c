#define _DEFAULT_SOURCE /* SIGWINCH */

#include "bindings/cli/live.h"

#include <errno.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "capai/system.h"

/* Far more than a report takes; as with --isolate. */
static const struct capai_child_limits limits = {300, (size_t)4 << 30};

enum {
    SETTLE = 80, /* milliseconds without a change, until several that belong together are over */
    MOST_WAITS = 12, /* but no longer than so many times that */
    LOOK = 2,        /* seconds between two looks where the system tells of nothing */
    SIGNALS = 4
};

struct live {
    struct live_work work;
    struct capai_arena arena; /* of all */
    struct sources named;     /* by the options */
    struct capai_watch *watch;
    struct event_base *base;
    struct event *changed, *look, *settle, *told;
    struct event *signals[SIGNALS];
    struct evbuffer *parts; /* of the round */
    struct capai_child child;
    bool again; /* something has changed since the round began */
    unsigned waits;
    struct capai_error *error; /* of the end */
};

/* ---- parts ---- */

void live_tell(FILE *told, const char *name, capai_text part)
{
    fprintf(told, "%s %zu\n", name, part.size);
    fwrite(part.data, 1, part.size, told);
}

void live_tell_sources(FILE *told, const struct sources *sources)
{
    size_t size = 0;
    for (size_t i = 0; i < sources->count; i++)
        size += strlen(sources->paths[i]) + 1;
    fprintf(told, "sources %zu\n", size);
    for (size_t i = 0; i < sources->count; i++)
        fwrite(sources->paths[i], 1, strlen(sources->paths[i]) + 1, told);
}

/* Takes the first part off `rest`; false where none is whole. */
static bool take_part(capai_text *rest, capai_text *name, capai_text *part)
{
    const char *end = rest->size ? memchr(rest->data, '\n', rest->size) : NULL;
    const char *blank = end ? memchr(rest->data, ' ', (size_t)(end - rest->data)) : NULL;
    char *after;
    if (!blank)
        return false;
    uintmax_t size = strtoumax(blank + 1, &after, 10);
    size_t left = rest->size - (size_t)(end + 1 - rest->data);
    if (after != end || size > left)
        return false;
    *name = (capai_text){rest->data, (size_t)(blank - rest->data)};
    *part = (capai_text){end + 1, (size_t)size};
    *rest = (capai_text){end + 1 + size, left - (size_t)size};
    return true;
}

capai_text live_part(const struct round *round, const char *wanted)
{
    struct evbuffer *parts = round->live->parts;
    capai_text rest = {(const char *)evbuffer_pullup(parts, -1), evbuffer_get_length(parts)};
    capai_text name, part;
    while (take_part(&rest, &name, &part))
        if (capai_text_equal(name, capai_text_of(wanted)))
            return part;
    return CAPAI_NO_TEXT;
}

/* ---- rounds ---- */

static void stop(struct live *live, struct capai_error *error)
{
    if (live->error && !live->error->status)
        *live->error = *error;
    event_base_loopbreak(live->base);
}

static int work(void *user, FILE *told)
{
    struct live *live = user;
    enum exit_status status = live->work.work(live->work.user, told);
    return fflush(told) == 0 ? (int)status : EXIT_SYSTEM;
}

static void on_told(evutil_socket_t fd, short what, void *user);

static void begin_round(struct live *live)
{
    struct capai_error error = {0};
    live->again = false;
    live->waits = 0;
    capai_watch_changed(live->watch); /* what is there now is what the round reads */
    evbuffer_drain(live->parts, evbuffer_get_length(live->parts));
    if (live->work.begun)
        live->work.begun(live->work.user);
    if (capai_child_start(limits, work, live, &live->child, &error) != CAPAI_OK) {
        stop(live, &error);
        return;
    }
    if (event_assign(live->told, live->base, live->child.told, EV_READ | EV_PERSIST, on_told,
                     live) != 0 ||
        event_add(live->told, NULL) != 0) {
        capai_fail_memory(&error);
        stop(live, &error);
    }
}

/* Watches what the options name, and what the round read. */
static void watch_sources(struct live *live, const struct round *round)
{
    struct capai_arena arena;
    struct capai_error error = {0};
    capai_arena_init(&arena, NULL, NULL, 0);
    struct sources all = {.arena = &arena};
    for (size_t i = 0; i < live->named.count; i++)
        sources_add(&all, live->named.paths[i]);
    capai_text told = round ? live_part(round, "sources") : CAPAI_NO_TEXT;
    if (told.size && told.data[told.size - 1])
        told.size = 0;
    for (size_t at = 0; at < told.size; at += strlen(told.data + at) + 1)
        sources_add(&all, told.data + at);
    if (all.failed)
        capai_fail_memory(&error);
    else
        capai_watch_set(live->watch, all.paths, all.count, &error);
    if (error.status)
        stop(live, &error);
    capai_arena_clear(&arena);
}

static void note_change(struct live *live)
{
    static const struct timeval settle = {0, SETTLE * 1000};
    live->again |= capai_watch_changed(live->watch);
    if (live->again && live->child.process == 0 && live->waits < MOST_WAITS) {
        live->waits++;
        event_add(live->settle, &settle);
    }
}

static void end_round(struct live *live)
{
    struct capai_error error = {0};
    struct round round = {.live = live};
    int status = EXIT_SYSTEM;
    event_del(live->told);
    if (capai_child_end(&live->child, &status, &error) != CAPAI_OK) {
        round.error = &error;
        status = (int)exit_status_of(error.status);
    }
    round.status = (enum exit_status)status;
    /* a round that was ended could not tell what it had read: what the last one had still is */
    if (!round.error)
        watch_sources(live, &round);
    live->work.ended(live->work.user, &round);
    note_change(live);
}

/* ---- events ---- */

static void on_told(evutil_socket_t fd, short what, void *user)
{
    struct live *live = user;
    (void)what;
    int size = evbuffer_read(live->parts, fd, -1);
    if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR))
        end_round(live);
}

static void on_change(evutil_socket_t fd, short what, void *user)
{
    (void)fd, (void)what;
    note_change(user);
}

static void on_resize(evutil_socket_t number, short what, void *user)
{
    struct live *live = user;
    (void)number, (void)what;
    live->again = true;
    note_change(live);
}

static void on_settled(evutil_socket_t fd, short what, void *user)
{
    struct live *live = user;
    (void)fd, (void)what;
    if (live->child.process == 0)
        begin_round(live);
}

static void on_signal(evutil_socket_t number, short what, void *user)
{
    struct live *live = user;
    (void)number, (void)what;
    event_base_loopbreak(live->base);
}

/* ---- the whole ---- */

/* True for the hangup that whoever began this has had ignored, as nohup does: it is to go on then.
 */
static bool is_ignored(int number)
{
    struct sigaction now;
    return number == SIGHUP && sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

static bool open_signals(struct live *live)
{
    static const int numbers[SIGNALS] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};
    for (size_t i = 0; i < SIGNALS; i++) {
        bool resize = numbers[i] == SIGWINCH;
        if (is_ignored(numbers[i]) || (resize && !live->work.on_terminal))
            continue;
        live->signals[i] =
            evsignal_new(live->base, numbers[i], resize ? on_resize : on_signal, live);
        if (!live->signals[i] || event_add(live->signals[i], NULL) != 0)
            return false;
    }
    return true;
}

static bool open_events(struct live *live)
{
    static const struct timeval look = {LOOK, 0};
    int handle = capai_watch_handle(live->watch);
    live->base = event_base_new();
    if (!live->base)
        return false;
    live->told = event_new(live->base, -1, 0, on_told, live);
    live->settle = event_new(live->base, -1, 0, on_settled, live);
    live->look = event_new(live->base, -1, EV_PERSIST, on_change, live);
    live->changed = event_new(live->base, handle, EV_READ | EV_PERSIST, on_change, live);
    return live->told && live->settle && live->look && live->changed &&
           event_add(live->look, &look) == 0 &&
           (handle < 0 || event_add(live->changed, NULL) == 0) && open_signals(live);
}

enum capai_status live_begin(const struct options *options, const struct live_work *work,
                             struct live **out, struct capai_error *err)
{
    struct capai_error error = {0};
    struct live *live = calloc(1, sizeof *live);
    if (!live)
        return capai_fail_memory(err);
    live->work = *work;
    live->error = &error;
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away is an error of writing like any other */
    capai_arena_init(&live->arena, NULL, NULL, 0);
    live->named.arena = &live->arena;
    sources_of_options(&live->named, options);
    live->watch = capai_watch_new(&live->arena);
    live->parts = evbuffer_new();
    if (live->named.failed || !live->watch || !live->parts || !open_events(live))
        capai_fail_memory(&error);
    else
        watch_sources(live, NULL);
    if (!error.status) {
        *out = live;
        return CAPAI_OK;
    }
    live_end(live);
    if (err)
        *err = error;
    return error.status;
}

struct event_base *live_events(const struct live *live)
{
    return live->base;
}

enum capai_status live_run(struct live *live, struct capai_error *err)
{
    struct capai_error error = {0};
    live->error = &error;
    begin_round(live);
    if (!error.status)
        event_base_dispatch(live->base);
    live->error = NULL; /* it goes with this function */
    if (error.status && err)
        *err = error;
    return error.status;
}

void live_end(struct live *live)
{
    struct event *events[4];
    if (!live)
        return;
    capai_child_stop(&live->child);
    memcpy(events, (struct event *[]){live->changed, live->look, live->settle, live->told},
           sizeof events);
    for (size_t i = 0; i < 4; i++)
        if (events[i])
            event_free(events[i]);
    for (size_t i = 0; i < SIGNALS; i++)
        if (live->signals[i])
            event_free(live->signals[i]);
    signal(SIGINT, SIG_IGN); /* Ctrl-C may come twice, to the process and to its group: it ends */
    if (live->base)
        event_base_free(live->base);
    if (live->parts)
        evbuffer_free(live->parts);
    capai_watch_free(live->watch);
    capai_arena_clear(&live->arena);
    free(live);
}
