/* What the parts of a report for people share: entries of result tables as people read them, put
 * into grids. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "bindings/cli/cli.h"

/* One OPD in one year, and where it is shown. */
struct view {
    const struct terminal *terminal;
    const struct capai_evaluation *evaluation;
    const struct capai_section *section;
    int year;
    struct capai_arena *arena;
    bool *failed; /* memory ran out: what is shown has holes */
};

/* A copy in the arena. */
capai_text view_keep(const struct view *v, capai_text text);

/* The text of a label. */
const char *view_label(const struct view *v, enum capai_message message);

/* A message with its words, in the arena. */
capai_text view_phrase(const struct view *v, enum capai_message message, const capai_text *words,
                       size_t count);

/* A whole number. */
capai_text view_number_text(const struct view *v, int64_t number);

/* Prints a heading. */
void view_title(const struct view *v, capai_text text);

/* A column of a result; NULL: it has none of that name. */
const struct capai_column *view_column_of(const struct view *v, enum capai_result result,
                                          const char *name);

/* An entry as people read it; missing when there is no such column or value. */
capai_text view_entry(const struct view *v, enum capai_result result, size_t row, const char *name);

/* A difference, with its sign. */
capai_text view_signed_text(const struct view *v, capai_decimal x);

/* The same of a computed entry; missing when there is no such column or value. */
capai_text view_signed_entry(const struct view *v, enum capai_result result, size_t row,
                             const char *name);

/* A measured cell without the unit, which has a column of its own. */
capai_text view_measured(const struct view *v, size_t row, const char *name);

/* The unit of an indicator. */
capai_text view_unit_of(const struct view *v, size_t row);

/* True for a row of the year. */
bool view_in_year(const struct view *v, enum capai_result result, size_t row);

/* Sets an entry; a dash in soft ink where there is none. */
void view_put(struct grid *grid, size_t column, capai_text text, int style);

/* The words for an outcome that has no value. */
capai_text view_outcome_words(const struct view *v, capai_text status);

/* True when the class of a capaian was not simply read off the scale: an indicator's row says so
 * itself; a mean is looked up again. */
bool view_is_borderline(const struct view *v, enum capai_result result, size_t row);

/* The predikat in the style of its class, or why there is none. */
void view_put_class(const struct view *v, struct grid *grid, size_t column,
                    enum capai_result result, size_t row);

/* True for an indicator that enters the mean of the OPD. */
bool view_enters_mean(const struct view *v, size_t row);

/* Prints the grid, unless it has no rows. */
bool view_finish(const struct view *v, struct grid *grid, capai_text heading);

/* Where the rest can be seen; a document does not name options. */
capai_text view_option(const struct view *v, capai_text text);

/* A line below a table. */
void view_remark(const struct view *v, capai_text text);

/* ---- parts of a section ---- */

/* The unsur of the survey; `opd` is the row of the OPD in that year. False: memory. */
bool report_survey(const struct view *view, size_t opd);

/* The parts of the LKE, likewise. */
bool report_lke(const struct view *view, size_t opd);

/* Outputs that missed their target, quarters, and where the plan is. False: memory. */
bool report_work(const struct view *view);

#endif
