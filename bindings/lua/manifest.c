/* What an evaluation was made from. */
#include "capai/packs.h"

static struct capai_input *collect_inputs(struct capai_dataset *const *datasets, size_t count,
                                          struct capai_arena *arena, size_t *total)
{
    const struct capai_input *files;
    *total = 0;
    for (size_t i = 0; i < count; i++)
        *total += capai_dataset_inputs(datasets[i], NULL);
    struct capai_input *list = capai_arena_array(arena, *total, sizeof *list);
    size_t at = 0;
    for (size_t i = 0; list && i < count; i++) {
        size_t n = capai_dataset_inputs(datasets[i], &files);
        for (size_t k = 0; k < n; k++)
            list[at++] = files[k];
    }
    return list;
}

/* The different rules of all sections. */
static const struct capai_rules **collect_rules(const struct capai_evaluation *evaluation,
                                                struct capai_arena *arena, size_t *total)
{
    size_t count;
    const struct capai_section *sections = capai_evaluation_sections(evaluation, &count);
    const struct capai_rules **list = capai_arena_array(arena, count, sizeof *list);
    *total = 0;
    for (size_t s = 0; list && s < count; s++) {
        size_t i = 0;
        while (i < *total && list[i] != sections[s].rules)
            i++;
        list[i] = sections[s].rules;
        *total += i == *total;
    }
    return list;
}

/* Data sets of one run are read in one notation, save that of a folder of results. */
bool capai_manifest_collect(const struct capai_packs *packs,
                            const struct capai_evaluation *evaluation,
                            struct capai_dataset *const *datasets, size_t count,
                            struct capai_arena *arena, struct capai_manifest *out)
{
    size_t inputs, rules, scripts = 0;
    const struct capai_input *files;
    const struct capai_input *input = collect_inputs(datasets, count, arena, &inputs);
    const struct capai_rules **rule = collect_rules(evaluation, arena, &rules);
    if (!input || !rule)
        return false;
    for (size_t i = 0; i < rules; i++)
        scripts += capai_packs_scripts(packs, rule[i], &files);
    struct capai_input *script = capai_arena_array(arena, scripts, sizeof *script);
    scripts = 0;
    for (size_t i = 0; script && i < rules; i++) {
        size_t n = capai_packs_scripts(packs, rule[i], &files);
        for (size_t k = 0; k < n; k++)
            script[scripts++] = files[k];
    }
    if (script)
        *out = (struct capai_manifest){.inputs = input,
                                       .input_count = inputs,
                                       .scripts = script,
                                       .script_count = scripts,
                                       .rules = rule,
                                       .rules_count = rules,
                                       .texts = capai_dataset_notation(datasets[0])};
    return script != NULL;
}
