/* Stores of a batch and of shards that are not as they were written, before they are looked at or
 * after (linked with --wrap: the looking at ends, and then a file changes): what cannot be relied
 * on is refused with its name, what an earlier process had not ended is made again, and the results
 * that stand stay as they are. Bytes turned at random are the matter of tests/fuzz/store.c. */
#include "folder_test.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "batch_rules.h"
#include "data_test.h"

#include "capai/batch.h"
#include "core/batch_check.h"
#include "core/batch_shard.h"

enum { FILES = 32, NAME = 32, PATH = 400, RESULTS = 1 << 14 };

/* ---- what is done to a file ---- */

/* Where bytes are put: behind the beginning, or, negative, before the end. */
struct harm {
    const char *file;
    enum { PUT8, PUT4, PUT1, CUT, APPEND, PUT_REST } how; /* REST: all bytes but so many */
    long at;
    uint64_t number;
};

/* The files of a store, as it was made. */
struct stored {
    char folder[PATH];
    char names[FILES][NAME];
    capai_text bytes[FILES];
    size_t count;
};

struct scene {
    struct data *data; /* for its rules */
    struct bench bench;
    const char *input, *out, *store; /* where the store stands that is read */
    bool ranks;                      /* reports ask for ranks, so that they wait for the end */
    struct stored batch, shard;
    const struct harm *harms; /* done when the store was looked at */
    size_t harm_count;
    const char *seen; /* the results, where all is well */
};

static struct scene *current;

