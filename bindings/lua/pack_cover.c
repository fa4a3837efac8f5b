/* What the tests of a pack reach of its scales, formulas and policies. */
#include "bindings/lua/pack_cover.h"

#include "bindings/lua/page.h"

static capai_decimal add(capai_decimal a, capai_decimal b)
{
    unsigned flags = 0;
    return capai_decimal_add(a, b, CAPAI_HALF_EVEN, &flags);
}

static capai_decimal times(capai_decimal a, capai_decimal b)
{
    unsigned flags = 0;
    return capai_decimal_multiply(a, b, CAPAI_HALF_EVEN, &flags);
}

static capai_decimal minus(capai_decimal a, capai_decimal b)
{
    return add(a, capai_decimal_negate(b));
}

static capai_decimal whole(int64_t x)
{
    return capai_decimal_from_int(x);
}

static bool is_within(const struct capai_clamp *clamp, capai_decimal x)
{
    return !(clamp->has_max && capai_decimal_compare(x, clamp->max) > 0) &&
           !(clamp->has_min && capai_decimal_compare(x, clamp->min) < 0);
}

/* ---- scales ---- */

static void narrow(struct capai_clamp *reach, const struct capai_clamp *by)
{
    if (by->has_min && (!reach->has_min || capai_decimal_compare(by->min, reach->min) > 0)) {
        reach->has_min = true;
        reach->min = by->min;
    }
    if (by->has_max && (!reach->has_max || capai_decimal_compare(by->max, reach->max) < 0)) {
        reach->has_max = true;
        reach->max = by->max;
    }
}

static struct capai_clamp from_to(capai_decimal min, capai_decimal max)
{
    return (struct capai_clamp){.has_min = true, .min = min, .has_max = true, .max = max};
}

capai_decimal coverage_weight_sum(const struct capai_survey *survey)
{
    capai_decimal sum = whole(0);
    unsigned flags = 0;
    for (size_t i = 0; i < survey->count; i++) /* all over n, or all over 1 */
        sum = add(sum, survey->unsur[i].weight.numerator);
    return survey->count ? capai_decimal_divide(sum, survey->unsur[0].weight.denominator,
                                                CAPAI_HALF_EVEN, &flags)
                         : sum;
}

/* From all lowest to all highest answers. */
static void set_survey(const struct capai_survey *survey, struct scale_coverage *out)
{
    capai_decimal full = times(coverage_weight_sum(survey), survey->conversion);
    out->scale = survey->scale;
    out->step = capai_decimal_unit(survey->round[CAPAI_SURVEY_IKM].digits);
    out->reach = from_to(times(full, whole(survey->lowest)), times(full, whole(survey->highest)));
}

static int finer_digits(const struct capai_rules *rules)
{
    int a = rules->round[CAPAI_Q_CAPAIAN].digits, b = rules->round[CAPAI_Q_SERAPAN].digits;
    return a > b ? a : b;
}

/* The words of capai.efficiency.compare, as classes of capaian less serapan. */
static bool set_compare(const struct capai_efficiency *rule, struct capai_arena *arena,
                        struct scale_coverage *out)
{
    const struct capai_bound none = {.present = false}, open = {.present = true},
                             closed = {.present = true, .closed = true};
    struct capai_band *bands = capai_arena_array(arena, 3, sizeof *bands);
    if (!bands)
        return false;
    bands[0] = (struct capai_band){.name = rule->greater, .low = open, .high = none};
    bands[1] = (struct capai_band){.name = rule->less, .low = none, .high = open};
    bands[2] = (struct capai_band){.name = rule->equal, .low = closed, .high = closed};
    for (size_t i = 0; i < 3; i++)
        bands[i].low.value = bands[i].high.value = whole(0);
    out->scale = (struct capai_scale){.bands = bands, .count = 3};
    return true;
}

static bool set_efficiency(const struct capai_rules *rules, struct capai_arena *arena,
                           struct scale_coverage *out)
{
    const struct capai_efficiency *rule = &rules->efficiency;
    out->scale = rule->scale;
    out->step = capai_decimal_unit(finer_digits(rules));
    switch (rule->kind) {
    case CAPAI_EFFICIENCY_COMPARE:
        return set_compare(rule, arena, out);
    case CAPAI_EFFICIENCY_RATIO:
        out->step = capai_decimal_unit(rules->round[CAPAI_Q_EFISIENSI_PERSEN].digits + 2);
        out->reach = (struct capai_clamp){.has_min = true, .min = whole(rule->less_one ? -1 : 0)};
        return true;
    case CAPAI_EFFICIENCY_ADJUSTED:
        out->step = capai_decimal_unit(rules->round[CAPAI_Q_NILAI_EFISIENSI].digits);
        out->reach = from_to(whole(0), whole(100));
        return true;
    case CAPAI_EFFICIENCY_DIFFERENCE:
        return true;
    case CAPAI_EFFICIENCY_NONE:
    case CAPAI_EFFICIENCY_SAVING:
    case CAPAI_EFFICIENCY_TYPED:
    default:
        out->scale.count = 0;
        return true;
    }
}

