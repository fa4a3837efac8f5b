/* The budget of one OPD: tree, sums, and which lines serve which sasaran. Private to the core. */
#ifndef CORE_BUDGET_H
#define CORE_BUDGET_H

#include "core/dataset.h"

/* A sum of rupiah; missing when a part of it is. */
struct rupiah {
    enum capai_outcome outcome;
    capai_decimal amount;
};

/* Adds a part. Where parts have no value, the most hopeful outcome of these is that of the sum: it
 * does not depend on their order. */
void rupiah_add(struct rupiah *sum, struct rupiah part);

/* The amount without idle zeros at its end: 150 for 150.00, 0.5 for 0.50, which one cell alone
 * would bring into a sum. */
capai_decimal rupiah_shown(struct rupiah rupiah);

/* a - b; missing when a part of it is, or when 34 digits cannot hold it. */
struct rupiah rupiah_subtract(struct rupiah a, struct rupiah b);

struct capai_subject;

struct line {
    size_t row; /* of anggaran.csv */
    int year;
    capai_text versi, tabel, kode, jenjang;
    bool total;     /* jenjang total: compared, never part of the tree */
    bool evaluated; /* stands in the evaluated table */
    struct rupiah pagu, realisasi;
    long parent; /* index of a line, -1 for none; of a total: the line it repeats */
    size_t children;
    struct rupiah pagu_children, realisasi_children;
    capai_text sasaran; /* name as shown, by itself, by an ancestor or by another table */
    capai_text fold;    /* of sasaran */
    bool named;         /* the line itself names its sasaran */
    bool borrowed;      /* the sasaran came from another table */
};

struct budget {
    struct line *lines; /* in file order */
    size_t count;
    struct line **tree; /* all but the total lines, a parent before what is below it */
    size_t tree_count;
};

/* Builds the budget of an OPD in `arena`. Complaints (no table chosen, tables that disagree on a
 * sasaran) and notes go to the notices of the data set. Error: CAPAI_ERR_MEMORY. */
enum capai_status budget_build(const struct capai_dataset *dataset, size_t opd,
                               struct capai_arena *arena, struct budget *budget,
                               struct capai_error *err);

/* True when both lines are of the same year, table and version. */
bool budget_same_tree(const struct line *a, const struct line *b);

/* Sums of the lines without a parent in the evaluated table of a year. *lines is their number.
 * `trace`, here and below, is told of each; NULL: nobody watches. */
void budget_total(const struct budget *budget, int year, struct rupiah *pagu,
                  struct rupiah *realisasi, size_t *lines, struct capai_subject *trace);

/* Sums of the evaluated lines of a year that serve one of the sasaran (folded names) and have no
 * ancestor that does. */
void budget_of_sasaran(const struct budget *budget, int year, const capai_text *folds, size_t count,
                       struct rupiah *pagu, struct rupiah *realisasi, size_t *lines,
                       struct capai_subject *trace);

#endif
