/* The budget of an OPD in whole numbers: what it comes to, which budgets are left to the decimals,
 * and that all others are not. FUZZ is how many random budgets there are. */
#include "random_test.h"

#include "core/csv_index.h"
#include "core/quick_budget.h"

enum { ROOM = 1 << 20, YEAR = 0, KODE, SASARAN, PAGU, REALISASI, TABEL, OTHER, COLUMNS };

/* Columns of the lines below: tahun,kode,sasaran,pagu,realisasi and, if `more`, tabel,lain. */
static struct quick_form form_of(bool more)
{
    struct quick_form form = {quick_file_none(), CAPAI_NOTATION_INDONESIA};
    form.file.columns = more ? COLUMNS : TABEL;
    form.file.field[QUICK_TAHUN] = YEAR;
    form.file.field[QUICK_KODE] = KODE;
    form.file.field[QUICK_SASARAN] = SASARAN;
    form.file.field[QUICK_PAGU] = PAGU;
    form.file.field[QUICK_REALISASI] = REALISASI;
    if (more) {
        form.file.field[QUICK_TABEL] = TABEL;
        form.file.empty[form.file.empty_count++] = OTHER;
    }
    return form;
}

/* True when the budget is known. What an earlier one left behind says nothing. */
static bool read_lines(const char *text, size_t size, bool more, struct quick_budget *budget)
{
    const struct quick_form form = form_of(more);
    struct csv_index index = {.ends = NULL};
    memset(budget->lines, 0, 100 * sizeof *budget->lines);
    assert_true(!size || csv_index_make(&index, (capai_text){text, size}, ','));
    const struct quick_rows rows = {text, index.ends, 0, index.row_count, form.file.columns};
    const bool known = quick_budget_read(budget, &form, CAPAI_TEXT("2024"), &rows);
    csv_index_clear(&index);
    return known;
}

/* ---- what is done, and what is not ---- */

#define LARGEST "999.999.999.999.999.999" /* that an amount is here */
#define LINE(kode, amounts) "2024," kode ",," amounts "\n"

