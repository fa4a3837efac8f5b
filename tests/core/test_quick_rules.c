/* Rules in whole numbers: what they decide, the exact decimals decide in the same way; and of what
 * offices write they do decide it. FUZZ is how many random rules there are. */
#include "random_test.h"

#include "core/measure.h"
#include "core/quick_rules.h"

enum { BANDS = 4, MEMBERS = 6 };

static const capai_text names[BANDS] = {{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}};

/* Rules, and both forms of them. */
struct book {
    struct capai_arena arena;
    struct capai_rules rules;
    struct capai_band bands[BANDS];
    struct capai_arah arah[2];
    struct quick_rules quick;
};

/* ---- rules ---- */

static capai_decimal end_of(int64_t digits, int scale)
{
    return quick_decimal(digits, scale);
}

/* One of the cuts that are usual, with up to three decimals. */
static capai_decimal random_cut(int band)
{
    static const int64_t usual[] = {50000, 62500, 75005, 90000, 100000, 110000};
    return random_below(3) ? end_of(usual[2 * band + random_below(2)], 3)
                           : end_of(40000 + 30000 * band + random_below(30000), 3);
}

static struct capai_clamp random_clamp(void)
{
    struct capai_clamp clamp = {.has_min = random_below(2), .has_max = random_below(2)};
    clamp.min = end_of(random_below(3) * 255, 1);
    clamp.max = end_of(1000 + random_below(3) * 105, 1);
    return clamp;
}

/* Bands that touch, from nowhere or 0 to nowhere. */
static void make_scale(struct book *b)
{
    const size_t count = (size_t)random_below(BANDS - 1) + 1;
    for (size_t i = 0; i < count; i++) {
        b->bands[i] = (struct capai_band){.name = names[i]};
        if (i == 0 && random_below(2))
            b->bands[i].low = (struct capai_bound){true, true, end_of(-500, 0)};
        if (i == 0)
            continue;
        const struct capai_bound cut = {true, random_below(2), random_cut((int)i - 1)};
        b->bands[i].low = b->bands[i - 1].high = cut;
        b->bands[i - 1].high.closed = !cut.closed;
    }
    b->rules.scale = (struct capai_scale){.bands = b->bands,
                                          .count = count,
                                          .above = CAPAI_BEYOND_UNDECLARED,
                                          .below = CAPAI_BEYOND_UNDECLARED};
}

static void make_book(struct book *b)
{
    b->arah[0] = (struct capai_arah){.name = {"positif", 7}, .formula = CAPAI_POSITIVE};
    b->arah[1] = (struct capai_arah){.name = {"negatif", 7}, .formula = CAPAI_NEGATIVE};
    b->rules = (struct capai_rules){.arah = b->arah, .arah_count = 2};
    b->rules.round[CAPAI_Q_CAPAIAN] = (struct capai_round){
        random_below(4), (enum capai_rounding)random_below(CAPAI_ROUNDING_COUNT)};
    b->rules.classify_exact = random_below(2);
    b->rules.clamp = random_clamp();
    b->rules.clamp_class = random_clamp();
    b->rules.average =
        (struct capai_average){.of_rounded = random_below(2), .clamp = random_clamp()};
    make_scale(b);
    quick_rules_make(&b->rules, &b->arena, &b->quick);
    assert_true(b->quick.fit);
}

/* ---- numbers ---- */

/* As offices have them, or `odd`: near to what a machine word holds, too. */
static struct quick_number random_number(bool odd)
{
    static const int64_t edges[] = {0, 1, 2, 99, 100, 101, 50005, 62500, 90000};
    struct quick_number number = {.scale = random_below(4)};
    if (random_below(3) == 0)
        number.digits = edges[random_below(sizeof edges / sizeof *edges)];
    else
        number.digits = random_below(1000000);
    if (odd && random_below(2)) {
        number.scale = random_below(QUICK_DIGITS + 1);
        number.digits = decimal_power(random_below(QUICK_DIGITS + 1));
        number.digits -= random_below(2) && number.digits > 1;
    }
    return number;
}

static bool is_equal(struct book *b, const struct quick_value *value, struct capai_exact exact)
{
    const struct capai_ratio ratio = {quick_decimal(value->numerator, 0),
                                      quick_decimal(value->denominator, 0)};
    int sign = 1;
    assert_true(value->denominator > 0);
    assert_int_equal(capai_exact_compare(capai_exact_of(&ratio), exact, &b->arena, &sign, NULL),
                     CAPAI_OK);
    return sign == 0;
}

