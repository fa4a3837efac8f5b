/* The tests that packs carry: what they may say, and how they are run. */
#define _XOPEN_SOURCE 700
#include "packs_test.h"

#include "bindings/lua/pack_check.h"
#include "bindings/lua/pack_cover.h"

#define WITH(tests) RULES(COMPLETE("p") "  tests = {\n" tests "  },\n")

/* ---- reading ---- */

static void test_tests_wrong_are_refused(void **state)
{
    static const struct refused cases[] = {
        {WITH("{ \"x\", capaian = 5 },"), CAPAI_MSG_RULES_TEST_EMPTY, "tests[1]"},
        {WITH("{ capaian = 5, predikat = \"B\" }, { predikat = \"A\" },"),
         CAPAI_MSG_RULES_TEST_EMPTY, "tests[2]"},
        {WITH("{ capaian = 5, target = 3, realisasi = 4, jumlah_indikator = 1 },"),
         CAPAI_MSG_RULES_TEST_KEY, "jumlah_indikator|tests[1]"},
        {WITH("{ rata = { 1 }, target = 3, capaian = 1 },"), CAPAI_MSG_RULES_TEST_KEY,
         "target|tests[1]"},
        {WITH("{ rata = {}, capaian = 1 },"), CAPAI_MSG_RULES_TEST_LIST, "rata"},
        {WITH("{ rata = { 1, 2 }, bobot = { 1 }, capaian = 1 },"), CAPAI_MSG_RULES_TEST_LIST,
         "bobot"},
        {WITH("{ capaian = 5, predikatt = \"B\" },"), CAPAI_MSG_RULES_KEY_UNKNOWN,
         "predikatt|tests[1]|predikat"},
        {WITH("{ capaian = \"lima\", predikat = \"B\" },"), CAPAI_MSG_RULES_TYPE,
         "capaian|number|string|tests[1]"},
        {WITH("{ target = 4, realisasi = 3, capaian = {} },"), CAPAI_MSG_RULES_TYPE,
         "capaian|number|table|tests[1]"},
        {WITH("{ target = {}, realisasi = 3, capaian = 5 },"), CAPAI_MSG_RULES_TYPE,
         "target|string|table|tests[1]"},
        {WITH("{ target = 4, realisasi = 3, status = \"kosong\" },"), CAPAI_MSG_RULES_VALUE,
         "status|kosong|nilai, belum_diisi, tidak_dapat_dihitung, tidak_berlaku"},
        {WITH("{ target = 4, realisasi = 3, capaian = 1/3 },"), CAPAI_MSG_RULES_NUMBER,
         "capaian|0.33333333333333331"},
        {WITH("\"satu\","), CAPAI_MSG_RULES_ENTRY, "tests|string"},
        {RULES(COMPLETE("p") "  tests = \"satu\",\n"), CAPAI_MSG_RULES_TYPE,
         "tests|table|string|rules"},
    };
    check_refused(*state, cases, sizeof cases / sizeof *cases);
}

static void test_tests_too_many_are_refused(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p",
                 HEAD
                 "local t = {}\nfor i = 1, 1001 do t[i] = { capaian = i, predikat = \"A\" } end\n"
                 "return capai.rules {\n" COMPLETE("p") "  tests = t,\n}\n");
    assert_int_equal(find(f, "p", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_MANY);
}

/* ---- running ---- */

static void test_try_compares_exactly(void **state)
{
    struct fixture *f = *state;
    struct trials trials = try_tests(
        f,
        WITH("{ \"a\", arah = \"positif\", target = 70, realisasi = \"68,45\", capaian = 97.79 },\n"
             "{ arah = \"positif\", target = 70, realisasi = \"68,45\", capaian = \"97,790\" },\n"
             "{ arah = \"positif\", target = 70, realisasi = \"68,45\", capaian = \"97,785\" },\n"
             "{ arah = \"positif\", target = 70, realisasi = \"68,45\", predikat = \"a\" },\n"));
    static const bool passed[] = {true, true, false, false};
    assert_int_equal(trials.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(trials.list[i].passed, passed[i]);
        assert_int_equal(trials.list[i].count, 1);
    }
    assert_text(trials.list[2].checks[0].wanted, "97,785");
    assert_text(trials.list[2].checks[0].got, "97,79");
    assert_text(trials.list[3].checks[0].got, "A");
    assert_text(trials.list[0].test->name, "a");
    assert_text(trials.list[0].input, "arah positif, target 70, realisasi 68,45");
}

