/* Wrong rule scripts: every message, with its place and words. */
#define _XOPEN_SOURCE 700

#include "packs_test.h"

/* ---- messages ---- */

struct wrong {
    const char *script;
    enum capai_message message;
    size_t line, column; /* column 0: the error is about no single key */
    const char *words;   /* NULL: whatever they are */
};

#define D(extra) RULES(DERIVED extra)
#define KEY_UNKNOWN CAPAI_MSG_RULES_KEY_UNKNOWN
#define KEY_MISSING CAPAI_MSG_RULES_KEY_MISSING
#define TYPE CAPAI_MSG_RULES_TYPE
#define ARGUMENT CAPAI_MSG_ARGUMENT
#define VALUE CAPAI_MSG_RULES_VALUE
#define ENTRY CAPAI_MSG_RULES_ENTRY
#define NUMBER CAPAI_MSG_RULES_NUMBER
#define CLAMP CAPAI_MSG_RULES_CLAMP
#define BANDS CAPAI_MSG_RULES_BANDS
#define LUA CAPAI_MSG_RULES_LUA

/* Loads each script and compares what it is accused of. All cases are tried before one fails. */
static void check_wrong(struct fixture *f, const struct wrong *cases, size_t count)
{
    size_t failures = 0;
    for (size_t i = 0; i < count; i++) {
        char words[CAPAI_ERROR_TEXT + 8];
        const struct wrong *c = &cases[i];
        forget(f);
        write_script(f, "p", RULES(COMPLETE("p")));
        write_script(f, "w", c->script);
        enum capai_status status = find(f, "w", 2024);
        words_of(&f->err, words, sizeof words);
        if (status == capai_message_status(c->message) && f->err.status == status &&
            f->err.message == c->message && f->err.line == c->line && f->err.column == c->column &&
            (!c->words || strcmp(words, c->words) == 0) && f->err.file &&
            strcmp(f->err.file, f->path) == 0 && !f->rules)
            continue;
        failures++;
        print_error("%s-> %s %s:%zu:%zu %s\n   expected %s %zu:%zu %s\n", c->script,
                    capai_message_name(f->err.message), f->err.file ? f->err.file : "(no file)",
                    f->err.line, f->err.column, words, capai_message_name(c->message), c->line,
                    c->column, c->words ? c->words : "");
    }
    assert_int_equal(failures, 0);
}

#define CHECK_WRONG(state, cases) check_wrong(*(state), cases, sizeof(cases) / sizeof *(cases))

static void test_rules_unknown_key_names_line_and_nearest(void **state)
{
    static const struct wrong cases[] = {
        {D("  basiss = \"x\",\n"), KEY_UNKNOWN, 4, 3, "basiss|rules|basis"},
        {D("  Version = \"x\",\n"), KEY_UNKNOWN, 4, 3, "Version|rules|version"},
        {D("  xyzzy = 1,\n"), KEY_UNKNOWN, 4, 3, NULL},
        {D("\n\n  valid = {\n    form = 2020 },\n"), KEY_UNKNOWN, 7, 5, "form|rules.valid|from"},
        {D("  zero = { bothh = 1 },\n"), KEY_UNKNOWN, 4, 12, "bothh|rules.zero|both"},
        {D("  round = { digit = 1 },\n"), KEY_UNKNOWN, 4, 13, "digit|rules.round|digits"},
        {D("  round = { capaan = { digits = 1 } },\n"), KEY_UNKNOWN, 4, 13,
         "capaan|rules.round|capaian"},
        {D("  round = { capaian = { modes = \"up\" } },\n"), KEY_UNKNOWN, 4, 25,
         "modes|rules.round|mode"},
        {D("  clamp = { mim = 0 },\n"), KEY_UNKNOWN, 4, 13, "mim|rules.clamp|min"},
        {D("  clamp = { predikatt = 0 },\n"), KEY_UNKNOWN, 4, 13, "predikatt|rules.clamp|predikat"},
        {D("  clamp = { capaian = { maxx = 0 } },\n"), KEY_UNKNOWN, 4, 25, "maxx|capaian|max"},
        {D("  average = { ovr = 1 },\n"), KEY_UNKNOWN, 4, 15, "ovr|rules.average|over"},
        {D("  average = { clamp = { maxx = 1 } },\n"), KEY_UNKNOWN, 4, 25, "maxx|clamp|max"},
        {D("  average = { missing = { belum_disi = \"zero\" } },\n"), KEY_UNKNOWN, 4, 27,
         "belum_disi|rules.average.missing|belum_diisi"},
        {D("  average = { missing = { nilai = \"zero\" } },\n"), KEY_UNKNOWN, 4, 27,
         "nilai|rules.average.missing||belum_diisi, tidak_dapat_dihitung, tidak_berlaku"},
        {D("  budget = { unlinkd = 1 },\n"), KEY_UNKNOWN, 4, 14, "unlinkd|rules.budget|unlinked"},
        {D("  scale = capai.scale { { \"A\" }, gapp = 1 },\n"), KEY_UNKNOWN, 4, 34,
         "gapp|scale|gap"},
        {D("  scale = capai.scale { { \"A\", gee = 1 } },\n"), KEY_UNKNOWN, 4, 32, "gee|scale|ge"},
        {D("  scale = capai.scale { { \"A\" }, gap = { rond = 0 } },\n"), KEY_UNKNOWN, 4, 42,
         "rond|gap|round"},
        {D("  grade = capai.grade { \"A\", wors = 1 },\n"), KEY_UNKNOWN, 4, 30, "wors|grade|worse"},
        {D("  efficiency = capai.efficiency.compare { lass = 1 },\n"), KEY_UNKNOWN, 4, 43,
         "lass|efficiency|less"},
        {D("  efficiency = capai.efficiency.saving { reached = 1 },\n"), KEY_UNKNOWN, 4, 42,
         "reached|efficiency||reached_only"},
        {D("  basis = { \"B\", page = 5 },\n"), KEY_UNKNOWN, 4, 18, "page|basis"},
        {D("  average = { jenis = { tujuan = true } },\n"), KEY_UNKNOWN, 4, 25, "tujuan|jenis"},
        /* strcmp would take it for "version" */
        {D("  [\"version\\0x\"] = 1,\n"), KEY_UNKNOWN, 2, 0, NULL},
    };
    CHECK_WRONG(state, cases);
}

