/* The evaluation of one OPD, in parts. Private to the core. */
#ifndef CORE_EVALUATE_H
#define CORE_EVALUATE_H

#include "capai/evaluate.h"
#include "core/result.h"
#include "core/survey.h"
#include "core/trace.h"

/* What the kabupaten needs of an OPD in a year; its terms lie in the arena of the evaluation. */
struct opd_total {
    int year, report_year;
    const struct capai_rules *rules;
    struct amount capaian;
    struct rupiah pagu, realisasi;
    struct capai_subject *trace; /* of the OPD; NULL: nobody watches */
};

struct capai_evaluation {
    struct capai_arena *arena;
    struct capai_notices *notices;
    struct result results[CAPAI_RESULT_COUNT];
    struct opd_total *totals; /* by row of the table opd */
    size_t total_count, total_capacity;
    bool *evaluated; /* per row of anggaran: it is of the table that is evaluated */
    size_t evaluated_capacity;
    struct capai_trace *trace; /* NULL: nobody watches */
    struct capai_section *sections;
    size_t section_count, section_capacity;
    bool without_lines; /* no rows of anggaran are made; its lines are checked all the same */
    bool brief;         /* of an OPD no rows of anggaran, output, triwulan and renstra are made */
    /* Processor time of the thread at which an OPD is given up: as when memory runs out, but `late`
     * is true then. 0: never. Looked at before each call of a function and between the parts. */
    unsigned long long deadline; /* milliseconds */
    bool late;
    bool *asked; /* becomes true when somebody asks for the table kabupaten; may be NULL */
};

/* True when an OPD takes too long; it must be given up then. */
bool evaluate_is_late(struct capai_evaluation *evaluation);

/* An evaluation that is brief, without the checks across data sets and with tables that grow: for
 * one OPD under several rules. NULL: memory. */
struct capai_evaluation *evaluation_new_brief(struct capai_dataset *const *datasets, size_t count,
                                              struct capai_arena *arena,
                                              struct capai_notices *notices);

/* One row of indikator.csv, measured. */
struct indicator {
    size_t row; /* of indikator.csv */
    int year;
    capai_text jenis;
    capai_text tujuan, sasaran, indikator; /* folded */
    capai_text tujuan_name, sasaran_name, arah;
    const struct capai_cell *target, *realisasi; /* NULL: no such column */
    struct amount capaian, capaian_akhir, selisih, tren, tren_persen;
    struct grading grading;
    struct capai_cell weight;
    struct capai_subject *trace; /* as everywhere below; NULL: nobody watches */
};

/* Serapan and efisiensi of a sasaran, a tujuan or an OPD. */
struct group;
struct spending {
    struct rupiah pagu, realisasi;
    struct amount serapan;
    bool borrowed; /* the budget is that of the OPD */
    capai_text verdict;
    struct amount percent, score;  /* efisiensi_persen, nilai_efisiensi */
    struct rupiah left;            /* efisiensi_rupiah */
    struct rupiah adjusted, spent; /* pagu times capaian, and the realisasi beside it: its own, or
                                      the sum over its sasaran */
    const struct group **parts;    /* of that sum */
    size_t part_count;
};

/* What is judged, and where complaints about it go. */
struct judged {
    const struct amount *capaian;
    const struct grading *grading;
    size_t lines; /* of its budget; 0: not applicable */
    size_t row;   /* its first one of indikator.csv */
    capai_text name;
    const struct capai_cell *typed; /* efisiensi in sasaran.csv; NULL: no such row */
    size_t typed_row;
    struct capai_subject *trace;
};

/* Indicators of one year that share a sasaran, or a tujuan. */
struct group {
    int year;
    capai_text fold, name;
    capai_text tujuan;          /* of a sasaran: folded, as its first row has it */
    struct indicator **members; /* in file order */
    size_t count;
    bool own;      /* of a tujuan: it has rows of its own */
    long reported; /* its row of sasaran.csv, -1 for none */
    struct amount capaian;
    struct grading grading;
    struct spending spending;
    struct capai_subject *trace;
};

