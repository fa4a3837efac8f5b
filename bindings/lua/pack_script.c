/* Comparisons in the text of a script that cannot be meant: a decimal is never equal to a Lua
 * number. What a name holds is guessed from its spelling and from where it was set; in doubt
 * nothing is said.
 */
#include "bindings/lua/lexer.h"
#include "bindings/lua/pack_check.h"

enum { NAMES_MOST = 200 };

struct script {
    const char *path;
    struct token *tokens;
    size_t count, capacity;
    capai_text decimals[NAMES_MOST]; /* local names that hold decimals */
    size_t decimal_count;
    struct capai_arena *arena;
};

/* A stretch of tokens. */
struct stretch {
    size_t begin, end;
};

static bool is_one_of(const struct token *token, const char *const *words)
{
    for (; *words; words++)
        if (token_is(token, *words))
            return true;
    return false;
}

/* Token `i`; that before the first and behind the last is of kind END. */
static const struct token *at(const struct script *script, size_t i)
{
    static const struct token none = {.kind = TOKEN_END};
    return i < script->count ? &script->tokens[i] : &none;
}

static bool tokenise(struct script *script, capai_text source)
{
    struct lexer lexer = lexer_at(source, 1);
    for (struct token token = lexer_next(&lexer); token.kind != TOKEN_END;
         token = lexer_next(&lexer)) {
        struct token *tokens = capai_arena_grow(script->arena, script->tokens, script->count,
                                                &script->capacity, sizeof *tokens);
        if (!tokens)
            return false;
        script->tokens = tokens;
        tokens[script->count++] = token;
    }
    return true;
}

/* ---- what an expression is ---- */

static bool is_number(const struct script *script, struct stretch part)
{
    if (token_is(at(script, part.begin), "-"))
        part.begin++;
    return part.end == part.begin + 1 && at(script, part.begin)->kind == TOKEN_NUMBER;
}

/* True where the value whose name ends at `i` is used as it is, or by a method that gives a
 * decimal. */
static bool stays_decimal(const struct script *script, size_t i)
{
    static const char *const further[] = {".", "(", "[", NULL};
    static const char *const methods[] = {"round", "abs", NULL};
    if (token_is(at(script, i + 1), ":"))
        return is_one_of(at(script, i + 2), methods);
    return !is_one_of(at(script, i + 1), further);
}

/* True for the name at `i`: a quantity of a row, a local decimal, a function of ours that gives
 * one. */
static bool names_decimal(const struct script *script, size_t i)
{
    static const char *const fields[] = {
        "target",  "realisasi",     "target_akhir", "pembanding", "bobot",       "capaian", "pagu",
        "serapan", "capaian_akhir", "selisih",      "tren",       "tren_persen", NULL};
    static const char *const makers[] = {"decimal", "ratio", "round", NULL};
    const struct token *name = at(script, i);
    if (i && token_is(at(script, i - 1), "."))
        return (is_one_of(name, fields) && stays_decimal(script, i)) ||
               (i > 1 && token_is(at(script, i - 2), "capai") && is_one_of(name, makers));
    if (i && token_is(at(script, i - 1), ":"))
        return false;
    for (size_t k = 0; k < script->decimal_count; k++)
        if (capai_text_equal(script->decimals[k], name->text))
            return stays_decimal(script, i);
    return false;
}

static bool opens(const struct token *token)
{
    static const char *const signs[] = {"(", "[", "{", NULL};
    return is_one_of(token, signs);
}

static bool closes(const struct token *token)
{
    static const char *const signs[] = {")", "]", "}", NULL};
    return is_one_of(token, signs);
}

/* True where the bracket at `i` holds arguments, an index or a table, not a part of a sum. */
static bool is_inner(const struct script *script, size_t i)
{
    const struct token *before = at(script, i - 1);
    return !token_is(at(script, i), "(") || before->kind == TOKEN_NAME ||
           before->kind == TOKEN_STRING || closes(before);
}

/* True when a decimal stands in the expression outside of arguments. */
static bool is_decimal(const struct script *script, struct stretch part)
{
    int inside = 0;
    for (size_t i = part.begin; i < part.end; i++) {
        if (inside || (opens(at(script, i)) && i > part.begin && is_inner(script, i)))
            inside += opens(at(script, i)) - closes(at(script, i));
        else if (token_is(at(script, i), "#"))
            return false; /* a length */
        else if (at(script, i)->kind == TOKEN_NAME && names_decimal(script, i))
            return true;
    }
    return false;
}

