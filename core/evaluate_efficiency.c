/* Serapan and efisiensi of a sasaran, a tujuan or an OPD. */
#include "core/evaluate.h"

#include <string.h>

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

/* ---- complaints ---- */

static capai_text write_number(capai_decimal x, char *buffer)
{
    return (capai_text){buffer, capai_decimal_format(x, CAPAI_NOTATION_INDONESIA, buffer)};
}

/* At the first indicator of what is judged. */
static enum capai_status complain(struct job *job, const struct judged *judged,
                                  struct capai_error *error)
{
    return evaluate_complain(job, SCHEMA_INDIKATOR, judged->row, CAPAI_TEXT("realisasi"), error);
}

/* The class of a value on the scale of the rule, or a complaint that it has none. */
static enum capai_status judge_class(struct job *job, const struct judged *judged,
                                     struct capai_exact x, struct spending *spending)
{
    struct grading grading = {.has_class = true};
    const struct capai_scale *scale = &job->rules->efficiency.scale;
    struct capai_error error = {0};
    enum capai_match match;
    if (!scale->count)
        return CAPAI_OK;
    enum capai_status status =
        capai_scale_classify(scale, x, job->arena, &grading.band, &match, &error);
    if (status == CAPAI_ERR_MEMORY)
        return status;
    trace_quantity(judged->trace, CAPAI_TEXT("efisiensi"));
    if (!status) {
        spending->verdict = scale->bands[grading.band].name;
        trace_class(judged->trace, scale, &grading, match, job->rules->classify_exact, x);
    } else {
        trace_none(judged->trace, CAPAI_TIDAK_DAPAT_DIHITUNG, &error);
    }
    if (error.message == CAPAI_MSG_SCALE_NO_CLASS) {
        struct capai_error of_value = error;
        error = (struct capai_error){0};
        capai_fail(&error, CAPAI_MSG_EFFICIENCY_NO_CLASS,
                   CAPAI_WORDS(((capai_text){of_value.text, of_value.word[1]}), judged->name));
    }
    return complain(job, judged, &error);
}

/* ---- the rules ---- */

/* The word for capaian against serapan, as they are shown or as they are. */
static enum capai_status judge_order(struct job *job, const struct judged *judged,
                                     struct spending *spending)
{
    const struct capai_rules *rules = job->rules;
    struct capai_ratio shown[] = {capai_ratio_of(judged->capaian->shown),
                                  capai_ratio_of(spending->serapan.shown)};
    bool exact = rules->classify_exact;
    struct capai_exact a = exact ? judged->capaian->exact : capai_exact_of(&shown[0]);
    struct capai_exact b = exact ? spending->serapan.exact : capai_exact_of(&shown[1]);
    struct capai_error error = {0};
    capai_efficiency_verdict(&rules->efficiency, a, b, job->arena, &spending->verdict, &error);
    if (!error.status)
        trace_compare(judged->trace, a, b, spending->verdict);
    return error.status == CAPAI_ERR_MEMORY ? error.status : CAPAI_OK;
}

/* Tells an amount of each part of a sum. */
static void trace_parts(struct capai_subject *trace, const struct spending *spending, bool left)
{
    for (size_t i = 0; i < spending->part_count; i++) {
        const struct group *part = spending->parts[i];
        struct rupiah amount = part->spending.adjusted;
        if (left)
            amount = rupiah_subtract(amount, part->spending.spent);
        const struct capai_ratio ratio = capai_ratio_of(amount.amount);
        trace_part(trace, part->trace, amount.outcome, capai_exact_of(&ratio));
    }
}

/* How efisiensi_rupiah came about; without a formula it is a sum of parts. */
static void trace_left(struct capai_subject *trace, const struct spending *spending,
                       capai_text formula)
{
    const struct capai_ratio left = capai_ratio_of(spending->left.amount);
    trace_quantity(trace, CAPAI_TEXT("efisiensi_rupiah"));
    if (!formula.size)
        trace_parts(trace, spending, true);
    if (spending->left.outcome == CAPAI_NILAI && !formula.size)
        trace_total(trace, CAPAI_NO_TEXT, capai_exact_of(&left), spending->part_count);
    else if (spending->left.outcome == CAPAI_NILAI)
        trace_formula(trace, formula, capai_exact_of(&left));
    else
        trace_none(trace, spending->left.outcome, NULL);
}

