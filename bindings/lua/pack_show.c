#include "bindings/lua/pack_show.h"

#include <stdio.h>

enum { LINE = 1200 };

/* A line of text that is made piece by piece. */
struct line {
    char text[LINE];
    size_t size;
};

static void put(struct line *line, capai_text text)
{
    for (size_t i = 0; i < text.size && line->size + 1 < sizeof line->text; i++)
        line->text[line->size++] = text.data[i];
}

static void put_word(struct line *line, const char *before, capai_text word)
{
    put(line, capai_text_of(before));
    put(line, word);
}

static void put_decimal(struct line *line, const char *before, capai_decimal x)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size = capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, text);
    put_word(line, before, (capai_text){text, size});
}

static void add(struct pack_facts *facts, const char *key, capai_text name, capai_text text)
{
    struct pack_fact *list =
        capai_arena_grow(facts->arena, facts->list, facts->count, &facts->capacity, sizeof *list);
    capai_text copy = capai_text_copy(text, facts->arena);
    facts->failed |= !list || (text.data && !copy.data);
    if (!list)
        return;
    facts->list = list;
    list[facts->count++] = (struct pack_fact){key, name, copy};
}

static void add_line(struct pack_facts *facts, const char *key, const char *name,
                     const struct line *line)
{
    add(facts, key, name ? capai_text_of(name) : CAPAI_NO_TEXT,
        (capai_text){line->text, line->size});
}

static void add_word(struct pack_facts *facts, const char *key, const char *name, const char *word)
{
    add(facts, key, name ? capai_text_of(name) : CAPAI_NO_TEXT, capai_text_of(word));
}

/* ---- the keys ---- */

static void add_zero(struct pack_facts *facts, const char *key, const char *name,
                     const struct capai_zero *zero)
{
    static const char *const words[] = {[CAPAI_ZERO_NONE] = "none", [CAPAI_ZERO_ERROR] = "error"};
    struct line line = {.size = 0};
    if (zero->kind == CAPAI_ZERO_VALUE)
        put_decimal(&line, "", zero->value);
    else
        put(&line, capai_text_of(words[zero->kind]));
    add_line(facts, key, name, &line);
}

static void add_clamp(struct pack_facts *facts, const char *key, const char *name,
                      const struct capai_clamp *clamp)
{
    struct line line = {.size = 0};
    if (clamp->has_min)
        put_decimal(&line, "min ", clamp->min);
    if (clamp->has_max)
        put_decimal(&line, clamp->has_min ? ", max " : "max ", clamp->max);
    if (line.size)
        add_line(facts, key, name, &line);
}

static void add_head(struct pack_facts *facts, const struct capai_packs *packs,
                     const struct capai_rules *rules)
{
    struct line years = {.size = 0};
    char text[32];
    add(facts, "id", CAPAI_NO_TEXT, rules->id);
    add(facts, "name", CAPAI_NO_TEXT, rules->name);
    if (rules->version.size)
        add(facts, "version", CAPAI_NO_TEXT, rules->version);
    if (rules->capai_version.size)
        add(facts, "capai_version", CAPAI_NO_TEXT, rules->capai_version);
    snprintf(text, sizeof text, "%d .. %d", rules->from, rules->to);
    put(&years, capai_text_of(text));
    add_line(facts, "valid", NULL, &years);
    capai_text base = pack_base(packs, rules);
    if (base.size)
        add(facts, "base", CAPAI_NO_TEXT, base);
    add_word(facts, "script", NULL, pack_path(packs, rules));
    for (size_t i = 0; i < rules->basis_count; i++)
        add(facts, "basis", CAPAI_NO_TEXT, rules->basis[i]);
}

