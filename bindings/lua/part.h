/* What the parts of rules have in common that a script writes as values of their own: they can be
 * those of a pack, derive from those of a pack, and hold a scale. Private to the bindings. */
#ifndef LUA_PART_H
#define LUA_PART_H

#include "bindings/lua/binding.h"

/* A kind of part: its key in a pack, which is its function in `capai` as well. */
struct part_kind {
    const char *name;
    const char *meta;
};

/* Pushes the part of the pack `id`, which `key` (NULL: the argument) names. Raises where the pack
 * cannot be had or has no such part. */
const void *part_find(const struct reader *r, const char *key, capai_text id,
                      const struct part_kind *kind);

/* For the table at 1 that describes a part: checks its keys, and leaves on the stack, above it, the
 * table of what the part will keep (r->keep) and its base, or nil. Without a base the keys
 * `needed`, ended by NULL, must be there. Returns the base; NULL without one. */
enum { PART_TABLE = 1, PART_KEEP, PART_BASE };
struct api_value;
const void *part_begin(struct reader *r, const struct part_kind *kind,
                       const struct api_value *fields, const char *const *needed);

/* Makes the new value at the top, with two user values, one of that kind: it keeps what part_begin
 * left. */
void part_own(lua_State *L, const struct part_kind *kind);

/* The function of a kind: the part that `make` makes of a table, or that of the pack that a text
 * names. */
int part_new(lua_State *L, const struct part_kind *kind, lua_CFunction make);

/* Reads the key "scale", which lives as long as what is kept; false when it is absent. */
bool part_scale(const struct reader *r, struct capai_scale *out);

#endif
