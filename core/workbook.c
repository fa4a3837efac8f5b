#include "core/workbook.h"

#include <stdint.h>

#include "core/csv_header.h"
#include "core/error.h"
#include "core/ods.h"
#include "core/text.h"
#include "core/xlsx.h"

/* ---- reading ---- */

/* The compound files of old Office: .xls, and what a password encloses. */
static bool is_compound(capai_text content)
{
    static const char magic[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    return content.size >= 8 && memcmp(content.data, magic, 8) == 0;
}

bool workbook_is(capai_text content)
{
    return is_compound(content) || package_is_zip(content);
}

static enum capai_status read_package(capai_text content, struct book *book,
                                      struct capai_error *err)
{
    struct package package;
    if (is_compound(content))
        return capai_fail(err, CAPAI_MSG_WORKBOOK_OLD, CAPAI_NO_WORDS);
    enum capai_status status = package_open(content, &package, err);
    if (status)
        return status;
    status = xlsx_is(&package)  ? xlsx_read(&package, book, err)
             : ods_is(&package) ? ods_read(&package, book, err)
                                : capai_fail(err, CAPAI_MSG_DATA_NOT_WORKBOOK, CAPAI_NO_WORDS);
    package_close(&package);
    return status;
}

static enum capai_status note_sheet(struct book *book, const struct book_sheet *sheet, size_t row,
                                    size_t column, enum capai_message message,
                                    const capai_text *words, size_t count)
{
    struct capai_error error = {0};
    capai_fail(&error, message, words, count);
    capai_error_place(&error, book->path, row, column);
    error.sheet = sheet ? sheet->name : NULL;
    return capai_notices_add(book->notices, &error);
}

/* What people read: how a template is to be filled in. */
static bool is_guide(capai_text sheet)
{
    return capai_text_equal_nocase(sheet, CAPAI_TEXT("petunjuk"));
}

/* Notes sheets that the data set does not use, and those that it uses though nobody sees them. */
static enum capai_status note_sheets(struct book *book, const capai_text *names, size_t count)
{
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < book->unused_count; i++)
        if (!is_guide(book->unused[i]))
            status = note_sheet(
                book, NULL, 0, 0, CAPAI_MSG_SHEET_UNUSED,
                CAPAI_WORDS(book->unused[i], capai_text_nearest(book->unused[i], names, count)));
    for (size_t i = 0; !status && i < book->sheet_count; i++)
        if (book->sheets[i].hidden)
            status =
                note_sheet(book, &book->sheets[i], 0, 0, CAPAI_MSG_SHEET_HIDDEN, CAPAI_NO_WORDS);
    return status;
}

enum capai_status workbook_read(const char *path, capai_text content, const capai_text *names,
                                size_t count, struct capai_arena *arena, struct capai_pool *pool,
                                struct capai_notices *notices, struct book **out,
                                struct capai_error *err)
{
    struct book *book = capai_arena_array(arena, 1, sizeof *book);
    struct book_sheet *sheets = capai_arena_array(arena, count, sizeof *sheets);
    if (!book || !sheets)
        return capai_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        sheets[i] = (struct book_sheet){.path = path, .name = names[i].data};
    *book = (struct book){.path = path,
                          .arena = arena,
                          .pool = pool,
                          .notices = notices,
                          .sheets = sheets,
                          .sheet_count = count};
    enum capai_status status = read_package(content, book, err);
    if (status) {
        capai_error_place(err, path, 0, 0);
        return status;
    }
    if (note_sheets(book, names, count) != CAPAI_OK)
        return capai_fail_memory(err);
    *out = book;
    return CAPAI_OK;
}

/* ---- grids ---- */

static bool copy_fields(struct book *book, struct grid_row *row, size_t count)
{
    capai_text *fields = capai_arena_array(book->arena, count, sizeof *fields);
    unsigned char *kinds = capai_arena_array(book->arena, count, sizeof *kinds);
    if (!fields || !kinds)
        return false;
    if (row->count) {
        memcpy(fields, row->fields, row->count * sizeof *fields);
        memcpy(kinds, row->kinds, row->count * sizeof *kinds);
    }
    row->fields = fields;
    row->kinds = kinds;
    row->count = count;
    return true;
}

