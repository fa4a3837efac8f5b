/* What commands whose work is done by the library's Lua half need besides a state. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include "bindings/cli/cli.h"
#include "bindings/lua/binding.h"

/* Pushes what a script of the library gives back. It is looked for in our own folder only, and so
 * is what it requires: what lies in the folder of the user is not ours. Raises errors. */
void library_require(lua_State *L, const char *name);

/* The message of that name, or CAPAI_MSG_NONE. */
enum capai_message library_message(const char *name);

/* The words of a message that stand from argument `first` on, at most CAPAI_ERROR_WORDS; they are
 * borrowed from the stack. Returns how many there are. */
size_t library_words(lua_State *L, int first, capai_text *words);

/* Gives the table on top of the stack `width` and `put(style, text)`, which prints to the terminal;
 * that must outlive the table. */
void library_set_terminal(lua_State *L, const struct terminal *terminal);

#endif
