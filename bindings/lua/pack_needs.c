#include "bindings/lua/pack_needs.h"

#include <string.h>

#include "bindings/lua/lexer.h"
#include "capai/version.h"

enum { PARTS = 3, PART_MOST = 9999 };

/* "0.1" is 0.1.0. */
static bool read_version(capai_text text, int parts[PARTS])
{
    size_t part = 0;
    bool digit = false; /* the part has one */
    for (size_t i = 0; i < PARTS; i++)
        parts[i] = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char c = text.data[i];
        if (c == '.' && digit && part + 1 < PARTS) {
            part++;
            digit = false;
        } else if (c >= '0' && c <= '9' && parts[part] * 10 + (c - '0') <= PART_MOST) {
            parts[part] = parts[part] * 10 + (c - '0');
            digit = true;
        } else {
            return false;
        }
    }
    return digit;
}

enum pack_needs pack_needs_of(capai_text wanted, capai_text here)
{
    int least[PARTS], ours[PARTS];
    if (!read_version(wanted, least) || !read_version(here, ours))
        return PACK_NEEDS_BAD;
    for (size_t i = 0; i < PARTS; i++)
        if (least[i] != ours[i])
            return least[i] > ours[i] ? PACK_NEEDS_NEWER : PACK_NEEDS_MET;
    return PACK_NEEDS_MET;
}

/* Most scripts do not have the word at all, which is seen sooner than their words are told apart.
 */
static bool mentions(capai_text source, const char *word)
{
    const size_t size = strlen(word);
    for (const char *at = source.data, *end = at + source.size;
         (size_t)(end - at) >= size && (at = memchr(at, *word, (size_t)(end - at) - size + 1));
         at++)
        if (memcmp(at, word, size) == 0)
            return true;
    return false;
}

enum capai_status pack_needs_check(capai_text source, struct capai_error *err)
{
    if (!mentions(source, "capai_version"))
        return CAPAI_OK;
    struct lexer lexer = lexer_at(source, 1);
    struct token key = lexer_next(&lexer), sign, value;
    for (; key.kind != TOKEN_END; key = sign) {
        sign = lexer_next(&lexer);
        if (!token_is(&key, "capai_version") || !token_is(&sign, "="))
            continue;
        value = lexer_next(&lexer);
        if (value.kind != TOKEN_STRING || value.text.size < 2)
            continue;
        const capai_text wanted = {value.text.data + 1, value.text.size - 2};
        if (pack_needs_of(wanted, CAPAI_TEXT(CAPAI_VERSION)) != PACK_NEEDS_NEWER)
            continue;
        enum capai_status status = capai_fail(err, CAPAI_MSG_RULES_NEEDS_NEWER,
                                              CAPAI_WORDS(wanted, CAPAI_TEXT(CAPAI_VERSION)));
        err->width = value.text.size;
        capai_error_place(err, NULL, value.line, value.column);
        return status;
    }
    return CAPAI_OK;
}
