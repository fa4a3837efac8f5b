/* Capaian of two cells of any file: the formula of an arah, the class, and what is wrong. */
#include "core/evaluate.h"

#include <string.h>

#include "core/grade.h"

/* The names of all arah, "a, b, c", as far as they fit. */
static capai_text list_arah(const struct capai_rules *rules, char *buffer, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < rules->arah_count; i++)
        length = capai_text_append(buffer, size, length, rules->arah[i].name);
    return (capai_text){buffer, length};
}

const struct capai_arah *evaluate_arah(const struct capai_rules *rules, capai_text name,
                                       struct capai_error *error)
{
    capai_text nearest = CAPAI_NO_TEXT;
    char list[CAPAI_ERROR_TEXT];
    bool given = name.size > 0;
    if (!given)
        name = rules->default_arah;
    for (size_t i = 0; i < rules->arah_count; i++)
        if (capai_text_equal_nocase(rules->arah[i].name, name))
            return &rules->arah[i];
    for (size_t i = 0; i < rules->arah_count && !nearest.data; i++)
        if (capai_text_nearest(name, &rules->arah[i].name, 1).data)
            nearest = rules->arah[i].name;
    capai_text names = list_arah(rules, list, sizeof list / 2);
    if (given)
        capai_fail(error, CAPAI_MSG_ARAH_UNKNOWN, CAPAI_WORDS(name, names, nearest));
    else
        capai_fail(error, CAPAI_MSG_ARAH_MISSING, CAPAI_WORDS(names));
    return NULL;
}

enum capai_status evaluate_check_cell(struct job *job, const struct capai_arah *arah,
                                      enum capai_field role, struct operand operand)
{
    struct capai_error error = {0};
    const struct place *place = &operand.place;
    if (!operand.cell || !evaluate_cell_error(job->rules, arah, role, operand.cell, &error))
        return CAPAI_OK;
    return evaluate_complain(job, place->file, place->row, place->column, &error);
}

struct capai_subject *evaluate_trace(const struct job *job, enum capai_result result, int year)
{
    const struct trace_about about = {result,     job->dataset, job->opd,
                                      job->rules, year,         CAPAI_TOPIC_ROW};
    return trace_begin(job->evaluation->trace, &about);
}

struct capai_subject *evaluate_trace_topic(const struct job *job, enum capai_topic topic, int year)
{
    const struct trace_about about = {CAPAI_RESULT_OPD, job->dataset, job->opd,
                                      job->rules,       year,         topic};
    return trace_begin(job->evaluation->trace, &about);
}

void evaluate_trace_input(struct capai_subject *trace, capai_text name, struct operand operand)
{
    if (operand.place.column.size) /* else it was told how it came about */
        trace_input(trace, name, operand.place.file, operand.place.row, operand.place.column,
                    operand.cell);
}

/* True for a complaint that evaluate_check_cell makes. */
static bool is_of_cell(enum capai_message message)
{
    return message == CAPAI_MSG_NOT_A_NUMBER || message == CAPAI_MSG_RANGE_FORMULA ||
           message == CAPAI_MSG_GRADE_UNKNOWN || message == CAPAI_MSG_ARAH_WORD;
}

/* True where a formula of two numbers has a target of 0. */
static bool divides_by_target(const struct subject *row)
{
    const struct capai_cell *target = row->target, *realisasi = row->realisasi;
    return row->arah->formula != CAPAI_EXPRESSION && row->arah->formula != CAPAI_FUNCTION &&
           target && realisasi && target->has_number && realisasi->has_number &&
           target->kind != CAPAI_CELL_RANGE && realisasi->kind != CAPAI_CELL_RANGE &&
           capai_decimal_sign(target->number) == 0;
}

