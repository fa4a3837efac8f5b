/* Memory that is refused once, and blocks that are counted, for programs that are linked with
 * --wrap for malloc, calloc, realloc and free. */
#ifndef TESTS_REFUSED_H
#define TESTS_REFUSED_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

static atomic_llong requests = -1; /* until the one that is refused; -1: none is */
static atomic_llong live;          /* blocks */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *block);

/* Counts down to what fails; true for that. */
static bool fails(atomic_llong *until)
{
    return atomic_load(until) >= 0 && atomic_fetch_sub(until, 1) == 0;
}

/* True where this request is refused. */
static bool is_refused(void)
{
    const bool now = fails(&requests);
    if (now)
        errno = ENOMEM;
    return now;
}

static void *counted(void *block)
{
    if (block)
        atomic_fetch_add(&live, 1);
    return block;
}

void *__wrap_malloc(size_t size)
{
    return is_refused() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_refused() ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    if (is_refused())
        return NULL;
    void *block = __real_realloc(old, size);
    return old ? block : counted(block);
}

void __wrap_free(void *block)
{
    if (block)
        atomic_fetch_sub(&live, 1);
    __real_free(block);
}

#endif
