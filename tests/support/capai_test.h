/* What every test program includes: cmocka behind the headers that it needs, and our helpers. */
#ifndef CAPAI_TEST_H
#define CAPAI_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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
};

static inline void *failing_alloc(void *user, void *ptr, size_t old_size, size_t size)
{
    struct failing *f = user;
    if (size == 0) {
        f->live -= ptr != NULL;
        return capai_alloc_default(NULL, ptr, old_size, 0);
    }
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
};

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
    t->failing = (struct failing){.fail_at = t->runs++};
    t->err = (struct capai_error){0};
    capai_arena_init(&t->arena, failing_alloc, &t->failing, 0);
    t->arena.block_size = 1; /* every piece comes from the allocator */
    return true;
}

#endif
