/* Names of packs that were replaced: each goes on to work, and is warned of, with its line and the
 * name that stands for it now, until the next version that breaks with it (docs/rules.md,
 * Compatibility).
 */
#ifndef PACK_REPLACED_H
#define PACK_REPLACED_H

#include "capai/error.h"

/* Pieces of Lua as they stand in a script: "capai.progress.inverse", or "classify =" for a key. */
struct pack_replaced {
    const char *old, *now;
    const char *since; /* the version of Capai that has `now` */
};

/* Those of this Capai, up to an entry without names. */
extern const struct pack_replaced pack_replaced[];

/* Warns of every place in the text of a script where one of the names stands; comments, strings and
 * longer names are none. Error: CAPAI_ERR_MEMORY. */
enum capai_status pack_replaced_check(const struct pack_replaced *replaced, capai_text source,
                                      const char *path, struct capai_notices *notices);

#endif
