/* capai compare DATA... --rules A [--rules B]: what changes under other rules. */
#include "bindings/cli/compare.h"

#include "bindings/cli/session.h"

/* Index of the table that --table names; ALL_TABLES for none. */
static bool find_table(const struct options *options, int *table, struct capai_error *error)
{
    capai_text names[CAPAI_COMPARED_COUNT];
    capai_text wanted = capai_text_of(options->table);
    char list[256];
    size_t size = 0;
    *table = ALL_TABLES;
    for (int t = 0; t < CAPAI_COMPARED_COUNT; t++) {
        names[t] = capai_compared_name((enum capai_compared)t);
        if (options->table && capai_text_equal(names[t], wanted)) {
            *table = t;
            return true;
        }
        size = capai_text_append(list, sizeof list, size, names[t]);
    }
    if (!options->table)
        return true;
    capai_fail(error, CAPAI_MSG_OPTION_VALUE,
               CAPAI_WORDS(CAPAI_TEXT("--table"), wanted, ((capai_text){list, size}),
                           capai_text_nearest(wanted, names, CAPAI_COMPARED_COUNT)));
    return false;
}

/* ---- showing ---- */

static bool all_rows(const struct capai_table *table, struct capai_arena *arena,
                     struct capai_selection *out)
{
    return capai_select_year(table, 0, arena, out);
}

static bool show_table(const struct compared *compared, int t, enum format format, FILE *file)
{
    const struct capai_table *table =
        capai_comparison_table(compared->comparison, (enum capai_compared)t);
    struct capai_sink sink = sink_of(file);
    struct terminal terminal = terminal_of(file, compared->language);
    struct capai_selection rows;
    if (!all_rows(table, compared->arena, &rows))
        return false;
    switch (format) {
    case FORMAT_TEXT:
        return print_table(&terminal, table, rows, compared->arena);
    case FORMAT_MARKDOWN:
        markdown_heading(file, 1, capai_table_name(table));
        capai_write_markdown(&sink, table, rows);
        return true;
    case FORMAT_CSV:
        capai_write_csv(&sink, table, rows);
        return true;
    case FORMAT_JSON:
    default:
        capai_write_json(&sink, table, rows, compared->table == ALL_TABLES ? 2 : 0);
        return true;
    }
}

static bool show_json(const struct compared *compared, FILE *file)
{
    bool done = true;
    for (int t = 0; done && t < CAPAI_COMPARED_COUNT; t++) {
        capai_text name = capai_compared_name((enum capai_compared)t);
        fprintf(file, "%s\n  \"%.*s\": ", t ? "," : "{", (int)name.size, name.data);
        done = show_table(compared, t, FORMAT_JSON, file);
    }
    fputs("\n}\n", file);
    return done;
}

static bool show_all(const struct compared *compared, enum format format, FILE *file)
{
    struct terminal terminal = terminal_of(file, compared->language);
    if (format == FORMAT_JSON)
        return show_json(compared, file);
    terminal.markdown = format == FORMAT_MARKDOWN;
    return compare_report(&terminal, compared);
}

/* As CSV all rows are shown where no table is named. */
static bool show_comparison(const void *user, int table, enum format format, FILE *file,
                            struct capai_error *err)
{
    (void)err;
    const struct compared *compared = user;
    if (table == ALL_TABLES && format == FORMAT_CSV)
        table = CAPAI_COMPARED_ROWS;
    if (table == ALL_TABLES)
        return show_all(compared, format, file);
    bool done = show_table(compared, table, format, file);
    if (format == FORMAT_JSON)
        fputc('\n', file);
    return done;
}

static const struct writer comparisons = {.formats = WRITES(FORMAT_TEXT) | WRITES(FORMAT_CSV) |
                                                     WRITES(FORMAT_JSON) | WRITES(FORMAT_MARKDOWN),
                                          .write = show_comparison};

/* ---- the command ---- */

/* What the command line lacks, or has too much of. */
static void check_options(const struct options *options, struct capai_error *error)
{
    if (!options->argument_count)
        capai_fail(error, CAPAI_MSG_DATA_NEEDED,
                   CAPAI_WORDS(CAPAI_TEXT("compare --rules jember-2023 --rules karanganyar-2023")));
    else if (options->rules_count < 1 || options->rules_count > 2)
        capai_fail(error, CAPAI_MSG_COMPARE_RULES, CAPAI_NO_WORDS);
    else
        outputs_check(options, &comparisons, error);
}

static void compare(struct session *session, struct compared *compared)
{
    struct capai_comparison *comparison = NULL;
    struct capai_error error = {0};
    const struct capai_side sides[] = {{.name = compared->rules[0]}, {.name = compared->rules[1]}};
    if (capai_compare(session->packs, sides, session->datasets, session->dataset_count,
                      compared->all_years, &session->arena, &session->notices, &comparison,
                      &error) != CAPAI_OK) {
        session_note(session, &error);
        return;
    }
    compared->comparison = comparison;
    if (!capai_comparison_opds(comparison))
        return;
    struct writer writer = comparisons;
    writer.table = compared->table;
    writer.user = compared;
    if (session->options->output_count)
        session_write(session, &writer, NULL);
    else if (!show_comparison(compared, compared->table, session->options->format, stdout, NULL))
        session_note_memory(session);
    if (capai_comparison_changed(comparison))
        session_found(session);
}

enum exit_status command_compare(const struct options *options)
{
    struct session session;
    struct terminal terminal = terminal_of(stderr, options->language);
    struct capai_error error = {0};
    struct compared compared = {
        .all_years = options->all_years, .language = options->language, .arena = &session.arena};
    check_options(options, &error);
    if (error.status || !find_table(options, &compared.table, &error)) {
        print_error(&terminal, &error);
        return EXIT_UNUSABLE;
    }
    compared.rules[0] = options->rules_count == 2 ? options->first_rules : NULL;
    compared.rules[1] = options->rules;
    session_load(&session, options, options->argument_count);
    if (session.packs && session.status < EXIT_SYSTEM)
        compare(&session, &compared);
    return session_end(&session);
}
