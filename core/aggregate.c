#include "core/aggregate.h"

#include "core/root.h"
#include "core/trace.h"

/* What a mean is made of while it is being built. */
struct mean {
    enum capai_average_kind kind;
    struct capai_ratio *terms; /* to add up; of a geometric mean to multiply */
    size_t count, capacity;
    capai_decimal weight; /* sum of the weights of what entered; their number in a plain mean */
    int64_t entered, reached;
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

static struct capai_ratio *add_term(struct mean *mean, struct capai_arena *arena)
{
    struct capai_ratio *terms =
        capai_arena_grow(arena, mean->terms, mean->count, &mean->capacity, sizeof *terms);
    if (!terms)
        return NULL;
    mean->terms = terms;
    return &terms[mean->count++];
}

static enum capai_status enter_sum(struct mean *mean, struct capai_exact x, capai_decimal weight,
                                   struct capai_arena *arena, struct capai_error *err)
{
    for (size_t i = 0; i < x.count; i++) {
        struct capai_ratio *term = add_term(mean, arena);
        if (!term)
            return capai_fail_memory(err);
        *term = x.terms[i];
        term->numerator =
            capai_decimal_multiply(x.terms[i].numerator, weight, CAPAI_HALF_EVEN, &mean->flags);
    }
    return CAPAI_OK;
}

static enum capai_status enter_product(struct mean *mean, struct capai_ratio factor,
                                       capai_decimal shown, struct capai_arena *arena,
                                       struct capai_error *err)
{
    struct capai_ratio *term = add_term(mean, arena);
    if (!term)
        return capai_fail_memory(err);
    *term = factor;
    if (capai_decimal_sign(factor.numerator) * capai_decimal_sign(factor.denominator) < 0) {
        char text[CAPAI_DECIMAL_TEXT];
        size_t size = capai_decimal_format(shown, CAPAI_NOTATION_INDONESIA, text);
        return capai_fail(err, CAPAI_MSG_GEOMETRIC_NEGATIVE,
                          CAPAI_WORDS(((capai_text){text, size})));
    }
    return CAPAI_OK;
}

/* A value into the mean, or, without one, a zero: it weighs and adds nothing. */
static enum capai_status enter(struct mean *mean, const struct member *member, bool value,
                               const struct capai_average *average, struct capai_subject *trace,
                               struct capai_arena *arena, struct capai_error *err)
{
    capai_decimal zero = capai_decimal_from_int(0);
    capai_decimal weight = average->kind == CAPAI_WEIGHTED && member->has_weight
                               ? member->weight
                               : capai_decimal_from_int(1);
    mean->weight = capai_decimal_add(mean->weight, weight, CAPAI_HALF_EVEN, &mean->flags);
    mean->rows += member->amount.rows;
    mean->entered++;

