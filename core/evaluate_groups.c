/* Sasaran and tujuan: means of their indicators, their budget, their efficiency. */
#include "core/evaluate.h"

#include <stdint.h>
#include <stdlib.h>

/* ---- gathering ---- */

enum level { LEVEL_SASARAN, LEVEL_TUJUAN };

static capai_text key_of(const struct indicator *indicator, enum level level)
{
    return level == LEVEL_SASARAN ? indicator->sasaran : indicator->tujuan;
}

static int compare_by_key(const struct indicator *x, const struct indicator *y, enum level level)
{
    uintptr_t a = (uintptr_t)key_of(x, level).data, b = (uintptr_t)key_of(y, level).data;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    if (a != b)
        return a < b ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static int compare_sasaran(const void *a, const void *b)
{
    return compare_by_key(*(struct indicator *const *)a, *(struct indicator *const *)b,
                          LEVEL_SASARAN);
}

static int compare_tujuan(const void *a, const void *b)
{
    return compare_by_key(*(struct indicator *const *)a, *(struct indicator *const *)b,
                          LEVEL_TUJUAN);
}

static int compare_groups(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    return (x->members[0]->row > y->members[0]->row) - (x->members[0]->row < y->members[0]->row);
}

/* Indicators that share a year and a name, groups in the order of first appearance. */
static struct group *gather(struct job *job, enum level level, size_t *count)
{
    struct indicator **order = capai_arena_array(job->arena, job->indicator_count, sizeof *order);
    struct group *groups = capai_arena_array(job->arena, job->indicator_count, sizeof *groups);
    size_t named = 0;
    *count = 0;
    if (!order || !groups)
        return NULL;
    for (size_t i = 0; i < job->indicator_count; i++)
        if (key_of(&job->indicators[i], level).size)
            order[named++] = &job->indicators[i];
    if (named)
        qsort(order, named, sizeof *order,
              level == LEVEL_SASARAN ? compare_sasaran : compare_tujuan);

    for (size_t i = 0; i < named; i++) {
        struct group *last = *count ? &groups[*count - 1] : NULL;
        capai_text fold = key_of(order[i], level);
        if (last && last->year == order[i]->year && last->fold.data == fold.data) {
            last->count++;
            continue;
        }
        groups[(*count)++] = (struct group){
            .year = order[i]->year,
            .fold = fold,
            .name = level == LEVEL_SASARAN ? order[i]->sasaran_name : order[i]->tujuan_name,
            .members = &order[i],
            .count = 1,
        };
    }
    if (*count)
        qsort(groups, *count, sizeof *groups, compare_groups);
    return groups;
}

/* ---- means ---- */

struct member evaluate_group_member(const struct group *group)
{
    return (struct member){.amount = group->capaian,
                           .has_weight = true,
                           .group = true,
                           .weight = capai_decimal_from_int(1),
                           .grading = &group->grading,
                           .subject = group->trace};
}

struct member evaluate_member(const struct indicator *indicator)
{
    return (struct member){
        .amount = indicator->capaian,
        .has_weight = indicator->weight.kind == CAPAI_CELL_NUMBER,
        .weight = indicator->weight.number,
        .grading = &indicator->grading,
        .subject = indicator->trace,
    };
}

enum capai_status evaluate_mean(struct job *job, const struct member *members, size_t count,
                                size_t row, capai_text name, struct capai_subject *trace,
                                struct amount *capaian, struct grading *grading,
                                struct capai_error *err)
{
    struct capai_error error = {0};
    trace_quantity(trace, CAPAI_TEXT("capaian"));
    enum capai_status status =
        aggregate(&job->rules->average, members, count, trace, job->arena, capaian, &error);
    if (!status)
        status =
            measure_round(job->rules, CAPAI_Q_CAPAIAN, NULL, trace, job->arena, capaian, &error);
    else
        *capaian = (struct amount){.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG};
    if (!status && capaian->outcome == CAPAI_NILAI && job->rules->average.modal)
        measure_modal(job->rules, members, count, trace, grading);
    else if (!status && capaian->outcome == CAPAI_NILAI)
        status = measure_class(job->rules, capaian, trace, job->arena, grading, &error);
    else
        trace_none(trace, capaian->outcome, &error);
    if (status == CAPAI_ERR_MEMORY)
        return capai_fail_memory(err);
    if (error.message == CAPAI_MSG_SCALE_NO_CLASS) {
        struct capai_error of_row = error;
        capai_text value = {of_row.text, of_row.word[1]};
        error = (struct capai_error){0};
        capai_fail(&error, CAPAI_MSG_SCALE_NO_CLASS_MEAN, CAPAI_WORDS(value, name));
    }
    return evaluate_complain(job, SCHEMA_INDIKATOR, row, CAPAI_TEXT("realisasi"), &error);
}

/* The rows of a group that are of its own kind. */
static struct member *own_members(struct job *job, const struct group *group, capai_text jenis,
                                  size_t *count)
{
    struct member *members = capai_arena_array(job->arena, group->count, sizeof *members);
    *count = 0;
    for (size_t i = 0; members && i < group->count; i++)
        if (capai_text_equal_nocase(group->members[i]->jenis, jenis))
            members[(*count)++] = evaluate_member(group->members[i]);
    return members;
}

/* How many indicators of a sasaran stand under the tujuan. */
static size_t under(const struct group *sasaran, const struct group *tujuan)
{
    size_t count = 0;
    for (size_t i = 0; i < sasaran->count && sasaran->year == tujuan->year; i++)
        count += sasaran->members[i]->tujuan.data == tujuan->fold.data;
    return count;
}

/* The mean of those indicators of a sasaran that stand under the tujuan: as a rule, all of them. */
static enum capai_status mean_under(struct job *job, const struct group *sasaran,
                                    const struct group *tujuan, struct amount *out)
{
    size_t count = 0;
    struct capai_error error = {0};
    *out = sasaran->capaian;
    if (under(sasaran, tujuan) == sasaran->count)
        return CAPAI_OK;
    struct member *members = capai_arena_array(job->arena, sasaran->count, sizeof *members);
    if (!members)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < sasaran->count; i++)
        if (sasaran->members[i]->tujuan.data == tujuan->fold.data &&
            capai_text_equal(sasaran->members[i]->jenis, CAPAI_TEXT("sasaran")))
            members[count++] = evaluate_member(sasaran->members[i]);
    trace_quantity(tujuan->trace, CAPAI_TEXT("capaian_sasaran"));
    enum capai_status status =
        aggregate(&job->rules->average, members, count, tujuan->trace, job->arena, out, &error);
    if (!status)
        status = measure_round(job->rules, CAPAI_Q_CAPAIAN, NULL, tujuan->trace, job->arena, out,
                               &error);
    if (status)
        *out = (struct amount){.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG};
    trace_quantity(tujuan->trace, CAPAI_TEXT("capaian"));
    return status == CAPAI_ERR_MEMORY ? status : CAPAI_OK;
}

