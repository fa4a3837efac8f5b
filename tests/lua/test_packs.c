/* Rule packs: what is installed, and what a right script becomes. */
#define _XOPEN_SOURCE 700

#include "packs_test.h"

/* ---- installed packs ---- */

struct installed {
    const char *id, *name;
    int from, to;
    size_t basis;
    const char *arah;     /* letters of the formulas */
    const char *bands[8]; /* of the scale, in order */
    struct capai_edge_policy gap, overlap;
    int above, below;
    size_t grades;
    enum capai_efficiency_kind efficiency;
    const char *clamp[2], *average[2];
    bool unlinked_opd;
};

#define LOWER                                                                                      \
    {                                                                                              \
        .edge = CAPAI_EDGE_LOWER                                                                   \
    }
#define SAKIP                                                                                      \
    {                                                                                              \
        "AA gt 90 le 100", "A gt 80 le 90", "BB gt 70 le 80", "B gt 60 le 70", "CC gt 50 le 60",   \
            "C gt 30 le 50", "D gt 0 le 30"                                                        \
    }

static const struct installed installed[] = {
    {"jember-2023", "Kabupaten Jember, LAKIP kecamatan 2023", 2023, 2023, 3, "np", SAKIP,
     .above = 0, .below = 6, .grades = 7, .efficiency = CAPAI_EFFICIENCY_COMPARE,
     .clamp = {"0", "100"}, .average = {"", ""}},
    {"jember-2024", "Kabupaten Jember, LKjIP kecamatan 2024", 2024, 2024, 4, "np",
     .bands = {"Sangat Tinggi ge 90", "Tinggi ge 76 le 90", "Sedang ge 66 le 75",
               "Rendah ge 51 le 65", "Sangat Rendah le 50"},
     .gap = LOWER, .overlap = {.edge = CAPAI_EDGE_UPPER}, .above = -1, .below = -1, .grades = 7,
     .efficiency = CAPAI_EFFICIENCY_COMPARE, .clamp = {"", ""}, .average = {"0", "100"}},
    {"karanganyar-2023", "Kabupaten Karanganyar, LKjIP kecamatan 2023", 2023, 2023, 4, "p",
     .bands = {"Sangat Baik gt 100", "Baik ge 75 le 100", "Cukup ge 55 le 74", "Kurang lt 55"},
     .gap = LOWER, .above = -1, .below = -1, .grades = 0, .efficiency = CAPAI_EFFICIENCY_SAVING,
     .clamp = {"", ""}, .average = {"", ""}, .unlinked_opd = true},
    {"permendagri-86-2017", "Permendagri 86/2017: skala nilai peringkat kinerja", 2017, 2199, 1,
     "np",
     .bands = {"Sangat Tinggi ge 91 le 100", "Tinggi ge 76 le 90", "Sedang ge 66 le 75",
               "Rendah ge 51 le 65", "Sangat Rendah le 50"},
     .gap = LOWER, .above = 0, .below = -1, .grades = 7, .efficiency = CAPAI_EFFICIENCY_NONE,
     .clamp = {"", ""}, .average = {"", ""}},
    {"permenpanrb-14-2017", "PermenPANRB 14/2017: survei kepuasan masyarakat", 2017, 2199, 2, "np",
     .bands = {"Sangat Tinggi ge 91 le 100", "Tinggi ge 76 le 90", "Sedang ge 66 le 75",
               "Rendah ge 51 le 65", "Sangat Rendah le 50"},
     .gap = LOWER, .above = 0, .below = -1, .grades = 7, .efficiency = CAPAI_EFFICIENCY_NONE,
     .clamp = {"", ""}, .average = {"", ""}},
    {"permenpanrb-88-2021", "PermenPANRB 88/2021: predikat akuntabilitas kinerja AA..D", 2021, 2199,
     1, "np", SAKIP, .above = 0, .below = 6, .grades = 7, .efficiency = CAPAI_EFFICIENCY_NONE,
     .clamp = {"", ""}, .average = {"", ""}},
    {"pmk-22-2021", "PMK 22/PMK.02/2021: efisiensi dan nilai kinerja anggaran", 2021, 2023, 1, "np",
     .bands = {"Sangat Baik gt 90", "Baik gt 80 le 90", "Cukup gt 60 le 80", "Kurang gt 50 le 60",
               "Sangat Kurang le 50"},
     .above = -1, .below = -1, .grades = 7, .efficiency = CAPAI_EFFICIENCY_ADJUSTED,
     .clamp = {"", ""}, .average = {"", ""}},
};

