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
    TEST_SURVEI,    /* answers of respondents, or their sums, to the index of a survey */
    TEST_MUTU,      /* an IKM, to its class */
    TEST_LKE,       /* answers of a worksheet, to its sum */
    TEST_GRADE,     /* a sum of a worksheet, to its grade */
    TEST_KINDS
};

/* A word of a test and its value as it would stand in a cell. */
struct test_cell {
    const char *key;
    bool of_row;        /* it is wanted of an unsur, a quarter, a part or a class: */
    size_t row;         /* the place of the unsur or quarter, from 0 */
    capai_text row_key; /* the kode of the part, the name of the class */
    capai_text text;
    bool has_number;
    capai_decimal number;
};

/* Lists of values that a test gives. */
enum test_list_kind {
    LIST_RATA,        /* capaian; `of`: the sasaran of each */
    LIST_BOBOT,       /* their weights */
    LIST_TARGET_LALU, /* of the years before, the last one at the end */
    LIST_REALISASI_LALU,
    LIST_TARGET_TRIWULAN, /* by quarter */
    LIST_REALISASI_TRIWULAN,
    LIST_SKM,    /* answers; `of`: the respondent of each */
    LIST_JUMLAH, /* by unsur, the sum of all answers; `of`: the sum as a number */
    LISTS
};

struct test_list {
    capai_text *values;
    size_t *of;
    size_t count;
};

struct pack_test {
    capai_text name; /* missing: it has none */
    enum test_kind kind;
    struct test_cell *given, *wanted;
    size_t given_count, wanted_count;
    struct test_list lists[LISTS];
    struct test_cell *answers; /* of TEST_LKE, by kode; one without a kode is that of every part */
    size_t answer_count;
    int year;      /* 0: any for which the pack holds */
    int responden; /* how many gave the sums; 0: there are none */
};

/* One expected value against the computed one. */
struct test_check {
    const char *key;        /* "capaian"; where a row has several, "nrr 3" or "nilai 1.a" */
    capai_text wanted, got; /* as people read them */
    bool wanted_is_number, got_is_number; /* the values then */
    capai_decimal wanted_number, got_number;
    bool met;
};

/* The scales that a pack can have, by the keys of its parts. */
enum pack_scale { SCALE_CAPAIAN, SCALE_SURVEY, SCALE_LKE, SCALE_EFFICIENCY, PACK_SCALES };

/* What a pack settles for values that are missing, or by which nothing can be divided. */
enum pack_policy {
    POLICY_ZERO,           /* a target, or what else divides, is 0 */
    POLICY_MISSING,        /* of a mean */
    POLICY_TRIWULAN,       /* how quarters combine, where it is not as a rule */
    POLICY_SURVEY_MISSING, /* a question without an answer */
    POLICY_SURVEY_INVALID, /* with one that is none */
    POLICY_LKE_MISSING,
    PACK_POLICIES
};

/* What a test made of a value on one of the scales. */
struct trial_class {
    bool has_value;  /* it has one, `value`, which lies in the scale as `match` says */
    bool classified; /* and was given the class `band` */
    capai_decimal value;
    size_t band;
    enum capai_match match;
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
    struct trial_class classes[PACK_SCALES];
    size_t arah; /* whose formula it went through; the number of arah: through none */
    bool policies[PACK_POLICIES]; /* that it shows at work */
};

struct coverage; /* bindings/lua/pack_cover.h */

struct trials {
    const struct capai_rules *rules;
    const char *path; /* of the script */
    struct trial *list;
    size_t count;
    struct coverage *coverage;
};

/* The tests of a pack of `packs`; their number. */
size_t pack_tests(const struct capai_packs *packs, const struct capai_rules *rules,
                  const struct pack_test **tests);

/* Which of the packs of its script it is, from 0. */
size_t pack_version(const struct capai_packs *packs, const struct capai_rules *rules);

/* The pack of that number of the same script; NULL when there is none. */
const struct capai_rules *pack_sibling(const struct capai_packs *packs,
                                       const struct capai_rules *rules, size_t version);

/* How many versions of the same script before this one carry tests. */
size_t pack_tests_before(const struct capai_packs *packs, const struct capai_rules *rules);

/* The pack that one derives from, and its script; missing where there is none. */
capai_text pack_base(const struct capai_packs *packs, const struct capai_rules *rules);
const char *pack_path(const struct capai_packs *packs, const struct capai_rules *rules);

/* All versions that the script `name`, an id or a path, holds. Errors of capai_packs_named. */
enum capai_status pack_versions(struct capai_packs *packs, const char *name,
                                const struct capai_rules *const **versions, size_t *count,
                                struct capai_error *err);

/* Ids of all packs that are found, in byte order, in `arena`; their number. *err says where a
 * folder could not be read. */
size_t pack_ids(const struct capai_packs *packs, struct capai_arena *arena, capai_text **ids,
                struct capai_error *err);

/* The cell that a test gives under a key; NULL: none. */
const struct test_cell *pack_test_given(const struct pack_test *test, const char *key);

/* Runs the tests of `rules` through the evaluation that reports go through. Everything lives in
 * `arena`. Error: CAPAI_ERR_MEMORY; *out is then unchanged. */
enum capai_status pack_try(const struct capai_packs *packs, const struct capai_rules *rules,
                           struct capai_arena *arena, struct trials *out, struct capai_error *err);

/* Runs one test. *trial, empty before, gets all but its line. Error: CAPAI_ERR_MEMORY. */
enum capai_status pack_try_one(const struct capai_rules *rules, const struct pack_test *test,
                               struct capai_arena *arena, struct trial *trial,
                               struct capai_error *err);

#endif
