#include "core/reserve.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool reserve_more(void *list, size_t *capacity, size_t count, size_t more, size_t size)
{
    void *old, *grown;
    if (*capacity - count >= more)
        return true;
    size_t wanted = *capacity + *capacity / 2;
    if (more > SIZE_MAX / size - count)
        return false;
    if (wanted < count + more)
        wanted = count + more;
    if (wanted < 64)
        wanted = 64;
    memcpy(&old, list, sizeof old); /* whatever it points to */
    grown = wanted <= SIZE_MAX / size ? realloc(old, wanted * size) : NULL;
    if (!grown)
        return false;
    memcpy(list, &grown, sizeof grown);
    *capacity = wanted;
    return true;
}
