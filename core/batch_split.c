#include "core/batch_split.h"

#include <stdlib.h>
#include <string.h>

#include "core/batch_names.h"
#include "core/csv_line.h"
#include "core/encoding.h"
#include "core/reserve.h"

int split_year(capai_text text)
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

/* ---- rows ---- */

/* The row that is looked at, with the fields that decide where it belongs as they stand there. */
struct row {
    size_t start, end, next; /* its bytes, and the first separator of the row behind it */
    capai_text opd, year;
};

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

/* Years have four bytes, as a rule, and a call takes longer than to compare them. */
static inline bool same_bytes(capai_text a, capai_text b)
{
    uint32_t x, y;
    if (a.size != b.size)
        return false;
    if (b.size != sizeof x)
        return capai_text_equal(a, b);
    memcpy(&x, a.data, sizeof x);
    memcpy(&y, b.data, sizeof y);
    return x == y;
}

/* True where a text is UTF-8 without control characters. */
static bool is_clean(capai_text text)
{
    for (size_t i = 0; i < text.size;) {
        const capai_text rest = {text.data + i, text.size - i};
        const unsigned char c = (unsigned char)*rest.data;
        const size_t step = c >= ' ' && c < 0x7F ? 1 : capai_text_character(rest);
        if (!step || (step == 1 && encoding_is_control(*rest.data)))
            return false;
        i += step;
    }
    return true;
}

static size_t count_lines(capai_text text)
{
    size_t count = 0;
    for (const char *at = text.data, *end = text.data + text.size;
         (at = memchr(at, '\n', (size_t)(end - at))); at++)
        count++;
    return count;
}

/* Field `field` of a row, of which `ends` are the separators. */
static inline capai_text raw_field(const uint32_t *ends, const char *data, const struct row *row,
                                   size_t field)
{
    const size_t start = field ? ends[field - 1] + (size_t)1 : row->start;
    return (capai_text){data + start, ends[field] - start};
}

/* Looks at the next row. False: it is left to libcsv, and all behind it. */
static inline bool look(const struct split *split, const struct split_form *form, const char *data,
                        size_t number, struct row *row)
{
    const size_t last = split->index.rows[number], fields = last - row->next + 1;
    const uint32_t *ends = split->index.ends + row->next;
    const bool dated = form->year_field != SIZE_MAX;
    row->start = row->end;
    row->end = split->index.ends[last] + (size_t)1;
    row->next = last + 1;
    if (fields <= form->opd_field || (dated && fields <= form->year_field))
        return false;
    row->opd = raw_field(ends, data, row, form->opd_field);
    row->year = dated ? raw_field(ends, data, row, form->year_field) : CAPAI_TEXT("");
    return true;
}

/* Begins a run with a row. False: it is left to libcsv, perhaps for want of memory. */
static bool begin_run(struct split *split, const struct row *row)
{
    capai_text opd, year;
    if (!field_text(row->opd, &opd) || !opd.size || !field_text(row->year, &year))
        return false; /* perhaps no row at all */
    if (!reserve_more(&split->runs, &split->run_capacity, split->run_count, 1,
                      sizeof *split->runs)) {
        split->memory = true;
        return false;
    }
    split->runs[split->run_count++] = (struct split_run){
        .opd = opd, .hash = opd_hash(opd), .year = split_year(year), .at = row->start};
    return true;
}

/* ---- budget lines ---- */

/* The rows of a run as fields; false: not all have as many as the header. */
static bool rows_of(const struct split *split, const struct split_form *form, const char *data,
                    const struct split_run *run, size_t number, struct quick_rows *out)
{
    const size_t columns = form->form->file.columns;
    const uint32_t *rows = split->index.rows + number;
    const size_t first = number ? rows[-1] + (size_t)1 : 0;
    *out = (struct quick_rows){.text = data,
                               .ends = split->index.ends + first,
                               .start = run->at,
                               .rows = run->rows,
                               .columns = columns};
    for (size_t i = 0; i < run->rows; i++)
        if (rows[i] + (size_t)1 != first + (i + 1) * columns)
            return false;
    return true;
}

