#include "bindings/lua/native.h"

#include <errno.h>
#include <io.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

#include "core/native_wide.h"

/* ---- temporary bytes ---- */

void native_spool_open(struct native_spool *spool)
{
    *spool = (struct native_spool){tmpfile(), NULL, 0, 0};
}

capai_text native_spool_take(struct native_spool *spool, struct capai_arena *arena)
{
    capai_text copy = CAPAI_NO_TEXT;
    long size = ferror(spool->stream) ? -1 : ftell(spool->stream);
    char *text = size < 0 ? NULL : capai_arena_alloc(arena, (size_t)size + 1);
    if (text) {
        rewind(spool->stream);
        text[size] = '\0';
        if (fread(text, 1, (size_t)size, spool->stream) == (size_t)size)
            copy = (capai_text){text, (size_t)size};
    }
    fclose(spool->stream);
    return copy;
}

/* The folder for temporary files of this user, with slashes. */
static bool temporary_folder(char *folder, size_t room)
{
    wchar_t wide[MAX_PATH + 1];
    DWORD size = GetTempPathW(MAX_PATH + 1, wide);
    char *found = size && size <= MAX_PATH ? utf8_of(wide) : NULL;
    bool fits = found && strlen(found) < room;
    if (fits)
        strcpy_s(folder, room, found);
    free(found);
    size_t end = fits ? strlen(folder) : 0;
    for (size_t i = 0; i < end; i++)
        if (folder[i] == '\\')
            folder[i] = '/';
    if (end && folder[end - 1] == '/')
        folder[end - 1] = '\0';
    errno = ENAMETOOLONG;
    return fits;
}

FILE *native_temporary_open(struct native_temporary *out)
{
    wchar_t wide[MAX_PATH + 1];
    if (!temporary_folder(out->folder, sizeof out->folder))
        return NULL;
    wchar_t *folder = wide_of(out->folder);
    UINT made = folder ? GetTempFileNameW(folder, L"cap", 0, wide) : 0; /* and makes the file */
    free(folder);
    char *path = made ? utf8_of(wide) : NULL;
    FILE *stream = NULL;
    errno = EACCES;
    if (path && strlen(path) < sizeof out->path) {
        strcpy_s(out->path, sizeof out->path, path);
        stream = _wfopen(wide, L"rb");
    }
    if (made && !stream)
        DeleteFileW(wide);
    free(path);
    return stream;
}

/* ---- the locale ---- */

void *native_locale_plain(void)
{
    _configthreadlocale(_ENABLE_PER_THREAD_LOCALE);
    const wchar_t *now = _wsetlocale(LC_ALL, NULL);
    wchar_t *before = now ? _wcsdup(now) : NULL;
    if (before)
        _wsetlocale(LC_ALL, L"C");
    return before;
}

void native_locale_restore(void *before)
{
    _wsetlocale(LC_ALL, before);
    free(before);
}

/* ---- terminals ---- */

static HANDLE handle_of(FILE *stream)
{
    return (HANDLE)_get_osfhandle(_fileno(stream));
}

bool native_terminal_is(FILE *stream)
{
    DWORD mode;
    return GetConsoleMode(handle_of(stream), &mode);
}

unsigned native_terminal_width(FILE *stream)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    return GetConsoleScreenBufferInfo(handle_of(stream), &info)
               ? (unsigned)(info.srWindow.Right - info.srWindow.Left + 1)
               : 0;
}

bool native_terminal_has_colours(FILE *stream)
{
    DWORD mode;
    return GetConsoleMode(handle_of(stream), &mode) && mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING;
}
