#include "core/evaluate.h"

#include <stdint.h>
#include <stdlib.h>

/* Room for the section of one more OPD; its rows begin where the tables end now. */
static struct capai_section *begin_section(struct capai_evaluation *evaluation,
                                           const struct capai_dataset *dataset, size_t opd,
                                           const struct capai_rules *rules)
{
    struct capai_section *sections =
        capai_arena_grow(evaluation->arena, evaluation->sections, evaluation->section_count,
                         &evaluation->section_capacity, sizeof *sections);
    if (!sections)
        return NULL;
    evaluation->sections = sections;
    struct capai_section *section = &sections[evaluation->section_count];
    *section = (struct capai_section){.dataset = dataset, .opd = opd, .rules = rules};
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
        section->first[r] = evaluation->results[r].table->rows;
    return section;
}

enum capai_status capai_evaluate_opd(struct capai_evaluation *evaluation,
                                     const struct capai_dataset *dataset, size_t opd,
                                     const struct capai_rules *rules, struct capai_error *err)
{
    struct capai_section *section = begin_section(evaluation, dataset, opd, rules);
    if (!section)
        return capai_fail_memory(err);
    struct capai_arena arena;
    capai_arena_init(&arena, evaluation->arena->alloc, evaluation->arena->user,
                     evaluation->arena->limit);
    struct capai_dataset seen = *dataset; /* its complaints go to those of the evaluation */
    seen.notices = evaluation->notices;
    struct job job = {
        .evaluation = evaluation, .dataset = &seen, .rules = rules, .opd = opd, .arena = &arena};
    enum capai_status status = budget_build(&seen, opd, &arena, &job.budget, err);
    if (!status)
        status = evaluate_indicators(&job, err);
    if (!status)
        status = evaluate_groups(&job, err);
    if (!status)
        status = evaluate_budget(&job, err);
    if (!status)
        status = evaluate_opd(&job, err);
    if (!status)
        status = evaluate_output(&job, err);
    if (!status)
        status = evaluate_triwulan(&job, err);
    if (!status)
        status = evaluate_renstra(&job, err);
    for (enum capai_result r = 0; !status && r < CAPAI_RESULT_COUNT; r++)
        section->last[r] = evaluation->results[r].table->rows;
    evaluation->section_count += !status;
    capai_arena_clear(&arena);
    return status;
}

const struct capai_section *capai_evaluation_sections(const struct capai_evaluation *evaluation,
                                                      size_t *count)
{
    *count = evaluation->section_count;
    return evaluation->sections;
}

bool capai_evaluation_select(const struct capai_evaluation *evaluation, enum capai_result result,
                             bool all_years, struct capai_arena *arena, struct capai_selection *out)
{
    const struct capai_table *table = evaluation->results[result].table;
    const struct capai_value *tahun =
        capai_table_values(table, capai_table_find(table, CAPAI_TEXT("tahun")));
    size_t *rows = capai_arena_array(arena, table->rows, sizeof *rows), count = 0;
    for (size_t s = 0; rows && s < evaluation->section_count; s++) {
        const struct capai_section *section = &evaluation->sections[s];
        capai_decimal year = capai_decimal_from_int(capai_dataset_year(section->dataset));
        for (size_t row = section->first[result]; row < section->last[result]; row++)
            if (all_years || capai_decimal_compare(tahun[row].number, year) == 0)
                rows[count++] = row;
    }
    if (rows)
        *out = (struct capai_selection){rows, count};
    return rows != NULL;
}

struct result_row evaluate_row(struct job *job, enum capai_result result, int year)
{
    return result_add(&job->evaluation->results[result], job->dataset->opds[job->opd], year);
}

/* ---- ranks ---- */

struct ranked {
    capai_text provinsi, kabupaten;
    capai_decimal tahun, capaian;
    size_t row;
};

/* Orders by place and year. Names are interned: equal ones have equal addresses. */
static int compare_place(const struct ranked *x, const struct ranked *y)
{
    const uintptr_t a[] = {(uintptr_t)x->provinsi.data, (uintptr_t)x->kabupaten.data};
    const uintptr_t b[] = {(uintptr_t)y->provinsi.data, (uintptr_t)y->kabupaten.data};
    for (int i = 0; i < 2; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return capai_decimal_compare(x->tahun, y->tahun);
}

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    int sign = compare_place(x, y);
    if (!sign)
        sign = capai_decimal_compare(y->capaian, x->capaian);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

/* The OPDs that have a capaian. */
static struct ranked *list_ranked(const struct capai_table *table, struct capai_pool *pool,
                                  struct capai_arena *arena, size_t *count)
{
    const capai_text *kabupaten =
        capai_table_texts(table, capai_table_find(table, CAPAI_TEXT("kabupaten")));
    const capai_text *provinsi =
        capai_table_texts(table, capai_table_find(table, CAPAI_TEXT("provinsi")));
    const struct capai_value *tahun =
        capai_table_values(table, capai_table_find(table, CAPAI_TEXT("tahun")));
    const struct capai_value *capaian =
        capai_table_values(table, capai_table_find(table, CAPAI_TEXT("capaian")));
    struct ranked *list = capai_arena_array(arena, table->rows, sizeof *list);
    *count = 0;
    for (size_t row = 0; list && row < table->rows; row++) {
        struct ranked *ranked = &list[*count];
        *ranked =
            (struct ranked){.tahun = tahun[row].number, .capaian = capaian[row].number, .row = row};
        /* each data set has a pool of its own */
        capai_text province = provinsi ? provinsi[row] : CAPAI_NO_TEXT;
        if (!capai_pool_text(pool, kabupaten[row], &ranked->kabupaten) ||
            !capai_pool_text(pool, province, &ranked->provinsi))
            return NULL;
        *count += capaian[row].outcome == CAPAI_NILAI;
    }
    return list;
}

enum capai_status capai_evaluation_finish(struct capai_evaluation *evaluation,
                                          struct capai_error *err)
{
    struct capai_table *table = evaluation->results[CAPAI_RESULT_OPD].table;
    struct capai_value *rank =
        capai_table_values(table, capai_table_find(table, CAPAI_TEXT("peringkat")));
    struct capai_pool *pool = capai_pool_new(evaluation->arena);
    size_t count, first = 0;
    struct ranked *list = pool ? list_ranked(table, pool, evaluation->arena, &count) : NULL;
    if (!list)
        return capai_fail_memory(err);
    if (count)
        qsort(list, count, sizeof *list, compare_ranked);
    for (size_t i = 0, best = 0; i < count; i++) {
        if (i == 0 || compare_place(&list[i], &list[i - 1]) != 0)
            first = best = i;
        else if (capai_decimal_compare(list[i].capaian, list[best].capaian) != 0)
            best = i;
        rank[list[i].row] = capai_value_of_int((int64_t)(best - first) + 1);
    }
    return CAPAI_OK;
}
