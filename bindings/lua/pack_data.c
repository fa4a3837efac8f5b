/* Writes the test of a pack as the files of a data set. */
#include "bindings/lua/pack_data.h"

#include <stdio.h>
#include <string.h>

#include "bindings/lua/page.h"

/* The arah of values that are put in as they are: target 100, realisasi the value. No pack can
 * have one of this name, since in its tables a key is a word. */
#define AS_IT_IS "= capaian"

/* One test while it is written. */
struct writer {
    const struct capai_rules *rules; /* of the pack */
    const struct pack_test *test;
    struct capai_arena *arena;
    struct pack_data *out;
    size_t year; /* of the report */
};

static capai_text text_of(const struct writer *writer, const char *key)
{
    const struct test_cell *cell = pack_test_given(writer->test, key);
    return cell ? cell->text : CAPAI_NO_TEXT;
}

static bool add_file(struct writer *writer, const char *name, const struct page *page)
{
    writer->out->files[writer->out->count++] =
        (struct capai_input){name, capai_text_of(name), page_text(page)};
    return !page->failed;
}

/* The year of the report: any for which the rules hold. */
static size_t year_of(const struct capai_rules *rules)
{
    return (size_t)(rules->from > 1900 ? rules->from : rules->to < 2199 ? rules->to : 2024);
}

/* The kind of rows that enter the mean of an OPD; sasaran, if they do. */
static capai_text jenis_of(const struct capai_rules *rules)
{
    for (size_t i = 0; i < rules->average.jenis_count; i++)
        if (capai_text_equal_nocase(rules->average.jenis[i], CAPAI_TEXT("sasaran")))
            return CAPAI_TEXT("sasaran");
    return rules->average.jenis_count ? rules->average.jenis[0] : CAPAI_TEXT("sasaran");
}

static void put_opd(struct page *page, size_t year)
{
    page_field(page, "", CAPAI_TEXT("tes"));
    page_number(page, ",", year);
}

static bool write_opd(struct writer *writer)
{
    struct page page = {.arena = writer->arena};
    page_put(&page, CAPAI_TEXT("opd,tahun\n"));
    put_opd(&page, writer->year);
    return add_file(writer, "opd.csv", &page);
}

/* ---- indicators ---- */

/* A row of indikator.csv. */
struct row {
    size_t year, sasaran, number;
    capai_text weight, arah, target, realisasi;
};

/* Columns that a row has only where the test gives them: an empty one would say something. */
static const char *const optional[] = {"target_akhir", "tahun_akhir", "pembanding"};
enum { OPTIONAL = sizeof optional / sizeof *optional };

static void put_row(const struct writer *writer, struct page *page, const struct row *row)
{
    char tujuan[32];
    page_put(page, CAPAI_TEXT("\n"));
    put_opd(page, row->year);
    page_field(page, ",", jenis_of(writer->rules));
    snprintf(tujuan, sizeof tujuan, "tujuan %zu", row->sasaran);
    page_field(page, ",", capai_text_of(tujuan)); /* not by the name of the sasaran */
    page_number(page, ",", row->sasaran);
    page_number(page, ",", row->number);
    page_field(page, ",", row->weight);
    page_field(page, ",", row->arah);
    page_field(page, ",", row->target);
    page_field(page, ",", row->realisasi);
    for (size_t i = 0; i < OPTIONAL; i++)
        if (pack_test_given(writer->test, optional[i]))
            page_field(page, ",", text_of(writer, optional[i]));
}

static void put_values(const struct writer *writer, struct page *page)
{
    const struct test_list *values = &writer->test->lists[LIST_RATA];
    const struct test_list *weights = &writer->test->lists[LIST_BOBOT];
    for (size_t i = 0; i < values->count; i++) {
        const struct row row = {.year = writer->year,
                                .sasaran = values->of[i] + 1,
                                .number = i + 1,
                                .weight = weights->count ? weights->values[i] : CAPAI_TEXT("1"),
                                .arah = CAPAI_TEXT(AS_IT_IS),
                                .target = CAPAI_TEXT("100"),
                                .realisasi = values->values[i]};
        put_row(writer, page, &row);
    }
}

/* The value `back` years before the report; missing: the test gives none. */
static capai_text earlier(const struct test_list *list, size_t back)
{
    return back <= list->count ? list->values[list->count - back] : CAPAI_NO_TEXT;
}

/* The indicator, first in the report year, then in the years before it. */
static void put_indicator(const struct writer *writer, struct page *page)
{
    const struct test_list *targets = &writer->test->lists[LIST_TARGET_LALU];
    const struct test_list *values = &writer->test->lists[LIST_REALISASI_LALU];
    struct row row = {.year = writer->year,
                      .sasaran = 1,
                      .number = 1,
                      .weight = CAPAI_TEXT("1"),
                      .arah = text_of(writer, "arah"),
                      .target = text_of(writer, "target"),
                      .realisasi = text_of(writer, "realisasi")};
    put_row(writer, page, &row);
    for (size_t back = 1; back <= values->count || back <= targets->count; back++) {
        row.year = writer->year - back;
        row.target = earlier(targets, back);
        row.realisasi = earlier(values, back);
        put_row(writer, page, &row);
    }
}

