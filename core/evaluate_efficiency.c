/* Serapan and efisiensi of a sasaran, a tujuan or an OPD. */
#include "core/evaluate.h"

/* Realisasi / pagu, rounded. */
static enum capai_status measure_serapan(struct job *job, size_t lines, struct capai_subject *trace,
                                         struct spending *spending)
{
    const struct capai_rules *rules = job->rules;
    struct capai_ratio *ratio = capai_arena_array(job->arena, 1, sizeof *ratio);
    if (!ratio)
        return CAPAI_ERR_MEMORY;
    spending->serapan = (struct amount){.exact = capai_exact_of(ratio)};
    if (!lines)
        spending->pagu.outcome = spending->realisasi.outcome = CAPAI_TIDAK_BERLAKU;
    trace_quantity(trace, CAPAI_TEXT("serapan"));
    trace_sum(trace, CAPAI_TEXT("pagu"), spending->pagu, lines);
    trace_sum(trace, CAPAI_TEXT("realisasi"), spending->realisasi, lines);
    spending->serapan.outcome =
        evaluate_share(spending->realisasi, spending->pagu, &rules->zero_pagu,
                       "realisasi / pagu * 100", trace, ratio);
    enum capai_status status =
        measure_round(rules, CAPAI_Q_SERAPAN, NULL, trace, job->arena, &spending->serapan, NULL);
    return status == CAPAI_ERR_MEMORY ? status : CAPAI_OK;
}

/* The word for capaian against serapan, as they are shown or as they are. */
static enum capai_status judge_order(struct job *job, const struct amount *capaian,
                                     struct capai_subject *trace, struct spending *spending)
{
    const struct capai_rules *rules = job->rules;
    struct capai_ratio shown[] = {capai_ratio_of(capaian->shown),
                                  capai_ratio_of(spending->serapan.shown)};
    bool exact = rules->classify_exact;
    struct capai_exact a = exact ? capaian->exact : capai_exact_of(&shown[0]);
    struct capai_exact b = exact ? spending->serapan.exact : capai_exact_of(&shown[1]);
    struct capai_error error = {0};
    spending->judged =
        capai_efficiency_verdict(&rules->efficiency, a, b, job->arena, &spending->verdict, &error);
    if (!error.status)
        trace_compare(trace, a, b, spending->verdict);
    return error.status == CAPAI_ERR_MEMORY ? error.status : CAPAI_OK;
}

static void trace_saving(const struct spending *spending, struct capai_subject *trace)
{
    struct capai_ratio percent = capai_ratio_of(spending->saving_percent),
                       rupiah = capai_ratio_of(spending->saving_rupiah.amount);
    trace_quantity(trace, CAPAI_TEXT("efisiensi_persen"));
    if (spending->judged != CAPAI_NILAI) {
        trace_none(trace, spending->judged, NULL);
        return;
    }
    trace_formula(trace, CAPAI_TEXT("100 - serapan"), capai_exact_of(&percent));
    trace_quantity(trace, CAPAI_TEXT("efisiensi_rupiah"));
    trace_formula(trace, CAPAI_TEXT("pagu - realisasi"), capai_exact_of(&rupiah));
}

static void judge_saving(const struct job *job, const struct amount *capaian,
                         struct capai_subject *trace, struct spending *spending)
{
    bool reached = capaian->outcome == CAPAI_NILAI &&
                   capai_decimal_compare(capaian->shown, capai_decimal_from_int(100)) >= 0;
    if (job->rules->efficiency.reached_only && !reached)
        spending->judged = CAPAI_TIDAK_BERLAKU;
    spending->saving_percent = capai_efficiency_saving(spending->serapan.shown);
    spending->saving_rupiah = rupiah_subtract(spending->pagu, spending->realisasi);
    trace_saving(spending, trace);
}

enum capai_status evaluate_spending(struct job *job, const struct amount *capaian,
                                    const struct grading *grading, size_t lines,
                                    struct capai_subject *trace, struct spending *spending,
                                    struct capai_error *err)
{
    const struct capai_rules *rules = job->rules;
    enum capai_status status = measure_serapan(job, lines, trace, spending);
    if (status)
        return capai_fail_memory(err);
    spending->judged = spending->serapan.outcome;
    if (spending->judged != CAPAI_NILAI || rules->efficiency.kind == CAPAI_EFFICIENCY_NONE)
        return CAPAI_OK;
    if (rules->efficiency.kind == CAPAI_EFFICIENCY_SAVING) {
        judge_saving(job, capaian, trace, spending);
        return CAPAI_OK;
    }
    spending->judged = capaian->outcome;
    if (grading->has_class && rules->scale.bands[grading->band].no_verdict)
        spending->judged = CAPAI_TIDAK_BERLAKU;
    trace_quantity(trace, CAPAI_TEXT("efisiensi"));
    if (spending->judged == CAPAI_NILAI)
        status = judge_order(job, capaian, trace, spending);
    else
        trace_none(trace, spending->judged, NULL);
    return status ? capai_fail_memory(err) : CAPAI_OK;
}

void evaluate_write_spending(const struct job *job, struct result_row out,
                             const struct spending *spending)
{
    bool saving = job->rules->efficiency.kind == CAPAI_EFFICIENCY_SAVING;
    enum capai_outcome outcome = saving ? spending->judged : CAPAI_TIDAK_BERLAKU;
    result_rupiah(out, COLUMN_PAGU, spending->pagu);
    result_rupiah(out, COLUMN_REALISASI, spending->realisasi);
    result_amount(out, COLUMN_SERAPAN, &spending->serapan);
    result_outcome(out, COLUMN_STATUS_SERAPAN, spending->serapan.outcome);
    result_text(out, COLUMN_EFISIENSI, spending->verdict);
    result_number(out, COLUMN_EFISIENSI_PERSEN, outcome, spending->saving_percent);
    result_number(out, COLUMN_EFISIENSI_RUPIAH, outcome ? outcome : spending->saving_rupiah.outcome,
                  spending->saving_rupiah.amount);
}