static void test_try_tells_why_nothing_came_out(void **state)
{
    struct fixture *f = *state;
    struct trials trials = try_tests(
        f, WITH("{ arah = \"naik\", target = 1, realisasi = 1, capaian = 100 },\n"
                "{ arah = \"positif\", target = 1, realisasi = \"NA\", capaian = 0 },\n"));
    assert_false(trials.list[0].passed);
    assert_message(trials.list[0].reason, CAPAI_MSG_ARAH_UNKNOWN);
    assert_text(trials.list[0].checks[0].got, "tidak_dapat_dihitung");
    assert_false(trials.list[1].passed); /* a missing value is never zero */
    assert_int_equal(trials.list[1].reason.status, CAPAI_OK);
    assert_text(trials.list[1].checks[0].got, "belum_diisi");
}

static void test_try_every_kind_goes_through_the_evaluation(void **state)
{
    struct fixture *f = *state;
    struct trials trials = try_tests(
        f, RULES(COMPLETE(
               "p") "  clamp = { 0, 120 }, average = { clamp = { 0, 100 }, kind = \"weighted\" },\n"
                    "  efficiency = capai.efficiency.compare { greater = \"E\", equal = \"S\", "
                    "less = \"T\" },\n"
                    "  tests = {\n"
                    "  { capaian = 150, predikat = \"A\", di_batas = \"tidak\" },\n"
                    "  { rata = { 110, 50, \"NA\" }, bobot = { 3, 1, 1 }, capaian = \"87,5\","
                    " jumlah_indikator = 2, predikat = \"A\" },\n"
                    "  { capaian = \"80,004\", serapan = 80, efisiensi = \"S\" },\n"
                    "  { capaian = \"80,005\", serapan = 80, efisiensi = \"E\" },\n"
                    "  { capaian = 80, pagu = \"3.000\", belanja = \"2.500\", serapan = \"83,33\","
                    " efisiensi = \"T\" },\n"
                    "  { arah = \"negatif\", target = 4, realisasi = \"3 Dok\", target_akhir = 5,"
                    " pembanding = 1, capaian = 120, capaian_akhir = 120, selisih = 2 },\n"
                    "  },\n"));
    for (size_t i = 0; i < trials.count; i++)
        assert_true(trials.list[i].passed);
    assert_int_equal(trials.count, 6);
    assert_decimal(trials.list[0].classes[SCALE_CAPAIAN].value, "120.00");
}

/* A mean over sasaran, or over rows of another kind, takes the same values. */
static void test_try_mean_holds_over_sasaran_and_other_rows(void **state)
{
    struct fixture *f = *state;
    static const char *const averages[] = {"over = \"sasaran\"", "jenis = \"program\"",
                                           "jenis = { \"tujuan\" }"};
    for (size_t i = 0; i < 3; i++) {
        char script[2048];
        snprintf(script, sizeof script,
                 RULES(COMPLETE("p") "  average = { %s },\n  tests = {\n"
                                     "  { rata = { 100, 50 }, capaian = 75 },\n  },\n"),
                 averages[i]);
        struct trials trials = try_tests(f, script);
        assert_int_equal(trials.count, 1);
        assert_true(trials.list[0].passed);
    }
}

static void test_try_lines_are_those_of_the_entries(void **state)
{
    struct fixture *f = *state;
    struct trials trials =
        try_tests(f, WITH("-- { tests = {\n"
                          "{ \"{ in a string\", capaian = 60, predikat = \"A\" },\n"
                          "[=[ ]=] and nil or {\n capaian = 60, predikat = \"A\" },\n"));
    assert_int_equal(trials.list[0].line, 0); /* it is not seen what the second entry is */
    trials = try_tests(f, WITH("-- { tests = {\n"
                               "{ \"{ in a string\", capaian = 60, predikat = \"A\" },\n"
                               "--[[ {\n ]] { capaian = (60), predikat = \"A\" };\n"));
    assert_int_equal(trials.count, 2);
    assert_int_equal(trials.list[0].line, 10);
    assert_int_equal(trials.list[1].line, 12);
}

static void test_try_versions_of_a_pack_have_tests_of_their_own(void **state)
{
    struct fixture *f = *state;
    struct trials trials;
    const struct capai_rules *const *versions;
    size_t count;
    write_script(f, "p",
                 HEAD "return { capai.rules {\n" COMPLETE(
                     "p") "  valid = { to = 2022 },\n"
                          "  tests = { { capaian = 60, predikat = \"A\" } } },\n"
                          "  capai.rules {\n" COMPLETE(
                              "p") "  valid = { from = 2023 },\n"
                                   "  tests = {\n    { capaian = 40, predikat = \"B\" },\n"
                                   "    { capaian = 40, predikat = \"A\" } } } }\n");
    assert_int_equal(pack_versions(f->packs, "p", &versions, &count, &f->err), CAPAI_OK);
    assert_int_equal(count, 2);
    assert_int_equal(pack_try(f->packs, versions[1], &f->arena, &trials, &f->err), CAPAI_OK);
    assert_int_equal(trials.count, 2);
    assert_int_equal(trials.list[0].line, 18);
    assert_true(trials.list[0].passed);
    assert_false(trials.list[1].passed);
}

