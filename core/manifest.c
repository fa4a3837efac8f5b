#include "capai/manifest.h"

#include <sha2.h>
#include <stdint.h>
#include <stdlib.h>

#include "capai/version.h"
#include "capai/write.h"

void capai_sha256(capai_text bytes, char text[CAPAI_SHA256_TEXT])
{
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)bytes.data, bytes.size);
    SHA256End(&context, text);
}

/* One line of a list: what it is sorted by, and what it says. */
struct entry {
    capai_text name;
    capai_text word; /* a version, or a digest; may be missing */
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    int order = capai_text_compare(one->name, other->name);
    return order ? order : capai_text_compare(one->word, other->word);
}

static void put(struct capai_sink *sink, const char *text)
{
    capai_sink_text(sink, capai_text_of(text));
}

/* ,"title": [ one object of two members per entry ] */
static void write_list(struct capai_sink *sink, const char *title, const char *const *keys,
                       struct entry *entries, size_t count)
{
    bool any = false;
    if (count)
        qsort(entries, count, sizeof *entries, compare_entries);
    put(sink, ",\n  \"");
    put(sink, title);
    put(sink, "\": [");
    for (size_t i = 0; i < count; i++) {
        if (i && compare_entries(&entries[i - 1], &entries[i]) == 0)
            continue;
        put(sink, any ? ",\n    {\"" : "\n    {\"");
        put(sink, keys[0]);
        put(sink, "\": ");
        capai_write_json_text(sink, entries[i].name);
        put(sink, ", \"");
        put(sink, keys[1]);
        put(sink, "\": ");
        capai_write_json_text(sink, entries[i].word);
        put(sink, "}");
        any = true;
    }
    put(sink, any ? "\n  ]" : "]");
}

/* The files with their digests; NULL when memory ran out. */
static struct entry *digest_all(const struct capai_input *inputs, size_t count,
                                struct capai_arena *arena)
{
    struct entry *entries = capai_arena_array(arena, count, sizeof *entries);
    for (size_t i = 0; entries && i < count; i++) {
        char *text = capai_arena_alloc(arena, CAPAI_SHA256_TEXT);
        if (!text)
            return NULL;
        capai_sha256(inputs[i].bytes, text);
        entries[i] = (struct entry){inputs[i].name, capai_text_of(text)};
    }
    return entries;
}

bool capai_write_manifest(struct capai_sink *sink, const struct capai_manifest *manifest,
                          struct capai_arena *arena)
{
    static const char *const pack_keys[] = {"id", "version"}, *const file_keys[] = {"name",
                                                                                    "sha256"};
    struct entry *scripts = digest_all(manifest->scripts, manifest->script_count, arena);
    struct entry *inputs = digest_all(manifest->inputs, manifest->input_count, arena);
    struct entry *rules = capai_arena_array(arena, manifest->rules_count, sizeof *rules);
    if (!scripts || !inputs || !rules)
        return false;
    for (size_t i = 0; i < manifest->rules_count; i++)
        rules[i] = (struct entry){manifest->rules[i]->id, manifest->rules[i]->version};
    put(sink, "{\n  \"capai\": \"" CAPAI_VERSION "\",\n  \"notation\": \"plain\"");
    put(sink, ",\n  \"text_notation\": ");
    put(sink, manifest->texts == CAPAI_NOTATION_PLAIN ? "\"plain\"" : "\"indonesia\"");
    write_list(sink, "rules", pack_keys, rules, manifest->rules_count);
    write_list(sink, "scripts", file_keys, scripts, manifest->script_count);
    write_list(sink, "inputs", file_keys, inputs, manifest->input_count);
    put(sink, "\n}\n");
    return true;
}
