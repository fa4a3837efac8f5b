#include "core/batch_names.h"

#include <stdlib.h>
#define XXH_INLINE_ALL /* compiled here, for what this machine can do */
#include <xxhash.h>

#include "core/dataset.h"

static uint64_t hash_of(capai_text key)
{
    return XXH3_64bits(key.data, key.size);
}

static uint32_t *find_slot(const struct opd_names *names, capai_text key)
{
    size_t i = (size_t)hash_of(key) & (names->slot_count - 1);
    for (; names->slots[i]; i = (i + 1) & (names->slot_count - 1))
        if (capai_text_equal(names->keys[names->slots[i] - 1], key))
            break;
    return &names->slots[i];
}

static bool widen(struct opd_names *names)
{
    size_t count = names->slot_count ? names->slot_count * 2 : 64;
    uint32_t *slots = count < UINT32_MAX ? calloc(count, sizeof *slots) : NULL;
    if (!slots)
        return false;
    free(names->slots);
    names->slots = slots;
    names->slot_count = count;
    for (size_t i = 0; i < names->count; i++)
        *find_slot(names, names->keys[i]) = (uint32_t)i + 1;
    return true;
}

bool opd_number(struct opd_names *names, capai_text key, size_t *number)
{
    if (names->count * 2 >= names->slot_count && !widen(names))
        return false;
    uint32_t *slot = find_slot(names, key);
    if (!*slot) {
        if (names->count == names->capacity) {
            size_t wanted = names->capacity ? names->capacity * 2 : 64;
            capai_text *keys = realloc(names->keys, wanted * sizeof *keys);
            if (!keys)
                return false;
            names->keys = keys;
            names->capacity = wanted;
        }
        capai_text copy = capai_text_copy(key, names->arena);
        if (!copy.data)
            return false;
        names->keys[names->count++] = copy;
        *slot = (uint32_t)names->count;
    }
    *number = *slot - 1;
    return true;
}

size_t opd_find(const struct opd_names *names, capai_text key)
{
    uint32_t slot = names->slot_count ? *find_slot(names, key) : 0;
    return slot ? slot - 1 : NO_OPD;
}

void opd_clear(struct opd_names *names)
{
    free(names->keys);
    free(names->slots);
    *names = (struct opd_names){.arena = names->arena};
}
