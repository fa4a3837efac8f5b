#include "core/survey.h"

#include "core/error.h"
#include "core/trace.h"

const char *capai_survey_quantity_name(enum capai_survey_quantity quantity)
{
    static const char *const names[CAPAI_SURVEY_QUANTITY_COUNT] = {"nrr", "nrr_tertimbang", "rata",
                                                                   "indeks", "ikm"};
    return names[quantity];
}

/* ---- from sums to an index ---- */

/* The work on one survey. */
struct counting {
    const struct capai_survey *survey;
    const struct tally *tallies;
    struct capai_subject *const *traces; /* as in survey.h */
    struct capai_arena *arena;
    struct survey_unsur *unsur;
};

/* The subject of an unsur; of the whole survey where `at` is their number. */
static struct capai_subject *subject_of(const struct counting *c, size_t at, const char *quantity)
{
    return c->traces ? trace_quantity(c->traces[at], capai_text_of(quantity)) : NULL;
}

/* Rounds an amount as the survey shows that quantity; what needs too many digits has no value. */
static enum capai_status show(const struct counting *c, enum capai_survey_quantity quantity,
                              unsigned flags, struct capai_subject *trace, struct amount *amount,
                              struct capai_error *err)
{
    const struct capai_round *round = &c->survey->round[quantity];
    struct capai_error error = {0};
    enum capai_status status = flags ? capai_fail(&error, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS)
                                     : capai_exact_round(amount->exact, round->digits, round->mode,
                                                         c->arena, &amount->shown, &error);
    if (!status) {
        trace_round(trace, *round, amount->shown);
        return CAPAI_OK;
    }
    amount->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    trace_none(trace, amount->outcome, &error);
    return error_pass(err, &error);
}

/* A mean that nobody answered for is not known yet, whatever else is. */
static enum capai_outcome outcome_of(const struct tally *tally)
{
    return tally->outcome || tally->count ? tally->outcome : CAPAI_BELUM_DIISI;
}

/* Memory before data: of two failures that which ends the work. */
static enum capai_status worse(enum capai_status a, enum capai_status b)
{
    return a && b != CAPAI_ERR_MEMORY ? a : b;
}

/* NRR of one unsur, and NRR times weight; `terms` has room for both. */
static enum capai_status compute_unsur(const struct counting *c, size_t at,
                                       struct capai_ratio *terms, struct capai_error *err)
{
    const struct capai_ratio *weight = &c->survey->unsur[at].weight;
    const struct tally *tally = &c->tallies[at];
    struct survey_unsur *out = &c->unsur[at];
    unsigned flags = 0;
    struct amount none = {.outcome = outcome_of(tally)};
    *out = (struct survey_unsur){none, none, none, 0};
    struct capai_subject *trace = subject_of(c, at, "nrr");
    if (none.outcome) {
        trace_none(trace, none.outcome, NULL);
        return CAPAI_OK;
    }
    terms[0] = (struct capai_ratio){capai_decimal_from_int(tally->sum),
                                    capai_decimal_from_int((int64_t)tally->count)};
    terms[1] = (struct capai_ratio){
        capai_decimal_multiply(terms[0].numerator, weight->numerator, CAPAI_HALF_EVEN, &flags),
        capai_decimal_multiply(terms[0].denominator, weight->denominator, CAPAI_HALF_EVEN, &flags)};
    out->nrr.exact = out->rata.exact = capai_exact_of(&terms[0]);
    out->weighted.exact = capai_exact_of(&terms[1]);
    trace_formula(trace, CAPAI_TEXT("jumlah / responden"), out->nrr.exact);
    enum capai_status nrr = show(c, CAPAI_SURVEY_NRR, 0, trace, &out->nrr, err);
    trace = subject_of(c, at, "rata");
    trace_formula(trace, CAPAI_TEXT("jumlah / responden"), out->nrr.exact);
    enum capai_status rata = show(c, CAPAI_SURVEY_RATA, 0, trace, &out->rata, err);
    trace = subject_of(c, at, "nrr_tertimbang");
    trace_given(trace, CAPAI_TEXT("bobot"), *weight);
    if (!flags)
        trace_formula(trace, CAPAI_TEXT("jumlah / responden * bobot"), out->weighted.exact);
    enum capai_status weighted =
        show(c, CAPAI_SURVEY_NRR_TERTIMBANG, flags, trace, &out->weighted, err);
    return worse(nrr, worse(rata, weighted));
}