static void assert_shown(const struct book *b, const struct quick_value *value,
                         capai_decimal expected)
{
    const int digits = b->rules.round[CAPAI_Q_CAPAIAN].digits;
    assert_int_equal(capai_decimal_compare(quick_decimal(value->shown, digits), expected), 0);
}

/* The class of an amount; both must say the same of it. True where the quick way knows it. */
static bool compare_class(struct book *b, const struct quick_value *value,
                          const struct amount *amount, bool odd)
{
    struct grading grading = {.has_class = false};
    size_t band = SIZE_MAX;
    bool borderline;
    const bool known = quick_class(&b->quick, value, &band, &borderline);
    measure_class(&b->rules, amount, NULL, &b->arena, &grading, NULL);
    if (known) {
        assert_true(grading.has_class);
        assert_int_equal(band, grading.band);
        assert_int_equal(borderline, grading.borderline);
    }
    assert_true(known || odd || !grading.has_class);
    return known;
}

/* Measures one indicator in both ways. True where the quick way has its value and class. */
static bool compare_capaian(struct book *b, bool odd, struct quick_value *value,
                            struct amount *amount)
{
    const struct quick_number realisasi = random_number(odd), target = random_number(odd);
    const struct capai_arah *arah = &b->arah[random_below(2)];
    const struct capai_cell cells[] = {{.kind = CAPAI_CELL_NUMBER,
                                        .has_number = true,
                                        .number = quick_decimal(realisasi.digits, realisasi.scale)},
                                       {.kind = CAPAI_CELL_NUMBER,
                                        .has_number = true,
                                        .number = quick_decimal(target.digits, target.scale)}};
    struct capai_ratio *ratio = capai_arena_array(&b->arena, 1, sizeof *ratio);
    assert_non_null(ratio);
    const bool known = quick_capaian(&b->quick, arah, &realisasi, &target, value);
    if (!target.digits) {
        assert_false(known);
        return false;
    }
    *amount = (struct amount){.exact = capai_exact_of(ratio), .rows = 1};
    if (measure_cells(&b->rules, arah->formula, &cells[0], &cells[1], NULL, ratio, NULL) ||
        measure_round(&b->rules, CAPAI_Q_CAPAIAN, &b->rules.clamp, NULL, &b->arena, amount, NULL)) {
        assert_false(known); /* 34 digits do not hold it */
        return false;
    }
    assert_true(known || odd);
    if (!known)
        return false;
    assert_true(is_equal(b, value, amount->exact));
    assert_shown(b, value, amount->shown);
    return compare_class(b, value, amount, odd);
}

/* True where the quick way knows the mean. */
static bool compare_mean(struct book *b, const struct quick_value *values,
                         const struct member *members, size_t count)
{
    struct capai_ratio terms[MEMBERS];
    struct quick_value mean;
    struct grading grading = {.has_class = false};
    struct amount amount;
    size_t band = SIZE_MAX;
    int sign = 1;
    if (!quick_mean(&b->quick, values, count, &mean, &band))
        return false;
    assert_int_equal(aggregate(&b->rules.average, members, count, NULL, &b->arena, &amount, NULL),
                     CAPAI_OK);
    assert_int_equal(
        measure_round(&b->rules, CAPAI_Q_CAPAIAN, NULL, NULL, &b->arena, &amount, NULL), CAPAI_OK);
    measure_class(&b->rules, &amount, NULL, &b->arena, &grading, NULL);
    assert_shown(b, &mean, amount.shown);
    assert_true(grading.has_class);
    assert_int_equal(band, grading.band);
    const struct capai_exact exact = {terms,
                                      quick_mean_terms(&b->quick, values, count, &mean, terms)};
    assert_int_equal(capai_exact_compare(exact, amount.exact, &b->arena, &sign, NULL), CAPAI_OK);
    assert_int_equal(sign, 0);
    return true;
}

