/* Runs the tests of packs: each becomes a small data set, which is evaluated as a report is. */
#include "bindings/lua/pack_test.h"

#include <stdio.h>
#include <string.h>

#include "bindings/lua/lexer.h"
#include "bindings/lua/pack_cover.h"
#include "bindings/lua/pack_data.h"
#include "bindings/lua/page.h"

const struct test_cell *pack_test_given(const struct pack_test *test, const char *key)
{
    for (size_t i = 0; i < test->given_count; i++)
        if (strcmp(test->given[i].key, key) == 0)
            return &test->given[i];
    return NULL;
}

/* One run of a test. */
struct run {
    const struct capai_rules *rules; /* of the pack */
    const struct pack_test *test;
    const struct capai_evaluation *evaluation;
    struct capai_arena *arena; /* goes with the run */
};

/* ---- what came out ---- */

/* The table that has what is wanted: of unsur, quarters, parts or classes, theirs. */
static const struct capai_table *table_of(const struct run *run, const struct test_cell *wanted)
{
    static const enum capai_result results[TEST_KINDS] = {
        [TEST_INDIKATOR] = CAPAI_RESULT_INDIKATOR,
        [TEST_KELAS] = CAPAI_RESULT_INDIKATOR,
        [TEST_RATA] = CAPAI_RESULT_OPD,
        [TEST_EFISIENSI] = CAPAI_RESULT_SASARAN,
        [TEST_SURVEI] = CAPAI_RESULT_OPD,
        [TEST_MUTU] = CAPAI_RESULT_OPD,
        [TEST_LKE] = CAPAI_RESULT_OPD,
        [TEST_GRADE] = CAPAI_RESULT_OPD,
    };
    static const enum capai_result rows[TEST_KINDS] = {
        [TEST_INDIKATOR] = CAPAI_RESULT_TRIWULAN,
        [TEST_RATA] = CAPAI_RESULT_REKAP,
        [TEST_SURVEI] = CAPAI_RESULT_SKM,
        [TEST_LKE] = CAPAI_RESULT_LKE,
    };
    bool of_row = wanted && wanted->of_row;
    enum capai_result result = (of_row ? rows : results)[run->test->kind];
    return capai_evaluation_table(run->evaluation, result);
}

/* The row of what is wanted; the number of rows: there is none. */
static size_t row_of(const struct run *run, const struct capai_table *table,
                     const struct test_cell *wanted)
{
    size_t rows = capai_table_rows(table), row = 0;
    bool classes = run->test->kind == TEST_RATA;
    int c = capai_table_find(table, classes ? CAPAI_TEXT("predikat") : CAPAI_TEXT("kode"));
    if (!wanted || !wanted->row_key.data || c == CAPAI_NO_COLUMN)
        return wanted ? wanted->row : 0;
    const struct capai_column *codes = capai_table_column(table, c);
    char buffer[CAPAI_DECIMAL_TEXT];
    bool number;
    while (row < rows &&
           !capai_text_equal_nocase(
               capai_entry_text(codes, row, CAPAI_NOTATION_INDONESIA, buffer, &number),
               wanted->row_key))
        row++;
    return row;
}

/* A computed entry: its text, and the number if it is one. Where there is none, the word for what
 * became of it. */
static capai_text read_entry(const struct capai_table *table, const char *key, size_t row,
                             char *buffer, const capai_decimal **number)
{
    int c = capai_table_find(table, capai_text_of(key));
    bool is_number;
    *number = NULL;
    if (c == CAPAI_NO_COLUMN || row >= capai_table_rows(table))
        return CAPAI_NO_TEXT;
    const struct capai_column *column = capai_table_column(table, c);
    if (column->kind == CAPAI_COLUMN_VALUE || column->kind == CAPAI_COLUMN_WHOLE) {
        const struct capai_value *value = &column->of.values[row];
        if (value->outcome != CAPAI_NILAI)
            return capai_text_of(capai_outcome_name(value->outcome));
        *number = &value->number;
    }
    return capai_entry_text(column, row, CAPAI_NOTATION_INDONESIA, buffer, &is_number);
}

/* What a check is called: the key, and of rows the place or the kode. */
static const char *name_of(const struct test_cell *wanted, struct capai_arena *arena)
{
    struct page page = {.arena = arena};
    char number[32];
    if (!wanted->of_row)
        return wanted->key;
    snprintf(number, sizeof number, "%zu", wanted->row + 1);
    page_put(&page, capai_text_of(wanted->key));
    page_put(&page, CAPAI_TEXT(" "));
    page_put(&page, wanted->row_key.data ? wanted->row_key : capai_text_of(number));
    return page.failed ? NULL : page.data;
}