static enum capai_status rank_unsur(const struct counting *c, struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    struct survey_unsur *unsur = c->unsur;
    for (size_t i = 0; i < c->survey->count; i++) {
        size_t ranked = 0, equal = 0;
        unsur[i].rank = !unsur[i].nrr.outcome;
        for (size_t k = 0; !status && unsur[i].rank && k < c->survey->count; k++) {
            int sign = 0;
            if (unsur[k].nrr.outcome)
                continue;
            status =
                capai_exact_compare(unsur[k].nrr.exact, unsur[i].nrr.exact, c->arena, &sign, err);
            unsur[i].rank += sign > 0;
            equal += sign == 0;
            ranked++;
        }
        if (!status && unsur[i].rank)
            trace_rank(subject_of(c, i, "peringkat"), unsur[i].rank - 1, equal - 1, ranked);
    }
    return status;
}

/* The index has no value, because an unsur has none. */
static void leave_out(const struct counting *c, enum capai_outcome outcome,
                      struct survey_total *total)
{
    total->indeks.outcome = total->ikm.outcome = outcome;
    trace_none(subject_of(c, c->survey->count, "indeks"), outcome, NULL);
    trace_none(subject_of(c, c->survey->count, "ikm"), outcome, NULL);
}

/* Index and IKM: `terms` has room for one of each unsur, twice. */
static enum capai_status add_up(const struct counting *c, struct capai_ratio *terms,
                                struct survey_total *total, struct capai_error *err)
{
    const struct capai_survey *survey = c->survey;
    struct capai_ratio *converted = terms + survey->count;
    enum capai_outcome missing = CAPAI_NILAI;
    unsigned flags = 0;
    struct capai_subject *trace = subject_of(c, survey->count, "indeks");
    for (size_t i = 0; i < survey->count; i++) {
        const struct amount *weighted = &c->unsur[i].weighted;
        trace_part(trace, c->traces ? c->traces[i] : NULL, weighted->outcome, weighted->exact);
        if (weighted->outcome) { /* no unsur may be missing from the index */
            missing = missing ? missing : weighted->outcome;
            continue;
        }
        terms[i] = converted[i] = weighted->exact.terms[0];
        converted[i].numerator =
            capai_decimal_multiply(terms[i].numerator, survey->conversion, CAPAI_HALF_EVEN, &flags);
    }
    if (missing) {
        leave_out(c, missing, total);
        return CAPAI_OK;
    }
    total->indeks.exact = (struct capai_exact){terms, survey->count};
    total->ikm.exact = (struct capai_exact){converted, survey->count};
    trace_total(trace, CAPAI_NO_TEXT, total->indeks.exact, survey->count);
    enum capai_status status = show(c, CAPAI_SURVEY_INDEKS, 0, trace, &total->indeks, err);
    if (status)
        return status;
    trace = subject_of(c, survey->count, "ikm");
    trace_total(trace, CAPAI_TEXT("indeks"), total->indeks.exact, survey->count);
    trace_given(trace, CAPAI_TEXT("konversi"), capai_ratio_of(survey->conversion));
    if (!flags)
        trace_formula(trace, CAPAI_TEXT("indeks * konversi"), total->ikm.exact);
    return show(c, CAPAI_SURVEY_IKM, flags, trace, &total->ikm, err);
}

