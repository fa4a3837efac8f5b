#include "bindings/lua/pack_zero.h"

#include <stdio.h>
#include <string.h>

/* A row of which one field is chosen. The others have values that no formula is likely to hold, in
 * rising or falling order: a condition may ask which of two is greater. */
struct probe {
    bool falling;
    enum capai_field field; /* CAPAI_FIELD_COUNT: none */
    capai_decimal value;
};

static capai_decimal usual(enum capai_field field, bool falling)
{
    static const int values[CAPAI_FIELD_COUNT] = {101, 103, 107, 109, 113, 127,
                                                  131, 137, 139, 149, 151, 157};
    return capai_decimal_from_int(
        values[falling ? CAPAI_FIELD_COUNT - 1 - (int)field : (int)field]);
}

static enum capai_outcome probe_value(const void *row, enum capai_field field, capai_decimal *out)
{
    const struct probe *probe = row;
    *out = field == probe->field ? probe->value : usual(field, probe->falling);
    return CAPAI_NILAI;
}

enum { PLACE = 2 * CAPAI_DECIMAL_TEXT + 64 }; /* bytes of an example */

/* A divisor that is looked at, and what is found. */
struct search {
    const struct capai_expression *whole;
    struct capai_expression divisor;
    struct capai_arena *arena;
    char *where;
    size_t size, used;
    bool failed; /* memory ran out */
};

static enum capai_outcome value_of(struct search *search, const struct capai_expression *expression,
                                   const struct probe *probe, struct capai_ratio *out)
{
    struct capai_error error = {0};
    enum capai_outcome outcome =
        capai_expression_value(expression, probe_value, probe, search->arena, out, &error);
    search->failed |= error.status == CAPAI_ERR_MEMORY;
    return error.status ? CAPAI_TIDAK_BERLAKU : outcome;
}

/* Sets the value of the probe at which the divisor is 0, if it is a straight line over the field.
 */
static bool find_root(struct search *search, struct probe *probe)
{
    struct capai_ratio at[2], check;
    unsigned flags = 0;
    for (int i = 0; i < 2; i++) {
        probe->value = capai_decimal_from_int(i);
        if (value_of(search, &search->divisor, probe, &at[i]) != CAPAI_NILAI)
            return false;
    }
    capai_decimal zero =
        capai_decimal_multiply(at[0].numerator, at[1].denominator, CAPAI_HALF_EVEN, &flags);
    capai_decimal one =
        capai_decimal_multiply(at[1].numerator, at[0].denominator, CAPAI_HALF_EVEN, &flags);
    capai_decimal slope = capai_decimal_subtract(zero, one, CAPAI_HALF_EVEN, &flags);
    if (capai_decimal_sign(slope) == 0)
        return false;
    probe->value = capai_decimal_divide(zero, slope, CAPAI_HALF_EVEN, &flags);
    return value_of(search, &search->divisor, probe, &check) == CAPAI_NILAI &&
           capai_decimal_sign(check.numerator) == 0;
}

/* "realisasi = 206 (target = 103)": the root, and what else the divisor names. */
static void describe(const struct search *search, const struct probe *probe, char *text,
                     size_t size)
{
    capai_text name = capai_field_name(probe->field), other = CAPAI_NO_TEXT;
    char number[CAPAI_DECIMAL_TEXT], others[CAPAI_DECIMAL_TEXT];
    size_t count = 0;
    enum capai_field second = CAPAI_FIELD_COUNT;
    for (enum capai_field f = 0; f < CAPAI_FIELD_COUNT; f++)
        if (f != probe->field && search->divisor.fields >> f & 1) {
            second = f;
            other = capai_field_name(f);
            count++;
        }
    capai_decimal_format(probe->value, CAPAI_NOTATION_PLAIN, number);
    snprintf(text, size, "%.*s = %s", (int)name.size, name.data, number);
    if (count != 1 || capai_decimal_sign(probe->value) == 0)
        return;
    capai_decimal value = usual(second, probe->falling);
    capai_decimal_format(value, CAPAI_NOTATION_PLAIN, others);
    if (capai_decimal_compare(value, probe->value) == 0)
        snprintf(text, size, "%.*s = %.*s", (int)name.size, name.data, (int)other.size, other.data);
    else
        snprintf(text, size, "%.*s = %s (%.*s = %s)", (int)name.size, name.data, number,
                 (int)other.size, other.data, others);
}

static void report(struct search *search, const char *text)
{
    if (search->used && strstr(search->where, text))
        return;
    int more = snprintf(search->where + search->used, search->size - search->used, "%s%s",
                        search->used ? ", " : "", text);
    if (more > 0 && (size_t)more < search->size - search->used)
        search->used += (size_t)more;
    else
        search->where[search->used] = '\0';
}

/* Reports the first value of a field that makes the divisor 0 and the formula impossible. */
static void search_divisor(struct search *search)
{
    const struct capai_expression *whole = search->whole;
    const struct probe any = {.field = CAPAI_FIELD_COUNT};
    struct capai_ratio ratio;
    if (!search->divisor.fields &&
        value_of(search, whole, &any, &ratio) == CAPAI_TIDAK_DAPAT_DIHITUNG) {
        char text[PLACE];
        capai_text divisor = search->divisor.text;
        snprintf(text, sizeof text, "%.*s = 0", (int)divisor.size, divisor.data);
        report(search, text);
    }
    for (enum capai_field f = 0; f < CAPAI_FIELD_COUNT; f++) {
        if (!(search->divisor.fields >> f & 1))
            continue;
        for (int falling = 0; falling < 2; falling++) {
            struct probe probe = {.falling = falling, .field = f};
            if (!find_root(search, &probe))
                continue;
            bool settled =
                whole->has_zero && whole->zero == f && capai_decimal_sign(probe.value) == 0;
            if (settled || value_of(search, whole, &probe, &ratio) != CAPAI_TIDAK_DAPAT_DIHITUNG)
                continue;
            char text[PLACE];
            describe(search, &probe, text, sizeof text);
            report(search, text);
            return;
        }
    }
}

bool pack_zero(const struct capai_expression *expression, struct capai_arena *arena, char *where,
               size_t size)
{
    struct search search = {.whole = expression, .arena = arena, .where = where, .size = size};
    *where = '\0';
    for (size_t i = 1; i < expression->count && !search.failed; i++) {
        const struct capai_step *step = &expression->steps[i];
        if (step->operation != CAPAI_STEP_DIVIDE)
            continue;
        const struct capai_step *last = step - 1; /* what it leaves on top is the divisor */
        capai_text text = {expression->text.data + last->begin, last->end - last->begin};
        struct capai_error error = {0};
        enum capai_status status = capai_expression_parse(text, arena, &search.divisor, &error);
        search.failed |= status == CAPAI_ERR_MEMORY;
        if (!status)
            search_divisor(&search);
    }
    return !search.failed;
}
