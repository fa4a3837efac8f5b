/* Layouts from strangers, in the sandbox with little memory and few steps: a document, or a refusal
 * that says why. A document is written in every form; the same layout makes the same one again; and
 * whatever a layout does, the results are as they were. Input: the script. A fuzzer asks for one
 * form of a document, or for it again, as the bytes of the input choose: most of the time goes
 * there. When the corpus is replayed, all of it is done. */
#define _GNU_SOURCE /* memfd_create */

#include <sys/mman.h>
#include <unistd.h>

#include "bindings/lua/layout.h"
#include "compiled.h"
#include "evaluate.h"
#include "lua.h"

enum { MEMORY = 256 << 20, SCRIPT_MEMORY = 32 << 20, SCRIPT_MILLISECONDS = 150 };

/* Whatever a layout can ask for: years, kinds, budgets, plans, quarters, a survey, a worksheet, and
 * words with signs in them. */
static const char opd[] = "opd,nama,kabupaten,tahun,aturan\n"
                          "x,Dinas <b>&G</b> {tahun},Kab,2024,permenpanrb-14-2017\n";
static const char sasaran[] = "tahun,sasaran,capaian_lapor,serapan_lapor\n"
                              "2024,S *1*,\"92.86\",100\n2024,=1+1,,\n";
static const char indikator[] =
    "tahun,id,jenis,tujuan,sasaran,indikator,satuan,arah,target,realisasi,target_akhir,pembanding\n"
    "2022,i,sasaran,T,S *1*,i,%,positif,80,70,100,\n"
    "2023,i,sasaran,T,S *1*,i,%,positif,80,75,100,\n"
    "2024,i,sasaran,T,S *1*,i,%,positif,90,83.57,100,88\n"
    "2024,j,sasaran,T,S *1*,{{tahun}} \\j,Dok,negatif,4,5,,\n"
    "2024,k,sasaran,T,=1+1,k | k,Nilai,positif,BB,A (80),A,\n"
    "2024,l,tujuan,T,,l,Indeks,positif,7 - 8,NA,,\n"
    "2024,m,program,T,=1+1,<i>m</i>,,positif,0,1,,\n";
static const char anggaran[] = "tahun,kode,jenjang,uraian,sasaran,pagu,realisasi\n"
                               "2023,1,program,p,S *1*,20,10\n2024,1,program,@p,S *1*,30,10\n"
                               "2024,1.2,kegiatan,k,S *1*,30,10\n2024,2,program,q,=1+1,0,0\n";
static const char renstra[] =
    "versi,kode,jenjang,uraian,indikator,satuan,awal,target_2023,rp_2023,target_2024,rp_2024,"
    "target_akhir\n"
    "sebelum perubahan,,tujuan,T,,,,,,,,\nsebelum perubahan,,sasaran,S *1*,i,%,70,80,,90,,100\n"
    "perubahan,,tujuan,T,,,,,,,,\nperubahan,,sasaran,S *1*,i,%,70,80,,95,,100\n"
    "perubahan,1,program,p,m,Dok,1,2,20,3,30,4\n";
static const char rencana_aksi[] =
    "tahun,sasaran,indikator,perhitungan,tw1,tw2,tw3,tw4,subkegiatan,satuan\n"
    "2024,S *1*,i,,20,40,60,80,,%\n2024,=1+1,m,terakhir,1,1,1,1,s,Dok\n";
static const char output[] = "tahun,kode,sasaran,subkegiatan,output,satuan,target,realisasi\n"
                             "2024,1.2.1,S *1*,s,o,Dok,4,3\n";
static const char skm[] = "tahun,responden,u1,u2,u3,u4,u5,u6,u7,u8,u9\n2024,1,4,3,4,4,4,4,4,3,2\n"
                          "2024,2,3,,3,3,3,3,3,3,3\n";

static const char penyebab[] = "# Sebab\n\n1. satu {{opd.capaian}}\n2. dua\n\n| a | b |\n\n"
                               "{{tabel.capaian}} **tebal** <script>\n";

static const struct capai_dataset_options options = {.notation = CAPAI_NOTATION_PLAIN,
                                                     .year = 2024};

/* What layouts are given, made once. */
static struct {
    struct capai_arena arena;
    struct capai_dataset *dataset;
    struct capai_evaluation *evaluation;
    struct bytes results; /* as tables */
    int file;
    char path[64];
} world;

