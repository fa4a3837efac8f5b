#define _XOPEN_SOURCE 700

#include "capai/system.h"
#include "core/system_error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/carried.h"

const char *capai_file_carried(void)
{
    return carried_count ? CARRIED_ROOT "scripts" : NULL;
}

enum capai_file_kind capai_file_kind_of(const char *path)
{
    struct stat info;
    if (carried_find(path))
        return CAPAI_FILE_REGULAR;
    if (carried_is_folder(path))
        return CAPAI_FILE_FOLDER;
    if (stat(path, &info) != 0)
        return lstat(path, &info) == 0 && S_ISLNK(info.st_mode) ? CAPAI_FILE_DANGLING
                                                                : CAPAI_FILE_NONE;
    if (S_ISREG(info.st_mode))
        return CAPAI_FILE_REGULAR;
    return S_ISDIR(info.st_mode) ? CAPAI_FILE_FOLDER : CAPAI_FILE_OTHER;
}

struct capai_file_id capai_file_id_of(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return (struct capai_file_id){0, 0};
    return (struct capai_file_id){(uint64_t)info.st_dev, (uint64_t)info.st_ino};
}

bool capai_file_same(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

enum capai_status system_error(enum capai_message message, const char *path, int number,
                               struct capai_error *err)
{
    char reason[128] = "";
    /* strerror is not safe between threads */
    if (strerror_r(number, reason, sizeof reason) != 0)
        reason[0] = '\0';
    enum capai_status status = capai_fail(err, message, CAPAI_WORDS(capai_text_of(reason)));
    capai_error_place(err, path, 0, 0);
    return status;
}

enum capai_status system_read_error(const char *path, int number, struct capai_error *err)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return system_error(CAPAI_MSG_READ_NO_FILE, path, number, err);
    case EACCES:
    case EPERM:
        return system_error(CAPAI_MSG_READ_DENIED, path, number, err);
    case EISDIR:
        return system_error(CAPAI_MSG_READ_FOLDER, path, number, err);
    case EINVAL:
        return system_error(CAPAI_MSG_READ_SPECIAL, path, number, err);
    default:
        return system_error(CAPAI_MSG_FILE_READ, path, number, err);
    }
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

static enum capai_status read_carried(const struct carried *file, struct capai_arena *arena,
                                      capai_text *out, struct capai_error *err)
{
    capai_text copy = capai_text_copy(file->bytes, arena);
    if (!copy.data)
        return capai_fail_memory(err);
    *out = copy;
    return CAPAI_OK;
}

enum capai_status capai_file_read(const char *path, struct capai_arena *arena, capai_text *out,
                                  struct capai_error *err)
{
    enum capai_status status;
    struct stat info;
    const struct carried *carried = carried_find(path);
    if (carried)
        return read_carried(carried, arena, out, err);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return system_read_error(path, errno, err);

    char *buffer = NULL;
    ssize_t size = 0;
    if (fstat(fd, &info) != 0) {
        status = system_read_error(path, errno, err);
    } else if (!S_ISREG(info.st_mode)) {
        status = system_read_error(path, S_ISDIR(info.st_mode) ? EISDIR : EINVAL, err);
    } else if ((uintmax_t)info.st_size >= SIZE_MAX ||
               !(buffer = capai_arena_alloc(arena, (size_t)info.st_size + 1))) {
        status = capai_fail_memory(err);
    } else if ((size = read_fully(fd, buffer, (size_t)info.st_size)) < 0) {
        status = system_read_error(path, errno, err);
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
    capai_text name = capai_text_copy(slash ? capai_text_of(slash + 1) : CAPAI_TEXT(""), arena);
    free(real);
    return (char *)(uintptr_t)name.data; /* our own copy */
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const capai_text *)a)->data, ((const capai_text *)b)->data);
}

/* A list of names that grows. */
struct names {
    const char *suffix;
    struct capai_arena *arena;
    capai_text *list;
    size_t count, capacity;
};

