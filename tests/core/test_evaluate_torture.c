/* Evaluation when memory runs out, at every request. */
#include "data_test.h"

#include "core/evaluate.h"

static struct capai_survey torture_survey(void)
{
    static struct capai_unsur unsur[3];
    static struct capai_band band;
    band = data_band("B", "60", true, NULL, false);
    unsur[0] = (struct capai_unsur){CAPAI_TEXT("u1"), CAPAI_TEXT("a"), {dec("1"), dec("3")}};
    unsur[1] = (struct capai_unsur){CAPAI_TEXT("ux"), CAPAI_NO_TEXT, {dec("1"), dec("7")}};
    unsur[2] = (struct capai_unsur){CAPAI_TEXT("u4x"), CAPAI_NO_TEXT, {dec("1"), dec("9")}};
    return (struct capai_survey){
        .unsur = unsur,
        .count = 2,
        .lowest = 1,
        .highest = 4,
        .conversion = dec("25"),
        .scale = {.bands = &band, .count = 1, .above = CAPAI_BEYOND_ERROR, .below = -2},
    };
}

static struct capai_lke torture_lke(void)
{
    static struct capai_lke_part parts[4];
    static struct capai_lke_answer answer;
    static struct capai_band band;
    band = data_band("A", "60", true, NULL, false);
    answer = (struct capai_lke_answer){CAPAI_TEXT("Y"), dec("0.7")};
    parts[0] = (struct capai_lke_part){CAPAI_TEXT("1"), CAPAI_TEXT("x"), dec("60"), 3};
    parts[1] = (struct capai_lke_part){CAPAI_TEXT("1.a"), CAPAI_TEXT("y"), dec("20"), 2};
    parts[2] = (struct capai_lke_part){CAPAI_TEXT("1.b"), CAPAI_TEXT("z"), dec("40"), 3};
    parts[3] = (struct capai_lke_part){CAPAI_TEXT("2"), CAPAI_NO_TEXT, dec("40"), 4};
    return (struct capai_lke){
        .parts = parts,
        .count = 4,
        .answers = &answer,
        .answer_count = 1,
        .full = dec("3"),
        .total = dec("100"),
        .missing_zero = true,
        .round = {2, CAPAI_HALF_UP},
        .scale = {.bands = &band, .count = 1, .above = CAPAI_BEYOND_ERROR, .below = -2},
    };
}

static void put_torture(struct data *d)
{
    data_put(d, "opd.csv", "opd,tahun,kabupaten,tabel_anggaran\na,2024,K,A\nb,2024,K,\n");
    data_put(d, "manifest.json", "{\"notation\": \"indonesia\", \"text_notation\": \"plain\"}");
    data_put(d, "indikator.csv",
             "opd," HEAD ",target_akhir,pembanding,bobot\n"
             "a,2023,,T,S1,i,positif,3,1,3,2,1\na,2024,,T,S1,i,positif,3,2,A,x,2\n"
             "a,2024,,T,S2,j,positf,3,2,A,1,2\na,2024,tujuan,T,,k,positif,7,8,9,1,1\n"
             "a,2024,,U,S3,l,positif,A,B,AA,1,\nb,2024,,T,S1,i,positif,3,1.5,3,2,1\n");
    data_put(d, "anggaran.csv",
             "opd,tahun,versi,tabel,kode,jenjang,sasaran,pagu,realisasi\n"
             "a,2024,,A,1,program,,30,10\na,2024,,A,1.1,kegiatan,S1,20,10\n"
             "a,2024,murni,B,1,program,S2,1,1\na,2024,perubahan,B,1,program,S2,2,1\n"
             "a,2024,murni,B,9,program,S2,1,1\n"
             "a,2024,,A,2,program,S4,7,3\nb,2024,,A,1,program,S1,7,3\n");
    data_put(d, "sasaran.csv",
             "opd,tahun,sasaran,capaian_lapor,efisiensi\na,2024,S1,5,x\na,2024,S9,6,\n"
             "b,2024,S1,,99\n");
    data_put(d, "output.csv",
             "opd,tahun,kode,output,arah,target,realisasi\na,2024,1,o,,4 Dok,3\n"
             "a,2024,1,p,naik,4,3\na,2024,1,q,,x,3\nb,2024,1,o,,A,3\nb,2024,2,\"o\n");
    data_put(d, "rencana_aksi.csv",
             "opd,tahun,sasaran,indikator,perhitungan,tw1,tw2,realisasi_tw1,realisasi_tw2\n"
             "a,2024,S1,i,jumlah,1,2,1,1\na,2024,S1,l,kenaikan,1,2,3,1\n"
             "a,2024,S3,l,terakhir,A,x,B,2\na,2024,S1,m,,1,2,1,1\n");
    data_put(d, "renstra.csv",
             "opd,versi,kode,indikator,awal,target_2024,rp_2024,target_2025,rp_2025\n"
             "a,,1,i,1,2,30,3,x\na,,1.1,j,1,A,10,,5\na,,1.1,k,1,A,11,,5\n"
             "a,perubahan,1.2,k,1,A,10,,5\n");
    data_put(d, "skm.csv",
             "opd,tahun,responden,u1,u4,ux\na,2024,1,4,3,1\na,2023,1,4,,1\n"
             "a,2024,1,3,5,1\nb,2024,1,1,1,1\n");
    d->rules.survey = torture_survey();
    data_put(d, "lke.csv",
             "opd,tahun,kode,kriteria,jawaban,bobot\na,2024,1,k,AA,1\n"
             "a,2024,1.a,k,Y,7\na,2024,1.b.1,k,Z,\na,2024,1.b.2,k,Y,\n"
             "a,2024,3,k,Y,\na,2023,2,k,,\nb,2024,2,k,Y,2\n");
    d->rules.lke = torture_lke();
    data_put(d, "alias.csv", "kolom,nama,baku\nsasaran,s-3,Sasaran Tiga\n");
}

