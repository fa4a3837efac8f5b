/* The OPD as a whole: its mean, its budget, the counts of its predikat. */
#include "core/evaluate.h"

/* The years of an OPD, by first appearance in opd.csv, indikator.csv, anggaran.csv,
 * skm.csv, lke.csv. */
static int *list_years(struct job *job, size_t *count)
{
    static const enum schema_file files[] = {SCHEMA_OPD, SCHEMA_INDIKATOR, SCHEMA_ANGGARAN,
                                             SCHEMA_SKM, SCHEMA_LKE};
    int *years = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        struct rows rows = dataset_rows(job->dataset, files[f], job->opd);
        for (size_t i = 0; i < rows.count; i++) {
            int year = job->dataset->sheets[files[f]].year[rows.row[i]];
            bool known = year == 0;
            for (size_t k = 0; !known && k < *count; k++)
                known = years[k] == year;
            if (known)
                continue;
            years = capai_arena_grow(job->arena, years, *count, &capacity, sizeof *years);
            if (!years)
                return NULL;
            years[(*count)++] = year;
        }
    }
    return years ? years : capai_arena_array(job->arena, 1, sizeof *years);
}

/* What enters the OPD's mean in a year. */
static struct member *opd_members(struct job *job, int year, size_t *count)
{
    const struct capai_average *average = &job->rules->average;
    size_t most = job->indicator_count + job->sasaran_count + job->tujuan_count;
    struct member *members = capai_arena_array(job->arena, most, sizeof *members);
    *count = 0;
    if (!members)
        return NULL;
    if (!average->over_sasaran) {
        for (size_t i = 0; i < job->indicator_count; i++) {
            const struct indicator *indicator = &job->indicators[i];
            if (indicator->year != year || !evaluate_counts(job->rules, indicator->jenis))
                continue;
            members[(*count)++] = evaluate_member(indicator);
        }
        return members;
    }
    for (size_t i = 0; i < job->tujuan_count; i++)
        if (job->tujuan[i].year == year && job->tujuan[i].own &&
            evaluate_counts(job->rules, CAPAI_TEXT("tujuan")))
            members[(*count)++] = evaluate_group_member(&job->tujuan[i]);
    for (size_t i = 0; i < job->sasaran_count; i++)
        if (job->sasaran[i].year == year && evaluate_counts(job->rules, CAPAI_TEXT("sasaran")))
            members[(*count)++] = evaluate_group_member(&job->sasaran[i]);
    return members;
}

/* ---- weights ---- */

static bool is_whole(capai_decimal sum)
{
    return capai_decimal_compare(sum, capai_decimal_from_int(100)) == 0 ||
           capai_decimal_compare(sum, capai_decimal_from_int(1)) == 0;
}

/* The sum of the weights that enter a mean of a year: of one sasaran, or (NULL) of all. */
static capai_decimal sum_weights(const struct job *job, int year, const struct group *sasaran)
{
    unsigned flags = 0;
    capai_decimal sum = capai_decimal_from_int(0);
    for (size_t i = 0; i < job->indicator_count; i++) {
        const struct indicator *indicator = &job->indicators[i];
        if (indicator->year == year && evaluate_counts(job->rules, indicator->jenis) &&
            indicator->weight.kind == CAPAI_CELL_NUMBER &&
            (!sasaran || indicator->sasaran.data == sasaran->fold.data))
            sum = capai_decimal_add(sum, indicator->weight.number, CAPAI_HALF_EVEN, &flags);
    }
    return sum;
}

static enum capai_status warn_weights(struct job *job, size_t row, capai_text name,
                                      capai_decimal sum)
{
    struct capai_error error = {0};
    char text[CAPAI_DECIMAL_TEXT];
    size_t size = capai_decimal_format(sum, CAPAI_NOTATION_INDONESIA, text);
    capai_fail(&error, CAPAI_MSG_WEIGHT_SUM, CAPAI_WORDS(name, ((capai_text){text, size})));
    return evaluate_complain(job, SCHEMA_INDIKATOR, row, CAPAI_TEXT("bobot"), &error);
}

/* Warns of weights of the report year that sum to neither 100 nor 1: over the OPD, or, where its
 * mean is one of sasaran, over one of these. Sums of 0 have no weights to speak of. */
