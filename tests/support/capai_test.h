/* What every test program includes: cmocka behind the headers that it needs, and our helpers. */
#ifndef CAPAI_TEST_H
#define CAPAI_TEST_H

#include <execinfo.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "capai/arena.h"
#include "capai/decimal.h"
#include "capai/error.h"

/* A decimal from plain text; the test fails when it is none. */
static inline capai_decimal dec(const char *text)
{
    capai_decimal x = capai_decimal_from_int(0);
    assert_int_equal(capai_decimal_parse(capai_text_of(text), &x, NULL), CAPAI_OK);
    return x;
}

/* The decimal prints as `expected` in plain notation, decimals included. */
#define assert_decimal(x, expected)                                                                \
    do {                                                                                           \
        char text_[CAPAI_DECIMAL_TEXT];                                                            \
        capai_decimal_format((x), CAPAI_NOTATION_PLAIN, text_);                                    \
        assert_string_equal(text_, (expected));                                                    \
    } while (0)

/* The text holds exactly these characters. */
#define assert_text(text, expected)                                                                \
    do {                                                                                           \
        capai_text view_ = (text);                                                                 \
        assert_int_equal(view_.size, strlen(expected));                                            \
        if (view_.size)                                                                            \
            assert_memory_equal(view_.data, (expected), view_.size);                               \
    } while (0)

/* The error is this message. */
#define assert_message(err, expected)                                                              \
    assert_string_equal(capai_message_name((err).message), capai_message_name(expected))

/* An allocator whose n-th request fails (n from 0; negative: none does), and that counts what is
 * still there. `user` of a capai_alloc. */
struct failing {
    long fail_at;
    long requests;
    long live;
    uint64_t *places; /* where each request comes from; NULL: not noted */
};

enum { TORTURE_REQUESTS = 1 << 17, TORTURE_DEPTH = 24 };

/* The calls that led here, as one number. */
static inline uint64_t failing_place(void)
{
    void *frames[TORTURE_DEPTH];
    uint64_t hash = 14695981039346656037u;
    for (int i = backtrace(frames, TORTURE_DEPTH); i-- > 0;)
        hash = (hash ^ (uintptr_t)frames[i]) * 1099511628211u;
    return hash;
}

static inline void *failing_alloc(void *user, void *ptr, size_t old_size, size_t size)
{
    struct failing *f = user;
    if (size == 0) {
        f->live -= ptr != NULL;
        return capai_alloc_default(NULL, ptr, old_size, 0);
    }
    if (f->places && f->requests < TORTURE_REQUESTS)
        f->places[f->requests] = failing_place();
    if (f->requests++ == f->fail_at)
        return NULL;
    f->live += ptr == NULL;
    return capai_alloc_default(NULL, ptr, old_size, size);
}

/* Work that is done again and again, each time with another request of its arena failing, until
 * none does:
 *
 *     struct torture t = {.runs = 0};
 *     while (torture_next(&t))
 *         t.status = work(&t.arena, &t.err);
 *
 * It must end with CAPAI_ERR_MEMORY, in the error too, as long as a request fails, and leave no
 * memory behind. What else holds after a failure the loop checks by itself. */
struct torture {
    long runs;
    struct failing failing;
    struct capai_arena arena;
    struct capai_error err;
    enum capai_status status;
    long *chosen; /* of torture_next_place: the requests that fail, and how many */
    long count;
};

static inline void torture_begin(struct torture *t, long fail_at, uint64_t *places)
{
    t->failing = (struct failing){.fail_at = fail_at, .places = places};
    t->err = (struct capai_error){0};
    capai_arena_init(&t->arena, failing_alloc, &t->failing, 0);
    t->arena.block_size = 1; /* every piece comes from the allocator */
}

static inline bool torture_next(struct torture *t)
{
    if (t->runs) {
        capai_arena_clear(&t->arena);
        assert_int_equal(t->failing.live, 0);
        assert_int_equal(t->err.status, t->status);
        assert_true(t->status == CAPAI_OK || t->status == CAPAI_ERR_MEMORY);
        /* it succeeds when, and only when, nothing failed */
        assert_int_equal(t->status == CAPAI_OK, t->failing.requests < t->runs);
        if (t->status == CAPAI_OK)
            return false;
    }
    torture_begin(t, t->runs++, NULL);
    return true;
}

static inline int torture_compare(const void *a, const void *b)
{
    const uint64_t *one = a, *other = b; /* place, request */
    if (one[0] != other[0])
        return one[0] < other[0] ? -1 : 1;
    return one[1] < other[1] ? -1 : one[1] > other[1];
}

/* Of the requests of an undisturbed run the first and the last one from each place. */
static inline void torture_choose(struct torture *t, const uint64_t *places)
{
    long all = t->failing.requests;
    assert_in_range(all, 1, TORTURE_REQUESTS);
    uint64_t(*order)[2] = malloc((size_t)all * sizeof *order);
    t->chosen = malloc((size_t)all * sizeof *t->chosen);
    assert_true(order && t->chosen);
    for (long i = 0; i < all; i++) {
        order[i][0] = places[i];
        order[i][1] = (uint64_t)i;
    }
    qsort(order, (size_t)all, sizeof *order, torture_compare);
    for (long i = 0; i < all; i++)
        if (i == 0 || i + 1 == all || order[i][0] != order[i - 1][0] ||
            order[i][0] != order[i + 1][0])
            t->chosen[t->count++] = (long)order[i][1];
    free(order);
}

/* The same for work with very many requests: each place in the program from which they come fails
 * the first and the last time, after a run in which nothing does. */
static inline bool torture_next_place(struct torture *t)
{
    static uint64_t places[TORTURE_REQUESTS];
    if (t->runs) {
        capai_arena_clear(&t->arena);
        assert_int_equal(t->failing.live, 0);
        assert_int_equal(t->err.status, t->status);
        assert_int_equal(t->status, t->runs == 1 ? CAPAI_OK : CAPAI_ERR_MEMORY);
        if (t->runs == 1)
            torture_choose(t, places);
        if (t->runs > t->count) {
            free(t->chosen);
            return false;
        }
    }
    torture_begin(t, t->runs ? t->chosen[t->runs - 1] : -1, t->runs ? NULL : places);
    t->runs++;
    return true;
}

#endif
