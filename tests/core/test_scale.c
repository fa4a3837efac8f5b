#include "capai_test.h"

#include "capai/scale.h"

/* A band as printed: "[76,90]", "(80,90]", "(-,50]"; "-" is no end. */
struct printed {
    const char *name, *ends;
};

enum { MOST_BANDS = 8 };

/* The scales of the rule catalogue. */
static const struct printed b1[MOST_BANDS] = {{"Sangat Tinggi", "[90,-)"},
                                              {"Tinggi", "[76,90]"},
                                              {"Sedang", "[66,75]"},
                                              {"Rendah", "[51,65]"},
                                              {"Sangat Rendah", "(-,50]"}};
static const struct printed b1_reversed[MOST_BANDS] = {{"Sangat Rendah", "(-,50]"},
                                                       {"Rendah", "[51,65]"},
                                                       {"Sedang", "[66,75]"},
                                                       {"Tinggi", "[76,90]"},
                                                       {"Sangat Tinggi", "[90,-)"}};
static const struct printed b2[MOST_BANDS] = {{"Sangat Tinggi", "[91,100]"},
                                              {"Tinggi", "[76,90]"},
                                              {"Sedang", "[66,75]"},
                                              {"Rendah", "[51,65]"},
                                              {"Sangat Rendah", "(-,50]"}};
static const struct printed b4[MOST_BANDS] = {
    {"Sangat Baik", "(100,-)"}, {"Baik", "[75,100]"}, {"Cukup", "[55,74]"}, {"Kurang", "(-,55)"}};
static const struct printed b5[MOST_BANDS] = {
    {"AA", "(90,100]"}, {"A", "(80,90]"}, {"BB", "(70,80]"}, {"B", "(60,70]"},
    {"CC", "(50,60]"},  {"C", "(30,50]"}, {"D", "(0,30]"}};
static const struct printed b6[MOST_BANDS] = {
    {"Memuaskan", "(85,100]"}, {"Sangat Baik", "(75,85)"}, {"Baik", "(65,75]"},
    {"Cukup Baik", "(50,65]"}, {"Agak Kurang", "(30,50]"}, {"Kurang", "[0,30]"}};
static const struct printed b7[MOST_BANDS] = {
    {"merah", "(-,70)"}, {"kuning", "[70,90]"}, {"hijau", "(90,-)"}};
static const struct printed b8[MOST_BANDS] = {{"Kritis", "[0,59.99]"},
                                              {"Perlu Perhatian", "[60,79.99]"},
                                              {"Mendekati", "[80,94.99]"},
                                              {"Tercapai", "[95,105]"},
                                              {"Melampaui", "[105.01,-)"}};

static struct capai_bound end_of(const char *text, size_t size, bool closed)
{
    struct capai_bound bound = {.present = false};
    if (size == 1 && *text == '-')
        return bound;
    bound.present = true;
    bound.closed = closed;
    assert_int_equal(capai_decimal_parse((capai_text){text, size}, &bound.value, NULL), CAPAI_OK);
    return bound;
}

/* A scale over `bands`, which it fills; without any policy. */
static struct capai_scale scale_of(const struct printed *printed, struct capai_band *bands)
{
    struct capai_scale scale = {
        .bands = bands, .above = CAPAI_BEYOND_UNDECLARED, .below = CAPAI_BEYOND_UNDECLARED};
    for (; scale.count < MOST_BANDS && printed[scale.count].name; scale.count++) {
        const struct printed *p = &printed[scale.count];
        const char *comma = strchr(p->ends, ',');
        const size_t last = strlen(p->ends) - 1;
        const char *low = p->ends + 1, *high = comma + 1;
        bands[scale.count] = (struct capai_band){
            .name = capai_text_of(p->name),
            .low = end_of(low, (size_t)(comma - low), p->ends[0] == '['),
            .high = end_of(high, (size_t)(p->ends + last - high), p->ends[last] == ']')};
    }
    return scale;
}

enum { UNTOUCHED = 77 };