static const struct wrong wrong_types[] = {
    {RULES("  id = 5, name = \"Q\", base = \"p\",\n"), TYPE, 3, 3, "id|string|number|rules"},
    {RULES("  id = \"q\", name = {}, base = \"p\",\n"), TYPE, 3, 13, "name|string|table|rules"},
    {RULES("  id = \"q\", name = \"Q\", base = true,\n"), TYPE, 3, 25, "base|string|boolean|rules"},
    {D("  version = 1,\n"), TYPE, 4, 3, "version|string|number|rules"},
    {D("  basis = 5,\n"), TYPE, 4, 3, "basis|table|number|rules"},
    {D("  valid = 2024,\n"), TYPE, 4, 3, "valid|table|number|rules"},
    {D("  valid = { from = \"2024\" },\n"), TYPE, 4, 13, "from|integer|string|rules.valid"},
    {D("  valid = { to = 2024.5 },\n"), TYPE, 4, 13, "to|integer|number|rules.valid"},
    {D("  progress = 5,\n"), TYPE, 4, 3, "progress|table|number|rules"},
    {D("  progress = { naik = 5 },\n"), TYPE, 4, 16,
     "naik|capai.progress.*, capai.formula, function|number|rules.progress"},
    {D("  progress = { naik = capai.round },\n"), TYPE, 4, 16,
     "naik|capai.progress.*, capai.formula, function|function|rules.progress"},
    {D("  arah = 5,\n"), TYPE, 4, 3, "arah|string|number|rules"},
    {D("  zero = 5,\n"), TYPE, 4, 3, "zero|table|number|rules"},
    {D("  zero = { both = true },\n"), TYPE, 4, 12, "both|number|boolean|rules.zero"},
    {D("  zero = { target = {} },\n"), TYPE, 4, 12, "target|number|table|rules.zero"},
    {D("  zero = { realisasi = capai.round },\n"), TYPE, 4, 12,
     "realisasi|number|function|rules.zero"},
    {D("  round = 2,\n"), TYPE, 4, 3, "round|table|number|rules"},
    {D("  round = { digits = \"2\" },\n"), TYPE, 4, 13, "digits|integer|string|rules.round"},
    {D("  round = { mode = 5 },\n"), TYPE, 4, 13, "mode|string|number|rules.round"},
    {D("  round = { capaian = 5 },\n"), TYPE, 4, 13, "capaian|table|number|rules.round"},
    {D("  round = { capaian = { digits = 2.5 } },\n"), TYPE, 4, 25,
     "digits|integer|number|rules.round"},
    {D("  classify = true,\n"), TYPE, 4, 3, "classify|string|boolean|rules"},
    {D("  clamp = 100,\n"), TYPE, 4, 3, "clamp|table|number|rules"},
    {D("  clamp = { min = \"x\" },\n"), TYPE, 4, 13, "min|number|string|clamp"},
    {D("  clamp = { max = false },\n"), TYPE, 4, 13, "max|number|boolean|clamp"},
    {D("  clamp = { capaian = 5 },\n"), TYPE, 4, 13, "capaian|table|number|rules.clamp"},
    {D("  average = 5,\n"), TYPE, 4, 3, "average|table|number|rules"},
    {D("  average = { over = 5 },\n"), TYPE, 4, 15, "over|string|number|rules.average"},
    {D("  average = { jenis = 5 },\n"), TYPE, 4, 15, "jenis|table|number|rules.average"},
    {D("  average = { of = 5 },\n"), TYPE, 4, 15, "of|string|number|rules.average"},
    {D("  average = { kind = 5 },\n"), TYPE, 4, 15, "kind|string|number|rules.average"},
    {D("  average = { missing = 5 },\n"), TYPE, 4, 15, "missing|string|number|rules.average"},
    {D("  average = { missing = { belum_diisi = 0 } },\n"), TYPE, 4, 27,
     "belum_diisi|string|number|rules.average.missing"},
    {D("  average = { clamp = 5 },\n"), TYPE, 4, 15, "clamp|table|number|rules.average"},
    {D("  triwulan = {},\n"), TYPE, 4, 3, "triwulan|string|table|rules"},
    {D("  budget = 5,\n"), TYPE, 4, 3, "budget|table|number|rules"},
    {D("  budget = { unlinked = true },\n"), TYPE, 4, 14, "unlinked|string|boolean|rules.budget"},
    {D("  budget = { zero = {} },\n"), TYPE, 4, 14, "zero|number|table|rules.budget"},
    {D("  scale = {},\n"), TYPE, 4, 3, "scale|capai.scale|table|rules"},
    {D("  scale = capai.grade { \"A\" },\n"), TYPE, 4, 3, "scale|capai.scale|userdata|rules"},
    {D("  grade = { \"A\" },\n"), TYPE, 4, 3, "grade|capai.grade|table|rules"},
    {D("  efficiency = \"compare\",\n"), TYPE, 4, 3, "efficiency|capai.efficiency|string|rules"},
    {D("  grade = capai.grade { \"A\", worse = 5 },\n"), TYPE, 4, 30, "worse|string|number|grade"},
    {D("  efficiency = capai.efficiency.compare { greater = 5, less = \"x\" },\n"), TYPE, 4, 43,
     "greater|string|number|efficiency"},
    {D("  efficiency = capai.efficiency.saving { reached_only = 1 },\n"), TYPE, 4, 42,
     "reached_only|boolean|number|efficiency"},
    {D("  grade = capai.grade(5),\n"), ARGUMENT, 4, 0,
     "#1 grades|capai.grade|string | table|number"},
    {D("  efficiency = capai.efficiency.compare(),\n"), ARGUMENT, 4, 0,
     "#1 words|capai.efficiency.compare|table|no value"},
    {HEAD "return capai.rules(5)\n", ARGUMENT, 2, 0, "#1 pack|capai.rules|string | table|number"},
    {HEAD "return capai.rules()\n", ARGUMENT, 2, 0, "#1 pack|capai.rules|string | table|no value"},
};

