#include "core/scale.h"

#include <stdlib.h>

/* ---- order of ends ---- */

/* Orders low ends: absent first, then by value, closed before open. */
static int compare_low(const struct capai_bound *a, const struct capai_bound *b)
{
    if (a->present != b->present)
        return a->present ? 1 : -1;
    if (!a->present)
        return 0;
    int sign = capai_decimal_compare(a->value, b->value);
    return sign ? sign : (int)b->closed - (int)a->closed;
}

/* Orders high ends: by value, open before closed, absent last. */
static int compare_high(const struct capai_bound *a, const struct capai_bound *b)
{
    if (a->present != b->present)
        return a->present ? -1 : 1;
    if (!a->present)
        return 0;
    int sign = capai_decimal_compare(a->value, b->value);
    return sign ? sign : (int)a->closed - (int)b->closed;
}

int scale_compare_bands(const struct capai_band *a, const struct capai_band *b)
{
    int sign = compare_low(&a->low, &b->low);
    return sign ? sign : compare_high(&a->high, &b->high);
}

bool scale_is_more_modal(const struct capai_scale *scale, size_t band, size_t seen, size_t best,
                         size_t most)
{
    if (!seen || scale->bands[band].no_verdict || seen < most)
        return false;
    return seen > most || scale_compare_bands(&scale->bands[band], &scale->bands[best]) < 0;
}

bool capai_scale_modal(const struct capai_scale *scale, const size_t *counts, size_t *band)
{
    size_t most = 0, best = 0;
    for (size_t i = 0; i < scale->count; i++)
        if (scale_is_more_modal(scale, i, counts[i], best, most)) {
            best = i;
            most = counts[i];
        }
    if (most)
        *band = best;
    return most;
}

static capai_decimal midpoint(capai_decimal a, capai_decimal b)
{
    unsigned flags = 0;
    capai_decimal sum = capai_decimal_add(a, b, CAPAI_HALF_EVEN, &flags);
    return capai_decimal_divide(sum, capai_decimal_from_int(2), CAPAI_HALF_EVEN, &flags);
}

static capai_decimal step(capai_decimal from, int by)
{
    unsigned flags = 0;
    return capai_decimal_add(from, capai_decimal_from_int(by), CAPAI_HALF_EVEN, &flags);
}

/* ---- classifying ---- */

/* Where x lies as seen from a band: -1 below it, 0 inside, 1 above it. */
static enum capai_status place(const struct capai_band *band, struct capai_exact x,
                               struct capai_arena *scratch, int *where, struct capai_error *err)
{
    const struct capai_bound *ends[] = {&band->low, &band->high};
    *where = 0;
    for (int i = 0; i < 2; i++) {
        int outside = i == 0 ? -1 : 1, sign;
        if (!ends[i]->present)
            continue;
        struct capai_ratio end = capai_ratio_of(ends[i]->value);
        enum capai_status status =
            capai_exact_compare(x, capai_exact_of(&end), scratch, &sign, err);
        if (status)
            return status;
        if (sign == outside || (sign == 0 && !ends[i]->closed)) {
            *where = outside;
            return CAPAI_OK;
        }
    }
    return CAPAI_OK;
}

enum { NOWHERE = -1 };

/* What one pass over the bands finds; indices, or NOWHERE. */
struct search {
    size_t inside;                    /* how many bands hold x */
    int first, last;                  /* of them, by order of listing */
    int lower, upper;                 /* of them, by value */
    int nearest_below, nearest_above; /* when none holds x */
};