enum capai_status evaluate_ratio(struct job *job, const struct subject *row,
                                 enum capai_quantity quantity, struct amount *out,
                                 struct capai_error *error)
{
    struct capai_ratio *ratio = capai_arena_array(job->arena, 1, sizeof *ratio);
    struct capai_error why = {0}, zero = {0};
    if (!ratio)
        return capai_fail_memory(error);
    capai_text told = row->told.size ? row->told : capai_quantity_name(quantity);
    trace_arah(trace_quantity(row->trace, told), row->arah->name);
    *out = (struct amount){.rows = 1};
    out->outcome = evaluate_measured(row, ratio, &why);
    out->exact = capai_exact_of(ratio);
    enum capai_status status =
        measure_round(job->rules, quantity, &job->rules->clamp, row->trace, job->arena, out, &why);
    if (status == CAPAI_ERR_MEMORY || why.status == CAPAI_ERR_MEMORY)
        return capai_fail_memory(error);
    if (out->outcome == CAPAI_TIDAK_DAPAT_DIHITUNG && !why.status && divides_by_target(row))
        capai_fail(&zero, CAPAI_MSG_ZERO_TARGET_NONE, CAPAI_NO_WORDS);
    if (out->outcome != CAPAI_NILAI)
        trace_none(row->trace, out->outcome, zero.status ? &zero : &why);
    if (why.status && error)
        *error = why;
    return CAPAI_OK;
}

/* Says, once for each in an OPD, where in a script a function failed, and of which row it was. */
static enum capai_status complain_function(struct job *job, struct place place, capai_text arah,
                                           struct capai_error *error)
{
    struct capai_error of_row = {0};
    char line[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(capai_decimal_from_int((int64_t)error->line), CAPAI_NOTATION_PLAIN, line);
    capai_fail(&of_row, CAPAI_MSG_FORMULA_FAILED,
               CAPAI_WORDS(arah, capai_text_of(error->file), capai_text_of(line)));
    error->status = CAPAI_ERR_DATA; /* of this row: others go on */
    const struct capai_error *last = &job->failure;
    bool said = last->message == error->message && last->line == error->line &&
                memcmp(last->word, error->word, sizeof error->word) == 0 &&
                memcmp(last->text, error->text, error->word[CAPAI_ERROR_WORDS]) == 0;
    job->failure = *error;
    if (!said && capai_notices_add(job->evaluation->notices, error) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    return evaluate_complain(job, place.file, place.row, place.column, &of_row);
}

enum capai_status evaluate_progress(struct job *job, const struct capai_arah *arah,
                                    const struct indicator *indicator, struct operand realisasi,
                                    struct operand target, enum capai_quantity quantity,
                                    struct capai_subject *trace, struct amount *out,
                                    struct capai_error *err)
{
    struct capai_error error = {0};
    const struct subject row = {.job = job,
                                .arah = arah,
                                .indicator = indicator,
                                .realisasi = realisasi.cell,
                                .target = target.cell,
                                .realisasi_place = realisasi.place,
                                .target_place = target.place,
                                .trace = trace};
    if (evaluate_ratio(job, &row, quantity, out, &error) != CAPAI_OK)
        return capai_fail_memory(err);
    /* a grade with a number is no wrong cell by itself: another number would divide it */
    bool odd = error.message == CAPAI_MSG_GRADE_UNKNOWN;
    bool known = odd && capai_grade_rank(&job->rules->grades, realisasi.cell->grade);
    odd = odd && (known ? target : realisasi).cell->has_number;
    if (is_of_cell(error.message) && !odd)
        return CAPAI_OK;
    if (error.file)
        return complain_function(job, realisasi.place, arah->name, &error);
    /* of two cells that do not go together, the grade without a number is the odd one */
    bool grade = error.message == CAPAI_MSG_GRADE_AGAINST_NUMBER && !target.cell->has_number;
    bool zero = error.message == CAPAI_MSG_ZERO_TARGET;
    struct place place = grade || zero || known ? target.place : realisasi.place;
    return evaluate_complain(job, place.file, place.row, place.column, &error);
}

enum capai_status evaluate_class(struct job *job, struct place place, const struct amount *capaian,
                                 struct capai_subject *trace, struct grading *grading,
                                 struct capai_error *err)
{
    struct capai_error error = {0};
    if (capaian->outcome != CAPAI_NILAI)
        return CAPAI_OK;
    enum capai_status status =
        measure_class(job->rules, capaian, trace, job->arena, grading, &error);
    if (status == CAPAI_ERR_MEMORY)
        return capai_fail_memory(err);
    if (status)
        trace_none(trace_quantity(trace, CAPAI_TEXT("predikat")), CAPAI_TIDAK_DAPAT_DIHITUNG,
                   &error);
    return evaluate_complain(job, place.file, place.row, place.column, &error);
}
