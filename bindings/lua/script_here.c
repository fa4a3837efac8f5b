#include "bindings/lua/script_here.h"

#include <stdio.h>

#include "capai/system.h"

capai_text script_here(capai_text name, struct capai_arena *arena)
{
    char path[256];
    int size = snprintf(path, sizeof path, "%.*s.lua", (int)name.size, name.data);
    if (!name.size || size < 0 || (size_t)size >= sizeof path ||
        capai_file_kind_of(path) != CAPAI_FILE_REGULAR)
        return CAPAI_TEXT("");
    capai_text copy = capai_text_copy(capai_text_of(path), arena);
    return copy.data ? copy : CAPAI_TEXT("");
}
