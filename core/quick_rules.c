#include "core/quick_rules.h"

enum { SCALE_MOST = 6 };

/* ---- making ready ---- */

static bool set_end(struct quick_end *end, bool present, bool closed, capai_decimal value,
                    int scale)
{
    *end = (struct quick_end){.present = present, .closed = closed};
    return !present || quick_whole(value, scale, &end->digits);
}

static bool set_clamp(struct quick_clamp *out, const struct capai_clamp *clamp, int scale)
{
    return set_end(&out->low, clamp->has_min, true, clamp->min, scale) &&
           set_end(&out->high, clamp->has_max, true, clamp->max, scale);
}

/* All ends with `scale` decimals; false where one has more. */
static bool set_ends(struct quick_rules *out, int scale)
{
    const struct capai_rules *rules = out->rules;
    bool fit = set_clamp(&out->clamp, &rules->clamp, scale) &&
               set_clamp(&out->clamp_class, &rules->clamp_class, scale) &&
               set_clamp(&out->clamp_mean, &rules->average.clamp, scale);
    for (size_t i = 0; fit && i < rules->scale.count; i++) {
        const struct capai_band *band = &rules->scale.bands[i];
        fit = set_end(&out->bands[i].low, band->low.present, band->low.closed, band->low.value,
                      scale) &&
              set_end(&out->bands[i].high, band->high.present, band->high.closed, band->high.value,
                      scale);
    }
    out->scale = scale;
    return fit;
}

/* True when the next band begins where this one ends, and the value there is in one of the two. */
static bool touches(const struct quick_end *high, const struct quick_end *low)
{
    return high->present && low->present && high->digits == low->digits &&
           high->closed != low->closed;
}

/* True for bands that leave nothing out between them and hold nothing twice: the mean of values
 * that have a class has one, too. */
static bool is_seamless(const struct quick_rules *rules)
{
    const size_t count = rules->rules->scale.count;
    size_t first = 0;
    for (size_t i = 0; i < count; i++) {
        size_t before = 0, behind = 0;
        for (size_t k = 0; k < count; k++) {
            before += touches(&rules->bands[k].high, &rules->bands[i].low);
            behind += touches(&rules->bands[i].high, &rules->bands[k].low);
        }
        if (before > 1 || behind > 1)
            return false;
        first += before == 0;
    }
    return first == 1;
}

static bool rounds(const struct capai_round *round)
{
    return round->digits >= 0 && round->digits <= SCALE_MOST;
}

/* True for plain words, which a CSV file holds as they stand. */
static bool is_bare(capai_text name)
{
    bool bare = name.size && name.data[0] > ' ' && name.data[name.size - 1] > ' ';
    for (size_t i = 0; i < name.size; i++)
        bare = bare && name.data[i] >= ' ' && name.data[i] != ',' && name.data[i] != '"';
    return bare;
}

void quick_rules_make(const struct capai_rules *rules, struct capai_arena *scratch,
                      struct quick_rules *out)
{
    *out = (struct quick_rules){.rules = rules, .scratch = scratch};
    const struct capai_average *average = &rules->average;
    const bool simple = average->kind == CAPAI_MEAN && !average->over_sasaran && !average->modal &&
                        rules->scale.count && rules->scale.count <= QUICK_BANDS &&
                        (rules->efficiency.kind == CAPAI_EFFICIENCY_NONE ||
                         rules->efficiency.kind == CAPAI_EFFICIENCY_COMPARE);
    if (rules->arah_count > QUICK_FORMULAS)
        return;
    for (size_t i = 0; i < rules->arah_count; i++) {
        const struct capai_arah *arah = &rules->arah[i];
        out->measures[i] =
            arah->formula == CAPAI_POSITIVE || arah->formula == CAPAI_NEGATIVE ||
            arah->formula == CAPAI_FUNCTION ||
            (arah->formula == CAPAI_EXPRESSION && quick_formula_fits(arah->expression));
    }
    if (!simple || !rounds(&rules->round[CAPAI_Q_CAPAIAN]) ||
        !rounds(&rules->round[CAPAI_Q_SERAPAN]))
        return;
    for (size_t i = 0; i < rules->scale.count; i++)
        out->bands[i].bare = is_bare(rules->scale.bands[i].name);
    /* with at least the decimals of what is shown */
    for (int scale = rules->round[CAPAI_Q_CAPAIAN].digits; scale <= SCALE_MOST && !out->fit;
         scale++)
        out->fit = set_ends(out, scale);
    out->fit = out->fit && is_seamless(out);
}