/* Adds a copy of a name that ends as it should; false when memory ran out. */
static bool add_name(struct names *names, const char *name)
{
    size_t size = strlen(name), end = strlen(names->suffix);
    if (size <= end || strcmp(name + size - end, names->suffix) != 0)
        return true;
    capai_text copy = capai_text_copy((capai_text){name, size}, names->arena);
    capai_text *grown = capai_arena_grow(names->arena, names->list, names->count, &names->capacity,
                                         sizeof *names->list);
    if (!copy.data || !grown)
        return false;
    names->list = grown;
    grown[names->count++] = copy;
    return true;
}

static bool add_carried(struct names *names, const char *folder)
{
    for (size_t i = 0; i < carried_count; i++) {
        const char *name = carried_name_in(folder, &carried_files[i]);
        if (name && !add_name(names, name))
            return false;
    }
    return true;
}

static bool add_entries(struct names *names, const char *folder)
{
    bool good = true;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; good && dir && (entry = readdir(dir)) != NULL;)
        good = add_name(names, entry->d_name);
    if (dir)
        closedir(dir);
    return good;
}

enum capai_status capai_folder_list(const char *folder, const char *suffix,
                                    struct capai_arena *arena, capai_text **names, size_t *count,
                                    struct capai_error *err)
{
    struct names found = {.suffix = suffix, .arena = arena};
    bool good =
        carried_is_folder(folder) ? add_carried(&found, folder) : add_entries(&found, folder);
    if (found.count)
        qsort(found.list, found.count, sizeof *found.list, compare_names);
    *names = found.list;
    *count = found.count;
    return good ? CAPAI_OK : capai_fail_memory(err);
}

/* ---- writing ---- */

enum capai_status system_write_error(const char *path, int number, struct capai_error *err)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return system_error(CAPAI_MSG_WRITE_FULL, path, number, err);
    case EACCES:
    case EPERM:
    case EROFS:
        return system_error(CAPAI_MSG_WRITE_DENIED, path, number, err);
    case EISDIR:
        return system_error(CAPAI_MSG_WRITE_FOLDER, path, number, err);
    case ENOENT:
        return system_error(CAPAI_MSG_WRITE_NO_FOLDER, path, number, err);
    case ENOTDIR:
        return system_error(CAPAI_MSG_WRITE_THROUGH_FILE, path, number, err);
    default:
        return system_error(CAPAI_MSG_FILE_WRITE, path, number, err);
    }
}

enum capai_status capai_folder_make(const char *path, bool *made, struct capai_error *err)
{
    *made = mkdir(path, 0777) == 0;
    if (*made || (errno == EEXIST && capai_file_kind_of(path) == CAPAI_FILE_FOLDER))
        return CAPAI_OK;
    return errno == EEXIST ? system_error(CAPAI_MSG_OUT_NOT_FOLDER, path, errno, err)
                           : system_write_error(path, errno, err);
}

void capai_folder_remove(const char *path)
{
    rmdir(path);
}

struct capai_output {
    const char *path; /* as the caller names it, for errors */
    char *target;     /* without symbolic links */
    char *temporary;  /* NULL: written in place, or nothing left to remove */
    FILE *stream;     /* NULL: closed */
};

/* realpath into the arena; NULL with errno, which is ENOMEM when memory ran out. */
static char *real_path(const char *path, struct capai_arena *arena)
{
    char *real = realpath(path, NULL);
    if (!real)
        return NULL;
    capai_text copy = capai_text_copy(capai_text_of(real), arena);
    free(real);
    errno = ENOMEM;
    return (char *)(uintptr_t)copy.data; /* our own copy */
}

/* The file that `path` means, whether it exists or not, and its folder; false with errno. */
static bool find_target(const char *path, struct capai_arena *arena, char **target, char **folder)
{
    char *slash;
    *target = real_path(path, arena);
    if (!*target && errno != ENOENT)
        return false;
    if (*target) { /* absolute: it has a slash */
        *folder = (char *)(uintptr_t)capai_text_copy(capai_text_of(*target), arena).data;
        errno = ENOMEM;
        slash = *folder ? strrchr(*folder, '/') : NULL;
        if (slash)
            slash[slash == *folder] = '\0';
        return slash != NULL;
    }
    const char *name = strrchr(path, '/');
    capai_text parent = name ? (capai_text){path, (size_t)(name + 1 - path)} : CAPAI_TEXT(".");
    parent = capai_text_copy(parent, arena);
    errno = ENOMEM;
    *folder = parent.data ? real_path(parent.data, arena) : NULL;
    if (*folder)
        *target = capai_path_join(*folder, name ? name + 1 : path, arena);
    return *target != NULL;
}

