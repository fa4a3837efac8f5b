/* capai test [PATH...]: runs the tests that packs carry. */
#include <string.h>

#include "bindings/cli/pack_run.h"
#include "bindings/lua/pack_cover.h"

/* True when the test is one of those asked for: --name is part of its name. */
static bool is_chosen(const struct pack_run *run, const struct trial *trial)
{
    capai_text name = trial->test->name;
    capai_text wanted = capai_text_of(run->options->name);
    if (!wanted.data)
        return true;
    for (size_t i = 0; i + wanted.size <= name.size; i++)
        if (capai_text_equal_nocase((capai_text){name.data + i, wanted.size}, wanted))
            return true;
    return false;
}

static capai_text name_of(struct pack_run *run, const struct trials *trials,
                          const struct trial *trial)
{
    size_t number = (size_t)(trial - trials->list) + 1;
    return trial->test->name.size ? trial->test->name
                                  : pack_run_label(run, CAPAI_MSG_LABEL_TEST_NUMBER,
                                                   CAPAI_WORDS(pack_run_count(run, number)));
}

/* ---- coverage ---- */

enum { COVER_BANDS, COVER_FORMULAS, COVER_EDGES, COVER_POLICIES, COVERS };

/* How many of a kind there are, how many tests reach, and which they do not. */
struct cover {
    size_t all, reached, count, capacity;
    capai_text *missing; /* `count` names */
};

static void add_cover(struct pack_run *run, struct cover *cover, bool reached, capai_text name)
{
    cover->all++;
    cover->reached += reached;
    if (reached)
        return;
    capai_text *missing = capai_arena_grow(&run->arena, cover->missing, cover->count,
                                           &cover->capacity, sizeof *missing);
    if (!missing) {
        pack_run_note_memory(run);
        return;
    }
    cover->missing = missing;
    missing[cover->count++] = name;
}

/* The number as people or, with `plain`, as programs read it. */
static capai_text number_of(struct pack_run *run, capai_decimal x, bool plain)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size = capai_decimal_format(x, CAPAI_NOTATION_PLAIN, text);
    if (!plain)
        return pack_run_number(run, x);
    capai_text copy = capai_text_copy((capai_text){text, size}, &run->arena);
    return copy.data ? copy : CAPAI_TEXT("");
}

/* What is called gap of the scale of a survey: "survey: celah". */
static capai_text name_in(struct pack_run *run, const struct scale_coverage *cover, capai_text name)
{
    bool first = strcmp(cover->key, "scale") == 0;
    return first ? name
                 : pack_run_label(run, CAPAI_MSG_LABEL_OF_PART,
                                  CAPAI_WORDS(capai_text_of(cover->key), name));
}

/* Policies are called as in scripts where a program reads their names. */
static capai_text match_name(const struct pack_run *run, int match, bool plain)
{
    static const char *const words[] = {
        [CAPAI_MATCH_GAP] = "gap",
        [CAPAI_MATCH_OVERLAP] = "overlap",
        [CAPAI_MATCH_ABOVE] = "above",
        [CAPAI_MATCH_BELOW] = "below",
    };
    static const enum capai_message labels[] = {
        [CAPAI_MATCH_GAP] = CAPAI_MSG_LABEL_POLICY_GAP,
        [CAPAI_MATCH_OVERLAP] = CAPAI_MSG_LABEL_POLICY_OVERLAP,
        [CAPAI_MATCH_ABOVE] = CAPAI_MSG_LABEL_POLICY_ABOVE,
        [CAPAI_MATCH_BELOW] = CAPAI_MSG_LABEL_POLICY_BELOW,
    };
    return capai_text_of(plain ? words[match] : capai_label(labels[match], run->options->language));
}

static capai_text policy_name(const struct pack_run *run, enum pack_policy policy, bool plain)
{
    if (policy == POLICY_ZERO && !plain)
        return capai_text_of(capai_label(CAPAI_MSG_LABEL_POLICY_ZERO, run->options->language));
    return capai_text_of(coverage_policy_name(policy));
}

