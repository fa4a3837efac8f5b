/* Data sets loaded and evaluated for a command, and the complaints at its end. */
#include "bindings/cli/session.h"

#include "capai/system.h"

static void worsen(struct session *session, enum exit_status status)
{
    if (status > session->status)
        session->status = status;
}

/* Keeps a failure for the end, where all complaints stand together. */
void session_note(struct session *session, const struct capai_error *error)
{
    worsen(session, exit_status_of(error->status));
    if (capai_notices_add(&session->notices, error) != CAPAI_OK)
        worsen(session, EXIT_SYSTEM);
}

void session_note_memory(struct session *session)
{
    struct capai_error error = {0};
    capai_fail_memory(&error);
    session_note(session, &error);
}

/* ---- reading ---- */

static void load_dataset(struct session *session, const char *path)
{
    const struct options *options = session->options;
    const struct capai_dataset_options how = {.notation = options->notation,
                                              .year = options->year,
                                              .quarter = options->quarter,
                                              .versi = options->versi,
                                              .printed = options->printed};
    struct capai_error error = {0};
    struct capai_dataset **datasets =
        capai_arena_grow(&session->arena, session->datasets, session->dataset_count,
                         &session->dataset_capacity, sizeof(struct capai_dataset *));
    if (!datasets) {
        session_note_memory(session);
        return;
    }
    session->datasets = datasets;
    if (capai_dataset_load(path, &how, &session->arena, &session->notices,
                           &datasets[session->dataset_count], &error) == CAPAI_OK)
        session->dataset_count++;
    else
        session_note(session, &error);
    /* a file that is there and cannot be read: numbers without it would be others */
    if (session->notices.seen[CAPAI_ERR_SYSTEM])
        worsen(session, EXIT_SYSTEM);
}

static void load_datasets(struct session *session, size_t arguments)
{
    for (size_t i = 0; i < arguments; i++) {
        struct capai_error error = {0};
        const char *const *paths;
        size_t count;
        if (capai_dataset_find(session->options->arguments[i], &session->arena, &paths, &count,
                               &error) != CAPAI_OK) {
            session_note(session, &error);
            continue;
        }
        for (size_t k = 0; k < count && session->status < EXIT_SYSTEM; k++)
            load_dataset(session, paths[k]);
    }
}

/* ---- rules ---- */

static void open_packs(struct session *session)
{
    size_t count = 0;
    const char *installed = capai_packs_installed(&session->arena);
    if (session->options->rules_path)
        session->folders[count++] = session->options->rules_path;
    if (installed)
        session->folders[count++] = installed;
    else if (session->arena.starved)
        session_note_memory(session);
    session->packs = capai_packs_new(session->folders, count, &session->arena, &session->notices);
    if (session->packs)
        capai_packs_limit(session->packs, session->options->limits);
    else
        session_note_memory(session);
}

void session_found(struct session *session)
{
    worsen(session, EXIT_FOUND);
}

/* ---- the end ---- */

/* Says when standard output did not take everything. */
static void check_stdout(struct session *session)
{
    struct capai_error error = {0};
    if (finish_output(&error) != CAPAI_OK)
        session_note(session, &error);
}

static capai_text find_line(void *user, const char *file)
{
    struct session *session = user;
    for (size_t i = 0; i < session->dataset_count; i++) {
        capai_text content = capai_dataset_content(session->datasets[i], file);
        if (content.data)
            return content;
    }
    capai_text text = session->packs ? capai_packs_source(session->packs, file) : CAPAI_NO_TEXT;
    /* a layout, or a text of the data set */
    if (!text.data && capai_file_kind_of(file) == CAPAI_FILE_REGULAR)
        capai_file_read(file, &session->arena, &text, NULL);
    return text;
}

void session_load(struct session *session, const struct options *options, size_t count)
{
    *session = (struct session){.options = options};
    capai_heed_pipes();
    capai_arena_init(&session->arena, NULL, NULL, 0);
    capai_notices_init(&session->notices, &session->arena, CAPAI_NOTICES_LIMIT);
    load_datasets(session, count);
    if (session->dataset_count)
        open_packs(session);
}

void session_begin(struct session *session, const struct options *options, size_t count,
                   struct capai_trace *trace)
{
    struct capai_error error = {0};
    session_load(session, options, count);
    if (trace)
        capai_trace_init(trace, &session->arena);
    if (session->packs &&
        capai_evaluate_traced(session->packs, options->rules, session->datasets,
                              session->dataset_count, trace, &session->arena, &session->notices,
                              &session->evaluation, &error) != CAPAI_OK)
        session_note(session, &error);
}

bool session_has_results(const struct session *session)
{
    size_t sections = 0;
    if (session->evaluation)
        capai_evaluation_sections(session->evaluation, &sections);
    return sections && session->status < EXIT_SYSTEM;
}

void session_write(struct session *session, const struct writer *writer,
                   const struct capai_manifest *manifest)
{
    struct terminal terminal = terminal_of(stderr, session->options->language);
    struct capai_error error = {0};
    const struct written_from from = {session->datasets, session->dataset_count, manifest,
                                      &session->arena};
    if (outputs_write(session->options, writer, &from, &error) != CAPAI_OK)
        session_note(session, &error);
    else if (terminal.interactive)
        outputs_announce(session->options, writer, &terminal);
}

void session_complain(struct session *session, const struct terminal *terminal)
{
    capai_notices_sort(&session->notices);
    print_notices(terminal, &session->notices, find_line, session);
}

enum exit_status session_end(struct session *session)
{
    struct terminal terminal = terminal_of(stderr, session->options->language);
    check_stdout(session);
    if (session->notices.count && terminal.interactive)
        fputc('\n', stderr);
    session_complain(session, &terminal);
    for (enum capai_status s = CAPAI_ERR_DATA; s <= CAPAI_ERR_MEMORY; s++)
        if (session->notices.seen[s])
            worsen(session, exit_status_of(s));
    capai_packs_free(session->packs);
    capai_arena_clear(&session->arena);
    return session->status;
}
