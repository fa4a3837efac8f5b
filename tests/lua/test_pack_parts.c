/* Tests of packs about surveys, worksheets, earlier years and groups: what they may say, what comes
 * out, and what of a pack's scales and policies they reach. */
#define _XOPEN_SOURCE 700
#include "packs_test.h"

#include "bindings/lua/pack_check.h"
#include "bindings/lua/pack_cover.h"

#define SURVEY                                                                                     \
    "  survey = capai.survey { unsur = { { \"u1\", \"A\" }, { \"u2\", \"B\" } },\n"                \
    "    scale = capai.scale { { \"Baik\", ge = \"76,61\" }, { \"Kurang\", le = \"76,60\" },"      \
    " gap = { round = 2 } } },\n"
#define LKE_OF(weights, more)                                                                      \
    "  lke = capai.lke { parts = { { \"1\", \"P\", weight = 60, { \"1.a\", \"X\", weight = 20 },"  \
    " { \"1.b\", \"Y\", weight = 40 } }, { \"2\", \"Q\", weight = " weights " } },\n"              \
    "    answers = { AA = 100, BB = 80, E = 0 }," more                                             \
    " scale = capai.scale { { \"A\", gt = 90 }, { \"B\", le = 90 } } },\n"
#define LKE LKE_OF("40", "")
#define WITH(more, tests) RULES(COMPLETE("p") more "  tests = {\n" tests "  },\n")

/* Prints what failed. */
static void assert_all_pass(const struct trials *trials)
{
    for (size_t i = 0; i < trials->count; i++)
        for (size_t k = 0; k < trials->list[i].count; k++) {
            const struct test_check *check = &trials->list[i].checks[k];
            if (!check->met)
                fail_msg("test %zu: %s: wanted %.*s, got %.*s", i + 1, check->key,
                         (int)check->wanted.size, check->wanted.data, (int)check->got.size,
                         check->got.data);
        }
}

/* ---- reading ---- */

static void test_tests_of_parts_wrong_are_refused(void **state)
{
    static const struct refused cases[] = {
        {WITH(SURVEY, "{ ikm = 80, capaian = 5, mutu = \"Baik\" },"), CAPAI_MSG_RULES_TEST_KEY,
         "capaian|tests[1]"},
        {WITH(SURVEY, "{ skm = { { 1, 2 } }, responden = 3, ikm = 5 },"), CAPAI_MSG_RULES_TEST_KEY,
         "responden|tests[1]"},
        {WITH(SURVEY, "{ responden = 3, ikm = 5 },"), CAPAI_MSG_RULES_TEST_LIST, "jumlah"},
        {WITH(SURVEY, "{ responden = 3, jumlah = { 4, \"5,5\" }, ikm = 5 },"),
         CAPAI_MSG_RULES_TEST_LIST, "jumlah"},
        {WITH(SURVEY, "{ responden = 0, jumlah = { 4, 5 }, ikm = 5 },"), CAPAI_MSG_RULES_VALUE,
         "responden|0|1 .. 10000"},
        {WITH(SURVEY, "{ skm = {}, ikm = 5 },"), CAPAI_MSG_RULES_TEST_LIST, "skm"},
        {WITH(SURVEY, "{ skm = { { 1, 2 } }, nrr = {} },"), CAPAI_MSG_RULES_TEST_LIST, "nrr"},
        {WITH(SURVEY, "{ skm = { { 1, 2 } }, nrr = { \"x\" } },"), CAPAI_MSG_RULES_TYPE,
         "nrr|number|string|tests[1]"},
        {WITH(SURVEY, "{ ikm = \"belum_diisi\", mutu = \"Baik\" },"), CAPAI_MSG_RULES_TYPE,
         "ikm|number|string|tests[1]"},
        {WITH(SURVEY, "{ skm = { { 1, 2 } } },"), CAPAI_MSG_RULES_TEST_EMPTY, "tests[1]"},
        {WITH(LKE, "{ lke = { \"AA\" }, nilai_lke = 5 },"), CAPAI_MSG_RULES_TEST_LIST, "lke"},
        {WITH(LKE, "{ lke = \"AA\", nilai = { 5 } },"), CAPAI_MSG_RULES_TEST_LIST, "nilai"},
        {WITH(LKE, "{ nilai_lke = 5, lke = \"AA\", indeks = 1 },"), CAPAI_MSG_RULES_TEST_KEY,
         "indeks|tests[1]"},
        {WITH("", "{ capaian = 5, predikat = \"B\", realisasi_lalu = 1 },"),
         CAPAI_MSG_RULES_TEST_KEY, "realisasi_lalu|tests[1]"},
        {WITH("", "{ target = 1, realisasi = 1, realisasi_lalu = {}, capaian = 5 },"),
         CAPAI_MSG_RULES_TEST_LIST, "realisasi_lalu"},
        {WITH("", "{ target = 1, realisasi_triwulan = { 1, 2, 3, 4, 5 }, capaian = 5 },"),
         CAPAI_MSG_RULES_TEST_LIST, "realisasi_triwulan"},
        {WITH("", "{ target = 1, realisasi_triwulan = 5, capaian = 5 },"), CAPAI_MSG_RULES_TYPE,
         "realisasi_triwulan|table|number|tests[1]"},
        {WITH("", "{ rata = { 1 }, target_triwulan = { 1 }, capaian = 5 },"),
         CAPAI_MSG_RULES_TEST_KEY, "target_triwulan|tests[1]"},
        {WITH("", "{ rata = { { 1, {} } }, capaian = 5 },"), CAPAI_MSG_RULES_TYPE,
         "rata|string|table|tests[1]"},
        {WITH("", "{ rata = { {}, {} }, capaian = 5 },"), CAPAI_MSG_RULES_TEST_LIST, "rata"},
        {WITH("", "{ target = 1, realisasi = 1, bobot = 3, capaian = 5 },"),
         CAPAI_MSG_RULES_TEST_KEY, "bobot|tests[1]"},
    };
    check_refused(*state, cases, sizeof cases / sizeof *cases);
}