static void rules_decide_as_the_decimals_do(void **state)
{
    static struct book b;
    const int count = random_cases(200000) / 10;
    int means = 0, known = 0;
    (void)state;
    capai_arena_init(&b.arena, NULL, NULL, 0);
    for (int n = 0; n < count; n++) {
        struct capai_mark mark = capai_arena_mark(&b.arena);
        struct quick_value values[MEMBERS];
        struct amount amounts[MEMBERS];
        struct member members[MEMBERS];
        const bool odd = n % 4 == 0;
        size_t good = 0;
        make_book(&b);
        for (size_t i = 0; i < MEMBERS; i++)
            good += compare_capaian(&b, odd, &values[good], &amounts[good]);
        for (size_t i = 0; i < good; i++)
            members[i] = (struct member){.amount = amounts[i]};
        if (good && !odd) {
            means++;
            known += compare_mean(&b, values, members, good);
        } else if (good) {
            compare_mean(&b, values, members, good);
        }
        capai_arena_release(&b.arena, mark);
    }
    capai_arena_clear(&b.arena);
    assert_true(means > count / 2);
    assert_true(known > means * 9 / 10);
}

/* ---- what is left to the decimals ---- */

static struct capai_band band_of(int low, bool low_closed, int high, bool high_closed)
{
    return (struct capai_band){.name = {"x", 1},
                               .low = {low >= 0, low_closed, end_of(low, 0)},
                               .high = {high >= 0, high_closed, end_of(high, 0)}};
}

/* A value may lie in no band, or in two: only bands that touch are done. */
static void scales_with_gaps_and_overlaps_are_not_done(void **state)
{
    enum { NONE = -1 };
    const struct {
        struct capai_band bands[BANDS];
        size_t count;
        bool fit;
    } cases[] = {
        {{band_of(NONE, false, 50, false), band_of(50, true, NONE, false)}, 2, true},
        {{band_of(50, true, NONE, false), band_of(NONE, false, 50, false)}, 2, true},
        {{band_of(NONE, false, NONE, false)}, 1, true},
        /* 50 in none, in both, between them, twice */
        {{band_of(NONE, false, 50, false), band_of(50, false, NONE, false)}, 2, false},
        {{band_of(NONE, false, 50, true), band_of(50, true, NONE, false)}, 2, false},
        {{band_of(NONE, false, 50, false), band_of(51, true, NONE, false)}, 2, false},
        {{band_of(NONE, false, 60, true), band_of(50, false, NONE, false)}, 2, false},
        /* no end, where the other's is 0 */
        {{band_of(NONE, false, 0, false), band_of(NONE, true, 100, true)}, 2, false},
        /* a band twice */
        {{band_of(NONE, false, 50, false), band_of(50, true, 60, false),
          band_of(50, true, 60, false), band_of(60, true, NONE, false)},
         4,
         false},
        {{band_of(NONE, false, 50, false), band_of(50, true, 60, false),
          band_of(50, true, 70, false)},
         3,
         false},
    };
    struct capai_rules rules = {.arah_count = 0};
    struct quick_rules quick;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rules.scale = (struct capai_scale){.bands = cases[i].bands, .count = cases[i].count};
        quick_rules_make(&rules, NULL, &quick);
        if (quick.fit != cases[i].fit)
            fail_msg("scale %zu", i);
    }
}

