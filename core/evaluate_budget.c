/* The rows of anggaran.csv: serapan, what is left, shares, sums of the lines below. */
#include "core/evaluate.h"

/* Pagu of all lines without a parent, per tree; tree order keeps those of one tree together. */
static void sum_trees(struct job *job, struct rupiah *totals)
{
    const struct budget *budget = &job->budget;
    for (size_t start = 0, end; start < budget->tree_count; start = end) {
        const struct line *first = budget->tree[start];
        struct rupiah total = {CAPAI_NILAI, capai_decimal_from_int(0)};
        for (end = start; end < budget->tree_count; end++) {
            const struct line *line = budget->tree[end];
            if (!budget_same_tree(line, first))
                break;
            if (line->parent < 0)
                rupiah_add(&total, line->pagu);
        }
        for (size_t i = start; i < end; i++)
            totals[budget->tree[i] - budget->lines] = total;
    }
}

/* part / whole in percent, rounded. */
static enum capai_status share(struct job *job, struct rupiah part, struct rupiah whole,
                               enum capai_quantity quantity, struct capai_subject *trace,
                               struct amount *out, struct capai_error *err)
{
    bool serapan = quantity == CAPAI_Q_SERAPAN;
    struct capai_ratio ratio = capai_ratio_of(part.amount);
    const struct capai_zero none = {.kind = CAPAI_ZERO_NONE};
    const struct capai_zero *zero = serapan ? &job->rules->zero_pagu : &none;
    const char *text = serapan ? "realisasi / pagu * 100" : "pagu / total * 100";
    trace_quantity(trace, capai_quantity_name(quantity));
    *out = (struct amount){.outcome = evaluate_share(part, whole, zero, text, trace, &ratio)};
    out->exact = capai_exact_of(&ratio);
    enum capai_status status =
        measure_round(job->rules, quantity, NULL, trace, job->arena, out, NULL);
    out->exact = (struct capai_exact){NULL, 0};
    return status == CAPAI_ERR_MEMORY ? capai_fail_memory(err) : CAPAI_OK;
}

/* The two cells of a line. */
static void trace_cells(const struct job *job, const struct line *line, struct capai_subject *trace)
{
    static const capai_text columns[] = {{"pagu", 4}, {"realisasi", 9}};
    trace_quantity(trace, CAPAI_TEXT("serapan"));
    for (size_t i = 0; i < 2; i++)
        trace_input(trace, columns[i], SCHEMA_ANGGARAN, line->row, columns[i],
                    dataset_cell(job->dataset, SCHEMA_ANGGARAN, line->row, columns[i]));
}

/* What is left of a line. */
static struct rupiah left_of(const struct line *line, struct capai_subject *trace)
{
    struct rupiah left = rupiah_subtract(line->pagu, line->realisasi);
    const struct capai_ratio ratio = capai_ratio_of(left.amount);
    trace_quantity(trace, CAPAI_TEXT("sisa"));
    if (left.outcome == CAPAI_NILAI)
        trace_formula(trace, CAPAI_TEXT("pagu - realisasi"), capai_exact_of(&ratio));
    else
        trace_none(trace, left.outcome, NULL);
    return left;
}

/* The lines below a line, and their sums. */
static void trace_children(const struct job *job, const struct line *line,
                           struct capai_subject *trace)
{
    const struct budget *budget = &job->budget;
    if (!trace || !line->children)
        return;
    trace_quantity(trace, CAPAI_TEXT("pagu_anak"));
    for (size_t i = 0; i < budget->count; i++) {
        long parent = budget->lines[i].parent;
        if (parent >= 0 && &budget->lines[parent] == line && !budget->lines[i].total)
            trace_line(trace, &budget->lines[i]);
    }
    trace_sum(trace, CAPAI_TEXT("pagu"), line->pagu_children, line->children);
    trace_quantity(trace, CAPAI_TEXT("realisasi_anak"));
    trace_sum(trace, CAPAI_TEXT("realisasi"), line->realisasi_children, line->children);
}

static enum capai_status write_line(struct job *job, const struct line *line, struct rupiah total,
                                    struct capai_error *err)
{
    struct amount serapan, proporsi;
    struct capai_subject *trace = evaluate_trace(job, CAPAI_RESULT_ANGGARAN, line->year);
    trace_cells(job, line, trace);
    enum capai_status status =
        share(job, line->realisasi, line->pagu, CAPAI_Q_SERAPAN, trace, &serapan, err);
    struct rupiah left = left_of(line, trace);
    trace_quantity(trace, CAPAI_TEXT("proporsi"));
    trace_sum(trace, CAPAI_TEXT("total"), total, 0);
    if (!status)
        status = share(job, line->pagu, total, CAPAI_Q_PROPORSI, trace, &proporsi, err);
    trace_children(job, line, trace);
    if (status)
        return status;
    struct result_row out = evaluate_row(job, CAPAI_RESULT_ANGGARAN, line->year);
    if (!out.result || !result_copy(out, job->dataset, SCHEMA_ANGGARAN, line->row, 0))
        return capai_fail_memory(err);

