#include "bindings/lua/language.h"

#include <stdlib.h>

enum capai_language language_of_environment(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return strncmp(value, "id", 2) == 0 ? CAPAI_INDONESIAN : CAPAI_ENGLISH;
    }
    return CAPAI_ENGLISH;
}
