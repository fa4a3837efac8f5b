/* Rules: how one government measures, as plain data. A rule script is compiled to this once and is
 * not entered again; many threads may evaluate by the same rules.
 */
#ifndef CAPAI_RULES_H
#define CAPAI_RULES_H

#include "capai/api.h"
#include "capai/efficiency.h"
#include "capai/formula.h"
#include "capai/grade.h"
#include "capai/lke.h"
#include "capai/progress.h"
#include "capai/scale.h"
#include "capai/survey.h"

CAPAI_API_BEGIN

/* Quantities whose rounding a rule may set, named as their columns are. */
enum capai_quantity {
    CAPAI_Q_CAPAIAN,
    CAPAI_Q_CAPAIAN_AKHIR,
    CAPAI_Q_SELISIH,
    CAPAI_Q_TREN,
    CAPAI_Q_TREN_PERSEN,
    CAPAI_Q_SERAPAN,
    CAPAI_Q_PROPORSI,
    CAPAI_Q_EFISIENSI_PERSEN,
    CAPAI_Q_NILAI_EFISIENSI,
    CAPAI_QUANTITY_COUNT
};

/* Column name of a quantity. */
capai_text capai_quantity_name(enum capai_quantity quantity);

struct capai_arah {
    capai_text name;
    enum capai_formula formula;
    const struct capai_expression *expression; /* under CAPAI_EXPRESSION */
    const struct capai_function *function;     /* under CAPAI_FUNCTION */
};

/* The formula of an arah as it is printed; of a function, its name. */
capai_text capai_arah_text(const struct capai_arah *arah);

/* What a row without a value does to the mean it would enter. */
enum capai_missing {
    CAPAI_MISSING_SKIP, /* it is left out */
    CAPAI_MISSING_ZERO, /* it counts as 0 */
    CAPAI_MISSING_NONE  /* there is no mean then */
};

/* How the values of indicators become one, by their words in scripts. */
enum capai_average_kind {
    CAPAI_MEAN,      /* mean */
    CAPAI_WEIGHTED,  /* weighted: the mean by the column bobot */
    CAPAI_GEOMETRIC, /* geometric: the root of their product */
    CAPAI_REACHED,   /* reached: how many of them are at least the threshold, in percent */
    CAPAI_ALL,       /* all: 100 where every one of them is, else 0 */
    CAPAI_AVERAGE_COUNT
};

/* The word for it: "mean". */
const char *capai_average_name(enum capai_average_kind kind);

struct capai_average {
    bool over_sasaran;       /* an OPD's mean is taken over sasaran, else over indicators */
    const capai_text *jenis; /* kinds of rows that enter it */
    size_t jenis_count;
    bool of_rounded;                                 /* shown values enter, else exact ones */
    enum capai_missing missing[CAPAI_OUTCOME_COUNT]; /* by outcome; NILAI is not used */
    struct capai_clamp clamp;
    enum capai_average_kind kind; /* above the indicators REACHED and ALL are plain means */
    capai_decimal threshold;      /* REACHED and ALL, in percent */
    bool modal; /* predikat of a group: the most frequent of its members', not that of its value */
};

/* How the figures of the quarters of a rencana aksi combine, by their words in scripts and data. */
enum capai_quarters {
    CAPAI_QUARTERS_SUM,      /* jumlah: the filled quarters add up, against the same quarters' */
    CAPAI_QUARTERS_LAST,     /* terakhir: the last filled quarter stands for the year so far */
    CAPAI_QUARTERS_RISING,   /* tidak_turun: the same, and a value below an earlier one is wrong */
    CAPAI_QUARTERS_INCREASE, /* kenaikan: a quarter counts by what it adds to the one before; the
                                year by its cumulative value, which must not fall */
    CAPAI_QUARTERS_COUNT
};

/* The word for it: "jumlah". */
const char *capai_quarters_name(enum capai_quarters quarters);

struct capai_rules {
    capai_text id, name, version;
    capai_text capai_version; /* the oldest Capai that can use the pack; may be missing */
    int from, to;             /* years in which it is valid */
    const capai_text *basis;  /* citations */
    size_t basis_count;

    const struct capai_arah *arah;
    size_t arah_count;
    capai_text default_arah; /* for a row that names none; missing: that is an error */
    struct capai_zero_rules zero;
    struct capai_round round[CAPAI_QUANTITY_COUNT];
    bool classify_exact;            /* by the exact value, else by the one shown */
    struct capai_clamp clamp;       /* of the capaian that is shown */
    struct capai_clamp clamp_class; /* of the value that is classified */
    struct capai_average average;
    struct capai_scale scale;
    struct capai_grades grades; /* count 0: the rule knows none */
    struct capai_efficiency efficiency;
    enum capai_quarters quarters; /* where a row of rencana_aksi.csv does not say it itself */
    bool unlinked_opd;            /* a sasaran without budget lines takes the OPD's serapan */
    struct capai_zero zero_pagu;  /* serapan where pagu is 0 */
    struct capai_lke lke;         /* no parts: the rules know no LKE */
    struct capai_survey survey;   /* no unsur: the rules know no survey */
};

/* True when the rules hold for reports of `year`. */
bool capai_rules_valid(const struct capai_rules *rules, int year);

CAPAI_API_END

#endif