/* The survey of one year. */
struct survey_year {
    int year;
    struct survey_total total;
    struct capai_subject *trace;
};

/* The LKE of one year. */
struct lke_year {
    int year;
    struct amount nilai;
    struct grading grading; /* of its scale */
    struct capai_subject *trace;
};

/* The work on one OPD; everything in it lives in `arena` and goes when the OPD is done. */
struct job {
    struct capai_evaluation *evaluation;
    const struct capai_dataset *dataset;
    const struct capai_rules *rules;
    size_t opd;
    struct capai_arena *arena;
    struct budget budget;
    struct indicator *indicators; /* in file order */
    size_t indicator_count;
    struct indicator **by_year;     /* the same, by name and then by year */
    struct group *sasaran, *tujuan; /* by first appearance */
    size_t sasaran_count, tujuan_count;
    struct survey_year *surveys; /* by first appearance */
    size_t survey_count, survey_capacity;
    struct lke_year *lkes; /* likewise */
    size_t lke_count, lke_capacity;
    struct capai_error failure; /* the last failure of a function: it is said once */
    capai_text *reported;       /* names of sasaran.csv, folded, in the order of its rows */
};

/* The parts, in the order in which they run. Each fails with CAPAI_ERR_MEMORY only; what is wrong
 * in the data goes to the notices. */
enum capai_status evaluate_indicators(struct job *job, struct capai_error *err);
enum capai_status evaluate_groups(struct job *job, struct capai_error *err);
enum capai_status evaluate_budget(struct job *job, struct capai_error *err);
enum capai_status evaluate_survey(struct job *job, struct capai_error *err);
enum capai_status evaluate_lke(struct job *job, struct capai_error *err);
enum capai_status evaluate_opd(struct job *job, struct capai_error *err);
enum capai_status evaluate_output(struct job *job, struct capai_error *err);
enum capai_status evaluate_triwulan(struct job *job, struct capai_error *err);
enum capai_status evaluate_renstra(struct job *job, struct capai_error *err);

/* Lets the functions of the rules begin anew, for another OPD. */
void evaluate_begin_functions(const struct capai_rules *rules);

/* A cell of an input file. */
struct place {
    enum schema_file file;
    size_t row;
    capai_text column;
};
struct operand {
    struct place place;
    const struct capai_cell *cell; /* NULL: no such column */
};

/* What a formula looks at: an indicator (NULL: none, of an output) of which target and realisasi
 * may be others than the row's own, such as those of a quarter; NULL is a missing one. */
struct subject {
    struct job *job;
    const struct capai_arah *arah;
    const struct indicator *indicator;
    const struct capai_cell *realisasi, *target;
    struct place realisasi_place, target_place; /* where they stand, for the trace */
    struct capai_subject *trace;                /* NULL: nobody watches */
    capai_text told; /* the quantity for the trace; missing: as it is rounded */
};

/* The capaian, by whatever kind of formula the arah has. Outcomes and *err as measure_cells; out of
 * memory is CAPAI_ERR_MEMORY in *err. */
enum capai_outcome evaluate_measured(const struct subject *row, struct capai_ratio *out,
                                     struct capai_error *err);

/* True when a cell alone cannot be measured by the formula of `arah`, and why. `role` is
 * CAPAI_FIELD_REALISASI, or CAPAI_FIELD_TARGET, as which target_akhir is used, too. */
bool evaluate_cell_error(const struct capai_rules *rules, const struct capai_arah *arah,
                         enum capai_field role, const struct capai_cell *cell,
                         struct capai_error *err);

/* True when the formula of `arah` looks at target. */
bool evaluate_uses_target(const struct capai_arah *arah);

/* Sorts the indicators by name and year into job->by_year. False: memory. */
bool evaluate_order_years(struct job *job);

/* The first row of the same indicator in `year`; NULL when there is none. */
const struct indicator *evaluate_in_year(const struct job *job, const struct indicator *indicator,
                                         int year);

/* The arah of a name; a missing one is the rules' default. NULL with *error where there is none. */
const struct capai_arah *evaluate_arah(const struct capai_rules *rules, capai_text name,
                                       struct capai_error *error);