/* The column of the table that has what the key is called by in tests. */
static const char *column_of(const struct test_cell *wanted)
{
    if (strcmp(wanted->key, "rekap") == 0)
        return "jumlah";
    return strcmp(wanted->key, "capaian_triwulan") == 0 ? "capaian" : wanted->key;
}

/* Compares what is wanted under a key with what came out: numbers by value, words as they are. */
static bool compare(const struct run *run, const struct test_cell *wanted,
                    struct capai_arena *arena, struct test_check *check)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    const capai_decimal *number;
    const struct capai_table *table = table_of(run, wanted);
    capai_text got =
        read_entry(table, column_of(wanted), row_of(run, table, wanted), buffer, &number);
    *check = (struct test_check){.key = name_of(wanted, arena),
                                 .wanted = wanted->text,
                                 .wanted_is_number = number && wanted->has_number,
                                 .wanted_number = wanted->number,
                                 .got_is_number = number != NULL};
    check->got = got.data ? capai_text_copy(got, arena) : got;
    if (number) {
        check->got_number = *number;
        check->met = wanted->has_number && capai_decimal_compare(wanted->number, *number) == 0;
    } else
        check->met = capai_text_equal(wanted->text, got);
    return check->key && (!got.data || check->got.data);
}

/* ---- what the test reaches ---- */

/* The value that the test has on a scale, as it is shown; false: it has none. */
static bool find_value(const struct run *run, enum pack_scale which, capai_decimal *out)
{
    static const struct {
        const char *column;
        enum test_kind first, last;
    } places[PACK_SCALES] = {
        [SCALE_CAPAIAN] = {"capaian", TEST_INDIKATOR, TEST_RATA},
        [SCALE_SURVEY] = {"ikm", TEST_SURVEI, TEST_MUTU},
        [SCALE_LKE] = {"nilai_lke", TEST_LKE, TEST_GRADE},
        [SCALE_EFFICIENCY] = {"efisiensi_persen", TEST_EFISIENSI, TEST_EFISIENSI},
    };
    enum capai_efficiency_kind efficiency = run->rules->efficiency.kind;
    const struct capai_table *table = table_of(run, NULL);
    const capai_decimal *number, *serapan;
    const char *column = places[which].column;
    char buffer[CAPAI_DECIMAL_TEXT];
    unsigned flags = 0;
    bool compared = which == SCALE_EFFICIENCY && efficiency == CAPAI_EFFICIENCY_COMPARE;
    if (run->test->kind < places[which].first || run->test->kind > places[which].last)
        return false;
    if (which == SCALE_EFFICIENCY && efficiency == CAPAI_EFFICIENCY_ADJUSTED)
        column = "nilai_efisiensi";
    read_entry(table, compared ? "capaian" : column, 0, buffer, &number);
    read_entry(table, "serapan", 0, buffer, &serapan);
    if (!number || (compared && !serapan))
        return false;
    *out = *number;
    if (compared)
        *out = capai_decimal_subtract(*number, *serapan, CAPAI_HALF_EVEN, &flags);
    if (which == SCALE_EFFICIENCY && efficiency == CAPAI_EFFICIENCY_RATIO)
        *out = capai_decimal_divide(*number, capai_decimal_from_int(100), CAPAI_HALF_EVEN, &flags);
    return !flags;
}

/* Which class the value of the test was given on a scale, and how. */
static bool note_class(const struct run *run, enum pack_scale which, struct trial_class *out)
{
    struct scale_coverage cover;
    struct capai_ratio ratio, bound;
    struct capai_exact x;
    out->has_value = find_value(run, which, &out->value);
    if (!out->has_value || !coverage_scale(run->rules, which, run->arena, &cover))
        return !out->has_value;
    if (run->rules->classify_exact && run->test->kind == TEST_KELAS)
        out->value = pack_test_given(run->test, "capaian")->number;
    ratio = capai_ratio_of(out->value);
    x = capai_exact_of(&ratio);
    out->classified =
        (which != SCALE_CAPAIAN || capai_clamp_apply(&run->rules->clamp_class, x, run->arena,
                                                     &bound, &x, NULL) == CAPAI_OK) &&
        capai_scale_classify(&cover.scale, x, run->arena, &out->band, &out->match, NULL) ==
            CAPAI_OK;
    return true;
}

static bool is_zero(const struct test_cell *cell)
{
    return cell && cell->has_number && capai_decimal_sign(cell->number) == 0;
}

/* Which formula the test went through, and whether with a zero that it divides by. */
static void note_formula(const struct run *run, struct trial *trial)
{
    const struct test_cell *given = pack_test_given(run->test, "arah");
    capai_text arah = given ? given->text : run->rules->default_arah;
    trial->arah = run->rules->arah_count;
    if (run->test->kind != TEST_INDIKATOR)
        return;
    for (size_t i = 0; i < run->rules->arah_count; i++)
        if (capai_text_equal_nocase(run->rules->arah[i].name, arah))
            trial->arah = i;
    trial->policies[POLICY_TRIWULAN] = run->test->lists[LIST_REALISASI_TRIWULAN].count;
    trial->policies[POLICY_ZERO] = is_zero(pack_test_given(run->test, "target")) ||
                                   is_zero(pack_test_given(run->test, "realisasi"));
}

