#include "core/batch_plan.h"

#include "core/batch_ready.h"
#include "core/batch_sets.h"
#include "core/error.h"

enum { WHOLE_MOST = 1 << 20 }; /* bytes of a data set that is read in one piece */

/* Makes ready a folder, or files. */
static enum capai_status ready_files(struct batch_plan *plan, struct batch_set *set,
                                     struct capai_arena *scratch, struct capai_error *err)
{
    bool fits = false;
    size_t inputs = plan->input_count;
    enum capai_status status = CAPAI_OK;
    if (sets_packed(plan, set) || sets_size(plan, set, scratch) > WHOLE_MOST)
        status = pieces_scan(plan, set, &fits, err);
    if (!status && plan->starved)
        status = capai_fail_memory(err); /* a file may not have been seen */
    if (!status && fits)
        return pieces_ready(plan, set, err);
    plan->input_count = inputs;
    if (!status && sets_packed(plan, set))
        return whole_packed(plan, set, err);
    pieces_drop(set);
    if (!status)
        status = whole_ready(plan, set, scratch, err);
    return !status && plan->starved ? capai_fail_memory(err) : status;
}

static enum capai_status ready_set(struct batch_plan *plan, struct batch_set *set,
                                   struct capai_error *err)
{
    struct capai_arena scratch;
    capai_arena_init_inner(&scratch, plan->arena, 0);
    enum capai_file_kind kind = set->path ? capai_file_kind_of(set->path) : CAPAI_FILE_FOLDER;
    bool folder = kind == CAPAI_FILE_FOLDER || kind == CAPAI_FILE_UNKNOWN;
    struct capai_error why = {0};
    set->first_input = plan->input_count;
    enum capai_status status =
        folder ? ready_files(plan, set, &scratch, &why) : whole_workbook(plan, set, &scratch, &why);
    set->end_input = plan->input_count;
    capai_arena_clear(&scratch);
    if (status == CAPAI_ERR_UNUSABLE) { /* it fails alone */
        pieces_drop(set);
        set->failed = capai_arena_array(plan->arena, 1, sizeof *set->failed);
        if (!set->failed)
            return capai_fail_memory(err);
        *set->failed = why;
        set->whole = true;
        set->unit_count = 1;
        return CAPAI_OK;
    }
    return status ? error_pass(err, &why) : CAPAI_OK;
}

/* The columns that all sets together give the results. */
static enum capai_status make_columns(struct batch_plan *plan, struct capai_error *err)
{
    size_t count = 0;
    struct capai_dataset **headers =
        capai_arena_array(plan->arena, plan->set_count, sizeof(struct capai_dataset *));
    if (!headers)
        return capai_fail_memory(err);
    for (size_t i = 0; i < plan->set_count; i++)
        if (plan->sets[i].header)
            headers[count++] = (struct capai_dataset *)(uintptr_t)plan->sets[i].header;
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
        if (!result_init(&plan->results[r], r, headers, count, plan->arena))
            return capai_fail_memory(err);
    return CAPAI_OK;
}

enum capai_status plan_make(struct batch_plan *plan, struct capai_error *err)
{
    capai_arena_init_inner(&plan->keys, plan->arena, 0);
    enum capai_status status = sets_find(plan, err);
    plan->texts = plan->batch->data.notation;
    for (size_t i = 0; !status && i < plan->set_count; i++) {
        struct batch_set *set = &plan->sets[i];
        status = ready_set(plan, set, err);
        set->first_unit = plan->unit_count;
        plan->unit_count += set->unit_count;
    }
    return status ? status : make_columns(plan, err);
}

void plan_clear(struct batch_plan *plan)
{
    for (size_t i = 0; i < plan->set_count; i++)
        pieces_drop(&plan->sets[i]);
    opd_clear(&plan->headers);
    capai_arena_clear(&plan->keys);
}

const struct batch_set *plan_find(const struct batch_plan *plan, size_t unit, size_t *opd)
{
    size_t low = 0, high = plan->set_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (plan->sets[middle].first_unit <= unit)
            low = middle;
        else
            high = middle;
    }
    *opd = unit - plan->sets[low].first_unit;
    return &plan->sets[low];
}
