#include "core/quick.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/evaluate.h"
#include "core/quick_budget.h"
#include "core/quick_piece.h"
#include "core/quick_write.h"

/* An OPD as a whole. */
struct quick_total {
    struct quick_value capaian;
    size_t band;
    bool has_budget;
    int64_t serapan;
    capai_text verdict;
};

struct quick {
    const struct batch_common *common;
    bool fit; /* false: tables are written that are not done here */
    size_t unit, count;
    struct quick_set set;
    const struct batch_set *looked; /* whose `ahead` is known */
    uint64_t ahead[SCHEMA_PRINTED]; /* by scan: where the rows of the work end */
    struct quick_rules rules;
    struct quick_outputs outputs[CAPAI_RESULT_COUNT];
    int unread[UNIT_COLUMNS]; /* fields of indicators that are copied without having been read */
    size_t unread_count;
    struct quick_piece opd, indikator, anggaran;
    struct quick_names names;
    struct quick_indicators indicators;
    struct quick_budget budget;
    bool summed;           /* of this set, budget lines were added up when they were scanned */
    struct quick_sum sum;  /* of the budget of an OPD, */
    size_t unknown;        /* and how often it names a sasaran under which no indicator stands */
    struct capai_opd info; /* of the OPD that was done last, */
    struct quick_total total;
    struct capai_arena scratch; /* of an OPD */
};

static const size_t SCRATCH_MOST = 64 << 20;

struct quick *quick_open(const struct batch_common *common, struct capai_arena *arena)
{
    struct quick *quick = capai_arena_array(arena, 1, sizeof *quick);
    if (!quick)
        return NULL;
    capai_arena_init(&quick->scratch, arena->alloc, arena->user, SCRATCH_MOST);
    quick->common = common;
    quick->fit = !common->plan->batch->libcsv;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
        if (common->tables[r].count && r != CAPAI_RESULT_INDIKATOR && r != CAPAI_RESULT_OPD &&
            r != CAPAI_RESULT_REKAP && r != CAPAI_RESULT_KABUPATEN)
            quick->fit = false;
    return quick;
}

void quick_close(struct quick *quick)
{
    if (!quick)
        return;
    capai_arena_clear(&quick->scratch);
    quick_piece_clear(&quick->opd);
    quick_piece_clear(&quick->indikator);
    quick_piece_clear(&quick->anggaran);
}

void quick_begin(struct quick *quick, size_t unit, size_t count)
{
    quick->unit = unit;
    quick->count = count;
    quick->opd.size = quick->indikator.size = quick->anggaran.size = 0;
    quick->looked = NULL;
}

/* ---- making ready ---- */

/* Where the rows end of the OPDs of this work that are of one set. */
static void look_ahead(struct quick *quick, const struct batch_set *set)
{
    const size_t end = quick->unit + quick->count < set->first_unit + set->unit_count
                           ? quick->unit + quick->count
                           : set->first_unit + set->unit_count;
    const size_t last = end - set->first_unit - 1;
    if (quick->looked == set)
        return;
    quick->looked = set;
    for (size_t s = 0; s < set->scan_count; s++) {
        quick->ahead[s] = 0;
        if (last >= set->names.count || plan_stretches(set, s, last) != 1)
            continue;
        const struct stretch *stretch = plan_stretch(set, s, last, 0);
        quick->ahead[s] = stretch->offset + stretch->size;
    }
}

static uint64_t ahead_of(const struct quick *quick, const struct quick_file *file)
{
    return file->present ? quick->ahead[file->scan] : 0;
}

static void find_unread(struct quick *quick)
{
    const struct quick_outputs *outputs = &quick->outputs[CAPAI_RESULT_INDIKATOR];
    quick->unread_count = 0;
    for (size_t c = 0; c < outputs->count; c++)
        if (outputs->columns[c].source == QUICK_COPY &&
            !quick_indicators_look_at(&quick->set.indikator, outputs->columns[c].field))
            quick->unread[quick->unread_count++] = outputs->columns[c].field;
}