/* True where the test gives more answers than the survey has unsur, or one to no part of the
 * worksheet: then what it shows is not what it seems to. */
static bool is_misplaced(const struct capai_notices *notices)
{
    for (size_t i = 0; i < notices->count; i++)
        if (notices->list[i].message == CAPAI_MSG_LKE_CODE ||
            notices->list[i].message == CAPAI_MSG_ROW_LONG)
            return true;
    return false;
}

/* Whether a value of a mean is missing, or an answer, as the evaluation says. */
static void note_missing(const struct run *run, const struct capai_notices *notices,
                         struct trial *trial)
{
    const struct test_list *values = &run->test->lists[LIST_RATA];
    for (size_t i = 0; i < values->count; i++) {
        struct capai_cell cell;
        trial->policies[POLICY_MISSING] |=
            capai_cell_parse(values->values[i], CAPAI_NOTATION_INDONESIA, CAPAI_QUANTITY, &cell,
                             NULL) == CAPAI_OK &&
            cell.kind == CAPAI_CELL_MISSING;
    }
    for (size_t i = 0; i < notices->count; i++) {
        enum capai_message message = notices->list[i].message;
        trial->policies[POLICY_SURVEY_MISSING] |= message == CAPAI_MSG_SKM_HOLE;
        trial->policies[POLICY_SURVEY_INVALID] |= message == CAPAI_MSG_SKM_ANSWER;
        trial->policies[POLICY_LKE_MISSING] |= message == CAPAI_MSG_LKE_UNANSWERED;
    }
}

static bool read_results(const struct run *run, const struct capai_notices *notices,
                         struct capai_arena *arena, struct trial *trial)
{
    const struct pack_test *test = run->test;
    trial->passed = !is_misplaced(notices);
    for (size_t i = 0; i < test->wanted_count; i++) {
        if (!compare(run, &test->wanted[i], arena, &trial->checks[i]))
            return false;
        trial->passed &= trial->checks[i].met;
        trial->count++;
    }
    for (enum pack_scale s = 0; s < PACK_SCALES; s++)
        if (!note_class(run, s, &trial->classes[s]))
            return false;
    note_formula(run, trial);
    note_missing(run, notices, trial);
    return true;
}

/* ---- running ---- */

/* True of a complaint that explains why there is no result: something is wrong, or the pack does
 * not know the part that the test is about. */
static bool explains(const struct capai_error *notice)
{
    return notice->status >= CAPAI_ERR_DATA || notice->message == CAPAI_MSG_SKM_NO_RULE ||
           notice->message == CAPAI_MSG_LKE_NO_RULE;
}

/* The first complaint that explains a missing result. */
static void take_reason(const struct capai_notices *notices, struct trial *trial)
{
    for (size_t i = 0; i < notices->count && !trial->reason.status; i++)
        if (explains(&notices->list[i]))
            trial->reason = notices->list[i];
    trial->reason.file = NULL; /* of no file that anybody has */
    trial->reason.line = trial->reason.column = 0;
}

static enum capai_status evaluate(struct run *run, struct capai_arena *arena, struct trial *trial,
                                  struct capai_error *err)
{
    const struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA};
    struct capai_notices notices;
    struct capai_dataset *dataset;
    struct pack_data data;
    capai_notices_init(&notices, run->arena, CAPAI_NOTICES_LIMIT);
    if (!pack_data(run->rules, run->test, run->arena, &data))
        return capai_fail_memory(err);
    enum capai_status status = capai_dataset_read("tes", data.files, data.count, &options,
                                                  run->arena, &notices, &dataset, err);
    if (status)
        return status;
    struct capai_evaluation *evaluation = capai_evaluation_new(&dataset, 1, run->arena, &notices);
    if (!evaluation)
        return capai_fail_memory(err);
    run->evaluation = evaluation;
    status = capai_evaluate_opd(evaluation, dataset, 0, &data.rules, err);
    if (!status)
        status = capai_evaluation_finish(evaluation, err);
    if (!status && !read_results(run, &notices, arena, trial))
        status = capai_fail_memory(err);
    take_reason(&notices, trial);
    return status;
}

static void put_words(struct page *page, const char *key, capai_text text)
{
    page_put(page, page->size ? CAPAI_TEXT(", ") : CAPAI_NO_TEXT);
    page_put(page, capai_text_of(key));
    page_put(page, CAPAI_TEXT(" "));
    page_put(page, text);
}

