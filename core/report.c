#include "capai/report.h"

#include <string.h>

#include "core/csv.h"
#include "core/docx.h"
#include "core/text.h"
#include "core/workbook.h"
#include "core/xlsx.h"

bool capai_report_is(capai_text content)
{
    return workbook_is(content);
}

/* ---- workbooks ---- */

/* A cell as people read it: a stored number has a point, which becomes a comma. */
static bool convert(const struct grid_row *row, size_t field, struct capai_arena *arena,
                    capai_text *out)
{
    capai_text text = row->fields[field];
    *out = text.size ? text : CAPAI_NO_TEXT;
    const char *point = text.size ? memchr(text.data, '.', text.size) : NULL;
    if (!point || grid_kind_of(row, field) != GRID_NUMBER)
        return true;
    char *copy = capai_arena_alloc(arena, text.size + 1);
    if (!copy)
        return false;
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    copy[point - text.data] = ',';
    *out = (capai_text){copy, text.size};
    return true;
}

/* Index of the first of some rows of a sheet at or below `line`. */
static size_t find_row(const struct capai_report_row *rows, size_t count, size_t line)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (rows[middle].line < line)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/* Marks the cells in which merged ones go on from above. Ranges do not overlap, so that each cell
 * is looked at once; a damaged file in which they do is left at the limit. */
static void mark_merged(const struct book_sheet *sheet, struct capai_report_row *rows)
{
    size_t budget = BOOK_CELLS;
    for (size_t i = 0; i < sheet->merged_count; i++) {
        const struct book_range *range = &sheet->merged[i];
        size_t column = range->first_column;
        for (size_t k = find_row(rows, sheet->count, range->first_row + 1);
             k < sheet->count && rows[k].line <= range->last_row && budget; k++, budget--)
            if (column < rows[k].count && !rows[k].cells[column].size)
                rows[k].cells[column] = CAPAI_TEXT("");
    }
}

static bool add_sheet(const struct book_sheet *sheet, struct capai_arena *arena,
                      struct capai_report *report)
{
    struct capai_report_row *first = &report->rows[report->count];
    for (size_t i = 0; i < sheet->count; i++) {
        const struct grid_row *from = &sheet->rows[i];
        capai_text *cells = capai_arena_array(arena, from->count, sizeof *cells);
        if (!cells)
            return false;
        for (size_t k = 0; k < from->count; k++)
            if (!convert(from, k, arena, &cells[k]))
                return false;
        report->rows[report->count++] =
            (struct capai_report_row){sheet->name, from->line, cells, from->count};
    }
    mark_merged(sheet, first);
    return true;
}

/* The names of all sheets, by reading the workbook for none of them. */
static enum capai_status list_sheets(const char *path, capai_text content,
                                     struct capai_arena *arena, struct capai_pool *pool,
                                     capai_text **names, size_t *count, struct capai_error *err)
{
    struct capai_notices notices;
    struct book *book;
    capai_notices_init(&notices, arena, 0);
    enum capai_status status =
        workbook_read(path, content, NULL, 0, arena, pool, &notices, &book, err);
    if (status)
        return status;
    *count = book->unused_count;
    *names = capai_arena_array(arena, book->unused_count, sizeof **names);
    if (!*names)
        return capai_fail_memory(err);
    for (size_t i = 0; i < *count; i++) {
        (*names)[i] = capai_text_copy(book->unused[i], arena);
        if (!(*names)[i].data)
            return capai_fail_memory(err);
    }
    return CAPAI_OK;
}

/* Counts the rows of all sheets; one that cannot be used is noted, and has none. */
static enum capai_status count_rows(struct book *book, size_t *rows)
{
    enum capai_status status = CAPAI_OK;
    *rows = 0;
    for (size_t i = 0; !status && i < book->sheet_count; i++) {
        struct book_sheet *sheet = &book->sheets[i];
        if (sheet->error.status) {
            capai_error_place(&sheet->error, book->path, sheet->error.line, sheet->error.column);
            sheet->error.sheet = sheet->name;
            sheet->count = 0;
            status = capai_notices_add(book->notices, &sheet->error);
        }
        *rows += sheet->count;
    }
    return status;
}

