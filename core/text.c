#include "core/text.h"

#include <stdint.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool capai_text_equal_nocase(capai_text a, capai_text b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if (lower(a.data[i]) != lower(b.data[i]))
            return false;
    return true;
}

/* Asked of every byte of a file, so it looks at one byte where that decides. */
size_t capai_text_blank(capai_text text)
{
    if (!text.size)
        return 0;
    switch (text.data[0]) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
        return 1;
    case '\xC2': /* no-break space */
        return text.size >= 2 && text.data[1] == '\xA0' ? 2 : 0;
    case '\xE2': /* narrow no-break space */
        return text.size >= 3 && text.data[1] == '\x80' && text.data[2] == '\xAF' ? 3 : 0;
    default:
        return 0;
    }
}

static size_t blank_at_end(capai_text text)
{
    for (size_t size = 1; size <= 3 && size <= text.size; size++)
        if (capai_text_blank((capai_text){text.data + text.size - size, size}) == size)
            return size;
    return 0;
}

int capai_text_compare(capai_text a, capai_text b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int sign = size ? memcmp(a.data, b.data, size) : 0;
    return sign ? sign : (a.size > b.size) - (a.size < b.size);
}

size_t capai_text_append(char *list, size_t room, size_t size, capai_text word)
{
    size_t comma = size ? 2 : 0;
    if (word.size > room || size + comma > room - word.size)
        return size;
    if (comma)
        memcpy(list + size, ", ", comma);
    if (word.size)
        memcpy(list + size + comma, word.data, word.size);
    return size + comma + word.size;
}

/* Blanks are these bytes, or have bytes beyond ASCII. */
static bool may_be_blank(char c)
{
    return (unsigned char)c <= ' ' || (unsigned char)c >= 0x80;
}

capai_text capai_text_trim(capai_text text)
{
    size_t size;
    if (text.size && !may_be_blank(text.data[0]) && !may_be_blank(text.data[text.size - 1]))
        return text;
    while ((size = capai_text_blank(text)) > 0)
        text = (capai_text){text.data + size, text.size - size};
    while ((size = blank_at_end(text)) > 0)
        text.size -= size;
    return text;
}

size_t capai_text_character(capai_text text)
{
    const unsigned char *p = (const unsigned char *)text.data;
    if (!text.size)
        return 0;
    size_t size = p[0] < 0x80   ? 1
                  : p[0] < 0xC2 ? 0
                  : p[0] < 0xE0 ? 2
                  : p[0] < 0xF0 ? 3
                  : p[0] < 0xF5 ? 4
                                : 0;
    if (size > text.size)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    bool overlong = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xF0 && p[1] < 0x90);
    bool no_character = (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF4 && p[1] > 0x8F);
    return overlong || no_character ? 0 : size;
}

bool capai_text_steers(capai_text character)
{
    const unsigned char *p = (const unsigned char *)character.data;
    if (character.size == 1)
        return p[0] < 0x20 || p[0] == 0x7F;
    if (character.size == 2)
        return p[0] == 0xC2 && p[1] < 0xA0;
    bool general = character.size == 3 && p[0] == 0xE2;
    return general && ((p[1] == 0x80 && p[2] >= 0xA8 && p[2] <= 0xAE) ||
                       (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9));
}

size_t capai_text_length(capai_text text)
{
    size_t length = 0;
    uint64_t eight; /* bytes: most texts are ASCII, each byte a character */
    while (text.size) {
        size_t size = sizeof eight;
        if (text.size >= size)
            memcpy(&eight, text.data, size);
        if (text.size >= size && !(eight & UINT64_C(0x8080808080808080))) {
            length += size;
        } else {
            size = (unsigned char)*text.data < 0x80 ? 1 : capai_text_character(text);
            size += !size;
            length++;
        }
        text = (capai_text){text.data + size, text.size - size};
    }
    return length;
}

capai_text capai_text_copy(capai_text text, struct capai_arena *arena)
{
    char *copy = text.size < SIZE_MAX ? capai_arena_alloc(arena, text.size + 1) : NULL;
    if (!copy)
        return CAPAI_NO_TEXT;
    if (text.size)
        memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    return (capai_text){copy, text.size};
}

static bool is_punctuation(char c)
{
    return c > ' ' && c < 127 && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
           !(c >= 'a' && c <= 'z');
}

/* Folds into `folded`, which has room for text.size bytes; returns the bytes. */
static size_t fold(capai_text text, char *folded)
{
    size_t size = 0;
    for (size_t i = 0; i < text.size;) {
        char c = lower(text.data[i]);
        size_t blank =
            c >= 'a' && c <= 'z' ? 0 : capai_text_blank((capai_text){text.data + i, text.size - i});
        if (!blank && !is_punctuation(c))
            folded[size++] = c;
        i += blank ? blank : 1;
    }
    return size;
}

capai_text capai_text_fold(capai_text text, struct capai_arena *arena)
{
    char *folded = text.size < SIZE_MAX ? capai_arena_alloc(arena, text.size + 1) : NULL;
    if (!folded)
        return CAPAI_NO_TEXT;
    size_t size = fold(text, folded);
    folded[size] = '\0';
    return (capai_text){folded, size};
}

