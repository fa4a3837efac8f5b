/* The parts of capai repl. */
#ifndef REPL_H
#define REPL_H

#include "bindings/cli/script.h"

/* ---- repl_lines.c: where lines come from ---- */

struct lines;

/* Lines from a person at a terminal, with editing, history and completion of names in `L`; else
 * those of standard input. NULL when memory ran out. */
struct lines *lines_open(lua_State *L);
void lines_close(struct lines *lines);

/* True when a person types them. */
bool lines_interactive(const struct lines *lines);

enum line_result { LINE_READ, LINE_CANCELLED, LINE_END, LINE_STARVED };

/* The next line, without its end, NUL-terminated and valid until the next call; `more` tells that
 * it goes on with what was read before. LINE_CANCELLED: Ctrl-C; LINE_END: Ctrl-D, end of input;
 * LINE_STARVED: there was no memory for it. */
enum line_result lines_read(struct lines *lines, bool more, capai_text *line);

/* Between these two Ctrl-C calls the handler, and not what reads lines. */
void interrupt_catch(void (*handler)(int number));
void interrupt_release(void);

/* ---- repl_complete.c ---- */

/* The names that the last word of the text before the cursor may become, each whole, sorted, in
 * `arena`; the result is the size of that word (behind the last "." or ":"). Calls no function of
 * the user; where anything fails there are none. */
size_t complete_names(lua_State *L, capai_text before, struct capai_arena *arena,
                      capai_text **names, size_t *count);

/* ---- repl_show.c ---- */

/* Shows the values from stack index `first` to the top in a line: tables in brief, texts in quotes.
 * May raise what a __tostring raises. */
void show_values(lua_State *L, int first, const struct terminal *terminal);

/* ---- repl_help.c ---- */

/* Sets the global function help. `terminal` must outlive the state. */
void help_install(lua_State *L, const struct terminal *terminal);

#endif