static void test_rules_wrong_type_names_line_and_column(void **state)
{
    CHECK_WRONG(state, wrong_types);
}

static void test_rules_wrong_value_lists_the_choices(void **state)
{
    static const struct wrong cases[] = {
        {D("  valid = { from = 1800 },\n"), VALUE, 4, 13, "from|1800|1900 .. 2199"},
        {D("  valid = { to = 2200 },\n"), VALUE, 4, 13, "to|2200|1900 .. 2199"},
        {D("  valid = { from = 2024, to = 2020 },\n"), CAPAI_MSG_RULES_VALID, 4, 3, ""},
        {D("  zero = { both = \"x\" },\n"), VALUE, 4, 12, "both|x|none, error"},
        {D("  round = { digits = 13 },\n"), VALUE, 4, 13, "digits|13|0 .. 12"},
        {D("  round = { digits = -1 },\n"), VALUE, 4, 13, "digits|-1|0 .. 12"},
        {D("  round = { mode = \"halfup\" },\n"), VALUE, 4, 13,
         "mode|halfup|half_up, half_even, down, up, floor, ceil|half_up"},
        {D("  round = { tren = { mode = \"\" } },\n"), VALUE, 4, 22,
         "mode||half_up, half_even, down, up, floor, ceil"},
        {D("  classify = \"shown\",\n"), VALUE, 4, 3, "classify|shown|rounded, exact"},
        {D("  clamp = \"off\",\n"), VALUE, 4, 3, "clamp|off|none"},
        {D("  average = { over = \"opd\" },\n"), VALUE, 4, 15, "over|opd|indikator, sasaran"},
        {D("  average = { of = \"x\" },\n"), VALUE, 4, 15, "of|x|exact, rounded"},
        {D("  average = { kind = \"x\" },\n"), VALUE, 4, 15,
         "kind|x|mean, weighted, geometric, reached, all"},
        {D("  average = { missing = \"x\" },\n"), VALUE, 4, 15, "missing|x|skip, zero, none"},
        {D("  average = { missing = { tidak_berlaku = \"x\" } },\n"), VALUE, 4, 27,
         "tidak_berlaku|x|skip, zero, none"},
        {D("  triwulan = \"x\",\n"), VALUE, 4, 3,
         "triwulan|x|jumlah, terakhir, tidak_turun, kenaikan"},
        {D("  budget = { unlinked = \"x\" },\n"), VALUE, 4, 14, "unlinked|x|none, opd"},
        {D("  budget = { zero = \"x\" },\n"), VALUE, 4, 14, "zero|x|none"},
        {D("  grade = capai.grade { \"A\", worse = \"x\" },\n"), VALUE, 4, 30,
         "worse|x|error, ratio"},
        {D("  arah = \"negatf\",\n"), CAPAI_MSG_RULES_ARAH, 4, 3, "negatf|negatif"},
        {D("  arah = \"x\",\n"), CAPAI_MSG_RULES_ARAH, 4, 3, "x"},
        {D("  clamp = { 0 },\n"), CLAMP, 4, 3, "clamp"},
        {D("  clamp = { 0, 100, 200 },\n"), CLAMP, 4, 3, "clamp"},
        {D("  clamp = { 100, 0 },\n"), CLAMP, 4, 3, "clamp"},
        {D("  clamp = { min = 2, max = 1 },\n"), CLAMP, 4, 3, "clamp"},
        {D("  average = { clamp = { 5, 4 } },\n"), CLAMP, 4, 15, "clamp"},
        {D("  clamp = { predikat = { 0 } },\n"), CLAMP, 4, 13, "predikat"},
        {D("  clamp = { min = 0.12345678901234567 },\n"), NUMBER, 4, 13, NULL},
        {D("  zero = { both = 33.33333333333333333 },\n"), NUMBER, 4, 12, NULL},
        {D("  budget = { zero = 1/0 },\n"), NUMBER, 4, 14, NULL},
    };
    CHECK_WRONG(state, cases);
}

