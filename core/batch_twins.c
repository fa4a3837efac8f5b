/* An OPD of several data sets. */
#include <stdlib.h>
#include <string.h>

#include "core/batch_finish.h"

/* A row of the table opd. */
struct twin {
    capai_text opd;
    uint32_t row;
    int year;
};

static int compare_twins(const void *a, const void *b)
{
    const struct twin *x = a, *y = b;
    int sign = capai_text_compare(x->opd, y->opd);
    if (!sign)
        sign = (x->year > y->year) - (x->year < y->year);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

static bool has_figures(const struct opd_total *total)
{
    return total->capaian.rows || total->pagu.outcome != CAPAI_TIDAK_BERLAKU;
}

static const char *path_of(const struct finish *f, uint32_t row)
{
    const struct batch_set *set = &f->run->plan.sets[f->sets[row]];
    return set->path ? set->path : set->name.data;
}

static enum capai_status complain_twice(struct finish *f, const struct twin *x,
                                        const struct twin *y)
{
    char year[CAPAI_DECIMAL_TEXT];
    struct capai_error error = {0};
    capai_decimal_format(capai_decimal_from_int(y->year), CAPAI_NOTATION_PLAIN, year);
    capai_fail(&error, CAPAI_MSG_OPD_TWICE,
               CAPAI_WORDS(y->opd, capai_text_of(year), capai_text_of(path_of(f, x->row))));
    capai_error_place(&error, path_of(f, y->row), 0, 0);
    return capai_notices_add(f->run->notices, &error) == CAPAI_OK ? CAPAI_OK
                                                                  : capai_fail_memory(f->err);
}

enum capai_status finish_twins(struct finish *f)
{
    struct capai_mark mark = capai_arena_mark(&f->arena);
    const struct result *result = &f->evaluation.results[CAPAI_RESULT_OPD];
    const capai_text *opds = capai_table_texts(result->table, result->at[COLUMN_OPD]);
    enum capai_status status = CAPAI_OK;
    if (f->run->plan.set_count < 2)
        return CAPAI_OK;
    struct twin *order = capai_arena_array(&f->arena, f->count, sizeof *order);
    if (!order)
        return capai_fail_memory(f->err);
    for (size_t i = 0; i < f->count; i++)
        order[i] = (struct twin){opds[i], (uint32_t)i, f->evaluation.totals[i].year};
    if (f->count)
        qsort(order, f->count, sizeof *order, compare_twins);
    for (size_t i = 1; !status && i < f->count; i++) {
        const struct twin *x = &order[i - 1], *y = &order[i];
        if (capai_text_equal(x->opd, y->opd) && x->year == y->year &&
            f->sets[x->row] != f->sets[y->row] && has_figures(&f->evaluation.totals[x->row]) &&
            has_figures(&f->evaluation.totals[y->row]))
            status = complain_twice(f, x, y);
    }
    capai_arena_release(&f->arena, mark);
    return status;
}