/* ---- surveys ---- */

static void test_try_survey_counts_answers_and_sums(void **state)
{
    struct fixture *f = *state;
    struct trials trials = try_tests(
        f, WITH(SURVEY,
                "{ skm = { { 4, 3 }, { 3, 1 } }, jumlah = { 7, 4 }, nrr = { \"3,5\", 2 },"
                " nrr_tertimbang = { \"1,75\", 1 }, rata = { \"3,5\", 2 }, peringkat = { 1, 2 },"
                " indeks = \"2,75\", ikm = \"68,75\", mutu = \"Kurang\" },\n"
                "{ responden = 3, jumlah = { 7, 12 }, nrr = { \"2,33\", 4 }, ikm = \"79,17\" },\n"
                "{ skm = { { 4, 4 }, { \"NA\", 2 } }, ikm = \"87,5\" },\n"
                "{ skm = { { 4, 4 }, { 5, 2 } }, ikm = \"87,5\" },\n"
                "{ skm = { { \"\", 4 } }, ikm = \"belum_diisi\", mutu = \"\" },\n"
                "{ ikm = \"76,605\", mutu = \"Baik\" }, { ikm = 0, mutu = \"Kurang\" },\n"));
    assert_all_pass(&trials);
    assert_text(trials.list[0].input, "skm 4; 3 | 3; 1");
    assert_text(trials.list[1].input, "jumlah 7; 12");
    assert_string_equal(trials.list[0].checks[3].key, "nrr 2");
    assert_decimal(trials.list[0].classes[SCALE_SURVEY].value, "68.75");
    assert_true(trials.list[2].policies[POLICY_SURVEY_MISSING]);
    assert_false(trials.list[2].policies[POLICY_SURVEY_INVALID]);
    assert_true(trials.list[3].policies[POLICY_SURVEY_INVALID]);
    assert_false(trials.list[4].classes[SCALE_SURVEY].has_value);
}

