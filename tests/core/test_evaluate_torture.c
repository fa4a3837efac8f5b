/* Evaluation when memory runs out, at every request. */
#include "data_test.h"

#include "capai/compare.h"
#include "capai/formula.h"
#include "capai/trace.h"
#include "core/dataset.h"

#define BAD "tidak_dapat_dihitung"

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

/* A function that looks at another year, and fails in a script where there is none. */
static enum capai_outcome torture_function(void *user, const struct capai_row *row,
                                           struct capai_arena *arena, struct capai_ratio *out,
                                           struct capai_error *err)
{
    struct capai_row before;
    struct capai_cell cell;
    (void)user;
    if (capai_row_in_year(row, 2023, &before) &&
        capai_row_cell(&before, CAPAI_TEXT("realisasi"), &cell) && cell.has_number) {
        *out = (struct capai_ratio){cell.number, dec("3")};
        return CAPAI_NILAI;
    }
    capai_text name = capai_text_copy(CAPAI_TEXT("uji.lua"), arena);
    if (!name.data) {
        capai_fail_memory(err);
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    capai_fail(err, CAPAI_MSG_FORMULA_RETURN, CAPAI_WORDS(CAPAI_TEXT("nil")));
    capai_error_place(err, name.data, 7, 0);
    return CAPAI_TIDAK_DAPAT_DIHITUNG;
}

enum { TEXTS = 4 };

/* An arah for each kind of formula beside those of the rules: texts that look at other years, at
 * words and at ranges, and a function. */
static void use_formulas(struct data *d)
{
    static const char *const texts[TEXTS] = {
        "if(target == 0, 0, (realisasi + realisasi_sd_lalu) / target_akhir / 7 * 100)",
        "realisasi / realisasi_lalu * 100", "realisasi / target * 100",
        "if(realisasi > target_atas, (2*target_atas - realisasi) / target_atas * 100, 100)"};
    static const capai_text names[TEXTS] = {
        {"rencana", 7}, {"lalu", 4}, {"kata", 4}, {"rentang", 7}};
    static struct capai_expression expressions[TEXTS];
    static struct capai_word words[2];
    static const struct capai_function function = {.text = {"uji.lua:1", 9},
                                                   .call = torture_function};
    static struct capai_arah arah[TEXTS + 2];
    for (int i = 0; i < TEXTS; i++) {
        struct capai_expression *e = &expressions[i];
        assert_int_equal(capai_expression_parse(capai_text_of(texts[i]), &d->arena, e, NULL),
                         CAPAI_OK);
        arah[i] = (struct capai_arah){names[i], CAPAI_EXPRESSION, e, NULL};
    }
    words[0] = (struct capai_word){CAPAI_TEXT("Ya"), dec("7")};
    words[1] = (struct capai_word){CAPAI_TEXT("Tidak"), dec("3")};
    expressions[2].words = words;
    expressions[2].word_count = 2;
    arah[TEXTS] = (struct capai_arah){CAPAI_TEXT("fungsi"), CAPAI_FUNCTION, NULL, &function};
    arah[TEXTS + 1] = (struct capai_arah){.name = CAPAI_TEXT("positif")};
    d->rules.arah = arah;
    d->rules.arah_count = TEXTS + 2;
}

/* Rows for the formulas of use_formulas, and their quarters. */
static void put_formulas(struct data *d)
{
    data_put(d, "opd.csv", "opd,tahun,kabupaten\na,2024,K\n");
    data_put(d, "indikator.csv",
             "opd," HEAD ",target_akhir,tahun_akhir\n"
             "a,2022,,T,S,i,rencana,3,1,9,2026\na,2023,,T,S,i,rencana,3,1,9,2026\n"
             "a,2024,,T,S,i,rencana,3,2,9,2026\na,2023,,T,S,j,lalu,3,7,,\n"
             "a,2024,,T,S,j,lalu,3,2,,\na,2024,,T,S,k,kata,Ya,Tidak,,\n"
             "a,2024,,T,S,l,kata,Ya,Tida,,\na,2024,,T,S,m,rentang,7 - 8,9,,\n"
             "a,2023,,T,S,n,fungsi,3,7,,\na,2024,,T,S,n,fungsi,3,2,5,\n"
             "a,2024,,T,S,o,fungsi,3,2,,\na,2024,,T,S,p,positif,3,1..2,,\n");
    data_put(d, "rencana_aksi.csv",
             "opd,tahun,sasaran,indikator,perhitungan,tw1,tw2,realisasi_tw1,realisasi_tw2\n"
             "a,2024,S,i,jumlah,1,2,1,1\na,2024,S,j,kenaikan,1,2,1,3\n"
             "a,2024,S,k,tidak_turun,Ya,Ya,Ya,Tidak\na,2024,S,m,terakhir,7 - 8,8,9,7\n"
             "a,2024,S,n,terakhir,1,2,1,1\na,2024,S,o,jumlah,1,2,1,1\n"
             "a,2024,S,l,jumlah,Ya,1,1,1\n");
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

/* What is complained of: in every file, at every step. */
static void put_doubts(struct data *d)
{
    data_put(d, "opd.csv",
             "opd,tahun,nama,kabupaten,tabel_anggaran\na,2024,Dinas,K,Z\nb,2024,DINAS,K,\n"
             "a,2024,Dinas,K,Z\na,2024,Badan,K,Z,9\n,2024,x,K,\nd,2024,Dinas D,K,\n");
    data_put(d, "alias.csv",
             "kolom,nama,baku\nsasarn,x,y\nsasaran,u,v\nsasaran,v,w\nsasaran,p,q\nsasaran,p,r\n");
    data_put(d, "indikator.csv",
             "opd,tahun,versi,jenis,iku,tujuan,sasaran,indikator,arah,target,realisasi,bobot,"
             "tahun_akhir\n"
             "a,2024,,,ya,T,S1,i,positif,3,2,50,2026\na,2024,,,ya,T,S1,i,positif,3,2,50,2026\n"
             "a,2024,,,,T,S1,i,positif,3,1,50,2026\na,2024,,x,,U,S1,j,positif,0,2,-1,1\n"
             "a,2024,,,tdk,U,S1,k,positif,1 - 2,2,x,\na,2024,,,,U,,l,positif,9,2,7,\n"
             "d,2024,,sasaran,,U,,p,positif,9,2,7,\nd,2024,,,,U,S1,q,positif,9,2,7,\n"
             "a,2024,,,,U,S2,,positif,9,2,7,\na,tahun,,,,U,S2,m,positif,9,2,7\n"
             "a,2024,murni,,,U,S3,n,positif,9,2,7,\na,2024,perubahan,,,U,S3,o,positif,9,2,7,\n"
             "b,2024,,,,V,S1,i,positif,1.234,2,7,,8\nc,2024,,,,V,S1,i,positif,1,2,7,\n"
             "d,2024,,,,V,S1,i,positif,1,2,30,\n,2024,,,,V,S1,i,positif,1,2,30,\n"
             "b,2024,,,,V,S9,\"i\n");
    data_put(d, "anggaran.csv",
             "opd,tahun,tabel,kode,jenjang,sasaran,pagu,realisasi\na,2024,A,1,program,S1,10,-3\n"
             "a,2024,A,1.1,kegiatan,S9,20,30\na,2024,A,2.1,kegiatan,,5,6\na,2024,B,1,program,,1,1\n"
             "a,2024,B,,total,,7,7\na,2024,A,3,progrm,S1,-1,x\nd,2024,A,1,program,S1,10,3\n"
             "d,2024,A,2.1,kegiatan,S8,10,11\nd,2024,A,2.2.1,subkegiatan,S1,10,-11\n"
             "d,2024,A,,total,S1,99,98\nb,2024,A,1,program,S1,1,1\nb,2024,B,1,program,S1,1,1\n");
    data_put(d, "sasaran.csv",
             "Sasaran\nopd,tahun,sasaran,capaian_lapor\na,2024,s 1,5\na,2024,S77,6\n");
    data_put(d, "output.csv",
             "opd,tahun,kode,output,target,realisasi\na,2024,1,o,4,3\na,2024,1,o,4,3\n"
             "a,2024,,p,4,3\nd,2024,1,o,1 - 2,3\n");
    data_put(
        d, "rencana_aksi.csv",
        "opd,tahun,sasaran,indikator,perhitungan,tw1,tw2,realisasi_tw1,realisasi_tw2\n"
        "a,2024,S1,i,tidak_turun,2,1,2,1\na,2024,S1,i,jumlah,1,2,1,1\n"
        "a,2024,S-1,I.,kenaikn,1,2,1,1\na,2024,,,jumlah,1,2,1,1\nd,2024,s.1,i,kenaikan,2,1,2,1\n");
    data_put(
        d, "renstra.csv",
        "opd,versi,kode,jenjang,indikator,awal,target_2024,rp_2024,target_2025,rp_2025,rp_akhir\n"
        "a,,1,program,i,1,2,30,3,20,60\na,,1,program,j,1,2,31,3,20,60\n"
        "a,,1.1,kegiatan,k,1,2,7,x,5,1\na,,1.1.1,kegiatan,k,1,2,7,3,5,\na,,,total,,,,1,,1,\n");
    data_put(d, "skm.csv",
             "opd,tahun,responden,u1,ux\na,2024,1,4,9\na,2024,1,x,1\na,2024,2,,2\nd,2024,1,4,4\n");
    d->rules.survey = torture_survey();
    data_put(
        d, "lke.csv",
        "opd,tahun,kode,kriteria,jawaban,bobot\na,2024,1.a,k,Y,20\na,2024,1.a,m,Y,20\n"
        "a,2024,1.a.1,k,Y,\na,2024,9,k,Y,\na,2024,1.b,k,7,33\na,2024,2,k,,5\nd,2024,1,,Y,60\n");
    d->rules.lke = torture_lke();
    d->rules.average.kind = CAPAI_WEIGHTED;
}

#define WIDE "9999999999999999999999999999999999" /* as many digits as a number has */
#define FINE "0,0000000000000000000000000000000001"

/* Numbers that a number can hold, but not their sum, nor what lies between them. */
static void put_wide(struct data *d)
{
    data_put(d, "opd.csv", "opd,tahun,kabupaten\na,2024,K\nb,2024,K\n");
    data_put(d, "indikator.csv",
             "opd;"
             "tahun;tujuan;sasaran;indikator;arah;target;realisasi;target_akhir;pembanding;"
             "bobot\n"
             "a;2023;T;S1;i;positif;3;" FINE ";3;2;1\na;2024;T;S1;i;positif;3;" WIDE ";3;" FINE
             ";" WIDE "\na;2024;T;S1;j;positif;" WIDE ";" FINE ";3;;" FINE "\n"
             "a;2024;T;S1;k;positif;" FINE ";" WIDE ";3;;" WIDE "\n"
             "a;2024;U;S2;l;negatif;" WIDE ";" FINE ";3;1;7\na;2023;U;S2;l;negatif;7;" FINE ";;;\n"
             "a;2024;U;S3;m;positif;70;33;3;1;7\nb;2024;U;S1;l;positif;" WIDE ";3;3;1;7\n");
    data_put(d, "anggaran.csv",
             "opd;tahun;kode;jenjang;sasaran;pagu;realisasi\n"
             "a;2024;1;program;;" WIDE ";" FINE "\na;2024;1.1;kegiatan;S1;" WIDE ";" WIDE "\n"
             "a;2024;1.2;kegiatan;S1;" FINE ";" WIDE "\na;2024;2;program;S2;" FINE ";" WIDE "\n"
             "a;2024;3;program;S3;7;3\na;2024;;total;;" WIDE ";" WIDE "\n"
             "b;2024;1;program;S1;" WIDE ";" WIDE "\n");
    data_put(d, "output.csv",
             "opd;tahun;kode;output;target;realisasi\na;2024;1;o;" FINE ";" WIDE
             "\na;2024;1;p;" WIDE ";" FINE "\n");
    data_put(d, "rencana_aksi.csv",
             "opd;tahun;sasaran;indikator;perhitungan;tw1;tw2;realisasi_tw1;realisasi_tw2\n"
             "a;2024;S1;i;jumlah;" WIDE ";" FINE ";1;1\na;2024;S1;j;kenaikan;1;2;" FINE ";" WIDE
             "\na;2024;S2;l;tidak_turun;" WIDE ";" FINE ";" WIDE ";" FINE "\n");
    data_put(d, "renstra.csv",
             "opd;kode;jenjang;indikator;awal;target_2024;rp_2024;target_2025;rp_2025;rp_akhir\n"
             "a;1;program;i;1;2;" WIDE ";3;" FINE ";" WIDE "\n"
             "a;1.1;kegiatan;j;1;2;" WIDE ";3;" WIDE ";" FINE "\n"
             "a;1.2;kegiatan;k;1;2;" FINE ";3;" FINE ";" FINE "\n");
    data_put(d, "lke.csv",
             "opd;tahun;kode;kriteria;jawaban;bobot\na;2024;1.a;k;" FINE ";" WIDE
             "\na;2024;1.b;k;Y;" FINE "\na;2024;2;k;Y;" WIDE "\n");
    d->rules.lke = torture_lke();
}

/* Loads, evaluates, ranks, and tells of it to `trace`, if there is one; with an arena that lets
 * every piece reach the allocator. */
static enum capai_status run_whole(struct data *d, struct capai_arena *arena,
                                   struct capai_notices *notices, struct capai_trace *trace,
                                   struct capai_error *err)
{
    struct capai_dataset *dataset;
    struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA};
    enum capai_status status =
        capai_dataset_load(d->folder, &options, arena, notices, &dataset, err);
    if (status)
        return status;
    struct capai_evaluation *evaluation = capai_evaluation_new(&dataset, 1, arena, notices);
    if (!evaluation)
        return capai_fail_memory(err);
    if (trace) {
        capai_trace_init(trace, arena);
        capai_evaluation_trace(evaluation, trace);
    }
    for (size_t i = 0; !status && i < capai_dataset_opds(dataset); i++)
        status = capai_evaluate_opd(evaluation, dataset, i, &d->rules, err);
    return status ? status : capai_evaluation_finish(evaluation, err);
}

static enum capai_status run_all(struct data *d, struct capai_arena *arena, struct capai_error *err)
{
    struct capai_notices notices;
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    return run_whole(d, arena, &notices, NULL, err);
}

static enum capai_status run_traced(struct data *d, struct capai_arena *arena,
                                    struct capai_error *err)
{
    struct capai_notices notices;
    struct capai_trace trace;
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    return run_whole(d, arena, &notices, &trace, err);
}

/* The rules against others that lack the last two arah and cap what is shown. */
static enum capai_status run_compared(struct data *d, struct capai_arena *arena,
                                      struct capai_error *err)
{
    struct capai_notices notices;
    struct capai_dataset *dataset;
    struct capai_dataset_options options = {.notation = CAPAI_NOTATION_INDONESIA};
    struct capai_rules other = d->rules;
    other.arah_count -= 2;
    other.clamp = data_clamp("0", "30");
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    enum capai_status status =
        capai_dataset_load(d->folder, &options, arena, &notices, &dataset, err);
    if (status)
        return status;
    struct capai_comparison *comparison = capai_comparison_new(&dataset, 1, false, arena, &notices);
    if (!comparison)
        return capai_fail_memory(err);
    for (size_t i = 0; !status && i < capai_dataset_opds(dataset); i++)
        status = capai_compare_opd(comparison, dataset, i, &d->rules, &other, err);
    return status ? status : capai_comparison_finish(comparison, err);
}

/* Of what is loaded the first OPD alone, with what it tells. */
static enum capai_status run_evaluated(struct data *d, struct capai_arena *arena,
                                       struct capai_error *err)
{
    struct capai_dataset dataset = *d->dataset, *sets[] = {&dataset};
    struct capai_notices notices;
    struct capai_trace trace;
    capai_notices_init(&notices, arena, CAPAI_NOTICES_LIMIT);
    capai_trace_init(&trace, arena);
    dataset.arena = arena;
    dataset.notices = &notices;
    struct capai_evaluation *evaluation = capai_evaluation_new(sets, 1, arena, &notices);
    if (!evaluation)
        return capai_fail_memory(err);
    capai_evaluation_trace(evaluation, &trace);
    enum capai_status status = capai_evaluate_opd(evaluation, &dataset, 0, &d->rules, err);
    return status ? status : capai_evaluation_finish(evaluation, err);
}

static void torture(struct data *d, enum capai_status (*run)(struct data *, struct capai_arena *,
                                                             struct capai_error *))
{
    struct torture t = {.runs = 0};
    while (torture_next_place(&t))
        t.status = run(d, &t.arena, &t.err);
}

/* A list of complaints grows rarely, so that few of them meet a request that fails: here it has
 * room for so many and no more, and each that comes is once the first without. How many there are.
 */
static size_t torture_complaints(struct data *d)
{
    enum { MOST = 200 };
    static struct capai_error list[MOST];
    for (size_t room = 0; room < MOST; room++) {
        struct capai_arena arena, none;
        struct capai_notices notices;
        struct capai_error err = {0};
        capai_arena_init(&arena, NULL, NULL, 0);
        capai_arena_init(&none, NULL, NULL, 1);
        capai_notices_init(&notices, &none, CAPAI_NOTICES_LIMIT);
        notices.list = list;
        notices.capacity = room;
        const enum capai_status status = run_whole(d, &arena, &notices, NULL, &err);
        capai_arena_clear(&arena);
        assert_int_equal(err.status, status);
        if (status == CAPAI_OK)
            return room;
        assert_int_equal(status, CAPAI_ERR_MEMORY);
        assert_int_equal(notices.count, room);
    }
    return MOST;
}

static void test_evaluate_without_room_for_any_complaint_fails_cleanly(void **state)
{
    struct data *d = *state;
    put_doubts(d);
    assert_in_range(torture_complaints(d), 40, 100);
    data_reset(d);
    put_torture(d);
    assert_in_range(torture_complaints(d), 10, 100);
    data_reset(d);
    put_wide(d);
    assert_in_range(torture_complaints(d), 10, 100);
    data_reset(d);
    put_formulas(d);
    use_formulas(d);
    assert_in_range(torture_complaints(d), 3, 100);
}

static void test_evaluate_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct data *d = *state;
    put_torture(d);
    torture(d, run_all);
}

