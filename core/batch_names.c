#include "core/batch_names.h"

#include <stdlib.h>
#define XXH_INLINE_ALL /* compiled here, for what this machine can do */
#include <xxhash.h>

#include "core/dataset.h"
#include "core/reserve.h"

uint64_t opd_hash(capai_text key)
{
    return XXH3_64bits(key.data, key.size);
}

static struct opd_slot *find_slot(const struct opd_names *names, capai_text key, uint64_t hash)
{
    size_t i = (size_t)hash & (names->slot_count - 1);
    for (; names->slots[i].number; i = (i + 1) & (names->slot_count - 1))
        if (names->slots[i].hash == hash >> 32 &&
            capai_text_equal(names->keys[names->slots[i].number - 1], key))
            break;
    return &names->slots[i];
}

void opd_fetch(const struct opd_names *names, uint64_t hash, int step)
{
    if (!names->slot_count)
        return;
    const struct opd_slot *slot = &names->slots[(size_t)hash & (names->slot_count - 1)];
    if (step == 0)
        __builtin_prefetch(slot);
    else if (step == 1 && slot->number)
        __builtin_prefetch(&names->keys[slot->number - 1]);
    else if (slot->number)
        __builtin_prefetch(names->keys[slot->number - 1].data);
}

static bool widen(struct opd_names *names)
{
    size_t count = names->slot_count ? names->slot_count * 2 : 64;
    struct opd_slot *slots = count < UINT32_MAX ? calloc(count, sizeof *slots) : NULL;
    if (!slots)
        return false;
    free(names->slots);
    names->slots = slots;
    names->slot_count = count;
    for (size_t i = 0; i < names->count; i++) {
        const uint64_t hash = opd_hash(names->keys[i]);
        *find_slot(names, names->keys[i], hash) =
            (struct opd_slot){(uint32_t)i + 1, (uint32_t)(hash >> 32)};
    }
    return true;
}

bool opd_number(struct opd_names *names, capai_text key, size_t *number)
{
    return opd_number_of(names, key, opd_hash(key), number);
}

bool opd_number_of(struct opd_names *names, capai_text key, uint64_t hash, size_t *number)
{
    if (names->count * 2 >= names->slot_count && !widen(names))
        return false;
    struct opd_slot *slot = find_slot(names, key, hash);
    if (!slot->number) {
        if (!reserve_more(&names->keys, &names->capacity, names->count, 1, sizeof *names->keys))
            return false;
        capai_text copy = capai_text_copy(key, names->arena);
        if (!copy.data)
            return false;
        names->keys[names->count++] = copy;
        *slot = (struct opd_slot){(uint32_t)names->count, (uint32_t)(hash >> 32)};
    }
    *number = slot->number - 1;
    return true;
}

size_t opd_find(const struct opd_names *names, capai_text key)
{
    const uint32_t number = names->slot_count ? find_slot(names, key, opd_hash(key))->number : 0;
    return number ? number - 1 : NO_OPD;
}

void opd_clear(struct opd_names *names)
{
    free(names->keys);
    free(names->slots);
    *names = (struct opd_names){.arena = names->arena};
}
