/* capai rules [list | show ID]: the packs that are found, and what one says. */
#include <string.h>

#include "bindings/cli/pack_run.h"
#include "bindings/lua/pack_show.h"

/* ---- list ---- */

static capai_text years_of(struct pack_run *run, const struct capai_rules *rules)
{
    char text[32];
    snprintf(text, sizeof text, "%d-%d", rules->from, rules->to);
    capai_text copy = capai_text_copy(capai_text_of(text), &run->arena);
    return copy.data ? copy : CAPAI_TEXT("");
}

static void print_list(struct pack_run *run)
{
    struct grid grid;
    enum capai_language language = run->options->language;
    grid_init(&grid, &run->arena);
    grid_column(&grid, "id", false, false);
    grid_column(&grid, capai_label(CAPAI_MSG_LABEL_RULES_YEARS, language), false, false);
    grid_column(&grid, "base", false, false);
    grid_column(&grid, capai_label(CAPAI_MSG_LABEL_RULES_NAME, language), false, true);
    for (size_t i = 0; i < run->count; i++) {
        const struct capai_rules *rules = run->rules[i];
        grid_row(&grid);
        grid_set(&grid, 0, rules->id, STYLE_BOLD);
        grid_set(&grid, 1, years_of(run, rules), STYLE_PLAIN);
        grid_set(&grid, 2, pack_base(run->packs, rules), STYLE_PLAIN);
        grid_set(&grid, 3, rules->name, STYLE_PLAIN);
    }
    if (run->count)
        grid_print(&grid, &run->terminal);
    if (grid.failed)
        pack_run_note_memory(run);
    const capai_text folders = capai_text_of(run->folders[run->folders[1] ? 1 : 0]);
    capai_text where = CAPAI_TEXT("");
    if (run->folders[1])
        where = pack_run_join(run, where, capai_text_of(run->folders[0]));
    if (folders.data)
        where = pack_run_join(run, where, folders);
    fputs("\n ", stdout);
    print_wrapped(&run->terminal, STYLE_SOFT,
                  pack_run_label(run, CAPAI_MSG_LABEL_RULES_FROM, CAPAI_WORDS(where)), 1);
}

static void put_list(struct pack_run *run, struct capai_sink *sink)
{
    char text[64];
    capai_sink_text(sink, CAPAI_TEXT("["));
    for (size_t i = 0; i < run->count; i++) {
        const struct capai_rules *rules = run->rules[i];
        capai_text base = pack_base(run->packs, rules);
        pack_put_pair(sink, i ? ",\n  {" : "\n  {", "id", rules->id);
        pack_put_pair(sink, ", ", "name", rules->name);
        snprintf(text, sizeof text, ", \"from\": %d, \"to\": %d", rules->from, rules->to);
        capai_sink_text(sink, capai_text_of(text));
        pack_put_pair(sink, ", ", "base", base.size ? base : CAPAI_NO_TEXT);
        pack_put_pair(sink, ", ", "script", capai_text_of(pack_path(run->packs, rules)));
        capai_sink_text(sink, CAPAI_TEXT("}"));
    }
    capai_sink_text(sink, CAPAI_TEXT("\n]\n"));
}

/* ---- show ---- */

static bool same_key(const struct pack_facts *facts, size_t i)
{
    return i > 0 && i < facts->count && strcmp(facts->list[i].key, facts->list[i - 1].key) == 0;
}

static void pad(const struct terminal *terminal, capai_text text, size_t width)
{
    for (size_t i = capai_text_length(text); i < width; i++)
        fputc(' ', terminal->file);
}

/* Width of the names below the key of fact `i`. */
static size_t width_of(const struct pack_facts *facts, size_t i)
{
    size_t width = 0;
    const char *key = facts->list[i].key;
    for (size_t k = 0; k < facts->count; k++) {
        size_t length = capai_text_length(facts->list[k].name);
        if (strcmp(facts->list[k].key, key) == 0 && length > width)
            width = length;
    }
    return width;
}

enum { KEY_WIDTH = 12 };