static bool write_indicators(struct writer *writer)
{
    enum test_kind kind = writer->test->kind;
    struct page page = {.arena = writer->arena};
    page_put(&page,
             CAPAI_TEXT("opd,tahun,jenis,tujuan,sasaran,indikator,bobot,arah,target,realisasi"));
    for (size_t i = 0; i < OPTIONAL; i++)
        if (pack_test_given(writer->test, optional[i])) {
            page_put(&page, CAPAI_TEXT(","));
            page_put(&page, capai_text_of(optional[i]));
        }
    if (kind == TEST_RATA)
        put_values(writer, &page);
    if (kind == TEST_INDIKATOR)
        put_indicator(writer, &page);
    if (kind == TEST_KELAS || kind == TEST_EFISIENSI) {
        const struct row row = {.year = writer->year,
                                .sasaran = 1,
                                .number = 1,
                                .weight = CAPAI_TEXT("1"),
                                .arah = CAPAI_TEXT(AS_IT_IS),
                                .target = CAPAI_TEXT("100"),
                                .realisasi = text_of(writer, "capaian")};
        put_row(writer, &page, &row);
    }
    return add_file(writer, "indikator.csv", &page);
}

/* The quarters of the indicator. */
static bool write_quarters(struct writer *writer)
{
    struct page page = {.arena = writer->arena};
    page_put(&page, CAPAI_TEXT("opd,tahun,sasaran,indikator,tw1,tw2,tw3,tw4,realisasi_tw1,"
                               "realisasi_tw2,realisasi_tw3,realisasi_tw4\n"));
    put_opd(&page, writer->year);
    page_put(&page, CAPAI_TEXT(",1,1"));
    for (int kind = LIST_TARGET_TRIWULAN; kind <= LIST_REALISASI_TRIWULAN; kind++) {
        const struct test_list *list = &writer->test->lists[kind];
        for (size_t i = 0; i < 4; i++)
            page_field(&page, ",", i < list->count ? list->values[i] : CAPAI_NO_TEXT);
    }
    return add_file(writer, "rencana_aksi.csv", &page);
}

/* The budget of a sasaran: the rupiah, or such that the serapan is the one that is given. */
static bool write_budget(struct writer *writer)
{
    struct page page = {.arena = writer->arena};
    bool rupiah = pack_test_given(writer->test, "pagu") || pack_test_given(writer->test, "belanja");
    page_put(&page, CAPAI_TEXT("opd,tahun,kode,jenjang,uraian,sasaran,pagu,realisasi\n"));
    put_opd(&page, writer->year);
    page_put(&page, CAPAI_TEXT(",1,program,1,1"));
    page_field(&page, ",", rupiah ? text_of(writer, "pagu") : CAPAI_TEXT("100"));
    page_field(&page, ",", rupiah ? text_of(writer, "belanja") : text_of(writer, "serapan"));
    return add_file(writer, "anggaran.csv", &page);
}

/* What an efisiensi that is typed by hand says. */
static bool write_typed(struct writer *writer)
{
    struct page page = {.arena = writer->arena};
    page_put(&page, CAPAI_TEXT("opd,tahun,sasaran,efisiensi\n"));
    put_opd(&page, writer->year);
    page_put(&page, CAPAI_TEXT(",1"));
    page_field(&page, ",", text_of(writer, "tertulis"));
    return add_file(writer, "sasaran.csv", &page);
}

/* ---- the survey ---- */

/* The answer of one of all respondents, such that together they make the sum. */
static size_t share_of(size_t sum, size_t respondents, size_t at)
{
    return sum / respondents + (at < sum % respondents);
}

static void put_respondent(const struct writer *writer, struct page *page, size_t at)
{
    const struct test_list *answers = &writer->test->lists[LIST_SKM];
    const struct test_list *sums = &writer->test->lists[LIST_JUMLAH];
    page_put(page, CAPAI_TEXT("\n"));
    put_opd(page, writer->year);
    page_number(page, ",", at + 1);
    for (size_t i = 0; i < answers->count; i++)
        if (answers->of[i] == at)
            page_field(page, ",", answers->values[i]);
    for (size_t i = 0; i < sums->count; i++)
        page_number(page, ",", share_of(sums->of[i], (size_t)writer->test->responden, at));
}

static bool write_survey(struct writer *writer)
{
    const struct test_list *answers = &writer->test->lists[LIST_SKM];
    const struct capai_survey *survey = &writer->out->rules.survey;
    struct page page = {.arena = writer->arena};
    size_t respondents = writer->test->kind == TEST_MUTU ? 1 : (size_t)writer->test->responden;
    if (answers->count)
        respondents = answers->of[answers->count - 1] + 1;
    page_put(&page, CAPAI_TEXT("opd,tahun,responden"));
    for (size_t i = 0; i < survey->count; i++)
        page_field(&page, ",", survey->unsur[i].column);
    if (!survey->count)
        page_put(&page, CAPAI_TEXT(",u1")); /* of which no rule knows */
    for (size_t i = 0; i < respondents; i++)
        put_respondent(writer, &page, i);
    if (writer->test->kind == TEST_MUTU && survey->count)
        page_number(&page, ",", (size_t)survey->highest);
    return add_file(writer, "skm.csv", &page);
}

