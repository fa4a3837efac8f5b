/* Formula texts: a rule's own way from the quantities of a row to its capaian, as it is printed.
 *
 *   (2*target - realisasi) / target * 100
 *   if(realisasi <= target, 100, max(0, 100 - (realisasi - target) / target * 100))
 *
 * Fields of the row, numbers (1234.5), + - * / and parentheses; < <= > >= == ~= and, or, not as
 * conditions; min, max, abs, if(condition, a, b). A text is parsed once, into steps of a stack
 * machine, and evaluated exactly: all values are quotients, nothing is divided before the end. Of
 * `if`, `and` and `or` only the part that counts is computed, so that it may guard a division.
 *
 * Expressions are immutable once made; many threads may evaluate the same one.
 */
#ifndef CAPAI_FORMULA_H
#define CAPAI_FORMULA_H

#include "capai/api.h"
#include "capai/cell.h"
#include "capai/exact.h"
#include "capai/progress.h"

CAPAI_API_BEGIN

/* What a formula may name. */
enum capai_field {
    CAPAI_FIELD_REALISASI,
    CAPAI_FIELD_TARGET,
    CAPAI_FIELD_TARGET_BAWAH,      /* lower end of a range target (7 - 8 bulan); of a number: it */
    CAPAI_FIELD_TARGET_ATAS,       /* upper end of it; of a number: it */
    CAPAI_FIELD_TARGET_AKHIR,      /* at the end of the Renstra */
    CAPAI_FIELD_PEMBANDING,        /* of another unit */
    CAPAI_FIELD_BOBOT,             /* weight */
    CAPAI_FIELD_TARGET_LALU,       /* of the same indicator in the year before */
    CAPAI_FIELD_REALISASI_LALU,    /* likewise */
    CAPAI_FIELD_REALISASI_SD_LALU, /* sum of realisasi over the earlier years of the plan */
    CAPAI_FIELD_TAHUN,
    CAPAI_FIELD_TAHUN_AKHIR,
    CAPAI_FIELD_COUNT
};

/* The name of a field in a formula: "realisasi". */
capai_text capai_field_name(enum capai_field field);

/* What a step does with the stack. A condition is a number, 1 or 0. */
enum capai_operation {
    CAPAI_STEP_NUMBER, /* pushes `number` */
    CAPAI_STEP_FIELD,  /* pushes `field` of the row */
    CAPAI_STEP_NEGATE, /* of the top, as the next two */
    CAPAI_STEP_ABS,
    CAPAI_STEP_NOT,
    CAPAI_STEP_ADD, /* of the two on top, as all down to UNEQUAL */
    CAPAI_STEP_SUBTRACT,
    CAPAI_STEP_MULTIPLY,
    CAPAI_STEP_DIVIDE,
    CAPAI_STEP_MIN,
    CAPAI_STEP_MAX,
    CAPAI_STEP_LESS,
    CAPAI_STEP_LESS_EQUAL,
    CAPAI_STEP_GREATER,
    CAPAI_STEP_GREATER_EQUAL,
    CAPAI_STEP_EQUAL,
    CAPAI_STEP_UNEQUAL,
    CAPAI_STEP_AND,    /* the top is false: goes on at `next`, else takes it away */
    CAPAI_STEP_OR,     /* the top is true: the same */
    CAPAI_STEP_UNLESS, /* takes the top away; where it is false, goes on at `next` */
    CAPAI_STEP_JUMP    /* goes on at `next` */
};

struct capai_step {
    enum capai_operation operation;
    enum capai_field field;
    capai_decimal number;
    size_t next;
    size_t begin, end; /* the part of the text whose value is on top once the step is done */
};

/* A word of the data that stands for a number: WTP 4, Ya 1. */
struct capai_word {
    capai_text word;
    capai_decimal number;
};

struct capai_expression {
    capai_text text; /* as the script has it */
    const struct capai_step *steps;
    size_t count;
    unsigned fields;                /* those that it names: bits 1 << field */
    const struct capai_word *words; /* count > 0: target and realisasi are words of these */
    size_t word_count;
    bool named;            /* a building block: what a 0 does there is known by its name */
    bool has_zero;         /* the rule's zero holds, as for the formulas of capai/progress.h, */
    enum capai_field zero; /* where this field is 0 */
    int from;              /* first year of the plan, for REALISASI_SD_LALU; 0: as the data say */
};

enum {
    CAPAI_FORMULA_SIZE = 2000, /* bytes of a text */
    CAPAI_FORMULA_DEPTH = 32,  /* parentheses, functions and signs inside each other */
    CAPAI_FORMULA_STACK = 100  /* values that wait at once */
};

