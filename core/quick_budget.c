#include "core/quick_budget.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/distinct.h"

enum { SCALE_MOST = 4 };

/* For what is done twice for each line of a country, where a call takes as long as the work. */
#define INLINE inline __attribute__((always_inline))

/* ---- one line ---- */

/* Most amounts are plain. */
static INLINE bool read_amount(const struct quick_form *form, const struct quick_rows *rows,
                               size_t row, enum quick_role role, struct quick_number *out)
{
    const int number = form->file.field[role];
    const capai_text text = quick_rows_bare(rows, row, number);
    struct quick_field field;
    return (quick_amount_soon(text, (size_t)(text.data - rows->text), form->notation, out) ||
            (quick_rows_field(rows, row, number, &field) &&
             quick_number_read(field.text, form->notation, CAPAI_RUPIAH, out))) &&
           out->scale <= SCALE_MOST;
}

/* Gives the `count` lines so far one decimal more. */
static bool refine(struct quick_budget *budget, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (__builtin_mul_overflow(budget->lines[i].pagu, 10, &budget->lines[i].pagu) ||
            __builtin_mul_overflow(budget->lines[i].realisasi, 10, &budget->lines[i].realisasi))
            return false;
    budget->sum.scale++;
    return true;
}

/* The amount with the decimals of the budget, which become those of the finest amount. */
static INLINE bool set_amount(struct quick_budget *budget, const struct quick_number *number,
                              int64_t *out)
{
    while (budget->sum.scale < number->scale)
        if (!refine(budget, budget->sum.lines))
            return false;
    return !__builtin_mul_overflow(number->digits, decimal_power(budget->sum.scale - number->scale),
                                   out);
}

static bool is_text(capai_text text, capai_text wanted)
{
    return text.size == wanted.size && memcmp(text.data, wanted.data, wanted.size) == 0;
}

/* Looks at eight characters of a code. False: one is not among '.' to 'z', in which every character
 * comes behind the point: what stands below a code then follows it in order. */
static inline bool look_at(uint64_t text, size_t *points)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), signs = ones << 7;
    if (text & signs || ((text + (0x7F - 'z') * ones) & signs) ||
        ((text + (0x80 - '.') * ones) & signs) != signs)
        return false;
    const uint64_t others = ((text ^ '.' * ones) + (signs - ones)) & signs; /* that are no points */
    *points += (size_t)(((others ^ signs) >> 7) * ones >> 56);
    return true;
}

/* Looks at a code; false: it is of a kind that is not done here. */
static bool read_code(capai_text kode, uint8_t *depth)
{
    size_t points = 0, i = 0;
    uint64_t text;
    if (kode.size > UINT8_MAX)
        return false;
    for (; i + sizeof text <= kode.size; i += sizeof text) {
        memcpy(&text, kode.data + i, sizeof text);
        if (!look_at(text, &points))
            return false;
    }
    for (; i < kode.size; i++) {
        if (kode.data[i] < '.' || kode.data[i] > 'z')
            return false;
        points += kode.data[i] == '.';
    }
    *depth = (uint8_t)points;
    return true;
}

/* Notes the sasaran of a line. False: it is doubtful. */
static bool call(struct quick_budget *budget, capai_text raw, struct quick_line *line)
{
    const size_t before = budget->names.count;
    const struct quick_name *name = quick_names_find(&budget->names, raw);
    if (!name || name->empty)
        return false;
    const size_t number = (size_t)(name - budget->names.list);
    if (number == before) { /* a new spelling */
        size_t at = 0;
        while (at < budget->sum.called && budget->called[at].fold != name->fold)
            at++;
        budget->at[number] = (uint8_t)at;
        if (at == budget->sum.called)
            budget->called[budget->sum.called++] = (struct quick_called){name->fold, 0};
    }
    line->called = (uint8_t)(budget->at[number] + 1);
    return true;
}