/* The sasaran of a tujuan, as members of its mean. */
static struct member *sasaran_members(struct job *job, const struct group *tujuan, size_t *count)
{
    struct member *members = capai_arena_array(job->arena, job->sasaran_count, sizeof *members);
    *count = 0;
    for (size_t i = 0; members && i < job->sasaran_count; i++) {
        struct member *member = &members[*count];
        if (!under(&job->sasaran[i], tujuan))
            continue;
        *member = evaluate_group_member(&job->sasaran[i]);
        if (mean_under(job, &job->sasaran[i], tujuan, &member->amount) != CAPAI_OK)
            return NULL;
        ++*count;
    }
    return members;
}

/* ---- budget ---- */

/* ---- output ---- */

/* Folds the names of sasaran.csv once. */
static enum capai_status read_reported(struct job *job)
{
    const struct sheet *sheet = &job->dataset->sheets[SCHEMA_SASARAN];
    struct rows rows = dataset_rows(job->dataset, SCHEMA_SASARAN, job->opd);
    job->reported = capai_arena_array(job->arena, rows.count, sizeof *job->reported);
    if (!job->reported)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < rows.count; i++)
        if (!dataset_fold(job->dataset, sheet->table->columns[3].of.texts[rows.row[i]],
                          &job->reported[i]))
            return CAPAI_ERR_MEMORY;
    return CAPAI_OK;
}

/* The row of sasaran.csv for a group: by year and name; `jenis` sasaran is the default, but a name
 * equal to that of a tujuan counts as tujuan. -1: there is none. */
static long reported_row(const struct job *job, const struct group *group, enum level level)
{
    const struct sheet *sheet = &job->dataset->sheets[SCHEMA_SASARAN];
    struct rows rows = dataset_rows(job->dataset, SCHEMA_SASARAN, job->opd);
    for (size_t i = 0; i < rows.count; i++) {
        size_t row = rows.row[i];
        if (sheet->year[row] != group->year || job->reported[i].data != group->fold.data)
            continue;
        capai_text jenis = sheet->table->columns[2].of.texts[row];
        bool tujuan = capai_text_equal(jenis, CAPAI_TEXT("tujuan"));
        for (size_t k = 0; !jenis.size && k < job->tujuan_count; k++)
            tujuan |=
                job->tujuan[k].year == group->year && job->tujuan[k].fold.data == group->fold.data;
        if (tujuan == (level == LEVEL_TUJUAN))
            return (long)row;
    }
    return -1;
}

