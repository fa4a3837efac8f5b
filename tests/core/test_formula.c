/* Formula texts: values, what is wrong in them, and the formulas that have a name. */
#include "capai_test.h"

#include "capai/formula.h"

/* The fields of a row, as text; NULL is missing. */
struct row {
    const char *field[CAPAI_FIELD_COUNT];
};

static enum capai_outcome field_of(const void *user, enum capai_field field, capai_decimal *out)
{
    const struct row *row = user;
    if (!row->field[field])
        return CAPAI_BELUM_DIISI;
    *out = dec(row->field[field]);
    return CAPAI_NILAI;
}

/* The value of an expression, rounded to 2 decimals, or the name of its outcome. */
static const char *value_of(const struct capai_expression *e, const struct row *row,
                            struct capai_error *err)
{
    static char text[CAPAI_DECIMAL_TEXT];
    struct capai_arena arena;
    struct capai_ratio ratio;
    capai_decimal shown;
    capai_arena_init(&arena, NULL, NULL, 0);
    enum capai_outcome outcome = capai_expression_value(e, field_of, row, &arena, &ratio, err);
    if (outcome == CAPAI_NILAI && capai_exact_round(capai_exact_of(&ratio), 2, CAPAI_HALF_UP,
                                                    &arena, &shown, err) == CAPAI_OK)
        capai_decimal_format(shown, CAPAI_NOTATION_PLAIN, text);
    else
        snprintf(text, sizeof text, "%s", capai_outcome_name(outcome));
    capai_arena_clear(&arena);
    return text;
}

static const char *evaluate(const char *text, const struct row *row, struct capai_error *err)
{
    struct capai_arena arena;
    struct capai_expression e;
    capai_arena_init(&arena, NULL, NULL, 0);
    if (capai_expression_parse(capai_text_of(text), &arena, &e, err) != CAPAI_OK)
        fail_msg("%s: %s at %.3s", text, capai_message_name(err->message),
                 err->text + err->word[1]);
    const char *value = value_of(&e, row, err);
    capai_arena_clear(&arena);
    return value;
}

static const struct row row_4_5 = {{[CAPAI_FIELD_REALISASI] = "4", [CAPAI_FIELD_TARGET] = "5"}};

