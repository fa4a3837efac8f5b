/* capai new data NAME, without a report. */
#ifndef NEW_TEMPLATE_H
#define NEW_TEMPLATE_H

#include "bindings/cli/pack_run.h"
#include "bindings/lua/binding.h"

/* True for the name of a workbook: it ends in .xlsx. */
bool new_template_is_workbook(const char *name);

/* Pushes what scripts/capai/template is told of the contract and of the usual pack, for the data
 * set `name`. False: the pack cannot be loaded. */
bool new_template_push_facts(lua_State *L, struct pack_run *run, const char *name,
                             struct capai_error *error);

/* Writes the data set `name` with rows of example, to be filled in: a workbook, or else a folder.
 * Prints what to do next, closes the run and returns the exit status. */
enum exit_status new_template(struct pack_run *run, const char *name);

#endif