/* The folded names of the sasaran of a tujuan, whose budgets count together; NULL: no memory. */
static capai_text *sasaran_of(struct job *job, struct group *tujuan, size_t *count)
{
    capai_text *folds = capai_arena_array(job->arena, job->sasaran_count, sizeof *folds);
    *count = 0;
    for (size_t i = 0; folds && i < job->sasaran_count; i++) {
        const struct group *sasaran = &job->sasaran[i];
        if (!under(sasaran, tujuan))
            continue;
        folds[(*count)++] = sasaran->fold;
        if (evaluate_add_spending(job, &tujuan->spending, sasaran))
            return NULL;
    }
    return folds;
}

static enum capai_status spend(struct job *job, struct group *group, enum level level,
                               struct capai_error *err)
{
    struct spending *spending = &group->spending;
    struct judged judged = {.capaian = &group->capaian,
                            .grading = &group->grading,
                            .row = group->members[0]->row,
                            .name = group->name,
                            .trace = group->trace};
    size_t count = 1;
    trace_quantity(group->trace, CAPAI_TEXT("serapan"));
    const capai_text *folds = level == LEVEL_TUJUAN ? sasaran_of(job, group, &count) : &group->fold;
    if (!folds)
        return capai_fail_memory(err);
    budget_of_sasaran(&job->budget, group->year, folds, count, &spending->pagu,
                      &spending->realisasi, &judged.lines, group->trace);
    if (!judged.lines && job->rules->unlinked_opd) {
        spending->borrowed = true;
        trace_of_opd(group->trace);
        budget_total(&job->budget, group->year, &spending->pagu, &spending->realisasi,
                     &judged.lines, group->trace);
    }
    if (group->reported >= 0) {
        judged.typed_row = (size_t)group->reported;
        judged.typed =
            dataset_cell(job->dataset, SCHEMA_SASARAN, judged.typed_row, CAPAI_TEXT("efisiensi"));
    }
    return evaluate_spending(job, &judged, spending, err);
}

static enum capai_status write_group(struct job *job, const struct group *group, enum level level,
                                     struct capai_error *err)
{
    enum capai_result result = level == LEVEL_SASARAN ? CAPAI_RESULT_SASARAN : CAPAI_RESULT_TUJUAN;
    long reported = group->reported;
    struct result_row out = evaluate_row(job, result, group->year);
    if (!out.result ||
        (reported >= 0 && !result_copy(out, job->dataset, SCHEMA_SASARAN, (size_t)reported, 4)))
        return capai_fail_memory(err);
    trace_row(group->trace, out.row);
    result_text(out, level == LEVEL_SASARAN ? COLUMN_SASARAN : COLUMN_TUJUAN, group->name);
    result_count(out, COLUMN_JUMLAH_INDIKATOR, group->capaian.rows);
    result_capaian(out, job->rules, &group->capaian, &group->grading);
    evaluate_write_spending(out, &group->spending);
    return CAPAI_OK;
}

/* ---- names without a partner ---- */

static bool is_group(const struct job *job, int year, capai_text fold)
{
    for (size_t i = 0; i < job->sasaran_count; i++)
        if (job->sasaran[i].year == year && job->sasaran[i].fold.data == fold.data)
            return true;
    for (size_t i = 0; i < job->tujuan_count; i++)
        if (job->tujuan[i].year == year && job->tujuan[i].fold.data == fold.data)
            return true;
    return false;
}

/* Warns that the name in a cell is no sasaran of the indicators, with the nearest that is. */
static enum capai_status warn_unknown(struct job *job, enum schema_file file, size_t row,
                                      capai_text name, int year)
{
    struct capai_error error = {0};
    size_t count = 0;
    if (!capai_notices_wants(job->evaluation->notices, CAPAI_WARNING)) {
        capai_fail(&error, CAPAI_MSG_SASARAN_UNKNOWN, CAPAI_NO_WORDS);
        return capai_notices_add(job->evaluation->notices, &error); /* counts it */
    }
    capai_text *names = capai_arena_array(job->arena, job->sasaran_count, sizeof *names);
    if (!names)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < job->sasaran_count; i++)
        if (job->sasaran[i].year == year)
            names[count++] = job->sasaran[i].name;
    capai_fail(&error, CAPAI_MSG_SASARAN_UNKNOWN,
               CAPAI_WORDS(name, capai_text_nearest(name, names, count)));
    return evaluate_complain(job, file, row, CAPAI_TEXT("sasaran"), &error);
}

