/* Data sets that were read, evaluated by the packs of the project: a second evaluation, which is
 * followed by a trace, gives the same bytes.
 */
#ifndef FUZZ_EVALUATE_H
#define FUZZ_EVALUATE_H

#include "capai/packs.h"
#include "core/batch_record.h"
#include "fuzz.h"

static inline void fuzz_check_notices(const struct capai_notices *notices)
{
    enum { MOST = 30 };
    for (size_t i = 0; i < notices->count && i < MOST; i++)
        fuzz_check_complaint(&notices->list[i]);
}

/* The result tables as CSV. */
static inline void fuzz_write(const struct capai_evaluation *evaluation, struct capai_arena *arena,
                              struct bytes *out)
{
    struct capai_sink sink = bytes_sink(out);
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++) {
        struct capai_selection rows;
        const struct capai_table *table = capai_evaluation_table(evaluation, r);
        CHECK(capai_evaluation_select(evaluation, r, true, arena, &rows));
        CHECK(rows.count == capai_table_rows(table));
        capai_write_csv(&sink, table, rows);
        CHECK(!sink.failed);
    }
}

static inline void fuzz_evaluate(struct capai_packs *packs, const char *rules,
                                 struct capai_dataset *dataset, struct capai_arena *arena)
{
    struct bytes first = {.data = NULL}, second = {.data = NULL};
    struct capai_trace trace;
    capai_trace_init(&trace, arena);
    for (int i = 0; i < 2; i++) {
        struct capai_notices notices;
        struct capai_evaluation *evaluation;
        struct capai_error err = {0};
        capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
        const enum capai_status status = capai_evaluate_traced(
            packs, rules, &dataset, 1, i ? &trace : NULL, arena, &notices, &evaluation, &err);
        fuzz_check_status(status, &err);
        CHECK(status == CAPAI_OK);
        fuzz_check_notices(&notices);
        fuzz_write(evaluation, arena, i ? &second : &first);
    }
    CHECK(first.size == second.size && memcmp(first.data, second.data, first.size) == 0);
    bytes_clear(&first);
    bytes_clear(&second);
}

/* Packs are loaded once: they are not what is tried here. */
static inline struct capai_packs *fuzz_packs(void)
{
    static const char *const folders[] = {"scripts/rules"};
    static struct capai_arena arena;
    static struct capai_notices notices;
    static struct capai_packs *packs;
    if (!packs) {
        capai_arena_init(&arena, NULL, NULL, 0);
        capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
        packs = capai_packs_new(folders, 1, &arena, &notices);
        CHECK(packs);
    }
    return packs;
}

#endif
