/* For Lua itself, as it is compiled for Windows: the functions of its libraries whose own versions
 * take no names in UTF-8 and cannot be replaced when the program is linked. See crt_windows.c. */
#ifndef LUA_WINDOWS_H
#define LUA_WINDOWS_H

#include <stdbool.h>
#include <stdio.h>

/* A name for a temporary file, which is made; false where that failed. */
bool crt_tmpnam(char *name, size_t room);
FILE *crt_popen(const char *command, const char *mode);

#define LUA_TMPNAMBUFSIZE 800
#define lua_tmpnam(name, failed)                                                                   \
    {                                                                                              \
        failed = !crt_tmpnam(name, LUA_TMPNAMBUFSIZE);                                             \
    }
#define l_popen(L, command, mode) (fflush(NULL), crt_popen(command, mode))
#define l_pclose(L, file) ((void)L, _pclose(file))

#endif
