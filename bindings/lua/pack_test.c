/* Runs the tests of packs: each becomes a small data set, which is evaluated as a report is. */
#include "bindings/lua/pack_test.h"

#include <string.h>

#include "bindings/lua/lexer.h"

/* Text that grows in an arena. */
struct page {
    struct capai_arena *arena;
    char *data;
    size_t size, capacity;
    bool failed;
};

static void put(struct page *page, capai_text text)
{
    if (page->size + text.size + 1 > page->capacity) {
        size_t capacity = 2 * (page->size + text.size) + 256;
        char *data = capai_arena_alloc(page->arena, capacity);
        page->failed |= !data;
        if (!data)
            return;
        if (page->size)
            memcpy(data, page->data, page->size);
        page->data = data;
        page->capacity = capacity;
    }
    if (text.size)
        memcpy(page->data + page->size, text.data, text.size);
    page->size += text.size;
    page->data[page->size] = 0;
}

/* A field of CSV, with the sign that stands in front of it. */
static void put_field(struct page *page, const char *before, capai_text text)
{
    put(page, capai_text_of(before));
    put(page, CAPAI_TEXT("\""));
    for (size_t i = 0; i < text.size; i++) {
        put(page, (capai_text){text.data + i, 1});
        if (text.data[i] == '"')
            put(page, CAPAI_TEXT("\""));
    }
    put(page, CAPAI_TEXT("\""));
}

static void put_number(struct page *page, const char *before, size_t number)
{
    char text[CAPAI_DECIMAL_TEXT];
    size_t size =
        capai_decimal_format(capai_decimal_from_int((int64_t)number), CAPAI_NOTATION_PLAIN, text);
    put_field(page, before, (capai_text){text, size});
}

static capai_text page_text(const struct page *page)
{
    return (capai_text){page->data, page->size};
}

/* ---- a test as a data set ---- */

/* The arah of values that are put in as they are: target 100, realisasi the value. No pack can
 * have one of this name, since in its tables a key is a word. */
#define AS_IT_IS "= capaian"

/* One run of a test. */
struct run {
    const struct capai_rules *rules;
    struct capai_rules own; /* the rules with that arah */
    const struct pack_test *test;
    struct capai_arena *arena; /* goes with the run */
    struct capai_input files[3];
    size_t file_count;
};

static const struct test_cell *given(const struct run *run, const char *key)
{
    for (size_t i = 0; i < run->test->given_count; i++)
        if (strcmp(run->test->given[i].key, key) == 0)
            return &run->test->given[i];
    return NULL;
}

static capai_text text_of(const struct run *run, const char *key)
{
    const struct test_cell *cell = given(run, key);
    return cell ? cell->text : CAPAI_NO_TEXT;
}

static bool add_file(struct run *run, const char *name, const struct page *page)
{
    run->files[run->file_count++] =
        (struct capai_input){name, capai_text_of(name), page_text(page)};
    return !page->failed;
}

/* The year of the report: any for which the rules hold. */
static size_t year_of(const struct capai_rules *rules)
{
    return (size_t)(rules->from > 1900 ? rules->from : rules->to < 2199 ? rules->to : 2024);
}

/* The kind of rows that enter the mean of an OPD; sasaran, if they do. */
static capai_text jenis_of(const struct capai_rules *rules)
{
    for (size_t i = 0; i < rules->average.jenis_count; i++)
        if (capai_text_equal_nocase(rules->average.jenis[i], CAPAI_TEXT("sasaran")))
            return CAPAI_TEXT("sasaran");
    return rules->average.jenis_count ? rules->average.jenis[0] : CAPAI_TEXT("sasaran");
}

static bool write_opd(struct run *run)
{
    struct page page = {.arena = run->arena};
    put(&page, CAPAI_TEXT("opd,tahun\n"));
    put_field(&page, "", CAPAI_TEXT("tes"));
    put_number(&page, ",", year_of(run->rules));
    return add_file(run, "opd.csv", &page);
}

/* A row of indikator.csv up to its realisasi. */
static void put_row(const struct run *run, struct page *page, size_t number, capai_text arah,
                    capai_text target, capai_text realisasi)
{
    const struct pack_test *test = run->test;
    capai_text weight = test->weight_count ? test->weights[number - 1] : CAPAI_TEXT("1");
    capai_text jenis = jenis_of(run->rules);
    put_field(page, "\n", CAPAI_TEXT("tes"));
    put_number(page, ",", year_of(run->rules));
    put_field(page, ",", jenis);
    put_number(page, ",", number);
    put_number(page, ",", number);
    put_number(page, ",", number);
    put_field(page, ",", weight);
    put_field(page, ",", arah);
    put_field(page, ",", target);
    put_field(page, ",", realisasi);
}

