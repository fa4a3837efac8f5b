/* What changes of the survey and the worksheet of an OPD under other rules. */
#include "compare_test.h"

enum { OPD = 3 }; /* its row, below an indicator, a sasaran and a tujuan */

/* The unsur u1 and u2 with these weights. */
static void weigh(struct capai_unsur *out, const char *first, const char *second)
{
    out[0] = (struct capai_unsur){.column = CAPAI_TEXT("u1"), .weight = {dec(first), dec("1")}};
    out[1] = (struct capai_unsur){.column = CAPAI_TEXT("u2"), .weight = {dec(second), dec("1")}};
}

/* Three respondents: u1 3 4 2, u2 4, a hole, and 5, which is no answer. */
static void load_survey(struct data *d)
{
    data_put(d, "skm.csv", "tahun,u1,u2\n2024,3,4\n2024,4,\n2024,2,5\n");
    compare_load(d, HEAD "\n" IND("S", "i", "100", "90"));
}

/* Index 3,5, IKM 87,5, Baik. */
static void survey_rules(struct capai_survey *survey, const struct capai_unsur *list,
                         const struct capai_band *bands)
{
    *survey = (struct capai_survey){.unsur = list,
                                    .count = 2,
                                    .lowest = 1,
                                    .highest = 4,
                                    .conversion = dec("25"),
                                    .missing = CAPAI_UNANSWERED_UNSUR,
                                    .invalid = CAPAI_UNANSWERED_UNSUR,
                                    .scale = {.bands = bands, .count = 2}};
    for (int q = 0; q < CAPAI_SURVEY_QUANTITY_COUNT; q++)
        survey->round[q] = (struct capai_round){2, CAPAI_HALF_UP};
}

/* The survey with its `part`, counted from 0, changed; one behind the last is none at all. */
static struct capai_survey vary_survey(struct capai_survey survey, size_t part,
                                       const struct capai_unsur *others,
                                       const struct capai_unsur *one,
                                       const struct capai_band *strict)
{
    switch (part) {
    case 0:
        survey.unsur = others;
        break;
    case 1:
        survey.unsur = one;
        survey.count = 1;
        break;
    case 2:
        survey.highest = 5;
        break;
    case 3:
        survey.conversion = dec("20");
        break;
    case 4:
        survey.missing = CAPAI_UNANSWERED_RESPONDENT;
        break;
    case 5:
        survey.invalid = CAPAI_UNANSWERED_RESPONDENT;
        break;
    case 6:
        survey.round[CAPAI_SURVEY_IKM].digits = 0;
        break;
    case 7:
        survey.scale.bands = strict;
        break;
    default:
        survey.count = 0;
    }
    return survey;
}

/* Each part of a survey, alone: what becomes of index, IKM and mutu, and by what. */
static void test_compare_each_part_of_a_survey_is_recognised(void **state)
{
    struct data *d = *state;
    struct capai_unsur equal[2], others[2], one[2];
    const struct capai_band bands[] = {data_band("Baik", "80", true, NULL, false),
                                       data_band("Kurang", NULL, false, "80", false)};
    const struct capai_band strict[] = {data_band("Baik", "88", true, NULL, false),
                                        data_band("Kurang", NULL, false, "88", false)};
    static const struct {
        const char *indeks, *ikm, *mutu, *by_indeks, *by_ikm, *by_mutu;
    } cases[] = {
        {"3.75", "93.75", "Baik", "survey.weight", "survey.weight", ""},
        {"3.00", "75.00", "Kurang", "survey.unsur", "survey.unsur", "survey.unsur"},
        {"3.75", "93.75", "Baik", "survey.answers", "survey.answers", ""},
        {"3.50", "70.00", "Kurang", "", "survey.conversion", "survey.conversion"},
        {"3.25", "81.25", "Baik", "survey.missing", "survey.missing", ""},
        {"3.75", "93.75", "Baik", "survey.invalid", "survey.invalid", ""},
        {"3.50", "88", "Baik", "", "survey.round", ""},
        {"3.50", "87.50", "Kurang", "", "", "survey.scale"},
        {"tidak_berlaku", "tidak_berlaku", "", "survey", "survey", "survey"},
    };
    weigh(equal, "0.5", "0.5");
    weigh(others, "0.25", "0.75");
    weigh(one, "1", "0");
    load_survey(d);
    survey_rules(&d->rules.survey, equal, bands);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_rules b = d->rules;
        b.survey = vary_survey(b.survey, i, others, one, strict);
        compare(d, &b, false);
        assert_rows(d, {OPD, "indeks_a", "3.50"}, {OPD, "ikm_a", "87.50"}, {OPD, "mutu_a", "Baik"},
                    {OPD, "indeks_b", cases[i].indeks}, {OPD, "ikm_b", cases[i].ikm},
                    {OPD, "mutu_b", cases[i].mutu}, {OPD, "sebab_indeks", cases[i].by_indeks},
                    {OPD, "sebab_ikm", cases[i].by_ikm}, {OPD, "sebab_mutu", cases[i].by_mutu},
                    {OPD, "berubah", "ya"}, {OPD, "sebab_capaian", ""},
                    {OPD - 1, "berubah", "tidak"}, {0, "sebab_ikm", ""});
        assert_int_equal(capai_comparison_changed(comparison), 1);
    }
}

