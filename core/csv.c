#include "core/csv.h"

#include <csv.h>
#include <stdint.h>
#include <string.h>

#include "capai/decimal.h"
#include "core/csv_header.h"
#include "core/csv_line.h"
#include "core/encoding.h"
#include "core/error.h"

/* What the callbacks of libcsv need; they return nothing, so failure sticks in `status`. */
struct reader {
    struct grid *file;
    struct capai_arena *arena;
    struct capai_pool *pool;
    enum capai_status status;
    bool open; /* a row has begun */
    bool has_header;
    struct grid_row row; /* the row that is being read */
    size_t capacity;     /* of row.fields */
};

static void on_field(void *data, size_t size, void *user)
{
    struct reader *r = user;
    if (r->status)
        return;
    capai_text field = {data, size};
    if (!r->row.fields && r->has_header) { /* most rows are as long as the header */
        r->capacity = r->file->header.count;
        r->row.fields = capai_arena_alloc(r->arena, r->capacity * sizeof *r->row.fields);
        if (!r->row.fields) {
            r->status = CAPAI_ERR_MEMORY;
            return;
        }
    }
    capai_text *fields =
        capai_arena_grow(r->arena, r->row.fields, r->row.count, &r->capacity, sizeof *fields);
    if (!fields || !capai_pool_text(r->pool, field, &fields[r->row.count])) {
        r->status = CAPAI_ERR_MEMORY;
        return;
    }
    r->row.fields = fields;
    r->row.count++;
}

static bool is_blank_row(const struct grid_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->fields[i].size)
            return false;
    return true;
}

static void on_row(int end, void *user)
{
    struct reader *r = user;
    (void)end;
    r->open = false;
    if (r->status)
        return;
    if (is_blank_row(&r->row)) {
        r->row.count = 0;
        return;
    }
    if (!r->has_header) {
        r->file->header = r->row;
        r->has_header = true;
    } else {
        struct grid_row *rows = capai_arena_grow(r->arena, r->file->rows, r->file->count,
                                                 &r->file->capacity, sizeof *rows);
        if (!rows) {
            r->status = CAPAI_ERR_MEMORY;
            return;
        }
        r->file->rows = rows;
        rows[r->file->count++] = r->row;
    }
    r->row = (struct grid_row){0}; /* its fields belong to the file now */
    r->capacity = 0;
}

static bool is_blank_line(const struct grid *file, const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] == file->delimiter || !memchr(" \t\r\n", data[i], 4))
            return false;
    return true;
}

/* Places *err at the byte `at` of the content. */
static void place_byte(const char *name, capai_text content, size_t at, struct capai_error *err)
{
    size_t line = 1, start = 0;
    if (!at) { /* content of no bytes may have no address to count from */
        capai_error_place(err, name, 1, 1);
        return;
    }
    for (size_t size;
         start < content.size &&
         start + (size = csv_line_size((capai_text){content.data + start, content.size - start})) <=
             at;) {
        start += size;
        line++;
    }
    capai_error_place(err, name, line,
                      capai_text_length((capai_text){content.data + start, at - start}) + 1);
}

static enum capai_status refuse(const char *name, capai_text content, size_t at,
                                enum capai_message message, struct capai_error *err)
{
    enum capai_status status = capai_fail(err, message, CAPAI_NO_WORDS);
    place_byte(name, content, at, err);
    return status;
}

/* Reports that the reading ended there; without a header the file is of no use at all. */
static enum capai_status report_end(struct reader *r, struct capai_notices *notices,
                                    enum capai_message message, size_t line, size_t column,
                                    struct capai_error *err)
{
    struct capai_error error = {0};
    capai_fail(&error, message, CAPAI_NO_WORDS);
    capai_error_place(&error, r->file->name, line, column);
    r->file->cut = true;
    r->file->cut_row = r->row;
    if (r->has_header)
        return capai_notices_add(notices, &error) == CAPAI_OK ? CAPAI_OK : capai_fail_memory(err);
    error.status = CAPAI_ERR_UNUSABLE;
    return error_pass(err, &error);
}

