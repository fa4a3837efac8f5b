/* Capaian of two cells of any file: the formula of an arah, the class, and what is wrong. */
#include "core/evaluate.h"

/* The names of all arah, "a, b, c", as far as they fit. */
static capai_text list_arah(const struct capai_rules *rules, char *buffer, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < rules->arah_count; i++)
        length = capai_text_append(buffer, size, length, rules->arah[i].name);
    return (capai_text){buffer, length};
}

void evaluate_formula(const struct capai_rules *rules, capai_text arah, enum capai_formula *formula,
                      struct capai_error *error)
{
    capai_text nearest = CAPAI_NO_TEXT;
    char list[CAPAI_ERROR_TEXT];
    bool given = arah.size > 0;
    if (!given)
        arah = rules->default_arah;
    for (size_t i = 0; i < rules->arah_count; i++)
        if (capai_text_equal_nocase(rules->arah[i].name, arah)) {
            *formula = rules->arah[i].formula;
            return;
        }
    for (size_t i = 0; i < rules->arah_count && !nearest.data; i++)
        if (capai_text_nearest(arah, &rules->arah[i].name, 1).data)
            nearest = rules->arah[i].name;
    capai_text names = list_arah(rules, list, sizeof list / 2);
    if (given)
        capai_fail(error, CAPAI_MSG_ARAH_UNKNOWN, CAPAI_WORDS(arah, names, nearest));
    else
        capai_fail(error, CAPAI_MSG_ARAH_MISSING, CAPAI_WORDS(names));
}

enum capai_status evaluate_check_cell(struct job *job, struct place place,
                                      const struct capai_cell *cell)
{
    struct capai_error error = {0};
    if (!cell || !measure_cell_error(job->rules, cell, &error))
        return CAPAI_OK;
    return evaluate_complain(job, place.file, place.row, place.column, &error);
}

/* True for a complaint that evaluate_check_cell makes. */
static bool is_of_cell(enum capai_message message)
{
    return message == CAPAI_MSG_NOT_A_NUMBER || message == CAPAI_MSG_RANGE_FORMULA ||
           message == CAPAI_MSG_GRADE_UNKNOWN;
}

enum capai_status evaluate_ratio(struct job *job, enum capai_formula formula,
                                 const struct capai_cell *realisasi,
                                 const struct capai_cell *target, enum capai_quantity quantity,
                                 struct amount *out, struct capai_error *error)
{
    struct capai_ratio *ratio = capai_arena_array(job->arena, 1, sizeof *ratio);
    if (!ratio)
        return capai_fail_memory(error);
    *out = (struct amount){.outcome = CAPAI_BELUM_DIISI, .rows = 1};
    if (!target || !realisasi)
        return CAPAI_OK;
    out->outcome = measure_cells(job->rules, formula, realisasi, target, ratio, error);
    out->exact = capai_exact_of(ratio);
    enum capai_status status =
        measure_round(job->rules, quantity, &job->rules->clamp, job->arena, out, error);
    return status == CAPAI_ERR_MEMORY ? status : CAPAI_OK;
}

enum capai_status evaluate_progress(struct job *job, enum capai_formula formula,
                                    struct operand realisasi, struct operand target,
                                    enum capai_quantity quantity, struct amount *out,
                                    struct capai_error *err)
{
    struct capai_error error = {0};
    if (evaluate_ratio(job, formula, realisasi.cell, target.cell, quantity, out, &error) !=
        CAPAI_OK)
        return capai_fail_memory(err);
    if (is_of_cell(error.message))
        return CAPAI_OK;
    /* of two cells that do not go together, the grade without a number is the odd one */
    bool grade = error.message == CAPAI_MSG_GRADE_AGAINST_NUMBER && !target.cell->has_number;
    bool zero = error.message == CAPAI_MSG_ZERO_TARGET;
    struct place place = grade || zero ? target.place : realisasi.place;
    return evaluate_complain(job, place.file, place.row, place.column, &error);
}

enum capai_status evaluate_class(struct job *job, struct place place, const struct amount *capaian,
                                 struct grading *grading, struct capai_error *err)
{
    struct capai_error error = {0};
    if (capaian->outcome != CAPAI_NILAI)
        return CAPAI_OK;
    enum capai_status status = measure_class(job->rules, capaian, job->arena, grading, &error);
    if (status == CAPAI_ERR_MEMORY)
        return capai_fail_memory(err);
    return evaluate_complain(job, place.file, place.row, place.column, &error);
}
