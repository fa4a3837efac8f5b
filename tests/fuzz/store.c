/* The store of a batch that is gone on with, and the shards of a merge, whatever stands in their
 * files: results, or a refusal that names what it refuses. The stores are made once, of a few OPDs,
 * whose reports wait for ranks. Input: which of the two, whether digests are made to fit (as one
 * who wants harm makes them), whether the batch had come to its end, and then what is done to the
 * files, eight bytes each: the file, what, where (two bytes), with which number (three), and one
 * that is left. */
#define _XOPEN_SOURCE 700 /* mkdtemp, nftw */

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <ftw.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

#include "evaluate.h"

#include "capai/batch.h"
#include "capai/system.h"
#include "core/batch_run.h"
#include "tests/support/batch_rules.h"

enum { FILES = 32, CHANGES = 12, NAME = 32, PATH = 300 };

/* The files of a store, as it was made. */
struct stored {
    char folder[PATH];
    char names[FILES][NAME];
    capai_text bytes[FILES];
    size_t count;
};

static struct {
    char base[200], data[PATH], out[PATH];
    struct stored batch, shard;
    struct capai_arena arena;
} all;

/* ---- rules and reports ---- */

static void *open_packs(void *user)
{
    (void)user;
    return &all;
}

static enum capai_status find_rules(void *opened, const struct capai_opd *opd,
                                    const struct capai_rules **out, struct capai_error *err)
{
    (void)opened;
    if (capai_text_equal(opd->aturan, CAPAI_TEXT("lain")))
        return capai_fail(err, CAPAI_MSG_RULES_NONE, CAPAI_WORDS(opd->opd, CAPAI_TEXT("uji")));
    return capai_packs_named(fuzz_packs(), "jember-2024", opd->tahun, out, err);
}

static bool adopt_rules(void *user, capai_text option, capai_text *name)
{
    (void)user;
    (void)option;
    *name = CAPAI_TEXT("uji");
    return true;
}

/* Looks at the rank, so that the report waits for it. */
static enum capai_status make_report(void *user, void *opened,
                                     const struct capai_batch_report *report, capai_text *out,
                                     struct capai_error *err)
{
    const struct capai_table *table = capai_evaluation_table(report->evaluation, CAPAI_RESULT_OPD);
    const int column = capai_table_find(table, CAPAI_TEXT("peringkat"));
    (void)user;
    (void)opened;
    (void)err;
    if (column >= 0 && capai_table_rows(table))
        capai_table_values(table, column);
    *out = CAPAI_TEXT("laporan\n");
    return CAPAI_OK;
}

static const capai_text ending = {"md", 2};

static enum capai_status adopt_reports(void *user, capai_text option,
                                       struct capai_batch_reports *out, struct capai_error *err)
{
    (void)user;
    (void)option;
    (void)err;
    out->make = make_report;
    out->endings = &ending;
    out->count = 1;
    out->name = CAPAI_TEXT("uji");
    return CAPAI_OK;
}

/* Asks for the end after everything was made, so that a store stays. */
static enum capai_status stop(void *user, const struct capai_batch_results *results,
                              struct capai_error *err)
{
    (void)user;
    const enum capai_status status = capai_fail(err, CAPAI_MSG_OUTPUT_CLOSED, CAPAI_NO_WORDS);
    capai_error_place(err, results->folder, 0, 0);
    return status;
}

static struct capai_batch batch_of(const char *const *paths, const char *folder)
{
    return (struct capai_batch){.paths = paths,
                                .path_count = 1,
                                .folder = folder,
                                .rules = {.open = open_packs,
                                          .find = find_rules,
                                          .scripts = no_scripts,
                                          .close = close_rules,
                                          .adopt = adopt_rules,
                                          .name = CAPAI_TEXT("uji")},
                                .reports = {.make = make_report,
                                            .endings = &ending,
                                            .count = 1,
                                            .name = CAPAI_TEXT("uji"),
                                            .adopt = adopt_reports},
                                .jobs = 1};
}

