/* The indicators of an OPD in whole numbers: which rows are done there, with which values, and
 * which are left to the decimals, since there is a doubt or something to say of them. */
#include "capai_test.h"

#include "core/csv_index.h"
#include "core/quick_indicators.h"

enum { TAHUN, JENIS, TUJUAN, SASARAN, INDIKATOR, ARAH, TARGET, REALISASI, OTHER, COLUMNS };

static const capai_text entering[] = {{"sasaran", 7}, {"tujuan", 6}};

static const struct capai_arah arah[] = {
    {.name = {"positif", 7}, .formula = CAPAI_POSITIVE},
    {.name = {"negatif", 7}, .formula = CAPAI_NEGATIVE},
};

/* A data set of rows with the columns above. */
struct data {
    struct scan scan;
    struct batch_set batch;
    struct quick_set set;
    struct capai_rules rules;
    struct quick_rules quick;
    struct capai_band bands[2];
    struct quick_names names;
    struct quick_indicators indicators;
};

static int set_up(void **state)
{
    static struct data d;
    d.batch = (struct batch_set){.scans = &d.scan, .scan_count = 1};
    d.scan = (struct scan){.count = 0};
    d.set = (struct quick_set){.set = &d.batch,
                               .notation = CAPAI_NOTATION_INDONESIA,
                               .indikator = quick_file_none(),
                               .year = "2024"};
    d.set.indikator.columns = COLUMNS;
    d.set.indikator.empty[d.set.indikator.empty_count++] = OTHER;
    static const enum quick_role roles[] = {QUICK_TAHUN,   QUICK_JENIS,     QUICK_TUJUAN,
                                            QUICK_SASARAN, QUICK_INDIKATOR, QUICK_ARAH,
                                            QUICK_TARGET,  QUICK_REALISASI};
    for (int i = 0; i < OTHER; i++)
        d.set.indikator.field[roles[i]] = i;
    d.bands[0] = (struct capai_band){.name = {"Tinggi", 6}, .low = {true, true, dec("90")}};
    d.bands[1] = (struct capai_band){.name = {"Rendah", 6}, .high = {true, false, dec("90")}};
    d.rules = (struct capai_rules){.arah = arah, .arah_count = 2};
    d.rules.average.jenis = entering;
    d.rules.average.jenis_count = 2;
    d.rules.scale = (struct capai_scale){.bands = d.bands, .count = 2};
    quick_rules_make(&d.rules, NULL, &d.quick);
    assert_true(d.quick.fit);
    *state = &d;
    return 0;
}

/* True when the rows are done. */
static bool read_rows(struct data *d, const char *text)
{
    struct csv_index index = {.ends = NULL};
    const size_t size = strlen(text);
    assert_true(!size || csv_index_make(&index, (capai_text){text, size}, ','));
    const struct quick_rows rows = {text, index.ends, 0, index.row_count, COLUMNS};
    d->names.count = d->names.last = 0;
    const bool known = quick_indicators_read(&d->indicators, &d->set, &d->quick, &rows, &d->names);
    csv_index_clear(&index);
    return known;
}

/* ---- rows ---- */

