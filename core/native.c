#define _DEFAULT_SOURCE /* flock, O_NOFOLLOW */

#include "core/native.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what a path leads to ---- */

static void describe(const struct stat *from, struct native_info *info)
{
    *info = (struct native_info){.kind = S_ISREG(from->st_mode)   ? CAPAI_FILE_REGULAR
                                         : S_ISDIR(from->st_mode) ? CAPAI_FILE_FOLDER
                                                                  : CAPAI_FILE_OTHER,
                                 .size = (uint64_t)from->st_size,
                                 .modified = (uint64_t)from->st_mtim.tv_sec * 1000000000 +
                                             (uint64_t)from->st_mtim.tv_nsec,
                                 .id = {(uint64_t)from->st_dev, (uint64_t)from->st_ino},
                                 .mode = from->st_mode & 07777};
}

bool native_look(const char *path, struct native_info *info)
{
    struct stat found;
    if (stat(path, &found) != 0)
        return false;
    describe(&found, info);
    return true;
}

bool native_look_open(int fd, struct native_info *info)
{
    struct stat found;
    if (fstat(fd, &found) != 0)
        return false;
    describe(&found, info);
    return true;
}

bool native_is_link(const char *path)
{
    struct stat found;
    return lstat(path, &found) == 0 && S_ISLNK(found.st_mode);
}

bool native_is_writable(const char *path)
{
    return access(path, W_OK) == 0;
}

char *native_real_path(const char *path)
{
    return realpath(path, NULL);
}

bool native_list(const char *folder, bool (*each)(void *user, const char *name), void *user)
{
    bool good = true;
    struct dirent *entry;
    DIR *dir;
    do
        dir = opendir(folder);
    while (!dir && errno == EINTR);
    if (!dir)
        return false;
    /* NOLINTNEXTLINE: readdir is safe for threads where each has a folder of its own */
    while (errno = 0, good && (entry = readdir(dir)) != NULL)
        good = each(user, entry->d_name);
    const int number = good ? errno : 0;
    closedir(dir);
    errno = number;
    return good && !number;
}

/* ---- changing names ---- */

bool native_make_folder(const char *path)
{
    return mkdir(path, 0777) == 0;
}

bool native_remove_folder(const char *path)
{
    return rmdir(path) == 0;
}

bool native_remove(const char *path)
{
    return unlink(path) == 0;
}

bool native_rename(const char *from, const char *to)
{
    return rename(from, to) == 0;
}

/* ---- open files ---- */

enum { READER_TRIALS = 40, READER_MILLISECONDS = 50 };

/* Writing waits for whoever reads, as ever; only opening did not. -1 with errno, and closed. */
static int let_wait(int fd)
{
    const int flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) >= 0)
        return fd;
    const int number = errno;
    close(fd);
    errno = number;
    return -1;
}

int native_open(const char *path, enum native_use use)
{
    static const int flags[] = {[NATIVE_READ] = O_RDONLY | O_NOCTTY | O_NONBLOCK,
                                [NATIVE_WRITE] = O_WRONLY | O_NOCTTY | O_NONBLOCK,
                                [NATIVE_CREATE] = O_WRONLY | O_CREAT | O_EXCL,
                                [NATIVE_APPEND] =
                                    O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK};
    int fd;
    for (int i = 0;; i++) {
        fd = open(path, flags[use] | O_CLOEXEC, 0666);
        if (fd < 0 && errno == ENXIO && use == NATIVE_WRITE && i < READER_TRIALS)
            poll(NULL, 0, READER_MILLISECONDS); /* its reader may just be on its way */
        else if (fd >= 0 || errno != EINTR)
            break;
    }
    return fd >= 0 && use == NATIVE_WRITE ? let_wait(fd) : fd;
}

ptrdiff_t native_read(int fd, char *buffer, size_t size)
{
    return read(fd, buffer, size);
}

ptrdiff_t native_read_at(int fd, char *buffer, size_t size, uint64_t offset)
{
    return pread(fd, buffer, size, (off_t)offset);
}

ptrdiff_t native_write(int fd, const char *data, size_t size)
{
    return write(fd, data, size);
}

bool native_set_size(int fd, uint64_t size)
{
    int result;
    do
        result = ftruncate(fd, (off_t)size);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

void native_set_mode(int fd, unsigned mode)
{
    if (fchmod(fd, (mode_t)mode) != 0)
        errno = 0; /* the file then has the permissions of a new one */
}

bool native_sync(int fd)
{
    int result;
    do
        result = fsync(fd);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

/* Opens a folder, to lock it or to bring it to the disk. */
static int open_folder(const char *path)
{
    int fd;
    do
        fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    return fd;
}

bool native_sync_folder(const char *path)
{
    int fd = open_folder(path);
    bool done = fd >= 0 && native_sync(fd);
    int number = errno;
    if (fd >= 0)
        close(fd);
    errno = number;
    return done;
}

int native_take_folder(const char *folder)
{
    int fd = open_folder(folder), result = -1;
    if (fd < 0)
        return fd;
    do
        result = flock(fd, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    if (result == 0)
        return fd;
    int number = errno;
    close(fd);
    errno = number;
    return -1;
}

/* ---- the process ---- */

unsigned long native_process(void)
{
    return (unsigned long)getpid();
}

unsigned long native_salt(void)
{
    unsigned long salt = (unsigned long)getpid();
#ifdef __linux__
    const unsigned long random = getauxval(AT_RANDOM); /* 16 bytes that the kernel drew */
    if (random)
        memcpy(&salt, (const void *)random, sizeof salt);
#endif
    return salt;
}

void native_reason(int number, char *room, size_t size)
{
    /* strerror is not safe between threads */
    if (strerror_r(number, room, size) != 0)
        *room = '\0';
}

bool native_is_full(int number)
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG;
}