/* Loads, evaluates, ranks; with an arena that lets every piece reach the allocator. */
static enum capai_status run_all(struct data *d, struct capai_arena *arena, struct capai_error *err)
{
    struct capai_notices notices;
    struct capai_dataset *dataset;
    struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA};
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    enum capai_status status =
        capai_dataset_load(d->folder, &options, arena, &notices, &dataset, err);
    if (status)
        return status;
    struct capai_evaluation *evaluation = capai_evaluation_new(&dataset, 1, arena, &notices);
    if (!evaluation)
        return capai_fail_memory(err);
    for (size_t i = 0; !status && i < capai_dataset_opds(dataset); i++)
        status = capai_evaluate_opd(evaluation, dataset, i, &d->rules, err);
    return status ? status : capai_evaluation_finish(evaluation, err);
}

/* The parts of capai_evaluate_opd, whose own arena has large blocks, with one of small ones. */
static enum capai_status run_parts(struct data *d, struct capai_arena *arena,
                                   struct capai_error *err)
{
    struct capai_dataset dataset = *d->dataset, *sets[] = {&dataset};
    struct capai_notices notices;
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    dataset.arena = arena;
    dataset.notices = &notices;
    struct capai_evaluation *evaluation = capai_evaluation_new(sets, 1, arena, &notices);
    if (!evaluation)
        return capai_fail_memory(err);
    struct job job = {
        .evaluation = evaluation, .dataset = &dataset, .rules = &d->rules, .arena = arena};
    enum capai_status status = budget_build(&dataset, 0, arena, &job.budget, err);
    if (!status)
        status = evaluate_indicators(&job, err);
    if (!status)
        status = evaluate_groups(&job, err);
    if (!status)
        status = evaluate_budget(&job, err);
    if (!status)
        status = evaluate_survey(&job, err);
    if (!status)
        status = evaluate_lke(&job, err);
    if (!status)
        status = evaluate_opd(&job, err);
    if (!status)
        status = evaluate_output(&job, err);
    if (!status)
        status = evaluate_triwulan(&job, err);
    return status ? status : evaluate_renstra(&job, err);
}

static void torture(struct data *d, enum capai_status (*run)(struct data *, struct capai_arena *,
                                                             struct capai_error *))
{
    enum capai_status status = CAPAI_ERR_MEMORY;
    for (long n = 0; status; n++) {
        struct failing failing = {.fail_at = n};
        struct capai_arena arena;
        struct capai_error err = {0};
        capai_arena_init(&arena, failing_alloc, &failing, 0);
        arena.block_size = 1;
        status = run(d, &arena, &err);
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        assert_int_equal(err.status, status);
        assert_true(status == CAPAI_OK || status == CAPAI_ERR_MEMORY);
        /* it succeeds when, and only when, nothing failed */
        assert_int_equal(status == CAPAI_OK, failing.requests <= n);
    }
}

static void test_evaluate_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct data *d = *state;
    put_torture(d);
    torture(d, run_all);
}

static void test_evaluate_parts_out_of_memory_at_any_request_fail_cleanly(void **state)
{
    struct data *d = *state;
    put_torture(d);
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    d->rules.clamp = data_clamp("0", "120");
    d->rules.clamp_class = data_clamp("0", "100");
    d->rules.efficiency.scale = d->rules.scale;
    d->rules.efficiency.range = data_clamp("-20", "20");
    for (int variant = 0; variant < CAPAI_EFFICIENCY_TYPED; variant++) {
        d->rules.survey.count = variant ? 3 : 2; /* of which the third is not in the file */
        d->rules.average.over_sasaran = variant % 2;
        d->rules.average.kind = (enum capai_average_kind)(variant % CAPAI_AVERAGE_COUNT);
        d->rules.efficiency.kind = (enum capai_efficiency_kind)(variant + 1);
        d->rules.average.modal = variant == CAPAI_REACHED;
        d->rules.classify_exact = variant % 2;
        torture(d, run_parts);
    }
}

/* A limit that cuts the scratch of one OPD short fails the OPD, and gives its memory back. */
static void test_evaluate_opd_beyond_the_limit_fails_cleanly(void **state)
{
    struct data *d = *state;
    put_torture(d);
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    enum capai_status status = CAPAI_ERR_MEMORY;
    size_t limit = 0;
    while (status) {
        struct failing failing = {.fail_at = -1};
        struct capai_arena arena;
        struct capai_error err = {0};
        capai_arena_init(&arena, failing_alloc, &failing, limit += 4096);
        struct capai_evaluation *evaluation =
            capai_evaluation_new(&d->dataset, 1, &arena, &d->notices);
        status = evaluation ? capai_evaluate_opd(evaluation, d->dataset, 0, &d->rules, &err)
                            : CAPAI_ERR_MEMORY;
        capai_arena_clear(&arena);
        assert_int_equal(failing.live, 0);
        assert_true(status == CAPAI_OK || status == CAPAI_ERR_MEMORY);
    }
    assert_in_range(limit, 8192, 1 << 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_evaluate_out_of_memory_at_any_request_fails_cleanly),
        data_test(test_evaluate_parts_out_of_memory_at_any_request_fail_cleanly),
        data_test(test_evaluate_opd_beyond_the_limit_fails_cleanly),
    };
    return cmocka_run_group_tests_name("evaluate_torture", tests, NULL, NULL);
}
