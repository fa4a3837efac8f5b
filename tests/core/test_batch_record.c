/* What a batch keeps of its OPDs in files: what is read is what was kept, and bytes that nobody
 * kept are refused before evaluation relies on them. */
#include "capai_test.h"

#include "core/batch_record.h"

static const capai_text opd = {"1.01 Dinas", 10};

/* Reads one record; what it is, is written to `again` once more. */
typedef bool reads(capai_text *text, struct capai_arena *arena, struct bytes *again);

static bool reads_total(capai_text *text, struct capai_arena *arena, struct bytes *again)
{
    struct total_record record;
    if (!record_read_total(text, arena, &record))
        return false;
    record_total(again, &record);
    return true;
}

static bool reads_failed(capai_text *text, struct capai_arena *arena, struct bytes *again)
{
    struct failed_record record;
    if (!record_read_failed(text, arena, &record))
        return false;
    record_failed(again, record.opd, &record.error);
    return true;
}

static void put_total(struct bytes *out, enum capai_outcome outcome)
{
    struct capai_ratio terms[2] = {{dec("80"), dec("3")}, {dec("-7.25"), dec("1")}};
    struct total_record record = {
        .opd = opd,
        .kabupaten = CAPAI_TEXT("Jember"),
        .aturan = CAPAI_TEXT("jember-2024"),
        .predikat = CAPAI_TEXT("Tinggi"),
        .set = 3,
        .total = {.year = 2024,
                  .report_year = 2024,
                  .capaian = {.outcome = outcome, .exact = {terms, 2}, .rows = 4, .root = true},
                  .pagu = {outcome, dec("1000")},
                  .realisasi = {outcome, dec("999.5")}}};
    record.total.capaian.shown = dec("19.42");
    record_total(out, &record);
}

static void put_failed(struct bytes *out, const char *file, const char *sheet, capai_text word)
{
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_RULES_NONE, CAPAI_WORDS(word, CAPAI_TEXT("Kab")));
    capai_error_place(&error, file, 7, 2);
    error.sheet = sheet;
    record_failed(out, opd, &error);
}

/* The bytes alone, so that what lies behind them is nobody's. */
static bool read_alone(const struct bytes *bytes, size_t size, reads *read)
{
    struct capai_arena arena;
    struct bytes again = {.data = NULL};
    char *alone = malloc(size ? size : 1);
    assert_non_null(alone);
    memcpy(alone, bytes->data, size);
    const capai_text whole = {alone, size};
    capai_text text = whole;
    capai_arena_init(&arena, NULL, NULL, 1 << 16);
    const bool good = read(&text, &arena, &again);
    if (!good) { /* it is as before */
        assert_ptr_equal(text.data, whole.data);
        assert_int_equal(text.size, whole.size);
    }
    capai_arena_clear(&arena);
    bytes_clear(&again);
    free(alone);
    return good;
}

static void assert_comes_back(const struct bytes *bytes, reads *read)
{
    struct capai_arena arena;
    struct bytes again = {.data = NULL};
    capai_text text = {bytes->data, bytes->size};
    capai_arena_init(&arena, NULL, NULL, 1 << 16);
    assert_true(read(&text, &arena, &again));
    assert_int_equal(text.size, 0);
    assert_int_equal(again.size, bytes->size);
    assert_memory_equal(again.data, bytes->data, again.size);
    assert_false(read(&text, &arena, &again));
    bytes_clear(&again);
    capai_arena_clear(&arena);
}

static void assert_refused_when_cut(const struct bytes *bytes, reads *read)
{
    for (size_t size = 0; size < bytes->size; size++)
        assert_false(read_alone(bytes, size, read));
    /* whatever else is taken for a record is one that lies in the bytes: the sanitizers see it */
    for (size_t at = 0; at + 4 <= bytes->size; at++) {
        char before[4];
        memcpy(before, bytes->data + at, 4);
        memset(bytes->data + at, 0xFF, 4);
        read_alone(bytes, bytes->size, read);
        memcpy(bytes->data + at, before, 4);
    }
}

