/* Odd data of all kinds: whether the quick way does an OPD or leaves it alone, the results are,
 * byte by byte, those of the way through libcsv and the whole evaluation. */
#include "data_test.h"

#include <string.h>

#include "capai/batch.h"
#include "capai/system.h"
#include "batch_rules.h"
#include "core/batch_sets.h"

uint64_t __wrap_sets_size(struct batch_plan *plan, const struct batch_set *set,
                          struct capai_arena *scratch);

/* Every set is a large one (linked with --wrap). */
uint64_t __wrap_sets_size(struct batch_plan *plan, const struct batch_set *set,
                          struct capai_arena *scratch)
{
    (void)plan;
    (void)set;
    (void)scratch;
    return UINT32_MAX;
}

/* ---- both ways ---- */

static enum capai_status find_rules(void *opened, const struct capai_opd *opd,
                                    const struct capai_rules **out, struct capai_error *err)
{
    (void)opd;
    (void)err;
    *out = &((struct data *)opened)->rules;
    return CAPAI_OK;
}

static struct capai_batch_rules rules_of(struct data *d)
{
    return (struct capai_batch_rules){.user = d,
                                      .open = open_rules,
                                      .find = find_rules,
                                      .scripts = no_scripts,
                                      .close = close_rules,
                                      .name = CAPAI_TEXT("uji")};
}

enum { TABLES = 4 };
static const char *const tables[TABLES] = {"opd.csv", "indikator.csv", "rekap.csv",
                                           "kabupaten.csv"};

/* The tables that one of the ways gives. */
static void run(struct data *d, const char *columns, bool libcsv, struct capai_arena *arena,
                capai_text results[TABLES])
{
    char out[600], command[700];
    snprintf(out, sizeof out, "%s.out", d->folder);
    const char *const paths[] = {d->folder};
    struct capai_notices notices;
    struct capai_batch_summary summary = {.opds = 0};
    struct capai_error error = {0};
    const struct capai_batch batch = {.paths = paths,
                                      .path_count = 1,
                                      .folder = out,
                                      .columns = columns,
                                      .libcsv = libcsv,
                                      .rules = rules_of(d),
                                      .jobs = 1};
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    const enum capai_status status = capai_batch_run(&batch, arena, &notices, &summary, &error);
    assert_true(status == CAPAI_OK || error.message == CAPAI_MSG_COLUMNS_UNKNOWN);
    for (int i = 0; i < TABLES; i++) {
        char path[700];
        snprintf(path, sizeof path, "%s/%s", out, tables[i]);
        results[i] = CAPAI_NO_TEXT;
        if (capai_file_kind_of(path) == CAPAI_FILE_REGULAR)
            assert_int_equal(capai_file_read(path, arena, &results[i], NULL), CAPAI_OK);
    }
    snprintf(command, sizeof command, "rm -rf '%s'", out);
    assert_int_equal(system(command), 0);
}

static void compare_ways(struct data *d, const char *columns, const char *what)
{
    struct capai_arena arena;
    capai_text quick[TABLES], whole[TABLES];
    capai_arena_init(&arena, NULL, NULL, 0);
    run(d, columns, false, &arena, quick);
    run(d, columns, true, &arena, whole);
    for (int i = 0; i < TABLES; i++)
        if (!capai_text_equal(quick[i], whole[i]))
            fail_msg("%s: %s: quick\n%.*s\nlibcsv\n%.*s", what, tables[i], (int)quick[i].size,
                     quick[i].data, (int)whole[i].size, whole[i].data);
    capai_arena_clear(&arena);
}

/* ---- data ---- */

static const char plain[] =
    "opd.opd,opd.tahun,opd.capaian,opd.predikat,opd.status,opd.jumlah_indikator,opd.pagu,"
    "opd.realisasi,opd.serapan,opd.status_serapan,opd.efisiensi,opd.peringkat,opd.aturan,"
    "indikator.opd,indikator.tahun,indikator.indikator,indikator.target,indikator.realisasi,"
    "indikator.capaian,indikator.predikat,indikator.status,indikator.di_batas,rekap.opd,"
    "rekap.tahun,rekap.predikat,rekap.urutan,rekap.jumlah,kabupaten.kabupaten,"
    "kabupaten.capaian";

