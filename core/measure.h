/* One indicator: from two cells to a capaian and its class. Private to the core. */
#ifndef CORE_MEASURE_H
#define CORE_MEASURE_H

#include "core/aggregate.h"

/* A capaian with its class. */
struct grading {
    bool has_class;
    size_t band;     /* of the scale */
    bool borderline; /* di_batas: the class hangs on rounding, or a gap or overlap policy gave it */
};

/* True when a cell alone cannot be measured by these rules, and why: a text, a range, a grade that
 * they do not know. */
bool measure_cell_error(const struct capai_rules *rules, const struct capai_cell *cell,
                        struct capai_error *err);

/* Capaian in percent of realisasi against target, two cells, under the formula of an arah.
 * CAPAI_NILAI: *out. Otherwise *err says why where the data are wrong (a text where a number was
 * expected, a grade the rules do not know) and stays empty where something is only missing.
 * `trace`, here and below, is told what was done; NULL: nobody watches. */
enum capai_outcome measure_cells(const struct capai_rules *rules, enum capai_formula formula,
                                 const struct capai_cell *realisasi,
                                 const struct capai_cell *target, struct capai_subject *trace,
                                 struct capai_ratio *out, struct capai_error *err);

/* True for a grade without a number, which can only be compared. */
bool measure_is_bare_grade(const struct capai_cell *cell);

/* A value of the rule: clamped, if `clamp`, and rounded as `quantity` is. Terms that the clamp
 * makes lie in `arena`. Errors: CAPAI_ERR_MEMORY; CAPAI_ERR_DATA turns the outcome into
 * CAPAI_TIDAK_DAPAT_DIHITUNG as well. */
enum capai_status measure_round(const struct capai_rules *rules, enum capai_quantity quantity,
                                const struct capai_clamp *clamp, struct capai_subject *trace,
                                struct capai_arena *arena, struct amount *amount,
                                struct capai_error *err);

/* The class of a capaian. Error CAPAI_ERR_DATA with SCALE_NO_CLASS where the scale has none. */
enum capai_status measure_class(const struct capai_rules *rules, const struct amount *capaian,
                                struct capai_subject *trace, struct capai_arena *arena,
                                struct grading *out, struct capai_error *err);

/* The most frequent class of the members that have one, classes without verdict apart; of several
 * the lowest. */
void measure_modal(const struct capai_rules *rules, const struct member *members, size_t count,
                   struct capai_subject *trace, struct grading *out);

/* The class of an amount that has a value on another scale: of its exact value where `exact`, else
 * of the one shown. `quantity` is the column of the class. Errors of capai_scale_classify; *out has
 * then no class. */
enum capai_status measure_band(const struct capai_scale *scale, bool exact, capai_text quantity,
                               const struct amount *amount, struct capai_subject *trace,
                               struct capai_arena *arena, struct grading *out,
                               struct capai_error *err);

#endif
