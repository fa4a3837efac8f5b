/* Failures that are made before it is known whether they are told. Private to core/. */
#ifndef CORE_ERROR_H
#define CORE_ERROR_H

#include "capai/error.h"

/* Hands `failure`, which has a status, on to *err, unless that is NULL or holds a failure already.
 * Returns the status of `failure`. */
enum capai_status error_pass(struct capai_error *err, const struct capai_error *failure);

#endif
