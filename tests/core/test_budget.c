/* The budget of an OPD as a tree: parents, sums, tables, versions, sasaran. */
#include "budget_test.h"

static const struct line *line_of(const struct budget *budget, const char *kode)
{
    for (size_t i = 0; i < budget->count; i++)
        if (capai_text_equal(budget->lines[i].kode, capai_text_of(kode)))
            return &budget->lines[i];
    fail_msg("no line %s", kode);
    return NULL;
}

static const char *rupiah_text(struct data *d, struct rupiah amount)
{
    if (amount.outcome)
        return capai_outcome_name(amount.outcome);
    capai_decimal_format(amount.amount, CAPAI_NOTATION_PLAIN, d->shown);
    return d->shown;
}

#define assert_rupiah(d, amount, expected) assert_string_equal(rupiah_text((d), (amount)), expected)

static void check_sasaran(struct data *d, const struct budget *budget, const char *name,
                          const char *pagu, size_t lines)
{
    struct rupiah sum, spent;
    size_t count;
    capai_text fold;
    assert_true(dataset_fold(d->dataset, capai_text_of(name), &fold));
    budget_of_sasaran(budget, 2024, &fold, 1, &sum, &spent, &count, NULL);
    assert_rupiah(d, sum, pagu);
    assert_int_equal(count, lines);
}

/* ---- sums ---- */

static void test_rupiah_add_outcome_does_not_depend_on_the_order(void **state)
{
    static const struct {
        enum capai_outcome parts[3], expected;
    } cases[] = {
        {{CAPAI_NILAI, CAPAI_NILAI, CAPAI_NILAI}, CAPAI_NILAI},
        {{CAPAI_NILAI, CAPAI_BELUM_DIISI, CAPAI_NILAI}, CAPAI_BELUM_DIISI},
        {{CAPAI_BELUM_DIISI, CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_NILAI}, CAPAI_BELUM_DIISI},
        {{CAPAI_TIDAK_DAPAT_DIHITUNG, CAPAI_BELUM_DIISI}, CAPAI_BELUM_DIISI},
        {{CAPAI_NILAI, CAPAI_TIDAK_BERLAKU, CAPAI_TIDAK_DAPAT_DIHITUNG},
         CAPAI_TIDAK_DAPAT_DIHITUNG},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rupiah sum = {CAPAI_NILAI, dec("0")};
        for (size_t k = 0; k < 3; k++)
            rupiah_add(&sum, (struct rupiah){cases[i].parts[k], dec("0.10")});
        assert_int_equal(sum.outcome, cases[i].expected);
        if (!sum.outcome)
            assert_decimal(sum.amount, "0.30");
    }
}

