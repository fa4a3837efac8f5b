/* Rule packs: what is installed, what a right script becomes, bases, finding and choosing. */
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
    assert_int_equal(rules->zero_pagu.kind, CAPAI_ZERO_NONE);
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
        "  for i = 1, 200000 do t = { \"garbage number \" .. i } end\n"
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
#define LONG "Y-garbage number 200000 and more than forty letters"
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

/* ---- base ---- */

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

static void test_base_of_base_overrides_in_order(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p") "  version = \"1\", arah = \"negatif\",\n"));
    write_script(f, "q",
                 RULES(DERIVED "  progress = { serapan = capai.progress.inverse,\n"
                               "    positif = capai.progress.negative },\n"
                               "  grade = capai.grade { \"X\", \"Y\" }, clamp = { 0, 100 },\n"));
    const struct capai_rules *r =
        load(f, "r",
             RULES("  id = \"r\", name = \"R\", base = \"q\", basis = \"B 3\",\n"
                   "  zero = { both = 100 },\n"
                   "  progress = { bagus = capai.progress.positive },\n"));
    assert_text(r->id, "r");
    assert_text(r->name, "R");
    assert_text(r->version, "1");
    assert_text(r->default_arah, "negatif");
    assert_int_equal(r->basis_count, 1);
    assert_text(r->basis[0], "B 3");
    assert_int_equal(r->arah_count, 4);
    assert_text(r->arah[0].name, "negatif");
    assert_text(r->arah[1].name, "positif");
    assert_int_equal(r->arah[1].formula, CAPAI_NEGATIVE);
    assert_text(r->arah[2].name, "serapan");
    assert_int_equal(r->arah[2].formula, CAPAI_NEGATIVE_INVERSE);
    assert_text(r->arah[3].name, "bagus");
    assert_text(r->grades.names[1], "Y");
    assert_clamp(&r->clamp, "0", "100");
    assert_decimal(r->zero.both.value, "100");
    assert_text(r->scale.bands[0].name, "A");
    assert_int_equal(find(f, "q", 2024), CAPAI_OK);
    assert_int_equal(f->rules->arah_count, 3);
    assert_int_equal(f->rules->zero.both.kind, CAPAI_ZERO_NONE);
    assert_int_equal(find(f, "p", 2024), CAPAI_OK);
    assert_int_equal(f->rules->arah[1].formula, CAPAI_POSITIVE);
}

static void test_base_overridden_by_none_is_taken_back(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p",
                 RULES(COMPLETE("p") "  zero = { both = 100 }, clamp = { 0, 100 },\n"
                                     "  average = { clamp = { 0, 100 } },\n"
                                     "  budget = { unlinked = \"opd\", zero = 0 },\n"));
    const struct capai_rules *r =
        load(f, "q",
             RULES(DERIVED "  zero = { both = \"none\" }, clamp = \"none\",\n"
                           "  average = { clamp = \"none\" },\n"
                           "  budget = { unlinked = \"none\", zero = \"none\" },\n"));
    assert_int_equal(r->zero.both.kind, CAPAI_ZERO_NONE);
    assert_clamp(&r->clamp, "", "");
    assert_clamp(&r->average.clamp, "", "");
    assert_false(r->unlinked_opd);
    assert_int_equal(r->zero_pagu.kind, CAPAI_ZERO_NONE);
}

static void test_base_arah_in_other_case_is_overridden(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    const struct capai_rules *r =
        load(f, "q", RULES(DERIVED "  progress = { POSITIF = capai.progress.inverse },\n"));
    assert_int_equal(r->arah_count, 2);
    assert_text(r->arah[1].name, "positif");
    assert_int_equal(r->arah[1].formula, CAPAI_NEGATIVE_INVERSE);
}

static void test_base_does_not_see_what_its_heir_changed(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    const struct capai_rules *r = load(f, "q",
                                       HEAD "capai.progress.positive = capai.progress.negative\n"
                                            "local old = require\n"
                                            "require = function() return { rules = 5 } end\n"
                                            "string.lower, table.concat, math.max = nil, nil, nil\n"
                                            "return capai.rules {\n" DERIVED "}\n");
    assert_int_equal(r->arah[1].formula, CAPAI_POSITIVE);
}

