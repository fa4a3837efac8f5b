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
    struct capai_error last = {0}; /* one broken pack is said once, not once per OPD */
    struct capai_evaluation *evaluation = capai_evaluation_new(datasets, count, arena, notices);
    if (!evaluation)
        return capai_fail_memory(err);
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