static void make_world(void)
{
    const struct capai_input files[] = {
        {"data/opd.csv", CAPAI_TEXT("opd.csv"), CAPAI_TEXT(opd)},
        {"data/sasaran.csv", CAPAI_TEXT("sasaran.csv"), CAPAI_TEXT(sasaran)},
        {"data/indikator.csv", CAPAI_TEXT("indikator.csv"), CAPAI_TEXT(indikator)},
        {"data/anggaran.csv", CAPAI_TEXT("anggaran.csv"), CAPAI_TEXT(anggaran)},
        {"data/renstra.csv", CAPAI_TEXT("renstra.csv"), CAPAI_TEXT(renstra)},
        {"data/rencana_aksi.csv", CAPAI_TEXT("rencana_aksi.csv"), CAPAI_TEXT(rencana_aksi)},
        {"data/output.csv", CAPAI_TEXT("output.csv"), CAPAI_TEXT(output)},
        {"data/skm.csv", CAPAI_TEXT("skm.csv"), CAPAI_TEXT(skm)}};
    struct capai_notices notices;
    struct capai_error err = {0};
    CHECK(setenv("CAPAI_PATH", "scripts", 1) == 0); /* where our own part of layouts is */
    capai_arena_init(&world.arena, NULL, NULL, 0);
    capai_notices_init(&notices, &world.arena, CAPAI_NOTICES_LIMIT);
    CHECK(capai_dataset_read("data", files, sizeof files / sizeof *files, &options, &world.arena,
                             &notices, &world.dataset, &err) == CAPAI_OK);
    CHECK(capai_evaluate(fuzz_packs(), NULL, &world.dataset, 1, &world.arena, &notices,
                         &world.evaluation, &err) == CAPAI_OK);
    if (getenv("FUZZ_NOTICES"))
        for (size_t i = 0; i < notices.count; i++) {
            char text[2048];
            capai_error_text(&notices.list[i], CAPAI_ENGLISH, false, text, sizeof text);
            fprintf(stderr, "%s:%zu: %s\n", notices.list[i].file, notices.list[i].line, text);
        }
    fuzz_write(world.evaluation, &world.arena, &world.results);
    world.file = memfd_create("layout", 0);
    CHECK(world.file >= 0);
    snprintf(world.path, sizeof world.path, "/proc/self/fd/%d", world.file);
}

static bool explain(void *user, struct capai_arena *arena, capai_text *out)
{
    (void)user, (void)arena;
    *out = CAPAI_TEXT("## Angka\n\n- 83,57 : 90 × 100% = 92,86%\n\n| langkah | nilai |\n");
    return true;
}

/* Pushes the document, if the layout makes one. */
static bool make(lua_State *L, struct capai_arena *arena)
{
    const struct capai_input texts[] = {
        {"data/narasi/penyebab.md", CAPAI_TEXT("penyebab.md"), CAPAI_TEXT(penyebab)},
        {"data/narasi/kosong.md", CAPAI_TEXT("kosong.md"), CAPAI_TEXT("")}};
    struct capai_notices notices;
    struct capai_error err = {0};
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    struct layout_job job = {.evaluation = world.evaluation,
                             .datasets = &world.dataset,
                             .dataset_count = 1,
                             .year = 2024,
                             .packs = fuzz_packs(),
                             .layout = world.path,
                             .texts = texts,
                             .text_count = sizeof texts / sizeof *texts,
                             .limits = {SCRIPT_MEMORY, SCRIPT_MILLISECONDS},
                             .arena = arena,
                             .notices = &notices,
                             .explain = explain};
    const int top = lua_gettop(L);
    const enum capai_status status = layout_document(L, &job, &err);
    fuzz_check_status(status, &err);
    CHECK(status == CAPAI_OK || status == CAPAI_ERR_RULES || status == CAPAI_ERR_USAGE ||
          status == CAPAI_ERR_DATA || status == CAPAI_ERR_MEMORY);
    CHECK(lua_gettop(L) == top + (status == CAPAI_OK));
    fuzz_check_notices(&notices);
    return status == CAPAI_OK;
}

/* Pushes the document at the top of the stack as JSON, which has all of it. */
static void push_json(lua_State *L)
{
    lua_getglobal(L, "require");
    lua_pushliteral(L, "capai.render");
    lua_call(L, 1, 1);
    lua_pushvalue(L, -2);
    lua_pushliteral(L, "json");
    fuzz_call(L, 2, 1);
}

/* The document at the top of the stack is made once more, and is the same; what a limit of time
 * ends the second time is not. */
static void check_again(lua_State *L, struct capai_arena *arena)
{
    push_json(L);
    if (make(L, arena)) {
        push_json(L);
        CHECK(lua_rawequal(L, -1, -3));
        lua_pop(L, 2);
    }
    lua_pop(L, 1);
}

/* Checks the document at the top of the stack, and pops it. */
static void check_document(lua_State *L, struct capai_arena *arena, const uint8_t *data,
                           size_t size)
{
#ifdef FUZZING
    uint32_t sum = 2166136261;
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ data[i]) * 16777619;
    const unsigned form = (sum >> 16) % (FUZZ_FORMS + 1);
    if (form < FUZZ_FORMS)
        fuzz_render_as(L, form);
    else
        check_again(L, arena);
    lua_pop(L, 1);
#else
    (void)data, (void)size;
    check_again(L, arena);
    fuzz_render(L);
#endif
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct capai_arena arena;
    struct bytes results = {.data = NULL};
    lua_State *L = fuzz_lua();
    if (!world.evaluation)
        make_world();
    CHECK(ftruncate(world.file, 0) == 0);
    CHECK(pwrite(world.file, data, size, 0) == (ssize_t)size);
    capai_arena_init(&arena, NULL, NULL, MEMORY);
    if (make(L, &arena))
        check_document(L, &arena, data, size);
    fuzz_write(world.evaluation, &arena, &results);
    CHECK(results.size == world.results.size &&
          memcmp(results.data, world.results.data, results.size) == 0);
    bytes_clear(&results);
    capai_arena_clear(&arena);
    lua_settop(L, 0);
    lua_gc(L, LUA_GCCOLLECT);
    return 0;
}