static void judge_saving(const struct job *job, const struct judged *judged,
                         struct spending *spending)
{
    const struct amount *capaian = judged->capaian;
    bool reached = capaian->outcome == CAPAI_NILAI &&
                   capai_decimal_compare(capaian->shown, capai_decimal_from_int(100)) >= 0;
    trace_quantity(judged->trace, CAPAI_TEXT("efisiensi_persen"));
    if (job->rules->efficiency.reached_only && !reached) {
        trace_none(judged->trace, CAPAI_TIDAK_BERLAKU, NULL);
        return;
    }
    const struct capai_ratio percent =
        capai_ratio_of(capai_efficiency_saving(spending->serapan.shown));
    spending->percent = (struct amount){.outcome = CAPAI_NILAI, .shown = percent.numerator};
    spending->left = rupiah_subtract(spending->pagu, spending->realisasi);
    trace_formula(judged->trace, CAPAI_TEXT("100 - serapan"), capai_exact_of(&percent));
    trace_left(judged->trace, spending, CAPAI_TEXT("pagu - realisasi"));
}

/* Terms of `x` times a hundred. */
static struct capai_exact in_percent(struct capai_exact x, struct capai_arena *arena,
                                     unsigned *flags)
{
    struct capai_ratio *terms = capai_arena_array(arena, x.count, sizeof *terms);
    for (size_t i = 0; terms && i < x.count; i++) {
        terms[i] = x.terms[i];
        terms[i].numerator = capai_decimal_multiply(
            x.terms[i].numerator, capai_decimal_from_int(100), CAPAI_HALF_EVEN, flags);
    }
    return (struct capai_exact){terms, x.count};
}

static capai_text value_formula(const struct capai_efficiency *rule)
{
    if (rule->kind == CAPAI_EFFICIENCY_DIFFERENCE)
        return CAPAI_TEXT("capaian - serapan");
    return rule->less_one ? CAPAI_TEXT("(capaian / serapan - 1) * 100")
                          : CAPAI_TEXT("capaian / serapan * 100");
}

/* Difference and ratio: of the shown numbers, or of the exact ones where these are classified; a
 * geometric mean is irrational, and has no exact ratio to anything. The difference that is shown is
 * always that of the numbers that a reader sees. */
