/* Stands before the library that writes workbooks (LD_PRELOAD), and fails as LIBRARY says: "crash"
 * ends the process as writing to NULL does, "hang" waits for ever, which is cut short, "wait" until
 * the process is ended.
 */
#define _GNU_SOURCE /* RTLD_NEXT */

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static int is(const char *word)
{
    const char *wanted = getenv("LIBRARY");
    return wanted && strcmp(wanted, word) == 0;
}

EXPORT unsigned alarm(unsigned seconds)
{
    unsigned (*real)(unsigned);
    void *found = dlsym(RTLD_NEXT, "alarm");
    memcpy(&real, &found, sizeof found);
    return real(is("hang") ? 1 : seconds);
}

/* The number of the process, in the file that LIBRARY_SAYS names. */
static void say_process(void)
{
    char text[24];
    const char *path = getenv("LIBRARY_SAYS");
    int size = snprintf(text, sizeof text, "%d\n", (int)getpid());
    int file = path ? open(path, O_WRONLY | O_CREAT, 0600) : -1;
    if (file < 0 || write(file, text, (size_t)size) != size)
        _exit(1);
}

/* What the library asks for first when it closes a workbook. */
EXPORT void *lxw_packager_new(const char *path, const char *folder, unsigned char large);
EXPORT void *lxw_packager_new(const char *path, const char *folder, unsigned char large)
{
    (void)path, (void)folder, (void)large;
    if (is("crash")) {
        signal(SIGSEGV, SIG_DFL);
        raise(SIGSEGV);
    }
    if (is("wait"))
        say_process();
    while (is("hang") || is("wait"))
        pause();
    return NULL;
}
