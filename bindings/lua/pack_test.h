/* The tests that packs carry: what a test says, and how it is run. Private to the bindings. */
#ifndef PACK_TEST_H
#define PACK_TEST_H

#include "capai/packs.h"

/* What a test is about; its keys decide. */
enum test_kind {
    TEST_INDIKATOR, /* target and realisasi, to a capaian */
    TEST_KELAS,     /* a capaian, to its class */
    TEST_RATA,      /* several capaian, to their mean */
    TEST_EFISIENSI, /* a capaian and the budget that it took */
    TEST_KINDS
};

/* A word of a test and its value as it would stand in a cell. */
struct test_cell {
    const char *key;
    capai_text text;
    bool has_number;
    capai_decimal number;
};

struct pack_test {
    capai_text name; /* missing: it has none */
    enum test_kind kind;
    struct test_cell *given, *wanted;
    size_t given_count, wanted_count;
    capai_text *values, *weights; /* of TEST_RATA */
    size_t value_count, weight_count;
};

/* One expected value against the computed one. */
struct test_check {
    const char *key;
    capai_text wanted, got;               /* as people read them */
    bool wanted_is_number, got_is_number; /* the values then */
    capai_decimal wanted_number, got_number;
    bool met;
};

/* A test that was run. */
struct trial {
    const struct pack_test *test;
    size_t line;      /* of the script; 0: not known */
    capai_text input; /* "arah positif, target 70": for people */
    struct test_check *checks;
    size_t count;
    bool passed;
    struct capai_error reason; /* what the evaluation complained of first; status OK: of nothing */
    bool has_value;  /* it has a capaian, `value`, which lies in the scale as `match` says */
    bool classified; /* and was given the class `band` */
    capai_decimal value;
    size_t band;
    enum capai_match match;
    size_t arah; /* whose formula it went through; the number of arah: through none */
    bool zero;   /* it divided by zero */
};

/* A value that tests are to touch: one side of the end of a band. */
struct edge_point {
    capai_decimal value;
    size_t band;      /* whose end it is */
    capai_text class; /* that the scale gives it; missing: none */
    bool touched;
};

/* What tests reach of a pack. */
struct coverage {
    bool *bands, *arah; /* per band of the scale, per arah */
    struct edge_point *points;
    size_t point_count;
    bool has[CAPAI_MATCH_BELOW + 1]; /* the printed scale has gaps, overlaps, values beyond it */
    bool matches[CAPAI_MATCH_BELOW + 1];
    bool zero;
};

struct trials {
    const struct capai_rules *rules;
    const char *path; /* of the script */
    struct trial *list;
    size_t count;
    struct coverage coverage;
};

/* The tests of a pack of `packs`; their number. */
size_t pack_tests(const struct capai_packs *packs, const struct capai_rules *rules,
                  const struct pack_test **tests);

/* Which of the packs of its script it is, from 0. */
size_t pack_version(const struct capai_packs *packs, const struct capai_rules *rules);

/* How many versions of the same script before this one carry tests. */
size_t pack_tests_before(const struct capai_packs *packs, const struct capai_rules *rules);

/* The pack that one derives from, and its script; missing where there is none. */
capai_text pack_base(const struct capai_packs *packs, const struct capai_rules *rules);
const char *pack_path(const struct capai_packs *packs, const struct capai_rules *rules);

/* All versions that the script `name`, an id or a path, holds. Errors of capai_packs_named. */
enum capai_status pack_versions(struct capai_packs *packs, const char *name,
                                const struct capai_rules *const **versions, size_t *count,
                                struct capai_error *err);

/* Ids of all packs that are found, in byte order, in `arena`; their number. */
size_t pack_ids(const struct capai_packs *packs, struct capai_arena *arena, capai_text **ids);

/* Runs the tests of `rules` through the evaluation that reports go through. Everything lives in
 * `arena`. Error: CAPAI_ERR_MEMORY; *out is then unchanged. */
enum capai_status pack_try(const struct capai_packs *packs, const struct capai_rules *rules,
                           struct capai_arena *arena, struct trials *out, struct capai_error *err);

/* Runs one test. *trial, empty before, gets all but its line. Error: CAPAI_ERR_MEMORY. */
enum capai_status pack_try_one(const struct capai_rules *rules, const struct pack_test *test,
                               struct capai_arena *arena, struct trial *trial,
                               struct capai_error *err);

/* Fills trials->coverage from what was run. False: memory. */
bool coverage_measure(struct trials *trials, struct capai_arena *arena);

/* True when some capaian can be given the class `band`; where memory runs out, too. */
bool coverage_reaches(const struct capai_rules *rules, size_t band, struct capai_arena *arena);

#endif
