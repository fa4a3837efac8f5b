/* The end of a batch: ranks, kabupaten, and the names of the files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capai/pipeline.h"
#include "capai/version.h"
#include "core/batch_check.h"
#include "core/batch_finish.h"
#include "core/batch_report.h"
#include "core/reserve.h"

enum capai_status finish_read(struct finish *f, const char *name, capai_text *out)
{
    const char *path = capai_store_path(f->run->store, name, &f->arena);
    return path ? capai_file_read(path, &f->arena, out, f->err) : capai_fail_memory(f->err);
}

/* ---- rules ---- */

static bool note_used(struct finish *f, const struct capai_rules *rules)
{
    for (size_t i = 0; i < f->used_count; i++)
        if (f->used[i] == rules)
            return true;
    const struct capai_rules **used =
        capai_arena_grow(&f->arena, f->used, f->used_count, &f->used_capacity, sizeof *used);
    if (!used)
        return false;
    f->used = used;
    used[f->used_count++] = rules;
    return true;
}

/* The rules of an OPD, which were found before; those of the one before where they are the same. */
static enum capai_status find_rules(struct finish *f, struct total_record *record,
                                    const struct total_record *last)
{
    record->total.rules = last->total.rules;
    if (last->total.rules && last->total.report_year == record->total.report_year &&
        capai_text_equal(last->aturan, record->aturan))
        return CAPAI_OK;
    const struct capai_opd opd = {
        .opd = record->opd, .aturan = record->aturan, .tahun = record->total.report_year};
    enum capai_status status =
        f->run->batch->rules.find(f->rules, &opd, &record->total.rules, f->err);
    return !status && !note_used(f, record->total.rules) ? capai_fail_memory(f->err) : status;
}

/* ---- ranks ---- */

/* True when somebody asks for the ranks of OPDs, which takes sorting all of them. */
static bool asks_for_ranks(const struct batch_run *run)
{
    const struct batch_table *opd = &run->common.tables[CAPAI_RESULT_OPD];
    bool asks = run->common.reports.make;
    for (size_t c = 0; c < opd->count; c++)
        asks = asks || capai_text_equal(opd->columns[c].source, CAPAI_TEXT("peringkat"));
    return asks;
}

/* The table opd with the columns that ranks are made from, and that of the ranks where somebody
 * asks for them, and no others. */
static bool make_table(struct finish *f, size_t rows)
{
    static const struct {
        enum column column;
        const char *name;
        enum capai_column_kind kind;
    } columns[] = {{COLUMN_OPD, "opd", CAPAI_COLUMN_TEXT},
                   {COLUMN_TAHUN, "tahun", CAPAI_COLUMN_WHOLE},
                   {COLUMN_KABUPATEN, "kabupaten", CAPAI_COLUMN_TEXT},
                   {COLUMN_PROVINSI, "provinsi", CAPAI_COLUMN_TEXT},
                   {COLUMN_CAPAIAN, "capaian", CAPAI_COLUMN_VALUE},
                   {COLUMN_PERINGKAT, "peringkat", CAPAI_COLUMN_WHOLE}};
    struct result *result = &f->evaluation.results[CAPAI_RESULT_OPD];
    result->table = capai_table_new(CAPAI_TEXT("opd"), &f->arena);
    for (int c = 0; c < COLUMN_COUNT; c++)
        result->at[c] = CAPAI_NO_COLUMN;
    const size_t count = sizeof columns / sizeof *columns - !asks_for_ranks(f->run);
    for (size_t i = 0; result->table && i < count; i++) {
        int at =
            capai_table_add_column(result->table, capai_text_of(columns[i].name), columns[i].kind);
        if (at < 0)
            return false;
        result->at[columns[i].column] = (short)at;
    }
    return result->table && capai_table_reserve(result->table, rows) &&
           result_init(&f->evaluation.results[CAPAI_RESULT_KABUPATEN], CAPAI_RESULT_KABUPATEN, NULL,
                       0, &f->arena);
}

/* Ranks are given to all OPDs, and one that several data sets have figures of is found among all.
 * Else nothing is made of those of no kabupaten. */
