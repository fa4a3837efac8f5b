/* What the tests of a pack reach: the classes of its scales and both sides of their ends, formulas,
 * policies. Private to the bindings. */
#ifndef PACK_COVER_H
#define PACK_COVER_H

#include "bindings/lua/pack_test.h"

/* A value that tests are to touch: one side of the end of a band. */
struct edge_point {
    capai_decimal value;
    size_t band;      /* whose end it is */
    capai_text class; /* that the scale gives it; missing: none */
    bool touched;
};

/* One scale of a pack. Of capai.efficiency.compare the words for greater, equal and less are one,
 * of capaian less serapan. */
struct scale_coverage {
    const char *key;          /* of its part in the pack */
    struct capai_scale scale; /* no bands: the pack has none of this kind */
    struct capai_clamp reach; /* values that can occur */
    capai_decimal step;       /* from one value that a report can show to the next */
    bool *bands;              /* that tests reach */
    struct edge_point *points;
    size_t point_count;
    bool shows[CAPAI_MATCH_BELOW + 1];   /* a value that a report can show lies in a gap, ... */
    bool matches[CAPAI_MATCH_BELOW + 1]; /* one of tests does */
};

struct coverage {
    const struct capai_rules *rules;
    struct scale_coverage scales[PACK_SCALES];
    bool *arah;              /* whose formulas tests go through */
    bool has[PACK_POLICIES]; /* the pack has that part */
    bool policies[PACK_POLICIES];
};

/* The script's word for a policy: "average.missing". */
const char *coverage_policy_name(enum pack_policy policy);

/* The scale itself: what is set above, and nothing of tests. False: memory. */
bool coverage_scale(const struct capai_rules *rules, enum pack_scale which,
                    struct capai_arena *arena, struct scale_coverage *out);

/* Fills trials->coverage from what was run. False: memory. */
bool coverage_measure(struct trials *trials, struct capai_arena *arena);

/* True when some value can be given the class `band`; where memory runs out, too. */
bool coverage_reaches(const struct scale_coverage *cover, size_t band, struct capai_arena *arena);

/* A value in a gap or overlap of the scale, or beyond it; false where none can occur. */
bool coverage_flaw(const struct scale_coverage *cover, const struct capai_flaw *flaw,
                   struct capai_arena *arena, capai_decimal *example);

/* A test that touches the point, { capaian = "75,99", predikat = "Sedang" }, in `arena`; missing:
 * memory. */
capai_text coverage_example(const struct coverage *coverage, enum pack_scale which,
                            const struct edge_point *point, struct capai_arena *arena);

/* What the weights of the unsur make together: 1, or with printed ones such as 0.999. */
capai_decimal coverage_weight_sum(const struct capai_survey *survey);

#endif