static void put_bytes(const char *path, const char *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void do_harm(const char *folder, const struct harm *harm)
{
    struct bench *b = &current->bench;
    capai_text text;
    const char *path = capai_path_join(folder, harm->file, &b->arena);
    assert_non_null(path);
    assert_int_equal(capai_file_read(path, &b->arena, &text, NULL), CAPAI_OK);
    char *data = malloc(text.size + 8);
    assert_non_null(data);
    memcpy(data, text.data, text.size);
    const size_t at = harm->at < 0 ? text.size - (size_t)-harm->at : (size_t)harm->at;
    const uint64_t number = harm->how == PUT_REST ? text.size - harm->number : harm->number;
    const size_t wide = harm->how == PUT8 || harm->how == PUT_REST ? 8 : harm->how == PUT4 ? 4 : 1;
    size_t size = harm->how == CUT ? at : harm->how == APPEND ? text.size + 8 : text.size;
    if (harm->how == APPEND) {
        memcpy(data + text.size, &harm->number, 8);
    } else if (harm->how != CUT) {
        assert_true(at + wide <= size);
        memcpy(data + at, &number, wide);
    }
    if (strcmp(harm->file, "journal") == 0) /* as one who wants harm does */
        for (size_t k = 0; harm->how != PUT1 && k + sizeof(struct batch_state) <= size;
             k += sizeof(struct batch_state)) {
            struct batch_state state;
            memcpy(&state, data + k, sizeof state);
            state.check = XXH3_64bits(&state, offsetof(struct batch_state, check));
            memcpy(data + k, &state, sizeof state);
        }
    put_bytes(path, data, size);
    free(data);
}

enum capai_status __real_batch_check(const struct check_piece *piece, struct capai_arena *arena,
                                     struct capai_error *err);
enum capai_status __wrap_batch_check(const struct check_piece *piece, struct capai_arena *arena,
                                     struct capai_error *err);

enum capai_status __wrap_batch_check(const struct check_piece *piece, struct capai_arena *arena,
                                     struct capai_error *err)
{
    const enum capai_status status = __real_batch_check(piece, arena, err);
    for (size_t i = 0; !status && i < current->harm_count; i++)
        do_harm(piece->store, &current->harms[i]);
    return status;
}

/* ---- rules and reports ---- */

static enum capai_status find_rules(void *opened, const struct capai_opd *opd,
                                    const struct capai_rules **out, struct capai_error *err)
{
    if (capai_text_equal(opd->aturan, CAPAI_TEXT("lain")))
        return capai_fail(err, CAPAI_MSG_RULES_NONE, CAPAI_WORDS(opd->opd, CAPAI_TEXT("uji")));
    *out = &((struct scene *)opened)->data->rules;
    return CAPAI_OK;
}

static bool adopt_rules(void *user, capai_text option, capai_text *name)
{
    (void)user;
    (void)option;
    *name = CAPAI_TEXT("uji");
    return true;
}

static enum capai_status make_report(void *user, void *opened,
                                     const struct capai_batch_report *report, capai_text *out,
                                     struct capai_error *err)
{
    const struct scene *s = user;
    const struct capai_table *table = capai_evaluation_table(report->evaluation, CAPAI_RESULT_OPD);
    const int column = capai_table_find(table, CAPAI_TEXT("peringkat"));
    (void)opened;
    if (s->ranks && capai_table_rows(table))
        capai_table_values(table, column);
    /* that of b, which has two */
    if (!s->ranks &&
        capai_table_rows(capai_evaluation_table(report->evaluation, CAPAI_RESULT_INDIKATOR)) > 1)
        return capai_fail(err, CAPAI_MSG_RULES_NONE, CAPAI_WORDS(CAPAI_TEXT("b")));
    *out = CAPAI_TEXT("laporan\n");
    return CAPAI_OK;
}

static const capai_text ending = {"md", 2};

static enum capai_status adopt_reports(void *user, capai_text option,
                                       struct capai_batch_reports *out, struct capai_error *err)
{
    (void)option;
    (void)err;
    *out = (struct capai_batch_reports){.make = make_report,
                                        .user = user,
                                        .endings = &ending,
                                        .count = 1,
                                        .name = CAPAI_TEXT("uji")};
    return CAPAI_OK;
}

/* Ends a batch when all is made, so that its store stays. */
static enum capai_status stop(void *user, const struct capai_batch_results *results,
                              struct capai_error *err)
{
    (void)user;
    (void)results;
    return capai_fail(err, CAPAI_MSG_OUTPUT_CLOSED, CAPAI_NO_WORDS);
}

static enum capai_status run(struct scene *s, const char *input, const char *out, bool merge,
                             bool stops, struct capai_error *err)
{
    const char *const paths[] = {input};
    struct capai_batch batch = {.paths = paths,
                                .path_count = 1,
                                .folder = out,
                                .rules = {.user = s,
                                          .open = open_rules,
                                          .find = find_rules,
                                          .scripts = no_scripts,
                                          .close = close_rules,
                                          .adopt = adopt_rules,
                                          .name = CAPAI_TEXT("uji")},
                                .jobs = 1,
                                .resume = true};
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_batch_summary summary = {.opds = 0};
    adopt_reports(s, CAPAI_NO_TEXT, &batch.reports, NULL);
    batch.reports.adopt = adopt_reports;
    if (strstr(out, "shard"))
        batch.shard = batch.shards = 1;
    if (stops)
        batch.delivery.deliver = stop;
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    *err = (struct capai_error){0};
    const enum capai_status status =
        merge ? capai_batch_merge(&batch, &arena, &notices, &summary, err)
              : capai_batch_run(&batch, &arena, &notices, &summary, err);
    err->file = err->file ? capai_text_copy(capai_text_of(err->file), &s->bench.arena).data : NULL;
    capai_arena_clear(&arena);
    return status;
}

/* ---- stores ---- */

static void keep(struct scene *s, struct stored *stored, const char *folder)
{
    capai_text *names;
    size_t count;
    snprintf(stored->folder, sizeof stored->folder, "%s/%s", folder, CAPAI_STORE_NAME);
    assert_int_equal(capai_folder_list(stored->folder, "", &s->bench.arena, &names, &count, NULL),
                     CAPAI_OK);
    stored->count = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t k = stored->count;
        if (names[i].data[0] == '.')
            continue;
        assert_true(k < FILES && names[i].size < NAME);
        memcpy(stored->names[k], names[i].data, names[i].size + 1);
        const char *path = capai_path_join(stored->folder, stored->names[k], &s->bench.arena);
        assert_int_equal(capai_file_read(path, &s->bench.arena, &stored->bytes[k], NULL), CAPAI_OK);
        stored->count++;
    }
    assert_true(stored->count > 10);
}