static bool looks_at(const struct finish *f, const struct total_record *record)
{
    return f->all || record->kabupaten.size > 0;
}

/* How many records a text has, and of how many of them something is made. False: memory, or it is
 * damaged. */
static bool count_totals(struct finish *f, capai_text text, size_t *looked)
{
    struct total_record record;
    const struct capai_mark mark = capai_arena_mark(&f->arena);
    *looked = 0;
    for (f->count = 0; record_read_total(&text, &f->arena, &record); f->count++) {
        *looked += looks_at(f, &record);
        capai_arena_release(&f->arena, mark);
    }
    capai_arena_release(&f->arena, mark);
    return !text.size; /* room is made for so many: none may be missing */
}

static enum capai_status add_total(struct finish *f, struct total_record *record)
{
    struct result *result = &f->evaluation.results[CAPAI_RESULT_OPD];
    if (!looks_at(f, record))
        return finish_summarise(f, record);
    struct result_row out = result_add(result, record->opd, record->total.year);
    if (!out.result)
        return capai_fail_memory(f->err);
    result_text(out, COLUMN_KABUPATEN, record->kabupaten);
    result_text(out, COLUMN_PROVINSI, record->provinsi);
    result_amount(out, COLUMN_CAPAIAN, &record->total.capaian);
    f->sets[out.row] = (uint32_t)record->set;
    f->evaluation.totals[out.row] = record->total;
    f->evaluation.total_count++;
    return finish_summarise(f, record);
}

/* Reads what was kept of all OPDs. */
static enum capai_status read_totals(struct finish *f)
{
    capai_text text;
    struct total_record last = {.set = 0}, record;
    size_t looked;
    enum capai_status status = finish_read(f, part_name(PART_TOTALS), &text);
    if (status)
        return status;
    f->all = asks_for_ranks(f->run) || f->run->plan.set_count > 1;
    if (!count_totals(f, text, &looked))
        return batch_unread(f->run, &f->arena, part_name(PART_TOTALS), f->err);
    f->evaluation.arena = &f->arena;
    f->evaluation.notices = f->run->notices;
    f->evaluation.totals = capai_arena_array(&f->arena, looked, sizeof *f->evaluation.totals);
    f->sets = capai_arena_array(&f->arena, looked, sizeof *f->sets);
    if (!f->evaluation.totals || !f->sets || !make_table(f, looked))
        return capai_fail_memory(f->err);
    for (; !status && record_read_total(&text, &f->arena, &record); last = record) {
        if (record.set >= f->run->plan.set_count)
            return batch_unread(f->run, &f->arena, part_name(PART_TOTALS), f->err);
        status = find_rules(f, &record, &last);
        if (!status)
            status = add_total(f, &record);
    }
    return !status && text.size ? batch_unread(f->run, &f->arena, part_name(PART_TOTALS), f->err)
                                : status;
}

/* ---- files ---- */

enum capai_status finish_write(struct finish *f, const char *name, struct bytes *bytes)
{
    struct capai_part *part;
    enum capai_status status = bytes->failed
                                   ? capai_fail_memory(f->err)
                                   : capai_part_open(f->run->store, name, 0, &part, f->err);
    if (!status)
        status = capai_part_write(part, (capai_text){bytes->data, bytes->size}, f->err);
    if (!status)
        status = capai_part_seal(part, f->err);
    bytes_clear(bytes);
    return status;
}

/* The rows of the table opd without their ranks, and what is in memory of them. */
struct ranked_rows {
    struct capai_source *source;
    uint64_t offset; /* of data[0] */
    char *data;
    size_t size, capacity, at;
};

enum { RANKED_WINDOW = 1 << 17 };

static enum capai_status rows_damaged(struct finish *f)
{
    return batch_unread(f->run, &f->arena, part_name(CAPAI_RESULT_OPD), f->err);
}

/* The next `size` bytes, which stand in memory until more are read. NULL, with *status: one of
 * reading, BATCH_DAMAGED where they are not there, CAPAI_ERR_MEMORY. */
