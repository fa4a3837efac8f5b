/* The rows of indikator.csv: capaian, class, and the comparisons with other years and units. */
#include "core/evaluate.h"

#include "core/version.h"

/* ---- reading ---- */

static const struct capai_cell *cell_of(const struct job *job, size_t row, capai_text column)
{
    return dataset_cell(job->dataset, SCHEMA_INDIKATOR, row, column);
}

static capai_text text_of(const struct job *job, size_t row, capai_text column)
{
    return dataset_text(job->dataset, SCHEMA_INDIKATOR, row, column);
}

static bool read_indicator(const struct job *job, size_t row, struct indicator *indicator)
{
    const struct capai_dataset *dataset = job->dataset;
    const struct capai_cell *weight = cell_of(job, row, CAPAI_TEXT("bobot"));
    *indicator = (struct indicator){
        .row = row,
        .year = dataset->sheets[SCHEMA_INDIKATOR].year[row],
        .jenis = text_of(job, row, CAPAI_TEXT("jenis")),
        .tujuan_name = text_of(job, row, CAPAI_TEXT("tujuan")),
        .sasaran_name = text_of(job, row, CAPAI_TEXT("sasaran")),
        .arah = text_of(job, row, CAPAI_TEXT("arah")),
        .target = cell_of(job, row, CAPAI_TEXT("target")),
        .realisasi = cell_of(job, row, CAPAI_TEXT("realisasi")),
    };
    if (weight)
        indicator->weight = *weight;
    if (!indicator->jenis.size)
        indicator->jenis = CAPAI_TEXT("sasaran");
    return dataset_fold(dataset, indicator->tujuan_name, &indicator->tujuan) &&
           dataset_fold(dataset, indicator->sasaran_name, &indicator->sasaran) &&
           dataset_fold(dataset, text_of(job, row, CAPAI_TEXT("indikator")), &indicator->indikator);
}

/* ---- capaian ---- */

static struct operand operand_of(const struct job *job, size_t row, capai_text column)
{
    return (struct operand){{SCHEMA_INDIKATOR, row, column}, cell_of(job, row, column)};
}

static bool is_given(const struct capai_cell *cell)
{
    return cell && (cell->kind == CAPAI_CELL_NUMBER || cell->kind == CAPAI_CELL_GRADE);
}

/* Warns of a target without which there is no capaian, where nothing else was said of it: it is 0,
 * or missing beside a realisasi that is not only measured against target_akhir. Other years than
 * the report's are there to be compared with. */
static enum capai_status check_target(struct job *job, const struct indicator *indicator,
                                      const struct capai_arah *arah)
{
    const struct capai_zero_rules *zero = &job->rules->zero;
    const struct capai_cell *target = indicator->target, *realisasi = indicator->realisasi;
    struct capai_error error = {0};
    capai_text column = CAPAI_TEXT("target");
    if (!evaluate_uses_target(arah) || indicator->capaian.outcome == CAPAI_NILAI ||
        indicator->year != job->dataset->year)
        return CAPAI_OK;
    if (target->kind == CAPAI_CELL_MISSING && is_given(realisasi) &&
        !is_given(cell_of(job, indicator->row, CAPAI_TEXT("target_akhir")))) {
        capai_fail(&error, CAPAI_MSG_TARGET_MISSING, CAPAI_NO_WORDS);
    } else if (target->kind == CAPAI_CELL_NUMBER && realisasi->kind == CAPAI_CELL_NUMBER) {
        bool no_realisasi = capai_decimal_sign(realisasi->number) == 0;
        bool no_target = capai_decimal_sign(target->number) == 0;
        if (no_target && (no_realisasi ? zero->both : zero->target).kind == CAPAI_ZERO_NONE)
            capai_fail(&error, CAPAI_MSG_ZERO_TARGET_NONE, CAPAI_NO_WORDS);
        if (!no_target && no_realisasi && arah->formula == CAPAI_NEGATIVE_INVERSE &&
            zero->realisasi.kind == CAPAI_ZERO_NONE) {
            column = CAPAI_TEXT("realisasi");
            capai_fail(&error, CAPAI_MSG_ZERO_REALISASI_NONE, CAPAI_NO_WORDS);
        }
    }
    if (error.status)
        trace_none(trace_quantity(indicator->trace, CAPAI_TEXT("capaian")),
                   indicator->capaian.outcome, &error);
    return evaluate_complain(job, SCHEMA_INDIKATOR, indicator->row, column, &error);
}