/* Makes a data set ready, once for all its OPDs. */
static void enter(struct quick *quick, const struct batch_set *set)
{
    static const enum capai_result tables[] = {CAPAI_RESULT_INDIKATOR, CAPAI_RESULT_OPD,
                                               CAPAI_RESULT_REKAP};
    if (quick->set.set == set)
        return;
    quick_set_make(set, &quick->set);
    quick->opd.size = quick->indikator.size = quick->anggaran.size = 0;
    const struct scan *budget =
        quick->set.anggaran.present ? &set->scans[quick->set.anggaran.scan] : NULL;
    quick->summed = budget && budget->sums &&
                    quick_file_same(&budget->lines.file, &quick->set.anggaran) &&
                    budget->lines.notation == quick->set.notation;
    for (size_t i = 0; quick->set.fit && i < sizeof tables / sizeof *tables; i++)
        quick->set.fit = quick_outputs_make(tables[i], &quick->common->tables[tables[i]],
                                            &quick->set, &quick->outputs[tables[i]]);
    if (quick->set.fit)
        find_unread(quick);
}

/* ---- reading ---- */

/* True when an OPD has rows in the files that are done here, and in no others. */
static bool is_common(const struct quick_set *set, size_t opd)
{
    const size_t rows = plan_stretches(set->set, set->indikator.scan, opd);
    for (size_t s = 0; s < set->set->scan_count; s++) {
        const enum schema_file which = set->set->scans[s].which;
        if (which != SCHEMA_OPD && which != SCHEMA_INDIKATOR && which != SCHEMA_ANGGARAN &&
            plan_stretches(set->set, s, opd))
            return false;
    }
    return rows > 0 && opd < set->set->names.count;
}

static enum capai_status read_file(struct quick *quick, const struct quick_file *file, size_t opd,
                                   uint64_t ahead, struct quick_piece *piece, bool *whole,
                                   struct capai_error *err)
{
    piece->rows.rows = 0;
    if (!file->present || !*whole)
        return CAPAI_OK;
    return quick_piece_read(piece, quick->set.set, file->scan, opd, file->columns, ahead, whole,
                            err);
}

/* What the budget of an OPD comes to; *whole is false where it is not known here. */
static enum capai_status read_budget(struct quick *quick, size_t opd, bool *whole,
                                     struct capai_error *err)
{
    const struct quick_set *set = &quick->set;
    const struct quick_file *file = &set->anggaran;
    const struct quick_form form = {*file, set->notation};
    const struct quick_called *called = quick->budget.called;
    quick->sum = (struct quick_sum){.lines = 0};
    quick->unknown = 0;
    if (!file->present ||
        (quick->summed && quick_sums_find(set->set->scans[file->scan].sums, opd,
                                          set->set->piece.year, &quick->sum, &called))) {
        quick->unknown = quick_unknown(called, quick->sum.called, &quick->names);
        return CAPAI_OK;
    }
    const uint64_t ahead = quick->summed ? 0 : quick->ahead[file->scan];
    enum capai_status status = read_file(quick, file, opd, ahead, &quick->anggaran, whole, err);
    if (status || !*whole)
        return status;
    *whole =
        quick_budget_read(&quick->budget, &form, capai_text_of(set->year), &quick->anggaran.rows);
    quick->sum = quick->budget.sum;
    quick->unknown = quick_unknown(quick->budget.called, quick->sum.called, &quick->names);
    return CAPAI_OK;
}

/* A text of the row of opd.csv, without its quotes; false where that is not what stands there. */
static bool opd_text(const struct quick *quick, enum quick_role role, capai_text *out)
{
    struct quick_field field;
    const int at = quick->set.opd.present ? quick->set.opd.field[role] : CAPAI_NO_COLUMN;
    *out = CAPAI_NO_TEXT;
    if (at < 0 || !quick->opd.rows.rows)
        return true;
    if (!quick_rows_field(&quick->opd.rows, 0, at, &field) ||
        (field.text.size && memchr(field.text.data, '"', field.text.size)))
        return false;
    *out = field.text.size ? field.text : CAPAI_NO_TEXT;
    return true;
}

