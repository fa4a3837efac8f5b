#include "bindings/cli/lua_words.h"

#include <string.h>

#include "bindings/lua/lexer.h"

/* ---- taking the text apart ---- */

/* Goes past `prefix`; false where the text does not begin with it. */
static bool skip(capai_text *text, const char *prefix)
{
    size_t size = strlen(prefix);
    if (text->size < size || memcmp(text->data, prefix, size) != 0)
        return false;
    *text = (capai_text){text->data + size, text->size - size};
    return true;
}

/* What stands before `mark`, and goes past it; the missing text where it does not occur. */
static capai_text take_until(capai_text *text, const char *mark)
{
    size_t size = strlen(mark);
    for (size_t i = 0; i + size <= text->size; i++)
        if (memcmp(text->data + i, mark, size) == 0) {
            capai_text part = {text->data, i};
            *text = (capai_text){text->data + i + size, text->size - i - size};
            return part;
        }
    return CAPAI_NO_TEXT;
}

/* 'x' without its quotes; the end of the script is no word. */
static capai_text unquoted(capai_text text)
{
    if (capai_text_equal(text, CAPAI_TEXT("<eof>")))
        return CAPAI_NO_TEXT;
    if (text.size > 1 && text.data[0] == '\'')
        return (capai_text){text.data + 1, text.size - 2};
    return text;
}

/* ---- what there is ---- */

/* A failure of a script, as far as Lua tells. */
struct failure {
    enum capai_message message;
    capai_text words[4]; /* the first: the name that is concerned, perhaps missing */
    size_t count;
    bool runs;         /* not one of reading the script */
    capai_text sought; /* on the line, where it is not the first word */
    size_t line;       /* 0: that of the complaint */
};

static struct failure failed(enum capai_message message, bool runs, const capai_text *words,
                             size_t count)
{
    struct failure f = {.message = message, .count = count, .runs = runs};
    memcpy(f.words, words, count * sizeof *words);
    return f;
}

/* "attempt to VERB a TYPE value (KIND 'NAME')" */
static bool read_attempt(capai_text text, struct failure *f)
{
    static const struct {
        const char *verb;
        enum capai_message message;
    } verbs[] = {{"index a ", CAPAI_MSG_LUA_INDEX},
                 {"call a ", CAPAI_MSG_LUA_CALL},
                 {"perform arithmetic on a ", CAPAI_MSG_LUA_ARITHMETIC},
                 {"concatenate a ", CAPAI_MSG_LUA_JOIN},
                 {"get length of a ", CAPAI_MSG_LUA_LENGTH}};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (!skip(&text, verbs[i].verb))
            continue;
        capai_text type = take_until(&text, " value"), kind = take_until(&text, "'");
        capai_text name = take_until(&text, "'");
        bool named = name.size && !capai_text_equal(name, CAPAI_TEXT("?"));
        bool global = capai_text_equal(kind, CAPAI_TEXT(" (global ")) &&
                      capai_text_equal(type, CAPAI_TEXT("nil"));
        *f = failed(global ? CAPAI_MSG_LUA_GLOBAL : verbs[i].message, true,
                    CAPAI_WORDS(named ? name : CAPAI_NO_TEXT, type));
        return type.data;
    }
    return false;
}

/* "attempt to compare two nil values", "attempt to compare number with nil" */
static bool read_comparison(capai_text text, struct failure *f)
{
    capai_text left, right;
    if (skip(&text, "two ")) {
        left = right = take_until(&text, " values");
    } else {
        left = take_until(&text, " with ");
        right = text;
    }
    *f = failed(CAPAI_MSG_LUA_COMPARE, true, CAPAI_WORDS(CAPAI_NO_TEXT, left, right));
    return left.data;
}

/* "bad argument #1 to 'rep' (string expected, got no value)" */
static bool read_argument(capai_text text, struct failure *f)
{
    capai_text number = take_until(&text, " to '"), name = take_until(&text, "' (");
    capai_text wanted = take_until(&text, " expected, got "), got = take_until(&text, ")");
    *f = failed(CAPAI_MSG_LUA_ARGUMENT, true, CAPAI_WORDS(name, number, wanted, got));
    return number.data && name.data && wanted.data && got.data;
}

/* "'}' expected (to close '{' at line 3) near 'build'", "unexpected symbol near '='" */
static bool read_syntax(capai_text text, struct failure *f)
{
    capai_text before = take_until(&text, " near "), near = unquoted(text);
    capai_text rest = before, wanted = unquoted(take_until(&rest, " expected"));
    bool symbol = capai_text_equal(before, CAPAI_TEXT("unexpected symbol"));
    if (!before.data)
        return false;
    if (!near.data && (symbol || (wanted.data && !rest.size))) {
        *f = failed(CAPAI_MSG_LUA_END, false, CAPAI_WORDS(CAPAI_NO_TEXT, wanted));
    } else if (symbol) {
        *f = failed(CAPAI_MSG_LUA_UNEXPECTED, false, CAPAI_WORDS(near));
    } else if (skip(&before, "unfinished string")) {
        *f = failed(CAPAI_MSG_LUA_STRING, false, CAPAI_WORDS(near));
    } else if (wanted.data && skip(&rest, " (to close '")) {
        capai_text opener = take_until(&rest, "' at line "), line = take_until(&rest, ")");
        *f = failed(CAPAI_MSG_LUA_OPEN, false, CAPAI_WORDS(near, wanted, opener, line));
        if (!near.data) { /* the end of the script says nothing */
            f->sought = opener;
            for (size_t i = 0; i < line.size && i < 7; i++)
                f->line = f->line * 10 + (size_t)(line.data[i] - '0');
        }
    } else if (wanted.data && !rest.size) {
        *f = failed(CAPAI_MSG_LUA_EXPECTED, false, CAPAI_WORDS(near, wanted));
    } else {
        return false;
    }
    return true;
}