static void test_base_cycle_is_reported(void **state)
{
    struct fixture *f = *state;
    write_script(f, "b", RULES("  id = \"b\", name = \"B\",\n  base = \"a\",\n"));
    write_script(f, "a", RULES("  id = \"a\", name = \"A\",\n  base = \"b\",\n"));
    write_script(f, "self", RULES("  id = \"self\", name = \"S\",\n  base = \"self\",\n"));
    static const char *const ids[] = {"a", "b", "self"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(find(f, ids[i], 2024), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_CYCLE);
        assert_non_null(f->err.file);
        assert_int_equal(strncmp(f->err.file, f->folder, strlen(f->folder)), 0);
        assert_null(f->rules);
    }
}

static void test_base_cycle_names_line_of_key(void **state)
{
    struct fixture *f = *state;
    write_script(f, "self", RULES("  id = \"self\", name = \"S\",\n  base = \"self\",\n"));
    assert_int_equal(find(f, "self", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_CYCLE);
    assert_int_equal(f->err.line, 4);
    assert_int_equal(f->err.column, 3);
}

static void test_base_unknown_names_nearest(void **state)
{
    struct fixture *f = *state;
    char words[512];
    write_script(f, "q", RULES("  id = \"q\", name = \"Q\",\n  base = \"jembr-2024\",\n"));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    assert_string_equal(
        words_of(&f->err, words, sizeof words),
        "jembr-2024|jember-2024|jember-2023, jember-2024, karanganyar-2023, "
        "permendagri-86-2017, permenpanrb-14-2017, permenpanrb-88-2021, pmk-22-2021, q");
    assert_string_equal(f->err.file, f->path);
}

static void test_base_unknown_names_line_of_key(void **state)
{
    struct fixture *f = *state;
    write_script(f, "q", RULES("  id = \"q\", name = \"Q\",\n  base = \"jembr-2024\",\n"));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_int_equal(f->err.line, 4);
    assert_int_equal(f->err.column, 3);
}

static void test_base_that_is_wrong_names_its_own_line(void **state)
{
    struct fixture *f = *state;
    char path[512], words[256];
    write_script(f, "p", RULES(COMPLETE("p") "\n\n  basiss = 1,\n"));
    snprintf(path, sizeof path, "%s", f->path);
    write_script(f, "q", RULES(DERIVED));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_KEY_UNKNOWN);
    assert_string_equal(f->err.file, path);
    assert_int_equal(f->err.line, 10);
    assert_int_equal(f->err.column, 3);
    assert_string_equal(words_of(&f->err, words, sizeof words), "basiss|rules|basis");
}

/* A pack that failed is not one that the next one derives from. */
static void test_base_after_failures_that_were_swallowed_is_found(void **state)
{
    struct fixture *f = *state;
    write_script(f, "b", "error(\"no\")\n");
    write_script(f, "p", RULES(COMPLETE("p")));
    load(f, "q",
         HEAD "for _ = 1, 20 do pcall(capai.grade, \"b\") end\nreturn capai.rules {\n" DERIVED
              "}\n");
}

static void test_base_chain_of_fifteen_is_found(void **state)
{
    struct fixture *f = *state;
    char name[16], script[256];
    write_script(f, "p0", RULES(COMPLETE("p0")));
    for (int i = 1; i < 16; i++) {
        snprintf(name, sizeof name, "p%d", i);
        snprintf(script, sizeof script, RULES("  id = \"p%d\", name = \"N\", base = \"p%d\",\n"), i,
                 i - 1);
        write_script(f, name, script);
    }
    assert_int_equal(find(f, "p15", 2024), CAPAI_OK);
    assert_text(f->rules->id, "p15");
    assert_text(f->rules->scale.bands[0].name, "A");
}

static void test_base_that_leaves_folder_is_not_found(void **state)
{
    struct fixture *f = *state;
    char path[600];
    snprintf(path, sizeof path, "%s/sub", f->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    write_script(f, "sub/x", RULES(COMPLETE("x")));
    static const char *const ids[] = {"sub/x", "../sub/x", "./x", "X", ""};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char script[512];
        snprintf(script, sizeof script, RULES("  id = \"q\", name = \"Q\",\n  base = \"%s\",\n"),
                 ids[i]);
        write_script(f, "q", script);
        forget(f);
        assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    }
}

