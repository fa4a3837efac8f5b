#include "bindings/results/rows.h"

#include <string.h>

struct rows {
    struct capai_arena arena;
    struct capai_source *source;
    char *buffer;
    size_t at, size, capacity; /* of the buffer: what is next, what was read, what there is */
    bool ended;                /* nothing more can be read */
    capai_text *fields;
    size_t field_capacity;
};

static const size_t block = 1 << 18;

/* Reads more behind what is left, which moves to the front. */
static enum capai_status fill(struct rows *rows, struct capai_error *err)
{
    size_t left = rows->size - rows->at, done;
    if (left == rows->capacity) {
        char *more = capai_arena_alloc(&rows->arena, rows->capacity + block);
        if (!more)
            return capai_fail_memory(err);
        if (left)
            memcpy(more, rows->buffer + rows->at, left);
        rows->buffer = more;
        rows->capacity += block;
    } else if (left) {
        memmove(rows->buffer, rows->buffer + rows->at, left);
    }
    rows->at = 0;
    rows->size = left;
    enum capai_status status =
        capai_source_next(rows->source, rows->buffer + left, rows->capacity - left, &done, err);
    rows->size += done;
    rows->ended = done < rows->capacity - left;
    return status;
}

/* The bytes of the next row without its line end; false: it is not there as a whole. */
static bool find_end(const struct rows *rows, size_t *size)
{
    if (!rows->buffer) /* nothing was read yet */
        return false;
    const char *row = rows->buffer + rows->at, *end = rows->buffer + rows->size, *from = row;
    bool quoted = false;
    while (from < end) {
        const char *line = memchr(from, '\n', (size_t)(end - from));
        const char *stop = line ? line : end;
        for (const char *c = from; (c = memchr(c, '"', (size_t)(stop - c))) != NULL; c++)
            quoted = !quoted;
        *size = (size_t)(stop - row);
        if (line && !quoted)
            return true;
        from = stop + 1;
    }
    return rows->ended; /* a last row needs no line end */
}

/* The text of a field in quotes, which stands behind the first one; *at is moved behind it. */
static capai_text unquote(char *row, size_t size, size_t *at)
{
    char *out = row + *at;
    const capai_text text = {out, 0};
    size_t i = *at, length = 0;
    for (; i < size; i++) {
        if (row[i] == '"' && (++i >= size || row[i] != '"'))
            break;
        out[length++] = row[i];
    }
    *at = i;
    return (capai_text){text.data, length};
}

static bool add_field(struct rows *rows, size_t count, capai_text field)
{
    capai_text *fields =
        capai_arena_grow(&rows->arena, rows->fields, count, &rows->field_capacity, sizeof *fields);
    if (!fields)
        return false;
    rows->fields = fields;
    fields[count] = field.size ? field : CAPAI_NO_TEXT;
    return true;
}

/* Cuts a row into its fields; 0: memory. */
static size_t split(struct rows *rows, char *row, size_t size)
{
    size_t at = 0, count = 0;
    for (;;) {
        capai_text field = {row + at, 0};
        if (at < size && row[at] == '"') {
            at++;
            field = unquote(row, size, &at);
        } else {
            const char *comma = at < size ? memchr(row + at, ',', size - at) : NULL;
            field.size = (comma ? (size_t)(comma - row) : size) - at;
            at += field.size;
        }
        if (!add_field(rows, count++, field))
            return 0;
        if (at >= size)
            return count;
        at++; /* the comma */
    }
}

enum capai_status rows_next(struct rows *rows, const capai_text **fields, size_t *count,
                            struct capai_error *err)
{
    size_t size = 0;
    *count = 0;
    while (!find_end(rows, &size)) {
        enum capai_status status = fill(rows, err);
        if (status)
            return status;
    }
    if (rows->at == rows->size)
        return CAPAI_OK;
    char *row = rows->buffer + rows->at;
    rows->at += size < rows->size - rows->at ? size + 1 : size;
    *count = split(rows, row, size);
    *fields = rows->fields;
    return *count ? CAPAI_OK : capai_fail_memory(err);
}

enum capai_status rows_open(const char *path, struct capai_arena *arena, struct rows **out,
                            struct capai_error *err)
{
    const capai_text *titles;
    size_t count;
    struct rows *rows = capai_arena_array(arena, 1, sizeof *rows);
    if (!rows)
        return capai_fail_memory(err);
    capai_arena_init(&rows->arena, arena->alloc, arena->user, 0);
    enum capai_status status = capai_source_open(path, &rows->arena, &rows->source, err);
    if (!status)
        status = rows_next(rows, &titles, &count, err);
    if (status)
        rows_close(rows);
    else
        *out = rows;
    return status;
}

void rows_close(struct rows *rows)
{
    if (!rows)
        return;
    capai_source_close(rows->source);
    capai_arena_clear(&rows->arena);
}
