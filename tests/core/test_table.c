#include "capai_test.h"

#include "capai/table.h"

static int set_up(void **state)
{
    static struct capai_arena arena;
    capai_arena_init(&arena, NULL, NULL, 0);
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    capai_arena_clear(*state);
    return 0;
}

static void assert_missing(const struct capai_table *table, int column, size_t row)
{
    switch (capai_table_column(table, column)->kind) {
    case CAPAI_COLUMN_TEXT:
        assert_null(capai_table_texts(table, column)[row].data);
        assert_int_equal(capai_table_texts(table, column)[row].size, 0);
        break;
    case CAPAI_COLUMN_CELL:
        assert_int_equal(capai_table_cells(table, column)[row].kind, CAPAI_CELL_MISSING);
        break;
    case CAPAI_COLUMN_VALUE:
    case CAPAI_COLUMN_WHOLE:
    default:
        assert_int_equal(capai_table_values(table, column)[row].outcome, CAPAI_BELUM_DIISI);
        break;
    }
}

static void test_new_is_empty(void **state)
{
    const struct capai_table *table = capai_table_new(CAPAI_TEXT("indikator"), *state);
    assert_non_null(table);
    assert_text(capai_table_name(table), "indikator");
    assert_int_equal(capai_table_rows(table), 0);
    assert_int_equal(capai_table_columns(table), 0);
    assert_int_equal(capai_table_find(table, CAPAI_TEXT("target")), CAPAI_NO_COLUMN);
}

static void test_add_column_keeps_order_and_is_found(void **state)
{
    struct capai_table *table = capai_table_new(CAPAI_TEXT("t"), *state);
    const char *const names[] = {"opd", "tahun", "target", "realisasi", "capaian", "a",
                                 "b",   "c",     "d",      "e",         "f",       "g"};
    const int count = sizeof names / sizeof *names;
    for (int i = 0; i < count; i++)
        assert_int_equal(
            capai_table_add_column(table, capai_text_of(names[i]), (enum capai_column_kind)(i % 3)),
            i);
    assert_int_equal(capai_table_columns(table), count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(capai_table_find(table, capai_text_of(names[i])), i);
        assert_text(capai_table_column(table, i)->name, names[i]);
        assert_int_equal(capai_table_column(table, i)->kind, i % 3);
    }
    assert_null(capai_table_column(table, CAPAI_NO_COLUMN));
    assert_int_equal(capai_table_find(table, CAPAI_TEXT("Target")), CAPAI_NO_COLUMN);
    assert_int_equal(capai_table_find(table, CAPAI_TEXT("targe")), CAPAI_NO_COLUMN);
    assert_int_equal(capai_table_find(table, CAPAI_NO_TEXT), CAPAI_NO_COLUMN);
}

static void test_add_row_is_missing_in_all_columns(void **state)
{
    struct capai_table *table = capai_table_new(CAPAI_TEXT("t"), *state);
    for (int kind = CAPAI_COLUMN_TEXT; kind <= CAPAI_COLUMN_WHOLE; kind++)
        capai_table_add_column(table, CAPAI_TEXT("c"), (enum capai_column_kind)kind);
    for (size_t row = 0; row < 100; row++) {
        assert_true(capai_table_add_row(table));
        assert_int_equal(capai_table_rows(table), row + 1);
        for (int c = 0; c < 3; c++)
            assert_missing(table, c, row);
    }
}

static void test_add_row_keeps_what_rows_hold(void **state)
{
    struct capai_table *table = capai_table_new(CAPAI_TEXT("t"), *state);
    const int text = capai_table_add_column(table, CAPAI_TEXT("text"), CAPAI_COLUMN_TEXT);
    const int cell = capai_table_add_column(table, CAPAI_TEXT("cell"), CAPAI_COLUMN_CELL);
    const int value = capai_table_add_column(table, CAPAI_TEXT("value"), CAPAI_COLUMN_VALUE);
    for (size_t row = 0; row < 100; row++) {
        assert_true(capai_table_add_row(table));
        capai_table_texts(table, text)[row] = CAPAI_TEXT("Kecamatan");
        capai_table_cells(table, cell)[row].kind = CAPAI_CELL_TEXT;
        capai_table_values(table, value)[row] = capai_value_of_int((int64_t)row);
    }
    for (size_t row = 0; row < 100; row++) {
        assert_text(capai_table_texts(table, text)[row], "Kecamatan");
        assert_int_equal(capai_table_cells(table, cell)[row].kind, CAPAI_CELL_TEXT);
        assert_int_equal(capai_decimal_compare(capai_table_values(table, value)[row].number,
                                               capai_decimal_from_int((int64_t)row)),
                         0);
    }
}

