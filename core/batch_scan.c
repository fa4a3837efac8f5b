#include "core/batch_scan.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL /* compiled here, for what this machine can do */
#include <xxhash.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/csv_header.h"
#include "core/csv_line.h"
#include "core/dataset.h"
#include "core/encoding.h"

/* ---- names ---- */

static uint64_t hash_of(capai_text key)
{
    return XXH3_64bits(key.data, key.size);
}

static uint32_t *find_slot(const struct opd_names *names, capai_text key)
{
    size_t i = (size_t)hash_of(key) & (names->slot_count - 1);
    for (; names->slots[i]; i = (i + 1) & (names->slot_count - 1))
        if (capai_text_equal(names->keys[names->slots[i] - 1], key))
            break;
    return &names->slots[i];
}

static bool widen(struct opd_names *names)
{
    size_t count = names->slot_count ? names->slot_count * 2 : 64;
    uint32_t *slots = count < UINT32_MAX ? calloc(count, sizeof *slots) : NULL;
    if (!slots)
        return false;
    free(names->slots);
    names->slots = slots;
    names->slot_count = count;
    for (size_t i = 0; i < names->count; i++)
        *find_slot(names, names->keys[i]) = (uint32_t)i + 1;
    return true;
}

bool opd_number(struct opd_names *names, capai_text key, size_t *number)
{
    if (names->count * 2 >= names->slot_count && !widen(names))
        return false;
    uint32_t *slot = find_slot(names, key);
    if (!*slot) {
        if (names->count == names->capacity) {
            size_t wanted = names->capacity ? names->capacity * 2 : 64;
            capai_text *keys = realloc(names->keys, wanted * sizeof *keys);
            if (!keys)
                return false;
            names->keys = keys;
            names->capacity = wanted;
        }
        capai_text copy = capai_text_copy(key, names->arena);
        if (!copy.data)
            return false;
        names->keys[names->count++] = copy;
        *slot = (uint32_t)names->count;
    }
    *number = *slot - 1;
    return true;
}

size_t opd_find(const struct opd_names *names, capai_text key)
{
    uint32_t slot = names->slot_count ? *find_slot(names, key) : 0;
    return slot ? slot - 1 : NO_OPD;
}

void opd_clear(struct opd_names *names)
{
    free(names->keys);
    free(names->slots);
    *names = (struct opd_names){.arena = names->arena};
}

/* ---- digests ---- */

static void put_digest(XXH3_state_t *of_blocks, const char *block, size_t size)
{
    XXH128_canonical_t text;
    XXH128_canonicalFromHash(&text, XXH3_128bits(block, size));
    XXH3_128bits_update(of_blocks, text.digest, sizeof text.digest);
}

static void end_digest(XXH3_state_t *of_blocks, unsigned char digest[DIGEST_SIZE])
{
    XXH128_canonical_t text;
    XXH128_canonicalFromHash(&text, XXH3_128bits_digest(of_blocks));
    memcpy(digest, text.digest, DIGEST_SIZE);
}

void scan_digest(capai_text bytes, unsigned char digest[DIGEST_SIZE])
{
    XXH3_state_t state;
    XXH3_128bits_reset(&state);
    for (size_t at = 0; at < bytes.size; at += DIGEST_BLOCK)
        put_digest(&state, bytes.data + at,
                   bytes.size - at < DIGEST_BLOCK ? bytes.size - at : DIGEST_BLOCK);
    end_digest(&state, digest);
}

void digest_begin(struct digest *digest)
{
    *digest = (struct digest){.state = XXH3_createState()};
    if (digest->state)
        XXH3_128bits_reset(digest->state);
}

void digest_block(struct digest *digest, const char *block, size_t size)
{
    digest->size += size;
    if (digest->state)
        put_digest(digest->state, block, size);
}

uint64_t digest_end(struct digest *digest, unsigned char out[DIGEST_SIZE])
{
    if (digest->state)
        end_digest(digest->state, out);
    XXH3_freeState(digest->state);
    digest->state = NULL;
    return digest->size;
}

/* ---- rows ---- */

struct scanner {
    struct scan *scan;
    struct opd_names *names;
    struct capai_arena *arena;
    struct csv_parser parser;
    bool memory; /* ran out */
    bool libcsv; /* splits every row */
    /* the row that is being read */
    bool open, filled;
    uint64_t offset;
    size_t line, field;
    bool has_opd;
    size_t opd;
    capai_text last_key; /* of `opd`; missing: none yet */
    int year;
    /* what is known of the file */
    bool has_header;
    size_t opd_field, year_field; /* SIZE_MAX: it has none */
};

/* The number of an OPD; that of the row before where it has the same name. False: memory. */
static bool number_of(struct scanner *s, capai_text key)
{
    s->has_opd = true;
    if (s->last_key.data && capai_text_equal(s->last_key, key))
        return true;
    if (!opd_number(s->names, key, &s->opd)) {
        s->memory = true;
        return false;
    }
    s->last_key = s->names->keys[s->opd];
    return true;
}

