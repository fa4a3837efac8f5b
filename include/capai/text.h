/* Text as a view: bytes and a length. NUL is an ordinary byte; nothing here depends on a locale.
 *
 * A view owns nothing. Whoever hands one out says how long its bytes live (as a rule: as long as
 * the arena or the pool that holds them).
 */
#ifndef CAPAI_TEXT_H
#define CAPAI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "capai/api.h"
#include "capai/arena.h"

CAPAI_API_BEGIN

typedef struct {
    const char *data; /* may be NULL when size is 0: the missing text */
    size_t size;      /* bytes */
} capai_text;

/* The view of a string literal. */
#define CAPAI_TEXT(literal) ((capai_text){(literal), sizeof(literal) - 1})

/* The missing text: an empty cell. A text of size 0 with data set is empty, but present ("" in
 * quotes); both count as missing wherever a quantity or a name is wanted. */
#define CAPAI_NO_TEXT ((capai_text){NULL, 0})

/* The view of a NUL-terminated string; NULL gives the missing text. */
static inline capai_text capai_text_of(const char *string)
{
    capai_text text = {string, string ? strlen(string) : 0};
    return text;
}

/* True when both hold the same bytes. */
static inline bool capai_text_equal(capai_text a, capai_text b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* True when both are equal, letters A to Z counting as a to z. */
bool capai_text_equal_nocase(capai_text a, capai_text b);

/* Order of bytes, a beginning before what it begins: below, at, or above zero. */
int capai_text_compare(capai_text a, capai_text b);

/* Adds a word to the list "a, b" that takes up `size` of the `room` bytes at `list`, where it fits;
 * returns the size of the list then. No NUL is written. */
size_t capai_text_append(char *list, size_t room, size_t size, capai_text word);

/* Without the blanks at both ends: space, tab, CR, LF, no-break space, narrow no-break space. */
capai_text capai_text_trim(capai_text text);

/* Bytes of the blank at the beginning of `text`, 0 when it does not begin with one. */
size_t capai_text_blank(capai_text text);

/* Bytes of the UTF-8 character at the beginning of `text`: 1 to 4; 0 when there is none, because
 * the text is empty or its first bytes are no UTF-8 (overlong forms and surrogates are none). */
size_t capai_text_character(capai_text text);

/* True for a character that is not seen, but decides how others are: control characters, which can
 * drive a terminal, ends of lines among them, and marks that turn the direction of writing, behind
 * which a figure could stand elsewhere than where it is. `character` is what capai_text_character
 * measured. */
bool capai_text_steers(capai_text character);

/* Number of characters (UTF-8 code points; a byte that is not UTF-8 counts as one). */
size_t capai_text_length(capai_text text);

/* A copy in `arena`, followed by a NUL that is not counted. data is NULL when memory ran out. */
capai_text capai_text_copy(capai_text text, struct capai_arena *arena);

/* The name under which two spellings meet: letters A to Z in lower case, blanks and ASCII
 * punctuation left out, all other bytes kept. "Fasilitasi, Masyarakat" and "fasilitasi masyarakat"
 * fold to the same. The copy lies in `arena`; data is NULL when memory ran out. */
capai_text capai_text_fold(capai_text text, struct capai_arena *arena);

/* The candidate that is most like `word`, or the missing text when none is near enough to be
 * suggested: a third of the word's bytes may differ, one of two to five (a swap counts as one).
 * Case does not count. Only the first 64 bytes are compared. Cannot fail. */
capai_text capai_text_nearest(capai_text word, const capai_text *candidates, size_t count);

/* One interning pool: equal bytes are stored once, so a column of half a million names costs what
 * its different names cost. Lives in, and dies with, its arena. Not for two threads at once. */
struct capai_pool;

/* A new pool, or NULL when memory ran out. */
struct capai_pool *capai_pool_new(struct capai_arena *arena);

/* The pool's own copy of `text`, NUL-terminated; the same bytes give the same pointer. The missing
 * text stays missing. On failure (memory) *out is unchanged and false is returned. */
bool capai_pool_text(struct capai_pool *pool, capai_text text, capai_text *out);

/* The pool's own copy of the folded text: what capai_text_fold gives, but only what is new takes
 * memory. The missing and the empty text give the missing one. */
bool capai_pool_fold(struct capai_pool *pool, capai_text text, capai_text *out);

CAPAI_API_END

#endif