    struct capai_evaluation *evaluation = job->evaluation;
    bool *evaluated = capai_arena_grow(evaluation->arena, evaluation->evaluated, out.row,
                                       &evaluation->evaluated_capacity, sizeof *evaluated);
    if (!evaluated)
        return capai_fail_memory(err);
    evaluation->evaluated = evaluated;
    evaluated[out.row] = line->evaluated;

    struct rupiah none = {CAPAI_TIDAK_BERLAKU, capai_decimal_from_int(0)};
    trace_row(trace, out.row);
    if (line->borrowed || (line->evaluated && line->sasaran.size)) /* whom the line serves */
        result_text(out, COLUMN_SASARAN, line->sasaran);
    result_amount(out, COLUMN_SERAPAN, &serapan);
    result_outcome(out, COLUMN_STATUS, serapan.outcome);
    result_rupiah(out, COLUMN_SISA, left);
    result_amount(out, COLUMN_PROPORSI, &proporsi);
    result_rupiah(out, COLUMN_PAGU_ANAK, line->children ? line->pagu_children : none);
    result_rupiah(out, COLUMN_REALISASI_ANAK, line->children ? line->realisasi_children : none);
    return CAPAI_OK;
}

/* One of the two amounts of a line, and what it should be. */
struct claim {
    capai_text column;
    struct rupiah amount, expected;
    bool of_others; /* other roots of the table have this amount */
};

/* Warns where an evaluated line is not the sum of the lines below it, where a total line is not
 * what it repeats, and where a root without an amount leaves the OPD without a total. */
static enum capai_status check_claim(struct job *job, const struct line *line,
                                     const struct claim *claim)
{
    struct capai_error error = {0};
    char printed[CAPAI_DECIMAL_TEXT], sum[CAPAI_DECIMAL_TEXT];
    bool root = !line->total && line->parent < 0;
    if (root && claim->amount.outcome == CAPAI_BELUM_DIISI && claim->of_others)
        capai_fail(&error, CAPAI_MSG_BUDGET_MISSING, CAPAI_WORDS(line->kode, claim->column));
    if (!claim->amount.outcome && !claim->expected.outcome &&
        capai_decimal_compare(claim->amount.amount, claim->expected.amount) != 0) {
        capai_decimal_format(claim->amount.amount, CAPAI_NOTATION_INDONESIA, printed);
        capai_decimal_format(claim->expected.amount, CAPAI_NOTATION_INDONESIA, sum);
        capai_fail(
            &error, CAPAI_MSG_BUDGET_SUM,
            CAPAI_WORDS(line->kode, claim->column, capai_text_of(printed), capai_text_of(sum)));
    }
    return evaluate_complain(job, SCHEMA_ANGGARAN, line->row, claim->column, &error);
}

/* Which amounts the roots of the evaluated table have at all. */
static void find_amounts(const struct budget *budget, int year, bool *pagu, bool *realisasi)
{
    *pagu = *realisasi = false;
    for (size_t i = 0; i < budget->count; i++) {
        const struct line *line = &budget->lines[i];
        if (!line->evaluated || line->total || line->parent >= 0 || line->year != year)
            continue;
        *pagu |= line->pagu.outcome == CAPAI_NILAI;
        *realisasi |= line->realisasi.outcome == CAPAI_NILAI;
    }
}

/* Amounts that no budget has: a realisasi below zero, or above its pagu. */
static enum capai_status check_amounts(struct job *job, const struct line *line)
{
    struct capai_error error = {0};
    char pagu[CAPAI_DECIMAL_TEXT], realisasi[CAPAI_DECIMAL_TEXT];
    if (line->realisasi.outcome)
        return CAPAI_OK;
    const bool negative = capai_decimal_sign(line->realisasi.amount) < 0;
    const bool over =
        !line->pagu.outcome && capai_decimal_compare(line->realisasi.amount, line->pagu.amount) > 0;
    if (!negative && !over)
        return CAPAI_OK;
    capai_decimal_format(line->realisasi.amount, CAPAI_NOTATION_INDONESIA, realisasi);
    capai_decimal_format(line->pagu.amount, CAPAI_NOTATION_INDONESIA, pagu);
    if (negative)
        capai_fail(&error, CAPAI_MSG_REALISASI_NEGATIVE,
                   CAPAI_WORDS(line->kode, capai_text_of(realisasi)));
    else
        capai_fail(&error, CAPAI_MSG_BUDGET_OVERSPENT,
                   CAPAI_WORDS(line->kode, capai_text_of(realisasi), capai_text_of(pagu)));
    return evaluate_complain(job, SCHEMA_ANGGARAN, line->row, CAPAI_TEXT("realisasi"), &error);
}

