/* What the parts of `capai explain` share. */
#ifndef CLI_EXPLAIN_H
#define CLI_EXPLAIN_H

#include "bindings/cli/report.h"
#include "capai/trace.h"

/* So many at most are explained where a part of their names was given; a document of more has a
 * chapter for each table. */
enum { EXPLAIN_FEW = 4 };

/* What is explained, in the order in which it is shown. */
struct explained {
    const struct capai_trace *trace;
    const struct capai_subject **subjects;
    size_t count;
};

/* ---- explain_find.c ---- */

/* The subjects that `name` means, NULL: all; of one year per data set, or with `all_years` of each.
 * Errors: EXPLAIN_NONE, EXPLAIN_SEVERAL, CAPAI_ERR_MEMORY. */
enum capai_status explain_find(const struct view *view, const struct capai_trace *trace,
                               const char *name, bool all_years, struct explained *out,
                               struct capai_error *err);

/* What people call a subject: the name of the indicator, the kode and uraian of the line. */
capai_text explain_name(const struct view *view, const struct capai_subject *subject);

/* ---- explain_value.c ---- */

/* Texts one after the other, in the arena. */
capai_text explain_join(const struct view *view, const capai_text *texts, size_t count);
#define JOIN(v, ...) explain_join((v), CAPAI_WORDS(__VA_ARGS__))

/* The first digits of an exact value; *ends: there are no others. */
capai_decimal explain_digits(struct capai_exact x, struct capai_arena *scratch, bool *ends);

/* A number as people read it, with all of its decimals. */
capai_text explain_decimal(const struct view *view, capai_decimal x);

/* An exact value as people read it: "92,8555555555…". */
capai_text explain_exact(const struct view *view, struct capai_exact x);

/* "8.357 / 90" of a value that does not end and is one quotient; else missing. */
capai_text explain_quotient(const struct view *view, struct capai_exact x);

/* ---- explain_words.c ---- */

capai_text explain_place(const struct view *view, const struct capai_place *place);

/* What a row of a result table is called. */
capai_text explain_table(const struct capai_subject *subject);

/* The quantity of a subject that matters most: it has the class, and enters a mean or a total. */
capai_text explain_main(const struct capai_subject *subject);

/* The column of its class. */
const char *explain_class_column(const struct capai_subject *subject);
capai_text explain_mode(const struct view *view, enum capai_rounding mode);
capai_text explain_ends(const struct view *view, const struct capai_clamp *clamp);

/* Why a value is in its class. */
capai_text explain_class(const struct view *view, const struct capai_trace_step *step);

/* The formula of step `at` of a subject with the values in place of the names. */
capai_text explain_substituted(const struct view *view, const struct capai_subject *subject,
                               size_t at);

/* Why there is no value. */
capai_text explain_reason(const struct view *view, const struct capai_subject *subject,
                          const struct capai_trace_step *step);

/* ---- explain_steps.c ---- */

/* The steps of one quantity while they become a grid. */
struct block {
    const struct view *v;
    const struct explained *explained;
    const struct capai_subject *subject;
    capai_text quantity;
    struct grid grid;
    enum capai_message last; /* label of the row above */
};

/* Adds a row; a label is not said twice in a row. */
void explain_put(struct block *b, enum capai_message label, capai_text text, capai_text note,
                 int style);
void explain_put_step(struct block *b, const struct capai_trace_step *step);

/* ---- explain_text.c, explain_json.c ---- */

/* Prints the explanations for people. False: memory. */
bool explain_text(const struct view *view, const struct explained *explained);

/* Writes them for programs: an array with an object per subject. */
void explain_json(const struct view *view, const struct explained *explained);

#endif