/* Sums that no answers from 1 to 4 can make are answers beyond them. */
static void test_try_survey_says_why_there_is_no_index(void **state)
{
    struct fixture *f = *state;
    struct trials trials =
        try_tests(f, WITH(SURVEY, "{ responden = 2, jumlah = { 9, 4 }, ikm = \"81,25\" },\n"
                                  "{ skm = { { 4, 3, 2 } }, ikm = \"87,5\" },\n"));
    assert_false(trials.list[0].passed);
    assert_message(trials.list[0].reason, CAPAI_MSG_SKM_ANSWER);
    assert_false(trials.list[1].passed); /* more answers than unsur */
    assert_true(trials.list[1].checks[0].met);
    assert_message(trials.list[1].reason, CAPAI_MSG_ROW_LONG);
    trials = try_tests(f, WITH("", "{ ikm = 80, mutu = \"Baik\" },\n"
                                   "{ nilai_lke = 80, grade_lke = \"B\" },\n"
                                   "{ lke = \"AA\", nilai_lke = 100 },\n"));
    assert_message(trials.list[0].reason, CAPAI_MSG_SKM_NO_RULE);
    assert_message(trials.list[1].reason, CAPAI_MSG_LKE_NO_RULE);
    assert_message(trials.list[2].reason, CAPAI_MSG_LKE_NO_RULE);
    for (size_t i = 0; i < 3; i++)
        assert_false(trials.list[i].passed);
}

/* ---- worksheets ---- */

static void test_try_lke_sums_parts(void **state)
{
    struct fixture *f = *state;
    struct trials trials = try_tests(
        f, WITH(LKE, "{ lke = \"AA\", nilai_lke = 100, grade_lke = \"A\","
                     " nilai = { [\"1\"] = 60, [\"1.a\"] = 20, [\"2\"] = 40 } },\n"
                     "{ lke = { [\"1.a\"] = \"BB\", [\"1.b.1\"] = \"AA\", [\"1.b.2\"] = \"E\","
                     " [\"2\"] = \"aa\" }, nilai_lke = 76, nilai = { [\"1.b\"] = 20 } },\n"
                     "{ lke = { [\"1.a\"] = \"AA\" }, nilai = { [\"1.a\"] = 20,"
                     " [\"2\"] = \"belum_diisi\" }, nilai_lke = \"belum_diisi\" },\n"
                     "{ nilai_lke = 90, grade_lke = \"B\" }, { nilai_lke = \"90,01\","
                     " grade_lke = \"A\" }, { nilai_lke = 0, grade_lke = \"B\" },\n"));
    assert_all_pass(&trials);
    for (size_t i = 0; i < trials.count; i++)
        assert_true(trials.list[i].passed);
    assert_text(trials.list[1].input, "lke 1.a BB; 1.b.1 AA; 1.b.2 E; 2 aa");
    assert_string_equal(trials.list[2].checks[0].key, "nilai 1.a");
    assert_false(trials.list[0].policies[POLICY_LKE_MISSING]);
    assert_true(trials.list[2].policies[POLICY_LKE_MISSING]);
    trials = try_tests(f, WITH(LKE_OF("40", " missing = \"zero\","),
                               "{ lke = { [\"1.a\"] = \"AA\" }, nilai_lke = 20 },\n"));
    assert_all_pass(&trials);
    assert_true(trials.list[0].policies[POLICY_LKE_MISSING]);
    trials = try_tests(f, WITH(LKE, "{ lke = { [\"1.a\"] = \"AA\", [\"1.b\"] = \"AA\","
                                    " [\"2\"] = \"AA\", [\"3\"] = \"AA\" }, nilai_lke = 100 },\n"));
    assert_false(trials.list[0].passed); /* there is no part 3 */
    assert_message(trials.list[0].reason, CAPAI_MSG_LKE_CODE);
}

/* ---- earlier years, groups ---- */

