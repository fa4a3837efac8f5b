/* The scan of a batch: what it proves of a line is what libcsv does with it, on fixtures and on
 * random texts (FUZZ: how many); where an OPD begins, and at which line. */
#include "data_test.h"

#include <csv.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define XXH_INLINE_ALL /* for every processor of the kind */
#include <xxhash.h>

#include "core/batch_scan.h"
#include "core/dataset.h"

/* What a scan says, as text. */
static void describe(const struct scan *scan, const struct opd_names *names, char *out, size_t room)
{
    size_t at = 0;
    at += (size_t)snprintf(out, room,
                           "rows %" PRIu64 " year %d foreign %d cut %d line %zu end %d:%zu:%zu ",
                           scan->rows, scan->year, scan->foreign, scan->cut, scan->cut_line,
                           (int)scan->end.message, scan->end.line, scan->end.column);
    for (size_t i = 0; i < scan->count && at < room; i++) {
        const struct stretch *s = &scan->stretches[i];
        at += (size_t)snprintf(
            out + at, room - at, "[%" PRIu64 "+%" PRIu64 " line %" PRIu64 " %.*s]", s->offset,
            s->size, s->line, s->opd == NO_OPD ? 1 : (int)names->keys[s->opd].size,
            s->opd == NO_OPD ? "-" : names->keys[s->opd].data);
    }
}

static void scan_text(struct data *d, capai_text text, bool libcsv, char *out, size_t room)
{
    char path[600];
    static size_t runs; /* by one thread, two, three in turn */
    struct scan scan = {.which = SCHEMA_INDIKATOR};
    struct opd_names names = {.arena = &d->arena};
    snprintf(path, sizeof path, "%s/indikator.csv", d->folder);
    data_put(d, "indikator.csv", ""); /* so that it is removed at the end */
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.data, 1, text.size, file), text.size);
    assert_int_equal(fclose(file), 0);
    scan.path = path;
    assert_int_equal(capai_source_open(path, &d->arena, &scan.source, NULL), CAPAI_OK);
    assert_int_equal(scan_file(&scan, &names, libcsv, 1 + runs++ % 3, &d->arena, NULL), CAPAI_OK);
    describe(&scan, &names, out, room);
    scan_clear(&scan);
    opd_clear(&names);
}

static void compare(struct data *d, capai_text text, const char *what)
{
    static char fast[1 << 16], slow[1 << 16];
    struct capai_mark mark = capai_arena_mark(&d->arena);
    scan_text(d, text, false, fast, sizeof fast);
    scan_text(d, text, true, slow, sizeof slow);
    if (strcmp(fast, slow) != 0)
        fail_msg("%s\n%.*s\nproven: %s\nlibcsv: %s", what, (int)text.size, text.data, fast, slow);
    capai_arena_release(&d->arena, mark);
}

static void scan_of_known_texts_is_that_of_libcsv(void **state)
{
    static const char *const texts[] = {
        "opd,tahun\na,2024\nb,2024\n",
        "opd,tahun,x\r\na,2024,\"1\"\r\n\r\na,2023,\"1\n2\"\r\nb,2024,\r\n",
        "x;tahun;opd\n1;2024;\"a;b\"\n2;2024; \"a;b\" \n3;2024;a\"b\n",
        "opd,x\na,\"1\"\"2\"\na,\"1\" \na, \"1\"\na,\"1\"2\nb,1\n",
        "opd,x\na,\"never closed\nb,1\n",
        "opd,x\r\na,1\rb,2\r\r\nc,3",
        "opd\n\"\"\n\" a \"\n \n,,\na\n",
        "x,opd\n1\n2,a\n,\n3,\"a\"\n\"4\",\"b\"\"c\"\n",
        "\xEF\xBB\xBFopd,x\nd\xC3\xA9,1\nd\xE9,2\n",
        "opd,x\na,\x01\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        compare(*state, capai_text_of(texts[i]), "known");
}

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void scan_of_random_texts_is_that_of_libcsv(void **state)
{
    static const char *const pieces[] = {"a",
                                         "b",
                                         "\"",
                                         "\"\"",
                                         ",",
                                         ",",
                                         ",",
                                         "\n",
                                         "\n",
                                         "\r",
                                         "\r\n",
                                         " ",
                                         "2024",
                                         "\t",
                                         "cc",
                                         "\"",
                                         ";",
                                         "a,2024,x\n",
                                         "\"a\",2023,\"x,y\"\n",
                                         "\xC3\xA9"};
    const char *wanted = getenv("FUZZ");
    unsigned long count = wanted ? strtoul(wanted, NULL, 10) : 10000;
    for (uint32_t n = 1; n <= count; n++) {
        char text[512] = "opd,tahun,x\n", what[32];
        uint32_t seed = n;
        size_t size = strlen(text), parts = next(&seed) % 40;
        if (next(&seed) % 4 == 0)
            size = (size_t)snprintf(text, sizeof text, "x;opd;tahun\n");
        for (size_t i = 0; i < parts; i++) {
            const char *piece = pieces[next(&seed) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        snprintf(what, sizeof what, "seed %u", n);
        compare(*state, (capai_text){text, size}, what);
    }
}

/* Rows that a block of reading cuts apart. */
static void scan_across_blocks_is_that_of_libcsv(void **state)
{
    const size_t room = 5u << 20;
    char *text = malloc(room);
    assert_non_null(text);
    uint32_t seed = 7;
    size_t size = (size_t)snprintf(text, room, "opd,tahun,x\r\n");
    for (unsigned i = 0; size < room - 4096; i++) {
        size_t width = next(&seed) % 3000;
        size += (size_t)snprintf(text + size, room - size, "opd %u,2024,\"", i / 5);
        memset(text + size, i % 7 ? 'x' : '\n', width);
        size += width;
        size += (size_t)snprintf(text + size, room - size, "\"%s", i % 3 ? "\r\n" : "\n");
    }
    compare(*state, (capai_text){text, size}, "blocks");
    free(text);
}

static void scan_tells_where_an_opd_begins(void **state)
{
    struct data *d = *state;
    char text[1 << 12];
    scan_text(d,
              CAPAI_TEXT("title\n\nopd,tahun,x\na,2024,\"1\n2\"\n\na,2023,1\nb,2024,1\na,2024,2\n"),
              false, text, sizeof text);
    assert_string_equal(text, "rows 4 year 2024 foreign 0 cut 0 line 0 end 0:0:0 "
                              "[19+23 line 4 a][42+9 line 8 b][51+9 line 9 a]");
}

static void digest_is_the_same_on_every_machine(void **state)
{
    static char block[5000];
    unsigned char value[DIGEST_SIZE];
    (void)state;
    for (size_t size = 0; size <= sizeof block; size += 1 + size / 7) {
        XXH128_canonical_t expected;
        for (size_t i = 0; i < size; i++)
            block[i] = (char)(i * size);
        XXH128_canonicalFromHash(&expected, XXH3_128bits(block, size));
        digest_value(block, size, value);
        assert_memory_equal(value, expected.digest, sizeof value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(scan_of_known_texts_is_that_of_libcsv, data_setup,
                                        data_teardown),
        cmocka_unit_test_setup_teardown(scan_of_random_texts_is_that_of_libcsv, data_setup,
                                        data_teardown),
        cmocka_unit_test_setup_teardown(scan_across_blocks_is_that_of_libcsv, data_setup,
                                        data_teardown),
        cmocka_unit_test_setup_teardown(scan_tells_where_an_opd_begins, data_setup, data_teardown),
        cmocka_unit_test(digest_is_the_same_on_every_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
