/* For tests of traces: formulas as they are printed, read and computed with fractions of GMP.
 * Include it after capai_test.h.
 */
#ifndef FORMULA_TEST_H
#define FORMULA_TEST_H

#include <gmp.h>

struct reading {
    void *user; /* knows the values of names; one that `may_lack` need not be there */
    mpq_t *(*named)(void *user, capai_text name, bool may_lack);
    const char *at, *end;
    bool branches; /* it has an `if`: names of the part that does not count are not told */
};

static inline void blanks(struct reading *r)
{
    while (r->at < r->end && *r->at == ' ')
        r->at++;
}

/* Takes a word or sign off; words do not go on with a letter. */
static inline bool takes(struct reading *r, const char *sign)
{
    size_t size = strlen(sign);
    blanks(r);
    if ((size_t)(r->end - r->at) < size || memcmp(r->at, sign, size) != 0)
        return false;
    bool word = sign[0] >= 'a' && sign[0] <= 'z';
    if (word && r->at + size < r->end &&
        ((r->at[size] >= 'a' && r->at[size] <= 'z') || r->at[size] == '_'))
        return false;
    r->at += size;
    return true;
}

static inline void read_any(struct reading *r, mpq_t out);

/* if, min and max of what stands in parentheses; all of it is read, what counts is chosen. */
static inline void read_call(struct reading *r, char function, mpq_t out)
{
    mpq_t list[3];
    size_t count = 0;
    mpq_inits(list[0], list[1], list[2], NULL);
    assert_true(takes(r, "("));
    do
        read_any(r, list[count++]);
    while (count < 3 && takes(r, ","));
    assert_true(takes(r, ")"));
    if (function == 'i')
        mpq_set(out, mpq_sgn(list[0]) ? list[1] : list[2]);
    else if (function == 'a')
        mpq_abs(out, list[0]);
    else
        mpq_set(out, (mpq_cmp(list[0], list[1]) < 0) == (function == 'n') ? list[0] : list[1]);
    mpq_clears(list[0], list[1], list[2], NULL);
}

static inline void read_operand(struct reading *r, mpq_t out)
{
    if (takes(r, "-")) {
        read_operand(r, out);
        mpq_neg(out, out);
    } else if (takes(r, "(")) {
        read_any(r, out);
        assert_true(takes(r, ")"));
    } else if (takes(r, "if")) {
        read_call(r, 'i', out);
    } else if (takes(r, "abs")) {
        read_call(r, 'a', out);
    } else if (takes(r, "min")) {
        read_call(r, 'n', out);
    } else if (takes(r, "max")) {
        read_call(r, 'x', out);
    } else if (*r->at >= '0' && *r->at <= '9') {
        char *after;
        mpq_set_ui(out, strtoul(r->at, &after, 10), 1);
        r->at = after;
    } else {
        const char *start = r->at;
        while (r->at < r->end && ((*r->at >= 'a' && *r->at <= 'z') || *r->at == '_' ||
                                  (r->at > start && *r->at >= '0' && *r->at <= '9')))
            r->at++;
        assert_true(r->at > start);
        mpq_set(out, *r->named(r->user, (capai_text){start, (size_t)(r->at - start)}, r->branches));
    }
}

static inline void read_product(struct reading *r, mpq_t out)
{
    mpq_t x;
    mpq_init(x);
    read_operand(r, out);
    for (bool times = takes(r, "*"); times || takes(r, "/"); times = takes(r, "*")) {
        read_operand(r, x);
        if (times)
            mpq_mul(out, out, x);
        else if (mpq_sgn(x))
            mpq_div(out, out, x);
        else
            assert_true(r->branches); /* of a branch that does not count */
    }
    mpq_clear(x);
}

static inline void read_sum(struct reading *r, mpq_t out)
{
    mpq_t x;
    mpq_init(x);
    read_product(r, out);
    for (bool plus = takes(r, "+"); plus || takes(r, "-"); plus = takes(r, "+")) {
        read_product(r, x);
        if (plus)
            mpq_add(out, out, x);
        else
            mpq_sub(out, out, x);
    }
    mpq_clear(x);
}

static inline void read_any(struct reading *r, mpq_t out)
{
    static const char *const signs[] = {"<=", ">=", "==", "~=", "<", ">"};
    mpq_t x;
    mpq_init(x);
    read_sum(r, out);
    for (size_t i = 0; i < 6; i++) {
        if (!takes(r, signs[i]))
            continue;
        read_sum(r, x);
        int sign = mpq_cmp(out, x);
        const bool holds[] = {sign <= 0, sign >= 0, sign == 0, sign != 0, sign<0, sign> 0};
        mpq_set_ui(out, holds[i], 1);
        break;
    }
    mpq_clear(x);
}

#endif
