#include "capai/pipeline.h"

#include <stdlib.h>
#include <string.h>

#include "core/native.h"
#include "core/system_error.h"
#include "core/native_thread.h"

enum state { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN_UP, SLOT_DONE };

struct run {
    const struct capai_pipeline *pipeline;
    pthread_mutex_t lock;
    pthread_cond_t filled, done;
    enum state *states; /* by slot, under the lock */
    size_t next;        /* the slot that a worker takes up next; they go round in order */
    size_t started;     /* workers */
    bool over;          /* no more is filled */
};

/* Waits for a filled slot; false: there will be none. The lock is held. */
static bool await_filled(struct run *run)
{
    while (run->states[run->next] != SLOT_FILLED) {
        if (run->over)
            return false;
        pthread_cond_wait(&run->filled, &run->lock);
    }
    return true;
}

/* Does the next piece, which is filled. The lock is held, but not while it works. */
static void do_next(struct run *run, size_t self)
{
    const struct capai_pipeline *p = run->pipeline;
    const size_t slot = run->next;
    run->next = (slot + 1) % p->slots;
    run->states[slot] = SLOT_TAKEN_UP;
    pthread_mutex_unlock(&run->lock);
    p->work(p->user, self, slot);
    pthread_mutex_lock(&run->lock);
    run->states[slot] = SLOT_DONE;
}

static void *be_worker(void *user)
{
    struct run *run = user;
    pthread_mutex_lock(&run->lock);
    const size_t self = run->started++;
    while (await_filled(run)) {
        do_next(run, self);
        pthread_cond_signal(&run->done);
    }
    pthread_mutex_unlock(&run->lock);
    return NULL;
}

/* Works on pieces until the slot is done, or others work on all there are. */
static void help(struct run *run, size_t slot)
{
    const struct capai_pipeline *p = run->pipeline;
    pthread_mutex_lock(&run->lock);
    while (run->states[slot] != SLOT_DONE && run->states[run->next] == SLOT_FILLED) {
        do_next(run, p->workers - 1);
        if (p->wait) {
            pthread_mutex_unlock(&run->lock);
            p->wait(p->user);
            pthread_mutex_lock(&run->lock);
        }
    }
    pthread_mutex_unlock(&run->lock);
}

/* Waits until the slot is done, with a word to the caller now and then. */
static void await_done(struct run *run, size_t slot)
{
    const struct capai_pipeline *p = run->pipeline;
    pthread_mutex_lock(&run->lock);
    while (run->states[slot] != SLOT_DONE) {
        if (!native_wait(&run->done, &run->lock, 100) && p->wait) {
            pthread_mutex_unlock(&run->lock);
            p->wait(p->user);
            pthread_mutex_lock(&run->lock);
        }
    }
    run->states[slot] = SLOT_FREE;
    pthread_mutex_unlock(&run->lock);
}

/* Fills slots as they become free and takes them in order. */
static void feed(struct run *run)
{
    const struct capai_pipeline *p = run->pipeline;
    size_t filled = 0, taken = 0;
    bool more = true, going = true;
    while (more || taken < filled) {
        while (more && filled - taken < p->slots) {
            more = going && p->fill(p->user, filled % p->slots);
            if (!more)
                break;
            pthread_mutex_lock(&run->lock);
            run->states[filled++ % p->slots] = SLOT_FILLED;
            pthread_cond_signal(&run->filled);
            pthread_mutex_unlock(&run->lock);
        }
        if (taken == filled)
            break;
        if (p->helps)
            help(run, taken % p->slots);
        await_done(run, taken % p->slots);
        going = going && p->take(p->user, taken % p->slots);
        more = more && going;
        taken++;
    }
}

/* Without threads. */
static void run_alone(const struct capai_pipeline *p)
{
    while (p->fill(p->user, 0)) {
        p->work(p->user, 0, 0);
        if (!p->take(p->user, 0))
            break;
        if (p->wait)
            p->wait(p->user);
    }
}

static void end_workers(struct run *run, pthread_t *threads, size_t count)
{
    pthread_mutex_lock(&run->lock);
    run->over = true;
    pthread_cond_broadcast(&run->filled);
    pthread_mutex_unlock(&run->lock);
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

static enum capai_status fail_start(int number, struct capai_error *err)
{
    char room[128];
    return capai_fail(err, CAPAI_MSG_THREAD_START,
                      CAPAI_WORDS(system_reason(number, room, sizeof room)));
}

enum capai_status capai_pipeline_run(const struct capai_pipeline *p, struct capai_error *err)
{
    if (p->workers <= 1) {
        run_alone(p);
        return CAPAI_OK;
    }
    struct run run = {.pipeline = p,
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .filled = PTHREAD_COND_INITIALIZER,
                      .done = PTHREAD_COND_INITIALIZER};
    pthread_t *threads = calloc(p->workers, sizeof *threads);
    run.states = calloc(p->slots, sizeof *run.states);
    size_t count = 0;
    int failed = 0;
    enum capai_status status = CAPAI_OK;
    if (threads && run.states) {
        while (count + p->helps < p->workers && !failed)
            if ((failed = pthread_create(&threads[count], NULL, be_worker, &run)) == 0)
                count++;
        if (count + p->helps) /* fewer threads do the same */
            feed(&run);
        else
            status = fail_start(failed, err);
        end_workers(&run, threads, count);
    } else {
        status = capai_fail_memory(err);
    }
    free(threads);
    free(run.states);
    return status;
}
