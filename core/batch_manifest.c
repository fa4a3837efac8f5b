/* The manifest of a batch: that of eval, whose inputs are of another kind. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/batch_run.h"

static void put(struct bytes *out, const char *text)
{
    bytes_add(out, text, strlen(text));
}

static int compare_inputs(const void *a, const void *b)
{
    const struct batch_input *x = a, *y = b;
    int sign = capai_text_compare(x->name, y->name);
    if (!sign)
        sign = memcmp(x->digest, y->digest, DIGEST_SIZE);
    return sign ? sign : (x->size > y->size) - (x->size < y->size);
}

static void put_inputs(struct bytes *out, const struct batch_input *inputs, size_t count)
{
    struct capai_sink sink = bytes_sink(out);
    put(out, ",\n  \"inputs\": [");
    for (size_t i = 0; i < count; i++) {
        char text[128];
        size_t at = 0;
        put(out, i ? ",\n    {\"name\": " : "\n    {\"name\": ");
        capai_write_json_text(&sink, inputs[i].name);
        snprintf(text, sizeof text, ", \"size\": %" PRIu64 ", \"xxh3\": \"", inputs[i].size);
        put(out, text);
        for (size_t k = 0; k < DIGEST_SIZE; k++, at += 2)
            snprintf(text + at, 3, "%02x", inputs[i].digest[k]);
        put(out, text);
        put(out, "\"}");
    }
    put(out, count ? "\n  ]" : "]");
}

/* Columns that stand under another name, or hold the source's text: who reads the tables finds them
 * again. */
static void put_columns(struct bytes *out, const struct batch_table *tables)
{
    struct capai_sink sink = bytes_sink(out);
    bool any = false;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
        for (size_t c = 0; c < tables[r].count; c++) {
            const struct batch_column *column = &tables[r].columns[c];
            if (capai_text_equal(column->source, column->title) && !column->original)
                continue;
            put(out, any ? ",\n    {\"table\": " : ",\n  \"columns\": [\n    {\"table\": ");
            capai_write_json_text(&sink, capai_result_name(r));
            put(out, ", \"title\": ");
            capai_write_json_text(&sink, column->title);
            put(out, ", \"column\": ");
            capai_write_json_text(&sink, column->source);
            put(out, column->original ? ", \"original\": true}" : "}");
            any = true;
        }
    put(out, any ? "\n  ]" : "");
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
    static const char none[] = ",\n  \"inputs\": []\n}\n";
    struct capai_sink sink = bytes_sink(out);
    struct batch_plan *plan = &run->plan;
    struct capai_manifest manifest = {
        .rules = used, .rules_count = used_count, .texts = plan->texts};
    enum capai_status status = list_scripts(run, rules, &manifest, arena, err);
    if (status)
        return status;
    if (!capai_write_manifest(&sink, &manifest, arena))
        out->failed = true;
    if (plan->input_count)
        qsort(plan->inputs, plan->input_count, sizeof *plan->inputs, compare_inputs);
    out->size -= out->failed ? 0 : sizeof none - 1;
    put_inputs(out, plan->inputs, plan->input_count);
    put_columns(out, run->common.tables);
    put(out, "\n}\n");
    return CAPAI_OK;
}