bool coverage_scale(const struct capai_rules *rules, enum pack_scale which,
                    struct capai_arena *arena, struct scale_coverage *out)
{
    static const char *const keys[PACK_SCALES] = {"scale", "survey", "lke", "efficiency"};
    *out = (struct scale_coverage){.key = keys[which]};
    if (which == SCALE_CAPAIAN) {
        out->scale = rules->scale;
        out->step = capai_decimal_unit(rules->round[CAPAI_Q_CAPAIAN].digits);
        narrow(&out->reach, &rules->clamp);
        narrow(&out->reach, &rules->clamp_class);
    } else if (which == SCALE_SURVEY && rules->survey.count) {
        set_survey(&rules->survey, out);
    } else if (which == SCALE_LKE && rules->lke.count) {
        out->scale = rules->lke.scale;
        out->step = capai_decimal_unit(rules->lke.round.digits);
        out->reach = from_to(whole(0), rules->lke.total);
    } else if (which == SCALE_EFFICIENCY) {
        return set_efficiency(rules, arena, out);
    }
    return true;
}

/* ---- what a test gives to come to a value ---- */

static bool has_digits(capai_decimal x, const struct capai_rules *rules,
                       enum capai_quantity quantity)
{
    unsigned flags = 0;
    capai_decimal shown = capai_decimal_round(x, rules->round[quantity].digits, CAPAI_DOWN, &flags);
    return !flags && capai_decimal_compare(shown, x) == 0;
}

/* A ratio as a capaian and a serapan, small enough to be under the cap. */
static void split_ratio(const struct capai_rules *rules, capai_decimal value,
                        capai_decimal *capaian, capai_decimal *serapan)
{
    if (rules->efficiency.less_one)
        value = add(value, whole(1));
    *serapan = whole(100);
    *capaian = times(value, *serapan);
    if (!is_within(&rules->clamp, *capaian)) {
        *serapan = whole(10);
        *capaian = times(value, *serapan);
    }
}

static void split_difference(const struct capai_rules *rules, capai_decimal value,
                             capai_decimal *capaian, capai_decimal *serapan)
{
    *capaian = whole(100);
    *serapan = minus(*capaian, value);
    if (has_digits(*serapan, rules, CAPAI_Q_SERAPAN) && capai_decimal_sign(*serapan) >= 0)
        return;
    *serapan = whole(50);
    *capaian = add(*serapan, value);
}

/* A capaian and a serapan that make a value on the scale of efficiency; false: a pack that rounds
 * and cuts them as this one never shows it. */
static bool split(const struct capai_rules *rules, capai_decimal value, capai_decimal *capaian,
                  capai_decimal *serapan)
{
    const struct capai_efficiency *rule = &rules->efficiency;
    if (rule->kind == CAPAI_EFFICIENCY_ADJUSTED) {
        capai_decimal width = times(minus(rule->range.max, rule->range.min), value);
        *capaian = whole(100);
        *serapan = minus(minus(*capaian, rule->range.min), times(width, capai_decimal_unit(2)));
        return capai_decimal_sign(*serapan) >= 0 && is_within(&rules->clamp, *capaian);
    }
    if (rule->kind == CAPAI_EFFICIENCY_RATIO)
        split_ratio(rules, value, capaian, serapan);
    else
        split_difference(rules, value, capaian, serapan);
    return is_within(&rules->clamp, *capaian) && capai_decimal_sign(*serapan) >= 0 &&
           has_digits(*capaian, rules, CAPAI_Q_CAPAIAN) &&
           has_digits(*serapan, rules, CAPAI_Q_SERAPAN);
}

/* ---- points ---- */

static enum capai_status classify(const struct capai_scale *scale, capai_decimal x,
                                  struct capai_arena *arena, size_t *band, enum capai_match *match)
{
    struct capai_ratio ratio = capai_ratio_of(x);
    return capai_scale_classify(scale, capai_exact_of(&ratio), arena, band, match, NULL);
}

static bool add_point(const struct capai_rules *rules, enum pack_scale which,
                      struct scale_coverage *cover, size_t band, capai_decimal value,
                      struct capai_arena *arena)
{
    enum capai_match match;
    capai_decimal capaian, serapan;
    size_t class;
    if (!is_within(&cover->reach, value) ||
        (which == SCALE_EFFICIENCY && !split(rules, value, &capaian, &serapan)))
        return true;
    for (size_t i = 0; i < cover->point_count; i++)
        if (capai_decimal_compare(cover->points[i].value, value) == 0)
            return true;
    struct edge_point *point = &cover->points[cover->point_count++];
    *point = (struct edge_point){.value = value, .band = band};
    enum capai_status status = classify(&cover->scale, value, arena, &class, &match);
    if (!status)
        point->class = cover->scale.bands[class].name;
    if (status != CAPAI_ERR_MEMORY)
        cover->shows[match] = true;
    return status != CAPAI_ERR_MEMORY;
}