static enum capai_status measure_indicator(struct job *job, struct indicator *indicator,
                                           struct capai_error *err)
{
    struct capai_error error = {0};
    const struct capai_arah *arah = evaluate_arah(job->rules, indicator->arah, &error);
    if (!arah) {
        indicator->capaian = (struct amount){.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG, .rows = 1};
        indicator->capaian_akhir = indicator->capaian;
        trace_none(trace_quantity(indicator->trace, CAPAI_TEXT("capaian")),
                   CAPAI_TIDAK_DAPAT_DIHITUNG, &error);
        return evaluate_complain(job, SCHEMA_INDIKATOR, indicator->row, CAPAI_TEXT("arah"), &error);
    }
    const struct operand target = operand_of(job, indicator->row, CAPAI_TEXT("target"));
    const struct operand realisasi = operand_of(job, indicator->row, CAPAI_TEXT("realisasi"));
    const struct operand end = operand_of(job, indicator->row, CAPAI_TEXT("target_akhir"));
    if (evaluate_check_cell(job, arah, CAPAI_FIELD_TARGET, target) != CAPAI_OK ||
        evaluate_check_cell(job, arah, CAPAI_FIELD_REALISASI, realisasi) != CAPAI_OK ||
        evaluate_check_cell(job, arah, CAPAI_FIELD_TARGET, end) != CAPAI_OK)
        return capai_fail_memory(err);
    enum capai_status status =
        evaluate_progress(job, arah, indicator, realisasi, target, CAPAI_Q_CAPAIAN,
                          indicator->trace, &indicator->capaian, err);
    if (!status && check_target(job, indicator, arah) != CAPAI_OK)
        status = capai_fail_memory(err);
    indicator->capaian_akhir = (struct amount){.outcome = CAPAI_BELUM_DIISI, .rows = 1};
    if (!status && end.cell && end.cell->kind != CAPAI_CELL_MISSING)
        status = evaluate_progress(job, arah, indicator, realisasi, end, CAPAI_Q_CAPAIAN_AKHIR,
                                   indicator->trace, &indicator->capaian_akhir, err);
    return status ? status
                  : evaluate_class(job, realisasi.place, &indicator->capaian, indicator->trace,
                                   &indicator->grading, err);
}

/* ---- comparisons ---- */

/* A comparison of the realisasi with another number: what the other is called, and how it is done.
 * With `relative` the difference in percent of the other. */
struct comparison {
    enum capai_quantity quantity;
    capai_text other;
    bool relative;
    const char *text;
};

static const struct comparison with_unit = {
    CAPAI_Q_SELISIH, {"pembanding", 10}, false, "realisasi - pembanding"};
static const struct comparison with_year = {
    CAPAI_Q_TREN, {"realisasi_lalu", 14}, false, "realisasi - realisasi_lalu"};
static const struct comparison with_year_percent = {
    CAPAI_Q_TREN_PERSEN,
    {"realisasi_lalu", 14},
    true,
    "(realisasi - realisasi_lalu) / realisasi_lalu * 100"};

static void trace_comparison(struct capai_subject *trace, const struct comparison *how,
                             struct operand realisasi, struct operand other)
{
    if (!other.cell) /* there is nothing to compare with */
        return;
    trace_quantity(trace, capai_quantity_name(how->quantity));
    evaluate_trace_input(trace, CAPAI_TEXT("realisasi"), realisasi);
    evaluate_trace_input(trace, how->other, other);
}

