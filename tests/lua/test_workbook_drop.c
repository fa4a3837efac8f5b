/* A workbook that is given up, over a library that only looks like one. */
#include "capai_test.h"

#include <stdio.h>

#include "bindings/lua/workbook.h"

static lxw_workbook book;
static lxw_worksheet given, empty, freed;
static struct lxw_worksheets sheets;
static int freed_books;

static void free_book(lxw_workbook *dropped)
{
    assert_ptr_equal(dropped, &book);
    assert_null(given.optimize_tmpfile);
    freed_books++;
}

/* Of the sheets that the library gave us the streams are closed; one that it freed, and has left in
 * its list, is nothing that can be looked at. */
static void test_streams_are_closed_of_sheets_that_were_given(void **state)
{
    (void)state;
    struct workbook w = {.book = &book, .sheets = 2, .x = {.lxw_workbook_free = free_book}};
    FILE *stream = tmpfile();
    assert_non_null(stream);
    given.optimize_tmpfile = tmpfile();
    assert_non_null(given.optimize_tmpfile);
    freed.optimize_tmpfile = stream;
    STAILQ_INIT(&sheets);
    STAILQ_INSERT_TAIL(&sheets, &given, list_pointers);
    STAILQ_INSERT_TAIL(&sheets, &empty, list_pointers);
    STAILQ_INSERT_TAIL(&sheets, &freed, list_pointers);
    book.worksheets = &sheets;
    workbook_drop(&w);
    assert_int_equal(freed_books, 1);
    assert_null(w.book);
    assert_ptr_equal(freed.optimize_tmpfile, stream);
    fclose(stream);
}

static void test_no_book_is_dropped(void **state)
{
    (void)state;
    struct workbook w = {.book = NULL};
    workbook_drop(&w);
    assert_null(w.book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_streams_are_closed_of_sheets_that_were_given),
        cmocka_unit_test(test_no_book_is_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