/* Parses `text`; the expression and its copy of the text lie in `arena`. Errors: CAPAI_ERR_RULES
 * with FORMULA_*, whose word {1} is what was found and {2} its column in the text, 1-based;
 * CAPAI_ERR_MEMORY. *out is then unchanged. */
enum capai_status capai_expression_parse(capai_text text, struct capai_arena *arena,
                                         struct capai_expression *out, struct capai_error *err);

/* The value of a field, for an evaluation; any outcome but CAPAI_NILAI ends it. */
typedef enum capai_outcome (*capai_field_value)(const void *row, enum capai_field field,
                                                capai_decimal *out);

/* Evaluates. CAPAI_NILAI: *out. CAPAI_TIDAK_DAPAT_DIHITUNG: a division by 0; or, with *err set,
 * digits beyond the 34 (NUMBER_RANGE) or out of memory. Else what a field gave. *out is then
 * unchanged. `scratch` is left as it was found. */
enum capai_outcome capai_expression_value(const struct capai_expression *expression,
                                          capai_field_value value, const void *row,
                                          struct capai_arena *scratch, struct capai_ratio *out,
                                          struct capai_error *err);

/* The number of a word of the data, without regard to case; NULL when it is none of them. */
const struct capai_word *capai_word_find(const struct capai_expression *expression,
                                         capai_text word);

/* ---- formulas that a program computes ---- */

struct capai_subject;

/* A row of indikator.csv while a function looks at it: valid until that returns. What is in it is
 * the core's own. */
struct capai_row {
    const void *job, *indicator;
    const struct capai_cell *realisasi, *target;
    bool elsewhen; /* of another year than the row that is measured */
    bool *beyond; /* becomes true where more is looked at than these two cells, and nothing is found
                     then; NULL: all can be looked at */
    struct capai_subject *trace; /* is told what is looked at; NULL: nobody watches */
};

/* The entry of a column, whatever the column holds: a text is a cell of that kind. target and
 * realisasi are those to be measured, which for a quarter are not the row's own. What cannot be
 * read is CAPAI_CELL_BROKEN: a function that looks at it has no value. False: there is no such
 * column, *out is then unchanged. */
bool capai_row_cell(const struct capai_row *row, capai_text column, struct capai_cell *out);

/* The same indicator in another year. False: there is none, *out is then unchanged. */
bool capai_row_in_year(const struct capai_row *row, int year, struct capai_row *out);

/* Computes the capaian of a row. CAPAI_NILAI: *out. Otherwise *err may say why: with a place in a
 * script where the function failed, without one where it has something to say of the row. What *err
 * points to lies in `arena`, which lives as long as the evaluation. Out of memory is
 * CAPAI_ERR_MEMORY. */
typedef enum capai_outcome (*capai_row_function)(void *user, const struct capai_row *row,
                                                 struct capai_arena *arena, struct capai_ratio *out,
                                                 struct capai_error *err);

/* Rules that have functions serve one thread. */
struct capai_function {
    capai_text text; /* what people are told in place of a formula: "jember-2024.lua:12" */
    capai_row_function call;
    void (*before_opd)(
        void *user); /* called before each OPD, so that it begins anew; may be NULL */
    void *user;
};

/* ---- formulas that have a name ---- */

enum capai_progress_block {
    CAPAI_TOLERANCE,  /* less is better: 100 within target, beyond it less, never below 0 */
    CAPAI_STABILIZE,  /* as near to target as can be */
    CAPAI_ORDINAL,    /* realisasi / target of words; their numbers are the caller's to set */
    CAPAI_BINARY,     /* Ya or Tidak, reached or not: 100 where realisasi says what target does */
    CAPAI_GROWTH,     /* against the previous year, in percent of it */
    CAPAI_CHANGE,     /* against the previous year, in points */
    CAPAI_FINAL,      /* against the end of the Renstra */
    CAPAI_CUMULATIVE, /* all that was reached since the plan began, against its end */
    CAPAI_BLOCK_COUNT
};

/* The formula of a block, as it is printed. */
capai_text capai_block_text(enum capai_progress_block block);

/* The block as an expression in `arena`. Error: CAPAI_ERR_MEMORY, *out unchanged. */
enum capai_status capai_block_make(enum capai_progress_block block, struct capai_arena *arena,
                                   struct capai_expression *out, struct capai_error *err);

/* A target that is a range: inside it 100, above it realisasi against the upper end by `above`,
 * below it against the lower end by `below`. Error: CAPAI_ERR_MEMORY, *out unchanged. */
enum capai_status capai_range_make(enum capai_formula above, enum capai_formula below,
                                   struct capai_arena *arena, struct capai_expression *out,
                                   struct capai_error *err);

CAPAI_API_END

#endif