/* The values of a list: "; " between them, " | " between sasaran and respondents. */
static void put_list(struct page *page, const char *key, const struct test_list *list, bool grouped)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *between = grouped && list->of[i] != list->of[i - !!i] ? " | " : "; ";
        if (i == 0)
            put_words(page, key, list->values[i]);
        else {
            page_put(page, capai_text_of(between));
            page_put(page, list->values[i]);
        }
    }
}

static bool is_grouped(const struct test_list *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (list->of[i] == list->of[i - 1])
            return true;
    return false;
}

static bool describe(const struct pack_test *test, struct capai_arena *arena, capai_text *out)
{
    static const char *const lists[LISTS] = {
        "rata", "bobot", "target_lalu", "realisasi_lalu", "target_triwulan", "realisasi_triwulan",
        "skm",  "jumlah"};
    struct page page = {.arena = arena};
    for (size_t i = 0; i < test->given_count; i++)
        put_words(&page, test->given[i].key, test->given[i].text);
    for (int i = 0; i < LISTS; i++)
        put_list(&page, lists[i], &test->lists[i],
                 (i == LIST_RATA || i == LIST_SKM) && is_grouped(&test->lists[i]));
    for (size_t i = 0; i < test->answer_count; i++) {
        page_put(&page, i ? CAPAI_TEXT("; ") : CAPAI_TEXT("lke "));
        page_put(&page, test->answers[i].row_key);
        page_put(&page, test->answers[i].of_row ? CAPAI_TEXT(" ") : CAPAI_NO_TEXT);
        page_put(&page, test->answers[i].text);
    }
    *out = page_text(&page);
    return !page.failed;
}

enum capai_status pack_try_one(const struct capai_rules *rules, const struct pack_test *test,
                               struct capai_arena *arena, struct trial *trial,
                               struct capai_error *err)
{
    struct capai_arena own;
    struct run run = {.rules = rules, .test = test, .arena = &own};
    trial->test = test;
    trial->checks = capai_arena_array(arena, test->wanted_count, sizeof *trial->checks);
    if (!trial->checks || !describe(test, arena, &trial->input))
        return capai_fail_memory(err);
    capai_arena_init(&own, arena->alloc, arena->user, 0);
    enum capai_status status = evaluate(&run, arena, trial, err);
    capai_arena_clear(&own);
    return status;
}

/* ---- lines ---- */

/* Skips to the sign that closes what is open. */
static struct token skip_open(struct lexer *lexer)
{
    struct token token;
    int depth = 1;
    do {
        token = lexer_next(lexer);
        depth += token_is(&token, "{") || token_is(&token, "(");
        depth -= token_is(&token, "}") || token_is(&token, ")");
    } while (depth && token.kind != TOKEN_END);
    return token;
}

/* Finds the line of each test: of the `nth` table under a key `tests` of the script, if it has as
 * many entries as there are tests; a script may as well make them in a loop. */
static void find_lines(capai_text source, size_t nth, struct trial *trials, size_t count)
{
    struct lexer lexer = lexer_at(source, 1);
    struct token a = lexer_next(&lexer), b = lexer_next(&lexer), c = lexer_next(&lexer);
    size_t entries = 0;
    for (; c.kind != TOKEN_END; a = b, b = c, c = lexer_next(&lexer))
        if (token_is(&a, "tests") && token_is(&b, "=") && token_is(&c, "{") && !nth--)
            break;
    struct lexer list = lexer;
    for (int pass = 0; pass < 2; pass++) {
        if (pass && entries != count)
            return;
        lexer = list;
        entries = 0;
        for (c = lexer_next(&lexer); token_is(&c, "{"); c = lexer_next(&lexer)) {
            if (pass)
                trials[entries].line = c.line;
            entries++;
            skip_open(&lexer);
            c = lexer_next(&lexer);
            if (!token_is(&c, ",") && !token_is(&c, ";"))
                break;
        }
    }
}

/* ---- all tests ---- */

enum capai_status pack_try(const struct capai_packs *packs, const struct capai_rules *rules,
                           struct capai_arena *arena, struct trials *out, struct capai_error *err)
{
    const struct pack_test *tests;
    struct trials trials = {.rules = rules, .path = pack_path(packs, rules)};
    trials.count = pack_tests(packs, rules, &tests);
    trials.list = capai_arena_array(arena, trials.count, sizeof *trials.list);
    if (!trials.list)
        return capai_fail_memory(err);
    for (size_t i = 0; i < trials.count; i++) {
        enum capai_status status = pack_try_one(rules, &tests[i], arena, &trials.list[i], err);
        if (status)
            return status;
    }
    if (trials.count)
        find_lines(capai_packs_source(packs, trials.path), pack_tests_before(packs, rules),
                   trials.list, trials.count);
    if (!coverage_measure(&trials, arena))
        return capai_fail_memory(err);
    *out = trials;
    return CAPAI_OK;
}