static void print_facts(const struct pack_run *run, const struct pack_facts *facts)
{
    const struct terminal *terminal = &run->terminal;
    for (size_t i = 0; i < facts->count; i++) {
        const struct pack_fact *fact = &facts->list[i];
        capai_text key = same_key(facts, i) ? CAPAI_TEXT("") : capai_text_of(fact->key);
        size_t width = width_of(facts, i), indent = 1 + KEY_WIDTH;
        fputc(' ', terminal->file);
        terminal_put(terminal, STYLE_BOLD, key);
        pad(terminal, key, KEY_WIDTH);
        if (width) {
            terminal_put(terminal, STYLE_SOFT, fact->name);
            pad(terminal, fact->name, width + 2);
            indent += width + 2;
        }
        print_wrapped(terminal, STYLE_PLAIN, fact->text, indent);
    }
}

/* Keys with named values become objects, those with several values lists. */
static void put_facts(const struct pack_facts *facts, struct capai_sink *sink)
{
    for (size_t i = 0; i < facts->count; i++) {
        const struct pack_fact *fact = &facts->list[i];
        bool list = strcmp(fact->key, "basis") == 0, last = !same_key(facts, i + 1);
        const char *open = list ? "[" : fact->name.data ? "{" : "";
        const char *close = list ? "]" : fact->name.data ? "}" : "";
        if (!same_key(facts, i)) {
            capai_sink_text(sink, capai_text_of(i ? ",\n   " : "  {"));
            capai_write_json_text(sink, capai_text_of(fact->key));
            capai_sink_text(sink, CAPAI_TEXT(": "));
            capai_sink_text(sink, capai_text_of(open));
        } else {
            capai_sink_text(sink, CAPAI_TEXT(", "));
        }
        if (fact->name.data) {
            capai_write_json_text(sink, fact->name);
            capai_sink_text(sink, CAPAI_TEXT(": "));
        }
        capai_write_json_text(sink, fact->text);
        capai_sink_text(sink, capai_text_of(last ? close : ""));
    }
    capai_sink_text(sink, CAPAI_TEXT("}"));
}

static void show_packs(struct pack_run *run, struct capai_sink *sink)
{
    bool json = run->options->format == FORMAT_JSON;
    capai_sink_text(sink, capai_text_of(json ? "[\n" : ""));
    for (size_t i = 0; i < run->count; i++) {
        struct pack_facts facts;
        if (!pack_facts(run->packs, run->rules[i], &run->arena, &facts)) {
            pack_run_note_memory(run);
            return;
        }
        capai_sink_text(sink, capai_text_of(!i ? "" : json ? ",\n" : "\n"));
        if (json)
            put_facts(&facts, sink);
        else
            print_facts(run, &facts);
    }
    capai_sink_text(sink, capai_text_of(json ? "\n]\n" : ""));
}

/* ---- the command ---- */

enum exit_status command_rules(const struct options *options)
{
    struct pack_run run;
    struct capai_sink sink = sink_of(stdout);
    struct capai_error error = {0};
    static const capai_text words[] = {{"list", 4}, {"show", 4}};
    capai_text word =
        options->argument_count ? capai_text_of(options->arguments[0]) : CAPAI_TEXT("list");
    bool shows = capai_text_equal(word, words[1]);
    if (!pack_run_open(&run, options) || !pack_run_usable(&run))
        return pack_run_close(&run);
    if (!shows && (!capai_text_equal(word, words[0]) || options->argument_count > 1))
        capai_fail(&error, CAPAI_MSG_RULES_WORD,
                   CAPAI_WORDS(word, capai_text_nearest(word, words, 2)));
    else if (shows && options->argument_count < 2)
        capai_fail(&error, CAPAI_MSG_PACK_NEEDED, CAPAI_WORDS(CAPAI_TEXT("rules show")));
    if (error.status) {
        pack_run_note(&run, &error);
        return pack_run_close(&run);
    }
    pack_run_load(&run, options->arguments + (shows ? 1 : 0),
                  shows ? options->argument_count - 1 : 0);
    if (shows)
        show_packs(&run, &sink);
    else if (options->format == FORMAT_JSON)
        put_list(&run, &sink);
    else
        print_list(&run);
    return pack_run_close(&run);
}
