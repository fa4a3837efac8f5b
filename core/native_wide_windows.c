#include "core/native_wide.h"

#include <errno.h>
#include <stdlib.h>
#include <windows.h>

wchar_t *wide_of(const char *utf8)
{
    int size = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8, -1, NULL, 0);
    wchar_t *wide = size ? malloc((size_t)size * sizeof *wide) : NULL;
    if (wide)
        MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8, -1, wide, size);
    else
        errno = size ? ENOMEM : EILSEQ;
    return wide;
}

char *utf8_of(const wchar_t *wide)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    char *utf8 = size ? malloc((size_t)size) : NULL;
    if (utf8)
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, utf8, size, NULL, NULL);
    else
        errno = size ? ENOMEM : EILSEQ;
    return utf8;
}