/* Takes a line that is a row for certain, at that place of the content. */
static bool take_line(struct reader *r, const char *data, size_t size, size_t offset, size_t line)
{
    size_t end = csv_line_end(data, size);
    capai_text field;
    if (!r->has_header || r->open || end == SIZE_MAX)
        return false;
    for (size_t at = 0, stop;; at = stop + 1) {
        stop = csv_field_end(data, at, end, r->file->delimiter);
        bool plain = stop != SIZE_MAX && csv_field_text(data, at, stop, &field);
        if (!plain || (at == 0 && !field.size)) { /* perhaps no row at all */
            r->row.count = 0;
            return false;
        }
        on_field((void *)(uintptr_t)field.data, field.size, r);
        if (stop == end)
            break;
    }
    r->row.line = line;
    r->row.offset = offset;
    on_row('\n', r);
    return true;
}

/* Hands on line by line from the header on, so that the line of every row is known. libcsv gets
 * those of which it is not certain how it would split them. */
static enum capai_status feed(struct reader *r, struct csv_parser *parser,
                              const struct csv_header *header, struct capai_notices *notices,
                              struct capai_error *err)
{
    capai_text content = r->file->content;
    size_t line = header->line;
    for (size_t at = header->offset, size; at < content.size; at += size, line++) {
        const char *data = content.data + at;
        size = csv_line_size((capai_text){data, content.size - at});
        if (take_line(r, data, size, at, line)) {
            if (r->status)
                return capai_fail_memory(err);
            continue;
        }
        if (!r->open && !is_blank_line(r->file, data, size)) {
            r->open = true;
            r->row.line = line;
            r->row.offset = at;
        }
        size_t used = csv_parse(parser, data, size, on_field, on_row, r);
        if (!r->status && used == size)
            continue;
        if (r->status || csv_error(parser) != CSV_EPARSE)
            return capai_fail_memory(err);
        size_t column = capai_text_length((capai_text){data, used}) + 1;
        return report_end(r, notices, CAPAI_MSG_CSV_QUOTE, line, column, err);
    }
    if (csv_fini(parser, on_field, on_row, r) == 0 && !r->status)
        return CAPAI_OK;
    if (r->status || csv_error(parser) != CSV_EPARSE)
        return capai_fail_memory(err);
    return report_end(r, notices, CAPAI_MSG_CSV_UNTERMINATED, r->row.line, 1, err);
}

/* Says what was done to the file before it was read, and how often: at the byte `at`. */
static enum capai_status note(const char *name, capai_text content, size_t at,
                              enum capai_message message, size_t count,
                              struct capai_notices *notices, struct capai_error *err)
{
    char number[CAPAI_DECIMAL_TEXT];
    struct capai_error error = {0};
    capai_decimal_format(capai_decimal_from_int((int64_t)count), CAPAI_NOTATION_INDONESIA, number);
    capai_fail(&error, message, CAPAI_WORDS(capai_text_of(number)));
    place_byte(name, content, at, &error);
    return capai_notices_add(notices, &error) == CAPAI_OK ? CAPAI_OK : capai_fail_memory(err);
}

/* Warns of characters that no cell has, such as NUL: they stay, but somebody should look. */
static enum capai_status note_controls(const char *name, capai_text content, size_t count,
                                       struct capai_notices *notices, struct capai_error *err)
{
    size_t first = 0;
    while (first < content.size && !encoding_is_control(content.data[first]))
        first++;
    return note(name, content, first, CAPAI_MSG_FILE_CONTROLS, count, notices, err);
}

