#include "core/csv_look.h"

#include <stdbool.h>

#include "core/csv_bits.h"

/* Those of one block. */
struct masks {
    uint64_t quote, delimiter, line, carriage, blank, odd;
};

static inline void put(struct csv_masks *out, size_t at, const struct masks *m)
{
    out->quote[at] = m->quote;
    out->delimiter[at] = m->delimiter;
    out->line[at] = m->line;
    out->carriage[at] = m->carriage;
    out->blank[at] = m->blank;
    out->odd[at] = m->odd;
}

/* ---- byte by byte ---- */

static void look_bytes(const char *data, size_t count, char delimiter, struct csv_masks *out,
                       size_t at)
{
    for (size_t b = at; b < at + count; b++, data += CSV_BLOCK) {
        struct masks m = {0};
        for (int i = 0; i < CSV_BLOCK; i++) {
            const uint64_t bit = UINT64_C(1) << i;
            const unsigned char c = (unsigned char)data[i];
            m.quote |= c == '"' ? bit : 0;
            m.delimiter |= data[i] == delimiter ? bit : 0;
            m.line |= c == '\n' ? bit : 0;
            m.carriage |= c == '\r' ? bit : 0;
            m.blank |= c == ' ' || (c == '\t' && delimiter != '\t') ? bit : 0;
            m.odd |= (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t' ? 0 : bit;
        }
        put(out, b, &m);
    }
}

#if defined __x86_64__ && defined __SSE2__

/* ---- sixteen bytes at a time, which every processor of this kind can do ---- */

static void look16(const char *data, size_t count, char delimiter, struct csv_masks *out, size_t at)
{
    for (size_t b = at; b < at + count; b++, data += CSV_BLOCK) {
        __m128i v[4];
        csv_load16(data, v);
        const uint64_t line = csv_equal16(v, '\n'), carriage = csv_equal16(v, '\r');
        const uint64_t tab = csv_equal16(v, '\t');
        const struct masks m = {
            .quote = csv_equal16(v, '"'),
            .delimiter = csv_equal16(v, delimiter),
            .line = line,
            .carriage = carriage,
            .blank = csv_equal16(v, ' ') | (delimiter == '\t' ? 0 : tab),
            .odd = csv_other16(v) & ~(line | carriage | tab),
        };
        put(out, b, &m);
    }
}

/* ---- thirty-two at a time ---- */

CSV_WITH_32 static void look32(const char *data, size_t count, char delimiter,
                               struct csv_masks *out, size_t at)
{
    for (size_t b = at; b < at + count; b++, data += CSV_BLOCK) {
        const __m256i a = _mm256_loadu_si256((const void *)data);
        const __m256i c = _mm256_loadu_si256((const void *)(data + 32));
        const uint64_t line = csv_equal32(a, c, '\n'), carriage = csv_equal32(a, c, '\r');
        const uint64_t tab = csv_equal32(a, c, '\t');
        const struct masks m = {
            .quote = csv_equal32(a, c, '"'),
            .delimiter = csv_equal32(a, c, delimiter),
            .line = line,
            .carriage = carriage,
            .blank = csv_equal32(a, c, ' ') | (delimiter == '\t' ? 0 : tab),
            .odd = csv_other32(a, c) & ~(line | carriage | tab),
        };
        put(out, b, &m);
    }
}

/* ---- a whole block at a time ---- */

CSV_WITH_64 static void look64(const char *data, size_t count, char delimiter,
                               struct csv_masks *out, size_t at)
{
    for (size_t b = at; b < at + count; b++, data += CSV_BLOCK) {
        const __m512i v = _mm512_loadu_si512((const void *)data);
        const uint64_t line = csv_equal64(v, '\n'), carriage = csv_equal64(v, '\r');
        const uint64_t tab = csv_equal64(v, '\t');
        const struct masks m = {
            .quote = csv_equal64(v, '"'),
            .delimiter = csv_equal64(v, delimiter),
            .line = line,
            .carriage = carriage,
            .blank = csv_equal64(v, ' ') | (delimiter == '\t' ? 0 : tab),
            .odd = csv_other64(v) & ~(line | carriage | tab),
        };
        put(out, b, &m);
    }
}

size_t csv_ways(struct csv_way out[CSV_WAYS])
{
    size_t count = 0;
    const bool bits = __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi");
    if (bits && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2"))
        out[count++] = (struct csv_way){look64, csv_glance64_press, CSV_PRESS};
    if (bits && __builtin_cpu_supports("avx512bw"))
        out[count++] = (struct csv_way){look64, csv_glance64_bits, CSV_BITS};
    if (bits && __builtin_cpu_supports("avx2"))
        out[count++] = (struct csv_way){look32, csv_glance32_bits, CSV_BITS};
    out[count++] = (struct csv_way){look16, csv_glance16_plain, CSV_PLAIN};
    out[count++] = (struct csv_way){look_bytes, NULL, CSV_PLAIN};
    return count;
}

#else

size_t csv_ways(struct csv_way out[CSV_WAYS])
{
    out[0] = (struct csv_way){look_bytes, NULL, CSV_PLAIN};
    return 1;
}

#endif