static void put_plain(struct data *d)
{
    data_seamless(d);
    data_put(d, "opd.csv", "opd,tahun,nama,kabupaten,aturan\na,2024,A,K,\nb,2024,B,K,\n");
    data_put(d, "indikator.csv",
             "opd,tahun,sasaran,indikator,arah,target,realisasi\na,2024,S,i,positif,4,3\n"
             "a,2024,S,j,negatif,4,3\nb,2024,S,i,positif,7,6\n");
    data_put(d, "anggaran.csv",
             "opd,tahun,kode,uraian,sasaran,pagu,realisasi\na,2024,1,K,S,100,50\n"
             "a,2024,1.1,K,S,100,50\nb,2024,1,K,S,100,50\n");
}

#define OPD(rows)                                                                                  \
    {                                                                                              \
        "opd.csv", "opd,tahun,nama,kabupaten,aturan\n" rows                                        \
    }
#define ROWS(rows)                                                                                 \
    {                                                                                              \
        "indikator.csv", "opd,tahun,sasaran,indikator,arah,target,realisasi\n" rows                \
    }
#define LINES(rows)                                                                                \
    {                                                                                              \
        "anggaran.csv", "opd,tahun,kode,uraian,sasaran,pagu,realisasi\n" rows                      \
    }
#define B "b,2024,S,i,positif,7,6\n"
#define LONG "1234567890123456789012345678901234567890"
#define MANY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* A file in the place of the plain one. */
static const struct odd {
    const char *file, *text;
} odds[] = {
    OPD("a,2024,\"A \"\"x\"\"\",K,\nb,2024,\"B, C\",\"K\",\n"),
    OPD("a,2023,A,K,\nb,2024,B,K,\n"),
    OPD("a,,A,K,\nb,,B,K,\n"),
    OPD("a,2024,\x01 A,K,\nb,2024,\" B\",K,\n"),
    OPD("a,2024,A,K,\n"),
    OPD("a,2024,A,K,\na,2024,A,K,\nb,2024,B,K,\n"),
    OPD("c,2024,A,K,\nb,2024,B,K,\na,2024,A,K,\n"),
    OPD("a,2024,\"A\nB\",K,\nb,2024,B,,\n"),
    OPD("a,2024,\xC2\xA0"
        "A\xC2\xA0,K,\nb,2024,B,K,\n"),
    {"opd.csv", "opd,nama,tahun_awal,provinsi\na,A,,P\nb,B,2020,\n"},
    {"opd.csv", "opd,tahun,nama,tabel_anggaran\na,2024,A,\nb,2024,B,x\n"},
    ROWS("a,2024,,i,positif,4,3\n" B),
    ROWS("a,2024,S,,positif,4,3\n" B),
    ROWS("a,2024,S,i,positif,4,3\na,2024,T,i,positif,4,3\n" B),
    ROWS("a,2024,S,i,positif,4,3\na,2024,S,i,positif,4,3\n" B),
    ROWS("a,2024,S,i,,4,3\n" B),
    ROWS("a,2024,S,i,ngawur,4,3\n" B),
    ROWS("a,2023,S,i,positif,4,3\na,2024,S,i,positif,4,3\n" B),
    ROWS("a,x,S,i,positif,4,3\n" B),
    ROWS("a,2024,S,i,positif,0,3\n" B),
    ROWS("a,2024,S,i,positif,-4,3\n" B),
    ROWS("a,2024,S,i,positif,4,-3\n" B),
    ROWS("a,2024,S,i,positif," LONG "," LONG "\n" B),
    ROWS("a,2024,S,i,positif,1234567890123456789,9876543210987654321\n" B),
    ROWS("a,2024,S,i,positif,1.234.5,3\n" B),
    ROWS("a,2024,S,i,positif,\"1.234,5\",\"1.235,25\"\n" B),
    ROWS("a,2024,S,i,positif,\"0,0000001\",\"0,0000003\"\n" B),
    ROWS("a,2024,S,i,positif,4 Dok,3 Dok\n" B),
    ROWS("a,2024,S,i,positif,4%,3%\n" B),
    ROWS("a,2024,S,i,positif,A,BB\n" B),
    ROWS("a,2024,S,i,positif,4,\n" B),
    ROWS("a,2024,S,i,positif,,3\n" B),
    ROWS("a,2024,S,i,positif,\"0,3333333333333333333333\",1\n" B),
    ROWS("a,2024,S,i,positif,3,1\na,2024,S,j,positif,7,1\na,2024,S,k,positif,11,1\n" B),
    ROWS("a,2024,S,\"i \"\"x\"\"\",positif,4,3\n" B),
    ROWS("a,2024,S,\"i\nj\",positif,4,3\n" B),
    ROWS("a,2024,S,\" i \",positif,4,3\n" B),
    ROWS("a,2024,\"S, T\",i,\"positif\",\"4\",\"3\"\n" B),
    ROWS("a,2024,S,i,positif,4,3,9\n" B),
    ROWS("a,2024,S,i,positif,4\n" B),
    ROWS(B "a,2024,S,i,positif,4,3\nb,2024,S,j,positif,4,3"),
    ROWS(B "a,2024,S,i,positif,4,3\r\nb,2024,S,j,positif,4,3\r\n"),
    ROWS(B ",2024,S,i,positif,4,3\n"),
    ROWS("a,2024,S,i" MANY MANY MANY MANY MANY ",positif,4,3\n" B),
    ROWS("a,2024,S" MANY MANY MANY MANY MANY ",i,positif,4,3\n" B),
    ROWS("a,2024,S,\xC3\x89tat \xE2\x80\x93 x,positif,4,3\n" B),
    ROWS("a,2024,S,i\xFF,positif,4,3\n" B),
    {"indikator.csv", "opd,tahun,jenis,sasaran,indikator,arah,target,realisasi\n"
                      "a,2024,program,,i,positif,4,3\na,2024,ngawur,S,j,positif,4,3\n"
                      "b,2024,,S,i,positif,7,6\n"},
    {"indikator.csv", "opd,tahun,jenis,sasaran,indikator,arah,target,realisasi\n"
                      "a,2024,tujuan,S,i,positif,4,3\nb,2024,sasaran,S,i,positif,7,6\n"},
    {"indikator.csv", "opd,tahun,tujuan,sasaran,indikator,arah,target,realisasi\n"
                      "a,2024,T,S,i,positif,4,3\nb,2024,\"T\"\"\",S,i,positif,7,6\n"},
    {"indikator.csv", "opd,tahun,versi,indikator,arah,target,realisasi,bobot,tahun_akhir\n"
                      "a,2024,,i,positif,4,3,,\nb,2024,murni,i,positif,7,6,2,2026\n"},
    {"indikator.csv", "opd;tahun;sasaran;indikator;arah;target;realisasi\n"
                      "a;2024;S;\"i;j\";positif;4;3\nb;2024;S;i, j;positif;7;6\n"},
    {"indikator.csv", "opd,indikator,target,realisasi\na,i,4,3\nb,i,7,6\n"},
    LINES("a,2024,1,K,S,100,50\na,2024,1.1,K,S,90,50\n"),
    LINES("a,2024,1,K,S,100,50\na,2024,1.1,K,S,60,30\na,2024,1.2,K,S,40,20\n"),
    LINES("a,2024,1.1,K,S,60,30\na,2024,1,K,S,100,50\na,2024,1.2,K,S,40,20\n"),
    LINES("a,2024,1,K,S,100,50\na,2024,1,K,S,100,50\n"),
    LINES("a,2024,1,K,Lain,100,50\nb,2024,1,K,Lain,100,50\n"),
    LINES("a,2024,1,K,S,0,0\n"),
    LINES("a,2024,1,K,S,100,150\n"),
    LINES("a,2024,1,K,S,-100,50\n"),
    LINES("a,2024,1,K,S,100,-50\n"),
    LINES("a,2024,1,K,S,x,50\n"),
    LINES("a,2024,1,K,S,100,\n"),
    LINES("a,2024,,K,S,100,50\n"),
    LINES("a,2024,1 x,K,S,100,50\n"),
    LINES("a,2024,1\xC3\x89,K,S,100,50\n"),
    LINES("a,2024,12345678 x,K,S,100,50\n"),
    LINES("a,2024," MANY MANY MANY MANY MANY ",K,S,100,50\n"),
    LINES("a,2024,1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.7.8.9,K,S,100,50\n"),
    LINES("a,2024,12345678.9,K,S,100,50\na,2024,\"12345678.9.1\",K,S,100,50\n"),
    LINES("a,2023,1,K,S,100,50\na,2024,1,K,S,100,50\n"),
    LINES("a,2024,1,K,S,9223372036854775807,9223372036854775806\na,2024,2,K,S,9223372036854775807,"
          "1\n"),
    LINES("a,2024,1,K,S,9223372036854775807,1\na,2024,2,K,S,\"1,5\",1\n"),
    LINES("a,2024,1,K,S,\"1,5\",1\na,2024,2,K,S,9223372036854775807,1\n"),
    LINES("a,2024,1,K,S," LONG ",1\n"),
    LINES("a,2024,1,K,S,\"100,123456789\",\"50,000\"\na,2024,2,K,S,\"100,1\",\"50,25\"\n"),
    LINES("a,2024,1,K,S,\"1.000.000,00\",\"999.999,99\"\n"),
    LINES("a,2024,1,K,\"S\"\"\",100,50\na,2024,2,K,\"\",100,50\n"),
    LINES("a,2024,1,K\nx,S,100,50\n"),
    {"anggaran.csv", "opd,tahun,tabel,kode,uraian,sasaran,pagu,realisasi\n"
                     "a,2024,A,1,K,S,100,50\na,2024,B,1,K,S,70,60\nb,2024,A,1,K,S,100,50\n"},
    {"anggaran.csv", "opd,tahun,jenjang,kode,uraian,sasaran,pagu,realisasi\n"
                     "a,2024,program,1,K,S,100,50\na,2024,total,,K,,100,50\nb,2024,,1,K,S,1,1\n"},
    {"anggaran.csv", "opd,tahun,kode,uraian,pagu,realisasi\na,2024,1,K,100,50\n"},
    {"anggaran.csv", "opd,kode,pagu,realisasi\na,1,100,50\n"},
    {"anggaran.csv", "opd,tahun,kode,pagu,realisasi,versi\na,2024,1,100,50,\na,2024,2,9,9,murni\n"},
    {"sasaran.csv", "opd,tahun,sasaran,capaian_lapor\na,2024,S,75\n"},
    {"output.csv", "opd,tahun,kode,output,target,realisasi\na,2024,1,o,4,3\n"},
    {"manifest.json", "{\"notation\": \"plain\", \"text_notation\": \"indonesia\"}"},
    {"manifest.json", "{\"notation\": \"plain\", \"text_notation\": \"plain\"}"},
    {"alias.csv", "kolom,nama,baku\nsasaran,S,Sasaran\n"},
    {"alias.csv", "kolom,nama,baku\nsasarn,S,Sasaran\nsasaran,S,T\nsasaran,S,U\n"},
};