static void add_formulas(struct pack_facts *facts, const struct capai_rules *rules)
{
    for (size_t i = 0; i < rules->arah_count; i++)
        add(facts, "progress", rules->arah[i].name, capai_arah_text(&rules->arah[i]));
    if (rules->default_arah.size)
        add(facts, "arah", CAPAI_NO_TEXT, rules->default_arah);
    add_zero(facts, "zero", "both", &rules->zero.both);
    add_zero(facts, "zero", "target", &rules->zero.target);
    add_zero(facts, "zero", "realisasi", &rules->zero.realisasi);
    for (int q = 0; q < CAPAI_QUANTITY_COUNT; q++) {
        char text[64];
        snprintf(text, sizeof text, "%d, %s", rules->round[q].digits,
                 capai_rounding_name(rules->round[q].mode));
        add(facts, "round", capai_quantity_name((enum capai_quantity)q), capai_text_of(text));
    }
    add_word(facts, "classify", NULL, rules->classify_exact ? "exact" : "rounded");
    add_clamp(facts, "clamp", "capaian", &rules->clamp);
    add_clamp(facts, "clamp", "predikat", &rules->clamp_class);
}

static void add_average(struct pack_facts *facts, const struct capai_rules *rules)
{
    static const char *const missing[] = {"skip", "zero", "none"};
    const struct capai_average *average = &rules->average;
    struct line jenis = {.size = 0}, threshold = {.size = 0};
    add_word(facts, "average", "kind", capai_average_name(average->kind));
    add_word(facts, "average", "over", average->over_sasaran ? "sasaran" : "indikator");
    for (size_t i = 0; i < average->jenis_count; i++)
        put_word(&jenis, i ? ", " : "", average->jenis[i]);
    add_line(facts, "average", "jenis", &jenis);
    add_word(facts, "average", "of", average->of_rounded ? "rounded" : "exact");
    for (int o = CAPAI_NILAI + 1; o < CAPAI_OUTCOME_COUNT; o++)
        add_word(facts, "average", capai_outcome_name((enum capai_outcome)o),
                 missing[average->missing[o]]);
    add_clamp(facts, "average", "clamp", &average->clamp);
    if (average->modal)
        add_word(facts, "average", "predikat", "modal");
    if (average->kind == CAPAI_REACHED || average->kind == CAPAI_ALL) {
        put_decimal(&threshold, "", average->threshold);
        add_line(facts, "average", "threshold", &threshold);
    }
}

static void add_policy(struct pack_facts *facts, const char *key, const char *name,
                       const struct capai_edge_policy *policy)
{
    static const char *const edges[] = {"", "first", "last", "lower", "upper", "error"};
    struct line line = {.size = 0};
    char text[48];
    if (policy->edge == CAPAI_EDGE_UNDECLARED)
        return;
    text[0] = 0;
    if (policy->round)
        snprintf(text, sizeof text, "round %d, ", policy->digits);
    put_word(&line, text, capai_text_of(edges[policy->edge]));
    add_line(facts, key, name, &line);
}

static void add_beyond(struct pack_facts *facts, const char *key, const char *name,
                       const struct capai_scale *scale, int beyond)
{
    if (beyond == CAPAI_BEYOND_ERROR)
        add_word(facts, key, name, "error");
    else if (beyond >= 0)
        add(facts, key, capai_text_of(name), scale->bands[beyond].name);
}

/* The bands of a scale and its policies, under the key that it belongs to. */
static void add_scale(struct pack_facts *facts, const char *key, const struct capai_scale *scale)
{
    if (!scale->count)
        return; /* there is none */
    if (scale->basis.size)
        add(facts, key, CAPAI_TEXT("basis"), scale->basis);
    for (size_t i = 0; i < scale->count; i++) {
        const struct capai_band *band = &scale->bands[i];
        struct line line = {.size = 0};
        if (band->low.present)
            put_decimal(&line, band->low.closed ? ">= " : "> ", band->low.value);
        put(&line, capai_text_of(band->low.present && band->high.present ? ", " : ""));
        if (band->high.present)
            put_decimal(&line, band->high.closed ? "<= " : "< ", band->high.value);
        if (band->no_verdict)
            put(&line, CAPAI_TEXT(" (verdict = false)"));
        add(facts, key, band->name, (capai_text){line.text, line.size});
    }
    add_policy(facts, key, "gap", &scale->gap);
    add_policy(facts, key, "overlap", &scale->overlap);
    add_beyond(facts, key, "above", scale, scale->above);
    add_beyond(facts, key, "below", scale, scale->below);
}

