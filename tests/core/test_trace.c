/* Traces: that every value follows from the cells by the steps that are told, and that nobody
 * computes otherwise because somebody watches. */
#include "trace_test.h"

static const char *const examples[] = {"examples/semboro-2024", "examples/jaten-2023",
                                       "examples/ledokombo-2023"};

static void test_trace_of_the_examples_recomputes_to_every_result(void **state)
{
    struct data *d = *state;
    for (size_t i = 0; i < 3; i++) {
        size_t kinds[CAPAI_TRACE_COUNT] = {0};
        struct capai_trace trace;
        data_reset(d);
        assert_int_equal(data_load_path(d, examples[i], 0), CAPAI_OK);
        evaluate_traced(d, &trace);
        assert_true(trace.count > 50);
        trace_again(d, &trace, kinds);
        assert_true(kinds[CAPAI_TRACE_FORMULA] > 50 && kinds[CAPAI_TRACE_ROUND] > 50);
        assert_true(kinds[CAPAI_TRACE_MEAN] && kinds[CAPAI_TRACE_CLASS] && kinds[CAPAI_TRACE_SUM]);
    }
}

/* Every choice of the rules that leaves a trace. */
static void test_trace_of_other_rules_recomputes(void **state)
{
    struct data *d = *state;
    static const struct capai_arah arah[] = {
        {.name = {"positif", 7}, .formula = CAPAI_POSITIVE},
        {.name = {"negatif", 7}, .formula = CAPAI_NEGATIVE},
        {.name = {"balik", 5}, .formula = CAPAI_NEGATIVE_INVERSE}};
    size_t kinds[CAPAI_TRACE_COUNT] = {0};
    struct capai_trace trace;
    for (int variant = 0; variant < 20; variant++) {
        data_reset(d);
        data_put(d, "opd.csv", "opd,tahun,kabupaten\na,2024,K\nb,2024,K\n");
        data_put(d, "indikator.csv",
                 "opd," HEAD ",target_akhir,pembanding,bobot\n"
                 "a,2023,,T,S1,i,positif,3,1,3,2,1\na,2024,,T,S1,i,positif,3,2,7,9,2\n"
                 "a,2024,,T,S1,j,negatif,7,9,3,1,2\na,2024,,T,S2,k,balik,3,7,3,1,0.5\n"
                 "a,2024,,U,S2,l,positif,A,B,AA,1,1\na,2024,,U,S3,m,positif,0,0,1,1,3\n"
                 "a,2024,,U,S3,n,positif,5,,1,1,3\na,2024,,U,S3,o,positif,7,300,1,1,1\n"
                 "a,2024,tujuan,U,,p,balik,7,0,1,1,1\nb,2024,,T,S1,i,positif,7,2,3,2,1\n");
        data_put(d, "rencana_aksi.csv",
                 "opd,tahun,sasaran,indikator,perhitungan,tw1,tw2,tw3,realisasi_tw1,realisasi_tw2,"
                 "realisasi_tw3\n"
                 "a,2024,S1,i,jumlah,1,2,3,1,,2\na,2024,S1,j,kenaikan,1,2,5,1,2,4\n"
                 "a,2024,S2,k,terakhir,1,2,,1,2,\na,2024,S2,l,terakhir,A,B,,A,C,\n");
        data_put(d, "anggaran.csv",
                 "opd,tahun,kode,sasaran,pagu,realisasi\na,2024,1,,30,10\n"
                 "a,2024,1.1,S1,20,9\na,2024,1.2,S2,10,1\na,2024,1.3,S1,0,0\n");
        d->rules.arah = arah;
        d->rules.arah_count = 3;
        data_round(&d->rules, variant % 3, (enum capai_rounding)(variant % CAPAI_ROUNDING_COUNT));
        d->rules.average.of_rounded = variant & 1;
        d->rules.average.over_sasaran = variant & 2;
        d->rules.average.kind = (enum capai_average_kind)(variant % CAPAI_AVERAGE_COUNT);
        d->rules.average.threshold = dec("50");
        d->rules.average.modal = variant >= 12;
        d->rules.classify_exact = variant & 2;
        d->rules.unlinked_opd = variant & 1;
        d->rules.zero.both = (struct capai_zero){CAPAI_ZERO_VALUE, dec("100")};
        d->rules.zero_pagu = (struct capai_zero){CAPAI_ZERO_VALUE, dec("0")};
        for (int o = 1; o < CAPAI_OUTCOME_COUNT; o++)
            d->rules.average.missing[o] = (enum capai_missing)(variant % 3);
        if (variant & 4)
            d->rules.clamp = d->rules.clamp_class = data_clamp("0", "120");
        if (variant & 8)
            d->rules.efficiency = (struct capai_efficiency){.kind = CAPAI_EFFICIENCY_SAVING};
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        evaluate_traced(d, &trace);
        trace_again(d, &trace, kinds);
    }
    static const bool elsewhere[CAPAI_TRACE_COUNT] = {/* test_trace_survey.c has them */
                                                      [CAPAI_TRACE_GIVEN] = true,
                                                      [CAPAI_TRACE_ANSWERS] = true,
                                                      [CAPAI_TRACE_SKIPPED] = true,
                                                      [CAPAI_TRACE_TOTAL] = true,
                                                      [CAPAI_TRACE_RANK] = true};
    for (size_t kind = 0; kind < CAPAI_TRACE_COUNT; kind++) {
        if (!kinds[kind] && !elsewhere[kind])
            fail_msg("no step %s", capai_trace_name((enum capai_trace_kind)kind));
    }
}

