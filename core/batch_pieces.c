#include "core/batch_ready.h"

#include <stdlib.h>

#include "capai/pipeline.h"
#include "core/batch_columns.h"
#include "core/batch_sets.h"
#include "core/batch_spool.h"

/* Opens the tables of a set that stand in files. */
static enum capai_status open_scans(struct batch_plan *plan, struct batch_set *set,
                                    struct capai_error *err)
{
    set->scans = capai_arena_array(plan->arena, SCHEMA_PRINTED, sizeof *set->scans);
    if (!set->scans)
        return capai_fail_memory(err);
    for (enum schema_file which = 0; which < SCHEMA_PRINTED; which++) {
        const char *path = sets_file(plan, set, schema_of(which)->file);
        struct scan *scan = &set->scans[set->scan_count];
        if (!path)
            continue;
        *scan = (struct scan){.path = path, .which = which};
        enum capai_status status = spool_kind_of(path) == SPOOL_NONE
                                       ? capai_source_open(path, plan->arena, &scan->source, err)
                                       : spool_open(plan->store, path, plan->arena, &scan->source,
                                                    &scan->size, scan->digest, err);
        if (status)
            return status;
        set->scan_count++;
    }
    return CAPAI_OK;
}

void pieces_drop(struct batch_set *set)
{
    for (size_t i = 0; i < set->scan_count; i++) {
        scan_clear(&set->scans[i]);
        free(set->first ? set->first[i] : NULL);
        free(set->at ? set->at[i] : NULL);
    }
    free(set->weights);
    set->first = set->at = NULL;
    set->weights = NULL;
    set->scan_count = 0;
    opd_clear(&set->names);
    set->names = (struct opd_names){.arena = NULL};
}

/* True where budget lines are worth adding up: nobody wants more of them, and the tables that are
 * asked are made the quick way, which alone looks at the sums. */
static bool wants_sums(const struct capai_batch *batch)
{
    const unsigned quick = 1U << CAPAI_RESULT_INDIKATOR | 1U << CAPAI_RESULT_OPD |
                           1U << CAPAI_RESULT_REKAP | 1U << CAPAI_RESULT_KABUPATEN;
    return !batch->libcsv && !batch->reports.make && columns_within(batch->columns, quick);
}

/* Scans the files; *fits is false where they can only be read as a whole. */
static enum capai_status scan_set(struct batch_plan *plan, struct batch_set *set, bool *fits,
                                  struct capai_error *err)
{
    const size_t jobs = plan->batch->jobs ? plan->batch->jobs : capai_processors();
    *fits = true;
    set->names = (struct opd_names){.arena = &plan->keys};
    for (size_t i = 0; i < set->scan_count && *fits; i++) {
        struct scan *scan = &set->scans[i];
        scan->notation = plan->batch->data.notation;
        if (scan->which == SCHEMA_ANGGARAN && wants_sums(plan->batch)) {
            scan->sums = capai_arena_array(plan->arena, 1, sizeof *scan->sums);
            if (!scan->sums)
                return capai_fail_memory(err);
        }
        enum capai_status status =
            scan_file(scan, &set->names, plan->batch->libcsv, jobs, plan->arena, err);
        if (status)
            return status;
        if (scan->scattered && wants_sums(plan->batch))
            scan_hold(scan);
        *fits = scan->keyed && !scan->foreign && scan->count < UINT32_MAX;
    }
    return CAPAI_OK;
}

/* Lists the stretches of a scan by OPD. */
static bool index_scan(struct batch_set *set, size_t s)
{
    const struct scan *scan = &set->scans[s];
    size_t opds = set->names.count + 1; /* the last one: rows without OPD */
    uint32_t *first = calloc(opds + 2, sizeof *first);
    uint32_t *at = calloc(scan->count + 1, sizeof *at);
    set->first[s] = first;
    set->at[s] = at;
    if (!first || !at)
        return false;
    for (size_t i = 0; i < scan->count; i++) {
        size_t opd = scan->stretches[i].opd == NO_OPD ? opds - 1 : scan->stretches[i].opd;
        set->nameless |= opd == opds - 1;
        first[opd + 2]++;
        set->weights[opd] += scan->stretches[i].size;
    }
    for (size_t i = 2; i < opds + 2; i++)
        first[i] += first[i - 1];
    for (size_t i = 0; i < scan->count; i++) {
        size_t opd = scan->stretches[i].opd == NO_OPD ? opds - 1 : scan->stretches[i].opd;
        at[first[opd + 1]++] = (uint32_t)i;
    }
    return true;
}

size_t plan_stretches(const struct batch_set *set, size_t scan, size_t opd)
{
    return set->first[scan][opd + 1] - set->first[scan][opd];
}

const struct stretch *plan_stretch(const struct batch_set *set, size_t scan, size_t opd, size_t i)
{
    return &set->scans[scan].stretches[set->at[scan][set->first[scan][opd] + i]];
}

uint64_t plan_weight(const struct batch_set *set, size_t opd)
{
    return set->whole ? 0 : set->weights[opd];
}

static const struct scan *scan_of(const struct batch_set *set, enum schema_file which)
{
    for (size_t i = 0; i < set->scan_count; i++)
        if (set->scans[i].which == which)
            return &set->scans[i];
    return NULL;
}