/* Complains of a cell that cannot be measured, whatever it is measured against. */
enum capai_status evaluate_check_cell(struct job *job, const struct capai_arah *arah,
                                      enum capai_field role, struct operand operand);

/* Capaian of a row, clamped, and rounded as `quantity`. *error says why there is none; it may be
 * NULL. Fails with CAPAI_ERR_MEMORY only. */
enum capai_status evaluate_ratio(struct job *job, const struct subject *row,
                                 enum capai_quantity quantity, struct amount *out,
                                 struct capai_error *error);

/* The same of two cells of files, which complains where the two do not go together; each alone is
 * evaluate_check_cell's. */
enum capai_status evaluate_progress(struct job *job, const struct capai_arah *arah,
                                    const struct indicator *indicator, struct operand realisasi,
                                    struct operand target, enum capai_quantity quantity,
                                    struct capai_subject *trace, struct amount *out,
                                    struct capai_error *err);

/* The class of a capaian that has a value; complains at `place` where the scale has none. */
enum capai_status evaluate_class(struct job *job, struct place place, const struct amount *capaian,
                                 struct capai_subject *trace, struct grading *grading,
                                 struct capai_error *err);

/* Begins what is traced of a row of this OPD; NULL: nobody watches, or memory ran out. */
struct capai_subject *evaluate_trace(const struct job *job, enum capai_result result, int year);

/* The same of a topic of the OPD's row. */
struct capai_subject *evaluate_trace_topic(const struct job *job, enum capai_topic topic, int year);

/* A cell of a file, told under a name. */
void evaluate_trace_input(struct capai_subject *trace, capai_text name, struct operand operand);

/* An indicator, a sasaran or a tujuan as a member of a mean. */
struct member evaluate_member(const struct indicator *indicator);
struct member evaluate_group_member(const struct group *group);

/* Mean, rounding and class of the members of `name`. Data errors (a value without a class) are
 * reported at `row` of indikator.csv. */
enum capai_status evaluate_mean(struct job *job, const struct member *members, size_t count,
                                size_t row, capai_text name, struct capai_subject *trace,
                                struct amount *capaian, struct grading *grading,
                                struct capai_error *err);

/* part / whole in percent, `zero` where the whole is 0; a missing amount is never zero. `text` is
 * the formula in the words under which the trace knows both. */
enum capai_outcome evaluate_share(struct rupiah part, struct rupiah whole,
                                  const struct capai_zero *zero, const char *text,
                                  struct capai_subject *trace, struct capai_ratio *out);

/* Serapan, and efisiensi against the capaian, from the sums in *spending. A capaian whose class is
 * no verdict judges nothing. */
enum capai_status evaluate_spending(struct job *job, const struct judged *judged,
                                    struct spending *spending, struct capai_error *err);

/* Counts a sasaran with a budget of its own into what its tujuan or OPD is judged by. */
enum capai_status evaluate_add_spending(struct job *job, struct spending *sum,
                                        const struct group *part);

/* True when rows of `jenis` enter the OPD's mean. */
bool evaluate_counts(const struct capai_rules *rules, capai_text jenis);

/* Adds *error to the notices, placed at a cell, when it holds anything. */
enum capai_status evaluate_complain(struct job *job, enum schema_file file, size_t row,
                                    capai_text column, struct capai_error *error);

/* A new row of a result, of this OPD and a year. */
struct result_row evaluate_row(struct job *job, enum capai_result result, int year);

/* Keeps what the kabupaten needs of the row of the OPD that was just added. False: memory. */
bool evaluate_keep_total(struct job *job, int year, const struct amount *capaian,
                         const struct spending *spending, struct capai_subject *trace);

/* Index, IKM and mutu of a year into the row of the OPD. */
void evaluate_write_survey(const struct job *job, struct result_row out, int year);

/* Nilai and grade of the LKE, likewise. */
void evaluate_write_lke(const struct job *job, struct result_row out, int year);

/* Serapan and efisiensi into a row. */
void evaluate_write_spending(struct result_row out, const struct spending *spending);

#endif
