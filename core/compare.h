/* The inside of a comparison. Private to the core. */
#ifndef CORE_COMPARE_H
#define CORE_COMPARE_H

#include "capai/compare.h"
#include "core/evaluate.h"

/* What is compared of a row; survey and worksheet are those of an OPD. */
enum compared_quantity {
    COMPARED_CAPAIAN,
    COMPARED_PREDIKAT,
    COMPARED_EFISIENSI,
    COMPARED_INDEKS,
    COMPARED_IKM,
    COMPARED_MUTU,
    COMPARED_NILAI_LKE,
    COMPARED_GRADE_LKE,
    COMPARED_COUNT
};

/* Kinds of rows, in the order in which an OPD shows them. */
enum { COMPARED_KINDS = 4 };
extern const enum capai_result compared_kinds[COMPARED_KINDS];

/* The columns of perbandingan. */
enum rows_column {
    ROWS_OPD,
    ROWS_TAHUN,
    ROWS_JENIS,
    ROWS_SASARAN,
    ROWS_NAMA,
    ROWS_KABUPATEN,
    ROWS_ATURAN_A,
    ROWS_ATURAN_B,
    ROWS_CAPAIAN_A,
    ROWS_CAPAIAN_B,
    ROWS_SELISIH,
    ROWS_STATUS_A,
    ROWS_STATUS_B,
    ROWS_PREDIKAT_A,
    ROWS_PREDIKAT_B,
    ROWS_EFISIENSI_A,
    ROWS_EFISIENSI_B,
    ROWS_EFISIENSI_PERSEN_A,
    ROWS_EFISIENSI_PERSEN_B,
    ROWS_NILAI_EFISIENSI_A,
    ROWS_NILAI_EFISIENSI_B,
    ROWS_INDEKS_A,
    ROWS_INDEKS_B,
    ROWS_IKM_A,
    ROWS_IKM_B,
    ROWS_MUTU_A,
    ROWS_MUTU_B,
    ROWS_NILAI_LKE_A,
    ROWS_NILAI_LKE_B,
    ROWS_GRADE_LKE_A,
    ROWS_GRADE_LKE_B,
    ROWS_GERAK,
    ROWS_BERUBAH,
    ROWS_SEBAB_CAPAIAN, /* by enum compared_quantity */
    ROWS_SEBAB_PREDIKAT,
    ROWS_SEBAB_EFISIENSI,
    ROWS_SEBAB_INDEKS,
    ROWS_SEBAB_IKM,
    ROWS_SEBAB_MUTU,
    ROWS_SEBAB_NILAI_LKE,
    ROWS_SEBAB_GRADE_LKE,
    ROWS_COUNT
};

/* Names of predikat in the order of their scales, the best of each first. */
struct class_list {
    capai_text *names;
    size_t count, capacity;
};

struct capai_comparison {
    struct capai_arena *arena;
    struct capai_notices *notices;
    struct capai_pool *pool; /* of the words for causes */
    struct capai_table *tables[CAPAI_COMPARED_COUNT];
    struct class_list classes[2];        /* of A, of B */
    const struct capai_rules *listed[2]; /* whose classes were listed last */
    size_t opds, changed;
    bool all_years;
};

/* A quantity of a row that differs between the first two sections of the evaluation. */
struct difference {
    enum capai_result kind;
    size_t index;  /* of the row among those of its section */
    size_t target; /* row of perbandingan */
    enum compared_quantity quantity;
    unsigned alone;    /* parts of the rules, each of which alone makes it; by bit */
    unsigned together; /* parts that do so only together */
};

/* One OPD under several rules: the first section by A, the second by B, others by mixtures. */
struct trial {
    struct capai_comparison *comparison;
    struct capai_evaluation *evaluation;
    const struct capai_dataset *dataset;
    size_t opd;
    capai_text kabupaten;
    const struct capai_rules *a, *b;
    struct difference *differences;
    size_t count, capacity;
};

/* Evaluates the OPD once more; complaints are dropped. Error: CAPAI_ERR_MEMORY. */
enum capai_status trial_evaluate(struct trial *trial, const struct capai_rules *rules,
                                 struct capai_error *err);

/* True when a row has the same quantity in two sections. */
bool trial_equal(const struct trial *trial, enum capai_result kind, size_t index,
                 enum compared_quantity quantity, size_t section, size_t other);

/* Finds what makes each difference. Error: CAPAI_ERR_MEMORY. */
enum capai_status compare_causes(struct trial *trial, struct capai_error *err);

/* The words for it, interned: parts that do it alone as "clamp / average", those that do it only
 * together as "progress + scale"; `arah` is that of an indicator, whose formula alone matters to
 * it; missing for other rows. Missing where no part does it. False: memory. */
bool compare_cause_text(const struct trial *trial, const struct difference *difference,
                        capai_text arah, capai_text *out);

/* Position of a band in its scale, counted from the lowest. */
size_t compare_rank(const struct capai_scale *scale, size_t band);

/* Adds the classes of a scale to a list. False: memory. */
bool compare_list_classes(struct capai_comparison *comparison, struct class_list *list,
                          const struct capai_scale *scale);

/* Makes the columns of the tables of totals. False: memory. */
bool compare_totals_init(struct capai_comparison *comparison);

/* Entries of a column of perbandingan. */
capai_text *rows_texts(const struct capai_comparison *comparison, enum rows_column column);
struct capai_value *rows_values(const struct capai_comparison *comparison, enum rows_column column);

#endif
