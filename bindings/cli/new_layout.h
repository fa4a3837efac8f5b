/* capai new layout NAME [--from LAYOUT]. */
#ifndef NEW_LAYOUT_H
#define NEW_LAYOUT_H

#include "bindings/lua/pack_cover.h"
#include "bindings/cli/pack_run.h"

/* Writes NAME.lua in the current folder: a commented layout, or a copy of another. */
void new_layout(struct pack_run *run, const char *name, struct capai_error *error);

#endif