/* ---- where an expression ends ---- */

static const char *const ends[] = {
    "if", "elseif", "while", "until", "return", "and",    "or",       "not", "then",
    "do", "else",   "local", "in",    "end",    "repeat", "function", "=",   ",",
    ";",  "==",     "~=",    "<",     ">",      "<=",     ">=",       "..",  NULL};

static struct stretch operand_before(const struct script *script, size_t i)
{
    struct stretch part = {i, i};
    int depth = 0;
    while (part.begin > 0) {
        const struct token *token = at(script, part.begin - 1);
        const struct token *first = at(script, part.begin);
        bool whole = token->kind != TOKEN_SIGN || closes(token); /* nothing need follow it */
        bool statement = !depth && part.begin < i && first->kind == TOKEN_NAME && whole &&
                         first->line > token->line;
        depth += closes(token) - opens(token);
        if (depth < 0 || statement || (depth == 0 && is_one_of(token, ends)))
            break;
        part.begin--;
    }
    return part;
}

static struct stretch operand_behind(const struct script *script, size_t i)
{
    struct stretch part = {i, i};
    int depth = 0;
    while (part.end < script->count) {
        const struct token *token = at(script, part.end), *before = at(script, part.end - 1);
        depth += opens(token) - closes(token);
        bool statement = !depth && part.end > part.begin && token->line > before->line;
        if (depth < 0 || statement || (!depth && is_one_of(token, ends)))
            break;
        part.end++;
    }
    return part;
}

/* ---- reading on ---- */

/* Behind "local" at `i`: remembers the names that are set to decimals. */
static void read_local(struct script *script, size_t i)
{
    capai_text names[8];
    size_t count = 0;
    for (i++; at(script, i)->kind == TOKEN_NAME && count < 8; i++) {
        names[count++] = at(script, i)->text;
        if (!token_is(at(script, ++i), ","))
            break;
    }
    for (size_t k = 0; k < count && (token_is(at(script, i), k ? "," : "=")); k++) {
        struct stretch value = operand_behind(script, i + 1);
        if (is_decimal(script, value) && script->decimal_count < NAMES_MOST)
            script->decimals[script->decimal_count++] = names[k];
        i = value.end;
    }
}

static enum capai_status complain(const struct script *script, const struct token *sign,
                                  struct stretch decimal, struct stretch number,
                                  struct capai_notices *findings)
{
    struct capai_error error = {0};
    const struct token *first = at(script, decimal.begin), *last = at(script, decimal.end - 1);
    const struct token *digits = at(script, number.begin), *end = at(script, number.end - 1);
    capai_fail(
        &error, CAPAI_MSG_CHECK_COMPARISON,
        CAPAI_WORDS(sign->text,
                    ((capai_text){first->text.data,
                                  (size_t)(last->text.data - first->text.data) + last->text.size}),
                    ((capai_text){digits->text.data,
                                  (size_t)(end->text.data - digits->text.data) + end->text.size})));
    error.width = sign->text.size;
    capai_error_place(&error, script->path, sign->line, sign->column);
    return capai_notices_add(findings, &error);
}

enum capai_status pack_check_script(capai_text source, const char *path, struct capai_arena *arena,
                                    struct capai_notices *findings)
{
    static const char *const signs[] = {"==", "~=", NULL};
    struct script script = {.path = path, .arena = arena};
    if (!tokenise(&script, source))
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < script.count; i++) {
        if (token_is(at(&script, i), "local"))
            read_local(&script, i);
        if (!is_one_of(at(&script, i), signs))
            continue;
        struct stretch left = operand_before(&script, i), right = operand_behind(&script, i + 1);
        enum capai_status status = CAPAI_OK;
        if (is_number(&script, right) && is_decimal(&script, left))
            status = complain(&script, at(&script, i), left, right, findings);
        else if (is_number(&script, left) && is_decimal(&script, right))
            status = complain(&script, at(&script, i), right, left, findings);
        if (status)
            return status;
    }
    return CAPAI_OK;
}
