/* capai eval DATA...: the numbers of one or more data sets. */
#include "bindings/cli/cli.h"

#include <string.h>

#include "capai/packs.h"

/* One run of the command. */
struct run {
    const struct options *options;
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_dataset **datasets;
    size_t dataset_count;
    const char *folders[PACK_FOLDERS];
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

static void load_datasets(struct run *run)
{
    const struct options *options = run->options;
    const struct capai_dataset_options how = {options->notation, options->year};
    run->datasets = capai_arena_array(&run->arena, options->argument_count, sizeof *run->datasets);
    if (!run->datasets) {
        note_memory(run);
        return;
    }
    for (size_t i = 0; i < options->argument_count; i++) {
        struct capai_error error = {0};
        if (capai_dataset_load(options->arguments[i], &how, &run->arena, &run->notices,
                               &run->datasets[run->dataset_count], &error) == CAPAI_OK)
            run->dataset_count++;
        else
            note(run, &error);
    }
}

/* ---- evaluating ---- */

static void evaluate_all(struct run *run)
{
    size_t count = pack_folders(run->options, run->folders, &run->arena);
    struct capai_error error = {0};
    run->packs = capai_packs_new(run->folders, count, &run->arena, &run->notices);
    if (!run->packs)
        note_memory(run);
    else if (capai_evaluate(run->packs, run->options->rules, run->datasets, run->dataset_count,
                            &run->arena, &run->notices, &run->evaluation, &error) != CAPAI_OK)
        note(run, &error);
}

/* ---- showing ---- */

static bool write_file(void *user, const char *data, size_t size)
{
    return fwrite(data, 1, size, user) == size;
}

/* Shows one result table; `first` tells whether it opens a JSON object. */
static bool show_table(struct run *run, enum capai_result result)
{
    const struct capai_table *table = capai_evaluation_table(run->evaluation, result);
    struct capai_sink sink = {write_file, stdout, false};
    struct capai_selection rows;
    if (!capai_evaluation_select(run->evaluation, result, run->options->all_years, &run->arena,
                                 &rows))
        return false;
    if (run->options->format == FORMAT_TEXT) {
        struct terminal terminal = terminal_of(stdout, run->options->language);
        return report_table(&terminal, table, rows, &run->arena);
    }
    if (run->options->format == FORMAT_CSV)
        capai_write_csv(&sink, table, rows);
    else
        capai_write_json(&sink, table, rows, run->options->table ? 0 : 2);
    return true;
}

static bool show_json(struct run *run)
{
    bool shown = true;
    for (int r = 0; shown && r < CAPAI_RESULT_COUNT; r++) {
        capai_text name = capai_result_name((enum capai_result)r);
        fprintf(stdout, "%s\n  \"%.*s\": ", r ? "," : "{", (int)name.size, name.data);
        shown = show_table(run, (enum capai_result)r);
    }
    fputs("\n}\n", stdout);
    return shown;
}

/* Shows a section in its report year or, with all years, in each that it has, in rising order. */
static bool show_section(struct run *run, const struct terminal *terminal,
                         const struct capai_section *section)
{
    const struct capai_table *table = capai_evaluation_table(run->evaluation, CAPAI_RESULT_OPD);
    const struct capai_value *tahun =
        capai_table_values(table, capai_table_find(table, CAPAI_TEXT("tahun")));
    if (!run->options->all_years)
        return report_section(terminal, run->evaluation, section,
                              capai_dataset_year(section->dataset), &run->arena);
    bool shown = true;
    for (int year = 1900; shown && year < 2200; year++)
        for (size_t row = section->first[CAPAI_RESULT_OPD];
             shown && row < section->last[CAPAI_RESULT_OPD]; row++)
            if (capai_decimal_compare(tahun[row].number, capai_decimal_from_int(year)) == 0)
                shown = report_section(terminal, run->evaluation, section, year, &run->arena);
    return shown;
}

static bool show(struct run *run, int table)
{
    struct terminal terminal = terminal_of(stdout, run->options->language);
    bool shown = true;
    if (table >= 0) {
        shown = show_table(run, (enum capai_result)table);
        if (run->options->format == FORMAT_JSON)
            fputc('\n', stdout);
        return shown;
    }
    if (run->options->format == FORMAT_JSON)
        return show_json(run);
    size_t count;
    const struct capai_section *sections = capai_evaluation_sections(run->evaluation, &count);
    for (size_t s = 0; shown && s < count; s++)
        shown = show_section(run, &terminal, &sections[s]);
    return shown;
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

/* Index of the table that --table names, -1 for none; false when it names none of ours. */
static bool find_table(const struct options *options, int *table, struct capai_error *error)
{
    capai_text names[CAPAI_RESULT_COUNT];
    char list[256];
    size_t size = 0;
    *table = -1;
    if (!options->table) {
        if (options->format != FORMAT_CSV)
            return true;
        capai_fail(error, CAPAI_MSG_CSV_TABLE, CAPAI_NO_WORDS);
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
    if (error.status || !find_table(options, &table, &error)) {
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    capai_arena_init(&run.arena, NULL, NULL, 0);
    capai_notices_init(&run.notices, &run.arena, CAPAI_NOTICES_LIMIT);
    load_datasets(&run);
    if (run.dataset_count)
        evaluate_all(&run);
    size_t sections = 0;
    if (run.evaluation)
        capai_evaluation_sections(run.evaluation, &sections);
    if (sections && run.status < EXIT_SYSTEM && !show(&run, table))
        note_memory(&run);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        struct capai_error failed = {0};
        capai_fail(&failed, CAPAI_MSG_OUTPUT, CAPAI_NO_WORDS);
        note(&run, &failed);
    }
    if (run.notices.count && terminal.interactive)
        fputc('\n', stderr);
    capai_notices_sort(&run.notices);
    print_notices(&terminal, &run.notices, find_line, &run);
    for (enum capai_status s = CAPAI_ERR_DATA; s <= CAPAI_ERR_MEMORY; s++)
        if (run.notices.seen[s])
            worsen(&run, exit_status_of(s));
    if (run.packs)
        capai_packs_free(run.packs);
    capai_arena_clear(&run.arena);
    return run.status;
}
