#include "core/root.h"

#include <string.h>

#include "core/integer.h"

/* The question "is k / 10^ROOT_DIGITS at most the root?" in whole numbers: k^count * below against
 * above. */
struct question {
    size_t count;
    struct integer below, above; /* the denominators, and the numerators times the power of ten */
    struct integer power;        /* scratch */
    mp_limb_t *spare;
};

static bool make_question(struct question *q, const struct capai_ratio *factors, size_t count,
                          struct capai_arena *scratch)
{
    enum { LIMBS = FACTOR_LIMBS + 3 }; /* of a factor, and of 10^ROOT_DIGITS or of k */
    size_t room = count * LIMBS + 2;
    mp_limb_t *block = capai_arena_array(scratch, room * 4, sizeof *block), ten_limbs[FACTOR_LIMBS];
    if (!block)
        return false;
    *q = (struct question){.count = count,
                           .below = {block, 1, false},
                           .above = {block + room, 1, false},
                           .power = {block + 2 * room, 0, false},
                           .spare = block + 3 * room};
    q->below.limb[0] = q->above.limb[0] = 1;
    const struct integer ten =
        integer_scaled(decimal_split(capai_decimal_from_int(1)), ROOT_DIGITS, ten_limbs);
    for (size_t i = 0; i < count; i++) {
        mp_limb_t n_limbs[FACTOR_LIMBS], d_limbs[FACTOR_LIMBS];
        struct integer n, d;
        integer_ratio(factors[i], &n, &d, n_limbs, d_limbs);
        integer_multiply(&q->below, &d, &q->spare);
        integer_multiply(&q->above, &n, &q->spare);
        integer_multiply(&q->above, &ten, &q->spare);
    }
    return true;
}

/* The sign of k / 10^ROOT_DIGITS - root. */
static int ask(struct question *q, capai_uint128 k)
{
    mp_limb_t limbs[2] = {(mp_limb_t)k, (mp_limb_t)(k >> 64)};
    struct integer factor = {limbs, 2, false};
    integer_normalize(&factor);
    mpn_copyi(q->power.limb, q->below.limb, q->below.size);
    q->power.size = q->below.size;
    for (size_t i = 0; i < q->count; i++)
        integer_multiply(&q->power, &factor, &q->spare);
    const struct integer *a = &q->power, *b = &q->above;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    int sign = a->size ? mpn_cmp(a->limb, b->limb, a->size) : 0;
    return (sign > 0) - (sign < 0);
}

enum capai_status root_of_product(const struct capai_ratio *factors, size_t count,
                                  struct capai_arena *scratch, capai_decimal *out,
                                  struct capai_error *err)
{
    struct capai_mark mark = capai_arena_mark(scratch);
    struct question q;
    capai_uint128 low = 0, high = 1; /* low <= root < high, if the root is small enough */
    if (count > ROOT_FACTORS)
        return capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    if (!make_question(&q, factors, count, scratch))
        return capai_fail_memory(err);
    decimal_scale(&high, CAPAI_DECIMAL_DIGITS - 1);
    int sign = ask(&q, high) <= 0 ? 2 : ask(&q, low); /* 2: it is not */
    while (sign <= 0 && high - low > 1) {
        capai_uint128 middle = low + (high - low) / 2;
        int now = ask(&q, middle);
        if (now <= 0) {
            low = middle;
            sign = now;
        } else {
            high = middle;
        }
    }
    capai_arena_release(scratch, mark);
    if (sign > 0)
        return capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    /* halfway to the next where the root lies between */
    *out = decimal_join(sign == 0 ? (struct decimal_parts){low, -ROOT_DIGITS, false}
                                  : (struct decimal_parts){low * 10 + 5, -ROOT_DIGITS - 1, false});
    return CAPAI_OK;
}