static enum capai_status search(const struct capai_scale *scale, struct capai_exact x,
                                struct capai_arena *scratch, struct search *s,
                                struct capai_error *err)
{
    *s = (struct search){0, NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE};
    const struct capai_band *bands = scale->bands;
    for (size_t i = 0; i < scale->count; i++) {
        int where, index = (int)i;
        enum capai_status status = place(&bands[i], x, scratch, &where, err);
        if (status)
            return status;
        if (where > 0) {
            if (s->nearest_below == NOWHERE ||
                compare_high(&bands[i].high, &bands[s->nearest_below].high) > 0)
                s->nearest_below = index;
        } else if (where < 0) {
            if (s->nearest_above == NOWHERE ||
                compare_low(&bands[i].low, &bands[s->nearest_above].low) < 0)
                s->nearest_above = index;
        } else {
            s->inside++;
            if (s->first == NOWHERE)
                s->first = index;
            s->last = index;
            if (s->lower == NOWHERE || scale_compare_bands(&bands[i], &bands[s->lower]) < 0)
                s->lower = index;
            if (s->upper == NOWHERE || scale_compare_bands(&bands[i], &bands[s->upper]) >= 0)
                s->upper = index;
        }
    }
    return CAPAI_OK;
}

static enum capai_match match_of(const struct search *s)
{
    if (s->inside)
        return s->inside == 1 ? CAPAI_MATCH_BAND : CAPAI_MATCH_OVERLAP;
    if (s->nearest_above == NOWHERE)
        return CAPAI_MATCH_ABOVE;
    return s->nearest_below == NOWHERE ? CAPAI_MATCH_BELOW : CAPAI_MATCH_GAP;
}

/* The band that the scale's policies choose, or a negative number. */
static int choose(const struct capai_scale *scale, const struct search *s, enum capai_match match)
{
    if (match == CAPAI_MATCH_BAND)
        return s->first;
    if (match == CAPAI_MATCH_ABOVE)
        return scale->above;
    if (match == CAPAI_MATCH_BELOW)
        return scale->below;

    bool overlap = match == CAPAI_MATCH_OVERLAP;
    int lower = overlap ? s->lower : s->nearest_below;
    int upper = overlap ? s->upper : s->nearest_above;
    int first = overlap ? s->first : lower < upper ? lower : upper;
    int last = overlap ? s->last : lower < upper ? upper : lower;
    switch (overlap ? scale->overlap.edge : scale->gap.edge) {
    case CAPAI_EDGE_FIRST:
        return first;
    case CAPAI_EDGE_LAST:
        return last;
    case CAPAI_EDGE_LOWER:
        return lower;
    case CAPAI_EDGE_UPPER:
        return upper;
    case CAPAI_EDGE_UNDECLARED:
    default: /* CAPAI_EDGE_ERROR */
        return CAPAI_BEYOND_ERROR;
    }
}

static enum capai_status no_class(struct capai_exact x, struct capai_arena *scratch,
                                  struct capai_error *err)
{
    capai_decimal shown;
    char text[CAPAI_DECIMAL_TEXT];
    enum capai_status status = capai_exact_round(x, 4, CAPAI_HALF_UP, scratch, &shown, err);
    if (status)
        return status;
    size_t size = capai_decimal_format(shown, CAPAI_NOTATION_INDONESIA, text);
    while (size > 1 && (text[size - 1] == '0' || text[size - 1] == ','))
        if (text[--size] == ',')
            break;
    return capai_fail(err, CAPAI_MSG_SCALE_NO_CLASS, CAPAI_WORDS(((capai_text){text, size})));
}

enum capai_status capai_scale_classify(const struct capai_scale *scale, struct capai_exact x,
                                       struct capai_arena *scratch, size_t *index,
                                       enum capai_match *match, struct capai_error *err)
{
    struct search s;
    enum capai_status status = search(scale, x, scratch, &s, err);
    if (status)
        return status;
    *match = match_of(&s);

    const struct capai_edge_policy *policy = *match == CAPAI_MATCH_GAP       ? &scale->gap
                                             : *match == CAPAI_MATCH_OVERLAP ? &scale->overlap
                                                                             : NULL;
    enum capai_match now = *match;
    if (policy && policy->round) {
        capai_decimal rounded;
        status = capai_exact_round(x, policy->digits, CAPAI_HALF_UP, scratch, &rounded, err);
        if (status)
            return status;
        struct capai_ratio ratio = capai_ratio_of(rounded);
        status = search(scale, capai_exact_of(&ratio), scratch, &s, err);
        if (status)
            return status;
        now = match_of(&s);
    }
    int chosen = choose(scale, &s, now);
    if (chosen < 0)
        return no_class(x, scratch, err);
    *index = (size_t)chosen;
    return CAPAI_OK;
}

