#include "core/quick_budget.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { SCALE_MOST = 4, SLOTS = 2 * QUICK_LINES };

/* ---- one line ---- */

static bool read_amount(const struct quick_set *set, const struct quick_rows *rows, size_t row,
                        enum quick_role role, struct quick_number *out)
{
    struct quick_field field;
    return quick_rows_field(rows, row, set->anggaran.field[role], &field) &&
           quick_number_read(field.text, set->notation, CAPAI_RUPIAH, out) &&
           out->scale <= SCALE_MOST;
}

/* The amount with the decimals of the budget, which become those of the finest amount. */
static bool set_amount(struct quick_budget *budget, const struct quick_number *number, int64_t *out)
{
    while (budget->scale < number->scale) {
        for (size_t i = 0; i < budget->count; i++)
            if (__builtin_mul_overflow(budget->lines[i].pagu, 10, &budget->lines[i].pagu) ||
                __builtin_mul_overflow(budget->lines[i].realisasi, 10, &budget->lines[i].realisasi))
                return false;
        budget->scale++;
    }
    return !__builtin_mul_overflow(number->digits, decimal_power(budget->scale - number->scale),
                                   out);
}

/* Counts a sasaran that no indicator stands under, once where lines in a row name it. */
static bool look_up(struct quick_budget *budget, struct quick_names *names, capai_text raw,
                    const struct quick_name **last)
{
    const struct quick_name *name = quick_names_find(names, raw);
    if (!name || name->empty)
        return false;
    if (*last && quick_names_same(*last, name))
        return true;
    bool known = name->is_group;
    for (size_t i = 0; !known && i < names->count; i++)
        known = names->list[i].is_group && quick_names_same(&names->list[i], name);
    *last = name;
    budget->unknown += !known;
    return true;
}

static bool is_text(capai_text text, const char *wanted)
{
    return capai_text_equal(text, capai_text_of(wanted));
}

/* Codes in which every character comes behind the point: what stands below a code then follows it
 * in order. */
static bool is_code(capai_text kode)
{
    for (size_t i = 0; i < kode.size; i++)
        if (kode.data[i] < '.' || kode.data[i] > 'z')
            return false;
    return kode.size > 0;
}

static bool read_line(struct quick_budget *budget, const struct quick_set *set,
                      const struct quick_rows *rows, size_t row)
{
    const struct quick_file *file = &set->anggaran;
    struct quick_line *line = &budget->lines[budget->count];
    struct quick_field year, kode;
    struct quick_number pagu, realisasi;
    *line = (struct quick_line){.children = 0};
    budget->count++;
    if (!quick_rows_field(rows, row, file->field[QUICK_TAHUN], &year) ||
        !is_text(year.text, set->year) ||
        !quick_rows_field(rows, row, file->field[QUICK_KODE], &kode) || !is_code(kode.text) ||
        !read_amount(set, rows, row, QUICK_PAGU, &pagu) ||
        !read_amount(set, rows, row, QUICK_REALISASI, &realisasi) ||
        !set_amount(budget, &pagu, &line->pagu) ||
        !set_amount(budget, &realisasi, &line->realisasi))
        return false;
    line->kode = kode.text;
    return line->realisasi <= line->pagu;
}

/* ---- all lines ---- */

/* True when no two codes are equal, by their hashes: equal ones are only suspects. */
static bool are_different(const struct quick_budget *budget)
{
    uint64_t slots[SLOTS];
    size_t mask = 64;
    while (mask < budget->count * 2)
        mask *= 2;
    memset(slots, 0, mask * sizeof *slots);
    mask--;
    for (size_t i = 0; i < budget->count; i++) {
        const capai_text kode = budget->lines[i].kode;
        const uint64_t hash = XXH3_64bits(kode.data, kode.size) | 1;
        size_t slot = (size_t)(hash >> 8) & mask;
        for (; slots[slot]; slot = (slot + 1) & mask)
            if (slots[slot] == hash)
                return false;
        slots[slot] = hash;
    }
    return true;
}

static size_t depth_of(capai_text kode)
{
    size_t points = 0;
    for (size_t i = 0; i < kode.size; i++)
        points += kode.data[i] == '.';
    return points;
}

static bool is_flat(const struct quick_budget *budget)
{
    const size_t depth = depth_of(budget->lines[0].kode);
    for (size_t i = 1; i < budget->count; i++)
        if (depth_of(budget->lines[i].kode) != depth)
            return false;
    return true;
}

static bool add_flat(struct quick_budget *budget)
{
    for (size_t i = 0; i < budget->count; i++) {
        budget->pagu += budget->lines[i].pagu;
        budget->realisasi += budget->lines[i].realisasi;
    }
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
    for (size_t i = 0; i < budget->count; i++) {
        budget->order[i] = (uint16_t)i;
        sorted = sorted &&
                 (!i || capai_text_compare(budget->lines[i - 1].kode, budget->lines[i].kode) < 0);
    }
    for (size_t i = 1; !sorted && i < budget->count; i++) { /* they are few, and nearly in order */
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
    for (size_t i = 0; i < budget->count; i++) {
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
        } else {
            budget->pagu += line->pagu;
            budget->realisasi += line->realisasi;
        }
        above[depth++] = budget->order[i];
    }
    for (size_t i = 0; i < budget->count; i++) {
        const struct quick_line *line = &budget->lines[i];
        if (line->children &&
            (line->pagu != line->pagu_children || line->realisasi != line->realisasi_children))
            return false;
    }
    return true;
}

/* What a row holds beside its code and amounts. */
static bool read_rest(struct quick_budget *budget, const struct quick_set *set,
                      const struct quick_rows *rows, size_t row, struct quick_names *names,
                      const struct quick_name **last)
{
    const struct quick_file *file = &set->anggaran;
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
           (!field.text.size || look_up(budget, names, field.raw, last));
}

bool quick_budget_read(struct quick_budget *budget, const struct quick_set *set,
                       const struct quick_rows *rows, struct quick_names *names)
{
    const struct quick_name *last = NULL;
    budget->count = budget->unknown = 0;
    budget->scale = 0;
    budget->pagu = budget->realisasi = 0;
    if (rows->rows > QUICK_LINES)
        return false;
    for (size_t row = 0; row < rows->rows; row++)
        if (!read_line(budget, set, rows, row) || !read_rest(budget, set, rows, row, names, &last))
            return false;
    return !budget->count || (is_flat(budget) ? add_flat(budget) : add_tree(budget));
}
