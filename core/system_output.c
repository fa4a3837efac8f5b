#define _POSIX_C_SOURCE 200809L /* fdopen */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/native.h"
#include "core/system_error.h"

enum capai_status system_write_error(const char *path, int number, struct capai_error *err)
{
    if (native_is_full(number))
        return system_error(CAPAI_MSG_WRITE_FULL, path, number, err);
    switch (number) {
    case EACCES:
    case EPERM:
    case EROFS:
        return system_error(CAPAI_MSG_WRITE_DENIED, path, number, err);
    case EISDIR:
        return system_error(CAPAI_MSG_WRITE_FOLDER, path, number, err);
    case ENOENT:
        return system_error(CAPAI_MSG_WRITE_NO_FOLDER, path, number, err);
    case ENXIO:
        return system_error(CAPAI_MSG_WRITE_NO_READER, path, number, err);
    case ENOTDIR:
        return system_error(CAPAI_MSG_WRITE_THROUGH_FILE, path, number, err);
    default:
        return system_error(CAPAI_MSG_FILE_WRITE, path, number, err);
    }
}

enum capai_status capai_folder_make(const char *path, bool *made, struct capai_error *err)
{
    *made = native_make_folder(path);
    if (*made || (errno == EEXIST && capai_file_kind_of(path) == CAPAI_FILE_FOLDER))
        return CAPAI_OK;
    return errno == EEXIST ? system_error(CAPAI_MSG_OUT_NOT_FOLDER, path, errno, err)
                           : system_write_error(path, errno, err);
}

bool capai_path_is_link(const char *path)
{
    return native_is_link(path);
}

enum capai_status capai_folder_make_inside(const char *path, bool *made, struct capai_error *err)
{
    *made = false;
    return capai_path_is_link(path) ? system_error(CAPAI_MSG_OUT_LINK, path, 0, err)
                                    : capai_folder_make(path, made, err);
}

void capai_folder_remove(const char *path)
{
    native_remove_folder(path);
}

struct capai_output {
    const char *path; /* as the caller names it, for errors */
    char *target;     /* without symbolic links */
    char *temporary;  /* NULL: written in place, or nothing left to remove */
    FILE *stream;     /* NULL: closed */
};

/* The path without links, in the arena; NULL with errno, which is ENOMEM when memory ran out. */
static char *real_path(const char *path, struct capai_arena *arena)
{
    char *real = native_real_path(path);
    if (!real)
        return NULL;
    capai_text copy = capai_text_copy(capai_text_of(real), arena);
    free(real);
    errno = ENOMEM;
    return (char *)(uintptr_t)copy.data; /* our own copy */
}

/* What `path` names in its folder without links, itself perhaps one; false with errno. */
static bool find_name(const char *path, struct capai_arena *arena, char **target, char **folder)
{
    const char *name = strrchr(path, '/');
    capai_text parent = name ? (capai_text){path, (size_t)(name + 1 - path)} : CAPAI_TEXT(".");
    parent = capai_text_copy(parent, arena);
    errno = ENOMEM;
    *folder = parent.data ? real_path(parent.data, arena) : NULL;
    if (*folder)
        *target = capai_path_join(*folder, name ? name + 1 : path, arena);
    return *target != NULL;
}

/* The file that `path` means, whether it exists or not, and its folder; false with errno. */
static bool find_target(const char *path, struct capai_arena *arena, char **target, char **folder)
{
    char *slash;
    *target = real_path(path, arena);
    if (!*target)
        return errno == ENOENT && find_name(path, arena, target, folder);
    *folder = (char *)(uintptr_t)capai_text_copy(capai_text_of(*target), arena).data;
    errno = ENOMEM;
    slash = *folder ? strrchr(*folder, '/') : NULL; /* absolute: it has one */
    if (slash)
        slash[slash == *folder] = '\0';
    return slash != NULL;
}

