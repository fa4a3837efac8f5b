/* What needs all OPDs: their ranks, and the kabupaten as a whole. */
#include "core/evaluate.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/distinct.h"
#include "core/text.h"

/* A row of a result table in its place and year; there are as many as OPDs, so it only points to
 * what the table holds. */
struct placed {
    const capai_text *provinsi, *kabupaten, *opd;
    const struct capai_value *tahun, *capaian;
    size_t row;
};

/* Rows of one place and year, a stretch of a list of them. */
struct stretch {
    struct placed *first;
    size_t count;
    bool twice; /* several data sets have figures of one of its OPDs: nobody knows which hold */
};

/* Names of places are interned: equal ones have equal addresses. */
static int compare_place(const struct placed *x, const struct placed *y)
{
    const uintptr_t a[] = {(uintptr_t)x->provinsi->data, (uintptr_t)x->kabupaten->data};
    const uintptr_t b[] = {(uintptr_t)y->provinsi->data, (uintptr_t)y->kabupaten->data};
    for (int i = 0; i < 2; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return capai_decimal_compare(x->tahun->number, y->tahun->number);
}

static int compare_placed(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int sign = compare_place(x, y);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

static int compare_stretches(const void *a, const void *b)
{
    const struct stretch *x = a, *y = b;
    return (x->first->row > y->first->row) - (x->first->row < y->first->row);
}

/* What ranks are made from, in one piece: a list of a country's OPDs is sorted. */
struct ranked {
    capai_decimal capaian;
    uint32_t at; /* in the stretch, whose rows ascend */
    bool lacks;  /* it has no capaian */
};

/* Those with a capaian first, the greatest of them first. */
static int compare_capaian(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->lacks != y->lacks)
        return x->lacks ? 1 : -1;
    int sign = x->lacks ? 0 : capai_decimal_compare(y->capaian, x->capaian);
    return sign ? sign : (x->at > y->at) - (x->at < y->at);
}

/* Sorts what may well be in order: rows of one place are. */
static void sort_placed(struct placed *list, size_t count)
{
    size_t i = 1;
    while (i < count && compare_placed(&list[i - 1], &list[i]) < 0)
        i++;
    if (i < count)
        qsort(list, count, sizeof *list, compare_placed);
}

/* The names of a column of the rows, which become interned; a missing name for each row where there
 * is no such column. NULL: memory. */
static const capai_text *intern(const struct capai_table *table, int column,
                                struct capai_pool *pool, struct capai_arena *arena)
{
    capai_text *names = column < 0 ? capai_arena_array(arena, table->rows, sizeof *names)
                                   : capai_table_texts(table, column);
    for (size_t row = 0; names && column >= 0 && row < table->rows; row++)
        if (!capai_pool_text(pool, names[row], &names[row]))
            return NULL;
    return names;
}

/* Stretches of rows that are sorted by place and year. NULL: memory. */
static struct stretch *split(struct placed *list, size_t rows, struct capai_arena *arena,
                             size_t *count)
{
    size_t last = 0;
    for (size_t i = 0; i < rows; i++)
        last += i == 0 || compare_place(&list[i], &list[i - 1]) != 0;
    struct stretch *stretches = capai_arena_array(arena, last, sizeof *stretches);
    *count = 0;
    for (size_t i = 0; stretches && i < rows; i++)
        if (i == 0 || compare_place(&list[i], &list[i - 1]) != 0)
            stretches[(*count)++] = (struct stretch){&list[i], 1, false};
        else
            stretches[*count - 1].count++;
    return stretches;
}

/* The rows of a result by place and year, in the order of their first rows. `by_kabupaten` false:
 * those of one provinsi together. NULL: memory. */
static struct stretch *gather(struct capai_evaluation *evaluation, enum capai_result which,
                              bool by_kabupaten, size_t *count)
{
    struct capai_arena *arena = evaluation->arena;
    const struct result *result = &evaluation->results[which];
    const struct capai_table *table = result->table;
    struct capai_pool *pool = capai_pool_new(arena); /* each data set has one of its own */
    struct placed *list = capai_arena_array(arena, table->rows, sizeof *list);
    if (!pool || !list)
        return NULL;
    const capai_text *provinsi =
        intern(table, capai_table_find(table, CAPAI_TEXT("provinsi")), pool, arena);
    const capai_text *kabupaten = intern(
        table, by_kabupaten ? capai_table_find(table, CAPAI_TEXT("kabupaten")) : CAPAI_NO_COLUMN,
        pool, arena);
    if (!provinsi || !kabupaten)
        return NULL;
    const capai_text *opd = by_kabupaten ? capai_table_texts(table, result->at[COLUMN_OPD]) : NULL;
    const struct capai_value *tahun = capai_table_values(table, result->at[COLUMN_TAHUN]);
    const struct capai_value *capaian = capai_table_values(table, result->at[COLUMN_CAPAIAN]);
    for (size_t row = 0; row < table->rows; row++)
        list[row] = (struct placed){&provinsi[row], &kabupaten[row], opd ? &opd[row] : NULL,
                                    &tahun[row],    &capaian[row],   row};
    sort_placed(list, table->rows);
    struct stretch *stretches = split(list, table->rows, arena, count);
    if (stretches && *count)
        qsort(stretches, *count, sizeof *stretches, compare_stretches);
    return stretches;
}

/* ---- each OPD once ---- */

static int compare_twins(const void *a, const void *b)
{
    const struct placed *x = *(struct placed *const *)a, *y = *(struct placed *const *)b;
    int sign = capai_text_compare(*x->opd, *y->opd);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

/* opd.csv of one data set may name an OPD and year of which another one has the figures. */
static bool has_figures(const struct capai_evaluation *evaluation, const struct placed *placed)
{
    const struct opd_total *total = &evaluation->totals[placed->row];
    return total->capaian.rows || total->pagu.outcome != CAPAI_TIDAK_BERLAKU;
}

/* Whether no OPD stands in two rows of a stretch, by their hashes: those of a country are rarely
 * equal, and to sort so many names takes its time. False: memory. */
static bool are_different(const struct stretch *stretch, struct capai_arena *arena, bool *different)
{
    struct distinct names;
    const struct capai_mark mark = capai_arena_mark(arena);
    uint64_t *slots = capai_arena_array(arena, distinct_slots(stretch->count), sizeof *slots);
    if (!slots)
        return false;
    distinct_begin(&names, slots, stretch->count);
    *different = true;
    for (size_t i = 0; *different && i < stretch->count; i++)
        *different = distinct_add(&names, text_hash(*stretch->first[i].opd));
    capai_arena_release(arena, mark);
    return true;
}

/* Leaves one row of each OPD in a stretch: of several the first that has figures. False: memory. */
static bool keep_once(const struct capai_evaluation *evaluation, struct stretch *stretch,
                      struct capai_arena *arena)
{
    bool different;
    if (!are_different(stretch, arena, &different))
        return false;
    if (different)
        return true;
    struct placed **order = capai_arena_array(arena, stretch->count, sizeof *order);
    bool *dropped = capai_arena_array(arena, stretch->count, sizeof *dropped);
    size_t kept = 0;
    if (!order || !dropped)
        return false;
    for (size_t i = 0; i < stretch->count; i++)
        order[i] = &stretch->first[i];
    qsort(order, stretch->count, sizeof *order, compare_twins);
    for (size_t i = 1, best = 0; i < stretch->count; i++) {
        if (!capai_text_equal(*order[i]->opd, *order[best]->opd)) {
            best = i;
            continue;
        }
        bool better = !has_figures(evaluation, order[best]),
             filled = has_figures(evaluation, order[i]);
        stretch->twice |= !better && filled;
        dropped[order[better && filled ? best : i] - stretch->first] = true;
        if (better && filled)
            best = i;
    }
    for (size_t i = 0; i < stretch->count; i++)
        if (!dropped[i])
            stretch->first[kept++] = stretch->first[i];
    stretch->count = kept;
    return true;
}

/* ---- ranks ---- */

/* What is traced of an OPD, or of a kabupaten, whose subjects come last; NULL: nobody watches. */
static struct capai_subject *subject_of(const struct capai_evaluation *evaluation,
                                        enum capai_result which, size_t row)
{
    const struct capai_trace *trace = evaluation->trace;
    if (which == CAPAI_RESULT_OPD || !trace)
        return trace ? evaluation->totals[row].trace : NULL;
    for (size_t i = trace->count; i-- > 0;)
        if (trace->subjects[i]->result == which && trace->subjects[i]->row == row)
            return trace->subjects[i];
    return NULL;
}

/* Where those end that share the capaian of `first`. */
static size_t end_of_equals(const struct ranked *order, size_t first, size_t count)
{
    size_t end = first + 1;
    while (end < count && capai_decimal_compare(order[end].capaian, order[first].capaian) == 0)
        end++;
    return end;
}

/* Writes the ranks of a stretch: 1 + the number of those with a greater capaian. */
static bool rank(struct capai_evaluation *evaluation, enum capai_result which,
                 const struct stretch *stretch)
{
    struct ranked *order = capai_arena_array(evaluation->arena, stretch->count, sizeof *order);
    size_t ranked = 0;
    if (!order)
        return false;
    for (size_t i = 0; i < stretch->count; i++) {
        const struct capai_value *capaian = stretch->first[i].capaian;
        order[i] = (struct ranked){capaian->number, (uint32_t)i, capaian->outcome != CAPAI_NILAI};
        ranked += !order[i].lacks;
    }
    qsort(order, stretch->count, sizeof *order, compare_capaian);
    for (size_t first = 0, end; first < ranked; first = end) {
        end = end_of_equals(order, first, ranked);
        for (size_t i = first; i < end; i++) {
            const size_t row = stretch->first[order[i].at].row;
            result_count((struct result_row){&evaluation->results[which], row}, COLUMN_PERINGKAT,
                         first + 1);
            if (ranked > 1) /* alone, the first needs no word */
                trace_rank(
                    trace_quantity(subject_of(evaluation, which, row), CAPAI_TEXT("peringkat")),
                    first, end - first - 1, ranked);
        }
    }
    return true;
}

/* ---- the kabupaten ---- */

/* Says once that the OPDs of a kabupaten are measured by different packs. */
static enum capai_status note_rules(struct capai_evaluation *evaluation,
                                    const struct stretch *stretch)
{
    struct capai_error error = {0};
    const struct opd_total *first = &evaluation->totals[stretch->first->row], *other = first;
    for (size_t i = 1; i < stretch->count && other->rules == first->rules; i++)
        other = &evaluation->totals[stretch->first[i].row];
    if (other->rules == first->rules || first->year != first->report_year)
        return CAPAI_OK;
    capai_fail(&error, CAPAI_MSG_KABUPATEN_RULES,
               CAPAI_WORDS(*stretch->first->kabupaten, first->rules->id, other->rules->id));
    return capai_notices_add(evaluation->notices, &error);
}

/* Without figures that hold there are none of the kabupaten; what is known is how many OPDs have
 * some. */
static void measure_nothing(const struct capai_evaluation *evaluation,
                            const struct stretch *stretch, struct capai_subject *trace,
                            struct amount *capaian, struct rupiah *pagu, struct amount *serapan)
{
    *capaian = *serapan = (struct amount){.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG};
    pagu->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    for (size_t i = 0; i < stretch->count; i++)
        capaian->rows += evaluation->totals[stretch->first[i].row].capaian.outcome == CAPAI_NILAI;
    trace_none(trace, CAPAI_TIDAK_DAPAT_DIHITUNG, NULL);
}

/* The plain mean of the OPDs, by the rules of the first one otherwise. */
static enum capai_status measure_kabupaten(struct capai_evaluation *evaluation,
                                           const struct stretch *stretch,
                                           struct capai_subject *trace, struct capai_arena *arena,
                                           struct amount *capaian, struct grading *grading)
{
    const struct capai_rules *rules = evaluation->totals[stretch->first->row].rules;
    struct capai_average average = rules->average;
    struct member *members = capai_arena_array(arena, stretch->count, sizeof *members);
    struct capai_error error = {0};
    if (!members)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < stretch->count; i++) {
        const struct opd_total *total = &evaluation->totals[stretch->first[i].row];
        members[i] = (struct member){.amount = total->capaian, .subject = total->trace};
        members[i].amount.rows = 1; /* what is counted here are OPDs */
    }
    average.kind = CAPAI_MEAN;
    enum capai_status status =
        aggregate(&average, members, stretch->count, trace, arena, capaian, &error);
    if (status)
        *capaian = (struct amount){.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG};
    else
        status = measure_round(rules, CAPAI_Q_CAPAIAN, NULL, trace, arena, capaian, &error);
    if (!status && capaian->outcome == CAPAI_NILAI)
        status = measure_class(rules, capaian, trace, arena, grading, &error);
    else
        trace_none(trace, capaian->outcome, &error);
    if (status == CAPAI_ERR_MEMORY)
        return status;
    if (error.message == CAPAI_MSG_SCALE_NO_CLASS) {
        struct capai_error of_value = error;
        error = (struct capai_error){0};
        capai_fail(&error, CAPAI_MSG_SCALE_NO_CLASS_MEAN,
                   CAPAI_WORDS(((capai_text){of_value.text, of_value.word[1]}),
                               *stretch->first->kabupaten));
    }
    return error.status ? capai_notices_add(evaluation->notices, &error) : CAPAI_OK;
}

/* Tells one of the amounts of each OPD, and their sum. */
static void trace_amounts(const struct capai_evaluation *evaluation, const struct stretch *stretch,
                          bool pagu, struct rupiah sum, size_t count, struct capai_subject *trace)
{
    capai_text name = pagu ? CAPAI_TEXT("pagu") : CAPAI_TEXT("realisasi");
    const struct capai_ratio all = capai_ratio_of(sum.amount);
    for (size_t i = 0; trace && i < stretch->count; i++) {
        const struct opd_total *total = &evaluation->totals[stretch->first[i].row];
        const struct rupiah own = pagu ? total->pagu : total->realisasi;
        const struct capai_ratio ratio = capai_ratio_of(own.amount);
        trace_part(trace, total->trace,
                   total->pagu.outcome == CAPAI_TIDAK_BERLAKU ? total->pagu.outcome : own.outcome,
                   capai_exact_of(&ratio));
    }
    if (sum.outcome)
        trace_sum(trace, name, sum, 0);
    else
        trace_total(trace, name, capai_exact_of(&all), count);
}

/* Sums over the OPDs that have a budget at all. */
static enum capai_status sum_kabupaten(struct capai_evaluation *evaluation,
                                       const struct stretch *stretch, struct capai_subject *trace,
                                       struct capai_arena *arena, struct rupiah *pagu,
                                       struct rupiah *realisasi, struct amount *serapan)
{
    const struct capai_rules *rules = evaluation->totals[stretch->first->row].rules;
    struct capai_ratio ratio;
    size_t count = 0;
    *pagu = *realisasi = (struct rupiah){CAPAI_NILAI, capai_decimal_from_int(0)};
    for (size_t i = 0; i < stretch->count; i++) {
        const struct opd_total *total = &evaluation->totals[stretch->first[i].row];
        if (total->pagu.outcome == CAPAI_TIDAK_BERLAKU)
            continue;
        count++;
        rupiah_add(pagu, total->pagu);
        rupiah_add(realisasi, total->realisasi);
    }
    if (!count)
        pagu->outcome = realisasi->outcome = CAPAI_TIDAK_BERLAKU;
    trace_quantity(trace, CAPAI_TEXT("serapan"));
    trace_amounts(evaluation, stretch, true, *pagu, count, trace);
    trace_amounts(evaluation, stretch, false, *realisasi, count, trace);
    *serapan = (struct amount){.outcome = evaluate_share(*realisasi, *pagu, &rules->zero_pagu,
                                                         "realisasi / pagu * 100", trace, &ratio)};
    serapan->exact = capai_exact_of(&ratio);
    enum capai_status status =
        measure_round(rules, CAPAI_Q_SERAPAN, NULL, trace, arena, serapan, NULL);
    serapan->exact = (struct capai_exact){NULL, 0};
    return status == CAPAI_ERR_MEMORY ? status : CAPAI_OK;
}

static enum capai_status write_kabupaten(struct capai_evaluation *evaluation,
                                         const struct stretch *stretch, struct capai_arena *arena)
{
    const struct opd_total *first = &evaluation->totals[stretch->first->row];
    struct rupiah pagu, realisasi;
    struct amount capaian, serapan;
    struct grading grading = {.has_class = false};
    const struct trace_about about = {
        .result = CAPAI_RESULT_KABUPATEN, .rules = first->rules, .year = first->year};
    struct capai_subject *trace =
        trace_quantity(trace_begin(evaluation->trace, &about), CAPAI_TEXT("capaian"));
    if (note_rules(evaluation, stretch) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    if (stretch->twice) {
        measure_nothing(evaluation, stretch, trace, &capaian, &pagu, &serapan);
        realisasi = pagu;
    } else if (measure_kabupaten(evaluation, stretch, trace, arena, &capaian, &grading) !=
                   CAPAI_OK ||
               sum_kabupaten(evaluation, stretch, trace, arena, &pagu, &realisasi, &serapan) !=
                   CAPAI_OK) {
        return CAPAI_ERR_MEMORY;
    }
    struct result_row out =
        result_add(&evaluation->results[CAPAI_RESULT_KABUPATEN], CAPAI_NO_TEXT, first->year);
    if (!out.result)
        return CAPAI_ERR_MEMORY;
    trace_row(trace, out.row);
    result_text(out, COLUMN_PROVINSI, *stretch->first->provinsi);
    result_text(out, COLUMN_KABUPATEN, *stretch->first->kabupaten);
    result_count(out, COLUMN_JUMLAH_OPD, capaian.rows);
    result_amount(out, COLUMN_CAPAIAN, &capaian);
    if (grading.has_class)
        result_text(out, COLUMN_PREDIKAT, first->rules->scale.bands[grading.band].name);
    result_rupiah(out, COLUMN_PAGU, pagu);
    result_rupiah(out, COLUMN_REALISASI, realisasi);
    result_amount(out, COLUMN_SERAPAN, &serapan);
    return CAPAI_OK;
}

/* ---- both ---- */

bool evaluate_keep_total(struct job *job, int year, const struct amount *capaian,
                         const struct spending *spending, struct capai_subject *trace)
{
    struct capai_evaluation *evaluation = job->evaluation;
    struct opd_total *totals =
        capai_arena_grow(evaluation->arena, evaluation->totals, evaluation->total_count,
                         &evaluation->total_capacity, sizeof *totals);
    struct capai_ratio *terms =
        capai_arena_array(evaluation->arena, capaian->exact.count, sizeof *terms);
    if (!totals || !terms)
        return false;
    for (size_t i = 0; !capaian->outcome && i < capaian->exact.count; i++)
        terms[i] = capaian->exact.terms[i];
    evaluation->totals = totals;
    struct opd_total *total = &totals[evaluation->total_count++];
    *total = (struct opd_total){.year = year,
                                .report_year = job->dataset->year,
                                .rules = job->rules,
                                .capaian = *capaian,
                                .pagu = spending->pagu,
                                .realisasi = spending->realisasi,
                                .trace = trace};
    total->capaian.exact.terms = terms;
    return true;
}

/* Ranks the OPDs of each kabupaten and year, where the results have a column for it, and writes the
 * kabupaten. */
static bool finish_opds(struct capai_evaluation *evaluation, struct capai_arena *arena)
{
    size_t count;
    const bool ranks = evaluation->results[CAPAI_RESULT_OPD].at[COLUMN_PERINGKAT] >= 0;
    struct stretch *stretches = gather(evaluation, CAPAI_RESULT_OPD, true, &count);
    for (size_t i = 0; stretches && i < count; i++) {
        bool named = stretches[i].first->kabupaten->size > 0;
        if (!keep_once(evaluation, &stretches[i], arena) ||
            (ranks && !stretches[i].twice && !rank(evaluation, CAPAI_RESULT_OPD, &stretches[i])) ||
            (named && write_kabupaten(evaluation, &stretches[i], arena) != CAPAI_OK))
            return false;
    }
    return stretches != NULL;
}

enum capai_status capai_evaluation_finish(struct capai_evaluation *evaluation,
                                          struct capai_error *err)
{
    struct capai_arena arena;
    size_t count = 0;
    capai_arena_init_inner(&arena, evaluation->arena, evaluation->arena->limit);
    bool done = finish_opds(evaluation, &arena);
    struct stretch *stretches =
        done ? gather(evaluation, CAPAI_RESULT_KABUPATEN, false, &count) : NULL;
    done = stretches != NULL;
    for (size_t i = 0; done && i < count; i++)
        done = rank(evaluation, CAPAI_RESULT_KABUPATEN, &stretches[i]);
    capai_arena_clear(&arena);
    done &= !evaluation->trace || !evaluation->trace->failed;
    return done ? CAPAI_OK : capai_fail_memory(err);
}