/* Levels of the budget tree, the highest first; others have no place in it. */
static size_t level_of(const struct line *line)
{
    static const capai_text levels[] = {
        {"urusan", 6}, {"bidang", 6}, {"program", 7}, {"kegiatan", 8}, {"subkegiatan", 11}};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (capai_text_equal_nocase(line->jenjang, levels[i]))
            return i + 1;
    return 0;
}

static bool is_root(const struct job *job, const struct line *line)
{
    return line->evaluated && line->year == job->dataset->year && !line->total && line->parent < 0;
}

/* Warns of a line that should stand below another, as others of its level do, and has no parent. */
static enum capai_status check_parents(struct job *job)
{
    const struct budget *budget = &job->budget;
    size_t top = 0;
    for (size_t i = 0; i < budget->count; i++) {
        size_t level = is_root(job, &budget->lines[i]) ? level_of(&budget->lines[i]) : 0;
        top = level && (!top || level < top) ? level : top;
    }
    for (size_t i = 0; i < budget->count; i++) {
        const struct line *line = &budget->lines[i];
        struct capai_error error = {0};
        size_t size = line->kode.size;
        while (size && line->kode.data[size - 1] != '.')
            size--;
        if (!size || !is_root(job, line) || level_of(line) <= top)
            continue;
        capai_fail(
            &error, CAPAI_MSG_BUDGET_PARENT,
            CAPAI_WORDS(line->kode, line->jenjang, ((capai_text){line->kode.data, size - 1})));
        if (evaluate_complain(job, SCHEMA_ANGGARAN, line->row, CAPAI_TEXT("kode"), &error))
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

static enum capai_status check_lines(struct job *job)
{
    const struct budget *budget = &job->budget;
    const int year = job->dataset->year;
    const struct rupiah none = {CAPAI_TIDAK_BERLAKU, capai_decimal_from_int(0)};
    struct rupiah pagu, realisasi;
    bool any_pagu, any_realisasi;
    size_t roots;
    budget_total(budget, year, &pagu, &realisasi, &roots, NULL);
    find_amounts(budget, year, &any_pagu, &any_realisasi);
    for (size_t i = 0; i < budget->count; i++) {
        const struct line *line = &budget->lines[i];
        if (!line->evaluated || line->year != year)
            continue;
        const struct line *repeated = line->parent < 0 ? NULL : &budget->lines[line->parent];
        struct claim claims[] = {{CAPAI_TEXT("pagu"), line->pagu, none, any_pagu},
                                 {CAPAI_TEXT("realisasi"), line->realisasi, none, any_realisasi}};
        if (line->total) {
            claims[0].expected = repeated ? repeated->pagu : pagu;
            claims[1].expected = repeated ? repeated->realisasi : realisasi;
        } else if (line->children) {
            claims[0].expected = line->pagu_children;
            claims[1].expected = line->realisasi_children;
        }
        for (size_t k = 0; k < 2; k++)
            if (check_claim(job, line, &claims[k]) != CAPAI_OK)
                return CAPAI_ERR_MEMORY;
        if (check_amounts(job, line) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return check_parents(job);
}

enum capai_status evaluate_budget(struct job *job, struct capai_error *err)
{
    const struct budget *budget = &job->budget;
    struct rupiah *totals = capai_arena_array(job->arena, budget->count, sizeof *totals);
    if (!totals)
        return capai_fail_memory(err);
    for (size_t i = 0; i < budget->count; i++)
        totals[i].outcome = CAPAI_TIDAK_BERLAKU;
    sum_trees(job, totals);
    enum capai_status status = CAPAI_OK;
    bool wanted = !job->evaluation->without_lines;
    for (size_t i = 0; wanted && !status && i < budget->count; i++) {
        if (budget->lines[i].year)
            status = write_line(job, &budget->lines[i], totals[i], err);
    }
    if (!status)
        status = check_lines(job);
    return status ? capai_fail_memory(err) : CAPAI_OK;
}
