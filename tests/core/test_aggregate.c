#include "capai_test.h"

#include "core/aggregate.h"

enum { MOST = 6 };

/* A member in words: "80" is a value, "80/3" a quotient, "80*0.5" a value of weight 0.5;
 * "belum", "gagal" and "bukan" are the three outcomes without a value. */
struct members {
    struct member list[MOST];
    struct capai_ratio ratios[MOST];
    size_t count;
};

static capai_decimal part(const char *text, size_t size)
{
    capai_decimal x;
    assert_int_equal(capai_decimal_parse((capai_text){text, size}, &x, NULL), CAPAI_OK);
    return x;
}

static void add_member(struct members *m, const char *text)
{
    static const char *const without[] = {"", "belum", "gagal", "bukan"};
    struct member *member = &m->list[m->count];
    struct capai_ratio *ratio = &m->ratios[m->count];
    *member = (struct member){.amount.rows = 1};
    const char *star = strchr(text, '*');
    size_t size = star ? (size_t)(star - text) : strlen(text);
    if (star) {
        member->has_weight = true;
        member->weight = dec(star + 1);
    }
    for (int i = 1; i < CAPAI_OUTCOME_COUNT; i++)
        if (capai_text_equal((capai_text){text, size}, capai_text_of(without[i])))
            member->amount.outcome = (enum capai_outcome)i;
    if (member->amount.outcome == CAPAI_NILAI) {
        unsigned flags = 0;
        const char *slash = memchr(text, '/', size);
        *ratio = slash ? (struct capai_ratio){part(text, (size_t)(slash - text)),
                                              part(slash + 1, (size_t)(text + size - slash - 1))}
                       : capai_ratio_of(part(text, size));
        capai_decimal quotient =
            capai_decimal_divide(ratio->numerator, ratio->denominator, CAPAI_HALF_EVEN, &flags);
        flags = 0;
        member->amount.shown = capai_decimal_round(quotient, 2, CAPAI_HALF_UP, &flags);
        member->amount.exact = capai_exact_of(ratio);
    }
    m->count++;
}

static void make_members(struct members *m, const char *const *texts)
{
    m->count = 0;
    while (m->count < MOST && texts[m->count])
        add_member(m, texts[m->count]);
}

static const struct capai_average mean = {.kind = CAPAI_MEAN};
static const struct capai_average weighted = {.kind = CAPAI_WEIGHTED};

static struct capai_average clamped(bool of_rounded)
{
    return (struct capai_average){.of_rounded = of_rounded,
                                  .clamp = {true, true, dec("0"), dec("100")}};
}

/* The mean, rounded to 4 decimals; NULL: the outcome has no value. */
static void assert_mean(const struct capai_average *average, const struct members *m,
                        enum capai_outcome outcome, const char *expected, size_t rows)
{
    struct capai_arena arena;
    struct capai_error err = {0};
    struct amount out = {.rows = 77};
    capai_decimal shown;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(aggregate(average, m->list, m->count, NULL, &arena, &out, &err), CAPAI_OK);
    assert_int_equal(err.status, CAPAI_OK);
    assert_int_equal(out.outcome, outcome);
    assert_int_equal(out.rows, rows);
    if (outcome == CAPAI_NILAI) {
        assert_int_equal(capai_exact_round(out.exact, 4, CAPAI_HALF_UP, &arena, &shown, NULL),
                         CAPAI_OK);
        assert_decimal(shown, expected);
    }
    capai_arena_clear(&arena);
}