/* Lets the lines of the run that was read wait. */
static bool let_wait(struct split *split, struct split_run *run)
{
    const struct quick_budget *budget = split->budget;
    run->kind = SPLIT_LOOSE;
    run->first = split->loose_count;
    run->count = run->rows;
    if (!reserve_more(&split->loose, &split->loose_capacity, split->loose_count, run->rows,
                      sizeof *split->loose))
        return false;
    for (size_t i = 0; i < run->rows; i++) {
        const struct quick_line *line = &budget->lines[i];
        split->loose[split->loose_count++] = (struct quick_loose){
            .code = quick_code(line->kode),
            .fold = line->called ? budget->called[line->called - 1].fold : 0,
            .pagu = line->pagu,
            .realisasi = line->realisasi,
            .year = (int16_t)run->year,
            .scale = budget->sum.scale & 7, /* four at most */
            .depth = line->depth,
            .called = line->called > 0,
        };
    }
    return true;
}

static bool keep_sum(struct split *split, struct split_run *run)
{
    const struct quick_budget *budget = split->budget;
    const size_t count = budget->sum.called;
    if (!reserve_more(&split->called, &split->called_capacity, split->called_count, count,
                      sizeof *split->called))
        return false;
    run->kind = SPLIT_SUM;
    run->sum = budget->sum;
    run->first = split->called_count;
    if (count)
        memcpy(split->called + split->called_count, budget->called, count * sizeof *split->called);
    split->called_count += count;
    return true;
}

/* Adds up the lines of each run. Of the first run and the last one more may stand in other blocks,
 * and a row alone is seldom all that an OPD has. False: memory. */
static bool add_up(struct split *split, const struct split_form *form, const char *data)
{
    size_t number = 0;
    if (!split->budget)
        split->budget = malloc(sizeof *split->budget);
    for (size_t i = 0; split->budget && i < split->run_count; i++) {
        struct split_run *run = &split->runs[i];
        struct quick_rows rows;
        const bool loose = i == 0 || i + 1 == split->run_count || run->rows == 1;
        run->kind = SPLIT_DOUBT;
        if (run->year && rows_of(split, form, data, run, number, &rows) &&
            !(loose && form->form->file.field[QUICK_TABEL] >= 0) &&
            quick_budget_read(split->budget, form->form, CAPAI_NO_TEXT, &rows) &&
            (!loose || quick_budget_depths(split->budget)) &&
            !(loose ? let_wait(split, run) : keep_sum(split, run)))
            return false;
        number += run->rows;
    }
    return split->budget != NULL;
}

/* ---- the whole ---- */

void split_make(struct split *split, const struct split_form *form, capai_text block)
{
    struct row row = {0};
    capai_text opd = CAPAI_TEXT(""), year = opd; /* of the row before */
    struct split_run *run = NULL;
    split->run_count = split->called_count = split->loose_count = split->size = 0;
    split->memory = false;
    if (!block.size || !csv_index_make(&split->index, block, form->delimiter)) {
        split->memory = split->index.memory;
        return;
    }
    const bool broken = split->index.breaks != split->index.row_count; /* lines within quotes */
    for (size_t number = 0; number < split->index.row_count; number++) {
        if (!look(split, form, block.data, number, &row) ||
            (split->index.odd &&
             !is_clean((capai_text){block.data + row.start, row.end - row.start - 1})))
            break;
        if (!run || !same_bytes(row.opd, opd) || !same_bytes(row.year, year)) {
            if (!begin_run(split, &row))
                break;
            run = &split->runs[split->run_count - 1];
        }
        run->rows++;
        run->lines +=
            broken ? count_lines((capai_text){block.data + row.start, row.end - row.start}) : 1;
        split->size = row.end;
        opd = row.opd;
        year = row.year;
    }
    if (!split->memory && form->form && !add_up(split, form, block.data))
        split->memory = true;
}

void split_clear(struct split *split)
{
    csv_index_clear(&split->index);
    free(split->runs);
    free(split->called);
    free(split->loose);
    free(split->budget);
    *split = (struct split){.runs = NULL};
}