/* What is written beside a form that has no place for it must not be dropped in silence. */
static void test_rules_mixed_forms_are_refused(void **state)
{
    static const struct wrong cases[] = {
        {D("  clamp = { 0, 100, min = 5 },\n"), CLAMP, 4, 3, "clamp"},
        {D("  clamp = { capaian = { 0, 100 }, max = 5 },\n"), CLAMP, 4, 3, "clamp"},
        {D("  clamp = { capaian = { 0, 100 }, 5 },\n"), CLAMP, 4, 3, "clamp"},
        {D("  scale = capai.scale { { \"A\", 76 } },\n"), BANDS, 4, 0, ""},
        {D("  scale = capai.scale { { \"A\" }, [0] = { \"B\" } },\n"), ENTRY, 4, 0, NULL},
    };
    CHECK_WRONG(state, cases);
}

static void test_rules_missing_part_names_it(void **state)
{
    static const struct wrong cases[] = {
        {RULES("  name = \"Q\", base = \"p\",\n"), KEY_MISSING, 2, 0, "id|rules"},
        {RULES("  id = \"q\", base = \"p\",\n"), KEY_MISSING, 2, 0, "name|rules"},
        {RULES(""), KEY_MISSING, 2, 0, "id|rules"},
        {RULES("  id = \"q\",\n" BASIS PROGRESS ROUND SCALE), KEY_MISSING, 2, 0, "name|rules"},
        {RULES("  id = \"q\", name = \"Q\",\n" PROGRESS ROUND SCALE), KEY_MISSING, 2, 0,
         "basis|rules"},
        {RULES("  id = \"q\", name = \"Q\",\n" BASIS ROUND SCALE), KEY_MISSING, 2, 0,
         "progress|rules"},
        {RULES("  id = \"q\", name = \"Q\",\n" BASIS PROGRESS SCALE), KEY_MISSING, 2, 0,
         "round|rules"},
        {RULES("  id = \"q\", name = \"Q\",\n" BASIS PROGRESS ROUND), KEY_MISSING, 2, 0,
         "scale|rules"},
        {D("  efficiency = capai.efficiency.compare { less = \"x\" },\n"), KEY_MISSING, 4, 0,
         "greater|efficiency"},
        {D("  efficiency = capai.efficiency.compare {\n    greater = \"x\" },\n"), KEY_MISSING, 4,
         0, "equal|efficiency"},
    };
    CHECK_WRONG(state, cases);
}

/* An empty basis cites nothing. */
static void test_rules_empty_basis_is_missing(void **state)
{
    static const struct wrong cases[] = {
        {RULES("  id = \"q\", name = \"Q\", basis = {},\n" PROGRESS ROUND SCALE), KEY_MISSING, 3,
         25, "basis|rules"},
    };
    CHECK_WRONG(state, cases);
}

static void test_rules_more_arah_than_anybody_has_is_refused(void **state)
{
    static const struct wrong cases[] = {
        {HEAD "local p = {}\nfor i = 1, 101 do p[\"a\" .. i] = capai.progress.positive end\n"
              "return capai.rules { id = \"q\", name = \"Q\", base = \"p\", progress = p }\n",
         CAPAI_MSG_RULES_MANY, 4, 56, "progress|100"},
    };
    CHECK_WRONG(state, cases);
}

static void test_rules_bad_id_is_refused(void **state)
{
#define WITH_ID(id) RULES("  id = \"" id "\", name = \"Q\", base = \"p\",\n")
    static const struct wrong cases[] = {
        {WITH_ID("Jember"), CAPAI_MSG_RULES_ID, 3, 3, "Jember"},
        {WITH_ID(""), CAPAI_MSG_RULES_ID, 3, 3, ""},
        {WITH_ID("a b"), CAPAI_MSG_RULES_ID, 3, 3, "a b"},
        {WITH_ID("../x"), CAPAI_MSG_RULES_ID, 3, 3, "../x"},
        {WITH_ID("a_b"), CAPAI_MSG_RULES_ID, 3, 3, "a_b"},
        {WITH_ID("é"), CAPAI_MSG_RULES_ID, 3, 3, "é"},
        {WITH_ID("q\\0"), CAPAI_MSG_RULES_ID, 3, 3, NULL},
    };
    CHECK_WRONG(state, cases);
}

static void test_rules_entry_without_key_names_its_type(void **state)
{
    static const struct wrong cases[] = {
        {D("  basis = { 5 },\n"), ENTRY, 2, 0, "basis|number"},
        {D("  basis = { \"B\", nil, \"C\" },\n"), ENTRY, 2, 0, "basis|nil"},
        {D("  average = { jenis = { {} } },\n"), ENTRY, 2, 0, "jenis|table"},
        {D("  grade = capai.grade { 5 },\n"), ENTRY, 4, 0, "grade|number"},
        {D("  scale = capai.scale { { 5, ge = 1 } },\n"), ENTRY, 4, 0, "scale|number"},
        {D("  [true] = 5,\n"), ENTRY, 2, 0, NULL},
        {D("  round = { [1.5] = 2 },\n"), ENTRY, 2, 0, NULL},
        {D("  progress = { capai.progress.positive },\n"), ENTRY, 2, 0, NULL},
        /* the key that is wrong is the boolean, never one of those beside it */
        {D("  progress = { [true] = capai.progress.positive, a = capai.progress.positive,\n"
           "    b = capai.progress.positive, c = capai.progress.positive },\n"),
         ENTRY, 2, 0, NULL},
        {D("  \"text\",\n"), ENTRY, 2, 0, "rules|string"},
    };
    CHECK_WRONG(state, cases);
}

