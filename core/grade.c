#include "capai/grade.h"

size_t capai_grade_rank(const struct capai_grades *grades, capai_text name)
{
    for (size_t i = 0; i < grades->count; i++)
        if (capai_text_equal(grades->names[i], name))
            return grades->count - i;
    return 0;
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
            capai_text nearest = capai_text_nearest(cells[i]->grade, grades->names, grades->count);
            capai_fail(err, CAPAI_MSG_GRADE_UNKNOWN, CAPAI_WORDS(cells[i]->grade, nearest));
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