static enum capai_status run(const struct capai_batch *batch, bool merge, struct capai_error *err)
{
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_batch_summary summary = {.opds = 0};
    capai_arena_init(&arena, NULL, NULL, 0);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    const enum capai_status status = merge
                                         ? capai_batch_merge(batch, &arena, &notices, &summary, err)
                                         : capai_batch_run(batch, &arena, &notices, &summary, err);
    fuzz_check_notices(&notices);
    fuzz_check_status(status, err);
    CHECK(status == CAPAI_OK || err->file || err->message == CAPAI_MSG_MERGE_MISSING);
    CHECK(status != CAPAI_ERR_MEMORY);
    capai_arena_clear(&arena);
    return status;
}

/* ---- files ---- */

static void write_file(const char *folder, const char *name, capai_text bytes)
{
    char path[PATH + NAME + 2];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    CHECK(file);
    CHECK(fwrite(bytes.data, 1, bytes.size, file) == bytes.size);
    CHECK(fclose(file) == 0);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

static void remove_all(void)
{
    nftw(all.base, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static void keep(struct stored *stored, const char *folder)
{
    capai_text *names;
    snprintf(stored->folder, sizeof stored->folder, "%s/%s", folder, CAPAI_STORE_NAME);
    CHECK(capai_folder_list(stored->folder, "", &all.arena, &names, &stored->count, NULL) ==
          CAPAI_OK);
    size_t count = 0;
    for (size_t i = 0; i < stored->count; i++) {
        char path[PATH + NAME + 2];
        if (names[i].data[0] == '.')
            continue;
        CHECK(count < FILES && names[i].size < NAME);
        memcpy(stored->names[count], names[i].data, names[i].size + 1);
        snprintf(path, sizeof path, "%s/%s", stored->folder, names[i].data);
        CHECK(capai_file_read(path, &all.arena, &stored->bytes[count++], NULL) == CAPAI_OK);
    }
    stored->count = count;
    CHECK(count > 10);
}

static void make_stores(void)
{
    static const char opd[] = "opd,tahun,nama,kabupaten,aturan\na,2024,A,Kab,x\nb,2024,B,Kab,x\n"
                              "c,2024,C,Kota,lain\n";
    static const char rows[] =
        "opd,tahun,sasaran,indikator,arah,target,realisasi\na,2024,S,I,positif,80,75\n"
        "b,2024,S,I,positif,80,60\nb,2024,S,J,positif,80,delapan\nc,2024,S,I,positif,8,7\n";
    const char *tmp = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : getenv("TMPDIR");
    char folder[PATH];
    struct capai_error err = {0};
    snprintf(all.base, sizeof all.base, "%s/capai-store-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    CHECK(mkdtemp(all.base));
    atexit(remove_all);
    capai_arena_init(&all.arena, NULL, NULL, 0);
    snprintf(all.data, sizeof all.data, "%s/data", all.base);
    snprintf(all.out, sizeof all.out, "%s/out", all.base);
    CHECK(mkdir(all.data, 0700) == 0);
    write_file(all.data, "opd.csv", CAPAI_TEXT(opd));
    write_file(all.data, "indikator.csv", CAPAI_TEXT(rows));
    const char *const paths[] = {all.data};
    snprintf(folder, sizeof folder, "%s/batch", all.base);
    struct capai_batch batch = batch_of(paths, folder);
    batch.delivery.deliver = stop;
    run(&batch, false, &err);
    keep(&all.batch, folder);
    snprintf(folder, sizeof folder, "%s/shard", all.base);
    batch.delivery.deliver = NULL;
    batch.shard = batch.shards = 1;
    err = (struct capai_error){0};
    CHECK(run(&batch, false, &err) == CAPAI_OK);
    keep(&all.shard, folder);
}

/* ---- changes ---- */

/* A copy of a file, with room to grow. */
struct copy {
    char *data;
    size_t size;
};

/* Does one change. Numbers are small ones, or all bits but those. */
static void change(struct copy *copy, size_t most, struct fuzz_input *input)
{
    const unsigned what = fuzz_choice(input, 6);
    const size_t where = fuzz_choice(input, 256) * 256u + fuzz_choice(input, 256);
    const uint64_t small = fuzz_choice(input, 256) + fuzz_choice(input, 256) * 256u;
    const uint64_t number = fuzz_choice(input, 2) ? ~small : small;
    const size_t at = copy->size ? where % copy->size : 0;
    size_t size = copy->size - at;
    switch (what) {
    case 0: /* a byte */
        if (size)
            copy->data[at] = (char)(copy->data[at] ^ (char)(small | 1));
        break;
    case 1: /* a number of eight bytes */
        memcpy(copy->data + at, &number, size < sizeof number ? size : sizeof number);
        break;
    case 2: /* of four */
        memcpy(copy->data + at, &number, size < 4 ? size : 4);
        break;
    case 3: /* cut */
        copy->size = at;
        break;
    case 4: /* what stands there twice */
        if (size > most - copy->size)
            size = most - copy->size;
        memmove(copy->data + copy->size, copy->data + at, size);
        copy->size += size;
        break;
    default: /* some bytes less */
        size = size < small ? size : (size_t)small;
        memmove(copy->data + at, copy->data + at + size, copy->size - at - size);
        copy->size -= size;
        break;
    }
}

/* What one who wants harm does besides. */
static void make_fit(const char *name, struct copy *copy)
{
    struct batch_state state;
    if (strcmp(name, "shard") == 0 && copy->size >= DIGEST_SIZE) {
        unsigned char digest[DIGEST_SIZE];
        const size_t size = copy->size - DIGEST_SIZE;
        CHECK(digest_of((capai_text){copy->data, size}, digest));
        memcpy(copy->data + size, digest, DIGEST_SIZE);
    }
    for (size_t at = 0; strcmp(name, "journal") == 0 && copy->size - at >= sizeof state;
         at += sizeof state) {
        memcpy(&state, copy->data + at, sizeof state);
        state.check = XXH3_64bits(&state, offsetof(struct batch_state, check));
        memcpy(copy->data + at, &state, sizeof state);
    }
}

/* Writes the store anew, with the changes. */
static void restore(const struct stored *stored, const struct fuzz_input *input, unsigned choice)
{
    for (size_t i = 0; i < stored->count; i++) {
        if ((choice & 5) == 4 && strcmp(stored->names[i], BATCH_COMPLETE) == 0)
            continue; /* the end is still to be made */
        const size_t most = 2 * stored->bytes[i].size + 64;
        struct copy copy = {malloc(most), stored->bytes[i].size};
        CHECK(copy.data);
        memcpy(copy.data, stored->bytes[i].data, copy.size);
        struct fuzz_input rest = *input;
        for (int k = 0; k < CHANGES && rest.size >= 8; k++) {
            struct fuzz_input one = {rest.data, 8};
            rest = (struct fuzz_input){rest.data + 8, rest.size - 8};
            if (fuzz_choice(&one, (unsigned)stored->count) == i)
                change(&copy, most, &one);
        }
        if (choice & 2)
            make_fit(stored->names[i], &copy);
        write_file(stored->folder, stored->names[i], (capai_text){copy.data, copy.size});
        free(copy.data);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    struct capai_error err = {0};
    if (!*all.base)
        make_stores();
    const unsigned choice = fuzz_choice(&input, 8);
    const struct stored *stored = choice & 1 ? &all.shard : &all.batch;
    char folder[PATH];
    snprintf(folder, sizeof folder, "%.*s", (int)(strlen(stored->folder) - sizeof CAPAI_STORE_NAME),
             stored->folder);
    nftw(stored->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    mkdir(stored->folder, 0700);
    restore(stored, &input, choice);
    const char *const paths[] = {choice & 1 ? folder : all.data};
    struct capai_batch batch = batch_of(paths, choice & 1 ? all.out : folder);
    batch.resume = true;
    const enum capai_status status = run(&batch, choice & 1, &err);
    CHECK(size > 1 || status == CAPAI_OK); /* nothing was changed */
    return 0;
}