/* More columns than the quick way has room for; the last ones are those that it needs. */
static void many_columns_give_the_same_by_both_ways(void **state)
{
    static const char rows[] = "opd,tahun,sasaran,indikator,arah,target,realisasi\n";
    enum { COLUMNS = 90 };
    struct data *d = *state;
    char text[4096], columns[8192];
    size_t size = 0;
    put_plain(d);
    for (int row = 0; row < 3; row++) {
        static const char *const ends[] = {rows, "a,2024,S,i,positif,4,3\n",
                                           "b,2024,S,i,positif,7,6\n"};
        for (int c = 0; c < COLUMNS; c++)
            size += (size_t)snprintf(text + size, sizeof text - size, "k%d,", c);
        size += (size_t)snprintf(text + size, sizeof text - size, "%s", ends[row]);
    }
    data_put(d, "indikator.csv", text);
    compare_ways(d, plain, "columns of a file");
    put_plain(d);
    size = (size_t)snprintf(columns, sizeof columns, "opd.opd,indikator.opd");
    for (int c = 0; c < COLUMNS; c++)
        size += (size_t)snprintf(columns + size, sizeof columns - size,
                                 ",indikator.capaian=c%d,opd.capaian=c%d", c, c);
    compare_ways(d, columns, "columns of results");
}