static void measure_scale(struct pack_run *run, const struct scale_coverage *cover, bool plain,
                          struct cover *covers)
{
    for (size_t i = 0; i < cover->scale.count; i++)
        add_cover(run, &covers[COVER_BANDS], cover->bands[i],
                  name_in(run, cover, cover->scale.bands[i].name));
    for (size_t i = 0; i < cover->point_count; i++)
        add_cover(run, &covers[COVER_EDGES], cover->points[i].touched,
                  name_in(run, cover, number_of(run, cover->points[i].value, plain)));
    for (int m = CAPAI_MATCH_GAP; m <= CAPAI_MATCH_BELOW; m++)
        if (cover->shows[m])
            add_cover(run, &covers[COVER_POLICIES], cover->matches[m],
                      name_in(run, cover, match_name(run, m, plain)));
}

static void measure_covers(struct pack_run *run, const struct trials *trials, bool plain,
                           struct cover *covers)
{
    const struct coverage *coverage = trials->coverage;
    memset(covers, 0, COVERS * sizeof *covers);
    for (int s = 0; s < PACK_SCALES; s++)
        measure_scale(run, &coverage->scales[s], plain, covers);
    for (size_t i = 0; i < trials->rules->arah_count; i++)
        add_cover(run, &covers[COVER_FORMULAS], coverage->arah[i], trials->rules->arah[i].name);
    for (enum pack_policy p = 0; p < PACK_POLICIES; p++)
        if (coverage->has[p])
            add_cover(run, &covers[COVER_POLICIES], coverage->policies[p],
                      policy_name(run, p, plain));
}

static void print_coverage(struct pack_run *run, const struct trials *trials)
{
    static const enum capai_message names[COVERS] = {
        CAPAI_MSG_LABEL_COVER_BANDS, CAPAI_MSG_LABEL_COVER_FORMULAS, CAPAI_MSG_LABEL_COVER_EDGES,
        CAPAI_MSG_LABEL_COVER_POLICIES};
    const struct terminal *terminal = &run->terminal;
    struct cover covers[COVERS];
    capai_text line = CAPAI_TEXT("");
    measure_covers(run, trials, false, covers);
    for (int i = 0; i < COVERS; i++) {
        char text[128];
        snprintf(text, sizeof text, "%s %zu/%zu", capai_label(names[i], terminal->language),
                 covers[i].reached, covers[i].all);
        line = pack_run_join(run, line, capai_text_of(text));
    }
    char all[512]; /* as one text, whose first line is broken like the others */
    struct terminal behind = *terminal;
    snprintf(all, sizeof all, "%s: %.*s", capai_label(CAPAI_MSG_LABEL_COVER, terminal->language),
             (int)line.size, line.data);
    fputs("  ", terminal->file);
    behind.width -= 2;
    print_wrapped(&behind, STYLE_PLAIN, capai_text_of(all), 4);
    for (int i = 0; i < COVERS; i++) {
        capai_text list = CAPAI_TEXT("");
        for (size_t k = 0; k < covers[i].count; k++)
            list = pack_run_join(run, list, covers[i].missing[k]);
        if (!list.size)
            continue;
        capai_text missing = pack_run_label(run, CAPAI_MSG_LABEL_COVER_MISSING, CAPAI_WORDS(list));
        fprintf(terminal->file, "    %s ", capai_label(names[i], terminal->language));
        print_wrapped(terminal, STYLE_ATTENTION, missing, 6);
    }
}

/* ---- text ---- */

static capai_text or_nothing(const struct pack_run *run, capai_text text)
{
    return text.size
               ? text
               : capai_text_of(capai_label(CAPAI_MSG_LABEL_TEST_NOTHING, run->options->language));
}

static void print_checks(struct pack_run *run, const struct trial *trial)
{
    struct grid grid;
    enum capai_language language = run->options->language;
    grid_init(&grid, &run->arena);
    grid_column(&grid, "", false, false);
    grid_column(&grid, capai_label(CAPAI_MSG_LABEL_TEST_KEY, language), false, false);
    grid_column(&grid, capai_label(CAPAI_MSG_LABEL_TEST_WANTED, language), true, false);
    grid_column(&grid, capai_label(CAPAI_MSG_LABEL_TEST_GOT, language), true, false);
    for (size_t i = 0; i < trial->count; i++) {
        const struct test_check *check = &trial->checks[i];
        grid_row(&grid);
        grid_set(&grid, 0, CAPAI_TEXT(" "), STYLE_PLAIN);
        grid_set(&grid, 1, capai_text_of(check->key), STYLE_PLAIN);
        grid_set(&grid, 2, check->wanted, STYLE_PLAIN);
        grid_set(&grid, 3, or_nothing(run, check->got), check->met ? STYLE_SOFT : STYLE_ERROR);
    }
    grid_print(&grid, &run->terminal);
}