static void budgets_are_known_or_left_to_the_decimals(void **state)
{
    static const struct {
        const char *lines;
        bool more, known;
        int scale;
        int64_t pagu, realisasi;
    } cases[] = {
        {LINE("1", "10,5"), false, true, 0, 10, 5},
        {LINE("1", "10,10"), false, true, 0, 10, 10},
        {LINE("1", "10,11"), false, false, 0, 0, 0}, /* more than there is */
        {LINE("1", "10,"), false, false, 0, 0, 0},
        {"2023,1,,10,5\n", false, false, 0, 0, 0},
        {"2025,1,,10,5\n", false, false, 0, 0, 0},
        {"20240,1,,10,5\n", false, false, 0, 0, 0},
        /* decimals: as many as the finest amount has, at most four */
        {LINE("1", "10,\"5,25\""), false, true, 2, 1000, 525},
        {LINE("1", "10,5") LINE("2", "\"1,5\",1") LINE("3", "3,\"0,125\""), false, true, 3, 14500,
         6125},
        {LINE("1", "\"1,2345\",1"), false, true, 4, 12345, 10000},
        {LINE("1", "\"1,23456\",1"), false, false, 0, 0, 0},
        /* all lines, where none stands below another */
        {LINE("1.02", "10,5") LINE("1.01", "7,7") LINE("2.01", "3,0"), false, true, 0, 20, 12},
        /* a line above the others is the sum of these, wherever it stands */
        {LINE("1", "30,12") LINE("1.1", "10,5") LINE("1.2", "20,7"), false, true, 0, 30, 12},
        {LINE("1.2", "20,7") LINE("1.1", "10,5") LINE("1", "30,12"), false, true, 0, 30, 12},
        {LINE("1.2", "20,7") LINE("1", "20,7"), false, true, 0, 20, 7},
        {LINE("1", "20,7") LINE("1.2.3", "20,7"), false, true, 0, 20, 7},
        {LINE("1", "20,7") LINE("1.2", "20,7") LINE("12", "4,1") LINE("1.2.3", "20,7"), false, true,
         0, 24, 8},
        {LINE("1", "31,12") LINE("1.1", "10,5") LINE("1.2", "20,7"), false, false, 0, 0, 0},
        {LINE("1", "30,13") LINE("1.1", "10,5") LINE("1.2", "20,7"), false, false, 0, 0, 0},
        /* one code twice: at the beginning, at the end, in a tree */
        {LINE("1.1", "10,5") LINE("1.1", "20,7") LINE("1.2", "1,1"), false, false, 0, 0, 0},
        {LINE("1.1", "10,5") LINE("1.2", "20,7") LINE("1.2", "1,1"), false, false, 0, 0, 0},
        {LINE("1", "20,10") LINE("1.1", "10,5") LINE("1.1", "10,5"), false, false, 0, 0, 0},
        {LINE("1", "20,10") LINE("1", "20,10") LINE("1.1", "20,10"), false, false, 0, 0, 0},
        /* what a machine word holds */
        {LINE("1", LARGEST "," LARGEST), false, true, 0, 999999999999999999, 999999999999999999},
        {LINE("1", LARGEST ",1") LINE("2", "1,\"0,5\""), false, false, 0, 0, 0},
        {LINE("1", "1,\"0,5\"") LINE("2", LARGEST ",1"), false, false, 0, 0, 0},
        {LINE("1", "1.000.000.000.000.000.000,1"), false, false, 0, 0, 0},
        {LINE("1", LARGEST ",1") LINE("2", LARGEST ",1") LINE("3", LARGEST ",1")
             LINE("4", LARGEST ",1") LINE("5", LARGEST ",1") LINE("6", LARGEST ",1")
                 LINE("7", LARGEST ",1") LINE("8", LARGEST ",1") LINE("9", LARGEST ",1"),
         false, true, 0, 8999999999999999991, 9},
        {LINE("1", LARGEST ",1") LINE("2", LARGEST ",1") LINE("3", LARGEST ",1")
             LINE("4", LARGEST ",1") LINE("5", LARGEST ",1") LINE("6", LARGEST ",1")
                 LINE("7", LARGEST ",1") LINE("8", LARGEST ",1") LINE("9", LARGEST ",1")
                     LINE("a", LARGEST ",1"),
         false, false, 0, 0, 0},
        {LINE("0", "1,1") LINE("0.1", LARGEST ",1") LINE("0.2", LARGEST ",1")
             LINE("0.3", LARGEST ",1") LINE("0.4", LARGEST ",1") LINE("0.5", LARGEST ",1")
                 LINE("0.6", LARGEST ",1") LINE("0.7", LARGEST ",1") LINE("0.8", LARGEST ",1")
                     LINE("0.9", LARGEST ",1") LINE("0.a", LARGEST ",1"),
         false, false, 0, 0, 0},
        /* codes of characters that do not come behind the point, at each place */
        {LINE("1/z", "1,1") LINE("1", "2,1"), false, true, 0, 3, 2},
        {LINE("1-2", "1,1") LINE("1", "2,1"), false, false, 0, 0, 0},
        {LINE("1{2", "1,1") LINE("1", "2,1"), false, false, 0, 0, 0},
        {LINE("1234567{", "1,1") LINE("1", "2,1"), false, false, 0, 0, 0},
        {LINE("12345678-", "1,1") LINE("1", "2,1"), false, false, 0, 0, 0},
        {LINE("1\xC3\xA9", "1,1") LINE("1", "2,1"), false, false, 0, 0, 0},
        /* of codes of one length none stands below another one */
        {LINE("1-2", "1,1") LINE("1{2", "2,1"), false, true, 0, 3, 2},
        {LINE("1-2", "1,1") LINE("1-2", "2,1"), false, false, 0, 0, 0},
        {LINE("\" 1\"", "1,1"), false, false, 0, 0, 0},
        {LINE("", "1,1"), false, false, 0, 0, 0},
        /* one table, and nothing where nothing is done */
        {"2024,1,,9,5,Murni,\n2024,2,,1,1,Murni,\n", true, true, 0, 10, 6},
        {"2024,1,,9,5,Murni,\n2024,2,,1,1,Perubahan,\n", true, false, 0, 0, 0},
        {"2024,1,,9,5,,\n2024,2,,1,1,,x\n", true, false, 0, 0, 0},
    };
    static struct quick_budget budget;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (read_lines(cases[i].lines, strlen(cases[i].lines), cases[i].more, &budget) !=
            cases[i].known)
            fail_msg("known: %d\n%s", !cases[i].known, cases[i].lines);
        if (!cases[i].known)
            continue;
        assert_int_equal(budget.sum.scale, cases[i].scale);
        assert_int_equal(budget.sum.pagu, cases[i].pagu);
        assert_int_equal(budget.sum.realisasi, cases[i].realisasi);
    }
}

