/* Explanations: how the values of an evaluation came about.
 *
 * A trace is filled by the very code that computes: each step is reported where it is taken, with
 * the values it was taken with. Nothing is computed for the trace alone, and an evaluation gives
 * the same results with a trace and without. Steps are plain data; whoever shows them makes the
 * prose.
 *
 * A subject is a row of a result table. Its steps stand in the order in which they were taken. Each
 * leads to one of the row's columns, its quantity, and yields a value; what is named by an earlier
 * step of the same subject can be an operand of a later one, so that every value can be recomputed
 * from the cells with nothing but the trace.
 */
#ifndef CAPAI_TRACE_H
#define CAPAI_TRACE_H

#include "capai/api.h"
#include "capai/evaluate.h"

CAPAI_API_BEGIN

enum capai_trace_kind {
    CAPAI_TRACE_INPUT,   /* a cell of a file is read; its value where it has a number */
    CAPAI_TRACE_GIVEN,   /* a number that the rules set: a weight, a conversion */
    CAPAI_TRACE_ANSWERS, /* the answers of a survey to one question: their sum */
    CAPAI_TRACE_SKIPPED, /* a respondent without a valid answer, and what the rules do then */
    CAPAI_TRACE_LINE,    /* a budget line counts: both its amounts */
    CAPAI_TRACE_OF_OPD,  /* no budget line names the sasaran: the rules take the OPD's */
    CAPAI_TRACE_SUM,     /* the sum of one amount over the lines before it; a number of rows */
    CAPAI_TRACE_FORMULA, /* a formula over the last values of the names in it */
    CAPAI_TRACE_GRADES,  /* two grades without numbers, compared by their ranks */
    CAPAI_TRACE_ZERO,    /* a division by zero, for which the rules have a value */
    CAPAI_TRACE_MEMBER,  /* a value enters a mean or a total, or does not; a row is counted */
    CAPAI_TRACE_MEAN,    /* the mean of the members since the last mean or total */
    CAPAI_TRACE_TOTAL,   /* their sum */
    CAPAI_TRACE_RANK,    /* 1 and the number of those that are greater */
    CAPAI_TRACE_CLAMP,   /* cap and floor */
    CAPAI_TRACE_ROUND,   /* the rounding of the rules: the value that is shown */
    CAPAI_TRACE_CLASS,   /* the class of a value */
    CAPAI_TRACE_MODAL,   /* the class that most members have */
    CAPAI_TRACE_COMPARE, /* capaian against serapan: the verdict */
    CAPAI_TRACE_KEPT,    /* as in the quarter before: nothing was due, nothing came */
    CAPAI_TRACE_NONE,    /* the quantity has no value, and perhaps why */
    CAPAI_TRACE_COUNT
};

/* What a member is one of. */
enum capai_membership {
    CAPAI_MEMBER_AVERAGED,
    CAPAI_MEMBER_ADDED,  /* to a total, as it is and without a weight */
    CAPAI_MEMBER_COUNTED /* in a number of rows */
};

/* What becomes of a member. */
enum capai_entry {
    CAPAI_ENTRY_VALUE,    /* enters with a value */
    CAPAI_ENTRY_ZERO,     /* has none, and counts as 0 */
    CAPAI_ENTRY_LEFT_OUT, /* has none, and stays out */
    CAPAI_ENTRY_PREVENTS  /* has none, so that there is no mean or total */
};

/* What a subject is about. */
enum capai_topic {
    CAPAI_TOPIC_ROW,    /* the row, but for what has a topic of its own */
    CAPAI_TOPIC_SURVEY, /* of an OPD: indeks, ikm and mutu */
    CAPAI_TOPIC_LKE     /* of an OPD: nilai_lke and grade_lke */
};

struct capai_subject;

