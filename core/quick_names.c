#include "core/quick_names.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* What folding makes of a byte, as capai_text_fold does: 0 where it is dropped. */
static const unsigned char folded[256] = {
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0,    0,    0,    0,    0,    0,
    0,    0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F,
    0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0,    0,    0,    0,    0,
    0,    0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F,
    0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0,    0,    0,    0,    0,
    0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F,
    0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F,
    0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF,
    0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBD, 0xBE, 0xBF,
    0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF,
    0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF,
    0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF,
    0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF,
};

/* Bytes that are looked at together. */
typedef uint64_t eight;
enum { EIGHT = sizeof(eight) };
static const eight ones = UINT64_C(0x0101010101010101);

/* The sign bit of each byte between `low` and `high`; all bytes are ASCII. */
static inline eight between(eight text, unsigned char low, unsigned char high)
{
    const eight signs = ones << 7;
    return (text + (0x80u - low) * ones) & ~(text + (0x7Fu - high) * ones) & signs;
}

/* Folds whole eights of ASCII with an instruction that gathers bits; returns the bytes that are
 * done, and adds to *size those that are written. */
#if defined __x86_64__
#include <immintrin.h>

static bool gathers(void)
{
    return __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

__attribute__((target("bmi2,popcnt"))) static size_t fold_eights(capai_text text,
                                                                 unsigned char *out, size_t *size)
{
    size_t at = 0;
    for (; at + EIGHT <= text.size; at += EIGHT) {
        eight bytes;
        memcpy(&bytes, text.data + at, EIGHT);
        if (bytes & ones << 7)
            break;
        bytes |= between(bytes, 'A', 'Z') >> 2;
        const eight kept = between(bytes, 'a', 'z') | between(bytes, '0', '9');
        bytes = _pext_u64(bytes, (kept >> 7) * 0xFF);
        memcpy(out + *size, &bytes, EIGHT);
        *size += (size_t)__builtin_popcountll(kept);
    }
    return at;
}
#else
static bool gathers(void)
{
    return false;
}

static size_t fold_eights(capai_text text, unsigned char *out, size_t *size)
{
    (void)text, (void)out, (void)size;
    return 0;
}
#endif

/* Folds into `out`, which has room for text.size bytes; returns the bytes. Control characters
 * other than blanks do not come here. */
static size_t fold(capai_text text, unsigned char *out)
{
    size_t size = 0, i = gathers() ? fold_eights(text, out, &size) : 0;
    while (i < text.size) {
        const unsigned char c = folded[(unsigned char)text.data[i]];
        const size_t blank = (unsigned char)text.data[i] < 0x80
                                 ? 0
                                 : capai_text_blank((capai_text){text.data + i, text.size - i});
        out[size] = c; /* there may be blanks beyond ASCII */
        size += c && !blank;
        i += blank ? blank : 1;
    }
    return size;
}

bool quick_fold(capai_text text, uint64_t *hash, bool *empty)
{
    unsigned char bytes[QUICK_NAME_BYTES];
    if (text.size > sizeof bytes)
        return false;
    const size_t size = fold(text, bytes);
    *hash = XXH3_64bits(bytes, size);
    *empty = size == 0;
    return true;
}

struct quick_name *quick_names_find(struct quick_names *names, capai_text raw)
{
    /* the last one, the one that was named behind it before, any other one */
    for (size_t i = 0, at = names->last; i < names->count; i++, at++) {
        if (at == names->count)
            at = 0;
        if (capai_text_equal(names->list[at].raw, raw)) {
            names->last = at;
            return &names->list[at];
        }
    }
    if (names->count == QUICK_NAMES)
        return NULL;
    struct quick_name *name = &names->list[names->count];
    *name = (struct quick_name){.raw = raw};
    if (!quick_fold(raw, &name->fold, &name->empty))
        return NULL;
    names->last = names->count++;
    return name;
}
