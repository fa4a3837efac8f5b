/* capai check SCRIPT...: proves rule packs sound, without data. */
#include "bindings/cli/pack_run.h"
#include "bindings/lua/pack_check.h"

static size_t count_found(const struct capai_notices *findings)
{
    return findings->seen[CAPAI_WARNING];
}

static capai_text find_line(void *user, const char *file)
{
    const struct pack_run *run = user;
    return capai_packs_source(run->packs, file);
}

static void print_findings(struct pack_run *run, const struct trials *trials,
                           const struct capai_notices *findings)
{
    const struct terminal *terminal = &run->terminal;
    size_t found = count_found(findings);
    capai_text sum =
        found ? pack_run_label(run, CAPAI_MSG_LABEL_CHECK_FOUND,
                               CAPAI_WORDS(pack_run_count(run, found)))
              : capai_text_of(capai_label(CAPAI_MSG_LABEL_CHECK_CLEAN, terminal->language));
    terminal_put(terminal, STYLE_BOLD, trials->rules->id);
    fputs("  ", terminal->file);
    print_wrapped(terminal, STYLE_SOFT, trials->rules->name, 2);
    print_notices(terminal, findings, find_line, run);
    fputs("  ", terminal->file);
    print_wrapped(terminal, found ? STYLE_ATTENTION : STYLE_PLAIN, sum, 2);
}

/* ---- JSON ---- */

static void put_finding(const struct pack_run *run, const struct capai_error *finding,
                        struct capai_sink *sink)
{
    char text[4 * CAPAI_ERROR_TEXT], numbers[96];
    const char *level = finding->status == CAPAI_NOTE ? "note" : "warning";
    pack_put_pair(sink, "      {", "level", capai_text_of(level));
    pack_put_pair(sink, ", ", "code", capai_text_of(capai_message_name(finding->message)));
    pack_put_pair(sink, ", ", "file", capai_text_of(finding->file));
    snprintf(numbers, sizeof numbers, ", \"line\": %zu, \"column\": %zu", finding->line,
             finding->column);
    capai_sink_text(sink, capai_text_of(finding->line ? numbers : ""));
    for (int hint = 0; hint < 2; hint++) {
        capai_error_text(finding, run->options->language, hint, text, sizeof text);
        pack_put_pair(sink, ", ", hint ? "hint" : "message",
                      *text ? capai_text_of(text) : CAPAI_NO_TEXT);
    }
    capai_sink_text(sink, CAPAI_TEXT("}"));
}

static void put_findings(const struct pack_run *run, const struct trials *trials,
                         const struct capai_notices *findings, struct capai_sink *sink)
{
    char text[96];
    pack_put_pair(sink, "  {", "id", trials->rules->id);
    pack_put_pair(sink, ", ", "script", capai_text_of(trials->path));
    snprintf(text, sizeof text, ", \"found\": %zu,\n   \"findings\": [", count_found(findings));
    capai_sink_text(sink, capai_text_of(text));
    for (size_t i = 0; i < findings->count; i++) {
        capai_sink_text(sink, capai_text_of(i ? ",\n" : "\n"));
        put_finding(run, &findings->list[i], sink);
    }
    capai_sink_text(sink, CAPAI_TEXT("]}"));
}

/* ---- the command ---- */

static void check_pack(struct pack_run *run, const struct capai_rules *rules, size_t index,
                       struct capai_sink *sink)
{
    struct trials trials;
    struct capai_notices findings;
    struct capai_error error = {0};
    bool json = run->options->format == FORMAT_JSON;
    capai_notices_init(&findings, &run->arena, CAPAI_NOTICES_LIMIT);
    if (pack_try(run->packs, rules, &run->arena, &trials, &error) != CAPAI_OK ||
        pack_check(run->packs, &trials, &run->arena, &findings, &error) != CAPAI_OK) {
        pack_run_note(run, &error);
        return;
    }
    capai_notices_sort(&findings);
    if (count_found(&findings) && run->status < EXIT_FOUND)
        run->status = EXIT_FOUND;
    capai_sink_text(sink, capai_text_of(!index ? "" : json ? ",\n" : "\n"));
    if (json)
        put_findings(run, &trials, &findings, sink);
    else
        print_findings(run, &trials, &findings);
}

enum exit_status command_check(const struct options *options)
{
    struct pack_run run;
    struct capai_sink sink = sink_of(stdout);
    struct capai_error error = {0};
    bool json = options->format == FORMAT_JSON;
    if (!pack_run_open(&run, options))
        return pack_run_close(&run);
    if (!options->argument_count) {
        capai_fail(&error, CAPAI_MSG_PACK_NEEDED, CAPAI_WORDS(CAPAI_TEXT("check")));
        pack_run_note(&run, &error);
    } else if (pack_run_usable(&run)) {
        pack_run_load(&run, options->arguments, options->argument_count);
        capai_sink_text(&sink, capai_text_of(json ? "[\n" : ""));
        for (size_t i = 0; i < run.count; i++)
            check_pack(&run, run.rules[i], i, &sink);
        capai_sink_text(&sink, capai_text_of(json ? "\n]\n" : ""));
    }
    return pack_run_close(&run);
}
