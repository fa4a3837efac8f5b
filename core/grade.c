#include "core/grade.h"

size_t capai_grade_rank(const struct capai_grades *grades, capai_text name)
{
    for (size_t i = 0; i < grades->count; i++)
        if (capai_text_equal(grades->names[i], name))
            return grades->count - i;
    return 0;
}

enum capai_status grade_unknown(const struct capai_grades *grades, capai_text name,
                                struct capai_error *err)
{
    char list[CAPAI_ERROR_TEXT / 2];
    size_t size = 0;
    for (size_t i = 0; i < grades->count; i++)
        size = capai_text_append(list, sizeof list, size, grades->names[i]);
    return capai_fail(err, CAPAI_MSG_GRADE_UNKNOWN,
                      CAPAI_WORDS(name, capai_text_nearest(name, grades->names, grades->count),
                                  ((capai_text){list, size})));
}

enum capai_outcome capai_grade_progress(const struct capai_grades *grades,
                                        const struct capai_cell *realisasi,
                                        const struct capai_cell *target, struct capai_ratio *out,
                                        struct capai_error *err)
{
    const struct capai_cell *cells[] = {realisasi, target};
    size_t rank[2];

    for (size_t i = 0; i < 2; i++) {
        if (cells[i]->kind != CAPAI_CELL_GRADE) {
            capai_fail(err, CAPAI_MSG_GRADE_AGAINST_NUMBER,
                       CAPAI_WORDS(realisasi->source, target->source));
            return CAPAI_TIDAK_DAPAT_DIHITUNG;
        }
        rank[i] = capai_grade_rank(grades, cells[i]->grade);
        if (!rank[i]) {
            grade_unknown(grades, cells[i]->grade, err);
            return CAPAI_TIDAK_DAPAT_DIHITUNG;
        }
    }
    if (rank[0] >= rank[1]) {
        *out = capai_ratio_of(capai_decimal_from_int(100));
        return CAPAI_NILAI;
    }
    if (grades->worse == CAPAI_WORSE_ERROR) {
        capai_fail(err, CAPAI_MSG_GRADE_WORSE, CAPAI_WORDS(realisasi->source, target->source));
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    out->numerator = capai_decimal_from_int((int64_t)rank[0] * 100);
    out->denominator = capai_decimal_from_int((int64_t)rank[1]);
    return CAPAI_NILAI;
}