/* ---- checking ---- */

struct order {
    const struct capai_band *band;
    size_t index;
};

static int compare_order(const void *a, const void *b)
{
    const struct order *x = a, *y = b;
    int sign = compare_low(&x->band->low, &y->band->low);
    if (!sign)
        sign = compare_high(&x->band->high, &y->band->high);
    return sign ? sign : (x->index > y->index) - (x->index < y->index);
}

static bool is_empty(const struct capai_band *band)
{
    if (!band->low.present || !band->high.present)
        return false;
    int sign = capai_decimal_compare(band->low.value, band->high.value);
    return sign > 0 || (sign == 0 && !(band->low.closed && band->high.closed));
}

/* What lies between the end of what is covered so far and the next low end. */
static bool between(const struct capai_bound *reach, const struct capai_bound *low,
                    const struct capai_bound *high, struct capai_flaw *flaw)
{
    int sign =
        !reach->present || !low->present ? 1 : capai_decimal_compare(reach->value, low->value);
    if (sign < 0) {
        flaw->kind = CAPAI_MATCH_GAP;
        flaw->example = midpoint(reach->value, low->value);
        return true;
    }
    if (sign == 0) { /* they touch: 90 and 90 */
        flaw->kind = reach->closed && low->closed ? CAPAI_MATCH_OVERLAP : CAPAI_MATCH_GAP;
        flaw->example = low->value;
        return reach->closed == low->closed;
    }
    flaw->kind = CAPAI_MATCH_OVERLAP;
    const struct capai_bound *end = compare_high(reach, high) < 0 ? reach : high;
    if (low->present && end->present)
        flaw->example = midpoint(low->value, end->value);
    else if (low->present)
        flaw->example = step(low->value, 1);
    else
        flaw->example = end->present ? step(end->value, -1) : capai_decimal_from_int(0);
    return true;
}

enum capai_status capai_scale_check(const struct capai_scale *scale, struct capai_arena *arena,
                                    struct capai_flaw **flaws, size_t *count,
                                    struct capai_error *err)
{
    struct order *order = capai_arena_array(arena, scale->count, sizeof *order);
    struct capai_flaw *found = capai_arena_array(arena, scale->count + 2, sizeof *found);
    if (!order || !found)
        return capai_fail_memory(err);
    for (size_t i = 0; i < scale->count; i++) {
        order[i] = (struct order){&scale->bands[i], i};
        if (is_empty(&scale->bands[i]))
            return capai_fail(err, CAPAI_MSG_SCALE_BAND_EMPTY, CAPAI_WORDS(scale->bands[i].name));
    }
    if (scale->count)
        qsort(order, scale->count, sizeof *order, compare_order);

    size_t n = 0;
    const struct order *reach = order; /* the band that reaches highest so far */
    if (scale->count && order->band->low.present)
        found[n++] = (struct capai_flaw){CAPAI_MATCH_BELOW, order->index, order->index,
                                         step(order->band->low.value, -1),
                                         scale->below != CAPAI_BEYOND_UNDECLARED};
    for (size_t i = 1; i < scale->count; i++) {
        struct capai_flaw flaw = {.lower = reach->index, .upper = order[i].index};
        if (between(&reach->band->high, &order[i].band->low, &order[i].band->high, &flaw)) {
            const struct capai_edge_policy *policy =
                flaw.kind == CAPAI_MATCH_GAP ? &scale->gap : &scale->overlap;
            flaw.declared = policy->edge != CAPAI_EDGE_UNDECLARED;
            found[n++] = flaw;
        }
        if (compare_high(&order[i].band->high, &reach->band->high) > 0)
            reach = &order[i];
    }
    if (scale->count && reach->band->high.present)
        found[n++] = (struct capai_flaw){CAPAI_MATCH_ABOVE, reach->index, reach->index,
                                         step(reach->band->high.value, 1),
                                         scale->above != CAPAI_BEYOND_UNDECLARED};
    *flaws = found;
    *count = n;
    return CAPAI_OK;
}