/* Compares the realisasi of an indicator with another cell; rounded. */
static enum capai_status compare(struct job *job, const struct indicator *indicator,
                                 struct operand other, const struct comparison *how,
                                 struct amount *out, struct capai_error *err)
{
    const struct capai_cell *a = indicator->realisasi, *b = other.cell;
    *out = (struct amount){.outcome = CAPAI_BELUM_DIISI};
    trace_comparison(indicator->trace, how,
                     operand_of(job, indicator->row, CAPAI_TEXT("realisasi")), other);
    if (!a || !b || a->kind == CAPAI_CELL_MISSING || b->kind == CAPAI_CELL_MISSING)
        return CAPAI_OK;
    out->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    bool numbers = a->has_number && b->has_number && a->kind != CAPAI_CELL_RANGE &&
                   b->kind != CAPAI_CELL_RANGE;
    if (!numbers)
        return CAPAI_OK;

    unsigned flags = 0;
    struct capai_ratio *ratio = capai_arena_array(job->arena, 1, sizeof *ratio);
    if (!ratio)
        return capai_fail_memory(err);
    *ratio = capai_ratio_of(capai_decimal_subtract(a->number, b->number, CAPAI_HALF_EVEN, &flags));
    out->outcome = flags ? CAPAI_TIDAK_DAPAT_DIHITUNG : CAPAI_NILAI;
    if (how->relative && !flags)
        out->outcome = capai_share(ratio->numerator, b->number, ratio);
    out->exact = capai_exact_of(ratio);
    if (out->outcome == CAPAI_NILAI)
        trace_formula(indicator->trace, capai_text_of(how->text), out->exact);
    enum capai_status status =
        measure_round(job->rules, how->quantity, NULL, indicator->trace, job->arena, out, NULL);
    return status == CAPAI_ERR_MEMORY ? capai_fail_memory(err) : CAPAI_OK;
}

static enum capai_status compare_years(struct job *job, struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < job->indicator_count; i++) {
        struct indicator *now = &job->indicators[i];
        const struct indicator *last = evaluate_in_year(job, now, now->year - 1);
        struct operand before = {.cell = NULL};
        if (last)
            before = operand_of(job, last->row, CAPAI_TEXT("realisasi"));
        status = compare(job, now, before, &with_year, &now->tren, err);
        if (!status)
            status = compare(job, now, before, &with_year_percent, &now->tren_persen, err);
    }
    return status;
}

static enum capai_status compare_unit(struct job *job, struct indicator *indicator,
                                      struct capai_error *err)
{
    struct capai_error error = {0};
    const struct operand other = operand_of(job, indicator->row, CAPAI_TEXT("pembanding"));
    if (other.cell && other.cell->kind == CAPAI_CELL_TEXT)
        capai_fail(&error, CAPAI_MSG_NOT_A_NUMBER, CAPAI_WORDS(other.cell->source));
    enum capai_status status =
        evaluate_complain(job, SCHEMA_INDIKATOR, indicator->row, CAPAI_TEXT("pembanding"), &error);
    return status ? status : compare(job, indicator, other, &with_unit, &indicator->selisih, err);
}

/* ---- output ---- */

static enum capai_status write_indicator(struct job *job, const struct indicator *indicator,
                                         struct capai_error *err)
{
    struct result_row out = evaluate_row(job, CAPAI_RESULT_INDIKATOR, indicator->year);
    if (!out.result || !result_copy(out, job->dataset, SCHEMA_INDIKATOR, indicator->row, 0))
        return capai_fail_memory(err);
    trace_row(indicator->trace, out.row);
    result_text(out, COLUMN_JENIS, indicator->jenis);
    result_capaian(out, job->rules, &indicator->capaian, &indicator->grading);
    result_amount(out, COLUMN_CAPAIAN_AKHIR, &indicator->capaian_akhir);
    result_outcome(out, COLUMN_STATUS_CAPAIAN_AKHIR, indicator->capaian_akhir.outcome);
    result_amount(out, COLUMN_SELISIH, &indicator->selisih);
    result_amount(out, COLUMN_TREN, &indicator->tren);
    result_amount(out, COLUMN_TREN_PERSEN, &indicator->tren_persen);
    if (indicator->grading.has_class)
        result_text(out, COLUMN_DI_BATAS,
                    indicator->grading.borderline ? CAPAI_TEXT("ya") : CAPAI_TEXT("tidak"));
    return CAPAI_OK;
}