static void odd_data_gives_the_same_by_both_ways(void **state)
{
    struct data *d = *state;
    for (size_t i = 0; i < sizeof odds / sizeof *odds; i++) {
        data_reset(d);
        put_plain(d);
        data_put(d, odds[i].file, odds[i].text);
        compare_ways(d, plain, odds[i].text);
    }
}

/* Columns of the results in another order, under other names, of the input, twice and none. */
static void chosen_columns_are_the_same_by_both_ways(void **state)
{
    static const char *const choices[] = {
        "opd.opd",
        "indikator.indikator",
        "rekap.jumlah",
        "kabupaten.kabupaten",
        "opd.opd=dinas,opd.capaian,opd.peringkat",
        "opd.nama,opd.nama=lagi,opd.kabupaten,opd.realisasi,opd.serapan,opd.efisiensi",
        "indikator.realisasi,indikator.opd,indikator.capaian=nilai,indikator.predikat",
        "indikator.jenis,indikator.tahun,indikator.status,indikator.di_batas,indikator.arah",
        "indikator.sasaran,indikator.target:asli=t,indikator.realisasi:asli=r,indikator.tren",
        "opd.provinsi,opd.versi,opd.status_serapan",
        "opd.opd,sasaran.opd=dinas",
        "rekap.predikat,rekap.jumlah=banyak,rekap.urutan"};
    struct data *d = *state;
    put_plain(d);
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        compare_ways(d, choices[i], choices[i]);
}

