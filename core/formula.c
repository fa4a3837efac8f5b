/* The evaluation of formula texts, and those that have a name. */
#include "capai/formula.h"

#include <string.h>

#include "core/error.h"

capai_text capai_field_name(enum capai_field field)
{
    static const capai_text names[CAPAI_FIELD_COUNT] = {
        {"realisasi", 9},       {"target", 6},
        {"target_bawah", 12},   {"target_atas", 11},
        {"target_akhir", 12},   {"pembanding", 10},
        {"bobot", 5},           {"target_lalu", 11},
        {"realisasi_lalu", 14}, {"realisasi_sd_lalu", 17},
        {"tahun", 5},           {"tahun_akhir", 11},
    };
    return names[field];
}

const struct capai_word *capai_word_find(const struct capai_expression *expression, capai_text word)
{
    for (size_t i = 0; i < expression->word_count; i++)
        if (capai_text_equal_nocase(expression->words[i].word, word))
            return &expression->words[i];
    return NULL;
}

/* ---- quotients ---- */

struct machine {
    struct capai_ratio stack[CAPAI_FORMULA_STACK];
    size_t height;
    unsigned flags;
    struct capai_arena *scratch;
    struct capai_error *err;
};

static bool is_one(capai_decimal x)
{
    static const capai_decimal one = {{1, UINT64_C(6176) << 49}};
    return memcmp(&x, &one, sizeof x) == 0;
}

static capai_decimal multiply(struct machine *m, capai_decimal a, capai_decimal b)
{
    if (is_one(b))
        return a;
    return is_one(a) ? b : capai_decimal_multiply(a, b, CAPAI_HALF_EVEN, &m->flags);
}

static struct capai_ratio add(struct machine *m, struct capai_ratio a, struct capai_ratio b)
{
    if (memcmp(&a.denominator, &b.denominator, sizeof a.denominator) != 0) {
        capai_decimal left = multiply(m, a.numerator, b.denominator);
        b.numerator = multiply(m, b.numerator, a.denominator);
        a = (struct capai_ratio){left, multiply(m, a.denominator, b.denominator)};
    }
    a.numerator = capai_decimal_add(a.numerator, b.numerator, CAPAI_HALF_EVEN, &m->flags);
    return a;
}

static struct capai_ratio negate(struct capai_ratio x)
{
    x.numerator = capai_decimal_negate(x.numerator);
    return x;
}

static struct capai_ratio product(struct machine *m, struct capai_ratio a, struct capai_ratio b)
{
    /* what is divided by and multiplied with is left out: digits are saved */
    if (memcmp(&a.denominator, &b.numerator, sizeof a.denominator) == 0)
        return (struct capai_ratio){a.numerator, b.denominator};
    return (struct capai_ratio){multiply(m, a.numerator, b.numerator),
                                multiply(m, a.denominator, b.denominator)};
}

static bool is_negative(struct capai_ratio x)
{
    return capai_decimal_sign(x.numerator) * capai_decimal_sign(x.denominator) < 0;
}

static struct capai_ratio truth(bool value)
{
    return capai_ratio_of(capai_decimal_from_int(value));
}

static bool is_true(struct capai_ratio x)
{
    return capai_decimal_sign(x.numerator) != 0;
}

/* -1, 0 or 1; memory is the machine's error. */
static int compare(struct machine *m, struct capai_ratio a, struct capai_ratio b)
{
    int sign = 0;
    capai_exact_compare(capai_exact_of(&a), capai_exact_of(&b), m->scratch, &sign, m->err);
    return sign;
}

/* ---- steps ---- */