static const char *next_bytes(struct finish *f, struct ranked_rows *rows, size_t size,
                              enum capai_status *status)
{
    struct capai_error *err = f->err;
    if (rows->size - rows->at < size) {
        rows->offset += rows->at;
        rows->at = rows->size = 0;
        const size_t wanted = size > RANKED_WINDOW ? size : RANKED_WINDOW;
        *status = reserve_more(&rows->data, &rows->capacity, 0, wanted, 1)
                      ? capai_source_read(rows->source, rows->offset, rows->data, wanted,
                                          &rows->size, err)
                      : capai_fail_memory(err);
        if (!*status && rows->size < size)
            *status = rows_damaged(f);
        if (*status)
            return NULL;
    }
    rows->at += size;
    return rows->data + rows->at - size;
}

/* Reads the next row into `row`, with its rank. */
static enum capai_status read_ranked(struct finish *f, struct ranked_rows *rows, size_t index,
                                     struct bytes *row)
{
    char number[CAPAI_DECIMAL_TEXT];
    uint64_t sizes[2];
    size_t size = 0;
    const struct result *ranks = &f->evaluation.results[CAPAI_RESULT_OPD];
    const int column = ranks->at[COLUMN_PERINGKAT];
    enum capai_status status = CAPAI_OK;
    const char *data = next_bytes(f, rows, sizeof sizes, &status);
    if (!data)
        return status;
    memcpy(sizes, data, sizeof sizes);
    const uint64_t most = capai_source_size(rows->source);
    if (sizes[0] > most || sizes[1] > most - sizes[0])
        return rows_damaged(f);
    data = next_bytes(f, rows, (size_t)(sizes[0] + sizes[1]), &status);
    if (!data)
        return status;
    if (sizes[1] && column >= 0) {
        const struct capai_value rank = capai_table_values(ranks->table, column)[index];
        if (rank.outcome == CAPAI_NILAI)
            size = capai_decimal_format(rank.number, CAPAI_NOTATION_PLAIN, number);
    }
    bytes_add(row, data, (size_t)sizes[0]);
    bytes_add(row, number, size);
    bytes_add(row, data + sizes[0], (size_t)sizes[1]);
    return CAPAI_OK;
}

static enum capai_status write_opd(struct finish *f)
{
    struct batch_run *run = f->run;
    struct bytes row = {.data = NULL};
    struct ranked_rows rows = {.source = NULL};
    struct capai_part *part;
    if (!run->parts[CAPAI_RESULT_OPD])
        return CAPAI_OK;
    const char *path = capai_store_path(run->store, part_name(CAPAI_RESULT_OPD), &f->arena);
    enum capai_status status =
        path ? capai_source_open(path, &f->arena, &rows.source, f->err) : capai_fail_memory(f->err);
    if (!status)
        status = capai_part_open(run->store, "opd.csv", 0, &part, f->err);
    unit_write_titles(&row, &run->common.tables[CAPAI_RESULT_OPD]);
    for (size_t i = 0; !status && i < f->count; i++) {
        status = read_ranked(f, &rows, i, &row);
        if (!status && row.failed)
            status = capai_fail_memory(f->err);
        if (!status && (row.size > 1 << 16 || i + 1 == f->count)) {
            status = capai_part_write(part, (capai_text){row.data, row.size}, f->err);
            row.size = 0;
        }
    }
    if (!status)
        status = capai_part_write(part, (capai_text){row.data, row.size}, f->err);
    if (!status)
        status = capai_part_seal(part, f->err);
    capai_source_close(rows.source);
    free(rows.data);
    bytes_clear(&row);
    return status;
}

static enum capai_status write_kabupaten(struct finish *f)
{
    struct bytes bytes = {.data = NULL};
    const struct batch_table *columns = &f->run->common.tables[CAPAI_RESULT_KABUPATEN];
    const struct capai_table *table = f->evaluation.results[CAPAI_RESULT_KABUPATEN].table;
    if (!columns->count)
        return CAPAI_OK;
    unit_write_titles(&bytes, columns);
    const struct unit_places places = unit_find(columns, table);
    for (size_t row = 0; row < table->rows; row++)
        unit_write_row(&bytes, &places, row, NULL);
    return finish_write(f, "kabupaten.csv", &bytes);
}