static void test_scale_wrong_bands_name_line(void **state)
{
#define S(inside) D("  scale = capai.scale {" inside "},\n")
    static const struct wrong cases[] = {
        {D("  scale = capai.scale(5),\n"), ARGUMENT, 4, 0,
         "#1 bands|capai.scale|string | table|number"},
        {S(""), BANDS, 4, 0, ""},
        {S(" \"A\" "), BANDS, 4, 0, ""},
        {S(" {} "), BANDS, 4, 0, ""},
        {S(" { ge = 5 } "), BANDS, 4, 0, ""},
        {S("{\"A\", ge=\"x\"}"), TYPE, 4, 30, "ge|number|string|scale"},
        {S("{\"A\", gt=true}"), TYPE, 4, 30, "gt|number|boolean|scale"},
        {S("{\"A\", le={}}"), TYPE, 4, 30, "le|number|table|scale"},
        {S("{\"A\",\n lt=capai}"), TYPE, 5, 2, "lt|number|table|scale"},
        {S("{\"A\", ge=75.12345678901234567}"), NUMBER, 4, 30, NULL},
        {S("{\"A\", ge=1, gt=2}"), CAPAI_MSG_RULES_BOTH, 4, 36, "ge|gt"},
        {S("{\"A\", le=1, lt=1}"), CAPAI_MSG_RULES_BOTH, 4, 36, "le|lt"},
        {S("{\"A\", ge=5, lt=5}"), CAPAI_MSG_SCALE_BAND_EMPTY, 4, 0, NULL},
        {S("{\"A\", ge=6, le=5}"), CAPAI_MSG_SCALE_BAND_EMPTY, 4, 0, NULL},
        {S("{\"A\"}, gap=5"), TYPE, 4, 31, "gap|string|number|scale"},
        {S("{\"A\"}, gap=\"x\""), VALUE, 4, 31, "gap|x|first, last, lower, upper, error"},
        {S("{\"A\"}, overlap=\"x\""), VALUE, 4, 31, "overlap|x|first, last, lower, upper, error"},
        {S("{\"A\"}, gap={round=0,\"x\"}"), VALUE, 4, 31, "gap|x|first, last, lower, upper, error"},
        {S("{\"A\"}, gap={round=\"x\"}"), TYPE, 4, 36, "round|integer|string|gap"},
        {S("{\"A\"}, gap={round=13}"), VALUE, 4, 36, "round|13|0 .. 12"},
        {S("{\"A\"}, above=5"), TYPE, 4, 31, "above|string|number|scale"},
        {S("{\"A\"}, above=\"B\""), VALUE, 4, 31, "above|B|A, error"},
        {S("{\"A\"}, below=\"lower\""), VALUE, 4, 31, "below|lower|A, error"},
        {S("{\"A\"}, basis=5"), TYPE, 4, 31, "basis|string|number|scale"},
    };
    CHECK_WRONG(state, cases);
}

static void test_scale_undeclared_flaw_names_example(void **state)
{
    static const struct wrong cases[] = {
        {S("{\"A\", ge=76}, {\"B\", le=75}"), CAPAI_MSG_RULES_GAP, 4, 0, "B|A|75,5"},
        {S("{\"A\", gt=75}, {\"B\", lt=75}"), CAPAI_MSG_RULES_GAP, 4, 0, "B|A|75"},
        {S("{\"A\", ge=75}, {\"B\", le=75}"), CAPAI_MSG_RULES_OVERLAP, 4, 0, "B|A|75"},
        {S("{\"A\", ge=70}, {\"B\", le=75}"), CAPAI_MSG_RULES_OVERLAP, 4, 0, NULL},
        {S("{\"A\", ge=75,le=100}, {\"B\", lt=75}"), CAPAI_MSG_RULES_ABOVE, 4, 0, NULL},
        {S("{\"A\", ge=75}, {\"B\", lt=75,ge=0}"), CAPAI_MSG_RULES_BELOW, 4, 0, NULL},
        {S("{\"A\", ge=75}, {\"B\", lt=75,gt=0}"), CAPAI_MSG_RULES_BELOW, 4, 0, "B|B|-1"},
        {S("{\"A\", ge=76}, {\"B\", le=75}, overlap=\"upper\""), CAPAI_MSG_RULES_GAP, 4, 0, NULL},
    };
    CHECK_WRONG(state, cases);
}

static void test_script_returning_no_rules_is_refused(void **state)
{
    static const struct wrong cases[] = {
        {"", CAPAI_MSG_RULES_RETURN, 1, 0, ""},
        {"-- nothing\n", CAPAI_MSG_RULES_RETURN, 1, 0, ""},
        {"return \"rules\"\n", CAPAI_MSG_RULES_RETURN, 1, 0, ""},
        {"return 5\n", CAPAI_MSG_RULES_RETURN, 1, 0, ""},
        {"return {}\n", CAPAI_MSG_RULES_RETURN, 1, 0, ""},
        {"return { \"x\" }\n", CAPAI_MSG_RULES_RETURN, 1, 0, ""},
        {HEAD "local r = capai.rules { " DERIVED " }\nreturn { r, \"x\" }\n",
         CAPAI_MSG_RULES_RETURN, 1, 0, ""},
        {HEAD "return { id = \"q\", name = \"Q\" }\n", CAPAI_MSG_RULES_RETURN, 1, 0, ""},
        {HEAD "return capai.scale { { \"A\" } }\n", CAPAI_MSG_RULES_RETURN, 1, 0, ""},
        {HEAD "return capai.rules\n", CAPAI_MSG_RULES_RETURN, 1, 0, ""},
    };
    CHECK_WRONG(state, cases);
}

