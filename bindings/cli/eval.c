/* capai eval DATA...: the numbers of one or more data sets. */
#include "bindings/cli/cli.h"

#include <errno.h>
#include <signal.h>

#include "capai/packs.h"

/* One run of the command. */
struct run {
    const struct options *options;
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_dataset **datasets;
    size_t dataset_count, dataset_capacity;
    const char *folders[2];
    struct capai_packs *packs;
    struct capai_evaluation *evaluation;
    enum exit_status status;
};

static void worsen(struct run *run, enum exit_status status)
{
    if (status > run->status)
        run->status = status;
}

/* Keeps a failure for the end, where all complaints stand together. */
static void note(struct run *run, const struct capai_error *error)
{
    worsen(run, exit_status_of(error->status));
    if (capai_notices_add(&run->notices, error) != CAPAI_OK)
        worsen(run, EXIT_SYSTEM);
}

static void note_memory(struct run *run)
{
    struct capai_error error = {0};
    capai_fail_memory(&error);
    note(run, &error);
}

/* ---- reading ---- */

static void load_dataset(struct run *run, const char *path)
{
    const struct options *options = run->options;
    const struct capai_dataset_options how = {.notation = options->notation,
                                              .year = options->year,
                                              .quarter = options->quarter,
                                              .versi = options->versi};
    struct capai_error error = {0};
    struct capai_dataset **datasets =
        capai_arena_grow(&run->arena, run->datasets, run->dataset_count, &run->dataset_capacity,
                         sizeof(struct capai_dataset *));
    if (!datasets) {
        note_memory(run);
        return;
    }
    run->datasets = datasets;
    if (capai_dataset_load(path, &how, &run->arena, &run->notices, &datasets[run->dataset_count],
                           &error) == CAPAI_OK)
        run->dataset_count++;
    else
        note(run, &error);
}

static void load_datasets(struct run *run)
{
    for (size_t i = 0; i < run->options->argument_count; i++) {
        struct capai_error error = {0};
        const char *const *paths;
        size_t count;
        if (capai_dataset_find(run->options->arguments[i], &run->arena, &paths, &count, &error) !=
            CAPAI_OK) {
            note(run, &error);
            continue;
        }
        for (size_t k = 0; k < count && run->status < EXIT_SYSTEM; k++)
            load_dataset(run, paths[k]);
    }
}

/* ---- evaluating ---- */

static void evaluate_all(struct run *run)
{
    size_t count = 0;
    const char *installed = capai_packs_installed(&run->arena);
    if (run->options->rules_path)
        run->folders[count++] = run->options->rules_path;
    if (installed)
        run->folders[count++] = installed;
    struct capai_error error = {0};
    run->packs = capai_packs_new(run->folders, count, &run->arena, &run->notices);
    if (run->packs)
        capai_packs_limit(run->packs, run->options->limits);
    if (!run->packs)
        note_memory(run);
    else if (capai_evaluate(run->packs, run->options->rules, run->datasets, run->dataset_count,
                            &run->arena, &run->notices, &run->evaluation, &error) != CAPAI_OK)
        note(run, &error);
}

/* ---- showing ---- */

static void write_outputs(struct run *run, const struct shown *shown)
{
    struct terminal terminal = terminal_of(stderr, run->options->language);
    struct capai_error error = {0};
    struct capai_manifest manifest;
    if (!capai_manifest_collect(run->packs, run->evaluation, run->datasets, run->dataset_count,
                                &run->arena, &manifest))
        note_memory(run);
    else if (outputs_write(run->options, shown, &manifest, &error) != CAPAI_OK)
        note(run, &error);
    else if (terminal.interactive)
        outputs_announce(run->options, &terminal);
}

/* Shows the results on standard output or, with -o, writes them. */
static void show_results(struct run *run, int table)
{
    const struct options *options = run->options;
    const struct shown shown = {run->evaluation, table, options->all_years, options->language,
                                &run->arena};
    if (options->output_count)
        write_outputs(run, &shown);
    else if (!show(&shown, options->format, stdout))
        note_memory(run);
}

/* Says when standard output did not take everything. */
static void check_stdout(struct run *run)
{
    struct capai_error error = {0};
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return;
    capai_fail(&error, errno == EPIPE ? CAPAI_MSG_OUTPUT_CLOSED : CAPAI_MSG_OUTPUT, CAPAI_NO_WORDS);
    note(run, &error);
}

static capai_text find_line(void *user, const char *file)
{
    const struct run *run = user;
    for (size_t i = 0; i < run->dataset_count; i++) {
        capai_text content = capai_dataset_content(run->datasets[i], file);
        if (content.data)
            return content;
    }
    return run->packs ? capai_packs_source(run->packs, file) : CAPAI_NO_TEXT;
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
        if (options->format != FORMAT_CSV)
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
    struct run run = {.options = options};
    struct terminal terminal = terminal_of(stderr, options->language);
    struct capai_error error = {0};
    int table;
    if (!options->argument_count)
        capai_fail(&error, CAPAI_MSG_DATA_NEEDED, CAPAI_NO_WORDS);
    if (error.status || outputs_check(options, &error) != CAPAI_OK ||
        !find_table(options, &table, &error)) {
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    signal(SIGPIPE, SIG_IGN); /* a reader that stops is an error of writing like any other */
    capai_arena_init(&run.arena, NULL, NULL, 0);
    capai_notices_init(&run.notices, &run.arena, CAPAI_NOTICES_LIMIT);
    load_datasets(&run);
    if (run.dataset_count)
        evaluate_all(&run);
    size_t sections = 0;
    if (run.evaluation)
        capai_evaluation_sections(run.evaluation, &sections);
    if (sections && run.status < EXIT_SYSTEM)
        show_results(&run, table);
    check_stdout(&run);
    if (run.notices.count && terminal.interactive)
        fputc('\n', stderr);
    capai_notices_sort(&run.notices);
    print_notices(&terminal, &run.notices, find_line, &run);
    for (enum capai_status s = CAPAI_ERR_DATA; s <= CAPAI_ERR_MEMORY; s++)
        if (run.notices.seen[s])
            worsen(&run, exit_status_of(s));
    capai_packs_free(run.packs);
    capai_arena_clear(&run.arena);
    return run.status;
}
