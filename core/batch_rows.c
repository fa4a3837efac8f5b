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
static bool number_of(struct scanner *s, capai_text key, uint64_t hash)
{
    s->has_opd = true;
    if (s->last_key.data && capai_text_equal(s->last_key, key))
        return true;
    if (!opd_number_of(s->names, key, hash, &s->opd)) {
        s->memory = true;
        return false;
    }
    s->last_key = s->names->keys[s->opd];
    return true;
}

static void on_header(struct scanner *s, capai_text name)
{
    if (s->form.opd_field == SIZE_MAX && capai_text_equal_nocase(name, CAPAI_TEXT("opd")))
        s->form.opd_field = s->field;
    if (s->form.year_field == SIZE_MAX && capai_text_equal_nocase(name, CAPAI_TEXT("tahun")))
        s->form.year_field = s->field;
    if (s->scan->sums && s->field < QUICK_FIELDS) {
        const struct schema *schema = schema_of(s->scan->which);
        const struct schema_column *column = schema_find(schema, name);
        const bool text = !column || column->type == SCHEMA_TEXT || column->type == SCHEMA_NAME;
        quick_file_add(&s->lines.file, column ? column->name : name, text, (int)s->field);
    }
}

/* Budget lines can be added up where the header names what that takes. */
static void end_header(struct scanner *s)
{
    const int *field = s->lines.file.field;
    s->has_header = true;
    s->scan->keyed = s->form.opd_field != SIZE_MAX;
    s->lines.file.columns = s->field;
    if (s->scan->sums && s->field <= QUICK_FIELDS && field[QUICK_TAHUN] >= 0 &&
        field[QUICK_KODE] >= 0 && field[QUICK_PAGU] >= 0 && field[QUICK_REALISASI] >= 0)
        s->form.form = &s->lines;
}

static void on_field(void *data, size_t size, void *user)
{
    struct scanner *s = user;
    s->filled |= size > 0;
    if (!s->has_header) {
        on_header(s, capai_text_trim((capai_text){data, size}));
    } else if (s->field == s->form.opd_field) {
        capai_text key = capai_text_trim((capai_text){data, size});
        if (key.size)
            number_of(s, key, opd_hash(key));
    } else if (s->field == s->form.year_field) {
        s->year = split_year(capai_text_trim((capai_text){data, size}));
    }
    s->field++;
}

/* Adds rows to the last stretch, or begins one. */
static bool add_rows(struct scanner *s, size_t count)
{
    struct scan *scan = s->scan;
    size_t opd = s->has_opd ? s->opd : NO_OPD;
    struct stretch *last = scan->count ? &scan->stretches[scan->count - 1] : NULL;
    scan->rows += count;
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
        last->size = s->offset - last->offset; /* NOLINT: whatever has a count has stretches */
    /* NOLINTNEXTLINE: there is room, count is below capacity */
    scan->stretches[scan->count++] = (struct stretch){s->offset, s->line, 0, opd};
    return true;
}

static void on_row(int end, void *user)
{
    struct scanner *s = user;
    (void)end;
    if (s->filled && s->has_header) {
        if (!add_rows(s, 1) ||
            (s->form.form && s->has_opd && !quick_sums_break(s->scan->sums, s->opd)))
            s->memory = true;
    }
    if (s->filled && !s->has_header)
        end_header(s);
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
    const size_t opd = s->form.opd_field, year = s->form.year_field;
    const size_t last = opd > year || year == SIZE_MAX ? opd : year;
    if (opd == SIZE_MAX)
        return false;
    for (size_t at = 0;; field++) {
        size_t stop = csv_field_end(data, at, end, delimiter);
        if (stop == SIZE_MAX)
            return false;
        if (field == opd || field == year) {
            capai_text text;
            if (!csv_field_text(data, at, stop, &text))
                return false;
            text = capai_text_trim(text);
            if (field == opd && !text.size)
                return false; /* perhaps no row at all */
            if (field == year)
                s->year = split_year(text);
            else if (!number_of(s, text, opd_hash(text)))
                return false;
        }
        if (stop == end || (field >= last && !quotes))
            break;
        at = stop + 1;
    }
    return field >= opd;
}

/* ---- many lines ---- */

bool rows_ready(const struct scanner *s)
{
    return s->has_header && !s->libcsv && s->form.opd_field != SIZE_MAX;
}

size_t rows_block(struct scanner *s, capai_text block, uint64_t offset, size_t line, size_t *lines)
{
    *lines = 0;
    if (!rows_ready(s) || s->open)
        return 0;
    split_make(&s->split, &s->form, block);
    if (!s->split.memory)
        return rows_split(s, &s->split, offset, line, lines);
    s->memory = true;
    return 0;
}

/* Adds what is known of the budget lines of a run. False: memory. */
static bool add_lines(struct scanner *s, const struct split *split, const struct split_run *run)
{
    struct quick_sums *sums = s->scan->sums;
    if (!s->form.form)
        return true;
    if (run->kind == SPLIT_SUM)
        return quick_sums_add(sums, s->opd, run->year, &run->sum,
                              run->sum.called ? split->called + run->first : NULL);
    if (run->kind == SPLIT_LOOSE)
        return quick_sums_wait(sums, s->opd, split->loose + run->first, run->count);
    return quick_sums_break(sums, s->opd);
}

/* Fetches what the runs behind `at` will look at. */
static inline void fetch(const struct scanner *s, const struct split *split, size_t at)
{
    static const size_t ahead[] = {12, 8, 4};
    for (int step = 0; step < 3; step++)
        if (at + ahead[step] < split->run_count)
            opd_fetch(s->names, split->runs[at + ahead[step]].hash, step);
}

size_t rows_split(struct scanner *s, const struct split *split, uint64_t offset, size_t line,
                  size_t *lines)
{
    *lines = 0;
    if (!rows_ready(s) || s->open)
        return 0;
    for (size_t i = 0; i < split->run_count && !s->memory; i++) {
        const struct split_run *run = &split->runs[i];
        fetch(s, split, i);
        s->offset = offset + run->at;
        s->line = line + *lines;
        s->year = run->year;
        if (number_of(s, run->opd, run->hash) &&
            (!add_rows(s, run->rows) || !add_lines(s, split, run)))
            s->memory = true;
        *lines += run->lines;
    }
    s->has_opd = false;
    s->year = 0;
    return split->size;
}

/* ---- from the beginning to the end ---- */

/* By so many bytes libcsv makes room for a cell; by the 128 that are usual with it, a cell of a
 * megabyte is moved eight thousand times. */
enum { CELL_STEP = 4096 };

bool rows_begin(struct scanner *s, struct scan *scan, struct opd_names *names, bool libcsv)
{
    *s = (struct scanner){.scan = scan,
                          .names = names,
                          .libcsv = libcsv,
                          .form = {.opd_field = SIZE_MAX, .year_field = SIZE_MAX},
                          .lines = {.file = quick_file_none(), .notation = scan->notation}};
    const bool begun = csv_init(&s->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) == 0;
    csv_set_blk_size(&s->parser, CELL_STEP);
    return begun;
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
    split_clear(&s->split);
}