/* ---- the same results ---- */

struct bytes {
    char data[1 << 20];
    size_t size;
};

static bool take(void *user, const char *data, size_t size)
{
    struct bytes *bytes = user;
    if (size > sizeof bytes->data - bytes->size)
        return false;
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
    return true;
}

static void write_all(struct data *d, struct bytes *bytes)
{
    struct capai_sink sink = {take, bytes, false};
    bytes->size = 0;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++) {
        struct capai_selection rows;
        assert_true(capai_evaluation_select(d->evaluation, r, true, &d->arena, &rows));
        capai_write_csv(&sink, capai_evaluation_table(d->evaluation, r), rows);
    }
    assert_false(sink.failed);
}

/* Formula texts, those that have a name and one of a script. */
static void test_trace_of_formula_texts_recomputes(void **state)
{
    struct data *d = *state;
    enum { TEXTS = CAPAI_BLOCK_COUNT + 2 };
    static const char *const names[TEXTS] = {"toleransi", "stabil", "ordinal", "biner",
                                             "tumbuh",    "ubah",   "akhir",   "kumulatif",
                                             "rentang",   "teks"};
    struct capai_arah arah[TEXTS];
    struct capai_expression texts[TEXTS];
    size_t kinds[CAPAI_TRACE_COUNT] = {0};
    struct capai_trace trace;
    data_put(d, "indikator.csv",
             HEAD
             ",target_akhir,tahun_akhir,pembanding,bobot\n"
             "2022,,T,S,g,tumbuh,3,1,9,2026,3,2\n2022,,T,S,h,kumulatif,3,1,9,2026,3,2\n"
             "2023,,T,S,g,tumbuh,3,2,9,2026,3,2\n2023,,T,S,h,kumulatif,3,2,9,2026,3,2\n"
             "2024,,T,S,a,toleransi,7,9,9,2026,3,2\n2024,,T,S,b,toleransi,7,5,9,2026,3,2\n"
             "2024,,T,S,c,stabil,7,9,9,2026,3,2\n2024,,T,S,d,toleransi,0,0,9,2026,3,2\n"
             "2024,,T,S,e,biner,Ya,Tidak,9,2026,3,2\n2024,,T,S,f,biner,Ya,Ada,9,2026,3,2\n"
             "2024,,T,S,g,tumbuh,7,9,9,2026,3,2\n2024,,T,S,h,kumulatif,7,9,11,2026,3,2\n"
             "2024,,T,S,i,ubah,7,9,9,2026,3,2\n2024,,T,S,j,akhir,7,9,11,2026,3,2\n"
             "2024,,T,S,k,rentang,7 - 8,9,11,2026,3,2\n2024,,T,S,l,rentang,7 - 8,7.5,1,2026,3,2\n"
             "2024,,T,S,m,teks,7,9,11,2026,3,2\n2024,,T,S,n,teks,A,B,11,2026,3,2\n");
    for (size_t i = 0; i < TEXTS; i++) {
        enum capai_status status =
            i < CAPAI_BLOCK_COUNT
                ? capai_block_make((enum capai_progress_block)i, &d->arena, &texts[i], &d->err)
            : i == CAPAI_BLOCK_COUNT
                ? capai_range_make(CAPAI_NEGATIVE, CAPAI_POSITIVE, &d->arena, &texts[i], &d->err)
                : capai_expression_parse(
                      CAPAI_TEXT("min(realisasi / target * 100, max(-bobot, tahun - tahun_akhir)) "
                                 "+ abs(pembanding - target) / 3"),
                      &d->arena, &texts[i], &d->err);
        assert_int_equal(status, CAPAI_OK);
        arah[i] = (struct capai_arah){
            .name = capai_text_of(names[i]), .formula = CAPAI_EXPRESSION, .expression = &texts[i]};
    }
    d->rules.arah = arah;
    d->rules.arah_count = TEXTS;
    d->rules.zero.both = (struct capai_zero){CAPAI_ZERO_VALUE, dec("100")};
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    trace_again(d, &trace, kinds);
    assert_in_range(kinds[CAPAI_TRACE_FORMULA], 20, 1000);
    assert_true(kinds[CAPAI_TRACE_ZERO] && kinds[CAPAI_TRACE_GRADES]);
}

