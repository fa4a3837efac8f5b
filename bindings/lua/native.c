#define _GNU_SOURCE /* fopencookie */

#include "bindings/lua/native.h"

#include <errno.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- temporary bytes ---- */

/* Takes what the stream hands on. */
static ssize_t keep(void *user, const char *data, size_t size)
{
    struct native_spool *spool = user;
    if (size > SIZE_MAX / 4 - spool->size)
        return 0;
    if (spool->size + size > spool->capacity) {
        const size_t capacity = 2 * (spool->size + size);
        char *text = realloc(spool->text, capacity);
        if (!text)
            return 0; /* an error of the stream, which stays */
        spool->text = text;
        spool->capacity = capacity;
    }
    memcpy(spool->text + spool->size, data, size);
    spool->size += size;
    return (ssize_t)size;
}

/* Not open_memstream: where one of its requests is refused, what is written then is missing, and
 * what is written next is not, and neither ferror nor fclose knows. */
void native_spool_open(struct native_spool *spool)
{
    static const cookie_io_functions_t functions = {.write = keep};
    *spool = (struct native_spool){NULL, NULL, 0, 0};
    spool->stream = fopencookie(spool, "w", functions);
}

capai_text native_spool_take(struct native_spool *spool, struct capai_arena *arena)
{
    capai_text copy = CAPAI_NO_TEXT;
    const bool failed = fflush(spool->stream) != 0 || ferror(spool->stream);
    if (fclose(spool->stream) == 0 && !failed)
        copy = capai_text_copy(
            spool->text ? (capai_text){spool->text, spool->size} : CAPAI_TEXT(""), arena);
    free(spool->text);
    return copy;
}

FILE *native_temporary_open(struct native_temporary *out)
{
    const char *folder = getenv("TMPDIR");
    folder = folder && *folder ? folder : "/tmp";
    if (strlen(folder) >= sizeof out->folder) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    snprintf(out->folder, sizeof out->folder, "%s", folder);
    snprintf(out->path, sizeof out->path, "%s/capai-XXXXXX", out->folder);
    int fd = mkstemp(out->path);
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "rb");
    if (fd >= 0 && !stream) {
        int number = errno;
        close(fd);
        unlink(out->path);
        errno = number;
    }
    return stream;
}

struct locales {
    locale_t before, plain;
};

void *native_locale_plain(void)
{
    struct locales *locales = malloc(sizeof *locales);
    if (!locales)
        return NULL;
    locales->plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!locales->plain) {
        free(locales);
        return NULL;
    }
    locales->before = uselocale(locales->plain);
    return locales;
}

void native_locale_restore(void *before)
{
    struct locales *locales = before;
    uselocale(locales->before);
    freelocale(locales->plain);
    free(locales);
}

/* ---- terminals ---- */

bool native_terminal_is(FILE *stream)
{
    return isatty(fileno(stream));
}

unsigned native_terminal_width(FILE *stream)
{
    struct winsize size;
    return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool native_terminal_has_colours(FILE *stream)
{
    const char *term = getenv("TERM");
    return isatty(fileno(stream)) && term && strcmp(term, "dumb") != 0;
}