/* ---- rules ---- */

static void weigh(struct capai_rules *r)
{
    r->average.kind = CAPAI_WEIGHTED;
}

static void clamp_all(struct capai_rules *r)
{
    r->clamp = data_clamp("10", "90");
    r->clamp_class = data_clamp("20", "80");
    r->average.clamp = data_clamp("30", "80");
}

static void clamp_finely(struct capai_rules *r)
{
    r->clamp = data_clamp("10", "90.1234567890123456789");
}

static void be_exact(struct capai_rules *r)
{
    r->classify_exact = true;
}

static void be_exact_of_rounded(struct capai_rules *r)
{
    r->classify_exact = true;
    r->average.of_rounded = true;
}

static void be_silent(struct capai_rules *r)
{
    r->efficiency.kind = CAPAI_EFFICIENCY_NONE;
}

static void round_much(struct capai_rules *r)
{
    data_round(r, 12, CAPAI_HALF_EVEN);
}

static void round_nothing(struct capai_rules *r)
{
    data_round(r, 0, CAPAI_DOWN);
}

static void have_no_verdict(struct capai_rules *r)
{
    static struct capai_band bands[DATA_BANDS];
    memcpy(bands, r->scale.bands, r->scale.count * sizeof *bands);
    for (size_t i = 0; i < r->scale.count; i++)
        bands[i].no_verdict = true;
    r->scale.bands = bands;
}

static void name_oddly(struct capai_rules *r)
{
    static struct capai_band bands[DATA_BANDS];
    memcpy(bands, r->scale.bands, r->scale.count * sizeof *bands);
    bands[0].name = CAPAI_TEXT("Sangat, \"Tinggi\"");
    bands[1].name = CAPAI_TEXT(" Tinggi");
    bands[2].name = CAPAI_TEXT("Se\ndang");
    r->scale.bands = bands;
}

static void default_arah(struct capai_rules *r)
{
    r->default_arah = CAPAI_TEXT("positif");
}

