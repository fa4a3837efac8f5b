/* capai eval DATA...: the numbers of one or more data sets. */
#include "bindings/cli/document.h"
#include "bindings/cli/live.h"

static bool write_shown(const void *user, int table, enum format format, FILE *file,
                        struct capai_error *err)
{
    (void)err;
    struct shown shown = *(const struct shown *)user;
    shown.table = table;
    return show(&shown, format, file);
}

static const struct writer tables = {.formats = WRITES(FORMAT_CSV) | WRITES(FORMAT_JSON) |
                                                WRITES(FORMAT_MARKDOWN),
                                     .folders = true,
                                     .csv_of_table = true,
                                     .write = write_shown};

static void write_outputs(struct session *session, const struct shown *shown)
{
    struct capai_manifest manifest;
    struct writer writer = tables;
    writer.table = shown->table;
    writer.user = shown;
    if (capai_manifest_collect(session->packs, session->evaluation, session->datasets,
                               session->dataset_count, &session->arena, &manifest))
        session_write(session, &writer, &manifest);
    else
        session_note_memory(session);
}

/* Shows the results on standard output or, with -o, writes them. */
static void show_results(struct session *session, int table, const struct capai_trace *trace)
{
    const struct options *options = session->options;
    if (options->layout) {
        document_of_layout(session, trace);
        return;
    }
    const struct shown shown = {session->evaluation, table, options->all_years, options->language,
                                &session->arena};
    if (options->output_count)
        write_outputs(session, &shown);
    else if (!show(&shown, options->format, stdout))
        session_note_memory(session);
}

/* ---- the command ---- */

/* Index of the table that --table names, ALL_TABLES for none; false when it names none of ours. */
static bool find_table(const struct options *options, int *table, struct capai_error *error)
{
    capai_text names[CAPAI_RESULT_COUNT];
    char list[256];
    size_t size = 0;
    *table = ALL_TABLES;
    if (!options->table) {
        if (options->format != FORMAT_CSV || options->layout)
            return true;
        capai_fail(error, CAPAI_MSG_CSV_TABLE, CAPAI_WORDS(CAPAI_TEXT("--format csv")));
        return false;
    }
    for (int r = 0; r < CAPAI_RESULT_COUNT; r++) {
        names[r] = capai_result_name((enum capai_result)r);
        if (capai_text_equal(names[r], capai_text_of(options->table)))
            *table = r;
        size = capai_text_append(list, sizeof list, size, names[r]);
    }
    if (*table >= 0)
        return true;
    capai_text wanted = capai_text_of(options->table);
    capai_fail(error, CAPAI_MSG_OPTION_VALUE,
               CAPAI_WORDS(CAPAI_TEXT("--table"), wanted, ((capai_text){list, size}),
                           capai_text_nearest(wanted, names, CAPAI_RESULT_COUNT)));
    return false;
}

/* One call of the command, checked before. */
struct call {
    const struct options *options;
    int table;
};

/* Shows the results; `told`, which may be NULL, is told where they come from. */
static enum exit_status evaluate(const struct call *call, FILE *told)
{
    struct session session;
    struct capai_trace trace;
    const struct options *options = call->options;
    session_begin(&session, options, options->argument_count, options->layout ? &trace : NULL);
    if (session_has_results(&session))
        show_results(&session, call->table, &trace);
    struct sources sources = {.arena = &session.arena};
    if (told) {
        sources_of_session(&sources, &session);
        live_tell_sources(told, &sources);
    }
    if (sources.failed)
        session_note_memory(&session);
    return session_end(&session);
}

/* ---- --watch ---- */

static enum exit_status watch_work(void *user, FILE *told)
{
    return evaluate(user, told);
}

/* A terminal is cleared, with what has been scrolled out of it, so that only what holds now can be
 * seen. */
static void watch_begun(void *user)
{
    const struct call *call = user;
    if (terminal_of(stdout, call->options->language).interactive)
        fputs("\033[H\033[2J\033[3J", stdout);
}

static void watch_ended(void *user, const struct round *round)
{
    const struct call *call = user;
    struct terminal terminal = terminal_of(stderr, call->options->language);
    if (round->error)
        print_error(&terminal, round->error);
    terminal_put(&terminal, STYLE_SOFT,
                 capai_text_of(capai_label(CAPAI_MSG_LABEL_WATCHING, terminal.language)));
    fputc('\n', stderr);
}

static enum exit_status watch(struct call *call)
{
    const bool on_terminal = terminal_of(stdout, call->options->language).interactive;
    const struct live_work work = {watch_work, watch_begun, watch_ended, call, on_terminal};
    struct capai_error error = {0};
    struct live *live = NULL;
    if (live_begin(call->options, &work, &live, &error) == CAPAI_OK)
        live_run(live, &error);
    live_end(live);
    if (error.status) {
        struct terminal terminal = terminal_of(stderr, call->options->language);
        print_error(&terminal, &error);
    }
    return exit_status_of(error.status);
}

enum exit_status command_eval(const struct options *options)
{
    struct call call = {.options = options};
    struct terminal terminal = terminal_of(stderr, options->language);
    struct capai_error error = {0};
    if (!options->argument_count)
        capai_fail(&error, CAPAI_MSG_DATA_NEEDED, CAPAI_WORDS(CAPAI_TEXT("eval")));
    else if (options->watch && options->output_count)
        capai_fail(&error, CAPAI_MSG_WATCH_OUT, CAPAI_NO_WORDS);
    const struct writer *writer = options->layout ? &document_writer : &tables;
    if (!error.status)
        document_check_outputs(options, &error);
    if (error.status || outputs_check(options, writer, &error) != CAPAI_OK ||
        !find_table(options, &call.table, &error)) {
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    return options->watch ? watch(&call) : evaluate(&call, NULL);
}