static void test_trace_changes_no_byte_of_the_results(void **state)
{
    static struct bytes alone, watched;
    struct data *d = *state;
    for (size_t i = 0; i < 3; i++) {
        struct capai_trace trace;
        data_reset(d);
        assert_int_equal(data_load_path(d, examples[i], 0), CAPAI_OK);
        data_evaluate(d);
        write_all(d, &alone);
        size_t notices = d->notices.count;
        data_reset(d);
        assert_int_equal(data_load_path(d, examples[i], 0), CAPAI_OK);
        evaluate_traced(d, &trace);
        write_all(d, &watched);
        assert_true(alone.size > 1000);
        assert_int_equal(alone.size, watched.size);
        assert_memory_equal(alone.data, watched.data, alone.size);
        assert_int_equal(notices, d->notices.count);
    }
}

/* ---- what is told ---- */

static void test_trace_tells_cells_reasons_and_members(void **state)
{
    struct data *d = *state;
    struct capai_trace trace;
    data_put(d, "indikator.csv",
             HEAD "\n" IND("S", "i", "3", "2") IND("S", "j", "0", "2") IND("S", "k", "3", "x"));
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    const struct capai_subject *i = trace.subjects[0], *sasaran = trace.subjects[3];
    assert_int_equal(i->result, CAPAI_RESULT_INDIKATOR);
    assert_ptr_equal(i->dataset, d->dataset);
    const struct capai_trace_step *input = find_step(i, CAPAI_TRACE_INPUT, "capaian");
    assert_text(input->name, "realisasi");
    assert_string_equal(data_base(input->place.file), "indikator.csv");
    assert_int_equal(input->place.line, 2);
    assert_int_equal(input->place.column, 23);
    assert_text(find_step(i, CAPAI_TRACE_FORMULA, "capaian")->of.formula.arah, "positif");

    const struct capai_trace_step *none = find_step(trace.subjects[1], CAPAI_TRACE_NONE, "capaian");
    assert_int_equal(none->outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
    none = find_step(trace.subjects[2], CAPAI_TRACE_NONE, "capaian");
    assert_non_null(none->of.none.reason);
    assert_message(*none->of.none.reason, CAPAI_MSG_NOT_A_NUMBER);

    assert_int_equal(sasaran->result, CAPAI_RESULT_SASARAN);
    const struct capai_trace_step *member = find_step(sasaran, CAPAI_TRACE_MEMBER, "capaian");
    assert_ptr_equal(member[0].of.member.subject, i);
    assert_int_equal(member[0].of.member.entry, CAPAI_ENTRY_VALUE);
    assert_int_equal(member[1].of.member.entry, CAPAI_ENTRY_LEFT_OUT);
    assert_ptr_equal(member[2].of.member.subject, trace.subjects[2]);
}

/* Looks at its own bobot, and at the realisasi and satuan of the year before. */
static enum capai_outcome call(void *user, const struct capai_row *row, struct capai_arena *arena,
                               struct capai_ratio *out, struct capai_error *err)
{
    struct capai_cell own, last;
    struct capai_row before;
    (void)user, (void)arena, (void)err;
    assert_true(capai_row_cell(row, CAPAI_TEXT("realisasi"), &own));
    assert_true(capai_row_cell(row, CAPAI_TEXT("bobot"), &own));
    if (!capai_row_in_year(row, 2023, &before))
        return CAPAI_BELUM_DIISI;
    assert_true(capai_row_cell(&before, CAPAI_TEXT("realisasi"), &last));
    *out = (struct capai_ratio){last.number, own.number};
    assert_true(capai_row_cell(&before, CAPAI_TEXT("satuan"), &last));
    return CAPAI_NILAI;
}

static void test_trace_of_a_function_tells_what_it_saw_and_gave(void **state)
{
    struct data *d = *state;
    struct capai_trace trace;
    size_t kinds[CAPAI_TRACE_COUNT] = {0};
    const struct capai_function function = {CAPAI_TEXT("rules.lua:7"), call, NULL, NULL};
    const struct capai_arah arah = {
        .name = CAPAI_TEXT("x"), .formula = CAPAI_FUNCTION, .function = &function};
    data_put(d, "indikator.csv",
             HEAD ",bobot,satuan\n2024,,T,S,i,x,3,2,6,orang\n2023,,T,S,i,x,3,70,6,persen\n"
                  "2024,,T,S,k,x,3,2,6,orang\n");
    d->rules.arah = &arah;
    d->rules.arah_count = 1;
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    trace_again(d, &trace, kinds);
    const struct capai_subject *i = trace.subjects[0];
    static const struct {
        const char *name, *column, *source;
        size_t line;
    } seen[] = {{"realisasi", "realisasi", "2", 2},
                {"target", "target", "3", 2},
                {"bobot", "bobot", "6", 2},
                {"realisasi_2023", "realisasi", "70", 3},
                {"satuan_2023", "satuan", "persen", 3}};
    for (size_t k = 0; k < 5; k++) {
        assert_int_equal(i->steps[k].kind, CAPAI_TRACE_INPUT);
        assert_text(i->steps[k].name, seen[k].name);
        assert_text(i->steps[k].of.input.column, seen[k].column);
        assert_text(i->steps[k].of.input.cell.source, seen[k].source);
        assert_int_equal(i->steps[k].place.line, seen[k].line);
    }
    const struct capai_trace_step *formula = find_step(i, CAPAI_TRACE_FORMULA, "capaian");
    assert_true(formula->of.formula.call);
    assert_text(formula->of.formula.text, "rules.lua:7");
    assert_decimal(formula->value.terms[0].numerator, "70");
    assert_decimal(formula->value.terms[0].denominator, "6");
    assert_int_equal(find_step(trace.subjects[2], CAPAI_TRACE_NONE, "capaian")->outcome,
                     CAPAI_BELUM_DIISI);
}

static const struct capai_subject *find_subject(struct data *d, const struct capai_trace *trace,
                                                enum capai_result result, const char *column,
                                                const char *text)
{
    for (size_t i = 0; i < trace->count; i++)
        if (trace->subjects[i]->result == result &&
            strcmp(data_at(d, result, trace->subjects[i]->row, column), text) == 0)
            return trace->subjects[i];
    fail_msg("no subject %s", text);
    return NULL;
}

static void test_trace_tells_ranks_counts_and_the_kabupaten(void **state)
{
    struct data *d = *state;
    struct capai_trace trace;
    size_t kinds[CAPAI_TRACE_COUNT] = {0};
    data_put(d, "opd.csv", "opd,tahun,kabupaten\na,2024,K\nb,2024,K\nc,2024,K\n");
    data_put(d, "indikator.csv",
             "opd," HEAD "\na,2024,,T,S,i,positif,10,8\na,2024,,T,S,j,positif,10,8\n"
             "b,2024,,T,S,i,positif,10,7\nc,2024,,T,S,i,positif,10,7\n");
    data_put(d, "anggaran.csv", "opd,tahun,kode,pagu,realisasi\na,2024,1,30,10\nb,2024,1,20,9\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    trace_again(d, &trace, kinds);
    const struct capai_trace_step *rank = find_step(
        find_subject(d, &trace, CAPAI_RESULT_OPD, "opd", "c"), CAPAI_TRACE_RANK, "peringkat");
    assert_int_equal(rank->of.rank.rank, 2);
    assert_int_equal(rank->of.rank.greater, 1);
    assert_int_equal(rank->of.rank.equal, 1);
    assert_int_equal(rank->of.rank.of, 3);
    const struct capai_subject *rekap =
        find_subject(d, &trace, CAPAI_RESULT_REKAP, "predikat", "Tinggi");
    assert_int_equal(rekap->step_count, 3); /* two members, their number */
    assert_int_equal(rekap->steps[0].of.member.as, CAPAI_MEMBER_COUNTED);
    assert_ptr_equal(rekap->steps[1].of.member.subject, trace.subjects[1]);
    const struct capai_subject *k =
        find_subject(d, &trace, CAPAI_RESULT_KABUPATEN, "kabupaten", "K");
    const struct capai_trace_step *member = find_step(k, CAPAI_TRACE_MEMBER, "serapan");
    assert_decimal(member[1].value.terms[0].numerator, "20");
    assert_int_equal(member[2].of.member.entry, CAPAI_ENTRY_LEFT_OUT); /* c has no budget */
    assert_int_equal(find_step(k, CAPAI_TRACE_TOTAL, "serapan")->of.total.members, 2);
    assert_at(d, KABUPATEN, 0, "serapan", "38.00");
}

static void test_trace_of_a_plan_tells_the_lines_below_and_the_years(void **state)
{
    struct data *d = *state;
    struct capai_trace trace;
    size_t kinds[CAPAI_TRACE_COUNT] = {0};
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "renstra.csv",
             "kode,indikator,rp_2024,rp_2025\n1,a,100,\n1,b,100,\n1.1,c,,7\n1.1,d,30,7\n"
             "1.2,e,80,x\n1.3,f,,\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    trace_again(d, &trace, kinds);
    const struct capai_subject *top = find_subject(d, &trace, CAPAI_RESULT_RENSTRA, "kode", "1");
    const struct capai_trace_step *member = find_step(top, CAPAI_TRACE_MEMBER, "rp_anak");
    assert_decimal(member[0].value.terms[0].numerator, "30");
    assert_decimal(member[1].value.terms[0].numerator, "80");
    assert_int_equal(member[2].kind, CAPAI_TRACE_TOTAL); /* 1.3 plans nothing */
    assert_decimal(member[2].value.terms[0].numerator, "110");
    assert_text(find_step(top, CAPAI_TRACE_INPUT, "rp_anak")->of.input.column, "rp_2024");
    assert_text(find_step(top, CAPAI_TRACE_FORMULA, "rp_jumlah")->of.formula.text, "rp_2024");
    const struct capai_subject *below =
        find_subject(d, &trace, CAPAI_RESULT_RENSTRA, "kode", "1.2");
    assert_int_equal(find_step(below, CAPAI_TRACE_NONE, "rp_jumlah")->outcome,
                     CAPAI_TIDAK_DAPAT_DIHITUNG);
}

/* Wherever they stand in the file. */
static void test_trace_of_a_plan_tells_lines_that_stand_before_the_one_above(void **state)
{
    struct data *d = *state;
    struct capai_trace trace;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "renstra.csv", "kode,indikator,rp_2024\n1.1,a,30\n1,b,70\n1.2,c,40\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    const struct capai_subject *top = find_subject(d, &trace, CAPAI_RESULT_RENSTRA, "kode", "1");
    const struct capai_trace_step *member = find_step(top, CAPAI_TRACE_MEMBER, "rp_anak");
    assert_decimal(member[0].value.terms[0].numerator, "30");
    assert_decimal(member[1].value.terms[0].numerator, "40");
    assert_int_equal(member[2].kind, CAPAI_TRACE_TOTAL);
}

static bool tells(const struct capai_subject *subject, const char *quantity)
{
    for (size_t i = 0; i < subject->step_count; i++)
        if (capai_text_equal(subject->steps[i].quantity, capai_text_of(quantity)))
            return true;
    return false;
}

static void test_trace_of_a_line_tells_the_lines_below_where_there_are_any(void **state)
{
    struct data *d = *state;
    struct capai_trace trace;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "anggaran.csv", "tahun,kode,pagu,realisasi\n2024,1,40,17\n2024,1.1,40,17\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    assert_true(tells(find_subject(d, &trace, CAPAI_RESULT_ANGGARAN, "kode", "1"), "pagu_anak"));
    assert_false(tells(find_subject(d, &trace, CAPAI_RESULT_ANGGARAN, "kode", "1.1"), "pagu_anak"));
}

/* What lies beyond the scale of efficiencies has no verdict, and that is told. */
static void test_trace_of_an_efficiency_without_class_says_so(void **state)
{
    struct data *d = *state;
    struct capai_trace trace;
    struct capai_band bands[] = {data_band("Hemat", "1000", true, NULL, false)};
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2"));
    data_put(d, "anggaran.csv", "tahun,kode,sasaran,pagu,realisasi\n2024,1,S,40,17\n");
    d->rules.efficiency = (struct capai_efficiency){
        .kind = CAPAI_EFFICIENCY_DIFFERENCE,
        .scale = {.bands = bands, .count = 1, .below = CAPAI_BEYOND_ERROR}};
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    const struct capai_subject *opd = find_subject(d, &trace, CAPAI_RESULT_OPD, "tahun", "2024");
    const struct capai_trace_step *none = find_step(opd, CAPAI_TRACE_NONE, "efisiensi");
    assert_int_equal(none->outcome, CAPAI_TIDAK_DAPAT_DIHITUNG);
    assert_message(*none->of.none.reason, CAPAI_MSG_SCALE_NO_CLASS);
}

/* Verdicts by a scale of points, of ratios and of scores, shown and exact. */
static void test_trace_of_efficiency_recomputes(void **state)
{
    struct data *d = *state;
    static const enum capai_efficiency_kind rules[] = {
        CAPAI_EFFICIENCY_DIFFERENCE, CAPAI_EFFICIENCY_RATIO, CAPAI_EFFICIENCY_ADJUSTED};
    static const char *const least[] = {"5", "1.05", "75"};
    for (int variant = 0; variant < 12; variant++) {
        size_t kinds[CAPAI_TRACE_COUNT] = {0};
        struct capai_trace trace;
        data_reset(d);
        data_put(d, "indikator.csv",
                 HEAD "\n2024,,T,S1,i,positif,3,2\n2024,,T,S2,j,positif,7,9\n"
                      "2024,,U,S3,k,positif,7,\n");
        data_put(d, "anggaran.csv",
                 "tahun,kode,sasaran,pagu,realisasi\n2024,1,,40,17\n2024,1.1,S1,30,10\n"
                 "2024,1.2,S2,10,7\n");
        struct capai_efficiency *rule = &d->rules.efficiency;
        int kind = variant % 3;
        struct capai_band bands[] = {data_band("Hemat", least[kind], true, NULL, false),
                                     data_band("Boros", NULL, false, least[kind], false)};
        *rule = (struct capai_efficiency){.kind = rules[kind],
                                          .less_one = kind == 1 && variant > 5,
                                          .range = data_clamp("-20", "20"),
                                          .scale = {.bands = bands, .count = 2}};
        d->rules.classify_exact = variant & 1;
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        evaluate_traced(d, &trace);
        trace_again(d, &trace, kinds);
        const struct capai_subject *opd =
            find_subject(d, &trace, CAPAI_RESULT_OPD, "tahun", "2024");
        assert_int_equal(find_step(opd, CAPAI_TRACE_CLASS, "efisiensi")->of.grading.match,
                         CAPAI_MATCH_BAND);
        if (rules[kind] ==
            CAPAI_EFFICIENCY_ADJUSTED) /* the parts, not the whole by its own capaian */
            assert_int_equal(
                find_step(opd, CAPAI_TRACE_TOTAL, "efisiensi_rupiah")->of.total.members, 2);
    }
}

/* What lies within the range is told as it is, and only what lies beyond it as clamped. */
static void test_trace_of_an_efficiency_says_whether_it_was_clamped(void **state)
{
    static const char *const ranges[] = {"100", "1"};
    struct data *d = *state;
    for (int clamped = 0; clamped < 2; clamped++) {
        struct capai_trace trace;
        char low[8];
        data_reset(d);
        snprintf(low, sizeof low, "-%s", ranges[clamped]);
        data_put(d, "indikator.csv", HEAD "\n2024,,T,S,i,positif,100,90\n");
        data_put(d, "anggaran.csv", "tahun,kode,sasaran,pagu,realisasi\n2024,1,S,100,60\n");
        d->rules.efficiency = (struct capai_efficiency){.kind = CAPAI_EFFICIENCY_ADJUSTED,
                                                        .range = data_clamp(low, ranges[clamped])};
        assert_int_equal(data_load(d, 0), CAPAI_OK);
        evaluate_traced(d, &trace);
        const struct capai_subject *row =
            find_subject(d, &trace, CAPAI_RESULT_SASARAN, "sasaran", "S");
        assert_int_equal(find_step(row, CAPAI_TRACE_CLAMP, "efisiensi_persen")->of.clamp.changed,
                         clamped);
        assert_at(d, SASARAN, 0, "efisiensi_persen", clamped ? "1.00" : "33.33");
    }
}

/* One reason each, also where the row is warned of. */
static void test_trace_tells_which_zero_divides(void **state)
{
    struct data *d = *state;
    struct capai_trace trace;
    struct capai_expression expression = {.count = 0};
    const struct capai_arah arah[] = {
        {.name = {"positif", 7}, .formula = CAPAI_POSITIVE},
        {.name = {"beda", 4}, .formula = CAPAI_EXPRESSION, .expression = &expression}};
    assert_int_equal(capai_expression_parse(CAPAI_TEXT("100 / (target - realisasi)"), &d->arena,
                                            &expression, &d->err),
                     CAPAI_OK);
    d->rules.arah = arah;
    d->rules.arah_count = 2;
    data_put(d, "indikator.csv",
             HEAD ",target_akhir\n2024,,T,S,i,positif,0,2,0\n2024,,T,S,j,beda,3,3,\n"
                  "2024,,T,S,k,beda,x,3,\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    const struct {
        const char *name, *quantity;
        enum capai_message reason;
    } cases[] = {{"i", "capaian", CAPAI_MSG_ZERO_TARGET_NONE},
                 {"i", "capaian_akhir", CAPAI_MSG_ZERO_TARGET_NONE},
                 {"j", "capaian", CAPAI_MSG_ZERO_DIVIDES}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_subject *row =
            find_subject(d, &trace, CAPAI_RESULT_INDIKATOR, "indikator", cases[i].name);
        const struct capai_trace_step *step = find_step(row, CAPAI_TRACE_NONE, cases[i].quantity);
        assert_int_equal(step->of.none.reason->message, cases[i].reason);
        assert_false(step + 1 < row->steps + row->step_count && step[1].kind == CAPAI_TRACE_NONE &&
                     capai_text_equal(step[1].quantity, step->quantity));
    }
    const struct capai_subject *row =
        find_subject(d, &trace, CAPAI_RESULT_INDIKATOR, "indikator", "k");
    const struct capai_trace_step *step = find_step(row, CAPAI_TRACE_NONE, "capaian");
    assert_true(!step->of.none.reason || step->of.none.reason->message != CAPAI_MSG_ZERO_DIVIDES);
}

static void test_trace_without_memory_ends_the_evaluation(void **state)
{
    struct data *d = *state;
    data_put(d, "indikator.csv", HEAD "\n" IND("S", "i", "3", "2") IND("S", "j", "0", "x"));
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    trace_without_memory(d);
}

/* What the rules say of a zero is told with what is zero. */
static void test_trace_tells_what_is_zero(void **state)
{
    static const struct capai_arah arah[] = {
        {.name = {"positif", 7}, .formula = CAPAI_POSITIVE},
        {.name = {"terbalik", 8}, .formula = CAPAI_NEGATIVE_INVERSE}};
    static const struct {
        const char *name, *of, *capaian;
    } cases[] = {{"i", "keduanya", "90.00"}, {"j", "target", "80.00"}, {"k", "realisasi", "70.00"}};
    struct data *d = *state;
    struct capai_trace trace;
    d->rules.arah = arah;
    d->rules.zero.both = (struct capai_zero){CAPAI_ZERO_VALUE, dec("90")};
    d->rules.zero.target = (struct capai_zero){CAPAI_ZERO_VALUE, dec("80")};
    d->rules.zero.realisasi = (struct capai_zero){CAPAI_ZERO_VALUE, dec("70")};
    data_put(d, "indikator.csv",
             HEAD "\n2024,,T,S,i,terbalik,0,0\n2024,,T,S,j,positif,0,2\n"
                  "2024,,T,S,k,terbalik,3,0\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    evaluate_traced(d, &trace);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct capai_subject *row =
            find_subject(d, &trace, CAPAI_RESULT_INDIKATOR, "indikator", cases[i].name);
        assert_text(find_step(row, CAPAI_TRACE_ZERO, "capaian")->of.zero.of, cases[i].of);
        assert_at(d, INDIKATOR, i, "capaian", cases[i].capaian);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        data_test(test_trace_of_the_examples_recomputes_to_every_result),
        data_test(test_trace_of_other_rules_recomputes),
        data_test(test_trace_of_formula_texts_recomputes),
        data_test(test_trace_changes_no_byte_of_the_results),
        data_test(test_trace_tells_cells_reasons_and_members),
        data_test(test_trace_of_a_function_tells_what_it_saw_and_gave),
        data_test(test_trace_tells_ranks_counts_and_the_kabupaten),
        data_test(test_trace_of_a_plan_tells_the_lines_below_and_the_years),
        data_test(test_trace_of_a_plan_tells_lines_that_stand_before_the_one_above),
        data_test(test_trace_of_a_line_tells_the_lines_below_where_there_are_any),
        data_test(test_trace_of_an_efficiency_without_class_says_so),
        data_test(test_trace_of_efficiency_recomputes),
        data_test(test_trace_of_an_efficiency_says_whether_it_was_clamped),
        data_test(test_trace_tells_which_zero_divides),
        data_test(test_trace_without_memory_ends_the_evaluation),
        data_test(test_trace_tells_what_is_zero),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