enum { INSTALLED = sizeof installed / sizeof *installed };

static void check_installed(const struct capai_rules *rules, const struct installed *expected)
{
    size_t bands = 0;
    assert_text(rules->id, expected->id);
    assert_text(rules->name, expected->name);
    assert_int_equal(rules->from, expected->from);
    assert_int_equal(rules->to, expected->to);
    assert_int_equal(rules->basis_count, expected->basis);
    for (size_t i = 0; i < rules->basis_count; i++)
        assert_true(rules->basis[i].size > 10);
    assert_int_equal(rules->arah_count, strlen(expected->arah));
    for (size_t i = 0; i < rules->arah_count; i++) {
        bool negative = expected->arah[i] == 'n';
        assert_text(rules->arah[i].name, negative ? "negatif" : "positif");
        assert_int_equal(rules->arah[i].formula, negative ? CAPAI_NEGATIVE : CAPAI_POSITIVE);
    }
    while (bands < 8 && expected->bands[bands])
        bands++;
    assert_int_equal(rules->scale.count, bands);
    for (size_t i = 0; i < bands; i++)
        assert_band(&rules->scale.bands[i], expected->bands[i]);
    assert_int_equal(rules->scale.gap.edge, expected->gap.edge);
    assert_int_equal(rules->scale.overlap.edge, expected->overlap.edge);
    assert_false(rules->scale.gap.round);
    assert_int_equal(rules->scale.above, expected->above);
    assert_int_equal(rules->scale.below, expected->below);
    assert_true(rules->scale.basis.size > 0);
    assert_int_equal(rules->grades.count, expected->grades);
    if (expected->grades) {
        assert_text(rules->grades.names[0], "AA");
        assert_text(rules->grades.names[6], "D");
        assert_int_equal(rules->grades.worse, CAPAI_WORSE_RATIO);
    }
    assert_int_equal(rules->efficiency.kind, expected->efficiency);
    assert_clamp(&rules->clamp, expected->clamp[0], expected->clamp[1]);
    assert_clamp(&rules->average.clamp, expected->average[0], expected->average[1]);
    assert_int_equal(rules->unlinked_opd, expected->unlinked_opd);
    /* the report that takes the OPD's serapan prints 0 for 0 of 0 */
    assert_int_equal(rules->zero_pagu.kind,
                     expected->unlinked_opd ? CAPAI_ZERO_VALUE : CAPAI_ZERO_NONE);
}

/* What no installed pack sets. */
static void check_defaults(const struct capai_rules *rules)
{
    assert_null(rules->default_arah.data);
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++)
        assert_round(rules->round[q], 2, CAPAI_HALF_UP);
    assert_false(rules->classify_exact);
    assert_false(rules->clamp_class.has_min || rules->clamp_class.has_max);
    assert_false(rules->average.over_sasaran);
    assert_false(rules->average.of_rounded);
    assert_int_equal(rules->average.kind, CAPAI_MEAN);
    assert_int_equal(rules->average.jenis_count, 2);
    assert_text(rules->average.jenis[0], "tujuan");
    assert_text(rules->average.jenis[1], "sasaran");
    for (int o = 1; o < CAPAI_OUTCOME_COUNT; o++)
        assert_int_equal(rules->average.missing[o], CAPAI_MISSING_SKIP);
    assert_int_equal(rules->zero.both.kind, CAPAI_ZERO_NONE);
    assert_int_equal(rules->zero.target.kind, CAPAI_ZERO_NONE);
    assert_int_equal(rules->zero.realisasi.kind, CAPAI_ZERO_NONE);
}