/* `name` NULL: x has no class. */
static void assert_class(const struct capai_scale *scale, struct capai_exact x, const char *name,
                         enum capai_match match)
{
    struct capai_arena arena;
    struct capai_error err = {0};
    size_t index = UNTOUCHED;
    enum capai_match found = CAPAI_MATCH_BAND;
    capai_arena_init(&arena, NULL, NULL, 0);
    enum capai_status status = capai_scale_classify(scale, x, &arena, &index, &found, &err);
    capai_arena_clear(&arena);
    assert_int_equal(found, match);
    if (name) {
        assert_int_equal(status, CAPAI_OK);
        assert_int_equal(err.status, CAPAI_OK);
        assert_text(scale->bands[index].name, name);
    } else {
        assert_int_equal(status, CAPAI_ERR_DATA);
        assert_message(err, CAPAI_MSG_SCALE_NO_CLASS);
        assert_int_equal(index, UNTOUCHED);
    }
}

static void assert_class_of(const struct capai_scale *scale, const char *x, const char *name,
                            enum capai_match match)
{
    const struct capai_ratio ratio = capai_ratio_of(dec(x));
    assert_class(scale, capai_exact_of(&ratio), name, match);
}

static void test_classify_in_one_band_needs_no_policy(void **state)
{
    const struct {
        const struct printed *scale;
        const char *x, *name;
    } cases[] = {
        {b1, "152.16", "Sangat Tinggi"},
        {b1, "90.01", "Sangat Tinggi"},
        {b1, "89.99", "Tinggi"},
        {b1, "76", "Tinggi"},
        {b1, "75", "Sedang"},
        {b1, "66", "Sedang"},
        {b1, "65", "Rendah"},
        {b1, "51.00", "Rendah"},
        {b1, "50", "Sangat Rendah"},
        {b1, "-1000", "Sangat Rendah"},
        {b2, "91", "Sangat Tinggi"},
        {b2, "100", "Sangat Tinggi"},
        {b2, "90", "Tinggi"},
        {b4, "100.0000000001", "Sangat Baik"},
        {b4, "100", "Baik"},
        {b4, "75", "Baik"},
        {b4, "74", "Cukup"},
        {b4, "55", "Cukup"},
        {b4, "54.99", "Kurang"},
        {b5, "100", "AA"},
        {b5, "90.01", "AA"},
        {b5, "90", "A"},
        {b5, "80.01", "A"},
        {b5, "80", "BB"},
        {b5, "80.00", "BB"},
        {b5, "79.99", "BB"},
        {b5, "70.01", "BB"},
        {b5, "70", "B"},
        {b5, "60", "CC"},
        {b5, "50", "C"},
        {b5, "30", "D"},
        {b5, "0.01", "D"},
        {b6, "85.01", "Memuaskan"},
        {b6, "84.99", "Sangat Baik"},
        {b6, "75", "Baik"},
        {b6, "0", "Kurang"},
        {b7, "69.99", "merah"},
        {b7, "70", "kuning"},
        {b7, "90", "kuning"},
        {b7, "90.01", "hijau"},
        {b8, "59.99", "Kritis"},
        {b8, "60", "Perlu Perhatian"},
        {b8, "79.99", "Perlu Perhatian"},
        {b8, "80", "Mendekati"},
        {b8, "94.99", "Mendekati"},
        {b8, "95", "Tercapai"},
        {b8, "105", "Tercapai"},
        {b8, "105.01", "Melampaui"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_band bands[MOST_BANDS];
        const struct capai_scale scale = scale_of(cases[i].scale, bands);
        assert_class_of(&scale, cases[i].x, cases[i].name, CAPAI_MATCH_BAND);
    }
}

static void test_classify_gap_each_policy_decides(void **state)
{
    const struct {
        const struct printed *scale;
        const char *x;
        const char *expected[CAPAI_EDGE_ERROR + 1]; /* by enum capai_edge */
    } cases[] = {
        {b1, "75.4", {NULL, "Tinggi", "Sedang", "Sedang", "Tinggi", NULL}},
        {b1_reversed, "75.4", {NULL, "Sedang", "Tinggi", "Sedang", "Tinggi", NULL}},
        {b1, "75.01", {NULL, "Tinggi", "Sedang", "Sedang", "Tinggi", NULL}},
        {b1, "75.99", {NULL, "Tinggi", "Sedang", "Sedang", "Tinggi", NULL}},
        {b1, "65.5", {NULL, "Sedang", "Rendah", "Rendah", "Sedang", NULL}},
        {b1, "50.5", {NULL, "Rendah", "Sangat Rendah", "Sangat Rendah", "Rendah", NULL}},
        {b2, "90.5", {NULL, "Sangat Tinggi", "Tinggi", "Tinggi", "Sangat Tinggi", NULL}},
        {b4, "74.5", {NULL, "Baik", "Cukup", "Cukup", "Baik", NULL}},
        {b6, "85", {NULL, "Memuaskan", "Sangat Baik", "Sangat Baik", "Memuaskan", NULL}},
        {b8, "94.995", {NULL, "Mendekati", "Tercapai", "Mendekati", "Tercapai", NULL}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int edge = 0; edge <= CAPAI_EDGE_ERROR; edge++) {
            struct capai_band bands[MOST_BANDS];
            struct capai_scale scale = scale_of(cases[i].scale, bands);
            scale.gap.edge = (enum capai_edge)edge;
            scale.overlap.edge = CAPAI_EDGE_FIRST; /* must not matter */
            assert_class_of(&scale, cases[i].x, cases[i].expected[edge], CAPAI_MATCH_GAP);
        }
}

static const struct printed same_low[MOST_BANDS] = {{"wide", "[0,100]"}, {"narrow", "[0,50]"}};
static const struct printed same_low_reversed[MOST_BANDS] = {{"narrow", "[0,50]"},
                                                             {"wide", "[0,100]"}};
static const struct printed three[MOST_BANDS] = {
    {"middle", "[10,60]"}, {"high", "[20,70]"}, {"low", "[0,50]"}};

static void test_classify_overlap_each_policy_decides(void **state)
{
    const struct {
        const struct printed *scale;
        const char *x;
        const char *expected[CAPAI_EDGE_ERROR + 1]; /* by enum capai_edge */
    } cases[] = {
        {b1, "90", {NULL, "Sangat Tinggi", "Tinggi", "Tinggi", "Sangat Tinggi", NULL}},
        {b1, "90.00", {NULL, "Sangat Tinggi", "Tinggi", "Tinggi", "Sangat Tinggi", NULL}},
        {b1_reversed, "90", {NULL, "Tinggi", "Sangat Tinggi", "Tinggi", "Sangat Tinggi", NULL}},
        {three, "30", {NULL, "middle", "low", "low", "high", NULL}},
        {three, "15", {NULL, "middle", "low", "low", "middle", NULL}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int edge = 0; edge <= CAPAI_EDGE_ERROR; edge++) {
            struct capai_band bands[MOST_BANDS];
            struct capai_scale scale = scale_of(cases[i].scale, bands);
            scale.overlap.edge = (enum capai_edge)edge;
            scale.gap.edge = CAPAI_EDGE_FIRST; /* must not matter */
            assert_class_of(&scale, cases[i].x, cases[i].expected[edge], CAPAI_MATCH_OVERLAP);
        }
}

/* "Lower" and "upper" go by value: the order of listing must not change them. */
static void test_classify_overlap_of_equal_lows_goes_by_value(void **state)
{
    const struct printed *const scales[] = {same_low, same_low_reversed};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct capai_band bands[MOST_BANDS];
        struct capai_scale scale = scale_of(scales[i], bands);
        scale.overlap.edge = CAPAI_EDGE_LOWER;
        assert_class_of(&scale, "20", "narrow", CAPAI_MATCH_OVERLAP);
        scale.overlap.edge = CAPAI_EDGE_UPPER;
        assert_class_of(&scale, "20", "wide", CAPAI_MATCH_OVERLAP);
    }
}

/* Where not even their values differ, the lower one is that which is listed first. */
static void test_classify_overlap_of_equal_bands_goes_by_their_order(void **state)
{
    static const struct printed equal[MOST_BANDS] = {
        {"first", "[0,50]"}, {"second", "[0,50]"}, {"third", "[0,50]"}};
    struct capai_band bands[MOST_BANDS];
    struct capai_scale scale = scale_of(equal, bands);
    (void)state;
    scale.overlap.edge = CAPAI_EDGE_LOWER;
    assert_class_of(&scale, "20", "first", CAPAI_MATCH_OVERLAP);
    scale.overlap.edge = CAPAI_EDGE_UPPER;
    assert_class_of(&scale, "20", "third", CAPAI_MATCH_OVERLAP);
}

static const struct printed wide_overlap[MOST_BANDS] = {{"low", "[0,90.5)"},
                                                        {"high", "[90.1,100]"}};
static const struct printed gap_to_overlap[MOST_BANDS] = {
    {"low", "[0,50]"}, {"one", "[51,60]"}, {"two", "[51,70]"}};
static const struct printed gap_to_above[MOST_BANDS] = {{"low", "[0,50)"}, {"high", "(50.4,50.9]"}};

static void test_classify_rounding_first_decides(void **state)
{
    const struct {
        const struct printed *scale;
        int digits;
        enum capai_edge edge; /* of what rounding leaves open */
        const char *x, *name;
        enum capai_match match; /* of x itself */
    } cases[] = {
        {b1, 0, CAPAI_EDGE_ERROR, "75.4", "Sedang", CAPAI_MATCH_GAP},
        {b1, 0, CAPAI_EDGE_ERROR, "75.49999", "Sedang", CAPAI_MATCH_GAP},
        {b1, 0, CAPAI_EDGE_ERROR, "75.5", "Tinggi", CAPAI_MATCH_GAP},
        {b1, 0, CAPAI_EDGE_UNDECLARED, "65.5", "Sedang", CAPAI_MATCH_GAP},
        {b1, 0, CAPAI_EDGE_ERROR, "50.4", "Sangat Rendah", CAPAI_MATCH_GAP},
        {b1, 1, CAPAI_EDGE_ERROR, "75.44", NULL, CAPAI_MATCH_GAP},
        {b1, 1, CAPAI_EDGE_UNDECLARED, "75.44", NULL, CAPAI_MATCH_GAP},
        {b1, 1, CAPAI_EDGE_LOWER, "75.44", "Sedang", CAPAI_MATCH_GAP},
        {b1, 1, CAPAI_EDGE_LOWER, "75.95", "Tinggi", CAPAI_MATCH_GAP},
        {b1, 0, CAPAI_EDGE_LOWER, "90", "Tinggi", CAPAI_MATCH_OVERLAP},
        {b4, 0, CAPAI_EDGE_ERROR, "74.4", "Cukup", CAPAI_MATCH_GAP},
        {b4, 0, CAPAI_EDGE_ERROR, "74.5", "Baik", CAPAI_MATCH_GAP},
        {b8, 2, CAPAI_EDGE_ERROR, "59.994", "Kritis", CAPAI_MATCH_GAP},
        {b8, 2, CAPAI_EDGE_ERROR, "59.995", "Perlu Perhatian", CAPAI_MATCH_GAP},
        {b8, 2, CAPAI_EDGE_ERROR, "94.995", "Tercapai", CAPAI_MATCH_GAP},
        {b8, 2, CAPAI_EDGE_ERROR, "105.005", "Melampaui", CAPAI_MATCH_GAP},
        {b6, 0, CAPAI_EDGE_ERROR, "85", NULL, CAPAI_MATCH_GAP},
        {wide_overlap, 0, CAPAI_EDGE_ERROR, "90.3", "low", CAPAI_MATCH_OVERLAP},
        {wide_overlap, 1, CAPAI_EDGE_UPPER, "90.34", "high", CAPAI_MATCH_OVERLAP},
        {gap_to_overlap, 0, CAPAI_EDGE_LAST, "50.7", "two", CAPAI_MATCH_GAP},
        {gap_to_above, 0, CAPAI_EDGE_UPPER, "50.3", "high", CAPAI_MATCH_GAP},
        /* a value in one band stays there, whatever it would round to */
        {b1, 0, CAPAI_EDGE_ERROR, "89.99", "Tinggi", CAPAI_MATCH_BAND},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_edge_policy policy = {cases[i].edge, true, cases[i].digits};
        struct capai_band bands[MOST_BANDS];
        struct capai_scale scale = scale_of(cases[i].scale, bands);
        scale.gap = scale.overlap = policy;
        assert_class_of(&scale, cases[i].x, cases[i].name, cases[i].match);
    }
}

static void test_classify_beyond_bands_each_policy_decides(void **state)
{
    const struct {
        const struct printed *scale;
        const char *x;
        enum capai_match match;
    } cases[] = {
        {b2, "100.01", CAPAI_MATCH_ABOVE}, {b2, "152.16", CAPAI_MATCH_ABOVE},
        {b5, "100.01", CAPAI_MATCH_ABOVE}, {b5, "0", CAPAI_MATCH_BELOW},
        {b5, "-0.01", CAPAI_MATCH_BELOW},  {b6, "-0.01", CAPAI_MATCH_BELOW},
        {b8, "-1", CAPAI_MATCH_BELOW},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_band bands[MOST_BANDS];
        struct capai_scale scale = scale_of(cases[i].scale, bands);
        int *policy = cases[i].match == CAPAI_MATCH_ABOVE ? &scale.above : &scale.below;
        /* the policies of gaps have no say beyond the bands */
        scale.gap.edge = scale.overlap.edge = CAPAI_EDGE_FIRST;
        assert_class_of(&scale, cases[i].x, NULL, cases[i].match);
        *policy = CAPAI_BEYOND_ERROR;
        assert_class_of(&scale, cases[i].x, NULL, cases[i].match);
        *policy = 2;
        assert_class_of(&scale, cases[i].x, cases[i].scale[2].name, cases[i].match);
    }
}

static void test_classify_quotients_are_exact_at_edge(void **state)
{
    const char *const hair = "0.00000000000000000000000000000000000000000000000000000001";
    struct capai_band bands[MOST_BANDS];
    struct capai_scale scale = scale_of(b5, bands);
    const struct capai_ratio t = {dec("80"), dec("3")};
    struct capai_ratio terms[] = {t, t, t, capai_ratio_of(dec(hair))};
    (void)state;
    assert_class(&scale, (struct capai_exact){terms, 3}, "BB", CAPAI_MATCH_BAND);
    assert_class(&scale, (struct capai_exact){terms, 4}, "A", CAPAI_MATCH_BAND);
    terms[3].numerator = capai_decimal_negate(terms[3].numerator);
    assert_class(&scale, (struct capai_exact){terms, 4}, "BB", CAPAI_MATCH_BAND);
    /* no terms: the sum is 0 */
    assert_class(&scale, (struct capai_exact){NULL, 0}, NULL, CAPAI_MATCH_BELOW);
}

static void test_classify_no_class_names_value(void **state)
{
    const char *const cases[][2] = {
        {"75.5", "75,5"},   {"75.5000", "75,5"},  {"50.12345", "50,1235"}, {"75.99995", "76"},
        {"65.00001", "65"}, {"100.01", "100,01"}, {"12345.5", "12.345,5"}, {"1000", "1.000"},
    };
    struct capai_band bands[MOST_BANDS];
    const struct capai_scale scale = scale_of(b2, bands);
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_ratio x = capai_ratio_of(dec(cases[i][0]));
        struct capai_error err = {0};
        size_t index;
        enum capai_match match;
        assert_int_equal(
            capai_scale_classify(&scale, capai_exact_of(&x), &arena, &index, &match, &err),
            CAPAI_ERR_DATA);
        assert_message(err, CAPAI_MSG_SCALE_NO_CLASS);
        assert_text(((capai_text){err.text, err.word[1]}), cases[i][1]);
        assert_int_equal(
            capai_scale_classify(&scale, capai_exact_of(&x), &arena, &index, &match, NULL),
            CAPAI_ERR_DATA);
    }
    capai_arena_clear(&arena);
}

static void test_classify_beyond_34_digits_is_number_range(void **state)
{
    struct capai_band bands[MOST_BANDS];
    struct capai_scale scale = scale_of(b2, bands);
    const struct capai_ratio x = capai_ratio_of(dec("9999999999999999999999999999999999"));
    struct capai_arena arena;
    struct capai_error err = {0};
    size_t index = UNTOUCHED;
    enum capai_match match;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    /* it has no class, and cannot be named with four decimals either */
    assert_int_equal(capai_scale_classify(&scale, capai_exact_of(&x), &arena, &index, &match, &err),
                     CAPAI_ERR_DATA);
    assert_message(err, CAPAI_MSG_NUMBER_RANGE);
    assert_int_equal(index, UNTOUCHED);
    scale.above = 0;
    assert_class(&scale, capai_exact_of(&x), "Sangat Tinggi", CAPAI_MATCH_ABOVE);
    capai_arena_clear(&arena);
}

static void test_classify_without_bands_is_above(void **state)
{
    const struct capai_scale scale = {.above = CAPAI_BEYOND_UNDECLARED,
                                      .below = CAPAI_BEYOND_UNDECLARED};
    (void)state;
    assert_class_of(&scale, "50", NULL, CAPAI_MATCH_ABOVE);
}

static void test_classify_memory_fails_leaves_index(void **state)
{
    const struct capai_ratio t = {dec("80"), dec("3")}, u = {dec("160"), dec("6")},
                             terms[] = {t, u, t};
    struct capai_band bands[MOST_BANDS];
    const struct capai_scale scale = scale_of(b5, bands);
    struct torture torture = {.runs = 0};
    (void)state;
    while (torture_next(&torture)) {
        enum capai_match match;
        size_t index = UNTOUCHED;
        torture.status = capai_scale_classify(&scale, (struct capai_exact){terms, 3},
                                              &torture.arena, &index, &match, &torture.err);
        assert_int_equal(index, torture.status ? UNTOUCHED : 2);
    }
    assert_true(torture.runs > 1); /* this comparison needs scratch */
}

/* In a gap, at a tie of rounding, which only the whole sum tells. */
static void test_classify_rounding_memory_fails_leaves_index(void **state)
{
    const struct capai_ratio t = {dec("75.5"), dec("3")}, u = {dec("151"), dec("6")},
                             terms[] = {t, u, t};
    struct capai_band bands[MOST_BANDS];
    struct capai_scale scale = scale_of(b1, bands);
    struct torture torture = {.runs = 0};
    (void)state;
    scale.gap = (struct capai_edge_policy){CAPAI_EDGE_ERROR, true, 0};
    while (torture_next(&torture)) {
        enum capai_match match;
        size_t index = UNTOUCHED;
        torture.status = capai_scale_classify(&scale, (struct capai_exact){terms, 3},
                                              &torture.arena, &index, &match, &torture.err);
        if (torture.status)
            assert_int_equal(index, UNTOUCHED);
        else
            assert_text(bands[index].name, "Tinggi");
    }
    assert_true(torture.runs > 1);
}

enum { MOST_FLAWS = 8 };

struct expected_flaw {
    enum capai_match kind; /* BAND ends the list */
    const char *lower, *upper, *example;
};

static const struct printed open_low[MOST_BANDS] = {{"a", "(-,60]"}, {"b", "(-,50]"}};
static const struct printed open_high[MOST_BANDS] = {{"a", "[10,-)"}, {"b", "[20,-)"}};
static const struct printed all_twice[MOST_BANDS] = {{"a", "(-,-)"}, {"b", "(-,-)"}};
static const struct printed nested[MOST_BANDS] = {
    {"c", "[30,40]"}, {"a", "[0,100]"}, {"b", "[10,20]"}};
static const struct printed point[MOST_BANDS] = {{"a", "(-,5)"}, {"b", "[5,5]"}, {"c", "(5,-)"}};
static const struct printed single[MOST_BANDS] = {{"a", "(-,-)"}};

static const struct {
    const struct printed *scale;
    struct expected_flaw flaws[MOST_FLAWS];
} flawed[] = {
    {b1,
     {{CAPAI_MATCH_GAP, "Sangat Rendah", "Rendah", "50.5"},
      {CAPAI_MATCH_GAP, "Rendah", "Sedang", "65.5"},
      {CAPAI_MATCH_GAP, "Sedang", "Tinggi", "75.5"},
      {CAPAI_MATCH_OVERLAP, "Tinggi", "Sangat Tinggi", "90"}}},
    {b1_reversed,
     {{CAPAI_MATCH_GAP, "Sangat Rendah", "Rendah", "50.5"},
      {CAPAI_MATCH_GAP, "Rendah", "Sedang", "65.5"},
      {CAPAI_MATCH_GAP, "Sedang", "Tinggi", "75.5"},
      {CAPAI_MATCH_OVERLAP, "Tinggi", "Sangat Tinggi", "90"}}},
    {b2,
     {{CAPAI_MATCH_GAP, "Sangat Rendah", "Rendah", "50.5"},
      {CAPAI_MATCH_GAP, "Rendah", "Sedang", "65.5"},
      {CAPAI_MATCH_GAP, "Sedang", "Tinggi", "75.5"},
      {CAPAI_MATCH_GAP, "Tinggi", "Sangat Tinggi", "90.5"},
      {CAPAI_MATCH_ABOVE, "Sangat Tinggi", "Sangat Tinggi", "101"}}},
    {b4, {{CAPAI_MATCH_GAP, "Cukup", "Baik", "74.5"}}},
    {b5, {{CAPAI_MATCH_BELOW, "D", "D", "-1"}, {CAPAI_MATCH_ABOVE, "AA", "AA", "101"}}},
    {b6,
     {{CAPAI_MATCH_BELOW, "Kurang", "Kurang", "-1"},
      {CAPAI_MATCH_GAP, "Sangat Baik", "Memuaskan", "85"},
      {CAPAI_MATCH_ABOVE, "Memuaskan", "Memuaskan", "101"}}},
    {b7, {{CAPAI_MATCH_BAND, NULL, NULL, NULL}}},
    {b8,
     {{CAPAI_MATCH_BELOW, "Kritis", "Kritis", "-1"},
      {CAPAI_MATCH_GAP, "Kritis", "Perlu Perhatian", "59.995"},
      {CAPAI_MATCH_GAP, "Perlu Perhatian", "Mendekati", "79.995"},
      {CAPAI_MATCH_GAP, "Mendekati", "Tercapai", "94.995"},
      {CAPAI_MATCH_GAP, "Tercapai", "Melampaui", "105.005"}}},
    {open_low, {{CAPAI_MATCH_OVERLAP, "b", "a", "49"}, {CAPAI_MATCH_ABOVE, "a", "a", "61"}}},
    {open_high, {{CAPAI_MATCH_BELOW, "a", "a", "9"}, {CAPAI_MATCH_OVERLAP, "a", "b", "21"}}},
    {all_twice, {{CAPAI_MATCH_OVERLAP, "a", "b", "0"}}},
    {nested,
     {{CAPAI_MATCH_BELOW, "a", "a", "-1"},
      {CAPAI_MATCH_OVERLAP, "a", "b", "15"},
      {CAPAI_MATCH_OVERLAP, "a", "c", "35"},
      {CAPAI_MATCH_ABOVE, "a", "a", "101"}}},
    {point, {{CAPAI_MATCH_BAND, NULL, NULL, NULL}}},
    {single, {{CAPAI_MATCH_BAND, NULL, NULL, NULL}}},
};

static void test_check_finds_each_flaw_with_example(void **state)
{
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof flawed / sizeof *flawed; i++) {
        struct capai_band bands[MOST_BANDS];
        const struct capai_scale scale = scale_of(flawed[i].scale, bands);
        struct capai_flaw *flaws;
        size_t count, n = 0;
        assert_int_equal(capai_scale_check(&scale, &arena, &flaws, &count, NULL), CAPAI_OK);
        for (; flawed[i].flaws[n].example; n++) {
            const struct expected_flaw *expected = &flawed[i].flaws[n];
            assert_true(n < count);
            assert_int_equal(flaws[n].kind, expected->kind);
            assert_text(bands[flaws[n].lower].name, expected->lower);
            assert_text(bands[flaws[n].upper].name, expected->upper);
            assert_decimal(flaws[n].example, expected->example);
            assert_false(flaws[n].declared);
            assert_class_of(&scale, expected->example, NULL, expected->kind);
        }
        assert_int_equal(count, n);
    }
    capai_arena_clear(&arena);
}