static void test_evaluate_what_is_complained_of_out_of_memory_fails_cleanly(void **state)
{
    struct data *d = *state;
    put_doubts(d);
    data_load_and_evaluate(d);
    assert_true(d->notices.count > 40); /* or nothing much is tried here */
    torture(d, run_traced);
}

static void test_evaluate_with_a_trace_out_of_memory_at_any_request_fails_cleanly(void **state)
{
    struct data *d = *state;
    put_torture(d);
    torture(d, run_traced);
}

/* The formulas give what they should when nothing fails, and fail cleanly when anything does. */
static void test_evaluate_formulas_out_of_memory_at_any_request_fail_cleanly(void **state)
{
    static const char *const capaian[] = {"6.35", "28.57", "42.86", BAD, "87.50", "2.33", BAD, BAD};
    struct data *d = *state;
    put_formulas(d);
    use_formulas(d);
    data_load_and_evaluate(d);
    for (size_t i = 0, at = 0; i < data_rows(d, CAPAI_RESULT_INDIKATOR); i++)
        if (strcmp(data_at(d, CAPAI_RESULT_INDIKATOR, i, "tahun"), "2024") == 0)
            assert_at(d, INDIKATOR, i, "capaian", capaian[at++]);
    torture(d, run_all);
    torture(d, run_traced);
    torture(d, run_compared);
}