/* What opd.csv says of an OPD: one row of the year that is reported, or of none. */
static bool read_opd(struct quick *quick, size_t opd, struct capai_opd *info)
{
    const struct quick_set *set = &quick->set;
    capai_text year;
    struct quick_field field;
    if (quick->opd.rows.rows != (set->set->piece.listed ? 1 : 0))
        return false;
    for (size_t i = 0; quick->opd.rows.rows && i < set->opd.empty_count; i++)
        if (!quick_rows_field(&quick->opd.rows, 0, set->opd.empty[i], &field) || field.text.size)
            return false;
    for (size_t c = 0; quick->opd.rows.rows && c < set->opd.columns; c++)
        if (!quick_rows_field(&quick->opd.rows, 0, (int)c, &field)) /* it may be copied */
            return false;
    *info = (struct capai_opd){.opd = set->set->names.keys[opd], .tahun = set->set->piece.year};
    return opd_text(quick, QUICK_TAHUN, &year) &&
           (!year.size || capai_text_equal(year, capai_text_of(set->year))) &&
           opd_text(quick, QUICK_NAMA, &info->nama) &&
           opd_text(quick, QUICK_KABUPATEN, &info->kabupaten) &&
           opd_text(quick, QUICK_PROVINSI, &info->provinsi) &&
           opd_text(quick, QUICK_ATURAN, &info->aturan);
}

/* Every field of the indicators that may be copied is what stands there. */
static bool is_copied(const struct quick *quick)
{
    struct quick_field field;
    for (size_t row = 0; quick->unread_count && row < quick->indikator.rows.rows; row++)
        for (size_t i = 0; i < quick->unread_count; i++)
            if (!quick_rows_field(&quick->indikator.rows, row, quick->unread[i], &field))
                return false;
    return true;
}

/* ---- the OPD as a whole ---- */

/* The word for capaian against serapan; false: doubtful. */
static bool judge(const struct quick *quick, struct quick_total *total)
{
    const struct capai_rules *rules = quick->rules.rules;
    const struct quick_sum *sum = &quick->sum;
    quick_wide a, b;
    if (rules->efficiency.kind == CAPAI_EFFICIENCY_NONE ||
        rules->scale.bands[total->band].no_verdict)
        return true;
    if (rules->classify_exact) {
        if (!rules->average.of_rounded ||
            __builtin_mul_overflow(total->capaian.numerator, sum->pagu, &a) ||
            __builtin_mul_overflow((quick_wide)sum->realisasi * 100, total->capaian.denominator,
                                   &b))
            return false;
    } else {
        a = (quick_wide)total->capaian.shown * decimal_power(rules->round[CAPAI_Q_SERAPAN].digits);
        b = (quick_wide)total->serapan * decimal_power(rules->round[CAPAI_Q_CAPAIAN].digits);
    }
    total->verdict = a > b   ? rules->efficiency.greater
                     : a < b ? rules->efficiency.less
                             : rules->efficiency.equal;
    return true;
}

static bool measure(const struct quick *quick, struct quick_total *total)
{
    const struct quick_indicators *indicators = &quick->indicators;
    const struct quick_sum *sum = &quick->sum;
    const struct capai_round *round = &quick->rules.rules->round[CAPAI_Q_SERAPAN];
    *total = (struct quick_total){.has_budget = sum->lines > 0};
    if (!quick_mean(&quick->rules, indicators->members, indicators->member_count, &total->capaian,
                    &total->band))
        return false;
    if (!total->has_budget)
        return true;
    return sum->pagu > 0 &&
           quick_round((quick_wide)sum->realisasi * 100, sum->pagu, round->digits, round->mode,
                       &total->serapan) &&
           judge(quick, total);
}

/* ---- writing ---- */

