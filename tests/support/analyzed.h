/* Read before every source by the checkers of `make analyze`, and by nothing else: what they cannot
 * see from one file to the next. A function that fails returns a status that is not CAPAI_OK, and
 * says so in the error that it was given; luaL_error does not return. */
#define _GNU_SOURCE
#include "capai/error.h"

static inline enum capai_status analyzed_failure(struct capai_error *err, enum capai_status status)
{
    if (status == CAPAI_OK)
        status = CAPAI_ERR_DATA;
    if (err && !err->status)
        err->status = status;
    return status;
}

__attribute__((noreturn)) static inline int analyzed_never(void)
{
    __builtin_unreachable();
}

#define capai_fail(err, ...) analyzed_failure((err), capai_fail((err), __VA_ARGS__))
#define capai_fail_memory(err) analyzed_failure((err), capai_fail_memory(err))
#define luaL_error(...) ((void)luaL_error(__VA_ARGS__), analyzed_never())

/* a source says by itself what it wants of the system, and says it first */
#undef _GNU_SOURCE
#undef _DEFAULT_SOURCE
