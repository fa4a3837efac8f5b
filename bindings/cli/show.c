/* An evaluation in each form that has no layout: text for people, Markdown, CSV, JSON. */
#include "bindings/cli/cli.h"

static bool show_table(const struct shown *shown, enum capai_result result, enum format format,
                       FILE *file)
{
    const struct capai_table *table = capai_evaluation_table(shown->evaluation, result);
    struct capai_sink sink = sink_of(file);
    struct capai_selection rows;
    if (!capai_evaluation_select(shown->evaluation, result, shown->all_years, shown->arena, &rows))
        return false;
    if (format == FORMAT_TEXT) {
        struct terminal terminal = terminal_of(file, shown->language);
        return print_table(&terminal, table, rows, shown->arena);
    }
    if (format == FORMAT_MARKDOWN) {
        markdown_heading(file, 1, capai_result_name(result));
        capai_write_markdown(&sink, table, rows);
    } else if (format == FORMAT_CSV)
        capai_write_csv(&sink, table, rows);
    else
        capai_write_json(&sink, table, rows, shown->table == ALL_TABLES ? 2 : 0);
    return true;
}

static bool show_json(const struct shown *shown, FILE *file)
{
    bool done = true;
    for (int r = 0; done && r < CAPAI_RESULT_COUNT; r++) {
        capai_text name = capai_result_name((enum capai_result)r);
        fprintf(file, "%s\n  \"%.*s\": ", r ? "," : "{", (int)name.size, name.data);
        done = show_table(shown, (enum capai_result)r, FORMAT_JSON, file);
    }
    fputs("\n}\n", file);
    return done;
}

/* Shows a section in a year; a blank line parts it from the one before. */
static bool show_year(const struct shown *shown, const struct terminal *terminal,
                      const struct capai_section *section, int year, bool *any)
{
    if (*any && terminal->markdown)
        fputc('\n', terminal->file);
    *any = true;
    return report_section(terminal, shown->evaluation, section, year, shown->arena);
}

/* Shows a section in its report year or, with all years, in each that it has, in rising order. */
static bool show_section(const struct shown *shown, const struct terminal *terminal,
                         const struct capai_section *section, bool *any)
{
    const struct capai_table *table = capai_evaluation_table(shown->evaluation, CAPAI_RESULT_OPD);
    const struct capai_value *tahun =
        capai_table_values(table, capai_table_find(table, CAPAI_TEXT("tahun")));
    if (!shown->all_years)
        return show_year(shown, terminal, section, capai_dataset_year(section->dataset), any);
    bool done = true;
    for (int year = 1900; done && year < 2200; year++)
        for (size_t row = section->first[CAPAI_RESULT_OPD];
             done && row < section->last[CAPAI_RESULT_OPD]; row++)
            if (capai_decimal_compare(tahun[row].number, capai_decimal_from_int(year)) == 0)
                done = show_year(shown, terminal, section, year, any);
    return done;
}

static bool show_report(const struct shown *shown, enum format format, FILE *file)
{
    struct terminal terminal = terminal_of(file, shown->language);
    size_t count;
    const struct capai_section *sections = capai_evaluation_sections(shown->evaluation, &count);
    bool done = true, any = false;
    terminal.markdown = format == FORMAT_MARKDOWN;
    for (size_t s = 0; done && s < count; s++)
        done = show_section(shown, &terminal, &sections[s], &any);
    struct capai_selection rows;
    if (!done || count < 2)
        return done;
    return capai_evaluation_select(shown->evaluation, CAPAI_RESULT_KABUPATEN, shown->all_years,
                                   shown->arena, &rows) &&
           report_kabupaten(&terminal, shown->evaluation, rows, shown->arena);
}

bool show(const struct shown *shown, enum format format, FILE *file)
{
    if (shown->table != ALL_TABLES) {
        bool done = show_table(shown, (enum capai_result)shown->table, format, file);
        if (format == FORMAT_JSON)
            fputc('\n', file);
        return done;
    }
    return format == FORMAT_JSON ? show_json(shown, file) : show_report(shown, format, file);
}