static enum capai_status judge_value(struct job *job, const struct judged *judged,
                                     struct spending *spending)
{
    const struct capai_rules *rules = job->rules;
    bool ratio = rules->efficiency.kind == CAPAI_EFFICIENCY_RATIO;
    bool exact = rules->classify_exact && !judged->capaian->root;
    const struct capai_ratio shown[] = {capai_ratio_of(judged->capaian->shown),
                                        capai_ratio_of(spending->serapan.shown)};
    struct capai_ratio serapan = exact ? spending->serapan.exact.terms[0] : shown[1];
    struct amount *percent = &spending->percent;
    struct capai_error error = {0};
    struct capai_exact value, of = exact ? judged->capaian->exact : capai_exact_of(&shown[0]);
    unsigned flags = 0;
    percent->outcome =
        capai_efficiency_value(&rules->efficiency, of, serapan, job->arena, &value, &error);
    if (percent->outcome != CAPAI_NILAI)
        return error.status == CAPAI_ERR_MEMORY ? error.status : complain(job, judged, &error);
    percent->exact = ratio ? in_percent(value, job->arena, &flags) : value;
    if (!percent->exact.terms)
        return CAPAI_ERR_MEMORY;
    trace_quantity(judged->trace, CAPAI_TEXT("efisiensi_persen"));
    if (ratio)
        (exact ? trace_formula_unrounded
               : trace_formula)(judged->trace, value_formula(&rules->efficiency), percent->exact);
    if (ratio)
        measure_round(rules, CAPAI_Q_EFISIENSI_PERSEN, NULL, judged->trace, job->arena, percent,
                      &error);
    else
        percent->shown =
            capai_decimal_subtract(shown[0].numerator, shown[1].numerator, CAPAI_HALF_EVEN, &flags);
    if (flags)
        capai_fail(&error, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    if (error.status)
        percent->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    const struct capai_ratio points = capai_ratio_of(percent->shown);
    if (!ratio && !error.status)
        trace_formula(judged->trace, value_formula(&rules->efficiency), capai_exact_of(&points));
    if (error.status)
        return error.status == CAPAI_ERR_MEMORY ? error.status : complain(job, judged, &error);
    const struct capai_ratio seen = capai_ratio_of(capai_decimal_divide(
        percent->shown, capai_decimal_from_int(ratio ? 100 : 1), CAPAI_HALF_EVEN, &flags));
    return judge_class(job, judged, exact ? value : capai_exact_of(&seen), spending);
}

/* How much of pagu was reached: what the percentage is of. */
static void trace_reached(struct capai_subject *trace, const struct spending *spending)
{
    const capai_text name = CAPAI_TEXT("pagu_capaian"), text = CAPAI_TEXT("pagu * capaian / 100");
    const struct capai_ratio reached = capai_ratio_of(spending->adjusted.amount);
    struct trace_terms terms = {.size = text.size};
    trace_parts(trace, spending, false);
    memcpy(terms.text, text.data, text.size);
    if (spending->part_count)
        trace_total(trace, name, capai_exact_of(&reached), spending->part_count);
    else
        trace_terms(trace, &terms, name, reached.numerator);
}

/* How the percentage became a score. */
static void trace_score(struct capai_subject *trace, const struct capai_clamp *range,
                        struct capai_exact score)
{
    trace_quantity(trace, CAPAI_TEXT("nilai_efisiensi"));
    trace_given(trace, CAPAI_TEXT("batas_bawah"), capai_ratio_of(range->min));
    trace_given(trace, CAPAI_TEXT("batas_atas"), capai_ratio_of(range->max));
    trace_formula_unrounded(
        trace, CAPAI_TEXT("(efisiensi_persen - batas_bawah) / (batas_atas - batas_bawah) * 100"),
        score);
}

/* The percentage of what was not spent, and its score, rounded. */
static enum capai_status measure_adjusted(struct job *job, struct capai_subject *trace,
                                          struct spending *spending, struct capai_error *error)
{
    const struct capai_rules *rules = job->rules;
    struct amount *percent = &spending->percent, *score = &spending->score;
    struct capai_ratio *ratios = capai_arena_array(job->arena, 3, sizeof *ratios);
    if (!ratios)
        return capai_fail_memory(error);
    percent->outcome = score->outcome = capai_efficiency_adjusted(
        spending->adjusted.amount, spending->spent.amount, &ratios[0], error);
    if (percent->outcome != CAPAI_NILAI)
        return error->status;
    trace_quantity(trace, CAPAI_TEXT("efisiensi_persen"));
    trace_reached(trace, spending);
    trace_formula(trace, CAPAI_TEXT("efisiensi_rupiah / pagu_capaian * 100"),
                  capai_exact_of(&ratios[0]));
    enum capai_status status = capai_efficiency_score(&rules->efficiency, ratios[0], job->arena,
                                                      &ratios[1], &ratios[2], error);
    if (status)
        return status;
    percent->exact = capai_exact_of(&ratios[1]);
    score->exact = capai_exact_of(&ratios[2]);
    bool within = capai_decimal_compare(ratios[0].numerator, ratios[1].numerator) == 0 &&
                  capai_decimal_compare(ratios[0].denominator, ratios[1].denominator) == 0;
    trace_clamp(trace, &rules->efficiency.range, capai_exact_of(&ratios[within]), percent->exact);
    status =
        measure_round(rules, CAPAI_Q_EFISIENSI_PERSEN, NULL, trace, job->arena, percent, error);
    trace_score(trace, &rules->efficiency.range, score->exact);
    return status ? status
                  : measure_round(rules, CAPAI_Q_NILAI_EFISIENSI, NULL, trace, job->arena, score,
                                  error);
}

/* What of pagu times capaian was not spent, and the score of that. */
static enum capai_status judge_adjusted(struct job *job, const struct judged *judged,
                                        struct spending *spending)
{
    struct amount *percent = &spending->percent, *score = &spending->score;
    struct capai_error error = {0};
    spending->left = rupiah_subtract(spending->adjusted, spending->spent);
    trace_left(judged->trace, spending,
               spending->part_count ? CAPAI_NO_TEXT
                                    : CAPAI_TEXT("pagu * capaian / 100 - realisasi"));
    percent->outcome = score->outcome = spending->left.outcome;
    if (spending->left.outcome != CAPAI_NILAI)
        return CAPAI_OK;
    if (measure_adjusted(job, judged->trace, spending, &error) != CAPAI_OK)
        percent->outcome = score->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    if (score->outcome != CAPAI_NILAI)
        return error.status == CAPAI_ERR_MEMORY ? error.status : complain(job, judged, &error);
    const struct capai_ratio shown = capai_ratio_of(score->shown);
    bool exact = job->rules->classify_exact;
    return judge_class(job, judged, exact ? score->exact : capai_exact_of(&shown), spending);
}

/* ---- typed by hand ---- */

/* Whether a word of the rule's list goes with the numbers: the best not where less was reached than
 * spent, the worst not where more was. */
static void check_word(const struct capai_efficiency *rule, size_t word,
                       const struct judged *judged, const struct spending *spending,
                       struct capai_error *error)
{
    char capaian[CAPAI_DECIMAL_TEXT], serapan[CAPAI_DECIMAL_TEXT];
    if (judged->capaian->outcome != CAPAI_NILAI || spending->serapan.outcome != CAPAI_NILAI)
        return;
    int sign = capai_decimal_compare(judged->capaian->shown, spending->serapan.shown);
    if ((word == 0 && sign < 0) || (word + 1 == rule->word_count && sign > 0))
        capai_fail(error, CAPAI_MSG_EFFICIENCY_WORD_DOUBTFUL,
                   CAPAI_WORDS(rule->words[word], write_number(judged->capaian->shown, capaian),
                               write_number(spending->serapan.shown, serapan)));
}

static void read_word(const struct capai_efficiency *rule, const struct judged *judged,
                      struct spending *spending, struct capai_error *error)
{
    size_t at = 0;
    capai_text word = judged->typed->source;
    while (at < rule->word_count && !capai_text_equal_nocase(rule->words[at], word))
        at++;
    if (rule->word_count && at == rule->word_count) {
        capai_fail(error, CAPAI_MSG_EFFICIENCY_WORD,
                   CAPAI_WORDS(word, capai_text_nearest(word, rule->words, rule->word_count)));
        return;
    }
    spending->verdict = rule->word_count ? rule->words[at] : word;
    if (rule->word_count > 1)
        check_word(rule, at, judged, spending, error);
}

static void read_percent(const struct capai_efficiency *rule, const struct capai_cell *typed,
                         struct spending *spending, struct capai_error *error)
{
    const struct capai_clamp *range = &rule->range;
    char low[CAPAI_DECIMAL_TEXT], high[CAPAI_DECIMAL_TEXT];
    spending->percent = (struct amount){.outcome = CAPAI_NILAI, .shown = typed->number};
    if (capai_decimal_compare(typed->number, range->min) < 0 ||
        capai_decimal_compare(typed->number, range->max) > 0)
        capai_fail(error, CAPAI_MSG_EFFICIENCY_NUMBER_DOUBTFUL,
                   CAPAI_WORDS(typed->source, write_number(range->min, low),
                               write_number(range->max, high)));
}

/* What stands in sasaran.csv, checked for what it can be. */
static enum capai_status take_typed(struct job *job, const struct judged *judged,
                                    struct spending *spending)
{
    const struct capai_cell *typed = judged->typed;
    struct capai_error error = {0};
    if (!typed)
        return CAPAI_OK;
    trace_quantity(judged->trace, CAPAI_TEXT("efisiensi"));
    trace_input(judged->trace, CAPAI_TEXT("efisiensi"), SCHEMA_SASARAN, judged->typed_row,
                CAPAI_TEXT("efisiensi"), typed);
    if (typed->kind == CAPAI_CELL_MISSING)
        spending->percent.outcome = CAPAI_BELUM_DIISI;
    else if (typed->kind == CAPAI_CELL_NUMBER)
        read_percent(&job->rules->efficiency, typed, spending, &error);
    else if (typed->kind != CAPAI_CELL_BROKEN)
        read_word(&job->rules->efficiency, judged, spending, &error);
    return evaluate_complain(job, SCHEMA_SASARAN, judged->typed_row, CAPAI_TEXT("efisiensi"),
                             &error);
}

/* ---- the whole ---- */

enum capai_status evaluate_add_spending(struct job *job, struct spending *sum,
                                        const struct group *part)
{
    const struct spending *own = &part->spending;
    if (own->borrowed || own->pagu.outcome == CAPAI_TIDAK_BERLAKU)
        return CAPAI_OK;
    if (!sum->part_count) {
        sum->parts = capai_arena_array(job->arena, job->sasaran_count, sizeof *sum->parts);
        sum->adjusted = sum->spent = (struct rupiah){CAPAI_NILAI, capai_decimal_from_int(0)};
    }
    if (!sum->parts)
        return CAPAI_ERR_MEMORY;
    sum->parts[sum->part_count++] = part;
    rupiah_add(&sum->adjusted, own->adjusted);
    rupiah_add(&sum->spent, own->spent);
    return CAPAI_OK;
}

/* pagu * capaian as it is shown, where no parts were added. */
static void adjust(const struct amount *capaian, struct spending *spending)
{
    unsigned flags = 0;
    if (spending->part_count)
        return;
    spending->spent = spending->realisasi;
    spending->adjusted = spending->pagu;
    if (!spending->adjusted.outcome)
        spending->adjusted.outcome = capaian->outcome;
    if (spending->adjusted.outcome)
        return;
    capai_decimal product =
        capai_decimal_multiply(spending->pagu.amount, capaian->shown, CAPAI_HALF_EVEN, &flags);
    spending->adjusted.amount =
        capai_decimal_multiply(product, capai_decimal_unit(2), CAPAI_HALF_EVEN, &flags);
    if (flags)
        spending->adjusted.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
}

static enum capai_status judge(struct job *job, const struct judged *judged,
                               struct spending *spending)
{
    const struct capai_rules *rules = job->rules;
    enum capai_efficiency_kind kind = rules->efficiency.kind;
    if (kind == CAPAI_EFFICIENCY_NONE)
        return CAPAI_OK;
    if (kind == CAPAI_EFFICIENCY_TYPED)
        return take_typed(job, judged, spending);
    bool serapan = spending->serapan.outcome == CAPAI_NILAI;
    if (kind == CAPAI_EFFICIENCY_SAVING) {
        spending->percent.outcome = serapan ? CAPAI_TIDAK_BERLAKU : spending->serapan.outcome;
        spending->left.outcome = spending->percent.outcome;
        if (serapan)
            judge_saving(job, judged, spending);
        return CAPAI_OK;
    }
    const struct grading *grading = judged->grading;
    enum capai_outcome outcome = serapan ? judged->capaian->outcome : spending->serapan.outcome;
    if (!outcome && grading->has_class && rules->scale.bands[grading->band].no_verdict)
        outcome = CAPAI_TIDAK_BERLAKU;
    if (kind != CAPAI_EFFICIENCY_COMPARE)
        spending->percent.outcome = outcome;
    if (serapan)
        trace_quantity(judged->trace, CAPAI_TEXT("efisiensi"));
    if (serapan && outcome)
        trace_none(judged->trace, outcome, NULL);
    if (outcome)
        return CAPAI_OK;
    if (kind == CAPAI_EFFICIENCY_COMPARE)
        return judge_order(job, judged, spending);
    return kind == CAPAI_EFFICIENCY_ADJUSTED ? judge_adjusted(job, judged, spending)
                                             : judge_value(job, judged, spending);
}

enum capai_status evaluate_spending(struct job *job, const struct judged *judged,
                                    struct spending *spending, struct capai_error *err)
{
    enum capai_status status = measure_serapan(job, judged->lines, judged->trace, spending);
    spending->percent.outcome = spending->score.outcome = CAPAI_TIDAK_BERLAKU;
    spending->left.outcome = CAPAI_TIDAK_BERLAKU;
    if (!status)
        adjust(judged->capaian, spending);
    if (!status)
        status = judge(job, judged, spending);
    return status ? capai_fail_memory(err) : CAPAI_OK;
}

void evaluate_write_spending(struct result_row out, const struct spending *spending)
{
    result_rupiah(out, COLUMN_PAGU, spending->pagu);
    result_rupiah(out, COLUMN_REALISASI, spending->realisasi);
    result_amount(out, COLUMN_SERAPAN, &spending->serapan);
    result_outcome(out, COLUMN_STATUS_SERAPAN, spending->serapan.outcome);
    result_text(out, COLUMN_EFISIENSI, spending->verdict);
    result_amount(out, COLUMN_EFISIENSI_PERSEN, &spending->percent);
    result_rupiah(out, COLUMN_EFISIENSI_RUPIAH, spending->left);
    result_amount(out, COLUMN_NILAI_EFISIENSI, &spending->score);
}
