/* Functions of the C library of Windows that take names in the code page of the system, and with
 * which neither Lua nor a library reaches a file whose name that code page cannot spell. The linker
 * puts those below in their place (--wrap), and so they hold for all that the program is made of.
 * Names are UTF-8; files are binary, as on other systems. */
#include "bindings/cli/crt_windows.h"

#include <errno.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

#include "bindings/cli/lua_windows.h"
#include "core/native_wide.h"

FILE *__wrap_fopen(const char *path, const char *mode);
FILE *__wrap_tmpfile(void);
int __wrap_remove(const char *path);
int __wrap_rename(const char *from, const char *to);
int __wrap_system(const char *command);
char *__wrap_getenv(const char *name);

/* ---- files ---- */

FILE *__wrap_fopen(const char *path, const char *mode)
{
    wchar_t *name = wide_of(path), *how = wide_of(mode);
    FILE *stream = name && how ? _wfopen(name, how) : NULL;
    free(name);
    free(how);
    return stream;
}

/* A name of a new file in the folder of temporary ones; false where none could be made. */
static bool temporary_name(wchar_t name[MAX_PATH + 1])
{
    wchar_t folder[MAX_PATH + 1];
    DWORD size = GetTempPathW(MAX_PATH + 1, folder);
    return size && size <= MAX_PATH && GetTempFileNameW(folder, L"cap", 0, name);
}

/* That of the C library makes its files in the root of the drive, which is not everyone's. */
FILE *__wrap_tmpfile(void)
{
    wchar_t name[MAX_PATH + 1];
    errno = EACCES;
    return temporary_name(name) ? _wfopen(name, L"w+bTD") : NULL; /* deleted when it is closed */
}

bool crt_tmpnam(char *name, size_t room)
{
    wchar_t wide[MAX_PATH + 1];
    char *found = temporary_name(wide) ? utf8_of(wide) : NULL;
    bool fits = found && strlen(found) < room;
    if (fits)
        strcpy_s(name, room, found);
    free(found);
    return fits;
}

int __wrap_remove(const char *path)
{
    wchar_t *name = wide_of(path);
    int failed = name ? _wremove(name) : -1;
    free(name);
    return failed;
}

/* Takes the place of what has the new name, as on other systems. */
int __wrap_rename(const char *from, const char *to)
{
    wchar_t *old = wide_of(from), *new = wide_of(to);
    int failed = -1;
    if (old && new &&MoveFileExW(old, new, MOVEFILE_REPLACE_EXISTING | MOVEFILE_COPY_ALLOWED))
        failed = 0;
    else if (old && new)
        errno = GetLastError() == ERROR_FILE_NOT_FOUND ? ENOENT : EACCES;
    free(old);
    free(new);
    return failed;
}

/* ---- commands ---- */

FILE *crt_popen(const char *command, const char *mode)
{
    const wchar_t *how = *mode == 'w' ? L"wb" : L"rb";
    wchar_t *line = wide_of(command);
    FILE *stream = line ? _wpopen(line, how) : NULL;
    free(line);
    return stream;
}

int __wrap_system(const char *command)
{
    wchar_t *line = command ? wide_of(command) : NULL;
    int status = command && !line ? -1 : _wsystem(line);
    free(line);
    return status;
}

/* ---- the environment ---- */

/* As it was when the program began: "NAME=value", ended by NULL. */
static char **variables;

bool crt_take_environment(void)
{
    wchar_t *block = GetEnvironmentStringsW();
    size_t count = 0, next = 0;
    for (const wchar_t *at = block; block && *at; at += wcslen(at) + 1)
        count++;
    variables = calloc(count + 1, sizeof *variables);
    for (const wchar_t *at = block; variables && block && *at; at += wcslen(at) + 1)
        if ((variables[next] = utf8_of(at)) != NULL)
            next++;
    if (block)
        FreeEnvironmentStringsW(block);
    return variables;
}

char *__wrap_getenv(const char *name)
{
    size_t size = strlen(name);
    for (char **at = variables; at && *at; at++)
        if (_strnicmp(*at, name, size) == 0 && (*at)[size] == '=')
            return *at + size + 1;
    return NULL;
}
