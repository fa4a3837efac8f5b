/* The scan of a file of several blocks where a request of memory or a reading fails, which threads
 * make ahead of the one that takes the rows (linked with --wrap): the failure is told and nothing
 * is left; where a file has become shorter the scan ends with what there is. */
#include "data_test.h"
#include "refused_test.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/batch_scan.h"
#include "core/dataset.h"

/* ---- what fails (linked with --wrap) ---- */

static atomic_llong readings = -1;             /* until the one that fails; -1: none does */
static enum { REFUSED, SHORT, EMPTY } reading; /* how */

enum capai_status __real_capai_source_read(struct capai_source *source, uint64_t offset, char *out,
                                           size_t size, size_t *done, struct capai_error *err);
enum capai_status __wrap_capai_source_read(struct capai_source *source, uint64_t offset, char *out,
                                           size_t size, size_t *done, struct capai_error *err);

enum capai_status __wrap_capai_source_read(struct capai_source *source, uint64_t offset, char *out,
                                           size_t size, size_t *done, struct capai_error *err)
{
    const bool now = fails(&readings);
    *done = 0;
    if (now && reading == REFUSED)
        return capai_fail(err, CAPAI_MSG_FILE_READ, CAPAI_NO_WORDS);
    if (now && reading == EMPTY)
        return CAPAI_OK;
    return __real_capai_source_read(source, offset, out, now ? size / 2 : size, done, err);
}

/* ---- what is scanned ---- */

enum { ROWS = 26000 };

/* Rows of many OPDs, some of which stand apart, in a file of more than a block. */
static void put_rows(struct data *d, const char *name, const char *titles, bool budget)
{
    data_put(d, name, titles);
    FILE *file = fopen(data_path(d, name), "ab");
    assert_non_null(file);
    for (unsigned i = 0; i < ROWS; i++) {
        const unsigned opd = i % 1000 == 999 ? 0 : i / 50, group = i % 50 / 10 + 1;
        if (budget)
            fprintf(file, "Dinas %04u,2024,1.%02u.%02u,Kegiatan yang panjang,S,%u000,%u\n", opd,
                    group, i % 10 + 1, i % 97, i);
        else
            fprintf(file, "Dinas %04u,2024,Sasaran %u,Indikator %u,positif,%u,%u\n", opd, group,
                    i % 10 + 1, i % 97, i);
    }
    assert_int_equal(fclose(file), 0);
}

static void put_indikator(struct data *d)
{
    put_rows(d, "indikator.csv", "opd,tahun,sasaran,indikator,arah,target,realisasi\n", false);
}

static void put_anggaran(struct data *d)
{
    put_rows(d, "anggaran.csv", "opd,tahun,kode,uraian,sasaran,pagu,realisasi\n", true);
}

struct result {
    uint64_t rows;
    size_t count, opds, sums;
    bool held, foreign;
    enum capai_status status;
    struct capai_error err;
};

static struct result scan_once(struct data *d, const char *name, enum schema_file which,
                               size_t jobs, bool libcsv)
{
    struct capai_arena arena;
    struct quick_sums sums = {.list = NULL};
    struct scan scan = {.which = which, .notation = CAPAI_NOTATION_INDONESIA};
    struct result result = {.err = {0}};
    const long long before = atomic_load(&live);
    char path[600];
    snprintf(path, sizeof path, "%s/%s", d->folder, name);
    capai_arena_init(&arena, NULL, NULL, 0);
    struct opd_names names = {.arena = &arena};
    scan.path = path;
    scan.sums = which == SCHEMA_ANGGARAN ? &sums : NULL;
    result.status = capai_source_open(path, &arena, &scan.source, &result.err);
    if (!result.status)
        result.status = scan_file(&scan, &names, libcsv, jobs, &arena, &result.err);
    if (!result.status)
        scan_hold(&scan);
    result.rows = scan.rows;
    result.count = scan.count;
    result.opds = names.count;
    result.sums = sums.count;
    result.held = scan.held != NULL;
    result.foreign = scan.foreign;
    if (result.held && result.rows == ROWS && atomic_load(&readings) < 0) { /* as the file reads */
        char some[2][100];
        size_t done;
        char *held = scan.held;
        assert_int_equal(scan_read(&scan, 1000, some[0], 100, &done, NULL), CAPAI_OK);
        assert_int_equal(done, 100);
        scan.held = NULL;
        assert_int_equal(scan_read(&scan, 1000, some[1], 100, &done, NULL), CAPAI_OK);
        scan.held = held;
        assert_memory_equal(some[0], some[1], 100);
    }
    scan_clear(&scan);
    opd_clear(&names);
    capai_arena_clear(&arena);
    assert_int_equal(result.err.status, result.status);
    assert_true(atomic_load(&live) == before);
    return result;
}

static void assert_same(const struct result *a, const struct result *b)
{
    assert_int_equal(a->status, CAPAI_OK);
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->opds, b->opds);
    assert_int_equal(a->sums, b->sums);
}

