/* Skala: the bands that turn a capaian into a predikat.
 *
 * Scales in use follow Permendagri 54/2010 and 86/2017 (Sangat Tinggi .. Sangat Rendah),
 * PermenPANRB 88/2021 (AA .. D) or a table of the report itself; which one is for the rule to say.
 *
 * Bands are kept as the regulation prints them, each end open, closed or absent, so that gaps and
 * overlaps of the printed scale stay visible. A scale is sound when every value either lies in
 * exactly one band or in a gap or overlap for which a policy is declared.
 */
#ifndef CAPAI_SCALE_H
#define CAPAI_SCALE_H

#include "capai/api.h"
#include "capai/exact.h"

CAPAI_API_BEGIN

struct capai_bound {
    bool present; /* false: no end on this side */
    bool closed;  /* the bound itself belongs to the band */
    capai_decimal value;
};

struct capai_band {
    capai_text name;
    struct capai_bound low, high;
    bool no_verdict; /* a class that judges nothing, such as "tidak dapat disimpulkan": it is shown
                        and counted, but no efficiency is judged by it */
};

/* What happens to a value in a gap, or in several bands. "Lower" and "upper" go by value, "first"
 * and "last" by the order in which the script lists the bands. */
enum capai_edge {
    CAPAI_EDGE_UNDECLARED,
    CAPAI_EDGE_FIRST,
    CAPAI_EDGE_LAST,
    CAPAI_EDGE_LOWER,
    CAPAI_EDGE_UPPER,
    CAPAI_EDGE_ERROR
};

struct capai_edge_policy {
    enum capai_edge edge;
    bool round; /* first round to `digits` decimals, half up, and look again */
    int digits;
};

/* Where a value beyond all bands goes: the index of a band, or one of these. */
enum { CAPAI_BEYOND_UNDECLARED = -1, CAPAI_BEYOND_ERROR = -2 };

struct capai_scale {
    const struct capai_band *bands; /* in the script's order */
    size_t count;
    struct capai_edge_policy gap, overlap;
    int above, below;
    capai_text basis; /* citation; may be missing */
};

/* How a class was found. */
enum capai_match {
    CAPAI_MATCH_BAND,    /* exactly one band holds the value */
    CAPAI_MATCH_GAP,     /* none does: the gap policy decided */
    CAPAI_MATCH_OVERLAP, /* several do: the overlap policy decided */
    CAPAI_MATCH_ABOVE,   /* beyond the highest band */
    CAPAI_MATCH_BELOW    /* beyond the lowest */
};

/* The class of `x`: *index of its band, *match how it was found. Errors: CAPAI_ERR_DATA with
 * SCALE_NO_CLASS where the scale says "error" or nothing (word {1} is x with up to four decimals);
 * CAPAI_ERR_MEMORY, NUMBER_RANGE. *index is unchanged on failure; *match is set on NO_CLASS. */
enum capai_status capai_scale_classify(const struct capai_scale *scale, struct capai_exact x,
                                       struct capai_arena *scratch, size_t *index,
                                       enum capai_match *match, struct capai_error *err);

/* The most frequent class, of several the lowest: *band, which is unchanged where it returns false,
 * since there is none. `counts` has one number per band; bands without verdict are left out. */
bool capai_scale_modal(const struct capai_scale *scale, const size_t *counts, size_t *band);

/* A flaw of the printed scale: values that lie in no band or in several. */
struct capai_flaw {
    enum capai_match kind; /* GAP, OVERLAP, ABOVE or BELOW */
    size_t lower, upper;   /* the bands beside or around it; the same for ABOVE and BELOW */
    capai_decimal example; /* a value that is in the flaw */
    bool declared;         /* the scale says what happens to it */
};

/* Finds every flaw, in rising order of value, into `arena`. Errors: CAPAI_ERR_MEMORY,
 * CAPAI_ERR_RULES with SCALE_BAND_EMPTY (a band whose ends leave nothing between them). */
enum capai_status capai_scale_check(const struct capai_scale *scale, struct capai_arena *arena,
                                    struct capai_flaw **flaws, size_t *count,
                                    struct capai_error *err);

CAPAI_API_END

#endif