static void test_script_error_names_file_and_line(void **state)
{
    static const struct wrong cases[] = {
        {HEAD "\nreturn capai.rules {\n", LUA, 4, 0, NULL},
        {HEAD "\nlocal = 5\n", LUA, 3, 0, "<name> expected near '='"},
        {HEAD "\nlocal x = nil + 1\n", LUA, 3, 0, "attempt to perform arithmetic on a nil value"},
        {HEAD "\n\nerror(\"pesan\")\n", LUA, 4, 0, "pesan"},
        {HEAD "\ncapai.ruless { }\n", CAPAI_MSG_FIELD_UNKNOWN, 3, 0, "ruless|capai|rules"},
        {HEAD "local x = capai.decimal(1) / 0\n", CAPAI_MSG_DIVISION_BY_ZERO, 2, 0, ""},
        {HEAD "local x = capai.decimal(nil)\n", ARGUMENT, 2, 0, "#1 x|capai.decimal|decimal|nil"},
        {D("  grade = capai.grade {},\n"), ARGUMENT, 4, 0, NULL},
        {D("  grade = capai.grade \"nope\",\n"), CAPAI_MSG_RULES_NOT_FOUND, 4, 0, NULL},
        {HEAD "require \"io\"\n", LUA, 2, 0, NULL},
        {"\x1bLua", LUA, 0, 0, NULL},
        {HEAD "\nwhile true do\nend\n", CAPAI_MSG_RULES_STEPS, 3, 0, ""},
    };
    CHECK_WRONG(state, cases);
}

/* Errors without a place of their own are still those of a script that has a name. */
static void test_script_error_without_place_names_the_line(void **state)
{
    static const struct wrong cases[] = {
        {"error({})\n", LUA, 1, 0, "table"},
        {"error(nil)\n", LUA, 1, 0, "nil"},
        {"error()\n", LUA, 1, 0, "nil"},
        {"error(\"bare\", 0)\n", LUA, 1, 0, "bare"},
        {"error(function() end)\n", LUA, 1, 0, "function"},
        {"\nstring.format(\"%99999d\", 1)\n", LUA, 2, 0,
         "invalid conversion specification: '%99999d'"},
        {"local t = {}\nfor i = 1, 1e7 do t[i] = { i } end\n", CAPAI_MSG_RULES_MEMORY, 2, 0, ""},
    };
    CHECK_WRONG(state, cases);
}

/* Lua shortens names of more than 59 letters in its messages. */
static void test_script_error_with_long_path_names_whole_file(void **state)
{
    struct fixture *f = *state;
    const char *id = "a-pack-with-a-name-that-is-longer-than-the-sixty-letters-that-lua-shows";
    write_script(f, id, "\nlocal = 5\n");
    assert_int_equal(find(f, id, 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_LUA);
    assert_int_equal(f->err.line, 2);
    assert_string_equal(f->err.file, f->path);
    assert_text(capai_packs_source(f->packs, f->err.file), "\nlocal = 5\n");
}

/* A pack that many OPDs use is wrong for each of them in the same way. */
static void test_find_wrong_pack_again_gives_same_error(void **state)
{
    static const char *const scripts[] = {
        HEAD "local = 5\n",
        RULES("  idd = 1,\n"),
        "return {}\n",
        HEAD "return { capai.rules { " DERIVED " }, \"x\" }\n",
    };
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        forget(f);
        write_script(f, "w", scripts[i]);
        assert_int_equal(find(f, "w", 2024), CAPAI_ERR_RULES);
        struct capai_error first = f->err;
        assert_int_equal(find(f, "w", 2024), CAPAI_ERR_RULES);
        assert_message(f->err, first.message);
        assert_non_null(f->err.file);
        assert_string_equal(f->err.file, first.file);
        assert_int_equal(f->err.line, first.line);
        assert_null(f->rules);
    }
}