static void write_opd(struct quick *quick, const struct capai_opd *info,
                      const struct quick_total *total, struct batch_work *work)
{
    const struct capai_rules *rules = quick->rules.rules;
    const struct quick_sum *sum = &quick->sum;
    struct bytes *out = &work->tables[CAPAI_RESULT_OPD];
    char numbers[5][QUICK_TEXT];
    capai_text slots[QUICK_SLOTS] = {{NULL, 0}};
    size_t before = SIZE_MAX;
    slots[QUICK_AT_OPD] = info->opd;
    slots[QUICK_AT_TAHUN] = capai_text_of(quick->set.year);
    slots[QUICK_AT_ATURAN] = rules->id;
    slots[QUICK_AT_PREDIKAT] = rules->scale.bands[total->band].name;
    slots[QUICK_AT_STATUS] = capai_text_of(capai_outcome_name(CAPAI_NILAI));
    slots[QUICK_AT_STATUS_SERAPAN] =
        capai_text_of(capai_outcome_name(total->has_budget ? CAPAI_NILAI : CAPAI_TIDAK_BERLAKU));
    slots[QUICK_AT_EFISIENSI] = total->verdict;
    const struct {
        enum quick_slot slot;
        quick_wide digits;
        int scale;
        bool idle; /* zeros behind the point are shown, too */
    } values[] = {
        {QUICK_AT_CAPAIAN, total->capaian.shown, rules->round[CAPAI_Q_CAPAIAN].digits, true},
        {QUICK_AT_JUMLAH_INDIKATOR, (quick_wide)quick->indicators.member_count, 0, true},
        {QUICK_AT_PAGU, sum->pagu, sum->scale, false},
        {QUICK_AT_REALISASI, sum->realisasi, sum->scale, false},
        {QUICK_AT_SERAPAN, total->serapan, rules->round[CAPAI_Q_SERAPAN].digits, true}};
    const size_t count = total->has_budget ? sizeof values / sizeof *values : 2;
    for (size_t i = 0; i < count; i++) {
        quick_wide digits = values[i].digits;
        int scale = values[i].scale;
        if (!values[i].idle)
            quick_strip(&digits, &scale);
        slots[values[i].slot] = quick_format(digits, scale, numbers[i]);
    }
    const size_t start = unit_begin_ranked(out);
    quick_write_slots(
        out, &quick->outputs[CAPAI_RESULT_OPD], quick->opd.rows.rows ? &quick->opd.rows : NULL,
        quick->set.opd.present ? quick->set.set->scans[quick->set.opd.scan].delimiter : ',', slots,
        &before);
    unit_end_ranked(out, start, before);
}

static void write_rekap(struct quick *quick, const struct capai_opd *info, struct batch_work *work)
{
    const struct capai_scale *scale = &quick->rules.rules->scale;
    const struct quick_outputs *outputs = &quick->outputs[CAPAI_RESULT_REKAP];
    char numbers[2][QUICK_TEXT];
    capai_text slots[QUICK_SLOTS] = {{NULL, 0}};
    size_t before;
    slots[QUICK_AT_OPD] = info->opd;
    slots[QUICK_AT_TAHUN] = capai_text_of(quick->set.year);
    for (size_t band = 0; band < scale->count; band++) {
        size_t seen = 0;
        for (size_t i = 0; i < quick->indicators.count; i++)
            seen += quick->indicators.list[i].counts && quick->indicators.list[i].band == band;
        slots[QUICK_AT_PREDIKAT] = scale->bands[band].name;
        slots[QUICK_AT_URUTAN] = quick_format((quick_wide)band + 1, 0, numbers[0]);
        slots[QUICK_AT_JUMLAH] = quick_format((quick_wide)seen, 0, numbers[1]);
        quick_write_slots(&work->tables[CAPAI_RESULT_REKAP], outputs, NULL, ',', slots, &before);
    }
}