/* ---- values ---- */

/* The sign of numerator / denominator - digits / 10^scale; false: the numbers are too large. */
static inline bool compare(quick_wide numerator, quick_wide denominator, int64_t digits, int scale,
                           int *sign)
{
    quick_wide a, b;
    if (__builtin_mul_overflow(numerator, (quick_wide)decimal_power(scale), &a) ||
        __builtin_mul_overflow(denominator, (quick_wide)digits, &b))
        return false;
    *sign = (a > b) - (a < b);
    return true;
}

/* What is shown, as ends of bands are; false: it is too large. */
static inline bool as_end(const struct quick_rules *rules, int64_t shown, int64_t *x)
{
    const int digits = rules->rules->round[CAPAI_Q_CAPAIAN].digits;
    return !__builtin_mul_overflow(shown, decimal_power(rules->scale - digits), x);
}

static bool clamp(const struct quick_rules *rules, const struct quick_clamp *clamp,
                  quick_wide *numerator, quick_wide *denominator)
{
    const struct quick_end *const ends[] = {&clamp->low, &clamp->high};
    for (int i = 0; i < 2; i++) {
        int sign;
        if (!ends[i]->present)
            continue;
        if (!compare(*numerator, *denominator, ends[i]->digits, rules->scale, &sign))
            return false;
        if (sign == (i == 0 ? -1 : 1)) {
            *numerator = ends[i]->digits;
            *denominator = decimal_power(rules->scale);
        }
    }
    return true;
}

/* What a function makes of the two numbers; false where it looks at more, or has no value. */
static bool call(const struct quick_rules *rules, const struct capai_function *function,
                 const struct quick_number *realisasi, const struct quick_number *target,
                 struct quick_value *out)
{
    const struct capai_cell cells[] = {
        {.kind = CAPAI_CELL_NUMBER,
         .has_number = true,
         .number = quick_decimal(realisasi->digits, realisasi->scale)},
        {.kind = CAPAI_CELL_NUMBER,
         .has_number = true,
         .number = quick_decimal(target->digits, target->scale)},
    };
    bool beyond = false;
    const struct capai_row row = {.realisasi = &cells[0], .target = &cells[1], .beyond = &beyond};
    struct capai_ratio ratio;
    struct capai_error error = {0};
    return function->call(function->user, &row, rules->scratch, &ratio, &error) == CAPAI_NILAI &&
           !beyond && !error.status && quick_quotient(ratio, &out->numerator, &out->denominator);
}

/* The quotient of a formula, before it is clamped. */
static bool measure(const struct capai_arah *arah, quick_wide r, quick_wide t, int scale,
                    struct quick_value *out)
{
    if (arah->formula == CAPAI_EXPRESSION)
        return quick_formula_value(arah->expression, r, t, scale, &out->numerator,
                                   &out->denominator);
    out->numerator = (arah->formula == CAPAI_POSITIVE ? r : 2 * t - r) * 100;
    out->denominator = t;
    return true;
}

/* An end in place of a value that lies beyond it. */
static bool take_end(const struct quick_rules *rules, const struct quick_end *end,
                     struct quick_value *out)
{
    const struct capai_round *round = &rules->rules->round[CAPAI_Q_CAPAIAN];
    out->numerator = end->digits;
    out->denominator = decimal_power(rules->scale);
    return quick_round(out->numerator, out->denominator, round->digits, round->mode, &out->shown);
}

/* The capaian where it is a quotient of small numbers that is not within a digit of an end, which
 * then is told by what is shown. False: perhaps it is not. */
static inline bool measure_small(const struct quick_rules *rules, const struct capai_arah *arah,
                                 quick_wide r, quick_wide t, struct quick_value *out)
{
    const struct quick_end *low = &rules->clamp.low, *high = &rules->clamp.high;
    const struct capai_round *round = &rules->rules->round[CAPAI_Q_CAPAIAN];
    const int64_t most = INT64_MAX / 400;
    int64_t scaled, less, more;
    if ((arah->formula != CAPAI_POSITIVE && arah->formula != CAPAI_NEGATIVE) || r > most ||
        t > most)
        return false;
    const int64_t above = (int64_t)(arah->formula == CAPAI_POSITIVE ? r : 2 * t - r) * 100;
    if (__builtin_mul_overflow(above, decimal_power(round->digits), &scaled))
        return false;
    out->numerator = above;
    out->denominator = t;
    out->shown = quick_round_small(scaled, (int64_t)t, round->mode);
    if (!as_end(rules, out->shown - 1, &less) || !as_end(rules, out->shown + 1, &more))
        return false;
    if (high->present && less >= high->digits)
        return take_end(rules, high, out);
    if (low->present && more <= low->digits)
        return take_end(rules, low, out);
    return (!low->present || less >= low->digits) && (!high->present || more <= high->digits);
}