/* Formulas in the place of the two, which compare in every way. */
static void formulas_that_compare_give_the_same_by_both_ways(void **state)
{
    static const char *const texts[] = {
        "if(realisasi < target, 50, 100)",
        "if(realisasi <= target, realisasi / target * 100, 100)",
        "if(realisasi > target, target / realisasi * 100, 100)",
        "if(realisasi >= target, 100, -realisasi * -100 / target)",
        "if(realisasi == target, 100, if(target != 4, 60, 70))",
        "min(100, max(0, 100 - (realisasi - target) / target * 100))",
        "realisasi * 1000000000000000000 / target / 10000000000000000",
        "realisasi / (target - realisasi) * 100"};
    static const char *const kinds[] = {"4,3",
                                        "3,4",
                                        "4,4",
                                        "1,100",
                                        "100,1",
                                        "9223372036854775807,9223372036854775806",
                                        "\"0,000001\",999999999999999999"};
    static struct capai_arah arah[2];
    static struct capai_expression expression;
    struct data *d = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            char text[300];
            data_reset(d);
            put_plain(d);
            assert_int_equal(
                capai_expression_parse(capai_text_of(texts[i]), &d->arena, &expression, &d->err),
                CAPAI_OK);
            memcpy(arah, d->rules.arah, sizeof arah);
            arah[1] = (struct capai_arah){arah[1].name, CAPAI_EXPRESSION, &expression, NULL};
            d->rules.arah = arah;
            snprintf(text, sizeof text,
                     "opd,tahun,sasaran,indikator,arah,target,realisasi\na,2024,S,i,negatif,%s\n"
                     "a,2024,S,j,positif,%s\nb,2024,S,i,negatif,%s\n",
                     kinds[k], kinds[k], kinds[k]);
            data_put(d, "indikator.csv", text);
            snprintf(text, sizeof text, "%s, %s", texts[i], kinds[k]);
            compare_ways(d, plain, text);
        }
}

/* Columns that are unknown only because a data set cannot be read: that is what is said. */
static void columns_of_a_set_that_cannot_be_read_name_what_is_wrong_with_it(void **state)
{
    struct data *d = *state;
    char out[600], command[700];
    const char *const paths[] = {d->folder};
    struct capai_batch_summary summary = {.opds = 0};
    put_plain(d);
    data_put(d, "indikator.csv",
             "opd,tahun,sasaran,indikator,arah,realisasi\na,2024,S,i,positif,3\n");
    snprintf(out, sizeof out, "%s.out", d->folder);
    const struct capai_batch batch = {.paths = paths,
                                      .path_count = 1,
                                      .folder = out,
                                      .columns = "indikator.catatan_kami",
                                      .rules = rules_of(d),
                                      .jobs = 1};
    assert_int_equal(capai_batch_run(&batch, &d->arena, &d->notices, &summary, &d->err),
                     CAPAI_ERR_UNUSABLE);
    assert_message(d->err, CAPAI_MSG_COLUMN_MISSING);
    assert_string_equal(data_base(d->err.file), "indikator.csv");
    snprintf(command, sizeof command, "rm -rf '%s'", out);
    assert_int_equal(system(command), 0);
}

static void odd_rules_give_the_same_by_both_ways(void **state)
{
    static void (*const changes[])(struct capai_rules *) = {
        weigh,      clamp_all,     clamp_finely,    be_exact,   be_exact_of_rounded, be_silent,
        round_much, round_nothing, have_no_verdict, name_oddly, default_arah};
    static const char *const kinds[] = {"4,3", "8,1", "3,2", "7,6", "9,8", "100,1", "1,100"};
    struct data *d = *state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            char text[300];
            data_reset(d);
            put_plain(d);
            changes[i](&d->rules);
            snprintf(text, sizeof text,
                     "opd,tahun,sasaran,indikator,arah,target,realisasi\na,2024,S,i,positif,%s\n"
                     "a,2024,S,j,,%s\nb,2024,S,i,positif,%s\n",
                     kinds[k], kinds[k], kinds[k]);
            data_put(d, "indikator.csv", text);
            snprintf(text, sizeof text, "rules %zu, %s", i, kinds[k]);
            compare_ways(d, plain, text);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(odd_data_gives_the_same_by_both_ways),
        data_test(chosen_columns_are_the_same_by_both_ways),
        data_test(odd_rules_give_the_same_by_both_ways),
        data_test(many_columns_give_the_same_by_both_ways),
        data_test(formulas_that_compare_give_the_same_by_both_ways),
        data_test(columns_of_a_set_that_cannot_be_read_name_what_is_wrong_with_it),
    };
    return cmocka_run_group_tests_name("quick_odd", tests, NULL, NULL);
}
