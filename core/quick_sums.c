#include "core/quick_sums.h"

#include <stdlib.h>
#include <string.h>

#include "core/distinct.h"
#include "core/reserve.h"

enum { FETCHED = 64 }; /* lines that are fetched before they are looked at: they lie anywhere */

enum state { NO_LINES, KEPT, WAITING, BROKEN };

/* ---- what is kept ---- */

/* What is known of an OPD; NULL: memory. */
static struct quick_kept *kept_of(struct quick_sums *sums, size_t opd)
{
    if (opd >= sums->count) {
        const size_t more = opd + 1 - sums->count;
        if (!reserve_more(&sums->list, &sums->capacity, sums->count, more, sizeof *sums->list))
            return NULL;
        memset(sums->list + sums->count, 0, more * sizeof *sums->list);
        sums->count = opd + 1;
    }
    return &sums->list[opd];
}

static bool keep(struct quick_sums *sums, struct quick_kept *kept, int year,
                 const struct quick_sum *sum, const struct quick_called *called)
{
    if (!reserve_more(&sums->called, &sums->called_capacity, sums->called_count, sum->called,
                      sizeof *sums->called))
        return false;
    *kept = (struct quick_kept){
        .sum = *sum, .called = (uint32_t)sums->called_count, .year = (int16_t)year, .state = KEPT};
    if (sum->called)
        memcpy(sums->called + sums->called_count, called, sum->called * sizeof *called);
    sums->called_count += sum->called;
    return true;
}

/* ---- lines that waited ---- */

/* True when no two lines have one code. */
static bool are_different(const struct quick_loose *const *lines, size_t count)
{
    uint64_t slots[2 * QUICK_LINES];
    struct distinct codes;
    bool different = true;
    distinct_begin(&codes, slots, count);
    for (size_t i = 0; different && i < count; i++)
        different = distinct_add(&codes, lines[i]->code);
    return different;
}

static bool add_amount(int64_t *sum, int64_t amount, int places)
{
    return !__builtin_mul_overflow(amount, decimal_power(places), &amount) &&
           !__builtin_add_overflow(*sum, amount, sum);
}

/* Counts the sasaran that lines name; false: they are too many. */
static bool count_called(const struct quick_loose *const *lines, size_t count, uint8_t *size,
                         struct quick_called *called)
{
    size_t last = SIZE_MAX;
    *size = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        if (!lines[i]->called)
            continue;
        while (at < *size && called[at].fold != lines[i]->fold)
            at++;
        if (at == QUICK_NAMES)
            return false;
        if (at == *size)
            called[(*size)++] = (struct quick_called){lines[i]->fold, 0};
        called[at].times += at != last;
        last = at;
    }
    return true;
}

/* Adds up lines of one OPD, none of which can hold another one. False: it cannot be done here. */
static bool add_up(const struct quick_loose *const *lines, size_t count, struct quick_sum *sum,
                   struct quick_called *called)
{
    *sum = (struct quick_sum){.lines = (uint32_t)count};
    if (count > QUICK_LINES)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (lines[i]->depth != lines[0]->depth || lines[i]->year != lines[0]->year)
            return false;
        if (sum->scale < lines[i]->scale)
            sum->scale = lines[i]->scale;
    }
    for (size_t i = 0; i < count; i++)
        if (!add_amount(&sum->pagu, lines[i]->pagu, sum->scale - lines[i]->scale) ||
            !add_amount(&sum->realisasi, lines[i]->realisasi, sum->scale - lines[i]->scale))
            return false;
    return are_different(lines, count) && count_called(lines, count, &sum->called, called);
}

static bool settle(struct quick_sums *sums, size_t opd, const struct quick_loose *const *lines,
                   size_t count)
{
    struct quick_called called[QUICK_NAMES];
    struct quick_sum sum;
    struct quick_kept *kept = &sums->list[opd];
    if (kept->state != WAITING)
        return true;
    kept->state = BROKEN;
    return !add_up(lines, count, &sum, called) || keep(sums, kept, lines[0]->year, &sum, called);
}

/* Those that were added last need not wait where it can be that they are all of their OPD; a line
 * alone stands among those of others. */
