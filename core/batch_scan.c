#include "core/batch_scan.h"

#include <stdlib.h>
#include <string.h>

#include "core/batch_rows.h"
#include "core/csv_header.h"
#include "core/csv_line.h"
#include "core/dataset.h"

/* What is in memory of the file: whole lines, and the beginning of one. */
struct window {
    char *data;
    size_t size, capacity;
    uint64_t offset; /* of data[0] in the file */
};

/* Reads one more block behind what is there. */
static enum capai_status read_block(struct window *w, const struct capai_source *source,
                                    struct digest *digest, size_t *got, struct capai_error *err)
{
    if (w->capacity - w->size < DIGEST_BLOCK) {
        size_t wanted = w->size + 2 * (size_t)DIGEST_BLOCK;
        char *data = realloc(w->data, wanted);
        if (!data)
            return capai_fail_memory(err);
        w->data = data;
        w->capacity = wanted;
    }
    enum capai_status status =
        capai_source_read(source, w->offset + w->size, w->data + w->size, DIGEST_BLOCK, got, err);
    if (!status && *got)
        digest_block(digest, w->data + w->size, *got);
    w->size += status ? 0 : *got;
    return status;
}

/* True for UTF-16, with or without a mark: the first characters are letters of ASCII. */
static bool is_wide(const struct window *w)
{
    const unsigned char *p = (const unsigned char *)w->data;
    return w->size >= 2 &&
           ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF) || !p[0] || !p[1]);
}

/* Bytes of the window behind `from` up to the last line end. */
static size_t whole_lines(const struct window *w, size_t from)
{
    size_t size = w->size;
    while (size > from && w->data[size - 1] != '\n')
        size--;
    return size - from;
}

/* Hands on the whole lines of the window; `last`: what remains is one, too. False: it ends here. */
static bool feed(struct scanner *s, struct window *w, size_t from, size_t *line, char delimiter,
                 bool last)
{
    size_t at = from;
    bool going = true, tried = false;
    while (going && at < w->size) {
        if (s->has_header && !tried) {
            const capai_text block = {w->data + at, whole_lines(w, at)};
            size_t lines;
            at += rows_block(s, block, w->offset + at, *line, delimiter, &lines);
            *line += lines;
            tried = true;
            going = !s->memory;
            continue;
        }
        size_t size = csv_line_size((capai_text){w->data + at, w->size - at});
        bool whole = w->data[at + size - 1] == '\n' || at + size < w->size;
        if (!whole && !last)
            break;
        going = rows_line(s, w->data + at, size, w->offset + at, *line, delimiter);
        at += size;
        ++*line;
    }
    memmove(w->data, w->data + at, w->size - at);
    w->offset += at;
    w->size -= at;
    return going;
}

/* Finds the header in the first block. */
static struct csv_header find_header(const struct window *w, size_t mark, enum schema_file which)
{
    const struct schema *schema = schema_of(which);
    capai_text names[32];
    size_t count = 0;
    for (; count < schema->count && count < 32; count++)
        names[count] = schema->columns[count].name;
    return csv_find_header((capai_text){w->data + mark, w->size - mark}, names, count);
}

static enum capai_status scan_all(struct scanner *s, struct window *w, struct digest *digest,
                                  uint64_t *head, struct capai_error *err)
{
    struct scan *scan = s->scan;
    size_t got;
    enum capai_status status = read_block(w, scan->source, digest, &got, err);
    if (status)
        return status;
    scan->foreign = is_wide(w);
    size_t mark = w->size >= 3 && memcmp(w->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    struct csv_header header = find_header(w, mark, scan->which);
    *head = mark + header.offset;
    scan->head_line = header.line;
    scan->delimiter = header.delimiter;
    scan->titles = header.titles;
    csv_set_delim(&s->parser, (unsigned char)header.delimiter);
    size_t line = header.line, from = (size_t)*head;
    bool going = !scan->foreign;
    uint64_t end = 0;
    do {
        going = going && feed(s, w, from, &line, header.delimiter, got < DIGEST_BLOCK);
        from = 0;
        if (!going) { /* the rest is only summed up */
            w->offset += w->size;
            w->size = 0;
        }
        end = w->offset + w->size;
        if (got < DIGEST_BLOCK)
            break;
        status = read_block(w, scan->source, digest, &got, err);
    } while (!status);
    rows_end(s, end);
    return s->memory && !status ? capai_fail_memory(err) : status;
}

/* Copies the header row. */
static enum capai_status read_head(struct scan *scan, uint64_t from, struct capai_arena *arena,
                                   struct capai_error *err)
{
    size_t size = scan->head.size > from ? scan->head.size - (size_t)from : 0, done;
    char *text = capai_arena_alloc(arena, size + 1);
    if (!text)
        return capai_fail_memory(err);
    enum capai_status status = capai_source_read(scan->source, from, text, size, &done, err);
    scan->head = (capai_text){text, size};
    return status;
}

/* True when an OPD has two stretches. */
static bool is_scattered(const struct scan *scan, size_t opds, bool *scattered)
{
    bool *seen = calloc(opds + 1, sizeof *seen);
    if (!seen)
        return false;
    for (size_t i = 0; i < scan->count; i++) {
        size_t opd = scan->stretches[i].opd == NO_OPD ? opds : scan->stretches[i].opd;
        *scattered |= seen[opd];
        seen[opd] = true;
    }
    free(seen);
    return true;
}

enum capai_status scan_file(struct scan *scan, struct opd_names *names, bool libcsv,
                            struct capai_arena *arena, struct capai_error *err)
{
    struct scanner s;
    struct window window = {NULL, 0, 0, 0};
    struct digest digest = {.state = NULL};
    uint64_t head = 0;
    bool ready = rows_begin(&s, scan, names, libcsv) && digest_begin(&digest);
    bool spooled = scan->size > 0; /* its digest is that of what was given */
    unsigned char unused[DIGEST_SIZE];
    if (!spooled)
        scan->size = capai_source_size(scan->source);
    enum capai_status status =
        ready ? scan_all(&s, &window, &digest, &head, err) : capai_fail_memory(err);
    rows_clear(&s);
    free(window.data);
    digest_end(&digest, spooled ? unused : scan->digest);
    if (!status)
        status = read_head(scan, head, arena, err);
    if (!status && !is_scattered(scan, names->count, &scan->scattered))
        status = capai_fail_memory(err);
    return status;
}

void scan_clear(struct scan *scan)
{
    free(scan->stretches);
    capai_source_close(scan->source);
    *scan = (struct scan){.count = 0};
}

unsigned long long scan_said(const struct scan *scan, enum scan_said what)
{
    return atomic_load_explicit(&scan->said[what], memory_order_relaxed);
}
