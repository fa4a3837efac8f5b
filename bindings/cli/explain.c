/* capai explain DATA NAME: how a number came about. */
#include "bindings/cli/explain.h"
#include "bindings/cli/session.h"

#include <string.h>

/* What is shown, however it is written. */
struct explanation {
    const struct view *view;
    const struct explained *explained;
};

static bool show_explained(const void *user, int table, enum format format, FILE *file,
                           struct capai_error *err)
{
    (void)err;
    const struct explanation *explanation = user;
    struct terminal terminal = terminal_of(file, explanation->view->terminal->language);
    struct view view = *explanation->view;
    (void)table;
    terminal.markdown = format == FORMAT_MARKDOWN;
    view.terminal = &terminal;
    if (format != FORMAT_JSON)
        return explain_text(&view, explanation->explained);
    explain_json(&view, explanation->explained);
    return !*view.failed;
}

static const struct writer explanations = {.formats = WRITES(FORMAT_TEXT) | WRITES(FORMAT_JSON) |
                                                      WRITES(FORMAT_MARKDOWN),
                                           .write = show_explained};

/* What the command line lacks, or has too much of. */
static enum capai_status check_arguments(const struct options *options, struct capai_error *err)
{
    size_t needed = options->all ? 1 : 2;
    if (options->argument_count < needed)
        return capai_fail(err, CAPAI_MSG_EXPLAIN_NEEDED, CAPAI_NO_WORDS);
    if (outputs_check(options, &explanations, err) != CAPAI_OK)
        return CAPAI_ERR_USAGE;
    if (options->format == FORMAT_CSV)
        return capai_fail(
            err, CAPAI_MSG_OPTION_VALUE,
            CAPAI_WORDS(CAPAI_TEXT("--format"), CAPAI_TEXT("csv"), CAPAI_TEXT("text, json, md")));
    return CAPAI_OK;
}

/* True when a complaint is about a row that an explanation uses. */
static bool concerns(const struct capai_error *complaint, const struct explained *explained)
{
    for (size_t i = 0; complaint->file && i < explained->count; i++)
        for (size_t k = 0; k < explained->subjects[i]->step_count; k++) {
            const struct capai_place *place = &explained->subjects[i]->steps[k].place;
            if (place->file && place->line == complaint->line &&
                strcmp(place->file, complaint->file) == 0 &&
                strcmp(place->sheet ? place->sheet : "",
                       complaint->sheet ? complaint->sheet : "") == 0)
                return true;
        }
    return false;
}

/* Leaves warnings and notes of other rows to `capai eval`; here they are counted only. */
static void keep_concerned(struct capai_notices *notices, const struct explained *explained)
{
    size_t kept = 0;
    for (size_t i = 0; i < notices->count; i++)
        if (notices->list[i].status > CAPAI_WARNING || concerns(&notices->list[i], explained))
            notices->list[kept++] = notices->list[i];
    notices->count = kept;
}

static void explain(struct session *session, const struct capai_trace *trace, const char *name)
{
    const struct options *options = session->options;
    struct terminal terminal = terminal_of(stdout, options->language);
    struct capai_error error = {0};
    struct explained explained = {.count = 0};
    bool failed = false;
    const struct view view = {&terminal,
                              session->evaluation,
                              NULL,
                              capai_dataset_year(session->datasets[0]),
                              &session->arena,
                              &failed};
    const struct explanation explanation = {&view, &explained};
    struct writer writer = explanations;
    writer.user = &explanation;
    if (explain_find(&view, trace, name, options->all_years, &explained, &error) != CAPAI_OK) {
        explained.count = 0;
        session_note(session, &error);
    } else if (options->output_count)
        session_write(session, &writer, NULL);
    else
        failed |= !show_explained(&explanation, 0, options->format, stdout, NULL);
    keep_concerned(&session->notices, &explained);
    if (failed)
        session_note_memory(session);
}

enum exit_status command_explain(const struct options *options)
{
    struct terminal terminal = terminal_of(stderr, options->language);
    struct capai_trace trace;
    struct session session;
    struct capai_error error = {0};
    if (check_arguments(options, &error) != CAPAI_OK) {
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    size_t data = options->argument_count - !options->all;
    session_begin(&session, options, data, &trace);
    if (session_has_results(&session))
        explain(&session, &trace,
                options->all ? NULL : options->arguments[options->argument_count - 1]);
    return session_end(&session);
}