/* Listing tries every pack and must not spoil a later search. */
static void test_list_then_find_wrong_pack_gives_its_error(void **state)
{
    struct fixture *f = *state;
    write_script(f, "w", HEAD "local = 5\n");
    capai_packs_list(f->packs, 2024, &f->arena);
    assert_int_equal(find(f, "w", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_LUA);
    assert_int_equal(f->err.line, 2);
}

/* ---- the line of a key ---- */

static void test_line_of_key_is_found_by_scanning_the_call(void **state)
{
    static const struct wrong cases[] = {
        {RULES("\n  digts = 2,\n"), KEY_UNKNOWN, 4, 3, NULL},
        {RULES("  digts = 2,\n  round = { digts = 2 },\n"), KEY_UNKNOWN, 2, 0, NULL},
        {RULES("  -- digts = 1\n  digts = 2, -- digts = 3\n"), KEY_UNKNOWN, 4, 3, NULL},
        {RULES("  --[[ digts = 1\n digts = 1 ]] digts = 2,\n"), KEY_UNKNOWN, 4, 15, NULL},
        {RULES("  name = \"digts = 1 }\",\n  digts = 2,\n"), KEY_UNKNOWN, 4, 3, NULL},
        {RULES("  name = 'a\\'digts = 1 }',\n  digts = 2,\n"), KEY_UNKNOWN, 4, 3, NULL},
        {RULES("  name = [[digts = 1\n }]],\n  digts = 2,\n"), KEY_UNKNOWN, 5, 3, NULL},
        {RULES("  name = digts,\n  digts = 2,\n"), KEY_UNKNOWN, 4, 3, NULL},
        {RULES("  name = digts == 1,\n  digts = 2,\n"), KEY_UNKNOWN, 4, 3, NULL},
        {RULES("  name = {},\n  digts   =\n 2,\n"), KEY_UNKNOWN, 4, 3, NULL},
        {RULES("  [\"digts\"] = 2,\n"), KEY_UNKNOWN, 2, 0, NULL},
        {HEAD "local t = { digts = 2 }\n\nreturn capai.rules(t)\n", KEY_UNKNOWN, 4, 0, NULL},
        {HEAD "local t = { digts = 2 }\nreturn {\n  capai.rules {\n    digts = 2,\n  },\n}\n",
         KEY_UNKNOWN, 5, 5, NULL},
    };
    CHECK_WRONG(state, cases);
}

static void test_line_of_key_in_long_brackets_is_not_counted(void **state)
{
    static const struct wrong cases[] = {
        {RULES("  --[==[ old:\n  digts = 1 ]==]\n  digts = 2,\n"), KEY_UNKNOWN, 5, 3, NULL},
        {RULES("  name = [==[\n  digts = 1 } ]==],\n  digts = 2,\n"), KEY_UNKNOWN, 5, 3, NULL},
    };
    CHECK_WRONG(state, cases);
}

static void test_column_of_key_counts_characters(void **state)
{
    static const struct wrong cases[] = {
        {RULES("  name = \"Métropole ü\", digts = 2,\n"), KEY_UNKNOWN, 3, 25, NULL},
    };
    CHECK_WRONG(state, cases);
}

/* A table that was made before its call: nothing behind the call has to do with it. */
static void test_line_of_key_of_other_call_is_not_taken(void **state)
{
    static const struct wrong cases[] = {
        {HEAD "local t = { digts = 2 }\nlocal first = capai.rules(t)\n"
              "return { first, capai.rules {\n  digts = 3 } }\n",
         KEY_UNKNOWN, 3, 0, NULL},
    };
    CHECK_WRONG(state, cases);
}

/* { "x", 100 } has no key "min": that of another table is not the place. */
static void test_line_of_pair_is_not_that_of_other_clamp(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    write_script(f, "w", D("  clamp = { \"x\", 100 },\n  average = { clamp = { min = 0 } },\n"));
    assert_int_equal(find(f, "w", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_CLAMP);
    assert_true(f->err.line == 2 || f->err.line == 4);
}

/* Tables have no order of their own, but the same script gets the same complaint. */
static void test_rules_several_unknown_keys_give_one_message(void **state)
{
    struct fixture *f = *state;
    char first[256] = "", words[256];
    write_script(f, "w", RULES("  a1 = 1, b2 = 1, c3 = 1, d4 = 1, e5 = 1, f6 = 1, g7 = 1,\n"));
    for (int i = 0; i < 40; i++) {
        forget(f);
        assert_int_equal(find(f, "w", 2024), CAPAI_ERR_RULES);
        words_of(&f->err, words, sizeof words);
        if (i == 0)
            snprintf(first, sizeof first, "%s", words);
        assert_string_equal(words, first);
    }
}

/* Where a number may stand, text "76,61" may stand too. */
static void test_zero_accepts_number_as_text(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    const struct capai_rules *r = load(f, "q", D("  zero = { both = \"76,61\" },\n"));
    assert_int_equal(r->zero.both.kind, CAPAI_ZERO_VALUE);
    assert_decimal(r->zero.both.value, "76.61");
}

/* "at most 15 digits": small numbers have few, however Lua prints them. */
static void test_number_with_few_digits_is_exact(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    const struct capai_rules *r = load(f, "q", D("  clamp = { 0.00001, 1e15 },\n"));
    assert_clamp(&r->clamp, "0.00001", "1000000000000000");
}

/* ---- scripts that mean harm; in a child, since they crashed or never ended ---- */

static int close_rules(struct fixture *f)
{
    if (find(f, "w", 2024) != CAPAI_OK)
        return 0; /* to refuse it is right, too */
    return capai_text_equal(f->rules->name, CAPAI_TEXT("N")) &&
                   capai_text_equal(f->rules->scale.bands[1].name, CAPAI_TEXT("B"))
               ? 0
               : 1;
}

static void test_rules_closed_by_script_are_not_freed(void **state)
{
    struct fixture *f = *state;
    write_script(f, "w",
                 HEAD "local kept\ndo\n  local r <close> = capai.rules {\n" COMPLETE(
                     "w") "  }\n"
                          "  kept = r\nend\nreturn kept\n");
    assert_int_equal(in_child(f, close_rules), 0);
}

static int fails_in_order(struct fixture *f)
{
    enum capai_status status = find(f, "w", 2024);
    return status == CAPAI_ERR_RULES || status == CAPAI_ERR_MEMORY ? 0 : 1;
}

static void test_script_larger_than_memory_limit_is_refused(void **state)
{
    struct fixture *f = *state;
    static char comment[1 << 20];
    memset(comment, '-', sizeof comment - 1);
    write_script(f, "w", "return 1\n");
    FILE *file = fopen(f->path, "ab");
    assert_non_null(file);
    for (int i = 0; i < 70; i++)
        fputs(comment, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(in_child(f, fails_in_order), 0);
}

/* What the script left is not enough to take its list of versions over. */
static void test_script_that_leaves_no_memory_fails_in_order(void **state)
{
    struct fixture *f = *state;
    write_script(f, "w",
                 HEAD "local r = capai.rules {\n" COMPLETE(
                     "w") "}\n"
                          "local list = {}\nfor i = 1, 5000 do list[i] = r end\n"
                          "local big, chain, n = {}, nil, 0\n"
                          "pcall(function() while true do big[#big + 1] = { {}, {} } end end)\n"
                          "pcall(function() while true do chain = { chain } end end)\n"
                          "keep = { big, chain }\nreturn list\n");
    assert_int_equal(in_child(f, fails_in_order), 0);
}

/* The tail call leaves no instruction on which the limit could raise again. */
static void test_base_that_swallows_step_limit_stops_the_deriving_pack(void **state)
{
    struct fixture *f = *state;
    write_script(f, "b", "return pcall(function() while true do end end)\n");
    write_script(f, "w",
                 HEAD "pcall(capai.grade, \"b\")\nwhile true do end\nreturn capai.rules {\n" DERIVED
                      "}\n");
    assert_int_equal(in_child(f, fails_in_order), 0);
}

/* Memory of rules counts as memory of the script: 40 names of 4 MB are more than 64 MB. */
static void test_rules_memory_is_limited_with_that_of_script(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", RULES(COMPLETE("p")));
    write_script(f, "w",
                 HEAD "local s = \"x\"\nfor _ = 1, 22 do s = s .. s end\nlocal keep = {}\n"
                      "for i = 1, 40 do\n  keep[i] = capai.rules {\n    id = \"w\", name = s, "
                      "basis = \"B\", round = {},\n    progress = {}, scale = capai.scale { { "
                      "\"A\" } } }\nend\n"
                      "return keep\n");
    assert_int_equal(find(f, "w", 2024), CAPAI_ERR_RULES);
    assert_message(f->err, CAPAI_MSG_RULES_MEMORY);
}

/* A script that asks for another pack again and again does not fill the host's memory. */
static void test_base_asked_for_often_takes_bounded_memory(void **state)
{
    struct fixture *f = *state;
    static char big[(1 << 20) + 64];
    memset(big, '-', 1 << 20);
    memcpy(big + (1 << 20), "\nreturn 1\n", 11);
    write_script(f, "big", big);
    write_script(f, "w", HEAD "for _ = 1, 100 do pcall(capai.grade, \"big\") end\nreturn nil\n");
    assert_int_equal(find(f, "w", 2024), CAPAI_ERR_RULES);
    assert_true(f->arena.total < (size_t)32 << 20);
}

/* Each pack has a state of its own. */
static void test_pack_cannot_change_module_for_another(void **state)
{
    struct fixture *f = *state;
    write_script(f, "a",
                 HEAD "capai.progress.positive = capai.progress.negative\n"
                      "capai.rules, capai.scale, capai.version = nil, nil, nil\n"
                      "string.upper, tostring, leak = nil, nil, 5\nreturn 1\n");
    assert_int_equal(find(f, "a", 2024), CAPAI_ERR_RULES);
    write_script(f, "p",
                 HEAD "assert(leak == nil and (\"x\"):upper() == \"X\" and tostring(1) == \"1\")\n"
                      "return capai.rules {\n" COMPLETE("p") "}\n");
    assert_int_equal(find(f, "p", 2024), CAPAI_OK);
    assert_int_equal(f->rules->arah[1].formula, CAPAI_POSITIVE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_rules_unknown_key_names_line_and_nearest),
        TEST(test_rules_wrong_type_names_line_and_column),
        TEST(test_rules_wrong_value_lists_the_choices),
        TEST(test_rules_mixed_forms_are_refused),
        TEST(test_rules_missing_part_names_it),
        TEST(test_rules_empty_basis_is_missing),
        TEST(test_rules_more_arah_than_anybody_has_is_refused),
        TEST(test_rules_bad_id_is_refused),
        TEST(test_rules_entry_without_key_names_its_type),
        TEST(test_scale_wrong_bands_name_line),
        TEST(test_scale_undeclared_flaw_names_example),
        TEST(test_script_returning_no_rules_is_refused),
        TEST(test_script_error_names_file_and_line),
        TEST(test_script_error_without_place_names_the_line),
        TEST(test_script_error_with_long_path_names_whole_file),
        TEST(test_find_wrong_pack_again_gives_same_error),
        TEST(test_list_then_find_wrong_pack_gives_its_error),
        TEST(test_line_of_key_is_found_by_scanning_the_call),
        TEST(test_line_of_key_in_long_brackets_is_not_counted),
        TEST(test_column_of_key_counts_characters),
        TEST(test_line_of_key_of_other_call_is_not_taken),
        TEST(test_line_of_pair_is_not_that_of_other_clamp),
        TEST(test_rules_several_unknown_keys_give_one_message),
        TEST(test_zero_accepts_number_as_text),
        TEST(test_number_with_few_digits_is_exact),
        TEST(test_rules_closed_by_script_are_not_freed),
        TEST(test_script_larger_than_memory_limit_is_refused),
        TEST(test_script_that_leaves_no_memory_fails_in_order),
        TEST(test_base_that_swallows_step_limit_stops_the_deriving_pack),
        TEST(test_rules_memory_is_limited_with_that_of_script),
        TEST(test_base_asked_for_often_takes_bounded_memory),
        TEST(test_pack_cannot_change_module_for_another),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
