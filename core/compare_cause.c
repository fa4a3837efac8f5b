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
    PART_COUNT
};

/* By their keys in a rule script. */
static const capai_text names[PART_COUNT] = {
    [PART_PROGRESS] = {"progress", 8}, [PART_ARAH] = {"arah", 4},
    [PART_ZERO] = {"zero", 4},         [PART_ROUND] = {"round", 5},
    [PART_CLAMP] = {"clamp", 5},       [PART_AVERAGE] = {"average", 7},
    [PART_CLASSIFY] = {"classify", 8}, [PART_SCALE] = {"scale", 5},
    [PART_GRADE] = {"grade", 5},       [PART_EFFICIENCY] = {"efficiency", 10},
    [PART_BUDGET] = {"budget", 6},
};

/* Everything in rules that a capaian, a predikat or an efisiensi depends on is a part. */
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
    case PART_COUNT:
        break;
    }
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
    for (unsigned part = 0; part < PART_COUNT; part++) {
        size_t section;
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
    if (evaluate_mixture(trial, set & ~(1u << part), &section, err) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    without = partition(trial, list, count, section);
    enum capai_status status = reduce(trial, list, without, set & ~(1u << part), part + 1, err);
    return status ? status : reduce(trial, list + without, count - without, set, part + 1, err);
}

enum capai_status compare_causes(struct trial *trial, struct capai_error *err)
{
    const unsigned all = (1u << PART_COUNT) - 1;
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

bool compare_cause_text(struct capai_comparison *comparison, const struct difference *difference,
                        capai_text arah, capai_text *out)
{
    char text[256];
    size_t size = 0;
    unsigned set = difference->alone ? difference->alone : difference->together;
    const char *between = difference->alone ? " / " : " + ";
    for (unsigned part = 0; part < PART_COUNT; part++) {
        if (!(set & 1u << part))
            continue;
        if (size) {
            memcpy(text + size, between, 3);
            size += 3;
        }
        memcpy(text + size, names[part].data, names[part].size);
        size += names[part].size;
        if (part == PART_PROGRESS && arah.size && arah.size < 64) {
            text[size++] = '.';
            memcpy(text + size, arah.data, arah.size);
            size += arah.size;
        }
    }
    return capai_pool_text(comparison->pool, size ? (capai_text){text, size} : CAPAI_NO_TEXT, out);
}