static enum capai_status write_manifest(struct finish *f)
{
    struct bytes out = {.data = NULL};
    enum capai_status status =
        batch_manifest(f->run, f->rules, f->used, f->used_count, &f->arena, &out, f->err);
    if (!status)
        return finish_write(f, "manifest.json", &out);
    bytes_clear(&out);
    return status;
}

/* ---- all ---- */

/* Brings what was written on the way to the disk, and says that all is there. */
static enum capai_status seal(struct finish *f)
{
    struct batch_run *run = f->run;
    enum capai_status status = CAPAI_OK;
    struct bytes nothing = {.data = NULL};
    unsigned long long before = capai_clock_milliseconds();
    for (size_t p = 0; !status && p < CAPAI_RESULT_COUNT; p++)
        if (run->parts[p] && p != CAPAI_RESULT_OPD)
            status = capai_part_seal(run->parts[p], f->err);
    if (!status)
        status = capai_part_seal(run->parts[PART_REPORTS], f->err);
    if (!status)
        status = finish_write(f, BATCH_COMPLETE, &nothing);
    if (!status)
        status = capai_store_sync(run->store, f->err);
    run->synced += capai_clock_milliseconds() - before;
    return status;
}

/* The files of the results, the manifest last: where it stands, the others do. */
static enum capai_status publish(struct finish *f)
{
    struct batch_run *run = f->run;
    enum capai_status status = CAPAI_OK;
    for (enum capai_result r = 0; !status && r < CAPAI_RESULT_COUNT; r++) {
        char name[64];
        capai_text table = capai_result_name(r);
        snprintf(name, sizeof name, "%.*s.csv", (int)table.size, table.data);
        if (run->common.tables[r].count)
            status = capai_store_publish(run->store, name, f->err);
        else
            capai_store_remove(run->store, name); /* of other columns */
    }
    if (!status)
        status = capai_store_publish(run->store, "gagal.csv", f->err);
    if (!status)
        status = capai_store_publish(run->store, "manifest.json", f->err);
    unsigned long long before = capai_clock_milliseconds();
    if (!status)
        status = capai_store_sync(run->store, f->err);
    run->synced += capai_clock_milliseconds() - before;
    return status;
}

static enum capai_status make_results(struct finish *f)
{
    enum capai_status status = finish_twins(f);
    if (!status)
        status = capai_evaluation_finish(&f->evaluation, f->err);
    if (!status)
        status = write_opd(f);
    if (!status)
        status = write_kabupaten(f);
    if (!status)
        status = ranked_make(f);
    if (!status)
        status = batch_gather_failed(f->run, f->err);
    if (!status)
        status = finish_failed(f);
    if (!status)
        status = write_manifest(f);
    return status ? status : seal(f);
}

static enum capai_status finish_all(struct finish *f)
{
    enum capai_status status = read_totals(f);
    if (!status && !f->run->complete)
        status = make_results(f);
    if (!status)
        status = finish_causes(f);
    f->summary->failed = (size_t)f->failed;
    if (!status)
        status = batch_say_failed(f->run, f->err);
    if (!status)
        status = batch_deliver(f->run, f->err);
    if (!status && !f->run->batch->delivery.only)
        status = batch_place_reports(f->run, &f->arena, f->err);
    return status || f->run->batch->delivery.only ? status : publish(f);
}

void batch_count(const struct batch_run *run, struct capai_batch_summary *summary)
{
    *summary = (struct capai_batch_summary){.opds = (size_t)run->state.opds,
                                            .failed = (size_t)run->state.failed,
                                            .indicators = run->state.indicators,
                                            .lines = run->state.lines,
                                            .resumed = (size_t)run->resumed};
}

enum capai_status batch_finish(struct batch_run *run, struct capai_batch_summary *summary,
                               struct capai_error *err)
{
    struct finish f = {.run = run, .summary = summary, .err = err};
    batch_count(run, summary);
    capai_arena_init(&f.arena, run->arena->alloc, run->arena->user, 0);
    f.rules = run->workers[0].rules;
    enum capai_status status = finish_all(&f);
    capai_arena_clear(&f.arena);
    summary->milliseconds = capai_clock_milliseconds() - run->started;
    summary->sync_milliseconds = run->synced;
    return status;
}
