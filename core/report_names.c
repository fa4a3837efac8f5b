#include "core/report_names.h"

#include <stdio.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { STEM_MOST = 72, TABLE_LEAST = 64, FILES = 1 };

void names_init(struct report_names *names, struct capai_arena *arena)
{
    *names = (struct report_names){.taken = NULL};
    capai_arena_init_inner(&names->arena, arena, 0);
}

void names_clear(struct report_names *names)
{
    capai_arena_clear(&names->arena);
}

/* ---- which there are ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Systems take names for one that differ in the case of letters only. `kind` tells names of files
 * from those that they are made of. */
static uint64_t digest_of(capai_text name, uint64_t kind)
{
    char folded[NAMES_SIZE];
    size_t size = name.size < sizeof folded ? name.size : sizeof folded;
    for (size_t i = 0; i < size; i++)
        folded[i] = lower(name.data[i]);
    uint64_t digest = XXH3_64bits_withSeed(folded, size, kind);
    return digest ? digest : 1;
}

/* The place of a digest, or the free one where it would stand. */
static size_t place_of(const uint64_t *taken, size_t capacity, uint64_t digest)
{
    size_t at = (size_t)digest & (capacity - 1);
    while (taken[at] && taken[at] != digest)
        at = (at + 1) & (capacity - 1);
    return at;
}

static bool has(const struct report_names *names, uint64_t digest)
{
    return names->capacity && names->taken[place_of(names->taken, names->capacity, digest)] != 0;
}

/* Makes room for one more, which is then added. */
static bool grow(struct report_names *names)
{
    if ((names->count + 1) * 2 <= names->capacity)
        return true;
    size_t capacity = names->capacity ? names->capacity * 2 : TABLE_LEAST;
    uint64_t *taken = capai_arena_array(&names->arena, capacity, sizeof *taken);
    if (!taken)
        return false;
    for (size_t i = 0; i < names->capacity; i++)
        if (names->taken[i])
            taken[place_of(taken, capacity, names->taken[i])] = names->taken[i];
    names->taken = taken;
    names->capacity = capacity;
    return true;
}

static void add(struct report_names *names, uint64_t digest)
{
    size_t at = place_of(names->taken, names->capacity, digest);
    names->count += names->taken[at] == 0;
    names->taken[at] = digest;
}

/* ---- what they look like ---- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

/* Names that Windows keeps for itself, with whatever ending. */
static bool is_device(const char *name, size_t size)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul", "com", "lpt"};
    size_t stem = 0;
    while (stem < size && name[stem] != '.')
        stem++;
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        size_t k = 0;
        while (k < 3 && k < stem && lower(name[k]) == devices[i][k])
            k++;
        bool numbered = i >= 4 && stem == 4 && name[3] >= '0' && name[3] <= '9';
        if (k == 3 && (numbered || (i < 4 && stem == 3)))
            return true;
    }
    return false;
}

/* The key in signs that every system takes, none of them doubtful at an end. */
static size_t write_stem(capai_text opd, char *out)
{
    size_t size = 0;
    for (size_t i = 0; i < opd.size && size < STEM_MOST; i++) {
        bool plain = is_plain(opd.data[i]) && !(size == 0 && opd.data[i] == '.');
        if (plain)
            out[size++] = opd.data[i];
        else if (size && out[size - 1] != '-')
            out[size++] = '-';
    }
    while (size && (out[size - 1] == '-' || out[size - 1] == '.'))
        size--;
    if (size && !is_device(out, size))
        return size;
    memmove(out + 4, out, size);
    memcpy(out, "opd-", 4);
    return size ? size + 4 : 3;
}

const char *names_take(struct report_names *names, capai_text opd)
{
    if (!grow(names))
        return NULL;
    size_t stem = write_stem(opd, names->name), size = stem;
    names->name[size] = '\0';
    for (unsigned i = 2; has(names, digest_of((capai_text){names->name, size}, 0)); i++)
        size = stem + (size_t)snprintf(names->name + stem, sizeof names->name - stem, "-%u", i);
    add(names, digest_of((capai_text){names->name, size}, 0));
    return names->name;
}

bool names_note_file(struct report_names *names, const char *file)
{
    if (!grow(names))
        return false;
    add(names, digest_of(capai_text_of(file), FILES));
    return true;
}

bool names_has_file(const struct report_names *names, capai_text file)
{
    return has(names, digest_of(file, FILES));
}
