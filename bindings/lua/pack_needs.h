/* The version of Capai that a pack asks for: capai_version = "0.1.0" in it.
 *
 * It is a least version: what a pack says in the words of one version, every later one understands.
 */
#ifndef PACK_NEEDS_H
#define PACK_NEEDS_H

#include "capai/error.h"
#include "capai/text.h"

enum pack_needs {
    PACK_NEEDS_MET,   /* this Capai, or an older one, is enough */
    PACK_NEEDS_NEWER, /* it was written for a later Capai */
    PACK_NEEDS_BAD    /* no version: one to three whole numbers with points between them */
};

/* What `wanted` says of the Capai of version `here`. */
enum pack_needs pack_needs_of(capai_text wanted, capai_text here);

/* Looks for capai_version in the text of a script that has not run: what a later Capai added would
 * stop it first, with a complaint about a name that is right there. Fills `err` where the script
 * asks for a later version, with the place but for the file; what is no version is left to
 * capai.rules. */
enum capai_status pack_needs_check(capai_text source, struct capai_error *err);

#endif
