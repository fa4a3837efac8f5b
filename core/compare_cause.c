/* Which part of the rules makes a difference: found by evaluating mixtures of both. */
#include "core/compare.h"

enum part {
    PART_PROGRESS,
    PART_ARAH,
    PART_ZERO,
    PART_ROUND,
    PART_CLAMP,
    PART_AVERAGE,
    PART_CLASSIFY,
    PART_SCALE,
    PART_GRADE,
    PART_EFFICIENCY,
    PART_BUDGET,
    PART_SURVEY, /* whether there is one at all */
    PART_SURVEY_UNSUR,
    PART_SURVEY_ANSWERS,
    PART_SURVEY_CONVERSION,
    PART_SURVEY_MISSING,
    PART_SURVEY_INVALID,
    PART_SURVEY_ROUND,
    PART_SURVEY_SCALE,
    PART_LKE, /* likewise */
    PART_LKE_PARTS,
    PART_LKE_ANSWERS,
    PART_LKE_MISSING,
    PART_LKE_ROUND,
    PART_LKE_SCALE,
    PART_COUNT
};

/* By their keys in a rule script. */
static const char *const names[PART_COUNT] = {
    [PART_PROGRESS] = "progress",
    [PART_ARAH] = "arah",
    [PART_ZERO] = "zero",
    [PART_ROUND] = "round",
    [PART_CLAMP] = "clamp",
    [PART_AVERAGE] = "average",
    [PART_CLASSIFY] = "classify",
    [PART_SCALE] = "scale",
    [PART_GRADE] = "grade",
    [PART_EFFICIENCY] = "efficiency",
    [PART_BUDGET] = "budget",
    [PART_SURVEY] = "survey",
    [PART_SURVEY_UNSUR] = "survey.unsur",
    [PART_SURVEY_ANSWERS] = "survey.answers",
    [PART_SURVEY_CONVERSION] = "survey.conversion",
    [PART_SURVEY_MISSING] = "survey.missing",
    [PART_SURVEY_INVALID] = "survey.invalid",
    [PART_SURVEY_ROUND] = "survey.round",
    [PART_SURVEY_SCALE] = "survey.scale",
    [PART_LKE] = "lke",
    [PART_LKE_PARTS] = "lke.parts",
    [PART_LKE_ANSWERS] = "lke.answers",
    [PART_LKE_MISSING] = "lke.missing",
    [PART_LKE_ROUND] = "lke.round",
    [PART_LKE_SCALE] = "lke.scale",
};

static void replace_survey(struct capai_survey *survey, enum part part,
                           const struct capai_survey *by)
{
    switch (part) {
    case PART_SURVEY:
        *survey = *by;
        break;
    case PART_SURVEY_UNSUR:
        survey->unsur = by->unsur;
        survey->count = by->count;
        break;
    case PART_SURVEY_ANSWERS:
        survey->lowest = by->lowest;
        survey->highest = by->highest;
        break;
    case PART_SURVEY_CONVERSION:
        survey->conversion = by->conversion;
        break;
    case PART_SURVEY_MISSING:
        survey->missing = by->missing;
        break;
    case PART_SURVEY_INVALID:
        survey->invalid = by->invalid;
        break;
    case PART_SURVEY_ROUND:
        memcpy(survey->round, by->round, sizeof survey->round);
        break;
    default:
        survey->scale = by->scale;
    }
}

static void replace_lke(struct capai_lke *lke, enum part part, const struct capai_lke *by)
{
    switch (part) {
    case PART_LKE:
        *lke = *by;
        break;
    case PART_LKE_PARTS:
        lke->parts = by->parts;
        lke->count = by->count;
        lke->total = by->total;
        break;
    case PART_LKE_ANSWERS:
        lke->answers = by->answers;
        lke->answer_count = by->answer_count;
        lke->full = by->full;
        break;
    case PART_LKE_MISSING:
        lke->missing_zero = by->missing_zero;
        break;
    case PART_LKE_ROUND:
        lke->round = by->round;
        break;
    default:
        lke->scale = by->scale;
    }
}

/* Everything in rules that a quantity depends on is a part. */
static void replace(struct capai_rules *rules, enum part part, const struct capai_rules *by)
{
    switch (part) {
    case PART_PROGRESS:
        rules->arah = by->arah;
        rules->arah_count = by->arah_count;
        break;
    case PART_ARAH:
        rules->default_arah = by->default_arah;
        break;
    case PART_ZERO:
        rules->zero = by->zero;
        break;
    case PART_ROUND:
        memcpy(rules->round, by->round, sizeof rules->round);
        break;
    case PART_CLAMP:
        rules->clamp = by->clamp;
        rules->clamp_class = by->clamp_class;
        break;
    case PART_AVERAGE:
        rules->average = by->average;
        break;
    case PART_CLASSIFY:
        rules->classify_exact = by->classify_exact;
        break;
    case PART_SCALE:
        rules->scale = by->scale;
        break;
    case PART_GRADE:
        rules->grades = by->grades;
        break;
    case PART_EFFICIENCY:
        rules->efficiency = by->efficiency;
        break;
    case PART_BUDGET:
        rules->unlinked_opd = by->unlinked_opd;
        rules->zero_pagu = by->zero_pagu;
        break;
    default:
        if (part >= PART_LKE)
            replace_lke(&rules->lke, part, &by->lke);
        else
            replace_survey(&rules->survey, part, &by->survey);
    }
}

/* The parts from `first` to before `last`. */
static unsigned parts_from(int first, int last)
{
    return (1u << last) - (1u << first);
}

/* The parts that can make a difference of a quantity. Those of a survey or worksheet one by one are
 * looked at where both rules have one. */
