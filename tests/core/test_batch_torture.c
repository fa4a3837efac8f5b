/* A batch, a shard and a merge in which memory runs out at one request or another: a failure is
 * said, nothing is lost or changed, and the next process goes on with what there is. The requests
 * of the whole core are counted; arenas ask for every piece by itself. */
#include "data_test.h"
#include "refused_test.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "capai/batch.h"
#include "capai/system.h"
#include "batch_rules.h"
#include "single_pieces.h"
#include "core/batch_plan.h"
#include "core/batch_ready.h"
#include "core/batch_sets.h"

/* ---- what is not as it is (linked with --wrap) ---- */

char *__real_realpath(const char *path, char *room);
char *__wrap_realpath(const char *path, char *room);

char *__wrap_realpath(const char *path, char *room)
{
    return is_refused() ? NULL : counted(__real_realpath(path, room));
}

uint64_t __wrap_sets_size(struct batch_plan *plan, const struct batch_set *set,
                          struct capai_arena *scratch);

/* A large set is read OPD by OPD: all of them, but those whose name says that they are small. */
uint64_t __wrap_sets_size(struct batch_plan *plan, const struct batch_set *set,
                          struct capai_arena *scratch)
{
    (void)plan;
    (void)scratch;
    return strstr(set->path, ".one") ? 1 : UINT32_MAX;
}

/* ---- what is run ---- */

struct trial {
    struct data *data;
    char out[600], input[600], parts[2][600];
    size_t failed; /* OPDs that fail where memory does not */
    size_t said;   /* how much was to be said in the last run */
    bool starved;  /* in it an OPD failed since there was no memory for it */
};

/* All OPDs have the same rules but those of "lain", who have none. */
static enum capai_status find_rules(void *opened, const struct capai_opd *opd,
                                    const struct capai_rules **out, struct capai_error *err)
{
    if (capai_text_equal(opd->aturan, CAPAI_TEXT("lain")))
        return capai_fail(err, CAPAI_MSG_RULES_NONE, CAPAI_WORDS(opd->opd, CAPAI_TEXT("uji")));
    *out = &((struct trial *)opened)->data->rules;
    return CAPAI_OK;
}

static bool adopt(void *user, capai_text option, capai_text *name)
{
    (void)user;
    (void)option;
    *name = CAPAI_TEXT("uji");
    return true;
}

static struct capai_batch batch_of(struct trial *t)
{
    return (struct capai_batch){.folder = t->out,
                                .columns = "opd,indikator,sasaran.opd=dinas",
                                .rules = {.user = t,
                                          .open = open_rules,
                                          .find = find_rules,
                                          .scripts = no_scripts,
                                          .close = close_rules,
                                          .adopt = adopt,
                                          .name = CAPAI_TEXT("uji")},
                                .jobs = 1};
}

/* Runs it in an arena of its own, in which nothing may be left; returns its status. */
static enum capai_status run(struct capai_batch *batch, bool merge, size_t *failed)
{
    struct trial *t = batch->rules.user;
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_batch_summary summary = {.opds = 0};
    struct capai_error error = {0};
    long long before = atomic_load(&live);
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    enum capai_status status = merge ? capai_batch_merge(batch, &arena, &notices, &summary, &error)
                                     : capai_batch_run(batch, &arena, &notices, &summary, &error);
    t->said = 0;
    for (size_t i = 0; i <= CAPAI_ERR_MEMORY; i++)
        t->said += notices.seen[i];
    t->starved = false;
    for (size_t i = 0; i < notices.count; i++)
        t->starved |= notices.list[i].message == CAPAI_MSG_BATCH_MEMORY;
    capai_arena_clear(&arena);
    assert_int_equal(error.status, status);
    assert_true(atomic_load(&live) == before);
    *failed = summary.failed;
    return status;
}

/* What stands in the results: the texts of their files, behind one another. */
static capai_text results(const struct trial *t, struct capai_arena *arena)
{
    static const char *const names[] = {"indikator.csv", "sasaran.csv", "opd.csv", "gagal.csv",
                                        "manifest.json"};
    char *all = capai_arena_alloc(arena, 1 << 20);
    size_t size = 0;
    assert_non_null(all);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[700];
        capai_text text;
        snprintf(path, sizeof path, "%s/%s", t->out, names[i]);
        if (capai_file_kind_of(path) != CAPAI_FILE_REGULAR)
            continue;
        assert_int_equal(capai_file_read(path, arena, &text, NULL), CAPAI_OK);
        assert_true(size + text.size < 1 << 20);
        memcpy(all + size, text.data, text.size);
        size += text.size;
    }
    all[size] = 0;
    return (capai_text){all, size};
}

/* Whether the results are the expected ones, and as much was said; but an OPD for which there was
 * no memory fails alone. */
