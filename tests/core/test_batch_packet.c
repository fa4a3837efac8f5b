/* The packets of reports that wait for the end of a batch: what is read is what was written, and
 * bytes that nobody wrote are no packet, whatever they are. */
#include "data_test.h"

#include "core/batch_packet.h"
#include "core/piece.h"

enum { LIMIT = 1 << 22 }; /* what a packet may take: none is believed that says it is huge */

/* A data set of one of the three kinds, and what its packet says besides. */
struct sample {
    struct data *data;
    struct capai_dataset *dataset;
    struct capai_input texts[2];
    struct packet_opd opds[2];
    struct capai_batch batch;
    struct bytes bytes;
};

static const char rows[] = "tahun,opd,jenis,sasaran,indikator,arah,target,realisasi\n"
                           "2024,a,,S,I,positif,80,75\n2024,b,,S,J,positif,80,60\n";

static const struct capai_input narasi = {
    "data/narasi/penutup.md", {"penutup.md", 10}, {"ya\n", 3}};

static void set_up_sample(struct sample *s, struct data *d)
{
    *s = (struct sample){.data = d};
    s->batch.data = (struct capai_dataset_options){
        .notation = CAPAI_NOTATION_INDONESIA, .year = 2024, .quarter = 3};
    s->batch.opd_memory = LIMIT;
    s->batch.opd_milliseconds = 700;
    s->opds[0] = (struct packet_opd){.opd = 0, .rows = 1, .texts = &narasi, .text_count = 1};
    s->opds[1] = (struct packet_opd){.opd = 1, .rows = 1};
    capai_fail(&s->opds[1].error, CAPAI_MSG_FILE_READ, CAPAI_NO_WORDS);
    capai_error_place(&s->opds[1].error, "data/narasi", 2, 3);
}

static void put(struct sample *s)
{
    packet_put(&s->bytes, &s->batch, s->dataset, s->opds, 2);
    assert_false(s->bytes.failed);
}

static void from_files(struct sample *s, struct data *d)
{
    set_up_sample(s, d);
    data_put(d, "indikator.csv", rows);
    assert_int_equal(data_load(d, 2024), CAPAI_OK);
    s->dataset = d->dataset;
    put(s);
}

static void from_texts(struct sample *s, struct data *d)
{
    set_up_sample(s, d);
    s->texts[0] = (struct capai_input){
        "data/indikator.csv", CAPAI_TEXT("indikator.csv"), {rows, sizeof rows - 1}};
    assert_int_equal(capai_dataset_read("data", s->texts, 1, &s->batch.data, &d->arena, &d->notices,
                                        &s->dataset, &d->err),
                     CAPAI_OK);
    put(s);
}

static void from_piece(struct sample *s, struct data *d, struct capai_value tahun)
{
    static const struct piece_stretch stretches[] = {{56, 2}, {82, 30}};
    static const struct piece_file file = {1, ',', stretches, 2};
    struct piece *piece = capai_arena_array(&d->arena, 1, sizeof *piece);
    set_up_sample(s, d);
    *piece = (struct piece){.files = &file,
                            .year = 2024,
                            .opd = CAPAI_TEXT("a"),
                            .tahun = tahun,
                            .listed = true,
                            .notation = {CAPAI_NOTATION_INDONESIA, CAPAI_NOTATION_PLAIN, false},
                            .once = &d->notices};
    s->texts[0] = (struct capai_input){
        "data/indikator.csv", CAPAI_TEXT("indikator.csv"), {rows, sizeof rows - 1}};
    assert_int_equal(dataset_read_piece("data", s->texts, 1, piece, &s->batch.data, &d->arena,
                                        &d->notices, &s->dataset, &d->err),
                     CAPAI_OK);
    put(s);
}

/* Reads bytes that stand alone, so that what lies behind them is nobody's. */
static enum capai_status load(const char *data, size_t size, struct capai_arena *arena,
                              struct packet *out, struct capai_error *err)
{
    capai_text text = {data, size};
    if (!packet_begin(&text, out))
        return capai_fail(err, CAPAI_MSG_BATCH_DAMAGED, CAPAI_NO_WORDS);
    return packet_load(text, arena, out, err);
}

static void assert_damaged(const char *data, size_t size)
{
    struct capai_arena arena;
    struct capai_error err = {0};
    struct packet packet;
    char *alone = malloc(size + 1);
    assert_non_null(alone);
    memcpy(alone, data, size);
    alone = realloc(alone, size ? size : 1);
    assert_non_null(alone);
    capai_arena_init(&arena, NULL, NULL, LIMIT);
    assert_int_equal(load(alone, size, &arena, &packet, &err), CAPAI_ERR_SYSTEM);
    assert_message(err, CAPAI_MSG_BATCH_DAMAGED);
    capai_arena_clear(&arena);
    free(alone);
}