static void test_check_policy_makes_flaw_declared(void **state)
{
    const struct {
        enum capai_match kind;
        const struct printed *scale;
    } cases[] = {{CAPAI_MATCH_GAP, b1},
                 {CAPAI_MATCH_OVERLAP, b1},
                 {CAPAI_MATCH_ABOVE, b6},
                 {CAPAI_MATCH_BELOW, b6}};
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int edge = CAPAI_EDGE_FIRST; edge <= CAPAI_EDGE_ERROR; edge++) {
            struct capai_band bands[MOST_BANDS];
            struct capai_scale scale = scale_of(cases[i].scale, bands);
            struct capai_flaw *flaws;
            size_t count;
            if (cases[i].kind == CAPAI_MATCH_GAP)
                scale.gap.edge = (enum capai_edge)edge;
            else if (cases[i].kind == CAPAI_MATCH_OVERLAP)
                scale.overlap.edge = (enum capai_edge)edge;
            else
                *(cases[i].kind == CAPAI_MATCH_ABOVE ? &scale.above : &scale.below) =
                    edge == CAPAI_EDGE_ERROR ? CAPAI_BEYOND_ERROR : edge - CAPAI_EDGE_FIRST;
            assert_int_equal(capai_scale_check(&scale, &arena, &flaws, &count, NULL), CAPAI_OK);
            for (size_t k = 0; k < count; k++)
                assert_int_equal(flaws[k].declared, flaws[k].kind == cases[i].kind);
        }
    capai_arena_clear(&arena);
}