struct capai_trace_step {
    enum capai_trace_kind kind;
    capai_text quantity; /* the column that it leads to: "capaian"; of a tujuan also
                            "capaian_sasaran": what a sasaran has under it, where the rest of the
                            sasaran stands under another */
    capai_text name;     /* what the value is called in formulas: "realisasi"; missing: as the
                            quantity. Of a LINE its kode */
    enum capai_outcome outcome;
    struct capai_exact value; /* what the step yields, exactly, where outcome is CAPAI_NILAI.
                                 NONE, KEPT, LINE, OF_OPD, SKIPPED and MODAL yield nothing; of
                                 CLASS and COMPARE it is the value that was judged */
    struct capai_place place; /* INPUT, LINE, SKIPPED; of ANSWERS the first one */
    union {
        struct {
            struct capai_cell cell; /* MISSING also where the file has no such column */
            capai_text column;      /* where it stands; the step's name may be another */
        } input;
        struct {
            capai_text column;
            size_t last;         /* line of the last respondent; those of other OPDs or years may
                                    stand between */
            const size_t *times; /* how often each answer was given, the lowest first */
            size_t count;        /* of different answers */
            int lowest;
        } answers;
        struct {
            capai_text column, source; /* the question without a valid answer; missing: no answer */
            enum capai_unanswered effect;
        } skipped;
        struct {
            size_t row;       /* of the input table `anggaran` */
            capai_text tabel; /* missing: there is one table */
            capai_text sasaran;
            bool named;    /* the line itself names its sasaran, else one above it does */
            bool borrowed; /* the same line of another table names it */
            enum capai_outcome pagu_outcome, realisasi_outcome;
            capai_decimal pagu, realisasi;
        } line;
        struct {
            size_t lines;
        } sum;
        struct {
            capai_text text; /* as it is printed: "realisasi / target * 100" */
            capai_text arah; /* whose formula it is; missing: it belongs to the quantity */
            bool call;       /* a function of a script: the text says where it stands, the inputs
                                before are what it looked at, the value is what it gave back */
            bool unrounded;  /* the names in it stand for what was there before ROUND */
        } formula;
        struct {
            size_t realisasi, target; /* ranks, the last grade 1 */
        } grades;
        struct {
            capai_text of; /* what is zero: "target", "realisasi", "keduanya", "pagu" */
        } zero;
        struct {
            const struct capai_subject *subject; /* NULL: it has no row of its own */
            enum capai_membership as;
            enum capai_entry entry;
            struct capai_exact of; /* its capaian, exactly, before cap and rounding for the mean */
            bool exact;            /* it enters as it is, else as it is shown */
            capai_decimal weight;  /* 1 in a plain mean */
        } member;
        struct {
            enum capai_average_kind kind;
            size_t members;       /* that entered */
            size_t reached;       /* of these at or above the threshold: REACHED and ALL */
            capai_decimal weight; /* the sum of their weights: the divisor */
        } mean;
        struct {
            size_t members; /* all of those before it */
        } total;
        struct {
            size_t rank, greater, equal; /* equal: of the others */
            size_t of;                   /* how many have a rank, itself included */
        } rank;
        struct {
            const struct capai_clamp *ends; /* of the rules */
            bool changed;                   /* the value lay beyond one of them */
        } clamp;
        struct {
            int digits;
            enum capai_rounding mode;
        } round;
        struct {
            const struct capai_scale *scale; /* of the rules */
            size_t band;
            enum capai_match match;
            bool borderline; /* di_batas */
            bool exact;      /* the unrounded value was judged, else the one that is shown */
        } grading;
        struct {
            size_t band;    /* of the rules' scale */
            size_t members; /* that have it */
        } modal;
        struct {
            struct capai_exact with; /* the serapan that the value was compared with */
            capai_text verdict;      /* missing: the rules have no word for it */
        } compare;
        struct {
            const struct capai_error *reason; /* NULL: something is only missing */
        } none;
    } of;
};

/* A row of a result table and how it came about. */
struct capai_subject {
    enum capai_result result;
    enum capai_topic topic;
    size_t row;                          /* of the result table */
    const struct capai_dataset *dataset; /* NULL: a kabupaten's */
    size_t opd;                          /* of the data set */
    const struct capai_rules *rules;
    int year;
    struct capai_trace_step *steps;
    size_t step_count;
    /* the trace's own */
    struct capai_trace *trace;
    size_t capacity;
    capai_text quantity, arah;
};

/* All subjects, in the order in which they were met: of each OPD its indicators, sasaran, tujuan,
 * budget lines, unsur and parts of the LKE and then itself; at the end the kabupaten. Read-only for
 * everyone but the evaluation. One trace belongs to one evaluation, and to its thread. */
struct capai_trace {
    struct capai_arena *arena;
    struct capai_subject **subjects;
    size_t count, capacity;
    bool failed; /* memory ran out: the evaluation says so */
};

/* An empty trace; allocates nothing. What is traced lives in `arena`. */
void capai_trace_init(struct capai_trace *trace, struct capai_arena *arena);

/* Lets `trace`, which must outlive the evaluation, follow it. Call it before the first OPD is
 * evaluated. */
void capai_evaluation_trace(struct capai_evaluation *evaluation, struct capai_trace *trace);

/* The word for a kind of step, for programs: "rumus". Never NULL. */
const char *capai_trace_name(enum capai_trace_kind kind);

CAPAI_API_END

#endif
