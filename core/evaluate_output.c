/* The rows of output.csv: what a sub kegiatan was to deliver, and what it did. */
#include "core/evaluate.h"

/* More of an output is better, unless its row says otherwise. */
static capai_text arah_of(const struct job *job, size_t row)
{
    capai_text arah = dataset_text(job->dataset, SCHEMA_OUTPUT, row, CAPAI_TEXT("arah"));
    for (size_t i = 0; !arah.size && i < job->rules->arah_count; i++)
        if (capai_text_equal_nocase(job->rules->arah[i].name, CAPAI_TEXT("positif")))
            arah = job->rules->arah[i].name;
    return arah;
}

static enum capai_status measure_output(struct job *job, size_t row, struct capai_subject *trace,
                                        struct amount *capaian, struct capai_error *err)
{
    struct capai_error error = {0};
    struct operand operands[2];
    static const enum capai_field roles[] = {CAPAI_FIELD_REALISASI, CAPAI_FIELD_TARGET};
    *capaian = (struct amount){.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG};
    const struct capai_arah *arah = evaluate_arah(job->rules, arah_of(job, row), &error);
    if (!arah) {
        trace_none(trace_quantity(trace, CAPAI_TEXT("capaian")), capaian->outcome, &error);
        return evaluate_complain(job, SCHEMA_OUTPUT, row, CAPAI_TEXT("arah"), &error);
    }
    for (size_t i = 0; i < 2; i++) {
        capai_text column = capai_field_name(roles[i]);
        operands[i].place = (struct place){SCHEMA_OUTPUT, row, column};
        operands[i].cell = dataset_cell(job->dataset, SCHEMA_OUTPUT, row, column);
        if (evaluate_check_cell(job, arah, roles[i], operands[i]) != CAPAI_OK)
            return capai_fail_memory(err);
    }
    return evaluate_progress(job, arah, NULL, operands[0], operands[1], CAPAI_Q_CAPAIAN, trace,
                             capaian, err);
}

enum capai_status evaluate_output(struct job *job, struct capai_error *err)
{
    struct rows rows = dataset_rows(job->dataset, SCHEMA_OUTPUT, job->opd);
    for (size_t i = 0; i < rows.count; i++) {
        size_t row = rows.row[i];
        int year = job->dataset->sheets[SCHEMA_OUTPUT].year[row];
        struct amount capaian;
        if (!year)
            continue; /* of no report; that was said when it was read */
        struct capai_subject *trace = evaluate_trace(job, CAPAI_RESULT_OUTPUT, year);
        if (measure_output(job, row, trace, &capaian, err) != CAPAI_OK)
            return capai_fail_memory(err);
        struct result_row out = evaluate_row(job, CAPAI_RESULT_OUTPUT, year);
        if (!out.result || !result_copy(out, job->dataset, SCHEMA_OUTPUT, row, 0))
            return capai_fail_memory(err);
        trace_row(trace, out.row);
        result_amount(out, COLUMN_CAPAIAN, &capaian);
        result_outcome(out, COLUMN_STATUS, capaian.outcome);
    }
    return CAPAI_OK;
}