/* Creates a file of a new name in `folder`, which is left in output->temporary; -1 with errno. */
static int create_temporary(struct capai_output *output, const char *folder,
                            struct capai_arena *arena)
{
    enum { ATTEMPTS = 1000 };
    char name[64];
    int fd = -1;
    for (int i = 0; fd < 0 && i < ATTEMPTS; i++) {
        snprintf(name, sizeof name, ".capai-%lu-%d", native_process(), i);
        errno = ENOMEM;
        char *path = capai_path_join(folder, name, arena);
        if (!path)
            return -1;
        fd = native_open(path, NATIVE_CREATE);
        if (fd >= 0)
            output->temporary = path;
        else if (errno != EEXIST)
            break;
    }
    return fd;
}

/* Opens what is to be written: the temporary file, or what is there and is no regular file. Inside
 * a folder of strangers always the former, and what the name leads to elsewhere is not asked. */
static int open_output(struct capai_output *output, bool inside, struct capai_arena *arena)
{
    char *folder;
    struct native_info info;
    if (!(inside ? find_name : find_target)(output->path, arena, &output->target, &folder))
        return -1;
    bool there = !(inside && native_is_link(output->target)) && native_look(output->target, &info);
    if (there && !inside && info.kind != CAPAI_FILE_REGULAR)
        return native_open(output->target, NATIVE_WRITE);
    if (there && info.kind == CAPAI_FILE_FOLDER)
        errno = EISDIR;
    if (there && info.kind == CAPAI_FILE_FOLDER)
        return -1;
    there = there && info.kind == CAPAI_FILE_REGULAR;
    if (there && !native_is_writable(output->target))
        return -1;
    int fd = create_temporary(output, folder, arena);
    if (fd >= 0 && there)
        native_set_mode(fd, info.mode);
    return fd;
}

static enum capai_status open_as(const char *path, bool inside, struct capai_arena *arena,
                                 struct capai_output **out, struct capai_error *err)
{
    struct capai_output *output = capai_arena_array(arena, 1, sizeof *output);
    if (!output)
        return capai_fail_memory(err);
    output->path = path;
    int fd = open_output(output, inside, arena);
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

enum capai_status capai_output_open(const char *path, struct capai_arena *arena,
                                    struct capai_output **out, struct capai_error *err)
{
    return open_as(path, false, arena, out, err);
}

enum capai_status capai_output_open_inside(const char *path, struct capai_arena *arena,
                                           struct capai_output **out, struct capai_error *err)
{
    return open_as(path, true, arena, out, err);
}

FILE *capai_output_stream(const struct capai_output *output)
{
    return output->stream;
}

const char *capai_output_path(const struct capai_output *output)
{
    return output->temporary ? output->temporary : output->target;
}

const char *capai_output_target(const struct capai_output *output)
{
    return output->target;
}

/* The reason of an earlier failure, which the stream has not kept: what the system says when it is
 * asked again. The file is lost anyway. */
static int lost_reason(const struct capai_output *output)
{
    enum { TRIALS = 16 };
    static const char block[4096];
    for (int i = 0; output->temporary && i < TRIALS; i++)
        if (native_write(fileno(output->stream), block, sizeof block) < 0 && errno != EINTR)
            return errno;
    return EIO;
}

enum capai_status capai_output_close(struct capai_output *output, struct capai_error *err)
{
    int number = 0;
    bool failed = ferror(output->stream);
    if (fflush(output->stream) != 0 || (output->temporary && !native_sync(fileno(output->stream))))
        number = errno;
    else if (failed)
        number = lost_reason(output);
    if (fclose(output->stream) != 0 && !number)
        number = errno;
    output->stream = NULL;
    return number ? system_write_error(output->path, number, err) : CAPAI_OK;
}

enum capai_status capai_output_commit(struct capai_output *output, struct capai_error *err)
{
    if (output->temporary && !native_rename(output->temporary, output->target))
        return system_write_error(output->path, errno, err);
    output->temporary = NULL;
    return CAPAI_OK;
}

void capai_output_drop(struct capai_output *output)
{
    if (output->stream)
        fclose(output->stream);
    if (output->temporary)
        native_remove(output->temporary);
    output->stream = NULL;
    output->temporary = NULL;
}
