/* capai new data. */
#ifndef NEW_DATA_H
#define NEW_DATA_H

#include "bindings/cli/pack_run.h"
#include "bindings/lua/binding.h"

/* Writes the data set `name` out of the report that --from names, prints what is doubtful about it,
 * closes the run and returns the exit status. */
enum exit_status new_data(struct pack_run *run, const char *name);

/* True where nothing of that name stands in the way. */
bool new_data_is_free(const char *name, struct capai_error *err);

/* Writes the list on top of the stack, pairs of name and bytes, into a folder `name` that it makes,
 * or, where it is no folder, the bytes of the first into the file of that name. All or none. */
enum capai_status new_data_write(struct pack_run *run, lua_State *L, const char *name,
                                 bool is_folder, struct capai_error *err);

#endif
