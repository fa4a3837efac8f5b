/* The lines of a file of any size, for scripts of the library: what Lua's own functions say of a
 * failure neither tells what failed nor speaks the reader's language. */
#ifndef FILE_LINES_H
#define FILE_LINES_H

#include "bindings/lua/binding.h"

/* Pushes a function that gives the lines of the file one after another, without their ends, and
 * then nil; nil in its place where there is no file, or its first `most` bytes hold more than a
 * line. `path`, `arena` and *err must outlive the state. Raises, there and in the function, what
 * keeps it from being read, which is then in *err, too: those of capai_source_open and MEMORY. */
void file_lines_push(lua_State *L, const char *path, size_t most, struct capai_arena *arena,
                     struct capai_error *err);

#endif
