/* The program for Windows carries its scripts inside. */
#include <stdlib.h>

#include "capai/packs.h"
#include "capai/system.h"

const char *capai_packs_installed(struct capai_arena *arena)
{
    const char *scripts = getenv("CAPAI_PATH");
    if (!scripts || !*scripts)
        scripts = capai_file_carried();
    return scripts ? capai_path_join(scripts, "rules", arena) : NULL;
}
