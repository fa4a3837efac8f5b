/* Where the scripts that belong to this build are. */
#define _GNU_SOURCE

#include "capai/packs.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "capai/system.h"
#include "capai/version.h"

/* The file that holds this code, without links: the program, the module or the library. */
static char *own_file(void)
{
    Dl_info info;
    struct link_map *map = NULL;
    void *here = (void *)(uintptr_t)&capai_packs_installed;
    if (!dladdr1(here, &info, (void **)&map, RTLD_DL_LINKMAP) || !map)
        return NULL;
    if (map->l_name[0])
        return realpath(map->l_name, NULL);
    /* the program itself has no name there; a root made by hand may have no /proc */
    char *file = realpath("/proc/self/exe", NULL);
    return file ? file : realpath((const char *)(uintptr_t)getauxval(AT_EXECFN), NULL);
}

/* The same; where there was no memory to find it, the arena tells. */
static char *find_own_file(struct capai_arena *arena)
{
    errno = 0;
    char *file = own_file();
    if (!file && errno == ENOMEM)
        arena->starved = true;
    return file;
}

/* The place seen from the folder, which has no links, without "..". */
static const char *place_of(const char *folder, const char *place, struct capai_arena *arena)
{
    size_t size = strlen(folder);
    for (; strncmp(place, "../", 3) == 0; place += 3)
        while (size && folder[--size] != '/')
            continue;
    capai_text above = capai_text_copy((capai_text){folder, size}, arena);
    return above.data ? capai_path_join(size ? above.data : "/", place, arena) : NULL;
}

const char *capai_packs_installed(struct capai_arena *arena)
{
    static const char *const places[] = {
        "../scripts/rules",                   /* build/ */
        "../../scripts/rules",                /* build/release/ */
        "../share/capai/scripts/rules",       /* bin/, lib/ */
        "../../share/capai/scripts/rules",    /* lib/x86_64-linux-gnu/ */
        "../../../share/capai/scripts/rules", /* lib/lua/5.4/, and there as a rock: */
        "../../luarocks/rocks-5.4/capai/" CAPAI_VERSION "-1/scripts/rules",
        "../../../../local/share/capai/scripts/rules", /* /usr/lib/postgresql/15/lib/ */
        "../../../../share/capai/scripts/rules"};
    const char *scripts = getenv("CAPAI_PATH"), *found = NULL, *unknown = NULL;
    if (scripts && *scripts)
        return capai_path_join(scripts, "rules", arena);
    if (capai_file_carried())
        return capai_path_join(capai_file_carried(), "rules", arena);
    char *file = find_own_file(arena), *slash = file ? strrchr(file, '/') : NULL;
    if (slash)
        *slash = '\0';
    for (size_t i = 0; slash && !found && i < sizeof places / sizeof *places; i++) {
        const char *path = place_of(file, places[i], arena);
        if (!path)
            break;
        enum capai_file_kind kind = capai_file_kind_of(path);
        if (kind == CAPAI_FILE_UNKNOWN && !unknown)
            unknown = path;
        if (kind != CAPAI_FILE_FOLDER)
            continue;
        /* without links, so that messages show a path that people can read */
        char *real = realpath(path, NULL);
        capai_text copy = real ? capai_text_copy(capai_text_of(real), arena) : CAPAI_NO_TEXT;
        free(real);
        found = copy.data ? copy.data : path;
    }
    free(file);
    return found ? found : unknown; /* reading what is in it says what the matter is */
}