static void test_rupiah_add_beyond_the_digits_is_no_value(void **state)
{
    struct rupiah sum = {CAPAI_NILAI, dec("9999999999999999999999999999999999")};
    (void)state;
    rupiah_add(&sum, (struct rupiah){CAPAI_NILAI, dec("0.5")});
    assert_int_equal(sum.outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
}

/* ---- the tree ---- */

static void test_build_parent_is_the_nearest_prefix_of_the_code(void **state)
{
    static const char *const parents[][2] = {
        {"7.01.02.2.01.0002", "7.01.02.2.01"},
        {"7.01.02.2.01", "7.01.02.2"},
        {"7.01.020", NULL},
        {"7.01.02", NULL},
        {"7.01.02.9.9.9", "7.01.02"},
        {"7.0", NULL},
        {"7.01.02.2", "7.01.02"},
        {"7.01.02.2.1", "7.01.02.2"},
        {"8", NULL},
        {"8.x", "8"},
    };
    struct data *d = *state; /* children stand before their parents */
    struct budget budget =
        build(d, OPD,
              BUDGET ",7.01.02.2.01.0002,subkegiatan,,1,1\n,7.01.02.2.01,kegiatan,,1,1\n"
                     ",7.01.020,program,,1,1\n,7.01.02,program,,1,1\n,7.01.02.9.9.9,,,1,1\n"
                     ",7.0,,,1,1\n,7.01.02.2,,,1,1\n,7.01.02.2.1,,,1,1\n,8.x,,,1,1\n,8,,,1,1\n");
    for (size_t i = 0; i < sizeof parents / sizeof *parents; i++) {
        const struct line *line = line_of(&budget, parents[i][0]);
        const char *expected = parents[i][1];
        if (!expected)
            assert_int_equal(line->parent, -1);
        else
            assert_text(budget.lines[line->parent].kode, expected);
    }
    assert_int_equal(line_of(&budget, "7.01.02")->children, 2);
    assert_int_equal(line_of(&budget, "7.01.02.2")->children, 2);
    assert_int_equal(budget.tree_count, budget.count);
}

static void test_build_tree_order_has_parents_first(void **state)
{
    struct data *d = *state;
    struct budget budget = build(
        d, OPD, BUDGET ",1.2.3,,,1,1\n,1.2,,,1,1\n,10,,,1,1\n,1-2,,,1,1\n,1,,,1,1\n,1.10,,,1,1\n");
    for (size_t i = 0; i < budget.tree_count; i++)
        for (size_t k = i; k < budget.tree_count; k++)
            assert_true(budget.tree[i]->parent != budget.tree[k] - budget.lines);
}

static void test_build_tables_years_and_versions_are_trees_of_their_own(void **state)
{
    struct data *d = *state;
    data_put(d, "opd.csv", OPD_OF("A"));
    data_put(d, "indikator.csv", "indikator,target,realisasi\ni,1,1\n");
    data_put(d, "anggaran.csv",
             "tahun,versi,tabel,kode,pagu\n2024,,A,1,1\n2024,,B,1.1,1\n2023,,A,1.2,1\n"
             "2024,x,A,1.3,1\n2024,,A,1.4,1\n");
    struct budget budget;
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(budget_build(d->dataset, 0, &d->arena, &budget, &d->err), CAPAI_OK);
    assert_int_equal(line_of(&budget, "1.1")->parent, -1);
    assert_int_equal(line_of(&budget, "1.2")->parent, -1);
    assert_int_equal(line_of(&budget, "1.3")->parent, -1);
    assert_int_equal(line_of(&budget, "1.4")->parent, 0);
}

static void test_build_equal_codes_keep_the_first_as_parent(void **state)
{
    struct data *d = *state;
    struct budget budget = build(d, OPD, BUDGET ",1.1,,,5,5\n,1,,,10,10\n,1,,,20,20\n,1.2,,,7,7\n");
    assert_int_equal(line_of(&budget, "1.1")->parent, 1);
    assert_int_equal(line_of(&budget, "1.2")->parent, 1);
    assert_int_equal(budget.lines[1].children, 2);
    assert_int_equal(budget.lines[2].children, 0);
}

static void test_build_total_lines_are_never_in_the_tree(void **state)
{
    struct data *d = *state;
    struct budget budget = build(d, OPD,
                                 BUDGET ",1,Total,,99,99\n,1.1,program,,10,8\n"
                                        ",1.1.1,kegiatan,,10,8\n,1.1.T,TOTAL,,98,98\n");
    struct rupiah pagu, realisasi;
    size_t lines;
    assert_int_equal(budget.count, 4);
    assert_int_equal(budget.tree_count, 2);
    assert_int_equal(line_of(&budget, "1.1")->parent, -1);
    assert_int_equal(line_of(&budget, "1.1.T")->parent, 1); /* the line it repeats */
    assert_int_equal(line_of(&budget, "1.1")->children, 1);
    assert_int_equal(line_of(&budget, "1")->children, 0);
    budget_total(&budget, 2024, &pagu, &realisasi, &lines, NULL);
    assert_rupiah(d, pagu, "10");
    assert_rupiah(d, realisasi, "8");
    assert_int_equal(lines, 1);
}

static void test_total_sums_roots_of_any_jenjang(void **state)
{
    struct data *d = *state;
    struct budget budget = build(d, OPD,
                                 BUDGET ",1,program,,100,90\n,1.1,kegiatan,,60,50\n"
                                        ",1.2,kegiatan,,40,40\n,2.1,kegiatan,,11,10\n"
                                        ",3,belanja,,\"7,50\",7\n,,,,1,1\n");
    struct rupiah pagu, realisasi;
    size_t lines;
    budget_total(&budget, 2024, &pagu, &realisasi, &lines, NULL);
    assert_rupiah(d, pagu, "119.50");
    assert_rupiah(d, realisasi, "108");
    assert_int_equal(lines, 4);
    budget_total(&budget, 2023, &pagu, &realisasi, &lines, NULL);
    assert_int_equal(lines, 0);
}

static void test_build_sum_of_children_with_a_missing_part_has_no_value(void **state)
{
    static const struct {
        const char *lines, *pagu, *realisasi;
    } cases[] = {
        {",1.1,,,6,5\n,1.2,,,4,4\n", "10", "9"},
        {",1.1,,,6,\n,1.2,,,4,4\n", "10", "belum_diisi"},
        {",1.1,,,6,5\n,1.2,,,NA,4\n", "belum_diisi", "9"},
        {",1.1,,,6,5 Dok\n,1.2,,,4,4\n", "10", "tidak_dapat_dihitung"},
        {",1.1,,,6,5\n,1.1.1,,,,\n", "6", "5"}, /* only what stands directly below */
        {",1.1.1,,,6,5\n", "6", "5"},
        {",1.1,,,0,0\n", "0", "0"},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char content[256];
        snprintf(content, sizeof content, BUDGET ",1,,,10,9\n%s", cases[i].lines);
        struct budget budget = build(d, OPD, content);
        assert_rupiah(d, budget.lines[0].pagu_children, cases[i].pagu);
        assert_rupiah(d, budget.lines[0].realisasi_children, cases[i].realisasi);
        data_evaluate(d);
        assert_at(d, ANGGARAN, 0, "pagu_anak", cases[i].pagu);
        assert_at(d, ANGGARAN, 0, "realisasi_anak", cases[i].realisasi);
        size_t last = data_rows(d, CAPAI_RESULT_ANGGARAN) - 1;
        assert_at(d, ANGGARAN, last, "pagu_anak", "tidak_berlaku");
        data_reset(d);
    }
}

/* ---- which sasaran a line serves ---- */

static void test_build_sasaran_is_own_then_of_the_nearest_ancestor(void **state)
{
    struct data *d = *state;
    struct budget budget = build(d, OPD,
                                 BUDGET ",1.1.1,,,3,3\n,1.1,,,5,5\n,1,,S1,10,9\n,1.2,,S2,4,4\n"
                                        ",1.2.1,,,4,4\n,2,,,7,7\n,3,,s-1,1,1\n");
    static const char *const expected[] = {"S1", "S1", "S1", "S2", "S2", "", "s-1"};
    for (size_t i = 0; i < budget.count; i++) {
        assert_text(budget.lines[i].sasaran, expected[i]);
        assert_false(budget.lines[i].borrowed);
    }
    assert_true(budget.lines[2].named);
    assert_false(budget.lines[1].named);
    check_sasaran(d, &budget, "S1", "11", 2); /* two spellings of one name */
    check_sasaran(d, &budget, "S2", "4", 1);
    check_sasaran(d, &budget, "S3", "0", 0);
    assert_no_notices(d);
}

static void test_build_sasaran_is_taken_from_the_same_line_in_another_table(void **state)
{
    struct data *d = *state;
    struct budget budget =
        build(d, OPD_OF("A"),
              BUDGET "A,1,program,,10,9\nA,1.1,kegiatan,,10,9\nA,2,Program,,5,5\n"
                     "A,3,kegiatan,,4,4\nA,4,program,,3,3\nB,1,program,S1,99,99\n"
                     "B,1.1,kegiatan,S2,99,99\nB,2,program,S2,1,1\nB,3,program,S1,1,1\n");
    assert_text(line_of(&budget, "1")->sasaran, "S1");
    assert_true(line_of(&budget, "1")->borrowed);
    assert_text(line_of(&budget, "1.1")->sasaran, "S1"); /* the ancestor comes first */
    assert_text(line_of(&budget, "2")->sasaran, "S2");
    assert_text(line_of(&budget, "3")->sasaran, ""); /* same kode, another jenjang */
    assert_text(line_of(&budget, "4")->sasaran, "");
    check_sasaran(d, &budget, "S1", "10", 1);
    check_sasaran(d, &budget, "S2", "5", 1);
    assert_notices(d, AT(SASARAN_BORROWED, "anggaran.csv", 2, 1));
    assert_word(d, &d->notices.list[0], 1, "2");
    assert_word(d, &d->notices.list[0], 2, "A");
}

static void test_build_tables_that_disagree_on_a_sasaran_are_warned(void **state)
{
    static const char *const words[] = {"1", "S2", "C", "S1", "B"};
    struct data *d = *state; /* the first in the order of the file, not of the names */
    struct budget budget = build(d, OPD_OF("A"),
                                 BUDGET "C,1,program,S2,1,1\nA,1,program,,10,9\n"
                                        "B,1,program,S1,1,1\nD,1,program,s 2,1,1\n");
    assert_text(budget.lines[1].sasaran, "S2");
    assert_notices(d, AT(SASARAN_DISAGREE, "anggaran.csv", 3, 1),
                   AT(SASARAN_BORROWED, "anggaran.csv", 3, 1));
    for (int i = 0; i < 5; i++)
        assert_word(d, &d->notices.list[0], i + 1, words[i]);
}

static void test_of_sasaran_ancestor_that_serves_it_counts_alone(void **state)
{
    struct data *d = *state;
    struct budget budget = build(d, OPD,
                                 BUDGET ",1,,S1,10,9\n,1.1,,S2,6,6\n,1.1.1,,S1,2,2\n,1.2,,S1,4,3\n"
                                        ",1.T,total,S1,10,9\n,2,,,20,20\n,2.1,,S1,8,8\n");
    check_sasaran(d, &budget, "S1", "18", 2);
    check_sasaran(d, &budget, "S2", "6", 1);
}

/* ---- which table is evaluated ---- */

static void test_build_one_table_needs_no_choice(void **state)
{
    static const char *const contents[] = {
        BUDGET "3.6,1,,S1,10,9\n",
        BUDGET ",1,,S1,10,9\n",
        "kode,sasaran,pagu,realisasi\n1,S1,10,9\n",
    };
    struct data *d = *state;
    for (size_t i = 0; i < 3; i++) {
        struct budget budget = build(d, OPD, contents[i]);
        assert_true(budget.lines[0].evaluated);
        assert_no_notices(d);
        check_sasaran(d, &budget, "S1", "10", 1);
        data_reset(d);
    }
}

static void test_build_several_tables_without_a_choice_evaluate_none(void **state)
{
    struct data *d = *state;
    struct budget budget = build(
        d, OPD_OF(""), BUDGET "3.6,1,,S1,10,9\nIII.C,1,,S1,11,9\n3.6,2,,S1,5,5\nRKT,1,,S1,1,1\n");
    for (size_t i = 0; i < budget.count; i++)
        assert_false(budget.lines[i].evaluated);
    assert_notices(d, AT(TABLE_CHOICE, "anggaran.csv", 2, 1));
    assert_word(d, &d->notices.list[0], 1, "a");
    assert_word(d, &d->notices.list[0], 2, "3.6, III.C, RKT");
    data_evaluate(d);
    assert_entries(d, OPD, {0, "pagu", "tidak_berlaku"}, {0, "serapan", "tidak_berlaku"},
                   {0, "status_serapan", "tidak_berlaku"}, {0, "efisiensi", ""});
    assert_at(d, ANGGARAN, 1, "serapan", "81.82"); /* each line stands for itself */
}

static void test_build_table_that_does_not_exist_is_reported(void **state)
{
    struct data *d = *state;
    struct budget budget = build(d, OPD_OF("3.7"), BUDGET "3.6,1,,S1,10,9\n3.8,1,,S1,11,9\n");
    assert_false(budget.lines[0].evaluated);
    assert_notices(d, AT(TABLE_UNKNOWN, "opd.csv", 2, 8));
    assert_word(d, &d->notices.list[0], 1, "a");
    assert_word(d, &d->notices.list[0], 2, "3.6, 3.8");
    assert_word(d, &d->notices.list[0], 3, "3.7");
}

static void test_build_table_that_is_nearly_so_named_is_suggested(void **state)
{
    struct data *d = *state;
    struct budget budget;
    data_put(d, "opd.csv", OPD_OF("Murmi"));
    data_put(d, "indikator.csv", "indikator,target,realisasi\ni,1,1\n");
    data_put(d, "anggaran.csv",
             "tahun,tabel,kode,pagu\n2023,Murmii,1,1\n2024,Murni,1,1\n2024,Perubahan,1,1\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(budget_build(d->dataset, 0, &d->arena, &budget, &d->err), CAPAI_OK);
    assert_notices(d, AT(TABLE_UNKNOWN, "opd.csv", 2, 8));
    assert_word(d, &d->notices.list[0], 2, "Murni, Perubahan");
    assert_word(d, &d->notices.list[0], 4, "Murni");
}

static void test_build_other_years_are_not_asked_for_a_choice(void **state)
{
    struct data *d = *state;
    struct budget budget;
    data_put(d, "opd.csv", OPD_OF("A"));
    data_put(d, "indikator.csv", "indikator,target,realisasi\ni,1,1\n");
    data_put(d, "anggaran.csv",
             "tahun,tabel,kode,pagu\n2023,B,1,1\n2023,C,1,1\n2024,A,1,1\n2022,A,1,7\n2022,B,1,8\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(budget_build(d->dataset, 0, &d->arena, &budget, &d->err), CAPAI_OK);
    static const bool evaluated[] = {false, false, true, true, false};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(budget.lines[i].evaluated, evaluated[i]);
    assert_no_notices(d);
}

/* Urusan and bidang stand above the programmes like any other code; the root makes the total. */
static void test_build_tree_begins_with_urusan_and_bidang(void **state)
{
    struct data *d = *state;
    struct budget budget;
    struct rupiah pagu, realisasi;
    size_t lines;
    data_put(d, "opd.csv", OPD_OF("A"));
    data_put(d, "indikator.csv", "indikator,target,realisasi\ni,1,1\n");
    data_put(d, "anggaran.csv",
             "tahun,tabel,kode,jenjang,sasaran,pagu,realisasi\n2024,A,7,urusan,,30,20\n"
             "2024,A,7.01,Bidang,,30,20\n2024,A,7.01.02,program,S,30,20\n"
             "2024,A,7.01.02.2.01,kegiatan,,30,20\n2024,A,T,total,,30,20\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(budget_build(d->dataset, 0, &d->arena, &budget, &d->err), CAPAI_OK);
    assert_no_notices(d);
    static const long parents[] = {-1, 0, 1, 2, -1};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(budget.lines[i].parent, parents[i]);
    budget_total(&budget, 2024, &pagu, &realisasi, &lines, NULL);
    assert_int_equal(lines, 1);
    assert_decimal(pagu.amount, "30");
    budget_of_sasaran(&budget, 2024, &budget.lines[2].fold, 1, &pagu, &realisasi, &lines, NULL);
    assert_int_equal(lines, 1);
    assert_decimal(realisasi.amount, "20");
}

static void test_build_revision_replaces_the_original_per_table(void **state)
{
    struct data *d = *state;
    struct budget budget;
    data_put(d, "opd.csv", OPD_OF("A"));
    data_put(d, "indikator.csv", "indikator,target,realisasi\ni,1,1\n");
    data_put(d, "anggaran.csv",
             "tahun,versi,tabel,kode,pagu\n2024,murni,A,1,10\n2024,Perubahan,A,1,12\n2024,,A,2,5\n"
             "2024,murni,B,1,7\n2023,,A,1,3\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(budget_build(d->dataset, 0, &d->arena, &budget, &d->err), CAPAI_OK);
    static const size_t rows[] = {1, 3, 4};
    assert_int_equal(budget.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(budget.lines[i].row, rows[i]);
    assert_int_equal(data_count(d, CAPAI_MSG_VERSION_LEFT_OUT), 1);
    assert_int_equal(d->notices.list[0].line, 2);
    assert_word(d, &d->notices.list[0], 2, "2");
}

/* design.md, 5: empty is murni. */
static void test_build_version_left_empty_is_the_original(void **state)
{
    struct data *d = *state;
    struct budget budget;
    struct rupiah pagu, realisasi;
    size_t lines;
    data_put(d, "opd.csv", OPD);
    data_put(d, "indikator.csv", "indikator,target,realisasi\ni,1,1\n");
    data_put(d, "anggaran.csv",
             "versi,kode,pagu\nmurni,1,10\n,1.1,10\nSebelum Perubahan,1.1.1,10\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(budget_build(d->dataset, 0, &d->arena, &budget, &d->err), CAPAI_OK);
    budget_total(&budget, 2024, &pagu, &realisasi, &lines, NULL);
    assert_int_equal(lines, 1);
    assert_rupiah(d, pagu, "10");
}

/* ---- torture ---- */

static void test_build_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct data *d = *state;
    struct torture t = {.runs = 0};
    build(d, OPD_OF("A"),
          BUDGET "C,1,program,S2,1,1\nA,1,program,,10,9\nA,1.1,kegiatan,S1,2,3\n"
                 "B,1,program,S1,1,1\nA,2,program,,1,1\nB,2,program,S1,1,1\n");
    while (torture_next(&t)) {
        struct capai_notices notices;
        struct capai_dataset dataset = *d->dataset; /* its scratch and notices fail as well */
        struct budget budget;
        capai_notices_init(&notices, &t.arena, CAPAI_NOTICES_LIMIT);
        dataset.arena = &t.arena;
        dataset.notices = &notices;
        t.status = budget_build(&dataset, 0, &t.arena, &budget, &t.err);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rupiah_add_outcome_does_not_depend_on_the_order),
        cmocka_unit_test(test_rupiah_add_beyond_the_digits_is_no_value),
        data_test(test_build_parent_is_the_nearest_prefix_of_the_code),
        data_test(test_build_tree_order_has_parents_first),
        data_test(test_build_tables_years_and_versions_are_trees_of_their_own),
        data_test(test_build_equal_codes_keep_the_first_as_parent),
        data_test(test_build_total_lines_are_never_in_the_tree),
        data_test(test_total_sums_roots_of_any_jenjang),
        data_test(test_build_sum_of_children_with_a_missing_part_has_no_value),
        data_test(test_build_sasaran_is_own_then_of_the_nearest_ancestor),
        data_test(test_build_sasaran_is_taken_from_the_same_line_in_another_table),
        data_test(test_build_tables_that_disagree_on_a_sasaran_are_warned),
        data_test(test_of_sasaran_ancestor_that_serves_it_counts_alone),
        data_test(test_build_one_table_needs_no_choice),
        data_test(test_build_several_tables_without_a_choice_evaluate_none),
        data_test(test_build_table_that_does_not_exist_is_reported),
        data_test(test_build_table_that_is_nearly_so_named_is_suggested),
        data_test(test_build_other_years_are_not_asked_for_a_choice),
        data_test(test_build_tree_begins_with_urusan_and_bidang),
        data_test(test_build_revision_replaces_the_original_per_table),
        data_test(test_build_version_left_empty_is_the_original),
        data_test(test_build_out_of_memory_at_any_request_fails_cleanly),
    };
    return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}