static void test_evaluate_by_other_rules_out_of_memory_at_any_request_fails_cleanly(void **state)
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
        torture(d, run_evaluated);
    }
}

/* What cannot be held is said not to be computable, whatever the rules make of it; nothing is cut
 * off. */
static void test_evaluate_numbers_too_wide_for_each_other_cannot_be_computed(void **state)
{
    struct data *d = *state;
    put_wide(d);
    data_load_and_evaluate(d);
    assert_at(d, INDIKATOR, 1, "tahun", "2024");
    assert_at(d, INDIKATOR, 1, "tren", BAD);
    assert_at(d, INDIKATOR, 1, "selisih", BAD);
    assert_at(d, TRIWULAN, 1, "capaian", BAD);
    assert_at(d, RENSTRA, 0, "rp_jumlah", BAD);
    torture(d, run_traced);
    d->rules.clamp_class = data_clamp("0", "100");
    d->rules.efficiency.scale = d->rules.scale;
    d->rules.efficiency.range = data_clamp("-20", "20");
    for (int variant = 0; variant < CAPAI_EFFICIENCY_TYPED; variant++) {
        d->rules.average.over_sasaran = variant % 2;
        d->rules.average.kind = (enum capai_average_kind)(variant % CAPAI_AVERAGE_COUNT);
        d->rules.efficiency.kind = (enum capai_efficiency_kind)(variant + 1);
        d->rules.classify_exact = variant % 2 == 0;
        torture(d, run_evaluated);
    }
}