static bool write_indicators(struct run *run)
{
    const struct pack_test *test = run->test;
    struct page page = {.arena = run->arena};
    bool end = given(run, "target_akhir") != NULL, other = given(run, "pembanding") != NULL;
    capai_text whole = CAPAI_TEXT("100"), as_it_is = CAPAI_TEXT(AS_IT_IS);
    put(&page, CAPAI_TEXT("opd,tahun,jenis,tujuan,sasaran,indikator,bobot,arah,target,realisasi"));
    if (end)
        put(&page, CAPAI_TEXT(",target_akhir"));
    if (other)
        put(&page, CAPAI_TEXT(",pembanding"));
    for (size_t i = 0; i < test->value_count; i++)
        put_row(run, &page, i + 1, as_it_is, whole, test->values[i]);
    if (test->kind == TEST_KELAS || test->kind == TEST_EFISIENSI)
        put_row(run, &page, 1, as_it_is, whole, text_of(run, "capaian"));
    if (test->kind == TEST_INDIKATOR)
        put_row(run, &page, 1, text_of(run, "arah"), text_of(run, "target"),
                text_of(run, "realisasi"));
    if (end)
        put_field(&page, ",", text_of(run, "target_akhir"));
    if (other)
        put_field(&page, ",", text_of(run, "pembanding"));
    return add_file(run, "indikator.csv", &page);
}

/* The budget of a sasaran: the rupiah, or such that the serapan is the one that is given. */
static bool write_budget(struct run *run)
{
    struct page page = {.arena = run->arena};
    bool rupiah = given(run, "pagu") || given(run, "belanja");
    if (run->test->kind != TEST_EFISIENSI)
        return true;
    put(&page, CAPAI_TEXT("opd,tahun,kode,jenjang,uraian,sasaran,pagu,realisasi\n"));
    put_field(&page, "", CAPAI_TEXT("tes"));
    put_number(&page, ",", year_of(run->rules));
    put(&page, CAPAI_TEXT(",1,program,1,1"));
    put_field(&page, ",", rupiah ? text_of(run, "pagu") : CAPAI_TEXT("100"));
    put_field(&page, ",", rupiah ? text_of(run, "belanja") : text_of(run, "serapan"));
    return add_file(run, "anggaran.csv", &page);
}

/* The rules, with the arah for values that are put in as they are. */
static bool widen_rules(struct run *run)
{
    size_t count = run->rules->arah_count;
    struct capai_arah *arah = capai_arena_array(run->arena, count + 1, sizeof *arah);
    run->own = *run->rules;
    if (!arah)
        return false;
    if (count)
        memcpy(arah, run->rules->arah, count * sizeof *arah);
    arah[count].name = CAPAI_TEXT(AS_IT_IS);
    arah[count].formula = CAPAI_POSITIVE;
    run->own.arah = arah;
    run->own.arah_count = count + 1;
    return true;
}

/* ---- what came out ---- */

static enum capai_result result_of(enum test_kind kind)
{
    static const enum capai_result results[] = {
        [TEST_INDIKATOR] = CAPAI_RESULT_INDIKATOR,
        [TEST_KELAS] = CAPAI_RESULT_INDIKATOR,
        [TEST_RATA] = CAPAI_RESULT_OPD,
        [TEST_EFISIENSI] = CAPAI_RESULT_SASARAN,
    };
    return results[kind];
}

/* A computed entry: its text, and the number if it is one. Where there is none, the word for what
 * became of it. */
static capai_text read_entry(const struct capai_table *table, const char *key, char *buffer,
                             const capai_decimal **number)
{
    int c = capai_table_find(table, capai_text_of(key));
    bool is_number;
    *number = NULL;
    if (c == CAPAI_NO_COLUMN || !capai_table_rows(table))
        return CAPAI_NO_TEXT;
    const struct capai_column *column = capai_table_column(table, c);
    if (column->kind == CAPAI_COLUMN_VALUE || column->kind == CAPAI_COLUMN_WHOLE) {
        const struct capai_value *value = &column->of.values[0];
        if (value->outcome != CAPAI_NILAI)
            return capai_text_of(capai_outcome_name(value->outcome));
        *number = &value->number;
    }
    return capai_entry_text(column, 0, CAPAI_NOTATION_INDONESIA, buffer, &is_number);
}

/* Compares what is wanted under a key with what came out: numbers by value, words as they are. */
static bool compare(const struct test_cell *wanted, const struct capai_table *table,
                    struct capai_arena *arena, struct test_check *check)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    const capai_decimal *number;
    capai_text got = read_entry(table, wanted->key, buffer, &number);
    *check = (struct test_check){.key = wanted->key,
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
    return !got.data || check->got.data;
}