static void print_failure(struct pack_run *run, const struct trials *trials,
                          const struct trial *trial)
{
    const struct terminal *terminal = &run->terminal;
    char text[2 * CAPAI_ERROR_TEXT];
    struct capai_error place = {.file = trials->path, .line = trial->line};
    capai_error_where(&place, text, sizeof text);
    fputs("  ", terminal->file);
    terminal_put(terminal, STYLE_BOLD, capai_text_of(text));
    fputs(": ", terminal->file);
    terminal_put(terminal, STYLE_ERROR,
                 capai_text_of(capai_label(CAPAI_MSG_LABEL_TEST_FAILURE, terminal->language)));
    fputs(": ", terminal->file);
    print_wrapped(terminal, STYLE_PLAIN, name_of(run, trials, trial), 4);
    fputs("    ", terminal->file);
    print_wrapped(terminal, STYLE_SOFT, trial->input, 4);
    print_checks(run, trial);
    if (trial->reason.status) {
        capai_error_text(&trial->reason, terminal->language, false, text, sizeof text);
        fputs("    ", terminal->file);
        print_wrapped(terminal, STYLE_ATTENTION, capai_text_of(text), 4);
    }
}

static void print_trials(struct pack_run *run, const struct trials *trials, size_t chosen,
                         size_t failed)
{
    const struct terminal *terminal = &run->terminal;
    terminal_put(terminal, STYLE_BOLD, trials->rules->id);
    fputs("  ", terminal->file);
    print_wrapped(terminal, STYLE_SOFT, trials->rules->name, 2);
    for (size_t i = 0; i < trials->count; i++)
        if (is_chosen(run, &trials->list[i]) && !trials->list[i].passed)
            print_failure(run, trials, &trials->list[i]);
    const capai_text numbers[] = {pack_run_count(run, failed), pack_run_count(run, chosen)};
    capai_text sum = failed ? pack_run_label(run, CAPAI_MSG_LABEL_TEST_FAILED, numbers, 2)
                            : pack_run_label(run, CAPAI_MSG_LABEL_TEST_PASSED, &numbers[1], 1);
    fputs("  ", terminal->file);
    print_wrapped(terminal, failed ? STYLE_ERROR : STYLE_PLAIN, sum, 4);
    if (!run->options->name && trials->count)
        print_coverage(run, trials);
}

/* ---- JSON ---- */

static void put(struct capai_sink *sink, const char *text)
{
    capai_sink_text(sink, capai_text_of(text));
}

/* What was wanted or came out: a number where both sides can be one. */
static void put_value(struct pack_run *run, const struct test_check *check, bool got,
                      const char *before, struct capai_sink *sink)
{
    bool number = got ? check->got_is_number : check->wanted_is_number;
    if (!number) {
        pack_put_pair(sink, before, check->key, got ? check->got : check->wanted);
        return;
    }
    put(sink, before);
    capai_write_json_text(sink, capai_text_of(check->key));
    put(sink, ": ");
    capai_sink_text(sink, number_of(run, got ? check->got_number : check->wanted_number, true));
}

static void put_trial(struct pack_run *run, const struct trials *trials, const struct trial *trial,
                      struct capai_sink *sink)
{
    char text[2 * CAPAI_ERROR_TEXT];
    pack_put_pair(sink, "      {", "name", name_of(run, trials, trial));
    snprintf(text, sizeof text, ", \"line\": %zu, \"passed\": %s", trial->line,
             trial->passed ? "true" : "false");
    put(sink, text);
    pack_put_pair(sink, ", ", "input", trial->input);
    for (int got = 0; got < 2; got++) {
        put(sink, got ? "}, \"got\": {" : ", \"expected\": {");
        for (size_t i = 0; i < trial->count; i++)
            put_value(run, &trial->checks[i], got, i ? ", " : "", sink);
    }
    put(sink, "}");
    if (trial->reason.status) {
        capai_error_text(&trial->reason, run->options->language, false, text, sizeof text);
        pack_put_pair(sink, ", ", "reason", capai_text_of(text));
    }
    put(sink, "}");
}

