/* The words and signs of a Lua script, for what is looked up in its text: the line of a key, a
 * comparison. Strings and comments are told apart from the rest; nothing else is understood.
 * Private to the bindings.
 */
#ifndef LEXER_H
#define LEXER_H

#include <stdbool.h>

#include "capai/text.h"

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_STRING, TOKEN_SIGN };

struct token {
    enum token_kind kind; /* keywords are names */
    capai_text text;      /* as it stands in the script; a string with its quotes */
    size_t line, column;  /* from 1, the column in characters */
};

struct lexer {
    const char *p, *end;
    const char *line_start;
    size_t line;
};

/* Begins at the start of line `first_line` of `source`. */
struct lexer lexer_at(capai_text source, size_t first_line);

/* The next token; of kind END, again and again, where the text is over. */
struct token lexer_next(struct lexer *lexer);

/* True for a sign or a name of that spelling; a string is none. */
bool token_is(const struct token *token, const char *word);

#endif
