/* A program run under the library of fault.c, in a folder of its own, and what it gave. */
#ifndef FAULT_RUN_H
#define FAULT_RUN_H

#include "tests/fault/fault.h"
#include "tests/fault/tree.h"

enum { WORDS = 64, SECONDS = 60 };

/* What may happen to a call of a kind. */
struct fault {
    enum fault_class kind;
    int action;
    int sticky;
    const char *name;
};

/* A command line: words, and where its standard input comes from. */
struct command {
    char *words[WORDS];
    int count;
    char *input; /* NULL: nothing */
};

/* What a run gave. */
struct outcome {
    int status; /* of the process; -signal */
    char *out, *err;
    size_t out_size, err_size;
    struct tree tree;
};

/* What all runs have in common. */
struct rig {
    const char *capai, *library;
    struct fault_shared *shared;
    int memory_file, out, err;
    char base[512]; /* in it `run`, where programs run */
    char folder[560];
};
extern struct rig rig;

/* Makes the folder, with a copy of the folder `files` in it; takes it away again. */
void rig_begin(const char *files);
void rig_end(void);

/* What the next run meets: the n-th call fails, counted from 1; none for 0. */
void plan(const struct fault *fault, uint64_t nth);

/* The file whose path ends so is watched in the next runs, NULL: none; the process stops before the
 * n-th call that concerns it, and goes on when `change` has been called with `user`. */
void watch(const char *path, uint64_t nth, void (*change)(void *user), void *user);

/* Runs a command of the case `name`, whose language that is. */
struct outcome run(const char *name, const struct command *command);
void forget(struct outcome *outcome);

#endif