/* Which class the value of the test was given, and how. */
static void note_class(const struct run *run, const struct capai_table *table, struct trial *trial)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    const capai_decimal *number;
    struct capai_ratio ratio, bound;
    struct capai_exact x;
    const struct test_cell *typed = given(run, "capaian");
    read_entry(table, "capaian", buffer, &number);
    trial->has_value = number != NULL;
    if (!number)
        return;
    trial->value = *number;
    if (run->rules->classify_exact && run->test->kind == TEST_KELAS)
        trial->value = typed->number;
    ratio = capai_ratio_of(trial->value);
    trial->classified = capai_clamp_apply(&run->rules->clamp_class, capai_exact_of(&ratio),
                                          run->arena, &bound, &x, NULL) == CAPAI_OK &&
                        capai_scale_classify(&run->rules->scale, x, run->arena, &trial->band,
                                             &trial->match, NULL) == CAPAI_OK;
}

static bool is_zero(const struct test_cell *cell)
{
    return cell && cell->has_number && capai_decimal_sign(cell->number) == 0;
}

/* Which formula the test went through, and whether with a zero that it divides by. */
static void note_formula(const struct run *run, struct trial *trial)
{
    trial->arah = run->rules->arah_count;
    if (run->test->kind != TEST_INDIKATOR)
        return;
    capai_text arah = text_of(run, "arah");
    arah = arah.size ? arah : run->rules->default_arah;
    for (size_t i = 0; i < run->rules->arah_count; i++)
        if (capai_text_equal_nocase(run->rules->arah[i].name, arah))
            trial->arah = i;
    trial->zero = is_zero(given(run, "target")) || is_zero(given(run, "realisasi"));
}

static bool read_results(const struct run *run, const struct capai_evaluation *evaluation,
                         struct capai_arena *arena, struct trial *trial)
{
    const struct pack_test *test = run->test;
    const struct capai_table *table = capai_evaluation_table(evaluation, result_of(test->kind));
    trial->passed = true;
    for (size_t i = 0; i < test->wanted_count; i++) {
        if (!compare(&test->wanted[i], table, arena, &trial->checks[i]))
            return false;
        trial->passed &= trial->checks[i].met;
        trial->count++;
    }
    if (test->kind != TEST_EFISIENSI)
        note_class(run, table, trial);
    note_formula(run, trial);
    return true;
}

/* ---- running ---- */

/* The first complaint that explains a missing result. */
static void take_reason(const struct capai_notices *notices, struct trial *trial)
{
    for (size_t i = 0; i < notices->count && trial->reason.status < CAPAI_ERR_DATA; i++)
        if (notices->list[i].status >= CAPAI_ERR_DATA)
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
    capai_notices_init(&notices, run->arena, CAPAI_NOTICES_LIMIT);
    if (!widen_rules(run) || !write_opd(run) || !write_indicators(run) || !write_budget(run))
        return capai_fail_memory(err);
    enum capai_status status = capai_dataset_read("tes", run->files, run->file_count, &options,
                                                  run->arena, &notices, &dataset, err);
    if (status)
        return status;
    struct capai_evaluation *evaluation = capai_evaluation_new(&dataset, 1, run->arena, &notices);
    if (!evaluation)
        return capai_fail_memory(err);
    const struct capai_rules *rules = run->test->kind == TEST_INDIKATOR ? run->rules : &run->own;
    status = capai_evaluate_opd(evaluation, dataset, 0, rules, err);
    if (!status)
        status = capai_evaluation_finish(evaluation, err);
    if (!status && !read_results(run, evaluation, arena, trial))
        status = capai_fail_memory(err);
    take_reason(&notices, trial);
    return status;
}

static void put_words(struct page *page, const char *key, capai_text text)
{
    put(page, page->size ? CAPAI_TEXT(", ") : CAPAI_NO_TEXT);
    put(page, capai_text_of(key));
    put(page, CAPAI_TEXT(" "));
    put(page, text);
}

static bool describe(const struct pack_test *test, struct capai_arena *arena, capai_text *out)
{
    struct page page = {.arena = arena};
    for (size_t i = 0; i < test->given_count; i++)
        put_words(&page, test->given[i].key, test->given[i].text);
    for (size_t i = 0; i < test->value_count; i++) {
        put(&page, i ? CAPAI_TEXT("; ") : CAPAI_TEXT("rata "));
        put(&page, test->values[i]);
    }
    for (size_t i = 0; i < test->weight_count; i++) {
        put(&page, i ? CAPAI_TEXT("; ") : CAPAI_TEXT(", bobot "));
        put(&page, test->weights[i]);
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
