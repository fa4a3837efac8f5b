/* The library that writes databases, found when the first one is written: a start of the program
 * does not pay for it. Private to the bindings. */
#ifndef RESULTS_SQLITE_H
#define RESULTS_SQLITE_H

#include <sqlite3.h>

#define SQLITE_FUNCTIONS(X)                                                                        \
    X(sqlite3_open_v2)                                                                             \
    X(sqlite3_close)                                                                               \
    X(sqlite3_exec)                                                                                \
    X(sqlite3_prepare_v2)                                                                          \
    X(sqlite3_bind_text)                                                                           \
    X(sqlite3_bind_int64)                                                                          \
    X(sqlite3_bind_null)                                                                           \
    X(sqlite3_step)                                                                                \
    X(sqlite3_reset)                                                                               \
    X(sqlite3_finalize)                                                                            \
    X(sqlite3_errmsg)                                                                              \
    X(sqlite3_mprintf)                                                                             \
    X(sqlite3_free)                                                                                \
    X(sqlite3_str_new)                                                                             \
    X(sqlite3_str_appendf)                                                                         \
    X(sqlite3_str_finish)

struct sqlite {
#define SQLITE_POINTER(name) __typeof__(&(name)) name;
    SQLITE_FUNCTIONS(SQLITE_POINTER)
#undef SQLITE_POINTER
};

/* The functions of the library, into *out; NULL, or what is missing, a text that lives until the
 * next call in this thread. */
const char *sqlite_load(struct sqlite *out);

#endif
