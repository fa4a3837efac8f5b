/* capai eval DATA...: the numbers of one or more data sets. */
#include "bindings/cli/document.h"

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

enum exit_status command_eval(const struct options *options)
{
    struct session session;
    struct capai_trace trace;
    struct terminal terminal = terminal_of(stderr, options->language);
    struct capai_error error = {0};
    int table;
    if (!options->argument_count)
        capai_fail(&error, CAPAI_MSG_DATA_NEEDED, CAPAI_WORDS(CAPAI_TEXT("eval")));
    const struct writer *writer = options->layout ? &document_writer : &tables;
    if (!error.status)
        document_check_outputs(options, &error);
    if (error.status || outputs_check(options, writer, &error) != CAPAI_OK ||
        !find_table(options, &table, &error)) {
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    session_begin(&session, options, options->argument_count, options->layout ? &trace : NULL);
    if (session_has_results(&session))
        show_results(&session, table, &trace);
    return session_end(&session);
}