/* A value that error() was called with and that is no text. */
static bool read_object(capai_text text, struct failure *f)
{
    static const char *const types[] = {"nil", "boolean", "table", "function", "userdata"};
    capai_text type = text;
    if (skip(&text, "(error object is a "))
        type = take_until(&text, " value)");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (capai_text_equal(type, capai_text_of(types[i]))) {
            *f = failed(CAPAI_MSG_LUA_OBJECT, true, CAPAI_WORDS(CAPAI_NO_TEXT, type));
            return true;
        }
    return false;
}

static bool read_failure(capai_text text, struct failure *f)
{
    if (skip(&text, "attempt to compare "))
        return read_comparison(text, f);
    if (skip(&text, "attempt to "))
        return read_attempt(text, f);
    if (skip(&text, "bad argument #"))
        return read_argument(text, f);
    if (skip(&text, "stack overflow")) {
        *f = failed(CAPAI_MSG_LUA_STACK, true, CAPAI_WORDS(CAPAI_NO_TEXT));
        return true;
    }
    if (skip(&text, "module '")) {
        *f = failed(CAPAI_MSG_LUA_MODULE, true, CAPAI_WORDS(take_until(&text, "' not found")));
        return f->words[0].data;
    }
    return read_object(text, f) || read_syntax(text, f);
}

/* ---- where it is on the line ---- */

/* A token as Lua names it in its messages: of a string what stands between its quotes. */
static bool is_named(const struct token *token, capai_text name)
{
    capai_text text = token->text;
    /* what Lua shows of a text that is not closed */
    if (token->kind == TOKEN_STRING && name.size && (name.data[0] == '"' || name.data[0] == '\''))
        return text.size >= name.size && memcmp(text.data, name.data, name.size) == 0;
    if (token->kind == TOKEN_STRING && text.size > 1 && text.size == name.size + 2)
        text = (capai_text){text.data + 1, text.size - 2};
    return capai_text_equal(text, name);
}

/* True where what fails is done to a word by the sign behind it: t.x, f(). */
static bool is_done_by(const struct failure *f, const struct token *next)
{
    if (f->message == CAPAI_MSG_LUA_INDEX)
        return token_is(next, ".") || token_is(next, ":") || token_is(next, "[");
    return f->message == CAPAI_MSG_LUA_CALL &&
           (token_is(next, "(") || token_is(next, "{") || next->kind == TOKEN_STRING);
}

/* The word on the line of the script. When it runs, the first of that name to which is done what
 * fails, else the first; when it is read, from the first to the last. */
static bool find_word(capai_text source, const struct failure *f, struct capai_error *told)
{
    struct lexer lexer = lexer_at(source, told->line);
    struct token next = lexer_next(&lexer);
    size_t first = 0, last = 0;
    for (bool sure = false; next.kind != TOKEN_END && next.line == told->line && !sure;) {
        struct token word = next;
        next = lexer_next(&lexer);
        sure = is_done_by(f, &next);
        if (!is_named(&word, f->sought)) {
            sure = false;
        } else if (!first || sure || !f->runs) {
            first = first && !sure ? first : word.column;
            last = word.column + capai_text_length(f->runs ? word.text : f->sought);
        }
    }
    told->column = first;
    told->width = last - first;
    return first;
}

/* All words of the line. */
static void find_line(capai_text source, struct capai_error *told)
{
    struct lexer lexer = lexer_at(source, told->line);
    struct token word = lexer_next(&lexer);
    told->column = word.kind != TOKEN_END && word.line == told->line ? word.column : 0;
    for (; word.kind != TOKEN_END && word.line == told->line; word = lexer_next(&lexer))
        told->width = word.column + capai_text_length(word.text) - told->column;
}

static capai_text word_of(const struct capai_error *error)
{
    return (capai_text){error->text + error->word[0], (size_t)(error->word[1] - error->word[0])};
}

void lua_words_tell(const struct capai_error *error, capai_text source, struct capai_error *told)
{
    struct failure f = {.runs = true};
    bool of_lua =
        error->message == CAPAI_MSG_RULES_LUA || error->message == CAPAI_MSG_SCRIPT_STOPPED;
    *told = *error;
    if (of_lua && read_failure(word_of(error), &f)) {
        *told = (struct capai_error){0};
        capai_fail(told, f.message, f.words, f.count);
        told->status = error->status; /* of a formula only a row is concerned */
        told->file = error->file;
        told->line = f.line ? f.line : error->line;
        told->column = error->column;
        f.sought = f.sought.data ? f.sought : f.words[0];
    } else if (error->message == CAPAI_MSG_FIELD_UNKNOWN) {
        f.sought = word_of(error);
    }
    bool wanted = source.size && told->line && !told->column;
    if (wanted && !(f.sought.size && find_word(source, &f, told)) && of_lua)
        find_line(source, told);
}
