/* What a path that leads nowhere was perhaps meant to be. */
#ifndef NEAR_PATH_H
#define NEAR_PATH_H

#include "capai/arena.h"
#include "capai/text.h"

/* The path with each part that does not exist in place of the nearest name that does, in `arena`;
 * the missing text where there is none near, or no memory. */
capai_text near_path(const char *path, struct capai_arena *arena);

#endif