static void compare(const struct trial *t, capai_text expected, size_t said,
                    struct capai_arena *arena)
{
    if (t->starved)
        return;
    assert_true(capai_text_equal(results(t, arena), expected));
    assert_int_equal(t->said, said);
}

/* The larger, the more requests are tried: TORTURE=all of them. */
static long long pace(void)
{
    return getenv("TORTURE") ? LLONG_MAX : 30;
}

/* Lets the n-th request fail, for more and more n, until all are granted, and after each failure
 * another process go on. */
static void torture(struct trial *t, struct capai_batch *batch, bool merge)
{
    struct capai_arena arena;
    capai_arena_init(&arena, NULL, NULL, 0);
    size_t failed, tried = 0;
    assert_int_equal(run(batch, merge, &t->failed), CAPAI_OK);
    const capai_text expected = results(t, &arena);
    const size_t said = t->said;
    bool granted = false;
    for (long long n = 0; !granted; n += 1 + n / pace(), tried++) {
        struct capai_mark mark = capai_arena_mark(&arena);
        const capai_text before = results(t, &arena);
        atomic_store(&requests, n);
        enum capai_status status = run(batch, merge, &failed);
        granted = atomic_load(&requests) >= 0;
        atomic_store(&requests, -1);
        assert_true(status == CAPAI_OK || status == CAPAI_ERR_MEMORY);
        if (!status) {
            compare(t, expected, said, &arena);
        } else {
            assert_true(capai_text_equal(results(t, &arena), before));
            batch->resume = true;
            assert_int_equal(run(batch, merge, &failed), CAPAI_OK);
            compare(t, expected, said, &arena);
            batch->resume = false;
        }
        capai_arena_release(&arena, mark);
    }
    assert_true(tried > 10);
    assert_true(capai_text_equal(results(t, &arena), expected));
    capai_arena_clear(&arena);
}

/* ---- the data ---- */

/* A data set with what is warned of, in OPDs, and once for a column. */
static void put_large(struct data *d)
{
    data_put(d, "opd.csv", "opd,tahun,nama,kabupaten,aturan\n");
    data_put(d, "indikator.csv", "opd,tahun,sasarn,sasaran,indikator,arah,target,realisasi\n");
    data_put(d, "anggaran.csv", "opd,tahun,kode,uraian,sasaran,pagu,realisasi\n");
    data_put(d, "alias.csv", "kolom,nama,baku\nsasaran,Satu,Sasaran 1\n");
    FILE *opd = fopen(data_path(d, "opd.csv"), "a");
    FILE *rows = fopen(data_path(d, "indikator.csv"), "a");
    FILE *lines = fopen(data_path(d, "anggaran.csv"), "a");
    for (int i = 0; i < 8; i++) {
        fprintf(opd, "opd-%02d,2024,Dinas %d,Kabupaten %d,%s\n", i, i, i % 3, i == 7 ? "lain" : "");
        for (int k = 0; k < 3; k++)
            fprintf(rows, "opd-%02d,2024,,Sasaran %d,\"Nilai \"\"%d\"\"\",positif,1.00%d,%s\n", i,
                    k, k, k, i % 5 ? "9" : "salah");
        fprintf(lines, "opd-%02d,2024,1,Kegiatan,Sasaran 1,100,%d\n", i, 50 + i);
    }
    assert_int_equal(fclose(opd) | fclose(rows) | fclose(lines), 0);
}

static void setup(struct trial *t, struct data *d)
{
    *t = (struct trial){.data = d};
    put_large(d);
    snprintf(t->input, sizeof t->input, "%s", d->folder);
    snprintf(t->out, sizeof t->out, "%s.out", d->folder);
    for (int i = 0; i < 2; i++)
        snprintf(t->parts[i], sizeof t->parts[i], "%s.part-%d", d->folder, i + 1);
}

static void remove_folder(const char *path)
{
    char command[1024];
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    assert_int_equal(system(command), 0);
}

static void batch_without_memory_fails_cleanly(void **state)
{
    struct trial t;
    setup(&t, *state);
    const char *const paths[] = {t.input};
    struct capai_batch batch = batch_of(&t);
    batch.paths = paths;
    batch.path_count = 1;
    torture(&t, &batch, false);
    assert_int_equal(t.failed, 1);
    remove_folder(t.out);
}

