#include "core/batch_scan.h"

#include <stdlib.h>
#include <string.h>

#include "capai/pipeline.h"
#include "core/batch_rows.h"
#include "core/csv_header.h"
#include "core/csv_line.h"
#include "core/dataset.h"
#include "core/error.h"

/* What is in memory of the file: whole lines, and the beginning of one. */
struct window {
    char *data;
    size_t size, capacity;
    uint64_t offset; /* of data[0] in the file */
};

static bool reserve(struct window *w, size_t size)
{
    if (w->capacity - w->size >= size)
        return true;
    char *data = realloc(w->data, w->size + 2 * size);
    if (!data)
        return false;
    w->data = data;
    w->capacity = w->size + 2 * size;
    return true;
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
            at += rows_block(s, block, w->offset + at, *line, &lines);
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

/* Reads the first block, and what it says of the file. */
static enum capai_status scan_head(struct scanner *s, struct window *w, struct digest *digest,
                                   size_t *from, struct capai_error *err)
{
    struct scan *scan = s->scan;
    size_t got;
    if (!reserve(w, DIGEST_BLOCK))
        return capai_fail_memory(err);
    enum capai_status status = capai_source_read(scan->source, 0, w->data, DIGEST_BLOCK, &got, err);
    if (status)
        return status;
    if (got)
        digest_block(digest, w->data, got);
    w->size = got;
    scan->foreign = is_wide(w);
    const size_t mark = w->size >= 3 && memcmp(w->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const struct csv_header header = find_header(w, mark, scan->which);
    *from = mark + header.offset;
    scan->head_line = header.line;
    scan->delimiter = header.delimiter;
    scan->titles = header.titles;
    s->form.delimiter = header.delimiter;
    csv_set_delim(&s->parser, (unsigned char)header.delimiter);
    return CAPAI_OK;
}

/* ---- the other blocks, which threads read ahead ---- */

/* One block: whoever reads it looks for its rows as well, as if one began behind its first line
 * end. Whether that is so is known when what stands before it was taken. */
struct block {
    char *data;
    uint64_t offset;
    size_t size, head; /* bytes in all, and up to the first line end */
    unsigned char digest[DIGEST_SIZE];
    struct split split; /* of the rows behind them */
    enum capai_status status;
    struct capai_error error;
};

struct blocks {
    struct scanner *s; /* of the thread that takes the blocks; the others know these: */
    struct split_form form;
    bool ready;
    struct window *w;
    struct digest *digest;
    size_t line;
    bool going;
    uint64_t next, size; /* of the file: what is to be read, and all */
    struct block *list;
    enum capai_status status;
    struct capai_error *err;
};

static bool fill(void *user, size_t slot)
{
    struct blocks *blocks = user;
    if (blocks->next >= blocks->size)
        return false;
    if (blocks->s->scan->foreign && blocks->size > CAPAI_FILE_MOST)
        return false; /* nobody can read it as a whole: what it sums up to does not matter */
    blocks->list[slot].offset = blocks->next;
    blocks->next += DIGEST_BLOCK;
    return true;
}

static void work(void *user, size_t worker, size_t slot)
{
    const struct blocks *blocks = user;
    struct block *block = &blocks->list[slot];
    (void)worker;
    block->error = (struct capai_error){0};
    block->status = capai_source_read(blocks->s->scan->source, block->offset, block->data,
                                      DIGEST_BLOCK, &block->size, &block->error);
    if (block->status || !block->size)
        return;
    digest_value(block->data, block->size, block->digest);
    const char *first = memchr(block->data, '\n', block->size);
    size_t end = block->size;
    block->head = first ? (size_t)(first - block->data) + 1 : block->size;
    while (end > block->head && block->data[end - 1] != '\n')
        end--;
    const capai_text rows = {block->data + block->head, end - block->head};
    split_make(&block->split, &blocks->form, blocks->ready ? rows : CAPAI_TEXT(""));
    if (block->split.memory)
        block->status = capai_fail_memory(&block->error);
}

enum { LINE_MOST = 16 << 20 }; /* a longer one is no row of a table that is read in pieces */

/* Hands on bytes that stand behind those of the window. */
static bool feed_bytes(struct blocks *blocks, const char *data, size_t size)
{
    struct window *w = blocks->w;
    if (!reserve(w, size)) {
        blocks->s->memory = true;
        return false;
    }
    if (size)
        memcpy(w->data + w->size, data, size);
    w->size += size;
    if (w->size > LINE_MOST && !memchr(w->data, '\n', w->size)) {
        blocks->s->scan->foreign = true; /* else it would be looked at from its beginning again */
        return false;
    }
    return feed(blocks->s, w, 0, &blocks->line, blocks->s->scan->delimiter, false);
}

static void take_rows(struct blocks *blocks, const struct block *block)
{
    struct scanner *s = blocks->s;
    size_t at = block->head, lines;
    blocks->going = feed_bytes(blocks, block->data, block->head);
    if (!blocks->going)
        return;
    if (!blocks->w->size) {
        at += rows_split(s, &block->split, block->offset + at, blocks->line, &lines);
        blocks->line += lines;
        blocks->w->offset = block->offset + at;
    }
    blocks->going = !s->memory && feed_bytes(blocks, block->data + at, block->size - at);
}

static bool take(void *user, size_t slot)
{
    struct blocks *blocks = user;
    const struct block *block = &blocks->list[slot];
    struct window *w = blocks->w;
    if (block->status) {
        blocks->status = block->status;
        *blocks->err = block->error;
        return false;
    }
    if (!block->size)
        return true; /* somebody cut the file */
    digest_add(blocks->digest, block->digest, block->size);
    if (blocks->going) {
        take_rows(blocks, block);
    } else { /* the rest is only summed up */
        w->offset = block->offset + block->size;
        w->size = 0;
    }
    return true;
}

static enum capai_status scan_blocks(struct blocks *blocks, size_t jobs, struct capai_error *err)
{
    const size_t slots = jobs > 1 ? jobs + 1 : 1;
    struct capai_error why = {0};
    const struct capai_pipeline pipeline = {.workers = jobs,
                                            .slots = slots,
                                            .helps = true,
                                            .user = blocks,
                                            .fill = fill,
                                            .work = work,
                                            .take = take};
    blocks->list = calloc(slots, sizeof *blocks->list);
    blocks->err = &why;
    bool ready = blocks->list != NULL;
    for (size_t i = 0; ready && i < slots; i++)
        ready = (blocks->list[i].data = malloc(DIGEST_BLOCK)) != NULL;
    enum capai_status status = ready ? capai_pipeline_run(&pipeline, err) : capai_fail_memory(err);
    for (size_t i = 0; blocks->list && i < slots; i++) {
        free(blocks->list[i].data);
        split_clear(&blocks->list[i].split);
    }
    free(blocks->list);
    blocks->err = NULL;
    if (!status && blocks->status)
        status = error_pass(err, &why);
    return status;
}

enum { JOBS_MOST = 4 }; /* more threads than that wait for the one that takes the rows */

static enum capai_status scan_all(struct scanner *s, struct window *w, struct digest *digest,
                                  size_t jobs, uint64_t *head, struct capai_error *err)
{
    size_t from = 0;
    enum capai_status status = scan_head(s, w, digest, &from, err);
    if (status)
        return status;
    *head = from;
    struct blocks blocks = {.s = s,
                            .w = w,
                            .digest = digest,
                            .line = s->scan->head_line,
                            .next = DIGEST_BLOCK,
                            .size = capai_source_size(s->scan->source)};
    const bool whole = w->size < DIGEST_BLOCK;
    blocks.going = !s->scan->foreign && feed(s, w, from, &blocks.line, s->scan->delimiter, whole);
    blocks.form = s->form;
    blocks.ready = rows_ready(s);
    if (!whole)
        status = scan_blocks(&blocks, jobs < JOBS_MOST ? jobs : JOBS_MOST, err);
    if (!whole && !status && blocks.going)
        feed(s, w, 0, &blocks.line, s->scan->delimiter, true);
    rows_end(s, w->offset + w->size);
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

enum capai_status scan_file(struct scan *scan, struct opd_names *names, bool libcsv, size_t jobs,
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
        ready ? scan_all(&s, &window, &digest, jobs, &head, err) : capai_fail_memory(err);
    if (scan->sums && !status && !quick_sums_end(scan->sums))
        status = capai_fail_memory(err);
    if (s.form.form)
        scan->lines = s.lines;
    rows_clear(&s);
    free(window.data);
    digest_end(&digest, spooled ? unused : scan->digest);
    if (!status)
        status = read_head(scan, head, arena, err);
    if (!status && !is_scattered(scan, names->count, &scan->scattered))
        status = capai_fail_memory(err);
    return status;
}

enum { HELD_MOST = 512 << 20 };

void scan_hold(struct scan *scan)
{
    const uint64_t size = capai_source_size(scan->source);
    size_t done = 0;
    if (scan->which != SCHEMA_INDIKATOR || size > HELD_MOST)
        return;
    scan->held = malloc((size_t)size + 1);
    if (scan->held &&
        (capai_source_read(scan->source, 0, scan->held, (size_t)size, &done, NULL) != CAPAI_OK ||
         done < size)) { /* who reads it piece by piece says what is wrong */
        free(scan->held);
        scan->held = NULL;
    }
}

enum capai_status scan_read(const struct scan *scan, uint64_t offset, char *out, size_t size,
                            size_t *done, struct capai_error *err)
{
    if (!scan->held)
        return capai_source_read(scan->source, offset, out, size, done, err);
    memcpy(out, scan->held + offset, size);
    *done = size;
    return CAPAI_OK;
}

void scan_clear(struct scan *scan)
{
    free(scan->held);
    free(scan->stretches);
    if (scan->sums)
        quick_sums_clear(scan->sums);
    capai_source_close(scan->source);
    *scan = (struct scan){.count = 0};
}

unsigned long long scan_said(const struct scan *scan, enum scan_said what)
{
    return atomic_load_explicit(&scan->said[what], memory_order_relaxed);
}