/* Writes a store anew; without the file that says that all of it is made, where it is not `whole`.
 */
static void restore(struct scene *s, const struct stored *stored, bool whole)
{
    nftw(stored->folder, bench_remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    assert_int_equal(mkdir(stored->folder, 0700), 0);
    for (size_t i = 0; i < stored->count; i++)
        if (whole || strcmp(stored->names[i], BATCH_COMPLETE) != 0)
            put_bytes(capai_path_join(stored->folder, stored->names[i], &s->bench.arena),
                      stored->bytes[i].data, stored->bytes[i].size);
}

static const char *results(struct scene *s, const char *folder)
{
    static const char *const names[] = {"opd.csv", "indikator.csv", "gagal.csv", "laporan.csv",
                                        "laporan/a.md"};
    char *all = capai_arena_alloc(&s->bench.arena, RESULTS);
    size_t size = 0;
    assert_non_null(all);
    all[0] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        capai_text text;
        const char *path = capai_path_join(folder, names[i], &s->bench.arena);
        if (capai_file_kind_of(path) == CAPAI_FILE_REGULAR &&
            capai_file_read(path, &s->bench.arena, &text, NULL) == CAPAI_OK)
            size += (size_t)snprintf(all + size, RESULTS - size, "%s:\n%.*s\n", names[i],
                                     (int)text.size, text.data);
        assert_true(size < RESULTS);
    }
    return all;
}

static void open_scene(struct scene *s, struct data *d, bool ranks)
{
    struct capai_error err;
    *s = (struct scene){.data = d, .ranks = ranks};
    current = s;
    assert_int_equal(bench_open(&s->bench), 0);
    s->input = bench_path(&s->bench, "data");
    assert_int_equal(mkdir(s->input, 0700), 0);
    put_bytes(bench_path(&s->bench, "data/opd.csv"),
              CAPAI_TEXT("opd,tahun,nama,kabupaten,aturan\na,2024,A,Kab,x\nb,2024,B,Kab,x\n"
                         "c,2024,C,Kota,lain\n")
                  .data,
              sizeof "opd,tahun,nama,kabupaten,aturan\na,2024,A,Kab,x\nb,2024,B,Kab,x\n"
                     "c,2024,C,Kota,lain\n" -
                  1);
    static const char rows[] =
        "opd,tahun,sasaran,indikator,arah,target,realisasi\na,2024,S,I,positif,80,75\n"
        "b,2024,S,I,positif,80,60\nb,2024,S,J,positif,80,delapan\nc,2024,S,I,positif,8,7\n";
    put_bytes(bench_path(&s->bench, "data/indikator.csv"), rows, sizeof rows - 1);
    const char *batch = bench_path(&s->bench, "batch"), *shard = bench_path(&s->bench, "shard");
    s->out = bench_path(&s->bench, "merged");
    assert_int_equal(run(s, s->input, shard, false, false, &err), CAPAI_OK);
    keep(s, &s->shard, shard);
    assert_int_equal(run(s, s->input, batch, false, true, &err), CAPAI_ERR_SYSTEM);
    keep(s, &s->batch, batch);
    assert_int_equal(run(s, s->input, batch, false, false, &err), CAPAI_OK);
    s->seen = results(s, batch);
    assert_non_null(strstr(s->seen, "laporan\n"));
}

static void close_scene(struct scene *s)
{
    assert_int_equal(bench_close(&s->bench), 0);
}

/* ---- cases ---- */

enum way { ENDED, MADE, MERGED }; /* a batch that only has to be published; to be ended; a shard */

struct damage {
    enum way way;
    bool after; /* that it was looked at */
    struct harm harms[4];
    enum capai_message message; /* NONE: the results are those of an undamaged store */
    const char *file;           /* that is named */
};

static bool ends_with(const char *text, const char *end)
{
    return text && strlen(text) >= strlen(end) &&
           strcmp(text + strlen(text) - strlen(end), end) == 0;
}