/* What is not kept is counted all the same. */
static void test_evaluate_counts_complaints_that_have_no_room(void **state)
{
    struct data *d = *state;
    struct capai_notices kept, counted;
    put_doubts(d);
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    for (int i = 0; i < 2; i++) {
        struct capai_notices *notices = i ? &counted : &kept;
        struct capai_dataset dataset = *d->dataset, *sets[] = {&dataset};
        capai_notices_init(notices, &d->arena, i ? 0 : CAPAI_NOTICES_LIMIT);
        dataset.notices = notices;
        struct capai_evaluation *evaluation = capai_evaluation_new(sets, 1, &d->arena, notices);
        assert_non_null(evaluation);
        for (size_t opd = 0; opd < capai_dataset_opds(&dataset); opd++)
            assert_int_equal(capai_evaluate_opd(evaluation, &dataset, opd, &d->rules, &d->err),
                             CAPAI_OK);
        assert_int_equal(capai_evaluation_finish(evaluation, &d->err), CAPAI_OK);
    }
    assert_int_equal(counted.count, 0);
    assert_true(kept.count > 20);
    assert_memory_equal(kept.seen, counted.seen, sizeof kept.seen);
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

/* Weights and answers are those of the rules: what they give may be too wide as well. */
static void test_evaluate_lke_of_wide_weights_cannot_be_computed(void **state)
{
    static struct capai_lke_part parts[2];
    static struct capai_lke_answer answers[2];
    struct data *d = *state;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "100", "95"));
    answers[0] = (struct capai_lke_answer){CAPAI_TEXT("Y"), dec(WIDE)};
    answers[1] = (struct capai_lke_answer){CAPAI_TEXT("Z"), dec("0.5")};
    d->rules.lke = torture_lke();
    parts[0] = (struct capai_lke_part){CAPAI_TEXT("1"), CAPAI_TEXT("x"), dec("60"), 1};
    parts[1] = (struct capai_lke_part){CAPAI_TEXT("2"), CAPAI_TEXT("y"), dec(WIDE), 2};
    d->rules.lke.parts = parts;
    d->rules.lke.count = 2;
    d->rules.lke.answers = answers;
    d->rules.lke.answer_count = 2;
    data_put(d, "lke.csv", "tahun,kode,kriteria,jawaban\n2024,1,k,Y\n2024,1,l,Z\n2024,2,m,Y\n");
    data_load_and_evaluate(d);
    assert_at(d, LKE, 0, "kode", "1");
    assert_at(d, LKE, 0, "status", BAD);
    const size_t last = data_rows(d, CAPAI_RESULT_LKE) - 1;
    assert_at(d, LKE, last, "kode", "2");
    assert_at(d, LKE, last, "status", BAD);
    torture(d, run_traced);
}