static void torture(struct data *d, const char *name, enum schema_file which, bool libcsv)
{
    const struct result whole = scan_once(d, name, which, 1, libcsv);
    assert_int_equal(whole.status, CAPAI_OK);
    assert_int_equal(whole.rows, ROWS);
    for (size_t jobs = 1; jobs <= 3; jobs += 2) {
        bool granted = false;
        long long n = 0;
        for (; !granted; n += 1 + n / 100) {
            atomic_store(&requests, n);
            const struct result result = scan_once(d, name, which, jobs, libcsv);
            granted = atomic_load(&requests) >= 0;
            atomic_store(&requests, -1);
            if (result.status)
                assert_int_equal(result.status, CAPAI_ERR_MEMORY);
            else
                assert_same(&result, &whole);
            assert_true(!granted || !result.status);
        }
        assert_true(n > 20);
    }
}

static void scan_without_memory_fails_and_leaves_nothing(void **state)
{
    struct data *d = *state;
    put_indikator(d);
    torture(d, "indikator.csv", SCHEMA_INDIKATOR, false);
    torture(d, "indikator.csv", SCHEMA_INDIKATOR, true);
}

static void scan_that_sums_without_memory_fails_and_leaves_nothing(void **state)
{
    struct data *d = *state;
    put_anggaran(d);
    torture(d, "anggaran.csv", SCHEMA_ANGGARAN, false);
}

static void scan_of_what_cannot_be_read_fails(void **state)
{
    struct data *d = *state;
    put_indikator(d);
    const struct result whole = scan_once(d, "indikator.csv", SCHEMA_INDIKATOR, 1, false);
    assert_true(whole.held);
    reading = REFUSED;
    for (size_t jobs = 1; jobs <= 3; jobs += 2)
        for (long long n = 0;; n++) {
            atomic_store(&readings, n);
            const struct result result =
                scan_once(d, "indikator.csv", SCHEMA_INDIKATOR, jobs, false);
            const bool all = atomic_load(&readings) >= 0;
            atomic_store(&readings, -1);
            if (all)
                break;
            if (!result.status) { /* it cannot be held, and is read piece by piece */
                assert_same(&result, &whole);
                assert_false(result.held);
                continue;
            }
            assert_int_equal(result.status, CAPAI_ERR_SYSTEM);
            assert_message(result.err, CAPAI_MSG_FILE_READ);
        }
}

static void scan_of_a_file_that_becomes_shorter_ends_with_what_there_is(void **state)
{
    struct data *d = *state;
    put_indikator(d);
    const struct result whole = scan_once(d, "indikator.csv", SCHEMA_INDIKATOR, 1, false);
    for (int how = SHORT; how <= EMPTY; how++)
        for (long long n = 1;; n++) {
            reading = how == SHORT ? SHORT : EMPTY;
            atomic_store(&readings, n);
            const struct result result = scan_once(d, "indikator.csv", SCHEMA_INDIKATOR, 2, false);
            const bool all = atomic_load(&readings) >= 0;
            atomic_store(&readings, -1);
            assert_int_equal(result.status, CAPAI_OK);
            assert_true(result.rows <= whole.rows);
            if (all)
                break;
        }
}

/* Letters of two bytes each, and a line that is no row of a table: who reads it says what it is. */
static void scan_of_what_is_no_table_of_pieces_is_foreign(void **state)
{
    static const struct {
        capai_text text;
        bool foreign;
    } texts[] = {
        {{"\xFF\xFEo\0p\0d\0", 8}, true},
        {{"\xFE\xFF\0o\0p\0d", 8}, true},
        {{"o\0p\0d\0\n\0", 8}, true},
        {{"\0o\0p\0d", 6}, true},
        {{"\xFFopd\n", 5}, true},
        {{"\xFEopd\n", 5}, true}, /* of one byte, but no UTF-8 */
        {{"opd\n", 4}, false},
        {{"o", 1}, false},
        {{"", 0}, false},
    };
    struct data *d = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        data_put(d, "indikator.csv", "");
        FILE *file = fopen(data_path(d, "indikator.csv"), "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(texts[i].text.data, 1, texts[i].text.size, file),
                         texts[i].text.size);
        assert_int_equal(fclose(file), 0);
        const struct result result = scan_once(d, "indikator.csv", SCHEMA_INDIKATOR, 1, false);
        assert_int_equal(result.status, CAPAI_OK);
        assert_int_equal(result.foreign, texts[i].foreign);
    }
    const size_t size = 20u << 20;
    char *line = malloc(size + 1);
    assert_non_null(line);
    memset(line, 'x', size);
    line[size] = '\0';
    memcpy(line, "opd,tahun\n", 10);
    data_put(d, "indikator.csv", line);
    free(line);
    const struct result result = scan_once(d, "indikator.csv", SCHEMA_INDIKATOR, 2, false);
    assert_int_equal(result.status, CAPAI_OK);
    assert_true(result.foreign);
    assert_int_equal(result.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(scan_without_memory_fails_and_leaves_nothing),
        data_test(scan_that_sums_without_memory_fails_and_leaves_nothing),
        data_test(scan_of_what_cannot_be_read_fails),
        data_test(scan_of_a_file_that_becomes_shorter_ends_with_what_there_is),
        data_test(scan_of_what_is_no_table_of_pieces_is_foreign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