static struct capai_ratio compared(struct machine *m, enum capai_operation operation,
                                   struct capai_ratio a, struct capai_ratio b)
{
    int sign = compare(m, a, b);
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

/* The two on top become one; false: a division by 0. */
static bool combine(struct machine *m, enum capai_operation operation)
{
    struct capai_ratio b = m->stack[--m->height], *a = &m->stack[m->height - 1];
    switch (operation) {
    case CAPAI_STEP_ADD:
        *a = add(m, *a, b);
        return true;
    case CAPAI_STEP_SUBTRACT:
        *a = add(m, *a, negate(b));
        return true;
    case CAPAI_STEP_MULTIPLY:
        *a = product(m, *a, b);
        return true;
    case CAPAI_STEP_DIVIDE:
        if (capai_decimal_sign(b.numerator) == 0)
            return false;
        *a = product(m, *a, (struct capai_ratio){b.denominator, b.numerator});
        return true;
    default:
        *a = compared(m, operation, *a, b);
        return true;
    }
}

/* The top alone changes, or where the machine goes on: returns the number of the next step. */
static size_t jump(struct machine *m, const struct capai_step *step, size_t next)
{
    struct capai_ratio *top = &m->stack[m->height - 1];
    switch (step->operation) {
    case CAPAI_STEP_NEGATE:
        *top = negate(*top);
        return next;
    case CAPAI_STEP_ABS:
        *top = is_negative(*top) ? negate(*top) : *top;
        return next;
    case CAPAI_STEP_NOT:
        *top = truth(!is_true(*top));
        return next;
    case CAPAI_STEP_UNLESS:
        m->height--;
        return is_true(*top) ? next : step->next;
    case CAPAI_STEP_AND:
    case CAPAI_STEP_OR:
        if (is_true(*top) == (step->operation == CAPAI_STEP_OR))
            return step->next;
        m->height--;
        return next;
    default:
        return step->next;
    }
}

enum capai_outcome capai_expression_value(const struct capai_expression *expression,
                                          capai_field_value value, const void *row,
                                          struct capai_arena *scratch, struct capai_ratio *out,
                                          struct capai_error *err)
{
    struct capai_error error = {0};
    struct machine m;
    m.height = 0;
    m.flags = 0;
    m.scratch = scratch;
    m.err = &error;
    for (size_t i = 0; i < expression->count && !m.flags && !error.status;) {
        const struct capai_step *step = &expression->steps[i++];
        capai_decimal x = step->number;
        enum capai_outcome outcome = CAPAI_NILAI;
        switch (step->operation) {
        case CAPAI_STEP_FIELD:
            outcome = value(row, step->field, &x);
            if (outcome != CAPAI_NILAI)
                return outcome;
            m.stack[m.height++] = capai_ratio_of(x);
            break;
        case CAPAI_STEP_NUMBER:
            m.stack[m.height++] = capai_ratio_of(x);
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
            if (!combine(&m, step->operation))
                return CAPAI_TIDAK_DAPAT_DIHITUNG;
        }
    }
    if (m.flags)
        capai_fail(&error, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    if (error.status) {
        error_pass(err, &error);
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    *out = m.stack[0];
    return CAPAI_NILAI;
}

/* ---- formulas that have a name ---- */

static const struct block {
    const char *text;
    bool has_zero;
    enum capai_field zero;
} blocks[CAPAI_BLOCK_COUNT] = {
    [CAPAI_TOLERANCE] = {"if(realisasi <= target, 100, "
                         "max(0, 100 - (realisasi - target) / target * 100))",
                         true, CAPAI_FIELD_TARGET},
    [CAPAI_STABILIZE] = {"100 - abs((realisasi - target) / target) * 100", true,
                         CAPAI_FIELD_TARGET},
    [CAPAI_ORDINAL] = {"realisasi / target * 100", true, CAPAI_FIELD_TARGET},
    [CAPAI_BINARY] = {"if(realisasi == target, 100, 0)", false, CAPAI_FIELD_TARGET},
    [CAPAI_GROWTH] = {"(realisasi - realisasi_lalu) / realisasi_lalu * 100", false,
                      CAPAI_FIELD_TARGET},
    [CAPAI_CHANGE] = {"realisasi - realisasi_lalu", false, CAPAI_FIELD_TARGET},
    [CAPAI_FINAL] = {"realisasi / target_akhir * 100", true, CAPAI_FIELD_TARGET_AKHIR},
    [CAPAI_CUMULATIVE] = {"(realisasi_sd_lalu + realisasi) / target_akhir * 100", true,
                          CAPAI_FIELD_TARGET_AKHIR},
};

capai_text capai_block_text(enum capai_progress_block block)
{
    return capai_text_of(blocks[block].text);
}

/* The words of CAPAI_BINARY: { 1 }, { 0 }. */
static const struct capai_word *yes_and_no(struct capai_arena *arena, size_t *count)
{
    static const char *const said[] = {
        "Ya",    "Tercapai",       "Ada",      "Sudah", "Tidak", "Tidak tercapai", "Tidak ada",
        "Belum", "Belum tercapai", "Belum ada"};
    enum { YES = 4, ALL = sizeof said / sizeof *said };
    struct capai_word *words = capai_arena_array(arena, ALL, sizeof *words);
    for (int i = 0; words && i < ALL; i++)
        words[i] = (struct capai_word){capai_text_of(said[i]), capai_decimal_from_int(i < YES)};
    *count = ALL;
    return words;
}

enum capai_status capai_block_make(enum capai_progress_block block, struct capai_arena *arena,
                                   struct capai_expression *out, struct capai_error *err)
{
    struct capai_expression made;
    enum capai_status status = capai_expression_parse(capai_block_text(block), arena, &made, err);
    if (status)
        return status;
    made.named = true;
    made.has_zero = blocks[block].has_zero;
    made.zero = blocks[block].zero;
    if (block == CAPAI_BINARY) {
        made.words = yes_and_no(arena, &made.word_count);
        if (!made.words)
            return capai_fail_memory(err);
    }
    *out = made;
    return CAPAI_OK;
}

/* Appends the text of a formula with the word target replaced; the buffer is large enough. */
static size_t against(char *buffer, size_t size, enum capai_formula formula, const char *end)
{
    const char *text = capai_formula_text(formula), *target;
    for (; (target = strstr(text, "target")) != NULL; text = target + strlen("target")) {
        memcpy(buffer + size, text, (size_t)(target - text));
        size += (size_t)(target - text);
        memcpy(buffer + size, end, strlen(end));
        size += strlen(end);
    }
    memcpy(buffer + size, text, strlen(text));
    return size + strlen(text);
}

static size_t append(char *buffer, size_t size, const char *text)
{
    memcpy(buffer + size, text, strlen(text));
    return size + strlen(text);
}

enum capai_status capai_range_make(enum capai_formula above, enum capai_formula below,
                                   struct capai_arena *arena, struct capai_expression *out,
                                   struct capai_error *err)
{
    char text[400];
    size_t size = append(text, 0, "if(realisasi > target_atas, ");
    size = against(text, size, above, "target_atas");
    size = append(text, size, ", if(realisasi < target_bawah, ");
    size = against(text, size, below, "target_bawah");
    size = append(text, size, ", 100))");
    struct capai_expression made;
    enum capai_status status = capai_expression_parse((capai_text){text, size}, arena, &made, err);
    if (status)
        return status;
    made.named = true;
    made.has_zero = true;
    made.zero = CAPAI_FIELD_TARGET_ATAS;
    *out = made;
    return CAPAI_OK;
}