static void test_evaluate_formula_of_wide_numbers_is_complained_of(void **state)
{
    struct data *d = *state;
    use_formulas(d);
    data_put(d, "indikator.csv",
             "tahun;jenis;tujuan;sasaran;indikator;arah;target;realisasi;target_akhir;tahun_akhir\n"
             "2023;;T;S;i;rencana;3;" FINE ";9;2026\n2024;;T;S;i;rencana;3;" WIDE ";9;2026\n");
    data_load_and_evaluate(d);
    assert_at(d, INDIKATOR, 1, "tahun", "2024");
    assert_at(d, INDIKATOR, 1, "status", BAD);
    assert_int_equal(data_count(d, CAPAI_MSG_NUMBER_RANGE) > 0, 1);
}

/* A formula that looks at what only an indicator has finds nothing in an output. */
static void test_evaluate_output_has_no_field_of_an_indicator(void **state)
{
    struct data *d = *state;
    put_formulas(d);
    use_formulas(d);
    data_put(d, "output.csv",
             "opd,tahun,kode,output,arah,target,realisasi\n"
             "a,2024,1,o,lalu,4,3\na,2024,1,p,kata,Ya,Tidak\n");
    data_load_and_evaluate(d);
    assert_at(d, OUTPUT, 0, "status", "belum_diisi");
    assert_at(d, OUTPUT, 1, "capaian", "42.86");
    const struct capai_table *table = capai_evaluation_table(d->evaluation, CAPAI_RESULT_OUTPUT);
    assert_null(capai_input_place(table, 0, 0).file); /* nobody has typed it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_evaluate_out_of_memory_at_any_request_fails_cleanly),
        data_test(test_evaluate_without_room_for_any_complaint_fails_cleanly),
        data_test(test_evaluate_what_is_complained_of_out_of_memory_fails_cleanly),
        data_test(test_evaluate_with_a_trace_out_of_memory_at_any_request_fails_cleanly),
        data_test(test_evaluate_formulas_out_of_memory_at_any_request_fail_cleanly),
        data_test(test_evaluate_by_other_rules_out_of_memory_at_any_request_fails_cleanly),
        data_test(test_evaluate_numbers_too_wide_for_each_other_cannot_be_computed),
        data_test(test_evaluate_counts_complaints_that_have_no_room),
        data_test(test_evaluate_opd_beyond_the_limit_fails_cleanly),
        data_test(test_evaluate_lke_of_wide_weights_cannot_be_computed),
        data_test(test_evaluate_output_has_no_field_of_an_indicator),
        data_test(test_evaluate_formula_of_wide_numbers_is_complained_of),
    };
    return cmocka_run_group_tests_name("evaluate_torture", tests, NULL, NULL);
}