/* What is read makes the same packet again. */
static void assert_comes_back(const struct sample *s)
{
    struct capai_arena arena;
    struct capai_error err = {0};
    struct packet packet;
    struct bytes again = {.data = NULL};
    capai_arena_init(&arena, NULL, NULL, LIMIT);
    assert_int_equal(load(s->bytes.data, s->bytes.size, &arena, &packet, &err), CAPAI_OK);
    assert_int_equal(packet.count, 2);
    assert_int_equal(packet.opd_memory, LIMIT);
    assert_int_equal(packet.opd_milliseconds, 700);
    assert_int_equal(packet.opds[0].error.status, CAPAI_OK);
    assert_text(packet.opds[0].texts[0].bytes, "ya\n");
    assert_message(packet.opds[1].error, CAPAI_MSG_FILE_READ);
    assert_string_equal(packet.opds[1].error.file, "data/narasi");
    assert_int_equal(capai_dataset_opds(packet.dataset), 2);
    packet_put(&again, &s->batch, packet.dataset, packet.opds, packet.count);
    assert_int_equal(again.size, s->bytes.size);
    assert_memory_equal(again.data, s->bytes.data, again.size);
    bytes_clear(&again);
    capai_arena_clear(&arena);
}

/* Cut anywhere, or with a number that is too large in any place, it is read no further; with other
 * bytes it is none, or one of no more OPDs than its data set has. */
static void assert_none_but_whole(const struct sample *s)
{
    static const uint64_t numbers[] = {UINT64_MAX, UINT64_MAX >> 1, 3, 0};
    assert_comes_back(s);
    for (size_t size = 0; size < s->bytes.size; size++)
        assert_damaged(s->bytes.data, size);
    for (size_t at = 0; at + sizeof *numbers <= s->bytes.size; at++)
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            struct capai_arena arena;
            struct capai_error err = {0};
            struct packet packet;
            char *other = malloc(s->bytes.size);
            assert_non_null(other);
            memcpy(other, s->bytes.data, s->bytes.size);
            memcpy(other + at, &numbers[i], sizeof *numbers);
            capai_arena_init(&arena, NULL, NULL, LIMIT);
            if (load(other, s->bytes.size, &arena, &packet, &err) != CAPAI_OK)
                assert_message(err, CAPAI_MSG_BATCH_DAMAGED);
            for (size_t k = 0; !err.status && k < packet.count; k++)
                assert_in_range(packet.opds[k].opd, 0, capai_dataset_opds(packet.dataset) - 1);
            capai_arena_clear(&arena);
            free(other);
        }
}

static void test_packet_of_files_comes_back_or_is_damaged(void **state)
{
    struct sample s;
    from_files(&s, *state);
    assert_none_but_whole(&s);
    bytes_clear(&s.bytes);
}

static void test_packet_of_texts_comes_back_or_is_damaged(void **state)
{
    struct sample s;
    from_texts(&s, *state);
    assert_none_but_whole(&s);
    bytes_clear(&s.bytes);
}

static void test_packet_of_a_piece_comes_back_or_is_damaged(void **state)
{
    struct sample s;
    from_piece(&s, *state, capai_value_of_int(2024));
    assert_none_but_whole(&s);
    bytes_clear(&s.bytes);
    from_piece(&s, *state, (struct capai_value){.outcome = CAPAI_BELUM_DIISI});
    assert_none_but_whole(&s);
    bytes_clear(&s.bytes);
}

/* What has no name was not read from anywhere. */
static void test_packet_without_the_name_of_an_input_is_damaged(void **state)
{
    struct sample s;
    struct capai_input nameless = narasi;
    from_files(&s, *state);
    nameless.path = NULL;
    s.opds[0].texts = &nameless;
    s.bytes.size = 0;
    put(&s);
    assert_damaged(s.bytes.data, s.bytes.size);
    nameless = (struct capai_input){narasi.path, CAPAI_NO_TEXT, narasi.bytes};
    s.bytes.size = 0;
    put(&s);
    assert_damaged(s.bytes.data, s.bytes.size);
    s.opds[0].texts = &narasi;
    s.dataset->path = NULL;
    s.bytes.size = 0;
    put(&s);
    assert_damaged(s.bytes.data, s.bytes.size);
    bytes_clear(&s.bytes);
}

/* The data set could be read when the packet was made, and had these OPDs. */
static void test_packet_of_other_data_is_damaged(void **state)
{
    struct sample s;
    from_texts(&s, *state);
    s.opds[1].opd = 2;
    s.bytes.size = 0;
    put(&s);
    assert_damaged(s.bytes.data, s.bytes.size);
    s.opds[1].opd = 1;
    s.texts[0].bytes = CAPAI_TEXT("bukan,indikator\n1,2\n");
    s.bytes.size = 0;
    put(&s);
    assert_damaged(s.bytes.data, s.bytes.size);
    bytes_clear(&s.bytes);
}

static enum capai_status load_in(const struct sample *s, struct torture *t)
{
    struct packet packet;
    return load(s->bytes.data, s->bytes.size, &t->arena, &packet, &t->err);
}

/* A packet that cannot be held is not damaged. */
static void test_packet_without_memory_fails_and_leaves_nothing(void **state)
{
    struct sample s;
    struct torture t = {.runs = 0}, again = {.runs = 0};
    from_piece(&s, *state, capai_value_of_int(2024));
    while (torture_next(&t))
        t.status = load_in(&s, &t);
    bytes_clear(&s.bytes);
    from_files(&s, *state);
    while (torture_next(&again))
        again.status = load_in(&s, &again);
    bytes_clear(&s.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_packet_of_files_comes_back_or_is_damaged),
        data_test(test_packet_of_texts_comes_back_or_is_damaged),
        data_test(test_packet_of_a_piece_comes_back_or_is_damaged),
        data_test(test_packet_without_the_name_of_an_input_is_damaged),
        data_test(test_packet_of_other_data_is_damaged),
        data_test(test_packet_without_memory_fails_and_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