bool quick_capaian(const struct quick_rules *rules, const struct capai_arah *arah,
                   const struct quick_number *realisasi, const struct quick_number *target,
                   struct quick_value *out)
{
    const struct capai_round *round = &rules->rules->round[CAPAI_Q_CAPAIAN];
    const int scale = realisasi->scale > target->scale ? realisasi->scale : target->scale;
    const quick_wide r = (quick_wide)realisasi->digits * decimal_power(scale - realisasi->scale);
    const quick_wide t = (quick_wide)target->digits * decimal_power(scale - target->scale);
    const quick_wide most = (quick_wide)100 * decimal_power(QUICK_DIGITS);
    /* a zero has rules of its own */
    if (!rules->measures[arah - rules->rules->arah] || t <= 0 || t > most || r > most)
        return false;
    return measure_small(rules, arah, r, t, out) ||
           ((arah->formula == CAPAI_FUNCTION ? call(rules, arah->function, realisasi, target, out)
                                             : measure(arah, r, t, scale, out)) &&
            clamp(rules, &rules->clamp, &out->numerator, &out->denominator) &&
            quick_round(out->numerator, out->denominator, round->digits, round->mode, &out->shown));
}

/* ---- classes ---- */

/* Takes *within back where a quotient lies beyond an end; false: the numbers are too large. */
static bool is_within(const struct quick_rules *rules, const struct quick_end *end, int outside,
                      quick_wide numerator, quick_wide denominator, bool *within)
{
    int sign;
    if (!end->present)
        return true;
    if (!compare(numerator, denominator, end->digits, rules->scale, &sign))
        return false;
    *within = *within && sign != outside && (sign != 0 || end->closed);
    return true;
}

static bool is_in_band(const struct quick_rules *rules, size_t band, quick_wide numerator,
                       quick_wide denominator, bool *within)
{
    *within = true;
    return is_within(rules, &rules->bands[band].low, -1, numerator, denominator, within) &&
           is_within(rules, &rules->bands[band].high, 1, numerator, denominator, within);
}

/* The only band that holds a quotient. */
static bool classify(const struct quick_rules *rules, quick_wide numerator, quick_wide denominator,
                     size_t *band)
{
    size_t found = 0;
    if (!clamp(rules, &rules->clamp_class, &numerator, &denominator))
        return false;
    for (size_t i = 0; i < rules->rules->scale.count; i++) {
        bool within;
        if (!is_in_band(rules, i, numerator, denominator, &within))
            return false;
        if (within)
            *band = i;
        found += within;
    }
    return found == 1;
}

static bool is_above(const struct quick_end *low, int64_t x)
{
    return !low->present || x > low->digits || (x == low->digits && low->closed);
}

static bool is_below(const struct quick_end *high, int64_t x)
{
    return !high->present || x < high->digits || (x == high->digits && high->closed);
}

static int64_t into(const struct quick_clamp *clamp, int64_t x)
{
    if (clamp->low.present && x < clamp->low.digits)
        x = clamp->low.digits;
    if (clamp->high.present && x > clamp->high.digits)
        x = clamp->high.digits;
    return x;
}

/* The only band that holds what is shown, for which small numbers do; no two hold one. */
static bool classify_shown(const struct quick_rules *rules, int64_t shown, size_t *band)
{
    int64_t x;
    if (!as_end(rules, shown, &x))
        return false;
    x = into(&rules->clamp_class, x);
    for (*band = 0; *band < rules->rules->scale.count; ++*band)
        if (is_above(&rules->bands[*band].low, x) && is_below(&rules->bands[*band].high, x))
            return true;
    return false;
}

