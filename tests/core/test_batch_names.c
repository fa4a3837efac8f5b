/* What a batch knows of its data sets before it reads them: names of OPDs by number, the lists that
 * they grow in, and files beside the rows. */
#include "data_test.h"

#include "core/batch_names.h"
#include "core/batch_ready.h"
#include "core/reserve.h"

static void test_name_is_found_under_the_number_it_was_given(void **state)
{
    struct capai_arena arena;
    size_t number;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    struct opd_names names = {.arena = &arena};
    assert_int_equal(opd_find(&names, CAPAI_TEXT("a")), NO_OPD); /* there is none yet */
    for (size_t i = 0; i < 1000; i++) {
        char name[32];
        const int size = snprintf(name, sizeof name, "Dinas %zu", i);
        assert_true(opd_number(&names, (capai_text){name, (size_t)size}, &number));
        assert_int_equal(number, i);
    }
    assert_int_equal(opd_find(&names, CAPAI_TEXT("Dinas 0")), 0);
    assert_int_equal(opd_find(&names, CAPAI_TEXT("Dinas 999")), 999);
    assert_int_equal(opd_find(&names, CAPAI_TEXT("Dinas 1000")), NO_OPD);
    opd_clear(&names);
    capai_arena_clear(&arena);
}

/* A number of entries whose size no memory has is refused before it is multiplied. */
static void test_reserve_refuses_more_than_there_is(void **state)
{
    uint64_t *list = NULL;
    size_t capacity = 0;
    (void)state;
    assert_true(reserve_more(&list, &capacity, 0, 3, sizeof *list));
    assert_true(capacity >= 3);
    const size_t before = capacity;
    const uint64_t *const same = list;
    assert_false(reserve_more(&list, &capacity, 3, SIZE_MAX, sizeof *list));
    assert_false(reserve_more(&list, &capacity, 3, SIZE_MAX / sizeof *list, sizeof *list));
    assert_int_equal(capacity, before);
    assert_ptr_equal(list, same);
    free(list);
}

/* Results that a later Capai wrote, beside rows that are read OPD by OPD. */
static void test_manifest_of_a_later_form_is_refused_beside_a_large_set(void **state)
{
    struct data *d = *state;
    struct capai_batch batch = {.jobs = 1};
    struct batch_plan plan = {.batch = &batch, .arena = &d->arena};
    struct batch_set set = {.path = d->folder};
    data_put(d, "manifest.json", "{\"format\": 99, \"capai\": \"9.0.0\"}");
    assert_int_equal(ready_beside(&plan, &set, &d->err), CAPAI_ERR_UNUSABLE);
    assert_message(d->err, CAPAI_MSG_MANIFEST_NEWER);
    assert_string_equal(data_base(d->err.file), "manifest.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_name_is_found_under_the_number_it_was_given),
        cmocka_unit_test(test_reserve_refuses_more_than_there_is),
        data_test(test_manifest_of_a_later_form_is_refused_beside_a_large_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
