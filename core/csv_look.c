#include "core/csv_look.h"

#include <stdbool.h>

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

#include <immintrin.h>

/* As signed numbers, bytes beyond ASCII lie below the blank. */

/* ---- sixteen bytes at a time, which every processor of this kind can do ---- */

static inline uint64_t gather16(__m128i a, __m128i b, __m128i c, __m128i d)
{
    const uint64_t low = (uint64_t)_mm_movemask_epi8(a) | (uint64_t)_mm_movemask_epi8(b) << 16;
    const uint64_t high = (uint64_t)_mm_movemask_epi8(c) | (uint64_t)_mm_movemask_epi8(d) << 16;
    return low | high << 32;
}

static inline uint64_t equal16(const __m128i *v, char wanted)
{
    const __m128i w = _mm_set1_epi8(wanted);
    return gather16(_mm_cmpeq_epi8(v[0], w), _mm_cmpeq_epi8(v[1], w), _mm_cmpeq_epi8(v[2], w),
                    _mm_cmpeq_epi8(v[3], w));
}

static inline uint64_t below16(const __m128i *v, char wanted)
{
    const __m128i w = _mm_set1_epi8(wanted);
    return gather16(_mm_cmplt_epi8(v[0], w), _mm_cmplt_epi8(v[1], w), _mm_cmplt_epi8(v[2], w),
                    _mm_cmplt_epi8(v[3], w));
}

static void look16(const char *data, size_t count, char delimiter, struct csv_masks *out, size_t at)
{
    for (size_t b = at; b < at + count; b++, data += CSV_BLOCK) {
        __m128i v[4];
        for (int i = 0; i < 4; i++)
            v[i] = _mm_loadu_si128((const void *)(data + 16 * i));
        const uint64_t line = equal16(v, '\n'), carriage = equal16(v, '\r');
        const uint64_t tab = equal16(v, '\t');
        const struct masks m = {
            .quote = equal16(v, '"'),
            .delimiter = equal16(v, delimiter),
            .line = line,
            .carriage = carriage,
            .blank = equal16(v, ' ') | (delimiter == '\t' ? 0 : tab),
            .odd = (below16(v, ' ') | equal16(v, 0x7F)) & ~(line | carriage | tab),
        };
        put(out, b, &m);
    }
}

/* ---- thirty-two at a time ---- */

#define WITH_32 __attribute__((target("avx2")))

WITH_32 static inline uint64_t gather32(__m256i a, __m256i b)
{
    return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

WITH_32 static inline uint64_t equal32(__m256i a, __m256i b, char wanted)
{
    const __m256i w = _mm256_set1_epi8(wanted);
    return gather32(_mm256_cmpeq_epi8(a, w), _mm256_cmpeq_epi8(b, w));
}

WITH_32 static void look32(const char *data, size_t count, char delimiter, struct csv_masks *out,
                           size_t at)
{
    const __m256i blank = _mm256_set1_epi8(' ');
    for (size_t b = at; b < at + count; b++, data += CSV_BLOCK) {
        const __m256i a = _mm256_loadu_si256((const void *)data);
        const __m256i c = _mm256_loadu_si256((const void *)(data + 32));
        const uint64_t line = equal32(a, c, '\n'), carriage = equal32(a, c, '\r');
        const uint64_t tab = equal32(a, c, '\t');
        const uint64_t below = gather32(_mm256_cmpgt_epi8(blank, a), _mm256_cmpgt_epi8(blank, c));
        const struct masks m = {
            .quote = equal32(a, c, '"'),
            .delimiter = equal32(a, c, delimiter),
            .line = line,
            .carriage = carriage,
            .blank = equal32(a, c, ' ') | (delimiter == '\t' ? 0 : tab),
            .odd = (below | equal32(a, c, 0x7F)) & ~(line | carriage | tab),
        };
        put(out, b, &m);
    }
}

/* ---- a whole block at a time ---- */

#define WITH_64 __attribute__((target("avx512f,avx512bw")))

WITH_64 static inline uint64_t equal64(__m512i v, char wanted)
{
    return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(wanted));
}

WITH_64 static void look64(const char *data, size_t count, char delimiter, struct csv_masks *out,
                           size_t at)
{
    const __m512i blank = _mm512_set1_epi8(' ');
    for (size_t b = at; b < at + count; b++, data += CSV_BLOCK) {
        const __m512i v = _mm512_loadu_si512((const void *)data);
        const uint64_t line = equal64(v, '\n'), carriage = equal64(v, '\r');
        const uint64_t tab = equal64(v, '\t');
        const struct masks m = {
            .quote = equal64(v, '"'),
            .delimiter = equal64(v, delimiter),
            .line = line,
            .carriage = carriage,
            .blank = equal64(v, ' ') | (delimiter == '\t' ? 0 : tab),
            .odd = (_mm512_cmplt_epi8_mask(v, blank) | equal64(v, 0x7F)) & ~(line | carriage | tab),
        };
        put(out, b, &m);
    }
}

size_t csv_ways(struct csv_way out[CSV_WAYS])
{
    size_t count = 0;
    const bool bits = __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi") &&
                      __builtin_cpu_supports("pclmul");
    if (bits && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2"))
        out[count++] = (struct csv_way){look64, CSV_PRESS};
    if (bits && __builtin_cpu_supports("avx512bw"))
        out[count++] = (struct csv_way){look64, CSV_BITS};
    if (bits && __builtin_cpu_supports("avx2"))
        out[count++] = (struct csv_way){look32, CSV_BITS};
    out[count++] = (struct csv_way){look16, CSV_PLAIN};
    out[count++] = (struct csv_way){look_bytes, CSV_PLAIN};
    return count;
}

#else

size_t csv_ways(struct csv_way out[CSV_WAYS])
{
    out[0] = (struct csv_way){look_bytes, CSV_PLAIN};
    return 1;
}

#endif