static void test_check_empty_band_is_error(void **state)
{
    const char *const ends[] = {"[50,50)", "(50,50]", "(50,50)", "[60,50]", "[50.01,50]"};
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const struct printed printed[MOST_BANDS] = {{"full", "[60,-)"}, {"empty", ends[i]}};
        struct capai_band bands[MOST_BANDS];
        const struct capai_scale scale = scale_of(printed, bands);
        struct capai_arena arena;
        struct capai_error err = {0};
        struct capai_flaw before, *flaws = &before;
        size_t count = UNTOUCHED;
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(capai_scale_check(&scale, &arena, &flaws, &count, &err), CAPAI_ERR_RULES);
        assert_message(err, CAPAI_MSG_SCALE_BAND_EMPTY);
        assert_text(((capai_text){err.text, err.word[1]}), "empty");
        assert_ptr_equal(flaws, &before);
        assert_int_equal(count, UNTOUCHED);
        assert_int_equal(capai_scale_check(&scale, &arena, &flaws, &count, NULL), CAPAI_ERR_RULES);
        capai_arena_clear(&arena);
    }
}

static void test_check_without_bands_finds_nothing(void **state)
{
    const struct capai_scale scale = {.above = CAPAI_BEYOND_UNDECLARED,
                                      .below = CAPAI_BEYOND_UNDECLARED};
    struct capai_arena arena;
    struct capai_flaw *flaws;
    size_t count = UNTOUCHED;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(capai_scale_check(&scale, &arena, &flaws, &count, NULL), CAPAI_OK);
    assert_int_equal(count, 0);
    capai_arena_clear(&arena);
}

