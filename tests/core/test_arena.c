#include "capai_test.h"

static void test_alloc_is_aligned_and_separate(void **state)
{
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    char *a = capai_arena_alloc(&arena, 3), *b = capai_arena_alloc(&arena, 5000);
    assert_non_null(a);
    assert_non_null(b);
    assert_int_equal((uintptr_t)a % _Alignof(max_align_t), 0);
    assert_int_equal((uintptr_t)b % _Alignof(max_align_t), 0);
    memset(a, 1, 3);
    memset(b, 2, 5000);
    assert_int_equal(a[2], 1);
    capai_arena_clear(&arena);
    assert_int_equal(arena.total, 0);
}

static void test_limit_reached_gives_null_and_leaves_arena(void **state)
{
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 8192);
    assert_non_null(capai_arena_alloc(&arena, 100));
    size_t total = arena.total;
    assert_null(capai_arena_alloc(&arena, 1 << 20));
    assert_int_equal(arena.total, total);
    assert_null(capai_arena_alloc(&arena, SIZE_MAX - 3));
    assert_null(capai_arena_alloc(&arena, SIZE_MAX - 16)); /* with what every block needs besides */
    assert_non_null(capai_arena_alloc(&arena, 100));
    capai_arena_clear(&arena);
}

static void test_array_product_overflow_gives_null(void **state)
{
    struct capai_arena arena;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_null(capai_arena_array(&arena, SIZE_MAX / 2, 3));
    size_t capacity = SIZE_MAX / 2 + 1; /* that nothing is twice of */
    assert_null(capai_arena_grow(&arena, NULL, capacity, &capacity, 1));
    assert_int_equal(capacity, SIZE_MAX / 2 + 1);
    capacity = SIZE_MAX / 4; /* of which entries are not */
    assert_null(capai_arena_grow(&arena, NULL, capacity, &capacity, 3));
    assert_int_equal(capacity, SIZE_MAX / 4);
    unsigned char *zeros = capai_arena_array(&arena, 10, 3);
    for (size_t i = 0; i < 30; i++)
        assert_int_equal(zeros[i], 0);
    capai_arena_clear(&arena);
}

static void test_release_gives_back_to_mark(void **state)
{
    /* blocks of one byte send every piece to the allocator, a large one none */
    const size_t block_sizes[] = {1, 1 << 16};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct capai_arena arena;
        struct failing failing = {.fail_at = -1};
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = block_sizes[i];
        char *kept = capai_arena_alloc(&arena, 10);
        strcpy(kept, "kept");
        struct capai_mark mark = capai_arena_mark(&arena);
        void *first = capai_arena_alloc(&arena, 20);
        capai_arena_release(&arena, mark);
        if (block_sizes[i] > 1)
            assert_ptr_equal(capai_arena_alloc(&arena, 20), first);
        assert_string_equal(kept, "kept");
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
    }
}

static void test_grow_doubles_and_keeps(void **state)
{
    struct capai_arena arena;
    int *numbers = NULL;
    size_t capacity = 0;
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    for (size_t n = 0; n < 100; n++) {
        numbers = capai_arena_grow(&arena, numbers, n, &capacity, sizeof *numbers);
        assert_non_null(numbers);
        numbers[n] = (int)n;
    }
    for (int n = 0; n < 100; n++)
        assert_int_equal(numbers[n], n);
    assert_int_equal(capacity, 128);
    capai_arena_clear(&arena);
}

static void test_grow_failing_leaves_array_and_capacity(void **state)
{
    struct capai_arena arena;
    struct failing failing = {.fail_at = 1};
    size_t capacity = 0;
    (void)state;
    capai_arena_init(&arena, failing_alloc, &failing, 0);
    arena.block_size = 1;
    char *array = capai_arena_grow(&arena, NULL, 0, &capacity, 1);
    assert_non_null(array);
    size_t before = capacity;
    assert_null(capai_arena_grow(&arena, array, capacity, &capacity, 1));
    assert_int_equal(capacity, before);
    capai_arena_clear(&arena);
    assert_int_equal(failing.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alloc_is_aligned_and_separate),
        cmocka_unit_test(test_limit_reached_gives_null_and_leaves_arena),
        cmocka_unit_test(test_array_product_overflow_gives_null),
        cmocka_unit_test(test_release_gives_back_to_mark),
        cmocka_unit_test(test_grow_doubles_and_keeps),
        cmocka_unit_test(test_grow_failing_leaves_array_and_capacity),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
