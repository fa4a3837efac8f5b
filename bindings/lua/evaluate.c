/* Data sets evaluated by the packs that they name. */
#include "capai/packs.h"

#include <string.h>

static enum capai_status find_rules(struct capai_packs *packs, const char *name,
                                    const struct capai_dataset *dataset, size_t opd,
                                    struct capai_arena *arena, const struct capai_rules **rules,
                                    struct capai_error *err)
{
    const struct capai_opd info = capai_dataset_opd(dataset, opd);
    int year = capai_dataset_year(dataset);
    if (name)
        return capai_packs_named(packs, name, year, rules, err);
    enum capai_status status =
        info.aturan.size ? capai_packs_find(packs, info.aturan, year, rules, err)
                         : capai_fail(err, CAPAI_MSG_RULES_NONE,
                                      CAPAI_WORDS(info.opd, capai_packs_list(packs, year, arena)));
    if (status && !err->file)
        capai_dataset_place(dataset, opd, CAPAI_TEXT("aturan"), err);
    return status;
}

static bool same_failure(const struct capai_error *a, const struct capai_error *b)
{
    return a->message == b->message && a->line == b->line &&
           memcmp(a->word, b->word, sizeof a->word) == 0 &&
           memcmp(a->text, b->text, a->word[CAPAI_ERROR_WORDS]) == 0;
}

enum capai_status capai_evaluate(struct capai_packs *packs, const char *name,
                                 struct capai_dataset *const *datasets, size_t count,
                                 struct capai_arena *arena, struct capai_notices *notices,
                                 struct capai_evaluation **out, struct capai_error *err)
{
    return capai_evaluate_traced(packs, name, datasets, count, NULL, arena, notices, out, err);
}

enum capai_status capai_evaluate_traced(struct capai_packs *packs, const char *name,
                                        struct capai_dataset *const *datasets, size_t count,
                                        struct capai_trace *trace, struct capai_arena *arena,
                                        struct capai_notices *notices,
                                        struct capai_evaluation **out, struct capai_error *err)
{
    struct capai_error last = {0}; /* one broken pack is said once, not once per OPD */
    struct capai_evaluation *evaluation = capai_evaluation_new(datasets, count, arena, notices);
    if (!evaluation)
        return capai_fail_memory(err);
    capai_evaluation_trace(evaluation, trace);
    for (size_t d = 0; d < count; d++)
        for (size_t opd = 0; opd < capai_dataset_opds(datasets[d]); opd++) {
            const struct capai_rules *rules;
            struct capai_error error = {0};
            enum capai_status status =
                find_rules(packs, name, datasets[d], opd, arena, &rules, &error);
            if (!status && capai_evaluate_opd(evaluation, datasets[d], opd, rules, err) != CAPAI_OK)
                return CAPAI_ERR_MEMORY;
            if (!status || same_failure(&last, &error))
                continue;
            last = error;
            if (status == CAPAI_ERR_SYSTEM) { /* no matter of one OPD */
                if (err && err->status < CAPAI_ERR_DATA)
                    *err = error;
                return status;
            }
            if (status == CAPAI_ERR_MEMORY || capai_notices_add(notices, &error) != CAPAI_OK)
                return capai_fail_memory(err);
        }
    if (capai_evaluation_finish(evaluation, err) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    *out = evaluation;
    return CAPAI_OK;
}

/* ---- comparing ---- */

/* Rules that were looked for by name, for a year. */
struct named {
    int year;
    const struct capai_rules *rules;
    struct capai_error error; /* where they could not be had */
};

/* One side of a comparison. Rules that are named are looked for once per year, so that a warning of
 * them is said once. */
struct side {
    struct capai_side of;
    struct named *list;
    size_t count, capacity;
};

/* What the OPD is to be evaluated by, or why there is nothing. NULL: memory. */
static const struct named *side_rules(struct side *side, struct capai_packs *packs,
                                      const struct capai_dataset *dataset, size_t opd,
                                      struct capai_arena *arena)
{
    int year = capai_dataset_year(dataset);
    bool own = !side->of.rules && !side->of.name;
    for (size_t i = 0; !own && i < side->count; i++)
        if (side->list[i].year == year)
            return &side->list[i];
    side->count *= !own;
    struct named *list =
        capai_arena_grow(arena, side->list, side->count, &side->capacity, sizeof *list);
    if (!list)
        return NULL;
    side->list = list;
    struct named *found = &list[side->count++];
    *found = (struct named){.year = year, .rules = side->of.rules};
    if (found->rules)
        return found;
    return find_rules(packs, side->of.name, dataset, opd, arena, &found->rules, &found->error) ==
                   CAPAI_ERR_MEMORY
               ? NULL
               : found;
}

/* Compares one OPD; *last is the failure that was noted last. */
static enum capai_status compare_opd(struct capai_comparison *comparison, struct capai_packs *packs,
                                     struct side *sides, const struct capai_dataset *dataset,
                                     size_t opd, struct capai_arena *arena,
                                     struct capai_notices *notices, struct capai_error *last)
{
    const struct capai_rules *rules[2];
    for (int i = 0; i < 2; i++) {
        const struct named *found = side_rules(&sides[i], packs, dataset, opd, arena);
        if (!found)
            return CAPAI_ERR_MEMORY;
        rules[i] = found->rules;
        if (!found->error.status)
            continue;
        if (same_failure(last, &found->error))
            return CAPAI_OK;
        *last = found->error;
        return capai_notices_add(notices, last);
    }
    return capai_compare_opd(comparison, dataset, opd, rules[0], rules[1], NULL);
}

enum capai_status capai_compare(struct capai_packs *packs, const struct capai_side of[2],
                                struct capai_dataset *const *datasets, size_t count, bool all_years,
                                struct capai_arena *arena, struct capai_notices *notices,
                                struct capai_comparison **out, struct capai_error *err)
{
    struct capai_error last = {0};
    struct side sides[] = {{.of = of[0]}, {.of = of[1]}};
    struct capai_comparison *comparison =
        capai_comparison_new(datasets, count, all_years, arena, notices);
    if (!comparison)
        return capai_fail_memory(err);
    for (size_t d = 0; d < count; d++)
        for (size_t opd = 0; opd < capai_dataset_opds(datasets[d]); opd++)
            if (compare_opd(comparison, packs, sides, datasets[d], opd, arena, notices, &last) !=
                CAPAI_OK)
                return capai_fail_memory(err);
    if (capai_comparison_finish(comparison, err) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    *out = comparison;
    return CAPAI_OK;
}