/* Cells at the end of a row in which nothing stands are not stored: they are missing all the same,
 * and no short row. */
static bool pad_rows(struct book *book, struct grid *grid)
{
    for (size_t i = 0; i < grid->count; i++)
        if (grid->rows[i].count < grid->header.count &&
            !copy_fields(book, &grid->rows[i], grid->header.count))
            return false;
    return true;
}

/* Index of the first row at or below `line`. */
static size_t find_row(const struct grid *grid, size_t line)
{
    size_t low = 0, high = grid->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (grid->rows[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* True for a column of words; an amount or quantity of merged cells holds for nobody knows what. */
static bool holds_words(const struct schema *schema, capai_text column)
{
    return !schema ||
           schema_kind(schema_type_of(schema, capai_text_trim(column))) != CAPAI_COLUMN_CELL;
}

struct filling {
    size_t filled, left_out;
    const struct book_range *first_filled, *first_left_out;
    size_t budget; /* rows that may still be looked at */
};

/* Puts what stands in the uppermost of the merged cells into the others. */
static bool fill_range(struct book *book, struct grid *grid, const struct schema *schema,
                       const struct book_range *range, struct filling *filling)
{
    size_t column = range->first_column, row = find_row(grid, range->first_row);
    if (range->last_column != column || range->first_row == range->last_row ||
        column >= grid->header.count || row == grid->count ||
        grid->rows[row].line != range->first_row || !grid->rows[row].fields[column].size)
        return true;
    struct grid_row top = grid->rows[row];
    bool words = holds_words(schema, grid->header.fields[column]);
    size_t count = 0;
    for (row++; row < grid->count && grid->rows[row].line <= range->last_row; row++) {
        if (!filling->budget)
            break;
        filling->budget--;
        if (grid->rows[row].fields[column].size)
            continue;
        count++;
        if (!words)
            continue;
        /* repeated rows share their fields */
        if (!copy_fields(book, &grid->rows[row], grid->rows[row].count))
            return false;
        grid->rows[row].fields[column] = top.fields[column];
        ((unsigned char *)(uintptr_t)grid->rows[row].kinds)[column] = top.kinds[column];
    }
    if (count && words) {
        filling->filled++;
        filling->first_filled = filling->first_filled ? filling->first_filled : range;
    } else if (count) {
        filling->left_out++;
        filling->first_left_out = filling->first_left_out ? filling->first_left_out : range;
    }
    return true;
}

static capai_text count_text(size_t count, char number[CAPAI_DECIMAL_TEXT])
{
    return (capai_text){number, capai_decimal_format(capai_decimal_from_int((int64_t)count),
                                                     CAPAI_NOTATION_INDONESIA, number)};
}

static enum capai_status fill_merged(struct book *book, const struct book_sheet *sheet,
                                     struct grid *grid, const struct schema *schema)
{
    char number[CAPAI_DECIMAL_TEXT];
    struct filling f = {.budget = BOOK_CELLS};
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; i < sheet->merged_count; i++)
        if (!fill_range(book, grid, schema, &sheet->merged[i], &f))
            return CAPAI_ERR_MEMORY;
    if (f.filled)
        status =
            note_sheet(book, sheet, f.first_filled->first_row, f.first_filled->first_column + 1,
                       CAPAI_MSG_MERGED_FILLED, CAPAI_WORDS(count_text(f.filled, number)));
    if (!status && f.left_out)
        status = note_sheet(
            book, sheet, f.first_left_out->first_row, f.first_left_out->first_column + 1,
            CAPAI_MSG_MERGED_AMOUNT,
            CAPAI_WORDS(capai_text_trim(grid->header.fields[f.first_left_out->first_column])));
    return status;
}

/* The part of a span of rows in which data stand, or of columns in which the header does; false
 * when there is none. */
static bool clip(const struct grid *grid, bool columns, struct book_span *span)
{
    if (columns) {
        span->last = span->last < grid->header.count ? span->last : grid->header.count;
        while (span->first <= span->last && !grid->header.fields[span->first - 1].size)
            span->first++;
        return span->first <= span->last;
    }
    size_t first = find_row(grid, span->first), end = find_row(grid, span->last + 1);
    if (first == end)
        return false;
    *span = (struct book_span){grid->rows[first].line, grid->rows[end - 1].line};
    return true;
}

static size_t write_end(size_t number, bool letters, char out[CAPAI_DECIMAL_TEXT])
{
    return letters ? text_letters(number, out)
                   : capai_decimal_format(capai_decimal_from_int((int64_t)number),
                                          CAPAI_NOTATION_PLAIN, out);
}

/* Lists the spans as "2-3, 5", columns as "B-C, F". */
static capai_text list_spans(const struct grid *grid, const struct book_spans *spans, bool columns,
                             char *list, size_t room)
{
    size_t size = 0;
    for (size_t i = 0; i < spans->count; i++) {
        char text[2 * CAPAI_DECIMAL_TEXT];
        struct book_span span = spans->list[i];
        if (!clip(grid, columns, &span))
            continue;
        size_t used = write_end(span.first, columns, text);
        if (span.last > span.first) {
            text[used++] = '-';
            used += write_end(span.last, columns, text + used);
        }
        size = capai_text_append(list, room, size, (capai_text){text, used});
    }
    return (capai_text){list, size};
}

static enum capai_status note_hidden(struct book *book, const struct book_sheet *sheet,
                                     const struct grid *grid)
{
    char rows[120], columns[120];
    capai_text hidden_rows = list_spans(grid, &sheet->hidden_rows, false, rows, sizeof rows);
    capai_text hidden_columns =
        list_spans(grid, &sheet->hidden_columns, true, columns, sizeof columns);
    if (!hidden_rows.size && !hidden_columns.size)
        return CAPAI_OK;
    return note_sheet(book, sheet, 0, 0, CAPAI_MSG_ROWS_HIDDEN,
                      CAPAI_WORDS(hidden_rows, hidden_columns));
}

static const struct book_sheet *find_sheet(const struct book *book, const char *name)
{
    for (size_t i = 0; i < book->sheet_count; i++)
        if (book->sheets[i].found && strcmp(book->sheets[i].name, name) == 0)
            return &book->sheets[i];
    return NULL;
}

enum capai_status workbook_grid(struct book *book, const char *name, const struct schema *schema,
                                const capai_text *columns, size_t count, bool *found,
                                struct grid *out, struct capai_error *err)
{
    char number[CAPAI_DECIMAL_TEXT];
    const struct book_sheet *sheet = find_sheet(book, name);
    struct capai_error error = {0};
    *found = sheet != NULL;
    if (!sheet)
        return CAPAI_OK;
    if (sheet->error.status)
        error = sheet->error;
    else if (!sheet->count)
        capai_fail(&error, CAPAI_MSG_FILE_EMPTY, CAPAI_NO_WORDS);
    if (error.status) {
        capai_error_place(&error, book->path, 0, 0);
        error.sheet = sheet->name;
        return error_pass(err, &error);
    }
    size_t header = csv_find_header_row(sheet->rows, sheet->count, columns, count);
    *out = (struct grid){.name = book->path,
                         .sheet = sheet->name,
                         .header = sheet->rows[header],
                         .rows = sheet->rows + header + 1,
                         .count = sheet->count - header - 1};
    bool titled = header && note_sheet(book, sheet, 1, 0, CAPAI_MSG_TITLE_ROWS,
                                       CAPAI_WORDS(count_text(header, number))) != CAPAI_OK;
    if (titled || !pad_rows(book, out) || fill_merged(book, sheet, out, schema) != CAPAI_OK ||
        note_hidden(book, sheet, out) != CAPAI_OK)
        return capai_fail_memory(err);
    return CAPAI_OK;
}

capai_text workbook_nearest(const struct book *book, capai_text name)
{
    return capai_text_nearest(name, book->unused, book->unused_count);
}
