/* Grades that a rule does not have. Private to the core. */
#ifndef CORE_GRADE_H
#define CORE_GRADE_H

#include "capai/grade.h"

/* Fails with GRADE_UNKNOWN, which names the grade, the nearest one, and all that there are. */
enum capai_status grade_unknown(const struct capai_grades *grades, capai_text name,
                                struct capai_error *err);

#endif