/* One unsur whose highest answer makes the IKM of the test. */
static bool widen_survey(struct writer *writer)
{
    struct capai_survey *survey = &writer->out->rules.survey;
    struct capai_unsur *unsur = capai_arena_array(writer->arena, 1, sizeof *unsur);
    unsigned flags = 0;
    if (!unsur || !survey->count)
        return unsur;
    *unsur = survey->unsur[0];
    unsur->weight.numerator = pack_test_given(writer->test, "ikm")->number;
    unsur->weight.denominator = capai_decimal_multiply(
        survey->conversion, capai_decimal_from_int(survey->highest), CAPAI_HALF_EVEN, &flags);
    survey->unsur = unsur;
    survey->count = 1;
    return true;
}

/* ---- the worksheet ---- */

static void put_answer(const struct writer *writer, struct page *page, capai_text code,
                       capai_text answer)
{
    page_put(page, CAPAI_TEXT("\n"));
    put_opd(page, writer->year);
    page_field(page, ",", code);
    page_field(page, ",", code);
    page_field(page, ",", answer);
}

static bool write_lke(struct writer *writer)
{
    const struct pack_test *test = writer->test;
    const struct capai_lke *lke = &writer->out->rules.lke;
    struct page page = {.arena = writer->arena};
    page_put(&page, CAPAI_TEXT("opd,tahun,kode,kriteria,jawaban"));
    for (size_t i = 0; i < test->answer_count; i++)
        if (test->answers[i].row_key.data)
            put_answer(writer, &page, test->answers[i].row_key, test->answers[i].text);
    if (!lke->count)
        put_answer(writer, &page, CAPAI_TEXT("1"), CAPAI_TEXT("1")); /* of which no rule knows */
    for (size_t i = 0; i < lke->count; i++) {
        bool answered = lke->parts[i].end == i + 1;
        if (test->kind == TEST_GRADE)
            put_answer(writer, &page, lke->parts[i].code, lke->answers[0].name);
        else if (answered && test->answer_count && !test->answers[0].row_key.data)
            put_answer(writer, &page, lke->parts[i].code, test->answers[0].text);
    }
    return add_file(writer, "lke.csv", &page);
}

/* One part with one answer, of which the sum is that of the test. */
static bool widen_lke(struct writer *writer)
{
    struct capai_lke *lke = &writer->out->rules.lke;
    struct capai_lke_part *part = capai_arena_array(writer->arena, 1, sizeof *part);
    struct capai_lke_answer *answer = capai_arena_array(writer->arena, 1, sizeof *answer);
    if (!part || !answer || !lke->count)
        return part && answer;
    *part = (struct capai_lke_part){.code = CAPAI_TEXT("1"), .name = CAPAI_TEXT("1"), .end = 1};
    part->weight = pack_test_given(writer->test, "nilai_lke")->number;
    *answer = (struct capai_lke_answer){CAPAI_TEXT("1"), lke->full};
    lke->parts = part;
    lke->answers = answer;
    lke->count = lke->answer_count = 1;
    return true;
}

/* ---- the whole ---- */

/* The arah for values that are put in as they are. */
static bool widen_progress(struct writer *writer)
{
    const struct capai_rules *rules = writer->rules;
    size_t count = rules->arah_count;
    struct capai_arah *arah = capai_arena_array(writer->arena, count + 1, sizeof *arah);
    if (!arah)
        return false;
    if (count)
        memcpy(arah, rules->arah, count * sizeof *arah);
    arah[count] = (struct capai_arah){.name = CAPAI_TEXT(AS_IT_IS), .formula = CAPAI_POSITIVE};
    writer->out->rules.arah = arah;
    writer->out->rules.arah_count = count + 1;
    return true;
}

bool pack_data(const struct capai_rules *rules, const struct pack_test *test,
               struct capai_arena *arena, struct pack_data *out)
{
    static bool (*const writers[TEST_KINDS][3])(struct writer *) = {
        [TEST_KELAS] = {widen_progress},
        [TEST_RATA] = {widen_progress},
        [TEST_EFISIENSI] = {widen_progress, write_budget},
        [TEST_SURVEI] = {write_survey},
        [TEST_MUTU] = {widen_survey, write_survey},
        [TEST_LKE] = {write_lke},
        [TEST_GRADE] = {widen_lke, write_lke},
    };
    struct writer writer = {rules, test, arena, out, 0};
    writer.year = test->year ? (size_t)test->year : year_of(rules);
    *out = (struct pack_data){.rules = *rules};
    if (!write_opd(&writer) || !write_indicators(&writer))
        return false;
    if (pack_test_given(test, "tertulis") && !write_typed(&writer))
        return false;
    if (test->lists[LIST_REALISASI_TRIWULAN].count && !write_quarters(&writer))
        return false;
    for (size_t i = 0; i < 3 && writers[test->kind][i]; i++)
        if (!writers[test->kind][i](&writer))
            return false;
    return true;
}
