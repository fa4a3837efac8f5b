/* Rule scripts from strangers, in the sandbox with little memory and few steps: rules or a refusal
 * that says why; what the rules make of data is a result or a complaint. Input: the script. */
#define _GNU_SOURCE /* memfd_create */

#include <sys/mman.h>
#include <unistd.h>

#include "evaluate.h"

enum { MEMORY = 128 << 20, SCRIPT_MEMORY = 24 << 20, SCRIPT_MILLISECONDS = 40 };

static const char indikator[] = "tahun,jenis,tujuan,sasaran,indikator,arah,target,realisasi,bobot\n"
                                "2023,,T,S,i,positif,80,70,1\n2024,,T,S,i,positif,90,83.57,2\n"
                                "2024,,T,S,j,negatif,4 Dok,5,1\n2024,,T,U,k,uji,BB,A (80),1\n"
                                "2024,tujuan,T,,l,positif,7 - 8,NA,\n2024,,T,U,m,positif,0,1,1\n";
static const char anggaran[] = "tahun,kode,jenjang,sasaran,pagu,realisasi\n"
                               "2024,1,program,S,30,10\n2024,2,program,U,0,0\n";
static const char skm[] = "tahun,responden,u1,u2\n2024,1,4,3\n2024,2,3,\n";
static const char lke[] = "tahun,kode,kriteria,jawaban\n2024,1.a,k,Y\n2024,1.b,l,AA\n";

static const struct capai_dataset_options options = {.notation = CAPAI_NOTATION_PLAIN,
                                                     .year = 2024};

static void evaluate(struct capai_packs *packs, const char *rules, struct capai_arena *arena)
{
    const struct capai_input files[] = {
        {"indikator.csv", CAPAI_TEXT("indikator.csv"), CAPAI_TEXT(indikator)},
        {"anggaran.csv", CAPAI_TEXT("anggaran.csv"), CAPAI_TEXT(anggaran)},
        {"skm.csv", CAPAI_TEXT("skm.csv"), CAPAI_TEXT(skm)},
        {"lke.csv", CAPAI_TEXT("lke.csv"), CAPAI_TEXT(lke)}};
    struct capai_notices notices;
    struct capai_dataset *dataset;
    struct capai_evaluation *evaluation;
    struct capai_error err = {0};
    struct bytes out = {.data = NULL};
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    CHECK(capai_dataset_read("x", files, 4, &options, arena, &notices, &dataset, &err) == CAPAI_OK);
    const enum capai_status status =
        capai_evaluate(packs, rules, &dataset, 1, arena, &notices, &evaluation, &err);
    fuzz_check_status(status, &err);
    CHECK(status == CAPAI_OK || status == CAPAI_ERR_MEMORY);
    fuzz_check_notices(&notices);
    if (!status)
        fuzz_write(evaluation, arena, &out);
    bytes_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const folders[] = {"scripts/rules"};
    static int file = -1;
    static char path[64];
    struct capai_arena arena;
    struct capai_notices notices;
    const struct capai_rules *rules = NULL;
    struct capai_error err = {0};
    if (file < 0) {
        file = memfd_create("rules", 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    CHECK(file >= 0 && ftruncate(file, 0) == 0);
    CHECK(pwrite(file, data, size, 0) == (ssize_t)size);
    capai_arena_init(&arena, NULL, NULL, MEMORY);
    capai_notices_init(&notices, &arena, CAPAI_NOTICES_LIMIT);
    struct capai_packs *packs = capai_packs_new(folders, 1, &arena, &notices);
    CHECK(packs);
    capai_packs_limit(packs, (struct capai_script_limits){SCRIPT_MEMORY, SCRIPT_MILLISECONDS});
    const enum capai_status status = capai_packs_named(packs, path, 2024, &rules, &err);
    fuzz_check_status(status, &err);
    CHECK((rules != NULL) == (status == CAPAI_OK));
    CHECK(status == CAPAI_OK || status == CAPAI_ERR_RULES || status == CAPAI_ERR_USAGE ||
          status == CAPAI_ERR_MEMORY || status == CAPAI_ERR_DATA);
    fuzz_check_notices(&notices);
    if (!status)
        evaluate(packs, path, &arena);
    capai_packs_free(packs);
    capai_arena_clear(&arena);
    return 0;
}