static void test_grade_by_name_takes_those_of_other_pack(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p") "  grade = capai.grade { \"X\", \"Y\" },\n"));
    const struct capai_rules *r = load(
        f, "q",
        RULES("  id = \"q\", name = \"Q\", base = \"jember-2024\", grade = capai.grade \"p\",\n"));
    assert_int_equal(r->grades.count, 2);
    assert_text(r->grades.names[0], "X");
    assert_int_equal(r->grades.worse, CAPAI_WORSE_ERROR);
    assert_int_equal(r->scale.count, 5);
}

/* "bad argument #-1" tells nobody what is wrong */
static void test_grade_of_pack_without_grades_says_so(void **state)
{
    struct fixture *f = *state;
    char words[512];
    write_script(f, "q", RULES(DERIVED "  grade = capai.grade \"karanganyar-2023\",\n"));
    write_script(f, "p", RULES(COMPLETE("p")));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_int_equal(f->err.line, 4);
    assert_null(strstr(words_of(&f->err, words, sizeof words), "#-1"));
}

/* ---- finding and choosing ---- */

#define VERSION(name, from, to)                                                                    \
    "  capai.rules { id = \"v\", name = \"" name "\", base = \"p\", valid = { from = " from        \
    ", to = " to " } },\n"

static const char versions[] = HEAD "return {\n" VERSION("one", "2010", "2014")
    VERSION("two", "2015", "2019") VERSION("three", "2018", "2020") "}\n";

static void test_find_list_of_versions_is_chosen_by_year(void **state)
{
    static const struct {
        int year;
        const char *name;
    } cases[] = {{2010, "one"}, {2014, "one"},   {2015, "two"},
                 {2017, "two"}, {2018, "three"}, {2020, "three"}};
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    write_script(f, "v", versions);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(find(f, "v", cases[i].year), CAPAI_OK);
        assert_text(f->rules->name, cases[i].name);
        assert_int_equal(named(f, "v", cases[i].year), CAPAI_OK);
        assert_text(f->rules->name, cases[i].name);
    }
    assert_int_equal(f->notices.count, 0);
}

static void test_find_outside_years_is_not_valid(void **state)
{
    struct fixture *f = *state;
    char words[256];
    write_script(f, "p", RULES(COMPLETE("p")));
    write_script(f, "v", versions);
    static const int years[] = {2009, 2021};
    for (size_t i = 0; i < 2; i++) {
        char expected[64];
        assert_int_equal(find(f, "v", years[i]), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_NOT_VALID);
        snprintf(expected, sizeof expected, "v|%d|2010|2020", years[i]);
        assert_string_equal(words_of(&f->err, words, sizeof words), expected);
        assert_string_equal(f->err.file, f->path);
        assert_null(f->rules);
    }
}

static void test_named_outside_years_warns_and_is_used(void **state)
{
    struct fixture *f = *state;
    char words[256];
    assert_int_equal(named(f, "jember-2024", 2020), CAPAI_OK);
    assert_text(f->rules->id, "jember-2024");
    assert_int_equal(f->notices.count, 1);
    assert_int_equal(f->notices.list[0].status, CAPAI_WARNING);
    assert_message(f->notices.list[0], CAPAI_MSG_RULES_YEAR);
    assert_string_equal(words_of(&f->notices.list[0], words, sizeof words),
                        "jember-2024|2020|2024|2024");
    assert_string_equal(f->notices.list[0].file, "scripts/rules/jember-2024.lua");
    assert_int_equal(named(f, "jember-2024", 2024), CAPAI_OK);
    assert_int_equal(f->notices.count, 1);
}

