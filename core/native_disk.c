#define _GNU_SOURCE /* syncfs; not in native.c, whose strerror_r would be another one */

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/native.h"

bool native_sync_disk(const char *folder)
{
#ifdef __linux__
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && syncfs(fd) == 0;
    int number = errno;
    if (fd >= 0)
        close(fd);
    errno = number;
    return done;
#else
    (void)folder;
    sync();
    return true;
#endif
}
