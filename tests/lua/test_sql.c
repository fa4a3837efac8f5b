/* The functions of databases without a database: what they leave behind, and threads with a session
 * each. What they answer is tests/support/sql_cases.lua. */
#define _GNU_SOURCE

#include "capai_test.h"

#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>

#include "bindings/sql/sql.h"

enum { THREADS = 4, ROUNDS = 300 };

struct trial {
    enum sql_name name;
    const char *arguments[SQL_ARGUMENTS];
    enum capai_message message; /* NONE: `answer`, of which NULL is none */
    const char *answer;
};

static const struct trial trials[] = {
    {SQL_CAPAIAN, {"83.57", "90", "positif"}, CAPAI_MSG_NONE, "92.85555555555555555556"},
    {SQL_CAPAIAN, {"5", "0", "positif"}, CAPAI_MSG_NONE, NULL},
    {SQL_CAPAIAN, {"120", "100", "negatif", "jember-2024"}, CAPAI_MSG_NONE, "80.00"},
    {SQL_CAPAIAN, {"3", "2", "x", "target - realisasi"}, CAPAI_MSG_NONE, "-1"},
    {SQL_CAPAIAN, {"x", "2", "positif"}, CAPAI_MSG_NUMBER_SYNTAX, NULL},
    {SQL_CAPAIAN, {"3", "2", "naik"}, CAPAI_MSG_OPTION_VALUE, NULL},
    {SQL_CAPAIAN, {"3", "2", "naik", "jember-2024"}, CAPAI_MSG_ARAH_UNKNOWN, NULL},
    {SQL_CAPAIAN, {"3", "2", "x", "realisasi / bobot"}, CAPAI_MSG_SQL_ROW, NULL},
    {SQL_CAPAIAN, {"3", "2", "x", "realisasi +"}, CAPAI_MSG_FORMULA_OPERAND, NULL},
    {SQL_PREDIKAT, {"92.86", "jember-2024"}, CAPAI_MSG_NONE, "Sangat Tinggi"},
    {SQL_PREDIKAT, {"3", "Baik >= 3; Kurang < 3"}, CAPAI_MSG_NONE, "Baik"},
    {SQL_PREDIKAT, {"4", "Baik <= 3"}, CAPAI_MSG_SCALE_NO_CLASS, NULL},
    {SQL_PREDIKAT, {"3", "Baik >= 3 >= 4"}, CAPAI_MSG_SQL_BAND, NULL},
    {SQL_PREDIKAT, {"3", "jember-1999"}, CAPAI_MSG_RULES_NOT_FOUND, NULL},
    {SQL_PREDIKAT, {"3", "../jember-2024"}, CAPAI_MSG_RULES_NOT_FOUND, NULL},
    {SQL_BULAT, {"2.675", "2"}, CAPAI_MSG_NONE, "2.68"},
    {SQL_BULAT, {"2.675", "2", "naik"}, CAPAI_MSG_OPTION_VALUE, NULL},
    {SQL_TERBILANG, {"21"}, CAPAI_MSG_NONE, "dua puluh satu"},
    {SQL_ANGKA, {"BB (74)"}, CAPAI_MSG_NONE, "74"},
    {SQL_ANGKA, {"BB"}, CAPAI_MSG_NOT_A_NUMBER, NULL},
};

/* True when the trial gives what it should, and leaves the answer alone where it fails. */
static bool passes(struct sql_session *session, const struct trial *trial)
{
    capai_text arguments[SQL_ARGUMENTS];
    struct capai_error error = {0};
    struct sql_answer answer = {.size = 12345};
    size_t count = 0;
    for (; count < SQL_ARGUMENTS && trial->arguments[count]; count++)
        arguments[count] = capai_text_of(trial->arguments[count]);
    enum capai_status status =
        sql_functions[trial->name].call(session, arguments, count, &answer, &error);
    if (error.message != trial->message || status != error.status)
        return false;
    if (status)
        return answer.size == 12345;
    if (!trial->answer)
        return answer.null;
    return !answer.null && strcmp(answer.text, trial->answer) == 0 &&
           answer.size == strlen(trial->answer);
}

static bool pass_all(struct sql_session *session)
{
    bool good = session != NULL;
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++)
        good &= passes(session, &trials[i]);
    return good;
}

static void test_every_call_gives_its_answer(void **state)
{
    struct sql_session *session = sql_session_new();
    (void)state;
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++)
        if (!passes(session, &trials[i]))
            fail_msg("trial %zu, of %s", i, sql_functions[trials[i].name].name);
    sql_session_free(session);
}

static void test_calls_leave_no_memory_behind(void **state)
{
    struct sql_session *session = sql_session_new();
    bool good = pass_all(session); /* the packs are there */
    (void)state;
    size_t before = mallinfo2().uordblks;
    for (int i = 0; i < ROUNDS; i++)
        good &= pass_all(session);
    assert_int_equal(mallinfo2().uordblks, before);
    assert_true(good);
    sql_session_free(session);
}

static void test_session_free_null_is_harmless(void **state)
{
    (void)state;
    sql_session_free(NULL);
}

static void *run_thread(void *good)
{
    struct sql_session *session = sql_session_new();
    *(bool *)good = true;
    for (int i = 0; i < ROUNDS / 10; i++)
        *(bool *)good &= pass_all(session);
    sql_session_free(session);
    return NULL;
}

static void test_threads_with_a_session_each(void **state)
{
    pthread_t threads[THREADS];
    bool good[THREADS];
    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run_thread, &good[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(good[i]);
    }
}

int main(void)
{
    setenv("CAPAI_PATH", "scripts", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_call_gives_its_answer),
        cmocka_unit_test(test_calls_leave_no_memory_behind),
        cmocka_unit_test(test_session_free_null_is_harmless),
        cmocka_unit_test(test_threads_with_a_session_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