/* What the end needs of an OPD. */
static void keep_total(struct quick *quick, const struct capai_opd *info,
                       const struct quick_total *total, struct batch_work *work)
{
    const struct capai_rules *rules = quick->rules.rules;
    const struct quick_indicators *indicators = &quick->indicators;
    const struct quick_sum *sum = &quick->sum;
    struct capai_ratio terms[QUICK_INDICATORS];
    const size_t count = quick_mean_terms(&quick->rules, indicators->members,
                                          indicators->member_count, &total->capaian, terms);
    const enum capai_outcome outcome = total->has_budget ? CAPAI_NILAI : CAPAI_TIDAK_BERLAKU;
    const struct total_record record = {
        .total = {.year = quick->set.set->piece.year,
                  .report_year = quick->set.set->piece.year,
                  .capaian = {.outcome = CAPAI_NILAI,
                              .shown = quick_decimal(total->capaian.shown,
                                                     rules->round[CAPAI_Q_CAPAIAN].digits),
                              .exact = {terms, info->kabupaten.size ? count : 0},
                              .rows = indicators->member_count},
                  .pagu = {outcome, quick_decimal(sum->pagu, sum->scale)},
                  .realisasi = {outcome, quick_decimal(sum->realisasi, sum->scale)}},
        .opd = info->opd,
        .kabupaten = info->kabupaten,
        .provinsi = info->provinsi,
        .aturan = info->aturan,
        .predikat = rules->scale.bands[total->band].name,
        .set = (size_t)(quick->set.set - quick->common->plan->sets),
    };
    record_total(&work->totals, &record);
}

void quick_write(struct quick *quick, struct batch_work *work)
{
    const struct quick_set *set = &quick->set;
    const struct quick_outputs *outputs = &quick->outputs[CAPAI_RESULT_INDIKATOR];
    const char delimiter = set->set->scans[set->indikator.scan].delimiter;
    for (size_t row = 0; outputs->count && row < quick->indikator.rows.rows; row++)
        quick_write_indicator(&work->tables[CAPAI_RESULT_INDIKATOR], outputs,
                              &quick->indikator.rows, row, delimiter, &quick->indicators.list[row],
                              &quick->rules, set->indikator.field[QUICK_JENIS]);
    if (quick->outputs[CAPAI_RESULT_OPD].count)
        write_opd(quick, &quick->info, &quick->total, work);
    if (quick->outputs[CAPAI_RESULT_REKAP].count)
        write_rekap(quick, &quick->info, work);
    keep_total(quick, &quick->info, &quick->total, work);
    work->opds++;
    work->indicators += quick->indikator.rows.rows;
    work->lines += quick->sum.lines;
    work->seen[CAPAI_WARNING] += quick->unknown;
}

/* ---- the whole ---- */

/* What is to be said of the budget is only counted, when nobody would read it. */
static bool is_silent(const struct quick *quick)
{
    return !quick->unknown ||
           atomic_load_explicit(&quick->common->full[CAPAI_WARNING], memory_order_relaxed);
}

enum capai_status quick_measure(struct quick *quick, const struct batch_set *set, size_t opd,
                                quick_find_rules *find, void *user, enum quick_outcome *outcome,
                                struct capai_error *err)
{
    const struct capai_rules *rules;
    bool whole = true;
    *outcome = QUICK_LEFT;
    if (!quick->fit)
        return CAPAI_OK;
    enter(quick, set);
    if (!quick->set.fit || !is_common(&quick->set, opd))
        return CAPAI_OK;
    look_ahead(quick, set);
    enum capai_status status = read_file(
        quick, &quick->set.opd, opd, ahead_of(quick, &quick->set.opd), &quick->opd, &whole, err);
    if (!status)
        status = read_file(quick, &quick->set.indikator, opd,
                           ahead_of(quick, &quick->set.indikator), &quick->indikator, &whole, err);
    if (status || !whole || !read_opd(quick, opd, &quick->info) ||
        find(user, &quick->info, &rules) != CAPAI_OK)
        return status;
    if (quick->rules.rules != rules)
        quick_rules_make(rules, &quick->scratch, &quick->rules);
    evaluate_begin_functions(rules);
    const struct capai_mark mark = capai_arena_mark(&quick->scratch);
    quick->names.count = quick->names.last = 0;
    whole =
        quick->rules.fit && quick_indicators_read(&quick->indicators, &quick->set, &quick->rules,
                                                  &quick->indikator.rows, &quick->names);
    if (whole)
        status = read_budget(quick, opd, &whole, err);
    if (whole && !status && is_silent(quick) && is_copied(quick) && measure(quick, &quick->total))
        *outcome = quick->indicators.repeated ? QUICK_REPEATED : QUICK_DONE;
    capai_arena_release(&quick->scratch, mark);
    return status;
}
