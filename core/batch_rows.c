#include "core/batch_rows.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/csv_header.h"
#include "core/csv_line.h"
#include "core/dataset.h"
#include "core/encoding.h"

/* ---- rows ---- */

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

/* ---- many lines ---- */

/* A row in a block: the fields that are wanted, as they stand there. */
struct wanted {
    capai_text opd, year;
};

/* Field `field` of the row whose separators begin with number `first`. */
static capai_text raw_field(const struct csv_index *index, const char *data, size_t first,
                            size_t field)
{
    const size_t at = first + field;
    const size_t start = at ? index->ends[at - 1] + 1 : 0;
    return (capai_text){data + start, index->ends[at] - start};
}

/* Its text, without blanks around it; false where a quote in it is doubled. */
static bool field_text(capai_text raw, capai_text *out)
{
    const capai_text field =
        capai_text_trim(raw); /* blanks, and the carriage return of a line end */
    if (!csv_field_text(field.data, 0, field.size, out))
        return false;
    *out = capai_text_trim(*out);
    return true;
}

static bool same_bytes(capai_text a, capai_text b)
{
    return a.size == b.size && a.data && memcmp(a.data, b.data, b.size) == 0;
}

/* Takes the row with the separators `first` to `last`; false: it is left to libcsv. `before` is
 * what the row before had, and becomes what this one has. */
static bool take_row(struct scanner *s, const struct csv_index *index, const char *data,
                     size_t first, size_t last, struct wanted *before)
{
    const size_t fields = last - first + 1;
    const bool has_year = s->year_field != SIZE_MAX;
    capai_text text;
    if (fields <= s->opd_field || (has_year && fields <= s->year_field))
        return false;
    const capai_text opd = raw_field(index, data, first, s->opd_field);
    if (!same_bytes(before->opd, opd)) {
        if (!field_text(opd, &text) || !text.size || !number_of(s, text))
            return false; /* perhaps no row at all */
        before->opd = opd;
    }
    const capai_text year = has_year ? raw_field(index, data, first, s->year_field) : opd;
    if (has_year && !same_bytes(before->year, year)) {
        if (!field_text(year, &text))
            return false;
        s->year = year_of(text);
        before->year = year;
    }
    return true;
}

/* Looks at the characters of lines. */
static bool check_block(struct scanner *s, capai_text block, size_t line)
{
    for (size_t at = 0, size; at < block.size; at += size) {
        size = csv_line_size((capai_text){block.data + at, block.size - at});
        if (!check_line(s, block.data + at, size, line++))
            return false;
    }
    return true;
}

static size_t count_lines(const char *data, size_t size)
{
    size_t count = 0;
    for (const char *at = data, *end = data + size; (at = memchr(at, '\n', (size_t)(end - at)));
         at++)
        count++;
    return count;
}

/* True where rows may be taken for what they are. */
static bool is_ready(const struct scanner *s)
{
    return s->has_header && !s->open && !s->libcsv && s->opd_field != SIZE_MAX;
}

size_t rows_block(struct scanner *s, capai_text block, uint64_t offset, size_t line, char delimiter,
                  size_t *lines)
{
    *lines = 0;
    if (!block.size || !is_ready(s) || !csv_index_make(&s->index, block, delimiter))
        return 0;
    return rows_indexed(s, &s->index, block, offset, line, lines);
}

size_t rows_indexed(struct scanner *s, const struct csv_index *index, capai_text block,
                    uint64_t offset, size_t line, size_t *lines)
{
    struct wanted before = {CAPAI_NO_TEXT, CAPAI_NO_TEXT};
    size_t at = 0;
    *lines = 0;
    if (!is_ready(s))
        return 0;
    const bool broken = index->breaks != index->row_count; /* lines within quotes */
    s->year = 0;
    for (size_t row = 0; row < index->row_count; row++) {
        const size_t first = row ? index->rows[row - 1] + 1 : 0, last = index->rows[row];
        const size_t end = index->ends[last] + 1;
        const capai_text text = {block.data + at, end - at};
        if (!take_row(s, index, block.data, first, last, &before) ||
            (index->odd && !check_block(s, text, line + *lines)))
            break; /* rows_line looks at it, and at its characters */
        s->has_opd = true;
        s->offset = offset + at;
        s->line = line + *lines;
        if (!add_row(s)) {
            s->memory = true;
            break;
        }
        *lines += broken ? count_lines(block.data + at, end - at) : 1;
        at = end;
    }
    s->has_opd = false;
    s->year = 0;
    return at;
}

/* ---- from the beginning to the end ---- */

bool rows_begin(struct scanner *s, struct scan *scan, struct opd_names *names, bool libcsv)
{
    *s = (struct scanner){.scan = scan,
                          .names = names,
                          .libcsv = libcsv,
                          .opd_field = SIZE_MAX,
                          .year_field = SIZE_MAX};
    return csv_init(&s->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) == 0;
}

bool rows_line(struct scanner *s, const char *data, size_t size, uint64_t offset, size_t line,
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

void rows_end(struct scanner *s, uint64_t end)
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

void rows_clear(struct scanner *s)
{
    csv_free(&s->parser);
    csv_index_clear(&s->index);
}
