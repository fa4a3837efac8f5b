/* Reporting steps to a trace. Private to the core.
 *
 * Every function here takes the subject that is being computed and does nothing where it is NULL:
 * nobody watches. None can fail for the caller: when memory runs out, the trace remembers it, and
 * the evaluation ends with that error. Values and cells are copied. */
#ifndef CORE_TRACE_H
#define CORE_TRACE_H

#include "capai/trace.h"
#include "core/budget.h"

/* What a subject is about. */
struct trace_about {
    enum capai_result result;
    const struct capai_dataset *dataset;
    size_t opd;
    const struct capai_rules *rules;
    int year;
    enum capai_topic topic;
};

/* A new subject of `trace`; NULL when that is NULL, or memory ran out. */
struct capai_subject *trace_begin(struct capai_trace *trace, const struct trace_about *about);

/* Gives the subjects from `first` on the data set that the caller knows. False: memory ran out
 * while they were traced. */
bool trace_settle(struct capai_trace *trace, size_t first, const struct capai_dataset *dataset);

/* The steps that follow lead to this quantity. Returns `subject`. */
struct capai_subject *trace_quantity(struct capai_subject *subject, capai_text quantity);

/* The formulas of this quantity are those of an arah. */
void trace_arah(struct capai_subject *subject, capai_text arah);

/* The subject's row of its result table. */
void trace_row(struct capai_subject *subject, size_t row);

/* A cell is read under a name; `cell` NULL: the file has no such column. Once per quantity. */
void trace_input(struct capai_subject *subject, capai_text name, enum schema_file file, size_t row,
                 capai_text column, const struct capai_cell *cell);

/* The same of a cell of another year, under the name of its column and the year. */
void trace_input_year(struct capai_subject *subject, int year, enum schema_file file, size_t row,
                      capai_text column, const struct capai_cell *cell);

/* A number of the rules. */
void trace_given(struct capai_subject *subject, capai_text name, struct capai_ratio value);

/* The answers to one question. `row` is the first respondent, `last` the last; `sum` of all. */
struct trace_answers {
    capai_text column;
    size_t row, last;
    const size_t *times; /* by answer, from `lowest`; copied */
    size_t count;
    int lowest;
    int64_t sum;
};
void trace_answers(struct capai_subject *subject, const struct trace_answers *answers);

/* A respondent who gave no valid answer in a column of skm.csv. */
void trace_skipped(struct capai_subject *subject, size_t row, capai_text column, capai_text source,
                   enum capai_unanswered effect);

/* The input of that name stands for a number that it does not say: a word. */
void trace_word(struct capai_subject *subject, capai_text name, capai_decimal number);

/* A sum of cells while it is told: its formula over their names. */
struct trace_terms {
    char text[512];
    size_t size;
};

/* A cell is added, or taken away. The name is copied. */
void trace_term(struct capai_subject *subject, struct trace_terms *terms, bool plus,
                capai_text name, enum schema_file file, size_t row, capai_text column,
                const struct capai_cell *cell);

/* The sum of these, under its own name. */
void trace_terms(struct capai_subject *subject, const struct trace_terms *terms, capai_text name,
                 capai_decimal sum);

/* Nothing was due and nothing came: the quantity is that of the quarter before. */
void trace_kept(struct capai_subject *subject);

void trace_line(struct capai_subject *subject, const struct line *line);
void trace_of_opd(struct capai_subject *subject);
void trace_sum(struct capai_subject *subject, capai_text name, struct rupiah sum, size_t lines);

/* A number of rows. */
void trace_count(struct capai_subject *subject, capai_text name, size_t count);

void trace_formula(struct capai_subject *subject, capai_text text, struct capai_exact value);

/* The same of values before the rounding of the rules. */
void trace_formula_unrounded(struct capai_subject *subject, capai_text text,
                             struct capai_exact value);

/* What a function gave back; `text` says where it stands. */
void trace_call(struct capai_subject *subject, capai_text text, struct capai_exact value);
void trace_grades(struct capai_subject *subject, size_t realisasi, size_t target,
                  struct capai_exact value);
void trace_zero(struct capai_subject *subject, capai_text of, struct capai_exact value);

struct member;
void trace_member(struct capai_subject *subject, const struct member *member,
                  enum capai_entry entry, bool exact, capai_decimal weight,
                  struct capai_exact value);

void trace_mean(struct capai_subject *subject, enum capai_average_kind kind,
                struct capai_exact value, size_t members, size_t reached, capai_decimal weight);

/* A row is counted, with its value. */
void trace_counted(struct capai_subject *subject, const struct capai_subject *row,
                   struct capai_exact value);

/* A value of another subject is added up; without one, it stays out where it does not apply, and
 * else leaves no total. */
void trace_part(struct capai_subject *subject, const struct capai_subject *part,
                enum capai_outcome outcome, struct capai_exact value);
void trace_total(struct capai_subject *subject, capai_text name, struct capai_exact value,
                 size_t members);

/* 1 + `greater`, of `of` that have a rank; `equal` others share it. */
void trace_rank(struct capai_subject *subject, size_t greater, size_t equal, size_t of);

/* `before` became `after`. */
void trace_clamp(struct capai_subject *subject, const struct capai_clamp *clamp,
                 struct capai_exact before, struct capai_exact after);
void trace_round(struct capai_subject *subject, struct capai_round round, capai_decimal shown);

struct grading;
void trace_class(struct capai_subject *subject, const struct capai_scale *scale,
                 const struct grading *grading, enum capai_match match, bool exact,
                 struct capai_exact value);

/* `seen` members have the class. */
void trace_modal(struct capai_subject *subject, const struct grading *grading, size_t seen);
void trace_compare(struct capai_subject *subject, struct capai_exact capaian,
                   struct capai_exact serapan, capai_text verdict);

/* The quantity has no value. `reason` may be NULL or hold nothing; told again, the first one
 * counts. */
void trace_none(struct capai_subject *subject, enum capai_outcome outcome,
                const struct capai_error *reason);

#endif