enum capai_status csv_decode(const char *name, capai_text *content, struct capai_arena *arena,
                             struct capai_notices *notices, struct capai_error *err)
{
    enum encoding encoding;
    struct encoding_damage damage;
    enum capai_status status = encoding_decode(*content, arena, &encoding, content, &damage, err);
    if (status)
        return status;
    if (encoding == ENCODING_NONE)
        return refuse(name, *content, damage.first, CAPAI_MSG_FILE_ENCODING, err);
    if (encoding == ENCODING_WINDOWS)
        status = note(name, *content, 0, CAPAI_MSG_FILE_WINDOWS, 0, notices, err);
    if (!status && damage.count)
        status =
            note(name, *content, damage.first, CAPAI_MSG_FILE_DAMAGED, damage.count, notices, err);
    if (!status && damage.controls)
        status = note_controls(name, *content, damage.controls, notices, err);
    return status;
}

/* Reads the rows from the header on. */
static enum capai_status read_rows(const char *name, capai_text content,
                                   const struct csv_header *header, struct capai_arena *arena,
                                   struct capai_pool *pool, struct capai_notices *notices,
                                   struct grid *out, struct capai_error *err)
{
    struct csv_parser parser;
    *out = (struct grid){.name = name, .content = content, .delimiter = header->delimiter};
    struct reader reader = {.file = out, .arena = arena, .pool = pool};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) != 0)
        return capai_fail_memory(err);
    csv_set_delim(&parser, (unsigned char)out->delimiter);
    /* its room for a field grows by this much: a cell as large as the file in few steps */
    csv_set_blk_size(&parser, content.size / 64 + 128);

    enum capai_status status = feed(&reader, &parser, header, notices, err);
    csv_free(&parser);
    if (status)
        return status;
    if (!reader.has_header)
        return refuse(name, content, 0, CAPAI_MSG_FILE_EMPTY, err);
    return CAPAI_OK;
}

enum capai_status csv_read(const char *name, capai_text content, const capai_text *names,
                           size_t name_count, struct capai_arena *arena, struct capai_pool *pool,
                           struct capai_notices *notices, struct grid *out, struct capai_error *err)
{
    enum capai_status status = csv_decode(name, &content, arena, notices, err);
    if (status)
        return status;
    struct csv_header header = csv_find_header(content, names, name_count);
    if (header.titles &&
        note(name, content, 0, CAPAI_MSG_TITLE_ROWS, header.titles, notices, err) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    return read_rows(name, content, &header, arena, pool, notices, out, err);
}

enum capai_status csv_read_piece(const char *name, capai_text content, char delimiter,
                                 struct capai_arena *arena, struct capai_pool *pool,
                                 struct capai_notices *notices, struct grid *out,
                                 struct capai_error *err)
{
    const struct csv_header header = {.delimiter = delimiter, .offset = 0, .line = 1, .titles = 0};
    return read_rows(name, content, &header, arena, pool, notices, out, err);
}

/* The byte after the field that begins at `at`: its delimiter, line end, or the end. */
static size_t field_end(const struct grid *file, size_t at)
{
    capai_text text = file->content;
    bool quoted = false;
    for (; at < text.size; at++) {
        char c = text.data[at];
        quoted ^= c == '"';
        if (!quoted && (c == file->delimiter || c == '\r' || c == '\n'))
            break;
    }
    return at;
}

void csv_place(const struct grid *file, const struct grid_row *row, size_t field,
               struct capai_error *err)
{
    const char *data = file->content.data;
    size_t at = row->offset, line = row->line, line_start = at;

    for (size_t i = 0; i < field; i++) {
        size_t end = field_end(file, at);
        if (end >= file->content.size || data[end] != file->delimiter)
            break;
        at = end + 1;
    }
    for (size_t i = row->offset; i < at; i++)
        if (data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n')) {
            line++;
            line_start = i + 1;
        }
    size_t end = field_end(file, at);
    err->file = file->name;
    err->line = line;
    err->column = capai_text_length((capai_text){data + line_start, at - line_start}) + 1;
    err->width = capai_text_length((capai_text){data + at, end - at});
}
