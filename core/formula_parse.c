/* The parser of formula texts: precedence climbing, straight into steps. */
#include <string.h>

#include "capai/formula.h"

#include "core/error.h"

/* Types are known while parsing, so that evaluating needs no checks. */
enum type { WRONG, NUMBER, CONDITION };

struct parser {
    capai_text text;
    size_t at, last; /* the next character; the end of the last token that was taken */
    struct capai_arena *arena;
    struct capai_step *steps;
    size_t count, capacity;
    unsigned fields;
    int depth, stack;
    struct capai_error *err;
};

/* A sign or word of the text. */
struct token {
    size_t begin, end;
};

/* ---- signs ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char at(const struct parser *p, size_t place)
{
    return place < p->text.size ? p->text.data[place] : '\0';
}

static struct token name_at(const struct parser *p, size_t begin)
{
    size_t end = begin;
    while (is_letter(at(p, end)) || (end > begin && is_digit(at(p, end))))
        end++;
    return (struct token){begin, end};
}

static struct token number_at(const struct parser *p, size_t begin)
{
    size_t end = begin;
    while (is_digit(at(p, end)))
        end++;
    if (end > begin && at(p, end) == '.')
        for (end++; is_digit(at(p, end));)
            end++;
    return (struct token){begin, end};
}

/* The next token; at the end an empty one. */
static struct token peek(struct parser *p)
{
    size_t blank;
    while ((blank = capai_text_blank((capai_text){p->text.data + p->at, p->text.size - p->at})) > 0)
        p->at += blank;
    size_t begin = p->at;
    if (begin == p->text.size)
        return (struct token){begin, begin};
    if (is_letter(at(p, begin)))
        return name_at(p, begin);
    if (is_digit(at(p, begin)))
        return number_at(p, begin);
    char c = at(p, begin);
    size_t size =
        (c == '<' || c == '>' || c == '=' || c == '~' || c == '!') && at(p, begin + 1) == '='
            ? 2
            : capai_text_character((capai_text){p->text.data + begin, p->text.size - begin});
    return (struct token){begin, begin + (size ? size : 1)};
}

static capai_text text_of(const struct parser *p, struct token token)
{
    return (capai_text){p->text.data + token.begin, token.end - token.begin};
}

static bool is(const struct parser *p, struct token token, const char *sign)
{
    return capai_text_equal(text_of(p, token), capai_text_of(sign));
}

static bool take(struct parser *p, const char *sign)
{
    struct token token = peek(p);
    if (token.end == token.begin || !is(p, token, sign))
        return false;
    p->at = p->last = token.end;
    return true;
}

/* ---- failing ---- */

static enum type fail(struct parser *p, enum capai_message message, struct token token,
                      capai_text third, capai_text fourth)
{
    char column[CAPAI_DECIMAL_TEXT];
    size_t place = capai_text_length((capai_text){p->text.data, token.begin}) + 1;
    capai_decimal_format(capai_decimal_from_int((int64_t)place), CAPAI_NOTATION_PLAIN, column);
    capai_text found = token.end > token.begin ? text_of(p, token) : CAPAI_NO_TEXT;
    capai_fail(p->err, message, CAPAI_WORDS(found, capai_text_of(column), third, fourth));
    return WRONG;
}

static enum type unexpected(struct parser *p, enum capai_message message)
{
    return fail(p, message, peek(p), CAPAI_NO_TEXT, CAPAI_NO_TEXT);
}

/* True when the value of the text from `begin` on is of the type that is needed. */
static bool check(struct parser *p, enum type type, enum type needed, size_t begin)
{
    if (type != WRONG && type != needed)
        fail(p, needed == NUMBER ? CAPAI_MSG_FORMULA_CONDITION : CAPAI_MSG_FORMULA_NUMBER,
             (struct token){begin, p->last}, CAPAI_NO_TEXT, CAPAI_NO_TEXT);
    return type == needed;
}

/* ---- steps ---- */

