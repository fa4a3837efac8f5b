/* Watching files. What a path is now is compared with what it was, so that nothing depends on which
 * changes the system tells of; where it does tell, as inotify does, that is when to look. */
#define _GNU_SOURCE /* inotify; CLOCK_REALTIME_COARSE */

#include "capai/system.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#ifdef __linux__
#include <sys/inotify.h>
#endif

/* What a path was: all bits zero where nothing has that name. Of a folder also what is in it. */
struct stamp {
    uint64_t device, file, size, changed[2], modified[2], mode, entries;
};

struct watched {
    const char *path;
    struct stamp stamp;
};

struct capai_watch {
    struct capai_arena lists[2]; /* of the paths that are watched now, and of the next ones */
    unsigned current;
    struct watched *paths; /* in byte order */
    size_t count;
    int *places; /* that the system tells of, ascending */
    size_t place_count;
    int handle;
    struct timespec looked; /* when all was looked at */
    bool missed;            /* a path that is new here has changed since */
};

/* ---- what a path is ---- */

static struct stamp stamp_of_info(const struct stat *info)
{
    return (struct stamp){
        .device = info->st_dev,
        .file = info->st_ino,
        .size = S_ISDIR(info->st_mode) ? 0 : (uint64_t)info->st_size,
        .changed = {(uint64_t)info->st_ctim.tv_sec, (uint64_t)info->st_ctim.tv_nsec},
        .modified = {(uint64_t)info->st_mtim.tv_sec, (uint64_t)info->st_mtim.tv_nsec},
        .mode = info->st_mode};
}

/* Files that editors and office programs keep beside those that they write. */
static bool is_passing(const char *name)
{
    size_t size = strlen(name);
    static const char *const endings[] = {"~", ".tmp", ".swp", ".swx", ".bak"};
    if (name[0] == '.' || name[0] == '#' || name[0] == '~' || strcmp(name, "4913") == 0)
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t end = strlen(endings[i]);
        if (size > end && strcmp(name + size - end, endings[i]) == 0)
            return true;
    }
    return false;
}

/* The sum over the entries of a folder does not depend on their order. */
static uint64_t stamp_entries(const char *folder)
{
    uint64_t sum = 0;
    DIR *dir = opendir(folder);
    /* NOLINTNEXTLINE: readdir is safe for threads where each has a folder of its own */
    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        struct stat info;
        if (is_passing(entry->d_name) || fstatat(dirfd(dir), entry->d_name, &info, 0) != 0)
            continue;
        struct stamp stamp = stamp_of_info(&info);
        sum += XXH3_64bits_withSeed(entry->d_name, strlen(entry->d_name),
                                    XXH3_64bits(&stamp, sizeof stamp));
    }
    if (dir)
        closedir(dir);
    return sum;
}

static struct stamp stamp_of(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return (struct stamp){0};
    struct stamp stamp = stamp_of_info(&info);
    if (S_ISDIR(info.st_mode)) {
        /* its own times change with files that do not count */
        memset(stamp.changed, 0, sizeof stamp.changed);
        memset(stamp.modified, 0, sizeof stamp.modified);
        stamp.entries = stamp_entries(path);
    }
    return stamp;
}

static bool stamps_equal(const struct stamp *a, const struct stamp *b)
{
    return memcmp(a, b, sizeof *a) == 0; /* numbers of one size: no padding */
}

/* True when what has the stamp was changed at that time or later. */
static bool is_since(const struct stamp *stamp, struct timespec time)
{
    uint64_t seconds = (uint64_t)time.tv_sec, rest = (uint64_t)time.tv_nsec;
    return stamp->changed[0] > seconds ||
           (stamp->changed[0] == seconds && stamp->changed[1] >= rest);
}

/* ---- what the system tells of ---- */

#ifdef __linux__