static void assert_refused_without_memory(const struct bytes *bytes, reads *read)
{
    struct torture t = {.runs = 0};
    while (torture_next(&t)) {
        struct bytes again = {.data = NULL};
        capai_text text = {bytes->data, bytes->size};
        t.status = read(&text, &t.arena, &again) ? CAPAI_OK : capai_fail_memory(&t.err);
        assert_int_equal(t.status != CAPAI_OK, t.arena.starved);
        bytes_clear(&again);
    }
}

static void test_total_comes_back_or_is_refused(void **state)
{
    struct bytes bytes = {.data = NULL};
    (void)state;
    for (int outcome = 0; outcome < CAPAI_OUTCOME_COUNT; outcome++) {
        bytes.size = 0;
        put_total(&bytes, (enum capai_outcome)outcome);
        assert_comes_back(&bytes, reads_total);
        assert_refused_when_cut(&bytes, reads_total);
    }
    bytes.size = 0;
    put_total(&bytes, CAPAI_NILAI);
    assert_refused_without_memory(&bytes, reads_total);
    bytes_clear(&bytes);
}

/* Each of its numbers is one: nothing is computed of what only looks like it. */
static void test_total_of_no_number_is_refused(void **state)
{
    capai_decimal broken;
    const capai_decimal numbers[] = {dec("19.42"), dec("1000"), dec("999.5"), dec("80"), dec("3")};
    struct bytes bytes = {.data = NULL};
    (void)state;
    memset(&broken, 0xFF, sizeof broken);
    put_total(&bytes, CAPAI_NILAI);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        size_t at = 0;
        while (memcmp(bytes.data + at, &numbers[i], sizeof *numbers) != 0)
            assert_true(++at + sizeof broken <= bytes.size);
        memcpy(bytes.data + at, &broken, sizeof broken);
        assert_false(read_alone(&bytes, bytes.size, reads_total));
        memcpy(bytes.data + at, &numbers[i], sizeof broken);
        assert_true(read_alone(&bytes, bytes.size, reads_total));
        if (i + 1 == sizeof numbers / sizeof *numbers) { /* a divisor */
            const capai_decimal zero = dec("0");
            memcpy(bytes.data + at, &zero, sizeof zero);
            assert_false(read_alone(&bytes, bytes.size, reads_total));
        }
    }
    bytes_clear(&bytes);
}

static void test_failed_comes_back_or_is_refused(void **state)
{
    static char word[3 * CAPAI_ERROR_TEXT]; /* of which as much is kept as has room */
    struct bytes bytes = {.data = NULL};
    (void)state;
    put_failed(&bytes, "data/opd.csv", NULL, opd);
    assert_comes_back(&bytes, reads_failed);
    assert_refused_when_cut(&bytes, reads_failed);
    bytes.size = 0;
    put_failed(&bytes, "data.xlsx", "opd", opd);
    assert_comes_back(&bytes, reads_failed);
    assert_refused_when_cut(&bytes, reads_failed);
    assert_refused_without_memory(&bytes, reads_failed);
    bytes.size = 0;
    put_failed(&bytes, NULL, NULL, CAPAI_NO_TEXT);
    assert_comes_back(&bytes, reads_failed);
    bytes.size = 0;
    memset(word, 'x', sizeof word - 1);
    struct capai_error error = {0};
    const capai_text full = capai_text_of(word);
    capai_fail(&error, CAPAI_MSG_RULES_NONE, CAPAI_WORDS(full, full, full, full, full));
    assert_int_equal(error.word[CAPAI_ERROR_WORDS], CAPAI_ERROR_TEXT);
    record_failed(&bytes, opd, &error);
    assert_comes_back(&bytes, reads_failed);
    bytes_clear(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_total_comes_back_or_is_refused),
        cmocka_unit_test(test_total_of_no_number_is_refused),
        cmocka_unit_test(test_failed_comes_back_or_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