/* Adds a step for the text from `begin` to here; `grows` is what it does to the stack's height. */
static bool emit(struct parser *p, struct capai_step step, size_t begin, int grows)
{
    struct capai_step *steps =
        capai_arena_grow(p->arena, p->steps, p->count, &p->capacity, sizeof *steps);
    if (!steps) {
        capai_fail_memory(p->err);
        return false;
    }
    p->steps = steps;
    p->stack += grows;
    if (p->stack > CAPAI_FORMULA_STACK) {
        unexpected(p, CAPAI_MSG_FORMULA_DEEP);
        return false;
    }
    step.begin = begin;
    step.end = p->last;
    steps[p->count++] = step;
    return true;
}

/* Lets the step at `place` go on behind the last one. */
static void land(struct parser *p, size_t place)
{
    p->steps[place].next = p->count;
}

static enum type binary_level(struct parser *p, int least);
static enum type unary(struct parser *p);

/* ---- functions ---- */

static const struct function {
    capai_text name;
    enum capai_operation operation;
    size_t least, most; /* arguments */
} functions[] = {{{"min", 3}, CAPAI_STEP_MIN, 2, CAPAI_FORMULA_SIZE},
                 {{"max", 3}, CAPAI_STEP_MAX, 2, CAPAI_FORMULA_SIZE},
                 {{"abs", 3}, CAPAI_STEP_ABS, 1, 1},
                 {{"if", 2}, CAPAI_STEP_UNLESS, 3, 3}};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

/* What comes behind the argument `n` (from 1) of the `function` that `name` calls: true when there
 * are more of them, *wrong when neither that nor the end may come. */
static bool next_argument(struct parser *p, const struct function *function, struct token name,
                          size_t n, bool *wrong)
{
    bool more = take(p, ",");
    *wrong = true;
    if (!more && !take(p, ")"))
        unexpected(p, CAPAI_MSG_FORMULA_SIGN);
    else if (more ? n >= function->most : n < function->least)
        fail(p, CAPAI_MSG_FORMULA_ARGUMENTS, name, CAPAI_NO_TEXT, CAPAI_NO_TEXT);
    else
        *wrong = false;
    return more && !*wrong;
}

static enum type call_if(struct parser *p, const struct function *function, struct token name)
{
    size_t begin = (peek(p), p->at), unless, jump;
    bool wrong;
    if (!check(p, binary_level(p, 0), CONDITION, begin))
        return WRONG;
    unless = p->count;
    if (!emit(p, (struct capai_step){.operation = CAPAI_STEP_UNLESS}, begin, -1))
        return WRONG;
    if (!next_argument(p, function, name, 1, &wrong))
        return WRONG;
    begin = (peek(p), p->at);
    if (!check(p, binary_level(p, 0), NUMBER, begin) ||
        !next_argument(p, function, name, 2, &wrong))
        return WRONG;
    jump = p->count;
    if (!emit(p, (struct capai_step){.operation = CAPAI_STEP_JUMP}, begin, -1))
        return WRONG;
    land(p, unless);
    begin = (peek(p), p->at);
    if (!check(p, binary_level(p, 0), NUMBER, begin))
        return WRONG;
    land(p, jump);
    next_argument(p, function, name, 3, &wrong);
    return wrong ? WRONG : NUMBER;
}

static enum type call(struct parser *p, const struct function *function, struct token name)
{
    bool more = true, wrong = false;
    if (function->operation == CAPAI_STEP_UNLESS)
        return call_if(p, function, name);
    for (size_t n = 1; more; n++) {
        size_t begin = (peek(p), p->at);
        if (!check(p, binary_level(p, 0), NUMBER, begin))
            return WRONG;
        more = next_argument(p, function, name, n, &wrong);
        if (wrong)
            return WRONG;
        bool folds = function->most == 1 || n > 1;
        if (folds && !emit(p, (struct capai_step){.operation = function->operation}, name.begin,
                           function->most == 1 ? 0 : -1))
            return WRONG;
    }
    return NUMBER;
}

