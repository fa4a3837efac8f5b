/* What editors need beside a new pack or layout. */
#ifndef NEW_EDITOR_H
#define NEW_EDITOR_H

#include "bindings/cli/pack_run.h"

/* Writes .luarc.json into the current folder, unless there is one: by it lua-language-server, which
 * many editors use, finds the stubs of the module. */
void new_editor(struct pack_run *run, struct capai_error *error);

#endif