static bool read_line(struct quick_budget *budget, const struct quick_form *form, capai_text year,
                      const struct quick_rows *rows, size_t row)
{
    const int *field = form->file.field;
    struct quick_line *line = &budget->lines[row];
    struct quick_field text;
    struct quick_number pagu, realisasi;
    *line = (struct quick_line){.children = 0};
    budget->sum.lines = (uint32_t)row + 1;
    if ((year.size &&
         (!quick_rows_field(rows, row, field[QUICK_TAHUN], &text) || !is_text(text.text, year))) ||
        !quick_rows_field(rows, row, field[QUICK_KODE], &text) || !text.text.size ||
        !read_amount(form, rows, row, QUICK_PAGU, &pagu) ||
        !read_amount(form, rows, row, QUICK_REALISASI, &realisasi) ||
        !set_amount(budget, &pagu, &line->pagu) ||
        !set_amount(budget, &realisasi, &line->realisasi))
        return false;
    line->kode = text.text;
    return line->realisasi <= line->pagu;
}

/* What a row holds beside its code and amounts. */
static bool read_rest(struct quick_budget *budget, const struct quick_file *file,
                      const struct quick_rows *rows, size_t row)
{
    struct quick_field field, first;
    for (size_t i = 0; i < file->empty_count; i++)
        if (!quick_rows_field(rows, row, file->empty[i], &field) || field.text.size)
            return false;
    if (file->field[QUICK_TABEL] >= 0 && /* of several tables one must be chosen */
        (!quick_rows_field(rows, 0, file->field[QUICK_TABEL], &first) ||
         !quick_rows_field(rows, row, file->field[QUICK_TABEL], &field) ||
         !capai_text_equal(field.raw, first.raw)))
        return false;
    if (file->field[QUICK_SASARAN] < 0)
        return true;
    return quick_rows_field(rows, row, file->field[QUICK_SASARAN], &field) &&
           (!field.text.size || call(budget, field.raw, &budget->lines[row]));
}

/* ---- all lines ---- */

uint64_t quick_code(capai_text kode)
{
    return XXH3_64bits(kode.data, kode.size);
}

/* True for codes in order, as most budgets have them. */
static bool are_ascending(const struct quick_budget *budget)
{
    size_t i = 1;
    while (i < budget->sum.lines &&
           capai_text_compare(budget->lines[i - 1].kode, budget->lines[i].kode) < 0)
        i++;
    return i >= budget->sum.lines;
}

/* True when no two codes are equal, by their hashes where they are in no order: equal ones are only
 * suspects. */
static bool are_different(const struct quick_budget *budget)
{
    uint64_t slots[2 * QUICK_LINES];
    struct distinct codes;
    bool different = true;
    if (are_ascending(budget))
        return true;
    distinct_begin(&codes, slots, budget->sum.lines);
    for (size_t i = 0; different && i < budget->sum.lines; i++)
        different = distinct_add(&codes, quick_code(budget->lines[i].kode));
    return different;
}

bool quick_budget_depths(struct quick_budget *budget)
{
    for (size_t i = 0; i < budget->sum.lines; i++)
        if (!read_code(budget->lines[i].kode, &budget->lines[i].depth))
            return false;
    return true;
}

/* No code of as many characters as another one stands below it. */
static bool is_even(const struct quick_budget *budget)
{
    bool even = true;
    for (size_t i = 1; i < budget->sum.lines; i++)
        even &= budget->lines[i].kode.size == budget->lines[0].kode.size;
    return even;
}

/* Nor does one of as many points. */
static bool is_flat(const struct quick_budget *budget)
{
    bool flat = true;
    for (size_t i = 1; i < budget->sum.lines; i++)
        flat &= budget->lines[i].depth == budget->lines[0].depth;
    return flat;
}

static bool add_amounts(struct quick_budget *budget, const struct quick_line *line)
{
    return !__builtin_add_overflow(budget->sum.pagu, line->pagu, &budget->sum.pagu) &&
           !__builtin_add_overflow(budget->sum.realisasi, line->realisasi, &budget->sum.realisasi);
}

