/* What the commands that tell of the program itself have in common. */
#ifndef GUIDE_H
#define GUIDE_H

#include "bindings/cli/cli.h"

/* Calls what the library's script `name` gives back with a table of facts:
 *
 *   arguments          of the command line
 *   language, format   "id" or "en"; "text", "md" or "man"
 *   commands           list of { name =, options = { { name =, value = true } } }
 *   read(path)         a file below scripts/help; nil where there is none
 *   ids(folder, own)   scripts in that folder of scripts/, or in any, without their ending
 *   size(path)         bytes of a regular file; nil for anything else
 *   nearest(word, words)
 *   width, put(style, text)   of standard output
 *   write(text)        to standard output, as it is
 *
 * It may return the name of a message and its words: then that is the complaint. */
enum exit_status guide_run(const struct options *options, const char *name);

#endif