static void test_try_earlier_years_enter_formulas(void **state)
{
    struct fixture *f = *state;
    struct trials trials = try_tests(
        f,
        RULES("  id = \"p\", name = \"N\",\n" BASIS ROUND SCALE
              "  progress = { tumbuh = capai.progress.growth, beda = capai.progress.change,\n"
              "    sampai = capai.progress.cumulative, sejak = capai.progress.cumulative {"
              " from = 2022 },\n"
              "    lalu = capai.formula \"realisasi / target_lalu * 100\",\n"
              "    fungsi = function(i) local last = i:year(2021)\n"
              "      return last and last.realisasi or nil, \"belum_diisi\" end },\n"
              "  tests = {\n"
              "  { arah = \"tumbuh\", target = 1, realisasi = 6, realisasi_lalu = 5, capaian = 20,"
              " tren = 1, tren_persen = 20 },\n"
              "  { arah = \"tumbuh\", target = 1, realisasi = 6, status = \"belum_diisi\" },\n"
              "  { arah = \"beda\", target = 1, realisasi = \"87,33\", realisasi_lalu = \"85,50\","
              " capaian = \"1,83\" },\n"
              "  { arah = \"sampai\", target = 1, realisasi = 12, realisasi_lalu = { 10, 11, 12 },"
              " target_akhir = 60, tahun_akhir = 2026, capaian = 75 },\n"
              "  { arah = \"sejak\", tahun = 2024, target = 1, realisasi = 12,"
              " realisasi_lalu = { 10, 11 }, target_akhir = 60, capaian = 55 },\n"
              "  { arah = \"sejak\", tahun = 2024, target = 1, realisasi = 12, realisasi_lalu = 11,"
              " target_akhir = 60, status = \"belum_diisi\" },\n"
              "  { arah = \"lalu\", target = 1, realisasi = 12, target_lalu = 16, capaian = 75 },\n"
              "  { arah = \"lalu\", target = 1, realisasi = 12, realisasi_lalu = 16,"
              " status = \"belum_diisi\" },\n"
              "  { arah = \"fungsi\", tahun = 2023, target = 1, realisasi = 12,"
              " realisasi_lalu = { 30, 31 }, capaian = 30 },\n"
              "  },\n"));
    assert_all_pass(&trials);
    assert_int_equal(trials.count, 9);
    assert_text(trials.list[3].input, "arah sampai, target 1, realisasi 12, target_akhir 60, "
                                      "tahun_akhir 2026, realisasi_lalu 10; 11; 12");
}

