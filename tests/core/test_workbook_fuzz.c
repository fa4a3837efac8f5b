/* Workbooks that chance has damaged: whatever their bytes are, reading them ends, in time, with a
 * data set or a refusal that says why, and nothing is left behind. The seed is printed; SEED and
 * ROUNDS set another one and more rounds. */
#include "workbook_test.h"

static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static uint64_t number_of(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text && *text ? strtoull(text, NULL, 10) : otherwise;
}

/* Changes a few places of the text: a byte, a stretch that is doubled, left out or swapped. */
static size_t damage(char *text, size_t size, size_t room, uint64_t *seed)
{
    static const char *const words[] = {"<",           ">",   "'",    "&",   "/",
                                        "99999999999", "-",   "&#0;", "<c>", "</row>",
                                        "<row>",       "r='", "\xFF", "]]>", "<!DOCTYPE a>"};
    for (uint64_t n = next(seed) % 4 + 1; n && size > 8; n--) {
        size_t at = next(seed) % size, length = next(seed) % 40;
        length = length > size - at ? size - at : length;
        const char *word = words[next(seed) % (sizeof words / sizeof *words)];
        switch (next(seed) % 5) {
        case 0:
            text[at] = (char)next(seed);
            break;
        case 1:
            text[at] ^= (char)(1 << next(seed) % 8);
            break;
        case 2: /* left out */
            memmove(text + at, text + at + length, size - at - length);
            size -= length;
            break;
        case 3: /* doubled */
            length = length > room - size ? room - size : length;
            memmove(text + at + length, text + at, size - at);
            size += length;
            break;
        default:
            for (size_t i = 0; word[i] && at + i < size; i++)
                text[at + i] = word[i];
        }
    }
    return size;
}

/* The workbook with one of its parts damaged; packed anew, so that it reaches the reader of XML. */
static void damage_part(struct data *d, const char *name, uint64_t *seed)
{
    zip_stat_t stat;
    zip_t *zip = zip_open(data_path(d, name), 0, NULL);
    assert_non_null(zip);
    zip_uint64_t index = next(seed) % (uint64_t)zip_get_num_entries(zip, 0);
    assert_int_equal(zip_stat_index(zip, index, 0, &stat), 0);
    size_t size = stat.size, room = size * 2 + 64;
    char *text = malloc(room);
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    assert_non_null(text);
    assert_non_null(file);
    assert_int_equal(zip_fread(file, text, size), size);
    zip_fclose(file);
    size = damage(text, size, room, seed);
    zip_source_t *source = zip_source_buffer(zip, text, size, 0);
    assert_non_null(source);
    assert_int_equal(zip_file_replace(zip, index, source, 0), 0);
    assert_int_equal(zip_close(zip), 0);
    free(text);
}

static void read_damaged(struct data *d, const char *name)
{
    struct failing failing = {.fail_at = -1};
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_dataset *dataset;
    struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA};
    struct capai_error err = {0};
    char path[1200];
    snprintf(path, sizeof path, "%s/%s", d->folder, name);
    capai_arena_init(&arena, failing_alloc, &failing, (size_t)1 << 30);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    enum capai_status status = capai_dataset_load(path, &options, &arena, &notices, &dataset, &err);
    assert_true(status == CAPAI_OK || status == CAPAI_ERR_UNUSABLE);
    assert_int_equal(err.status, status);
    assert_int_equal(err.message == CAPAI_MSG_NONE, status == CAPAI_OK);
    capai_arena_clear(&arena);
    assert_int_equal(failing.live, 0);
}

/* Reads `name` of tests/workbooks, damaged in `rounds` ways: its bytes, or the XML of a part. */
static void fuzz(struct data *d, const char *name, uint64_t rounds, uint64_t *seed)
{
    char from[300];
    capai_text whole;
    struct capai_arena arena;
    capai_arena_init(&arena, NULL, NULL, 0);
    snprintf(from, sizeof from, "tests/workbooks/%s", name);
    assert_int_equal(capai_file_read(from, &arena, &whole, NULL), CAPAI_OK);
    char *copy = malloc(whole.size * 2);
    assert_non_null(copy);
    for (uint64_t round = 0; round < rounds; round++) {
        memcpy(copy, whole.data, whole.size);
        bool bytes = next(seed) % 4 == 0;
        size_t size = bytes ? damage(copy, whole.size, whole.size * 2, seed) : whole.size;
        put_bytes(d, name, (capai_text){copy, size});
        if (!bytes)
            damage_part(d, name, seed);
        read_damaged(d, name);
    }
    free(copy);
    capai_arena_clear(&arena);
}

static void test_damaged_workbooks_end_in_a_data_set_or_a_refusal(void **state)
{
    static const char *const names[] = {"semboro-2024.xlsx", "semboro-2024.ods", "jaten-2023.xlsx",
                                        "ledokombo-2023.ods"};
    uint64_t seed = number_of("SEED", 20241231), rounds = number_of("ROUNDS", 40);
    print_message("SEED=%llu ROUNDS=%llu\n", (unsigned long long)seed, (unsigned long long)rounds);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        fuzz(*state, names[i], rounds, &seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_damaged_workbooks_end_in_a_data_set_or_a_refusal),
    };
    return cmocka_run_group_tests_name("workbook_fuzz", tests, NULL, NULL);
}