static enum capai_status check_names(struct job *job)
{
    const struct capai_dataset *dataset = job->dataset;
    const struct sheet *sheet = &dataset->sheets[SCHEMA_SASARAN];
    struct rows rows = dataset_rows(dataset, SCHEMA_SASARAN, job->opd);
    for (size_t i = 0; i < rows.count; i++) {
        capai_text name = sheet->table->columns[3].of.texts[rows.row[i]], fold = job->reported[i];
        int year = sheet->year[rows.row[i]];
        if (year && fold.size && !is_group(job, year, fold) &&
            warn_unknown(job, SCHEMA_SASARAN, rows.row[i], name, year) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    const struct line *last = NULL; /* many lines in a row name the same */
    for (size_t i = 0; i < job->budget.count; i++) {
        const struct line *line = &job->budget.lines[i];
        if (!line->evaluated || !line->named || line->year != dataset->year ||
            (last && last->fold.data == line->fold.data))
            continue;
        last = line;
        if (!is_group(job, line->year, line->fold) &&
            warn_unknown(job, SCHEMA_ANGGARAN, line->row, line->sasaran, line->year) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

static enum capai_status evaluate_group(struct job *job, struct group *group, enum level level,
                                        struct capai_error *err)
{
    size_t count;
    capai_text jenis = level == LEVEL_SASARAN ? CAPAI_TEXT("sasaran") : CAPAI_TEXT("tujuan");
    group->trace = trace_quantity(
        evaluate_trace(job, level == LEVEL_SASARAN ? CAPAI_RESULT_SASARAN : CAPAI_RESULT_TUJUAN,
                       group->year),
        CAPAI_TEXT("capaian"));
    struct member *members = own_members(job, group, jenis, &count);
    group->own = count > 0;
    group->reported = reported_row(job, group, level);
    if (members && !count && level == LEVEL_TUJUAN)
        members = sasaran_members(job, group, &count);
    if (!members)
        return capai_fail_memory(err);
    enum capai_status status =
        evaluate_mean(job, members, count, group->members[0]->row, group->name, group->trace,
                      &group->capaian, &group->grading, err);
    if (!status)
        status = spend(job, group, level, err);
    return status ? status : write_group(job, group, level, err);
}

/* Warns of a sasaran under two tujuan, and of sasaran indicators that name no sasaran although the
 * file has that column. */
static enum capai_status check_places(struct job *job)
{
    const struct capai_table *table = job->dataset->sheets[SCHEMA_INDIKATOR].table;
    int column = capai_table_find(table, CAPAI_TEXT("sasaran"));
    for (size_t i = 0; i < job->indicator_count; i++) {
        const struct indicator *indicator = &job->indicators[i];
        struct capai_error error = {0};
        if (table->origin->field[column] >= 0 && !indicator->sasaran.size &&
            capai_text_equal(indicator->jenis, CAPAI_TEXT("sasaran")))
            capai_fail(&error, CAPAI_MSG_SASARAN_MISSING, CAPAI_NO_WORDS);
        if (evaluate_complain(job, SCHEMA_INDIKATOR, indicator->row, CAPAI_TEXT("sasaran"),
                              &error) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    for (size_t i = 0; i < job->sasaran_count; i++) {
        const struct group *sasaran = &job->sasaran[i];
        for (size_t k = 1; k < sasaran->count; k++) {
            const struct indicator *first = sasaran->members[0], *other = sasaran->members[k];
            struct capai_error error = {0};
            if (other->tujuan.data == first->tujuan.data)
                continue;
            capai_fail(&error, CAPAI_MSG_SASARAN_SPLIT,
                       CAPAI_WORDS(sasaran->name, first->tujuan_name, other->tujuan_name));
            if (evaluate_complain(job, SCHEMA_INDIKATOR, other->row, CAPAI_TEXT("tujuan"),
                                  &error) != CAPAI_OK)
                return CAPAI_ERR_MEMORY;
            break;
        }
    }
    return CAPAI_OK;
}

enum capai_status evaluate_groups(struct job *job, struct capai_error *err)
{
    job->sasaran = gather(job, LEVEL_SASARAN, &job->sasaran_count);
    job->tujuan = gather(job, LEVEL_TUJUAN, &job->tujuan_count);
    if (!job->sasaran || !job->tujuan || read_reported(job) != CAPAI_OK ||
        check_names(job) != CAPAI_OK || check_places(job) != CAPAI_OK)
        return capai_fail_memory(err);
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < job->sasaran_count; i++)
        status = evaluate_group(job, &job->sasaran[i], LEVEL_SASARAN, err);
    for (size_t i = 0; !status && i < job->tujuan_count; i++)
        status = evaluate_group(job, &job->tujuan[i], LEVEL_TUJUAN, err);
    return status ? capai_fail_memory(err) : CAPAI_OK;
}