static void test_expression_each_operator_computes(void **state)
{
    static const struct {
        const char *text, *value;
    } cases[] = {
        {"7", "7.00"},
        {"0.5", "0.50"},
        {" ( 1 + 2 ) * 3 ", "9.00"},
        {"1 + 2 * 3", "7.00"},
        {"if(3 < 1 + 3, 3, 4)", "3.00"},
        {"if(3 > 4 - 2, 3, 4)", "3.00"},
        {"if(2 * 2 == 8 / 2, 3, 4)", "3.00"},
        {"7 - 2 - 1", "4.00"},
        {"8 / 2 / 2", "2.00"},
        {"2 * -3", "-6.00"},
        {"--3", "3.00"},
        {"-realisasi + target", "1.00"},
        {"realisasi/target*100", "80.00"},
        {"(2*target - realisasi) / target * 100", "120.00"},
        {"1/3 + 1/3 + 1/3", "1.00"},
        {"1/3 * 3 - 1", "0.00"},
        {"1/(1/3) / -3", "-1.00"},
        {"2 / 3 - 2 / 3", "0.00"},
        {"min(3, 1, 2)", "1.00"},
        {"max(3, 1 / 2, 7 / 2)", "3.50"},
        {"abs(realisasi - target)", "1.00"},
        {"abs(1 / (0 - 3))", "0.33"},
        {"if(1 < 2, 3, 4)", "3.00"},
        {"if(2 < 1, 3, 4)", "4.00"},
        {"if(1 <= 1, 3, 4)", "3.00"},
        {"if(1 > 1, 3, 4)", "4.00"},
        {"if(1 >= 1.0, 3, 4)", "3.00"},
        {"if(1 / 3 == 2 / 6, 3, 4)", "3.00"},
        {"if(1 ~= 1, 3, 4)", "4.00"},
        {"if(1 != 2, 3, 4)", "3.00"},
        {"if(not 1 < 2, 3, 4)", "4.00"},
        {"if(not 1 <= 1, 3, 4)", "4.00"},
        {"if(not 2 > 1, 3, 4)", "4.00"},
        {"if(not 1 >= 1, 3, 4)", "4.00"},
        {"if(not 1 == 1, 3, 4)", "4.00"},
        {"if(not 1 ~= 2, 3, 4)", "4.00"},
        {"if(not 1 != 2, 3, 4)", "4.00"},
        {"if(not (1 < 2) or 1 == 1, 3, 4)", "3.00"},
        {"if(1 < 2 and 2 < 3 and 3 < 3, 3, 4)", "4.00"},
        {"if(1 > 2 or 2 > 3 or 3 >= 3, 3, 4)", "3.00"},
        {"if(1 == 1 or 1 == 1 and 1 == 2, 3, 4)", "3.00"},
        {"if((1 == 1 or 1 == 1) and 1 == 2, 3, 4)", "4.00"},
        {"if(1 < 2, if(2 < 1, 5, 6), 7) + 1", "7.00"},
        /* of what does not count nothing is computed */
        {"if(target == 0, 0, realisasi / target)", "0.80"},
        {"if(target == 5, 100, 1 / 0)", "100.00"},
        {"if(target ~= 5 and 1 / 0 > 0, 1, 2)", "2.00"},
        {"if(target == 5 or bobot > 0, 1, 2)", "1.00"},
        {"1 / 0", "tidak_dapat_dihitung"},
        {"realisasi / (target - 5)", "tidak_dapat_dihitung"},
        {"realisasi * bobot", "belum_diisi"},
        {"0 / 5", "0.00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        const char *value = evaluate(cases[i].text, &row_4_5, &err);
        if (strcmp(value, cases[i].value) != 0 || err.status)
            fail_msg("%s is %s, not %s", cases[i].text, value, cases[i].value);
    }
}

static void test_expression_each_field_is_that_of_the_row(void **state)
{
    struct row row;
    char expected[16];
    (void)state;
    for (int f = 0; f < CAPAI_FIELD_COUNT; f++) {
        static const char *const values[] = {"1", "2", "3", "4",  "5",  "6",
                                             "7", "8", "9", "10", "11", "12"};
        row.field[f] = values[f];
    }
    for (int f = 0; f < CAPAI_FIELD_COUNT; f++) {
        struct capai_error err = {0};
        snprintf(expected, sizeof expected, "%d.00", f + 1);
        assert_string_equal(evaluate(capai_field_name((enum capai_field)f).data, &row, &err),
                            expected);
    }
}

static capai_text word_of(const struct capai_error *err, int n)
{
    return (capai_text){err->text + err->word[n - 1], (size_t)(err->word[n] - err->word[n - 1])};
}

static void test_expression_wrong_text_says_where(void **state)
{
    static const struct {
        const char *text;
        enum capai_message message;
        const char *found, *column, *nearest;
    } cases[] = {
        {"", CAPAI_MSG_FORMULA_OPERAND, "", "1", ""},
        {"  ", CAPAI_MSG_FORMULA_OPERAND, "", "3", ""},
        {"realisasi /", CAPAI_MSG_FORMULA_OPERAND, "", "12", ""},
        {"realisasi / * 2", CAPAI_MSG_FORMULA_OPERAND, "*", "13", ""},
        {"(realisasi", CAPAI_MSG_FORMULA_SIGN, "", "11", ""},
        {"realisasi)", CAPAI_MSG_FORMULA_SIGN, ")", "10", ""},
        {"realisasi target", CAPAI_MSG_FORMULA_SIGN, "target", "11", ""},
        {"2 realisasi", CAPAI_MSG_FORMULA_SIGN, "realisasi", "3", ""},
        {"2realisasi", CAPAI_MSG_FORMULA_OPERAND, "2", "1", ""},
        {"0,5 * target", CAPAI_MSG_FORMULA_SIGN, ",", "2", ""},
        {".5 * target", CAPAI_MSG_FORMULA_OPERAND, ".", "1", ""},
        {"1. * target", CAPAI_MSG_FORMULA_OPERAND, "1.", "1", ""},
        {"target = 5", CAPAI_MSG_FORMULA_SIGN, "=", "8", ""},
        {"realisai / target", CAPAI_MSG_FORMULA_NAME, "realisai", "1", "realisasi"},
        {"100 * tgt", CAPAI_MSG_FORMULA_NAME, "tgt", "7", NULL},
        {"mim(1, 2)", CAPAI_MSG_FORMULA_NAME, "mim", "1", "min"},
        {"min", CAPAI_MSG_FORMULA_SIGN, "", "4", ""},
        {"abs(1 2)", CAPAI_MSG_FORMULA_SIGN, "2", "7", ""},
        {"min(1)", CAPAI_MSG_FORMULA_ARGUMENTS, "min", "1", ""},
        {"abs(1, 2)", CAPAI_MSG_FORMULA_ARGUMENTS, "abs", "1", ""},
        {"if(1 < 2, 3)", CAPAI_MSG_FORMULA_ARGUMENTS, "if", "1", ""},
        {"if(1 < 2)", CAPAI_MSG_FORMULA_ARGUMENTS, "if", "1", ""},
        {"1 + if(1 < 2, 3, 4, 5)", CAPAI_MSG_FORMULA_ARGUMENTS, "if", "5", ""},
        {"if(1, 2, 3)", CAPAI_MSG_FORMULA_NUMBER, "1", "4", ""},
        {"if(1 < 2, 1 < 2, 3)", CAPAI_MSG_FORMULA_CONDITION, "1 < 2", "11", ""},
        {"not 5", CAPAI_MSG_FORMULA_NUMBER, "5", "5", ""},
        {"1 < 2", CAPAI_MSG_FORMULA_CONDITION, "1 < 2", "1", ""},
        {"1 < 2 < 3", CAPAI_MSG_FORMULA_CONDITION, "1 < 2", "1", ""},
        {"1 <= 2 < 3", CAPAI_MSG_FORMULA_CONDITION, "1 <= 2", "1", ""},
        {"1 > 2 < 3", CAPAI_MSG_FORMULA_CONDITION, "1 > 2", "1", ""},
        {"1 >= 2 < 3", CAPAI_MSG_FORMULA_CONDITION, "1 >= 2", "1", ""},
        {"1 == 2 < 3", CAPAI_MSG_FORMULA_CONDITION, "1 == 2", "1", ""},
        {"1 ~= 2 < 3", CAPAI_MSG_FORMULA_CONDITION, "1 ~= 2", "1", ""},
        {"1 != 2 < 3", CAPAI_MSG_FORMULA_CONDITION, "1 != 2", "1", ""},
        {"1 and 2", CAPAI_MSG_FORMULA_NUMBER, "1", "1", ""},
        {"-(1 < 2)", CAPAI_MSG_FORMULA_CONDITION, "(1 < 2)", "2", ""},
        {"\xC3\xA9 * 2", CAPAI_MSG_FORMULA_OPERAND, "\xC3\xA9", "1", ""},
        {"2 * \xC3\xA9", CAPAI_MSG_FORMULA_OPERAND, "\xC3\xA9", "5", ""},
        {"realisasi \xE2\x88\x92 1 + \xFF", CAPAI_MSG_FORMULA_SIGN, "\xE2\x88\x92", "11", ""},
        {"100000000000000000000000000000000001", CAPAI_MSG_FORMULA_OPERAND, NULL, "1", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_arena arena;
        struct capai_expression e = {.count = 99};
        struct capai_error err = {0};
        capai_arena_init(&arena, NULL, NULL, 0);
        enum capai_status status =
            capai_expression_parse(capai_text_of(cases[i].text), &arena, &e, &err);
        capai_text found = word_of(&err, 1), nearest = word_of(&err, 3);
        if (status != CAPAI_ERR_RULES || err.message != cases[i].message || e.count != 99)
            fail_msg("\"%s\": %s", cases[i].text, capai_message_name(err.message));
        if (cases[i].found)
            assert_text(found, cases[i].found);
        assert_text(word_of(&err, 2), cases[i].column);
        if (cases[i].nearest)
            assert_text(nearest, cases[i].nearest);
        capai_arena_clear(&arena);
    }
}

/* `count` times `open`, a 1, and as often `close`. */
static capai_text nested(char *text, const char *open, const char *close, int count)
{
    size_t size = 0;
    for (int i = 0; i < count; i++, size += strlen(open))
        memcpy(text + size, open, strlen(open));
    text[size++] = '1';
    for (int i = 0; i < count; i++, size += strlen(close))
        memcpy(text + size, close, strlen(close));
    return (capai_text){text, size};
}

/* The list of steps grows at every kind of step: one more sign moves each by one. */
static void test_expression_memory_fails_at_every_step(void **state)
{
    enum { SIGNS = 16 };
    (void)state;
    for (int signs = 0; signs < SIGNS; signs++) {
        char text[256];
        struct torture t = {.runs = 0};
        snprintf(text, sizeof text,
                 "if(%.*s1 < 2 and not(realisasi > 1 or target != 2), -abs(target), max(1, 2) / 3)",
                 signs, "----------------");
        while (torture_next(&t)) {
            struct capai_expression e = {.count = 7};
            t.status = capai_expression_parse(capai_text_of(text), &t.arena, &e, &t.err);
            if (t.status)
                assert_int_equal(e.count, 7);
            else
                assert_string_equal(value_of(&e, &row_4_5, NULL), "0.67");
        }
    }
}

static void test_expression_depth_has_a_limit(void **state)
{
    static char text[200000];
    static const struct {
        const char *open, *close;
        int most;
    } cases[] = {{"(", ")", CAPAI_FORMULA_DEPTH - 1},
                 {"-", "", CAPAI_FORMULA_DEPTH - 1},
                 {"abs(", ")", CAPAI_FORMULA_DEPTH - 1},
                 {"1+2*(", ")", CAPAI_FORMULA_DEPTH - 1},
                 {"1+", "", 900}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int n = 0; n < 3; n++) {
            const int more = (const int[]){0, 1, 20000}[n];
            struct capai_arena arena;
            struct capai_expression e;
            struct capai_error err = {0};
            bool one_more_goes = cases[i].most == 900 && more == 1;
            capai_arena_init(&arena, NULL, NULL, 0);
            capai_text formula = nested(text, cases[i].open, cases[i].close,
                                        more <= 1 ? cases[i].most + more : more);
            enum capai_status status = capai_expression_parse(formula, &arena, &e, &err);
            assert_int_equal(status, more && !one_more_goes ? CAPAI_ERR_RULES : CAPAI_OK);
            if (status)
                assert_message(err, CAPAI_MSG_FORMULA_DEEP);
            capai_arena_clear(&arena);
        }
}

static void test_expression_beyond_34_digits_is_an_error(void **state)
{
    struct capai_error err = {0};
    (void)state;
    assert_string_equal(
        evaluate("(1000000000000000000000000000001 * 100000000000000000001)", &row_4_5, &err),
        "tidak_dapat_dihitung");
    assert_message(err, CAPAI_MSG_NUMBER_RANGE);
}

static void test_expression_steps_name_their_part_of_the_text(void **state)
{
    static const char *const parts[] = {"realisasi", "target", "realisasi / target", "100",
                                        "realisasi / target * 100"};
    struct capai_arena arena;
    struct capai_expression e;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_int_equal(
        capai_expression_parse(CAPAI_TEXT("realisasi / target * 100"), &arena, &e, NULL), CAPAI_OK);
    assert_int_equal(e.count, 5);
    for (size_t i = 0; i < e.count; i++)
        assert_text(
            ((capai_text){e.text.data + e.steps[i].begin, e.steps[i].end - e.steps[i].begin}),
            parts[i]);
    assert_int_equal(e.fields, 1u << CAPAI_FIELD_REALISASI | 1u << CAPAI_FIELD_TARGET);
    capai_arena_clear(&arena);
}

/* ---- formulas that have a name: the catalogue ---- */

static void test_block_each_is_as_in_catalogue(void **state)
{
    static const struct {
        enum capai_progress_block block;
        const char *field[5]; /* realisasi, target, realisasi_lalu, realisasi_sd_lalu, akhir */
        const char *value;
    } cases[] = {
        /* a4: 100 within target, then less, never below 0 */
        {CAPAI_TOLERANCE, {"88.82", "135.15", NULL, NULL, NULL}, "100.00"},
        {CAPAI_TOLERANCE, {"5", "5", NULL, NULL, NULL}, "100.00"},
        {CAPAI_TOLERANCE, {"5.01", "5", NULL, NULL, NULL}, "99.80"},
        {CAPAI_TOLERANCE, {"135.15", "88.82", NULL, NULL, NULL}, "47.84"},
        {CAPAI_TOLERANCE, {"10", "5", NULL, NULL, NULL}, "0.00"},
        {CAPAI_TOLERANCE, {"11", "5", NULL, NULL, NULL}, "0.00"},
        /* a5 */
        {CAPAI_STABILIZE, {"5", "5", NULL, NULL, NULL}, "100.00"},
        {CAPAI_STABILIZE, {"4", "5", NULL, NULL, NULL}, "80.00"},
        {CAPAI_STABILIZE, {"6", "5", NULL, NULL, NULL}, "80.00"},
        {CAPAI_STABILIZE, {"135.15", "88.82", NULL, NULL, NULL}, "47.84"},
        {CAPAI_STABILIZE, {"15", "5", NULL, NULL, NULL}, "-100.00"},
        {CAPAI_STABILIZE, {"4", "0", NULL, NULL, NULL}, "tidak_dapat_dihitung"},
        /* a11 */
        {CAPAI_GROWTH, {"6", NULL, "5", NULL, NULL}, "20.00"},
        {CAPAI_GROWTH, {"4", NULL, "5", NULL, NULL}, "-20.00"},
        {CAPAI_GROWTH, {"4", NULL, "0", NULL, NULL}, "tidak_dapat_dihitung"},
        {CAPAI_GROWTH, {"4", "5", NULL, NULL, NULL}, "belum_diisi"},
        {CAPAI_CHANGE, {"87.33", NULL, "85.5", NULL, NULL}, "1.83"},
        {CAPAI_CHANGE, {"0", NULL, "0", NULL, NULL}, "0.00"},
        /* a12, a13 */
        {CAPAI_FINAL, {"68.45", NULL, NULL, NULL, "70"}, "97.79"},
        {CAPAI_FINAL, {"68.45", "70", NULL, NULL, NULL}, "belum_diisi"},
        {CAPAI_CUMULATIVE, {"12", NULL, NULL, "33", "60"}, "75.00"},
        {CAPAI_CUMULATIVE, {"12", NULL, NULL, NULL, "60"}, "belum_diisi"},
        /* a7, of scores */
        {CAPAI_ORDINAL, {"3", "4", NULL, NULL, NULL}, "75.00"},
        /* a10 */
        {CAPAI_BINARY, {"1", "1", NULL, NULL, NULL}, "100.00"},
        {CAPAI_BINARY, {"0", "1", NULL, NULL, NULL}, "0.00"},
        {CAPAI_BINARY, {"0", "0", NULL, NULL, NULL}, "100.00"},
        {CAPAI_BINARY, {"1", "0", NULL, NULL, NULL}, "0.00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_arena arena;
        struct capai_expression e;
        struct capai_error err = {0};
        const char *const *f = cases[i].field;
        const struct row row = {{[CAPAI_FIELD_REALISASI] = f[0],
                                 [CAPAI_FIELD_TARGET] = f[1],
                                 [CAPAI_FIELD_REALISASI_LALU] = f[2],
                                 [CAPAI_FIELD_REALISASI_SD_LALU] = f[3],
                                 [CAPAI_FIELD_TARGET_AKHIR] = f[4]}};
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(capai_block_make(cases[i].block, &arena, &e, &err), CAPAI_OK);
        const char *value = value_of(&e, &row, &err);
        if (strcmp(value, cases[i].value) != 0)
            fail_msg("%s: %s of %s, not %s", capai_block_text(cases[i].block).data, value, f[0],
                     cases[i].value);
        capai_arena_clear(&arena);
    }
}

static void test_range_inside_is_100_and_outside_counts_against_its_end(void **state)
{
    static const struct {
        enum capai_formula above, below;
        const char *realisasi, *low, *high, *value;
    } cases[] = {
        {CAPAI_NEGATIVE, CAPAI_POSITIVE, "7", "7", "8", "100.00"},
        {CAPAI_NEGATIVE, CAPAI_POSITIVE, "7.5", "7", "8", "100.00"},
        {CAPAI_NEGATIVE, CAPAI_POSITIVE, "8", "7", "8", "100.00"},
        {CAPAI_NEGATIVE, CAPAI_POSITIVE, "9", "7", "8", "87.50"},
        {CAPAI_NEGATIVE, CAPAI_POSITIVE, "6", "7", "8", "85.71"},
        {CAPAI_POSITIVE, CAPAI_NEGATIVE, "9", "7", "8", "112.50"},
        {CAPAI_POSITIVE, CAPAI_NEGATIVE, "6", "7", "8", "114.29"},
        {CAPAI_NEGATIVE_INVERSE, CAPAI_NEGATIVE_INVERSE, "9", "7", "8", "88.89"},
        {CAPAI_POSITIVE, CAPAI_POSITIVE, "-1", "0", "8", "tidak_dapat_dihitung"},
        {CAPAI_POSITIVE, CAPAI_POSITIVE, "5.24", "4.98", "5.23", "100.19"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_arena arena;
        struct capai_expression e;
        struct capai_error err = {0};
        const struct row row = {{[CAPAI_FIELD_REALISASI] = cases[i].realisasi,
                                 [CAPAI_FIELD_TARGET_BAWAH] = cases[i].low,
                                 [CAPAI_FIELD_TARGET_ATAS] = cases[i].high}};
        capai_arena_init(&arena, NULL, NULL, 0);
        assert_int_equal(capai_range_make(cases[i].above, cases[i].below, &arena, &e, &err),
                         CAPAI_OK);
        assert_string_equal(value_of(&e, &row, &err), cases[i].value);
        assert_true(e.named); /* what a 0 does in it is known */
        capai_arena_clear(&arena);
    }
}

/* Rounds half up to two decimals what 28 digits of each formula give: equal, or both are wrong. */
static void test_expression_equals_the_formula_that_runs_natively(void **state)
{
    static const struct capai_zero_rules silent = {.both = {.kind = CAPAI_ZERO_NONE}};
    uint64_t seed = 20241121;
    struct capai_arena arena;
    struct capai_expression texts[CAPAI_FORMULA_COUNT];
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (int f = 0; f < CAPAI_FORMULA_COUNT; f++)
        assert_int_equal(
            capai_expression_parse(capai_text_of(capai_formula_text((enum capai_formula)f)), &arena,
                                   &texts[f], NULL),
            CAPAI_OK);
    for (int i = 0; i < 30000; i++) {
        char realisasi[40], target[40];
        char *const cells[] = {realisasi, target};
        for (int k = 0; k < 2; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            unsigned digits = (unsigned)(seed >> 60), decimals = (unsigned)(seed >> 57 & 3);
            unsigned long long n = (seed >> 8) % 10000000000000000u;
            for (unsigned d = 0; d < digits; d++)
                n /= 10;
            snprintf(cells[k], sizeof realisasi, "%s%llu.%0*u", seed >> 5 & 1 ? "" : "-", n,
                     (int)decimals + 1, (unsigned)(seed & 7));
        }
        const struct row row = {
            {[CAPAI_FIELD_REALISASI] = realisasi, [CAPAI_FIELD_TARGET] = target}};
        for (int f = 0; f < CAPAI_FORMULA_COUNT; f++) {
            struct capai_ratio native, text;
            int sign = 9;
            enum capai_outcome a = capai_progress((enum capai_formula)f, &silent, dec(realisasi),
                                                  dec(target), &native, NULL);
            enum capai_outcome b =
                capai_expression_value(&texts[f], field_of, &row, &arena, &text, NULL);
            bool both_zero = f == CAPAI_NEGATIVE_INVERSE && a != CAPAI_NILAI;
            if (both_zero) /* 0 / realisasi: natively a zero target is none */
                continue;
            assert_int_equal(a, b);
            if (a != CAPAI_NILAI)
                continue;
            assert_int_equal(capai_exact_compare(capai_exact_of(&native), capai_exact_of(&text),
                                                 &arena, &sign, NULL),
                             CAPAI_OK);
            if (sign)
                fail_msg("%s of %s and %s", texts[f].text.data, realisasi, target);
        }
    }
    capai_arena_clear(&arena);
}

static void test_block_no_memory_leaves_output(void **state)
{
    (void)state;
    for (int b = 0; b <= CAPAI_BLOCK_COUNT; b++) {
        struct torture t = {.runs = 0};
        while (torture_next(&t)) {
            struct capai_expression e = {.count = 99};
            t.status = b < CAPAI_BLOCK_COUNT
                           ? capai_block_make((enum capai_progress_block)b, &t.arena, &e, &t.err)
                           : capai_range_make(CAPAI_NEGATIVE, CAPAI_POSITIVE, &t.arena, &e, &t.err);
            if (t.status)
                assert_int_equal(e.count, 99);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expression_each_operator_computes),
        cmocka_unit_test(test_expression_each_field_is_that_of_the_row),
        cmocka_unit_test(test_expression_wrong_text_says_where),
        cmocka_unit_test(test_expression_memory_fails_at_every_step),
        cmocka_unit_test(test_expression_depth_has_a_limit),
        cmocka_unit_test(test_expression_beyond_34_digits_is_an_error),
        cmocka_unit_test(test_expression_steps_name_their_part_of_the_text),
        cmocka_unit_test(test_block_each_is_as_in_catalogue),
        cmocka_unit_test(test_range_inside_is_100_and_outside_counts_against_its_end),
        cmocka_unit_test(test_expression_equals_the_formula_that_runs_natively),
        cmocka_unit_test(test_block_no_memory_leaves_output),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