static void rows_are_done_or_left_to_the_decimals(void **state)
{
    static const struct {
        const char *rows;
        enum { LEFT, KNOWN, REPEATED } outcome;
        size_t members; /* of the mean of the OPD */
    } cases[] = {
        {"2024,,T,S,i,positif,100,90,\n", KNOWN, 1},
        {"2024,,T,S,i,positif,100,90,\n2024,,T,S,j,positif,100,90,\n", KNOWN, 2},
        {"2024,,,S,i,positif,100,90,\n2024,,,S,j,positif,100,90,\n", KNOWN, 2},
        {"", LEFT, 0},
        /* another year, or a text that is none */
        {"2023,,T,S,i,positif,100,90,\n", LEFT, 0},
        {",,T,S,i,positif,100,90,\n", LEFT, 0},
        {"\" 2024\",,T,S,i,positif,100,90,\n", LEFT, 0},
        {"2024,,T,S,i,positif,100,90,\n2025,,T,S,j,positif,100,90,\n", LEFT, 0},
        /* jenis */
        {"2024,sasaran,T,S,i,positif,100,90,\n2024,tujuan,T,S,j,positif,100,90,\n"
         "2024,program,T,S,i,positif,100,90,\n2024,kegiatan,T,S,i,positif,100,90,\n"
         "2024,subkegiatan,T,S,i,positif,100,90,\n",
         KNOWN, 2},
        {"2024,program,T,S,i,positif,100,90,\n", KNOWN, 0},
        {"2024,Sasaran,T,S,i,positif,100,90,\n", LEFT, 0},
        {"2024,\"sasaran \",T,S,i,positif,100,90,\n", LEFT, 0},
        /* names: nothing left of them, said twice, in another spelling, at another place */
        {"2024,,T,S,-,positif,100,90,\n", LEFT, 0},
        {"2024,,T,S,,positif,100,90,\n", LEFT, 0},
        {"2024,,T,S,\" i\",positif,100,90,\n", LEFT, 0},
        {"2024,,T,-,i,positif,100,90,\n", LEFT, 0},
        {"2024,,-,S,i,positif,100,90,\n", LEFT, 0},
        {"2024,,T,\" S\",i,positif,100,90,\n", LEFT, 0},
        {"2024,,\" T\",S,i,positif,100,90,\n", LEFT, 0},
        {"2024,,T,S,i,positif,100,90,\n2024,,T,S,i,positif,100,90,\n", REPEATED, 2},
        {"2024,,T,S,i,positif,100,90,\n2024,,T,S,j,positif,100,90,\n"
         "2024,,T,S,J,positif,100,90,\n",
         REPEATED, 3},
        {"2024,,T,S,i,positif,100,90,\n2024,tujuan,T,S,i,positif,100,90,\n", KNOWN, 2},
        {"2024,,T,S,i,positif,100,90,\n2024,,T,R,i,positif,100,90,\n", KNOWN, 2},
        {"2024,tujuan,T,,i,positif,100,90,\n2024,tujuan,U,,i,positif,100,90,\n", KNOWN, 2},
        {"2024,,T,S,i,positif,100,90,\n2024,,T,s,j,positif,100,90,\n", LEFT, 0},
        {"2024,,T,S,i,positif,100,90,\n2024,,t,R,j,positif,100,90,\n", LEFT, 0},
        {"2024,,T,S,i,positif,100,90,\n2024,,U,S,j,positif,100,90,\n", LEFT, 0},
        {"2024,,T,S,i,positif,100,90,\n2024,,,S,j,positif,100,90,\n", LEFT, 0},
        /* a sasaran is missing where the row is about one */
        {"2024,,T,,i,positif,100,90,\n", LEFT, 0},
        {"2024,tujuan,T,,i,positif,100,90,\n", KNOWN, 1},
        {"2024,program,,,i,positif,100,90,\n", KNOWN, 0},
        /* arah */
        {"2024,,T,S,i,Positif,100,90,\n", KNOWN, 1},
        {"2024,,T,S,i,,100,90,\n", LEFT, 0},
        {"2024,,T,S,i,salah,100,90,\n", LEFT, 0},
        {"2024,,T,S,i,\" positif\",100,90,\n", LEFT, 0},
        /* numbers */
        {"2024,,T,S,i,positif,0,90,\n", LEFT, 0},
        {"2024,,T,S,i,positif,,90,\n", LEFT, 0},
        {"2024,,T,S,i,positif,100,,\n", LEFT, 0},
        {"2024,,T,S,i,positif,100,90%,\n", LEFT, 0},
        {"2024,,T,S,i,positif,100,-9,\n", LEFT, 0},
        {"2024,,T,S,i,positif,\"1.234,5\",\"10,25\",\n", KNOWN, 1},
        {"2024,,T,S,i,positif,1.234.567,\"10,25\",\n", KNOWN, 1},
        /* what nobody does here */
        {"2024,,T,S,i,positif,100,90,x\n", LEFT, 0},
        {"2024,,T,S,i,positif,100,90,\" \"\n", LEFT, 0},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const int outcome = !read_rows(d, cases[i].rows) ? LEFT
                            : d->indicators.repeated     ? REPEATED
                                                         : KNOWN;
        if (outcome != (int)cases[i].outcome)
            fail_msg("%d\n%s", outcome, cases[i].rows);
        if (outcome != LEFT)
            assert_int_equal(d->indicators.member_count, cases[i].members);
    }
}

static void values_are_those_of_the_arah(void **state)
{
    static const struct {
        const char *row;
        int64_t shown;
        size_t band;
    } cases[] = {
        {"2024,,T,S,i,positif,100,89,\n", 89, 1},  {"2024,,T,S,i,positif,100,90,\n", 90, 0},
        {"2024,,T,S,i,negatif,100,111,\n", 89, 1}, {"2024,,T,S,i,NEGATIF,100,90,\n", 110, 0},
        {"2024,,T,S,i,,100,110,\n", 90, 0},
    };
    struct data *d = *state;
    d->rules.default_arah = CAPAI_TEXT("negatif");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(read_rows(d, cases[i].row));
        assert_int_equal(d->indicators.list[0].value.shown, cases[i].shown);
        assert_int_equal(d->indicators.members[0].shown, cases[i].shown);
        assert_int_equal(d->indicators.list[0].band, cases[i].band);
    }
    /* one behind the other */
    assert_true(read_rows(d, "2024,,T,S,i,positif,100,80,\n2024,,T,S,j,negatif,100,80,\n"
                             "2024,,T,S,k,negatif,100,70,\n2024,program,T,S,l,positif,100,60,\n"
                             "2024,,T,S,m,positif,100,50,\n"));
    static const int64_t shown[] = {80, 120, 130, 50};
    assert_int_equal(d->indicators.member_count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(d->indicators.members[i].shown, shown[i]);
    assert_int_equal(d->indicators.count, 5);
    assert_false(d->indicators.list[3].counts);
}

