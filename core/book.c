#include "core/book.h"

/* ---- sheets ---- */

/* A name of a sheet without blanks at its ends and ".csv". */
static capai_text bare_name(capai_text name)
{
    static const capai_text ending = {".csv", 4};
    name = capai_text_trim(name);
    if (name.size > ending.size &&
        capai_text_equal_nocase((capai_text){name.data + name.size - ending.size, ending.size},
                                ending))
        name = capai_text_trim((capai_text){name.data, name.size - ending.size});
    return name;
}

enum capai_status book_find(struct book *book, capai_text name, struct book_sheet **sheet,
                            struct capai_error *err)
{
    capai_text bare = bare_name(name);
    *sheet = NULL;
    for (size_t i = 0; i < book->sheet_count; i++) {
        struct book_sheet *known = &book->sheets[i];
        if (!capai_text_equal_nocase(bare, capai_text_of(known->name)))
            continue;
        if (!known->found) {
            known->found = true;
            *sheet = known;
            return CAPAI_OK;
        }
        struct capai_error error = {0};
        capai_fail(&error, CAPAI_MSG_SHEET_TWICE, CAPAI_WORDS(bare));
        error.file = book->path;
        return capai_notices_add(book->notices, &error) == CAPAI_OK ? CAPAI_OK
                                                                    : capai_fail_memory(err);
    }
    capai_text *unused = capai_arena_grow(book->arena, book->unused, book->unused_count,
                                          &book->unused_capacity, sizeof *unused);
    if (!unused || !capai_pool_text(book->pool, bare, &unused[book->unused_count]))
        return capai_fail_memory(err);
    book->unused = unused;
    book->unused_count++;
    return CAPAI_OK;
}

bool book_refuse(struct book_sheet *sheet, size_t row, enum capai_message message,
                 const capai_text *words, size_t count)
{
    capai_fail(&sheet->error, message, words, count);
    capai_error_place(&sheet->error, sheet->path, row, 0);
    sheet->error.sheet = sheet->name;
    return false;
}

bool book_out_of_memory(struct book_sheet *sheet)
{
    capai_fail_memory(&sheet->error);
    return false;
}

capai_text book_limit(int limit, char number[CAPAI_DECIMAL_TEXT])
{
    size_t size =
        capai_decimal_format(capai_decimal_from_int(limit), CAPAI_NOTATION_INDONESIA, number);
    return (capai_text){number, size};
}

static bool refuse_cells(struct book_sheet *sheet, size_t row)
{
    char number[CAPAI_DECIMAL_TEXT];
    return book_refuse(sheet, row, CAPAI_MSG_SHEET_CELLS,
                       CAPAI_WORDS(book_limit(BOOK_CELLS, number)));
}

/* ---- rows ---- */

bool book_put(struct book *book, struct book_sheet *sheet, size_t column, capai_text text,
              enum grid_kind kind)
{
    struct book_row *row = &book->row;
    if (!text.data)
        return true;
    while (row->count <= column) {
        capai_text *fields = capai_arena_grow(book->arena, row->fields, row->count,
                                              &row->field_capacity, sizeof *fields);
        unsigned char *kinds = capai_arena_grow(book->arena, row->kinds, row->count,
                                                &row->kind_capacity, sizeof *kinds);
        row->fields = fields ? fields : row->fields;
        row->kinds = kinds ? kinds : row->kinds;
        if (!fields || !kinds)
            return book_out_of_memory(sheet);
        fields[row->count] = CAPAI_NO_TEXT;
        kinds[row->count++] = GRID_TEXT;
    }
    row->kinds[column] = (unsigned char)kind;
    return capai_pool_text(book->pool, text, &row->fields[column]) || book_out_of_memory(sheet);
}

/* The current row as a row of the sheet, in memory of its size. */
static bool copy_row(struct book *book, struct grid_row *out)
{
    const struct book_row *row = &book->row;
    capai_text *fields = capai_arena_array(book->arena, row->count, sizeof *fields);
    unsigned char *kinds = capai_arena_array(book->arena, row->count, sizeof *kinds);
    if (!fields || !kinds)
        return false;
    memcpy(fields, row->fields, row->count * sizeof *fields);
    memcpy(kinds, row->kinds, row->count * sizeof *kinds);
    *out = (struct grid_row){.count = row->count, .fields = fields, .kinds = kinds};
    return true;
}

bool book_end_row(struct book *book, struct book_sheet *sheet, size_t line, size_t repeat)
{
    struct grid_row row;
    bool blank = true;
    for (size_t i = 0; i < book->row.count; i++)
        blank &= !book->row.fields[i].size;
    if (blank) {
        book->row.count = 0;
        return true;
    }
    if (repeat > BOOK_ROWS || line > BOOK_ROWS + 1 - repeat ||
        book->row.count * repeat > BOOK_CELLS - book->cells)
        return refuse_cells(sheet, line);
    book->cells += book->row.count * repeat;
    if (!copy_row(book, &row))
        return book_out_of_memory(sheet);
    book->row.count = 0;
    for (size_t i = 0; i < repeat; i++) {
        struct grid_row *rows = capai_arena_grow(book->arena, sheet->rows, sheet->count,
                                                 &sheet->capacity, sizeof *rows);
        if (!rows)
            return book_out_of_memory(sheet);
        sheet->rows = rows;
        rows[sheet->count] = row;
        rows[sheet->count++].line = line + i;
    }
    return true;
}

bool book_merge(struct book *book, struct book_sheet *sheet, struct book_range range)
{
    char number[CAPAI_DECIMAL_TEXT];
    if (sheet->merged_count == BOOK_MERGES)
        return book_refuse(sheet, range.first_row, CAPAI_MSG_SHEET_MERGES,
                           CAPAI_WORDS(book_limit(BOOK_MERGES, number)));
    struct book_range *list = capai_arena_grow(book->arena, sheet->merged, sheet->merged_count,
                                               &sheet->merged_capacity, sizeof *list);
    if (!list)
        return book_out_of_memory(sheet);
    sheet->merged = list;
    list[sheet->merged_count++] = range;
    return true;
}

bool book_hide(struct book *book, struct book_sheet *sheet, struct book_spans *spans, size_t first,
               size_t last)
{
    if (spans->count && spans->list[spans->count - 1].last + 1 == first) {
        spans->list[spans->count - 1].last = last;
        return true;
    }
    if (spans->count == BOOK_HIDDEN)
        return true;
    struct book_span *list =
        capai_arena_grow(book->arena, spans->list, spans->count, &spans->capacity, sizeof *list);
    if (!list)
        return book_out_of_memory(sheet);
    spans->list = list;
    list[spans->count++] = (struct book_span){first, last};
    return true;
}

bool book_append(struct book *book, struct book_bytes *bytes, capai_text text)
{
    while (bytes->capacity - bytes->size < text.size) {
        char *data = capai_arena_grow(book->arena, bytes->data, bytes->capacity, &bytes->capacity,
                                      sizeof *data);
        if (!data)
            return false;
        bytes->data = data;
    }
    if (text.size)
        memcpy(bytes->data + bytes->size, text.data, text.size);
    bytes->size += text.size;
    return true;
}