/* ---- operands ---- */

static enum type unknown_name(struct parser *p, struct token name)
{
    capai_text known[CAPAI_FIELD_COUNT + FUNCTIONS];
    char list[CAPAI_ERROR_TEXT / 2];
    size_t size = 0;
    for (size_t i = 0; i < CAPAI_FIELD_COUNT + FUNCTIONS; i++) {
        known[i] = i < CAPAI_FIELD_COUNT ? capai_field_name((enum capai_field)i)
                                         : functions[i - CAPAI_FIELD_COUNT].name;
        size = capai_text_append(list, sizeof list, size, known[i]);
    }
    return fail(p, CAPAI_MSG_FORMULA_NAME, name,
                capai_text_nearest(text_of(p, name), known, CAPAI_FIELD_COUNT + FUNCTIONS),
                (capai_text){list, size});
}

static enum type field_or_function(struct parser *p, struct token name)
{
    capai_text text = text_of(p, name);
    p->at = p->last = name.end;
    for (size_t i = 0; i < FUNCTIONS; i++)
        if (capai_text_equal(functions[i].name, text)) {
            if (take(p, "("))
                return call(p, &functions[i], name);
            return unexpected(p, CAPAI_MSG_FORMULA_SIGN);
        }
    for (int f = 0; f < CAPAI_FIELD_COUNT; f++)
        if (capai_text_equal(capai_field_name((enum capai_field)f), text)) {
            p->fields |= 1u << f;
            struct capai_step step = {.operation = CAPAI_STEP_FIELD, .field = (enum capai_field)f};
            return emit(p, step, name.begin, 1) ? NUMBER : WRONG;
        }
    return unknown_name(p, name);
}

static enum type number(struct parser *p, struct token token)
{
    struct capai_step step = {.operation = CAPAI_STEP_NUMBER};
    p->at = p->last = token.end;
    if (is_letter(at(p, p->at)) ||
        capai_decimal_parse(text_of(p, token), &step.number, NULL) != CAPAI_OK)
        return fail(p, CAPAI_MSG_FORMULA_OPERAND, token, CAPAI_NO_TEXT, CAPAI_NO_TEXT);
    return emit(p, step, token.begin, 1) ? NUMBER : WRONG;
}

static enum type group(struct parser *p)
{
    enum type type = binary_level(p, 0);
    if (type != WRONG && !take(p, ")"))
        return unexpected(p, CAPAI_MSG_FORMULA_SIGN);
    return type;
}

static enum type operand(struct parser *p)
{
    struct token token = peek(p);
    char c = at(p, token.begin);
    if (is_letter(c))
        return field_or_function(p, token);
    if (is_digit(c))
        return number(p, token);
    if (take(p, "("))
        return group(p);
    return fail(p, CAPAI_MSG_FORMULA_OPERAND, token, CAPAI_NO_TEXT, CAPAI_NO_TEXT);
}

/* ---- operators ---- */

static const struct binary {
    const char *sign;
    int level; /* what binds tighter has more */
    enum capai_operation operation;
    enum type operands, result;
} binaries[] = {{"or", 1, CAPAI_STEP_OR, CONDITION, CONDITION},
                {"and", 2, CAPAI_STEP_AND, CONDITION, CONDITION},
                {"<", 4, CAPAI_STEP_LESS, NUMBER, CONDITION},
                {"<=", 4, CAPAI_STEP_LESS_EQUAL, NUMBER, CONDITION},
                {">", 4, CAPAI_STEP_GREATER, NUMBER, CONDITION},
                {">=", 4, CAPAI_STEP_GREATER_EQUAL, NUMBER, CONDITION},
                {"==", 4, CAPAI_STEP_EQUAL, NUMBER, CONDITION},
                {"~=", 4, CAPAI_STEP_UNEQUAL, NUMBER, CONDITION},
                {"!=", 4, CAPAI_STEP_UNEQUAL, NUMBER, CONDITION},
                {"+", 5, CAPAI_STEP_ADD, NUMBER, NUMBER},
                {"-", 5, CAPAI_STEP_SUBTRACT, NUMBER, NUMBER},
                {"*", 6, CAPAI_STEP_MULTIPLY, NUMBER, NUMBER},
                {"/", 6, CAPAI_STEP_DIVIDE, NUMBER, NUMBER}};
