/* The C library of Windows with names in UTF-8. */
#ifndef CRT_WINDOWS_H
#define CRT_WINDOWS_H

#include <stdbool.h>

/* Makes the environment known to getenv; before it is called, and before any thread begins. False:
 * memory. */
bool crt_take_environment(void);

#endif
