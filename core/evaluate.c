#include "core/evaluate.h"

#include "capai/system.h"

/* Room for the section of one more OPD; its rows begin where the tables end now. */
static struct capai_section *begin_section(struct capai_evaluation *evaluation,
                                           const struct capai_dataset *dataset, size_t opd,
                                           const struct capai_rules *rules)
{
    struct capai_section *sections =
        capai_arena_grow(evaluation->arena, evaluation->sections, evaluation->section_count,
                         &evaluation->section_capacity, sizeof *sections);
    if (!sections)
        return NULL;
    evaluation->sections = sections;
    struct capai_section *section = &sections[evaluation->section_count];
    *section = (struct capai_section){.dataset = dataset, .opd = opd, .rules = rules};
    for (enum capai_result r = 0; r < CAPAI_RESULT_COUNT; r++)
        section->first[r] = evaluation->results[r].table->rows;
    return section;
}

bool evaluate_is_late(struct capai_evaluation *evaluation)
{
    if (evaluation->deadline && capai_cpu_milliseconds() >= evaluation->deadline)
        evaluation->late = true;
    return evaluation->late;
}

/* The parts of an OPD; a brief evaluation has the first ones only. */
static enum capai_status evaluate_parts(struct job *job, struct capai_error *err)
{
    static const struct {
        enum capai_status (*evaluate)(struct job *job, struct capai_error *err);
        bool at_length;
    } parts[] = {{evaluate_indicators, false}, {evaluate_groups, false},  {evaluate_budget, true},
                 {evaluate_survey, false},     {evaluate_lke, false},     {evaluate_opd, false},
                 {evaluate_output, true},      {evaluate_triwulan, true}, {evaluate_renstra, true}};
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].at_length || !job->evaluation->brief)
            status = parts[i].evaluate(job, err);
        if (!status && evaluate_is_late(job->evaluation))
            status = capai_fail_memory(err);
    }
    return status;
}

void evaluate_begin_functions(const struct capai_rules *rules)
{
    for (size_t i = 0; i < rules->arah_count; i++) {
        const struct capai_function *function =
            rules->arah[i].formula == CAPAI_FUNCTION ? rules->arah[i].function : NULL;
        if (function && function->before_opd)
            function->before_opd(function->user);
    }
}

enum capai_status capai_evaluate_opd(struct capai_evaluation *evaluation,
                                     const struct capai_dataset *dataset, size_t opd,
                                     const struct capai_rules *rules, struct capai_error *err)
{
    struct capai_section *section = begin_section(evaluation, dataset, opd, rules);
    if (!section)
        return capai_fail_memory(err);
    struct capai_arena arena;
    capai_arena_init_inner(&arena, evaluation->arena, evaluation->arena->limit);
    struct capai_dataset seen = *dataset; /* its complaints go to those of the evaluation */
    seen.notices = evaluation->notices;
    size_t traced = evaluation->trace ? evaluation->trace->count : 0;
    struct job job = {
        .evaluation = evaluation, .dataset = &seen, .rules = rules, .opd = opd, .arena = &arena};
    evaluate_begin_functions(rules);
    enum capai_status status = budget_build(&seen, opd, &arena, &job.budget, err);
    if (!status)
        status = evaluate_parts(&job, err);
    if (!status && !trace_settle(evaluation->trace, traced, dataset))
        status = capai_fail_memory(err);
    for (enum capai_result r = 0; !status && r < CAPAI_RESULT_COUNT; r++)
        section->last[r] = evaluation->results[r].table->rows;
    evaluation->section_count += !status;
    capai_arena_clear(&arena);
    return status;
}

const struct capai_section *capai_evaluation_sections(const struct capai_evaluation *evaluation,
                                                      size_t *count)
{
    *count = evaluation->section_count;
    return evaluation->sections;
}

/* True for the report year of one of the data sets. */
static bool is_reported(const struct capai_evaluation *evaluation, capai_decimal year)
{
    for (size_t s = 0; s < evaluation->section_count; s++)
        if (capai_decimal_compare(year, capai_decimal_from_int(capai_dataset_year(
                                            evaluation->sections[s].dataset))) == 0)
            return true;
    return false;
}

bool capai_evaluation_counts(const struct capai_evaluation *evaluation, size_t row)
{
    return evaluation->evaluated[row];
}

bool capai_evaluation_select(const struct capai_evaluation *evaluation, enum capai_result result,
                             bool all_years, struct capai_arena *arena, struct capai_selection *out)
{
    const struct capai_table *table = evaluation->results[result].table;
    const struct capai_value *tahun =
        capai_table_values(table, capai_table_find(table, CAPAI_TEXT("tahun")));
    size_t *rows = capai_arena_array(arena, table->rows, sizeof *rows), count = 0;
    if (result == CAPAI_RESULT_KABUPATEN && evaluation->asked)
        *evaluation->asked = true;
    if (result == CAPAI_RESULT_KABUPATEN && rows) { /* no OPD's own */
        for (size_t row = 0; row < table->rows; row++)
            if (all_years || is_reported(evaluation, tahun[row].number))
                rows[count++] = row;
        *out = (struct capai_selection){rows, count};
        return true;
    }
    for (size_t s = 0; rows && s < evaluation->section_count; s++) {
        const struct capai_section *section = &evaluation->sections[s];
        capai_decimal year = capai_decimal_from_int(capai_dataset_year(section->dataset));
        for (size_t row = section->first[result]; row < section->last[result]; row++)
            if (all_years || capai_decimal_compare(tahun[row].number, year) == 0)
                rows[count++] = row;
    }
    if (rows)
        *out = (struct capai_selection){rows, count};
    return rows != NULL;
}

struct result_row evaluate_row(struct job *job, enum capai_result result, int year)
{
    return result_add(&job->evaluation->results[result], job->dataset->opds[job->opd], year);
}