/* Ends have up to six decimals, and what is shown, too. */
static void ends_have_as_many_decimals_as_are_needed(void **state)
{
    static const struct {
        int64_t cut;
        int scale, digits;
        bool fit;
        int expected;
    } cases[] = {{50, 0, 0, true, 0},        {50, 0, 2, true, 2},       {62500, 3, 0, true, 1},
                 {62501, 3, 1, true, 3},     {62500001, 6, 2, true, 6}, {625000001, 7, 2, false, 0},
                 {625000000, 7, 6, true, 6}, {50, 0, 7, false, 0},      {50, 0, -1, false, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const capai_decimal cut = end_of(cases[i].cut, cases[i].scale);
        const struct capai_band bands[] = {{.name = {"x", 1}, .high = {true, false, cut}},
                                           {.name = {"y", 1}, .low = {true, true, cut}}};
        struct capai_rules rules = {.scale = {.bands = bands, .count = 2}};
        struct quick_rules quick;
        rules.round[CAPAI_Q_CAPAIAN].digits = cases[i].digits;
        quick_rules_make(&rules, NULL, &quick);
        assert_int_equal(quick.fit, cases[i].fit);
        if (quick.fit)
            assert_int_equal(quick.scale, cases[i].expected);
    }
}

/* Names that need quotes in a CSV file are no bare ones. */
static void names_of_bands_are_bare_or_not(void **state)
{
    static const struct {
        const char *name;
        bool bare;
    } cases[] = {{"Sangat Tinggi", true}, {"A", true},      {"", false},    {" A", false},
                 {"A ", false},           {"A,B", false},   {"\"A", false}, {"A\"", false},
                 {"A\nB", false},         {"AB\tC", false}, {",", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_band band = {.name = capai_text_of(cases[i].name)};
        const struct capai_rules rules = {.scale = {.bands = &band, .count = 1}};
        struct quick_rules quick;
        quick_rules_make(&rules, NULL, &quick);
        assert_true(quick.fit);
        assert_int_equal(quick.bands[0].bare, cases[i].bare);
    }
}

/* What a function does: its share, no value, a complaint, or a look at more than the two cells. */
enum calling { SHARE, NO_VALUE, COMPLAINT, LOOK, LOOK_BACK, BY_ZERO };

static enum capai_outcome call(void *user, const struct capai_row *row, struct capai_arena *arena,
                               struct capai_ratio *out, struct capai_error *err)
{
    const enum calling *calling = user;
    struct capai_cell realisasi, target, other = {.kind = CAPAI_CELL_GRADE};
    (void)arena;
    assert_true(capai_row_cell(row, CAPAI_TEXT("realisasi"), &realisasi));
    assert_true(capai_row_cell(row, CAPAI_TEXT("target"), &target));
    *out = (struct capai_ratio){realisasi.number, target.number};
    if (*calling == LOOK) {
        assert_false(capai_row_cell(row, CAPAI_TEXT("bobot"), &other));
        assert_int_equal(other.kind, CAPAI_CELL_GRADE); /* nothing was found */
    }
    struct capai_row before;
    if (*calling == LOOK_BACK)
        assert_false(capai_row_in_year(row, 2023, &before));
    if (*calling == COMPLAINT)
        capai_fail(err, CAPAI_MSG_RULES_LUA, CAPAI_WORDS(CAPAI_TEXT("x")));
    if (*calling == BY_ZERO)
        out->denominator = capai_decimal_from_int(0);
    return *calling == NO_VALUE ? CAPAI_TIDAK_BERLAKU : CAPAI_NILAI;
}

static void functions_are_done_that_look_at_two_cells_alone(void **state)
{
    const struct capai_band band = {.name = {"x", 1}};
    (void)state;
    for (enum calling calling = SHARE; calling <= BY_ZERO; calling++) {
        const struct capai_function function = {{"f", 1}, call, NULL, &calling};
        const struct capai_arah arah = {.formula = CAPAI_FUNCTION, .function = &function};
        const struct capai_rules rules = {
            .arah = &arah, .arah_count = 1, .scale = {.bands = &band, .count = 1}};
        const struct quick_number realisasi = {.digits = 1234, .scale = 2}, target = {.digits = 4};
        struct quick_rules quick;
        struct quick_value value;
        quick_rules_make(&rules, NULL, &quick);
        assert_int_equal(quick_capaian(&quick, &arah, &realisasi, &target, &value),
                         calling == SHARE);
        assert_true(calling || (value.numerator == 1234 && value.denominator == 400));
        assert_true(calling || value.shown == 3);
    }
}

/* Bands from 65, 75 and 90 on, shown with two decimals. */
static void make_plain(struct book *b)
{
    static const int64_t cuts[] = {65, 75, 90};
    b->arah[0] = (struct capai_arah){.name = {"positif", 7}, .formula = CAPAI_POSITIVE};
    b->rules = (struct capai_rules){.arah = b->arah, .arah_count = 1};
    b->rules.round[CAPAI_Q_CAPAIAN] = (struct capai_round){2, CAPAI_HALF_UP};
    for (size_t i = 0; i < BANDS; i++) {
        b->bands[i] = (struct capai_band){.name = names[i]};
        if (i == 0)
            continue;
        b->bands[i].low = (struct capai_bound){true, true, end_of(cuts[i - 1], 0)};
        b->bands[i - 1].high = (struct capai_bound){true, false, end_of(cuts[i - 1], 0)};
    }
    b->rules.scale = (struct capai_scale){.bands = b->bands,
                                          .count = BANDS,
                                          .above = CAPAI_BEYOND_UNDECLARED,
                                          .below = CAPAI_BEYOND_UNDECLARED};
}

/* What no word of the machine holds is not decided here; and nothing is decided wrongly. */
static void values_that_are_too_large_are_left_to_the_decimals(void **state)
{
    const quick_wide most = (quick_wide)(((capai_uint128)1 << 127) - 1);
    struct book book, *b = &book;
    struct quick_value mean;
    size_t band = 9;
    bool borderline;
    (void)state;
    capai_arena_init(&b->arena, NULL, NULL, 0);
    make_plain(b);
    quick_rules_make(&b->rules, &b->arena, &b->quick);
    assert_true(b->quick.fit);
    /* near an end what is exact is asked, and its products are too large */
    const struct quick_value near = {most, most / 75, 7500};
    assert_false(quick_class(&b->quick, &near, &band, &borderline));
    /* far from one it is not */
    const struct quick_value far = {most, most / 80, 8000};
    assert_true(quick_class(&b->quick, &far, &band, &borderline));
    assert_int_equal(band, 2);
    const struct quick_value beyond = {most / 10000 * 76, most / 10000, 7500};
    assert_true(quick_class(&b->quick, &beyond, &band, &borderline));
    /* the products of the band that is shown are not too large, but those of a higher one */
    const struct quick_value other = {most / 8000 * 76, most / 8000, 7499};
    assert_false(quick_class(&b->quick, &other, &band, &borderline));
    assert_false(quick_mean(&b->quick, &near, 1, &mean, &band));
    assert_false(quick_mean(&b->quick, &far, 0, &mean, &band));
    assert_false(quick_mean(&b->quick, &far, 1000001, &mean, &band));
    /* clamps ask first */
    b->rules.clamp_class = (struct capai_clamp){true, true, end_of(0, 0), end_of(75, 0)};
    b->rules.average.clamp = b->rules.clamp_class;
    quick_rules_make(&b->rules, &b->arena, &b->quick);
    assert_true(b->quick.fit);
    assert_false(quick_class(&b->quick, &near, &band, &borderline));
    assert_false(quick_mean(&b->quick, &near, 1, &mean, &band));
    capai_arena_clear(&b->arena);
}

/* What is shown has more digits than a word with the decimals of the ends: it is held all the same.
 */
static void clamps_hold_what_is_far_beyond_them(void **state)
{
    const struct quick_number realisasi = {.digits = 10000000000000}, target = {.digits = 1};
    struct book book, *b = &book;
    struct quick_value value;
    (void)state;
    capai_arena_init(&b->arena, NULL, NULL, 0);
    make_plain(b);
    b->rules.round[CAPAI_Q_CAPAIAN].digits = 0;
    b->rules.clamp = (struct capai_clamp){.has_max = true, .max = end_of(1006001, 4)};
    quick_rules_make(&b->rules, &b->arena, &b->quick);
    assert_true(b->quick.fit);
    assert_true(quick_capaian(&b->quick, &b->arah[0], &realisasi, &target, &value));
    assert_int_equal(value.shown, 101);
    capai_arena_clear(&b->arena);
}

/* More ways to measure than are looked at, or none of its bands. */
static void rules_of_too_many_parts_are_not_done(void **state)
{
    static struct capai_arah many[QUICK_FORMULAS + 1];
    struct book book, *b = &book;
    (void)state;
    capai_arena_init(&b->arena, NULL, NULL, 0);
    make_plain(b);
    for (size_t i = 0; i < QUICK_FORMULAS + 1; i++)
        many[i] = b->arah[0];
    b->rules.arah = many;
    b->rules.arah_count = QUICK_FORMULAS;
    quick_rules_make(&b->rules, &b->arena, &b->quick);
    assert_true(b->quick.fit);
    b->rules.arah_count = QUICK_FORMULAS + 1;
    quick_rules_make(&b->rules, &b->arena, &b->quick);
    assert_false(b->quick.fit);
    b->rules.arah_count = 1;
    b->rules.scale.count = 0;
    quick_rules_make(&b->rules, &b->arena, &b->quick);
    assert_false(b->quick.fit);
    b->rules.scale.count = BANDS;
    b->rules.efficiency.kind = CAPAI_EFFICIENCY_ADJUSTED;
    quick_rules_make(&b->rules, &b->arena, &b->quick);
    assert_false(b->quick.fit);
    capai_arena_clear(&b->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_decide_as_the_decimals_do),
        cmocka_unit_test(scales_with_gaps_and_overlaps_are_not_done),
        cmocka_unit_test(names_of_bands_are_bare_or_not),
        cmocka_unit_test(functions_are_done_that_look_at_two_cells_alone),
        cmocka_unit_test(ends_have_as_many_decimals_as_are_needed),
        cmocka_unit_test(values_that_are_too_large_are_left_to_the_decimals),
        cmocka_unit_test(clamps_hold_what_is_far_beyond_them),
        cmocka_unit_test(rules_of_too_many_parts_are_not_done),
    };
    return cmocka_run_group_tests(tests, setup_seed, NULL);
}