/* The end itself, and the next value that a reader can see on the other side of it; where a gap is
 * settled by rounding, the first value that is rounded over it, and the last that is not. */
static bool add_end(const struct capai_rules *rules, enum pack_scale which,
                    struct scale_coverage *cover, size_t band, bool high, struct capai_arena *arena)
{
    const struct capai_band *of = &cover->scale.bands[band];
    const struct capai_bound *bound = high ? &of->high : &of->low;
    const struct capai_edge_policy *gap = &cover->scale.gap;
    capai_decimal step = high != bound->closed ? capai_decimal_negate(cover->step) : cover->step;
    capai_decimal value = bound->value, beside = add(value, step);
    enum capai_match match;
    size_t class;
    if (!bound->present)
        return true;
    if (classify(&cover->scale, beside, arena, &class, &match) == CAPAI_ERR_MEMORY)
        return false;
    capai_decimal unit = capai_decimal_unit(gap->digits);
    if (match == CAPAI_MATCH_GAP && gap->round && bound->closed &&
        capai_decimal_compare(unit, cover->step) > 0) {
        capai_decimal half = times(capai_decimal_unit(gap->digits + 1), whole(5));
        value = add(value, high ? half : capai_decimal_negate(half));
        beside =
            capai_decimal_sign(value) < 0 ? add(value, cover->step) : minus(value, cover->step);
    }
    return add_point(rules, which, cover, band, value, arena) &&
           add_point(rules, which, cover, band, beside, arena);
}

bool coverage_flaw(const struct scale_coverage *cover, const struct capai_flaw *flaw,
                   struct capai_arena *arena, capai_decimal *example)
{
    const struct capai_clamp *reach = &cover->reach;
    enum capai_match match = CAPAI_MATCH_BAND;
    size_t band;
    *example = flaw->example;
    if (reach->has_min && capai_decimal_compare(*example, reach->min) < 0)
        *example = reach->min;
    if (reach->has_max && capai_decimal_compare(*example, reach->max) > 0)
        *example = reach->max;
    classify(&cover->scale, *example, arena, &band, &match);
    return match == flaw->kind;
}

/* Where exact values are classified, one lies in every gap and overlap, however narrow. */
static bool add_flaws(const struct capai_rules *rules, struct scale_coverage *cover,
                      struct capai_arena *arena)
{
    struct capai_flaw *flaws;
    size_t count;
    capai_decimal example;
    if (capai_scale_check(&cover->scale, arena, &flaws, &count, NULL) != CAPAI_OK)
        return false;
    for (size_t i = 0; i < count; i++)
        if ((flaws[i].kind == CAPAI_MATCH_GAP || flaws[i].kind == CAPAI_MATCH_OVERLAP) &&
            coverage_flaw(cover, &flaws[i], arena, &example) &&
            !add_point(rules, SCALE_CAPAIAN, cover, flaws[i].upper, example, arena))
            return false;
    return true;
}

/* The values worth testing, from low to high. */
static bool find_points(const struct capai_rules *rules, enum pack_scale which,
                        struct scale_coverage *cover, struct capai_arena *arena)
{
    size_t most = 5 * cover->scale.count + 2;
    cover->points = capai_arena_array(arena, most, sizeof *cover->points);
    if (!cover->points)
        return false;
    for (size_t i = 0; i < cover->scale.count; i++)
        if (!add_end(rules, which, cover, i, false, arena) ||
            !add_end(rules, which, cover, i, true, arena))
            return false;
    if (which == SCALE_CAPAIAN && rules->classify_exact && !add_flaws(rules, cover, arena))
        return false;
    for (size_t i = 1; i < cover->point_count; i++)
        for (size_t k = i;
             k > 0 && capai_decimal_compare(cover->points[k].value, cover->points[k - 1].value) < 0;
             k--) {
            struct edge_point swap = cover->points[k];
            cover->points[k] = cover->points[k - 1];
            cover->points[k - 1] = swap;
        }
    return true;
}

/* ---- tests ---- */

static void note_class(struct scale_coverage *cover, const struct trial_class *class)
{
    if (!class->has_value)
        return;
    cover->matches[class->match] = true;
    if (class->classified)
        cover->bands[class->band] = true;
    for (size_t i = 0; i < cover->point_count; i++)
        cover->points[i].touched |=
            capai_decimal_compare(cover->points[i].value, class->value) == 0;
}