/* Of OPDs that are done the quick way nothing is to be said. */
static void quick_batch_without_memory_fails_cleanly(void **state)
{
    struct data *d = *state;
    struct trial t;
    setup(&t, d);
    data_seamless(d);
    data_put(d, "opd.csv", "opd,tahun,nama,kabupaten,aturan\na,2024,A,K,\nb,2024,B,K,\n");
    data_put(d, "indikator.csv",
             "opd,tahun,sasaran,indikator,arah,target,realisasi\na,2024,S,i,positif,4,3\n"
             "a,2024,S,j,negatif,4,3\nb,2024,S,i,positif,7,6\n");
    data_put(d, "anggaran.csv",
             "opd,tahun,kode,uraian,sasaran,pagu,realisasi\nb,2024,1,K,S,100,50\n"
             "a,2024,1,K,S,100,50\nb,2024,1.1,K,S,100,50\n");
    unlink(data_path(d, "alias.csv"));
    const char *const paths[] = {t.input};
    struct capai_batch batch = batch_of(&t);
    batch.paths = paths;
    batch.path_count = 1;
    batch.columns = "opd.opd,opd.capaian,opd.pagu,opd.peringkat,indikator.capaian,rekap.jumlah";
    torture(&t, &batch, false);
    remove_folder(t.out);
}

/* Packed files, which are spooled, and one that is read in one piece. */
static void batch_of_packed_files_without_memory_fails_cleanly(void **state)
{
    struct data *d = *state;
    struct trial t;
    char command[4096], packed[700], whole[700];
    setup(&t, d);
    snprintf(packed, sizeof packed, "%s/indikator.csv.gz", d->folder);
    snprintf(command, sizeof command,
             "gzip '%s/indikator.csv' && mkdir '%s.one' && "
             "gunzip -c '%s' | head -n 3 >'%s.one/indikator.csv'",
             d->folder, d->folder, packed, d->folder);
    assert_int_equal(system(command), 0);
    snprintf(whole, sizeof whole, "%s.one", d->folder);
    const char *const paths[] = {t.input, whole};
    struct capai_batch batch = batch_of(&t);
    batch.paths = paths;
    batch.path_count = 2;
    torture(&t, &batch, false);
    remove_folder(t.out);
    remove_folder(whole);
    snprintf(command, sizeof command, "gunzip '%s'", packed);
    assert_int_equal(system(command), 0);
}

static void merge_without_memory_fails_cleanly(void **state)
{
    struct trial t;
    size_t failed;
    setup(&t, *state);
    const char *const paths[] = {t.input}, *const parts[] = {t.parts[1], t.parts[0]};
    struct capai_batch shard = batch_of(&t), merge = batch_of(&t);
    shard.paths = paths;
    shard.path_count = 1;
    shard.shards = 2;
    for (unsigned i = 0; i < 2; i++) {
        shard.folder = t.parts[i];
        shard.shard = i + 1;
        torture(&t, &shard, false);
    }
    assert_int_equal(run(&shard, false, &failed), CAPAI_OK);
    merge.paths = parts;
    merge.path_count = 2;
    torture(&t, &merge, true);
    remove_folder(t.out);
    merge.partial = true;
    torture(&t, &merge, true);
    remove_folder(t.out);
    for (int i = 0; i < 2; i++)
        remove_folder(t.parts[i]);
}

/* A small packed set with aliases, made ready: every piece of its arena is asked for by itself. An
 * alias was written to a list that had no memory, and a file not seen for which no path was. */
static void packed_set_without_memory_fails_cleanly(void **state)
{
    struct data *d = *state;
    data_put(d, "alias.csv", "kolom,nama,baku\nsasaran,Satu,Sasaran 1\n");
    bool granted = false;
    long long n = 0, before = atomic_load(&live);
    for (; !granted; n++) {
        struct capai_arena arena;
        struct capai_batch batch = {.jobs = 1};
        struct batch_plan plan = {.batch = &batch, .arena = &arena};
        struct batch_set set = {.path = d->folder};
        struct capai_error error = {0};
        capai_arena_init(&arena, NULL, NULL, 0);
        arena.block_size = 1;
        atomic_store(&requests, n);
        const enum capai_status status = whole_packed(&plan, &set, &error);
        granted = atomic_load(&requests) >= 0;
        atomic_store(&requests, -1);
        assert_int_equal(error.status, status);
        assert_true(status == CAPAI_ERR_MEMORY || (!status && set.alias.path));
        capai_arena_clear(&arena);
        assert_true(atomic_load(&live) == before);
    }
    assert_true(n > 5);
}

int main(void)
{
    atomic_store(&requests, -1);
    const struct CMUnitTest tests[] = {
        data_test(batch_without_memory_fails_cleanly),
        data_test(quick_batch_without_memory_fails_cleanly),
        data_test(batch_of_packed_files_without_memory_fails_cleanly),
        data_test(merge_without_memory_fails_cleanly),
        data_test(packed_set_without_memory_fails_cleanly),
    };
    return cmocka_run_group_tests_name("batch_torture", tests, NULL, NULL);
}