/* Words are kept as they stand in a text: in the rows of another OPD there stand others. */
static void words_of_rows_before_are_forgotten(void **state)
{
    static const char other[] = "2024,,T,S,i,Negatif,100,90,\n";
    char text[] = "2024,,T,S,i,Positif,100,90,\n";
    struct data *d = *state;
    assert_true(read_rows(d, text));
    assert_int_equal(d->indicators.members[0].shown, 90);
    memcpy(text, other, sizeof text);
    assert_true(read_rows(d, text));
    assert_int_equal(d->indicators.members[0].shown, 110);
}

static void columns_may_be_missing(void **state)
{
    struct data *d = *state;
    d->rules.default_arah = CAPAI_TEXT("positif");
    d->set.indikator.field[QUICK_SASARAN] = CAPAI_NO_COLUMN;
    assert_true(read_rows(d, "2024,,T,,i,positif,100,90,\n")); /* nobody names any */
    d->set.indikator.field[QUICK_TUJUAN] = CAPAI_NO_COLUMN;
    d->set.indikator.field[QUICK_JENIS] = CAPAI_NO_COLUMN;
    d->set.indikator.field[QUICK_ARAH] = CAPAI_NO_COLUMN;
    assert_true(read_rows(d, "2024,salah,-,-,i,salah,100,90,\n"));
    assert_int_equal(d->indicators.member_count, 1);
}

/* Sasaran and tujuan are what lines of the budget may name. */
static void names_of_groups_are_noted(void **state)
{
    struct data *d = *state;
    assert_true(read_rows(d, "2024,,T,S,i,positif,100,90,\n2024,,T,R,i,positif,100,90,\n"));
    assert_int_equal(d->names.count, 3);
    for (size_t i = 0; i < d->names.count; i++)
        assert_true(d->names.list[i].is_group);
}

/* What is said once for a column: the first such cell is left to the decimals, which say it. */
static void doubtful_points_are_done_once_they_were_told_of(void **state)
{
    static const struct {
        const char *row;
        enum scan_said said;
        int field;
    } cases[] = {
        {"2024,,T,S,i,positif,1.234,1,\n", SCAN_AMBIGUOUS, TARGET},
        {"2024,,T,S,i,positif,1,1.234,\n", SCAN_AMBIGUOUS, REALISASI},
        {"2024,,T,S,i,positif,19.76,1,\n", SCAN_FOREIGN, TARGET},
        {"2024,,T,S,i,positif,1,19.76,\n", SCAN_FOREIGN, REALISASI},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int s = 0; s < SCAN_SAID; s++)
            d->scan.said[s] = s == (int)cases[i].said ? 0 : UINT64_MAX;
        d->scan.said[cases[i].said] = ~(UINT64_C(1) << cases[i].field);
        assert_false(read_rows(d, cases[i].row));
        for (int s = 0; s < SCAN_SAID; s++)
            d->scan.said[s] = 0;
        d->scan.said[cases[i].said] = UINT64_C(1) << cases[i].field;
        assert_true(read_rows(d, cases[i].row));
    }
}

static void rows_are_at_most_as_many_as_there_is_room_for(void **state)
{
    static char text[1 << 16];
    struct data *d = *state;
    for (int count = QUICK_INDICATORS; count <= QUICK_INDICATORS + 1; count++) {
        size_t size = 0;
        for (int i = 0; i < count; i++)
            size += (size_t)snprintf(text + size, sizeof text - size,
                                     "2024,,T,S,i%d,positif,100,90,\n", i);
        assert_int_equal(read_rows(d, text), count == QUICK_INDICATORS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(rows_are_done_or_left_to_the_decimals, set_up),
        cmocka_unit_test_setup(values_are_those_of_the_arah, set_up),
        cmocka_unit_test_setup(words_of_rows_before_are_forgotten, set_up),
        cmocka_unit_test_setup(columns_may_be_missing, set_up),
        cmocka_unit_test_setup(names_of_groups_are_noted, set_up),
        cmocka_unit_test_setup(doubtful_points_are_done_once_they_were_told_of, set_up),
        cmocka_unit_test_setup(rows_are_at_most_as_many_as_there_is_room_for, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
