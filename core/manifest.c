#include "capai/manifest.h"

#include <inttypes.h>
#include <sha2.h>
#include <stdint.h>
#include <stdio.h>
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
    bool sized;      /* the digest is that of blocks, and goes with a size */
    uint64_t size;
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *one = a, *other = b;
    int order = capai_text_compare(one->name, other->name);
    if (!order)
        order = capai_text_compare(one->word, other->word);
    return order ? order : (one->size > other->size) - (one->size < other->size);
}

static void put(struct capai_sink *sink, const char *text)
{
    capai_sink_text(sink, capai_text_of(text));
}

static void write_size(struct capai_sink *sink, uint64_t size)
{
    char text[32];
    snprintf(text, sizeof text, ", \"size\": %" PRIu64, size);
    put(sink, text);
}

/* ,"title": [ one object of two members per entry, or three ] */
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
        if (entries[i].sized)
            write_size(sink, entries[i].size);
        put(sink, ", \"");
        put(sink, entries[i].sized ? "xxh3" : keys[1]);
        put(sink, "\": ");
        capai_write_json_text(sink, entries[i].word);
        put(sink, "}");
        any = true;
    }
    put(sink, any ? "\n  ]" : "]");
}

/* Digests bytes into each of the entries. False: memory. */
static bool digest_all(const struct capai_input *inputs, size_t count, struct entry *entries,
                       struct capai_arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        char *text = capai_arena_alloc(arena, CAPAI_SHA256_TEXT);
        if (!text)
            return false;
        capai_sha256(inputs[i].bytes, text);
        entries[i] = (struct entry){.name = inputs[i].name, .word = capai_text_of(text)};
    }
    return true;
}

/* Files that were digested when they were read. False: memory. */
static bool list_files(const struct capai_manifest_file *files, size_t count, struct entry *entries,
                       struct capai_arena *arena)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        char *text = capai_arena_alloc(arena, 2 * CAPAI_DIGEST_SIZE);
        if (!text)
            return false;
        for (size_t k = 0; k < CAPAI_DIGEST_SIZE; k++) {
            text[2 * k] = digits[files[i].digest[k] >> 4];
            text[2 * k + 1] = digits[files[i].digest[k] & 15];
        }
        entries[i] = (struct entry){.name = files[i].name,
                                    .word = {text, 2 * CAPAI_DIGEST_SIZE},
                                    .sized = true,
                                    .size = files[i].size};
    }
    return true;
}

static void write_columns(struct capai_sink *sink, const struct capai_manifest_column *columns,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(sink, i ? ",\n    {\"table\": " : ",\n  \"columns\": [\n    {\"table\": ");
        capai_write_json_text(sink, columns[i].table);
        put(sink, ", \"title\": ");
        capai_write_json_text(sink, columns[i].title);
        put(sink, ", \"column\": ");
        capai_write_json_text(sink, columns[i].column);
        put(sink, columns[i].original ? ", \"original\": true}" : "}");
    }
    put(sink, count ? "\n  ]" : "");
}

bool capai_write_manifest(struct capai_sink *sink, const struct capai_manifest *manifest,
                          struct capai_arena *arena)
{
    static const char *const pack_keys[] = {"id", "version"}, *const file_keys[] = {"name",
                                                                                    "sha256"};
    size_t input_count = manifest->input_count + manifest->file_count;
    struct entry *scripts = capai_arena_array(arena, manifest->script_count, sizeof *scripts);
    struct entry *inputs = capai_arena_array(arena, input_count, sizeof *inputs);
    struct entry *rules = capai_arena_array(arena, manifest->rules_count, sizeof *rules);
    if (!scripts || !inputs || !rules ||
        !digest_all(manifest->scripts, manifest->script_count, scripts, arena) ||
        !digest_all(manifest->inputs, manifest->input_count, inputs, arena) ||
        !list_files(manifest->files, manifest->file_count, inputs + manifest->input_count, arena))
        return false;
    for (size_t i = 0; i < manifest->rules_count; i++)
        rules[i] =
            (struct entry){.name = manifest->rules[i]->id, .word = manifest->rules[i]->version};
    put(sink, "{\n  \"capai\": \"" CAPAI_VERSION "\",\n  \"format\": " CAPAI_MANIFEST_FORMAT
              ",\n  \"notation\": \"plain\"");
    put(sink, ",\n  \"text_notation\": ");
    put(sink, manifest->texts == CAPAI_NOTATION_PLAIN ? "\"plain\"" : "\"indonesia\"");
    write_list(sink, "rules", pack_keys, rules, manifest->rules_count);
    write_list(sink, "scripts", file_keys, scripts, manifest->script_count);
    write_list(sink, "inputs", file_keys, inputs, input_count);
    write_columns(sink, manifest->columns, manifest->column_count);
    put(sink, "\n}\n");
    return true;
}
