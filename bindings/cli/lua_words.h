/* What Lua says when a script fails, told as our own messages. */
#ifndef LUA_WORDS_H
#define LUA_WORDS_H

#include "capai/error.h"

/* Where *error holds words of Lua that are known ("attempt to index a nil value (local 't')"), puts
 * the message that says the same in both languages, with what to do, into *told, at the same place.
 * Where it has no column, *told has that of the word that Lua names, looked for in line error->line
 * of `source` (empty: none), else that of the whole line. Otherwise *told is *error. */
void lua_words_tell(const struct capai_error *error, capai_text source, struct capai_error *told);

#endif