/* True when all that is shown as this value lies in the band: rounding moves by less than one. */
static bool is_deep(const struct quick_rules *rules, int64_t shown, size_t band)
{
    const struct quick_end *low = &rules->bands[band].low, *high = &rules->bands[band].high;
    int64_t less, more;
    return as_end(rules, shown - 1, &less) && as_end(rules, shown + 1, &more) &&
           is_above(low, into(&rules->clamp_class, less)) &&
           is_below(high, into(&rules->clamp_class, more));
}

bool quick_class(const struct quick_rules *rules, const struct quick_value *value, size_t *band,
                 bool *borderline)
{
    quick_wide numerator = value->numerator, denominator = value->denominator;
    size_t exact;
    bool same;
    *borderline = false;
    if (!classify_shown(rules, value->shown, band))
        return false;
    if (is_deep(rules, value->shown, *band))
        return true;
    if (!clamp(rules, &rules->clamp_class, &numerator, &denominator) ||
        !is_in_band(rules, *band, numerator, denominator, &same))
        return false;
    if (same)
        return true;
    if (!classify(rules, numerator, denominator, &exact))
        return false;
    *borderline = true;
    if (rules->rules->classify_exact)
        *band = exact;
    return true;
}

/* ---- means ---- */

/* The mean of what is shown. */
static bool mean_of_shown(const struct quick_rules *rules, const struct quick_value *values,
                          size_t count, struct quick_value *out)
{
    const struct capai_round *round = &rules->rules->round[CAPAI_Q_CAPAIAN];
    const quick_wide unit = decimal_power(round->digits), ends = decimal_power(rules->scale);
    quick_wide sum = 0; /* of digits / (unit * ends) */
    for (size_t i = 0; i < count; i++) {
        quick_wide n = values[i].shown, d = unit;
        if (!clamp(rules, &rules->clamp_mean, &n, &d))
            return false;
        sum += n * (d == unit ? ends : unit);
    }
    out->numerator = sum;
    out->denominator = unit * ends * (quick_wide)count;
    return quick_round(out->numerator, out->denominator, round->digits, round->mode, &out->shown);
}

enum { EXACT_SCALE = 12 };

/* The mean of what is exact lies between two numbers: it is known where both are shown as the same
 * one. */
static bool mean_of_exact(const struct quick_rules *rules, const struct quick_value *values,
                          size_t count, struct quick_value *out)
{
    const struct capai_round *round = &rules->rules->round[CAPAI_Q_CAPAIAN];
    const quick_wide unit = decimal_power(EXACT_SCALE);
    quick_wide low = 0, high = 0;
    for (size_t i = 0; i < count; i++) {
        quick_wide n = values[i].numerator, d = values[i].denominator;
        int64_t floor;
        if (!clamp(rules, &rules->clamp_mean, &n, &d) ||
            !quick_round(n, d, EXACT_SCALE, CAPAI_FLOOR, &floor))
            return false;
        low += floor;
        high += floor + ((quick_wide)floor * d != n * unit);
    }
    int64_t above;
    const quick_wide d = unit * (quick_wide)count;
    size_t band, other;
    out->numerator = low;
    out->denominator = d;
    return quick_round(low, d, round->digits, round->mode, &out->shown) &&
           quick_round(high, d, round->digits, round->mode, &above) && above == out->shown &&
           classify(rules, low, d, &band) && classify(rules, high, d, &other) && band == other;
}

bool quick_mean(const struct quick_rules *rules, const struct quick_value *values, size_t count,
                struct quick_value *out, size_t *band)
{
    const struct capai_rules *r = rules->rules;
    if (!count || count > 1000000)
        return false;
    if (!(r->average.of_rounded ? mean_of_shown : mean_of_exact)(rules, values, count, out))
        return false;
    return r->classify_exact ? classify(rules, out->numerator, out->denominator, band)
                             : classify_shown(rules, out->shown, band);
}

size_t quick_mean_terms(const struct quick_rules *rules, const struct quick_value *values,
                        size_t count, const struct quick_value *mean, struct capai_ratio *terms)
{
    if (rules->rules->average.of_rounded) {
        terms[0] = (struct capai_ratio){quick_decimal(mean->numerator, 0),
                                        quick_decimal(mean->denominator, 0)};
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        quick_wide n = values[i].numerator, d = values[i].denominator;
        clamp(rules, &rules->clamp_mean, &n, &d); /* which went well before */
        terms[i] =
            (struct capai_ratio){quick_decimal(n, 0), quick_decimal(d * (quick_wide)count, 0)};
    }
    return count;
}
