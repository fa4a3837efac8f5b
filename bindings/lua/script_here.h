/* Scripts that a person names as if they were installed. */
#ifndef SCRIPT_HERE_H
#define SCRIPT_HERE_H

#include "capai/arena.h"
#include "capai/text.h"

/* "NAME.lua" in `arena`, where a file of that name stands in the working folder; else the empty
 * text, also when memory ran out. */
capai_text script_here(capai_text name, struct capai_arena *arena);

#endif
