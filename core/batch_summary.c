/* The summary of a batch: classes, and the OPDs that stand out. */
#include <string.h>

#include "core/batch_finish.h"

static bool count_predicate(struct finish *f, capai_text name, size_t *capacity)
{
    struct capai_batch_summary *summary = f->summary;
    for (size_t i = 0; i < summary->predicate_count; i++)
        if (capai_text_equal(summary->predicates[i].name, name)) {
            summary->predicates[i].count++;
            return true;
        }
    struct capai_batch_count *list = capai_arena_grow(
        f->run->arena, summary->predicates, summary->predicate_count, capacity, sizeof *list);
    capai_text copy = capai_text_copy(name, f->run->arena);
    if (!list || !copy.data)
        return false;
    summary->predicates = list;
    list[summary->predicate_count++] = (struct capai_batch_count){copy, 1, {0}};
    return true;
}

/* Puts an OPD into a list of extremes, the most extreme first; equal ones keep their order. */
static void add_extreme(struct capai_batch_opd *list, size_t count, struct capai_batch_opd opd,
                        bool best)
{
    size_t at = count;
    for (; at > 0; at--) {
        int sign = capai_decimal_compare(opd.capaian, list[at - 1].capaian);
        if (best ? sign <= 0 : sign >= 0)
            break;
    }
    if (at == CAPAI_BATCH_EXTREMES)
        return;
    size_t last = count < CAPAI_BATCH_EXTREMES ? count : CAPAI_BATCH_EXTREMES - 1;
    memmove(&list[at + 1], &list[at], (last - at) * sizeof *list);
    list[at] = opd;
}

enum capai_status finish_summarise(struct finish *f, const struct total_record *record)
{
    struct capai_batch_summary *summary = f->summary;
    struct capai_batch_opd opd = {record->opd, record->total.year, record->total.capaian.shown};
    if (record->predikat.size && !count_predicate(f, record->predikat, &f->predicates))
        return capai_fail_memory(f->err);
    if (record->total.capaian.outcome != CAPAI_NILAI)
        return CAPAI_OK;
    size_t count = summary->extreme_count;
    if (count == CAPAI_BATCH_EXTREMES &&
        capai_decimal_compare(opd.capaian, summary->best[count - 1].capaian) <= 0 &&
        capai_decimal_compare(opd.capaian, summary->worst[count - 1].capaian) >= 0)
        return CAPAI_OK;
    opd.opd = capai_text_copy(opd.opd, f->run->arena);
    if (!opd.opd.data)
        return capai_fail_memory(f->err);
    add_extreme(summary->best, count, opd, true);
    add_extreme(summary->worst, count, opd, false);
    summary->extreme_count += count < CAPAI_BATCH_EXTREMES;
    return CAPAI_OK;
}
