/* Lists that grow. Private to the core. */
#ifndef CORE_RESERVE_H
#define CORE_RESERVE_H

#include <stdbool.h>
#include <stddef.h>

/* Makes room in a list, which malloc has given or which is NULL, for `more` entries of `size` bytes
 * behind the `count` that it has; `list` is the address of the pointer to it. False: memory, or too
 * many; nothing has changed then. */
bool reserve_more(void *list, size_t *capacity, size_t count, size_t more, size_t size);

#endif