static bool add_flat(struct quick_budget *budget)
{
    for (size_t i = 0; i < budget->sum.lines; i++)
        if (!add_amounts(budget, &budget->lines[i]))
            return false;
    return are_different(budget);
}

/* True when `kode` stands below `above`: that, a point, and more. */
static bool is_below(capai_text kode, capai_text above)
{
    return kode.size > above.size && kode.data[above.size] == '.' &&
           memcmp(kode.data, above.data, above.size) == 0;
}

static void sort(struct quick_budget *budget)
{
    bool sorted = true;
    for (size_t i = 0; i < budget->sum.lines; i++) {
        budget->order[i] = (uint16_t)i;
        sorted = sorted &&
                 (!i || capai_text_compare(budget->lines[i - 1].kode, budget->lines[i].kode) < 0);
    }
    for (size_t i = 1; !sorted && i < budget->sum.lines;
         i++) { /* they are few, and nearly in order */
        const uint16_t line = budget->order[i];
        size_t k = i;
        for (; k && capai_text_compare(budget->lines[budget->order[k - 1]].kode,
                                       budget->lines[line].kode) > 0;
             k--)
            budget->order[k] = budget->order[k - 1];
        budget->order[k] = line;
    }
}

/* Adds each line to the nearest one above it; false where a line is not the sum of those below. */
static bool add_tree(struct quick_budget *budget)
{
    uint16_t above[64];
    size_t depth = 0;
    sort(budget);
    for (size_t i = 0; i < budget->sum.lines; i++) {
        struct quick_line *line = &budget->lines[budget->order[i]];
        if (i && capai_text_equal(budget->lines[budget->order[i - 1]].kode, line->kode))
            return false;
        while (depth && !is_below(line->kode, budget->lines[above[depth - 1]].kode))
            depth--;
        if (depth == sizeof above / sizeof *above)
            return false;
        if (depth) {
            struct quick_line *parent = &budget->lines[above[depth - 1]];
            parent->children++;
            if (__builtin_add_overflow(parent->pagu_children, line->pagu, &parent->pagu_children) ||
                __builtin_add_overflow(parent->realisasi_children, line->realisasi,
                                       &parent->realisasi_children))
                return false;
        } else if (!add_amounts(budget, line)) {
            return false;
        }
        above[depth++] = budget->order[i];
    }
    for (size_t i = 0; i < budget->sum.lines; i++) {
        const struct quick_line *line = &budget->lines[i];
        if (line->children &&
            (line->pagu != line->pagu_children || line->realisasi != line->realisasi_children))
            return false;
    }
    return true;
}

/* Counts the sasaran: who is named by lines that follow one another is named once. */
static void count_called(struct quick_budget *budget)
{
    uint8_t last = 0;
    for (size_t i = 0; i < budget->sum.lines; i++) {
        const uint8_t called = budget->lines[i].called;
        if (called && called != last)
            budget->called[called - 1].times++;
        last = called ? called : last;
    }
}

bool quick_budget_read(struct quick_budget *budget, const struct quick_form *form, capai_text year,
                       const struct quick_rows *rows)
{
    budget->sum = (struct quick_sum){.lines = 0};
    budget->names.count = budget->names.last = 0;
    if (rows->rows > QUICK_LINES)
        return false;
    for (size_t row = 0; row < rows->rows; row++)
        if (!read_line(budget, form, year, rows, row) || !read_rest(budget, &form->file, rows, row))
            return false;
    count_called(budget);
    if (!rows->rows || is_even(budget))
        return add_flat(budget);
    return quick_budget_depths(budget) && (is_flat(budget) ? add_flat(budget) : add_tree(budget));
}

size_t quick_unknown(const struct quick_called *called, size_t count,
                     const struct quick_names *names)
{
    size_t unknown = 0;
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t n = 0; n < names->count && !known; n++)
            known = names->list[n].is_group && names->list[n].fold == called[i].fold;
        unknown += known ? 0 : called[i].times;
    }
    return unknown;
}
