#include "capai/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "capai/decimal.h"
#include "core/carried.h"
#include "core/native.h"
#include "core/system_error.h"

const char *capai_file_carried(void)
{
    return carried_count ? CARRIED_ROOT "scripts" : NULL;
}

/* True for an errno that says that nothing can be there. */
static bool is_absence(int number)
{
    return number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG || number == EINVAL;
}

enum capai_file_kind capai_file_kind_of(const char *path)
{
    struct native_info info;
    if (carried_find(path))
        return CAPAI_FILE_REGULAR;
    if (carried_is_folder(path))
        return CAPAI_FILE_FOLDER;
    if (native_look(path, &info))
        return info.kind;
    const int number = errno;
    if (native_is_link(path))
        return CAPAI_FILE_DANGLING;
    return is_absence(number) ? CAPAI_FILE_NONE : CAPAI_FILE_UNKNOWN;
}

struct capai_file_id capai_file_id_of(const char *path)
{
    struct native_info info;
    return native_look(path, &info) ? info.id : (struct capai_file_id){0, 0};
}

bool capai_file_same(const char *a, const char *b)
{
    struct native_info one, other;
    return native_look(a, &one) && native_look(b, &other) && one.id.device == other.id.device &&
           one.id.file == other.id.file;
}

/* What the system says speaks its own language: what happens to people is said in theirs. */
capai_text system_reason(int number, char *room, size_t size)
{
    static const struct {
        int number;
        enum capai_message label;
    } reasons[] = {
        {ENOENT, CAPAI_MSG_LABEL_REASON_GONE},     {ENOTDIR, CAPAI_MSG_LABEL_REASON_NO_FOLDER},
        {EIO, CAPAI_MSG_LABEL_REASON_DEVICE},      {ENAMETOOLONG, CAPAI_MSG_LABEL_REASON_NAME},
        {EMFILE, CAPAI_MSG_LABEL_REASON_OPEN},     {ENFILE, CAPAI_MSG_LABEL_REASON_OPEN},
        {EROFS, CAPAI_MSG_LABEL_REASON_READ_ONLY}, {ELOOP, CAPAI_MSG_LABEL_REASON_LINKS},
        {EBUSY, CAPAI_MSG_LABEL_REASON_BUSY},      {ENOMEM, CAPAI_MSG_LABEL_REASON_MEMORY},
        {EAGAIN, CAPAI_MSG_LABEL_REASON_PROCESSES}};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].number == number)
            return capai_message_word(reasons[i].label);
    *room = '\0';
    native_reason(number, room, size);
    return capai_text_of(room);
}

enum capai_status system_error(enum capai_message message, const char *path, int number,
                               struct capai_error *err)
{
    char room[128];
    const capai_text reason = system_reason(number, room, sizeof room);
    enum capai_status status = capai_fail(err, message, CAPAI_WORDS(reason));
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
static ptrdiff_t read_fully(int fd, char *buffer, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ptrdiff_t n = native_read(fd, buffer + done, size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        done += (size_t)n;
    }
    return (ptrdiff_t)done;
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

static enum capai_status fail_large(const char *path, uint64_t size, struct capai_error *err)
{
    char is[CAPAI_DECIMAL_TEXT], most[CAPAI_DECIMAL_TEXT];
    const uint64_t megabyte = 1000000;
    capai_decimal_format(capai_decimal_from_int((int64_t)(size / megabyte)),
                         CAPAI_NOTATION_INDONESIA, is);
    capai_decimal_format(capai_decimal_from_int((int64_t)(CAPAI_FILE_MOST / megabyte)),
                         CAPAI_NOTATION_INDONESIA, most);
    enum capai_status status =
        capai_fail(err, CAPAI_MSG_READ_LARGE, CAPAI_WORDS(capai_text_of(is), capai_text_of(most)));
    capai_error_place(err, path, 0, 0);
    return status;
}

/* Opens a regular file. */
static enum capai_status open_regular(const char *path, int *fd, struct native_info *info,
                                      struct capai_error *err)
{
    enum capai_status status = CAPAI_OK;
    *fd = native_open(path, NATIVE_READ);
    if (*fd < 0)
        return system_read_error(path, errno, err);
    if (!native_look_open(*fd, info))
        status = system_read_error(path, errno, err);
    else if (info->kind != CAPAI_FILE_REGULAR)
        status = system_read_error(path, info->kind == CAPAI_FILE_FOLDER ? EISDIR : EINVAL, err);
    if (status)
        close(*fd);
    return status;
}

enum capai_status capai_file_check(const char *path, struct capai_error *err)
{
    int fd;
    struct native_info info;
    if (carried_find(path))
        return CAPAI_OK;
    enum capai_status status = open_regular(path, &fd, &info, err);
    if (!status)
        close(fd);
    return status;
}

enum capai_status capai_file_read(const char *path, struct capai_arena *arena, capai_text *out,
                                  struct capai_error *err)
{
    int fd;
    struct native_info info;
    const struct carried *carried = carried_find(path);
    if (carried)
        return read_carried(carried, arena, out, err);
    enum capai_status status = open_regular(path, &fd, &info, err);
    if (status)
        return status;

    char *buffer = NULL;
    ptrdiff_t size = 0;
    struct native_info after;
    if (info.size > CAPAI_FILE_MOST) {
        status = fail_large(path, info.size, err);
    } else if (!(buffer = capai_arena_alloc(arena, (size_t)info.size + 1))) {
        status = capai_fail_memory(err);
    } else if ((size = read_fully(fd, buffer, (size_t)info.size)) < 0) {
        status = system_read_error(path, errno, err);
    } else if (!native_look_open(fd, &after)) {
        status = system_read_error(path, errno, err);
    } else if ((uint64_t)size != info.size || !native_is_same(&after, &info)) {
        status = capai_fail(err, CAPAI_MSG_READ_CHANGED, CAPAI_NO_WORDS);
        capai_error_place(err, path, 0, 0);
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
    char *real = native_real_path(path);
    if (!real && errno == ENOMEM)
        return NULL;
    const char *slash = strrchr(real ? real : path, '/');
    const char *last = slash ? slash + 1 : real ? real : path; /* as it is named, if need be */
    if (strcmp(last, ".") == 0 || strcmp(last, "..") == 0)
        last = "";
    capai_text name = capai_text_copy(capai_text_of(last), arena);
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
static bool add_name(void *user, const char *name)
{
    struct names *names = user;
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

enum capai_status capai_folder_list(const char *folder, const char *suffix,
                                    struct capai_arena *arena, capai_text **names, size_t *count,
                                    struct capai_error *err)
{
    struct names found = {.suffix = suffix, .arena = arena};
    bool good = carried_is_folder(folder) ? add_carried(&found, folder)
                                          : native_list(folder, add_name, &found);
    const int number = good || carried_is_folder(folder) ? 0 : errno;
    if (found.count)
        qsort(found.list, found.count, sizeof *found.list, compare_names);
    *names = found.list;
    *count = found.count;
    if (good || is_absence(number))
        return CAPAI_OK;
    /* a folder is opened with memory of the program */
    return number && number != ENOMEM ? system_read_error(folder, number, err)
                                      : capai_fail_memory(err);
}

unsigned long capai_process_salt(void)
{
    return native_salt() | 1;
}

/* ---- time ---- */

int capai_clock_year(void)
{
    int year = 1970;
    long long days = (long long)time(NULL) / 86400;
    for (;; year++) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        days -= leap ? 366 : 365;
        if (days < 0)
            return year;
    }
}