static void note_trial(struct coverage *coverage, const struct trial *trial)
{
    if (trial->arah < coverage->rules->arah_count)
        coverage->arah[trial->arah] = true;
    for (int p = 0; p < PACK_POLICIES; p++)
        coverage->policies[p] |= trial->policies[p];
    for (int s = 0; s < PACK_SCALES; s++)
        note_class(&coverage->scales[s], &trial->classes[s]);
}

static bool measure_scale(const struct capai_rules *rules, enum pack_scale which,
                          struct capai_arena *arena, struct scale_coverage *cover)
{
    if (!coverage_scale(rules, which, arena, cover))
        return false;
    cover->bands = capai_arena_array(arena, cover->scale.count, sizeof *cover->bands);
    return cover->bands && find_points(rules, which, cover, arena);
}

const char *coverage_policy_name(enum pack_policy policy)
{
    static const char *const names[] = {"zero",           "average.missing", "triwulan",
                                        "survey.missing", "survey.invalid",  "lke.missing"};
    return names[policy];
}

bool coverage_measure(struct trials *trials, struct capai_arena *arena)
{
    const struct capai_rules *rules = trials->rules;
    struct coverage *coverage = capai_arena_array(arena, 1, sizeof *coverage);
    if (!coverage)
        return false;
    trials->coverage = coverage;
    coverage->rules = rules;
    coverage->arah = capai_arena_array(arena, rules->arah_count, sizeof *coverage->arah);
    coverage->has[POLICY_ZERO] = coverage->has[POLICY_MISSING] = true;
    coverage->has[POLICY_TRIWULAN] = rules->quarters != CAPAI_QUARTERS_SUM;
    coverage->has[POLICY_SURVEY_MISSING] = coverage->has[POLICY_SURVEY_INVALID] =
        rules->survey.count > 0;
    coverage->has[POLICY_LKE_MISSING] = rules->lke.count > 0;
    if (!coverage->arah)
        return false;
    for (enum pack_scale s = 0; s < PACK_SCALES; s++)
        if (!measure_scale(rules, s, arena, &coverage->scales[s]))
            return false;
    for (size_t i = 0; i < trials->count; i++)
        note_trial(coverage, &trials->list[i]);
    return true;
}

/* ---- classes and examples ---- */

bool coverage_reaches(const struct scale_coverage *cover, size_t band, struct capai_arena *arena)
{
    const struct capai_band *of = &cover->scale.bands[band];
    const struct capai_clamp *reach = &cover->reach;
    const struct {
        bool there;
        capai_decimal value;
    } probes[] = {{of->low.present, of->low.value},
                  {of->low.present, add(of->low.value, cover->step)},
                  {of->high.present, of->high.value},
                  {of->high.present, minus(of->high.value, cover->step)},
                  {reach->has_min, reach->min},
                  {reach->has_max, reach->max},
                  {true, whole(0)},
                  {true, whole(100)}};
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++) {
        enum capai_match match;
        size_t class;
        if (!probes[i].there || !is_within(reach, probes[i].value))
            continue;
        enum capai_status status = classify(&cover->scale, probes[i].value, arena, &class, &match);
        if (status == CAPAI_ERR_MEMORY || (!status && class == band))
            return true;
    }
    return false;
}

/* key = "text", as a script has it. */
static void put_text(struct page *page, const char *before, const char *key, capai_text text)
{
    page_put(page, capai_text_of(before));
    page_put(page, capai_text_of(key));
    page_put(page, CAPAI_TEXT(" = "));
    page_quoted(page, text);
}

static void put_number(struct page *page, const char *before, const char *key, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size = capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text);
    put_text(page, before, key, (capai_text){text, size});
}

capai_text coverage_example(const struct coverage *coverage, enum pack_scale which,
                            const struct edge_point *point, struct capai_arena *arena)
{
    static const char *const keys[PACK_SCALES][2] = {
        {"capaian", "predikat"}, {"ikm", "mutu"}, {"nilai_lke", "grade_lke"}, {"", "efisiensi"}};
    struct page page = {.arena = arena};
    capai_decimal capaian, serapan;
    if (which == SCALE_EFFICIENCY) {
        split(coverage->rules, point->value, &capaian, &serapan);
        put_number(&page, "{ ", "capaian", capaian);
        put_number(&page, ", ", "serapan", serapan);
    } else {
        put_number(&page, "{ ", keys[which][0], point->value);
    }
    if (which == SCALE_CAPAIAN && !point->class.size)
        put_text(&page, ", ", "status", CAPAI_TEXT("nilai"));
    else
        put_text(&page, ", ", keys[which][1], point->class);
    page_put(&page, CAPAI_TEXT(" }"));
    return page.failed ? CAPAI_NO_TEXT : page_text(&page);
}