static int year_of(capai_text text)
{
    int year = 0;
    if (text.size != 4)
        return 0;
    for (size_t i = 0; i < 4; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return 0;
        year = year * 10 + (text.data[i] - '0');
    }
    return year >= 1900 && year <= 2199 ? year : 0;
}

static void on_header(struct scanner *s, capai_text name)
{
    if (s->opd_field == SIZE_MAX && capai_text_equal_nocase(name, CAPAI_TEXT("opd")))
        s->opd_field = s->field;
    if (s->year_field == SIZE_MAX && capai_text_equal_nocase(name, CAPAI_TEXT("tahun")))
        s->year_field = s->field;
}

static void on_field(void *data, size_t size, void *user)
{
    struct scanner *s = user;
    s->filled |= size > 0;
    if (!s->has_header) {
        on_header(s, capai_text_trim((capai_text){data, size}));
    } else if (s->field == s->opd_field) {
        capai_text key = capai_text_trim((capai_text){data, size});
        if (key.size)
            number_of(s, key);
    } else if (s->field == s->year_field) {
        s->year = year_of(capai_text_trim((capai_text){data, size}));
    }
    s->field++;
}

/* Adds the row to the last stretch, or begins one. */
static bool add_row(struct scanner *s)
{
    struct scan *scan = s->scan;
    size_t opd = s->has_opd ? s->opd : NO_OPD;
    struct stretch *last = scan->count ? &scan->stretches[scan->count - 1] : NULL;
    scan->rows++;
    if (s->year > scan->year)
        scan->year = s->year;
    if (last && last->opd == opd)
        return true;
    if (scan->count == scan->capacity) {
        size_t wanted = scan->capacity ? scan->capacity * 2 : 64;
        struct stretch *more = realloc(scan->stretches, wanted * sizeof *more);
        if (!more)
            return false;
        scan->stretches = more;
        scan->capacity = wanted;
        last = scan->count ? &more[scan->count - 1] : NULL;
    }
    if (last)
        last->size = s->offset - last->offset;
    scan->stretches[scan->count++] = (struct stretch){s->offset, s->line, 0, opd};
    return true;
}

static void on_row(int end, void *user)
{
    struct scanner *s = user;
    (void)end;
    if (s->filled && s->has_header && !add_row(s))
        s->memory = true;
    if (s->filled && !s->has_header) {
        s->has_header = true;
        s->scan->keyed = s->opd_field != SIZE_MAX;
    }
    s->open = s->filled = s->has_opd = false;
    s->field = 0;
    s->year = 0;
}

/* ---- lines ---- */

static bool is_blank_line(char delimiter, const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] != delimiter && !memchr(" \t\r\n", data[i], 4))
            return false;
    return true;
}

/* True where all is printable ASCII. */
static bool is_plain(const char *data, size_t size)
{
    bool plain = true;
    size_t i = 0;
#ifdef __SSE2__
    __m128i bad = _mm_setzero_si128();
    for (; i + 16 <= size; i += 16) { /* as signed numbers, what is beyond ASCII is below ' ' */
        const __m128i c = _mm_loadu_si128((const void *)(data + i));
        bad = _mm_or_si128(bad, _mm_cmplt_epi8(c, _mm_set1_epi8(' ')));
        bad = _mm_or_si128(bad, _mm_cmpeq_epi8(c, _mm_set1_epi8(0x7F)));
    }
    plain = _mm_movemask_epi8(bad) == 0;
#endif
    for (; i < size; i++)
        plain &= (unsigned char)data[i] >= ' ' && (unsigned char)data[i] < 0x7F;
    return plain;
}

/* Looks at the characters of a line. False: it is no UTF-8. */
static bool check_line(struct scanner *s, const char *data, size_t size, size_t line)
{
    size_t end = size;
    while (end && (data[end - 1] == '\n' || data[end - 1] == '\r'))
        end--;
    bool plain = is_plain(data, end);
    for (size_t i = 0; !plain && i < size;) {
        size_t step = capai_text_character((capai_text){data + i, size - i});
        if (!step)
            return false;
        if (step == 1 && encoding_is_control(data[i]) && !s->scan->controls++) {
            s->scan->control_line = line;
            s->scan->control_column = capai_text_length((capai_text){data, i}) + 1;
        }
        i += step;
    }
    return true;
}

static void end_at(struct scanner *s, enum capai_message message, size_t line, size_t column)
{
    struct scan *scan = s->scan;
    capai_fail(&scan->end, message, CAPAI_NO_WORDS);
    capai_error_place(&scan->end, scan->path, line, column);
    scan->cut = true;
    scan->cut_line = s->line;
    if (s->has_opd)
        scan->cut_opd = s->names->keys[s->opd];
}

/* Takes a line for what it is, if it is a row for certain. The fields behind those that are wanted
 * are looked at for their quotes only. */
