/* capai new data. */
#ifndef NEW_DATA_H
#define NEW_DATA_H

#include "bindings/cli/pack_run.h"

/* Writes the data set `name` out of the report that --from names, prints what is doubtful about it,
 * closes the run and returns the exit status. */
enum exit_status new_data(struct pack_run *run, const char *name);

#endif