static void check(struct scene *s, const struct damage *damage)
{
    const struct stored *stored = damage->way == MERGED ? &s->shard : &s->batch;
    const char *folder = bench_path(&s->bench, damage->way == MERGED ? "shard" : "batch");
    const char *out = damage->way == MERGED ? s->out : folder;
    struct capai_error err;
    size_t count = 0;
    nftw(s->out, bench_remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    restore(s, stored, damage->way != MADE);
    if (damage->message && damage->way != MERGED)
        put_bytes(capai_path_join(out, "opd.csv", &s->bench.arena), "lama\n", 5);
    while (count < 4 && damage->harms[count].file)
        count++;
    for (size_t i = 0; !damage->after && i < count; i++)
        do_harm(stored->folder, &damage->harms[i]);
    s->harms = damage->harms;
    s->harm_count = damage->after ? count : 0;
    const enum capai_status status =
        run(s, damage->way == MERGED ? folder : s->input, out, damage->way == MERGED, false, &err);
    s->harm_count = 0;
    const char *after = results(s, out);
    if (!damage->message) {
        assert_int_equal(status, CAPAI_OK);
        assert_string_equal(after, s->seen);
        return;
    }
    if (err.message != damage->message || !ends_with(err.file, damage->file))
        print_error("%s at %s, expected %s at %s\n", capai_message_name(err.message),
                    err.file ? err.file : "no file", capai_message_name(damage->message),
                    damage->file);
    assert_int_equal(status, capai_message_status(damage->message));
    assert_message(err, damage->message);
    assert_true(ends_with(err.file, damage->file));
    if (damage->way == MERGED)
        assert_string_equal(after, "");
    else
        assert_non_null(strstr(after, "opd.csv:\nlama\n"));
}

static void check_all(struct data *d, bool ranks, const struct damage *list, size_t count)
{
    struct scene s;
    open_scene(&s, d, ranks);
    for (size_t i = 0; i < count; i++) {
        const struct harm *harm = &list[i].harms[0];
        print_message("%zu: %s %d %ld\n", i, harm->file ? harm->file : "-", (int)harm->how,
                      harm->at);
        check(&s, &list[i]);
    }
    close_scene(&s);
}

#define HUGE (UINT64_MAX >> 1)

static void test_store_that_changes_after_it_was_looked_at_is_refused(void **state)
{
    static const struct damage list[] = {
        {MADE, true, {{NULL, CUT, 0, 0}}, CAPAI_MSG_NONE, NULL},
        {MERGED, true, {{NULL, CUT, 0, 0}}, CAPAI_MSG_NONE, NULL},
        {ENDED, true, {{NULL, CUT, 0, 0}}, CAPAI_MSG_NONE, NULL},
        {MADE, true, {{"totals", CUT, -1, 0}}, CAPAI_MSG_BATCH_SHORT, "/totals"},
        {ENDED, true, {{"totals", CUT, -1, 0}}, CAPAI_MSG_BATCH_DAMAGED, "/totals"},
        {MADE, true, {{"totals", PUT4, 56, 99}}, CAPAI_MSG_BATCH_DAMAGED, "/totals"},
        {MADE, true, {{"opd", PUT8, 0, HUGE}}, CAPAI_MSG_BATCH_DAMAGED, "/opd"},
        {MADE, true, {{"opd", PUT8, 8, HUGE}}, CAPAI_MSG_BATCH_DAMAGED, "/opd"},
        {MADE, true, {{"opd", PUT8, 0, 80}}, CAPAI_MSG_BATCH_DAMAGED, "/opd"},
        {MADE,
         true,
         {{"opd", PUT8, 8, 0}, {"opd", PUT_REST, 0, 8}},
         CAPAI_MSG_BATCH_DAMAGED,
         "/opd"},
        {MADE,
         true,
         {{"reports", PUT8, 16, 8}, {"ranked", CUT, 0, 0}},
         CAPAI_MSG_BATCH_DAMAGED,
         "/reports"},
        {MADE, true, {{"opd", CUT, 0, 0}}, CAPAI_MSG_BATCH_SHORT, "/opd"},
        {MADE, true, {{"reports", PUT8, 0, 0}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {MADE, true, {{"reports", PUT8, 0, 9}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {MADE, true, {{"reports", PUT8, 16, HUGE}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {ENDED, true, {{"reports", CUT, 20, 0}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {ENDED, true, {{"notices", CUT, -1, 0}}, CAPAI_MSG_BATCH_DAMAGED, "/notices"},
        {MERGED, true, {{"opd", CUT, -1, 0}}, CAPAI_MSG_MERGE_SHORT, "shard/.capai-batch/opd"},
        {MERGED,
         true,
         {{"totals", PUT4, 56, 99}},
         CAPAI_MSG_BATCH_DAMAGED,
         "merged/.capai-batch/totals"},
    };
    check_all(*state, true, list, sizeof list / sizeof *list);
}

/* What nobody looks at before it is used. */
static void test_report_that_is_damaged_is_refused(void **state)
{
    static const struct damage waiting[] = {
        /* its kind, its rows and its size */
        {MADE, false, {{"reports", PUT8, 0, 9}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {MADE, false, {{"reports", PUT8, 8, 99}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {MADE, false, {{"reports", PUT8, 16, HUGE}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {MERGED, false, {{"reports", PUT8, 8, 99}}, CAPAI_MSG_MERGE_DAMAGED, "/reports"},
        /* head; memory, time and count of the packet; the first OPD, and its rows */
        {MADE,
         false,
         {{"reports", PUT8, 24 + 16, HUGE}, {"ranked", CUT, 0, 0}},
         CAPAI_MSG_BATCH_DAMAGED,
         "/reports"},
        {MADE,
         false,
         {{"reports", PUT8, 24 + 32, 3}, {"ranked", CUT, 0, 0}},
         CAPAI_MSG_BATCH_DAMAGED,
         "/reports"},
        {MERGED, false, {{"reports", PUT8, 24 + 32, HUGE}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {ENDED, false, {{"ranked", PUT8, 0, HUGE}}, CAPAI_MSG_BATCH_DAMAGED, "/ranked"},
        {ENDED, false, {{"ranked", PUT8, 24, 0}}, CAPAI_MSG_BATCH_DAMAGED, "/ranked"},
        {ENDED, false, {{"ranked", PUT8, 24, 9}}, CAPAI_MSG_BATCH_DAMAGED, "/ranked"},
        {ENDED, false, {{"ranked", PUT8, 24 + 16, HUGE}}, CAPAI_MSG_BATCH_DAMAGED, "/ranked"},
        {ENDED, false, {{"ranked", CUT, 30, 0}}, CAPAI_MSG_BATCH_DAMAGED, "/ranked"},
    };
    static const struct damage made[] = {
        {MADE, false, {{NULL, CUT, 0, 0}}, CAPAI_MSG_NONE, NULL},
        /* why the report of b was not made: the end of its last text */
        {MADE, false, {{"reports", PUT4, -4, 99}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {ENDED, false, {{NULL, CUT, 0, 0}}, CAPAI_MSG_NONE, NULL},
        /* head; size and text of the OPD, how many forms there are, and the first */
        {ENDED, false, {{"reports", PUT8, 24, HUGE}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {ENDED, false, {{"reports", PUT8, 33, 9}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {ENDED, false, {{"reports", PUT1, 49, '/'}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {ENDED, false, {{"reports", PUT1, 49, 'M'}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {ENDED, false, {{"reports", PUT1, 50, '~'}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
        {ENDED, false, {{"reports", PUT1, 50, ':'}}, CAPAI_MSG_BATCH_DAMAGED, "/reports"},
    };
    check_all(*state, true, waiting, sizeof waiting / sizeof *waiting);
    check_all(*state, false, made, sizeof made / sizeof *made);
}

/* Where a process was killed, or wrote by half, its work is done again. */
static void test_what_was_not_ended_is_made_again(void **state)
{
    static const struct damage list[] = {
        {MADE, false, {{"ranked", PUT8, 0, HUGE}}, CAPAI_MSG_NONE, NULL},
        {MADE, false, {{"ranked", PUT1, -1, 7}}, CAPAI_MSG_NONE, NULL},
        {MADE, false, {{"ranked", CUT, 20, 0}}, CAPAI_MSG_NONE, NULL},
        {MADE, false, {{"journal", PUT1, 3, 7}}, CAPAI_MSG_NONE, NULL},
        {MADE, false, {{"journal", CUT, 0, 0}}, CAPAI_MSG_NONE, NULL},
        {MADE, false, {{CAPAI_STORE_KEY, PUT1, 0, 'K'}}, CAPAI_MSG_NONE, NULL},
        {MADE, false, {{CAPAI_STORE_KEY, CUT, 8, 0}}, CAPAI_MSG_NONE, NULL},
        {MADE, false, {{CAPAI_STORE_KEY, CUT, -1, 0}}, CAPAI_MSG_NONE, NULL},
        {MADE, false, {{CAPAI_STORE_KEY, APPEND, 0, 0}}, CAPAI_MSG_NONE, NULL},
        {ENDED, false, {{"notices", APPEND, 0, 0}}, CAPAI_MSG_NONE, NULL},
    };
    check_all(*state, true, list, sizeof list / sizeof *list);
}

/* The journal says what cannot be. */
static void test_journal_of_what_cannot_be_is_refused(void **state)
{
    static const long first = -(long)sizeof(struct batch_state); /* of the last record */
    const struct damage list[] = {
        /* the only record waits, and is shorter than what a packet begins with */
        {MADE,
         false,
         {{"reports", PUT8, 16, 8},
          {"reports", CUT, 32, 0},
          {"journal", PUT8, first + (long)offsetof(struct batch_state, sizes[PART_REPORTS]), 32},
          {"ranked", CUT, 0, 0}},
         CAPAI_MSG_BATCH_DAMAGED,
         "/reports"},
        {MADE, false, {{"journal", PUT8, first, 99}}, CAPAI_MSG_BATCH_DAMAGED, "/journal"},
        {MADE,
         false,
         {{"journal", PUT8, first + (long)offsetof(struct batch_state, kept), HUGE}},
         CAPAI_MSG_BATCH_DAMAGED,
         "/journal"},
        {MADE,
         false,
         {{"journal", PUT8, first + (long)offsetof(struct batch_state, sizes[PART_TOTALS]), HUGE}},
         CAPAI_MSG_BATCH_SHORT,
         "/totals"},
        {MADE,
         false,
         {{"journal", PUT8, first + (long)offsetof(struct batch_state, sizes[PART_REPORTS]), 1}},
         CAPAI_MSG_BATCH_DAMAGED,
         "/reports"},
        {MADE,
         false,
         {{"journal", PUT8, first + (long)offsetof(struct batch_state, sizes[CAPAI_RESULT_OPD]),
           1}},
         CAPAI_MSG_BATCH_DAMAGED,
         "/opd"},
    };
    check_all(*state, true, list, sizeof list / sizeof *list);
}

/* Its OPD fails, as any whose report cannot be made. */
static void test_report_of_more_rows_than_there_are_fails_alone(void **state)
{
    static const struct harm harms[] = {{"ranked", CUT, 0, 0},
                                        {"reports", PUT8, 24 + 32, 2},  /* the rows of a */
                                        {"reports", PUT8, 24 + 64, 0}}; /* and of b */
    struct scene s;
    struct capai_error err;
    open_scene(&s, *state, true);
    restore(&s, &s.batch, false);
    for (size_t i = 0; i < 3; i++)
        do_harm(s.batch.folder, &harms[i]);
    const char *out = bench_path(&s.bench, "batch");
    assert_int_equal(run(&s, s.input, out, false, false, &err), CAPAI_OK);
    const char *seen = results(&s, out);
    assert_non_null(strstr(seen, "a.md:\nlaporan\n"));
    assert_non_null(strstr(seen, ",BATCH_DAMAGED,"));
    assert_null(strstr(seen, "b.md"));
    close_scene(&s);
}

/* ---- what a shard says of itself ---- */

/* Writes the description with a digest that fits, and reads it. */
static enum capai_status describe(struct scene *s, const char *data, size_t size,
                                  struct capai_error *err)
{
    struct capai_arena arena;
    struct capai_notices notices;
    struct shard shard;
    struct batch_run run;
    unsigned char digest[DIGEST_SIZE];
    const char *folder = bench_path(&s->bench, "shard");
    char *bytes = malloc(size + DIGEST_SIZE);
    const struct capai_batch batch = {.rules = {.adopt = adopt_rules}};
    assert_non_null(bytes);
    assert_true(digest_of((capai_text){data, size}, digest));
    memcpy(bytes, data, size);
    memcpy(bytes + size, digest, DIGEST_SIZE);
    put_bytes(bench_path(&s->bench, "shard/" CAPAI_STORE_NAME "/" SHARD_FILE), bytes,
              size + DIGEST_SIZE);
    free(bytes);
    capai_arena_init(&arena, NULL, NULL, 1 << 18);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    run = (struct batch_run){.batch = &batch,
                             .arena = &arena,
                             .notices = &notices,
                             .plan = {.batch = &batch, .arena = &arena, .notices = &notices}};
    *err = (struct capai_error){0};
    enum capai_status status = shard_read(folder, &arena, &shard, err);
    if (!status)
        status = shard_adopt(&shard, &run, err);
    assert_int_equal(err->status, status);
    capai_arena_clear(&arena);
    return status;
}

static bool is_refusal(enum capai_message message)
{
    return message == CAPAI_MSG_MERGE_DAMAGED || message == CAPAI_MSG_MERGE_NO_SHARD ||
           message == CAPAI_MSG_MERGE_NEWER || message == CAPAI_MSG_MERGE_RULES;
}

/* Cut anywhere, or with a number that is too large in any place, nothing of it is believed that its
 * bytes cannot hold. */
static void test_description_of_a_shard_is_whole_or_refused(void **state)
{
    static const uint64_t numbers[] = {UINT64_MAX, UINT64_MAX >> 1, 0};
    struct scene s;
    struct capai_error err;
    size_t taken = 0, file = 0;
    open_scene(&s, *state, false);
    while (strcmp(s.shard.names[file], SHARD_FILE) != 0)
        assert_true(++file < s.shard.count);
    capai_text whole = s.shard.bytes[file];
    assert_in_range(whole.size, DIGEST_SIZE + 100, 1 << 16);
    whole.size -= DIGEST_SIZE;
    char *data = malloc(whole.size);
    assert_non_null(data);
    assert_int_equal(describe(&s, whole.data, whole.size, &err), CAPAI_OK);
    const size_t line = strcspn(whole.data, "\n") + 1;
    for (size_t size = 0; size < whole.size; size++) {
        const enum capai_status status = describe(&s, whole.data, size, &err);
        taken += status == CAPAI_OK; /* what is said of the plan comes last, each by itself */
        if (status)
            assert_message(err, size < line ? CAPAI_MSG_MERGE_NO_SHARD : CAPAI_MSG_MERGE_DAMAGED);
    }
    assert_true(taken <= 1);
    for (size_t at = 0; at + sizeof *numbers <= whole.size; at++)
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            memcpy(data, whole.data, whole.size);
            memcpy(data + at, &numbers[i], sizeof *numbers);
            if (describe(&s, data, whole.size, &err) != CAPAI_OK)
                assert_true(is_refusal(err.message));
        }
    free(data);
    close_scene(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_store_that_changes_after_it_was_looked_at_is_refused),
        data_test(test_report_that_is_damaged_is_refused),
        data_test(test_what_was_not_ended_is_made_again),
        data_test(test_journal_of_what_cannot_be_is_refused),
        data_test(test_report_of_more_rows_than_there_are_fails_alone),
        data_test(test_description_of_a_shard_is_whole_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