static bool close_tail(struct quick_sums *sums)
{
    const struct quick_loose *lines[QUICK_LINES];
    const size_t count = sums->loose_count - sums->tail;
    bool right = true;
    if (sums->tail_is_all && count > 1 && count <= QUICK_LINES) {
        for (size_t i = 0; i < count; i++)
            lines[i] = &sums->loose[sums->tail + i];
        right = settle(sums, lines[0]->opd, lines, count);
        sums->loose_count = sums->tail;
    }
    sums->tail = sums->loose_count;
    sums->tail_is_all = false;
    return right;
}

/* ---- adding ---- */

bool quick_sums_add(struct quick_sums *sums, size_t opd, int year, const struct quick_sum *sum,
                    const struct quick_called *called)
{
    struct quick_kept *kept = close_tail(sums) ? kept_of(sums, opd) : NULL;
    if (!kept)
        return false;
    if (kept->state == NO_LINES)
        return keep(sums, kept, year, sum, called);
    kept->state = BROKEN;
    return true;
}

bool quick_sums_wait(struct quick_sums *sums, size_t opd, const struct quick_loose *lines,
                     size_t count)
{
    const bool goes_on = sums->tail < sums->loose_count && sums->loose[sums->tail].opd == opd;
    struct quick_kept *kept = goes_on || close_tail(sums) ? kept_of(sums, opd) : NULL;
    if (!kept)
        return false;
    if (kept->state == KEPT || kept->state == BROKEN) {
        kept->state = BROKEN;
        return true;
    }
    if (!reserve_more(&sums->loose, &sums->loose_capacity, sums->loose_count, count,
                      sizeof *sums->loose))
        return false;
    if (!goes_on)
        sums->tail_is_all = kept->state == NO_LINES;
    kept->state = WAITING;
    for (size_t i = 0; i < count; i++) {
        sums->loose[sums->loose_count + i] = lines[i];
        sums->loose[sums->loose_count + i].opd = (uint32_t)opd;
    }
    sums->loose_count += count;
    return true;
}

bool quick_sums_break(struct quick_sums *sums, size_t opd)
{
    struct quick_kept *kept = kept_of(sums, opd);
    if (!kept)
        return false;
    kept->state = BROKEN;
    return true;
}

/* ---- the end ---- */

/* Puts the lines in order of their OPDs, and those of each in order of the file. */
static const struct quick_loose **order(const struct quick_sums *sums, size_t *first)
{
    const struct quick_loose **lines = calloc(sums->loose_count + 1, sizeof *lines);
    for (size_t i = 0; lines && i < sums->loose_count; i++)
        first[sums->loose[i].opd + 2]++;
    for (size_t opd = 2; lines && opd < sums->count + 2; opd++)
        first[opd] += first[opd - 1];
    for (size_t i = 0; lines && i < sums->loose_count; i++)
        lines[first[sums->loose[i].opd + 1]++] = &sums->loose[i];
    return lines;
}

bool quick_sums_end(struct quick_sums *sums)
{
    bool right = close_tail(sums);
    size_t *first = calloc(sums->count + 2, sizeof *first);
    const struct quick_loose **lines = right && first ? order(sums, first) : NULL;
    right = lines != NULL;
    for (size_t opd = 0, fetched = 0; right && opd < sums->count; opd++) {
        for (const size_t ahead = first[opd + 1] + FETCHED;
             fetched < ahead && fetched < sums->loose_count; fetched++)
            __builtin_prefetch(lines[fetched]);
        if (first[opd + 1] > first[opd])
            right = settle(sums, opd, lines + first[opd], first[opd + 1] - first[opd]);
    }
    free(first);
    free(lines);
    free(sums->loose);
    sums->loose = NULL;
    sums->loose_count = sums->loose_capacity = sums->tail = 0;
    return right;
}

bool quick_sums_find(const struct quick_sums *sums, size_t opd, int year, struct quick_sum *sum,
                     const struct quick_called **called)
{
    const struct quick_kept *kept = opd < sums->count ? &sums->list[opd] : NULL;
    *sum = (struct quick_sum){.lines = 0};
    *called = sums->called;
    if (!kept || kept->state == NO_LINES)
        return true;
    *sum = kept->sum;
    if (kept->sum.called)
        *called += kept->called;
    return kept->state == KEPT && kept->year == year;
}

void quick_sums_clear(struct quick_sums *sums)
{
    free(sums->list);
    free(sums->called);
    free(sums->loose);
    *sums = (struct quick_sums){.list = NULL};
}
