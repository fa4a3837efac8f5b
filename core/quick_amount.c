#include "core/quick_number.h"

/* Eight bytes, the first one lowest. */
static inline uint64_t eight_bytes(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

/* True where two groups are a sign and three digits each, less what these bytes should be: where
 * each is right no sum reaches its highest bit. */
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

/* An amount as most are written, 1.382.141.327,00: groups of three, and two decimals or none. Its
 * last four groups are looked at together, with what stands before it in their place where they are
 * fewer, which counts for nothing: how long amounts are cannot be guessed, and each wrong guess of
 * the processor costs more than all of this. */
bool quick_amount_plain(capai_text text, char group, char decimal, struct quick_number *out)
{
    if (text.size < 5)
        return false;
    const char *const end = text.data + text.size;
    const bool decimals = end[-3] == decimal;
    const unsigned tens = (unsigned char)end[-2] - (unsigned)'0',
                   ones = (unsigned char)end[-1] - (unsigned)'0';
    const size_t size = text.size - (decimals ? 3 : 0);
    if (size < 5 || size >= QUICK_BEFORE || size % 4 == 0 || text.data[0] == '0' ||
        (decimals && (tens > 9 || ones > 9)))
        return false;
    const uint64_t right = (uint64_t)(unsigned char)group | UINT64_C(0x30303000);
    const uint64_t none = ~UINT64_C(0) << (size > 8 ? QUICK_BEFORE - size : 8 - size) * 8;
    uint64_t high = eight_bytes(text.data + size - QUICK_BEFORE) ^ (right | right << 32);
    uint64_t low = eight_bytes(text.data + size - 8) ^ (right | right << 32);
    high &= size > 8 ? none : 0;
    low &= size > 8 ? ~UINT64_C(0) : none;
    if (!are_groups(high) || !are_groups(low))
        return false;
    const uint64_t value = six_digits(high) * 1000000 + six_digits(low);
    *out = (struct quick_number){.digits =
                                     (int64_t)(decimals ? value * 100 + tens * 10 + ones : value),
                                 .scale = decimals ? 2 : 0};
    return true;
}

bool quick_amount_read(capai_text text, size_t before, enum capai_notation notation,
                       struct quick_number *out)
{
    const bool indonesia = notation == CAPAI_NOTATION_INDONESIA;
    return (before >= QUICK_BEFORE &&
            quick_amount_plain(text, indonesia ? '.' : ',', indonesia ? ',' : '.', out)) ||
           quick_number_read(text, notation, CAPAI_RUPIAH, out);
}

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

bool quick_quantity_read(capai_text text, size_t before, enum capai_notation notation,
                         struct quick_number *out)
{
    return (before >= QUICK_BEFORE &&
            quick_quantity_plain(text, notation == CAPAI_NOTATION_INDONESIA ? ',' : '.', out)) ||
           quick_number_read(text, notation, CAPAI_QUANTITY, out);
}