static void test_find_installed_pack_has_expected_data(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < INSTALLED; i++) {
        assert_int_equal(find(f, installed[i].id, installed[i].from), CAPAI_OK);
        check_installed(f->rules, &installed[i]);
        check_defaults(f->rules);
        if (installed[i].efficiency == CAPAI_EFFICIENCY_COMPARE) {
            assert_text(f->rules->efficiency.greater, "Efisien");
            assert_text(f->rules->efficiency.equal, "Efisien");
            assert_text(f->rules->efficiency.less, "Tidak efisien");
        }
        assert_false(f->rules->efficiency.reached_only);
        assert_true(capai_rules_valid(f->rules, installed[i].to));
        assert_false(capai_rules_valid(f->rules, installed[i].from - 1));
        assert_false(capai_rules_valid(f->rules, installed[i].to + 1));
    }
}

static void test_base_with_round_down_keeps_everything_else(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < INSTALLED; i++) {
        char script[512];
        struct installed expected = installed[i];
        snprintf(script, sizeof script,
                 RULES("  id = \"turunan\", name = \"Turunan\", base = \"%s\",\n"
                       "  round = { mode = \"down\" },\n"),
                 expected.id);
        write_script(f, "turunan", script);
        forget(f);
        assert_int_equal(find(f, "turunan", expected.from), CAPAI_OK);
        expected.id = "turunan";
        expected.name = "Turunan";
        check_installed(f->rules, &expected);
        for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++)
            assert_round(f->rules->round[q], 2, CAPAI_DOWN);
    }
}

static void test_list_installed_packs_in_byte_order(void **state)
{
    struct fixture *f = *state;
    char all[512] = "";
    size_t used = 0;
    for (size_t i = 0; i < INSTALLED; i++)
        used +=
            (size_t)snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "", installed[i].id);
    assert_text(capai_packs_list(f->packs, 0, &f->arena), all);
    assert_text(capai_packs_list(f->packs, 2023, &f->arena),
                "jember-2023, karanganyar-2023, permendagri-86-2017, permenpanrb-14-2017, "
                "permenpanrb-88-2021, pmk-22-2021");
    assert_text(capai_packs_list(f->packs, 2016, &f->arena), "");
}

/* ---- what a right script becomes ---- */

static void test_rules_every_key_is_compiled(void **state)
{
    const struct capai_rules *r = load(
        *state, "p",
        RULES(COMPLETE("p") "  version = \"3\", valid = { from = 2020, to = 2030 },\n"
                            "  arah = \"negatif\", classify = \"exact\",\n"
                            "  zero = { both = 100, target = \"error\", realisasi = \"none\" },\n"
                            "  clamp = { capaian = { min = 0 }, predikat = { max = \"120,5\" } },\n"
                            "  average = { over = \"sasaran\", jenis = \"sasaran\", of = "
                            "\"rounded\", kind = \"weighted\",\n"
                            "    missing = { belum_diisi = \"zero\", tidak_berlaku = \"none\" },\n"
                            "    clamp = { 0, 76.61 } },\n"
                            "  budget = { unlinked = \"opd\", zero = 0 },\n"
                            "  triwulan = \"tidak_turun\",\n"
                            "  efficiency = capai.efficiency.saving { reached_only = true },\n"));
    assert_text(r->version, "3");
    assert_int_equal(r->from, 2020);
    assert_int_equal(r->to, 2030);
    assert_text(r->default_arah, "negatif");
    assert_true(r->classify_exact);
    assert_int_equal(r->zero.both.kind, CAPAI_ZERO_VALUE);
    assert_decimal(r->zero.both.value, "100");
    assert_int_equal(r->zero.target.kind, CAPAI_ZERO_ERROR);
    assert_int_equal(r->zero.realisasi.kind, CAPAI_ZERO_NONE);
    assert_clamp(&r->clamp, "0", "");
    assert_clamp(&r->clamp_class, "", "120.5");
    assert_true(r->average.over_sasaran);
    assert_true(r->average.of_rounded);
    assert_int_equal(r->average.kind, CAPAI_WEIGHTED);
    assert_int_equal(r->average.jenis_count, 1);
    assert_text(r->average.jenis[0], "sasaran");
    assert_int_equal(r->average.missing[CAPAI_BELUM_DIISI], CAPAI_MISSING_ZERO);
    assert_int_equal(r->average.missing[CAPAI_TIDAK_DAPAT_DIHITUNG], CAPAI_MISSING_SKIP);
    assert_int_equal(r->average.missing[CAPAI_TIDAK_BERLAKU], CAPAI_MISSING_NONE);
    assert_clamp(&r->average.clamp, "0", "76.61");
    assert_int_equal(r->quarters, CAPAI_QUARTERS_RISING);
    assert_true(r->unlinked_opd);
    assert_int_equal(r->zero_pagu.kind, CAPAI_ZERO_VALUE);
    assert_decimal(r->zero_pagu.value, "0");
    assert_int_equal(r->efficiency.kind, CAPAI_EFFICIENCY_SAVING);
    assert_true(r->efficiency.reached_only);
}