static void test_check_memory_fails_leaves_output(void **state)
{
    struct capai_band bands[MOST_BANDS];
    const struct capai_scale scale = scale_of(b1, bands);
    struct torture torture = {.runs = 0};
    (void)state;
    while (torture_next(&torture)) {
        struct capai_flaw before, *flaws = &before;
        size_t count = UNTOUCHED;
        torture.status = capai_scale_check(&scale, &torture.arena, &flaws, &count, &torture.err);
        if (torture.status)
            assert_ptr_equal(flaws, &before);
        assert_int_equal(count, torture.status ? UNTOUCHED : 4);
    }
    assert_true(torture.runs > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_classify_in_one_band_needs_no_policy),
        cmocka_unit_test(test_classify_gap_each_policy_decides),
        cmocka_unit_test(test_classify_overlap_each_policy_decides),
        cmocka_unit_test(test_classify_overlap_of_equal_lows_goes_by_value),
        cmocka_unit_test(test_classify_overlap_of_equal_bands_goes_by_their_order),
        cmocka_unit_test(test_classify_rounding_first_decides),
        cmocka_unit_test(test_classify_beyond_bands_each_policy_decides),
        cmocka_unit_test(test_classify_quotients_are_exact_at_edge),
        cmocka_unit_test(test_classify_no_class_names_value),
        cmocka_unit_test(test_classify_beyond_34_digits_is_number_range),
        cmocka_unit_test(test_classify_without_bands_is_above),
        cmocka_unit_test(test_classify_memory_fails_leaves_index),
        cmocka_unit_test(test_classify_rounding_memory_fails_leaves_index),
        cmocka_unit_test(test_check_finds_each_flaw_with_example),
        cmocka_unit_test(test_check_policy_makes_flaw_declared),
        cmocka_unit_test(test_check_empty_band_is_error),
        cmocka_unit_test(test_check_without_bands_finds_nothing),
        cmocka_unit_test(test_check_memory_fails_leaves_output),
    };
    return cmocka_run_group_tests_name("scale", tests, NULL, NULL);
}