enum { NEAREST_BYTES = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* A text of up to 64 bytes, as it is compared: in it, one bit for each place of a byte. */
struct pattern {
    uint64_t where[256];
    size_t size;
};

static void find_places(struct pattern *pattern, capai_text text)
{
    *pattern = (struct pattern){.size = text.size};
    for (size_t i = 0; i < text.size; i++)
        pattern->where[(unsigned char)lower(text.data[i])] |= UINT64_C(1) << i;
}

/* Edit distance with swaps of neighbours (optimal string alignment): a column of the table of
 * distances is a word, one bit for each step up or down in it (Myers 1999, Hyyro 2003). */
static size_t distance(const struct pattern *a, capai_text b)
{
    uint64_t up = UINT64_MAX, down = 0, diagonal = 0, before = 0;
    size_t cost = a->size;
    if (!a->size)
        return b.size;
    for (size_t j = 0; j < b.size; j++) {
        const uint64_t here = a->where[(unsigned char)lower(b.data[j])];
        const uint64_t swapped = (~diagonal & here) << 1 & before;
        diagonal = (((here & up) + up) ^ up) | here | down | swapped;
        uint64_t right = down | ~(diagonal | up), left = diagonal & up;
        cost += right >> (a->size - 1) & 1;
        cost -= left >> (a->size - 1) & 1;
        right = right << 1 | 1;
        left <<= 1;
        up = left | ~(diagonal | right);
        down = right & diagonal;
        before = here;
    }
    return cost;
}

capai_text text_nearest_within(capai_text word, const capai_text *candidates, size_t count,
                               size_t allowed)
{
    capai_text best = CAPAI_NO_TEXT;
    capai_text short_word = {word.data, least(word.size, NEAREST_BYTES)};
    struct pattern pattern;
    find_places(&pattern, short_word);

    for (size_t i = 0; i < count; i++) {
        capai_text other = {candidates[i].data, least(candidates[i].size, NEAREST_BYTES)};
        size_t gap = other.size > short_word.size ? other.size - short_word.size
                                                  : short_word.size - other.size;
        if (!other.size || gap > allowed)
            continue;
        size_t d = distance(&pattern, other);
        if (d <= allowed && (!best.data || d < allowed)) {
            best = candidates[i];
            allowed = d;
        }
    }
    return best;
}

capai_text capai_text_nearest(capai_text word, const capai_text *candidates, size_t count)
{
    size_t size = least(word.size, NEAREST_BYTES);
    return text_nearest_within(word, candidates, count, size < 2 ? 0 : size < 6 ? 1 : size / 3);
}

/* ---- the interning pool: open addressing over a table of views ---- */

/* A text with its hash, which tells most others apart without looking at their bytes. */
struct slot {
    capai_text text; /* data NULL: free */
    uint64_t hash;
};

struct capai_pool {
    struct capai_arena *arena;
    struct slot *slots; /* power of two */
    size_t capacity;
    size_t count;
};

struct capai_pool *capai_pool_new(struct capai_arena *arena)
{
    struct capai_pool *pool = capai_arena_array(arena, 1, sizeof *pool);
    if (pool)
        pool->arena = arena;
    return pool;
}

__extension__ typedef unsigned __int128 product;

static uint64_t mix(uint64_t h, uint64_t word)
{
    product p = (product)(h ^ word) * 0x9E3779B97F4A7C15u;
    return (uint64_t)p ^ (uint64_t)(p >> 64);
}

/* Eight bytes at a time. */
uint64_t text_hash(capai_text text)
{
    uint64_t h = 14695981039346656037u ^ text.size, word;
    size_t i = 0;
    for (; text.size - i >= sizeof word; i += sizeof word) {
        memcpy(&word, text.data + i, sizeof word);
        h = mix(h, word);
    }
    word = 0;
    if (i < text.size)
        memcpy(&word, text.data + i, text.size - i);
    return mix(mix(h, word), 0);
}

/* The slot of a text, or the free one where it would go. */
static struct slot *find_slot(struct slot *slots, size_t capacity, capai_text text, uint64_t h)
{
    size_t i = (size_t)h & (capacity - 1);
    while (slots[i].text.data && (slots[i].hash != h || !capai_text_equal(slots[i].text, text)))
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

static bool widen(struct capai_pool *pool)
{
    size_t capacity = pool->capacity ? pool->capacity * 2 : 64;
    struct slot *slots = capai_arena_array(pool->arena, capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t k = 0; k < pool->capacity; k++) {
        const struct slot *old = &pool->slots[k];
        if (!old->text.data)
            continue;
        size_t i = (size_t)old->hash & (capacity - 1);
        while (slots[i].text.data) /* all are different */
            i = (i + 1) & (capacity - 1);
        slots[i] = *old;
    }
    pool->slots = slots;
    pool->capacity = capacity;
    return true;
}

bool capai_pool_text(struct capai_pool *pool, capai_text text, capai_text *out)
{
    if (!text.data) {
        *out = text;
        return true;
    }
    if (pool->count >= pool->capacity / 2 && !widen(pool))
        return false;
    uint64_t h = text_hash(text);
    struct slot *slot = find_slot(pool->slots, pool->capacity, text, h);
    if (!slot->text.data) {
        capai_text copy = capai_text_copy(text, pool->arena);
        if (!copy.data)
            return false;
        *slot = (struct slot){copy, h};
        pool->count++;
    }
    *out = slot->text;
    return true;
}

bool capai_pool_fold(struct capai_pool *pool, capai_text text, capai_text *out)
{
    char small[256];
    if (!text.size) {
        *out = CAPAI_NO_TEXT;
        return true;
    }
    if (text.size <= sizeof small)
        return capai_pool_text(pool, (capai_text){small, fold(text, small)}, out);
    capai_text folded = capai_text_fold(text, pool->arena);
    return folded.data && capai_pool_text(pool, folded, out);
}

size_t text_letters(size_t column, char out[TEXT_LETTERS])
{
    char letters[TEXT_LETTERS];
    size_t at = sizeof letters;
    for (; column; column = (column - 1) / 26)
        letters[--at] = (char)('A' + (column - 1) % 26);
    memcpy(out, letters + at, sizeof letters - at);
    return sizeof letters - at;
}