static void test_aggregate_mean_is_exact(void **state)
{
    const struct {
        const char *texts[MOST + 1];
        const char *expected;
        size_t rows;
    } cases[] = {
        {{"97.78"}, "97.7800", 1},
        {{"80", "100"}, "90.0000", 2},
        {{"152.16", "47.84", "65.72"}, "88.5733", 3},
        {{"100/3", "200/3", "200"}, "100.0000", 3},
        {{"100/3", "100/3", "100/3"}, "33.3333", 3},
        {{"0", "0"}, "0.0000", 2},
        {{"-50", "50"}, "0.0000", 2},
        {{"-10/3"}, "-3.3333", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct members m;
        make_members(&m, cases[i].texts);
        assert_mean(&mean, &m, CAPAI_NILAI, cases[i].expected, cases[i].rows);
    }
}

/* 1/3 + 2/3 + 2 of 100 over 3, truncated, is 100 and not 99,99; and so on one level up. */
static void test_aggregate_thirds_and_mean_of_means_truncate_to_whole(void **state)
{
    const char *const first[] = {"100/3", "200/3", "200", NULL}, *const second[] = {"100/3",
                                                                                    "200/3", NULL};
    struct members a, b;
    struct amount groups[2], total;
    struct capai_arena arena;
    capai_decimal shown;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    make_members(&a, first);
    make_members(&b, second);
    assert_int_equal(aggregate(&mean, a.list, a.count, NULL, &arena, &groups[0], NULL), CAPAI_OK);
    assert_int_equal(aggregate(&mean, b.list, b.count, NULL, &arena, &groups[1], NULL), CAPAI_OK);
    assert_int_equal(capai_exact_round(groups[0].exact, 2, CAPAI_DOWN, &arena, &shown, NULL),
                     CAPAI_OK);
    assert_decimal(shown, "100.00");
    const struct member members[] = {{.amount = groups[0]}, {.amount = groups[1]}};
    assert_int_equal(aggregate(&mean, members, 2, NULL, &arena, &total, NULL), CAPAI_OK);
    assert_int_equal(total.outcome, CAPAI_NILAI);
    assert_int_equal(total.rows, 5);
    assert_int_equal(capai_exact_round(total.exact, 2, CAPAI_DOWN, &arena, &shown, NULL), CAPAI_OK);
    assert_decimal(shown, "75.00");
    assert_int_equal(capai_exact_round(total.exact, 2, CAPAI_UP, &arena, &shown, NULL), CAPAI_OK);
    assert_decimal(shown, "75.00");
    capai_arena_clear(&arena);
}

static void test_aggregate_mean_of_means_is_not_flat_mean(void **state)
{
    const char *const first[] = {"100", NULL}, *const second[] = {"50", "60", "70", NULL};
    struct members a, b;
    struct amount groups[2];
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    make_members(&a, first);
    make_members(&b, second);
    assert_int_equal(aggregate(&mean, a.list, a.count, NULL, &arena, &groups[0], NULL), CAPAI_OK);
    assert_int_equal(aggregate(&mean, b.list, b.count, NULL, &arena, &groups[1], NULL), CAPAI_OK);
    const struct members means = {
        {{.amount = groups[0]}, {.amount = groups[1]}}, {{{{0}}, {{0}}}}, 2};
    assert_mean(&mean, &means, CAPAI_NILAI, "80.0000", 4);
    capai_arena_clear(&arena);
}

static void test_aggregate_rounded_values_enter_when_asked(void **state)
{
    const struct capai_average rounded = {.of_rounded = true};
    const char *const thirds[] = {"100/3", "100/3", NULL}, *const mixed[] = {"200/3", "100/3",
                                                                             NULL};
    struct members m;
    (void)state;
    make_members(&m, thirds);
    assert_mean(&rounded, &m, CAPAI_NILAI, "33.3300", 2);
    assert_mean(&mean, &m, CAPAI_NILAI, "33.3333", 2);
    make_members(&m, mixed);
    assert_mean(&rounded, &m, CAPAI_NILAI, "50.0000", 2);
}

static void test_aggregate_clamp_holds_for_members_not_for_mean(void **state)
{
    const struct {
        const char *texts[MOST + 1];
        const char *exact, *rounded;
    } cases[] = {
        {{"152.16", "47.84"}, "73.9200", "73.9200"}, {{"-134.28", "50"}, "25.0000", "25.0000"},
        {{"100", "0"}, "50.0000", "50.0000"},        {{"100.001", "50"}, "75.0000", "75.0000"},
        {{"99.996", "50"}, "74.9980", "75.0000"}, /* rounding first, then the clamp */
        {{"301/3", "299/3"}, "99.8333", "99.8350"},
    };
    const struct capai_average exact = clamped(false), rounded = clamped(true);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct members m;
        make_members(&m, cases[i].texts);
        assert_mean(&exact, &m, CAPAI_NILAI, cases[i].exact, 2);
        assert_mean(&rounded, &m, CAPAI_NILAI, cases[i].rounded, 2);
    }
}