static void test_clamp_forms_give_ends(void **state)
{
    static const struct {
        const char *script, *min, *max;
    } cases[] = {
        {RULES(DERIVED "  clamp = { 0, 100 },\n"), "0", "100"},
        {RULES(DERIVED "  clamp = { min = 0 },\n"), "0", ""},
        {RULES(DERIVED "  clamp = { max = 120 },\n"), "", "120"},
        {RULES(DERIVED "  clamp = { min = -5, max = 120.5 },\n"), "-5", "120.5"},
        {RULES(DERIVED "  clamp = { 100, 100 },\n"), "100", "100"},
        {RULES(DERIVED "  clamp = { \"0,5\", capai.decimal(100) },\n"), "0.5", "100"},
        {RULES(DERIVED "  clamp = \"none\",\n"), "", ""},
        {RULES(DERIVED "  clamp = { capaian = \"none\" },\n"), "", ""},
        {RULES(DERIVED), "1", "99"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_script(f, "p", RULES(COMPLETE("p") "  clamp = { 1, 99 },\n"));
        const struct capai_rules *rules = load(f, "q", cases[i].script);
        assert_clamp(&rules->clamp, cases[i].min, cases[i].max);
        assert_clamp(&rules->clamp_class, "", "");
    }
}

static void test_round_single_quantity_overrides_all(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    const struct capai_rules *r =
        load(f, "q",
             RULES(DERIVED "  round = { digits = 1, mode = \"floor\", capaian = { digits = 3 },\n"
                           "    serapan = { digits = 0, mode = \"up\" } },\n"));
    assert_round(r->round[CAPAI_Q_CAPAIAN], 3, CAPAI_FLOOR);
    assert_round(r->round[CAPAI_Q_CAPAIAN_AKHIR], 3, CAPAI_FLOOR);
    assert_round(r->round[CAPAI_Q_SERAPAN], 0, CAPAI_UP);
    assert_round(r->round[CAPAI_Q_SELISIH], 1, CAPAI_FLOOR);
    r = load(f, "q",
             RULES(DERIVED "  round = { capaian = { digits = 3 }, capaian_akhir = { digits = 12 "
                           "} },\n"));
    assert_round(r->round[CAPAI_Q_CAPAIAN], 3, CAPAI_HALF_UP);
    assert_round(r->round[CAPAI_Q_CAPAIAN_AKHIR], 12, CAPAI_HALF_UP);
    assert_round(r->round[CAPAI_Q_PROPORSI], 2, CAPAI_HALF_UP);
}

static void test_scale_policies_are_compiled(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    const struct capai_rules *r =
        load(f, "q",
             RULES(DERIVED "  scale = capai.scale { { \"A\", ge = \"76,61\", le = 100 }, { \"B\", "
                           "gt = 0.5, lt = 76 },\n"
                           "    gap = { round = 0, \"upper\" }, overlap = { round = 12 },\n"
                           "    above = \"error\", below = \"B\", basis = \"K\" },\n"));
    assert_band(&r->scale.bands[0], "A ge 76.61 le 100");
    assert_band(&r->scale.bands[1], "B gt 0.5 lt 76");
    assert_true(r->scale.gap.round);
    assert_int_equal(r->scale.gap.digits, 0);
    assert_int_equal(r->scale.gap.edge, CAPAI_EDGE_UPPER);
    assert_true(r->scale.overlap.round);
    assert_int_equal(r->scale.overlap.digits, 12);
    assert_int_equal(r->scale.overlap.edge, CAPAI_EDGE_ERROR);
    assert_int_equal(r->scale.above, CAPAI_BEYOND_ERROR);
    assert_int_equal(r->scale.below, 1);
    assert_text(r->scale.basis, "K");
}

/* Nothing points into tables of the script: they change, and their memory is used again. */
static void test_texts_after_script_dropped_tables_are_kept(void **state)
{
    struct fixture *f = *state;
    const struct capai_rules *r = load(
        f, "p",
        HEAD
        "local function fill()\n"
        "  local t = {}\n"
        "  for i = 1, 40000 do t = { \"garbage number \" .. i } end\n"
        "  return t\n"
        "end\n"
        "local long = (\"y\"):upper() .. \"-\" .. fill()[1] .. \" and more than forty letters\"\n"
        "local t = { { long .. \"A\", ge = 50 }, { long .. \"B\", lt = 50 }, basis = long .. 1 }\n"
        "local scale = capai.scale(t)\n"
        "t[1][1] = nil t[2] = nil t.basis = nil t = nil fill()\n"
        "local g = { long .. \"G\", long .. \"H\" }\n"
        "local grade = capai.grade(g)\n"
        "g[1], g[2] = nil, nil fill()\n"
        "local e = { greater = long .. 2, equal = long .. 9, less = long .. 3 }\n"
        "local efficiency = capai.efficiency.compare(e)\n"
        "e.greater = nil e.less = 5 fill()\n"
        "local basis = { long .. 4 }\n"
        "local p = { id = \"p\", name = long .. 5, basis = basis, round = {}, scale = scale,\n"
        "  progress = { [long .. 6] = capai.progress.inverse }, arah = long .. 6,\n"
        "  version = long .. 7, grade = grade, efficiency = efficiency,\n"
        "  average = { jenis = { (\"SASARAN\"):lower() } } }\n"
        "local rules = capai.rules(p)\n"
        "basis[1] = nil for k in pairs(p) do p[k] = nil end\n"
        "scale, grade, efficiency, long, basis = nil, nil, nil, nil, nil fill()\n"
        "return rules\n");
#define LONG "Y-garbage number 40000 and more than forty letters"
    assert_text(r->scale.bands[0].name, LONG "A");
    assert_text(r->scale.bands[1].name, LONG "B");
    assert_text(r->scale.basis, LONG "1");
    assert_text(r->grades.names[0], LONG "G");
    assert_text(r->grades.names[1], LONG "H");
    assert_text(r->efficiency.greater, LONG "2");
    assert_text(r->efficiency.equal, LONG "9");
    assert_text(r->efficiency.less, LONG "3");
    assert_text(r->basis[0], LONG "4");
    assert_text(r->name, LONG "5");
    assert_text(r->arah[0].name, LONG "6");
    assert_int_equal(r->arah[0].formula, CAPAI_NEGATIVE_INVERSE);
    assert_text(r->default_arah, LONG "6");
    assert_text(r->version, LONG "7");
    assert_text(r->average.jenis[0], "sasaran");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_find_installed_pack_has_expected_data),
        TEST(test_base_with_round_down_keeps_everything_else),
        TEST(test_list_installed_packs_in_byte_order),
        TEST(test_rules_every_key_is_compiled),
        TEST(test_clamp_forms_give_ends),
        TEST(test_round_single_quantity_overrides_all),
        TEST(test_scale_policies_are_compiled),
        TEST(test_texts_after_script_dropped_tables_are_kept),
    };
    return cmocka_run_group_tests_name("packs", tests, NULL, NULL);
}
