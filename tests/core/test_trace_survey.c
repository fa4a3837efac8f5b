/* Traces of the survey and of the LKE: every step again, from the answers to the class. */
#include "trace_test.h"

/* ---- rules ---- */

enum { UNSUR = 3, PARTS = 6 };

struct forms {
    struct capai_unsur unsur[UNSUR];
    struct capai_lke_part parts[PARTS];
    struct capai_lke_answer answers[3];
};

static void set_rules(struct data *d, struct forms *f)
{
    static const char *const columns[UNSUR] = {"u1", "u2", "u3"};
    for (size_t i = 0; i < UNSUR; i++)
        f->unsur[i] = (struct capai_unsur){
            capai_text_of(columns[i]), CAPAI_TEXT("Unsur"), {dec("1"), dec("3")}};
    d->rules.survey = (struct capai_survey){.unsur = f->unsur,
                                            .count = UNSUR,
                                            .lowest = 1,
                                            .highest = 4,
                                            .conversion = dec("25"),
                                            .scale = d->rules.scale};
    for (int q = 0; q < CAPAI_SURVEY_QUANTITY_COUNT; q++)
        d->rules.survey.round[q] = (struct capai_round){q, CAPAI_DOWN};
    f->parts[0] = (struct capai_lke_part){CAPAI_TEXT("1"), CAPAI_TEXT("x"), dec("60"), 3};
    f->parts[1] = (struct capai_lke_part){CAPAI_TEXT("1.a"), CAPAI_TEXT("y"), dec("20"), 2};
    f->parts[2] = (struct capai_lke_part){CAPAI_TEXT("1.b"), CAPAI_TEXT("z"), dec("40"), 3};
    f->parts[3] = (struct capai_lke_part){CAPAI_TEXT("2"), CAPAI_TEXT("w"), dec("40"), 6};
    f->parts[4] = (struct capai_lke_part){CAPAI_TEXT("2.a"), CAPAI_TEXT("v"), dec("25"), 5};
    f->parts[5] = (struct capai_lke_part){CAPAI_TEXT("2.b"), CAPAI_TEXT("u"), dec("15"), 6};
    f->answers[0] = (struct capai_lke_answer){CAPAI_TEXT("Y"), dec("7")};
    f->answers[1] = (struct capai_lke_answer){CAPAI_TEXT("S"), dec("3.5")};
    f->answers[2] = (struct capai_lke_answer){CAPAI_TEXT("T"), dec("0")};
    d->rules.lke = (struct capai_lke){.parts = f->parts,
                                      .count = PARTS,
                                      .answers = f->answers,
                                      .answer_count = 3,
                                      .full = dec("7"),
                                      .total = dec("100"),
                                      .round = {2, CAPAI_HALF_UP},
                                      .scale = d->rules.scale};
}

static const struct capai_subject *find_topic(const struct capai_trace *trace,
                                              enum capai_topic topic)
{
    for (size_t i = 0; i < trace->count; i++)
        if (trace->subjects[i]->topic == topic && trace->subjects[i]->result == CAPAI_RESULT_OPD)
            return trace->subjects[i];
    fail_msg("no subject of topic %d", (int)topic);
    return NULL;
}

static const struct capai_subject *find_row(struct data *d, const struct capai_trace *trace,
                                            enum capai_result result, const char *column,
                                            const char *text)
{
    for (size_t i = 0; i < trace->count; i++)
        if (trace->subjects[i]->result == result && !trace->subjects[i]->topic &&
            strcmp(data_at(d, result, trace->subjects[i]->row, column), text) == 0)
            return trace->subjects[i];
    fail_msg("no subject %s", text);
    return NULL;
}

/* ---- recomputing ---- */

#define SURVEY                                                                                     \
    "tahun,responden,u1,u2,u3\n2024,1,4,3,1\n2024,2,2,,3\n2024,3,3,9,4\n2023,4,1,1,1\n"            \
    "2024,5,1,2,2\n"