static void test_named_path_or_id_loads_the_script(void **state)
{
    struct fixture *f = *state;
    char path[512];
    write_script(f, "Kertas Kerja", RULES(COMPLETE("kertas")));
    snprintf(path, sizeof path, "%s", f->path);
    assert_int_equal(named(f, path, 2024), CAPAI_OK);
    assert_text(f->rules->id, "kertas");
    assert_int_equal(named(f, "scripts/rules/jember-2024.lua", 2024), CAPAI_OK);
    assert_text(f->rules->id, "jember-2024");
    assert_int_equal(named(f, "./scripts/../scripts/rules/jember-2023.lua", 2023), CAPAI_OK);
    assert_int_equal(named(f, "jember-2024.lua", 2024), CAPAI_ERR_SYSTEM);
    assert_message(f->err, CAPAI_MSG_FILE_READ);
    assert_string_equal(f->err.file, "jember-2024.lua");
    assert_int_equal(find(f, path, 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    assert_int_equal(find(f, "scripts/rules/jember-2024", 2024), CAPAI_ERR_RULES);
}

static void test_find_first_folder_hides_later_one(void **state)
{
    struct fixture *f = *state;
    write_script(f, "jember-2024", RULES(COMPLETE("jember-2024")));
    assert_int_equal(find(f, "jember-2024", 2024), CAPAI_OK);
    assert_text(f->rules->name, "N");
    assert_int_equal(find(f, "jember-2023", 2023), CAPAI_OK);
}

static void test_find_same_id_twice_gives_same_rules(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(find(f, "jember-2024", 2024), CAPAI_OK);
    const struct capai_rules *first = f->rules;
    assert_int_equal(find(f, "jember-2023", 2023), CAPAI_OK);
    assert_int_equal(find(f, "jember-2024", 2024), CAPAI_OK);
    assert_ptr_equal(f->rules, first);
    assert_text(first->id, "jember-2024");
}

static void test_find_id_that_leaves_folder_is_not_found(void **state)
{
    static char letters[501], longest[124];
    static const char *const ids[] = {"",      "../x", "a/b",  "..",     ".",   "X",   "a b",
                                      "x.lua", "/x",   "a\\b", "jembér", "a_b", "x\n", letters};
    struct fixture *f = *state;
    memset(letters, 'a', 500);
    memset(longest, 'a', 123);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        assert_int_equal(find(f, ids[i], 2024), CAPAI_ERR_RULES);
        assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
        assert_null(f->rules);
    }
    assert_int_equal(
        capai_packs_find(f->packs, (capai_text){"jember-2024\0x", 13}, 2024, &f->rules, NULL),
        CAPAI_ERR_RULES);
    /* the longest id is found, and then must be that of the pack */
    write_script(f, longest, RULES(COMPLETE("x")));
    assert_int_equal(find(f, longest, 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_ID_FILE);
}

static void test_find_unknown_names_nearest_and_list(void **state)
{
    struct fixture *f = *state;
    char words[512];
    assert_int_equal(find(f, "jember-2042", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    assert_string_equal(
        words_of(&f->err, words, sizeof words),
        "jember-2042|jember-2024|jember-2023, jember-2024, karanganyar-2023, "
        "permendagri-86-2017, permenpanrb-14-2017, permenpanrb-88-2021, pmk-22-2021");
    assert_int_equal(named(f, "zzz", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    assert_string_equal(words_of(&f->err, words, sizeof words),
                        "zzz||jember-2023, jember-2024, karanganyar-2023, permendagri-86-2017, "
                        "permenpanrb-14-2017, permenpanrb-88-2021, pmk-22-2021");
}

static void test_find_folder_or_no_folders_is_not_found(void **state)
{
    struct fixture *f = *state;
    char path[600];
    snprintf(path, sizeof path, "%s/map.lua", f->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(find(f, "map", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_NOT_FOUND);
    struct capai_packs *none = capai_packs_new(NULL, 0, &f->arena, &f->notices);
    assert_int_equal(capai_packs_find(none, CAPAI_TEXT("p"), 2024, &f->rules, NULL),
                     CAPAI_ERR_RULES);
    assert_text(capai_packs_list(none, 0, &f->arena), "");
    capai_packs_free(none);
}

/* Ids of several folders are one list, and what cannot be found is no id. */
static void test_list_of_two_folders_is_in_byte_order(void **state)
{
    struct fixture *f = *state;
    const char *folders[] = {"/nonexistent", f->folder, "scripts/rules"};
    write_script(f, "zeta", RULES(COMPLETE("zeta")));
    write_script(f, "jember-2024", RULES(COMPLETE("jember-2024")));
    struct capai_packs *packs = capai_packs_new(folders, 3, &f->arena, &f->notices);
    assert_text(capai_packs_list(packs, 0, &f->arena),
                "jember-2023, jember-2024, karanganyar-2023, permendagri-86-2017, "
                "permenpanrb-14-2017, permenpanrb-88-2021, pmk-22-2021, zeta");
    capai_packs_free(packs);
}

static void test_list_leaves_out_what_is_no_id(void **state)
{
    struct fixture *f = *state;
    const char *folders[] = {f->folder};
    write_script(f, "Upper", RULES(COMPLETE("x")));
    write_script(f, "with blank", RULES(COMPLETE("x")));
    write_script(f, "", RULES(COMPLETE("x")));
    write_script(f, "good", RULES(COMPLETE("good")));
    struct capai_packs *packs = capai_packs_new(folders, 1, &f->arena, &f->notices);
    assert_text(capai_packs_list(packs, 0, &f->arena), "good");
    capai_packs_free(packs);
}

static void test_source_of_loaded_script_is_its_text(void **state)
{
    struct fixture *f = *state;
    const char *script = RULES(COMPLETE("p"));
    load(f, "p", script);
    assert_text(capai_packs_source(f->packs, f->path), script);
    assert_null(capai_packs_source(f->packs, "other.lua").data);
    write_script(f, "w", RULES("  idd = 1,\n"));
    assert_int_equal(find(f, "w", 2024), CAPAI_ERR_RULES);
    assert_text(capai_packs_source(f->packs, f->err.file), RULES("  idd = 1,\n"));
}

/* The line of an error in a base is shown as any other. */
static void test_source_of_base_is_its_text(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p") "  basiss = 1,\n"));
    write_script(f, "q", RULES(DERIVED));
    assert_int_equal(find(f, "q", 2024), CAPAI_ERR_RULES);
    assert_text(capai_packs_source(f->packs, f->err.file), RULES(COMPLETE("p") "  basiss = 1,\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_find_installed_pack_has_expected_data),
        TEST(test_list_installed_packs_in_byte_order),
        TEST(test_rules_every_key_is_compiled),
        TEST(test_clamp_forms_give_ends),
        TEST(test_round_single_quantity_overrides_all),
        TEST(test_scale_policies_are_compiled),
        TEST(test_texts_after_script_dropped_tables_are_kept),
        TEST(test_base_with_round_down_keeps_everything_else),
        TEST(test_base_of_base_overrides_in_order),
        TEST(test_base_overridden_by_none_is_taken_back),
        TEST(test_base_arah_in_other_case_is_overridden),
        TEST(test_base_does_not_see_what_its_heir_changed),
        TEST(test_base_cycle_is_reported),
        TEST(test_base_cycle_names_line_of_key),
        TEST(test_base_unknown_names_nearest),
        TEST(test_base_unknown_names_line_of_key),
        TEST(test_base_that_is_wrong_names_its_own_line),
        TEST(test_base_after_failures_that_were_swallowed_is_found),
        TEST(test_base_chain_of_fifteen_is_found),
        TEST(test_base_that_leaves_folder_is_not_found),
        TEST(test_grade_by_name_takes_those_of_other_pack),
        TEST(test_grade_of_pack_without_grades_says_so),
        TEST(test_find_list_of_versions_is_chosen_by_year),
        TEST(test_find_outside_years_is_not_valid),
        TEST(test_named_outside_years_warns_and_is_used),
        TEST(test_named_path_or_id_loads_the_script),
        TEST(test_find_first_folder_hides_later_one),
        TEST(test_find_same_id_twice_gives_same_rules),
        TEST(test_find_id_that_leaves_folder_is_not_found),
        TEST(test_find_unknown_names_nearest_and_list),
        TEST(test_find_folder_or_no_folders_is_not_found),
        TEST(test_list_of_two_folders_is_in_byte_order),
        TEST(test_list_leaves_out_what_is_no_id),
        TEST(test_source_of_loaded_script_is_its_text),
        TEST(test_source_of_base_is_its_text),
    };
    return cmocka_run_group_tests_name("packs", tests, NULL, NULL);
}