static void test_try_groups_and_policies_for_missing_values(void **state)
{
    static const struct {
        const char *average, *tests;
    } cases[] = {
        {"over = \"sasaran\"", "{ rata = { { 100, 50 }, 90 }, capaian = \"82,5\" },"},
        {"over = \"indikator\"", "{ rata = { { 100, 50 }, 90 }, capaian = 80 },"},
        {"missing = \"skip\"", "{ rata = { { 100, \"NA\" }, 50 }, capaian = 75,"
                               " jumlah_indikator = 2 },"},
        {"missing = \"zero\"", "{ rata = { { 100, \"NA\" }, 50 }, capaian = 50,"
                               " jumlah_indikator = 3 },"},
        {"missing = \"none\"", "{ rata = { { 100, \"NA\" }, 50 }, status = \"belum_diisi\" },"},
        {"missing = { belum_diisi = \"zero\", tidak_dapat_dihitung = \"skip\" }",
         "{ rata = { 100, \"NA\" }, capaian = 50 }, { rata = { 100, \"x\" }, capaian = 100 },"},
        {"predikat = \"modal\"", "{ rata = { 90, \"NA\", 20, 10 }, predikat = \"B\", capaian = 40,"
                                 " rekap = { A = 1, B = 2 } },"},
        {"kind = \"weighted\"", "{ rata = { { 100, 50 }, \"NA\" }, bobot = { 1, 3, 6 },"
                                " capaian = \"62,5\" },"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[2048];
        snprintf(script, sizeof script,
                 RULES(COMPLETE("p") "  average = { %s },\n  tests = { %s },\n"), cases[i].average,
                 cases[i].tests);
        struct trials trials = try_tests(f, script);
        assert_all_pass(&trials);
        assert_int_equal(trials.list[0].policies[POLICY_MISSING], i > 1);
    }
}

static void test_try_quarters_combine_as_the_pack_says(void **state)
{
    static const struct {
        const char *rule, *test;
    } cases[] = {
        {"jumlah", "realisasi_triwulan = { 20, 15, \"\", \"\" },"
                   " capaian_triwulan = { 80, 70, \"belum_diisi\", \"belum_diisi\" },"
                   " capaian_tahun = { 20, 35, \"belum_diisi\", \"belum_diisi\" }"},
        {"terakhir", "realisasi_triwulan = { 20, 30, 25 }, capaian_triwulan = { 80, 120, 100 },"
                     " capaian_tahun = { 20, 30, 25 }"},
        {"tidak_turun", "realisasi_triwulan = { 20, 30, 25 }, capaian_triwulan = { 80, 120,"
                        " \"tidak_dapat_dihitung\" }"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[2048];
        snprintf(script, sizeof script,
                 RULES(COMPLETE("p") "  triwulan = \"%s\",\n  tests = { { arah = \"positif\","
                                     " target = 100, target_triwulan = { 25, 25, 25, 25 }, %s } },"
                                     "\n"),
                 cases[i].rule, cases[i].test);
        struct trials trials = try_tests(f, script);
        assert_all_pass(&trials);
        assert_int_equal(trials.coverage->has[POLICY_TRIWULAN], i > 0);
        assert_true(trials.coverage->policies[POLICY_TRIWULAN]);
    }
}

static void test_try_typed_efficiency_is_what_stands_there(void **state)
{
    struct fixture *f = *state;
    struct trials trials = try_tests(
        f, WITH("  efficiency = capai.efficiency.typed { \"Efisien\", \"Tidak efisien\" },\n",
                "{ capaian = 90, serapan = 80, tertulis = \"efisien\", efisiensi = \"Efisien\" },\n"
                "{ capaian = 90, serapan = 80, tertulis = \"12,5%\", efisiensi_persen = \"12,5\""
                " },\n"));
    assert_all_pass(&trials);
}

/* ---- coverage ---- */

/* The points of a scale: "76.60 Kurang" each, in their order. */
static const char *points_of(const struct trials *trials, enum pack_scale which, char *out,
                             size_t size)
{
    const struct scale_coverage *cover = &trials->coverage->scales[which];
    size_t used = 0;
    *out = '\0';
    for (size_t i = 0; i < cover->point_count; i++) {
        char value[CAPAI_DECIMAL_TEXT];
        capai_decimal_format(cover->points[i].value, CAPAI_NOTATION_PLAIN, value);
        used += (size_t)snprintf(out + used, size - used, "%s%s %.*s", i ? ", " : "", value,
                                 (int)cover->points[i].class.size, cover->points[i].class.data);
    }
    return out;
}

#define EFFICIENCY(rule) "  efficiency = capai.efficiency." rule ",\n"
#define THREE                                                                                      \
    "scale = capai.scale { { \"E\", gt = 5 }, { \"C\", ge = -5, le = 5 }, { \"T\", lt = -5 } }"

static void test_coverage_knows_the_ends_of_every_scale(void **state)
{
    static const struct {
        enum pack_scale which;
        const char *part, *points;
    } cases[] = {
        {SCALE_SURVEY, SURVEY, "76.60 Kurang, 76.61 Baik"},
        /* with more decimals than the bounds the gap is settled in its middle */
        {SCALE_SURVEY,
         "  survey = capai.survey { unsur = { { \"u1\" } }, round = { digits = 3 },\n"
         "    scale = capai.scale { { \"Baik\", ge = \"76,61\", le = 100 }, { \"Kurang\", ge = 25,"
         " le = \"76,60\" }, gap = { round = 2 }, above = \"error\", below = \"error\" } },\n",
         "25 Kurang, 76.604 Kurang, 76.605 Baik, 100 Baik"},
        {SCALE_LKE, LKE, "90 B, 90.01 A"},
        {SCALE_EFFICIENCY, EFFICIENCY("compare { greater = \"G\", equal = \"S\", less = \"L\" }"),
         "-0.01 L, 0 S, 0.01 G"},
        {SCALE_EFFICIENCY, EFFICIENCY("difference { " THREE " }"), "-5.01 T, -5 C, 5 C, 5.01 E"},
        {SCALE_EFFICIENCY,
         EFFICIENCY("ratio { scale = capai.scale { { \"E\", ge = 1 }, { \"T\", lt = 1 } } }"),
         "0.9999 T, 1 E"},
        {SCALE_EFFICIENCY,
         EFFICIENCY("ratio { less_one = true, scale = capai.scale { { \"E\", ge = 0 },"
                    " { \"T\", lt = 0 } } }"),
         "-0.0001 T, 0 E"},
        {SCALE_EFFICIENCY,
         EFFICIENCY("adjusted { scale = capai.scale { { \"B\", ge = 75 }, { \"K\", lt = 75 } } }"),
         "74.99 K, 75 B"},
        {SCALE_EFFICIENCY, EFFICIENCY("saving {}"), ""},
        /* no capaian above 100, no serapan of 1/1.0001 with two decimals: nothing to ask for */
        {SCALE_EFFICIENCY,
         "  clamp = { 0, 100 }, round = { digits = 2, efisiensi_persen = { digits = 3 } },\n"
         "  efficiency = capai.efficiency.ratio { scale = capai.scale { { \"E\", gt = 1 },"
         " { \"T\", le = 1 } } },\n",
         "1 T"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[2048], points[512];
        bool rounds = strstr(cases[i].part, "round = { digits = 2") != NULL;
        snprintf(script, sizeof script,
                 RULES("  id = \"p\", name = \"N\",\n" BASIS PROGRESS SCALE "%s%s"),
                 rounds ? "" : ROUND, cases[i].part);
        struct trials trials = try_tests(f, script);
        assert_string_equal(points_of(&trials, cases[i].which, points, sizeof points),
                            cases[i].points);
    }
}

/* Between 59,99 and 60 no shown value lies, but an exact one that is classified may. */
static void test_coverage_of_exact_values_looks_into_every_gap(void **state)
{
    static const struct {
        const char *classify, *points;
        bool shows;
    } cases[] = {{"rounded", "59.99 C, 60 B, 79.99 B, 80 A", false},
                 {"exact", "59.99 C, 59.995 B, 60 B, 79.99 B, 79.995 A, 80 A", true}};
    struct fixture *f = *state;
    for (size_t i = 0; i < 2; i++) {
        char script[2048], points[512];
        snprintf(script, sizeof script,
                 RULES("  id = \"p\", name = \"N\",\n" BASIS PROGRESS ROUND
                       "  classify = \"%s\",\n  scale = capai.scale { { \"A\", ge = 80 },"
                       " { \"B\", ge = 60, le = \"79,99\" }, { \"C\", le = \"59,99\" },"
                       " gap = { round = 2, \"error\" } },\n"),
                 cases[i].classify);
        struct trials trials = try_tests(f, script);
        assert_string_equal(points_of(&trials, SCALE_CAPAIAN, points, sizeof points),
                            cases[i].points);
        assert_int_equal(trials.coverage->scales[SCALE_CAPAIAN].shows[CAPAI_MATCH_GAP],
                         cases[i].shows);
    }
}

/* The tests that are offered are right, and touch what was not touched. */
static void test_coverage_examples_reach_their_points(void **state)
{
    static const char *const parts[] = {
        SURVEY,
        LKE,
        EFFICIENCY("compare { greater = \"G\", equal = \"S\", less = \"L\" }"),
        EFFICIENCY("difference { " THREE " }"),
        EFFICIENCY("ratio { scale = capai.scale { { \"E\", ge = \"1,05\" }, { \"T\", lt = "
                   "\"1,05\" } } }"),
        EFFICIENCY("adjusted { range = { -10, 30 }, scale = capai.scale { { \"B\", ge = 75 },"
                   " { \"K\", lt = 75 } } }"),
        "  round = { capaian = { digits = 2 }, serapan = { digits = 0 } },\n" EFFICIENCY(
            "difference { " THREE " }"),
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char script[4096], tests[2048] = "";
        size_t used = 0;
        snprintf(script, sizeof script,
                 RULES("  id = \"p\", name = \"N\",\n" BASIS PROGRESS SCALE
                       "  round = { digits = 2 },\n%s"),
                 parts[i]);
        if (strstr(parts[i], "serapan = { digits"))
            snprintf(script, sizeof script,
                     RULES("  id = \"p\", name = \"N\",\n" BASIS PROGRESS SCALE "%s"), parts[i]);
        struct trials trials = try_tests(f, script);
        for (enum pack_scale s = 0; s < PACK_SCALES; s++)
            for (size_t k = 0; k < trials.coverage->scales[s].point_count; k++) {
                capai_text test = coverage_example(
                    trials.coverage, s, &trials.coverage->scales[s].points[k], &f->arena);
                used += (size_t)snprintf(tests + used, sizeof tests - used, "%.*s, ",
                                         (int)test.size, test.data);
            }
        size_t end = strlen(script) - 2; /* before the bracket at the end */
        snprintf(script + end, sizeof script - end, "  tests = { %s },\n}\n", tests);
        trials = try_tests(f, script);
        assert_all_pass(&trials);
        for (enum pack_scale s = 0; s < PACK_SCALES; s++)
            for (size_t k = 0; k < trials.coverage->scales[s].point_count; k++)
                assert_true(trials.coverage->scales[s].points[k].touched);
    }
}

/* ---- checks ---- */

/* The words of the first finding of a message; "": there is none. */
static const char *find_words(struct fixture *f, const struct trials *trials,
                              enum capai_message message, char *words, size_t size)
{
    struct capai_notices findings;
    *words = '\0';
    capai_notices_init(&findings, &f->arena, CAPAI_NOTICES_LIMIT);
    assert_int_equal(pack_check(f->packs, trials, &f->arena, &findings, &f->err), CAPAI_OK);
    for (size_t k = 0; k < findings.count && !*words; k++)
        if (findings.list[k].message == message)
            words_of(&findings.list[k], words, size);
    return words;
}

#define UNSUR "unsur = { { \"u1\" }, { \"u2\" }, { \"u3\" } }, "
#define BAIK "scale = capai.scale { { \"Baik\", ge = 76 }, { \"Kurang\", lt = 76 } } },\n"

static void test_check_weighs_and_looks_at_every_scale(void **state)
{
    static const struct {
        const char *part;
        enum capai_message message;
        const char *words;
    } cases[] = {
        {"  survey = capai.survey { " UNSUR BAIK, CAPAI_MSG_CHECK_SURVEY_SUM, ""},
        {"  survey = capai.survey { " UNSUR "weight = \"0,33\", " BAIK, CAPAI_MSG_CHECK_SURVEY_SUM,
         "0,99|99"},
        {"  survey = capai.survey { " UNSUR "weight = \"0,333\", " BAIK, CAPAI_MSG_CHECK_SURVEY_SUM,
         "0,999|99,9"},
        {LKE, CAPAI_MSG_CHECK_LKE_SUM, ""},
        {LKE_OF("47.5", " total = \"107,5\","), CAPAI_MSG_CHECK_LKE_SUM, "107,5"},
        {SURVEY, CAPAI_MSG_CHECK_GAP, "Kurang|Baik|76,605|Baik|survey"},
        {EFFICIENCY("difference { scale = capai.scale { { \"E\", ge = 5 }, { \"T\", le = 3 },"
                    " gap = \"lower\" } }"),
         CAPAI_MSG_CHECK_GAP, "T|E|4|T|efficiency"},
        {EFFICIENCY("difference { scale = capai.scale { { \"E\", ge = 3 }, { \"T\", le = 5 },"
                    " overlap = \"lower\" } }"),
         CAPAI_MSG_CHECK_OVERLAP, "T|E|4|T|efficiency"},
        {EFFICIENCY("ratio { scale = capai.scale { { \"E\", ge = 0 }, { \"T\", lt = 0 } } }"),
         CAPAI_MSG_CHECK_CLASS_UNREACHED, "T"},
        {EFFICIENCY("difference { scale = capai.scale { basis = \"SK Bupati\", { \"E\", ge = 5 },"
                    " { \"T\", lt = 5 } } }"),
         CAPAI_MSG_CHECK_BASIS_YEAR, "B 1"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[4096], words[CAPAI_ERROR_TEXT];
        snprintf(script, sizeof script, RULES(COMPLETE("p") "%s"), cases[i].part);
        struct trials trials = try_tests(f, script);
        assert_string_equal(find_words(f, &trials, cases[i].message, words, sizeof words),
                            cases[i].words);
    }
}

/* Of the building blocks it is known what a 0 does: no pack with them would ever be clean. */
static void test_check_says_nothing_of_zero_in_building_blocks(void **state)
{
    struct fixture *f = *state;
    char words[CAPAI_ERROR_TEXT];
    struct trials trials = try_tests(
        f, RULES("  id = \"p\", name = \"N\",\n" BASIS ROUND SCALE
                 "  progress = { a = capai.progress.growth, b = capai.progress.cumulative,\n"
                 "    c = capai.progress.range { above = capai.progress.inverse, below = "
                 "capai.progress.positive },\n"
                 "    d = capai.progress.stabilize, e = capai.progress.final },\n"));
    assert_string_equal(find_words(f, &trials, CAPAI_MSG_CHECK_FORMULA_ZERO, words, sizeof words),
                        "");
    trials = try_tests(f, RULES("  id = \"p\", name = \"N\",\n" BASIS ROUND SCALE
                                "  progress = { a = capai.formula \"(realisasi - realisasi_lalu) /"
                                " realisasi_lalu * 100\" },\n"));
    assert_string_equal(find_words(f, &trials, CAPAI_MSG_CHECK_FORMULA_ZERO, words, sizeof words),
                        "a|realisasi_lalu = 0");
}

static void test_check_asks_for_tests_of_what_is_missing(void **state)
{
    static const struct {
        const char *more, *tests, *words;
    } cases[] = {
        {"", "{ capaian = 60, predikat = \"A\" },",
         "average.missing|{ rata = { 100, \"NA\" }, "
         "capaian = ... }"},
        {"", "{ rata = { 100, \"NA\" }, capaian = 100 },", ""},
        {SURVEY, "{ rata = { 100, \"NA\" }, capaian = 100 },",
         "survey.missing|{ skm = { { 4, 3, ... }, { \"\", 3, ... } }, ikm = ... }"},
        {SURVEY,
         "{ rata = { 100, \"NA\" }, capaian = 100 }, { skm = { { 4, 4 }, { \"\", 4 } }, ikm = 100"
         " },",
         "survey.invalid|{ skm = { { 4, 3, ... }, { 5, 3, ... } }, ikm = ... }"},
        {LKE, "{ rata = { 100, \"NA\" }, capaian = 100 },",
         "lke.missing|{ lke = \"\", nilai_lke = ... }"},
        {LKE,
         "{ rata = { 100, \"NA\" }, capaian = 100 }, { lke = \"\", nilai_lke = \"belum_diisi\" },",
         ""},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char script[4096], words[CAPAI_ERROR_TEXT];
        snprintf(script, sizeof script, RULES(COMPLETE("p") "%s  tests = { %s },\n"), cases[i].more,
                 cases[i].tests);
        struct trials trials = try_tests(f, script);
        assert_string_equal(
            find_words(f, &trials, CAPAI_MSG_CHECK_POLICY_UNTESTED, words, sizeof words),
            cases[i].words);
    }
}

static void test_try_parts_out_of_memory_at_any_request_fail_cleanly(void **state)
{
    struct fixture *f = *state;
    struct trials trials;
    load(f, "p",
         WITH(SURVEY LKE EFFICIENCY("compare { greater = \"G\", equal = \"S\", less = \"L\" }"),
              "{ skm = { { 4, 3 }, { \"\", 1 } }, nrr = { 4, 2 }, mutu = \"Kurang\" },"
              "{ lke = \"AA\", nilai = { [\"1.a\"] = 20 } }, { ikm = 80, mutu = \"Baik\" },"
              "{ nilai_lke = 80, grade_lke = \"B\" },"
              "{ capaian = 90, serapan = 80, efisiensi = \"G\" },"));
    for (long n = 0;; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_notices findings;
        struct capai_error err = {0};
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        capai_notices_init(&findings, &arena, CAPAI_NOTICES_LIMIT);
        enum capai_status status = pack_try(f->packs, f->rules, &arena, &trials, &err);
        if (!status)
            status = pack_check(f->packs, &trials, &arena, &findings, &err);
        assert_int_equal(status, failing.requests > n ? CAPAI_ERR_MEMORY : CAPAI_OK);
        if (!status)
            assert_all_pass(&trials);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        if (!status)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_tests_of_parts_wrong_are_refused),
        TEST(test_try_survey_counts_answers_and_sums),
        TEST(test_try_survey_says_why_there_is_no_index),
        TEST(test_try_lke_sums_parts),
        TEST(test_try_earlier_years_enter_formulas),
        TEST(test_try_groups_and_policies_for_missing_values),
        TEST(test_try_quarters_combine_as_the_pack_says),
        TEST(test_try_typed_efficiency_is_what_stands_there),
        TEST(test_coverage_knows_the_ends_of_every_scale),
        TEST(test_coverage_of_exact_values_looks_into_every_gap),
        TEST(test_coverage_examples_reach_their_points),
        TEST(test_check_weighs_and_looks_at_every_scale),
        TEST(test_check_says_nothing_of_zero_in_building_blocks),
        TEST(test_check_asks_for_tests_of_what_is_missing),
        TEST(test_try_parts_out_of_memory_at_any_request_fail_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