static int open_handle(void)
{
    return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

/* A path that cannot be told of is looked at all the same, only later. */
static int tell_of(int handle, const char *path)
{
    return inotify_add_watch(handle, path,
                             IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                 IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF);
}

static void tell_no_more(int handle, int place)
{
    inotify_rm_watch(handle, place);
}

static void forget_told(int handle)
{
    char events[4096];
    while (read(handle, events, sizeof events) > 0)
        ;
}

#else

static int open_handle(void)
{
    return -1;
}

static int tell_of(int handle, const char *path)
{
    (void)handle, (void)path;
    return -1;
}

static void tell_no_more(int handle, int place)
{
    (void)handle, (void)place;
}

static void forget_told(int handle)
{
    (void)handle;
}

#endif

static int compare_places(const void *a, const void *b)
{
    int one = *(const int *)a, other = *(const int *)b;
    return one < other ? -1 : one > other;
}

/* The folder that `path` stands in; NULL: memory. */
static const char *folder_of(const char *path, struct capai_arena *arena)
{
    const char *slash = strrchr(path, '/');
    capai_text above = slash == path ? CAPAI_TEXT("/")
                       : slash       ? (capai_text){path, (size_t)(slash - path)}
                                     : CAPAI_TEXT(".");
    return capai_text_copy(above, arena).data;
}

/* Has the system tell of each path and of its folder, where a new file takes the name of an old
 * one. False: memory; nothing is changed. */
static bool tell_of_all(struct capai_watch *watch, const struct watched *paths, size_t count,
                        struct capai_arena *arena)
{
    size_t told = 0;
    int *places = capai_arena_array(arena, count ? 2 * count : 1, sizeof *places);
    const char **folders = capai_arena_array(arena, count ? count : 1, sizeof *folders);
    if (!places || !folders)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!(folders[i] = folder_of(paths[i].path, arena)))
            return false;
    for (size_t i = 0; i < count; i++) {
        places[told] = tell_of(watch->handle, paths[i].path);
        told += places[told] >= 0;
        places[told] = tell_of(watch->handle, folders[i]);
        told += places[told] >= 0;
    }
    qsort(places, told, sizeof *places, compare_places);
    for (size_t i = 0; i < watch->place_count; i++)
        if (!bsearch(&watch->places[i], places, told, sizeof *places, compare_places))
            tell_no_more(watch->handle, watch->places[i]);
    watch->places = places;
    watch->place_count = told;
    return true;
}

/* ---- the list ---- */

static int compare_watched(const void *a, const void *b)
{
    return strcmp(((const struct watched *)a)->path, ((const struct watched *)b)->path);
}

/* Copies of the paths, in order, without repetition. False: memory. */
static bool list_paths(const char *const *paths, size_t count, struct capai_arena *arena,
                       struct watched **list, size_t *listed)
{
    struct watched *all = capai_arena_array(arena, count ? count : 1, sizeof *all);
    if (!all)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!(all[i].path = capai_text_copy(capai_text_of(paths[i]), arena).data))
            return false;
    qsort(all, count, sizeof *all, compare_watched);
    *listed = 0;
    for (size_t i = 0; i < count; i++)
        if (!*listed || compare_watched(&all[*listed - 1], &all[i]) != 0)
            all[(*listed)++] = all[i];
    *list = all;
    return true;
}

enum capai_status capai_watch_set(struct capai_watch *watch, const char *const *paths, size_t count,
                                  struct capai_error *err)
{
    struct capai_arena *arena = &watch->lists[!watch->current];
    struct watched *list;
    size_t listed;
    capai_arena_clear(arena);
    if (!list_paths(paths, count, arena, &list, &listed) ||
        !tell_of_all(watch, list, listed, arena))
        return capai_fail_memory(err);
    for (size_t i = 0; i < listed; i++) {
        const struct watched *known = watch->count ? bsearch(&list[i], watch->paths, watch->count,
                                                             sizeof *list, compare_watched)
                                                   : NULL;
        list[i].stamp = known ? known->stamp : stamp_of(list[i].path);
        watch->missed |= !known && is_since(&list[i].stamp, watch->looked);
    }
    watch->current = !watch->current;
    watch->paths = list;
    watch->count = listed;
    return CAPAI_OK;
}

bool capai_watch_changed(struct capai_watch *watch)
{
    bool changed = watch->missed;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now); /* the clock of the times of files */
    forget_told(watch->handle);
    for (size_t i = 0; i < watch->count; i++) {
        struct stamp stamp = stamp_of(watch->paths[i].path);
        changed |= !stamps_equal(&stamp, &watch->paths[i].stamp);
        watch->paths[i].stamp = stamp;
    }
    watch->looked = now;
    watch->missed = false;
    return changed;
}

int capai_watch_handle(const struct capai_watch *watch)
{
    return watch->handle;
}

struct capai_watch *capai_watch_new(struct capai_arena *arena)
{
    struct capai_watch *watch = capai_arena_array(arena, 1, sizeof *watch);
    if (!watch)
        return NULL;
    for (size_t i = 0; i < 2; i++)
        capai_arena_init_inner(&watch->lists[i], arena, 0);
    clock_gettime(CLOCK_REALTIME_COARSE, &watch->looked);
    watch->handle = open_handle();
    return watch;
}

void capai_watch_free(struct capai_watch *watch)
{
    if (!watch)
        return;
    if (watch->handle >= 0)
        close(watch->handle);
    for (size_t i = 0; i < 2; i++)
        capai_arena_clear(&watch->lists[i]);
}