/* ---- limits ---- */

static void lines_stand_below_one_another_sixty_four_deep(void **state)
{
    static struct quick_budget budget;
    (void)state;
    for (size_t levels = 63; levels <= 65; levels++) {
        char text[ROOM / 16], kode[256] = "1";
        size_t size = 0;
        for (size_t i = 0; i < levels; i++) {
            size += (size_t)snprintf(text + size, sizeof text - size, "2024,%s,,8,3\n", kode);
            strcat(kode, ".1");
        }
        assert_int_equal(read_lines(text, size, false, &budget), levels <= 64);
        assert_true(levels > 64 || (budget.sum.pagu == 8 && budget.sum.realisasi == 3));
    }
}

static void codes_have_at_most_255_characters(void **state)
{
    static struct quick_budget budget;
    (void)state;
    for (int size = 254; size <= 256; size++) {
        char kode[257] = "", text[400];
        memset(kode, 'k', (size_t)size);
        const size_t length =
            (size_t)snprintf(text, sizeof text, LINE("1", "9,8") LINE("%s", "8,3"), kode);
        assert_int_equal(read_lines(text, length, false, &budget), size <= 255);
    }
}

static void lines_are_at_most_as_many_as_there_is_room_for(void **state)
{
    static struct quick_budget budget;
    static char text[ROOM];
    (void)state;
    for (int count = QUICK_LINES; count <= QUICK_LINES + 1; count++) {
        size_t size = 0;
        for (int i = 0; i < count; i++)
            size += (size_t)snprintf(text + size, ROOM - size, "2024,1.%d,,2,1\n", i);
        assert_int_equal(read_lines(text, size, false, &budget), count == QUICK_LINES);
        assert_true(count > QUICK_LINES || budget.sum.pagu == 2 * QUICK_LINES);
    }
    assert_true(read_lines("", 0, false, &budget));
    assert_int_equal(budget.sum.lines, 0);
}

/* ---- sasaran ---- */

static void sasaran_are_counted_where_another_one_begins(void **state)
{
    static const struct {
        const char *lines;
        size_t called, unknown; /* Nilai A is known, Nilai B is none of an indicator */
    } cases[] = {
        {"2024,1,Nilai A,1,1\n2024,2,Nilai A,1,1\n", 1, 0},
        {"2024,1,Nilai B,1,1\n2024,2,nilai-b,1,1\n", 1, 1},
        {"2024,1,Nilai B,1,1\n2024,2,,1,1\n2024,3,Nilai B,1,1\n", 1, 1},
        {"2024,1,Nilai B,1,1\n2024,2,Nilai A,1,1\n2024,3,Nilai B,1,1\n", 2, 2},
        {"2024,1,Nilai C,1,1\n2024,2,Nilai B,1,1\n2024,3,Nilai B,1,1\n", 2, 2},
        {"2024,1,,1,1\n", 0, 0},
    };
    static struct quick_budget budget;
    static struct quick_names names;
    (void)state;
    quick_names_find(&names, CAPAI_TEXT("Nilai B")); /* no group: something else has that name */
    quick_names_find(&names, CAPAI_TEXT("nilai  A"))->is_group = true;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(read_lines(cases[i].lines, strlen(cases[i].lines), false, &budget));
        assert_int_equal(budget.sum.called, cases[i].called);
        assert_int_equal(quick_unknown(budget.called, budget.sum.called, &names), cases[i].unknown);
    }
    assert_false(read_lines("2024,1,-,1,1\n", 13, false, &budget)); /* nothing is left of it */
}

static void sasaran_are_at_most_as_many_as_there_is_room_for(void **state)
{
    static struct quick_budget budget;
    (void)state;
    for (int count = QUICK_NAMES; count <= QUICK_NAMES + 1; count++) {
        char text[ROOM / 16];
        size_t size = 0;
        for (int i = 0; i < count; i++)
            size += (size_t)snprintf(text + size, sizeof text - size, "2024,1.%d,S%d,2,1\n", i, i);
        assert_int_equal(read_lines(text, size, false, &budget), count == QUICK_NAMES);
        assert_true(count > QUICK_NAMES || budget.sum.called == QUICK_NAMES);
    }
}

/* ---- random trees, against what their definition says ---- */

enum { MOST = 12 };

struct node {
    char kode[16];
    int64_t pagu, realisasi; /* in thousandths */
};

static bool stands_below(const struct node *a, const struct node *b)
{
    const size_t size = strlen(b->kode);
    return strncmp(a->kode, b->kode, size) == 0 && a->kode[size] == '.';
}

