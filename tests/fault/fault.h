/* What the driver (torture.c) and the library that stands before the C library (fault.c) say to
 * each other, in memory that both have. */
#ifndef FAULT_H
#define FAULT_H

#include <stdatomic.h>
#include <stdint.h>

/* A request of memory, or a kind of system call. */
#define FAULT_CLASSES(X)                                                                           \
    X(ALLOCATE, "allocate")                                                                        \
    X(OPEN, "open")                                                                                \
    X(READ, "read")                                                                                \
    X(WRITE, "write")                                                                              \
    X(SEEK, "lseek")                                                                               \
    X(CLOSE, "close")                                                                              \
    X(STAT, "stat")                                                                                \
    X(ACCESS, "access")                                                                            \
    X(LIST, "getdents")                                                                            \
    X(PATH, "readlink")                                                                            \
    X(SYNC, "fsync")                                                                               \
    X(TRUNCATE, "ftruncate")                                                                       \
    X(RENAME, "rename")                                                                            \
    X(REMOVE, "unlink")                                                                            \
    X(FOLDER, "mkdir")                                                                             \
    X(MODE, "fchmod")                                                                              \
    X(LOCK, "flock")                                                                               \
    X(COPY, "dup")                                                                                 \
    X(MAP, "mmap")                                                                                 \
    X(WAIT, "wait")                                                                                \
    X(FORK, "fork")                                                                                \
    X(THREAD, "thread")

enum fault_class {
#define X(name, word) FAULT_##name,
    FAULT_CLASSES(X)
#undef X
        FAULT_CLASS_COUNT
};

enum {
    FAULT_SHORT = -1, /* an action that is no errno: one byte is read or written */
    FAULT_HALF = -2,  /* another one: half of what is asked for */
    FAULT_FILE = 900, /* the descriptor under which the library finds the memory */
    FAULT_POINTS = 1 << 21,
    FAULT_DEPTH = 24,      /* callers that tell one point from another */
    FAULT_PROCESSES = 8,   /* whose blocks are counted */
    FAULT_OPEN_FILES = 256 /* descriptors above are not watched */
};

struct fault_shared {
    /* what is to happen */
    int kind;         /* enum fault_class */
    uint64_t nth;     /* counted from 1; 0: nothing fails */
    int action;       /* an errno or FAULT_SHORT */
    int sticky;       /* all from there on */
    int record;       /* the points of all calls */
    char watched[64]; /* the end of the path of a file; empty: none */
    uint64_t stop_at; /* the process stops before that call which concerns it, counted from 1 */

    /* what has happened */
    _Atomic uint64_t counts[FAULT_CLASS_COUNT];
    _Atomic uint64_t recorded;  /* of `points` */
    _Atomic uint64_t concerned; /* calls that concern the watched file */
    _Atomic int fired;
    int fired_file; /* the descriptor of the first call that failed; -1: none */
    int frames;
    uintptr_t stack[FAULT_DEPTH];  /* of the first call that failed, within its module */
    char modules[FAULT_DEPTH][64]; /* which module that is */
    _Atomic int processes;
    int64_t live[FAULT_PROCESSES]; /* blocks at the end of each process that ended in order */
    struct fault_point {
        uint64_t stack; /* a number that stands for it */
        int kind, count;
        uintptr_t frames[FAULT_DEPTH]; /* the callers, within the program or at all */
    } points[FAULT_POINTS];
};

#endif