static void test_aggregate_weighted_mean_is_by_weights(void **state)
{
    const struct {
        const char *texts[MOST + 1];
        const char *expected;
        size_t rows;
    } cases[] = {
        {{"80*0.5", "90*0.3", "100*0.2"}, "87.0000", 3},
        {{"80*50", "90*30", "100*20"}, "87.0000", 3},
        {{"80*1", "90*1", "100*1"}, "90.0000", 3},
        {{"100/3*3", "200/3*1"}, "41.6667", 2},
        {{"80*0", "100*2"}, "100.0000", 2},
        {{"80", "100*2"}, "100.0000", 1}, /* without weight: as one without value */
        {{"belum*5", "100*2"}, "100.0000", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct members m;
        make_members(&m, cases[i].texts);
        assert_mean(&weighted, &m, CAPAI_NILAI, cases[i].expected, cases[i].rows);
    }
}

static void test_aggregate_plain_mean_ignores_weights(void **state)
{
    const char *const texts[] = {"80*1", "100*9", "90", NULL};
    struct members m;
    (void)state;
    make_members(&m, texts);
    assert_mean(&mean, &m, CAPAI_NILAI, "90.0000", 3);
}

static void test_aggregate_weighted_zero_counts_with_its_weight(void **state)
{
    const struct capai_average zero = {.kind = CAPAI_WEIGHTED,
                                       .missing = {[CAPAI_BELUM_DIISI] = CAPAI_MISSING_ZERO}};
    const char *const texts[] = {"belum*3", "100*1", NULL};
    struct members m;
    (void)state;
    make_members(&m, texts);
    assert_mean(&zero, &m, CAPAI_NILAI, "25.0000", 2);
}

static void test_aggregate_weighted_without_weight_is_missing(void **state)
{
    const struct capai_average none = {.kind = CAPAI_WEIGHTED,
                                       .missing = {[CAPAI_BELUM_DIISI] = CAPAI_MISSING_NONE}};
    const char *const texts[] = {"80", "100*2", NULL}, *const bare[] = {"80", "90", NULL};
    struct members m;
    (void)state;
    make_members(&m, texts);
    assert_mean(&none, &m, CAPAI_BELUM_DIISI, NULL, 0);
    make_members(&m, bare);
    assert_mean(&weighted, &m, CAPAI_BELUM_DIISI, NULL, 0);
}

static void test_aggregate_weights_of_sum_zero_give_no_mean(void **state)
{
    const char *const texts[] = {"80*0", "100*0.00", NULL};
    struct members m;
    (void)state;
    make_members(&m, texts);
    assert_mean(&weighted, &m, CAPAI_TIDAK_DAPAT_DIHITUNG, NULL, 0);
}

static void test_aggregate_missing_each_policy_per_outcome(void **state)
{
    const char *const words[] = {NULL, "belum", "gagal", "bukan"};
    (void)state;
    for (int outcome = 1; outcome < CAPAI_OUTCOME_COUNT; outcome++)
        for (int policy = 0; policy <= CAPAI_MISSING_NONE; policy++)
            for (int place = 0; place < 3; place++) {
                const char *texts[] = {"80", "100", "80", NULL};
                struct capai_average average = {.kind = CAPAI_MEAN};
                struct members m;
                texts[2] = texts[place];
                texts[place] = words[outcome];
                /* the policies of other outcomes must not matter */
                for (int i = 1; i < CAPAI_OUTCOME_COUNT; i++)
                    average.missing[i] =
                        i == outcome ? (enum capai_missing)policy : CAPAI_MISSING_NONE;
                make_members(&m, texts);
                if (policy == CAPAI_MISSING_SKIP)
                    assert_mean(&average, &m, CAPAI_NILAI, "90.0000", 2);
                else if (policy == CAPAI_MISSING_ZERO)
                    assert_mean(&average, &m, CAPAI_NILAI, "60.0000", 3);
                else
                    assert_mean(&average, &m, (enum capai_outcome)outcome, NULL, 0);
            }
}

static void test_aggregate_what_prevents_it_does_not_depend_on_the_order(void **state)
{
    static const enum capai_average_kind kinds[] = {CAPAI_MEAN, CAPAI_GEOMETRIC, CAPAI_REACHED};
    const char *const texts[][5] = {{"80", "bukan", "gagal", "belum", NULL},
                                    {"belum", "gagal", "80", "bukan", NULL},
                                    {"-80", "gagal", "belum", NULL},
                                    {"belum", "gagal", "-80", NULL}};
    struct members m;
    (void)state;
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++)
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            const struct capai_average none = {
                .kind = kinds[kind],
                .missing = {[CAPAI_BELUM_DIISI] = CAPAI_MISSING_NONE,
                            [CAPAI_TIDAK_DAPAT_DIHITUNG] = CAPAI_MISSING_NONE}};
            make_members(&m, texts[i]);
            assert_mean(&none, &m, CAPAI_BELUM_DIISI, NULL, 0);
        }
}

