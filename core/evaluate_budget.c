/* The rows of anggaran.csv: serapan, what is left, shares, sums of the lines below. */
#include "core/evaluate.h"

/* Pagu of all lines without a parent, per tree; tree order keeps those of one tree together. */
static enum capai_status sum_trees(struct job *job, struct rupiah *totals)
{
    const struct budget *budget = &job->budget;
    for (size_t start = 0, end; start < budget->tree_count; start = end) {
        const struct line *first = budget->tree[start];
        struct rupiah total = {CAPAI_NILAI, capai_decimal_from_int(0)};
        for (end = start; end < budget->tree_count; end++) {
            const struct line *line = budget->tree[end];
            if (line->year != first->year || !capai_text_equal(line->tabel, first->tabel) ||
                !capai_text_equal(line->versi, first->versi))
                break;
            if (line->parent < 0)
                rupiah_add(&total, line->pagu);
        }
        for (size_t i = start; i < end; i++)
            totals[budget->tree[i] - budget->lines] = total;
    }
    return CAPAI_OK;
}

/* part / whole in percent, rounded. */
static enum capai_status share(struct job *job, struct rupiah part, struct rupiah whole,
                               enum capai_quantity quantity, struct amount *out,
                               struct capai_error *err)
{
    struct capai_ratio ratio = capai_ratio_of(part.amount);
    const struct capai_zero none = {.kind = CAPAI_ZERO_NONE};
    const struct capai_zero *zero = quantity == CAPAI_Q_SERAPAN ? &job->rules->zero_pagu : &none;
    *out = (struct amount){.outcome = evaluate_share(part, whole, zero, &ratio)};
    out->exact = capai_exact_of(&ratio);
    enum capai_status status = measure_round(job->rules, quantity, NULL, job->arena, out, NULL);
    out->exact = (struct capai_exact){NULL, 0};
    return status == CAPAI_ERR_MEMORY ? capai_fail_memory(err) : CAPAI_OK;
}

static enum capai_status write_line(struct job *job, const struct line *line, struct rupiah total,
                                    struct capai_error *err)
{
    const enum capai_result result = CAPAI_RESULT_ANGGARAN;
    struct amount serapan, proporsi;
    enum capai_status status =
        share(job, line->realisasi, line->pagu, CAPAI_Q_SERAPAN, &serapan, err);
    if (!status)
        status = share(job, line->pagu, total, CAPAI_Q_PROPORSI, &proporsi, err);
    if (status)
        return status;
    size_t row = result_row(job, result, line->year);
    if (row == CAPAI_NO_ROW)
        return capai_fail_memory(err);

    unsigned flags = 0;
    struct rupiah left = line->pagu;
    if (left.outcome == CAPAI_NILAI)
        left.outcome = line->realisasi.outcome;
    left.amount =
        capai_decimal_subtract(line->pagu.amount, line->realisasi.amount, CAPAI_HALF_EVEN, &flags);
    enum capai_outcome children = line->children ? CAPAI_NILAI : CAPAI_TIDAK_BERLAKU;
    result_copy(job, result, row, SCHEMA_ANGGARAN, line->row, 0);
    result_amount(job, result, row, "serapan", &serapan);
    result_text(job, result, row, "status", capai_text_of(capai_outcome_name(serapan.outcome)));
    result_number(job, result, row, "sisa", left.outcome, left.amount);
    result_amount(job, result, row, "proporsi", &proporsi);
    result_number(job, result, row, "pagu_anak", children ? children : line->pagu_children.outcome,
                  line->pagu_children.amount);
    result_number(job, result, row, "realisasi_anak",
                  children ? children : line->realisasi_children.outcome,
                  line->realisasi_children.amount);
    return CAPAI_OK;
}

/* Warns where an evaluated line is not the sum of the lines below it. */
static enum capai_status check_sum(struct job *job, const struct line *line, capai_text column,
                                   struct rupiah amount, struct rupiah children)
{
    struct capai_error error = {0};
    char printed[CAPAI_DECIMAL_TEXT], sum[CAPAI_DECIMAL_TEXT];
    if (!line->evaluated || line->year != job->dataset->year || !line->children || amount.outcome ||
        children.outcome || capai_decimal_compare(amount.amount, children.amount) == 0)
        return CAPAI_OK;
    capai_decimal_format(amount.amount, CAPAI_NOTATION_INDONESIA, printed);
    capai_decimal_format(children.amount, CAPAI_NOTATION_INDONESIA, sum);
    capai_fail(&error, CAPAI_MSG_BUDGET_SUM,
               CAPAI_WORDS(line->kode, column, capai_text_of(printed), capai_text_of(sum)));
    return evaluate_complain(job, SCHEMA_ANGGARAN, line->row, column, &error);
}

enum capai_status evaluate_budget(struct job *job, struct capai_error *err)
{
    const struct budget *budget = &job->budget;
    struct rupiah *totals = capai_arena_array(job->arena, budget->count, sizeof *totals);
    if (!totals)
        return capai_fail_memory(err);
    for (size_t i = 0; i < budget->count; i++)
        totals[i].outcome = CAPAI_TIDAK_BERLAKU;
    enum capai_status status = sum_trees(job, totals);
    for (size_t i = 0; !status && i < budget->count; i++) {
        const struct line *line = &budget->lines[i];
        if (!line->year)
            continue;
        status = write_line(job, line, totals[i], err);
        if (!status)
            status = check_sum(job, line, CAPAI_TEXT("pagu"), line->pagu, line->pagu_children);
        if (!status)
            status = check_sum(job, line, CAPAI_TEXT("realisasi"), line->realisasi,
                               line->realisasi_children);
    }
    return status ? capai_fail_memory(err) : CAPAI_OK;
}
