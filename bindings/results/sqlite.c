#include "bindings/results/sqlite.h"

#include <stddef.h>

#ifdef CAPAI_STATIC

/* A static program has it inside. */
const char *sqlite_load(struct sqlite *out)
{
#define SQLITE_TAKE(name) out->name = name;
    SQLITE_FUNCTIONS(SQLITE_TAKE)
#undef SQLITE_TAKE
    return NULL;
}

#else

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

#define FILE_NAME "libsqlite3.so.0"

static bool find(void *library, const char *name, void *function, size_t size)
{
    void *found = dlsym(library, name);
    if (found)
        memcpy(function, &found, size); /* C knows no other way from an object to a function */
    return found;
}

const char *sqlite_load(struct sqlite *out)
{
    /* never closed: it stays in the process once it is needed */
    void *library = dlopen(FILE_NAME, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return dlerror();
#define SQLITE_FIND(name)                                                                          \
    if (!find(library, #name, &out->name, sizeof out->name))                                       \
        return FILE_NAME ": " #name;
    SQLITE_FUNCTIONS(SQLITE_FIND)
#undef SQLITE_FIND
    return NULL;
}

#endif