static void test_aggregate_clamp_does_not_lift_missing_zero(void **state)
{
    const struct capai_average average = {
        .missing = {[CAPAI_BELUM_DIISI] = CAPAI_MISSING_ZERO},
        .clamp = {.has_min = true, .min = capai_decimal_from_int(50)}};
    const char *const texts[] = {"80", "belum", "20", NULL};
    struct members m;
    (void)state;
    make_members(&m, texts);
    assert_mean(&average, &m, CAPAI_NILAI, "43.3333", 3);
}

static void test_aggregate_nothing_entered_is_most_hopeful_outcome(void **state)
{
    const struct {
        const char *texts[MOST + 1];
        enum capai_outcome outcome;
    } cases[] = {
        {{NULL}, CAPAI_TIDAK_BERLAKU},
        {{"bukan"}, CAPAI_TIDAK_BERLAKU},
        {{"bukan", "gagal"}, CAPAI_TIDAK_DAPAT_DIHITUNG},
        {{"gagal", "belum", "bukan"}, CAPAI_BELUM_DIISI},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct members m;
        make_members(&m, cases[i].texts);
        assert_mean(&mean, &m, cases[i].outcome, NULL, 0);
        assert_mean(&weighted, &m, cases[i].outcome, NULL, 0);
    }
}

static void test_aggregate_only_zeros_is_zero(void **state)
{
    const struct capai_average average = {.missing = {CAPAI_MISSING_SKIP, CAPAI_MISSING_ZERO,
                                                      CAPAI_MISSING_ZERO, CAPAI_MISSING_ZERO}};
    const char *const texts[] = {"belum", "gagal", "bukan", NULL};
    struct members m;
    (void)state;
    make_members(&m, texts);
    assert_mean(&average, &m, CAPAI_NILAI, "0.0000", 3);
}

