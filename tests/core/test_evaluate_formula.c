/* Evaluation by formula texts: the fields of a row, other years, words, ranges, zeros. */
#include "data_test.h"

#include "core/evaluate.h"

#define BAD "tidak_dapat_dihitung"
#define EMPTY "belum_diisi"
#define HEADER                                                                                     \
    "tahun,sasaran,indikator,arah,target,realisasi,target_akhir,pembanding,bobot,tahun_akhir\n"

/* Rules whose only arah is `text`; *out is its expression, to be changed. */
static void use_text(struct data *d, const char *text, struct capai_expression **out)
{
    struct capai_expression *e = capai_arena_array(&d->arena, 1, sizeof *e);
    struct capai_arah *arah = capai_arena_array(&d->arena, 1, sizeof *arah);
    assert_true(e && arah);
    assert_int_equal(capai_expression_parse(capai_text_of(text), &d->arena, e, NULL), CAPAI_OK);
    *arah =
        (struct capai_arah){.name = CAPAI_TEXT("x"), .formula = CAPAI_EXPRESSION, .expression = e};
    d->rules.arah = arah;
    d->rules.arah_count = 1;
    d->rules.scale.above = 0;
    *out = e;
}

static void use_block(struct data *d, enum capai_progress_block block)
{
    struct capai_expression *e;
    use_text(d, "1", &e);
    assert_int_equal(capai_block_make(block, &d->arena, e, NULL), CAPAI_OK);
}

static const char *capaian(struct data *d, const char *rows, size_t row)
{
    char content[2000];
    snprintf(content, sizeof content, HEADER "%s", rows);
    evaluate(d, content);
    const char *value = data_at(d, CAPAI_RESULT_INDIKATOR, row, "capaian");
    return value;
}

static void test_formula_each_field_comes_from_its_column_or_year(void **state)
{
    static const struct {
        const char *text, *value;
    } cases[] = {
        {"realisasi", "4.00"},
        {"target", "5.00"},
        {"target_akhir", "20.00"},
        {"pembanding", "6.00"},
        {"bobot", "30.00"},
        {"tahun", "2024.00"},
        {"tahun_akhir", "2026.00"},
        {"target_lalu", "7.00"},
        {"realisasi_lalu", "3.00"},
        {"realisasi_sd_lalu", "5.00"}, /* 2022 and 2023; 2021 is of another plan */
        {"target_bawah", "5.00"},
        {"target_atas", "5.00"},
        {"realisasi_lalu / realisasi * 100", "75.00"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_expression *e;
        use_text(d, cases[i].text, &e);
        assert_string_equal(capaian(d,
                                    "2024,S,i,x,5,4,20,6,30,2026\n"
                                    "2021,S,i,x,9,50,20,6,30,2021\n"
                                    "2023,S,i,x,7,3,20,6,30,2026\n"
                                    "2022,S,i,x,7,2,20,6,30,2026\n"
                                    "2023,S,other,x,8,9,20,6,30,2026\n",
                                    0),
                            cases[i].value);
        data_reset(d);
    }
}

static void test_formula_missing_field_is_belum_diisi(void **state)
{
    static const char *const texts[] = {"realisasi",      "target",      "target_akhir",
                                        "pembanding",     "bobot",       "target_lalu",
                                        "realisasi_lalu", "tahun_akhir", "realisasi_sd_lalu",
                                        "target_bawah",   "target_atas"};
    struct data *d = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct capai_expression *e;
        use_text(d, texts[i], &e);
        assert_string_equal(capaian(d, "2024,S,i,x,,NA,,-,,\n", 0), EMPTY);
        data_reset(d);
    }
}

static void test_formula_sum_before_has_no_holes(void **state)
{
    static const struct {
        const char *rows, *value;
        int from;
    } cases[] = {
        {"2024,S,i,x,5,4,20,,,\n2023,S,i,x,5,3,20,,,\n2021,S,i,x,5,3,20,,,\n", EMPTY, 0},
        {"2024,S,i,x,5,4,20,,,\n2022,S,i,x,5,3,20,,,\n", EMPTY, 0},
        {"2024,S,i,x,5,4,20,,,\n2023,S,i,x,5,NA,20,,,\n", EMPTY, 0},
        {"2024,S,i,x,5,4,20,,,\n2023,S,i,x,5,3,20,,,\n", "35.00", 0},
        {"2024,S,i,x,5,4,20,,,\n", EMPTY, 0},
        {"2024,S,i,x,5,4,20,,,\n", "20.00", 2024},
        {"2024,S,i,x,5,4,20,,,\n", EMPTY, 2023},
        {"2024,S,i,x,5,4,20,,,\n2023,S,i,x,5,3,20,,,\n2022,S,i,x,5,3,20,,,\n", "35.00", 2023},
        {"2024,S,i,x,5,4,20,,,\n2023,S,i,x,5,3,20,,,\n", EMPTY, 2022},
        {"2024,S,i,x,5,4,20,,,\n2023,S,i,x,5,3,20,,,\n", EMPTY, 2025},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_expression *e;
        use_text(d, "1", &e);
        assert_int_equal(capai_block_make(CAPAI_CUMULATIVE, &d->arena, e, NULL), CAPAI_OK);
        e->from = cases[i].from;
        assert_string_equal(capaian(d, cases[i].rows, 0), cases[i].value);
        data_reset(d);
    }
}