    struct capai_ratio shown = capai_ratio_of(value ? member->amount.shown : zero), bound;
    bool exact = value && !average->of_rounded && !member->amount.root;
    struct capai_exact x = exact ? member->amount.exact : capai_exact_of(&shown);
    enum capai_status status =
        value ? capai_clamp_apply(&average->clamp, x, arena, &bound, &x, err) : CAPAI_OK;
    if (status)
        return status;
    /* a factor must be one quotient: what is a sum enters as it is shown */
    if (mean->kind == CAPAI_GEOMETRIC && x.count != 1) {
        x = capai_exact_of(&shown);
        exact = false;
    }
    trace_member(trace, member, value ? CAPAI_ENTRY_VALUE : CAPAI_ENTRY_ZERO, exact, weight, x);
    if (mean->kind == CAPAI_GEOMETRIC)
        return enter_product(mean, x.terms[0], shown.numerator, arena, err);
    if (mean->kind == CAPAI_MEAN || mean->kind == CAPAI_WEIGHTED)
        return enter_sum(mean, x, weight, arena, err);
    struct capai_ratio threshold = capai_ratio_of(average->threshold);
    int sign;
    status = capai_exact_compare(x, capai_exact_of(&threshold), arena, &sign, err);
    mean->reached += !status && sign >= 0;
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

/* What the average makes of a member: one with a value enters, as one that counts as 0 does; what
 * has no weight cannot weigh, not even as a zero. */
static enum capai_missing treatment(const struct capai_average *average,
                                    const struct member *member, enum capai_outcome outcome)
{
    enum capai_missing missing = outcome ? average->missing[outcome] : CAPAI_MISSING_ZERO;
    bool weightless = average->kind == CAPAI_WEIGHTED && !member->has_weight;
    return missing == CAPAI_MISSING_ZERO && weightless ? CAPAI_MISSING_NONE : missing;
}

/* The outcome of a mean that members prevent, the most hopeful of theirs: it must not depend on
 * their order. CAPAI_NILAI: none does. */
static enum capai_outcome prevented_outcome(const struct capai_average *average,
                                            const struct member *members, size_t count)
{
    enum capai_outcome best = CAPAI_NILAI;
    for (size_t i = 0; i < count; i++) {
        enum capai_outcome outcome = outcome_of(average, &members[i]);
        if (treatment(average, &members[i], outcome) == CAPAI_MISSING_NONE &&
            (!best || outcome < best))
            best = outcome;
    }
    return best;
}

/* What entered becomes one value, in mean->terms. */
static enum capai_status finish(struct mean *mean, struct capai_arena *arena,
                                struct capai_error *err)
{
    if (mean->kind == CAPAI_MEAN || mean->kind == CAPAI_WEIGHTED) {
        for (size_t i = 0; i < mean->count; i++)
            mean->terms[i].denominator = capai_decimal_multiply(
                mean->terms[i].denominator, mean->weight, CAPAI_HALF_EVEN, &mean->flags);
        return mean->flags ? capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS) : CAPAI_OK;
    }
    capai_decimal root;
    if (mean->kind == CAPAI_GEOMETRIC) {
        enum capai_status status = root_of_product(mean->terms, mean->count, arena, &root, err);
        if (status)
            return status;
        mean->terms[0] = capai_ratio_of(root);
        mean->count = 1;
        return CAPAI_OK;
    }
    struct capai_ratio *share = add_term(mean, arena);
    if (!share)
        return capai_fail_memory(err);
    bool all = mean->reached == mean->entered;
    *share = mean->kind == CAPAI_ALL
                 ? capai_ratio_of(capai_decimal_from_int(all ? 100 : 0))
                 : (struct capai_ratio){capai_decimal_from_int(100 * mean->reached),
                                        capai_decimal_from_int(mean->entered)};
    return CAPAI_OK;
}

/* Above the indicators what was counted below is averaged. */
static enum capai_average_kind kind_of(const struct capai_average *average,
                                       const struct member *members, size_t count)
{
    bool counts = average->kind == CAPAI_REACHED || average->kind == CAPAI_ALL;
    return counts && count && members[0].group ? CAPAI_MEAN : average->kind;
}

enum capai_status aggregate(const struct capai_average *average, const struct member *members,
                            size_t count, struct capai_subject *trace, struct capai_arena *arena,
                            struct amount *out, struct capai_error *err)
{
    const struct capai_exact nothing = {NULL, 0};
    const capai_decimal one = capai_decimal_from_int(1);
    const enum capai_outcome prevented = prevented_outcome(average, members, count);
    struct mean mean = {.kind = prevented ? CAPAI_MEAN : kind_of(average, members, count),
                        .weight = capai_decimal_from_int(0)};
    for (size_t i = 0; i < count; i++) {
        enum capai_outcome outcome = outcome_of(average, &members[i]);
        bool value = outcome == CAPAI_NILAI;
        enum capai_missing missing = treatment(average, &members[i], outcome);
        if (missing == CAPAI_MISSING_SKIP) {
            trace_member(trace, &members[i], CAPAI_ENTRY_LEFT_OUT, true, one, nothing);
            continue;
        }
        if (missing == CAPAI_MISSING_NONE) {
            trace_member(trace, &members[i], CAPAI_ENTRY_PREVENTS, true, one, nothing);
            continue;
        }
        enum capai_status status = enter(&mean, &members[i], value, average, trace, arena, err);
        if (status)
            return status;
    }
    if (prevented) {
        *out = (struct amount){.outcome = prevented};
        return CAPAI_OK;
    }
    if (!mean.rows || capai_decimal_sign(mean.weight) == 0) {
        *out = (struct amount){.outcome = empty_outcome(average, members, count)};
        if (out->outcome == CAPAI_NILAI)
            out->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG; /* all weights are zero */
        return CAPAI_OK;
    }
    enum capai_status status = finish(&mean, arena, err);
    if (status)
        return status;
    *out = (struct amount){.outcome = CAPAI_NILAI,
                           .exact = {mean.terms, mean.count},
                           .rows = mean.rows,
                           .root = mean.kind == CAPAI_GEOMETRIC};
    trace_mean(trace, mean.kind, out->exact, (size_t)mean.entered, (size_t)mean.reached,
               mean.weight);
    return CAPAI_OK;
}

enum capai_outcome capai_aggregate(const struct capai_average *average, const capai_decimal *values,
                                   const capai_decimal *weights, size_t count,
                                   struct capai_arena *arena, struct capai_exact *out,
                                   struct capai_error *err)
{
    struct member *members = capai_arena_array(arena, count, sizeof *members);
    struct capai_ratio *ratios = capai_arena_array(arena, count, sizeof *ratios);
    struct amount amount;
    if (!members || !ratios) {
        capai_fail_memory(err);
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    for (size_t i = 0; i < count; i++) {
        ratios[i] = capai_ratio_of(values[i]);
        members[i].amount =
            (struct amount){.shown = values[i], .exact = capai_exact_of(&ratios[i]), .rows = 1};
        if (weights) {
            members[i].has_weight = true;
            members[i].weight = weights[i];
        }
    }
    if (aggregate(average, members, count, NULL, arena, &amount, err) != CAPAI_OK)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    if (amount.outcome == CAPAI_NILAI)
        *out = amount.exact;
    return amount.outcome;
}