/* What only the whole data set says: the report year, and what rows without OPD mean. */
static enum capai_status frame_set(struct batch_plan *plan, struct batch_set *set)
{
    const struct scan *opd = scan_of(set, SCHEMA_OPD), *rows = scan_of(set, SCHEMA_INDIKATOR);
    struct piece *piece = &set->piece;
    piece->listed = opd && opd->rows;
    piece->year = plan->batch->data.year ? plan->batch->data.year
                  : opd && opd->year     ? opd->year
                  : rows                 ? rows->year
                                         : 0;
    piece->tahun = plan->batch->data.year ? capai_value_of_int(plan->batch->data.year)
                                          : capai_value_without(CAPAI_BELUM_DIISI);
    set->first = capai_arena_array(plan->arena, set->scan_count, sizeof *set->first);
    set->at = capai_arena_array(plan->arena, set->scan_count, sizeof *set->at);
    set->weights = calloc(set->names.count + 1, sizeof *set->weights);
    if (!set->first || !set->at || !set->weights)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < set->scan_count; i++)
        if (!index_scan(set, i))
            return CAPAI_ERR_MEMORY;
    return CAPAI_OK;
}

/* A data set of few OPDs and large files, or of files that say nothing of OPDs, is read as eval
 * reads it. */
static bool suits(const struct batch_set *set)
{
    const struct scan *opd = scan_of(set, SCHEMA_OPD);
    return set->piece.year && set->names.count > 0 && !(opd && opd->rows == 1) &&
           scan_of(set, SCHEMA_INDIKATOR) && (opd || !set->nameless);
}

enum capai_status pieces_scan(struct batch_plan *plan, struct batch_set *set, bool *fits,
                              struct capai_error *err)
{
    *fits = false;
    enum capai_status status = open_scans(plan, set, err);
    if (!status)
        status = scan_set(plan, set, fits, err);
    if (!status && *fits)
        status = ready_beside(plan, set, err);
    if (!status && *fits && frame_set(plan, set) != CAPAI_OK)
        status = capai_fail_memory(err);
    *fits = *fits && !status && suits(set);
    return status;
}

/* The texts of a data set's headers, and its alias.csv. */
static struct capai_input *header_texts(struct batch_plan *plan, const struct batch_set *set,
                                        size_t *count)
{
    struct capai_input *texts = capai_arena_array(plan->arena, set->scan_count + 1, sizeof *texts);
    *count = 0;
    for (size_t i = 0; texts && i < set->scan_count; i++)
        texts[(*count)++] =
            (struct capai_input){.path = set->scans[i].path,
                                 .name = capai_text_of(schema_of(set->scans[i].which)->file),
                                 .bytes = set->scans[i].head};
    if (texts && set->alias.path)
        texts[(*count)++] = set->alias;
    return texts;
}

/* What was found while a file was scanned. */
static enum capai_status note_scan(struct batch_plan *plan, const struct scan *scan)
{
    const struct {
        enum capai_message message;
        uint64_t count;
        size_t line, column;
    } found[] = {
        {CAPAI_MSG_TITLE_ROWS, scan->titles, 1, 1},
        {CAPAI_MSG_FILE_CONTROLS, scan->controls, scan->control_line, scan->control_column}};
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < sizeof found / sizeof *found; i++) {
        char number[CAPAI_DECIMAL_TEXT];
        struct capai_error error = {0};
        if (!found[i].count)
            continue;
        capai_decimal_format(capai_decimal_from_int((int64_t)found[i].count),
                             CAPAI_NOTATION_INDONESIA, number);
        capai_fail(&error, found[i].message, CAPAI_WORDS(capai_text_of(number)));
        capai_error_place(&error, scan->path, found[i].line, found[i].column);
        status = capai_notices_add(plan->notices, &error);
    }
    if (!status && scan->end.status)
        status = capai_notices_add(plan->notices, &scan->end);
    return status;
}

/* Names the OPDs that a file which ended early may lack. */
static enum capai_status note_cut(struct batch_plan *plan, const struct batch_set *set, size_t s)
{
    const struct scan *scan = &set->scans[s];
    char list[CAPAI_ERROR_TEXT / 2], number[CAPAI_DECIMAL_TEXT];
    size_t size = 0, count = 0;
    size_t own = scan->cut_opd.size ? opd_find(&set->names, scan->cut_opd)
                 : scan->count      ? scan->stretches[scan->count - 1].opd
                                    : NO_OPD;
    struct capai_error error = {0};
    for (size_t opd = 0; opd < set->names.count; opd++) {
        if (opd != own && plan_stretches(set, s, opd))
            continue;
        size = capai_text_append(list, sizeof list, size, set->names.keys[opd]);
        count++;
    }
    if (!scan->cut || !count)
        return CAPAI_OK;
    capai_decimal_format(capai_decimal_from_int((int64_t)count), CAPAI_NOTATION_INDONESIA, number);
    capai_fail(&error, CAPAI_MSG_FILE_CUT,
               CAPAI_WORDS(capai_text_of(number), ((capai_text){list, size})));
    capai_error_place(&error, scan->path, scan->cut_line, 1);
    return capai_notices_add(plan->notices, &error);
}

enum capai_status pieces_ready(struct batch_plan *plan, struct batch_set *set,
                               struct capai_error *err)
{
    size_t count;
    struct capai_input *texts = header_texts(plan, set, &count);
    if (!texts)
        return capai_fail_memory(err);
    set->failed = capai_arena_array(plan->arena, 1, sizeof *set->failed);
    if (!set->failed)
        return capai_fail_memory(err);
    enum capai_status status =
        ready_headers(plan, set, texts, count, plan->notices, set->failed, err);
    for (size_t i = 0; !status && i < set->scan_count; i++) {
        const struct scan *scan = &set->scans[i];
        capai_text name = ready_name(set, scan->path, plan->arena);
        if (!name.data || !ready_input(plan, name, scan->size, scan->digest) ||
            note_scan(plan, scan) != CAPAI_OK ||
            (set->header && note_cut(plan, set, i) != CAPAI_OK)) /* else all of it is of no use */
            status = capai_fail_memory(err);
    }
    set->unit_count = set->header ? set->names.count + set->nameless : 1;
    return status;
}
