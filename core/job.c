/* What the parts of an evaluation share. */
#include "core/evaluate.h"

enum capai_status evaluate_complain(struct job *job, enum schema_file file, size_t row,
                                    capai_text column, struct capai_error *error)
{
    if (!error->status)
        return CAPAI_OK;
    int c = capai_table_find(job->dataset->sheets[file].table, column);
    return dataset_complain(job->dataset, file, row, c, error);
}

bool evaluate_counts(const struct capai_rules *rules, capai_text jenis)
{
    for (size_t i = 0; i < rules->average.jenis_count; i++)
        if (capai_text_equal_nocase(rules->average.jenis[i], jenis))
            return true;
    return false;
}

enum capai_outcome evaluate_share(struct rupiah part, struct rupiah whole,
                                  const struct capai_zero *zero, const char *text,
                                  struct capai_subject *trace, struct capai_ratio *out)
{
    enum capai_outcome outcome = whole.outcome ? whole.outcome : part.outcome;
    if (outcome == CAPAI_NILAI && capai_decimal_sign(whole.amount) == 0 &&
        zero->kind == CAPAI_ZERO_VALUE) {
        *out = capai_ratio_of(zero->value);
        trace_zero(trace, CAPAI_TEXT("pagu"), capai_exact_of(out));
        return CAPAI_NILAI;
    }
    if (outcome == CAPAI_NILAI)
        outcome = capai_share(part.amount, whole.amount, out);
    if (outcome == CAPAI_NILAI)
        trace_formula(trace, capai_text_of(text), capai_exact_of(out));
    else
        trace_none(trace, outcome, NULL);
    return outcome;
}