static void test_aggregate_beyond_34_digits_is_number_range(void **state)
{
    const char *const cases[][MOST + 1] = {
        {"1234567890123456789012345678901234*1.234567890123456789012345678901234", "1*1"},
        {"1*1234567890123456789012345678901234", "1*0.1"},
        {"1/1234567890123456789012345678901234*9", "1*4"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_arena arena;
        struct capai_error err = {0};
        struct members m;
        struct amount out;
        capai_arena_init(&arena, NULL, NULL, 0);
        make_members(&m, cases[i]);
        assert_int_equal(aggregate(&weighted, m.list, m.count, NULL, &arena, &out, &err),
                         CAPAI_ERR_DATA);
        assert_message(err, CAPAI_MSG_NUMBER_RANGE);
        capai_arena_clear(&arena);
    }
}

static void test_aggregate_of_decimals_that_fails_has_no_value(void **state)
{
    const capai_decimal values[] = {dec("4"), dec("-1")};
    const struct capai_average average = {.kind = CAPAI_GEOMETRIC};
    struct capai_arena arena;
    struct capai_exact out;
    struct capai_error err = {0};
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(capai_aggregate(&average, values, NULL, 2, &arena, &out, &err),
                     CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_message(err, CAPAI_MSG_GEOMETRIC_NEGATIVE);
    capai_arena_clear(&arena);
    struct torture torture = {.runs = 0};
    while (torture_next(&torture)) {
        const enum capai_outcome outcome =
            capai_aggregate(&average, values, NULL, 1, &torture.arena, &out, &torture.err);
        torture.status = torture.err.status;
        assert_int_equal(outcome, torture.status ? CAPAI_TIDAK_DAPAT_DIHITUNG : CAPAI_NILAI);
    }
}

static void test_aggregate_memory_fails_each_time_cleanly(void **state)
{
    /* more terms than a first block holds, and clamps that only whole numbers can decide */
    const struct capai_ratio t = {capai_decimal_from_int(100), capai_decimal_from_int(3)};
    const struct capai_ratio thirds[] = {t, t, t};
    const struct capai_average average = clamped(false);
    struct member members[10];
    struct torture torture = {.runs = 0};
    (void)state;
    for (size_t i = 0; i < 10; i++)
        members[i] = (struct member){
            .amount = {.outcome = CAPAI_NILAI, .exact = {thirds, i % 2 ? 3 : 1}, .rows = 1}};
    while (torture_next(&torture)) {
        struct amount out;
        torture.status = aggregate(&average, members, 10, NULL, &torture.arena, &out, &torture.err);
        if (torture.status)
            continue;
        assert_int_equal(out.rows, 10);
        assert_int_equal(out.exact.count, 20);
    }
    assert_true(torture.runs > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_aggregate_mean_is_exact),
        cmocka_unit_test(test_aggregate_thirds_and_mean_of_means_truncate_to_whole),
        cmocka_unit_test(test_aggregate_mean_of_means_is_not_flat_mean),
        cmocka_unit_test(test_aggregate_rounded_values_enter_when_asked),
        cmocka_unit_test(test_aggregate_clamp_holds_for_members_not_for_mean),
        cmocka_unit_test(test_aggregate_weighted_mean_is_by_weights),
        cmocka_unit_test(test_aggregate_plain_mean_ignores_weights),
        cmocka_unit_test(test_aggregate_weighted_zero_counts_with_its_weight),
        cmocka_unit_test(test_aggregate_weighted_without_weight_is_missing),
        cmocka_unit_test(test_aggregate_weights_of_sum_zero_give_no_mean),
        cmocka_unit_test(test_aggregate_missing_each_policy_per_outcome),
        cmocka_unit_test(test_aggregate_what_prevents_it_does_not_depend_on_the_order),
        cmocka_unit_test(test_aggregate_clamp_does_not_lift_missing_zero),
        cmocka_unit_test(test_aggregate_nothing_entered_is_most_hopeful_outcome),
        cmocka_unit_test(test_aggregate_only_zeros_is_zero),
        cmocka_unit_test(test_aggregate_beyond_34_digits_is_number_range),
        cmocka_unit_test(test_aggregate_of_decimals_that_fails_has_no_value),
        cmocka_unit_test(test_aggregate_memory_fails_each_time_cleanly),
    };
    return cmocka_run_group_tests_name("aggregate", tests, NULL, NULL);
}