/* The line right above another one; -1: none. */
static int parent_of(const struct node *nodes, int count, int of)
{
    int best = -1;
    for (int i = 0; i < count; i++)
        if (stands_below(&nodes[of], &nodes[i]) &&
            (best < 0 || strlen(nodes[i].kode) > strlen(nodes[best].kode)))
            best = i;
    return best;
}

/* Lines of random codes; those above others are the sums of these, as a rule. */
static int make_nodes(struct node *nodes)
{
    const int count = random_below(MOST) + 1;
    for (int i = 0; i < count; i++) {
        nodes[i] = (struct node){.pagu = random_below(1000000) + 1};
        nodes[i].realisasi = random_below((int)nodes[i].pagu + 1);
        snprintf(nodes[i].kode, sizeof nodes[i].kode, "%d", random_below(3));
        for (int more = random_below(4); more > 0; more--)
            sprintf(nodes[i].kode + strlen(nodes[i].kode), ".%d", random_below(4));
    }
    for (size_t size = sizeof nodes->kode; size-- > 0;) /* the deepest first */
        for (int i = 0; i < count; i++) {
            int64_t pagu = 0, realisasi = 0;
            for (int k = 0; k < count; k++)
                if (strlen(nodes[i].kode) == size && parent_of(nodes, count, k) == i) {
                    pagu += nodes[k].pagu;
                    realisasi += nodes[k].realisasi;
                }
            if (pagu && random_below(40)) {
                nodes[i].pagu = pagu;
                nodes[i].realisasi = realisasi;
            }
        }
    return count;
}

/* False: there is something to say of a line. */
static bool add_nodes(const struct node *nodes, int count, int64_t *pagu, int64_t *realisasi)
{
    *pagu = *realisasi = 0;
    for (int i = 0; i < count; i++) {
        int64_t sums[2] = {0, 0};
        int children = 0;
        for (int k = 0; k < count; k++) {
            if (k != i && strcmp(nodes[k].kode, nodes[i].kode) == 0)
                return false;
            if (parent_of(nodes, count, k) == i) {
                children++;
                sums[0] += nodes[k].pagu;
                sums[1] += nodes[k].realisasi;
            }
        }
        if (nodes[i].realisasi > nodes[i].pagu ||
            (children && (sums[0] != nodes[i].pagu || sums[1] != nodes[i].realisasi)))
            return false;
        if (parent_of(nodes, count, i) < 0) {
            *pagu += nodes[i].pagu;
            *realisasi += nodes[i].realisasi;
        }
    }
    return true;
}

static void sums_are_those_of_the_tree(void **state)
{
    static struct quick_budget budget;
    const int files = random_cases(20000);
    int rights = 0;
    (void)state;
    for (int n = 0; n < files; n++) {
        struct node nodes[MOST];
        char text[ROOM / 64];
        size_t size = 0;
        int64_t pagu, realisasi;
        const int count = make_nodes(nodes);
        for (int i = 0; i < count; i++)
            size += (size_t)snprintf(
                text + size, sizeof text - size, "2024,%s,,\"%d,%03d\",\"%d,%03d\"\n",
                nodes[i].kode, (int)(nodes[i].pagu / 1000), (int)(nodes[i].pagu % 1000),
                (int)(nodes[i].realisasi / 1000), (int)(nodes[i].realisasi % 1000));
        const bool right = add_nodes(nodes, count, &pagu, &realisasi);
        if (read_lines(text, size, false, &budget) != right)
            fail_msg("known: %d\n%.*s", !right, (int)size, text);
        rights += right;
        if (right) {
            assert_int_equal(budget.sum.pagu, pagu);
            assert_int_equal(budget.sum.realisasi, realisasi);
        }
    }
    assert_in_range(rights, files / 5, files * 9 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(budgets_are_known_or_left_to_the_decimals),
        cmocka_unit_test(lines_stand_below_one_another_sixty_four_deep),
        cmocka_unit_test(codes_have_at_most_255_characters),
        cmocka_unit_test(lines_are_at_most_as_many_as_there_is_room_for),
        cmocka_unit_test(sasaran_are_counted_where_another_one_begins),
        cmocka_unit_test(sasaran_are_at_most_as_many_as_there_is_room_for),
        cmocka_unit_test(sums_are_those_of_the_tree),
    };
    return cmocka_run_group_tests(tests, setup_seed, NULL);
}
