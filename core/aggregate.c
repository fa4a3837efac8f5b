#include "core/aggregate.h"

/* What a mean is made of while it is being built. */
struct mean {
    struct capai_ratio *terms;
    size_t count, capacity;
    capai_decimal weight; /* sum of the weights of what entered; their number in a plain mean */
    size_t rows;
    unsigned flags;
};

static enum capai_outcome outcome_of(const struct capai_average *average,
                                     const struct member *member)
{
    if (member->amount.outcome == CAPAI_NILAI && average->kind == CAPAI_WEIGHTED &&
        !member->has_weight)
        return CAPAI_BELUM_DIISI;
    return member->amount.outcome;
}

static enum capai_status enter(struct mean *mean, const struct member *member, bool value,
                               const struct capai_average *average, struct capai_arena *arena,
                               struct capai_error *err)
{
    capai_decimal weight = average->kind == CAPAI_WEIGHTED && member->has_weight
                               ? member->weight
                               : capai_decimal_from_int(1);
    mean->weight = capai_decimal_add(mean->weight, weight, CAPAI_HALF_EVEN, &mean->flags);
    mean->rows += member->amount.rows;
    if (!value) /* counts as zero: weighs, adds nothing */
        return CAPAI_OK;

    struct capai_ratio shown = capai_ratio_of(member->amount.shown), bound;
    struct capai_exact x = average->of_rounded ? capai_exact_of(&shown) : member->amount.exact;
    enum capai_status status = capai_clamp_apply(&average->clamp, x, arena, &bound, &x, err);
    for (size_t i = 0; !status && i < x.count; i++) {
        struct capai_ratio *terms =
            capai_arena_grow(arena, mean->terms, mean->count, &mean->capacity, sizeof *terms);
        if (!terms)
            return capai_fail_memory(err);
        mean->terms = terms;
        terms[mean->count] = x.terms[i];
        terms[mean->count].numerator =
            capai_decimal_multiply(x.terms[i].numerator, weight, CAPAI_HALF_EVEN, &mean->flags);
        mean->count++;
    }
    return status;
}

/* The outcome of a mean that nothing entered: the most hopeful of its members'. */
static enum capai_outcome empty_outcome(const struct capai_average *average,
                                        const struct member *members, size_t count)
{
    enum capai_outcome best = CAPAI_TIDAK_BERLAKU;
    for (size_t i = 0; i < count; i++) {
        enum capai_outcome outcome = outcome_of(average, &members[i]);
        if (outcome < best)
            best = outcome;
    }
    return best;
}

enum capai_status aggregate(const struct capai_average *average, const struct member *members,
                            size_t count, struct capai_arena *arena, struct amount *out,
                            struct capai_error *err)
{
    struct mean mean = {.weight = capai_decimal_from_int(0)};
    for (size_t i = 0; i < count; i++) {
        enum capai_outcome outcome = outcome_of(average, &members[i]);
        bool value = outcome == CAPAI_NILAI;
        enum capai_missing missing = value ? CAPAI_MISSING_ZERO : average->missing[outcome];
        if (missing == CAPAI_MISSING_SKIP)
            continue;
        if (average->kind == CAPAI_WEIGHTED && !members[i].has_weight)
            missing = CAPAI_MISSING_NONE; /* what has no weight cannot weigh, not even as a zero */
        if (missing == CAPAI_MISSING_NONE) {
            *out = (struct amount){.outcome = outcome};
            return CAPAI_OK;
        }
        enum capai_status status = enter(&mean, &members[i], value, average, arena, err);
        if (status)
            return status;
    }
    if (!mean.rows || capai_decimal_sign(mean.weight) == 0) {
        *out = (struct amount){.outcome = empty_outcome(average, members, count)};
        if (out->outcome == CAPAI_NILAI)
            out->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG; /* all weights are zero */
        return CAPAI_OK;
    }
    for (size_t i = 0; i < mean.count; i++)
        mean.terms[i].denominator = capai_decimal_multiply(mean.terms[i].denominator, mean.weight,
                                                           CAPAI_HALF_EVEN, &mean.flags);
    if (mean.flags)
        return capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    *out = (struct amount){
        .outcome = CAPAI_NILAI, .exact = {mean.terms, mean.count}, .rows = mean.rows};
    return CAPAI_OK;
}