static void test_trace_of_forms_recomputes_under_every_policy(void **state)
{
    struct data *d = *state;
    struct forms forms;
    size_t kinds[CAPAI_TRACE_COUNT] = {0};
    for (int variant = 0; variant < 18; variant++) {
        struct capai_trace trace;
        data_reset(d);
        set_rules(d, &forms);
        data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
        data_put(d, "skm.csv", SURVEY);
        data_put(d, "lke.csv",
                 variant & 1 ? "tahun,kode,jawaban\n2024,1.a,Y\n2024,1.b,S\n2024,2.a.1,Y\n"
                               "2024,2.a.2,S\n2024,2.a.3,T\n2024,2.b,Y\n2024,2.b.1,T\n"
                             : "tahun,kode,jawaban\n2024,1.a,Y\n2024,1.b,\n2024,2.a.1,S\n"
                               "2024,2.a.2,\n2024,2.b,X\n");
        d->rules.survey.missing = (enum capai_unanswered)(variant % 3);
        d->rules.survey.invalid = (enum capai_unanswered)(variant / 3 % 3);
        d->rules.classify_exact = variant & 2;
        d->rules.lke.missing_zero = variant & 4;
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        evaluate_traced(d, &trace);
        trace_again(d, &trace, kinds);
    }
    assert_true(kinds[CAPAI_TRACE_GIVEN] && kinds[CAPAI_TRACE_ANSWERS] &&
                kinds[CAPAI_TRACE_SKIPPED] && kinds[CAPAI_TRACE_TOTAL] && kinds[CAPAI_TRACE_RANK]);
}

/* ---- what is told ---- */

static void test_trace_of_a_survey_tells_answers_and_who_is_left_out(void **state)
{
    struct data *d = *state;
    struct forms forms;
    struct capai_trace trace;
    set_rules(d, &forms);
    d->rules.survey.missing = CAPAI_UNANSWERED_RESPONDENT;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "skm.csv", SURVEY);
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    const struct capai_subject *u1 = find_row(d, &trace, CAPAI_RESULT_SKM, "unsur", "u1");
    const struct capai_trace_step *answers = find_step(u1, CAPAI_TRACE_ANSWERS, "nrr");
    static const size_t expected[] = {1, 0, 1, 1}; /* 1, 3 and 4; the 2 has a hole beside it */
    assert_int_equal(answers->of.answers.count, 4);
    assert_memory_equal(answers->of.answers.times, expected, sizeof expected);
    assert_int_equal(answers->of.answers.lowest, 1);
    assert_int_equal(answers->place.line, 2);
    assert_int_equal(answers->place.column, 8);
    assert_int_equal(answers->of.answers.last, 6);
    const struct capai_trace_step *skipped = find_step(u1, CAPAI_TRACE_SKIPPED, "nrr");
    assert_text(skipped->of.skipped.column, "u2");
    assert_int_equal(skipped->of.skipped.source.size, 0);
    assert_int_equal(skipped->of.skipped.effect, CAPAI_UNANSWERED_RESPONDENT);
    assert_int_equal(skipped->place.line, 3);
    assert_int_equal(skipped->place.column, 10);
    const struct capai_subject *u2 = find_row(d, &trace, CAPAI_RESULT_SKM, "unsur", "u2");
    skipped = find_step(u2, CAPAI_TRACE_SKIPPED, "nrr") + 1;
    assert_text(skipped->of.skipped.source, "9");
    assert_int_equal(skipped->of.skipped.effect, CAPAI_UNANSWERED_UNSUR);
    const struct capai_subject *whole = find_topic(&trace, CAPAI_TOPIC_SURVEY);
    assert_ptr_equal(find_step(whole, CAPAI_TRACE_MEMBER, "indeks")->of.member.subject, u1);
    assert_ptr_equal(find_step(whole, CAPAI_TRACE_CLASS, "mutu")->of.grading.scale,
                     &d->rules.survey.scale);
}