enum { BINARIES = sizeof binaries / sizeof *binaries, NOT_LEVEL = 3 };

/* -x, not x, or an operand; they, and what is in parentheses, make the depth. */
static enum type unary(struct parser *p)
{
    enum type type;
    size_t begin = (peek(p), p->at);
    if (++p->depth > CAPAI_FORMULA_DEPTH)
        return unexpected(p, CAPAI_MSG_FORMULA_DEEP);
    if (take(p, "-")) {
        size_t inner = (peek(p), p->at);
        type = check(p, unary(p), NUMBER, inner) ? NUMBER : WRONG;
        if (type && !emit(p, (struct capai_step){.operation = CAPAI_STEP_NEGATE}, begin, 0))
            type = WRONG;
    } else if (take(p, "not")) {
        size_t inner = (peek(p), p->at);
        type = check(p, binary_level(p, NOT_LEVEL), CONDITION, inner) ? CONDITION : WRONG;
        if (type && !emit(p, (struct capai_step){.operation = CAPAI_STEP_NOT}, begin, 0))
            type = WRONG;
    } else {
        type = operand(p);
    }
    p->depth--;
    return type;
}

static const struct binary *peek_binary(struct parser *p, int least)
{
    struct token token = peek(p);
    for (size_t i = 0; token.end > token.begin && i < BINARIES; i++)
        if (is(p, token, binaries[i].sign))
            return binaries[i].level >= least ? &binaries[i] : NULL;
    return NULL;
}

/* An operator and its right side, behind a left side that began at `begin`. */
static enum type right_side(struct parser *p, const struct binary *binary, size_t begin)
{
    struct capai_step step = {.operation = binary->operation};
    bool lazy = binary->operation == CAPAI_STEP_AND || binary->operation == CAPAI_STEP_OR;
    size_t place = p->count;
    take(p, binary->sign);
    if (lazy && !emit(p, step, begin, -1))
        return WRONG;
    size_t right = (peek(p), p->at);
    if (!check(p, binary_level(p, binary->level + 1), binary->operands, right))
        return WRONG;
    if (lazy)
        land(p, place);
    else if (!emit(p, step, begin, -1))
        return WRONG;
    return binary->result;
}

static enum type binary_level(struct parser *p, int least)
{
    size_t begin = (peek(p), p->at);
    enum type type = unary(p);
    const struct binary *binary;
    while (type != WRONG && (binary = peek_binary(p, least)) != NULL) {
        if (!check(p, type, binary->operands, begin))
            return WRONG;
        type = right_side(p, binary, begin);
    }
    return type;
}

enum capai_status capai_expression_parse(capai_text text, struct capai_arena *arena,
                                         struct capai_expression *out, struct capai_error *err)
{
    struct capai_error error = {0};
    struct parser p = {.text = capai_text_copy(text, arena), .arena = arena, .err = &error};
    if (!p.text.data)
        return capai_fail_memory(err);
    if (text.size > CAPAI_FORMULA_SIZE)
        unexpected(&p, CAPAI_MSG_FORMULA_DEEP);
    else if (check(&p, binary_level(&p, 0), NUMBER, 0) && peek(&p).begin < text.size)
        unexpected(&p, CAPAI_MSG_FORMULA_SIGN);
    if (error.status)
        return error_pass(err, &error);
    *out = (struct capai_expression){
        .text = p.text, .steps = p.steps, .count = p.count, .fields = p.fields};
    return CAPAI_OK;
}
