#include "core/quick_number.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Eight bytes, the first one lowest. */
static inline uint64_t eight_bytes(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

/* ---- the last four groups of an amount: a sign and three digits each ---- */

/* True where two groups are that, less what these bytes should be: where each is right no sum
 * reaches its highest bit. */
static inline bool are_groups(uint64_t groups)
{
    const uint64_t room = UINT64_C(0x7676767F7676767F); /* 0x7F less the most that is right */
    return (((groups + room) | groups) & UINT64_C(0x8080808080808080)) == 0;
}

/* The six digits of two groups: pairs of digits, then pairs of these, of each group by itself. */
static inline uint64_t six_digits(uint64_t groups)
{
    groups = (groups * 10 + (groups >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
    groups = (groups * 100 + (groups >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
    return (groups & 0xFFFF) * 1000 + (groups >> 32);
}

bool quick_groups_by_two(const char *end, size_t size, char group, uint64_t *value)
{
    const uint64_t right = (uint64_t)(unsigned char)group | UINT64_C(0x30303000);
    const uint64_t none = ~UINT64_C(0) << (size > 8 ? QUICK_BEFORE - size : 8 - size) * 8;
    uint64_t high = eight_bytes(end - QUICK_BEFORE) ^ (right | right << 32);
    uint64_t low = eight_bytes(end - 8) ^ (right | right << 32);
    high &= size > 8 ? none : 0;
    low &= size > 8 ? ~UINT64_C(0) : none;
    *value = six_digits(high) * 1000000 + six_digits(low);
    return are_groups(high) && are_groups(low);
}

#ifdef __SSE2__

static inline bool read_groups(const char *end, size_t size, char group, uint64_t *value)
{
    static const char counts[] = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                 "\377\377\377\377\377\377\377\377"
                                 "\377\377\377\377\377\377\377\377";
    const __m128i none = _mm_setzero_si128();
    const __m128i right = _mm_set1_epi32((unsigned char)group | 0x30303000);
    __m128i bytes = _mm_loadu_si128((const void *)(end - QUICK_BEFORE));
    bytes =
        _mm_and_si128(_mm_xor_si128(bytes, right), _mm_loadu_si128((const void *)(counts + size)));
    const __m128i over = _mm_subs_epu8(bytes, _mm_set1_epi32(0x09090900));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(over, none)) != 0xFFFF)
        return false;
    const __m128i places = _mm_set1_epi64x(0x0001000A00640000); /* of a sign, and of three digits */
    const __m128 first = _mm_castsi128_ps(_mm_madd_epi16(_mm_unpacklo_epi8(bytes, none), places));
    const __m128 last = _mm_castsi128_ps(_mm_madd_epi16(_mm_unpackhi_epi8(bytes, none), places));
    const __m128i groups =
        _mm_add_epi32(_mm_castps_si128(_mm_shuffle_ps(first, last, _MM_SHUFFLE(2, 0, 2, 0))),
                      _mm_castps_si128(_mm_shuffle_ps(first, last, _MM_SHUFFLE(3, 1, 3, 1))));
    const __m128i pairs = _mm_madd_epi16(_mm_packs_epi32(groups, groups),
                                         _mm_set1_epi32(1 << 16 | 1000)); /* 1000, and 1 */
    const uint64_t both = (uint64_t)_mm_cvtsi128_si64(pairs);
    *value = (both & UINT32_MAX) * 1000000 + (both >> 32);
    return true;
}

#else

static inline bool read_groups(const char *end, size_t size, char group, uint64_t *value)
{
    return quick_groups_by_two(end, size, group, value);
}

#endif

/* An amount as most are written, 1.382.141.327,00: groups of three, and two decimals or none. All
 * are looked at together: how long amounts are cannot be guessed, and each wrong guess of the
 * processor costs more than all of this. */
bool quick_amount_plain(capai_text text, char group, char decimal, struct quick_number *out)
{
    if (text.size < 5)
        return false;
    const char *const end = text.data + text.size;
    const bool decimals = end[-3] == decimal;
    const unsigned tens = (unsigned char)end[-2] - (unsigned)'0',
                   ones = (unsigned char)end[-1] - (unsigned)'0';
    const size_t size = text.size - (decimals ? 3 : 0);
    uint64_t value;
    if (size < 5 || size >= QUICK_BEFORE || size % 4 == 0 || text.data[0] == '0' ||
        (decimals && (tens > 9 || ones > 9)) || !read_groups(text.data + size, size, group, &value))
        return false;
    *out = (struct quick_number){.digits =
                                     (int64_t)(decimals ? value * 100 + tens * 10 + ones : value),
                                 .scale = decimals ? 2 : 0};
    return true;
}

/* ---- quantities ---- */

/* The eight digits of eight bytes, the first of them highest. */
static inline uint64_t eight_digits(uint64_t digits)
{
    digits = (digits * 10 + (digits >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
    digits = (digits * 100 + (digits >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
    return (digits & 0xFFFFFFFF) * 10000 + (digits >> 32);
}

/* A quantity as most are written, 92,11: up to eight bytes, of which one at most is no digit, but
 * the sign before the decimals. They are looked at together. Behind a point three decimals may be
 * meant as thousands. */
bool quick_quantity_plain(capai_text text, char decimal, struct quick_number *out)
{
    const uint64_t zeros = UINT64_C(0x3030303030303030), signs = UINT64_C(0x8080808080808080);
    if (!text.size || text.size > 8)
        return false;
    const uint64_t all = ~UINT64_C(0) << (8 - text.size) * 8;
    uint64_t digits = (eight_bytes(text.data + text.size - 8) ^ zeros) & all;
    const uint64_t others = ((digits + (0x7F - 9) * (zeros / '0')) | digits) & signs;
    *out = (struct quick_number){.scale = 0};
    if (others) {
        const int at = __builtin_ctzll(others) - 7; /* of its lowest bit */
        const uint64_t below = (UINT64_C(1) << at) - 1;
        if ((others & (others - 1)) || text.data[0] == decimal ||
            (char)((digits >> at & 0xFF) ^ '0') != decimal)
            return false;
        out->scale = 7 - at / 8;
        digits = (digits & below) << 8 | (digits & ~(below << 8 | 0xFF));
    }
    out->digits = (int64_t)eight_digits(digits);
    return (!others || out->scale) && (out->scale != 3 || decimal == ',');
}
