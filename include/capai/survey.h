/* SKM: the survey of public satisfaction (PermenPANRB 14/2017).
 *
 * Respondents answer one question for each unsur with a whole number, as a rule 1 to 4. NRR is the
 * mean answer of an unsur; the index is the sum of the NRR times their weights; IKM is the index
 * times the conversion (25, so that 4 becomes 100), and its class is the mutu. Nothing is rounded
 * on the way: only what is shown is.
 */
#ifndef CAPAI_SURVEY_H
#define CAPAI_SURVEY_H

#include "capai/api.h"
#include "capai/scale.h"

CAPAI_API_BEGIN

/* What a question without a valid answer does. It is reported in any case. */
enum capai_unanswered {
    CAPAI_UNANSWERED_UNSUR,      /* the respondent is left out of that unsur */
    CAPAI_UNANSWERED_RESPONDENT, /* of the whole survey */
    CAPAI_UNANSWERED_NONE        /* the unsur has no mean, and so the survey no index */
};

struct capai_unsur {
    capai_text column; /* of skm.csv: u1 */
    capai_text name;   /* for people: Persyaratan; may be missing */
    struct capai_ratio weight;
};

/* Quantities that are shown, named as their columns are. */
enum capai_survey_quantity {
    CAPAI_SURVEY_NRR,
    CAPAI_SURVEY_NRR_TERTIMBANG,
    CAPAI_SURVEY_RATA, /* NRR again, as the report's table prints it */
    CAPAI_SURVEY_INDEKS,
    CAPAI_SURVEY_IKM,
    CAPAI_SURVEY_QUANTITY_COUNT
};

/* Column name of a quantity: "nrr". */
const char *capai_survey_quantity_name(enum capai_survey_quantity quantity);

struct capai_survey {
    const struct capai_unsur *unsur;
    size_t count;                  /* 0: there is no survey */
    int lowest, highest;           /* answers, whole numbers */
    capai_decimal conversion;      /* from the index to IKM */
    enum capai_unanswered missing; /* what an empty cell does */
    enum capai_unanswered invalid; /* what an answer beyond lowest and highest does */
    struct capai_round round[CAPAI_SURVEY_QUANTITY_COUNT];
    struct capai_scale scale; /* of IKM: mutu */
};

/* What the size of a sample depends on; Krejcie and Morgan (1970) take 3,841, 0,5 and 0,05. */
struct capai_sample {
    capai_decimal chi_square; /* of one degree of freedom at the confidence wanted */
    capai_decimal proportion; /* of the population: 0 to 1; 0,5 asks for the most */
    capai_decimal error;      /* margin of error, a share */
};

/* The usual ones. */
struct capai_sample capai_sample_usual(void);

/* How many respondents a population of `population` takes, by Krejcie and Morgan:
 * X2 N P (1-P) / (d2 (N-1) + X2 P (1-P)), exact, then rounded half up to a whole number, as their
 * table is. Errors: CAPAI_ERR_DATA with SAMPLE (a population below 1 or not whole, a proportion not
 * between 0 and 1, chi-square or margin not above 0), NUMBER_RANGE; CAPAI_ERR_MEMORY. *out is then
 * unchanged. */
enum capai_status capai_sample_size(capai_decimal population, const struct capai_sample *sample,
                                    struct capai_arena *scratch, capai_decimal *out,
                                    struct capai_error *err);

CAPAI_API_END

#endif