static void test_add_column_late_is_missing_in_all_rows(void **state)
{
    for (size_t rows = 0; rows < 40; rows++) {
        struct capai_table *table = capai_table_new(CAPAI_TEXT("t"), *state);
        for (size_t row = 0; row < rows; row++)
            assert_true(capai_table_add_row(table));
        for (int kind = CAPAI_COLUMN_TEXT; kind <= CAPAI_COLUMN_WHOLE; kind++) {
            int c = capai_table_add_column(table, CAPAI_TEXT("c"), (enum capai_column_kind)kind);
            for (size_t row = 0; row < rows; row++)
                assert_missing(table, c, row);
        }
        assert_true(capai_table_add_row(table));
        for (int c = 0; c < 3; c++)
            assert_missing(table, c, rows);
    }
}

static void test_entries_without_column_are_null(void **state)
{
    const struct capai_table *table = capai_table_new(CAPAI_TEXT("t"), *state);
    assert_null(capai_table_texts(table, CAPAI_NO_COLUMN));
    assert_null(capai_table_cells(table, CAPAI_NO_COLUMN));
    assert_null(capai_table_values(table, CAPAI_NO_COLUMN));
}

static void test_value_of_int_is_value_and_without_has_none(void **state)
{
    const int64_t numbers[] = {0, 2024, -1, INT64_MAX, INT64_MIN};
    const char *const texts[] = {"0", "2024", "-1", "9223372036854775807", "-9223372036854775808"};
    (void)state;
    for (size_t i = 0; i < 5; i++) {
        const struct capai_value value = capai_value_of_int(numbers[i]);
        assert_int_equal(value.outcome, CAPAI_NILAI);
        assert_decimal(value.number, texts[i]);
    }
    for (int outcome = 1; outcome < CAPAI_OUTCOME_COUNT; outcome++)
        assert_int_equal(capai_value_without((enum capai_outcome)outcome).outcome, outcome);
}

/* Builds a table of 20 rows and 10 columns; false when memory ran out. What fails must leave the
 * table as it was. */
static bool build(struct capai_arena *arena)
{
    struct capai_table *table = capai_table_new(CAPAI_TEXT("t"), arena);
    if (!table)
        return false;
    for (size_t i = 0; i < 20; i++) {
        size_t rows = capai_table_rows(table);
        int columns = capai_table_columns(table);
        if (i % 2 == 0 &&
            capai_table_add_column(table, CAPAI_TEXT("c"), CAPAI_COLUMN_VALUE) == CAPAI_NO_COLUMN) {
            assert_int_equal(capai_table_columns(table), columns);
            assert_int_equal(capai_table_rows(table), rows);
            return false;
        }
        columns = capai_table_columns(table);
        if (!capai_table_add_row(table)) {
            assert_int_equal(capai_table_rows(table), rows);
            assert_int_equal(capai_table_columns(table), columns);
            for (int c = 0; c < columns; c++)
                for (size_t row = 0; row < rows; row++)
                    if (c <= (int)row / 2)
                        assert_decimal(capai_table_values(table, c)[row].number, "7");
            return false;
        }
        for (int c = 0; c < columns; c++)
            capai_table_values(table, c)[rows] = capai_value_of_int(7);
    }
    return true;
}

static void test_build_memory_fails_leaves_table(void **state)
{
    bool done = false;
    (void)state;
    for (long n = 0; !done; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        done = build(&arena);
        assert_true(n > 10 || !done);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        assert_true(n < 1000);
    }
}

#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(test_new_is_empty),
        test(test_add_column_keeps_order_and_is_found),
        test(test_add_row_is_missing_in_all_columns),
        test(test_add_row_keeps_what_rows_hold),
        test(test_add_column_late_is_missing_in_all_rows),
        test(test_entries_without_column_are_null),
        test(test_value_of_int_is_value_and_without_has_none),
        cmocka_unit_test(test_build_memory_fails_leaves_table),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
