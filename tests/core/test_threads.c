/* The thread rule of capai/capai.h: data sets and evaluations of their own, rules in common. `make
 * tsan` runs it where it can tell; everywhere else it compares what the threads have computed. */
#include "data_test.h"

#include <pthread.h>

#include "capai/write.h"

enum { THREADS = 4, ROUNDS = 8, OUTPUT = 4096 };

/* What one thread does, and what came of it. */
struct work {
    const char *folder;
    const struct capai_rules *rules;
    bool failed;
    size_t size;
    char output[OUTPUT];
};

static bool take(void *user, const char *data, size_t size)
{
    struct work *work = user;
    if (size > OUTPUT - work->size)
        return false;
    memcpy(work->output + work->size, data, size);
    work->size += size;
    return true;
}

static bool evaluate_once(struct work *work, struct capai_arena *arena)
{
    const struct capai_dataset_options options = {0};
    struct capai_notices notices;
    struct capai_dataset *dataset;
    struct capai_selection rows;
    struct capai_sink sink = {take, work, false};
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    if (capai_dataset_load(work->folder, &options, arena, &notices, &dataset, NULL) != CAPAI_OK)
        return false;
    struct capai_evaluation *evaluation = capai_evaluation_new(&dataset, 1, arena, &notices);
    for (size_t opd = 0; evaluation && opd < capai_dataset_opds(dataset); opd++)
        if (capai_evaluate_opd(evaluation, dataset, opd, work->rules, NULL) != CAPAI_OK)
            return false;
    if (!evaluation || capai_evaluation_finish(evaluation, NULL) != CAPAI_OK ||
        !capai_evaluation_select(evaluation, CAPAI_RESULT_INDIKATOR, true, arena, &rows))
        return false;
    work->size = 0;
    capai_write_csv(&sink, capai_evaluation_table(evaluation, CAPAI_RESULT_INDIKATOR), rows);
    return !sink.failed && notices.seen[CAPAI_WARNING] == 1;
}

static void *run(void *user)
{
    struct work *work = user;
    for (int i = 0; i < ROUNDS && !work->failed; i++) {
        struct capai_arena arena;
        capai_arena_init(&arena, NULL, NULL, 0);
        work->failed = !evaluate_once(work, &arena);
        capai_arena_clear(&arena);
    }
    return NULL;
}

static void test_threads_with_rules_in_common_compute_the_same(void **state)
{
    static struct work works[THREADS];
    struct data *d = *state;
    pthread_t threads[THREADS];
    data_put(d, "indikator.csv",
             "opd,tahun,sasaran,indikator,arah,target,realisasi\n"
             "a,2024,S,IKM,positif,\"1.125\",81\n"
             "a,2024,S,Waktu,negatif,7,8\n"
             "b,2024,S,Nilai,positif,3,1\n");
    for (size_t i = 0; i < THREADS; i++) {
        works[i] = (struct work){.folder = d->folder, .rules = &d->rules};
        assert_int_equal(pthread_create(&threads[i], NULL, run, &works[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (size_t i = 0; i < THREADS; i++) {
        assert_false(works[i].failed);
        assert_int_equal(works[i].size, works[0].size);
        assert_memory_equal(works[i].output, works[0].output, works[0].size);
    }
    works[0].output[works[0].size] = '\0';
    assert_non_null(strstr(works[0].output, "33.33"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_threads_with_rules_in_common_compute_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