static void test_trace_of_a_survey_tells_who_shares_a_rank(void **state)
{
    static const struct {
        const char *unsur;
        size_t greater, equal;
    } cases[] = {{"u1", 1, 1}, {"u2", 0, 0}, {"u3", 1, 1}};
    struct data *d = *state;
    struct forms forms;
    struct capai_trace trace;
    set_rules(d, &forms);
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "skm.csv", "tahun,responden,u1,u2,u3\n2024,1,2,4,3\n2024,2,3,4,2\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    for (size_t i = 0; i < 3; i++) {
        const struct capai_trace_step *rank =
            find_step(find_row(d, &trace, CAPAI_RESULT_SKM, "unsur", cases[i].unsur),
                      CAPAI_TRACE_RANK, "peringkat");
        assert_int_equal(rank->of.rank.greater, cases[i].greater);
        assert_int_equal(rank->of.rank.equal, cases[i].equal);
        assert_int_equal(rank->of.rank.of, 3);
    }
}

static void test_trace_of_a_survey_without_value_says_which_unsur(void **state)
{
    struct data *d = *state;
    struct forms forms;
    struct capai_trace trace;
    set_rules(d, &forms);
    d->rules.survey.missing = CAPAI_UNANSWERED_NONE;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "skm.csv", "tahun,responden,u1,u2\n2024,1,4,\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    const struct capai_subject *whole = find_topic(&trace, CAPAI_TOPIC_SURVEY);
    const struct capai_trace_step *member = find_step(whole, CAPAI_TRACE_MEMBER, "indeks");
    assert_int_equal(member[0].of.member.entry, CAPAI_ENTRY_VALUE);
    assert_int_equal(member[1].of.member.entry, CAPAI_ENTRY_PREVENTS);
    assert_int_equal(member[2].outcome, CAPAI_BELUM_DIISI); /* there is no u3 */
    assert_int_equal(find_step(whole, CAPAI_TRACE_NONE, "ikm")->outcome, CAPAI_BELUM_DIISI);
}

/* Too many digits in one weight: that unsur has no value, the others keep theirs. */
static void test_trace_of_a_survey_with_too_many_digits_says_so(void **state)
{
    struct data *d = *state;
    struct forms forms;
    struct capai_trace trace;
    set_rules(d, &forms);
    forms.unsur[1].weight =
        (struct capai_ratio){dec("0.9999999999999999999999999999999999"), dec("1")};
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "skm.csv", SURVEY);
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    const struct capai_subject *u2 = find_row(d, &trace, CAPAI_RESULT_SKM, "unsur", "u2");
    const struct capai_trace_step *none = find_step(u2, CAPAI_TRACE_NONE, "nrr_tertimbang");
    assert_int_equal(none->outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_message(*none->of.none.reason, CAPAI_MSG_NUMBER_RANGE);
    assert_at(d, SKM, 1, "nrr", "2");
    assert_at(d, SKM, 2, "nrr", "2"); /* 2,5 cut off */
    assert_at(d, SKM, 2, "nrr_tertimbang", "0.8");
    assert_at(d, SKM, 2, "peringkat", "1");
    assert_at(d, OPD, 0, "ikm", "tidak_dapat_dihitung");
}