enum capai_status survey_compute(const struct capai_survey *survey, bool exact,
                                 const struct tally *tallies, struct capai_subject *const *traces,
                                 struct capai_arena *arena, struct survey_unsur *unsur,
                                 struct survey_total *total, struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    const struct counting c = {survey, tallies, traces, arena, unsur};
    *total = (struct survey_total){.indeks.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG,
                                   .ikm.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG};
    struct capai_ratio *terms = capai_arena_array(arena, survey->count * 4, sizeof *terms);
    if (!terms)
        return capai_fail_memory(err);
    for (size_t i = 0; status != CAPAI_ERR_MEMORY && i < survey->count; i++)
        status = worse(status, compute_unsur(&c, i, &terms[2 * i], err));
    if (status != CAPAI_ERR_MEMORY)
        status = worse(status, rank_unsur(&c, err));
    if (status == CAPAI_ERR_MEMORY)
        return status;
    total->indeks.outcome = total->ikm.outcome = CAPAI_NILAI;
    status = worse(status, add_up(&c, terms + 2 * survey->count, total, err));
    if (!status && !total->ikm.outcome)
        status = measure_band(&survey->scale, exact, CAPAI_TEXT("mutu"), &total->ikm,
                              subject_of(&c, survey->count, "ikm"), arena, &total->grading, err);
    if (!total->ikm.outcome && !total->grading.has_class)
        trace_none(subject_of(&c, survey->count, "mutu"), CAPAI_TIDAK_DAPAT_DIHITUNG, err);
    return status;
}

/* ---- samples ---- */

struct capai_sample capai_sample_usual(void)
{
    unsigned flags = 0;
    capai_decimal thousand = capai_decimal_from_int(1000);
    return (struct capai_sample){
        capai_decimal_divide(capai_decimal_from_int(3841), thousand, CAPAI_HALF_EVEN, &flags),
        capai_decimal_divide(capai_decimal_from_int(500), thousand, CAPAI_HALF_EVEN, &flags),
        capai_decimal_divide(capai_decimal_from_int(50), thousand, CAPAI_HALF_EVEN, &flags)};
}

static bool is_sample(capai_decimal population, const struct capai_sample *sample)
{
    unsigned flags = 0;
    capai_decimal one = capai_decimal_from_int(1);
    capai_decimal whole = capai_decimal_round(population, 0, CAPAI_DOWN, &flags);
    return !flags && capai_decimal_compare(whole, population) == 0 &&
           capai_decimal_compare(population, one) >= 0 &&
           capai_decimal_sign(sample->proportion) > 0 &&
           capai_decimal_compare(sample->proportion, one) < 0 &&
           capai_decimal_sign(sample->chi_square) > 0 && capai_decimal_sign(sample->error) > 0;
}

enum capai_status capai_sample_size(capai_decimal population, const struct capai_sample *sample,
                                    struct capai_arena *scratch, capai_decimal *out,
                                    struct capai_error *err)
{
    const enum capai_rounding mode = CAPAI_HALF_EVEN; /* says nothing: digits lost are an error */
    const capai_decimal one = capai_decimal_from_int(1), p = sample->proportion;
    unsigned flags = 0;
    if (!is_sample(population, sample)) {
        char text[CAPAI_DECIMAL_TEXT];
        capai_decimal_format(population, CAPAI_NOTATION_INDONESIA, text);
        return capai_fail(err, CAPAI_MSG_SAMPLE, CAPAI_WORDS(capai_text_of(text)));
    }
    capai_decimal rest = capai_decimal_subtract(one, p, mode, &flags);
    capai_decimal spread = capai_decimal_multiply(
        sample->chi_square, capai_decimal_multiply(p, rest, mode, &flags), mode, &flags);
    capai_decimal square = capai_decimal_multiply(sample->error, sample->error, mode, &flags);
    capai_decimal others = capai_decimal_subtract(population, one, mode, &flags);
    capai_decimal below = capai_decimal_add(capai_decimal_multiply(square, others, mode, &flags),
                                            spread, mode, &flags);
    const struct capai_ratio size = {capai_decimal_multiply(population, spread, mode, &flags),
                                     below};
    if (flags)
        return capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    return capai_exact_round(capai_exact_of(&size), 0, CAPAI_HALF_UP, scratch, out, err);
}
