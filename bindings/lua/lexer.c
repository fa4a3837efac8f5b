#include "bindings/lua/lexer.h"

#include <string.h>

static void step(struct lexer *s)
{
    if (*s->p++ == '\n') {
        s->line++;
        s->line_start = s->p;
    }
}

static bool at(const struct lexer *s, const char *word)
{
    size_t size = strlen(word);
    return (size_t)(s->end - s->p) >= size && memcmp(s->p, word, size) == 0;
}

/* At "[[", "[=[" and so on: the number of signs between the brackets; -1 when it is none. */
static int long_bracket(const struct lexer *s, const char *p)
{
    int level = 0;
    if (p >= s->end || *p++ != '[')
        return -1;
    while (p < s->end && *p == '=') {
        p++;
        level++;
    }
    return p < s->end && *p == '[' ? level : -1;
}

/* True at the "]]", "]=]" that closes a long bracket of that level. */
static bool closes(const struct lexer *s, int level)
{
    const char *p = s->p;
    if (s->end - p < level + 2 || *p++ != ']')
        return false;
    for (int i = 0; i < level; i++)
        if (*p++ != '=')
            return false;
    return *p == ']';
}

static void skip_long(struct lexer *s, int level)
{
    while (s->p < s->end && !closes(s, level))
        step(s);
    for (int i = 0; i < level + 2 && s->p < s->end; i++)
        step(s);
}

static void skip_quoted(struct lexer *s)
{
    char quote = *s->p;
    step(s);
    while (s->p < s->end && *s->p != quote && *s->p != '\n') {
        if (*s->p == '\\' && s->p + 1 < s->end)
            step(s);
        step(s);
    }
    if (s->p < s->end)
        step(s);
}

/* Skips blanks and comments. */
static void skip_inert(struct lexer *s)
{
    while (s->p < s->end) {
        if (at(s, "--")) {
            int level = long_bracket(s, s->p + 2);
            s->p += 2;
            if (level >= 0)
                skip_long(s, level);
            while (level < 0 && s->p < s->end && *s->p != '\n')
                step(s);
        } else if (strchr(" \t\r\n\f\v", *s->p) && *s->p) {
            step(s);
        } else {
            return;
        }
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return c == '_' || is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip_number(struct lexer *s)
{
    while (s->p < s->end && (is_word(*s->p) || *s->p == '.')) {
        bool exponent = *s->p == 'e' || *s->p == 'E';
        s->p++;
        if (exponent && s->p < s->end && (*s->p == '+' || *s->p == '-'))
            s->p++;
    }
}

static void skip_sign(struct lexer *s)
{
    static const char *const longer[] = {
        "...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"};
    for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
        if (at(s, longer[i])) {
            s->p += strlen(longer[i]);
            return;
        }
    s->p++;
}

struct lexer lexer_at(capai_text source, size_t first_line)
{
    struct lexer s = {source.data, source.data + source.size, source.data, 1};
    while (s.p < s.end && s.line < first_line)
        step(&s);
    return s;
}

struct token lexer_next(struct lexer *s)
{
    skip_inert(s);
    struct token token = {.kind = TOKEN_END, .text = {s->p, 0}, .line = s->line};
    token.column =
        capai_text_length((capai_text){s->line_start, (size_t)(s->p - s->line_start)}) + 1;
    if (s->p == s->end)
        return token;
    int level = long_bracket(s, s->p);
    if (level >= 0 || *s->p == '"' || *s->p == '\'') {
        token.kind = TOKEN_STRING;
        if (level >= 0)
            skip_long(s, level);
        else
            skip_quoted(s);
    } else if (is_digit(*s->p) || (*s->p == '.' && s->p + 1 < s->end && is_digit(s->p[1]))) {
        token.kind = TOKEN_NUMBER;
        skip_number(s);
    } else if (is_word(*s->p)) {
        token.kind = TOKEN_NAME;
        while (s->p < s->end && is_word(*s->p))
            s->p++;
    } else {
        token.kind = TOKEN_SIGN;
        skip_sign(s);
    }
    token.text.size = (size_t)(s->p - token.text.data);
    return token;
}

bool token_is(const struct token *token, const char *word)
{
    return (token->kind == TOKEN_NAME || token->kind == TOKEN_SIGN) &&
           capai_text_equal(token->text, capai_text_of(word));
}
