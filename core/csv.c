#include "core/csv.h"

#include <csv.h>
#include <string.h>

/* What the callbacks of libcsv need; they return nothing, so failure sticks in `status`. */
struct reader {
    struct csv_file *file;
    struct capai_arena *arena;
    struct capai_pool *pool;
    enum capai_status status;
    bool open; /* a row has begun */
    bool has_header;
    struct csv_row row; /* the row that is being read */
    size_t capacity;    /* of row.fields */
};

static void on_field(void *data, size_t size, void *user)
{
    struct reader *r = user;
    if (r->status)
        return;
    capai_text field = {data, size};
    capai_text *fields =
        capai_arena_grow(r->arena, r->row.fields, r->row.count, &r->capacity, sizeof *fields);
    if (!fields || !capai_pool_text(r->pool, field, &fields[r->row.count])) {
        r->status = CAPAI_ERR_MEMORY;
        return;
    }
    r->row.fields = fields;
    r->row.count++;
}

static bool is_blank_row(const struct csv_row *row)
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
        struct csv_row *rows = capai_arena_grow(r->arena, r->file->rows, r->file->count,
                                                &r->file->capacity, sizeof *rows);
        if (!rows) {
            r->status = CAPAI_ERR_MEMORY;
            return;
        }
        r->file->rows = rows;
        rows[r->file->count++] = r->row;
    }
    r->row = (struct csv_row){0}; /* its fields belong to the file now */
    r->capacity = 0;
}

/* Bytes up to and with the next line end: LF, CR LF or a lone CR. */
static size_t line_size(capai_text text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\n')
            return i + 1;
        if (text.data[i] == '\r' && (i + 1 == text.size || text.data[i + 1] != '\n'))
            return i + 1;
    }
    return text.size;
}

/* The sign that stands most often in the first row that is not blank, quotes left out; comma when
 * none does. A line break in quotes does not end the row. */
static char find_delimiter(capai_text content)
{
    static const char signs[] = ",;\t";
    size_t seen[3] = {0};
    bool quoted = false, begun = false;
    for (size_t i = 0; i < content.size; i++) {
        char c = content.data[i];
        if (!quoted && (c == '\n' || c == '\r')) {
            if (begun)
                break;
            memset(seen, 0, sizeof seen); /* tabs of a line of blanks */
            continue;
        }
        const char *sign = memchr(signs, c, 3);
        quoted ^= c == '"';
        begun |= c != ' ' && c != '\t';
        if (sign && !quoted)
            seen[sign - signs]++;
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++)
        if (seen[i] > seen[best])
            best = i;
    return signs[best];
}

static bool is_blank_line(const struct csv_file *file, const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] == file->delimiter || !memchr(" \t\r\n", data[i], 4))
            return false;
    return true;
}

/* True when `text` is UTF-8; else *bad is its first byte that is not. */
static bool is_utf8(capai_text text, size_t *bad)
{
    for (size_t i = 0, size; i < text.size; i += size) {
        size = capai_text_character((capai_text){text.data + i, text.size - i});
        if (!size) {
            *bad = i;
            return false;
        }
    }
    return true;
}

static enum capai_status refuse(const char *name, capai_text content, size_t at,
                                enum capai_message message, struct capai_error *err)
{
    size_t line = 1, start = 0;
    for (size_t size;
         start < content.size &&
         start + (size = line_size((capai_text){content.data + start, content.size - start})) <=
             at;) {
        start += size;
        line++;
    }
    enum capai_status status = capai_fail(err, message, CAPAI_NO_WORDS);
    capai_error_place(err, name, line,
                      capai_text_length((capai_text){content.data + start, at - start}) + 1);
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
    if (r->has_header)
        return capai_notices_add(notices, &error) == CAPAI_OK ? CAPAI_OK : capai_fail_memory(err);
    error.status = CAPAI_ERR_UNUSABLE;
    if (err && err->status < CAPAI_ERR_DATA)
        *err = error;
    return CAPAI_ERR_UNUSABLE;
}

/* Feeds libcsv line by line, so that the line of every row is known. */
static enum capai_status feed(struct reader *r, struct csv_parser *parser,
                              struct capai_notices *notices, struct capai_error *err)
{
    capai_text content = r->file->content;
    size_t line = 1;
    for (size_t at = 0, size; at < content.size; at += size, line++) {
        const char *data = content.data + at;
        size = line_size((capai_text){data, content.size - at});
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

enum capai_status csv_read(const char *name, capai_text content, struct capai_arena *arena,
                           struct capai_pool *pool, struct capai_notices *notices,
                           struct csv_file *out, struct capai_error *err)
{
    struct csv_parser parser;
    size_t bad;

    if (content.size >= 3 && memcmp(content.data, "\xEF\xBB\xBF", 3) == 0)
        content = (capai_text){content.data + 3, content.size - 3};
    if (!is_utf8(content, &bad))
        return refuse(name, content, bad, CAPAI_MSG_FILE_ENCODING, err);
    *out =
        (struct csv_file){.name = name, .content = content, .delimiter = find_delimiter(content)};
    struct reader reader = {.file = out, .arena = arena, .pool = pool};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) != 0)
        return capai_fail_memory(err);
    csv_set_delim(&parser, (unsigned char)out->delimiter);

    enum capai_status status = feed(&reader, &parser, notices, err);
    csv_free(&parser);
    if (status)
        return status;
    if (!reader.has_header)
        return refuse(name, content, 0, CAPAI_MSG_FILE_EMPTY, err);
    return CAPAI_OK;
}

/* The byte after the field that begins at `at`: its delimiter, line end, or the end. */
static size_t field_end(const struct csv_file *file, size_t at)
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

void csv_place(const struct csv_file *file, const struct csv_row *row, size_t field,
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
