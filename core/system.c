#define _XOPEN_SOURCE 700

#include "capai/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum capai_file_kind capai_file_kind_of(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return CAPAI_FILE_NONE;
    if (S_ISREG(info.st_mode))
        return CAPAI_FILE_REGULAR;
    return S_ISDIR(info.st_mode) ? CAPAI_FILE_FOLDER : CAPAI_FILE_OTHER;
}

static enum capai_status system_error(const char *path, int number, struct capai_error *err)
{
    char reason[128] = "";
    /* strerror is not safe between threads */
    if (strerror_r(number, reason, sizeof reason) != 0)
        reason[0] = '\0';
    enum capai_status status =
        capai_fail(err, CAPAI_MSG_FILE_READ, CAPAI_WORDS(capai_text_of(reason)));
    capai_error_place(err, path, 0, 0);
    return status;
}

/* Reads until the end or until `size` bytes are there; -1 with errno on failure. */
static ssize_t read_fully(int fd, char *buffer, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t n = read(fd, buffer + done, size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        done += (size_t)n;
    }
    return (ssize_t)done;
}

enum capai_status capai_file_read(const char *path, struct capai_arena *arena, capai_text *out,
                                  struct capai_error *err)
{
    enum capai_status status;
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return system_error(path, errno, err);

    char *buffer = NULL;
    ssize_t size = 0;
    if (fstat(fd, &info) != 0) {
        status = system_error(path, errno, err);
    } else if (!S_ISREG(info.st_mode)) {
        status = system_error(path, S_ISDIR(info.st_mode) ? EISDIR : EINVAL, err);
    } else if ((uintmax_t)info.st_size >= SIZE_MAX ||
               !(buffer = capai_arena_alloc(arena, (size_t)info.st_size + 1))) {
        status = capai_fail_memory(err);
    } else if ((size = read_fully(fd, buffer, (size_t)info.st_size)) < 0) {
        status = system_error(path, errno, err);
    } else {
        buffer[size] = '\0';
        *out = (capai_text){buffer, (size_t)size};
        status = CAPAI_OK;
    }
    close(fd);
    return status;
}

char *capai_path_join(const char *folder, const char *name, struct capai_arena *arena)
{
    size_t a = strlen(folder), b = strlen(name);
    bool slash = a && folder[a - 1] != '/';
    char *path = capai_arena_alloc(arena, a + slash + b + 1);
    if (path) {
        memcpy(path, folder, a);
        if (slash)
            path[a] = '/';
        memcpy(path + a + slash, name, b + 1);
    }
    return path;
}

char *capai_folder_name(const char *path, struct capai_arena *arena)
{
    char *real = realpath(path, NULL);
    const char *slash = real ? strrchr(real, '/') : NULL;
    capai_text name = slash ? capai_text_copy(capai_text_of(slash + 1), arena) : CAPAI_NO_TEXT;
    free(real);
    return (char *)(uintptr_t)name.data; /* our own copy */
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const capai_text *)a)->data, ((const capai_text *)b)->data);
}

enum capai_status capai_folder_list(const char *folder, const char *suffix,
                                    struct capai_arena *arena, capai_text **names, size_t *count,
                                    struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    capai_text *list = NULL;
    size_t n = 0, capacity = 0;
    DIR *dir = opendir(folder);

    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        size_t size = strlen(entry->d_name), end = strlen(suffix);
        if (size <= end || strcmp(entry->d_name + size - end, suffix) != 0)
            continue;
        capai_text name = capai_text_copy((capai_text){entry->d_name, size}, arena);
        capai_text *grown = capai_arena_grow(arena, list, n, &capacity, sizeof *list);
        if (!name.data || !grown) {
            status = capai_fail_memory(err);
            break;
        }
        list = grown;
        list[n++] = name;
    }
    if (dir)
        closedir(dir);
    if (n)
        qsort(list, n, sizeof *list, compare_names);
    *names = list;
    *count = n;
    return status;
}

unsigned long long capai_cpu_milliseconds(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
        return 0;
    return (unsigned long long)now.tv_sec * 1000 + (unsigned long long)now.tv_nsec / 1000000;
}
