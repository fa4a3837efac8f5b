#include "core/quick_formula.h"

/* What a step takes from the stack the step before it has put there: expressions are checked when
 * they are parsed. NOLINTBEGIN(clang-analyzer-core.*) */

enum { DECIMALS_MOST = 6 };

/* A quotient; the denominator is above zero. */
struct quotient {
    quick_wide n, d;
};

struct machine {
    struct quotient stack[CAPAI_FORMULA_STACK];
    size_t height;
    bool good; /* false: a division by 0, or a number that is too large */
};

bool quick_formula_fits(const struct capai_expression *expression)
{
    const unsigned known = 1u << CAPAI_FIELD_REALISASI | 1u << CAPAI_FIELD_TARGET |
                           1u << CAPAI_FIELD_TARGET_BAWAH | 1u << CAPAI_FIELD_TARGET_ATAS;
    int64_t number;
    if (expression->word_count || (expression->fields & ~known))
        return false;
    for (size_t i = 0; i < expression->count; i++)
        if (expression->steps[i].operation == CAPAI_STEP_NUMBER &&
            !quick_whole(expression->steps[i].number, DECIMALS_MOST, &number))
            return false;
    return true;
}

static quick_wide multiply(struct machine *m, quick_wide a, quick_wide b)
{
    quick_wide product;
    m->good = !__builtin_mul_overflow(a, b, &product) && m->good;
    return product;
}

static quick_wide negate(struct machine *m, quick_wide x)
{
    quick_wide negated;
    m->good = !__builtin_sub_overflow((quick_wide)0, x, &negated) && m->good;
    return negated;
}

static struct quotient add(struct machine *m, struct quotient a, struct quotient b)
{
    struct quotient sum = {0, a.d};
    if (a.d != b.d) {
        a.n = multiply(m, a.n, b.d);
        b.n = multiply(m, b.n, a.d);
        sum.d = multiply(m, a.d, b.d);
    }
    m->good = !__builtin_add_overflow(a.n, b.n, &sum.n) && m->good;
    return sum;
}

static struct quotient product(struct machine *m, struct quotient a, struct quotient b)
{
    struct quotient out = {a.n, b.d};
    if (a.d != b.n) /* else it is left out: the numbers stay small */
        out = (struct quotient){multiply(m, a.n, b.n), multiply(m, a.d, b.d)};
    if (out.d < 0)
        out = (struct quotient){negate(m, out.n), negate(m, out.d)};
    return out;
}

static int compare(struct machine *m, struct quotient a, struct quotient b)
{
    const quick_wide x = multiply(m, a.n, b.d), y = multiply(m, b.n, a.d);
    return (x > y) - (x < y);
}

static struct quotient truth(bool value)
{
    return (struct quotient){value, 1};
}

static struct quotient compared(struct machine *m, enum capai_operation operation,
                                struct quotient a, struct quotient b)
{
    const int sign = compare(m, a, b);
    switch (operation) {
    case CAPAI_STEP_MIN:
        return sign <= 0 ? a : b;
    case CAPAI_STEP_MAX:
        return sign >= 0 ? a : b;
    case CAPAI_STEP_LESS:
        return truth(sign < 0);
    case CAPAI_STEP_LESS_EQUAL:
        return truth(sign <= 0);
    case CAPAI_STEP_GREATER:
        return truth(sign > 0);
    case CAPAI_STEP_GREATER_EQUAL:
        return truth(sign >= 0);
    case CAPAI_STEP_EQUAL:
        return truth(sign == 0);
    default:
        return truth(sign != 0);
    }
}

static void combine(struct machine *m, enum capai_operation operation)
{
    const struct quotient b = m->stack[--m->height];
    struct quotient *a = &m->stack[m->height - 1];
    switch (operation) {
    case CAPAI_STEP_ADD:
        *a = add(m, *a, b);
        return;
    case CAPAI_STEP_SUBTRACT:
        *a = add(m, *a, (struct quotient){negate(m, b.n), b.d});
        return;
    case CAPAI_STEP_MULTIPLY:
        *a = product(m, *a, b);
        return;
    case CAPAI_STEP_DIVIDE:
        m->good = m->good && b.n != 0;
        *a = product(m, *a, (struct quotient){b.d, b.n});
        return;
    default:
        *a = compared(m, operation, *a, b);
        return;
    }
}

/* The top alone changes, or where the machine goes on: returns the number of the next step. */
static size_t jump(struct machine *m, const struct capai_step *step, size_t next)
{
    struct quotient *top = &m->stack[m->height - 1];
    switch (step->operation) {
    case CAPAI_STEP_NEGATE:
        top->n = negate(m, top->n);
        return next;
    case CAPAI_STEP_ABS:
        top->n = top->n < 0 ? negate(m, top->n) : top->n;
        return next;
    case CAPAI_STEP_NOT:
        *top = truth(top->n == 0);
        return next;
    case CAPAI_STEP_UNLESS:
        m->height--;
        return top->n != 0 ? next : step->next;
    case CAPAI_STEP_AND:
    case CAPAI_STEP_OR:
        if ((top->n != 0) == (step->operation == CAPAI_STEP_OR))
            return step->next;
        m->height--;
        return next;
    default:
        return step->next;
    }
}

/* A constant of the formula, in its own few decimals. */
static struct quotient constant(capai_decimal number)
{
    int64_t digits = 0;
    for (int scale = 0; scale <= DECIMALS_MOST; scale++)
        if (quick_whole(number, scale, &digits))
            return (struct quotient){digits, decimal_power(scale)};
    return (struct quotient){0, 1}; /* quick_formula_fits lets none of these come here */
}

bool quick_formula_value(const struct capai_expression *expression, quick_wide realisasi,
                         quick_wide target, int scale, quick_wide *numerator,
                         quick_wide *denominator)
{
    struct machine m;
    m.height = 0;
    m.good = true;
    for (size_t i = 0; i < expression->count && m.good;) {
        const struct capai_step *step = &expression->steps[i++];
        switch (step->operation) {
        case CAPAI_STEP_FIELD:
            m.stack[m.height++] = (struct quotient){
                step->field == CAPAI_FIELD_REALISASI ? realisasi : target, decimal_power(scale)};
            break;
        case CAPAI_STEP_NUMBER:
            m.stack[m.height++] = constant(step->number);
            break;
        case CAPAI_STEP_NEGATE:
        case CAPAI_STEP_ABS:
        case CAPAI_STEP_NOT:
        case CAPAI_STEP_AND:
        case CAPAI_STEP_OR:
        case CAPAI_STEP_UNLESS:
        case CAPAI_STEP_JUMP:
            i = jump(&m, step, i);
            break;
        default:
            combine(&m, step->operation);
        }
    }
    if (!m.good)
        return false;
    *numerator = m.stack[0].n;
    *denominator = m.stack[0].d;
    return true;
}
/* NOLINTEND(clang-analyzer-core.*) */
