/* The times of connections to the live page: twenty seconds for the head of a request, each
 * connection by its own time, also when more have come than there are places. No clock: the tests
 * say what time it is. */
#include "capai_test.h"

#include <string.h>

#include "bindings/cli/visitors.h"

enum { SECOND = 1000, BEGIN = 5 };

static char names[2 * VISITORS]; /* their addresses are the names */
static struct visitors visitors;

static int begin(void **state)
{
    (void)state;
    memset(&visitors, 0, sizeof visitors);
    return 0;
}

static void test_request_in_time_is_not_slow(void **state)
{
    (void)state;
    struct visitor *one = visitors_come(&visitors, &names[0], NULL);
    for (unsigned long long s = 0; s <= HEAD_SECONDS; s++)
        assert_false(visitor_is_slow(one, &names[0], BEGIN + s * SECOND));
}

static void test_request_that_trickles_is_slow(void **state)
{
    (void)state;
    struct visitor *one = visitors_come(&visitors, &names[0], NULL);
    assert_false(visitor_is_slow(one, &names[0], BEGIN));
    assert_true(visitor_is_slow(one, &names[0], BEGIN + HEAD_SECONDS * SECOND + 1));
}

static void test_connection_that_has_sent_nothing_has_all_its_time(void **state)
{
    (void)state;
    struct visitor *one = visitors_come(&visitors, &names[0], NULL);
    assert_false(visitor_is_slow(one, &names[0], BEGIN + 10 * HEAD_SECONDS * SECOND));
}

static void test_next_request_of_a_connection_has_its_own_time(void **state)
{
    (void)state;
    const unsigned long long later = BEGIN + 3 * HEAD_SECONDS * SECOND;
    struct visitor *one = visitors_come(&visitors, &names[0], NULL);
    struct visitor *other = visitors_come(&visitors, &names[1], NULL);
    assert_false(visitor_is_slow(one, &names[0], BEGIN));
    assert_false(visitor_is_slow(other, &names[1], BEGIN));
    visitors_answered(&visitors, &names[0]);
    assert_false(visitor_is_slow(one, &names[0], later));
    assert_true(visitor_is_slow(other, &names[1], later));
    assert_true(visitor_is_slow(one, &names[0], later + HEAD_SECONDS * SECOND + 1));
}

/* What broke: bytes of a connection that had lost its place were taken for those of the one that
 * has it now, whose stream was looked at though it might be gone, and whose time began. */
static void test_connection_that_outlasts_all_places_touches_no_other(void **state)
{
    (void)state;
    struct visitor *first = visitors_come(&visitors, &names[0], names);
    assert_false(visitor_is_slow(first, &names[0], BEGIN));
    for (size_t i = 1; i < VISITORS; i++)
        assert_ptr_not_equal(visitors_come(&visitors, &names[i], NULL), first);
    assert_ptr_equal(first->user, names);

    struct visitor *last = visitors_come(&visitors, &names[VISITORS], NULL);
    assert_ptr_equal(last, first); /* the ring is full: the oldest place is taken */
    const unsigned long long later = BEGIN + 2 * HEAD_SECONDS * SECOND;
    assert_false(visitor_is_slow(first, &names[0], later)); /* not by the time of the other */
    assert_int_equal(last->since, 0);                       /* nor does that of the other begin */
    assert_false(visitor_is_slow(last, &names[VISITORS], later));
    visitors_answered(&visitors, &names[0]); /* nor does it end */
    assert_int_equal(last->since, later);
    assert_true(visitor_is_slow(last, &names[VISITORS], later + HEAD_SECONDS * SECOND + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_request_in_time_is_not_slow, begin),
        cmocka_unit_test_setup(test_request_that_trickles_is_slow, begin),
        cmocka_unit_test_setup(test_connection_that_has_sent_nothing_has_all_its_time, begin),
        cmocka_unit_test_setup(test_next_request_of_a_connection_has_its_own_time, begin),
        cmocka_unit_test_setup(test_connection_that_outlasts_all_places_touches_no_other, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
