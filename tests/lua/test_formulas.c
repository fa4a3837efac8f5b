/* Formulas in rule packs: texts, those with a name, and what is wrong with them. */
#define _XOPEN_SOURCE 700

#include "packs_test.h"

#define NAMES "  id = \"p\", name = \"N\",\n" BASIS ROUND SCALE
/* The formula stands in line 7. */
#define PACK(formula) RULES(NAMES "  progress = { x = " formula " },\n")

static const struct capai_arah *only_arah(struct fixture *f)
{
    assert_int_equal(f->rules->arah_count, 1);
    return &f->rules->arah[0];
}

static void test_formula_text_is_compiled_and_kept(void **state)
{
    struct fixture *f = *state;
    load(f, "p", PACK("capai.formula \"(2*target - realisasi) / target * 100\""));
    assert_int_equal(only_arah(f)->formula, CAPAI_EXPRESSION);
    assert_text(capai_arah_text(only_arah(f)), "(2*target - realisasi) / target * 100");
    assert_int_equal(only_arah(f)->expression->count, 9);
    assert_false(only_arah(f)->expression->has_zero);
}

static void test_formula_each_block_is_compiled(void **state)
{
    static const struct {
        const char *script, *text;
    } cases[] = {
        {PACK("capai.progress.positive"), "realisasi / target * 100"},
        {PACK("capai.progress.negative"), "(target - (realisasi - target)) / target * 100"},
        {PACK("capai.progress.inverse"), "target / realisasi * 100"},
        {PACK("capai.progress.tolerance"),
         "if(realisasi <= target, 100, max(0, 100 - (realisasi - target) / target * 100))"},
        {PACK("capai.progress.stabilize"), "100 - abs((realisasi - target) / target) * 100"},
        {PACK("capai.progress.ordinal { WTP = 4, WDP = 3 }"), "realisasi / target * 100"},
        {PACK("capai.progress.binary"), "if(realisasi == target, 100, 0)"},
        {PACK("capai.progress.growth"), "(realisasi - realisasi_lalu) / realisasi_lalu * 100"},
        {PACK("capai.progress.change"), "realisasi - realisasi_lalu"},
        {PACK("capai.progress.final"), "realisasi / target_akhir * 100"},
        {PACK("capai.progress.cumulative"), "(realisasi_sd_lalu + realisasi) / target_akhir * 100"},
        {PACK("capai.progress.cumulative { from = 2021 }"),
         "(realisasi_sd_lalu + realisasi) / target_akhir * 100"},
        {PACK("capai.progress.range { above = capai.progress.negative, "
              "below = capai.progress.positive }"),
         "if(realisasi > target_atas, (target_atas - (realisasi - target_atas)) / target_atas * "
         "100, if(realisasi < target_bawah, realisasi / target_bawah * 100, 100))"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        load(f, "p", cases[i].script);
        assert_text(capai_arah_text(only_arah(f)), cases[i].text);
        if (strstr(cases[i].script, "from"))
            assert_int_equal(only_arah(f)->expression->from, 2021);
    }
}

static void test_formula_words_are_sorted_and_outlive_their_table(void **state)
{
    struct fixture *f = *state;
    load(f, "p",
         PACK("capai.formula(\"realisasi\", { words = { Ya = 1, Belum = \"0,5\", [\"Tidak\"] = 0 } "
              "})"));
    const struct capai_expression *e = only_arah(f)->expression;
    assert_int_equal(e->word_count, 3);
    assert_text(e->words[0].word, "Belum");
    assert_decimal(e->words[0].number, "0.5");
    assert_text(e->words[1].word, "Tidak");
    assert_text(e->words[2].word, "Ya");
}

static void test_formula_of_base_serves_the_deriving_pack(void **state)
{
    struct fixture *f = *state;
    write_script(f, "p", PACK("capai.progress.ordinal { WTP = 4, WDP = 3 }"));
    write_script(f, "q", RULES(DERIVED "  progress = { y = capai.progress.final },\n"));
    assert_int_equal(find(f, "q", 2024), CAPAI_OK);
    assert_int_equal(f->rules->arah_count, 2);
    assert_text(f->rules->arah[0].expression->words[0].word, "WDP");
    assert_text(capai_arah_text(&f->rules->arah[1]), "realisasi / target_akhir * 100");
}

static void test_formula_wrong_one_names_line_and_what(void **state)
{
    static const struct {
        const char *script;
        enum capai_message message;
        const char *words; /* NULL: whatever they are */
    } cases[] = {
        {PACK("capai.formula \"realisai / target\""), CAPAI_MSG_FORMULA_NAME, NULL},
        {PACK("capai.formula \"realisasi / \""), CAPAI_MSG_FORMULA_OPERAND, "|13"},
        {PACK("capai.formula \"(realisasi\""), CAPAI_MSG_FORMULA_SIGN, "|11"},
        {PACK("capai.formula \"max(1)\""), CAPAI_MSG_FORMULA_ARGUMENTS, "max|1"},
        {PACK("capai.formula \"realisasi < target\""), CAPAI_MSG_FORMULA_CONDITION,
         "realisasi < target|1"},
        {PACK("capai.formula \"if(realisasi, 1, 2)\""), CAPAI_MSG_FORMULA_NUMBER, "realisasi|4"},
        {PACK("capai.formula(5)"), CAPAI_MSG_ARGUMENT, NULL},
        {PACK("capai.formula(\"1\", { form = 2020 })"), CAPAI_MSG_RULES_KEY_UNKNOWN,
         "form|formula|from"},
        {PACK("capai.formula(\"1\", { from = 1 })"), CAPAI_MSG_RULES_VALUE, "from|1|1900 .. 2199"},
        {PACK("capai.formula(\"1\", { words = { 1 } })"), CAPAI_MSG_RULES_ENTRY, "words|number"},
        {PACK("capai.formula(\"1\", { words = { Ya = true } })"), CAPAI_MSG_RULES_TYPE,
         "Ya|number|boolean|words"},
        {PACK("capai.progress.ordinal {}"), CAPAI_MSG_ARGUMENT, NULL},
        {PACK("capai.progress.ordinal"), CAPAI_MSG_RULES_TYPE, NULL},
        {PACK("capai.progress.range"), CAPAI_MSG_RULES_TYPE, NULL},
        {PACK("capai.progress.range { above = capai.progress.positive }"),
         CAPAI_MSG_RULES_KEY_MISSING, "below|range"},
        {PACK("capai.progress.range { above = capai.progress.final, below = 1 }"),
         CAPAI_MSG_RULES_TYPE, "above|capai.progress.positive, negative, inverse|function|range"},
        {PACK("capai.progress.cumulative {}"), CAPAI_MSG_RULES_KEY_MISSING, "from|cumulative"},
        {PACK("capai.progress.cumulative(1)"), CAPAI_MSG_ARGUMENT, NULL},
        {PACK("\"realisasi / target\""), CAPAI_MSG_RULES_TYPE, NULL},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char words[CAPAI_ERROR_TEXT + 8];
        forget(f);
        write_script(f, "p", cases[i].script);
        enum capai_status status = find(f, "p", 2024);
        words_of(&f->err, words, sizeof words);
        if (status != CAPAI_ERR_RULES || f->err.message != cases[i].message || f->err.line != 7 ||
            (cases[i].words && strcmp(cases[i].words, words) != 0))
            fail_msg("%s%s:%zu %s", cases[i].script, capai_message_name(f->err.message),
                     f->err.line, words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_formula_text_is_compiled_and_kept),
        TEST(test_formula_each_block_is_compiled),
        TEST(test_formula_words_are_sorted_and_outlive_their_table),
        TEST(test_formula_of_base_serves_the_deriving_pack),
        TEST(test_formula_wrong_one_names_line_and_what),
    };
    return cmocka_run_group_tests_name("formulas", tests, NULL, NULL);
}