static void test_try_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct fixture *f = *state;
    struct trials trials;
    load(f, "p", WITH("{ capaian = 60, predikat = \"A\" }, { rata = { 1, 2 }, capaian = 2 },\n"));
    for (long n = 0;; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_error err = {0};
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        enum capai_status status = pack_try(f->packs, f->rules, &arena, &trials, &err);
        assert_int_equal(status, failing.requests > n ? CAPAI_ERR_MEMORY : CAPAI_OK);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        if (!status)
            break;
    }
    assert_int_equal(trials.count, 2);
}

/* ---- coverage ---- */

static void test_coverage_names_both_sides_of_every_end(void **state)
{
    struct fixture *f = *state;
    struct trials trials = try_tests(
        f,
        RULES("  id = \"p\", name = \"N\",\n" BASIS PROGRESS
              "  round = { digits = 1 }, clamp = { max = 100 },\n"
              "  scale = capai.scale { { \"A\", gt = 80, le = 100 }, { \"B\", ge = 50, lt = 70 },"
              " { \"C\", lt = 50 }, gap = \"lower\", above = \"error\" },\n"
              "  tests = { { capaian = 80, predikat = \"B\" }, { capaian = \"49,9\","
              " predikat = \"C\" }, { arah = \"positif\", target = 0, realisasi = 1,"
              " status = \"tidak_dapat_dihitung\" } },\n"));
    static const struct {
        const char *value, *class;
        bool touched;
    } points[] = {{"49.9", "C", true}, {"50", "B", false}, {"69.9", "B", false},
                  {"70", "B", false},  {"80", "B", true},  {"80.1", "A", false},
                  {"100", "A", false}};
    const struct coverage *coverage = trials.coverage;
    const struct scale_coverage *cover = &coverage->scales[SCALE_CAPAIAN];
    assert_int_equal(cover->point_count, sizeof points / sizeof *points);
    for (size_t i = 0; i < cover->point_count; i++) {
        assert_decimal(cover->points[i].value, points[i].value);
        assert_text(cover->points[i].class, points[i].class);
        assert_int_equal(cover->points[i].touched, points[i].touched);
    }
    assert_false(cover->bands[0]);
    assert_true(cover->bands[1] && cover->bands[2]);
    assert_true(coverage->arah[1] && !coverage->arah[0]); /* negatif, positif */
    assert_true(cover->shows[CAPAI_MATCH_GAP] && cover->matches[CAPAI_MATCH_GAP]);
    assert_false(cover->shows[CAPAI_MATCH_ABOVE]); /* no capaian gets there */
    assert_true(coverage->policies[POLICY_ZERO]);
    assert_false(coverage->policies[POLICY_MISSING]);
}

/* ---- comparisons ---- */

/* Number of warnings for a script. */
static size_t count_comparisons(struct fixture *f, const char *script)
{
    struct capai_notices findings;
    capai_notices_init(&findings, &f->arena, CAPAI_NOTICES_LIMIT);
    assert_int_equal(pack_check_script(capai_text_of(script), "s", &f->arena, &findings), CAPAI_OK);
    for (size_t i = 0; i < findings.count; i++)
        assert_message(findings.list[i], CAPAI_MSG_CHECK_COMPARISON);
    return findings.count;
}

