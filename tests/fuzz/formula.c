/* Formula texts: what parses is a machine whose steps stay within it, means the same in parentheses
 * and the second time, and gives an exact value that can be rounded. Input: a byte for each field,
 * then the text. */
#include "fuzz.h"

#include "capai/formula.h"

enum { MEMORY = 64 << 20 };

struct row {
    unsigned bytes[CAPAI_FIELD_COUNT];
};

/* Zero, missing, fractions, and numbers that take up all digits. */
static enum capai_outcome field_value(const void *user, enum capai_field field, capai_decimal *out)
{
    static const char *const numbers[] = {"0",
                                          "1",
                                          "-1",
                                          "100",
                                          "97.78",
                                          "0.5",
                                          "-0.001",
                                          "9999999999999999999999999999999999",
                                          "0.000000000000000000000000000001",
                                          "3129257771",
                                          "2024",
                                          "1000000000000000000000000000000001",
                                          "3"};
    enum { COUNT = sizeof numbers / sizeof *numbers };
    const unsigned choice = ((const struct row *)user)->bytes[field] % (COUNT + 2);
    CHECK(field < CAPAI_FIELD_COUNT);
    if (choice >= COUNT)
        return choice == COUNT ? CAPAI_BELUM_DIISI : CAPAI_TIDAK_BERLAKU;
    CHECK(capai_decimal_parse(capai_text_of(numbers[choice]), out, NULL) == CAPAI_OK);
    return CAPAI_NILAI;
}

static void check_steps(const struct capai_expression *e, capai_text text)
{
    unsigned fields = 0;
    CHECK(capai_text_equal(e->text, text) && e->count > 0);
    for (size_t i = 0; i < e->count; i++) {
        const struct capai_step *step = &e->steps[i];
        CHECK(step->operation <= CAPAI_STEP_JUMP);
        CHECK(step->begin <= step->end && step->end <= text.size);
        if (step->operation >= CAPAI_STEP_AND)
            CHECK(step->next > i && step->next <= e->count);
        if (step->operation == CAPAI_STEP_FIELD)
            fields |= 1u << step->field;
    }
    CHECK(fields == e->fields);
}

struct result {
    enum capai_outcome outcome;
    struct capai_ratio value;
    struct capai_error err;
};

static struct result evaluate(const struct capai_expression *e, const struct row *row,
                              struct capai_arena *arena)
{
    const struct capai_ratio before = {{{1, 2}}, {{3, 4}}};
    struct result result = {.value = before};
    const struct capai_mark mark = capai_arena_mark(arena);
    result.outcome = capai_expression_value(e, field_value, row, arena, &result.value, &result.err);
    const struct capai_mark after = capai_arena_mark(arena);
    CHECK(mark.block == after.block && mark.used == after.used);
    if (result.outcome == CAPAI_NILAI) {
        CHECK(capai_decimal_sign(result.value.denominator) != 0);
    } else {
        CHECK(memcmp(&result.value, &before, sizeof before) == 0);
        CHECK(!result.err.status || result.outcome == CAPAI_TIDAK_DAPAT_DIHITUNG);
    }
    fuzz_check_status(result.err.status, &result.err);
    return result;
}

/* Both have one outcome, and one value. */
static void check_equal(const struct result *a, const struct result *b, struct capai_arena *arena)
{
    int sign = 1;
    CHECK(a->outcome == b->outcome && a->err.message == b->err.message);
    if (a->outcome != CAPAI_NILAI)
        return;
    if (capai_exact_compare(capai_exact_of(&a->value), capai_exact_of(&b->value), arena, &sign,
                            NULL) == CAPAI_OK)
        CHECK(sign == 0);
}

/* Rounding the same value up and down leaves it between both. */
static void check_rounded(const struct result *result, struct capai_arena *arena)
{
    const struct capai_exact x = capai_exact_of(&result->value);
    capai_decimal low, high;
    if (result->outcome != CAPAI_NILAI || capai_exact_round(x, 2, CAPAI_FLOOR, arena, &low, NULL) ||
        capai_exact_round(x, 2, CAPAI_CEIL, arena, &high, NULL))
        return;
    const struct capai_ratio from = capai_ratio_of(low), to = capai_ratio_of(high);
    int sign;
    if (capai_exact_compare(capai_exact_of(&from), x, arena, &sign, NULL) == CAPAI_OK)
        CHECK(sign <= 0);
    if (capai_exact_compare(x, capai_exact_of(&to), arena, &sign, NULL) == CAPAI_OK)
        CHECK(sign <= 0);
}

/* The same text in parentheses, where it is not too long or too deep for them. */
static void check_in_parentheses(capai_text text, const struct row *row,
                                 const struct result *expected, struct capai_arena *arena)
{
    struct capai_expression e;
    struct capai_error err = {0};
    char *inside = capai_arena_alloc(arena, text.size + 2);
    if (text.size + 2 > CAPAI_FORMULA_SIZE)
        return;
    inside[0] = '(';
    memcpy(inside + 1, text.data, text.size);
    inside[text.size + 1] = ')';
    if (capai_expression_parse((capai_text){inside, text.size + 2}, arena, &e, &err)) {
        CHECK(err.message == CAPAI_MSG_FORMULA_DEEP);
        return;
    }
    const struct result again = evaluate(&e, row, arena);
    check_equal(expected, &again, arena);
}

static void check_text(capai_text text, const struct row *row, struct capai_arena *arena)
{
    struct capai_expression e;
    struct capai_error err = {0};
    memset(&e, 0x5A, sizeof e);
    const struct capai_expression before = e;
    const enum capai_status status = capai_expression_parse(text, arena, &e, &err);
    fuzz_check_status(status, &err);
    if (status) {
        CHECK(status == CAPAI_ERR_RULES || arena->total > MEMORY / 2);
        CHECK(memcmp(&e, &before, sizeof e) == 0);
        return;
    }
    check_steps(&e, text);
    const struct result result = evaluate(&e, row, arena), again = evaluate(&e, row, arena);
    check_equal(&result, &again, arena);
    check_rounded(&result, arena);
    check_in_parentheses(text, row, &result, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    struct capai_arena arena;
    struct row row;
    for (int i = 0; i < CAPAI_FIELD_COUNT; i++)
        row.bytes[i] = fuzz_choice(&input, 256);
    capai_arena_init(&arena, NULL, NULL, MEMORY);
    check_text((capai_text){(const char *)input.data, input.size}, &row, &arena);
    capai_arena_clear(&arena);
    return 0;
}