static void test_trace_of_the_lke_tells_cells_weights_and_parts(void **state)
{
    struct data *d = *state;
    struct forms forms;
    struct capai_trace trace;
    set_rules(d, &forms);
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "lke.csv",
             "tahun,kode,kriteria,jawaban\n2024,1.a,,Y\n2024,1.b,,S\n2024,2.a.1,p,Y\n"
             "2024,2.a.2,q,S\n2024,2.b,,T\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    assert_at(d, OPD, 0, "nilai_lke", "58.75"); /* 20 + 40/2 + 25 * (7 + 3,5) / 14 + 0 */
    const struct capai_subject *leaf = find_row(d, &trace, CAPAI_RESULT_LKE, "kode", "1.b");
    const struct capai_trace_step *input = find_step(leaf, CAPAI_TRACE_INPUT, "nilai");
    assert_text(input->of.input.cell.source, "S");
    assert_int_equal(input->place.line, 3);
    assert_int_equal(input->place.column, 11);
    assert_decimal(input->value.terms[0].numerator, "3.5");
    assert_text(find_step(leaf, CAPAI_TRACE_FORMULA, "nilai")->of.formula.text,
                "bobot * jawaban / jawaban_penuh");
    const struct capai_subject *of = find_row(d, &trace, CAPAI_RESULT_LKE, "kode", "2.a");
    const struct capai_subject *one = find_row(d, &trace, CAPAI_RESULT_LKE, "kode", "2.a.1");
    assert_ptr_equal(find_step(of, CAPAI_TRACE_MEMBER, "nilai")->of.member.subject, one);
    assert_text(find_step(one, CAPAI_TRACE_FORMULA, "bobot")->of.formula.text,
                "bobot_induk / jumlah_kriteria");
    const struct capai_subject *whole = find_topic(&trace, CAPAI_TOPIC_LKE);
    const struct capai_trace_step *member = find_step(whole, CAPAI_TRACE_MEMBER, "nilai_lke");
    assert_ptr_equal(member[0].of.member.subject,
                     find_row(d, &trace, CAPAI_RESULT_LKE, "kode", "1"));
    assert_ptr_equal(member[1].of.member.subject,
                     find_row(d, &trace, CAPAI_RESULT_LKE, "kode", "2"));
    assert_int_equal(find_step(whole, CAPAI_TRACE_TOTAL, "nilai_lke")->of.total.members, 2);
}

static void test_trace_of_the_lke_says_what_is_not_answered(void **state)
{
    struct data *d = *state;
    struct forms forms;
    struct capai_trace trace;
    set_rules(d, &forms);
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "lke.csv", "tahun,kode,jawaban\n2024,1.a,Y\n2024,1.b,\n2024,2.a,S\n2024,2.b,T\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    const struct capai_subject *leaf = find_row(d, &trace, CAPAI_RESULT_LKE, "kode", "1.b");
    const struct capai_trace_step *none = find_step(leaf, CAPAI_TRACE_NONE, "nilai");
    assert_int_equal(none->outcome, CAPAI_BELUM_DIISI);
    assert_message(*none->of.none.reason, CAPAI_MSG_LKE_UNANSWERED);
    const struct capai_subject *whole = find_topic(&trace, CAPAI_TOPIC_LKE);
    assert_int_equal(find_step(whole, CAPAI_TRACE_MEMBER, "nilai_lke")->of.member.entry,
                     CAPAI_ENTRY_PREVENTS);
    assert_int_equal(find_step(whole, CAPAI_TRACE_NONE, "nilai_lke")->outcome, CAPAI_BELUM_DIISI);
}

static void test_trace_of_forms_without_memory_ends_the_evaluation(void **state)
{
    struct data *d = *state;
    struct forms forms;
    set_rules(d, &forms);
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "skm.csv", SURVEY);
    data_put(d, "lke.csv", "tahun,kode,jawaban\n2024,1.a,Y\n2024,2.a.1,S\n2024,2.b,X\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    trace_without_memory(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_trace_of_forms_recomputes_under_every_policy),
        data_test(test_trace_of_a_survey_tells_answers_and_who_is_left_out),
        data_test(test_trace_of_a_survey_tells_who_shares_a_rank),
        data_test(test_trace_of_a_survey_without_value_says_which_unsur),
        data_test(test_trace_of_a_survey_with_too_many_digits_says_so),
        data_test(test_trace_of_the_lke_tells_cells_weights_and_parts),
        data_test(test_trace_of_the_lke_says_what_is_not_answered),
        data_test(test_trace_of_forms_without_memory_ends_the_evaluation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