static void put_coverage(struct pack_run *run, const struct trials *trials, struct capai_sink *sink)
{
    static const char *const names[COVERS] = {"bands", "formulas", "edges", "policies"};
    struct cover covers[COVERS];
    char text[128];
    measure_covers(run, trials, true, covers);
    for (int i = 0; i < COVERS; i++) {
        snprintf(text, sizeof text, "%s\"%s\": {\"all\": %zu, \"reached\": %zu", i ? ", " : "",
                 names[i], covers[i].all, covers[i].reached);
        put(sink, text);
        put(sink, ", \"missing\": [");
        for (size_t k = 0; k < covers[i].count; k++) {
            put(sink, k ? ", " : "");
            capai_write_json_text(sink, covers[i].missing[k]);
        }
        put(sink, "]}");
    }
}

static void put_trials(struct pack_run *run, const struct trials *trials, size_t chosen,
                       size_t failed, struct capai_sink *sink)
{
    char text[128];
    bool any = false;
    pack_put_pair(sink, "  {", "id", trials->rules->id);
    pack_put_pair(sink, ", ", "script", capai_text_of(trials->path));
    snprintf(text, sizeof text, ", \"passed\": %zu, \"failed\": %zu,\n   \"tests\": [",
             chosen - failed, failed);
    put(sink, text);
    for (size_t i = 0; i < trials->count; i++)
        if (is_chosen(run, &trials->list[i])) {
            put(sink, any ? ",\n" : "\n");
            put_trial(run, trials, &trials->list[i], sink);
            any = true;
        }
    put(sink, "],\n   \"coverage\": {");
    put_coverage(run, trials, sink);
    put(sink, "}}");
}

/* ---- the command ---- */

/* Some names of tests, for who has asked for one that is not there. */
static void list_names(struct pack_run *run, const struct trials *trials, capai_text *names)
{
    enum { ENOUGH = 120 };
    for (size_t i = 0; i < trials->count && names->size < ENOUGH; i++)
        if (trials->list[i].test->name.size)
            *names = pack_run_join(run, *names, trials->list[i].test->name);
}

static void test_pack(struct pack_run *run, const struct capai_rules *rules, bool *any,
                      capai_text *names, struct capai_sink *sink)
{
    struct trials trials;
    struct capai_error error = {0};
    size_t chosen = 0, failed = 0;
    if (pack_try(run->packs, rules, &run->arena, &trials, &error) != CAPAI_OK) {
        pack_run_note(run, &error);
        return;
    }
    for (size_t i = 0; i < trials.count; i++) {
        bool is = is_chosen(run, &trials.list[i]);
        chosen += is;
        failed += is && !trials.list[i].passed;
    }
    if (!trials.count) {
        capai_fail(&error, CAPAI_MSG_PACK_NO_TESTS, CAPAI_WORDS(rules->id));
        capai_error_place(&error, trials.path, 0, 0);
        pack_run_note(run, &error);
    }
    if (failed && run->status < EXIT_FOUND)
        run->status = EXIT_FOUND;
    if (!chosen) {
        list_names(run, &trials, names);
        return;
    }
    if (run->options->format == FORMAT_JSON) {
        put(sink, *any ? ",\n" : "");
        put_trials(run, &trials, chosen, failed, sink);
    } else {
        fputs(*any ? "\n" : "", stdout);
        print_trials(run, &trials, chosen, failed);
    }
    *any = true;
}

enum exit_status command_test(const struct options *options)
{
    struct pack_run run;
    struct capai_sink sink = sink_of(stdout);
    struct capai_error error = {0};
    bool any = false;
    capai_text names = CAPAI_NO_TEXT; /* of some tests that there are */
    if (pack_run_open(&run, options) && pack_run_usable(&run)) {
        pack_run_load(&run, options->arguments, options->argument_count);
        put(&sink, options->format == FORMAT_JSON ? "[\n" : "");
        for (size_t i = 0; i < run.count; i++)
            test_pack(&run, run.rules[i], &any, &names, &sink);
        put(&sink, options->format == FORMAT_JSON ? "\n]\n" : "");
        if (!any && options->name && run.count) {
            capai_fail(&error, CAPAI_MSG_TEST_NONE_NAMED,
                       CAPAI_WORDS(capai_text_of(options->name), names));
            pack_run_note(&run, &error);
        }
    }
    return pack_run_close(&run);
}
