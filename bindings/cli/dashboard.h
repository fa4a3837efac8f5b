/* The dashboard of folders of results, for whoever has just written such a folder. */
#ifndef DASHBOARD_H
#define DASHBOARD_H

#include "bindings/cli/cli.h"

/* What was written. */
struct dashboard_size {
    size_t opd, files;
    const char *out; /* the folder of the page */
};

/* Writes dasbor.html and dasbor-data/ into the folder `out`, which is made where it is not there,
 * NULL: "dasbor" in the last of the folders, for one folder of results, or for two of which the
 * second is shown and the first compared with it. All files are written, or none. Errors:
 * DASHBOARD_FOLDER where a folder has no table of OPDs, DASHBOARD_EMPTY where that has no rows,
 * those of writing (system.h); the files that they name live in `arena`. *size is unchanged on
 * failure. */
enum capai_status dashboard_write(const char *const *folders, size_t count, const char *out,
                                  enum capai_language language, struct capai_arena *arena,
                                  struct dashboard_size *size, struct capai_error *err);

#endif