static void add_efficiency(struct pack_facts *facts, const struct capai_efficiency *efficiency)
{
    static const char *const kinds[] = {
        [CAPAI_EFFICIENCY_COMPARE] = "capaian, serapan",
        [CAPAI_EFFICIENCY_SAVING] = "100 - serapan",
        [CAPAI_EFFICIENCY_DIFFERENCE] = "capaian - serapan",
        [CAPAI_EFFICIENCY_RATIO] = "capaian / serapan",
        [CAPAI_EFFICIENCY_ADJUSTED] = "(pagu * capaian - realisasi) / (pagu * capaian) * 100",
        [CAPAI_EFFICIENCY_TYPED] = "sasaran.csv",
    };
    static const char *const names[] = {"greater", "equal", "less"};
    const capai_text verdicts[] = {efficiency->greater, efficiency->equal, efficiency->less};
    const char *key = "efficiency";
    struct line words = {.size = 0};
    if (efficiency->kind == CAPAI_EFFICIENCY_NONE)
        return;
    add_word(facts, key, "of",
             efficiency->less_one ? "capaian / serapan - 1" : kinds[efficiency->kind]);
    if (efficiency->reached_only)
        add_word(facts, key, "reached_only", "capaian >= 100");
    for (size_t i = 0; i < 3 && efficiency->kind == CAPAI_EFFICIENCY_COMPARE; i++)
        if (verdicts[i].size)
            add(facts, key, capai_text_of(names[i]), verdicts[i]);
    add_clamp(facts, key, "range", &efficiency->range);
    for (size_t i = 0; i < efficiency->word_count; i++)
        put_word(&words, i ? ", " : "", efficiency->words[i]);
    if (words.size)
        add_line(facts, key, "words", &words);
    add_scale(facts, key, &efficiency->scale);
}

static void add_survey(struct pack_facts *facts, const struct capai_survey *survey)
{
    struct line unsur = {.size = 0}, conversion = {.size = 0};
    char text[64];
    if (!survey->count)
        return;
    for (size_t i = 0; i < survey->count; i++)
        put_word(&unsur, i ? ", " : "", survey->unsur[i].column);
    add_line(facts, "survey", "unsur", &unsur);
    snprintf(text, sizeof text, "%d .. %d", survey->lowest, survey->highest);
    add_word(facts, "survey", "answers", text);
    put_decimal(&conversion, "", survey->conversion);
    add_line(facts, "survey", "conversion", &conversion);
    add_scale(facts, "survey", &survey->scale);
}

static void add_rest(struct pack_facts *facts, const struct capai_rules *rules)
{
    struct line grades = {.size = 0};
    for (size_t i = 0; i < rules->grades.count; i++)
        put_word(&grades, i ? ", " : "", rules->grades.names[i]);
    if (grades.size) {
        add_line(facts, "grade", "names", &grades);
        add_word(facts, "grade", "worse",
                 rules->grades.worse == CAPAI_WORSE_RATIO ? "ratio" : "error");
    }
    add_efficiency(facts, &rules->efficiency);
    add_survey(facts, &rules->survey);
    add_word(facts, "budget", "unlinked", rules->unlinked_opd ? "opd" : "none");
    add_zero(facts, "budget", "zero", &rules->zero_pagu);
    add_word(facts, "triwulan", NULL, capai_quarters_name(rules->quarters));
}

bool pack_facts(const struct capai_packs *packs, const struct capai_rules *rules,
                struct capai_arena *arena, struct pack_facts *out)
{
    const struct pack_test *tests;
    char text[32];
    *out = (struct pack_facts){.arena = arena};
    add_head(out, packs, rules);
    add_formulas(out, rules);
    add_average(out, rules);
    add_scale(out, "scale", &rules->scale);
    add_rest(out, rules);
    snprintf(text, sizeof text, "%zu", pack_tests(packs, rules, &tests));
    add_word(out, "tests", NULL, text);
    return !out->failed;
}