static enum capai_status check_weights(struct job *job, int year, size_t row)
{
    const struct capai_average *average = &job->rules->average;
    capai_decimal sum = sum_weights(job, year, NULL);
    if (average->kind != CAPAI_WEIGHTED || year != job->dataset->year || is_whole(sum) ||
        capai_decimal_sign(sum) == 0)
        return CAPAI_OK;
    if (!average->over_sasaran)
        return warn_weights(job, row, job->dataset->opds[job->opd], sum);
    for (size_t i = 0; i < job->sasaran_count; i++) {
        const struct group *sasaran = &job->sasaran[i];
        capai_decimal part = sum_weights(job, year, sasaran);
        if (sasaran->year == year && !is_whole(part) && capai_decimal_sign(part) != 0 &&
            warn_weights(job, sasaran->members[0]->row, sasaran->name, part) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* ---- the whole ---- */

/* How many indicators of a year have each predikat, zeros included. */
static enum capai_status write_rekap(struct job *job, int year, struct capai_error *err)
{
    const struct capai_scale *scale = &job->rules->scale;
    for (size_t band = 0; band < scale->count; band++) {
        size_t seen = 0;
        struct capai_subject *trace =
            trace_quantity(evaluate_trace(job, CAPAI_RESULT_REKAP, year), CAPAI_TEXT("jumlah"));
        for (size_t i = 0; i < job->indicator_count; i++) {
            const struct indicator *indicator = &job->indicators[i];
            if (indicator->year != year || !indicator->grading.has_class ||
                indicator->grading.band != band || !evaluate_counts(job->rules, indicator->jenis))
                continue;
            seen++;
            trace_counted(trace, indicator->trace, indicator->capaian.exact);
        }
        struct result_row out = evaluate_row(job, CAPAI_RESULT_REKAP, year);
        if (!out.result)
            return capai_fail_memory(err);
        trace_count(trace, CAPAI_TEXT("indikator"), seen);
        trace_row(trace, out.row);
        result_text(out, COLUMN_PREDIKAT, scale->bands[band].name);
        result_count(out, COLUMN_URUTAN, band + 1);
        result_count(out, COLUMN_JUMLAH, seen);
    }
    return CAPAI_OK;
}

static enum capai_status write_opd(struct job *job, int year, const struct amount *capaian,
                                   const struct grading *grading, const struct spending *spending,
                                   struct capai_subject *trace, struct capai_error *err)
{
    long source = dataset_opd_row(job->dataset, job->opd, year);
    struct result_row out = evaluate_row(job, CAPAI_RESULT_OPD, year);
    if (!out.result ||
        (source >= 0 && !result_copy(out, job->dataset, SCHEMA_OPD, (size_t)source, 2)))
        return capai_fail_memory(err);
    /* the rules that made these numbers, which --rules may have changed */
    int aturan = capai_table_find(out.result->table, CAPAI_TEXT("aturan"));
    if (aturan >= 0)
        capai_table_texts(out.result->table, aturan)[out.row] = job->rules->id;
    trace_row(trace, out.row);
    result_count(out, COLUMN_JUMLAH_INDIKATOR, capaian->rows);
    result_capaian(out, job->rules, capaian, grading);
    evaluate_write_spending(out, spending);
    evaluate_write_survey(job, out, year);
    evaluate_write_lke(job, out, year);
    return evaluate_keep_total(job, year, capaian, spending, trace) ? CAPAI_OK
                                                                    : capai_fail_memory(err);
}

static enum capai_status evaluate_year(struct job *job, int year, struct capai_error *err)
{
    struct amount capaian;
    struct grading grading = {.has_class = false};
    struct spending spending = {.borrowed = false};
    size_t count, row = 0;
    struct capai_subject *trace = evaluate_trace(job, CAPAI_RESULT_OPD, year);
    struct member *members = opd_members(job, year, &count);
    if (!members)
        return capai_fail_memory(err);
    for (size_t i = job->indicator_count; i-- > 0;)
        if (job->indicators[i].year == year)
            row = job->indicators[i].row;
    if (check_weights(job, year, row) != CAPAI_OK)
        return capai_fail_memory(err);
    enum capai_status status = evaluate_mean(job, members, count, row, job->dataset->opds[job->opd],
                                             trace, &capaian, &grading, err);
    if (status)
        return status;
    struct judged judged = {.capaian = &capaian,
                            .grading = &grading,
                            .row = row,
                            .name = job->dataset->opds[job->opd],
                            .trace = trace};
    trace_quantity(trace, CAPAI_TEXT("serapan"));
    budget_total(&job->budget, year, &spending.pagu, &spending.realisasi, &judged.lines, trace);
    for (size_t i = 0; i < job->sasaran_count; i++)
        if (job->sasaran[i].year == year &&
            evaluate_add_spending(job, &spending, &job->sasaran[i]) != CAPAI_OK)
            return capai_fail_memory(err);
    status = evaluate_spending(job, &judged, &spending, err);
    if (!status)
        status = write_opd(job, year, &capaian, &grading, &spending, trace, err);
    return status ? status : write_rekap(job, year, err);
}

enum capai_status evaluate_opd(struct job *job, struct capai_error *err)
{
    size_t count;
    int *years = list_years(job, &count);
    if (!years)
        return capai_fail_memory(err);
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < count; i++)
        status = evaluate_year(job, years[i], err);
    return status ? capai_fail_memory(err) : CAPAI_OK;
}