/* With other answers u2 has 4,5, and only with the conversion is that above 100. */
static void test_compare_parts_of_a_survey_act_together(void **state)
{
    struct data *d = *state;
    struct capai_unsur equal[2];
    const struct capai_band bands[] = {data_band("Istimewa", "100", false, NULL, false),
                                       data_band("Biasa", NULL, false, "100", true)};
    weigh(equal, "0.5", "0.5");
    load_survey(d);
    survey_rules(&d->rules.survey, equal, bands);
    struct capai_rules b = d->rules;
    b.survey.highest = 5;
    b.survey.conversion = dec("27");
    compare(d, &b, false);
    assert_rows(d, {OPD, "ikm_b", "101.25"}, {OPD, "mutu_b", "Istimewa"},
                {OPD, "sebab_indeks", "survey.answers"},
                {OPD, "sebab_ikm", "survey.answers + survey.conversion"},
                {OPD, "sebab_mutu", "survey.answers + survey.conversion"});
    assert_string_equal(TOTAL(d, CAUSES, "jumlah", "opd", "indeks", "survey.answers"), "1");
    assert_string_equal(
        TOTAL(d, CAUSES, "jumlah", "opd", "mutu", "survey.answers + survey.conversion"), "1");
}

/* The same of a worksheet. */
static struct capai_lke vary_lke(struct capai_lke lke, size_t part,
                                 const struct capai_lke_part *parts,
                                 const struct capai_lke_answer *answers,
                                 const struct capai_band *strict)
{
    switch (part) {
    case 0:
        lke.parts = parts;
        break;
    case 1:
        lke.answers = answers;
        break;
    case 2:
        lke.missing_zero = false;
        break;
    case 3:
        lke.round.digits = 1;
        break;
    case 4:
        lke.scale.bands = strict;
        break;
    default:
        lke.count = 0;
    }
    return lke;
}

/* The form of A: 1.a and 1.b are answered AA and A, 1.c is not and counts as 0: 87,15, AA. */
static void test_compare_each_part_of_a_worksheet_is_recognised(void **state)
{
    struct data *d = *state;
    const struct capai_lke_part parts[] = {{CAPAI_TEXT("1.a"), CAPAI_NO_TEXT, dec("60"), 1},
                                           {CAPAI_TEXT("1.b"), CAPAI_NO_TEXT, dec("30"), 2},
                                           {CAPAI_TEXT("1.c"), CAPAI_NO_TEXT, dec("10"), 3}};
    const struct capai_lke_part other_parts[] = {{CAPAI_TEXT("1.a"), CAPAI_NO_TEXT, dec("50"), 1},
                                                 {CAPAI_TEXT("1.b"), CAPAI_NO_TEXT, dec("40"), 2},
                                                 {CAPAI_TEXT("1.c"), CAPAI_NO_TEXT, dec("10"), 3}};
    const struct capai_lke_answer answers[] = {{CAPAI_TEXT("AA"), dec("100")},
                                               {CAPAI_TEXT("A"), dec("90.5")}};
    const struct capai_lke_answer lower[] = {{CAPAI_TEXT("AA"), dec("100")},
                                             {CAPAI_TEXT("A"), dec("80")}};
    const struct capai_band bands[] = {data_band("AA", "85", true, NULL, false),
                                       data_band("A", NULL, false, "85", false)};
    const struct capai_band strict[] = {data_band("AA", "90", true, NULL, false),
                                        data_band("A", NULL, false, "90", false)};
    static const struct {
        const char *nilai, *grade, *by_nilai, *by_grade;
    } cases[] = {
        {"86.20", "AA", "lke.parts", ""},
        {"84.00", "A", "lke.answers", "lke.answers"},
        {"belum_diisi", "", "lke.missing", "lke.missing"},
        {"87.2", "AA", "lke.round", ""},
        {"87.15", "A", "", "lke.scale"},
        {"tidak_berlaku", "", "lke", "lke"},
    };
    data_put(d, "lke.csv", "tahun,kode,jawaban\n2024,1.a,AA\n2024,1.b,A\n");
    compare_load(d, HEAD "\n" IND("S", "i", "100", "90"));
    d->rules.lke = (struct capai_lke){.parts = parts,
                                      .count = 3,
                                      .answers = answers,
                                      .answer_count = 2,
                                      .full = dec("100"),
                                      .total = dec("100"),
                                      .missing_zero = true,
                                      .round = {2, CAPAI_HALF_UP},
                                      .scale = {.bands = bands, .count = 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_rules b = d->rules;
        b.lke = vary_lke(b.lke, i, other_parts, lower, strict);
        compare(d, &b, false);
        assert_rows(d, {OPD, "nilai_lke_a", "87.15"}, {OPD, "grade_lke_a", "AA"},
                    {OPD, "nilai_lke_b", cases[i].nilai}, {OPD, "grade_lke_b", cases[i].grade},
                    {OPD, "sebab_nilai_lke", cases[i].by_nilai},
                    {OPD, "sebab_grade_lke", cases[i].by_grade}, {OPD, "berubah", "ya"},
                    {0, "nilai_lke_a", "tidak_berlaku"});
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_compare_each_part_of_a_survey_is_recognised),
        data_test(test_compare_parts_of_a_survey_act_together),
        data_test(test_compare_each_part_of_a_worksheet_is_recognised),
    };
    return cmocka_run_group_tests_name("compare_opd", tests, NULL, NULL);
}