static enum capai_status read_workbook(const char *path, capai_text content,
                                       struct capai_arena *arena, struct capai_notices *notices,
                                       struct capai_report *out, struct capai_error *err)
{
    struct capai_pool *pool = capai_pool_new(arena);
    struct capai_report report = {0};
    struct book *book;
    capai_text *names;
    size_t count, rows;
    if (!pool)
        return capai_fail_memory(err);
    enum capai_status status = list_sheets(path, content, arena, pool, &names, &count, err);
    if (!status)
        status = workbook_read(path, content, names, count, arena, pool, notices, &book, err);
    if (status && err->message == CAPAI_MSG_DATA_NOT_WORKBOOK) {
        *err = (struct capai_error){0};
        capai_fail(err, CAPAI_MSG_DATA_NOT_REPORT, CAPAI_NO_WORDS);
        capai_error_place(err, path, 0, 0);
    }
    if (status)
        return status;
    if (count_rows(book, &rows) != CAPAI_OK)
        return capai_fail_memory(err);
    report.rows = capai_arena_array(arena, rows, sizeof *report.rows);
    for (size_t i = 0; report.rows && i < book->sheet_count; i++)
        if (!add_sheet(&book->sheets[i], arena, &report))
            report.rows = NULL;
    if (!report.rows)
        return capai_fail_memory(err);
    *out = report;
    return CAPAI_OK;
}

/* ---- all of them ---- */

/* Reads the package where it is a text document: *done tells. */
static enum capai_status read_document(const char *path, capai_text content,
                                       struct capai_arena *arena, struct capai_report *out,
                                       bool *done, struct capai_error *err)
{
    struct package package;
    const char *main = NULL;
    enum capai_status status = package_open(content, &package, err);
    if (status) {
        capai_error_place(err, path, 0, 0);
        return status;
    }
    if (xlsx_is(&package))
        status = docx_main(&package, arena, &main, err);
    if (!status && main)
        status = docx_read(&package, main, arena, out, err);
    package_close(&package);
    *done = main != NULL;
    if (status)
        capai_error_place(err, path, 0, 0);
    return status;
}

enum capai_status capai_report_read(const char *path, capai_text content, struct capai_arena *arena,
                                    struct capai_notices *notices, struct capai_report *out,
                                    struct capai_error *err)
{
    bool done = false;
    enum capai_status status = CAPAI_OK;
    if (package_is_zip(content))
        status = read_document(path, content, arena, out, &done, err);
    return status || done ? status : read_workbook(path, content, arena, notices, out, err);
}

/* ---- texts ---- */

static enum capai_status refuse_text(const char *path, enum capai_message message,
                                     struct capai_error *err)
{
    *err = (struct capai_error){0};
    enum capai_status status = capai_fail(err, message, CAPAI_NO_WORDS);
    capai_error_place(err, path, 0, 0);
    return status;
}

enum capai_status capai_report_text(const char *path, capai_text content, struct capai_arena *arena,
                                    struct capai_notices *notices, capai_text *out,
                                    struct capai_error *err)
{
    static const capai_text pdf = {"%PDF-", 5};
    if (content.size >= pdf.size && memcmp(content.data, pdf.data, pdf.size) == 0)
        return refuse_text(path, CAPAI_MSG_REPORT_PDF, err);
    if (!capai_text_trim(content).size)
        return refuse_text(path, CAPAI_MSG_REPORT_EMPTY, err);
    enum capai_status status = csv_decode(path, &content, arena, notices, err);
    if (status && err->message == CAPAI_MSG_FILE_ENCODING)
        return refuse_text(path, CAPAI_MSG_REPORT_BINARY, err);
    if (!status)
        *out = content;
    return status;
}
