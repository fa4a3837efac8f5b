/* Sums of budgets that are made block by block are those of all lines of an OPD read together,
 * however its lines are scattered and wherever blocks end (FUZZ: how many random files). */
#include "random_test.h"

#include <stdio.h>
#include <string.h>

#include "core/batch_split.h"

enum { OPDS = 4, COLUMNS = 6, ROOM = 1 << 14 };

static const struct quick_form *form(void)
{
    static struct quick_form form;
    form = (struct quick_form){quick_file_none(), CAPAI_NOTATION_INDONESIA};
    form.file.columns = COLUMNS;
    form.file.field[QUICK_OPD] = 0;
    form.file.field[QUICK_TAHUN] = 1;
    form.file.field[QUICK_KODE] = 2;
    form.file.field[QUICK_SASARAN] = 3;
    form.file.field[QUICK_PAGU] = 4;
    form.file.field[QUICK_REALISASI] = 5;
    return &form;
}

/* ---- random lines ---- */

static const char *one_of(const char *const *words, int count)
{
    return words[random_below(count)];
}

#define ONE_OF(words) one_of(words, (int)(sizeof(words) / sizeof *(words)))

/* A line of an OPD; most of them are right. */
static size_t make_line(char *out, size_t room, int opd, bool odd)
{
    static const char *const years[] = {"2024", "2024", "2024", "2024", "2023", "x"};
    static const char *const names[] = {"Nilai A", "nilai-a", "Nilai B", "\"Nilai, C\"", "", "-"};
    static const char *const rests[] = {"", "", "", ",5", ",25", ",x"};
    static const char *const leaves[] = {"", "", "", ".01", ".02"};
    const int pagu = random_below(900) + 100;
    const int realisasi = odd && !random_below(20) ? pagu + 1 : random_below(pagu);
    return (size_t)snprintf(out, room, "%c,%s,1.%02d%s,%s,\"%d.000%s\",\"%d.000%s\"\n", 'a' + opd,
                            odd ? ONE_OF(years) : "2024", random_below(60),
                            odd ? ONE_OF(leaves) : "", names[random_below(odd ? 6 : 4)], pagu,
                            odd ? ONE_OF(rests) : rests[random_below(4)], realisasi,
                            odd ? ONE_OF(rests) : "");
}

/* Lines of some OPDs, which stand together or are scattered. */
static size_t make_lines(char *text, size_t *ends, size_t *count)
{
    const bool odd = random_below(2), scattered = random_below(2);
    size_t size = 0;
    int opd = 0;
    *count = (size_t)random_below(24) + 1;
    for (size_t i = 0; i < *count; i++) {
        if (scattered)
            opd = random_below(OPDS);
        else if (!random_below(4))
            opd = (opd + 1) % (OPDS + 1) % OPDS;
        size += make_line(text + size, ROOM - size, opd, odd);
        ends[i] = size;
    }
    return size;
}

/* ---- both ways ---- */

/* All lines of an OPD at once. False: there is something to say of them. */
static bool read_together(const char *text, const size_t *ends, size_t count, int opd,
                          struct quick_budget *budget)
{
    static char own[ROOM];
    struct csv_index index = {.ends = NULL};
    size_t size = 0;
    for (size_t i = 0, start = 0; i < count; start = ends[i++])
        if (text[start] == 'a' + opd) {
            memcpy(own + size, text + start, ends[i] - start);
            size += ends[i] - start;
        }
    budget->sum = (struct quick_sum){.lines = 0};
    if (!size)
        return true;
    assert_true(csv_index_make(&index, (capai_text){own, size}, ','));
    const struct quick_rows rows = {own, index.ends, 0, index.row_count, COLUMNS};
    const bool right = quick_budget_read(budget, form(), CAPAI_TEXT("2024"), &rows);
    csv_index_clear(&index);
    return right;
}

static void add_block(struct quick_sums *sums, struct split *split, capai_text block)
{
    const struct split_form how = {',', 0, 1, form()};
    split_make(split, &how, block);
    assert_false(split->memory);
    assert_int_equal(split->size, block.size);
    for (size_t i = 0; i < split->run_count; i++) {
        const struct split_run *run = &split->runs[i];
        const size_t opd = (size_t)(*run->opd.data - 'a');
        const struct quick_called *called = run->sum.called ? split->called + run->first : NULL;
        assert_true(run->kind == SPLIT_SUM ? quick_sums_add(sums, opd, run->year, &run->sum, called)
                    : run->kind == SPLIT_LOOSE
                        ? quick_sums_wait(sums, opd, split->loose + run->first, run->count)
                        : quick_sums_break(sums, opd));
    }
}

/* Block by block, which end at random lines. */
static void read_blocks(struct quick_sums *sums, const char *text, const size_t *ends, size_t count)
{
    static struct split split;
    for (size_t i = 0, start = 0; i < count; i++)
        if (i + 1 == count || !random_below(6)) {
            add_block(sums, &split, (capai_text){text + start, ends[i] - start});
            start = ends[i];
        }
    assert_true(quick_sums_end(sums));
    split_clear(&split);
}

static uint32_t times_of(const struct quick_called *list, size_t count, uint64_t fold)
{
    size_t at = 0;
    while (at < count && list[at].fold != fold)
        at++;
    return at < count ? list[at].times : 0;
}