static void test_comparison_of_a_decimal_with_a_number_is_found(void **state)
{
    static const char *const wrong[] = {
        "if i.target == 0 then",
        "while 0 ~= i.realisasi do",
        "return i.target - i.realisasi == -1.5",
        "local t = i.target if t == 0 then",
        "local t, r = i.target, i.realisasi\nif r == 0 then",
        "f(i.bobot == 1, 2)",
        "if capai.decimal(x) == 5 then",
        "if x and not (a or i.target) == 0x10 then",
        "local d = capai.ratio(1, 3)\nreturn d:round(2) == 0.33",
        "if i[1].target == 0 then",
    };
    static const char *const right[] = {
        "if i.target == i.realisasi then",
        "if i.target:sign() == 0 then",
        "if i.target:is_zero() then",
        "if i.target < 0 then",
        "if #i.target == 0 then return i.target end n = 0",
        "if f(i.target) == 0 then",
        "if t[i.target] == 0 then",
        "local n = 3\nlocal t = i.target\nif n == 3 then",
        "-- i.target == 0\nlocal s = 'i.target == 0'",
        "t = { target = 0, { i.target }, n == 0 }",
        "if i.target == '0' then",
        "if i.target.x == 0 then",
        "local a = i.target\nb == 0",
        "",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (count_comparisons(f, wrong[i]) != 1)
            fail_msg("not found: %s", wrong[i]);
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        if (count_comparisons(f, right[i]) != 0)
            fail_msg("found: %s", right[i]);
}

static void test_formula_that_divides_by_zero_is_named(void **state)
{
    static const struct {
        const char *formula, *words;
    } cases[] = {
        {"realisasi / target * 100", "positif|target = 0"},
        {"if(target == 0, 100, realisasi / target * 100)", ""},
        {"(target + realisasi) * 50", ""},
        {"100 / (target - realisasi)", "positif|realisasi = target"},
        {"realisasi / target + target / realisasi", "positif|target = 0, realisasi = 0"},
        {"realisasi / (target - pembanding)", "positif|target = pembanding"},
        {"100 / (target - 5)", "positif|target = 5"},
        {"100 / (target + 2.5)", "positif|target = -2.5"},
        {"100 / (2*target - realisasi)", "positif|realisasi = 206 (target = 103)"},
        {"1 / (realisasi / target - 1)", "positif|target = 0, realisasi = target"},
        {"if(realisasi > target, 1 / (target - 5), 1 / (target - 500))",
         "positif|target = 5, target = 500"},
        {"if(target == 5, 0, 100 / (target - 5))", ""},
        {"if(target > 5 or target < 5, 100 / (target - 5), 0)", ""},
        {"100 / (abs(target) + 1) + 100 / max(target, 1)", ""},
        {"target / 0", "positif|0 = 0"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[2048], words[CAPAI_ERROR_TEXT] = "";
        struct capai_notices findings;
        snprintf(script, sizeof script,
                 RULES("  id = \"p\", name = \"N\",\n" BASIS ROUND SCALE
                       "  progress = { positif = capai.formula \"%s\" },\n"),
                 cases[i].formula);
        struct trials trials = try_tests(f, script);
        capai_notices_init(&findings, &f->arena, CAPAI_NOTICES_LIMIT);
        assert_int_equal(pack_check(f->packs, &trials, &f->arena, &findings, &f->err), CAPAI_OK);
        for (size_t k = 0; k < findings.count; k++)
            if (findings.list[k].message == CAPAI_MSG_CHECK_FORMULA_ZERO)
                words_of(&findings.list[k], words, sizeof words);
        assert_string_equal(words, cases[i].words);
    }
}

static void test_check_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct fixture *f = *state;
    struct trials trials = try_tests(
        f,
        RULES("  id = \"p\", name = \"N\",\n  basis = \"B\",\n" PROGRESS ROUND
              "  scale = capai.scale { { \"A\", ge = 50 }, { \"B\", lt = 40 }, gap = \"lower\" },\n"
              "  tests = { { capaian = 60, predikat = \"B\" } },\n"));
    for (long n = 0;; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_notices findings;
        struct capai_error err = {0};
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        capai_notices_init(&findings, &arena, CAPAI_NOTICES_LIMIT);
        enum capai_status status = pack_check(f->packs, &trials, &arena, &findings, &err);
        assert_int_equal(status, failing.requests > n ? CAPAI_ERR_MEMORY : CAPAI_OK);
        size_t found = findings.count;
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        if (status)
            continue;
        assert_int_equal(found, 9); /* gap, basis, test, two classes, two formulas, zero, missing */
        break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_tests_wrong_are_refused),
        TEST(test_tests_too_many_are_refused),
        TEST(test_try_compares_exactly),
        TEST(test_try_tells_why_nothing_came_out),
        TEST(test_try_every_kind_goes_through_the_evaluation),
        TEST(test_try_mean_holds_over_sasaran_and_other_rows),
        TEST(test_try_lines_are_those_of_the_entries),
        TEST(test_try_versions_of_a_pack_have_tests_of_their_own),
        TEST(test_try_out_of_memory_at_any_request_fails_cleanly),
        TEST(test_comparison_of_a_decimal_with_a_number_is_found),
        TEST(test_formula_that_divides_by_zero_is_named),
        TEST(test_check_out_of_memory_at_any_request_fails_cleanly),
        TEST(test_coverage_names_both_sides_of_every_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
