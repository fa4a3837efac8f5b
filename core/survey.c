#include "core/survey.h"

const char *capai_survey_quantity_name(enum capai_survey_quantity quantity)
{
    static const char *const names[CAPAI_SURVEY_QUANTITY_COUNT] = {"nrr", "nrr_tertimbang", "rata",
                                                                   "indeks", "ikm"};
    return names[quantity];
}

/* ---- from sums to an index ---- */

/* Rounds an amount as the survey shows that quantity; what needs too many digits has no value. */
static enum capai_status show(const struct capai_survey *survey,
                              enum capai_survey_quantity quantity, unsigned flags,
                              struct capai_arena *arena, struct amount *amount,
                              struct capai_error *err)
{
    const struct capai_round *round = &survey->round[quantity];
    enum capai_status status = flags ? capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS)
                                     : capai_exact_round(amount->exact, round->digits, round->mode,
                                                         arena, &amount->shown, err);
    if (status)
        amount->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    return status;
}

/* A mean that nobody answered for is not known yet, whatever else is. */
static enum capai_outcome outcome_of(const struct tally *tally)
{
    return tally->outcome || tally->count ? tally->outcome : CAPAI_BELUM_DIISI;
}

/* NRR of one unsur, and NRR times weight; `terms` has room for both. */
static enum capai_status compute_unsur(const struct capai_survey *survey, size_t at,
                                       const struct tally *tally, struct capai_ratio *terms,
                                       struct capai_arena *arena, struct survey_unsur *out,
                                       struct capai_error *err)
{
    const struct capai_ratio *weight = &survey->unsur[at].weight;
    unsigned flags = 0;
    struct amount none = {.outcome = outcome_of(tally)};
    *out = (struct survey_unsur){none, none, none, 0};
    if (none.outcome)
        return CAPAI_OK;
    terms[0] = (struct capai_ratio){capai_decimal_from_int(tally->sum),
                                    capai_decimal_from_int((int64_t)tally->count)};
    terms[1] = (struct capai_ratio){
        capai_decimal_multiply(terms[0].numerator, weight->numerator, CAPAI_HALF_EVEN, &flags),
        capai_decimal_multiply(terms[0].denominator, weight->denominator, CAPAI_HALF_EVEN, &flags)};
    out->nrr.exact = out->rata.exact = capai_exact_of(&terms[0]);
    out->weighted.exact = capai_exact_of(&terms[1]);
    enum capai_status status = show(survey, CAPAI_SURVEY_NRR, 0, arena, &out->nrr, err);
    if (!status)
        status = show(survey, CAPAI_SURVEY_RATA, 0, arena, &out->rata, err);
    return status ? status
                  : show(survey, CAPAI_SURVEY_NRR_TERTIMBANG, flags, arena, &out->weighted, err);
}

static enum capai_status rank_unsur(struct survey_unsur *unsur, size_t count,
                                    struct capai_arena *arena, struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; i < count; i++) {
        unsur[i].rank = !unsur[i].nrr.outcome;
        for (size_t k = 0; !status && unsur[i].rank && k < count; k++) {
            int sign = 0;
            if (unsur[k].nrr.outcome)
                continue;
            status = capai_exact_compare(unsur[k].nrr.exact, unsur[i].nrr.exact, arena, &sign, err);
            unsur[i].rank += sign > 0;
        }
    }
    return status;
}

/* Index and IKM: `terms` has room for one of each unsur, twice. */
static enum capai_status add_up(const struct capai_survey *survey, const struct survey_unsur *unsur,
                                struct capai_ratio *terms, struct capai_arena *arena,
                                struct survey_total *total, struct capai_error *err)
{
    struct capai_ratio *converted = terms + survey->count;
    unsigned flags = 0;
    for (size_t i = 0; i < survey->count; i++) {
        if (unsur[i].weighted.outcome) { /* no unsur may be missing from the index */
            total->indeks.outcome = total->ikm.outcome = unsur[i].weighted.outcome;
            return CAPAI_OK;
        }
        terms[i] = converted[i] = unsur[i].weighted.exact.terms[0];
        converted[i].numerator =
            capai_decimal_multiply(terms[i].numerator, survey->conversion, CAPAI_HALF_EVEN, &flags);
    }
    total->indeks.exact = (struct capai_exact){terms, survey->count};
    total->ikm.exact = (struct capai_exact){converted, survey->count};
    enum capai_status status = show(survey, CAPAI_SURVEY_INDEKS, 0, arena, &total->indeks, err);
    return status ? status : show(survey, CAPAI_SURVEY_IKM, flags, arena, &total->ikm, err);
}

enum capai_status survey_compute(const struct capai_survey *survey, bool exact,
                                 const struct tally *tallies, struct capai_arena *arena,
                                 struct survey_unsur *unsur, struct survey_total *total,
                                 struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    *total = (struct survey_total){.indeks.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG,
                                   .ikm.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG};
    struct capai_ratio *terms = capai_arena_array(arena, survey->count * 4, sizeof *terms);
    if (!terms)
        return capai_fail_memory(err);
    for (size_t i = 0; !status && i < survey->count; i++)
        status = compute_unsur(survey, i, &tallies[i], &terms[2 * i], arena, &unsur[i], err);
    if (!status)
        status = rank_unsur(unsur, survey->count, arena, err);
    if (status)
        return status;
    total->indeks.outcome = total->ikm.outcome = CAPAI_NILAI;
    status = add_up(survey, unsur, terms + 2 * survey->count, arena, total, err);
    if (!status && !total->ikm.outcome) {
        status = measure_band(&survey->scale, exact, &total->ikm, arena, &total->band, err);
        total->has_class = !status;
    }
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
