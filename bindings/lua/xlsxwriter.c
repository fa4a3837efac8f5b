#include "bindings/lua/xlsxwriter.h"

#ifdef CAPAI_STATIC

/* A static program has it inside. */
const char *xlsxwriter_load(struct xlsxwriter *out)
{
#define XLSXWRITER_TAKE(name) out->name = name;
    XLSXWRITER_FUNCTIONS(XLSXWRITER_TAKE)
#undef XLSXWRITER_TAKE
    return NULL;
}

#else

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

#define FILE_NAME "libxlsxwriter.so." LXW_SOVERSION

static bool find(void *library, const char *name, void *function, size_t size)
{
    void *found = dlsym(library, name);
    if (found)
        memcpy(function, &found, size); /* C knows no other way from an object to a function */
    return found;
}

const char *xlsxwriter_load(struct xlsxwriter *out)
{
    /* never closed: it stays in the process once it is needed */
    void *library = dlopen(FILE_NAME, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return dlerror();
#define XLSXWRITER_FIND(name)                                                                      \
    if (!find(library, #name, &out->name, sizeof out->name))                                       \
        return FILE_NAME ": " #name;
    XLSXWRITER_FUNCTIONS(XLSXWRITER_FIND)
#undef XLSXWRITER_FIND
    return NULL;
}

#endif
