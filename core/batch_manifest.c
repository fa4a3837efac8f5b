/* The manifest of a batch. */
#include "core/batch_run.h"

/* Columns that stand under another name, or hold the source's text: who reads the tables finds them
 * again. False: memory. */
static bool list_columns(const struct batch_table *tables, struct capai_manifest *manifest,
                         struct capai_arena *arena)
{
    size_t count = 0;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
        count += tables[r].count;
    struct capai_manifest_column *columns = capai_arena_array(arena, count, sizeof *columns);
    for (enum capai_result r = 0; columns && r < CAPAI_RESULT_COUNT; r++)
        for (size_t c = 0; c < tables[r].count; c++) {
            const struct batch_column *column = &tables[r].columns[c];
            if (!capai_text_equal(column->source, column->title) || column->original)
                columns[manifest->column_count++] =
                    (struct capai_manifest_column){.table = capai_result_name(r),
                                                   .title = column->title,
                                                   .column = column->source,
                                                   .original = column->original};
        }
    manifest->columns = columns;
    return columns != NULL;
}

/* The scripts of all rules that were used. */
static enum capai_status list_scripts(const struct batch_run *run, void *rules,
                                      struct capai_manifest *manifest, struct capai_arena *arena,
                                      struct capai_error *err)
{
    size_t count = 0, total = 0;
    const struct capai_input *list;
    for (size_t i = 0; i < manifest->rules_count; i++)
        total += run->batch->rules.scripts(rules, manifest->rules[i], &list);
    struct capai_input *scripts = capai_arena_array(arena, total, sizeof *scripts);
    if (!scripts)
        return capai_fail_memory(err);
    for (size_t i = 0; i < manifest->rules_count; i++) {
        size_t n = run->batch->rules.scripts(rules, manifest->rules[i], &list);
        for (size_t k = 0; k < n; k++)
            scripts[count++] = list[k];
    }
    manifest->scripts = scripts;
    manifest->script_count = count;
    return CAPAI_OK;
}

enum capai_status batch_manifest(struct batch_run *run, void *rules,
                                 const struct capai_rules **used, size_t used_count,
                                 struct capai_arena *arena, struct bytes *out,
                                 struct capai_error *err)
{
    struct capai_sink sink = bytes_sink(out);
    struct capai_manifest manifest = {.rules = used,
                                      .rules_count = used_count,
                                      .files = run->plan.inputs,
                                      .file_count = run->plan.input_count,
                                      .texts = run->plan.texts};
    enum capai_status status = list_scripts(run, rules, &manifest, arena, err);
    if (!status && !list_columns(run->common.tables, &manifest, arena))
        status = capai_fail_memory(err);
    if (!status && !capai_write_manifest(&sink, &manifest, arena))
        status = capai_fail_memory(err);
    return status;
}