/* Creates a file of a new name in `folder`, which is left in output->temporary; -1 with errno. */
static int create_temporary(struct capai_output *output, const char *folder,
                            struct capai_arena *arena)
{
    enum { ATTEMPTS = 1000 };
    char name[64];
    int fd = -1;
    for (int i = 0; fd < 0 && i < ATTEMPTS; i++) {
        snprintf(name, sizeof name, ".capai-%ld-%d", (long)getpid(), i);
        errno = ENOMEM;
        char *path = capai_path_join(folder, name, arena);
        if (!path)
            return -1;
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0)
            output->temporary = path;
        else if (errno != EEXIST)
            break;
    }
    return fd;
}

/* Opens what is to be written: the temporary file, or what is there and is no regular file. */
static int open_output(struct capai_output *output, struct capai_arena *arena)
{
    char *folder;
    struct stat info;
    if (!find_target(output->path, arena, &output->target, &folder))
        return -1;
    bool there = stat(output->target, &info) == 0;
    if (there && !S_ISREG(info.st_mode))
        return open(output->target, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (there && access(output->target, W_OK) != 0)
        return -1;
    int fd = create_temporary(output, folder, arena);
    if (fd >= 0 && there && fchmod(fd, info.st_mode & 07777) != 0)
        errno = 0; /* the file then has the permissions of a new one */
    return fd;
}

enum capai_status capai_output_open(const char *path, struct capai_arena *arena,
                                    struct capai_output **out, struct capai_error *err)
{
    struct capai_output *output = capai_arena_array(arena, 1, sizeof *output);
    if (!output)
        return capai_fail_memory(err);
    output->path = path;
    int fd = open_output(output, arena);
    output->stream = fd < 0 ? NULL : fdopen(fd, "wb");
    if (!output->stream) {
        int number = errno;
        if (fd >= 0)
            close(fd);
        capai_output_drop(output);
        return number == ENOMEM ? capai_fail_memory(err) : system_write_error(path, number, err);
    }
    *out = output;
    return CAPAI_OK;
}

FILE *capai_output_stream(const struct capai_output *output)
{
    return output->stream;
}

const char *capai_output_target(const struct capai_output *output)
{
    return output->target;
}

enum capai_status capai_output_close(struct capai_output *output, struct capai_error *err)
{
    int number = 0;
    bool failed = ferror(output->stream);
    if (fflush(output->stream) != 0 || (output->temporary && fsync(fileno(output->stream)) != 0))
        number = errno;
    else if (failed)
        number = EIO; /* an earlier failure, whose reason is lost */
    if (fclose(output->stream) != 0 && !number)
        number = errno;
    output->stream = NULL;
    return number ? system_write_error(output->path, number, err) : CAPAI_OK;
}

enum capai_status capai_output_commit(struct capai_output *output, struct capai_error *err)
{
    if (output->temporary && rename(output->temporary, output->target) != 0)
        return system_write_error(output->path, errno, err);
    output->temporary = NULL;
    return CAPAI_OK;
}

void capai_output_drop(struct capai_output *output)
{
    if (output->stream)
        fclose(output->stream);
    if (output->temporary)
        unlink(output->temporary);
    output->stream = NULL;
    output->temporary = NULL;
}

unsigned long long capai_cpu_milliseconds(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
        return 0;
    return (unsigned long long)now.tv_sec * 1000 + (unsigned long long)now.tv_nsec / 1000000;
}

unsigned long long capai_coarse_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (unsigned long long)now.tv_sec * 1000 + (unsigned long long)now.tv_nsec / 1000000;
}
