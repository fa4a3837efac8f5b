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
            if (status == CAPAI_ERR_MEMORY || capai_notices_add(notices, &error) != CAPAI_OK)
                return capai_fail_memory(err);
        }
    if (capai_evaluation_finish(evaluation, err) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    *out = evaluation;
    return CAPAI_OK;
}

/* ---- comparing ---- */

/* One of the rules of a comparison. Those that are named are looked for once per year, so that a
 * warning of them is said once. */
struct side {
    const char *name;
    int year;
    const struct capai_rules *rules;
    struct capai_error error;
};

static enum capai_status side_rules(struct side *side, struct capai_packs *packs,
                                    const struct capai_dataset *dataset, size_t opd,
                                    struct capai_arena *arena)
{
    int year = capai_dataset_year(dataset);
    if (side->name && side->year == year)
        return side->error.status;
    side->year = year;
    side->error = (struct capai_error){0};
    return find_rules(packs, side->name, dataset, opd, arena, &side->rules, &side->error);
}

/* Compares one OPD; *last is the failure that was noted last. */
static enum capai_status compare_opd(struct capai_comparison *comparison, struct capai_packs *packs,
                                     struct side *sides, const struct capai_dataset *dataset,
                                     size_t opd, struct capai_arena *arena,
                                     struct capai_notices *notices, struct capai_error *last)
{
    for (int i = 0; i < 2; i++) {
        if (side_rules(&sides[i], packs, dataset, opd, arena) == CAPAI_OK)
            continue;
        if (same_failure(last, &sides[i].error))
            return CAPAI_OK;
        *last = sides[i].error;
        return last->status == CAPAI_ERR_MEMORY ? CAPAI_ERR_MEMORY
                                                : capai_notices_add(notices, last);
    }
    return capai_compare_opd(comparison, dataset, opd, sides[0].rules, sides[1].rules, NULL);
}

enum capai_status capai_compare(struct capai_packs *packs, const char *name_a, const char *name_b,
                                struct capai_dataset *const *datasets, size_t count, bool all_years,
                                struct capai_arena *arena, struct capai_notices *notices,
                                struct capai_comparison **out, struct capai_error *err)
{
    struct capai_error last = {0};
    struct side sides[] = {{.name = name_a}, {.name = name_b}};
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