/* True when the sum of an OPD is known. */
static bool compare(const struct quick_sums *sums, size_t opd, bool right,
                    const struct quick_budget *budget)
{
    struct quick_sum sum;
    const struct quick_called *called;
    if (!quick_sums_find(sums, opd, 2024, &sum, &called))
        return false;
    assert_true(right);
    assert_int_equal(sum.lines, budget->sum.lines);
    assert_int_equal(sum.called, budget->sum.called);
    if (sum.lines) {
        assert_int_equal(sum.pagu, budget->sum.pagu);
        assert_int_equal(sum.realisasi, budget->sum.realisasi);
        assert_int_equal(sum.scale, budget->sum.scale);
    }
    for (size_t i = 0; i < sum.called; i++)
        assert_int_equal(times_of(called, sum.called, budget->called[i].fold),
                         budget->called[i].times);
    return true;
}

static void sums_are_those_of_all_lines(void **state)
{
    static char text[ROOM];
    static struct quick_budget budget;
    size_t ends[32], count, rights = 0, known = 0;
    const int files = random_cases(20000);
    (void)state;
    for (int n = 0; n < files; n++) {
        struct quick_sums sums = {.list = NULL};
        make_lines(text, ends, &count);
        read_blocks(&sums, text, ends, count);
        for (int opd = 0; opd < OPDS; opd++) {
            const bool right = read_together(text, ends, count, opd, &budget);
            rights += right;
            known += compare(&sums, (size_t)opd, right, &budget);
        }
        quick_sums_clear(&sums);
    }
    /* what is known is not the rest alone */
    assert_true(rights > (size_t)files);
    assert_true(known > rights * 4 / 5);
}

/* ---- what is too much ---- */

static bool is_known(struct quick_loose *lines, size_t count)
{
    struct quick_sums sums = {.list = NULL};
    struct quick_sum sum;
    const struct quick_called *called;
    assert_true(quick_sums_wait(&sums, 0, lines, count));
    assert_true(quick_sums_end(&sums));
    const bool known = quick_sums_find(&sums, 0, 2024, &sum, &called);
    assert_true(!known || sum.lines == count);
    quick_sums_clear(&sums);
    return known;
}

/* An OPD of more lines or sasaran than are held, or whose sum is too large, is read by itself. */
static void sum_that_does_not_fit_is_not_known(void **state)
{
    static struct quick_loose lines[QUICK_LINES + 1];
    (void)state;
    for (size_t i = 0; i < QUICK_LINES + 1; i++)
        lines[i] = (struct quick_loose){
            .code = (i + 1) * UINT64_C(0x9E3779B97F4A7C15), .fold = i, .pagu = 2, .year = 2024};
    assert_true(is_known(lines, QUICK_LINES));
    assert_false(is_known(lines, QUICK_LINES + 1));
    for (size_t i = 0; i < QUICK_NAMES + 1; i++)
        lines[i].called = 1;
    assert_true(is_known(lines, QUICK_NAMES));
    assert_false(is_known(lines, QUICK_NAMES + 1));
    lines[0].pagu = INT64_MAX;
    assert_true(is_known(lines, 1));
    assert_false(is_known(lines, 2));
    lines[0].pagu = 1;
    lines[0].realisasi = lines[1].realisasi = INT64_MAX;
    assert_false(is_known(lines, 2));
    lines[0].realisasi = 1;
    lines[1].realisasi = INT64_MAX / 2; /* of which the tenths of the other leave no room */
    lines[0].scale = 1;
    assert_false(is_known(lines, 2));
}

/* What is too many for memory is refused, wherever it is asked for; nothing is known of it then. */
static void too_many_are_refused(void **state)
{
    const struct quick_called called = {.fold = 1, .times = 1};
    const struct quick_sum sum = {.lines = 1, .called = 1};
    const struct quick_loose line = {.code = 1, .called = 1, .year = 2024};
    const struct quick_loose lines[] = {line, {.code = 2, .year = 2024}};
    struct quick_sums sums = {.list = NULL};
    (void)state;
    assert_false(quick_sums_add(&sums, SIZE_MAX / 4, 2024, &sum, &called));
    assert_false(quick_sums_wait(&sums, SIZE_MAX / 4, &line, 1));
    assert_false(quick_sums_break(&sums, SIZE_MAX / 4));
    assert_false(quick_sums_wait(&sums, 0, &line, SIZE_MAX / 4));
    /* as if so many sasaran had been named */
    sums.called_count = sums.called_capacity = SIZE_MAX / sizeof called;
    assert_false(quick_sums_add(&sums, 0, 2024, &sum, &called));
    assert_true(quick_sums_wait(&sums, 0, &line, 1));
    assert_false(quick_sums_end(&sums));
    assert_true(quick_sums_wait(&sums, 1, lines, 2));
    assert_false(quick_sums_end(&sums));
    sums.called_count = sums.called_capacity = 0;
    quick_sums_clear(&sums);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sums_are_those_of_all_lines),
                                       cmocka_unit_test(sum_that_does_not_fit_is_not_known),
                                       cmocka_unit_test(too_many_are_refused)};
    return cmocka_run_group_tests(tests, setup_seed, NULL);
}
