/* What the tests of a pack reach: its bands and both sides of their ends, formulas, policies. */
#include "bindings/lua/pack_test.h"

static capai_decimal add(capai_decimal a, capai_decimal b, bool minus)
{
    unsigned flags = 0;
    return minus ? capai_decimal_subtract(a, b, CAPAI_HALF_EVEN, &flags)
                 : capai_decimal_add(a, b, CAPAI_HALF_EVEN, &flags);
}

/* True where a capaian of `x` comes to be classified: no cap or floor stands before it. */
static bool is_reached(const struct capai_rules *rules, capai_decimal x)
{
    const struct capai_clamp *const clamps[] = {&rules->clamp, &rules->clamp_class};
    for (size_t i = 0; i < 2; i++)
        if ((clamps[i]->has_max && capai_decimal_compare(x, clamps[i]->max) > 0) ||
            (clamps[i]->has_min && capai_decimal_compare(x, clamps[i]->min) < 0))
            return false;
    return true;
}

static bool add_point(struct coverage *coverage, const struct capai_rules *rules, size_t band,
                      capai_decimal value, struct capai_arena *arena)
{
    struct capai_ratio ratio = capai_ratio_of(value);
    enum capai_match match;
    size_t class;
    if (!is_reached(rules, value))
        return true;
    for (size_t i = 0; i < coverage->point_count; i++)
        if (capai_decimal_compare(coverage->points[i].value, value) == 0)
            return true;
    struct edge_point *point = &coverage->points[coverage->point_count++];
    *point = (struct edge_point){.value = value, .band = band};
    enum capai_status status =
        capai_scale_classify(&rules->scale, capai_exact_of(&ratio), arena, &class, &match, NULL);
    if (!status)
        point->class = rules->scale.bands[class].name;
    return status != CAPAI_ERR_MEMORY;
}

/* The end itself, and the next value that a reader can see on the other side of it. */
static bool add_end(struct coverage *coverage, const struct capai_rules *rules, size_t band,
                    bool high, struct capai_arena *arena)
{
    const struct capai_band *of = &rules->scale.bands[band];
    const struct capai_bound *bound = high ? &of->high : &of->low;
    capai_decimal step = capai_decimal_unit(rules->round[CAPAI_Q_CAPAIAN].digits);
    if (!bound->present)
        return true;
    return add_point(coverage, rules, band, bound->value, arena) &&
           add_point(coverage, rules, band, add(bound->value, step, high != bound->closed), arena);
}

/* The values worth testing, from low to high. */
static bool find_points(struct coverage *coverage, const struct capai_rules *rules,
                        struct capai_arena *arena)
{
    coverage->points = capai_arena_array(arena, 4 * rules->scale.count, sizeof *coverage->points);
    if (!coverage->points)
        return false;
    for (size_t i = 0; i < rules->scale.count; i++)
        if (!add_end(coverage, rules, i, false, arena) || !add_end(coverage, rules, i, true, arena))
            return false;
    for (size_t i = 1; i < coverage->point_count; i++)
        for (size_t k = i; k > 0 && capai_decimal_compare(coverage->points[k].value,
                                                          coverage->points[k - 1].value) < 0;
             k--) {
            struct edge_point swap = coverage->points[k];
            coverage->points[k] = coverage->points[k - 1];
            coverage->points[k - 1] = swap;
        }
    return true;
}

/* What is beyond the reach of a capaian needs no policy. */
static bool find_flaws(struct coverage *coverage, const struct capai_rules *rules,
                       struct capai_arena *arena)
{
    struct capai_flaw *flaws;
    size_t count;
    if (capai_scale_check(&rules->scale, arena, &flaws, &count, NULL) != CAPAI_OK)
        return false;
    for (size_t i = 0; i < count; i++)
        coverage->has[flaws[i].kind] |= is_reached(rules, flaws[i].example);
    return true;
}

static void note_trial(struct coverage *coverage, const struct trials *trials,
                       const struct trial *trial)
{
    if (trial->arah < trials->rules->arah_count)
        coverage->arah[trial->arah] = true;
    coverage->zero |= trial->zero;
    if (trial->classified)
        coverage->bands[trial->band] = true;
    if (trial->has_value)
        coverage->matches[trial->match] = true;
}

static void touch_points(struct coverage *coverage, const struct trial *trial)
{
    for (size_t i = 0; i < coverage->point_count; i++)
        coverage->points[i].touched |=
            capai_decimal_compare(coverage->points[i].value, trial->value) == 0;
}

bool coverage_measure(struct trials *trials, struct capai_arena *arena)
{
    const struct capai_rules *rules = trials->rules;
    struct coverage *coverage = &trials->coverage;
    *coverage = (struct coverage){.zero = false};
    coverage->bands = capai_arena_array(arena, rules->scale.count, sizeof *coverage->bands);
    coverage->arah = capai_arena_array(arena, rules->arah_count, sizeof *coverage->arah);
    if (!coverage->bands || !coverage->arah || !find_points(coverage, rules, arena) ||
        !find_flaws(coverage, rules, arena))
        return false;
    for (size_t i = 0; i < trials->count; i++) {
        note_trial(coverage, trials, &trials->list[i]);
        if (trials->list[i].has_value)
            touch_points(coverage, &trials->list[i]);
    }
    return true;
}

/* The value one step inside the end of a band. */
static capai_decimal inside(const struct capai_band *band, bool high, capai_decimal step)
{
    const struct capai_bound *bound = high ? &band->high : &band->low;
    return add(bound->value, step, high);
}

bool coverage_reaches(const struct capai_rules *rules, size_t band, struct capai_arena *arena)
{
    const struct capai_band *of = &rules->scale.bands[band];
    const struct capai_clamp *clamp = &rules->clamp;
    capai_decimal step = capai_decimal_unit(rules->round[CAPAI_Q_CAPAIAN].digits);
    const struct {
        bool there;
        capai_decimal value;
    } probes[] = {{of->low.present, of->low.value},   {of->low.present, inside(of, false, step)},
                  {of->high.present, of->high.value}, {of->high.present, inside(of, true, step)},
                  {clamp->has_min, clamp->min},       {clamp->has_max, clamp->max},
                  {true, capai_decimal_from_int(0)},  {true, capai_decimal_from_int(100)}};
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++) {
        struct capai_ratio ratio = capai_ratio_of(probes[i].value);
        enum capai_match match;
        size_t class;
        if (!probes[i].there || !is_reached(rules, probes[i].value))
            continue;
        enum capai_status status = capai_scale_classify(&rules->scale, capai_exact_of(&ratio),
                                                        arena, &class, &match, NULL);
        if (status == CAPAI_ERR_MEMORY || (!status && class == band))
            return true;
    }
    return false;
}