static bool take_plain(struct scanner *s, const char *data, size_t size, char delimiter)
{
    size_t end = csv_line_end(data, size), field = 0;
    if (!s->has_header || s->open || end == SIZE_MAX)
        return false;
    bool quotes = memchr(data, '"', end) != NULL;
    size_t last =
        s->opd_field > s->year_field || s->year_field == SIZE_MAX ? s->opd_field : s->year_field;
    if (s->opd_field == SIZE_MAX)
        return false;
    for (size_t at = 0;; field++) {
        size_t stop = csv_field_end(data, at, end, delimiter);
        if (stop == SIZE_MAX)
            return false;
        if (field == s->opd_field || field == s->year_field) {
            capai_text text;
            if (!csv_field_text(data, at, stop, &text))
                return false;
            text = capai_text_trim(text);
            if (field == s->opd_field && !text.size)
                return false; /* perhaps no row at all */
            if (field == s->year_field)
                s->year = year_of(text);
            else if (!number_of(s, text))
                return false;
        }
        if (stop == end || (field >= last && !quotes))
            break;
        at = stop + 1;
    }
    return field >= s->opd_field;
}

/* A line, with its end. False: the reading ends here. */
static bool on_line(struct scanner *s, const char *data, size_t size, uint64_t offset, size_t line,
                    char delimiter)
{
    if (!check_line(s, data, size, line)) {
        s->scan->foreign = true;
        return false;
    }
    if (!s->libcsv && take_plain(s, data, size, delimiter)) {
        s->offset = offset;
        s->line = line;
        s->filled = true;
        on_row('\n', s);
        return !s->memory;
    }
    if (!s->open) { /* what was found of it is found again */
        s->has_opd = false;
        s->year = 0;
    }
    if (!s->open && !is_blank_line(delimiter, data, size)) {
        s->open = true;
        s->offset = offset;
        s->line = line;
    }
    bool header = !s->has_header;
    size_t used = csv_parse(&s->parser, data, size, on_field, on_row, s);
    if (header && s->has_header)
        s->scan->head.size = (size_t)(offset + size); /* for now: where it ends */
    if (used == size)
        return !s->memory;
    if (csv_error(&s->parser) == CSV_EPARSE)
        end_at(s, CAPAI_MSG_CSV_QUOTE, line, capai_text_length((capai_text){data, used}) + 1);
    else
        s->memory = true;
    return false;
}

/* ---- the file ---- */

/* What is in memory of the file: whole lines, and the beginning of one. */
struct window {
    char *data;
    size_t size, capacity;
    uint64_t offset; /* of data[0] in the file */
};

/* Reads one more block behind what is there. */
static enum capai_status read_block(struct window *w, const struct capai_source *source,
                                    XXH3_state_t *digest, size_t *got, struct capai_error *err)
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
        put_digest(digest, w->data + w->size, *got);
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

/* Hands on the whole lines of the window; `last`: what remains is one, too. False: it ends here. */
static bool feed(struct scanner *s, struct window *w, size_t from, size_t *line, char delimiter,
                 bool last)
{
    size_t at = from;
    bool going = true;
    while (going && at < w->size) {
        size_t size = csv_line_size((capai_text){w->data + at, w->size - at});
        bool whole = w->data[at + size - 1] == '\n' || at + size < w->size;
        if (!whole && !last)
            break;
        going = on_line(s, w->data + at, size, w->offset + at, *line, delimiter);
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

/* The end of the last stretch, and of a row that nothing ended. */
static void finish(struct scanner *s, uint64_t end)
{
    struct scan *scan = s->scan;
    if (!scan->cut && !s->memory && !scan->foreign &&
        csv_fini(&s->parser, on_field, on_row, s) != 0)
        end_at(s, CAPAI_MSG_CSV_UNTERMINATED, s->line, 1);
    if (scan->cut)
        end = s->offset;
    if (scan->count)
        scan->stretches[scan->count - 1].size = end - scan->stretches[scan->count - 1].offset;
}

static enum capai_status scan_all(struct scanner *s, struct window *w, XXH3_state_t *digest,
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
    finish(s, end);
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
    struct scanner s = {.scan = scan,
                        .names = names,
                        .arena = arena,
                        .libcsv = libcsv,
                        .opd_field = SIZE_MAX,
                        .year_field = SIZE_MAX};
    struct window window = {NULL, 0, 0, 0};
    XXH3_state_t digest;
    uint64_t head = 0;
    if (csv_init(&s.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) != 0)
        return capai_fail_memory(err);
    XXH3_128bits_reset(&digest);
    bool spooled = scan->size > 0; /* its digest is that of what was given */
    if (!spooled)
        scan->size = capai_source_size(scan->source);
    enum capai_status status = scan_all(&s, &window, &digest, &head, err);
    csv_free(&s.parser);
    free(window.data);
    if (!spooled)
        end_digest(&digest, scan->digest);
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