static void test_formula_range_target_is_measured_by_its_ends(void **state)
{
    static const struct {
        const char *target, *realisasi, *value;
    } cases[] = {
        {"7 - 8 bulan", "7", "100.00"},
        {"7 - 8 bulan", "8 bulan", "100.00"},
        {"7 - 8 bulan", "9", "87.50"},
        {"7 - 8 bulan", "6", "85.71"},
        {"80 - 90%", "85%", "100.00"},
        {"8 bulan", "9", "87.50"},
        {"8", "8", "100.00"},
        {"8", "6", "75.00"},
        {"0", "0", BAD},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_expression *e;
        char row[100];
        use_text(d, "1", &e);
        assert_int_equal(capai_range_make(CAPAI_NEGATIVE, CAPAI_POSITIVE, &d->arena, e, NULL),
                         CAPAI_OK);
        snprintf(row, sizeof row, "2024,S,i,x,%s,%s,,,,\n", cases[i].target, cases[i].realisasi);
        assert_string_equal(capaian(d, row, 0), cases[i].value);
        if (strcmp(cases[i].value, BAD) != 0)
            assert_no_notices(d);
        data_reset(d);
    }
}

static void test_formula_range_where_none_is_taken_is_an_error(void **state)
{
    struct data *d = *state;
    struct capai_expression *e;
    use_text(d, "realisasi / target * 100", &e);
    assert_string_equal(capaian(d, "2024,S,i,x,7 - 8,7,,,,\n", 0), BAD);
    assert_notices(d, AT(RANGE_FORMULA, "indikator.csv", 2, 12));
}

static void test_formula_words_stand_for_their_numbers(void **state)
{
    static const struct {
        const char *target, *realisasi, *value;
    } cases[] = {
        {"Ya", "Ya", "100.00"},
        {"Ya", "tidak", "0.00"},
        {"Tidak", "Ya", "0.00"},
        {"Tidak", "TIDAK", "100.00"},
        {"Ya", "Tercapai", "100.00"},
        {"Ya", "Belum tercapai", "0.00"},
        {"Ya", "", EMPTY},
        {"NA", "Ya", EMPTY},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char row[100];
        use_block(d, CAPAI_BINARY);
        snprintf(row, sizeof row, "2024,S,i,x,%s,%s,,,,\n", cases[i].target, cases[i].realisasi);
        assert_string_equal(capaian(d, row, 0), cases[i].value);
        data_reset(d);
    }
}

static void test_formula_scores_of_words_divide(void **state)
{
    const struct capai_word scores[] = {{CAPAI_TEXT("TMP"), dec("1")},
                                        {CAPAI_TEXT("TW"), dec("2")},
                                        {CAPAI_TEXT("WDP"), dec("3")},
                                        {CAPAI_TEXT("WTP"), dec("4")}};
    static const struct {
        const char *target, *realisasi, *value;
    } cases[] = {{"WTP", "WTP", "100.00"},
                 {"WTP", "WDP", "75.00"},
                 {"WDP", "WTP", "133.33"},
                 {"WTP", "TMP", "25.00"},
                 {"wtp", "WDP (LHP)", "75.00"}};
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_expression *e;
        char row[100];
        use_text(d, capai_block_text(CAPAI_ORDINAL).data, &e);
        e->words = scores;
        e->word_count = 4;
        snprintf(row, sizeof row, "2024,S,i,x,%s,%s,,,,\n", cases[i].target, cases[i].realisasi);
        assert_string_equal(capaian(d, row, 0), cases[i].value);
        assert_no_notices(d);
        data_reset(d);
    }
}

static void test_formula_unknown_word_names_nearest_and_all(void **state)
{
    struct data *d = *state;
    use_block(d, CAPAI_BINARY);
    assert_string_equal(capaian(d, "2024,S,i,x,Ya,Tercapia,,,,\n2024,S,j,x,5,Ya,,,,\n", 0), BAD);
    assert_notices(d, AT(ARAH_WORD, "indikator.csv", 2, 15), AT(ARAH_WORD, "indikator.csv", 3, 12));
    assert_word(d, &d->notices.list[0], 1, "Tercapia");
    assert_word(d, &d->notices.list[0], 2, "Tercapai");
    assert_word(d, &d->notices.list[1], 1, "5");
}

