/* Text of Windows, which is UTF-16. For the files of this project whose names end in _windows.c. */
#ifndef CORE_NATIVE_WIDE_H
#define CORE_NATIVE_WIDE_H

#include <wchar.h>

/* A copy of UTF-8 as UTF-16 or the other way round, of malloc. NULL with errno: EILSEQ for what is
 * no UTF-8, ENOMEM. Half pairs, which are no UTF-16 but which names of files can have, become
 * U+FFFD. */
wchar_t *wide_of(const char *utf8);
char *utf8_of(const wchar_t *wide);

#endif
