#include "bindings/lua/pack_replaced.h"

#include "bindings/lua/lexer.h"

/* Nothing was replaced since the first version. */
const struct pack_replaced pack_replaced[] = {{NULL, NULL, NULL}};

/* True when the words of `name` come next, the first being `first`, and no "." stands before. */
static bool stands_here(const char *name, const struct token *first, struct lexer behind)
{
    struct lexer wanted = lexer_at(capai_text_of(name), 1);
    struct token word = lexer_next(&wanted), found = *first;
    for (; word.kind != TOKEN_END; word = lexer_next(&wanted)) {
        if (found.kind != word.kind || !capai_text_equal(found.text, word.text))
            return false;
        found = lexer_next(&behind);
    }
    return true;
}

enum capai_status pack_replaced_check(const struct pack_replaced *replaced, capai_text source,
                                      const char *path, struct capai_notices *notices)
{
    struct lexer lexer = lexer_at(source, 1);
    bool inside = false; /* of a longer name: x.classify */
    if (!replaced->old)
        return CAPAI_OK;
    for (struct token word = lexer_next(&lexer); word.kind != TOKEN_END;
         word = lexer_next(&lexer)) {
        for (const struct pack_replaced *r = replaced; !inside && r->old; r++) {
            struct capai_error error = {.width = 0};
            if (!stands_here(r->old, &word, lexer))
                continue;
            capai_fail(
                &error, CAPAI_MSG_RULES_REPLACED,
                CAPAI_WORDS(capai_text_of(r->old), capai_text_of(r->now), capai_text_of(r->since)));
            capai_error_place(&error, path, word.line, word.column);
            if (capai_notices_add(notices, &error) != CAPAI_OK)
                return CAPAI_ERR_MEMORY;
        }
        inside = token_is(&word, ".") || token_is(&word, ":");
    }
    return CAPAI_OK;
}
