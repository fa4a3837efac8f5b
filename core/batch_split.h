/* A block of rows, split: where its fields end, which of its rows name one OPD, and what their
 * budget lines come to. Private to the core. It is all that a thread can find out about a block by
 * itself, without what stands before it. */
#ifndef CORE_BATCH_SPLIT_H
#define CORE_BATCH_SPLIT_H

#include "core/csv_index.h"
#include "core/quick_sums.h"

/* How the rows of a file are split. */
struct split_form {
    char delimiter;
    size_t opd_field, year_field;  /* SIZE_MAX: it has none */
    const struct quick_form *form; /* of budget lines that are added up; NULL: none */
};

/* Rows that follow one another and name one OPD and one year. */
struct split_run {
    capai_text opd; /* in the block */
    uint64_t hash;  /* of it, as opd_hash says */
    int year;       /* 0: none, or no such year */
    size_t at;      /* bytes before it in the block */
    size_t rows, lines;
    /* its budget lines: added up, waiting, or of a kind that is not done here */
    enum { SPLIT_NOTHING, SPLIT_SUM, SPLIT_LOOSE, SPLIT_DOUBT } kind;
    struct quick_sum sum;
    size_t first, count; /* in the list of sasaran, or of lines that wait */
};

/* All zero is an empty one. */
struct split {
    struct csv_index index;
    struct split_run *runs;
    struct quick_called *called;
    struct quick_loose *loose;
    struct quick_budget *budget; /* to add up lines */
    size_t run_count, called_count, loose_count;
    size_t run_capacity, called_capacity, loose_capacity;
    size_t size; /* bytes of the rows that are rows for certain: those from the beginning on */
    bool memory; /* ran out; the rest means nothing then */
};

/* Splits whole lines. */
void split_make(struct split *split, const struct split_form *form, capai_text block);

/* The year that a text names; 0: none that can be reported. */
int split_year(capai_text text);

void split_clear(struct split *split);

#endif