/* Warns of a row that cannot enter a weighted mean. */
static enum capai_status check_weight(struct job *job, const struct indicator *indicator)
{
    struct capai_error error = {0};
    const struct capai_cell *weight = &indicator->weight;
    bool weighted =
        job->rules->average.kind == CAPAI_WEIGHTED && evaluate_counts(job->rules, indicator->jenis);
    bool number = weight->kind == CAPAI_CELL_NUMBER;
    if (!number && weight->kind != CAPAI_CELL_MISSING) {
        struct capai_cell again; /* says what is broken */
        if (capai_cell_parse(weight->source, job->dataset->notation.texts, CAPAI_QUANTITY, &again,
                             &error) == CAPAI_OK)
            capai_fail(&error, CAPAI_MSG_NOT_A_NUMBER, CAPAI_WORDS(weight->source));
        error.status = weighted ? CAPAI_ERR_DATA : CAPAI_WARNING;
    } else if (weighted && !number) {
        capai_fail(&error, CAPAI_MSG_WEIGHT_MISSING, CAPAI_NO_WORDS);
    }
    return evaluate_complain(job, SCHEMA_INDIKATOR, indicator->row, CAPAI_TEXT("bobot"), &error);
}

/* Warns of a key indicator below the level of a sasaran: what a unit is measured by are its
 * tujuan and sasaran. */
static enum capai_status check_iku(struct job *job, const struct indicator *indicator)
{
    struct capai_error error = {0};
    static const capai_text lower[] = {{"program", 7}, {"kegiatan", 8}, {"subkegiatan", 11}};
    bool iku = capai_text_equal(text_of(job, indicator->row, CAPAI_TEXT("iku")), CAPAI_TEXT("ya"));
    for (size_t i = 0; iku && i < 3; i++)
        if (capai_text_equal(indicator->jenis, lower[i]))
            capai_fail(&error, CAPAI_MSG_IKU_LEVEL, CAPAI_WORDS(indicator->jenis));
    return evaluate_complain(job, SCHEMA_INDIKATOR, indicator->row, CAPAI_TEXT("iku"), &error);
}

static enum capai_status read_indicators(struct job *job, struct capai_error *err)
{
    struct rows rows;
    if (!version_rows(job->dataset, SCHEMA_INDIKATOR, job->opd, job->arena, &rows))
        return capai_fail_memory(err);
    job->indicators = capai_arena_array(job->arena, rows.count, sizeof *job->indicators);
    if (!job->indicators)
        return capai_fail_memory(err);
    for (size_t i = 0; i < rows.count; i++) {
        struct indicator *indicator = &job->indicators[job->indicator_count];
        struct capai_error error = {0};
        if (!read_indicator(job, rows.row[i], indicator))
            return capai_fail_memory(err);
        if (!indicator->indikator.size)
            capai_fail(&error, CAPAI_MSG_KEY_MISSING, CAPAI_WORDS(CAPAI_TEXT("indikator")));
        enum capai_status status =
            evaluate_complain(job, SCHEMA_INDIKATOR, rows.row[i], CAPAI_TEXT("indikator"), &error);
        if (status)
            return status;
        /* without a year a row belongs to no report; that was said when it was read */
        if (!indicator->year || !indicator->indikator.size)
            continue;
        indicator->trace = evaluate_trace(job, CAPAI_RESULT_INDIKATOR, indicator->year);
        job->indicator_count++;
    }
    return CAPAI_OK;
}

enum capai_status evaluate_indicators(struct job *job, struct capai_error *err)
{
    enum capai_status status = read_indicators(job, err);
    if (!status && !evaluate_order_years(job))
        status = capai_fail_memory(err);
    for (size_t i = 0; !status && i < job->indicator_count; i++) {
        status = measure_indicator(job, &job->indicators[i], err);
        if (!status)
            status = compare_unit(job, &job->indicators[i], err);
        if (!status && (check_weight(job, &job->indicators[i]) != CAPAI_OK ||
                        check_iku(job, &job->indicators[i]) != CAPAI_OK))
            status = capai_fail_memory(err);
    }
    if (!status)
        status = compare_years(job, err);
    for (size_t i = 0; !status && i < job->indicator_count; i++)
        status = write_indicator(job, &job->indicators[i], err);
    return status ? capai_fail_memory(err) : CAPAI_OK;
}