/* A text may have many words: all that are known are suggested. */
static void test_formula_last_of_many_words_is_suggested(void **state)
{
    static struct capai_word words[32];
    static char texts[32][16];
    struct capai_expression *e;
    struct data *d = *state;
    use_text(d, "realisasi / target * 100", &e);
    for (int i = 0; i < 32; i++) {
        snprintf(texts[i], sizeof *texts, i < 31 ? "%d" : "Tercapai", 1000 + i);
        words[i] = (struct capai_word){capai_text_of(texts[i]), dec("1")};
    }
    e->words = words;
    e->word_count = 32;
    assert_string_equal(capaian(d, "2024,S,i,x,1000,Tercapia,,,,\n", 0), BAD);
    assert_notices(d, AT(ARAH_WORD, "indikator.csv", 2, 17));
    assert_word(d, &d->notices.list[0], 2, "Tercapai");
}

/* The names of the arah that there are stand in the complaint, as far as it has room. */
static void test_formula_unknown_arah_names_all(void **state)
{
    static char names[7][32];
    struct capai_arah arah[7];
    char all[400] = "";
    struct capai_expression *e;
    struct data *d = *state;
    use_text(d, "realisasi / target * 100", &e);
    for (int i = 0; i < 7; i++) {
        snprintf(names[i], sizeof *names, "arah yang bernomor urut %d", i + 1);
        arah[i] = (struct capai_arah){
            .name = capai_text_of(names[i]), .formula = CAPAI_EXPRESSION, .expression = e};
        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? ", " : "", names[i]);
    }
    d->rules.arah = arah;
    d->rules.arah_count = 7;
    assert_string_equal(capaian(d, "2024,S,i,x,1,1,,,,\n", 0), BAD);
    assert_notices(d, AT(ARAH_UNKNOWN, "indikator.csv", 2, 10));
    assert_word(d, &d->notices.list[0], 2, all);
}