static unsigned parts_of(const struct trial *trial, enum compared_quantity quantity)
{
    const struct capai_rules *a = trial->a, *b = trial->b;
    const unsigned classify = 1u << PART_CLASSIFY;
    if (quantity < COMPARED_INDEKS)
        return parts_from(0, PART_SURVEY);
    if (quantity < COMPARED_NILAI_LKE)
        return classify |
               (a->survey.count && b->survey.count ? parts_from(PART_SURVEY + 1, PART_LKE)
                                                   : 1u << PART_SURVEY);
    return classify |
           (a->lke.count && b->lke.count ? parts_from(PART_LKE + 1, PART_COUNT) : 1u << PART_LKE);
}

/* The parts that can make any of the differences. */
static unsigned parts_that_matter(const struct trial *trial)
{
    unsigned set = 0;
    for (size_t i = 0; i < trial->count; i++)
        set |= parts_of(trial, trial->differences[i].quantity);
    return set;
}

/* Evaluates the OPD by A with the parts in `set` replaced by those of B; *section is its number. */
static enum capai_status evaluate_mixture(struct trial *trial, unsigned set, size_t *section,
                                          struct capai_error *err)
{
    struct capai_rules mixture = *trial->a;
    for (int part = 0; part < PART_COUNT; part++)
        if (set & 1u << part)
            replace(&mixture, (enum part)part, trial->b);
    *section = trial->evaluation->section_count;
    return trial_evaluate(trial, &mixture, err);
}

/* True when the section has B's result where A and B differ. */
static bool explains(const struct trial *trial, const struct difference *difference, size_t section)
{
    return trial_equal(trial, difference->kind, difference->index, difference->quantity, section,
                       1);
}

static enum capai_status try_alone(struct trial *trial, struct capai_error *err)
{
    const unsigned parts = parts_that_matter(trial);
    for (unsigned part = 0; part < PART_COUNT; part++) {
        size_t section;
        if (!(parts & 1u << part))
            continue;
        if (evaluate_mixture(trial, 1u << part, &section, err) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
        for (size_t i = 0; i < trial->count; i++)
            if (explains(trial, &trial->differences[i], section))
                trial->differences[i].alone |= 1u << part;
    }
    return CAPAI_OK;
}

/* Brings those differences to the front that the section explains; their number. */
static size_t partition(const struct trial *trial, struct difference **list, size_t count,
                        size_t section)
{
    size_t explained = 0;
    for (size_t i = 0; i < count; i++)
        if (explains(trial, list[i], section)) {
            struct difference *first = list[explained];
            list[explained++] = list[i];
            list[i] = first;
        }
    return explained;
}

/* All of `list` are explained by the parts in `set`; takes away those from `part` on that they can
 * do without. Differences that can do without the same parts share the evaluations. */
static enum capai_status reduce(struct trial *trial, struct difference **list, size_t count,
                                unsigned set, unsigned part, struct capai_error *err)
{
    if (!count)
        return CAPAI_OK;
    if (part == PART_COUNT) {
        for (size_t i = 0; i < count; i++)
            list[i]->together = set;
        return CAPAI_OK;
    }
    size_t section, without;
    if (!(set & 1u << part))
        return reduce(trial, list, count, set, part + 1, err);
    if (evaluate_mixture(trial, set & ~(1u << part), &section, err) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    without = partition(trial, list, count, section);
    enum capai_status status = reduce(trial, list, without, set & ~(1u << part), part + 1, err);
    return status ? status : reduce(trial, list + without, count - without, set, part + 1, err);
}

enum capai_status compare_causes(struct trial *trial, struct capai_error *err)
{
    const unsigned all = parts_that_matter(trial);
    struct difference **open =
        capai_arena_array(trial->evaluation->arena, trial->count, sizeof *open);
    size_t count = 0, section;
    if (!open)
        return capai_fail_memory(err);
    if (!trial->count)
        return CAPAI_OK;
    if (try_alone(trial, err) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < trial->count; i++)
        if (!trial->differences[i].alone)
            open[count++] = &trial->differences[i];
    if (!count)
        return CAPAI_OK;
    if (evaluate_mixture(trial, all, &section, err) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    return reduce(trial, open, partition(trial, open, count, section), all, 0, err);
}

/* The key of a part: of the unsur of a survey that has the same ones under both rules, weight. */
static capai_text part_name(const struct trial *trial, unsigned part)
{
    const struct capai_survey *a = &trial->a->survey, *b = &trial->b->survey;
    bool same = part == PART_SURVEY_UNSUR && a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = capai_text_equal(a->unsur[i].column, b->unsur[i].column);
    return same ? CAPAI_TEXT("survey.weight") : capai_text_of(names[part]);
}

static size_t append(char *text, size_t size, capai_text more)
{
    memcpy(text + size, more.data, more.size);
    return size + more.size;
}

bool compare_cause_text(const struct trial *trial, const struct difference *difference,
                        capai_text arah, capai_text *out)
{
    enum { ARAH_MOST = 64, NAME_MOST = 24 };
    char text[PART_COUNT * NAME_MOST + ARAH_MOST];
    size_t size = 0;
    unsigned set = difference->alone ? difference->alone : difference->together;
    for (unsigned part = 0; part < PART_COUNT; part++) {
        if (!(set & 1u << part))
            continue;
        if (size)
            size = append(text, size, capai_text_of(difference->alone ? " / " : " + "));
        size = append(text, size, part_name(trial, part));
        if (part == PART_PROGRESS && arah.size && arah.size < ARAH_MOST)
            size = append(text, append(text, size, CAPAI_TEXT(".")), arah);
    }
    return capai_pool_text(trial->comparison->pool, size ? (capai_text){text, size} : CAPAI_NO_TEXT,
                           out);
}