static void test_formula_zero_rules_hold_for_blocks_and_not_for_texts(void **state)
{
    static const struct {
        const char *target, *realisasi, *block, *text;
    } cases[] = {
        {"0", "0", "100.00", BAD},
        {"0", "3", "0.00", BAD},
        {"3", "0", "0.00", "0.00"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int text = 0; text < 2; text++) {
            struct capai_expression *e;
            char row[100];
            d->rules.zero.both = (struct capai_zero){CAPAI_ZERO_VALUE, dec("100")};
            d->rules.zero.target = (struct capai_zero){CAPAI_ZERO_VALUE, dec("0")};
            if (text)
                use_text(d, "100 - abs((realisasi - target) / target) * 100", &e);
            else
                use_block(d, CAPAI_STABILIZE);
            snprintf(row, sizeof row, "2024,S,i,x,%s,%s,,,,\n", cases[i].target,
                     cases[i].realisasi);
            assert_string_equal(capaian(d, row, 0), text ? cases[i].text : cases[i].block);
            data_reset(d);
        }
}

static void test_formula_grades_without_numbers_are_compared(void **state)
{
    struct data *d = *state;
    struct capai_expression *e;
    use_text(d, "realisasi / target * 100", &e);
    assert_string_equal(
        capaian(d, "2024,S,i,x,B,BB,,,,\n2024,S,j,x,A (80),BB (74),,,,\n2024,S,k,x,80,A,,,,\n", 0),
        "100.00");
    assert_at(d, INDIKATOR, 1, "capaian", "92.50");
    assert_at(d, INDIKATOR, 2, "capaian", BAD);
    assert_notices(d, AT(GRADE_AGAINST_NUMBER, "indikator.csv", 4, 15));
}

static void test_formula_field_that_is_not_named_may_be_anything(void **state)
{
    struct data *d = *state;
    use_block(d, CAPAI_FINAL);
    assert_string_equal(capaian(d, "2024,S,i,x,banyak,4,5,,,\n", 0), "80.00");
    assert_no_notices(d);
}

/* ---- functions ---- */

struct calls {
    int opds, rows;
    bool fail;
};

static enum capai_outcome count_call(void *user, const struct capai_row *row,
                                     struct capai_arena *arena, struct capai_ratio *out,
                                     struct capai_error *err)
{
    struct calls *calls = user;
    struct capai_cell cell;
    struct capai_row last;
    (void)arena;
    calls->rows++;
    if (calls->fail) {
        capai_fail(err, CAPAI_MSG_RULES_LUA, CAPAI_WORDS(CAPAI_TEXT("x")));
        capai_error_place(err, "rules.lua", 7, 0);
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    assert_true(capai_row_cell(row, CAPAI_TEXT("bobot"), &cell) && cell.kind == CAPAI_CELL_NUMBER);
    assert_true(capai_row_cell(row, CAPAI_TEXT("tahun"), &cell));
    assert_decimal(cell.number, "2024");
    assert_true(capai_row_cell(row, CAPAI_TEXT("indikator"), &cell));
    assert_text(cell.source, "i");
    assert_false(capai_row_cell(row, CAPAI_TEXT("kosong"), &cell));
    assert_false(capai_row_in_year(row, 2022, &last));
    assert_true(capai_row_in_year(row, 2023, &last) &&
                capai_row_cell(&last, CAPAI_TEXT("realisasi"), &cell));
    *out = (struct capai_ratio){cell.number, dec("3")};
    return CAPAI_NILAI;
}

/* Notes what the column tahun_akhir of each row is. */
static enum capai_outcome look_at_the_end(void *user, const struct capai_row *row,
                                          struct capai_arena *arena, struct capai_ratio *out,
                                          struct capai_error *err)
{
    enum capai_cell_kind **kind = user;
    struct capai_cell cell;
    (void)arena, (void)out, (void)err;
    assert_true(capai_row_cell(row, CAPAI_TEXT("tahun_akhir"), &cell));
    *(*kind)++ = cell.kind;
    return CAPAI_BELUM_DIISI;
}

static void test_function_sees_years_that_are_wrong_or_missing(void **state)
{
    enum capai_cell_kind kinds[4], *next = kinds;
    const struct capai_function function = {CAPAI_TEXT("rules.lua:7"), look_at_the_end, NULL,
                                            &next};
    const struct capai_arah arah[] = {
        {.name = CAPAI_TEXT("x"), .formula = CAPAI_FUNCTION, .function = &function}};
    struct data *d = *state;
    d->rules.arah = arah;
    d->rules.arah_count = 1;
    assert_string_equal(
        capaian(d, "2024,S,i,x,1,1,,,,2026\n2024,S,j,x,1,1,,,,20266\n2024,S,k,x,1,1,,,,\n", 0),
        EMPTY);
    assert_int_equal(next - kinds, 3);
    assert_int_equal(kinds[0], CAPAI_CELL_NUMBER);
    assert_int_equal(kinds[1], CAPAI_CELL_BROKEN);
    assert_int_equal(kinds[2], CAPAI_CELL_MISSING);
}

static void count_opd(void *user)
{
    ((struct calls *)user)->opds++;
}

static void test_function_sees_row_and_years_and_fails_alone(void **state)
{
    struct data *d = *state;
    for (int fail = 0; fail < 2; fail++) {
        struct calls calls = {.fail = fail};
        const struct capai_function function = {CAPAI_TEXT("rules.lua:7"), count_call, count_opd,
                                                &calls};
        const struct capai_arah arah[] = {
            {.name = CAPAI_TEXT("y"), .formula = CAPAI_POSITIVE},
            {.name = CAPAI_TEXT("x"), .formula = CAPAI_FUNCTION, .function = &function}};
        d->rules.arah = arah;
        d->rules.arah_count = 2;
        assert_string_equal(capaian(d,
                                    "2024,S,i,x,teks,NA,,,1,\n2023,S,i,y,1,200,,,1,\n"
                                    "2024,S,k,y,5,4,,,1,\n",
                                    0),
                            fail ? BAD : "66.67");
        assert_at(d, INDIKATOR, 2, "capaian", "80.00");
        assert_text(capai_arah_text(&arah[1]), "rules.lua:7");
        assert_int_equal(calls.rows, 1);
        assert_int_equal(calls.opds, 1);
        if (fail) {
            assert_notices(d, AS(RULES_LUA, "rules.lua", 7, 0, CAPAI_ERR_DATA),
                           AT(FORMULA_FAILED, "indikator.csv", 2, 17));
            assert_word(d, &d->notices.list[1], 2, "rules.lua");
        } else {
            assert_no_notices(d);
        }
        data_reset(d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_formula_each_field_comes_from_its_column_or_year),
        data_test(test_formula_missing_field_is_belum_diisi),
        data_test(test_formula_sum_before_has_no_holes),
        data_test(test_formula_range_target_is_measured_by_its_ends),
        data_test(test_formula_range_where_none_is_taken_is_an_error),
        data_test(test_formula_words_stand_for_their_numbers),
        data_test(test_formula_scores_of_words_divide),
        data_test(test_formula_unknown_word_names_nearest_and_all),
        data_test(test_formula_last_of_many_words_is_suggested),
        data_test(test_formula_unknown_arah_names_all),
        data_test(test_formula_zero_rules_hold_for_blocks_and_not_for_texts),
        data_test(test_formula_grades_without_numbers_are_compared),
        data_test(test_formula_field_that_is_not_named_may_be_anything),
        data_test(test_function_sees_years_that_are_wrong_or_missing),
        data_test(test_function_sees_row_and_years_and_fails_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
